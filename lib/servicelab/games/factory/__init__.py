"""Six hundred visits, four switches: what share of them reads as satisfied."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {"view": ["SatisfactionFactory"], "model": ["SWITCHES", "neutral_setting", "read_setting"]},
)
