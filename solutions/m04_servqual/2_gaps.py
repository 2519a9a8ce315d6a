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
#     minutes: 115
#     points: 41
#     asks: Ms. Tang
#     question: "Which gap comes first, and how sure can one be?"
# ---

# %% [markdown]
# # Service quality 2 of 3: weigh the gaps, and doubt them
#
# **Willow Bridge Insurance.** 115 minutes, 41 points.
#
# When you have finished this notebook you will be able to
#
# 1. weigh gaps by what people say matters to them, person by person,
# 2. say how reliable a scale is, and why the difference of two scales is less so,
# 3. compare the gap score with a score of performance alone,
# 4. put an interval on a gap, and on the difference of two,
# 5. decide which dimension comes first, and say with what confidence.

# %%
from servicelab import recall

recall("m04_servqual/2_gaps")

# %% [markdown]
# ## Where we stand
#
# In the first notebook **responsiveness** had the largest gap. If that settles it, Ms. Tang buys the desk that answers within a day.
#
# But the policyholders also did something else. Each of them divided 100 points among the five dimensions: what matters, and how much.
# **Does the order survive when people's own weights come in?** Write down your guess.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold, cross_val_score

from servicelab import Prediction, load_dataset
from servicelab.games.gap_explorer import GapExplorer
from servicelab.plots import is_static, name_series, use_style
from servicelab.priorities import derived_importance
from servicelab.surveys import (
    DIMENSIONS,
    alpha_interval,
    cronbach_alpha,
    difference_reliability,
    dimension_scores,
    gap_summary,
    item_gaps,
    performance_score,
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
collected = raw[screen_survey(raw, items)["keep"]].reset_index(drop=True)
survey = reverse_items(collected, items)
gaps = dimension_scores(survey, items)
weights = survey[[f"w_{name}" for name in DIMENSIONS]]
weights.head(3)

# %% [markdown] teaches=["S003-11", "S003-32"]
# ## Weight times gap
#
# The points of each person sum to 100, so a weight $w$ is points divided by 100, and the weights of a person sum to 1. The weighted gap multiplies **within each person**, then averages over people:
#
# $$\frac{1}{n}\sum_i \sum_d w_{id}\,(P_{id} - E_{id})$$
#
# The inner sum has a part for each dimension. `weighted_gaps` returns the parts, `weighted_score` their sum.

# %%
both = pd.DataFrame(
    {
        "raw gap": gaps.mean(),
        "mean points": weights.mean().rename(lambda name: name.removeprefix("w_")),
        "weighted gap": weighted_gaps(gaps, weights),
    }
)
both.style.format({"raw gap": "{:+.2f}", "mean points": "{:.1f}", "weighted gap": "{:+.3f}"})

# %% jupyter={"source_hidden": true}
fig, axes = plt.subplots(1, 2, figsize=(10, 3.4), sharey=True)
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

# %%
print(f"Weighted score of Willow Bridge: {weighted_score(gaps, weights):+.3f} points of the scale.")

# %% [markdown] teaches=["S003-13"]
# That is the surprise of this module. **By the raw gap responsiveness comes first; weighted, reliability does, and not by a hair.** The same people, the same answers.
# Neither list is wrong. They answer two questions: where is the distance largest, and where does the distance hurt most?
#
# So the consultant was right after all, "reliability always comes first"? Careful. Three different things can be first:
#
# * the **points** people give when asked (stated importance). In the American studies of 1990, reliability got about a third of the 100 points on average. Willow Bridge is like that. Other sectors and countries have found other orders;
# * the **association** with the overall judgment (derived importance), which nobody was asked about: how much of the differences between people's judgments (of their variance) the perceptions of each dimension explain;
# * the **gap**, where responsiveness leads.
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
# For one in five of them reliability is **not** on top. "Always" is the word that is wrong.
#
# ## Those who care most are those who are let down
#
# Why multiply within each person? Why not mean weight times mean gap? Because the two go together.

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
# ## The Python of cutting off at zero
#
# `.clip(lower=0)` puts 0 in place of everything below 0 (`upper=0` of what is above). Two tables are multiplied cell by cell where rows and columns have the **same names**; `.rename(columns=...)` makes them the same.
# More of this kind is on [the cheat sheet](../guides/cheat-sheet.md); what the words of the course mean, in [the glossary](../guides/glossary.md).
# A bank's tellers, minutes over the plan, and how much each kind of work counts:

# %%
over = pd.DataFrame({"cash": [3, -2], "loans": [-5, 4]}, index=["Lu", "Su"])
how_much = pd.DataFrame({"c_cash": [1, 1], "c_loans": [2, 2]}, index=["Lu", "Su"])
how_much = how_much.rename(columns=lambda name: name.removeprefix("c_"))
(how_much * over.clip(lower=0)).sum()

# %% [markdown]
# ## Task 5: what would it bring to close a gap? (6 points)
#
# The weighted gap nets out: people who are pleasantly surprised make up for those who are let down. A project does not take anything away from the pleased. It lifts those who are **below** what they expected, at best up to it.
#
# Write `gain_from_closing(gaps, weights)`.
#
# * `gaps`: DataFrame, respondents × dimensions (`"reliability"`, ...), P − E, some missing. `weights`: DataFrame with the same rows and a column `"w_"` + dimension for each, **points that sum to 100** in every row.
# * It returns a Series, **index** dimension: the mean over the respondents **who have a gap in that dimension** of
#   weight (as a proportion) × how far the perception lies below the expectation. Who is not below adds **0**. So each value is zero or **positive**, in points of the scale, to three decimals at least. Loop over the columns of `gaps`: there may be fewer than five dimensions.
#
# That is by how much the weighted score would rise if the dimension were brought up to expectation for everybody.


# %% answer="m04-q5-gain"
def gain_from_closing(gaps, weights):
    """Rise of the weighted score if a dimension were brought up to expectation for everybody."""
    ### BEGIN SOLUTION
    below = (-gaps).clip(lower=0)
    share = weights.rename(columns=lambda name: name.removeprefix("w_")) / 100
    return (share[gaps.columns] * below).mean()
    ### END SOLUTION


# %% task="m04-q5-gain" points=6
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m04-q5-gain",
    points=6,
    hints=[
        "Take one person. How far is she below, what share of her points lies there, and what if she is above?",
        "First the distance below zero for each person, with 0 for those above; then times the proportion; the mean over people comes last.",
        '`(-gaps).clip(lower=0)` is the distance below; `weights.rename(columns=lambda name: name.removeprefix("w_")) / 100` has the column names of `gaps`. `.mean()` leaves missing gaps out by itself.',
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

# %% [markdown] teaches=["S003-23"]
# At Willow Bridge reliability would bring most, then responsiveness, then empathy: the order of the weighted gaps again. Each gain is a little larger than its weighted gap, because the pleasantly surprised no longer make up for the let-down.
#
# ## May these items be added up?
#
# Four items on assurance are four looks at one thing, we said. Do they see the same thing? If they do, people who answer one of them high answer the others high as well.
# **Cronbach's alpha** puts that into a number:
#
# $$\alpha = \frac{k}{k-1}\left(1 - \frac{\sum s_j^2}{s_T^2}\right)$$
#
# with $k$ items, $s_j^2$ the variance of an item and $s_T^2$ the variance of the sum, **all with the same ddof** (pandas divides a variance by n − 1, `ddof=1`, numpy by n, `ddof=0`; mix them, and alpha is wrong). From about 0.7 on, people are content. Two warnings: alpha grows with the number of items, and a high alpha does not prove that there is only one dimension (Sijtsma 2009).


# %%
def answers_of(table, items, side, dimension):
    """The answers of one side to the items of one dimension."""
    return table[
        [f"{side}{item:02d}" for item in items.loc[items["dimension"] == dimension, "item"]]
    ]


# %% jupyter={"source_hidden": true}
rows = []
for side, label in (("E", "expectation"), ("P", "perception")):
    for name in DIMENSIONS:
        full = answers_of(survey, items, side, name).dropna()
        alpha = cronbach_alpha(full)
        rows.append((label, name, alpha, *alpha_interval(alpha, *full.shape)))
alphas = pd.DataFrame(rows, columns=["side", "dimension", "alpha", "low", "high"])
fig, ax = plt.subplots(figsize=(8, 3.4))
for shift, (side, marker), color in zip(
    (-0.13, 0.13), (("expectation", "D"), ("perception", "o")), ("#0072B2", "#D55E00"), strict=True
):
    part = alphas[(alphas["side"] == side) & (alphas["dimension"] != "assurance")]
    place = np.arange(len(part)) + shift
    ax.hlines(place, part["low"], part["high"], color=color)
    ax.plot(part["alpha"], place, marker, color=color, label=side)
ax.set_yticks(range(len(part)), part["dimension"].str.capitalize())
ax.set_ylim(len(part) - 0.5, -0.5)
ax.set(
    xlabel="Cronbach's alpha, 95 % interval",
    xlim=(0.6, 1),
    title="Perceptions hang together more closely than expectations",
)
name_series(ax)
plt.show()

# %% [markdown]
# One dimension is missing in the picture. It is yours.

# %% [markdown]
# ## The Python of leaving one out
#
# A loop over the columns of a table, and `.drop(columns=...)`, which gives a table without one of them and leaves the table itself as it is.

# %%
scales = pd.DataFrame({"app": [2, 3, 5], "counter": [4, 4, 9], "phone": [1, 6, 2]})
one_less = {name: scales.drop(columns=name).mean(axis=1).max() for name in scales.columns}
pd.Series(one_less)

# %% [markdown]
# ## Task 6: the item that faces the other way (6 points)
#
# The reception desk brings six items of its own, `desk`, and has lost the note that says which of them is worded in reverse.
#
# * `assurance_alpha`: Cronbach's alpha of the four **perception** items on **assurance** in `survey`, over the respondents who answered all four, to at least three decimals. Use the library.
# * `alpha_without(answers)`: a function. `answers` is a DataFrame, people × items, perhaps with missing answers. People with any missing answer are dropped **first**, once. It returns a Series, **index** the items: the alpha of the **other** items when that item is left out, to at least three decimals.
# * `suspect`: the name of the item in `desk` that faces the other way.

# %% jupyter={"source_hidden": true}
draw = np.random.default_rng(8)
good_day = draw.normal(size=160)
desk = pd.DataFrame(
    {
        f"d{n}": np.clip(np.rint(4.6 + good_day + 0.9 * draw.normal(size=160)), 1, 7)
        for n in range(1, 7)
    }
)
lost = draw.permutation(desk.columns)[0]
desk[lost] = 8 - desk[lost]
del lost
print(f"Alpha of all six as they are: {cronbach_alpha(desk):.2f}")

# %% answer="m04-q6-alpha"
assurance_alpha = ...


def alpha_without(answers):
    """Alpha of the other items, for each item that is left out."""
    ### BEGIN SOLUTION
    complete = answers.dropna()
    return pd.Series(
        {item: cronbach_alpha(complete.drop(columns=item)) for item in complete.columns}
    )
    ### END SOLUTION


suspect = ...
### BEGIN SOLUTION
assurance_alpha = cronbach_alpha(answers_of(survey, items, "P", "assurance").dropna())
suspect = alpha_without(desk).idxmax()
### END SOLUTION

# %% task="m04-q6-alpha" points=6
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q6-alpha",
    points=6,
    hints=[
        "If an item runs against the others, what happens to their agreement when it goes?",
        '`answers_of(survey, items, "P", "assurance").dropna()` are the four columns; `cronbach_alpha` takes such a table.',
        "`cronbach_alpha(complete.drop(columns=item))` for each `item` of the columns, in a dictionary; `.idxmax()` names the largest.",
    ],
)
alpha = task.value("assurance_alpha")
task.check("the alpha of assurance", alpha, weight=2, atol=0.002)
# ten people of a published example, and one who left an answer open
example = pd.DataFrame(
    {
        "Q1": [1, 2, 2, 3, 2, 2, 3, 3, 2, 3, 1],
        "Q2": [1, 1, 1, 2, 3, 3, 2, 3, 3, 3, 3],
        "Q3": [1, 1, 2, 1, 2, 3, 3, 3, 2, 3, None],
    }
)
without = task.call("alpha_without", example)
task.check("a published example of three items, and a gap in it", without, weight=2, atol=0.006)
task.check("the suspect", task.value("suspect"), weight=2, among=list(desk.columns), silent=True)
holes = desk.mask(np.random.default_rng(3).random(desk.shape) < 0.12)
task.check("missing answers", task.call("alpha_without", holes), atol=0.006, hidden=True)
known = answers_of(collected, items, "P", "reliability").sample(200, random_state=1)
task.check(
    "reliability as it was collected", task.call("alpha_without", known), atol=0.006, hidden=True
)
task

# %% [markdown]
# ## The difference of two good thermometers
#
# Two thermometers, one inside and one outside, each true to half a degree. On a mild day they differ by one degree. How true is that difference?
#
# What the two have in common drops out of a difference. **The errors do not.** So the more closely E and P go together, the less of their difference is real:
#
# $$r_{\text{gap}} = \frac{s_P^2\, r_P + s_E^2\, r_E - 2\, r_{PE}\, s_P\, s_E}{s_P^2 + s_E^2 - 2\, r_{PE}\, s_P\, s_E}$$
#
# with $r_P$ and $r_E$ the reliabilities (alphas), $s$ the standard deviations and $r_{PE}$ the correlation of the two scores (Peter, Churchill and Brown 1993).
# **Predict:** both scales have a reliability of 0.8, and they correlate 0.6. What is left for the gap?

# %%
reliability_prediction = Prediction(
    "m04-gap-reliability",
    question="Two scales of reliability 0.8 correlate 0.6. How reliable is their difference?",
    choices=["about 0.8", "about 0.65", "about 0.5", "about 0.35"],
)
reliability_prediction

# %%
left = difference_reliability(0.8, 0.8, 1, 1, 0.6)
reliability_prediction.reveal_button(f"The reliability of the gap is {left:.2f}.")


# %% jupyter={"source_hidden": true}
def plot_difference():
    """Draw the reliability of a difference by the correlation of its two parts."""
    correlation = np.linspace(0, 0.79, 80)
    ax = pd.Series(
        [difference_reliability(0.8, 0.8, 1, 1, r) for r in correlation], index=correlation
    ).plot(figsize=(8, 3.2))
    ax.axhline(0.8, color="#444444", linestyle="--")
    ax.annotate("Each of the two scales", (0.02, 0.8), xytext=(0, 5), textcoords="offset points")
    ax.plot(0.6, left, "o", color="#D55E00", markersize=9)
    ax.annotate(f"{left:.2f}", (0.6, left), xytext=(8, 4), textcoords="offset points")
    ax.set(
        xlabel="Correlation of expectation and perception",
        ylabel="Reliability of the gap",
        ylim=(0, 0.95),
        title="The more two scales agree, the less reliable their difference",
    )
    ax.grid(visible=False, axis="x")
    plt.show()


if reliability_prediction.decision or is_static():
    plot_difference()
else:
    print("Shown when your prediction is recorded. Then run this cell again.")

# %% [markdown]
# ## The Python of names made from numbers
#
# `table.loc[condition, "column"]` takes one column of some rows. `f"{7:02d}"` writes the number 7 with two digits, 07. A list of names in brackets takes these columns; `.mean(axis=1)` is the mean of each row, `.std()` and `.corr(...)` ask a column.

# %%
rounds = pd.DataFrame({"round": [1, 2, 10], "branch": ["east", "west", "east"]})
marks = pd.DataFrame({"M01": [3, 4, 5], "M02": [9, 9, 8], "M10": [2, 5, 5]})
east = [f"M{one:02d}" for one in rounds.loc[rounds["branch"] == "east", "round"]]
score = marks[east].mean(axis=1)
print(east, list(score), f"{score.std():.2f}", f"{score.corr(marks['M02']):.2f}")

# %% [markdown]
# ## Task 7: how reliable are Willow Bridge's gaps? (5 points)
#
# Write `gap_reliability(survey, items)`. It returns a Series, **index** dimension, with the reliability of the gap in each dimension of `items`, to at least three decimals.
#
# * For each dimension, take the respondents who answered **all its items on both sides**.
# * $r_P$, $r_E$: the alphas of the perception and of the expectation items. $s_P$, $s_E$, $r_{PE}$: standard deviations and correlation of the two scores, a score being a respondent's **mean** over the items.
# * `difference_reliability(r_p, r_e, s_p, s_e, r_pe)` from the library does the last step. The work is to feed it rightly.


# %% answer="m04-q7-gap-reliability"
def gap_reliability(survey, items):
    """Reliability of the gap in each dimension."""
    ### BEGIN SOLUTION
    found = {}
    for name in items["dimension"].unique():
        members = items.loc[items["dimension"] == name, "item"]
        expected = [f"E{item:02d}" for item in members]
        perceived = [f"P{item:02d}" for item in members]
        full = survey[expected + perceived].dropna()
        E, P = full[expected], full[perceived]
        e, p = E.mean(axis=1), P.mean(axis=1)
        found[name] = difference_reliability(
            cronbach_alpha(P), cronbach_alpha(E), p.std(), e.std(), p.corr(e)
        )
    return pd.Series(found)
    ### END SOLUTION


# %% task="m04-q7-gap-reliability" points=5
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m04-q7-gap-reliability",
    points=5,
    hints=[
        "Do it for one dimension first. Which people, which five numbers?",
        "Both sides in one table, `.dropna()`, then the two alphas from the items, and the mean of each side for the rest.",
        '`for name, members in items.groupby("dimension", observed=True)["item"]:` gives each dimension with its item numbers; `p.corr(e)` is the correlation, `p.std()` a standard deviation.',
    ],
)
eight = pd.DataFrame(
    {
        "E01": [7, 6, 7, 5, 6, 7, 6, 4],
        "E02": [6, 6, 7, 6, 7, 5, 6, 5],
        "E03": [7, 5, 7, 6, 7, 6, 6, 4],
        "P01": [5, 3, 7, 4, 6, 2, 5, 4],
        "P02": [4, 3, 6, 5, 6, 3, 4, 4],
        "P03": [6, 2, 6, 3, 7, 3, None, 5],
    }
)
empathy = pd.DataFrame({"item": [1, 2, 3], "dimension": "empathy"})
small = task.call("gap_reliability", eight, empathy)
task.check("eight people, three items, one answer missing", small, weight=2, atol=0.003)
elsewhere = make_insurer(seed=11)
answered = elsewhere.servqual[screen_survey(elsewhere.servqual, elsewhere.items)["keep"]]
answered = reverse_items(answered, elsewhere.items)
for title, table, weight in (("Willow Bridge", survey, 2), ("another insurer", answered, 1)):
    table = table.filter(regex=r"^[EP]\d\d$").sample(200, random_state=2)
    found = task.call("gap_reliability", table, items)
    task.check(title, found, weight=weight, atol=0.006, hidden=True)
task

# %% [markdown]
# At Willow Bridge expectations and perceptions go together only weakly, so the loss is small. Still, in every dimension the gap is less reliable than the perceptions alone.
#
# ## Do we need the expectations at all?
#
# Forty-four items are long. In 1992 Cronin and Taylor proposed to ask for perceptions only, and called it SERVPERF. Look at what expectations do in this survey.

# %% jupyter={"source_hidden": true}
counts = pd.DataFrame(
    {
        label: survey[[f"{side}{item:02d}" for item in items["item"]]]
        .stack()
        .value_counts(normalize=True)
        for side, label in (("E", "expectation"), ("P", "perception"))
    }
).sort_index()
ax = (100 * counts).plot.bar(rot=0, figsize=(8, 3.2), color=["#0072B2", "#D55E00"], width=0.75)
for bar in ax.containers[1]:
    bar.set_hatch("//")
ax.set(
    xlabel="Answer", ylabel="% of the answers", title="Expectations crowd at the top of the scale"
)
ax.grid(visible=False, axis="x")
ax.set_xticklabels([f"{int(answer)}" for answer in counts.index])
name_series(ax)
plt.show()

# %% [markdown]
# Nearly four in five expectations are a 6 or a 7, so they can hardly tell one person from another. What differs between people comes from P.
#
# `scores` holds what we need, a row for each respondent: the mean gap, the mean perception (`performance`), the mean expectation, and the answer to a question that stands apart, `overall` (overall quality, 1 to 7).
#
# **R²** is the share of the differences (the variance) in `overall` that a straight line explains: 0 is nothing, 1 everything. A line flatters itself on the people it was fitted to. So `folds` divides them into five parts, and each part is predicted by a line fitted to the other four: that is the **cross-validated** R².

# %%
scores = pd.DataFrame(
    {
        "gap": item_gaps(survey, items).mean(axis=1),
        "performance": performance_score(survey, items),
        "expectation": survey[[f"E{item:02d}" for item in items["item"]]].mean(axis=1),
        "overall": survey["overall_quality"],
    }
).dropna()
folds = KFold(5, shuffle=True, random_state=0)


def interval_of_r(r, n):
    """95 % interval of a correlation from n independent observations (Fisher)."""
    reach = 1.96 / np.sqrt(n - 3)
    return float(np.tanh(np.arctanh(r) - reach)), float(np.tanh(np.arctanh(r) + reach))


# %% jupyter={"source_hidden": true}
fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), sharey=True)
apart = np.random.default_rng(0).uniform(-0.25, 0.25, len(scores))
for ax, column in zip(axes, ["gap", "performance"], strict=True):
    ax.scatter(scores[column], scores["overall"] + apart, s=9, alpha=0.4)
    sns.regplot(scores, x=column, y="overall", scatter=False, ci=None, ax=ax)
    ax.set(xlabel=f"Mean {column}, points of the scale", ylabel="Overall quality, 1 to 7")
fig.suptitle(
    "Each dot a person, spread a little upward and downward", x=0.01, ha="left", fontsize="medium"
)
plt.show()

# %% [markdown]
# ## The Python of a column, and a table of one
#
# What predicts must be a **table**, even of one column: two pairs of brackets. What is predicted is a column. Here a bank's income is predicted from its visits:

# %%
bank = pd.DataFrame({"visits": [1, 2, 3, 4, 5, 6], "income": [12, 19, 33, 38, 52, 57]})
print(bank["visits"].shape, bank[["visits"]].shape)
LinearRegression().fit(bank[["visits"]], bank["income"]).score(bank[["visits"]], bank["income"])

# %% [markdown]
# ## Task 8: which score knows more? (6 points)
#
# * `r`: a dictionary or Series with `"gap"` and `"performance"`: the **correlation** of each with `overall`.
# * `r2`: with `"gap"`, `"performance"` and `"both"`: the **cross-validated** R² of a linear regression of `overall` on it. `"both"` has two predictors, `performance` and `expectation`.
#   Use `cross_val_score(LinearRegression(), X, y, cv=folds, scoring="r2").mean()`.
# * `interval`: the 95 % interval of the correlation of **performance**, as (low, high), from `interval_of_r(r, n)`. Which `n` counts independent observations?
#   All these numbers to at least three decimals.
# * `statement`: the letter of the sentence that Ms. Tang may tell the board:
#
#   **A** Perceptions drive the overall judgment: lift them by one point, and overall quality follows.\
#   **B** Among these policyholders, performance alone goes together with overall quality more closely than the gap does. A survey at one time does not tell what would happen if perceptions changed.\
#   **C** Because there are more than 9,000 answers, the two correlations are known almost exactly.\
#   **D** The gap explains less, so nobody needs to ask what people expect.

# %% answer="m04-q8-which-score"
r = ...
r2 = ...
interval = ...
statement = ...
### BEGIN SOLUTION
r = {name: scores[name].corr(scores["overall"]) for name in ("gap", "performance")}
r2 = {
    name: cross_val_score(
        LinearRegression(), scores[columns], scores["overall"], cv=folds, scoring="r2"
    ).mean()
    for name, columns in {
        "gap": ["gap"],
        "performance": ["performance"],
        "both": ["performance", "expectation"],
    }.items()
}
interval = interval_of_r(r["performance"], len(scores))
statement = "B"
### END SOLUTION

# %% task="m04-q8-which-score" points=6
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q8-which-score",
    points=6,
    hints=[
        "Does a person who answers 22 items give 22 independent opinions on overall quality?",
        '`scores["gap"].corr(scores["overall"])` is a correlation; `X` is a table, so write `scores[["gap"]]` with two pairs of brackets.',
        '`cross_val_score(LinearRegression(), scores[["performance", "expectation"]], scores["overall"], cv=folds, scoring="r2").mean()` is the last of the three.',
    ],
)
given = task.value("r")
for name in ("gap", "performance"):
    task.check(f"the correlation of {name}", given[name], weight=0.5, atol=0.006)
given = task.value("r2")
for name, words in (("gap", "gap"), ("performance", "performance"), ("both", "both predictors")):
    task.check(f"R² of {words}, out of sample", given[name], weight=2 / 3, atol=0.002)
ends = task.value("interval")
task.check("an interval from independent observations", ends, weight=2, ordered=True, atol=0.006)
task.check("the statement", task.value("statement"), among=list("ABCD"), silent=True)
task

# %% [markdown]
# Adding the expectations to the perceptions gains nothing here. Taking them **off** loses a good deal: the gap forces the expectation into the sum with a slope of minus one, whether it deserves it or not.
#
# So why measure gaps? For a **forecast** of the overall judgment, don't. For a **diagnosis**, P alone says "empathy is lowest", and cannot say whether anybody minds. A meta-analysis of both kinds of studies found the two about equally valid (Carrillat, Jaramillo and Mulki 2007). Choose by purpose, and say which you used.
#
# ## How far would another survey differ?
#
# Each mean gap comes with an interval. The same person gave E and P, so the interval is that of **pairs**: mean gap ∓ *t* times the standard deviation of the gaps over √*n*.

# %%
plot_gap_intervals(gap_summary(survey, items))
plt.title("Gaps with their 95 % intervals")
plt.show()

# %% [markdown] teaches=["S003-27"]
# Look at reliability and **responsiveness**. Their intervals **overlap**. Does it follow that we cannot tell which gap is larger? **Predict**, then compute.

# %% [markdown]
# ## The Python of several results at once
#
# A function may `return` several results, with commas between them; whoever calls it gives each a name. `len(...)` counts, `np.sqrt(...)` is the square root.


# %%
def around_the_middle(values):
    known = values.dropna()
    reach = np.sqrt(len(known))
    return known.median() - reach, known.median() + reach


low, high = around_the_middle(pd.Series([10, None, 20, 31, 15]))
print("from", low, "to", high)

# %% [markdown]
# ## Task 9: the difference of two gaps (6 points)
#
# Both gaps of a person come from the same person, so again: pairs.
#
# * `difference(gaps, first, second, level)`: a function. `gaps` is a DataFrame, respondents × dimensions; `first` and `second` are two of its columns; `level` is a confidence level such as 0.95. Over the respondents who have **both** gaps, with $d$ = first − second for each, it returns the three numbers
#   $(\bar d,\ \bar d - t\, s_d/\sqrt n,\ \bar d + t\, s_d/\sqrt n)$, $t$ the quantile with $n - 1$ degrees of freedom and $s_d$ with ddof = 1, to at least three decimals.
# * `one_pair`: `difference` of `"responsiveness"` and `"reliability"` at 95 %.
# * `ten_pairs`: the same difference, but at the level at which the intervals of **all ten pairs** of dimensions hold together (Bonferroni: each gets the level 1 − 0.05/10).
#
# `from scipy.stats import t, ttest_rel` are at hand: `t.ppf(0.975, 9)` is a quantile with 9 degrees of freedom, and `ttest_rel(a, b).confidence_interval(0.95)` is an interval of pairs.

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

# %% task="m04-q9-difference" points=6
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m04-q9-difference",
    points=6,
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
# Two lessons, and they pull in opposite directions:
#
# * **Overlapping intervals prove nothing about a difference.** If this pair had been the only question from the start, its interval would settle it: zero is outside.
# * **Whoever looks at ten pairs and picks the widest is fooled more easily.** For all ten together, zero is inside again.
#
# So is responsiveness first? "Probably" is an honest answer. How probable, you will now say yourself.
#
# ## The Gap explorer: your priority, your confidence
#
# Move the points, switch between raw gap, weighted gap and performance only, and look at what comes first.
# (The explorer applies one set of weights to everybody, so its weighted gaps differ a little from those in the table above, where each person's own weights count.)
# Then commit yourself:
#
# * the **weights** you stand for (the respondents' means are a good beginning, and you may disagree),
# * the **metric** that decides, and the **first priority**,
# * your **confidence**: imagine the survey repeated with other policyholders 100 times. In how many would your priority come first *by your metric and your weights*?
# * a **reason** that Ms. Tang could read out to the board.
#
# The bootstrap draws the respondents again and again and counts. It calls a priority supported when it comes first in **more than 80 %** of the draws. The count is sealed until you have decided.

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
    reason="Policyholders give reliability the most points and are let down there; the money goes where the distance hurts most.",
)
### END SOLUTION

# %% [markdown]
# ## Task 10: the decision (9 points)
#
# The next cell reads your record. Points: complete, with a reason (1), weights that take a stand (1), a priority that follows from your own metric and weights (3); and, when the notebook is graded, how well your confidence was calibrated (4).
# Any of the three metrics can earn full points. What counts is that you do what you say, and know how sure you are.

# %% task="m04-q10-priority" points=9
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q10-priority",
    points=9,
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
        f"You were {decision['confidence']:.0%} sure; your priority comes first in "
        f"{probability:.0%} of the draws. {words}, by {100 * off:.0f} percentage points; "
        "up to 10 keep all points."
    )


task.rule("the decision is recorded, with a reason", has_reason, "explorer.decision")
task.rule("the weights take a stand", takes_stand, "explorer.decision")
title = "the priority follows from your own metric and weights"
task.rule(title, follows, "explorer.decision", weight=3)
title = "calibration of the confidence"
task.rule(title, calibrated, "explorer.decision", weight=4, hidden=True)
task

# %% [markdown]
# ## The seal
#
# Run the next cell, and open the seal when your decision is recorded and you stand by it.

# %%
explorer.reveal_button()

# %% [markdown]
# Is the seal surer than the interval for ten pairs? They answer two questions. The draws ask how often this order would come out again; the ten intervals ask for a margin that holds whichever pair somebody picks after looking.
# A lead can come out again nearly every time and still fail the second, harder test.

# %% [markdown]
# ## The Python of a condition from another table
#
# A condition that was made from one table may choose rows of another, if both have the same row names. (Both below were made from the same people.)

# %%
clients = pd.DataFrame({"branch": ["east", "west", "east"]})
spent = pd.DataFrame({"fees": [10, 90, 20]})
spent[clients["branch"] == "east"].mean()

# %% [markdown]
# ## Task 11: does it hold where it matters? (3 points)
#
# The claims desk deals with people whose claim is **open**. There are far fewer of them.
#
# * `open_raw`: a Series by dimension, the bootstrap probability that it has the most negative **raw** gap among the respondents with `claim_stage` equal to `"claim open"`. Use `rank_probability(gaps, draws=2000, seed=0)` on their rows.
# * `open_weighted`: the same for the **weighted** gap, with their own weights.
# * `raw_supported`: `True` if, among them, the dimension with the largest **raw** gap comes first in more than 80 % of the draws, else `False`.

# %% answer="m04-q11-open-claims"
open_raw = ...
open_weighted = ...
raw_supported = ...
### BEGIN SOLUTION
is_open = survey["claim_stage"] == "claim open"
open_raw = rank_probability(gaps[is_open])
open_weighted = rank_probability(gaps[is_open], weights[is_open])
raw_supported = open_raw.max() > 0.80
### END SOLUTION

# %% task="m04-q11-open-claims" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q11-open-claims",
    points=3,
    hints=[
        "With 70 people instead of 420, does an order become more or less certain?",
        '`is_open = survey["claim_stage"] == "claim open"` picks rows from any table with the same index.',
        "`rank_probability(gaps[is_open], weights[is_open], draws=2000, seed=0)` is the weighted one; `.max()` is the share of the leader.",
    ],
)
for name, title in (("open_raw", "raw"), ("open_weighted", "weighted")):
    task.check(title, task.value(name), weight=1.5, within=(0, 1), atol=0.05)
own = "bool(pd.Series(open_raw).max() > 0.80)"
task.check("the verdict", task.value("raw_supported"), own=own)
task

# %% [markdown]
# Among seventy people the largest raw gap is no longer a safe statement. The weighted one still is. A finding does not shrink to a subgroup by itself: ask again, with the subgroup's own number of people.

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m04_servqual/2_gaps")

# %% [markdown]
# ## What you take with you
#
# * Raw and weighted gaps answer different questions, and here they name different winners. Multiply within each person.
# * "Always" and "everybody" are seldom in the data. Stated and derived importance are two things; report both.
# * Same ddof everywhere, reversed items turned, and alpha is no proof of one dimension.
# * A difference is less reliable than its parts, and it predicts less than performance alone. It diagnoses.
# * Same people, pairs. Many comparisons, wider intervals. And a priority has a probability.
#
# Responsiveness is not only an opinion: how many hours until somebody answers, and until the matter is settled, stands in the mailbox. Module 5 opens it.
#
# **Further reading.** V. A. Zeithaml, A. Parasuraman and L. L. Berry, *Delivering Quality Service*, Free Press, 1990.
# J. J. Cronin and S. A. Taylor, "Measuring Service Quality: A Reexamination and Extension", *Journal of Marketing* 56(3), 1992.
# J. P. Peter, G. A. Churchill and T. J. Brown, "Caution in the Use of Difference Scores in Consumer Research", *Journal of Consumer Research* 19(4), 1993.
# L. J. Cronbach, "Coefficient Alpha and the Internal Structure of Tests", *Psychometrika* 16(3), 1951.
# K. Sijtsma, "On the Use, the Misuse, and the Very Limited Usefulness of Cronbach's Alpha", *Psychometrika* 74(1), 2009.
# F. A. Carrillat, F. Jaramillo and J. P. Mulki, "The Validity of the SERVQUAL and SERVPERF Scales", *International Journal of Service Industry Management* 18(5), 2007.
#
# **Next:** [3_promises](3_promises.ipynb). Reliability is a promise kept. Who keeps it, and does it pay?
