"""What several processes of the tests share is made by one of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from support.shared import made_once


class Factory:
    """Of one worker among several."""

    def __init__(self, base: Path) -> None:
        self.base = base

    def getbasetemp(self) -> Path:
        return self.base


@pytest.fixture
def workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Factory]:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    return [Factory(tmp_path / f"popen-gw{number}") for number in range(4)]


def test_one_makes_it_and_the_others_wait(workers: list[Factory], tmp_path: Path) -> None:
    calls: list[Path] = []
    together = Barrier(len(workers))

    def make(folder: Path) -> None:
        calls.append(folder)
        (folder / "index.html").write_text("made", encoding="utf-8")

    def ask(worker: Factory) -> str:
        together.wait()
        made = made_once(worker, "site", make)  # type: ignore[arg-type]
        return (made / "index.html").read_text(encoding="utf-8")

    with ThreadPoolExecutor(len(workers)) as pool:
        assert list(pool.map(ask, workers)) == ["made"] * len(workers)
    assert calls == [tmp_path / "site"]


def test_what_cannot_be_made_is_told_to_everybody(workers: list[Factory]) -> None:
    def make(folder: Path) -> None:
        raise ValueError("no network")

    with pytest.raises(ValueError, match="no network"):
        made_once(workers[0], "site", make)  # type: ignore[arg-type]
    with pytest.raises(pytest.fail.Exception, match="site could not be made: no network"):
        made_once(workers[1], "site", make)  # type: ignore[arg-type]
