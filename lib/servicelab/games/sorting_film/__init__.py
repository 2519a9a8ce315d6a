"""The sorting film: 5,000 dots with a chance to leave of their own, followed for twelve years."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["SortingFilm"],
        "model": ["bet_cost"],
    },
)
