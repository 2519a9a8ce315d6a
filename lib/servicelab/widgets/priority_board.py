"""Priority board, the view: protect a group, fix the crosshair, spend twenty tokens."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as ipw
import pandas as pd

from .. import priority_board as model
from .._frames import require_columns
from .._i18n import _
from ..decisions import calibration, fill_points, left_words
from ..errors import CourseError
from ..records import Record, mark_revealed, read_record, save_record
from .bars import PLAIN, draw_bars, strip
from .base import DecisionWidget, Panel, Picture, drawing
from .form import (
    OWN_LABEL,
    WRAP,
    drop_down,
    heading,
    paragraph,
    percent_box,
    read_percent,
    reason_box,
    record_button,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The buttons show a sign and are called by their words; what stands behind / is said of the sign.
_STYLE = """
.servicelab-board .servicelab-token { align-items: center; overflow: visible; }
.servicelab-board .servicelab-step { min-width: 30px; padding: 0; font-size: 0; }
.servicelab-board .servicelab-step::before { font-size: 16px; }
.servicelab-board .servicelab-less::before { content: "\\2212"; content: "\\2212" / ""; }
.servicelab-board .servicelab-more::before { content: "+"; content: "+" / ""; }
"""
_FACTORS = {"setting": _("Setting"), "service": _("Service"), "care": _("Care")}
_PLANS = {
    "yours": _("your plan"),
    "largest gap": _("all to the largest gap"),
    "equal split": _("an equal split"),
    "optimum": _("the optimum"),
}


class PriorityBoard(DecisionWidget):
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

    name = model.NAME

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
        self.schema = model.decision_schema(self.names, self.groups)
        self._means = model.attribute_means(drivers, attributes)
        self._numbers = model.plan_numbers(drivers, attributes)
        self._drawn: dict[tuple[str, str], Picture] = {}
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

    # DecisionWidget

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """What the draft still lacks, in words."""
        return model.missing(draft)

    def tidy(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """Bring the draft into plain JSON types, and note whether its crosshair came first."""
        kept = model.tidy(draft, self.names)
        if "crosshair" in kept:
            kept["crosshair_before_seeing"] = self.chosen_before_seeing(kept["crosshair"])
        return kept

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

    def panel(self) -> Panel:
        """Draw the recorded decision, or the beginning when there is none."""
        decision = self.decision
        pictures = [self._zones(model.opening_dimension(self.zones))]
        if decision is None:
            said = [self.problem or _("No decision recorded yet.")]
            if self.first_rule is None:
                said.append(self._hidden_words())
            else:
                pictures.append(self._grid(self.first_rule))
            return Panel(" ".join(said), tuple(pictures))
        rule = decision["crosshair"]
        pictures.append(self._grid(rule))
        sentence = _(
            "Recorded decision: {group} first. Crosshair: {rule}, {when}. Tokens: {tokens}. "
            "Forecast: {forecast} % of the best possible gain. Reason: {reason}"
        ).format(
            group=decision["protected"],
            rule=model.CROSSHAIRS[rule].label,
            when=_("chosen before the positions were seen")
            if decision["crosshair_before_seeing"]
            else _("changed after the positions were seen"),
            tokens=self._tokens_words(decision["tokens"]),
            forecast=f"{100 * decision['forecast']:.0f}",
            reason=decision["reason"],
        )
        return Panel(sentence, tuple(pictures))

    def build(self) -> ipw.Widget:
        """Build the form with the recorded decision in it."""
        dimensions = [str(name) for name in self.zones["dimension"].unique()]
        self._dimension = ipw.Dropdown(
            options=[(_("all dimensions"), ""), *((name, name) for name in dimensions)],
            value=model.opening_dimension(self.zones),
            description=_("Dimension shown"),
            tooltip=_("Which dimension of quality the bars are about"),
            style=OWN_LABEL,
            layout={"width": "270px", "max_width": "98%"},
        )
        self._protected = drop_down(
            _("Protect first"),
            _("The group that the plan is to protect first"),
            [(name, name) for name in self.groups],
            "240px",
        )
        self._zone_image = ipw.HTML()
        self._rule = ipw.RadioButtons(
            options=[(rule.label, name) for name, rule in model.CROSSHAIRS.items()],
            value=None,
            orientation="horizontal",
            tooltip=_("The rule that places the crosshair"),
            layout={"width": "auto"},
        )
        self._show_positions = ipw.Button(
            description=_("Fix the rule and show the positions"),
            tooltip=_("Keeps the crosshair rule and shows where the attributes lie"),
            icon="eye",
            layout={"width": "auto"},
        )
        self._said_rule = ipw.HTML()
        self._grid_image = ipw.HTML()
        self._tokens = {name: self._counter(name) for name in self.names}
        self._left = ipw.HTML(layout={"margin": "2px 16px 2px 4px"})
        fill = ipw.Button(
            description=_("Fill up to {total}").format(total=model.TOKENS),
            tooltip=_("Keep the proportions and make the tokens sum to {total}").format(
                total=model.TOKENS
            ),
        )
        clear = ipw.Button(description=_("Take all back"), tooltip=_("Set every attribute to 0"))
        self._forecast = percent_box(
            _("Forecast, % of the best gain"),
            _("Which share of the best possible gain your plan reaches for all patients"),
            "290px",
        )
        self._reason = reason_box(
            _("Why this group, this crosshair and these tokens"),
            _("Why this group, this crosshair and these tokens?"),
        )
        button = record_button()
        rules = "; ".join(f"{rule.label}: {rule.description}" for rule in model.CROSSHAIRS.values())
        view = ipw.VBox(
            [
                ipw.HTML(f"<style>{_STYLE}</style>", layout={"display": "none"}),
                heading(_("1. Zones of tolerance: whom to protect first")),
                ipw.HBox([self._dimension, self._protected], layout=WRAP),
                self._zone_image,
                heading(_("2. Importance and performance: fix the crosshair rule")),
                ipw.HTML(paragraph(_("Crosshair rules. {rules}.").format(rules=rules))),
                ipw.HBox([self._rule, self._show_positions], layout=WRAP),
                self._said_rule,
                self._grid_image,
                heading(
                    _("3. Budget: {total} tokens over the attributes").format(total=model.TOKENS)
                ),
                ipw.HTML(paragraph(self._budget_words())),
                self._token_columns(),
                ipw.HBox([self._left, fill, clear], layout=WRAP),
                heading(_("Your decision")),
                ipw.HTML(
                    paragraph(
                        _(
                            "Forecast: of the most that {total} tokens can gain for all patients, "
                            "how much does your plan gain?"
                        ).format(total=model.TOKENS)
                    )
                ),
                self._forecast,
                self._reason,
                ipw.HBox([button, self.status_line()], layout=WRAP),
            ],
            layout={"max_width": "960px", "padding": "2px 8px"},
        )
        view.add_class("servicelab-board")
        self._connect(button, fill, clear)
        self.guarded(lambda: self.show(self.decision or {}))()
        return view

    def show(self, decision: Mapping[str, Any]) -> None:
        """Bring a decision into the form."""
        with self.silence():
            for name, counter in self._tokens.items():
                counter.value = decision.get("tokens", {}).get(name, 0)
            self._protected.value = decision.get("protected", "")
            self._rule.value = decision.get("crosshair", self.first_rule)
            if "forecast" in decision:
                self._forecast.value = f"{100 * decision['forecast']:g}"
            self._reason.value = decision.get("reason", "")
        self._draw_zones()
        self._draw_grid()
        self._count()
        self.say_state()

    def reveal(self) -> Panel:
        """Show the gain of the plan beside three others; the decision then stands.

        Returns
        -------
        Panel
            Two figures and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    # The view

    def _connect(self, button: ipw.Button, fill: ipw.Button, clear: ipw.Button) -> None:
        self.listen(self._dimension, self._draw_zones)
        self.listen(self._rule, self._turn)
        for counter in self._tokens.values():
            self.listen(counter, self._count)
        for entry in [self._protected, self._forecast, self._reason]:
            self.listen(entry, self._check)
        self._show_positions.on_click(self.guarded(lambda _button: self._see()))
        fill.on_click(
            self.guarded(lambda _button: self._set(fill_points(self._spent(), model.TOKENS)))
        )
        clear.on_click(self.guarded(lambda _button: self._set(dict.fromkeys(self.names, 0))))
        button.on_click(self.guarded(lambda _button: self._record()))

    def _record(self) -> None:
        self.keep(self.draft())

    def _counter(self, name: str) -> ipw.BoundedIntText:
        return ipw.BoundedIntText(
            max=model.TOKENS,
            description=self.labels[name],
            tooltip=_("Tokens for {attribute}; arrow keys change them").format(
                attribute=self.labels[name]
            ),
            continuous_update=False,
            style={"description_width": "137px"},
            layout={"width": "190px"},
        )

    def _token_columns(self) -> ipw.HBox:
        columns = []
        for factor, scale in model.TOKEN_SCALES.items():
            rows = [self._token_row(name) for name in self.names if self.factors[name] == factor]
            title = _("{factor}: {scale:g} tokens reach 63 %").format(
                factor=_FACTORS[factor], scale=scale
            )
            columns.append(ipw.VBox([heading(title), *rows], layout={"margin": "0 12px 6px 0"}))
        return ipw.HBox(columns, layout={"flex_flow": "row wrap", "align_items": "flex-start"})

    def _token_row(self, name: str) -> ipw.HBox:
        row = [self._tokens[name]]
        for kind, words, step in (
            ("less", _("One token less for {attribute}"), -1),
            ("more", _("One token more for {attribute}"), 1),
        ):
            # the arrow keys do the same, so Tab need not stop here
            button = ipw.Button(
                description=words.format(attribute=self.labels[name]),
                tooltip=words.format(attribute=self.labels[name]),
                tabbable=False,
                layout={"width": "30px"},
            )
            button.add_class("servicelab-step")
            button.add_class(f"servicelab-{kind}")
            button.on_click(self.guarded(lambda _button, step=step: self._step(name, step)))
            row.append(button)
        box = ipw.HBox(row)
        box.add_class("servicelab-token")
        return box

    def _step(self, name: str, step: int) -> None:
        if step > 0 and sum(self._spent().values()) >= model.TOKENS:
            self.say(_("No token is left: take one from another attribute first."))
            return
        counter = self._tokens[name]
        counter.value = max(counter.value + step, 0)

    def _spent(self) -> dict[str, int]:
        return {name: counter.value for name, counter in self._tokens.items()}

    def _set(self, tokens: Mapping[str, int]) -> None:
        with self.silence():
            for name, counter in self._tokens.items():
                counter.value = tokens[name]
        self._count()

    def draft(self) -> dict[str, Any]:
        """What the form holds now."""
        return self.tidy(
            {
                "crosshair": None if self.first_rule is None else self._rule.value,
                "tokens": self._spent(),
                "protected": self._protected.value,
                "forecast": read_percent(self._forecast.value),
                "reason": self._reason.value,
            }
        )

    def _draw_zones(self) -> None:
        self._zone_image.value = self._zones(self._dimension.value or None).to_html()

    def _see(self) -> None:
        """The rule is fixed: show the positions."""
        if self._rule.value is None:
            self.say(_("Choose a crosshair rule first: then the positions are shown."), "problem")
            return
        self.fix_crosshair(self._rule.value)
        self._draw_grid()
        self._check()

    def _turn(self) -> None:
        """Another rule is chosen: before the positions are shown that changes nothing yet."""
        self._draw_grid()
        self._check()

    def _draw_grid(self) -> None:
        rule = self._rule.value
        first = self.first_rule
        self._show_positions.layout.display = None if first is None else "none"
        if first is None:
            self._grid_image.value = ""
            self._said_rule.value = paragraph(self._hidden_words())
            return
        self._grid_image.value = self._grid(rule).to_html()
        said = _("Crosshair at the {rule}, chosen before the positions were shown.").format(
            rule=model.CROSSHAIRS[rule].label
        )
        if not self.chosen_before_seeing(rule):
            said = _(
                "Crosshair at the {rule}, changed after the positions were shown (first: {first}). You "
                "may change it, and the record says so. It matters because a line drawn after "
                "seeing the points can be drawn to suit any conclusion, without anyone meaning to: "
                "say in your reason why the new rule is the better one."
            ).format(rule=model.CROSSHAIRS[rule].label, first=model.CROSSHAIRS[first].label)
        self._said_rule.value = paragraph(said)

    def _count(self) -> None:
        """The tokens changed."""
        words = left_words(self._spent(), model.TOKENS, "token")
        self._left.value = f'<span role="status">{html.escape(words)}</span>'
        self._check()

    def _check(self) -> None:
        """Say what is still missing, or what is on file."""
        self.say_draft(self.draft())

    # Words

    def _hidden_words(self) -> str:
        return _(
            "Axes: performance (mean rating, 1 to 7) to the right, stated importance (mean, 1 to 7) "
            "upward. Attributes: {names}. Where they lie is shown when the rule is fixed."
        ).format(names=", ".join(self.labels.values()))

    def _budget_words(self) -> str:
        return _(
            "Each further token of an attribute brings less than the one before: the gain is weight "
            "× (7 − mean performance) × (1 − exp(−tokens / scale)). The scale is the number of "
            "tokens that reaches 63 % of what can be gained; it is an assumption about costs. The "
            "weight is not what patients state but how much their overall satisfaction goes with "
            "the attribute among equally ill patients (relative weights)."
        )

    def _tokens_words(self, tokens: Mapping[str, int]) -> str:
        return ", ".join(
            f"{self.labels[name]} {count}" for name, count in tokens.items() if count
        ) or _("none")

    # Figures

    def _zones(self, dimension: str | None) -> Picture:
        key = ("zones", dimension or "")
        if key not in self._drawn:
            self._drawn[key] = _zones_picture(model.zone_rows(self.zones, dimension), dimension)
        return self._drawn[key]

    def _grid(self, rule: str) -> Picture:
        key = ("grid", rule)
        if key not in self._drawn:
            grid = model.place_attributes(self._means, rule)
            named = grid.rename(index=self.labels)
            named.attrs.update(grid.attrs)
            self._drawn[key] = _grid_picture(named, model.CROSSHAIRS[rule].label)
        return self._drawn[key]

    # The outcome

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        found = model.judge(decision, self.zones, self.drivers, self.attributes)
        group = decision["protected"]
        said = [
            _(
                "Your plan gains {gain} points of weighted performance for all patients: {share} % of "
                "the best possible gain; for the {group}, whom you protect first, {inside} %."
            ).format(
                gain=f"{found.plans['gain']['yours']:.2f}",
                share=_percent(found.share),
                group=group,
                inside=_percent(found.protected_share),
            ),
            _(
                "All tokens to the largest gap ({attribute}) reach {gap} %, an equal split {equal} %."
            ).format(
                attribute=self._lacks_most(None),
                gap=_percent(found.plans["share"]["largest gap"]),
                equal=_percent(found.plans["share"]["equal split"]),
            ),
            _("You forecast {forecast} %: {words}.").format(
                forecast=f"{100 * decision['forecast']:.0f}",
                words=calibration(decision["forecast"], found.share, "share"),
            ),
        ]
        if found.protects_worst:
            said.append(
                _("The {group} have the worst position in their zone of tolerance.").format(
                    group=group
                )
            )
        else:
            said.append(
                _(
                    "The worst position in its zone of tolerance is that of the {worst}, not of the "
                    "{group}."
                ).format(worst=found.worst, group=group)
            )
        said.append(
            _(
                "Weights: derived importance among equally ill patients; to gain: 7 minus mean "
                "performance; scale: assumed tokens for 63 %."
            )
        )
        return Panel(" ".join(said), (self._compared(found, group), self._plans(decision)))

    def _lacks_most(self, group: str | None) -> str:
        numbers = model.plan_numbers(self.drivers, self.attributes, group)
        return self.labels[str(numbers["gain"].idxmax())]

    def _compared(self, found: model.Verdict, group: str) -> Picture:
        lacks_most = _("{who} (largest gap: {attribute})")
        both = {
            lacks_most.format(who=who, attribute=self._lacks_most(part)): plans
            for who, part, plans in (
                (_("all patients"), None, found.plans),
                (group, group, found.protected_plans),
            )
        }
        title = _("Gain of the plans, points of weighted performance (share of the best)")
        words = "; ".join(
            f"{who}: " + _rows("{name} {gain:.2f} ({share} %)", _named(plans), ", ")
            for who, plans in both.items()
        )
        with drawing(8.4, 2.3) as figure:
            figure.suptitle(title, x=0.01, y=0.98, ha="left", size=10.5)
            axes = figure.subplots(1, 2, sharey=True)
            figure.subplots_adjust(left=0.19, right=0.99, top=0.76, bottom=0.03, wspace=0.08)
            for ax, (who, plans) in zip(axes, both.items(), strict=True):
                texts = [
                    f"{gain:.2f} ({_percent(share)} %)"
                    for gain, share in zip(plans["gain"], plans["share"], strict=True)
                ]
                draw_bars(ax, plans["gain"], texts, "yours")
                ax.set_title(who[:1].upper() + who[1:], loc="left", size=9.5)
            axes[0].set_yticks(range(len(plans)), [_PLANS[str(name)] for name in plans.index])
            return Picture.of(figure, f"{title}. {words}.")

    def _plans(self, decision: Mapping[str, Any]) -> Picture:
        table = self._numbers.assign(
            yours=pd.Series(decision["tokens"]), best=pd.Series(model.best_plan(self._numbers))
        ).sort_values("weight", ascending=False)
        title = _("Where the tokens go, and what they are worth there, all patients")
        words = _rows(
            _(
                "{name}: weight {weight:.0f} %, to gain {gain:.1f}, scale {scale:g}, yours {yours:.0f}, "
                "optimum {best:.0f}"
            ),
            table.assign(weight=100 * table["weight"]).rename(index=self.labels),
        )
        height = 0.95 + 0.3 * len(table)
        with drawing(8.4, height) as figure:
            figure.suptitle(title, x=0.01, y=1 - 0.08 / height, ha="left", size=10.5)
            ax = figure.subplots()
            figure.subplots_adjust(
                left=0.46, right=0.99, top=1 - 0.62 / height, bottom=0.1 / height
            )
            _token_bars(ax, table, [self.labels[str(name)] for name in table.index])
            return Picture.of(figure, f"{title}. {words}.")


def _zones_picture(rows: pd.DataFrame, dimension: str | None) -> Picture:
    from ..priority_figures import plot_zones

    title = _("{dimension}: adequate to desired level, and what is perceived").format(
        dimension=(dimension or _("all dimensions")).capitalize()
    )
    words = _rows(
        _("{name}: zone {adequate:.1f} to {desired:.1f}, perceived {perceived:.1f}"), rows
    )
    with drawing(8.4, 2.6) as figure:
        ax = figure.subplots()
        figure.subplots_adjust(left=0.12, right=0.86, top=0.88, bottom=0.2)
        plot_zones(rows, ax=ax)
        ax.set_ylabel("")
        ax.tick_params(length=0)
        ax.set_title(title, loc="left")
        return Picture.of(figure, f"{title}. {words}.")


def _grid_picture(grid: pd.DataFrame, rule: str) -> Picture:
    from ..priority_figures import plot_importance_performance

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


def _named(plans: pd.DataFrame) -> pd.DataFrame:
    """The plans by their names for people, shares in percent."""
    return plans.assign(share=plans["share"].map(_percent)).rename(index=_PLANS)


def _percent(share: float) -> str:
    """Whole percent, and one decimal for what only nearly reaches 100."""
    if 0.995 <= share < 1 - 1e-9:
        return f"{math.floor(1000 * share) / 10:.1f}"
    return f"{100 * share:.0f}"


def _token_bars(ax: Axes, table: pd.DataFrame, labels: list[str]) -> None:
    from ..figures import PALETTE

    places = range(len(table))
    for column, shift, color, hatch, label in (
        ("yours", -0.2, PALETTE[0], "///", _("your plan")),
        ("best", 0.2, PLAIN, "", _("optimum")),
    ):
        bars = ax.barh(
            [place + shift for place in places],
            table[column],
            0.38,
            color=color,
            hatch=hatch,
            edgecolor="white",
            label=label,
        )
        ax.bar_label(bars, [f"{count:.0f}" for count in table[column]], padding=3, size=8.5)
    ax.set_xlim(0, 1.15 * table[["yours", "best"]].to_numpy().max())
    strip(ax, len(table))
    across = ax.get_yaxis_transform()
    columns = {
        -0.84: [_("Attribute"), *labels],
        -0.40: [_("Weight"), *(f"{100 * weight:.0f} %" for weight in table["weight"])],
        -0.22: [_("To gain"), *(f"{gain:.1f}" for gain in table["gain"])],
        -0.06: [_("Scale"), *(f"{scale:g}" for scale in table["scale"])],
    }
    for x, cells in columns.items():
        for row, cell in enumerate(cells, start=-1):
            ax.text(
                x,
                row if row >= 0 else -0.85,
                cell,
                transform=across,
                ha="left" if x < -0.8 else "right",
                va="center",
                weight="bold" if row < 0 else "normal",
            )
    ax.legend(frameon=False, loc="lower right")
