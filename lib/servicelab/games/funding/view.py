"""The widget in which one funds some of several projects, and says what they will bring."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pandas as pd

from servicelab.data.frames import require_columns
from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Bars, Drawn, Heat, charts_html
from servicelab.decisions.widgets.form import FormWidget, paragraph, progress_bar
from servicelab.errors import CourseError
from servicelab.games.funding import model
from servicelab.i18n import _


class FundingPlan(FormWidget):
    """Fund some of several projects within a budget, and seal what they are expected to bring.

    Parameters
    ----------
    name : str
        Name of the record, the id of the task.
    projects : DataFrame
        A row for each project, its name in the index; ``cost`` in yuan, and any columns of text
        that say what it does.
    budget : float
        Yuan.
    folder : path
        Where the notebook lies.

    Raises
    ------
    CourseError
        If there is no column ``cost``, or a project cannot be paid at all.
    """

    title = _("Projects within a budget")
    house = "bridge"
    css_class = "servicelab-funding"

    def __init__(
        self, name: str, projects: pd.DataFrame, budget: float, folder: Path | str = "."
    ) -> None:
        self.projects = require_columns(projects, ["cost"], "projects").copy()
        self.cost = {str(key): float(value) for key, value in self.projects["cost"].items()}
        self.budget = float(budget)
        if not self.cost or min(self.cost.values()) > self.budget:
            raise CourseError(_("The budget pays for none of the projects."))
        self.fields = model.funding_fields(name, list(self.cost))
        super().__init__(folder)

    # FormWidget

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """What the draft still lacks, a set that can be paid included."""
        lacks = super().missing(draft)
        over = self._spent(draft) - self.budget
        if over > 0:
            lacks.append(
                _("projects that cost {over:,.0f} yuan less: they exceed the budget").format(
                    over=over
                )
            )
        return lacks

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The projects and what is spent; what is funded, and the expected gain."""
        self._spending = ipw.HTML()
        explored = [
            ipw.HTML(charts_html([self._table()])),
            self._spending,
        ]
        return explored, self.decide("projects", "expected")

    def facts(self) -> list[tuple[str, object]]:
        """What is left of the budget."""
        left = self.budget - self._spent(self._seen())
        return [(_("Left, yuan"), f"{left:,.0f}")]

    def explore(self) -> None:
        """Say what is spent and what is missing."""
        self.check()

    def check(self) -> None:
        """Say what is spent, what is still missing, or what is on file."""
        paid = self._spent(self._seen())
        words = _("{paid:,.0f} of {budget:,.0f} yuan").format(paid=paid, budget=self.budget)
        done = round(100 * min(1.0, paid / self.budget))
        self._spending.value = paragraph(words) + progress_bar(_("Spent"), done, 100, words)
        super().check()

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The projects; those that are funded are marked."""
        return (self._table(decision),)

    def reveal(self, gains: Mapping[tuple[str, ...], float]) -> Panel:
        """Show where the recorded set stands among all that can be paid; it then stands.

        Parameters
        ----------
        gains : mapping
            Set, as a tuple in the order of the projects, to what it brings, yuan a year.

        Returns
        -------
        Panel
            A chart and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(lambda decision: self._outcome(decision, gains))

    # The view

    def _seen(self) -> Mapping[str, Any]:
        return self.draft() if self.controls else self.decision or {}

    def _spent(self, draft: Mapping[str, Any]) -> float:
        chosen = draft.get("projects") or []
        return sum(self.cost.get(str(project), 0.0) for project in chosen)

    def _table(self, decision: Mapping[str, Any] | None = None) -> Heat:
        funded = (decision or {}).get("projects", [])
        texts = self.projects.astype(object).map(lambda cell: str(cell) if cell else "\N{EN DASH}")
        texts["cost"] = [f"{value:,.0f}" for value in self.cost.values()]
        texts = texts.rename(columns={"cost": _("cost, yuan a year")})
        texts.index = texts.index.map(str)
        if decision is not None:
            texts[_("funded")] = [_("yes") if name in funded else _("no") for name in texts.index]
        return Heat.plain(_("What the projects do"), texts)

    def _outcome(
        self, decision: Mapping[str, Any], gains: Mapping[tuple[str, ...], float]
    ) -> Panel:
        found = model.compare(decision["projects"], gains, self.cost, self.budget)
        sentence = _(
            "You expected {expected:,.0f} yuan a year; your projects bring {gain:,.0f} together. Of "
            "the {sets} sets that the budget can pay, {better} bring more. The most, "
            "{most:,.0f}, comes from: {best}."
        ).format(
            expected=decision["expected"],
            gain=found.gain,
            sets=found.sets,
            better=found.better,
            most=found.best_gain,
            best=", ".join(found.best),
        )
        bars = {
            _("you expected"): float(decision["expected"]),
            _("your projects"): found.gain,
            _("the most that can be had"): found.best_gain,
        }
        return Panel(
            sentence,
            (
                Bars(
                    _("Gain of all clients, yuan a year"),
                    pd.Series(bars),
                    [f"{value:,.0f}" for value in bars.values()],
                    _("your projects"),
                ),
            ),
        )
