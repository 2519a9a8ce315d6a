from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbreferee import door

ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=400)


@given(ANYTHING, st.integers(1, 200))
def test_what_comes_through_is_printable_and_short(value: str, most: int) -> None:
    for made in (door.text(value, most), door.name(value, most)):
        assert made.isprintable()
        assert len(made) <= most
        made.encode()
        assert door.name(made, most) == made


@given(st.lists(ANYTHING | st.integers() | st.none(), max_size=60))
def test_no_more_sentences_than_somebody_reads(values: list[object]) -> None:
    made = door.sentences(values)
    assert len(made) == min(len(values), door.MOST_SENTENCES + 1)
    assert all(one.isprintable() and len(one) <= door.LONGEST_SENTENCE for one in made)


def test_names_stay_what_they_are() -> None:
    for plain in ("gaps.ipynb", "Anna-Lena Müller", "钱梅", "a  b", "😀", "=1+1"):
        assert door.name(plain) == plain
    assert door.name("x" * 10**6) == "x" * 119 + "…"
    assert door.text("\x1b[31mno\x1b[0m\n\n  file\x00") == "no file\\x00"


def test_an_object_that_cannot_say_what_it_is() -> None:
    class Silent:
        def __str__(self) -> str:
            raise RuntimeError

    assert door.text(Silent()) == "<Silent>"
    assert door.text(10**5000) == "<int>"


def test_only_plain_files_are_read_and_never_more_than_asked_for(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"1234")
    assert door.read(plain, 4) == b"1234"
    with pytest.raises(door.TooLarge):
        door.read(plain, 3)
    with (tmp_path / "hole").open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(door.TooLarge):
        door.read(tmp_path / "hole")
    (tmp_path / "link").symlink_to(plain)
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "."):
        with pytest.raises(door.NotPlain):
            door.read(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        door.read(tmp_path / "none")


def test_a_walk_is_in_order_and_ends(tmp_path: Path) -> None:
    for name in ("b/c.txt", "a.txt", "b/x.pyc", "b/.hidden.pyc", "__pycache__/y", ".git/z"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    found, whole = door.walk(tmp_path, ["*.pyc", "__pycache__", ".git"])
    assert (list(found), whole) == (["a.txt", "loop", "b/.hidden.pyc", "b/c.txt"], True)
    assert door.walk(tmp_path, most=1)[1] is False
    assert door.walk(tmp_path, ["__pycache__", ".git", "*.pyc"], levels=1) == (
        {"a.txt": tmp_path / "a.txt", "loop": tmp_path / "loop"},
        False,
    )


def test_deep_is_deeper_than_a_notebook() -> None:
    def nested(levels: int) -> object:
        value: object = 1
        for level in range(levels):
            value = [value] if level % 2 else {"a": value}
        return value

    assert not door.is_deep(nested(59))
    assert door.is_deep(nested(61))
    assert not door.is_deep(1)
