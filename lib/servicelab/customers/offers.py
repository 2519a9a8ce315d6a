"""What an offer, a rule for offers, a field or a call is worth - in yuan, against doing nothing.

The tables are experiments: the offer (or the call) was drawn at random. That is why groups can be
compared, and why a rule that was never tried can be valued from the customers who happened to get
what the rule would have given them.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from servicelab.data.frames import (
    require_columns,
    require_one_row_each,
    require_present,
    require_zero_one,
)
from servicelab.errors import CourseError
from servicelab.i18n import _

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

__all__ = [
    "NO_OFFER",
    "Uplift",
    "auc",
    "best_offers",
    "field_benefit",
    "offer_value",
    "reactivation_uplift",
    "rule_profit",
]

#: The name of making no offer.
NO_OFFER = "none"

Assignment = Mapping[str, str] | pd.Series


def offer_value(offers: pd.DataFrame, segments: Assignment) -> pd.DataFrame:
    """Estimate the profit per customer of each offer in each segment.

    ``value = (p - q) * m - c``: acceptance rate among the customers of the segment who were made
    the offer, less the rate at which those who were offered nothing opened the product by
    themselves, times the margin of an acceptance, less the cost of a contact, which every contact
    causes. Making no offer is worth 0. The offers were drawn at random, so the difference is what
    the offer changes.

    Parameters
    ----------
    offers : DataFrame
        One row for each customer: ``customer_id``, ``offered``, ``accepted`` (0/1), ``margin``
        (yuan if accepted), ``cost`` (yuan for the contact) and, if it was recorded, ``took``: the
        product that the customer opened, asked or not. Without it, nobody opens one unasked.
    segments : mapping or Series
        Customer id to segment, for every customer in `offers`.

    Returns
    -------
    DataFrame
        Index ``segment``, sorted; columns are the offers, "none" first; yuan per customer. NaN
        where an offer was never made in a segment, or, with ``took``, nobody there was without one.

    Raises
    ------
    CourseError
        If a column or value is missing, a customer occurs twice or has no segment, or `accepted`
        is not 0/1.

    Examples
    --------
    >>> offers = pd.DataFrame(
    ...     {
    ...         "customer_id": ["B1", "B2", "B3", "B4"],
    ...         "offered": ["none", "credit", "credit", "credit"],
    ...         "accepted": [0, 1, 0, 0],
    ...         "margin": [0, 900, 900, 900],
    ...         "cost": [0, 20, 20, 20],
    ...     }
    ... )
    >>> offer_value(offers, {"B1": "A", "B2": "A", "B3": "A", "B4": "B"})
    offered  none  credit
    segment
    A         0.0   430.0
    B         0.0   -20.0
    """
    table = _offer_table(offers)
    segment = _assigned(table, segments, "segments", _("segment"))
    keys = [segment.rename("segment"), table["offered"]]
    value = _profit(table).groupby(keys, observed=True).mean().unstack()
    value = value.reindex(columns=_offer_order(table["offered"]))
    for offer in value.columns.drop(NO_OFFER):
        value[offer] -= _unasked(table, offer).groupby(segment).mean()
    value[NO_OFFER] = 0.0
    return value


def best_offers(value: pd.DataFrame) -> dict[Any, str]:
    """Choose the offer with the highest expected profit in each segment, making none included.

    Parameters
    ----------
    value : DataFrame
        From :func:`offer_value`. NaN (never tried) is not chosen; making no offer is always
        possible and worth 0; of equal values the first column wins, and making no offer before
        all.

    Returns
    -------
    dict
        Segment to offer.

    Raises
    ------
    CourseError
        If the table is empty or not numeric.

    Examples
    --------
    >>> value = pd.DataFrame({"credit": [430.0, -20.0], "wealth": [90.0, -8.0]}, index=["A", "B"])
    >>> best_offers(value)
    {'A': 'credit', 'B': 'none'}
    """
    table = require_columns(value, [], "value")
    if any(not pd.api.types.is_numeric_dtype(kind) for kind in table.dtypes):
        raise CourseError(_("value holds text: pass the table that offer_value returns."))
    others = [offer for offer in table.columns if offer != NO_OFFER]
    ordered = table.reindex(columns=[NO_OFFER, *others])
    ordered[NO_OFFER] = 0.0
    return {segment: str(offer) for segment, offer in ordered.idxmax(axis=1).items()}


def rule_profit(offers: pd.DataFrame, assigned: Assignment) -> float:
    """Estimate the total profit if every customer got the offer a rule assigns.

    The offers were drawn at random, so within the customers to whom the rule assigns an offer,
    those who really got it stand for all: ``profit = sum over offers a of n_a * mean profit of
    the matched``, where ``n_a`` customers are assigned ``a``, "matched" are those of them who
    were offered ``a``, and a customer's profit is ``accepted * margin - cost``, less the mean margin
    of those of them who were offered nothing and opened ``a`` by themselves.

    Parameters
    ----------
    offers : DataFrame
        One row for each customer, as in :func:`offer_value`; offers at random.
    assigned : mapping or Series
        Customer id to offer, for every customer in `offers`; further ids are ignored.

    Returns
    -------
    float
        Yuan, for all customers in `offers`.

    Raises
    ------
    CourseError
        If a column or value is missing, a customer occurs twice or has no assignment, an assigned
        offer was never made, or nobody among those assigned an offer really got it.

    Notes
    -----
    Source of matching a policy with randomized data: Li, L., Chu, W., Langford, J., & Wang, X.
    (2011). Unbiased offline evaluation of contextual-bandit-based news article recommendation
    algorithms. *WSDM '11*, 297-306.

    Examples
    --------
    >>> offers = pd.DataFrame(
    ...     {
    ...         "customer_id": ["B1", "B2", "B3", "B4"],
    ...         "offered": ["none", "credit", "credit", "wealth"],
    ...         "accepted": [0, 1, 0, 1],
    ...         "margin": [0, 900, 900, 1200],
    ...         "cost": [0, 20, 20, 20],
    ...     }
    ... )
    >>> rule_profit(offers, {"B1": "credit", "B2": "credit", "B3": "credit", "B4": "wealth"})
    2470.0
    """
    table = _offer_table(offers)
    choice = _assigned(table, assigned, "assigned", _("offer"))
    made = table["offered"].astype("object")
    never = sorted(set(choice) - set(made), key=str)
    if never:
        raise CourseError(
            _("The offer {offer!r} was never made: assign one of {made}.").format(
                offer=never[0], made=", ".join(_offer_order(table["offered"]))
            )
        )
    matched = made == choice
    profit = _profit(table).where(matched).groupby(choice).mean()
    for offer in profit.index.drop(NO_OFFER, errors="ignore"):
        profit[offer] -= _unasked(table[choice == offer], offer).mean()
    if profit.isna().any():
        raise CourseError(
            _(
                "None of the {count} customers assigned {offer!r} was really offered it, "
                "so its profit cannot be estimated: assign it to a larger group."
            ).format(
                count=int((choice == profit.index[profit.isna()][0]).sum()),
                offer=profit.index[profit.isna()][0],
            )
        )
    return float((profit * choice.value_counts()).sum())


def auc(
    train: pd.DataFrame, test: pd.DataFrame, fields: Sequence[str], target: str = "accepted"
) -> float:
    """Measure how well fields tell who will accept: area under the ROC curve on later data.

    A logistic regression is fitted to `train` and judged on `test`: the result is the probability
    that a customer with the target ranks above one without it, ties counting half. Numbers and
    dates are z-scored (a missing value gets the training median and a mark of its own), everything
    else is one-hot coded ("missing" is a level; levels with fewer than 10 rows share one).

    Parameters
    ----------
    train, test : DataFrame
        `fields` and `target`; the test data should come from a later period.
    fields : sequence of str
        Columns to predict from. With none the result is 0.5.
    target : str
        A column of 0/1 or False/True.

    Returns
    -------
    float
        0.5 is guessing, 1 is perfect order.

    Raises
    ------
    CourseError
        If a column is missing, a field is an id or the target, or the target does not take both
        values in both tables.

    Examples
    --------
    >>> table = pd.DataFrame({"debt": [0.9, 0.8, 0.4, 0.1] * 5, "accepted": [1, 1, 0, 0] * 5})
    >>> auc(table, table, ["debt"])
    1.0
    """
    from sklearn.metrics import roc_auc_score

    names = _fields(fields, target)
    outcomes = []
    for name, frame in (("train", train), ("test", test)):
        require_columns(frame, [*names, target], name)
        outcome = require_zero_one(frame[target], target)
        if outcome.nunique() < 2:
            raise CourseError(
                _("Column '{target}' has one value only in {name}: use more data.").format(
                    target=target, name=name
                )
            )
        outcomes.append(outcome)
    if not names:
        return 0.5
    numeric = [name for name in names if _is_measured(train[name])]
    ready_train, ready_test = (_prepare(frame[names], numeric) for frame in (train, test))
    model = _classifier(numeric, [name for name in names if name not in numeric])
    model.fit(ready_train, outcomes[0])
    return float(roc_auc_score(outcomes[1], model.predict_proba(ready_test)[:, 1]))


def field_benefit(
    train: pd.DataFrame,
    test: pd.DataFrame,
    baseline_fields: Sequence[str],
    extra_fields: Sequence[str],
    target: str = "accepted",
) -> float:
    """Measure what further fields add to a prediction on later data.

    ``benefit = AUC(baseline and extra fields) - AUC(baseline fields)``, both on `test`; see
    :func:`auc`.

    Parameters
    ----------
    train, test : DataFrame
        All fields and `target`; the test data should come from a later period.
    baseline_fields : sequence of str
        Fields that are kept anyway; may be empty.
    extra_fields : sequence of str
        Fields whose keeping is in question.
    target : str
        A column of 0/1 or False/True.

    Returns
    -------
    float
        Difference of two AUCs, -1 to 1. About 0 or negative: the fields add nothing, whatever they
        did on the training data.

    Raises
    ------
    CourseError
        As in :func:`auc`, or if there is no extra field or one is in the baseline already.

    Examples
    --------
    >>> table = pd.DataFrame({"debt": [0.9, 0.8, 0.4, 0.1] * 5, "accepted": [1, 1, 0, 0] * 5})
    >>> field_benefit(table, table, [], ["debt"])
    0.5
    """
    before, extra = _fields(baseline_fields, target), _fields(extra_fields, target)
    if not extra:
        raise CourseError(_("There is no extra field: name at least one."))
    both = [name for name in extra if name in before]
    if both:
        raise CourseError(
            _("Field '{name}' is in the baseline already: name it once.").format(name=both[0])
        )
    with_extra = auc(train, test, [*before, *extra], target)
    return with_extra - auc(train, test, before, target)


@dataclass(frozen=True)
class Uplift:
    """What a call changed, and what it earned.

    Attributes
    ----------
    n_called, n_control : int
        Customers called, and not called.
    p_called, p_control : float
        Reactivated / customers, in each group.
    low, high : float
        95 % interval of the uplift.
    margin : float
        Yuan for one reactivated customer.
    cost : float
        Yuan for one call.

    Examples
    --------
    >>> uplift = Uplift(70, 80, 0.8, 0.6, 0.0524, 0.3339, margin=300, cost=15)
    >>> print(uplift)
    Reactivated: 80.0 % of 70 called, 60.0 % of 80 not called. Uplift 20.0 points (95 % interval 5.2 to 33.4). Profit 45.00 yuan for each customer called.
    """

    n_called: int
    n_control: int
    p_called: float
    p_control: float
    low: float
    high: float
    margin: float
    cost: float

    @property
    def uplift(self) -> float:
        """``p_called - p_control``, a difference of proportions."""
        return self.p_called - self.p_control

    @property
    def ci(self) -> tuple[float, float]:
        """95 % interval of the uplift."""
        return self.low, self.high

    @property
    def profit_per_customer(self) -> float:
        """``uplift * margin - cost``, yuan for each customer called."""
        return self.uplift * self.margin - self.cost

    @property
    def profit(self) -> float:
        """Yuan for the customers who were called."""
        return self.profit_for(self.n_called)

    def profit_for(self, n: int) -> float:
        """``n * uplift * margin - n * cost``, yuan for calling `n` customers.

        Parameters
        ----------
        n : int
            Number of customers to call.

        Returns
        -------
        float
            Yuan; negative if the calls cost more than they bring.
        """
        return n * self.profit_per_customer

    def __str__(self) -> str:
        return _(
            "Reactivated: {called:.1f} % of {n_called} called, {control:.1f} % of {n_control} not "
            "called. Uplift {uplift:.1f} points (95 % interval {low:.1f} to {high:.1f}). "
            "Profit {profit:,.2f} yuan for each customer called."
        ).format(
            called=100 * self.p_called,
            n_called=self.n_called,
            control=100 * self.p_control,
            n_control=self.n_control,
            uplift=100 * self.uplift,
            low=100 * self.low,
            high=100 * self.high,
            profit=self.profit_per_customer,
        )

    def _repr_html_(self) -> str:
        rows = [
            (_("Customers called"), f"{self.n_called:,}"),
            (_("Customers not called"), f"{self.n_control:,}"),
            (_("Reactivated among called"), f"{self.p_called:.1%}"),
            (_("Reactivated among not called"), f"{self.p_control:.1%}"),
            (_("Uplift, percentage points"), f"{100 * self.uplift:+.1f}"),
            (_("95 % interval"), f"{100 * self.low:+.1f} … {100 * self.high:+.1f}"),
            (_("Profit for each customer called, yuan"), f"{self.profit_per_customer:,.2f}"),
            (_("Profit for all called, yuan"), f"{self.profit:,.0f}"),
        ]
        body = "".join(
            f'<tr><th scope="row" style="text-align:left">{html.escape(name)}</th>'
            f"<td>{html.escape(value)}</td></tr>"
            for name, value in rows
        )
        return f"<table>{body}</table>"


def reactivation_uplift(calls: pd.DataFrame) -> Uplift:
    """Estimate uplift and profit of calling dormant customers, from a randomized call.

    ``uplift = p_called - p_control``; some customers return without a call, so counting every
    reactivated customer overstates the call, and so does counting only accounts that are still
    open (``still_open`` is not used: it is an outcome too). ``profit = N * (uplift * margin -
    cost)``. The margin is the mean over reactivated called customers, the cost the mean over
    called ones.

    Parameters
    ----------
    calls : DataFrame
        One row for each dormant customer: ``called`` (False/True, at random), ``reactivated``
        (0/1), ``margin`` (yuan if reactivated), ``cost`` (yuan for the call).

    Returns
    -------
    Uplift
        Rates, difference, interval and profit.

    Raises
    ------
    CourseError
        If a column or value is missing, a column is not 0/1, or one of the groups is empty.

    Notes
    -----
    The interval is Newcombe's hybrid score interval (method 10) without continuity correction:
    with Wilson intervals ``(l1, u1)`` and ``(l0, u0)`` of the two proportions, it reaches from
    ``d - sqrt((p1 - l1)**2 + (u0 - p0)**2)`` to ``d + sqrt((u1 - p1)**2 + (p0 - l0)**2)``.
    Source: Newcombe, R. G. (1998). Interval estimation for the difference between independent
    proportions: Comparison of eleven methods. *Statistics in Medicine*, 17, 873-890. Computed by
    statsmodels.

    Examples
    --------
    >>> calls = pd.DataFrame(
    ...     {
    ...         "called": [True] * 50 + [False] * 50,
    ...         "reactivated": [1] * 15 + [0] * 35 + [1] * 10 + [0] * 40,
    ...         "margin": 300,
    ...         "cost": [15] * 50 + [0] * 50,
    ...     }
    ... )
    >>> result = reactivation_uplift(calls)
    >>> round(result.uplift, 3), round(result.profit_per_customer, 2), round(result.profit_for(1000))
    (0.1, 15.0, 15000)
    """
    from statsmodels.stats.proportion import confint_proportions_2indep

    columns = ["called", "reactivated", "margin", "cost"]
    table = require_columns(calls, columns, "calls")
    require_present(table, columns, "calls")
    called = require_zero_one(table["called"], "called") == 1
    reactivated = require_zero_one(table["reactivated"], "reactivated")
    if called.all() or not called.any():
        raise CourseError(
            _("calls needs customers who were called and customers who were not: compare both.")
        )
    hits, n_called = int(reactivated[called].sum()), int(called.sum())
    hits_control, n_control = int(reactivated[~called].sum()), int((~called).sum())
    p_called, p_control = hits / n_called, hits_control / n_control
    limits = confint_proportions_2indep(hits, n_called, hits_control, n_control, method="newcomb")
    low, high = (min(max(float(limit), -1.0), 1.0) for limit in limits)
    earned = called & (reactivated == 1)
    return Uplift(
        n_called=n_called,
        n_control=n_control,
        p_called=p_called,
        p_control=p_control,
        low=low,
        high=high,
        margin=float(table.loc[earned if earned.any() else called, "margin"].mean()),
        cost=float(table.loc[called, "cost"].mean()),
    )


def _offer_table(offers: pd.DataFrame) -> pd.DataFrame:
    columns = ["customer_id", "offered", "accepted", "margin", "cost"]
    if "took" in require_columns(offers, columns, "offers").columns:
        columns.append("took")
    table = offers[columns]
    require_present(table, columns, "offers")
    require_one_row_each(table, "customer_id", "offers")
    return table.assign(accepted=require_zero_one(table["accepted"], "accepted"))


def _profit(table: pd.DataFrame) -> pd.Series:
    return table["accepted"] * table["margin"] - table["cost"]


def _unasked(table: pd.DataFrame, offer: str) -> pd.Series:
    """What each customer who was offered nothing earned by opening the product; NaN for others."""
    offered = table["offered"].astype("object")
    if "took" not in table.columns:
        return pd.Series(0.0, index=table.index)
    margin = float(table.loc[offered == offer, "margin"].mean())
    took = (table["took"].astype("object") == offer) * margin
    return took.where(offered == NO_OFFER)


def _offer_order(offered: pd.Series) -> list[str]:
    """Order offers: none first, then in the order of the categories, or by name."""
    present = set(offered.unique())
    if isinstance(offered.dtype, pd.CategoricalDtype):
        names = [name for name in offered.cat.categories if name in present]
    else:
        names = sorted(present)
    return [NO_OFFER, *(name for name in names if name != NO_OFFER)]


def _assigned(table: pd.DataFrame, given: Assignment, name: str, what: str) -> pd.Series:
    """Return what is given to each customer, in the order of the table."""
    if not isinstance(given, Mapping | pd.Series):
        raise CourseError(
            _("{name} must map customer ids: pass a dict, or a Series indexed by id.").format(
                name=name
            )
        )
    lookup = given if isinstance(given, pd.Series) else pd.Series(dict(given), dtype=object)
    if not lookup.index.is_unique:
        raise CourseError(
            _("{name} holds customer {id} more than once: give each customer one {what}.").format(
                name=name, id=lookup.index[lookup.index.duplicated()][0], what=what
            )
        )
    ids = table["customer_id"].astype("object")
    found = pd.Series(lookup.astype("object").reindex(ids).to_numpy(), index=table.index)
    if found.isna().any():
        raise CourseError(
            _("{count} customers have no {what} in {name}, such as {id}: give one to each.").format(
                count=int(found.isna().sum()), what=what, name=name, id=ids[found.isna()].iloc[0]
            )
        )
    return found


def _fields(fields: Sequence[str], target: str) -> list[str]:
    if isinstance(fields, str):
        raise CourseError(
            _("A list of fields is expected, not one word: write ['{field}'].").format(field=fields)
        )
    # a name out of an array is text of another kind
    names = list(dict.fromkeys(str(one) if isinstance(one, str) else one for one in fields))
    for name in names:
        if name == target:
            raise CourseError(
                _("Field '{name}' is what is to be predicted: leave it out.").format(name=name)
            )
        if str(name).lower().endswith(("_id", "_key")):
            raise CourseError(
                _("Field '{name}' is an id, and an id predicts nothing: leave it out.").format(
                    name=name
                )
            )
    return names


def _is_measured(values: pd.Series) -> bool:
    kind = values.dtype
    return not pd.api.types.is_bool_dtype(kind) and (
        pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_datetime64_any_dtype(kind)
    )


def _prepare(frame: pd.DataFrame, numeric: list[str]) -> pd.DataFrame:
    """Measured columns as floats, all others as text."""
    columns: dict[str, pd.Series] = {}
    for name in frame.columns:
        values = frame[name]
        if name not in numeric:
            columns[name] = values.astype("object").where(values.notna(), "missing").astype(str)
        elif pd.api.types.is_datetime64_any_dtype(values.dtype):
            columns[name] = (values - pd.Timestamp("2000-01-01")) / pd.Timedelta(days=1)
        else:
            columns[name] = pd.to_numeric(values, errors="coerce").astype(float)
    return pd.DataFrame(columns)


def _classifier(numeric: list[str], categorical: list[str]) -> Pipeline:
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    measured = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True),
        StandardScaler(),
    )
    named = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=10)
    columns = ColumnTransformer(
        [("measured", measured, numeric), ("named", named, categorical)],
        sparse_threshold=0,
    )
    return make_pipeline(columns, LogisticRegression(max_iter=2000))
