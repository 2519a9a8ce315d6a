"""Tasks that answer back: named checks, tolerant comparison, and messages."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "checking": ["check", "is_right"],
        "comparison": ["interval_ends", "labeled", "plot_data", "same"],
    },
)
