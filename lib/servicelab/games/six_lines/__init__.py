"""Six numbers of one report, made in six ways: what may be said of each, and where to call."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["SixLines"],
        "model": ["TREATMENTS", "line_range", "lines_of", "plan_costs", "quarter", "share_of_plan"],
    },
)
