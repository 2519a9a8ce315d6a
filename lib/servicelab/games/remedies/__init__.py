"""One remedy for each of five services whose time is measured."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["RemedyBoard"],
        "model": ["COSTS", "REMEDIES", "SERVICES", "plan_share", "plan_value"],
    },
)
