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

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
BOARD = ("m05_priorities/3_budget", "m05-q10-board")
LINES = ("m01_evidence/1_page", "m01-q5-lines")
LEDGER = ("m01_evidence/3_claims", "m01-q14-ledger")
BEADS = ("m07_control/1_beads", "m07-q2-beads")
PLANNED = ("m09_loyalty/4_programme", "m09-q18-plan")
SIGNED = ("m10_outreach/1_signed", "m10-q5-signed")
ALARMS = ("m07_control/3_alarms", "m07-q11-desk")
MENUS = ("m03_value/4_memory", "m03-q18-menu")
FILM = ("m09_loyalty/1_film", "m09-q3-bet")
MORNINGS = ("m06_waiting/2_morning", "m06-q7-order")
BRANCHES = ("Riverside", "Harbor", "Old Town", "Eastgate", "Lakeside", "University")
ATTRIBUTES = ("short_wait", "booking", "follow_up", "explanation")
MORNING = {
    "borrow": "fullest",
    "order": "ill",
    "explain": "never",
    "texts": "fullest",
    "to": "both",
}
MADE_UP = {
    "reason": "x" * 30,
    "protected": "ill",
    "crosshair_before_seeing": True,
    "forecast": 0.9,
}


def outcomes(decision: dict[str, Any], place: tuple[str, str] = BOARD) -> dict[str, float]:
    edition, task = SOLUTIONS / f"{place[0]}.ipynb", place[1]
    visible = read_sheets(edition.with_suffix(SUFFIX).read_text(encoding="utf-8"))[task]
    hidden = read_notebook(edition).metadata[HIDDEN][task]
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


PLAN = {
    "treatments": dict.fromkeys(BRANCHES, "add calls") | {"Lakeside": "recount"},
    "calls": dict.fromkeys(BRANCHES, 10),
}
RULE = {"window": "all", "praise": "no", "closer": 2, "action": "coach", "limit": 4, "system": 2}
BET = {
    "still_low": 66,
    "still_high": 76,
    **{f"{key}_low": 92 for key in ("late", "first")},
    **{f"{key}_high": 96 for key in ("late", "first")},
}
QUARTERS = {
    "test": 1500,
    "measures": "calls",
    "decide": "low",
    "holdout": 0.2,
    "rest": "yes",
    "review": "last",
}
DESK = {
    **{f"{rate}_rule": "cusum" for rate in ("transfers", "callbacks", "waits")},
    **{f"{rate}_unit": "chance" for rate in ("transfers", "callbacks", "waits")},
}
MENU = {
    "limit": 2,
    "sicker_tiers": "Basic",
    "sicker_markup": 60,
    "other_tiers": "Full",
    "few_markup": 30,
    "many_markup": 60,
    "desk": "asked",
    "waiting": "sicker",
    "bad_year": "nothing",
}


SIGNING = {
    "lowest": "earlier",
    "applied": "trend",
    "road": "four",
    "sign": "pays",
    "news": ["driver", "county", "nurse"],
    "within": 1,
    "unsure": "lot",
}


@pytest.mark.parametrize(
    ("place", "decision"),
    [
        (LINES, PLAN | {"calls": dict.fromkeys(BRANCHES, 120)}),
        (LINES, PLAN | {"calls": dict.fromkeys(BRANCHES, 60) | {"Lakeside": -220}}),
        (LINES, PLAN | {"calls": dict.fromkeys(BRANCHES, 13.3)}),
        (LINES, PLAN | {"treatments": {"Riverside": "pray"}}),
        (LEDGER, {"sure": dict.fromkeys((f"L{n}" for n in range(1, 10)), 5.0)}),
        (LEDGER, {"sure": dict.fromkeys((f"L{n}" for n in range(1, 10)), float("nan"))}),
        (BEADS, RULE | {"window": "future"}),
        (BEADS, RULE | {"closer": 0.0001, "limit": -5}),
        (PLANNED, QUARTERS | {"test": 10**9}),
        (PLANNED, QUARTERS | {"holdout": float("nan")}),
        (PLANNED, QUARTERS | {"review": None}),
        (SIGNED, SIGNING | {"within": 1.5}),
        (SIGNED, SIGNING | {"news": ["driver", "oracle"]}),
        (SIGNED, SIGNING | {"lowest": "effect"}),
        (SIGNED, SIGNING | {"unsure": None}),
        (ALARMS, DESK | {"waits_rule": "oracle"}),
        (ALARMS, DESK | {"waits_unit": None}),
        (MENUS, MENU | {"many_markup": 45}),
        (MENUS, MENU | {"other_tiers": "Gold"}),
        (MENUS, MENU | {"limit": float("nan")}),
        (FILM, BET | {"still_low": float("nan")}),
        (FILM, BET | {"still_high": "many"}),
        (FILM, BET | {"late_low": 97.5}),
        (FILM, BET | {"first_low": -1e9, "first_high": 1e9}),
        (FILM, {"still_low": 72}),
        (MORNINGS, MORNING | {"borrow": "always"}),
        (MORNINGS, MORNING | {"borrow": ["fullest"]}),
        (MORNINGS, MORNING | {"texts": None}),
        (MORNINGS, {"borrow": "fullest"}),
    ],
)
def test_an_impossible_plan_is_worth_nothing_on_boards_that_nobody_has_seen(
    place: tuple[str, str], decision: dict[str, Any]
) -> None:
    verdicts = {f"L{n}": "supported" for n in range(1, 10)}
    shares = outcomes({"reason": "x" * 30, "verdicts": verdicts, **decision}, place)
    hidden = {name: share for name, share in shares.items() if "complete" not in name}
    persons = {name: share for name, share in hidden.items() if "system" not in name}
    assert set(persons.values()) == {0}
