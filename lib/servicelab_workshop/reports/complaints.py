"""The report on a complaint log of one's own: how often, about what, how long, and what is late."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from nbreferee.door import number
from servicelab.complaints.deadlines import (
    RULES,
    Calendar,
    Deadline,
    deadline_table,
    late_share,
)
from servicelab.complaints.log import (
    escalation_hazard,
    exposure_rate,
    pareto,
    plot_pareto,
    recurrence,
)
from servicelab.complaints.resolution import (
    closed_only,
    median_resolution,
    plot_resolution,
    resolution_curve,
    resolution_times,
    share_open,
)
from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _, ngettext
from servicelab.plots.style import PALETTE
from servicelab_workshop.reading.handover import Handover
from servicelab_workshop.reports.log import (
    ComplaintLog,
    Exposure,
    read_exposure,
    read_holidays,
    read_log,
)
from servicelab_workshop.reports.page import image, page_environment, page_path, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Result", "analyze", "render", "report"]

LEVEL = 0.95
PER = 1000
#: Days of the window in which a complaint may come back, and days ahead that the page looks.
WINDOW, AHEAD = 60, 7
#: The rule for a sector without one, and how soon a complaint is acknowledged.
USUAL = Deadline(15, 30)
ACKNOWLEDGE = Deadline(2, clock="working")
#: Codes that stand for the rest.
OTHERS = ("other", "others", "其他", "其它")
#: Rows that the page lists, causes that it draws, groups that have a curve each.
LISTED, DRAWN, CURVES = 50, 9, 4
#: A customer with this many complaints and this share of a product's is named.
MANY, LARGE = 5, 0.05


@dataclass(frozen=True)
class Kept:
    """How a deadline was kept in one group; proportions are NaN if nothing was due.

    Attributes
    ----------
    group : str
        Such as a sector.
    rule : Deadline
        What was due.
    due, late : int
        Complaints whose last day had passed, and those of them that missed it.
    share, low, high : float
        late / due, and its interval (Wilson).
    waiting, overdue, soon : int
        Open and in time, open and overdue, open and due within a week.
    """

    group: str
    rule: Deadline
    due: int
    late: int
    share: float
    low: float
    high: float
    waiting: int
    overdue: int
    soon: int


@dataclass(frozen=True)
class Duration:
    """How long the complaints of one group take, with and without the open ones.

    Attributes
    ----------
    group : str
        Such as a severity.
    n, open : int
        Complaints, and those open at the end.
    median, low, high : float
        Days by which half are closed, and the interval; NaN where too many are open.
    over : float
        Share still open after the limit.
    closed_mean, closed_median, closed_over : float
        The same of the closed ones alone: too short. NaN if none is closed.
    """

    group: str
    n: int
    open: int
    median: float
    low: float
    high: float
    over: float
    closed_mean: float
    closed_median: float
    closed_over: float


@dataclass(frozen=True)
class Noisy:
    """A customer with so many complaints that a product's rate hangs on them."""

    product: str
    customer: str
    complaints: int
    share: float


@dataclass(frozen=True)
class Result:
    """All that the page shows; tables are empty where the log lacks the column.

    Attributes
    ----------
    log : ComplaintLog
        As it was read.
    months : DataFrame
        Index month; ``opened``, ``closed``, ``open`` (at its end).
    limit : int
        The days that durations are measured against.
    by : str
        The column whose groups have a curve each, or nothing.
    durations : tuple of Duration
        All complaints first, then by group.
    curve : DataFrame
        From :func:`servicelab.complaints.resolution.resolution_curve`, by group.
    kept, acknowledged : tuple of Kept
        Deadlines for the decision and for the acknowledgement.
    overdue : DataFrame
        Open and overdue complaints, longest first: ``id``, ``opened``, ``due``, ``days``, ...
    calendar : Calendar or None
        As it was given.
    by_count, by_cost : DataFrame
        From :func:`servicelab.complaints.log.pareto`; `by_count` with ``of_complaints``, the share of
        the complaints that name the cause, which sums to more than 1 where one names several.
    uncoded : int
        Complaints without a cause.
    rates, clustered : DataFrame
        From :func:`servicelab.complaints.log.exposure_rate`, without and with customers as clusters.
    months_of_exposure : (Timestamp, Timestamp) or None
        The time that the rates are about, if it is not the whole log.
    noisy : tuple of Noisy
        Customers that stand out.
    hazard : DataFrame
        From :func:`servicelab.complaints.log.escalation_hazard`.
    again : DataFrame
        By cause: ``n`` (followed long enough), ``again`` (share that came back).
    """

    log: ComplaintLog
    months: pd.DataFrame
    limit: int
    by: str
    durations: tuple[Duration, ...]
    curve: pd.DataFrame
    kept: tuple[Kept, ...]
    acknowledged: tuple[Kept, ...]
    overdue: pd.DataFrame
    calendar: Calendar | None
    by_count: pd.DataFrame
    by_cost: pd.DataFrame
    uncoded: int
    rates: pd.DataFrame
    clustered: pd.DataFrame
    months_of_exposure: tuple[pd.Timestamp, pd.Timestamp] | None
    noisy: tuple[Noisy, ...]
    hazard: pd.DataFrame
    again: pd.DataFrame

    @property
    def n(self) -> int:
        """Complaints up to the day of looking."""
        return len(self.log.rows)

    @property
    def open(self) -> int:
        """Those that are not closed."""
        return self.durations[0].open

    @property
    def late(self) -> tuple[int, int]:
        """Complaints that missed their deadline, and those that were due."""
        return sum(one.late for one in self.kept), sum(one.due for one in self.kept)


def report(
    file: Path | str,
    to: Path | str | None = None,
    *,
    as_of: str | pd.Timestamp | None = None,
    holidays: Path | str | None = None,
    exposure: Path | str | None = None,
    rule: Deadline | None = None,
    how: Handover | None = None,
) -> Path:
    """Write the report on a complaint log.

    Parameters
    ----------
    file : path
        The log, see :func:`servicelab_workshop.reports.log.read_log`. It is only read.
    to : path, optional
        The page to write; by default ``<name of the file>-complaints.html`` in the current folder.
    as_of : date, optional
        The day on whose evening the log is looked at; by default the last date in it.
    holidays : path, optional
        A CSV file with ``date`` and ``working``, for deadlines in working days.
    exposure : path, optional
        A CSV file of what was exposed, see :func:`servicelab_workshop.reports.log.read_exposure`.
    rule : Deadline, optional
        One deadline for all complaints; by default :data:`servicelab.complaints.deadlines.RULES` by sector,
        and 15 calendar days (30 if complex) elsewhere.
    how : Handover, optional
        What the file does not say itself, and what is wanted beside the page.

    Returns
    -------
    Path
        One HTML page that needs no other file and no network.

    Raises
    ------
    CourseError
        If a file breaks the rules (all violations at once), or the page cannot be written.
    """
    page = page_path(f"{Path(file).stem}-complaints.html" if to is None else to)
    files = (file, holidays, exposure)
    if any(one is not None and page.resolve() == Path(one).resolve() for one in files):
        raise CourseError(
            _("{path} is one of your data files: choose another name for the page.").format(
                path=page
            )
        )
    how = how or Handover()
    log = read_log(file, as_of, how.options)
    how.hand_over(log.source, file, holidays, exposure, page)
    calendar = None if holidays is None else read_holidays(holidays)
    exposed = None if exposure is None else read_exposure(exposure, log)
    write_atomically(page, render(analyze(log, calendar, exposed, rule)))
    return page


# --- analysis --------------------------------------------------------------------------------


def analyze(
    log: ComplaintLog,
    calendar: Calendar | None = None,
    exposure: Exposure | None = None,
    rule: Deadline | None = None,
) -> Result:
    """Measure all that the page shows.

    Parameters
    ----------
    log : ComplaintLog
        From :func:`servicelab_workshop.reports.log.read_log`.
    calendar : Calendar, optional
        For deadlines in working days; by default Monday to Friday.
    exposure : Exposure, optional
        From :func:`servicelab_workshop.reports.log.read_exposure`.
    rule : Deadline, optional
        One for all complaints.

    Returns
    -------
    Result
    """
    rows, as_of = log.rows, log.as_of
    times = resolution_times(rows, as_of)
    limit = USUAL.days if rule is None or rule.clock == "working" else rule.days
    by, groups = _grouped(rows)
    curve = resolution_curve(times, groups)
    durations = [_duration(_("all"), times, limit)]
    if groups is not None:
        parts = times.groupby(groups, observed=True)
        durations += [_duration(str(name), part, limit) for name, part in parts]
    kept, table = _deadlines(rows, rule, as_of, calendar)
    acknowledged: tuple[Kept, ...] = ()
    if "acknowledged" in rows:
        # a decision tells the customer as well that the complaint has come
        answered = rows["acknowledged"].fillna(rows["closed"])
        noted = deadline_table(
            rows.assign(acknowledged=answered), ACKNOWLEDGE, as_of, calendar, end="acknowledged"
        )
        acknowledged = (_kept(_("all"), ACKNOWLEDGE, noted, as_of),)
    by_count, by_cost, uncoded = _causes(
        log.by_cause, int(rows["cause"].notna().sum()) if "cause" in rows else 0
    )
    rates, clustered, noisy = _rates(rows, exposure)
    return Result(
        log=log,
        months=_months(rows, as_of),
        limit=limit,
        by=by,
        durations=tuple(durations),
        curve=curve,
        kept=kept,
        acknowledged=acknowledged,
        overdue=_overdue(rows, table),
        calendar=calendar,
        by_count=by_count,
        by_cost=by_cost,
        uncoded=uncoded,
        rates=rates,
        clustered=clustered,
        months_of_exposure=None if exposure is None else exposure.months,
        noisy=noisy,
        hazard=_hazard(rows, as_of),
        again=_again(log.by_cause, as_of),
    )


def _months(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    first = rows["opened"].min().to_period("M")
    months = pd.period_range(first, as_of.to_period("M"), freq="M", name="month")
    start = np.datetime64(first.to_timestamp(), "M").astype(int)
    counts = {}
    for name in ("opened", "closed"):
        given = rows[name].dropna().to_numpy(dtype="datetime64[M]").astype(int) - start
        counts[name] = np.bincount(given, minlength=len(months))
    table = pd.DataFrame(counts, index=months)
    table["open"] = (table["opened"] - table["closed"]).cumsum()
    return table


def _grouped(rows: pd.DataFrame) -> tuple[str, pd.Series | None]:
    """Choose the column whose groups are worth a curve each."""
    for name in ("severity", "sector", "product"):
        if name in rows and 1 < rows[name].nunique() <= CURVES:
            return name, rows[name]
    return "", None


def _duration(group: str, times: pd.DataFrame, limit: int) -> Duration:
    median = median_resolution(times, LEVEL)
    closed: Mapping[Any, Any] = closed_only(times, limit).to_dict() if times["closed"].any() else {}
    return Duration(
        group=group,
        n=len(times),
        open=int((~times["closed"]).sum()),
        median=float(median["median"]),
        low=float(median["low"]),
        high=float(median["high"]),
        over=share_open(times, limit),
        closed_mean=float(closed.get("mean", math.nan)),
        closed_median=float(closed.get("median", math.nan)),
        closed_over=float(closed.get("over", math.nan)),
    )


def _deadlines(
    rows: pd.DataFrame, rule: Deadline | None, as_of: pd.Timestamp, calendar: Calendar | None
) -> tuple[tuple[Kept, ...], pd.DataFrame]:
    if rule is not None or "sector" not in rows:
        one = rule or USUAL
        table = deadline_table(rows, one, as_of, calendar)
        return (_kept(_("all"), one, table, as_of),), table
    sectors = rows["sector"].cat.add_categories("").fillna("")
    rules: Mapping[Any, Deadline] = {
        name: RULES.get(str(name).casefold(), USUAL) for name in sectors.unique()
    }
    table = deadline_table(rows.assign(sector=sectors), rules, as_of, calendar)
    kept = [
        _kept(str(name) or _("no sector"), rules[name], part, as_of)
        for name, part in table.groupby(sectors, observed=True)
    ]
    return tuple(kept), table


def _kept(group: str, rule: Deadline, table: pd.DataFrame, as_of: pd.Timestamp) -> Kept:
    from statsmodels.stats.proportion import proportion_confint

    due = table["due"] < as_of
    n, late = int(due.sum()), int((table["late"] & due).sum())
    share = low = high = math.nan
    if n:
        share = late_share(table, as_of)
        low, high = proportion_confint(late, n, alpha=1 - LEVEL, method="wilson")
    waiting = table["open"] & ~table["late"]
    return Kept(
        group=group,
        rule=rule,
        due=n,
        late=late,
        share=share,
        low=float(low),
        high=float(high),
        waiting=int(waiting.sum()),
        overdue=int((table["open"] & table["late"]).sum()),
        soon=int((waiting & (table["due"] <= as_of + pd.Timedelta(days=AHEAD))).sum()),
    )


def _overdue(rows: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    late = table["open"] & table["late"]
    columns = [
        "id",
        "opened",
        *(name for name in ("sector", "product", "severity") if name in rows),
    ]
    listed = rows.loc[late, columns].assign(
        due=table.loc[late, "due"], days=-table.loc[late, "days_left"]
    )
    return listed.sort_values(["due", "opened"], kind="stable")


def _causes(rows: pd.DataFrame, complaints: int) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    nothing = pd.DataFrame()
    if "cause" not in rows or rows["cause"].isna().all():
        return nothing, nothing, 0
    coded = rows[rows["cause"].notna()]
    other = next((one for one in coded["cause"].cat.categories if one.casefold() in OTHERS), None)
    by_count = pareto(coded, other=other)
    # one that names several causes is in the share of each
    by_count["of_complaints"] = by_count["count"] / complaints
    by_cost = nothing
    if "cost" in rows and coded["cost"].sum() > 0:
        by_cost = pareto(coded, value="cost", other=other)
    return by_count, by_cost, len(rows) - len(coded)


def _rates(
    rows: pd.DataFrame, exposure: Exposure | None
) -> tuple[pd.DataFrame, pd.DataFrame, tuple[Noisy, ...]]:
    nothing = pd.DataFrame()
    inside = rows
    if exposure is not None and exposure.months is not None:
        first, after = exposure.months
        inside = rows[(rows["opened"] >= first) & (rows["opened"] < after)]
    people = None
    noisy: list[Noisy] = []
    if "customer" in rows:
        name = "product" if "product" in rows else "all"
        groups = inside["product"] if "product" in rows else pd.Series("", index=inside.index)
        pairs = pd.DataFrame({name: groups, "customer": inside["customer"]}).dropna()
        people = pairs.groupby([name, "customer"], observed=True).size()
        total = people.groupby(level=0, observed=True).transform("sum")
        out = people[(people >= MANY) & (people >= LARGE * total)].sort_values(ascending=False)
        shares = out / total.reindex(out.index)
        names = out.index.to_frame().astype(str).itertuples(index=False)
        for (product, customer), count, share in zip(names, out, shares, strict=True):
            noisy.append(Noisy(product, customer, int(count), float(share)))
    if exposure is None:
        return nothing, nothing, tuple(noisy)
    counts = inside["product"].value_counts()
    rates = exposure_rate(counts, exposure.by_product, PER, LEVEL)
    clustered = nothing
    if people is not None and inside["customer"].notna().all() and len(people):
        clustered = exposure_rate(people, exposure.by_product, PER, LEVEL, customers=True)
    return rates, clustered, tuple(noisy)


def _hazard(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    if "escalated" not in rows or rows["escalated"].isna().all():
        return pd.DataFrame()
    return escalation_hazard(rows, as_of, level=LEVEL)


def _again(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    if "customer" not in rows or "cause" not in rows:
        return pd.DataFrame()
    known = rows[rows["customer"].notna() & rows["cause"].notna()]
    if known.empty:
        return pd.DataFrame()
    again = recurrence(known, WINDOW, ["customer", "cause"], as_of).dropna().astype(bool)
    groups = again.groupby(known.loc[again.index, "cause"], observed=True)
    table = pd.DataFrame({"n": groups.size(), "back": groups.sum(), "again": groups.mean()})
    return table.sort_values("back", ascending=False, kind="stable")


# --- words -----------------------------------------------------------------------------------


def rule_text(rule: Deadline) -> str:
    """Put a deadline into words.

    Examples
    --------
    >>> rule_text(Deadline(5, 10, "working"))
    '5 working days, 10 if complex'
    """
    days = (
        ngettext("{n} working day", "{n} working days", rule.days)
        if rule.clock == "working"
        else ngettext("{n} calendar day", "{n} calendar days", rule.days)
    ).format(n=rule.days)
    if rule.complex_days is None:
        return days
    return _("{days}, {longer} if complex").format(days=days, longer=rule.complex_days)


def findings(result: Result) -> list[tuple[str, str]]:
    """List what stands out: a section of the page, and a sentence or two."""
    lines = [("conventions", f"{one}.") for one in result.log.doubts]
    overdue = sum(one.overdue for one in result.kept)
    late, due = result.late
    if due:
        lines.append(
            (
                "deadlines",
                _(
                    "{late} of {due} complaints that were due missed their deadline ({share})."
                ).format(late=f"{late:,}", due=f"{due:,}", share=percent(late / due))
                + " "
                + ngettext(
                    "{n} of them is still open.", "{n} of them are still open.", overdue
                ).format(n=f"{overdue:,}"),
            )
        )
    everyone = result.durations[0]
    if everyone.open and everyone.over > everyone.closed_over + 0.005:
        lines.append(
            (
                "duration",
                _(
                    "{share} of the complaints take more than {days} days. The closed ones alone "
                    "say {closed}, because the long cases are still open."
                ).format(
                    share=percent(everyone.over),
                    days=result.limit,
                    closed=percent(everyone.closed_over),
                ),
            )
        )
    lines += _about_causes(result)
    for one in result.noisy[:1]:
        lines.append(
            (
                "volume",
                _(
                    "One customer, {customer}, made {n} complaints, {share} of those{product}."
                ).format(
                    customer=one.customer,
                    n=one.complaints,
                    share=percent(one.share),
                    product=_(" about {name}").format(name=one.product) if one.product else "",
                ),
            )
        )
    if len(result.rates) > 1:
        top, last = result.rates["rate"].idxmax(), result.rates["rate"].idxmin()
        lines.append(
            (
                "rates",
                _(
                    "For its exposure, {top} draws the most complaints and {last} the fewest."
                ).format(top=top, last=last),
            )
        )
    if len(result.hazard) > 1:
        first, rest = result.hazard["hazard"].iloc[0], result.hazard["hazard"].iloc[-1]
        if result.hazard["low"].iloc[-1] > result.hazard["high"].iloc[0]:
            lines.append(
                (
                    "hazard",
                    _("Old cases escalate more: {last} a day against {first} at first.").format(
                        last=_per_cent(rest), first=_per_cent(first)
                    ),
                )
            )
    if result.log.later:
        lines.append(
            (
                "conventions",
                ngettext(
                    "{n} complaint opened after {as_of} is left out.",
                    "{n} complaints opened after {as_of} are left out.",
                    result.log.later,
                ).format(n=f"{result.log.later:,}", as_of=f"{result.log.as_of:%Y-%m-%d}"),
            )
        )
    return lines


def _at_the_head(count: pd.DataFrame, cost: pd.DataFrame) -> str:
    """Say which cause is the most frequent and which costs the most, where one alone does."""
    frequent, costly = count.index[0], cost.index[0]
    n, share = percent(count["of_complaints"].iloc[0]), percent(cost["share"].iloc[0])
    first, dearest = (int((one["share"] == one["share"].iloc[0]).sum()) for one in (count, cost))
    if first > 1 or dearest > 1:
        return _(
            "At the head of the causes: of the complaints “{frequent}”{more} with {n}, of the cost "
            "“{costly}”{others} with {share}."
        ).format(
            frequent=frequent,
            more=_and_others(first),
            n=n,
            costly=costly,
            others=_and_others(dearest),
            share=share,
        )
    if frequent == costly:
        return _("“{cause}” is the most frequent cause and costs the most.").format(cause=costly)
    return _(
        "“{frequent}” is the most frequent cause ({n} of the complaints), but “{costly}” costs "
        "the most: {share} of the cost with {few} of the complaints."
    ).format(
        frequent=frequent,
        n=n,
        costly=costly,
        share=share,
        few=percent(float(count.loc[costly, "of_complaints"])),
    )


def _and_others(n: int) -> str:
    if n == 1:
        return ""
    return " " + ngettext("and {n} other alike", "and {n} others alike", n - 1).format(n=n - 1)


def _about_causes(result: Result) -> list[tuple[str, str]]:
    count, cost = result.by_count, result.by_cost
    lines = []
    other = count.attrs.get("other")
    if len(cost):
        text = _at_the_head(count, cost)
        coded = result.n - result.uncoded
        if coded < result.uncoded:
            text = _("Of the {coded} of {all} complaints that have a cause: {text}").format(
                coded=f"{coded:,}", all=f"{result.n:,}", text=text
            )
        lines.append(("causes", text))
    if other is not None and count.loc[other, "of_complaints"] > 0.15:
        lines.append(
            (
                "causes",
                _("{share} are coded as “{other}”: look into them, and add codes.").format(
                    share=percent(float(count.loc[other, "of_complaints"])),
                    other=other,
                ),
            )
        )
    return lines


def _per_cent(value: float) -> str:
    """Format a small proportion with decimals."""
    return f"{number(100 * value, 2)} %"


# --- figures ---------------------------------------------------------------------------------


def _draw_months(months: pd.DataFrame, ax: Axes) -> None:
    places = np.arange(len(months))
    ax.bar(places, months["opened"], 0.7, color=PALETTE[0], label=_("opened in the month"))
    ax.plot(
        places,
        months["open"],
        color=PALETTE[1],
        marker="o",
        markersize=5,
        linewidth=2,
        label=_("open at its end"),
    )
    step = math.ceil(len(months) / 8)
    ax.set_xticks(places[::step], [str(one) for one in months.index[::step]])
    ax.set_ylim(0, 1.25 * months[["opened", "open"]].max().max())
    ax.grid(visible=False, axis="x")
    ax.set_xlabel(_("Month"))
    ax.set_ylabel(_("Complaints"))
    ax.legend(frameon=False, loc="upper left", ncols=2)


def _months_text(months: pd.DataFrame) -> str:
    top = months["opened"].idxmax()
    return _(
        "Bar chart of complaints opened by month, {first} to {last}, and a line of those open at "
        "the end. Most in {top}: {most}. Open at the end: {open}."
    ).format(
        first=months.index[0],
        last=months.index[-1],
        top=top,
        most=f"{months['opened'].max():,}",
        open=f"{months['open'].iloc[-1]:,}",
    )


def _draw_rates(rates: pd.DataFrame, ax: Axes) -> None:
    table = rates.sort_values("rate", ascending=False)
    places = np.arange(len(table))
    reach = [table["rate"] - table["low"], table["high"] - table["rate"]]
    ax.errorbar(
        table["rate"],
        places,
        xerr=np.asarray(reach),
        fmt="o",
        markersize=8,
        capsize=5,
        linewidth=2,
        color=PALETTE[0],
    )
    ax.set_yticks(places, [_short(one) for one in table.index])
    ax.set_ylim(len(table) - 0.5, -0.5)
    ax.set_xlim(left=0)
    ax.grid(visible=False, axis="y")
    ax.set_xlabel(_("Complaints per {per:,} of exposure").format(per=PER))
    ax.set_ylabel(_("Product"))


def _rates_text(rates: pd.DataFrame) -> str:
    return _("Dot plot of complaints per {per:,} of exposure. {parts}.").format(
        per=PER,
        parts="; ".join(
            _("{name}: {rate:.2f} ({low:.2f} to {high:.2f})").format(
                name=name, rate=row["rate"], low=row["low"], high=row["high"]
            )
            for name, row in rates.sort_values("rate", ascending=False).iterrows()
        ),
    )


def _short(name: object) -> str:
    text = str(name)
    return text if len(text) <= 26 else text[:25] + "…"


def folded(table: pd.DataFrame) -> pd.DataFrame:
    """Put causes that are too many to draw into one bar.

    Parameters
    ----------
    table : DataFrame
        From :func:`servicelab.complaints.log.pareto`.

    Returns
    -------
    DataFrame
        The same, with the first nine causes, the rest as one, and the code for the rest.
    """
    other = table.attrs["other"]
    named = table[table.index != other]
    kept = named.iloc[:DRAWN]
    parts = [kept]
    if len(named) > DRAWN + 1:
        rest = named.iloc[DRAWN:].sum().to_frame().T
        rest.index = pd.Index([_("{n} more").format(n=len(named) - DRAWN)])
        parts.append(rest)
    else:
        parts = [named]
    parts.append(table[table.index == other])
    drawn = pd.concat(parts)
    drawn["cumulative"] = drawn["share"].cumsum()
    drawn.index = pd.Index([_short(one) for one in drawn.index], name=table.index.name)
    drawn.attrs.update(value=table.attrs["value"], other=None if other is None else _short(other))
    return drawn


def _pareto_text(table: pd.DataFrame) -> str:
    return "; ".join(
        _("{name}: {share}, running sum {sum}").format(
            name=name, share=percent(row["share"]), sum=percent(row["cumulative"])
        )
        for name, row in table.iterrows()
    )


def _curve_text(result: Result) -> str:
    shown = result.durations[1:] or result.durations
    return _("Share of complaints still open by days since receipt. {parts}.").format(
        parts="; ".join(
            _("{name}: half closed by day {median}, {share} open after day {days}").format(
                name=one.group,
                median=number(one.median, 0),
                share=percent(one.over),
                days=result.limit,
            )
            for one in shown
        )
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
    environment.filters.update(rule=rule_text, percents=_per_cent)
    figures = {
        "months": (
            image(lambda ax: _draw_months(result.months, ax)),
            _months_text(result.months),
        ),
        "curve": (
            image(lambda ax: plot_resolution(result.curve, ax, result.limit), 4.2),
            _curve_text(result),
        ),
    }
    for name, table in (("count", result.by_count), ("cost", result.by_cost)):
        if len(table):
            drawn = folded(table)
            figures[name] = (image(_pareto(drawn), 4.2), _pareto_text(drawn))
    if len(result.rates):
        figures["rates"] = (
            image(lambda ax: _draw_rates(result.rates, ax), 1.5 + 0.45 * len(result.rates)),
            _rates_text(result.rates),
        )
    end = result.log.as_of + pd.Timedelta(days=1)
    return environment.get_template("complaints.html.j2").render(
        r=result,
        log=result.log,
        everyone=result.durations[0],
        findings=findings(result),
        figures=figures,
        months=list(result.months.iloc[-24:].reset_index().itertuples(index=False)),
        is_month_over=end.day == 1,
        causes=_cause_rows(result),
        rates=_rate_rows(result),
        hazard=list(result.hazard.reset_index().itertuples(index=False)),
        again=list(result.again.reset_index().itertuples(index=False))[:LISTED],
        overdue=result.overdue.head(LISTED).astype(object).fillna("").to_dict("records"),
        has=set(result.log.rows.columns),
        has_working=any(
            one.rule.clock == "working" for one in (*result.kept, *result.acknowledged)
        ),
        rules={
            "level": LEVEL,
            "per": f"{PER:,}",
            "window": WINDOW,
            "ahead": AHEAD,
            "listed": LISTED,
            "acknowledge": ACKNOWLEDGE,
        },
        made=dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    )


def _pareto(table: pd.DataFrame) -> Any:
    return lambda ax: plot_pareto(table, ax)


def _cause_rows(result: Result) -> list[dict[str, Any]]:
    """List causes, costliest first if costs are known, with their place by count."""
    count, cost = result.by_count, result.by_cost
    if count.empty:
        return []
    table = (cost if len(cost) else count).copy()
    other = count.attrs["other"]
    ranks = pd.Series(range(1, len(count) + 1), index=count.index).astype(object)
    table["place"] = ranks.where(ranks.index != other, None)
    table["count_share"] = count["of_complaints"]
    if len(cost):
        table["each"] = table["cost"] / (table["count"] - table["missing"]).replace(0, np.nan)
    return _records(table.rename_axis("cause").head(LISTED))


def _rate_rows(result: Result) -> list[dict[str, Any]]:
    table = result.rates
    if len(result.clustered):
        clustered = result.clustered.rename(columns={"low": "cluster_low", "high": "cluster_high"})
        table = table.join(clustered[["cluster_low", "cluster_high", "largest"]])
    if table.empty:
        return []
    return _records(table.rename_axis("product").sort_values("rate", ascending=False))


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): value for name, value in row.items()}
        for row in table.reset_index().to_dict("records")
    ]
