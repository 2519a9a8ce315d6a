from __future__ import annotations

import random
import re
import shutil
import stat
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.handwriting import (
    HIDES,
    Texts,
    class_of,
    copied,
    drawn_texts,
    own_prose,
    paraphrased,
    read,
    texts_of,
)
from support.pages import Page
from support.tiny import MODULE, submit
from typer.testing import CliRunner

from nbreferee.gradebook import open_api
from servicelab_workshop import cli
from servicelab_workshop.classroom.class_answers import Release, known_answers, read_release
from servicelab_workshop.classroom.similar import MOST_LETTERS, MOST_LINES, side, similar
from servicelab_workshop.classroom.similarity import Answer, Comparison, compare
from servicelab_workshop.lessons.bank import Answer as Given
from servicelab_workshop.lessons.course import Course

ROOT = Path(__file__).resolve().parents[3]
STUDENTS = 60
PAIRS = STUDENTS * (STUDENTS - 1) // 2
COPIES = 8
NAME = "m02_segmentation"


@pytest.fixture(scope="module")
def release() -> Release:
    found, problem = read_release(ROOT / "notebooks" / NAME, ROOT / "solutions" / NAME)
    assert not problem
    return found


@pytest.fixture(scope="module")
def texts(release: Release) -> dict[str, Texts]:
    """What sixty hand in who all write in an own way."""
    drawn = class_of(ROOT / "solutions" / NAME, STUDENTS)
    return {student.id: texts_of(student, dict(release.cells)) for student in drawn}


_READ: dict[tuple[int, str], dict[str, Answer]] = {}


def compared(texts: dict[str, Texts], release: Release) -> Comparison:
    answers = {}
    for student, one in texts.items():
        # most of a class is the same in each test
        key = id(release), repr(sorted(one.items()))
        if key not in _READ:
            _READ[key] = read(one, release)
        answers[student] = _READ[key]
    return compare(answers, release.common, known_answers(release))


def test_of_an_honest_class_at_most_one_pair_in_a_thousand_is_shown(
    texts: dict[str, Texts], release: Release
) -> None:
    found = compared(texts, release)

    assert len(found.pairs) <= PAIRS / 1000
    # the class is no straw man: pairs do share something
    assert (found.bits > 1).mean() > 0.2


def test_answers_of_the_bank_are_common(release: Release) -> None:
    drawn = class_of(ROOT / "solutions" / NAME, STUDENTS)
    whole = {student.id: drawn_texts(student, dict(release.cells)) for student in drawn}

    found = compared(whole, release)

    assert not found.pairs
    assert found.bits.max() < 1


def test_without_a_bank_a_class_with_many_same_answers_shows_few(release: Release) -> None:
    drawn = class_of(ROOT / "solutions" / NAME, STUDENTS)
    whole = {student.id: drawn_texts(student, dict(release.cells)) for student in drawn}

    found = compared(whole, replace(release, known={}, solved=()))

    assert np.median(found.bits) > 5  # they share whole answers, word by word
    assert len(found.pairs) <= PAIRS / 1000


@pytest.mark.parametrize(
    ("hide", "share", "least"),
    [*((hide, 1.0, COPIES - 1) for hide in HIDES), ("verbatim", 0.5, COPIES - 2)],
)
def test_copies_are_found_however_they_are_hidden(
    hide: str, share: float, least: int, texts: dict[str, Texts], release: Release
) -> None:
    ids = list(texts)
    planted = dict(texts)
    pairs = [(ids[2 * n], ids[2 * n + 1]) for n in range(COPIES)]
    for one, other in pairs:
        planted[other] = copied(texts[one], texts[other], release, hide, share)

    shown = {(pair.left, pair.right) for pair in compared(planted, release).pairs}

    assert len(shown & set(pairs)) >= least
    assert len(shown - set(pairs)) <= PAIRS / 1000


def test_a_memo_alone_is_found_in_another_order_and_with_other_signs(
    texts: dict[str, Texts], release: Release
) -> None:
    (memo,) = [key for key, cell in release.cells.items() if cell.kind == "prose"]
    ids = list(texts)
    planted = {student: dict(one) for student, one in texts.items()}
    pairs = [(ids[2 * number], ids[2 * number + 1]) for number in range(6)]
    for number, (one, other) in enumerate(pairs):
        text = own_prose(f"copied {number}", memo, 12)
        planted[one][memo] = text
        # no word is another one, or one in a hundred
        planted[other][memo] = paraphrased(
            text, random.Random(number), every=100 + 9900 * (number % 2)
        )

    shown = {(pair.left, pair.right) for pair in compared(planted, release).pairs}

    assert shown >= set(pairs)
    assert len(shown - set(pairs)) <= PAIRS / 1000


def test_a_side_is_cut_to_what_is_shown() -> None:
    source = "\n".join(["x = 1  # " + "a" * 1000] * 500)

    shown = side(Answer(source, ((0, 2),), ((1,),)), [4.0])

    assert len(shown.lines) == MOST_LINES
    assert shown.more == 500 - MOST_LINES
    assert [line.alike for line in shown.lines[:4]] == [True, True, True, False]
    assert all(len(line.text) <= MOST_LETTERS for line in shown.lines)


HARM = """\
answer = '<script>alert(1)</script>' + "</pre><img src=x onerror=alert(2)>" + a.copy(deep=True)
style = "</style><style>body{display:none}</style>" + b.merge(c, how='outer', on=d)
shown = "{{ 7 * 7 }} {% raw %}" + e.rolling(3, center=f).quantile(g, interpolation=h)
turned = "\u202e\x1b[31m" + k.transform(lambda m: m.rank(pct=True) - m.shift(2))
"""


@pytest.fixture
def odd(course: Course) -> Course:
    """Two of a class share what nobody else has, and mean harm."""
    cells = read_release(course.notebooks / MODULE, course.solutions / MODULE)[0].cells
    tasks = [cell.task for cell in cells.values() if cell.kind == "code"]
    more = "\n".join(
        f"y{n} = z.{word}(axis=1).{word}_{n}[:, w] + v ** u" for n, word in enumerate("abcdefgh")
    )
    for number in range(12):
        submit(
            course,
            f"s{number:02d}",
            [
                Given(
                    task,
                    "own",
                    HARM + more
                    if number < 2
                    else "\n".join(
                        f"q = r.m{number}(s, {n}).k{n}(t) - p.o{n}_{number}(u)" for n in range(9)
                    ),
                )
                for task in tasks
            ],
        )
    return course


def test_the_page_shows_what_is_alike_and_what_it_is_not(odd: Course) -> None:
    with open_api(odd.root) as api, api.gradebook as gradebook:
        gradebook.update_or_create_student("s00", first_name="Ada <b>", last_name="Abara")

    made = similar(odd.root, MODULE)

    page = made.page.read_text(encoding="utf-8")
    assert [(pair.left, pair.right) for pair in made.comparison.pairs] == [("s00", "s01")]
    assert made.page == odd.root / "reports" / f"{MODULE}-similar.html"
    assert stat.S_IMODE(made.page.stat().st_mode) == 0o600
    assert page.index("no verdict") < page.index("s01")
    assert "Ada &lt;b&gt; Abara (s00) and s01" in page
    assert "<mark>" in page
    assert "s05" not in page


def test_the_page_does_nothing_whatever_stands_in_an_answer(odd: Course) -> None:
    page = similar(odd.root, MODULE).page.read_text(encoding="utf-8")

    assert "&lt;script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert not re.search(r"<(script|img|iframe|link|object|form)\b", page)
    assert page.count("<style>") == page.count("</style>") == 2
    assert not re.search(r"[\x00-\x08\x1b\u202a-\u202e\u2066-\u2069]", page)
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    Page(page)


def test_the_command_says_how_many_and_that_it_is_no_verdict(odd: Course) -> None:
    to = odd.root / "mine.html"

    said = CliRunner().invoke(
        cli.app, ["similar", MODULE, "--course", str(odd.root), "--to", str(to)]
    )

    assert said.exit_code == 0, said.output
    assert "1 pair of 12 submissions" in said.output
    assert "no verdict" in said.output
    assert to.is_file()


def test_who_cannot_be_read_is_named(odd: Course) -> None:
    (odd.root / "submitted" / "s03" / MODULE / "tiny.ipynb").write_bytes(b"")

    said = CliRunner().invoke(cli.app, ["similar", MODULE, "--course", str(odd.root)])

    assert said.exit_code == 0, said.output
    assert "Not compared: s03." in said.output
    assert "is empty" in (odd.root / "reports" / f"{MODULE}-similar.html").read_text("utf-8")


def test_nothing_of_it_reaches_a_trainee(odd: Course) -> None:
    before = {path for path in odd.root.rglob("*") if path.is_file()}

    page = similar(odd.root, MODULE).page

    assert {path for path in odd.root.rglob("*") if path.is_file()} - before == {page}
    # what is handed out, sent and exported lies elsewhere, and git leaves the folder alone
    assert "/reports/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    shutil.rmtree(page.parent)
