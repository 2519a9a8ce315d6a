from __future__ import annotations

import sys
import warnings
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

from servicelab.tasks.plain import pack, unpack
from servicelab.tasks.taking import take


def taken(names: list[str], takes: dict[str, Any], **space: Any) -> dict[str, Any]:
    return take(names, takes, space)


def test_values_calls_and_plots_are_taken() -> None:
    axes = pd.Series({"a": 2}).plot.bar(ax=Figure().subplots())
    found = taken(
        ["double"],
        {
            "1": {"value": "x + 1"},
            "2": {"call": "double", "args": [pack(pd.Series([1, 2]))]},
            "3": {"call": "double", "args": [], "kwargs": {"n": 4}},
            "4": {"plot": "axes"},
        },
        x=1,
        double=lambda n: 2 * n,
        axes=axes,
    )["taken"]
    assert found["1"] == 2
    assert unpack(found["2"]).tolist() == [2, 4]
    assert found["3"] == 8
    assert unpack(found["4"])["y"].tolist() == [2.0]


def test_a_function_that_was_completed_below_its_dots_is_there() -> None:
    def late_share(minutes: list[int], limit: int) -> float:
        share: Any = ...
        share = sum(minute > limit for minute in minutes) / len(minutes)
        return share  # noqa: RET504

    def corner(table: Any) -> Any:
        part = table[..., 0]
        return part  # noqa: RET504

    def other_name(minutes: list[int], limit: int) -> float:
        share: Any = ...  # noqa: F841
        late = sum(minute > limit for minute in minutes)
        return {"share": late / len(minutes)}["share"]

    assert "missing" not in taken(["other_name"], {}, other_name=other_name)
    assert "missing" not in taken(
        ["late_share", "corner"], {}, late_share=late_share, corner=corner
    )


def test_a_call_gets_inputs_of_its_own() -> None:
    def spoil(values: list[int]) -> int:
        values.append(0)
        return len(values)

    takes = {str(n): {"call": "spoil", "args": [pack([1, 2])]} for n in range(2)}
    assert taken(["spoil"], takes, spoil=spoil)["taken"] == {"0": 3, "1": 3}


def test_what_is_missing_is_told() -> None:
    def stub() -> None:
        """Nothing yet."""

    assert taken(["x"], {})["missing"] == "x"
    assert taken(["x"], {}, x=...)["missing"] == "x"

    def half(values: list[int], limit: int) -> Any:
        """Begun, to be completed."""
        known = [value for value in values if value > 0]
        share = ...
        return known, share, limit

    def dots(n: int) -> Any:
        n += 1
        return ...

    assert taken(["stub"], {}, stub=stub)["missing"] == "stub"
    assert taken(["half"], {}, half=half)["missing"] == "half"
    assert taken(["dots"], {}, dots=dots)["missing"] == "dots"
    needs = [{"value": "decision", "says": "Decide."}]
    found = take([], {}, {"decision": None}, needs)
    assert (found["needs"], found["taken"]) == (0, {})
    assert "missing" not in take([], {}, {"decision": {"a": 1}}, needs)


def test_errors_become_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    def shouts() -> Any:
        print("out")
        print("err", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        return None

    def ends() -> None:
        sys.exit(1)

    class Rude(Exception):
        def __str__(self) -> str:
            raise ValueError

    def rude() -> None:
        raise Rude

    def again() -> Any:
        return again()

    found = taken(
        [],
        {
            name: {"call": name, "args": []}
            for name in ("shouts", "ends", "rude", "again", "nobody")
        },
        shouts=shouts,
        ends=ends,
        rude=rude,
        again=again,
    )["taken"]
    assert {one["$"] for one in found.values()} == {"error"}
    assert "does it end in `return`?" in found["shouts"]["says"]
    assert "exit" in found["ends"]["says"]
    assert "Rude" in found["rude"]["says"]
    assert "without end" in found["again"]["says"]
    assert "not defined" in found["nobody"]["says"]
    assert capsys.readouterr() == ("", "")


def test_what_is_no_data_is_described() -> None:
    found = taken([], {"1": {"value": "x"}}, x=len)["taken"]
    assert found["1"] == {"$": "odd", "is": "a function"}


def test_an_interrupt_goes_on() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taken([], {"1": {"call": "stop", "args": []}}, stop=stop)


def test_and_between_columns_is_told_how_to_write_it() -> None:
    space: dict[str, Any] = {}
    source = "def late(table):\n    return table['a'] > 1 and table['b'] > 1\n"
    exec(compile(source, "<ipython-input-1-0>", "exec"), space)
    call = {"call": "late", "args": [pack(pd.DataFrame({"a": [1, 2], "b": [2, 3]}))]}
    (told,) = taken(["late"], {"1": call}, **space)["taken"].values()
    assert "Between columns write & for and" in str(told)
