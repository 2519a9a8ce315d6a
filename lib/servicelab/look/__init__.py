"""What the course looks like: its houses, their emblems and colors."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__, {"houses": ["HOUSES", "PEOPLE", "House", "Person", "emblem", "house_of"]}
)
