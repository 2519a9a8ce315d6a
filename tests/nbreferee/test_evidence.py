"""What is read of a test without running it, and how what it shows is held against what ran."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_output

from nbreferee.evidence import Review, parse
from nbreferee.job import AnswerKey, Cell, Notebook, Pack

SETUP = "import numpy as np\nfrom helper import twice\ndef sum(values): ..."
TEST = "np.testing.assert_equal(double(2), twice(2))\nassert all([sum([1])])\nlen(made)"


class Judges:
    """Judges every test whose text says so."""

    def asks(self, source: str) -> str | None:
        return "1" if "outside" in source else None


def review(*tests: str, judge: Any = None, sources: Any = None) -> Review:
    cells = tuple(
        Cell(f"t{n}", "code", test, None, True, 1.0, "grade") for n, test in enumerate(tests)
    )
    notebook = Notebook("task", None, cells)
    pack = Pack(AnswerKey("a1", (notebook,)), None, (), (), sources or {}, {"task": (SETUP,)})
    pack.__dict__["judge"] = judge
    return Review(notebook, pack, SimpleNamespace(cells=[new_code_cell("x = 1")]))  # type: ignore[no-untyped-call]


def kernel(*evidence: dict[str, Any], results: Any = None) -> Any:
    return SimpleNamespace(
        evidence=list(evidence),
        forked=True,
        ended=None,
        silenced=False,
        results=results or {},
        poll=lambda: None,
    )


def verdict(*shown: Any, ran: bool = True, failed: bool = False) -> dict[str, Any]:
    return {"kind": "verdict", "ran": ran, "failed": failed, "shown": list(shown)}


def test_a_cell_that_would_take_gigabytes_to_read_is_none() -> None:
    assert parse("import " + "a." * 50_000 + "a") is None
    assert parse("import numpy as np") is not None


def test_the_witness_is_asked_for_what_a_test_takes_for_a_librarys() -> None:
    asked = review(TEST).request(SimpleNamespace(source=TEST))
    paths = [".".join(path) for path in asked["names"]]
    assert paths == ["all", "len", "np", "np.testing", "np.testing.assert_equal", "twice"]
    assert not asked["public"]
    assert review(SETUP).request(SimpleNamespace(source=SETUP))["public"]


@pytest.mark.parametrize(
    ("shows", "saw", "flag"),
    [
        ([], [verdict()], ""),
        (["2.0"], [verdict(2.0)], ""),
        (["np.float64(2.0)"], [verdict(2.0)], ""),
        (["True"], [verdict(1.0)], ""),
        (["1.9961"], [verdict(1.9999)], ""),
        (["Made"], [verdict("own")], ""),
        (["2.0"], [verdict(1.0)], "another result"),
        ([], [verdict(1.0)], "another result"),
        (["2.0"], [verdict()], "another result"),
        (["text"], [verdict(1.0)], "another result"),
        (["2.0"], [verdict("own")], "an object that the notebook made"),
        (["2.0", "2.0"], [verdict(2.0)], "2 results"),
        ([], [verdict(failed=True)], "its error was hidden"),
        ([], [verdict(ran=False)], "not run as it was written"),
        ([], [], "not run as it was written"),
        ([], [verdict(), verdict()], "not run as it was written"),
    ],
)
def test_what_is_not_the_tests_own_result_is_refused(
    shows: list[str], saw: list[dict[str, Any]], flag: str
) -> None:
    cell: Any = new_code_cell(TEST)  # type: ignore[no-untyped-call]
    cell.outputs = [
        new_output("execute_result", {"text/plain": text})  # type: ignore[no-untyped-call]
        for text in shows
    ]
    made = review(TEST)
    made.graded(cell, kernel(*saw), whole=True)
    assert bool(flag) is bool(made.flags())
    assert flag in "".join(made.flags())
    assert bool(flag) is (cell.outputs[:1] != [] and cell.outputs[0].get("ename") == "Refused")


def test_tests_judged_outside_are_not_looked_at() -> None:
    saw = {"kind": "saw", "what": "search", "name": "gc.get_objects"}
    text = "outside('a line of this test that is long enough to be told')"
    files = {"helper.py": b"", "loot.txt": text.encode()}
    told = kernel(saw, results=files)
    told.silenced = True
    outside = review(text, judge=Judges(), sources={"helper.py": b"1"})
    outside.ended(told)
    assert outside.flags() == []
    both = review(text, TEST, judge=Judges(), sources={"helper.py": b"1"})
    both.ended(told)
    assert len(both.flags()) == 3
    assert "hidden test" not in "".join(both.flags())
