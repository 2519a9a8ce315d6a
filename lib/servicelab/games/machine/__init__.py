"""The machine: a chart and an authority for one house, and the chart after one fact has changed."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {"view": ["MachineOrder", "change_table", "facts_table"], "model": ["lacks", "shares"]},
)
