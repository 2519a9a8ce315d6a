"""What a check cell and a stub say of a task, read without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from servicelab_workshop.lessons.regions import region_lines


def is_written(source: str) -> bool:
    """Whether a check cell holds a :class:`servicelab_workshop.tasks.Task`."""
    return "servicelab_workshop.tasks" in source


def without_solution(source: str) -> str:
    """Leave out the solution of an answer cell, and its marks."""
    secret = set(region_lines(source, "SOLUTION", with_marks=True))
    lines = source.splitlines(keepends=True)
    return "".join(line for number, line in enumerate(lines, start=1) if number not in secret)


def stub_names(source: str) -> Iterator[str]:
    r"""Names that an answer cell leaves open: bound to dots, or functions to write or to complete.

    Examples
    --------
    >>> list(stub_names("x = ...\n### BEGIN SOLUTION\nx = y = 3\n### END SOLUTION"))
    ['x']
    """
    try:
        body = ast.parse(without_solution(source)).body
    except SyntaxError:
        return
    for node in body:
        if isinstance(node, ast.FunctionDef):
            if is_empty(node) or is_to_complete(node):
                yield node.name
        elif isinstance(node, ast.Assign) and getattr(node.value, "value", None) is ...:
            for target in node.targets:
                yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name))


def is_empty(function: ast.FunctionDef) -> bool:
    """Whether a function has nothing but a docstring, or dots."""
    return all(
        isinstance(step, ast.Pass)
        or (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))
        for step in function.body
    )


def is_to_complete(function: ast.FunctionDef) -> bool:
    r"""Whether a function is half written: a name in it, or what it returns, is dots.

    Examples
    --------
    >>> half = "def share(late):\n    n = late.sum()\n    part = ...\n    return part"
    >>> is_to_complete(ast.parse(half).body[0])
    True
    """
    return any(
        isinstance(step, ast.Assign | ast.AnnAssign | ast.Return)
        and isinstance(step.value, ast.Constant)
        and step.value.value is ...
        for step in ast.walk(function)
    )


def functions_of(source: str) -> Iterator[ast.FunctionDef]:
    """Functions of an answer cell as trainees get it."""
    try:
        body = ast.parse(without_solution(source)).body
    except SyntaxError:
        return
    yield from (node for node in body if isinstance(node, ast.FunctionDef))
