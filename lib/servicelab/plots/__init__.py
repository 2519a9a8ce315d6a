"""The look of every figure, and its words for people who do not see it."""

from __future__ import annotations

from servicelab.plots.axes import name_series
from servicelab.plots.pictures import is_static
from servicelab.plots.style import PALETTE, chinese_font, use_style
from servicelab.plots.tables import show_table
from servicelab.plots.words import alt_text, describe

__all__ = [
    "PALETTE",
    "alt_text",
    "chinese_font",
    "describe",
    "is_static",
    "name_series",
    "show_table",
    "use_style",
]
