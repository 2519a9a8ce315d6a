from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from support.pages import Page
from typer.testing import CliRunner

from servicelab.complaints.deadlines import (
    RULES,
    Calendar,
    Deadline,
    deadline_table,
    late_share,
)
from servicelab.complaints.log import (
    escalation_hazard,
    exposure_rate,
    pareto,
    recurrence,
)
from servicelab.complaints.resolution import (
    closed_only,
    median_resolution,
    resolution_times,
    share_open,
)
from servicelab.errors import CourseError
from servicelab_workshop import cli
from servicelab_workshop.reports.complaints import (
    Result,
    _at_the_head,
    analyze,
    findings,
    folded,
    render,
    report,
)
from servicelab_workshop.reports.log import read_exposure, read_holidays, read_log

AS_OF = pd.Timestamp("2025-12-31")
N = 900
SHARES = {
    "payment delay": 0.3,
    "claim <b>refused</b>": 0.05,
    "wording": 0.2,
    "rude": 0.2,
    "Other": 0.25,
}
REFUSED = "claim <b>refused</b>"
POLICIES = {"motor": 3000, "health": 2000, "travel": 500, "clinic": 4000, "card": 9000}


def collected() -> pd.DataFrame:
    """A log as it comes in: slow severe cases, a rare costly cause, one noisy customer."""
    rng = np.random.default_rng(5)
    sector = rng.choice(["Insurance", "bank", "hospital"], N, p=[0.6, 0.2, 0.2])
    product = np.where(
        sector == "Insurance",
        rng.choice(["motor", "health", "travel"], N),
        np.where(sector == "bank", "card", "clinic"),
    )
    severity = rng.choice([1, 2, 3], N, p=[0.5, 0.3, 0.2])
    opened = pd.Series(
        np.datetime64("2025-01-01") + rng.integers(0, 365, N).astype("timedelta64[D]")
    )
    days = np.rint(rng.weibull(1.1, N) * np.where(severity == 3, 40, 9))
    closed = opened + pd.to_timedelta(days, unit="D")
    escalates = rng.random(N) < 0.5
    escalated = opened + pd.to_timedelta(rng.integers(1, 60, N), unit="D")
    escalated = escalated.where((escalated <= closed) & escalates)
    acknowledged = opened + pd.to_timedelta(rng.integers(0, 6, N), unit="D")
    cause = pd.Series(rng.choice(list(SHARES), N, p=list(SHARES.values())))
    cost = (rng.gamma(2, 50, N) * cause.map({REFUSED: 15.0}).fillna(1)).round(2)
    customer = pd.Series([f"C{one:03d}" for one in rng.integers(0, 500, N)])
    customer[np.flatnonzero(product == "travel")[:22]] = "C999"
    table = pd.DataFrame(
        {
            "complaint_id": [f"K{place:04d}" for place in range(1, N + 1)],
            "sector": sector,
            "customer_id": customer,
            "product": product,
            "opened": opened,
            "acknowledged": acknowledged.where(acknowledged <= AS_OF),
            "escalated": escalated.where(escalated <= AS_OF),
            "closed": closed.where(closed <= AS_OF),
            "severity": severity,
            "is_complex": rng.random(N) < 0.2,
            "cause": cause,
            "cost": cost.where(closed <= AS_OF),
            "text": "<script>alert(1)</script>, he said",
        }
    )
    table.loc[[7, 70], "cause"] = np.nan
    return table


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own")
    collected().to_csv(path / "log.csv", index=False)
    months = pd.date_range("2025-01-01", periods=12, freq="MS").strftime("%Y-%m-%d")
    pd.DataFrame(
        [(month, product, size) for month in months for product, size in POLICIES.items()],
        columns=["month", "product", "policies"],
    ).to_csv(path / "exposure.csv", index=False)
    free = pd.date_range("2025-10-01", "2025-10-08")
    pd.DataFrame({"date": free, "working": False}).to_csv(path / "holidays.csv", index=False)
    return path


@pytest.fixture(scope="module")
def result(folder: Path) -> Result:
    log = read_log(folder / "log.csv", AS_OF)
    exposure = read_exposure(folder / "exposure.csv", log)
    return analyze(log, read_holidays(folder / "holidays.csv"), exposure)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return collected().assign(sector=lambda one: one["sector"].str.lower())


def words(result: Result) -> str:
    return " ".join(Page(render(result)).text.split())


# --- numbers ----------------------------------------------------------------------------------


def test_months_by_hand(result: Result, table: pd.DataFrame) -> None:
    assert result.n == N
    assert len(result.months) == 12
    march = result.months.loc[pd.Period("2025-03")]
    opened, closed = table["opened"], table["closed"]
    assert march["opened"] == ((opened.dt.month == 3) & (opened.dt.year == 2025)).sum()
    assert march["closed"] == ((closed.dt.month == 3) & (closed.dt.year == 2025)).sum()
    still = (opened < "2025-04-01") & ~(closed < "2025-04-01")
    assert march["open"] == still.sum()
    assert result.months["open"].iloc[-1] == result.open == closed.isna().sum()


def test_durations_are_those_of_the_library(result: Result, table: pd.DataFrame) -> None:
    assert result.by == "severity"
    assert [one.group for one in result.durations] == ["all", "1", "2", "3"]
    times = resolution_times(table, AS_OF)
    everyone, severe = result.durations[0], result.durations[3]
    assert everyone.over == share_open(times, 15)
    mine = times[table["severity"] == 3]
    assert (severe.n, severe.open) == (len(mine), (~mine["closed"]).sum())
    found = (severe.median, severe.low, severe.high)
    assert found == pytest.approx(tuple(median_resolution(mine)), nan_ok=True)
    assert severe.closed_mean == closed_only(mine)["mean"]
    assert everyone.over > everyone.closed_over


def test_deadlines_are_those_of_the_sectors(result: Result, table: pd.DataFrame) -> None:
    calendar = Calendar(pd.DataFrame({"date": pd.date_range("2025-10-01", "2025-10-08")}).assign(working=False))  # fmt: skip
    expected = deadline_table(table, as_of=AS_OF, calendar=calendar)
    assert [one.group for one in result.kept] == ["Insurance", "bank", "hospital"]
    for one in result.kept:
        part = expected[table["sector"] == one.group.lower()]
        assert one.rule == RULES[one.group.lower()]
        assert one.share == late_share(part, AS_OF)
        assert one.due == (part["due"] < AS_OF).sum()
        assert one.overdue == (part["status"] == "open overdue").sum()
        assert one.low < one.share < one.high
    late = expected[expected["status"] == "open overdue"]
    assert sorted(result.overdue["id"]) == sorted(table.loc[late.index, "complaint_id"])
    assert result.overdue["due"].is_monotonic_increasing
    house = deadline_table(
        table.assign(acknowledged=table["acknowledged"].fillna(table["closed"])),
        Deadline(2, clock="working"),
        AS_OF,
        calendar,
        end="acknowledged",
    )
    assert result.acknowledged[0].share == late_share(house)
    plain = analyze(result.log)
    assert plain.kept[2].late != result.kept[2].late


def test_one_rule_for_all_and_sectors_without_one(folder: Path, table: pd.DataFrame) -> None:
    log = read_log(folder / "log.csv", AS_OF)
    [strict] = analyze(log, rule=Deadline(5)).kept
    assert strict.late == deadline_table(table, Deadline(5), AS_OF)["late"].sum()
    hotel = log.rows.assign(sector=log.rows["sector"].cat.rename_categories({"hospital": "hotel"}))
    hotel.loc[:9, "sector"] = np.nan
    kept = analyze(type(log)(**{**vars(log), "rows": hotel})).kept
    groups = {one.group: one.rule for one in kept}
    assert groups["hotel"] == groups["no sector"] == Deadline(15, 30)


def test_causes_rates_hazard_and_recurrence(result: Result, table: pd.DataFrame) -> None:
    coded = table.dropna(subset="cause")
    assert result.uncoded == 2
    assert result.by_cost.index[0] == REFUSED
    assert result.by_count.index[0] == "payment delay"
    assert result.by_cost.index[-1] == result.by_count.index[-1] == "Other"
    expected = pareto(coded, value="cost", other="Other")
    pd.testing.assert_frame_equal(result.by_cost, expected)
    rates = exposure_rate(table["product"].value_counts(), pd.Series(POLICIES, dtype=float))
    assert result.rates["rate"].to_dict() == pytest.approx(rates["rate"].to_dict())
    assert result.clustered.loc["travel", "largest"] >= 22
    assert result.noisy[0].customer == "C999"
    assert result.noisy[0].product == "travel"
    hazard = escalation_hazard(table, AS_OF)
    pd.testing.assert_frame_equal(result.hazard, hazard)
    again = recurrence(coded, 60, ["customer_id", "cause"], AS_OF)
    share = again[coded["cause"] == "rude"].mean()
    assert result.again.loc["rude", "again"] == pytest.approx(share)


# --- the page ---------------------------------------------------------------------------------


def test_page_needs_nothing_else_and_says_everything(result: Result) -> None:
    html = render(result)
    page = Page(html)
    assert "http:" not in html
    assert "https:" not in html
    assert not page.all("script")
    assert not page.all("link")
    images = page.all("img")
    assert len(images) == 5
    for image in images:
        kind, _comma, data = str(image["src"]).partition(",")
        assert kind == "data:image/svg+xml;base64"
        assert b"<svg" in base64.b64decode(data)
        assert len(str(image["alt"])) > 60
    assert "alert(1)" not in page.text
    assert REFUSED in page.text
    targets = {str(link["href"])[1:] for link in page.all("a")}
    assert targets <= {str(one["id"]) for one in page.all("h2")}
    text = words(result)
    assert "Not used: text." in text
    assert "2 complaints without a cause do not count here." in text
    assert "those of your table of holidays" in text
    assert "2025-12-31, as given." in text


def test_a_tie_has_no_most_frequent_cause() -> None:
    half = pd.DataFrame({"share": 0.5, "of_complaints": 0.5}, index=["delay", "tone"])
    shares = [0.8, 0.2]
    more = pd.DataFrame({"share": shares, "of_complaints": shares}, index=["tone", "delay"])
    assert _at_the_head(half, half) == (
        "At the head of the causes: of the complaints “delay” and 1 other alike with 50 %, of the "
        "cost “delay” and 1 other alike with 50 %."
    )
    assert "of the cost “tone” with 80 %" in _at_the_head(half, more)
    assert "is the most frequent cause and costs the most" in _at_the_head(more, more)


def test_a_complaint_of_several_causes_is_in_the_share_of_each(tmp_path: Path) -> None:
    causes = ["tone; delay", "tone; delay", "tone", "price", None]
    table = pd.DataFrame(
        {"id": range(5), "opened": "2025-03-03", "closed": "2025-03-05", "cause": causes}
    )
    table["cost"] = [10, 10, 5, 40, 1]
    result = own(tmp_path, table)
    # of the four complaints that have a cause
    assert result.by_count["of_complaints"].to_dict() == {"tone": 0.75, "delay": 0.5, "price": 0.25}
    said = " ".join(line for _target, line in findings(result))
    assert "“tone” is the most frequent cause (75 % of the complaints)" in said
    assert "62 % of the cost with 25 % of the complaints" in said


def test_findings_name_what_the_log_shows(result: Result) -> None:
    said = " ".join(line for _target, line in findings(result))
    late, due = result.late
    assert f"{late} of {due} complaints that were due missed their deadline" in said
    assert "because the long cases are still open" in said
    assert re.search(r"“payment delay” is the most frequent cause \([23]\d % of the", said)
    assert f"but “{REFUSED}” costs the most" in said
    assert "are coded as “Other”" in said
    assert "One customer, C999, made 22 complaints" in said
    assert "travel draws the most complaints" in said


def own(folder: Path, table: pd.DataFrame, **settings: Any) -> Result:
    table.to_csv(folder / "own.csv", index=False)
    return analyze(read_log(folder / "own.csv", settings.pop("as_of", None)), **settings)


def test_the_least_that_a_log_can_hold(tmp_path: Path) -> None:
    table = pd.DataFrame({"id": ["a"], "opened": ["2025-03-01"], "closed": [None]})
    found = own(tmp_path, table)
    assert np.isnan(found.durations[0].median)
    assert found.late == (0, 0)
    text = words(found)
    assert "1complaint since 2025-03-01" in text
    assert "so no case has the longer deadline" in text
    assert "the last date in the file" in text
    assert len(Page(render(found)).all("img")) == 2


@pytest.mark.slow
def test_every_optional_column_may_be_missing(
    tmp_path: Path, table: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "servicelab_workshop.reports.complaints.image", lambda draw, height=0: "data:,"
    )
    required = ["complaint_id", "opened", "closed"]
    for name in table.columns.drop(required):
        found = own(tmp_path, table.drop(columns=name), as_of="2025-12-31")
        targets = {target for target, _line in findings(found)}
        assert targets <= {str(one["id"]) for one in Page(render(found)).all("h2")}
        findings(own(tmp_path, table.assign(**{name: ""}), as_of="2025-12-31"))
    nothing_closed = own(tmp_path, table[table["closed"].isna()], as_of="2025-12-31")
    assert nothing_closed.durations[0].closed_over != nothing_closed.durations[0].closed_over
    render(nothing_closed)


def test_what_few_causes_say_is_said_of_few(folder: Path, table: pd.DataFrame) -> None:
    few = table.head(200).assign(
        cause=lambda one: one["cause"].where(one.index < 60),
        status=["Reopened", *["new"] * 4, *[""] * 195],
        cost=9.5,
    )
    found = own(folder, few.rename(columns={"cost": "Cost (EUR)"}), as_of="2025-12-31")
    causes = [line for target, line in findings(found) if target == "causes"]
    assert causes[0].startswith("Of the 59 of 200 complaints that have a cause: ")
    page = render(found)
    assert "count as open, as their status says" in page
    assert "cost known so far, EUR" in page


def test_many_causes_are_folded(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    names = [f"a cause with a rather long name {n}" for n in range(24)]
    weights = np.arange(24, 0, -1) / 300
    table = pd.DataFrame(
        {
            "id": range(1500),
            "opened": "2025-03-01",
            "closed": "2025-03-05",
            "cause": rng.choice(names, 1500, p=weights),
            "cost": 10,
        }
    )
    table.loc[:99, "cause"] = "其他"
    found = own(tmp_path, table)
    drawn = folded(found.by_count)
    assert len(drawn) == 11
    assert drawn.index[-2:].tolist() == ["15 more", "其他"]
    assert drawn["share"].sum() == pytest.approx(1)
    assert drawn["cumulative"].iloc[-1] == pytest.approx(1)
    assert drawn["count"].sum() == 1500
    few = folded(pareto(table[table["cause"].isin(names[:10])]))
    assert len(few) == 10


# --- the command ------------------------------------------------------------------------------


def run(*arguments: object) -> Any:
    done = CliRunner().invoke(cli.app, ["report", *map(str, arguments)])
    if isinstance(done.exception, CourseError):
        raise done.exception
    return done


@pytest.mark.slow
def test_the_command_writes_the_page(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    exposure, holidays = folder / "exposure.csv", folder / "holidays.csv"
    done = run(
        *("complaints", folder / "log.csv", "--exposure", exposure, "--holidays", holidays),
        *("--as-of", "2025-09-30"),
    )
    assert done.exit_code == 0, done.output
    page = tmp_path / "log-complaints.html"
    assert done.stdout.split() == [str(page)]
    text = " ".join(Page(page.read_text(encoding="utf-8")).text.split())
    assert "opened after 2025-09-30" in text
    assert "Per 1,000" in text
    other = tmp_path / "other.html"
    days = ["--days", 7, "--complex-days", 9, "--clock", "working"]
    run("complaints", folder / "log.csv", "--to", other, *days)
    assert "7 working days, 9 if complex" in other.read_text(encoding="utf-8")
    with pytest.raises(CourseError, match="'calendar' or 'working'"):
        run("complaints", folder / "log.csv", "--days", 7, "--clock", "wall")


def test_the_command_does_not_write_over_data_or_into_nothing(folder: Path, tmp_path: Path) -> None:
    log = folder / "log.csv"
    before = log.read_bytes()
    with pytest.raises(CourseError, match="one of your data files"):
        run("complaints", log, "--to", log)
    assert log.read_bytes() == before
    with pytest.raises(CourseError, match="one of your data files"):
        report(log, folder / "exposure.csv", exposure=folder / "exposure.csv")
    with pytest.raises(CourseError, match="There is no folder"):
        run("complaints", log, "--to", tmp_path / "none" / "page.html")
