from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from servicelab.errors import CourseError
from servicelab_workshop.reading.options import Options
from servicelab_workshop.reports.visits import read_visits


def rows() -> pd.DataFrame:
    """Four visits: one served at once, one later, one that left at a known time, one at none."""
    return pd.DataFrame(
        {
            "visit": ["V1", "V2", "V3", "V4"],
            "arrived": [f"2026-01-12 08:0{place}" for place in range(4)],
            "started": ["2026-01-12 08:00", "2026-01-12 08:09", "", ""],
            "ended": ["2026-01-12 08:09", "2026-01-12 08:20", "", ""],
            "left": ["", "", "2026-01-12 08:30", ""],
            "group": ["ill", "well", "well", "ill"],
        }
    )


def written(folder: Path, table: pd.DataFrame, **how: Any) -> Path:
    path = folder / "mine.csv"
    table.to_csv(path, index=False, **how)
    return path


def refusal(folder: Path, table: pd.DataFrame) -> str:
    with pytest.raises(CourseError) as caught:
        read_visits(written(folder, table))
    return str(caught.value)


def test_a_log_and_who_left_in_it(tmp_path: Path) -> None:
    log = read_visits(written(tmp_path, rows().assign(note="x")))
    assert log.rows["started"].isna().tolist() == [False, False, True, True]
    assert log.rows["left"].isna().tolist() == [True, True, False, True]
    assert log.rows["group"].cat.categories.tolist() == ["ill", "well"]
    assert (log.source.ignored, log.has_end, log.past_midnight) == (("note",), True, 0)


def test_an_end_without_a_start_says_when_somebody_left(tmp_path: Path) -> None:
    plain = read_visits(written(tmp_path, rows())).rows
    table = rows().drop(columns="left")
    table.loc[2, "ended"] = "2026-01-12 08:30"
    pd.testing.assert_frame_equal(read_visits(written(tmp_path, table)).rows, plain)


def test_other_names_forms_and_orders(tmp_path: Path) -> None:
    plain = read_visits(written(tmp_path, rows())).rows
    names = ["Ticket No.", "Arrival time", "Called at", "Finished", "Left at", "Queue"]
    table = rows().set_axis(names, axis=1)
    for column in names[1:5]:
        table[column] = table[column].str.replace("-", "/").str.replace("/01/", "/1/")
    path = written(tmp_path, table.iloc[::-1], sep=";", encoding="utf-8-sig")
    pd.testing.assert_frame_equal(read_visits(path).rows, plain)
    zone = rows()
    for column in ("arrived", "started", "ended", "left"):
        zone[column] = zone[column].str.replace(" ", "T").where(zone[column] == "", zone[column])
        zone[column] = zone[column].where(zone[column] == "", zone[column] + ":00.000+08:00")
    pd.testing.assert_frame_equal(read_visits(written(tmp_path, zone)).rows, plain)


def test_times_of_day_and_midnight(tmp_path: Path) -> None:
    table = rows()
    for column in ("arrived", "started", "ended", "left"):
        table[column] = table[column].str.slice(11)
    table.insert(1, "date", "2026/1/12")
    plain = read_visits(written(tmp_path, rows())).rows
    pd.testing.assert_frame_equal(read_visits(written(tmp_path, table)).rows, plain)
    table.loc[0, ["arrived", "started", "ended"]] = ["23:50", "0:10", "0:30"]
    log = read_visits(written(tmp_path, table))
    assert log.past_midnight == 2
    last = log.rows.iloc[-1]
    assert (last["ended"] - last["arrived"]).total_seconds() == 40 * 60


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    table = rows()
    table["arrived"] = ["soon", "2026-01-12 08:01", "2026-01-12 25:02", ""]
    table["started"] = ["2026-01-12 08:00", "2026-01-12 08:00", "", ""]
    table["left"] = ["", "2026-01-12 08:30", "", ""]
    said = refusal(tmp_path, table)
    for one in (
        "arrived: 1 cell like 'soon' (row 2)",
        "arrived: 1 cell like '2026-01-12 25:02' (row 4)",
        "arrived: an empty cell (row 5)",
        "started: 1 cell like '2026-01-12 08:00' (row 3): expected a time not before the arrival",
        "left: 1 cell like '2026-01-12 08:30' (row 3): expected blank",
    ):
        assert one in said
    early = rows().assign(ended="2026-01-12 07:00")
    assert "ended: 4 cells like '2026-01-12 07:00'" in refusal(tmp_path, early)
    coming = (dt.date.today() + dt.timedelta(days=400)).isoformat()
    assert "no time that is to come" in refusal(tmp_path, rows().assign(arrived=f"{coming} 08:00"))


def test_a_time_of_another_year_is_no_wait(tmp_path: Path) -> None:
    table = rows().assign(arrived=["2025-01-12 08:00", *rows()["arrived"][1:]])
    [line, *_more] = read_visits(written(tmp_path, table)).source.left_out.lines
    assert line.startswith("started: 1 cell like '2026-01-12 08:00' (row 2)")
    ends = rows().assign(ended=["2027-01-12 08:09", *rows()["ended"][1:]])
    [line] = read_visits(written(tmp_path, ends)).source.left_out.lines
    assert "a time within a day of the start" in line


@pytest.mark.parametrize(("yes", "no"), [("Y", "N"), ("1", "0"), ("TRUE", "FALSE"), ("yes", "")])
def test_left_may_say_yes_and_no(tmp_path: Path, yes: str, no: str) -> None:
    plain = read_visits(written(tmp_path, rows())).rows
    table = rows().assign(left=[no, no, yes, yes])
    table.loc[2, ["started", "ended"]] = "2026-01-12 08:30"
    pd.testing.assert_frame_equal(read_visits(written(tmp_path, table)).rows, plain)


def test_numbers_that_begin_anew_and_rows_that_stand_twice(tmp_path: Path) -> None:
    log = read_visits(written(tmp_path, rows().assign(visit="A001")))
    assert (len(log.rows), log.repeated) == (4, 0)
    assert read_visits(written(tmp_path, pd.concat([rows(), rows()]))).repeated == 4


def test_one_time_zone_or_none(tmp_path: Path) -> None:
    table = rows().assign(
        arrived=["2026-01-12 08:00Z", "2026-01-12 08:01", "2026-01-12 08:02Z", ""]
    )
    assert "expected a time zone in every time, or in none" in refusal(tmp_path, table)


def test_what_is_no_log(tmp_path: Path) -> None:
    assert "column started or waited: missing" in refusal(
        tmp_path, pd.DataFrame({"a": [1], "b": [2]})
    )
    assert "column started" in refusal(tmp_path, rows().drop(columns="started"))
    assert "Nobody in mine.csv" in refusal(tmp_path, rows().assign(started="", ended=""))
    bad_days = rows().assign(arrived="08:00", started="", ended="", left="", day="12 Jan")
    assert "expected a day such as 2025-03-31" in refusal(tmp_path, bad_days)


@pytest.mark.parametrize(
    ("served", "gone"),
    [
        ("SERVED", "NO_SHOW"),
        ("bedient", "nicht erschienen"),
        ("Transferred", "Walked out"),
        ("已办理", "未到"),
    ],
)
def test_a_status_says_who_left_although_they_were_called(
    tmp_path: Path, served: str, gone: str
) -> None:
    table = rows().drop(columns="left").assign(Status=[served, served, gone, gone])
    table.loc[2:, "started"] = "2026-01-12 08:30"
    log = read_visits(written(tmp_path, table))
    assert log.rows["started"].isna().tolist() == [False, False, True, True]


def test_an_unknown_status_is_asked_for(tmp_path: Path) -> None:
    table = rows().drop(columns="left").assign(status=["served", "served", "parked", "no show"])
    table.loc[2, "started"] = "2026-01-12 08:30"
    said = refusal(tmp_path, table)
    assert '--gone "parked" if it left, and --missing "parked" if it did not' in said
    assert "--columns left=" not in said
    path = written(tmp_path, table)
    for options, left in (Options(gone=("Parked",)), 2), (Options(missing=("parked",)), 1):
        assert read_visits(path, options).rows["started"].isna().sum() == left


@pytest.mark.parametrize("columns", [{}, {"left": "Served"}])
def test_served_is_the_inverse_of_left(tmp_path: Path, columns: dict[str, str]) -> None:
    table = rows().drop(columns="left").assign(Served=["Yes", "Yes", "No", ""])
    table.loc[2:, "started"] = "2026-01-12 08:30"
    log = read_visits(written(tmp_path, table), Options(columns=columns))
    assert log.rows["started"].isna().tolist() == [False, False, True, True]
    times = rows().rename(columns={"started": "Served"})
    assert read_visits(written(tmp_path, times)).rows["started"].notna().sum() == 2


def test_zeros_in_the_afternoon_are_no_midnight(tmp_path: Path) -> None:
    table = rows().drop(columns="left").assign(day="2026-01-12")
    for column in ("arrived", "started", "ended"):
        table[column] = table[column].str[11:].str.replace("08:", "13:")
    table.loc[2:, ["started", "ended"]] = "00:00:00"
    log = read_visits(written(tmp_path, table))
    assert log.rows["started"].isna().tolist() == [False, False, True, True]
    assert (log.past_midnight, log.rows["left"].notna().sum()) == (0, 0)
    assert log.source.notes[0] == "2 times of 00:00 in started are empty"


def test_the_hours_are_those_of_one_clock(tmp_path: Path) -> None:
    table = rows().drop(columns="left")
    times = ["arrived", "started", "ended"]
    table[times] = table[times].map(lambda one: one and one + "Z")
    utc = read_visits(written(tmp_path, table))
    assert "UTC" in utc.source.notes[0]
    local = table.copy()
    local.loc[1, times] = ["2026-01-12 16:01+08:00", "2026-01-12 16:09+08:00", ""]
    log = read_visits(written(tmp_path, local))
    assert log.rows["arrived"].dt.hour.tolist() == [16] * 4
    assert log.source.notes == ("the hours are those of the clock UTC+08:00",)
    summer = table.assign(visit=list("abcd"), ended="")
    summer[times] = summer[times].map(lambda one: one.replace("Z", "+01:00"))
    summer.loc[1, times] = ["2026-07-12 08:01+02:00", "2026-07-12 08:09+02:00", ""]
    hours = read_visits(written(tmp_path, summer)).rows["arrived"].dt.hour
    assert hours.tolist() == [8] * 4


def test_the_steps_of_a_visit_are_one_visit(tmp_path: Path) -> None:
    table = pd.concat([rows(), rows().head(1)], ignore_index=True)
    table.loc[4, ["started", "ended"]] = ["2026-01-12 08:20", "2026-01-12 08:31"]
    log = read_visits(written(tmp_path, table))
    assert len(log.rows) == 4
    first = log.rows.iloc[0]
    assert (first["started"].minute, first["ended"].minute) == (0, 31)
    assert log.source.notes[0].startswith("1 row goes on with the visit of another one")


def test_milliseconds_and_seconds_since_1970(tmp_path: Path) -> None:
    since = pd.DataFrame({"Arrived": ["1740990905000", "1740990905"], "Wait (ms)": [29000, 7000]})
    found = read_visits(written(tmp_path, since)).rows
    assert found["arrived"].tolist() == [pd.Timestamp("2025-03-03 08:35:05")] * 2
    assert (found["started"] - found["arrived"]).dt.total_seconds().tolist() == [29, 7]


def test_a_column_that_is_blank_has_no_example(tmp_path: Path) -> None:
    explained = read_visits(written(tmp_path, rows().assign(left=""))).source.explained
    assert "left from 'left': all blank; 4 blank" in explained


def test_the_column_that_holds_the_day_is_offered(tmp_path: Path) -> None:
    table = rows().drop(columns=["left", "group"])
    for column in ("arrived", "started", "ended"):
        table[column] = table[column].str[11:]
    table["Shift date"] = "2026-01-12"
    assert 'add --columns day="Shift date"' in refusal(tmp_path, table)
    path = written(tmp_path, table)
    assert len(read_visits(path, Options(columns={"day": "Shift date"})).rows) == 4


def test_an_afternoon_without_pm_is_asked_for(tmp_path: Path) -> None:
    times = ["9:30", "12:10", "1:20", "4:00"]
    table = pd.DataFrame({"day": "2026-01-12", "arrived": times, "started": times})
    assert "write AM and PM" in refusal(tmp_path, table)
    table["day"] = [f"2026-01-1{place}" for place in range(4)]
    assert len(read_visits(written(tmp_path, table)).rows) == 4


def test_branches_in_one_queue_are_told(tmp_path: Path) -> None:
    table = rows().drop(columns="group").assign(Branch=["North", "South"] * 2)
    [note] = read_visits(written(tmp_path, table)).source.notes
    assert '--columns group="Branch" separates the waits' in note
    found = read_visits(written(tmp_path, table), Options(columns={"group": "Branch"}))
    assert (found.source.notes, found.rows["group"].nunique()) == ((), 2)


def test_a_call_time_behind_a_ticket_time_is_asked_for_as_the_start(tmp_path: Path) -> None:
    table = rows()[["arrived", "started"]].set_axis(["Ticket time", "Call time"], axis=1)
    said = refusal(tmp_path, table)
    assert "columns may be it" not in said
    assert 'add --columns started="Call time"' in said


def test_a_number_is_no_status(tmp_path: Path) -> None:
    table = rows().assign(left=["no", "no", "yes", "500"])
    log = read_visits(written(tmp_path, table))
    assert log.source.left_out.rows == (5,)


def test_a_total_below_is_told_in_one_line(tmp_path: Path) -> None:
    table = rows().assign(day="2026-01-12")[["day", "arrived", "started"]]
    below = pd.DataFrame({"day": ["Total", "Average wait"], "started": ["4", "0:07"]})
    found = read_visits(written(tmp_path, pd.concat([table, below])))
    assert found.source.left_out.lines == ()
    assert found.source.notes == ("totals or remarks below the table: row 6, 7",)
    bad = table.assign(day=["soon", *table["day"][1:]], arrived=table["arrived"].str[11:])
    [line] = read_visits(
        written(tmp_path, bad.assign(started=bad["arrived"]))
    ).source.left_out.lines
    assert line.startswith("day: 1 cell like 'soon' (row 2): expected a day such as 2025-03-31")
