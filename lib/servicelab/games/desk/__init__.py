"""A working day with complaints, played case by case."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["ComplaintDesk"],
        "model": ["close", "decision_schema", "play", "record_name"],
        "policies": ["POLICIES", "POLICY_LABELS", "desk_share", "policy_table"],
        "story": ["what_happened"],
        "scenario": ["list_scenarios", "load_scenario"],
    },
)
