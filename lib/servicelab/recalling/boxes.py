"""When a question comes back: a box for each, which a right answer moves on and a wrong one back.

What was answered is kept in the working copy, beside the modules, in a hidden file: it is never
handed in and never counts.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from pathlib import Path

from servicelab.files import write_atomically
from servicelab.recalling.questions import Question

MEMORY = ".servicelab-recall.json"
#: Days until a question of each box is asked again; a wrong answer puts it into the first.
DAYS = (1, 2, 5, 12, 30)
A_DAY = 3


@dataclass(frozen=True)
class Place:
    """Where a question is: its box, and the day on which it was last asked."""

    box: int
    day: dt.date

    @property
    def due(self) -> dt.date:
        """The day from which on it is asked again."""
        return self.day + dt.timedelta(DAYS[self.box])


@dataclass
class Boxes:
    """What a learner was asked, and when each question comes back.

    Parameters
    ----------
    places : dict
        Id of a question -> where it is.

    Examples
    --------
    >>> boxes, today = Boxes(), dt.date(2026, 11, 5)
    >>> boxes.note("m02-typed", False, today)
    >>> boxes.places["m02-typed"].due.isoformat()
    '2026-11-06'
    """

    places: dict[str, Place] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Boxes:
        """Read what is kept in a working copy; a damaged memory begins anew."""
        try:
            kept = json.loads((folder / MEMORY).read_bytes())["places"]
            return cls(
                {
                    str(id): Place(range(len(DAYS))[box], dt.date.fromisoformat(day))
                    for id, (box, day) in kept.items()
                }
            )
        except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return cls()

    def write(self, folder: Path) -> None:
        """Keep it in a working copy."""
        places = {id: [place.box, place.day.isoformat()] for id, place in self.places.items()}
        content = {"version": 1, "places": places}
        write_atomically(folder / MEMORY, json.dumps(content, indent=1, sort_keys=True))

    def note(self, id: str, is_right: bool, today: dt.date) -> None:
        """Move a question on, or back; of several answers on a day the first counts."""
        before = self.places.get(id)
        if before is not None and before.day == today:
            return
        box = min((before.box if before else 0) + 1, len(DAYS) - 1) if is_right else 0
        self.places[id] = Place(box, today)

    def asked_on(self, today: dt.date) -> int:
        """Return how many questions were answered on a day."""
        return sum(place.day == today for place in self.places.values())

    def due(
        self, modules: Iterable[Sequence[Question]], today: dt.date, first: int = 0
    ) -> list[Question]:
        """Which questions to ask, the most urgent first.

        Parameters
        ----------
        modules : iterable of sequences of Question
            The questions of each module.
        today : date
            What was asked on this day, or is not due yet, is left out.
        first : int
            With which question of each module to begin among those never asked.

        Returns
        -------
        list of Question
            Those that went wrong before those that went right, then new ones, module by module in
            turn.
        """
        pools = [list(questions) for questions in modules]
        asked = [one for one in chain(*pools) if one.id in self.places]
        again = [one for one in asked if self.places[one.id].due <= today]
        again.sort(key=lambda one: (self.places[one.id].box, self.places[one.id].day))
        turned = (
            [*pool[first % len(pool) :], *pool[: first % len(pool)]] for pool in pools if pool
        )
        new = [one for one in chain(*zip_longest(*turned)) if one and one.id not in self.places]
        return again + new
