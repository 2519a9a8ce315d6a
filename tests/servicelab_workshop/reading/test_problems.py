from __future__ import annotations

import numpy as np
import pandas as pd

from servicelab_workshop.reading.problems import KINDS, folded, refusal, trouble


def test_cells_of_one_form_are_one_line() -> None:
    cells = pd.Series(["31/13/2024"] * 600, index=range(2, 602))
    [line] = folded(trouble("opened", cells, np.ones(600, dtype=bool), "a day"))
    assert line == "opened: 600 cells like '31/13/2024' (rows 2, 3, 4, 5, 6, 7 ...): expected a day"


def test_columns_that_share_a_problem_are_one_line() -> None:
    cells = pd.Series(["5.5", "6.5"], index=[2, 3])
    every = np.array([True, True])
    problems = [one for n in range(1, 45) for one in trouble(f"E{n:02d}", cells, every, "a number")]
    assert folded(problems) == [
        "E01, E02, E03 ...: 88 cells like '5.5' (rows 2, 3): expected a number"
    ]


def test_a_message_stays_short_and_the_list_is_whole() -> None:
    cells = pd.Series(["-" * n + "x" * 500 for n in range(40)], index=range(40))
    problems = trouble("cost", cells, np.ones(40, dtype=bool), "a number")
    error = refusal("mine.csv", "a log", problems, ["column x: missing"], 40)
    lines = str(error).splitlines()
    assert len(lines) == 1 + 1 + KINDS + 1
    assert lines[-1] == "  ... and 28 more"
    assert max(map(len, lines)) < 150
    assert len(error.violations) == 40


def test_moments_are_written_as_days_where_they_are_days() -> None:
    days = pd.Series(pd.to_datetime(["2024-01-02 00:00", "2024-01-02 08:03"]), index=[2, 3])
    [found] = trouble("opened", days, np.array([True, True]), "x")
    assert found.values == ["2024-01-02", "2024-01-02 08:03"]
    assert trouble("opened", days, np.array([False, False]), "x") == []
