"""Charts and hand-offs: the flow against published queues, and what each chart assumes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from servicelab.errors import CourseError
from servicelab.organization import structures as made
from servicelab.organization.structures import HOUSES, draw_cases, flow, half_years, route


def queue(people: int, cases: int = 60_000) -> float:
    """Mean hours in the system: two arrivals an hour, three an hour served by each person."""
    rng = np.random.default_rng(7)
    come = np.cumsum(rng.exponential(1 / 2, cases))
    work = rng.exponential(1 / 3, cases)
    done = flow(come.tolist(), [[(0, float(one), 0.0)] for one in work], [people])
    return float((done - come).mean())


@pytest.mark.parametrize(("people", "hours"), [(1, 1.0), (2, 3 / 8)])
def test_the_county_hospital_of_hillier_and_lieberman(people: int, hours: float) -> None:
    assert queue(people) == pytest.approx(hours, rel=0.05)


def test_the_flow_is_a_fold_over_the_line() -> None:
    rng = np.random.default_rng(3)
    come = np.sort(rng.uniform(0, 500, 120))
    work = rng.exponential(10, 120)
    done = flow(come.tolist(), [[(0, float(one), 0.0)] for one in work], [3])
    free = np.zeros(3)
    for number, (start, minutes) in enumerate(zip(come, work, strict=True)):
        desk = free.argmin()
        free[desk] = max(free[desk], start) + minutes
        assert done[number] == pytest.approx(free[desk])


def test_the_way_between_desks_is_waited_but_keeps_nobody_busy() -> None:
    done = flow([0, 0], [[(0, 10, 30), (1, 5, 0)], [(0, 10, 0)]], [1, 1])
    assert done.tolist() == [45, 20]


@pytest.mark.parametrize("stops", [[[(0, 1, 0)]] * 2, [[(2, 1, 0)]], [[(-1, 1, 0)]]])
def test_an_impossible_route_is_told(stops: list[list[made.Stop]]) -> None:
    with pytest.raises(CourseError):
        flow([0.0], stops, [1, 1])


def test_charts_meet_the_same_cases_and_differ_as_assumed() -> None:
    facts = HOUSES["insurer"]
    for case in draw_cases(facts, 1, days=10):
        steps = len(case.skills)
        whole, mistake, hands = route(facts, case, "divisional", 0.0)
        assert {stop[0] for stop in whole} == {case.product}
        assert (len(whole), hands) == (steps, 0)
        assert 0 < mistake < 0.05
        assert sum(stop[1] for stop in whole) == pytest.approx(
            made.GENERAL * sum(case.minutes[:steps])
        )
        desks, _mistake, hands = route(facts, case, "functional", 0.0)
        assert len(desks) == hands + 1
        assert len(desks) >= steps
        owned, _mistake, _hands = route(facts, case, "matrix", 0.0)
        assert len(owned) <= len(desks)


def test_without_losses_nothing_is_done_twice() -> None:
    facts = replace(HOUSES["hospital"], lost=0.0)
    for case in draw_cases(facts, 2, days=5):
        stops, _mistake, hands = route(facts, case, "functional", 0.0)
        assert [stop[0] for stop in stops] == list(case.skills)
        assert hands == len(case.skills) - 1


def test_authority_saves_the_last_step_of_some_cases_and_its_eyes() -> None:
    facts = HOUSES["bank"]
    saved = 0
    for case in draw_cases(facts, 3, days=10):
        with_all, caught, _hands = route(facts, case, "matrix", 0.0)
        flat, missed, _hands = route(facts, case, "matrix", 0.6)
        if len(case.skills) == 1:
            assert with_all == flat
        elif case.small < 0.6:
            saved += 1
            assert len(flat) < len(with_all)
            assert missed > caught
    assert saved > 20


def test_half_years_repeat_and_say_what_is_wrong() -> None:
    runs = half_years("hospital", [5], charts=["matrix"])
    again = half_years("hospital", [5], charts=["matrix", "functional"])
    assert runs.iloc[0].to_dict() == again.iloc[0].to_dict()
    assert runs["yuan"].iloc[0] > 0
    with pytest.raises(CourseError, match="no house hotel"):
        half_years("hotel", [1])
    with pytest.raises(CourseError, match="Choose charts"):
        half_years("bank", [1], authority="all")
    with pytest.raises(CourseError, match="Choose charts"):
        half_years("bank", [1], charts=["flat"])


def test_the_table_of_facts_tells_what_the_model_draws() -> None:
    told = made.house_facts()
    for house, facts in HOUSES.items():
        cases = draw_cases(facts, 11)
        steps = np.mean([len(case.skills) for case in cases])
        assert steps == pytest.approx(told.loc[house, "steps a case"], abs=0.05)
        assert len(cases) / made.HALF_YEAR == pytest.approx(facts.cases, rel=0.03)
    assert told["busiest product"].round(2).tolist() == [0.49, 0.36, 0.48]
    assert made.house_facts(later=True).loc["hospital", "busiest product"] < 0.37
