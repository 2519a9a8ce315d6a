"""What the data say is told once a sentence is recorded; from then on the sentence stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import Markdown, display
from support.widget_cases import parts, said

from servicelab import Statement
from servicelab.decisions.widgets.base import Panel, RevealButton

SENTENCES = {"A": "The ads sold it.", "B": "Who saw the ads bought more."}
TOLD = Markdown("**Nobody** tossed a coin.")


def three_lines() -> None:
    display(TOLD)


@pytest.fixture
def statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Statement:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("SERVICELAB_STATIC", raising=False)
    InteractiveShell.instance()
    return Statement("told", "Which may Mr. Gao tell?", SENTENCES, tmp_path)


def outputs(seal: RevealButton) -> list[Any]:
    shown = [one for one in parts(seal._box) if isinstance(one, ipw.Output)]
    return [output for one in shown for output in one.outputs]


@pytest.mark.parametrize("outcome", [TOLD, three_lines])
def test_what_is_displayed_stays_behind_the_seal(statement: Statement, outcome: object) -> None:
    seal = statement.reveal_button(outcome)
    assert isinstance(seal, RevealButton)
    seal.button.click()
    assert "Record your decision first" in seal.shown.value
    assert outputs(seal) == []
    statement.record(sentence="A", sure=0.7)
    assert statement.decision is not None
    assert not statement.is_revealed
    seal.button.click()
    assert "You recorded A, 70% sure." in seal.shown.value
    assert [one["data"]["text/markdown"] for one in outputs(seal)] == [TOLD.data]
    statement.record(sentence="B", sure=0.7)
    assert statement.decision["sentence"] == "A"
    assert "the decision stands" in said(statement)
    assert statement.errors == []


def test_without_a_front_end_and_once_open_it_is_told_at_once(
    statement: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    monkeypatch.setenv("SERVICELAB_STATIC", "1")
    panel = statement.reveal_button(lambda: calls.append(1))
    assert isinstance(panel, Panel)
    assert "Record your decision first" in panel.sentence
    assert calls == []
    statement.record(sentence="B", sure=1.0)
    for _again in range(2):
        panel = statement.reveal_button(lambda: calls.append(1))
        assert isinstance(panel, Panel)
        assert panel.sentence == "You recorded B, 100% sure."
    assert calls == [1, 1]
    monkeypatch.delenv("SERVICELAB_STATIC")
    assert isinstance(statement.reveal_button("It was so."), Panel)


def test_what_fails_behind_the_seal_leaves_it_closed(statement: Statement) -> None:
    def fails() -> None:
        raise ValueError("no data")

    statement.record(sentence="B", sure=0.5)
    seal = statement.reveal_button(fails)
    assert isinstance(seal, RevealButton)
    seal.button.click()
    assert not statement.is_revealed
    assert statement.errors == ["ValueError: no data"]
