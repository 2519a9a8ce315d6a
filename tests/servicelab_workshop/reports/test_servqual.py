from __future__ import annotations

import base64
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from support.pages import Page
from typer.testing import CliRunner

from servicelab.errors import CourseError
from servicelab.surveys import servqual
from servicelab.surveys.reliability import alpha_interval, cronbach_alpha
from servicelab.surveys.servqual import DIMENSIONS
from servicelab_workshop import cli
from servicelab_workshop.reading.handover import Handover
from servicelab_workshop.reports.servqual import (
    Result,
    analyze,
    findings,
    render,
    report,
)
from servicelab_workshop.reports.survey import read_survey

SIZES = (4, 5, 4, 4, 5)
ITEMS = pd.DataFrame({"item": range(1, 23), "dimension": np.repeat(DIMENSIONS, SIZES)}).assign(
    is_reversed=lambda table: table["item"].isin([7, 12, 20]), label="<b>My words & more</b>"
)
SHORTFALL = np.repeat((-0.3, -1.0, -1.25, -0.7, -0.9), SIZES)
POINTS = np.array([11, 32, 22, 19, 16])
E = [f"E{item:02d}" for item in range(1, 23)]
P = [f"P{item:02d}" for item in range(1, 23)]
REVERSED = [f"{side}{item:02d}" for side in "EP" for item in (7, 12, 20)]
N = 160


def collected() -> pd.DataFrame:
    """A survey as it comes in: reversed items as answered, five rows to be left out."""
    rng = np.random.default_rng(5)
    person = rng.normal(size=(N, 1))
    e = 5.6 + 0.6 * person + 0.7 * rng.normal(size=(N, 22))
    p = 5.6 + 0.5 * person + SHORTFALL + rng.normal(size=(N, 1)) + 0.8 * rng.normal(size=(N, 22))
    table = pd.DataFrame(np.clip(np.rint(np.hstack([e, p])), 1, 7), columns=[*E, *P])
    overall = table[P].mean(axis=1) + rng.normal(scale=0.5, size=N)
    table = table.mask(rng.random(table.shape) < 0.03)
    table[REVERSED] = 8 - table[REVERSED]
    table.insert(0, "respondent", [f"R{row:03d}" for row in range(1, N + 1)])
    table["overall_quality"] = np.clip(np.rint(overall), 1, 7)
    weights = np.rint(100 * rng.dirichlet(POINTS, N))
    weights[:, 1] += 100 - weights.sum(axis=1)
    for place, name in enumerate(DIMENSIONS):
        table[f"w_{name}"] = weights[:, place]
    table.loc[3, [*E, *P]] = 5
    table.loc[10, ["P03", "E01"]] = [9, 0]
    table.loc[20, [*E, "P01"]] = np.nan
    table.loc[30] = table.loc[29]
    table["secret"] = "<script>alert(1)</script>"
    return table


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own")
    collected().to_csv(path / "survey.csv", index=False)
    ITEMS.to_csv(path / "items.csv", index=False)
    return path


@pytest.fixture(scope="module")
def result(folder: Path) -> Result:
    return analyze(read_survey(folder / "survey.csv", items=folder / "items.csv"))


@pytest.fixture(scope="module")
def clean() -> pd.DataFrame:
    """What remains, done by hand."""
    table = collected().drop(index=[3, 10, 20, 30])
    table[REVERSED] = 8 - table[REVERSED]
    return table


def words(result: Result) -> str:
    return " ".join(Page(render(result)).text.split())


# --- numbers ----------------------------------------------------------------------------------


def test_rows_left_out_and_why(result: Result) -> None:
    assert result.n == N - 4
    assert result.counts == {
        "out_of_range": 1,
        "straight_line": 1,
        "too_few": 1,
        "no_pair": 0,
        "duplicate": 1,
    }
    assert [(one.row, one.respondent) for one in result.screened] == [
        (5, "R004"),
        (12, "R011"),
        (22, "R021"),
        (32, "R030"),
    ]
    straight, off, few, again = ("; ".join(one.reasons) for one in result.screened)
    assert straight == "all 44 answers are 5"
    assert off == "E01 = 0, P03 = 9; the scale is 1 to 7"
    assert re.fullmatch(r"\d+ of 44 answers", few)
    assert again == "R030 stands in row 31 already"


def test_gaps_are_those_of_the_rest_reversed(result: Result, clean: pd.DataFrame) -> None:
    expected = servqual.gap_summary(clean, ITEMS, comparisons=5)
    pd.testing.assert_frame_equal(result.dimensions, expected)
    by_item = servqual.gap_summary(clean, ITEMS, by="item", comparisons=22)
    pd.testing.assert_frame_equal(result.items, by_item)
    assert result.missing == pytest.approx(clean[[*E, *P]].isna().to_numpy().mean())
    gaps = servqual.dimension_scores(clean, ITEMS)
    weights = clean[[f"w_{name}" for name in DIMENSIONS]]
    pd.testing.assert_series_equal(
        result.priority["weighted"], servqual.weighted_gaps(gaps, weights), check_names=False
    )
    assert result.overall == (
        pytest.approx(gaps.mean().mean()),
        pytest.approx(np.nanmean(servqual.item_gaps(clean, ITEMS))),
        pytest.approx(servqual.weighted_score(gaps, weights)),
    )
    assert result.priority["first"].idxmax() == "responsiveness"
    assert result.priority["first_weighted"].idxmax() == "reliability"
    assert result.priority["weight"].sum() == pytest.approx(1)


def test_reliability_by_hand(result: Result, clean: pd.DataFrame) -> None:
    found = result.reliability[1]
    full = clean[[*E[4:9], *P[4:9]]].dropna()
    e, p = full[E[4:9]], full[P[4:9]]
    assert (found.dimension, found.n, found.k) == ("reliability", len(full), 5)
    alpha = cronbach_alpha(p)
    assert found.perception == pytest.approx((alpha, *alpha_interval(alpha, len(full), 5)))
    e_mean, p_mean = e.mean(axis=1), p.mean(axis=1)
    assert found.correlation == pytest.approx(e_mean.corr(p_mean))
    assert found.difference == pytest.approx(
        servqual.difference_reliability(
            alpha, cronbach_alpha(e), p_mean.std(), e_mean.std(), e_mean.corr(p_mean)
        )
    )
    assert not result.against


def test_performance_beside_gap(result: Result, clean: pd.DataFrame) -> None:
    gap, performance, weighted_gap, weighted_performance = result.rivals
    score = servqual.performance_score(clean, ITEMS)
    # all four over the same people: those with a gap in every dimension
    every = servqual.dimension_scores(clean, ITEMS).notna().all(axis=1)
    both = pd.DataFrame({"score": score, "overall": clean["overall_quality"]})[every].dropna()
    expected = stats.pearsonr(both["score"], both["overall"])
    assert performance.r == pytest.approx(expected.statistic)
    assert performance.low == pytest.approx(expected.confidence_interval().low)
    assert len({one.n for one in result.rivals}) == 1
    assert performance.r > gap.r > 0
    assert weighted_performance.r > weighted_gap.r
    r, low, high = result.advantage
    assert r == pytest.approx(performance.r - gap.r)
    assert low < r < high
    # the bootstrap with the rows themselves
    table = pd.DataFrame(
        {
            "gap": servqual.item_gaps(clean, ITEMS).mean(axis=1),
            "performance": score,
            "overall": clean["overall_quality"],
        }
    ).to_numpy()
    rng = np.random.default_rng(1)
    drawn = []
    for _draw in range(800):
        rows = np.corrcoef(table[rng.integers(len(table), size=len(table))], rowvar=False)
        drawn.append(rows[1, 2] - rows[0, 2])
    np.testing.assert_allclose([low, high], np.quantile(drawn, [0.025, 0.975]), atol=0.02)


def test_reversed_items_that_are_not_marked_are_noticed(folder: Path) -> None:
    unmarked = analyze(read_survey(folder / "survey.csv"))
    assert {item for _side, item, _r in unmarked.against} == {7, 12, 20}
    target, line = findings(unmarked)[0]
    assert target == "reliability"
    assert "P07" in line
    assert "--items" in line


# --- the page ---------------------------------------------------------------------------------


def test_page_needs_nothing_else_and_says_everything(folder: Path, result: Result) -> None:
    html = render(result)
    page = Page(html)
    assert "http" not in html.replace("http://www.w3.org", "").replace("http-equiv", "")
    assert not page.all("script")
    assert not page.all("link")
    images = page.all("img")
    assert len(images) == 3
    for image in images:
        kind, _comma, data = str(image["src"]).partition(",")
        assert kind == "data:image/svg+xml;base64"
        assert b"<svg" in base64.b64decode(data)
        assert "responsiveness" in str(image["alt"]) or "13: −" in str(image["alt"])
    assert "alert(1)" not in page.text
    assert "<b>My words & more</b>" in page.text
    targets = {str(link["href"])[1:] for link in page.all("a")}
    assert targets <= {str(one["id"]) for one in page.all("h2")}
    text = " ".join(page.text.split())
    for sentence in (
        "156 of 160",
        "Weighted by what matters to the respondents, reliability comes first instead",
        "4 rows of 160 were left out.",
        "P − E",
        "Not used: secret.",
        "1 to 7: the shortest of 1-5, 1-7 and 1-9",
        "From your items table. A reversed answer x becomes 8 − x",
        "7 (R)",
        "Performance minus gap: +0.",
    ):
        assert sentence in text
    gap = result.dimensions.at["responsiveness", "gap"]
    assert f"gap −{abs(gap):.2f}" in str(images[0]["alt"])


def test_the_same_file_gives_the_same_page(folder: Path, result: Result) -> None:
    again = analyze(read_survey(folder / "survey.csv", items=folder / "items.csv"))
    made = re.compile(r"Made [0-9: -]+\.")
    assert made.sub("", render(again)) == made.sub("", render(result))


def own(tmp_path: Path, table: pd.DataFrame, **settings: Any) -> Result:
    path = tmp_path / "own.csv"
    table.to_csv(path, index=False)
    return analyze(read_survey(path, **settings))


def test_without_weights_or_overall_quality(tmp_path: Path) -> None:
    found = own(tmp_path, collected()[["respondent", *E, *P]])
    assert not found.has_weights
    assert math.isnan(found.overall[2])
    assert found.rivals == ()
    text = words(found)
    assert "There are no weights" in text
    assert "Is perception alone" not in text


def test_incomplete_and_odd_weights_are_counted(tmp_path: Path) -> None:
    table = collected()
    table.loc[0, "w_empathy"] = np.nan
    table.loc[1, [f"w_{name}" for name in DIMENSIONS]] = [1, 1, 1, 1, 1]
    table.loc[2, [f"w_{name}" for name in DIMENSIONS]] = 0
    found = own(tmp_path, table)
    assert (found.weighted_n, found.odd_weights) == (N - 6, 1)
    text = words(found)
    assert "2 respondents without complete weights do not count here." in text
    assert "1 respondent gave weights with another sum than most" in text


def test_weights_of_nobody_are_no_weights(tmp_path: Path) -> None:
    table = collected()
    table[[f"w_{name}" for name in DIMENSIONS]] = np.nan
    assert not own(tmp_path, table).has_weights


def test_a_handful_of_respondents_and_nothing_to_correlate(tmp_path: Path) -> None:
    table = collected().iloc[40:46].assign(overall_quality=5)
    found = own(tmp_path, table)
    text = words(found)
    assert found.n == 6
    assert "6 respondents are few" in text
    assert "The comparison is not defined" in text
    assert "Nothing. No row was straight-lined" in text
    assert "or there twice." in text


def test_a_service_that_exceeds_expectations(tmp_path: Path) -> None:
    table = collected()[["respondent", *E, *P]].rename(
        columns=dict(zip([*E, *P], [*P, *E], strict=True))
    )
    text = words(own(tmp_path, table[["respondent", *E, *P]]))
    assert "In no dimension does the service fall short on average." in text
    assert "Every gap is above 0, which is rare" in text
    assert "give --scale 7-1" in text
    best = collected().iloc[40:60][["respondent", *E, *P]].assign(**dict.fromkeys(P, 7))
    assert "▼" not in words(own(tmp_path, best))


def test_the_scale_turned_around_turns_the_gaps(tmp_path: Path) -> None:
    table = collected().iloc[40:80][["respondent", *E, *P]]
    gap = own(tmp_path, table).overall[1]
    turned = table.assign(**{name: 8 - table[name] for name in [*E, *P]})
    assert own(tmp_path, turned, scale="7-1").overall[1] == pytest.approx(gap)


def test_respondents_without_a_pair_of_answers_are_not_used(tmp_path: Path) -> None:
    table = collected().iloc[40:60][["respondent", *E, *P]].fillna(4)
    table.loc[42:44, P] = np.nan
    found = own(tmp_path, table, scale="1-7")
    assert (found.n, found.counts["no_pair"]) == (17, 3)
    assert "no item answered on both sides: 3" in words(found)


def test_without_names_nothing_is_said_about_doubles(tmp_path: Path) -> None:
    table = collected().iloc[40:60][[*E, *P]]
    for extra in ({}, {"Name": ["A", "B"] * 10}):
        found = own(tmp_path, table.assign(**extra))
        assert found.n == 20
        assert "or there twice" not in words(found)
        assert "cannot tell whether somebody is there twice" in words(found)


@pytest.mark.parametrize("has_items", [True, False])
def test_what_is_saved_gives_the_same_numbers(
    folder: Path, result: Result, tmp_path: Path, *, has_items: bool
) -> None:
    saved, page = tmp_path / "clean.csv", tmp_path / "page.html"
    items = folder / "items.csv" if has_items else None
    first = result if has_items else analyze(read_survey(folder / "survey.csv"))
    report(folder / "survey.csv", page, items=items, how=Handover(save_as=saved))
    again = analyze(read_survey(saved))
    assert (again.n, again.screened) == (first.n, ())
    pd.testing.assert_frame_equal(again.dimensions, first.dimensions)
    pd.testing.assert_frame_equal(again.items, first.items)
    pd.testing.assert_frame_equal(again.priority, first.priority)


def test_many_rows_left_out_are_listed_in_part(tmp_path: Path) -> None:
    table = collected()
    table.loc[60:130, [*E, *P]] = 4
    text = words(own(tmp_path, table))
    assert "That is many: find out how they came about." in text
    assert "… and 25 more" in text


def test_too_little_is_refused_with_the_reasons(tmp_path: Path) -> None:
    table = collected().iloc[[3, 10, 20, 40, 41, 42]]
    with pytest.raises(CourseError) as caught:
        own(tmp_path, table, scale=(1, 7))
    said = str(caught.value)
    assert said.startswith("3 respondents of 6 in own.csv can be used (left out: ")
    assert "the same answer throughout 1" in said


def test_one_item_a_dimension_has_no_alpha(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    items = pd.DataFrame({"item": [1, 2], "dimension": ["place", "people"]})
    items.to_csv(tmp_path / "items.csv", index=False)
    table = pd.DataFrame(rng.integers(1, 6, size=(40, 4)), columns=["E1", "E2", "P1", "P2"])
    found = own(tmp_path, table, items=tmp_path / "items.csv")
    assert found.survey.scale == (1, 5)
    assert all(math.isnan(one.perception[0]) for one in found.reliability)
    assert "items in 2 dimensions" in words(found)


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
    done = run("servqual", folder / "survey.csv", "--items", folder / "items.csv")
    assert done.exit_code == 0
    page = tmp_path / "survey-servqual.html"
    assert done.stdout.split() == [str(page)]
    assert "156 of 160" in " ".join(Page(page.read_text(encoding="utf-8")).text.split())
    other = tmp_path / "other.html"
    run("servqual", folder / "survey.csv", "--to", other, "--scale", "1-7")
    assert "1 to 7, as given." in other.read_text(encoding="utf-8")


def test_the_command_does_not_write_over_data_or_into_nothing(folder: Path, tmp_path: Path) -> None:
    survey = folder / "survey.csv"
    before = survey.read_bytes()
    with pytest.raises(CourseError, match="one of your data files"):
        run("servqual", survey, "--to", survey)
    assert survey.read_bytes() == before
    with pytest.raises(CourseError, match="one of your data files"):
        report(survey, folder / "items.csv", items=folder / "items.csv")
    with pytest.raises(CourseError, match="is a folder"):
        run("servqual", survey, "--to", tmp_path)
    with pytest.raises(CourseError, match="There is no folder"):
        run("servqual", survey, "--to", tmp_path / "none" / "page.html")
