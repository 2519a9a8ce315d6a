"""Service quality by the gap model: expectations, perceptions, and what lies between them.

A survey holds one respondent a row, with answers ``E01``, ``E02``, ... (what an excellent provider
should be like) and ``P01``, ``P02``, ... (what this provider is like). A gap is perception minus
expectation: negative where the service falls short. An `items` table says to which dimension each
item belongs and which items are worded in reverse.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from servicelab.data.frames import require_columns, require_level, require_present
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.plots.axes import (
    legible,
    new_axes,
    numeric_table,
    sentence_case,
    zero_line,
)
from servicelab.plots.style import PALETTE
from servicelab.plots.words import NAME

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "DIMENSIONS",
    "difference_reliability",
    "dimension_scores",
    "gap_summary",
    "item_gaps",
    "normalize_weights",
    "performance_score",
    "plot_gap_intervals",
    "plot_ladder",
    "rank_probability",
    "resample_sums",
    "reverse_items",
    "screen_survey",
    "weighted_gaps",
    "weighted_score",
]

#: The five dimensions of SERVQUAL, in the order of its items.
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")

Score = Literal["gap", "perception", "expectation"]
Weights = pd.DataFrame | pd.Series | Mapping[str, float]
_SIDES = {"gap": ("E", "P"), "perception": ("P",), "expectation": ("E",)}

# The bootstrap resamples this many units at most: a respondent each, or else a block of them.
_BLOCKS = 5000
# Random numbers held at once.
_CHUNK = 2_000_000
# differences below this share of the values are float noise
_NOISE = 1e-12


def reverse_items(
    survey: pd.DataFrame, items: pd.DataFrame, scale: tuple[int, int] = (1, 7)
) -> pd.DataFrame:
    """Turn the answers to reverse-worded items, so that a high answer is good in every item.

    ``x' = low + high - x``: 8 - x on a scale from 1 to 7. Both the expectation and the perception
    of an item are turned.

    Parameters
    ----------
    survey : DataFrame
        One row a respondent; answers in ``E01``, ``P01``, ... as given.
    items : DataFrame
        One row an item: ``item``, ``dimension``, ``is_reversed``.
    scale : (int, int)
        Lowest and highest answer.

    Returns
    -------
    DataFrame
        A copy with the reversed answers; all else as it was.

    Raises
    ------
    CourseError
        If a column is missing or holds text, or the scale is not two rising numbers.

    Notes
    -----
    To reverse twice gives the survey back, so do it once. Look for straight lines
    (:func:`screen_survey`) before, because afterwards they are none.

    Examples
    --------
    >>> items = pd.DataFrame({"item": [1, 2], "dimension": "empathy", "is_reversed": [False, True]})
    >>> survey = pd.DataFrame({"E01": [7], "E02": [2], "P01": [5], "P02": [4]})
    >>> reverse_items(survey, items).to_numpy().tolist()
    [[7, 6, 5, 4]]
    """
    low, high = _scale(scale)
    layout = _layout(items)
    flags = _flags(items)
    _require_answers(survey, layout, ("E", "P"))
    turned = survey.copy()
    for item in (item for members in layout.values() for item in members if flags[item]):
        for side in ("E", "P"):
            name = _column(side, item)
            _answers(survey, name)
            turned[name] = low + high - survey[name]
    return turned


def screen_survey(
    survey: pd.DataFrame,
    items: pd.DataFrame,
    scale: tuple[int, int] = (1, 7),
    min_share: float = 0.5,
) -> pd.DataFrame:
    """Tell which rows of a survey to leave out, and why.

    Parameters
    ----------
    survey : DataFrame
        As collected: reverse-worded items not yet reversed. Column ``respondent``, where it
        exists, tells who answers.
    items : DataFrame
        One row an item: ``item``, ``dimension``.
    scale : (int, int)
        Lowest and highest answer.
    min_share : float
        Smallest share of the answers (both sides of every item) that must be given, 0 to 1.

    Returns
    -------
    DataFrame
        Indexed as the survey, all columns boolean: ``straight_line`` (two answers at least, and all
        alike: SD = 0), ``out_of_range`` (an answer off the scale), ``too_few`` (share of answers
        below `min_share`), ``duplicate`` (a respondent that stands further up already), and
        ``keep`` (none of these).

    Raises
    ------
    CourseError
        If a column is missing or holds text, or a setting is not possible.

    Examples
    --------
    >>> items = pd.DataFrame({"item": [1, 2], "dimension": "empathy"})
    >>> survey = pd.DataFrame(
    ...     {"E01": [7, 4, 9], "E02": [6, 4, 7], "P01": [5, 4, 6], "P02": [4, 4, 5]}
    ... )
    >>> screen_survey(survey, items)["keep"].tolist()
    [True, False, False]
    """
    low, high = _scale(scale)
    _share(min_share)
    layout = _layout(items)
    names = _require_answers(survey, layout, ("E", "P"))
    n = len(survey)
    count = np.zeros(n, dtype=np.int32)
    outside = np.zeros(n, dtype=bool)
    smallest, largest = np.full(n, np.inf), np.full(n, -np.inf)
    for name in names:
        values = _answers(survey, name)
        count += ~np.isnan(values)
        outside |= (values < low) | (values > high)
        np.fmin(smallest, values, out=smallest)
        np.fmax(largest, values, out=largest)
    found = pd.DataFrame(
        {
            "straight_line": (count >= 2) & (smallest == largest),
            "out_of_range": outside,
            "too_few": count < min_share * len(names) - _NOISE,
            "duplicate": _repeated(survey),
        },
        index=survey.index,
    )
    return found.assign(keep=~found.any(axis=1))


def _repeated(survey: pd.DataFrame) -> np.ndarray:
    if "respondent" not in survey.columns:
        return np.zeros(len(survey), dtype=bool)
    who = survey["respondent"]
    return (who.duplicated() & who.notna()).to_numpy()


def item_gaps(survey: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Return the gap of each respondent in each item.

    ``gap = P - E``, missing where either answer is missing.

    Parameters
    ----------
    survey : DataFrame
        One row a respondent, reverse-worded items already reversed (:func:`reverse_items`).
    items : DataFrame
        One row an item: ``item``, ``dimension``.

    Returns
    -------
    DataFrame
        Respondents in rows, items in columns, in points of the scale.

    Raises
    ------
    CourseError
        If a column is missing or holds text.

    Examples
    --------
    >>> items = pd.DataFrame({"item": [1, 2], "dimension": "empathy"})
    >>> survey = pd.DataFrame({"E01": [7, 6], "E02": [6, 5], "P01": [5, 6], "P02": [4, None]})
    >>> item_gaps(survey, items).to_numpy().tolist()
    [[-2.0, -2.0], [0.0, nan]]
    """
    layout = _layout(items)
    _require_answers(survey, layout, ("E", "P"))
    gaps = {
        item: _answers(survey, _column("P", item)) - _answers(survey, _column("E", item))
        for item in items["item"].to_list()
    }
    return pd.DataFrame(gaps, index=survey.index).rename_axis(columns="item")


def dimension_scores(
    survey: pd.DataFrame,
    items: pd.DataFrame,
    score: Score = "gap",
    min_share: float = 0.5,
) -> pd.DataFrame:
    """Return each respondent's score in each dimension: the mean over the items answered.

    Parameters
    ----------
    survey : DataFrame
        One row a respondent, reverse-worded items already reversed (:func:`reverse_items`).
    items : DataFrame
        One row an item: ``item``, ``dimension``.
    score : {"gap", "perception", "expectation"}
        A gap counts as answered if both of its sides are.
    min_share : float
        Smallest share of a dimension's items that must be answered: at 0.5 two of four, three of
        five. With fewer the score is missing.

    Returns
    -------
    DataFrame
        Respondents in rows, dimensions in columns (those of :data:`DIMENSIONS` first, in that
        order), in points of the scale.

    Raises
    ------
    CourseError
        If a column is missing or holds text, or a setting is not possible.

    Notes
    -----
    Where answers are missing, the mean gap is not the difference of the mean perception and the
    mean expectation: only pairs of answers make a gap. Over all respondents, the mean of five
    dimension means weighs a dimension of four items as much as one of five; the mean over all items
    does not.

    Source: Parasuraman, A., Zeithaml, V. A., & Berry, L. L. (1988). SERVQUAL: A multiple-item scale
    for measuring consumer perceptions of service quality. *Journal of Retailing*, 64(1), 12-40.

    Examples
    --------
    >>> items = pd.DataFrame({"item": [1, 2], "dimension": "empathy"})
    >>> survey = pd.DataFrame({"E01": [7, 6], "E02": [6, 5], "P01": [5, 6], "P02": [4, None]})
    >>> dimension_scores(survey, items)["empathy"].tolist()
    [-2.0, 0.0]
    """
    if score not in _SIDES:
        raise CourseError(
            _("There is no score {score!r}: choose gap, perception or expectation.").format(
                score=score
            )
        )
    _share(min_share)
    layout = _layout(items)
    sides = _SIDES[score]
    _require_answers(survey, layout, sides)
    scores = {}
    for dimension, members in layout.items():
        means = _person_means(survey, members, sides, min_share)
        scores[dimension] = means[1] - means[0] if score == "gap" else means[0]
    return pd.DataFrame(scores, index=survey.index).rename_axis(columns="dimension")


def gap_summary(
    survey: pd.DataFrame,
    items: pd.DataFrame,
    level: float = 0.95,
    min_share: float = 0.5,
    *,
    by: Literal["dimension", "item"] = "dimension",
    comparisons: int = 1,
) -> pd.DataFrame:
    """Summarize the gaps with their intervals.

    ``mean(d) -/+ t * s_d / sqrt(n)``, where d is a respondent's gap, ``s_d`` its standard deviation
    with n - 1 in the denominator, and t the quantile with n - 1 degrees of freedom: the interval
    for pairs, because both answers come from one person.

    Parameters
    ----------
    survey : DataFrame
        One row a respondent, reverse-worded items already reversed (:func:`reverse_items`).
    items : DataFrame
        One row an item: ``item``, ``dimension``.
    level : float
        Confidence level, between 0 and 1.
    min_share : float
        As in :func:`dimension_scores`.
    by : {"dimension", "item"}
        What to summarize.
    comparisons : int
        Number of intervals that shall hold together at the level (Bonferroni): each gets the level
        ``1 - (1 - level) / comparisons``.

    Returns
    -------
    DataFrame
        Index ``dimension`` or ``item``; columns ``expectation``, ``perception``, ``gap``, ``low``,
        ``high`` (points of the scale) and ``n`` (respondents with a gap). Expectation and
        perception are means over the same pairs of answers, so their difference is the gap.
        Missing where fewer than one (mean) or two (interval) respondents have a gap.

    Raises
    ------
    CourseError
        If a column is missing or holds text, or a setting is not possible.

    Examples
    --------
    >>> items = pd.DataFrame({"item": [1, 2], "dimension": ["reliability", "empathy"]})
    >>> survey = pd.DataFrame(
    ...     {"E01": [7, 6, 7], "E02": [6, 5, 6], "P01": [5, 5, 4], "P02": [6, 4, 6]}
    ... )
    >>> gap_summary(survey, items).round(2)
                 expectation  perception   gap   low  high  n
    dimension
    reliability         6.67        4.67 -2.00 -4.48  0.48  3
    empathy             5.67        5.33 -0.33 -1.77  1.10  3
    """
    from statsmodels.stats.weightstats import DescrStatsW

    require_level(level)
    _share(min_share)
    if comparisons < 1:
        raise CourseError(
            _("comparisons is {count}: give the number of intervals, 1 or more.").format(
                count=comparisons
            )
        )
    layout = _layout(items)
    _require_answers(survey, layout, ("E", "P"))
    groups: dict[Any, list[Hashable]] = dict(layout)
    if by == "item":
        groups = {item: [item] for item in items["item"].to_list()}
    elif by != "dimension":
        raise CourseError(_("by is {by!r}: choose dimension or item.").format(by=by))
    rows = []
    for members in groups.values():
        expectation, perception = _person_means(survey, members, ("E", "P"), min_share)
        there = ~np.isnan(perception)
        n = int(there.sum())
        gaps = (perception - expectation)[there]
        row = dict.fromkeys(("expectation", "perception", "gap", "low", "high"), np.nan)
        if n:
            row["expectation"] = expectation[there].mean()
            row["perception"] = perception[there].mean()
            row["gap"] = gaps.mean()
        if n > 1:
            alpha = (1 - level) / comparisons
            row["low"], row["high"] = DescrStatsW(gaps).tconfint_mean(alpha)
        rows.append({**row, "n": n})
    return pd.DataFrame(rows, index=pd.Index(list(groups), name=by))


def weighted_gaps(gaps: pd.DataFrame, weights: Weights) -> pd.Series:
    """Return what each dimension adds to the weighted gap.

    ``mean over respondents i of w_id * gap_id``, where the weights of a respondent sum to 1.

    Parameters
    ----------
    gaps : DataFrame
        From :func:`dimension_scores`: respondents in rows, dimensions in columns.
    weights : DataFrame, Series or mapping
        By dimension (``tangibles`` or ``w_tangibles``), on any positive scale, such as 100 points:
        divided by their sum. A DataFrame holds a row for each respondent, indexed as `gaps`, and is
        divided row by row; a Series or mapping holds for everybody.

    Returns
    -------
    Series
        By dimension, in points of the scale. Over the respondents who have both a gap in that
        dimension and weights; a respondent with a missing weight, or with weights that are all 0,
        has none.

    Raises
    ------
    CourseError
        If a weight is missing for a dimension or a respondent, or is negative.

    Notes
    -----
    People who hold a dimension dear may also be those it disappoints. Then the mean of the products
    differs from the product of the means, and only the former is the mean weighted gap.

    Source: Zeithaml, V. A., Parasuraman, A., & Berry, L. L. (1990). *Delivering Quality Service*.
    Free Press.

    Examples
    --------
    >>> gaps = pd.DataFrame({"reliability": [-1.0, -2.0], "empathy": [-2.0, -2.0]})
    >>> weighted_gaps(gaps, {"reliability": 75, "empathy": 25}).to_dict()
    {'reliability': -1.125, 'empathy': -0.5}
    """
    table = _gap_table(gaps)
    return (table * normalize_weights(weights, table)).mean().rename("weighted_gap")


def weighted_score(gaps: pd.DataFrame, weights: Weights) -> float:
    """Return the weighted gap over all dimensions, the sum of :func:`weighted_gaps`.

    Parameters
    ----------
    gaps, weights
        As in :func:`weighted_gaps`.

    Returns
    -------
    float
        In points of the scale; NaN if a dimension has no gap.

    Examples
    --------
    >>> gaps = pd.DataFrame({"reliability": [-1.0, -2.0], "empathy": [-2.0, -2.0]})
    >>> weighted_score(gaps, {"reliability": 75, "empathy": 25})
    -1.625
    """
    return float(weighted_gaps(gaps, weights).sum(skipna=False))


def performance_score(
    survey: pd.DataFrame,
    items: pd.DataFrame,
    weights: Weights | None = None,
    min_share: float = 0.5,
) -> pd.Series:
    """Return each respondent's performance-only score (SERVPERF).

    Without weights, the mean of the perceptions over all items; with weights, ``sum over
    dimensions d of w_d * P_d``, where ``P_d`` is the mean perception in d and the weights sum to 1.

    Parameters
    ----------
    survey : DataFrame
        One row a respondent, reverse-worded items already reversed. Only perceptions are read.
    items : DataFrame
        One row an item: ``item``, ``dimension``.
    weights : DataFrame, Series or mapping, optional
        As in :func:`weighted_gaps`.
    min_share : float
        Smallest share of the items that must be answered: of all items without weights, of each
        dimension with them.

    Returns
    -------
    Series
        Indexed as the survey, in points of the scale; missing where too little was answered.

    Raises
    ------
    CourseError
        As in :func:`dimension_scores` and :func:`weighted_gaps`.

    Notes
    -----
    Source: Cronin, J. J., & Taylor, S. A. (1992). Measuring service quality: A reexamination and
    extension. *Journal of Marketing*, 56(3), 55-68.

    Examples
    --------
    >>> items = pd.DataFrame({"item": [1, 2, 3], "dimension": ["empathy", "empathy", "assurance"]})
    >>> survey = pd.DataFrame({"P01": [5, 6], "P02": [5, None], "P03": [2, 4]})
    >>> performance_score(survey, items).tolist()
    [4.0, 5.0]
    >>> performance_score(survey, items, {"empathy": 1, "assurance": 1}).tolist()
    [3.5, 5.0]
    """
    if weights is None:
        _share(min_share)
        layout = _layout(items)
        _require_answers(survey, layout, ("P",))
        members = [item for members in layout.values() for item in members]
        [scores] = _person_means(survey, members, ("P",), min_share)
        return pd.Series(scores, index=survey.index, name="performance")
    table = dimension_scores(survey, items, "perception", min_share)
    found = (table * normalize_weights(weights, table)).sum(axis=1, skipna=False)
    return found.rename("performance")


def difference_reliability(r_p: float, r_e: float, s_p: float, s_e: float, r_pe: float) -> float:
    """Return the reliability of a gap, from its two sides.

    ``(s_p**2 r_p + s_e**2 r_e - 2 r_pe s_p s_e) / (s_p**2 + s_e**2 - 2 r_pe s_p s_e)``

    Parameters
    ----------
    r_p, r_e : float
        Reliability of the perception and of the expectation score, such as Cronbach's alpha.
    s_p, s_e : float
        Their standard deviations.
    r_pe : float
        Correlation of the two scores.

    Returns
    -------
    float
        At most 1. The more the two sides correlate, the less remains that is not error: negative if
        they correlate more than their reliabilities allow, and NaN if the difference does not vary.

    Raises
    ------
    CourseError
        If a reliability is above 1, a correlation outside -1 to 1, or a deviation negative.

    Notes
    -----
    With equal deviations this is ``(mean reliability - r_pe) / (1 - r_pe)``. It assumes that the
    errors of the two sides are uncorrelated.

    Source: Peter, J. P., Churchill, G. A., & Brown, T. J. (1993). Caution in the use of difference
    scores in consumer research. *Journal of Consumer Research*, 19(4), 655-662.

    Examples
    --------
    Two scales of reliability 0.8 that correlate at 0.6:

    >>> round(difference_reliability(0.8, 0.8, 1, 1, 0.6), 3)
    0.5
    """
    for name, value in (("r_p", r_p), ("r_e", r_e)):
        if value > 1:
            raise CourseError(
                _("{name} is {value:g}, but a reliability cannot exceed 1.").format(
                    name=name, value=value
                )
            )
    if abs(r_pe) > 1:
        raise CourseError(
            _("r_pe is {value:g}, but a correlation lies between -1 and 1.").format(value=r_pe)
        )
    if s_p < 0 or s_e < 0:
        raise CourseError(_("A standard deviation is negative: give s_p and s_e of 0 or more."))
    shared = 2 * r_pe * s_p * s_e
    spread = s_p**2 + s_e**2 - shared
    if spread <= _NOISE * (s_p**2 + s_e**2):
        return float("nan")
    return float((s_p**2 * r_p + s_e**2 * r_e - shared) / spread)


def rank_probability(
    gaps: pd.DataFrame,
    weights: Weights | None = None,
    draws: int = 2000,
    seed: int = 0,
    *,
    another_survey: bool = False,
) -> pd.Series:
    """Return how often each dimension comes first when the respondents are drawn again.

    First is the dimension with the most negative mean gap, or mean weighted gap. Bootstrap:
    respondents are drawn with replacement, as many as there are, and the means are taken again.

    Parameters
    ----------
    gaps : DataFrame
        From :func:`dimension_scores`: respondents in rows, dimensions in columns. Respondents
        without any gap are left out; a gap that is missing is left out of its dimension's mean.
    weights : DataFrame, Series or mapping, optional
        As in :func:`weighted_gaps`; drawn together with the respondent's gaps.
    draws : int
        Number of resamples.
    seed : int
        The same seed gives the same result.
    another_survey : bool
        Without it the proportions say how sure one can be that a dimension is first among all from
        whom the respondents were drawn. With it they say how often another survey of the same size
        would put it first: the other survey errs as this one did, so the means are moved from those
        found by sqrt(2) times as much.

    Returns
    -------
    Series
        By dimension: proportions that sum to 1. Dimensions that tie in a resample share it.

    Raises
    ------
    CourseError
        If no respondent has a gap in a dimension, or `draws` is below 1, or as in
        :func:`weighted_gaps`.

    Notes
    -----
    Up to 5,000 respondents this is the ordinary bootstrap. Above, respondents are put at random
    into 5,000 blocks of equal size (within one), and whole blocks are drawn. The mean over blocks is
    the mean over respondents, and random blocks of m respondents have means with variance s²/m, so
    drawing B of B blocks gives the mean the variance s²/(Bm) = s²/n that drawing respondents gives
    it; the same holds for covariances between dimensions. That variance is itself estimated from
    the blocks, with a relative standard error of about sqrt(2/B) = 2 %, which moves a probability
    by less than 0.5 points. The cost no longer depends on n, except for one pass over the data.
    For two dimensions whose means differ by z standard errors the proportion is about Phi(z), and
    with `another_survey` Phi(z / sqrt(2)).

    A bag of little bootstraps would not do here: each of its subsets has another mean, so another
    dimension may come first in it, and averaging over subsets overstates the doubt.

    Sources: Efron, B., & Tibshirani, R. J. (1993). *An Introduction to the Bootstrap*. Chapman &
    Hall. Random groups: Wolter, K. M. (2007). *Introduction to Variance Estimation* (2nd ed.),
    chapter 2. Springer. Little bootstraps: Kleiner, A., Talwalkar, A., Sarkar, P., & Jordan, M. I.
    (2014). A scalable bootstrap for massive data. *Journal of the Royal Statistical Society B*,
    76(4), 795-816.

    Examples
    --------
    >>> gaps = pd.DataFrame({"reliability": [-1, -2, -3, -2], "empathy": [0, -1, -1, 0]})
    >>> rank_probability(gaps).to_dict()
    {'reliability': 1.0, 'empathy': 0.0}
    """
    table = _gap_table(gaps)
    if draws < 1:
        raise CourseError(_("draws is {draws}: draw at least once.").format(draws=draws))
    if weights is not None:
        table = table * normalize_weights(weights, table)
    nobody = [str(name) for name in table.columns if table[name].isna().all()]
    if nobody:
        raise CourseError(
            _("Nobody has a gap in {names}: leave the dimension out, or mend the survey.").format(
                names=", ".join(nobody)
            )
        )
    values = table.to_numpy(dtype=float)
    noise = _NOISE * max(np.nanmax(values), -np.nanmin(values))
    first = np.zeros(table.shape[1])
    found = np.nanmean(values, axis=0)
    for sums, counts in resample_sums(values, draws, seed):
        # a resample may, by chance, hold nobody with a gap in some dimension
        with np.errstate(invalid="ignore"):
            means = sums / counts
        if another_survey:
            means = found + np.sqrt(2) * (means - found)
        lowest = np.fmin.reduce(means, axis=1, keepdims=True)
        wins = means <= lowest + noise
        first += (wins / np.maximum(wins.sum(axis=1, keepdims=True), 1)).sum(axis=0)
    return pd.Series(first / first.sum(), index=table.columns, name="probability")


def resample_sums(
    values: np.ndarray, draws: int, seed: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Draw the rows again and again, with replacement, and sum them.

    Parameters
    ----------
    values : array of shape (n, k)
        NaN where a value is missing; rows without any value are left out.
    draws : int
        Number of resamples.
    seed : int
        The same seed gives the same result.

    Yields
    ------
    array, array
        Sum and count of every column, a row for each of some resamples.

    Notes
    -----
    What takes a mean over resamples needs no more than this, at the cost of a product of matrices;
    see the notes of :func:`rank_probability` for large n.

    Examples
    --------
    >>> [(sums, counts)] = resample_sums(np.array([[2.0], [2.0], [np.nan]]), draws=3, seed=0)
    >>> (sums / counts).tolist()
    [[2.0], [2.0], [2.0]]
    """
    rng = np.random.default_rng(seed)
    sums, counts = _blocks(values, rng)
    units = len(sums)
    step = max(1, _CHUNK // units)
    for start in range(0, draws, step):
        rows = min(step, draws - start)
        drawn = rng.integers(units, size=(rows, units))
        drawn += np.arange(rows)[:, None] * units
        times = np.bincount(drawn.ravel(), minlength=rows * units).reshape(rows, units)
        times = times.astype(float)
        yield times @ sums, times @ counts


def _blocks(values: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Sum the values, and count them, in each unit that is resampled."""
    there = ~np.isnan(values)
    somebody = there.any(axis=1)
    values, there = values[somebody], there[somebody]
    filled = np.where(there, values, 0.0)
    n = len(filled)
    if n <= _BLOCKS:
        return filled, there.astype(float)
    block = np.arange(n) % _BLOCKS
    rng.shuffle(block)
    columns = range(filled.shape[1])
    return (
        np.column_stack([np.bincount(block, filled[:, one], _BLOCKS) for one in columns]),
        np.column_stack([np.bincount(block, there[:, one], _BLOCKS) for one in columns]),
    )


def plot_ladder(summary: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw expectation and perception of each dimension on one scale, joined by the gap.

    Parameters
    ----------
    summary : DataFrame
        From :func:`gap_summary`.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        A row for each dimension or item, in the order of the summary; the gap stands beside it.

    Raises
    ------
    CourseError
        If a column is missing, or there is no row.

    Examples
    --------
    >>> summary = pd.DataFrame(
    ...     {"expectation": [6.2, 6.5], "perception": [5.9, 5.3], "gap": [-0.3, -1.2]},
    ...     index=pd.Index(["tangibles", "responsiveness"], name="dimension"),
    ... )
    >>> ax = plot_ladder(summary)
    >>> [text.get_text() for text in ax.texts]
    ['-0.30', '-1.20', 'Expectation (E)', 'Perception (P)']
    """
    table = numeric_table(
        require_columns(summary, ["expectation", "perception", "gap"], "summary")[
            ["expectation", "perception", "gap"]
        ],
        "summary",
    )
    ax = new_axes(ax, 1.5 + 0.5 * len(table))
    places = np.arange(len(table))
    sides = table[["expectation", "perception"]]
    ax.hlines(places, sides.min(axis=1), sides.max(axis=1), color="#777777", linewidth=3, zorder=1)
    for name, label, marker, color in (
        ("expectation", _("Expectation (E)"), "D", PALETTE[0]),
        ("perception", _("Perception (P)"), "o", PALETTE[1]),
    ):
        ax.plot(table[name], places, marker, color=color, markersize=9, label=label)
    for place, gap, right in zip(places, table["gap"], sides.max(axis=1), strict=True):
        if np.isfinite(gap):
            ax.annotate(
                f"{gap:+.2f}",
                (right, place),
                xytext=(11, 0),
                textcoords="offset points",
                ha="left",
                va="center",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            )
    whole = np.flatnonzero(sides.notna().all(axis=1))
    if len(whole):
        _name_sides(ax, places[whole[0]], sides.iloc[whole[0]])
    _name_rows(ax, table)
    ax.margins(x=0.12)
    ax.set_xlabel(_("Mean answer (gap P - E beside it)"))
    return ax


def _name_sides(ax: Axes, place: float, row: pd.Series) -> None:
    """Write what the two marks of a row are above them."""
    for side, other, label, color in (
        ("expectation", "perception", _("Expectation (E)"), PALETTE[0]),
        ("perception", "expectation", _("Perception (P)"), PALETTE[1]),
    ):
        is_right = row[side] > row[other] or (row[side] == row[other] and side == "expectation")
        note = ax.annotate(
            label,
            (row[side], place),
            xytext=(-4 if is_right else 4, 8),
            textcoords="offset points",
            ha="left" if is_right else "right",
            va="bottom",
            color=legible(color),
        )
        note.set_label(NAME)


def plot_gap_intervals(summary: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the gaps with their intervals.

    Parameters
    ----------
    summary : DataFrame
        From :func:`gap_summary`, by dimension or by item.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        A row for each dimension or item, in the order of the summary; left of the line at 0 the
        service falls short.

    Raises
    ------
    CourseError
        If a column is missing, or there is no row.

    Examples
    --------
    >>> summary = pd.DataFrame(
    ...     {"gap": [-0.3, -1.2], "low": [-0.4, -1.4], "high": [-0.2, -1.0]},
    ...     index=pd.Index(["tangibles", "responsiveness"], name="dimension"),
    ... )
    >>> ax = plot_gap_intervals(summary)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Tangibles', 'Responsiveness']
    """
    columns = ["gap", "low", "high"]
    table = numeric_table(require_columns(summary, columns, "summary")[columns], "summary")
    ax = new_axes(ax, 1.5 + (0.5 if len(table) < 10 else 0.34) * len(table))
    places = np.arange(len(table))
    ax.hlines(places, table["low"], table["high"], color=PALETTE[0], linewidth=2.5, zorder=1)
    ends = np.concatenate([table["low"], table["high"]])
    ax.plot(ends, np.tile(places, 2), "|", color=PALETTE[0], markersize=11, label="_ends")
    ax.plot(table["gap"], places, "o", color=PALETTE[0], markersize=8, label=_("Gap"))
    zero_line(ax, horizontal=False)
    _name_rows(ax, table)
    ax.margins(x=0.08)
    ax.set_xlabel(_("Gap P - E with its interval (below 0: the service falls short)"))
    return ax


def _name_rows(ax: Axes, table: pd.DataFrame) -> None:
    ax.set_yticks(np.arange(len(table)), [sentence_case(name) for name in table.index])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_ylabel(sentence_case(table.index.name or _("Dimension")))


def _scale(scale: tuple[int, int]) -> tuple[int, int]:
    try:
        low, high = scale
        if low < high:
            return low, high
    except (TypeError, ValueError):
        pass
    raise CourseError(
        _("scale is {scale!r}: give its lowest and highest answer, such as (1, 7).").format(
            scale=scale
        )
    )


def _share(min_share: float) -> None:
    if not 0 < min_share <= 1:
        raise CourseError(
            _("min_share is {share:g}: give a proportion above 0, up to 1.").format(share=min_share)
        )


def _layout(items: pd.DataFrame) -> dict[str, list[Hashable]]:
    """Read the items of each dimension."""
    table = require_columns(items, ["item", "dimension"], "items")
    require_present(table, ["item", "dimension"], "items")
    twice = table["item"].duplicated()
    if twice.any():
        raise CourseError(
            _("items holds item {item} more than once: keep one row for each.").format(
                item=table.loc[twice, "item"].iloc[0]
            )
        )
    named = table["dimension"].astype(str)
    rest = [name for name in named.unique() if name not in DIMENSIONS]
    order = [name for name in DIMENSIONS if (named == name).any()] + rest
    return {name: table.loc[named == name, "item"].to_list() for name in order}


def _flags(items: pd.DataFrame) -> dict[Hashable, bool]:
    require_columns(items, ["is_reversed"], "items")
    flags = items["is_reversed"]
    if not flags.isin([0, 1]).all():
        raise CourseError(
            _("Column 'is_reversed' of items must hold True and False only, none missing.")
        )
    return dict(zip(items["item"].to_list(), flags.astype(bool).to_list(), strict=True))


def _column(side: str, item: Hashable) -> str:
    text = str(item)
    if isinstance(item, float) and item.is_integer():
        text = str(int(item))
    return f"{side}{text.zfill(2) if text.isdigit() else text}"


def _require_answers(
    survey: pd.DataFrame, layout: Mapping[str, list[Hashable]], sides: tuple[str, ...]
) -> list[str]:
    names = [
        _column(side, item) for side in sides for members in layout.values() for item in members
    ]
    require_columns(survey, names, "survey")
    return names


def _answers(survey: pd.DataFrame, name: str) -> np.ndarray:
    values = survey[name]
    if not pd.api.types.is_numeric_dtype(values.dtype):
        raise CourseError(
            _("Column '{name}' of survey holds text: turn the answers into numbers first.").format(
                name=name
            )
        )
    return values.to_numpy(dtype=float, na_value=np.nan)


def _person_means(
    survey: pd.DataFrame, members: list[Hashable], sides: tuple[str, ...], min_share: float
) -> list[np.ndarray]:
    """Average over the items that a respondent answered on all of the sides, one item at a time."""
    totals = [np.zeros(len(survey)) for _side in sides]
    count = np.zeros(len(survey))
    for item in members:
        values = [_answers(survey, _column(side, item)) for side in sides]
        gone = np.isnan(values[0])
        for one in values[1:]:
            gone |= np.isnan(one)
        for total, one in zip(totals, values, strict=True):
            total += np.where(gone, 0.0, one)
        count += ~gone
    count[count < max(min_share * len(members) - _NOISE, 1)] = np.nan
    return [total / count for total in totals]


def _gap_table(gaps: object) -> pd.DataFrame:
    table = require_columns(gaps, [], "gaps")
    if table.columns.has_duplicates:
        raise CourseError(_("gaps holds a dimension more than once: keep one column for each."))
    return numeric_table(table, "gaps")


def normalize_weights(weights: Weights, gaps: pd.DataFrame) -> pd.DataFrame | pd.Series:
    """Return weights that sum to 1, for the columns (and rows) of the gaps.

    Parameters
    ----------
    weights : DataFrame, Series or mapping
        As in :func:`weighted_gaps`.
    gaps : DataFrame
        From :func:`dimension_scores`: respondents in rows, dimensions in columns.

    Returns
    -------
    DataFrame or Series
        By dimension; a row for each respondent if there was one, NaN where a respondent has none.

    Raises
    ------
    CourseError
        As in :func:`weighted_gaps`.

    Examples
    --------
    >>> gaps = pd.DataFrame({"reliability": [-1.0], "empathy": [-2.0]})
    >>> normalize_weights({"w_reliability": 75, "w_empathy": 25}, gaps).to_dict()
    {'reliability': 0.75, 'empathy': 0.25}
    """
    each = isinstance(weights, pd.DataFrame)
    if not isinstance(weights, pd.DataFrame | pd.Series | Mapping):
        raise CourseError(
            _("weights must be a table, a Series or a dict by dimension, not {kind}.").format(
                kind=type(weights).__name__
            )
        )
    table = weights if isinstance(weights, pd.DataFrame) else pd.DataFrame([dict(weights)])
    table = table.rename(columns=lambda name: str(name).removeprefix("w_"))
    names = list(gaps.columns)
    table = numeric_table(require_columns(table, names, "weights")[names], "weights")
    if (table < 0).to_numpy().any():
        raise CourseError(_("weights holds a negative number: give weights of 0 or more."))
    total = table.sum(axis=1, skipna=False)
    table = table.div(total.where(total > 0), axis=0)
    if not each:
        if table.isna().to_numpy().any():
            raise CourseError(_("weights must be numbers of which one at least is above 0."))
        return table.iloc[0]
    if table.index.equals(gaps.index):
        return table
    if not table.index.is_unique or not gaps.index.isin(table.index).all():
        raise CourseError(
            _(
                "weights needs one row for each respondent in gaps, with the same index: "
                "select both from the same survey."
            )
        )
    return table.reindex(gaps.index)
