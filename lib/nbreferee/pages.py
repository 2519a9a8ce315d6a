"""Feedback that shows a trainee what was found, and neither the tests nor the grader's machine."""

from __future__ import annotations

import html
import os
import re
import site
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_markdown_cell
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List, default

from nbreferee import door
from nbreferee.door import number
from nbreferee.i18n import _, ngettext
from nbreferee.processes import TooMuch, within
from nbreferee.record import final_score, read_grading_record
from nbreferee.titles import headings, module_title, task_titles, told_apart

# an absolute path of at least two parts, POSIX or Windows, not part of a URL or of a fraction;
# it may follow a terminal color code
_PATH = re.compile(
    r"(?:(?<=\dm)|(?<![\w.:/\\<>]))(?:/[\w.@+~\-]++(?=/))+/(?P<posix>[\w.@+~\-]++)"
    r"|\b[A-Za-z]:\\(?:[^\\\s:'\"<>|]++\\)*(?P<windows>[^\\\s:'\"<>|]++)"
)


# what one page may take; an honest one takes two seconds
_SECONDS = 20
_MEMORY = 2 << 30


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]
    """Replace the source of autograded cells and scrub every path of the grading machine.

    Configured for ``nbgrader generate_feedback`` by ``nbgrader_config.py``; ``servicelab feedback``
    adds it to any course.
    """

    # nbconvert's HTML exporter hands this to every preprocessor
    display_data_priority: Any = List().tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Clean one autograded notebook in place; the file it was read from is not touched."""
        nb.metadata.pop("widgets", None)
        notes = self._notes(resources.get("nbgrader", {}))
        if notes:
            text = "\n".join([_DAMAGE, "", *notes])
            nb.cells.insert(0, new_markdown_cell(text))  # type: ignore[no-untyped-call]
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            tests = utils.is_grade(cell) and not utils.is_solution(cell)
            if tests:
                cell.source = "# " + _(
                    "The checks of this task ran here; what they found is below."
                )
            for output in cell.get("outputs", []):
                _clean(output, tests)
        return nb, resources

    def _notes(self, names: Any) -> list[str]:
        """What the grader noted about this notebook, as lines of a list."""
        root = Path(self.config.CourseDirectory.get("root") or ".")
        if not {"assignment", "student", "notebook"} <= set(names):
            return []
        record = read_grading_record(root, names["assignment"], names["student"])
        file = f"{door.name(names['notebook'])}.ipynb"
        about = (f"{file}: ", f"{file} ")
        return [
            f"* {html.escape(scrub(note.removeprefix(about[0]), everywhere=True))}"
            for note in ([*record.incomplete, *record.notes, *record.errors] if record else ())
            if note.startswith(about)
        ]


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback page, for trainees: whose it is, tasks by title, no 0 for what is not read.

    Configured for ``nbgrader generate_feedback`` as :class:`HideTests` is.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        self._cleared: set[Path] = set()

    @default("template_file")
    def _own_page(self) -> Any:
        own = self.template_name == "feedback"
        return "trainee.html.j2" if own else super()._template_file_default()

    @default("exclude_anchor_links")
    def _plain_headings(self) -> bool:
        return True

    def _create_environment(self) -> Any:
        environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.globals.update(_=_, ngettext=ngettext)
        environment.filters["points"] = _figure
        environment.tests["setup"] = _is_setup
        return environment

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        """Render a notebook file; one that cannot be shown gets a page of its points and comments."""
        names = resources["nbgrader"]
        converter: Any = self.parent
        self._leave_out_copies(Path(filename).parent, names["assignment"], names["student"])
        try:
            with within(_SECONDS, _MEMORY):
                return super().from_filename(filename, resources, **options)
        except (Exception, TooMuch):
            self.log.warning("Cannot show %s", filename, exc_info=True)
            page = plain_page(
                converter.coursedir, names["assignment"], names["student"], names["notebook"]
            )
            initialized = self._init_resources(resources)  # type: ignore[no-untyped-call]
            return page, initialized

    def _leave_out_copies(self, source: Path, assignment: str, student: str) -> None:
        """Take the submission's files out of the feedback: a page among them is not ours."""
        if source in self._cleared:
            return
        self._cleared.add(source)
        converter: Any = self.parent
        target = Path(
            converter.coursedir.format_path(
                converter.coursedir.feedback_directory, student, assignment
            )
        )
        for folder, folders, files in os.walk(target, topdown=False):
            for name in files:
                path = Path(folder, name)
                if os.path.lexists(source / path.relative_to(target)):
                    path.unlink()
            for name in folders:
                with suppress(OSError):  # it holds something else
                    Path(folder, name).rmdir()

    def from_notebook_node(self, nb: Any, resources: Any = None, **options: Any) -> Any:
        """Render a notebook, told by the gradebook whose it is and what waits to be read."""
        names = resources["nbgrader"]
        assignment, student = names["assignment"], names["student"]
        converter: Any = self.parent
        coursedir = converter.coursedir
        record = read_grading_record(Path(coursedir.root), assignment, student)
        file = f"{door.name(names['notebook'])}.ipynb"
        with Gradebook(names["db_url"]) as gradebook:
            submission = gradebook.find_submission(assignment, student)
            person = submission.student
            waiting = {
                notebook.name: {
                    grade.name: grade.manual_score
                    for grade in notebook.grades
                    if grade.needs_manual_grade
                }
                for notebook in submission.notebooks
            }
            decided = {
                grade.name: grade.auto_score
                for notebook in submission.notebooks
                for grade in notebook.grades
                if notebook.name == names["notebook"] and _is_decided(grade)
            }
            names |= {
                "decided": decided,
                "unread": waiting[names["notebook"]],
                "name": f"{person.first_name or ''} {person.last_name or ''}".strip() or student,
                "module": module_title(
                    Path(coursedir.format_path(coursedir.source_directory, ".", assignment)),
                    assignment,
                ),
                "module_score": final_score(submission),
                "module_points": submission.max_score,
                "module_penalty": float(submission.late_submission_penalty or 0.0),
                "alone": len(waiting) == 1,
                "module_unread": sum(map(len, waiting.values())),
                "lost": [
                    scrub(sentence, everywhere=True)
                    for sentence in (record.incomplete if record else ())
                    if not sentence.startswith((f"{file}: ", f"{file} "))
                ],
                "titles": told_apart(headings(nb.cells)),
            }
        return super().from_notebook_node(nb, resources, **options)


def plain_page(coursedir: Any, assignment: str, student: str, notebook: str) -> str:
    """Return a page about a notebook that cannot be shown: points and comments, no output.

    Parameters
    ----------
    coursedir : nbgrader.coursedir.CourseDirectory
        Of the course.
    assignment, student, notebook : str
        Names in the gradebook. What is not there is told to be no part of the assignment.
    """
    source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    reason, name, tasks = _("This notebook is not part of the assignment."), student, []
    with Gradebook(coursedir.db_url) as gradebook:
        submission = gradebook.find_submission(assignment, student)
        person = submission.student
        name = f"{person.first_name or ''} {person.last_name or ''}".strip() or student
        for found in submission.notebooks:
            if found.name == notebook:
                reason = _PLAIN
                tasks = _plain_tasks(found, task_titles(source))
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates") / "feedback"), autoescape=True
    )
    return environment.get_template("plain.html.j2").render(
        notebook=door.name(notebook),
        name=door.name(name),
        module=module_title(source, assignment),
        reason=reason,
        tasks=tasks,
    )


def is_plain(page: str) -> bool:
    """Whether a page is one of :func:`plain_page`."""
    return page.startswith('<!DOCTYPE html>\n<html lang="en" class="plain">')


def _plain_tasks(notebook: Any, titles: Mapping[tuple[str, str], str]) -> list[dict[str, str]]:
    grades = {grade.name: grade for grade in notebook.grades}
    comments = {one.name: one.comment for one in notebook.comments if one.comment}
    return [
        {
            "title": titles.get((notebook.name, name), name),
            "comment": comments.get(name, ""),
            "points": _points(grades[name]) if name in grades else "",
        }
        for name in {**grades, **comments}
    ]


def _points(grade: Any) -> str:
    if grade.needs_manual_grade:
        return _("not yet read; up to {points} points").format(points=_figure(grade.max_score))
    return _("{score} of {points} points").format(
        score=_figure(grade.score), points=_figure(grade.max_score)
    )


def _figure(points: float) -> str:
    """Format points as mails and the gradebook's sheets do."""
    return number(points, 2)


def feedback_pages(folder: Path, notebooks: Iterable[str]) -> list[Path]:
    """Return the pages of a submission's feedback that are there.

    Parameters
    ----------
    folder : Path
        Where its feedback lies; any other page in it is the submission's own.
    notebooks : iterable of str
        The assignment's notebooks.
    """
    pages = (folder / f"{notebook}.html" for notebook in notebooks)
    return sorted(page for page in pages if page.is_file() and not page.is_symlink())


def _is_decided(grade: Any) -> bool:
    """Whether a person gave other points than the check did, and they stand."""
    return (
        grade.manual_score is not None
        and grade.auto_score is not None
        and not grade.needs_manual_grade
        and grade.score != grade.auto_score
    )


def _is_setup(cell: Any) -> bool:
    """Whether a cell only prepares: it is nobody's answer, and begins with imports."""
    return "nbgrader" not in cell.metadata and begins_with_imports(cell.source)


def begins_with_imports(source: str) -> bool:
    r"""Whether the first statement of a cell imports something.

    Examples
    --------
    >>> begins_with_imports("# first\n\nimport numpy"), begins_with_imports("x = 1\nimport numpy")
    (True, False)
    """
    for line in source.split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            return line.startswith(("import ", "from "))
    return False


_PLAIN = _(
    "This notebook cannot be shown as a page. Here are your points and what was said about them."
)
_DAMAGE = _(
    "**Something was not in order when this notebook was graded.** If it cost you points, mend it "
    "and ask whether you may hand in again."
)


def _clean(output: Any, tests: bool) -> None:
    if output.output_type == "error":
        if tests:
            output.traceback = [scrub(f"{output.ename}: {output.evalue}", everywhere=True)]
        else:
            output.traceback = [scrub(line, everywhere=True) for line in output.traceback]
        output.evalue = scrub(output.evalue, everywhere=True)
    elif output.output_type == "stream":
        # a warning or a printed traceback quotes files of the machine
        output.text = scrub(output.text, everywhere=output.name == "stderr")
    else:
        output.data.pop("application/vnd.jupyter.widget-view+json", None)
        for mime, value in output.data.items():
            if mime.startswith("text/"):
                output.data[mime] = scrub(value if isinstance(value, str) else "".join(value))


def scrub(text: str, *, everywhere: bool = False) -> str:
    """Take the folders of this machine out of a text.

    Parameters
    ----------
    text : str
        What a cell printed, or a line of a traceback.
    everywhere : bool
        Shorten every absolute path to its last part, not only those of known folders: right for
        tracebacks, too much for what a trainee printed.

    Examples
    --------
    >>> scrub("File /srv/course/lib/check.py:12, 1/2 km/h", everywhere=True)
    'File check.py:12, 1/2 km/h'
    """
    for folder in _machine_folders():
        text = re.sub(re.escape(folder) + r"(?=[/\\\s:'\"<>)\]]|$)[/\\]?", "", text)
    return _PATH.sub(_last_part, text) if everywhere else text


def _last_part(match: re.Match[str]) -> str:
    return match["posix"] or match["windows"]


def _machine_folders() -> list[str]:
    places = [
        sys.prefix,
        sys.base_prefix,
        tempfile.gettempdir(),
        str(Path.home()),
        str(Path.cwd()),
        str(Path(__file__).resolve().parents[1]),
        *sysconfig.get_paths().values(),
        *site.getsitepackages(),
    ]
    # /usr alone tells nothing, and would cut words
    telling = {place for place in places if len(Path(place).parts) > 2}
    return sorted(telling | {tempfile.gettempdir(), str(Path.home())}, key=len, reverse=True)
