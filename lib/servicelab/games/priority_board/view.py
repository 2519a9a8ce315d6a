"""Priority board, the view: protect a group, fix the crosshair, spend twenty tokens."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import numpy as np
import pandas as pd

from servicelab.data.frames import require_columns
from servicelab.decisions.fields import Field, Points
from servicelab.decisions.records import Record, mark_revealed, read_record, save_record
from servicelab.decisions.widgets.base import Panel, Picture, drawing
from servicelab.decisions.widgets.charts import Bars, Drawn, Heat, Range, Ranges
from servicelab.decisions.widgets.form import (
    KIT,
    Control,
    FormWidget,
    PointsControl,
    drop_down,
    heading,
    paragraph,
    row,
    with_classes,
)
from servicelab.decisions.widgets.page import html_pieces
from servicelab.errors import CourseError
from servicelab.games.priority_board import model as model
from servicelab.i18n import _

_FACTORS = {"setting": _("Setting"), "service": _("Service"), "care": _("Care")}
_PLANS = {
    "yours": _("your plan"),
    "all to one": _("all to the largest gain"),
    "equal split": _("an equal split"),
    "optimum": _("the survey's best"),
}


_BUDGET = _(
    "Each further token of an attribute brings less than the one before: the gain is (what can be "
    "gained) × (1 − exp(−tokens / scale)). The scale is the number of tokens that reaches 63 % of "
    "what can be gained; it is an assumption about costs. What can be gained is not what patients "
    "state: it is how far mean satisfaction would rise if all who rate the attribute below 6 rated "
    "it 6, by penalty and reward."
)


class PriorityBoard(FormWidget):
    """Choose whom to protect, fix a crosshair rule before the positions show, and spend a budget.

    Parameters
    ----------
    zones : DataFrame
        ``hospital_zones``: group, dimension, adequate, desired, perceived.
    drivers : DataFrame
        ``hospital_drivers``: group, severity, overall; performance and stated importance of every
        attribute.
    attributes : DataFrame
        ``hospital_attributes``: attribute, label_en, factor.
    folder : path
        Where the decision is kept: beside the notebook.

    Raises
    ------
    CourseError
        If a table lacks columns. A damaged record is told in the widget instead.

    Notes
    -----
    The first crosshair rule is a record of its own, ``m05-crosshair``, made when the positions are
    shown. So a rule that was chosen after seeing them is known as such after a restart too.
    """

    title = _("Priority board")
    house = "plum"
    css_class = "servicelab-board"

    def __init__(
        self,
        zones: pd.DataFrame,
        drivers: pd.DataFrame,
        attributes: pd.DataFrame,
        folder: Path | str = ".",
    ) -> None:
        require_columns(attributes, ["attribute", "label_en", "factor"], "attributes")
        self.zones = zones
        self.drivers = drivers
        self.attributes = attributes
        self.names = model.attribute_names(attributes)
        self.labels = dict(zip(self.names, map(str, attributes["label_en"]), strict=True))
        self.factors = dict(zip(self.names, map(str, attributes["factor"]), strict=True))
        self.groups = [str(name) for name in model.zone_rows(zones).index[:-1]]
        self.fields = model.decision_fields(self.labels, self.groups)
        self._means = model.attribute_means(drivers, attributes)
        self._numbers = model.plan_numbers(drivers, attributes)
        self._grids: dict[str, Picture] = {}
        super().__init__(folder)
        self._first: Record | None = None
        try:
            self._first = read_record(model.CROSSHAIR_NAME, model.crosshair_schema(), self.folder)
        except CourseError as error:
            self.problem = self.problem or str(error)

    # The crosshair

    @property
    def first_rule(self) -> str | None:
        """The crosshair rule from before the positions were shown; None while they are hidden."""
        if self._first is not None:
            return str(self._first.decision["crosshair"])
        return None if self.decision is None else str(self.decision["crosshair"])

    def chosen_before_seeing(self, rule: str) -> bool:
        """Whether a crosshair rule is the one from before the positions were shown."""
        if self._first is None and self.decision is not None:
            kept = bool(self.decision["crosshair_before_seeing"])
            return kept and rule == self.decision["crosshair"]
        return self.first_rule in (None, rule)

    def fix_crosshair(self, rule: str) -> None:
        """Keep the first crosshair rule; from then on the positions are shown.

        Parameters
        ----------
        rule : {"mean", "median", "scale"}
            The rule. Once there is one, a later call changes nothing.

        Raises
        ------
        CourseError
            If there is no such rule, or it cannot be kept.
        """
        if self._first is None:
            schema = model.crosshair_schema()
            save_record(model.CROSSHAIR_NAME, {"crosshair": rule}, schema, self.folder)
            self._first = mark_revealed(model.CROSSHAIR_NAME, schema, self.folder)

    # FormWidget

    def tidy(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """Bring the draft into plain JSON types, and note whether its crosshair came first."""
        kept = super().tidy(draft)
        if "crosshair" in kept:
            kept["crosshair_before_seeing"] = self.chosen_before_seeing(kept["crosshair"])
        return kept

    def draft(self) -> dict[str, Any]:
        """What the form holds now; a crosshair rule counts from when it is fixed."""
        draft = super().draft()
        if self.first_rule is None:
            draft.pop("crosshair", None)
            draft.pop("crosshair_before_seeing", None)
        return draft

    def keep(self, draft: Mapping[str, Any]) -> tuple[bool, str]:
        """Record a draft if it is complete, and the first crosshair rule with it."""
        unknown = model.unknown_attribute(draft.get("tokens"), self.names)
        if unknown:
            message = _("Not recorded: {reason}").format(reason=unknown)
            self.say(message, "problem")
            return False, message
        kept, message = super().keep(draft)
        if kept and self.decision is not None and self.decision["crosshair_before_seeing"]:
            self.fix_crosshair(self.decision["crosshair"])
        return kept, message

    def state_words(self) -> str:
        """The recorded decision; without one, what can be known before the rule is fixed."""
        said = super().state_words()
        return said if self.first_rule else f"{said} {self._hidden_words()}"

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The zones, and the grid once its rule is fixed."""
        zones = zones_chart(self.zones, model.opening_dimension(self.zones))
        rule = self.first_rule if decision is None else decision["crosshair"]
        return (zones,) if rule is None else (zones, self._grid(rule))

    def control(self, field: Field) -> Control:
        """The control of a field; tokens are counted one by one."""
        return (
            PointsControl(field, _counter) if isinstance(field, Points) else super().control(field)
        )

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """Zones, grid and budget; the decision."""
        dimensions = [str(name) for name in self.zones["dimension"].unique()]
        self._dimension = drop_down(
            _("Dimension shown"),
            _("Which dimension of quality the bars are about"),
            [(_("all dimensions"), ""), *((name, name) for name in dimensions)],
            model.opening_dimension(self.zones),
        )
        self._zone_image, self._said_rule, self._grid_image = ipw.HTML(), ipw.HTML(), ipw.HTML()
        self._show_positions = self.button(
            _("Fix the rule and show the positions"),
            _("Keeps the crosshair rule and shows where the attributes lie"),
            self._see,
            icon="eye",
        )
        self.listen(self._dimension, self._draw_zones)
        self.reactions = {"crosshair": self._draw_grid, "tokens": self._count_tokens}
        total = model.TOKENS
        clear = self.button(
            _("Take all back"), _("Set every attribute to 0"), lambda: self.put("tokens", {})
        )
        fill = _("Keep the proportions and make the tokens sum to {total}").format(total=total)
        rules = "; ".join(f"{rule.label}: {rule.description}" for rule in model.CROSSHAIRS.values())
        explored = [
            heading(_("1. Zones of tolerance: whom to protect first")),
            row(self._dimension, self.controls["protected"].view),
            self._zone_image,
            heading(_("2. Importance and performance: fix the crosshair rule")),
            ipw.HTML(paragraph(_("Crosshair rules. {rules}.").format(rules=rules))),
            row(self.controls["crosshair"].view, self._show_positions),
            self._said_rule,
            self._grid_image,
            heading(_("3. Budget: {total} tokens over the attributes").format(total=total)),
            ipw.HTML(paragraph(_BUDGET)),
            self._token_columns(),
            self.points_left("tokens", _("Fill up to {total}").format(total=total), fill, clear),
        ]
        note = _(
            "Forecast: of the most that {total} tokens can gain in the hospital itself, how much does "
            "your plan gain?"
        ).format(total=total)
        return explored, self.decide("forecast", note=note)

    def facts(self) -> list[tuple[str, object]]:
        """Whom the draft protects, by which rule it looks, and how many tokens are left."""
        draft, none = self.draft(), "\N{EN DASH}"
        rule = draft.get("crosshair")
        return [
            (_("Protected first"), draft.get("protected") or none),
            (_("Crosshair"), model.CROSSHAIRS[rule].label if rule else none),
            (_("Tokens left"), model.TOKENS - sum(self.controls["tokens"].value.values())),
        ]

    def show(self, decision: Mapping[str, Any]) -> None:
        """Bring a decision into the form, with the rule that was fixed."""
        super().show({"crosshair": self.first_rule, **decision})

    def explore(self) -> None:
        """Draw zones, grid and tokens."""
        self._draw_zones()
        self._draw_grid()
        self._count_tokens()

    def reveal(self) -> Panel:
        """Show the gain of the plan beside three others; the decision then stands.

        Returns
        -------
        Panel
            Two figures and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    # The view

    def _token_columns(self) -> ipw.Box:
        self._reached = {name: ipw.HTML() for name in self.names}
        columns = []
        for factor, scale in model.TOKEN_SCALES.items():
            rows = [self._token_row(name) for name in self.names if self.factors[name] == factor]
            title = _("{factor}: {scale:g} tokens reach 63 %").format(
                factor=_FACTORS[factor], scale=scale
            )
            columns.append(ipw.VBox([heading(title), *rows]))
        return with_classes(ipw.Box(columns, layout={"display": None}), "board-columns")

    def _token_row(self, name: str) -> ipw.HBox:
        less = _("One token less for {attribute}").format(attribute=self.labels[name])
        more = _("One token more for {attribute}").format(attribute=self.labels[name])
        parts = [self.controls["tokens"].counters[name]]
        for kind, words, step in (("less", less, -1), ("more", more, 1)):
            # the arrow keys do the same, so Tab need not stop here
            button = self.button(
                words,
                words,
                partial(self._step, name, step),
                tabbable=False,
                layout={"width": "30px"},
            )
            parts.append(with_classes(button, "step", kind))
        return with_classes(
            ipw.Box([*parts, self._reached[name]], layout={"display": None}), "token"
        )

    def _count_tokens(self) -> None:
        """Show how much of what each attribute can gain its tokens reach."""
        meter = html_pieces(KIT).meter
        for name, count in self.controls["tokens"].value.items():
            share = 1 - math.exp(-count / model.TOKEN_SCALES[self.factors[name]])
            words = _("{share} % reached").format(share=f"{100 * share:.0f}")
            self._reached[name].value = str(meter(share, words))
        self.check()

    def _step(self, name: str, step: int) -> None:
        tokens = self.controls["tokens"]
        if step > 0 and sum(tokens.value.values()) >= model.TOKENS:
            self.say(_("No token is left: take one from another attribute first."))
            return
        counter = tokens.counters[name]
        counter.value = max(counter.value + step, 0)

    def _draw_zones(self) -> None:
        self._zone_image.value = zones_chart(self.zones, self._dimension.value or None).to_html()

    def _see(self) -> None:
        """The rule is fixed: show the positions."""
        rule = self.controls["crosshair"].value
        if rule is None:
            self.say(_("Choose a crosshair rule first: then the positions are shown."), "problem")
            return
        self.fix_crosshair(rule)
        self._draw_grid()
        self.page.move_focus("positions")

    def _draw_grid(self) -> None:
        """Show the positions by the rule; before it is fixed, what they will be about."""
        rule, first = self.controls["crosshair"].value, self.first_rule
        self._show_positions.layout.display = None if first is None else "none"
        self._grid_image.value = "" if first is None else self._grid(rule).to_html()
        said = self._hidden_words() if first is None else self._rule_words(rule, first)
        self._said_rule.value = (
            f'<div class="servicelab-at-positions" tabindex="-1">{paragraph(said)}</div>'
        )
        self.check()

    # Words

    def _hidden_words(self) -> str:
        return _(
            "Axes: performance (mean rating, 1 to 7) to the right, stated importance (mean, 1 to 7) "
            "upward. Attributes: {names}. Where they lie is shown when the rule is fixed."
        ).format(names=", ".join(self.labels.values()))

    def _rule_words(self, rule: str, first: str) -> str:
        label = model.CROSSHAIRS[rule].label
        if self.chosen_before_seeing(rule):
            return _("Crosshair at the {rule}, chosen before the positions were shown.").format(
                rule=label
            )
        return _(
            "Crosshair at the {rule}, changed after the positions were shown (first: {first}). You "
            "may change it, and the record says so. It matters because a line drawn after seeing "
            "the points can be drawn to suit any conclusion, without anyone meaning to: say in your "
            "reason why the new rule is the better one."
        ).format(rule=label, first=model.CROSSHAIRS[first].label)

    def _grid(self, rule: str) -> Picture:
        if rule not in self._grids:
            grid = model.place_attributes(self._means, rule)
            named = grid.rename(index=self.labels)
            named.attrs.update(grid.attrs)
            self._grids[rule] = _grid_picture(named, model.CROSSHAIRS[rule].label)
        return self._grids[rule]

    # The outcome

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        found = model.judge(decision, self.zones, self.drivers, self.attributes)
        group = decision["protected"]
        said = [
            _(
                "By the survey your plan gains {gain} points of overall satisfaction for all patients: "
                "{share} % of the best possible gain; for the {group}, whom you protect first, "
                "{inside} %."
            ).format(
                gain=f"{found.plans['gain']['yours']:.2f}",
                share=_percent(found.share),
                group=group,
                inside=_percent(found.protected_share),
            ),
            _(
                "All tokens to the largest gain ({attribute}) reach {one} %, an equal split {equal} %."
            ).format(
                attribute=self._gains_most(None),
                one=_percent(found.plans["share"]["all to one"]),
                equal=_percent(found.plans["share"]["equal split"]),
            ),
            _forecast_words(decision["forecast"], found.share),
        ]
        worst = (
            _("The {group} have the worst position in their zone of tolerance.")
            if found.protects_worst
            else _(
                "The worst position in its zone of tolerance is that of the {worst}, not of the "
                "{group}."
            )
        )
        said.append(worst.format(group=group, worst=found.worst))
        said.append(
            _(
                "The survey chose the best plan and now measures it, which flatters: what your plan is "
                "worth in the hospital itself is told when the notebook is graded. To gain: points if "
                "all rated it 6; scale: assumed tokens for 63 %."
            )
        )
        return Panel(" ".join(said), (*self._compared(found, group), self._plans(decision)))

    def _gains_most(self, group: str | None) -> str:
        numbers = model.plan_numbers(self.drivers, self.attributes, group)
        return self.labels[str(numbers["gain"].idxmax())]

    def _compared(self, found: model.Verdict, group: str) -> tuple[Bars, ...]:
        charts = []
        for who, part, plans in (
            (_("all patients"), None, found.plans),
            (group, group, found.protected_plans),
        ):
            title = _(
                "Gain for {who} (largest: {attribute}), share of the best, by the survey"
            ).format(who=who, attribute=self._gains_most(part))
            texts = [
                f"{gain:.2f} ({_percent(share)} %)"
                for gain, share in zip(plans["gain"], plans["share"], strict=True)
            ]
            gains = plans["gain"].rename(index=_PLANS)
            charts.append(Bars(title, gains, texts, _PLANS["yours"]))
        return tuple(charts)

    def _plans(self, decision: Mapping[str, Any]) -> Heat:
        table = self._numbers.assign(
            yours=pd.Series(decision["tokens"]), best=pd.Series(model.best_plan(self._numbers))
        ).sort_values("gain", ascending=False)
        title = _("Where the tokens go, and what they are worth there, all patients")
        columns = {
            "low": (_("Rated low, %"), "{:.0f}", 100),
            "gain": (_("To gain"), "{:.2f}", 1),
            "scale": (_("Scale"), "{:g}", 1),
            "yours": (_("Your tokens"), "{:.0f}", 1),
            "best": (_("Survey's best"), "{:.0f}", 1),
        }
        texts = pd.DataFrame(
            {
                head: [form.format(times * value) for value in table[name]]
                for name, (head, form, times) in columns.items()
            },
            index=[self.labels[str(name)] for name in table.index],
        )
        shades = texts.map(lambda _text: 0.0)
        for name in ("yours", "best"):
            shades[columns[name][0]] = (2.2 * table[name] / model.TOKENS).to_numpy()
        return Heat(title, texts, shades, legend=())


def _counter(field: Points, name: str) -> ipw.BoundedIntText:
    return ipw.BoundedIntText(
        max=field.total,
        description=field.names[name],
        tooltip=_("Tokens for {attribute}; arrow keys change them").format(
            attribute=field.names[name]
        ),
        continuous_update=False,
        layout={"width": "auto"},
    )


def zones_chart(zones: pd.DataFrame, dimension: str | None) -> Ranges:
    """Each group's zone of tolerance and what it perceives, in one dimension or in all."""
    rows = {
        str(name): Range(
            (row["adequate"], row["desired"]),
            [("dot", row["perceived"])],
            _("{value:.1f} below").format(value=row["perceived"])
            if row["perceived"] < row["adequate"]
            else f"{row['perceived']:.1f}",
            _("zone {adequate:.1f} to {desired:.1f}, perceived {perceived:.1f}").format(**row),
        )
        for name, row in model.zone_rows(zones, dimension).iterrows()
    }
    used = [value for row in rows.values() for value in (*row.span, row.marks[0][1])]
    scale = np.arange(np.floor(min(used)), np.ceil(max(used)) + 0.25, 0.5).tolist()
    title = _("{dimension}: adequate to desired level, and what is perceived").format(
        dimension=(dimension or _("all dimensions")).capitalize()
    )
    legend = [("zone", _("adequate to desired, rating")), ("dot", _("perceived"))]
    return Ranges(title, rows, scale, legend, "#74add1")


def _grid_picture(grid: pd.DataFrame, rule: str) -> Picture:
    from servicelab.priorities.figures import plot_importance_performance

    importance, performance = grid.attrs["crosshair"]
    title = _(
        "Importance-performance grid, crosshair at the {rule}: importance {importance:.1f}, "
        "performance {performance:.1f}"
    ).format(rule=rule, importance=importance, performance=performance)
    words = _rows(
        _("{name}: importance {importance:.1f}, performance {performance:.1f}, {quadrant}"), grid
    )
    with drawing(8.4, 5.0) as figure:
        ax = figure.subplots()
        figure.subplots_adjust(left=0.08, right=0.99, top=0.97, bottom=0.1)
        plot_importance_performance(grid, ax=ax)
        return Picture.of(figure, f"{title}. {words}.")


def _rows(template: str, table: pd.DataFrame, between: str = "; ") -> str:
    """Each row of a table in words, its index as the name."""
    columns = [str(column) for column in table.columns]
    return between.join(
        template.format(name=name, **dict(zip(columns, row, strict=True)))
        for name, *row in table.itertuples()
    )


def _forecast_words(forecast: float, share: float) -> str:
    """A forecast beside what the survey promises, without a verdict: it is about the hospital."""
    off = round(100 * forecast) - round(100 * share)
    if off == 0:
        words = _("You forecast {forecast} %, just what the survey promises; the hospital decides.")
    elif off < 0:
        words = _(
            "You forecast {forecast} %, {off} percentage points less than the survey promises; the "
            "hospital decides."
        )
    else:
        words = _(
            "You forecast {forecast} %, {off} percentage points more than the survey promises; the "
            "hospital decides."
        )
    return words.format(forecast=f"{100 * forecast:.0f}", off=abs(off))


def _percent(share: float) -> str:
    """Whole percent, and one decimal for what only nearly reaches 100."""
    if 0.995 <= share < 1 - 1e-9:
        return f"{math.floor(1000 * share) / 10:.1f}"
    return f"{100 * share:.0f}"
