"""Who stays, what that is worth, and what breaks it."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "advocacy": ["nps"],
        "endings": ["cumulative_incidence"],
        "moments": ["moment_loss"],
        "repeat": ["BGNBD", "bgnbd_alive", "bgnbd_expected", "bgnbd_fit"],
        "retention": ["sbg_fit", "sbg_survival"],
        "value": ["clv_multiple", "five_points"],
    },
)
