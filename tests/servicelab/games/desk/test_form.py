from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from servicelab.games.desk import form as model
from servicelab.games.desk import model as desk
from servicelab.games.desk.policies import right_decision
from servicelab.games.desk.scenario import Scenario, list_scenarios, load_scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("insurer_claims")


@pytest.fixture
def form(scenario: Scenario) -> dict[str, Any]:
    return model.form_of(right_decision(scenario, scenario.by_id["K01"]))


@pytest.mark.parametrize("name", list_scenarios())
def test_form_and_entry_say_the_same_and_can_be_played(name: str) -> None:
    scenario = load_scenario(name)
    for case in scenario.cases:
        entry = right_decision(scenario, case) | {"reply": "Dear customer"}
        form = model.form_of(entry)
        assert model.lacks(scenario, form) == {}
        assert model.entry_of(scenario, case.id, form) == entry
        assert model.form_minutes(scenario, case.id, form) == desk.minutes_of(scenario, case, entry)
        if case.arrives == 0:
            desk.play(scenario, [entry])


def test_an_empty_form_lacks_four_fields_and_takes_no_known_time(scenario: Scenario) -> None:
    assert list(model.lacks(scenario, model.FIELDS)) == ["severity", "cause", "owner", "remedy"]
    assert model.form_minutes(scenario, "K01", model.FIELDS) is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": ""}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "1e3"}, "amount"),
        ({"promise": "tomorrow"}, "promise"),
        ({"promise": "366"}, "promise"),
        ({"reply": "x" * 1501}, "reply"),
    ],
)
def test_what_cannot_be_understood_is_named(
    scenario: Scenario, form: dict[str, Any], change: dict[str, Any], field: str
) -> None:
    assert list(model.lacks(scenario, form | change)) == [field]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1800", 1800.0),
        ("1,800", 1800.0),
        ("1 800 元", 1800.0),
        ("RMB 12.5", 12.5),
        ("1,8", None),
        ("nan", None),
        ("99999999999", None),
    ],
)
def test_amounts_are_read_as_people_type_them(text: str, amount: float | None) -> None:
    assert model.read_amount(text) == amount


def test_a_remedy_without_money_ignores_the_amount(
    scenario: Scenario, form: dict[str, Any]
) -> None:
    entry = model.entry_of(scenario, "K01", form | {"remedy": "apology", "amount": "many"})
    assert entry["amount"] == 0
    assert model.lacks(scenario, form | {"remedy": "apology", "amount": "many"}) == {}


def test_drafts_fit_their_schema_however_long_they_are(
    scenario: Scenario, form: dict[str, Any]
) -> None:
    long = form | {"amount": "9" * 500, "promise": "x" * 500, "reply": "y" * 50_000}
    drafts = model.tidy_drafts("K01", "zh", {"K01": long, "K02": dict(model.FIELDS)})
    assert list(drafts["forms"]) == ["K01"]
    jsonschema.validate(drafts, model.draft_schema(scenario))


def test_clocks_say_which_days_count() -> None:
    words = {
        model.clock_words(load_scenario(name), 3).removeprefix("3 ") for name in list_scenarios()
    }
    assert words == {"calendar days left", "working days left"}
