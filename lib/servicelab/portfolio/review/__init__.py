"""Decisions of the course, looked at again: what is kept, revised or withdrawn, and by which number."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["DecisionReview"],
        "later": ["LATER", "Later"],
        "model": [
            "VERDICTS",
            "course_digest",
            "figures",
            "later_table",
            "review_faults",
        ],
    },
)
