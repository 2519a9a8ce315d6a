"""Recency-frequency-monetary scores, clusters of customers, and what sets a segment apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from string import ascii_uppercase
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from servicelab.data.frames import (
    as_dates,
    require_columns,
    require_one_row_each,
    require_present,
)
from servicelab.errors import CourseError
from servicelab.i18n import _

if TYPE_CHECKING:
    from sklearn.cluster import KMeans

__all__ = [
    "behavior_features",
    "cluster_customers",
    "cluster_stability",
    "inertia",
    "penetration_index",
    "rfm_scores",
    "segment_index",
    "segment_profile",
    "silhouette",
]

#: Segments are lettered, so there are at most as many as letters.
MAX_K = len(ascii_uppercase)

Labels = pd.Series | Sequence[object] | NDArray[np.generic]


def rfm_scores(
    transactions: pd.DataFrame, snapshot: str | pd.Timestamp | None = None
) -> pd.DataFrame:
    """Score recency, frequency and monetary value of each customer in quintiles.

    ``recency_days = snapshot - last transaction``, ``frequency = number of transactions``,
    ``monetary = total amount``. Each measure is ranked with ``rank(method="first")`` and the ranks
    are cut into five groups of equal size, so ties never break the cut. 5 is always the best:
    R = 5 for the most recent, F = 5 for the most frequent, M = 5 for the highest total.

    Parameters
    ----------
    transactions : DataFrame
        ``customer_id``, ``date``, ``amount`` (yuan); one row for each transaction.
    snapshot : date, optional
        The day from which recency counts; the day after the last transaction by default.

    Returns
    -------
    DataFrame
        Index ``customer_id``, sorted; columns ``recency_days`` (whole days), ``frequency``,
        ``monetary`` (yuan), ``R``, ``F``, ``M`` (whole numbers 1 to 5). Among equal values the
        customer whose id comes first gets the lower rank: with equal recency the better R, with
        equal frequency or total the lower F or M.

    Raises
    ------
    CourseError
        If a column is missing, a value is missing or no date, there are fewer than five
        customers, or a transaction lies after the snapshot.

    Notes
    -----
    Source: Hughes, A. M. (1994). *Strategic Database Marketing*. Probus.

    Examples
    --------
    >>> transactions = pd.DataFrame(
    ...     {
    ...         "customer_id": ["B1", "B2", "B3", "B4", "B5", "B5"],
    ...         "date": pd.to_datetime(["2025-12-31", "2025-12-01", "2025-11-01"] + ["2025-10-01"] * 3),
    ...         "amount": [50.0, 40.0, 30.0, 20.0, 10.0, 15.0],
    ...     }
    ... )
    >>> rfm_scores(transactions)
                 recency_days  frequency  monetary  R  F  M
    customer_id
    B1                      1          1      50.0  5  1  5
    B2                     31          1      40.0  4  2  4
    B3                     61          1      30.0  3  3  3
    B4                     92          1      20.0  2  4  1
    B5                     92          2      25.0  1  5  2
    """
    columns = ["customer_id", "date", "amount"]
    table = require_columns(transactions, columns, "transactions")[columns]
    require_present(table, columns, "transactions")
    if not pd.api.types.is_numeric_dtype(table["amount"].dtype):
        raise CourseError(_("Column 'amount' holds text: turn it into numbers first."))
    dates = as_dates(table["date"], "date")
    last = dates.max()
    day = last.normalize() + pd.Timedelta(days=1) if snapshot is None else pd.Timestamp(snapshot)
    if last > day:
        raise CourseError(
            _("{count} transactions lie after the snapshot {day}: keep earlier ones only.").format(
                count=int((dates > day).sum()), day=f"{day:%Y-%m-%d}"
            )
        )
    groups = table.assign(date=dates).groupby("customer_id", observed=True)
    scores = pd.DataFrame(
        {
            "recency_days": (day - groups["date"].max().dt.normalize()).dt.days,
            "frequency": groups.size(),
            "monetary": groups["amount"].sum(),
        }
    )
    if len(scores) < 5:
        raise CourseError(
            _("Quintiles need at least five customers, not {count}: use more data.").format(
                count=len(scores)
            )
        )
    scores["R"] = 6 - _quintile(scores["recency_days"])
    scores["F"] = _quintile(scores["frequency"])
    scores["M"] = _quintile(scores["monetary"])
    return scores


def _quintile(values: pd.Series) -> pd.Series:
    ranks = values.rank(method="first")
    return pd.qcut(ranks, 5, labels=False).astype("int64") + 1


def behavior_features(
    customers: pd.DataFrame, transactions: pd.DataFrame, until: str | pd.Timestamp
) -> pd.DataFrame:
    """Summarize what each customer did before a day, to make clusters from.

    Only transactions with ``date < until`` count, so that nothing after an offer leaks in.

    Parameters
    ----------
    customers : DataFrame
        ``customer_id`` (each once), ``balance`` (yuan), ``revolving_share`` (0 to 1).
    transactions : DataFrame
        ``customer_id``, ``date``, ``channel``. Rows of other customers are ignored.
    until : date
        The cut-off; the day itself is not included.

    Returns
    -------
    DataFrame
        Index ``customer_id``, in the order of `customers`; columns ``transactions`` (count),
        ``balance`` (yuan), ``revolving_share`` (proportion), ``app_share`` (app transactions /
        transactions). Without any transaction both count and app share are 0.

    Raises
    ------
    CourseError
        If a column is missing, a customer occurs twice, a date cannot be read, or no transaction
        lies before `until`.

    Examples
    --------
    >>> customers = pd.DataFrame(
    ...     {"customer_id": ["B1", "B2"], "balance": [900, 80], "revolving_share": [0.1, 0.6]}
    ... )
    >>> transactions = pd.DataFrame(
    ...     {
    ...         "customer_id": ["B1", "B1", "B1"],
    ...         "date": ["2025-01-05", "2025-02-05", "2025-03-01"],
    ...         "channel": ["app", "branch", "app"],
    ...     }
    ... )
    >>> behavior_features(customers, transactions, "2025-03-01")
                 transactions  balance  revolving_share  app_share
    customer_id
    B1                      2      900              0.1        0.5
    B2                      0       80              0.6        0.0
    """
    people = require_columns(customers, ["customer_id", "balance", "revolving_share"], "customers")
    require_one_row_each(people, "customer_id", "customers")
    rows = require_columns(transactions, ["customer_id", "date", "channel"], "transactions")
    before = rows[as_dates(rows["date"], "date") < pd.Timestamp(until)]
    if before.empty:
        raise CourseError(
            _("No transaction lies before {until}: choose a later day.").format(until=until)
        )
    ids = before["customer_id"].astype("object")
    counts = ids.value_counts()
    app = ids[(before["channel"] == "app").to_numpy()].value_counts()
    features = people.set_index("customer_id")[["balance", "revolving_share"]]
    number = counts.reindex(features.index, fill_value=0)
    share = app.reindex(features.index, fill_value=0) / number.where(number > 0, 1)
    features.insert(0, "transactions", number)
    features["app_share"] = share
    return features


def cluster_customers(
    features: pd.DataFrame, k: int, *, scale: bool = True, seed: int = 0
) -> pd.Series:
    """Divide customers into `k` segments by k-means.

    With ``scale=True`` every feature is z-scored first, ``z = (x - mean) / sd`` with the standard
    deviation of the customers at hand (ddof = 0); otherwise the feature with the largest numbers
    decides almost alone. k-means keeps the best of 20 starts.

    Parameters
    ----------
    features : DataFrame of shape (n, p)
        Numbers only, one row for each customer. An id is not a feature.
    k : int
        Number of segments, 2 to 26.
    scale : bool
        Whether to z-score.
    seed : int
        Fixes the random starts.

    Returns
    -------
    Series of length n
        Named ``segment``, indexed like `features`, of letters. "A" is the segment with the
        lowest mean of the first column, "B" the next, and so on (equal means: the next columns
        decide). The letters thus depend on the grouping only, not on the order of the starts.

    Raises
    ------
    CourseError
        If a feature is an id, is not numeric or has missing or infinite values, or if `k` is out
        of range or exceeds the number of different rows.

    Examples
    --------
    >>> features = pd.DataFrame({"balance": [90, 95, 10, 12], "visits": [1, 2, 9, 8]})
    >>> list(cluster_customers(features, 2))
    ['B', 'B', 'A', 'A']
    """
    return _label(_fit(_matrix(features, scale), k, seed, starts=20).labels_, features, k)


def cluster_stability(
    features: pd.DataFrame,
    k: int,
    *,
    scale: bool = True,
    repeats: int = 30,
    seed: int = 0,
) -> float:
    """Measure how little the segments depend on who happens to be in the sample.

    The features are z-scored once. For each of `repeats` bootstrap samples (n customers drawn
    with replacement) k-means (best of 5 starts) is fitted to the sample and every customer is assigned to the
    nearest of its centers; the assignment is compared with the fit on all customers by the
    adjusted Rand index. The result is the mean.

    Parameters
    ----------
    features : DataFrame of shape (n, p)
        As in :func:`cluster_customers`.
    k : int
        Number of segments.
    scale : bool
        Whether to z-score.
    repeats : int
        Number of bootstrap samples.
    seed : int
        Fixes samples and starts.

    Returns
    -------
    float
        1 means the same segments every time; about 0 means that they are as good as random.

    Raises
    ------
    CourseError
        As in :func:`cluster_customers`, or if `repeats` is less than 1.

    Notes
    -----
    Sources: Hubert & Arabie (1985) for the index; Hennig, C. (2007). Cluster-wise assessment of
    cluster stability. *Computational Statistics & Data Analysis*, 52(1), 258-271, for the
    bootstrap.

    Examples
    --------
    >>> features = pd.DataFrame({"balance": [1, 2, 3, 90, 91, 92] * 5, "visits": [9, 8, 9, 1, 2, 1] * 5})
    >>> cluster_stability(features, 2, repeats=5)
    1.0
    """
    from sklearn.metrics import adjusted_rand_score

    if repeats < 1:
        raise CourseError(_("repeats must be at least 1: 30 is usual."))
    matrix = _matrix(features, scale)
    full = _fit(matrix, k, seed, starts=20).labels_
    rng = np.random.default_rng(seed)
    agreement = []
    for _repeat in range(repeats):
        sample = matrix[rng.integers(len(matrix), size=len(matrix))]
        while len(np.unique(sample, axis=0)) < k:
            sample = matrix[rng.integers(len(matrix), size=len(matrix))]
        fit = _fit(sample, k, int(rng.integers(2**31)), starts=5)
        with _one_thread():
            assigned = fit.predict(matrix)
        agreement.append(adjusted_rand_score(full, assigned))
    return float(np.mean(agreement))


def silhouette(features: pd.DataFrame, labels: Labels, scale: bool = True) -> float:
    """Return the mean silhouette width: are customers nearer to their own segment than to the next.

    For one customer ``s = (b - a) / max(a, b)``, where ``a`` is the mean distance to the others in
    the segment and ``b`` the mean distance to those in the nearest other segment.

    Parameters
    ----------
    features : DataFrame of shape (n, p)
        As in :func:`cluster_customers`.
    labels : Series or sequence of length n
        The segment of each customer; a Series is matched by its index.
    scale : bool
        Whether distances are measured between z-scores (ddof = 0). Must be as in the clustering.

    Returns
    -------
    float
        -1 to 1; the higher, the clearer the segments.

    Raises
    ------
    CourseError
        If features are not fit to cluster, labels do not match, or there are fewer than 2
        segments or as many as customers.

    Notes
    -----
    Source: Rousseeuw, P. J. (1987). Silhouettes: A graphical aid to the interpretation and
    validation of cluster analysis. *Journal of Computational and Applied Mathematics*, 20, 53-65.
    Computed by scikit-learn.

    Examples
    --------
    >>> features = pd.DataFrame({"balance": [90, 95, 10, 12]})
    >>> round(silhouette(features, ["B", "B", "A", "A"]), 2)
    0.96
    """
    from sklearn.metrics import silhouette_score

    matrix = _matrix(features, scale)
    codes = _match(labels, features)
    segments = codes.nunique()
    if not 2 <= segments < len(codes):
        raise CourseError(
            _(
                "The silhouette needs at least 2 segments and fewer than customers; "
                "there are {segments} segments and {count} customers."
            ).format(segments=segments, count=len(codes))
        )
    with _one_thread():
        return float(silhouette_score(matrix.astype(np.float32), codes.to_numpy()))


def inertia(features: pd.DataFrame, labels: Labels, scale: bool = True) -> float:
    """Return the within-segment sum of squares, which k-means makes small.

    The sum over customers of the squared distance to the mean of their segment; an elbow plot shows
    it by k.

    Parameters
    ----------
    features : DataFrame of shape (n, p)
        As in :func:`cluster_customers`.
    labels : Series or sequence of length n
        The segment of each customer; a Series is matched by its index.
    scale : bool
        Whether distances are measured between z-scores (ddof = 0).

    Returns
    -------
    float
        0 or more; it falls with every further segment, so it cannot choose k alone.

    Raises
    ------
    CourseError
        If features are not fit to cluster, or labels do not match.

    Examples
    --------
    >>> inertia(pd.DataFrame({"balance": [1, 3, 10, 12]}), ["A", "A", "B", "B"], scale=False)
    4.0
    """
    table = pd.DataFrame(_matrix(features, scale))
    codes = _match(labels, features).to_numpy()
    centers = table.groupby(codes).transform("mean")
    return float(((table - centers) ** 2).to_numpy().sum())


def segment_index(frame: pd.DataFrame, segment: str, attribute: str) -> pd.DataFrame:
    """Tell how over- or under-represented each attribute level is in each segment.

    ``index = 100 * (share of the level within the segment / share of the level overall)``. The
    shares are row shares: within a segment they add up to 1. 100 is average. Weighted with the
    sizes of the segments, the index numbers of a level average to 100.

    Parameters
    ----------
    frame : DataFrame
        One row for each customer.
    segment, attribute : str
        Names of two columns. Rows where either is missing are left out of all shares.

    Returns
    -------
    DataFrame
        Rows are segments, columns are attribute levels.

    Raises
    ------
    CourseError
        If a column is missing, the two are the same, or no row has both values.

    Examples
    --------
    >>> frame = pd.DataFrame({"segment": list("AABB"), "home": ["yes", "yes", "yes", "no"]})
    >>> segment_index(frame, "segment", "home")
    home        no         yes
    segment
    A          0.0  133.333333
    B        200.0   66.666667
    """
    table = require_columns(frame, [segment, attribute], "frame")
    if segment == attribute:
        raise CourseError(_("Segment and attribute are the same column: name two columns."))
    rows = table[[segment, attribute]].dropna()
    if rows.empty:
        raise CourseError(
            _("No row has both '{segment}' and '{attribute}': check the columns.").format(
                segment=segment, attribute=attribute
            )
        )
    counts = pd.crosstab(rows[segment], rows[attribute])
    within = counts.div(counts.sum(axis=1), axis=0)
    overall = counts.sum(axis=0) / len(rows)
    return 100 * within / overall


def penetration_index(
    branch_shares: Mapping[str, float] | pd.Series,
    catchment_shares: Mapping[str, float] | pd.Series,
) -> pd.Series:
    """Tell which groups of its catchment a branch reaches.

    ``index = 100 * (share of the group among the branch's customers / share of the group in the
    catchment)``. 100 means that the branch reaches the group as well as it reaches people at large.

    Parameters
    ----------
    branch_shares, catchment_shares : mapping or Series
        Group to proportion; the same groups, either adding up to 1.

    Returns
    -------
    Series
        Named ``penetration_index``, in the order of `branch_shares`.

    Raises
    ------
    CourseError
        If the groups differ, a share is negative or missing, shares do not add up to 1 (percent
        instead of proportions), or a group has no share in the catchment.

    Examples
    --------
    >>> penetration_index({"young": 0.1, "old": 0.9}, {"young": 0.4, "old": 0.6})
    young     25.0
    old      150.0
    Name: penetration_index, dtype: float64
    """
    branch = pd.Series(branch_shares, dtype=float)
    catchment = pd.Series(catchment_shares, dtype=float)
    for name, shares in (("branch_shares", branch), ("catchment_shares", catchment)):
        if not (shares >= 0).all() or not np.isclose(shares.sum(), 1, atol=1e-6):
            raise CourseError(
                _(
                    "{name} must be proportions of 0 or more that add up to 1, not to {total:g}."
                ).format(name=name, total=shares.sum())
            )
    odd = branch.index.symmetric_difference(catchment.index)
    if len(odd):
        raise CourseError(
            _("Groups {groups} occur on one side only: use the same groups.").format(
                groups=", ".join(map(str, odd))
            )
        )
    catchment = catchment[branch.index]
    if (catchment == 0).any():
        raise CourseError(
            _("Group {group} has no share in the catchment: merge it with another.").format(
                group=catchment.index[catchment == 0][0]
            )
        )
    return (100 * branch / catchment).rename("penetration_index")


def segment_profile(features: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return the size of each segment and its mean of each feature.

    Parameters
    ----------
    features : DataFrame of shape (n, p)
        Numbers, one row for each customer, in their own units (not z-scored).
    labels : Series or sequence of length n
        The segment of each customer; a Series is matched by its index.

    Returns
    -------
    DataFrame
        Index ``segment``, sorted; columns ``customers`` (count), ``share`` (of all customers, a
        proportion), then the mean of each feature.

    Raises
    ------
    CourseError
        If features are not fit to cluster, or labels do not match.

    Examples
    --------
    >>> segment_profile(pd.DataFrame({"balance": [90, 96, 10]}), ["B", "B", "A"])
             customers     share  balance
    segment
    A                1  0.333333     10.0
    B                2  0.666667     93.0
    """
    _matrix(features, scale=False)
    codes = _match(labels, features).to_numpy()
    groups = features.groupby(pd.Index(codes, name="segment"))
    sizes = groups.size()
    profile = groups.mean()
    profile.insert(0, "customers", sizes)
    profile.insert(1, "share", sizes / len(features))
    return profile


def _is_id(name: object) -> bool:
    text = str(name).lower()
    return text in {"id", "key"} or text.endswith(("_id", "_key"))


def _matrix(features: pd.DataFrame, scale: bool) -> NDArray[np.float64]:
    """Return the features as numbers, checked, z-scored if asked."""
    table = require_columns(features, [], "features")
    if not len(table.columns):
        raise CourseError(_("features has no columns: choose at least one feature."))
    for name in table.columns:
        if _is_id(name):
            raise CourseError(
                _("Column '{name}' is an id, and an id is not a feature: leave it out.").format(
                    name=name
                )
            )
        if not pd.api.types.is_numeric_dtype(table[name].dtype):
            raise CourseError(
                _(
                    "Column '{name}' is not numeric, so distances mean nothing: "
                    "leave it out or turn it into a number."
                ).format(name=name)
            )
    matrix = table.to_numpy(dtype=float, na_value=np.nan)
    for position, name in enumerate(table.columns):
        bad = int((~np.isfinite(matrix[:, position])).sum())
        if bad:
            raise CourseError(
                _(
                    "Column '{name}' has {count} missing or infinite values: "
                    "fill or drop these customers first."
                ).format(name=name, count=bad)
            )
    if not scale:
        return matrix
    from sklearn.preprocessing import StandardScaler

    scaled: NDArray[np.float64] = StandardScaler().fit_transform(matrix)
    return scaled


def _fit(matrix: NDArray[np.float64], k: int, seed: int, starts: int) -> KMeans:
    from sklearn.cluster import KMeans

    if isinstance(k, bool) or not isinstance(k, int | np.integer):
        raise CourseError(_("k must be a whole number, not {k!r}.").format(k=k))
    most = min(MAX_K, len(np.unique(matrix, axis=0)))
    if not 2 <= k <= most:
        raise CourseError(
            _(
                "k must lie between 2 and {most} for these customers, not be {k}: "
                "no more segments than different rows, and at most 26."
            ).format(most=most, k=k)
        )
    with _one_thread():
        return KMeans(n_clusters=int(k), n_init=starts, random_state=seed).fit(matrix)


def _one_thread() -> AbstractContextManager[object]:
    """Keep a computation to one thread: the same sums every time, and quicker on such tables."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1)


def _label(codes: NDArray[np.int32], features: pd.DataFrame, k: int) -> pd.Series:
    means = features.groupby(codes).mean()
    order = means.sort_values(list(means.columns), kind="stable").index
    letters = dict(zip(order, ascii_uppercase[:k], strict=True))
    return pd.Series([letters[code] for code in codes], index=features.index, name="segment")


def _match(labels: Labels, features: pd.DataFrame) -> pd.Series:
    """Return the labels in the order of the features."""
    if isinstance(labels, pd.Series) and not labels.index.equals(features.index):
        if not labels.index.is_unique or len(features.index.difference(labels.index)):
            raise CourseError(
                _(
                    "labels and features have different customers in their index: "
                    "use labels made from these features."
                )
            )
        labels = labels.reindex(features.index)
    codes = pd.Series(np.asarray(labels, dtype=object))
    if len(codes) != len(features):
        raise CourseError(
            _("There are {labels} labels for {rows} customers: give one to each.").format(
                labels=len(codes), rows=len(features)
            )
        )
    if codes.isna().any():
        raise CourseError(
            _("{count} customers have no label: give one to each.").format(
                count=int(codes.isna().sum())
            )
        )
    return codes
