"""Whole pages from odd files, with what is handed over beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_files import ODD_FILES
from typer.testing import CliRunner

from servicelab_workshop.commands.reports import app
from servicelab_workshop.reading.handover import Handover
from servicelab_workshop.reports.customers import read_customers

FILES = {one.name: one.content for one in ODD_FILES}


def run(folder: Path, name: str, subject: str, *options: str) -> tuple[int, str]:
    path = folder / "mine.csv"
    path.write_bytes(FILES[name])
    page = ["--to", str(folder / "page.html")]
    done = CliRunner().invoke(app, ["report", subject, str(path), *page, *options])
    return done.exit_code, done.output if done.exception is None else str(done.exception)


@pytest.mark.parametrize(
    ("name", "subject", "options", "shown"),
    [
        ("cp1252", "complaints", (), "Kündigung"),
        ("several causes", "complaints", (), "14 complaints name several causes"),
        ("bad rows", "complaints", (), "3 rows of 40 cannot be used and are left out"),
        ("own headings, named", "complaints", ("--columns", "id=Key", "--columns", "opened=Came in", "--columns", "closed=Went out"), "How each column was read"),
        ("days that may be months", "complaints", ("--dates", "MDY"), "month first"),
        ("customers in German", "loyalty", (), "Vertragsende"),
        ("seconds in a queue", "waiting", (), "lengths of time"),
        ("grids that are said", "servqual", ("--columns", "expectation=Part one", "--columns", "perception=Part two"), "Part one [item 1]"),
        ("own words, given", "servqual", ("--answers", "aaa, bbb, ccc, ddd, eee, fff, ggg"), "Answers: the words given"),
    ],
)  # fmt: skip
def test_a_page(
    tmp_path: Path, name: str, subject: str, options: tuple[str, ...], shown: str
) -> None:
    code, said = run(tmp_path, name, subject, *options)
    assert code == 0, said
    assert shown in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_what_was_understood_is_said_and_saved(tmp_path: Path) -> None:
    clean = tmp_path / "clean.csv"
    code, said = run(tmp_path, "German", "complaints", "--explain", "--save-as", str(clean))
    assert code == 0, said
    assert "opened from 'Eingangsdatum': days as in 02.01.2024, day first" in said
    assert "cost from 'Betrag (EUR)': numbers, ',' before decimals" in said
    assert "closed from 'Erledigt am': days as in 04.01.2024, day first; 6 blank" in said
    lines = clean.read_text(encoding="utf-8-sig").splitlines()
    assert lines[:3] == [
        "id,opened,closed,cause,cost,customer",
        "K000,2024-01-02,2024-01-04,late payment,12.5,C0",
        "K001,2024-01-05,2024-01-08,refusal,1234.5,C1",
    ]


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    code, said = run(tmp_path, "German", "complaints", "--save-as", str(tmp_path / "mine.csv"))
    assert code == 1
    assert "is one of your data files" in said
    assert (tmp_path / "mine.csv").read_bytes() == FILES["German"]
    code, said = run(tmp_path, "German", "complaints", "--save-as", str(tmp_path / "no" / "x.csv"))
    assert "cannot be written" in said


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--dates", "soon"), "give DMY or MDY or YMD"),
        (("--decimal", ";"), '--decimal is "." or ","'),
        (("--sheet", "2"), "leave --sheet out"),
        (("--encoding", "utf-16"), "is not text in utf-16"),
    ],
)
def test_options_that_cannot_be(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    code, said = run(tmp_path, "German", "complaints", *options)
    assert code == 1
    assert message in said


def test_no_cell_becomes_a_formula_or_markup(tmp_path: Path) -> None:
    content = "id,opened,closed,cause\n" + "".join(
        f"=K{n},2024-01-{n + 1:02d},,<b>@SUM(A{n % 2})\n" for n in range(20)
    )
    FILES["formulas"] = content.encode()
    clean = tmp_path / "clean.csv"
    code, said = run(tmp_path, "formulas", "complaints", "--save-as", str(clean))
    assert code == 0, said
    assert "\n'=K1,2024-01-02" in clean.read_text(encoding="utf-8-sig")
    assert "<b>@SUM" not in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_one_line_says_what_was_not_used(tmp_path: Path) -> None:
    rows = [["customer", "start", "end", "Monthly margin"]]
    rows += [[f"C{n}", "2020-01-01", "2021-01-01", "5"] for n in range(12)]
    rows[3][1] = "soon"
    path = tmp_path / "mine.csv"
    path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    said: list[str] = []
    Handover(warn=said.append).hand_over(read_customers(path).source, path)
    assert said == ["1 row of 12 left out; columns not used: Monthly margin"]
