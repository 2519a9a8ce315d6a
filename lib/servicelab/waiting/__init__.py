"""How long people wait: times to a reply, with those who still wait kept; lines, by formula."""

from __future__ import annotations

from servicelab.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "chains": ["availability", "chain"],
        "erlang": ["erlang_a", "erlang_b", "erlang_c", "mg1_wait", "service_level"],
        "replies": ["reply_quantiles", "reply_share", "reply_times"],
        "slots": ["critical_ratio", "littlewood", "overbook"],
    },
)
