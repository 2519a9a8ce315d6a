from __future__ import annotations

from pathlib import Path

import pytest
from support.saved import begun, check, outcome, write

from servicelab_workshop.self_study.panel import ProgressPanel


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return begun(tmp_path)


def test_panel_shows_the_working_copy_around_it(mine: Path) -> None:
    shown = ProgressPanel(mine / "m00_welcome")
    page = shown.to_html()
    assert "5.5 of 16; 9 more are marked by a person" in page
    assert "<summary>Tasks of m02_segmentation</summary>" in page
    assert "Tasks of m04_servqual" not in page
    assert '<a href="../m02_segmentation/1_database.ipynb">m02-q2</a>' in page
    assert "in m02_segmentation/1_database.ipynb: not yet right" in page
    for words in ("◐ 1 right so far", "✗ 1 not yet right", "○ 3 not attempted"):
        assert words in page
    assert "Next: m02-q2" in repr(shown)
    assert set(shown.forms()) == {"text/plain", "text/html"}


def test_panel_names_modules_and_minutes_in_words(root: Path) -> None:
    panel = ProgressPanel(root / "solutions" / "m02_segmentation")
    page = panel.to_html()
    assert "<b>Segmentation</b>" in page
    assert "<p><b>Every task is done.</b></p>" in page
    assert "Complaints: up to 85 of 85; 15 more are marked by a person; done" in repr(panel)


def test_panel_is_readable_when_there_is_nothing_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m00_welcome").mkdir()
    monkeypatch.chdir(tmp_path / "m00_welcome")
    assert "Nothing yet" in ProgressPanel().to_html()
    assert "Nothing yet" in repr(ProgressPanel())
    write(tmp_path / "m02_x" / "1.ipynb", check("m02-q1"))
    assert "Nothing yet" in ProgressPanel().to_html()


def test_panel_escapes_what_stands_in_notebooks(tmp_path: Path) -> None:
    name = "<script>"
    path = tmp_path / "m02_x" / "1.ipynb"
    write(path, check(name, 4, outcome(name)), module="<b>m</b>")
    (tmp_path / "m02_x" / "<i>.ipynb").write_text("{")
    page = ProgressPanel(tmp_path / "m02_x").to_html()
    for raw in ("<script>", "<b>m", "<i>"):
        assert raw not in page
