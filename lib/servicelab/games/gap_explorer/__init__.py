"""Three ways to rank five dimensions, and how sure a ranking is."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["GapExplorer"],
        "model": ["consistency"],
    },
)
