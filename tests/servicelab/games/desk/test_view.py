from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support.speed import in_pieces
from support.widget_cases import press, said

from servicelab.decisions.records import read_record, record_path
from servicelab.errors import CourseError
from servicelab.games.desk import form as model
from servicelab.games.desk import model as desk
from servicelab.games.desk.evening import share_words
from servicelab.games.desk.policies import desk_share, right_decision, severity_first
from servicelab.games.desk.scenario import Scenario, list_scenarios, load_scenario
from servicelab.games.desk.view import ComplaintDesk


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("insurer_claims")


@pytest.fixture(scope="module")
def entries(scenario: Scenario) -> list[dict[str, Any]]:
    return [dict(entry) for entry in severity_first(scenario)]


@pytest.fixture
def widget(scenario: Scenario, tmp_path: Path) -> ComplaintDesk:
    return ComplaintDesk(scenario, tmp_path)


@pytest.fixture
def first(scenario: Scenario) -> dict[str, Any]:
    """A right decision of the first case that waits in the morning."""
    case = next(case for case in scenario.cases if case.arrives == 0)
    return right_decision(scenario, case) | {"reply": "Dear Ms. Bai, ..."}


def _again(widget: ComplaintDesk) -> ComplaintDesk:
    other = ComplaintDesk(widget.scenario, widget.folder)
    other.view()
    return other


def _choose(widget: ComplaintDesk, case: str) -> None:
    widget._buttons[case].click()


def _fill(widget: ComplaintDesk, entry: dict[str, Any]) -> None:
    _choose(widget, entry["case"])
    for name, value in model.form_of(entry).items():
        widget._fields[name].value = value


def _play(widget: ComplaintDesk, entries: Iterable[dict[str, Any]]) -> None:
    for entry in entries:
        if "look" in entry:
            _choose(widget, entry["case"])
            widget._look.click()
        else:
            _fill(widget, entry)
            widget._settle.click()


def _on_file(widget: ComplaintDesk) -> list[dict[str, Any]]:
    record = read_record(widget.name, widget.schema, widget.folder)
    assert record is not None
    entries: list[dict[str, Any]] = record.decision["entries"]
    return entries


def _draft(widget: ComplaintDesk) -> dict[str, Any]:
    record = read_record(
        model.draft_name(widget.scenario), model.draft_schema(widget.scenario), widget.folder
    )
    assert record is not None
    return record.decision


def _is_shown(part: Any) -> bool:
    return bool(part.layout.display != "none")


def _queue(widget: ComplaintDesk) -> list[str]:
    return [button.description.split()[0] for button in widget._cases.children]


def _focus(widget: ComplaintDesk) -> str:
    return widget.page.focused


# Without a front end


def test_the_static_form_draws_the_day_and_then_its_evening(
    widget: ComplaintDesk, entries: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert "It is 08:30: 0 cases settled" in widget._repr_mimebundle_()["text/plain"]
    widget.record(entries=entries[:3])
    bundle = widget._repr_mimebundle_()
    assert f"{entries[1]['case']}: settled at" in bundle["text/html"]
    widget.reveal()
    bundle = widget._repr_mimebundle_()
    assert "Your day is worth" in bundle["text/plain"]
    assert "severity first" in bundle["text/html"]


# The day


def test_the_desk_opens_with_its_rules_and_the_morning_queue(
    widget: ComplaintDesk, scenario: Scenario
) -> None:
    assert "Choose a case" in said(widget)
    assert "How this desk works" in widget._text.value
    assert _queue(widget) == [case.id for case in scenario.cases if not case.arrives]
    assert "08:30" in widget._bar.value
    assert "2,000 yuan" in widget._bar.value
    assert "calendar days" in widget._bar.value
    assert not _is_shown(widget._form)
    urgent = [
        case.id for case in scenario.cases if not case.arrives and scenario.days_left[case.id] == 0
    ]
    assert urgent
    for name in urgent:
        assert "▲ ends today" in widget._buttons[name].description
        assert "servicelab-urgent" in widget._buttons[name]._dom_classes


def test_opening_a_case_takes_no_time_and_shows_no_evidence(
    widget: ComplaintDesk, scenario: Scenario, first: dict[str, Any]
) -> None:
    widget.view()
    _choose(widget, first["case"])
    case = scenario.by_id[first["case"]]
    assert widget.day.minute == 0
    assert case.text_en[:30].replace("'", "&#x27;") in widget._text.value
    assert widget._file.value == ""
    assert widget._look.description == f"Read the file ({scenario.look_minutes} minutes)"
    assert "servicelab-open" in widget._buttons[case.id]._dom_classes
    assert _focus(widget) == "head"
    assert "Still missing: severity; cause; owner; remedy." in said(widget)
    assert not record_path(widget.name, widget.folder).exists()


def test_reading_the_file_takes_its_minutes_and_is_kept(
    widget: ComplaintDesk, scenario: Scenario, first: dict[str, Any]
) -> None:
    widget.view()
    _choose(widget, first["case"])
    widget._look.click()
    assert scenario.by_id[first["case"]].evidence_en[:20] in widget._file.value
    assert not _is_shown(widget._look)
    assert widget.day.minute == scenario.look_minutes
    assert scenario.time(scenario.look_minutes) in widget._bar.value
    assert "You have read the file" in widget._events.value
    assert "file read" in widget._buttons[first["case"]].description
    assert _on_file(widget) == [{"case": first["case"], "look": True}]
    assert _focus(widget) == "file"


def test_settling_says_what_is_missing_then_goes_on_with_the_queue(
    widget: ComplaintDesk, scenario: Scenario, first: dict[str, Any]
) -> None:
    widget.view()
    _choose(widget, first["case"])
    widget._settle.click()
    assert _focus(widget) == "severity"
    assert "✗" in said(widget)
    _fill(widget, first)
    assert "Ready to settle. It takes" in said(widget)
    assert "servicelab-incomplete" not in widget._settle._dom_classes
    widget._fields["amount"].value = "many"
    assert "an amount above 0" in said(widget)
    assert "servicelab-incomplete" in widget._settle._dom_classes
    widget._settle.click()
    assert _focus(widget) == "amount"
    widget._fields["amount"].value = model.form_of(first)["amount"]
    before = _queue(widget)
    widget._settle.click()
    assert _on_file(widget) == [first]
    assert first["case"] not in _queue(widget)
    assert _queue(widget)[0] == before[1]
    assert _focus(widget).startswith("case-")
    assert "is settled" in widget._events.value
    assert not _is_shown(widget._form)
    widget._settle.click()
    assert len(_on_file(widget)) == 1
    assert widget.errors == []


def test_money_is_asked_only_where_it_goes_with_the_remedy(
    widget: ComplaintDesk, first: dict[str, Any]
) -> None:
    widget.view()
    _fill(widget, first | {"amount": 2500.0})
    assert "above your limit of 2,000 yuan" in widget._limit.value
    widget._fields["remedy"].value = "apology"
    assert "no money goes with this remedy" in widget._limit.value
    widget._settle.click()
    assert _on_file(widget)[0]["amount"] == 0


def test_a_wrong_owner_comes_back_with_what_had_been_decided(
    widget: ComplaintDesk, scenario: Scenario, first: dict[str, Any], entries: list[dict[str, Any]]
) -> None:
    widget.view()
    case = scenario.by_id[first["case"]]
    wrong = next(owner for owner in scenario.owners if owner != case.owner)
    others = [entry for entry in entries if entry["case"] != case.id]
    _play(widget, [first | {"owner": wrong}, *others[:6]])
    assert case.id in _queue(widget)
    assert any("comes back" in event.text for event in widget.day.events)
    assert "came back: wrong owner" in widget._buttons[case.id].description
    _choose(widget, case.id)
    assert "It came back: wrong owner" in widget._text.value
    assert widget._fields["owner"].value == wrong
    assert widget._fields["reply"].value == first["reply"]
    widget._fields["owner"].value = case.owner
    widget._settle.click()
    assert case.id not in _queue(widget)
    assert widget.errors == []


def test_the_queue_can_be_ordered_by_deadline(widget: ComplaintDesk, scenario: Scenario) -> None:
    widget.view()
    widget._order.value = "deadline"
    left = [scenario.days_left[case] for case in _queue(widget)]
    assert left == sorted(left)


def test_the_language_changes_texts_and_labels_and_keeps_the_form(
    widget: ComplaintDesk, scenario: Scenario, first: dict[str, Any]
) -> None:
    widget.view()
    _fill(widget, first)
    widget._choice.value = "zh"
    assert scenario.by_id[first["case"]].text_zh[:8] in widget._text.value
    assert 'lang="zh"' in widget._text.value
    assert widget._fields["cause"].value == first["cause"]
    labels = [label for label, _key in widget._fields["cause"].options]
    assert scenario.causes[first["cause"]].label_zh in labels
    assert scenario.title_zh in widget._bar.value
    assert _again(widget)._choice.value == "zh"


def test_each_action_is_quick(widget: ComplaintDesk, entries: list[dict[str, Any]]) -> None:
    widget.view()
    for entry in entries:
        # a step of the test opens the case and fills in up to eight fields; it is played once
        most = 4 if "look" in entry else 20
        assert in_pieces(partial(_play, widget, [entry]), most, rounds=1) < most
    assert _on_file(widget) == entries


# Leaving and coming back


def test_drafts_of_several_cases_are_kept_and_come_back(
    widget: ComplaintDesk, scenario: Scenario, first: dict[str, Any]
) -> None:
    widget.view()
    other = next(
        case.id for case in scenario.cases if not case.arrives and case.id != first["case"]
    )
    _fill(widget, first)
    _choose(widget, other)
    assert widget._fields["severity"].value is None
    assert widget._fields["reply"].value == ""
    widget._fields["reply"].value = "We are looking into it."
    assert "draft" in widget._buttons[first["case"]].description
    again = _again(widget)
    assert again._opened == other
    assert again._fields["reply"].value == "We are looking into it."
    assert _is_shown(again._form)
    _choose(again, first["case"])
    assert again._fields["reply"].value == first["reply"]
    again._settle.click()
    assert _on_file(again) == [first]
    assert list(_draft(again)["forms"]) == [other]


def test_a_day_goes_on_where_it_was_left(
    widget: ComplaintDesk, entries: list[dict[str, Any]]
) -> None:
    widget.view()
    _play(widget, entries[:5])
    again = _again(widget)
    assert again.day == widget.day
    assert _queue(again) == _queue(widget)
    assert f"It is {again.scenario.time(again.day.minute)}" in again._events.value
    _play(again, entries[5:8])
    assert _on_file(again) == entries[:8]


def test_a_day_that_went_on_elsewhere_is_shown_as_it_stands(
    widget: ComplaintDesk, entries: list[dict[str, Any]]
) -> None:
    widget.view()
    other = _again(widget)
    _play(other, entries[:4])
    _choose(widget, entries[0]["case"])
    widget._look.click()
    assert "went on elsewhere" in said(widget)
    assert _on_file(widget) == entries[:4]
    assert widget.day == other.day


def test_a_reply_that_is_too_long_is_kept_and_told(
    widget: ComplaintDesk, first: dict[str, Any]
) -> None:
    widget.view()
    _fill(widget, first)
    widget._fields["reply"].value = "x" * 1600
    assert "at most 1500 characters (these are 1600)" in said(widget)
    assert _again(widget)._fields["reply"].value == "x" * 1600


# Closing


def test_closing_asks_once_more_and_can_be_called_off(
    widget: ComplaintDesk, entries: list[dict[str, Any]]
) -> None:
    widget.view()
    widget._close.click()
    assert "Work on at least one case" in said(widget)
    _play(widget, entries[:2])
    _choose(widget, _queue(widget)[0])
    widget._fields["reply"].value = "Dear"
    widget._close.click()
    assert _is_shown(widget._ask)
    assert not _is_shown(widget._form)
    assert f"{len(_queue(widget))} cases still wait" in widget._question.value
    assert "1 draft is not settled" in said(widget)
    assert _focus(widget) == "question"
    press(widget, "Back to the desk")
    assert not _is_shown(widget._ask)
    assert _is_shown(widget._form)
    assert widget._fields["reply"].value == "Dear"
    assert not widget.is_closed


def test_a_closed_day_is_played_again_without_touching_the_record(
    widget: ComplaintDesk, entries: list[dict[str, Any]], scenario: Scenario
) -> None:
    widget.record(entries=entries[:4])
    widget.view()
    widget.reveal()
    file = record_path(widget.name, widget.folder)
    before, evening = file.read_bytes(), widget._evening.value
    files = sorted(path.name for path in widget.folder.iterdir())
    press(widget, "Play this day again, for practice")
    assert _is_shown(widget._body)
    assert not _is_shown(widget._evening)
    assert "Practice: nothing of it is kept or counts" in widget._practice_words.value
    assert "Practice: choose a case" in said(widget)
    assert widget.day.minute == 0
    assert _focus(widget).startswith("case-")
    _play(widget, entries)
    assert widget.day.is_over
    widget._close.click()
    assert "your day on file stands" in widget._question.value
    press(widget, "Yes, close the day")
    assert "Practice is over" in widget._practice_words.value
    assert widget._evening.value != evening
    worth = desk.close(scenario, entries).value
    assert f"worth {worth:,.0f} yuan" in widget._evening.value
    assert widget.decision is not None
    assert widget.decision["entries"] == entries[:4]
    assert f"worth {worth:,.0f} yuan" not in widget.panel().sentence
    press(widget, "Back to my day on file")
    assert widget._evening.value == evening
    assert _focus(widget) == "evening"
    assert not _is_shown(widget._leave)
    assert _is_shown(widget._play_again)
    assert file.read_bytes() == before
    assert sorted(path.name for path in widget.folder.iterdir()) == files
    assert widget.errors == []


def test_a_day_of_practice_can_be_left_and_begun_again(
    widget: ComplaintDesk, entries: list[dict[str, Any]]
) -> None:
    widget.record(entries=entries[:2])
    widget.view()
    assert not _is_shown(widget._again)
    widget.reveal()
    for _round in range(2):
        press(widget, "Play this day again, for practice")
        _play(widget, entries[:3])
        assert widget.day.minute > 0
        press(widget, "Back to my day on file")
    assert _on_file(widget) == entries[:2]
    assert _again(widget)._is_evening


def test_the_evening_of_a_graded_day_says_what_earns_all_points(
    scenario: Scenario, tmp_path: Path, entries: list[dict[str, Any]]
) -> None:
    share = desk_share(scenario, entries, 0)
    shown = ComplaintDesk(scenario, tmp_path, full=0.85)
    shown.record(entries=entries)
    sentence = shown.reveal().sentence
    assert sentence.startswith(f"Good: {int(100 * share)} %; 85 % earns all points. Your day is")
    assert 0.425 < share < 0.85
    assert share_words(0.8499, 0.85).startswith("Good: 84 %")
    assert share_words(0.85, 0.85).startswith("Very good: 85 %")
    assert share_words(-0.2, 0.85).startswith("Worth no more than doing nothing: -20 %")


def test_the_language_says_what_it_changes(widget: ComplaintDesk, first: dict[str, Any]) -> None:
    widget.view()
    _choose(widget, first["case"])
    assert not _is_shown(widget._language_words)
    widget._choice.value = "zh"
    assert _is_shown(widget._language_words)
    assert "the rest of the page stays English" in widget._language_words.value


def test_a_closed_day_shows_its_evening_and_stands(
    widget: ComplaintDesk, entries: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    widget.view()
    _play(widget, entries)
    assert widget.day.is_over
    assert "The working day is over" in said(widget)
    assert _focus(widget) == "close"
    widget._close.click()
    press(widget, "Yes, close the day")
    assert widget.is_closed
    assert _focus(widget) == "evening"
    assert not _is_shown(widget._body)
    page = widget._evening.value
    for words in (
        "yuan promised",
        "yuan paid out",
        "worth of the customers kept",
        "promises broken",
        "cases late",
    ):
        assert words in page
    assert "unhappy customers never heard" in page
    assert page.count("<img") == 1
    assert page.count('role="img"') == 2
    assert page.count('<th scope="row">') == len(widget.scenario.cases)
    assert "your day" in page
    outcome = desk.close(widget.scenario, entries)
    assert f"worth {outcome.value:,.0f} yuan" in page
    again = _again(widget)
    assert again.is_closed
    assert again._evening.value == page
    assert "stands" in said(again)
    again.record(entries=entries[:1])
    assert "Not recorded" in capsys.readouterr().out
    assert _on_file(again) == entries
    assert widget.errors == again.errors == []


def test_the_table_says_what_would_have_been_right(
    widget: ComplaintDesk, scenario: Scenario, first: dict[str, Any]
) -> None:
    widget.view()
    case = scenario.by_id[first["case"]]
    wrong = next(owner for owner in scenario.owners if owner != case.owner)
    widget.record(entries=[first | {"owner": wrong}])
    assert "Your day is worth" in widget.reveal().sentence
    assert "✗&nbsp;" in widget._evening.value
    right = scenario.owners[case.owner].label_en.split(":")[0]
    assert f"; right: {right}</span></td>" in widget._evening.value
    cause = scenario.causes[case.cause].label_en.split(":")[0]
    assert f"<td>✓&nbsp;{cause}</td>" in widget._evening.value


# By code, and things that go wrong


def test_recording_by_code_does_the_same_as_the_desk(
    widget: ComplaintDesk, entries: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    widget.view()
    widget.record(entries=entries[:3])
    assert capsys.readouterr().out == "Decision recorded.\n"
    assert widget.day == desk.play(widget.scenario, entries[:3])
    assert widget.scenario.time(widget.day.minute) in widget._bar.value


def test_a_day_on_file_keeps_its_own_seed(
    widget: ComplaintDesk, entries: list[dict[str, Any]]
) -> None:
    widget.record(entries=entries[:1], seed=3)
    other = ComplaintDesk(widget.scenario, widget.folder, seed=5)
    assert other.seed == 3
    assert other.day == desk.play(widget.scenario, entries[:1], 3)


@pytest.mark.parametrize("content", ["{", "[]", '{"servicelab_record": 1, "name": "other"}'])
def test_a_damaged_record_is_told_and_moved_aside_by_the_next_step(
    widget: ComplaintDesk, first: dict[str, Any], content: str
) -> None:
    path = record_path(widget.name, widget.folder)
    path.write_text(content, encoding="utf-8")
    other = _again(widget)
    assert path.name in said(other)
    assert path.name in other.panel().sentence
    _choose(other, first["case"])
    other._look.click()
    assert _on_file(other) == [{"case": first["case"], "look": True}]
    assert path.with_name(path.name + ".damaged-1").read_text(encoding="utf-8") == content


def test_a_record_that_cannot_be_played_is_told_and_stays_in_the_file(
    widget: ComplaintDesk, first: dict[str, Any]
) -> None:
    widget.record(entries=[first])
    path = record_path(widget.name, widget.folder)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["decision"]["entries"] *= 2
    path.write_text(json.dumps(content), encoding="utf-8")
    other = _again(widget)
    assert "is settled already" in said(other)
    assert other.day.minute == 0
    _choose(other, first["case"])
    other._look.click()
    record = read_record(other.name, other.schema, other.folder)
    assert record is not None
    assert len(record.decision["entries"]) == 1
    assert record.earlier[-1]["decision"]["entries"] == [first, first]


def test_damaged_drafts_are_told_and_cost_nothing_else(
    widget: ComplaintDesk, first: dict[str, Any]
) -> None:
    widget.record(entries=[first])
    path = record_path(model.draft_name(widget.scenario), widget.folder)
    path.write_text("{", encoding="utf-8")
    other = _again(widget)
    assert path.name in said(other)
    assert other.day.settled


def test_texts_are_text_and_never_markup(scenario: Scenario, tmp_path: Path) -> None:
    cases = [case.model_copy(update={"text_en": "<b>bold</b>"}) for case in scenario.cases]
    widget = ComplaintDesk(scenario.with_cases(cases), tmp_path)
    widget.view()
    _choose(widget, cases[0].id)
    assert "&lt;b&gt;bold" in widget._text.value
    assert "<b>bold" not in widget._text.value


def test_a_folder_that_cannot_be_written_is_told_and_takes_no_step(
    widget: ComplaintDesk, first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from servicelab.games.desk import view as module

    def full(*args: Any, **kwargs: Any) -> None:
        raise CourseError("The disk is full.")

    widget.view()
    _fill(widget, first)
    monkeypatch.setattr(module, "save_record", full)
    widget._settle.click()
    assert "The disk is full." in said(widget)
    assert widget.day.minute == 0
    assert widget._fields["reply"].value == first["reply"]
    monkeypatch.undo()
    widget._settle.click()
    assert _on_file(widget) == [first]
    assert widget.errors == []


@pytest.mark.slow
@pytest.mark.parametrize("name", list_scenarios())
def test_every_scenario_can_be_played_and_closed(name: str, tmp_path: Path) -> None:
    widget = ComplaintDesk(name, tmp_path)
    widget.view()
    day = [dict(entry) for entry in severity_first(widget.scenario)]
    _play(widget, day[:4])
    assert _on_file(widget) == day[:4]
    words = "working days" if widget.scenario.clock == "working" else "calendar days"
    assert words in widget._bar.value
    widget._close.click()
    press(widget, "Yes, close the day")
    assert widget.is_closed
    assert widget.errors == []


def test_an_unknown_scenario_is_refused() -> None:
    with pytest.raises(CourseError, match="insurer_claims"):
        ComplaintDesk("nowhere")


def test_the_card_shows_the_day_of_receipt_that_is_known(tmp_path: Path) -> None:
    widget = ComplaintDesk("first_morning", tmp_path)
    widget.view()
    assert "More complaints arrive" not in widget._text.value
    assert "Not everything fits into 1 hour." in widget._text.value
    widget._open("A3")
    assert "received 2026-01-12, decide by 2026-01-27" in widget._head.value
    widget._look.click()
    assert "received 2025-12-29, decide by 2026-01-13" in widget._head.value
    assert "ends today" in widget._buttons["A3"].description


def test_in_the_evening_the_true_clock_is_told(tmp_path: Path) -> None:
    widget = ComplaintDesk("first_morning", tmp_path)
    widget.view()
    _play(widget, [{"case": "A2", "look": True}])
    assert "A3: waits, 14 calendar days left" in widget.panel().pictures[0].to_html()
    widget._close.click()
    press(widget, "Yes, close the day")
    assert "A3: waits, ends today" in widget._evening.value


def test_the_evening_of_a_short_day_shows_only_what_is_not_0(tmp_path: Path) -> None:
    widget = ComplaintDesk("first_morning", tmp_path)
    widget.view()
    _play(widget, [right_decision(widget.scenario, widget.scenario.by_id["A2"])])
    widget._close.click()
    press(widget, "Yes, close the day")
    page = widget._evening.value
    assert "yuan paid out" in page
    assert "cases late" in page
    for words in ("promises broken</small>", "never heard", "never wrote", "was seen"):
        assert words not in page
