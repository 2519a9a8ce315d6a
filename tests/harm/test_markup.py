"""An instructor and a trainee look at all that was made of harmful submissions."""

from __future__ import annotations

import email
import email.policy
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser.conftest import LabServer, jupyterlab, serving
from playwright.sync_api import Page
from support.tiny import MODULE, cell_of, submit

from nbreferee.feedback import Written, feedback
from nbreferee.gradebook import open_api
from nbreferee.notebooks import read_notebook
from servicelab_workshop.classroom.mail import write_mails
from servicelab_workshop.classroom.report import report
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.course import Course

from .markup import HARMS, IMG, Harm, write

pytestmark = [pytest.mark.slow, pytest.mark.browser]
HONEST = ("anna", "mo", "zoe")
STUDENTS = [*HONEST, *(harm.name for harm in HARMS)]
# what a page does by itself, or when somebody follows its links
_TRACES = """() => {
  const found = [];
  for (const link of document.querySelectorAll('#notebook a[href], #notebook [data-link]')) {
    const target = link.getAttribute('data-link') ?? link.href;
    if (link.getAttribute('href')?.startsWith('#')) continue;
    const there = new URL(target, document.baseURI);
    const web = ['http:', 'https:', 'mailto:'].includes(there.protocol);
    if (!web || there.host === location.host || there.hostname === 'localhost') found.push(target);
    if (there.href.includes('/harm/')) found.push(target);
  }
  for (const one of document.querySelectorAll('#notebook *')) {
    if (getComputedStyle(one).position === 'fixed') found.push(one.outerHTML.slice(0, 80));
  }
  if (getComputedStyle(document.body).display === 'none') found.push('page is hidden');
  if (document.querySelector('#notebook :is(form, iframe, object, embed, meta, base, link)')) {
    found.push('frame or form');
  }
  return found;
}"""


@dataclass
class Watched:
    """A page, and the harm that was seen on it."""

    page: Page
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.expose_function("harm", lambda *_: self.seen.append("a script ran"))
        self.page.on("request", self._note)
        self.page.on("dialog", lambda dialog: dialog.dismiss())
        # nothing but this machine can be asked
        self.page.route(lambda url: urlsplit(url).hostname not in ("127.0.0.1", None, ""), _refuse)

    def _note(self, request: Any) -> None:
        if "/harm/" in request.url:
            self.seen.append(f"asked for {request.url}")

    def look(self, address: str) -> list[str]:
        """Open a page, and say what harm it does."""
        self.seen.clear()
        self.page.goto(address, wait_until="load")
        self.page.wait_for_timeout(150)
        if urlsplit(self.page.url)[:3] != urlsplit(address)[:3]:
            return [*self.seen, f"led to {self.page.url}"]
        return [*self.seen, *self.page.evaluate(_TRACES)]


def _refuse(route: Any) -> None:
    route.abort()


@dataclass(frozen=True)
class Class:
    """A course whose class was graded, and what was written for it."""

    course: Course
    written: Written
    records: dict[str, Any]


@pytest.fixture(scope="module")
def class_(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """The honest and the others, graded, fed back and reported together."""
    root = tmp_path_factory.mktemp("harm") / "course"
    shutil.copytree(built, root)
    course = Course(root)
    with open_api(root) as api:
        assert api.generate_assignment(MODULE)["success"]
    for student in HONEST:
        submit(course, student)
    for harm in HARMS:

        def damage(nb: Any, harm: Harm = harm) -> None:
            cell_of(nb, "tiny-02").source += f"\n{harm.code}" if harm.code else ""
            harm.change(nb)

        write(submit(course, harm.name, damage=damage).parent, harm)
    records = {record.student: record for record in grade(root, MODULE)}
    with open_api(root) as api, api.gradebook as gradebook:
        for student in STUDENTS:
            gradebook.update_or_create_student(student, email="a@example.org")
        gradebook.update_or_create_student("zoe", first_name=IMG, last_name=f'"{IMG}')
    return Class(course, feedback(root, MODULE), records)


@pytest.fixture(scope="module")
def server(class_: Class, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    root = class_.course.root
    with serving(jupyterlab(root), tmp_path_factory.mktemp("lab"), root, root) as running:
        yield running


@pytest.fixture
def watched(new_page: Callable[..., Page]) -> Watched:
    return Watched(new_page())


def test_collection_is_large_enough() -> None:
    assert len(HARMS) >= 40
    assert len({harm.name for harm in HARMS}) == len(HARMS)


def test_everybody_is_graded(class_: Class) -> None:
    assert {name: record.message for name, record in class_.records.items() if record.message} == {}
    assert set(class_.records) == set(STUDENTS)


def test_everybody_gets_their_own_page_only(class_: Class) -> None:
    feedback_of = class_.course.root / "feedback"
    for student in STUDENTS:
        folder = feedback_of / student / MODULE
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
        assert found == {"tiny.html"}, student
        page = (folder / "tiny.html").read_text(encoding="utf-8")
        assert "Waiting at the branch" in page, student
        assert "form-action 'none'; base-uri 'none'" in page
    assert class_.written.plain == []


def test_feedback_does_nothing(class_: Class, watched: Watched) -> None:
    harmed = {}
    for page in sorted((class_.course.root / "feedback").rglob("*.html")):
        if seen := watched.look(page.as_uri()):
            harmed[str(page.relative_to(class_.course.root))] = seen
    assert harmed == {}


def test_mails_and_report_do_nothing(class_: Class, watched: Watched, tmp_path: Path) -> None:
    root = class_.course.root
    mails = write_mails(root, MODULE, tmp_path / "mails", with_unread=True)
    assert sorted(mails.new) == sorted(STUDENTS)
    harmed = {}
    for path in sorted((tmp_path / "mails").rglob("*.eml")):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        pages = list(mail.iter_attachments())
        assert [page.get_filename() for page in pages] == ["tiny.html"], path
        opened = tmp_path / f"{path.stem}.html"
        opened.write_bytes(pages[0].get_payload(decode=True))
        if seen := watched.look(opened.as_uri()):
            harmed[path.stem] = seen
    written = report(root, MODULE)
    if seen := watched.look(written.as_uri()):
        harmed["report"] = seen
    assert 'href="../feedback/page/m90_tiny/tiny.html"' in written.read_text(encoding="utf-8")
    assert harmed == {}


def test_formgrader_does_nothing(class_: Class, server: LabServer, watched: Watched) -> None:
    root = class_.course.root
    with open_api(root) as api, api.gradebook as gradebook:
        ids = {
            submission.student.id: notebook.id
            for submission in gradebook.assignment_submissions(MODULE)
            for notebook in submission.notebooks
        }
    assert set(ids) == set(STUDENTS)
    watched.page.goto(server.address)
    harmed = {}
    for student, number in ids.items():
        address = f"{server.url}/formgrader/submissions/{number}/"
        if seen := watched.look(address):
            harmed[student] = seen
    for place in (
        "manage_assignments",
        "gradebook",
        f"gradebook/{MODULE}",
        f"gradebook/{MODULE}/tiny",
        f"manage_submissions/{MODULE}",
        "manage_students",
        "manage_students/script",
        f"manage_students/script/{MODULE}",
    ):
        if seen := watched.look(f"{server.url}/formgrader/{place}"):
            harmed[place] = seen
    assert harmed == {}


def test_nobody_trusts_what_was_graded(class_: Class, tmp_path: Path) -> None:
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary(data_dir=str(tmp_path))
    for path in (class_.course.root / "autograded").rglob("tiny.ipynb"):
        assert not notary.check_signature(read_notebook(path))
