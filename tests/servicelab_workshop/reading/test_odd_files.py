"""Files as people's tools export them are read right, or refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_files import EXPECTED, ODD_FILES, Odd, understood

from servicelab.errors import CourseError
from servicelab_workshop.reading.handover import write_table
from servicelab_workshop.reading.options import Options

READ = [one for one in ODD_FILES if not one.refused]


def saved(folder: Path, odd: Odd) -> Path:
    path = folder / "mine.csv"
    path.write_bytes(odd.content)
    return path


@pytest.mark.parametrize("odd", READ, ids=lambda odd: odd.name)
def test_it_is_read_right_and_again_as_it_was_saved(tmp_path: Path, odd: Odd) -> None:
    source, rows = understood(odd.subject, saved(tmp_path, odd), odd.options)
    expected = EXPECTED[odd.subject]
    if not odd.names_rows:
        rows, expected = ([row[1:] for row in table] for table in (rows, expected))
    assert [row for row in rows if row not in expected] == []
    assert len(rows) == len(expected) - odd.left_out
    assert len(source.left_out.rows) == odd.left_out
    write_table(tmp_path / "clean.csv", source.table)
    again, same = understood(odd.subject, tmp_path / "clean.csv")
    assert again.left_out.rows == ()
    assert (same if odd.names_rows else [row[1:] for row in same]) == rows


@pytest.mark.parametrize("odd", [one for one in ODD_FILES if one.refused], ids=lambda odd: odd.name)
def test_it_is_refused_with_what_to_do(tmp_path: Path, odd: Odd) -> None:
    with pytest.raises(CourseError) as caught:
        understood(odd.subject, saved(tmp_path, odd), odd.options)
    said = str(caught.value)
    assert odd.refused in said
    assert len(said) < 1500


def test_the_collection_is_large_and_most_of_it_is_read_without_a_word() -> None:
    names = [one.name for one in ODD_FILES]
    assert len(set(names)) == len(names) >= 130
    at_once = sum(one.options == Options() for one in READ)
    assert at_once > 90
