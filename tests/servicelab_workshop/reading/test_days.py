from __future__ import annotations

from pathlib import Path

import pandas as pd

from servicelab_workshop.reading.days import read_days
from servicelab_workshop.reading.options import Fields
from servicelab_workshop.reading.reader import Reading, read_own

FIELDS = Fields("complaints", ("id", "opened", "closed"), ("id",), ("opened", "closed"), "a log")


def read(folder: Path, text: str) -> Reading:
    path = folder / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return read_own(path, FIELDS)


def rows(*cells: str) -> str:
    return "id,opened,closed,cost,cause\n" + "\n".join(cells) + "\n"


def test_a_column_that_leaves_the_order_open_follows_one_that_settles_it(tmp_path: Path) -> None:
    reading = read(tmp_path, rows("1,03/02/2024,14/03/2024,1,x"))
    days = read_days(reading, ["opened", "closed"])
    assert [str(days[name].iloc[0].date()) for name in days] == ["2024-02-03", "2024-03-14"]
    reading.settle()


def test_days_that_are_the_same_in_any_order_settle_none(tmp_path: Path) -> None:
    for other in ("05/05/2024", "14.02.2024", "2024-02-14"):
        reading = read(tmp_path, rows(f"1,03/02/2024,{other},1,x"))
        read_days(reading, ["opened", "closed"])
        assert "day and month cannot be told apart in cells like 03/02/2024" in reading.doubts[0]


def test_columns_with_orders_of_their_own(tmp_path: Path) -> None:
    reading = read(tmp_path, rows("1,14/02/2024,03/16/2024,1,x", "2,04/02/2024,03/04/2024,1,x"))
    days = read_days(reading, ["opened", "closed"])
    assert [str(day.date()) for day in days["opened"]] == ["2024-02-14", "2024-02-04"]
    assert [str(day.date()) for day in days["closed"]] == ["2024-03-16", "2024-03-04"]


def test_the_same_day_and_month_need_no_order(tmp_path: Path) -> None:
    reading = read(tmp_path, rows("1,03/03/2025,05/05/2025,1,x"))
    assert read_days(reading, ["opened"])["opened"].tolist() == [pd.Timestamp("2025-03-03")]
    reading.settle()
