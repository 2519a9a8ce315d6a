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
#     module: m07_control
#     title: League table or funnel
#     minutes: 70
#     points: 21
#     asks: Ms. Qiao
#     question: "Who is weak, and of whom were only too few asked?"
# ---

# %% [markdown]
# # Control 2 of 4: league table or funnel
#
# **Lantern Bank, and Plum Court Hospital.** 70 minutes, 21 points.
#
# When you have finished this notebook you will be able to
#
# 1. say which question a pooled rate answers, and which a mean of rates,
# 2. read a funnel, and tell what it cannot show,
# 3. measure whether units differ more than chance alone makes them differ,
# 4. decide whom to visit by the limits of what is usual,
# 5. say whether mystery shoppers may rank branches.

# %%
from servicelab import recall

recall("m07_control/2_funnel")

# %% [markdown] teaches=["S003-133"]
# ## The last five
#
# A service varies with the place and the people who give it. Whoever was treated badly at one branch speaks of "Lantern Bank", not of the branch: one weak place blurs the image of all forty. So Mr. Bai, who directs the region, wants to know the weak ones. He has a **league table** of quarter 4, before the seminar, and a plan: the managers of the last five are to go. Ms. Qiao asks for an hour to look.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.control import (
    funnel_limits,
    icc,
    plot_funnel,
    usual_spread,
)
from servicelab.plots import is_static, show_table, use_style

use_style()
survey = load_dataset("bank_branch_survey")
bank = survey[survey["quarter"] == 4].set_index("branch")[["n", "satisfied"]]
bank["rate"] = bank["satisfied"] / bank["n"]
league = bank.sort_values("rate", ascending=False)[["rate"]]
league.insert(0, "place", range(1, 41))
show_table(pd.concat([league.head(3), league.tail(5)]), {"rate": "{:.0%}"})

# %% [markdown]
# In quarter 4 `n` customers of a branch answered, and `satisfied` of them were satisfied.
#
# ## Two rates for the region
#
# You can add up first and then divide, or divide first and take the mean. Two wards of a hospital, by hand: 9 of 10 patients content, and 50 of 100. Pooled, 59 of 110 are content, 54 %. The mean of the wards is (90 % + 50 %) / 2 = 70 %. Both are right, each for its own question.
#
# ## Task 5: two rates, three questions (3 points)
#
# * `pooled`: satisfied answers of all forty branches, divided by all answers of quarter 4, a proportion.
# * `mean_of_branches`: the mean of the forty rates, a proportion.
# * `asked`: a dictionary from `"a"`, `"b"` and `"c"` to `"pooled"`, `"mean"` or `"neither"`.
#
# | | Which rate answers it? |
# |---|---|
# | a | Of the customers who answered, what share is satisfied? |
# | b | How does a branch do on average, if a small one counts as much as a large one? |
# | c | Of all customers of the region, those who gave no answer too, what share is satisfied? |

# %% answer="m07-q5-two-rates"
pooled = ...
mean_of_branches = ...
asked = ...  # {"a": "...", "b": "...", "c": "..."}
### BEGIN SOLUTION
pooled = bank["satisfied"].sum() / bank["n"].sum()
mean_of_branches = (bank["satisfied"] / bank["n"]).mean()
asked = {"a": "pooled", "b": "mean", "c": "neither"}
### END SOLUTION

# %% task="m07-q5-two-rates" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q5-two-rates",
    points=3,
    hints=[
        "Who counts once in each rate: a customer, or a branch?",
        "`.sum()` of both columns, then divide; or divide, then `.mean()`. Those who gave no answer are in neither column.",
        '`bank["satisfied"].sum() / ...` and `bank["rate"]....`; of the silent ones nothing is known.',
    ],
)
task.check("the pooled rate", task.value("pooled"), within=(0, 1), atol=0.0011)
mean = task.value("mean_of_branches")
task.check("the mean of the branches", mean, within=(0, 1), atol=0.0011)
given = task.value("asked")
task.check(
    "the three questions", given, among=["pooled", "mean", "neither"], each=True, silent=True
)
task

# %% [markdown]
# ## What chance alone does to a rate
#
# Suppose all branches were alike, and 86 % of their customers satisfied. A branch with nine answers cannot even show 86 %: it shows 78 % or 89 %, or a bad day. The **error** of a rate says how far chance alone moves it, as a standard deviation:
#
# $$s = \sqrt{\frac{c\,(1 - c)}{n}}$$
#
# with $c$ the pooled rate, the **center**, and $n$ the number of answers. The **distance** of a branch from the center is counted in errors, $z = (\text{rate} - c) / s$. For 100 answers it is the root of 0.86 × 0.14 / 100, or 3.5 points, and a branch with 79 % lies two errors below. For nine answers an error is 11.6 points.
#
# Draw the rates over $n$, with limits at three errors on both sides, and you have a **funnel**, wide for few answers and narrow for many. **Predict** before you look:

# %%
prediction = RangePrediction(
    "m07-funnel-bank",
    "How many of the forty branches lie outside three errors, below or above?",
    lowest=0,
    highest=40,
    unit="branches",
)
prediction

# %%
limits = funnel_limits(bank["n"], bank["satisfied"])
prediction.reveal_button(float(limits["outside"].sum()))

# %%
if prediction.decision or is_static():
    ax = plot_funnel(bank["n"], bank["satisfied"])
    ax.set(
        title="Forty branches in quarter 4",
        ylabel="Satisfied",
        xlabel="Answers in the quarter (each step to the right is a multiple)",
    )
    last = limits.nsmallest(5, "rate")
    ax.scatter(last["n"], last["rate"], s=120, facecolor="none", edgecolor="black", label="_last")
    ax.set_ylim(0.4, 1.02)
    ax.annotate("circled: the last five", (11, 0.44), va="center")
    plt.show()
    columns = {"rate": "{:.0%}", "error": "{:.3f}", "z": "{:.1f}", "low": "{:.0%}"}
    display(show_table(last[["n", *columns]], columns))
else:
    print("First record your prediction above, then run this cell again.")

# %% [markdown]
# Read `low`, the lower limit. Mill Creek would stand out only with four satisfied of its nine, or fewer.

# %%
statement = Statement(
    "m07-q6-bottom",
    "Which sentence may Ms. Qiao tell Mr. Bai?",
    {
        "A": "The last five satisfied 64 of 85 customers, 75 %, and the region 86 %: one quarter is short, but together they are probably weaker.",
        "B": "Among forty equal branches, too, the five lowest look bad, and of these few were asked: weak or unlucky, quarter 4 leaves it open.",
        "C": "All forty lie within three errors. Some doubt remains, but for practical purposes they may be said to serve customers equally well.",
        "D": "Granite Gate lies 2.5 errors below the center. Chance does that to one branch in a hundred, so it is likely weak, if not for certain.",
    },
)
statement

# %% [markdown]
# ## Task 6: may the last five be dismissed? (4 points)
#
# Three of the four sentences claim more than the quarter holds. Record the letter of the fourth and how sure you are, with the button or below. The letter is graded, the confidence kept.

# %% answer="m07-q6-bottom"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="B", sure=0.95)
### END SOLUTION

# %% task="m07-q6-bottom" points=4 grades=["S003-133"]
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q6-bottom",
    points=4,
    hints=[
        "How were the five chosen? And how many branches could have been the furthest away?",
        "Whoever takes the five lowest of forty rates finds a low rate, also among forty equals.",
        "Look for a group chosen by its result, for one of forty read as if it were the only one, and for nothing seen that is taken as proof.",
    ],
)
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before a sentence is recorded
from IPython.display import Markdown

SAID = """
For the bank the simple funnel is enough: no branch lies outside its limits. The last five have 9 to 24 answers, and four of the first five have 34 or fewer. Few answers put a branch at either end of a league table. Draw forty *equal* branches of these sizes again and again, and the last five satisfy 77 % of their customers on average. Two branches lie outside two errors; among equals it would be 1.6.

And the other quarters? In quarters 1 to 3 the same five satisfied 256 of 308 customers, 83 % (the region 86 %); in quarter 5, after the seminar, 88 of 102, 86 % (the region 85 %). Nobody chose them by these quarters.
"""
statement.reveal_button(Markdown(SAID))

# %% [markdown]
# ## The same funnel in another house
#
# At Plum Court the family doctor is to get a letter within two days of a patient's discharge. In one quarter 24 departments discharged `n` patients each and `sent` so many letters in time. Dr. Lin's quality office will visit whoever lies outside three errors. **Predict:**

# %%
letters = load_dataset("hospital_letters_sent").set_index("department")
second = RangePrediction(
    "m07-funnel-hospital",
    "How many of the 24 departments lie outside three errors, below or above?",
    lowest=0,
    highest=24,
    unit="departments",
)
second

# %%
plain = funnel_limits(letters["n"], letters["sent"])
second.reveal_button(float(plain["outside"].sum()))

# %%
if second.decision or is_static():
    ax = plot_funnel(letters["n"], letters["sent"])
    ax.set(
        title="Letters of 24 departments, plain funnel",
        ylabel="Letters sent within two days",
        xlabel="Patients discharged (each step to the right is a multiple)",
    )
    plt.show()
else:
    print("First record your prediction above, then run this cell again.")

# %% [markdown]
# Two questions before anybody is visited. **First: who comes to them?** Of kidney stones, 78 % of open operations succeeded, and 83 % of a newer method. Of *small* stones it was 93 % against 87 %, of *large* ones 73 % against 69 % (Charig and others 1986). What happened? The older method got the large stones; like has to be compared with like. These letters are routine for every patient. Of surgery, ask this question first.
#
# **Second: more than chance?** Departments differ in a hundred ways that nobody chose: a clerk, the software, the way to the office. Then large ones, whose limits are narrow, fall out of a plain funnel one after another.
#
# ## How far do they spread?
#
# Under chance alone the mean square of the distances is about 1. If units differ for good, it is higher. One unit far away would lift it by itself, so distances are **pulled in** (*winsorized*) first: what lies beyond the lowest or highest tenth is set to the quantile at that tenth. In Python, five waits at a counter:

# %%
waits = pd.Series([2, 4, 5, 6, 30])
waits.clip(waits.quantile(0.1), waits.quantile(0.9)).to_list()

# %% [markdown]
# Pulling in makes every spread smaller, also one that is all chance: it is no longer about 1. So compare with funnels that **chance alone** draws, of the same sizes around the same center. `mean_by_chance` draws 200 of them and takes the mean of any measure:


# %%
def mean_by_chance(measure, n, x):
    """Mean of a measure over 200 funnels of the same sizes, drawn by chance alone."""
    center, rng = x.sum() / n.sum(), np.random.default_rng(7)
    drawn = [pd.Series(rng.binomial(n, center), index=n.index) for _ in range(200)]
    return np.mean([measure(n, one) for one in drawn])


def furthest(n, x):
    """The largest distance from the center, in errors."""
    return funnel_limits(n, x)["z"].abs().max()


houses = {"bank": (bank["n"], bank["satisfied"]), "hospital": (letters["n"], letters["sent"])}
print(f"Furthest branch of the bank: {furthest(*houses['bank']):.1f} errors away,")
print(f"by chance alone: {mean_by_chance(furthest, *houses['bank']):.1f} on average.")

# %% [markdown]
# ## Task 7: the spread, and what chance makes of it (6 points)
#
# Complete `dispersion(n, x)`. `n` and `x` are Series by unit: all cases, and those that count. Missing are
#
# * `pulled`: the distances `z`, with all beyond the 0.1 or 0.9 quantile set to that quantile;
# * `spread`: the mean of their squares, a number.
#
# Then `times` is a dictionary with `"bank"` and `"hospital"`, whose `n` and `x` are in `houses`: how many **times** as large the house's dispersion is as the mean dispersion of the funnels by chance. 1 is just like chance.


# %% answer="m07-q7-spread"
def dispersion(n, x):
    """Mean of the squared distances, the outer tenths pulled in."""
    center = x.sum() / n.sum()
    z = (x / n - center) / np.sqrt(center * (1 - center) / n)
    pulled = ...
    spread = ...
    ### BEGIN SOLUTION
    pulled = z.clip(z.quantile(0.1), z.quantile(0.9))
    spread = (pulled**2).mean()
    ### END SOLUTION
    return spread


times = ...  # {"bank": ..., "hospital": ...}
### BEGIN SOLUTION
times = {
    house: dispersion(n, x) / mean_by_chance(dispersion, n, x) for house, (n, x) in houses.items()
}
### END SOLUTION

# %% task="m07-q7-spread" points=6
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q7-spread",
    points=6,
    hints=[
        "What becomes of the largest distance, and is anybody left out?",
        "`z.clip(lower, upper)` with two quantiles of `z`; squares are `pulled**2`.",
        "`dispersion(n, x) / mean_by_chance(...)`, once for each house; `mean_by_chance` wants the function itself, without brackets.",
    ],
)
twelve = pd.DataFrame(
    {
        "n": [40, 55, 60, 80, 90, 120, 150, 200, 240, 300, 400, 500],
        "x": [25, 47, 51, 60, 79, 101, 118, 178, 190, 262, 310, 441],
    },
    index=list("abcdefghijkl"),
)
task.check("twelve units", task.call("dispersion", twelve["n"], twelve["x"]), weight=1, atol=0.006)
draw = np.random.default_rng(32)
cases = pd.Series(draw.integers(30, 900, 30), index=[f"u{place}" for place in range(30)])
counted = pd.Series(draw.binomial(cases, draw.normal(0.7, 0.04, 30)), index=cases.index)
counted["u3"] = round(0.35 * cases["u3"])
others = task.call("dispersion", cases, counted)
task.check("thirty other units, one far away", others, weight=3, hidden=True, atol=0.006)
for house in ("bank", "hospital"):
    own = (
        "(lambda seen, usual: seen / usual if abs(seen - usual) > 0.02 else -1)"
        f"(dispersion(*houses['{house}']), mean_by_chance(dispersion, *houses['{house}']))"
    )
    asked_times = task.value("times")[house]
    task.check(f"times as large as by chance: the {house}", asked_times, own=own, rtol=0.06)
task

# %% [markdown]
# The branches spread no more than chance alone spreads them, the departments several times as far. A value below 1 is chance too. At the hospital six of 24 lie outside the plain funnel, four of them among the eight largest.
#
# ## The limits of what is usual
#
# Ten invented offices, with plain limits (dotted) and with room for how offices usually differ:

# %%
offices = pd.DataFrame(
    {
        "n": [60, 150, 250, 400, 500, 700, 900, 1200, 1600, 2000],
        "kept": [50, 112, 219, 250, 430, 540, 775, 906, 1390, 1510],
    },
    index=["Ash", "Elm", "Fir", "Oak", "Yew", "Ivy", "Box", "Bay", "Fig", "Nut"],
)
of_offices = usual_spread(offices["n"], offices["kept"])
ax = plot_funnel(offices["n"], offices["kept"], extra=of_offices)
ax.set(title=f"Ten invented offices, with room for {100 * of_offices:.1f} points")
plt.show()

# %% [markdown]
# That room is $\tau$, the standard deviation by which units differ for good. The error then has two parts, which add up as squares:
#
# $$e = \sqrt{\frac{c\,(1 - c)}{n} + \tau^2}$$
#
# These **additive limits** do not close on the large units. Whoever lies outside is unusual *among its like*, and may have a cause of its own. `usual_spread(n, x)` finds a house's own $\tau$, with which distances in $e$ spread as chance spreads them.

# %% [markdown]
# ## Task 8: whom to visit (4 points)
#
# A visit takes two people a week. Below the limits they look for a cause, above them for something to learn. Both houses agree: **visit whoever lies outside what is usual among its like, on either side, at three errors.**
#
# Complete `outside(n, x, extra)`, where `extra` is the house's own $\tau$, from `usual_spread`. Missing are
#
# * `error`: the error $e$ of each unit, a Series;
# * `named`: the list of the names of the units that lie **more** than three of them from the center, below or above.
#
# Then decide: `visits` is a dictionary with two lists of names, `"bank"` and `"hospital"`; a list may be empty, `[]`.


# %% answer="m07-q8-visits"
def outside(n, x, extra):
    """Names of the units outside what is usual among their like."""
    center = x.sum() / n.sum()
    error = ...
    named = ...
    ### BEGIN SOLUTION
    error = np.sqrt(center * (1 - center) / n + extra**2)
    z = (x / n - center) / error
    named = list(z[z.abs() > 3].index)
    ### END SOLUTION
    return named


visits = ...  # {"bank": [...], "hospital": [...]}
### BEGIN SOLUTION
visits = {house: outside(n, x, usual_spread(n, x)) for house, (n, x) in houses.items()}
### END SOLUTION

# %% task="m07-q8-visits" points=4 decides="whom to visit" grades=["S003-133"]
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q8-visits",
    points=4,
    hints=[
        "Which of the two parts of the error shrinks as `n` grows, and which stays?",
        "Squares are added under one root: `np.sqrt(... / n + extra**2)`. Then distances, and `.abs()`.",
        "`outside(n, x, usual_spread(n, x))` for each house.",
    ],
)
eight = pd.DataFrame(
    {
        "n": [2000, 16, 200, 40, 800, 400, 500, 1024],
        "x": [727, 2, 84, 22, 448, 160, 475, 572],
    },
    index=["Ash", "Elm", "Fir", "Oak", "Yew", "Box", "Bay", "Ivy"],
)
few = task.call("outside", eight["n"], eight["x"], 3 / 256)
task.check("eight units, one of them just on its limit", few)
draw = np.random.default_rng(0)
cases = pd.Series(draw.integers(40, 2500, 40), index=[f"u{place}" for place in range(40)])
cases[cases.index[:6]] = draw.integers(25, 70, 6)
share = draw.normal(0.8, 0.02, 40)
share[[4, 17, 30, 33]] = 0.62, 0.93, 0.2, 0.68
counted = pd.Series(draw.binomial(cases, share), index=cases.index)
many = task.call("outside", cases, counted, 0.02)
task.check("forty other units", many, hidden=True)
task.check("whom to visit at the bank", task.value("visits")["bank"], weight=0.5, like=["x"])
task.check(
    "whom to visit at the hospital",
    task.value("visits")["hospital"],
    weight=1.5,
    each=True,
    among=list(letters.index),
)
task

# %% [markdown]
# What such limits are worth shows where the truth is known. On 200 other hospitals, made by the same rules, two departments each had a cause of their own. Of these 400 the additive limits name 344, and of the other 4,400 departments 2. The plain funnel names 399 of the 400, and 524 others.
#
# ## A score for warmth
#
# Is the staff willing and warm? The training course on Ms. Qiao's desk wants 服务态度, attitude, built. Mr. Bai has it scored by **mystery shoppers**, who come as customers and give a branch 1 to 10 points. Four of them tried it out, each once in each of the forty branches.

# %%
visited = load_dataset("bank_mystery")
scores = visited.pivot(index="branch", columns="shopper", values="score")
show_table(scores.head(4), dict.fromkeys(scores.columns, "{:.1f}"))

# %% [markdown] teaches=["S001-31"]
# He has two plans, and wants to **rank** the managers by it.
#
# * **Own.** Each branch is visited by one shopper, whoever is free.
# * **Same.** The same four go to every branch, and their mean counts.
#
# Before staff are ranked by somebody's eyes, ask how much of a score belongs to the branch, and how much to the eyes. That share is an **intraclass correlation**, ICC. Shrout and Fleiss (1979) name its forms by two marks:
#
# | First mark: who rates? | Second: what counts? |
# |---|---|
# | 1: in the data, each thing had raters of its own | 1: the score of one rater |
# | 2: all things had the same raters, who stand for any others: **severity**, how strict one is, **is an error** | k: the mean of all k |
# | 3: all things had the same raters, who will go again: **severity moves all alike**, and is left out | |
#
# Two tasters of soup, who agree on the order and not on the level:

# %%
soups = pd.DataFrame({"Mr. Ru": [4.0, 5.1, 6.0, 7.2], "Ms. Su": [7.1, 7.9, 9.1, 10.0]})
show_table(
    icc(soups).loc[["ICC(2,1)", "ICC(3,1)"]], dict.fromkeys(["icc", "low", "high"], "{:.2f}")
)

# %% [markdown]
# Their order is the same, so ICC(3,1) is close to 1. But a soup that only one of them tasted cannot be compared with one that only the other tasted, so ICC(2,1) is low.
#
# ## Task 9: may they rank? (4 points)
#
# From `scores`, with the library's `icc`:
#
# * `alone`: what **one** shopper's score is worth in the plan *own*, **severity included**. The first mark is not 1: in these data all four went everywhere;
# * `panel`: what the **mean of the four** is worth for the order, in the plan *same*;
# * `may_rank`: a plan may rank if even the **lower end** of its 95 % interval is 0.7 or more. `"own"`, `"same"`, `"both"` or `"neither"`?

# %% answer="m07-q9-shoppers"
alone = ...
panel = ...
may_rank = ...
### BEGIN SOLUTION
forms = icc(scores)
alone = forms.loc["ICC(2,1)", "icc"]
panel = forms.loc["ICC(3,k)", "icc"]
may_rank = "same"
### END SOLUTION

# %% task="m07-q9-shoppers" points=4 grades=["S001-31"]
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q9-shoppers",
    points=4,
    hints=[
        "In which plan does it matter whether a branch got the mild shopper or the severe one?",
        "First mark: is severity an error, or the same for all? Second mark: does one score count, or a mean?",
        '`icc(scores).loc["ICC(...)", "icc"]`, and its `"low"` for the rule of the house.',
    ],
)
task.check("one shopper, severity included", task.value("alone"), weight=1.5, atol=0.006)
task.check("the same four, their mean", task.value("panel"), weight=1.5, atol=0.006)
plans = ["own", "same", "both", "neither"]
task.check("who may rank", task.value("may_rank"), among=plans, silent=True)
task

# %% jupyter={"source_hidden": true}
# no need to read this: who visits whom is drawn 1,000 times
rng = np.random.default_rng(9)
visitor = rng.integers(0, 4, (1000, len(scores)))
seen = scores.to_numpy()[np.arange(len(scores)), visitor]
last = np.argsort(seen, axis=1)[:, :5]
share = pd.Series(
    {name: (np.take_along_axis(visitor, last, 1) == k).mean() for k, name in enumerate(scores)}
)
fig, axes = plt.subplots(1, 2, figsize=(10, 3.2), layout="constrained")
for ax, values, text, title in (
    (axes[0], scores.mean(), "{:.1f}", "Mean score of 40 branches"),
    (axes[1], 100 * share, "{:.0f} %", "Plan own: who had visited the last five"),
):
    bars = ax.barh(values.index.astype(str)[::-1], values[::-1], color="#0072B2", edgecolor="white")
    ax.bar_label(bars, [text.format(value) for value in values[::-1]], padding=3)
    ax.set(title=title, xlim=(0, values.max() * 1.18))
    ax.grid(visible=False)
axes[0].set_xlabel("Points, 1 to 10")
axes[1].set_xlabel("Share of the last five, % (1,000 draws of visitors)")
plt.show()

# %% [markdown]
# An gives 6.3 points on average, Dai 7.9, for the same branches. Where it is drawn at random which of the four comes, 73 % of the last five had met An.
#
# Eyes that agree are not all. The means of the four and the customers' own satisfied share, over all six quarters, have a correlation of −0.05 (−0.36 to 0.27). And no panel may be held against a fixed line, such as a bonus from 8 points on. There severity counts again, and ICC(2,k) is the form to take.

# %% [markdown]
# ## Be judged
#
# If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m07_control/2_funnel")

# %% [markdown]
# ## What you take with you
#
# * A pooled rate is about customers, a mean of rates about branches. Neither tells of those who gave no answer.
# * Few answers put a unit at either end of a league table.
# * Nobody outside is no proof that all are alike.
# * Where units differ for reasons that nobody chose, widen the limits by what is usual.
# * Ask what a score is worth in the way in which it will be used.
#
# **Further reading.** D. J. Spiegelhalter, "Funnel Plots for Comparing Institutional Performance", *Statistics in Medicine* 24(8), 2005, and "Handling Over-dispersion of Performance Indicators", *Quality and Safety in Health Care* 14(5), 2005, which prefers the additive limits.
# H. Goldstein and D. J. Spiegelhalter, "League Tables and Their Limitations", *Journal of the Royal Statistical Society A* 159(3), 1996. H. Wainer, "The Most Dangerous Equation", *American Scientist* 95(3), 2007.
# C. R. Charig and others, "Comparison of Treatment of Renal Calculi", *British Medical Journal* 292, 1986. P. E. Shrout and J. L. Fleiss, "Intraclass Correlations", *Psychological Bulletin* 86(2), 1979.
#
# **Next:** [3_alarms](3_alarms.ipynb). One unit, week after week: when is a bad week an alarm?
