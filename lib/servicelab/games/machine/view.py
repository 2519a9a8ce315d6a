"""The machine, the view: the facts of three houses, and the order to be sealed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Drawn, Heat
from servicelab.decisions.widgets.form import FormWidget, heading
from servicelab.games.machine import model as model
from servicelab.i18n import _
from servicelab.organization.structures import house_facts

_NONE = "\N{EN DASH}"
_FORMATS = ("{:.0f}", "{:.1f}", "{:.0f}", "{:.0f}", "{:.0%}", "{:.0%}", "{:,.0f}", "{:,.0f}")


def facts_table() -> Heat:
    """The facts of the three houses; what a day of waiting and a mistake cost is in yuan.

    Returns
    -------
    Heat
        A table for a :class:`~servicelab.decisions.widgets.base.Panel`.

    Examples
    --------
    >>> facts_table().title
    'Three houses'
    """
    facts = house_facts()
    texts = pd.DataFrame(
        {
            name: [form.format(one) for one in facts[name]]
            for name, form in zip(facts.columns, _FORMATS, strict=True)
        },
        index=[model.NAMES[house] for house in facts.index],
    )
    return Heat(_("Three houses"), texts, texts.map(lambda _text: 0.0), legend=())


def change_table() -> Heat:
    """The one fact that changes later in each house.

    Returns
    -------
    Heat
        As :func:`facts_table`.

    Examples
    --------
    >>> change_table().title
    'What will change'
    """
    names = [model.NAMES[house] for house in model.LATER]
    texts = pd.DataFrame({_("the change"): list(model.LATER.values())}, index=names)
    return Heat(
        _("What will change"), texts, texts.map(lambda _text: 0.0), legend=(), is_words=True
    )


class MachineOrder(FormWidget):
    """Order a chart and an authority for one house, and the chart after one fact has changed.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Notes
    -----
    The order is judged on half-years that are nowhere in the notebook.
    """

    fields = model.ORDER
    title = _("The machine")
    house = "bridge"
    css_class = "servicelab-machine"

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The facts; house, chart, authority and the chart for later."""
        return [
            heading(_("What is known")),
            ipw.HTML(facts_table().to_html()),
            ipw.HTML(change_table().to_html()),
        ], self.decide("house", "chart", "authority", "later")

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The order as a table."""
        parts = [field for field in self.fields.fields if field.name != "reason"]
        texts = pd.DataFrame(
            {
                _("your order"): [
                    _NONE if decision is None else field.words(decision[field.name])
                    for field in parts
                ]
            },
            index=[field.label for field in parts],
        )
        shades = texts.map(lambda _text: 0.0)
        return (Heat(_("The order"), texts, shades, legend=(), is_words=True),)

    def reveal(self, outcome: Callable[[dict[str, Any]], Panel]) -> Panel:
        """Show what came of the order; it then stands.

        Parameters
        ----------
        outcome : callable
            Makes the panel from the order.

        Returns
        -------
        Panel
            Without a recorded order a sentence that asks for it.
        """
        return self.reveal_with(outcome)
