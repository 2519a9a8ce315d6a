"""Segments from chosen features, and what a rule for offers built on them earns."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["SegmentStudio"],
        "model": ["benchmarks", "evaluate", "rule_profit_on"],
    },
)
