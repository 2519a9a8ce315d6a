"""How long people wait: times to a reply, with those who still wait kept."""

from __future__ import annotations

from servicelab.waiting.replies import reply_quantiles, reply_share, reply_times

__all__ = ["reply_quantiles", "reply_share", "reply_times"]
