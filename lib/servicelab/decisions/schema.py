"""Decisions held against a JSON Schema."""

from __future__ import annotations

import importlib
import sys
from typing import Any

_GRAMMAR = "rfc3987_syntax"


def make_validator(schema: dict[str, Any]) -> Any:
    """Return what holds decisions against a schema of draft 2020-12.

    jsonschema is imported without its check of internationalized addresses, which no schema here
    has: to build their grammar takes longer than importing pandas.

    Parameters
    ----------
    schema : dict
        A JSON Schema.

    Returns
    -------
    jsonschema.Draft202012Validator

    Examples
    --------
    >>> make_validator({"type": "string"}).is_valid(1)
    False
    """
    leave_out = not {"jsonschema", _GRAMMAR} & sys.modules.keys()
    if leave_out:
        sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
    try:
        return importlib.import_module("jsonschema").Draft202012Validator(schema)
    finally:
        if leave_out:
            del sys.modules[_GRAMMAR]
