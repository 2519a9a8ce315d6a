"""Be the respondent of a survey before you are its analyst."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["ServqualInterview"],
        "model": ["own_ladder"],
    },
)
