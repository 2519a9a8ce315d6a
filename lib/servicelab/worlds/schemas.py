"""What each data set holds: the one declaration behind generator, data package and cards."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..data import cast_frame
from .bank_schemas import BANK
from .complaint_schemas import COMPLAINTS
from .hospital_schemas import HOSPITAL
from .insurer_schemas import INSURER
from .operation_schemas import OPERATIONS
from .recovery_schemas import RECOVERY

#: One entry a data set, in the order in which they are listed.
DATASETS: dict[str, dict[str, Any]] = {
    **BANK,
    **INSURER,
    **HOSPITAL,
    **COMPLAINTS,
    **RECOVERY,
    **OPERATIONS,
}


def table_schema(name: str) -> dict[str, Any]:
    """Return the Frictionless Table Schema of one data set."""
    declared = DATASETS[name]
    schema: dict[str, Any] = {"fields": declared["fields"], "missingValues": [""]}
    for key in ("primaryKey", "foreignKeys"):
        if key in declared:
            schema[key] = declared[key]
    return schema


def cast(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give a generated table the data types that loading it from its file would give.

    A table that breaks its schema stays as it is: :func:`.package.checked` says what is wrong.
    """
    try:
        schema = table_schema(name)
        for field in schema["fields"]:
            kinds = field.get("constraints", {}).get("enum")
            if kinds and not frame[field["name"]].dropna().isin(kinds).all():
                return frame
        return cast_frame(frame, schema)
    except (KeyError, ValueError, TypeError):
        return frame
