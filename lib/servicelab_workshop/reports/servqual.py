"""The report on a SERVQUAL survey of one's own: where the service falls short, and how sure it is."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from nbreferee.door import number
from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _, ngettext
from servicelab.surveys.reliability import alpha_interval, corrected_item_total, cronbach_alpha
from servicelab.surveys.servqual import (
    difference_reliability,
    dimension_scores,
    gap_summary,
    item_gaps,
    normalize_weights,
    performance_score,
    plot_gap_intervals,
    plot_ladder,
    rank_probability,
    resample_sums,
    reverse_items,
    screen_survey,
)
from servicelab_workshop.reading.handover import Handover
from servicelab_workshop.reports.page import image, page_environment, page_path, percent
from servicelab_workshop.reports.survey import Survey, read_survey

__all__ = ["Result", "analyze", "render", "report"]

LEVEL = 0.95
DRAWS = 2000
#: Respondents that must remain after screening.
FEWEST = 5
#: A dimension is called first with this probability, and an alpha good from this value on.
SURE, GOOD_ALPHA = 0.8, 0.7
#: Share of rows left out from which the page asks how they came about.
MANY = 0.1
#: Screened rows that the page lists one by one.
LISTED = 50

_REASONS = ("out_of_range", "straight_line", "too_few", "no_pair", "duplicate")


@dataclass(frozen=True)
class Screened:
    """A row that was left out, and why."""

    row: int
    respondent: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Reliability:
    """How far the items of one dimension measure one thing; NaN where it is not defined.

    Attributes
    ----------
    dimension : str
        Its name.
    n, k : int
        Respondents who answered all of it on both sides, and items.
    expectation, perception, gaps : (float, float, float)
        Cronbach's alpha and its interval, of E, of P and of the item gaps.
    correlation : float
        Of the two scores.
    difference : float
        Reliability of the gap, from its two sides.
    """

    dimension: str
    n: int
    k: int
    expectation: tuple[float, float, float]
    perception: tuple[float, float, float]
    gaps: tuple[float, float, float]
    correlation: float
    difference: float


@dataclass(frozen=True)
class Rival:
    """A score and its correlation with the overall judgment."""

    name: str
    n: int
    r: float
    low: float
    high: float


@dataclass(frozen=True)
class Result:
    """All that the page shows.

    Attributes
    ----------
    survey : Survey
        As it was read.
    screened : tuple of Screened
        Rows left out.
    counts : dict
        Reason to number of rows; a row may have several.
    used : DataFrame
        The answers of the respondents kept, with reversed items turned.
    missing : float
        Missing answers / all answers, of those kept.
    dimensions, items : DataFrame
        From :func:`servicelab.surveys.servqual.gap_summary`; the intervals of each hold together.
    overall : (float, float, float)
        Mean gap: mean of the dimension means, mean over all items, weighted (NaN without weights).
    priority : DataFrame
        By dimension: ``gap``, ``first``, and with weights ``weight``, ``weighted``,
        ``first_weighted``.
    weighted_n, odd_weights : int
        Respondents with weights, and those among them whose weights do not sum to what most sum to.
    reliability : tuple of Reliability
        By dimension.
    against : tuple of (str, int, float)
        Side, item, and its negative correlation with the other items of its dimension.
    rivals : tuple of Rival
        Empty without an overall judgment.
    advantage : (float, float, float)
        r of performance - r of gap with its interval.
    """

    survey: Survey
    screened: tuple[Screened, ...]
    counts: dict[str, int]
    used: pd.DataFrame
    missing: float
    dimensions: pd.DataFrame
    items: pd.DataFrame
    overall: tuple[float, float, float]
    priority: pd.DataFrame
    weighted_n: int
    odd_weights: int
    reliability: tuple[Reliability, ...]
    against: tuple[tuple[str, int, float], ...]
    rivals: tuple[Rival, ...]
    advantage: tuple[float, float, float]

    @property
    def n(self) -> int:
        """Respondents kept."""
        return len(self.used)

    @property
    def has_weights(self) -> bool:
        """Whether respondents said what matters to them."""
        return "weighted" in self.priority


def report(
    file: Path | str,
    to: Path | str | None = None,
    *,
    scale: str | tuple[int, int] | None = None,
    items: Path | str | None = None,
    how: Handover | None = None,
) -> Path:
    """Write the report on a survey.

    Parameters
    ----------
    file : path
        The survey, see :func:`servicelab_workshop.reports.survey.read_survey`. It is only read.
    to : path, optional
        The page to write; by default ``<name of the file>-servqual.html`` in the current folder.
    scale : str or (int, int), optional
        Lowest and highest answer, such as ``"1-7"``; found from the answers by default.
    items : path, optional
        A CSV file with the columns ``item``, ``dimension`` and, if need be, ``is_reversed``.
    how : Handover, optional
        What the file does not say itself, and what is wanted beside the page.

    Returns
    -------
    Path
        One HTML page that needs no other file and no network.

    Raises
    ------
    CourseError
        If the survey breaks the rules (all violations at once), too little of it remains, or the
        page cannot be written.
    """
    page = page_path(f"{Path(file).stem}-servqual.html" if to is None else to)
    if any(one is not None and page.resolve() == Path(one).resolve() for one in (file, items)):
        raise CourseError(
            _("{path} is one of your data files: choose another name for the page.").format(
                path=page
            )
        )
    how = how or Handover()
    survey = read_survey(file, scale, items, how.options)
    result = analyze(survey)
    source = replace(survey.source, table=_used_table(result))
    how.hand_over(source, file, items, page)
    write_atomically(page, render(result))
    return page


def _used_table(result: Result) -> pd.DataFrame:
    """Return what the page rests on in a form that is read again without an items table."""
    survey, used = result.survey, result.used
    if not (survey.has_items or survey.is_long):
        return used.drop(columns="row")
    items = survey.items
    numbers = items["item"].to_list()
    has_labels = items["label"].ne("").all() and items["label"].is_unique
    names = items["label"].to_list() if has_labels else numbers
    further = used.filter(regex=r"^(?:w_|overall_quality$)")
    parts = [
        pd.DataFrame(
            {
                "respondent": used["respondent"].fillna(used["row"].astype(str)),
                "item": name,
                "dimension": dimension,
                "expectation": used[f"E{number:02d}"],
                "perception": used[f"P{number:02d}"],
            }
        ).join(further)
        for number, name, dimension in zip(numbers, names, items["dimension"], strict=True)
    ]
    return pd.concat(parts, ignore_index=True)


# --- analysis --------------------------------------------------------------------------------


def analyze(survey: Survey) -> Result:
    """Screen a survey, reverse what is to be reversed, and measure.

    Parameters
    ----------
    survey : Survey
        From :func:`servicelab_workshop.reports.survey.read_survey`.

    Returns
    -------
    Result

    Raises
    ------
    CourseError
        If fewer than five respondents remain.
    """
    verdict = screen_survey(survey.answers, survey.items, survey.scale)
    has_pair = item_gaps(survey.answers, survey.items).notna().any(axis=1)
    verdict["no_pair"] = ~has_pair & ~verdict["too_few"]
    verdict["keep"] &= has_pair
    counts = {reason: int(verdict[reason].sum()) for reason in _REASONS}
    keep = verdict["keep"].to_numpy()
    n = int(keep.sum())
    if n < FEWEST:
        why = ", ".join(f"{_reason(one)} {count}" for one, count in counts.items() if count)
        raise CourseError(
            ngettext(
                "{n} respondent of {all} in {name} can be used (left out: {why}): "
                "{fewest} at least are needed.",
                "{n} respondents of {all} in {name} can be used (left out: {why}): "
                "{fewest} at least are needed.",
                n,
            ).format(n=n, all=len(keep), name=survey.source.name, why=why or "0", fewest=FEWEST)
        )
    screened = _screened(survey, verdict)
    kept = reverse_items(survey.answers[keep], survey.items, survey.scale)
    weights = None if survey.weights is None else survey.weights[keep]

    dimensions = gap_summary(kept, survey.items, LEVEL, comparisons=len(survey.dimensions))
    items = gap_summary(kept, survey.items, LEVEL, by="item", comparisons=len(survey.items))
    gaps = dimension_scores(kept, survey.items)
    priority = pd.DataFrame({"gap": gaps.mean(), "first": rank_probability(gaps, draws=DRAWS)})
    weighted_n = odd = 0
    if weights is not None:
        shares: Any = normalize_weights(weights, gaps)
        weighted_n = int(shares.notna().all(axis=1).sum())
        if weighted_n:
            priority["weight"] = shares.mean()
            priority["weighted"] = (shares * gaps).mean()
            priority["first_weighted"] = rank_probability(gaps, weights, draws=DRAWS)
            sums = weights.sum(axis=1)[shares.notna().all(axis=1)].round(6)
            odd = int((sums != sums.mode().iloc[0]).sum())
    names = [f"{side}{item:02d}" for side in "EP" for item in survey.items["item"]]
    pooled = item_gaps(kept, survey.items).to_numpy(dtype=float)
    rivals, advantage = _rivals(kept, survey, weights if weighted_n else None)
    return Result(
        survey=survey,
        screened=screened,
        counts=counts,
        used=kept,
        missing=float(kept[names].isna().to_numpy().mean()),
        dimensions=dimensions,
        items=items,
        overall=(
            float(priority["gap"].mean()),
            float(np.nanmean(pooled)),
            float(priority["weighted"].sum()) if weighted_n else math.nan,
        ),
        priority=priority,
        weighted_n=weighted_n,
        odd_weights=odd,
        reliability=tuple(_reliability(kept, survey, one) for one in survey.dimensions),
        against=tuple(_against(kept, survey)),
        rivals=rivals,
        advantage=advantage,
    )


def _reason(reason: str) -> str:
    return {
        "out_of_range": _("an answer off the scale"),
        "straight_line": _("the same answer throughout"),
        "too_few": _("fewer than half of the answers"),
        "no_pair": _("no item answered on both sides"),
        "duplicate": _("the respondent stands further up already"),
    }[reason]


def _screened(survey: Survey, verdict: pd.DataFrame) -> tuple[Screened, ...]:
    """Say of each row left out why, in words and with the answers that are the reason."""
    low, high = survey.scale
    items = survey.items["item"].to_list()
    names = [f"{side}{item:02d}" for side in "EP" for item in items]
    out = survey.answers[~verdict["keep"]]
    first_rows = survey.answers.drop_duplicates("respondent").set_index("respondent")["row"]
    found = []
    for at, line in out.iterrows():
        given = line[names].dropna()
        reasons = []
        if verdict.at[at, "out_of_range"]:
            off = given[(given < low) | (given > high)]
            shown = ", ".join(f"{name} = {value:g}" for name, value in list(off.items())[:3])
            reasons.append(
                _("{shown}{more}; the scale is {low} to {high}").format(
                    shown=shown, more=" ..." if len(off) > 3 else "", low=low, high=high
                )
            )
        if verdict.at[at, "straight_line"]:
            reasons.append(
                _("all {n} answers are {value:g}").format(n=len(given), value=given.iloc[0])
            )
        if verdict.at[at, "too_few"]:
            reasons.append(_("{n} of {all} answers").format(n=len(given), all=len(names)))
        if verdict.at[at, "no_pair"]:
            reasons.append(_reason("no_pair"))
        if verdict.at[at, "duplicate"]:
            reasons.append(
                _("{respondent} stands in row {row} already").format(
                    respondent=line["respondent"], row=first_rows[line["respondent"]]
                )
            )
        who = line["respondent"]
        found.append(Screened(int(line["row"]), "" if pd.isna(who) else str(who), tuple(reasons)))
    return tuple(found)


def _reliability(kept: pd.DataFrame, survey: Survey, dimension: str) -> Reliability:
    members = survey.items.loc[survey.items["dimension"] == dimension, "item"]
    sides = [[f"{side}{item:02d}" for item in members] for side in "EP"]
    full = kept.dropna(subset=[*sides[0], *sides[1]])
    e, p = (full[names].to_numpy(dtype=float) for names in sides)
    n, k = e.shape

    def alpha(table: np.ndarray) -> tuple[float, float, float]:
        if n < 2 or k < 2:
            return (math.nan,) * 3
        value = cronbach_alpha(table)
        return (value, *alpha_interval(value, n, k, LEVEL))

    expectation, perception, gaps = alpha(e), alpha(p), alpha(p - e)
    correlation = difference = math.nan
    if n > 2:
        e_mean, p_mean = e.mean(axis=1), p.mean(axis=1)
        s_e, s_p = e_mean.std(ddof=1), p_mean.std(ddof=1)
        if s_e > 0 and s_p > 0:
            correlation = float(np.clip(np.corrcoef(e_mean, p_mean)[0, 1], -1, 1))
            difference = difference_reliability(
                perception[0], expectation[0], s_p, s_e, correlation
            )
    return Reliability(dimension, n, k, expectation, perception, gaps, correlation, difference)


def _against(kept: pd.DataFrame, survey: Survey) -> list[tuple[str, int, float]]:
    """Find items that run against the others of their dimension: perhaps not reversed."""
    found = []
    for dimension in survey.dimensions:
        members = survey.items.loc[survey.items["dimension"] == dimension, "item"]
        for side in "EP":
            full = kept[[f"{side}{item:02d}" for item in members]].dropna()
            # twice the standard error of a correlation near 0
            limit = -2 / math.sqrt(len(full)) if len(full) else -1.0
            if len(full) >= 3:
                rest = corrected_item_total(full)
                found += [
                    (side, int(str(name)[1:]), float(r)) for name, r in rest.items() if r < limit
                ]
    return found


def _rivals(
    kept: pd.DataFrame, survey: Survey, weights: pd.DataFrame | None
) -> tuple[tuple[Rival, ...], tuple[float, float, float]]:
    """Correlate gap and performance with the overall judgment, over the same people."""
    nothing = (math.nan,) * 3
    if "overall_quality" not in kept:
        return (), nothing
    gaps = dimension_scores(kept, survey.items)
    pooled = item_gaps(kept, survey.items)
    enough = pooled.notna().mean(axis=1) >= 0.5
    scores = {
        _("Gap, P - E"): pooled.mean(axis=1).where(enough),
        _("Performance only, P"): performance_score(kept, survey.items),
    }
    if weights is not None:
        shares: Any = normalize_weights(weights, gaps)
        scores[_("Weighted gap")] = (gaps * shares).sum(axis=1, skipna=False)
        scores[_("Weighted performance")] = performance_score(kept, survey.items, weights)
    table = pd.DataFrame({**scores, "overall": kept["overall_quality"]}).dropna()
    rivals = tuple(_rival(name, table[name], table["overall"]) for name in scores)
    if any(math.isnan(rival.r) for rival in rivals[:2]):
        return rivals, nothing
    gap, performance, overall = (
        (table[name] - table[name].mean()).to_numpy() for name in [*list(scores)[:2], "overall"]
    )
    columns = [gap, performance, overall, gap**2, performance**2, overall**2]
    products = np.column_stack([*columns, gap * overall, performance * overall])
    differences = []
    for sums, counts in resample_sums(products, DRAWS, seed=0):
        g, p, o, gg, pp, oo, go, po = (sums / counts).T
        with np.errstate(invalid="ignore", divide="ignore"):
            r_gap = (go - g * o) / np.sqrt((gg - g**2) * (oo - o**2))
            r_performance = (po - p * o) / np.sqrt((pp - p**2) * (oo - o**2))
        differences.append(r_performance - r_gap)
    low, high = np.nanquantile(np.concatenate(differences), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return rivals, (rivals[1].r - rivals[0].r, float(low), float(high))


def _rival(name: str, score: pd.Series, overall: pd.Series) -> Rival:
    from scipy.stats import pearsonr

    n = len(score)
    if n < 4 or score.nunique() < 2 or overall.nunique() < 2:
        return Rival(name, n, math.nan, math.nan, math.nan)
    found = pearsonr(score, overall)
    interval = found.confidence_interval(LEVEL)
    return Rival(name, n, float(found.statistic), float(interval.low), float(interval.high))


# --- words -----------------------------------------------------------------------------------


def signed(value: float, digits: int = 2) -> str:
    """Format with its sign; a dash for what is not defined.

    Examples
    --------
    >>> signed(-1.234), signed(0.5), signed(-0.001)
    ('−1.23', '+0.50', '0.00')
    """
    if math.isnan(value):
        return "–"
    text = f"{value:+.{digits}f}"
    return text.replace("-", "−") if float(text) else text[1:]


def probability(value: float) -> str:
    """Format a bootstrap probability, which is never certain.

    Examples
    --------
    >>> probability(0.0), probability(0.123), probability(1.0)
    ('< 1 %', '12 %', '> 99 %')
    """
    if math.isnan(value):
        return "–"
    if value < 0.005:
        return "< 1 %"
    return "> 99 %" if value > 0.995 else percent(value)


def findings(result: Result) -> list[tuple[str, str]]:
    """List what stands out: a section of the page, and a sentence or two."""
    table, dimensions = result.priority, result.dimensions
    lines = [("conventions", f"{one[:1].upper()}{one[1:]}.") for one in result.survey.cautions]
    first = str(table["gap"].idxmin())
    one: Any = dimensions.loc[first]
    share: Any = table.at[first, "first"]
    if result.against:
        lines.append(
            (
                "reliability",
                _(
                    "{items} run against the other items of their dimension. If they are worded in "
                    "reverse, mark them (is_reversed) in an items table and give it with --items; "
                    "until then gaps and alphas are wrong."
                ).format(items=", ".join(f"{side}{item:02d}" for side, item, _r in result.against)),
            )
        )
    if table["gap"].min() < 0:
        lines.append(
            (
                "priority",
                _(
                    "The service falls short most in {first}: gap {gap} ({low} to {high}). "
                    "It comes first in {share} of the resamples."
                ).format(
                    first=first,
                    gap=signed(one["gap"]),
                    low=signed(one["low"]),
                    high=signed(one["high"]),
                    share=probability(share),
                ),
            )
        )
    else:
        lines.append(("priority", _("In no dimension does the service fall short on average.")))
    if table["gap"].min() > 0 and not result.survey.is_worded:
        low, high = result.survey.scale
        lines.append(
            (
                "priority",
                _(
                    "Every gap is above 0, which is rare: if {low} is the best answer in your "
                    "questionnaire, give --scale {high}-{low}."
                ).format(low=low, high=high),
            )
        )
    if result.has_weights and table["weighted"].min() < 0:
        lines.append(("priority", _weighted_line(table, first)))
    unsure = [str(name) for name in dimensions.index[(dimensions["high"] >= 0)]]
    if unsure and len(unsure) < len(dimensions):
        lines.append(
            (
                "dimensions",
                _(
                    "Not shown to fall short, because the interval reaches 0 or lies above: {names}."
                ).format(names=", ".join(unsure)),
            )
        )
    weak = [
        f"{one.dimension} ({' '.join(side for side, alpha in sides if alpha[0] < GOOD_ALPHA)})"
        for one in result.reliability
        for sides in [(("E", one.expectation), ("P", one.perception))]
        if any(alpha[0] < GOOD_ALPHA for _side, alpha in sides)
    ]
    if weak:
        lines.append(
            (
                "reliability",
                _("Alpha is below {good}, so read single scores with care: {names}.").format(
                    good=number(GOOD_ALPHA), names=", ".join(weak)
                ),
            )
        )
    if result.screened:
        out, rows = len(result.screened), len(result.survey.answers)
        text = ngettext(
            "{n} row of {all} was left out.", "{n} rows of {all} were left out.", out
        ).format(n=out, all=rows)
        if out > MANY * rows:
            text += " " + _("That is many: find out how they came about.")
        lines.append(("screened", text))
    if result.n < 30:
        lines.append(
            (
                "dimensions",
                _(
                    "{n} respondents are few: the intervals are wide, and they rest on gaps that "
                    "are roughly normally distributed."
                ).format(n=result.n),
            )
        )
    return lines


def _weighted_line(table: pd.DataFrame, first: str) -> str:
    weighted = str(table["weighted"].idxmin())
    share: Any = table.at[weighted, "first_weighted"]
    text = (
        _("Weighted by what matters to the respondents, {name} stays first ({share}).")
        if weighted == first
        else _("Weighted by what matters to the respondents, {name} comes first instead ({share}).")
    ).format(name=weighted, share=probability(share))
    if share >= SURE:
        return text
    return (
        text
        + " "
        + _("That is less than {sure}, so do not stake everything on it.").format(
            sure=percent(SURE)
        )
    )


def ladder_text(result: Result) -> str:
    """Put the ladder into words."""
    low, high = result.survey.scale
    return _(
        "Dot plot of expectation and perception on the scale {low} to {high}. {parts}."
    ).format(
        low=low,
        high=high,
        parts="; ".join(
            _("{name}: expectation {e:.2f}, perception {p:.2f}, gap {gap}").format(
                name=name, e=row["expectation"], p=row["perception"], gap=signed(row["gap"])
            )
            for name, row in result.dimensions.iterrows()
        ),
    )


def intervals_text(summary: pd.DataFrame) -> str:
    """Put gaps and their intervals into words."""
    return _("Dot plot of gaps P - E with their intervals. {parts}.").format(
        parts="; ".join(
            _("{name}: {gap} ({low} to {high})").format(
                name=name, gap=signed(row["gap"]), low=signed(row["low"]), high=signed(row["high"])
            )
            for name, row in summary.iterrows()
        )
    )


# --- the page --------------------------------------------------------------------------------


def render(result: Result) -> str:
    """Turn a result into the page.

    Parameters
    ----------
    result : Result
        From :func:`analyze`.

    Returns
    -------
    str
        HTML.
    """
    environment = page_environment("servicelab_workshop.reports")
    environment.filters.update(signed=signed, probability=probability)
    dimensions, items = result.dimensions, result.items
    figures = {
        "ladder": (
            image(lambda ax: plot_ladder(dimensions, ax), 1.5 + 0.5 * len(dimensions)),
            ladder_text(result),
        ),
        "dimensions": (
            image(lambda ax: plot_gap_intervals(dimensions, ax), 1.5 + 0.5 * len(dimensions)),
            intervals_text(dimensions),
        ),
        "items": (
            image(lambda ax: plot_gap_intervals(items, ax), 1.5 + 0.32 * len(items)),
            intervals_text(items),
        ),
    }
    worst = items["gap"].nsmallest(3).index.to_list()
    return environment.get_template("servqual.html.j2").render(
        r=result,
        s=result.survey,
        findings=findings(result),
        figures=figures,
        dimensions=list(dimensions.reset_index().itertuples(index=False)),
        items=[
            (row, meta)
            for row, meta in zip(
                items.reset_index().itertuples(index=False),
                result.survey.items.itertuples(index=False),
                strict=True,
            )
        ],
        worst=worst,
        priority=list(result.priority.reset_index(names="dimension").itertuples(index=False)),
        reasons=[(_reason(one), count) for one, count in result.counts.items() if count],
        rules={"level": LEVEL, "draws": DRAWS, "sure": SURE, "good": GOOD_ALPHA, "listed": LISTED},
        made=dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    )
