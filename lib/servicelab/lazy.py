"""Names of a package that are loaded when they are first used."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def attach(
    package: str, homes: Mapping[str, Sequence[str]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Make the functions of a package that load its public names on demand.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    homes : mapping
        Module of the package -> names that are public there.

    Returns
    -------
    function, function, list of str
        To be kept as ``__getattr__``, ``__dir__`` and ``__all__``.

    Examples
    --------
    >>> load, _list, names = attach("servicelab", {"errors": ["CourseError"]})
    >>> names, load("CourseError").__name__
    (['CourseError'], 'CourseError')
    """
    home = {name: module for module, names in homes.items() for name in names}
    listed = sorted(home)

    def load(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{package}.{home[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return load, lambda: listed, listed
