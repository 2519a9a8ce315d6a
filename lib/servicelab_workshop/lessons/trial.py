"""One answer to one task: what the grader gave it and said, and what it should have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from servicelab.i18n import _, ngettext
from servicelab_workshop.lessons.bank import Answer

# another processor may move a customer or two
_TOLERANCE = 0.05


@dataclass(frozen=True)
class Trial:
    """One answer, and what the grader said to it.

    Parameters
    ----------
    answer : Answer
        Of the bank, or the reference or the stub of the notebook.
    score : float
        The points it got.
    outcome : dict or None
        What the task's checks found; None if they left nothing behind.
    notes : tuple of str
        Why there is no grade, or why the submission was flagged.

    Examples
    --------
    >>> checks = [{"name": "a share", "message": "That is a percentage.", "slips": ["percent"]}]
    >>> answer = Answer("m02-q1", "in percent", "share = 50", points=0, trap="count")
    >>> Trial(answer, 0.0, {"checks": checks}).faults()
    ['m02-q1, in percent: caught percent instead of count: a share: That is a percentage.']
    """

    answer: Answer
    score: float
    outcome: dict[str, Any] | None
    notes: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What the feedback says, check by check."""
        checks = self.outcome["checks"] if self.outcome else []
        return " ".join(f"{one['name']}: {one['message']}" for one in checks if one["message"])

    def faults(self) -> list[str]:
        """Say what is not as the bank intends, one sentence each."""
        answer, said = self.answer, self.message
        found = [" ".join(self.notes)] if self.notes else []
        if self.outcome is None:
            found.append(_("no feedback"))
        else:
            if answer.points is not None and abs(self.score - answer.points) > _TOLERANCE:
                found.append(
                    ngettext(
                        "{score:g} point instead of {points:g}",
                        "{score:g} points instead of {points:g}",
                        # whatever is not 1 is plural
                        1 if self.score == 1 else 2,
                    ).format(score=self.score, points=answer.points)
                )
            names = " ".join(one["name"] for one in self.outcome["checks"])
            heard = f"{names} {said}".casefold()
            missing = [word for word in answer.says if word.casefold() not in heard]
            if missing:
                found.append(_("the feedback lacks {words}").format(words=", ".join(missing)))
            checks = self.outcome["checks"]
            caught = {slip for one in checks for slip in one["slips"]}
            if answer.trap and answer.trap not in caught:
                found.append(
                    _("caught {caught} instead of {trap}").format(
                        caught=", ".join(sorted(caught)) or _("nothing"), trap=answer.trap
                    )
                )
            if found and said:
                # once is enough
                found[0] += f": {said}"
        return [f"{answer.task}, {answer.name}: {fault}" for fault in found]
