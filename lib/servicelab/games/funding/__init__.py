"""Some of several projects, within a budget, and what they are expected to bring."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["FundingPlan"],
        "model": ["Comparison", "affordable_sets", "compare", "spent"],
    },
)
