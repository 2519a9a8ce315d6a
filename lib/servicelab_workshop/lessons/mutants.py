"""Mutants: a solution with one small change that may be wrong; a fair task catches every one."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
_OPERATE: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
}
# methods and functions for which another is soon taken
_OTHERS = {
    "min": "max",
    "max": "min",
    "idxmin": "idxmax",
    "idxmax": "idxmin",
    "first": "last",
    "last": "first",
    "head": "tail",
    "tail": "head",
    "nlargest": "nsmallest",
    "nsmallest": "nlargest",
    "any": "all",
    "all": "any",
    "sum": "mean",
    "mean": "sum",
    "ceil": "floor",
    "floor": "ceil",
    "cummax": "cummin",
    "size": "count",
    "count": "size",
}
_DROPPED = ("fillna", "dropna", "abs", "clip", "drop_duplicates", "round", "sort_values")
_WITHOUT_DDOF = ("std", "var", "sem")


@dataclass(frozen=True)
class Mutant:
    """A changed solution.

    Attributes
    ----------
    what : str
        What was changed, and where.
    source : str
        The whole answer.
    """

    what: str
    source: str


def mutants(solution: str) -> Iterator[Mutant]:
    """Change a solution in one place, in every way that slips often are made.

    Parameters
    ----------
    solution : str
        The reference answer.

    Examples
    --------
    >>> [mutant.source for mutant in mutants("late = hours > 24")]
    ['late = hours >= 24', 'late = hours > 25', 'late = hours > 23']
    """
    tree = ast.parse(solution)
    seen = {ast.unparse(tree)}
    for place, untouched in enumerate(list(ast.walk(tree))):
        for way in range(len(list(_ways(untouched, tree)))):
            changed = copy.deepcopy(tree)
            node = next(islice(ast.walk(changed), place, None))
            what, change = list(_ways(node, changed))[way]
            change()
            source = ast.unparse(ast.fix_missing_locations(changed))
            if source not in seen:
                seen.add(source)
                yield Mutant(f"line {getattr(node, 'lineno', 0)}: {what}", source)


def same_code(one: str, other: str) -> bool:
    """Whether two sources are the same but for blanks, quotes and comments."""
    return ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))


def _ways(node: ast.AST, tree: ast.AST) -> Iterator[tuple[str, Any]]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            other = _COMPARE.get(type(operator))
            if other:
                yield f"`{ast.unparse(node)}`", _put(node.ops, at, other())
    elif isinstance(node, ast.BinOp):
        other_operator = _OPERATE.get(type(node.op))
        if other_operator:
            yield f"`{ast.unparse(node)}`", _set(node, "op", other_operator())
    elif isinstance(node, ast.BoolOp):
        swapped = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"`{ast.unparse(node)}`", _set(node, "op", swapped)
    elif isinstance(node, ast.UnaryOp):
        yield f"`{ast.unparse(node)}`", _replace(tree, node, node.operand)
    elif isinstance(node, ast.Constant) and not isinstance(node.value, str):
        if _is_only_kept(node, tree):
            return
        if isinstance(node.value, bool):
            yield f"`{node.value}`", _set(node, "value", not node.value)
        elif isinstance(node.value, int):
            for step in (1, -1):
                yield (
                    f"{node.value} becomes {node.value + step}",
                    _set(node, "value", node.value + step),
                )
        elif isinstance(node.value, float):
            yield (
                f"{node.value} becomes {node.value * 1.1:g}",
                _set(node, "value", node.value * 1.1),
            )
    elif isinstance(node, ast.Call):
        yield from _call_ways(node, tree)


def _is_only_kept(node: ast.Constant, tree: ast.AST) -> bool:
    """Whether a number says how sure one is of a sentence: it is recorded, and any is right."""
    return any(
        isinstance(one, ast.keyword) and one.arg == "sure" and one.value is node
        for one in ast.walk(tree)
    )


def _call_ways(node: ast.Call, tree: ast.AST) -> Iterator[tuple[str, Any]]:
    text = ast.unparse(node)
    text = text if len(text) < 60 else text[:57] + "..."
    if isinstance(node.func, ast.Attribute):
        name = node.func.attr
        if name in _OTHERS:
            yield f"`.{name}` becomes `.{_OTHERS[name]}`", _set(node.func, "attr", _OTHERS[name])
        if (name in _DROPPED and not isinstance(node.func.value, ast.Name)) or (
            name in _DROPPED and getattr(node.func.value, "id", "np") not in ("np", "pd")
        ):
            yield f"`.{name}` is dropped", _replace(tree, node, node.func.value)
        if name in _WITHOUT_DDOF and not any(one.arg == "ddof" for one in node.keywords):
            ddof = ast.keyword("ddof", ast.Constant(0))
            yield f"`.{name}` with ddof=0", _put(node.keywords, len(node.keywords), ddof)
    elif isinstance(node.func, ast.Name):
        if node.func.id in ("min", "max"):
            other = _OTHERS[node.func.id]
            yield f"`{text}` becomes `{other}`", _set(node.func, "id", other)
            if len(node.args) > 1:
                yield f"`{text}` without its bound", _replace(tree, node, node.args[0])
        if node.func.id in ("abs", "round") and node.args:
            yield f"`{text}` is dropped", _replace(tree, node, node.args[0])
    if len(node.args) > 1 and not any(isinstance(one, ast.Starred) for one in node.args[:2]):
        first, second = node.args[:2]
        if ast.dump(first) != ast.dump(second):
            yield f"`{text}`: arguments swapped", _put_both(node.args, second, first)


def _put(items: list[Any], at: int, value: Any) -> Any:
    def change() -> None:
        items[at : at + 1] = [value]

    return change


def _put_both(items: list[Any], one: Any, two: Any) -> Any:
    def change() -> None:
        items[:2] = [one, two]

    return change


def _set(node: ast.AST, name: str, value: Any) -> Any:
    def change() -> None:
        setattr(node, name, value)

    return change


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> Any:
    class Change(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return new if node is old else self.generic_visit(node)

    return lambda: Change().visit(tree)
