"""Bars with their numbers beside them, for the outcomes of decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLAIN = "#b0b0b0"


def draw_bars(ax: Axes, values: pd.Series, texts: list[str], marked: str) -> None:
    """Draw one bar a value, with its text; one of them is marked by color and hatching.

    Parameters
    ----------
    ax : Axes
        Where to draw; its ticks and frame are taken away.
    values : Series
        From top to bottom.
    texts : list of str
        What stands beside each bar.
    marked : str
        Which value of the index is marked.
    """
    from ..figures import PALETTE

    bars = ax.barh(
        range(len(values)),
        values,
        0.6,
        color=[PALETTE[0] if name == marked else PLAIN for name in values.index],
        hatch=["///" if name == marked else "" for name in values.index],
        edgecolor="white",
    )
    ax.bar_label(bars, texts, padding=3)
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
