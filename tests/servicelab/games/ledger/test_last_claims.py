"""The last ledger: no blind ledger earns anything, and its cards say what the data say."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from servicelab.data.loading import load_dataset
from servicelab.games.ledger import model
from servicelab.games.ledger.last_claims import LAST_CLAIMS, LAST_FULL, LAST_NAME, LAST_ZERO
from servicelab.games.ledger.view import ClaimLedger
from servicelab_workshop.policies.ledger import (
    blind_ledgers,
    blind_verdicts,
    looks,
    some_right,
)

SOLUTIONS = Path(__file__).parents[4] / "solutions"


def told(script: str, name: str) -> dict[str, list[str]]:
    """Keys of a check cell, which no trainee has."""
    for node in ast.parse((SOLUTIONS / script).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return dict(ast.literal_eval(node.value))
    raise AssertionError


KEYS = told("m11_capstone/4_report.py", "keys")


def test_each_claim_has_a_key_and_each_verdict_occurs() -> None:
    assert list(KEYS) == list(LAST_CLAIMS)
    assert {one for accepted in KEYS.values() for one in accepted} == set(model.VERDICTS)


def test_the_keys_of_the_first_ledger_are_those_of_its_notebook() -> None:
    first = told("m11_capstone/4_report.py", "first")
    assert first == told("m01_evidence/3_claims.py", "keys")


def test_the_best_ledger_without_reading_is_the_zero() -> None:
    best = max(model.ledger_score(*ledger, KEYS) for _label, ledger in blind_ledgers(LAST_CLAIMS))
    assert LAST_ZERO - 0.002 < best <= LAST_ZERO
    right = [sum(model.right_ones(v, KEYS).values()) for _label, v in blind_verdicts(LAST_CLAIMS)]
    assert max(right) <= 4


def test_seven_of_eight_with_honest_confidence_earn_all() -> None:
    def share(count: int, sure: float) -> float:
        return model.points_share(*some_right(KEYS, count, sure), KEYS, LAST_ZERO, LAST_FULL)

    assert share(7, 0.85) == share(8, 0.8) == 1
    assert 0 < share(5, 0.6) < share(6, 0.75) < 1


def test_no_cue_of_the_wording_sorts_the_claims() -> None:
    assert all(", as " in one.says for one in LAST_CLAIMS.values())
    assert all(one.says.endswith(("shows.", "show.")) for one in LAST_CLAIMS.values())
    for look, has in looks(LAST_CLAIMS).items():
        seen = [has(claim) for claim in LAST_CLAIMS.values()]
        assert sum(seen) < len(seen), look


@pytest.mark.parametrize(
    ("claim", "notebook", "words"),
    [
        ("N1", "m10_outreach/2_cases", ["904", "1,054", "0.86", "0.79", "0.93"]),
        ("N2", "m10_outreach/4_channels", ["6,000", "6.8", "4.7", "8.9"]),
        ("N3", "m09_loyalty/2_worth", ["85 %", "50 %", "30 %"]),
        ("N5", "m09_loyalty/1_film", ["86.6 %", "95.6 %", "1.01", "0.88", "1.16"]),
        ("N7", "m08_complaints/2_log", ["42 %", "137 of 326", "7 %", "6 of 87"]),
        ("N8", "m07_control/1_beads", ["4.9 points", "2.6 to 7.2"]),
    ],
)
def test_a_card_says_what_its_notebook_tells(claim: str, notebook: str, words: list[str]) -> None:
    text = (SOLUTIONS / f"{notebook}.py").read_text(encoding="utf-8")
    for word in words:
        assert word in LAST_CLAIMS[claim].card
        assert word in text


def test_what_clickers_do_is_in_the_table() -> None:
    shop = load_dataset("shop_visitors").query("suggestions == 1")
    bought = shop.groupby("clicked")["bought"].mean()
    assert f"{100 * (bought[1] - bought[0]):.0f} points more often" in LAST_CLAIMS["N2"].card


def test_the_same_widget_takes_other_claims(tmp_path: Path) -> None:
    ledger = ClaimLedger(tmp_path, claims=LAST_CLAIMS, name=LAST_NAME)
    ledger.view()
    assert dict(ledger.facts())["Verdicts"] == "0 / 8"
    verdicts, sure = some_right(KEYS, 8, 0.65)
    ledger.record(verdicts=verdicts, sure=sure, reason="x" * 30)
    again = ClaimLedger(tmp_path, claims=LAST_CLAIMS, name=LAST_NAME)
    assert again.decision is not None
    assert again.decision["verdicts"] == verdicts
    assert "N1. the day of tests" in again.panel().pictures[0].alt
    assert ClaimLedger(tmp_path).decision is None
