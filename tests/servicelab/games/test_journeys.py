"""Ten journeys: the year opens step by step, and damaged tables are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from servicelab.errors import CourseError
from servicelab.games.journeys import Journeys
from servicelab.games.journeys.model import cells, read_journeys, who_left
from tests.support.widget_cases import JOURNEYS, press


def table() -> pd.DataFrame:
    made: pd.DataFrame = JOURNEYS.names()["table"]
    return made.copy()


def test_the_year_opens_quarter_by_quarter(tmp_path: Path) -> None:
    game = Journeys(table(), tmp_path)
    game.view()
    assert game._table.value.count("wait") == 1
    for _step in range(5):
        press(game, "Next quarter")
    assert game.quarter == 4
    assert game._table.value.count("wait") == 4
    press(game, "From the start")
    assert game.quarter == 1


def test_nothing_that_is_shown_before_the_seal_tells_who_left(tmp_path: Path) -> None:
    swapped = table()
    swapped["left"] = 1 - swapped["left"]
    swapped.loc[swapped["customer"].isin(["Chu", "Deng"]), "left"] = 0
    one, other = Journeys(table(), tmp_path), Journeys(swapped, tmp_path)
    shown = [game.pictures(None)[0].alt for game in (one, other)]
    assert shown[0] == shown[1]


def test_cells_and_leavers() -> None:
    journeys = read_journeys(table())
    assert cells(journeys).loc["Bo"].tolist() == ["", "wait", "", ""]
    assert who_left(journeys) == {
        "An": True,
        "Bo": False,
        "Chu": False,
        "Deng": False,
        "Er": False,
        "Fang": True,
        "Gu": False,
        "Han": False,
        "Ji": False,
        "Kang": False,
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made.drop(columns="left"),
        lambda made: made.iloc[1:],
        lambda made: made.assign(left=0),
        lambda made: made.assign(left=2),
        lambda made: "journeys",
    ],
)
def test_other_tables_are_refused(change: Any) -> None:
    with pytest.raises(CourseError):
        read_journeys(change(table()))
