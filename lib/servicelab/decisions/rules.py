"""What the models of the decision widgets share: points that add up, forecasts and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np

from servicelab.i18n import _, ngettext

#: Characters of a reason, at least and at most.
REASON_LENGTH: Final = (20, 2000)


def fill_points(points: Mapping[str, float], total: int = 100) -> dict[str, int]:
    """Whole points in the same proportions that add up to a total.

    What is lost by rounding goes to the largest remainders. Without any point, all get the same.

    Parameters
    ----------
    points : mapping
        Name to points; what is negative counts as 0.
    total : int
        What they shall add up to.

    Examples
    --------
    >>> fill_points({"tangibles": 10, "reliability": 30, "empathy": 20})
    {'tangibles': 17, 'reliability': 50, 'empathy': 33}
    >>> fill_points({"tangibles": 0, "reliability": 0}, 20)
    {'tangibles': 10, 'reliability': 10}
    """
    given = np.array([max(float(value), 0.0) for value in points.values()])
    if not given.sum():
        given = np.ones(len(given))
    exact = total * given / given.sum()
    whole = np.floor(exact).astype(int)
    # rounded, so that float noise does not decide between equal remainders
    order = np.argsort(-np.round(exact - whole, 9), kind="stable")
    whole[order[: total - whole.sum()]] += 1
    return dict(zip(points, whole.tolist(), strict=True))


def left_words(
    points: Mapping[str, float], total: int = 100, unit: Literal["point", "token"] = "point"
) -> str:
    """How many points are left to give, in words.

    Parameters
    ----------
    points : mapping
        Name to points.
    total : int
        What they shall add up to.
    unit : {"point", "token"}
        What is given.

    Examples
    --------
    >>> left_words({"reliability": 99}), left_words({"reliability": 103}), left_words({"empathy": 100})
    ('1 point left', '3 points too many', 'all 100 points given')
    >>> left_words({"privacy": 18}, 20, "token")
    '2 tokens left'
    """
    left = total - sum(points.values())
    count = int(abs(left))
    if unit == "point":
        text = _("all {count} points given")
        if left > 0:
            text = ngettext("{count} point left", "{count} points left", count)
        elif left < 0:
            text = ngettext("{count} point too many", "{count} points too many", count)
    else:
        text = _("all {count} tokens given")
        if left > 0:
            text = ngettext("{count} token left", "{count} tokens left", count)
        elif left < 0:
            text = ngettext("{count} token too many", "{count} tokens too many", count)
    return text.format(count=f"{abs(left) or total:g}")


def calibration(
    forecast: float, outcome: float, kind: Literal["confidence", "share"] = "confidence"
) -> str:
    """How a forecast compares with what came out, in words.

    Parameters
    ----------
    forecast, outcome : float
        Proportions, 0 to 1. Up to 5 percentage points apart is well calibrated.
    kind : {"confidence", "share"}
        A forecast of a probability is too sure or too cautious, that of a share too high or too low.

    Examples
    --------
    >>> calibration(0.95, 0.70)
    'much too sure, by 25 percentage points'
    >>> calibration(0.60, 0.70, "share")
    'a little too low, by 10 percentage points'
    >>> calibration(0.70, 0.72)
    'well calibrated'
    """
    off = round(100 * forecast) - round(100 * outcome)
    if abs(off) <= 5:
        return _("well calibrated")
    far = abs(off) > 15
    if kind == "confidence":
        over = _("much too sure") if far else _("a little too sure")
        under = _("much too cautious") if far else _("a little too cautious")
    else:
        over = _("much too high") if far else _("a little too high")
        under = _("much too low") if far else _("a little too low")
    return _("{words}, by {off} percentage points").format(
        words=over if off > 0 else under, off=abs(off)
    )
