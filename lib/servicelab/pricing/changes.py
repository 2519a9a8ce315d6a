"""What a change of a price must bring before it pays."""

from __future__ import annotations

from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["breakeven_sales"]


def breakeven_sales(price: float, cost: float, cut: float) -> float:
    r"""Return by what proportion sales must grow so that a cut of the price costs nothing.

    Fixed costs stay as they are, and each further sale costs as much as those before.

    Parameters
    ----------
    price : float
        The price before the cut, in yuan.
    cost : float
        What one more sale costs, in yuan; below the price.
    cut : float
        By how many yuan the price falls; a negative number is a rise. Yuan, not a percentage.

    Returns
    -------
    float
        A proportion of the sales before the cut: 0.125 says that sales must grow by 12.5 %. After a
        rise it is negative: what may be lost.

    Raises
    ------
    CourseError
        If a number is not finite, the price does not exceed the cost, or nothing is left of the
        margin after the cut.

    Notes
    -----
    With the contribution margin :math:`m = p - c`, profit is the same before and after if
    :math:`m = (1 + g)(m - d)`, so :math:`g = d / (m - d)`.

    Source: Nagle, T. T., and Müller, G., *The Strategy and Tactics of Pricing*, Routledge, in the
    chapter on financial analysis.

    Examples
    --------
    >>> breakeven_sales(price=80, cost=40, cut=8)
    0.25
    """
    import math

    if not all(math.isfinite(one) for one in (price, cost, cut)):
        raise CourseError(_("Price, cost and cut are numbers in yuan: one of them is missing."))
    margin = price - cost
    if margin <= 0:
        raise CourseError(
            _(
                "A price of {price:g} leaves nothing over a cost of {cost:g}: no sales make up for "
                "a cut."
            ).format(price=price, cost=cost)
        )
    if cut >= margin:
        raise CourseError(
            _(
                "A cut of {cut:g} takes the whole margin of {margin:g}: no sales make up for it."
            ).format(cut=cut, margin=margin)
        )
    return cut / (margin - cut)
