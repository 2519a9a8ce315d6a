"""What a ledger is worth: no ledger that is filled in without reading earns anything."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from servicelab.errors import CourseError
from servicelab.games.ledger import model
from servicelab.games.ledger.view import ClaimLedger
from servicelab_workshop.policies.ledger import (
    LOOKS,
    blind_ledgers,
    blind_verdicts,
    policy_table,
    some_right,
)

NOTEBOOK = Path(__file__).parents[4] / "solutions" / "m01_evidence" / "3_claims.py"


def graded_keys() -> dict[str, list[str]]:
    """The keys of the notebook's check, which no trainee has."""
    for node in ast.parse(NOTEBOOK.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "keys":
            return dict(ast.literal_eval(node.value))
    raise AssertionError


KEYS = graded_keys()


def test_each_claim_has_a_key_of_the_five_and_each_verdict_occurs() -> None:
    assert list(KEYS) == list(model.CLAIMS)
    assert all(1 <= len(accepted) <= 2 for accepted in KEYS.values())
    assert {one for accepted in KEYS.values() for one in accepted} == set(model.VERDICTS)
    assert [step.no for step in model.QUESTIONS] == list(model.VERDICTS)[:4]


def test_the_best_ledger_without_reading_is_the_zero() -> None:
    best = max(model.ledger_score(*ledger, KEYS) for _label, ledger in blind_ledgers())
    assert model.ZERO - 0.002 < best <= model.ZERO
    assert max(sum(model.right_ones(v, KEYS).values()) for _label, v in blind_verdicts()) <= 4


def test_no_cue_of_the_wording_sorts_the_claims() -> None:
    """Each claim ends with its source, and no look at the words finds half of the verdicts."""
    says = [claim.says for claim in model.CLAIMS.values()]
    assert all(", as " in one and one[-6:].strip(".").split()[-1] for one in says)
    assert all(" show" in one or "teach" in one for one in says)
    assert not any("training text" in claim.card for claim in model.CLAIMS.values())
    for look, has in LOOKS.items():
        seen = {has(claim) for claim in model.CLAIMS.values()}
        assert seen == {True, False} or look == "a number", look


def test_whoever_believes_or_doubts_all_earns_nothing_and_readers_do() -> None:
    points = policy_table(KEYS)["points"]
    assert (points.filter(regex="all |name|nothing|idea|blind") == 0).all()
    assert points["8 of 9 right, 85%"] == 1
    assert points["8 of 9 right, 65%"] < 1
    assert points["6 of 9 right, 95%"] < points["6 of 9 right, 70%"] < points["7 of 9 right, 80%"]


def test_a_verdict_known_to_be_wrong_cannot_be_used_up() -> None:
    verdicts, sure = some_right(KEYS, 0, model.SURE[0])
    assert model.ledger_score(verdicts, sure, KEYS) <= 1e-9
    assert model.points_share(verdicts, sure, KEYS) == 0


def test_two_verdicts_are_worth_the_same_where_both_can_be_defended() -> None:
    doubles = [name for name, accepted in KEYS.items() if len(accepted) == 2]
    assert doubles == [name for name, accepted in KEYS.items() if "not testable" in accepted]
    verdicts, sure = some_right(KEYS, len(KEYS), 0.8)
    for double in doubles:
        assert set(KEYS[double]) == {"not testable", "unsupported"}
        both = [
            model.ledger_score({**verdicts, double: verdict}, sure, KEYS)
            for verdict in KEYS[double]
        ]
        assert both[0] == both[1]
    assert model.points_share(verdicts, sure, KEYS) == 1


def test_no_key_lies_in_the_library() -> None:
    for file in Path(model.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
                values = {one.value for one in node.values if isinstance(one, ast.Constant)}
                assert not (keys >= {"L1"} and values & set(model.VERDICTS))


def test_what_the_card_of_the_table_says_is_in_the_table() -> None:
    import numpy as np
    import statsmodels.formula.api as smf

    from servicelab.data.loading import load_dataset

    logs = np.log(load_dataset("household_spending")[["income", "life_services"]])
    fit = smf.ols("life_services ~ income", data=logs).fit()
    assert f"{fit.params['income']:.2f} % more" in model.CLAIMS["L7"].card
    lower, upper = fit.conf_int().loc["income"]
    assert lower > 1
    assert f"{lower:.2f} to {upper:.2f}" in model.CLAIMS["L7"].card
    table = load_dataset("household_spending")
    is_upper = table["income"] > table["income"].median()
    shares = (table["life_services"] / table["income"]).groupby(is_upper).mean()
    assert f"is {shares[True]:.1%} of income".replace("%", " %") in model.CLAIMS["L7"].card
    assert f"it is {shares[False]:.1%}".replace("%", " %") in model.CLAIMS["L7"].card


def test_the_notebook_prints_the_questions_as_the_library_has_them() -> None:
    printed = NOTEBOOK.read_text(encoding="utf-8")
    for number, step in enumerate(model.QUESTIONS, 1):
        assert f"# | {number} | **{step.asks}** " in printed
        (line,) = [one for one in printed.splitlines() if step.asks in one]
        assert line.endswith(f"| {model.VERDICTS[step.no]} |")
        for sentence in step.rule.split(". ")[1:]:
            assert sentence.rstrip(".") in line.replace("*", "")
    assert model.ONE_VERDICT.split(". ")[-1] in printed


def test_a_ledger_is_read_again(tmp_path: Path) -> None:
    assert model.read_ledger(tmp_path) is None
    verdicts, sure = some_right(KEYS, 5, 0.65)
    ClaimLedger(tmp_path).record(verdicts=verdicts, sure=sure, reason="x" * 30)
    again = model.read_ledger(tmp_path)
    assert again is not None
    assert list(again.index) == list(model.CLAIMS)
    assert again["verdict"].to_dict() == verdicts
    assert (again["sure"] == 0.65).all()
    (tmp_path / "m01-claim-ledger.decision.json").write_text("{", encoding="utf-8")
    with pytest.raises(CourseError):
        model.read_ledger(tmp_path)


def test_the_head_counts_what_is_filled_in(tmp_path: Path) -> None:
    ledger = ClaimLedger(tmp_path)
    ledger.view()
    controls: Any = ledger.controls
    controls["verdicts"].each["L2"].view.value = "dated"
    controls["sure"].each["L2"].view.value = 0.8
    controls["sure"].each["L3"].view.value = 0.5
    assert dict(ledger.facts()) == {"Verdicts": "1 / 9", "You expect to be right on": "0.8"}


def test_mistakes_count_each_claim_once() -> None:
    for _label, verdicts in blind_verdicts():
        wrong = len(KEYS) - sum(model.right_ones(verdicts, KEYS).values())
        assert sum(model.mistakes(verdicts, KEYS).values()) == wrong
