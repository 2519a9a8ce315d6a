"""A prediction: one question, a few choices, recorded before the outcome is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ipywidgets as ipw

from servicelab.decisions.fields import Choice, DecisionFields
from servicelab.decisions.widgets.base import Panel, Picture
from servicelab.decisions.widgets.form import FormWidget
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

    def arrange(self) -> list[ipw.Widget]:
        """The question, its choices and a button."""
        choices = self.controls["choice"].view
        choices.orientation = "vertical"
        return [
            ipw.Label(self.question),
            choices,
            self.button(
                _("Record"),
                _("Record the prediction"),
                lambda: self.keep(self.draft()),
                button_style="primary",
                layout={},
            ),
            self.status_line(),
        ]

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

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Picture, ...]:
        """Nothing is drawn."""
        return ()
