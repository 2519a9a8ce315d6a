"""Service recovery: what it did, what a remedy is worth, and what a limit of authority costs.

Whether a recovered customer is a better one than a customer who never met a failure depends on who
is looked at (:func:`recovery_means`) and on who complains (:func:`adjusted_difference`). A remedy
is worth what it changes: the value of the customers who stay because of it, less what it costs
(:func:`remedy_value`); one that fails is worse than none (:func:`double_deviation`). How much the
front line may grant by itself is a cost to be minimized (:func:`best_limit`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from servicelab.data.frames import (
    require_columns,
    require_level,
    require_numbers,
    require_present,
    require_zero_one,
)
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = [
    "GROUPS",
    "adjusted_difference",
    "authority_cost",
    "best_limit",
    "best_remedy",
    "double_deviation",
    "recovery_groups",
    "recovery_means",
    "remedy_value",
]

#: What a customer met: no failure; a failure, a complaint and a recovery of three qualities; a
#: failure without a complaint.
GROUPS = ("no failure", "excellent", "ok", "poor", "silent failure")


def recovery_groups(panel: pd.DataFrame) -> pd.Series:
    """Tell for each customer whether a failure was met, complained about, and how it was mended.

    Parameters
    ----------
    panel : DataFrame
        One row for each customer: ``failed`` and ``complained`` (0 or 1), and ``recovery``
        (``"poor"``, ``"ok"`` or ``"excellent"`` after a complaint, else ``"none"`` or blank).

    Returns
    -------
    Series
        Named ``group``, ordered as in :data:`GROUPS`.

    Raises
    ------
    CourseError
        If a column is missing, a quality is unknown, or someone complained without a failure, or
        has a recovery without a complaint or a complaint without one.

    Examples
    --------
    >>> panel = pd.DataFrame(
    ...     {
    ...         "failed": [0, 1, 1],
    ...         "complained": [0, 1, 0],
    ...         "recovery": ["none", "excellent", "none"],
    ...     }
    ... )
    >>> recovery_groups(panel).to_list()
    ['no failure', 'excellent', 'silent failure']
    """
    table = require_columns(panel, ["failed", "complained", "recovery"], "panel")
    failed, complained = (
        require_zero_one(table[name], name) == 1 for name in ("failed", "complained")
    )
    recovery = table["recovery"].astype(object).where(table["recovery"].notna(), "none")
    known = [*GROUPS[1:4], "none"]
    unknown = ~recovery.isin(known)
    if unknown.any():
        raise CourseError(
            _("panel has the recovery {value!r}: it must be one of {known}.").format(
                value=recovery[unknown].iloc[0], known=", ".join(known)
            )
        )
    for wrong, text in (
        (
            complained & ~failed,
            _(
                "{count} customers complained without a failure, first row {row}: mend or drop them."
            ),
        ),
        (
            complained & (recovery == "none"),
            _("{count} customers complained and have no recovery, first row {row}: fill it in."),
        ),
        (
            ~complained & (recovery != "none"),
            _(
                "{count} customers have a recovery and did not complain, first row {row}: mend them."
            ),
        ),
    ):
        if wrong.any():
            raise CourseError(text.format(count=int(wrong.sum()), row=wrong.idxmax()))
    group = recovery.where(failed, GROUPS[0]).where(~failed | complained, GROUPS[-1])
    return pd.Series(
        pd.Categorical(group, categories=GROUPS, ordered=True), index=table.index, name="group"
    )


def recovery_means(
    panel: pd.DataFrame,
    by: str = "recovery",
    value: str = "satisfaction",
    surveyed: bool = False,
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare what customers did or said, by what they had met.

    Each mean is the sum of `value` over the customers of a group, divided by their number: all
    customers who started the year, or with `surveyed` those whom the survey reached, who are
    survivors. A share (a column of 0 and 1) gets the Wilson interval, a mean ``mean -+ t s / sqrt
    n`` with ddof = 1.

    Parameters
    ----------
    panel : DataFrame
        As in :func:`recovery_groups`, and the column `value`; ``surveyed`` (0 or 1) if asked for.
    by : str
        ``"recovery"`` makes the groups of :data:`GROUPS`. Any other column is a group as it is.
    value : str
        What is averaged: a number such as ``"satisfaction"``, or 0 and 1 such as ``"stayed"``.
    surveyed : bool
        Whether only surveyed customers count.
    level : float
        Confidence level of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        Index ``group`` (or `by`); columns ``n``, ``mean`` (a proportion for a share), ``low``,
        ``high`` (NaN for the mean of one customer). ``attrs`` holds ``value`` and ``is_share``.

    Raises
    ------
    CourseError
        As in :func:`recovery_groups`, if a column or a value is missing, or nobody was surveyed.

    Notes
    -----
    Source of the question: McCollough, M. A., Berry, L. L., & Yadav, M. S. (2000). An empirical
    investigation of customer satisfaction after service failure and recovery. *Journal of Service
    Research*, 3(2), 121-137.

    Examples
    --------
    The survey meets those who stayed only:

    >>> panel = pd.DataFrame(
    ...     {
    ...         "failed": [0, 0, 0, 1, 1, 1],
    ...         "complained": [0, 0, 0, 1, 1, 1],
    ...         "recovery": ["none"] * 3 + ["excellent"] * 3,
    ...         "satisfaction": [5.0, 5.5, 4.5, 6.0, 5.5, 2.0],
    ...         "stayed": [1, 1, 1, 1, 1, 0],
    ...         "surveyed": [1, 1, 1, 1, 1, 0],
    ...     }
    ... )
    >>> recovery_means(panel, surveyed=True)["mean"].to_dict()
    {'no failure': 5.0, 'excellent': 5.75}
    >>> recovery_means(panel)["mean"].to_dict()
    {'no failure': 5.0, 'excellent': 4.5}
    >>> recovery_means(panel, value="stayed").round(2)
                n  mean   low  high
    group
    no failure  3  1.00  0.44  1.00
    excellent   3  0.67  0.21  0.94
    """
    from statsmodels.stats.proportion import proportion_confint
    from statsmodels.stats.weightstats import DescrStatsW

    require_level(level)
    table = _grouped(panel, by, value, surveyed)
    parts = table.groupby("group", observed=True)["value"]
    summary = pd.DataFrame({"n": parts.size(), "mean": parts.mean()})
    is_share = bool(table["value"].isin([0, 1]).all())
    if is_share:
        low, high = proportion_confint(parts.sum(), summary["n"], 1 - level, method="wilson")
        summary["low"], summary["high"] = low.clip(0, 1), high.clip(0, 1)
    else:
        summary[["low", "high"]] = [
            DescrStatsW(values).tconfint_mean(1 - level) if len(values) > 1 else (np.nan, np.nan)
            for _group, values in parts
        ]
    summary = summary.rename_axis(index="group" if by == "recovery" else by)
    summary.attrs.update(value=value, is_share=is_share)
    return summary


def adjusted_difference(
    panel: pd.DataFrame,
    group: object,
    reference: object,
    value: str = "satisfaction",
    controls: Sequence[str] = ("prior_attitude",),
    by: str = "recovery",
    surveyed: bool = False,
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare two groups as they are, and among customers alike in the controls.

    Over the customers of the two groups, ``value = a + d [group] + sum_j b_j control_j`` by least
    squares; ``d`` is the difference. Without controls it is the difference of the means. The
    intervals are those of heteroscedasticity-consistent errors (HC1) and the normal distribution;
    for a share, ``d`` is in proportions (linear probability model).

    Parameters
    ----------
    panel : DataFrame
        As in :func:`recovery_means`, and the controls: numbers known before the failure. What came
        after it, such as satisfaction for retention, is no control.
    group, reference : label
        The group, and the one it is compared with, such as ``"excellent"`` and ``"no failure"``.
    value, by, surveyed
        As in :func:`recovery_means`.
    controls : sequence of str
        Columns held equal, at least one.
    level : float
        Confidence level of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        Index ``"as observed"`` and ``"adjusted"``; columns ``difference`` (group minus reference,
        in the unit of `value`), ``low``, ``high``, ``n_group``, ``n_reference``.

    Raises
    ------
    CourseError
        As in :func:`recovery_means`, if a group has nobody, or a control is the same for everybody
        or can be computed from the others.

    Notes
    -----
    Adjusting removes what the controls measure, and nothing else. Fitted by statsmodels.

    Examples
    --------
    Those who complain, and are recovered, liked the firm better from the start:

    >>> panel = pd.DataFrame(
    ...     {
    ...         "failed": [0, 0, 0, 0, 1, 1, 1, 1],
    ...         "complained": [0, 0, 0, 0, 1, 1, 1, 1],
    ...         "recovery": ["none"] * 4 + ["excellent"] * 4,
    ...         "prior_attitude": [3, 4, 4, 5, 4, 5, 5, 6],
    ...         "satisfaction": [4, 5, 5, 6, 5, 6, 6, 7],
    ...     }
    ... )
    >>> adjusted_difference(panel, "excellent", "no failure")["difference"].round(2).to_dict()
    {'as observed': 1.0, 'adjusted': 0.0}
    """
    from statsmodels.regression.linear_model import OLS

    require_level(level)
    controls = [controls] if isinstance(controls, str) else list(controls)
    if not controls:
        raise CourseError(_("There is no control to adjust for: name a column in controls."))
    panel = require_columns(panel, [], "panel").reset_index(drop=True)
    table = _grouped(panel, by, value, surveyed)
    present = list(table["group"].unique())
    for name in (group, reference):
        if name not in present:
            raise CourseError(
                _("Nobody is in the group {name!r}: there are {present}.").format(
                    name=name, present=", ".join(map(str, present))
                )
            )
    if group == reference:
        raise CourseError(_("group and reference are the same: compare two groups."))
    table = table[table["group"].isin([group, reference])]
    held = require_numbers(panel.loc[table.index], controls, "panel")
    inside = (table["group"] == group).to_numpy(dtype=float)
    design = np.column_stack([np.ones(len(table)), inside, held])
    spread = design[:, 1:].std(axis=0)
    unit = (design[:, 1:] - design[:, 1:].mean(axis=0)) / np.where(spread > 0, spread, 1)
    if np.linalg.matrix_rank(unit, tol=1e-6 * np.sqrt(len(table))) < unit.shape[1]:
        raise CourseError(
            _(
                "A control in {controls} is the same for everybody, or can be computed from the "
                "others or from the group: leave it out."
            ).format(controls=", ".join(controls))
        )
    if len(table) < len(controls) + 3:
        raise CourseError(
            _("{n} customers are too few for {k} controls: take more customers.").format(
                n=len(table), k=len(controls)
            )
        )
    rows = {}
    for name, columns in (("as observed", 2), ("adjusted", design.shape[1])):
        fitted = OLS(table["value"].to_numpy(), design[:, :columns]).fit(cov_type="HC1")
        low, high = fitted.conf_int(alpha=1 - level)[1]
        rows[name] = {"difference": fitted.params[1], "low": low, "high": high}
    found = pd.DataFrame.from_dict(rows, orient="index")
    return found.assign(n_group=int(inside.sum()), n_reference=int((1 - inside).sum()))


def remedy_value(
    p_before: float | pd.Series,
    p_after: float | pd.Series,
    clv: float | pd.Series,
    cost: float | pd.Series,
) -> Any:
    """Return the expected value of a remedy against doing nothing.

    ``value = (p_after - p_before) clv - cost``. Only the change counts: a customer who would have
    stayed anyway is not won by the remedy.

    Parameters
    ----------
    p_before, p_after : float or Series
        Probability that the customer stays, without and with the remedy, 0 to 1.
    clv : float or Series
        What the relation is worth if the customer stays, yuan, 0 or more.
    cost : float or Series
        What is paid and what the handling costs, yuan, 0 or more.

    Returns
    -------
    float or Series
        Yuan; negative if the remedy costs more than it brings. A Series if any of the four is one.

    Raises
    ------
    CourseError
        If a number is missing or outside its range, or two Series have different indexes.

    Examples
    --------
    The large refund keeps more customers and is worth less:

    >>> remedy_value(0.5, 0.75, 4000, 300)
    700.0
    >>> remedy_value(0.5, 0.875, 4000, 1200)
    300.0
    """
    before, after, worth, paid = _aligned(
        {"p_before": p_before, "p_after": p_after, "clv": clv, "cost": cost}
    )
    _within({"p_before": before, "p_after": after}, 0, 1)
    _within({"clv": worth, "cost": paid}, 0, np.inf)
    return (after - before) * worth - paid


def double_deviation(p: float | pd.Series, penalty: float | pd.Series) -> Any:
    """Return the probability of staying after a remedy that failed.

    ``p (1 - penalty)``: of those who would have stayed after the first failure, the share
    `penalty` leaves because of the second one. Failing again takes the same share once more.

    Parameters
    ----------
    p : float or Series
        Probability of staying after the first failure if nothing is done, 0 to 1.
    penalty : float or Series
        Share that the second failure drives away, 0 to 1.

    Returns
    -------
    float or Series
        A probability, never above `p`.

    Raises
    ------
    CourseError
        If a number is missing or outside 0 to 1, or two Series have different indexes.

    Notes
    -----
    Source of the idea: Bitner, M. J., Booms, B. H., & Tetreault, M. S. (1990). The service
    encounter: Diagnosing favorable and unfavorable incidents. *Journal of Marketing*, 54(1), 71-84.

    Examples
    --------
    >>> double_deviation(0.5, 0.25)
    0.375
    """
    stays, share = _aligned({"p": p, "penalty": penalty})
    _within({"p": stays, "penalty": share}, 0, 1)
    return stays * (1 - share)


def best_remedy(
    options: pd.DataFrame, limit: float = np.inf, by: str | None = None
) -> pd.DataFrame:
    """Choose the remedy of the highest expected value within a limit of authority.

    ``value = (p_after - p_before) clv - cost`` (:func:`remedy_value`), over the options with
    ``amount <= limit``. Of equal options the first is taken.

    Parameters
    ----------
    options : DataFrame
        One row for each remedy: ``p_before`` and ``p_after`` (probability of staying without and
        with it), ``clv``, ``cost`` (all that it costs, yuan) and ``amount`` (what is paid to the
        customer, yuan: this is what the limit binds). Doing nothing is an option too.
    limit : float
        The most that may be paid without asking, yuan, 0 or more; no limit by default.
    by : str, optional
        A column that tells the cases apart: each gets its best remedy. Without it all rows are
        remedies of one case.

    Returns
    -------
    DataFrame
        The best row of each case, in the order of the cases, with the column ``value`` (yuan). A
        negative value says: do nothing.

    Raises
    ------
    CourseError
        As in :func:`remedy_value`, if a column is missing, or a case has no option within the limit.

    Examples
    --------
    The largest refund is neither within the limit nor worth most:

    >>> options = pd.DataFrame(
    ...     {
    ...         "p_before": 0.5,
    ...         "p_after": [0.55, 0.75, 0.875],
    ...         "clv": 4000,
    ...         "cost": [20, 320, 1020],
    ...         "amount": [0, 300, 1000],
    ...     },
    ...     index=["apology", "refund", "refund and more"],
    ... )
    >>> best_remedy(options)["value"].to_dict()
    {'refund': 680.0}
    >>> best_remedy(options, limit=200)["value"].round().to_dict()
    {'apology': 180.0}
    """
    numbers = require_numbers(options, ["p_before", "p_after", "clv", "cost", "amount"], "options")
    _amount(limit, "limit")
    value = remedy_value(numbers["p_before"], numbers["p_after"], numbers["clv"], numbers["cost"])
    cases = pd.Series("", index=options.index)
    if by is not None:
        cases = require_columns(options, [by], "options")[by]
        require_present(options, [by], "options")
    number, names = pd.factorize(cases)
    allowed = pd.DataFrame({"case": number, "value": value.to_numpy()})
    allowed = allowed[numbers["amount"].to_numpy() <= limit]
    lacking = [name for place, name in enumerate(names) if place not in set(allowed["case"])]
    if lacking:
        text = _("No remedy is within the limit of {limit:g} yuan: add doing nothing, amount 0.")
        if by is not None:
            text = _(
                "No remedy of {case} is within the limit of {limit:g} yuan: "
                "add doing nothing, amount 0."
            )
        raise CourseError(text.format(case=lacking[0], limit=limit))
    best = allowed.groupby("case")["value"].idxmax().to_numpy()
    return options.iloc[best].assign(value=allowed.loc[best, "value"].to_numpy())


def authority_cost(
    limits: Sequence[float],
    claims: pd.Series,
    delay_cost: float | pd.Series,
    overpay: float,
    precedent: float = 0.0,
    fraud: float = 0.0,
) -> pd.DataFrame:
    """Reckon what it costs to let the front line settle claims up to a limit.

    With the amounts ``a_i`` and the limit L, a claim with ``a_i <= L`` is settled at once, every
    other one goes up and waits. ``delay = sum of delay_cost over a_i > L``; ``overpay = overpay *
    S`` with ``S = sum of a_i over a_i <= L``; ``precedent = precedent * S``; ``fraud = fraud *
    min(L, max a)``. A low limit costs waiting, a high one costs money.

    Parameters
    ----------
    limits : sequence of float
        The limits to compare, yuan, 0 or more; ``inf`` is no limit at all.
    claims : Series
        What each claim of the period is about, yuan, above 0.
    delay_cost : float or Series
        What it costs if a claim goes up: handling, and the customers whom waiting drives away. Yuan
        for each claim, 0 or more; a Series has the index of `claims`.
    overpay : float
        Yuan that the front line pays too much for each yuan it settles, 0 or more.
    precedent : float
        Further claims of the same amount that one generous settlement brings, 0 or more: what was
        paid once is asked for again.
    fraud : float
        False claims in the period that ask for just what is paid unseen, 0 or more; without a limit
        they ask for the largest amount there is.

    Returns
    -------
    DataFrame
        Index ``limit``, as given; columns ``settled`` (claims settled at once), ``delay``,
        ``overpay``, ``precedent``, ``fraud`` and their sum ``total``, yuan in the period.

    Raises
    ------
    CourseError
        If an amount is missing, no number or negative, there are no claims or no limits, or the
        indexes differ.

    Examples
    --------
    >>> claims = pd.Series([100, 300, 800, 3000])
    >>> authority_cost([0, 800, 3000], claims, delay_cost=120, overpay=0.1, fraud=0.02)
           settled  delay  overpay  precedent  fraud  total
    limit
    0            0  480.0      0.0        0.0    0.0  480.0
    800          3  120.0    120.0        0.0   16.0  256.0
    3000         4    0.0    420.0        0.0   60.0  480.0
    """
    if not isinstance(claims, pd.Series) or claims.empty:
        raise CourseError(
            _("claims must be a Series with the amount of each claim: pass the column.")
        )
    asked, waits = _aligned({"claims": claims, "delay_cost": delay_cost})
    if not ((asked > 0) & (asked < np.inf)).all():
        raise CourseError(_("claims holds amounts of 0 or less: keep claims for money."))
    _within({"delay_cost": waits}, 0, np.inf)
    for name, rate in (("overpay", overpay), ("precedent", precedent), ("fraud", fraud)):
        _amount(rate, name)
    levels = (
        list(limits) if isinstance(limits, Sequence | np.ndarray | pd.Index | pd.Series) else []
    )
    if not levels:
        raise CourseError(_("limits must be a list of amounts, such as [0, 500, 1000]."))
    for limit in levels:
        _amount(limit, "limits")
    order = np.argsort(asked.to_numpy(), kind="stable")
    amounts = asked.to_numpy()[order]
    waiting = np.broadcast_to(np.asarray(waits, dtype=float), amounts.shape)[order]
    settled = np.searchsorted(amounts, np.asarray(levels, dtype=float), side="right")
    paid = np.concatenate([[0.0], amounts.cumsum()])[settled]
    costs = pd.DataFrame(
        {
            "settled": settled,
            "delay": np.concatenate([waiting[::-1].cumsum()[::-1], [0.0]])[settled],
            "overpay": overpay * paid,
            "precedent": precedent * paid,
            "fraud": fraud * np.minimum(np.asarray(levels, dtype=float), amounts[-1]),
        },
        index=pd.Index(levels, name="limit"),
    )
    return costs.assign(total=costs.drop(columns="settled").sum(axis=1))


def best_limit(
    limits: Sequence[float],
    claims: pd.Series,
    delay_cost: float | pd.Series,
    overpay: float,
    precedent: float = 0.0,
    fraud: float = 0.0,
) -> float:
    """Return the limit of authority that costs least.

    ``L* = argmin of delay + overpay + precedent + fraud`` (:func:`authority_cost`); of equal ones
    the lowest. With the same delay cost ``c`` for all claims and no fraud, a claim is settled at
    once if ``a < c / (overpay + precedent)``.

    Parameters
    ----------
    limits, claims, delay_cost, overpay, precedent, fraud
        As in :func:`authority_cost`. Between two amounts claimed a higher limit settles nothing
        more, so it is enough to try 0 and the amounts.

    Returns
    -------
    float
        Yuan.

    Raises
    ------
    CourseError
        As in :func:`authority_cost`.

    Examples
    --------
    >>> claims = pd.Series([100, 300, 800, 3000])
    >>> best_limit([0, 300, 800, 3000], claims, delay_cost=120, overpay=0.1)
    800.0
    >>> best_limit([0, 300, 800, 3000], claims, delay_cost=120, overpay=0.1, precedent=0.2)
    300.0
    """
    total = authority_cost(limits, claims, delay_cost, overpay, precedent, fraud)["total"]
    least = total.to_numpy() <= total.min() + 1e-9 * abs(total.min())
    return float(total.index[least].min())


def _grouped(panel: pd.DataFrame, by: str, value: str, surveyed: bool) -> pd.DataFrame:
    """Return the group and the value of each customer who counts."""
    table = require_columns(panel, [by, value], "panel")
    if by == "recovery":
        group = recovery_groups(panel)
    else:
        require_present(panel, [by], "panel")
        group = table[by]
    if surveyed:
        asked = require_zero_one(
            require_columns(panel, ["surveyed"], "panel")["surveyed"], "surveyed"
        )
        table, group = table[asked == 1], group[asked == 1]
        if table.empty:
            raise CourseError(_("Nobody in panel was surveyed: check the column."))
    numbers = require_numbers(table, [value], "panel")[value]
    return pd.DataFrame({"group": group, "value": numbers})


def _amount(value: object, name: str) -> None:
    if not isinstance(value, int | float | np.number) or not value >= 0:
        raise CourseError(
            _("{name} must be a number of 0 or more, not {value!r}.").format(name=name, value=value)
        )


def _aligned(given: dict[str, Any]) -> list[Any]:
    """Return each value as a float or a Series of floats; all Series with one index."""
    values: list[Any] = []
    index: pd.Index | None = None
    for name, value in given.items():
        try:
            numbers = value.astype(float) if isinstance(value, pd.Series) else float(value)
        except (TypeError, ValueError):
            numbers = float("nan")
        blank = numbers.isna().any() if isinstance(numbers, pd.Series) else numbers != numbers
        if blank:
            raise CourseError(
                _("{name} must be a number, or a column of numbers without blanks.").format(
                    name=name
                )
            )
        if isinstance(numbers, pd.Series):
            if index is not None and not index.equals(numbers.index):
                raise CourseError(
                    _(
                        "{name} has another index than the columns before: take all from one table."
                    ).format(name=name)
                )
            index = numbers.index
        values.append(numbers)
    return values


def _within(given: dict[str, Any], low: float, high: float) -> None:
    for name, value in given.items():
        outside = (value < low) | (value > high)
        if outside.any() if isinstance(outside, pd.Series) else outside:
            text = _("{name} must be from {low} to {high}: check the unit.")
            if high == np.inf:
                text = _("{name} must be {low} or more: check the sign.")
            raise CourseError(text.format(name=name, low=low, high=high))
