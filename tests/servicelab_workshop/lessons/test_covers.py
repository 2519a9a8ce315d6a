from __future__ import annotations

import nbformat
import pytest

from nbreferee import door
from servicelab_workshop.lessons.covers import PutCovers, cover_html, cover_problems
from servicelab_workshop.lessons.lesson import COVER, Lesson

OPENING = (
    "# Waiting 1 of 2: a line\n\n**Lantern Bank, then Plum Court Hospital.** 20 minutes, 4 points."
)


def _notebook(**header: str) -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(OPENING)])
    made.metadata["servicelab"] = {"module": "m90_tiny", **header}
    return made


def test_a_cover_stands_below_the_title_and_takes_nothing_away() -> None:
    made = _notebook(question="Who <b>waits</b>?", asks="Ms. Qiao")
    before = Lesson.of(made)
    shown, _resources = PutCovers().preprocess(made, {})
    title, cover, case = shown.cells[0].source.split("\n\n", 2)
    assert title == "# Waiting 1 of 2: a line"
    assert cover.count("<img") == 3  # two houses and a person
    assert "Who &lt;b&gt;waits&lt;/b&gt;?" in cover
    assert "Ms. Qiao, who heads the Riverside branch, asks" in cover
    assert case.startswith("**Lantern Bank")
    after = Lesson.of(shown)
    assert (after.title, after.case, after.houses) == (before.title, before.case, before.houses)
    assert COVER.sub("", shown.cells[0].source) == OPENING


def test_a_page_that_shows_the_harmless_only_shows_the_cover() -> None:
    shown = str(
        door.markup(cover_html(Lesson.of(_notebook(question="Who waits?", asks="Ms. Qiao"))))
    )
    assert shown.count("data:image/svg+xml") == 3
    assert "Who waits?" in shown


def test_without_a_question_there_is_no_cover() -> None:
    made = _notebook()
    assert PutCovers().preprocess(made, {})[0].cells[0].source == OPENING


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ({"question": "Wait."}, "is not one, or longer than 80"),
        ({"question": f"Who {'really ' * 12}waits?"}, "is not one, or longer than 80"),
        ({"question": "Who waits?", "asks": "Mr. X"}, "nobody is called Mr. X: choose one of"),
        ({"question": "Who waits?", "asks": "Dr. Lin"}, ""),
    ],
)
def test_what_is_wrong_with_a_cover_is_told(header: dict[str, str], said: str) -> None:
    problems = list(cover_problems(Lesson.of(_notebook(**header)), "1_line"))
    assert len(problems) == bool(said)
    assert all(said in problem for problem in problems)
