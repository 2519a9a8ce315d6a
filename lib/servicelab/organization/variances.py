"""Plan and actual: a difference taken apart into market size, share and price."""

from __future__ import annotations

from typing import Final

import pandas as pd

from servicelab.data.frames import require_numbers
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["bridge", "joint_terms"]

_COLUMNS: Final = (
    "market_plan",
    "share_plan",
    "contribution_plan",
    "market",
    "policies",
    "contribution",
)


def bridge(table: pd.DataFrame) -> pd.Series:
    """Return how plan becomes actual: market size, share and price, in that order.

    In each row, with market M, share s, policies q = M s and contribution c of one policy, 0 for the
    plan and 1 for what came:

    * size: (M1 - M0) s0 c0,
    * share: (q1 - M1 s0) c0, the share on the **actual** market,
    * price: (c1 - c0) q1, the price on the **actual** policies.

    Parameters
    ----------
    table : DataFrame
        A row for each product and month, with the columns ``market_plan``, ``share_plan`` (a
        proportion), ``contribution_plan``, ``market``, ``policies`` and ``contribution``.

    Returns
    -------
    Series
        ``size``, ``share`` and ``price``, each summed over the rows. Their sum is actual less plan.
        Above zero: more than planned.

    Raises
    ------
    CourseError
        If a column is missing or holds something else than numbers.

    Notes
    -----
    Where two factors moved at once, a joint term belongs to both; here it goes to the later step.
    See :func:`joint_terms` for the other convention. The example is that of Hulbert and Toy (1977,
    Journal of Marketing 41(2)): planned 20 of 40 million at .50, sold 22 of 50 million at .4773,
    cost .30.

    Examples
    --------
    >>> million = pd.DataFrame(
    ...     {"market_plan": [40], "share_plan": [0.5], "contribution_plan": [0.50 - 0.30],
    ...      "market": [50], "policies": [22], "contribution": [0.4773 - 0.30]}
    ... )
    >>> bridge(million).round(1).to_dict()
    {'size': 1.0, 'share': -0.6, 'price': -0.5}
    """
    table = require_numbers(table, _COLUMNS, "table")
    expected = table["market"] * table["share_plan"]
    size = (
        (table["market"] - table["market_plan"]) * table["share_plan"] * table["contribution_plan"]
    )
    share = (table["policies"] - expected) * table["contribution_plan"]
    price = (table["contribution"] - table["contribution_plan"]) * table["policies"]
    return pd.Series({"size": size.sum(), "share": share.sum(), "price": price.sum()})


def joint_terms(table: pd.DataFrame) -> pd.Series:
    """Return the two parts of a bridge that another convention counts elsewhere.

    * size and share: (M1 - M0) (s1 - s0) c0; :func:`bridge` counts it as share,
    * volume and price: (q1 - q0) (c1 - c0); :func:`bridge` counts it as price.

    Parameters
    ----------
    table : DataFrame
        As in :func:`bridge`.

    Returns
    -------
    Series
        ``size and share``, ``volume and price``. What :func:`bridge` says less its joint term is
        share on the planned market, and price on the planned policies.

    Raises
    ------
    CourseError
        If a column is missing, or a market is 0.

    Examples
    --------
    Sales of 4,000 at 1.00 were planned, 3,000 at 0.80 came:

    >>> sales = pd.DataFrame(
    ...     {"market_plan": [4000], "share_plan": [1.0], "contribution_plan": [1.0],
    ...      "market": [4000], "policies": [3000], "contribution": [0.8]}
    ... )
    >>> bridge(sales).round().to_dict()
    {'size': 0.0, 'share': -1000.0, 'price': -600.0}
    >>> joint_terms(sales).round().to_dict()
    {'size and share': 0.0, 'volume and price': 200.0}
    """
    table = require_numbers(table, _COLUMNS, "table")
    if (table["market"] <= 0).any():
        raise CourseError(_("A share needs a market above 0."))
    planned = table["market_plan"] * table["share_plan"]
    share = table["policies"] / table["market"]
    both = (table["market"] - table["market_plan"]) * (share - table["share_plan"])
    priced = (table["policies"] - planned) * (table["contribution"] - table["contribution_plan"])
    return pd.Series(
        {
            "size and share": (both * table["contribution_plan"]).sum(),
            "volume and price": priced.sum(),
        }
    )
