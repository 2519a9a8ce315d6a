"""The year: what is known of each action in each house, and the news of July."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from servicelab.i18n import _


@dataclass(frozen=True)
class Card:
    """An action of a house.

    Attributes
    ----------
    short : str
        What is done.
    promise : int
        Thousand yuan that a step a quarter is said to bring in a year.
    cost : int
        Thousand yuan of a step in a quarter.
    lag : int
        Quarters after which it begins to act.
    known : str
        What is known of it.
    """

    short: str
    promise: int
    cost: int
    lag: int
    known: str


@dataclass(frozen=True)
class NewsCard:
    """A piece of news in July.

    Attributes
    ----------
    key : str
        Its letter.
    text : str
        What is told.
    """

    key: str
    text: str


_ACTIONS: Final = (
    "mend",
    "recover",
    "capacity",
    "lead",
    "offers",
    "keep",
    "reach",
    "e-service",
)
#: Thousand yuan for a step, in the order of the actions: its cost a quarter, its promise a year.
_COST: Final = {
    "bank": (30, 45, 35, 30, 50, 40, 25, 35),
    "insurer": (30, 35, 45, 40, 30, 40, 35, 30),
    "hospital": (35, 50, 30, 30, 25, 35, 45, 40),
}
_PROMISE: Final = {
    "bank": (305, 405, 330, 295, 460, 415, 240, 350),
    "insurer": (290, 355, 405, 375, 310, 380, 365, 280),
    "hospital": (350, 470, 275, 295, 255, 365, 405, 385),
}
#: What begins to act a quarter later.
_LAGGED: Final = {
    "bank": ("mend", "lead", "reach"),
    "insurer": ("recover", "lead", "e-service"),
    "hospital": ("offers", "reach", "e-service"),
}
#: What is done, and what is known of it.
_KNOWN: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "bank": (
        (
            _("A seminar for the lowest branches"),
            _(
                "The managers of the ten lowest of forty branches learned in a seminar how "
                "errors are avoided (module 7). Of their customers 78.5 % were satisfied in "
                "the quarter before and 85.7 % in the quarter after, as means of the ten "
                "branches."
            ),
        ),
        (
            _("Settle disputes in two days"),
            _(
                "A first lot could not tell: 1.1 points more stayed [−0.2, 2.4] (module 9). "
                "In 2026 the lot was drawn again, with four times as many customers and the "
                "same measure. This time 1.4 points more stayed, with a 95 % interval from "
                "0.7 to 2.1."
            ),
        ),
        (
            _("A bonus frees agents at the peak"),
            _(
                "Thirty of sixty agents, drawn by lot, had a bonus for short calls (module "
                "7). Their calls became 12.8 % shorter [8.6, 16.7], counted by agents. "
                "Whether matters were settled, or customers called again, is not on this card."
            ),
        ),
        (
            _("Coach branch managers"),
            _(
                "Twenty of forty branches were drawn, and their managers coached for satisfied "
                "customers (module 7). In the quarter after, 4.9 points more were satisfied "
                "there than in the others, with a 95 % interval from 2.6 to 7.2, counted by "
                "branches."
            ),
        ),
        (
            _("Credit for business owners"),
            _(
                "In spring 2025 chance decided who was offered what (module 2). In segment "
                "D, to which this campaign goes, credit brought 11 yuan a customer more than "
                "no offer, its cost taken off [−49, 73]."
            ),
        ),
        (
            _("A gold card after ten years"),
            _(
                "Who holds the card stays 10 points more than other customers do (module 9). "
                "In 2026 the house asked in all 40 branches: 8 of 10 holders say that they "
                "would miss the card. It costs the bank 60 yuan a year."
            ),
        ),
        (
            _("Evenings for neighbors"),
            _(
                "In 2026 evenings for neighbors were held in 20 of 40 branches, drawn by "
                "lot. Each of the 20 won 3.1 new customers a month more than the other 20, "
                "with a 95 % interval from −1.4 to 7.6, counted by branches."
            ),
        ),
        (
            _("Advice in the app"),
            _(
                "In 2026 a coin decided which of 8,000 customers saw advice in the app. "
                "Within half a year 1.6 points more of them bought a product than of the "
                "others, with a 95 % interval from 0.6 to 2.6."
            ),
        ),
    ),
    "insurer": (
        (
            _("Pay claims in time"),
            _(
                "In 2026 ten of twenty claims offices were drawn to check each payment run "
                "the evening before. Of 100 claimants 3.1 more renewed there than at the "
                "other ten, with a 95 % interval from 0.8 to 5.4, counted by offices."
            ),
        ),
        (
            _("Surprise those who complain"),
            _(
                "In May 2026 the desk sent flowers and a voucher to a man whose cellar had "
                "been flooded twice. He renewed three policies and brought two neighbors "
                "with him. His letter of thanks was shared 2,100 times, and 9 of 10 readers "
                "liked it."
            ),
        ),
        (
            _("More adjusters"),
            _(
                "After the storm of November 2025 a claim took 31 days on average. In "
                "December six adjusters more began. By April 2026 it was 12 days, and there "
                "were 44 % fewer complaints about waiting."
            ),
        ),
        (
            _("Authority for teams"),
            _(
                "By lot, teams that settle cases alone were rated higher (notebook 1). In "
                "2026 the lot was drawn again, among sixty agencies. Where they settled "
                "alone, 2.2 points more renewed, with a 95 % interval from 0.6 to 3.8, "
                "counted by agencies."
            ),
        ),
        (
            _("A lower price in the app"),
            _(
                "In twelve pairs of territories a lot drew one of each pair for a discount "
                "in the app (module 10). There the app sold 31 policies a year more than in "
                "the other of the pair [28, 34]. What the agents there sold is not on this "
                "card."
            ),
        ),
        (
            _("A call before renewal"),
            _(
                "In 2026 half of 3,000 policyholders, drawn at random, were called a month "
                "before their renewal was due. Of them 1.2 points more renewed than of the "
                "others [−1.9, 4.3]."
            ),
        ),
        (
            _("One voice in new towns"),
            _(
                "In 20 of 40 towns, chosen by coins, a letter and a poster said the same in "
                "2026. There 9 policies for 1,000 households more were sold in the year than "
                "in the other towns [4, 14], agents and app together."
            ),
        ),
        (
            _("Claims by app"),
            _(
                "6,400 claims by app were paired with claims by telephone of the same kind "
                "and size, from policyholders of the same age. After claims by app 2.0 "
                "points more renewed [0.8, 3.2]. Whether those who use an app would have "
                "renewed anyway is open."
            ),
        ),
    ),
    "hospital": (
        (
            _("Quality circles"),
            _(
                "In 2026 circles were held in 12 of 24 departments, drawn by lot. There 5.8 "
                "more measures were carried out in the year than in the other twelve [4.1, "
                "7.5], counted by departments. Whether patients waited less was not looked at."
            ),
        ),
        (
            _("Answer complaints by telephone"),
            _(
                "Of patients whose complaint was answered by telephone 84 % came back, of "
                "others with complaints of the same department, severity and age 77 %. The "
                "difference is 7 points, with a 95 % interval from 3 to 11."
            ),
        ),
        (
            _("Two desks from nine to twelve"),
            _(
                "On 40 of 80 mornings of 2026, drawn by lot, two more desks were open. On a "
                "morning with them 7.1 fewer patients left unseen than on one without [4.9, "
                "9.3], counted by days. The mornings lay on all days of the week."
            ),
        ),
        (
            _("A course for heads of wards"),
            _(
                "Over 24 wards, ratings by patients rise with the satisfaction of the staff: "
                "r = 0.65 [0.33, 0.83]. The four wards whose heads took the course in 2026 "
                "stand first, second, fourth and seventh; how they stood before is not told."
            ),
        ),
        (
            _("Check-ups that fit"),
            _(
                "In 2026 a coin decided which of 2,400 patients were offered a check-up for "
                "their age. Of those offered 1.5 points more came to one than of the others "
                "[−0.4, 3.4]."
            ),
        ),
        (
            _("Reminders of the next visit"),
            _(
                "In 2026 a coin decided which of 6,000 patients were reminded by letter. Of "
                "them 71.8 % came within the year, of the others 67.9 %: 3.9 points more, "
                "with a 95 % interval from 1.6 to 6.2."
            ),
        ),
        (
            _("The bus to the villages"),
            _(
                "In 2024 the bus went to the ten villages that had sent the fewest patients "
                "(module 10). Within a year visits from these ten rose by 28 %, and every "
                "yuan of cash brought 24 yuan of revenue."
            ),
        ),
        (
            _("Guides at the kiosks"),
            _(
                "The aim is a check-in that is right at the first try. On ten of twenty days, "
                "drawn by lot, a clerk guided patients at the kiosks (module 6). Of 100 "
                "check-ins 17.6 more were right than on the other days [12.1, 23.1], counted "
                "by days."
            ),
        ),
    ),
}

#: The cards of evidence of each house, by action.
CARDS: Final[dict[str, dict[str, Card]]] = {
    house: {
        name: Card(short, promise, cost, int(name in _LAGGED[house]), known)
        for name, cost, promise, (short, known) in zip(
            _ACTIONS, costs, _PROMISE[house], _KNOWN[house], strict=True
        )
    }
    for house, costs in _COST.items()
}

_NEWS: Final[dict[str, tuple[str, ...]]] = {
    "bank": (
        _(
            "A customer of thirty years writes that her branch listens as never before since its "
            "manager was coached. The letter hangs in all forty branches."
        ),
        _("The desk had 47 complaints in June, after 52 in May, and speaks of a turn."),
        _(
            "On June 20 a rival opened two branches in the town. Until it has found its customers, "
            "keeping and recovering bring 40 % more, offers and reaching new people 30 % less."
        ),
        _(
            "Of 120 customers asked in June 82 % are satisfied; of 120 asked in March it was 78 %: "
            "four points in one quarter."
        ),
        _(
            "From August 1 the bank may write only to people who agreed beforehand: 40 % of the "
            "addresses for reaching new people. The order applies to all banks."
        ),
        _(
            "The largest bank of the capital has closed its advice in the app. Its head says that "
            "everybody who knows the trade will follow."
        ),
    ),
    "insurer": (
        _("In June 81.2 % of 400 policies that were due were renewed, in May 79.5 % of 380."),
        _(
            "The board has cut the money of the year from 960 to 700 thousand yuan. The minutes are "
            "of June 28."
        ),
        _(
            "A farmer drove 80 kilometers to thank the desk: his barn was paid within two days. The "
            "film of it was seen 9,000 times."
        ),
        _("At the agency that stands last, 3 of 7 are satisfied this month, after 5 of 7 in May."),
        _(
            "The sales director reports from the fair that all 200 visitors spoke of the app. Other "
            "insurers are said to copy it."
        ),
        _(
            "From July 1 a claim that is paid late costs interest, by a contract with all garages. "
            "Paying claims in time brings a third more than on its card."
        ),
    ),
    "hospital": (
        _(
            "The clinic across the river closed on June 30, and 900 patients a month more come. "
            "Capacity and self-service bring 40 % more, offers and leading 30 % less."
        ),
        _(
            "Granny Wu is 81 and dances again. The bus came just in time, she says, and 12,000 "
            "people read it in the paper."
        ),
        _(
            "The head of surgery has worked here for twenty years and has never seen such a spirit "
            "on the ward. Patients feel it, too, he says."
        ),
        _("Of 61 patients of the eye ward 5 complained from April to June, of 66 before it 9."),
        _(
            "From July 1 the health office reminds all patients over sixty itself, half of those whom "
            "the hospital reminds. Reminders bring half as much from then on."
        ),
        _(
            "The mean wait was 31.0 minutes in June [28.6, 33.4], after 32.4 in May [29.9, 34.9]: a "
            "gain of more than a minute."
        ),
    ),
}

#: Six cards of news for each house, A to F.
JULY_CARDS: Final[dict[str, tuple[NewsCard, ...]]] = {
    house: tuple(NewsCard(key, text) for key, text in zip("ABCDEF", texts, strict=True))
    for house, texts in _NEWS.items()
}
