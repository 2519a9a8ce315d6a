"""What a number is worth: agreement, ranges and bounds, panels, how many to ask, verdicts."""

from __future__ import annotations

from servicelab.evidence.agreement import (
    adjusted_rand,
    agreement_table,
    fleiss_kappa,
    kappa,
    percent_agreement,
)
from servicelab.evidence.panels import within_effect
from servicelab.evidence.ranges import interval_score, overlap
from servicelab.evidence.samples import sample_size
from servicelab.evidence.verdicts import verdict_score

__all__ = [
    "adjusted_rand",
    "agreement_table",
    "fleiss_kappa",
    "interval_score",
    "kappa",
    "overlap",
    "percent_agreement",
    "sample_size",
    "verdict_score",
    "within_effect",
]
