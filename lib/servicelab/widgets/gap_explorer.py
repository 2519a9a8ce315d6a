"""Gap explorer, the view: weigh the gaps, choose a metric, decide what comes first."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pandas as pd

from .. import gap_explorer as model
from .._i18n import _
from ..decisions import calibration, fill_points, left_words
from ..servqual import DIMENSIONS, Weights, gap_summary, rank_probability
from .bars import draw_bars
from .base import DecisionWidget, Panel, Picture, drawing
from .form import (
    WRAP,
    drop_down,
    heading,
    paragraph,
    percent_box,
    read_percent,
    reason_box,
    record_button,
)
from .ladder import ladder_picture


class GapExplorer(DecisionWidget):
    """Rank five dimensions by three metrics, and record which comes first and how sure that is.

    Parameters
    ----------
    survey : DataFrame
        One row a respondent, screened, reverse-worded items already reversed.
    items : DataFrame
        ``insurer_items``: item, dimension.
    weights : DataFrame, Series or mapping
        Points that the respondents give to the dimensions, one row each (``w_tangibles``, ...) or
        the same for everybody. The sliders start at their mean.
    folder : path
        Where the decision is kept: beside the notebook.

    Raises
    ------
    CourseError
        If a table lacks columns. A damaged record is told in the widget instead.
    """

    name = model.NAME
    schema = model.DECISION_SCHEMA

    def __init__(
        self,
        survey: pd.DataFrame,
        items: pd.DataFrame,
        weights: Weights,
        folder: Path | str = ".",
    ) -> None:
        self.survey = survey
        self.items = items
        self.weights = weights
        self._summary = gap_summary(survey, items)
        self._gaps = model.metric_scores("raw", survey, items)
        self._perceptions = model.metric_scores("performance", survey, items)
        self.stated = model.stated_points(self._gaps, weights)
        self._ladder: Picture | None = None
        super().__init__(folder)

    # The model, remembered

    def scores(self, metric: str, points: Mapping[str, float]) -> pd.DataFrame:
        """Each respondent's score in each dimension by one metric."""
        if metric == "performance":
            return self._perceptions
        return self._gaps if metric == "raw" else model.weigh(self._gaps, points)

    # DecisionWidget

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """What the draft still lacks, in words."""
        return model.missing(draft)

    def tidy(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """Bring the draft into plain JSON types."""
        return model.tidy(draft)

    def panel(self) -> Panel:
        """Draw the recorded decision, or the beginning when there is none."""
        decision = self.decision
        if decision is None:
            sentence = self.problem or _("No decision recorded yet.")
            return Panel(sentence, self._pictures("raw", self.stated))
        sentence = _(
            "Recorded decision: {priority} first (metric: {metric}), {confidence} % confidence. "
            "Weights: {weights}. Reason: {reason}"
        ).format(
            priority=model.LABELS[decision["priority"]],
            metric=model.METRICS[decision["metric"]].label,
            confidence=f"{100 * decision['confidence']:.0f}",
            weights=", ".join(
                f"{model.LABELS[name]} {points}" for name, points in decision["weights"].items()
            ),
            reason=decision["reason"],
        )
        return Panel(sentence, self._pictures(decision["metric"], decision["weights"]))

    def build(self) -> ipw.Widget:
        """Build the form with the recorded decision in it."""
        self._sliders = {
            name: ipw.IntSlider(
                max=model.TOTAL,
                description=model.LABELS[name],
                tooltip=_("Points for {dimension}; arrow keys change them").format(
                    dimension=model.LABELS[name]
                ),
                continuous_update=False,
                style={"description_width": "110px"},
                layout={"width": "370px", "max_width": "98%"},
            )
            for name in DIMENSIONS
        }
        self._left = ipw.HTML(layout={"margin": "2px 16px 2px 4px"})
        fill = ipw.Button(
            description=_("Scale to 100"),
            tooltip=_("Keep the proportions and make the points sum to 100"),
        )
        stated = ipw.Button(
            description=_("Respondents' mean"),
            tooltip=_("Back to the mean of the points that the respondents gave"),
            layout={"width": "auto"},
        )
        self._switch = ipw.RadioButtons(
            options=[(metric.label, name) for name, metric in model.METRICS.items()],
            value="raw",
            orientation="horizontal",
            tooltip=_("Which metric is shown"),
            layout={"width": "auto"},
        )
        self._said_metric = ipw.HTML()
        self._image = ipw.HTML()
        self._priority = drop_down(
            _("First priority"),
            _("The dimension to improve first"),
            [(label, name) for name, label in model.LABELS.items()],
            "250px",
        )
        self._metric = drop_down(
            _("Metric that decides"),
            _("The metric that leads to this priority"),
            [(metric.label, name) for name, metric in model.METRICS.items()],
            "280px",
        )
        self._confidence = percent_box(
            _("Confidence, %"),
            _(
                "In how many of 100 resamples of the respondents your priority comes first by your "
                "metric"
            ),
        )
        self._reason = reason_box(
            _("Why this priority, this metric and this confidence"),
            _("Why this priority, this metric and this confidence?"),
        )
        button = record_button()
        view = ipw.VBox(
            [
                heading(_("Weights: 100 points over five dimensions")),
                *self._sliders.values(),
                ipw.HBox([self._left, fill, stated], layout=WRAP),
                heading(_("Metric shown")),
                self._switch,
                self._said_metric,
                self._image,
                heading(_("Your decision")),
                ipw.HTML(
                    paragraph(
                        _(
                            "Confidence: imagine the survey repeated with other policyholders 100 "
                            "times. How often would your priority come first by your metric?"
                        )
                    )
                ),
                ipw.HBox([self._priority, self._metric, self._confidence], layout=WRAP),
                self._reason,
                ipw.HBox([button, self.status_line()], layout=WRAP),
            ],
            layout={"max_width": "960px", "padding": "2px 8px"},
        )
        view.add_class("servicelab-explorer")
        self._connect(button, fill, stated)
        self.guarded(lambda: self.show(self.decision or {"weights": self.stated}))()
        return view

    def show(self, decision: Mapping[str, Any]) -> None:
        """Bring a decision into the form."""
        with self.silence():
            for name, slider in self._sliders.items():
                slider.value = decision["weights"][name]
            self._metric.value = decision.get("metric", "")
            self._switch.value = decision.get("metric", "raw")
            self._priority.value = decision.get("priority", "")
            if "confidence" in decision:
                self._confidence.value = f"{100 * decision['confidence']:g}"
            self._reason.value = decision.get("reason", "")
        self._draw()
        self.say_state()

    def reveal(self) -> Panel:
        """Show how often each dimension comes first by the bootstrap; the decision then stands.

        Returns
        -------
        Panel
            A figure and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    # The view

    def _connect(self, button: ipw.Button, fill: ipw.Button, stated: ipw.Button) -> None:
        for control in [*self._sliders.values(), self._switch]:
            self.listen(control, self._draw)
        for entry in [self._priority, self._metric, self._confidence, self._reason]:
            self.listen(entry, self._check)
        fill.on_click(self.guarded(lambda _button: self._set(fill_points(self._points()))))
        stated.on_click(self.guarded(lambda _button: self._set(self.stated)))
        button.on_click(self.guarded(lambda _button: self._record()))

    def _record(self) -> None:
        self.keep(self.draft())

    def _points(self) -> dict[str, int]:
        return {name: slider.value for name, slider in self._sliders.items()}

    def _set(self, points: Mapping[str, int]) -> None:
        with self.silence():
            for name, slider in self._sliders.items():
                slider.value = points[name]
        self._draw()

    def draft(self) -> dict[str, Any]:
        """What the form holds now."""
        return self.tidy(
            {
                "weights": self._points(),
                "metric": self._metric.value,
                "priority": self._priority.value,
                "confidence": read_percent(self._confidence.value),
                "reason": self._reason.value,
            }
        )

    def _draw(self) -> None:
        """The points or the metric changed: another ranking."""
        points = self._points()
        self._left.value = f'<span role="status">{html.escape(left_words(points))}</span>'
        metric = self._switch.value
        if metric == "weighted" and not any(points.values()):
            self._image.value = ""
            self._said_metric.value = paragraph(_("Give points to at least one dimension."))
        else:
            means = self.scores(metric, points).mean()
            words = _("{metric}: {description}. First is {first}, {value}.").format(
                metric=model.METRICS[metric].label.capitalize(),
                description=model.METRICS[metric].description,
                first=model.LABELS[str(means.idxmin())],
                value=f"{means.min():.2f}",
            )
            if metric == "weighted" and sum(points.values()) != model.TOTAL:
                words += " " + _("The points do not sum to 100 yet: only their proportions count.")
            self._said_metric.value = paragraph(words)
            self._image.value = "".join(
                picture.to_html() for picture in self._pictures(metric, points)
            )
        self._check()

    def _check(self) -> None:
        """Say what is still missing, or what is on file."""
        draft = self.draft()
        if self._confidence.value.strip() and "confidence" not in draft:
            self.say(_("The confidence is to be a number from 0 to 100, such as 95."))
        else:
            self.say_draft(draft)

    # Figures

    def _pictures(self, metric: str, points: Mapping[str, float]) -> tuple[Picture, Picture]:
        if self._ladder is None:
            self._ladder = ladder_picture(self._summary, model.LABELS, width=4.6)
        return self._ladder, self._ranking(metric, points)

    def _ranking(self, metric: str, points: Mapping[str, float]) -> Picture:
        means = self.scores(metric, points).mean()
        leader = str(means.idxmin())
        label = model.METRICS[metric].label
        alt = _("{metric} by dimension: {rows}. First is {first}.").format(
            metric=label.capitalize(),
            rows=", ".join(f"{model.LABELS[str(name)]} {mean:.2f}" for name, mean in means.items()),
            first=model.LABELS[leader],
        )
        height = 0.95 + 0.34 * len(means)
        with drawing(3.5, height) as figure:
            ax = figure.subplots()
            figure.subplots_adjust(
                left=0.32, right=0.98, top=1 - 0.32 / height, bottom=0.48 / height
            )
            draw_bars(
                ax,
                means,
                [
                    f"{mean:.2f}" + (" " + _("first") if name == leader else "")
                    for name, mean in means.items()
                ],
                leader,
            )
            ax.set_yticks(range(len(means)), [model.LABELS[str(name)] for name in means.index])
            ax.tick_params(length=0, pad=6)
            ax.set_title(_("{metric}, mean").format(metric=label.capitalize()), loc="left")
            return Picture.of(figure, alt)

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        points, metric, priority = (decision[key] for key in ("weights", "metric", "priority"))
        found = model.consistency(decision, self.survey, self.items)
        shares = {
            name: rank_probability(self.scores(name, points), draws=model.DRAWS)
            for name in model.METRICS
        }
        titles = {name: each.label for name, each in model.METRICS.items()}
        if isinstance(self.weights, pd.DataFrame):
            shares["stated"] = rank_probability(self._gaps, self.weights, draws=model.DRAWS)
            titles["stated"] = _("each one's own weights")
        said = [
            _(
                "You put {priority} first (metric: {metric}). In {draws} resamples of the respondents "
                "it came first in {share} %: {verdict}."
            ).format(
                priority=model.LABELS[priority],
                metric=titles[metric],
                draws=f"{model.DRAWS:,}",
                share=_percent(found.probability),
                verdict=(
                    _("more than {limit} %, so the bootstrap supports it")
                    if found.supported
                    else _("not more than {limit} %, so the bootstrap does not support it")
                ).format(limit=f"{100 * model.SUPPORT:.0f}"),
            )
        ]
        if not found.follows:
            said.append(
                _("By your own metric and weights {first} comes first, not {priority}.").format(
                    first=model.LABELS[found.first], priority=model.LABELS[priority]
                )
            )
        said.append(
            _(
                "You gave it {confidence} %: {words}. Your Brier score is {score}; with this "
                "probability the best to be expected is {best} (0 is perfect, 1 is worst)."
            ).format(
                confidence=f"{100 * decision['confidence']:.0f}",
                words=calibration(decision["confidence"], found.probability),
                score=f"{found.brier:.2f}",
                best=f"{model.brier(found.probability, found.probability):.2f}",
            )
        )
        said.append(
            _("First by the others: {others}.").format(
                others="; ".join(
                    _("{metric}, {first} in {share} %").format(
                        metric=titles[name],
                        first=model.LABELS[str(each.idxmax())],
                        share=_percent(each.max()),
                    )
                    for name, each in shares.items()
                    if name != metric
                )
            )
        )
        order = [metric, *(name for name in shares if name != metric)]
        return Panel(" ".join(said), (self._probabilities(shares, titles, order, decision),))

    def _probabilities(
        self,
        shares: Mapping[str, pd.Series],
        titles: Mapping[str, str],
        order: list[str],
        decision: Mapping[str, Any],
    ) -> Picture:
        alt = _("Share of resamples in which each dimension comes first. {metrics}.").format(
            metrics="; ".join(
                f"{titles[name]}: "
                + ", ".join(
                    f"{model.LABELS[str(dimension)]} {_percent(share)} %"
                    for dimension, share in shares[name].items()
                )
                for name in order
            )
        )
        with drawing(8.4, 2.75) as figure:
            figure.suptitle(
                _("Share of the resamples in which each dimension comes first"),
                x=0.01,
                y=0.98,
                ha="left",
                size=10.5,
            )
            axes = figure.subplots(1, len(order), sharey=True)
            figure.subplots_adjust(left=0.15, right=0.99, top=0.72, bottom=0.04, wspace=0.12)
            for ax, name in zip(axes, order, strict=True):
                values = shares[name]
                draw_bars(
                    ax, values, [f"{_percent(value)} %" for value in values], decision["priority"]
                )
                ax.set_xlim(0, 1.5)
                own = name == decision["metric"]
                ax.set_title(
                    titles[name].capitalize() + "\n" + (_("(your metric)") if own else " "),
                    loc="left",
                    weight="bold" if own else "normal",
                    size=9.5,
                )
            axes[0].set_yticks(
                range(len(values)),
                [
                    ("▶ " if name == decision["priority"] else "") + model.LABELS[str(name)]
                    for name in values.index
                ],
            )
            return Picture.of(figure, alt)


def _percent(share: float) -> str:
    """A share in percent, without calling rare never or frequent always.

    Examples
    --------
    >>> _percent(0.83), _percent(0.9995), _percent(0.001), _percent(1.0)
    ('83', '>99', '<1', '100')
    """
    percent = 100 * share
    if 99.5 <= percent < 100:
        return ">99"
    return "<1" if 0 < percent < 0.5 else f"{percent:.0f}"
