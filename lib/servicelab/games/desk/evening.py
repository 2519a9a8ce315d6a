"""Complaint desk, what it looks like: the day along the clock, and the page of its evening."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from servicelab.decisions.widgets.base import Panel, Picture, drawing
from servicelab.decisions.widgets.charts import Bars, charts_html
from servicelab.decisions.widgets.page import html_pieces
from servicelab.games.desk.form import SEVERITY_NAMES, clock_words, money
from servicelab.games.desk.model import Day, Entry, Outcome, close, minutes_of, play
from servicelab.games.desk.policies import POLICY_LABELS, desk_share, policy_table
from servicelab.games.desk.scenario import Scenario
from servicelab.i18n import _, ngettext

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "day_panel",
    "day_picture",
    "day_words",
    "evening_html",
    "evening_panel",
    "percent",
    "share_words",
    "short_label",
]

_PLAIN = "#b0b0b0"
#: Up to how many cases a day is short, and its evening shows only what is not 0.
FEW: Final = 5
#: What the desk shows as HTML.
PIECES = Path(__file__).with_name("view.html.j2")
_PARTS = {
    "relations": _("customers kept"),
    "debts": _("claims avoided later"),
    "deadlines": _("deadlines kept"),
    "silent": _("customers reached who never wrote"),
    "paid": _("paid out"),
    "precedent": _("others who ask for as much"),
    "time": _("time of the desk"),
}


def short_label(label: str) -> str:
    """The name of a cause, owner or remedy without its explanation.

    Examples
    --------
    >>> short_label("Payment delay: agreed, but not paid")
    'Payment delay'
    """
    return label.replace("：", ":").split(":")[0].split(",")[0]


# The day along the clock


def day_words(scenario: Scenario, day: Day) -> str:
    """How the day stands, in a sentence."""
    settled = ngettext("{number} case settled", "{number} cases settled", len(day.settled))
    waiting = ngettext("{number} waits", "{number} wait", len(day.waiting))
    return _("It is {time}: {settled}, {waiting}, {money} yuan granted.").format(
        time=scenario.time(day.minute),
        settled=settled.format(number=len(day.settled)),
        waiting=waiting.format(number=len(day.waiting)),
        money=money(day.granted),
    )


def day_panel(scenario: Scenario, entries: Sequence[Entry], seed: int) -> Panel:
    """A day that is not closed yet, as a picture and a sentence."""
    day = play(scenario, entries, seed)
    sentence = _("Complaint desk, {firm}, {date}. {words} The day is not closed yet.").format(
        firm=scenario.firm, date=scenario.date, words=day_words(scenario, day)
    )
    return Panel(sentence, (day_picture(scenario, entries, seed),))


def day_picture(
    scenario: Scenario, entries: Sequence[Entry], seed: int, *, is_closed: bool = False
) -> Picture:
    """Each case along the clock: when it waited, when it was worked on, how it ended.

    Parameters
    ----------
    scenario, entries, seed
        The day.
    is_closed : bool
        Whether to tell the true clock of cases whose file nobody has read.
    """
    day = play(scenario, entries, seed)
    rows = _timeline(scenario, entries, day, is_closed=is_closed)
    title = _("The day along the clock, until {time}").format(time=scenario.time(day.minute))
    words = "; ".join(f"{case}: {row['end']}" for case, row in rows.items())
    height = 0.95 + 0.235 * len(rows)
    with drawing(8.4, height) as figure:
        ax = figure.subplots()
        figure.subplots_adjust(left=0.07, right=0.74, top=1 - 0.58 / height, bottom=0.35 / height)
        figure.suptitle(title, x=0.01, y=1 - 0.08 / height, ha="left", size=10.5)
        _draw_day(ax, scenario, day, rows)
        return Picture.of(figure, f"{title}. {words}.")


def _timeline(
    scenario: Scenario, entries: Sequence[Entry], day: Day, *, is_closed: bool
) -> dict[str, dict[str, Any]]:
    """For each case that has arrived: spans of waiting and work, and its end in words."""
    rows: dict[str, dict[str, Any]] = {}
    for event in day.events:
        if event.kind in ("arrived", "returned"):
            row = rows.setdefault(event.case, {"waits": [], "works": [], "backs": []})
            row["waits"].append([event.minute, day.minute])
            if event.kind == "returned":
                row["backs"].append(event.minute)
    done = (event for event in day.events if event.kind in ("read", "settled"))
    for entry, event in zip(entries, done, strict=True):
        row = rows[event.case]
        start = event.minute - minutes_of(scenario, scenario.by_id[event.case], entry)
        row["works"].append((start, event.minute, event.kind))
        if event.kind == "settled":
            span = next(span for span in reversed(row["waits"]) if span[0] <= start)
            span[1] = event.minute
    settled = {one.case: one.minute for one in day.settled}
    waiting = {one.case: one for one in day.waiting}
    for case, row in rows.items():
        if case in settled:
            row["end"] = _("settled at {time}").format(time=scenario.time(settled[case]))
        else:
            left = scenario.days_left[case] if is_closed else waiting[case].days_left
            words = _("came back, {clock}") if waiting[case].returned else _("waits, {clock}")
            row["end"] = words.format(clock=clock_words(scenario, left))
        row["is_settled"] = case in settled
    return rows


def _draw_day(ax: Axes, scenario: Scenario, day: Day, rows: Mapping[str, Any]) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    from servicelab.plots.style import PALETTE

    reading, settling, back = PALETTE[4], PALETTE[0], PALETTE[1]
    across = ax.get_yaxis_transform()
    for place, row in enumerate(rows.values()):
        for start, end in row["waits"]:
            ax.plot(
                [start, max(end, start + 1)], [place, place], color=_PLAIN, linewidth=2, zorder=1
            )
        for start, end, kind in row["works"]:
            is_read = kind == "read"
            ax.barh(
                place,
                end - start,
                0.62,
                left=start,
                color=reading if is_read else settling,
                hatch="////" if is_read else "",
                edgecolor="white",
                zorder=2,
            )
        ax.plot(row["backs"], [place] * len(row["backs"]), "D", color=back, markersize=6, zorder=3)
        ax.text(1.015, place, row["end"], transform=across, va="center", size=8.5)
    length = scenario.minutes
    hours = range(-(-scenario.opens // 60) * 60, scenario.opens + length + 1, 60)
    ax.set_xticks([hour - scenario.opens for hour in hours], [f"{hour // 60}:00" for hour in hours])
    ax.set_xlim(0, max(length, day.minute))
    ax.axvline(length, color="black", linewidth=0.8)
    if day.minute < length:
        ax.axvline(day.minute, color="black", linewidth=0.8, linestyle=":")
    ax.set_yticks(range(len(rows)), list(rows), size=8.5)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.tick_params(length=0)
    ax.spines[["top", "right", "left"]].set_visible(False)
    legend = [
        Line2D([], [], color=_PLAIN, linewidth=2, label=_("waits")),
        Patch(facecolor=reading, hatch="////", edgecolor="white", label=_("file read")),
        Patch(facecolor=settling, label=_("decided")),
        Line2D([], [], color=back, marker="D", linestyle="", label=_("came back")),
    ]
    ax.legend(
        handles=legend,
        ncols=4,
        frameon=False,
        loc="lower right",
        bbox_to_anchor=(1.37, 1.0),
        borderpad=0,
        columnspacing=1.2,
        handlelength=1.4,
    )


# The evening


def evening_panel(
    scenario: Scenario, entries: Sequence[Entry], seed: int, full: float | None = None
) -> Panel:
    """A closed day beside five policies, as a picture and a sentence.

    Parameters
    ----------
    scenario, entries, seed
        The day.
    full : float, optional
        From which share of the gap a day earns all points; see :class:`.view.ComplaintDesk`.
    """
    outcome = close(scenario, entries, seed)
    share = desk_share(scenario, entries, seed)
    words = _evening_words(scenario, outcome, share)
    if full is not None:
        words = f"{share_words(share, full)} {words}"
    return Panel(words, _compared(scenario, outcome, seed))


def share_words(share: float, full: float) -> str:
    """What a day earns, where points follow the share of the gap that it closes up to `full`.

    Examples
    --------
    >>> share_words(0.728, 0.85)
    'Good: 72 %; 85 % earns all points.'
    >>> share_words(0.91, 0.85)
    'Very good: 91 %; 85 % earns all points.'
    """
    if share >= full:
        praise = _("Very good")
    elif share >= full / 2:
        praise = _("Good")
    elif share > 0:
        praise = _("A beginning")
    else:
        praise = _("Worth no more than doing nothing")
    return _("{praise}: {share} %; {full:.0f} % earns all points.").format(
        praise=praise, share=percent(share), full=100 * full
    )


def percent(share: float) -> int:
    """A share in percent, rounded down: nobody reads 85 % and misses points.

    Examples
    --------
    >>> percent(0.689)
    68
    """
    return math.floor(100 * share + 1e-9)


def _evening_words(scenario: Scenario, outcome: Outcome, share: float) -> str:
    totals = outcome.totals
    late = ngettext("{number} case late", "{number} cases late", int(totals["late"]))
    broken = ngettext("{number} promise broken", "{number} promises broken", int(totals["broken"]))
    words = _(
        "Your day is worth {value} yuan more than doing nothing, {share} % of nearly the best. You "
        "promised {promised} yuan and paid {spent}; the customers you kept are worth {saved}. "
        "{broken}, {late}."
    ).format(
        value=money(outcome.value),
        share=percent(share),
        promised=money(totals["promised"]),
        spent=money(totals["spent"]),
        saved=money(totals["saved"]),
        broken=broken.format(number=int(totals["broken"])),
        late=late.format(number=int(totals["late"])),
    )
    if _can_reach_the_silent(scenario):
        words += " " + _(
            "About {silent} unhappy customers with the same troubles never wrote, and were not reached."
        ).format(silent=money(totals["silent"]))
    return words


def _can_reach_the_silent(scenario: Scenario) -> bool:
    """Whether a cause behind several cases can be found."""
    return any(cause.pattern for cause in scenario.causes.values())


def _compared(scenario: Scenario, outcome: Outcome, seed: int) -> tuple[Bars, ...]:
    values = policy_table(scenario, seed)["value"].rename(index=dict(POLICY_LABELS))
    yours = _("your day")
    values.loc[yours] = outcome.value
    values = values.sort_values(ascending=False)
    parts = pd.Series(outcome.breakdown).rename(index=_PARTS)
    if len(scenario.cases) <= FEW:
        parts = parts[parts != 0]
    return tuple(
        Bars(title, series, [money(value) for value in series], yours)
        for title, series in (
            (_("Worth of the day, yuan more than doing nothing"), values),
            (_("Where yours comes from, yuan"), parts),
        )
    )


def evening_html(
    scenario: Scenario, entries: Sequence[Entry], seed: int, panel: Panel, language: str = "en"
) -> str:
    """The page of the evening: numbers, comparison, the clock, and each case with what was right.

    Parameters
    ----------
    scenario, entries, seed
        The day.
    panel : Panel
        From :func:`evening_panel`.
    language : {"en", "zh"}
        Of labels and lessons.
    """
    outcome = close(scenario, entries, seed)
    last = {entry["case"]: entry for entry in entries if "look" not in entry}
    page: str = html_pieces(PIECES).evening(
        panel.sentence,
        _tiles(scenario, outcome),
        charts_html(panel.pictures),
        day_picture(scenario, entries, seed, is_closed=True).to_html(),
        [
            _judged_case(scenario, str(case), row, last.get(str(case)), language)
            for case, row in outcome.cases.iterrows()
        ],
    )
    return page


def _tiles(scenario: Scenario, outcome: Outcome) -> list[tuple[str, str]]:
    """The numbers of the day; of a short day only those that are not 0 and can be changed."""
    is_short = len(scenario.cases) <= FEW
    reaches = _can_reach_the_silent(scenario)
    return [
        (money(outcome.totals[name]), words)
        for name, words in (
            ("promised", _("yuan promised")),
            ("spent", _("yuan paid out")),
            ("saved", _("yuan: worth of the customers kept")),
            ("broken", _("promises broken")),
            ("late", _("cases late")),
            ("left", _("cases left undecided")),
            ("silent", _("unhappy customers never heard")),
            ("reached", _("of them reached: the common cause was seen")),
        )
        if not is_short or (outcome.totals[name] and (reaches or name != "silent"))
    ]


def _judged_case(
    scenario: Scenario, name: str, row: pd.Series, entry: Entry | None, language: str
) -> dict[str, Any]:
    """A row of the table of cases."""
    case = scenario.by_id[name]
    tables: dict[str, Mapping[str, Any]] = {
        "cause": scenario.causes,
        "owner": scenario.owners,
        "remedy": scenario.remedies,
    }
    fair = max(case.fair, 0)

    def words(key: str, value: Any, amount: float) -> str:
        if key not in tables:
            return SEVERITY_NAMES[value] if key == "severity" else _("yes") if value else _("no")
        label = short_label(getattr(tables[key][value], f"label_{language}"))
        return f"{label} {money(amount)}" if key == "remedy" and amount else label

    best = max(case.remedies, key=lambda key: case.remedies[key])
    due = fair if scenario.remedies[best].has_amount else 0
    is_right = {
        "severity": row["severity_right"],
        "cause": row["cause_right"],
        "owner": row["owner_right"],
        "remedy": row["fit"] > 0.999 and (entry is None or entry["amount"] <= fair + 0.5),
        "escalate": row["escalation_right"],
    }
    parts = [
        {
            "is_right": None if entry is None else bool(right),
            "given": "" if entry is None else words(key, entry[key], entry["amount"]),
            "right": words(key, best if key == "remedy" else getattr(case, key), due),
        }
        for key, right in is_right.items()
    ]
    kept = None if pd.isna(row["promise_kept"]) else bool(row["promise_kept"])
    dates = [_("late") if row["late"] else _("in time") if row["settled"] else _("still open")]
    if kept is not None:
        dates.append(_("promise kept") if kept else _("promise broken"))
    if row["returned"]:
        back = ngettext("came back once", "came back {number} times", row["returned"])
        dates.append(back.format(number=row["returned"]))
    return {
        "id": name,
        "who": f"{case.customer}, {case.product}",
        "parts": parts,
        "dates": ", ".join(dates),
        "is_bad": row["late"] or kept is False or row["returned"],
        "stays": f"{100 * row['stay_before']:.0f} → {100 * row['stay_after']:.0f}",
        "gain": money(row["gain"]),
        "lesson": getattr(case, f"lesson_{language}"),
    }
