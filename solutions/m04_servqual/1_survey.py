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
#     title: Ask, clean, subtract
#     minutes: 90
#     points: 24
#     asks: Ms. Tang
#     question: "Three projects, money for one: what do policyholders miss?"
# ---

# %% [markdown]
# # Service quality 1 of 3: ask, clean, subtract
#
# **Willow Bridge Insurance.** 90 minutes, 24 points.
#
# When you have finished this notebook you will be able to
#
# 1. name the five dimensions of service quality in two languages, and say what an everyday word such as "professional" leaves out,
# 2. screen and reverse-code a survey in the right order,
# 3. compute gaps with the right sign, by item and by dimension,
# 4. see at a glance which of three honest-looking averages somebody has reported to you.
#
# The next notebook weighs the gaps and asks how sure we are. The third asks what lies behind them.

# %%
from servicelab import recall

recall("m04_servqual/1_survey")

# %% [markdown]
# ## The question
#
# Ms. Tang runs the service department of Willow Bridge. Next year there is money for **one** project. Three are on the table:
#
# * **Faster.** A desk that tells everybody within a day what comes next.
# * **As told.** What was promised at the sale is written down, and checked before a claim is paid.
# * **New rooms.** The branches get the furniture of a private bank.
#
# With them came two pages from a consultant, and the board has underlined three sentences:
#
# > * *Reliability always comes first with customers.*
# > * *Our people need more sympathy (同情心).*
# > * *Customers judge what they cannot see by what they see: let us be seen.*
#
# Ms. Tang has something the consultant did not have: a survey of her own policyholders.
# She wants to know **which dimension falls shortest of what people expect, and whether the answer would survive another survey.**
# By the end of this module you will tell her, and you will have found out that "shortest" has more than one meaning.

# %%
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns

from servicelab import load_dataset
from servicelab.games.interview import ServqualInterview
from servicelab.plots import name_series, use_style
from servicelab.surveys import (
    DIMENSIONS,
    dimension_scores,
    gap_summary,
    item_gaps,
    plot_ladder,
    reverse_items,
    screen_survey,
)
from servicelab.tasks import is_right

use_style()
items = load_dataset("insurer_items")
raw = load_dataset("insurer_servqual")

# %% [markdown]
# ## First, be the policyholder
#
# Before you analyze 420 people, be one of them. The interview tells you what happened to you, and then asks 22 things **twice**:
# what a good insurer should be like (**expectation**, E), and what Willow Bridge was like (**perception**, P). It takes about ten minutes.
# Your answers are kept beside this notebook, and at the end of it you will see yourself among the others. They are not graded.
#
# While you answer, watch yourself: what makes you give a 7? And do you read each item to its end?

# %%
interview = ServqualInterview(items)
interview

# %% [markdown]
# Prefer to type? `interview.record(answers={"E01": 6, ..., "P22": 3})` does the same. If you used the pages above, leave the next cell as it is.

# %% answer="m04-interview"
# interview.record(answers={...})
### BEGIN SOLUTION
expected = [6, 6, 5, 6, 7, 7, 1, 7, 7, 7, 6, 1, 6, 7, 7, 6, 6, 6, 6, 1, 5, 6]
perceived = [7, 7, 6, 7, 3, 7, 6, 2, 7, 6, 1, 6, 7, 4, 7, 7, 2, 1, 7, 4, 6, 7]
interview.record(
    answers={
        f"{side}{number:02d}": answer
        for side, answers in (("E", expected), ("P", perceived))
        for number, answer in enumerate(answers, start=1)
    }
)
### END SOLUTION

# %% [markdown] teaches=["S003-10", "S003-11", "S003-21", "S003-23", "S003-27", "S003-32"]
# ## Five dimensions
#
# In the early 1980s three researchers, A. Parasuraman, Valarie Zeithaml and Leonard Berry, asked groups of customers of banks, brokers, card companies and repair shops what good service is.
# Their article of **1985** drew the gap model and listed ten things customers look at. In **1988** they published a questionnaire of 22 items, in which the ten had become five. It is called SERVQUAL.
# In **1991** they refined the wording. (The two pages on Ms. Tang's desk credit the five to "1991", and spell two of the three names wrongly. It is worth getting right: a date tells a reader which version was used.)
#
# | Dimension | 中文 | In the words of this course | Items here |
# |---|---|---|---|
# | **Tangibles** | 有形性 | what can be seen and touched: rooms, papers, screens | 1-4 |
# | **Reliability** | 可靠性 | what was said is done, correctly, each time | 5-9 |
# | **Responsiveness** | 响应性 | help comes soon, and gladly | 10-13 |
# | **Assurance** | 保证性 | people who know their trade, behave well, and can be trusted | 14-17 |
# | **Empathy** | 移情性 | the individual is seen, and looked after as one | 18-22 |
#
# Read the last one again. Empathy is attention to the single person. It is **not pity**. The board's word 同情心 says pity, or at best sympathy, and a survey that asks for it measures something else.
#
# The items of this course are its own; the published ones belong to their authors.

# %%
items[["item", "dimension", "text_perception_en", "is_reversed"]].iloc[
    [0, 4, 6, 9, 13, 19]
].style.hide(axis="index").set_properties(
    ["dimension", "text_perception_en"], **{"text-align": "left"}
)

# %% [markdown] teaches=["S001-10", "S003-10", "S003-21"]
# ## Task 1: words and dimensions (4 points)
#
# The two pages have their own Chinese names for the five. And in the staff room hangs a poster with four marks of good service:
# **professional** (专业), **efficient** (高效), **caring** (贴心), **consistent** (一致).
#
# * `dimension_of`: a dictionary from each of the five labels below to one of `"tangibles"`, `"reliability"`, `"responsiveness"`, `"assurance"`, `"empathy"`. Each dimension occurs once.
# * `mark_of`: a dictionary from each of the four marks (`"professional"`, `"efficient"`, `"caring"`, `"consistent"`) to the dimension it comes closest to. No dimension occurs twice.
# * `without_mark`: the dimension that the poster forgets, as a word.
#
# | Label in the two pages | Word by word |
# |---|---|
# | 一致可靠性 | being consistent and dependable |
# | 同情心 | a heart that feels with others; pity |
# | 安全感与服务能力 | feeling safe, and the ability to serve |
# | 及时回应 | answering in time |
# | 有形展示 | showing what has form |

# %% answer="m04-q1-words"
dimension_of = ...  # {"一致可靠性": "...", "同情心": "...", "安全感与服务能力": "...", "及时回应": "...", "有形展示": "..."}
mark_of = ...  # {"professional": "...", "efficient": "...", "caring": "...", "consistent": "..."}
without_mark = ...
### BEGIN SOLUTION
dimension_of = {
    "一致可靠性": "reliability",
    "同情心": "empathy",
    "安全感与服务能力": "assurance",
    "及时回应": "responsiveness",
    "有形展示": "tangibles",
}
mark_of = {
    "professional": "assurance",
    "efficient": "responsiveness",
    "caring": "empathy",
    "consistent": "reliability",
}
without_mark = "tangibles"
### END SOLUTION

# %% task="m04-q1-words" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q1-words",
    points=4,
    hints=[
        "For each label, ask what a customer would complain about if it were missing.",
        "Whoever can serve and makes you feel safe knows the trade. Whoever does each time what was said is dependable.",
        "Professional is about what people know; efficient is about how soon you are helped; the poster says nothing about what can be seen.",
    ],
)
sorted_labels = task.value("dimension_of")
for label in ["一致可靠性", "同情心", "安全感与服务能力", "及时回应", "有形展示"]:
    task.check(label, sorted_labels[label], weight=0.6, among=DIMENSIONS, silent=True)
sorted_marks = task.value("mark_of")
for mark in ["professional", "efficient", "caring", "consistent"]:
    task.check(mark, sorted_marks[mark], weight=0.75, among=DIMENSIONS, silent=True)


def apart(dimension_of, mark_of):
    from servicelab.tasks import labeled

    labels = ["一致可靠性", "同情心", "安全感与服务能力", "及时回应", "有形展示"]
    marks = ["professional", "efficient", "caring", "consistent"]
    for words, keys in ((dimension_of, labels), (mark_of, marks)):
        if labeled(words, keys).astype(str).str.strip().str.lower().nunique() < len(keys):
            return 0, "", "one-dimension-twice"


task.rule("no dimension twice", apart, "dimension_of", "mark_of", weight=0.5)
task.check(
    "the dimension that is left",
    task.value("without_mark"),
    weight=0.5,
    among=DIMENSIONS,
    own="next(one for one in DIMENSIONS if one not in str(mark_of).lower())",
)
task

# %% [markdown]
# ## What came back
#
# In December 2025 the survey went out. 438 questionnaires were typed in. Each row holds 44 answers from 1 to 7, and 100 points that the respondent divided among the five dimensions.
#
# **Before you run the next cell:** if you had to fill in 44 such items for a pen, how many would you read?

# %%
screening = screen_survey(raw, items)
screening.sum().rename("rows").to_frame().T

# %% [markdown]
# Eighteen rows cannot be used, and each is a kind of its own:
#
# * **straight line**: one and the same number in all answers (their standard deviation is 0),
# * **out of range**: an answer that the scale does not have, such as 9,
# * **too few**: fewer than half of the answers,
# * **duplicate**: the same respondent was typed in twice; the first entry counts.
#
# To leave a row out is a decision about whose voice counts, so it is made by a rule that was written down before, and the report says how many.
#
# ## Items that face the other way
#
# Item 7 says: *with Willow Bridge, things that were settled have to be settled all over again.* Whoever agrees is **not** happy. Three items are worded like that, to catch people who tick without reading.
# Before anything is added up, their answers are turned around. On a scale from 1 to 7:
#
# $$x' = 1 + 7 - x = 8 - x$$
#
# so that 7 becomes 1 and **4 stays 4**. The rule holds for the expectation *and* the perception of such an item.
# `reverse_items` does it. One question remains: screen first, or turn first?

# %%
turned_first = reverse_items(raw, items)
pd.Series(
    {
        "screened as collected": screen_survey(raw, items)["straight_line"].sum(),
        "turned first, then screened": screen_survey(turned_first, items)["straight_line"].sum(),
    },
    name="straight lines found",
).to_frame()

# %% [markdown]
# Turned first, a row of sevens is a row of sevens with a few ones in it. It looks like somebody who thought about each item.
# Two are still found: they answered 4 everywhere, and 4 stays 4.
# **Screen as collected, then turn, then compute.** That is what the next cell does, and `survey` is what we work with from here on.

# %%
survey = reverse_items(raw[screening["keep"]], items)
print(f"{len(raw)} questionnaires, {len(raw) - len(survey)} left out, {len(survey)} kept.")

# %% [markdown]
# ## The Python of a row of answers
#
# With `axis=1` a question goes to each **row** instead of each column: `.nunique(axis=1)` counts its different values, `.any(axis=1)` is True if one of its cells is. `~` turns a column of True and False around, and `f"{word}_{number}"` makes a name.
# More of this kind is on [the cheat sheet](../guides/cheat-sheet.md); what the words of the course mean, in [the glossary](../guides/glossary.md).
# Three customers of Lantern Bank rated a counter and an app, from 0 to 10:

# %%
ratings = pd.DataFrame({"counter_1": [7, 5, 2], "counter_2": [8, 5, 11], "app_1": [3, 5, 9]})
too_high = (ratings > 10).any(axis=1)
print("different values in each row:", list(ratings.nunique(axis=1)))
sound = ratings[~too_high].copy()
for device in ("counter", "app"):
    sound[f"{device}_1"] = 10 * sound[f"{device}_1"]  # the first question, as points of a hundred
sound

# %% [markdown]
# ## Task 2: the branch's own pulse (7 points)
#
# The branches run a small survey of their own. The app asks before the visit what you expect, and after it what you found: the same few questions, on a scale from **1 to 5**.
# Next year it will have more questions and a scale from 0 to 10, so the library's functions for 22 items do not fit.
#
# Write `clean_pulse(pulse, turned, low, high)`.
#
# * `pulse`: a DataFrame as collected. Column `visit` names the visit; the answers are in `before_1`, `before_2`, ... and `after_1`, `after_2`, ... (as many as there are questions). Answers can be missing, but every row holds at least two.
# * `turned`: the list of the question numbers that are worded in reverse, such as `[2]`; it can be empty. `low` and `high`: the lowest and the highest answer of the scale.
# * It returns a DataFrame with the same columns and **only the usable rows, in their order**. A row is not usable if
#   all the answers it holds **as collected** are one and the same number, or if an answer lies outside the scale. A missing answer alone is no reason to drop a row.
# * In the rows that stay, the reversed questions are turned, before and after.
#
# Here is a pulse to try it on.

# %%
pulse = pd.DataFrame(
    [
        ("V1", 5, 1, 5, 3, 2, 4),
        ("V2", 3, 3, 3, 3, 3, 3),
        ("V3", 5, 5, 5, 5, 5, 5),
        ("V4", 4, 2, 5, 4, None, 2),
        ("V5", 5, 1, 4, 0, 3, 5),
        ("V6", 4, 1, 4, 2, 4, 3),
        ("V7", 5, 2, 4, 6, 2, 3),
        ("V8", 4, None, 4, 4, 4, 4),
    ],
    columns=["visit", "before_1", "before_2", "before_3", "after_1", "after_2", "after_3"],
)
pulse


# %% answer="m04-q2-clean-pulse"
def clean_pulse(pulse, turned, low, high):
    """Usable rows of a pulse survey, reversed questions turned."""
    ### BEGIN SOLUTION
    answers = pulse.drop(columns="visit")
    straight = answers.nunique(axis=1) <= 1
    outside = ((answers < low) | (answers > high)).any(axis=1)
    clean = pulse[~straight & ~outside].reset_index(drop=True)
    for number in turned:
        for side in ("before", "after"):
            clean[f"{side}_{number}"] = low + high - clean[f"{side}_{number}"]
    return clean
    ### END SOLUTION


# %% task="m04-q2-clean-pulse" points=7
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q2-clean-pulse",
    points=7,
    hints=[
        "Go through the eight visits by hand first. Which would you keep?",
        "Two conditions on the rows, one change to some columns. Which must come first, and why does it matter for V3?",
        "`answers.nunique(axis=1)` counts different answers in a row, missing ones aside; `(answers < low) | (answers > high)` finds what is off the scale; `low + high - x` turns an answer around.",
    ],
)
screened = task.call("clean_pulse", pulse, [2], 1, 5)
task.check("the rows that can be used", screened[["visit"]], ordered=True, weight=2)
turned = task.call("clean_pulse", pulse.iloc[[0, 5]], [2], 1, 5)
task.check(
    "reversed questions are turned, before and after",
    turned[["before_2", "after_2"]],
    ordered=True,
    weight=2,
)
others = ["visit", "before_1", "before_3", "after_1", "after_3"]
task.check("all else stays as it was", turned[others])

long = pd.DataFrame(
    {
        "visit": ["W1", "W2", "W3", "W4", "W5"],
        **{f"before_{n}": [9, 10, 7, 8, 6] for n in range(1, 13)},
        **{f"after_{n}": [n % 8, 10, 7 if n < 12 else 11, n % 3, 7] for n in range(1, 13)},
    }
)
wide = task.call("clean_pulse", long, [3, 11], 0, 10)
task.check("a scale from 0 to 10, and twelve questions", wide, hidden=True, weight=2)
plain = task.call("clean_pulse", pulse, [], 1, 5)
task.check("no reversed question at all", plain, hidden=True)
holes = task.call("clean_pulse", pulse.iloc[[3, 5]], [2], 1, 5)
task.check("what is missing stays missing", holes, hidden=True)
task

# %% [markdown]
# ## The gap
#
# $$\text{gap} = P - E$$
#
# Perception minus expectation. **Negative** where the service falls short, positive where it exceeds what was expected. Some reports print E − P; then a large number is bad news. Always say which.
#
# `item_gaps(survey, items)` has a row for each respondent and a column for each item. The mean of a column is the gap of an item.

# %%
each = item_gaps(survey, items)
each.iloc[:3, :8]

# %% [markdown]
# ## The Python of the smallest few
#
# `.mean()` of a table gives a Series, one number a column; `.nsmallest(2)` keeps the smallest two, the smallest first, and `.index.to_list()` takes their names alone.
# Which two counters of the bank were quickest **in the morning**?

# %%
counters = pd.DataFrame(
    {"time": ["morning", "morning", "evening"], "A": [4, 6, 30], "B": [9, 9, 2], "C": [5, 7, 8]}
)
morning = counters[counters["time"] == "morning"].drop(columns="time")
morning.mean().nsmallest(2).index.to_list()

# %% [markdown]
# ## Task 3: three weak spots (5 points)
#
# The claims desk does not want an average of everybody. It wants to know what to repair **for the people it is dealing with**: those whose claim is open.
#
# Write `weak_spots(survey, items, stage)`.
#
# * `survey`: cleaned and reversed, as above; the column `claim_stage` holds `"no claim"`, `"claim open"` or `"claim settled"`.
# * It returns a **list of three item numbers**: those with the most negative mean gap among the respondents of that stage, the **worst first**.
#
# You may use the library.


# %% answer="m04-q3-weak-spots"
def weak_spots(survey, items, stage):
    """The three items with the most negative mean gap at one claim stage, worst first."""
    ### BEGIN SOLUTION
    gaps = item_gaps(survey[survey["claim_stage"] == stage], items).mean()
    return gaps.nsmallest(3).index.to_list()
    ### END SOLUTION


# %% task="m04-q3-weak-spots" points=5
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m04-q3-weak-spots",
    points=5,
    hints=[
        "Which rows, which number for each item, and which end of the list?",
        'Keep the rows with `survey["claim_stage"] == stage`, then let `item_gaps` work on what is left.',
        "`item_gaps(rows, items).mean()` is one mean for each item; `.nsmallest(3)` takes the three lowest, and their labels are in `.index`.",
    ],
)
small = pd.DataFrame({"item": [1, 2, 3, 4, 5], "dimension": ["tangibles"] * 2 + ["empathy"] * 3})
few = pd.DataFrame(
    {
        "claim_stage": ["claim open", "claim open", "no claim", "no claim", "no claim"],
        "E01": [6] * 5,
        "E02": [2] * 5,
        "E03": [6] * 5,
        "E04": [6] * 5,
        "E05": [6] * 5,
        "P01": [3, 4, 6, 6, 6],
        "P02": [5, 6, 1, 1, 1],
        "P03": [4, 4, 6, 6, 6],
        "P04": [7, 7, 1, 1, 1],
        "P05": [5, 4, 2, 2, 2],
    }
)
open_spots = task.call("weak_spots", few, small, "claim open")
task.check("five items, two people with an open claim", open_spots, ordered=True, weight=3)


def asked(table):
    """The columns that the task needs."""
    return table.filter(regex=r"^([EP]\d\d|claim_stage)$")


task.check(
    "Willow Bridge, open claims",
    task.call("weak_spots", asked(survey), items, "claim open"),
    ordered=True,
    hidden=True,
)
other = make_insurer(seed=3)
elsewhere = reverse_items(
    other.servqual[screen_survey(other.servqual, other.items)["keep"]], other.items
)
task.check(
    "another insurer, settled claims",
    task.call("weak_spots", asked(elsewhere).sample(200, random_state=3), items, "claim settled"),
    ordered=True,
    hidden=True,
)
task

# %% [markdown]
# ## From items to dimensions
#
# Five items on reliability are five looks at one thing, so they are averaged, **within each respondent first**: the mean of the gaps that this person has, if there are at least half of them.
# Then over respondents. `dimension_scores` does the first step, `gap_summary` both.
#
# **Predict** before you run the cell: which dimension will fall shortest of what policyholders expect? Write it down. The board thinks it knows.

# %%
plot_ladder(gap_summary(survey, items))
plt.title("What policyholders expect, and what they get")
plt.show()

# %% [markdown]
# The longest rung is **responsiveness**, before reliability. Not what the two pages said. Keep that for the next notebook: it is not the last word.
#
# ## One survey, three averages
#
# Ms. Tang's predecessor wrote "the average gap is −0.69". The sales department says −0.84. You get −0.82. Nobody lied, and nobody made a typing error.
# The three differ in what counts once:
#
# * a **dimension**: the mean of the five dimension gaps,
# * a single **gap**: every gap of every respondent in one big heap,
# * a single gap, but of **complete** questionnaires only.
#
# Who leaves an item open? Look at the complete ones.

# %%
complete = each.notna().all(axis=1)
overall = survey["overall_quality"]
pd.DataFrame(
    {
        "respondents": complete.value_counts().reindex([True, False]),
        "overall quality, 1 to 7": overall.groupby(complete).mean().reindex([True, False]),
    }
).rename(index={True: "all 22 gaps", False: "some missing"}).style.format(precision=2)

# %% [markdown]
# People who are disappointed leave more open: half of the survey, and not any half. To drop them is to ask only the happier ones.

# %% [markdown]
# ## The Python of a table with holes
#
# `.stack()` lays all cells of a table below each other and leaves out the missing ones (with `.dropna()` after it, in any version of pandas). `.dropna()` of the table keeps complete **rows** only.

# %%
tellers = pd.DataFrame({"mon": [8, 6, None], "tue": [9, None, 4]}, index=["Lu", "Su", "Yu"])
print("cells that are there:", tellers.stack().dropna().count())
print("complete rows:", list(tellers.dropna().index))
print("largest of all:", tellers.stack().max(), " largest of each day:", tellers.max().to_dict())

# %% [markdown]
# ## Task 4: the three averages (8 points)
#
# Write `headlines(survey, items)` (cleaned and reversed survey). It returns a **dictionary or Series** with three numbers, in points of the scale, gap = P − E:
#
# * `"dimension"`: the dimension scores of each respondent (at least half of the items, as above), averaged over respondents for each dimension, then averaged over the dimensions. Each **dimension** counts once.
# * `"item"`: the mean over all single gaps of all respondents. Each **gap** that is there counts once, whoever gave it.
# * `"complete"`: as `"item"`, but only of the respondents without any missing gap.
#
# Do not round, or to no less than four decimals.


# %% answer="m04-q4-headlines"
def headlines(survey, items):
    """Three averages of the same gaps: by dimension, by single gap, complete questionnaires only."""
    ### BEGIN SOLUTION
    gaps = item_gaps(survey, items)
    scores = dimension_scores(survey, items)
    found = {
        "dimension": scores.mean().mean(),
        "item": gaps.stack().mean(),
        "complete": gaps.dropna().stack().mean(),
    }
    return found
    ### END SOLUTION


# %% task="m04-q4-headlines" points=8
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m04-q4-headlines",
    points=8,
    hints=[
        "Four items, four people: write the gaps on paper and ask each time what is counted once.",
        "`dimension_scores(survey, items)` holds a number for each person and dimension; `item_gaps(survey, items)` for each person and item.",
        "`.mean().mean()` averages averages: right for the first number, wrong for the second. `gaps.stack()` puts all gaps into one heap; `gaps.dropna()` keeps complete rows.",
    ],
)
layout = pd.DataFrame({"item": [1, 2, 3, 4], "dimension": ["tangibles"] + ["reliability"] * 3})
four = pd.DataFrame(
    {
        **{f"E{n:02d}": [7.0, 7.0, 7.0, 7.0] for n in (1, 2, 3)},
        "E04": [7, 7, None, 7],
        "P01": [7, 7, 5, 6],
        "P02": [6, 4, 1, 3],
        "P03": [6, 4, None, 5],
        "P04": [6, None, 7, 2],
        "agent_id": ["A1", "A2", "A2", None],
    }
)
averages = task.call("headlines", four, layout)
task.check("each dimension counts once", averages["dimension"], weight=2, atol=0.001)
task.check("each gap counts once", averages["item"], weight=2, atol=0.002)
task.check("complete questionnaires only", averages["complete"], atol=0.001)

other = make_insurer(seed=3)
elsewhere = reverse_items(
    other.servqual[screen_survey(other.servqual, other.items)["keep"]], other.items
)
for title, table, weight in (
    ("Willow Bridge", survey.reset_index(drop=True), 2),
    ("another insurer, in another order", elsewhere.sample(150, random_state=4), 1),
):
    answered = table.filter(regex=r"^[EP]\d\d$|^agent_id$")
    task.check(
        title, task.call("headlines", answered, items), weight=weight, atol=0.0015, hidden=True
    )
task

# %%
if is_right("m04-q4-headlines"):
    print(pd.Series(headlines(survey, items)).round(2).to_string())

# %% [markdown]
# ## You among 420
#
# Each box holds the middle half of the policyholders, the line in it the median. If you took the interview, the diamonds are yours, your reversed items turned by the same rule as theirs.

# %% jupyter={"source_hidden": true}
gaps = dimension_scores(survey, items)
mine = interview.answers
order = list(DIMENSIONS)
fig, ax = plt.subplots(figsize=(9, 4))
sns.boxplot(
    gaps[order].rename(columns=str.capitalize),
    orient="h",
    color="lightgray",
    width=0.55,
    fliersize=2,
    ax=ax,
)
ax.axvline(0, color="#444444", linewidth=1)
if mine is not None:
    own = dimension_scores(reverse_items(mine, items), items).iloc[0]
    ax.plot(own[order], range(len(order)), "D", color="#D55E00", markersize=9, label="you")
ax.set(
    xlabel="Gap P - E, points of the scale (below 0: falls short)",
    ylabel="",
)
ax.set_title("Gaps of the policyholders" + ("" if mine is None else ", and yours"))
if mine is not None:
    name_series(ax)
plt.show()
if mine is None:
    print("No complete interview yet: take it above, and run this cell again.")
else:
    for name in order:
        worse = (gaps[name].dropna() < own[name]).mean()
        print(
            f"{name}: your gap is {own[name]:+.2f}; {worse:.0%} of the policyholders have a worse one."
        )

# %% [markdown]
# You had **one** case, with a quick message, a telephone that nobody answered and photographs that were asked for twice. Your profile is a story.
# Theirs is 420 stories, and the boxes are wide: on every dimension some people are content and some are furious. An average of a class, or of a country, is no description of anybody in it.
#
# If you learn in a class, compare your diamonds with your neighbor's. You read the same case. Where you differ, the questionnaire measures the two of you as well as Willow Bridge.

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m04_servqual/1_survey")

# %% [markdown]
# ## What you take with you
#
# * An everyday word covers part of a dimension. Say which of the five you mean, and in Chinese say 移情性, not 同情心.
# * Screen as collected, then turn, then compute. And say how many rows you left out, by which rule.
# * A gap is P − E. A report that does not say so cannot be read.
# * Before you average, ask what counts once. Before you drop incomplete rows, ask who they are.
#
# **Further reading.** A. Parasuraman, V. A. Zeithaml and L. L. Berry, "A Conceptual Model of Service Quality and Its Implications for Future Research", *Journal of Marketing* 49(4), 1985; "SERVQUAL: A Multiple-Item Scale for Measuring Consumer Perceptions of Service Quality", *Journal of Retailing* 64(1), 1988.
# A. Parasuraman, L. L. Berry and V. A. Zeithaml, "Refinement and Reassessment of the SERVQUAL Scale", *Journal of Retailing* 67(4), 1991.
#
# **Next:** [2_gaps](2_gaps.ipynb). Responsiveness has the largest gap. Does it also come first?
