"""What the promotions, media and towns of module 10 show, on the shipped seed and on five others."""

from __future__ import annotations

from functools import cache
from itertools import product
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy.stats import t as student
from statsmodels.stats.proportion import confint_proportions_2indep

from servicelab_workshop.worlds.bank import make_bank
from servicelab_workshop.worlds.discovery import world

SEEDS = (None, 51, 52, 53, 54, 55)
OFFERS = {"none": "", "discount": "own", "gift": "own", "referral": "both"}
FULL = 0.95


@cache
def made() -> ModuleType:
    return world("m10_outreach_promotion")


@cache
def tables(seed: int | None) -> dict[str, pd.DataFrame]:
    found: dict[str, pd.DataFrame] = (
        made().make_world_promotion(*([] if seed is None else [seed])).tables()
    )
    return found


def promotions(seed: int | None) -> pd.DataFrame:
    bank = tables(seed)["bank_promotions"]
    cost = 1.2 * bank["payments"] * (bank["arm"] == "discount")
    cost += 22 * (bank["payments"] >= 5) * (bank["arm"] == "gift")
    own = 3 * bank["payments"] - cost
    friends = (240 - 60 * (bank["arm"] == "referral")) * bank["friends"]
    paid = own - 0.6 * bank["points_redeemed"]
    left = (bank["payments"] - bank["points_redeemed"]) * (bank["arm"] == "points")
    return bank.assign(own=own, both=own + friends, paid=paid, owed=paid - 0.42 * left)


def gain(rows: pd.DataFrame, arm: str, yuan: str) -> tuple[float, float, float]:
    two = rows[rows["arm"].isin([arm, "none"])]
    two = two.assign(yuan=two[yuan], offered=(two["arm"] == arm).astype(int))
    fit = smf.ols("yuan ~ offered + payments_before", two).fit(cov_type="HC1")
    low, high = fit.conf_int().loc["offered"]
    return float(fit.params["offered"]), float(low), float(high)


def groups(bank: pd.DataFrame) -> dict[str, pd.DataFrame]:
    regular = bank["payments_before"] >= made().PROMOTION_REGULAR
    return {"regulars": bank[regular], "others": bank[~regular]}


@cache
def worth(first: int = 9100) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = made().second_half(range(first, first + 40))
    return found


def share(plan: dict[str, str], truth: dict[str, dict[str, float]]) -> float:
    best = sum(max(arms.values()) for arms in truth.values())
    return sum(truth[group][arm] for group, arm in plan.items()) / best


def careful(seed: int | None, by: int) -> dict[str, str]:
    """The best offer of each group: by the mean, 0, or by the lower end of its interval, 1."""
    plan = {}
    for group, rows in groups(promotions(seed)).items():
        found = {arm: gain(rows, arm, yuan)[by] for arm, yuan in OFFERS.items() if yuan}
        best = max(found, key=lambda arm: found[arm])
        plan[group] = best if found[best] > 0 else "none"
    return plan


@pytest.mark.parametrize("by", [0, 1])
def test_careful_reading_is_worth_all_points_on_at_least_four_of_five_fresh_seeds(by: int) -> None:
    reached = [share(careful(seed, by), worth()) for seed in (None, 61, 62, 63, 64, 65)]
    assert reached[0] >= FULL
    assert sum(one >= FULL for one in reached[1:]) >= 4


@pytest.mark.parametrize("first", [9100, 100, 200])
def test_only_the_right_pair_is_worth_all_points_and_one_offer_for_all_is_far_from_it(
    first: int,
) -> None:
    truth = worth(first)
    full = [
        plan
        for plan in product(OFFERS, repeat=2)
        if share(dict(zip(("regulars", "others"), plan, strict=True)), truth) >= FULL
    ]
    assert full == [("referral", "discount")]
    assert max(share({"regulars": arm, "others": arm}, truth) for arm in OFFERS) < 0.75
    assert share({"regulars": "discount", "others": "referral"}, truth) < 0


@pytest.mark.parametrize("first", [9100, 100, 200])
def test_in_each_group_one_offer_alone_adds_anything_and_it_is_not_the_same(first: int) -> None:
    adds = {
        group: [arm for arm, yuan in arms.items() if yuan > 0]
        for group, arms in worth(first).items()
    }
    assert adds == {"regulars": ["referral"], "others": ["discount"]}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_known_before_makes_the_interval_narrower(seed: int | None) -> None:
    bank = promotions(seed)
    two = bank[bank["arm"].isin(["discount", "none"])]
    two = two.assign(offered=(two["arm"] == "discount").astype(int))
    plain, sharp = (
        smf.ols(formula, two).fit(cov_type="HC1").bse["offered"]
        for formula in ("own ~ offered", "own ~ offered + payments_before")
    )
    assert sharp < 0.65 * plain
    assert gain(bank, "discount", "own")[2] < 0


@pytest.mark.parametrize("seed", SEEDS)
def test_the_discount_loses_with_regulars_and_gains_with_others(seed: int | None) -> None:
    both = {
        group: gain(rows, "discount", "own") for group, rows in groups(promotions(seed)).items()
    }
    assert both["regulars"][2] < -15
    assert both["others"][1] > 3


def test_points_that_are_owed_turn_a_yes_into_nobody_can_tell() -> None:
    bank = promotions(None)
    assert gain(bank, "points", "paid")[1] > 0
    _middle, low, high = gain(bank, "points", "owed")
    assert low < 0 < high


@pytest.mark.parametrize("method", ["newcomb", "wald", "score"])
def test_verdicts_on_media_do_not_hang_on_the_method_of_the_interval(method: str) -> None:
    media = tables(None)["shop_media"].groupby("medium", sort=False).sum(numeric_only=True)
    verdicts = {}
    for medium, one in media.iterrows():
        low, high = confint_proportions_2indep(
            one["orders"], one["reached"], one["orders_held_out"], one["held_out"], method=method
        )
        needed = one["spend"] / 70 / one["reached"]
        verdicts[medium] = "keep" if low > needed else "cut" if high < needed else "cannot tell"
    assert verdicts == {"search": "cut", "video": "keep", "social": "cannot tell", "app": "keep"}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_last_click_is_wrong_on_search_and_video_on_every_seed(seed: int | None) -> None:
    media = tables(seed)["shop_media"].groupby("medium").sum(numeric_only=True)
    last = media["spend"] / media["last_clicks"]
    extra = media["orders"] - media["orders_held_out"] * media["reached"] / media["held_out"]
    more = media["spend"] / extra.clip(lower=1)
    assert last["search"] < 70 < more["search"]
    assert more["video"] < 70 < last["video"]
    assert max(last["app"], more["app"]) < 40


def test_the_towns_tell_of_one_voice_and_not_of_the_sum() -> None:
    cells = tables(None)["hospital_towns"].groupby("cell")["enquiries"].agg(["mean", "var", "size"])

    def contrast(**weights: int) -> tuple[float, float]:
        use = pd.Series({name.replace("_", " "): one for name, one in weights.items()})
        use = use.rename({"one": "both, one voice", "two": "both, two voices"})
        some = cells.loc[use.index]
        middle = float((use * some["mean"]).sum())
        parts = use**2 * some["var"] / some["size"]
        free = float(parts.sum() ** 2 / (parts**2 / (some["size"] - 1)).sum())
        reach = float(student.ppf(0.975, free) * np.sqrt(parts.sum()))
        return middle - reach, middle + reach

    assert contrast(one=1, two=-1)[0] > 0
    low, high = contrast(one=1, poster=-1, letter=-1, nothing=1)
    assert low < -1 < 1 < high


def test_arms_cells_and_keys_are_what_the_cards_say() -> None:
    found = tables(None)
    bank = found["bank_promotions"]
    assert (bank["arm"].value_counts() == made().PROMOTION_EACH).all()
    customers = make_bank().customers.set_index("customer_id")
    assert customers.loc[bank["customer_id"], "consent_marketing"].astype(bool).all()
    assert (bank["points_redeemed"] <= bank["payments"]).all()
    assert (bank.loc[bank["arm"] != "points", "points_redeemed"] == 0).all()
    assert (found["hospital_towns"]["cell"].value_counts() == made().TOWN_EACH).all()
    assert found["hospital_press"]["open_day"].sum() == 1
