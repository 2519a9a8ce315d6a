"""Bars with their numbers beside them, for the outcomes of decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from servicelab.decisions.widgets.base import drawing
from servicelab.plots.pictures import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLAIN = "#b0b0b0"


@dataclass(frozen=True)
class Bars:
    """One chart of bars.

    Attributes
    ----------
    name : str
        What the chart is called in words, and above it if it has no title.
    values : Series
        From top to bottom; the index holds names for people.
    texts : sequence of str
        What stands beside each bar.
    marked : str
        The name that is marked by color and hatching.
    title : str
        What stands above the chart.
    is_bold : bool
        Whether that is in bold.
    """

    name: str
    values: pd.Series
    texts: Sequence[str]
    marked: str = ""
    title: str = ""
    is_bold: bool = False

    @property
    def words(self) -> str:
        """The chart in words."""
        told = ", ".join(
            f"{name} {text}" for name, text in zip(self.values.index, self.texts, strict=True)
        )
        return f"{self.name}: {told}"


def bars_picture(
    charts: Sequence[Bars],
    size: tuple[float, float],
    *,
    title: str = "",
    limits: tuple[float, float] | None = None,
    indent: Sequence[float] = (0, 0, 0, 0),
    **margins: float,
) -> Picture:
    """Draw charts side by side; names that are those of the chart before are not repeated.

    Parameters
    ----------
    charts : sequence of Bars
        From left to right.
    size : (float, float)
        Inches, of 100 pixels each on the screen.
    title : str
        What stands above all of them.
    limits : (float, float), optional
        Of the values, for all charts; otherwise each takes what it needs.
    indent : sequence of float
        Where the title of each chart begins, in parts of its width.
    **margins
        Of ``figure.subplots_adjust``.
    """
    with drawing(*size) as figure:
        if title:
            figure.suptitle(title, x=0.01, y=0.98, ha="left", size=10.5)
        figure.subplots_adjust(**margins)
        axes = figure.subplots(1, len(charts), squeeze=False)[0]
        shown: list[str] = []
        for ax, chart, start in zip(axes, charts, indent, strict=False):
            draw_bars(ax, chart.values, chart.texts, chart.marked)
            names = list(chart.values.index)
            if names != shown:
                ax.set_yticks(range(len(names)), names)
                ax.tick_params(length=0, pad=6 if len(charts) == 1 else 3.5)
                shown = names
            if limits:
                ax.set_xlim(*limits)
            weight = "bold" if chart.is_bold else "normal"
            size_of_title = 9.5 if title else 10
            ax.set_title(
                chart.title or chart.name, loc="left", x=start, size=size_of_title, weight=weight
            )
        told = "; ".join(chart.words for chart in charts)
        return Picture.of(figure, f"{title}. {told}." if title else f"{told}.")


def draw_bars(ax: Axes, values: pd.Series, texts: Sequence[str], marked: str = "") -> None:
    """Draw one bar a value, with its text; one of them is marked by color and hatching.

    Parameters
    ----------
    ax : Axes
        Where to draw; its ticks and frame are taken away.
    values : Series
        From top to bottom.
    texts : sequence of str
        What stands beside each bar.
    marked : str
        Which value of the index is marked.
    """
    from servicelab.plots.style import PALETTE

    bars = ax.barh(
        range(len(values)),
        values,
        0.6,
        color=[PALETTE[0] if name == marked else PLAIN for name in values.index],
        hatch=["///" if name == marked else "" for name in values.index],
        edgecolor="white",
    )
    ax.bar_label(bars, list(texts), padding=3)
    low, high = min(0.0, values.min()), max(0.0, values.max())
    reach = (high - low) or 1.0
    ax.set_xlim(low - (0.45 * reach if low < 0 else 0), high + (0.45 * reach if high > 0 else 0.02))
    strip(ax, len(values))


def strip(ax: Axes, rows: int) -> None:
    """Leave only a line at zero, with the first row at the top."""
    ax.axvline(0, color="black", linewidth=0.8)
    ax.set_ylim(rows - 0.4, -0.6)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
