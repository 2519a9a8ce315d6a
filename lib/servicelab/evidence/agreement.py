"""Agreement between coders, and between two groupings of the same things."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np
import pandas as pd

from servicelab.data.frames import require_numbers
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["adjusted_rand", "agreement_table", "fleiss_kappa", "kappa", "percent_agreement"]


def _codes(
    a: Iterable[Hashable], b: Iterable[Hashable], labels: Iterable[Hashable] | None = None
) -> tuple[np.ndarray, np.ndarray, pd.Index]:
    """Both lists as whole numbers, the same number for the same code, and what it stands for."""
    if isinstance(a, str) or isinstance(b, str):
        raise CourseError(_("A list of codes is expected, not one word: pass both columns."))
    if isinstance(a, pd.Series) and isinstance(b, pd.Series) and not a.index.equals(b.index):
        raise CourseError(
            _(
                "The two lists of codes are indexed differently: "
                "put both in one table so that each row is one item."
            )
        )
    first, second = (pd.Series(list(codes), dtype=object) for codes in (a, b))
    if len(first) != len(second):
        raise CourseError(
            _("The lists of codes differ in length, {first} and {second}: pair the items.").format(
                first=len(first), second=len(second)
            )
        )
    if first.empty:
        raise CourseError(_("The lists of codes are empty: pass at least one coded item."))
    missing = int((first.isna() | second.isna()).sum())
    if missing:
        raise CourseError(
            _(
                "{count} items lack a code: drop items that one of the coders left open, "
                "and say how many they are."
            ).format(count=missing)
        )
    both = pd.concat([first, second], ignore_index=True)
    if labels is not None:
        unknown = sorted(set(map(str, both[~both.isin(list(labels))])))
        if unknown:
            raise CourseError(
                _("Unknown codes {unknown}: correct them or add them to labels.").format(
                    unknown=", ".join(unknown)
                )
            )
    numbers, levels = pd.factorize(both)
    return numbers[: len(first)], numbers[len(first) :], pd.Index(levels)


def percent_agreement(a: Iterable[Hashable], b: Iterable[Hashable]) -> float:
    """Return the share of items that both coders gave the same code.

    ``p_o = items coded alike / items``. It counts what chance alone would bring; see
    :func:`kappa`.

    Parameters
    ----------
    a, b : sequence of length n
        Each coder's codes, item by item.

    Returns
    -------
    float
        A proportion, 0 to 1.

    Raises
    ------
    CourseError
        If the lists differ in length or index, are empty, or lack a code.

    Examples
    --------
    >>> percent_agreement(["pain", "pain", "concern"], ["pain", "concern", "concern"])
    0.6666666666666666
    """
    first, second, _levels = _codes(a, b)
    return float((first == second).mean())


def kappa(
    a: Iterable[Hashable],
    b: Iterable[Hashable],
    *,
    labels: Iterable[Hashable] | None = None,
) -> float:
    """Return Cohen's kappa, the agreement of two coders beyond chance.

    ``kappa = (p_o - p_e) / (1 - p_e)``, where ``p_o`` is the share of items coded alike and
    ``p_e`` the sum over codes of the product of both coders' shares of that code.

    Parameters
    ----------
    a, b : sequence of length n
        Each coder's codes, item by item; unordered categories.
    labels : sequence, optional
        The codes that are allowed. A code outside is an error.

    Returns
    -------
    float
        1 is full agreement, 0 is what chance brings; negative values are worse than chance.

    Raises
    ------
    CourseError
        If the lists differ in length or index, are empty, lack a code, hold a code outside
        `labels`, or hold one and the same code throughout (kappa is then 0/0).

    Notes
    -----
    Source: Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and
    Psychological Measurement*, 20(1), 37-46. Computed by scikit-learn.

    Examples
    --------
    Two coders agree on 20 yes and 15 no; the first says yes alone 5 times, the second 10 times:

    >>> first = ["yes"] * 25 + ["no"] * 25
    >>> second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    >>> round(kappa(first, second), 2)
    0.4
    """
    from sklearn.metrics import cohen_kappa_score

    first, second, _levels = _codes(a, b, labels)
    if (first == first[0]).all() and (second == first[0]).all():
        raise CourseError(
            _(
                "Both coders used one and the same code throughout, so kappa is not defined: "
                "report the share of agreement."
            )
        )
    return float(cohen_kappa_score(first, second))


def agreement_table(a: Iterable[Hashable], b: Iterable[Hashable]) -> pd.DataFrame:
    """Tell code by code where two coders agree.

    ``agreement = 2 both / (n_a + n_b)``, the specific agreement: given that one of the coders used
    the code, how often the other did so too. A code that one coder overuses has an ``n`` far above
    the other's.

    Parameters
    ----------
    a, b : sequence of length n
        Each coder's codes, item by item; unordered categories.

    Returns
    -------
    DataFrame
        Index ``code``, sorted by name; columns ``n_a``, ``n_b`` (items to which the first and the
        second coder gave the code), ``both`` (items to which both did) and ``agreement`` (a
        proportion).

    Raises
    ------
    CourseError
        If the lists differ in length or index, are empty, or lack a code.

    Notes
    -----
    The mean of ``agreement``, weighted by ``n_a + n_b``, is the :func:`percent_agreement`.

    Source: Fleiss, J. L., Levin, B., & Paik, M. C. (2003). *Statistical Methods for Rates and
    Proportions* (3rd ed.), chapter 18. Wiley.

    Examples
    --------
    >>> first = ["delay", "delay", "price", "price", "other"]
    >>> second = ["delay", "other", "price", "other", "other"]
    >>> agreement_table(first, second).round(2)
           n_a  n_b  both  agreement
    code
    delay    2    1     1       0.67
    other    1    3     1       0.50
    price    2    1     1       0.67
    """
    first, second, codes = _codes(a, b)
    n_a, n_b, both = (
        np.bincount(numbers, minlength=len(codes))
        for numbers in (first, second, first[first == second])
    )
    table = pd.DataFrame(
        {"n_a": n_a, "n_b": n_b, "both": both, "agreement": 2 * both / (n_a + n_b)},
        index=pd.Index(codes, name="code"),
    )
    return table.sort_index(key=lambda names: names.map(str))


def fleiss_kappa(table: pd.DataFrame) -> float:
    """Return Fleiss' kappa, the agreement of several coders beyond chance.

    ``kappa = (P - P_e) / (1 - P_e)``. ``P`` is the mean over items of the share of pairs of coders
    that agree, ``sum_j n_ij (n_ij - 1) / (r (r - 1))``, and ``P_e`` the sum over codes of the
    squared share of that code among all codes given.

    Parameters
    ----------
    table : DataFrame of shape (items, codes)
        How many coders gave each item each code. Every row adds up to the same number of coders
        ``r``, at least 2; they need not be the same people.

    Returns
    -------
    float
        1 is full agreement, 0 is what chance brings; negative values are worse than chance.

    Raises
    ------
    CourseError
        If a cell is not a count, an item has fewer coders than another or fewer than two, or only
        one code was used (kappa is then 0/0).

    Notes
    -----
    With two coders it is not Cohen's :func:`kappa`: chance is reckoned from the shares of both
    together.

    Source: Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters.
    *Psychological Bulletin*, 76(5), 378-382. Computed by statsmodels.

    Examples
    --------
    Three coders, four complaints:

    >>> table = pd.DataFrame({"delay": [3, 2, 0, 0], "price": [0, 1, 3, 3]})
    >>> round(fleiss_kappa(table), 3)
    0.657
    """
    from statsmodels.stats import inter_rater

    counts = require_numbers(table, getattr(table, "columns", []), "table")
    if ((counts < 0) | (counts % 1 != 0)).to_numpy().any():
        raise CourseError(
            _("table holds something else than counts: count how many coders gave each code.")
        )
    coders = counts.sum(axis=1)
    if coders.nunique() > 1 or coders.iloc[0] < 2:
        raise CourseError(
            _(
                "The items of table have {least:g} to {most:g} coders: keep items with the same "
                "number of coders, at least 2."
            ).format(least=coders.min(), most=coders.max())
        )
    if (counts.sum() > 0).sum() == 1:
        raise CourseError(
            _(
                "All coders used one and the same code throughout, so kappa is not defined: "
                "report the share of agreement."
            )
        )
    return float(inter_rater.fleiss_kappa(counts.to_numpy()))


def adjusted_rand(a: Iterable[Hashable], b: Iterable[Hashable]) -> float:
    """Compare two groupings by the adjusted Rand index.

    Do they put the same things together? The names of the groups do not matter, only which pairs share one. The share of pairs on which
    the groupings agree is corrected for chance.

    Parameters
    ----------
    a, b : sequence of length n
        The group of each thing under either grouping.

    Returns
    -------
    float
        1 for the same grouping, about 0 for unrelated ones, possibly a little below 0.

    Raises
    ------
    CourseError
        If the lists differ in length or index, are empty, or lack a group.

    Notes
    -----
    Source: Hubert, L., & Arabie, P. (1985). Comparing partitions. *Journal of Classification*, 2,
    193-218. Computed by scikit-learn.

    Examples
    --------
    >>> adjusted_rand(["A", "A", "B", "B"], [2, 2, 1, 1])
    1.0
    >>> round(adjusted_rand([0, 0, 1, 2], [0, 0, 1, 1]), 4)
    0.5714
    """
    from sklearn.metrics import adjusted_rand_score

    first, second, _levels = _codes(a, b)
    return float(adjusted_rand_score(first, second))
