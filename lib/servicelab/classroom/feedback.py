"""Feedback that shows a trainee what was found, and neither the tests nor the grader's machine."""

from __future__ import annotations

import contextlib
import html
import itertools
import re
import site
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_markdown_cell
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List, default

from .._i18n import _, ngettext
from .._text import shown
from ..errors import CourseError
from ..grading.processes import cores, safe_context
from ..grading.record import read_record
from ..reports.page import number
from .course import open_api
from .export import final_score
from .titles import headings, module_title, unique

# an absolute path of at least two parts, POSIX or Windows, not part of a URL or of a fraction;
# it may follow a terminal color code
_PATH = re.compile(
    r"(?:(?<=\dm)|(?<![\w.:/\\<>]))(?:/[\w.@+~\-]+(?=/))+/(?P<posix>[\w.@+~\-]+)"
    r"|\b[A-Za-z]:\\(?:[^\\\s:'\"<>|]+\\)*(?P<windows>[^\\\s:'\"<>|]+)"
)

_IMPORT = re.compile(r"(?:\s*#.*\n|\s*\n)*(?:import|from) ")


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
        record = read_record(root, names["assignment"], names["student"])
        file = f"{shown(names['notebook'])}.ipynb"
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

    @default("template_file")
    def _own_page(self) -> Any:
        own = self.template_name == "feedback"
        return "servicelab.html.j2" if own else super()._template_file_default()

    @default("exclude_anchor_links")
    def _plain_headings(self) -> bool:
        return True

    def _create_environment(self) -> Any:
        environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.globals.update(_=_, ngettext=ngettext)
        environment.filters["points"] = number
        environment.tests["setup"] = _is_setup
        return environment

    def from_notebook_node(self, nb: Any, resources: Any = None, **options: Any) -> Any:
        """Render a notebook, told by the gradebook whose it is and what waits to be read."""
        names = resources["nbgrader"]
        assignment, student = names["assignment"], names["student"]
        converter: Any = self.parent
        coursedir = converter.coursedir
        record = read_record(Path(coursedir.root), assignment, student)
        file = f"{shown(names['notebook'])}.ipynb"
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
            names |= {
                "unread": waiting[names["notebook"]],
                "name": f"{person.first_name or ''} {person.last_name or ''}".strip() or student,
                "module": module_title(
                    Path(coursedir.format_path(coursedir.source_directory, ".", assignment)),
                    assignment,
                ),
                "module_score": final_score(submission),
                "module_points": submission.max_score,
                "module_unread": sum(map(len, waiting.values())),
                "lost": [
                    scrub(sentence, everywhere=True)
                    for sentence in (record.incomplete if record else ())
                    if not sentence.startswith((f"{file}: ", f"{file} "))
                ],
                "titles": unique(headings(nb.cells)),
            }
        return super().from_notebook_node(nb, resources, **options)


def _is_setup(cell: Any) -> bool:
    """Whether a cell only prepares: it is nobody's answer, and begins with imports."""
    return "nbgrader" not in cell.metadata and bool(_IMPORT.match(cell.source))


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
        str(Path(__file__).resolve().parents[2]),
        *sysconfig.get_paths().values(),
        *site.getsitepackages(),
    ]
    # /usr alone tells nothing, and would cut words
    telling = {place for place in places if len(Path(place).parts) > 2}
    return sorted(telling | {tempfile.gettempdir(), str(Path.home())}, key=len, reverse=True)


def feedback(
    root: Path | str,
    assignment: str,
    progress: Callable[[str], None] = lambda student: None,
    *,
    students: Sequence[str] | None = None,
    workers: int | None = None,
) -> list[Path]:
    """Write the feedback of every graded submission of an assignment.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    assignment : str
        The assignment's name.
    progress : callable
        Called with each student's id when their feedback is written.
    students : sequence of str, optional
        Only these.
    workers : int, optional
        Processes that write side by side; by default one for each core.

    Returns
    -------
    list of Path
        The feedback folders, one for each student, sorted.

    Raises
    ------
    CourseError
        If no submission of the assignment, or of one of `students`, has been graded, or feedback cannot be written.
    """
    root = Path(root).resolve()
    with open_api(root) as api:
        folder = api.coursedir.format_path(api.coursedir.autograded_directory, "*", assignment)
        graded = sorted(api.get_autograded_students(assignment))
        if not graded:
            raise CourseError(
                _(
                    "Nothing to give feedback on in {folder}: run `servicelab grade {name}` first."
                ).format(folder=folder, name=assignment)
            )
    unknown = sorted(set(students or ()) - set(graded))
    if unknown:
        raise CourseError(
            _("No submission of {names} for {name} is graded.").format(
                names=", ".join(unknown), name=assignment
            )
        )
    chosen = [student for student in graded if students is None or student in students]
    written = []
    with ProcessPoolExecutor(
        min(workers or cores(), len(chosen)), safe_context(), _open, (root,)
    ) as pool:
        for student, place in zip(
            chosen, pool.map(_write, itertools.repeat(assignment), chosen), strict=True
        ):
            written.append(place)
            progress(student)
    return written


_held = contextlib.ExitStack()
_api: Any = None


def _open(root: Path) -> None:
    """Open the course once in each process."""
    global _api
    _api = _held.enter_context(open_api(root))


def _write(assignment: str, student: str) -> Path:
    result = _api.generate_feedback(assignment, student_id=student, force=True)
    if not result["success"]:
        raise CourseError(
            _("Cannot write the feedback of {student}: {reason}").format(
                student=student, reason=result["error"].strip().splitlines()[-1]
            )
        )
    return Path(_api.coursedir.format_path(_api.coursedir.feedback_directory, student, assignment))
