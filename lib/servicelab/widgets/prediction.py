"""A prediction: one question, a few choices, recorded before the outcome is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ipywidgets as ipw

from .._i18n import _
from .base import DecisionWidget, Panel


class Prediction(DecisionWidget):
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

    def __init__(
        self, name: str, question: str, choices: Sequence[str], folder: Path | str = "."
    ) -> None:
        self.name = name
        self.schema = {
            "type": "object",
            "properties": {"choice": {"enum": list(choices)}},
            "required": ["choice"],
            "additionalProperties": False,
        }
        self.question = question
        self.choices = list(choices)
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

    def build(self) -> ipw.Widget:
        """The question, its choices and a button."""
        decision = self.decision
        self._radio = ipw.RadioButtons(
            options=self.choices,
            value=decision["choice"] if decision else None,
            description="",
            tooltip=self.question,
            layout=ipw.Layout(width="auto"),
        )
        button = ipw.Button(
            description=_("Record"), button_style="primary", tooltip=_("Record the prediction")
        )
        button.on_click(self.guarded(lambda _button: self.keep({"choice": self._radio.value})))
        return ipw.VBox([ipw.Label(self.question), self._radio, button, self.status_line()])

    def panel(self) -> Panel:
        """The question, the choices, and what was recorded."""
        sentence = _("{question} Choices: {choices}.").format(
            question=self.question, choices="; ".join(self.choices)
        )
        if self.decision:
            sentence += " " + _("Recorded: {choice}.").format(choice=self.decision["choice"])
        return Panel(sentence)

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """What the draft lacks: a choice."""
        return [] if draft.get("choice") in self.choices else [_("a choice")]

    def tidy(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """The draft as it is recorded."""
        return {"choice": draft.get("choice")}

    def show(self, decision: Mapping[str, Any]) -> None:
        """Select the recorded choice."""
        self._radio.value = decision["choice"]
