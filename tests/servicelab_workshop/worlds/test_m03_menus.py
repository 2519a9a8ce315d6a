"""What the stories of prices and the outsourcer's catalog hold, on the shipped seed and others."""

from __future__ import annotations

import pandas as pd
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from servicelab_workshop.worlds import discovery

WORLD = discovery.world("m03_value_menus")
SEEDS = (WORLD.MENUS_SEED, 31, 32, 33, 34, 35)


@pytest.fixture(params=SEEDS, scope="module")
def tables(request: pytest.FixtureRequest) -> dict[str, pd.DataFrame]:
    made: dict[str, pd.DataFrame] = WORLD.make_world_menus(request.param).tables()
    return made


def _counts(table: pd.DataFrame) -> pd.DataFrame:
    return table.groupby(["story", "wording"])["unfair"].agg(["sum", "size"])


def _difference(counts: pd.DataFrame, story: str) -> tuple[float, float]:
    (x1, n1), (x2, n2) = (counts.loc[(story, one)] for one in ("first", "second"))
    low, high = confint_proportions_2indep(x2, n2, x1, n1, method="newcomb", compare="diff")
    return float(low), float(high)


def test_the_wording_shows_where_it_matters(tables: dict[str, pd.DataFrame]) -> None:
    counts = _counts(tables["insurer_fairness"])
    for story in ("storm", "paper", "newcomers"):
        assert _difference(counts, story)[0] > 0, story


def test_of_the_reason_nobody_can_tell(tables: dict[str, pd.DataFrame]) -> None:
    low, high = _difference(_counts(tables["insurer_fairness"]), "postcode")
    assert low < 0 < high
    assert low < -0.05 or high > 0.05, "not shown to make no difference"


def test_which_wordings_most_call_unfair(tables: dict[str, pd.DataFrame]) -> None:
    """The key of the task on fences rests on these; first wordings are clearly below half."""
    counts = _counts(tables["insurer_fairness"])
    low, high = proportion_confint(counts["sum"], counts["size"], method="wilson")
    above, below = set(counts.index[low > 0.5]), set(counts.index[high < 0.5])
    assert {("newcomers", "second"), ("paper", "second"), ("postcode", "second")} <= above
    assert {("newcomers", "first"), ("paper", "first")} <= below


def test_each_person_heard_one_story(tables: dict[str, pd.DataFrame]) -> None:
    heard = tables["insurer_fairness"]
    assert heard["respondent"].is_unique
    assert len(heard) == 1600


def test_the_faults_and_the_line_to_cut(tables: dict[str, pd.DataFrame]) -> None:
    catalog = tables["ito_catalogue"]
    parents = catalog.groupby("product")["series"].nunique()
    assert (len(catalog), len(parents), catalog["series"].nunique()) == (55, 53, 14)
    assert ((parents > 1).sum(), (parents == 0).sum()) == (2, 1)
    once = catalog.drop_duplicates("product").groupby("line")
    sums = once[["price", "contribution", "expert_hours"]].sum()
    assert (sums["contribution"] / sums["expert_hours"]).idxmin() == "consulting"
    by_margin = (sums["contribution"] / sums["price"]).sort_values()
    assert by_margin.index[0] == "tools", "the shortcut cuts another line"
    assert (sums["contribution"] / sums["expert_hours"]).idxmax() == "tools"


def test_counted_twice_is_another_number() -> None:
    catalog = WORLD.make_world_menus().ito_catalogue
    of_line = catalog[catalog["line"] == "consulting"]
    found = [
        part["contribution"].sum() / part["expert_hours"].sum()
        for part in (of_line, of_line.drop_duplicates("product"))
    ]
    assert abs(found[0] - found[1]) > 1
