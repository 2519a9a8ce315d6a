"""The report on a log of visits of one's own: how long all waited, and what a formula hides."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import t as student

from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _, ngettext
from servicelab.plots.style import PALETTE
from servicelab.waiting import erlang_c
from servicelab_workshop.reading.handover import Handover
from servicelab_workshop.reports.page import image, page_environment, page_path, percent
from servicelab_workshop.reports.visits import VisitLog, read_visits

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Formula", "Hour", "Result", "Span", "Waits", "analyze", "findings", "render", "report"]

LEVEL = 0.95
#: Days from which on an interval is given; visits of an hour or a group from which on it is shown.
FEWEST_DAYS, FEWEST = 8, 30
GROUPS = 8
WITHIN = 15.0


@dataclass(frozen=True)
class Span:
    """A figure and its interval; the ends are NaN where there are too few days."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Waits:
    """How long some people waited, in minutes.

    Attributes
    ----------
    name : str
        Who.
    came, left : int
        All, and those who left before their turn.
    share_left : Span
        Left, of all who came.
    mean : Span
        Mean wait of those who were served.
    median, p90 : float
        Of those who were served.
    in_line : float
        Mean time in line of all whose leaving is timed, those who left included; NaN if no time of
        leaving is known though somebody left.
    within : Span
        Served within the promised minutes, of **all** who came.
    within_served : float
        The same, of those who were served.
    """

    name: str
    came: int
    left: int
    share_left: Span
    mean: Span
    median: float
    p90: float
    in_line: float
    within: Span
    within_served: float


@dataclass(frozen=True)
class Hour:
    """An hour of the day.

    Attributes
    ----------
    hour : int
        When it begins.
    waits : Waits
        Of those who came in it.
    arrivals : float
        People who came, a day.
    load : float
        Arrivals times mean service, divided by the desks; NaN without ends.
    formula : float
        Mean wait in minutes by the formula for this hour alone; NaN where it has no answer.
    """

    hour: int
    waits: Waits
    arrivals: float
    load: float
    formula: float


@dataclass(frozen=True)
class Formula:
    """What the simple formula says of an average hour.

    Attributes
    ----------
    desks : int
        At work.
    are_desks_given : bool
        Whether they were given, or are the most that served at once on a usual day.
    service : float
        Mean minutes of a service.
    variation : float
        Standard deviation of a service divided by its mean; the formula takes 1.
    arrivals, load : float
        People an hour, all who came, and the load.
    wait : float
        Minutes, with all who came; NaN at a load of 1 and more.
    wait_served : float
        Minutes, with those who were served only.
    """

    desks: int
    are_desks_given: bool
    service: float
    variation: float
    arrivals: float
    load: float
    wait: float
    wait_served: float


@dataclass(frozen=True)
class Result:
    """All that the page shows.

    Attributes
    ----------
    log : VisitLog
        As it was read.
    within : float
        Promised minutes.
    days : int
        Days on which somebody came.
    all : Waits
        Everybody.
    hours : tuple of Hour
        Hours with enough visits, in their order.
    groups : tuple of Waits
        Groups with enough visits, most first; empty without a column.
    line : (float, float)
        Mean number of people in line while it was open, with those who left and without.
    patience : float
        Minutes waited by all for each who left; NaN if nobody did or no leaving is timed.
    formula : Formula or None
        None without ends of services.
    busy : (float, float)
        Mean wait in minutes of those served on the busiest fifth of the days, and on the others.
    untimed : int
        Visits that left at an unknown time.
    unended : int
        Services whose end is not known.
    """

    log: VisitLog
    within: float
    days: int
    all: Waits
    hours: tuple[Hour, ...]
    groups: tuple[Waits, ...]
    line: tuple[float, float]
    patience: float
    formula: Formula | None
    busy: tuple[float, float]
    untimed: int
    unended: int


def report(
    file: Path | str,
    to: Path | str | None = None,
    *,
    within: float = WITHIN,
    desks: int | None = None,
    how: Handover | None = None,
) -> Path:
    """Write the report on a log of visits.

    Parameters
    ----------
    file : path
        The log, see :func:`servicelab_workshop.reports.visits.read_visits`. It is only read.
    to : path, optional
        The page to write; by default ``<name of the file>-waiting.html`` in the current folder.
    within : float
        Minutes within which one's turn was promised.
    desks : int, optional
        At work all day; by default the most that served at once on a usual day.
    how : Handover, optional
        What the file does not say itself, and what is wanted beside the page.

    Returns
    -------
    Path
        One HTML page that needs no other file and no network.

    Raises
    ------
    CourseError
        If the file breaks the rules (all violations at once), minutes or desks are not positive,
        or the page cannot be written.
    """
    page = page_path(f"{Path(file).stem}-waiting.html" if to is None else to)
    if page.resolve() == Path(file).resolve():
        raise CourseError(
            _("{path} is your data file: choose another name for the page.").format(path=page)
        )
    if not (within > 0 and math.isfinite(within)):
        raise CourseError(_("The promised minutes are more than 0."))
    if desks is not None and desks < 1:
        raise CourseError(_("The desks are 1 or more."))
    how = how or Handover()
    log = read_visits(file, how.options)
    how.hand_over(log.source, file, page)
    write_atomically(page, render(analyze(log, within, desks)))
    return page


# --- analysis --------------------------------------------------------------------------------


def analyze(log: VisitLog, within: float = WITHIN, desks: int | None = None) -> Result:
    """Measure all that the page shows.

    Parameters
    ----------
    log : VisitLog
        From :func:`servicelab_workshop.reports.visits.read_visits`.
    within : float
        Minutes within which one's turn was promised.
    desks : int, optional
        At work all day; by default the most that served at once on a usual day.

    Returns
    -------
    Result
    """
    rows = _measured(log.rows, within)
    by_day = _Days(rows["day"])
    everyone = _waits(_("all"), rows, by_day)
    formula = _formula(rows, desks)
    open_minutes = float(_open(rows).sum())
    minutes = rows["minutes"].fillna(0)
    gone = int(rows["has_left"].sum())
    untimed = int((rows["has_left"] & rows["minutes"].isna()).sum())
    timed = gone - untimed
    return Result(
        log=log,
        within=within,
        days=rows["day"].nunique(),
        all=everyone,
        hours=tuple(_hours(rows, by_day, formula)),
        groups=tuple(_groups(rows, by_day)),
        line=(
            float(minutes.sum()) / open_minutes,
            float(minutes[~rows["has_left"]].sum()) / open_minutes,
        ),
        patience=float(minutes.sum()) / timed if timed else math.nan,
        formula=formula,
        busy=_busy(rows),
        untimed=untimed,
        unended=int((~rows["has_left"] & rows["ended"].isna()).sum()) if log.has_end else 0,
    )


def _measured(rows: pd.DataFrame, within: float) -> pd.DataFrame:
    """Add the day, the hour, minutes in line, and whether somebody left or was served in time."""
    begins = day_begins(rows["arrived"].dt.hour)
    has_left = rows["started"].isna()
    until = rows["started"].fillna(rows["left"])
    minutes = _in_minutes(until - rows["arrived"])
    return rows.assign(
        day=(rows["arrived"] - pd.Timedelta(hours=begins)).dt.normalize(),
        hour=rows["arrived"].dt.hour,
        minutes=minutes,
        has_left=has_left,
        in_time=~has_left & (minutes <= within),
        service=_in_minutes(rows["ended"] - rows["started"]),
    )


def day_begins(hour: pd.Series) -> int:
    """Find the hour at which a day of the log begins: midnight, unless people come through it.

    Parameters
    ----------
    hour : Series of int
        In which each person came.

    Examples
    --------
    >>> day_begins(pd.Series([8, 9, 17])), day_begins(pd.Series([22, 23, 0, 1, 6, 6, 18]))
    (0, 2)
    """
    came = hour.value_counts().reindex(range(24), fill_value=0)
    if not came[0] or not came[23]:
        return 0
    # where the fewest come; the first of several
    return int(np.argmin(came.to_numpy()))


def _in_minutes(spans: pd.Series) -> pd.Series:
    return spans.dt.total_seconds() / 60


class _Days:
    """Sums by day, so that intervals count days, not visits."""

    def __init__(self, day: pd.Series) -> None:
        codes, days = pd.factorize(day, sort=True)
        self.code = pd.Series(codes, index=day.index)
        self.n = len(days)

    def ratio(self, top: pd.Series, bottom: pd.Series, most: float = math.inf) -> Span:
        """Estimate a sum over a sum, which lies between 0 and `most`."""
        code = self.code[top.index]
        above = np.bincount(code, top.to_numpy(float), self.n)
        below = np.bincount(code, bottom.to_numpy(float), self.n)
        value = float(above.sum() / below.sum()) if below.sum() else math.nan
        if self.n < FEWEST_DAYS or math.isnan(value):
            return Span(value, math.nan, math.nan)
        apart = ((above - value * below) ** 2).sum() * self.n / (self.n - 1)
        reach = student.ppf((1 + LEVEL) / 2, self.n - 1) * math.sqrt(apart) / below.sum()
        return Span(value, max(value - reach, 0.0), min(value + reach, most))


def _waits(name: str, rows: pd.DataFrame, by_day: _Days) -> Waits:
    served = ~rows["has_left"]
    minutes = rows.loc[served, "minutes"]
    one = pd.Series(1, index=rows.index)
    is_known = rows["minutes"].notna()
    some_timed = is_known[rows["has_left"]].any() or served.all()
    return Waits(
        name=name,
        came=len(rows),
        left=int(rows["has_left"].sum()),
        share_left=by_day.ratio(rows["has_left"].astype(int), one, 1),
        mean=by_day.ratio(rows["minutes"].where(served, 0), served.astype(int)),
        median=float(minutes.median()),
        p90=float(minutes.quantile(0.9)),
        in_line=float(rows.loc[is_known, "minutes"].mean()) if some_timed else math.nan,
        within=by_day.ratio(rows["in_time"].astype(int), one, 1),
        within_served=float(rows.loc[served, "in_time"].mean()) if served.any() else math.nan,
    )


def _open(rows: pd.DataFrame) -> pd.Series:
    """Minutes of each day from the first arrival to the last end of waiting."""
    until = rows["started"].fillna(rows["left"]).fillna(rows["arrived"])
    last = until.groupby(rows["day"]).max()
    first = rows["arrived"].groupby(rows["day"]).min()
    return _in_minutes(last - first).clip(lower=1)


def _at_once(rows: pd.DataFrame) -> int:
    """Count the most services at once on a day: the median over the days."""
    known = rows[rows["ended"].notna()]
    steps = pd.concat(
        [
            pd.DataFrame({"day": known["day"], "at": known["started"], "step": 1}),
            pd.DataFrame({"day": known["day"], "at": known["ended"], "step": -1}),
        ]
    )
    # who ends makes room for who starts in the same moment
    steps = steps.sort_values(["day", "at", "step"])
    most = steps.groupby("day")["step"].cumsum().groupby(steps["day"]).max()
    return max(1, int(most.median()))


def _by_formula(arrivals: float, service: float, desks: int) -> float:
    """Mean wait in minutes; NaN where the formula has no answer."""
    try:
        return float(60 * erlang_c(arrivals, 60 / service, desks).wait)
    except CourseError:
        return math.nan


def _formula(rows: pd.DataFrame, given: int | None) -> Formula | None:
    service = rows["service"].dropna()
    if service.empty or service.mean() <= 0:
        return None
    # from the first to the last arrival: what a daily mean is taken over
    first, last = (rows["arrived"].groupby(rows["day"]).agg(how) for how in ("min", "max"))
    hours = float(_in_minutes(last - first).clip(lower=1).sum()) / 60
    desks = given or _at_once(rows)
    mean = float(service.mean())
    arrivals = len(rows) / hours
    served = float((~rows["has_left"]).sum()) / hours
    return Formula(
        desks=desks,
        are_desks_given=given is not None,
        service=mean,
        variation=float(service.std() / mean) if len(service) > 1 else math.nan,
        arrivals=arrivals,
        load=arrivals * mean / 60 / desks,
        wait=_by_formula(arrivals, mean, desks),
        wait_served=_by_formula(served, mean, desks),
    )


def _hours(rows: pd.DataFrame, by_day: _Days, formula: Formula | None) -> list[Hour]:
    days = rows["day"].nunique()
    found = []
    begins = day_begins(rows["hour"])
    parts = {int(str(hour)): part for hour, part in rows.groupby("hour")}
    for hour in sorted(parts, key=lambda one: (one - begins) % 24):
        part = parts[hour]
        if len(part) < FEWEST or part["has_left"].all():
            continue
        arrivals = len(part) / days
        load, wait = math.nan, math.nan
        if formula is not None:
            load = arrivals * formula.service / 60 / formula.desks
            wait = _by_formula(arrivals, formula.service, formula.desks)
        found.append(Hour(hour, _waits("", part, by_day), arrivals, load, wait))
    return found


def _groups(rows: pd.DataFrame, by_day: _Days) -> list[Waits]:
    if "group" not in rows:
        return []
    sizes = rows["group"].value_counts()
    shown = [name for name in sizes.index if sizes[name] >= FEWEST][:GROUPS]
    parts = [(str(name), rows[rows["group"] == name]) for name in shown]
    found = [_waits(name, part, by_day) for name, part in parts if not part["has_left"].all()]
    return found if len(found) > 1 else []


def _busy(rows: pd.DataFrame) -> tuple[float, float]:
    sizes = rows.groupby("day").size().sort_values(kind="stable")
    fifth = len(sizes) // 5
    if fifth < 2:
        return math.nan, math.nan
    busy = rows["day"].isin(sizes.index[-fifth:])
    served = ~rows["has_left"]
    return (
        float(rows.loc[busy & served, "minutes"].mean()),
        float(rows.loc[~busy & served, "minutes"].mean()),
    )


# --- words -----------------------------------------------------------------------------------


def _minutes(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1f}"


def _clock(hour: int) -> str:
    return _("{first}:00 to {last}:00").format(first=hour, last=hour + 1)


def findings(result: Result) -> list[tuple[str, str]]:
    """List what stands out: a section of the page, and a sentence or two."""
    return [*_warnings(result), *_about_leavers(result), *_about_formula(result)]


def _warnings(result: Result) -> list[tuple[str, str]]:
    """List what may make the whole page wrong."""
    everyone, log = result.all, result.log
    lines = []
    if not everyone.left:
        text = _(
            "Nobody in this log left before the turn came. If those who left are not recorded, all "
            "waits here look better than they were."
        )
        lines.append(("waits", text))
    if result.untimed:
        text = ngettext(
            "{n} of those who left has no time of leaving: the time in line of all leaves that "
            "visit out.",
            "{n} of those who left have no time of leaving: the time in line of all leaves those "
            "visits out.",
            result.untimed,
        )
        lines.append(("waits", text.format(n=f"{result.untimed:,}")))
    if result.days < FEWEST_DAYS:
        text = ngettext(
            "{n} day only: too few for intervals, and for what is usual.",
            "{n} days only: too few for intervals, and for what is usual.",
            result.days,
        )
        lines.append(("conventions", text.format(n=result.days)))
    at_once = float((log.rows["started"] == log.rows["arrived"]).mean())
    if at_once > 0.5:
        text = _(
            "{share} of the visits began in the very minute of the arrival. Is the arrival noted "
            "when people come, or when their turn comes?"
        )
        lines.append(("waits", text.format(share=percent(at_once))))
    if result.unended:
        text = ngettext(
            "{n} service has no end and is left out of the minutes of a service.",
            "{n} services have no end and are left out of the minutes of a service.",
            result.unended,
        )
        lines.append(("formula", text.format(n=f"{result.unended:,}")))
    no_time = log.rows["started"].notna() & (log.rows["ended"] == log.rows["started"])
    if no_time.sum() > 0.05 * len(log.rows):
        n = int(no_time.sum())
        text = ngettext(
            "{n} service began and ended in the same moment. Did that person leave?",
            "{n} services began and ended in the same moment. Did these people leave?",
            n,
        )
        lines.append(("waits", text.format(n=f"{n:,}")))
    if log.repeated:
        text = ngettext(
            "{n} row stands in the file before, word for word. Is it there twice?",
            "{n} rows stand in the file before, word for word. Is it there twice?",
            log.repeated,
        )
        lines.append(("conventions", text.format(n=f"{log.repeated:,}")))
    if log.past_midnight:
        text = ngettext(
            "{n} time was taken for one after midnight.",
            "{n} times were taken for times after midnight.",
            log.past_midnight,
        )
        lines.append(("conventions", text.format(n=f"{log.past_midnight:,}")))
    return lines


def _about_leavers(result: Result) -> list[tuple[str, str]]:
    everyone, lines = result.all, []
    if everyone.left:
        text = _("{share} of all who came left before their turn: {n} of {all}.").format(
            share=_percents(everyone.share_left), n=f"{everyone.left:,}", all=f"{everyone.came:,}"
        )
        most = max(result.hours, key=lambda one: one.waits.share_left.value, default=None)
        if most is not None and most.waits.share_left.value > everyone.share_left.value:
            text += " " + _("Of those who came from {hour} it was {share}.").format(
                hour=_clock(most.hour), share=_percents(most.waits.share_left)
            )
        text += " " + _(
            "Within {minutes} minutes {all} of all were served; of those who were served it is "
            "{served}."
        ).format(
            minutes=f"{result.within:g}",
            all=percent(everyone.within.value),
            served=percent(everyone.within_served),
        )
        lines.append(("waits", text))
    busy, other = result.busy
    if busy > other:
        text = _(
            "On the busiest fifth of the days those served waited {busy} minutes on average, on the "
            "others {other}."
        )
        lines.append(("hours", text.format(busy=_minutes(busy), other=_minutes(other))))
    return lines


def _about_formula(result: Result) -> list[tuple[str, str]]:
    formula, everyone = result.formula, result.all
    if formula is None:
        return []
    over = [one for one in result.hours if one.load >= 1]
    if math.isnan(formula.wait):
        text = _(
            "At a load of {load} the simple formula has no answer: more people come than the desks "
            "can serve."
        ).format(load=f"{formula.load:.2f}")
    else:
        text = _(
            "The simple formula, fed with the daily mean, says {formula} minutes; the log says {log} "
            "for those who were served."
        ).format(formula=_minutes(formula.wait), log=_minutes(everyone.mean.value))
        if everyone.left or over:
            text += " " + _("Whether the two agree or not, the formula describes another place:")
            parts = []
            if over:
                parts.append(
                    ngettext(
                        "in {n} of {all} hours more came than could be served",
                        "in {n} of {all} hours more came than could be served",
                        len(over),
                    ).format(n=len(over), all=len(result.hours))
                )
            if everyone.left:
                parts.append(_("{share} left").format(share=percent(everyone.share_left.value)))
            text += " " + _(" and ").join(parts) + "."
    return [("formula", text)]


def _percents(span: Span) -> str:
    if math.isnan(span.low) or span.low == span.high:
        return percent(span.value)
    return _("{value} ({low} to {high})").format(
        value=percent(span.value), low=f"{100 * span.low:.0f}", high=percent(span.high)
    )


# --- figures ---------------------------------------------------------------------------------


def _draw_arrivals(result: Result, ax: Axes) -> None:
    hours = result.hours
    places = range(len(hours))
    ax.bar(places, [one.arrivals for one in hours], width=0.8, color=PALETTE[0])
    formula = result.formula
    if formula is not None:
        most = formula.desks * 60 / formula.service
        ax.axhline(most, color="0.25", linestyle="--", linewidth=1.5)
        ax.text(
            len(hours) - 0.5,
            most,
            _("most that {n} desks can serve").format(n=formula.desks),
            ha="right",
            va="bottom",
            fontsize=10,
        )
    ax.set_xticks(places, [f"{one.hour}:00" if len(hours) < 13 else f"{one.hour}" for one in hours])
    ax.set_ylabel(_("People who came, a day"))
    ax.set_xlabel(_("Hour that begins at"))


def _draw_waits(result: Result, ax: Axes) -> None:
    hours = result.hours
    places = range(len(hours))
    waits = [one.waits.mean for one in hours]
    ax.plot(places, [one.value for one in waits], color=PALETTE[0], marker="o", linewidth=2)
    if not any(math.isnan(one.low) for one in waits):
        ax.fill_between(
            places,
            [one.low for one in waits],
            [one.high for one in waits],
            color=PALETTE[0],
            alpha=0.15,
            linewidth=0,
        )
    formula = [one.formula for one in hours]
    ax.plot(places, formula, color=PALETTE[1], marker="s", linestyle="--", linewidth=1.5)
    # the formula runs away near a load of 1
    top = max(one.value if math.isnan(one.high) else one.high for one in waits)
    ax.set_ylim(0, 1.6 * max(top, 1))
    ax.set_xticks(places, [f"{one.hour}:00" if len(hours) < 13 else f"{one.hour}" for one in hours])
    ax.set_ylabel(_("Mean wait, minutes"))
    ax.set_xlabel(_("Came in the hour that begins at"))


def _hours_text(result: Result, what: str, value: Callable[[Hour], float]) -> str:
    return (
        what
        + " "
        + "; ".join(f"{_clock(one.hour)}: {_minutes(value(one))}" for one in result.hours)
    )


# --- the page --------------------------------------------------------------------------------


def render(result: Result) -> str:
    """Turn a result into the page.

    Parameters
    ----------
    result : Result
        From :func:`analyze`.

    Returns
    -------
    str
        HTML.
    """
    environment = page_environment("servicelab_workshop.reports")
    environment.filters.update(minutes=_minutes, percents=_percents, clock=_clock)
    figures = {}
    if len(result.hours) > 1:
        figures["arrivals"] = (
            image(lambda ax: _draw_arrivals(result, ax), 3.4),
            _hours_text(result, _("People who came a day, by hour."), lambda one: one.arrivals),
        )
        figures["waits"] = (
            image(lambda ax: _draw_waits(result, ax), 3.4),
            _hours_text(
                result,
                _("Mean wait in minutes of those served, by hour of coming."),
                lambda one: one.waits.mean.value,
            ),
        )
    return environment.get_template("waiting.html.j2").render(
        r=result,
        log=result.log,
        everyone=result.all,
        findings=findings(result),
        figures=figures,
        no_answer=[one for one in result.hours if one.load >= 1],
        rules={"level": LEVEL, "fewest": FEWEST, "fewest_days": FEWEST_DAYS},
        made=dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    )
