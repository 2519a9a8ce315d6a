"""The ladder of expectations and perceptions as a picture with its text."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from servicelab.decisions.widgets.base import Picture, drawing
from servicelab.i18n import _


def ladder_words(summary: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Say the numbers of a ladder.

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
    rows = []
    for name, row in summary.iterrows():
        sides = [
            text.format(value=value)
            for text, value in (
                (_("E {value:.2f}"), row["expectation"]),
                (_("P {value:.2f}"), row["perception"]),
                (_("gap {value:+.2f}"), row["gap"]),
            )
            if np.isfinite(value)
        ]
        if sides:
            rows.append(f"{labels.get(str(name), name)} {', '.join(sides)}")
    return "; ".join(rows)


def ladder_picture(
    summary: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    width: float = 5.2,
    scale: tuple[int, int] | None = None,
) -> Picture:
    """Draw expectation and perception of each dimension on one scale.

    Parameters
    ----------
    summary, labels
        As in :func:`ladder_words`.
    width : float
        Inches, of 100 pixels each on the screen.
    scale : (int, int), optional
        Show the whole scale, not only the part that is used.
    """
    from servicelab.surveys.servqual import plot_ladder

    table = summary.rename(index=labels)
    height = 0.95 + 0.34 * len(table)
    with drawing(width, height) as figure:
        ax = figure.subplots()
        figure.subplots_adjust(
            left=1.15 / width, right=1 - 0.18 / width, top=1 - 0.32 / height, bottom=0.48 / height
        )
        plot_ladder(table, ax=ax)
        ax.set_ylabel("")
        ax.tick_params(length=0)
        ax.grid(visible=True, axis="y")
        ax.set_axisbelow(True)
        if scale:
            low, high = scale
            ax.set_xticks(range(low, high + 1))
            ax.set_xlim(low - 0.2, high + 0.75)
        else:
            left, right = ax.get_xlim()
            ax.set_xlim(left, right + 0.1 * (right - left))
        return Picture.of(
            figure,
            _("Expectation (E) and perception (P) by dimension: {rows}.").format(
                rows=ladder_words(summary, labels)
            ),
        )
