"""A decision is never lost, never code, and stands once the outcome is known."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab.decisions.records import (
    LIMIT,
    mark_revealed,
    read_record,
    record_path,
    save_record,
)
from servicelab.errors import CourseError

SCHEMA = {
    "type": "object",
    "properties": {
        "k": {"type": "integer", "minimum": 2, "errorMessage": "choose at least 2 segments"},
        "reason": {"type": "string"},
    },
    "required": ["k"],
    "additionalProperties": False,
}


def test_round_trip_and_history(tmp_path: Path) -> None:
    assert read_record("d", SCHEMA, tmp_path) is None
    save_record("d", {"k": 3}, SCHEMA, tmp_path)
    save_record("d", {"k": 4, "reason": "清楚"}, SCHEMA, tmp_path)
    record = read_record("d", SCHEMA, tmp_path)
    assert record is not None
    assert record.decision == {"k": 4, "reason": "清楚"}
    assert [version["decision"] for version in record.earlier] == [{"k": 3}]


def test_same_decision_changes_nothing(tmp_path: Path) -> None:
    save_record("d", {"k": 3}, SCHEMA, tmp_path)
    before = record_path("d", tmp_path).read_bytes()
    save_record("d", {"k": 3}, SCHEMA, tmp_path)
    assert record_path("d", tmp_path).read_bytes() == before


def test_after_the_reveal_the_decision_stands(tmp_path: Path) -> None:
    assert mark_revealed("d", SCHEMA, tmp_path) is None
    save_record("d", {"k": 3}, SCHEMA, tmp_path)
    assert mark_revealed("d", SCHEMA, tmp_path).revealed_at  # type: ignore[union-attr]
    save_record("d", {"k": 3}, SCHEMA, tmp_path)
    with pytest.raises(CourseError, match="stands"):
        save_record("d", {"k": 4}, SCHEMA, tmp_path)
    assert read_record("d", SCHEMA, tmp_path).decision == {"k": 3}  # type: ignore[union-attr]


def test_the_first_outcome_is_kept(tmp_path: Path) -> None:
    save_record("d", {"k": 3}, SCHEMA, tmp_path)
    assert "outcome" not in json.loads(record_path("d", tmp_path).read_text("utf-8"))
    first = mark_revealed("d", SCHEMA, tmp_path)
    assert first is not None
    assert first.outcome is None
    second = mark_revealed("d", SCHEMA, tmp_path, 12.5)  # revealed before outcomes were kept
    assert second is not None
    assert (second.outcome, second.revealed_at) == (12.5, first.revealed_at)
    before = record_path("d", tmp_path).read_bytes()
    for again in (None, 13, "It was tails."):
        mark_revealed("d", SCHEMA, tmp_path, again)
    assert record_path("d", tmp_path).read_bytes() == before
    assert read_record("d", SCHEMA, tmp_path).outcome == 12.5  # type: ignore[union-attr]


def test_an_outcome_is_plain(tmp_path: Path) -> None:
    for name, came, kept in (
        ("a", np.float64(3), 3.0),
        ("b", float("nan"), None),
        ("c", "x" * 3000, "x" * 2000),
    ):
        save_record(name, {"k": 3}, SCHEMA, tmp_path)
        record = mark_revealed(name, SCHEMA, tmp_path, came)
        assert record is not None
        assert (record.outcome, bool(record.revealed_at)) == (kept, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "damaged"),
        (b"{", "damaged"),
        (b"\xff\xfe\x00", "damaged"),
        (b"[" * 100_000, "larger|damaged"),
        (b"[" * 20_000, "damaged"),
        (b" " * (LIMIT + 1), "larger"),
        (b"[]", "not a decision record"),
        (b'{"k": 3}', "not a decision record"),
        (b'{"servicelab_record": 1, "name": "other", "recorded_at": "", "decision": {}}', "other"),
        (b'{"servicelab_record": 1, "name": "d", "decision": {"k": 3}}', "time"),
        (
            b'{"servicelab_record": 1, "name": "d", "recorded_at": "", "decision": {"k": NaN}}',
            "damaged",
        ),
        (
            b'{"servicelab_record": 1, "name": "d", "recorded_at": "", "decision": {"k": 1}}',
            "at least 2",
        ),
        (
            b'{"servicelab_record": 1, "name": "d", "recorded_at": "", "decision": {"k": 2}, '
            b'"outcome": [1]}',
            "outcome",
        ),
        (b'{"servicelab_record": 1, "name": "d", "recorded_at": "", "decision": {}}', "k"),
        (
            b'{"servicelab_record": 1, "name": "d", "recorded_at": "", "decision": {"k": 3}, "earlier": 1}',
            "earlier",
        ),
    ],
)
def test_foreign_and_damaged_records(tmp_path: Path, content: bytes, words: str) -> None:
    path = record_path("d", tmp_path)
    path.write_bytes(content)
    with pytest.raises(CourseError, match=words) as caught:
        read_record("d", SCHEMA, tmp_path)
    assert "\n" not in str(caught.value)
    save_record("d", {"k": 3}, SCHEMA, tmp_path)
    assert read_record("d", SCHEMA, tmp_path).decision == {"k": 3}  # type: ignore[union-attr]
    assert [aside.read_bytes() for aside in tmp_path.glob("*.damaged-*")] == [content]


def test_incomplete_decision_is_refused_with_all_reasons(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"at least 2.*reason"):
        save_record("d", {"k": 1, "reason": 5}, SCHEMA, tmp_path)
    assert not record_path("d", tmp_path).exists()


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused_and_nothing_is_lost(
    tmp_path: Path, number: float
) -> None:
    schema = {"type": "object", "properties": {"sure": {"type": "number", "minimum": 0.25}}}
    save_record("d", {"sure": 0.5}, schema, tmp_path)
    with pytest.raises(CourseError, match="not finite"):
        save_record("d", {"sure": number}, schema, tmp_path)
    assert read_record("d", schema, tmp_path).decision == {"sure": 0.5}  # type: ignore[union-attr]


def test_history_is_trimmed_to_the_limit(tmp_path: Path) -> None:
    for number in range(2, 40):
        save_record("d", {"k": number, "reason": "x" * 4000}, SCHEMA, tmp_path)
    assert record_path("d", tmp_path).stat().st_size <= LIMIT
    assert read_record("d", SCHEMA, tmp_path).decision["k"] == 39  # type: ignore[union-attr]
    with pytest.raises(CourseError, match="too long"):
        save_record("d", {"k": 2, "reason": "x" * LIMIT}, SCHEMA, tmp_path)
    assert read_record("d", SCHEMA, tmp_path).decision["k"] == 39  # type: ignore[union-attr]


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with pytest.raises(CourseError, match="Cannot write"):
        save_record("d", {"k": 3}, SCHEMA, blocked)


def test_a_full_disk_keeps_the_old_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_record("d", {"k": 3}, SCHEMA, tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CourseError, match="No space left"):
        save_record("d", {"k": 4}, SCHEMA, tmp_path)
    assert read_record("d", SCHEMA, tmp_path).decision == {"k": 3}  # type: ignore[union-attr]
    assert [path.name for path in tmp_path.iterdir()] == ["d.decision.json"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: object
) -> None:
    folder = tmp_path_factory.mktemp("records")
    record_path("d", folder).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(CourseError):
        read_record("d", SCHEMA, folder)


def test_a_draft_leaves_no_earlier_versions(tmp_path: Path) -> None:
    schema = {"type": "object"}
    for answered in range(3):
        save_record("draft", {"answered": answered}, schema, tmp_path, keep_earlier=False)
    assert save_record("draft", {"answered": 3}, schema, tmp_path).earlier[0]["decision"] == {
        "answered": 2
    }
    record = save_record("draft", {"answered": 4}, schema, tmp_path, keep_earlier=False)
    assert record.decision == {"answered": 4}
    assert [version["decision"]["answered"] for version in record.earlier] == [2]
