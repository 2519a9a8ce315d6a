"""Segment studio, the view: try features, scaling and k; name the segments; decide on offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.fields import Field
from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Bars, Drawn, Heat, charts_html
from servicelab.decisions.widgets.form import (
    Control,
    FormWidget,
    control,
    heading,
    paragraph,
    row,
    with_classes,
)
from servicelab.errors import CourseError
from servicelab.games.segment_studio import model as studio
from servicelab.i18n import _, ngettext

_LABELS = studio.segment_labels(studio.K_RANGE[1])
_NUMBERS = {"revolving_share": "{:.2f}", "app_share": "{:.2f}"}

Config = tuple[tuple[str, ...], bool, int]


class SegmentStudio(FormWidget):
    """Segment a bank's customers, give every segment a name and an offer, and record the rule.

    Parameters
    ----------
    features : DataFrame
        One row a customer, indexed by customer_id: the output of
        :func:`servicelab.customers.segmentation.behavior_features` joined with the column age.
    offers : DataFrame
        The spring wave (``bank_offers``), on which the rule is built.
    later : DataFrame or None
        The autumn wave, used by :meth:`reveal` only.
    folder : path
        Where the decision is kept: beside the notebook.

    Raises
    ------
    CourseError
        If a table lacks columns or customers. A damaged record is told in the widget instead.
    """

    fields = studio.DECISION
    title = _("Segment studio")
    house = "lantern"
    start = MappingProxyType({"features": ["transactions", "balance"]})
    css_class = "servicelab-studio"

    def __init__(
        self,
        features: pd.DataFrame,
        offers: pd.DataFrame,
        later: pd.DataFrame | None = None,
        folder: Path | str = ".",
    ) -> None:
        studio.check_frame(features)
        unknown = offers.loc[~offers["customer_id"].isin(features.index), "customer_id"]
        if len(unknown):
            raise CourseError(
                _(
                    "{count} customers of the wave, {first} among them, are not in the feature "
                    "table: index it by customer_id and keep all customers."
                ).format(count=len(unknown), first=unknown.iloc[0])
            )
        self.features = features
        self.offers = offers
        self.later = later
        self._benchmarks: dict[str, float] | None = None
        self._evaluations: dict[Config, studio.Evaluation] = {}
        self._entries: dict[Config, dict[str, Any]] = {}
        self._shown: Config | None = None
        super().__init__(folder)

    # The model, remembered

    def evaluation(self, config: Config) -> studio.Evaluation:
        """Segments and their quality for features, scaling and k; computed once."""
        if config not in self._evaluations:
            names, scale, k = config
            self._evaluations[config] = studio.evaluate(self.features, self.offers, names, scale, k)
        return self._evaluations[config]

    def profits(self, config: Config, offers: Mapping[str, str]) -> dict[str, float]:
        """Spring profit of simpler rules and of the offers chosen so far, in yuan."""
        from servicelab.customers.offers import rule_profit

        if self._benchmarks is None:
            self._benchmarks = studio.benchmarks(self.features, self.offers)
        filled = {label: offers.get(label) or "none" for label in studio.segment_labels(config[2])}
        own = rule_profit(self.offers, studio.assign(self.evaluation(config).labels, filled))
        return {**self._benchmarks, "own": float(own)}

    # FormWidget

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The profile of the segments, and what the offers earn in spring."""
        decision = decision or self.start
        config = _config(decision)
        return self._profile(config), self._profit(config, decision.get("offers", {}))

    def control(self, field: Field) -> Control:
        """The control of a field; names and offers have one for each segment."""
        return (
            EachControl(field) if isinstance(field, studio.EachSegment) else super().control(field)
        )

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """Features and segments with their charts; a name and an offer for each, the decision."""
        self._summary, self._image, self._segments = ipw.HTML(), ipw.HTML(), ipw.VBox()
        self._heads = [ipw.HTML() for _label in _LABELS]
        names, offers = (self.controls[name].parts for name in ("names", "offers"))
        self._rows = [
            with_classes(ipw.VBox([head, ipw.HBox([name, offer])]), "segment")
            for head, name, offer in zip(self._heads, names, offers, strict=True)
        ]
        clustering = dict.fromkeys(("features", "scale", "k"), self.explore)
        self.reactions = {**clustering, "offers": self._draw}
        explored = [
            heading(_("Cluster the customers on")),
            self.controls["features"].view,
            row(self.controls["scale"].view, self.controls["k"].view),
            self._image,
            self._summary,
        ]
        segments = [heading(_("A name and an offer for each segment")), self._segments]
        return explored, self.decide("forecast", "drop_field", before=segments)

    def facts(self) -> list[tuple[str, object]]:
        """What the offers earn in spring, beside the age rule."""
        config = self._now()
        if not config[0]:
            return []
        profits = self.profits(config, self.controls["offers"].value)
        return [
            (_("Customers"), f"{len(self.features):,}"),
            (_("Your offers in spring, yuan"), f"{profits['own']:,.0f}"),
            (_("Age rule"), f"{profits['age rule']:,.0f}"),
        ]

    def show(self, decision: Mapping[str, Any]) -> None:
        """Bring a decision into the form."""
        self._entries[_config(decision)] = dict(decision)
        self._shown = None
        super().show(decision)

    def reveal(self, later_offers: pd.DataFrame | None = None) -> Panel:
        """Show what the recorded rule earned on the autumn wave; the decision then stands.

        Parameters
        ----------
        later_offers : DataFrame or None
            ``bank_offers_later``; default is `later` of the constructor.

        Returns
        -------
        Panel
            A figure and a sentence; without a recorded decision a sentence that asks for it.
        """
        wave = self.later if later_offers is None else later_offers
        if wave is None:
            return Panel(_("Give the autumn wave: studio.reveal(bank_offers_later)."))
        return self.reveal_with(lambda decision: self._outcome(decision, wave))

    # The view

    def explore(self) -> None:
        """Features, scaling or k changed: other segments, so other names and offers."""
        each = {name: self.controls[name] for name in ("names", "offers")}
        if self._shown is not None:
            self._entries[self._shown] = {name: control.value for name, control in each.items()}
        config = self._now()
        self._shown = config if config[0] else None
        if not config[0]:
            self._summary.value = paragraph(_("Choose at least one feature."))
            self._image.value, self._segments.children = "", ()
            self.check()
            return
        sizes = self.evaluation(config).sizes
        entries = self._entries.get(config, {})
        with self.silence():
            for name, control in each.items():
                control.shown = config[2]
                control.value = entries.get(name)
        for label, head in zip(sizes.index, self._heads, strict=False):
            head.value = _("<b>{segment}</b>: {size} customers ({share} %)").format(
                segment=label,
                size=f"{sizes[label]:,}",
                share=f"{100 * sizes[label] / len(self.features):.0f}",
            )
        self._segments.children = self._rows[: config[2]]
        self._draw()

    def _now(self) -> Config:
        return _config({name: self.controls[name].value for name in ("features", "scale", "k")})

    def _draw(self) -> None:
        """Show the segments and what the offers earn; a moment later, how far they can be trusted."""
        config = self._now()
        if not config[0]:
            return
        offers = self.draft().get("offers", {})
        self._image.value = charts_html([self._profile(config), self._profit(config, offers)])
        self.check()
        self.when_idle(self._say_quality, 0.25)

    def _say_quality(self) -> None:
        config = self._now()
        if not config[0]:
            return
        evaluation = self.evaluation(config)
        lines = [
            _("Silhouette {value} (1: far apart, 0: no gap between the segments)").format(
                value=f"{evaluation.silhouette:.2f}"
            ),
            _("Stability {value} (1: the same segments on every sample)").format(
                value=f"{evaluation.stability:.2f}"
            ),
        ]
        undecided = config[2] - len(self.draft().get("offers", {}))
        if undecided:
            words = ngettext(
                "{count} segment is undecided and counts as no offer",
                "{count} segments are undecided and count as no offer",
                undecided,
            )
            lines.append(words.format(count=undecided))
        self._summary.value = paragraph(*lines)

    # Charts

    def _profile(self, config: Config) -> Heat:
        evaluation = self.evaluation(config)
        labels = studio.segment_labels(config[2])
        sizes = {label: f"{evaluation.sizes[label]:,}" for label in labels}
        texts = pd.DataFrame(
            {
                name: [
                    _NUMBERS.get(name, "{:,.0f}").format(evaluation.profile.loc[label, name])
                    for label in labels
                ]
                for name in studio.FEATURES
            },
            index=labels,
        )
        spread = self.features[list(studio.FEATURES)].astype(float)
        shades = (evaluation.profile - spread.mean()) / spread.std(ddof=0)
        heads = {
            name: ("✓\N{NO-BREAK SPACE}" if name in config[0] else "") + feature.label
            for name, feature in studio.FEATURES.items()
        }
        named = {label: f"{label}: {size}" for label, size in sizes.items()}
        return Heat(
            _("Segment: customers, and the mean of each feature (✓ clustered on)"),
            texts.rename(index=named, columns=heads),
            shades.loc[labels].rename(index=named, columns=heads),
        )

    def _profit(self, config: Config, offers: Mapping[str, str]) -> Bars:
        profits = self.profits(config, offers)
        return _profit_bars(profits, _("Profit in spring, yuan"), _("your offers"))

    def _outcome(self, decision: Mapping[str, Any], wave: pd.DataFrame) -> Panel:
        own = studio.rule_profit_on(self.features, decision, wave)
        profits = {**studio.benchmarks(self.features, wave), "own": own}
        words = _profit_words(profits, _("your rule"))
        forecast = float(decision["forecast"])
        difference = round(forecast - own)
        verdict = (
            _("{difference} yuan too high") if difference > 0 else _("{difference} yuan too low")
        )
        sentence = _(
            "You forecast {forecast} yuan; in autumn your rule earned about {own} yuan, so the "
            "forecast was {verdict}. Profit of each rule, estimated from the customers who happened "
            "to get the offer that it gives them, less what others like them opened unasked: "
            "{profits}. A difference of less than about 30,000 yuan between two rules cannot be "
            "told from luck."
        ).format(
            forecast=f"{forecast:,.0f}",
            own=f"{own:,.0f}",
            verdict=verdict.format(difference=f"{abs(difference):,}") if difference else _("right"),
            profits=words,
        )
        bars = _profit_bars(profits, _("Profit in autumn, yuan"), _("your rule"), forecast)
        return Panel(sentence, (bars,))


class EachControl(Control):
    """A control for each segment, of which some are shown.

    Attributes
    ----------
    shown : int
        How many.
    """

    def __init__(self, field: Field) -> None:
        one = cast("studio.EachSegment", field).one
        self.shown = len(_LABELS)
        self.each = {
            label: control(replace(one, label=one.label.format(segment=label))) for label in _LABELS
        }
        parts = [each.view for each in self.each.values()]
        super().__init__(field, ipw.VBox(parts), parts)

    @property
    def value(self) -> dict[str, str]:
        """What is filled in for the segments that are shown."""
        return {label: each.value for label, each in [*self.each.items()][: self.shown]}

    @value.setter
    def value(self, value: Any) -> None:
        for label, each in self.each.items():
            each.value = (value or {}).get(label)


def _config(decision: Mapping[str, Any]) -> Config:
    chosen = tuple(name for name in studio.FEATURES if name in decision["features"])
    return chosen, bool(decision.get("scale")), int(decision.get("k") or studio.K_RANGE[0])


def _rules(own: str) -> dict[str, str]:
    return {
        "nothing": _("no offers"),
        "one offer": _("best single offer"),
        "age rule": _("age rule"),
        "own": own,
    }


def _profit_words(profits: Mapping[str, float], own: str) -> str:
    return ", ".join(f"{label} {profits[key]:,.0f}" for key, label in _rules(own).items())


def _profit_bars(
    profits: Mapping[str, float], title: str, own: str, forecast: float | None = None
) -> Bars:
    values = pd.Series({label: profits[key] for key, label in _rules(own).items()})
    if forecast is not None:
        values[_("your forecast")] = forecast
    return Bars(title, values, [f"{value:,.0f}" for value in values], own)
