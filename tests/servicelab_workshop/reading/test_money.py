from __future__ import annotations

from pathlib import Path

import pytest

from servicelab.data.schemas import InvalidDataError
from servicelab_workshop.reading.money import read_amounts
from servicelab_workshop.reading.options import Fields, Options
from servicelab_workshop.reading.reader import Reading, read_own

FIELDS = Fields("loyalty", ("customer", "margin", "acquisition_cost"), ("customer",), (), "a list")


def read(folder: Path, *cells: str, **options: str) -> Reading:
    path = folder / "mine.csv"
    path.write_text("\n".join(["customer;margin;cac", *cells]), encoding="utf-8")
    return read_own(path, FIELDS, Options(**options))  # type: ignore[arg-type]


NAMES = ("margin", "acquisition_cost")


def test_a_column_that_leaves_its_sign_open_follows_another(tmp_path: Path) -> None:
    reading = read(tmp_path, "1;1.440;12,5", "2;1.007;3")
    found = read_amounts(reading, NAMES)
    assert found["margin"].tolist() == [1440, 1007]
    assert found["acquisition_cost"].tolist() == [12.5, 3]
    reading.settle()


def test_cells_that_are_sure_need_no_common_sign(tmp_path: Path) -> None:
    reading = read(tmp_path, "1;1.440,50;1", "2;12.5;1")
    assert read_amounts(reading, NAMES)["margin"].tolist() == [1440.5, 12.5]
    reading.settle()
    mixed = read(tmp_path, "1;1.440,50;1", "2;12.5;1", "3;1.440;1")
    read_amounts(mixed, NAMES)
    with pytest.raises(InvalidDataError, match=r"in 1.440 the sign may stand between thousands"):
        mixed.settle()


def test_what_is_booked_below_0_throughout_was_paid_out(tmp_path: Path) -> None:
    reading = read(tmp_path, "1;(5);(80)", "2;6;-7", "3;7;0")
    found = read_amounts(reading, NAMES, minimum={"acquisition_cost": 0}, outlays=NAMES[1:])
    assert found["acquisition_cost"].tolist() == [80, 7, 0]
    assert found["margin"].tolist() == [-5, 6, 7]
    assert "taken for what was paid out" in reading.how["acquisition_cost"]
    reading.settle()
