"""Praise and blame: ten quarters by hand, then a house rule for boards that nobody has seen."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["HouseRule", "RedBeads"],
        "model": ["MANAGERS", "all_alike", "best_and_worst", "follow_up", "losses", "share_of_gap"],
    },
)
