"""Figures of the way from scores to priorities, in the style of :mod:`servicelab.plots.style`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from servicelab.data.frames import require_columns, require_numbers
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.plots.axes import (
    HATCHES,
    MARKERS,
    legible,
    new_axes,
    sentence_case,
)
from servicelab.plots.style import GRAY, PALETTE
from servicelab.plots.words import NAME, WORDS, format_value, in_words
from servicelab.priorities.kano import CLASSES
from servicelab.priorities.zones import QUADRANTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation
    from matplotlib.transforms import Bbox

__all__ = ["plot_importance_performance", "plot_kano", "plot_zones"]


def plot_zones(summary: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the zone of tolerance of each group as a bar, and what it perceives as a mark.

    The bar reaches from the adequate to the desired level. A mark to the left of its bar is below
    the least that the group will put up with.

    Parameters
    ----------
    summary : DataFrame
        From :func:`servicelab.priorities.zones.zone_summary`, by one column or by two: the first makes
        the rows of the figure, the second the bars in a row.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    CourseError
        If a column is missing or not a number, or the index has more than two levels.

    Examples
    --------
    >>> summary = pd.DataFrame(
    ...     {"adequate": [5.6, 4.2], "desired": [7.4, 6.9], "perceived": [5.1, 5.6]},
    ...     index=pd.Index(["ill", "healthy"], name="group"),
    ... )
    >>> ax = plot_zones(summary)
    >>> [text.get_text() for text in ax.texts]
    ['5.1 below', '5.6']
    """
    table = require_numbers(summary, ["adequate", "desired", "perceived"], "summary")
    if table.index.nlevels > 2:
        raise CourseError(_("summary is grouped by more than two columns: pass one or two."))
    several = table.index.nlevels == 2
    rows = list(table.index.get_level_values(0).unique())
    kinds = list(table.index.get_level_values(1).unique()) if several else [None]
    step = 0.8 / len(kinds)
    ax = new_axes(ax, 1.5 + max(0.55, 0.36 * len(kinds)) * len(rows))
    for position, kind in enumerate(kinds):
        part = table.xs(kind, level=1) if several else table
        shift = (position - (len(kinds) - 1) / 2) * step
        places = np.array([rows.index(row) for row in part.index]) + shift
        color = PALETTE[position % len(PALETTE)]
        ax.barh(
            places,
            part["desired"] - part["adequate"],
            step * 0.8,
            left=part["adequate"],
            color=color,
            alpha=0.35,
            hatch=HATCHES[position % len(HATCHES)],
            edgecolor="white",
            label=str(kind or _("zone")),
        )
        ax.plot(
            part["perceived"],
            places,
            linestyle="none",
            marker=MARKERS[position % len(MARKERS)],
            markersize=9,
            color=color,
            markeredgecolor="black",
            label="_perceived",
        )
        if several:
            _name_zone(ax, sentence_case(kind), places[0], part.iloc[0], legible(color))
        for place, (adequate, desired, perceived) in zip(places, part.to_numpy(), strict=True):
            text = f"{perceived:.1f}"
            if perceived < adequate:
                text = _("{value} below").format(value=text)
            elif perceived > desired:
                text = _("{value} above").format(value=text)
            ax.annotate(
                text,
                (perceived, place),
                xytext=(-9, 0) if perceived < adequate else (9, 0),
                textcoords="offset points",
                ha="right" if perceived < adequate else "left",
                va="center",
                fontsize=10,
            )
    ax.set_yticks(np.arange(len(rows)), [sentence_case(row) for row in rows])
    ax.set_ylim(len(rows) - 0.45, -0.55)
    ax.use_sticky_edges = False
    ax.margins(x=0.14 if several else 0.1)
    ax.grid(visible=False)
    names = [name or _("Group") for name in table.index.names]
    ax.set_xlabel(_("Rating (bar: adequate to desired, mark: perceived)"))
    ax.set_ylabel(sentence_case(names[0]))
    WORDS[ax] = _zones_in_words(table)
    return ax


def _name_zone(ax: Axes, name: str, place: float, levels: pd.Series, color: str) -> None:
    """Write a name at the left of a bar, or at its right where the mark stands at the left."""
    is_below = levels["perceived"] < levels["adequate"]
    note = ax.annotate(
        name,
        (levels["desired" if is_below else "adequate"], place),
        xytext=(6 if is_below else -6, 0),
        textcoords="offset points",
        ha="left" if is_below else "right",
        va="center",
        color=color,
    )
    note.set_label(NAME)


def plot_importance_performance(grid: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the importance-performance grid: importance upward, performance to the right.

    Parameters
    ----------
    grid : DataFrame
        From :func:`servicelab.priorities.zones.importance_performance`: index attribute, columns
        ``importance``, ``performance`` and ``quadrant``, the crosshair in ``attrs``.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    CourseError
        If a column or the crosshair is missing.

    Examples
    --------
    >>> from servicelab.priorities.zones import importance_performance
    >>> table = pd.DataFrame(
    ...     {"importance": [3.8, 2.1], "performance": [2.6, 3.3]}, index=["done right", "reminders"]
    ... )
    >>> ax = plot_importance_performance(importance_performance(table))
    >>> [text.get_text() for text in ax.texts]
    ['Concentrate', 'Keep up', 'Low priority', 'Overkill', 'Done right', 'Reminders']
    """
    require_columns(grid, ["quadrant"], "grid")
    table = require_numbers(grid, ["importance", "performance"], "grid")
    if "crosshair" not in grid.attrs:
        raise CourseError(
            _("grid does not say where its crosshair is: pass what importance_performance returns.")
        )
    importance, performance = grid.attrs["crosshair"]
    ax = new_axes(ax, 5.6)
    ax.axhline(importance, color=GRAY, linestyle="--", linewidth=1.2, label="_crosshair")
    ax.axvline(performance, color=GRAY, linestyle="--", linewidth=1.2, label="_crosshair")
    for position, quadrant in enumerate(QUADRANTS.values()):
        part = table[grid["quadrant"] == quadrant]
        ax.scatter(
            part["performance"],
            part["importance"],
            s=70,
            marker=MARKERS[position],
            color=PALETTE[(1, 2, 4, 3)[position]],
            edgecolor="black",
            zorder=3,
        )
    ax.margins(0.16)
    for quadrant, corner in zip(QUADRANTS.values(), ("ul", "ur", "ll", "lr"), strict=True):
        _name_corner(ax, _quadrant_name(quadrant), corner)
    ax.set_xlabel(_("Performance (crosshair at {value})").format(value=format_value(performance)))
    ax.set_ylabel(_("Importance (crosshair at {value})").format(value=format_value(importance)))
    _write_names(ax, table["performance"], table["importance"])
    names = {name: grid.index[grid["quadrant"] == name] for name in QUADRANTS.values()}
    WORDS[ax] = _("Importance-performance grid. {parts}.").format(
        parts="; ".join(
            f"{_quadrant_name(name)}: {', '.join(map(in_words, members)) or _('none')}"
            for name, members in names.items()
        )
    )
    return ax


def plot_kano(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw attributes by what their presence adds and what their absence takes.

    Better goes upward, worse to the right, so that attractive attributes lie at the top left,
    one-dimensional ones at the top right, must-be ones at the bottom right and indifferent ones at
    the bottom left. The mark tells the most frequent class, which need not be that of the corner.

    Parameters
    ----------
    table : DataFrame
        From :func:`servicelab.priorities.kano.kano_table`. An attribute without coefficients (reverse and
        questionable answers only) is not drawn.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    CourseError
        If a column is missing, or no attribute has coefficients.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"better": [0.7, 0.2], "worse": [-0.2, -0.8], "class": ["A", "M"]}, index=["tea", "care"]
    ... )
    >>> [text.get_text() for text in plot_kano(table).texts][-2:]
    ['Tea', 'Care']
    """
    drawn = require_columns(table, ["better", "worse", "class"], "table")
    drawn = drawn.dropna(subset=["better", "worse"])
    if drawn.empty:
        raise CourseError(_("No attribute has coefficients: there is nothing to draw."))
    points = require_numbers(drawn, ["better", "worse"], "table")
    ax = new_axes(ax, 5.6)
    for draw in (ax.axhline, ax.axvline):
        draw(
            0.5 if draw == ax.axhline else -0.5,
            color=GRAY,
            linestyle="--",
            linewidth=1.2,
            label="_half",
        )
    for position, letter in enumerate(CLASSES):
        part = points[drawn["class"] == letter]
        if len(part):
            ax.scatter(
                part["worse"],
                part["better"],
                s=70,
                marker=MARKERS[position],
                color=PALETTE[position],
                edgecolor="black",
                label=_class_name(letter),
                zorder=3,
            )
    ax.set_xlim(0.06, -1.06)
    ax.set_ylim(-0.06, 1.06)
    ax.legend(
        title=_("Most frequent class"),
        loc="center left",
        bbox_to_anchor=(1.0, 0.5),
    )
    for letter, corner in zip("AOIM", ("ul", "ur", "ll", "lr"), strict=True):
        _name_corner(ax, _class_name(letter), corner)
    ax.set_xlabel(_("Worse: satisfaction lost if it is missing"))
    ax.set_ylabel(_("Better: satisfaction won if it is there"))
    _write_names(ax, points["worse"], points["better"])
    WORDS[ax] = _("Kano map. {parts}.").format(
        parts="; ".join(
            _("{name}: {kind}, better {better:.2f}, worse {worse:.2f}").format(
                name=in_words(name), kind=_class_name(letter), better=better, worse=worse
            )
            for name, better, worse, letter in drawn[["better", "worse", "class"]].itertuples()
        )
    )
    return ax


def _zones_in_words(table: pd.DataFrame) -> str:
    outside = []
    for name, (adequate, desired, perceived) in zip(table.index, table.to_numpy(), strict=True):
        if not adequate <= perceived <= desired:
            outside.append(
                _("{name}: {perceived:.1f}, zone {adequate:.1f} to {desired:.1f}").format(
                    name=" × ".join(map(in_words, name if isinstance(name, tuple) else (name,))),
                    perceived=perceived,
                    adequate=adequate,
                    desired=desired,
                )
            )
    head = _("Zones of tolerance by {names}.").format(
        names=_(" and ").join(str(name or _("Group")) for name in table.index.names)
    )
    if not outside:
        return head + " " + _("What is perceived lies within every zone.")
    return (
        head
        + " "
        + _("What is perceived lies outside {count} of {all} zones: {which}.").format(
            count=len(outside), all=len(table), which="; ".join(outside)
        )
    )


def _quadrant_name(quadrant: str) -> str:
    return {
        "concentrate": _("Concentrate"),
        "keep up": _("Keep up"),
        "low priority": _("Low priority"),
        "overkill": _("Overkill"),
    }[quadrant]


def _class_name(letter: str) -> str:
    return {
        "A": _("Attractive"),
        "O": _("One-dimensional"),
        "M": _("Must-be"),
        "I": _("Indifferent"),
        "R": _("Reverse"),
        "Q": _("Questionable"),
    }[letter]


def _name_corner(ax: Axes, name: str, corner: str) -> None:
    """Write what a corner stands for: u(pper) or l(ower), l(eft) or r(ight)."""
    upper, left = corner[0] == "u", corner[1] == "l"
    ax.text(
        0.01 if left else 0.99,
        0.985 if upper else 0.015,
        name,
        transform=ax.transAxes,
        ha="left" if left else "right",
        va="top" if upper else "bottom",
        color=GRAY,
        style="italic",
    )


def _write_names(ax: Axes, x: pd.Series, y: pd.Series) -> None:
    """Write each name beside its point, or farther off with a line, where it hides nothing.

    The labels of the axes must be there already, because they move the points.
    """
    from matplotlib.transforms import Bbox

    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    reach = 6 * figure.dpi / 72
    centers = ax.transData.transform(np.column_stack([x, y]))
    taken = [Bbox.from_extents(*(one - reach), *(one + reach)) for one in centers]
    taken += [one.get_window_extent().padded(2) for one in (*ax.texts, *ax.lines)]
    inside = ax.get_window_extent()
    around = np.deg2rad([0, 180, 90, 270, 30, 150, 330, 210])
    for name, here in zip(x.index, zip(x, y, strict=True), strict=True):
        best, least = None, np.inf
        for distance in (9, 18, 30, 45):
            for across, up in np.column_stack([np.cos(around), np.sin(around)]) * distance:
                text = ax.annotate(
                    sentence_case(name),
                    here,
                    xytext=(across, up),
                    textcoords="offset points",
                    ha="center" if abs(across) < 1 else "left" if across > 0 else "right",
                    va="center" if abs(up) < 1 else "bottom" if up > 0 else "top",
                    fontsize=10,
                    arrowprops={"arrowstyle": "-", "color": GRAY} if distance > 9 else None,
                )
                hidden = _hidden(_words(text), taken, inside)
                text.remove()
                if hidden < least:
                    best, least = text, hidden
            if least == 0:
                break
        assert best is not None
        ax.add_artist(best)
        taken.append(_words(best))


def _words(note: Annotation) -> Bbox:
    """Return the extent of a note without its line."""
    from matplotlib.text import Text

    note.get_window_extent()  # puts the words into place
    return Text.get_window_extent(note)


def _hidden(box: Bbox, taken: list[Bbox], inside: Bbox) -> float:
    """Return the area of a box that covers others or leaves the axes."""
    from matplotlib.transforms import Bbox

    covers = [Bbox.intersection(box, other) for other in taken]
    within = Bbox.intersection(box, inside)
    area = box.width * box.height
    return sum(one.width * one.height for one in covers if one is not None) + (
        area - (within.width * within.height if within is not None else 0.0)
    )
