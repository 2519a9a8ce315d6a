"""Columns that a report on visits does not use, and that may be what it lacks."""

from __future__ import annotations

from servicelab.i18n import _
from servicelab.text import shown
from servicelab_workshop.reading.dates import parse_moment
from servicelab_workshop.reading.headings import known_name
from servicelab_workshop.reading.reader import Reading

__all__ = ["day_column", "note_branches"]


def day_column(reading: Reading) -> str | None:
    """Return the heading of the first unused column that holds days.

    Parameters
    ----------
    reading : Reading
        A log of visits.
    """
    for heading, cells in _unused(reading).items():
        days = [
            moment is not None and moment.parts is not None for moment in map(parse_moment, cells)
        ]
        if cells and all(days):
            return heading
    return None


def note_branches(reading: Reading) -> None:
    """Note that several branches are taken for one queue.

    Parameters
    ----------
    reading : Reading
        A log of visits.
    """
    for heading, cells in _unused(reading).items():
        if known_name("waiting", heading) == "branch" and len(set(cells)) > 1:
            reading.notes.append(
                _(
                    "the visits of all in column {heading!r} are taken for one queue; --columns "
                    'group="{heading}" separates the waits'
                ).format(heading=shown(heading, 40))
            )


def _unused(reading: Reading) -> dict[str, list[str]]:
    """Map the headings that are not used to their first filled cells."""
    head = reading.sheet.head
    unused = set(reading.ignored)
    at = next((place for place, row in enumerate(head) if unused <= set(row)), len(head))
    return {
        title: [row[place] for row in head[at + 1 :] if place < len(row) and row[place]]
        for place, title in enumerate(head[at] if unused else [])
        if title in unused
    }
