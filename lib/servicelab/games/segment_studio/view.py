"""Segment studio, the view: try features, scaling and k; name the segments; decide on offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.fields import Field
from servicelab.decisions.widgets.bars import PLAIN
from servicelab.decisions.widgets.base import Panel, Picture, drawing, pictures_html
from servicelab.decisions.widgets.form import Control, FormWidget, control, heading, paragraph, row
from servicelab.errors import CourseError
from servicelab.games.segment_studio import model as studio
from servicelab.i18n import _, ngettext

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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
        self._profiles: dict[Config, Picture] = {}
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

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Picture, ...]:
        """The profile of the segments, and what the offers earn in spring."""
        decision = decision or self.start
        return self._pictures(_config(decision), decision.get("offers", {}))

    def control(self, field: Field) -> Control:
        """The control of a field; names and offers have one for each segment."""
        return (
            EachControl(field) if isinstance(field, studio.EachSegment) else super().control(field)
        )

    def arrange(self) -> list[ipw.Widget]:
        """Features and segments with their pictures, a name and an offer for each, the decision."""
        self._summary, self._image, self._segments = ipw.HTML(), ipw.HTML(), ipw.VBox()
        self._heads = [ipw.HTML(layout={"width": "190px"}) for _label in _LABELS]
        names, offers = (self.controls[name].parts for name in ("names", "offers"))
        self._rows = [row(*parts) for parts in zip(self._heads, names, offers, strict=True)]
        clustering = dict.fromkeys(("features", "scale", "k"), self.explore)
        self.reactions = {**clustering, "offers": self._draw}
        return [
            heading(_("Features")),
            self.controls["features"].view,
            row(self.controls["scale"].view, self.controls["k"].view),
            self._summary,
            self._image,
            heading(_("Segments: a name and an offer for each")),
            self._segments,
            *self.decide("forecast", "drop_field"),
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
        if config not in self._evaluations:
            self.say(_("Computing..."))
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
        """The offers changed: the same segments earn something else."""
        config = self._now()
        if not config[0]:
            return
        evaluation = self.evaluation(config)
        offers = self.draft().get("offers", {})
        self._image.value = pictures_html(self._pictures(config, offers))
        earned = _("Your offers in spring: {profit} yuan").format(
            profit=f"{self.profits(config, offers)['own']:,.0f}"
        )
        undecided = config[2] - len(offers)
        if undecided:
            earned += " " + ngettext(
                "({count} segment undecided, counted as no offer)",
                "({count} segments undecided, counted as no offer)",
                undecided,
            ).format(count=undecided)
        self._summary.value = paragraph(
            _("Silhouette {value} (1: far apart, 0: no gap between the segments)").format(
                value=f"{evaluation.silhouette:.2f}"
            ),
            _("Stability {value} (1: the same segments on every sample)").format(
                value=f"{evaluation.stability:.2f}"
            ),
            earned,
        )
        self.check()

    # Figures

    def _pictures(self, config: Config, offers: Mapping[str, str]) -> tuple[Picture, Picture]:
        height = 1.0 + 0.3 * max(config[2], 4)
        return self._profile(config, height), self._profit(config, offers, height)

    def _profile(self, config: Config, height: float) -> Picture:
        from servicelab.plots.style import heat_colors

        if config in self._profiles:
            return self._profiles[config]
        evaluation = self.evaluation(config)
        labels = studio.segment_labels(config[2])
        sizes = {label: f"{evaluation.sizes[label]:,}" for label in labels}
        texts = {
            name: {
                label: _NUMBERS.get(name, "{:,.0f}").format(evaluation.profile.loc[label, name])
                for label in labels
            }
            for name in studio.FEATURES
        }
        alt = _("Mean of each feature by segment. {segments}.").format(
            segments="; ".join(
                _("{segment}, {size} customers: {values}").format(
                    segment=label,
                    size=sizes[label],
                    values=", ".join(
                        f"{feature.label} {texts[name][label]}"
                        for name, feature in studio.FEATURES.items()
                    ),
                )
                for label in labels
            )
        )
        spread = self.features[list(studio.FEATURES)].astype(float)
        shades = ((evaluation.profile - spread.mean()) / spread.std(ddof=0)).to_numpy()
        with drawing(5.1, height) as figure:
            ax = figure.subplots()
            figure.subplots_adjust(
                left=0.135, right=0.985, top=1 - 0.32 / height, bottom=0.42 / height
            )
            ax.imshow(shades, cmap=heat_colors(), vmin=-2.2, vmax=2.2, aspect="auto")
            for row, label in enumerate(labels):
                for column, name in enumerate(studio.FEATURES):
                    ax.text(
                        column,
                        row,
                        texts[name][label],
                        ha="center",
                        va="center",
                        color="black",
                    )
            ax.set_yticks(range(config[2]), [f"{label}: {sizes[label]}" for label in labels])
            ax.set_xticks(
                range(len(studio.FEATURES)),
                [
                    ("✓ " if name in config[0] else "") + feature.label.replace(" ", "\n")
                    for name, feature in studio.FEATURES.items()
                ],
                size=9,
            )
            ax.tick_params(length=0)
            ax.spines[:].set_visible(False)
            ax.set_title(_("Segment: customers, and means (✓ clustered on)"), loc="left")
            self._profiles[config] = Picture.of(figure, alt)
        return self._profiles[config]

    def _profit(self, config: Config, offers: Mapping[str, str], height: float) -> Picture:
        profits = self.profits(config, offers)
        own = _("your offers")
        alt = _("Profit in spring in yuan: {profits}.").format(profits=_profit_words(profits, own))
        with drawing(2.8, height) as figure:
            ax = figure.subplots()
            figure.subplots_adjust(
                left=0.04, right=0.99, top=1 - 0.32 / height, bottom=0.42 / height
            )
            _profit_bars(ax, profits, _("Profit in spring, yuan"), own=own)
            return Picture.of(figure, alt)

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
            "to get the offer that it gives them: {profits}."
        ).format(
            forecast=f"{forecast:,.0f}",
            own=f"{own:,.0f}",
            verdict=verdict.format(difference=f"{abs(difference):,}") if difference else _("right"),
            profits=words,
        )
        alt = _("Profit in autumn: {profits}. A line marks your forecast, {forecast}.").format(
            profits=words, forecast=f"{forecast:,.0f}"
        )
        with drawing(7.6, 2.5) as figure:
            bars = figure.subplots()
            figure.subplots_adjust(left=0.02, right=0.98, top=0.87, bottom=0.12)
            _profit_bars(bars, profits, _("Profit in autumn, yuan"), own=_("your rule"))
            for text in bars.texts:  # the line of the forecast passes behind the numbers
                text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1})
            left, right = bars.get_xlim()
            left, right = min(left, 1.2 * forecast), max(right, 1.2 * forecast)
            bars.set_xlim(left, right)
            place = (forecast - left) / (right - left)
            bars.axvline(forecast, color="black", linestyle="--", linewidth=1.5)
            bars.annotate(
                _("your forecast {forecast}").format(forecast=f"{forecast:,.0f}"),
                (forecast, 0),
                xycoords=("data", "axes fraction"),
                xytext=(0, -3),
                textcoords="offset points",
                ha="left" if place < 0.25 else "right" if place > 0.75 else "center",
                va="top",
            )
            return Panel(sentence, (Picture.of(figure, alt),))


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


def _profit_bars(ax: Axes, profits: Mapping[str, float], title: str, *, own: str) -> None:
    from servicelab.plots.style import PALETTE

    labels = _rules(own)
    values = [profits[key] for key in labels]
    bars = ax.barh(
        range(len(values)),
        values,
        0.42,
        color=[PLAIN] * (len(values) - 1) + [PALETTE[0]],
        hatch=[""] * (len(values) - 1) + ["///"],
        edgecolor="white",
    )
    ax.bar_label(bars, [f"{value:,.0f}" for value in values], padding=3)
    for place, label in enumerate(labels.values()):
        ax.annotate(
            label,
            (0, place - 0.24),
            xycoords=("axes fraction", "data"),
            xytext=(3, 0),
            textcoords="offset points",
            va="bottom",
        )
    ax.axvline(0, color="black", linewidth=0.8)
    left, right = min(0.0, *values), max(0.0, *values)
    reach = (right - left) or 1.0
    ax.set_xlim(left - (0.3 * reach if left < 0 else 0), right + 0.42 * reach)
    ax.set_ylim(len(values) - 0.6, -0.75)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    ax.set_title(title, loc="left")
