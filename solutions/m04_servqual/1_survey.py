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
#     minutes: 75
#     points: 21
#     asks: Ms. Tang
#     question: "Three projects, money for one: what do policyholders miss?"
# ---

# %% [markdown]
# # Service quality 1 of 4: ask, clean, subtract
#
# **Willow Bridge Insurance.** 75 minutes, 21 points.
#
# When you have finished this notebook you will be able to
#
# 1. name the five dimensions of service quality in two languages, and find them in everyday words,
# 2. screen and reverse-code a survey in the right order,
# 3. compute gaps with the right sign, and choose what a desk repairs first,
# 4. tell three honest-looking averages apart, and say what each may be called.

# %%
from servicelab import recall

recall("m04_servqual/1_survey")

# %% [markdown]
# ## The question
#
# Ms. Tang runs the service department of Willow Bridge. Next year there is money for **one** project:
#
# * **Faster.** A desk that tells everybody within a day what comes next.
# * **As told.** What was promised at the sale is written down, and checked before a claim is paid.
# * **New rooms.** The branches get the furniture of a private bank.
#
# A consultant's paper says:
#
# > * *Reliability always comes first with customers.*
# > * *Our people need more sympathy (同情心).*
# > * *Customers judge what they cannot see by what they see: let us be seen.*
#
# Ms. Tang has what the consultant did not have: a survey of her own policyholders. **Which dimension falls shortest of what people expect, and how sure can she be?**

# %%
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns

from servicelab import Prediction, Statement, load_dataset
from servicelab.games.interview import ServqualInterview
from servicelab.plots import is_static, name_series, use_style
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
# ## One gap is the customer's, four are the provider's
#
# The **Gaps Model** (Parasuraman, Zeithaml and Berry 1985; see module 1) has five distances: the firm does not **know** what customers expect (1); its **standard** says something else (2); the standard is not **delivered** (3); more was **promised** than is delivered (4). So the customer perceives less than she expects (5).
#
# This survey measures **gap 5**: that something is missing, and how much. *Where* it gets lost is asked inside the firm.
#
# ## First, be the policyholder
#
# The interview tells you what happened to you, and asks 22 things **twice**: what a good insurer **should** be like (expectation, E), and what Willow Bridge **was** like (perception, P). Ten minutes, not graded.

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
# In **1985** the three authors drew the gap model and listed ten things customers look at. In **1988** they published a questionnaire of 22 items, SERVQUAL, in which the ten had become five. In **1991** they refined the wording: what *excellent* firms *will* do, in place of what firms *should* do.
# (The consultant credits the five to "1991".)
#
# | Dimension | 中文 | In the words of this course | Items here |
# |---|---|---|---|
# | **Tangibles** | 有形性 | what can be seen and touched: rooms, papers, screens | 1-4 |
# | **Reliability** | 可靠性 | what was said is done, correctly, each time | 5-9 |
# | **Responsiveness** | 响应性 | help comes soon, and gladly | 10-13 |
# | **Assurance** | 保证性 | people who know their trade, behave well, and can be trusted | 14-17 |
# | **Empathy** | 移情性 | the individual is seen, and looked after as one | 18-22 |
#
# Empathy is attention to the single person. It is **not pity**: the consultant's 同情心 says pity, and a survey that asks for it measures something else.
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
# The paper has its own Chinese names for the five, and in the staff room hangs a poster with four marks of good service: **professional** (专业), **efficient** (高效), **caring** (贴心), **consistent** (一致).
#
# * `dimension_of`: a dictionary from each of the five labels below to one of `"tangibles"`, `"reliability"`, `"responsiveness"`, `"assurance"`, `"empathy"`. Each dimension occurs once.
# * `mark_of`: a dictionary from each of the four marks (`"professional"`, `"efficient"`, `"caring"`, `"consistent"`) to the dimension it comes closest to. No dimension occurs twice.
# * `without_mark`: the dimension that the poster forgets, as a word.
#
# | Label in the paper | Word by word |
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

# %% task="m04-q1-words" points=4 grades=["S001-10", "S003-10", "S003-21", "S003-23"]
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
    task.check(label, sorted_labels[label], among=DIMENSIONS, silent=True)
sorted_marks = task.value("mark_of")
for mark in ["professional", "efficient", "caring", "consistent"]:
    task.check(mark, sorted_marks[mark], among=DIMENSIONS, silent=True)
task.check(
    "the dimension that is left",
    task.value("without_mark"),
    among=DIMENSIONS,
    own="next(one for one in DIMENSIONS if one not in str(mark_of).lower())",
)
task

# %% [markdown]
# ## What came back
#
# In December 2025 the survey went out to a part of the 2,400 policyholders. 438 questionnaires were typed in; how many were sent, nobody noted. Each has 44 answers from 1 to 7, and 100 points divided among the five dimensions.

# %%
screening = screen_survey(raw, items)
screening.sum().rename("rows").to_frame().T

# %% [markdown]
# Eighteen rows cannot be used, each for a reason of its own:
#
# * **straight line**: one and the same number in all answers (their standard deviation is 0),
# * **out of range**: an answer that the scale does not have, such as 9,
# * **too few**: fewer than half of the answers,
# * **duplicate**: the same respondent was typed in twice; the first entry counts.
#
# To leave a row out is a decision about whose voice counts: write the rule before, and report how many fell under it.
#
# ## Items worded in reverse
#
# Item 7 says: *with Willow Bridge, things that were settled have to be settled all over again.* Whoever agrees is **not** happy. Three items are worded like that, to notice people who do not read.
# It has a price: respondents overlook the turn, and the item then runs against its own scale. That hurt the scale of 1988, so in **1991 its authors replaced the negative wording by positive**.
#
# Where there are such items, their answers are turned around. On a scale from 1 to 7:
#
# $$x' = 1 + 7 - x = 8 - x$$
#
# so that 7 becomes 1 and **4 stays 4**, for the expectation *and* the perception of the item. Screen first, or turn first?

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
# Turned first, a row of sevens holds a few ones and looks like somebody who thought. Two straight lines are still found: they answered 4 everywhere, and 4 stays 4.
# **Screen as collected, then turn, then compute.** `survey` is what we work with from here on.

# %%
survey = reverse_items(raw[screening["keep"]], items)
print(f"{len(raw)} questionnaires, {len(raw) - len(survey)} left out, {len(survey)} kept.")

# %% [markdown]
# ## The Python of a row of answers
#
# With `axis=1` a question goes to each **row**: `.nunique(axis=1)` counts its different values, missing ones aside; `.any(axis=1)` asks whether one is True. `~` turns True and False around.
# More is on [the cheat sheet](../guides/cheat-sheet.md); the words of the course are in [the glossary](../guides/glossary.md).
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
# ## Task 2: the branch's own pulse (5 points)
#
# The branches ask a few questions of their own, on a scale from **1 to 5**, before and after a visit. Next year the scale will be another one.
#
# Complete `clean_pulse(pulse, turned, low, high)`: it returns the **usable rows in their order**, reversed questions turned.
#
# * `pulse`: a DataFrame as collected. Column `visit` names the visit; the answers are in `before_1`, ..., `after_1`, ... Every row holds at least two answers.
# * `turned`: a list of the question numbers that are worded in reverse; it can be empty. `low` and `high`: the lowest and the highest answer of the scale.
# * `usable`: True for each row that can be used, a Series. A row can **not** be used if all the answers it holds are one and the same number, or if an answer lies outside the scale. A missing answer alone is no reason to drop a row.
# * `right_way`: the answers in `column`, turned around.

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
    answers = pulse.drop(columns="visit")
    usable = ...  # neither a straight line nor off the scale
    ### BEGIN SOLUTION
    straight = answers.nunique(axis=1) <= 1
    outside = ((answers < low) | (answers > high)).any(axis=1)
    usable = ~straight & ~outside
    ### END SOLUTION
    clean = pulse[usable].reset_index(drop=True)
    for number in turned:
        for column in (f"before_{number}", f"after_{number}"):
            right_way = ...  # clean[column], turned around
            ### BEGIN SOLUTION
            right_way = low + high - clean[column]
            ### END SOLUTION
            clean[column] = right_way
    return clean


# %% task="m04-q2-clean-pulse" points=5
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q2-clean-pulse",
    points=5,
    hints=[
        "Go through the eight visits by hand first. Which would you keep?",
        "Two conditions on the rows as collected, one change to some columns. What would become of V3 if the change came first?",
        "`answers.nunique(axis=1)` counts different answers in a row, missing ones aside; `(answers < low) | (answers > high)` finds what is off the scale; `low + high - ...` turns answers around.",
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
# Perception minus expectation: **negative** where the service falls short. Some reports print E − P; then a large number is bad news. Always say which.
# `item_gaps(survey, items)` has a row for each respondent and a column for each item.

# %%
each = item_gaps(survey, items)
each.iloc[:3, :8]

# %% [markdown]
# ## The Python of the smallest few
#
# `.mean()` of a table gives one number a column; `.nsmallest(2)` keeps the smallest two, the smallest first, and `.index.to_list()` takes their names alone. Which two counters of the bank were quickest **in the morning**?

# %%
counters = pd.DataFrame(
    {"time": ["morning", "morning", "evening"], "A": [4, 6, 30], "B": [9, 9, 2], "C": [5, 7, 8]}
)
morning = counters[counters["time"] == "morning"].drop(columns="time")
morning.mean().nsmallest(2).index.to_list()

# %% [markdown]
# ## Task 3: what does the claims desk repair first? (4 points)
#
# The claims desk can repair **three** things before summer. It deals with people whose claim is open: the column `claim_stage` of `survey` holds `"no claim"`, `"claim open"` or `"claim settled"`.
#
# Decide with `repair`: a **list of three item numbers**, those with the most negative mean gap **among the respondents with an open claim**, the worst first, in the order of these people's means.

# %% answer="m04-q3-weak-spots"
repair = ...
### BEGIN SOLUTION
gaps = item_gaps(survey[survey["claim_stage"] == "claim open"], items).mean()
repair = gaps.nsmallest(3).index.to_list()
### END SOLUTION

# %% task="m04-q3-weak-spots" points=4 decides="what the claims desk repairs first" grades=["S003-27", "S003-11"]
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q3-weak-spots",
    points=4,
    hints=[
        "Which rows, which number for each item, and which end of the list?",
        'Keep the rows with `survey["claim_stage"] == "claim open"`, then let `item_gaps` work on what is left.',
        "`item_gaps(rows, items).mean()` is one mean for each item; `.nsmallest(3)` takes the three lowest, and their labels are in `.index`.",
    ],
)
task.check("what the desk repairs, in this order", task.value("repair"), ordered=True)
task

# %% [markdown]
# Everybody's list is a little different: a desk repairs for the people it deals with. But among these 70 people the third, the fourth and the fifth item lie within 0.11 points, and the interval of the difference between third and fifth goes from −0.59 to 0.33: the third place may be luck.

# %% [markdown]
# ## From items to dimensions
#
# Five items on reliability are five looks at one thing, so they are averaged, **within each respondent first**: the mean of the gaps that this person has, if there are at least half of them. Then over respondents. `dimension_scores` does the first step, `gap_summary` both.

# %%
longest = Prediction(
    "m04-longest-gap",
    question="Which dimension falls shortest of what policyholders expect?",
    choices=list(DIMENSIONS),
)
longest

# %%
summary = gap_summary(survey, items)
first = summary["gap"].idxmin()
longest.reveal_button(f"The longest gap is that of {first}, {summary['gap'].min():+.2f} points.")

# %%
if longest.decision or is_static():
    plot_ladder(summary)
    plt.title("What policyholders expect, and what they get")
    plt.show()
else:
    print("Shown when your prediction is recorded. Then run this cell again.")

# %% [markdown]
# Is it what the consultant said?
#
# ## One survey, three averages
#
# Ms. Tang's predecessor wrote "the average gap is −0.69". The sales department says −0.84. You get −0.82. Nobody lied. The three differ in **what counts once**:
#
# * a **dimension**: the mean of the five dimension gaps,
# * a single **gap**: every gap of every respondent in one big heap,
# * a single gap, but of **complete** questionnaires only.
#
# Who leaves an item open?

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
# People who leave something open rate the service lower: to drop them is to ask the happier ones. (Some leave item 3 open because they are customers through the app and never saw a room.)

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
# ## Task 4: the three averages (5 points)
#
# Complete `headlines(survey, items)` (cleaned and reversed survey). It returns three numbers in points of the scale, gap = P − E, not rounded:
#
# * `by_dimension`: the dimension scores of each respondent, averaged over respondents, then over the dimensions. Each **dimension** counts once.
# * `by_item`: the mean over all single gaps of all respondents. Each **gap** that is there counts once, whoever gave it.
# * `complete`: as `by_item`, but only of the respondents without any missing gap.


# %% answer="m04-q4-headlines"
def headlines(survey, items):
    """Three averages of the same gaps: by dimension, by single gap, complete questionnaires only."""
    gaps = item_gaps(survey, items)  # a row for each person, a column for each item
    scores = dimension_scores(survey, items)  # a row for each person, a column for each dimension
    by_dimension = ...
    by_item = ...
    complete = ...
    ### BEGIN SOLUTION
    by_dimension = scores.mean().mean()
    by_item = gaps.stack().mean()
    complete = gaps.dropna().stack().mean()
    ### END SOLUTION
    return {"dimension": by_dimension, "item": by_item, "complete": complete}


# %% task="m04-q4-headlines" points=5
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m04-q4-headlines",
    points=5,
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
# ## Task 4b: which sentence may she tell? (3 points)
#
# The board wants **one** sentence on the average. The letter is graded; how sure you are is kept.

# %%
statement = Statement(
    "m04-q4b-statement",
    "Which sentence may Ms. Tang tell the board?",
    {
        "A": "Counting only complete questionnaires, which are the careful ones, our policyholders' "
        "average gap is −0.69.",
        "B": "Leaving an item open made people rate us 0.4 points lower, so the form has to be shorter.",
        "C": "Over 420 usable questionnaires the mean of the five gaps (P − E) is −0.82 points; those "
        "who left something open rated the service on the whole 0.4 points lower than the others.",
        "D": "The average gap is −0.82 points over 420 people, which is a large sample, so every group of "
        "our policyholders, however we cut it, gets less than it expects.",
    },
)
statement

# %% answer="m04-q4b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.85)
### END SOLUTION

# %% task="m04-q4b-statement" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q4b-statement",
    points=3,
    hints=[
        "Whom does each sentence speak of, and whom did the survey ask?",
        "Look for the word that says more than a table of averages can: a cause, everybody, or a group that was chosen.",
        "A good sentence names its base and does not hide who is missing: the ... with ...",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## You among 420 policyholders
#
# Each box holds the middle half of the policyholders, the line in it the median. If you took the interview, the diamonds are yours.

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
# The boxes are wide: on every dimension some people get what they expect or more (13 to 46 %), and some miss two points or more (4 to 23 %). Compare your diamonds with those of somebody who read the same case.

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m04_servqual/1_survey")

# %% [markdown]
# ## What you take with you
#
# * An everyday word covers part of a dimension. In Chinese say 移情性, not 同情心.
# * Screen as collected, then turn, then compute. Better still: do not word items in reverse.
# * A gap is P − E, and it is gap 5: it says that something is missing, not where in the firm it got lost.
# * Before you average, ask what counts once. Before you drop incomplete rows, ask who they are.
#
# **Further reading.** A. Parasuraman, V. A. Zeithaml and L. L. Berry, "A Conceptual Model of Service Quality and Its Implications for Future Research", *Journal of Marketing* 49(4), 1985; "SERVQUAL: A Multiple-Item Scale for Measuring Consumer Perceptions of Service Quality", *Journal of Retailing* 64(1), 1988.
# A. Parasuraman, L. L. Berry and V. A. Zeithaml, "Refinement and Reassessment of the SERVQUAL Scale", *Journal of Retailing* 67(4), 1991.
#
# **Next:** [2_gaps](2_gaps.ipynb). The longest gap has a name. Does it also come first?
