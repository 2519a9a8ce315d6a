"""Four quarters: retention money by hand on one open bank, then a plan for banks nobody has seen."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["FourQuarters", "RetentionPlan"],
        "model": ["CELLS", "cells", "lacks", "play", "share_of_gap"],
    },
)
