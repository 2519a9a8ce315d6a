"""The one error that is written for people."""

from __future__ import annotations


class RefereeError(Exception):
    """Says in one sentence what is wrong, where, and what to do; no traceback is shown for it."""
