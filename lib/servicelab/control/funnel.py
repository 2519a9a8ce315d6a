"""Funnels: which of many rates lies further from all of them together than chance would put it.

A league table puts the smallest units at both of its ends. A funnel draws each rate over the number
of answers or cases that it rests on, between limits that are wide for few and narrow for many.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.plots.axes import MARKERS, legible, new_axes
from servicelab.plots.style import PALETTE
from servicelab.plots.words import WORDS, format_value, in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["additive_limits", "funnel_limits", "plot_funnel", "usual_spread"]

#: Units that a spread is estimated from at least, and funnels that chance draws for comparison.
_FEWEST, _DRAWN = 5, 2000
_GRAY = "#444444"


def funnel_limits(
    n: pd.Series | np.ndarray | Sequence[float],
    x: pd.Series | np.ndarray | Sequence[float],
    errors: float = 3.0,
    extra: float = 0.0,
) -> pd.DataFrame:
    """Return each unit's rate, and the limits between which it would lie if it were like all others.

    The center ``c`` is the rate of all units together. The error of a unit with ``n`` cases is
    ``sqrt(c * (1 - c) / n + extra**2)``, its limits are ``c`` minus and plus `errors` of them.

    Parameters
    ----------
    n : Series or sequence of length k
        Cases of each unit: answers, discharges. One at least.
    x : Series or sequence of length k
        Those of them that count: satisfied, sent in time.
    errors : float
        How many errors the limits lie from the center.
    extra : float
        By how much the units differ for good, as a standard deviation; see :func:`usual_spread`.
        With 0 chance alone draws the limits.

    Returns
    -------
    DataFrame
        Index as in `n`; columns ``n``, ``rate``, ``center``, ``error``, ``z`` (the distance from the
        center in errors), ``low`` and ``high`` (not below 0, not above 1), and ``outside``.

    Raises
    ------
    CourseError
        If the two lists do not fit, a count is missing or impossible, or all cases are alike.

    Notes
    -----
    The limits take a unit for a normal variable. With few cases, or near 0 and 1, an exact limit
    differs a little.

    Source: Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance.
    *Statistics in Medicine*, 24(8), 1185-1202.

    Examples
    --------
    >>> shops = funnel_limits(pd.Series([10, 90], index=["small", "large"]), [5, 75])
    >>> shops[["rate", "z"]].round(2).to_dict("index")
    {'small': {'rate': 0.5, 'z': -2.37}, 'large': {'rate': 0.83, 'z': 0.79}}
    """
    cases, counted = _counts(n, x)
    if not errors > 0:
        raise CourseError(_("errors is {errors:g}: pass a number above 0.").format(errors=errors))
    if not 0 <= extra < 1:
        raise CourseError(
            _("extra is {extra:g}: pass a standard deviation of shares, from 0 to 1.").format(
                extra=extra
            )
        )
    center = float(counted.sum() / cases.sum())
    if center in (0, 1):
        raise CourseError(
            _("All cases are alike: where nothing differs, there are no limits to draw.")
        )
    error = np.sqrt(center * (1 - center) / cases + extra**2)
    rate = counted / cases
    z = (rate - center) / error
    return pd.DataFrame(
        {
            "n": cases.astype(int),
            "rate": rate,
            "center": center,
            "error": error,
            "z": z,
            "low": (center - errors * error).clip(lower=0),
            "high": (center + errors * error).clip(upper=1),
            "outside": z.abs() > errors,
        }
    )


def usual_spread(
    n: pd.Series | np.ndarray | Sequence[float],
    x: pd.Series | np.ndarray | Sequence[float],
    pulled: float = 0.1,
) -> float:
    """Return by how much units usually differ beyond chance, as a standard deviation of their rates.

    It is the number that, as `extra` of :func:`funnel_limits`, makes the distances ``z`` of the
    units spread just as chance alone spreads them. The lowest and highest tenth of the distances are
    first pulled in, so that one unit with a cause of its own does not hide itself.

    Parameters
    ----------
    n, x : Series or sequence of length k
        As in :func:`funnel_limits`; five units at least.
    pulled : float
        The share that is pulled in at each end, from 0 to below a half.

    Returns
    -------
    float
        0 where the units differ no more than chance alone makes them differ.

    Raises
    ------
    CourseError
        As :func:`funnel_limits`, or if there are fewer than five units.

    Notes
    -----
    The mean of the squared distances is 1 under chance alone; with the tenths pulled in it is about
    0.66. Whoever compares with 1 finds too little. Here the comparison is with funnels that chance
    draws, of units of the same sizes and the same center.

    Source: Spiegelhalter, D. J. (2005). Handling over-dispersion of performance indicators. *Quality
    and Safety in Health Care*, 14(5), 347-351, for the additive limits and for pulling in.

    Examples
    --------
    >>> n = [400] * 12
    >>> usual_spread(n, [320, 322, 318, 321, 319, 320, 323, 317, 320, 321, 319, 320])
    0.0
    >>> round(usual_spread(n, [320, 340, 300, 330, 310, 345, 295, 322, 318, 335, 305, 100]), 3)
    0.067
    """
    from scipy.optimize import brentq

    if not 0 <= pulled < 0.5:
        raise CourseError(
            _("pulled is {pulled:g}: pass a share from 0 to below a half.").format(pulled=pulled)
        )
    plain = funnel_limits(n, x)
    if len(plain) < _FEWEST:
        raise CourseError(
            ngettext(
                "There is {count} unit: what is usual needs {least} at least.",
                "There are {count} units: what is usual needs {least} at least.",
                len(plain),
            ).format(count=len(plain), least=_FEWEST)
        )
    cases = plain["n"].to_numpy()
    center = float(plain["center"].iloc[0])
    away, within = (plain["rate"] - center).to_numpy(), plain["error"].to_numpy() ** 2
    drawn = np.random.default_rng(0).binomial(cases, center, (_DRAWN, len(cases)))
    centers = drawn.sum(axis=1, keepdims=True) / cases.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        by_chance = (drawn / cases - centers) / np.sqrt(centers * (1 - centers) / cases)
    chance = float(_pulled_in(np.nan_to_num(by_chance), pulled).mean())

    def excess(extra: float) -> float:
        return float(_pulled_in(away / np.sqrt(within + extra**2), pulled)) - chance

    return float(brentq(excess, 0, 1)) if excess(0) > 0 > excess(1) else 0.0


def additive_limits(
    n: pd.Series | np.ndarray | Sequence[float],
    x: pd.Series | np.ndarray | Sequence[float],
    errors: float = 3.0,
    pulled: float = 0.1,
) -> pd.DataFrame:
    """Return the limits of what is usual among units that differ for reasons nobody chose.

    :func:`funnel_limits` with the `extra` of :func:`usual_spread`.

    Parameters
    ----------
    n, x : Series or sequence of length k
        As in :func:`funnel_limits`; five units at least.
    errors : float
        How many errors the limits lie from the center.
    pulled : float
        The share of the distances that is pulled in at each end.

    Returns
    -------
    DataFrame
        As from :func:`funnel_limits`, with a column ``extra``.

    Raises
    ------
    CourseError
        As :func:`usual_spread`.

    Examples
    --------
    >>> n = [400] * 12
    >>> x = [320, 340, 300, 330, 310, 345, 295, 322, 318, 335, 305, 100]
    >>> int(funnel_limits(n, x)["outside"].sum()), int(additive_limits(n, x)["outside"].sum())
    (5, 1)
    """
    extra = usual_spread(n, x, pulled)
    return funnel_limits(n, x, errors, extra).assign(extra=extra)


def plot_funnel(
    n: pd.Series | np.ndarray | Sequence[float],
    x: pd.Series | np.ndarray | Sequence[float],
    errors: float = 3.0,
    extra: float = 0.0,
    ax: Axes | None = None,
) -> Axes:
    """Draw rates over the number of cases, between the limits of a funnel.

    Those that lie outside have a mark of their own and are named. With an `extra` the plain funnel is
    drawn as well, as a thin line.

    Parameters
    ----------
    n, x : Series or sequence of length k
        As in :func:`funnel_limits`.
    errors, extra : float
        As in :func:`funnel_limits`.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    CourseError
        As :func:`funnel_limits`.

    Examples
    --------
    >>> from servicelab.plots import describe
    >>> n = pd.Series([400, 900, 250], index=["east", "west", "north"])
    >>> print(describe(plot_funnel(n, [320, 810, 160])))
    Funnel: rate over number of cases, 3 units, center 83.2%. Outside 3 errors below: north, 64.0% of 250; above: west, 90.0% of 900.
    """
    from matplotlib.ticker import PercentFormatter

    units = funnel_limits(n, x, errors, extra)
    center = float(units["center"].iloc[0])
    ax = new_axes(ax, 4.4)
    sizes = np.geomspace(max(units["n"].min() * 0.8, 1), units["n"].max() * 1.15, 200)
    kinds: list[tuple[float, dict[str, Any]]] = [
        (extra, {"color": PALETTE[0], "linewidth": 1.8, "label": "_limit"})
    ]
    if extra:
        kinds.append((0.0, {"color": _GRAY, "linewidth": 1, "linestyle": ":", "label": "_plain"}))
    for spread, style in kinds:
        reach = errors * np.sqrt(center * (1 - center) / sizes + spread**2)
        for limit in (np.maximum(center - reach, 0), np.minimum(center + reach, 1)):
            ax.plot(sizes, limit, **style)
    ax.axhline(center, color=_GRAY, linestyle="--", linewidth=1.2, label="_center")
    for outside, color, marker in ((False, PALETTE[0], 0), (True, PALETTE[1], 3)):
        part = units[units["outside"] == outside]
        ax.scatter(
            part["n"],
            part["rate"],
            s=34 if not outside else 64,
            marker=MARKERS[marker],
            color=color,
            edgecolor="white" if not outside else "black",
            zorder=3,
            label="_units",
        )
    for name, row in units[units["outside"]].iterrows():
        ax.annotate(
            in_words(name),
            (row["n"], row["rate"]),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            color=legible(PALETTE[1]),
        )
    ax.set_xscale("log")
    ax.set_xticks(_ticks(sizes[0], sizes[-1]))
    ax.xaxis.set_major_formatter(lambda value, _place: f"{value:,.0f}")
    ax.minorticks_off()
    typical = units.iloc[int(np.argmin((units["n"] - units["n"].median()).abs()))]
    ax.set_ylim(
        max(0, min(units["rate"].min(), typical["low"]) - 0.03),
        min(1.01, max(units["rate"].max(), typical["high"]) + 0.03),
    )
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set_xlabel(_("Number of cases (each step to the right is a multiple)"))
    ax.set_ylabel(_("Rate"))
    WORDS[ax] = _words(units, errors, extra)
    return ax


def _counts(n: Any, x: Any) -> tuple[pd.Series, pd.Series]:
    """Both lists as columns of numbers with one index."""
    try:
        cases = pd.Series(n, dtype=float)
        counted = pd.Series(x, dtype=float)
    except (TypeError, ValueError) as error:
        raise CourseError(
            _("n and x are counts: pass two columns of numbers, one row a unit.")
        ) from error
    if isinstance(n, pd.Series) and isinstance(x, pd.Series) and not n.index.equals(x.index):
        raise CourseError(
            _("n and x are indexed differently: take both from one table, one row a unit.")
        )
    if len(cases) != len(counted):
        raise CourseError(
            _("n and x differ in length, {n} and {x}: one row a unit in both.").format(
                n=len(cases), x=len(counted)
            )
        )
    if isinstance(x, pd.Series) and not isinstance(n, pd.Series):
        cases = cases.set_axis(counted.index)
    counted = counted.set_axis(cases.index)
    if cases.empty:
        raise CourseError(_("There is no unit: pass at least one."))
    if not np.isfinite([cases, counted]).all():
        raise CourseError(_("A count is missing: leave that unit out of both, and say so."))
    if (cases < 1).any():
        raise CourseError(_("A unit has no cases, so it has no rate: leave it out, and say so."))
    wrong = (counted < 0) | (counted > cases)
    if wrong.any():
        raise CourseError(
            _(
                "In '{unit}' {x:g} of {n:g} are counted: n is the number of all cases, x of those "
                "that count."
            ).format(unit=cases.index[wrong][0], x=counted[wrong].iloc[0], n=cases[wrong].iloc[0])
        )
    return cases, counted


def _pulled_in(z: np.ndarray, pulled: float) -> np.ndarray:
    """Mean of the squares along the last axis, after both ends are pulled in."""
    low, high = np.quantile(z, [pulled, 1 - pulled], axis=-1, keepdims=True)
    return np.asarray((np.clip(z, low, high) ** 2).mean(axis=-1))


def _ticks(least: float, most: float) -> list[float]:
    steps = [digit * 10.0**power for power in range(7) for digit in (1, 2, 5)]
    return [step for step in steps if least <= step <= most]


def _words(units: pd.DataFrame, errors: float, extra: float) -> str:
    head = _("Funnel: rate over number of cases, {count} units, center {center:.1%}.").format(
        count=len(units), center=units["center"].iloc[0]
    )
    if extra:
        head += " " + _("Limits widened by a spread of {extra:.3f}.").format(extra=extra)
    sides = []
    for side, part in (
        (_("below"), units[units["outside"] & (units["z"] < 0)]),
        (_("above"), units[units["outside"] & (units["z"] > 0)]),
    ):
        named = [
            _("{unit}, {rate:.1%} of {n}").format(
                unit=in_words(name), rate=row["rate"], n=format_value(row["n"])
            )
            for name, row in part.sort_values("z").iterrows()
        ]
        if named:
            sides.append(f"{side}: {'; '.join(named)}")
    if not sides:
        return head + " " + _("None lies outside {errors:g} errors.").format(errors=errors)
    return (
        head
        + " "
        + _("Outside {errors:g} errors {sides}.").format(errors=errors, sides="; ".join(sides))
    )
