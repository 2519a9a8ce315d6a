from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.complaints.recovery import (
    GROUPS,
    adjusted_difference,
    authority_cost,
    best_limit,
    best_remedy,
    double_deviation,
    recovery_groups,
    recovery_means,
    remedy_value,
)
from servicelab.errors import CourseError

seeds = st.integers(0, 2**32 - 1)
shares = st.floats(0, 1)
yuan = st.floats(0, 1e6)


@given(shares, shares, yuan, yuan)
def test_only_the_change_counts(before: float, after: float, clv: float, cost: float) -> None:
    value = remedy_value(before, after, clv, cost)
    assert value == pytest.approx(after * clv - cost - before * clv, abs=1e-6)
    assert remedy_value(before, before, clv, cost) == pytest.approx(-cost)
    assert remedy_value(before, after, clv, 0) == pytest.approx(
        -remedy_value(after, before, clv, 0)
    )


def test_a_column_gives_a_column() -> None:
    cases = pd.DataFrame({"p": [0.5, 0.9], "clv": [4000, 1000]}, index=["K1", "K2"])
    value = remedy_value(cases["p"], 1.0, cases["clv"], 300)
    pd.testing.assert_series_equal(value, pd.Series([1700.0, -200.0], index=["K1", "K2"]))
    assert double_deviation(cases["p"], 0.5).to_list() == [0.25, 0.45]


@given(shares, shares)
def test_a_second_failure_never_helps(p: float, penalty: float) -> None:
    stays = double_deviation(p, penalty)
    assert 0 <= stays <= p
    assert double_deviation(p, 0) == p
    assert double_deviation(p, 1) == 0


def test_wrong_probabilities_and_amounts_are_named() -> None:
    with pytest.raises(CourseError, match="p_after must be from 0 to 1"):
        remedy_value(0.5, 75, 4000, 300)
    with pytest.raises(CourseError, match="cost must be 0 or more"):
        remedy_value(0.5, 0.75, 4000, -300)
    with pytest.raises(CourseError, match="clv must be a number"):
        remedy_value(0.5, 0.75, "much", 300)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="p must be a number"):
        double_deviation(float("nan"), 0.2)
    with pytest.raises(CourseError, match="penalty must be from 0 to 1"):
        double_deviation(0.5, pd.Series([0.2, 1.2]))
    one, other = pd.Series([0.5], index=[1]), pd.Series([0.5], index=[2])
    with pytest.raises(CourseError, match="p_after has another index"):
        remedy_value(one, other, 4000, 300)
    with pytest.raises(CourseError, match="p_before must be a number"):
        remedy_value(pd.Series([0.5, np.nan]), 0.7, 4000, 300)


def customers(n: int = 20_000, seed: int = 1) -> pd.DataFrame:
    """Loyal and badly hurt customers complain; only those who stay are surveyed."""
    random = np.random.default_rng(seed)
    attitude = random.normal(size=n)
    failed = random.random(n) < 0.18
    severity = np.where(failed, random.beta(2, 2, n), 0)
    complained = failed & (
        random.random(n) < 1 / (1 + np.exp(1.6 - 2.2 * severity - 0.5 * attitude))
    )
    recovery = np.where(
        complained, random.choice(["poor", "ok", "excellent"], n, p=[0.35, 0.4, 0.25]), "none"
    )
    lift = pd.Series(recovery).map({"none": 0, "poor": -0.5, "ok": 0.9, "excellent": 1.55})
    satisfaction = (
        5.2 + 0.8 * attitude - failed * (0.4 + 1.9 * severity) + lift + random.normal(0, 0.6, n)
    )
    stays = 1 / (1 + np.exp(0.6 - 0.62 * (satisfaction - 2.5) + 0.45 * failed))
    stayed = random.random(n) < stays
    return pd.DataFrame(
        {
            "prior_attitude": attitude,
            "failed": failed,
            "severity": np.where(failed, severity, np.nan),
            "complained": complained,
            "recovery": recovery,
            "satisfaction": satisfaction,
            "surveyed": stayed & (random.random(n) < 0.4),
            "stayed": stayed,
        }
    )


PANEL = customers()


def test_groups_are_told_apart() -> None:
    groups = recovery_groups(PANEL)
    assert list(groups.cat.categories) == list(GROUPS)
    assert (groups == "no failure").equals(~PANEL["failed"])
    assert (groups == "silent failure").equals(PANEL["failed"] & ~PANEL["complained"])
    for quality in ("excellent", "ok", "poor"):
        assert (groups == quality).equals(PANEL["recovery"] == quality)
    blank = PANEL.assign(
        recovery=PANEL["recovery"].replace("none", None).astype("category"),
        failed=PANEL["failed"].astype(int),
        complained=PANEL["complained"].astype("boolean"),
    )
    pd.testing.assert_series_equal(recovery_groups(blank), groups)


def test_the_paradox_is_one_of_survivors_and_of_satisfaction() -> None:
    survey = recovery_means(PANEL, surveyed=True)
    retention = recovery_means(PANEL, value="stayed")
    assert survey.index.to_list() == retention.index.to_list() == list(GROUPS)
    assert survey.loc["excellent", "low"] > survey.loc["no failure", "high"]
    assert retention.loc["excellent", "mean"] < retention.loc["no failure", "low"]
    assert retention.loc["silent failure", "high"] < retention.loc["excellent", "low"]
    everybody = recovery_means(PANEL)
    assert (everybody["mean"] < survey["mean"]).all()
    edge = adjusted_difference(PANEL, "excellent", "no failure")["difference"]
    assert edge["as observed"] > 2 * edge["adjusted"] > 0


@given(seeds, st.sampled_from([0.8, 0.95]))
def test_means_and_intervals_are_those_of_scipy(seed: int, level: float) -> None:
    from scipy.stats import binomtest, ttest_1samp

    panel = customers(200, seed)
    groups = recovery_groups(panel)
    satisfied = recovery_means(panel, level=level)
    stayed = recovery_means(panel, value="stayed", level=level)
    assert satisfied.attrs == {"value": "satisfaction", "is_share": False}
    assert stayed.attrs == {"value": "stayed", "is_share": True}
    for name in satisfied.index:
        values = panel.loc[groups == name, "satisfaction"]
        assert satisfied.loc[name, "n"] == len(values)
        assert satisfied.loc[name, "mean"] == pytest.approx(values.mean())
        if len(values) > 1:
            limits = ttest_1samp(values, 0).confidence_interval(level)
            assert satisfied.loc[name, ["low", "high"]].to_list() == pytest.approx(limits)
        hits = panel.loc[groups == name, "stayed"].sum()
        limits = binomtest(hits, len(values)).proportion_ci(level, method="wilson")
        assert stayed.loc[name, ["low", "high"]].to_list() == pytest.approx(limits, abs=1e-9)


def test_one_customer_has_no_interval_and_other_columns_make_groups() -> None:
    panel = pd.DataFrame({"speed": ["fast", "slow", "fast"], "satisfaction": [6.0, 3.5, 5.0]})
    means = recovery_means(panel, by="speed")
    assert means.index.name == "speed"
    assert means["mean"].to_dict() == {"fast": 5.5, "slow": 3.5}
    assert means.loc["slow", ["low", "high"]].isna().all()


@given(seeds)
def test_the_adjusted_difference_is_that_of_statsmodels(seed: int) -> None:
    import statsmodels.formula.api as smf

    panel = customers(400, seed)
    pair = panel[recovery_groups(panel).isin(["no failure", "ok"])]
    pair = pair.assign(stayed=pair["stayed"].astype(float), ok=(pair["recovery"] == "ok") * 1.0)
    for value in ("satisfaction", "stayed"):
        found = adjusted_difference(panel, "ok", "no failure", value=value)
        fit = smf.ols(f"{value} ~ ok + prior_attitude", pair).fit(cov_type="HC1")
        assert found.loc["adjusted", "difference"] == pytest.approx(fit.params["ok"], abs=1e-9)
        assert found.loc["adjusted", ["low", "high"]].to_list() == pytest.approx(
            fit.conf_int().loc["ok"].to_list(), abs=1e-9
        )
        means = pair.groupby("ok")[value].mean()
        assert found.loc["as observed", "difference"] == pytest.approx(means[1] - means[0])
    assert found["n_group"].to_list() == [pair["ok"].sum()] * 2
    assert found["n_reference"].to_list() == [(pair["ok"] == 0).sum()] * 2


def test_severity_may_be_held_equal_among_failures() -> None:
    twice = PANEL.set_axis([0] * len(PANEL))
    found = adjusted_difference(
        twice, "excellent", "poor", value="stayed", controls=["severity", "prior_attitude"]
    )
    assert found.loc["adjusted", "low"] > 0


def test_damaged_panels_are_explained() -> None:
    panel = PANEL.head(300)
    with pytest.raises(CourseError, match="the recovery 'good': it must be one of excellent"):
        recovery_groups(panel.assign(recovery="good"))
    with pytest.raises(CourseError, match="complained without a failure"):
        recovery_groups(panel.assign(failed=False))
    with pytest.raises(CourseError, match="complained and have no recovery"):
        recovery_groups(panel.assign(recovery="none"))
    with pytest.raises(CourseError, match="have a recovery and did not complain"):
        recovery_groups(panel.assign(complained=False))
    with pytest.raises(CourseError, match="'failed' must hold 0 and 1"):
        recovery_groups(panel.assign(failed="yes"))
    with pytest.raises(CourseError, match="no column 'surveyed'"):
        recovery_means(panel.drop(columns="surveyed"), surveyed=True)
    with pytest.raises(CourseError, match="Nobody in panel was surveyed"):
        recovery_means(panel.assign(surveyed=0), surveyed=True)
    with pytest.raises(CourseError, match="missing values in column 'satisfaction'"):
        recovery_means(panel.assign(satisfaction=np.nan))
    with pytest.raises(CourseError, match="level is 2"):
        recovery_means(panel, level=2)
    with pytest.raises(CourseError, match="Nobody is in the group 'good'"):
        adjusted_difference(panel, "good", "no failure")
    with pytest.raises(CourseError, match="compare two groups"):
        adjusted_difference(panel, "ok", "ok")
    with pytest.raises(CourseError, match="name a column in controls"):
        adjusted_difference(panel, "ok", "no failure", controls=())
    with pytest.raises(CourseError, match="severity is the same for everybody"):
        adjusted_difference(panel.assign(severity=1), "ok", "no failure", controls="severity")  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="computed from the others or from the group"):
        adjusted_difference(panel, "ok", "no failure", controls=["complained"])
    tiny = pd.concat([panel[panel["recovery"] == "ok"].head(1), panel[~panel["failed"]].head(2)])
    with pytest.raises(CourseError, match="too few for 1 controls"):
        adjusted_difference(tiny, "ok", "no failure")


@st.composite
def remedies(draw: st.DrawFn) -> pd.DataFrame:
    return pd.DataFrame(
        draw(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "case": st.sampled_from(["K1", "K2", "K3"]),
                        "p_before": shares,
                        "p_after": shares,
                        "clv": st.floats(0, 1e5),
                        "cost": st.floats(0, 1e4),
                        "amount": st.floats(0, 1000),
                    }
                ),
                min_size=1,
                max_size=15,
            )
        )
    )


@given(remedies(), st.floats(0, 1000))
def test_no_allowed_remedy_is_better(options: pd.DataFrame, limit: float) -> None:
    nothing = options.drop_duplicates("case").assign(amount=0, cost=0, p_after=0, p_before=0)
    options = pd.concat([options, nothing], ignore_index=True)
    best = best_remedy(options, limit, by="case").set_index("case")
    assert best.index.to_list() == list(options["case"].unique())
    assert (best["amount"] <= limit).all()
    value = remedy_value(options["p_before"], options["p_after"], options["clv"], options["cost"])
    for case, row in best.iterrows():
        others = value[(options["case"] == case) & (options["amount"] <= limit)]
        assert row["value"] == others.max() >= 0
    assert (best_remedy(options, by="case")["value"].to_numpy() >= best["value"].to_numpy()).all()


def test_without_a_remedy_within_the_limit_it_is_said() -> None:
    options = pd.DataFrame(
        {"case": ["K1", "K2"], "p_before": 0.5, "p_after": 0.7, "clv": 4000.0, "cost": 500.0}
    ).assign(amount=[100, 500])
    with pytest.raises(CourseError, match="No remedy of K2 is within the limit of 200 yuan"):
        best_remedy(options, 200, by="case")
    with pytest.raises(CourseError, match="No remedy is within the limit of 50 yuan"):
        best_remedy(options, 50)
    with pytest.raises(CourseError, match="limit must be a number of 0 or more"):
        best_remedy(options, -1)
    with pytest.raises(CourseError, match="no column 'amount'"):
        best_remedy(options.drop(columns="amount"))
    with pytest.raises(CourseError, match="p_after must be from 0 to 1"):
        best_remedy(options.assign(p_after=70))


claims = st.lists(st.integers(1, 5000), min_size=1, max_size=30).map(pd.Series)
rates = st.floats(0, 2)


@given(claims, st.lists(st.integers(0, 6000), min_size=1, max_size=8), rates, rates, rates, seeds)
def test_authority_costs_are_those_of_a_loop(
    claims: pd.Series,
    limits: list[int],
    overpay: float,
    precedent: float,
    fraud: float,
    seed: int,
) -> None:
    delay = pd.Series(np.random.default_rng(seed).uniform(0, 500, len(claims)))
    costs = authority_cost(limits, claims, delay, overpay, precedent, fraud)
    for row, limit in zip(costs.itertuples(), limits, strict=True):
        assert row.settled == sum(amount <= limit for amount in claims)
        waiting = sum(one for one, amount in zip(delay, claims, strict=True) if amount > limit)
        paid = sum(amount for amount in claims if amount <= limit)
        assert row.delay == pytest.approx(waiting)
        assert row.overpay == pytest.approx(overpay * paid)
        assert row.precedent == pytest.approx(precedent * paid)
        assert row.fraud == pytest.approx(fraud * min(limit, claims.max()))
        assert row.total == pytest.approx(row.delay + row.overpay + row.precedent + row.fraud)
    best = best_limit(limits, claims, delay, overpay, precedent, fraud)
    assert costs.loc[best, "total"].min() == pytest.approx(costs["total"].min())


@given(claims, st.floats(1, 1000), st.floats(0.01, 1), rates)
def test_the_best_limit_without_fraud_is_the_closed_form(
    claims: pd.Series, delay_cost: float, overpay: float, precedent: float
) -> None:
    candidates = [0, *sorted(set(claims))]
    best = best_limit(candidates, claims, delay_cost, overpay, precedent)
    at_once = claims[claims < delay_cost / (overpay + precedent)]
    costs = authority_cost([0, *at_once], claims, delay_cost, overpay, precedent)["total"]
    expected = authority_cost([best], claims, delay_cost, overpay, precedent)["total"].item()
    assert costs.loc[at_once.max() if len(at_once) else 0].min() == pytest.approx(expected)


def test_neither_zero_nor_no_limit_is_best_and_hidden_costs_lower_it() -> None:
    claims = pd.Series(np.random.default_rng(5).lognormal(6, 1, 500))
    limits = [*range(0, 5001, 100), np.inf]
    costs = authority_cost(limits, claims, 100, 0.1)
    best = best_limit(limits, claims, 100, 0.1)
    assert costs.loc[best, "total"] < costs.loc[[0, np.inf], "total"].min()
    assert best_limit(limits, claims, 100, 0.1, precedent=0.1) < best
    assert best_limit(limits, claims, 100, 0.1, fraud=15) < best
    assert costs.loc[np.inf, "delay"] == 0
    assert np.isfinite(authority_cost(limits, claims, 100, 0.1, fraud=15)["total"]).all()


def test_wrong_claims_and_limits_are_named() -> None:
    claims = pd.Series([100, 300])
    with pytest.raises(CourseError, match="claims must be a Series"):
        authority_cost([0], [100], 10, 0.1)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="claims must be a Series"):
        authority_cost([0], claims.head(0), 10, 0.1)
    with pytest.raises(CourseError, match="amounts of 0 or less"):
        authority_cost([0], claims - 100, 10, 0.1)
    with pytest.raises(CourseError, match="limits must be a list"):
        authority_cost(500, claims, 10, 0.1)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="limits must be a list"):
        best_limit([], claims, 10, 0.1)
    with pytest.raises(CourseError, match="limits must be a number of 0 or more, not -5"):
        authority_cost([-5], claims, 10, 0.1)
    with pytest.raises(CourseError, match="overpay must be a number of 0 or more"):
        authority_cost([0], claims, 10, -0.1)
    with pytest.raises(CourseError, match="delay_cost must be 0 or more"):
        authority_cost([0], claims, -10, 0.1)
    with pytest.raises(CourseError, match="delay_cost has another index"):
        authority_cost([0], claims, pd.Series([1, 2], index=[5, 6]), 0.1)


def test_wilson_reference() -> None:
    # Reference row 15.
    panel = pd.DataFrame({"all": ["x"] * 100, "stayed": [1] * 95 + [0] * 5})
    row = recovery_means(panel, by="all", value="stayed").loc["x"]
    assert row[["low", "high"]].to_list() == pytest.approx([0.8882, 0.9785], abs=5e-5)
