"""Claims that somebody made, a verdict on each, and how sure one is of it."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "last_claims": ["LAST_CLAIMS", "LAST_FULL", "LAST_NAME", "LAST_ZERO"],
        "view": ["ClaimLedger"],
        "model": [
            "CLAIMS",
            "QUESTIONS",
            "VERDICTS",
            "ledger_score",
            "mistakes",
            "points_share",
            "read_ledger",
            "right_ones",
        ],
    },
)
