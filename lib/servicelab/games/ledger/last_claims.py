"""The claims of the last module: what came up in the course, and what its data say."""

from __future__ import annotations

from typing import Final

from servicelab.games.ledger.model import Claim
from servicelab.i18n import _

#: The record of the last ledger.
LAST_NAME: Final = "m11-claim-ledger"

#: Score of the best ledger that is filled in without reading, and from which score on all is earned.
#: Tests compute the first anew, and hold careful reading against the second.
LAST_ZERO, LAST_FULL = 0.357, 0.8

#: The claims, by the number that the record keeps. A number stays with its claim.
LAST_CLAIMS: Final[dict[str, Claim]] = {
    "N1": Claim(
        _("the day of tests"),
        _(
            "Of 24,000 adults, those who were drawn for a day of tests had fewer strokes in the ten "
            "years after, on average, than those who were not, as the county's trial shows."
        ),
        _(
            "24,000 adults were drawn one by one for two arms of 12,000. Of those drawn for the day "
            "of tests 904 had a stroke in ten years, of the others 1,054: 0.86 times as many "
            "(95 % interval 0.79 to 0.93)."
        ),
        is_named=True,
    ),
    "N2": Claim(
        _("suggestions in a shop"),
        _(
            "Showing suggestions to the visitors of an online shop brought about 27 points more "
            "buyers, on average, as the shop's test of two weeks shows."
        ),
        _(
            "The shop drew for each of 6,000 visitors whether suggestions were shown. Of those who "
            "saw them 6.8 points more bought than of those who did not (95 % interval 4.7 to 8.9). "
            "Among those who saw them, visitors who clicked on one bought 27 points more often than "
            "visitors who did not."
        ),
        is_named=False,
    ),
    "N3": Claim(
        _("returning customers"),
        _(
            "Returning customers brought service firms 25 to 85 % of their profit in the 1980s, as "
            "an article by Reichheld and Sasser of 1990 shows."
        ),
        _(
            "F. F. Reichheld and W. E. Sasser, Harvard Business Review, 1990. They reported for some "
            "service firms what five points less defection would add to profit: 85 % for deposits at "
            "bank branches, 50 % for insurance brokers, 30 % for car service. How much of the profit "
            "comes from whom is not in these figures."
        ),
        is_named=True,
    ),
    "N4": Claim(
        _("the soul of a bank"),
        _(
            "Service is the soul of a bank, and more soul has brought Lantern Bank more respect, as "
            "a speech at the opening of a branch shows."
        ),
        _(
            "The speech says so. It names no number by which one would see how much soul a bank has, "
            "and none for respect. Nothing of the kind is counted at the bank."
        ),
        is_named=True,
    ),
    "N5": Claim(
        _("loyalty by the year"),
        _(
            "Each customer of the savings plans becomes more loyal with each year, as the bank's "
            "retention of 87 % in the first year and 96 % in the twelfth shows."
        ),
        _(
            "Lantern Bank counted, of those who held a plan when a year began, who still held it when "
            "the year ended: 86.6 % in the first year of a plan, 95.6 % in the twelfth. Whether a "
            "customer's own wish to stay grew, nobody asked. Among customers who came in the same "
            "way, the odds of leaving in year 12 are 1.01 times those of year 1 (95 % interval 0.88 "
            "to 1.16)."
        ),
        is_named=True,
    ),
    "N6": Claim(
        _("a greeting by name"),
        _(
            "Patients who are greeted by name found waiting easier, on average, than patients who "
            "are not, as a morning with 30 patients at a clinic by the lake shows."
        ),
        _(
            "One nurse of one clinic greeted all 30 patients of one morning by name; two thanked "
            "her. Nobody asked them, or patients of another morning, how the wait had been. "
            "(Invented for this ledger.)"
        ),
        is_named=False,
    ),
    "N7": Claim(
        _("late payments"),
        _(
            "About 42 % of the complaints about a late payment at Willow Bridge Insurance come back "
            "within 60 days, as its complaint log shows."
        ),
        _(
            "Complaint log of Willow Bridge Insurance, 2025. Of the complaints about a late payment "
            "before July, 42 % came back within 60 days (137 of 326). On July 1 the run of payments "
            "was repaired; of those from July on 7 % came back within 60 days (6 of 87)."
        ),
        is_named=True,
    ),
    "N8": Claim(
        _("coaching of branches"),
        _(
            "Coaching made the share of pleased answers larger, over all answers of the branches that "
            "were coached, as Lantern Bank's quarter 6 shows."
        ),
        _(
            "Before quarter 6 twenty of the region's forty branches were drawn for coaching. In that quarter, over all their answers, the share was 4.9 points higher than "
            "over all answers of the other twenty (95 % interval 2.6 to 7.2; branches are counted)."
        ),
        is_named=True,
    ),
}
