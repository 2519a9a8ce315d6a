"""Kano's questionnaire: which attributes are taken for granted, and which delight.

Each attribute is asked for twice: how you feel if it is there (functional) and if it is not
(dysfunctional). The answers are coded 1 I like it, 2 I expect it, 3 I am neutral, 4 I can live with
it, 5 I dislike it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from servicelab.data.frames import require_columns, require_present
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["CLASSES", "EVALUATION", "kano_class", "kano_coefficients", "kano_table"]

#: Attractive, one-dimensional, must-be, indifferent, reverse, questionable.
CLASSES = ("A", "O", "M", "I", "R", "Q")

#: The class by functional (rows, 1 to 5) and dysfunctional answer (letters, 1 to 5).
EVALUATION = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")

#: of equally frequent classes, the one that hurts most when it is missing comes first
_PRECEDENCE = ["M", "O", "A", "I", "R", "Q"]


def kano_class(
    functional: ArrayLike | pd.Series, dysfunctional: ArrayLike | pd.Series
) -> pd.Series:
    """Classify pairs of answers by the evaluation table.

    ===========  ======  ========  =========  ===========  =========
    functional   1 like  2 expect  3 neutral  4 live with  5 dislike
    ===========  ======  ========  =========  ===========  =========
    1 like       Q       A         A          A            O
    2 expect     R       I         I          I            M
    3 neutral    R       I         I          I            M
    4 live with  R       I         I          I            M
    5 dislike    R       R         R          R            Q
    ===========  ======  ========  =========  ===========  =========

    The columns are the dysfunctional answers.

    Parameters
    ----------
    functional, dysfunctional : Series or sequence of int
        Answers 1 to 5. Two Series must have the same index.

    Returns
    -------
    Series
        Named ``class``, with the letters of :data:`CLASSES`; the index of `functional`.

    Raises
    ------
    CourseError
        If an answer is missing or not one of 1 to 5, or the two do not match.

    Notes
    -----
    Source: Berger, C., Blauth, R., Boger, D., et al. (1993). Kano's methods for understanding
    customer-defined quality. *Center for Quality of Management Journal*, 2(4), 3-36, after Kano,
    N., Seraku, N., Takahashi, F., & Tsuji, S. (1984). Attractive quality and must-be quality.
    *Hinshitsu*, 14(2), 39-48.

    Examples
    --------
    >>> kano_class([1, 1, 2, 3, 5, 1], [3, 5, 5, 3, 1, 1]).to_list()
    ['A', 'O', 'M', 'I', 'R', 'Q']
    """
    first, second = pd.Series(functional), pd.Series(dysfunctional)
    if isinstance(functional, pd.Series) and isinstance(dysfunctional, pd.Series):
        matched = first.index.equals(second.index)
    else:
        matched = len(first) == len(second)
    if not matched:
        raise CourseError(
            _("functional and dysfunctional do not match: give both answers of the same people.")
        )
    rows, columns = _codes(first, "functional"), _codes(second, "dysfunctional")
    letters = np.array([list(row) for row in EVALUATION], dtype=object)
    return pd.Series(letters[rows - 1, columns - 1], index=first.index, name="class", dtype="str")


def kano_coefficients(a: float, o: float, m: float, i: float) -> tuple[float, float]:
    """Return how much satisfaction rises with an attribute, and falls without it.

    ``better = (A + O) / (A + O + M + I)`` and ``worse = -(O + M) / (A + O + M + I)``. Reverse and
    questionable answers are not in the base.

    Parameters
    ----------
    a, o, m, i : float
        How many answers are attractive, one-dimensional, must-be and indifferent.

    Returns
    -------
    (float, float)
        Better, 0 to 1, and worse, -1 to 0. NaN if the base is 0.

    Raises
    ------
    CourseError
        If a count is negative or not a number.

    Notes
    -----
    Source: Berger et al. (1993), as in :func:`kano_class`.

    Examples
    --------
    >>> kano_coefficients(40, 30, 20, 10)
    (0.7, -0.5)
    """
    for name, count in (("a", a), ("o", o), ("m", m), ("i", i)):
        if not isinstance(count, int | float | np.number) or not 0 <= count < np.inf:
            raise CourseError(
                _("{name} is {count!r}, but must be a count of 0 or more.").format(
                    name=name, count=count
                )
            )
    base = float(a + o + m + i)
    if base == 0:
        return float("nan"), float("nan")
    return float(a + o) / base, 0.0 - float(o + m) / base


def kano_table(answers: pd.DataFrame, by: str = "attribute") -> pd.DataFrame:
    """Count the classes of each attribute, and name the most frequent one.

    Parameters
    ----------
    answers : DataFrame
        One row for each person and attribute: ``functional``, ``dysfunctional`` (1 to 5) and the
        column `by`.
    by : str
        What makes a row of the result.

    Returns
    -------
    DataFrame
        Index `by`; columns ``A``, ``O``, ``M``, ``I``, ``R``, ``Q`` (counts), ``n`` (all answers),
        ``better`` and ``worse`` (see :func:`kano_coefficients`), ``class`` (the most frequent; of
        equal counts the first of M, O, A, I, R, Q).

    Raises
    ------
    CourseError
        If a column is missing, or an answer is missing or not one of 1 to 5.

    Notes
    -----
    Source: Berger et al. (1993), as in :func:`kano_class`.

    Examples
    --------
    >>> answers = pd.DataFrame(
    ...     {
    ...         "attribute": ["sign", "sign", "sign", "tea", "tea"],
    ...         "functional": [2, 3, 1, 1, 3],
    ...         "dysfunctional": [5, 5, 5, 3, 3],
    ...     }
    ... )
    >>> kano_table(answers)[["A", "O", "M", "I", "better", "worse", "class"]].round(2)
               A  O  M  I  better  worse class
    attribute
    sign       0  1  2  0    0.33   -1.0     M
    tea        1  0  0  1    0.50    0.0     A
    """
    table = require_columns(answers, [by, "functional", "dysfunctional"], "answers")
    require_present(table, [by], "answers")
    classes = kano_class(table["functional"], table["dysfunctional"])
    counts = pd.crosstab(table[by], classes).reindex(columns=list(CLASSES), fill_value=0)
    result = counts.rename_axis(columns=None)
    coefficients = [
        kano_coefficients(*row) for row in counts[list("AOMI")].itertuples(index=False, name=None)
    ]
    result["n"] = counts.sum(axis=1)
    result["better"] = [better for better, _worse in coefficients]
    result["worse"] = [worse for _better, worse in coefficients]
    result["class"] = counts[_PRECEDENCE].idxmax(axis=1)
    return result


def _codes(answers: pd.Series, name: str) -> np.ndarray:
    require_present(answers.to_frame(name), [name], name)
    odd = ~answers.isin(range(1, 6))
    if odd.any():
        raise CourseError(
            _(
                "{name} holds {value!r}, which is no answer: the answers are coded 1 (I like it) to "
                "5 (I dislike it)."
            ).format(name=name, value=answers[odd].iloc[0])
        )
    return answers.to_numpy().astype(int)
