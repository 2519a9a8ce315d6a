"""Complaints: rates and causes, time to resolution, deadlines, recovery, follow-up calls, letters."""

from __future__ import annotations

from servicelab.complaints.deadlines import (
    RULES,
    Calendar,
    Deadline,
    days_elapsed,
    deadline_table,
    due_date,
    late_share,
)
from servicelab.complaints.figures import plot_authority, plot_recovery
from servicelab.complaints.follow_up import (
    allocate_calls,
    response_table,
    response_weights,
    stratified_mean,
)
from servicelab.complaints.justice import JUSTICE, justice_model
from servicelab.complaints.letters import LetterHelp, letter_help
from servicelab.complaints.log import (
    escalation_hazard,
    exposure_rate,
    pareto,
    plot_pareto,
    recurrence,
)
from servicelab.complaints.recovery import (
    adjusted_difference,
    authority_cost,
    best_limit,
    best_remedy,
    double_deviation,
    recovery_groups,
    recovery_means,
    remedy_value,
)
from servicelab.complaints.resolution import (
    closed_only,
    median_resolution,
    plot_resolution,
    resolution_curve,
    resolution_times,
    share_open,
)

__all__ = [
    "JUSTICE",
    "RULES",
    "Calendar",
    "Deadline",
    "LetterHelp",
    "adjusted_difference",
    "allocate_calls",
    "authority_cost",
    "best_limit",
    "best_remedy",
    "closed_only",
    "days_elapsed",
    "deadline_table",
    "double_deviation",
    "due_date",
    "escalation_hazard",
    "exposure_rate",
    "justice_model",
    "late_share",
    "letter_help",
    "median_resolution",
    "pareto",
    "plot_authority",
    "plot_pareto",
    "plot_recovery",
    "plot_resolution",
    "recovery_groups",
    "recovery_means",
    "recurrence",
    "remedy_value",
    "resolution_curve",
    "resolution_times",
    "response_table",
    "response_weights",
    "share_open",
    "stratified_mean",
]
