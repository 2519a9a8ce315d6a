"""Agreement between two coders, and between two groupings of the same things."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np
import pandas as pd

from ._i18n import _
from .errors import CourseError

__all__ = ["adjusted_rand", "kappa", "percent_agreement"]


def _codes(
    a: Iterable[Hashable], b: Iterable[Hashable], labels: Iterable[Hashable] | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Both lists as whole numbers, the same number for the same code."""
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
    numbers, _levels = pd.factorize(both)
    return numbers[: len(first)], numbers[len(first) :]


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
    first, second = _codes(a, b)
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

    first, second = _codes(a, b, labels)
    if (first == first[0]).all() and (second == first[0]).all():
        raise CourseError(
            _(
                "Both coders used one and the same code throughout, so kappa is not defined: "
                "report the share of agreement."
            )
        )
    return float(cohen_kappa_score(first, second))


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

    first, second = _codes(a, b)
    return float(adjusted_rand_score(first, second))
