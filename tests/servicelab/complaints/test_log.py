from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.complaints.log import (
    escalation_hazard,
    exposure_rate,
    pareto,
    plot_pareto,
    recurrence,
)
from servicelab.errors import CourseError
from servicelab.plots.style import use_style
from servicelab.plots.words import describe

mpl.use("agg")
from matplotlib import pyplot as plt

CAUSES = pd.DataFrame(
    {
        "cause": ["delay"] * 6 + ["refusal"] * 2 + ["other"] * 9 + ["wording"] * 3,
        "cost": [10.0] * 6 + [400.0, None] + [20.0] * 9 + [15.0] * 3,
    }
)


# --- rates ------------------------------------------------------------------------------------


def test_rate_by_hand_with_the_exact_interval() -> None:
    found = exposure_rate({"motor": 48, "health": 0}, {"motor": 6400, "health": 900})
    motor, health = found.loc["motor"], found.loc["health"]
    assert motor["rate"] == pytest.approx(7.5)
    # tables of the Poisson distribution: 48 events, 35.392 to 63.641
    assert motor["low"] == pytest.approx(35.392 / 6.4, abs=1e-3)
    assert motor["high"] == pytest.approx(63.641 / 6.4, abs=1e-3)
    # no events: -ln(0.025) is the upper end
    assert (health["rate"], health["low"]) == (0, 0)
    assert health["high"] == pytest.approx(3.6889 / 0.9, abs=1e-3)
    assert found["events"].dtype == np.int64


@given(st.integers(1, 400), st.floats(0.5, 0.99))
def test_interval_holds_the_tails_it_promises(count: int, level: float) -> None:
    from scipy.stats import poisson

    row = exposure_rate(count, 10.0, per=10, level=level).loc["all"]
    tail = (1 - level) / 2
    assert poisson.sf(count - 1, row["low"]) == pytest.approx(tail, rel=1e-6)
    assert poisson.cdf(count, row["high"]) == pytest.approx(tail, rel=1e-6)


def test_year_end_policies_rank_otherwise_than_policy_years() -> None:
    events = {"motor": 60, "health": 60}
    in_force = pd.DataFrame(
        {"motor": np.linspace(4000, 12000, 12), "health": np.linspace(12000, 4000, 12)}
    )
    years = exposure_rate(events, in_force.sum() / 12)["rate"]
    year_end = exposure_rate(events, in_force.iloc[-1])["rate"]
    assert years["motor"] == pytest.approx(years["health"])
    assert year_end["motor"] * 2.9 < year_end["health"]


def by_customer(*counts: int, product: str = "motor") -> pd.Series:
    index = pd.MultiIndex.from_tuples([(product, f"C{n}") for n in range(len(counts))])
    return pd.Series(counts, index=index)


def test_one_noisy_customer_widens_the_interval() -> None:
    exposure = {"motor": 2000.0, "health": 500.0}
    noisy = exposure_rate(by_customer(22, *[1] * 30), exposure, customers=True)
    plain = exposure_rate({"motor": 52}, exposure)
    row = noisy.loc["motor"]
    assert row["rate"] == plain.loc["motor", "rate"]
    assert (row["customers"], row["largest"]) == (31, 22)
    assert row["high"] - row["low"] > 2 * (plain.loc["motor", "high"] - plain.loc["motor", "low"])
    reach = np.exp(1.959964 * np.sqrt(22**2 + 30) / 52)
    assert row["low"] == pytest.approx(row["rate"] / reach, rel=1e-5)
    quiet = noisy.loc["health"]
    assert (quiet["events"], quiet["customers"], quiet["largest"]) == (0, 0, 0)
    assert quiet["high"] == plain.loc["health", "high"]


def test_without_repeaters_both_intervals_agree() -> None:
    single = exposure_rate(by_customer(*[1] * 100), {"motor": 100.0}, customers=True).loc["motor"]
    exact = exposure_rate(100, 100.0).loc["all"]
    assert single["low"] == pytest.approx(exact["low"], rel=0.02)
    assert single["high"] == pytest.approx(exact["high"], rel=0.02)


@pytest.mark.slow
def test_clustered_interval_covers_the_rate() -> None:
    rng = np.random.default_rng(3)
    covered = []
    for _draw in range(150):
        people = rng.poisson(60)
        counts = 1 + rng.geometric(0.4, people) * (rng.random(people) < 0.3)
        row = exposure_rate(by_customer(*counts), {"motor": 1000.0}, customers=True).loc["motor"]
        covered.append(row["low"] <= 60 * (1 + 0.3 * 2.5) <= row["high"])
    assert 0.91 < np.mean(covered) < 0.98


def test_damaged_rates_are_explained() -> None:
    with pytest.raises(CourseError, match="motor has complaints but no exposure"):
        exposure_rate({"motor": 3}, {"health": 10})
    with pytest.raises(CourseError, match="exposure of motor is 0"):
        exposure_rate({"motor": 3}, {"motor": 0})
    for count in (-1, 2.5):
        with pytest.raises(CourseError, match="whole numbers, 0 or more"):
            exposure_rate(count, 10)
    with pytest.raises(CourseError, match=r"events of motor is None"):
        exposure_rate({"motor": None}, {"motor": 10})  # type: ignore[dict-item]
    with pytest.raises(CourseError, match="pass a Series or a mapping"):
        exposure_rate("many", 10)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="exposure has motor more than once"):
        exposure_rate({"motor": 3}, pd.Series([1, 2], index=["motor", "motor"]))
    with pytest.raises(CourseError, match="counted by group and customer"):
        exposure_rate({"motor": 3}, {"motor": 10}, customers=True)
    with pytest.raises(CourseError, match="per must be a number above 0"):
        exposure_rate(3, 10, per=0)
    with pytest.raises(CourseError, match="level is 95"):
        exposure_rate(3, 10, level=95)


# --- causes -----------------------------------------------------------------------------------


def test_ranking_by_count_and_by_cost_differ_and_other_is_last() -> None:
    count, cost = pareto(CAUSES), pareto(CAUSES, value="cost")
    assert count.index.to_list() == ["delay", "wording", "refusal", "other"]
    assert cost.index.to_list() == ["refusal", "delay", "wording", "other"]
    assert count["share"].to_list() == pytest.approx([6 / 20, 3 / 20, 2 / 20, 9 / 20])
    assert cost["cost"].to_list() == [400, 60, 45, 180]
    assert cost["missing"].to_list() == [1, 0, 0, 0]
    assert cost["cumulative"].iloc[-1] == pytest.approx(1)
    assert cost.attrs == {"value": "cost", "other": "other"}
    assert pareto(CAUSES, other="wording").index[-1] == "wording"
    assert pareto(CAUSES, other=None).index[0] == "other"


def test_categories_and_equal_sizes() -> None:
    levels = pd.CategoricalDtype(["wording", "delay", "refusal", "other", "unused"])
    found = pareto(CAUSES.astype({"cause": levels}))
    assert found.index.to_list() == ["delay", "wording", "refusal", "other"]
    assert found.index.name == "cause"
    even = pareto(pd.DataFrame({"cause": ["a", "b", "b", "a"]}))
    assert even.index.to_list() == ["a", "b"]


def test_damaged_causes_are_explained() -> None:
    with pytest.raises(CourseError, match="1 missing values in column 'cause'"):
        pareto(pd.concat([CAUSES, pd.DataFrame({"cause": [None], "cost": [1.0]})]))
    with pytest.raises(CourseError, match="no column 'price'"):
        pareto(CAUSES, value="price")
    with pytest.raises(CourseError, match="must hold numbers, 0 or more"):
        pareto(CAUSES.assign(cost=-1.0), value="cost")
    with pytest.raises(CourseError, match="must hold numbers, 0 or more"):
        pareto(CAUSES.assign(cost="12 yuan"), value="cost")
    with pytest.raises(CourseError, match="there is nothing to rank"):
        pareto(CAUSES.assign(cost=0.0), value="cost")


@pytest.fixture
def style() -> Iterator[None]:
    with mpl.rc_context():
        use_style()
        yield
    plt.close("all")


@pytest.mark.usefixtures("style")
def test_pareto_figure_marks_the_rest_and_overlaps_nothing() -> None:
    ax = plot_pareto(pareto(CAUSES, value="cost"), unit="yuan")
    ax.figure.draw_without_rendering()
    assert [text.get_text() for text in ax.texts] == [*("400", "60", "45", "180", "Running sum")]
    hatches = [bar.get_hatch() for bar in ax.patches]
    assert hatches == [None, None, None, "///"]
    assert [label.get_text() for label in ax.get_xticklabels()][-1] == "Other"
    assert ax.get_ylabel() == "Share of cost (on the bars: yuan)"
    assert describe(ax).startswith("Bar chart of the share of cost. refusal: 58%")
    long = CAUSES.assign(cause=CAUSES["cause"] + " of what was promised in the policy")
    ax = plot_pareto(pareto(long))
    ax.figure.draw_without_rendering()
    assert ax.get_xticklabels()[0].get_rotation() == 25
    own = plt.figure().add_subplot()
    assert plot_pareto(pareto(CAUSES), own) is own


# --- escalation -------------------------------------------------------------------------------


def case(opened: str, closed: str | None, escalated: str | None) -> dict[str, str | None]:
    return {"opened": opened, "closed": closed, "escalated": escalated}


def test_hazard_by_hand() -> None:
    log = pd.DataFrame(
        [
            case("2025-03-01", "2025-03-04", None),  # at risk 3 days
            case("2025-03-01", "2025-04-20", "2025-03-06"),  # 5 days, escalated in 0-5
            case("2025-03-01", None, "2025-03-13"),  # 12 days, escalated in 11+
            case("2025-03-01", None, None),  # 30 days
            case("2025-03-01", "2025-03-09", "2025-03-20"),  # 8 days, escalated when closed
            case("2025-03-31", None, "2025-03-31"),  # escalated on the day of receipt
            case("2025-03-21", None, "2025-04-02"),  # 10 days, escalated after the look
        ]
    )
    found = escalation_hazard(log, "2025-03-31", edges=[5, 10])
    assert found.index.to_list() == ["0-5", "6-10", "11+"]
    assert found["escalated"].to_list() == [2, 0, 1]
    assert found["days"].to_list() == [3 + 5 * 5, 5 + 5 + 3 + 5, 2 + 20]
    assert found["hazard"].to_list() == pytest.approx([2 / 28, 0, 1 / 22])
    exact = exposure_rate(2, 28, per=1).loc["all"]
    assert found.loc["0-5", ["low", "high"]].to_list() == [exact["low"], exact["high"]]
    assert escalation_hazard(log.iloc[:1], "2025-03-31").index.to_list() == ["0-5"]


def test_rising_hazard_is_found_where_the_share_by_age_at_closing_misleads() -> None:
    rng = np.random.default_rng(2)
    n, horizon = 6000, 60
    daily = np.where(np.arange(1, horizon + 1) <= 10, 0.004, 0.016)
    happens = rng.random((n, horizon)) < daily
    first = np.where(happens.any(axis=1), happens.argmax(axis=1) + 1, 10_000)
    lasts = np.ceil(rng.exponential(10, n)).clip(1, horizon).astype(int)
    opened = pd.Series(pd.Timestamp("2025-06-01"), index=range(n))
    log = pd.DataFrame(
        {
            "opened": opened,
            "closed": opened + pd.to_timedelta(lasts, unit="D"),
            "escalated": (opened + pd.to_timedelta(first, unit="D")).where(first <= lasts),
        }
    )
    found = escalation_hazard(log, "2025-12-31", edges=[10, 20])
    assert found["hazard"].to_list() == pytest.approx([0.004, 0.016, 0.016], rel=0.25)
    assert (found["low"] < found["hazard"]).all()


def test_damaged_hazards_are_explained() -> None:
    log = pd.DataFrame([case("2025-03-01", None, None)])
    wrong: list[Any] = [[], [0, 5], [5, 5], [10, 5], [2.5]]
    for edges in wrong:
        with pytest.raises(CourseError, match="give rising whole days above 0"):
            escalation_hazard(log, "2025-03-31", edges=edges)
    with pytest.raises(CourseError, match="No complaint has waited for a day"):
        escalation_hazard(log)
    with pytest.raises(CourseError, match="'escalated' before 'opened'"):
        escalation_hazard(pd.DataFrame([case("2025-03-01", None, "2025-02-01")]), "2025-03-31")


# --- recurrence -------------------------------------------------------------------------------


def test_recurrence_by_hand() -> None:
    rows = [
        ("C1", "delay", "2025-01-01", True),
        ("C1", "delay", "2025-03-02", False),  # 60 days later: just within
        ("C1", "refusal", "2025-01-15", False),
        ("C2", "delay", "2025-01-10", False),
        ("C2", "delay", "2025-03-12", False),  # 61 days later
        ("C3", "delay", "2025-04-01", True),
        ("C3", "delay", "2025-04-01", False),  # twice on one day: once again
        ("C4", "delay", "2025-05-20", None),  # not followed for 60 days
        ("C4", "delay", "2025-06-01", None),
    ]
    table = pd.DataFrame(rows, columns=["customer_id", "cause", "opened", "expected"])
    table = table.sample(frac=1, random_state=4).sort_index(kind="stable")
    found = recurrence(table, as_of="2025-06-10")
    expected = table["expected"].astype("boolean").rename("again")
    pd.testing.assert_series_equal(found, expected)
    assert found.mean() == pytest.approx(2 / 7)
    assert recurrence(table, 61, as_of="2025-06-10")[3]
    assert recurrence(table, as_of="2025-06-10", by="customer_id")[0]


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from("xy"), st.integers(0, 60)),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 30),
)
def test_recurrence_is_what_comparing_all_pairs_finds(
    rows: list[tuple[str, str, int]], days: int
) -> None:
    log = pd.DataFrame(rows, columns=["customer_id", "cause", "day"])
    log["opened"] = pd.Timestamp("2025-01-01") + pd.to_timedelta(log["day"], unit="D")
    found = recurrence(log, days, as_of="2025-12-31")
    for place, (who, cause, day) in enumerate(rows):
        later = [
            0 <= other[2] - day <= days and (other[2] > day or at > place)
            for at, other in enumerate(rows)
            if other[:2] == (who, cause) and at != place
        ]
        assert found[place] == any(later)


def test_damaged_recurrence_is_explained() -> None:
    log = pd.DataFrame({"customer_id": ["C1"], "cause": ["delay"], "opened": ["2025-01-01"]})
    for days in (0, 1.5, True, "60"):
        with pytest.raises(CourseError, match="is no number of days"):
            recurrence(log, days)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="no column 'product'"):
        recurrence(log, by=["product"])
    with pytest.raises(CourseError, match="1 missing values in column 'cause'"):
        recurrence(log.assign(cause=None))
    with pytest.raises(CourseError, match="1 rows with 'opened' after 2024-01-01"):
        recurrence(log, as_of="2024-01-01")
    assert recurrence(log).isna().all()
