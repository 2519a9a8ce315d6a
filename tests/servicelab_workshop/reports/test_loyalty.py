from __future__ import annotations

import base64
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.survfunc import SurvfuncRight
from support.pages import Page
from typer.testing import CliRunner

from servicelab.errors import CourseError
from servicelab_workshop import cli
from servicelab_workshop.reports.customers import read_customers
from servicelab_workshop.reports.loyalty import (
    Result,
    analyze,
    findings,
    render,
    report,
    years_between,
)

AS_OF = pd.Timestamp("2025-12-31")
N = 2400
STAY = {"referral <i>": 0.96, "counter": 0.88, "bonus": 0.55}


def collected(seed: int = 5) -> pd.DataFrame:
    """Three ways of coming, each with a chance of its own to stay that never changes."""
    rng = np.random.default_rng(seed)
    group = rng.choice(list(STAY), N)
    stay = pd.Series(group).map(STAY).to_numpy()
    start = pd.Series(pd.Timestamp("2014-01-01") + pd.to_timedelta(rng.integers(0, 4200, N), "D"))
    days = (365.25 * rng.exponential(-1 / np.log(stay))).astype(int) + 1
    end = start + pd.to_timedelta(days, unit="D")
    return pd.DataFrame(
        {
            "customer": [f"C{place:04d}" for place in range(N)],
            "start": start,
            "end": end.where(end <= AS_OF),
            "margin": (rng.gamma(2, 60, N) * np.where(group == "bonus", 0.5, 1)).round(2),
            "acquisition_cost": np.where(group == "bonus", 180, 90),
            "came_by": group,
            "text": "<script>alert(1)</script>",
        }
    )


def own(folder: Path, table: pd.DataFrame, rate: float = 0.1, **settings: Any) -> Result:
    table.to_csv(folder / "own.csv", index=False)
    return analyze(read_customers(folder / "own.csv", **{"as_of": AS_OF, **settings}), rate)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own")
    collected().to_csv(path / "list.csv", index=False)
    return path


@pytest.fixture(scope="module")
def result(folder: Path) -> Result:
    return analyze(read_customers(folder / "list.csv", AS_OF))


def words(result: Result) -> str:
    return " ".join(Page(render(result)).text.split())


def test_years_end_on_the_anniversary() -> None:
    start = pd.Series(pd.to_datetime(["2020-03-31", "2020-03-31", "2020-03-31", "2020-03-31"]))
    end = pd.Series(pd.to_datetime(["2020-03-31", "2021-03-30", "2021-03-31", "2030-03-31"]))
    years = years_between(start, end).tolist()
    assert years[0] == pytest.approx(1 / 372)
    assert years[1] < 1
    assert years[2:] == [1, 10]


def test_the_curve_is_that_of_kaplan_and_meier(result: Result) -> None:
    rows = result.customers.rows
    last = pd.Series(AS_OF, index=rows.index)
    curve = SurvfuncRight(
        years_between(rows["start"], rows["end"].fillna(last)), rows["end"].notna()
    )
    for year, span in enumerate(result.everyone.here, 1):
        expected = curve.surv_prob[np.searchsorted(curve.surv_times, year, side="right") - 1]
        assert span.value == pytest.approx(expected)
        assert span.low < span.value < span.high
    here = [1, *(one.value for one in result.everyone.here)]
    rates = [after / before for before, after in pairwise(here)]
    assert [one.value for one in result.everyone.retention] == pytest.approx(rates)


def test_who_left_earlier_and_is_not_in_the_file_does_not_flatter(tmp_path: Path) -> None:
    table = collected()
    since = pd.Timestamp("2020-01-01")
    cut = table[~(table["end"] < since)]
    truth = own(tmp_path, table).everyone
    naive = own(tmp_path, cut).everyone
    mended = own(tmp_path, cut, ends_since="2020-01-01")
    assert naive.here[4].value > truth.here[4].high + 0.05
    assert mended.everyone.here[4].value == pytest.approx(truth.here[4].value, abs=0.03)
    assert "give --ends-since 2020-" in words(own(tmp_path, cut))
    rows = mended.customers.rows
    last = pd.Series(AS_OF, index=rows.index)
    entry = years_between(rows["start"].clip(upper=since), pd.Series(since, index=rows.index))
    curve = SurvfuncRight(
        years_between(rows["start"], rows["end"].fillna(last)),
        rows["end"].notna(),
        entry=entry.where(rows["start"] < since, 0),
    )
    expected = curve.surv_prob[np.searchsorted(curve.surv_times, 5, side="right") - 1]
    assert mended.everyone.here[4].value == pytest.approx(expected)
    again = own(tmp_path, table, ends_since="2020-01-01")
    assert again.everyone.here == mended.everyone.here
    assert again.customers.before > 200
    assert "who left before 2020-01-01 are left out" in words(again)


def test_the_interval_holds_the_truth_about_as_often_as_it_says(tmp_path: Path) -> None:
    expected = np.mean(list(STAY.values()))
    held = 0
    for seed in range(20):
        first = own(tmp_path, collected(seed).drop(columns=["came_by", "margin"])).everyone
        held += first.retention[0].low <= expected <= first.retention[0].high
    assert held >= 16


def test_value_by_hand(tmp_path: Path) -> None:
    # 100 customers, of whom 40 leave after just one year and 60 stay for three
    end = ["2021-01-01"] * 40 + ["2023-01-01"] * 60
    table = pd.DataFrame(
        {
            "customer": range(100),
            "start": "2020-01-01",
            "end": end,
            "margin": 100.0,
            "acquisition_cost": 50,
        }
    )
    worth = own(tmp_path, table, as_of="2024-01-01").everyone.worth
    assert worth is not None
    assert worth.years == 3
    assert worth.before.value == pytest.approx(100 * (1 + 0.6 / 1.1 + 0.6 / 1.1**2))
    assert worth.after.value == pytest.approx(worth.before.value - 50)
    assert worth.first_rate == pytest.approx(100 * (1 + 0.6 / 1.1 + 0.36 / 1.21) - 50)
    # the same margin in all, but those who stay bring all of it
    large = table.assign(margin=[0.0] * 40 + [100 / 0.6] * 60)
    longer = own(tmp_path, large, as_of="2024-01-01").everyone.worth
    assert longer is not None
    assert longer.margin == pytest.approx(100)
    assert longer.before.value == pytest.approx(100 * (1 + 1 / 1.1 + 1 / 1.1**2))
    loss = table.assign(margin=[-30.0] * 40 + [100.0] * 60)
    mixed = own(tmp_path, loss, rate=0, as_of="2024-01-01").everyone.worth
    assert mixed is not None
    assert mixed.before.value == pytest.approx(0.4 * -30 + 0.6 * 300)


def test_what_may_make_the_page_wrong_stands_first(tmp_path: Path) -> None:
    table = collected()
    bare = table.assign(margin=table["margin"].where(table["end"].isna()))
    [(where, said), *_rest] = findings(own(tmp_path, bare))
    assert where == "worth"
    assert "customers have no margin or cost" in said
    assert "100 % of them have left" in said
    since = pd.Timestamp("2019-01-01")
    leaky = table[~(table["end"] < since) | (table.index % 40 == 0)]
    assert "Hardly anybody left before 2019-01-01" in findings(own(tmp_path, leaky))[0][1]
    late = findings(own(tmp_path, table, as_of="2029-06-30"))
    assert "Nobody came or left in the last 12" in late[0][1]
    assert not any("Nobody came" in line for _where, line in findings(own(tmp_path, table)))


def test_value_where_early_leavers_are_lacking(tmp_path: Path) -> None:
    # who brings more stays longer, so a mean over those who are left flatters
    table = collected(9)
    table["margin"] = table.pop("came_by").map(dict(zip(STAY, (200, 120, 20), strict=True)))
    truth = own(tmp_path, table).everyone.worth
    mended = own(tmp_path, table[~(table["end"] < "2018-01-01")], ends_since="2018-01-01")
    naive = own(tmp_path, table[~(table["end"] < "2018-01-01")]).everyone.worth
    assert truth is not None
    assert naive is not None
    assert mended.everyone.worth is not None
    off = abs(mended.everyone.worth.margin - truth.margin)
    assert off < abs(naive.margin - truth.margin)


def test_groups_are_compared_over_the_same_years(result: Result) -> None:
    worths = [one.worth for one in result.groups]
    assert all(one is not None for one in worths)
    years = {one.worth.years for one in result.groups if one.worth is not None}
    assert years == {min(one.years for one in result.groups)}
    assert result.alike is not None
    assert result.everyone.worth is not None
    assert result.alike.years < result.everyone.worth.years


def test_groups_and_cohorts(result: Result) -> None:
    rates = {one.group: one.retention[0] for one in result.groups}
    for name, stay in STAY.items():
        assert rates[name].low - 0.02 < stay < rates[name].high + 0.02
    assert result.small == 0
    rows = result.customers.rows
    came = rows[rows["start"].dt.year == 2018]
    assert result.cohorts.loc[2018, "n"] == len(came)
    years = years_between(came["start"], came["end"].fillna(AS_OF + pd.Timedelta(days=9999)))
    assert result.cohorts.loc[2018, 1] == pytest.approx((years > 1).mean())
    assert result.cohorts.loc[2018, 3] == pytest.approx((years > 3).sum() / (years > 2).sum())
    assert pd.isna(result.cohorts.loc[2025, 1])


def test_page_needs_nothing_else_and_says_everything(result: Result) -> None:
    html = render(result)
    page = Page(html)
    assert "http:" not in html
    assert "https:" not in html
    assert not page.all("script")
    images = page.all("img")
    assert len(images) == 2
    for image in images:
        kind, _comma, data = str(image["src"]).partition(",")
        assert kind == "data:image/svg+xml;base64"
        assert b"<svg" in base64.b64decode(data)
        assert len(str(image["alt"])) > 60
    assert "alert(1)" not in page.text
    assert "referral <i>" in page.text
    targets = {str(link["href"])[1:] for link in page.all("a")}
    assert targets <= {str(one["id"]) for one in page.all("h2")}
    text = words(result)
    assert "Within the groups no clear rise is seen" in text
    assert "That does not show that customers grow more loyal" in text
    assert "bonus lose money" in text
    assert "2025-12-31, as given." in text


def test_silence_is_shown_for_several_rules(tmp_path: Path) -> None:
    table = collected()
    table["last_order"] = table["end"].fillna(AS_OF)
    found = own(tmp_path, table.drop(columns="end"), lost_after=200)
    assert [days for days, _span in found.silent] == [100, 200, 400]
    assert found.silent[1][1] == found.everyone.retention[0]
    assert "What counts as lost decides" in words(found)


def test_the_least_that_a_list_can_hold(tmp_path: Path) -> None:
    table = pd.DataFrame({"id": ["a"], "since": ["2025-03-01"], "left": ["2025-04-01"]})
    found = own(tmp_path, table)
    assert (found.everyone.years, found.everyone.worth, found.groups) == (0, None, ())
    assert "too few for a curve" in words(found)
    assert findings(found) == [("here", "Only 1 customer has left: take no figure here for sure.")]
    few = collected().head(90).drop(columns=["margin", "came_by"])
    assert "What a customer is worth" not in words(own(tmp_path, few))
    for name in ("margin", "acquisition_cost", "came_by"):
        render(own(tmp_path, collected().head(400).drop(columns=name)))
        render(own(tmp_path, collected().head(400).assign(**{name: ""})))


def test_the_command(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = folder / "list.csv"
    done = CliRunner().invoke(cli.app, ["report", "loyalty", str(file), "--as-of", "2024-06-30"])
    assert done.exit_code == 0, done.output
    page = tmp_path / "list-loyalty.html"
    assert done.stdout.split() == [str(page)]
    assert "came after 2024-06-30" in page.read_text(encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(CourseError, match="your data file"):
        report(file, file)
    assert file.read_bytes() == before
    with pytest.raises(CourseError, match="a proportion, such as"):
        report(file, rate=10)
