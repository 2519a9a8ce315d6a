"""A funding plan that no widget would record earns nothing, and says so in a sentence."""

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

EDITION = Path(__file__).resolve().parents[2] / "solutions" / "m03_value" / "1_worth.ipynb"
TASK = "m03-q3-fund"
BEST = ["adviser call", "claims desk", "night line"]


def outcomes(**changed: Any) -> dict[str, tuple[float, str]]:
    decision = {"projects": BEST, "expected": 690_000.0, "reason": "x" * 30, **changed}
    visible = read_sheets(EDITION.with_suffix(SUFFIX).read_text(encoding="utf-8"))[TASK]
    hidden = read_notebook(EDITION).metadata[HIDDEN][TASK]
    sheet = Sheet.read(visible, expand(hidden))
    taken = dict.fromkeys(sheet.takes, pack(decision))
    return {
        one.name: (one.share, one.message) for one in checked_from(sheet, {"taken": taken}).outcomes
    }


def shares(**changed: Any) -> list[float]:
    return [share for share, _said in list(outcomes(**changed).values())[1:]]


def test_the_best_set_with_its_gain_has_all() -> None:
    assert shares() == [1, 1]


@pytest.mark.parametrize(
    "projects",
    [
        ["claims app", "claims desk", "adviser call"],
        ["gold mine"],
        [],
        [*BEST, "night line"],
        "claims app",
        {"claims app": 3},
        3,
        None,
    ],
)
def test_what_cannot_be_funded_earns_nothing(projects: Any) -> None:
    assert shares(projects=projects) == [0, 0]


@pytest.mark.parametrize("expected", [float("nan"), float("inf"), -1e12, "a lot", True, None])
def test_what_is_no_sum_is_no_expectation(expected: Any) -> None:
    assert shares(expected=expected) == [1, 0]


def test_an_expectation_of_little_earns_nothing() -> None:
    assert shares(projects=["one-page policy"], expected=140_000.0) == [0, 0]


def test_no_outcome_tells_what_a_set_brings() -> None:
    # whoever has a poor set judged first must not read there what to expect of it
    for projects, gain in (
        (BEST, "690"),
        (["claims app", "claims desk", "one-page policy"], "482"),
    ):
        told = outcomes(projects=projects, expected=1_000.0)
        assert not any(gain in message for _share, message in told.values())


def test_who_adds_up_rightly_but_for_the_overlap_has_half_of_the_expectation() -> None:
    twice = ["claims app", "claims desk", "one-page policy"]
    assert shares(projects=twice, expected=698_000.0) == [0, 0.5]
    assert shares(projects=twice, expected=482_000.0) == [0, 1]
