"""Figures about customers: scores, segments, and what offers earn in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from servicelab.data.frames import require_columns
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.plots.axes import (
    HATCHES,
    MARKERS,
    fit_ticks,
    legible,
    name_series,
    new_axes,
    numeric_table,
    sentence_case,
    zero_line,
)
from servicelab.plots.style import PALETTE, heat_colors
from servicelab.plots.words import NAME

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text


def plot_profile(index: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw index numbers as a heat map.

    The color tells the ratio to the average: 50 and 200 are equally far from 100. The number stands
    in every cell.

    Parameters
    ----------
    index : DataFrame
        From :func:`servicelab.customers.segmentation.segment_index`: rows are segments, columns attribute
        levels, 100 is average.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    CourseError
        If the table is empty, not numeric, or holds a negative number.

    Examples
    --------
    >>> index = pd.DataFrame({"young": [180.0, 40.0], "old": [20.0, 160.0]}, index=["A", "B"])
    >>> ax = plot_profile(index)
    >>> [text.get_text() for text in ax.texts]
    ['180', '20', '40', '160']
    """
    import seaborn as sns
    from matplotlib.colors import FuncNorm
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

    table = numeric_table(index, "index")
    if (table < 0).to_numpy().any():
        raise CourseError(_("index holds a negative number: pass index numbers, 100 is average."))
    ax = new_axes(ax, 1.6 + 0.55 * len(table))
    ratio = FuncNorm((lambda x: np.log(np.clip(x, 25, 400)), np.exp), vmin=25, vmax=400)
    sns.heatmap(
        table.rename(index=sentence_case, columns=sentence_case),
        ax=ax,
        annot=True,
        annot_kws={"color": "black"},
        fmt=".0f",
        cmap=heat_colors(),
        norm=ratio,
        linewidths=1.5,
        linecolor="white",
        cbar_kws={"label": _("Index (100 = all customers)"), "pad": 0.02},
    )
    mesh: Any = ax.collections[0]
    bar = mesh.colorbar.ax.yaxis
    bar.set_major_locator(FixedLocator([25, 50, 100, 200, 400]))
    bar.set_major_formatter(FuncFormatter(lambda value, position: f"{value:.0f}"))
    bar.set_minor_locator(NullLocator())
    ax.set_xlabel(sentence_case(table.columns.name or _("Attribute level")))
    ax.set_ylabel(sentence_case(table.index.name or _("Segment")))
    ax.tick_params(axis="y", rotation=0)
    ax.grid(visible=False)
    fit_ticks(ax)
    return ax


def plot_silhouette_by_k(
    scores: Mapping[int, float] | pd.Series | pd.DataFrame, ax: Axes | None = None
) -> Axes:
    """Draw the silhouette for each number of segments, and mark the highest.

    Parameters
    ----------
    scores : mapping, Series or DataFrame
        k to mean silhouette width. A DataFrame (index k) draws a line for each column, such as
        z-scored and raw features.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    CourseError
        If there are no scores, or they are not numeric.

    Examples
    --------
    >>> ax = plot_silhouette_by_k({2: 0.31, 3: 0.38, 4: 0.45, 5: 0.40})
    >>> ax.texts[0].get_text()
    'k = 4: 0.45'
    """
    from matplotlib.ticker import MaxNLocator

    raw = scores if isinstance(scores, pd.DataFrame) else pd.DataFrame({"": pd.Series(scores)})
    table = numeric_table(raw, "scores").sort_index()
    ax = new_axes(ax, 4.2)
    for position, name in enumerate(table.columns):
        line = table[name].dropna()
        color = PALETTE[position % len(PALETTE)]
        marker = MARKERS[position % len(MARKERS)]
        ax.plot(
            line.index, line, marker=marker, markersize=7, linewidth=2, color=color, label=str(name)
        )
        best: Any = line.idxmax()
        ax.plot(
            [best],
            [line[best]],
            marker=marker,
            markersize=15,
            color=color,
            fillstyle="none",
            markeredgewidth=2,
            label="_best",
        )
        ax.annotate(
            f"k = {best}: {line[best]:.2f}",
            (float(best), float(line[best])),
            xytext=(0, 13),
            textcoords="offset points",
            ha="center",
            va="bottom",
        )
    ax.margins(x=0.08, y=0.2)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel(_("Number of segments k"))
    ax.set_ylabel(_("Mean silhouette width"))
    if len(table.columns) > 1:
        name_series(ax)
    return ax


def plot_offer_value(value: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the expected profit of each offer in each segment as grouped bars.

    Making no offer is worth 0 and is drawn as the line at 0.

    Parameters
    ----------
    value : DataFrame
        From :func:`servicelab.customers.offers.offer_value`: rows are segments, columns offers, yuan per
        customer.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    CourseError
        If the table is empty, not numeric, or holds no offer but none.

    Examples
    --------
    >>> value = pd.DataFrame({"none": [0, 0], "credit": [98.0, -13.0]}, index=["A", "B"])
    >>> ax = plot_offer_value(value)
    >>> [text.get_text() for text in ax.texts]
    ['98', '-13', 'Credit']
    """
    table = numeric_table(value, "value").drop(columns="none", errors="ignore")
    if table.columns.empty:
        raise CourseError(_("value holds no offer: pass the table that offer_value returns."))
    ax = new_axes(ax, 4.4)
    width = 0.8 / len(table.columns)
    places = np.arange(len(table))
    for position, offer in enumerate(table.columns):
        shift = (position - (len(table.columns) - 1) / 2) * width
        color = PALETTE[position % len(PALETTE)]
        bars = ax.bar(
            places + shift,
            table[offer],
            width * 0.92,
            color=color,
            hatch=HATCHES[position % len(HATCHES)],
            edgecolor="white",
            label=str(offer),
        )
        labels = ax.bar_label(bars, labels=[f"{one:,.0f}" for one in table[offer]], padding=3)
        for label, profit in zip(labels, table[offer], strict=True):
            if np.isfinite(profit):
                _name_bar(ax, label, sentence_case(offer), color, is_up=profit >= 0)
                break
        for place in places[table[offer].isna()]:
            ax.text(place + shift, 0, _("no data"), rotation=90, ha="center", va="bottom")
    zero_line(ax, horizontal=True)
    ax.set_xticks(places, [sentence_case(name) for name in table.index])
    ax.set_xlim(-0.55, len(table) - 0.45)
    ax.margins(y=0.2)
    ax.set_xlabel(sentence_case(table.index.name or _("Segment")))
    ax.set_ylabel(_("Profit (yuan per customer; no offer: 0)"))
    return ax


def _name_bar(ax: Axes, label: Text, name: str, color: str, *, is_up: bool) -> None:
    """Write the name of bars beyond the number at one of them."""
    note = ax.annotate(
        name,
        (0.5, 1 if is_up else 0),
        xycoords=label,
        xytext=(0, 2 if is_up else -2),
        textcoords="offset points",
        ha="center",
        va="bottom" if is_up else "top",
        color=legible(color),
    )
    note.set_label(NAME)


def plot_rfm(scores: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many customers have each recency and frequency score.

    Parameters
    ----------
    scores : DataFrame
        From :func:`servicelab.customers.segmentation.rfm_scores`: columns ``R`` and ``F``, 1 to 5.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        A 5 x 5 heat map; the best customers are at the top right.

    Raises
    ------
    CourseError
        If a column is missing or holds anything but the scores 1 to 5.

    Examples
    --------
    >>> ax = plot_rfm(pd.DataFrame({"R": [5, 5, 1], "F": [5, 5, 2]}))
    >>> ax.texts[4].get_text()
    '2'
    """
    import seaborn as sns

    table = require_columns(scores, ["R", "F"], "scores")
    for name in ("R", "F"):
        if not table[name].isin(range(1, 6)).all():
            raise CourseError(
                _("Column '{name}' must hold the scores 1 to 5: use rfm_scores.").format(name=name)
            )
    levels = range(1, 6)
    counts = (
        pd.crosstab(table["R"].astype(int), table["F"].astype(int))
        .reindex(index=levels, columns=levels, fill_value=0)
        .iloc[::-1]
    )
    ax = new_axes(ax, 4.6)
    sns.heatmap(
        counts,
        ax=ax,
        annot=True,
        annot_kws={"color": "black"},
        fmt=",d",
        cmap=heat_colors(is_count=True),
        vmin=0,
        linewidths=1.5,
        linecolor="white",
        cbar_kws={"label": _("Customers"), "pad": 0.02},
    )
    ax.set_xlabel(_("Frequency score F (5 = most transactions)"))
    ax.set_ylabel(_("Recency score R (5 = most recent)"))
    ax.tick_params(axis="y", rotation=0)
    return ax


def plot_rule_profit(profits: Mapping[str, float] | pd.Series, ax: Axes | None = None) -> Axes:
    """Draw what each rule for offers earns, the best on top.

    Parameters
    ----------
    profits : mapping or Series
        Rule to total profit in yuan, as from :func:`servicelab.customers.offers.rule_profit`.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    CourseError
        If there is no rule, or a profit is not a number.

    Examples
    --------
    >>> ax = plot_rule_profit({"by age": 250_000, "by need": 282_000, "credit to all": 140_000})
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Credit to all', 'By age', 'By need']
    """
    from matplotlib.ticker import MaxNLocator, StrMethodFormatter

    column = numeric_table(pd.DataFrame({"profit": pd.Series(profits)}), "profits")["profit"]
    if column.isna().any():
        raise CourseError(_("profits holds a missing number: give every rule a profit."))
    column = column.sort_values(kind="stable")
    ax = new_axes(ax, 1.3 + 0.55 * len(column))
    places = np.arange(len(column))
    bars = ax.barh(places, column, 0.65, color=PALETTE[0], edgecolor="white")
    ax.bar_label(bars, labels=[f"{one:,.0f}" for one in column], padding=4)
    zero_line(ax, horizontal=False)
    ax.set_yticks(places, [sentence_case(name) for name in column.index])
    ax.grid(visible=False)
    ax.margins(x=0.15)
    ax.xaxis.set_major_locator(MaxNLocator(6))
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    ax.set_xlabel(_("Total profit (yuan)"))
    ax.set_ylabel(_("Rule"))
    return ax
