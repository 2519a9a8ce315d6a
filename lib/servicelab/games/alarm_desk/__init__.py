"""Three weekly rates, thirty weeks: which alarm to trust, and what waiting costs."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["AlarmDesk"],
        "model": ["RATES", "results", "share_reached", "units_of"],
    },
)
