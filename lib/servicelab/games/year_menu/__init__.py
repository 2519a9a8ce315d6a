"""Menu with a year's memory: three years by hand, then a rule for cities that nobody has seen."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["MenuRule", "PracticeYears", "try_rule"],
        "model": ["CLASS_COST", "TIERS", "play_years", "share_of_gap"],
    },
)
