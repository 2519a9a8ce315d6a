from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicelab.data.loading import schema_of
from servicelab.data.schemas import InvalidDataError, validate_frame
from servicelab.errors import CourseError

SCHEMA = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True, "pattern": "[A-Z]+"}},
        {"name": "age", "type": "integer", "constraints": {"minimum": 18, "maximum": 99}},
        {"name": "day", "type": "date", "constraints": {"minimum": "2024-01-01"}},
        {"name": "yes", "type": "boolean"},
        {
            "name": "level",
            "type": "string",
            "ordered": True,
            "constraints": {"enum": ["low", "high"]},
        },
        {"name": "rate", "type": "number"},
        {"name": "at", "type": "datetime", "constraints": {"maximum": "2024-06-30 23:59"}},
    ],
    "primaryKey": "id",
}


def sample(**columns: list[object]) -> pd.DataFrame:
    base = {
        "id": ["A", "B"],
        "age": ["20", "30"],
        "day": ["2024-05-01", ""],
        "yes": ["true", "0"],
        "level": ["high", "low"],
        "rate": ["1e-3", ""],
        "at": ["2024-05-01 09:15", ""],
    }
    return pd.DataFrame(base | columns)


def test_validate_frame_gives_types() -> None:
    frame = validate_frame(sample(), SCHEMA)
    assert frame["age"].dtype == "int64"
    assert frame["level"].cat.ordered
    assert frame["level"].max() == "high"
    assert frame["yes"].tolist() == [True, False]
    assert frame["day"].isna().tolist() == [False, True]
    assert frame["at"].dt.minute.tolist()[0] == 15
    pd.testing.assert_frame_equal(validate_frame(frame, SCHEMA), frame)


@pytest.mark.parametrize(
    "value",
    [
        "2024-05-01T09:15",
        "2024-05-01 09:15:00",
        pd.Timestamp("2024-05-01 09:15"),
        pd.Timestamp("2024-05-01"),
        dt.datetime(2024, 5, 1, 9, 15),
    ],
)
def test_times_are_read_in_the_usual_forms(value: object) -> None:
    frame = validate_frame(sample(at=[value, None]), SCHEMA)
    assert frame["at"].dtype == "datetime64[us]"
    assert frame["at"][0] == pd.Timestamp(str(value))


def test_a_midnight_passes_twice() -> None:
    frame = validate_frame(sample(at=["2024-05-01 00:00", "2024-05-02 00:00"]), SCHEMA)
    pd.testing.assert_frame_equal(validate_frame(frame, SCHEMA), frame)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", ""),
        ("id", None),
        ("id", "a"),
        ("id", "B"),
        ("age", "17"),
        ("age", "100"),
        ("age", "20.5"),
        ("age", "2O"),
        ("age", "２０"),
        ("age", "nan"),
        ("age", 20.5),
        ("age", [20]),
        ("day", "2023-12-31"),
        ("day", "2024-5-1"),
        ("day", "2024-02-30"),
        ("day", pd.Timestamp("2024-05-01 10:30")),
        ("at", "2024-05-01"),
        ("at", "2024-05-01 9:15"),
        ("at", "2024-05-01 24:10"),
        ("at", "2024-05-01 09:15+08:00"),
        ("at", "2024-07-01 00:00"),
        ("yes", "maybe"),
        ("yes", "2"),
        ("level", "High"),
        ("rate", "inf"),
        ("rate", "1,5"),
        ("rate", "1e999"),
        ("rate", "12 %"),
        ("rate", "0x10"),
    ],
)
def test_one_wrong_cell_is_one_violation(column: str, value: object) -> None:
    frame = sample().astype(object)
    frame.at[0, column] = value
    with pytest.raises(InvalidDataError) as caught:
        validate_frame(frame, SCHEMA)
    assert caught.value.violations["column"].tolist() == [column]


def test_rows_are_called_by_their_label() -> None:
    frame = sample(age=["20", "x"]).set_axis(["first", "second"])
    with pytest.raises(CourseError, match=r"row second, column age"):
        validate_frame(frame, SCHEMA)


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.none(),
            st.text(max_size=6),
            st.integers(),
            st.floats(),
            st.booleans(),
            st.dates(),
            st.sampled_from(["20", "99", "100", "", " 18 "]),
        ),
        max_size=12,
    )
)
def test_validation_finds_exactly_the_wrong_cells(values: list[object]) -> None:
    schema = {"fields": [SCHEMA["fields"][1]]}  # type: ignore[index]
    frame = pd.DataFrame({"age": pd.Series(values, dtype=object)})

    def is_right(value: object) -> bool:
        if value is None or value != value or (isinstance(value, str) and not value.strip()):
            return True
        if isinstance(value, bool):
            return False
        try:
            text = value.strip() if isinstance(value, str) else str(value)
            return text.replace(".0", "").isascii() and 18 <= int(text.removesuffix(".0")) <= 99
        except ValueError:
            return False

    expected = [place for place, value in enumerate(values) if not is_right(value)]
    if not expected:
        assert len(validate_frame(frame, schema)) == len(values)
        return
    with pytest.raises(InvalidDataError) as caught:
        validate_frame(frame, schema)
    assert caught.value.violations["row"].tolist() == expected


@settings(max_examples=60)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "customer_id": st.from_regex(r"B[0-9]{4}", fullmatch=True),
                "date": st.dates(
                    pd.Timestamp("2024-01-01").date(), pd.Timestamp("2025-12-31").date()
                ).map(str),
                "amount": st.integers(1, 10**9).map(lambda cents: f"{cents / 100:.2f}"),
                "channel": st.sampled_from(["app", "branch", "card", "transfer"]),
                "product": st.sampled_from(["payment", "savings", "loan", "invoice"]),
            }
        ),
        min_size=1,
        max_size=8,
    )
)
def test_valid_rows_pass_unchanged(rows: list[dict[str, str]]) -> None:
    frame = validate_frame(pd.DataFrame(rows), schema_of("bank_transactions"))
    for column in ("customer_id", "channel", "product"):
        assert frame[column].astype("str").tolist() == [row[column] for row in rows]
    assert frame["amount"].tolist() == [float(row["amount"]) for row in rows]
    assert frame["date"].dt.strftime("%Y-%m-%d").tolist() == [row["date"] for row in rows]
