"""A price menu, the view: two prices, a hundred dots that go where they like, and the profit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.widgets.charts import Bars, Drawn
from servicelab.decisions.widgets.form import FormWidget, heading, paragraph
from servicelab.decisions.widgets.page import html_pieces
from servicelab.games.price_menu import model as model
from servicelab.i18n import _

_PIECES = Path(__file__).with_name("view.html.j2")
#: Filled and empty, so that the two kinds differ without color.
_DOTS: Final = {"high": "\N{BLACK CIRCLE}", "low": "\N{WHITE CIRCLE}"}


@dataclass(frozen=True)
class Crowd:
    """Clients as dots, a row for each choice."""

    sorted: model.Sorted
    title: str

    @property
    def rows(self) -> list[dict[str, str]]:
        """Name, words and dots of each choice."""
        made = []
        for tier, name in model.TIER_WORDS.items():
            here = self.sorted.clients[tier]
            some = [(need, here[need]) for need in _DOTS if here[need]]
            told = [f"{n} {_DOTS[need]} {model.NEED_WORDS[need]}" for need, n in some]
            made.append(
                {
                    "name": name,
                    "words": ", ".join(told) or _("nobody"),
                    "dots": "".join(_DOTS[need] * n for need, n in some),
                }
            )
        return made

    @property
    def alt(self) -> str:
        """The dots in words."""
        return f"{self.title}: " + "; ".join(f"{row['name']} {row['words']}" for row in self.rows)

    def to_html(self) -> str:
        """The dots as HTML."""
        return str(html_pieces(_PIECES).crowd(self))


class PriceMenu(FormWidget):
    """Move two prices, and see which tier each of a hundred clients takes.

    Nothing is graded: one plays to find out what the dearer price does.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Examples
    --------
    >>> import tempfile
    >>> PriceMenu(tempfile.mkdtemp()).decision is None
    True
    """

    fields = model.DECISION
    title = _("Price menu")
    house = "bridge"
    css_class = "servicelab-price-menu"
    start: Mapping[str, Any] = {"shared": 100, "own": 300}

    # FormWidget

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The prices, the clients and the profit; the reason and the button."""
        self._shown = ipw.HTML()
        prices = [self.controls["shared"].view, self.controls["own"].view]
        for price in prices:
            price.layout.width = "98%"  # a yuan is a step: the longer, the easier to hit
        self.reactions = {"shared": self.explore, "own": self.explore}
        note = _(
            "Each dot takes what leaves most: worth minus price. Who likes two choices equally takes "
            "the dearer one, and buys rather than not. Record the two prices that you would file, and why."
        )
        explored = [heading(_("Two prices, a hundred clients")), *prices, self._shown]
        return explored, self.decide(note=note)

    def facts(self) -> list[tuple[str, object]]:
        """Profit and what clients keep, with the prices of the form."""
        now = model.sort_clients(self._prices(self.draft()))
        return [
            (_("Profit, yuan"), f"{now.profit:,.0f}"),
            (_("Clients keep, yuan"), f"{now.kept:,.0f}"),
        ]

    def explore(self) -> None:
        """Let the clients go where they like."""
        self._shown.value = self._charts(self.draft())
        self.check()

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """Clients and profit at the prices of the decision, or of the beginning."""
        now = model.sort_clients(self._prices(decision or self.start))
        profits = pd.Series({_("profit"): now.profit, _("kept by clients"): now.kept})
        return (
            Crowd(now, _("A hundred clients")),
            Bars(
                _("What this menu brings, yuan"),
                profits,
                [f"{value:,.0f}" for value in profits],
                marked=_("profit"),
                limits=(min(0.0, now.profit), 10_000),
            ),
        )

    def _charts(self, draft: Mapping[str, Any]) -> str:
        prices = self._prices(draft)
        words = paragraph(
            _("Shared adviser {shared} yuan, own adviser {own} yuan.").format(**prices)
        )
        return words + "".join(chart.to_html() for chart in self.pictures(prices))

    def _prices(self, draft: Mapping[str, Any]) -> dict[str, int]:
        return {tier: int(draft.get(tier, self.start[tier])) for tier in model.COSTS}
