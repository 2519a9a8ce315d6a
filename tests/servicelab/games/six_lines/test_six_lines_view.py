from __future__ import annotations

from pathlib import Path

from support.widget_cases import SIX_LINES, fill, parts, press, said

from servicelab.games.six_lines.view import TRIES

TRY = "Try on five other quarters"


def _shown(widget: object) -> str:
    return " ".join(str(getattr(one, "value", "")) for one in parts(widget.view()))


def test_practice_has_three_tries_that_a_new_kernel_does_not_renew(tmp_path: Path) -> None:
    widget = SIX_LINES.widget(tmp_path)
    fill(widget, SIX_LINES.on_file())
    press(widget, TRY)
    assert f"Tries left: {TRIES - 1}." in _shown(widget)
    again = SIX_LINES.widget(tmp_path)
    fill(again, SIX_LINES.on_file())
    for left in range(TRIES - 2, -1, -1):
        press(again, TRY)
        assert f"Tries left: {left}." in _shown(again)
    press(again, TRY)
    assert "All 3 tries are used" in said(again)
    assert again.decision is None


def test_an_unfinished_plan_uses_no_try(tmp_path: Path) -> None:
    widget = SIX_LINES.widget(tmp_path)
    widget.view()
    press(widget, TRY)
    assert "Not tried yet. Still missing" in said(widget)
    fill(widget, SIX_LINES.on_file())
    press(widget, TRY)
    assert f"Tries left: {TRIES - 1}." in _shown(widget)


def test_calls_where_none_are_used_are_told(tmp_path: Path) -> None:
    widget = SIX_LINES.widget(tmp_path)
    kept, message = widget.keep({**SIX_LINES.decision, "calls": {"Lakeside": 10}})
    assert not kept
    assert "a treatment that uses calls, or no calls, at Lakeside" in message


def test_the_outcome_takes_the_true_shares_as_a_text_too(tmp_path: Path) -> None:
    widget = SIX_LINES.widget(tmp_path)
    widget.keep(SIX_LINES.decision)
    truths = SIX_LINES.reveal_arguments()[0]
    told = ", ".join(f"{name} {share}" for name, share in truths.items())
    assert widget.reveal(told).sentence == widget.reveal(truths).sentence
