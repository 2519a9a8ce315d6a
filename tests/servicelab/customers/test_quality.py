from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.customers.quality import (
    RULES,
    Rule,
    archive_quality,
    field_quality,
)
from servicelab.errors import CourseError
from servicelab_workshop.worlds.bank import make_bank
from servicelab_workshop.worlds.bank_schemas import DATASETS

SNAPSHOT = "2026-01-01"


def customers() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "person_key": ["P1", "P1", "P2", "P3"],
            "updated_at": pd.to_datetime(["2025-07-05", "2025-07-04", "2026-01-02", None]),
            "birth_date": pd.to_datetime(["1980-05-01", "1900-01-01", None, "2026-02-01"]),
            "household_size": [2, 0, 21, 3],
            "phone": ["13800000000", "0", None, "12345678"],
            "monthly_income": [5200.0, 9999.0, 0.0, -4.0],
            "home_owner": ["yes", "", " no ", "maybe"],
        }
    )


def rules(*names: str) -> list[Rule]:
    return [rule for rule in RULES if rule.field in names]


@pytest.mark.parametrize(
    ("field", "completeness", "validity"),
    [
        ("birth_date", 2 / 4, 1 / 2),  # sentinel and missing absent; a birth after the snapshot
        ("household_size", 3 / 4, 2 / 3),
        ("phone", 3 / 4, 1 / 3),  # "0" is filled in, but no number
        ("monthly_income", 2 / 4, 1 / 2),
        ("home_owner", 3 / 4, 2 / 3),  # an empty text is not present, blanks around do not matter
    ],
)
def test_field_scores_by_hand(field: str, completeness: float, validity: float) -> None:
    row = field_quality(customers(), SNAPSHOT, valid=rules(field)).loc[field]
    assert row["completeness"] == pytest.approx(completeness)
    assert row["validity"] == pytest.approx(validity)


def test_archive_is_the_mean_of_its_fields() -> None:
    chosen = rules("birth_date", "household_size", "phone", "monthly_income")
    fields = field_quality(customers(), SNAPSHOT, valid=chosen)
    scores = archive_quality(customers(), SNAPSHOT, valid=chosen)
    assert list(scores.index) == [1, 3]
    assert list(scores.columns) == ["completeness", "validity", "uniqueness", "timeliness"]
    assert scores.loc[1, "completeness"] == pytest.approx(fields["completeness"].iloc[:3].mean())
    assert scores.loc[1, "validity"] == pytest.approx((1 / 2 + 2 / 3 + 1 / 3) / 3)


def test_timeliness_counts_180_days_but_not_181_nor_the_future_nor_missing() -> None:
    scores = archive_quality(customers(), SNAPSHOT, valid=rules("phone"))
    assert scores.loc[1, "timeliness"] == pytest.approx(1 / 4)
    wider = archive_quality(customers(), SNAPSHOT, valid=rules("phone"), window_days=181)
    assert wider.loc[1, "timeliness"] == pytest.approx(2 / 4)


def test_uniqueness_is_persons_by_rows() -> None:
    scores = archive_quality(customers(), SNAPSHOT, valid=rules("phone", "monthly_income"))
    assert list(scores["uniqueness"]) == [3 / 4, 3 / 4]


def test_nothing_present_has_no_validity() -> None:
    frame = pd.DataFrame({"household_size": [0, None]})
    row = field_quality(frame, SNAPSHOT, valid=rules("household_size")).loc["household_size"]
    assert row["completeness"] == 0
    assert np.isnan(row["validity"])


def test_unreadable_values_are_present_but_not_valid() -> None:
    frame = pd.DataFrame({"household_size": ["2", "two"], "birth_date": ["1980-01-01", "spring"]})
    scores = field_quality(frame, SNAPSHOT, valid=rules("household_size", "birth_date"))
    assert list(scores["completeness"]) == [1, 1]
    assert list(scores["validity"]) == [0.5, 0.5]


def test_same_scores_from_the_world_and_from_a_plain_csv() -> None:
    bank = make_bank(seed=3, n=400)
    plain = pd.read_csv(io.StringIO(bank.customers.to_csv(index=False)))
    pd.testing.assert_frame_equal(
        archive_quality(bank.customers, SNAPSHOT), archive_quality(plain, SNAPSHOT)
    )


def test_rules_cover_every_archived_field_of_the_published_table() -> None:
    archives = {
        field["name"]: field["archive"]
        for field in DATASETS["bank_customers"]["fields"]
        if "archive" in field
    }
    assert {rule.field: rule.archive for rule in RULES} == archives


@given(
    st.lists(
        st.one_of(st.none(), st.sampled_from([0.0, 9999.0]), st.floats(-1e6, 1e6)),
        min_size=1,
        max_size=30,
    )
)
def test_scores_equal_counting(values: list[float | None]) -> None:
    frame = pd.DataFrame({"monthly_income": pd.Series(values, dtype=float)})
    row = field_quality(frame, SNAPSHOT, valid=rules("monthly_income")).loc["monthly_income"]
    present = [value for value in values if value is not None and value not in (0, 9999)]
    assert row["completeness"] == pytest.approx(len(present) / len(values))
    if present:
        expected = sum(value >= 1 for value in present) / len(present)
        assert row["validity"] == pytest.approx(expected)


def test_input_is_not_changed() -> None:
    frame = customers()
    archive_quality(frame, SNAPSHOT, valid=rules("phone", "birth_date"))
    pd.testing.assert_frame_equal(frame, customers())


def test_bad_inputs_are_named() -> None:
    with pytest.raises(CourseError, match="has no column 'clubs'"):
        field_quality(customers(), SNAPSHOT, valid=rules("clubs", "phone"))
    with pytest.raises(CourseError, match="has no column 'person_key'"):
        archive_quality(customers().drop(columns="person_key"), SNAPSHOT)
    with pytest.raises(CourseError, match="has no rows"):
        field_quality(customers().head(0), SNAPSHOT, valid=rules("phone"))
    with pytest.raises(CourseError, match="'yesterday' is not a date"):
        field_quality(customers(), "yesterday", valid=rules("phone"))
    with pytest.raises(CourseError, match="no rule"):
        field_quality(customers(), SNAPSHOT, valid=[])
    with pytest.raises(CourseError, match="'soon', which is not a date"):
        archive_quality(customers().assign(updated_at="soon"), SNAPSHOT, valid=rules("phone"))
    with pytest.raises(CourseError, match="must be a pandas DataFrame, not list"):
        field_quality([1, 2], SNAPSHOT, valid=rules("phone"))  # type: ignore[arg-type]
