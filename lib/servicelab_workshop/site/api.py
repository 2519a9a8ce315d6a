"""Which modules the API pages are about, and the names that each makes public."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from typing import Any

import servicelab

#: What of the other packages is an interface; neither the grading engine nor what builds these
#: pages is one.
_INTERFACE = {
    "nbreferee": ("feedback", "grade", "gradebook", "record", "settings"),
    "servicelab_workshop.lessons": ("bank", "build", "check", "course", "lesson", "try_bank"),
    "servicelab_workshop.classroom": (),
    "servicelab_workshop.reports": (),
    "servicelab_workshop.worlds": ("discovery", "package"),
}


def packages() -> list[str]:
    """Packages in the order of the pages: the helper library with all its subjects, then the others.

    Examples
    --------
    >>> packages()[0], "servicelab.games.desk" in packages()
    ('servicelab', True)
    """
    parts = pkgutil.walk_packages(servicelab.__path__, "servicelab.")
    return ["servicelab", *sorted(part.name for part in parts if part.ispkg), *_INTERFACE]


def public_modules(package: str) -> list[str]:
    """Names of the modules that lie in a package, sorted.

    Parameters
    ----------
    package : str
        A name from :func:`packages`.

    Examples
    --------
    >>> "servicelab.decisions.widgets.base" in public_modules("servicelab.decisions.widgets")
    True
    """
    chosen = _INTERFACE.get(package)
    return sorted(
        f"{package}.{part.name}"
        for part in pkgutil.iter_modules(import_module(package).__path__)
        if not part.ispkg and not part.name.startswith("_") and (not chosen or part.name in chosen)
    )


def public_names(module: str) -> list[str]:
    """Functions, classes and documented values that a module makes public.

    Parameters
    ----------
    module : str
        Such as ``"servicelab.priorities.kano"``.

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
