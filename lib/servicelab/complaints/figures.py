"""Figures of service recovery, in the style of :mod:`servicelab.plots.style`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from servicelab.data.frames import require_columns, require_numbers
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.plots.axes import MARKERS, name_series, new_axes, sentence_case
from servicelab.plots.style import PALETTE
from servicelab.plots.words import WORDS, in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_authority", "plot_recovery"]

_COSTS = ("delay", "overpay", "precedent", "fraud")


def plot_recovery(means: pd.DataFrame | Mapping[str, pd.DataFrame], ax: Axes | None = None) -> Axes:
    """Draw the mean of each group with its interval, against the group that met no failure.

    The dashed line goes through the first group: what lies to the right of it is better than no
    failure.

    Parameters
    ----------
    means : DataFrame or mapping of str to DataFrame
        From :func:`servicelab.complaints.recovery.recovery_means`; several of the same value under their
        names, such as ``{"surveyed": ..., "everybody": ...}``.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    CourseError
        If a table is not one of `recovery_means`, or the tables are not of the same value.

    Examples
    --------
    >>> from servicelab.complaints.recovery import recovery_means
    >>> panel = pd.DataFrame({"speed": ["slow", "slow", "fast"], "stayed": [0, 1, 1]})
    >>> ax = plot_recovery(recovery_means(panel, by="speed", value="stayed"))
    >>> [text.get_text() for text in ax.texts]
    ['100 %', '50 %']
    """
    tables: dict[str, pd.DataFrame] = dict(means) if isinstance(means, Mapping) else {"": means}
    if not tables:
        raise CourseError(_("means holds no table: pass what recovery_means returns."))
    kinds = set()
    for table in tables.values():
        require_columns(table, ["n", "low", "high"], "means")
        require_numbers(table, ["mean"], "means")
        kinds.add((table.attrs.get("value"), table.attrs.get("is_share")))
    [(value, is_share), *others] = kinds
    if others or value is None:
        raise CourseError(
            _("means must hold tables of one value: pass what recovery_means returns.")
        )
    unit = 100 if is_share else 1
    first = next(iter(tables.values()))
    groups = list(dict.fromkeys(group for table in tables.values() for group in table.index))
    ax = new_axes(ax, 1.4 + max(0.6, 0.42 * len(tables)) * len(groups))
    step = 0.7 / len(tables)
    for position, (name, table) in enumerate(tables.items()):
        color = PALETTE[position % len(PALETTE)]
        places = np.array([groups.index(group) for group in table.index])
        places = places + (position - (len(tables) - 1) / 2) * step
        middle, low, high = (
            unit * table[column].to_numpy(dtype=float) for column in ("mean", "low", "high")
        )
        ax.axvline(middle[0], color=color, linestyle="--", linewidth=1.2, label="_first")
        ax.errorbar(
            middle,
            places,
            xerr=np.nan_to_num(np.vstack([middle - low, high - middle]).clip(0)),
            linestyle="none",
            marker=MARKERS[position % len(MARKERS)],
            markersize=9,
            markeredgecolor="black",
            color=color,
            elinewidth=2,
            capsize=4,
            label=name or "_means",
        )
        for place, center, reach in zip(places, middle, np.fmax(middle, high), strict=True):
            text = _("{share:.0f} %").format(share=center) if is_share else f"{center:.2f}"
            if name and place == places[0]:
                text = f"{text} {in_words(name)}"
            ax.annotate(
                text,
                (reach, place),
                xytext=(7, 0),
                textcoords="offset points",
                va="center",
                fontsize=10,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.8},
            )
    ax.set_yticks(np.arange(len(groups)), [sentence_case(group) for group in groups])
    ax.set_ylim(len(groups) - 0.45, -0.55)
    ax.margins(x=0.12)
    label = _("{value} (%)") if is_share else _("Mean {value}")
    ax.set_xlabel(sentence_case(label.format(value=in_words(value))))
    ax.set_ylabel(sentence_case(first.index.name or _("Group")))
    WORDS[ax] = " ".join(
        _("{name}: {parts}.").format(
            name=sentence_case(name or value),
            parts=", ".join(
                f"{in_words(group)} {unit * mean:.0f} %"
                if is_share
                else f"{in_words(group)} {mean:.2f}"
                for group, mean in table["mean"].items()
            ),
        )
        for name, table in tables.items()
    )
    return ax


def plot_authority(costs: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw what each limit of authority costs: waiting falls with the limit, all else rises.

    Parameters
    ----------
    costs : DataFrame
        From :func:`servicelab.complaints.recovery.authority_cost`; limits without a number (no limit) are left
        out.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    CourseError
        If a column is missing or not a number.

    Examples
    --------
    >>> from servicelab.complaints.recovery import authority_cost
    >>> claims = pd.Series([100, 300, 800, 3000])
    >>> ax = plot_authority(authority_cost([0, 300, 800, 3000], claims, 120, 0.1))
    >>> [text.get_text() for text in ax.texts]
    ['Least: 800 yuan', 'Waiting', 'Paid too much', 'Together']
    """
    table = require_numbers(costs, [*_COSTS, "total"], "costs")
    table = table[np.isfinite(table.index.to_numpy(dtype=float))].sort_index()
    if table.empty:
        raise CourseError(_("costs has no limit that is a number: compare several limits."))
    names = {
        "delay": _("waiting"),
        "overpay": _("paid too much"),
        "precedent": _("precedent"),
        "fraud": _("false claims"),
    }
    ax = new_axes(ax, 4.6)
    styles = ("--", "-.", ":", (0, (6, 2, 1, 2, 1, 2)))
    for position, column in enumerate(_COSTS):
        if table[column].any():
            ax.plot(
                table.index,
                table[column],
                linestyle=styles[position],
                linewidth=2,
                color=PALETTE[position],
                label=names[column],
            )
    ax.plot(table.index, table["total"], color="black", linewidth=2.5, label=_("together"))
    best = float(table["total"].idxmin())
    ax.plot(
        [best],
        [table["total"].min()],
        linestyle="none",
        marker="o",
        markersize=10,
        color="black",
        label="_least",
    )
    ax.annotate(
        _("Least: {limit:,.0f} yuan").format(limit=best),
        (best, table["total"].min()),
        xytext=(10, -6),
        textcoords="offset points",
        va="top",
    )
    ax.set_ylim(0, 1.08 * table["total"].max())
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter("{x:,.0f}")
    ax.set_xlabel(_("Limit of authority (yuan)"))
    ax.set_ylabel(_("Cost in the period (yuan)"))
    name_series(ax)
    WORDS[ax] = _(
        "Cost of each limit of authority. Together it is {least:,.0f} yuan at the limit of "
        "{best:,.0f} yuan, {low:,.0f} yuan at {first:,.0f} and {high:,.0f} yuan at {last:,.0f}."
    ).format(
        least=table["total"].min(),
        best=best,
        low=table["total"].iloc[0],
        first=table.index[0],
        high=table["total"].iloc[-1],
        last=table.index[-1],
    )
    return ax
