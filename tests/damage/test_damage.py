from __future__ import annotations

import json
import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damage.collection import COLLECTION, Damage, strip, tiny
from damage.conftest import ASSIGNMENT, GOOD, NOTEBOOKS, grade_class, hand_in, says
from nbreferee.gradebook import open_api
from nbreferee.job import Cell, Notebook
from nbreferee.notebooks import parse_notebook
from nbreferee.record import GradingRecord
from nbreferee.relabel import settle
from nbreferee.repair import fresh_ids, repair, serialized
from nbreferee.submission import examine

pytestmark = [pytest.mark.slow]
KEY = Notebook(
    "tiny",
    None,
    tuple(
        Cell(
            one["id"],
            one["cell_type"],
            one["source"],
            None,
            label["locked"],
            label.get("points"),
            " ".join(kind for kind in ("grade", "solution") if label[kind]),
        )
        for one in NOTEBOOKS["tiny"]
        if (label := one["metadata"].get("nbgrader"))
    ),
)
LAYOUT = tuple(
    (one["id"] if "nbgrader" in one["metadata"] else None, one["cell_type"], one["source"])
    for one in NOTEBOOKS["tiny"]
)


def test_there_is_enough_damage() -> None:
    assert len({row.name for row in COLLECTION}) == len(COLLECTION) >= 100


@pytest.mark.parametrize("row", COLLECTION, ids=lambda row: row.name)
def test_damage_costs_no_more_than_itself(graded: dict[str, GradingRecord], row: Damage) -> None:
    record = graded[row.student or row.name]
    assert (record.status, record.score) == (
        ("failed", 0) if row.score is None else ("graded", row.score)
    ), says(record)
    assert says(record) == row.says
    assert [
        sentence
        for sentence in [*record.incomplete, *record.notes]
        if re.search(r"counts? 0|breaks off", sentence)
    ] == record.incomplete
    assert all("\n" not in sentence for sentence in [record.message, *record.notes])


def test_the_others_are_graded_as_if_nothing_were_wrong(graded: dict[str, GradingRecord]) -> None:
    for student in GOOD:
        record = graded[student]
        assert (record.status, record.score, record.max_score) == ("graded", 6, 10)
        assert record.needs_manual
        assert not says(record)


def test_the_gradebook_says_what_the_records_say(
    course: Path, graded: dict[str, GradingRecord]
) -> None:
    with open_api(course) as api, api.gradebook as gradebook:
        found = {
            one.student.id: sum(
                grade.auto_score or 0 for nb in one.notebooks for grade in nb.grades
            )
            for one in gradebook.assignment_submissions(ASSIGNMENT)
        }
    assert found == {
        name: record.score for name, record in graded.items() if record.status == "graded"
    }


def test_what_is_handed_in_again_is_graded_again_alone(
    course: Path, graded: dict[str, GradingRecord]
) -> None:
    assert graded["Mo"].score == 6
    with open_api(course) as api, api.gradebook as gradebook:
        memo = gradebook.find_grade("memo", "tiny", ASSIGNMENT, "Mo")
        memo.manual_score = 3.5
        gradebook.db.commit()
    path = tiny(course / "submitted" / "Mo" / ASSIGNMENT)
    nb = json.loads(path.read_bytes())
    next(one for one in nb["cells"] if one["id"] == "share-answer")["source"] = "share = 0"
    path.write_text(json.dumps(nb), encoding="utf-8")
    again = grade_class(course, ["Mo", "Zoe"])
    assert again["Mo"].score == 4
    assert again["Zoe"] == graded["Zoe"]
    with open_api(course) as api, api.gradebook as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, "Mo").score == 7.5


def test_a_grade_outlives_damage_that_comes_later(
    course: Path, graded: dict[str, GradingRecord]
) -> None:
    folder = course / "submitted" / "Anna" / ASSIGNMENT
    for path in folder.glob("*.ipynb"):
        path.write_bytes(b"")
    again = grade_class(course, ["Anna"])["Anna"]
    assert again.status == "failed"
    assert again.message.endswith("The grade of the earlier submission stays until then.")
    with open_api(course) as api, api.gradebook as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, "Anna").score == graded["Anna"].score


def test_an_unreadable_file_is_told(unprivileged: Path) -> None:
    path = unprivileged / "tiny.ipynb"
    path.write_text("{}", encoding="utf-8")
    path.chmod(0)
    _readable, fatal, _incomplete, notes = examine(unprivileged, [KEY])
    assert (fatal, notes) == (
        ["tiny.ipynb cannot be opened (Permission denied).", "Ask for it again."],
        [],
    )


def nodes(folder: Path) -> list[Any]:
    return list(parse_notebook(tiny(folder).read_text(encoding="utf-8")).cells)


def test_a_place_counts_only_where_it_is_sure(course: Path) -> None:
    layout = tuple(
        (name, kind, cell.source)
        for (name, kind, _text), cell in zip(
            LAYOUT, nodes(course / "release" / ASSIGNMENT), strict=True
        )
    )
    folder = hand_in(course, "settled")
    strip(ids=True)(folder)
    cells = nodes(folder)
    right = [name for name, _kind, _text in layout]
    nothing: list[str | None] = [None] * len(cells)
    assert settle(cells, nothing, layout) == right
    two = [*cells[:2], cells[2], replace_source(cells[2], "1 + 1"), *cells[3:]]
    assert settle(two, [None] * len(two), layout) == [*right[:2], None, None, *right[3:]]
    # a neighbor that was changed is no neighbor
    cells[1] = replace_source(cells[1], "data = [1]")
    assert settle(cells, nothing, layout)[2] is None
    assert settle(cells, nothing, ()) == nothing


def replace_source(cell: Any, source: str) -> Any:
    return type(cell)({**cell, "source": source})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
WORDS = st.sampled_from(
    ["code", "markdown", "raw", "quiz", "stream", "error", "execute_result", "mean", "share"]
)


def mapping(*keys: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(keys, JSON | WORDS))


OUTPUT = mapping("output_type", "data", "text", "name", "traceback", "metadata")
CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": JSON | WORDS,
        "id": JSON | WORDS,
        "source": JSON | st.lists(st.text(max_size=5), max_size=3),
        "metadata": JSON
        | st.fixed_dictionaries({"nbgrader": JSON | mapping("grade_id", "points", "grade")}),
        "outputs": JSON | st.lists(JSON | OUTPUT, max_size=2),
        "execution_count": JSON,
        "attachments": JSON,
    },
)
NOTEBOOK = st.fixed_dictionaries(
    {},
    optional={
        "nbformat": JSON | st.integers(1, 6),
        "nbformat_minor": JSON | st.integers(0, 6),
        "metadata": JSON | mapping("kernelspec", "widgets", "language_info", "title"),
        "cells": JSON | st.lists(JSON | CELL, max_size=4),
        "worksheets": JSON | st.lists(mapping("cells", "metadata"), max_size=2),
    },
)


@given(st.binary(max_size=200) | (NOTEBOOK | JSON).map(lambda value: json.dumps(value).encode()))
def test_whatever_is_handed_in_becomes_a_notebook_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    tiny(folder).write_bytes(content)
    readable, fatal, incomplete, notes = examine(folder, [KEY], {"tiny": LAYOUT})
    assert bool(readable) != bool(fatal)
    for sentence in [*fatal, *incomplete, *notes]:
        assert sentence.isprintable()
        assert sentence.endswith(".")
    for repaired in readable.values():
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            nb = parse_notebook(repaired.decode())
        assert all(isinstance(one.source, str) for one in nb.cells)


@given(st.integers(0, 2000), st.binary(max_size=3))
def test_a_file_that_is_hit_anywhere_is_read_as_far_as_it_goes(place: int, hit: bytes) -> None:
    nb = {"cells": NOTEBOOKS["tiny"], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    whole = json.dumps(nb).encode()
    place %= len(whole)
    made = repair(whole[:place] + hit + whole[place + len(hit) :], "tiny.ipynb")
    assert (made.raw is None) == bool(made.problem)
    if made.raw is not None:
        fresh_ids(made.raw)
        parse_notebook(serialized(made.raw).decode())


def test_what_is_whole_is_passed_on_byte_for_byte(course: Path) -> None:
    folder = hand_in(course, "whole")
    others = [KEY, replace(KEY, name="other")]
    readable, fatal, incomplete, notes = examine(folder, others, {"tiny": LAYOUT})
    assert fatal == []
    assert readable["tiny"] == tiny(folder).read_bytes()
    assert [sentence.partition(": ")[0] for sentence in incomplete] == ["other.ipynb"]
    assert notes[-1].startswith("other.ipynb: ")
