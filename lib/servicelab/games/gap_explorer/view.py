"""Gap explorer, the view: weigh the gaps, choose a metric, decide what comes first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.rules import calibration
from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Bars, Drawn, Ranges, charts_html, ladder
from servicelab.decisions.widgets.form import FormWidget, heading, paragraph, radio
from servicelab.games.gap_explorer import model as model
from servicelab.i18n import _
from servicelab.surveys.servqual import Weights, gap_summary, rank_probability


class GapExplorer(FormWidget):
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

    fields = model.DECISION
    title = _("Gap explorer")
    house = "bridge"
    css_class = "servicelab-explorer"

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
        self.start = {"weights": self.stated}
        self._ladder: Ranges = ladder(self._summary, model.LABELS)
        super().__init__(folder)

    # The model, remembered

    def scores(self, metric: str, points: Mapping[str, float]) -> pd.DataFrame:
        """Each respondent's score in each dimension by one metric."""
        if metric == "performance":
            return self._perceptions
        return self._gaps if metric == "raw" else model.weigh(self._gaps, points)

    # FormWidget

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The points and the metric with its charts; the decision."""
        self._switch = radio(
            [(metric.label, name) for name, metric in model.METRICS.items()],
            _("Which metric is shown"),
            "raw",
        )
        self._said_metric, self._image = ipw.HTML(), ipw.HTML()
        self.reactions = {"weights": self.explore}
        self.listen(self._switch, self.explore)
        stated = self.button(
            _("Respondents' mean"),
            _("Back to the mean of the points that the respondents gave"),
            lambda: self.put("weights", self.stated),
        )
        scale = _("Keep the proportions and make the points sum to 100")
        explored = [
            heading(_("Weights: 100 points over five dimensions")),
            self.controls["weights"].view,
            self.points_left("weights", _("Scale to 100"), scale, stated),
            heading(_("Metric shown")),
            self._switch,
            self._said_metric,
            self._image,
        ]
        note = _(
            "Confidence: how sure are you that your priority comes first among all policyholders, by "
            "your metric and your weights?"
        )
        return explored, self.decide("priority", "metric", "confidence", note=note)

    def facts(self) -> list[tuple[str, object]]:
        """How many answered, the metric shown, and what it puts first."""
        points, metric = self.controls["weights"].value, self._switch.value
        first = "\N{EN DASH}"
        if metric != "weighted" or any(points.values()):
            first = model.LABELS[str(self.scores(metric, points).mean().idxmin())]
        return [
            (_("Respondents"), f"{len(self.survey):,}"),
            (_("Metric"), model.METRICS[metric].label),
            (_("First by it"), first),
        ]

    def show(self, decision: Mapping[str, Any]) -> None:
        """Bring a decision into the form, with its metric in sight."""
        with self.silence():
            self._switch.value = decision.get("metric", "raw")
        super().show(decision)

    def explore(self) -> None:
        """Rank the dimensions by the points and the metric as they are."""
        points, metric = self.controls["weights"].value, self._switch.value
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
            self._image.value = charts_html(self._pictures(metric, points))
        self.check()

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The ladder, and the ranking by the metric that decides."""
        if decision is None:
            return self._pictures("raw", self.stated)
        return self._pictures(decision["metric"], decision["weights"])

    def reveal(self) -> Panel:
        """Show how often each dimension comes first by the bootstrap; the decision then stands.

        Returns
        -------
        Panel
            A figure and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    # Figures

    def _pictures(self, metric: str, points: Mapping[str, float]) -> tuple[Drawn, ...]:
        means = self.scores(metric, points).mean().rename(index=model.LABELS)
        title = _("{metric}, mean by dimension: first is {first}").format(
            metric=model.METRICS[metric].label.capitalize(), first=means.idxmin()
        )
        texts = [f"{mean:.2f}".replace("-", "\N{MINUS SIGN}") for mean in means]
        return self._ladder, Bars(title, means, texts, str(means.idxmin()))

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
        if found.probability > 0.5:
            said.append(
                _(
                    "That is how sure one can be about all policyholders. Another survey of this "
                    "size would put it first in about {again} % of the cases: it errs as this one "
                    "did."
                ).format(again=_percent(found.again))
            )
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
        return Panel(" ".join(said), _probabilities(shares, titles, metric, priority))


def _probabilities(
    shares: Mapping[str, pd.Series], titles: Mapping[str, str], metric: str, priority: str
) -> tuple[Drawn, ...]:
    """How often each dimension comes first, by the trainee's own metric and by the others."""
    title = _("First by {metric}, share of the resamples")
    own = _("First by {metric} (your metric), share of the resamples")
    return tuple(
        Bars(
            (own if name == metric else title).format(metric=titles[name]),
            shares[name].rename(index=model.LABELS),
            [f"{_percent(share)} %" for share in shares[name]],
            model.LABELS[priority],
            (0, 1),
        )
        for name in sorted(shares, key=lambda name: name != metric)
    )


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
