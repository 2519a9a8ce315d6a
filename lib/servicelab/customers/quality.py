"""Quality of a customer database: filled, right, each person once, fresh.

Four measures, each a proportion with its own denominator:

============  ==========================================  ===================
measure       numerator                                   denominator
============  ==========================================  ===================
completeness  values present, sentinels not counted       all rows
validity      present values that obey the field's rule   present values
uniqueness    distinct persons                            all rows
timeliness    rows updated in the window before snapshot  all rows
============  ==========================================  ===================
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from servicelab.data.frames import as_dates, require_columns
from servicelab.errors import CourseError
from servicelab.i18n import _

__all__ = ["RULES", "WINDOW_DAYS", "Rule", "archive_quality", "field_quality"]

#: A record updated at most this many days before the snapshot counts as fresh.
WINDOW_DAYS = 180


@dataclass(frozen=True)
class Rule:
    """What counts as present and as valid in one field.

    Parameters
    ----------
    field : str
        Column name.
    archive : int
        The archive the field belongs to, 1 to 5.
    kind : {"number", "date", "text"}
        How the values are read. What cannot be read so is present, but not valid.
    sentinels : tuple
        Values that stand for "unknown": they count as not present. Dates in ISO format.
    low, high : float or str, optional
        Smallest and largest valid number or date. A date after the snapshot is never valid.
    levels : tuple of str
        The valid texts; empty if any text is valid.
    pattern : str, optional
        Regular expression that a valid text matches as a whole.

    Examples
    --------
    >>> Rule("monthly_income", 3, "number", sentinels=(0, 9999), low=1).archive
    3
    """

    field: str
    archive: int
    kind: Literal["number", "date", "text"]
    sentinels: tuple[float | str, ...] = ()
    low: float | str | None = None
    high: float | str | None = None
    levels: tuple[str, ...] = ()
    pattern: str | None = None


_ZODIAC = (
    "Aries",
    "Taurus",
    "Gemini",
    "Cancer",
    "Leo",
    "Virgo",
    "Libra",
    "Scorpio",
    "Sagittarius",
    "Capricorn",
    "Aquarius",
    "Pisces",
)

#: The rules of ``bank_customers``. Archives: 1 personal, 2 social, 3 economic, 4 relation, 5 other.
RULES: tuple[Rule, ...] = (
    Rule("birth_date", 1, "date", sentinels=("1900-01-01",), low="1901-01-01"),
    Rule("age", 1, "number", low=18, high=110),
    Rule("occupation", 1, "text"),
    Rule("household_size", 1, "number", sentinels=(0,), low=1, high=20),
    Rule("phone", 1, "text", pattern=r"\d{11}"),
    Rule("clubs", 2, "number", low=0),
    Rule("social_media_handle", 2, "text", pattern=r"@\S+"),
    Rule("event_attendance", 2, "number", low=0),
    Rule("monthly_income", 3, "number", sentinels=(0, 9999), low=1),
    Rule("home_owner", 3, "text", levels=("yes", "no")),
    Rule("balance", 3, "number", low=0),
    Rule("revolving_share", 3, "number", low=0, high=1),
    Rule("products", 4, "number", low=0),
    Rule("since", 4, "date", low="1901-01-01"),
    Rule("complaints_12m", 4, "number", low=0),
    Rule("branch_contacts", 4, "number", low=0),
    Rule("zodiac", 5, "text", levels=_ZODIAC),
    Rule("hobby", 5, "text"),
    Rule("referral_note", 5, "text"),
)


def field_quality(
    customers: pd.DataFrame, snapshot: str | pd.Timestamp, *, valid: Sequence[Rule] = RULES
) -> pd.DataFrame:
    """Measure completeness and validity of each field.

    ``completeness = values present / rows``; a missing value, an empty text and a sentinel (0,
    9999, 1900-01-01 where the rule says so) are not present. ``validity = values that obey the
    rule / values present``.

    Parameters
    ----------
    customers : DataFrame
        One row for each customer record, with every field that `valid` names.
    snapshot : date
        The day on which the database is judged; a later date in a field is not valid.
    valid : sequence of Rule
        The fields and their rules.

    Returns
    -------
    DataFrame
        Index ``field``, in the order of `valid`; columns ``archive``, ``completeness`` and
        ``validity`` (proportions; validity is NaN if nothing is present).

    Raises
    ------
    CourseError
        If the table is empty, a field is missing, or the snapshot is not a date.

    Examples
    --------
    >>> income = pd.DataFrame({"monthly_income": [5200, 0, 9999, None, -3]})
    >>> rule = Rule("monthly_income", 3, "number", sentinels=(0, 9999), low=1)
    >>> field_quality(income, "2026-01-01", valid=[rule])
                    archive  completeness  validity
    field
    monthly_income        3           0.4       0.5
    """
    if not valid:
        raise CourseError(_("There is no rule to judge by: pass at least one Rule in valid."))
    table = require_columns(customers, [rule.field for rule in valid], "customers")
    day = _day(snapshot)
    rows = []
    for rule in valid:
        present, obeys = _judge(table[rule.field], rule, day)
        count = int(present.sum())
        rows.append(
            {
                "field": rule.field,
                "archive": rule.archive,
                "completeness": count / len(table),
                "validity": float(obeys.sum()) / count if count else float("nan"),
            }
        )
    return pd.DataFrame(rows).set_index("field")


def archive_quality(
    customers: pd.DataFrame,
    snapshot: str | pd.Timestamp,
    *,
    valid: Sequence[Rule] = RULES,
    window_days: int = WINDOW_DAYS,
) -> pd.DataFrame:
    """Score the quality of each archive of a customer database.

    Completeness and validity of an archive are the unweighted means over its fields (see
    :func:`field_quality`; fields without any value are left out of validity). Uniqueness and
    timeliness belong to the record, not to a field, and are therefore the same in every archive:
    ``uniqueness = distinct person_key / rows`` and ``timeliness = rows with 0 <= snapshot -
    updated_at <= window_days / rows``. A row without a date, or with one after the snapshot, is
    not timely.

    Parameters
    ----------
    customers : DataFrame
        One row for each customer record: ``person_key``, ``updated_at`` and every field that
        `valid` names.
    snapshot : date
        The day on which the database is judged.
    valid : sequence of Rule
        The fields and their rules.
    window_days : int
        Length of the window before the snapshot, in days.

    Returns
    -------
    DataFrame
        Index ``archive``; columns ``completeness``, ``validity``, ``uniqueness``,
        ``timeliness``, all proportions.

    Raises
    ------
    CourseError
        If the table is empty, a field is missing, or a date cannot be read.

    Notes
    -----
    Source of the dimensions: Wang, R. Y., & Strong, D. M. (1996). Beyond accuracy: What data
    quality means to data consumers. *Journal of Management Information Systems*, 12(4), 5-33.

    Examples
    --------
    >>> customers = pd.DataFrame(
    ...     {
    ...         "person_key": ["P1", "P2", "P2", "P3"],
    ...         "updated_at": ["2025-12-01", "2025-07-05", "2025-07-04", "2024-01-01"],
    ...         "household_size": [2, 0, 3, 4],
    ...     }
    ... )
    >>> rule = Rule("household_size", 1, "number", sentinels=(0,), low=1)
    >>> archive_quality(customers, "2026-01-01", valid=[rule])
             completeness  validity  uniqueness  timeliness
    archive
    1                0.75       1.0        0.75         0.5
    """
    table = require_columns(customers, ["person_key", "updated_at"], "customers")
    fields = field_quality(table, snapshot, valid=valid)
    scores = fields.groupby("archive")[["completeness", "validity"]].mean()
    age = (_day(snapshot) - as_dates(table["updated_at"], "updated_at")).dt.days
    scores["uniqueness"] = table["person_key"].nunique() / len(table)
    scores["timeliness"] = float(age.between(0, window_days).mean())
    return scores


def _day(snapshot: str | pd.Timestamp) -> pd.Timestamp:
    try:
        day = pd.Timestamp(snapshot)
    except (TypeError, ValueError):
        day = None
    if day is None or pd.isna(day):
        raise CourseError(
            _("The snapshot {snapshot!r} is not a date: write it as 2026-01-01.").format(
                snapshot=snapshot
            )
        )
    return day


def _judge(values: pd.Series, rule: Rule, snapshot: pd.Timestamp) -> tuple[pd.Series, pd.Series]:
    """Tell which values are present, and which of these obey the rule."""
    text = _as_text(values)
    filled = text != ""
    if rule.kind == "text":
        present = filled & ~text.isin([str(one) for one in rule.sentinels])
        obeys = present
        if rule.levels:
            obeys = obeys & text.isin(rule.levels)
        if rule.pattern is not None:
            obeys = obeys & text.str.fullmatch(rule.pattern)
        return present, obeys

    read: Callable[[Any], Any]
    parsed: Any
    high = rule.high
    if rule.kind == "number":
        read, parsed = float, pd.to_numeric(text.where(filled), errors="coerce")
    else:
        read = pd.Timestamp
        parsed = pd.to_datetime(text.where(filled), errors="coerce", format="ISO8601")
        high = str(min(snapshot, read(rule.high or snapshot)))
    present = filled & ~parsed.isin([read(one) for one in rule.sentinels])
    obeys = present & parsed.notna()
    if rule.low is not None:
        obeys &= (parsed >= read(rule.low)).fillna(False)
    if high is not None:
        obeys &= (parsed <= read(high)).fillna(False)
    return present, obeys


def _as_text(values: pd.Series) -> pd.Series:
    """Return values as stripped text; whole numbers without a decimal point, missing ones as ''."""
    if pd.api.types.is_float_dtype(values.dtype) and (values.dropna() % 1 == 0).all():
        values = values.astype("Int64")
    return values.astype("string").fillna("").str.strip()
