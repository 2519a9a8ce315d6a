"""Figures of the course: drawn from data, returned as Axes, readable without color.

Call :func:`use_style` once in a notebook: it chooses fonts, sizes and colors for all figures, and
gives each the words of :func:`alt_text` for people who do not see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ._frames import require_columns
from ._i18n import _
from .errors import CourseError
from .figure_words import alt_text, describe
from .pictures import put_figures_into_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "FONTS",
    "PALETTE",
    "alt_text",
    "describe",
    "plot_offer_value",
    "plot_profile",
    "plot_rfm",
    "plot_rule_profit",
    "plot_silhouette_by_k",
    "use_style",
]

#: Colors that people with any common color vision tell apart (Okabe & Ito 2008, without yellow).
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")

#: Fonts by preference; a character that one lacks is taken from the next that is installed.
FONTS = (
    "DejaVu Sans",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)

#: Fill patterns, so that bars differ without color.
_HATCHES = ("", "///", "...", "xxx", "\\\\\\")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X")
_DPI = 100
_WIDTH = 9.0


def use_style() -> None:
    """Set fonts, sizes and colors for every figure of this session, and show each with its words.

    Figures come out 900 pixels wide. Only installed fonts of :data:`FONTS` are named, so that
    matplotlib has nothing to complain about; DejaVu Sans comes with matplotlib.

    Examples
    --------
    >>> import matplotlib
    >>> with matplotlib.rc_context():
    ...     use_style()
    ...     print(matplotlib.rcParams["font.family"][0], matplotlib.rcParams["font.size"])
    DejaVu Sans 12.0
    """
    import seaborn as sns
    from matplotlib import font_manager

    put_figures_into_words()
    installed = set(font_manager.get_font_names())
    sns.set_theme(
        style="whitegrid",
        palette=list(PALETTE),
        rc={
            "font.family": [font for font in FONTS if font in installed],
            "axes.unicode_minus": False,
            "font.size": 12.0,
            "axes.labelsize": 12.0,
            "axes.titlesize": 13.0,
            "xtick.labelsize": 11.0,
            "ytick.labelsize": 11.0,
            "legend.fontsize": 11.0,
            "legend.title_fontsize": 11.0,
            "hatch.linewidth": 0.8,
            "figure.dpi": float(_DPI),
            "figure.figsize": (_WIDTH, 4.2),
            "savefig.dpi": float(_DPI),
        },
    )


def plot_profile(index: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw index numbers as a heat map.

    The color tells the ratio to the average: 50 and 200 are equally far from 100. The number stands
    in every cell.

    Parameters
    ----------
    index : DataFrame
        From :func:`servicelab.segmentation.segment_index`: rows are segments, columns attribute
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

    table = _numbers(index, "index")
    if (table < 0).to_numpy().any():
        raise CourseError(_("index holds a negative number: pass index numbers, 100 is average."))
    ax = _axes(ax, 1.6 + 0.55 * len(table))
    ratio = FuncNorm((lambda x: np.log(np.clip(x, 25, 400)), np.exp), vmin=25, vmax=400)
    sns.heatmap(
        table,
        ax=ax,
        annot=True,
        fmt=".0f",
        cmap="PuOr_r",
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
    ax.set_xlabel(_sentence(table.columns.name or _("Attribute level")))
    ax.set_ylabel(_sentence(table.index.name or _("Segment")))
    ax.tick_params(axis="y", rotation=0)
    ax.grid(visible=False)
    _fit_ticks(ax)
    _contrast(ax)
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
    table = _numbers(raw, "scores").sort_index()
    ax = _axes(ax, 4.2)
    for position, name in enumerate(table.columns):
        line = table[name].dropna()
        color = PALETTE[position % len(PALETTE)]
        marker = _MARKERS[position % len(_MARKERS)]
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
        ax.legend(title=table.columns.name, frameon=False)
    return ax


def plot_offer_value(value: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the expected profit of each offer in each segment as grouped bars.

    Making no offer is worth 0 and is drawn as the line at 0.

    Parameters
    ----------
    value : DataFrame
        From :func:`servicelab.offers.offer_value`: rows are segments, columns offers, yuan per
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
    ['98', '-13']
    """
    table = _numbers(value, "value").drop(columns="none", errors="ignore")
    if table.columns.empty:
        raise CourseError(_("value holds no offer: pass the table that offer_value returns."))
    ax = _axes(ax, 4.4)
    width = 0.8 / len(table.columns)
    places = np.arange(len(table))
    for position, offer in enumerate(table.columns):
        shift = (position - (len(table.columns) - 1) / 2) * width
        bars = ax.bar(
            places + shift,
            table[offer],
            width * 0.92,
            color=PALETTE[position % len(PALETTE)],
            hatch=_HATCHES[position % len(_HATCHES)],
            edgecolor="white",
            label=str(offer),
        )
        ax.bar_label(bars, labels=[f"{one:,.0f}" for one in table[offer]], padding=3)
        for place in places[table[offer].isna()]:
            ax.text(place + shift, 0, _("no data"), rotation=90, ha="center", va="bottom")
    _zero_line(ax, horizontal=True)
    ax.set_xticks(places, [str(name) for name in table.index])
    ax.set_xlim(-0.55, len(table) - 0.45)
    ax.grid(visible=False, axis="x")
    ax.margins(y=0.15)
    ax.set_xlabel(_sentence(table.index.name or _("Segment")))
    ax.set_ylabel(_("Expected profit (yuan per customer)"))
    ax.legend(
        title=_("Offer (no offer = 0)"),
        frameon=False,
        loc="center left",
        bbox_to_anchor=(1.0, 0.5),
    )
    return ax


def plot_rfm(scores: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many customers have each recency and frequency score.

    Parameters
    ----------
    scores : DataFrame
        From :func:`servicelab.segmentation.rfm_scores`: columns ``R`` and ``F``, 1 to 5.
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
    ax = _axes(ax, 4.6)
    sns.heatmap(
        counts,
        ax=ax,
        annot=True,
        fmt=",d",
        cmap="Blues",
        vmin=0,
        linewidths=1.5,
        linecolor="white",
        cbar_kws={"label": _("Customers"), "pad": 0.02},
    )
    ax.set_xlabel(_("Frequency score F (5 = most transactions)"))
    ax.set_ylabel(_("Recency score R (5 = most recent)"))
    ax.tick_params(axis="y", rotation=0)
    _contrast(ax)
    return ax


def plot_rule_profit(profits: Mapping[str, float] | pd.Series, ax: Axes | None = None) -> Axes:
    """Draw what each rule for offers earns, the best on top.

    Parameters
    ----------
    profits : mapping or Series
        Rule to total profit in yuan, as from :func:`servicelab.offers.rule_profit`.
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
    ['credit to all', 'by age', 'by need']
    """
    from matplotlib.ticker import MaxNLocator, StrMethodFormatter

    column = _numbers(pd.DataFrame({"profit": pd.Series(profits)}), "profits")["profit"]
    if column.isna().any():
        raise CourseError(_("profits holds a missing number: give every rule a profit."))
    column = column.sort_values(kind="stable")
    ax = _axes(ax, 1.3 + 0.55 * len(column))
    places = np.arange(len(column))
    bars = ax.barh(places, column, 0.65, color=PALETTE[0], edgecolor="white")
    ax.bar_label(bars, labels=[f"{one:,.0f}" for one in column], padding=4)
    _zero_line(ax, horizontal=False)
    ax.set_yticks(places, [str(name) for name in column.index])
    ax.grid(visible=False, axis="y")
    ax.margins(x=0.15)
    ax.xaxis.set_major_locator(MaxNLocator(6))
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    ax.set_xlabel(_("Total profit (yuan)"))
    ax.set_ylabel(_("Rule"))
    return ax


def _axes(ax: Axes | None, height: float) -> Axes:
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    _figure, new = plt.subplots(figsize=(_WIDTH, height), dpi=_DPI, layout="constrained")
    return new


def _sentence(name: object) -> str:
    text = str(name)
    return text[:1].upper() + text[1:]


def _contrast(ax: Axes) -> None:
    """Write the numbers of a heat map in black or white, whichever stands out more."""
    mesh: Any = ax.collections[0]
    colors = np.asarray(mesh.get_facecolors())[:, :3]
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    shown = ~np.ma.getmaskarray(mesh.get_array()).ravel()
    for text, luminance in zip(ax.texts, (linear @ [0.2126, 0.7152, 0.0722])[shown], strict=True):
        text.set_color("black" if luminance > 0.179 else "white")


def _zero_line(ax: Axes, *, horizontal: bool) -> None:
    draw = ax.axhline if horizontal else ax.axvline
    draw(0, color="#444444", linewidth=1, label="_zero")


def _fit_ticks(ax: Axes) -> None:
    """Slant long or many names under a heat map so that they do not run into each other."""
    names = [label.get_text() for label in ax.get_xticklabels()]
    if names and max(map(len, names)) * len(names) > 70:
        ax.tick_params(axis="x", rotation=35)
        for label in ax.get_xticklabels():
            label.set_horizontalalignment("right")
            label.set_rotation_mode("anchor")
    else:
        ax.tick_params(axis="x", rotation=0)


def _numbers(table: object, name: str) -> pd.DataFrame:
    frame = require_columns(table, [], name)
    for column in frame.columns:
        if not pd.api.types.is_numeric_dtype(frame[column].dtype):
            raise CourseError(
                _("{name} holds text instead of numbers in '{column}': pass numbers.").format(
                    name=name, column=column
                )
            )
    return frame.astype(float)
