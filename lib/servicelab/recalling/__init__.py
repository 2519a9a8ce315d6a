"""Questions that come back: what a module taught, asked in another sector; nothing of it is graded."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "boxes": ["Boxes"],
        "questions": ["Question", "asked_modules", "parse_questions", "read_questions"],
        "unlocked": ["is_begun", "unlocked"],
        "view": ["Recall", "recall"],
    },
)
