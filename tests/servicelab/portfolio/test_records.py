"""Records of a working copy are data: laid out where they are sound, named where they are not."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.decisions.records import LIMIT, save_record
from servicelab.decisions.widgets.questions import RangePrediction, Statement
from servicelab.errors import CourseError
from servicelab.games.ledger import CLAIMS
from servicelab.portfolio import collect_records
from servicelab.portfolio.records import CourseRecord, CourseRecords


def _write(folder: Path, name: str, decision: Any, **more: Any) -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / f"{name}.decision.json"
    content = {
        "servicelab_record": 1,
        "name": name,
        "recorded_at": "2026-03-02T10:00:00+08:00",
        "decision": decision,
        **more,
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.fixture
def course(tmp_path: Path) -> Path:
    reason = "A reason that is long enough."
    _write(tmp_path / "m03_value", "m03-lead", {"low": 1, "high": 3.5}, outcome=2, earlier=[])
    _write(tmp_path / "m03_value", "m03-q6-price", {"choice": "more"}, outcome="It was less.")
    _write(tmp_path / "m03_value", "m03-q5-statement", {"sentence": "B", "sure": 0.7})
    _write(tmp_path / "m03_value", "m03-price-menu", {"shared": 60, "own": 110, "reason": reason})
    _write(tmp_path / "m09_loyalty", "m09-q9-places", {"choice": "a third each", "reason": reason})
    _write(tmp_path / "m09_loyalty", "m09-four-quarters-tries", {"tries": []})
    ledger = {
        "verdicts": dict.fromkeys(CLAIMS, "supported"),
        "sure": dict.fromkeys(CLAIMS, 0.5),
        "reason": reason,
    }
    _write(tmp_path / "m01_evidence", "m01-claim-ledger", ledger)
    (tmp_path / "m11_capstone").mkdir()
    (tmp_path / "notes").mkdir()
    _write(tmp_path / "notes", "m05-ill-below", {"low": 1, "high": 2})
    return tmp_path


KINDS = {
    "m01-claim-ledger": "ledger",
    "m03-lead": "range",
    "m03-price-menu": "game",
    "m03-q5-statement": "statement",
    "m03-q6-price": "prediction",
    "m09-q9-places": "choice",
}


def test_from_a_module_or_above_the_whole_copy_is_read(course: Path) -> None:
    for folder in (course / "m11_capstone", course / "m03_value", course):
        records = collect_records(folder)
        assert {one.name: one.kind for one in records} == KINDS
        assert records.left_out == []
    lead = records.named("m03-lead")
    assert lead is not None
    assert (lead.module, lead.outcome, lead.revealed_at) == ("m03", 2.0, None)
    assert [one.name for one in records.of_kind("range", "statement")] == [
        "m03-lead",
        "m03-q5-statement",
    ]


def test_any_other_folder_is_read_alone(course: Path) -> None:
    assert [one.name for one in collect_records(course / "notes")] == ["m05-ill-below"]
    with pytest.raises(CourseError, match="Cannot read"):
        collect_records(course / "absent")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("m03-a", b"", "damaged"),
        ("m03-a", b"\xff\xfe", "damaged"),
        ("m03-a", b"[" * 100_000, "damaged"),
        ("m03-a", b"__import__('os').getcwd()", "damaged"),
        ("m03-a", b" " * (LIMIT + 1), "larger"),
        ("m03-a", b"[]", "not a record"),
        ("m03-a", {"name": "m03-b"}, "another decision"),
        ("m03-a", {"decision": [1]}, "decision is damaged"),
        ("m03-a", {"decision": {"low": 1e301}}, "decision is damaged"),
        ("m03-a", {"recorded_at": "yesterday"}, "time"),
        ("m03-a", {"recorded_at": 3}, "time"),
        ("m03-a", {"revealed_at": [1]}, "time"),
        ("m03-a", {"outcome": [1]}, "outcome"),
        ("m03-a", {"outcome": True}, "outcome"),
        ("m03-a", {"outcome": "x" * 3000}, "outcome"),
        ("m03-a", {"servicelab_record": 2}, "not a record"),
        ("m04-a", {}, "another module"),
        ("notes", {}, "name"),
        ("m03-<b>", {}, "name"),
    ],
)
def test_what_is_not_sound_is_named_and_left_out(
    course: Path, name: str, content: bytes | dict[str, Any], why: str
) -> None:
    path = _write(course / "m03_value", name, {"low": 1, "high": 2})
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(json.dumps(json.loads(path.read_text()) | content), encoding="utf-8")
    records = collect_records(course)
    assert {one.name for one in records} == set(KINDS)
    (sentence,) = records.left_out
    assert path.name in sentence
    assert why in sentence


def test_numbers_that_are_none_are_damage(course: Path) -> None:
    path = _write(course / "m03_value", "m03-a", {"low": 1, "high": 2})
    path.write_text(path.read_text("utf-8").replace('"high": 2', '"high": NaN'), "utf-8")
    deep = _write(course / "m03_value", "m03-b", {})
    value: Any = 1
    for _level in range(40):
        value = [value]
    deep.write_text(json.dumps(json.loads(deep.read_text()) | {"decision": {"a": value}}), "utf-8")
    assert len(collect_records(course).left_out) == 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_not_followed(course: Path, tmp_path: Path) -> None:
    elsewhere = _write(tmp_path / "notes", "m03-elsewhere", {"low": 1, "high": 2})
    (course / "m03_value" / elsewhere.name).symlink_to(elsewhere)
    records = collect_records(course)
    assert {one.name for one in records} == set(KINDS)
    assert "not a file" in records.left_out[0]


@pytest.mark.parametrize(
    ("decision", "kind"),
    [
        ({"low": 3, "high": 1}, "other"),
        ({"low": "3", "high": 4}, "other"),
        ({"sentence": "A", "sure": 3}, "other"),
        ({"sentence": 1, "sure": 0.3}, "other"),
        ({"choice": 3}, "other"),
        ({"verdicts": {"L1": "dated"}, "sure": {}, "reason": "so"}, "other"),
        ({}, "other"),
    ],
)
def test_what_has_no_form_of_its_own_is_other(
    tmp_path: Path, decision: dict[str, Any], kind: str
) -> None:
    _write(tmp_path, "m05-something", decision)
    assert [one.kind for one in collect_records(tmp_path)] == [kind]


def test_what_widgets_wrote_is_read(tmp_path: Path) -> None:
    wait = RangePrediction("m06-explain", "How long?", 0, 60, "minutes", tmp_path)
    wait.record(low=5, high=15)
    wait.reveal(24)
    Statement("m06-q3-statement", "Which?", {"A": "a", "B": "b"}, tmp_path).record(
        sentence="A", sure=0.4
    )
    save_record("m06-game", {"anything": [1, {"a": None}]}, {"type": "object"}, tmp_path)
    assert [(one.name, one.kind, one.outcome) for one in collect_records(tmp_path)] == [
        ("m06-explain", "range", 24.0),
        ("m06-game", "other", None),
        ("m06-q3-statement", "statement", None),
    ]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(_JSON)
def test_nothing_in_a_file_breaks_the_reading(tmp_path_factory: Any, content: Any) -> None:
    folder = tmp_path_factory.mktemp("any")
    frame = {"servicelab_record": 1, "name": "m03-a", "recorded_at": "2026-03-02"}
    for name, whole in (("m03-a", frame | {"decision": content}), ("m03-b", content)):
        (folder / f"{name}.decision.json").write_text(json.dumps(whole), encoding="utf-8")
    records = collect_records(folder)
    assert isinstance(records, CourseRecords)
    assert all(isinstance(one, CourseRecord) for one in records)
