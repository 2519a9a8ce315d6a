"""The class report: what an instructor should know and do after an assignment, on one page."""

from __future__ import annotations

import datetime as dt
import hmac
import math
import os
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import numpy as np

from nbreferee.door import number
from nbreferee.pages import scrub
from servicelab.errors import CourseError
from servicelab.files import make_folder, write_atomically
from servicelab.i18n import _, ngettext
from servicelab.plots.style import PALETTE
from servicelab.text import inline_html
from servicelab_workshop.classroom.desk_days import desk_text, draw_desk
from servicelab_workshop.classroom.summary import (
    COMMON,
    LOW_SHARE,
    TALK_SHARE,
    Person,
    Reason,
    Summary,
    TaskResult,
    summarize,
)
from servicelab_workshop.reports.page import duration, image, page_environment, page_path, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["anonymize", "render", "report", "summarize"]

KEY = Path(".servicelab") / "report.key"
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")


def anonymize(summary: Summary, key: bytes) -> Summary:
    """Replace every name by a code, and scrub names, ids, addresses and paths from every text.

    Parameters
    ----------
    summary : Summary
        From :func:`summarize`.
    key : bytes
        The codes follow a hash of the ids with this key: the same key and class give the same
        codes, and without the key they tell nothing about the ids or their order.

    Returns
    -------
    Summary
        People have codes (P01, P02, ...) as id and name, in the order of the codes, and no file.
    """
    code = codes((person.id for person in summary.people), key)
    known = [part for person in summary.people for part in person.identifiers]
    # about a person rather one word too few; what a whole class was told must stay readable
    clean = scrubber(known, names_are_words=False)
    soft = scrubber(known, names_are_words=True)
    people = tuple(
        replace(
            person,
            id=code[person.id],
            name=code[person.id],
            reasons=tuple(
                Reason("stranger", _("Not in the class list."))
                if reason.kind == "stranger"
                else replace(reason, text=clean(reason.text))
                for reason in person.reasons
            ),
            identifiers=(),
            file=None,
        )
        for person in sorted(summary.people, key=lambda person: code[person.id])
    )
    results = tuple(
        replace(
            result,
            missed=soft(result.missed),
            traps=tuple(
                replace(trap, trap=soft(trap.trap), message=soft(trap.message))
                for trap in result.traps
            ),
        )
        for result in summary.results
    )
    return replace(summary, people=people, results=results, anonymous=True)


def codes(ids: Iterable[str], key: bytes) -> dict[str, str]:
    """Give each id a code, in an order that tells nothing without the key.

    Examples
    --------
    >>> sorted(codes(["anna", "bo"], b"secret").values())
    ['P01', 'P02']
    """
    ranked = sorted(ids, key=lambda id: hmac.digest(key, id.encode("utf-8"), "sha256"))
    width = max(2, len(str(len(ranked))))
    return {id: f"P{number:0{width}d}" for number, id in enumerate(ranked, start=1)}


def scrubber(identifiers: Iterable[str], *, names_are_words: bool) -> Callable[[str], str]:
    """Return what takes names, addresses and paths out of a text.

    Parameters
    ----------
    identifiers : iterable of str
        Everything that tells who somebody is.
    names_are_words : bool
        Take a name that is also a word only where it is written as a name.
    """
    mark = _("[trainee]")
    # the longest first: a full name before its parts
    known = sorted(set(identifiers), key=lambda one: (-len(one), one))

    def clean(text: str) -> str:
        text = _MAIL.sub(mark, scrub(text, everywhere=True))
        low = text.lower()
        for one in known:
            if one.lower() in low:
                text = _pattern(one, names_are_words=names_are_words).sub(lambda match: mark, text)
        return text

    return clean


def _pattern(identifier: str, *, names_are_words: bool) -> re.Pattern[str]:
    plain = re.escape(identifier)
    edge, end = r"(?<![^\W_])", r"(?![^\W_])"
    if identifier.isdigit() and len(identifier) < 4:
        # a small number is somebody's id only in a path
        return re.compile(rf"(?<=[\\/]){plain}{end}|{edge}{plain}(?=[\\/])")
    if any(ord(letter) > 0x2E7F for letter in identifier):
        # scripts without spaces between words; one letter of them is too common to be a name
        return re.compile(plain if len(identifier) > 1 else rf"{edge}{plain}{end}")
    if names_are_words and identifier.istitle() and identifier.isalpha():
        # Will or May: as it is written, or in a path
        return re.compile(rf"{edge}{plain}{end}|(?<=[\\/])(?i:{plain}){end}")
    return re.compile(rf"{edge}{plain}{end}", re.IGNORECASE)


def report(
    root: Path | str, assignment: str, to: Path | str | None = None, anonymous: bool = False
) -> Path:
    """Write the class report of an assignment.

    Parameters
    ----------
    root : path
        Any nbgrader course.
    assignment : str
        The assignment's name.
    to : path, optional
        The page to write; by default ``reports/<assignment>.html`` in the course, or
        ``reports/<assignment>-anonymous.html``, so that neither replaces the other.
    anonymous : bool
        Show codes in place of names, and no links to files.

    Returns
    -------
    Path
        One HTML page that needs no other file and no network.

    Raises
    ------
    CourseError
        As :func:`summarize`, and if the page cannot be written.
    """
    root = Path(root).resolve()
    summary = summarize(root, assignment)
    if anonymous:
        summary = anonymize(summary, code_key(root))
    if to is None:
        page = root / "reports" / f"{assignment}{'-anonymous' if anonymous else ''}.html"
        make_folder(page.parent)
    else:
        page = page_path(to)
    write_atomically(page, render(summary, page.parent))
    return page


def code_key(root: Path) -> bytes:
    """Return the course's own key for codes, made at first use; a passing one if it cannot be kept."""
    path = root / KEY
    with suppress(OSError, ValueError):
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        if len(key) >= 16:
            return key
    key = secrets.token_bytes(32)
    with suppress(CourseError, OSError):
        make_folder(path.parent)
        write_atomically(path, key.hex() + "\n")
        path.chmod(0o600)
    return key


def render(summary: Summary, folder: Path | str = ".") -> str:
    """Turn a summary into the page.

    Parameters
    ----------
    summary : Summary
        From :func:`summarize` or :func:`anonymize`.
    folder : path
        Where the page will lie: links to files are relative to it.

    Returns
    -------
    str
        HTML.
    """
    from markupsafe import Markup

    environment = page_environment("servicelab_workshop.classroom")
    environment.filters.update(
        duration=duration,
        # what stands between backticks in a message is code; everything is escaped before
        code=lambda text: Markup(inline_html(text)),
        link=lambda path: _link(path, Path(folder)),
    )
    figures = [
        {"image": image(partial(draw, summary), height), "text": text}
        for draw, text, height in (
            (draw_distribution, distribution_text(summary), 3.9),
            (draw_tasks, tasks_text(summary), 4.8),
        )
    ]
    return environment.get_template("report.html.j2").render(
        s=summary,
        todo=todo(summary),
        title={result.task.id: result.task.title for result in summary.results},
        advice=advice,
        distribution=figures[0],
        difficulty=figures[1],
        desks=[
            {"day": day, "image": image(partial(draw_desk, day)), "text": desk_text(day)}
            for day in summary.desks
        ],
        rules={"low": LOW_SHARE, "common": COMMON, "talk": TALK_SHARE},
        made=dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    )


def _link(path: Path, folder: Path) -> str:
    try:
        relative = Path(os.path.relpath(path, folder.resolve())).as_posix()
    except ValueError:  # another drive
        return path.as_uri()
    # a colon in the first part would be read as a scheme
    return quote(os.fsencode(relative if relative.startswith("../") else f"./{relative}"))


def todo(summary: Summary) -> list[tuple[str, str]]:
    """List what to do now: a section of the page, and one sentence, the most pressing first."""
    lines = []
    flagged = [p for p in summary.people if any(r.kind == "flag" for r in p.reasons)]
    if summary.ungraded:
        lines.append(
            (
                "talk",
                ngettext(
                    "{n} submission is not graded: {names}.",
                    "{n} submissions are not graded: {names}.",
                    len(summary.ungraded),
                ).format(n=len(summary.ungraded), names=_names(summary.ungraded)),
            )
        )
    if summary.empty:
        lines.append(
            (
                "talk",
                ngettext(
                    "{n} trainee handed in an empty folder, which counts as nothing: {names}.",
                    "{n} trainees handed in an empty folder, which counts as nothing: {names}.",
                    len(summary.empty),
                ).format(n=len(summary.empty), names=_names(summary.empty)),
            )
        )
    if summary.strangers:
        lines.append(
            (
                "talk",
                ngettext(
                    "{n} submission is of somebody who is not in the class list, and counts in no "
                    "number here: {names}.",
                    "{n} submissions are of people who are not in the class list, and count in no "
                    "number here: {names}.",
                    len(summary.strangers),
                ).format(n=len(summary.strangers), names=_names(summary.strangers)),
            )
        )
    if summary.incomplete:
        lines.append(
            (
                "talk",
                ngettext(
                    "{n} submission is incomplete, and what is missing counts 0: {names}.",
                    "{n} submissions are incomplete, and what is missing counts 0: {names}.",
                    len(summary.incomplete),
                ).format(n=len(summary.incomplete), names=_names(summary.incomplete)),
            )
        )
    if flagged:
        lines.append(
            (
                "talk",
                ngettext(
                    "Look at {n} submission in which the grader saw something odd: {names}.",
                    "Look at {n} submissions in which the grader saw something odd: {names}.",
                    len(flagged),
                ).format(n=len(flagged), names=_names(flagged)),
            )
        )
    teach = [result for result in summary.decisions if result.decision == "teach"]
    if teach:
        first = teach[0]
        why = (
            _("{n} of {all} trainees were told “{words}”").format(
                n=first.common.students, all=first.graded, words=first.common.words.rstrip(".")
            )
            if first.common
            else _("the class has {share} of its points").format(share=percent(first.share))
        )
        lines.append(
            ("teach", _("Come back to {task} first: {why}.").format(task=first.task.title, why=why))
        )
    if summary.waiting:
        answers = sum(person.waiting for person in summary.waiting)
        lines.append(
            (
                "tasks",
                ngettext(
                    "{n} written answer waits to be read.",
                    "{n} written answers wait to be read.",
                    answers,
                ).format(n=answers),
            )
        )
    low = [p for p in summary.talks if any(r.kind in ("low", "open") for r in p.reasons)]
    if low:
        lines.append(
            (
                "talk",
                ngettext(
                    "{n} trainee is far behind: {names}.",
                    "{n} trainees are far behind: {names}.",
                    len(low),
                ).format(n=len(low), names=_names(low)),
            )
        )
    return lines


def _names(people: Sequence[Person], most: int = 5) -> str:
    names = [person.name for person in people[:most]]
    if len(people) > most:
        names.append(_("and {n} more").format(n=len(people) - most))
    return ", ".join(names)


def advice(result: TaskResult) -> str:
    """Say in one or two sentences what to do about a task, and on what evidence."""
    n = result.graded
    facts = []
    if result.not_yet:
        facts.append(_("{k} of {n} are not yet right").format(k=result.not_yet, n=n))
    if result.open:
        facts.append(_("{k} did not try").format(k=result.open))
    if not math.isnan(result.share):
        facts.append(_("the class has {share} of the points").format(share=percent(result.share)))
    evidence = ", ".join(facts)
    evidence = f"{evidence[:1].upper()}{evidence[1:]}." if evidence else ""
    words = {
        "check": _(
            "Look at the task before you teach it: those who do well elsewhere do worse here. "
            "The prompt may mislead, or a check may be wrong."
        ),
        "ask": _(
            "Find out why it was left open: too little time, a prompt that is not clear, or an "
            "earlier step that failed."
        ),
        "teach": _("Teach it again to everybody.")
        if result.share < TALK_SHARE
        else _("Clear up one misconception; most have the rest.")
        if result.common
        else _(
            "Go through one good answer with the class; more than half of the points are there."
        ),
    }
    return f"{words.get(result.decision, '')} {evidence}".strip()


def distribution_text(summary: Summary) -> str:
    """Put the distribution of scores into words."""
    if not summary.counted_points:
        return _("No task is marked for everybody yet, so there is nothing to draw.")
    counts, edges = _bins(summary)
    parts = [
        _("{low} to {high} %: {n}").format(
            low=f"{low:.0f}", high=f"{high:.0f}" if high <= 100 else _("more"), n=n
        )
        for low, high, n in zip(edges[:-1], edges[1:], counts, strict=True)
        if n
    ]
    return _(
        "Bar chart: trainees by percent of {points} points. {parts}. "
        "Mean {mean} %, median {median} %."
    ).format(
        points=number(summary.counted_points),
        parts="; ".join(parts),
        mean=number(100 * summary.mean / summary.counted_points, 0),
        median=number(100 * summary.median / summary.counted_points, 0),
    )


def _bins(summary: Summary) -> tuple[list[int], list[float]]:
    """Trainees in steps of ten percent; extra credit goes into one more step."""
    shares = 100 * np.asarray(summary.totals) / summary.counted_points
    edges = [float(edge) for edge in range(0, 101, 10)]
    beyond = shares > 100 + 1e-9
    # float noise must not move 30 % into the step below
    counts, _edges = np.histogram(np.minimum(shares[~beyond] + 1e-9, 100), bins=edges)
    tally = [int(count) for count in counts]
    if beyond.any():
        return [*tally, int(beyond.sum())], [*edges, 110.0]
    return tally, edges


def draw_distribution(summary: Summary, ax: Axes) -> None:
    """Draw how many trainees reach which percentage of the points."""
    from matplotlib.ticker import MaxNLocator

    if not summary.counted_points:
        ax.set_axis_off()
        return
    counts, edges = _bins(summary)
    middles = [(low + high) / 2 for low, high in pairwise(edges)]
    bars = ax.bar(middles, counts, width=9.2, color=PALETTE[0], edgecolor="white")
    names = ax.bar_label(bars, labels=[str(count) if count else "" for count in counts], padding=3)
    for name in names:
        # above the lines of mean and median
        name.set(zorder=5, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
    for value, style, color, label in (
        (summary.mean, "--", PALETTE[1], _("Mean")),
        (summary.median, ":", PALETTE[6], _("Median")),
    ):
        at = 100 * value / summary.counted_points
        ax.axvline(at, color=color, linestyle=style, linewidth=2.2, label=f"{label} {at:.0f} %")
    ax.set_xticks(edges, [f"{edge:.0f}" if edge <= 100 else "" for edge in edges])
    ax.set_xlim(-1, edges[-1] + 1)
    ax.set_ylim(0, max(counts) * 1.15)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    ax.grid(visible=False, axis="x")
    ax.set_xlabel(_("Points in percent of {points}").format(points=number(summary.counted_points)))
    ax.set_ylabel(_("Trainees"))
    ax.legend(frameon=False, ncols=2, loc="lower right", bbox_to_anchor=(1.0, 1.0))


def _placed(summary: Summary) -> list[TaskResult]:
    return [
        result
        for result in summary.results
        if not math.isnan(result.share) and not math.isnan(result.discrimination)
    ]


def tasks_text(summary: Summary) -> str:
    """Put difficulty and discrimination of the tasks into words."""
    placed = _placed(summary)
    if not placed:
        return _("Discrimination is not defined for any task, so there is nothing to draw.")
    return _(
        "Scatter plot: mean share of the points by discrimination, one point for each task. {parts}."
    ).format(
        parts="; ".join(
            _("{number} {task}: {share}, {discrimination}").format(
                number=result.number,
                task=result.task.title,
                share=percent(result.share),
                discrimination=number(result.discrimination, 2),
            )
            for result in placed
        )
    )


def draw_tasks(summary: Summary, ax: Axes) -> None:
    """Draw difficulty by discrimination, each task with its number."""
    from matplotlib.ticker import PercentFormatter

    placed = _placed(summary)
    if not placed:
        ax.set_axis_off()
        return
    x = [result.share for result in placed]
    y = [result.discrimination for result in placed]
    for by_hand, marker, color, label in (
        (False, "o", PALETTE[0], _("checked by the notebook")),
        (True, "s", PALETTE[1], _("marked by a person")),
    ):
        chosen = [place for place, result in enumerate(placed) if result.task.by_hand == by_hand]
        if chosen:
            ax.scatter(
                [x[place] for place in chosen],
                [y[place] for place in chosen],
                s=60,
                marker=marker,
                color=color,
                label=label,
                zorder=3,
            )
    low, high = min(-0.15, min(y) - 0.2), max(0.4, max(y) + 0.17)
    # no empty half: tasks lie close together
    left, right = min(LOW_SHARE, *x) - 0.12, max(1.0, *x) + 0.03
    ax.set_xlim(left, right)
    ax.set_ylim(low, high)
    ax.axhspan(low, 0, color="#bbbbbb", alpha=0.35, linewidth=0)
    ax.axvline(LOW_SHARE, color="#555555", linewidth=1.2, linestyle="--")
    for words, at, side, shift in (
        (_("teach again"), (LOW_SHARE, 0), "right", -6),
        (_("look at the task"), (right, 0), "right", -6),
    ):
        ax.annotate(
            words,
            at,
            xycoords=("data", "axes fraction"),
            xytext=(shift, 4),
            textcoords="offset points",
            ha=side,
            va="bottom",
            color="#333333",
        )
    _number_points(ax, x, y, [str(result.number) for result in placed])
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.set_xlabel(_("Mean share of the points (further left = more difficult)"))
    ax.set_ylabel(_("Discrimination"))
    ax.legend(frameon=False, ncols=2, loc="lower right", bbox_to_anchor=(1.0, 1.0))


def _number_points(ax: Axes, x: Sequence[float], y: Sequence[float], names: Sequence[str]) -> None:
    """Write names beside points, where they cover neither a point nor another name."""
    # the layout decides where the points come to lie
    figure: Figure = ax.figure  # type: ignore[assignment]
    figure.draw_without_rendering()
    at = ax.transData.transform(list(zip(x, y, strict=True)))
    scale = 72 / figure.get_dpi()
    taken = [(px * scale, py * scale, 5.0, 5.0) for px, py in at]
    # points that cover each other share a name
    shared: dict[int, list[str]] = {}
    for place, name in enumerate(names):
        first = next((one for one in shared if math.dist(at[one], at[place]) * scale < 5), place)
        shared.setdefault(first, []).append(name)
    for place, name in ((place, ", ".join(some)) for place, some in shared.items()):
        px, py = at[place]
        half = 3.6 * len(name)
        choices = [
            (px * scale + dx * (half + reach), py * scale + dy * (6 + reach))
            for reach in (5, 12, 20)
            for dx, dy in ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1))
        ]
        free = [
            spot
            for spot in choices
            if all(
                abs(spot[0] - cx) > half + cw or abs(spot[1] - cy) > 6 + ch
                for cx, cy, cw, ch in taken
            )
        ]
        spot = (free or choices)[0]
        taken.append((*spot, half, 6.0))
        ax.annotate(
            name,
            (x[place], y[place]),
            xytext=(spot[0] - px * scale, spot[1] - py * scale),
            textcoords="offset points",
            ha="center",
            va="center",
            fontsize=11,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.5},
        )
