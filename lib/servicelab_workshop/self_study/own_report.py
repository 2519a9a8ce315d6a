"""The report of one's own course: what was asked, predicted, decided and learned, on one page.

It reads a working copy: the notebooks as they were saved, the decision records beside them, and the
slips that checks named. All of that may have been edited by anybody: it is shown as text, and only
so much of it as fits. What the course itself says, such as a question or what a slip means, is read
from the course as it was delivered.
"""

from __future__ import annotations

import ast
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from nbreferee import door
from nbreferee.notebooks import read_notebook
from servicelab.decisions.schema import make_validator
from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.games.machine import model as machine
from servicelab.games.year import model as year
from servicelab.games.year.july import NAME as JULY
from servicelab.games.year.july import july_fields
from servicelab.i18n import _, ngettext
from servicelab.portfolio.calibration import calibration, hit_rate, range_table
from servicelab.portfolio.decisions import DECISIONS, decision_words
from servicelab.portfolio.records import CourseRecord, CourseRecords, collect_records
from servicelab.portfolio.review import model as review
from servicelab.tasks.beside import expand
from servicelab.tasks.misconceptions import MOST_SLIPS, Met, Misconceptions
from servicelab.tasks.plain import unpack
from servicelab.text import inline_html
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.frozen import HIDDEN
from servicelab_workshop.lessons.lesson import Lesson, Module, read_lesson
from servicelab_workshop.reports.certificate import FILE, Code, NoCode, read_certificate
from servicelab_workshop.reports.certificate import in_words as hours_in_words
from servicelab_workshop.reports.page import image, page_environment, page_path, percent
from servicelab_workshop.self_study.judge import Judged, judge
from servicelab_workshop.self_study.progress import (
    ModuleState,
    TaskState,
    amount,
    points_of,
    read_progress,
)
from servicelab_workshop.self_study.workcopy import release_folder, repository

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

#: The page, in the working copy.
PAGE = "my-report.html"
#: Ranges, or verdicts of one level of sureness, from which on words compare them with what was said.
FEWEST = 10
_SAID = 0.8
#: Dots of fewer answers are joined by no line.
_JOINED = 3
_LONGEST, _MOST_ROWS, _MOST_NOTES = 400, 60, 20
_TITLES = {
    "m01-claim-ledger": _("Nine claims, judged in the first module"),
    "m11-claim-ledger": _("Eight claims, judged at the end of the course"),
}
_CLOSING = {
    machine.ORDER.record: _("A chart and an authority for one house"),
    year.NAME: _("The plan of the year"),
    JULY: _("July: what is a fact, and which rules are broken"),
}
#: The task that runs a plan through forty unseen years.
_YEARS = "m11-q14-year"
_ASKED = ("RangePrediction", "Prediction", "Statement", "ReasonedChoice")


@dataclass(frozen=True)
class Asked:
    """What a card of a notebook asks.

    Attributes
    ----------
    question : str
        As the notebook has it.
    unit : str
        Of a range.
    sentences : mapping
        Letter -> sentence.
    """

    question: str
    unit: str = ""
    sentences: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Foreseen:
    """Something that was predicted, or that one said may be told.

    Attributes
    ----------
    question, said, sure, came : str
        What was asked, what was said, how sure one was, and what came of it.
    mark : str
        ``right``, ``wrong``, or nothing where it is not known.
    """

    question: str
    said: str
    sure: str
    came: str
    mark: str = ""


@dataclass(frozen=True)
class Decided:
    """A decision.

    Attributes
    ----------
    title, words, reason, came : str
        What was decided about, what was decided and why, and what came of it.
    """

    title: str
    words: str
    reason: str = ""
    came: str = ""


@dataclass(frozen=True)
class Slip:
    """A misconception.

    Attributes
    ----------
    task, says, became : str
        Where it was met, what it is, and what became of it.
    is_mended : bool
        Whether the task was right afterwards.
    """

    task: str
    says: str
    became: str
    is_mended: bool


@dataclass(frozen=True)
class Chapter:
    """What the page says of a module.

    Attributes
    ----------
    name, title : str
        Such as ``m02_segmentation`` and "Segmentation".
    asked : list of (str, str)
        Who asks, and what, notebook by notebook.
    foreseen, decided, slips : list
        See :class:`Foreseen`, :class:`Decided`, :class:`Slip`.
    points : str
        Points in words.
    is_judged : bool
        Whether they are those of the grader on this machine.
    """

    name: str
    title: str
    asked: list[tuple[str, str]]
    foreseen: list[Foreseen]
    decided: list[Decided]
    slips: list[Slip]
    points: str
    is_judged: bool


@dataclass
class OwnReport:
    """All that the page shows.

    Attributes
    ----------
    certificate : Code or None
        From the working copy; whether it is genuine is not known here.
    chapters : list of Chapter
        Of modules that were begun.
    score, most : float
        Points, and what the tasks are worth that are checked without a person.
    judged : list of str
        Titles of the modules that were judged on this machine.
    hours : float
        Planned for what is done.
    hits : (int, int) or None
        Ranges that held what came, and all whose outcome was kept; None without any.
    rate : (float, float, float)
        Their share and its interval.
    curve : DataFrame
        See :func:`servicelab.portfolio.calibration`.
    claims : int
        Statements and verdicts of ledgers that the curve holds.
    notes : list of str
        What could not be read, or was not judged.
    """

    certificate: Code | None
    chapters: list[Chapter]
    score: float
    most: float
    judged: list[str]
    hours: float
    hits: tuple[int, int] | None
    rate: tuple[float, float, float]
    curve: pd.DataFrame
    claims: int
    notes: list[str]

    @property
    def levels(self) -> list[dict[str, Any]]:
        """The rows of the curve."""
        rows = self.curve.reset_index().to_dict("records")
        return [{str(key): value for key, value in row.items()} for row in rows]

    @property
    def slips(self) -> list[Slip]:
        """The misconceptions of all modules."""
        return [slip for chapter in self.chapters for slip in chapter.slips]


def own_report(
    folder: Path,
    to: Path | str | None = None,
    *,
    judged: bool = False,
    say: Callable[[str], None] = lambda words: None,
) -> tuple[Path, OwnReport]:
    """Write the report of one's own course.

    Parameters
    ----------
    folder : Path
        The working copy. It is only read, apart from the page.
    to : path, optional
        The page to write; by default ``my-report.html`` in the working copy.
    judged : bool
        Judge the notebooks first, as a class's grader would, for points and for what was right.
    say : callable
        Told which module is being judged.

    Returns
    -------
    Path, OwnReport
        One HTML page that needs no other file, no script and no network; and what it says.

    Raises
    ------
    CourseError
        If nothing was begun, or the page cannot be written.
    """
    report = gather(folder, judged=judged, say=say)
    page = page_path(folder.resolve() / PAGE if to is None else to)
    write_atomically(page, render(report))
    return page, report


def gather(
    folder: Path, *, judged: bool = False, say: Callable[[str], None] = lambda words: None
) -> OwnReport:
    """Read what :func:`own_report` shows."""
    progress = read_progress(folder)
    records = collect_records(folder)
    recorded = {record.module for record in records}
    begun = [part for part in progress.modules if part.is_begun or part.name[:3] in recorded]
    if not begun:
        raise CourseError(
            _(
                "There is nothing to report yet: no task of {folder} has been checked and saved."
            ).format(folder=folder)
        )
    certificate, notes = None, list(progress.notes)
    try:
        certificate = read_certificate(folder)
    except NoCode as problem:
        notes.append(_("{file} is left out: {why}").format(file=FILE, why=problem))
    verdicts: dict[str, Judged] = {}
    for part in begun if judged else ():
        if part.points:
            say(part.name)
            try:
                verdicts[part.name] = judge(repository(), folder, part.name)
            except CourseError as problem:
                notes.append(str(problem))
    right = dict(_right(verdicts.values()))
    told = [*records, *_ledgers(records, verdicts, right)]
    curve = calibration(told, right)
    hits, rate = _hits(records)
    kept = Misconceptions.read(folder)
    chapters = [_chapter(part, records, right, kept, verdicts.get(part.name)) for part in begun]
    return OwnReport(
        certificate=certificate,
        chapters=chapters,
        score=sum(
            verdicts[part.name].score if part.name in verdicts else part.score for part in begun
        ),
        most=sum(_worth(part, verdicts.get(part.name)) for part in begun),
        judged=[part.title for part in begun if part.name in verdicts],
        hours=sum(sum(part.minutes.values()) - part.minutes_left for part in begun) / 60,
        hits=hits,
        rate=rate,
        curve=curve,
        claims=sum(one.name in right for one in told if one.kind == "statement"),
        notes=door.sentences([*notes, *records.left_out], _MOST_NOTES),
    )


def _worth(part: ModuleState, verdict: Judged | None) -> float:
    """What the tasks of a module are worth that need no person; the grader may know more of them."""
    return max(part.points - part.memo_points, verdict.points if verdict else 0)


def _hits(records: CourseRecords) -> tuple[tuple[int, int] | None, tuple[float, float, float]]:
    table = range_table(records)
    if table.empty:
        return None, (0.0, 0.0, 1.0)
    held = table["came"].between(table["low"], table["high"])
    return (int(held.sum()), len(table)), hit_rate(table)


def _right(verdicts: Iterable[Judged]) -> Iterator[tuple[str, bool]]:
    """Id of a judged task that asks which sentence may be told -> whether it was right."""
    for judged in verdicts:
        for task in judged.tasks:
            status = judged.outcomes.get(task.id, {}).get("status")
            if task.asks_for_a_sentence and status in ("right", "not yet right"):
                yield task.id, status == "right"


def _ledgers(
    records: CourseRecords, verdicts: Mapping[str, Judged], right: dict[str, bool]
) -> Iterator[CourseRecord]:
    """Each verdict of a ledger that was judged, as a statement of its own; fills in `right`."""
    judged = {name[:3]: name for name in verdicts}
    for record in records.of_kind("ledger"):
        keys = _keys(judged.get(record.module, ""))
        for claim, verdict in record.decision["verdicts"].items():
            accepted = keys.get(claim)
            if isinstance(accepted, list):
                name = f"{record.name}:{claim}"
                right[name] = verdict in accepted
                said = {"sentence": verdict, "sure": record.decision["sure"][claim]}
                yield CourseRecord(record.module, name, "statement", said, record.recorded_at)


def _keys(module: str) -> dict[str, Any]:
    """Which verdicts of a module's ledger can be defended, by the solved edition; else empty."""
    root = repository()
    if not module or root is None:
        return {}
    for path in sorted((Course(root).solutions / module).glob("*.ipynb")):
        for id, text in read_notebook(path).metadata.get(HIDDEN, {}).items():
            for check in expand(text)["checks"].values() if "ledger" in id else ():
                data = unpack(check["data"]) if "data" in check else {}
                if isinstance(data, dict) and isinstance(data.get("keys"), dict):
                    keys: dict[str, Any] = data["keys"]
                    return keys
    return {}


def _chapter(
    part: ModuleState,
    records: CourseRecords,
    right: Mapping[str, bool],
    kept: Misconceptions,
    verdict: Judged | None,
) -> Chapter:
    lessons = _delivered(part.name)
    cards = {name: card for lesson in lessons for name, card in cards_of(lesson)}
    mine = [record for record in records if part.name.startswith(f"{record.module}_")]
    mine.sort(key=lambda record: str(record.recorded_at))
    tried = {Path(state.notebook).stem for state in part.states if state.status != "not attempted"}
    points = points_of(part)
    if verdict is not None:
        points = _("{score} of {points}").format(
            score=amount(verdict.score), points=amount(_worth(part, verdict))
        )
        if part.memo_points:
            points += "; " + _("{n} more are marked by a person").format(n=amount(part.memo_points))
    return Chapter(
        name=_short(part.name, 80),
        title=_short(Module(part.name, tuple(lessons)).title if lessons else part.title, 80),
        asked=[(one.asks, one.question) for one in lessons if one.question and one.name in tried],
        foreseen=[
            _foreseen(record, cards.get(record.name, Asked("")), right)
            for record in mine
            if record.kind in ("range", "prediction", "statement")
        ][:_MOST_ROWS],
        decided=[
            one
            for record in mine
            for one in (
                _closing(record, mine, verdict)
                if record.name in _CLOSING
                else _reviewed(record, records)
                if record.name == review.NAME
                else [_decided(record, cards, right)]
                if record.kind in ("choice", "game", "ledger")
                else ()
            )
        ][:_MOST_ROWS],
        slips=list(_slips(part, lessons, kept, verdict))[:_MOST_ROWS],
        points=points,
        is_judged=verdict is not None,
    )


def _delivered(module: str) -> list[Lesson]:
    """The notebooks of a module as the course delivers them; none if it has no such module."""
    with suppress(CourseError, OSError):
        known = {path.name: path for path in release_folder().iterdir() if path.is_dir()}
        if module in known:
            return [read_lesson(path) for path in sorted(known[module].glob("*.ipynb"))]
    return []


def cards_of(lesson: Lesson) -> Iterator[tuple[str, Asked]]:
    """Find what the cards of a notebook ask.

    Parameters
    ----------
    lesson : Lesson
        As the course delivers it.

    Yields
    ------
    str, Asked
        Name of the record, and what is asked.
    """
    for cell in lesson.cells:
        if not any(kind in cell.code for kind in _ASKED):
            continue
        try:
            calls = [node for node in ast.walk(ast.parse(cell.code)) if isinstance(node, ast.Call)]
        except (SyntaxError, ValueError, RecursionError):
            continue
        for call in calls:
            if isinstance(call.func, ast.Name) and call.func.id in _ASKED and call.args:
                name = _literal(call.args[0])
                if isinstance(name, str):
                    yield name, _card(call.func.id, call)


def _card(kind: str, call: ast.Call) -> Asked:
    given = dict(enumerate(map(_literal, call.args)))
    named = {one.arg: _literal(one.value) for one in call.keywords if one.arg}
    question = given.get(1, named.get("question"))
    question = question if isinstance(question, str) else ""
    if kind == "RangePrediction":
        unit = given.get(4, named.get("unit", "%"))
        return Asked(question, unit if isinstance(unit, str) else "")
    sentences = given.get(2, named.get("sentences"))
    if kind != "Statement" or not isinstance(sentences, dict):
        return Asked(question)
    return Asked(question, sentences=sentences)


def _literal(node: ast.expr) -> Any:
    with suppress(ValueError, TypeError, RecursionError):
        return ast.literal_eval(node)
    return None


def _foreseen(record: CourseRecord, card: Asked, right: Mapping[str, bool]) -> Foreseen:
    question = card.question or record.name
    decision, outcome = record.decision, record.outcome
    # by running the cell that shows it, an outcome is kept
    unknown = (
        _("not kept: run the cell that reveals it again")
        if record.revealed_at
        else _("not revealed")
    )
    if record.kind == "range":
        low, high = decision["low"], decision["high"]
        said = _("{low:g} to {high:g} {unit}").format(low=low, high=high, unit=card.unit)
        came, mark = unknown, ""
        if isinstance(outcome, float):
            miss = max(low - outcome, outcome - high, 0)
            mark = "wrong" if miss else "right"
            words = _("missed by {by:.3g}").format(by=miss) if miss else _("inside")
            came = _("{value:.4g} {unit}: {words}").format(
                value=outcome, unit=card.unit, words=words
            )
        return Foreseen(question, said.strip(), percent(_SAID), came.replace(" :", ":"), mark)
    if record.kind == "prediction":
        came = _short(outcome) if isinstance(outcome, str) else unknown
        return Foreseen(question, _short(decision["choice"]), "", came)
    letter = _short(decision["sentence"], 20)
    said = f"{letter}: {card.sentences[letter]}" if letter in card.sentences else letter
    sure = percent(decision["sure"])
    if record.name not in right:
        return Foreseen(question, said, sure, _("not judged on this machine"))
    if right[record.name]:
        return Foreseen(question, said, sure, _("right"), "right")
    return Foreseen(question, said, sure, _("not the sentence that the data support"), "wrong")


def _decided(
    record: CourseRecord, cards: Mapping[str, Asked], right: Mapping[str, bool]
) -> Decided:
    known, card = DECISIONS.get(record.name), cards.get(record.name)
    title = (
        known.title
        if known
        else card.question
        if card and card.question
        else _TITLES.get(record.name, record.name)
    )
    words = ""
    if known:
        with suppress(CourseError):
            words = decision_words(record.name, record.decision)
    if not words and record.kind == "choice":
        words = record.decision["choice"]
    if not words and record.kind == "ledger":
        verdicts, sure = record.decision["verdicts"], record.decision["sure"]
        words = _("{n} claims judged, {sure:.1f} of them expected to be right.").format(
            n=len(verdicts), sure=sum(sure.values())
        )
        judged = [right[key] for claim in verdicts if (key := f"{record.name}:{claim}") in right]
        if judged:
            words += " " + _("{n} of {all} can be defended.").format(n=sum(judged), all=len(judged))
    reason = record.decision.get("reason")
    return Decided(
        _short(title),
        _short(words) or _("recorded, in a form that this page does not know"),
        _short(reason) if isinstance(reason, str) else "",
        _short(record.outcome) if isinstance(record.outcome, str) else "",
    )


def _closing(
    record: CourseRecord, others: Iterable[CourseRecord], verdict: Judged | None
) -> Iterator[Decided]:
    """A decision of the last module, which nothing comes back to.

    A plan is told by many years first: one says little.
    """
    title, decision = _CLOSING[record.name], record.decision
    fields = {machine.ORDER.record: machine.ORDER, year.NAME: year.PLAN}.get(record.name)
    if fields is None:
        running = decision.get("choices")
        known = running if isinstance(running, dict) else {}
        fields = july_fields([name for name in year.ACTIONS if name in known])
    if not make_validator(fields.schema()).is_valid(decision):
        yield Decided(title, _("recorded, in a form that this page does not know"))
        return
    parts = [one for one in fields.fields if one.name != "reason" and one.name in decision]
    words = ". ".join(f"{one.label}: {one.words(decision[one.name])}" for one in parts) + "."
    came = []
    july = next((one for one in others if one.name == JULY), None)
    if record.name == year.NAME and july is not None and july.revealed_at:
        outcome = verdict.outcomes.get(_YEARS, {}) if verdict else {}
        came += [check["message"] for check in outcome.get("checks", ()) if check["message"]]
        with suppress(CourseError, LookupError, TypeError, ValueError):
            december = year.finish(decision, july.decision["choices"])
            came.append(
                _(
                    "In the one year that was seen, chosen to teach: {gain:+,.0f} thousand yuan "
                    "against doing nothing; {promised:,.0f} were promised. One year says little of "
                    "a plan."
                ).format(gain=december.gain, promised=december.promised)
            )
    yield Decided(
        title,
        _short(words, 3 * _LONGEST),
        _short(decision.get("reason", "")),
        _short(" ".join(came), 3 * _LONGEST),
    )


def _reviewed(record: CourseRecord, records: CourseRecords) -> Iterator[Decided]:
    """What became of each decision that was looked at again, and why."""
    if not make_validator(review.DECISION.schema()).is_valid(record.decision):
        yield Decided(record.name, _("recorded, in a form that this page does not know"))
        return
    for name, one in record.decision["reviews"].items():
        yield Decided(
            (
                _("{module}. {title}, looked at again")
                if records.named(name)
                else _("{module}. {title}: what a made-up trainee decided, looked at again")
            ).format(module=name[:3].upper(), title=DECISIONS[name].title),
            _("{verdict}, by a number of {module}.").format(
                verdict=review.VERDICTS[one["verdict"]].capitalize(), module=one["module"].upper()
            ),
            _short(one["reason"]),
        )


def _slips(
    part: ModuleState, lessons: list[Lesson], kept: Misconceptions, verdict: Judged | None
) -> Iterator[Slip]:
    """What was met: by what was kept, by the notebooks as saved, and by the grader."""
    sheets = {id: sheet for lesson in lessons for id, sheet in lesson.sheets.items()}
    for state in part.states:
        id = state.task.id
        says: dict[str, str] = dict(sheets.get(id, {}).get("slips", {}))
        met = dict(kept.tasks.get(id, {}))
        for slip in _named_in(state):
            met.setdefault(slip, Met())
        found: set[str] = set()
        outcome = verdict.outcomes.get(id) if verdict else None
        if outcome is not None:
            # the grader's own words: of a slip that it alone can see
            found = set(outcome.get("slips", {}))
            says |= {slip: words for slip, words in outcome.get("slips", {}).items() if words}
            for slip in found:
                met.setdefault(slip, Met())
        is_right = outcome is not None and outcome.get("status") == "right"
        for slip, one in met.items():
            if slip not in says:
                continue
            is_open = slip in found if outcome is not None else one.is_open
            mended = not is_open and (is_right or one.is_mended)
            yield Slip(
                _short(state.task.title, 80) or id,
                _short(says[slip]),
                _became(one, is_open, mended, is_sure=is_right or not state.task.hidden),
                mended,
            )


def _named_in(state: TaskState) -> list[str]:
    """Slips that the saved outcome of a check names."""
    check = state.task.check
    named: list[str] = []
    with suppress(ValueError, TypeError, AttributeError, RecursionError):
        for outcome in check.outcomes if check else ():
            slips = outcome.get("slips")
            if outcome.get("id") == state.task.id and isinstance(slips, dict):
                named = [slip for slip in slips if isinstance(slip, str)][:MOST_SLIPS]
    return named


def _became(met: Met, is_open: bool, mended: bool, *, is_sure: bool) -> str:
    times = ngettext("met once", "met {n} times", met.times).format(n=met.times)
    if is_open:
        return _("{times}; still there").format(times=times)
    if mended and is_sure:
        return _("{times}; mended, right afterwards").format(times=times)
    if mended:
        return _("{times}; right so far afterwards, the rest is judged later").format(times=times)
    return _("{times}; not named any more, not yet right").format(times=times)


def _short(text: Any, most: int = _LONGEST) -> str:
    return door.text(text, most)


# What people see


def hits_words(report: OwnReport) -> str:
    """Put into words how often ranges held what came."""
    if report.hits is None:
        return _(
            "No range has an outcome on file yet. Ranges count once they were recorded and revealed; of "
            "earlier ones, run the cell that reveals again."
        )
    held, n = report.hits
    share, low, high = report.rate
    words = ngettext(
        "Of {n} range of which you were 80 % sure, {held} held what came: {share}, 95 % interval {low} to {high}.",
        "Of {n} ranges of which you were 80 % sure, {held} held what came: {share}, 95 % interval {low} to {high}.",
        n,
    ).format(n=n, held=held, share=percent(share), low=percent(low), high=percent(high))
    if n < FEWEST:
        words += " " + _("So few can show little.")
    elif high < _SAID:
        words += " " + _(
            "Fewer than you said: your ranges were too narrow, so you were surer than you could be."
        )
    elif low > _SAID:
        words += " " + _("More than you said: your ranges could have been narrower.")
    else:
        words += " " + _("The interval holds 80 %, so nobody can tell whether you are off.")
    return (
        words
        + " "
        + _(
            "The interval takes the ranges as independent; those of a module share data, so it is rough."
        )
    )


def curve_words(report: OwnReport) -> str:
    """Put the curve into words."""
    rows = [
        _("said {said} on average: {right} right ({n}; {low} to {high})").format(
            n=row["n"], **{name: percent(row[name]) for name in ("said", "right", "low", "high")}
        )
        for row in report.levels
    ]
    return "; ".join(rows) + "."


def sureness_words(report: OwnReport) -> str:
    """Compare how sure one was with how often one was right, level by level."""
    told = [row for row in report.levels if row["n"] >= FEWEST]
    over = [percent(row["said"]) for row in told if row["high"] < row["said"]]
    under = [percent(row["said"]) for row in told if row["low"] > row["said"]]
    parts = []
    if over:
        parts.append(
            _(
                "Where you said {levels}, you were right less often than that, more than chance explains: overconfident there."
            ).format(levels=", ".join(over))
        )
    if under:
        parts.append(
            _(
                "Where you said {levels}, you were right more often than that: you know more than you say."
            ).format(levels=", ".join(under))
        )
    if parts:
        return " ".join(parts)
    if not told:
        return _("No level of sureness has {n} answers yet, and so few can show little.").format(
            n=FEWEST
        )
    return _("At no level of sureness can a difference from what you said be told from chance.")


def draw_curve(curve: pd.DataFrame, ax: Axes) -> None:
    """Draw how often one was right, by how sure one said to be."""
    from matplotlib.ticker import PercentFormatter

    from servicelab.plots.style import PALETTE

    if curve.empty:
        ax.set_axis_off()
        return
    ax.plot([0, 1], [0, 1], color="#555555", linestyle="--", linewidth=1.4)
    ax.annotate(
        _("as often as said"),
        (0.3, 0.3),
        xytext=(6, -4),
        textcoords="offset points",
        color="#333333",
        va="top",
    )
    x, y = curve["said"], curve["right"]
    ax.errorbar(
        x,
        y,
        yerr=[(y - curve["low"]).clip(lower=0), (curve["high"] - y).clip(lower=0)],
        color=PALETTE[0],
        marker="o",
        markersize=8,
        linestyle="none",
        elinewidth=1.4,
        capsize=5,
    )
    dots = list(zip(x, y, curve["n"], strict=True))
    for one, two in pairwise(dots):
        if min(one[2], two[2]) >= _JOINED:
            ax.plot(*zip(one[:2], two[:2], strict=True), color=PALETTE[0], linewidth=2)
    for said, right, n in dots:
        ax.annotate(
            _("n = {n}").format(n=n),
            (said, right),
            # the first of them stands beside the axis
            xytext=(8 if said < 0.5 else -8, 8),
            textcoords="offset points",
            ha="left" if said < 0.5 else "right",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5},
        )
    ax.set_xlim(0.2, 1.03)
    ax.set_ylim(-0.03, 1.03)
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.set_xlabel(_("How sure you said you were"))
    ax.set_ylabel(_("How often it was so"))


def basis_words(report: OwnReport) -> str:
    """What the points rest on, to stand beside them."""
    if not report.judged:
        return _("as far as visible checks tell; hidden checks not looked at")
    if len(report.judged) < len(report.chapters):
        return _("judged in part; in the other modules hidden checks not looked at")
    return _("judged on this machine")


def status_words(report: OwnReport) -> str:
    """Say whose word the points are."""
    day = dt.date.today().isoformat()
    if report.judged:
        words = _("Judged on this machine on {date}: {modules}.").format(
            date=day, modules=", ".join(report.judged)
        )
        if len(report.judged) < len(report.chapters):
            words += " " + _("Of the other modules: points so far, by the checks in the notebooks.")
        return words
    return _(
        "Points so far on {date}, by the checks in the saved notebooks: hidden checks have not looked "
        "at them."
    ).format(date=day)


def render(report: OwnReport) -> str:
    """Turn it into the page, HTML."""
    environment = page_environment("servicelab_workshop.reports")
    # what stands between backticks is code; everything is escaped before
    environment.filters["code"] = lambda text: Markup(inline_html(text))
    return environment.get_template("me.html.j2").render(
        r=report,
        version=version("servicelab"),
        status=status_words(report),
        basis=basis_words(report),
        hits=hits_words(report),
        sureness=sureness_words(report),
        curve={
            "image": image(partial(draw_curve, report.curve), 4.2),
            "text": "" if report.curve.empty else curve_words(report),
        },
        amount=amount,
        in_words=hours_in_words,
        made=dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    )


def forms(page: Path, report: OwnReport) -> str:
    """What a notebook shows of it: a JSON object with text, HTML, and where the page lies.

    It holds counts alone: a saved notebook may be handed in, and the page is one's own.
    """
    words = ngettext(
        "The report of your course is written: {n} module. It lies in {page}, outside the modules: it is not handed in.",
        "The report of your course is written: {n} modules. It lies in {page}, outside the modules: it is not handed in.",
        len(report.chapters),
    ).format(n=len(report.chapters), page=page.name)
    return json.dumps({"text/plain": words, "page": str(page)})
