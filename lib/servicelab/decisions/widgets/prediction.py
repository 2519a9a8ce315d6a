"""A prediction: one question, a few choices, recorded before the outcome is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ipywidgets as ipw

from servicelab.decisions.fields import Choice, DecisionFields
from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Drawn
from servicelab.decisions.widgets.form import FormWidget, heading, row, with_classes
from servicelab.i18n import _


class Prediction(FormWidget):
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
        self.question = question
        self.choices = list(choices)
        choice = Choice(
            "choice",
            help=question,
            lack=_("a choice"),
            options={one: one for one in self.choices},
            side_by_side=True,
        )
        self.fields = DecisionFields(name, [choice])
        super().__init__(folder)
        self.say_state()

    def reveal(self, outcome: str) -> Panel:
        """Show what happened, if a prediction is on file.

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
            )
        )

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The question and its choices, and a button."""
        choices = self.controls["choice"].view
        choices.orientation = "vertical"
        choices.remove_class("servicelab-choices")
        record = self.button(
            _("Record"),
            _("Record the prediction"),
            lambda: self.keep(self.draft()),
            button_style="primary",
            layout={},
        )
        return [heading(self.question), choices], [row(record, self.status_line())]

    def lay_out(self) -> ipw.Widget:
        """One below the other: a question is short."""
        explored, decided = self.arrange()
        return with_classes(ipw.VBox([*explored, *decided]), "question-card")

    def state_words(self) -> str:
        """The question, the choices, and what was recorded."""
        sentence = _("{question} Choices: {choices}.").format(
            question=self.question, choices="; ".join(self.choices)
        )
        if self.problem:
            sentence += " " + self.problem
        if self.decision:
            sentence += " " + _("Recorded: {choice}.").format(choice=self.decision["choice"])
        return sentence

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """Nothing is drawn."""
        return ()
