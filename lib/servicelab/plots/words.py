"""Figures in words, made from what is drawn, for people who do not see them.

The course's own figures and those that a notebook draws with Matplotlib, seaborn or pandas are read
alike. What the marks of a figure do not tell, its function may put into :data:`WORDS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from servicelab.i18n import _, ngettext

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

#: What :func:`describe` says of a figure whose marks do not tell it.
WORDS: WeakKeyDictionary[Axes, str] = WeakKeyDictionary()

#: The label of a text that names what is drawn, which is read with the marks.
NAME = "_name"

#: Characters of what is written in a figure that are read out with it.
_LONG = 300


@dataclass
class _Seen:
    """What one kind of figure shows."""

    kind: str
    #: what is measured, and over what
    measure: str
    by: str
    #: (key, value) of each mark
    values: list[tuple[Any, float]] = field(default_factory=list)
    #: what to call the place of a mark, from its key
    place: Callable[[Any], str] = str
    #: instead of the extremes of the values
    sentence: str = ""
    #: after them
    more: str = ""


def alt_text(figure: Figure) -> str:
    """Put a whole figure into words: its title, then each of its parts.

    Parameters
    ----------
    figure : Figure
        Of Matplotlib.

    Returns
    -------
    str
        See :func:`describe`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> left, right = figure.subplots(1, 2)
    >>> bars = left.bar(["bank", "insurer"], [3, 5]), right.bar(["bank", "insurer"], [2, 1])
    >>> alt_text(figure)
    'Bar chart. Highest: insurer, 5; lowest: bank, 3. Bar chart. Highest: bank, 2; lowest: insurer, 1.'
    """
    title = figure.get_suptitle()
    parts = [
        describe(ax) for ax in figure.axes if ax.get_visible() and ax.get_label() != "<colorbar>"
    ]
    return " ".join([f"{title}." if title else "", *parts]).strip()


def describe(ax: Axes) -> str:
    """Put a figure into one or two sentences, from what is drawn.

    Parameters
    ----------
    ax : Axes
        With a heat map, bars, boxes, slices, lines or points; of anything else the number of marks
        and their ranges are told.

    Returns
    -------
    str
        Kind of figure, what the axes show, and the highest and lowest value with their places.

    Examples
    --------
    >>> from servicelab.customers import plot_rule_profit
    >>> describe(plot_rule_profit({"by age": 250_000, "by need": 282_000}))
    'Bar chart of Total profit (yuan) by Rule. Highest: By need, 282,000; lowest: By age, 250,000.'
    """
    titles = [ax.get_title(loc=place) for place in ("left", "center", "right")]
    title = " ".join(filter(None, titles))
    if ax in WORDS:
        return f"{title}: {WORDS[ax]}" if title else WORDS[ax]
    readings: tuple[Callable[[Axes], _Seen | None], ...] = (
        _heat_map,
        _bars,
        _boxes,
        _slices,
        _points,
        _lines,
        _image,
    )
    seen = next(filter(None, (read(ax) for read in readings)), None) or _anything(ax)
    head = _head(seen.kind, title, seen.measure, seen.by)
    return f"{head} {seen.sentence or _extremes(seen)} {seen.more}".strip()


def in_words(name: object) -> str:
    """Write a name of the data as people do.

    Examples
    --------
    >>> in_words("few_side_effects")
    'few side effects'
    """
    return str(name).replace("_", " ")


def format_value(value: float) -> str:
    """Format a number for a sentence.

    Examples
    --------
    >>> format_value(1234.5), format_value(0.12345)
    ('1,234', '0.123')
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _head(kind: str, title: str, measure: str, by: str) -> str:
    if measure and by:
        text = _("{kind} of {first} by {second}.").format(kind=kind, first=measure, second=by)
    elif measure or by:
        text = _("{kind} of {first}.").format(kind=kind, first=measure or by)
    else:
        text = f"{kind}."
    return f"{title}: {text}" if title else text


def _extremes(seen: _Seen) -> str:
    known = [(key, value) for key, value in seen.values if np.isfinite(value)]
    if not known:
        return _("Nothing is drawn yet.")
    top, bottom = max(known, key=lambda one: one[1]), min(known, key=lambda one: one[1])
    if top[1] == bottom[1]:
        return _("The value is {value} throughout.").format(value=format_value(top[1]))
    return _("Highest: {top}, {high}; lowest: {bottom}, {low}.").format(
        top=seen.place(top[0]),
        high=format_value(top[1]),
        bottom=seen.place(bottom[0]),
        low=format_value(bottom[1]),
    )


def _heat_map(ax: Axes) -> _Seen | None:
    from matplotlib.collections import QuadMesh

    mesh = next((one for one in ax.collections if isinstance(one, QuadMesh)), None)
    if mesh is None:
        return None
    rows, columns = _names(ax.yaxis), _names(ax.xaxis)
    cells: Any = np.ma.filled(np.ma.asarray(mesh.get_array(), dtype=float), np.nan)
    if cells.size == len(rows) * len(columns):
        places = [f"{row} × {column}" for row in rows for column in columns]
    else:
        places = [""] * cells.size
    bar: Any = getattr(mesh, "colorbar", None)
    return _Seen(
        _("Heat map"),
        bar.ax.get_ylabel() if bar is not None else "",
        _("{first} and {second}").format(first=ax.get_ylabel(), second=ax.get_xlabel())
        if ax.get_ylabel() and ax.get_xlabel()
        else ax.get_ylabel() or ax.get_xlabel(),
        list(zip(places, map(float, cells.ravel()), strict=True)),
    )


def _bars(ax: Axes) -> _Seen | None:
    from matplotlib.container import BarContainer

    containers = [one for one in ax.containers if isinstance(one, BarContainer)]
    if not containers:
        return None
    flat = containers[0].orientation == "horizontal"
    axis: Axis = ax.yaxis if flat else ax.xaxis
    measure, by = ax.get_ylabel(), ax.get_xlabel()
    if flat:
        measure, by = by, measure
    touching = not _has_names(axis) and all(_touch(one.patches, flat) for one in containers)
    values = []
    for container in containers:
        series = _series(container.get_label()) if len(containers) > 1 else ""
        for bar in container.patches:
            start, width, size = (
                (bar.get_y(), bar.get_height(), bar.get_width())
                if flat
                else (bar.get_x(), bar.get_width(), bar.get_height())
            )
            values.append(((start, start + width, series), float(size)))

    def place(key: tuple[float, float, str]) -> str:
        start, end, series = key
        where = _span(axis, start, end) if touching else _place(axis, (start + end) / 2)
        return _joined(where, series)

    return _Seen(_("Histogram") if touching else _("Bar chart"), measure, by, values, place)


def _touch(bars: Any, flat: bool) -> bool:
    """Whether each bar begins where another ends, as classes of a histogram do."""
    if len(bars) < 2:
        return False
    starts = np.array([one.get_y() if flat else one.get_x() for one in bars])
    widths = np.array([one.get_height() if flat else one.get_width() for one in bars])
    return bool(np.allclose(starts[1:], (starts + widths)[:-1], atol=1e-3 * abs(widths).max()))


def _boxes(ax: Axes) -> _Seen | None:
    """Medians of the boxes that seaborn keeps together, and of those drawn as plain lines."""
    medians = [line for one in ax.containers for line in getattr(one, "medians", ())]
    if not medians:
        corners = [_data(line) for line in ax.lines if len(_data(line)) == 5]
        boxes = [points for points in corners if (points[0] == points[-1]).all()]
        medians = [
            line
            for line in ax.lines
            if len(_data(line)) == 2 and any(_crosses(_data(line), box) for box in boxes)
        ]
    if not medians:
        return None
    flat = np.ptp(_data(medians[0])[:, 0]) == 0
    axis: Axis = ax.yaxis if flat else ax.xaxis
    values = []
    for line in medians:
        x, y = _data(line).mean(axis=0)
        values.append((y if flat else x, float(x if flat else y)))
    measure, by = ax.get_ylabel(), ax.get_xlabel()
    if flat:
        measure, by = by, measure
    return _Seen(_("Box plot with the medians"), measure, by, values, partial(_place, axis))


def _crosses(line: Any, box: Any) -> bool:
    """Whether a line goes through a box from side to side."""
    low, high = box.min(axis=0), box.max(axis=0)
    for along, across in ((0, 1), (1, 0)):
        if np.ptp(line[:, across]) == 0 and low[across] <= line[0, across] <= high[across]:
            ends = sorted(line[:, along])
            if ends[0] != ends[1] and np.allclose(ends, [low[along], high[along]]):
                return True
    return False


def _slices(ax: Axes) -> _Seen | None:
    from matplotlib.patches import Wedge

    wedges = [one for one in ax.patches if isinstance(one, Wedge)]
    if not wedges:
        return None
    values = [
        (_series(one.get_label()), abs(one.theta2 - one.theta1) / 3.6)  # percent of a circle
        for one in wedges
    ]
    return _Seen(_("Pie chart in percent"), "", "", values)


def _points(ax: Axes) -> _Seen | None:
    """Points, unless lines with names are what is shown."""
    from matplotlib.collections import PathCollection

    points = [one for one in ax.collections if isinstance(one, PathCollection)]
    if not points or any(name for name, _data in _drawn_lines(ax)):
        return None
    offsets: list[Any] = [np.ma.asarray(one.get_offsets(), dtype=float) for one in points]
    places = np.concatenate([np.ma.filled(one, np.nan) for one in offsets])
    places = places[np.isfinite(places).all(axis=1)]
    text = ngettext("{count} point", "{count} points", len(places)).format(count=len(places))
    return _Seen(
        _("Scatter plot"),
        ax.get_ylabel(),
        ax.get_xlabel(),
        sentence=_with_ranges(ax, text, places),
    )


def _lines(ax: Axes) -> _Seen | None:
    lines = _drawn_lines(ax)
    if not lines:
        return None
    rows = _has_names(ax.yaxis)
    axis: Axis = ax.yaxis if rows else ax.xaxis
    values = [
        ((y if rows else x, name), float(x if rows else y))
        for name, points in lines
        for x, y in points
    ]

    def place(key: tuple[float, str]) -> str:
        where, name = key
        return _joined(_place(axis, where), name if len(lines) > 1 else "", first=not rows)

    measure, by = ax.get_ylabel(), ax.get_xlabel()
    if rows:
        measure, by = by, measure
    kind = _("Dot plot") if rows else _("Line chart")
    return _Seen(kind, measure, by, values, place, more=_written(ax))


def _drawn_lines(ax: Axes) -> list[tuple[str, Any]]:
    """Names and points of the lines that show data: those with a name, else with marks, else long.

    A line across the whole figure shows none, and a single mark points something out.
    """
    from matplotlib.colors import to_hex
    from matplotlib.container import ErrorbarContainer

    names: dict[Any, object] = {
        one.lines[0]: one.get_label() for one in ax.containers if isinstance(one, ErrorbarContainer)
    }
    ends = {
        cap for one in ax.containers if isinstance(one, ErrorbarContainer) for cap in one.lines[1]
    }
    drawn = [
        line
        for line in ax.lines
        if line.get_transform() == ax.transData and len(_data(line)) and line not in ends
    ]
    named = [
        (name, _data(line))
        for line in drawn
        if (name := _series(names.get(line, line.get_label())))
    ]
    if named:
        return named
    marked = [line for line in drawn if line.get_marker() not in ("None", "", None)]
    if all(len(_data(line)) == 1 for line in marked):
        marked = [line for line in drawn if len(_data(line)) > 2] or marked or drawn
    legend = _legend(ax)
    return [(legend.get(to_hex(line.get_color()), ""), _data(line)) for line in marked]


def _legend(ax: Axes) -> dict[str, str]:
    """Color of each line in the legend to its name, for lines that have none of their own."""
    from matplotlib.colors import to_hex
    from matplotlib.lines import Line2D

    legend: Any = ax.get_legend()
    if legend is None:
        return {}
    return {
        to_hex(line.get_color()): text.get_text()
        for line, text in zip(legend.legend_handles, legend.get_texts(), strict=False)
        if isinstance(line, Line2D)
    }


def _image(ax: Axes) -> _Seen | None:
    if not ax.images:
        return None
    cells: Any = np.ma.asarray(ax.images[0].get_array(), dtype=float)
    text = _("{rows} × {columns} cells, from {low} to {high}.").format(
        rows=cells.shape[0],
        columns=cells.shape[1],
        low=format_value(float(cells.min())),
        high=format_value(float(cells.max())),
    )
    return _Seen(_("Image"), ax.get_ylabel(), ax.get_xlabel(), sentence=text)


def _anything(ax: Axes) -> _Seen:
    """Count marks and tell their ranges; where there is only text, tell that."""
    seen = _Seen(_("Chart"), ax.get_ylabel(), ax.get_xlabel())
    count = len(ax.patches) + len(ax.collections)
    if count:
        text = ngettext("{count} mark", "{count} marks", count).format(count=count)
        seen.sentence = _with_ranges(ax, text, ax.dataLim.get_points())
    elif ax.texts:
        seen.sentence = _written(ax)
    return seen


def _written(ax: Axes) -> str:
    """What stands among the marks, unless it is long."""
    said = (" ".join(text.get_text().split()) for text in ax.texts if text.get_label() != NAME)
    texts = "; ".join(dict.fromkeys(said))
    return _("It says: {texts}.").format(texts=texts) if 0 < len(texts) <= _LONG else ""


def _with_ranges(ax: Axes, text: str, points: Any) -> str:
    if not len(points) or not np.isfinite(points).all():
        return f"{text}."
    parts = []
    for axis, name, column in (
        (ax.xaxis, ax.get_xlabel() or _("from left to right"), points[:, 0]),
        (ax.yaxis, ax.get_ylabel() or _("from bottom to top"), points[:, 1]),
    ):
        parts.append(f"{name} {_span(axis, float(column.min()), float(column.max()))}")
    return "; ".join([text, *parts]) + "."


def _span(axis: Axis, low: float, high: float) -> str:
    return _("{low} to {high}").format(low=_place(axis, low), high=_place(axis, high))


def _place(axis: Axis, value: float) -> str:
    """What stands at a place of an axis: a name, a date or a number."""
    from matplotlib import dates

    if _has_names(axis):
        names = _names(axis)
        return names[int(np.abs(np.asarray(axis.get_ticklocs()) - value).argmin())] if names else ""
    if isinstance(axis.get_major_locator(), dates.DateLocator):
        moment = dates.num2date(value)  # type: ignore[no-untyped-call]
        return f"{moment:%Y-%m-%d}" if value == int(value) else f"{moment:%Y-%m-%d %H:%M}"
    # 2025 may be a year
    return f"{value:.0f}" if value == round(value) and abs(value) < 10_000 else format_value(value)


def _names(axis: Axis) -> list[str]:
    """What stands at the ticks, also where another axis shows it for both."""
    return axis.get_major_formatter().format_ticks(list(axis.get_ticklocs()))


def _has_names(axis: Axis) -> bool:
    """Whether names, not numbers, stand along an axis."""
    from matplotlib.category import StrCategoryLocator
    from matplotlib.ticker import FixedLocator, ScalarFormatter

    locator = axis.get_major_locator()
    return isinstance(locator, StrCategoryLocator) or (
        isinstance(locator, FixedLocator)
        and not isinstance(axis.get_major_formatter(), ScalarFormatter)
    )


def _joined(place: str, name: str, *, first: bool = False) -> str:
    return " × ".join(filter(None, (name, place) if first else (place, name)))


def _series(label: object) -> str:
    """The name of what is drawn; Matplotlib's own names begin with a low line."""
    name = "" if label is None else str(label)
    return "" if name.startswith("_") else in_words(name)


def _data(line: Any) -> Any:
    return np.asarray(line.get_xydata())
