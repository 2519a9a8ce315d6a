"""The invented worlds behind the data sets: rebuilt from a seed, with known truth."""

from __future__ import annotations
