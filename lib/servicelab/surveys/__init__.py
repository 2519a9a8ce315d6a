"""Surveys on service quality: gaps, weights, reliability, and how sure a ranking is."""

from __future__ import annotations

from servicelab.surveys.reliability import alpha_interval, corrected_item_total, cronbach_alpha
from servicelab.surveys.servqual import (
    DIMENSIONS,
    difference_reliability,
    dimension_scores,
    gap_summary,
    item_gaps,
    performance_score,
    plot_gap_intervals,
    plot_ladder,
    rank_probability,
    reverse_items,
    screen_survey,
    weighted_gaps,
    weighted_score,
)

__all__ = [
    "DIMENSIONS",
    "alpha_interval",
    "corrected_item_total",
    "cronbach_alpha",
    "difference_reliability",
    "dimension_scores",
    "gap_summary",
    "item_gaps",
    "performance_score",
    "plot_gap_intervals",
    "plot_ladder",
    "rank_probability",
    "reverse_items",
    "screen_survey",
    "weighted_gaps",
    "weighted_score",
]
