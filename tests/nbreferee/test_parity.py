"""One class graded by `nbgrader autograde` and by `servicelab grade`: the same rows, the same files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from support.plain_course import (
    cell,
    checked,
    expects,
    hand_in,
    labeled,
    memo,
    release,
    says,
    without,
    write,
)
from support.same import compare, rows, tree
from support.tiny import MODULE, submit

from nbreferee.configuration import CONFIG
from nbreferee.gradebook import open_api
from servicelab_workshop.grading import grade
from servicelab_workshop.lessons.bank import Answer
from servicelab_workshop.lessons.course import Course

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def nbgrader(root: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def twice(root: Path, tmp_path: Path) -> tuple[Path, Path]:
    ours = tmp_path / "ours"
    shutil.copytree(root, ours)
    return root, ours


def edit(path: Path, change: Callable[[Any], None]) -> None:
    nb = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    change(nb)
    nbformat.write(nb, path)


def answered(source: str) -> Callable[[Any], None]:
    def change(nb: Any) -> None:
        for one in nb.cells:
            if one.metadata.get("nbgrader", {}).get("grade_id") == "squares":
                one.source = source

    return change


def said(text: str) -> Callable[[Any], None]:
    def change(nb: Any) -> None:
        for one in nb.cells:
            label = one.metadata.get("nbgrader", {})
            if label.get("grade") and label.get("solution"):
                one.source = text if one.cell_type == "markdown" else f"print({text!r})"

    return change


RIGHT = """def squares(n):
    if n < 1:
        raise ValueError("n must be 1 or more")
    return [i ** 2 for i in range(1, n + 1)]"""


@pytest.fixture
def quickstart(tmp_path: Path) -> Path:
    """nbgrader's own example course, released, with a class that hands in all sorts of work."""
    nbgrader(tmp_path, "quickstart", "course")
    root = tmp_path / "course"
    with (root / CONFIG).open("a") as config:
        config.write(
            "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
            "c.Autograde.exclude_overwriting = {'ps1': ['notes.txt']}\n"
            "c.Execute.timeout = 60\n"
        )
    (root / "source" / "ps1" / "notes.txt").write_text("the teacher's\n")
    (root / "source" / "ps1" / "data").mkdir()
    (root / "source" / "ps1" / "data" / "table.csv").write_text("a\n1\n")
    nbgrader(root, "generate_assignment", "ps1")
    with open_api(root) as api, api.gradebook as gradebook:
        gradebook.update_or_create_assignment("ps1", duedate="2026-10-20 12:00:00 UTC")
    released = root / "release" / "ps1"

    def handed_in(student: str, *changes: Callable[[Any], None], stamp: str = "") -> Path:
        folder = root / "submitted" / student / "ps1"
        shutil.copytree(released, folder)
        for change in changes:
            edit(folder / "problem1.ipynb", change)
        if stamp:
            (folder / "timestamp.txt").write_text(stamp)
        return folder

    handed_in("ann", answered(RIGHT), said("all right"), stamp="2026-10-19 10:00:00.000000 UTC")
    handed_in("ben", answered("def squares(n):\n    return 0"), said("wrong"))
    handed_in("cleo", stamp="2026-10-21 08:00:00.000000 UTC")
    late = handed_in("dora", answered(RIGHT), stamp="2026-10-22 08:00:00.000000 UTC")
    (late / "notes.txt").write_text("my own notes\n")
    (late / "data" / "table.csv").write_text("a\n99\n")
    (late / "extra" / "deep").mkdir(parents=True)
    (late / "extra" / "deep" / "more.txt").write_text("more\n")
    (late / "notebook of mine.ipynb").write_text((late / "problem1.ipynb").read_text())
    gone = handed_in("emil", answered("import os\nopen('made.txt', 'w').write('x')\n" + RIGHT))
    (gone / "problem2.ipynb").unlink()
    handed_in("fay", answered("import warnings\nwarnings.warn('noise')\nprint('out')\n1/0"))
    handed_in("gus", answered("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1])"))
    return root


def test_nbgraders_own_course(quickstart: Path, tmp_path: Path) -> None:
    theirs, ours = twice(quickstart, tmp_path)
    nbgrader(theirs, "autograde", "ps1")
    records = grade(ours, "ps1")
    assert {record.student: record.status for record in records} == dict.fromkeys(
        ["ann", "ben", "cleo", "dora", "emil", "fay", "gus"], "graded"
    )
    assert [record.flags for record in records if record.flags] == []
    compare(theirs, ours, "ps1")

    # marks by hand, then some hand in again
    for root in (theirs, ours):
        with open_api(root) as api, api.gradebook as gradebook:
            for notebook in gradebook.find_submission("ps1", "ann").notebooks:
                for given in notebook.grades:
                    if given.needs_manual_grade:
                        given.manual_score, given.needs_manual_grade = 0.5, False
            gradebook.db.commit()
        for student, answer in (("ann", "def squares(n):\n    return []"), ("cleo", RIGHT)):
            folder = root / "submitted" / student / "ps1"
            edit(folder / "problem1.ipynb", answered(answer))
            (folder / "timestamp.txt").write_text("2026-10-23 09:00:00.000000 UTC")
    nbgrader(theirs, "autograde", "ps1")
    seen = []
    grade(ours, "ps1", seen.append)
    assert {step.record.student for step in seen if step.fresh} == {"ann", "cleo"}
    compare(theirs, ours, "ps1")

    # nbgrader wants every mark seen again; where the text is unchanged, that can be left out
    assert [step.record.student for step in seen if step.record.unchanged] == ["ann"]

    # what comes after grading works on either alike
    for root in (theirs, ours):
        nbgrader(root, "generate_feedback", "ps1")
        nbgrader(root, "export")
    lines = [sorted((root / "grades.csv").read_text().splitlines()) for root in (theirs, ours)]
    assert lines[0] == lines[1]
    pages = sorted(path.relative_to(theirs) for path in (theirs / "feedback").rglob("*.html"))
    assert len(pages) == 13
    assert pages == sorted(path.relative_to(ours) for path in (ours / "feedback").rglob("*.html"))
    kept = {record.student: record for record in grade(ours, "ps1", keep_marks=True)}
    assert (kept["ann"].needs_manual, kept["ann"].unchanged) == (False, [])


def test_this_course(released: Course, bank: dict[tuple[str, str], Answer], tmp_path: Path) -> None:
    submit(released, "anna", [answer for key, answer in bank.items() if "numpy" in key])
    submit(released, "bo", [bank["m90-q1-mean", "takes the median"]])
    submit(released, "cy", list(bank.values()))
    submit(released, "di")
    theirs, ours = twice(released.root, tmp_path)
    nbgrader(theirs, "autograde", MODULE)
    assert {record.status for record in grade(ours, MODULE)} == {"graded"}
    compare(theirs, ours, MODULE)


# one course whose configuration asks for what others do not, and one trainee for each scenario
SCENARIOS = "1 (a) {b}"
CONFIGURED = """
c.Execute.timeout = 5
c.CourseDirectory.student_id_exclude = "excluded"
c.AssignLatePenalties.plugin_class = "late.Hourly"
c.Autograde.pre_convert_hook = "hooks.mend"
c.Autograde.post_convert_hook = "hooks.note"
c.Autograde.sanitize_preprocessors.append("steps.Stamp")
c.Autograde.exclude_overwriting = {"1 (a) {b}": ["mine.py"]}
c.LimitOutput.max_lines = 5
c.OverwriteCells.add_missing_cells = True
def shout(nb, resources):
    nb.metadata["shout"] = resources["nbgrader"]["notebook"].upper()
    return nb, resources
from nbgrader.preprocessors import (
    AssignLatePenalties, CheckCellMetadata, Execute, IgnorePattern, SaveAutoGrades
)
c.Autograde.autograde_preprocessors = [
    Execute, IgnorePattern, shout, "nbgrader.preprocessors.LimitOutput", SaveAutoGrades,
    AssignLatePenalties, "steps.Points", CheckCellMetadata,
]
"""
MODULES = {
    "late.py": """
from helping import rate
from nbgrader.plugins import BasePlugin
class Hourly(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return rate(total_seconds_late)
""",
    "helping/__init__.py": "def rate(seconds):\n    return round(seconds / 3600)\n",
    "hooks.py": """
from pathlib import Path
def mend(assignment, student, notebooks):
    for path in notebooks:
        with open(path, encoding="utf-8") as stream:
            text = stream.read()
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text.replace("hook_to_mend", "1"))
def note(assignment, student, notebooks):
    with open("noted.txt", "a") as stream:
        stream.write(assignment + "".join(map(open_name, notebooks)) + "\\n")
def open_name(path):
    return str(path.endswith("p1.ipynb") and bool(Path(path).read_text(encoding="utf-8")))
""",
    "steps.py": """
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
class Stamp(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        import helping
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            cells = gradebook.find_notebook(where["notebook"], where["assignment"]).source_cells
            nb.metadata["stamp"] = [helping.rate(7200), len(cells)]
        return nb, resources
class Points(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            nb.metadata["points"] = gradebook.find_submission(where["assignment"], where["student"]).score
        return nb, resources
""",
}
SOURCE = [
    labeled("code", "given", "import helper", locked=True),
    expects("a", "x = 1"),
    checked("t", "assert x == 1", 2),
    checked("part", "0.5 if x == 1 else 0.25", 1),
    checked(
        "where",
        "import os, json, glob\nassert os.path.basename(os.getcwd()) == '1 (a) {b}'\n"
        "assert glob.glob('*.ipynb') == ['p1.ipynb'] and json.load(open('p1.ipynb'))['cells']",
        1,
    ),
    checked("files", "assert helper.VALUE == 3 and open('data/table.csv').read() == 'a'", 1),
    expects("b", "y = 2"),
    checked("last", "### BEGIN HIDDEN TESTS\nassert y == 2\n### END HIDDEN TESTS", 1),
    memo("m", 3),
    labeled("code", "k", "# your program", grade=True, solution=True, points=1),
    labeled("markdown", "task", "Do it", task=True, locked=True, points=2),
]
GIVEN = (says("a", "x = 1"), says("b", "y = 2"))


def set_label(name: str, **values: Any) -> Callable[[Any], None]:
    return lambda nb: cell(nb, name).metadata.nbgrader.update(values)


def retyped(nb: Any) -> None:
    one = cell(nb, "m")
    one.cell_type, one.outputs, one.execution_count = "code", [], None


def named_kernel(nb: Any) -> None:
    nb.metadata.kernelspec = {"name": "julia-1.9", "display_name": "Julia", "language": "julia"}


def old_results(nb: Any) -> None:
    cell(nb, "t").outputs = [nbformat.v4.new_output("error", ename="E", evalue="e", traceback=[])]
    nb.cells.append(nbformat.v4.new_code_cell("", id="blank"))


def tagged(nb: Any) -> None:
    nb.cells.insert(2, nbformat.v4.new_code_cell("1/0", id="tagged"))
    nb.cells[2].metadata.tags = ["raises-exception"]


CASES: dict[str, tuple[Callable[[Any], object], ...]] = {
    "untouched": (),
    "right": (*GIVEN, says("m", "My words"), says("k", "print(1)")),
    "wrong": (says("a", "x = 3"), says("b", "y = 3")),
    "mended by the hook": (says("a", "x = hook_to_mend"), says("b", "y = 2")),
    "test edited": (says("t", "assert True"), says("last", "pass"), says("a", "x = 2")),
    "points edited": (*GIVEN, set_label("t", points=50), set_label("part", points=7)),
    "unlocked": (*GIVEN, set_label("t", locked=False), says("t", "pass")),
    "test gone": (*GIVEN, without("t", "part")),
    "memo gone": (*GIVEN, without("m", "k")),
    "task gone": (*GIVEN, without("task")),
    "retyped": (*GIVEN, retyped),
    "another kernel": (*GIVEN, named_kernel),
    "old results": (*GIVEN, old_results),
    "tagged": (*GIVEN, tagged),
    "much output": (says("a", "x = 1\nfor i in range(50): print(i)"), says("b", "y = 2")),
    "error after the answer": (says("a", "x = 1\nraise ValueError('no')"), says("b", "y = 2")),
    "text on stderr": (says("a", "import sys\nx = 1\nprint('!', file=sys.stderr)"),),
    "no end": (says("a", "x = 1\nimport time\ntime.sleep(60)"), says("b", "y = 2")),
    "task answered": (*GIVEN, says("task", "Done it")),
    "late": GIVEN,
    "own files": GIVEN,
    "excluded": GIVEN,
    "names (2)": GIVEN,
    "DOM\\anna": GIVEN,
    "4.71E+09": GIVEN,
}


@pytest.fixture(scope="module")
def configured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, Any]]:
    """The course of all scenarios, graded by either; with our records."""
    theirs = tmp_path_factory.mktemp("theirs") / "course"
    write(theirs / "source" / SCENARIOS / "p1.ipynb", SOURCE)
    (theirs / CONFIG).write_text(f"c = get_config()\n{CONFIGURED}")
    for name, text in {
        **MODULES,
        f"source/{SCENARIOS}/helper.py": "VALUE = 3\n",
        f"source/{SCENARIOS}/mine.py": "pass\n",
        f"source/{SCENARIOS}/data/table.csv": "a",
    }.items():
        (theirs / name).parent.mkdir(parents=True, exist_ok=True)
        (theirs / name).write_text(text)
    release(theirs, SCENARIOS)
    with open_api(theirs) as api, api.gradebook as gradebook:
        gradebook.update_or_create_assignment(SCENARIOS, duedate="2026-10-20 12:00:00 UTC")
    for student, changes in CASES.items():
        hand_in(theirs, student, SCENARIOS, *changes)
    place = theirs / "submitted"
    (place / "late" / SCENARIOS / "timestamp.txt").write_text("2026-10-20 14:10:00 UTC")
    own = place / "own files" / SCENARIOS
    (own / "helper.py").write_text("VALUE = 4\n")
    (own / "mine.py").write_text("mine = True\n")
    (own / ".ipynb_checkpoints").mkdir()
    (own / ".ipynb_checkpoints" / "p1-checkpoint.ipynb").write_text("{}")
    (own / "more").mkdir()
    (own / "more" / "notes.txt").write_text("more\n")
    ours = tmp_path_factory.mktemp("ours") / "course"
    shutil.copytree(theirs, ours)
    nbgrader(theirs, "autograde", SCENARIOS)
    records = {record.student: record for record in grade(ours, SCENARIOS)}
    return theirs, ours, records


def of(student: str, found: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in found.items()
        if name == student or name.removeprefix("autograded/").startswith(f"{student}/")
    }


# nbgrader gives a cell that it puts back an id by chance
NEW_IDS = ("test gone", "memo gone", "task gone")


@pytest.mark.parametrize("student", CASES)
def test_a_scenario(configured: tuple[Path, Path, dict[str, Any]], student: str) -> None:
    theirs, ours, records = configured
    left, right = of(student, rows(theirs, SCENARIOS)), of(student, rows(ours, SCENARIOS))
    assert right == left
    assert bool(left) is (student != "excluded")
    left, right = of(student, tree(theirs)), of(student, tree(ours))
    if student in NEW_IDS:
        for found in (left, right):
            for value in found.values():
                for one in value[1]["cells"] if isinstance(value[1], dict) else ():
                    one.pop("id", None)
    assert right == left
    if student in NEW_IDS:
        assert records[student].incomplete == []
        assert "put back as released" in records[student].notes[0]


def test_a_hook_gets_paths(configured: tuple[Path, Path, dict[str, Any]]) -> None:
    theirs, ours, _records = configured
    lines = [sorted((root / "noted.txt").read_text().splitlines()) for root in (theirs, ours)]
    assert lines[0] == lines[1] == [f"{SCENARIOS}True"] * (len(CASES) - 1)
