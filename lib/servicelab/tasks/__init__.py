"""Tasks that answer back: named checks, tolerant comparison, and messages."""

from __future__ import annotations

from servicelab.tasks.checking import check, is_right
from servicelab.tasks.comparison import interval_ends, labeled, plot_data, same

__all__ = ["check", "interval_ends", "is_right", "labeled", "plot_data", "same"]
