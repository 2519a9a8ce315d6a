from __future__ import annotations

from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.lessons.branches import ENDED, Branch, Shown, run, started

FIRST = """
import os, sys
from pathlib import Path
numbers = [1]
wrote = Path("record.json").write_text("first")
print("one"); print("two", file=sys.stderr); print("three")
len(numbers)
"""
STATE = 'numbers, Path("record.json").read_text()'
CELLS = [("first", FIRST), ("fails", "numbers.append(2)\n1 / 0"), ("last", STATE)]
BRANCHES = {
    "changes": Branch(1, ("numbers.append(9); Path('record.json').write_text('branch')", STATE)),
    "looks": Branch(1, (STATE,)),
    "looks at the end": Branch(3, (STATE,)),
    "where": Branch(1, ("Path.cwd().name, os.environ['NBGRADER_EXECUTION'], sys.path[0]",)),
    "shell": Branch(1, ("type(get_ipython()).__name__, sys.flags.hash_randomization",)),
    "exits": Branch(1, ("exit()", "numbers")),
    "ends": Branch(1, ("os._exit(3)", "numbers")),
    "is no Python": Branch(1, ("numbers = )",)),
    "draws": Branch(
        1, ("import matplotlib.pyplot as plt; plt.plot([1, 2])", "plt.get_fignums(), plt.Figure()")
    ),
    "awaits": Branch(1, ("import asyncio; await asyncio.sleep(0, 7)",)),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    folder = tmp_path_factory.mktemp("run") / "m90_tiny"
    folder.mkdir()
    with started(["math", "pathlib:Path", "no.such.module", "math:no_such_name"]) as process:
        return run(CELLS, list(BRANCHES.values()), folder, "tiny", at_once=2, process=process)


def test_a_notebook_runs_to_its_end_and_its_outputs_are_as_a_kernel_sends_them(made: Shown) -> None:
    assert list(made.cells) == ["first", "fails", "last"]
    assert made.cells["first"] == [
        {"output_type": "stream", "name": "stdout", "text": "one\n"},
        {"output_type": "stream", "name": "stderr", "text": "two\n"},
        {"output_type": "stream", "name": "stdout", "text": "three\n"},
        {
            "output_type": "execute_result",
            "data": {"text/plain": "1"},
            "metadata": {},
            "execution_count": 1,
        },
    ]
    (error,) = made.cells["fails"]
    assert (error["ename"], error["evalue"]) == ("ZeroDivisionError", "division by zero")
    assert made.cells["last"][0]["data"] == {"text/plain": "([1, 2], 'first')"}


@pytest.mark.parametrize(
    ("branch", "shown"),
    [
        ("changes", "([1, 9], 'branch')"),
        ("looks", "([1], 'first')"),
        ("looks at the end", "([1, 2], 'first')"),
        ("where", "('m90_tiny', 'autograde', '')"),
        ("shell", "('ZMQInteractiveShell', 0)"),
        ("exits", "[1]"),
        ("draws", "([], <Figure size 640x480 with 0 Axes>)"),
        ("awaits", "7"),
    ],
)
def test_a_branch_starts_from_where_it_leaves_and_changes_nothing(
    made: Shown, branch: str, shown: str
) -> None:
    (output,) = made.branches[list(BRANCHES).index(branch)]
    assert output["data"] == {"text/plain": shown}


def test_a_branch_that_fails_or_ends_is_told(made: Shown) -> None:
    (error,) = made.branches[list(BRANCHES).index("is no Python")]
    assert error["ename"] == "SyntaxError"
    # the file is named as in a kernel
    assert error["evalue"].endswith(".py, line 1)")
    (error,) = made.branches[list(BRANCHES).index("ends")]
    assert error["ename"] == ENDED
    assert "ended while it ran (exit status 3)" in error["evalue"]


@pytest.mark.slow
def test_what_takes_too_long_is_stopped(tmp_path: Path) -> None:
    slow = "import time; time.sleep(60)"
    made = run([("quick", "1")], [Branch(1, (slow,))], tmp_path, "tiny", seconds=3)
    assert [error["evalue"] for error in made.branches[0]] == ["it took longer than 3 seconds."]
    with pytest.raises(CourseError, match=r"^tiny, cell slow: it took longer than 3 seconds\.$"):
        run([("quick", "1"), ("slow", slow), ("last", "1")], [], tmp_path, "tiny", seconds=3)


def test_a_notebook_that_ends_its_process_is_no_run(tmp_path: Path) -> None:
    ends = 'import os; os.write(2, b"out of\\ngas\\n"); os._exit(4)'
    with pytest.raises(CourseError, match=r"^tiny, cell ends: .*\(exit status 4\)\. gas$"):
        run([("quick", "1"), ("ends", ends)], [], tmp_path, "tiny")
