"""What the source of a check cell says about its task, read without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_ASKS = ("Task", "check")


@dataclass(frozen=True)
class TaskCall:
    """One ``Task(...)`` of an author, or ``check(...)`` of an edition, as it stands in a source.

    Attributes
    ----------
    id : str
        Its id; the source text of an id that is computed.
    has_plain_id : bool
        Whether the id is a plain string.
    points : object
        The number it states, None without one, or the source text of points that are computed.
    hints : tuple of str
        From vague to plain.
    """

    id: str
    has_plain_id: bool
    points: Any = None
    hints: tuple[str, ...] = ()


def task_calls(source: str) -> Iterator[TaskCall]:
    """Read each ``Task(...)`` or ``check(...)`` of a source; none of a source that is not Python.

    Parameters
    ----------
    source : str
        Of a code cell.

    Examples
    --------
    >>> (call,) = task_calls('task = Task("m02-q1", 3, hints=["Look."])')
    >>> call.id, call.points, call.hints
    ('m02-q1', 3, ('Look.',))
    """
    if not any(f"{name}(" in source for name in _ASKS):
        return
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called_name(node.func) in _ASKS:
            if called_name(node.func) == "check" and isinstance(node.func, ast.Attribute):
                continue  # of a task, not of an answer
            yield _read(node)


def called_name(node: ast.expr) -> str:
    """Return the name of what is called or bound, without the module it comes from."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _read(call: ast.Call) -> TaskCall:
    nodes = dict(zip(("id", "points"), call.args, strict=False))
    nodes |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    values = {key: _value(node) for key, node in nodes.items()}
    id, points, hints = values.get("id"), values.get("points"), values.get("hints")
    return TaskCall(
        id=id if isinstance(id, str) else ast.unparse(nodes["id"]) if "id" in nodes else "",
        has_plain_id=isinstance(id, str),
        points=ast.unparse(nodes["points"]) if points is _COMPUTED else points,
        hints=tuple(map(str, hints)) if isinstance(hints, list | tuple) else (),
    )


_COMPUTED = object()


def _value(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError):
        return _COMPUTED
