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
    reveal=None,
    breaks=(
        "servicelab.decisions.fields.DecisionFields.missing",
        lambda widget: setattr(widget.controls["sentence"].view, "value", "A"),
    ),
)
CASES = (STUDIO, EXPLORER, BOARD, INTERVIEW, DESK, PREDICTION, RANGE, STATEMENT)
