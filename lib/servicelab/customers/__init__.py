"""Customers: the quality of their data, segments, and what offers earn."""

from __future__ import annotations

from servicelab.customers.figures import (
    plot_offer_value,
    plot_profile,
    plot_rfm,
    plot_rule_profit,
    plot_silhouette_by_k,
)
from servicelab.customers.offers import (
    NO_OFFER,
    auc,
    best_offers,
    field_benefit,
    offer_value,
    reactivation_uplift,
    rule_profit,
)
from servicelab.customers.quality import Rule, archive_quality, field_quality
from servicelab.customers.segmentation import (
    behavior_features,
    cluster_customers,
    cluster_stability,
    inertia,
    penetration_index,
    rfm_scores,
    segment_index,
    segment_profile,
    silhouette,
)

__all__ = [
    "NO_OFFER",
    "Rule",
    "archive_quality",
    "auc",
    "behavior_features",
    "best_offers",
    "cluster_customers",
    "cluster_stability",
    "field_benefit",
    "field_quality",
    "inertia",
    "offer_value",
    "penetration_index",
    "plot_offer_value",
    "plot_profile",
    "plot_rfm",
    "plot_rule_profit",
    "plot_silhouette_by_k",
    "reactivation_uplift",
    "rfm_scores",
    "rule_profit",
    "segment_index",
    "segment_profile",
    "silhouette",
]
