"""Decision widgets: explore, decide and say why, then see the outcome."""

from __future__ import annotations
