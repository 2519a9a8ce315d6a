"""Which worlds there are: the modules of this package, and those that course modules bring along.

A world declares its data sets in ``DATASETS`` and is made by a function that is called after its
file: ``make_bank`` in ``bank.py``, ``make_world`` in ``solutions/<module>/world.py``,
``make_world_price`` in ``world_price.py`` beside it. What that gives hands over the tables with its
method ``tables``. Nothing lists the worlds.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop import worlds
from servicelab_workshop.lessons.course import WORLD

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"


@functools.cache
def declared() -> dict[str, dict[str, Any]]:
    """Collect what the worlds declare.

    Returns
    -------
    dict
        Name of a data set -> its declaration, sorted by name.

    Raises
    ------
    CourseError
        If two worlds declare a data set of the same name.

    Examples
    --------
    >>> declared()["bank_offers"]["primaryKey"]
    'customer_id'
    """
    found: dict[str, dict[str, Any]] = {}
    homes: dict[str, str] = {}
    for module in _modules():
        for name, declaration in getattr(module, "DATASETS", {}).items():
            if found.setdefault(name, declaration) is not declaration:
                raise CourseError(
                    _("{name} is declared in {one} and in {other}: give it one home.").format(
                        name=name, one=homes[name], other=module.__file__
                    )
                )
            homes.setdefault(name, str(module.__file__))
    return dict(sorted(found.items()))


def makers() -> list[Callable[[], Any]]:
    """Collect the functions that make the worlds, in no order that matters.

    Examples
    --------
    >>> "make_bank" in [make.__name__ for make in makers()]
    True
    """
    found = ((module, f"make_{Path(str(module.__file__)).stem}") for module in _modules())
    return [getattr(module, name) for module, name in found if hasattr(module, name)]


def world(name: str) -> ModuleType:
    """Return the module of one world, for a claim, a check or a test that needs its functions.

    Parameters
    ----------
    name : str
        A file of this package, such as ``"bank"``; or a module of the course and its subject, such
        as ``"m03_value_price"`` for ``solutions/m03_value/world_price.py``.

    Raises
    ------
    CourseError
        If there is no such world.

    Examples
    --------
    >>> world("bank").make_bank.__name__
    'make_bank'
    """
    for module in _modules():
        if module.__name__ == f"{worlds.__name__}.{name}":
            return module
    raise CourseError(_("There is no world {name}.").format(name=name))


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.iter_modules(worlds.__path__):
        if not info.name.startswith("_"):
            yield importlib.import_module(f"{worlds.__name__}.{info.name}")
    for path in sorted(SOLUTIONS.glob(f"*/{WORLD}")):
        yield _load(path)


@functools.cache
def _load(path: Path) -> ModuleType:
    name = f"{worlds.__name__}.{path.parent.name}{path.stem.removeprefix('world')}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # dataclasses look their module up
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
