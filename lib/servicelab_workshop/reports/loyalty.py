"""The report on a customer list of one's own: who stays, what that is worth, and what nobody knows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _, ngettext
from servicelab.plots.style import PALETTE
from servicelab_workshop.reading.handover import Handover
from servicelab_workshop.reports.customers import CustomerList, read_customers
from servicelab_workshop.reports.page import image, page_environment, page_path, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Result", "analyze", "findings", "render", "report", "years_between"]

LEVEL = 0.95
RATE = 0.10
#: Redraws of the customers for an interval, and where they begin.
REDRAWS, SEED = 400, 1
#: A year of life is shown while so many were followed at its start, a group from so many on.
FEWEST, FEWEST_IN_GROUP = 30, 50
#: Groups, cohorts and years of life that the page shows.
GROUPS, COHORTS, YEARS = 6, 12, 12


@dataclass(frozen=True)
class Span:
    """A figure and its interval; NaN where it is not defined."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Worth:
    """What a customer is worth over the years that were followed, in the money of the file.

    Attributes
    ----------
    customers : int
        With a margin (and a cost, if the file has costs).
    margin, cost : float
        Means; the cost is NaN if the file has none.
    before, after : Span
        Value before and after the cost of acquisition.
    first_rate : float
        The value after cost if the retention of the first year held for ever after.
    years : int
        Of life that are counted.
    lacking : int
        Customers whose margin or cost the file lacks, and who are left out.
    lacking_left : float
        Share of them that has left.
    """

    customers: int
    margin: float
    cost: float
    before: Span
    after: Span
    first_rate: float
    years: int
    lacking: int
    lacking_left: float


@dataclass(frozen=True)
class Stay:
    """Who stays, in one group.

    Attributes
    ----------
    group : str
        Its name.
    customers, left : int
        All, and those who have left.
    followed : tuple of int
        Customers followed at the start of each year of life.
    here : tuple of Span
        Share that is still here after each year.
    retention : tuple of Span
        Of those here at the start of a year of life, the share here at its end.
    worth : Worth or None
        None without margins.
    """

    group: str
    customers: int
    left: int
    followed: tuple[int, ...]
    here: tuple[Span, ...]
    retention: tuple[Span, ...]
    worth: Worth | None

    @property
    def years(self) -> int:
        """Years of life that are shown."""
        return len(self.here)


@dataclass(frozen=True)
class Result:
    """All that the page shows.

    Attributes
    ----------
    customers : CustomerList
        As it was read.
    rate : float
        Yearly, by which later years are discounted.
    everyone : Stay
        All customers.
    alike : Worth or None
        Of all customers, over the years that all groups were followed.
    groups : tuple of Stay
        Groups with enough customers, most first, their worth over the same years; empty without a
        column.
    small : int
        Customers without a group, or in one that is too small to be shown.
    cohorts : DataFrame
        Index year of the start; ``n``, and 1, 2, ... the retention in that year of life, NaN
        where not all of the cohort could be followed to its end.
    silent : tuple of (int, Span)
        Where the file has no ends: first-year retention if so many silent days counted as lost.
    """

    customers: CustomerList
    rate: float
    everyone: Stay
    alike: Worth | None
    groups: tuple[Stay, ...]
    small: int
    cohorts: pd.DataFrame
    silent: tuple[tuple[int, Span], ...]


def report(
    file: Path | str,
    to: Path | str | None = None,
    *,
    as_of: str | pd.Timestamp | None = None,
    lost_after: int | None = None,
    ends_since: str | pd.Timestamp | None = None,
    rate: float = RATE,
    how: Handover | None = None,
) -> Path:
    """Write the report on a customer list.

    Parameters
    ----------
    file : path
        The list, see :func:`servicelab_workshop.reports.customers.read_customers`. It is only
        read.
    to : path, optional
        The page to write; by default ``<name of the file>-loyalty.html`` in the current folder.
    as_of, lost_after, ends_since
        As in :func:`servicelab_workshop.reports.customers.read_customers`.
    rate : float
        Yearly, from 0 to 1, by which later years are discounted.
    how : Handover, optional
        What the file does not say itself, and what is wanted beside the page.

    Returns
    -------
    Path
        One HTML page that needs no other file and no network.

    Raises
    ------
    CourseError
        If the file breaks the rules (all violations at once), the rate is no proportion, or the
        page cannot be written.
    """
    page = page_path(f"{Path(file).stem}-loyalty.html" if to is None else to)
    if page.resolve() == Path(file).resolve():
        raise CourseError(
            _("{path} is your data file: choose another name for the page.").format(path=page)
        )
    if not 0 <= rate < 1:
        raise CourseError(_("The discount rate is a proportion, such as 0.10 for 10 % a year."))
    how = how or Handover()
    customers = read_customers(file, as_of, lost_after, ends_since, how.options)
    how.hand_over(customers.source, file, page)
    write_atomically(page, render(analyze(customers, rate)))
    return page


# --- analysis --------------------------------------------------------------------------------


def years_between(start: pd.Series, end: pd.Series) -> pd.Series:
    """Measure years from day to day; whole years from a day to its anniversary.

    Parameters
    ----------
    start, end : Series of datetime
        Of the same index; `end` not before `start`.

    Returns
    -------
    Series
        Years. A month counts a twelfth, a day a thirty-first of it; at least one day.

    Examples
    --------
    >>> day = lambda text: pd.Series(pd.to_datetime([text]))
    >>> years_between(day("2020-02-29"), day("2024-02-29")).to_list()
    [4.0]
    """
    days = end.dt.day - start.dt.day
    months = 12 * (end.dt.year - start.dt.year) + end.dt.month - start.dt.month
    return ((months + days / 31) / 12).clip(lower=1 / 372)


def analyze(customers: CustomerList, rate: float = RATE) -> Result:
    """Measure all that the page shows.

    Parameters
    ----------
    customers : CustomerList
        From :func:`servicelab_workshop.reports.customers.read_customers`.
    rate : float
        Yearly, by which later years are discounted.

    Returns
    -------
    Result
    """
    rows = _followed(customers)
    everyone = _stay(_("all"), rows)
    groups: list[tuple[Stay, pd.DataFrame]] = []
    small = 0
    if "group" in rows:
        sizes = rows["group"].value_counts()
        shown = [name for name in sizes.index if sizes[name] >= FEWEST_IN_GROUP][:GROUPS]
        if len(shown) > 1:
            parts = {str(name): rows[rows["group"] == name] for name in shown}
            groups = [(_stay(name, part), part) for name, part in parts.items()]
            groups = [(stay, part) for stay, part in groups if stay.years]
            small = int((~rows["group"].isin(shown)).sum())
    years = min([everyone.years, *(stay.years for stay, _part in groups)])
    since = customers.ends_since
    return Result(
        customers=customers,
        rate=rate,
        everyone=replace(everyone, worth=_worth(rows, rate, everyone, since)),
        alike=_worth(rows, rate, everyone, since, years) if groups else None,
        groups=tuple(
            replace(stay, worth=_worth(part, rate, stay, since, years)) for stay, part in groups
        ),
        small=small,
        cohorts=_cohorts(rows, customers),
        silent=_silent(customers),
    )


def _followed(customers: CustomerList) -> pd.DataFrame:
    """Add the years of life followed, whether it ended, and when it came under observation."""
    rows = customers.rows
    last = pd.Series(customers.as_of, index=rows.index)
    years = years_between(rows["start"], rows["end"].fillna(last))
    entry = pd.Series(0.0, index=rows.index)
    if customers.ends_since is not None:
        since = pd.Series(customers.ends_since, index=rows.index)
        is_older = rows["start"] < customers.ends_since
        entry = entry.where(~is_older, years_between(rows["start"].clip(upper=since), since))
    return rows.assign(years=years, entry=entry, has_left=rows["end"].notna())


class _Curve:
    """The product-limit estimate of who is still here, ready for any weights of the customers.

    Whoever is still here counts up to the last day seen; whoever came under observation late counts
    from then on.
    """

    def __init__(self, rows: pd.DataFrame) -> None:
        times, self._code = np.unique(rows["years"].to_numpy(), return_inverse=True)
        self._times = times
        self._has_left = rows["has_left"].to_numpy()
        self._entries = np.searchsorted(times, rows["entry"].to_numpy(), side="right")

    def here(self, weights: np.ndarray, marks: np.ndarray) -> np.ndarray:
        """Estimate the share still here after each mark, in years."""
        n = len(self._times)
        left = np.bincount(self._code, weights * self._has_left, n)
        gone = np.bincount(self._code, weights, n)
        come = np.bincount(self._entries, weights, n + 1)[:n].cumsum()
        at_risk = come - np.concatenate([[0.0], gone.cumsum()[:-1]])
        kept = np.ones(n)
        np.divide(at_risk - left, at_risk, out=kept, where=left != 0)
        curve = np.concatenate([[1.0], np.clip(kept, 0, 1).cumprod()])
        return curve[np.searchsorted(self._times, marks, side="right")]


def _stay(group: str, rows: pd.DataFrame) -> Stay:
    followed = []
    for year in range(YEARS):
        at_start = (rows["years"] > year) & (rows["entry"] <= year)
        # a year counts when enough could be followed to its end
        known = at_start & ((rows["years"] >= year + 1) | rows["has_left"])
        if known.sum() < FEWEST:
            break
        followed.append(int(at_start.sum()))
    marks = np.arange(len(followed) + 1, dtype=float)
    curve = _Curve(rows)
    curves = np.array([curve.here(one, marks) for one in _redraws(len(rows))])
    rates = np.full((len(curves), len(followed)), np.nan)
    np.divide(curves[:, 1:], curves[:, :-1], out=rates, where=curves[:, :-1] > 0)
    return Stay(
        group=group,
        customers=len(rows),
        left=int(rows["has_left"].sum()),
        followed=tuple(followed),
        here=_spans(curves[:, 1:]),
        retention=_spans(rates),
        worth=None,
    )


def _redraws(n: int) -> Iterator[np.ndarray]:
    """Give each customer once, and then as often as a draw with replacement gives them."""
    yield np.ones(n)
    rng = np.random.default_rng(SEED)
    for _draw in range(REDRAWS):
        yield np.bincount(rng.integers(0, n, n), minlength=n).astype(float)


def _spans(values: np.ndarray) -> tuple[Span, ...]:
    """Take the first row as the values, and the spread of the others as their intervals."""
    if not values.size:
        return ()
    low, high = np.nanquantile(values[1:], [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return tuple(Span(*map(float, one)) for one in zip(values[0], low, high, strict=True))


def _worth(
    rows: pd.DataFrame,
    rate: float,
    stay: Stay,
    since: pd.Timestamp | None,
    years: int | None = None,
) -> Worth | None:
    if "margin" not in rows or not stay.years:
        return None
    has_cost = "acquisition_cost" in rows
    known = rows[["margin", "acquisition_cost"] if has_cost else ["margin"]].notna().all(axis=1)
    part = rows[known]
    # of those who came before ends were kept only who stayed is known: their mean would flatter
    is_new = np.ones(len(part)) if since is None else (part["start"] >= since).to_numpy(float)
    if is_new.sum() < FEWEST:
        return None
    margin = part["margin"].to_numpy(dtype=float)
    cost = part["acquisition_cost"].to_numpy(dtype=float) if has_cost else np.zeros(len(part))
    starts = np.arange(years or stay.years, dtype=float)
    discount = (1 + rate) ** -starts
    curve = _Curve(part)
    # a share of money needs weights of one sign, so gains and losses are followed apart
    signed = [one for one in (margin.clip(min=0), margin.clip(max=0)) if one.any()]
    values = []
    for draw in _redraws(len(part)):
        counts = draw * is_new
        value = 0.0
        for one in signed:
            money = draw * one
            if money.any():
                mean = float(counts @ one / counts.sum())
                value += mean * float(curve.here(money, starts) @ discount)
        values.append((value, value - float(counts @ cost / counts.sum())))
    before, after = _spans(np.array(values))
    margin_mean = float(np.average(margin, weights=is_new))
    mean_cost = float(np.average(cost, weights=is_new))
    first = stay.retention[0].value
    return Worth(
        customers=len(part),
        margin=margin_mean,
        cost=mean_cost if has_cost else math.nan,
        before=before,
        after=after,
        first_rate=margin_mean * float(first**starts @ discount) - mean_cost,
        years=len(starts),
        lacking=len(rows) - len(part),
        lacking_left=float(rows.loc[~known, "has_left"].mean()) if len(part) < len(rows) else 0.0,
    )


def _cohorts(rows: pd.DataFrame, customers: CustomerList) -> pd.DataFrame:
    """Retention by year of coming and year of life, where all could be followed to its end."""
    table: dict[int, dict[Any, float]] = {}
    for cohort, part in rows.groupby(rows["start"].dt.year):
        first = part["start"].min()
        line: dict[Any, float] = {"n": len(part)}
        for year in range(1, YEARS + 1):
            # a few who came last may be followed a little less
            could = part["start"] + pd.DateOffset(years=year) <= customers.as_of
            since = customers.ends_since
            is_seen = since is None or first + pd.DateOffset(years=year - 1) >= since
            at_start = could & (part["years"] > year - 1)
            if could.mean() >= 0.95 and is_seen and at_start.sum() >= FEWEST:
                left = part["has_left"] & (part["years"] <= year)
                line[year] = float((~left)[at_start].mean())
        table[int(str(cohort))] = line
    frame = pd.DataFrame.from_dict(table, orient="index").sort_index().tail(COHORTS)
    years = [one for one in range(1, YEARS + 1) if one in frame]
    return frame[["n", *years]] if years else frame[["n"]]


def _silent(customers: CustomerList) -> tuple[tuple[int, Span], ...]:
    """Retention in the first year if half or twice as many silent days counted as a loss."""
    seen, days = customers.seen, customers.lost_after
    if seen is None or days is None:
        return ()
    found = []
    for silent in (days // 2, days, 2 * days):
        last = customers.as_of + pd.Timedelta(days=days - silent)
        part = seen[seen["start"] <= last]
        if silent < 1 or part.empty:
            continue
        part = part.assign(end=part["last_seen"].where(part["last_seen"] < last))
        stay = _stay("", _followed(replace(customers, rows=part, as_of=last)))
        if stay.years:
            found.append((silent, stay.retention[0]))
    return tuple(found)


# --- words -----------------------------------------------------------------------------------


def _money(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:,.0f}".replace("-", "\N{MINUS SIGN}")


def is_rising(stay: Stay) -> bool:
    """Whether retention is clearly higher in the last year of life shown than in the first."""
    return stay.years > 1 and stay.retention[-1].low > stay.retention[0].high


def findings(result: Result) -> list[tuple[str, str]]:
    """List what stands out: a section of the page, and a sentence or two."""
    everyone = result.everyone
    lines = _warnings(result)
    if is_rising(everyone):
        lines.append(
            (
                "not",
                _(
                    "Retention rises from {first} in the first year of life to {last} in year "
                    "{year}. That does not show that customers grow more loyal."
                ).format(
                    first=_percents(everyone.retention[0]),
                    last=_percents(everyone.retention[-1]),
                    year=everyone.years,
                ),
            )
        )
    worth = everyone.worth
    if worth is not None:
        lines.append(
            (
                "worth",
                ngettext(
                    "Over {n} year of life a customer is worth {value} ({low} to {high}){after}.",
                    "Over {n} years of life a customer is worth {value} ({low} to {high}){after}.",
                    worth.years,
                ).format(
                    n=worth.years,
                    value=_money(worth.after.value),
                    low=_money(worth.after.low),
                    high=_money(worth.after.high),
                    after="" if math.isnan(worth.cost) else _(" after the cost of acquisition"),
                ),
            )
        )
    lines += _about_groups(result.groups)
    if result.customers.later:
        n = result.customers.later
        lines.append(
            (
                "conventions",
                ngettext(
                    "{n} customer who came after {day} is left out.",
                    "{n} customers who came after {day} are left out.",
                    n,
                ).format(n=f"{n:,}", day=f"{result.customers.as_of:%Y-%m-%d}"),
            )
        )
    return lines


def _percents(span: Span) -> str:
    return _("{value} ({low} to {high})").format(
        value=percent(span.value), low=f"{100 * span.low:.0f}", high=percent(span.high)
    )


def _warnings(result: Result) -> list[tuple[str, str]]:
    """List what may make the whole page wrong."""
    customers, everyone, worth = result.customers, result.everyone, result.everyone.worth
    lines = []
    if everyone.left < FEWEST:
        text = ngettext(
            "Only {n} customer has left: take no figure here for sure.",
            "Only {n} customers have left: take no figure here for sure.",
            everyone.left,
        )
        lines.append(("here", text.format(n=everyone.left)))
    if kept_since(customers) is not None or customers.before:
        lines.append(("conventions", truncated_text(customers)))
    quiet = quiet_days(customers)
    if quiet:
        text = _(
            "Nobody came or left in the last {n} days before {day}, where many were to be expected. "
            "If the file was made earlier, give that day with --as-of."
        )
        lines.append(("conventions", text.format(n=quiet, day=f"{customers.as_of:%Y-%m-%d}")))
    if worth is not None and worth.lacking:
        text = ngettext(
            "{n} customer has no margin or cost and is left out of all values.",
            "{n} customers have no margin or cost and are left out of all values.",
            worth.lacking,
        ).format(n=f"{worth.lacking:,}")
        share = everyone.left / everyone.customers
        if abs(worth.lacking_left - share) > 0.1:
            text += " " + _(
                "{some} of them have left, of all {share}: the values are those of other people."
            ).format(some=percent(worth.lacking_left), share=percent(share))
        lines.append(("worth", text))
    return lines


def quiet_days(customers: CustomerList) -> int:
    """Days before the day of looking in which nothing happened, if ten events were to be expected.

    Parameters
    ----------
    customers : CustomerList
        From :func:`servicelab_workshop.reports.customers.read_customers`.
    """
    rows, last = customers.rows, customers.as_of
    if customers.lost_after is not None:
        return 0
    events = pd.concat([rows["start"], rows["end"].dropna()])
    latest = events.max()
    days = (last - latest).days
    a_day = (events > latest - pd.Timedelta(days=365)).sum() / 365
    return days if days > 30 and days * a_day >= 10 else 0


def kept_since(customers: CustomerList) -> pd.Timestamp | None:
    """Find the day from which those who left seem to be kept, or None if nothing hints at it.

    In the calendar years before it less than a quarter as many left as in the file at large, though
    five or more were to be expected.

    Parameters
    ----------
    customers : CustomerList
        From :func:`servicelab_workshop.reports.customers.read_customers`.
    """
    if customers.ends_since is not None:
        return None
    rows, last = customers.rows, customers.as_of
    end = rows["end"].fillna(last)
    a_day = rows["end"].notna().sum() / (end - rows["start"]).dt.days.clip(lower=1).sum()
    found = None
    for year in range(rows["start"].min().year, last.year):
        first, after = pd.Timestamp(year, 1, 1), pd.Timestamp(year + 1, 1, 1)
        come = rows["start"].where(rows["start"] > first, first)
        days = (end.where(end < after, after) - come).dt.days.clip(lower=0)
        expected = a_day * days.sum()
        if ((rows["end"] >= first) & (rows["end"] < after)).sum() >= expected / 4 > 0:
            break
        if expected >= 5:
            found = after
    return found


def _about_groups(groups: Sequence[Stay]) -> list[tuple[str, str]]:
    if len(groups) < 2:
        return []
    most = max(groups, key=lambda one: one.retention[0].value)
    least = min(groups, key=lambda one: one.retention[0].value)
    lines = []
    if most.retention[0].value == least.retention[0].value:
        return []
    if most.retention[0].low > least.retention[0].high:
        text = _("In the first year {most} stay most ({a}) and {least} least ({b}).")
    else:
        text = _(
            "{most} stay most in the first year ({a}) and {least} least ({b}), but the intervals "
            "overlap: which is first cannot be told."
        )
    lines.append(
        (
            "groups",
            text.format(
                most=most.group,
                a=percent(most.retention[0].value),
                least=least.group,
                b=percent(least.retention[0].value),
            ),
        )
    )
    priced = [(one, one.worth) for one in groups if one.worth is not None]
    for one, worth in priced:
        if worth.after.high < 0:
            text = _("{group} lose money over the {n} years followed: {value} a customer.")
            values = {"group": one.group, "n": worth.years, "value": _money(worth.after.value)}
            lines.append(("groups", text.format(**values)))
    return lines


def truncated_text(customers: CustomerList) -> str:
    """Say who is not in the list because ends were not kept.

    Parameters
    ----------
    customers : CustomerList
        From :func:`servicelab_workshop.reports.customers.read_customers`.
    """
    if customers.ends_since is not None:
        return ngettext(
            "{n} customer who left before {day} is left out; the others count from that day on.",
            "{n} customers who left before {day} are left out; the others count from that day on.",
            customers.before,
        ).format(n=f"{customers.before:,}", day=f"{customers.ends_since:%Y-%m-%d}")
    return _(
        "Hardly anybody left before {day}, though many were customers. If those who left earlier "
        "were deleted, retention and value are too high here: give --ends-since {day}."
    ).format(day=f"{kept_since(customers):%Y-%m-%d}")


# --- figures ---------------------------------------------------------------------------------


_MARKERS = "osD^vP"
_LINES = ("-", "--", "-.", ":", "-", "--")


def _draw_here(stays: Sequence[Stay], ax: Axes) -> None:
    from matplotlib.ticker import MaxNLocator

    for place, one in enumerate(stays):
        years = np.arange(one.years + 1)
        low, value, high = (
            [100.0, *(100 * getattr(span, name) for span in one.here)]
            for name in ("low", "value", "high")
        )
        color = PALETTE[place % len(PALETTE)]
        ax.fill_between(years, low, high, color=color, alpha=0.15, linewidth=0)
        ax.plot(
            years,
            value,
            color=color,
            linewidth=2,
            marker=_MARKERS[place % len(_MARKERS)],
            linestyle=_LINES[place % len(_LINES)],
            label=one.group,
        )
    ax.set_ylim(0, 105)
    ax.set_xlim(left=0)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel(_("Years since the start"))
    ax.set_ylabel(_("Still here, %"))
    if len(stays) > 1:
        ax.legend(frameon=False, ncols=2)


def _here_text(stays: Sequence[Stay]) -> str:
    return _("Share of customers still here by years since the start. {parts}.").format(
        parts="; ".join(
            _("{name}: {first} after one year, {last} after {n}").format(
                name=one.group,
                first=percent(one.here[0].value),
                last=percent(one.here[-1].value),
                n=one.years,
            )
            for one in stays
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
    environment.filters.update(money=_money, tenths=lambda value: f"{100 * value:.1f}")
    figures = {}
    everyone = result.everyone
    if everyone.years:
        stays = [everyone]
        figures["here"] = (image(lambda ax: _draw_here(stays, ax), 4.2), _here_text(stays))
    if result.groups:
        drawn = list(result.groups)
        figures["groups"] = (image(lambda ax: _draw_here(drawn, ax), 4.4), _here_text(drawn))
    return environment.get_template("loyalty.html.j2").render(
        r=result,
        list=result.customers,
        everyone=everyone,
        findings=findings(result),
        figures=figures,
        is_rising=is_rising(everyone),
        worths=[
            (one, worth)
            for one, worth in (
                (everyone.group, everyone.worth),
                (everyone.group, result.alike),
                *((one.group, one.worth) for one in result.groups),
            )
            if worth is not None
        ][int(result.alike == everyone.worth) :],
        groups_rise=[one.group for one in result.groups if is_rising(one)],
        cohorts=[
            (year, int(row["n"]), [row.get(k, math.nan) for k in result.cohorts.columns[1:]])
            for year, row in result.cohorts.iterrows()
        ],
        cohort_years=list(result.cohorts.columns[1:]),
        truncated=(
            truncated_text(result.customers)
            if result.customers.ends_since is not None or kept_since(result.customers) is not None
            else ""
        ),
        rules={
            "level": LEVEL,
            "fewest": FEWEST,
            "fewest_in_group": FEWEST_IN_GROUP,
            "redraws": REDRAWS,
        },
        made=dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    )
