"""One question on a card: a prediction, which sentence may be told, or a choice with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ipywidgets as ipw
from IPython.display import display

from servicelab.decisions.fields import Choice, DecisionFields, Field, Number, Reason
from servicelab.decisions.widgets.base import Panel, RevealButton, is_static
from servicelab.decisions.widgets.charts import Drawn
from servicelab.decisions.widgets.form import FormWidget, heading, with_classes
from servicelab.evidence.ranges import interval_score
from servicelab.i18n import _

#: How sure one is to be of a range of :class:`RangePrediction`.
LEVEL = 0.8

#: How sure one can be of one sentence out of four: from a guess on.
SURE = (0.25, 0.4, 0.55, 0.7, 0.85, 1.0)


@dataclass(frozen=True, kw_only=True)
class Sure(Choice):
    """How sure one is: some levels to choose from, and by code any proportion between them."""

    def rule(self) -> dict[str, Any]:
        """A proportion from that of a guess on."""
        return {"type": "number", "minimum": SURE[0], "maximum": SURE[-1]}

    def words(self, value: Any) -> str:
        """A percentage."""
        return f"{value:.0%}"

    def write(self, value: Any) -> Any:
        """The nearest level."""
        return self.empty if value is None else min(SURE, key=lambda level: abs(level - value))


class Question(FormWidget):
    """A question on a card, and a button that records the answer.

    Parameters
    ----------
    name : str
        Name of the record, such as ``m00-first-decision``.
    question : str
        What is asked.
    fields : sequence of Field
        What is answered.
    folder : path
        Where the notebook lies.
    """

    records = _("Record")
    says = ""

    def __init__(
        self, name: str, question: str, fields: Sequence[Field], folder: Path | str = "."
    ) -> None:
        self.question = question
        self.fields = DecisionFields(name, fields)
        super().__init__(folder)
        self.say_state()

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The question and its controls, and a button."""
        controls = [made.view for made in self.controls.values()]
        return [heading(self.question), *controls], [self.record_foot(_("Record the answer"))]

    def lay_out(self) -> ipw.Widget:
        """One below the other: a question is short."""
        explored, decided = self.arrange()
        return with_classes(ipw.VBox([*explored, *decided]), "question-card")

    def state_words(self) -> str:
        """The question, what may be answered, and what was recorded."""
        sentence = f"{self.question} {self.says}".strip()
        if self.problem:
            sentence += " " + self.problem
        if self.decision:
            words = self.answer_words(self.decision)
            sentence += " " + _("Recorded: {words}.").format(words=words)
        return sentence

    def answer_words(self, decision: Mapping[str, Any]) -> str:
        """A recorded answer for people."""
        return ", ".join(field.words(decision[field.name]) for field in self.fields.fields)

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """Nothing is drawn."""
        return ()


class Prediction(Question):
    """Ask for a prediction, keep it beside the notebook, and show the outcome after it.

    Parameters
    ----------
    name : str
        Name of the record, such as ``m00-first-decision``.
    question : str
        What is predicted.
    choices : sequence of str
        The possible answers, in the order shown.
    folder : path
        Where the notebook lies.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> prediction = Prediction("demo", "Heads or tails?", ["heads", "tails"], folder)
    >>> prediction.record(choice="heads")
    Decision recorded.
    >>> prediction.reveal("It was tails.")
    You predicted "heads". It was tails.
    """

    css_class = "servicelab-prediction"

    def __init__(
        self, name: str, question: str, choices: Sequence[str], folder: Path | str = "."
    ) -> None:
        self.choices = list(choices)
        self.says = _("Choices: {choices}.").format(choices="; ".join(self.choices))
        super().__init__(name, question, [_one_of("choice", question, self.choices)], folder)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The question and its choices, and a button."""
        _below_each_other(self.controls["choice"].view)
        return super().arrange()

    def reveal(self, outcome: str) -> Panel:
        """Show what happened, if a prediction is on file; the record keeps it.

        Parameters
        ----------
        outcome : str
            One or two sentences.
        """
        return self.reveal_with(
            lambda decision: Panel(
                _('You predicted "{choice}". {outcome}').format(
                    choice=decision["choice"], outcome=outcome
                )
            ),
            outcome,
        )


class RangePrediction(Question):
    """Ask for a range of which one is 80 % sure, and say how it did.

    A range costs its width, and ten times the distance by which it misses: the interval score of
    Gneiting and Raftery (2007) at the level 80 %. Whoever is honest about what is not known pays
    least in the long run.

    Parameters
    ----------
    name : str
        Name of the record.
    question : str
        What is predicted.
    lowest, highest : float
        Between which the outcome lies in any case.
    unit : str
        Of the outcome, such as ``%`` or ``days``.
    folder : path
        Where the notebook lies.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> days = RangePrediction("demo", "How many days?", 0, 90, "days", folder)
    >>> days.record(low=10, high=30)
    Decision recorded.
    >>> days.reveal(33.5, "The queue was longer.")
    Your range was 10 to 30 days; it was 33.5 days: missed by 3.5. The range costs 55: its width, and ten times what it misses by. The queue was longer.
    """

    css_class = "servicelab-range"
    says = _("Give a range of which you are 80 % sure.")

    def __init__(
        self,
        name: str,
        question: str,
        lowest: float = 0,
        highest: float = 100,
        unit: str = "%",
        folder: Path | str = ".",
    ) -> None:
        self.unit = unit
        limits: dict[str, Any] = {"lowest": lowest, "highest": highest}
        wrong = _("a number from {low:g} to {high:g}").format(low=lowest, high=highest)
        how = _("{label}: give a number, such as {example:g}.").format(
            label="{label}", example=round(lowest + 0.3 * (highest - lowest))
        )
        asked = [
            Number(
                key,
                label=f"{label}, {unit}",
                help=help,
                lack=lack,
                wrong=wrong,
                placeholder=" ",
                how=how,
                **limits,
            )
            for key, label, help, lack in (
                ("low", _("From"), _("The lower end of your range"), _("the lower end")),
                ("high", _("To"), _("The upper end of your range"), _("the upper end")),
            )
        ]
        super().__init__(name, question, asked, folder)

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """An end that is not given, or ends in the wrong order."""
        lacks = super().missing(draft)
        if not lacks and draft["low"] > draft["high"]:
            return [_("an upper end that is not below the lower one")]
        return lacks

    def answer_words(self, decision: Mapping[str, Any]) -> str:
        """The range with its unit."""
        return _("{low:g} to {high:g} {unit}").format(unit=self.unit, **decision)

    def reveal(self, value: float, outcome: str = "") -> Panel:
        """Say whether the range holds what came, and what it costs; the record keeps what came.

        Parameters
        ----------
        value : float
            What came, in the unit of the question.
        outcome : str
            One or two sentences more.
        """

        def said(decision: Mapping[str, Any]) -> Panel:
            low, high = decision["low"], decision["high"]
            miss = max(low - value, value - high, 0)
            words = _("missed by {by:.3g}").format(by=miss) if miss else _("inside")
            sentence = _(
                "Your range was {range}; it was {value:.4g} {unit}: {words}. The range costs "
                "{cost:.3g}: its width, and ten times what it misses by."
            ).format(
                range=self.answer_words(decision),
                value=value,
                unit=self.unit,
                words=words,
                cost=interval_score(low, high, value, level=LEVEL),
            )
            return Panel(f"{sentence} {outcome}".strip())

        return self.reveal_with(said, value)


class Statement(Question):
    """Ask which of a few sentences the data support, and how sure one is of it.

    Parameters
    ----------
    name : str
        Name of the record, the id of the task.
    question : str
        Who may tell what to whom.
    sentences : mapping
        Letter to sentence.
    folder : path
        Where the notebook lies.

    Examples
    --------
    >>> import tempfile
    >>> two = {"A": "The ads sold it.", "B": "Who saw the ads bought more."}
    >>> told = Statement("demo", "Which may Mr. Gao tell?", two, tempfile.mkdtemp())
    >>> told.record(sentence="B", sure=0.9)
    Decision recorded.
    >>> told.decision
    {'sentence': 'B', 'sure': 0.9}
    >>> told.reveal("Nobody tossed a coin.")
    You recorded B, 90% sure. Nobody tossed a coin.
    """

    css_class = "servicelab-statement"

    def __init__(
        self, name: str, question: str, sentences: Mapping[str, str], folder: Path | str = "."
    ) -> None:
        options = {letter: f"{letter}  {text}" for letter, text in sentences.items()}
        self.says = " ".join(f"{letter}: {text}" for letter, text in sentences.items())
        sure = {share: f"{share:.0%}" for share in SURE}
        sure[SURE[0]] = _("{share:.0%}, a guess").format(share=SURE[0])
        sure[SURE[-1]] = _("{share:.0%}, certain").format(share=SURE[-1])
        asked = [
            _one_of("sentence", question, options, _("a sentence")),
            Sure(
                "sure",
                label=_("How sure are you?"),
                help=_("How likely it is that this is the sentence"),
                lack=_("how sure you are"),
                wrong=_("how sure you are is a proportion from {guess:g}, a guess, to 1").format(
                    guess=SURE[0]
                ),
                options=sure,
            ),
        ]
        super().__init__(name, question, asked, folder)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The question, its sentences, how sure one is, and a button."""
        _below_each_other(self.controls["sentence"].view)
        return super().arrange()

    def lay_out(self) -> ipw.Widget:
        """One below the other, wide enough for sentences."""
        return with_classes(super().lay_out(), "sentences")

    def answer_words(self, decision: Mapping[str, Any]) -> str:
        """The letter, and how sure one was."""
        return _("{letter}, {sure} sure").format(
            letter=decision["sentence"], sure=self.fields["sure"].words(decision["sure"])
        )

    def reveal(self, outcome: object = "") -> Panel:
        """Tell what the data say, if a sentence is on file; from then on it stands.

        Parameters
        ----------
        outcome : object
            A text, something to display such as a Markdown, or a function that displays it.
        """

        def said(decision: Mapping[str, Any]) -> Panel:
            if callable(outcome):
                outcome()
            elif not isinstance(outcome, str):
                display(outcome)  # type: ignore[no-untyped-call]
            more = outcome if isinstance(outcome, str) else ""
            words = _("You recorded {words}.").format(words=self.answer_words(decision))
            return Panel(f"{words} {more}".strip())

        return self.reveal_with(said)

    def reveal_button(self, outcome: object = "") -> RevealButton | Panel:  # type: ignore[override]
        """A seal that tells it when it is pressed; without a front end, or once open, told at once.

        Parameters
        ----------
        outcome : object
            As in :meth:`reveal`.
        """
        if is_static() or self.is_revealed:
            return self.reveal(outcome)
        return super().reveal_button(outcome)


class ReasonedChoice(Question):
    """Ask for one of a few options, and why.

    Parameters
    ----------
    name : str
        Name of the record, the id of the task.
    question : str
        What is decided.
    choices : sequence of str
        The options, in the order shown.
    folder : path
        Where the notebook lies.

    Examples
    --------
    >>> import tempfile
    >>> desk = ReasonedChoice("demo", "Which desk stays?", ["north", "south"], tempfile.mkdtemp())
    >>> desk.record(choice="south", reason="Most visitors come from the station.")
    Decision recorded.
    >>> desk.decision["choice"]
    'south'
    """

    css_class = "servicelab-reasoned"

    def __init__(
        self, name: str, question: str, choices: Sequence[str], folder: Path | str = "."
    ) -> None:
        self.says = _("Choices: {choices}.").format(choices="; ".join(choices))
        asked = [_one_of("choice", question, choices), Reason(help=_("Why this one?"))]
        super().__init__(name, question, asked, folder)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The question, its options one below the other, the reason, and a button."""
        _below_each_other(self.controls["choice"].view)
        return super().arrange()


def _one_of(name: str, question: str, options: Any, lack: str = "") -> Choice:
    """A choice of which all options are in sight."""
    named = dict(options) if isinstance(options, Mapping) else {one: one for one in options}
    return Choice(
        name,
        help=question,
        lack=lack or _("a choice"),
        wrong=_("choose one of {all}").format(all=", ".join(map(str, named))),
        options=named,
        side_by_side=True,
    )


def _below_each_other(view: ipw.RadioButtons) -> None:
    view.orientation = "vertical"
    view.remove_class("servicelab-choices")
