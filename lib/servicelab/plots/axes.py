"""Parts that figures share: new axes, markers, lines at zero, ticks and numbers that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from servicelab.data.frames import require_columns
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.plots.style import DPI, WIDTH

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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
    >>> sentence_case("segment size")
    'Segment size'
    """
    text = str(name)
    return text[:1].upper() + text[1:]


def contrast_numbers(ax: Axes) -> None:
    """Write the numbers of a heat map in black or white, whichever stands out more."""
    mesh: Any = ax.collections[0]
    colors = np.asarray(mesh.get_facecolors())[:, :3]
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    shown = ~np.ma.getmaskarray(mesh.get_array()).ravel()
    for text, luminance in zip(ax.texts, (linear @ [0.2126, 0.7152, 0.0722])[shown], strict=True):
        text.set_color("black" if luminance > 0.179 else "white")


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
