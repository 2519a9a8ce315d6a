"""Decisions that are recorded before their outcome is shown."""

from __future__ import annotations

from servicelab.decisions.records import Record, read_record, save_record

__all__ = ["Record", "read_record", "save_record"]
