"""Ten journeys, the view: a year opens quarter by quarter, then one names who left."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Drawn, Heat
from servicelab.decisions.widgets.form import FormWidget, heading, paragraph, row
from servicelab.games.journeys import model as model
from servicelab.i18n import _

_NONE = "\N{EN DASH}"


class Journeys(FormWidget):
    """See what went wrong for ten customers in a year, and name the four who left in the next.

    Parameters
    ----------
    journeys : DataFrame
        ``bank_journeys``: customer, quarter, failed, left.
    folder : path
        Where the decision is kept: beside the notebook.

    Raises
    ------
    CourseError
        If the table is none of journeys. A damaged record is told in the widget instead.
    """

    title = _("Ten journeys")
    house = "lantern"
    css_class = "servicelab-journeys"

    def __init__(self, journeys: pd.DataFrame, folder: Path | str = ".") -> None:
        self.journeys = model.read_journeys(journeys)
        self.left = model.who_left(self.journeys)
        self.quarter = 1
        self.fields = model.decision_fields(list(self.left), sum(self.left.values()))
        super().__init__(folder)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The year as far as it is open; who left."""
        self._table = ipw.HTML()
        step = self.button(
            _("Next quarter"), _("Opens one more quarter of the year"), lambda: self._open(1)
        )
        again = self.button(
            _("From the start"), _("Back to the first quarter"), lambda: self._open(0)
        )
        note = _("{count} of the ten left in the year after. Tick them.").format(
            count=sum(self.left.values())
        )
        return [
            heading(_("What went wrong, quarter by quarter")),
            row(step, again),
            self._table,
        ], [
            heading(_("Who left?")),
            ipw.HTML(paragraph(note)),
            *(self.controls[name].view for name in ("leavers", "right")),
            self.record_foot(_("Keep whom you named")),
        ]

    def facts(self) -> list[tuple[str, object]]:
        """The quarter that is open."""
        return [(_("Quarter"), self.quarter)]

    def explore(self) -> None:
        """Show the year as far as it is open."""
        self._table.value = self._board(self.quarter).to_html()
        self.check()

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The whole year; with whom one named."""
        return (self._board(model.QUARTERS, () if decision is None else decision["leavers"]),)

    def reveal(self) -> Panel:
        """Show who left; what was named then stands.

        Returns
        -------
        Panel
            A table and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    def _open(self, more: int) -> None:
        self.quarter = min(self.quarter + 1, model.QUARTERS) if more else 1
        self.explore()

    def _board(self, quarter: int, named: Any = (), *, tell: bool = False) -> Heat:
        shown = model.cells(self.journeys)
        texts = pd.DataFrame(
            {
                _("quarter {number}").format(number=number): (
                    shown[number].replace("", _NONE) if number <= quarter else ""
                )
                for number in range(1, model.QUARTERS + 1)
            },
            index=shown.index,
        )
        if named:
            texts[_("you said")] = [_("left") if name in named else "" for name in texts.index]
        if tell:
            texts[_("in truth")] = [
                _("left") if self.left[str(name)] else _("stayed") for name in texts.index
            ]
        title = _("What went wrong for ten customers of a savings plan")
        return Heat.plain(title, texts)

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        named = decision["leavers"]
        count, everybody = sum(self.left.values()), len(self.left)
        troubled = (model.cells(self.journeys) != "").any(axis=1)
        sentence = _(
            "You named {right} of the {count} who left, and expected {expected}. Blind guessing gets "
            "{blind:.1f} on average. Of the {troubled} customers for whom something went wrong, "
            "{stayed} stayed."
        ).format(
            right=sum(self.left[name] for name in named),
            count=count,
            expected=decision["right"],
            blind=count * count / everybody,
            troubled=int(troubled.sum()),
            stayed=sum(not self.left[str(name)] for name in troubled.index[troubled]),
        )
        return Panel(sentence, (self._board(model.QUARTERS, named, tell=True),))
