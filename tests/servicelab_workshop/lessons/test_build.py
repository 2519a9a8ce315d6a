from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support.tiny import MODULE, cell_of

from nbreferee.notebooks import read_notebook, write_notebook
from servicelab.errors import CourseError
from servicelab.tasks.beside import read_sheets, squeeze
from servicelab_workshop.lessons.build import build
from servicelab_workshop.lessons.check import alike, check
from servicelab_workshop.lessons.course import Course, find_course
from servicelab_workshop.lessons.source import read_script


def script(course: Course) -> Path:
    return course.solutions / MODULE / "tiny.py"


def instructor(course: Course) -> Path:
    return course.solutions / MODULE / "tiny.ipynb"


def trainee(course: Course) -> Path:
    return course.notebooks / MODULE / "tiny.ipynb"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_building_twice_gives_the_same_bytes(course: Course) -> None:
    before = {path: path.read_bytes() for path in (instructor(course), trainee(course))}
    for path in before:
        path.unlink()
    assert sorted(build(course)) == sorted(before)
    assert {path: path.read_bytes() for path in before} == before
    assert build(course) == []
    assert check(course) == []


def test_editions_hold_what_each_reader_needs(built: Path) -> None:
    solved = read_notebook(built / "solutions" / MODULE / "tiny.ipynb")
    assert cell_of(solved, "m90-q1-mean").outputs[0].data["text/plain"] == "3"
    assert "image/png" in cell_of(solved, "tiny-02").outputs[0].data
    given = read_notebook(built / "notebooks" / MODULE / "tiny.ipynb")
    test = cell_of(given, "m90-q1-mean")
    assert test.source == 'from servicelab import check\n\ncheck("m90-q1-mean")'
    assert cell_of(given, "m90-q1-mean-answer").source.endswith("    # Your answer here.")
    assert cell_of(given, "m90-q3-memo").source == "*Your answer here.*"
    assert not any(cell.get("outputs") for cell in given.cells)
    names = {path.name for path in (built / "notebooks" / MODULE).iterdir()}
    assert names == {"tiny.ipynb", "tiny.checks"}
    known = read_sheets((built / "notebooks" / MODULE / "tiny.checks").read_text())
    assert known["m90-q1-mean"]["checks"]["1"]["expected"] == 5.0
    assert "12.5" not in str(known)


def test_untouched_trainee_edition_runs_to_its_end(built: Path) -> None:
    from nbclient import NotebookClient

    nb = read_notebook(built / "notebooks" / MODULE / "tiny.ipynb")
    stub = cell_of(nb, "m90-q2-share")
    stub.source = ""  # a bare assert, unlike a check, raises on a stub
    resources = {"metadata": {"path": str(built / "notebooks" / MODULE)}}
    NotebookClient(nb, kernel_name="python3", resources=resources).execute()
    assert cell_of(nb, "m90-q1-mean").outputs[0].data["text/plain"] == "0"


STALE = "tiny.ipynb is stale"
SOLUTION = "share = float((waits > 5).mean())\n"
MARKED = f"### BEGIN SOLUTION\n{SOLUTION}### END SOLUTION\n"


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda c: edit(script(c), "Waiting at the branch", "Queues"), STALE),
        (lambda c: edit(instructor(c), "Waiting at the branch", "Queues"), STALE),
        (lambda c: edit(trainee(c), "Waiting at the branch", "Queues"), STALE),
        (lambda c: trainee(c).unlink(), "is missing"),
        (lambda c: trainee(c).write_text("{"), "cannot be read"),
        (lambda c: edit(trainee(c), "# Your answer", "### BEGIN SOLUTION"), "holds a solution"),
        (
            lambda c: edit(
                trainee(c), "*Your answer here.*", "Open a second counter from ten to eleven, "
                "because half of the customers wait more than five minutes."
            ),
            "holds a solution",
        ),
        (
            lambda c: edit(
                trainee(c), '"assert share is', '"assert abs(share - 0.5) < 1e-9\\n",\n    "assert share is'
            ),
            "holds a hidden test",
        ),
        (lambda c: edit(trainee(c), '"execution_count": null', '"execution_count": 3'), "an output"),
        (lambda c: edit(trainee(c), '"id": "tiny-07"', '"id": "tiny-01"'), "id tiny-01 repeats"),
        (
            lambda c: (trainee(c).parent / "x.decision.json").write_text("{}"),
            "is a decision record",
        ),
        (
            lambda c: (instructor(c).parent / "x.decision.json").write_text("{}"),
            "is a decision record",
        ),
        (lambda c: edit(script(c), "points: 100", "points: 99"), "99 points, its cells add up to 100"),
        (lambda c: edit(script(c), "mean\", points=3)", "mean\", points=4)"), "its Task 4"),
        (lambda c: edit(script(c), 'Task("m90-q1-mean"', 'Task("m90-q9"'), "makes Task m90-q9"),
        (lambda c: trainee(c).with_suffix(".checks").write_text("{}"), "tiny.checks is stale"),
        (lambda c: edit(script(c).with_name("answers.py"), "minutes.median()", "minutes.min()"), STALE),
        (lambda c: edit(script(c), 'answer="m90-q2-share"', 'answer="m90-q4"'), "no answer cell"),
        (
            lambda c: (c.solutions / "m91_other").mkdir()
            or (c.solutions / "m91_other" / "other.py").write_text(script(c).read_text()),
            "m90-q1-mean repeats",
        ),
        (lambda c: edit(script(c), MARKED, SOLUTION), "m90-q2-share-answer has no ### BEGIN SOLUTION"),
        (lambda c: edit(script(c), SOLUTION, ""), "m90-q2-share-answer has nothing between"),
        (
            lambda c: edit(script(c), MARKED, SOLUTION + MARKED),
            "solution of m90-q2-share stands in cell m90-q2-share-answer",
        ),
        (
            lambda c: edit(script(c), "# Tell the", "# Type `float((waits > 5).mean())`. Tell the"),
            "solution of m90-q2-share stands in cell tiny-07",
        ),
        (
            lambda c: edit(script(c), "plt.show()", "plt.show()\nlate = float( (waits>5).mean() )"),
            "solution of m90-q2-share stands in cell tiny-02",
        ),
        (
            lambda c: edit(script(c), '    """Mean waiting time in minutes, missing values left out."""\n', ""),
            "the stub in cell m90-q1-mean-answer is not Python",
        ),
        (
            lambda c: edit(script(c), "    ### BEGIN", "    count = len(minutes)\n    ### BEGIN"),
            "the stub in cell m90-q1-mean-answer gives mean_wait already",
        ),
        (lambda c: (trainee(c).parent / "old.ipynb").write_bytes(trainee(c).read_bytes()), "no script"),
    ],
)  # fmt: skip
def test_check_finds(course: Course, damage: Callable[[Course], object], words: str) -> None:
    damage(course)
    assert any(words in problem for problem in check(course, [MODULE])), check(course, [MODULE])


def test_a_single_notebook_is_built_and_leaves_the_others(course: Course) -> None:
    other = script(course).with_name("other.py")
    other.write_text("# %% [markdown]\n# # Another\n\n# %%\n1 / 0\n", encoding="utf-8")
    edit(script(course), "Waiting at the branch", "Queues at the branch")
    build(course, [f"{MODULE}/tiny"])
    assert "Queues at the branch" in trainee(course).read_text()
    assert "Queues at the branch" in instructor(course).read_text()
    assert not other.with_suffix(".ipynb").exists()
    with pytest.raises(CourseError, match="no notebook tny in m90_tiny; choose from: other, tiny"):
        build(course, [f"{MODULE}/tny"])


@pytest.mark.slow
def test_check_forgives_another_machines_fonts_only(course: Course) -> None:
    nb = json.loads(instructor(course).read_text())
    output = next(c for c in nb["cells"] if c["id"] == "tiny-02")["outputs"][0]
    output["data"]["image/png"] = "iVBORw0KGgo="
    instructor(course).write_text(json.dumps(nb))
    assert check(course, run=True) == []
    del output["data"]["image/png"]
    instructor(course).write_text(json.dumps(nb))
    assert any(STALE in problem for problem in check(course, run=True))


@pytest.mark.slow
def test_check_forgives_the_numbers_of_another_processor_only(course: Course) -> None:
    path = trainee(course).with_suffix(".checks")
    sheets = read_sheets(path.read_text())
    sheets["m90-q1-mean"]["checks"]["1"]["expected"] *= 1 + 1e-14
    path.write_text(json.dumps({id: squeeze(sheet) for id, sheet in sheets.items()}))
    assert check(course, run=True, again=True) == []
    # what an author wrote counts to the letter
    edit(instructor(course), "waits > 5", "waits > 6")
    assert any(STALE in problem for problem in check(course, run=True))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (0.375, 0.3750001, True),
        ("of the product -0.38", "of the product -0.37", True),
        ("of the product -0.38", "of the wait -0.38", False),
        ({"a": [1, 2.0]}, {"a": [2, 1]}, True),
        ({"a": [1, 2]}, {"a": [1]}, False),
        ({"a": 1}, {"b": 1}, False),
        (True, 1, False),
        ("right", "wrong", False),
        (None, 0, False),
    ],
)
def test_numbers_alone_may_differ(one: object, other: object, same: bool) -> None:
    assert alike(one, other) is same


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("plt.show()", "plt.show()\nimport warnings; warnings.warn('look out')", "tiny-02 warns"),
        ("plt.show()", "1 / 0", "tiny-02 fails: ZeroDivisionError"),
        ("plt.show()", "from pathlib import Path; print(Path.cwd())", "folder of this machine"),
        (
            "plt.show()",
            "from ipywidgets import interact\n@interact(n=(0, 3))\ndef show(n):\n    1 / 0",
            "a widget's callback fails: ZeroDivisionError",
        ),
        ("waits > 5", "waits > 4.5 + 2", "m90-q2-share fails"),
        (
            "/ len(minutes.dropna())",
            "/ len(minutes)",
            "stands 0 times in the solution",
        ),
        (
            'mean", points=3)',
            'mean", points=3, hints=["The mean is 25 with the gap."])',
            "hint 1 tells the answer, 25",
        ),
        ("pd.Series([12.5, None, 37.5])", "pd.Series([25.0])", "no check catches the mutant"),
    ],
)
def test_build_fails_on_what_does_not_run_cleanly(
    course: Course, old: str, new: str, words: str
) -> None:
    before = trainee(course).read_bytes()
    edit(script(course), old, new)
    with pytest.raises(CourseError, match=re.escape(words)):
        build(course)
    assert trainee(course).read_bytes() == before


@pytest.mark.parametrize(
    ("marker", "words"),
    [
        ('# %% task="x"', "needs points"),
        ('# %% answer="x" points=1', "an answer has no points"),
        ('# %% answer="x" task="x"', "is both"),
        ("# %% points=2", "neither task nor memo"),
        ('# %% [markdown] answer="x"', "belongs to a code cell"),
        ('# %% id="a b"', "may hold letters"),
        ('# %% id="x"\n1\n# %% id="x"', "used twice"),
    ],
)
def test_script_errors_are_one_sentence(tmp_path: Path, marker: str, words: str) -> None:
    path = tmp_path / "nb.py"
    path.write_text(f"{marker}\n# 1\n")
    with pytest.raises(CourseError, match=words):
        read_script(path)


def test_long_and_short_forms_read_alike(tmp_path: Path) -> None:
    short, long = tmp_path / "a.py", tmp_path / "b.py"
    short.write_text('# %% task="x" points=2\n1\n')
    long.write_text(
        '# %% nbgrader={"grade": true, "solution": false, "locked": true, "points": 2, '
        '"schema_version": 3, "task": false, "grade_id": "x"}\n1\n'
    )
    assert read_script(short).cells == read_script(long).cells


@pytest.mark.slow
def test_an_edit_in_the_notebook_is_refused_until_synced(course: Course) -> None:
    nb = read_notebook(instructor(course))
    nb.cells[0].source = nb.cells[0].source.replace("Waiting", "Queues")
    instructor(course).write_bytes(write_notebook(nb))
    later = script(course).stat().st_mtime + 10
    os.utime(instructor(course), (later, later))
    with pytest.raises(CourseError, match="jupytext --sync"):
        build(course)
    subprocess.run(["jupytext", "--sync", instructor(course)], check=True, capture_output=True)
    assert "# # Queues at the branch" in script(course).read_text()
    build(course)
    assert "Queues at the branch" in trainee(course).read_text()
    assert check(course) == []


@pytest.mark.slow
def test_jupytext_sync_alone_changes_no_edition(course: Course) -> None:
    before = trainee(course).read_bytes(), instructor(course).read_bytes()
    edit(script(course), "Tell the branch manager", "Tell the manager of the branch")
    subprocess.run(["jupytext", "--sync", script(course)], check=True, capture_output=True)
    edit(script(course), "Tell the manager of the branch", "Tell the branch manager")
    build(course)
    assert (trainee(course).read_bytes(), instructor(course).read_bytes()) == before


@pytest.mark.slow
def test_plain_generate_assignment_gives_the_built_edition(course: Course) -> None:
    before = trainee(course).read_bytes()
    (instructor(course).parent / "x.decision.json").write_text("{}")
    trainee(course).unlink()
    subprocess.run(
        ["nbgrader", "generate_assignment", MODULE, "--force"],
        cwd=course.root,
        check=True,
        capture_output=True,
    )
    assert trainee(course).read_bytes() == before
    names = {path.name for path in trainee(course).parent.iterdir()}
    assert names == {"tiny.ipynb", "tiny.checks"}


def test_finds_the_course_from_below_and_says_when_there_is_none(
    course: Course, tmp_path: Path
) -> None:
    assert find_course(course.solutions / MODULE).root == course.root.resolve()
    with pytest.raises(CourseError, match="no course"):
        find_course(tmp_path)
    with pytest.raises(CourseError, match="choose from: m90_tiny"):
        course.pick(["m77"])
