from __future__ import annotations

import functools
import itertools
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.data.loading import load_dataset
from servicelab.errors import CourseError
from servicelab.games.remedies import model
from servicelab_workshop.policies import remedies as policies
from servicelab_workshop.worlds import discovery
from servicelab_workshop.worlds.discovery import SOLUTIONS

BEST = {
    "app_question": "research",
    "loan_decision": "standard",
    "call_back": "staff",
    "new_card": "leaflet",
    "cash": "none",
}
plans = st.fixed_dictionaries(
    {key: st.sampled_from(list(model.REMEDIES)) for key in model.SERVICES}
)


@pytest.fixture(scope="module")
def audits() -> list[pd.DataFrame]:
    make = discovery.world("m01_evidence").make_world
    return [make(seed).bank_gaps for seed in (20331, 31, 32, 33, 34, 35)]


@pytest.fixture(scope="module")
def middle() -> pd.DataFrame:
    return shipped()


@functools.cache
def shipped() -> pd.DataFrame:
    return model.middles(load_dataset("bank_gaps"))


def test_no_blind_plan_earns_anything_and_careful_reading_all(audits: list[pd.DataFrame]) -> None:
    for audit in audits:
        table = policies.policy_table(audits, model.middles(audit))
        assert len(policies.BLIND) == len(model.REMEDIES) + 1
        assert (table["largest of gaps 1 to 3, and the costs"] < 0.5).all()
        assert (table[list(policies.BLIND)] == 0).all(axis=None)
        assert (table["careful"] >= 0.95).all()
        assert (table["leaflet for every broken promise"] < 0.9).all()


def test_what_remedies_cost_does_not_tell_where_they_belong(audits: list[pd.DataFrame]) -> None:
    """Costs are alike for all services, and each remedy but none is the best somewhere."""
    for audit in audits:
        middle = model.middles(audit)
        assert set(policies.careful(middle).values()) == set(model.REMEDIES)
        # without a leaflet that is believed, the same costs make the card like the app
        unread = middle.assign(unread=middle["expected"])
        assert policies.careful(unread)["new_card"] in ("research", "standard")


def test_the_best_plan_is_the_same_in_each_audit(audits: list[pd.DataFrame]) -> None:
    assert all(policies.careful(model.middles(audit)) == BEST for audit in audits)


def test_a_plan_of_two_remedies_chosen_blindly_stays_far_from_full_points(
    middle: pd.DataFrame,
) -> None:
    """Whoever knows no audit cannot know where which remedy belongs."""
    shares = [
        model.plan_share(
            dict(zip(model.SERVICES, plan, strict=True)), middle, policies.zero(middle)
        )
        for plan in itertools.permutations(model.REMEDIES)
    ]
    assert np.mean(shares) < 0.15
    assert sum(share >= 0.95 for share in shares) == 1


def test_a_faster_card_closes_the_gap_and_a_leaflet_nearly(middle: pd.DataFrame) -> None:
    closed = model.closed_hours(middle).loc["new card"]
    assert closed["standard"] > 0.9 * closed["gap"]
    worth = model.values(middle).loc["new_card"]
    assert worth["none"] < worth["standard"] < worth["leaflet"] - 50


@given(plan=plans)
def test_a_plan_is_worth_the_sum_of_its_services(plan: dict[str, str]) -> None:
    middle = shipped()
    table = model.values(middle).to_dict("index")
    total = sum(table[key][remedy] for key, remedy in plan.items())
    assert model.plan_value(plan, middle) == pytest.approx(total)
    assert 0 <= model.plan_share(plan, middle, policies.zero(middle)) <= 1


def test_no_remedy_closes_more_than_the_gap(audits: list[pd.DataFrame]) -> None:
    for audit in audits:
        closed = model.closed_hours(model.middles(audit))
        gap = closed.pop("gap").clip(lower=0)
        assert (closed >= 0).all(axis=None)
        assert closed.le(gap + 1e-9, axis=0).all(axis=None)


def test_the_truth_of_the_hidden_check_is_that_of_the_world() -> None:
    names = vars(discovery.world("m01_evidence"))
    services = names["SERVICES"]
    script = (SOLUTIONS / "m01_evidence" / "2_service.py").read_text(encoding="utf-8")
    order = ["expected", "unread", "believed", "standard", "delivered", "seen", "promised"]
    drawn = pd.concat([names["bank_gaps"](np.random.default_rng(seed)) for seed in range(20)])
    mixed = drawn.query("service == 'new card' and source == 'expected'")["hours"].median()
    for service, times in services.items():
        told = re.search(rf'"{service}": \[([\d., ]+)\],', script)
        assert told, service
        hidden = dict(zip(order, map(float, told[1].split(",")), strict=True))
        for place, hours in hidden.items():
            true = times.get(place, times["expected"])
            if service == "new card" and place == "expected":
                true = mixed  # of readers and others together
            assert hours == pytest.approx(true, rel=0.02), (service, place)


def test_what_is_missing_is_told() -> None:
    audit = load_dataset("bank_gaps")
    with pytest.raises(CourseError, match="lacks new card"):
        model.middles(audit[audit["service"] != "new card"])
    with pytest.raises(CourseError, match="lacks seen"):
        model.middles(audit[audit["source"] != "seen"])
    with pytest.raises(CourseError, match="Call back: a remedy is one of"):
        model.plan_value({**BEST, "call_back": "apology"}, model.middles(audit))
