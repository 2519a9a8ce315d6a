"""Steps that a course lists: classes, names of classes, or functions, as nbgrader takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config.loader import LazyConfigValue
from traitlets.utils.importstring import import_item

from nbreferee import door
from nbreferee.errors import RefereeError
from nbreferee.i18n import _

#: Letters of what a course's own code says is wrong with it.
LONGEST_REASON = 600


def listed(section: Any, name: str, usual: Iterable[Any]) -> list[Any]:
    """Return a list of steps as a configuration has it.

    Parameters
    ----------
    section : traitlets Config
        Of the class that has the list.
    name : str
        The list's name.
    usual : iterable
        What it holds where nothing is said; what is only added or taken off is so to this.

    Returns
    -------
    list
        Names are imported.

    Raises
    ------
    RefereeError
        If one of them cannot be.
    """
    given = section.get(name) if name in section else None
    if isinstance(given, LazyConfigValue):
        given = given.get_value(list(usual))
    return [imported(step) for step in (given if isinstance(given, list | tuple) else usual)]


def imported(step: Any) -> Any:
    """Import a step that is given by its name; return any other as it is.

    Raises
    ------
    RefereeError
        If there is none of that name.

    Examples
    --------
    >>> imported("nbgrader.preprocessors.Execute").__name__
    'Execute'
    """
    if not isinstance(step, str):
        return step
    try:
        return import_item(step)
    except (Exception, SystemExit) as error:
        raise RefereeError(
            _(
                "The course's nbgrader configuration names the step {name}, which cannot be "
                "imported: {reason}."
            ).format(name=step, reason=cause(error))
        ) from error


def as_class(step: Any) -> type:
    """Return a step as a class, whose instances take a notebook and its resources.

    Parameters
    ----------
    step : str, class or callable
        As in nbgrader's lists.

    Examples
    --------
    >>> as_class(lambda notebook, resources: (notebook, resources)).__name__
    '<lambda>'
    """
    step = imported(step)
    if isinstance(step, type):
        return step
    if not callable(step):
        raise RefereeError(
            _(
                "The course's nbgrader configuration lists {step} as a step: give a class, its "
                "name, or a function."
            ).format(step=repr(step))
        )
    return _called(step)


def _called(function: Callable[[Any, Any], Any]) -> type:
    def preprocess(_self: Any, nb: Any, resources: Any) -> Any:
        return function(nb, resources)

    name = getattr(function, "__name__", type(function).__name__)
    return type(name, (NbGraderPreprocessor,), {"preprocess": preprocess})


def step_failed(notebook: str, step: type, error: BaseException) -> RefereeError:
    """Return the error that says which step could not do its work on a notebook, and why.

    Parameters
    ----------
    notebook : str
        Its name, without ``.ipynb``.
    step : type
        The step.
    error : BaseException
        What it raised.

    Examples
    --------
    >>> print(step_failed("p1", int, ValueError("no number")))
    p1.ipynb cannot be graded: int says no number.
    """
    return RefereeError(
        _("{name}.ipynb cannot be graded: {step} says {reason}.").format(
            name=notebook, step=step.__name__, reason=door.text(cause(error), LONGEST_REASON)
        )
    )


def cause(error: BaseException) -> str:
    """Say why something of a course cannot be used: the first reason, not what followed from it.

    Examples
    --------
    >>> cause(ValueError("no number"))
    'no number'
    """
    while error.__cause__ is not None:
        error = error.__cause__
    said = " ".join(str(error).split()).rstrip(".")
    return said or type(error).__name__
