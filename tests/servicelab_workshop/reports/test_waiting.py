from __future__ import annotations

import base64
import heapq
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student
from support.pages import Page
from typer.testing import CliRunner

from servicelab.errors import CourseError
from servicelab.waiting import erlang_c
from servicelab_workshop import cli
from servicelab_workshop.reports.visits import read_visits
from servicelab_workshop.reports.waiting import Result, analyze, findings, render, report

RATES = (25.0, 42.0, 40.0, 26.0, 16.0)
DESKS, SERVICE, PATIENCE = 5, 10.0, 60.0


def mornings(
    days: int = 20,
    seed: int = 5,
    rates: tuple[float, ...] = RATES,
    patience: float = PATIENCE,
    desks: int = DESKS,
) -> pd.DataFrame:
    """Mornings on which each has a patience of his or her own, first come, first served."""
    rng = np.random.default_rng(seed)
    rows = []
    for place in range(days):
        opens = pd.Timestamp("2020-01-05 08:00") + pd.Timedelta(days=place)
        came = np.sort(
            np.concatenate([60 * (h + rng.random(rng.poisson(r))) for h, r in enumerate(rates)])
        )
        free = [0.0] * desks
        for arrived in came:
            turn = max(arrived, free[0])
            stays = rng.exponential(patience)
            times: list[float | None] = [arrived, turn, turn + rng.exponential(SERVICE), None]
            if turn - arrived > stays:
                times = [arrived, None, None, arrived + stays]
            else:
                heapq.heapreplace(free, times[2])
            rows.append(
                [
                    None
                    if one is None
                    else (opens + pd.Timedelta(minutes=one)).strftime("%Y-%m-%d %H:%M:%S")
                    for one in times
                ]
            )
    table = pd.DataFrame(rows, columns=["arrived", "started", "ended", "left"])
    return table.assign(
        group=rng.choice(["ill <i>", "well"], len(table)), note="<script>alert(1)</script>"
    )


def own(folder: Path, table: pd.DataFrame, **settings: Any) -> Result:
    table.to_csv(folder / "own.csv", index=False)
    return analyze(read_visits(folder / "own.csv"), **settings)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own")
    mornings().to_csv(path / "log.csv", index=False)
    return path


@pytest.fixture(scope="module")
def result(folder: Path) -> Result:
    return analyze(read_visits(folder / "log.csv"))


def words(result: Result) -> str:
    return " ".join(Page(render(result)).text.split())


def test_waits_by_hand(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {
            "arrived": [
                "2026-01-12 08:00",
                "2026-01-12 08:00",
                "2026-01-12 08:10",
                "2026-01-12 08:20",
            ],
            "started": ["2026-01-12 08:00", "2026-01-12 08:10", "2026-01-12 08:30", ""],
            "ended": [
                "2026-01-12 08:10",
                "2026-01-12 08:30",
                "2026-01-12 08:40",
                "2026-01-12 09:00",
            ],
        }
    )
    found = own(tmp_path, table)
    everyone = found.all
    assert (everyone.came, everyone.left, everyone.share_left.value) == (4, 1, 0.25)
    assert everyone.mean.value == pytest.approx((0 + 10 + 20) / 3)
    assert everyone.in_line == pytest.approx((0 + 10 + 20 + 40) / 4)
    assert everyone.within.value == 2 / 4
    assert everyone.within_served == pytest.approx(2 / 3)
    # from 8:00 to 9:00, when the last one left the line
    assert found.line == pytest.approx((70 / 60, 30 / 60))
    assert found.patience == 70
    assert found.formula is not None
    assert (found.formula.desks, found.formula.service) == (1, pytest.approx(40 / 3))
    assert found.formula.arrivals == pytest.approx(4 / (20 / 60))
    assert math.isnan(found.formula.wait)
    assert math.isnan(everyone.mean.low)
    assert "too few for intervals" in words(found)


def test_who_left_is_kept(result: Result) -> None:
    everyone = result.all
    assert everyone.share_left.value > 0.1
    assert everyone.within.value < everyone.within_served
    assert result.line[1] < result.line[0]
    assert result.patience == pytest.approx(PATIENCE, rel=0.15)
    assert sum(one.came for one in result.groups) == everyone.came
    most = max(result.hours, key=lambda one: one.waits.share_left.value)
    assert most.hour in (9, 10)


def test_days_are_the_units(result: Result, tmp_path: Path) -> None:
    span = result.all.mean
    assert span.low < span.value < span.high
    # each visit twice tells nothing new
    twice = pd.concat([mornings(), mornings()])
    doubled = own(tmp_path, twice).all.mean
    assert (doubled.low, doubled.high) == pytest.approx((span.low, span.high))
    # with as many people on each day, it is the interval of the mean of the days
    days = [[0.0, 10.0], [4.0, 20.0], [8.0, 0.0], [9.0, 9.0]] * 3
    rows = [
        [f"2026-01-{day + 1:02d} 08:00", f"2026-01-{day + 1:02d} 08:{int(wait):02d}"]
        for day, waits in enumerate(days)
        for wait in waits
    ]
    few = own(tmp_path, pd.DataFrame(rows, columns=["arrived", "started"])).all.mean
    means = np.mean(days, axis=1)
    low, high = student.interval(0.95, 11, means.mean(), means.std(ddof=1) / 12**0.5)
    assert (few.low, few.high) == pytest.approx((low, high))


def test_the_interval_holds_the_truth_about_as_often_as_it_says(tmp_path: Path) -> None:
    truth = own(tmp_path, mornings(1500, 99)).all
    spans = [own(tmp_path, mornings(20, seed)).all for seed in range(40)]
    for name in ("mean", "share_left", "within"):
        held = [
            getattr(one, name).low <= getattr(truth, name).value <= getattr(one, name).high
            for one in spans
        ]
        assert sum(held) >= 34, name


def test_the_formula_is_erlangs_and_holds_where_it_may(tmp_path: Path) -> None:
    found = own(tmp_path, mornings(120, rates=(24.0,) * 9, patience=1e9))
    formula = found.formula
    assert formula is not None
    assert formula.desks == DESKS
    expected = 60 * erlang_c(formula.arrivals, 60 / formula.service, DESKS).wait
    assert formula.wait == pytest.approx(expected)
    assert formula.wait == formula.wait_served
    # a constant rate, and nobody leaves: from the second hour on the log agrees
    later = np.mean([one.waits.mean.value for one in found.hours if one.hour > 9])
    assert later == pytest.approx(expected, rel=0.2)
    given = own(tmp_path, mornings(), desks=9).formula
    assert given is not None
    assert (given.desks, given.are_desks_given) == (9, True)


def test_an_hour_that_cannot_be_served_has_no_answer(result: Result) -> None:
    answers = {one.hour: one.formula for one in result.hours}
    assert [hour for hour, wait in answers.items() if math.isnan(wait)] == [9, 10]
    text = words(result)
    assert "no answer" in text
    assert "2 hours lie at a load of 1 or more" in text


def test_what_may_make_the_page_wrong_stands_first(tmp_path: Path) -> None:
    table = mornings()
    served = own(tmp_path, table[table["started"].notna()])
    assert findings(served)[0][1].startswith("Nobody in this log left")
    untimed = own(tmp_path, table.drop(columns="left"))
    assert untimed.untimed == untimed.all.left
    assert math.isnan(untimed.all.in_line)
    assert math.isnan(untimed.patience)
    assert "no time of leaving" in findings(untimed)[0][1]
    assert untimed.all.within == own(tmp_path, table).all.within
    at_once = table.assign(arrived=table["started"].fillna(table["arrived"]))
    assert "very minute of the arrival" in words(own(tmp_path, at_once))
    some = table.assign(ended=table["ended"].where(table.index % 9 > 0))
    assert "services have no end" in words(own(tmp_path, some))


def test_a_night_is_one_day(tmp_path: Path) -> None:
    table = mornings(10, 7)
    for name in ("arrived", "started", "ended", "left"):
        moved = pd.to_datetime(table[name]) + pd.Timedelta(hours=14, minutes=30)
        table[name] = moved.dt.strftime("%Y-%m-%d %H:%M:%S")
    night, day = own(tmp_path, table), own(tmp_path, mornings(10, 7))
    assert [one.hour for one in night.hours][:3] == [22, 23, 0]
    assert (night.days, night.all, night.line) == (day.days, day.all, day.line)
    assert night.formula == day.formula


def test_services_of_no_time_are_asked_after(tmp_path: Path) -> None:
    table = mornings()
    gone = table["started"].isna()
    for name in ("started", "ended"):
        table[name] = table[name].where(~gone, table["left"])
    assert "Did these people leave?" in words(own(tmp_path, table.drop(columns="left")))


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
    assert "ill <i>" in page.text
    targets = {str(link["href"])[1:] for link in page.all("a")}
    assert targets <= {str(one["id"]) for one in page.all("h2")}


def test_the_least_that_a_log_can_hold(tmp_path: Path) -> None:
    table = pd.DataFrame({"arrived": ["2026-01-12 08:00"], "started": ["2026-01-12 08:04"]})
    found = own(tmp_path, table)
    assert (found.formula, found.hours, found.groups) == (None, (), ())
    text = words(found)
    assert "No hour has 30 visits or more" in text
    assert "nothing can be computed here" in text
    for name in ("left", "ended", "group"):
        render(own(tmp_path, mornings(3).drop(columns=name)))


def test_the_command(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = folder / "log.csv"
    done = CliRunner().invoke(cli.app, ["report", "waiting", str(file), "--within", "20"])
    assert done.exit_code == 0, done.output
    page = tmp_path / "log-waiting.html"
    assert done.stdout.split() == [str(page)]
    assert "Within 20 minutes" in page.read_text(encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(CourseError, match="your data file"):
        report(file, file)
    assert file.read_bytes() == before
    with pytest.raises(CourseError, match="more than 0"):
        report(file, within=0)
    with pytest.raises(CourseError, match="1 or more"):
        report(file, desks=0)
