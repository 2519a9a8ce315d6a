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
#     title: Should, will, and was
#     minutes: 75
#     points: 21
#     asks: Ms. Tang
#     question: "Which expectation do we ask for, and do we need it?"
# ---

# %% [markdown]
# # Service quality 3 of 4: should, will, and was
#
# **Willow Bridge Insurance.** 75 minutes, 21 points.
#
# When you have finished this notebook you will be able to
#
# 1. say how reliable a scale is, and why the difference of two scales is less so,
# 2. choose between a questionnaire of gaps and one of performance alone, by its purpose,
# 3. tell what a good insurer **should** do from what this one **will** do, and say what either goes together with,
# 4. read an experiment and a survey on expectations without claiming more than they show.

# %%
from servicelab import recall

recall("m04_servqual/3_expectations")

# %% [markdown]
# ## Where we stand
#
# A gap is a difference of two answers. Next year's survey is on Ms. Tang's desk: 44 items again, or 22? And the designers of the **New rooms** say that rooms raise expectations. Is that good or bad?

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
import statsmodels.formula.api as smf
from scipy.stats import ttest_ind, ttest_rel  # noqa: F401
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold, cross_val_score

from servicelab import Prediction, RangePrediction, Statement, load_dataset
from servicelab.plots import is_static, name_series, use_style
from servicelab.surveys import (
    DIMENSIONS,
    cronbach_alpha,
    difference_reliability,
    dimension_scores,
    item_gaps,
    performance_score,
    reverse_items,
    screen_survey,
)
from servicelab.tasks import is_right

use_style()
items = load_dataset("insurer_items")
raw = load_dataset("insurer_servqual")
survey = reverse_items(raw[screen_survey(raw, items)["keep"]].reset_index(drop=True), items)

# %% [markdown] teaches=["S003-23"]
# ## May these items be added up?
#
# Four items on assurance are four looks at one thing, we said. If they see the same thing, people who answer one of them high answer the others high as well. **Cronbach's alpha** puts that into a number:
#
# $$\alpha = \frac{k}{k-1}\left(1 - \frac{\sum s_j^2}{s_T^2}\right)$$
#
# with $k$ items, $s_j^2$ the variance of an item and $s_T^2$ the variance of the sum, all with ddof = 1. From about 0.7 on, people are content. Two warnings: alpha grows with the number of items, and a high alpha does not prove that there is only one dimension (Sijtsma 2009).
#
# `answers_of` takes the answers to one dimension. `alpha_without` gives the alpha of the **other** items for each item that is left out. Four questions of a bank, of which the third does not see what the others see:


# %%
def answers_of(table, items, side, dimension):
    """The answers of one side ("E" or "P") to the items of one dimension."""
    members = items.loc[items["dimension"] == dimension, "item"]
    return table[[f"{side}{item:02d}" for item in members]]


def alpha_without(answers):
    """Alpha of the other items, for each item that is left out."""
    complete = answers.dropna()
    return pd.Series(
        {item: cronbach_alpha(complete.drop(columns=item)) for item in complete.columns}
    )


bank = pd.DataFrame(
    {
        "b1": [4, 1, 3, 3, 3, 4, 5],
        "b2": [4, 1, 3, 3, 2, 4, 4],
        "b3": [4, 5, 3, 2, 2, 5, 3],
        "b4": [3, 3, 4, 3, 3, 4, 5],
    }
)
print(f"Alpha of all four: {cronbach_alpha(bank):.2f}")
alpha_without(bank).round(2).to_dict()

# %% [markdown]
# Without `b3` the other three agree far better: 0.88.
#
# ## The difference of two good thermometers
#
# Two thermometers, one inside and one outside, each true to half a degree. On a mild day they differ by one degree. How true is that difference?
#
# The same can be asked of two scales. Here **reliability** belongs to a scale, not to a service: 80 % says that a fifth of the variance of the scores is error.

# %%
left_prediction = RangePrediction(
    "m04-gap-reliability",
    "Two scales, equally spread, have a reliability of 80 % and correlate 0.6. What is the reliability of their difference?",
    lowest=0,
    highest=100,
    unit="%",
)
left_prediction

# %%
left = difference_reliability(0.8, 0.8, 1, 1, 0.6)
left_prediction.reveal_button(
    100 * left, "What they share is gone; the independent errors are not."
)

# %% [markdown]
# What the two have in common drops out of a difference, and that includes errors that they share (somebody who ticks everything high). **Independent errors remain, and add up.** The more closely E and P go together, the less of their difference is real:
#
# $$r_{\text{gap}} = \frac{s_P^2\, r_P + s_E^2\, r_E - 2\, r_{PE}\, s_P\, s_E}{s_P^2 + s_E^2 - 2\, r_{PE}\, s_P\, s_E}$$
#
# with $r_P$ and $r_E$ the reliabilities (alphas), $s$ the standard deviations and $r_{PE}$ the correlation of the two scores. The formula takes all errors as independent (Peter, Churchill and Brown 1993).


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


if left_prediction.decision or is_static():
    plot_difference()
else:
    print("Shown when your prediction is recorded. Then run this cell again.")

# %% [markdown]
# ## Task 6: how true is a gap? (4 points)
#
# The reception desk brings six items of its own, `desk`, and has lost the note that says which of them is worded in reverse.
#
# * `assurance_alpha`: Cronbach's alpha of the four **perception** items on **assurance** in `survey`, over the respondents who answered all four, three decimals.
# * `suspect`: the name of the item in `desk` that is worded in reverse.
# * `gap_reliability(perceived, expected)`: complete it. Both are answers of the same people to the same items, none missing. `reliability` is that of the gap, from `difference_reliability(r_p, r_e, s_p, s_e, r_pe)` of the library: two alphas, two standard deviations and a correlation of the two scores `p` and `e`.

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
suspect = ...
### BEGIN SOLUTION
assurance_alpha = cronbach_alpha(answers_of(survey, items, "P", "assurance").dropna())
suspect = alpha_without(desk).idxmax()
### END SOLUTION


def gap_reliability(perceived, expected):
    """Reliability of the gap, from the answers to one dimension on both sides."""
    p, e = perceived.mean(axis=1), expected.mean(axis=1)  # a score is a person's mean
    reliability = ...
    ### BEGIN SOLUTION
    reliability = difference_reliability(
        cronbach_alpha(perceived), cronbach_alpha(expected), p.std(), e.std(), p.corr(e)
    )
    ### END SOLUTION
    return reliability


# %% task="m04-q6-alpha" points=4 grades=["S003-23"]
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q6-alpha",
    points=4,
    hints=[
        "If an item runs against the others, what happens to their agreement when it goes?",
        '`answers_of(survey, items, "P", "assurance").dropna()` are the four columns; `cronbach_alpha` takes such a table.',
        "`alpha_without(desk)` has a number for each item; `p.std()` is a standard deviation and `p.corr(e)` the correlation, in the order of `difference_reliability(...)`.",
    ],
)
alpha = task.value("assurance_alpha")
task.check("the alpha of assurance", alpha, atol=0.0015)
task.check("the suspect", task.value("suspect"), among=list(desk.columns), silent=True)
eight = pd.DataFrame(
    {
        "P01": [5, 3, 7, 4, 6, 2, 5, 4],
        "P02": [4, 3, 6, 5, 6, 3, 4, 4],
        "P03": [6, 2, 6, 3, 7, 3, 5, 5],
        "E01": [7, 6, 7, 5, 6, 7, 6, 4],
        "E02": [6, 6, 7, 6, 7, 5, 6, 5],
        "E03": [7, 5, 7, 6, 7, 6, 6, 4],
    }
)
small = task.call("gap_reliability", eight[["P01", "P02", "P03"]], eight[["E01", "E02", "E03"]])
task.check("eight people, three items", small, atol=0.003)
known = survey.filter(regex=r"^[EP](18|19|20|21|22)$").dropna().head(200)
found = task.call("gap_reliability", known.filter(regex="^P"), known.filter(regex="^E"))
task.check("empathy, 200 people", found, atol=0.003, hidden=True)
task

# %%
if is_right("m04-q6-alpha"):
    rows = {}
    for name in DIMENSIONS:
        p, e = (answers_of(survey, items, side, name) for side in "PE")
        whole = p.notna().all(axis=1) & e.notna().all(axis=1)
        rows[name] = cronbach_alpha(p[whole]), gap_reliability(p[whole], e[whole])
    print(pd.DataFrame(rows, index=["perceptions", "gap"]).T.round(2))

# %% [markdown]
# In each of the five dimensions the gap is less reliable than the perceptions alone, by 0.06 to 0.10. The gap of assurance falls below 0.7.
#
# ## Do we need the expectations at all?
#
# In 1992 Cronin and Taylor proposed to ask for perceptions only, and called it SERVPERF. `scores` has a row for each respondent: the mean gap, the mean perception (`performance`), the mean expectation, and `overall` (overall quality, 1 to 7).
# About 78 % of the expectations are a 6 or a 7, so they differ less between people than the perceptions do (standard deviation of the mean of 22 items: 0.35 against 0.61).
#
# **R²** is the share of the differences (the variance) in `overall` that a straight line explains. A line flatters itself on the people it was fitted to. So `folds` divides them into five parts, and each is predicted by a line fitted to the other four: the **cross-validated** R².

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


# %% [markdown]
# ## The Python of a column, and a table of one
#
# What predicts must be a **table**, even of one column: two pairs of brackets. Here a bank's income is predicted from its visits:

# %%
branch = pd.DataFrame({"visits": [1, 2, 3, 4, 5, 6], "income": [12, 19, 33, 38, 52, 57]})
print(branch["visits"].shape, branch[["visits"]].shape)
LinearRegression().fit(branch[["visits"]], branch["income"]).score(
    branch[["visits"]], branch["income"]
)

# %% [markdown]
# ## Task 8: which questionnaire, for what? (5 points)
#
# * `r`: a dictionary or Series with `"gap"` and `"performance"`: the **correlation** of each with `overall`, three decimals, as all numbers here.
# * `r2`: with `"gap"`, `"performance"` and `"both"`: the **cross-validated** R² of a linear regression of `overall` on it. `"both"` has two predictors, `performance` and `expectation`. Use `cross_val_score(LinearRegression(), X, y, cv=folds, scoring="r2").mean()`.
# * `ask`: your decision for next year, a dictionary with `"forecast"` (the overall judgment is to be predicted) and `"diagnosis"` (somebody has to see where the service falls short of what people want), each `"44 items"` (E and P) or `"22 items"` (P alone). Choose the shortest questionnaire that serves the purpose.

# %% answer="m04-q8-which-score"
r = ...
r2 = ...
ask = ...
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
ask = {"forecast": "22 items", "diagnosis": "44 items"}
### END SOLUTION

# %% task="m04-q8-which-score" points=5 decides="which questionnaire to buy for which purpose"
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q8-which-score",
    points=5,
    hints=[
        "What does each column add to a forecast, and who needs to know both sides of a gap?",
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
given = task.value("ask")
for name in ("forecast", "diagnosis"):
    task.check(
        f"what to ask for a {name}", given[name], among=["22 items", "44 items"], silent=True
    )
task

# %% [markdown]
# Adding the expectations to the perceptions does not predict `overall` better here. Taking them **off** loses a good deal: the gap forces the expectation into the sum with a slope of minus one. A meta-analysis of both kinds of studies found the two about equally valid (Carrillat, Jaramillo and Mulki 2007). Choose by purpose, and say which you used.
#
# ## Two expectations
#
# "I expect" has two meanings. What a good insurer **should** do is a standard: E in this survey. What Willow Bridge **will** do is a forecast. Boulding, Kalra, Staelin and Zeithaml (1993) kept them apart.
# SERVQUAL asks for a standard: in 1988 what firms *should* do, since 1991 what *excellent* firms *will* do. That is no forecast of this firm. The items here ("A good insurer ...") are a standard, too, and we call it the should. "Expectations are raised" is half a sentence: which?

# %% [markdown] teaches=["S003-124", "S003-32"]
# ## What can be seen: an experiment
#
# A policy is invisible, so people judge by what they can see. Willow Bridge showed an office to 240 people who are no policyholders; it was drawn **at random** who saw a **plain** and who a **polished** one. The text beside the picture was the same. Then each answered, from 1 to 7:
#
# * `expected_quality`: how good the service **will** be,
# * `expected_reliability`: how sure it is that **this** insurer **will** keep its promises,
# * `should_reliability`: how sure it **should** be that a **good** insurer, whichever it is, keeps them.
#
# `cue` says which office was shown.

# %%
rooms_prediction = Prediction(
    "m04-rooms",
    question="A polished office: what will it do to the answers?",
    choices=[
        "raise all three",
        "raise the service expected, nothing about promises",
        "raise both will-answers, nothing to be seen in the should",
        "nothing to be seen at all",
    ],
)
rooms_prediction

# %%
vignettes = load_dataset("insurer_vignettes")
vignettes.head(3)

# %% [markdown]
# ## Task 13: what a polished office promises (4 points)
#
# * `effect`: a dictionary or Series with `"expected_quality"`, `"expected_reliability"` and `"should_reliability"`: mean of those who saw the **polished** office minus mean of those who saw the **plain** one; points of the scale, three decimals.
# * `effect_interval`: the 95 % interval (low, high) of the effect on **expected_quality**. Nobody saw both offices. `ttest_ind(a, b, equal_var=False).confidence_interval()` and `ttest_rel(a, b).confidence_interval()` are at hand; choose.
# * `on_should`: what Ms. Tang may say about the **should**, by its own 95 % interval: `"raised"`, `"lowered"` or `"cannot tell"`.

# %% answer="m04-q13-cues"
effect = ...
effect_interval = ...
on_should = ...
### BEGIN SOLUTION
polished = vignettes[vignettes["cue"] == "polished"]
plain = vignettes[vignettes["cue"] == "plain"]
asked = ["expected_quality", "expected_reliability", "should_reliability"]
effect = polished[asked].mean() - plain[asked].mean()
effect_interval = ttest_ind(
    polished["expected_quality"], plain["expected_quality"], equal_var=False
).confidence_interval()
on_should = "cannot tell"
### END SOLUTION

# %% task="m04-q13-cues" points=4 grades=["S003-124"]
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q13-cues",
    points=4,
    hints=[
        "Did each person give two answers that belong together, or do two groups stand side by side?",
        'Two tables, `vignettes[vignettes["cue"] == "polished"]` and the other; subtract their means. Does the interval of the should hold zero?',
        '`ttest_ind(polished["..."], plain["..."], equal_var=False).confidence_interval()`, in this order.',
    ],
)
given = task.value("effect")
for name in ("expected_quality", "expected_reliability", "should_reliability"):
    task.check(f"the effect on {name}", given[name], weight=0.5, atol=0.006)
ends = task.value("effect_interval")
task.check(
    "the interval of the effect on expected_quality", ends, weight=1.5, ordered=True, atol=0.006
)
said = ["raised", "lowered", "cannot tell"]
task.check("the should", task.value("on_should"), among=said, silent=True)
task

# %% jupyter={"source_hidden": true}
if rooms_prediction.decision or is_static():
    shown = vignettes.melt(
        id_vars="cue",
        value_vars=["expected_quality", "expected_reliability", "should_reliability"],
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
    ax.set(
        xlabel="", ylabel="Mean answer, 1 to 7, 95 % interval", title="The same words, another room"
    )
    name_series(ax, "Office")
    plt.show()
else:
    print("Shown when your prediction is recorded. Then run this cell again.")

# %%
rooms_prediction.reveal_button(
    "Compare with your three numbers: what this insurer will do, and what a good one should do, "
    "are two things."
)

# %% [markdown]
# Offices were drawn at random, so a difference can be read as an effect of the office. Where two intervals of the figure touch, the interval of their difference decides. Nobody said a word about promises, yet people expect more surely that this insurer **will** keep them. What a good insurer **should** do: no effect can be seen, and a small one in either direction would fit the interval.
# So it does not follow that rooms widen the gap P − E of this survey, whose E is the should.

# %% [markdown] teaches=["S003-169"]
# ## What others say, and what is then perceived
#
# `heard` counts the acquaintances who spoke well of Willow Bridge before the policy was signed (0 to 4). At the last renewal, a year before the survey, two **will-items** were asked (`will_reliability`, `will_responsiveness`). In `people` stand, for the same two dimensions, `will`, `should` (E) and `perceived` (P), points of the scale.

# %%
two = ["reliability", "responsiveness"]
people = pd.DataFrame(
    {
        "heard": survey["heard"],
        "will": survey[[f"will_{name}" for name in two]].mean(axis=1),
        "should": dimension_scores(survey, items, "expectation")[two].mean(axis=1),
        "perceived": dimension_scores(survey, items, "perception")[two].mean(axis=1),
    }
)
people.head(3)

# %% [markdown]
# ## The Python of a formula
#
# `smf.ols("y ~ a + b", table).fit().params` holds the slopes by name: that of `a` **among people with the same `b`**, and the other way around. Waiting and crowding in a bank's hall, and the mood:

# %%
hall = pd.DataFrame({"wait": [1, 2, 3, 4, 5], "crowd": [1, 3, 2, 5, 5], "mood": [9, 7, 7, 3, 2]})
alone = smf.ols("mood ~ crowd", hall).fit().params
together = smf.ols("mood ~ wait + crowd", hall).fit().params
print(f"crowd alone {alone['crowd']:.2f}, at the same wait {together['crowd']:.2f}")

# %%
should_prediction = Prediction(
    "m04-should-sign",
    question="Among people with the same will: who has a higher should, perceives ...",
    choices=["more", "less", "as much, as far as can be seen"],
)
should_prediction

# %% [markdown]
# ## Task 14: should, will and praise (5 points)
#
# Slopes in points of the scale, three decimals, from `smf.ols` on `people`:
#
# * `should_alone`: the slope of `should` in a line for `perceived` with nothing else,
# * `slopes`: a dictionary or Series with `"will"` and `"should"`: their slopes in **one** model for `perceived`,
# * `praise`: a dictionary or Series with `"will"`, `"should"` and `"perceived"`: by how much each changes **for one more acquaintance** (three lines on `heard`).

# %% answer="m04-q14-praise"
should_alone = ...
slopes = ...
praise = ...
### BEGIN SOLUTION
should_alone = smf.ols("perceived ~ should", people).fit().params["should"]
fitted = smf.ols("perceived ~ will + should", people).fit().params
slopes = {"will": fitted["will"], "should": fitted["should"]}
praise = {
    side: smf.ols(f"{side} ~ heard", people).fit().params["heard"]
    for side in ("will", "should", "perceived")
}
### END SOLUTION

# %% task="m04-q14-praise" points=5 grades=["S003-169"]
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q14-praise",
    points=5,
    hints=[
        "Among people who thought alike about what the insurer will do: do those with the higher standard perceive more, or less?",
        'Left of `~` stands what is explained: `"perceived ~ should"` has one explaining column.',
        '`smf.ols("perceived ~ ... + ...", people).fit().params` holds both slopes; for praise, `heard` explains.',
    ],
)
task.check("the should alone", task.value("should_alone"), atol=0.003)
given = task.value("slopes")
for name in ("will", "should"):
    task.check(f"in one model: {name}", given[name], atol=0.003)
given = task.value("praise")
for name, weight in (("will", 0.75), ("should", 0.75), ("perceived", 0.5)):
    task.check(f"one more acquaintance: {name}", given[name], weight=weight, atol=0.003)
task

# %%
should_prediction.reveal_button("Compare with your two slopes for the should.")

# %% [markdown]
# Alone, the should goes **up** with what is perceived. Among people with the same will it goes **down**. Whoever hopes for much also demands much, and the line with one expectation mixes the two. Boulding and his co-authors found opposite signs, too, in a laboratory and in a field study: a higher **will** went with better perceptions afterwards (people see what they look for), a higher **should** with worse ones (they measure by it).
#
# Praise goes with a higher will *and* a higher should; with the perception no association can be seen (up to 0.06 points for each acquaintance, in either direction, would fit). So the gap P − E of recommended customers is larger, mainly because they expect more. A report that compares gaps alone would take that for worse service.
#
# Nobody drew at random who expects what, or who is told what. People who had good years with this insurer may both expect more of it and rate it higher. So these are associations, not effects.
#
# ## Task 14b: which sentence may she tell? (3 points)
#
# The letter is graded; how sure you are is kept.

# %%
statement = Statement(
    "m04-q14b-statement",
    "Which sentence may Ms. Tang tell the board about New rooms?",
    {
        "A": "Polished rooms raise expectations, so they will widen the gap that we measure.",
        "B": "Polished rooms raise what people think we will do, so our policyholders will be more "
        "satisfied once the branches are refurnished.",
        "C": "Polished rooms leave untouched what people think a good insurer should do: the "
        "experiment has proved it.",
        "D": "Of 240 people who are not our customers, those shown a polished office thought it surer "
        "than those shown a plain one that we will keep our promises (+0.4 points on a scale from 1 to "
        "7); whether we do keep them was not asked.",
    },
)
statement

# %% answer="m04-q14b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="D", sure=0.85)
### END SOLUTION

# %% task="m04-q14b-statement" points=3 grades=["S003-124"]
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q14b-statement",
    points=3,
    hints=[
        "Who was shown the pictures, and which of the two expectations moved?",
        "An interval that holds zero: does it show that there is no effect?",
        "Look for the sentence that tells what the people of the experiment ..., and adds nothing.",
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

judge("m04_servqual/3_expectations")

# %% [markdown]
# ## What you take with you
#
# * A difference is less reliable than its parts, because independent errors add up. It diagnoses; it does not forecast best.
# * Should is a standard, will is a forecast. Never write "expectations" without saying which.
# * "No effect can be seen" is not "there is no effect".
# * A picture of a room raised what people thought the insurer will do. Whether promises are kept, the experiment did not ask.
#
# **Further reading.** W. Boulding, A. Kalra, R. Staelin and V. A. Zeithaml, "A Dynamic Process Model of Service Quality: From Expectations to Behavioral Intentions", *Journal of Marketing Research* 30(1), 1993.
# J. J. Cronin and S. A. Taylor, "Measuring Service Quality: A Reexamination and Extension", *Journal of Marketing* 56(3), 1992.
# J. P. Peter, G. A. Churchill and T. J. Brown, "Caution in the Use of Difference Scores in Consumer Research", *Journal of Consumer Research* 19(4), 1993.
# K. Sijtsma, "On the Use, the Misuse, and the Very Limited Usefulness of Cronbach's Alpha", *Psychometrika* 74(1), 2009.
# F. A. Carrillat, F. Jaramillo and J. P. Mulki, "The Validity of the SERVQUAL and SERVPERF Scales", *International Journal of Service Industry Management* 18(5), 2007.
#
# **Next:** [4_promises](4_promises.ipynb). Reliability is a promise kept. Who keeps it, and does it pay?
