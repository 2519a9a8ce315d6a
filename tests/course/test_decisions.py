"""A decision that no widget would record, made up in a notebook, earns nothing where it is impossible."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nbreferee.notebooks import read_notebook
from servicelab.tasks.beside import SUFFIX, expand, read_sheets
from servicelab.tasks.checking import checked_from
from servicelab.tasks.plain import pack
from servicelab.tasks.sheet import Sheet
from servicelab_workshop.lessons.frozen import HIDDEN

EDITION = Path(__file__).resolve().parents[2] / "solutions/m05_priorities/3_budget.ipynb"
TASK = "m05-q10-board"
ATTRIBUTES = ("short_wait", "booking", "follow_up", "explanation")
MADE_UP = {
    "reason": "x" * 30,
    "protected": "ill",
    "crosshair_before_seeing": True,
    "forecast": 0.9,
}


def outcomes(decision: dict[str, Any]) -> dict[str, float]:
    visible = read_sheets(EDITION.with_suffix(SUFFIX).read_text(encoding="utf-8"))[TASK]
    hidden = read_notebook(EDITION).metadata[HIDDEN][TASK]
    sheet = Sheet.read(visible, expand(hidden))
    taken = dict.fromkeys(sheet.takes, pack(decision))
    return {one.name: one.share for one in checked_from(sheet, {"taken": taken}).outcomes}


@pytest.mark.parametrize(
    ("tokens", "forecast"),
    [
        (dict.fromkeys(ATTRIBUTES, 1000), 1.8),
        (dict.fromkeys(ATTRIBUTES, 5.5), 0.9),
        ({"short_wait": -20, "courtesy": 40}, 0.9),
        ({}, float("nan")),
    ],
)
def test_an_impossible_board_earns_neither_tokens_nor_forecast(
    tokens: dict[str, float], forecast: float
) -> None:
    shares = outcomes({**MADE_UP, "tokens": tokens, "forecast": forecast})
    assert shares["what the plan is worth in the hospital itself"] == 0
    assert shares["calibration of the forecast"] == 0


def test_a_possible_board_earns_some() -> None:
    shares = outcomes({**MADE_UP, "tokens": dict.fromkeys(ATTRIBUTES, 5)})
    assert shares["what the plan is worth in the hospital itself"] > 0
