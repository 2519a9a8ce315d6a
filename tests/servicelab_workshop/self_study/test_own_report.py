from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from nbformat.v4 import new_output
from support.saved import answer, begun, check, outcome, write
from support.tiny import MODULE
from typer.testing import CliRunner

from nbreferee.notebooks import read_notebook, write_notebook
from servicelab.decisions.records import mark_revealed, record_path, save_record
from servicelab.errors import CourseError
from servicelab.games.year.model import example, finish
from servicelab.portfolio.decisions import specimen
from servicelab.portfolio.review import LATER
from servicelab.tasks.misconceptions import Misconceptions
from servicelab.tasks.outcomes import MIME
from servicelab_workshop.commands.reports import app
from servicelab_workshop.lessons.bank import Answer, compose
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.reports.certificate import (
    FILE,
    Certificate,
    Part,
    file_content,
    write_code,
)
from servicelab_workshop.self_study import own_report as reporting
from servicelab_workshop.self_study import workcopy
from servicelab_workshop.self_study.judge import Judged
from servicelab_workshop.self_study.own_report import (
    FEWEST,
    PAGE,
    gather,
    hits_words,
    own_report,
    render,
    sureness_words,
)

ANY = {"type": "object"}
SEGMENTS = "m02_segmentation"
EVIL = "</td><script>alert(1)</script><img src=x onerror=alert(2)>"


def record(folder: Path, name: str, decision: dict[str, Any], came: Any = None) -> None:
    folder.mkdir(exist_ok=True)
    save_record(name, decision, ANY, folder)
    if came is not None:
        mark_revealed(name, ANY, folder, came)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A working copy with one module begun, predictions, a decision, and slips."""
    folder = begun(tmp_path)
    record(folder / SEGMENTS, "m02-archive", {"low": 40.0, "high": 60.0}, 75.5)
    return folder


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("</style>")[-1]).split())


def many(folder: Path, held: int, n: int) -> None:
    """Ranges of 80 %, some of which held what came."""
    for number in range(n):
        came = 50.0 if number < held else 90.0
        record(folder / SEGMENTS, f"m02-r{number}", {"low": 40.0, "high": 60.0}, came)


def test_the_page_says_what_was_asked_foreseen_and_decided(mine: Path) -> None:
    folder = mine / SEGMENTS
    record(folder, "m02-segment-studio", specimen("m02-segment-studio"))
    page, _made = own_report(mine)
    assert page == mine / PAGE
    said = text_of(page.read_text(encoding="utf-8"))
    for words in (
        "Not confirmed by an instructor. Points so far on",
        "Ms. Qiao : ",
        "How complete is archive 2, social life? 40 to 60 % 80 % ✗ 75.5 %: missed by 15.5",
        "Segments and their offers",
        "5.5 of 16; 9 more are marked by a person",
        "This page is your own: it lies in your working copy",
    ):
        assert words in said


def test_the_page_needs_no_script_and_no_other_file(mine: Path) -> None:
    page = render(gather(mine))
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|@import|url\(|src=\"(?!data:)|href=\"(?!#)", page)
    assert "@page" in page
    # A4 and Letter alike
    assert not re.search(r"@page[^}]*size", page)


def test_what_visible_checks_tell_stands_beside_the_points(mine: Path) -> None:
    page = text_of(render(gather(mine)))
    assert "as far as visible checks tell; hidden checks not looked at" in page
    assert "Name:" in page


def test_decisions_looked_at_again_are_told(mine: Path) -> None:
    reason = "Of 7.2 points 7.1 were foretold."
    names = list(LATER)[:5]
    folder = mine / "m11_capstone"
    write(folder / "x.ipynb", check("m11-q1", 4, outcome("m11-q1")), module=folder.name)
    one = {"verdict": "withdrawn", "module": "m10", "reason": reason}
    record(mine / "m11_capstone", "m11-decision-review", {"reviews": dict.fromkeys(names, one)})
    ledger = {"verdicts": {"N1": "dated"}, "sure": {"N1": 0.5}, "reason": "The hardest of all."}
    record(mine / "m11_capstone", "m11-claim-ledger", ledger)
    page = text_of(render(gather(mine)))
    assert f"Withdrawn, by a number of M10. Why: {reason}" in page
    assert "Eight claims, judged at the end of the course" in page
    record(mine / "m11_capstone", "m11-decision-review", {"reviews": EVIL})
    assert "a form that this page does not know" in text_of(render(gather(mine)))


def test_the_plan_of_the_year_and_what_came_are_told(mine: Path) -> None:
    folder = mine / "m11_capstone"
    write(folder / "x.ipynb", check("m11-q1", 4, outcome("m11-q1")), module=folder.name)
    plan = example("insurer") | {"social": "solved", "reason": "Three actions with an owner each."}
    record(folder, "m11-year-plan", plan)
    order = {"house": "bank", "chart": "matrix", "authority": "wide", "later": "matrix"}
    record(folder, "m11-machine", order | {"reason": "Few hand-offs, and even products."})
    choices = {name: {"do": "follow", "card": ""} for name in plan["actions"]}
    july = {"cards": dict.fromkeys("ABCDEF", "noise"), "choices": choices, "reason": "x" * 20}
    record(folder, "m11-july", july)
    page = text_of(render(gather(mine)))
    assert "House: Willow Bridge Insurance. Actions: " in page
    assert "Why: Three actions with an owner each." in page
    assert "Chart for 2026: matrix: desks by skill" in page
    assert "which rules are broken Cards: " in page
    assert "the one year that was seen" not in page
    record(folder, "m11-july", july, "December")
    came = finish(plan, choices)
    assert f"chosen to teach: {came.gain:+,.0f} thousand yuan" in text_of(render(gather(mine)))
    record(folder, "m11-year-plan", plan | {"actions": EVIL})
    assert "a form that this page does not know" in text_of(render(gather(mine)))


def test_a_decision_that_stands_in_is_not_called_ones_own(mine: Path) -> None:
    folder = mine / "m11_capstone"
    write(folder / "x.ipynb", check("m11-q1", 4, outcome("m11-q1")), module=folder.name)
    names = list(LATER)[:5]
    one = {"verdict": "kept", "module": "m10", "reason": "Of 7.2 points 7.1 were foretold."}
    record(folder, "m11-decision-review", {"reviews": dict.fromkeys(names, one)})
    record(mine / "m01_evidence", "m01-six-lines", specimen("m01-six-lines"))
    page = text_of(render(gather(mine)))
    assert page.count("what a made-up trainee decided") == 4
    assert "numbers, looked at again" in page


def test_dots_of_one_or_two_answers_are_joined_by_no_line() -> None:
    from matplotlib.figure import Figure

    rows = {"said": [0.3, 0.6, 0.9], "right": [0.2, 0.5, 0.8], "n": [1, 5, 6]}
    curve = pd.DataFrame(rows).assign(low=0.1, high=0.9)
    ax = Figure().subplots()
    reporting.draw_curve(curve, ax)
    joined = [line for line in ax.lines if line.get_linestyle() == "-"]
    assert [list(line.get_xdata()) for line in joined if len(line.get_xdata()) == 2] == [[0.6, 0.9]]


def test_slips_are_met_and_mended(mine: Path) -> None:
    path = mine / SEGMENTS / "1_database.ipynb"
    slips = {"percent": "That is a `percentage`.", "base": "Of all, not of some."}
    again = outcome("m02-q1-x", "not yet right", 0) | {"slips": {"base": EVIL, "alien": EVIL}}
    write(
        path,
        answer("m02-q1-x", "x = 1", 3),
        check("m02-q1-x", 4, again, 4, slips=slips),
        answer("m02-q2-x", "x = 1", 3),
        check("m02-q2-x", 4, outcome("m02-q2-x"), 4, slips=slips, hidden=2),
    )
    kept = Misconceptions()
    kept.note("m02-q1-x", ["percent"], is_right=False)
    kept.note("m02-q1-x", [], is_right=True)
    kept.note("m02-q2-x", ["base", "unknown"], is_right=False)
    kept.note("m02-q2-x", [], is_right=True)
    kept.write(mine)
    # what a slip means is read from what the course delivers
    module = reporting._delivered(SEGMENTS)
    assert module
    known = {**module[0].sheets, "m02-q1-x": {"slips": slips}, "m02-q2-x": {"slips": slips}}
    lesson = reporting.Lesson("x", module[0].cells, module[0].header, known)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reporting, "_delivered", lambda name: [lesson] if name == SEGMENTS else [])
        report = gather(mine)
    found = [(slip.says, slip.became, slip.is_mended) for slip in report.slips]
    assert found == [
        ("That is a `percentage`.", "met once; mended, right afterwards", True),
        ("Of all, not of some.", "met once; still there", False),
        (
            "Of all, not of some.",
            "met once; right so far afterwards, the rest is judged later",
            True,
        ),
    ]
    assert "That is a <code>percentage</code>." in render(report)
    assert "3 were met; 2 of them mended." in text_of(render(report))


def test_what_strangers_wrote_is_text(mine: Path) -> None:
    folder = mine / SEGMENTS
    record(folder, "m02-evil-choice", {"choice": EVIL, "reason": EVIL * 9})
    record(folder, "m02-evil-told", {"sentence": EVIL, "sure": 0.4})
    record(folder, "m02-evil-foreseen", {"choice": EVIL}, EVIL)
    record_path("m02-evil-damaged", folder).write_text("{")
    record_path("m02-" + "<b>" * 9, folder).write_text(EVIL)
    (folder / "<script>.ipynb").write_text("{")
    write(mine / EVIL.replace("/", "") / "x.ipynb", check(EVIL, 4, outcome(EVIL)), module=EVIL)
    page = render(gather(mine))
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page
    assert "m02-evil-damaged.decision.json: it is damaged" in text_of(page)


def test_what_strangers_wrote_is_bounded(mine: Path) -> None:
    folder = mine / SEGMENTS
    for number in range(290):
        record(folder, f"m02-n{number}", {"choice": "x" * 100_000, "reason": "y" * 20_000})
    record(folder, "m02-deep", {"choice": [[[[[[[[[[[[[[1]]]]]]]]]]]]]]})
    page = render(gather(mine))
    assert len(page) < 400_000


def test_without_a_certificate_nothing_looks_like_one(mine: Path) -> None:
    page = render(gather(mine))
    assert 'class="certificate"' not in page
    assert "Not confirmed by an instructor." in page


def test_a_certificate_is_the_first_page(mine: Path) -> None:
    part = Part(SEGMENTS, "Segmentation", 88, 100, 300)
    certificate = Certificate("s1", "Mei Qian", "0.1.0", "2026-11-30", (part,), 11)
    (mine / FILE).write_text(file_content(write_code(certificate, bytes(32))))
    page = render(gather(mine))
    first, rest = page.split("</section>", 1)
    assert "88 of 100" in first
    assert "Not confirmed by an instructor" not in page
    assert "this machine cannot" in text_of(rest)
    # how sure one was is no part of what is certified
    for words in ("80 %", "overconfident", "range"):
        assert words not in first.split("<section")[-1].split("SLC1")[0]


@pytest.mark.parametrize("content", ["", "{", '{"code": 3}', "SLC1-040EJ WK0R6 4QHPJ", "\0" * 99])
def test_a_damaged_certificate_is_told(mine: Path, content: str) -> None:
    (mine / FILE).write_text(content)
    report = gather(mine)
    assert report.certificate is None
    assert any(note.startswith(f"{FILE} is left out: ") for note in report.notes)
    assert "Not confirmed by an instructor." in render(report)


def test_a_certificate_is_no_link_and_not_huge(mine: Path, tmp_path: Path) -> None:
    (mine / FILE).symlink_to(tmp_path / "nowhere")
    assert "is no plain file" in " ".join(gather(mine).notes)
    (mine / FILE).unlink()
    with (mine / FILE).open("wb") as stream:
        stream.truncate(1 << 30)
    assert "is too large" in " ".join(gather(mine).notes)


def test_ranges_are_counted_with_an_interval(mine: Path) -> None:
    assert hits_words(gather(mine)).startswith(
        "Of 1 range of which you were 80 % sure, 0 held what came: 0 %, 95 % interval 0 % to 79 %. "
        "So few can show little."
    )
    many(mine, 4, 19)
    report = gather(mine)
    assert report.hits == (4, 20)
    assert "20 %, 95 % interval 8 % to 42 %. Fewer than you said" in hits_words(report)
    assert "overconfident there" in sureness_words(report)


@pytest.mark.parametrize(
    ("held", "n", "words"),
    [(15, 20, "nobody can tell"), (60, 60, "could have been narrower"), (3, 9, "So few")],
)
def test_words_follow_the_interval(tmp_path: Path, held: int, n: int, words: str) -> None:
    folder = begun(tmp_path)
    many(folder, held, n)
    assert words in hits_words(gather(folder))
    assert ("overconfident" in sureness_words(gather(folder))) == (n >= FEWEST and held < n / 2)


def test_without_a_range_this_is_said(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    record(folder / SEGMENTS, "m02-archive", {"low": 40.0, "high": 60.0})
    report = gather(folder)
    assert "No range has an outcome on file yet" in hits_words(report)
    page = render(report)
    assert "not revealed" in page
    assert "<figure>" not in page


def test_statements_count_where_they_were_judged(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = mine / SEGMENTS
    asked = {
        lesson.name: task
        for lesson in reporting._delivered(SEGMENTS)
        for task in lesson.tasks
        if task.asks_for_a_sentence
    }
    task = next(iter(asked.values()))
    record(folder, task.id, {"sentence": "B", "sure": 0.7})
    before = gather(mine)
    assert before.claims == 0
    assert "not judged on this machine" in text_of(render(before))

    def judge(_root: Any, _folder: Path, module: str) -> Judged:
        if module != SEGMENTS:
            raise CourseError(f"{module} is judged by your instructor.")
        state = {"status": "not yet right", "score": 0, "slips": {"over": "It says too much."}}
        return Judged(module, "Segmentation", tasks=[task], outcomes={task.id: state})

    monkeypatch.setattr(reporting, "judge", judge)
    told: list[str] = []
    report = gather(mine, judged=True, say=told.append)
    assert told == [SEGMENTS]
    assert (report.claims, report.judged) == (1, ["m02_segmentation"])
    words = text_of(render(report))
    assert "not the sentence that the data support" in words
    assert "Judged on this machine on" in words
    assert list(report.curve["n"]) == [1, 1]


def test_a_ledger_counts_claim_by_claim_and_tells_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begun(tmp_path)
    ledger = {
        "verdicts": {"L1": "dated", "L2": "garbled", "L9": "garbled", "alien": "dated"},
        "sure": {"L1": 0.9, "L2": 0.9, "L9": 0.5, "alien": 1.0},
        "reason": "The ninth took the longest to read.",
    }
    module = "m01_evidence"
    write(folder / module / "x.ipynb", check("m01-q1", 4, outcome("m01-q1")), module=module)
    record(folder / module, "m01-claim-ledger", ledger)
    monkeypatch.setattr(reporting, "judge", lambda _root, _folder, name: Judged(name, name))
    report = gather(folder, judged=True)
    assert report.claims == 3
    assert report.curve.loc["80 to 95 %", "n"] == 2
    page = text_of(render(report))
    assert "4 claims judged, 3.3 of them expected to be right." in page
    assert "L9" not in page
    assert "2 of 3 can be defended." in page


def test_one_is_really_judged(
    course: Course,
    tmp_path: Path,
    bank: dict[tuple[str, str], Answer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "mine"
    workcopy.top_up(course.notebooks, folder)
    path = folder / MODULE / "tiny.ipynb"
    nb = compose(read_notebook(path), [bank["m90-q1-mean", "takes the median"]])
    cell = next(cell for cell in nb.cells if cell.id == "m90-q1-mean")
    given = {MIME: outcome("m90-q1-mean", "right", 3, 3)}
    cell.outputs = [new_output("execute_result", given, execution_count=1)]
    path.write_bytes(write_notebook(nb))
    monkeypatch.setattr(reporting, "repository", lambda: course.root)
    monkeypatch.setattr(reporting, "release_folder", lambda: course.notebooks)
    assert text_of(render(gather(folder))).count("3 of 3; 95 more") == 2
    report = gather(folder, judged=True)
    page = text_of(render(report))
    assert "Points: 2 of 5; 95 more are marked by a person · judged on this machine" in page
    assert [(slip.says, slip.became) for slip in report.slips] == [
        ("That is the median, not the mean.", "met once; still there")
    ]


def test_nothing_begun_is_told(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="There is nothing to report yet"):
        own_report(tmp_path)


def test_the_command_writes_the_page_and_a_notebook_gets_counts(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = CliRunner().invoke(app, ["report", "me", "--workdir", str(mine)])
    assert result.output.strip() == str(mine / PAGE)
    monkeypatch.chdir(mine / SEGMENTS)
    (mine / workcopy.MANIFEST).write_text("{}")
    result = CliRunner().invoke(app, ["report", "me", "--forms"])
    said = json.loads(result.output)
    assert set(said) == {"text/plain", "page"}
    assert "it is not handed in" in said["text/plain"]
    assert not any(path.name == PAGE for path in (mine / SEGMENTS).iterdir())
