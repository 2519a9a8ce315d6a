"""Parts that figures share: axes, names in place of a legend, lines at zero, ticks and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from servicelab.data.frames import require_columns
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.plots.style import DPI, WIDTH
from servicelab.plots.words import NAME, in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

#: Fill patterns, so that bars differ without color.
HATCHES = ("", "///", "...", "xxx", "\\\\\\")
#: Markers, so that lines and points differ without color.
MARKERS = ("o", "s", "^", "D", "v", "P", "X")


def new_axes(ax: Axes | None, height: float) -> Axes:
    """Return the given axes, or those of a new figure of the course's width and a height in inches."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    _figure, new = plt.subplots(figsize=(WIDTH, height), dpi=DPI, layout="constrained")
    return new


def sentence_case(name: object) -> str:
    """Begin a name with a capital letter, as a label of an axis does.

    Examples
    --------
    >>> sentence_case("segment_size")
    'Segment size'
    """
    text = in_words(name)
    return text[:1].upper() + text[1:]


def name_series(ax: Axes, title: str = "") -> None:
    """Name what is drawn where it is drawn, in place of a legend.

    Lines are named at their right ends, lying bars at the uppermost of each kind; what has no such
    place, in a row below the title. Call it last, when names, limits and title are set.

    Parameters
    ----------
    ax : Axes
        What is drawn has names, or there is a legend already.
    title : str
        What the names are, which stands before each name, or before a row of them.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = pd.DataFrame({"too_late": [1, 2], "in_time": [3, 4]}).plot(ax=Figure().subplots())
    >>> name_series(ax)
    >>> [text.get_text() for text in ax.texts], ax.get_legend()
    (['Too late', 'In time'], None)
    """
    from matplotlib.container import BarContainer

    legend: Any = ax.get_legend()
    handles, labels = ax.get_legend_handles_labels()
    if legend is not None:
        if not handles:
            handles = legend.legend_handles
            labels = [text.get_text() for text in legend.get_texts()]
        legend.remove()
    if not handles:
        return
    bars = [one for one in ax.containers if isinstance(one, BarContainer)]
    lines = [_drawn_line(ax, handle) for handle in handles]
    names = [sentence_case(f"{title} {label}".strip()) for label in labels]
    if all(lines):
        for line, label in zip(lines, labels, strict=True):
            line.set_label(f"{title} {label}".strip())  # type: ignore[union-attr]
        _name_ends(ax, lines, names)  # type: ignore[arg-type]
    elif len(bars) == len(names) and all(_has_room(ax, one) for one in bars):
        _name_bars(ax, bars, names)
    else:
        _name_in_a_row(ax, handles, [sentence_case(label) for label in labels], title)


def legible(color: object) -> str:
    """Darken a color until words in it can be read on white.

    Examples
    --------
    >>> legible("#0072B2"), legible("#E69F00")
    ('#0072b2', '#9b6b00')
    """
    from matplotlib.colors import to_hex, to_rgb

    shade: Any = np.array(to_rgb(color))  # type: ignore[arg-type]
    while _luminance(shade) > 1.05 / 4.6 - 0.05:
        shade = shade * 0.99
    return to_hex(shade)


def zero_line(ax: Axes, *, horizontal: bool) -> None:
    """Draw the line at zero, horizontal or vertical."""
    draw = ax.axhline if horizontal else ax.axvline
    draw(0, color="#444444", linewidth=1, label="_zero")


def fit_ticks(ax: Axes) -> None:
    """Slant long or many names under a heat map so that they do not run into each other."""
    names = [label.get_text() for label in ax.get_xticklabels()]
    if names and max(map(len, names)) * len(names) > 70:
        ax.tick_params(axis="x", rotation=35)
        for label in ax.get_xticklabels():
            label.set_horizontalalignment("right")
            label.set_rotation_mode("anchor")
    else:
        ax.tick_params(axis="x", rotation=0)


def numeric_table(table: object, name: str) -> pd.DataFrame:
    """Return a table as floats; a :class:`CourseError` names the column that holds text."""
    frame = require_columns(table, [], name)
    for column in frame.columns:
        if not pd.api.types.is_numeric_dtype(frame[column].dtype):
            raise CourseError(
                _("{name} holds text instead of numbers in '{column}': pass numbers.").format(
                    name=name, column=column
                )
            )
    return frame.astype(float)


def _luminance(colors: Any) -> Any:
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def _drawn_line(ax: Axes, handle: Any) -> Line2D | None:
    """The line that a handle of a legend stands for, if it has a right end."""
    from matplotlib.colors import same_color
    from matplotlib.container import ErrorbarContainer
    from matplotlib.lines import Line2D

    drawn = handle.lines[0] if isinstance(handle, ErrorbarContainer) else handle
    if not isinstance(drawn, Line2D):
        return None
    if drawn in ax.lines and len(_points(drawn)):
        lines = [drawn]
    else:
        lines = [one for one in ax.lines if same_color(one.get_color(), drawn.get_color())]
        # the others are intervals
        lines = [one for one in lines if one.get_marker() not in ("None", "", None)] or lines
    return next(
        (
            one
            for one in lines
            if one.get_linestyle() != "None" and len(set(_points(one)[:, 0])) > 1
        ),
        None,
    )


def _points(line: Line2D) -> Any:
    points = np.asarray(line.get_xydata(), dtype=float)
    return points[np.isfinite(points).all(axis=1)]


def _name_ends(ax: Axes, lines: Sequence[Line2D], names: Sequence[str]) -> None:
    """Write names at the right ends of lines, apart from each other."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    ax.get_xlim(), ax.get_ylim()  # sets limits that are still open
    ends = [_points(line)[-1] for line in lines]
    at = ax.transData.transform(ends)[:, 1] * 72 / figure.dpi
    places = np.array(at)
    order = np.argsort(at)
    least = 14.0
    bottom = ax.get_window_extent().y0 * 72 / figure.dpi
    for _round in range(100):
        places[order[0]] = max(places[order[0]], bottom + least / 2)
        for low, high in pairwise(order):
            push = max(0.0, least - (places[high] - places[low])) / 2
            places[low] -= push
            places[high] += push
    for line, name, end, up in zip(lines, names, ends, places - at, strict=True):
        note = ax.annotate(
            name,
            tuple(end),
            xytext=(9, up),
            textcoords="offset points",
            va="center",
            color=legible(line.get_color()),
            annotation_clip=False,
        )
        note.set_label(NAME)


def _has_room(ax: Axes, bars: BarContainer) -> bool:
    """Whether a name can stand beside a bar."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    ax.get_ylim()
    low, high = ax.transData.transform([(0, 0), (0, bars.patches[0].get_height())])[:, 1]
    is_high = abs(high - low) * 72 / figure.dpi > 11
    return bars.orientation == "horizontal" and bars.errorbar is None and bool(is_high)


def _name_bars(ax: Axes, bars: Sequence[BarContainer], names: Sequence[str]) -> None:
    """Write names behind bars that lie side by side, or above those that lie end to end."""
    ax.get_ylim()
    tops: list[Rectangle] = [
        max(one.patches, key=lambda bar: float(ax.transData.transform((0, bar.get_y()))[1]))
        for one in bars
    ]
    is_stacked = len({round(float(bar.get_y()), 9) for bar in tops}) == 1 and len(tops) > 1
    for bar, name in zip(tops, names, strict=True):
        middle = bar.get_y() + bar.get_height() / 2
        if is_stacked:
            up = max(
                bar.get_y(),
                bar.get_y() + bar.get_height(),
                key=lambda y: float(ax.transData.transform((0, y))[1]),
            )
            place, away = (bar.get_x() + bar.get_width() / 2, up), (0, 4)
        else:
            place, away = (max(0.0, bar.get_x() + bar.get_width()), middle), (5, 0)
        note = ax.annotate(
            name,
            place,
            xytext=away,
            textcoords="offset points",
            ha="center" if is_stacked else "left",
            va="bottom" if is_stacked else "center",
            color=legible(bar.get_facecolor()),
        )
        note.set_label(NAME)


def _name_in_a_row(ax: Axes, handles: Sequence[Any], names: Sequence[str], title: str) -> None:
    """Write names with their marks between title and figure."""
    from matplotlib.lines import Line2D
    from matplotlib.transforms import ScaledTranslation

    figure = ax.get_figure(root=True)
    assert figure is not None
    place = ax.transAxes
    if title:  # it needs no place for a mark
        place += ScaledTranslation(-22 / 72, 0, figure.dpi_scale_trans)
        handles, names = [Line2D([], [], linestyle="none"), *handles], [f"{title}:", *names]
    row = ax.legend(
        handles,
        names,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        bbox_transform=place,
        ncols=len(names),
        borderpad=0,
        borderaxespad=0.4,
        handlelength=1.2,
        columnspacing=1.4,
    )
    if title:
        row.legend_handles[0].set_visible(False)  # type: ignore[union-attr]
    ax.set_title(ax.get_title(loc="left"), loc="left", pad=34)
