"""Whatever is handed in, or stands in a record, becomes grades or a sentence: nothing else comes out."""

from __future__ import annotations

import copy
import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from damage.conftest import NOTEBOOKS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nbreferee import door
from nbreferee.collect import read_submission
from nbreferee.evidence import parse
from nbreferee.job import AnswerKey, Cell, Notebook, Pack
from nbreferee.notebooks import parse_notebook
from nbreferee.pages import HideTests, scrub
from nbreferee.record import (
    GradingRecord,
    grading_record_path,
    read_grading_record,
    write_grading_record,
)
from nbreferee.repair import repair, serialized
from nbreferee.worker import in_order, weight

pytestmark = [pytest.mark.slow]
KEY = Notebook(
    "tiny",
    None,
    tuple(
        Cell(one["id"], one["cell_type"], one["source"], None, True, 1.0, "grade")
        for one in NOTEBOOKS["tiny"]
        if "nbgrader" in one["metadata"]
    ),
)
PACK = Pack(AnswerKey("a", (KEY,)), {}, (), (), {}, {})
TEXT = st.text(st.characters(exclude_categories=[]), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
OUTPUTS: list[dict[str, Any]] = [
    {"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]},
    {"output_type": "error", "ename": "E", "evalue": "e", "traceback": ["\x1b[31m/a/b/c.py"]},
    {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/plain": "1", "image/png": "aaaa", "application/json": {"a": [1]}},
    },
]
WHOLE: dict[str, Any] = {
    "cells": [
        *NOTEBOOKS["tiny"],
        {
            "cell_type": "code",
            "id": "more",
            "metadata": {"tags": ["a"], "execution": {}},
            "source": ["x = 1\n", "x"],
            "outputs": OUTPUTS,
            "execution_count": 2,
        },
        {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "m", "attachments": {"a.png": {"image/png": "aa"}}},
    ],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}  # fmt: skip


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a notebook at which something stands."""
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    return [at, *(place for key, inner in items for place in places(inner, (*at, key)))]


PLACES = places(WHOLE)[1:]


def with_(place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    made = copy.deepcopy(WHOLE)
    inner = made
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return made


def read(folder: Path, content: bytes) -> None:
    (folder / "tiny.ipynb").write_bytes(content)
    found = read_submission(folder, "s", "a", PACK, [])
    assert (found.job is None) == bool(found.fatal)
    for sentence in [*found.fatal, *found.incomplete, *found.notes]:
        assert sentence.isprintable()
        assert len(sentence) <= door.LONGEST_SENTENCE
        assert sentence.endswith(".")
    for repaired in found.job.notebooks.values() if found.job else ():
        nb = parse_notebook(repaired.decode())
        HideTests().preprocess(nb, {})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLACES), JSON)
@example(("cells", 1, "source"), ["\ud800"])
@example(("cells", 0, "metadata"), {"nbgrader": {"grade_id": "\ud800" * 1000}})
@example(("nbformat",), 10**400)
def test_a_wrong_type_at_any_place_of_a_notebook(
    folder: Path, place: tuple[Any, ...], value: Any
) -> None:
    read(folder, json.dumps(with_(place, value)).encode())


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_bytes_that_are_cut_off_spliced_or_hit(folder: Path, data: st.DataObject) -> None:
    whole = json.dumps(WHOLE, indent=1).encode()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    piece = data.draw(st.binary(max_size=8) | st.just(whole[start:end]))
    read(folder, whole[:start] + piece + whole[data.draw(st.sampled_from([start, end, -1])) :])


CORPUS = [
    b"",
    b"\0" * 1000,
    b"\xef\xbb\xbf{}",
    b"\xff\xfe{\0}\0",
    b"[" * 5000,
    b'{"cells":' * 2000,
    b'{"cells": [' + b"{}," * 1000,
    b'{"cells": [{"source": "' + b"\\ud800" * 1000,
    b'{"cells": [], "cells": [1]}',
    b'{"cells": [{"cell_type": "code", "source": 1e999, "metadata": NaN}]}',
    b'{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": {}}]}]}',
    b'{"nbformat": ' + b"9" * 5000 + b', "cells": [{}]}',
    b'{"cells": [{"id": ' + b"-" + b"9" * 400 + b"}]}",
    b'{"cells": [{"metadata": ' + b'{"a":' * 100 + b"1" + b"}" * 100 + b"}]}",
]


@pytest.mark.parametrize("content", CORPUS, ids=range(len(CORPUS)))
def test_damaged_notebooks(folder: Path, content: bytes) -> None:
    read(folder, content)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.binary(min_size=1, max_size=255).filter(
            lambda name: not {0, ord("/")} & set(name) and name not in (b".", b"..")
        ),
        max_size=6,
    )
)
def test_any_name_of_a_file(tmp_path_factory: pytest.TempPathFactory, names: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("names")
    for number, name in enumerate(names):
        path = folder / os.fsdecode(name[:240] + b".ipynb" if number % 2 else name)
        if not os.path.lexists(path):
            path.write_bytes(b"x")
    read(folder, json.dumps(WHOLE).encode())


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(list(vars(GradingRecord("", "", "")))) | TEXT, JSON) | JSON)
@example({"student": "s", "assignment": "a", "status": "graded", "score": 10**400})
@example({**vars(GradingRecord("s", "a", "graded")), "late": 40.0 * 24 * 3600})
def test_a_record_is_read_as_what_it_may_be(folder: Path, content: Any) -> None:
    path = grading_record_path(folder, "a", "s")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))
    record = read_grading_record(folder, "a", "s")
    if record is not None:
        assert (record.student, record.assignment) == ("s", "a")
        for sentence in [record.message, *record.flags, *record.incomplete, *record.notes]:
            assert sentence.isprintable()
        if isinstance(content, dict) and content.get("late") == 40.0 * 24 * 3600:
            assert record.status == "graded"
        write_grading_record(folder, record)
        assert read_grading_record(folder, "a", "s") == record


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["stream", "error", "display_data", "execute_result", "comm_msg", "x"]),
    st.dictionaries(
        st.sampled_from(["text", "name", "data", "metadata", "ename", "evalue", "traceback"])
        | TEXT,
        JSON,
    )
    | JSON,
)
def test_a_message_is_in_order_or_it_shows_nothing(kind: str, content: Any) -> None:
    message = {"msg_type": kind, "content": content}
    try:
        fine = in_order(message)
    except (LookupError, TypeError, ValueError, AttributeError):
        return  # as whoever asks takes it
    if fine:
        assert weight(message) > 0
        output = {"output_type": kind, **content}
        nb = copy.deepcopy(WHOLE)
        nb["cells"][-2]["outputs"] = [output] if kind in ("stream", "error", "display_data") else []
        text = door.encodable(json.dumps(nb, ensure_ascii=False))
        HideTests().preprocess(parse_notebook(text), {})


@settings(max_examples=200, deadline=None)
@given(TEXT, st.text("()[]{}:=.,'\"\n lambdefgohyrturn%!\\#@/*", max_size=60))
def test_source_and_text_of_any_kind(anything: str, code: str) -> None:
    parse(anything)
    parse(code)
    assert isinstance(scrub(anything + code, everywhere=True), str)


def test_memory_is_bounded_by_what_is_read() -> None:
    tracemalloc.start()
    for content in (
        b'{"cells": [{"source": ""}], "metadata": {"x": [' + b"{}," * 3_000_000 + b"{}]}}",
        b'{"cells": [' + b'{"source":""},' * 60_000 + b"{}]}",
        b'{"cells": [{"source": ["' + b'a","' * 900_000 + b'"]}]}',
    ):
        tracemalloc.reset_peak()
        made = repair(content, "n.ipynb")
        assert made.problem or len(serialized(made.raw or {})) < 32 << 20
        assert tracemalloc.get_traced_memory()[1] < 300 << 20
    tracemalloc.stop()
