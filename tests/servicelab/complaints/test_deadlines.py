from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.complaints.deadlines import (
    RULES,
    STATUSES,
    Calendar,
    Deadline,
    days_elapsed,
    deadline_table,
    due_date,
    late_share,
)
from servicelab.errors import CourseError

# a free week from Wednesday 2025-10-01 on, made up for on the Sunday before and a Saturday after
FREE = pd.date_range("2025-10-01", "2025-10-08")
HOLIDAYS = pd.DataFrame(
    {
        "date": [*FREE, pd.Timestamp("2025-09-28"), pd.Timestamp("2025-10-11")],
        "working": [False] * len(FREE) + [True, True],
        "name_en": "",
    }
)
EVERY_DAY = pd.DataFrame({"date": pd.date_range("2025-01-01", "2026-12-31")}).assign(
    working=lambda table: table["date"].dt.day_of_week < 5
)
dates = st.dates(pd.Timestamp("2025-07-01").date(), pd.Timestamp("2025-12-31").date())


def by_hand(start: Any, count: int, table: pd.DataFrame = HOLIDAYS) -> pd.Timestamp:
    known = dict(zip(table["date"], table["working"], strict=True))
    day = pd.Timestamp(start)
    while count:
        day += pd.Timedelta(days=1)
        count -= known.get(day, day.day_of_week < 5)
    return day


@pytest.mark.parametrize(
    ("received", "days", "clock", "due"),
    [
        ("2025-03-03", 15, "calendar", "2025-03-18"),
        ("2025-02-20", 15, "calendar", "2025-03-07"),
        ("2024-02-20", 15, "calendar", "2024-03-06"),  # a leap year
        ("2025-03-03 17:59", 15, "calendar", "2025-03-18"),  # the time of day does not matter
        ("2025-03-03", 5, "working", "2025-03-10"),  # Monday to Monday
        ("2025-03-08", 5, "working", "2025-03-14"),  # received on a Saturday
        ("2025-03-07", 1, "working", "2025-03-10"),
        ("2025-09-26", 5, "working", "2025-10-10"),  # Sunday, Mon, Tue, Thu 9, Fri 10 October
        ("2025-09-30", 3, "working", "2025-10-11"),
    ],
)
def test_due_by_hand(received: str, days: int, clock: Any, due: str) -> None:
    assert due_date(received, days, clock, Calendar(HOLIDAYS)) == pd.Timestamp(due)


def test_the_usual_slips_give_other_days() -> None:
    received = "2025-03-03"
    assert due_date(received, 5, "working") != due_date(received, 5)
    first_day_counted = pd.date_range(received, periods=15)[-1]
    assert due_date(received, 15) - first_day_counted == pd.Timedelta(days=1)


@given(dates, st.integers(1, 40))
def test_working_deadline_is_the_one_counted_day_by_day(received: Any, days: int) -> None:
    assert due_date(pd.Timestamp(received), days, "working", Calendar(HOLIDAYS)) == by_hand(
        received, days
    )


@given(st.lists(dates, min_size=1, max_size=8), st.integers(1, 40), st.booleans())
def test_elapsed_days_are_the_inverse(received: list[Any], days: int, is_working: bool) -> None:
    start = pd.Series(pd.to_datetime(received))
    clock: Any = "working" if is_working else "calendar"
    due = due_date(start, days, clock, Calendar(HOLIDAYS))
    assert (days_elapsed(start, due, clock, Calendar(HOLIDAYS)) == days).all()
    after = due + pd.Timedelta(days=1)
    assert (days_elapsed(start, after, clock, Calendar(HOLIDAYS)) <= days + 1).all()


@given(dates, dates)
def test_elapsed_working_days_are_those_of_numpy_without_a_table(one: Any, other: Any) -> None:
    start, end = sorted([one, other])
    expected = np.busday_count(
        np.datetime64(start, "D") + 1, np.datetime64(end, "D") + 1
    )  # from the day after the start, with the end
    assert days_elapsed(pd.Timestamp(start), pd.Timestamp(end), "working") == expected


def test_columns_keep_their_index_and_their_gaps() -> None:
    received = pd.Series(["2025-03-03", None, "2025-03-04"], index=[7, 3, 5])
    days = pd.Series([15, 15, 30], index=[7, 3, 5])
    due = due_date(received, days)
    assert due.index.to_list() == [7, 3, 5]
    assert due.dt.strftime("%m-%d").to_list()[0::2] == ["03-18", "04-03"]
    assert pd.isna(due[3])
    elapsed = days_elapsed(received, "2025-03-05")
    assert elapsed.to_list()[0::2] == [2, 1]
    assert np.isnan(elapsed[3])
    nothing = pd.Series([None, None], index=[1, 2], dtype=object)
    assert due_date(nothing, 15).isna().all()
    assert days_elapsed(nothing, nothing, "working").isna().all()


def test_calendar_knows_what_it_was_told() -> None:
    calendar = Calendar(HOLIDAYS)
    asked = ["2025-09-27", "2025-09-28", "2025-10-03", "2025-10-11", "2026-10-03", "2026-10-05"]
    assert calendar.is_working(asked).to_list() == [False, True, False, True, False, True]
    assert repr(Calendar()) == "Calendar(Monday to Friday)"
    assert "10 days from 2025-09-28 to 2025-10-11; on other days" in repr(calendar)
    shuffled = Calendar(HOLIDAYS.sample(frac=1, random_state=1))
    assert shuffled.is_working(asked).to_list() == calendar.is_working(asked).to_list()


def test_strict_calendar_refuses_what_it_does_not_know() -> None:
    strict = Calendar(EVERY_DAY, strict=True)
    assert "no other days" in repr(strict)
    assert due_date("2025-03-03", 5, "working", strict) == pd.Timestamp("2025-03-10")
    assert due_date("2026-12-24", 5, "working", strict) == pd.Timestamp("2026-12-31")
    with pytest.raises(CourseError, match="ends on 2026-12-31, before some deadlines"):
        due_date("2026-12-25", 5, "working", strict)
    with pytest.raises(CourseError, match="lacks 2027-01-01"):
        days_elapsed("2026-12-25", "2027-01-05", "working", strict)
    with pytest.raises(CourseError, match="lacks 2024-12-01"):
        strict.is_working(["2024-12-01"])
    # calendar days need no table
    assert due_date("2026-12-25", 15, "calendar", strict) == pd.Timestamp("2027-01-09")
    with pytest.raises(CourseError, match="needs a table"):
        Calendar(strict=True)


def log() -> pd.DataFrame:
    rows = [
        ("insurance", "2025-03-03", "2025-03-18", False),  # on the last day
        ("insurance", "2025-03-03", "2025-03-19", False),  # a day late
        ("insurance", "2025-03-03", "2025-04-02", True),  # the longer deadline
        ("bank", "2025-03-10", None, False),  # open, last day is today
        ("bank", "2025-03-09", None, False),  # open since yesterday too long
        ("hospital", "2025-03-14", "2025-03-21", False),  # five working days
        ("hospital", "2025-03-14", "2025-03-24", False),
        ("hospital", "2025-03-24", None, True),
        ("bank", "2025-03-03", "2025-03-26", False),  # closed after the look
    ]
    return pd.DataFrame(rows, columns=["sector", "opened", "closed", "is_complex"])


def test_table_by_hand() -> None:
    table = deadline_table(log().drop(index=[2]), as_of="2025-03-25")
    assert table["status"].to_list() == [
        "in time",
        "late",
        "open in time",
        "open overdue",
        "in time",
        "late",
        "open in time",
        "open overdue",
    ]
    assert table["late"].to_list() == [False, True, False, True, False, True, False, True]
    left = table["days_left"]
    assert left[[3, 4, 7, 8]].to_list() == [0, -1, 9, -7]
    assert left[[0, 1, 5, 6]].isna().all()
    assert table["status"].cat.ordered
    assert tuple(table["status"].cat.categories) == STATUSES
    # due and not yet due: 3 and 7 are in neither count
    assert late_share(table) == 4 / 6
    assert late_share(table[table["open"]]) == 1


def test_longer_deadline_and_other_events() -> None:
    table = deadline_table(log(), as_of="2025-04-30")
    assert table.loc[2, "status"] == "in time"
    assert table.loc[2, "due"] == pd.Timestamp("2025-04-02")
    house = Deadline(2, clock="working")
    answered = log().assign(acknowledged=["2025-03-05"] * 3 + [None] * 6)
    noted = deadline_table(answered, house, "2025-03-25", by="none", end="acknowledged").loc[:2]
    assert noted["status"].eq("in time").all()


@given(st.integers(0, 60))
def test_looking_later_never_lowers_what_is_late(later: int) -> None:
    days = pd.Timestamp("2025-03-25") + pd.Timedelta(days=later)
    before = deadline_table(log().drop(index=2), as_of="2025-03-25")["late"]
    after = deadline_table(log().drop(index=2), as_of=days)["late"]
    assert (after | ~before).all()


def test_overdue_days_are_counted_on_the_clock() -> None:
    open_case = pd.DataFrame({"sector": ["hospital"], "opened": ["2025-09-19"], "closed": [None]})
    table = deadline_table(open_case, RULES, "2025-10-11", Calendar(HOLIDAYS))
    # due on Friday 26 September; worked since: 28, 29, 30 September, 9, 10, 11 October
    assert table["due"].item() == pd.Timestamp("2025-09-26")
    assert table["days_left"].item() == -6


def test_index_of_any_kind_is_kept_and_input_unchanged() -> None:
    before = log().set_index(pd.Index(list("abcdefghi")))
    given_log = before.copy()
    table = deadline_table(given_log, as_of="2025-04-30")
    assert table.index.equals(before.index)
    pd.testing.assert_frame_equal(given_log, before)
    stamped = log().assign(opened=lambda one: pd.to_datetime(one["opened"] + " 16:30"))
    stamped["closed"] = pd.to_datetime(stamped["closed"] + " 17:00")
    pd.testing.assert_frame_equal(
        deadline_table(stamped, as_of="2025-04-30 08:00"), deadline_table(log(), as_of="2025-04-30")
    )


def test_damaged_input_is_explained() -> None:
    with pytest.raises(CourseError, match="holidays has no column 'working'"):
        Calendar(HOLIDAYS[["date"]])
    with pytest.raises(CourseError, match="holidays holds 'maybe' in column 'working'"):
        Calendar(HOLIDAYS.astype({"working": object}).assign(working="maybe"))
    with pytest.raises(CourseError, match="more than once in column 'date'"):
        Calendar(pd.concat([HOLIDAYS, HOLIDAYS.head(1)]))
    for days in (0, -3, 2.5, True, "soon", None):
        with pytest.raises(CourseError, match="is no number of days"):
            due_date("2025-03-03", days)
        if days is not None:
            with pytest.raises(CourseError, match="is no number of days"):
                Deadline(5, days)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="'calendar' or 'working'"):
        due_date("2025-03-03", 5, "business")  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="'calendar' or 'working'"):
        Deadline(5, clock="business")  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="'soon', which is not a date"):
        due_date("soon", 5)
    with pytest.raises(CourseError, match="1 ends lie before their starts, first 2025-03-03"):
        days_elapsed("2025-03-03", "2025-03-02")
    with pytest.raises(CourseError, match="indexed differently"):
        due_date(pd.Series(["2025-03-03"]), pd.Series([5], index=[1]))
    with pytest.raises(CourseError, match="indexed differently"):
        days_elapsed(pd.Series(["2025-03-03"]), pd.Series(["2025-03-03"], index=[1]))
    with pytest.raises(CourseError, match="no deadline for sector 'hotel'"):
        deadline_table(log().assign(sector="hotel"))
    with pytest.raises(CourseError, match="no column 'sector'"):
        deadline_table(log().drop(columns="sector"))
    with pytest.raises(CourseError, match="1 rows with 'closed' before 'opened'"):
        deadline_table(log().assign(closed=["2025-03-01", *[None] * 8]))
    with pytest.raises(CourseError, match="'is_complex' must be true or false"):
        deadline_table(log().assign(is_complex="perhaps"))
    with pytest.raises(CourseError, match="none is due yet"):
        late_share(deadline_table(log(), Deadline(300), as_of="2025-04-30"))
    with pytest.raises(CourseError, match="The day of looking is unknown"):
        late_share(pd.DataFrame({"due": ["2025-03-03"], "late": [True]}))
