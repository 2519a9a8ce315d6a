"""Which modules the API pages are about, and the names that each makes public."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path
from typing import Any

import servicelab

#: Subpackages in the order of the pages; neither the grading engine nor what
#: builds these pages is an interface.
PACKAGES = ("", "widgets", "reports", "worlds", "classroom")
_COMMANDS = ("cli", "commands")


def public_modules(package: str = "") -> list[str]:
    """Names of the modules that lie in a subpackage, sorted.

    Parameters
    ----------
    package : str
        A name from :data:`PACKAGES`; the empty one is ``servicelab`` itself.

    Examples
    --------
    >>> "servicelab.widgets.base" in public_modules("widgets")
    True
    """
    folder = Path(servicelab.__file__).parent / package
    prefix = ".".join(part for part in ("servicelab", package) if part)
    return sorted(
        f"{prefix}.{path.stem}"
        for path in folder.glob("*.py")
        if not path.stem.startswith("_") and path.stem not in _COMMANDS
    )


def public_names(module: str) -> list[str]:
    """Functions, classes and documented values that a module makes public.

    Parameters
    ----------
    module : str
        Such as ``"servicelab.kano"``.

    Examples
    --------
    >>> public_names("servicelab.errors")
    ['CourseError']
    """
    loaded = import_module(module)
    listed = getattr(loaded, "__all__", None)
    if listed is not None:
        return list(listed)
    return [
        name
        for name, value in vars(loaded).items()
        if not name.startswith("_") and _is_at_home(value, module)
    ]


def _is_at_home(value: Any, module: str) -> bool:
    return (inspect.isfunction(value) or inspect.isclass(value)) and value.__module__ == module


def summary(value: Any) -> str:
    """The first sentence of a docstring, as Markdown.

    Examples
    --------
    >>> summary(summary)
    'The first sentence of a docstring, as Markdown.'
    """
    text = (inspect.getdoc(value) or "").partition("\n\n")[0]
    return " ".join(text.split()).replace("``", "`")
