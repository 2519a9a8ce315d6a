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
#     module: m04_servqual
#     title: Promises, and what they are worth
#     minutes: 95
#     points: 35
#     asks: Ms. Tang
#     question: "Who breaks the promise of the sale, and does keeping it pay?"
# ---

# %% [markdown]
# # Service quality 3 of 3: promises, and what they are worth
#
# **Willow Bridge Insurance.** 95 minutes, 35 points.
#
# When you have finished this notebook you will be able to
#
# 1. compare how well people keep promises when they do not sell the same thing,
# 2. tell what raises an expectation from what fulfills it,
# 3. separate what a customer gets from how it is given, and say how the two work together,
# 4. estimate what reliability is worth at renewal without crediting it with everything else,
# 5. repair a text whose words and sources are wrong, and say what wrong words do to a survey.

# %%
from servicelab import recall

recall("m04_servqual/3_promises")

# %% [markdown]
# ## Where we stand
#
# Weighted by what policyholders hold dear, **reliability** comes first. Its worst item is number 5: a claim is paid the way the cover was explained before signing.
# So Ms. Tang asks three things before she spends the money:
#
# * *Who* at Willow Bridge does not keep what was said at the sale?
# * Where do the **expectations** come from that we then disappoint?
# * And does reliability **pay**?

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
import statsmodels.formula.api as smf
from scipy.stats import ttest_ind, ttest_rel  # noqa: F401

from servicelab import load_dataset
from servicelab.plots import name_series, show_table, use_style
from servicelab.surveys import dimension_scores, reverse_items, screen_survey
from servicelab.tasks import is_right, labeled

use_style()
items = load_dataset("insurer_items")
raw = load_dataset("insurer_servqual")
policyholders = load_dataset("insurer_policyholders")
claims = load_dataset("insurer_claims")
survey = reverse_items(raw[screen_survey(raw, items)["keep"]].reset_index(drop=True), items)
claims.head(3)

# %% [markdown] teaches=["S003-12"]
# ## As told?
#
# A sale is a promise, and a claim is the day on which it falls due. For each of 3,000 settled claims the file says what the policyholder had been **told** at the sale, and what was **paid**.
# `paid_as_told` is true when as much was paid as had been told, or more. The promise-kept rate is
#
# $$\frac{\text{claims paid as told}}{\text{claims settled}}$$
#
# in 2024 and 2025. 24 people sell for Willow Bridge; a quarter of the claims come from policies bought in the app, without any of them (`agent_id` is missing).

# %%
sold = claims.dropna(subset="agent_id")
crude = (
    sold.groupby("agent_id", observed=True)["paid_as_told"]
    .agg(["mean", "size"])
    .sort_values("mean")
)
show_table(
    crude.head(4).rename(columns={"mean": "paid_as_told", "size": "claims"}),
    {"paid_as_told": "{:.1%}"},
    caption="The bottom of the league table",
)

# %% [markdown]
# A07 is at the bottom, about five points below the next. The sales director would like to let A07 go.
#
# **Predict:** what would you want to know about A07 before anybody talks to A07?

# %% jupyter={"source_hidden": true}
kind = sold["claim_type"].astype(str)
fig, axes = plt.subplots(1, 2, figsize=(10, 3.6), sharey=True, layout="constrained")
kept = sold.groupby(kind)["paid_as_told"].mean().sort_values()
bars = axes[0].barh(kept.index.str.capitalize(), 100 * kept, color="#BBBBBB")
axes[0].bar_label(bars, fmt="%.0f %%", padding=3)
axes[0].set(xlabel="Paid as told, % of the claims", title="Some claims are harder", xlim=(0, 112))
mix = pd.DataFrame(
    {
        "A07": kind[sold["agent_id"] == "A07"].value_counts(normalize=True),
        "all who sell": kind.value_counts(normalize=True),
    }
).loc[kept.index]
for shift, (agent, row), color, hatch in zip(
    (-0.2, 0.2), mix.items(), ("#0072B2", "#D55E00"), ("", "//"), strict=True
):
    axes[1].barh(
        np.arange(len(row)) + shift,
        100 * row,
        0.38,
        label=agent,
        color=color,
        hatch=hatch,
        edgecolor="white",
    )
axes[1].set(xlabel="% of the claims", title="And some people sell them")
name_series(axes[1])
for ax in axes:
    ax.grid(visible=False)
plt.show()

# %% [markdown]
# Hospital stays are the claims where told and paid part most often: the cover is complicated. And A07 sells mostly health insurance.
# The league table compares products and calls it people.

# %% [markdown]
# ## The Python of rates and shares
#
# `groupby` with two columns and `.unstack()` give a table of means; `.value_counts(normalize=True)` the share of each value. A table times a Series multiplies each **column** by the entry of its name, and `.sum(axis=1)` adds up each row.
# More of this kind is on [the cheat sheet](../guides/cheat-sheet.md); what the words of the course mean, in [the glossary](../guides/glossary.md).
# Two bank branches, easy and hard cases, minutes:

# %%
loan_cases = pd.DataFrame(
    {
        "branch": ["east", "east", "west", "west", "west"],
        "kind": ["easy", "hard", "easy", "easy", "hard"],
        "minutes": [5, 20, 6, 8, 15],
    }
)
print(loan_cases["kind"].value_counts(normalize=True).to_dict())
pay_per_minute = pd.Series({"hard": 3, "easy": 2})
minutes = loan_cases.groupby(["branch", "kind"])["minutes"].mean().unstack()
minutes * pay_per_minute

# %% [markdown]
# ## Task 12: a fair league table (8 points)
#
# Let everybody have the **same mix of claims**. Write `kept_standardized(claims)`.
#
# * `claims` has the columns of the file. Leave out claims without a seller (`agent_id` missing), **from everything**.
# * Let $k_{at}$ be the promise-kept rate of seller $a$ in claims of type $t$, and $s_t$ the share of type $t$ among **all claims that have a seller**.
#   The standardized rate of a seller is $\sum_t s_t\, k_{at}$, a proportion.
# * It returns a Series, **index** `agent_id`, with the standardized rate, to three decimals at least. Every seller has claims of every type.
#
# Then set `lowest` to the `agent_id` with the lowest standardized rate in `claims`.


# %% answer="m04-q12-promises"
def kept_standardized(claims):
    """Promise-kept rate of each seller if all had the same mix of claims."""
    ### BEGIN SOLUTION
    sold = claims.dropna(subset="agent_id")
    kind = sold["claim_type"].astype(str)
    by_type = sold.groupby([sold["agent_id"].astype(str), kind])["paid_as_told"].mean().unstack()
    return (by_type * kind.value_counts(normalize=True)).sum(axis=1)
    ### END SOLUTION


lowest = ...
### BEGIN SOLUTION
lowest = kept_standardized(claims).idxmin()
### END SOLUTION

# %% task="m04-q12-promises" points=8
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m04-q12-promises",
    points=8,
    hints=[
        "What would A07's rate be if A07 had sold what all sell?",
        "First a table: sellers in rows, claim types in columns, in each cell the rate. Then a weighted mean of each row, with the same weights for all.",
        '`sold.groupby(["agent_id", "claim_type"], observed=True)["paid_as_told"].mean().unstack()` is the table, `sold["claim_type"].value_counts(normalize=True)` are the weights.',
    ],
)


def cases(counts):
    """Claims with known counts: {(seller, type): (settled, paid as told)}."""
    rows = [
        (seller, kind, place < good)
        for (seller, kind), (n, good) in counts.items()
        for place in range(n)
    ]
    table = pd.DataFrame(rows, columns=["agent_id", "claim_type", "paid_as_told"])
    return table.assign(claim_id=[f"T{number:03d}" for number in range(len(table))])


toy = cases(
    {
        ("X", "storm"): (3, 3),
        ("X", "hospital stay"): (9, 5),
        ("Y", "storm"): (16, 12),
        ("Y", "hospital stay"): (4, 2),
        (None, "storm"): (10, 10),
        (None, "hospital stay"): (2, 2),
    }
)
small = task.call("kept_standardized", toy)
task.check("two sellers, two types of claim", small, weight=3, within=(0, 1))
sellers = sorted(sold["agent_id"].astype(str).unique())
task.check("the lowest", task.value("lowest"), weight=2, among=sellers)
whole = task.call("kept_standardized", claims)
task.check("Willow Bridge", whole, weight=2, atol=0.0015, hidden=True)
other = make_insurer(seed=5).claims
other = other[other["agent_id"].isin([f"A{n:02d}" for n in range(1, 7)]) | other["agent_id"].isna()]
other = other[["claim_id", "agent_id", "claim_type", "paid_as_told"]].iloc[::2]
found = task.call("kept_standardized", other)
task.check("another insurer", found, atol=0.0015, hidden=True)
task

# %% jupyter={"source_hidden": true}
if is_right("m04-q12-promises"):
    fair = labeled(kept_standardized(claims), crude.index).astype(float).sort_values()
    fig, ax = plt.subplots(figsize=(8, 5.6), layout="constrained")
    place = np.arange(len(fair))
    ax.hlines(place, 100 * crude.loc[fair.index, "mean"], 100 * fair, color="#BBBBBB", zorder=1)
    ax.plot(100 * crude.loc[fair.index, "mean"], place, "D", color="#E69F00", label="as they came")
    ax.plot(100 * fair, place, "o", color="#0072B2", label="at the same mix of claims")
    ax.set_yticks(place, fair.index, fontsize=9)
    ax.set(
        xlabel="Paid as told, % of the claims",
        ylabel="Seller",
        title="Compared at the same mix of claims, A07 is no longer last",
    )
    name_series(ax)
    plt.show()

# %% [markdown]
# A07 moves from the bottom into the upper part. Somebody else is last now, and by a distance: a seller with easy claims, hardly any of them from health insurance, who was second from the bottom all along and to whom nobody paid attention as long as A07 stood below.
#
# Even so: each seller has fewer than a hundred claims, and the last of twenty-four is always far down. Module 7 draws the limits of luck around such a table.
# Before anybody is let go, ask to see the files. And repair what nobody sells well: if the hospital cover is hard to explain, **As told** begins with a page that explains it.

# %% [markdown] teaches=["S003-124", "S003-32"]
# ## Where expectations come from: what can be seen
#
# A policy is invisible, so people judge by what they can see. The consultant concludes: polish the rooms.
# Willow Bridge tried it on 240 people who are no policyholders. Lots decided whether a person saw a **plain** or a **polished** office; the text beside the picture was the same. Then each was asked how good the service would be, and how surely this insurer keeps its promises.

# %%
vignettes = load_dataset("insurer_vignettes")
vignettes.head(3)

# %% jupyter={"source_hidden": true}
shown = vignettes.melt(
    id_vars="cue",
    value_vars=["expected_quality", "expected_reliability"],
    var_name="asked",
    value_name="answer",
)
shown["asked"] = shown["asked"].str.replace("_", " ").str.capitalize()
ax = sns.pointplot(
    shown,
    x="asked",
    y="answer",
    hue="cue",
    hue_order=["plain", "polished"],
    dodge=0.25,
    linestyle="none",
    markers=["D", "o"],
    capsize=0.08,
    seed=0,
    palette=["#0072B2", "#D55E00"],
)
ax.figure.set_size_inches(8, 3.4)
ax.set(xlabel="", ylabel="Mean answer, 1 to 7, 95 % interval", title="The same words, another room")
name_series(ax, "Office")
plt.show()

# %% [markdown]
# ## Task 13: what a polished office promises (4 points)
#
# * `effect`: a dictionary or Series with `"expected_quality"` and `"expected_reliability"`: the mean among those who saw the **polished** office minus the mean among those who saw the **plain** one, in points of the scale, to at least three decimals.
# * `effect_interval`: the 95 % interval (low, high) of the effect on **expected quality**, to at least three decimals. Nobody saw both offices. `ttest_ind(a, b, equal_var=False).confidence_interval()` and `ttest_rel(a, b).confidence_interval()` are at hand; choose.

# %% answer="m04-q13-cues"
effect = ...
effect_interval = ...
### BEGIN SOLUTION
polished = vignettes[vignettes["cue"] == "polished"]
plain = vignettes[vignettes["cue"] == "plain"]
effect = {
    asked: polished[asked].mean() - plain[asked].mean()
    for asked in ("expected_quality", "expected_reliability")
}
effect_interval = ttest_ind(
    polished["expected_quality"], plain["expected_quality"], equal_var=False
).confidence_interval()
### END SOLUTION

# %% task="m04-q13-cues" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q13-cues",
    points=4,
    hints=[
        "In the last notebook each person gave two answers. Here?",
        'Two tables, `vignettes[vignettes["cue"] == "polished"]` and the other; subtract their means.',
        "Independent groups: `ttest_ind(polished, plain, equal_var=False).confidence_interval()`, in this order.",
    ],
)
given = task.value("effect")
for asked in ("expected_quality", "expected_reliability"):
    task.check(f"the effect on {asked.replace('_', ' ')}", given[asked], atol=0.006)
ends = task.value("effect_interval")
task.check("an interval of two independent groups", ends, weight=2, ordered=True, atol=0.006)
task

# %% [markdown]
# Lots decided, so the office is the cause. And look at the second question: a better-looking room makes people expect that **promises are kept**. Nobody said so. The room did.
#
# Now put that into the gap. The rooms raise E. They do nothing to P on reliability. **New rooms would widen the very gap that hurts most**, unless the promise behind them is kept.
# Physical evidence is a promise as well; Willow Bridge's gap on tangibles is its smallest.

# %% [markdown] teaches=["S003-169"]
# ## Where expectations come from: what others say
#
# The column `heard` counts the acquaintances who spoke well of Willow Bridge before the policy was signed (0 to 4). People believe a neighbor more than a poster.
# **Predict:** are those who came by recommendation more satisfied, or less?

# %%
people = survey.merge(
    policyholders[["policyholder_id", "price_change", "tenure_years"]], on="policyholder_id"
)
for side in ("expectation", "perception", "gap"):
    people[side] = dimension_scores(people, items, side).mean(axis=1)
people[["heard", "expectation", "perception", "gap"]].head(3)

# %% jupyter={"source_hidden": true}
fig, axes = plt.subplots(1, 2, figsize=(10, 3.5))
for side, marker, color in (("expectation", "D", "#0072B2"), ("perception", "o", "#D55E00")):
    sns.pointplot(
        people,
        x="heard",
        y=side,
        markers=marker,
        color=color,
        label=side,
        seed=0,
        capsize=0.1,
        ax=axes[0],
    )
sns.pointplot(
    people, x="heard", y="gap", markers="s", color="#444444", seed=0, capsize=0.1, ax=axes[1]
)
axes[0].set(
    xlabel="Acquaintances who spoke well",
    ylabel="Mean, points of the scale, 95 % interval",
    title="Expected and found",
)
axes[1].set(
    xlabel="Acquaintances who spoke well", ylabel="Mean gap P - E, 95 % interval", title="The gap"
)
name_series(axes[0])
fig.tight_layout()
plt.show()

# %% [markdown]
# ## Task 14: praise and the gap (4 points)
#
# Use the table `people` and straight lines (ordinary least squares) on `heard`.
#
# * `slopes`: a dictionary or Series with `"expectation"`, `"perception"` and `"gap"`: by how many points of the scale each changes **for one more acquaintance**, to at least three decimals. `np.polyfit(x, y, 1)[0]` is a slope.
# * `through_expectation`: the share of the change in the gap that comes through the expectation. As gap = P − E, that is −(slope of E) ÷ (slope of the gap); a number near 1 says: nearly all. Compute it before you round the slopes.
#   (The slopes of P and E add up to that of the gap nearly, not exactly: who left one side of an item open has no gap there, but the other side still counts in its own mean.)

# %% answer="m04-q14-praise"
slopes = ...
through_expectation = ...
### BEGIN SOLUTION
slopes = {
    side: np.polyfit(people["heard"], people[side], 1)[0]
    for side in ("expectation", "perception", "gap")
}
through_expectation = -slopes["expectation"] / slopes["gap"]
### END SOLUTION

# %% task="m04-q14-praise" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q14-praise",
    points=4,
    hints=[
        "Three lines over the same people: which goes up, which stays level, which goes down?",
        '`np.polyfit(people["heard"], people["gap"], 1)[0]`, and the same for the other two.',
        "A slope has a unit: points of the scale for one acquaintance. A correlation has none.",
    ],
)
given = task.value("slopes")
for side, weight in (("expectation", 1.25), ("perception", 0.5), ("gap", 1.75)):
    task.check(f"the slope of the {side}", given[side], weight=weight, atol=0.006)
task.check(
    "the share follows from your slopes",
    task.value("through_expectation"),
    weight=1.5,
    atol=0.06,
    own='-pd.Series(slopes)["expectation"] / pd.Series(slopes)["gap"]',
)
task

# %% [markdown]
# Recommended customers report about the same service as the others, and it falls short of what they expect by more, because praise went before. A report that compares gaps between "recommended" and "other" customers finds that recommendation makes service worse.
# (Nobody drew lots here. People who ask around may expect more to begin with.)
#
# Do not stop people from praising you. But let those who praise, and those who sell, know what you can keep.

# %% [markdown] teaches=["S003-164"]
# ## What you get, and how you get it
#
# Grönroos (1984) split quality in two. **Technical** quality is what the customer is left with: the sum that was paid. **Functional** quality is the manner: the way it was done.
# The survey asked for both, `outcome_quality` and `manner_quality` (1 to 7), and for `satisfaction`.
# Do they add up, or does one depend on the other? **Predict:** a claim is paid in full by a rude, slow clerk. How much is the payment worth then?

# %% jupyter={"source_hidden": true}
grid = people.assign(
    manner=pd.cut(people["manner_quality"], [0, 3, 5, 7], labels=["1-3", "4-5", "6-7"]),
    outcome=pd.cut(people["outcome_quality"], [0, 3, 5, 7], labels=["1-3", "4-5", "6-7"]),
)
ax = sns.pointplot(
    grid,
    x="outcome",
    y="satisfaction",
    hue="manner",
    markers=["o", "D", "s"],
    linestyles=[":", "--", "-"],
    palette=["#D55E00", "#444444", "#0072B2"],
    errorbar=None,
)
ax.figure.set_size_inches(8, 3.5)
ax.set(
    xlabel="Outcome: what I got (1 to 7)",
    ylabel="Mean satisfaction, 1 to 7",
    title="What an outcome is worth, by the manner in which it came (1 to 7)",
)
name_series(ax, "Manner")
plt.show()

# %% [markdown]
# The lines are not parallel. A straight model with a product term says how steep each is:
#
# $$\text{satisfaction} = b_0 + b_1\,\text{outcome} + b_2\,\text{manner} + b_3\,\text{outcome}\times\text{manner}$$

# %% [markdown]
# ## The Python of a formula
#
# A formula names a column, `~`, and what explains it; `a * b` stands for a, b **and** their product, which is called `a:b`. `.params` holds the numbers by these names.
# Waiting and crowding in a bank's hall, and the mood:

# %%
hall = pd.DataFrame(
    {"wait": [1, 2, 3, 4, 5, 6], "crowd": [1, 3, 1, 3, 1, 3], "mood": [9, 6, 8, 3, 7, 1]}
)
fitted = smf.ols("mood ~ wait * crowd", hall).fit().params
print(f"of the wait {fitted['wait']:.2f}, of the product {fitted['wait:crowd']:.2f}")

# %% [markdown]
# ## Task 15: an outcome is worth more in good manner (4 points)
#
# Fit this model on `people` with `smf.ols("satisfaction ~ outcome_quality * manner_quality", people).fit()`; its `params` are the four numbers.
#
# `outcome_slope` is a dictionary or Series with the keys **2** and **6**: by how many points satisfaction rises **for one more point of outcome**, when manner is 2, and when manner is 6; to at least three decimals.

# %% answer="m04-q15-manner"
outcome_slope = ...
### BEGIN SOLUTION
b = smf.ols("satisfaction ~ outcome_quality * manner_quality", people).fit().params
outcome_slope = {
    manner: b["outcome_quality"] + b["outcome_quality:manner_quality"] * manner for manner in (2, 6)
}
### END SOLUTION

# %% task="m04-q15-manner" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q15-manner",
    points=4,
    hints=[
        "Put manner = 2 into the formula. What stands in front of outcome?",
        "In front of outcome stand $b_1$ and $b_3$ times manner.",
        '`b["outcome_quality"] + b["outcome_quality:manner_quality"] * 2` is the first.',
    ],
)
task.check("the two slopes", task.value("outcome_slope"), each=True, atol=0.008)
task

# %% [markdown]
# In bad manner a good outcome buys next to nothing; in good manner it buys most of a point for each point. The clerk and the sum multiply.
# That is one more reason not to save on the one because the other is right.

# %% [markdown] teaches=["S003-15", "S003-11"]
# ## Does reliability pay?
#
# The two pages list six benefits of reliability. The first is that customers stay. Those who find Willow Bridge reliable renewed far more often:

# %%
people["reliability"] = dimension_scores(people, items, "perception")["reliability"]
print(f"{people['renewed'].mean():.0%} of those who answered the survey renewed.")
thirds = pd.qcut(people["reliability"], 3, labels=["lowest third", "middle", "highest third"])
show_table(
    people.groupby(thirds, observed=True).agg(
        renewed=("renewed", "mean"),
        price_change=("price_change", "mean"),
        tenure_years=("tenure_years", "mean"),
    ),
    {"renewed": "{:.0%}", "price_change": "{:+.1%}", "tenure_years": "{:.1f}"},
)

# %% [markdown]
# Read the whole row. Those who find the insurer reliable were also asked for smaller price rises, and have been customers for longer. Who has just been told that the premium rises ticks everything a little lower: a **halo**, in reverse.
# Some of the difference belongs to price and tenure.
#
# A **logit** takes them into account:
# $\;\log\dfrac{p}{1-p} = a + b_1\,\text{reliability} + b_2\,\text{price change} + b_3\,\text{tenure}$.
# Its coefficients are log-odds, which nobody on a board can read. The **average marginal effect** can be read. The curve of the logit has a slope at each person: how steeply the probability of renewal rises with reliability, just there. The effect is the mean of these slopes over the people as they are (not: add a whole point to everybody and subtract, which runs into the flat end of the curve).

# %% [markdown]
# ## The Python of a formula made from a list
#
# `" and ".join(list)` puts texts together, with the first text between them. `[first, *others]` is a list that begins with `first`; it also works if `others` is empty.

# %%
for guests in ([], ["Bo", "Chu"]):
    print(" and ".join(["Ai", *guests]))

# %% [markdown]
# ## Task 16: worth at renewal (6 points)
#
# Write `renewal_effect(people, controls)`.
#
# * `people`: a DataFrame with `renewed` (0 or 1), `reliability` (mean perception, 1 to 7), and further columns. Rows with a missing value in a column that is used are left out.
# * `controls`: a list of names of columns to take into account, such as `["price_change", "tenure_years"]`; it can be **empty**.
# * It returns **one number**: the average marginal effect of `reliability` on the probability of renewal in a logit, as a **proportion per point of the scale** (0.08 means 8 percentage points), to at least three decimals: the **slope of the probability at each person, averaged**.
#
# `fit = smf.logit("renewed ~ ...", people).fit(disp=0)` fits; `fit.get_margeff().margeff` holds average marginal effects in the order of the formula.
#
# Then `unadjusted` is the effect without controls, and `adjusted` that with `price_change` and `tenure_years`.


# %% answer="m04-q16-renewal"
def renewal_effect(people, controls):
    """Average marginal effect of a point of reliability on the probability of renewal."""
    ### BEGIN SOLUTION
    formula = "renewed ~ " + " + ".join(["reliability", *controls])
    fit = smf.logit(formula, people).fit(disp=False)
    return fit.get_margeff().margeff[0]
    ### END SOLUTION


unadjusted = ...
adjusted = ...
### BEGIN SOLUTION
unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])
### END SOLUTION

# %% task="m04-q16-renewal" points=6
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m04-q16-renewal",
    points=6,
    hints=[
        "If reliability comes first in the formula, which of the marginal effects is it?",
        '`"renewed ~ " + " + ".join(["reliability", *controls])` writes the formula, whatever the controls are.',
        "`smf.logit(formula, people).fit(disp=0).get_margeff().margeff[0]` is the number; call your function twice for the other two.",
    ],
)
draw = np.random.default_rng(12)
mild = pd.DataFrame({"reliability": draw.uniform(2, 7, 400).round(2)})
mild["extra"] = (0.8 * (mild["reliability"] - 4.5) + draw.normal(size=400)).round(2)
log_odds = 0.2 + 0.5 * (mild["reliability"] - 4.5) + 1.1 * mild["extra"]
mild["renewed"] = (draw.random(400) < 1 / (1 + np.exp(-log_odds))).astype(int)
alone = task.call("renewal_effect", mild, [])
task.check("invented people without controls", alone, weight=2, atol=0.0012)
with_extra = task.call("renewal_effect", mild, ["extra"])
task.check("a control that goes along with reliability", with_extra, weight=2, atol=0.0012)
for name in ("unadjusted", "adjusted"):
    task.check(name, task.value(name), weight=1.5, within=(0, 1), atol=0.004)

other = make_insurer(seed=5)
strangers = other.servqual[screen_survey(other.servqual, other.items)["keep"]]
strangers = reverse_items(strangers.reset_index(drop=True), other.items)
score = dimension_scores(strangers, other.items, "perception")["reliability"]
strangers = strangers.assign(reliability=score.round(3)).merge(
    other.policyholders[["policyholder_id", "price_change", "tenure_years"]], on="policyholder_id"
)[["renewed", "reliability", "price_change", "tenure_years"]]
found = task.call("renewal_effect", strangers, ["tenure_years", "price_change"])
task.check("another insurer", found, atol=0.0015, hidden=True)
holes = strangers.assign(
    tenure_years=strangers["tenure_years"].mask(np.arange(len(strangers)) % 9 == 0)
)
found = task.call("renewal_effect", holes, ["tenure_years"])
task.check("with missing values", found, atol=0.0015, hidden=True)
task

# %% [markdown]
# Unadjusted, a point of reliability seems worth almost half as much again as it is. The rest was price and tenure.
# What is left is substantial: a tenth of a point more for a thousand policyholders means about nine more renewals. It is still an association. Only a trial in which lots decide who gets **As told** would settle it, and Ms. Tang can afford one: begin with half of the branches.
#
# And the other five benefits on the list? Each would need its own number, its own comparison, and the same suspicion.

# %% [markdown] teaches=["S003-10", "S003-13", "S003-21"]
# ## Task 17: the memo (9 points, read by your instructor)
#
# Before it goes to print, Ms. Tang shows you the draft of a service standard:
#
# > *According to Berry, Parasuramen and Zeithamel (1991), service quality consists of 一致可靠性, 安全感与服务能力, 有形展示, 同情心 and 及时回应. Reliability is what matters most to every customer. In our next survey we shall therefore ask:* 柳桥的员工同情您吗? *(Do the people at Willow Bridge feel sorry for you?)*
#
# Two of its labels are near the mark, and not alike. 及时回应 is a fair rendering: it says *soon*, though it leaves out *gladly*.
# 有形展示 is the usual Chinese name of **physical evidence**, what a firm sets out to be seen: a tool of marketing. The dimension is what customers make of it, 有形性.
#
# Write to her, 150 to 300 words. A table of the five labels may be added and does not count.
#
# | Criterion | 0 | 1-2 | 3 |
# |---|---|---|---|
# | **Sources and labels** | passed over | some of the errors, or errors without their repair | who and when for the model and for the questionnaire, five labels in both languages, each with its error or "right" |
# | **What the word does** | "a matter of taste" | says that the question is wrong | says what people would answer to it and why that is no measure of empathy, gives a better question, and a way to **test** the two wordings on policyholders |
# | **What comes first** | repeats "every customer" | another ranking, asserted | a sentence that the data of this module support, with numbers, its limits, and which of the three projects follows from it |

# %% [markdown] memo="m04-q17-memo" points=9
# ### BEGIN SOLUTION
# *A memo of full marks.* Dear Ms. Tang, three repairs before this is printed.
#
# **Sources and labels.** The gap model is Parasuraman, Zeithaml and Berry 1985, the questionnaire of five dimensions 1988, by the same three; 1991 is a refinement of the wording. Labels: 有形性 tangibles (有形展示 is physical evidence, a tool of marketing, not the dimension); 可靠性 reliability (一致 adds nothing); 响应性 responsiveness (及时回应 is fair, though it forgets the willingness); 保证性 assurance (安全感 is its effect; courtesy is missing); 移情性 empathy. 同情心 is an error: it says pity.
#
# **The question.** Whoever had no loss, or a proud customer after one, will disagree with "feel sorry for me", however well we looked after her. The answers measure misfortune and pride. Better, in our own words: 跟我谈的人会先看过我的档案 ("whoever talks to me has looked into my file"). Test it: lots decide which of the two wordings a respondent gets; compare means, missing answers and the correlation with the other four items on empathy.
#
# **What comes first.** "Every customer" is wrong. On average reliability gets 29 of 100 points, but one in five gives another dimension more. By the raw gap responsiveness is first (−1.19 against −1.06, ahead in 99 % of the draws, but not beyond doubt if all ten pairs are compared); weighted, reliability is (−0.34 against −0.25). I recommend **As told**, begun in half of the branches by lot, because the distance hurts most there and a tenth of a point of reliability goes with nine more renewals in a thousand. **New rooms** would raise what people expect. A survey at one insurer in one month is the limit of this.
#
# *Mark scheme.* Three marks for each criterion of the table. Numbers must be those of the trainee's own notebooks. Other labels in use in the literature (such as 共情性) are right as well if the memo says what they mean. A memo that keeps 同情心 cannot reach more than one mark for the second criterion; one that keeps "every customer" gets none for the third.
# ### END SOLUTION

# %% [markdown]
# ## Your own survey
#
# The survey part of this module, from screening to the question of what comes first, runs on a survey of your own with one command and no code:
#
# ```
# servicelab report servqual my_survey.csv
# ```
#
# * One row a respondent, the answers in columns `E01`, `P01`, `E02`, ... as they were given: **nothing reversed, nobody left out**. Or one row an answer, with `respondent`, `item`, `expectation`, `perception`.
# * If you have them: `w_tangibles` ... `w_empathy` (points), and `overall_quality`.
# * Other items than 22 in the usual layout, or items worded in reverse: a second file with `item`, `dimension`, `is_reversed`, given with `--items`.
#
# The page it writes says who was left out and why, shows the gaps with intervals that hold together, both rankings with their probabilities, the reliability of each scale and of its gap, and what to do next. Every fault in your file is told with its row and column.
# Write your own items: the published ones are protected, and yours will fit your customers better. Nothing leaves your computer.

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m04_servqual/3_promises")

# %% [markdown]
# ## What you take with you
#
# * Compare people at the same mix of cases, and do not mistake the last of twenty-four for a culprit.
# * Rooms and praise raise expectations. Only what is done raises perceptions.
# * Outcome and manner multiply.
# * A difference between two groups of customers is rarely one thing. Adjust, read the effect as a probability, and know what only a trial would tell.
# * Words are instruments. A mistranslated one measures something else with great precision.
#
# **Further reading.** C. Grönroos, "A Service Quality Model and Its Marketing Implications", *European Journal of Marketing* 18(4), 1984.
# K. R. Teas, "Expectations, Performance Evaluation, and Consumers' Perceptions of Quality", *Journal of Marketing* 57(4), 1993.
# F. Buttle, "SERVQUAL: Review, Critique, Research Agenda", *European Journal of Marketing* 30(1), 1996.
# M. J. Bitner, "Servicescapes", *Journal of Marketing* 56(2), 1992.
# V. A. Zeithaml, L. L. Berry and A. Parasuraman, "The Behavioral Consequences of Service Quality", *Journal of Marketing* 60(2), 1996.
#
# **Next:** module 5 replaces the single expectation by a zone: what people hope for, what they will put up with, and where to spend the budget.
