"""What somebody recorded over the course, laid out: records, decisions, ranges, how sure one was."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "calibration": ["hit_rate", "range_table", "range_words"],
        "decisions": ["DECISIONS", "KnownDecision", "decision_words", "specimen", "specimens"],
        "records": ["CourseRecord", "CourseRecords", "collect_records"],
    },
)
