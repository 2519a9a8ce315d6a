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


ACCOUNTS = schema_of("bank_transactions")
RIGHT = {
    "customer_id": "B0001",
    "date": "2025-03-01",
    "amount": "5",
    "channel": "app",
    "product": "payment",
}


def said_of(*rows: dict[str, str]) -> str:
    table = pd.DataFrame([RIGHT | row for row in rows])
    with pytest.raises(InvalidDataError) as caught:
        validate_frame(table, ACCOUNTS, name="mine", like="payments", first_row=2)
    return str(caught.value)


def test_what_is_wrong_in_many_places_is_told_at_once_with_row_column_and_expectation() -> None:
    said = said_of(
        {},
        {"date": "01/03/2025", "channel": "fax"},
        {"amount": "-5", "product": ""},
        {"date": "2026-01-01"},
    )
    assert said.splitlines()[0] == "mine does not match payments: 5 problems."
    assert "row 3, column date: '01/03/2025' - expected a date written like 2025-03-31" in said
    assert "row 4, column amount: '-5' - expected 0.01 or more" in said
    assert "row 4, column product: an empty cell - expected a value" in said
    assert "row 5, column date: '2026-01-01' - expected 2025-12-31 or less" in said


def test_a_long_value_is_cut_and_a_control_sign_is_shown() -> None:
    said = said_of({"channel": "x" * 5000, "product": "\x1b[31m"})
    assert len(said) < 500
    assert "\x1b" not in said


def test_columns_under_other_names_are_guessed() -> None:
    table = pd.DataFrame([RIGHT]).rename(
        columns={"customer_id": "Customer ID", "channel": "chanel"}
    )
    with pytest.raises(InvalidDataError) as caught:
        validate_frame(table.drop(columns="amount"), ACCOUNTS)
    said = str(caught.value)
    assert "3 problems" in said
    assert "column customer_id: missing; rename your column 'Customer ID'" in said
    assert "column channel: missing; rename your column 'chanel'" in said
    assert "column amount: missing; your columns are" in said
