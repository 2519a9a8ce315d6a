from __future__ import annotations

import re
from typing import Any

import pytest

from servicelab.games.desk.evening import evening_panel, percent
from servicelab.games.desk.policies import desk_share, near_optimal, right_decision
from servicelab.games.desk.scenario import Scenario, list_scenarios, load_scenario
from servicelab.games.desk.story import what_happened


@pytest.fixture(scope="module")
def morning() -> Scenario:
    return load_scenario("first_morning")


def right(morning: Scenario, case: str, **changes: Any) -> dict[str, Any]:
    return right_decision(morning, morning.by_id[case]) | changes


def look(case: str) -> dict[str, Any]:
    return {"case": case, "look": True}


def test_who_reads_the_quiet_file_hears_so(morning: Scenario) -> None:
    words = what_happened(morning, near_optimal(morning))
    assert "100 %" in words
    assert "LATE" not in words
    assert "You read that file, and settled the case in time. You paid 240 yuan" in words


def test_the_loud_letter_first_and_a_useless_file_may_still_end_in_time(morning: Scenario) -> None:
    day = [
        right(morning, "A1"),
        look("A2"),
        right(morning, "A2"),
        right(morning, "A3", amount=30.0),
    ]
    words = what_happened(morning, day)
    assert "LATE" not in words
    assert "without reading that file. It was luck: by the card, 14 days were left." in words
    assert "You paid 30 yuan; 240 were owed." in words


def test_who_leaves_the_quiet_letter_hears_what_it_costs(morning: Scenario) -> None:
    day = [look("A1"), right(morning, "A1"), look("A2"), right(morning, "A2")]
    words = what_happened(morning, day)
    assert "Mrs. Gu: LATE" in words
    assert "You did not read that file" in words
    assert "2,500 yuan" in words
    assert "owed" not in words
    assert "You read that file, but" in what_happened(morning, [look("A3")])


def test_the_file_is_quoted_in_the_language_asked_for(morning: Scenario) -> None:
    assert morning.by_id["A3"].evidence_zh in what_happened(morning, [look("A3")], language="zh")


def test_no_case_gains_more_than_it_could(morning: Scenario) -> None:
    day = [right(morning, "A1"), right(morning, "A2"), right(morning, "A3")]
    for gain, best in re.findall(r"you gained (\S+) of (\S+) yuan", what_happened(morning, day)):
        assert float(gain.replace(",", "")) <= float(best.replace(",", ""))


def test_the_share_is_the_one_of_the_evening(morning: Scenario) -> None:
    day = [right(morning, "A1"), look("A3"), right(morning, "A3")]
    share = f"{percent(desk_share(morning, day))} % of nearly the best"
    assert share in what_happened(morning, day)
    assert share in evening_panel(morning, day, 0).sentence


@pytest.mark.parametrize("name", list_scenarios())
def test_every_day_can_be_told(name: str) -> None:
    scenario = load_scenario(name)
    words = what_happened(scenario, near_optimal(scenario))
    assert words.count("you gained") == len(scenario.cases)
