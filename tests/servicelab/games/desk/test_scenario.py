from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
import tomllib
from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab.games.desk.model import close, play
from servicelab.games.desk.scenario import (
    LANGUAGES,
    Scenario,
    list_scenarios,
    load_scenario,
    read_scenario,
    vary,
)

ROOT = Path(__file__).resolve().parents[4]
NIGHT_TRAIN = Path(__file__).with_name("scenarios") / "night_train.toml"
NAMES = tuple(list_scenarios())
FIRST_MORNING = "first_morning"


@pytest.fixture(scope="module", params=NAMES)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return load_scenario(request.param)


@pytest.fixture(scope="module", params=[name for name in NAMES if name != FIRST_MORNING])
def whole_day(request: pytest.FixtureRequest) -> Scenario:
    return load_scenario(request.param)


def read(text: str) -> str:
    """What is said of a text that is no scenario."""
    with pytest.raises(CourseError) as caught:
        read_scenario(text, "mine")
    return str(caught.value)


def test_each_house_has_a_day() -> None:
    assert {name.partition("_")[0] for name in NAMES} >= {"bank", "hospital", "insurer"}


def test_a_day_has_16_to_18_cases(whole_day: Scenario) -> None:
    assert 16 <= len(whole_day.cases) <= 18


def test_a_case_is_told_in_both_languages(scenario: Scenario) -> None:
    for case in scenario.cases:
        for name in ("text", "history", "evidence", "lesson"):
            assert len({getattr(case, f"{name}_{language}") for language in LANGUAGES}) == 2
            assert re.search(r"[\u4e00-\u9fff]", getattr(case, f"{name}_zh"))
            assert getattr(case, f"{name}_en").isascii()


def test_the_first_morning_hides_a_clock_until_its_file_is_read() -> None:
    morning = load_scenario(FIRST_MORNING)
    assert len(morning.cases) == 3
    assert not any(case.arrives for case in morning.cases)
    day = play(morning, [])
    assert min(one.days_left for one in day.waiting) > 5
    assert all(one.due > morning.date for one in day.waiting)
    read = play(morning, [{"case": "A3", "look": True}])
    [quiet] = [one for one in read.waiting if one.case == "A3"]
    assert (quiet.days_left, quiet.due) == (0, morning.date)
    assert [one for one in read.waiting if one.case != "A3"] == list(day.waiting[:2])
    assert close(morning, []).cases["late"].to_dict() == {"A1": False, "A2": False, "A3": True}


def test_the_cases_teach(whole_day: Scenario) -> None:
    scenario, cases = whole_day, whole_day.cases
    assert any(case.severity == 1 and "!" in case.text_en for case in cases), "angry but mild"
    assert any(case.severity == 3 and "!" not in case.text_en for case in cases), "quiet but severe"
    assert [case.fraud for case in cases].count(True) == 1
    assert any(
        case.at_fault == "customer" and case.remedies.get("explanation") == 1 and not case.fraud
        for case in cases
    )
    assert any(case.fair > scenario.authority_limit and case.escalate for case in cases)
    assert any(case.outside and case.fair <= scenario.authority_limit for case in cases)
    assert any(case.repeat for case in cases)
    [pattern] = [key for key, cause in scenario.causes.items() if cause.pattern]
    alike = [case for case in cases if case.cause == pattern]
    assert len(alike) > scenario.causes[pattern].pattern
    assert any(case.face.get("cause", pattern) != pattern for case in alike), "one is hidden"
    ending = [case for case in cases if scenario.days_left[case.id] == 0]
    assert len(ending) == 3
    assert any(case.arrives for case in ending), "one of them arrives late"
    assert min(scenario.days_left.values()) == 0
    assert any(case.face.get("severity", 3) < case.severity for case in cases), "hidden severity"


def test_a_holiday_lies_between_receipt_and_deadline() -> None:
    hospital = load_scenario("hospital_waiting")
    assert hospital.by_id["H07"].received == dt.date(2025, 9, 26)
    assert hospital.due["H07"] == hospital.date == dt.date(2025, 10, 10)
    # October 12 is a Sunday that is worked, and the complex case has ten days
    assert hospital.due["H01"] == dt.date(2025, 10, 14)
    assert hospital.due["H05"] == dt.date(2025, 10, 15)


def test_the_holidays_are_those_of_the_course() -> None:
    from servicelab.data.loading import load_dataset

    table = load_dataset("holidays").set_index("date")["working"]
    hospital = load_scenario("hospital_waiting")
    for day in table["2025-09-25":"2025-10-17"].index:
        exception = day.date() in hospital.workdays
        worked = exception or (day.weekday() < 5 and day.date() not in hospital.holidays)
        assert worked == table[day], day


def test_a_calendar_clock_counts_every_day() -> None:
    insurer = load_scenario("insurer_claims")
    assert insurer.due["K07"] == dt.date(2025, 11, 24) + dt.timedelta(15)
    assert insurer.due["K05"] == dt.date(2025, 11, 27) + dt.timedelta(30)


def test_a_scenario_is_nothing_but_a_file() -> None:
    train = load_scenario(NIGHT_TRAIN)
    assert (train.name, train.firm, train.clock) == ("night_train", "Blue Hour Railways", "working")
    assert train.days_left == {"one": 0, "two": 2, "three": 5, "four": 3}
    assert train.by_id["four"].arrives == 60
    assert train.time(0) == "09:00"
    assert load_scenario(str(NIGHT_TRAIN)).cases == train.cases


def test_the_example_of_the_guide_is_a_scenario() -> None:
    [block] = re.findall(r"```toml\n(.*?)```", (ROOT / "docs/desk.md").read_text("utf-8"), re.S)
    example = read_scenario(block, "example")
    assert len(example.cases) >= 2


def test_the_guide_names_every_field() -> None:
    guide = (ROOT / "docs/desk.md").read_text("utf-8")
    schema = Scenario.model_json_schema()
    tables = [schema, *schema["$defs"].values()]
    names = {name for table in tables for name in table["properties"]} - {"case", "name"}
    assert {"deadline_days", "breach", "lead_days", "has_amount", "stay_right", "amount"} <= names
    assert names <= set(re.findall(r"`\[?([a-z_]+)\]?`", guide))


def test_another_seed_leaves_what_the_texts_say(scenario: Scenario) -> None:
    assert vary(scenario, 0) is scenario
    other = vary(scenario, 3)
    assert other is vary(scenario, 3)
    assert other.due == scenario.due
    moved = 0
    for old, new in zip(scenario.cases, other.cases, strict=True):
        assert 0.79 <= new.value / old.value <= 1.27
        assert abs(new.stay - old.stay) <= 0.04
        assert 0 <= new.stay <= new.stay_right
        assert abs(new.arrives - old.arrives) <= 30
        assert (new.arrives == 0) == (old.arrives == 0)
        assert new.arrives < scenario.minutes
        assert (new.text_en, new.fair, new.face) == (old.text_en, old.fair, old.face)
        moved += new.value != old.value
    assert moved == len(scenario.cases)


def test_every_violation_is_told_at_once() -> None:
    text = NIGHT_TRAIN.read_text("utf-8")
    for old, new in (
        ('title_zh = "夜行列车投诉台"\n', ""),
        ('clock = "working"', 'clock = "lunar"'),
        ("minute = 1\n", "minute = -1\n"),
        ("lead_days = 2", 'lead_days = "two"'),
        ('received = 2025-05-29\ncustomer = "A"', 'received = 2025-05-29\ncustommer = "A"'),
        ("severity = 3", "severity = 4"),
        ("sorry = 0.3", "sorry = 3"),
        ('arrives = "10:00"', 'arrives = "ten"'),
    ):
        assert old in text
        text = text.replace(old, new)
    assert read(text).splitlines() == [
        "The scenario mine has 9 problems.",
        "  title_zh is missing",
        '  clock: "lunar" - expected "calendar" or "working"',
        "  costs.minute: -1 - expected an amount in yuan, 0 or more",
        '  owners.track.lead_days: "two" - expected whole days, 0 to 365',
        "  case one, customer is missing",
        "  case one, custommer is no known field (did you mean customer?)",
        "  case three, severity: 4 - expected 1 mild, 2 serious or 3 severe",
        "  case three, remedies.sorry: 3 - expected a proportion from 0 to 1",
        '  case four, arrives: "ten" - expected "start" or a time such as 10:15',
    ]


def test_a_wrong_form_does_not_hide_what_does_not_fit_together() -> None:
    text = NIGHT_TRAIN.read_text("utf-8")
    for old, new in (
        ('clock = "working"', 'clock = "lunar"'),
        ("complex_days = 6", "complex_days = 2"),
        ('cause = "noise"', 'cause = "music"'),
        ("sorry = 0.3", "sorry = 3"),
        ("stay = 0.6", 'stay = "often"'),
        ("lead_days = 2", 'lead_days = "two"'),
    ):
        assert old in text
        text = text.replace(old, new)
    assert read(text).splitlines() == [
        "The scenario mine has 6 problems.",
        '  clock: "lunar" - expected "calendar" or "working"',
        "  complex_days: 2 - expected deadline_days or more",
        '  owners.track.lead_days: "two" - expected whole days, 0 to 365',
        '  case two, cause: "music" - expected one of the causes (late, noise)',
        "  case three, remedies.sorry: 3 - expected a proportion from 0 to 1",
        '  case four, stay: "often" - expected a proportion from 0 to 1',
    ]


@pytest.mark.parametrize("damage", ["3", '"x"', "[1]", "{ one = [1] }", "[{ }, 2]", "true"])
def test_any_field_may_be_anything(damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tomllib.loads(NIGHT_TRAIN.read_text("utf-8"))
    value = tomllib.loads(f"value = {damage}")["value"]
    # there is no writer of TOML
    monkeypatch.setattr(tomllib, "loads", json.loads)
    places = [(whole, key) for key in whole]
    places += [(case, key) for case in whole["case"] for key in case]
    places += [
        (whole[many], key) for many in ("causes", "owners", "remedies") for key in whole[many]
    ]
    for table, key in places:
        kept, table[key] = table[key], value
        with contextlib.suppress(CourseError):
            read_scenario(json.dumps(whole, default=str), "mine")
        table[key] = kept


def test_what_does_not_fit_together_is_told_at_once() -> None:
    text = NIGHT_TRAIN.read_text("utf-8")
    for old, new in (
        ("complex_days = 6", "complex_days = 2"),
        ('id = "two"', 'id = "one"'),
        ('face = { owner = "track"', 'face = { owner = "kitchen"'),
        ('cause = "noise"', 'cause = "music"'),
        ("remedies = { sorry = 1.0 }", "remedies = { sorry = 0.9, cake = 1.0 }"),
        ("escalate = true", "outside = true"),
        ("fair = 20\n", ""),
        ('arrives = "10:00"\nreceived = 2025-06-04', 'arrives = "12:00"\nreceived = 2025-06-05'),
        ("stay = 0.6", "stay = 0.95"),
    ):
        assert old in text
        text = text.replace(old, new)
    assert read(text).splitlines() == [
        "The scenario mine has 10 problems.",
        "  complex_days: 2 - expected deadline_days or more",
        '  case one, id: "one" - expected an id that no other case has',
        '  case one, cause: "music" - expected one of the causes (late, noise)',
        '  case one, remedies.cake: "cake" - expected one of the remedies (none, sorry, fare)',
        '  case one, face.owner: "kitchen" - expected one of the owners (track, crew)',
        "  case three, escalate: false - expected true, as fair is above authority_limit",
        '  case four, arrives: "12:00" - expected a time within the working day',
        '  case four, received: "2025-06-05" - expected a day not after the day of the desk, '
        "2025-06-04",
        "  case four, stay_right: 0.9 - expected stay or more",
        "  case four, fair: 0.0 - expected an amount above 0, as a remedy with an amount puts it "
        "right",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "fair = 20\n",
            "fair = 20\noutside = true\n",
            "case four, escalate: false - expected true, as an outside body is mentioned",
        ),
        (
            "remedies = { sorry = 1.0 }",
            "remedies = { sorry = 0.9 }",
            "case two, remedies: a table - expected 1.0 for one of them, or nothing puts it right",
        ),
        (
            "has_amount = true",
            "has_amount = false",
            "remedies: a table - expected has_amount = true in one of them at least",
        ),
        ("[causes]\n", f'[causes]\n"{"x" * 41}" = 3\n', "expected a key of 1 to 40 characters"),
        (
            "[costs]",
            "[costs]\nminutes = 3",
            "costs.minutes is no known field (did you mean minute?)",
        ),
        ("face = { owner", "face = { when = 3, owner", "case two, face.when is no known field"),
        ('firm = "', "nest = " + "[" * 250 + "]" * 250 + '\nfirm = "', "not nested as deeply"),
    ],
)
def test_what_does_not_fit(old: str, new: str, said: str) -> None:
    text = NIGHT_TRAIN.read_text("utf-8")
    assert old in text
    assert said in read(text.replace(old, new))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title_en = ", "is no valid TOML: "),
        ("", "18 problems"),
        ("case = 3", "case: 3 - expected at least one"),
        ("case = []", "case: a list - expected at least 1"),
        ('case = ["x"]', r'case 1: "x" - expected a table of fields'),
        ("[[case]]\nface = 3", "case 1, face: 3 - expected a table of fields"),
        ("causes = { one = true }", "causes.one: true - expected a table of fields"),
        ('date = "2025-13-01"', 'date: "2025-13-01" - expected a date'),
        ("date = 2025-12-09T08:00:00", "date: .* - expected a date"),
        ("authority_limit = nan", "authority_limit: nan - expected an amount"),
        ("remedies = 3", "remedies: 3 - expected a table of fields"),
        (
            "[owners]\nx = { label_en = 'X', label_zh = 'X', lead_days = 1 }",
            "a table - expected at least 2",
        ),
        ("a = " + "[" * 5000, "is no valid TOML"),
    ],
)
def test_what_is_no_scenario(text: str, said: str) -> None:
    assert re.search(said, read(text)), read(text)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no scenario airport: choose one of bank_disputes"):
        load_scenario("airport")
    with pytest.raises(CourseError, match=r"Cannot read the scenario .*none.toml: No such file"):
        load_scenario(tmp_path / "none.toml")
    foreign = tmp_path / "foreign.toml"
    foreign.write_bytes(NIGHT_TRAIN.read_text("utf-8").encode("gb18030"))
    with pytest.raises(CourseError, match="it is not in UTF-8"):
        load_scenario(foreign)


def test_dates_may_be_quoted_and_amounts_whole() -> None:
    text = re.sub(r"= (\d{4}-\d\d-\d\d)", r'= "\1"', NIGHT_TRAIN.read_text("utf-8"))
    assert read_scenario(text, "night_train").due == load_scenario(NIGHT_TRAIN).due
