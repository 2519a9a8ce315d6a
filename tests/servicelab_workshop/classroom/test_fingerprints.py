from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.speed import in_pieces

from servicelab_workshop.classroom.fingerprints import (
    CODE,
    MOST_LETTERS,
    PROSE,
    Unit,
    code_units,
    fingerprints,
    grams,
    prose_units,
    winnow,
)

LINES = (
    "{a} = {b}.groupby('x')[{c}].mean()",
    "for {a} in range({b}):\n    {c} = len({a}) * 2 + {b}",
    "def f({a}, {b}=3):\n    return {a} / {b} - {c}",
    "{a} = [{b} ** 2 for {b} in {c} if {b} > 1]",
    "{a}, {b} = sorted({c}, key=lambda {a}: -{a}), ({b} or {c})",
    "with open({a}) as {b}:\n    {c} = {b}.read()  # a comment",
    "if {a} not in {b} and {c}:\n    print(f'{{{a}}} of {{{b}}}', {c}, sep={a})",
)


def tokens(source: str, known: tuple[str, ...] = ()) -> list[str]:
    return [" ".join(unit.tokens) for unit in code_units(source, known)]


def prose(source: str) -> list[str]:
    return [" ".join(unit.tokens) for unit in prose_units(source)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("total = a + b", "x = y + z"),
        ("share = (kept/len(values))  # why", "s = kept / len( values )"),
        ("f(a,\n  b,\n)", "f(a, b)"),
        ('x = "one"', "y = '''two'''"),
        ("x = 3 * y", "x = 4.5e3 * y"),
        ("x = 1; y = [2]", "x = 1\n\n\ny = [2]"),
        ('def f(a):\n    """Say."""\n    return a', "def g(b):\n  return b"),
        ("x = a.mean(axis=1)", "y = b . mean(axis = 0)"),
        ("x = f'{a} of {b}'", "x = 'three'"),
        ("def f(size): return size\nf(size=2)", "def g(n): return n\ng(n=3)"),
    ],
)
def test_what_changes_nothing_is_left_out(one: str, other: str) -> None:
    assert tokens(one) == tokens(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = a.mean()", "x = a.sum()"),
        ("x = a < b", "x = a > b"),
        ("x = len(a)", "x = sum(a)"),
        ("x = f(axis=1)", "x = f(skipna=1)"),
        ("return a", "yield a"),
    ],
)
def test_what_a_line_does_is_kept(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


def test_names_of_the_released_notebook_are_kept() -> None:
    source = "x = lift(table['income'], 'other')"

    assert tokens(source, ("lift", "income")) == ["N = lift ( N [ income ] , S )"]
    assert tokens(source) == ["N = N ( N [ S ] , S )"]


def test_lines_are_known_by_their_place() -> None:
    source = "# first\nx = f(\n    a,\n)\ny = 2\n"

    assert [(unit.first, unit.last) for unit in code_units(source)] == [(1, 3), (4, 4)]


@pytest.mark.parametrize(
    "broken",
    [
        "x = a.mean( + b\ny = 2",
        "def f(:\n    return a.mean()",
        "  x = 1\n y = 2",
        'x = """never closed\ny = a.mean()',
        "x = 'never closed\ny = a.mean()",
        "x = $ ? a.mean()\0",
        "\\",
        ")))]]",
    ],
)
def test_code_that_is_no_python_is_read_all_the_same(broken: str) -> None:
    assert code_units(broken) == code_units(broken.replace("a.", "b."))
    assert code_units(f"good = a.mean(axis=1) + 2\n{broken}")


def test_broken_code_is_like_what_it_was_copied_from() -> None:
    good = "x = a.mean(axis=1) / len(b)\ny = x + 1\n"

    assert code_units(good + "z = (")[:2] == code_units(good)


NAMES = st.permutations(["alpha", "b", "count_1", "später", "_x", "thing"])


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=6), NAMES, NAMES)
def test_a_variable_may_have_any_name(
    lines: list[str], first: list[str], second: list[str]
) -> None:
    def written(names: list[str]) -> str:
        return "\n".join(line.format(a=names[0], b=names[1], c=names[2]) for line in lines)

    assert tokens(written(first)) == tokens(written(second))


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=6), st.randoms())
def test_the_order_of_lines_does_not_matter(lines: list[str], dice: random.Random) -> None:
    def printed(lines: list[str]) -> list[tuple[int, ...]]:
        source = "\n".join(line.format(a="a", b="b", c="c") for line in lines)
        return sorted(fingerprints(code_units(source), CODE))

    before = printed(lines)
    dice.shuffle(lines)

    assert printed(lines) == before


@given(st.text(max_size=400))
def test_anything_can_be_read(source: str) -> None:
    lines = len(source.splitlines()) + 1
    for units, size in ((code_units(source), CODE), (prose_units(source), PROSE)):
        assert len(fingerprints(units, size)) == len(units)
        assert all(0 <= unit.first <= unit.last <= lines for unit in units)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We keep it, and wait.", "we KEEP it and -- wait!"),
        ("It costs 3.5 or 12,000.", "it costs 7 or 1"),
        ("**We** keep _it_.", "We keep it"),
        ("We keep\nit.", "We keep it."),
    ],
)
def test_prose_is_its_words(one: str, other: str) -> None:
    assert prose(one) == prose(other) != []


def test_sentences_items_and_paragraphs_are_apart() -> None:
    assert prose("One. Two!\nthree\n\nfour\n- five\n- six") == [
        *("one", "two", "three", "four", "five", "six")
    ]


def test_letters_that_are_words_are_read_one_by_one() -> None:
    assert prose("客户流失。为什么？") == ["客 户 流 失", "为 什 么"]


HASHES = st.lists(st.integers(0, 50), max_size=40)


@given(HASHES, HASHES, HASHES, st.integers(1, 6))
def test_what_two_texts_share_in_a_whole_window_is_found(
    shared: list[int], before: list[int], after: list[int], window: int
) -> None:
    one, other = winnow(before + shared + after, window), winnow(after + shared + before, window)

    if len(shared) >= window:
        assert set(one) & set(other) & set(shared)
    assert len(one) <= len(before + shared + after)


def test_a_short_line_says_nothing() -> None:
    assert grams(("x", "=", "0"), CODE) == []
    assert fingerprints([Unit(0, 0, ("yes", "it", "is"))], PROSE) == [()]


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "(",
            ")",
            "'",
            '"',
            '"""',
            "\\",
            "#",
            "\n",
            " \n",
            "x=",
            "x,",
            "f(",
            "[x for ",
            "0.",
            "a.b",
        ),
        *("{", "f'{", "\\\n", "é", "客", "1,", "-\n", "_", "\t", "\r", "\0", "def ", "x;"),
    ],
)
def test_a_megabyte_takes_no_longer_than_a_long_answer(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))

    def taken() -> None:
        for units in (code_units(text), prose_units(text)):
            assert sum(len(unit.tokens) for unit in units) <= MOST_LETTERS
            fingerprints(units, CODE)

    assert in_pieces(taken, 40, rounds=2) < 40
