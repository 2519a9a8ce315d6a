"""Decision review, the view: what was decided, what was found later, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.fields import Field
from servicelab.decisions.widgets.charts import Drawn, Heat
from servicelab.decisions.widgets.form import (
    Control,
    FormWidget,
    control,
    foot,
    heading,
    paragraph,
    row,
    with_classes,
)
from servicelab.i18n import _
from servicelab.portfolio.decisions import DECISIONS
from servicelab.portfolio.review import model as model
from servicelab.portfolio.review.later import LATER

_NONE = "\N{EN DASH}"


class DecisionReview(FormWidget):
    """Look at decisions of the course again: keep, revise or withdraw each, by a later number.

    Parameters
    ----------
    digest : mapping
        From :func:`servicelab.portfolio.review.course_digest`: what was decided.
    folder : path
        Where the review is kept: beside the notebook.

    Examples
    --------
    >>> import tempfile
    >>> from servicelab.portfolio.review import course_digest
    >>> folder = tempfile.mkdtemp()
    >>> DecisionReview(course_digest(folder), folder).decision is None
    True
    """

    fields = model.DECISION
    title = _("Decisions, looked at again")
    css_class = "servicelab-decision-review"

    def __init__(self, digest: Mapping[str, Any], folder: Path | str = ".") -> None:
        self.decided: dict[str, Any] = {name: digest["decisions"][name] for name in LATER}
        super().__init__(folder)

    # FormWidget

    def control(self, field: Field) -> Control:
        """The control of a field; the reviews have three for each decision."""
        return ReviewsControl(field) if isinstance(field, model.Reviews) else super().control(field)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """A card for each decision; the button at the foot."""
        each = self.controls["reviews"].each
        cards = [
            with_classes(
                ipw.VBox(
                    [
                        heading(_title(name)),
                        ipw.HTML(paragraph(_decided(self.decided[name]))),
                        ipw.HTML(paragraph(_later(name))),
                        row(each[name]["verdict"].view, each[name]["module"].view),
                        each[name]["reason"].view,
                    ]
                ),
                "segment",
            )
            for name in LATER
        ]
        record = self.button(
            self.records,
            _("Keep this review beside the notebook"),
            self._record_draft,
            button_style="primary",
            layout={},
        )
        return [heading(_("What was decided, and what was found later")), *cards], [
            heading(_("Your decision")),
            ipw.HTML(paragraph(self._asks())),
            foot(record, self.status_line()),
        ]

    def lay_out(self) -> ipw.Widget:
        """One below the other: a reason needs the width."""
        explored, decided = self.arrange()
        return ipw.VBox([*explored, *decided])

    def facts(self) -> list[tuple[str, object]]:
        """How many are looked at again, and how many are one's own."""
        reviews = self.draft().get("reviews") or {}
        own = sum(one["own"] for one in self.decided.values())
        return [
            (_("Looked at again"), f"{len(reviews)} / {len(self.decided)}"),
            (_("Your own on file"), own),
        ]

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """Each decision, what was found later, and what became of it."""
        reviews = (decision or {}).get("reviews", {})
        rows = {
            _title(name): [
                name,
                _decided(one),
                _later(name),
                model.VERDICTS[reviews[name]["verdict"]] if name in reviews else _NONE,
                reviews[name]["reason"] if name in reviews else _NONE,
            ]
            for name, one in self.decided.items()
        }
        columns = [_("Record"), _("Decided"), _("Found later"), _("Today"), _("Why")]
        texts = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
        shades = texts.map(lambda _text: 0.0)
        return (Heat(self.title, texts, shades, legend=()),)

    def _asks(self) -> str:
        return _(
            "Look at {least} decisions or more. Each gets what becomes of it, the module whose number "
            "you cite, and a reason with that number."
        ).format(least=model.LEAST)


class ReviewsControl(Control):
    """Three controls for each decision."""

    def __init__(self, field: Field) -> None:
        self.each = {
            name: {part: control(one) for part, one in model.CONTROLS.items()} for name in LATER
        }
        for name, controls in self.each.items():
            for made in controls.values():
                made.view.tooltip = f"{made.view.tooltip}: {_title(name)}"
        parts = [made.view for one in self.each.values() for made in one.values()]
        super().__init__(field, ipw.VBox(parts), parts)

    @property
    def value(self) -> dict[str, Any]:
        """What is filled in for each decision."""
        return {
            name: {part: made.value for part, made in one.items()}
            for name, one in self.each.items()
        }

    @value.setter
    def value(self, value: Any) -> None:
        for name, one in self.each.items():
            given = (value or {}).get(name, {})
            for part, made in one.items():
                made.value = given.get(part)


def _title(name: str) -> str:
    return f"{name[:3].upper()}. {DECISIONS[name].title}"


def _decided(one: Mapping[str, Any]) -> str:
    whose = _("You decided") if one["own"] else _("A made-up trainee decided")
    return f"{whose}: {one['words']}"


def _later(name: str) -> str:
    return " ".join(f"{one.module.upper()}: {one.says}" for one in LATER[name])
