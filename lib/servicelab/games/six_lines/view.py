"""Six lines, the view: what is done with each office's number, and where to call."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.fields import Field
from servicelab.decisions.records import read_record, save_record
from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Drawn, Range, Ranges
from servicelab.decisions.widgets.form import (
    Control,
    FormWidget,
    PointsControl,
    drop_down,
    heading,
    paragraph,
    row,
)
from servicelab.errors import CourseError
from servicelab.games.six_lines import model as model
from servicelab.i18n import _

#: Quarters on which a plan may be tried.
PRACTICE = (901, 902, 903, 904, 905)
#: How often, and where it is kept how often it was.
TRIES: Final = 3
_TRIED: Final = "m01-six-lines-tries"
_TRIED_RULE: Final = {
    "type": "object",
    "properties": {"tried": {"type": "integer", "minimum": 0, "maximum": TRIES}},
    "required": ["tried"],
    "additionalProperties": False,
}
_SCALE = (0, 20, 40, 60, 80, 100)


class SixLines(FormWidget):
    """Choose a treatment for each of six numbers, and give out 80 calls.

    Parameters
    ----------
    visits : DataFrame
        ``bank_visits``: branch, outcome, answered, said.
    calls : DataFrame
        ``bank_line_calls``: branch, among, call, reached, content.
    folder : path
        Where the decision is kept: beside the notebook.

    Raises
    ------
    CourseError
        If a table lacks columns or a branch. A damaged record is told in the widget instead.
    """

    title = _("Six lines")
    house = "lantern"
    css_class = "servicelab-six-lines"

    def __init__(self, visits: pd.DataFrame, calls: pd.DataFrame, folder: Path | str = ".") -> None:
        self.lines = model.lines_of(visits, calls)
        self._not_closed = (visits["outcome"] != "done").groupby(visits["branch"].astype(str)).sum()
        self.fields = model.DECISION
        super().__init__(folder)

    # FormWidget

    def control(self, field: Field) -> Control:
        """The control of a field: a list for each office, and a counter of calls."""
        if isinstance(field, model.Treatments):
            return TreatmentsControl(field)
        return CallsControl(field) if isinstance(field, model.Calls) else super().control(field)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """An office a row; the ranges, and the decision."""
        self._ranges = ipw.HTML()
        self._tried = ipw.HTML('<div role="status"></div>')
        treatments, calls = self.controls["treatments"], self.controls["calls"]
        rows: list[ipw.Widget] = []
        for name in model.OFFICES:
            rows += [
                heading(name),
                ipw.HTML(paragraph(self._facts_words(name))),
                row(treatments.lists[name], calls.counters[name]),
            ]
        self.reactions = {"treatments": self.explore, "calls": self.explore}
        practice = self.button(
            _("Try on five other quarters"),
            _("What this plan would be worth in five quarters that do not count"),
            self._try,
        )
        note = _(
            "The chart shows what the plan says of this quarter. It is graded on forty other "
            "quarters. You may try {tries} plans on five more that do not count."
        ).format(tries=TRIES)
        return rows, self.decide(
            note=note, before=[calls.left, self._ranges, row(practice), self._tried]
        )

    def facts(self) -> list[tuple[str, object]]:
        """How many treatments are chosen, and how many calls are left."""
        draft = self.draft()
        left = model.CALLS - sum(self.controls["calls"].value.values())
        chosen = len(draft.get("treatments") or {})
        return [
            (_("Branches treated"), f"{chosen} / {len(model.OFFICES)}"),
            (_("Calls left"), left),
        ]

    def explore(self) -> None:
        """Draw the ranges of what is chosen."""
        self._tried.value = '<div role="status"></div>'
        draft = self.draft()
        self._ranges.value = self._chart(draft).to_html()
        self.check()

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The ranges of the plan; without one, what is printed."""
        return (self._chart(decision or {}),)

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """What the draft lacks; calls where the treatment makes no use of any are lost."""
        lacks = super().missing(draft)
        treatments, calls = draft.get("treatments"), draft.get("calls")
        if not isinstance(treatments, Mapping) or not isinstance(calls, Mapping):
            return lacks
        idle = [
            name
            for name in model.OFFICES
            if calls.get(name) and treatments.get(name) in model.TREATMENTS
            if treatments[name] not in model.CALLING
        ]
        words = _("a treatment that uses calls, or no calls, at {names}")
        return lacks + ([words.format(names=", ".join(idle))] if idle else [])

    def reveal(self, truths: Mapping[str, float] | str) -> Panel:
        """Show the ranges of this quarter beside the true shares; the plan then stands.

        Parameters
        ----------
        truths : mapping or str
            Office to its true share of this quarter, in percent; or the same as a text, such as
            ``"Riverside 50.0, Harbor 61.3, ..."``.

        Returns
        -------
        Panel
            A chart and a sentence; without a recorded plan a sentence that asks for it.
        """
        if isinstance(truths, str):
            parts = [one.strip().rpartition(" ") for one in truths.split(",")]
            truths = {name: float(share) for name, _space, share in parts}
        shares = dict(truths)
        return self.reveal_with(lambda decision: self._outcome(decision, shares))

    # The view

    def _facts_words(self, name: str) -> str:
        line, office = self.lines[name], model.OFFICES[name]
        words = _(
            "Prints {printed:.0f} % ({good} of {base}). {told}. {answers} of {visits} visits answered, "
            "{recounted} of these answers are 4 or 5."
        ).format(
            printed=100 * line.good / line.base,
            good=line.good,
            base=line.base,
            told=office.told[:1].upper() + office.told[1:],
            answers=line.answers,
            visits=line.visits,
            recounted=line.recounted,
        )
        if office.asks == "closed":
            words += " " + _("{open} of {visits} cases were not closed.").format(
                open=self._not_closed[name], visits=line.visits
            )
        return words

    def _spans(self, plan: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
        """The range of each office that has a treatment."""
        treatments, calls = plan.get("treatments") or {}, plan.get("calls") or {}
        return {
            name: model.line_range(self.lines[name], treatments[name], _portion(calls.get(name, 0)))
            for name in model.OFFICES
            if treatments.get(name) in model.TREATMENTS
        }

    def _chart(self, plan: Mapping[str, Any], truths: Mapping[str, float] | None = None) -> Ranges:
        spans, nothing = self._spans(plan), float("nan")
        rows = {}
        for name, line in self.lines.items():
            printed = 100 * line.good / line.base
            low, high = spans.get(name, (nothing, nothing))
            marks = [("diamond", printed)]
            words = _("prints {printed:.0f} %").format(printed=printed)
            text = f"{low:.0f}\N{EN DASH}{high:.0f} %" if name in spans else "\N{EN DASH}"
            if name in spans:
                words += ", " + _("range {low:.0f} to {high:.0f} %").format(low=low, high=high)
            if truths is not None:
                marks.append(("dot", truths[name]))
                words += ", " + _("true {true:.0f} %").format(true=truths[name])
            rows[name] = Range((low, high), marks, text, words)
        legend = [("zone", _("range of your plan")), ("diamond", _("printed"))]
        if truths is not None:
            legend.append(("dot", _("true")))
        title = _("Satisfied visits, %: what is printed and what the plan says")
        return Ranges(title, rows, _SCALE, legend, "#74add1")

    def _try(self) -> None:
        draft = self.draft()
        lacks = [lack for lack in self.missing(draft) if not lack.startswith(_("a reason"))]
        if lacks:
            self.say(_("Not tried yet. Still missing: {what}.").format(what="; ".join(lacks)))
            return
        try:
            record = read_record(_TRIED, _TRIED_RULE, self.folder)
            tried = 0 if record is None else int(record.decision["tried"])
            if tried >= TRIES:
                self.say(
                    _("All {tries} tries are used. What was each number made of?").format(
                        tries=TRIES
                    )
                )
                return
            save_record(_TRIED, {"tried": tried + 1}, _TRIED_RULE, self.folder, keep_earlier=False)
        except CourseError as error:
            self.say(_("Not tried: {reason}").format(reason=error), "problem")
            return
        each = model.plan_worth(draft, PRACTICE).mean(axis=1)
        words = _(
            "Worth of this plan in five other quarters (100 less what the ranges cost, mean of six): "
            "{each}; on average {mean:.0f}. Tries left: {left}."
        ).format(
            each=", ".join(f"{one:.0f}" for one in each),
            mean=each.mean(),
            left=TRIES - tried - 1,
        )
        self._tried.value = f'<div role="status">{paragraph(words)}</div>'

    def _outcome(self, decision: Mapping[str, Any], truths: Mapping[str, float]) -> Panel:
        spans = self._spans(decision)
        inside = [name for name, (low, high) in spans.items() if low <= truths[name] <= high]
        worths = [model.worth(spans[name], truths[name]) for name in spans]
        outside = [name for name in spans if name not in inside]
        words = _("In this quarter {count} of six ranges hold the true share.").format(
            count=len(inside)
        )
        if outside:
            words += " " + _("Outside: {names}.").format(names=", ".join(outside))
        words += " " + _(
            "The plan is worth {worth:.0f} here (mean of 100 less the cost of each range). A range that "
            "was made with care misses, too, by bad luck: up to one in five. So forty other "
            "quarters decide."
        ).format(worth=sum(worths) / len(worths))
        return Panel(words, (self._chart(decision, truths),))


class TreatmentsControl(Control):
    """A list of treatments for each office."""

    def __init__(self, field: Field) -> None:
        options = [(_("choose..."), ""), *((label, one) for one, label in model.TREATMENTS.items())]
        self.lists = {
            name: drop_down(
                # each has a name of its own, for people who hear it
                name,
                _("What is done with the number of {office}").format(office=name),
                options,
            )
            for name in model.OFFICES
        }
        parts = list(self.lists.values())
        super().__init__(field, ipw.VBox(parts), parts)

    @property
    def value(self) -> dict[str, str]:
        """What is chosen so far."""
        return {name: one.value for name, one in self.lists.items() if one.value}

    @value.setter
    def value(self, value: Any) -> None:
        for name, one in self.lists.items():
            one.value = (value or {}).get(name) or ""


class CallsControl(PointsControl):
    """A counter of calls for each office, and how many are left."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, _counter)  # type: ignore[arg-type]

    @property
    def value(self) -> dict[str, int]:
        """The calls of each office."""
        return {name: _portion(each.value) for name, each in self.counters.items()}

    @value.setter
    def value(self, value: Any) -> None:
        self._is_set = False
        for name, calls in self.field.write(value).items():
            self.counters[name].value = calls
        self._is_set = True
        self._say_left()

    def _say_left(self) -> None:
        if self._is_set:
            left = self.field.total - sum(self.value.values())
            words = (
                _("{left} calls left").format(left=left)
                if left >= 0
                else _("{over} calls too many").format(over=-left)
            )
            self.left.value = f'<span role="status">{words}</span>'


def _portion(calls: Any) -> int:
    """Calls in whole tens, within what there is."""
    tens = round(calls / model.PORTION) if isinstance(calls, int | float) else 0
    return int(min(max(tens * model.PORTION, 0), model.CALLS))


def _counter(field: Any, name: str) -> ipw.BoundedIntText:
    return ipw.BoundedIntText(
        max=field.total,
        step=model.PORTION,
        description=_("{office}: calls").format(office=field.names[name]),
        tooltip=_("Calls for {office}, in tens; arrow keys change them").format(
            office=field.names[name]
        ),
        continuous_update=False,
        style={"description_width": "initial"},
        layout={"width": "190px"},
    )
