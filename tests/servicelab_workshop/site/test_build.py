"""The site as it is published: complete, on its own, and silent about what trainees must find."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from sphinx.util.inventory import InventoryFile
from support.shared import build_site, made_once

import servicelab
from nbreferee.notebooks import read_notebook
from servicelab import list_datasets
from servicelab.errors import CourseError
from servicelab.tasks.beside import SUFFIX, read_sheets
from servicelab.tasks.outcomes import find
from servicelab_workshop.lessons import runs
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.lesson import read_modules
from servicelab_workshop.lessons.rules import secret_lines
from servicelab_workshop.site import run
from servicelab_workshop.site.api import packages, public_modules, public_names
from servicelab_workshop.site.build import MARKER, build

ROOT = Path(__file__).resolve().parents[3]
COURSE = Course(ROOT)
# what a browser fetches without being asked to
FETCHED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "embed": "src",
    "object": "data",
    "audio": "src",
    "video": "src",
    "link": "href",
}
_URL = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")

pytestmark = pytest.mark.slow


@dataclass
class Page(HTMLParser):
    """What the tests look at in a page."""

    path: Path
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    images: list[dict[str, str | None]] = field(default_factory=list)
    styles: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._inside: list[str] = []
        self.feed(self.path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "style"):
            self._inside.append(tag)
        if given.get("id"):
            self.ids.add(str(given["id"]))
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if tag == "img":
            self.images.append(given)
        if given.get(FETCHED.get(tag, "")):
            self.fetched.append(str(given[FETCHED[tag]]))
        self.styles += given.get("style") or ""

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.text += data
        elif self._inside[-1] == "style":
            self.styles += data


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as authors build it, on a machine without a network."""
    return made_once(tmp_path_factory, "site", build_site) / "html"


@pytest.fixture(scope="module")
def site(built: Path) -> dict[str, Page]:
    return {
        path.relative_to(built).as_posix(): Page(path) for path in sorted(built.rglob("*.html"))
    }


def test_every_module_notebook_and_data_set_has_its_page(site: dict[str, Page]) -> None:
    wanted = {"index.html", "rows.html", "commands.html", "grading.html"}
    wanted |= {"try.html", "get.html", "training.html"}
    wanted |= {f"guides/{who}.html" for who in ("trainee", "self-learner", "instructor", "author")}
    wanted |= {f"data/{name}.html" for name in list_datasets()["name"]}
    for path in ROOT.glob("notebooks/*/*.ipynb"):
        wanted |= {
            f"modules/{path.parent.name}/index.html",
            f"modules/{path.parent.name}/{path.stem}.html",
        }
    assert wanted - set(site) == set()
    assert not [name for name in site if name.startswith("modules") and "solution" in name]


def test_module_pages_say_what_the_notebooks_say(site: dict[str, Page]) -> None:
    for module in read_modules(COURSE):
        text = " ".join(site[f"modules/{module.name}/index.html"].text.split())
        assert [house.name for house in module.houses if house.name not in text] == []
        for lesson in module.lessons:
            for task in lesson.graded:
                assert task.id in text
            assert lesson.question.replace("'", "’") in text
            for row in lesson.rows:
                assert (
                    f"row-{row.lower()}-{lesson.name}".replace("_", "-")
                    in site[f"modules/{module.name}/{lesson.name}.html"].ids
                )


def test_every_notebook_ran_untouched(built: Path) -> None:
    """Without an error, a warning or the network, or else there were no site."""
    again: list[str] = []
    notebooks = sorted(COURSE.notebooks.glob("*/*.ipynb"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "execute", lambda nb, folder, name, **_options: again.append(name))
        ran = run.run_pages(ROOT, notebooks)
    assert again == []
    outcomes = [
        one for nb in ran.values() for cell in nb.cells for one in find(cell.get("outputs", []))
    ]
    assert len(outcomes) > 50
    faults = [
        f"{one['id']}, untouched, is {one['status']} with {one['score']} points"
        for one in outcomes
        if (one["status"], one["score"]) != ("not attempted", 0)
    ]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_every_public_name_is_in_the_reference(built: Path) -> None:
    with (built / "objects.inv").open("rb") as stream:
        inventory = InventoryFile.load(stream, "", lambda base, name: name)
    known = {name for kind, names in inventory.items() if kind.startswith("py:") for name in names}
    modules = [name for package in packages() for name in public_modules(package)]
    wanted = {f"{getattr(servicelab, name).__module__}.{name}" for name in servicelab.__all__}
    wanted |= {
        *modules,
        *(f"{module}.{name}" for module in modules for name in public_names(module)),
    }
    assert wanted - known == set()


def test_nothing_is_fetched_from_elsewhere(built: Path, site: dict[str, Page]) -> None:
    sheets = {path: path.read_text(encoding="utf-8") for path in built.rglob("*.css")}
    for name, page in site.items():
        for address in [*page.fetched, *_in_styles(page.styles)]:
            _assert_local(name, built / name, address)
    for path, text in sheets.items():
        for address in _in_styles(text):
            _assert_local(path.name, path, address)
    for path in built.rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""(?:fetch|import|importScripts)\(\s*['"`]https?:""", text), path


def _in_styles(text: str) -> Iterator[str]:
    return (one or other for one, other in _URL.findall(text))


def _assert_local(name: str, page: Path, address: str) -> None:
    parts = urlsplit(html.unescape(address))
    if parts.scheme == "data" or not (parts.path or parts.netloc):
        return
    assert not parts.scheme, (name, address)
    assert not parts.netloc, (name, address)
    assert (page.parent / unquote(parts.path)).resolve().exists(), (name, address)


def test_every_link_within_the_site_leads_somewhere(built: Path, site: dict[str, Page]) -> None:
    broken = []
    for name, page in site.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (built / name).parent / unquote(parts.path) if parts.path else built / name
            place = target.resolve().relative_to(built.resolve()).as_posix()
            if not target.exists() or (
                parts.fragment and place in site and unquote(parts.fragment) not in site[place].ids
            ):
                broken.append((name, link))
    assert broken == []


def test_every_image_has_words(site: dict[str, Page]) -> None:
    images = [(name, image.get("alt")) for name, page in site.items() for image in page.images]
    assert len(images) > 30
    for name, alt in images:
        assert alt, name
        assert len(alt) > 15, (name, alt)
        assert not re.search(r"\.png|_images|\b_\w+|Nothing is drawn", alt), (name, alt)


def test_no_solution_and_no_hidden_test_leaks(built: Path, site: dict[str, Page]) -> None:
    pages = {name: _plain(page.text) for name, page in site.items()}
    pages["searchindex.js"] = _plain((built / "searchindex.js").read_text(encoding="utf-8"))
    lines = {name: {_plain(line) for line in page.text.splitlines()} for name, page in site.items()}
    given = _plain(
        "".join(
            cell.source
            for path in COURSE.notebooks.glob("*/*.ipynb")
            for cell in read_notebook(path).cells
        )
        + "".join(
            hint
            for path in COURSE.notebooks.glob(f"*/*{SUFFIX}")
            for sheet in read_sheets(path.read_text(encoding="utf-8")).values()
            for hint in sheet.get("hints", ())
        )
    )
    for module in COURSE.modules():
        for secret in secret_lines(COURSE, module):
            told = _plain(secret)
            if told in given:
                # what trainees get in some notebook, or in a hint
                continue
            assert [name for name in lines if told in lines[name]] == [], secret
            if len(told) > 30:
                assert [name for name, text in pages.items() if told in text] == [], secret
    for name, text in pages.items():
        if name.startswith("modules/"):
            assert "BEGINHIDDENTESTS" not in text, name
            assert "BEGINSOLUTION" not in text, name


def _plain(text: str) -> str:
    """Without what Markdown and white space make of a line."""
    return re.sub(r"[\s*`\\]+", "", text).lstrip("#")


def test_no_page_names_this_machine(built: Path, site: dict[str, Page]) -> None:
    for name, page in site.items():
        for folder in (ROOT, Path.home(), built):
            assert str(folder) not in page.text, name


def test_a_folder_with_other_things_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(CourseError, match="not empty and not an earlier site"):
        build(COURSE, tmp_path)
    assert (tmp_path / "thesis.txt").exists()
    assert not (tmp_path / MARKER).exists()
