"""What a comparison shows: agreement between people and between groupings."""

from __future__ import annotations

from servicelab.evidence.agreement import (
    adjusted_rand,
    agreement_table,
    fleiss_kappa,
    kappa,
    percent_agreement,
)

__all__ = ["adjusted_rand", "agreement_table", "fleiss_kappa", "kappa", "percent_agreement"]
