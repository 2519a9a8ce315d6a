"""Rounds played by hand: one after another, refused with a reason, over in the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from servicelab.decisions.widgets.form import RoundsControl
from servicelab.games.morning import PlayMorning
from servicelab.games.year_menu import PracticeYears


@pytest.fixture
def made(tmp_path: Path) -> tuple[PlayMorning, RoundsControl]:
    widget = PlayMorning(tmp_path)
    widget.build()
    return widget, widget.controls["entries"]


def entry(**changed: Any) -> dict[str, Any]:
    return {"desks": 5, "order": "arrival", "explain": False, "texts": 0, **changed}


def test_the_value_is_the_list_of_rounds(made: tuple[PlayMorning, RoundsControl]) -> None:
    _widget, rounds = made
    assert rounds.value is None
    assert rounds.number == 1
    rounds.choices["desks"].value = 7
    rounds.choices["texts"].value = 3
    rounds._step()
    assert rounds.value == [entry(desks=7, texts=3)]
    assert rounds.number == 2
    assert rounds.now() == entry(desks=7)  # texts begin anew, desks stay as they were
    rounds.value[0]["desks"] = 5
    assert rounds.value[0]["desks"] == 7


def test_what_cannot_be_played_is_refused(made: tuple[PlayMorning, RoundsControl]) -> None:
    widget, rounds = made
    rounds.value = [entry(desks=7)] * 4
    rounds.choices["desks"].value = 6
    rounds._step()
    assert len(rounds.value) == 4
    assert "there are 8 and 24" in widget.status_line().value


def test_after_the_last_round_nothing_is_added(made: tuple[PlayMorning, RoundsControl]) -> None:
    widget, rounds = made
    rounds.value = [entry()] * 10
    assert all(choice.disabled for choice in rounds.choices.values())
    rounds._step()
    assert len(rounds.value) == rounds.number == 10
    assert "now say which one cost most" in widget.status_line().value
    rounds._begin([])
    assert rounds.value is None
    assert not rounds.choices["desks"].disabled


def test_where_one_cannot_begin_anew_nothing_is_left_to_press(tmp_path: Path) -> None:
    widget = PracticeYears(tmp_path)
    widget.build()
    rounds = widget.controls["years"]
    menu = {"Basic": None, "Standard": None, "Full": 1800, "desk": False, "waiting": False}
    (button,) = rounds._ends
    assert not button.disabled
    rounds.value = [menu] * 3
    assert button.disabled
