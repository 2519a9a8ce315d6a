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
#     minutes: 75
#     points: 23
#     asks: Ms. Qiao
#     question: "What lines between customers would behavior draw?"
# ---

# %% [markdown]
# # Segmentation 2 of 4: find the segments
#
# **Lantern Bank, Riverside branch.** 75 minutes, 23 points.
#
# When you have finished this notebook you will be able to
#
# 1. put behaviors on one scale, cluster customers and choose the number of segments by a stated criterion,
# 2. describe a segment by index numbers that a colleague reads without a legend,
# 3. tell a stable segment from an accident,
# 4. test a segment against six criteria before anybody builds an offer on it.

# %%
from servicelab import recall

recall("m02_segmentation/2_segments")

# %% [markdown] teaches=["S003-82", "S001-08"]
# ## Same age, other life
#
# Mr. Deng and Ms. Fu are both 34. He runs a noodle shop and pays suppliers, wages and rent from the account.
# She has just sold her flat and wants the money to be safe until she finds the next.
# The plan on Ms. Qiao's desk offers both of them a loan.
#
# Wendell Smith wrote in 1956 that a market is several smaller markets, each wanting something else.
# Seventy years on, the easiest line to draw is still age, because it is in the file.
# **What would the lines look like if behavior drew them?**
#
# Not everybody may be clustered. To draw a person's profile from behavior and to choose offers by it needs consent,
# and the column `consent_profiling` says who gave it. The branch leaves all others out, here and from now on.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from sklearn.metrics import adjusted_rand_score

from servicelab import Prediction, RangePrediction, Statement, load_dataset
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
from servicelab.plots import PALETTE, name_series, use_style

use_style()
SNAPSHOT = pd.Timestamp("2026-01-01")
customers = load_dataset("bank_customers")
transactions = load_dataset("bank_transactions")
agreed = customers.loc[customers["consent_profiling"], "customer_id"]
features = behavior_features(customers, transactions, until=SNAPSHOT).loc[agreed]
print(f"{len(agreed):,} of {len(customers):,} records agreed to be profiled.")
features.describe().loc[["min", "50%", "max"]].round(2)

# %% [markdown]
# Four behaviors: how many payments a customer made in the two years of the file, how much lay in the account and how much of the credit line was in use (both are averages of the three months before March 2025), and what share of payments goes through the app.
# Look at the units. A balance can pass a million, a share stops at 1. A clustering method puts customers together who are *close*.

# %%
closest = Prediction(
    "m02-units",
    "If nothing is done about the units, which behavior decides who is close?",
    ["payments", "balance", "share of credit used", "share of payments by app"],
)
closest

# %%
closest.reveal_button("The balance decided: clustering on it alone gives the same four groups.")

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
# App use had no say in this grouping. The groups differ in it only as far as it goes along with the balance: customers with more money in the account use the app less (rank correlation -0.54). The numbers of a balance are large: that is a fact about yuan, not about customers.
# Two repairs, in this order:
#
# 1. **Logarithm** for amounts and counts: from 1,000 to 2,000 is as big a step as from 100,000 to 200,000.
# 2. **z-score** for every behavior: subtract the mean, divide by the standard deviation. `cluster_customers(...)` does this unless you say `scale=False`.

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
# More segments always fit more closely, so closeness alone cannot choose. The **silhouette** (Rousseeuw 1987) asks of every customer:
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
# ## Task 4: choose k (5 points)
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

# %% task="m02-q4-silhouette" points=5 grades=["S001-08"]
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q4-silhouette",
    points=5,
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

# %% [markdown]
# Two and four segments are nearly level. The criterion was stated before, so four it is; a tie this close is decided by what each would be used for.
#
# Who is in the four segments? Take customers between 40 and 54 years.

# %%
middle = RangePrediction(
    "m02-age",
    "Of the customers of 40 to 54 years, what share is in that segment which has most of them?",
)
middle

# %%
segments = cluster_customers(prepared, k=4)
ages = customers.set_index("customer_id")["age"].reindex(segments.index)
age_bands = pd.cut(
    ages, [0, 30, 40, 55, 120], right=False, labels=["under 30", "30-39", "40-54", "55 and over"]
)
by_band = pd.crosstab(age_bands, segments, normalize="index")
middle.reveal_button(
    100 * by_band.loc["40-54"].max(),
    "Of the customers of 40 to 54 years, 39 % are in segment B and 30 % in segment A.",
)

# %%
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

# %% [markdown] teaches=["S000-17"]
# Age leans one way or the other, and it leaves most of it unsaid.
#
# ## What does a segment look like?
#
# A table of means is correct and unreadable. An **index number** sets the average customer to 100:
# an index of 150 says "half as much again as average", 60 says "two fifths less".
#
# $$\text{index} = 100 \times \frac{\text{share within the segment}}{\text{share overall}}$$
#
# The same number describes a branch in its surroundings, its **penetration index**. Take the branch in the next town. Of the people around it 14 % are students, and of its customers 9 %: an index of 64, so that branch reaches few of them.

# %%
around = pd.Series({"students": 0.14, "families": 0.42, "retired": 0.26, "shop owners": 0.18})
inside = pd.Series({"students": 0.09, "families": 0.40, "retired": 0.24, "shop owners": 0.27})
print(f"students: {100 * inside['students'] / around['students']:.0f}")

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
# ## Task 5a: the money index (5 points)
#
# `segment_index` counts **customers**. For channels, Ms. Qiao wants to count **yuan**. Complete `spend_index(transactions, segments, by)`: two lines are missing.
#
# * `segments` is a Series: customer id to segment. `by` is the name of a column of `transactions`, such as `"channel"`.
# * `yuan` is given: one **row** for each segment, one **column** for each value of `by`.
# * `within`: of each segment's yuan, the proportion that falls on each value. Each row adds up to 1.
# * `overall`: of all yuan together, the proportion that falls on each value. A Series that adds up to 1.
#
# And `best_reached`: in the next town, the group of `around` and `inside` with the largest penetration index; the library has `penetration_index(inside, around)`.


# %% answer="m02-q5a-spend-index"
def spend_index(transactions, segments, by):
    """Index numbers of spending: rows are segments, columns are the values of `by`, 100 is average."""
    segment = transactions["customer_id"].map(segments)
    table = transactions.assign(segment=segment, value=transactions[by].astype(str))
    yuan = table.pivot_table(
        index="segment", columns="value", values="amount", aggfunc="sum", fill_value=0
    )
    within = ...
    overall = ...
    ### BEGIN SOLUTION
    within = yuan.div(yuan.sum(axis=1), axis=0)
    overall = yuan.sum() / yuan.sum().sum()
    ### END SOLUTION
    return 100 * within / overall


best_reached = ...
### BEGIN SOLUTION
best_reached = penetration_index(inside, around).idxmax()
### END SOLUTION

# %% task="m02-q5a-spend-index" points=5 grades=["S000-17"]
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q5a-spend-index",
    points=5,
    hints=[
        "For one segment: of every 100 yuan it moves, how many go through the app? And of every 100 yuan of the whole branch?",
        "`yuan.sum(axis=1)` adds up each row, `yuan.sum()` each column, and `yuan.sum().sum()` everything.",
        "Divide each row by its own sum with `.div(..., axis=0)`; divide the sums of the columns by the sum of everything.",
    ],
)
paid = pd.DataFrame(
    {
        "customer_id": ["a1", "a1", "a2", "b1", "b1", "b1"],
        "channel": ["app", "branch", "branch", "app", "app", "branch"],
        "amount": [90, 25, 35, 30, 20, 450],
    }
)
group = pd.Series({"a1": "A", "a2": "A", "b1": "B"})
without = paid[(paid["channel"] == "branch") | (paid["customer_id"] == "b1")]
some = transactions[transactions["customer_id"].isin(segments.index)].sample(500, random_state=1)
own = segments[segments.index.isin(some["customer_id"])]
for title, payments, groups, by, options in [
    ("the index of two segments and two channels", paid, group, "channel", {"weight": 3}),
    ("a segment without any yuan there has 0", without, group, "channel", {}),
    ("payments of the branch by channel", some, own, "channel", {"weight": 2, "hidden": True}),
    ("payments of the branch by product", some, own, "product", {"hidden": True}),
]:
    task.check(title, task.call("spend_index", payments, groups, by), **options)
groups = list(around.index)
task.check(
    "whom the branch in the next town reaches best",
    task.value("best_reached"),
    among=groups,
    silent=True,
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
print(f"equal names: {(first == second).mean():.0%}")
print(f"adjusted Rand index: {adjusted_rand_score(first, second):.2f}")
pd.concat([first, second], axis=1).T

# %% [markdown]
# Not one label agrees, and yet both found exactly the same three groups. Names of groups mean nothing; **who is together with whom** does.
# The **adjusted Rand index** (Hubert and Arabie 1985) counts pairs: 1 means the same groups, 0 is what chance gives.
#
# `cluster_stability` draws the customers again, clusters each draw, and takes the mean of this index. A small branch needs it most, so try it on two hundred customers: how sure could a branch of that size be?

# %%
few = prepared.sample(200, random_state=3)
STEADY = 0.90  # what the house asks of a segmentation

# %% [markdown]
# ## Task 6: stability (5 points)
#
# * `age_agreement`: the adjusted Rand index of `age_bands` with `segments`. How much of the segments does age see?
# * `stability`: a Series with index 3, 4, 5 and the library's `cluster_stability(few, k, repeats=20)` for each.
# * `steadiest_k`: the k among them that is the most stable.

# %% answer="m02-q6-stability"
age_agreement = ...
stability = ...
steadiest_k = ...
### BEGIN SOLUTION
age_agreement = adjusted_rand_score(age_bands, segments)
stability = pd.Series({k: cluster_stability(few, k, repeats=20) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()
### END SOLUTION

# %% task="m02-q6-stability" points=5
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q6-stability",
    points=5,
    hints=[
        "Would your measure notice that A, B, C and C, A, B are the same three groups? And which customers are drawn again?",
        "`adjusted_rand_score` compares pairs of customers. A dictionary from k to the stability becomes a column with `pd.Series`.",
        "`{k: cluster_stability(few, k, repeats=20) for k in (3, 4, 5)}`, and `idxmax()` for the steadiest.",
    ],
)
agreement = task.value("age_agreement")
task.check(
    "who is together, by age and by behavior", agreement, weight=2, atol=0.003, within=(-1, 1)
)
given = task.value("stability")
for k in (3, 4, 5):
    title = f"the stability of {k} segments when customers are drawn again"
    task.check(title, given[str(k)], weight=2 / 3, atol=0.006, within=(-0.5, 1))
task.check(
    "the steadiest follows from your own table",
    task.value("steadiest_k"),
    own="pd.Series(stability).astype(float).idxmax()",
)
task

# %% [markdown]
# ## A stable segment is not yet a useful one
#
# Wedel and Kamakura (2000) ask six questions of a segmentation. One of them is stability, and they mean that a segment lasts long enough to act on it.
# The branch asks for less, and first: that the segment is there again when the customers are drawn again.
#
# | Criterion | The segment passes if |
# |---|---|
# | **identifiable** | we can say of each customer whether he or she belongs |
# | **substantial** | it is large enough to pay for its own treatment |
# | **accessible** | we can reach its customers, and may |
# | **stable** | it lasts; at the very least, it is there again when the customers are drawn again |
# | **responsive** | its customers answer to an offer otherwise than the others do |
# | **actionable** | we have something to offer that meets what it wants |
#
# **A worked example.** "Everybody who was born in a leap year" is identifiable, substantial and stable. Nobody expects leap years to answer otherwise: it is not responsive.
#
# Six proposals lie on Ms. Qiao's desk:
#
# * **heirs**: customers who will soon inherit; no file says who.
# * **eight groups**: the four behaviors cut into eight. When Riverside's customers are drawn again, the adjusted Rand index is 0.77 on average over ten draws; the house asks for 0.90.
# * **refusers**: customers who did not agree to be sent offers.
# * **zodiac signs**: of the spring offers, 6.4 % were accepted, and the signs differ by no more than chance.
# * **gold box**: the seven customers who rent a box in the vault.
# * **wishers**: customers who want twice the interest that any bank pays.

# %% [markdown]
# ## Task 6b: which segmentation goes on? (5 points)
#
# * `fails`: a dictionary. For each of the six proposals, the **one** criterion of the table on which it fails first. Each criterion is needed once.
# * `smallest`: the proportion of customers in the smallest of the four `segments`.
# * `adopt`: the decision for a branch of two hundred customers, a number of segments. Of 3, 4 and 5, the house takes the k with the largest silhouette among those whose `stability` is at least `STEADY`. Use your `silhouettes`: they come from many more customers.
#
# With all of Riverside's 2,884 customers, all three are steady. Whether the segments are *responsive* is the question of the next notebook.

# %% answer="m02-q6b-criteria"
fails = {
    "heirs": "...",
    "eight groups": "...",
    "refusers": "...",
    "zodiac signs": "...",
    "gold box": "...",
    "wishers": "...",
}
smallest = ...
adopt = ...
### BEGIN SOLUTION
fails = {
    "heirs": "identifiable",
    "eight groups": "stable",
    "refusers": "accessible",
    "zodiac signs": "responsive",
    "gold box": "substantial",
    "wishers": "actionable",
}
smallest = segments.value_counts(normalize=True).min()
passing = stability.index[stability >= STEADY]
adopt = silhouettes[passing].idxmax()
### END SOLUTION

# %% task="m02-q6b-criteria" points=5 grades=["S003-82"] decides="which segmentation goes on"
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q6b-criteria",
    points=5,
    hints=[
        "What stops the branch first: finding them, reaching them, or having something for them?",
        "A segment that we cannot find cannot be reached either: name what comes first. `value_counts(normalize=True)` gives shares.",
        "`segments.value_counts(normalize=True).min()`; then keep the k that are steady enough, and take the largest of their `silhouettes`.",
    ],
)
criteria = ["identifiable", "substantial", "accessible", "stable", "responsive", "actionable"]
task.check(
    "what each proposal fails on",
    task.value("fails"),
    weight=3,
    among=criteria,
    each=True,
    silent=True,
)
task.check("the smallest segment", task.value("smallest"), atol=0.002, within=(0, 1))
task.check(
    "the decision for the small branch follows from your own numbers",
    task.value("adopt"),
    own="pd.Series(silhouettes)[[k for k in (3, 4, 5) if pd.Series(stability)[k] >= STEADY]].idxmax()",
)
task

# %% [markdown]
# ## Task 6c: what may be told (3 points)
#
# The letter is graded; how sure you were is kept, for you.

# %%
statement = Statement(
    "m02-q6c-statement",
    "Which sentence about the segments may Ms. Qiao tell her staff?",
    {
        "A": "Customers of a bank come in four kinds; we have counted them, and our neighbors have the same four.",
        "B": "Among customers who agreed to be profiled, age bands and behavior groups agree little: their agreement is nearer to chance than to the same groups.",
        "C": "A customer's age says nothing about how he or she uses the bank.",
        "D": "Customers use less credit as they grow older, because age makes people careful.",
    },
)
statement

# %% answer="m02-q6c-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="B", sure=0.85)
### END SOLUTION

# %% task="m02-q6c-statement" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q6c-statement",
    points=3,
    hints=[
        "Which customers are in the data, and how clearly did four win over two?",
        "Is little the same as nothing? And did anybody grow older in these data?",
        "Compare each sentence with your `age_agreement`.",
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

judge("m02_segmentation/2_segments")

# %% [markdown]
# ## What you take with you
#
# * Scale first, or the largest unit chooses your segments for you.
# * State the criterion for k before you see the result, then follow it, and say when it was close.
# * 100 is average: say what is above and below the line, and count what you mean to count.
# * Labels are names. Compare who is together with whom.
# * Stable is not useful: ask the other five questions, too.
#
# **Further reading.** W. R. Smith, "Product Differentiation and Market Segmentation as Alternative Marketing Strategies", *Journal of Marketing* 21(1), 1956.
# M. Wedel and W. A. Kamakura, *Market Segmentation*, 2nd ed., Kluwer, 2000.
# P. J. Rousseeuw, "Silhouettes", *Journal of Computational and Applied Mathematics* 20, 1987.
# L. Hubert and P. Arabie, "Comparing Partitions", *Journal of Classification* 2, 1985.
#
# **Next:** [3_offers](3_offers.ipynb). Four segments are a picture. A decision needs offers, costs and a forecast.
