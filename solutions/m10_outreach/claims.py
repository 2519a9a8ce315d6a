"""What this module tells as found, bound to the data that say so."""

from __future__ import annotations
import pandas as pd
import statsmodels.formula.api as smf
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW
from servicelab.data.loading import load_dataset
from servicelab_workshop.lessons.claims import Claims, Found
from servicelab_workshop.worlds import discovery
import numpy as np
from scipy.optimize import curve_fit
from servicelab.loyalty import clv_multiple
from servicelab.outreach import best_cycle
from servicelab_workshop.policies.signed import blind_rules
from servicelab_workshop.worlds.discovery import world
from functools import cache
from scipy.stats import t as student
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from servicelab.games.signed.model import NOTHING, make_boards, run_rule
from servicelab.outreach import did, sign_flips
from servicelab.outreach.differences import SignFlips

claims = Claims()

# --- 3_promotion -----------------------------------------------------------------------------

PROMOTION_REGULAR = 10


def promotion_bank() -> pd.DataFrame:
    """The test of the bank, with the yuan of own payments and of friends."""
    bank = load_dataset("bank_promotions")
    cost = 1.2 * bank["payments"] * (bank["arm"] == "discount")
    cost += 22 * (bank["payments"] >= 5) * (bank["arm"] == "gift")
    own = 3 * bank["payments"] - cost
    friends = (240 - 60 * (bank["arm"] == "referral")) * bank["friends"]
    paid = own - 0.6 * bank["points_redeemed"]
    left = (bank["payments"] - bank["points_redeemed"]) * (bank["arm"] == "points")
    return bank.assign(own=own, both=own + friends, paid=paid, with_owed=paid - 0.6 * 0.7 * left)


def promotion_gain(
    rows: pd.DataFrame, arm: str, yuan: str, adjusted: bool = True
) -> tuple[float, float, float]:
    """Yuan a customer that an arm adds, and the ends of its 95 % interval."""
    two = rows[rows["arm"].isin([arm, "none"])]
    two = two.assign(yuan=two[yuan], offered=(two["arm"] == arm).astype(int))
    formula = "yuan ~ offered + payments_before" if adjusted else "yuan ~ offered"
    fit = smf.ols(formula, two).fit(cov_type="HC1")
    low, high = fit.conf_int().loc["offered"]
    return float(fit.params["offered"]), float(low), float(high)


def promotion_parts() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Regulars, and others."""
    bank = promotion_bank()
    regular = bank["payments_before"] >= PROMOTION_REGULAR
    return bank[regular], bank[~regular]


@claims.finding(
    "discount-adds",
    notebook="3_promotion",
    exposure="{n:,} customers, half a year",
    drawn="which arm a customer is in",
    predicted="m10-discount",
)
def discount_adds() -> Found:
    bank = promotion_bank()
    gain, low, high = promotion_gain(bank, "discount", "own")
    n = int(bank["arm"].isin(["discount", "none"]).sum())
    return Found(gain, low, high, holds=high < 0, gain=gain, n=n)


@claims.finding(
    "narrower",
    notebook="3_promotion",
    says="The same customers, and an interval of about half the width.",
    exposure="{n:,} customers, half a year",
)
def narrower() -> Found:
    bank = promotion_bank()
    _gain, low, high = promotion_gain(bank, "discount", "own")
    _raw, raw_low, raw_high = promotion_gain(bank, "discount", "own", adjusted=False)
    ratio = (high - low) / (raw_high - raw_low)
    n = int(bank["arm"].isin(["discount", "none"]).sum())
    return Found(ratio, exact="two widths of the same data", holds=0.45 < ratio < 0.56, n=n)


@claims.finding(
    "discount-by-group",
    notebook="3_promotion",
    says="the average hides two opposite verdicts.",
    exposure="{n:,} customers, half a year",
    drawn="which arm a customer is in",
)
def discount_by_group() -> Found:
    regulars, others = promotion_parts()
    regular, regular_low, regular_high = promotion_gain(regulars, "discount", "own")
    other, other_low, other_high = promotion_gain(others, "discount", "own")
    return Found(
        other,
        other_low,
        other_high,
        holds=regular_high < 0 < other_low,
        regular=regular,
        regular_low=regular_low,
        regular_high=regular_high,
        other=other,
        other_low=other_low,
        other_high=other_high,
        n=sum(int(part["arm"].isin(["discount", "none"]).sum()) for part in (regulars, others)),
    )


@claims.finding(
    "discount-with-friends",
    notebook="3_promotion",
    says="for others: too wide to tell.",
    exposure="{n:,} customers, half a year",
    drawn="which arm a customer is in",
    verdict="cannot tell",
)
def discount_with_friends() -> Found:
    others = promotion_parts()[1]
    gain, low, high = promotion_gain(others, "discount", "both")
    n = int(others["arm"].isin(["discount", "none"]).sum())
    return Found(gain, low, high, holds=low < 0 < high, n=n)


@claims.finding(
    "money-back-to-regulars",
    notebook="3_promotion",
    says="were made by regulars, who pay by card anyway.",
    exposure="{n:,} payments with money back, half a year",
)
def money_back_to_regulars() -> Found:
    bank = promotion_bank()
    offered = bank[bank["arm"] == "discount"]
    regular = offered["payments_before"] >= PROMOTION_REGULAR
    share = 100 * offered.loc[regular, "payments"].sum() / offered["payments"].sum()
    n = int(offered["payments"].sum())
    return Found(share, exact="all payments of this arm", holds=share > 50, share=share, n=n)


@claims.finding(
    "referral-by-group",
    notebook="3_promotion",
    exposure="{n:,} customers, half a year",
    drawn="which arm a customer is in",
    verdict="cannot tell",
)
def referral_by_group() -> Found:
    regulars, others = promotion_parts()
    regular, regular_low, regular_high = promotion_gain(regulars, "referral", "both")
    other, other_low, other_high = promotion_gain(others, "referral", "both")
    return Found(
        regular,
        regular_low,
        regular_high,
        holds=regular_low > 0 and other_low < 0 < other_high,
        regular=regular,
        regular_low=regular_low,
        regular_high=regular_high,
        other=other,
        other_low=other_low,
        other_high=other_high,
        n=sum(int(part["arm"].isin(["referral", "none"]).sum()) for part in (regulars, others)),
    )


@claims.finding(
    "friends-anyway",
    notebook="3_promotion",
    says="Without any reward the customers of the arm none named",
    exposure="{n:,} customers, half a year",
)
def friends_anyway() -> Found:
    friends = promotion_bank().groupby("arm")["friends"].agg(["mean", "size"])
    anyway = 100 * friends["mean"]["none"] / friends["mean"]["referral"]
    n = int(friends["size"][["none", "referral"]].sum())
    return Found(anyway, exact="two counts of this test", holds=anyway > 30, anyway=anyway, n=n)


@claims.finding(
    "points-with-owed",
    notebook="3_promotion",
    says="With points redeemed only, they seem to add",
    exposure="{n:,} customers, half a year",
    drawn="which arm a customer is in",
    verdict="cannot tell",
)
def points_with_owed() -> Found:
    bank = promotion_bank()
    gain, low, high = promotion_gain(bank, "points", "with_owed")
    paid, paid_low, paid_high = promotion_gain(bank, "points", "paid")
    return Found(
        gain,
        low,
        high,
        holds=low < 0 < high and paid_low > 0,
        gain=gain,
        paid=paid,
        paid_low=paid_low,
        paid_high=paid_high,
        n=int(bank["arm"].isin(["points", "none"]).sum()),
    )


def promotion_media() -> pd.DataFrame:
    """By medium: extra orders with their interval, break-even orders, two costs."""
    media = load_dataset("shop_media").groupby("medium", sort=False).sum(numeric_only=True)
    usual = media["orders_held_out"] * media["reached"] / media["held_out"]
    media = media.assign(extra=media["orders"] - usual, needed=media["spend"] / 70)
    ends = [
        confint_proportions_2indep(
            one["orders"], one["reached"], one["orders_held_out"], one["held_out"], method="newcomb"
        )
        for _medium, one in media.iterrows()
    ]
    media["low"], media["high"] = (
        [float(one[side]) * reached for one, reached in zip(ends, media["reached"], strict=True)]
        for side in (0, 1)
    )
    return media.assign(
        more=media["spend"] / media["extra"], last=media["spend"] / media["last_clicks"]
    )


@claims.finding(
    "search-and-video",
    notebook="3_promotion",
    exposure="{n:,} people in each medium, eight weeks",
    drawn="who is shown the advert",
)
def search_and_video() -> Found:
    media = promotion_media()
    search, video = media.loc["search"], media.loc["video"]
    return Found(
        search["extra"],
        search["low"],
        search["high"],
        holds=search["high"] < search["needed"] and video["low"] > video["needed"],
        search=search["more"],
        search_last=search["last"],
        video=video["more"],
        video_last=video["last"],
        n=int(search["reached"] + search["held_out"]),
    )


@claims.finding(
    "app-by-last-click",
    notebook="3_promotion",
    says="By app message the simple reading was right:",
    exposure="{n:,} people, eight weeks",
    drawn="who is sent the message",
    verdict="the simple reading is right",
)
def app_by_last_click() -> Found:
    app = promotion_media().loc["app"]
    return Found(
        app["extra"],
        app["low"],
        app["high"],
        holds=app["low"] > app["needed"] and abs(app["last"] - app["more"]) < 3,
        last=app["last"],
        more=app["more"],
        n=int(app["reached"] + app["held_out"]),
    )


@claims.finding(
    "social-open",
    notebook="3_promotion",
    exposure="{n:,} people, eight weeks",
    drawn="who is shown the advert",
    verdict="cannot tell",
)
def social_open() -> Found:
    social = promotion_media().loc["social"]
    return Found(
        social["extra"],
        social["low"],
        social["high"],
        holds=social["low"] < social["needed"] < social["high"] and social["more"] < 70,
        more=social["more"],
        needed=social["needed"],
        n=int(social["reached"] + social["held_out"]),
    )


def promotion_towns(weights: dict[str, int]) -> tuple[float, float, float]:
    """Weighted sum of the means of cells, and the ends of its 95 % interval."""
    cells = load_dataset("hospital_towns").groupby("cell")["enquiries"].agg(["mean", "var", "size"])
    use = pd.Series(weights)
    some = cells.loc[use.index]
    middle = float((use * some["mean"]).sum())
    parts = use**2 * some["var"] / some["size"]
    free = parts.sum() ** 2 / (parts**2 / (some["size"] - 1)).sum()
    reach = float(student.ppf(0.975, free)) * float(parts.sum()) ** 0.5
    return middle, middle - reach, middle + reach


@claims.finding(
    "one-voice",
    notebook="3_promotion",
    exposure="{n} towns, eight weeks",
    drawn="what a town sees",
)
def one_voice() -> Found:
    gain, low, high = promotion_towns({"both, one voice": 1, "both, two voices": -1})
    return Found(gain, low, high, holds=low > 0, gain=gain, n=24)


@claims.finding(
    "synergy",
    notebook="3_promotion",
    exposure="{n} towns, eight weeks",
    drawn="what a town sees",
    verdict="cannot tell",
)
def synergy() -> Found:
    weights = {"both, one voice": 1, "poster": -1, "letter": -1, "nothing": 1}
    gain, low, high = promotion_towns(weights)
    return Found(gain, low, high, holds=low < -1 < 1 < high, gain=gain, below=-low, n=48)


@claims.finding(
    "open-day",
    notebook="3_promotion",
    exposure="{n} towns, nine weeks before and nine after",
    verdict="cannot tell",
)
def open_day() -> Found:
    press = load_dataset("hospital_press")
    town = press.loc[press["open_day"] == 1, "town"].iloc[0]
    weekly = press.pivot(index="week", columns="town", values="bookings")
    rise = weekly.loc[29:37].mean() - weekly.loc[20:28].mean()
    against = pd.Series({one: rise[one] - rise.drop(one).mean() for one in rise.index})
    other, next_one = against.drop(town).nlargest(2)
    return Found(
        against[town],
        exact="seven towns give a p of 1/7 at the smallest, and no 95 % interval",
        holds=other > against[town] and next_one >= against[town] - 1e-9,
        n=7,
    )


claims.told(
    "3_promotion",
    "case",
    "2,880 customers of the bank had agreed",
    "For the first half of 2025 they were put",
    "A payment brings the bank 3 yuan.",
    "A new customer is worth 240 yuan.",
    "A point costs 0.60 yuan when redeemed",
    "An order brings 70 yuan before",
    "What counts is enquiries for 1,000",
    "In week 29 the hospital held",
    "We compare nine weeks from week 29",
    "A friend is worth 240 yuan and an",
)
claims.told(
    "3_promotion",
    "definition",
    "The function below does the same",
    "3 yuan for each payment, less discount",
    "both: own, plus 240 yuan for each",
    "Verdict, by the 95% interval",
)
claims.told(
    "3_promotion",
    "example",
    "A gym gives points that buy drinks",
    "400 were earned, 100 are redeemed",
    "It expects that 20% of them are never",
    "It owes 300 × (1 - 0.20) × 0.50",
    "By hand, at a baker's. Leaflets",
    "They place 130 and 60 orders",
    "Without leaflets 1,000 households",
    "So extra orders are 30",
    "90 / 6 = 15 extra orders.",
    "For leaflets the break-even of 15 lies inside",
)
claims.told("3_promotion", "quote", "Adverts, press work and good causes")
claims.told(
    "3_promotion",
    "advice",
    "A half-year is counted: payments that",
    "What comes with an offer is not",
)

# --- 2_cases ---------------------------------------------------------------------------------


def cases_necks() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cancers of the neck in the screened arm, and in the other."""
    necks = load_dataset("hospital_necks")
    screened = necks["arm"] == "screened"
    return necks[screened], necks[~screened]


def cases_by_lot(what: str) -> tuple[float, float, float, pd.Series]:
    """Clinics with the scan less the others, by Welch, and the means."""
    confirmed = load_dataset("hospital_readings").groupby("trip")["third"].count()
    crowd = load_dataset("hospital_crowd")
    crowd["confirmed"] = crowd["trip"].map(confirmed)
    none, scan = (
        DescrStatsW(crowd.loc[crowd["ultrasound"] == lot, what].to_numpy(float)) for lot in (0, 1)
    )
    low, high = CompareMeans(scan, none).tconfint_diff(usevar="unequal")
    return scan.mean - none.mean, low, high, pd.Series([none.mean, scan.mean])


def cases_confirmed() -> int:
    """How many pressures were confirmed."""
    return int(load_dataset("hospital_readings")["third"].notna().sum())


@claims.finding(
    "strokes-fewer",
    notebook="2_cases",
    says=[
        "Of {people:,} people each, {with_tests:,} instead of {without:,} had a stroke: {fewer:.0f} fewer of 10,000.",
        "Being drawn for the day of tests lowered the risk to {ratio:.2f} [{low:.2f}, {high:.2f}] of what it was without it.",
    ],
    exposure="two arms of {people:,} adults, ten years",
    drawn="each adult, for the day of tests or for none",
    verdict="the simple reading is right",
)
def cases_strokes() -> Found:
    table = load_dataset("hospital_strokes").set_index("arm")
    people = int(table.loc["screened", "people"])
    one, other = (int(table.loc[arm, "strokes"]) for arm in ("screened", "not screened"))
    low, high = confint_proportions_2indep(one, people, other, people, compare="ratio")
    return Found(
        one / other,
        low,
        high,
        holds=high < 1,
        ratio=one / other,
        people=people,
        with_tests=one,
        without=other,
        fewer=1e4 * (other - one) / people,
    )


@claims.finding(
    "scan-draws-a-crowd",
    notebook="2_cases",
    says="with the neck scan {scan:.0f} instead of {none:.0f} people come",
    exposure="30 clinics, 15 with the scan",
    drawn="which clinics have the scan",
)
def cases_crowd() -> Found:
    more, low, high, came = cases_by_lot("came")
    return Found(more, low, high, holds=low > 0, scan=came[1], none=came[0])


@claims.finding(
    "crowd-is-no-case",
    notebook="2_cases",
    exposure="30 clinics, 15 with the scan",
    drawn="which clinics have the scan",
    verdict="cannot tell",
)
def cases_confirmed_by_lot() -> Found:
    more, low, high, _confirmed = cases_by_lot("confirmed")
    return Found(more, low, high, holds=low < 0 < high)


@claims.finding(
    "more-are-told",
    notebook="2_cases",
    says="In the screened arm, {more} more people were told of one within ten years.",
    exposure="two arms of 12,000 adults, ten years",
    drawn="each adult, for the day of tests or for none",
)
def cases_told() -> Found:
    one, other = (len(arm) for arm in cases_necks())
    low, high = confint_proportions_2indep(
        one, 12_000, other, 12_000, method="newcomb", compare="diff"
    )
    return Found(
        1000 * (one - other) / 12_000, 1000 * low, 1000 * high, holds=low > 0.005, more=one - other
    )


@claims.finding(
    "survival-rises-by-itself",
    notebook="2_cases",
    exposure="{n} people of the screened arm with a cancer that was found, ten years",
    predicted="m10-survival",
)
def cases_survival() -> Found:
    survive = world("m10_outreach_cases").five_year_survival
    screened, other = cases_necks()
    draws = np.random.default_rng(0)
    sample = [
        survive(screened.sample(frac=1, replace=True, random_state=int(seed)))
        for seed in draws.integers(10**9, size=200)
    ]
    low, high = np.quantile(sample, [0.025, 0.975])
    value = survive(screened)
    return Found(value, low, high, holds=value > survive(other), n=len(screened))


@claims.finding(
    "deaths-cannot-be-told",
    notebook="2_cases",
    exposure="two arms of 12,000 adults, ten years",
    drawn="each adult, for the day of tests or for none",
    predicted="m10-deaths",
    verdict="cannot tell",
)
def cases_deaths() -> Found:
    one, other = (int(arm["died"].sum()) for arm in cases_necks())
    low, high = confint_proportions_2indep(
        one, 12_000, other, 12_000, method="newcomb", compare="diff"
    )
    return Found(
        1e4 * (one - other) / 12_000,
        1e4 * low,
        1e4 * high,
        holds=low < 0 < high,
    )


@claims.finding(
    "second-reading-is-lower",
    notebook="2_cases",
    exposure="{n} people with 140 or more at first, nothing done for a month",
    predicted="m10-again",
)
def cases_again() -> Found:
    readings = load_dataset("hospital_readings")
    high = readings[readings["second"].notna()].astype({"first": float, "second": float})
    fall = high["first"] - high["second"]
    reach = 1.96 * (fall.var() / len(fall)) ** 0.5
    return Found(
        fall.mean(),
        fall.mean() - reach,
        fall.mean() + reach,
        holds=fall.mean() > reach,
        n=len(fall),
    )


def cases_changes() -> tuple[pd.Series, pd.Series]:
    """Changes from the first to the third reading: tablets now, tablets later."""
    readings = load_dataset("hospital_readings")
    known = readings[readings["third"].notna()].astype({"first": float, "third": float})
    change = known["third"] - known["first"]
    now = known["tablets_by_lot"] == 1
    return change[now], change[~now]


@claims.finding(
    "tablets-part",
    notebook="2_cases",
    exposure="{n} people with a pressure that was confirmed, three months",
    drawn="who has tablets now and who two months later",
)
def cases_tablets() -> Found:
    now, later = cases_changes()
    part = now.mean() - later.mean()
    reach = 1.96 * (now.var() / len(now) + later.var() / len(later)) ** 0.5
    return Found(part, part - reach, part + reach, holds=part + reach < 0, n=len(now) + len(later))


@claims.finding(
    "fall-without-tablets",
    notebook="2_cases",
    says="A good part of the fall came without any tablet",
    exposure="{n} people drawn for tablets later, three months",
)
def cases_regression() -> Found:
    now, later = cases_changes()
    reach = 1.96 * (later.var() / len(later)) ** 0.5
    return Found(
        later.mean(),
        later.mean() - reach,
        later.mean() + reach,
        holds=later.mean() + reach < 0 and 0.3 < later.mean() / now.mean() < 0.7,
        n=len(later),
    )


@claims.finding(
    "calls-fade",
    notebook="2_cases",
    says="That is about {months:.1f} months.",
    exposure="{n:,} calls of 26 weeks after a clinic",
)
def cases_fade() -> Found:
    calls = load_dataset("hospital_trip_calls")

    def decay(week: pd.Series, first: float, tau: float) -> pd.Series:
        return first * np.exp(-(week + 0.5) / tau)

    (_first, tau), spread = curve_fit(decay, calls["week"], calls["calls"], p0=(150, 5))
    reach = 1.96 * spread[1, 1] ** 0.5
    months = 12 / 365.25 * 7
    return Found(
        tau * months,
        (tau - reach) * months,
        (tau + reach) * months,
        holds=1.5 < tau * months < 2.5,
        months=tau * months,
        n=int(calls["calls"].sum()),
    )


@claims.finding(
    "far-route-price",
    notebook="2_cases",
    exposure="30 clinics, {n} pressures that were confirmed",
)
def cases_price() -> Found:
    n, ever = cases_confirmed(), 63 * 4.5 * 2.0
    return Found(
        30 * (1410 - ever) / n,
        exact="costs, visits and tau are given; all cases were counted",
        holds=best_cycle(4.5, 2.0, 1410, 63) is None and best_cycle(14, 2.0, 760, 63) == 3,
        n=n,
    )


@claims.finding(
    "patients-times-worth",
    notebook="2_cases",
    exposure="{n} pressures that were confirmed",
)
def cases_worth() -> Found:
    n, worth = cases_confirmed(), 252 * clv_multiple(0.85, 0.10, "start")
    share = 30 * 63 * 4.5 * 2.0 / (n * worth)
    return Found(
        share,
        exact="arithmetic of given numbers",
        holds=share < 0.2,
        n=n,
    )


@claims.finding(
    "clinic-over-full",
    notebook="2_cases",
    says="If all {n} of 2024 came in one month, it would have {then:,}: a load of {load:.2f}",
    exposure="{n} pressures that were confirmed",
)
def cases_load() -> Found:
    n = cases_confirmed()
    return Found(
        (1000 + n) / 1080,
        exact="arithmetic of given numbers",
        holds=(1000 + n) / 1080 > 1,
        load=(1000 + n) / 1080,
        then=1000 + n,
        n=n,
    )


claims.told(
    "2_cases",
    "example",
    "At an airport 2 of 100 bags",
    "The scanner rings at 95%",
    "Of 1,000 bags, 20 are forbidden",
    "Of 980 others it rings",
    "So it rings 117 times",
    "16%, the positive predictive value",
    "Each right alarm comes with",
    "One person, felt in year 5",
    "Set found_in to any year",
    "A gym's open day costs 300",
)
claims.told(
    "2_cases",
    "case",
    "24,000 adults of fifty and older were drawn",
    "One arm was invited to a day of tests",
    "On the bus, 15 of 30 trips",
    "Whoever had 140 or more on the bus",
    "Whoever had 140 or more twice",
    "The third reading comes just before",
    "Can the clinic take it?",
)
claims.told(
    "2_cases", "definition", "Why survival rises by itself", "Of those at first, 37% are left"
)
claims.told("2_cases", "literature", "Among the 20 commonest tumors")
claims.told(
    "2_cases", "advice", "Where few have it, most alarms", "What fades is repeated as often"
)

# --- 4_channels ------------------------------------------------------------------------------


@cache
def channels_cases() -> pd.DataFrame:
    """One row for each case, as the notebook makes it."""
    cases: pd.DataFrame = (
        load_dataset("insurer_journeys")
        .groupby("journey")
        .agg(
            policyholder_id=("policyholder_id", "first"),
            topic=("topic", "first"),
            first=("channel", "first"),
            channels=("channel", "nunique"),
            cost=("cost", "sum"),
            resolved=("resolved", "max"),
            told_again=("told_again", "max"),
            csat=("csat", "last"),
        )
    )
    return cases


def channels_app_less_voice(topic: str) -> tuple[float, float, float, float, int]:
    """Yuan for a resolved case by app and by voice, the interval of the difference, and cases."""
    cases = channels_cases()
    part = cases[(cases["topic"] == topic) & cases["first"].isin(["app", "voice"])]
    grid = part.pivot_table(
        index="policyholder_id", columns="first", values=["cost", "resolved"], aggfunc="sum"
    )
    table = grid.fillna(0).to_numpy()
    app, voice = table.sum(axis=0)[:2] / table.sum(axis=0)[2:]
    again = np.random.default_rng(10).integers(len(table), size=(2000, len(table)))
    drawn = table[again].sum(axis=1)
    gap = drawn[:, 0] / drawn[:, 2] - drawn[:, 1] / drawn[:, 3]
    low, high = np.percentile(gap, [2.5, 97.5])
    return float(app), float(voice), float(low), float(high), len(part)


def channels_pairs() -> pd.DataFrame:
    """By pair, with the discount less without it: policies on each way, together, and yuan."""
    trial = load_dataset("insurer_app_trial")
    one, other = (trial[trial["app_discount"] == arm].set_index("pair") for arm in (1, 0))
    app = one["sold_in_app"] - other["sold_in_app"]
    agent = one["sold_by_agent"] - other["sold_by_agent"]
    in_app = 140 * one["sold_in_app"] - 210 * other["sold_in_app"]
    return pd.DataFrame(
        {
            "app": app,
            "agent": agent,
            "net": app + agent,
            "widen": in_app + 150 * agent,
            "credit": in_app - 40 * one["sold_in_app"],
        }
    )


def channels_interval(values: pd.Series) -> tuple[float, float, float]:
    """Mean of pairs and its 95 % interval."""
    mean = float(values.mean())
    reach = student.ppf(0.975, len(values) - 1) * values.std() / len(values) ** 0.5
    return mean, mean - reach, mean + reach


def channels_gap(one: pd.Series, other: pd.Series) -> tuple[float, float, float]:
    """Difference of two proportions and Newcombe's interval, in points."""
    low, high = confint_proportions_2indep(
        one.sum(), len(one), other.sum(), len(other), method="newcomb"
    )
    return 100 * float(one.mean() - other.mean()), 100 * float(low), 100 * float(high)


@claims.finding(
    "photo-loses",
    notebook="4_channels",
    says=[
        "In the app {app:.0%} of those who begin also pay, after {minutes:.1f} minutes.",
        "More minutes than in any other step pass in *give details*, which loses {longest:.1%}.",
        "The photo takes {short:.1f} minutes and loses {photo:.0%}.",
        "The branch keeps {branch:.0%} and takes {stay:.0f} minutes",
    ],
    exposure="{n:,} people who began in the app, January 2026",
)
def photo_loses() -> Found:
    steps = load_dataset("insurer_steps")
    steps["lost"] = 1 - steps["went_on"] / steps["entered"]
    app, branch = (steps[steps["channel"] == way].set_index("step") for way in ("app", "branch"))
    photo = app.loc["photo of the identity card"]
    ends = proportion_confint(
        photo["entered"] - photo["went_on"], photo["entered"], method="wilson"
    )
    return Found(
        photo["lost"],
        *ends,
        holds=app["lost"].idxmax() == photo.name and app["minutes"].idxmax() == "give details",
        app=app["went_on"].iloc[-1] / app["entered"].iloc[0],
        minutes=app["minutes"].sum(),
        longest=app.loc["give details", "lost"],
        short=photo["minutes"],
        photo=photo["lost"],
        branch=branch["went_on"].iloc[-1] / branch["entered"].iloc[0],
        stay=branch["minutes"].sum(),
        n=int(app["entered"].iloc[0]),
    )


@claims.finding(
    "details-by-app",
    notebook="4_channels",
    says="a resolved change of details that began in the app costs {app:.1f} yuan, by voice {voice:.1f}, {least:.0f} to {most:.0f} less",
    exposure="{n} cases about a change of details that began in the app or by voice",
    verdict="the simple reading is right",
)
def details_by_app() -> Found:
    app, voice, low, high, n = channels_app_less_voice("change of details")
    return Found(
        app - voice, low, high, holds=high < 0, app=app, voice=voice, least=-high, most=-low, n=n
    )


@claims.finding(
    "claim-by-app",
    notebook="4_channels",
    says=[
        "For a claim it is {app:.1f} and {voice:.1f}, and the interval of the difference holds 0: nobody can tell."
    ],
    exposure="{n} cases about a claim that began in the app or by voice",
    verdict="cannot tell",
)
def claim_by_app() -> Found:
    app, voice, low, high, n = channels_app_less_voice("claim")
    return Found(app - voice, low, high, holds=low < 0 < high, app=app, voice=voice, n=n)


def channels_told() -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    """Points of rating by telling again and by switching, at equal topic and outcome."""
    cases = channels_cases().assign(switch=lambda table: (table["channels"] > 1).astype(int))
    fit = smf.ols("csat ~ told_again + switch + C(topic) + resolved", cases).fit(cov_type="HC3")
    ends = fit.conf_int()
    return dict(fit.params), {name: (ends.loc[name, 0], ends.loc[name, 1]) for name in ends.index}


@claims.finding(
    "told-again",
    notebook="4_channels",
    says=[
        "At equal topic and equal outcome, cases in which something had to be told again are rated {told:.1f} points lower [{least:.1f}, {most:.1f}] on a scale of 1 to 10",
        "At equal topic, cases in which something was told again are rated {told:.1f} points lower [{least:.1f}, {most:.1f}] (1,500 cases, after Task 16).",
    ],
    exposure="{n:,} cases, last quarter of 2025",
)
def told_again() -> Found:
    value, ends = channels_told()
    told = value["told_again"]
    low, high = ends["told_again"]
    return Found(
        told, low, high, holds=high < 0, told=-told, least=-high, most=-low, n=len(channels_cases())
    )


@claims.finding(
    "switch-alone",
    notebook="4_channels",
    says="a switch without telling again goes with {gap:.1f} points less [−{under:.1f}, {over:.1f}], so nobody can tell",
    exposure="{n:,} cases, last quarter of 2025",
    verdict="cannot tell",
)
def switch_alone() -> Found:
    value, ends = channels_told()
    lower = -value["switch"]
    high, low = (-one for one in ends["switch"])
    return Found(
        lower,
        low,
        high,
        holds=low < 0 < high,
        gap=lower,
        under=-low,
        over=high,
        n=len(channels_cases()),
    )


@claims.finding(
    "who-began",
    notebook="4_channels",
    says=[
        "Customers began {began:.0%} of the contacts, and {answered:.0%} of these were answered within a day.",
        "today {answered:.0%}, target 95 % by December 31",
    ],
    exposure="{n:,} contacts, last quarter of 2025",
)
def who_began() -> Found:
    journeys = load_dataset("insurer_journeys")
    began = journeys[journeys["started_by"] == "customer"]
    ends = proportion_confint(len(began), len(journeys), method="wilson")
    return Found(
        len(began) / len(journeys),
        *ends,
        holds=ends[0] > 0.5,
        began=len(began) / len(journeys),
        answered=began["answered_in_a_day"].mean(),
        n=len(journeys),
    )


@claims.finding(
    "logins-and-people",
    notebook="4_channels",
    says="without a resolved contact are {logins:.1%} of logins and {people:.1%} of people",
    exposure="{n:,} policyholders under {names:,} logins",
)
def logins_and_people() -> Found:
    journeys = load_dataset("insurer_journeys")
    share = {
        name: 1 - journeys.groupby(name)["resolved"].max() for name in ("login", "policyholder_id")
    }
    n = len(share["policyholder_id"])
    ends = proportion_confint(share["policyholder_id"].sum(), n, method="wilson")
    return Found(
        share["policyholder_id"].mean(),
        *ends,
        holds=share["login"].mean() > 2 * share["policyholder_id"].mean(),
        logins=share["login"].mean(),
        people=share["policyholder_id"].mean(),
        names=len(share["login"]),
        n=n,
    )


@claims.finding(
    "app-gain",
    notebook="4_channels",
    says=[
        '*"plus {growth:.0%}: {app:.0f} policies more in each territory"*',
        "though the app sold {growth:.0%} more",
    ],
    exposure="{n} pairs of territories, 2025",
    drawn="which territory of a pair has the discount",
)
def app_gain() -> Found:
    app = channels_pairs()["app"]
    trial = load_dataset("insurer_app_trial")
    without = trial.loc[trial["app_discount"] == 0, "sold_in_app"].mean()
    value, low, high = channels_interval(app)
    return Found(
        value, low, high, holds=low > 0, growth=app.mean() / without, app=value, n=len(app)
    )


@claims.finding(
    "net-policies",
    notebook="4_channels",
    says=[
        "What the app gained, the agents lost: together nobody can tell",
        "the app sold {app:.1f} policies more a territory, agents {agent:.1f} fewer, together −{net:.1f} [−{under:.1f}, {high:.1f}] (Task 17).",
    ],
    exposure="{n} pairs of territories, 2025",
    drawn="which territory of a pair has the discount",
    predicted="m10-net",
    verdict="cannot tell",
)
def net_policies() -> Found:
    pairs = channels_pairs()
    value, low, high = channels_interval(pairs["net"])
    return Found(
        value,
        low,
        high,
        holds=low < 0 < high and channels_interval(pairs["agent"])[2] < 0,
        app=pairs["app"].mean(),
        agent=-pairs["agent"].mean(),
        net=-value,
        under=-low,
        n=len(pairs),
    )


@claims.finding(
    "trial-came-low",
    notebook="4_channels",
    exposure="40 other draws of the trial",
)
def trial_came_low() -> Found:
    made = discovery.world("m10_outreach_channels")
    came = []
    for seed in range(3000, 3040):
        table = made.channels_app_trial(np.random.default_rng([seed, 80]))
        sold = (table["sold_by_agent"] + table["sold_in_app"]).groupby(table["app_discount"])
        came.append(float(sold.mean()[1] - sold.mean()[0]))
    low, middle, high = np.quantile(came, [0.05, 0.5, 0.95])
    told = (round(float(np.mean(came)), 1), round(float(low)), round(float(high)))
    return Found(
        float(middle),
        float(low),
        float(high),
        holds=told == (7.3, 1, 13) and channels_pairs()["net"].mean() < low,
    )


@claims.finding(
    "discount-costs",
    notebook="4_channels",
    says="it cost the house {lost:,.0f} yuan a territory and year [{least:,.0f}, {most:,.0f}] (Task 17b, {n} pairs by lot)",
    exposure="{n} pairs of territories, 2025",
    drawn="which territory of a pair has the discount",
)
def discount_costs() -> Found:
    pairs = channels_pairs()
    value, low, high = channels_interval(pairs["widen"])
    holds = high < 0 and channels_interval(pairs["credit"])[2] < 0
    return Found(value, low, high, holds=holds, lost=-value, least=-high, most=-low, n=len(pairs))


@claims.finding(
    "suggestions-sell",
    notebook="4_channels",
    says=[
        "By lot, suggestions brought {gap:.1f} points more buyers [{low:.1f}, {high:.1f}]",
        "clickers bought {click:.0f} points more often than the others who saw suggestions, and by lot it was {gap:.1f}",
    ],
    exposure="{n:,} visitors, two weeks",
    drawn="who sees suggestions",
    verdict="the simple reading is right",
)
def suggestions_sell() -> Found:
    shop = load_dataset("shop_visitors")
    saw, rest = (shop[shop["suggestions"] == arm] for arm in (1, 0))
    gap, low, high = channels_gap(saw["bought"], rest["bought"])
    clicked = saw.groupby("clicked")["bought"].mean()
    return Found(
        gap,
        low,
        high,
        holds=low > 0 and 100 * (clicked[1] - clicked[0]) > 3 * gap,
        gap=gap,
        click=100 * (clicked[1] - clicked[0]),
        n=len(shop),
    )


@claims.finding(
    "false-wins",
    notebook="4_channels",
    says="Of {n:,} tests without any difference, {some:.0%} showed a win on some day, and {last:.0%} on the last.",
    exposure="{n:,} simulated tests of 14 days",
)
def false_wins() -> Found:
    rng = np.random.default_rng(1)
    buyers = rng.binomial(214, 0.2, (2000, 2, 14)).cumsum(axis=2)
    people = 214 * np.arange(1, 15)
    share = buyers / people
    error = (share * (1 - share) / people).sum(axis=1) ** 0.5
    won = share[:, 0] - share[:, 1] > 1.96 * error
    some = won.any(axis=1)
    ends = proportion_confint(some.sum(), len(some), method="wilson")
    return Found(
        some.mean(),
        *ends,
        holds=ends[0] > 4 * won[:, -1].mean(),
        some=some.mean(),
        last=won[:, -1].mean(),
        n=len(some),
    )


@claims.finding(
    "bot-purchases",
    notebook="4_channels",
    says=[
        "Visitors who first came on days 1 to 6: buyers with the bot, less those without it, {early:.1f} points [−{early_low:.1f}, {early_high:.1f}]",
        "Visitors who first came on days 1 to 14: buyers with the bot, less those without it, −{gap:.1f} points [−{under:.1f}, {high:.1f}]",
        "questions that the bot contained, {contained:.0f} of 100 [{c_low:.0f}, {c_high:.0f}]",
    ],
    exposure="{n:,} visitors, two weeks",
    drawn="who sees the bot",
    verdict="cannot tell",
)
def bot_purchases() -> Found:
    shop = load_dataset("shop_visitors")
    bot, none = (shop[shop["bot"] == arm] for arm in (1, 0))
    gap, low, high = channels_gap(bot["bought"], none["bought"])
    early = channels_gap(bot.query("day <= 6")["bought"], none.query("day <= 6")["bought"])
    asked = bot.loc[bot["asked"] == 1, "contained"]
    ends = proportion_confint(asked.sum(), len(asked), method="wilson")
    return Found(
        gap,
        low,
        high,
        holds=low < 0 < high < 3 and early[1] < 0 < early[0],
        gap=-gap,
        under=-low,
        early=early[0],
        early_low=-early[1],
        early_high=early[2],
        contained=100 * asked.mean(),
        c_low=100 * ends[0],
        c_high=100 * ends[1],
        n=len(shop),
    )


@claims.finding(
    "contained-phones",
    notebook="4_channels",
    exposure="{n:,} visitors, two weeks",
    drawn="who sees the bot",
)
def contained_phones() -> Found:
    shop = load_dataset("shop_visitors")
    bot, none = (shop[shop["bot"] == arm]["phoned_7d"] for arm in (1, 0))
    gap, low, high = channels_gap(bot, none)
    return Found(gap, low, high, holds=low > 0, n=len(shop))


claims.told(
    "4_channels",
    "example",
    "All begin in the app; an app contact",
    "A contact in the app costs 3",
    "A resolved case that began in the app costs",
    "In 2,000 simulated shops nothing is",
    "20% buy in both groups",
)
claims.told(
    "4_channels",
    "case",
    "1,500 cases, contact by contact",
    "In 2025, in twelve pairs of",
    "Four earlier discounts of Willow Bridge",
    "You have met numbers on most",
    "(15 points, read by your instructor)",
    "Tang, 250 to 350 words",
)
claims.told(
    "4_channels",
    "quote",
    'The app team reports "plus 67%',
    "31 policies more in each territory",
    "It reports that who clicks on a suggestion",
)
claims.told(
    "4_channels",
    "literature",
    "The law (China; Advertising Law as",
    "It may not assert or guarantee effect",
)
claims.told("4_channels", "advice", "Who clicks was not drawn by lot")

# --- 1_signed --------------------------------------------------------------------------------

SIGNED_CAREFUL = {
    "lowest": "earlier",
    "applied": "trend",
    "road": "last",
    "sign": "pays",
    "news": ["driver", "county", "nurse"],
    "within": 1,
    "unsure": "lot",
}


@cache
def signed_villages() -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    """Villages, visits a month by village and year, and who had clinics in 2024."""
    about = load_dataset("hospital_villages").set_index("village")
    visits = load_dataset("hospital_village_visits")
    year = visits["month"].str[:4].astype(int).rename("year")
    yearly = visits.groupby(["village", year])["visits"].mean().unstack()
    return about, yearly, about["clinics_2024"] == 1


@cache
def signed_lot() -> SignFlips:
    """The lot of 2025: changes from the five years before, by pair."""
    about, yearly, _treated = signed_villages()
    drawn = about[about["pair_2025"] > 0].copy()
    drawn["change"] = yearly[2025] - yearly[[2020, 2021, 2022, 2023, 2024]].mean(axis=1)
    pairs = drawn.pivot(index="pair_2025", columns="clinics_2025", values="change")
    return sign_flips(pairs[1] - pairs[0])


def signed_even() -> float:
    """Break-even of the thirty trips, extra visits a village and month."""
    costs = load_dataset("hospital_trip_costs")
    return float(costs.loc[costs["kind"] != "sunk", "amount"].sum() / (63 * 10 * 12))


@claims.finding(
    "signed-page",
    notebook="1_signed",
    says=[
        "In the ten villages, visits a village and month rose by {percent:.1f} % from 2023 to 2024.",
        "Every yuan brought {back:.0f} yuan back.",
    ],
    exposure="ten villages, 2023 and 2024",
)
def signed_page() -> Found:
    _about, yearly, treated = signed_villages()
    before, after = yearly.loc[treated, 2023].mean(), yearly.loc[treated, 2024].mean()
    costs = load_dataset("hospital_trip_costs")
    cash = costs.loc[costs["kind"] == "cash", "amount"].sum()
    return Found(
        after - before,
        exact="a sum over all visits of ten villages",
        holds=after > before,
        percent=100 * (after / before - 1),
        back=(after - before) * 10 * 12 * 180 / cash,
    )


@claims.finding(
    "signed-reach",
    notebook="1_signed",
    says="In a month of 2023, 1,000 people within 12 km came {near:.0f} times, from 12 to 20 km {middle:.0f} times, beyond 20 km {far:.0f} times.",
    exposure="{n} villages, 2023",
)
def signed_reach() -> Found:
    about, yearly, _treated = signed_villages()
    rings = pd.cut(about["km"], [0, 12, 20, 50])
    sums = about.assign(came=yearly[2023]).groupby(rings, observed=True)[["came", "people"]].sum()
    near, middle, far = 1000 * sums["came"] / sums["people"]
    return Found(
        near,
        exact="all visits of the year",
        holds=near > middle > far,
        near=near,
        middle=middle,
        far=far,
        n=len(about),
    )


@claims.finding(
    "signed-placebo",
    notebook="1_signed",
    says="In three years in which nothing happened, it finds {mean:.1f} visits ({lowest:.1f} to {highest:.1f}).",
    exposure="10 of 70 villages in each of three years, one year on",
    predicted="m10-placebo",
)
def signed_placebo() -> Found:
    _about, yearly, _treated = signed_villages()
    found = [
        did(yearly, yearly[year].rank(method="first") <= 10, year + 1, year)
        for year in (2020, 2021, 2022)
    ]
    return Found(
        float(np.mean(found)),
        exact="three years; told is their range",
        holds=min(found) > 0,
        mean=float(np.mean(found)),
        lowest=min(found),
        highest=max(found),
    )


@claims.finding(
    "signed-base",
    notebook="1_signed",
    says=[
        "Of the {rise:.1f} more visits on the page, villages without clinics had {others:.1f} as well.",
        "Of the other {last:.1f}, the placebo years find {placebo:.1f} where nothing was done.",
        "From earlier years the reading is {early:.1f}: without the low year nothing is left that ten villages could show.",
        "The year of the choice stands out",
        "From 2023 it says go, from 2020 to 2022 stop.",
    ],
    exposure="ten villages and sixty others, 2020 to 2024",
)
def signed_base() -> Found:
    _about, yearly, treated = signed_villages()
    last = did(yearly, treated, 2024, 2023)
    rise = float((yearly.loc[treated, 2024] - yearly.loc[treated, 2023]).mean())
    early = did(yearly, treated, 2024, [2020, 2021, 2022])
    return Found(
        last,
        exact="ten chosen villages: nothing was drawn",
        holds=last > signed_even() > 0 > early,
        rise=rise,
        others=rise - last,
        last=last,
        placebo=signed_placebo().value,
        early=early,
    )


@claims.finding(
    "signed-lot",
    notebook="1_signed",
    says=[
        "an effect of zero cannot be excluded, and one above {high:.1f} visits is not compatible with it.",
        "The interval of the lot of 2025 reaches from {low:.1f} to {high:.1f} visits, so clinics earned the hospital less than they cost.",
        "The break-even of {even:.1f} lies above.",
        "The lot of 2025 ends below the break-even",
        "With 63 yuan for a visit, a break-even of {even:.1f}, and no weight for health",
    ],
    exposure="thirty pairs of villages, 2025 against 2020 to 2024",
    drawn="which village of each pair had clinics",
    verdict="the simple reading is right",
)
def signed_by_lot() -> Found:
    lot = signed_lot()
    return Found(
        lot.mean,
        lot.low,
        lot.high,
        holds=lot.low < 0 < lot.high < signed_even(),
        even=signed_even(),
    )


@claims.finding(
    "signed-none-known",
    notebook="1_signed",
    exposure="thirty pairs of villages, 2025 against 2020 to 2024",
    drawn="which village of each pair had clinics",
    verdict="cannot tell",
)
def signed_none_known() -> Found:
    lot = signed_lot()
    return Found(lot.mean, lot.low, lot.high, holds=lot.low < 0 < lot.high)


def signed_boards(rule: dict[str, object]) -> tuple[float, float]:
    """Mean of 400 boards and half a 95 % interval, million yuan a board."""
    worth = run_rule(rule, make_boards(range(400))).by_board() / 1000
    return float(worth.mean()), float(1.96 * worth.std(ddof=1) / 20)


@claims.finding(
    "signed-everything",
    notebook="1_signed",
    says="On 400 other boards, signing all eight routes brings {mean:.1f} million yuan a board [{low:.1f}, {high:.1f}]; signing none brings 0.",
    exposure="400 boards drawn from the game's assumptions",
    identified="the effects are set in the simulation, and the worth is expected",
)
def signed_everything() -> Found:
    mean, reach = signed_boards({**NOTHING, "unsure": "go"})
    return Found(mean, mean - reach, mean + reach, holds=mean + reach < 0, mean=mean)


@claims.finding(
    "signed-sure",
    notebook="1_signed",
    says=[
        "gets {sure:.2f} million yuan a board of the {careful:.2f} that careful reading gets",
        "the best rule that reads nothing gets {blind:.2f}",
        "Who stops within 4 visits of the break-even, about twice the standard error, gets {stops:.2f}.",
    ],
    exposure="400 boards drawn from the game's assumptions",
    identified="the effects are set in the simulation, and the worth is expected",
)
def signed_sure() -> Found:
    boards = make_boards(range(400))
    careful = run_rule(SIGNED_CAREFUL, boards).by_board() / 1000
    sure = run_rule({**SIGNED_CAREFUL, "sign": "sure_pays"}, boards).by_board() / 1000
    less = careful - sure
    reach = 1.96 * less.std(ddof=1) / 20
    return Found(
        less.mean(),
        less.mean() - reach,
        less.mean() + reach,
        holds=less.mean() - reach > 0,
        sure=sure.mean(),
        careful=careful.mean(),
        blind=max(float(run_rule(one, boards).by_board().mean()) for one in blind_rules()) / 1000,
        stops=signed_boards({**SIGNED_CAREFUL, "within": 4, "unsure": "stop"})[0],
    )


claims.told(
    "1_signed",
    "case",
    "In 2024 the bus of Plum Court",
    "Each had a pilot: ten villages",
    "One visit brings a contribution",
    "Sunk cost does not count",
    "The same for the ten lowest",
)
claims.told(
    "1_signed",
    "example",
    "A florist pays 300 yuan",
    "One more bouquet a week",
    "500 / 200 = 2.5 bouquets",
    "From year 2 the kiosks with tea",
)
claims.told(
    "1_signed",
    "definition",
    "The ratio of output to input",
    "A difference-in-differences takes off",
    "If clinics did nothing, each difference",
)
