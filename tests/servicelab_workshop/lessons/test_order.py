from __future__ import annotations

from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.lessons.order import TABLE, before, number, read_homes, shipped_homes

ROOT = Path(__file__).resolve().parents[3]
HEAD = "home,title,hours,needs,helps,builds_on\n"


def test_the_table_of_the_clone_is_read() -> None:
    homes = shipped_homes()
    assert homes == read_homes(ROOT / TABLE)
    assert list(homes) == sorted(homes)
    assert homes["m08"].needs == ("m01", "m07")
    assert before("m08", homes) == {"m00", "m01", "m07"}
    assert before("m12", homes) == set()
    for home in homes.values():
        assert not set(home.helps) & before(home.name, homes), home
        assert bool(home.builds_on) == bool(home.needs), home


@pytest.mark.parametrize("columns", ["m07,", ",m07"])
def test_a_module_that_builds_on_a_later_one_is_refused(tmp_path: Path, columns: str) -> None:
    path = tmp_path / "homes.csv"
    path.write_text(f"{HEAD}m06,Waiting,4,{columns},Why.\nm07,Control,5,,,\n")
    with pytest.raises(CourseError, match=r"homes\.csv: m07 does not come before m06"):
        read_homes(path)


def test_a_number_is_what_stands_before_the_name() -> None:
    assert [number(one) for one in ("m07_control", "m07")] == ["m07", "m07"]
