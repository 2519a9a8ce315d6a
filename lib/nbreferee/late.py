"""What late work costs, as a sentence says it: a plugin for nbgrader's late penalties."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import TraitError, Unicode, validate

from nbreferee import door
from nbreferee.errors import RefereeError
from nbreferee.i18n import _

_SECONDS = {"hour": 3600, "day": 86400, "week": 7 * 86400}
_WORDS = re.compile(
    r"(?P<rate>\d{1,3}(?:\.\d{1,3})?) ?(?:%|percent) "
    r"(?:a|an|per|each|every|for each|for every) (?P<unit>hour|day|week)(?: begun)?"
    r"(?:, (?:at most|up to|no more than) (?P<most>\d{1,3}(?:\.\d{1,3})?) ?(?:%|percent))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Penalty:
    """What is taken off late work.

    Attributes
    ----------
    rate : float
        Share of the points reached that each unit of time costs, once it has begun.
    seconds : int
        That unit.
    most : float
        Share that is taken off at most.
    """

    rate: float
    seconds: int
    most: float = 1.0

    def of(self, score: float, late: float) -> float:
        """Points taken off `score` for work that came `late` seconds after it was due.

        Examples
        --------
        >>> penalty = read_penalty("10 % a day, at most 50 %")
        >>> penalty.of(80, 3600), penalty.of(80, 86401), penalty.of(80, 9e6), penalty.of(80, 0)
        (8.0, 16.0, 40.0, 0.0)
        """
        begun = math.ceil(late / self.seconds) if late > 0 else 0
        return score * min(self.most, self.rate * begun, 1.0)


def read_penalty(words: str) -> Penalty:
    """Understand a penalty in words.

    Parameters
    ----------
    words : str
        ``10 % a day, at most 50 %``: percent of the points reached for each hour, day or week begun,
        and what is taken off at most; ``none``; or ``all``, of anything late.

    Raises
    ------
    RefereeError
        If it says something else.

    Examples
    --------
    >>> read_penalty("5 percent per hour"), read_penalty("none").of(80, 1e6)
    (Penalty(rate=0.05, seconds=3600, most=1.0), 0.0)
    """
    said = " ".join(words.lower().split()).rstrip(".")
    if said in ("", "none", "nothing"):
        return Penalty(0.0, _SECONDS["day"])
    if said in ("all", "everything"):
        return Penalty(1.0, _SECONDS["hour"])
    match = _WORDS.fullmatch(said)
    if match is None:
        raise RefereeError(
            _(
                "The late penalty “{words}” is not understood: write it like “10 % a day, at most "
                "50 %”, or “none”, or “all”."
            ).format(words=door.name(words, 80))
        )
    return Penalty(
        float(match["rate"]) / 100,
        _SECONDS[match["unit"]],
        float(match["most"]) / 100 if match["most"] else 1.0,
    )


class LatePenalty(LateSubmissionPlugin):  # type: ignore[misc]
    """nbgrader's plugin for late work, with the penalty in words."""

    words = Unicode("none", help=_("Such as “10 % a day, at most 50 %”.")).tag(config=True)

    @validate("words")
    def _understood(self, proposal: dict[str, str]) -> str:
        try:
            read_penalty(proposal["value"])
        except RefereeError as error:
            raise TraitError(str(error)) from error
        return proposal["value"]

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float:
        """Points that a late notebook loses, of those it has reached."""
        return read_penalty(self.words).of(score, total_seconds_late)
