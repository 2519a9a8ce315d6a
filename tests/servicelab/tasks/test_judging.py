from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from servicelab.tasks import comparison
from servicelab.tasks.judging import Outcome, judge, score
from servicelab.tasks.plain import pack
from servicelab.tasks.sheet import Sheet

SAYS = {"a": "First slip.", "b": "Second slip.", "b~2": "Second slip.", "c": "Third slip."}


def sheet(checks: dict[str, Any], explanations: Any = None, *, whole: bool = True) -> Sheet:
    visible = {
        "id": "q1",
        "points": 4,
        "checks": {
            key: {"title": f"check {key}", "weight": 1, "take": key, **check}
            for key, check in checks.items()
        },
        "slips": SAYS,
        "explanations": explanations or {},
    }
    return Sheet.read(visible, {} if whole else None)


def told(sheet: Sheet, taken: dict[str, Any], **options: Any) -> list[tuple[str, ...]]:
    return [outcome.slips for outcome in judge(sheet, taken, **options)]


KNOWN = {"1": {"expected": 10}, "2": {"expected": 20}}
SLIPS = {"a": {"1": 11}, "b": {"2": 22}, "c": {"1": 13, "2": 23}}


def test_right_answers_get_all() -> None:
    outcomes = judge(sheet(KNOWN, SLIPS), {"1": 10, "2": 20})
    assert [one.status for one in outcomes] == ["right", "right"]
    assert score(4, outcomes) == 4


def test_one_slip_and_two_are_named() -> None:
    it = sheet(KNOWN, SLIPS)
    assert told(it, {"1": 11, "2": 20}) == [("a",), ()]
    assert told(it, {"1": 13, "2": 23}) == [("c",), ("c",)]
    assert told(it, {"1": 11, "2": 22}) == [("a",), ("b",)]
    assert judge(it, {"1": 13, "2": 23})[1].message == "The same as above."


def test_a_pair_that_changes_one_value_is_named() -> None:
    it = sheet(KNOWN, {**SLIPS, "a+b": {"1": 17, "2": 27}})
    assert told(it, {"1": 17, "2": 27}) == [("a", "b"), ("a", "b")]


def test_what_two_explanations_fit_names_neither() -> None:
    it = sheet({"1": {"expected": 10}}, {"a": {"1": 11}, "b": {"1": 11}})
    (outcome,) = judge(it, {"1": 11})
    assert outcome.slips == ()
    assert outcome.status == "not yet right"
    assert "First" not in outcome.message


def test_of_slips_within_a_tolerance_the_exact_one_is_named() -> None:
    near = {"a": {"1": 1.101}, "b": {"1": 1.102}}
    it = sheet({"1": {"expected": 1.2}}, near)
    assert told(it, {"1": 1.101}) == [("a",)]
    assert told(it, {"1": 1.1015}) == [()]


def test_two_ways_of_one_slip_are_one_explanation() -> None:
    it = sheet({"1": {"expected": 10}}, {"b": {"1": 11}, "b~2": {"1": 11}})
    assert told(it, {"1": 11}) == [("b",)]


def test_what_ambiguous_pairs_share_is_named_only_where_it_alone_explains() -> None:
    pairs = {
        "a": {"1": 11},
        "b": {"1": 11},
        "c": {"2": 22},
        "a+c": {"1": 11, "2": 22},
        "b+c": {"1": 11, "2": 22},
    }
    assert told(sheet(KNOWN, pairs), {"1": 11, "2": 22}) == [(), ("c",)]


def test_nobody_is_accused_of_what_does_not_fit() -> None:
    it = sheet(KNOWN, SLIPS)
    assert told(it, {"1": 99, "2": 20}) == [(), ()]
    assert "99" in judge(it, {"1": 99, "2": 20})[0].message


def test_one_of_two_values_accuses_nobody() -> None:
    it = sheet({"1": {"expected": True}, "2": {"expected": 5}}, {"a": {"1": False}})
    assert told(it, {"1": False, "2": 5}) == [("a",), ()]
    assert told(it, {"1": False, "2": 7}) == [(), ()]


def test_a_slip_costs_no_more_than_an_unknown_mistake() -> None:
    it = sheet(
        {"1": {"expected": pack({"x": 1, "y": 2}), "each": True}},
        {"a": {"1": pack({"x": 9, "y": 2})}},
    )
    known = judge(it, {"1": pack({"x": 9, "y": 2})})
    unknown = judge(it, {"1": pack({"x": 8, "y": 2})})
    assert known[0].slips == ("a",)
    assert known[0].share == unknown[0].share == 0.5


SECRET = {"1": {"like": 0.0, "within": [0, 1]}}


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        (0.3, "right", ""),
        (30, "not yet right", "between 0 and 1"),
        ("much", "not yet right", "a number"),
        ({"$": "error", "says": "It stopped."}, "not yet right", "It stopped."),
        ({"$": "odd", "is": "a function"}, "not yet right", "a function"),
        ({"$": "what"}, "not yet right", "plain"),
    ],
)
def test_a_trainee_sees_slips_and_form_of_a_secret_value(
    given: Any, status: str, words: str
) -> None:
    (outcome,) = judge(sheet(SECRET, whole=False), {"1": given})
    assert outcome.status == status
    assert words in outcome.message


def test_a_secret_value_that_a_slip_explains_is_not_yet_right() -> None:
    it = sheet({**SECRET, "2": {"like": 0.0}}, {"a": {"1": 0.7}, "b": {"2": 3}}, whole=False)
    assert told(it, {"1": 0.7, "2": 1}) == [("a",), ()]
    assert told(it, {"1": 0.7, "2": 3}) == [("a",), ("b",)]


def test_silent_slips_are_named_when_graded() -> None:
    check = {"1": {"like": "", "among": pack(list("ABC")), "silent": True}}
    graded = {"1": {**check["1"], "expected": "B"}}
    slips = {"a": {"1": "A"}}
    assert told(sheet(check, {}, whole=False), {"1": "A"}) == [()]
    assert told(sheet(graded, slips), {"1": "(A)"}) == told(sheet(graded, slips), {"1": "a."})
    assert told(sheet(graded, slips), {"1": "(A)"}) == [("a",)]
    (outcome,) = judge(sheet(check, whole=False), {"1": "D"})
    assert "none of those to choose from" in outcome.message


def test_the_digits_tell_two_slips_from_one_that_is_near() -> None:
    check = {"1": {"expected": 1.0, "atol": 0.01}}
    it = sheet(check, {"c": {"1": 2.004}, "a": {"1": 5.0}, "b": {"1": 6.0}, "a+b": {"1": 2.0}})
    assert told(it, {"1": 2.0}) == [("a", "b")]
    assert told(it, {"1": 2.004}) == told(it, {"1": 2.002}) == [("c",)]


def test_each_of_two_slips_is_told_where_it_shows() -> None:
    it = sheet(
        {"1": {"expected": 1}, "2": {"expected": 2}, "3": {"expected": 3}},
        {"a": {"1": 10, "3": 30}, "b": {"2": 20, "3": 31}, "a+b": {"3": 40}},
    )
    assert told(it, {"1": 10, "2": 20, "3": 40}) == [("a",), ("b",), ("a", "b")]


def test_a_function_shows_the_smallest_call_that_goes_wrong() -> None:
    table = pd.DataFrame({"minutes": [1, 2]})
    many = pd.DataFrame({"minutes": range(500)})
    calls = {
        key: {"call": name, "args": [pack(one)]}
        for key, name, one in [
            ("1", "total", many),
            ("2", "total", table),
            ("3", "total", table),
            ("4", "largest", many),
        ]
    }
    checks = {key: {"take": key, "expected": 3} for key in calls}
    it = Sheet.read({"id": "q", "points": 1, "takes": calls, "checks": checks})
    found = judge(it, {"1": 7, "2": {"$": "error", "says": "KeyError: 'x'"}, "3": 3, "4": 9})
    example = found[0].example
    assert example.startswith("total(table 1)\n")
    assert "minutes" in example
    assert example.endswith("KeyError: 'x'")
    assert [one.example for one in found[1:]] == ["", "", ""]
    assert judge(it, {"1": 7, "2": "y" * 9999, "3": 3, "4": 3})[0].example.endswith("y ...")


def test_what_follows_from_an_own_answer_is_right() -> None:
    check = {"1": {"expected": True, "own": "2"}}
    assert judge(sheet(check), {"1": False, "2": False})[0].status == "right"
    assert judge(sheet(check), {"1": False, "2": True})[0].status == "not yet right"
    secret = sheet({"1": {"like": False, "own": "2"}}, whole=False)
    assert "does not follow" in judge(secret, {"1": False, "2": True})[0].message
    # nor is it explained by the slip that made the answer before it wrong
    checks = {"1": {"expected": 4}, "2": {"like": False, "own": "3"}}
    slipped = sheet(checks, {"a": {"1": 5, "2": True}}, whole=False)
    found = judge(slipped, {"1": 5, "2": True, "3": True})
    assert [one.status for one in found] == ["not yet right", "right"]


def test_parts_are_judged_by_label_and_by_place() -> None:
    checks = {
        "1": {"take": "1", "part": "x", "expected": 1, "labels": ["x", "y"]},
        "2": {"take": "1", "part": "z", "expected": 1},
        "3": {"take": "2", "part": 1, "expected": 5, "n": 3},
    }
    found = judge(sheet(checks), {"1": pack({"x": 1, "y": 2}), "2": pack((4, (5, 6)))})
    assert [one.status for one in found] == ["right", "not yet right", "right"]
    assert "no label z" in found[1].message


def test_a_table_of_another_shape_is_explained_as_a_whole() -> None:
    right = pd.DataFrame({"due": [1, 2]}, index=["a", "b"])
    check = {"1": {"expected": pack(right), "part": "due", "columns": True}}
    it = sheet(check, {"a": {"1": pack(right.T)}})
    assert told(it, {"1": pack(right.T)}) == [("a",)]
    label = {"1": {"expected": 1, "part": "x"}}
    whole = {"a": {"1": {"$": "whole", "value": pack({"y": 1})}}}
    assert told(sheet(label, whole), {"1": pack({"y": 1})}) == [("a",)]


RULE = """def near(given, goal):
    import math

    assert given is not None, "Nothing."
    gap = abs(given - goal)
    if gap > 10:
        return 0, "", "c"
    if math.isclose(given, goal):
        return 1, "Nothing could be nearer."
    return 0.5, f"off by {gap}"
"""


@pytest.mark.parametrize(
    ("given", "share", "words", "slips"),
    [
        # who is right hears why, too
        (5, 1, "Nothing could be nearer.", ()),
        (6, 0.5, "off by 1", ()),
        (99, 0, "Third slip.", ("c",)),
        (None, 0, "Nothing.", ()),
        ("x", 0, "could not read", ()),
        ({"$": "error", "says": "It stopped."}, 0, "It stopped.", ()),
    ],
)
def test_a_rule_judges(given: Any, share: float, words: str, slips: tuple[str, ...]) -> None:
    check = {"1": {"rule": RULE, "function": "near", "takes": ["1"], "data": pack({"goal": 5})}}
    (outcome,) = judge(sheet(check), {"1": given})
    assert (outcome.share, outcome.slips) == (share, slips)
    assert words in outcome.message
    assert (outcome.status == "right") == (share == 1)


@pytest.mark.parametrize("share", ["float('nan')", "float('inf') - float('inf')", "'half'"])
def test_a_share_that_is_no_number_is_nothing(share: str) -> None:
    source = f"def odd(given):\n    return {share}, 'Look again.'"
    it = sheet({"1": {"rule": source, "function": "odd", "takes": ["1"]}})
    (outcome,) = judge(it, {"1": 5})
    assert (outcome.share, outcome.status) == (0, "not yet right")
    assert score(4, [outcome, Outcome("b", 1, share=float("nan"))]) == 0


def test_what_is_neither_true_nor_false_is_compared(recwarn: Any) -> None:
    table = pd.DataFrame({"a": pd.Series([pd.NA, 1], dtype=object)})
    check = {"1": {"expected": pack(table)}, "2": {"expected": 1.0}}
    it = sheet(check, {"a": {"1": pack(table.fillna(0)), "2": 2.0}})
    assert [one.status for one in judge(it, {"1": pack(table), "2": 1.0})] == ["right", "right"]
    assert told(it, {"1": pack(table), "2": pack([table])}) == [(), ()]
    assert told(it, {"1": pack(table.fillna(0)), "2": 2.0}) == [("a",), ("a",)]


def test_the_right_result_of_an_example_is_shown_from_the_second_try_on() -> None:
    it = sheet({"1": {"expected": 10, "shows": True}}, whole=False)
    assert "10" not in judge(it, {"1": 3})[0].message
    assert "The right result here is 10." in judge(it, {"1": 3}, shows=True)[0].message


def test_what_cannot_be_compared_costs_its_own_check_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(given: Any, *_arguments: Any, **_options: Any) -> None:
        if given == "odd":
            raise pd.errors.IndexingError("no")

    monkeypatch.setattr(comparison, "difference", breaks)
    odd, right = judge(sheet(KNOWN, SLIPS), {"1": "odd", "2": 20})
    assert (odd.share, right.share) == (0, 1)
    assert "could not read your answer" in odd.message


def test_messages_are_bounded() -> None:
    it = sheet({"1": {"expected": "a"}})
    for given in ("x" * 10_000, {"$": "error", "says": "y" * 10_000}):
        assert all(len(one.message) <= 600 for one in judge(it, {"1": given}))


def test_a_score_is_a_share_of_the_points() -> None:
    outcomes = [Outcome("a", 1), Outcome("b", 3, share=0.5)]
    assert score(4, outcomes) == 2.5
    assert score(4, []) == 0
