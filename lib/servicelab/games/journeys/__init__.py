"""Ten journeys: a year of ten customers, quarter by quarter, and which four of them left."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {"view": ["Journeys"]})
