"""Units that are compared, and measures that are watched: what is more than chance."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "alarms": [
            "cusum_path",
            "cusum_run_length",
            "run_length",
            "run_length_table",
            "shewhart_constants",
        ],
        "funnel": ["additive_limits", "funnel_limits", "plot_funnel", "usual_spread"],
        "raters": ["icc", "spearman_brown"],
        "shrinkage": ["between_variance"],
    },
)
