from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from servicelab.data.schemas import InvalidDataError
from servicelab.errors import CourseError
from servicelab_workshop.reading.days import read_days
from servicelab_workshop.reading.money import read_amounts
from servicelab_workshop.reading.options import Fields, Options
from servicelab_workshop.reading.reader import Reading, read_own

FIELDS = Fields(
    "complaints",
    ("id", "opened", "closed", "cost", "cause"),
    ("id",),
    ("opened", "closed"),
    "a log",
)


def read(folder: Path, text: str, **options: object) -> Reading:
    path = folder / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return read_own(path, FIELDS, Options(**options))  # type: ignore[arg-type]


def rows(*cells: str, n: int = 1) -> str:
    return "id,opened,closed,cost,cause\n" + "\n".join(cells * n) + "\n"


def test_all_that_is_doubtful_is_asked_at_once(tmp_path: Path) -> None:
    reading = read(tmp_path, rows('1,03/02/2024,,"1,440",x'))
    read_days(reading, ["opened", "closed"], open_ended=["closed"])
    read_amounts(reading, ["cost"])
    with pytest.raises(InvalidDataError) as caught:
        reading.settle()
    assert "--dates DMY (day first) or MDY" in str(caught.value)
    assert '--decimal "." or --decimal ","' in str(caught.value)
    told = read(tmp_path, rows('1,03/02/2024,,"1,440",x'), dates="mdy", decimal=".")
    assert read_days(told, ["opened"])["opened"].tolist() == [pd.Timestamp("2024-03-02")]
    assert read_amounts(told, ["cost"])["cost"].tolist() == [1440]


@pytest.mark.parametrize(("bad", "n"), [(1, 5), (2, 20), (10, 100)])
def test_a_tenth_of_the_rows_may_be_left_out(tmp_path: Path, bad: int, n: int) -> None:
    good = [f"{row},2024-01-02,,1,x" for row in range(n - bad)]
    wrong = [f"b{row},soon,,1,x" for row in range(bad + 1)]
    reading = read(tmp_path, rows(*good, *wrong[:-1]))
    read_days(reading, ["opened"])
    kept, left_out = reading.settle()
    assert (len(kept), len(left_out.rows), left_out.total) == (n - bad, bad, n)
    assert left_out.reasons[n + 1][0].startswith("opened: 'soon', expected a day")
    more = read(tmp_path, rows(*good, *wrong))
    read_days(more, ["opened"])
    with pytest.raises(InvalidDataError, match=f"{bad + 1} of {n + 1} rows cannot be used"):
        more.settle()


def test_words_that_mean_nothing_here(tmp_path: Path) -> None:
    reading = read(tmp_path, rows("1,2024-01-02,,n/a,未知", "2,2024-01-02,,5,x"), missing=("未知",))
    assert reading.category("cause").isna().tolist() == [True, False]
    assert read_amounts(reading, ["cost"])["cost"].isna().tolist() == [True, False]


def test_numbers_and_days_may_mean_nothing(tmp_path: Path) -> None:
    cells = ("1,2024-01-02,1900-01-01,-1,x", "2,2024-01-02,2024-01-03,5,x")
    reading = read(tmp_path, rows(*cells), missing=("1900-01-01", "-1"))
    assert read_days(reading, ["closed"])["closed"].isna().tolist() == [True, False]
    assert read_amounts(reading, ["cost"])["cost"].isna().tolist() == [True, False]


def test_options_that_cannot_be_read() -> None:
    for wrong in ({"dates": "YDM"}, {"decimal": "'"}, {"unit": "hours"}):
        with pytest.raises(CourseError):
            Options(**wrong)  # type: ignore[arg-type]
