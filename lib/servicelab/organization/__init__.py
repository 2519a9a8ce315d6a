"""How a house is ordered: charts and hand-offs, plan and actual, services that grow and end."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "growth": ["Ceiling", "ceiling", "hours_shared"],
        "structures": ["busiest", "flow", "half_years", "house_facts"],
        "variances": ["bridge", "joint_terms"],
    },
)
