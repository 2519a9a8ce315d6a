"""Signed, the view: three routes by hand, and a rule to be sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Drawn, Heat
from servicelab.decisions.widgets.form import FormWidget, heading, paragraph
from servicelab.decisions.widgets.own_rule import RuleForm
from servicelab.games.signed import model as model
from servicelab.i18n import _

_NONE = "\N{EN DASH}"


def page_table(signed: Mapping[str, Any] | None = None) -> Heat:
    """What the page of the office shows, and what was signed.

    Parameters
    ----------
    signed : mapping, optional
        Go or stop for each route.
    """
    page = model.page()
    columns = {
        _("visits, year 4"): [f"{one:.1f}" for one in page["year_4"]],
        _("year 5"): [f"{one:.1f}" for one in page["year_5"]],
        _("rise"): [f"{one:+.0%}" for one in page["rise"]],
        _("a yuan of cash brings back"): [f"{one:.0f}" for one in page["back"]],
    }
    if signed is not None:
        columns[_("you signed")] = [signed[name.lower()] for name in model.NAMES]
    texts = pd.DataFrame(columns, index=page.index)
    title = _("The page of the office: ten pilot villages a route, visits a village and month")
    return Heat.plain(title, texts)


def invoice_table(signed: Mapping[str, Any]) -> Heat:
    """What the page did not show.

    Parameters
    ----------
    signed : mapping
        Go or stop for each route.
    """
    invoice = model.invoice()
    columns = {
        _("year {number}").format(number=year): [f"{one:+.1f}" for one in invoice[f"gap_{year}"]]
        for year in range(1, 6)
    }
    columns |= {
        _("true effect"): [f"{one:.1f}" for one in invoice["effect"]],
        _("pays from"): [f"{one:.1f}" for one in invoice["even"]],
        _("go brings, thousand yuan"): [f"{one:+,.0f}" for one in invoice["value"]],
        _("you"): [signed[name.lower()] for name in model.NAMES],
    }
    texts = pd.DataFrame(columns, index=invoice.index)
    title = _("The invoice: the ten less the thirty others, visits a village and month")
    return Heat.plain(title, texts)


class Signed(FormWidget):
    """Sign go or stop for three routes, each with the page of the office and a story.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Notes
    -----
    One open board, without points. What the page left out is told by the seal.
    """

    fields = model.BY_HAND
    title = _("Signed")
    house = "plum"
    css_class = "servicelab-signed"

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The page and its stories; go or stop for each route."""
        told = [
            f"{name}: {model.CHOSEN[how]}. {story}"
            for name, how, story in zip(model.NAMES, model.CHOSEN, model.STORIES, strict=True)
        ]
        return [
            heading(_("Year 5 is over")),
            ipw.HTML(page_table().to_html()),
            *(ipw.HTML(paragraph(line)) for line in told),
            ipw.HTML(paragraph(_("An open board, chosen to teach: other boards differ."))),
        ], [
            heading(_("What you sign")),
            *(self.controls[name.lower()].view for name in model.NAMES),
            self.record_foot(_("Keep what you signed")),
        ]

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The page, with what was signed."""
        return (page_table(decision),)

    def reveal(self) -> Panel:
        """Show what the page left out; the signatures then stand.

        Returns
        -------
        Panel
            A table and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        invoice = model.invoice()
        signed = [decision[name.lower()] == "go" for name in model.NAMES]
        sentence = _(
            "You signed {count} of {all} routes; in four years that brings {value:+,.0f} thousand "
            "yuan. Signing none brings 0, all of them {every:+,.0f}."
        ).format(
            count=sum(signed),
            all=len(signed),
            value=invoice.loc[signed, "value"].sum() + 0.0,
            every=invoice["value"].sum(),
        )
        return Panel(sentence, (invoice_table(decision),))


class SigningRule(RuleForm):
    """Write the rule by which routes are signed for, before their numbers are seen.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Notes
    -----
    The rule is judged on boards that are nowhere in the notebook.
    """

    fields = model.RULE
    title = _("The rule of Friday")
    house = "plum"
    css_class = "servicelab-signing-rule"
    table = (_("The rule"), _("your rule"))

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The comparisons; threshold, news and what is done where one is unsure."""
        news = self.controls["news"].view
        return [
            heading(_("Which comparison is believed, against the villages without clinics")),
            *(self.controls[how].view for how in model.CHOSEN),
            heading(_("News that may change it")),
            news,
        ], self.decide("sign", "within", "unsure")
