"""Charts of widgets: HTML that follows the page's theme and answers at once, with its words.

Each chart has `alt`, its content in words, and `to_html`; so has a
:class:`~servicelab.plots.pictures.Picture`, which may stand in place of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd

from servicelab.decisions.widgets.page import html_pieces
from servicelab.i18n import _
from servicelab.plots.pictures import Picture

_PIECES = Path(__file__).with_name("charts.html.j2")
# px of a mark, see charts.css
_MARK = 12
_ABOVE, _BELOW = "230,97,1", "123,104,210"


class Drawn(Protocol):
    """What can be shown in a widget and without one."""

    @property
    def alt(self) -> str:
        """Its content in words."""

    def to_html(self) -> str:
        """The HTML that shows it."""


@cache
def style_sheet() -> str:
    """The style of all charts, for pages that have no widget to bring it along."""
    return f"<style>{Path(__file__).with_name('charts.css').read_text(encoding='utf-8')}</style>"


def charts_html(charts: Iterable[Drawn], *, with_style: bool = False) -> str:
    """Charts and pictures side by side where there is room.

    Parameters
    ----------
    charts : iterable of Drawn
        From left to right.
    with_style : bool
        Whether the style comes along; a live widget has it.
    """
    shown = list(charts)
    if not shown:
        return ""
    inside = "".join(each.to_html() for each in shown)
    needs_style = with_style and not all(isinstance(each, Picture) for each in shown)
    return f'{style_sheet() if needs_style else ""}<div class="servicelab-charts">{inside}</div>'


@dataclass(frozen=True)
class Bars:
    """A bar for each value, its number beside it.

    Attributes
    ----------
    title : str
        What stands above.
    values : Series
        From top to bottom; the index holds names for people.
    texts : sequence of str
        The number of each bar.
    marked : str
        The name that is marked by color, hatching and weight.
    limits : (float, float), optional
        Of the values; otherwise what they need.

    Examples
    --------
    >>> chart = Bars("Profit, yuan", pd.Series({"no offers": 0.0, "yours": 12.0}), ["0", "12"])
    >>> chart.alt
    'Profit, yuan: no offers 0, yours 12.'
    """

    title: str
    values: pd.Series
    texts: Sequence[str]
    marked: str = ""
    limits: tuple[float, float] | None = None

    @property
    def alt(self) -> str:
        """The chart in words."""
        told = zip(self.values.index, self.texts, strict=True)
        return f"{self.title}: {', '.join(f'{name} {text}' for name, text in told)}."

    def to_html(self) -> str:
        """The chart as HTML."""
        values = self.values.astype(float)
        low, high = self.limits or (min(0.0, values.min()), max(0.0, values.max()))
        reach = (high - low) or 1.0
        rows = [
            {
                "name": name,
                "text": text,
                # adding 0 makes a negative zero one that a style understands
                "start": f"{100 * (min(value, 0.0) - low) / reach + 0.0:.1f}",
                "length": f"{100 * abs(value) / reach:.1f}",
                "is_marked": name == self.marked,
            }
            for (name, value), text in zip(values.items(), self.texts, strict=True)
        ]
        return str(html_pieces(_PIECES).bars(self, rows))


@dataclass(frozen=True)
class Range:
    """One line of :class:`Ranges`.

    Attributes
    ----------
    span : (float, float)
        From where to where the bar reaches; not finite for none.
    marks : sequence of (str, float)
        Kind ("dot", "diamond", "down" or "up") and place of each mark; what is not finite is left out.
    text : str
        What stands beside the line.
    words : str
        The line in words, without its name.
    """

    span: tuple[float, float]
    marks: Sequence[tuple[str, float]]
    text: str
    words: str


@dataclass(frozen=True)
class Ranges:
    """Marks and a bar between two ends, on one scale.

    Attributes
    ----------
    title : str
        What stands above.
    rows : mapping
        Name for people -> :class:`Range`, from top to bottom.
    scale : sequence of float
        The ticks, evenly apart, from the lowest to the highest value that is shown.
    legend : sequence of (str, str)
        What a kind of mark stands for; "zone" is the bar.
    color : str
        Of the bar.
    """

    title: str
    rows: Mapping[str, Range]
    scale: Sequence[float]
    legend: Sequence[tuple[str, str]]
    color: str = "#9a9a9a"

    @property
    def alt(self) -> str:
        """The chart in words."""
        return (
            f"{self.title}: {'; '.join(f'{name} {row.words}' for name, row in self.rows.items())}."
        )

    def to_html(self) -> str:
        """The chart as HTML."""
        rows = [
            {
                "name": name,
                "text": row.text,
                "span": self._span(row.span),
                "marks": self._marks(row.marks),
            }
            for name, row in self.rows.items()
        ]
        ticks = [(f"{self._place(tick):.1f}", f"{tick:g}") for tick in self.scale]
        return str(html_pieces(_PIECES).ranges(self, rows, ticks))

    def _place(self, value: float) -> float:
        low, high = self.scale[0], self.scale[-1]
        return 100 * min(max((value - low) / (high - low), 0.0), 1.0)

    def _span(self, span: tuple[float, float]) -> str:
        if not np.isfinite(span).all():
            return "none"
        start, end = (f"{self._place(value):.1f}%" for value in sorted(span))
        thick = "8px" if any(kind == "zone" for kind, _words in self.legend) else "3px"
        color = self.color
        return (
            f"linear-gradient(to right,transparent {start},{color} {start},{color} {end},"
            f"transparent {end}) 0 50%/100% {thick} no-repeat"
        )

    def _marks(self, marks: Sequence[tuple[str, float]]) -> list[tuple[str, str]]:
        """Kind of each mark, and how far it lies behind the one before it."""
        placed = sorted((self._place(value), kind) for kind, value in marks if np.isfinite(value))
        begins = [(-_MARK / 2, 0.0), *((-_MARK, place) for place, _kind in placed)]
        return [
            (kind, f"calc({place - before:.1f}% + {pixels:g}px)")
            for (place, kind), (pixels, before) in zip(placed, begins, strict=False)
        ]


@dataclass(frozen=True)
class Heat:
    """A table whose cells are shaded by how far they lie above or below a mean.

    Attributes
    ----------
    title : str
        What stands above.
    texts : DataFrame
        What stands in each cell; index and columns hold names for people.
    shades : DataFrame
        Of the same shape: standard deviations from the mean.
    legend : sequence of (str, str)
        Colors and what they mean.
    is_words : bool
        Whether cells hold words, which begin at the left, and no numbers.
    """

    title: str
    texts: pd.DataFrame
    shades: pd.DataFrame
    legend: Sequence[tuple[str, str]] = field(default_factory=lambda: _shades_in_words())
    is_words: bool = False

    @classmethod
    def plain(cls, title: str, texts: pd.DataFrame) -> Heat:
        """A table without shades.

        Parameters
        ----------
        title : str
            What stands above.
        texts : DataFrame
            What stands in each cell.
        """
        return cls(title, texts, texts.map(lambda _text: 0.0), legend=())

    @property
    def alt(self) -> str:
        """The table in words; a page needs them not, since it reads tables out."""
        rows = (
            f"{name}: {', '.join(f'{head} {text}' for head, text in row.items())}"
            for name, row in self.texts.iterrows()
        )
        return f"{self.title}. {'; '.join(rows)}."

    @property
    def columns(self) -> list[str]:
        """The heads of the columns."""
        return [str(name) for name in self.texts.columns]

    def to_html(self) -> str:
        """The table as HTML."""
        rows = [
            {
                "name": name,
                "cells": [
                    (text, _shade(shade))
                    for text, shade in zip(texts, self.shades.loc[name], strict=True)
                ],
            }
            for name, texts in zip(self.texts.index, self.texts.to_numpy().tolist(), strict=True)
        ]
        return str(html_pieces(_PIECES).heat(self, rows))


def _shades_in_words() -> list[tuple[str, str]]:
    return [
        (_shade(1.5), _("above the mean of all")),
        (_shade(-1.5), _("below it; the stronger, the further away")),
    ]


def _shade(distance: float) -> str:
    strength = min(abs(distance), 2.2) / 2.2 * 0.6
    return f"rgba({_ABOVE if distance > 0 else _BELOW},{strength:.2f})"


def ladder_words(summary: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Say the numbers of a ladder of expectations and perceptions.

    Parameters
    ----------
    summary : DataFrame
        Index dimension; columns expectation, perception, gap. What is missing is left out.
    labels : mapping
        Dimension to its name for people.

    Examples
    --------
    >>> summary = pd.DataFrame(
    ...     {"expectation": [6.5, 6.0], "perception": [5.25, None], "gap": [-1.25, None]},
    ...     index=["reliability", "empathy"],
    ... )
    >>> ladder_words(summary, {})
    'reliability E 6.50, P 5.25, gap -1.25; empathy E 6.00'
    """
    said = {name: _sides(row) for name, row in _named(summary, labels)}
    return "; ".join(f"{name} {words}" for name, words in said.items() if words)


def ladder(
    summary: pd.DataFrame, labels: Mapping[str, str], scale: Sequence[float] | None = None
) -> Ranges:
    """Expectation and perception of each dimension on one scale.

    Parameters
    ----------
    summary, labels
        As in :func:`ladder_words`.
    scale : sequence of float, optional
        The ticks; by default half points around what is used.
    """
    rows = {
        name: Range(
            (row["perception"], row["expectation"]),
            [("dot", row["perception"]), ("diamond", row["expectation"])],
            "" if pd.isna(row["gap"]) else f"{row['gap']:+.2f}".replace("-", "\N{MINUS SIGN}"),
            _sides(row),
        )
        for name, row in _named(summary, labels)
        if _sides(row)
    }
    if scale is None:
        used = summary[["expectation", "perception"]].to_numpy(float)
        low, high = np.floor(2 * np.nanmin(used)) / 2, np.ceil(2 * np.nanmax(used)) / 2
        scale = np.arange(low, high + 0.25, 0.5).tolist()
    legend = [("diamond", _("expectation E")), ("dot", _("perception P; the number is P − E"))]
    return Ranges(_("Expectation (E) and perception (P) by dimension"), rows, scale, legend)


def _named(summary: pd.DataFrame, labels: Mapping[str, str]) -> list[tuple[str, pd.Series]]:
    return [(labels.get(str(name), str(name)), row) for name, row in summary.iterrows()]


def _sides(row: pd.Series) -> str:
    return ", ".join(
        text.format(value=value)
        for text, value in (
            (_("E {value:.2f}"), row["expectation"]),
            (_("P {value:.2f}"), row["perception"]),
            (_("gap {value:+.2f}"), row["gap"]),
        )
        if np.isfinite(value)
    )
