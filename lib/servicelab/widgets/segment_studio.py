"""Segment studio, the view: try features, scaling and k; name the segments; decide on offers."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as ipw
import pandas as pd

from .. import studio
from .._i18n import _, ngettext
from ..errors import CourseError
from .base import DecisionWidget, Panel, Picture, drawing
from .form import OWN_LABEL, WRAP, drop_down, heading, reason_box, record_button

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_START = {"features": ["transactions", "balance"], "scale": False, "k": 2}
_NUMBERS = {"revolving_share": "{:.2f}", "app_share": "{:.2f}"}

Config = tuple[tuple[str, ...], bool, int]


class SegmentStudio(DecisionWidget):
    """Segment a bank's customers, give every segment a name and an offer, and record the rule.

    Parameters
    ----------
    features : DataFrame
        One row a customer, indexed by customer_id: the output of
        :func:`servicelab.segmentation.behavior_features` joined with the column age.
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

    name = studio.NAME
    schema = studio.DECISION_SCHEMA

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
        self._entries: dict[Config, tuple[dict[str, str], dict[str, str]]] = {}
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
        from ..offers import rule_profit

        if self._benchmarks is None:
            self._benchmarks = studio.benchmarks(self.features, self.offers)
        filled = {label: offers.get(label) or "none" for label in studio.segment_labels(config[2])}
        own = rule_profit(self.offers, studio.assign(self.evaluation(config).labels, filled))
        return {**self._benchmarks, "own": float(own)}

    # DecisionWidget

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """What the draft still lacks, in words."""
        return studio.missing(draft)

    def tidy(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """Bring the draft into plain JSON types."""
        return studio.tidy(draft)

    def panel(self) -> Panel:
        """Draw the recorded decision, or the beginning when there is none."""
        decision = self.decision
        if decision is None:
            config = _config(_START)
            sentence = self.problem or _("No decision recorded yet.")
            return Panel(sentence, self._pictures(config, {}))
        rules = "; ".join(
            f"{label} {decision['names'][label]}: {decision['offers'][label]}"
            for label in studio.segment_labels(decision["k"])
        )
        sentence = _(
            "Recorded decision: {k} segments from {features} ({scale}). {rules}. Forecast "
            "{forecast} yuan in autumn. Field to drop: {field}. Reason: {reason}"
        ).format(
            k=decision["k"],
            features=", ".join(studio.FEATURES[name].label for name in decision["features"]),
            scale=_("scaled") if decision["scale"] else _("not scaled"),
            rules=rules,
            forecast=f"{decision['forecast']:,.0f}",
            field=decision["drop_field"],
            reason=decision["reason"],
        )
        return Panel(sentence, self._pictures(_config(decision), decision["offers"]))

    def build(self) -> ipw.Widget:
        """Build the form with the recorded decision in it."""
        self._ticks = {
            name: ipw.Checkbox(
                description=feature.label,
                tooltip=feature.description,
                indent=False,
                layout={"width": "auto", "margin": "2px 16px 2px 0"},
            )
            for name, feature in studio.FEATURES.items()
        }
        self._scale = ipw.Checkbox(
            description=_("scale: logarithms and z-scores"),
            tooltip=_("Put all features on one scale before clustering"),
            indent=False,
            layout={"width": "auto", "margin": "2px 24px 2px 0"},
        )
        self._k = ipw.IntSlider(
            min=studio.K_RANGE[0],
            max=studio.K_RANGE[1],
            description=_("segments k"),
            tooltip=_("Number of segments, 2 to 8; arrow keys change it"),
            continuous_update=False,
            style=OWN_LABEL,
            layout={"width": "320px", "max_width": "98%"},
        )
        self._summary = ipw.HTML()
        self._image = ipw.HTML()
        rows = [self._row(label) for label in studio.segment_labels(studio.K_RANGE[1])]
        self._heads = [row[0] for row in rows]
        self._names = [row[1] for row in rows]
        self._choices = [row[2] for row in rows]
        self._rows = [ipw.HBox(row, layout=WRAP) for row in rows]
        self._segments = ipw.VBox()
        self._forecast = ipw.Text(
            description=_("Forecast, yuan in autumn"),
            tooltip=_("Expected total profit of your rule on the autumn wave, in yuan"),
            placeholder=_("such as 150000"),
            continuous_update=False,
            style=OWN_LABEL,
            layout={"width": "340px", "max_width": "98%"},
        )
        self._drop = drop_down(
            _("Field to drop"),
            _("One field that the bank should stop keeping"),
            [(field, field) for field in studio.ARCHIVE_FIELDS],
            "280px",
        )
        self._reason = reason_box(
            _("Why these segments and offers, and why this field"),
            _("Why these segments and offers, and why this field?"),
        )
        button = record_button()
        view = ipw.VBox(
            [
                heading(_("Features")),
                ipw.HBox(list(self._ticks.values()), layout=WRAP),
                ipw.HBox([self._scale, self._k], layout=WRAP),
                self._summary,
                self._image,
                heading(_("Segments: a name and an offer for each")),
                self._segments,
                heading(_("Your decision")),
                ipw.HBox([self._forecast, self._drop], layout=WRAP),
                self._reason,
                ipw.HBox([button, self.status_line()], layout=WRAP),
            ],
            layout={"max_width": "960px", "padding": "2px 8px"},
        )
        view.add_class("servicelab-studio")
        self._connect(button)
        self.guarded(lambda: self.show(self.decision or _START))()
        return view

    def show(self, decision: Mapping[str, Any]) -> None:
        """Bring a decision into the form."""
        config = _config(decision)
        if "names" in decision:
            self._entries[config] = (dict(decision["names"]), dict(decision["offers"]))
        with self.silence():
            for name, tick in self._ticks.items():
                tick.value = name in decision["features"]
            self._scale.value = decision["scale"]
            self._k.value = decision["k"]
            if "forecast" in decision:
                self._forecast.value = f"{decision['forecast']:,.2f}".removesuffix(".00")
            self._drop.value = decision.get("drop_field", "")
            self._reason.value = decision.get("reason", "")
        self._shown: Config | None = None
        self._update()
        self.say_state()

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

    def _row(self, label: str) -> tuple[ipw.HTML, ipw.Text, ipw.Dropdown]:
        return (
            ipw.HTML(layout={"width": "190px"}),
            ipw.Text(
                description=_("Name of {segment}").format(segment=label),
                placeholder=_("in a few words"),
                continuous_update=False,
                style=OWN_LABEL,
                layout={"width": "290px", "max_width": "98%"},
            ),
            ipw.Dropdown(
                options=[
                    (_("choose..."), ""),
                    (_("credit"), "credit"),
                    (_("wealth"), "wealth"),
                    (_("none: no offer"), "none"),
                ],
                description=_("Offer to {segment}").format(segment=label),
                style=OWN_LABEL,
                layout={"width": "220px", "max_width": "98%"},
            ),
        )

    def _connect(self, button: ipw.Button) -> None:
        for control in [*self._ticks.values(), self._scale, self._k]:
            self.listen(control, self._update)
        for choice in self._choices:
            self.listen(choice, self._draw)
        for entry in [*self._names, self._forecast, self._drop, self._reason]:
            self.listen(entry, self._check)
        button.on_click(self.guarded(lambda _button: self._record()))

    def _record(self) -> None:
        self.keep(self.draft())

    def _now(self) -> Config:
        return _config(
            {
                "features": [name for name, tick in self._ticks.items() if tick.value],
                "scale": self._scale.value,
                "k": self._k.value,
            }
        )

    def draft(self) -> dict[str, Any]:
        """What the form holds now."""
        features, scale, k = self._now()
        labels = studio.segment_labels(k)
        return self.tidy(
            {
                "features": features,
                "scale": scale,
                "k": k,
                "names": dict(zip(labels, (name.value for name in self._names), strict=False)),
                "offers": dict(zip(labels, (offer.value for offer in self._choices), strict=False)),
                "forecast": _number(self._forecast.value),
                "drop_field": self._drop.value,
                "reason": self._reason.value,
            }
        )

    def _update(self) -> None:
        """Features, scaling or k changed: other segments, so other names and offers."""
        self._remember()
        config = self._now()
        if not config[0]:
            self._shown = None
            self._summary.value = _paragraph(_("Choose at least one feature."))
            self._image.value = ""
            self._segments.children = ()
            self._check()
            return
        if config not in self._evaluations:
            self.say(_("Computing..."))
        evaluation = self.evaluation(config)
        names, offers = self._entries.get(config, ({}, {}))
        with self.silence():
            for label, head, name, choice in zip(
                studio.segment_labels(config[2]),
                self._heads,
                self._names,
                self._choices,
                strict=False,
            ):
                size = int(evaluation.sizes[label])
                head.value = _("<b>{segment}</b>: {size} customers ({share} %)").format(
                    segment=label, size=f"{size:,}", share=f"{100 * size / len(self.features):.0f}"
                )
                name.value = names.get(label, "")
                choice.value = offers.get(label, "")
        self._segments.children = self._rows[: config[2]]
        self._shown = config
        self._draw()

    def _remember(self) -> None:
        """Keep the names and offers entered for the segments shown so far."""
        if self._shown is not None:
            labels = studio.segment_labels(self._shown[2])
            self._entries[self._shown] = (
                dict(zip(labels, (name.value for name in self._names), strict=False)),
                dict(zip(labels, (choice.value for choice in self._choices), strict=False)),
            )

    def _draw(self) -> None:
        """The offers changed: the same segments earn something else."""
        config = self._now()
        if not config[0]:
            return
        evaluation = self.evaluation(config)
        offers = self.draft().get("offers", {})
        self._image.value = "".join(picture.to_html() for picture in self._pictures(config, offers))
        lines = [
            _("Silhouette {value} (1: far apart, 0: no gap between the segments)").format(
                value=f"{evaluation.silhouette:.2f}"
            ),
            _("Stability {value} (1: the same segments on every sample)").format(
                value=f"{evaluation.stability:.2f}"
            ),
            _("Your offers in spring: {profit} yuan").format(
                profit=f"{self.profits(config, offers)['own']:,.0f}"
            ),
        ]
        undecided = config[2] - len(offers)
        if undecided:
            lines[-1] += " " + ngettext(
                "({count} segment undecided, counted as no offer)",
                "({count} segments undecided, counted as no offer)",
                undecided,
            ).format(count=undecided)
        self._summary.value = _paragraph(*lines)
        self._check()

    def _check(self) -> None:
        """Say what is still missing, or what is on file."""
        self.say_draft(self.draft())

    # Figures

    def _pictures(self, config: Config, offers: Mapping[str, str]) -> tuple[Picture, Picture]:
        height = 1.0 + 0.3 * max(config[2], 4)
        return self._profile(config, height), self._profit(config, offers, height)

    def _profile(self, config: Config, height: float) -> Picture:
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
            ax.imshow(shades, cmap="PuOr_r", vmin=-2.2, vmax=2.2, aspect="auto")
            for row, label in enumerate(labels):
                for column, name in enumerate(studio.FEATURES):
                    ax.text(
                        column,
                        row,
                        texts[name][label],
                        ha="center",
                        va="center",
                        color="white" if abs(shades[row, column]) > 1.2 else "black",
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


def _config(decision: Mapping[str, Any]) -> Config:
    chosen = set(decision["features"])
    return (
        tuple(name for name in studio.FEATURES if name in chosen),
        bool(decision["scale"]),
        int(decision["k"]),
    )


def _number(text: str) -> float | None:
    """A number as people type it, or None.

    Examples
    --------
    >>> _number("250,000 yuan"), _number("−3 000"), _number("much")
    (250000.0, -3000.0, None)
    """
    plain = text.casefold().replace("yuan", "").replace("\N{MINUS SIGN}", "-")
    plain = "".join(character for character in plain if character not in ",，_' ¥￥\u00a0\u202f")
    try:
        return float(plain)
    except ValueError:
        return None


def _paragraph(*lines: str) -> str:
    spans = "".join(
        f'<span style="display:inline-block;margin-right:18px">{html.escape(line)}</span>'
        for line in lines
    )
    return f'<div class="servicelab-summary" style="line-height:1.5">{spans}</div>'


def _labels(own: str) -> dict[str, str]:
    return {
        "nothing": _("no offers"),
        "one offer": _("best single offer"),
        "age rule": _("age rule"),
        "own": own,
    }


def _profit_words(profits: Mapping[str, float], own: str) -> str:
    return ", ".join(f"{label} {profits[key]:,.0f}" for key, label in _labels(own).items())


def _profit_bars(ax: Axes, profits: Mapping[str, float], title: str, *, own: str) -> None:
    from ..figures import PALETTE

    labels = _labels(own)
    values = [profits[key] for key in labels]
    bars = ax.barh(
        range(len(values)),
        values,
        0.42,
        color=["#b0b0b0"] * (len(values) - 1) + [PALETTE[0]],
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
