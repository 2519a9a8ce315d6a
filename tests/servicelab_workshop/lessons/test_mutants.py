from __future__ import annotations

import ast

import pytest

from servicelab_workshop.lessons.mutants import mutants, same_code


def sources(solution: str) -> set[str]:
    return {mutant.source for mutant in mutants(solution)}


@pytest.mark.parametrize(
    ("solution", "mutant"),
    [
        ("x = a < b", "x = a <= b"),
        ("x = a >= b", "x = a > b"),
        ("x = a + b", "x = a - b"),
        ("x = a / b", "x = a * b"),
        ("x = a & b", "x = a | b"),
        ("x = a and b", "x = a or b"),
        ("x = -a", "x = a"),
        ("x = ~a", "x = a"),
        ("x = 24", "x = 25"),
        ("x = 24", "x = 23"),
        ("x = f(a, ascending=True)", "x = f(a, ascending=False)"),
        ("x = a.std(ddof=1)", "x = a.std(ddof=0)"),
        ("x = a.std()", "x = a.std(ddof=0)"),
        ("x = a.mean(axis=1)", "x = a.mean(axis=0)"),
        ("x = a.b.fillna(0)", "x = a.b"),
        ("x = abs(a)", "x = a"),
        ("x = max(a, 0)", "x = a"),
        ("x = max(a, 0)", "x = min(a, 0)"),
        ("x = a.idxmax()", "x = a.idxmin()"),
        ("x = a.groupby(g).first()", "x = a.groupby(g).last()"),
        ("x = f(a, b)", "x = f(b, a)"),
        ("x = a[0]", "x = a[1]"),
    ],
)
def test_each_kind_of_change_is_made(solution: str, mutant: str) -> None:
    assert mutant in sources(solution)


def test_each_changes_one_place_and_can_be_read() -> None:
    solution = 'def f(a, b):\n    """Words."""\n    return a.mean() + 2 * max(b, 3)'
    found = list(mutants(solution))
    assert len(found) == len({one.source for one in found}) > 6
    for one in found:
        ast.parse(one.source)
        assert '"""Words."""' in one.source
        assert one.what.startswith("line ")
        assert not same_code(one.source, solution)


def test_layout_makes_no_difference() -> None:
    assert same_code("x = 'a'  # one", 'x = (\n    "a"\n)')
    assert not same_code("x = 1", "x = 2")


def test_how_sure_one_is_may_be_anything() -> None:
    assert sources('told.record(sentence="B", sure=0.85)') == set()
    assert sources('told.record(sentence="B", limit=0.85)') != set()
