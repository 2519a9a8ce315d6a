"""Claim ledger, the view: claims with their cards, a verdict on each and how sure one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.fields import Field
from servicelab.decisions.widgets.charts import Drawn, Heat
from servicelab.decisions.widgets.form import (
    Control,
    FormWidget,
    control,
    heading,
    paragraph,
    with_classes,
)
from servicelab.decisions.widgets.page import html_pieces
from servicelab.games.ledger import model as model
from servicelab.i18n import _

_PIECES = Path(__file__).with_name("view.html.j2")


@dataclass(frozen=True)
class Cards:
    """The claims and what their sources say, as text."""

    claims: Mapping[str, model.Claim]

    @property
    def alt(self) -> str:
        """The claims in words."""
        return " ".join(f"{name}. {claim.says} {claim.card}" for name, claim in self.claims.items())

    def to_html(self) -> str:
        """The claims as HTML."""
        return str(html_pieces(_PIECES).cards(self.claims))


class ClaimLedger(FormWidget):
    """Give each of some claims a verdict, and say how sure you are of it.

    Which verdicts are right is told by nobody before the notebook is graded.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.
    claims : mapping of str to Claim
        The claims; those of the first module by default.
    name : str
        Name of the record.

    Examples
    --------
    >>> import tempfile
    >>> ClaimLedger(tempfile.mkdtemp()).decision is None
    True
    """

    title = _("Claim ledger")
    house = "lantern"
    css_class = "servicelab-ledger"

    def __init__(
        self,
        folder: Path | str = ".",
        *,
        claims: Mapping[str, model.Claim] = model.CLAIMS,
        name: str = model.NAME,
    ) -> None:
        self.claims = dict(claims)
        self.fields = model.decision_fields(name, self.claims)
        super().__init__(folder)

    # FormWidget

    def control(self, field: Field) -> Control:
        """The control of a field; verdicts and confidences have one for each claim."""
        return (
            ClaimsControl(field) if isinstance(field, model.EachClaim) else super().control(field)
        )

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The claims with their cards, verdicts and confidences; the chain and the button."""
        verdicts, sure = (self.controls[name].each for name in ("verdicts", "sure"))
        cards = [
            with_classes(
                ipw.VBox([_card(name, claim), ipw.HBox([verdicts[name].view, sure[name].view])]),
                "segment",
            )
            for name, claim in self.claims.items()
        ]
        explored = [heading(_("Claims, and what their sources say")), *cards]
        chain = [heading(_("The chain: the first no decides")), *_chain()]
        return explored, self.decide(before=chain)

    def facts(self) -> list[tuple[str, object]]:
        """How many verdicts are given, how many one expects to be right, and how often each."""
        draft = self.draft()
        verdicts, sure = draft.get("verdicts", {}), draft.get("sure", {})
        expected = sum(sure[name] for name in sure if name in verdicts)
        return [
            (_("Verdicts"), f"{len(verdicts)} / {len(self.claims)}"),
            (_("You expect to be right on"), f"{expected:.1f}"),
        ]

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """Verdicts and confidences as a table, once they are recorded; the claims with their cards."""
        none = "\N{EN DASH}"
        given = decision or {"verdicts": {}, "sure": {}}
        rows = {
            f"{name}. {claim.short}": [
                model.VERDICTS.get(given["verdicts"].get(name), none),
                f"{given['sure'][name]:.0%}" if name in given["sure"] else none,
            ]
            for name, claim in self.claims.items()
        }
        texts = pd.DataFrame.from_dict(rows, orient="index", columns=[_("Verdict"), _("How sure")])
        shades = texts.map(lambda _text: 0.0)
        return Heat(_("Claim ledger"), texts, shades, legend=()), Cards(self.claims)


class ClaimsControl(Control):
    """A control for each claim."""

    def __init__(self, field: Field) -> None:
        entry = cast("model.EachClaim", field)
        self.each = {
            name: control(replace(entry.one, label=entry.one.label.format(claim=name)))
            for name in entry.claims
        }
        parts = [each.view for each in self.each.values()]
        super().__init__(field, ipw.VBox(parts), parts)

    @property
    def value(self) -> dict[str, Any]:
        """What is filled in for each claim."""
        return {name: each.value for name, each in self.each.items()}

    @value.setter
    def value(self, value: Any) -> None:
        for name, each in self.each.items():
            each.value = (value or {}).get(name)


def _card(name: str, claim: model.Claim) -> ipw.VBox:
    card = _("What the source says: {card}").format(card=claim.card)
    return ipw.VBox([heading(f"{name}. {claim.says}"), ipw.HTML(paragraph(card))])


def _chain() -> list[ipw.Widget]:
    steps = [
        _("{number}. {asks} No: {verdict}.").format(
            number=number, asks=step.asks, verdict=model.VERDICTS[step.no]
        )
        for number, step in enumerate(model.QUESTIONS, 1)
    ]
    last = _("Four times yes: {verdict}.").format(verdict=model.VERDICTS["supported"])
    return [ipw.HTML(paragraph(line)) for line in (*steps, last, model.ONE_VERDICT)]
