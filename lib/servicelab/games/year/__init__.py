"""The year: plan eight actions for a house, seal the rules, meet July, and forty years nobody has seen."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["July", "YearPlan", "promises", "rules"],
        "model": ["example", "finish", "practice", "problems", "seen_year", "spent"],
    },
)
