"""Signed: three routes by hand from a page and a story, then a rule for routes nobody has seen."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "view": ["Signed", "SigningRule"],
        "model": ["invoice", "lacks", "page", "share_of_gap"],
    },
)
