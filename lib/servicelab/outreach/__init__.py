"""Going to people: what a visit, a test or a message brings, and how anybody knows."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "cycles": ["best_cycle", "cycle"],
        "differences": ["SignFlips", "did", "sign_flips"],
        "screening": ["ppv"],
    },
)
