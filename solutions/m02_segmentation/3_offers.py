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
#     minutes: 75
#     points: 24
#     asks: Ms. Qiao
#     question: "Who should get which offer, and who none?"
# ---

# %% [markdown]
# # Segmentation 3 of 4: decide who gets what
#
# **Lantern Bank, Riverside branch.** 75 minutes, 24 points.
#
# When you have finished this notebook you will be able to
#
# 1. listen for three layers of need in what customers say,
# 2. choose an offer for each segment by what the offer changes, "no offer" included,
# 3. say whom the age rule serves badly, and what it costs to respect a refusal,
# 4. record a rule and a forecast, then face what happened later.

# %%
from servicelab import recall

recall("m02_segmentation/3_offers")

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from statsmodels.stats.proportion import confint_proportions_2indep

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.customers import (
    behavior_features,
    best_offers,
    cluster_customers,
    offer_value,
    plot_offer_value,
    segment_profile,
)
from servicelab.evidence import kappa, percent_agreement
from servicelab.games.segment_studio import SegmentStudio
from servicelab.plots import show_table, use_style

use_style()

# %% [markdown] teaches=["S000-19"]
# ## What they say
#
# Behavior shows what customers do, not what they would like to do. So the branch listens.
# What people say about a service sits in one of three layers:
#
# * **pain**: something hurts now. *"I queue for an hour to change one address."*
# * **concern**: something is being weighed or feared. *"If rates fall again, is my money still safe?"*
# * **expectation**: something is hoped for. *"One day I would like to open an account for my daughter from home."*
#
# Two employees coded statements. The authors of the course coded them, too; the authors' codes are the key. How often two people say the same is **percent agreement**.
# A listener who called *everything* a pain would also agree quite often. Cohen's **kappa** (1960) takes out what chance would give: 0 is chance, 1 is full agreement.

# %%
verbatims = load_dataset("bank_verbatims").set_index("id")
coded = verbatims.dropna(subset=["gold_layer"])
lazy = pd.Series("pain", index=coded.index)
for who, codes in [("everything is pain", lazy), ("employee A", coded["coder_a"])]:
    agree = percent_agreement(codes, coded["gold_layer"])
    print(f"{who}: agreement {agree:.0%}, kappa {kappa(codes, coded['gold_layer']):.2f}")

# %% [markdown]
# ## Task 7b: code twelve yourself (4 points)
#
# Nobody's codes of these twelve are in the file. Read them and decide: `my_codes` is a dictionary from the id to `"pain"`, `"concern"` or `"expectation"`.
# Most come from the bank, a few from the hospital and the insurer, whose people you will meet later.
# All points for a kappa of 0.6 or more with the key, proportionally fewer below.

# %%
TWELVE = ["V04", "V12", "V18", "V10", "V02", "V19", "V14", "V25", "V38", "V07", "V54", "V17"]
for number in TWELVE:
    print(f"{number}  {verbatims.loc[number, 'en']}\n      {verbatims.loc[number, 'zh']}")

# %% answer="m02-q7b-my-codes"
my_codes = ...  # {"V01": "pain", ...}
### BEGIN SOLUTION
my_codes = {
    "V04": "pain",
    "V12": "concern",
    "V18": "expectation",
    "V10": "pain",
    "V02": "pain",
    "V19": "expectation",
    "V14": "concern",
    "V25": "pain",
    "V38": "expectation",
    "V07": "pain",
    "V54": "concern",
    "V17": "expectation",
}
### END SOLUTION

# %% task="m02-q7b-my-codes" points=4 grades=["S000-19"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.verbatims import VERBATIMS

task = Task(
    "m02-q7b-my-codes",
    points=4,
    hints=[
        "Is it hurting now, being weighed, or hoped for?",
        "Look at the verb: complains, wonders, wishes.",
        '`my_codes = {"V01": "pain", ...}` with one entry for each of the twelve ids.',
    ],
)


def twelve(codes, ids):
    codes = pd.Series(codes).astype(str).str.strip().str.lower()
    missing = [number for number in ids if number not in codes.index]
    assert not missing, f"{len(missing)} of the twelve have no code yet, such as {missing[0]}."
    odd = sorted(set(codes[ids]) - {"pain", "concern", "expectation"})
    assert not odd, f"{odd[0]!r} is not one of the layers pain, concern, expectation."
    if codes[ids].nunique() == 1:
        return 0, "", "one-code-for-all"


def agree(codes, key):
    from servicelab.evidence import kappa

    codes = pd.Series(codes).astype(str).str.strip().str.lower().reindex(key.index)
    assert codes.notna().all(), "Some of the twelve have no code."
    reached = kappa(codes, key)
    differ = ", ".join(key.index[codes != key][:4]) or "none"
    return (
        reached / 0.6,
        f"Your kappa with the key is {reached:.2f}; full points from 0.60. Read again: {differ}.",
    )


key = pd.Series({number: layer for number, _zh, _en, layer, *_more in VERBATIMS})[TWELVE]
task.rule("twelve codes from the three layers", twelve, "my_codes", ids=TWELVE)
task.rule("agreement with the key", agree, "my_codes", weight=3, hidden=True, key=key)
task

# %% [markdown] teaches=["S000-07", "S000-22", "S000-23", "S001-24"]
# ## One careful experiment
#
# Only customers who agreed to offers were asked, and this notebook uses those of them who agreed to be profiled, too.
# In March each of them was assigned **at random**: a third to an offer of the flexible **credit**, a third to the savings plan (**wealth**), a third to **none**.
# The *offers* were drawn, so a difference between the thirds is what the offer changed. The *segments* were not drawn: that C answers otherwise than A may have many reasons.
#
# | Column | Meaning |
# |---|---|
# | `offered` | none, credit or wealth |
# | `accepted` | 1 if the customer took what was offered |
# | `took` | what the customer opened within 30 days, asked or unasked |
# | `margin` | yuan the bank earns on an accepted offer: 900 for credit, 1,200 for wealth |
# | `cost` | yuan for making the offer: 20, whether accepted or not |
#
# For a decision in March only what was known then may count, so the customers are grouped again, by their behavior until that day. Groups and letters stay nearly the same.

# %%
SPRING = pd.Timestamp("2025-03-01")  # nothing after this day was known
customers = load_dataset("bank_customers")
transactions = load_dataset("bank_transactions")
agreed = customers.loc[customers["consent_profiling"], "customer_id"]
offers = load_dataset("bank_offers")
offers = offers[offers["customer_id"].isin(agreed)]
behavior = behavior_features(customers, transactions, until=SPRING).loc[agreed]
prepared = pd.DataFrame(
    {
        "transactions": np.log1p(behavior["transactions"]),
        "balance": np.log(behavior["balance"]),
        "revolving_share": behavior["revolving_share"],
        "app_share": behavior["app_share"],
    }
)
segments = cluster_customers(prepared, k=4)
formats = {"customers": "{:,.0f}", "share": "{:.0%}", "transactions": "{:.0f}"}
formats |= {"balance": "{:,.0f}", "revolving_share": "{:.2f}", "app_share": "{:.2f}"}
show_table(segment_profile(behavior, segments), formats, caption="Means of the segments")

# %%
unasked = RangePrediction(
    "m02-unasked",
    "Segment D was offered nothing in a third of the cases. What share of these customers opened a credit line by themselves?",
)
unasked

# %%
trial = offers.assign(segment=offers["customer_id"].map(segments))
in_d = trial[trial["segment"] == "D"]
nothing = in_d[in_d["offered"] == "none"]
unasked.reveal_button(
    100 * (nothing["took"] == "credit").mean(),
    "In segment D, 5.0 % of those without an offer opened a credit line, and 8.4 % of those who were offered one.",
)

# %% [markdown]
# Acceptance is not gain: some would have come anyway. And gain is not profit: asking costs. So for each offer in each segment
#
# $$\text{expected profit} = (\hat p_\text{offered} - \hat p_\text{none}) \cdot m - c$$
#
# Here $\hat p_\text{offered}$ is the share of those **offered it** who took it, $\hat p_\text{none}$ the share of those **offered nothing** who took it all the same, $m$ the margin and $c$ the cost of asking. No offer earns 0.
#
# **A worked example: credit in segment D.** Of 119 who were asked 10 took it, of 120 who were not asked 6 did. Counting acceptances alone, the offer earns 56 yuan a customer. The difference is 3.4 in a hundred; as an estimate it is worth 11 yuan a customer, and the limits are wide.

# %%
value = offer_value(offers, segments)
plot_offer_value(value)
plt.title("Wealth pays in A and B, credit in C; in D nobody can tell")
plt.show()

# %%
ends = pd.DataFrame(index=list("ABCD"), columns=["credit", "wealth"])
for segment in ends.index:
    here = trial[trial["segment"] == segment]
    for offer, margin in {"credit": 900, "wealth": 1200}.items():
        asked = here.loc[here["offered"] == offer, "took"] == offer
        others = here.loc[here["offered"] == "none", "took"] == offer
        low, high = confint_proportions_2indep(
            asked.sum(), len(asked), others.sum(), len(others), method="newcomb"
        )
        ends.loc[segment, offer] = f"{low * margin - 20:.0f} to {high * margin - 20:.0f}"
show_table(ends, caption="Limits of 95 % of the expected profit, yuan per customer")

# %% [markdown]
# In D the limits of 95 % reach from a loss of 49 yuan to a gain of 73 for credit: with so few customers there, 119 and 120, the experiment cannot tell.
#
# ## The Python of the best in each row
#
# A new column gets its values by name, and `.idxmax(axis=1)` says for each **row** which column holds the largest value.
# More of this kind is on [the cheat sheet](../guides/cheat-sheet.md); what the words of the course mean, in [the glossary](../guides/glossary.md).
# Two doctors, two clinics, minutes from the door to the treatment:

# %%
minutes = pd.DataFrame({"east": [12, 25], "west": [30, 17]}, index=["Wu", "Hao"])
minutes["home visit"] = 22
minutes.idxmax(axis=1)

# %% [markdown] teaches=["S000-18"]
# ## Task 8: a rule for any cost (5 points)
#
# The library takes the cost from the file. A letter costs 20 yuan, a personal visit 90: head office wants the rule for any cost.
#
# Complete `best_offer_at_cost(offers, segments, cost)`: two lines are missing.
#
# * `gain`: expected profit of this offer in yuan a customer, one number for each segment, from `asked`, `unasked`, `margin` and the argument `cost` (which replaces the column).
# * `best`: for each segment the column of `profit` with the largest value. `"none"` earns exactly 0.
#
# And `core`: a **core group** is one that is worth most in all, not per head. The segment (a letter) whose best offer, by the spring estimate `value` (at a cost of 20), would earn most if all its customers got it: yuan a customer times customers of `segments`.

# %%
MARGINS = {"credit": 900, "wealth": 1200}


# %% answer="m02-q8-best-offer"
def best_offer_at_cost(offers, segments, cost):
    """The offer with the largest expected profit for each segment, at a given cost per offer."""
    segment = offers["customer_id"].map(segments)
    profit = pd.DataFrame({"none": 0.0}, index=sorted(segment.unique()))
    for offer, margin in MARGINS.items():
        took = offers["took"] == offer
        asked = took[offers["offered"] == offer].groupby(segment).mean()
        unasked = took[offers["offered"] == "none"].groupby(segment).mean()
        gain = ...
        ### BEGIN SOLUTION
        gain = (asked - unasked) * margin - cost
        ### END SOLUTION
        profit[offer] = gain
    best = ...
    ### BEGIN SOLUTION
    best = profit.idxmax(axis=1)
    ### END SOLUTION
    return best


core = ...
### BEGIN SOLUTION
core = (value.max(axis=1) * segments.value_counts()).idxmax()
### END SOLUTION

# %% task="m02-q8-best-offer" points=5 grades=["S000-18"]
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q8-best-offer",
    points=5,
    hints=[
        "For one segment and one offer: how many said yes when asked, how many came unasked, and what is the difference worth?",
        "A difference of two shares, times the margin, minus the cost of asking. `none` is a column of `profit` already.",
        "`gain = (... - ...) * margin - ...`; `idxmax(axis=1)` names the best column of each row.",
    ],
)
asked_took = {
    "U": {"credit": (50, 17), "wealth": (100, 25), "none": (50, 0, 0)},
    "V": {"credit": (100, 10), "wealth": (100, 0), "none": (100, 12, 1)},
    "W": {"credit": (100, 18), "wealth": (40, 6), "none": (50, 2, 1)},
    "X": {"credit": (100, 16), "wealth": (100, 9), "none": (100, 12, 1)},
    "Y": {"credit": (100, 12), "wealth": (50, 3), "none": (20, 0, 0)},
    "Z": {"credit": (100, 1), "wealth": (100, 1), "none": (100, 0, 0)},
}
rows = []
for segment, arms in asked_took.items():
    for offer, (n, *yes) in arms.items():
        taken = [offer] * yes[0] if offer != "none" else ["credit"] * yes[0] + ["wealth"] * yes[1]
        taken += ["none"] * (n - len(taken))
        rows += [(segment, offer, int(one == offer != "none"), one) for one in taken]
toy = pd.DataFrame(rows, columns=["segment", "offered", "accepted", "took"])
toy.insert(0, "customer_id", [f"T{i:04d}" for i in range(len(toy))])
toy["margin"] = toy["offered"].map({"credit": 900, "wealth": 1200, "none": 0})
toy["cost"] = 20 * (toy["offered"] != "none")
toy_segments = toy.set_index("customer_id")["segment"]
toy = toy.drop(columns="segment")
some = offers.sample(700, random_state=18)
theirs = segments[segments.index.isin(some["customer_id"])]
for title, waves, groups, cost, options in [
    (
        "what the offer changed decides, and 'none' when every offer loses",
        toy,
        toy_segments,
        20,
        {"weight": 3},
    ),
    ("the cost you give is the cost used", toy, toy_segments, 97, {"weight": 2}),
    ("the branch, by letter", some, theirs, 20, {"hidden": True}),
    ("the branch, by visit", some, theirs, 90, {"hidden": True}),
]:
    found = task.call("best_offer_at_cost", waves, groups, cost)
    task.check(title, found, among=["credit", "wealth", "none"], **options)
task.check("the core group", task.value("core"), among=list("ABCD"), silent=True)
task

# %% [markdown] teaches=["S000-15"] reads={"S000-15": "history of one country's deposit rates; what thinner margins do is in the table below"}
# Of the core group and the one that follows it, the estimates lie 16,000 yuan apart, and the limits of each reach 33,000 and more to either side: which of the two is the core cannot be told.
#
# ## When margins shrink
#
# Since deposit rates were freed and savers can go around banks, margins have been getting thinner. Which segment stops paying first?

# %%
cuts = {"-0%": 1, "-25%": 0.75, "-50%": 0.5, "-75%": 0.25}
thin = pd.DataFrame(
    {
        cut: offer_value(offers.assign(margin=offers["margin"] * left), segments).max(axis=1)
        for cut, left in cuts.items()
    }
)
thin.columns.name = "margin"
show_table(thin, "{:.0f}", caption="Expected profit of the best offer, yuan per customer")

# %% [markdown]
# ## Whom does the age rule serve badly?
#
# The age rule gives credit under 40, wealth from 40 on. A customer counts as **badly served** if, by the spring estimate, the segment's best offer gained at least 10 yuan a customer more than the offer of the rule.
# Ten yuan is a line that the house draws, not the limit of what the experiment can tell: in D nobody knows which offer is best, and its customers count as not badly served.
# The cell computes `lost`, yuan for each customer.
#
# And what does it cost to respect a refusal? In China's law on personal information, Article 24 has three rules for decisions made by a machine.
# The first asks for openness and fair results, and forbids unreasonable differences in price. The other two matter here.
# Who gets **marketing** chosen by a machine must be given a choice that does not rest on personal traits, or an easy way to refuse it.
# And a **decision** that matters much, such as a loan, may be explained on request, and a person may refuse one made by a machine *alone*.

# %%
ages = customers.set_index("customer_id")["age"]
age = ages[segments.index]
age_bands = pd.cut(
    age, [0, 30, 40, 55, 120], right=False, labels=["under 30", "30-39", "40-54", "55 and over"]
)
age_rule = pd.Series("wealth", index=segments.index).mask(age < 40, "credit")
best = segments.map(value.max(axis=1))
given = pd.Series(
    [value.loc[segment, offer] for segment, offer in zip(segments, age_rule, strict=True)],
    index=segments.index,
)
lost = best - given

everybody = len(customers)
profiled = int(customers["consent_profiling"].sum())
offers_only = (
    int(customers["consent_marketing"].sum()) - profiled
)  # may be sent an offer, not a chosen one
by_segment = best.mean()  # yuan per customer, each segment its best offer
one_for_all = offer_value(offers, pd.Series("all", index=agreed)).max(axis=1)["all"]  # one offer
print(f"{everybody:,} records, {profiled:,} profiled, {offers_only:,} with offers only")
print(f"{by_segment:.1f} yuan a customer by segment, {one_for_all:.1f} with one offer for all")

# %% [markdown]
# ## Task 8b: badly served, and the price of a refusal (4 points)
#
# * `badly_served`: a Series with the four bands of `age_bands` as index: the proportion of the band's customers who are badly served, `lost` of 10 yuan or more.
# * `price_of_consent`: in yuan, for one wave. If everybody could be profiled, all records would bring `by_segment` yuan each. As it is, the profiled do, those with offers only bring `one_for_all`, and the others nothing. The difference. (It takes those who refused to be like those who agreed, which nobody can check: nobody asked them.)
# * `rules`: for each of the two cases `"marketing"` or `"decision"`: which of these two rules is it?

# %% answer="m02-q8b-served"
badly_served = ...
price_of_consent = ...
rules = {
    "a customer wants no more letters that were chosen by behavior": "...",
    "a score turned down a loan, and nobody looked at the case": "...",
}
### BEGIN SOLUTION
badly_served = (lost >= 10).groupby(age_bands, observed=False).mean()
now = profiled * by_segment + offers_only * one_for_all
price_of_consent = everybody * by_segment - now
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}
### END SOLUTION

# %% task="m02-q8b-served" points=4 grades=["S000-22", "S000-23"]
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q8b-served",
    points=4,
    hints=[
        "For one band: how many customers are in it, and of how many is `lost` 10 or more?",
        "The mean of a column of True and False is a proportion; `groupby(age_bands, observed=False)` makes the bands.",
        "`(lost >= 10).groupby(...).mean()`; and all records times `by_segment`, minus what comes in now from two groups.",
    ],
)
given = task.value("badly_served")
for band in ["under 30", "30-39", "40-54", "55 and over"]:
    task.check(f"badly served, {band}", given[band], weight=0.5, atol=0.002, within=(0, 1))
task.check("the price of consent", task.value("price_of_consent"), weight=1.5, atol=60, rtol=0)
task.check(
    "two rules of one article",
    task.value("rules"),
    weight=0.5,
    among=["marketing", "decision"],
    each=True,
    silent=True,
)
task

# %% [markdown] teaches=["S003-146"]
# ## Why not one segment for each customer?
#
# Service should be tailored to every single person, some say. Tailoring has a price: another letter, another training, another thing to get wrong. Here each segment gets its best offer, and each extra text costs nothing yet.

# %%
splits = {}
for k in (1, 2, 3, 4, 6, 8):
    parts = cluster_customers(prepared, k) if k > 1 else pd.Series("A", index=prepared.index)
    gained = offer_value(offers, parts).max(axis=1).clip(lower=0)
    splits[k] = (gained * parts.value_counts()).sum()
ax = pd.Series(splits).plot(marker="o", figsize=(8, 3.2))
ax.set(
    xlabel="Number of segments",
    ylabel="Expected profit in spring (yuan)",
    title="From three segments on, splitting further adds little",
    ylim=(0, None),
)
ax.grid(visible=False, axis="x")
ax.yaxis.set_major_formatter("{x:,.0f}")
plt.show()

# %% [markdown]
# Even a small rise flatters: the same spring answers chose each offer and measured it. Only later data can tell, and they are sealed.
#
# ## The Segment studio: your rule, your forecast
#
# In the studio you choose the behaviors, whether they are scaled, and how many segments. It shows how clear and how stable they are, and what your offers would have gained **in spring**. Then commit yourself:
#
# * a **name** and an **offer** for each segment. Name them for what they do, not for what you think of them;
# * a **forecast**: the total profit in yuan when every profiled customer gets your offer **in autumn**;
# * one **field** of the database you would stop collecting, and why.
#
# One thing no profit bar shows. Customers deep in their credit line accept a loan most readily, and it is not always one that should be offered. **Suitability** comes before expected profit.
# You may refuse one segment an offer that would pay; say so in your reason, and it costs you no points.
#
# Letters in the studio are those above only with all four behaviors, scaled, in four segments.
# You can record as often as you like; once you open the seal, further down, the decision stands.

# %%
studio = SegmentStudio(behavior.assign(age=ages.reindex(behavior.index)), offers)
studio

# %% [markdown]
# Prefer to type? `studio.record(...)` does the same as the button. If you used the button, leave the next cell as it is.
# It takes `features` (a list), `scale`, `k`, `names` and `offers` (dictionaries by segment), `forecast`, `drop_field` and `reason`. Names have an underscore where the studio shows a space: `revolving_share`, `birth_date`.

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
    forecast=220_000,
    drop_field="zodiac",
    reason="The zodiac sign adds nothing to the forecast on later data and has no purpose a customer would expect.",
)
### END SOLUTION

# %% [markdown]
# ## Task 9: the decision (8 points)
#
# The next cell reads your record. Points:
#
# * complete (1);
# * each offer within 10 yuan a customer of the best one in your own spring numbers (2). No offer is right, too, where the 95 % limits of the best one reach below 0;
# * a stability of at least 0.6 (2); the house asks for 0.9 before it adopts a segmentation;
# * when the notebook is graded, at least nine tenths of what the four segments above gain in autumn beyond the age rule (2), and a forecast within 30 % of the outcome (1). Less earns a part.
#
# Who withholds an offer, for suitability or because nobody can tell, is not compared there.

# %% task="m02-q9-studio" points=8 grades=["S000-07", "S003-146"] decides="which offer each segment gets"
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q9-studio",
    points=8,
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
    from statsmodels.stats.proportion import confint_proportions_2indep

    from servicelab import load_dataset
    from servicelab.customers import behavior_features, cluster_stability, offer_value
    from servicelab.games.segment_studio.model import feature_matrix, segment

    features, scale, k = decision["features"], decision["scale"], decision["k"]
    if features == ["age"]:
        return 0, "", "age-only"
    customers, offers = load_dataset("bank_customers"), load_dataset("bank_offers")
    agreed = customers.loc[customers["consent_profiling"], "customer_id"]
    until = pd.Timestamp("2025-03-01")
    frame = behavior_features(customers, load_dataset("bank_transactions"), until=until)
    frame["age"] = customers.set_index("customer_id")["age"]
    frame = frame.loc[agreed]
    if asks == "segments":
        if not scale and len(features) > 1:
            return 0, "", "no-scaling"
        stability = cluster_stability(
            feature_matrix(frame, features, scale), k, scale=scale, repeats=4
        )
        assert stability >= 0.6, (
            f"The stability is {stability:.2f}: drawn again, the customers would be grouped differently. Try fewer segments or other behaviors."
        )
        return 1
    labels = segment(frame, features, scale, k)
    offers = offers[offers["customer_id"].isin(agreed)]
    table = offer_value(offers, labels).assign(none=0.0)

    def pays(one):
        # whether the lower limit of the best offer is above 0
        best = table.loc[one].idxmax()
        if best == "none":
            return False
        here = offers[offers["customer_id"].map(labels) == one]
        asked = here.loc[here["offered"] == best, "took"] == best
        others = here.loc[here["offered"] == "none", "took"] == best
        low, _high = confint_proportions_2indep(
            asked.sum(), len(asked), others.sum(), len(others), method="newcomb"
        )
        return low * {"credit": 900, "wealth": 1200}[best] > 20

    # the line of the house is 10 yuan a customer
    good = {
        one: table.loc[one, offer] >= table.loc[one].max() - 10
        or (offer == "none" and not pays(one))
        for one, offer in decision["offers"].items()
    }
    # one segment may be refused an offer that would pay
    refused = [
        one for one, is_good in good.items() if not is_good and decision["offers"][one] == "none"
    ]
    bad = [one for one, is_good in good.items() if not is_good and one not in refused[:1]]
    return 1 - len(bad) / len(good), (
        f"{', '.join(bad)}: in the segments that you recorded, another offer gained at least 10 yuan a customer more in spring. Compare the profit of each offer there."
    )


def autumn(decision, asks):
    from statsmodels.stats.proportion import confint_proportions_2indep

    from servicelab import load_dataset
    from servicelab.customers import behavior_features, best_offers, offer_value, rule_profit
    from servicelab.games.segment_studio.model import benchmarks, rule_profit_on, segment

    customers = load_dataset("bank_customers")
    agreed = customers.loc[customers["consent_profiling"], "customer_id"]
    offers, later = (
        wave[wave["customer_id"].isin(agreed)]
        for wave in (load_dataset("bank_offers"), load_dataset("bank_offers_later"))
    )
    until = pd.Timestamp("2025-03-01")
    frame = behavior_features(customers, load_dataset("bank_transactions"), until=until)
    frame["age"] = customers.set_index("customer_id")["age"]
    frame = frame.loc[agreed]
    earned = rule_profit_on(frame, decision, later)
    if asks == "forecast":
        error = abs(decision["forecast"] - earned) / max(abs(earned), 1)
        return 1 if error <= 0.30 else (0.70 - error) / 0.4, (
            f"Your forecast was {decision['forecast']:,.0f} yuan, the outcome {earned:,.0f}: off by {error:.0%}. Up to 30 % keeps all points, since luck alone moves such an outcome by some 15 %."
        )
    if decision["features"] == ["age"]:
        return 0, "", "age-only"
    behaviors = ["transactions", "balance", "revolving_share", "app_share"]
    labels = segment(frame, behaviors, True, 4)
    sound = labels.map(best_offers(offer_value(offers, labels)))
    own = segment(frame, decision["features"], decision["scale"], decision["k"])
    table = offer_value(offers, own).assign(none=0.0)

    def pays(one):
        # whether the lower limit of the best offer is above 0
        best = table.loc[one].idxmax()
        here = offers[offers["customer_id"].map(own) == one]
        asked = here.loc[here["offered"] == best, "took"] == best
        others = here.loc[here["offered"] == "none", "took"] == best
        low, _high = confint_proportions_2indep(
            asked.sum(), len(asked), others.sum(), len(others), method="newcomb"
        )
        return low * {"credit": 900, "wealth": 1200}[best] > 20

    without = [
        one
        for one, offer in decision["offers"].items()
        if offer == "none" and table.loc[one].max() > 10
    ]
    if without and sum(map(pays, without)) <= 1:
        # what was refused, or cannot be told, is no part of the comparison
        possible = rule_profit(later, sound.mask(own.isin(without), "none"))
        return earned / max(possible, 1) / 0.9, (
            f"In autumn your rule gained {earned:,.0f} yuan. Where you make no offer left out, a sound rule by behavior gains {possible:,.0f}."
        )
    age = benchmarks(frame, later)["age rule"]
    closed = (earned - age) / (rule_profit(later, sound) - age)
    return closed / 0.9, (
        f"In autumn your rule gained {earned:,.0f} yuan, the age rule {age:,.0f}. That is {max(closed, 0):.0%} of what a sound rule by behavior gains beyond it."
    )


task.rule("the decision is complete", complete, "studio.decision")
for title, rule, asks, options in [
    ("each offer agrees with your own spring numbers", spring, "offers", {"weight": 2}),
    ("the segments hold when customers are drawn again", spring, "segments", {"weight": 2}),
    ("profit of the recorded rule in autumn", autumn, "profit", {"weight": 2, "hidden": True}),
    ("calibration of the forecast", autumn, "forecast", {"hidden": True}),
]:
    task.rule(title, rule, "studio.decision", asks=asks, **options)
task

# %% [markdown]
# ## Autumn
#
# In September the offers were drawn at random again. Open the seal when your decision is recorded and you stand by it.

# %%
later = load_dataset("bank_offers_later")
later = later[later["customer_id"].isin(agreed)]
studio.reveal_button(later)

# %% [markdown] teaches=["S000-24"]
# Compare your bar with the one for the age rule, and the age rule with one offer for everybody: was head office wrong, or did it stop too early?
# Each bar is estimated from the customers who happened to get the offer that the rule gives them. Draw the customers again, and the bar of the four segments moves by some 35,000 yuan up or down, its distance to the age rule by some 16,000: less than 30,000 between two bars cannot be told from luck.
#
# And "satisfaction rose in all age groups" next door? Here is a rising trend of two years, and a plan in the middle that does nothing:

# %%
months = np.arange(24)
trend = 70 + 0.4 * months + np.random.default_rng(3).normal(0, 1.2, 24)
ax = pd.Series(trend, index=months - 12).plot(marker="o", figsize=(8, 2.8))
ax.axvline(0, color="black", linestyle="--")
ax.set(
    xlabel="Months since the plan began (the plan does nothing)",
    ylabel="Satisfaction, 0 to 100",
    title=f"Before {trend[:12].mean():.1f}, after {trend[12:].mean():.1f}, effect zero",
)
ax.grid(visible=False, axis="x")
plt.show()

# %% [markdown]
# A claim of success needs four things: a number, a date, a comparison group, and an outcome named in advance.
#
# ## Task 9b: what may be told (3 points)
#
# The letter is graded; how sure you were is kept, for you.

# %%
statement = Statement(
    "m02-q9b-statement",
    "Which sentence may Ms. Qiao tell head office about the spring?",
    {
        "A": "The loan is right for small firms: 8.4 % of segment D took it, which pays for the letters several times over.",
        "B": "Next door, satisfaction rose at every age after the plan began, so the plan raises satisfaction.",
        "C": "Offering credit in segment C was worth about 105 yuan a customer, with 95 % limits of 62 and 151.",
        "D": "Each saver of segment A brings the branch 131 yuan with every letter that we send from now on.",
    },
)
statement

# %% answer="m02-q9b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.85)
### END SOLUTION

# %% task="m02-q9b-statement" points=3 grades=["S000-24"]
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q9b-statement",
    points=3,
    hints=[
        "Which sentence compares, and with whom?",
        "Who would have come unasked? What would have risen anyway? And when was it measured?",
        "Look for what was drawn at random, and for limits.",
    ],
)
task.statement("statement")
task

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
# * Profit, not response; and change, not profit of those who came anyway. "No offer" is an offer.
# * Randomized offers tell what an offer changes, not why segments differ.
# * A refusal has a price. Know it, respect it.
# * Write the rule and the forecast down before the outcome.
#
# **Further reading.** D. Yankelovich and D. Meer, "Rediscovering Market Segmentation", *Harvard Business Review*, February 2006.
# J. Cohen, "A Coefficient of Agreement for Nominal Scales", *Educational and Psychological Measurement* 20(1), 1960.
#
# **Next:** [4_evidence](4_evidence.ipynb). Can one customer be forecast, did the calls wake anybody, and which fields may stay?
