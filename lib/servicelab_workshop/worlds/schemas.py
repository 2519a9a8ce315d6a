"""What a declared data set is to those who read it: its Table Schema, and its data types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from servicelab.data.schemas import cast_frame


def table_schema(declared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the Frictionless Table Schema of one data set.

    Parameters
    ----------
    declared : mapping
        Its entry in the ``DATASETS`` of a world.

    Examples
    --------
    >>> table_schema({"title": "Waits", "fields": [], "primaryKey": "id"})
    {'fields': [], 'missingValues': [''], 'primaryKey': 'id'}
    """
    schema: dict[str, Any] = {"fields": declared["fields"], "missingValues": [""]}
    for key in ("primaryKey", "foreignKeys", "partialKeys"):
        if key in declared:
            schema[key] = declared[key]
    return schema


def cast(frame: pd.DataFrame, declared: Mapping[str, Any]) -> pd.DataFrame:
    """Give a generated table the data types that loading it from its file would give.

    A table that breaks its schema stays as it is: :func:`.package.checked` says what is wrong.
    """
    try:
        for field in declared["fields"]:
            kinds = field.get("constraints", {}).get("enum")
            if kinds and not frame[field["name"]].dropna().isin(kinds).all():
                return frame
        return cast_frame(frame, table_schema(declared))
    except (KeyError, ValueError, TypeError):
        return frame
