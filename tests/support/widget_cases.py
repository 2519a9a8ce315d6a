"""Every widget of the course, for the contract that each of them keeps.

A new widget is one more :class:`WidgetCase` in :data:`CASES`: it then is tested without and within a
browser, see ``tests/servicelab/games/test_contract.py`` and ``tests/browser/test_widgets.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import ipywidgets as ipw

from servicelab.decisions.widgets.base import DecisionWidget
from servicelab.decisions.widgets.form import FormWidget
from servicelab.games.desk.model import play
from servicelab.games.desk.policies import severity_first
from servicelab.games.desk.scenario import load_scenario
from servicelab.games.interview.model import CODES

Decision = dict[str, Any]


@dataclass(frozen=True)
class WidgetCase:
    """A widget and what the contract needs to know of it.

    Attributes
    ----------
    name : str
        Of the test, and of the widget in a notebook.
    setup, make : str
        Python that loads what the widget shows, and that makes it in the folder ``folder``.
    css_class : str
        Of its view.
    opening : str
        What the status line says before anything has been decided.
    decision : dict
        Recorded by code.
    recorded : str
        What the status line says then.
    changes : sequence of (dict, str)
        Changes of the decision that are refused, and words of the refusal.
    told : str
        Words of the static form once the decision is recorded.
    alt : str
        How the alternative text of a picture in the static form begins; empty if nothing is drawn.
    kept : dict
        What the record holds beyond, or instead of, the entries of the decision.
    needs : str
        A button that a person presses before the form is complete.
    reveal : str
        Arguments of ``reveal``; None if the widget has no outcome.
    outcome : str
        Words of the outcome.
    other : dict
        A change that is refused once the outcome has been revealed.
    breaks : (str, callable)
        A name to be replaced by what fails, and what then calls it in a live view.
    shares : str
        An attribute that holds what is costly to compute and always the same.
    """

    name: str
    setup: str
    make: str
    css_class: str
    decision: Decision
    changes: Sequence[tuple[Decision, str]]
    told: str
    breaks: tuple[str, Callable[[Any], object]]
    alt: str = ""
    opening: str = "No decision recorded yet."
    recorded: str = "Decision recorded on 20"
    kept: Mapping[str, Any] = field(default_factory=dict)
    needs: str = ""
    reveal: str | None = ""
    outcome: str = ""
    other: Decision = field(default_factory=dict)
    shares: str = ""

    def __str__(self) -> str:
        return self.name

    def widget(self, folder: Path) -> DecisionWidget:
        """The widget in a folder."""
        names = self.names()
        made: DecisionWidget = eval(self.make, {**names, "folder": folder})
        if self.shares:
            setattr(made, self.shares, names.setdefault(self.shares, {}))
        return made

    def names(self) -> dict[str, Any]:
        """What the setup defines, such as tables."""
        return _namespace(self.setup)

    def on_file(self) -> Decision:
        """The decision as its record holds it."""
        return {**self.decision, **self.kept}

    def reveal_arguments(self) -> tuple[Any, ...]:
        """What `reveal` is called with."""
        return tuple(eval(f"({self.reveal},)" if self.reveal else "()", self.names()))


@cache
def _namespace(setup: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(setup, names)
    return names


def parts(widget: Any) -> Iterator[Any]:
    """A view and all that lies in it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def press(widget: DecisionWidget, words: str) -> None:
    """Press the button whose description or tooltip begins with these words."""
    for part in parts(widget.view()):
        if isinstance(part, ipw.Button) and (
            part.description.startswith(words) or part.tooltip.startswith(words)
        ):
            part.click()
            return
    raise AssertionError(words)


def said(widget: DecisionWidget) -> str:
    """What the status line of the live view says."""
    widget.view()
    return str(widget.status_line().value)


def fill(widget: FormWidget, decision: Decision) -> None:
    """Fill in a form; what changes the form itself comes first, as on the page."""
    widget.view()
    for name, control in widget.controls.items():
        control.value = decision[name]


REASON = "It weighs most, and it falls short of what they expect."
BY_REASON = [
    ({"reason": "short"}, "at least 20 characters (5 so far)"),
    ({"hobby": 1}, "hobby"),
]
STUDIO = WidgetCase(
    name="studio",
    setup="""
from servicelab.customers.segmentation import behavior_features
from servicelab.games.segment_studio import SegmentStudio
from servicelab_workshop.worlds.bank import make_bank

world = make_bank(n=500)
features = behavior_features(world.customers, world.transactions, "2025-03-01")
features = features.join(world.customers.set_index("customer_id")["age"])
""",
    make="SegmentStudio(features, world.offers, folder=folder)",
    css_class="servicelab-studio",
    decision={
        "features": ["transactions", "balance"],
        "scale": True,
        "k": 2,
        "names": {"A": "savers", "B": "borrowers"},
        "offers": {"A": "wealth", "B": "credit"},
        "forecast": 70000.0,
        "drop_field": "zodiac",
        "reason": REASON,
    },
    changes=[
        ({"names": {"A": "borrowers"}}, "a name for segment B"),
        ({"drop_field": "shoe_size"}, "name one field of the customer records, such as birth_date"),
        ({"offers": {"A": "credit", "B": "gift"}}, "an offer is one of credit, wealth, none"),
        ({"names": {"A": "x", "B": "y", "C": "z"}}, "each segment A to B, and no other"),
        ({"k": "two"}, "a number of segments from 2 to 8"),
        ({"features": "balance"}, "features"),
        *BY_REASON,
    ],
    told="Names: A savers, B borrowers. Offers: A wealth, B credit. Forecast, yuan in autumn: 70,000",
    alt="Segment: customers, and the mean of each feature",
    reveal="world.offers_later",
    outcome="You forecast 70,000 yuan",
    other={"forecast": 1},
    breaks=(
        "servicelab.games.segment_studio.model.evaluate",
        lambda widget: setattr(widget.controls["k"].view, "value", 7),
    ),
    shares="_evaluations",
)
WEIGHTS = {
    "tangibles": 11,
    "reliability": 32,
    "responsiveness": 22,
    "assurance": 19,
    "empathy": 16,
}
EXPLORER = WidgetCase(
    name="explorer",
    setup="""
from servicelab.data.loading import load_dataset
from servicelab.games.gap_explorer import GapExplorer
from servicelab.surveys.servqual import DIMENSIONS, reverse_items, screen_survey

items = load_dataset("insurer_items")
raw = load_dataset("insurer_servqual")
survey = reverse_items(raw[screen_survey(raw, items)["keep"]], items)
weights = survey[[f"w_{dimension}" for dimension in DIMENSIONS]]
""",
    make="GapExplorer(survey, items, weights, folder)",
    css_class="servicelab-explorer",
    decision={
        "weights": WEIGHTS,
        "metric": "weighted",
        "priority": "reliability",
        "confidence": 0.9,
        "reason": REASON,
    },
    changes=[
        ({"weights": {**WEIGHTS, "empathy": 15}}, "1 point left"),
        ({"weights": {"reliability": 100}}, "whole points from 0 to 100 to each of"),
        ({"weights": {**WEIGHTS, "empathy": 15.5, "tangibles": 11.5}}, "whole points"),
        ({"weights": "equal"}, "weights"),
        ({"metric": "gap"}, "a metric is one of raw, weighted, performance"),
        ({"priority": "price"}, "a priority is one of tangibles"),
        ({"confidence": 90}, "a probability from 0 to 1"),
        ({"confidence": "high"}, "your confidence"),
        *BY_REASON,
    ],
    told="First priority: reliability. Metric that decides: weighted gap. Confidence, %: 90.",
    alt="Expectation (E) and perception (P) by dimension: tangibles",
    outcome="You gave it 90 %",
    other={"confidence": 1},
    breaks=(
        "servicelab.games.gap_explorer.model.weigh",
        lambda widget: setattr(widget._switch, "value", "weighted"),
    ),
)
SPENT = {"short_wait": 8, "explanation": 6, "listening": 2, "privacy": 2, "clear_costs": 2}
ATTRIBUTES = (
    *("clean_rooms", "privacy", "clear_signs", "greenery", "booking", "short_wait"),
    *("courtesy", "explanation", "listening", "follow_up", "diagnosis", "quick_relief"),
    *("few_side_effects", "clear_costs"),
)
BOARD = WidgetCase(
    name="board",
    setup="""
from servicelab.data.loading import load_dataset
from servicelab.games.priority_board import PriorityBoard

zones = load_dataset("hospital_zones")
drivers = load_dataset("hospital_drivers")
attributes = load_dataset("hospital_attributes")
""",
    make="PriorityBoard(zones, drivers, attributes, folder)",
    css_class="servicelab-board",
    decision={
        "crosshair": "mean",
        "tokens": SPENT,
        "protected": "ill",
        "forecast": 0.9,
        "reason": REASON,
    },
    kept={
        "tokens": {**dict.fromkeys(ATTRIBUTES, 0), **SPENT},
        "crosshair_before_seeing": True,
    },
    changes=[
        ({"tokens": {**SPENT, "privacy": 1}}, "1 token left"),
        ({"tokens": {**SPENT, "privacy": 3, "price": -1}}, "no attribute 'price'"),
        ({"tokens": {**SPENT, "privacy": 3, "booking": -1}}, "whole tokens from 0 to 20 to each"),
        ({"tokens": {**SPENT, "privacy": 1.5, "booking": 0.5}}, "whole tokens"),
        ({"tokens": "equal"}, "tokens"),
        ({"crosshair": "origin"}, "a crosshair rule is one of mean, median, scale"),
        ({"protected": "everybody"}, "a group is one of ill, sub-healthy, healthy"),
        ({"forecast": 90}, "a share of the best possible gain from 0 to 1"),
        ({"forecast": "high"}, "your forecast"),
        *BY_REASON,
    ],
    told="Crosshair chosen before the positions were seen: yes. Tokens: Privacy 2, Short wait 8",
    needs="Fix the rule and show the positions",
    alt="Responsiveness: adequate to desired level",
    outcome="You forecast 90 %",
    other={"forecast": 1},
    breaks=(
        "servicelab.games.priority_board.model.zone_rows",
        lambda widget: setattr(widget._dimension, "value", "empathy"),
    ),
)


ANSWERS = {code: 6 if code.startswith("E") else 4 for code in CODES}
INTERVIEW = WidgetCase(
    name="interview",
    setup="""
from servicelab.data.loading import load_dataset
from servicelab.games.interview import ServqualInterview

items = load_dataset("insurer_items")
""",
    make="ServqualInterview(items, folder)",
    css_class="servicelab-interview",
    opening="No item answered yet",
    recorded="All 44 answers are kept.",
    decision={"answers": ANSWERS},
    kept={"case": "water damage", "language": "en"},
    changes=[
        ({"answers": {"E01": 6}}, "expectation items 2-22; perception items 1-22"),
        ({"answers": {**ANSWERS, "E01": 9}}, "a whole number from 1 to 7"),
        ({"answers": {**ANSWERS, "E23": 5}}, "an item is one of"),
        ({"answers": [6] * 44}, "item to answer"),
        ({"case": "fire"}, "the case is water damage"),
        ({"answers": {}}, "expectation items 1-22"),
    ],
    told="44 of 44 items answered. Your own answers by dimension: tangibles E 6.00, P 4.00, gap -2.00",
    alt="Expectation (E) and perception (P) by dimension: tangibles",
    reveal=None,
    breaks=(
        "servicelab.games.interview.model.item_text",
        lambda widget: widget._next.click(),
    ),
)
DAY = [dict(entry) for entry in severity_first(load_scenario("insurer_claims"))]
DESK = WidgetCase(
    name="desk",
    setup="from servicelab.games.desk import ComplaintDesk",
    make='ComplaintDesk("insurer_claims", folder)',
    css_class="servicelab-desk",
    opening="Choose a case",
    recorded="Choose a case",
    decision={"entries": DAY[:3]},
    kept={"scenario": "insurer_claims", "seed": 0},
    changes=[
        ({"entries": [{"case": "K99", "look": True}]}, "name a case of the day"),
        ({"entries": [{"case": "K01", "look": True}] * 2}, "has been read already"),
        ({"entries": "all"}, "list of dictionaries"),
        ({"entries": [], "seed": -1}, "whole number"),
        ({"entries": [], "scenario": "other"}, "the scenario is"),
    ],
    told="The day is not closed yet.",
    alt="The day along the clock, until ",
    outcome="Your day is worth",
    other={"entries": DAY[:2]},
    breaks=(
        "servicelab.games.desk.form.clock_words",
        lambda widget: widget._buttons[play(widget.scenario, []).waiting[0].case].click(),
    ),
)
PREDICTION = WidgetCase(
    name="prediction",
    setup="from servicelab import Prediction",
    make='Prediction("guess", "Heads or tails?", ["heads", "tails"], folder)',
    css_class="servicelab-prediction",
    decision={"choice": "heads"},
    changes=[({"choice": "edge"}, "the decision is not complete"), ({"hobby": 1}, "hobby")],
    told="Heads or tails? Choices: heads; tails. Recorded: heads.",
    reveal='"It was tails."',
    outcome='You predicted "heads". It was tails.',
    other={"choice": "tails"},
    breaks=(
        "servicelab.decisions.fields.DecisionFields.missing",
        lambda widget: setattr(widget.controls["choice"].view, "value", "tails"),
    ),
)
RANGE = WidgetCase(
    name="range_prediction",
    setup="from servicelab import RangePrediction",
    make='RangePrediction("days", "How many days?", 0, 90, "days", folder)',
    css_class="servicelab-range",
    decision={"low": 10.0, "high": 30.0},
    changes=[
        ({"high": 5}, "an upper end that is not below the lower one"),
        ({"low": -1}, "a number from 0 to 90"),
        ({"low": "few"}, "the lower end"),
        ({"hobby": 1}, "hobby"),
    ],
    told="How many days? Give a range of which you are 80 % sure. Recorded: 10 to 30 days.",
    reveal="27",
    outcome="Your range was 10 to 30 days; it was 27 days: inside. The range costs 20",
    other={"low": 20},
    breaks=(
        "servicelab.decisions.fields.DecisionFields.missing",
        lambda widget: setattr(widget.controls["low"].view, "value", "20"),
    ),
)
STATEMENT = WidgetCase(
    name="statement",
    setup="from servicelab import Statement",
    make="""Statement(
    "told",
    "Which sentence may Mr. Gao tell?",
    {
        "A": "The ads sold 200 policies more.",
        "B": "In May, those who saw the ads bought more often than those who did not.",
        "C": "Whoever sees our ads will buy more often, in any month and any town.",
        "D": "Those who saw the ads bought three times as often: a clear success.",
    },
    folder,
)""",
    css_class="servicelab-statement",
    decision={"sentence": "B", "sure": 0.85},
    changes=[
        ({"sentence": "E"}, "choose one of A, B, C, D"),
        ({"sure": 0.2}, "a proportion from 0.25, a guess, to 1"),
        ({"sure": 90}, "a proportion from 0.25, a guess, to 1"),
        ({"hobby": 1}, "hobby"),
    ],
    told="three times as often: a clear success. Recorded: B, 85% sure.",
    reveal='"Nobody tossed a coin."',
    outcome="You recorded B, 85% sure. Nobody tossed a coin.",
    other={"sentence": "A"},
    breaks=(
        "servicelab.decisions.fields.DecisionFields.missing",
        lambda widget: setattr(widget.controls["sentence"].view, "value", "A"),
    ),
)
REASONED = WidgetCase(
    name="reasoned_choice",
    setup="from servicelab import ReasonedChoice",
    make='ReasonedChoice("stays", "Which desk stays?", ["north", "south"], folder)',
    css_class="servicelab-reasoned",
    decision={"choice": "south", "reason": "Most visitors come from the station."},
    changes=[
        ({"choice": "west"}, "choose one of north, south"),
        ({"reason": "so"}, "a reason of at least 20 characters"),
        ({"hobby": 1}, "hobby"),
    ],
    told="Which desk stays? Choices: north; south. Recorded: south, Most visitors come",
    reveal=None,
    breaks=(
        "servicelab.decisions.fields.DecisionFields.missing",
        lambda widget: setattr(widget.controls["choice"].view, "value", "north"),
    ),
)
REMEDIES = WidgetCase(
    name="remedies",
    setup="""
from servicelab.data.loading import load_dataset
from servicelab.games.remedies import RemedyBoard

audit = load_dataset("bank_gaps")
""",
    make="RemedyBoard(audit, folder)",
    css_class="servicelab-remedies",
    decision={
        "app_question": "research",
        "loan_decision": "standard",
        "call_back": "staff",
        "new_card": "research",
        "cash": "none",
        "reason": REASON,
    },
    changes=[
        ({"new_card": "courier"}, "a remedy is one of research, standard, staff, leaflet, none"),
        ({"call_back": ""}, "a remedy for call back"),
        *BY_REASON,
    ],
    told="App question: research. Loan decision: standard. Call back: staff and process.",
    alt="Cost of a remedy, thousand yuan a year",
    outcome="By this audit your plan brings",
    other={"cash": "leaflet"},
    breaks=(
        "servicelab.games.remedies.view._chosen_costs",
        lambda widget: setattr(widget.controls["cash"].view, "value", "none"),
    ),
)
SWITCHES = ("timing", "channel", "wording", "base")
FACTORY = WidgetCase(
    name="factory",
    setup="""
from servicelab.data.loading import load_dataset
from servicelab.games.factory import SatisfactionFactory

readings = load_dataset("bank_factory")
""",
    make="SatisfactionFactory(readings, 95, folder)",
    css_class="servicelab-factory",
    decision={
        "timing": "closed",
        "channel": "text",
        "wording": "even",
        "base": "no middle",
        "reason": REASON,
    },
    changes=[
        ({"channel": "caller"}, "a setting that reads 95 % or more, rounded (this one reads 8"),
        ({"channel": "pigeon"}, "channel is one of clerk, tablet, text, caller"),
        ({"timing": ""}, "the switch 'Whom and when'"),
        *BY_REASON,
    ],
    told="How: a text with a link. Words: five even steps.",
    alt="Reads as satisfied, % of the visits that count: as the page was made 9",
    outcome="The visits stayed the same.",
    other={"channel": "clerk"},
    breaks=(
        "servicelab.games.factory.model.read_setting",
        lambda widget: [
            setattr(widget.controls[name].view, "value", one)
            for name, one in zip(SWITCHES, ("closed", "text", "even", "answers"), strict=True)
        ],
    ),
)
#: The branches of the bank whose lines are signed.
LINES = ("Riverside", "Harbor", "Old Town", "Eastgate", "Lakeside", "University")
CALLED = {"Riverside": 20, "Harbor": 20, "Old Town": 10, "Eastgate": 10, "University": 20}
SIX_LINES = WidgetCase(
    name="six_lines",
    setup="""
from servicelab.data.loading import load_dataset
from servicelab.games.six_lines import SixLines

visits = load_dataset("bank_visits")
calls = load_dataset("bank_line_calls")
truths = dict.fromkeys(visits["branch"].unique(), 50.0)
""",
    make="SixLines(visits, calls, folder)",
    css_class="servicelab-six-lines",
    decision={
        "treatments": {
            "Riverside": "add calls",
            "Harbor": "add calls",
            "Old Town": "add calls",
            "Eastgate": "add calls",
            "Lakeside": "recount",
            "University": "ask anew",
        },
        "calls": CALLED,
        "reason": REASON,
    },
    kept={"calls": dict.fromkeys(LINES, 0) | CALLED},
    changes=[
        ({"treatments": {"Riverside": "bound"}}, "a treatment for Harbor, Old Town, Eastgate"),
        ({"treatments": dict.fromkeys(LINES, "pray")}, "a treatment is one of printed, recount"),
        ({"treatments": "all"}, "treatments"),
        ({"calls": {**CALLED, "University": 50}}, "30 calls less: there are 80"),
        ({"calls": {"Harbor": 25}}, "calls come in tens, from 0 to 80"),
        ({"calls": {"Harbor": -10}}, "calls come in tens, from 0 to 80"),
        *BY_REASON,
    ],
    told="Lakeside recount on paper: 4 and 5 of all answers; University leave the answers aside",
    alt="Satisfied visits, %: what is printed and what the plan says: Riverside prints 95 %",
    reveal="truths",
    outcome="In this quarter ",
    other={"calls": {}},
    breaks=(
        "servicelab.games.six_lines.model.line_range",
        lambda widget: setattr(widget.controls["treatments"].lists["Harbor"], "value", "bound"),
    ),
)
LEDGER_CLAIMS = [f"L{number}" for number in range(1, 10)]
VERDICTS = dict.fromkeys(LEDGER_CLAIMS, "garbled")
LEDGER = WidgetCase(
    name="ledger",
    setup="from servicelab.games.ledger import ClaimLedger",
    make="ClaimLedger(folder)",
    css_class="servicelab-ledger",
    decision={
        "verdicts": VERDICTS,
        "sure": dict.fromkeys(LEDGER_CLAIMS, 0.65),
        "reason": REASON,
    },
    changes=[
        ({"verdicts": {**VERDICTS, "L3": "wrong"}}, "a verdict is one of"),
        ({"verdicts": {"L1": "dated"}}, "a verdict on L2, L3"),
        ({"verdicts": {**VERDICTS, "L10": "dated"}}, "a verdict for each of L1"),
        ({"sure": dict.fromkeys(LEDGER_CLAIMS, 0.1)}, "a proportion from 0.2, no idea, to 1"),
        ({"sure": "very"}, "a proportion for each of L1"),
        *BY_REASON,
    ],
    told="Verdicts: L1 garbled, L2 garbled",
    alt="Claim ledger",
    reveal=None,
    breaks=(
        "servicelab.decisions.fields.DecisionFields.missing",
        lambda widget: setattr(widget.controls["verdicts"].each["L1"].view, "value", "dated"),
    ),
)
REVIEWED = [
    "m03-q3-fund",
    "m04-gap-explorer",
    "m05-priority-board",
    "m07-house-rule",
    "m08-desk-insurer-claims",
]
REVIEWS = {
    name: {"verdict": "revised", "module": "m10", "reason": f"{REASON} It is 12.{place}."}
    for place, name in enumerate(REVIEWED)
}
DECISION_REVIEW = WidgetCase(
    name="decision_review",
    setup=(
        "import tempfile\n"
        "from servicelab.portfolio.review import DecisionReview, course_digest\n"
        "digest = course_digest(tempfile.mkdtemp())"
    ),
    make="DecisionReview(digest, folder)",
    css_class="servicelab-decision-review",
    decision={"reviews": REVIEWS},
    changes=[
        ({"reviews": {}}, "5 decisions (0 so far)"),
        ({"reviews": dict(list(REVIEWS.items())[:4])}, "5 decisions (4 so far)"),
        (
            {"reviews": {**REVIEWS, "m09-film": REVIEWS["m03-q3-fund"]}},
            "names that are known instead",
        ),
        (
            {"reviews": {**REVIEWS, "m03-q3-fund": {"verdict": "revised"}}},
            "Which projects to fund: the module of your number, a reason",
        ),
        (
            {"reviews": {**REVIEWS, "m03-q3-fund": {**REVIEWS["m03-q3-fund"], "module": "m77"}}},
            "a module is one of m02 to m11",
        ),
        (
            {"reviews": {**REVIEWS, "m03-q3-fund": {**REVIEWS["m03-q3-fund"], "verdict": "sold"}}},
            "a verdict is one of",
        ),
        ({"reviews": "all"}, "a dictionary of verdict, module and reason"),
    ],
    told="Which projects to fund (m03) revised, by m10",
    alt="Decisions, looked at again",
    reveal=None,
    breaks=(
        "servicelab.decisions.fields.DecisionFields.missing",
        lambda widget: setattr(
            widget.controls["reviews"].each["m03-q3-fund"]["verdict"].view, "value", "kept"
        ),
    ),
)
MOVES = [
    {"praise": who, "warn": other} for who, other in zip("ABCDEFGHIJ", "BCDEFGHIJK", strict=True)
]
RED_BEADS = WidgetCase(
    name="red_beads",
    setup="from servicelab.games.beads import RedBeads",
    make="RedBeads(folder)",
    css_class="servicelab-red-beads",
    decision={"moves": MOVES, "praise": "lowers", "warning": "raises", "sure": 0.8},
    changes=[
        ({"moves": MOVES[:7]}, "3 of 10 quarters"),
        ({"moves": [{"praise": "A", "warn": "A"}] * 10}, "two different managers in quarter 1"),
        ({"moves": [{"praise": "A", "warn": "Z"}] * 10}, "one manager from A to L"),
        ({"moves": [{"praise": "A"}] * 10}, "one manager from A to L"),
        ({"moves": "all"}, "one manager from A to L"),
        ({"praise": "helps"}, "choose one of raises, lowers, nothing"),
        ({"sure": 80}, "a share from 0 to 1"),
        ({"hobby": 1}, "hobby"),
    ],
    told="1: praised A, warned B; 2: praised B, warned C",
    alt="Satisfied customers by manager and quarter",
    outcome="You said that praise lowers the next score",
    other={"sure": 1},
    breaks=(
        "servicelab.games.beads.view.board_table",
        lambda widget: press(widget, "Begin anew"),
    ),
)
SEALED_RULE = {
    "window": "all",
    "praise": "no",
    "closer": 2,
    "action": "coach",
    "limit": 2.5,
    "system": 3,
    "reason": REASON,
}
HOUSE_RULE = WidgetCase(
    name="house_rule",
    setup="from servicelab.games.beads import HouseRule",
    make="HouseRule(folder)",
    css_class="servicelab-house-rule",
    decision=SEALED_RULE,
    changes=[
        ({"limit": "never"}, "from where on to act"),
        ({"window": "year"}, "choose one of last, four, all"),
        ({"praise": True}, "choose one of yes, no"),
        ({"closer": 7}, "choose one of never, 1, 1.5"),
        ({"action": "dismiss"}, "choose one of leave, coach, replace, worst"),
        ({"system": "quarter 1"}, "choose one of never, 1, 1.5"),
        *BY_REASON,
    ],
    told="Look closer below the others by: 2 standard errors. Then: coach whoever is that low.",
    alt="Your rule on five open boards",
    reveal=None,
    breaks=(
        "servicelab.games.beads.model.run_rule",
        lambda widget: (fill(widget, SEALED_RULE), press(widget, "Try my rule")),
    ),
)
ALARM_RULES = {
    "transfers_rule": "two",
    "transfers_unit": "chance",
    "callbacks_rule": "cusum",
    "callbacks_unit": "chance",
    "waits_rule": "three",
    "waits_unit": "known",
}
ALARMS = WidgetCase(
    name="alarms",
    setup="""
import pandas as pd

from servicelab.games.alarm_desk import RATES, AlarmDesk

known = pd.DataFrame(
    [
        (key, week, 400, round(400 * rate.usual) + (-3, 0, 2, 5)[week % 4])
        for key, rate in RATES.items()
        for week in range(1, 13)
    ],
    columns=["rate", "week", "counted", "wrong"],
)
""",
    make="AlarmDesk(known, folder)",
    css_class="servicelab-alarms",
    decision={**ALARM_RULES, "reason": REASON},
    changes=[
        ({"transfers_rule": "four"}, "a rule is one of never, last, two, three, runs, cusum"),
        ({"waits_unit": "week"}, "a unit is one of chance, known"),
        ({"callbacks_rule": ""}, "a rule for late call-backs"),
        *BY_REASON,
    ],
    told="Wrong transfers: two errors above the usual. Wrong transfers, one error is: what chance gives",
    alt="Three weekly rates. Wrong transfers, usually 3 %",
    outcome="In twenty half-years that you have not seen",
    other={"waits_rule": "cusum"},
    breaks=(
        "servicelab.games.alarm_desk.model.play",
        lambda widget: widget._steps[0].click(),
    ),
)
FUNDING = WidgetCase(
    name="funding",
    setup="""
import pandas as pd

from servicelab.games.funding import FundingPlan, affordable_sets

projects = pd.DataFrame(
    {"cost": [900, 400, 50], "does": ["keeps the rain out", "warms", "is seen"]},
    index=["roof", "stove", "sign"],
)
gains = {one: 10.0 * len(one) for one in affordable_sets(projects["cost"].to_dict(), 1000)}
""",
    make='FundingPlan("funding-case", projects, 1000, folder)',
    css_class="servicelab-funding",
    decision={"projects": ["roof", "sign"], "expected": 20.0, "reason": REASON},
    changes=[
        ({"projects": ["roof", "stove"]}, "projects that cost 300 yuan less"),
        ({"projects": ["cellar"]}, "projects are some of roof, stove, sign"),
        ({"projects": []}, "at least one project"),
        ({"expected": -5.0}, "a number of yuan from 0 to 100 million"),
        ({"expected": "much"}, "the gain that you expect of them together"),
        *BY_REASON,
    ],
    told="Projects: roof, sign. Expected gain of all clients, yuan a year: 20.",
    alt="What the projects do",
    reveal="gains",
    outcome="You expected 20 yuan a year; your projects bring 20 together.",
    other={"expected": 30.0},
    breaks=(
        "servicelab.decisions.fields.DecisionFields.missing",
        lambda widget: setattr(widget.controls["expected"].view, "value", "25"),
    ),
)
PRICE_MENU = WidgetCase(
    name="price_menu",
    setup="from servicelab.games.price_menu import PriceMenu",
    make="PriceMenu(folder)",
    css_class="servicelab-price-menu",
    decision={"shared": 70, "own": 200, "reason": REASON},
    changes=[
        ({"shared": -1}, "from 0 to 300"),
        ({"own": 301}, "from 0 to 300"),
        ({"own": "dear"}, "from 0 to 300"),
        *BY_REASON,
    ],
    told="Shared adviser, yuan: 70",
    alt="A hundred clients: Own adviser 30",
    reveal=None,
    breaks=(
        "servicelab.games.price_menu.model.sort_clients",
        lambda widget: setattr(widget.controls["own"].view, "value", 210),
    ),
)
SEALED_MENUS = [
    {"Basic": 700, "Standard": 1300, "Full": 1900, "desk": False, "waiting": False},
    {"Basic": 700, "Standard": 1300, "Full": 2100, "desk": True, "waiting": False},
    {"Basic": 700, "Standard": None, "Full": None, "desk": False, "waiting": True},
]
PRACTICE_YEARS = WidgetCase(
    name="practice_years",
    setup="from servicelab.games.year_menu import PracticeYears",
    make="PracticeYears(folder)",
    css_class="servicelab-practice-years",
    decision={"years": SEALED_MENUS, "belief": "buyers", "sure": 0.7},
    changes=[
        ({"years": SEALED_MENUS[:2]}, "1 of 3 years"),
        ({"years": [{**SEALED_MENUS[0], "Full": 99}] * 3}, "give 3 years"),
        ({"years": [{"Full": 1900}] * 3}, "give 3 years"),
        ({"years": "all"}, "give 3 years"),
        ({"belief": "fate"}, "choose one of luck, use, buyers"),
        ({"sure": 70}, "a share from 0 to 1"),
        ({"hobby": 1}, "hobby"),
    ],
    told="1: Basic 700, Standard 1,300, Full 1,900; 2: Basic 700",
    alt="Your years: policies, and claims in percent of the premium",
    outcome="You said: buyers",
    other={"sure": 1},
    breaks=(
        "servicelab.games.year_menu.model.play_years",
        lambda widget: press(widget, "Seal the year"),
    ),
)
SEALED_MENU_RULE = {
    "limit": 2,
    "sicker_tiers": "Standard",
    "sicker_markup": 80,
    "other_tiers": "Standard + Full",
    "few_markup": 20,
    "many_markup": 40,
    "desk": "asked",
    "waiting": "sicker",
    "bad_year": "half",
    "reason": REASON,
}
MENU_RULE = WidgetCase(
    name="menu_rule",
    setup="from servicelab.games.year_menu import MenuRule",
    make="MenuRule(folder)",
    css_class="servicelab-menu-rule",
    decision=SEALED_MENU_RULE,
    changes=[
        ({"limit": 7}, "choose one of 0, 1, 2"),
        ({"other_tiers": "none"}, "choose one of Basic, Standard, Full"),
        ({"few_markup": 1000}, "choose one of 10, 20"),
        ({"desk": True}, "choose one of never, always, asked"),
        ({"bad_year": ""}, "what follows a bad year"),
        *BY_REASON,
    ],
    told="Clearly sicker: open: Standard. Clearly sicker: price: cost + 80 %.",
    alt="Your rule in 24 open cities",
    reveal=None,
    breaks=(
        "servicelab.games.year_menu.model.run_rule",
        lambda widget: (fill(widget, SEALED_MENU_RULE), press(widget, "Try my rule")),
    ),
)
FILM_BET = {
    "still_low": 60.0,
    "still_high": 85.0,
    "late_low": 90.0,
    "late_high": 98.0,
    "first_low": 80.0,
    "first_high": 90.0,
}
FILM = WidgetCase(
    name="film",
    setup="from servicelab.games.sorting_film import SortingFilm",
    make="SortingFilm(folder)",
    css_class="servicelab-sorting-film",
    decision=FILM_BET,
    changes=[
        ({"still_low": 90}, "an upper end that is not below the lower one: Still here of 100"),
        ({"late_high": 101}, "a number from 0 to 100"),
        ({"first_low": "few"}, "Year 1, %: from"),
        ({"hobby": 1}, "hobby"),
    ],
    told="Still here of 100: from: 60. Still here of 100: to: 85.",
    alt="Sorting film, dots here when a year begins: 5,000 in year 1",
    outcome="2 of your three ranges hold what came in this film",
    other={"first_high": 99},
    breaks=(
        "servicelab.games.sorting_film.view.year_chart",
        lambda widget: press(widget, "Next year"),
    ),
)
JOURNEYS = WidgetCase(
    name="journeys",
    setup="""
import pandas as pd

from servicelab.games.journeys import Journeys

names = ["An", "Bo", "Chu", "Deng", "Er"]
table = pd.DataFrame(
    [
        (name, quarter, "wait" if place == quarter else None, int(place < 2))
        for place, name in enumerate(names, 1)
        for quarter in range(1, 5)
    ]
    + [
        (name, quarter, None, int(name == "Fang"))
        for name in ("Fang", "Gu", "Han", "Ji", "Kang")
        for quarter in range(1, 5)
    ],
    columns=["customer", "quarter", "failed", "left"],
)
""",
    make="Journeys(table, folder)",
    css_class="servicelab-journeys",
    decision={"leavers": ["An", "Bo"], "right": 1},
    changes=[
        ({"leavers": ["An"]}, "1 customer more"),
        ({"leavers": ["An", "Bo", "Chu"]}, "1 customer less"),
        ({"leavers": ["An", "Zoe"]}, "one of the ten customers"),
        ({"leavers": "An"}, "tick just 2"),
        ({"right": 3}, "a whole number from 0 to 2"),
        ({"hobby": 1}, "hobby"),
    ],
    told="Who left: An, Bo",
    alt="What went wrong for ten customers",
    outcome="You named 1 of the 2 who left, and expected 1.",
    other={"right": 2},
    breaks=(
        "servicelab.games.journeys.model.cells",
        lambda widget: press(widget, "Next quarter"),
    ),
)
BY_HAND = [
    {"complained": {"call": 20}, "new_large": {"gift": 5}},
    {"long_large": {"call": 30}},
    {},
    {"settled_large": {"call": 10, "gift": 5}},
]
FOUR_QUARTERS = WidgetCase(
    name="four_quarters",
    setup="from servicelab.games.four_quarters import FourQuarters",
    make="FourQuarters(folder)",
    css_class="servicelab-four-quarters",
    decision={"quarters": BY_HAND, "best": "long_large", "sure": 0.6},
    changes=[
        ({"quarters": BY_HAND[:3]}, "1 of 4 quarters"),
        ({"quarters": [{"vip": {"call": 5}}] * 4}, "no cell 'vip'"),
        ({"quarters": [{"complained": {"call": 101}}] * 4}, "between 0 and 100 %"),
        ({"quarters": [{"complained": {"call": 60, "gift": 60}}] * 4}, "between 0 and 100 %"),
        ({"quarters": [{"settled_small": {"gift": 90}}] * 4}, "there are 900,000"),
        ({"quarters": "all"}, "whole percentages for cells"),
        ({"best": "vip"}, "choose one of new_small"),
        ({"sure": 60}, "a share from 0 to 1"),
        ({"hobby": 1}, "hobby"),
    ],
    told="quarter 1: complained 20 % called, new, large plan 5 % given a gift",
    alt="The year",
    outcome="Your year was worth",
    other={"sure": 1},
    breaks=(
        "servicelab.games.four_quarters.view.report",
        lambda widget: press(widget, "Begin anew"),
    ),
)
SEALED_PLAN = {
    "test": 500,
    "measures": "both",
    "decide": "raw",
    "holdout": 0.05,
    "rest": "no",
    "review": "all",
    "reason": REASON,
}
RETENTION_PLAN = WidgetCase(
    name="retention_plan",
    setup="from servicelab.games.four_quarters import RetentionPlan",
    make="RetentionPlan(folder)",
    css_class="servicelab-retention-plan",
    decision=SEALED_PLAN,
    changes=[
        ({"test": 200}, "choose one of 0, 100, 500"),
        ({"measures": "letters"}, "choose one of calls, gifts, both"),
        ({"decide": "luck"}, "choose one of nobody, risk"),
        ({"holdout": 0.1}, "choose one of 0, 0.05"),
        ({"rest": True}, "choose one of yes, no"),
        ({"review": "monthly"}, "choose one of once, all, last"),
        *BY_REASON,
    ],
    told="Test in quarter 1: 500 by lot in each cell, with each measure. With: calls and gifts.",
    alt="The plan",
    reveal=None,
    breaks=(
        "servicelab.games.four_quarters.model.run_plan",
        lambda widget: (fill(widget, SEALED_PLAN), press(widget, "Try my plan")),
    ),
)
HALF_HOUR = {"desks": 5, "order": "arrival", "explain": False, "texts": 0}
MORNING = [
    {"desks": 7, "order": "ill", "explain": True, "texts": 6},
    {"desks": 6, "order": "ill40", "explain": False, "texts": 2},
    *[HALF_HOUR] * 8,
]
PLAY_MORNING = WidgetCase(
    name="play_morning",
    setup="from servicelab.games.morning import PlayMorning",
    make="PlayMorning(folder)",
    css_class="servicelab-play-morning",
    decision={"entries": MORNING, "dear": "9:00", "sure": 0.6},
    changes=[
        ({"entries": MORNING[:7]}, "3 of 10 half-hours"),
        ({"entries": [{**HALF_HOUR, "desks": 9}] * 10}, "choose one of 5, 6, 7"),
        ({"entries": [{**HALF_HOUR, "desks": 7}] * 10}, "20 half-hours of a desk"),
        ({"entries": [{**HALF_HOUR, "texts": 6}] * 10}, "60 texts"),
        ({"entries": [{"desks": 5}] * 10}, "needs desks, order, explain and texts"),
        ({"entries": "all"}, "give 10 half-hours"),
        ({"dear": "13:00"}, "choose one of 8:00"),
        ({"sure": 60}, "a share from 0 to 1"),
        ({"hobby": 1}, "hobby"),
    ],
    told="8:00 7 desks, the ill first, explaining, 6 texts; 8:30 6 desks",
    alt="13:00: in line",
    outcome="Your morning lost",
    other={"sure": 1},
    breaks=(
        "servicelab.games.morning.model.play",
        lambda widget: press(widget, "Begin anew"),
    ),
)
SEALED_ORDER = {
    "borrow": "spread",
    "order": "ill40",
    "explain": "short",
    "texts": "even",
    "to": "healthy",
    "reason": REASON,
}
STANDING_ORDER = WidgetCase(
    name="standing_order",
    setup="from servicelab.games.morning import StandingOrder",
    make="StandingOrder(folder)",
    css_class="servicelab-standing-order",
    decision=SEALED_ORDER,
    changes=[
        ({"borrow": "always"}, "choose one of never, first"),
        ({"order": "luck"}, "choose one of arrival, ill"),
        ({"explain": True}, "choose one of never, always"),
        ({"texts": 24}, "choose one of none, even"),
        ({"to": "vip"}, "choose one of ill, sub-healthy"),
        *BY_REASON,
    ],
    told="Borrow: one desk in each of the eight half-hours with most bookings. Call: the ill first",
    alt="The order",
    outcome="On 300 open mornings",
    other={"order": "ill"},
    breaks=(
        "servicelab.games.morning.model.results",
        lambda widget: (fill(widget, SEALED_ORDER), press(widget, "Try my order")),
    ),
)
SIGNED = WidgetCase(
    name="signed",
    setup="from servicelab.games.signed import Signed",
    make="Signed(folder)",
    css_class="servicelab-signed",
    decision={"west": "go", "north": "stop", "river": "stop"},
    changes=[
        ({"west": "perhaps"}, "choose one of go, stop"),
        ({"river": None}, "go or stop for River"),
        ({"south": "go"}, "south"),
    ],
    told="West: go. North: stop. River: stop",
    alt="The page of the office",
    outcome="You signed 1 of 3 routes",
    other={"north": "go"},
    breaks=(
        "servicelab.decisions.fields.DecisionFields.missing",
        lambda widget: setattr(widget.controls["west"].view, "value", "go"),
    ),
)
SIGNING = {
    "lowest": "earlier",
    "applied": "last",
    "road": "four",
    "sign": "pays",
    "news": ["driver", "school"],
    "within": 2,
    "unsure": "lot",
    "reason": REASON,
}
SIGNING_RULE = WidgetCase(
    name="signing_rule",
    setup="from servicelab.games.signed import SigningRule",
    make="SigningRule(folder)",
    css_class="servicelab-signing-rule",
    decision=SIGNING,
    changes=[
        ({"lowest": "first"}, "choose one of last, earlier"),
        ({"sign": "sure"}, "choose one of any, pays"),
        ({"news": ["weather"]}, "choose from driver, county"),
        ({"within": 3}, "choose one of 0, 1, 2, 4, 100"),
        ({"unsure": True}, "choose one of go, stop, lot"),
        *BY_REASON,
    ],
    told="Where unsure: a lot",
    alt="The rule",
    reveal=None,
    breaks=(
        "servicelab.decisions.fields.DecisionFields.missing",
        lambda widget: setattr(widget.controls["sign"].view, "value", "pays"),
    ),
)
MACHINE = WidgetCase(
    name="machine_order",
    setup=(
        "from servicelab.decisions.widgets.base import Panel\n"
        "from servicelab.games.machine import MachineOrder"
    ),
    make="MachineOrder(folder)",
    css_class="servicelab-machine",
    decision={
        "house": "bank",
        "chart": "functional",
        "authority": "small",
        "later": "matrix",
        "reason": REASON,
    },
    changes=[
        ({"house": "hotel"}, "choose one of bank, insurer, hospital"),
        ({"chart": "flat"}, "choose one of functional, divisional, matrix"),
        ({"authority": 0.3}, "choose one of none, small, wide"),
        ({"later": None}, "a chart for later"),
        *BY_REASON,
    ],
    told="Authority of the desks: small",
    alt="The order",
    reveal='lambda decision: Panel("Small authority costs least.")',
    outcome="Small authority costs least.",
    other={"later": "divisional"},
    breaks=(
        "servicelab.decisions.fields.DecisionFields.missing",
        lambda widget: setattr(widget.controls["chart"].view, "value", "matrix"),
    ),
)
# --- m11_capstone/3_year
YEAR = {
    "house": "hospital",
    "actions": {
        "mend": {
            "steps": 2,
            "start": 1,
            "owner": "operations",
            "measure": "holdout",
            "stop": 0.4,
        },
        "recover": {
            "steps": 1,
            "start": 2,
            "owner": "service",
            "measure": "before and after",
            "stop": "never",
        },
    },
    "more": 0.8,
    "freed": ["best", "keep"],
    "social": "solved",
    "reason": REASON,
}
YEAR_PLAN = WidgetCase(
    name="year_plan",
    setup="from servicelab.games.year import YearPlan",
    make="YearPlan('hospital', folder)",
    css_class="servicelab-year-plan",
    decision=YEAR,
    changes=[
        ({"house": "bank"}, "the plan of Plum Court Hospital"),
        ({"house": "shop"}, "choose one of bank"),
        ({"actions": {}}, "at least one action with steps"),
        ({"actions": {"mend": {"steps": 1}}}, "an owner of Mend the process"),
        ({"actions": {"pray": {**YEAR["actions"]["mend"]}}}, "there is no such action"),
        (
            {"actions": {**YEAR["actions"], "keep": {**YEAR["actions"]["mend"], "steps": 3}}},
            "less in the first half",
        ),
        ({"more": 0.7}, "choose one of never, 0.6"),
        ({"freed": ["best", "best"]}, "up to three different places"),
        ({"social": "fame"}, "choose one of solved"),
        *BY_REASON,
    ],
    told="Mend the process: 2 from quarter 1, head of operations, holdout, stop 0.4",
    alt="The plan of Plum Court Hospital",
    outcome="In 40 practice years the plan gains",
    other={"more": 1.0},
    breaks=(
        "servicelab.games.year.model.practice",
        lambda widget: (fill(widget, YEAR), press(widget, "Try in 40 practice years")),
    ),
)
JULY = WidgetCase(
    name="july",
    setup=f"from servicelab.games.year import July\nPLAN = {YEAR!r}",
    make="July(PLAN, folder)",
    css_class="servicelab-july",
    decision={
        "cards": dict(zip("ABCDEF", ["fact", "story", "noise"] * 2, strict=True)),
        "choices": {
            "mend": {"do": "break", "card": "B"},
            "recover": {"do": "follow", "card": ""},
        },
        "reason": REASON,
    },
    changes=[
        ({"cards": {"A": "fact"}}, "what card B, C, D, E, F is"),
        ({"cards": dict.fromkeys("ABCDEF", "lie")}, "give fact, story, noise"),
        ({"choices": {"mend": "follow"}}, "follow or break for Recover"),
        ({"choices": {"mend": "break", "recover": "follow"}}, "the card because of which"),
        ({"choices": {"mend": "stop", "recover": "follow"}}, "is not one of"),
        *BY_REASON,
    ],
    told="Mend the process break it (card B)",
    alt="July: what each action keeps",
    outcome="The seen year gains",
    other={"reason": "Another reason, long enough to count."},
    breaks=(
        "servicelab.decisions.fields.DecisionFields.missing",
        lambda widget: setattr(widget.controls["reason"].view, "value", "because"),
    ),
)
CASES = tuple(case for case in dict(globals()).values() if isinstance(case, WidgetCase))
