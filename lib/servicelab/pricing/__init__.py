"""What clients value, what they pay, and who buys which tier at which price."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "changes": ["breakeven_sales"],
        "choices": ["choice_difference", "choice_effects", "choice_worth"],
        "menus": ["NOTHING", "self_selected"],
        "selection": ["Stratified", "stratified_difference"],
    },
)
