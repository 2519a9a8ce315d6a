"""What to mend first: zones of tolerance, importance and performance, Kano classes, a budget."""

from __future__ import annotations

from servicelab.priorities.drivers import derived_importance, penalty_reward
from servicelab.priorities.figures import plot_importance_performance, plot_kano, plot_zones
from servicelab.priorities.kano import (
    CLASSES,
    EVALUATION,
    kano_class,
    kano_coefficients,
    kano_table,
)
from servicelab.priorities.zones import (
    QUADRANTS,
    allocate_budget,
    allocate_tokens,
    importance_performance,
    plan_gain,
    satisfaction_rules,
    zone_scores,
    zone_summary,
)

__all__ = [
    "CLASSES",
    "EVALUATION",
    "QUADRANTS",
    "allocate_budget",
    "allocate_tokens",
    "derived_importance",
    "importance_performance",
    "kano_class",
    "kano_coefficients",
    "kano_table",
    "penalty_reward",
    "plan_gain",
    "plot_importance_performance",
    "plot_kano",
    "plot_zones",
    "satisfaction_rules",
    "zone_scores",
    "zone_summary",
]
