from __future__ import annotations

import time

import pytest
from IPython.core.interactiveshell import InteractiveShell

from servicelab import runs


def test_a_cell_that_is_run_is_noted_unless_it_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runs, "_last", 0.0)
    runs.pass_over_this()
    runs.note()
    assert runs.last() == 0
    begin = time.time()
    runs.note()
    assert runs.last() >= begin


def test_it_is_watched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    runs.watch()
    runs.watch()
    assert shell.events.callbacks["post_run_cell"].count(runs.note) == 1
