"""Two tiers, two prices: a hundred clients sort themselves."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "figures": ["plot_menus"],
        "view": ["PriceMenu"],
        "model": ["CLIENTS", "COSTS", "NEEDS", "WORTH", "sort_clients"],
    },
)
