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
#     title: Find the segments
#     minutes: 100
#     points: 36
#     asks: Ms. Qiao
#     question: "What lines between customers would behavior draw?"
# ---

# %% [markdown] teaches=["S003-82", "S001-08"]
# # Segmentation 2 of 3: find the segments
#
# **Lantern Bank, Riverside branch.** 100 minutes, 36 points.
#
# When you have finished this notebook you will be able to
#
# 1. put behaviors on one scale, cluster customers and choose the number of segments by a stated criterion,
# 2. describe a segment by index numbers that a colleague reads without a legend,
# 3. tell a stable segment from an accident,
# 4. listen for three layers of need in what customers say, and report how well two listeners agree.

# %%
from servicelab import recall

recall("m02_segmentation/2_segments")

# %% [markdown]
# ## Same age, other life
#
# Mr. Deng and Ms. Fu are both 34. He runs a noodle shop and pays suppliers, wages and rent from the account.
# She has just sold her flat and wants the money to be safe until she finds the next.
# The plan on Ms. Qiao's desk offers both of them a loan.
#
# Wendell Smith wrote in 1956 that a market is several smaller markets, each wanting something else.
# Seventy years on, the easiest line to draw is still age, because it is in the file.
# **What would the lines look like if behavior drew them?**

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from sklearn.metrics import adjusted_rand_score

from servicelab import load_dataset
from servicelab.customers import (
    behavior_features,
    cluster_customers,
    cluster_stability,
    penetration_index,
    plot_profile,
    plot_silhouette_by_k,
    segment_index,
    silhouette,
)
from servicelab.evidence import kappa, percent_agreement
from servicelab.plots import PALETTE, name_series, use_style

use_style()
SNAPSHOT = pd.Timestamp("2026-01-01")
customers = load_dataset("bank_customers")
transactions = load_dataset("bank_transactions")
features = behavior_features(customers, transactions, until=SNAPSHOT)
features.describe().loc[["min", "50%", "max"]].round(2)

# %% [markdown]
# Four behaviors: how many payments a customer made in the two years of the file, how much lies in the account, how much of the credit line is in use, and what share of payments goes through the app.
# Look at the units. A balance runs into millions, a share stops at 1.
#
# **Predict:** a clustering method puts customers together who are *close*. Which behavior decides who is close, if nothing is done about the units?

# %%
unscaled = cluster_customers(features, k=4, scale=False)
fig, axes = plt.subplots(1, 2, figsize=(10, 3.6), sharex=True)
for ax, column in zip(axes, ["balance", "app_share"], strict=True):
    sns.boxplot(
        x=unscaled, y=features[column], order=sorted(unscaled.unique()), color="lightgray", ax=ax
    )
    ax.set(xlabel="Group without scaling", ylabel=column.replace("_", " ").capitalize())
axes[0].set_yscale("log")
axes[0].set_title("Balance: cut into slices")
axes[1].set_title("App use: mixed within each group")
plt.show()

# %% [markdown]
# Balance decided everything, because its numbers are large; app use only follows as far as rich customers use it less. That is a fact about yuan, not about customers.
# Two repairs, in this order:
#
# 1. **Logarithm** for amounts and counts: from 1,000 to 2,000 is as big a step as from 100,000 to 200,000.
# 2. **z-score** for every behavior: subtract the mean, divide by the standard deviation. `cluster_customers(..., scale=True)` does this (with ddof = 0; the groups do not depend on it).

# %%
prepared = pd.DataFrame(
    {
        "transactions": np.log1p(features["transactions"]),
        "balance": np.log(features["balance"]),
        "revolving_share": features["revolving_share"],
        "app_share": features["app_share"],
    }
)
prepared.head(3).round(2)

# %% [markdown]
# ## How many segments?
#
# More segments always fit more closely, as more drawers always hold the socks more neatly.
# So closeness alone cannot choose. The **silhouette** (Rousseeuw 1987) asks of every customer:
# how much nearer are you to your own group than to the next one? It runs from -1 to 1, and it can fall when you add a group that is not there.

# %% [markdown]
# ## The Python of a loop
#
# `{key: value for key in list}` makes a dictionary, one entry for each thing in the list; `pd.Series` makes a column of it. `range(1, 5)` counts 1, 2, 3, 4: the end is not in it.
# More of this kind is on [the cheat sheet](../guides/cheat-sheet.md); what the words of the course mean, in [the glossary](../guides/glossary.md).
# How large is a discount of 3 % a year after some years?

# %%
price = pd.Series({years: 100 * 0.97**years for years in range(1, 5)})
print("lowest after", price.idxmin(), "years")
price.round(1)

# %% [markdown]
# ## Task 4: choose k (8 points)
#
# * `silhouettes`: a Series with index 2, 3, ..., 8 (the number of segments k) and the silhouette of clustering `prepared` into k groups, **scaled**. Use `cluster_customers(prepared, k)` and `silhouette(prepared, labels)` from the library in a loop.
# * `chosen_k`: the k with the largest silhouette.

# %% answer="m02-q4-silhouette"
silhouettes = ...
chosen_k = ...
### BEGIN SOLUTION
silhouettes = pd.Series(
    {k: silhouette(prepared, cluster_customers(prepared, k)) for k in range(2, 9)}
)
chosen_k = silhouettes.idxmax()
### END SOLUTION

# %% task="m02-q4-silhouette" points=8
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q4-silhouette",
    points=8,
    hints=[
        "What do you do for k = 2? Then what changes for k = 3?",
        "Start with an empty dictionary and fill it in a loop over `range(2, 9)`; the last number of `range` is left out.",
        "`found[k] = silhouette(prepared, cluster_customers(prepared, k))`, then `pd.Series(found)`; `idxmax()` gives the label of the largest.",
    ],
)
given = task.value("silhouettes")
for k in range(2, 9):
    task.check(f"the silhouette of {k} segments", given[str(k)], within=(-1, 1), atol=0.006)
task.check(
    "the chosen k follows your own table",
    task.value("chosen_k"),
    weight=2,
    own="pd.Series(silhouettes).astype(float).idxmax()",
)
task

# %%
if silhouettes is not ...:
    plot_silhouette_by_k(silhouettes)
    plt.title("How clearly apart the segments are, by their number")
    plt.show()

# %%
segments = cluster_customers(prepared, k=4)
ages = customers.set_index("customer_id")["age"].reindex(segments.index)
age_bands = pd.cut(
    ages, [0, 30, 40, 55, 120], right=False, labels=["under 30", "30-39", "40-54", "55 and over"]
)
ax = sns.histplot(
    x=ages,
    hue=segments,
    hue_order=sorted(segments.unique()),
    multiple="stack",
    bins=range(15, 90, 5),
    palette=PALETTE[:4],
)
ax.figure.set_size_inches(8, 3.6)
ax.set(xlabel="Age in years", ylabel="Customers", title="At nearly every age, several segments")
name_series(ax, "Segment")
plt.show()
print(
    f"Agreement of age bands with behavior segments (1 = same groups, 0 = chance): {adjusted_rand_score(segments, age_bands):.2f}"
)

# %% [markdown] teaches=["S000-17"]
# This is the first surprise of the module. Age leans one way or the other, and it leaves most of it unsaid: at 40, a customer can be any of the four.
#
# ## What does a segment look like?
#
# A table of means is correct and unreadable. An **index number** sets the average customer to 100:
# an index of 150 says "half as much again as average", 60 says "two fifths less".
#
# $$\text{index} = 100 \times \frac{\text{share within the segment}}{\text{share overall}}$$
#
# The same number describes a branch in its surroundings. If 18 % of the people around Riverside and 27 % of its customers are shop owners, the **penetration index** is 150: the branch reaches them well.

# %%
around = pd.Series({"students": 0.14, "families": 0.42, "retired": 0.26, "shop owners": 0.18})
inside = pd.Series({"students": 0.09, "families": 0.40, "retired": 0.24, "shop owners": 0.27})
penetration_index(inside, around).round(0).rename("penetration index").to_frame()

# %%
occupations = customers.set_index("customer_id").loc[segments.index, ["occupation"]]
plot_profile(segment_index(occupations.assign(segment=segments), "segment", "occupation"))
plt.title("A gathers the retired, C the students, D the business owners")
plt.show()

# %% [markdown]
# ## The Python of shares by row
#
# `.map(...)` looks each value up in a Series; `pivot_table` adds up, with one row for each value of one column and one column for each value of another; `.sum(axis=1)` adds up each **row**, and `.div(..., axis=0)` divides each row by its own number.
# At Plum Court, hours by ward and shift:

# %%
nurses = pd.DataFrame(
    {
        "nurse": ["Li", "Li", "Ma", "Xu"],
        "shift": ["day", "night", "day", "day"],
        "hours": [6, 2, 5, 3],
    }
)
ward_of = pd.Series({"Li": "north", "Ma": "south", "Xu": "south"})
nurses["ward"] = nurses["nurse"].map(ward_of)
hours = nurses.pivot_table(
    index="ward", columns="shift", values="hours", aggfunc="sum", fill_value=0
)
hours.div(hours.sum(axis=1), axis=0)

# %% [markdown]
# ## Task 5a: the money index (7 points)
#
# `segment_index` counts **customers**. For channels, Ms. Qiao wants to count **yuan**, and the library does not.
#
# Write `spend_index(transactions, segments, by)`.
#
# * `segments` is a Series: customer id to segment. `by` is the name of a column of `transactions`, such as `"channel"`.
# * It returns a DataFrame: one **row** for each segment, one **column** for each value of `by`.
# * Each cell is $100 \times \dfrac{\text{share of the segment's yuan that falls on the value}}{\text{share of all yuan that falls on the value}}$. A segment without any yuan there has 0.


# %% answer="m02-q5a-spend-index"
def spend_index(transactions, segments, by):
    """Index numbers of spending: rows are segments, columns are the values of `by`, 100 is average."""
    ### BEGIN SOLUTION
    yuan = transactions.assign(segment=transactions["customer_id"].map(segments)).pivot_table(
        index="segment", columns=by, values="amount", aggfunc="sum", fill_value=0
    )
    within = yuan.div(yuan.sum(axis=1), axis=0)
    overall = yuan.sum() / yuan.sum().sum()
    return 100 * within / overall
    ### END SOLUTION


# %% task="m02-q5a-spend-index" points=7
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q5a-spend-index",
    points=7,
    hints=[
        "For one segment: of every 100 yuan it moves, how many go through the app? And of every 100 yuan of the whole branch?",
        'First a table of yuan: rows segments, columns channels (`pivot_table` with `aggfunc="sum"`). `transactions["customer_id"].map(segments)` gives the segment of each payment.',
        "Divide each row by its own sum, then each column by the overall share: `yuan.div(yuan.sum(axis=1), axis=0)`, and `yuan.sum() / yuan.sum().sum()`.",
    ],
)
paid = pd.DataFrame(
    {
        "customer_id": ["a1", "a1", "a2", "b1", "b1", "b1"],
        "channel": ["app", "branch", "branch", "app", "app", "branch"],
        "amount": [60, 25, 15, 10, 10, 180],
    }
)
group = pd.Series({"a1": "A", "a2": "A", "b1": "B"})
without = paid[(paid["channel"] == "branch") | (paid["customer_id"] == "b1")]
some = transactions.sample(500, random_state=1)
own = segments[segments.index.isin(some["customer_id"])]
for title, payments, groups, by, options in [
    ("the index of two segments and two channels", paid, group, "channel", {"weight": 3}),
    ("a segment without any yuan there has 0", without, group, "channel", {}),
    ("payments of the branch by channel", some, own, "channel", {"weight": 2, "hidden": True}),
    ("payments of the branch by product", some, own, "product", {"hidden": True}),
]:
    task.check(title, task.call("spend_index", payments, groups, by), **options)
task

# %% [markdown]
# ## Task 5b: show it (3 points)
#
# Draw the money index by channel of **one segment of your choice** as a bar chart: one bar for each channel, and a line at 100.
# Keep the Axes in `ax`. pandas gives you one: `ax = table.loc["A"].plot.bar()`, and `ax.axhline(100, color="black")` draws the line. Say in the title which segment it is, and label the axis of the index.

# %% answer="m02-q5b-chart"
ax = ...
### BEGIN SOLUTION
ax = spend_index(transactions, segments, "channel").loc["A"].plot.bar()
ax.axhline(100, color="black", linestyle="--")
ax.set(title="Segment A: where its money moves", xlabel="", ylabel="Index (branch = 100)")
plt.show()
### END SOLUTION

# %% task="m02-q5b-chart" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q5b-chart",
    points=3,
    hints=[
        "A row of your table is a Series; `.plot.bar()` draws it.",
        "`ax.axhline(100)` for upright bars, `ax.axvline(100)` for lying ones.",
        "`ax.set(title=..., ylabel=...)`",
    ],
)


def bars(shown, index):
    shown = shown[shown["kind"] == "bar"]
    levels = index.shape[1]
    assert len(shown) == levels, f"There should be {levels} bars; your plot has {len(shown)}."
    heights = dict(zip(shown["x"].astype(str), shown["y"], strict=True))
    rows = [row for _segment, row in index.iterrows()]
    if any(same(heights, row * 0.01, atol=0.006) for row in rows):
        return 0, "", "not-times-100"
    assert any(same(heights, row, atol=0.6) for row in rows), (
        "The bars do not show a row of the money index. Check which table you drew."
    )


def line(shown):
    ends = shown.loc[shown["kind"] == "line", ["x", "y"]].apply(pd.to_numeric, errors="coerce")
    assert (ends.round(6) == 100).sum().max() >= 2, (
        "Draw a line at 100, or the reader cannot see what is above average."
    )


def words(title, x, y):
    assert title.strip(), "The plot has no title."
    assert x.strip() or y.strip(), "Say on the axis what the bars measure."


index = spend_index(transactions, segments, "channel")
shown = task.plot("ax")
task.rule("one bar for each channel, as long as its index", bars, shown, weight=2, index=index)
task.rule("a line at 100", line, shown)
task.rule(
    "a title, and a label on the axis of the index",
    words,
    'ax.get_title("left") or ax.get_title()',
    "ax.get_xlabel()",
    "ax.get_ylabel()",
)
task

# %% [markdown]
# ## A segment, or an accident?
#
# Clustering always returns groups, even from noise. So shake the data: draw customers again with replacement, cluster again, and see who stays together.
#
# Here is the trap. Two analysts cluster the same customers.

# %%
first = pd.Series(["A", "A", "B", "B", "C", "C"], name="first analyst")
second = pd.Series(["C", "C", "A", "A", "B", "B"], name="second analyst")
pd.concat([first, second], axis=1).T

# %% [markdown]
# Not one label agrees, and yet both found exactly the same three groups. Names of groups mean nothing; **who is together with whom** does.
# The **adjusted Rand index** (Hubert and Arabie 1985) counts pairs: 1 means the same groups, 0 is what chance gives.
#
# ## Task 6: stability (7 points)
#
# * `label_agreement(first, second)`: a function that returns the agreement of two labelings, **1 for the same groups under other names**, about 0 for chance. Use `adjusted_rand_score` from scikit-learn, imported above.
# * `stability`: a Series with index 3, 4, 5 and the library's `cluster_stability(prepared, k, repeats=6)` for each.
# * `steadiest_k`: the k among them that is the most stable.


# %% answer="m02-q6-stability"
def label_agreement(first, second):
    """Agreement of two labelings of the same customers, whatever the groups are called."""
    ### BEGIN SOLUTION
    return adjusted_rand_score(first, second)
    ### END SOLUTION


stability = ...
steadiest_k = ...
### BEGIN SOLUTION
stability = pd.Series({k: cluster_stability(prepared, k, repeats=6) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()
### END SOLUTION

# %% task="m02-q6-stability" points=7
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q6-stability",
    points=7,
    hints=[
        "Would your function notice that A, B, C and C, A, B are the same three groups?",
        "`adjusted_rand_score(first, second)` compares pairs of customers; `return` its value.",
        "`{k: cluster_stability(prepared, k, repeats=6) for k in (3, 4, 5)}` is a dictionary; `pd.Series` makes it a table.",
    ],
)
one, other = np.random.default_rng(5).integers(0, 4, (2, 600))
for title, labels, options in [
    ("the same groups under other names agree fully", (first, second), {"weight": 2}),
    ("a half-right grouping", ([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 1, 2]), {}),
    ("chance gives about zero", (one, other), {"hidden": True}),
]:
    task.check(title, task.call("label_agreement", *labels), atol=0.001, **options)
given = task.value("stability")
for k in (3, 4, 5):
    title = f"the stability of {k} segments"
    task.check(title, given[str(k)], weight=2 / 3, atol=0.04, within=(-0.5, 1))
task.check(
    "the steadiest follows from your own table",
    task.value("steadiest_k"),
    own="pd.Series(stability).astype(float).idxmax()",
)
task

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
# Later you will meet the same three in another dress: pains are close to must-be needs, concerns to what satisfies by degree, expectations to what delights (module 5).
#
# Two employees coded sixty statements. How far can you trust them? Somebody counts how often they say the same: that is **percent agreement**.
# But a listener who called *everything* a pain would agree with anybody quite often. Cohen's **kappa** takes out what chance would give:
#
# $$\kappa = \frac{p_o - p_e}{1 - p_e}$$
#
# with $p_o$ the observed share of agreement and $p_e$ the share expected by chance.

# %%
verbatims = load_dataset("bank_verbatims").set_index("id")
lazy = pd.Series("pain", index=verbatims.index)
print(
    f"'Everything is pain' agrees with the key in {percent_agreement(lazy, verbatims['gold_layer']):.0%} of cases; its kappa is {kappa(lazy, verbatims['gold_layer']):.2f}."
)

# %% [markdown]
# ## Task 7a: how well do they agree? (5 points)
#
# The columns are `coder_a`, `coder_b` and the key, `gold_layer`; `ambiguous` marks twelve statements written to be hard.
# Set `kappas`, a dictionary or Series with four kappas under these labels:
#
# * `"a and key"`, `"b and key"`, `"a and b"`: over all sixty statements,
# * `"a and key, clear"`: over the statements that are not ambiguous.
#
# Use `kappa` from the library.

# %% answer="m02-q7a-kappa"
kappas = ...
### BEGIN SOLUTION
clear = verbatims[~verbatims["ambiguous"]]
kappas = {
    "a and key": kappa(verbatims["coder_a"], verbatims["gold_layer"]),
    "b and key": kappa(verbatims["coder_b"], verbatims["gold_layer"]),
    "a and b": kappa(verbatims["coder_a"], verbatims["coder_b"]),
    "a and key, clear": kappa(clear["coder_a"], clear["gold_layer"]),
}
### END SOLUTION

# %% task="m02-q7a-kappa" points=5
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q7a-kappa",
    points=5,
    hints=[
        "Which two columns does each label name?",
        '`kappa(verbatims["coder_a"], verbatims["gold_layer"])` is the first of the four.',
        'For the clear ones, keep the rows first: those where `~verbatims["ambiguous"]`.',
    ],
)
given = task.value("kappas")
for label in ["a and key", "b and key", "a and b"]:
    task.check(f"the kappa of {label}", given[label], atol=0.006, within=(-1, 1))
title = "the clear statements alone"
task.check(title, given["a and key, clear"], weight=2, atol=0.006, within=(-1, 1))
task

# %% [markdown]
# Landis and Koch (1977) called a kappa from 0.61 to 0.80 "substantial". Treat the word with care: they offered it as a convention, not as a law.
#
# ## Task 7b: code twelve yourself (6 points)
#
# Read the twelve statements and decide on a layer for each. `my_codes` is a dictionary from the id to `"pain"`, `"concern"` or `"expectation"`.
# Most come from the bank, a few from the hospital and the insurer, whose people you will meet later.
# All points for a kappa of 0.6 or more with the key, proportionally fewer below; nobody is expected to match it fully.

# %%
TWELVE = ["V04", "V12", "V18", "V10", "V02", "V19", "V14", "V25", "V38", "V07", "V54", "V17"]
for number in TWELVE:
    print(f"{number}  {verbatims.loc[number, 'en']}\n      {verbatims.loc[number, 'zh']}")

# %% answer="m02-q7b-my-codes"
my_codes = ...  # {"V01": "pain", ...}
### BEGIN SOLUTION
my_codes = verbatims.loc[TWELVE, "gold_layer"].astype(str).to_dict()
### END SOLUTION

# %% task="m02-q7b-my-codes" points=6
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q7b-my-codes",
    points=6,
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

    codes = pd.Series(codes).astype(str).str.strip().str.lower()[key.index]
    reached = kappa(codes, key)
    differ = ", ".join(key.index[codes != key][:4])
    return (
        reached / 0.6,
        f"Your kappa with the key is {reached:.2f}; full points from 0.60. Read again: {differ}.",
    )


key = verbatims.loc[TWELVE, "gold_layer"].astype(str)
task.rule("twelve codes from the three layers", twelve, "my_codes", ids=TWELVE)
task.rule("agreement with the key", agree, "my_codes", weight=5, hidden=True, key=key)
task

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m02_segmentation/2_segments")

# %% [markdown]
# ## What you take with you
#
# * Scale first, or the largest unit chooses your segments for you.
# * State the criterion for k before you see the result, then follow it.
# * 100 is average: say what is above and below the line, and count what you mean to count.
# * Labels are names. Compare who is together with whom.
# * Agreement without chance taken out flatters everybody.
#
# **Further reading.** W. R. Smith, "Product Differentiation and Market Segmentation as Alternative Marketing Strategies", *Journal of Marketing* 21(1), 1956.
# M. Wedel and W. A. Kamakura, *Market Segmentation*, 2nd ed., Kluwer, 2000.
# P. J. Rousseeuw, "Silhouettes", *Journal of Computational and Applied Mathematics* 20, 1987.
# L. Hubert and P. Arabie, "Comparing Partitions", *Journal of Classification* 2, 1985.
# J. Cohen, "A Coefficient of Agreement for Nominal Scales", *Educational and Psychological Measurement* 20(1), 1960.
# J. R. Landis and G. G. Koch, "The Measurement of Observer Agreement for Categorical Data", *Biometrics* 33(1), 1977.
#
# **Next:** [3_offers](3_offers.ipynb). Four segments are a picture. A decision needs offers, costs and a forecast.
