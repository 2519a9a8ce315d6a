"""What is refused by reading the scripts alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.tiny import MODULE, TINY

from servicelab.errors import CourseError
from servicelab_workshop.lessons import build
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.rules import source_problems, sum_problems

SUM, LEN = "sum( minutes.dropna() )", "len(minutes.dropna())"


@pytest.fixture
def source(tmp_path: Path) -> Course:
    """The scripts of the tiny course, not built."""
    shutil.copytree(TINY, tmp_path / "course")
    return Course(tmp_path / "course")


def edited(course: Course, old: str, new: str) -> list[str]:
    path = course.solutions / MODULE / "tiny.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return source_problems(course, [MODULE])


FIRST = "# Two tasks and a memo"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            FIRST,
            f"# 5 minutes, 8 points.\n{FIRST}",
            "its first cell says 5 minutes, 8 points, its header 5 minutes, 100 points.",
        ),
        (
            FIRST,
            f"# 50 minutes, 100 points.\n{FIRST}",
            "its first cell says 50 minutes, 100 points, its header 5 minutes, 100 points.",
        ),
        (
            "# Tell the",
            "# ## Task 3 (5 points, read by a person)\n#\n# Tell the",
            "the heading of m90-q3-memo says 5 points, not 95.",
        ),
        (
            FIRST,
            f"# ## Tasks (12 points)\n#\n{FIRST}",
            "the heading of m90-q1-mean, m90-q2-share, m90-q3-memo says 12 points, not 100.",
        ),
        (
            "`mean_wait(minutes)`",
            "`mean_waits(minutes)`",
            "the text above the answer of m90-q1-mean does not name `mean_wait`:",
        ),
        (
            "    ### END SOLUTION\n",
            "",
            "m90-q1-mean-answer has no ### END SOLUTION: put",
        ),
        (
            'mean", points=3)',
            f"mean\", points=3, hints=['`{SUM} /{LEN}`', 'x'])",
            "the hints of m90-q1-mean hold its whole solution:",
        ),
        (
            "secret_branch = ",
            "waits = waits * 2\nsecret_branch = ",
            "the check cell m90-q1-mean gives `waits` another value, which cell "
            "m90-q2-share-answer uses:",
        ),
    ],
)
def test_one_sentence_for_one_fault(source: Course, old: str, new: str, said: str) -> None:
    problems = edited(source, old, new)
    assert len(problems) == 1, problems
    assert said in problems[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FIRST, f"# 5 minutes, 100 points. Talk for 2 minutes, 3 points at most.\n{FIRST}"),
        (FIRST, f"# ## Tasks (100 points)\n#\n# ### No. 1\n#\n{FIRST}"),
        ("# Tell the", "# ## Task 3 (how?) (95 points)\n#\n# Tell the"),
        ("# Tell the", "# ## Sights (77 points)\n#\n# # Task 3\n#\n# Tell the"),
        ("import pandas", "%time mean_wait = 3\nimport pandas"),
        ('mean", points=3)', f"mean\", points=3, hints=['`{SUM}`', '`{LEN}`', '`{SUM} / ...`'])"),
    ],
)
def test_what_is_right_is_not_refused(source: Course, old: str, new: str) -> None:
    assert edited(source, "### BEGIN HIDDEN", "### BEGIN HIDDEN") == []
    assert edited(source, old, new) == []


def test_a_module_has_a_hundred_points(source: Course) -> None:
    assert sum_problems(source, [MODULE]) == []
    path = source.solutions / MODULE / "tiny.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("points: 100", "points: 99").replace("points=95", "points=94"))
    path.with_name("more.py").write_text(text.partition("# %%")[0].replace("100", "2") + "# %%\n")
    said = "m90_tiny: 2 (more) + 99 (tiny) = 101 points, and a module has 100: "
    assert source_problems(source, [MODULE]) == [
        "solutions/m90_tiny/more.py: its header says 2 points, its cells add up to 0."
    ]
    assert [problem.startswith(said) for problem in sum_problems(source, [MODULE])] == [True]


def test_a_single_notebook_is_built_before_its_module_is_complete(
    source: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "make", lambda *_: {})
    path = source.solutions / MODULE / "tiny.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("points: 100", "points: 99").replace("points=95", "points=94"))
    assert build.build(source, [f"{MODULE}/tiny"]) == []
    for names in (None, [MODULE], [f"{MODULE}/"]):
        with pytest.raises(CourseError, match="99 \\(tiny\\) = 99 points"):
            build.build(source, names)
