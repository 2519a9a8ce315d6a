"""What a positive test says about the person who has it."""

from __future__ import annotations

import math

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["ppv"]


def _proportion(value: object, name: str) -> float:
    """A finite number from 0 to 1."""
    try:
        number = math.nan if isinstance(value, str | bytes) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = math.nan
    if not 0 <= number <= 1:
        raise CourseError(
            _("{name} is no proportion: {value!r}. Give a number from 0 to 1.").format(
                name=name, value=value
            )
        )
    return number


def ppv(prevalence: float, sensitivity: float, specificity: float) -> float:
    r"""Share of the positive tests that are right: the positive predictive value.

    Parameters
    ----------
    prevalence : float
        Share of those tested who have the condition, from 0 to 1.
    sensitivity : float
        Share of those who have it whose test is positive, from 0 to 1.
    specificity : float
        Share of those who do not have it whose test is negative, from 0 to 1.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    CourseError
        If an argument is no proportion, or no test can be positive.

    Notes
    -----
    Bayes's rule: with prevalence :math:`p`, sensitivity :math:`s` and specificity :math:`c` it is
    :math:`s p / (s p + (1 - c)(1 - p))`. Asked of sixty doctors and students by Casscells,
    Schoenberger and Graboys (1978), *New England Journal of Medicine* 299, with 1 in 1,000, a
    sensitivity taken for 1, and 5 % false positives: 2 %.

    Examples
    --------
    >>> round(ppv(0.001, 1, 0.95), 4)
    0.0196
    """
    share = _proportion(prevalence, "prevalence")
    right = _proportion(sensitivity, "sensitivity") * share
    wrong = (1 - _proportion(specificity, "specificity")) * (1 - share)
    if right + wrong == 0:
        raise CourseError(_("No test is positive here, so there is no share of positive tests."))
    return right / (right + wrong)
