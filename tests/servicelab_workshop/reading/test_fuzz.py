"""Whatever a file holds, it is read or refused in a sentence."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.own_files import (
    EXPECTED,
    GERMAN_HEAD,
    HEAD,
    ODD_FILES,
    Odd,
    complaints,
    customers,
    form,
    german,
    survey,
    text,
    understood,
    visits,
)

from servicelab.errors import CourseError
from servicelab_workshop.reading.handover import write_table

SUBJECTS = list(EXPECTED)
SMALL = [one for one in ODD_FILES if len(one.content) < 6000]
CELLS = st.one_of(
    st.sampled_from(
        [
            "", "-", "open", "31/12/2024", "12/31/2024", "02.01.24", "2024-02-30", "45293", "0.5",
            "1.440", "1.234,56", "(5)", "1e400", "nan", "inf", "=1+1", '="7"', "08:03", "25:00",
            "9999-12-31", "00.00.0000", "Total", "6 - Agree", "Agree", "Don't know", "\x00", "’",
            "2024-01-02T09:15:00+14:00", "-1", "1" * 400, "é" * 50, "２０２４", "'", '"', "#N/A",
        ]
    ),
    st.text(max_size=8),
)  # fmt: skip
HEADS = st.sampled_from(
    [
        "id", "opened", "closed", "cost", "cause", "customer", "start", "end", "last_seen", "margin",
        "arrived", "started", "ended", "left", "waited", "lasted", "day", "visit", "E1", "P1", "Q1_E",
        "respondent", "item", "expectation", "perception", "dimension", "x [1]", "y [1]", "w_empathy",
        "", "a\nb", "is_complex", "overall_quality", "sep=;",
    ]
)  # fmt: skip


def read_or_refuse(subject: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.csv"
        path.write_bytes(content)
        try:
            source, rows = understood(subject, path)
        except CourseError as error:
            if not 10 < len(str(error)) < 4000:
                raise
            return
        write_table(path.with_name("clean.csv"), source.table)
        try:
            again, same = understood(subject, path.with_name("clean.csv"))
        except CourseError:
            # a single day, or an amount, may be sure only beside those that were left out
            return
        assert len(again.left_out.rows) <= len(source.left_out.rows) + len(rows)
        assert repr(same) == repr(rows)


@given(st.sampled_from(SUBJECTS), st.binary(max_size=400))
def test_any_bytes(subject: str, content: bytes) -> None:
    read_or_refuse(subject, content)


@given(
    st.sampled_from(SUBJECTS),
    st.lists(HEADS, min_size=1, max_size=8),
    st.lists(st.lists(CELLS, max_size=9), max_size=12),
    st.sampled_from(",;\t|"),
)
def test_any_table(subject: str, head: list[str], rows: list[list[str]], separator: str) -> None:
    lines = [separator.join(row) for row in [head, *rows]]
    read_or_refuse(subject, "\n".join(lines).encode("utf-8", errors="ignore"))


@given(st.sampled_from(SMALL), st.integers(0, 10**6), st.binary(max_size=6), st.integers(0, 9))
def test_any_damage(odd: Odd, place: int, put: bytes, cut: int) -> None:
    content = odd.content
    at = place % (len(content) + 1)
    read_or_refuse(odd.subject, content[:at] + put + content[at + cut :])


DAYS = st.sampled_from(
    [
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%d.%m.%Y",
        "%d-%b-%y",
        "%Y%m%d",
        "%y/%m/%d",
        "%Y-%m-%dT08:00:00Z",
        "%-m/%-d/%Y 1:05 PM",
    ]
)
MONEY = st.sampled_from(
    [str, german, lambda m: f"${m:,.2f}", lambda m: f"{m:,.3f}", lambda m: f"{m:.0f}"]
)
NOTHING = st.sampled_from(["", "open", "-", "n/a", "00.00.0000"])
WORDS = st.sampled_from(
    [
        ("cp1252", "Prämie"),
        ("cp1250", "opóźnienie wypłaty"),
        ("gb18030", "理赔延误"),
        ("cp949", "지급 지연"),
        ("utf-16", "ü"),
        ("utf-8", "a"),
    ]
)
TITLES = st.sampled_from(
    [HEAD, GERMAN_HEAD, ("编号", "受理日期", "办结日期", "原因", "金额", "客户编号")]
)


@given(DAYS, DAYS, MONEY, NOTHING, WORDS, TITLES, st.sampled_from(",;\t|"), st.integers(2, 41))
def test_any_mixture_is_read_right_or_asked(
    opened: str,
    closed: str,
    money: Callable[[float], str],
    nothing: str,
    words: tuple[str, str],
    head: tuple[str, ...],
    separator: str,
    n: int,
) -> None:
    if opened != closed and "/" in opened and "/" in closed:
        return  # one program writes its days in one way
    codec, word = words
    rows = complaints(head, form(opened), money, [word] * 3, form(closed, nothing))[:n]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.csv"
        path.write_bytes(text(rows, separator).encode(codec, errors="ignore"))
        try:
            source, read = understood("complaints", path)
        except CourseError:
            return
    rounded = money(0.4) == "0"
    expected = EXPECTED["complaints"][: n - 1]
    for row in read:
        a, b, c, _cost, who = row
        assert (a, b, c, who) in [(*one[:3], one[4]) for one in expected]
        if not rounded:
            assert row in expected
    assert len(read) + len(source.left_out.rows) == n - 1


WRITTEN = {
    "complaints": complaints(),
    "loyalty": customers(),
    "waiting": visits(),
    "servqual": survey(),
}


@given(
    st.sampled_from(SUBJECTS),
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 5), CELLS), max_size=3),
    st.sampled_from(",;\t"),
)
def test_one_odd_cell_changes_no_other_row(
    subject: str, changes: list[tuple[int, int, str]], separator: str
) -> None:
    rows = [list(row) for row in WRITTEN[subject]]
    for at, column, cell in changes:
        rows[at][column % len(rows[0])] = cell
    touched = {at - 1 for at, _column, _cell in changes}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.csv"
        path.write_text(text(rows, separator), encoding="utf-8", newline="")
        try:
            _source, read = understood(subject, path)
        except CourseError:
            return
    for at, row in enumerate(EXPECTED[subject]):
        if at not in touched:
            assert row in read
    assert len(read) >= len(rows) - 1 - len(touched)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_folder_and_no_file(tmp_path: Path, subject: str) -> None:
    with pytest.raises(CourseError, match="is a folder"):
        understood(subject, tmp_path)
    with pytest.raises(CourseError, match="There is no file"):
        understood(subject, tmp_path / "none.csv")
