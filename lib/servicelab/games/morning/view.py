"""Play the morning, the view: ten half-hours by hand, and a standing order to be sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import ipywidgets as ipw
import numpy as np
import pandas as pd

from servicelab.decisions.fields import Field
from servicelab.decisions.widgets.base import Panel, Picture, drawing
from servicelab.decisions.widgets.charts import Bars, Drawn, Heat, charts_html
from servicelab.decisions.widgets.form import (
    OWN_LABEL,
    Control,
    FormWidget,
    RoundsControl,
    drop_down,
    heading,
    paragraph,
)
from servicelab.decisions.widgets.own_rule import TriedRule, Tries
from servicelab.errors import CourseError
from servicelab.games.morning import model as model
from servicelab.i18n import _

#: How often an order may be tried.
TRIES: Final = 4
_NONE = "\N{EN DASH}"


def _time(k: int) -> str:
    return model.HALF_HOURS[k] if k < model.PERIODS else "13:00"


def board(entries: Sequence[Mapping[str, Any]]) -> str:
    """What is known at the start of a half-hour, as HTML: bookings, line, and what is left.

    Parameters
    ----------
    entries : sequence of mapping
        What was done so far.
    """
    return charts_html(charts(entries))


def charts(entries: Sequence[Mapping[str, Any]]) -> tuple[Drawn, ...]:
    """What is known after some half-hours: who is in line, and the morning by half-hour.

    Parameters
    ----------
    entries : sequence of mapping
        What was done so far.
    """
    came = model.play(entries)
    now = model.in_line(came)
    bookings = model.make_morning(model.PRACTICE).bookings.sum(axis=0)
    done = len(entries)
    columns: dict[str, list[str]] = {
        _("booked"): [str(count) for count in bookings],
        _("in line at its start"): [
            str(came.line[k]) if k <= done else _NONE for k in range(model.PERIODS)
        ],
        _("desks"): [str(one["desks"]) for one in entries],
        _("called"): [model.ORDERS[one["order"]] for one in entries],
        _("explained"): [_("yes") if one["explain"] else _("no") for one in entries],
        _("texts, moved"): [
            f"{asked}, {moved}"
            for asked, moved in zip(came.asked[:done], came.moved[:done], strict=True)
        ],
    }
    texts = pd.DataFrame(
        {
            name: [*cells, *[_NONE] * (model.PERIODS - len(cells))]
            for name, cells in columns.items()
        },
        index=list(model.HALF_HOURS),
    )
    shades = texts.map(lambda _text: 0.0)
    shades[_("booked")] = (bookings - bookings.mean()) / max(bookings.std(), 1e-9)
    borrowed = sum(int(one["desks"]) - model.DESKS for one in entries)
    sent = sum(int(one["texts"]) for one in entries)
    title = _(
        "{time}: in line {ill} ill, {sub} sub-healthy, {healthy} healthy; longest wait {longest} "
        "minutes; {gone} have left. Still to borrow {loan}, texts {texts}"
    ).format(
        time=_time(done),
        ill=now["ill"],
        sub=now["sub-healthy"],
        healthy=now["healthy"],
        longest=now["longest"],
        gone=now["left"],
        loan=model.LOAN - borrowed,
        texts=model.TEXTS - sent,
    )
    return (Heat(title, texts, shades, legend=()),)


def lines(runs: Mapping[str, model.Run]) -> Picture:
    """The number in line at the start of each half-hour, a line for each way to run the morning.

    Parameters
    ----------
    runs : mapping
        Name to a morning that was served.
    """
    times = [_time(k) for k in range(model.PERIODS + 1)]
    styles = (("#0072B2", "o", "-"), ("#D55E00", "s", "--"), ("#009E73", "^", ":"))
    with drawing(7.2, 2.8) as figure:
        ax = figure.subplots()
        figure.subplots_adjust(left=0.07, right=0.82, top=0.88, bottom=0.12)
        for (name, came), (color, marker, style) in zip(runs.items(), styles, strict=False):
            ax.plot(times, came.line, style, marker=marker, markersize=4, color=color)
            highest = int(np.argmax(came.line))
            ax.annotate(
                name,
                (highest, came.line[highest]),
                xytext=(6, 4),
                textcoords="offset points",
                color=color,
            )
        ax.set_ylim(0, None)
        ax.margins(y=0.15)
        ax.set_title(_("Patients in line"), loc="left")
        told = "; ".join(
            f"{name} {', '.join(f'{t} {n}' for t, n in zip(times, came.line, strict=True))}"
            for name, came in runs.items()
        )
        return Picture.of(figure, _("Patients in line by time: {told}.").format(told=told))


class PlayMorning(FormWidget):
    """Run one morning, half-hour by half-hour, then say which half-hour cost most.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Notes
    -----
    One open morning, without points. A half-hour that is played stands until one begins anew.
    """

    fields = model.BY_HAND
    title = _("Play the morning")
    house = "plum"
    css_class = "servicelab-play-morning"

    def control(self, field: Field) -> Control:
        """The control of a field; the half-hours have a board of their own."""
        if field.name != "entries":
            return super().control(field)
        desks = {
            _("5 desks"): 5,
            _("6 desks (1 borrowed)"): 6,
            _("7 desks (2 borrowed)"): 7,
        }
        orders = {name: key for key, name in model.ORDERS.items()}
        counts = {str(count): count for count in range(model.A_HALF_HOUR + 1)}
        choices = {
            "desks": drop_down(
                _("Desks"), _("How many desks are open in this half-hour"), desks, model.DESKS
            ),
            "order": drop_down(_("Call"), _("Whom a free desk calls next"), orders, "arrival"),
            "explain": ipw.Checkbox(
                description=_("A clerk explains"),
                tooltip=_("A clerk walks the room and explains the wait"),
                indent=False,
                style=OWN_LABEL,
                layout={"width": "auto", "margin": "2px 16px 2px 0"},
            ),
            "texts": drop_down(
                _("Texts"),
                _("Texts to sub-healthy and healthy patients who are booked in one hour from now"),
                counts,
                0,
            ),
        }

        def words(done: int) -> str:
            if done == model.PERIODS:
                return _("All {all} half-hours are played").format(all=model.PERIODS)
            return _("Half-hour {number} of {all}, {time}").format(
                number=done + 1, all=model.PERIODS, time=_time(done)
            )

        def refuse(entries: list[dict[str, Any]]) -> str:
            try:
                model.check_entries(entries)
            except CourseError as error:
                return str(error)
            return ""

        return RoundsControl(
            field,
            self,
            choices,
            model.PERIODS,
            board,
            (_("Play this half-hour"), _("Run these thirty minutes and see who is in line then")),
            (_("Half-hours"), words),
            _("All ten half-hours are played: now say which one cost most."),
            refuse=refuse,
            anew=(_("Begin anew"), _("Back to eight o'clock, with the same patients")),
            start={"texts": 0, "explain": False},
        )

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The board; what one believes at one o'clock."""
        note = _("At one o'clock: patients who came in which half-hour cost most?")
        return [self.controls["entries"].view], [
            heading(_("What you believe")),
            ipw.HTML(paragraph(note)),
            *(self.controls[name].view for name in ("dear", "sure")),
            self.record_foot(_("Keep the half-hours and what you believe")),
        ]

    def facts(self) -> list[tuple[str, object]]:
        """The half-hour that is decided."""
        return [(_("Half-hour"), model.HALF_HOURS[self.controls["entries"].number - 1])]

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """What is known at eight, or the morning once it is recorded."""
        return charts([] if decision is None else decision["entries"])

    def so_far(self, *entries: Mapping[str, Any]) -> Panel:
        """What is known after some half-hours, for whoever plays by code; nothing is recorded.

        Parameters
        ----------
        *entries : mapping
            What is done in each half-hour: ``desks``, ``order``, ``explain`` and ``texts``.

        Returns
        -------
        Panel
        """
        try:
            return Panel(_("Nothing is recorded yet."), charts(entries))
        except CourseError as error:
            return Panel(_("Not played: {reason}").format(reason=error))

    def reveal(self) -> Panel:
        """Show what the morning came to; the half-hours then stand.

        Returns
        -------
        Panel
            A picture, a table and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        own = model.play(decision["entries"])
        alone = model.play([model.NOTHING_DONE] * model.PERIODS)
        yuan = (model.amounts(own) * model.prices()).sum(axis=1)
        bars = Bars(
            _("Your loss, yuan, by the half-hour in which patients came"),
            yuan,
            [f"{one:,.0f}" for one in yuan],
            decision["dear"],
        )
        losses = {
            _("yours"): model.loss(own),
            _("nothing done"): model.loss(alone),
            _("by somebody who knows who will come"): model.foresight(),
        }
        compared = Bars(
            _("Loss of this morning, yuan"),
            pd.Series(losses),
            [f"{one:,.0f}" for one in losses.values()],
            _("yours"),
        )
        sentence = _(
            "Your morning lost {own:,.0f} yuan and {gone} patients left, {ill} of them ill; the ill "
            "waited {minutes:,.0f} minutes together, with 60 for each who left. With nothing done it "
            "would have lost {alone:,.0f} yuan. {dear} cost most; you said {said}, {sure} % sure."
        ).format(
            own=model.loss(own),
            gone=int(own.is_gone.sum()),
            ill=int((own.is_gone & (own.group == 0)).sum()),
            minutes=model.ill_minutes(own),
            alone=model.loss(alone),
            dear=yuan.idxmax(),
            said=decision["dear"],
            sure=self.fields["sure"].words(decision["sure"]),
        )
        picture = lines({_("yours"): own, _("nothing done"): alone})
        return Panel(sentence, (picture, bars, compared))


class StandingOrder(TriedRule):
    """Write the order by which every morning borrows, calls, explains and texts.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Notes
    -----
    The order can be tried a few times on open mornings. It is judged on mornings that are nowhere
    in the notebook. Once the seal is open, the order stands.
    """

    fields = model.ORDER
    title = _("The standing order")
    house = "plum"
    css_class = "servicelab-standing-order"
    table = (_("The order"), _("your order"))
    boards = _("Open mornings")
    trying = (
        _("Try my order on the open mornings"),
        _("Runs the order through each of them; nothing is recorded"),
    )
    untried = _("Nothing has been tried yet: fill in the order and press the button.")
    lacking = _("To try it, the order still needs: {what}.")
    tries = Tries(
        TRIES,
        "m06-standing-order-tries",
        "orders",
        _("All {tries} tries are used. Which half-hours do the bookings point to?"),
    )
    told = _(
        "You may try {tries} orders. Told are the means of {count} mornings and, from the second "
        "order on, the differences to those before on the same mornings, with 95 % intervals."
    ).format(tries=TRIES, count=len(model.OPEN_SEEDS))

    def reveal(self) -> Panel:
        """Show what the order comes to on the open mornings; the order then stands.

        Returns
        -------
        Panel
            Two charts and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        orders = {
            _("yours"): {name: decision[name] for name in model.NOTHING},
            _("as today"): model.NOTHING,
            _("the ill first, nothing else"): {**model.NOTHING, "order": "ill"},
        }
        means = pd.DataFrame(
            {
                name: model.results(one, model.OPEN_SEEDS).mean(axis=0)
                for name, one in orders.items()
            },
            index=[_("Loss of a morning, yuan"), _("Minutes of the ill, a morning")],
        )
        told = "; ".join(
            _("{name} {yuan:,.0f} yuan and {ill:,.0f} minutes").format(
                name=name, yuan=both.iloc[0], ill=both.iloc[1]
            )
            for name, both in means.items()
        )
        sentence = _(
            "On {count} open mornings, loss and minutes of the ill, a morning: {told}."
        ).format(count=len(model.OPEN_SEEDS), told=told)
        charts = tuple(
            Bars(str(title), values, [f"{one:,.0f}" for one in values], _("yours"))
            for title, values in means.iterrows()
        )
        return Panel(sentence, charts)

    def try_out(self, rule: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> str:
        """What the order comes to on the open mornings."""
        return open_mornings(rule, TRIES - len(earlier) - 1, earlier)


def open_mornings(
    order: Mapping[str, Any], left: int, earlier: Sequence[Mapping[str, Any]] = ()
) -> str:
    """What an order comes to on the open mornings, as HTML, and against earlier orders.

    Parameters
    ----------
    order : mapping
        A standing order.
    left : int
        How many tries are left.
    earlier : sequence of mapping
        Orders that were tried before; differences are told morning by morning.
    """
    own = model.results(order, model.OPEN_SEEDS)
    middle, reach = _mean(own)
    said = [
        _(
            "A morning loses {yuan:,.0f} yuan on average (95 % interval {low:,.0f} to {high:,.0f}); the "
            "ill wait {ill:,.0f} minutes together ({ill_low:,.0f} to {ill_high:,.0f}). Tries left: "
            "{left}."
        ).format(
            yuan=middle[0],
            low=middle[0] - reach[0],
            high=middle[0] + reach[0],
            ill=middle[1],
            ill_low=middle[1] - reach[1],
            ill_high=middle[1] + reach[1],
            left=left,
        )
    ]
    for number, other in enumerate(earlier, 1):
        if model.lacks(other):
            continue
        more, reach = _mean(own - model.results(other, model.OPEN_SEEDS))
        said.append(
            _(
                "The difference to order {number} that you tried ({what}) is {yuan:+,.0f} yuan "
                "({low:+,.0f} to {high:+,.0f}) and {ill:+,.0f} minutes of the ill "
                "({ill_low:+,.0f} to {ill_high:+,.0f}) a morning."
            ).format(
                number=number,
                what=", ".join(str(other[name]) for name in model.NOTHING),
                yuan=more[0],
                low=more[0] - reach[0],
                high=more[0] + reach[0],
                ill=more[1],
                ill_low=more[1] - reach[1],
                ill_high=more[1] + reach[1],
            )
        )
    return f'<div role="status">{paragraph(*said)}</div>'


def _mean(values: model.Floats) -> tuple[model.Floats, model.Floats]:
    """Means of the columns, and half of their 95 % intervals."""
    error = values.std(axis=0, ddof=1) / len(values) ** 0.5
    return values.mean(axis=0), 1.96 * error
