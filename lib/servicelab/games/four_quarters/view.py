"""Four quarters, the view: retention money by hand, and a plan to be sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import ipywidgets as ipw
import numpy as np
import pandas as pd

from servicelab.decisions.fields import Field
from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Bars, Drawn, Heat, charts_html
from servicelab.decisions.widgets.form import (
    Control,
    FormWidget,
    RoundsControl,
    heading,
    paragraph,
)
from servicelab.decisions.widgets.own_rule import TriedRule, Tries
from servicelab.errors import CourseError
from servicelab.games.four_quarters import model as model
from servicelab.i18n import _

#: How often a plan may be tried.
TRIES: Final = 4
_NONE = "\N{EN DASH}"
_KINDS = {
    "persuadable": _("persuadable"),
    "sure": _("sure thing"),
    "lost": _("lost cause"),
    "dog": _("sleeping dog"),
}


class QuartersControl(RoundsControl):
    """Two shares for each cell, the report of the last quarter, and the money that is left.

    Parameters
    ----------
    field : Field
        The quarters.
    widget : FourQuarters
        Whose bank it is.
    """

    def __init__(self, field: Field, widget: FourQuarters) -> None:
        self.shares = {
            (cell, action): ipw.BoundedIntText(
                max=100,
                step=5,
                description=words.format(cell=model.CELLS[cell][0]),
                tooltip=words.format(cell=model.CELLS[cell][0]),
                style={"description_width": "initial"},
                layout={"width": "15.5rem"},
            )
            for cell in model.CELLS
            for action, words in (("call", _("{cell}: call %")), ("gift", _("{cell}: gift %")))
        }
        self._money = ipw.HTML()
        super().__init__(
            field,
            widget,
            {f"{cell} {action}": one for (cell, action), one in self.shares.items()},
            model.QUARTERS,
            self._report,
            (_("Close the quarter"), _("Touch these holders, and read the report")),
            (_("Quarters"), _quarter_words),
            _("All four quarters are played: now say what you believe."),
            refuse=_refusal,
            anew=(_("Begin anew"), _("Back to the first quarter")),
            rows=[[f"{cell} {action}" for action in model.ACTIONS] for cell in model.CELLS],
        )
        self.view.children = [*self.view.children[:-1], self._money, self.view.children[-1]]
        for one in self.shares.values():
            widget.listen(one, self._say_money)
        self._say_money()

    def now(self) -> dict[str, Any]:
        """The shares above 0, by cell and action."""
        quarter: dict[str, Any] = {}
        for (cell, action), one in self.shares.items():
            if one.value:
                quarter.setdefault(cell, {})[action] = int(one.value)
        return quarter

    def _report(self, quarters: Sequence[Mapping[str, Any]]) -> str:
        self._say_money()
        is_over = len(quarters) == model.QUARTERS
        return charts_html(year_report(quarters) if is_over else (report(quarters),))

    def _say_money(self) -> None:
        quarters = self.value or []
        words = ""
        if len(quarters) < model.QUARTERS:
            words = _refusal([*quarters, self.now()])
            if not words:
                spent = model.play([*quarters, self.now()])["spent"].to_numpy()
                left = model.BUDGET - spent[-len(model.CELLS) :].sum()
                words = _("{left:,.0f} yuan of this quarter are left.").format(left=left)
        self._money.value = f'<span role="status">{words}</span>' if words else ""


def _quarter_words(done: int) -> str:
    if done == model.QUARTERS:
        return _("All {all} quarters are played").format(all=model.QUARTERS)
    return _("Quarter {number} of {all}").format(number=done + 1, all=model.QUARTERS)


def _refusal(quarters: Sequence[Mapping[str, Any]]) -> str:
    """Why the last quarter cannot be played; empty if it can."""
    try:
        model.play(quarters)
    except CourseError as error:
        return str(error)
    return ""


def _percent(share: float) -> str:
    return _NONE if np.isnan(share) else f"{100 * share:.1f}\N{NO-BREAK SPACE}%"


def _effect(line: Mapping[str, Any], group: str) -> str:
    effect, low, high = model.effect_with_interval(line, group)
    if np.isnan(effect):
        return _NONE
    interval = f"[{100 * low:+.1f}, {100 * high:+.1f}]"
    return f"{100 * effect:+.1f} {interval}"


def report(quarters: Sequence[Mapping[str, Any]]) -> Heat:
    """What is known of the cells, and what came of the last quarter.

    Parameters
    ----------
    quarters : sequence of mapping
        What was done so far.
    """
    known = model.cells()
    columns = {
        _("holders"): [f"{n:,}" for n in known["holders"]],
        _("worth, yuan"): [f"{worth:,}" for worth in known["worth"]],
        _("usual churn"): [_percent(churn) for churn in known["churn"]],
    }
    title = _("Quarter 1: what is known of the eight cells")
    if quarters:
        year = model.play(quarters)
        last: list[dict[str, Any]] = [
            {str(name): value for name, value in line.items()}
            for _place, line in year[year["quarter"] == len(quarters)].iterrows()
        ]
        del columns[_("holders")]  # there is room for what was found only
        columns |= {
            _("held out, left"): [_percent(one["held_left"]) for one in last],
            _("call keeps, points"): [_effect(one, "called") for one in last],
            _("gift keeps, points"): [_effect(one, "given") for one in last],
        }
        title = _(
            "Report of quarter {number}, with 95 % intervals; {spent:,.0f} yuan spent"
        ).format(number=len(quarters), spent=sum(one["spent"] for one in last))
    texts = pd.DataFrame(columns, index=known.index)
    return Heat.plain(title, texts)


def _by_reports(lines: pd.DataFrame) -> tuple[float, float]:
    """What reports say that touching was worth, less its price, yuan; and half a 95 % interval."""
    total, variance = -float(lines["spent"].sum()), 0.0
    worth = {cell: kept for cell, (_name, _size, kept, _churn) in model.CELLS.items()}
    for _place, line in lines.iterrows():
        for group in ("called", "given"):
            one = {str(name): value for name, value in line.items()}
            effect, low, _high = model.effect_with_interval(one, group)
            if not np.isnan(effect):
                yuan = line[group] * worth[line["cell"]]
                total += yuan * effect
                variance += (yuan * (effect - low)) ** 2
    return total, variance**0.5


def year_report(quarters: Sequence[Mapping[str, Any]]) -> tuple[Heat, ...]:
    """The quarters side by side with their sum, and the report of each of them.

    Parameters
    ----------
    quarters : sequence of mapping
        What was done so far, one quarter at least.
    """
    year = model.play(quarters)
    churn = {cell: usual for cell, (_name, _size, _worth, usual) in model.CELLS.items()}
    rows = {}
    parts = [
        (_("quarter {number}").format(number=one), part) for one, part in year.groupby("quarter")
    ]
    for name, part in [*parts, (_("all of them"), year)]:
        usual = part["cell"].map(churn)
        # who was left alone shows the season: the same people, at their usual churn
        came, foretold = (
            (part["held"] * share).sum() / part["held"].sum()
            for share in (part["held_left"].fillna(0), usual)
        )
        value, reach = _by_reports(part)
        rows[name] = {
            _("spent, thousand yuan"): f"{part['spent'].sum() / 1000:,.0f}",
            _("left alone: left"): _percent(came),
            _("the same, usually"): _percent(foretold),
            _("worth less cost by the reports, thousand yuan"): (
                f"{value / 1000:+,.0f} [{(value - reach) / 1000:+,.0f}, {(value + reach) / 1000:+,.0f}]"
                if part["spent"].sum()
                else "0"
            ),
        }
    texts = pd.DataFrame(rows).T
    title = _("The year: what was done, and what the reports say of it, with 95 % intervals")
    return (
        Heat.plain(title, texts),
        *(report(quarters[:number]) for number in range(1, len(quarters) + 1)),
    )


class FourQuarters(FormWidget):
    """Eight cells, four quarters: whom to call, whom to give a gift, whom to leave alone.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Notes
    -----
    One open bank, without points. What was hidden in it is told by the seal.
    """

    fields = model.BY_HAND
    title = _("Four quarters")
    house = "lantern"
    css_class = "servicelab-four-quarters"

    def control(self, field: Field) -> Control:
        """The control of a field; the quarters have a board of their own."""
        if field.name == "quarters":
            return QuartersControl(field, self)
        return super().control(field)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The board; what one believes after four quarters."""
        return [self.controls["quarters"].view], [
            heading(_("What you would swear by")),
            ipw.HTML(paragraph(_("After four quarters: in which cell did a call pay best?"))),
            *(self.controls[name].view for name in ("best", "sure")),
            self.record_foot(_("Keep the quarters and what you believe")),
        ]

    def facts(self) -> list[tuple[str, object]]:
        """The quarter that is decided."""
        return [(_("Quarter"), self.controls["quarters"].number)]

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """What is known, or the year and all its reports once the quarters are recorded."""
        return (report([]),) if decision is None else year_report(decision["quarters"])

    def so_far(self, *quarters: Mapping[str, Mapping[str, int]]) -> Panel:
        """The reports of some quarters, for whoever plays by code; nothing is recorded.

        Parameters
        ----------
        *quarters : mapping
            What is done in each, such as ``{"complained": {"call": 20}}``, one to four of them.

        Returns
        -------
        Panel
        """
        if not 1 <= len(quarters) <= model.QUARTERS:
            return Panel(_("Give one to {all} quarters.").format(all=model.QUARTERS))
        try:
            return Panel(_("Nothing is recorded yet."), year_report(quarters))
        except (CourseError, AttributeError, TypeError) as error:
            reason = str(error) if isinstance(error, CourseError) else self.fields["quarters"].wrong
            return Panel(_("Not played: {reason}").format(reason=reason))

    def reveal(self) -> Panel:
        """Show what was hidden in the cells; the quarters then stand.

        Returns
        -------
        Panel
            A table and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        year = model.play(decision["quarters"])
        truth = model.practice_truth()
        by_cell = year.groupby("cell")[["spent", "value"]].sum().loc[list(model.CELLS)]
        texts = pd.DataFrame(
            {
                _("kind"): [_KINDS[kind] for kind in truth["kind"]],
                _("a call gains in quarter 1, yuan"): [f"{one:+.0f}" for one in truth["call"]],
                _("rival from quarter"): [str(one) if one else _NONE for one in truth["rival"]],
                _("you spent, thousand yuan"): [f"{one / 1000:.0f}" for one in by_cell["spent"]],
                _("worth less cost, thousand yuan"): [
                    f"{one / 1000:+.0f}" for one in by_cell["value"]
                ],
            },
            index=model.cells().index,
        )
        table = Heat.plain(_("What was hidden in the eight cells"), texts)
        best = str(truth["call"].idxmax())
        sentence = _(
            "Your year was worth {value:+,.0f} thousand yuan; leaving everybody alone is worth 0. You "
            "would have sworn by {sworn}, {sure} % sure; a call paid best in {best}. The season "
            "multiplied all churn by {seasons} in the four quarters, whatever you did."
        ).format(
            value=year["value"].sum() / 1000,
            sworn=model.CELLS[decision["best"]][0],
            sure=self.fields["sure"].words(decision["sure"]),
            best=model.CELLS[best][0],
            seasons=", ".join(f"{one:.2f}" for one in model.seasons()),
        )
        return Panel(sentence, (table,))


class RetentionPlan(TriedRule):
    """Write the plan by which a bank tests, spends, holds out and stops.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Notes
    -----
    The plan can be tried a few times on open banks. It is judged on banks that are nowhere in
    the notebook.
    """

    fields = model.PLAN
    title = _("The plan of four quarters")
    house = "lantern"
    css_class = "servicelab-retention-plan"
    table = (_("The plan"), _("your plan"))
    boards = _("Open banks, four quarters each")
    trying = (
        _("Try my plan on the open banks"),
        _("Runs the plan through the year of each; nothing is recorded"),
    )
    untried = _("Nothing has been tried yet: fill in the plan and press the button.")
    lacking = _("To try it, the plan still needs: {what}.")
    tries = Tries(
        TRIES,
        "m09-four-quarters-tries",
        "plans",
        _("All {tries} tries are used. What must a call gain, and who can see it?"),
    )
    told = _(
        "You may try {tries} plans. Told are the mean of {count} banks and, from the second plan on, "
        "what the plan is worth more than each one before it on the same banks, with 95 % intervals."
    ).format(tries=TRIES, count=len(model.OPEN_SEEDS))

    def try_out(self, rule: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> str:
        """What the plan is worth on the open banks."""
        return open_banks(rule, TRIES - len(earlier) - 1, earlier)


def open_banks(
    plan: Mapping[str, Any], left: int, earlier: Sequence[Mapping[str, Any]] = ()
) -> str:
    """What a plan is worth on the open banks, as HTML: by quarter, and against earlier plans.

    Parameters
    ----------
    plan : mapping
        A plan.
    left : int
        How many tries are left.
    earlier : sequence of mapping
        Plans that were tried before; differences are told bank by bank.
    """
    banks = model.make_banks(model.OPEN_SEEDS)
    year = model.run_plan(plan, banks)
    by_quarter = year.value.mean(axis=0) / 1000
    sums = year.value.sum(axis=1) / 1000
    names = [_("quarter {number}").format(number=number + 1) for number in range(model.QUARTERS)]
    bars = Bars(
        _("Worth less cost, thousand yuan, mean of {count} banks").format(count=len(sums)),
        pd.Series(by_quarter, index=names),
        [f"{one:+,.0f}" for one in by_quarter],
    )
    mean, reach = sums.mean(), 1.96 * sums.std(ddof=1) / len(sums) ** 0.5
    words = _(
        "A year is worth {mean:+,.0f} thousand yuan a bank on average (95 % interval {low:+,.0f} to "
        "{high:+,.0f}); {lost} of {all} banks would have done better to leave everybody alone. Tries "
        "left: {left}."
    ).format(
        mean=mean,
        low=mean - reach,
        high=mean + reach,
        lost=int((sums < 0).sum()),
        all=len(sums),
        left=left,
    )
    against = []
    for number, other in enumerate(earlier, 1):
        if model.lacks(other):
            continue
        more = sums - model.run_plan(other, banks).value.sum(axis=1) / 1000
        reach = 1.96 * more.std(ddof=1) / len(more) ** 0.5
        against.append(
            _(
                "Than plan {number} that you tried: {more:+,.0f} thousand yuan a bank on the same "
                "banks ({low:+,.0f} to {high:+,.0f})."
            ).format(
                number=number,
                more=more.mean(),
                low=more.mean() - reach,
                high=more.mean() + reach,
            )
        )
    return f'<div role="status">{bars.to_html()}{paragraph(words, *against)}</div>'
