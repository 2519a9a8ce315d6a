"""nbgrader's configuration of a course, read where nbgrader reads it, and what it imports."""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import cloudpickle

from nbreferee.errors import RefereeError
from nbreferee.i18n import _

CONFIG = "nbgrader_config.py"


@contextlib.contextmanager
def importable(root: Path) -> Iterator[None]:
    """Let a course's own modules be imported, as nbgrader does for the folder it is started in.

    Parameters
    ----------
    root : Path
        The course folder. What was imported from it is forgotten afterward, so that the next
        course may name its modules alike.
    """
    known = set(sys.modules)
    importlib.invalidate_caches()
    with patch.object(sys, "path", [str(root), *sys.path]):
        try:
            yield
        finally:
            for name, module in _own_modules(root):
                if name not in known:
                    with contextlib.suppress(ValueError):  # it never went to a worker
                        cloudpickle.unregister_pickle_by_value(module)
                    del sys.modules[name]


def send_along(root: Path) -> None:
    """Have workers, who may not see the course folder, get what was imported from it by value."""
    for _name, module in _own_modules(root):
        cloudpickle.register_pickle_by_value(module)


def _own_modules(root: Path) -> list[tuple[str, ModuleType]]:
    """Modules that lie in a folder and are named from it; not those of a package path below it."""
    own = []
    for name, module in list(sys.modules.items()):
        top = root / name.partition(".")[0]
        file = getattr(module, "__file__", None)
        if file and (Path(file) == top.with_name(f"{top.name}.py") or top in Path(file).parents):
            own.append((name, module))
    return own


def read_configuration(folder: Path) -> Any:
    """Read the configuration of a course.

    Parameters
    ----------
    folder : Path
        The course folder.

    Returns
    -------
    traitlets Config
        What Jupyter's folders hold in ``jupyter_config`` and ``nbgrader_config``, of the system,
        the environment and the user, and above all that the folder's own ``nbgrader_config``; each
        as ``.py`` and as ``.json``. Names that nbgrader has given up are translated as it does.

    Raises
    ------
    RefereeError
        If a file cannot be read.

    Notes
    -----
    A course folder that the user's files name counts only where `folder` is the one we are in and
    no course, so that a course that was asked for by its place is never another one.
    """
    from jupyter_core.paths import jupyter_config_path
    from nbgrader.apps import AutogradeApp
    from traitlets.config.loader import Config

    config = Config()
    for name in ("jupyter_config", "nbgrader_config"):
        for place in reversed(jupyter_config_path()):
            if Path(place) != folder:
                _merge(config, Path(place, name))
    elsewhere = config.CourseDirectory.pop("root", None)
    here = Path.cwd()
    try:
        os.chdir(folder)  # as nbgrader does
        _merge(config, folder / CONFIG.removesuffix(".py"))
    finally:
        os.chdir(here)
    config = AutogradeApp(config=config, log=silent()).config
    if "root" not in config.CourseDirectory:
        use_other = elsewhere and folder == here and not _is_course(folder)
        config.CourseDirectory.root = str(elsewhere if use_other else folder)
    return config


def left_aside(folder: Path) -> Path | None:
    """Return a configuration that nbgrader would read besides: that of the folder we are in.

    Parameters
    ----------
    folder : Path
        The course folder.

    Returns
    -------
    Path or None
        None where there is none, or we are in the course folder.
    """
    here = Path.cwd()
    other = here / CONFIG
    return other if here != folder.resolve() and other.is_file() else None


def silent() -> logging.Logger:
    """A logger for nbgrader that says nothing: what matters is in results and errors."""
    logger = logging.getLogger("nbreferee.nbgrader")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return logger


def _is_course(folder: Path) -> bool:
    return any((folder / name).exists() for name in (CONFIG, "source", "gradebook.db"))


def _merge(config: Any, path: Path) -> None:
    """Add what ``path.py`` and ``path.json`` say, as far as they are there."""
    from traitlets.config.loader import JSONFileConfigLoader, PyFileConfigLoader

    for loader, ending in ((PyFileConfigLoader, ".py"), (JSONFileConfigLoader, ".json")):
        file = path.with_name(path.name + ending)
        if not file.is_file():
            continue
        try:
            config.merge(loader(file.name, path=str(file.parent)).load_config())
        except (Exception, SystemExit) as error:
            raise RefereeError(
                _("Cannot read {file}: {reason}").format(
                    file=file, reason=f"{error or type(error).__name__}"
                )
            ) from error
