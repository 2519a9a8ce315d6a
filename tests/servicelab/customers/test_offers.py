from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.customers.offers import (
    Uplift,
    auc,
    best_offers,
    field_benefit,
    offer_value,
    reactivation_uplift,
    rule_profit,
)
from servicelab.errors import CourseError

MARGIN = {"none": 0, "credit": 900, "wealth": 1200}


def offer_table(offered: list[str], accepted: list[int]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_id": [f"B{one}" for one in range(len(offered))],
            "offered": offered,
            "accepted": accepted,
            "margin": [MARGIN[one] for one in offered],
            "cost": [0 if one == "none" else 20 for one in offered],
        }
    )


@pytest.fixture
def offers() -> pd.DataFrame:
    #        A: none, credit 1 of 2, wealth 0 of 1      B: credit 0 of 1, wealth 1 of 2
    return offer_table(
        ["none", "credit", "credit", "wealth", "credit", "wealth", "wealth"], [0, 1, 0, 0, 0, 1, 0]
    )


SEGMENTS = {"B0": "A", "B1": "A", "B2": "A", "B3": "A", "B4": "B", "B5": "B", "B6": "B"}


def test_value_is_rate_times_margin_less_cost(offers: pd.DataFrame) -> None:
    value = offer_value(offers, SEGMENTS)
    assert list(value.columns) == ["none", "credit", "wealth"]
    assert value.index.name == "segment"
    assert value.loc["A"].to_dict() == {"none": 0, "credit": 0.5 * 900 - 20, "wealth": -20}
    assert value.loc["B"].to_dict() == {"none": 0, "credit": -20, "wealth": 0.5 * 1200 - 20}
    assert best_offers(value) == {"A": "credit", "B": "wealth"}


def test_what_is_opened_unasked_is_no_gain_of_the_offer() -> None:
    table = offer_table(["none"] * 4 + ["credit"] * 2 + ["wealth"] * 2, [0] * 4 + [1, 0, 0, 1])
    table["took"] = ["credit", "none", "none", "none", "credit", "none", "none", "wealth"]
    segments = dict.fromkeys(table["customer_id"], "A")
    value = offer_value(table, segments)
    assert value.loc["A"].to_dict() == {
        "none": 0,
        "credit": (0.5 - 0.25) * 900 - 20,
        "wealth": 0.5 * 1200 - 20,
    }
    everybody = dict.fromkeys(table["customer_id"], "credit")
    assert rule_profit(table, everybody) == pytest.approx(8 * value.loc["A", "credit"])
    asked = table[table["offered"] != "none"]
    assert np.isnan(offer_value(asked, segments).loc["A", "credit"])


def test_the_cost_of_a_contact_can_make_no_offer_the_best() -> None:
    value = offer_value(
        offer_table(["credit"] * 50, [1] + [0] * 49), {f"B{i}": "A" for i in range(50)}
    )
    assert value.loc["A", "credit"] == pytest.approx(-2)
    assert best_offers(value) == {"A": "none"}


def test_the_higher_rate_need_not_be_the_better_offer() -> None:
    table = offer_table(["credit"] * 10 + ["wealth"] * 10, [1] * 5 + [0] * 5 + [1] * 4 + [0] * 6)
    assert best_offers(offer_value(table, dict.fromkeys(table["customer_id"], "A"))) == {
        "A": "wealth"
    }


def test_an_offer_never_made_is_unknown_and_not_chosen(offers: pd.DataFrame) -> None:
    value = offer_value(offers[offers["customer_id"] != "B4"], SEGMENTS)
    assert np.isnan(value.loc["B", "credit"])
    assert best_offers(value)["B"] == "wealth"
    assert best_offers(pd.DataFrame({"credit": [np.nan]}, index=["A"])) == {"A": "none"}


def test_value_reads_series_and_categories(offers: pd.DataFrame) -> None:
    ordered = offers.assign(
        offered=pd.Categorical(offers["offered"], ["wealth", "none", "credit", "card"])
    )
    value = offer_value(ordered, pd.Series(SEGMENTS).astype("category"))
    assert list(value.columns) == ["none", "wealth", "credit"]
    plain = offer_value(offers, SEGMENTS)
    assert np.array_equal(value.to_numpy(), plain[list(value.columns)].to_numpy())


def test_rule_profit_by_hand(offers: pd.DataFrame) -> None:
    # credit to A (4 customers; matched B1, B2: mean 430), wealth to B (3; matched B5, B6: mean 580)
    rule = {one: "credit" if segment == "A" else "wealth" for one, segment in SEGMENTS.items()}
    assert rule_profit(offers, rule) == pytest.approx(4 * 430 + 3 * 580)
    assert rule_profit(offers, pd.Series(rule).sample(frac=1, random_state=1)) == pytest.approx(
        3460
    )


def test_no_offer_to_anybody_earns_nothing(offers: pd.DataFrame) -> None:
    assert rule_profit(offers, dict.fromkeys(SEGMENTS, "none")) == 0


@st.composite
def experiments(draw: st.DrawFn) -> tuple[pd.DataFrame, dict[str, str]]:
    """Random offers in which every offer was made to each half of the customers."""
    rows = draw(st.integers(6, 30))
    offered = (["none", "credit", "wealth"] * rows)[:rows]
    accepted = draw(st.lists(st.integers(0, 1), min_size=rows, max_size=rows))
    accepted = [0 if what == "none" else one for what, one in zip(offered, accepted, strict=True)]
    first, second = draw(st.permutations(["none", "credit", "wealth"]))[:2]
    table = offer_table(offered, accepted)
    return table, {
        one: first if position < 3 or (position % 2 and position > 5) else second
        for position, one in enumerate(table["customer_id"])
    }


@given(experiments(), st.floats(0.1, 10))
def test_rule_profit_is_linear_in_money(
    experiment: tuple[pd.DataFrame, dict[str, str]], factor: float
) -> None:
    table, rule = experiment
    profit = rule_profit(table, rule)
    scaled = table.assign(margin=table["margin"] * factor, cost=table["cost"] * factor)
    assert rule_profit(scaled, rule) == pytest.approx(factor * profit)
    dearer = table.assign(cost=table["cost"] + 1.0)
    assert rule_profit(dearer, rule) == pytest.approx(profit - len(table))


@given(experiments(), st.randoms(use_true_random=False))
def test_rule_profit_ignores_row_order(
    experiment: tuple[pd.DataFrame, dict[str, str]], random: Any
) -> None:
    table, rule = experiment
    order = list(range(len(table)))
    random.shuffle(order)
    assert rule_profit(table.iloc[order], rule) == pytest.approx(rule_profit(table, rule))


@given(experiments())
def test_rule_profit_of_segments_is_size_times_value(
    experiment: tuple[pd.DataFrame, dict[str, str]],
) -> None:
    table, rule = experiment
    value = offer_value(table, rule)  # the rule's own groups as segments
    sizes = pd.Series(rule).value_counts()
    expected = sum(size * value.loc[offer, offer] for offer, size in sizes.items())
    assert rule_profit(table, rule) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"B6": None}, "1 customers have no offer in assigned, such as B6"),
        ({"B6": "card"}, "'card' was never made: assign one of none, credit, wealth"),
        ({"B6": "none"}, "None of the 1 customers assigned 'none' was really offered it"),
    ],
)
def test_a_rule_that_cannot_be_valued_is_named(
    offers: pd.DataFrame, change: dict[str, Any], message: str
) -> None:
    rule = dict.fromkeys(SEGMENTS, "wealth") | change
    with pytest.raises(CourseError, match=message):
        rule_profit(offers, rule)


def test_bad_offer_tables_are_named(offers: pd.DataFrame) -> None:
    rule = dict.fromkeys(SEGMENTS, "credit")
    bad = [
        (offers.drop(columns=["cost", "margin"]), "no column 'margin', 'cost'"),
        (offers.assign(accepted="yes"), "'accepted' must hold 0 and 1 only"),
        (offers.assign(accepted=2), "'accepted' must hold 0 and 1 only"),
        (offers.assign(margin=[None] + [1] * 6), "1 missing values in column 'margin'"),
        (pd.concat([offers, offers.tail(1)]), "B6 more than once"),
        (offers.head(0), "no rows"),
    ]
    for table, message in bad:
        with pytest.raises(CourseError, match=message):
            rule_profit(table, rule)
        with pytest.raises(CourseError, match=message):
            offer_value(table, rule)
    with pytest.raises(CourseError, match="7 customers have no segment in segments, such as B0"):
        offer_value(offers, {})
    with pytest.raises(CourseError, match="pass a dict"):
        rule_profit(offers, ["credit"] * 7)  # type: ignore[arg-type]
    with pytest.raises(CourseError, match="customer B0 more than once"):
        rule_profit(offers, pd.Series("credit", index=["B0", *SEGMENTS]))
    with pytest.raises(CourseError, match="value holds text"):
        best_offers(pd.DataFrame({"credit": ["high"]}))


# --- prediction


@pytest.fixture(scope="module")
def waves() -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(11)
    tables = []
    for _wave in range(2):
        n = 1500
        need = rng.normal(size=n)
        accepted = (rng.random(n) < 1 / (1 + np.exp(1 - 1.2 * need))).astype(int)
        tables.append(
            pd.DataFrame(
                {
                    "customer_id": np.arange(n),
                    "debt": np.where(rng.random(n) < 0.1, np.nan, need + rng.normal(0, 0.8, n)),
                    "since": pd.Timestamp("2020-01-01")
                    + pd.to_timedelta(rng.integers(0, 900, n), unit="D"),
                    "job": np.where(need > 0.7, "shop", "other").astype(object),
                    "home_owner": rng.random(n) < 0.5,
                    "zodiac": rng.choice(list("abcdefghijkl"), n),
                    "note": [None if one % 9 else f"note {one}" for one in range(n)],
                    "after": accepted * 2.0 + rng.normal(0, 0.5, n),
                    "accepted": accepted,
                }
            )
        )
    return tables[0], tables[1]


def test_useful_fields_help_and_others_do_not(waves: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    train, test = waves
    assert 0.65 < auc(train, test, ["debt"]) < 0.85
    assert field_benefit(train, test, ["debt"], ["job"]) > 0.01
    for useless in ("zodiac", "note", "home_owner", "since"):
        assert abs(field_benefit(train, test, ["debt"], [useless])) < 0.02
    # what is measured after the offer gives it away
    assert field_benefit(train, test, ["debt"], ["after"]) > 0.2


def test_auc_of_one_number_is_the_share_of_ordered_pairs(
    waves: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    train, test = waves
    yes = test.loc[test["accepted"] == 1, "after"].to_numpy()
    no = test.loc[test["accepted"] == 0, "after"].to_numpy()
    pairs = (yes[:, None] > no).mean() + (yes[:, None] == no).mean() / 2
    assert auc(train, test, ["after"]) == pytest.approx(pairs)


def test_prediction_is_deterministic_and_reads_booleans(
    waves: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    train, test = waves
    fields = ["debt", "job", "home_owner"]
    assert auc(train, test, fields) == auc(train, test, fields)
    yes_no = [table.assign(accepted=table["accepted"] == 1) for table in waves]
    assert auc(*yes_no, fields) == pytest.approx(auc(train, test, fields))
    assert auc(train, test, []) == 0.5


def test_new_levels_and_empty_columns_are_survived(
    waves: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    train, test = waves
    test = test.assign(zodiac="new", debt=np.nan)
    assert auc(train, test, ["zodiac", "debt"]) == pytest.approx(0.5)
    assert 0.4 < auc(train.assign(debt=np.nan), waves[1], ["debt"]) < 0.6


@pytest.mark.parametrize(
    ("baseline", "extra", "message"),
    [
        (["debt"], [], "no extra field"),
        (["debt"], ["debt"], "'debt' is in the baseline already"),
        (["debt"], ["accepted"], "'accepted' is what is to be predicted"),
        (["debt"], ["customer_id"], "'customer_id' is an id"),
        (["debt"], ["salary"], "no column 'salary'"),
        ("debt", ["job"], r"write \['debt'\]"),
    ],
)
def test_bad_fields_are_named(
    waves: tuple[pd.DataFrame, pd.DataFrame], baseline: Any, extra: Any, message: str
) -> None:
    with pytest.raises(CourseError, match=message):
        field_benefit(*waves, baseline, extra)


def test_one_outcome_only_is_named(waves: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    train, test = waves
    with pytest.raises(CourseError, match="one value only in test"):
        auc(train, test.assign(accepted=0), ["debt"])


# --- reactivation


def call_table(hits: int, n: int, hits_control: int, n_control: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "called": [True] * n + [False] * n_control,
            "reactivated": [1] * hits
            + [0] * (n - hits)
            + [1] * hits_control
            + [0] * (n_control - hits_control),
            "margin": 300,
            "cost": [15] * n + [0] * n_control,
        }
    )


def test_newcombe_reference() -> None:
    # Newcombe 1998, table II, method 10: 56/70 - 48/80.
    result = reactivation_uplift(call_table(56, 70, 48, 80))
    assert result.uplift == pytest.approx(0.2)
    assert result.ci == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_interval_rests_on_wilson_reference() -> None:
    # Reference row 15: 0/50 has the Wilson interval 0 to 0.0713; against 0/50 both sides are that.
    result = reactivation_uplift(call_table(0, 50, 0, 50))
    assert result.ci == pytest.approx((-0.0713, 0.0713), abs=1e-4)


def test_uplift_counts_only_what_the_call_changed() -> None:
    result = reactivation_uplift(call_table(80, 400, 60, 400))
    assert (result.n_called, result.n_control) == (400, 400)
    assert result.uplift == pytest.approx(0.05)
    assert result.profit_per_customer == pytest.approx(0.05 * 300 - 15)
    assert result.profit_for(1000) == pytest.approx(0, abs=1e-9)
    naive = 0.2 * 300 - 15
    assert naive > result.profit_per_customer


def test_uplift_prints_and_does_not_change() -> None:
    result = reactivation_uplift(call_table(56, 70, 48, 80))
    assert "Uplift 20.0 points (95 % interval 5.2 to 33.4)" in str(result)
    page = result._repr_html_()
    assert page.count("<tr>") == page.count("</tr>") == 8
    assert "+20.0" in page
    with pytest.raises(FrozenInstanceError):
        result.p_called = 1.0  # type: ignore[misc]


@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_interval_covers_the_difference_and_swaps(n: int, m: int, data: st.DataObject) -> None:
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    result = reactivation_uplift(call_table(a, n, b, m))
    swapped = reactivation_uplift(call_table(b, m, a, n))
    assert -1 <= result.low <= result.uplift <= result.high <= 1
    assert swapped.ci == pytest.approx((-result.high, -result.low), abs=1e-9)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_profit_is_linear_in_customers(n: int, m: int) -> None:
    result = Uplift(70, 80, 0.8, 0.6, 0.05, 0.33, margin=300, cost=15)
    assert result.profit_for(n + m) == pytest.approx(result.profit_for(n) + result.profit_for(m))
    assert result.profit == result.profit_for(70)


def test_bad_call_tables_are_named() -> None:
    calls = call_table(5, 10, 3, 10)
    for table, message in [
        (calls[calls["called"]], "compare both"),
        (calls[~calls["called"]], "compare both"),
        (calls.assign(called="maybe"), "'called' must hold 0 and 1"),
        (calls.assign(reactivated=None), "20 missing values in column 'reactivated'"),
        (calls.drop(columns="cost"), "no column 'cost'"),
    ]:
        with pytest.raises(CourseError, match=message):
            reactivation_uplift(table)
