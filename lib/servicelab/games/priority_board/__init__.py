"""Whom to protect, where to draw the line, what to spend on."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["PriorityBoard"],
        "model": ["TOKEN_SCALES", "best_plan", "plan_numbers", "share_of_best"],
    },
)
