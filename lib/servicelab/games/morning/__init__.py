"""Play the morning: by hand on one open morning, then a standing order for mornings nobody has seen."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["PlayMorning", "StandingOrder"],
        "model": ["half_hours", "lacks", "mornings", "prices", "share_of_gap"],
    },
)
