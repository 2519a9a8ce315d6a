from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.complaints.deadlines import Calendar
from servicelab.complaints.resolution import (
    closed_only,
    median_resolution,
    plot_resolution,
    resolution_curve,
    resolution_times,
    share_open,
)
from servicelab.errors import CourseError
from servicelab.plots.style import use_style
from servicelab.plots.words import describe

mpl.use("agg")
from matplotlib import pyplot as plt

# Reference row 26: remission in weeks, Freireich et al. (1963) after Gehan (1965); + is censored.
REMISSION = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
TIMES = pd.DataFrame(
    {
        "days": [float(one.rstrip("+")) for one in REMISSION.split()],
        "closed": [not one.endswith("+") for one in REMISSION.split()],
    }
)


@st.composite
def some_times(draw: st.DrawFn) -> pd.DataFrame:
    rows = draw(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=30))
    return pd.DataFrame(rows, columns=["days", "closed"])


def slow(seed: int = 1, n: int = 3000) -> pd.DataFrame:
    """A log of half a year whose severe cases take far longer."""
    rng = np.random.default_rng(seed)
    severe = rng.random(n) < 0.3
    days = np.rint(rng.weibull(1.1, n) * np.where(severe, 16, 6))
    opened = pd.Timestamp("2025-12-31") - pd.to_timedelta(rng.integers(0, 60, n), unit="D")
    return pd.DataFrame(
        {"opened": opened, "closed": opened + pd.to_timedelta(days, unit="D"), "severe": severe}
    )


def test_published_kaplan_meier_curve() -> None:
    assert TIMES["days"].sum() == 359
    curve = resolution_curve(TIMES).set_index("days")
    published = {
        6: 0.8571,
        7: 0.8067,
        10: 0.7529,
        13: 0.6902,
        16: 0.6275,
        22: 0.5378,
        23: 0.4482,
    }
    for day, share in published.items():
        assert curve.loc[day, "open_share"] == pytest.approx(share, abs=5e-5)
        assert share_open(TIMES, day) == pytest.approx(share, abs=5e-5)
        assert share_open(TIMES, day + 0.5) == pytest.approx(share, abs=5e-5)
    assert curve.index.to_list() == [0, *published, 35]
    assert curve["at_risk"].to_list() == [21, 21, 17, 15, 12, 11, 7, 6, 1]
    assert curve["closed"].to_list() == [0, 3, 1, 1, 1, 1, 1, 1, 0]
    assert share_open(TIMES, 5) == 1
    assert np.isnan(share_open(TIMES, 36))
    assert median_resolution(TIMES)["median"] == 23


def test_interval_is_the_one_of_the_loglog_transform() -> None:
    # by hand at 6 weeks: S = 18/21, Greenwood se = S * sqrt(3 / (21 * 18))
    share, z = 18 / 21, 1.959964
    error = np.sqrt(3 / (21 * 18)) / abs(np.log(share))
    curve = resolution_curve(TIMES).set_index("days")
    assert curve.loc[6, "low"] == pytest.approx(share ** np.exp(z * error), rel=1e-5)
    assert curve.loc[6, "high"] == pytest.approx(share ** np.exp(-z * error), rel=1e-5)
    median = median_resolution(TIMES)
    assert median["low"] == 13
    assert np.isnan(median["high"])
    from statsmodels.duration.survfunc import SurvfuncRight

    low, _high = SurvfuncRight(TIMES["days"], TIMES["closed"].astype(int)).quantile_ci(0.5)
    assert low == median["low"]
    wide = resolution_curve(TIMES, level=0.99).set_index("days")
    assert (wide["low"] <= curve["low"] + 1e-12).all()


def test_a_median_that_is_certain_has_an_interval_of_one_day() -> None:
    days = np.repeat([1.0, 2.0, 3.0], [3000, 4000, 3000])
    median = median_resolution(pd.DataFrame({"days": days, "closed": True}))
    assert median.to_list() == [2, 2, 2]


@given(some_times())
def test_curve_falls_within_its_interval(times: pd.DataFrame) -> None:
    curve = resolution_curve(times)
    assert curve["open_share"].between(0, 1).all()
    assert curve["open_share"].is_monotonic_decreasing
    assert curve["days"].is_monotonic_increasing
    assert curve["days"].is_unique
    inner = curve.dropna()
    assert (inner["low"] <= inner["open_share"] + 1e-12).all()
    assert (inner["open_share"] <= inner["high"] + 1e-12).all()
    assert curve["closed"].sum() == times["closed"].sum()
    assert curve["days"].iloc[-1] == times["days"].max()
    median = median_resolution(times)["median"]
    if not np.isnan(median):
        assert share_open(times, median) <= 0.5 + 1e-9


@given(some_times(), st.integers(0, 30))
def test_all_closed_is_plain_counting(times: pd.DataFrame, days: int) -> None:
    closed = times.assign(closed=True)
    assert share_open(closed, days) == pytest.approx((times["days"] > days).mean(), abs=1e-12)
    naive = closed_only(closed, days)
    assert naive["over"] == pytest.approx(share_open(closed, days), abs=1e-12)
    assert naive["open"] == 0


def test_closed_only_flatters_and_the_curve_does_not() -> None:
    log = slow()
    times = resolution_times(log, as_of="2025-12-31")
    truth = (log["closed"] - log["opened"]).dt.days
    naive = closed_only(times)
    assert naive["mean"] < 0.85 * truth.mean()
    assert naive["over"] < 0.75 * (truth > 15).mean()
    assert share_open(times, 15) == pytest.approx((truth > 15).mean(), abs=0.02)
    severe = resolution_curve(times, by=log["severe"].map({True: "severe", False: "mild"}))
    ends = severe[severe["days"] <= 15].groupby("group")["open_share"].last()
    assert ends["severe"] > 3 * ends["mild"]
    assert severe.attrs == {"level": 0.95, "by": "severe"}


def test_open_and_closed_after_the_look() -> None:
    log = pd.DataFrame(
        {
            "opened": ["2025-12-01 09:00", "2025-12-01", "2025-12-30"],
            "closed": ["2025-12-04 08:00", "2026-01-15", None],
        },
        index=[4, 2, 9],
    )
    times = resolution_times(log, "2025-12-31 18:00")
    assert times["days"].to_dict() == {4: 3, 2: 30, 9: 1}
    assert times["closed"].to_list() == [True, False, False]
    assert resolution_times(log)["closed"].to_list() == [True, True, False]
    working = resolution_times(log, "2025-12-31", clock="working", calendar=Calendar())
    assert working["days"].to_list() == [3, 22, 1]
    noted = log.assign(acknowledged=["2025-12-02", None, None])
    assert resolution_times(noted, "2025-12-31", end="acknowledged")["days"].iloc[0] == 1


def test_groups_and_their_gaps() -> None:
    times = TIMES.assign(severity=pd.Categorical(["b", "a", None] * 7, ["b", "a", "c"]))
    curve = resolution_curve(times, by="severity")
    assert list(dict.fromkeys(curve["group"])) == ["b", "a"]
    alone = resolution_curve(times[times["severity"] == "a"])
    pd.testing.assert_frame_equal(
        curve[curve["group"] == "a"].drop(columns="group").reset_index(drop=True),
        alone.drop(columns="group"),
    )


def test_extremes() -> None:
    open_only = pd.DataFrame({"days": [3.0, 0.0], "closed": [False, False]})
    curve = resolution_curve(open_only)
    assert curve["open_share"].to_list() == [1, 1]
    assert curve["at_risk"].to_list() == [2, 1]
    assert share_open(open_only, 2) == 1
    assert median_resolution(open_only).isna().all()
    same_day = pd.DataFrame({"days": [0.0, 0.0], "closed": [True, True]})
    assert resolution_curve(same_day)["open_share"].to_list() == [0]
    assert median_resolution(same_day)["median"] == 0
    assert share_open(same_day, 100) == 0


def test_damaged_input_is_explained() -> None:
    with pytest.raises(CourseError, match="no column 'closed'"):
        resolution_curve(TIMES[["days"]])
    with pytest.raises(CourseError, match="negative days"):
        share_open(TIMES.assign(days=-1), 3)
    with pytest.raises(CourseError, match="'closed' of times must be true or false"):
        closed_only(TIMES.assign(closed="2025-01-01"))
    with pytest.raises(CourseError, match="No complaint is closed"):
        closed_only(TIMES[~TIMES["closed"]])
    with pytest.raises(CourseError, match="level is 95"):
        resolution_curve(TIMES, level=95)
    with pytest.raises(CourseError, match="indexed differently"):
        resolution_curve(TIMES, by=pd.Series(["a"]))
    with pytest.raises(CourseError, match="blank in every row"):
        resolution_curve(TIMES, by=pd.Series(None, index=TIMES.index, dtype=object))
    for days in (-1, "15", None, True, float("nan")):
        with pytest.raises(CourseError, match="days must be a number"):
            share_open(TIMES, days)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="1 rows with 'opened' after 2025-12-31"):
        resolution_times(pd.DataFrame({"opened": ["2026-02-01"], "closed": [None]}), "2025-12-31")


@pytest.fixture
def style() -> Iterator[None]:
    with mpl.rc_context():
        use_style()
        yield
    plt.close("all")


@pytest.mark.usefixtures("style")
def test_figure_tells_the_groups_without_color() -> None:
    log = slow()
    times = resolution_times(log, as_of="2025-12-31")
    by = log["severe"].map({True: "severe", False: "mild"}).rename("severity")
    ax = plot_resolution(resolution_curve(times, by), days=15)
    ax.figure.draw_without_rendering()
    lines = [line for line in ax.lines if not str(line.get_label()).startswith("_")]
    assert [line.get_label() for line in lines] == ["Mild", "Severe"]
    assert len({line.get_linestyle() for line in lines}) == 2
    assert ax.get_legend().get_title().get_text() == "Severity"
    assert [text.get_text() for text in ax.texts] == ["day 15"]
    assert "Share still open by Days since receipt" in describe(ax)
    assert plot_resolution(resolution_curve(times)).get_legend() is None
    with pytest.raises(CourseError, match="curve has 5 groups"):
        plot_resolution(resolution_curve(times, log["opened"].dt.day_of_week.clip(upper=4)))


@pytest.mark.usefixtures("style")
def test_figure_starts_with_everybody_open() -> None:
    ax = plot_resolution(resolution_curve(TIMES))
    assert ax.lines[0].get_xydata()[0].tolist() == [0, 1]  # type: ignore[index]
