"""What this module tells as found, bound to the data that say so."""

import functools

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from statsmodels.stats.proportion import proportion_confint

from servicelab.data.loading import load_dataset
from servicelab.games.priority_board import best_plan, plan_numbers
from servicelab.priorities import (
    derived_importance,
    importance_performance,
    kano_table,
    penalty_reward,
    satisfaction_rules,
    zone_summary,
)
from servicelab.waiting import reply_quantiles, reply_share
from servicelab_workshop.lessons.claims import Claims, Found

claims = Claims()

AS_OF = pd.Timestamp("2025-12-29")
TALK = ["courtesy", "explanation", "listening"]
GARAGE = {
    "fixed at once": (3.83, 2.63),
    "complaints": (3.63, 2.73),
    "warranty": (3.60, 3.15),
    "any job": (3.56, 3.00),
    "open hours": (3.41, 3.05),
    "friendly": (3.41, 3.29),
    "on time": (3.38, 3.03),
    "no extras": (3.37, 3.11),
    "price": (3.29, 2.00),
    "cleans up": (3.27, 3.02),
    "near home": (2.52, 2.25),
    "near work": (2.43, 2.49),
    "shuttle": (2.37, 2.35),
    "reminders": (2.05, 3.33),
}


def patients() -> pd.DataFrame:
    table = load_dataset("hospital_drivers")
    return table.assign(satisfied=table["overall"] >= 5)


@functools.cache
def names() -> list[str]:
    return list(load_dataset("hospital_attributes")["attribute"])


def responsiveness() -> pd.DataFrame:
    zones = load_dataset("hospital_zones")
    return zones[zones["dimension"] == "responsiveness"].astype({"group": str})


def redrawn(table: pd.DataFrame, statistic, draws: int = 300) -> tuple[float, float]:
    """Ends of the 95 % interval when the rows are drawn again."""
    rng = np.random.default_rng(5)
    n = len(table)
    values = [statistic(table.iloc[rng.integers(0, n, n)]) for _ in range(draws)]
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


# --- 1_zones ---------------------------------------------------------------------------------


@claims.finding(
    "one-rule-three-shares",
    notebook="1_zones",
    says="Four readings of one rule: {acknowledged:.0%}, {value:.0%}, {three:.0%} and {one:.0%}.",
    exposure="{n:,} messages due in eight weeks",
    predicted="m05-reply-standard",
)
def one_rule_three_shares() -> Found:
    replies = load_dataset("insurer_replies")
    n = int((AS_OF - replies["arrived"] >= pd.Timedelta(hours=24)).sum())
    resolved = reply_share(replies, 24, as_of=AS_OF)
    one, three, four = (
        reply_share(replies, 8 * d, clock="business", as_of=AS_OF) for d in (1, 3, 4)
    )
    acknowledged = reply_share(replies, 24, "acknowledged", as_of=AS_OF)
    low, high = proportion_confint(round(resolved * n), n, method="wilson")
    holds = acknowledged > 2 * resolved and resolved < 0.42 and three < 0.9 <= four
    return Found(
        resolved, low, high, holds=holds, n=n, acknowledged=acknowledged, three=three, one=one
    )


@claims.finding(
    "average-flatters",
    notebook="1_zones",
    says=[
        "Over answered messages only, it leaves the open cases out, and a long tail pulls it up.",
        "If all {open} open ones were the slowest, P90 would be {worst:.0f} hours.",
    ],
    exposure="{n:,} messages, {open} of them open",
)
def average_flatters() -> Found:
    replies = load_dataset("insurer_replies")
    hours = (replies["resolved"] - replies["arrived"]).dt.total_seconds() / 3600
    kept = reply_quantiles(replies, (0.5, 0.9), as_of=AS_OF)
    holds = hours.mean() > 1.2 * hours.median() and kept[0.9] > hours.quantile(0.9)
    low, high = redrawn(replies, lambda t: reply_quantiles(t, (0.9,), as_of=AS_OF)[0.9], 60)
    n_open = int(hours.isna().sum())
    worst = float(hours.fillna(np.inf).quantile(0.9, interpolation="higher"))
    return Found(float(kept[0.9]), low, high, holds=holds, n=len(replies), open=n_open, worst=worst)


@claims.finding(
    "no-topic-keeps-it",
    notebook="1_zones",
    says="No topic keeps the rule for even half of its messages, and complaints keep it least.",
    exposure="{n} complaints of {all:,} messages in eight weeks",
)
def no_topic_keeps_it() -> Found:
    replies = load_dataset("insurer_replies")
    share = pd.Series(
        {
            topic: reply_share(part, 24, as_of=AS_OF)
            for topic, part in replies.groupby("topic", observed=True)
        }
    )
    n = int((replies["topic"] == "complaint").sum())
    low, high = proportion_confint(round(share["complaint"] * n), n, method="wilson")
    holds = (
        share.max() < 0.5 and share.idxmin() == "complaint" and high < share.nsmallest(2).iloc[1]
    )
    return Found(float(share["complaint"]), low, high, holds=holds, n=n, all=len(replies))


@claims.finding(
    "weekend-has-no-chance",
    notebook="1_zones",
    says="on the calendar clock no Friday evening or Saturday message can be answered before Monday",
    exposure="{n} messages of Saturdays in eight weeks",
)
def weekend_has_no_chance() -> Found:
    replies = load_dataset("insurer_replies")
    saturday = replies[replies["arrived"].dt.day_of_week == 5]
    share = reply_share(saturday, 24, as_of=AS_OF)
    why = "the desk is closed from Friday, 17:00, to Monday, 9:00"
    return Found(share, exact=why, holds=share == 0, n=len(saturday))


@claims.finding(
    "the-ill-below",
    notebook="1_zones",
    says="In responsiveness the ill ask for more and get less than the others, who lift the mean over the line.",
    exposure="{n} ill of {all} patients asked",
    predicted="m05-ill-below",
)
def the_ill_below() -> Found:
    reply = responsiveness()
    groups = zone_summary(reply, "group")
    below = float(groups.loc["ill", "below"])
    n = int(groups.loc["ill", "n"])
    low, high = proportion_confint(round(below * n), n, method="wilson")
    holds = (
        groups["adequate"].idxmax() == "ill"
        and groups["perceived"].idxmin() == "ill"
        and groups.loc["ill", "msa"] < 0 < zone_summary(reply)["msa"].item()
        and low > 0.5
        and groups.loc["healthy", "below"] < 0.1
    )
    return Found(below, low, high, holds=holds, n=n, all=len(reply))


@claims.finding(
    "elsewhere-as-it-looks",
    notebook="1_zones",
    says="In the other dimensions the simple reading holds: no group's mean lies outside its zone.",
    exposure="{n} means of P − A of three groups in four dimensions, {people} patients",
    verdict="the simple reading is right",
)
def elsewhere_as_it_looks() -> Found:
    zones = load_dataset("hospital_zones")
    zones = zones[zones["dimension"] != "responsiveness"]
    means = zone_summary(zones, ["dimension", "group"])
    worst = means["msa"].idxmin()
    part = zones[(zones["dimension"] == worst[0]) & (zones["group"] == worst[1])]
    away = part["perceived"] - part["adequate"]
    half = 1.96 * away.std() / len(away) ** 0.5
    holds = (means["msa"] > 0).all() and (means["mss"] < 0).all() and away.mean() - half > 0
    people = zones["patient_id"].nunique()
    mean = float(away.mean())
    return Found(mean, mean - half, mean + half, holds=holds, n=len(means), people=people)


# --- 2_priorities ----------------------------------------------------------------------------


@claims.finding(
    "hours-of-the-ill",
    notebook="2_priorities",
    says=[
        "Few ill people, half of the hours (2025)",
        "From 2021 to 2025 their hours grew a little, and their share fell: of ten hours that the house added, about one went to them.",
    ],
    exposure="{people:,} ill people, {hours:,.0f} hours of staff in 2025",
)
def hours_of_the_ill() -> Found:
    visits = load_dataset("hospital_visits")
    visits["hours"] = visits["visits"] * visits["minutes_per_visit"] / 60
    hours = visits.pivot(index="year", columns="group", values="hours")
    people = visits.pivot(index="year", columns="group", values="people").loc[2025]
    added = hours.loc[2025] - hours.loc[2021]
    part = float(added["ill"] / added.sum())
    share = hours.div(hours.sum(axis=1), axis=0)["ill"]
    holds = (
        people["ill"] / people.sum() < 0.12
        and 0.45 < share[2025] < 0.55
        and share[2025] < share[2021]
        and 0 < added["ill"]
        and 0.05 < part < 0.15
    )
    return Found(
        part,
        exact="all visits are counted",
        holds=holds,
        people=int(people["ill"]),
        hours=float(hours.loc[2025].sum()),
    )


@claims.finding(
    "four-positions",
    notebook="2_priorities",
    says="Counted by people in the area, most of whom hardly ever come, the position is {people:.2f}; counted by hours of staff it is {hours:.2f}.",
    exposure="{n} answers on responsiveness; people and hours of 2025",
)
def four_positions() -> Found:
    reply = responsiveness()
    visits = load_dataset("hospital_visits").query("year == 2025")
    visits = visits.assign(hours=visits["visits"] * visits["minutes_per_visit"] / 60)
    weights = visits.set_index("group")[["people", "visits", "hours"]]
    weights.index = weights.index.astype(str)

    def position(table: pd.DataFrame, by: str) -> float:
        means = table.groupby("group")[["adequate", "desired", "perceived"]].mean()
        w = weights[by].reindex(means.index)
        above = (w * (means["perceived"] - means["adequate"])).sum()
        return float(above / (w * (means["desired"] - means["adequate"])).sum())

    low, high = redrawn(reply, lambda t: position(t, "people") - position(t, "hours"))
    rare = weights.loc["healthy", "visits"] / weights.loc["healthy", "people"]
    most = weights.loc["healthy", "people"] / weights["people"].sum()
    people, hours = position(reply, "people"), position(reply, "hours")
    holds = people > 0.6 and hours < 0.3 and low > 0 and rare < 0.5 and most > 0.5
    return Found(people - hours, low, high, holds=holds, n=len(reply), people=people, hours=hours)


@claims.finding(
    "satisfied-with-less-than-the-least",
    notebook="2_priorities",
    says="{both} of the {n} ill ({value:.0%}) got no less promptness than they had predicted, and less than they accept.",
    exposure="{n} ill patients asked on arrival and afterwards",
)
def satisfied_with_less() -> Found:
    reply = responsiveness()
    table = pd.DataFrame({g: satisfaction_rules(part) for g, part in reply.groupby("group")}).T
    ill = reply[reply["group"] == "ill"]
    both = (ill["perceived"] >= ill["predicted"]) & (ill["perceived"] < ill["adequate"])
    low, high = proportion_confint(both.sum(), len(ill), method="wilson")
    holds = (
        table["P >= E"].idxmax() == "ill"
        and table["P >= A"].idxmin() == "ill"
        and table.loc["ill", "P >= E"] > 0.5
        and table.loc["ill", "P >= A"] < 0.5
        and low > 0.2
    )
    return Found(float(both.mean()), low, high, holds=holds, n=len(ill), both=int(both.sum()))


@claims.finding(
    "the-cross-decides",
    notebook="2_priorities",
    says="Half of the garage's list changes its advice with the cross.",
    exposure="{n} attributes of one garage in 1977, three rules",
)
def the_cross_decides() -> Found:
    garage = pd.DataFrame(GARAGE, index=["importance", "performance"]).T
    words = pd.DataFrame(
        {
            str(rule): importance_performance(garage, rule)["quadrant"]
            for rule in ("mean", "median", (2.5, 2.5))
        }
    )
    moved = int((words.nunique(axis=1) > 1).sum())
    why = "the fourteen published points are all there are"
    return Found(moved, exact=why, holds=moved == len(garage) / 2, n=len(garage))


@claims.finding(
    "stated-is-not-derived",
    notebook="2_priorities",
    says=[
        "What people say is not what goes with their satisfaction",
        "Two lists that differ in most places.",
        "only {poor} of {n} rate the diagnosis 3 or less",
        "here {value:.0f} of fourteen, in samples drawn again {low:.0f} to {high:.0f}",
    ],
    exposure="{n} patients rated fourteen attributes",
    predicted="m05-diagnosis-rank",
)
def stated_is_not_derived() -> Found:
    table, all_names = patients(), names()
    stated = table[[f"i_{name}" for name in all_names]].mean().set_axis(all_names)

    def rank(some: pd.DataFrame) -> float:
        weight = derived_importance(some[all_names], some["overall"].reset_index(drop=True))
        return float(weight["relative_weight"].rank(ascending=False)["diagnosis"])

    low, high = redrawn(table, lambda t: rank(t.reset_index(drop=True)), 100)
    here = rank(table)
    weights = derived_importance(table[all_names], table["overall"])["relative_weight"]
    apart = (weights.rank(ascending=False) - stated.rank(ascending=False)).abs()
    together = weights.rank().corr(stated.rank())
    holds = (
        stated.idxmax() == "diagnosis"
        and low > 4
        and (apart >= 3).sum() > 7
        and abs(together) < 0.3
    )
    poor = int((table["diagnosis"] <= 3).sum())
    return Found(here, low, high, holds=holds, n=len(table), poor=poor)


@claims.finding(
    "three-that-are-one-to-a-regression",
    notebook="2_priorities",
    says=[
        "three VIFs of {least_vif:.1f} to {most_vif:.1f}",
        "Patients who rate one high rate the others high as well (correlations {least:.2f} to {most:.2f}).",
        "the column adds up to R², here {r2:.2f}",
    ],
    exposure="{n} patients, fourteen drivers",
)
def three_that_are_one() -> Found:
    table, all_names = patients(), names()
    derived = derived_importance(table[all_names], table["overall"])
    pairs = [("courtesy", "explanation"), ("courtesy", "listening"), ("explanation", "listening")]
    together = [table[one].corr(table[other]) for one, other in pairs]
    vif = derived.loc[TALK, "vif"]
    low, high = redrawn(table, lambda t: t["courtesy"].corr(t["explanation"]))
    return Found(
        together[0],
        low,
        high,
        holds=vif.min() > 5 and derived.drop(TALK)["vif"].max() < 1.5,
        n=len(table),
        least=min(together),
        most=max(together),
        least_vif=vif.min(),
        most_vif=vif.max(),
        r2=derived["relative_weight"].sum(),
    )


@claims.finding(
    "what-the-ill-say",
    notebook="2_priorities",
    says=[
        "Here the ill find soundness of the diagnosis, few side effects and quick relief most important ({first:.1f}, {second:.1f} and {third:.1f} of 7), and a short wait sixth ({wait:.1f}).",
        "They rate the wait lowest of the three groups ({ill:.1f}, against {sub:.1f} and {healthy:.1f} of 7).",
    ],
    exposure="{n} ill of {all} patients",
)
def what_the_ill_say() -> Found:
    table = patients().astype({"group": str})
    ill = table[table["group"] == "ill"]
    stated = ill[[f"i_{name}" for name in names()]].mean().set_axis(names())
    order = list(stated.sort_values(ascending=False).index)
    wait = table.groupby("group")["short_wait"].mean()
    away = table.loc[table["group"] != "ill", "short_wait"]
    gap = float(away.mean() - ill["short_wait"].mean())
    half = 1.96 * (away.var() / len(away) + ill["short_wait"].var() / len(ill)) ** 0.5
    holds = (
        order[:3] == ["diagnosis", "few_side_effects", "quick_relief"]
        and order[5] == "short_wait"
        and wait.idxmin() == "ill"
        and gap - half > 0
    )
    return Found(
        gap,
        gap - half,
        gap + half,
        holds=holds,
        n=len(ill),
        all=len(table),
        first=stated[order[0]],
        second=stated[order[1]],
        third=stated[order[2]],
        wait=stated["short_wait"],
        ill=wait["ill"],
        sub=wait["sub-healthy"],
        healthy=wait["healthy"],
    )


@claims.finding(
    "the-setting-is-a-part",
    notebook="2_priorities",
    says="together the four of the setting have about a fifth of what is explained",
    exposure="{n} patients, twelve drivers after merging",
)
def the_setting_is_a_part() -> Found:
    table, all_names = patients(), names()
    setting = ["clean_rooms", "privacy", "clear_signs", "greenery"]

    def share(some: pd.DataFrame) -> float:
        some = some.reset_index(drop=True)
        merged = some[all_names].drop(columns=TALK).assign(talk=some[TALK].mean(axis=1))
        weight = derived_importance(merged, some["overall"])["relative_weight"]
        return float(weight[setting].sum() / weight.sum())

    low, high = redrawn(table, share, 100)
    here = share(table)
    return Found(here, low, high, holds=0.17 < here < 0.23, n=len(table))


# --- 3_budget --------------------------------------------------------------------------------


def gains_of(table: pd.DataFrame) -> pd.Series:
    """What can be gained, as the board counts it, without its intervals: quick to draw again."""
    all_names = names()
    ratings = table[all_names].to_numpy(dtype=float)
    low, high = ratings <= 3, ratings >= 6
    levels = pd.get_dummies(table["severity"].astype(int)).to_numpy()
    design = np.column_stack([low, high, levels]).astype(float)
    slopes = np.linalg.lstsq(design, table["overall"].to_numpy(dtype=float), rcond=None)[0]
    penalty, reward = np.split(slopes[: 2 * len(all_names)], 2)
    gain = low.mean(axis=0) * (reward - penalty) + (~low & ~high).mean(axis=0) * reward
    return pd.Series(gain.clip(min=0), index=all_names)


@functools.cache
def gains_redrawn() -> pd.DataFrame:
    """The gains of 200 samples of as many patients, drawn again."""
    table, rng = patients(), np.random.default_rng(5)
    n = len(table)
    return pd.DataFrame([gains_of(table.iloc[rng.integers(0, n, n)]) for _ in range(200)])


def middle_95(values: pd.Series) -> tuple[float, float]:
    return float(values.quantile(0.025)), float(values.quantile(0.975))


def held() -> pd.DataFrame:
    table = patients()
    return penalty_reward(table[names()], table["overall"], 3, 6, held=table["severity"])


@claims.finding(
    "kano-and-its-twin",
    notebook="3_budget",
    says=[
        "Must-be is the most frequent answer on clean rooms ({rooms:.0f} of {n}) and privacy ({private:.0f} of {n})",
        "{rooms_please:.0f} and {private_please:.0f} of {n} would be pleased by it.",
        "Of eight attributes that both asked about, the words agree on seven; on plants the second method only says that it sees nothing.",
        "Booking differs: Kano calls it attractive, the regression finds a small penalty, too ({penalty:.2f}, from {penalty_low:.2f} to {penalty_high:.2f}), which is barely sure.",
    ],
    exposure="{n} patients answered for ten attributes, {rated} rated fourteen",
)
def kano_and_its_twin() -> Found:
    kano = load_dataset("hospital_kano")
    classes = kano_table(kano)["class"]
    effects = held()
    punishes, rewards = effects["penalty_high"] < 0, effects["reward_low"] > 0
    letter = {(True, False): "M", (False, True): "A", (True, True): "O", (False, False): "I"}
    found = {name: letter[punishes[name], rewards[name]] for name in effects.index}
    both = [name for name in classes.index if name in found]
    same = sum(classes[name] == found[name] for name in both)
    table = kano_table(kano)
    must = table.loc[["clean_rooms", "privacy"], list("AOMIRQ")]
    pleased = (must["A"] + must["O"]).to_list()
    booking = effects.loc["booking"]
    n = kano["patient_id"].nunique()
    holds = (
        len(both) == 8
        and same == 7
        and [name for name in both if classes[name] != found[name]] == ["booking"]
        and found["greenery"] == "I"
        and (must.idxmax(axis=1) == "M").all()
        and (table.loc[["clean_rooms", "privacy"], "n"] == n).all()
        and -0.05 < booking["penalty_high"] < 0
    )
    return Found(
        same,
        exact="the count of eight attributes that both asked about",
        holds=holds,
        n=n,
        rated=len(patients()),
        rooms=must.loc["clean_rooms", "M"],
        private=must.loc["privacy", "M"],
        rooms_please=pleased[0],
        private_please=pleased[1],
        penalty=booking["penalty"],
        penalty_low=booking["penalty_low"],
        penalty_high=booking["penalty_high"],
    )


@claims.finding(
    "plants-cannot-be-told",
    notebook="3_budget",
    says=[
        "their penalty rests on {n} people of {all}, and its interval runs from {low:.2f}, a heavy loss, to +{high:.2f}, none at all",
        "Nobody can tell from these data whether poor plants cost anything.",
    ],
    exposure="{n} of {all} patients rated the plants 3 or less",
    verdict="cannot tell",
)
def plants_cannot_be_told() -> Found:
    row = held().loc["greenery"]
    low, high = float(row["penalty_low"]), float(row["penalty_high"])
    n = int(row["n_low"])
    return Found(
        float(row["penalty"]), low, high, holds=low < -0.3 and high > 0, n=n, all=len(patients())
    )


@claims.finding(
    "courtesy-by-hand",
    notebook="3_budget",
    says=[
        "{low_share:.0%} rate courtesy low, {middle:.0%} middling.",
        "From low to high is {reward:.2f} + {penalty:.2f} = {both:.2f} points (reward and penalty, before rounding), from middling to high {reward:.2f}.",
        "So courtesy can gain {low_share:.2f} × {both:.2f} points + {middle:.2f} × {reward:.2f} points, about {value:.2f} points of the mean.",
    ],
    exposure="{n} patients, compared at equal severity",
)
def courtesy_by_hand() -> Found:
    table = patients()
    attributes = load_dataset("hospital_attributes")
    row = plan_numbers(table, attributes).loc["courtesy"]
    low, high = middle_95(gains_redrawn()["courtesy"])
    return Found(
        float(row["gain"]),
        low,
        high,
        holds=low > 0,
        n=len(table),
        low_share=row["low"],
        middle=row["middle"],
        reward=row["reward"],
        penalty=-row["penalty"],
        both=row["reward"] - row["penalty"],
    )


@claims.finding(
    "three-that-go-together",
    notebook="3_budget",
    says="How the gain is divided among the three is unsure (listening: {least:.2f} to {most:.2f} points, in samples drawn again); their sum is surer ({low:.2f} to {high:.2f}).",
    exposure="{n} patients, drawn again {draws} times",
)
def three_that_go_together() -> Found:
    drawn, table = gains_redrawn(), patients()
    low, high = middle_95(drawn[TALK].sum(axis=1))
    least, most = middle_95(drawn["listening"])
    here = gains_of(table)[TALK]
    holds = low / here.sum() > 0.8 and least / here["listening"] < 0.3
    return Found(
        float(here.sum()),
        low,
        high,
        holds=holds,
        least=least,
        most=most,
        n=len(table),
        draws=len(drawn),
    )


@claims.finding(
    "the-wait-comes-first",
    notebook="3_budget",
    says="The simple reading holds for the wait: it comes first by both.",
    exposure="{n} patients, fourteen attributes",
    verdict="the simple reading is right",
)
def the_wait_comes_first() -> Found:
    table, attributes = patients(), load_dataset("hospital_attributes")
    index = derived_importance(table[names()], table["overall"])["relative_weight"]
    gain = plan_numbers(table, attributes)["gain"]

    drawn = gains_redrawn()
    low, high = middle_95(drawn["short_wait"] - drawn.drop(columns="short_wait").max(axis=1))
    here = float(gain["short_wait"] - gain.drop("short_wait").max())
    holds = low > 0 and index.idxmax() == gain.idxmax() == "short_wait"
    return Found(here, low, high, holds=holds, n=len(table))


@claims.finding(
    "an-index-is-no-slope",
    notebook="3_budget",
    says=[
        "The call on the day after is number {call_gain:.0f} by points (how sure the second place is, comes after the seal) and number {call_index:.0f} by the index.",
        "between low and middling ratings satisfaction hardly differs, so it explains less than the wait, which has both",
        "But {call_below:.0%} rate the call below 6",
        "Courtesy is number {courtesy_index:.0f} by the index and number {courtesy_gain:.0f} by points.",
    ],
    exposure="{n} patients, fourteen attributes",
)
def an_index_is_no_slope() -> Found:
    table, attributes = patients(), load_dataset("hospital_attributes")

    index = derived_importance(table[names()], table["overall"])["relative_weight"]
    index = index.rank(ascending=False)
    gain = plan_numbers(table, attributes)["gain"].rank(ascending=False)
    apart = gains_redrawn()["follow_up"] - gains_redrawn()["courtesy"]
    low, high = middle_95(apart)
    here = gains_of(table)
    effects = held()
    call, wait = effects.loc["follow_up"], effects.loc["short_wait"]
    shapes = -0.2 < call["penalty_low"] < 0 < call["penalty_high"] and call["reward_low"] > 0
    both = wait["penalty_high"] < -0.5 and wait["reward_low"] > 0.5
    return Found(
        float(here["follow_up"] - here["courtesy"]),
        low,
        high,
        holds=low > 0 and index["follow_up"] > index["courtesy"] and shapes and both,
        n=len(table),
        call_gain=gain["follow_up"],
        call_index=index["follow_up"],
        call_below=(table["follow_up"] < 6).mean(),
        courtesy_gain=gain["courtesy"],
        courtesy_index=index["courtesy"],
    )


@claims.finding(
    "second-place-is-open",
    notebook="3_budget",
    says="The first place is firm, the order of the next two is not.",
    exposure="{n} patients, drawn again {draws} times",
    verdict="cannot tell",
)
def second_place_is_open() -> Found:
    table, attributes = patients(), load_dataset("hospital_attributes")

    drawn = gains_redrawn()
    low, high = middle_95(drawn["follow_up"] - drawn["booking"])
    here = gains_of(table)
    plan = best_plan(plan_numbers(table, attributes))
    first = (drawn.idxmax(axis=1) == "short_wait").mean()
    same = np.allclose(here, plan_numbers(table, attributes)["gain"])
    holds = low < 0 < high and first > 0.95 and same and max(plan, key=plan.get) == "short_wait"
    apart = float(here["follow_up"] - here["booking"])
    return Found(apart, low, high, holds=holds, n=len(table), draws=len(drawn))


# --- 4_outcomes ------------------------------------------------------------------------------


@claims.finding(
    "two-moments-in-memory",
    notebook="4_outcomes",
    says="Here two moments go with the later rating more closely than the mean of nine steps does.",
    exposure="{n} patients, nine steps of a visit and a rating a week later",
    predicted="m05-memory",
)
def two_moments() -> Found:
    journeys = load_dataset("hospital_journeys")

    def ahead(table: pd.DataFrame) -> float:
        steps = table[[f"step_{number}" for number in range(1, 10)]].astype(int)
        low, high = steps.min(axis=1), steps.max(axis=1)
        peak = low.where(5 - low >= high - 5, high)
        two = (peak + steps["step_9"]) / 2
        return float(two.corr(table["overall"]) - steps.mean(axis=1).corr(table["overall"]))

    low, high = redrawn(journeys, ahead)
    return Found(ahead(journeys), low, high, holds=low > 0.1, n=len(journeys))


@claims.finding(
    "a-plain-lapse",
    notebook="4_outcomes",
    says=[
        "The deepest lapse is a plain one: on one ward, in {undone:.0%} of the cases nobody says who is coming and why.",
        "And the curtain that the story praises is kept nearly everywhere, and lapses on one ward.",
    ],
    exposure="{n} times due on that ward in twelve weeks",
)
def a_plain_lapse() -> Found:
    practices = load_dataset("hospital_practices")
    sums = practices.groupby(["practice", "ward"], observed=True)[["due", "done"]].sum()
    rate = sums["done"] / sums["due"]
    worst = rate.idxmin()
    due, done = sums.loc[worst, ["due", "done"]]
    low, high = proportion_confint(done, due, method="wilson")
    curtain = rate["draws the curtain before an examination"].sort_values()
    holds = (
        worst[0] == "says who is coming and why"
        and curtain.iloc[0] < 0.75
        and curtain.iloc[1] > 0.9
    )
    return Found(float(rate[worst]), low, high, holds=holds, undone=1 - rate[worst], n=int(due))


@claims.finding(
    "cured-and-dissatisfied",
    notebook="4_outcomes",
    says=[
        "Of {n} patients for whom it was put right, {unhappy} ({value:.0%}) rate the visit 3 or less; of the {ill} ill among them, {unhappy_ill} ({share_ill:.0%}).",
        "Where it was not put right, {unhappy_others} of {others} ({share_others:.0%}).",
        "The dissatisfied {unhappy} fall furthest behind in explanation and listening.",
        "Courtesy and the wait come next.",
        "of the {ill} ill patients who were cured, {unhappy_ill} ({share_ill:.0%}) are dissatisfied",
        "the dissatisfied among the cured fall furthest behind in explanation and listening",
    ],
    exposure="{n} cured patients",
    predicted="m05-unhappy-cured",
)
def cured_and_dissatisfied() -> Found:
    table = patients()
    cured = table[table["cured"] == 1]
    bad = cured["overall"] <= 3
    low, high = proportion_confint(bad.sum(), len(cured), method="wilson")
    behind = _behind(cured)
    most = list(behind.nlargest(4).index)
    third, fourth = redrawn(cured, lambda t: _behind(t)["courtesy"] - _behind(t)["short_wait"])
    is_ill = cured["group"] == "ill"
    others = table.loc[table["cured"] == 0, "overall"] <= 3
    holds = (
        most == ["explanation", "listening", "courtesy", "short_wait"]
        and third < 0 < fourth
        and bad[is_ill].mean() < bad[~is_ill].mean()
        and bad.mean() < others.mean()
    )
    return Found(
        float(bad.mean()),
        low,
        high,
        holds=holds,
        n=len(cured),
        unhappy=int(bad.sum()),
        ill=int(is_ill.sum()),
        unhappy_ill=int(bad[is_ill].sum()),
        share_ill=float(bad[is_ill].mean()),
        unhappy_others=int(others.sum()),
        others=len(others),
        share_others=float(others.mean()),
    )


def _behind(cured: pd.DataFrame) -> pd.Series:
    """By how much the dissatisfied of a table rate each attribute lower than the others of it."""
    bad = cured["overall"] <= 3
    return cured.loc[~bad, names()].mean() - cured.loc[bad, names()].mean()


@claims.finding(
    "grateful-and-slow",
    notebook="4_outcomes",
    says=[
        "The seriously ill take longer, and they are more satisfied.",
        "The sign turns: for each doubling of days to relief, satisfaction is {raw:.2f} points higher in the raw comparison, and {lower:.2f} points lower at equal severity.",
        "For each doubling of days, satisfaction is {raw:.2f} points higher; at equal severity it is {lower:.2f} points lower.",
        "Patients with slow relief are more satisfied, {slow:.2f} against {quick:.2f} of 7.",
        "Among equally ill patients, slow relief goes with less satisfaction",
        "for each doubling of days to relief, satisfaction is {raw:.2f} points higher, and {lower:.2f} points lower at equal severity",
    ],
    exposure="{n} patients, of five levels of severity",
    predicted="m05-speed-of-effect",
)
def grateful_and_slow() -> Found:
    table = patients()
    table["log2_days"] = np.log2(table["days_to_relief"].astype(float))
    raw = smf.ols("overall ~ log2_days", table).fit()
    fit = smf.ols("overall ~ log2_days + severity", table).fit()
    low, high = fit.conf_int().loc["log2_days"]
    strata = table.groupby("severity")[["days_to_relief", "overall"]].mean()
    slow = table["days_to_relief"] > table["days_to_relief"].median()
    means = table.groupby(slow)["overall"].mean()
    holds = (
        high < 0 < raw.conf_int().loc["log2_days", 0]
        and strata["days_to_relief"].is_monotonic_increasing
        and strata["overall"].is_monotonic_increasing
    )
    return Found(
        float(fit.params["log2_days"]),
        low,
        high,
        holds=holds,
        raw=raw.params["log2_days"],
        lower=-fit.params["log2_days"],
        slow=means[True],
        quick=means[False],
        n=len(table),
    )


def _adjusted(table: pd.DataFrame) -> float:
    means = table.groupby(["severity", "satisfied"])["readmitted_90d"].mean().unstack()
    share = table["severity"].value_counts(normalize=True)
    return float(((means[True] - means[False]) * share).sum())


@claims.finding(
    "readmitted-like-with-like",
    notebook="4_outcomes",
    says=[
        "Among equally ill patients they are readmitted {less:.1f} points less ({least:.0f} to {most:.0f}), on average over five levels.",
        "those of the adjusted one from −{most:.0f} to −{least:.0f}",
        "at equal severity they are readmitted less, on average over the five levels (at level 1, one of each kind came back)",
        "At equal severity, the satisfied were readmitted less often on average; what brings it, these data do not say.",
    ],
    exposure="{n} patients, {again} of them readmitted within 90 days",
)
def like_with_like() -> Found:
    table = patients()
    value = _adjusted(table)
    low, high = redrawn(table, _adjusted)
    first = table[table["severity"] == 1].groupby("satisfied")["readmitted_90d"].sum()
    return Found(
        value,
        low,
        high,
        holds=high < 0 and first.to_list() == [1, 1],
        less=-100 * value,
        least=-100 * high,
        most=-100 * low,
        n=len(table),
        again=int(table["readmitted_90d"].sum()),
    )


@claims.finding(
    "readmitted-raw",
    notebook="4_outcomes",
    says=[
        "Whether satisfied patients (5 or more of 7) are readmitted more or less often than the others, nobody can tell: the raw difference is {points:+.1f} percentage points (−{least:.0f} to +{most:.0f}).",
        "In 300 samples of as many patients, drawn again, the middle 95 % of the raw difference reach from −{least:.0f} to +{most:.0f} percentage points",
        "Whether the satisfied are readmitted more or less on the whole, nobody can tell",
    ],
    verdict="cannot tell",
    exposure="{n} satisfied patients and {others} others, readmitted within 90 days or not",
)
def raw_difference() -> Found:
    table = patients()

    def raw(some: pd.DataFrame) -> float:
        share = some.groupby("satisfied")["readmitted_90d"].mean()
        return float(share[True] - share[False])

    value = raw(table)
    low, high = redrawn(table, raw)
    n = int(table["satisfied"].sum())
    return Found(
        value,
        low,
        high,
        holds=low < 0 < high,
        points=100 * value,
        least=-100 * low,
        most=100 * high,
        n=n,
        others=len(table) - n,
    )


# --- what is no finding ----------------------------------------------------------------------

claims.told(
    "1_zones",
    "case",
    "At Willow Bridge Insurance a sentence hangs in the hall",
    "The desk is open from 9:00 to 17:00",
    "Plum Court Hospital asked 340 out-patients",
)
claims.told(
    "1_zones",
    "definition",
    "That is the second half.",
    "A message whose 24 hours had passed by the moment",
    "As a worked example, the first reading: acknowledged within 24 hours",
    "P50 and P90 say more: the hours by which half",
    "They are estimated (Kaplan-Meier)",
    "A customer who asks when the matter is resolved",
    "MSA, service adequacy: below zero means less than the least.",
    "MSS, service superiority: above zero means",
    "Below A is less than the least.",
)
claims.told("1_zones", "example", "A worked example, at the bank:")
claims.told(
    "2_priorities",
    "example",
    "Two ill patients first: one has A = 5",
    "Their single ratios are −0.5 and −10",
    "Sum first, then divide: (−1 − 1)",
    "A worked example: three patients had predicted",
    "A swollen ankle after a fall is necessary",
)
claims.told(
    "2_priorities",
    "definition",
    "The position in the zone is 0 at the adequate level",
    "It looks at what the satisfied rate higher",
    "From about 5 on, beta says little",
    "But an index over low and high ratings hides where",
    "That is the third instrument, in the next notebook.",
)
claims.told("2_priorities", "quote", "A rule in common use says: satisfied is who perceives")
claims.told("2_priorities", "advice", "Drivers that go together are merged and named")
claims.told("2_priorities", "advice", "A booked check-up in half a year is no place for them.")
claims.told("2_priorities", "case", "Here 800 visitors rated their visit")
claims.told("2_priorities", "quote", "A text on hospitals gives the ill a short list of needs")
claims.told(
    "3_budget",
    "definition",
    "Here is a third, and then your plan.",
    "Third instrument: what is taken for granted",
    "A dictionary may be asked by a pair",
    "the number of tokens that brings 63 % of it",
    "series.reindex(names, fill_value=0) gives everybody",
    "A plan is not a ranking: the second and third",
    "In code 85 % is forecast=0.85",
)
claims.told("3_budget", "definition", "Courtesy, explanation and listening are separate here")
claims.told(
    "3_budget", "example", "(That the share of middling", "two tokens bring 0.39, three bring 0.53"
)
claims.told(
    "3_budget",
    "literature",
    "Brandt (1987) puts two columns of 0 and 1 for each attribute",
    "Put every token where the next one adds most, twenty times",
)
claims.told("3_budget", "advice", "The next token, not the largest gap.")
claims.told(
    "4_outcomes",
    "case",
    "Beside it, since last week, hangs a proposal",
    "300 patients rated nine steps of their visit",
    "Lin, 200 to 350 words: yes, no, or under which",
    "Your instructor reads it, by the table above",
    "Take one, being taken in again",
)
claims.told(
    "4_outcomes",
    "quote",
    "On the wall of the training room hangs a line that many service texts share",
)
claims.told(
    "4_outcomes",
    "definition",
    "Seamless can be measured in a visit",
    "Here cured is 1 if what the patient came for was put right",
    "Two Series are subtracted by name, and .nlargest(2)",
)
claims.told(
    "4_outcomes",
    "example",
    "8 of 10 and 1 of 5 are 9 of 15",
    "A worked example: two halls with 40 %",
    "In hall a the new ones make 3 errors more",
)
claims.told(
    "4_outcomes",
    "literature",
    "In experiments with discomfort, what people remembered of an episode",
    "For holidays of a week, peak and end",
    "Fenton and others (2012) followed 51,946",
    "Against the least satisfied quarter",
    "Jerant and others (2019), the same group",
    "Doyle, Lennox and Bell (2013) reviewed 55 studies",
)
