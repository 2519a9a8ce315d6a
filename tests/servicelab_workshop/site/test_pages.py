"""What Sphinx is given to read, without running a notebook; what it makes of it: test_build."""

from __future__ import annotations

from pathlib import Path

from nbreferee.notebooks import read_notebook
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.site.api import packages
from servicelab_workshop.site.pages import stage

ROOT = Path(__file__).resolve().parents[3]


def test_every_notebook_guide_and_package_has_a_page(tmp_path: Path) -> None:
    stage(Course(ROOT), tmp_path, outputs=False)

    for path in ROOT.glob("notebooks/*/*.ipynb"):
        page = read_notebook(tmp_path / "modules" / path.parent.name / path.name)
        assert any(cell.cell_type == "code" for cell in page.cells)
        assert not any(cell.get("outputs") for cell in page.cells)
        assert not any("](../guides/" in cell.source for cell in page.cells)
    for guide in ROOT.glob("docs/guides/*.md"):
        assert (tmp_path / "guides" / guide.name).is_file()
    api = "\n".join(path.read_text(encoding="utf-8") for path in (tmp_path / "api").rglob("*.*"))
    assert [name for name in packages() if name not in api] == []
