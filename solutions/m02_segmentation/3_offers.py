# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   servicelab:
#     module: m02_segmentation
#     title: Decide who gets what
#     minutes: 110
#     points: 40
#     asks: Ms. Qiao
#     question: "Who should get which offer, and who none?"
# ---

# %% [markdown] teaches=["S000-07"]
# # Segmentation 3 of 3: decide who gets what
#
# **Lantern Bank, Riverside branch.** 110 minutes, 40 points.
#
# When you have finished this notebook you will be able to
#
# 1. choose an offer for each segment by expected profit, "no offer" included,
# 2. record a rule and a forecast, then face what happened later,
# 3. test a prediction on later data without letting the future leak in,
# 4. value a campaign by what it changed, not by what it counted,
# 5. argue which fields of the database may stay.

# %%
from servicelab import recall

recall("m02_segmentation/3_offers")

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import load_dataset
from servicelab.customers import (
    auc,
    behavior_features,
    best_offers,
    cluster_customers,
    field_benefit,
    offer_value,
    plot_offer_value,
    reactivation_uplift,
    segment_profile,
)
from servicelab.games.segment_studio import SegmentStudio
from servicelab.plots import show_table, use_style

use_style()
# nothing after this day was known when the spring offers went out
SPRING = pd.Timestamp("2025-03-01")
customers = load_dataset("bank_customers")
transactions = load_dataset("bank_transactions")
offers = load_dataset("bank_offers")

behavior = behavior_features(customers, transactions, until=SPRING)
prepared = pd.DataFrame(
    {
        "transactions": np.log1p(behavior["transactions"]),
        "balance": np.log(behavior["balance"]),
        "revolving_share": behavior["revolving_share"],
        "app_share": behavior["app_share"],
    }
)
segments = cluster_customers(prepared, k=4)

# %% [markdown]
# ## Four segments, known before the offer
#
# The segments of the last notebook used two years of payments. For a decision in March 2025 only what was known then may count,
# so the cell above groups the customers again, by their behavior until that day. Groups and letters stay nearly the same. What are they like?

# %%
show_table(
    segment_profile(behavior, segments),
    {
        "customers": "{:,.0f}",
        "share": "{:.0%}",
        "transactions": "{:.0f}",
        "balance": "{:,.0f}",
        "revolving_share": "{:.2f}",
        "app_share": "{:.2f}",
    },
    caption="Means of the segments",
)

# %% [markdown] teaches=["S000-22", "S000-23", "S001-24"]
# ## One careful experiment
#
# In March the branch did something rare. It drew lots.
# A third of the customers were offered the flexible **credit**, a third the savings plan (**wealth**), a third **none**.
# Because chance decided, whoever accepted more often in a group did so because of the group, not because somebody had picked them.
#
# | Column | Meaning |
# |---|---|
# | `offered` | none, credit or wealth |
# | `accepted` | 1 if the customer took it |
# | `margin` | yuan the bank earns on an accepted offer: 900 for credit, 1,200 for wealth |
# | `cost` | yuan for making the offer: 20, whether accepted or not |
#
# **Predict:** which age gets the most out of credit? And which segment?

# %%
ages = customers.set_index("customer_id")["age"]
trial = offers[offers["offered"] != "none"].copy()
trial["age band"] = pd.cut(
    trial["customer_id"].map(ages), [0, 40, 120], right=False, labels=["under 40", "40 and over"]
)
trial["segment"] = trial["customer_id"].map(segments)
by_age = trial.pivot_table(index="age band", columns="offered", values="accepted", observed=True)
by_segment = trial.pivot_table(index="segment", columns="offered", values="accepted", observed=True)
pd.concat({"by age": by_age, "by behavior": by_segment}).style.format("{:.1%}")

# %% [markdown]
# Age is not nothing: head office saw a real pattern. But behavior separates the same people far more sharply.
# Acceptance is not profit yet. An offer that few accept can pay, and one that many accept can lose:
#
# $$\text{expected profit of an offer} = \hat p \cdot m - c$$
#
# with $\hat p$ the share of those **offered it** who accepted, $m$ the margin and $c$ the cost of asking. No offer earns 0.

# %%
value = offer_value(offers, segments)
plot_offer_value(value)
plt.title("Wealth pays in A, credit in C; in B and D either earns little")
plt.show()
best_offers(value)

# %% [markdown]
# ## The Python of the best in each row
#
# `groupby` takes two columns at once; `.unstack()` then lays the second one out as columns. A new column gets its values by name, and `.idxmax(axis=1)` says for each **row** which column holds the largest value.
# More of this kind is on [the cheat sheet](../guides/cheat-sheet.md); what the words of the course mean, in [the glossary](../guides/glossary.md).
# Two doctors, two clinics, minutes from the door to the treatment:

# %%
seen = pd.DataFrame(
    {
        "doctor": ["Wu", "Wu", "Hao", "Hao", "Hao"],
        "clinic": ["east", "west", "east", "west", "west"],
        "minutes": [12, 30, 25, 14, 20],
    }
)
mean_minutes = seen.groupby(["doctor", "clinic"])["minutes"].mean().unstack()
mean_minutes["home visit"] = 22
mean_minutes.idxmax(axis=1)

# %% [markdown]
# ## Task 8: a rule for any cost (7 points)
#
# The library takes the cost from the file. Head office wants to know the rule when asking becomes dearer:
# a letter costs 20 yuan, a personal visit 90.
#
# Write `best_offer_at_cost(offers, segments, cost)`.
#
# * `offers` has the columns of the experiment, `segments` is a Series from customer id to segment, `cost` is in yuan per offer made and replaces the column `cost`.
# * It returns a Series: **index** segment, **value** `"credit"`, `"wealth"` or `"none"`, whichever has the largest expected profit. `"none"` earns exactly 0.


# %% answer="m02-q8-best-offer"
def best_offer_at_cost(offers, segments, cost):
    """The offer with the largest expected profit for each segment, at a given cost per offer."""
    ### BEGIN SOLUTION
    made = offers.assign(segment=offers["customer_id"].map(segments))
    made = made[made["offered"] != "none"]
    cells = made.groupby(["segment", made["offered"].astype(str)])
    profit = (cells["accepted"].mean() * cells["margin"].mean() - cost).unstack()
    profit["none"] = 0.0
    return profit.idxmax(axis=1)
    ### END SOLUTION


# %% task="m02-q8-best-offer" points=7
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q8-best-offer",
    points=7,
    hints=[
        "For one segment and one offer: who was asked, how many of them said yes, and what is a yes worth?",
        "Group by segment and offer; `mean()` of `accepted` is the share that accepted. Times the margin, minus the cost.",
        'Put the profits side by side with `.unstack()`, add a column `"none"` of zeros, and `idxmax(axis=1)` names the best column of each row.',
    ],
)
MARGIN = {"credit": 900, "wealth": 1200, "none": 0}
asked_accepted = {
    "W": {"credit": (100, 10), "wealth": (40, 5), "none": (10, 0)},
    "X": {"credit": (100, 10), "wealth": (100, 8), "none": (100, 0)},
    "Y": {"credit": (100, 12), "wealth": (50, 3), "none": (10, 0)},
    "Z": {"credit": (100, 1), "wealth": (100, 1), "none": (100, 0)},
}
toy = pd.DataFrame(
    [
        (segment, offer, int(i < accepted), MARGIN[offer], 20 * (offer != "none"))
        for segment, offers_made in asked_accepted.items()
        for offer, (asked, accepted) in offers_made.items()
        for i in range(asked)
    ],
    columns=["segment", "offered", "accepted", "margin", "cost"],
)
toy.insert(0, "customer_id", [f"T{i:04d}" for i in range(len(toy))])
toy_segments = toy.set_index("customer_id")["segment"]
toy = toy.drop(columns="segment")
some = offers.sample(500, random_state=18)
theirs = segments[segments.index.isin(some["customer_id"])]
for title, trial, groups, cost, options in [
    (
        "the largest expected profit wins, and 'none' when every offer loses",
        toy,
        toy_segments,
        20,
        {"weight": 3},
    ),
    ("the cost you give is the cost used", toy, toy_segments, 97, {"weight": 2}),
    ("the branch, by letter", some, theirs, 20, {"hidden": True}),
    ("the branch, by visit", some, theirs, 90, {"hidden": True}),
]:
    found = task.call("best_offer_at_cost", trial, groups, cost)
    task.check(title, found, among=["credit", "wealth", "none"], **options)
task

# %% [markdown] teaches=["S000-15", "S000-18"]
# ## When margins shrink
#
# Since deposit rates were freed and savers can go around banks, margins have been getting thinner.
# Which segment stops paying first? And is the largest segment the one to build the branch's year on?

# %%
rows = {}
for cut in (0, 0.25, 0.5, 0.75):
    thinner = offers.assign(margin=offers["margin"] * (1 - cut))
    rows[f"-{cut:.0%}"] = offer_value(thinner, segments).max(axis=1).clip(lower=0)
thin = pd.DataFrame(rows)
thin.columns.name = "margin"
show_table(thin, "{:.0f}", caption="Expected profit of the best offer, yuan per customer")

# %%
size = segments.value_counts().sort_index()
target = pd.DataFrame(
    {
        "customers": size,
        "profit per customer": value.max(axis=1),
        "profit": size * value.max(axis=1),
    }
)
show_table(target, "{:,.0f}", caption="A core group is large AND worth serving")

# %% [markdown] teaches=["S003-146"]
# ## Why not one segment for each customer?
#
# Service should be tailored to every single person, some say. Tailoring has a price: another letter, another training, another thing to get wrong.
# The gain from splitting further shrinks quickly. Here each segment gets its best offer, and each extra offer text costs nothing yet.

# %%
splits = {}
for k in (1, 2, 3, 4, 6, 8):
    parts = cluster_customers(prepared, k) if k > 1 else pd.Series("A", index=prepared.index)
    best = offer_value(offers, parts).max(axis=1).clip(lower=0)
    splits[k] = (best * parts.value_counts()).sum()
ax = pd.Series(splits).plot(marker="o", figsize=(8, 3.4))
ax.set(
    xlabel="Number of segments",
    ylabel="Expected profit in spring (yuan)",
    title="Two segments earn most of it, every further split adds little",
    ylim=(0, None),
)
ax.grid(visible=False, axis="x")
ax.yaxis.set_major_formatter("{x:,.0f}")
plt.show()

# %% [markdown]
# And even the small rise at the right flatters: the same spring answers chose each offer and measured it.
# With many small segments, luck wins that contest more and more often. Only later data can tell, and they are sealed.

# %% [markdown]
# ## The Segment studio: your rule, your forecast
#
# Now decide. In the studio you choose the behaviors, whether they are scaled, and how many segments. It shows how clear and how stable they are, and what your offers would have earned **in spring**.
#
# Then commit yourself:
#
# * a **name** and an **offer** for each segment. Name them for what they do, not for what you think of them;
# * a **forecast**: the total profit in yuan when every customer gets your offer **in autumn**;
# * one **field** of the database you would stop collecting, and why.
#
# One thing no profit bar shows. A loan that is accepted is not always a loan that should have been offered:
# customers already deep in their credit line accept most readily. **Suitability** comes before expected profit.
# You may refuse a segment an offer that would pay; say so in your reason, and it costs you no consistency.
#
# The autumn results are sealed. You can record as often as you like; once you open the seal, further down, the decision stands.

# %%
studio = SegmentStudio(behavior.assign(age=ages.reindex(behavior.index)), offers)
studio

# %% [markdown]
# Prefer to type? `studio.record(...)` does the same as the button. If you used the button, leave the next cell as it is.
# It takes `features` (a list), `scale`, `k`, `names` and `offers` (dictionaries by segment), `forecast`, `drop_field` and `reason`.

# %% answer="m02-q9-studio"
# studio.record(
#     features=["...", "..."], scale=..., k=...,
#     names={"A": "..."}, offers={"A": "..."},
#     forecast=..., drop_field="...", reason="...",
# )
### BEGIN SOLUTION
studio.record(
    features=["transactions", "balance", "revolving_share", "app_share"],
    scale=True,
    k=4,
    names={"A": "Steady savers", "B": "Everyday payers", "C": "Credit users", "D": "Small firms"},
    offers=best_offers(offer_value(offers, segments)),
    forecast=280_000,
    drop_field="zodiac",
    reason="The zodiac sign adds nothing to the forecast on later data and has no purpose a customer would expect.",
)
### END SOLUTION

# %% [markdown]
# ## Task 9: the decision (12 points)
#
# The next cell reads your record. Points: complete (2), consistent with your own spring numbers (3), segments that hold (2); and when the notebook is graded, what your rule earns on later data (3) and how good your forecast was (2).

# %% task="m02-q9-studio" points=12
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q9-studio",
    points=12,
    hints=[
        "Which offer would you make to a segment if you could see its expected profit? You can: the studio shows it.",
        "The studio's profit bar is the spring result of your rule. What would make autumn differ, and by how much?",
        "What did scaling and the silhouette teach you in the last notebook? And a forecast is a number you would bet on, not one you hope for.",
    ],
)
task.needs(
    "studio.decision",
    "No decision is recorded yet. Press `Record decision` in the studio and run this cell again.",
)


def complete(decision):
    assert len(str(decision["reason"])) >= 20, "Say in a sentence why you would drop that field."


def spring(decision, asks):
    from servicelab import load_dataset
    from servicelab.customers import behavior_features, cluster_stability, offer_value
    from servicelab.games.segment_studio.model import feature_matrix, segment

    features, scale, k = decision["features"], decision["scale"], decision["k"]
    customers = load_dataset("bank_customers")
    until = pd.Timestamp("2025-03-01")
    frame = behavior_features(customers, load_dataset("bank_transactions"), until=until)
    frame["age"] = customers.set_index("customer_id")["age"]
    if asks == "segments":
        if not scale and len(features) > 1:
            return 0, "", "no-scaling"
        if features == ["age"]:
            return 0, "", "age-only"
        stability = cluster_stability(
            feature_matrix(frame, features, scale), k, scale=scale, repeats=4
        )
        assert stability >= 0.6, (
            f"The stability is {stability:.2f}: drawn again, the customers would be grouped differently. Try fewer segments or other behaviors."
        )
        return 1
    labels = segment(frame, features, scale, k)
    table = offer_value(load_dataset("bank_offers"), labels).assign(none=0.0)
    # a difference within 10 yuan a customer is inside the noise of the experiment
    good = {
        one: table.loc[one, offer] >= table.loc[one].max() - 10
        for one, offer in decision["offers"].items()
    }
    # one segment may be refused an offer that would pay
    refused = [
        one for one, is_good in good.items() if not is_good and decision["offers"][one] == "none"
    ]
    bad = [one for one, is_good in good.items() if not is_good and one not in refused[:1]]
    return 1 - len(bad) / len(good), (
        f"{', '.join(bad)}: in the segments that you recorded, another offer earned clearly more in spring. Compare the profit of each offer there."
    )


def autumn(decision, asks):
    from servicelab import load_dataset
    from servicelab.customers import behavior_features, best_offers, offer_value
    from servicelab.games.segment_studio.model import benchmarks, rule_profit_on, segment

    customers, later = load_dataset("bank_customers"), load_dataset("bank_offers_later")
    until = pd.Timestamp("2025-03-01")
    frame = behavior_features(customers, load_dataset("bank_transactions"), until=until)
    frame["age"] = customers.set_index("customer_id")["age"]
    earned = rule_profit_on(frame, decision, later)
    if asks == "forecast":
        error = abs(decision["forecast"] - earned) / max(abs(earned), 1)
        return 1 if error <= 0.10 else (0.5 - error) / 0.4, (
            f"Your forecast was {decision['forecast']:,.0f} yuan, the outcome {earned:,.0f}: off by {error:.0%}. Up to 10 % keeps all points."
        )
    sound = {
        "features": ["transactions", "balance", "revolving_share", "app_share"],
        "scale": True,
        "k": 4,
    }
    labels = segment(frame, **sound)
    sound["offers"] = best_offers(offer_value(load_dataset("bank_offers"), labels))
    single = benchmarks(frame, later)["one offer"]
    closed = (earned - single) / (rule_profit_on(frame, sound, later) - single)
    return closed / 0.95, (
        f"In autumn your rule earned {earned:,.0f} yuan. It closes {max(closed, 0):.0%} of the way from one offer for all to a sound need-based rule."
    )


task.rule("the decision is complete", complete, "studio.decision", weight=2)
for title, rule, asks, options in [
    ("each offer agrees with your own spring numbers", spring, "offers", {"weight": 3}),
    ("the segments hold when customers are drawn again", spring, "segments", {"weight": 2}),
    ("profit of the recorded rule in autumn", autumn, "profit", {"weight": 3, "hidden": True}),
    ("calibration of the forecast", autumn, "forecast", {"weight": 2, "hidden": True}),
]:
    task.rule(title, rule, "studio.decision", asks=asks, **options)
task

# %% [markdown] teaches=["S001-24"]
# ## Autumn
#
# The lots were drawn again in September. Run the next cell, and open the seal when your decision is recorded and you stand by it.

# %%
later = load_dataset("bank_offers_later")
studio.reveal_button(later)

# %% [markdown] teaches=["S000-24", "S000-23"]
# Look at the bar for the age rule. It beats one offer for everybody: head office was not foolish. A rule built on scaled behavior earns more again: head office stopped too early.
# Mind the luck, too. Each bar is estimated from the customers who happened to get the offer that the rule gives them; a few thousand yuan between two bars mean little.
#
# And "satisfaction rose in all age groups" next door? Twelve months of a rising trend, and a plan that does nothing:

# %%
months = np.arange(24)
trend = 70 + 0.4 * months + np.random.default_rng(3).normal(0, 1.2, 24)
ax = pd.Series(trend, index=months - 12).plot(marker="o", figsize=(8, 3.2))
ax.axvline(0, color="black", linestyle="--")
ax.set(
    xlabel="Months since the plan began (the plan does nothing)",
    ylabel="Satisfaction, 0 to 100",
    title=f"Before {trend[:12].mean():.1f}, after {trend[12:].mean():.1f}, effect zero",
)
ax.grid(visible=False, axis="x")
plt.show()

# %% [markdown]
# A claim of success needs four things to be worth repeating: a number, a date, a comparison group, and an outcome named in advance.
#
# ## Do not let the future in
#
# The branch would like a score for each customer instead of a segment. Prediction is easy to fake without noticing.
# Segments by credit use find who accepts; a score for each customer would find them more sharply still.
# There are two doors through which the future comes in (Kaufman and others, 2012):
#
# 1. a **field** that was filled after the event, and
# 2. a **split** that puts the same customer's other record into the training data.


# %%
def table_before(offers, until, offer="credit"):
    """Customers who were made one offer, with what the branch knew of them on the day `until`."""
    known = behavior_features(customers, transactions, until=until)
    person = customers.set_index("customer_id").drop(columns=["balance", "revolving_share"])
    made = offers[offers["offered"] == offer]
    return made.join(known, on="customer_id").join(person, on="customer_id")


spring = table_before(offers, SPRING)
CANDIDATES = [
    "age",
    "products",
    "complaints_12m",
    "branch_contacts",
    "transactions",
    "balance",
    "revolving_share",
    "app_share",
    "balance_30d_after",
]
spring[CANDIDATES].head(3)

# %% [markdown]
# ## Task 10: an honest test (7 points)
#
# The columns from the customer file (age, products, complaints, visits, balance, share of credit used) come from the backup of **28 February 2025**, the evening before the first offer.
# Only the payments move on with the date `until`. And `balance_30d_after` says itself when it was filled.
#
# Predict who accepts the **credit**: learn on spring, test on autumn. The measure is the **AUC**: the chance that an accepting customer gets a higher score than a refusing one (0.5 is a coin, 1 is perfect).
#
# * `until_autumn`: the date up to which payments may be used for the autumn offers, which went out from 1 September 2025.
#   Payments *before* that date are used.
# * `autumn`: `table_before(later, until_autumn)`.
# * `fields`: **all** of `CANDIDATES` that were known before an offer was made, and nothing else.
# * `honest_auc`: `auc(spring, autumn, fields)` from the library.

# %% answer="m02-q10-honest-test"
until_autumn = ...
autumn = ...
fields = ...
honest_auc = ...
### BEGIN SOLUTION
until_autumn = pd.Timestamp("2025-09-01")
autumn = table_before(later, until_autumn)
fields = [field for field in CANDIDATES if field != "balance_30d_after"]
honest_auc = auc(spring, autumn, fields)
### END SOLUTION

# %% task="m02-q10-honest-test" points=7
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q10-honest-test",
    points=7,
    hints=[
        "Stand in the branch on the last evening of August. Which columns are filled?",
        "One of the candidates has a time in its name.",
        '`pd.Timestamp("2025-09-01")`, all candidates but that one, then the two lines of the task.',
    ],
)


def until(day):
    day = pd.Timestamp(day)
    if day > pd.Timestamp("2025-09-02"):
        return 0, "", "later-payments"
    if day <= pd.Timestamp("2025-03-01"):
        return 0, "", "stale-behavior"
    assert day >= pd.Timestamp("2025-08-30"), (
        "You leave out payments that were known when the autumn offers went out."
    )


def before(fields, known):
    if "balance_30d_after" in set(fields):
        return 0, "", "leakage"
    odd, missing = set(fields) - set(known), [one for one in known if one not in set(fields)]
    assert not odd, "Choose from CANDIDATES."
    if missing:
        return 1 - len(missing) / len(known), f"{missing[0]} was known before the offer: use it."


task.rule("nothing after the offers went out", until, "until_autumn")
title = "only fields known before the offer, and all of them"
task.rule(title, before, "fields", weight=2, known=CANDIDATES[:-1])
score = task.value("honest_auc")
own = "auc(spring, autumn, list(fields))"
title = "learned on spring, tested on autumn"
task.check(title, score, weight=2, atol=0.003, within=(0, 1), own=own)
task.check("the honest AUC", score, weight=2, atol=0.003)
task

# %% [markdown] teaches=["S000-20"]
# ## Waking the sleepers
#
# Before buying new customers, a branch should look at the ones it has: accounts that went quiet. Riverside called some of them, again by lot.
#
# The call center reports proudly how many accounts came back. Its report forgets that some come back by themselves.

# %%
calls = load_dataset("bank_reactivation")
show_table(
    calls.groupby("called").agg(
        customers=("reactivated", "size"),
        came_back=("reactivated", "mean"),
        still_open=("still_open", "mean"),
    ),
    {"came_back": "{:.1%}", "still_open": "{:.1%}"},
)

# %% [markdown]
# ## The Python of two groups
#
# A group that is made by a column of True and False is taken out by `[True]` or `[False]`. Twelve patients, half of them were sent a reminder:

# %%
reminders = pd.DataFrame(
    {"sent": [True] * 6 + [False] * 6, "came": [1, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0]}
)
came = reminders.groupby("sent")["came"].mean()
print(f"{came[True]:.0%} of those with a reminder came, {came[False]:.0%} of the others.")

# %% [markdown]
# ## Task 11: what is a call worth? (5 points)
#
# * `worth_per_call`: the extra margin that one call brings on average, in **yuan per call, before its cost**: $(p_\text{called} - p_\text{not called}) \cdot m$. Take all customers of the experiment, whether their account is still open or not.
# * `call_again`: `True` if a call is worth more than its `cost`, else `False`.

# %% answer="m02-q11-call"
worth_per_call = ...
call_again = ...
### BEGIN SOLUTION
rate = calls.groupby("called")["reactivated"].mean()
worth_per_call = (rate[True] - rate[False]) * calls["margin"].mean()
call_again = worth_per_call > calls["cost"].max()
### END SOLUTION

# %% task="m02-q11-call" points=5
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q11-call",
    points=5,
    hints=[
        "Of a hundred called customers who came back, how many would have come anyway?",
        "The mean of `reactivated` among those called, minus the mean among those not called.",
        '`calls.groupby("called")["reactivated"].mean()` holds both shares; the margin of one reactivated account is in the column `margin`.',
    ],
)
worth = task.value("worth_per_call")
margin = int(calls["margin"].max())
task.check(
    "only what the call changed", worth, weight=3, atol=0.2, rtol=0.01, within=(-margin, margin)
)
task.check(
    "the decision follows from your own number",
    task.value("call_again"),
    weight=2,
    own='worth_per_call > calls["cost"].max()',
)
task

# %%
reactivation_uplift(calls)

# %% [markdown]
# The interval contains zero: with so few accounts the call may have changed nothing at all. A decision is due all the same, and the best estimate is what you have.
# And look back at the column *still open*: far more of the called customers **closed** their account. A call can wake a sleeper who then leaves.

# %% [markdown] teaches=["S002-12", "S002-15", "S003-69"]
# ## Which fields may stay?
#
# "The more we know of the customer, the better." Ms. Qiao's predecessor collected by that rule. The law in China asks otherwise:
# data need a clear purpose and the smallest scope that serves it (Personal Information Protection Law, Article 6);
# automated decisions must be transparent and fair, and people can refuse them (Article 24); sensitive data, such as health, faith or accounts, need a specific purpose and separate consent (Articles 28 and 29).
#
# And the purpose can be tested. The four behaviors are known anyway. How much does each archive **add** to the forecast on later data?
# An archive that means nothing adds something too, by luck, now up, now down. So the table needs a yardstick:
# the same fields of archive 2, shuffled among the customers until they mean nothing.

# %%
base = ["transactions", "balance", "revolving_share", "app_share"]
archives = {
    "1 Person: age, occupation, household": ["age", "occupation", "household_size"],
    "2 Social life: clubs, events": ["clubs", "event_attendance"],
    "3 Economic: income, home": ["monthly_income", "home_owner"],
    "4 Relation: products, visits, complaints": ["products", "branch_contacts", "complaints_12m"],
    "5 Other: zodiac sign, hobby": ["zodiac", "hobby"],
}
waves = {
    offer: (
        table_before(offers, SPRING, offer),
        table_before(later, pd.Timestamp("2025-09-01"), offer),
    )
    for offer in ("credit", "wealth")
}
gain = pd.DataFrame(
    {
        offer: {name: field_benefit(*pair, base, columns) for name, columns in archives.items()}
        for offer, pair in waves.items()
    }
)
show_table(gain, "{:+.3f}", caption="Change in AUC on autumn, beyond the four behaviors")

# %%
draw = np.random.default_rng(11)
social = archives["2 Social life: clubs, events"]
luck = []
for before, after in waves.values():
    known = auc(before, after, base)
    for _repeat in range(5):
        shuffled = [
            wave.assign(**{field: draw.permutation(wave[field].to_numpy()) for field in social})
            for wave in (before, after)
        ]
        luck.append(auc(*shuffled, base + social) - known)
print(f"Two fields that mean nothing 'add' between {min(luck):+.3f} and {max(luck):+.3f}.")

# %% [markdown]
# Hold the table against that range. Most gains lie inside it. One or two may stick out on one offer and not on the other: among ten comparisons that is what luck does.
# Once behavior is known, no archive earns its keep by forecasting who accepts.
# That is no proof that a field is useless for everything. It says that *this* purpose does not pay for it.

# %% [markdown]
# ## Task 12: the memo (9 points, read by your instructor)
#
# For a single field, `field_benefit(*waves["credit"], base, ["zodiac"])` gives its benefit on later data; put another name in its place.
# Each customer has also told the branch whether the data may be used for marketing and for profiling (`consent_marketing`, `consent_profiling`).
#
# Write to Ms. Qiao, 150 to 300 words. Choose **three fields**, one of them from archive 2 or 5, and for each: keep it, drop it, or ask for consent.
#
# | Criterion | 0 | 1-2 | 3 |
# |---|---|---|---|
# | **Purpose** | none named | a purpose, but one that fits any field | for each field the decision it serves, in words a customer would accept |
# | **Evidence** | opinion | a number from this module, but not on later data or without its meaning | for each field its benefit on later data, or why that number cannot settle it |
# | **Risk and decision** | "collect everything", or no decision | a decision without what could go wrong | a decision, the harm it avoids or accepts, the article it touches, and what would change your mind |

# %% [markdown] memo="m02-q12-memo" points=9
# ### BEGIN SOLUTION
# *A memo of full marks.* Dear Ms. Qiao, three fields.
#
# **Zodiac sign: drop.** It serves no decision. On the autumn offers it moved the AUC by no more than shuffled fields do. Keeping it costs trust when a customer asks why we have it, and Article 6 asks for a purpose we do not have. A result on later data would change my mind; curiosity would not.
#
# **Club memberships: drop, and delete what is there.** The benefit beyond behavior is again nil. A club can reveal faith or health, which Article 28 treats as sensitive. We would carry the risk of a leak for no gain. If we ever sponsor local events, we can ask those who come.
#
# **Monthly income: keep, with consent, for credit only.** Its benefit to the response forecast is small, but that number does not settle it: we need income to judge whether a loan is bearable, and the law and our own rules on suitability ask for that. It must not be used to choose whom to address. One entry in eight is a stand-in, so verify at application instead of storing a guess. I would stop collecting it if affordability came from a verified source.
#
# *Mark scheme.* Three marks for each criterion of the table. A memo that keeps everything cannot reach more than one mark for risk and decision. Numbers must be those of the trainee's own notebook.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m02_segmentation/3_offers")

# %% [markdown]
# ## What you take with you
#
# * Profit, not response; and "no offer" is an offer.
# * Write the rule and the forecast down before the outcome. A forecast that cannot be wrong is worth nothing.
# * Ask of every field: *when* was it filled?
# * Count what changed, not what happened.
# * A field without a purpose is a risk without a return.
#
# **Further reading.** D. Yankelovich and D. Meer, "Rediscovering Market Segmentation", *Harvard Business Review*, February 2006.
# S. Kaufman, S. Rosset, C. Perlich and O. Stitelman, "Leakage in Data Mining", *ACM Transactions on Knowledge Discovery from Data* 6(4), 2012.
# *Personal Information Protection Law of the People's Republic of China*, in force since 1 November 2021.
#
# **Next:** another house and another question. Open `m04_servqual` from the launcher: what do policyholders of Willow Bridge miss, and how sure can one be?
