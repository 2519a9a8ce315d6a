"""Importing jsonschema without what it seldom needs."""

from __future__ import annotations

import importlib
import sys
from typing import Any

_GRAMMAR = "rfc3987_syntax"


def import_jsonschema() -> Any:
    """Import jsonschema without its check of internationalized addresses.

    Where the package for that check is installed, as it is beside JupyterLab, jsonschema builds the
    grammar of such addresses when it is imported, which takes longer than importing all of nbgrader.
    No schema here, or of notebooks, has one.

    Returns
    -------
    module

    Examples
    --------
    >>> import_jsonschema().__name__
    'jsonschema'
    """
    leave_out = not {"jsonschema", _GRAMMAR} & sys.modules.keys()
    if leave_out:
        sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
    try:
        return importlib.import_module("jsonschema")
    finally:
        if leave_out:
            del sys.modules[_GRAMMAR]
