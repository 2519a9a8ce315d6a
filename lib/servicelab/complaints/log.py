"""What a complaint log says: how often, about what, at what cost, and whether it comes back.

A rate needs what was exposed, not what is there at the end (:func:`exposure_rate`); causes are
ranked by what they cost, not only by how often they occur (:func:`pareto`); a case that waits may
go further (:func:`escalation_hazard`), and a cause that was not mended returns
(:func:`recurrence`).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from servicelab.data.frames import as_dates, require_columns, require_level, require_present
from servicelab.data.moments import as_moment, moments
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.plots.axes import legible, new_axes, sentence_case
from servicelab.plots.style import PALETTE
from servicelab.plots.words import NAME, WORDS, in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["escalation_hazard", "exposure_rate", "pareto", "plot_pareto", "recurrence"]

_GRAY = "#8a8f96"


def exposure_rate(
    events: float | Mapping[Any, float] | pd.Series,
    exposure: float | Mapping[Any, float] | pd.Series,
    per: float = 1000,
    level: float = 0.95,
    *,
    customers: bool = False,
) -> pd.DataFrame:
    """Divide complaints by what was exposed to them, such as policy-years.

    ``rate = per · events / exposure``. The interval is the exact one of a Poisson count:
    ``chi2(a/2; 2x) / 2`` to ``chi2(1 - a/2; 2x + 2) / 2``, over the exposure. It takes complaints to
    be independent; one customer with many breaks that. With `customers` the complaints of one
    customer count as one cluster: ``x · exp(± z · sqrt(sum c²) / x)``, where ``c`` are the counts of
    the customers and ``x`` is their sum (a compound Poisson count, on the log scale).

    Parameters
    ----------
    events : number, mapping or Series
        Complaints of each group. With `customers` a Series whose index has two levels, group and
        customer, as from ``log.groupby(["product", "customer_id"]).size()``.
    exposure : number, mapping or Series
        Exposure of each group, above 0: policies times years in force, not policies at year end. A
        group without complaints has 0.
    per : float
        Exposure that the rate is stated for.
    level : float
        Confidence of each interval.
    customers : bool
        Whether `events` are counts by customer.

    Returns
    -------
    DataFrame
        One row for each group of `exposure`: ``events``, ``exposure``, ``rate``, ``low`` and
        ``high`` (per `per`); with `customers` also ``customers`` (who complained) and ``largest``
        (complaints of the customer with the most).

    Raises
    ------
    CourseError
        If a group has complaints but no exposure, an exposure is not above 0, a count is negative,
        or `per` or the level is no such number.

    Notes
    -----
    Source of the exact interval: Garwood, F. (1936). Fiducial limits for the Poisson distribution.
    *Biometrika*, 28(3/4), 437-442. Computed by statsmodels.

    Examples
    --------
    >>> exposure_rate({"motor": 48, "health": 0}, {"motor": 6400, "health": 900}).round(2)
            events  exposure  rate   low  high
    motor       48    6400.0   7.5  5.53  9.94
    health       0     900.0   0.0  0.00  4.10
    """
    from scipy.stats import norm
    from statsmodels.stats.rates import confint_poisson

    require_level(level)
    if not isinstance(per, int | float | np.number) or not 0 < per < np.inf:
        raise CourseError(_("per must be a number above 0, not {per!r}.").format(per=per))
    base = _amounts(exposure, "exposure")
    if not (base > 0).all():
        raise CourseError(
            _("The exposure of {group} is {value:g}: it must be above 0.").format(
                group=base.index[~(base > 0)][0], value=base[~(base > 0)].iloc[0]
            )
        )
    if customers and not (isinstance(events, pd.Series) and events.index.nlevels == 2):
        raise CourseError(
            _(
                "With customers=True, events must be counted by group and customer: pass "
                "log.groupby([group, customer]).size()."
            )
        )
    counts = _amounts(events, "events")
    if not (counts >= 0).all() or (counts % 1 != 0).any():
        raise CourseError(_("events must hold counts of complaints: whole numbers, 0 or more."))
    one_each = counts[counts > 0]
    if customers:
        counts = counts.groupby(level=0, observed=True).sum()
    unknown = [group for group in counts.index[counts > 0] if group not in base.index]
    if unknown:
        raise CourseError(
            _("{group} has complaints but no exposure: the exposure knows {known}.").format(
                group=unknown[0], known=", ".join(map(str, base.index))
            )
        )
    count = counts.reindex(base.index, fill_value=0)
    low, high = confint_poisson(count.to_numpy(), base.to_numpy(), "exact-c", alpha=1 - level)
    table = pd.DataFrame(
        {
            "events": count.astype("int64"),
            "exposure": base,
            "rate": per * count / base,
            "low": per * low,
            "high": per * high,
        }
    )
    if not customers:
        return table
    grouped = one_each.groupby(level=0, observed=True)
    spread = np.sqrt((one_each**2).groupby(level=0, observed=True).sum()).reindex(base.index)
    reach = np.exp(norm.isf((1 - level) / 2) * spread / count.where(count > 0))
    table["low"] = (table["rate"] / reach).fillna(table["low"])
    table["high"] = (table["rate"] * reach).fillna(table["high"])
    table["customers"] = grouped.size().reindex(base.index, fill_value=0)
    table["largest"] = grouped.max().reindex(base.index, fill_value=0).astype("int64")
    return table


def pareto(
    log: pd.DataFrame, by: str = "cause", value: str | None = None, other: Hashable = "other"
) -> pd.DataFrame:
    """Rank causes by how often they occur, or by what they sum to, such as cost.

    ``share = of the cause / of all``, and its running sum down the ranking. What is coded as
    `other` comes last whatever its size: it is no cause that anybody could mend, but if it is
    large, the codes are not good enough.

    Parameters
    ----------
    log : DataFrame
        One row for each complaint.
    by : str
        Column of the cause.
    value : str, optional
        Column of numbers to sum, blank where not known yet; by default complaints are counted.
    other : hashable
        The code that stands for the rest.

    Returns
    -------
    DataFrame
        Index: the causes, largest first, `other` last; columns ``count``, with `value` also its
        sum under its name and ``missing`` (complaints without a value), ``share`` and
        ``cumulative`` (proportions of what is ranked). ``attrs["value"]`` and ``attrs["other"]``
        say what was ranked and what is the rest.

    Raises
    ------
    CourseError
        If a column is missing, a cause is blank, a value is no number or negative, or all are 0.

    Examples
    --------
    >>> log = pd.DataFrame(
    ...     {
    ...         "cause": ["delay", "delay", "refusal", "other", "other", "other"],
    ...         "cost": [40.0, 60.0, 800.0, 30.0, 30.0, None],
    ...     }
    ... )
    >>> pareto(log, value="cost").round(3)
             count   cost  missing  share  cumulative
    cause
    refusal      1  800.0        0  0.833       0.833
    delay        2  100.0        0  0.104       0.938
    other        3   60.0        1  0.062       1.000
    """
    table = require_columns(log, [by, *([] if value is None else [value])], "log")
    require_present(table, [by], "log")
    groups = table.groupby(by, observed=True)
    ranked = groups.size().to_frame("count")
    ranked.index = pd.Index(list(ranked.index), name=by)
    if value is not None:
        numbers = table[value]
        if not pd.api.types.is_numeric_dtype(numbers.dtype) or (numbers < 0).any():
            raise CourseError(
                _("Column '{value}' must hold numbers, 0 or more: mend it first.").format(
                    value=value
                )
            )
        ranked[value] = groups[value].sum().to_numpy()
        ranked["missing"] = ranked["count"] - groups[value].count().to_numpy()
    size = ranked[value or "count"]
    total = size.sum()
    if not 0 < total < np.inf:
        raise CourseError(
            _("Column '{value}' sums to {total:g}: there is nothing to rank.").format(
                value=value or "count", total=total
            )
        )
    order = pd.DataFrame({"rest": ranked.index == other, "size": -size}, index=ranked.index)
    ranked = ranked.loc[order.sort_values(["rest", "size"], kind="stable").index]
    ranked["share"] = ranked[value or "count"] / total
    ranked["cumulative"] = ranked["share"].cumsum()
    ranked.attrs.update(value=value, other=other)
    return ranked


def plot_pareto(table: pd.DataFrame, ax: Axes | None = None, unit: str = "") -> Axes:
    """Draw shares as bars, and their running sum as a line on the same scale.

    Parameters
    ----------
    table : DataFrame
        From :func:`pareto`.
    ax : Axes, optional
        Where to draw; a new figure by default.
    unit : str
        Of the sums, such as ``"yuan"``.

    Returns
    -------
    Axes
        Bars carry the count or the sum; what stands for the rest is gray and hatched.

    Raises
    ------
    CourseError
        If a column is missing.

    Examples
    --------
    >>> log = pd.DataFrame({"cause": ["delay", "delay", "refusal", "other"]})
    >>> [text.get_text() for text in plot_pareto(pareto(log)).texts]
    ['2', '1', '1', 'Running sum']
    """
    from matplotlib.ticker import PercentFormatter

    require_columns(table, ["count", "share", "cumulative"], "table")
    value, other = table.attrs.get("value"), table.attrs.get("other", "other")
    ax = new_axes(ax, 4.4)
    places = np.arange(len(table))
    bars = ax.bar(places, table["share"], 0.7, color=PALETTE[0], label=_("share"))
    for bar, cause in zip(bars.patches, table.index, strict=True):
        if cause == other:
            bar.set(facecolor=_GRAY, hatch="///", edgecolor="white")
    sizes = table[value or "count"]
    labels = ax.bar_label(bars, labels=[f"{one:,.0f}" for one in sizes], padding=2, fontsize=10)
    # the line begins where the first label would stand
    labels[0].set(va="top", color="white", position=(0, -5))
    ax.plot(
        places,
        table["cumulative"],
        color=PALETTE[1],
        marker="o",
        linewidth=2,
        label=_("running sum"),
    )
    names = [sentence_case(name) for name in table.index]
    slanted = len(names) * max(map(len, names)) > 90
    ax.set_xticks(
        places,
        names,
        rotation=25 if slanted else 0,
        ha="right" if slanted else "center",
        rotation_mode="anchor",
    )
    ax.set_ylim(0, 1.06)
    ax.yaxis.set_major_formatter(PercentFormatter(1.0))
    ax.set_xlabel(sentence_case(table.index.name or _("Cause")))
    what = _("complaints") if value is None else str(value)
    label = _("Share of {what}").format(what=what)
    ax.set_ylabel(
        label if not unit else _("{label} (on the bars: {unit})").format(label=label, unit=unit)
    )
    middle = len(table) // 2
    name = ax.annotate(
        _("Running sum"),
        (middle, table["cumulative"].iloc[middle]),
        xytext=(6, -8),
        textcoords="offset points",
        va="top",
        color=legible(PALETTE[1]),
    )
    name.set_label(NAME)
    WORDS[ax] = _("Bar chart of the {label}. {parts}.").format(
        label=label[:1].lower() + label[1:],
        parts="; ".join(
            _("{name}: {share:.0%}, running sum {cumulative:.0%}").format(
                name=name, share=row["share"], cumulative=row["cumulative"]
            )
            for name, row in zip(map(in_words, table.index), table.to_dict("records"), strict=True)
        ),
    )
    return ax


def escalation_hazard(
    log: pd.DataFrame,
    as_of: str | pd.Timestamp | None = None,
    edges: Sequence[int] = (5, 10, 15, 30),
    level: float = 0.95,
    *,
    start: str = "opened",
    end: str = "closed",
    event: str = "escalated",
) -> pd.DataFrame:
    """Estimate how often a complaint escalates on a day, by its age.

    ``hazard = escalations in the band / days at risk in the band``: only complaints that are still
    open and not escalated are at risk, each for as many days as it spent in the band. The interval
    is that of :func:`exposure_rate`.

    Parameters
    ----------
    log : DataFrame
        One row for each complaint: `start`, `end` and `event`; the last two blank if not yet.
    as_of : date, optional
        The day of looking, by default the last in the columns; give it if you know it.
    edges : sequence of int
        Last days of the age bands, rising; the last band is open. The day of receipt is day 0.
    level : float
        Confidence of each interval.
    start, end, event : str
        Columns of dates.

    Returns
    -------
    DataFrame
        Index ``age``, such as ``"0-5"``; columns ``escalated``, ``days`` (at risk), ``hazard`` (per
        complaint and day), ``low`` and ``high``. A band without a day at risk is left out.

    Raises
    ------
    CourseError
        If a column is missing or holds no dates, `edges` do not rise from above 0, or a moment lies
        before the start of its complaint.

    Notes
    -----
    An escalation after the complaint was closed does not count: it was not waiting then. Days are
    counted after the day of receipt; an escalation on the day of receipt belongs to the first band.

    Examples
    --------
    >>> log = pd.DataFrame(
    ...     {
    ...         "opened": ["2025-03-01"] * 3,
    ...         "closed": ["2025-03-04", "2025-03-21", None],
    ...         "escalated": [None, "2025-03-11", None],
    ...     }
    ... )
    >>> escalation_hazard(log, "2025-03-09", edges=[5])[["escalated", "days", "hazard"]]
         escalated  days  hazard
    age
    0-5          0    13     0.0
    6+           0     6     0.0
    """
    steps = np.asarray(edges, dtype=float)
    if not len(steps) or not (np.diff(steps, prepend=0) > 0).all() or (steps % 1 != 0).any():
        raise CourseError(
            _("edges is {edges}: give rising whole days above 0, such as [5, 10, 15].").format(
                edges=list(edges)
            )
        )
    last = as_of
    if last is None:
        table = require_columns(log, [start, end, event], "log")
        last = pd.concat([as_dates(table[name], name) for name in (start, end, event)]).max()
    opened, closed, looked = moments(log, start, end, last, "log", whole_days=True)
    _opened, escalated, _looked = moments(log, start, event, last, "log", whole_days=True)
    until = closed.fillna(looked)
    happened = (escalated <= until).to_numpy()
    days = (escalated.where(happened, until) - opened).dt.days.to_numpy()
    rows = []
    for low, high in zip([0, *steps], [*steps, np.inf], strict=True):
        inside = (days <= high) & ((days > low) | (low == 0))
        at_risk = int((np.minimum(days, high) - low).clip(min=0).sum())
        name = f"{low + bool(low):.0f}-{high:.0f}" if high < np.inf else f"{low + 1:.0f}+"
        rows.append((name, int((happened & inside).sum()), at_risk))
    bands = pd.DataFrame(rows, columns=["age", "escalated", "days"]).set_index("age")
    bands = bands[bands["days"] > 0]
    if bands.empty:
        raise CourseError(_("No complaint has waited for a day yet: give a later as_of."))
    rates = exposure_rate(bands["escalated"], bands["days"], per=1, level=level)
    return bands.assign(hazard=rates["rate"], low=rates["low"], high=rates["high"])


def recurrence(
    log: pd.DataFrame,
    days: int = 60,
    by: Sequence[str] = ("customer_id", "cause"),
    as_of: str | pd.Timestamp | None = None,
    start: str = "opened",
) -> pd.Series:
    """Say of each complaint whether the same customer complains again about the same cause.

    Parameters
    ----------
    log : DataFrame
        One row for each complaint.
    days : int
        Length of the window after the day of receipt, 1 or more; its last day counts.
    by : sequence of str
        Columns that say what is the same.
    as_of : date, optional
        The day on whose evening the log was looked at, by default the last one of `start`.
    start : str
        Column of the days of receipt.

    Returns
    -------
    Series of boolean
        Named ``again``, index of `log`; blank where the window was not over at `as_of`, even if the
        complaint came back already, so that the mean is the share of complaints that recur among
        those followed for the whole window.

    Raises
    ------
    CourseError
        If a column is missing or blank, dates cannot be read or lie after `as_of`, or `days` is no
        whole number above 0.

    Notes
    -----
    A complaint on the same day counts as coming back, once: the row further down is the second one.

    Examples
    --------
    >>> log = pd.DataFrame(
    ...     {
    ...         "customer_id": ["C1", "C1", "C2"],
    ...         "cause": ["delay", "delay", "delay"],
    ...         "opened": ["2025-01-01", "2025-02-15", "2025-01-20"],
    ...     }
    ... )
    >>> recurrence(log, as_of="2025-03-31").to_list()
    [True, <NA>, False]
    """
    if isinstance(days, bool) or not isinstance(days, int | np.integer) or days < 1:
        raise CourseError(
            _("{days!r} is no number of days: give a whole number, 1 or more.").format(days=days)
        )
    names = [by] if isinstance(by, str) else list(by)
    table = require_columns(log, [*names, start], "log")
    require_present(table, [*names, start], "log")
    opened = as_dates(table[start], start).dt.normalize()
    last = opened.max() if as_of is None else as_moment(as_of).normalize()
    if (opened > last).any():
        raise CourseError(
            _("log has {count} rows with '{start}' after {as_of}: keep earlier ones only.").format(
                count=int((opened > last).sum()), start=start, as_of=last
            )
        )
    same = table.groupby(names, observed=True, sort=False).ngroup().to_numpy()
    number = opened.to_numpy(dtype="datetime64[D]").astype(np.int64)
    order = np.lexsort((number, same))
    follows = np.diff(same[order]) == 0
    soon = np.diff(number[order]) <= days
    again = np.zeros(len(table), dtype=bool)
    again[order[:-1]] = follows & soon
    followed = opened + pd.Timedelta(days=int(days)) <= last
    return pd.Series(again, index=table.index, name="again").astype("boolean").where(followed)


def _amounts(given: float | Mapping[Any, float] | pd.Series, name: str) -> pd.Series:
    """Return numbers by group as floats; a single number belongs to all."""
    if isinstance(given, int | float | np.number) and not isinstance(given, bool):
        given = {"all": given}
    if not isinstance(given, pd.Series | Mapping) or not len(given):
        raise CourseError(
            _("{name} must hold a number for each group: pass a Series or a mapping.").format(
                name=name
            )
        )
    values = given if isinstance(given, pd.Series) else pd.Series(dict(given))
    numbers = pd.to_numeric(values, errors="coerce").astype(float)
    wrong = ~np.isfinite(numbers)
    if wrong.any():
        raise CourseError(
            _("{name} of {group} is {value!r}: pass a finite number.").format(
                name=name, group=values.index[wrong][0], value=values[wrong].iloc[0]
            )
        )
    if not numbers.index.is_unique:
        raise CourseError(
            _("{name} has {group} more than once: sum or count by group first.").format(
                name=name, group=numbers.index[numbers.index.duplicated()][0]
            )
        )
    return numbers
