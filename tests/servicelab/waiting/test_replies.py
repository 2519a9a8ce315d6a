from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from servicelab.errors import CourseError
from servicelab.waiting.replies import reply_quantiles, reply_share, reply_times

AS_OF = "2026-03-02 18:00"  # a Monday
START = pd.Timestamp("2026-02-02")

# Reference row 26: remission in weeks, Freireich et al. (1963) after Gehan (1965); + is censored.
REMISSION = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"


def table(*rows: tuple[str, str | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["arrived", "resolved"])


@st.composite
def messages(draw: st.DrawFn) -> pd.DataFrame:
    """Messages of four weeks in minutes; about a third open."""
    minutes = st.integers(0, 4 * 7 * 24 * 60)
    rows = draw(
        st.lists(
            st.tuples(minutes, st.one_of(st.none(), minutes, minutes)), min_size=1, max_size=12
        )
    )
    arrived = START + pd.to_timedelta([one for one, _wait in rows], unit="min")
    waits = pd.to_timedelta([wait for _one, wait in rows], unit="min")
    return pd.DataFrame({"arrived": arrived, "resolved": arrived + waits})


clocks = st.sampled_from(["calendar", "business"])


def share(
    replies: pd.DataFrame, hours: float, clock: str = "calendar", as_of: Any = AS_OF
) -> float | None:
    """Return the share, or None if no message is due."""
    if (reply_times(replies, clock=clock, as_of=as_of)["followed"] < hours).all():
        return None
    return reply_share(replies, hours, clock=clock, as_of=as_of)


def test_share_by_hand() -> None:
    replies = table(
        ("2026-02-23 10:00", "2026-02-23 11:00"),  # in time
        ("2026-02-23 10:00", "2026-02-24 10:00"),  # on the limit
        ("2026-02-23 10:00", "2026-02-24 10:01"),  # too late
        ("2026-02-23 10:00", None),  # open
        ("2026-03-02 10:00", "2026-03-02 11:00"),  # answered, but not due
        ("2026-03-02 10:00", None),  # open, and not due
    )
    assert reply_share(replies, 24, as_of=AS_OF) == 0.5
    assert reply_share(replies.dropna(), 24, as_of=AS_OF) == pytest.approx(2 / 3)


def test_an_answer_after_the_look_was_open_then() -> None:
    replies = table(("2026-02-23 10:00", "2026-03-05 10:00"), ("2026-02-23 10:00", None))
    times = reply_times(replies, as_of=AS_OF)
    assert times["answered"].to_list() == [False, False]
    assert times["hours"].to_list() == [176, 176]
    assert times["followed"].to_list() == [176, 176]


def test_acknowledged_is_not_resolved() -> None:
    replies = table(("2026-02-23 10:00", None)).assign(acknowledged="2026-02-23 10:05")
    assert reply_share(replies, 24, event="acknowledged", as_of=AS_OF) == 1
    assert reply_share(replies, 24, as_of=AS_OF) == 0


@pytest.mark.parametrize(
    ("arrived", "resolved", "hours"),
    [
        ("2026-02-27 16:00", "2026-03-02 10:00", 2.0),  # over a weekend
        ("2026-02-28 12:00", "2026-03-01 12:00", 0.0),  # within a weekend
        ("2026-02-23 07:00", "2026-02-23 08:59", 0.0),  # before opening
        ("2026-02-23 07:00", "2026-02-23 09:30", 0.5),
        ("2026-02-23 16:45", "2026-02-23 22:00", 0.25),
        ("2026-02-23 12:00", "2026-03-02 12:00", 40.0),  # a week
    ],
)
def test_business_hours_by_hand(arrived: str, resolved: str, hours: float) -> None:
    times = reply_times(table((arrived, resolved)), clock="business", as_of=AS_OF)
    assert times["hours"].item() == pytest.approx(hours)


@given(messages(), st.integers(0, 11), st.integers(1, 12))
def test_business_hours_are_the_open_minutes(
    replies: pd.DataFrame, start: int, length: int
) -> None:
    opening = (start, start + length)
    times = reply_times(replies, clock="business", as_of=AS_OF, opening=opening)
    row = replies.iloc[0]
    end = min(
        row["resolved"] if pd.notna(row["resolved"]) else pd.Timestamp.max, pd.Timestamp(AS_OF)
    )
    minutes = pd.date_range(row["arrived"], end, freq="min", inclusive="left")
    is_open = (minutes.day_of_week < 5) & (minutes.hour >= start) & (minutes.hour < start + length)
    assert times["hours"].iloc[0] == pytest.approx(is_open.sum() / 60)


@given(messages(), st.floats(0.1, 200), clocks)
def test_a_share_is_a_share_and_a_longer_limit_forgives_more(
    replies: pd.DataFrame, hours: float, clock: str
) -> None:
    found = share(replies, hours, clock=clock)
    assume(found is not None)
    assert 0 <= found <= 1  # type: ignore[operator]
    times = reply_times(replies, clock=clock, as_of=AS_OF)
    due = times["followed"] >= 2 * hours
    if due.any():
        old = replies[due]
        assert share(old, hours, clock=clock) <= share(old, 2 * hours, clock=clock)  # type: ignore[operator]


@given(messages(), clocks, st.integers(-60, 60))
def test_moving_everything_by_weeks_changes_nothing(
    replies: pd.DataFrame, clock: str, weeks: int
) -> None:
    shift = pd.Timedelta(weeks=weeks)
    moved, later = replies + shift, pd.Timestamp(AS_OF) + shift
    assert share(moved, 24, clock=clock, as_of=later) == share(replies, 24, clock=clock)
    pd.testing.assert_series_equal(
        reply_quantiles(moved, clock=clock, as_of=later),
        reply_quantiles(replies, clock=clock, as_of=AS_OF),
    )


@given(messages(), clocks)
def test_answering_open_messages_after_the_look_changes_nothing(
    replies: pd.DataFrame, clock: str
) -> None:
    after = replies.fillna({"resolved": pd.Timestamp(AS_OF) + pd.Timedelta(hours=1)})
    assert share(after, 24, clock=clock) == share(replies, 24, clock=clock)
    pd.testing.assert_frame_equal(
        reply_times(after, clock=clock, as_of=AS_OF), reply_times(replies, clock=clock, as_of=AS_OF)
    )


@given(messages())
def test_an_open_message_that_is_due_never_raises_the_share(replies: pd.DataFrame) -> None:
    before = share(replies, 24)
    assume(before is not None)
    more = pd.concat([replies, pd.DataFrame({"arrived": [START], "resolved": [pd.NaT]})])
    assert share(more, 24) <= before  # type: ignore[operator]


@given(messages())
def test_the_business_clock_is_never_ahead(replies: pd.DataFrame) -> None:
    calendar, business = (
        reply_times(replies, clock=clock, as_of=AS_OF) for clock in ("calendar", "business")
    )
    for column in ("hours", "followed"):
        assert (business[column] <= calendar[column] + 1e-9).all()
        assert (business[column] >= 0).all()
    around = reply_times(replies, clock="business", as_of=AS_OF, opening=(0, 24))
    week = calendar["followed"] >= 168
    assert (around.loc[week, "followed"] >= 120 - 1e-6).all()


def remission() -> pd.DataFrame:
    """Weeks as hours: an answer after so many hours, or an arrival so many hours ago, still open."""
    last = pd.Timestamp(AS_OF)
    rows = []
    for one in REMISSION.split():
        hours = pd.Timedelta(hours=float(one.rstrip("+")))
        long_ago = last - pd.Timedelta(hours=500)
        rows.append((last - hours, pd.NaT) if one.endswith("+") else (long_ago, long_ago + hours))
    return pd.DataFrame(rows, columns=["arrived", "resolved"])


def test_published_kaplan_meier_curve() -> None:
    # S(6) = .8571, S(7) = .8067, S(10) = .7529, S(13) = .6902, S(16) = .6275, S(22) = .5378,
    # S(23) = .4482: each time is the quantile just reached, and the next one just not.
    curve = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    reached = [1 - survival - 1e-4 for survival in curve.values()]
    found = reply_quantiles(remission(), reached, as_of=AS_OF)
    assert found.to_list() == pytest.approx(list(curve))
    passed = reply_quantiles(remission(), [one + 2e-4 for one in reached], as_of=AS_OF)
    assert passed.to_list()[:-1] == pytest.approx(list(curve)[1:])
    assert np.isnan(passed.iloc[-1])
    assert reply_quantiles(remission(), [0.5], as_of=AS_OF).item() == 23


def test_dropping_open_messages_makes_replies_look_quick() -> None:
    closed = remission().dropna()
    assert reply_quantiles(closed, [0.5], as_of=AS_OF).item() == 10


def test_quantile_by_hand_on_the_step() -> None:
    arrived = "2026-02-23 09:00"
    replies = table(*[(arrived, f"2026-02-23 {hour}:00") for hour in (10, 11, 12)], (arrived, None))
    found = reply_quantiles(replies, [0.25, 0.5, 0.75, 0.9], as_of=AS_OF)
    assert found.to_list()[:3] == [1, 2, 3]
    assert np.isnan(found.iloc[3])
    assert (found.name, found.index.name) == ("hours", "quantile")


@given(messages(), clocks)
def test_quantiles_rise(replies: pd.DataFrame, clock: str) -> None:
    found = reply_quantiles(replies, [0.1, 0.5, 0.9], clock=clock, as_of=AS_OF)
    assert found.dropna().is_monotonic_increasing
    assert found.isna().is_monotonic_increasing


def test_quantiles_of_open_messages_alone_are_unknown() -> None:
    assert reply_quantiles(table(("2026-02-23 09:00", None)), as_of=AS_OF).isna().all()


def test_zones_are_kept_and_elapsed_time_is_true() -> None:
    # the night of 2026-03-29 has an hour less in Berlin
    zoned = table(("2026-03-28 20:00", "2026-03-29 20:00")).apply(pd.to_datetime)
    zoned = zoned.apply(lambda column: column.dt.tz_localize("Europe/Berlin"))
    assert reply_times(zoned, as_of="2026-03-30")["hours"].item() == 23
    assert reply_times(zoned, as_of="2026-03-30", clock="business")["hours"].item() == 0
    abroad = zoned.assign(resolved=zoned["resolved"].dt.tz_convert("Asia/Shanghai"))
    assert reply_times(abroad, as_of="2026-03-30")["hours"].item() == 23
    one_open = zoned.assign(resolved=pd.NaT)
    assert reply_times(one_open, as_of="2026-03-28T21:00Z")["hours"].item() == 2


def test_naive_and_aware_moments_are_not_mixed() -> None:
    naive = table(("2026-02-23 10:00", "2026-02-23 11:00")).apply(pd.to_datetime)
    aware = naive["resolved"].dt.tz_localize("Asia/Shanghai")
    with pytest.raises(CourseError, match="Only one of 'arrived' and 'resolved' has a time zone"):
        reply_times(naive.assign(resolved=aware))
    with pytest.raises(CourseError, match="as_of has a time zone, but the log has none"):
        reply_times(naive, as_of="2026-03-02T18:00+08:00")
    with pytest.raises(CourseError, match="'arrived' mixes time zones"):
        reply_times(table(("2026-02-23T10:00+08:00", None), ("2026-02-23T10:00+01:00", None)))


def test_damaged_messages_are_explained() -> None:
    good = ("2026-02-23 10:00", "2026-02-23 11:00")
    with pytest.raises(CourseError, match=r"1 rows with 'resolved' before 'arrived'.* row 1"):
        reply_times(table(good, ("2026-02-23 10:00", "2026-02-23 09:59")))
    with pytest.raises(CourseError, match="no column 'acknowledged'"):
        reply_share(table(good), 24, event="acknowledged")
    with pytest.raises(CourseError, match="1 rows without 'arrived'"):
        reply_times(pd.DataFrame({"arrived": [None, good[0]], "resolved": [None, None]}))
    with pytest.raises(CourseError, match="'soon', which is not a date"):
        reply_times(table((good[0], "soon")))
    with pytest.raises(CourseError, match="holds numbers, not dates"):
        reply_times(table(good).assign(resolved=3.5))
    with pytest.raises(CourseError, match="replies has no rows"):
        reply_share(table(good)[:0], 24)
    with pytest.raises(CourseError, match="1 rows with 'arrived' after 2026-02-20"):
        reply_times(table(good), as_of="2026-02-20")
    with pytest.raises(CourseError, match="none is due yet"):
        reply_share(table(good), 24, as_of="2026-02-23 12:00")


def test_damaged_settings_are_explained() -> None:
    replies = table(("2026-02-23 10:00", "2026-02-23 11:00"))
    with pytest.raises(CourseError, match="'calendar' or 'business'"):
        reply_share(replies, 24, clock="wall")
    for opening in ((17, 9), (9, 25), (9,), "9-17"):
        with pytest.raises(CourseError, match="two hours of the day"):
            reply_share(replies, 24, clock="business", opening=opening)  # type: ignore[arg-type]
    for hours in (0, -1, float("nan"), "24"):
        with pytest.raises(CourseError, match="hours must be a number above 0"):
            reply_share(replies, hours)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="between 0 and 1"):
        reply_quantiles(replies, [50])
    with pytest.raises(CourseError, match="as_of 'yesterday' is not a date"):
        reply_times(replies, as_of="yesterday")


def test_without_as_of_the_last_moment_counts() -> None:
    replies = table(("2026-02-23 10:00", "2026-02-23 11:00"), ("2026-02-23 09:00", None))
    assert reply_times(replies)["followed"].to_list() == [1, 2]
