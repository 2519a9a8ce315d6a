"""Remedies, the view: one remedy for each of five services, within what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Bars, Drawn, Heat
from servicelab.decisions.widgets.form import FormWidget, paragraph
from servicelab.games.remedies import model as model
from servicelab.i18n import _


class RemedyBoard(FormWidget):
    """Choose a remedy for each of five services, and say which number decided.

    Parameters
    ----------
    audit : DataFrame
        ``bank_gaps``: service, source, hours, saw_leaflet.
    folder : path
        Where the decision is kept: beside the notebook.

    Raises
    ------
    CourseError
        If the audit lacks a column, a service or a source.
    """

    fields = model.DECISION
    title = _("Five services, five remedies")
    house = "lantern"
    css_class = "servicelab-remedies"

    def __init__(self, audit: pd.DataFrame, folder: Path | str = ".") -> None:
        self.middle = model.middles(audit)
        super().__init__(folder)

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """What each remedy costs, and what those that were chosen cost."""
        costs = (_costs_table(),)
        return costs if decision is None else (*costs, _chosen_costs(decision))

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """What remedies cost; the five choices and the reason."""
        self._costs = ipw.HTML()
        worth = _(
            "To close the whole of a gap 5 above 0 is worth {value} thousand yuan a year, for each "
            "service; a part of it brings that part."
        ).format(value=model.VALUE)
        explored = [
            ipw.HTML(_costs_table().to_html()),
            ipw.HTML(paragraph(worth)),
            self._costs,
        ]
        self.reactions = dict.fromkeys(model.SERVICES, self.explore)
        return explored, self.decide(*model.SERVICES)

    def facts(self) -> list[tuple[str, object]]:
        """How many services have a remedy, and what the plan costs."""
        draft = self.draft()
        chosen = [key for key in model.SERVICES if draft.get(key) in model.REMEDIES]
        cost = sum(model.COSTS[draft[key]] for key in chosen)
        return [
            (_("Services decided"), f"{len(chosen)} / {len(model.SERVICES)}"),
            (_("Cost, thousand yuan a year"), cost),
        ]

    def explore(self) -> None:
        """Draw what the choices so far cost."""
        self._costs.value = _chosen_costs(self.draft()).to_html()
        self.check()

    def reveal(self) -> Panel:
        """Show what the plan closes and brings by the audit; the decision then stands.

        Returns
        -------
        Panel
            Two charts and two sentences; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        closed = model.closed_hours(self.middle)
        left = [
            row["gap"] - row[decision[key]]
            for key, (_service, row) in zip(model.SERVICES, closed.iterrows(), strict=True)
        ]
        names = list(model.LABELS.values())
        most = float(max(closed["gap"].max(), 1.0))
        least = float(min(closed["gap"].min(), 0.0))
        charts = tuple(
            Bars(title, pd.Series(hours, names), [_hours(one) for one in hours], "", (least, most))
            for title, hours in (
                (_("Gap 5 today, hours (seen minus expected)"), closed["gap"].tolist()),
                (_("Gap 5 with your remedies, hours"), left),
            )
        )
        net = model.plan_value(decision, self.middle)
        table = model.values(self.middle)
        best, same = table.max(axis=1).sum(), table.sum()
        first = str(same.idxmax())
        said = _(
            "By this audit your plan brings {net:.0f} thousand yuan a year after its cost; the best "
            "plan brings {best:.0f}. Of the plans with one remedy for all services, {first} brings "
            "most: {most:.0f}. The rules of the game are assumptions; how much a remedy closes in "
            "truth, only a trial of it can show."
        ).format(net=net, best=best, first=model.REMEDIES[first], most=same[first])
        return Panel(said, charts)


def _hours(value: float) -> str:
    return f"{value:.1f}".replace("-", "\N{MINUS SIGN}").replace("\N{MINUS SIGN}0.0", "0.0")


def _costs_table() -> Heat:
    texts = pd.DataFrame({_("For each service"): model.COSTS}).T[list(model.REMEDIES)].astype(str)
    texts = texts.rename(columns=model.REMEDIES)
    shades = pd.DataFrame(0.0, index=texts.index, columns=texts.columns)
    return Heat(_("Cost of a remedy, thousand yuan a year"), texts, shades, [])


def _chosen_costs(decision: Mapping[str, Any]) -> Bars:
    costs = [model.COSTS.get(decision.get(key, ""), 0) for key in model.SERVICES]
    said = [
        str(cost) if decision.get(key) else "\N{EN DASH}"
        for key, cost in zip(model.SERVICES, costs, strict=True)
    ]
    names = list(model.LABELS.values())
    title = _("Cost of what is chosen, thousand yuan a year")
    return Bars(title, pd.Series(costs, names, dtype=float), said, "", (0, 80))
