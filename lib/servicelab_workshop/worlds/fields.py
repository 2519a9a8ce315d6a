"""The declaration of one column, of which the schemas are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Field = dict[str, Any]


def field(
    name: str,
    kind: str,
    description: str,
    *,
    unit: str | None = None,
    archive: int | None = None,
    ordered: bool = False,
    **constraints: Any,
) -> Field:
    """Declare one column in the words of Frictionless Table Schema.

    Parameters
    ----------
    name, kind, description : str
        Its name, its type (``string``, ``integer``, ``number``, ``boolean``, ``date`` or
        ``datetime``) and what it means.
    unit : str, optional
        Unit of measurement.
    archive : int, optional
        The bank's archive that the column belongs to.
    ordered : bool
        Whether the values of ``enum`` are in order.
    **constraints
        ``required``, ``unique``, ``enum``, ``pattern``, ``minimum``, ``maximum``.

    Returns
    -------
    dict
    """
    declared: Field = {"name": name, "type": kind, "description": description}
    if kind == "datetime":
        declared["format"] = "%Y-%m-%d %H:%M"
    if unit:
        declared["unit"] = unit
    if archive:
        declared["archive"] = archive
    if ordered:
        declared["ordered"] = True
    if constraints:
        declared["constraints"] = {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in constraints.items()
        }
    return declared


def leads_to(
    column: str, table: str, key: str = "", *, where: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Declare that each value of a column is one of another table's, in the words of Frictionless.

    Parameters
    ----------
    column : str
        The column that joins.
    table, key : str
        Where its values are found, by default in the column of the same name.
    where : mapping, optional
        Column -> value of the rows that this holds for; by default of all.

    Returns
    -------
    dict
        For ``foreignKeys``; with `where`, which Frictionless does not know, for ``partialKeys``.

    Examples
    --------
    >>> leads_to("trip", "hospital_crowd")
    {'fields': 'trip', 'reference': {'resource': 'hospital_crowd', 'fields': 'trip'}}
    """
    link: dict[str, Any] = {
        "fields": column,
        "reference": {"resource": table, "fields": key or column},
    }
    return {**link, "where": dict(where)} if where else link
