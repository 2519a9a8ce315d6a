"""Numbers of later modules that bear on earlier decisions, each as its notebook tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from servicelab.i18n import _


@dataclass(frozen=True)
class Later:
    """What a later module found.

    Attributes
    ----------
    module : str
        Where it stands, such as ``m08``.
    says : str
        The number in its sentence.
    against : bool
        Whether it speaks against what many decide.
    """

    module: str
    says: str
    against: bool = False


#: The decisions that come back, by the name of the record, and what was found after them.
LATER: Final[dict[str, tuple[Later, ...]]] = {
    "m01-six-lines": (
        Later("m08", _("At a weekend 51 % of the calls reach somebody, on other days 74 %.")),
    ),
    "m02-segment-studio": (
        Later(
            "m10",
            _(
                "A discount, drawn by lot, left 7.5 yuan a customer more among those who are no "
                "regulars (6.4 to 8.5)."
            ),
        ),
    ),
    "m03-q3-fund": (
        Later(
            "m10",
            _(
                "With a discount in the app it sold 30.7 policies more a territory, agents 31.5 "
                "fewer: a new way takes from the old one."
            ),
            against=True,
        ),
    ),
    "m03-menu-rule": (
        Later(
            "m07",
            _(
                "Ten branches with a bad quarter rose by 7.2 points after a seminar; 7.1 were foretold "
                "without it."
            ),
            against=True,
        ),
    ),
    "m04-gap-explorer": (
        Later(
            "m08",
            _(
                "Fast cases stay more often by 13 points; among equally severe ones it is anything "
                "from -9 to +9: nobody can tell."
            ),
            against=True,
        ),
    ),
    "m05-priority-board": (
        Later(
            "m06",
            _(
                "On simulated mornings, to call the ill first took their waiting from 1,082 minutes a "
                "morning to 246, and no desk was added."
            ),
            against=True,
        ),
    ),
    "m06-standing-order": (
        Later(
            "m07",
            _(
                "A bonus, drawn by lot, made calls 12.8 % shorter; for a case settled for good no saving "
                "was seen (-5.6 to 13.3 %)."
            ),
        ),
    ),
    "m07-house-rule": (
        Later(
            "m10",
            _(
                "Ten villages chosen after a low year rose by 15.5 visits; villages without clinics by 7.7. "
                "Of the other 7.8, the same count finds 4.3 in years without any clinic."
            ),
            against=True,
        ),
    ),
    "m07-alarm-desk": (
        Later(
            "m08",
            _("After the repair, 16 complaints of October were too few for a signal."),
        ),
    ),
    "m08-desk-insurer-claims": (
        Later(
            "m09",
            _(
                "To settle each dispute within two days: by lot 1.1 points more stayed (-0.2 to 2.4); it "
                "pays from 0.6."
            ),
        ),
    ),
    "m09-q9-places": (
        Later(
            "m10",
            _(
                "By lot, suggestions brought 6.8 points more buyers (4.7 to 8.9); those who clicked "
                "bought 27 points more often."
            ),
        ),
    ),
    "m09-retention-plan": (
        Later(
            "m10",
            _(
                "A plan for all alike can cost: to sign all eight bus routes brings -2.1 million yuan a "
                "board (-2.2 to -2.0), to sign none brings 0."
            ),
        ),
    ),
}
