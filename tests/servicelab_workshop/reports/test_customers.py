from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from servicelab.errors import CourseError
from servicelab_workshop.reading.handover import write_table
from servicelab_workshop.reading.options import Options
from servicelab_workshop.reports.customers import read_customers


def rows(n: int = 12) -> pd.DataFrame:
    start = pd.date_range("2020-01-15", periods=n, freq="30D")
    end = (start + pd.Timedelta(days=500)).strftime("%Y-%m-%d").to_series().reset_index(drop=True)
    return pd.DataFrame(
        {
            "customer": [f"C{place:03d}" for place in range(n)],
            "start": start.strftime("%Y-%m-%d"),
            "end": end.where(end.index % 3 > 0),
            "margin": [120.5, -4, 60] * (n // 3),
            "acquisition_cost": [80, 0, 12.5] * (n // 3),
            "group": ["counter", "app"] * (n // 2),
        }
    )


def written(folder: Path, table: pd.DataFrame, **how: Any) -> Path:
    path = folder / "mine.csv"
    table.to_csv(path, index=False, **how)
    return path


def refusal(path: Path, **settings: Any) -> str:
    with pytest.raises(CourseError) as caught:
        read_customers(path, **settings)
    return str(caught.value)


def test_a_list_and_its_types(tmp_path: Path) -> None:
    table = rows()
    found = read_customers(written(tmp_path, table.assign(note="x")), "2025-12-31")
    assert found.rows["start"].dt.strftime("%Y-%m-%d").tolist() == table["start"].tolist()
    assert found.rows["end"].isna().tolist() == [True, False, False] * 4
    assert found.rows["margin"].sum() == table["margin"].sum()
    assert found.rows["group"].cat.categories.tolist() == ["app", "counter"]
    assert found.source.ignored == ("note",)
    assert (found.as_of, found.is_as_of_given) == (pd.Timestamp("2025-12-31"), True)
    assert (found.later, found.before, found.lost_after) == (0, 0, None)


def test_other_names_and_the_file_of_excel(tmp_path: Path) -> None:
    names = ["Client ID", "Customer since", "Cancelled", "Annual margin", "CAC", "Came by"]
    table = rows().set_axis(names, axis=1)
    table["Customer since"] = table["Customer since"].str.replace("-", "/") + " 09:00"
    plain = read_customers(written(tmp_path, rows()), "2025-12-31")
    path = written(tmp_path, table, sep=";", decimal=",", encoding="utf-8-sig")
    pd.testing.assert_frame_equal(read_customers(path, "2025-12-31").rows, plain.rows)


def test_looking_earlier_leaves_out_and_brings_back(tmp_path: Path) -> None:
    found = read_customers(written(tmp_path, rows()), "2021-08-15")
    assert found.rows["end"].notna().tolist() == [False, True, True, *[False] * 9]
    early = rows().assign(end=["2020-02-01", *rows()["end"][1:]])
    found = read_customers(written(tmp_path, early), "2020-08-15")
    assert (len(found.rows), found.later) == (8, 4)
    late = refusal(written(tmp_path, rows()), as_of="2020-06-01")
    assert "Nobody in mine.csv" in late
    assert "No customer in mine.csv" in refusal(written(tmp_path, rows()), as_of="2019-01-01")


def test_a_notice_that_was_given_is_no_end_yet(tmp_path: Path) -> None:
    coming = (dt.date.today() + dt.timedelta(days=90)).isoformat()
    table = rows().assign(end=[coming, *rows()["end"][1:]])
    found = read_customers(written(tmp_path, table))
    assert found.as_of == pd.to_datetime(rows()["end"]).max()
    assert pd.isna(found.rows["end"][0])
    never = rows().assign(end=rows()["end"].fillna("9999-12-31"))
    assert read_customers(written(tmp_path, never)).rows["end"].isna().sum() == 4


def test_a_point_between_thousands_is_no_decimal_point(tmp_path: Path) -> None:
    table = rows().assign(margin=["1.440", "12,5", "1.007,64"] * 4)
    found = read_customers(written(tmp_path, table, sep=";"), "2025-12-31")
    assert found.rows["margin"].tolist() == [1440, 12.5, 1007.64] * 4
    open_ones = rows().assign(margin="1.440")
    said = refusal(written(tmp_path, open_ones, sep=";"))
    assert "column margin: in 1.440 the sign may stand between thousands" in said
    path = written(tmp_path, open_ones)
    for sign, value in (".", 1.44), (",", 1440):
        assert (
            read_customers(path, "2025-12-31", options=Options(decimal=sign))
            .rows["margin"]
            .eq(value)
            .all()
        )


def test_days_of_looking_are_written_year_first(tmp_path: Path) -> None:
    path = written(tmp_path, rows())
    assert "'05/06/2025' is not a date written like 2025-03-31" in refusal(path, as_of="05/06/2025")
    assert read_customers(path, "2025/06/05").as_of == pd.Timestamp("2025-06-05")


def test_silence_is_no_end_until_it_has_lasted(tmp_path: Path) -> None:
    table = rows().drop(columns="end").assign(last_order="2021-03-01")
    table.loc[:3, "last_order"] = "2020-06-01"
    path = written(tmp_path, table)
    assert "such as --lost-after 365" in refusal(path)
    assert "1 or more" in refusal(path, lost_after=0)
    found = read_customers(path, lost_after=100)
    assert found.as_of == pd.Timestamp("2021-03-01") - pd.Timedelta(days=100)
    assert found.rows["end"].notna().tolist() == [True] * 4 + [False] * (len(found.rows) - 4)
    assert found.later == 12 - len(found.rows)
    assert "leave --lost-after out" in refusal(written(tmp_path, rows()), lost_after=100)


def test_who_left_before_ends_were_kept_is_left_out(tmp_path: Path) -> None:
    found = read_customers(written(tmp_path, rows()), "2025-12-31", ends_since="2021-09-01")
    assert found.before == (rows()["end"] < "2021-09-01").sum()
    assert found.rows["end"].min() >= pd.Timestamp("2021-09-01")


def test_all_violations_at_once(tmp_path: Path) -> None:
    table = rows().astype(object)
    table.loc[0, "start"], table.loc[1, "end"] = "soon", "2001-01-01"
    table.loc[2, "acquisition_cost"], table.loc[3, "margin"] = "-5", "a lot"
    table.loc[4, "customer"], table.loc[5, "customer"] = "", "C001"
    table.loc[6, "start"] = (dt.date.today() + dt.timedelta(days=9)).isoformat()
    table.loc[6, "end"] = None
    said = refusal(written(tmp_path, table))
    assert said.startswith(
        "mine.csv (UTF-8, commas) is not read as a customer list: 7 of 12 rows cannot be used."
    )
    for line in (
        "start: 1 cell like 'soon' (row 2): expected a day",
        "end: 1 cell like '2001-01-01' (row 3): expected a day not before the start",
        "acquisition_cost: 1 cell like '-5' (row 4): expected 0 or more",
        "margin: 1 cell like 'a lot' (row 5): expected a number",
        "customer: an empty cell (row 6): expected a value",
        "customer: 1 cell like 'C001' (row 7): expected each one once",
        "(row 8): expected no day after today",
    ):
        assert line in said


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.drop(columns="end"), "column end or last_seen: missing, and no column"),
        (lambda t: t[["margin"]].rename(columns={"margin": "age"}), 'add --columns customer="age"'),
        (
            lambda t: t.rename(columns={"start": "Since"}).assign(Joined=t["start"]),
            'give --columns start="Since" or --columns start="Joined"',
        ),
        (lambda t: t.assign(end=None), "A list of those who are here cannot tell who stays"),
        (lambda t: t.head(0), "holds a header and no rows"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, change: Any, message: str) -> None:
    assert message in refusal(written(tmp_path, change(rows())))


def test_who_is_closed_on_no_known_day_is_left_out(tmp_path: Path) -> None:
    table = pd.concat([rows(), rows().assign(customer=lambda t: "D" + t["customer"])])
    table["Status"] = table["end"].isna().map({True: "Active", False: "Churned"})
    table.iloc[0, -1] = "Closed"
    found = read_customers(written(tmp_path, table), "2025-12-31")
    assert (len(found.rows), found.source.left_out.rows) == (23, (2,))
    assert "the day on which this one left" in found.source.left_out.lines[0]
    kept = Options(columns={"status": ""})
    assert len(read_customers(written(tmp_path, table), "2025-12-31", options=kept).rows) == 24


def test_planned_ends_are_no_ends_and_set_no_day_of_looking(tmp_path: Path) -> None:
    table = rows().assign(status="Expired")
    table.loc[table["end"].isna(), ["end", "status"]] = ["2024-06-30", "In force"]
    found = read_customers(written(tmp_path, table))
    assert found.as_of == pd.to_datetime(rows()["end"]).max()
    assert found.rows["end"].isna().sum() == 4
    assert found.source.notes == ("4 customers have an end that is to come, and count as here",)
    assert "--columns status= goes by the end" in refusal(
        written(tmp_path, table), as_of="2025-12-31"
    )


def test_what_was_saved_gives_the_same_page(tmp_path: Path) -> None:
    silent = rows().drop(columns="end").assign(last_seen="2021-03-01")
    silent.loc[:3, "last_seen"] = "2020-06-01"
    planned = rows().assign(end=rows()["end"].fillna("2099-12-31"))
    for table, lost_after in (silent, 100), (planned, None):
        first = read_customers(written(tmp_path, table), lost_after=lost_after)
        write_table(tmp_path / "clean.csv", first.source.table)
        again = read_customers(tmp_path / "clean.csv", lost_after=lost_after)
        pd.testing.assert_frame_equal(again.rows, first.rows)
        assert (again.as_of, again.later) == (first.as_of, first.later)
        assert "2099" not in (tmp_path / "clean.csv").read_text(encoding="utf-8")


def test_numbers_of_customers_come_before_contracts_and_names(tmp_path: Path) -> None:
    table = rows().rename(columns={"customer": "Customer No"})
    table.insert(0, "Contract No", "K1")
    table["Account Name"] = "Li"
    table["Created on"] = "2019-01-01"
    plain = read_customers(written(tmp_path, rows()), "2025-12-31")
    found = read_customers(written(tmp_path, table), "2025-12-31")
    pd.testing.assert_frame_equal(found.rows, plain.rows)


def test_contracts_of_a_customer_are_one_stay(tmp_path: Path) -> None:
    second = rows().assign(start=rows()["end"], margin=60).dropna(subset="end")
    second["end"] = [*["2023-01-01"] * 7, None]
    table = pd.concat([rows(), second])
    found = read_customers(written(tmp_path, table), "2025-12-31")
    assert len(found.rows) == 12
    assert found.rows["end"].isna().sum() == 5
    assert found.source.notes[0].startswith("20 rows are contracts of 12 customers")
    one = found.rows.set_index("customer").loc["C002"]
    assert (str(one["start"].date()), one["margin"]) == (rows()["start"][2], 60)


def test_units_in_headings_are_money(tmp_path: Path) -> None:
    table = rows()
    for heading in ("Margin (TEUR)", "Margin (k)", "Marge in T€"):
        path = written(tmp_path, table.rename(columns={"margin": heading}))
        found = read_customers(path, "2025-12-31")
        assert found.rows["margin"].tolist() == [120500, -4000, 60000] * 4
        assert "margin times 1,000" in found.source.notes[0]
    said = refusal(written(tmp_path, table.rename(columns={"margin": "Margin %"})))
    assert "is a percentage" in said
    assert "--columns margin=" in said


def test_an_odd_day_that_stands_for_none_is_told(tmp_path: Path) -> None:
    table = rows().assign(end=rows()["end"].fillna("1901-01-01"))
    path = written(tmp_path, table)
    assert '--missing "1901-01-01"' in refusal(path)
    assert read_customers(path, options=Options(missing=("1901-01-01",))).rows["end"].isna().sum()
