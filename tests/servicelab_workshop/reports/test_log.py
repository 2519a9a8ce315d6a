from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from servicelab.errors import CourseError
from servicelab_workshop.reading import encodings, sheets
from servicelab_workshop.reading.options import Options
from servicelab_workshop.reports.log import (
    ComplaintLog,
    read_exposure,
    read_holidays,
    read_log,
)


def rows(n: int = 12) -> pd.DataFrame:
    opened = pd.date_range(end="2025-03-24", periods=n, freq="7D" if n < 50 else "D")
    return pd.DataFrame(
        {
            "id": [f"K{place:03d}" for place in range(1, n + 1)],
            "opened": opened.strftime("%Y-%m-%d"),
            "closed": (opened + pd.Timedelta(days=9)).strftime("%Y-%m-%d"),
            "cause": ["delay", "refusal", "other"] * (n // 3),
            "cost": [120.5, 80, 0] * (n // 3),
            "severity": [1, 10, 2] * (n // 3),
            "product": ["motor", "health"] * (n // 2),
            "customer_id": [f"C{place % 5}" for place in range(n)],
            "is_complex": ["true", "false"] * (n // 2),
        }
    )


def written(folder: Path, table: pd.DataFrame, name: str = "mine.csv", **how: Any) -> Path:
    path = folder / name
    table.to_csv(path, index=False, **how)
    return path


def refusal(path: Path, **settings: Any) -> str:
    with pytest.raises(CourseError) as caught:
        read_log(path, **settings)
    return str(caught.value)


def test_a_log_and_its_types(tmp_path: Path) -> None:
    table = rows().assign(note="so, it is", closed=lambda one: one["closed"].where(one.index < 10))
    log = read_log(written(tmp_path, table))
    assert log.rows["opened"].dt.strftime("%Y-%m-%d").tolist() == table["opened"].tolist()
    assert log.rows["closed"].isna().tolist() == [False] * 10 + [True] * 2
    assert log.rows["severity"].cat.categories.tolist() == ["1", "2", "10"]
    assert log.rows["cause"].cat.categories.tolist() == ["delay", "other", "refusal"]
    assert log.rows["customer"].tolist() == table["customer_id"].tolist()
    assert log.rows["is_complex"].tolist() == [True, False] * 6
    assert log.rows["cost"].sum() == table["cost"].sum()
    assert log.source.ignored == ("note",)
    assert (log.as_of, log.is_as_of_given) == (pd.Timestamp("2025-03-24"), False)
    assert (log.source.name, log.source.how, log.later) == ("mine.csv", "UTF-8, commas", 0)


def test_looking_earlier_leaves_out_and_opens(tmp_path: Path) -> None:
    log = read_log(written(tmp_path, rows()), "2025-02-10")
    assert len(log.rows) == 6
    assert (log.later, log.is_as_of_given) == (6, True)
    assert log.rows["closed"].isna().tolist() == [False] * 4 + [True] * 2
    assert "No complaint in mine.csv" in refusal(written(tmp_path, rows()), as_of="2024-01-01")


@pytest.mark.parametrize(
    ("encoding", "how"),
    [
        ("utf-8-sig", "UTF-8 with a mark, semicolons"),
        ("utf-16", "UTF-16, semicolons"),
        ("gb18030", "GB18030, semicolons"),
    ],
)
def test_files_of_excel(tmp_path: Path, encoding: str, how: str) -> None:
    table = rows().assign(cause="理赔延误", opened=rows()["opened"].str.replace("-0", "/"))
    table["closed"] = table["closed"].str.replace("-", "/") + " 09:15"
    path = written(tmp_path, table, sep=";", decimal=",", encoding=encoding)
    log = read_log(path)
    plain = read_log(written(tmp_path, rows(), "plain.csv"))
    for name in ("opened", "closed", "cost"):
        pd.testing.assert_series_equal(log.rows[name], plain.rows[name])
    assert log.rows["cause"].cat.categories.tolist() == ["理赔延误"]
    assert log.source.how == how


def test_a_long_file_is_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_log(written(tmp_path, rows(600)))
    monkeypatch.setattr(sheets, "CHUNK", 7)
    monkeypatch.setattr(sheets, "HEAD", 211)
    monkeypatch.setattr(encodings, "BLOCK", 97)
    pd.testing.assert_frame_equal(read_log(tmp_path / "mine.csv").rows, whole.rows)
    chinese = rows(600).assign(cause=["理赔延误" * 9] * 599 + ["ok"])
    path = written(tmp_path, chinese, "zh.csv", encoding="gb18030")
    assert read_log(path).source.how == "GB18030, commas"
    late = written(
        tmp_path, rows(600).assign(cause=["ok"] * 599 + ["理赔延误"]), encoding="gb18030"
    )
    assert read_log(late).source.how == "GB18030, commas"


def test_other_names_blank_lines_and_cells_without_meaning(tmp_path: Path) -> None:
    table = rows().rename(columns={"id": "Complaint ID", "opened": "Received", "closed": "CLOSED"})
    table = table.astype({"cause": object, "cost": object})
    table.loc[0, "cause"], table.loc[1, "cost"], table.loc[2, "customer_id"] = "n/a", "-", " C9 "
    table["is_complex"] = ["yes", "", *["no"] * 10]
    path = written(tmp_path, table)
    path.write_text(path.read_text(encoding="utf-8").replace("K005", "\nK005"), encoding="utf-8")
    found = read_log(path).rows
    assert len(found) == 12
    assert found["cause"].isna().tolist()[:2] == [True, False]
    assert found["cost"].isna().tolist()[:2] == [False, True]
    assert found["customer"][2] == "C9"
    assert found["is_complex"].tolist()[:3] == [True, False, False]


def test_all_violations_at_once(tmp_path: Path) -> None:
    table = rows().astype(object)
    table.loc[0, "opened"], table.loc[1, "closed"] = "6 January", "2025-01-01"
    table.loc[2, "cost"], table.loc[3, "cost"] = "-4", "a lot"
    table.loc[4, "id"], table.loc[5, "id"] = "", "K001"
    table.loc[6, "opened"], table.loc[7, "is_complex"] = None, "perhaps"
    said = refusal(written(tmp_path, table))
    assert said.startswith(
        "mine.csv (UTF-8, commas) is not read as a complaint log: 7 of 12 rows cannot be used."
    )
    for line in (
        "opened: 1 cell like '6 January' (row 2): expected a day such as 2025-03-31",
        "cost: 1 cell like '-4' (row 4): expected 0 or more",
        "cost: 1 cell like 'a lot' (row 5): expected a number",
        "id: an empty cell (row 6): expected a value",
        "id: 1 cell like 'K001' (row 2): expected each one once",
        "opened: an empty cell (row 8): expected a day such as 2025-03-31",
        "is_complex: 1 cell like 'perhaps' (row 9): expected yes or no",
    ):
        assert line in said
    log = read_log(written(tmp_path, rows().assign(closed=["2025-01-01", *rows()["closed"][1:]])))
    assert (len(log.rows), log.source.left_out.rows) == (11, (2,))
    assert log.source.left_out.lines == (
        "closed: 1 cell like '2025-01-01' (row 2): expected a day not before it was opened",
    )


def test_a_day_to_come_is_a_slip_unless_the_day_of_looking_is_given(tmp_path: Path) -> None:
    later = (dt.date.today() + dt.timedelta(days=400)).isoformat()
    path = written(tmp_path, rows().assign(closed=[later, *rows()["closed"][1:]]))
    [line] = read_log(path).source.left_out.lines
    assert line.startswith(f"closed: 1 cell like '{later}' (row 2): expected no day after today")
    assert read_log(path, "2025-06-30").rows["closed"].isna().sum() == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.drop(columns="closed"), "column closed: missing, and no column is left"),
        (
            lambda t: t.rename(columns={"closed": "Day of rest"}),
            "if it is 'Day of rest', add --columns closed=\"Day of rest\"",
        ),
        (lambda t: t[["cost"]].assign(id=range(12)), "column opened: missing"),
        (
            lambda t: t[["severity"]].rename(columns={"severity": "age"}),
            "column opened: missing, and no column is left",
        ),
        (
            lambda t: t.rename(columns={"opened": "Received"}).assign(Created=t["opened"]),
            'give --columns opened="Received" or --columns opened="Created"',
        ),
        (lambda t: t.head(0), "holds a header and no rows"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, change: Any, message: str) -> None:
    assert message in refusal(written(tmp_path, change(rows())))


def test_files_that_are_no_tables_are_told(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "none.csv")
    (tmp_path / "book.csv").write_bytes(b"PK\x03\x04rest")
    assert "is damaged" in refusal(tmp_path / "book.csv")
    (tmp_path / "empty.csv").write_bytes(b" \n")
    assert "empty.csv is empty" in refusal(tmp_path / "empty.csv")
    (tmp_path / "other.csv").write_bytes(b"id,opened,closed\n\x00\x01")
    assert "is no text" in refusal(tmp_path / "other.csv")
    path = written(tmp_path, rows())
    broken = path.read_text(encoding="utf-8").replace("K003,", "K003,a word, ")
    path.write_text(broken, encoding="utf-8")
    [line, *_more] = read_log(path).source.left_out.lines
    assert line.startswith(
        "row: 1 cell like '10 cells' (row 4): expected as many cells as headings"
    )


# --- the other two files ----------------------------------------------------------------------


@pytest.fixture
def log(tmp_path: Path) -> ComplaintLog:
    return read_log(written(tmp_path, rows()), "2025-03-30")


def test_holidays(tmp_path: Path) -> None:
    days = pd.DataFrame({"date": ["2025/3/1", "2025-03-03"], "working": ["yes", "no"]})
    calendar = read_holidays(written(tmp_path, days, "days.csv"))
    asked = ["2025-03-01", "2025-03-02", "2025-03-03"]
    assert calendar.is_working(asked).tolist() == [True, False, False]
    wrong = days.assign(working=["yes", "half"])
    wrong = pd.concat([wrong, wrong.head(1)])
    with pytest.raises(CourseError, match=r"like 'half' .row 3.: expected yes or no") as caught:
        read_holidays(written(tmp_path, wrong, "days.csv"))
    assert "date: 1 cell like '2025/3/1' (row 4)" in str(caught.value)
    with pytest.raises(CourseError, match="column date: missing"):
        read_holidays(written(tmp_path, days[["working"]], "days.csv"))


def test_exposure_by_month_counts_months_that_are_over(tmp_path: Path, log: ComplaintLog) -> None:
    table = pd.DataFrame(
        {
            "Month": ["2025-01", "2025-02", "2025/3"] * 2,
            "product": ["motor"] * 3 + ["health"] * 3,
            "policies": [1200, 2400, 9e9, 600, 600, 9e9],
        }
    )
    found = read_exposure(written(tmp_path, table, "exposure.csv"), log)
    assert found.by_product.to_dict() == {"motor": 300, "health": 100}
    assert found.months == (pd.Timestamp("2025-01-01"), pd.Timestamp("2025-03-01"))
    with pytest.raises(CourseError, match="No month in exposure"):
        read_exposure(written(tmp_path, table.iloc[[2, 5]], "exposure.csv"), log)


def test_exposure_of_the_whole_log(tmp_path: Path, log: ComplaintLog) -> None:
    table = pd.DataFrame({"product": ["motor", "health", "travel"], "exposure": [10, 20, 5]})
    found = read_exposure(written(tmp_path, table, "exposure.csv"), log)
    assert found.by_product.to_dict() == {"motor": 10, "health": 20, "travel": 5}
    assert found.months is None
    with pytest.raises(CourseError, match="gives no exposure for health, travel"):
        read_exposure(
            written(tmp_path, table.assign(exposure=[10, 0, 0]).iloc[[0, 2]], "exposure.csv"), log
        )
    with pytest.raises(CourseError, match=r"like '-1' .row 2.: expected 0 or more"):
        read_exposure(written(tmp_path, table.assign(exposure=[-1, 1, 1]), "exposure.csv"), log)
    with pytest.raises(CourseError, match="column exposure is missing"):
        read_exposure(written(tmp_path, table[["product"]], "exposure.csv"), log)
    bare = read_log(written(tmp_path, rows().drop(columns="product"), "bare.csv"))
    with pytest.raises(CourseError, match="has no column product"):
        read_exposure(written(tmp_path, table, "exposure.csv"), bare)


def test_several_causes_in_one_cell_share_the_cost(tmp_path: Path) -> None:
    table = rows().assign(cause=["delay; rude", "delay", "delay, other", "other"] * 3, cost=100)
    log = read_log(written(tmp_path, table))
    assert len(log.rows) == 12
    each = log.by_cause.groupby("cause", observed=True)["cost"].agg(["size", "sum"])
    assert each.to_dict("index") == {
        "delay": {"size": 9, "sum": 600},
        "other": {"size": 6, "sum": 450},
        "rude": {"size": 3, "sum": 150},
    }
    assert "6 complaints name several causes" in log.source.notes[0]
    plain = read_log(written(tmp_path, rows()))
    assert plain.by_cause is plain.rows


# --- logs that contradict themselves ------------------------------------------------------------


def test_a_status_holds_against_a_day_of_closing(tmp_path: Path) -> None:
    status = ["Reopened", "offen", "Pending - customer", *["Closed"] * 8, "Upheld"]
    log = read_log(written(tmp_path, rows().assign(Status=status)))
    assert log.rows["closed"].isna().tolist() == [True] * 3 + [False] * 9
    assert log.doubts[0].startswith("3 complaints count as open, as their status says")
    assert log.doubts[0] in log.source.notes
    assert any(one.endswith("; says neither: Upheld") for one in log.source.explained)


def test_closed_without_a_day_is_left_out(tmp_path: Path) -> None:
    table = rows().assign(Status="Solved", closed=["", *rows()["closed"][1:]])
    log = read_log(written(tmp_path, table))
    assert (len(log.rows), log.source.left_out.rows) == (11, (2,))
    assert "expected a day, as its status says closed" in log.source.left_out.lines[0]
    unused = read_log(tmp_path / "mine.csv", options=Options(columns={"status": ""}))
    assert unused.rows["closed"].isna().sum() == 1


def test_the_last_state_of_a_complaint_is_kept(tmp_path: Path) -> None:
    table = rows()
    older = table.head(1).assign(closed="")
    log = read_log(written(tmp_path, pd.concat([older, table])))
    assert log.rows["closed"].notna().all()
    assert "a later state of this one is kept" in log.source.left_out.lines[0]
    assert log.source.left_out.rows == (2,)


def test_a_complaint_that_was_opened_again_is_open(tmp_path: Path) -> None:
    table = rows().assign(status="Closed")
    again = table.tail(1).assign(status="Reopened")
    log = read_log(written(tmp_path, pd.concat([table, again])))
    assert log.rows["closed"].isna().tolist() == [False] * 11 + [True]
    assert log.doubts[0].startswith("1 complaint counts as open")


def test_a_flag_is_no_day_of_closing(tmp_path: Path) -> None:
    said = refusal(written(tmp_path, rows().assign(closed=["yes", "no"] * 6)))
    assert "'closed' says yes or no, and no day" in said
    assert "--missing" not in said


def test_groups_over_their_first_rows_are_asked_about(tmp_path: Path) -> None:
    table = rows().assign(cause=["delay", *[""] * 5, "refusal", *[""] * 5])
    path = written(tmp_path, table)
    assert "column cause: each group stands once, in the first of its rows" in refusal(path)
    assert "cause" not in read_log(path, options=Options(columns={"cause": ""})).rows


def test_what_is_the_same_in_every_row_is_no_cause(tmp_path: Path) -> None:
    table = rows().rename(columns={"cause": "Issue Type"}).assign(**{"Issue Type": "Complaint"})
    log = read_log(written(tmp_path, table))
    assert "cause" not in log.rows
    assert "'Issue Type' is 'Complaint' in every row" in " ".join(log.source.notes)
    given = Options(columns={"cause": "Issue Type"})
    assert read_log(tmp_path / "mine.csv", options=given).rows["cause"].nunique() == 1


def test_a_day_that_stands_alone_does_not_move_the_day_of_looking(tmp_path: Path) -> None:
    table = rows(60).assign(closed=["2026-03-24", *rows(60)["closed"][1:]])
    log = read_log(written(tmp_path, table))
    assert log.as_of == pd.Timestamp("2025-04-02")
    assert log.doubts[0].startswith("closed in row 2 is 2026-03-24, 356 days after all others")
    assert read_log(tmp_path / "mine.csv", "2026-04-01").doubts == ()
    early = rows(60).assign(opened=["1925-03-01", *rows(60)["opened"][1:]])
    [line] = read_log(written(tmp_path, early)).source.left_out.lines
    assert line.endswith("(row 2): expected no day years before all others")


def test_a_cost_that_cannot_be_used_leaves_its_complaint_in(tmp_path: Path) -> None:
    table = rows().astype({"cost": object})
    table.loc[3, "cost"] = "(1,200.00)"
    log = read_log(written(tmp_path, table))
    assert (len(log.rows), log.source.left_out.rows) == (12, ())
    assert log.rows["cost"].isna().tolist() == [place == 3 for place in range(12)]
    assert log.source.left_out.cells == {"cost": (5,)}
    assert "(row 5): expected 0 or more" in log.source.left_out.cell_lines[0]


@pytest.mark.parametrize(
    ("heading", "factor", "currency"),
    [
        ("Cost (k€)", 1000, "EUR"),
        ("Cost in thousands", 1000, ""),
        ("Amount ($000)", 1000, "$"),
        ("Kosten in Mio. EUR", 10**6, "EUR"),
        ("Cost (USD m)", 10**6, "USD"),
        ("Cost (€)", 1, "EUR"),
        ("Kulanz CHF", 1, "CHF"),
    ],
)
def test_the_unit_of_costs_stands_in_the_heading(
    tmp_path: Path, heading: str, factor: int, currency: str
) -> None:
    log = read_log(written(tmp_path, rows().rename(columns={"cost": heading})))
    assert log.rows["cost"].sum() == factor * rows()["cost"].sum()
    assert log.currency == currency


def test_the_currency_of_costs_has_a_column(tmp_path: Path) -> None:
    table = rows().assign(Currency=["€", "EUR", "USD"] * 4)
    log = read_log(written(tmp_path, table))
    assert log.currency == "EUR"
    table.loc[0, "Currency"] = "JPY"
    log = read_log(written(tmp_path, table))
    assert "cost: 1 cell like '120.5 JPY' (row 2)" in log.source.left_out.cell_lines[0]
    assert log.rows["cost"].isna().sum() == 1


def test_case_makes_no_cause(tmp_path: Path) -> None:
    table = rows().assign(cause=["Delay", "DELAY", "delay ", "Delay; Rude", "rude", "Delay"] * 2)
    log = read_log(written(tmp_path, table))
    counts = log.by_cause["cause"].value_counts().to_dict()
    assert counts == {"Delay": 10, "rude": 4}


def test_policies_are_no_complaints_unless_it_is_said(tmp_path: Path) -> None:
    table = rows()[["id", "opened", "closed"]]
    path = written(tmp_path, table.set_axis(["Policy number", "Start date", "End date"], axis=1))
    assert 'add --columns opened="Start date"' in refusal(path)
    told = Options(columns={"opened": "Start date"})
    assert len(read_log(path, options=told).rows) == 12


def test_a_cell_that_cannot_be_used_counts_once(tmp_path: Path) -> None:
    days = ["13/02/2025 10:00", "2/14/2025 10:00 AM"] * 6
    path = written(tmp_path, rows().assign(opened="2025-01-01", closed=days))
    assert "are left out if they are few" in refusal(path)
    assert "closed: 6 cells like '13/02" in refusal(path, options=Options(dates="MDY"))


def test_costs_that_are_no_amounts_can_be_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, rows().assign(cost=["TBC", "approx. 140.45", "7"] * 4))
    said = refusal(path)
    assert "it can be read without cost: add --columns cost=" in said
    assert "cost: 4 cells like 'approx. 140.45' (rows 3, 6, 9, 12): expected a number or an" in said
    assert 'if it means that none is known, --missing "TBC"' in said
    assert "cost" not in read_log(path, options=Options(columns={"cost": ""})).rows


def test_what_is_open_is_explained(tmp_path: Path) -> None:
    table = rows()
    table.loc[:3, "closed"] = ["offen", "00.00.0000", "31/12/9999", ""]
    lines = read_log(written(tmp_path, table)).source.explained
    assert any(one.startswith("closed from") and "; 4 blank or not yet" in one for one in lines)


def test_remarks_below_a_small_report_are_no_rows(tmp_path: Path) -> None:
    path = written(tmp_path, rows())
    below = 'Total,,,,200.5\n\n"Grand Totals (12 records)"\n\nConfidential\nCopyright (c) by the firm, inc.\n'
    path.write_text(path.read_text(encoding="utf-8") + below, encoding="utf-8")
    log = read_log(path)
    assert (len(log.rows), log.source.left_out.rows) == (12, ())


def test_only_a_near_name_is_suggested(tmp_path: Path) -> None:
    written(tmp_path, rows(), "french.csv")
    assert "did you mean" not in refusal(tmp_path / "nosuch.csv")
    assert "did you mean french.csv?" in refusal(tmp_path / "frensh.csv")
