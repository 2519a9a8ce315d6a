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
#     title: Weigh the gaps, and doubt them
#     minutes: 75
#     points: 27
#     asks: Ms. Tang
#     question: "Which gap comes first, and how sure can one be?"
# ---

# %% [markdown]
# # Service quality 2 of 4: weigh the gaps, and doubt them
#
# **Willow Bridge Insurance.** 75 minutes, 27 points.
#
# When you have finished this notebook you will be able to
#
# 1. weigh gaps by what people say matters to them, person by person,
# 2. report a dimension by its own gap and weight, and a wait by its median and its slowest tenth,
# 3. put an interval on the difference of two gaps,
# 4. decide which dimension comes first, and say how sure you are, of all policyholders and of another survey.

# %%
from servicelab import recall

recall("m04_servqual/2_gaps")

# %% [markdown]
# ## Where we stand
#
# The policyholders' gaps are known. If the longest one decides, Ms. Tang has her project. But each policyholder also divided 100 points among the five dimensions: what matters, and how much.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns

from servicelab import Prediction, Statement, load_dataset
from servicelab.games.gap_explorer import GapExplorer
from servicelab.plots import is_static, use_style
from servicelab.priorities import derived_importance
from servicelab.surveys import (
    DIMENSIONS,
    dimension_scores,
    gap_summary,
    plot_gap_intervals,
    rank_probability,
    reverse_items,
    screen_survey,
    weighted_gaps,
    weighted_score,
)

use_style()
items = load_dataset("insurer_items")
raw = load_dataset("insurer_servqual")
survey = reverse_items(raw[screen_survey(raw, items)["keep"]].reset_index(drop=True), items)
gaps = dimension_scores(survey, items)
weights = survey[[f"w_{name}" for name in DIMENSIONS]]
weights.head(3)

# %% [markdown] teaches=["S003-11", "S003-32"]
# ## Weight times gap, person by person
#
# Two people. Ms. An gives reliability 60 of her 100 points and misses 2 points of the scale there: $0.60 \times (-2) = -1.2$. Mr. Bo gives it 20 points and misses nothing: $0.20 \times 0 = 0$. The mean of the two products is −0.6.
# Mean weight times mean gap would be $0.40 \times (-1) = -0.4$: it loses that the one who gives the points is the one who misses something. So multiply **within each person**, then average:
#
# $$\frac{1}{n}\sum_i \sum_d w_{id}\,(P_{id} - E_{id})$$
#
# with $w_{id}$ the points of person $i$ for dimension $d$, divided by 100. `weighted_gaps` returns the part of each dimension, `weighted_score` their sum.

# %%
first_weighted = Prediction(
    "m04-first-weighted",
    question="Which dimension has the longest weighted gap?",
    choices=list(DIMENSIONS),
)
first_weighted

# %%
both = pd.DataFrame(
    {
        "raw gap": gaps.mean(),
        "mean points": weights.mean().rename(lambda name: name.removeprefix("w_")),
        "weighted gap": weighted_gaps(gaps, weights),
    }
)
first_weighted.reveal_button(
    f"By the raw gap {both['raw gap'].idxmin()} is first, by the weighted gap "
    f"{both['weighted gap'].idxmin()}."
)


# %% jupyter={"source_hidden": true}
def plot_both():
    """Draw the raw and the weighted gaps beside each other."""
    _fig, axes = plt.subplots(1, 2, figsize=(10, 3.4), sharey=True)
    for ax, column in zip(axes, ["raw gap", "weighted gap"], strict=True):
        first = both[column].idxmin()
        bars = ax.barh(
            both.index.str.capitalize(),
            both[column],
            color=["#D55E00" if name == first else "#BBBBBB" for name in both.index],
        )
        ax.bar_label(bars, fmt="%.2f", padding=4)
        ax.set(
            xlabel="Points of the scale",
            title=f"{column.capitalize()}: {first} first",
            xlim=(both[column].min() * 1.4, 0),
        )
        ax.grid(visible=False)
    axes[0].invert_yaxis()
    plt.show()
    print(f"Weighted score of Willow Bridge: {weighted_score(gaps, weights):+.3f} points.")


if first_weighted.decision or is_static():
    plot_both()
else:
    print("Shown when your prediction is recorded. Then run this cell again.")

# %% [markdown] teaches=["S003-13"]
# **Raw and weighted gaps put different dimensions first:** the same people, the same answers. Neither list is wrong. One says where the distance is longest, the other where it weighs most.
#
# "Reliability always comes first" mixes up three things that can be first:
#
# * the **points** people give when asked (stated importance). In the American studies of 1990 reliability got about a third of the 100 points on average; other sectors and countries have other orders;
# * the **association** with the overall judgment (derived importance): how much of the differences between people's judgments (of their variance) the perceptions of a dimension explain;
# * the **gap**.
#
# And an average is not everybody.

# %%
seen = dimension_scores(survey, items, "perception")
whole = seen.notna().all(axis=1)
derived = derived_importance(seen[whole], survey.loc[whole, "overall_quality"])["relative_weight"]
most = weights.eq(weights.max(axis=1), axis=0).mean().rename(lambda name: name.removeprefix("w_"))
pd.DataFrame(
    {
        "points given (stated)": both["mean points"],
        "share of explained variance (derived)": 100 * derived / derived.sum(),
        "people for whom it has most points, ties included": 100 * most,
    }
).style.format("{:.0f} %")

# %% [markdown]
# For 20 % of the policyholders reliability does **not** have most points. "Always" is the word that is wrong.
#
# ## Points for reliability go with the gap there

# %% jupyter={"source_hidden": true}
shown = pd.DataFrame(
    {
        "points": pd.cut(
            weights["w_reliability"],
            [0, 20, 25, 30, 35, 100],
            labels=["to 20", "25", "30", "35", "40 and more"],
        ),
        "gap": gaps["reliability"],
    }
)
ax = sns.pointplot(
    shown, x="points", y="gap", color="#0072B2", linestyle="none", capsize=0.15, seed=0
)
ax.figure.set_size_inches(8, 3.4)
ax.set(
    xlabel="Points given to reliability",
    ylabel="Mean gap, 95 % interval",
    title="Who gives reliability more points has a worse gap there",
)
plt.show()

# %% [markdown]
# The correlation is −0.55 for reliability and 0.00 for responsiveness. Which came first cannot be told: people may miss more because it matters to them, or give it points because it went wrong.
#
# ## The Python of cutting off at zero
#
# `.clip(lower=0)` puts 0 in place of everything below 0. Two tables are multiplied cell by cell where rows and columns have the **same names**; `.rename(columns=...)` makes them the same.
# More is on [the cheat sheet](../guides/cheat-sheet.md); the words of the course are in [the glossary](../guides/glossary.md).
# A bank's tellers, minutes over the plan, and how much each kind of work counts:

# %%
over = pd.DataFrame({"cash": [3, -2], "loans": [-5, 4]}, index=["Lu", "Su"])
how_much = pd.DataFrame({"c_cash": [1, 1], "c_loans": [2, 2]}, index=["Lu", "Su"])
how_much = how_much.rename(columns=lambda name: name.removeprefix("c_"))
(how_much * over.clip(lower=0)).sum()

# %% [markdown]
# ## Task 5: what is there to gain? (6 points)
#
# The weighted gap nets out: people who are pleasantly surprised make up for those who are let down. A project takes nothing from the pleased. It can lift those who are **below** what they expected, at best up to it.
#
# Complete `gain_from_closing(gaps, weights)`.
#
# * `gaps`: DataFrame, respondents × dimensions, P − E, some missing. `points` holds the weights of the same people under the same names, **points that sum to 100** in every row.
# * `gain`: a Series, **index** dimension, the mean over the respondents **who have a gap in that dimension** of
#   weight (as a proportion) × how far the perception lies below the expectation. Who is not below adds **0**, so each value is zero or **positive**; points of the scale, three decimals at least.


# %% answer="m04-q5-gain"
def gain_from_closing(gaps, weights):
    """Rise of the weighted score if a dimension were brought up to expectation for everybody."""
    points = weights.rename(columns=lambda name: name.removeprefix("w_"))[gaps.columns]
    below = ...  # how far each is below the expectation, 0 for who is not
    gain = ...
    ### BEGIN SOLUTION
    below = (-gaps).clip(lower=0)
    gain = (points / 100 * below).mean()
    ### END SOLUTION
    return gain


# %% task="m04-q5-gain" points=6 grades=["S003-11"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m04-q5-gain",
    points=6,
    hints=[
        "Take one person. How far is she below, what share of her points lies there, and what if she is above?",
        "First the distance below zero for each person, with 0 for those above; then times the proportion; the mean over people comes last.",
        "`(-gaps).clip(lower=0)` is the distance below; `(points / 100 * ...).mean()` leaves missing gaps out by itself.",
    ],
)
far = pd.DataFrame({"reliability": [-2.0, -1.0, 2.0], "empathy": [-1.0, None, -3.0]})
near = pd.DataFrame({"w_reliability": [80, 60, 40], "w_empathy": [20, 40, 60]})
task.check("three people, two dimensions", task.call("gain_from_closing", far, near), weight=3)
task.check("columns in another order", task.call("gain_from_closing", far, near.iloc[:, ::-1]))

elsewhere = make_insurer(seed=11)
answered = elsewhere.servqual[screen_survey(elsewhere.servqual, elsewhere.items)["keep"]]
answered = reverse_items(answered, elsewhere.items)
for title, table in (("Willow Bridge", survey), ("another insurer", answered)):
    table = table.sample(250, random_state=2)
    points = table[[f"w_{name}" for name in reversed(DIMENSIONS)]]
    gain = task.call("gain_from_closing", dimension_scores(table, items).round(4), points)
    task.check(title, gain, atol=0.001, hidden=True)
task

# %% [markdown] teaches=["S003-27"]
# That is room, not a promise: how much of it a project would close, only a trial can tell. The order is that of the weighted gaps.
#
# ## One dimension in numbers, one wait in hours
#
# A survey says how responsive an insurer *seems*. The mailbox says how long people wait. Waiting times are skewed, so report two of them: **P50**, the median (half of the waits are no longer), and **P90** (nine in ten are no longer).
# A message that is not acknowledged yet is a wait, too, its end unknown. Drop it, and the slow ones vanish: too short. Let it count as longer than all others (`np.inf`): an **upper limit**, because some arrived only hours before the file ends. Report the upper limit, and call it so.
# Six waits at the bank, one of them still open:

# %%
minutes = pd.Series([2, 3, 5, 9, 30, None])
for share in (0.5, 0.9):
    print(
        f"P{100 * share:.0f}: finished ones alone {minutes.quantile(share, interpolation='higher'):.0f},",
        f"with the open one {minutes.fillna(np.inf).quantile(share, interpolation='higher'):.0f}",
    )

# %% [markdown]
# ## Task 5b: tangibles, and the wait (5 points)
#
# * `tangibles`: a dictionary or Series with `"gap"` (mean P − E, points of the scale), `"weight"` (the mean share of the 100 points, a **proportion**) and `"weighted"` (the mean weighted gap). Three decimals.
# * `wait`: a dictionary or Series with `"P50"` and `"P90"` of the hours from `arrived` to `acknowledged`, as upper limits: over **all** messages in `replies` (3 November to 28 December 2025), those not yet acknowledged (`NaT`) count as longer than all others. Hours of the clock, nights and weekends included; one decimal.
# * `rooms`: the place of tangibles among the five by the **weighted** gap, 1 for the longest.

# %%
replies = load_dataset("insurer_replies")
hours = (replies["acknowledged"] - replies["arrived"]).dt.total_seconds() / 3600
print(f"{len(hours):,} messages, {hours.isna().sum()} not acknowledged yet.")

# %% answer="m04-q5b-two-dimensions"
tangibles = ...
wait = ...
rooms = ...
### BEGIN SOLUTION
part = weighted_gaps(gaps, weights)
tangibles = {
    "gap": gaps["tangibles"].mean(),
    "weight": weights["w_tangibles"].mean() / 100,
    "weighted": part["tangibles"],
}
waited = hours.fillna(np.inf)
wait = {
    "P50": waited.quantile(0.5, interpolation="higher"),
    "P90": waited.quantile(0.9, interpolation="higher"),
}
rooms = int(part.rank()["tangibles"])
### END SOLUTION

# %% task="m04-q5b-two-dimensions" points=5 grades=["S003-32", "S003-27"]
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q5b-two-dimensions",
    points=5,
    hints=[
        "Which of the five columns, and is a weight a number of points or a share?",
        "The weighted gap is not the product of the other two; the waits need a number for those that are not over.",
        '`hours.fillna(np.inf).quantile(..., interpolation="higher")` is one of the waits; `weighted_gaps(gaps, weights)` has the parts.',
    ],
)
given = task.value("tangibles")
for name, words in (("gap", "its gap"), ("weight", "its weight"), ("weighted", "its weighted gap")):
    task.check(f"tangibles: {words}", given[name], atol=0.0006)
given = task.value("wait")
for name in ("P50", "P90"):
    task.check(f"{name} of the waits", given[name], weight=0.75, atol=0.3)
task.check("the place of tangibles", task.value("rooms"), weight=0.5)
task

# %% [markdown]
# Here the simple reading is right: by the raw gap, by the weighted gap and by the points, tangibles come **last**. What can be seen and touched is what policyholders miss least.
#
# ## How sure is a mean gap?
#
# Each mean gap comes with an interval. The same person gave E and P, so it is that of **pairs**: mean gap ∓ *t* times the standard deviation of the gaps over √*n*.

# %%
plot_gap_intervals(gap_summary(survey, items))
plt.title("Gaps with their 95 % intervals")
plt.show()

# %% [markdown]
# The intervals of reliability and responsiveness **overlap**. Does it follow that we cannot tell which gap is longer?

# %% [markdown]
# ## The Python of several results at once
#
# A function may `return` several results, with commas between them; whoever calls it gives each a name.


# %%
def around_the_middle(values):
    known = values.dropna()
    reach = np.sqrt(len(known))
    return known.median() - reach, known.median() + reach


low, high = around_the_middle(pd.Series([10, None, 20, 31, 15]))
print("from", low, "to", high)

# %% [markdown]
# ## Task 9: the difference of two gaps (5 points)
#
# Both gaps of a person come from the same person, so again: pairs. Write
#
# * `difference(gaps, first, second, level)`: `first` and `second` are two columns of the DataFrame `gaps`; `level` is a confidence level such as 0.95. Over the respondents who have **both** gaps, with $d$ = first − second for each, it returns the three numbers
#   $(\bar d,\ \bar d - t\, s_d/\sqrt n,\ \bar d + t\, s_d/\sqrt n)$, $t$ the quantile with $n - 1$ degrees of freedom and $s_d$ with ddof = 1, to three decimals at least.
# * `one_pair`: `difference` of `"responsiveness"` and `"reliability"` at 95 %.
# * `ten_pairs`: the same, at the level at which the intervals of **all ten pairs** of dimensions hold together (Bonferroni: each gets the level 1 − 0.05/10).
#
# `t.ppf(0.975, 9)` is a quantile with 9 degrees of freedom; `ttest_rel(a, b).confidence_interval(0.95)` is an interval of pairs.

# %%
from scipy.stats import t, ttest_rel  # noqa: F401


# %% answer="m04-q9-difference"
def difference(gaps, first, second, level):
    """Mean difference of two gaps of the same people, with its interval."""
    ### BEGIN SOLUTION
    d = (gaps[first] - gaps[second]).dropna()
    mean = d.mean()
    error = d.std() / np.sqrt(len(d))
    reach = t.ppf(0.5 + level / 2, len(d) - 1) * error
    return mean, mean - reach, mean + reach
    ### END SOLUTION


one_pair = ...
ten_pairs = ...
### BEGIN SOLUTION
one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)
### END SOLUTION

# %% task="m04-q9-difference" points=5
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m04-q9-difference",
    points=5,
    hints=[
        "What is one observation here: a gap, or a person with two gaps?",
        "Subtract the two columns first, drop who lacks one, and you have a single column of numbers with a mean and a standard deviation.",
        "`t.ppf(0.5 + level / 2, n - 1) * d.std() / np.sqrt(n)` is the reach to either side; ten pairs together have the level 0.995 each.",
    ],
)
seven = pd.DataFrame(
    {
        "reliability": [-2.0, -1.0, 0.0, -3.0, -1.0, -2.0, None],
        "empathy": [-1.0, -1.0, 1.0, -3.0, 0.0, 0.0, -4.0],
    }
)
small = task.call("difference", seven, "reliability", "empathy", 0.95)
task.check("the mean difference of six people", small[0], atol=0.004)
task.check("the interval of pairs", small[[1, 2]], weight=2, ordered=True, atol=0.004)
for name, title in (("one_pair", "one pair"), ("ten_pairs", "ten pairs at once")):
    task.check(title, task.value(name), ordered=True, atol=0.006)

elsewhere = make_insurer(seed=11)
answered = elsewhere.servqual[screen_survey(elsewhere.servqual, elsewhere.items)["keep"]]
answered = dimension_scores(reverse_items(answered, elsewhere.items), elsewhere.items)
for title, table, first, second, level in (
    ("two other dimensions", gaps, "empathy", "assurance", 0.90),
    ("another insurer", answered, "reliability", "responsiveness", 0.99),
):
    few = table[[first, second]].sample(40, random_state=1).round(4)
    found = task.call("difference", few, first, second, level)
    task.check(title, found, ordered=True, atol=0.006, hidden=True)
task

# %% [markdown]
# Two lessons. **That two intervals overlap does not show that there is no difference:** had this pair been the only question, asked before the data were seen, zero lies outside its interval.
# **It was not the only question:** it was chosen after a look at the results. At the level that holds for all ten pairs together, zero is inside.
#
# ## Two questions about being sure
#
# "How sure is it that responsiveness is first?" can mean two things.
#
# * **Among all policyholders?** The survey errs by its standard error. If a lead is $z$ standard errors long, one can be about $\Phi(z)$ sure, $\Phi$ the area under the normal curve. The **bootstrap** does the same for five dimensions: it draws the respondents again and again and counts how often a dimension is first.
# * **In another survey of the same size?** That one errs as well, so the difference of two surveys errs $\sqrt 2$ times as much: $\Phi(z/\sqrt 2)$.
#
# Both answers treat the 420 as drawn at random from all policyholders. Who did not reply is not in any of these percentages.
#
# A lead of one standard error gives 84 % for the first, and 76 % for the second. Who reads the first as the second is too sure.
#
# ## The Gap explorer: your priority, your confidence
#
# Move the points, switch between raw gap, weighted gap and performance only (P alone), and look at what comes first. (The explorer applies one set of weights to everybody, so its weighted gaps differ a little from those above.) Then commit yourself:
#
# * the **weights** you stand for (the respondents' means are a good beginning, and you may disagree),
# * the **metric** that decides, and the **first priority**,
# * your **confidence** that it is first **among all policyholders**, by your metric and your weights,
# * a **reason** that Ms. Tang could read out to the board.
#
# More than 80 % of the draws count as support. The count is sealed until you have decided.

# %%
explorer = GapExplorer(survey, items, weights)
explorer

# %% [markdown]
# Prefer to type? `explorer.record(...)` does the same as the button. If you used the button, leave the next cell as it is.
# It takes `weights` (a dictionary of whole points that sum to 100), `metric` (`"raw"`, `"weighted"` or `"performance"`), `priority`, `confidence` (0 to 1) and `reason`.

# %% answer="m04-q10-priority"
# explorer.record(
#     weights={"tangibles": ..., "reliability": ..., "responsiveness": ..., "assurance": ..., "empathy": ...},
#     metric="...", priority="...", confidence=..., reason="...",
# )
### BEGIN SOLUTION
explorer.record(
    weights=explorer.stated,
    metric="weighted",
    priority="reliability",
    confidence=0.95,
    reason="Policyholders give reliability the most points, and weighted by these the gap there is the largest.",
)
### END SOLUTION

# %% [markdown]
# ## Task 10: the decision (8 points)
#
# Points: complete, with a reason (1), weights that take a stand (1), a priority that follows from your own metric and weights (3); and, when the notebook is graded, how well your confidence was calibrated (3).
# Any of the three metrics can earn full points. What counts is that you do what you say, and know how sure you may be.

# %% task="m04-q10-priority" points=8 decides="which dimension comes first" grades=["S003-13"]
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q10-priority",
    points=8,
    hints=[
        "Switch to the metric you chose. Which bar is longest, by how much, and would another 420 people move it?",
        "The interval of a mean gap reaches about 0.09 to either side. Compare that with the distance between your first and your second.",
        "A lead of one such reach is already rather safe, a lead of three is certain. With a small lead say something between 50 % and 90 %.",
    ],
)
task.needs(
    "explorer.decision",
    "No decision is recorded yet. Press `Record decision` in the explorer and run this cell again.",
)


def has_reason(decision):
    assert len(decision["reason"]) >= 20, "Say in a sentence why this comes first."


def takes_stand(decision):
    if decision["metric"] == "weighted" and len(set(decision["weights"].values())) == 1:
        return 0, "", "equal-weights"


def follows(decision):
    from servicelab import load_dataset
    from servicelab.games.gap_explorer import consistency
    from servicelab.surveys import reverse_items, screen_survey

    items, raw = load_dataset("insurer_items"), load_dataset("insurer_servqual")
    survey = reverse_items(raw[screen_survey(raw, items)["keep"]].reset_index(drop=True), items)
    found = consistency(decision, survey, items)
    if not found.follows and found.probability < 0.05:
        return 0, "", "not-own-metric"
    if not found.follows:
        return 0.5, (
            "By your metric another dimension is ahead, though not beyond doubt. "
            "Say in your reason why you prefer the second."
        )


def calibrated(decision):
    from servicelab import load_dataset
    from servicelab.games.gap_explorer import consistency
    from servicelab.surveys import reverse_items, screen_survey

    items, raw = load_dataset("insurer_items"), load_dataset("insurer_servqual")
    survey = reverse_items(raw[screen_survey(raw, items)["keep"]].reset_index(drop=True), items)
    probability = consistency(decision, survey, items).probability
    off = abs(decision["confidence"] - probability)
    words = "Too sure" if decision["confidence"] > probability else "Too cautious"
    return 1 if off <= 0.10 else (0.5 - off) / 0.4, (
        f"You were {decision['confidence']:.0%} sure; by the draws one can be {probability:.0%} "
        f"sure that it is first among all policyholders. {words}, by {100 * off:.0f} percentage points; "
        "up to 10 keep all points."
    )


task.rule("the decision is recorded, with a reason", has_reason, "explorer.decision")
task.rule("the weights take a stand", takes_stand, "explorer.decision")
title = "the priority follows from your own metric and weights"
task.rule(title, follows, "explorer.decision", weight=3)
title = "calibration of the confidence"
task.rule(title, calibrated, "explorer.decision", weight=3, hidden=True)
task

# %% [markdown]
# ## The seal
#
# Run the next cell, and open the seal when your decision is recorded and you stand by it.

# %%
explorer.reveal_button()

# %% [markdown]
# Below are both questions for the **raw** gap, for whoever has opened the seal.

# %%
if explorer.decision or is_static():
    sure = pd.DataFrame(
        {
            "first among all policyholders": rank_probability(gaps),
            "first in another survey of 420": rank_probability(gaps, another_survey=True),
        }
    )
    print((100 * sure).round(0).astype(int).astype(str).add(" %").to_string())

# %% [markdown]
# ## Task 10b: which sentence may she tell? (3 points)
#
# The letter is graded; how sure you are is kept.

# %%
statement = Statement(
    "m04-q10b-statement",
    "Which sentence may Ms. Tang tell the board?",
    {
        "A": "Responsiveness has the longest raw gap and reliability the longest weighted one; another "
        "survey of this size would probably show both again.",
        "B": "Responsiveness came first in 99 % of the draws, so if we repeat the survey with other "
        "policyholders, it will come first in 99 of 100 surveys.",
        "C": "Weighted by their points reliability comes first with our policyholders, and whoever we "
        "insure wants it most.",
        "D": "The intervals of reliability and responsiveness overlap, so the two gaps are equally long "
        "and the board may choose freely.",
    },
)
statement

# %% answer="m04-q10b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="A", sure=0.85)
### END SOLUTION

# %% task="m04-q10b-statement" points=3 grades=["S003-13"]
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q10b-statement",
    points=3,
    hints=[
        "Which of them speaks of everybody, and which of another survey?",
        "How sure one is about all policyholders is not how often a survey comes out alike.",
        "Look for the sentence that names its measure and says no more than ...",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m04_servqual/2_gaps")

# %% [markdown]
# ## What you take with you
#
# * Raw and weighted gaps answer different questions. Multiply within each person.
# * "Always" and "everybody" are seldom in the data. Stated and derived importance are two things.
# * A wait has a median and a slowest tenth, and the open cases belong to it.
# * Same people, pairs. Many comparisons, wider intervals.
# * How sure one is about all policyholders is more than how often another survey would agree.
#
# **Further reading.** V. A. Zeithaml, A. Parasuraman and L. L. Berry, *Delivering Quality Service*, Free Press, 1990.
# G. Cumming, "Replication and p Intervals", *Perspectives on Psychological Science* 3(4), 2008.
#
# **Next:** [3_expectations](3_expectations.ipynb). A gap has two sides. What kind of expectation is the one we asked for?
