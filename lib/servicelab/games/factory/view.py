"""Satisfaction factory, the view: four switches, one reading, a number to reach."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pandas as pd

from servicelab.data.frames import require_columns
from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Bars, Drawn
from servicelab.decisions.widgets.form import FormWidget, heading, paragraph
from servicelab.games.factory import model as model
from servicelab.i18n import _


class SatisfactionFactory(FormWidget):
    """Turn four switches until the same visits read as the number that is wanted.

    Parameters
    ----------
    readings : DataFrame
        ``bank_factory``: timing, channel, wording, base, satisfied, counted.
    goal : int
        The percentage to be reached: from 50 on at least this, below 50 at most this.
    folder : path
        Where the decision is kept: beside the notebook.

    Raises
    ------
    CourseError
        If the table lacks columns. A damaged record is told in the widget instead.
    """

    title = _("Satisfaction factory")
    house = "lantern"
    css_class = "servicelab-factory"

    def __init__(self, readings: pd.DataFrame, goal: int = 95, folder: Path | str = ".") -> None:
        self.readings = require_columns(readings, model.COLUMNS, "readings")
        self.goal = goal
        self.fields = model.decision_fields(goal)
        super().__init__(folder)

    # FormWidget

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """What the draft lacks; a setting that does not reach the number is no recipe yet."""
        lacks = super().missing(draft)
        setting: dict[str, Any] = {name: draft.get(name) for name in model.SWITCHES}
        if not lacks and self._is_set(setting):
            reads, _counted = model.read_setting(self.readings, setting)
            if not model.is_reached(reads, self.goal):
                return [
                    _("a setting that reads {goal} (this one reads {reads:.1f} %)").format(
                        goal=self._goal_words(), reads=reads
                    )
                ]
        return lacks

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The switches, and what they read."""
        self._reading = ipw.HTML()
        explored = [
            heading(_("Four switches, the same {n} visits").format(n=model.VISITS)),
            *(self.controls[name].view for name in model.SWITCHES),
            self._reading,
        ]
        self.reactions = dict.fromkeys(model.SWITCHES, self.explore)
        note = _(
            "Reach {goal}, with these visits. Then say in a sentence which of your four choices "
            "would pass as normal where you work. No points."
        ).format(goal=self._goal_words())
        return explored, self.decide(note=note)

    def facts(self) -> list[tuple[str, object]]:
        """The number to reach, and what the switches read now."""
        setting = self._setting()
        now = "\N{EN DASH}"
        if self._is_set(setting):
            now = f"{model.read_setting(self.readings, setting)[0]:.1f} %"
        return [(_("To reach"), self._goal_words()), (_("Reads now"), now)]

    def explore(self) -> None:
        """Show what the switches read."""
        setting = self._setting()
        self._reading.value = (
            self._bars({_("reads as satisfied"): setting}).to_html()
            + paragraph(self._reading_words(setting))
            if self._is_set(setting)
            else paragraph(_("Set all four switches: then the reading is shown."))
        )
        self.check()

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The reading as the page was made, and the recorded one."""
        shown = {_("as the page was made"): model.PAGE}
        if decision is not None:
            shown[_("your setting")] = {name: decision[name] for name in model.SWITCHES}
        return (self._bars(shown),)

    def reveal(self) -> Panel:
        """Show the way to the setting, switch by switch, and all settings; the decision then stands.

        Returns
        -------
        Panel
            Two charts and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    # The view

    def _setting(self) -> dict[str, Any]:
        return {name: self.controls[name].value for name in model.SWITCHES}

    def _is_set(self, setting: Mapping[str, Any]) -> bool:
        return all(setting[name] in switch.options for name, switch in model.SWITCHES.items())

    def _goal_words(self) -> str:
        words = (
            _("{goal} % or more, rounded")
            if self.goal >= model.MIDDLE
            else _("{goal} % or less, rounded")
        )
        return words.format(goal=self.goal)

    def _reading_words(self, setting: Mapping[str, str]) -> str:
        reads, counted = model.read_setting(self.readings, setting)
        return _("It reads {reads:.1f} %, of {counted} visits that count out of {n}.").format(
            reads=reads, counted=counted, n=model.VISITS
        )

    def _bars(self, settings: Mapping[str, Mapping[str, str]]) -> Bars:
        reads = pd.Series(
            {name: model.read_setting(self.readings, one)[0] for name, one in settings.items()}
        )
        texts = [f"{value:.1f} %" for value in reads]
        title = _("Reads as satisfied, % of the visits that count")
        return Bars(title, reads, texts, str(reads.index[-1]), (0, 100))

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        setting = {name: decision[name] for name in model.SWITCHES}
        steps = model.steps_from_neutral(self.readings, setting)
        way = pd.Series([reads for _name, reads in steps], index=[name for name, _reads in steps])
        first = Bars(
            _("From everybody, asked neutrally, to your setting: one switch after the other, %"),
            way,
            [f"{value:.1f}" for value in way],
            str(way.index[-1]),
            (0, 100),
        )
        shares = 100 * self.readings["satisfied"] / self.readings["counted"]
        tens = (shares // 10).clip(upper=9).astype(int).value_counts().reindex(range(10)).fillna(0)
        tens = tens.astype(int).set_axis([f"{10 * ten}-{10 * ten + 10} %" for ten in range(10)])
        second = Bars(
            _("All {count} settings by what they read").format(count=len(shares)),
            tens,
            [str(count) for count in tens],
        )
        words = _(
            "The visits stayed the same. Of {count} settings, rounded, {high} read 95 % or more and "
            "{low} read 35 % or less. Your setting reads {reads:.1f} %, the neutral one {neutral:.1f} %."
        ).format(
            count=len(shares),
            high=sum(model.is_reached(one, 95) for one in shares),
            low=sum(model.is_reached(one, 35) for one in shares),
            reads=way.iloc[-1],
            neutral=way.iloc[0],
        )
        return Panel(words, (first, second))
