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

from servicelab import Question, ServqualInterview, load_dataset
from servicelab.compare import labeled, same
from servicelab.figures import use_style
from servicelab.servqual import (
    DIMENSIONS,
    dimension_scores,
    gap_summary,
    item_gaps,
    plot_ladder,
    reverse_items,
    screen_survey,
)

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
q = Question(
    "m04-q1-words",
    points=4,
    answer=["dimension_of", "mark_of", "without_mark"],
    hidden=3,
    hints=[
        "For each label, ask what a customer would complain about if it were missing.",
        "Whoever can serve and makes you feel safe knows the trade. Whoever does each time what was said is dependable.",
        "Professional is about what people know; efficient is about how soon you are helped; the poster says nothing about what can be seen.",
    ],
)
LABELS = ["一致可靠性", "同情心", "安全感与服务能力", "及时回应", "有形展示"]
MARKS = ["professional", "efficient", "caring", "consistent"]


def _dimensions(answer, keys):
    words = labeled(answer, keys).astype(str).str.strip().str.lower()
    odd = sorted(set(words) - set(DIMENSIONS))
    assert not odd, f"{odd[0]!r} is not one of the five dimensions."
    return words


forgotten = without_mark
if isinstance(forgotten, list | tuple | set) and len(forgotten) == 1:
    (forgotten,) = forgotten
forgotten = str(forgotten).strip().lower()
meant, marked = None, None
with q.check("five labels, five dimensions"):
    meant = _dimensions(dimension_of, LABELS)
    q.trap(
        meant.nunique() < 5,
        "one-dimension-twice",
        "A dimension occurs twice, so another has no label. Which of the two fits better?",
    )
with q.check("four marks, and the one that is left"):
    marked = _dimensions(mark_of, MARKS)
    q.trap(
        marked.nunique() < 4,
        "one-dimension-twice",
        "Two marks lead to one dimension. Find another for one of them.",
    )
    left = set(DIMENSIONS) - set(marked)
    assert {forgotten} == left, (
        "`without_mark` should be the dimension that your own four marks leave out."
    )
### BEGIN HIDDEN TESTS
with q.hidden("the labels", weight=2) as check:
    assert meant is not None, "Looked at when the first check is right."
    q.trap(
        meant["安全感与服务能力"] == "reliability",
        "competence-as-reliability",
        "Being able to serve, and making people feel safe, is what staff are: assurance. Reliability is what happens: the promise is kept.",
    )
    q.trap(
        meant["同情心"] != "empathy",
        "empathy-as-pity",
        "The label says pity, so it looks like no dimension at all. It is a mistranslation of the one about the individual.",
    )
    right = ["reliability", "empathy", "assurance", "responsiveness", "tangibles"]
    hits = sum(meant[label] == word for label, word in zip(LABELS, right, strict=True))
    check.earn(hits / 5, f"{hits} of the five labels are right.")
with q.hidden("the marks", weight=2) as check:
    assert marked is not None, "Looked at when the second check is right."
    q.trap(
        marked["professional"] == "reliability",
        "competence-as-reliability",
        "A professional knows the trade and can be trusted with it. That the promise is kept each time is another matter.",
    )
    q.trap(
        marked["caring"] == "assurance",
        "caring-as-courtesy",
        "Courtesy is part of assurance. Caring means that this one person is seen.",
    )
    right = ["assurance", "responsiveness", "empathy", "reliability"]
    hits = sum(marked[mark] == word for mark, word in zip(MARKS, right, strict=True))
    check.earn(hits / 4, f"{hits} of the four marks are right.")
with q.hidden("what the poster forgets"):
    q.close(forgotten, "tangibles", name="without_mark")
### END HIDDEN TESTS
q

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
    clean = pulse[~straight & ~outside].copy()
    for number in turned:
        for side in ("before", "after"):
            clean[f"{side}_{number}"] = low + high - clean[f"{side}_{number}"]
    return clean
    ### END SOLUTION


# %% task="m04-q2-clean-pulse" points=7
q = Question(
    "m04-q2-clean-pulse",
    points=7,
    answer="clean_pulse",
    hidden=3,
    hints=[
        "Go through the eight visits by hand first. Which would you keep?",
        "Two conditions on the rows, one change to some columns. Which must come first, and why does it matter for V3?",
        "`answers.nunique(axis=1)` counts different answers in a row, missing ones aside; `(answers < low) | (answers > high)` finds what is off the scale; `low + high - x` turns an answer around.",
    ],
)


def _by_visit(table):
    assert table is not None, "`clean_pulse` returns None: does it end in `return`?"
    assert isinstance(table, pd.DataFrame), "`clean_pulse` should return a DataFrame."
    return table.set_index("visit") if "visit" in table.columns else table


cleaned = None
with q.check("the rows that can be used", weight=2):
    cleaned = _by_visit(clean_pulse(pulse.copy(), [2], 1, 5))
    stay = list(cleaned.index)
    q.trap(
        "V3" in stay and "V2" not in stay,
        "turned-before-screening",
        "V3 answered 5 everywhere and is still there. Once an item is turned, a straight line is no longer straight: screen first.",
    )
    q.trap(
        "V4" not in stay,
        "listwise",
        "V4 left one answer open and is gone. A missing answer alone is no reason to drop a row.",
    )
    q.trap(
        {"V2", "V3"} & set(stay),
        "straight-lines-kept",
        "Somebody with one and the same number everywhere is still there.",
    )
    q.trap(
        "V8" in stay,
        "missing-hides-straight-line",
        "V8 gave the same number in all the answers it holds; one is missing. It is a straight line all the same.",
    )
    q.trap(
        {"V5", "V7"} & set(stay),
        "out-of-range-kept",
        "An answer outside the scale is still there: look at both ends.",
    )
    q.close(stay, ["V1", "V4", "V6"], ordered=True, name="the visits that stay")
with q.check(
    "reversed questions are turned, before and after",
    weight=2,
    traps=[
        (
            "high-minus-x",
            {"before_2": 4, "after_2": 3},
            "On a scale from 1 to 5, 5 - x turns 5 into 0. The middle must stay where it is: 3 becomes 3.",
        ),
        (
            "expectation-only",
            {"before_2": 5, "after_2": 2},
            "You turned the question before the visit, not after. Then its gap compares up with down.",
        ),
        (
            "perception-only",
            {"before_2": 1, "after_2": 4},
            "You turned the question after the visit, not before. Then its gap compares up with down.",
        ),
        (
            "eight-minus-x",
            {"before_2": 7, "after_2": 6},
            "8 - x belongs to a scale from 1 to 7. Use `low` and `high`.",
        ),
        ("not-turned", {"before_2": 1, "after_2": 2}, "Question 2 has not been turned."),
    ],
):
    assert cleaned is not None, "Looked at when the first check can read your table."
    q.close(
        cleaned.loc["V1", ["before_2", "after_2"]],
        {"before_2": 5, "after_2": 4},
        name="V1, question 2",
    )
with q.check("all else stays as it was"):
    assert cleaned is not None, "Looked at when the first check can read your table."
    q.close(
        cleaned.loc["V6", ["before_1", "before_3", "after_1", "after_3"]],
        {"before_1": 4, "before_3": 4, "after_1": 2, "after_3": 3},
        name="V6",
    )
### BEGIN HIDDEN TESTS
with q.hidden("a scale from 0 to 10, and twelve questions", weight=2):
    long = pd.DataFrame(
        {
            "visit": ["W1", "W2", "W3", "W4"],
            **{f"before_{n}": [9, 10, 7, 8] for n in range(1, 13)},
            **{f"after_{n}": [n % 8, 10, 7 if n < 12 else 11, n % 3] for n in range(1, 13)},
        }
    )
    found = _by_visit(clean_pulse(long.copy(), [3, 11], 0, 10))
    q.close(list(found.index), ["W1", "W4"], ordered=True, name="the visits that stay")
    q.close(
        found.loc["W1", ["before_3", "before_11", "after_3", "after_11", "after_1"]],
        {"before_3": 1, "before_11": 1, "after_3": 7, "after_11": 7, "after_1": 1},
        name="W1",
    )
with q.hidden("no reversed question at all"):
    found = _by_visit(clean_pulse(pulse.copy(), [], 1, 5))
    q.close(list(found.index), ["V1", "V4", "V6"], ordered=True, name="the visits that stay")
    q.close(float(found.loc["V6", "before_2"]), 1.0, name="V6, question 2")
with q.hidden("what is missing stays missing"):
    found = _by_visit(clean_pulse(pulse.copy(), [2], 1, 5))
    assert pd.isna(found.loc["V4", "after_2"]), "A missing answer has become a number."
    q.close(float(found.loc["V4", "before_2"]), 4.0, name="V4, question 2 before")
### END HIDDEN TESTS
q

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
q = Question(
    "m04-q3-weak-spots",
    points=5,
    answer="weak_spots",
    hidden=2,
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
        **dict(zip(("E01", "E02", "E03", "E04", "E05"), [[6, 6, 6, 6, 6]] * 5, strict=True)),
        "P01": [3, 4, 6, 6, 6],
        "P02": [5, 6, 1, 1, 1],
        "P03": [4, 4, 6, 6, 6],
        "P04": [7, 7, 1, 1, 1],
        "P05": [5, 4, 2, 2, 2],
    }
).replace({"E02": {6: 2}})
with q.check(
    "five items, two people with an open claim",
    weight=3,
    traps=[
        (
            "expectation-minus-perception",
            [2, 4, 5],
            "These are the items that exceed expectations. A gap is P - E: the weak spots are the most negative ones.",
        ),
        (
            "absolute-value",
            [2, 1, 3],
            "Item 2 is far **above** what was expected. Without its sign a gap cannot tell good from bad.",
        ),
        (
            "all-stages",
            [5, 4, 1],
            "That is the order among all respondents. Keep only those of the stage asked for.",
        ),
        ("best-first", [5, 3, 1], "Right items, but the worst comes first."),
        ("index-not-item", [0, 2, 4], "These are positions. The items are numbered from 1."),
    ],
):
    given = weak_spots(few.copy(), small.copy(), "claim open")
    assert given is not None, "`weak_spots` returns None: does it end in `return`?"
    if isinstance(given, pd.Series):
        raise AssertionError("That is a Series of gaps: the item numbers are its `.index`.")
    assert not any(isinstance(item, str) for item in given), (
        "The list should hold item numbers, such as 1, without letters or quotes."
    )
    q.close(list(given), [1, 3, 5], ordered=True, name="weak_spots")
### BEGIN HIDDEN TESTS
from servicelab.worlds.insurer import make_insurer

other = make_insurer(seed=3)
elsewhere = reverse_items(
    other.servqual[screen_survey(other.servqual, other.items)["keep"]], other.items
)


def _worst(table, texts, stage):
    return (
        item_gaps(table[table["claim_stage"] == stage], texts).mean().nsmallest(3).index.to_list()
    )


with q.hidden("Willow Bridge, open claims"):
    q.close(
        list(weak_spots(survey.copy(), items.copy(), "claim open")),
        _worst(survey, items, "claim open"),
        ordered=True,
        name="weak_spots",
    )
with q.hidden("another insurer, settled claims"):
    q.close(
        list(weak_spots(elsewhere.copy(), other.items.copy(), "claim settled")),
        _worst(elsewhere, other.items, "claim settled"),
        ordered=True,
        name="weak_spots",
    )
### END HIDDEN TESTS
q

# %% [markdown]
# ## From items to dimensions
#
# Five items on reliability are five looks at one thing, so they are averaged, **within each respondent first**: the mean of the gaps that this person has, if there are at least half of them.
# Then over respondents. `dimension_scores` does the first step, `gap_summary` both.
#
# **Predict** before you run the cell: which dimension will fall shortest of what policyholders expect? Write it down. The board thinks it knows.

# %%
plot_ladder(gap_summary(survey, items))
plt.title("What policyholders expect, and what they get", loc="left", pad=30)
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
#
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
    return {
        "dimension": dimension_scores(survey, items).mean().mean(),
        "item": gaps.stack().mean(),
        "complete": gaps.dropna().stack().mean(),
    }
    ### END SOLUTION


# %% task="m04-q4-headlines" points=8
q = Question(
    "m04-q4-headlines",
    points=8,
    answer="headlines",
    hidden=3,
    hints=[
        "Four items, three people: write the gaps on paper and ask each time what is counted once.",
        "`dimension_scores(survey, items)` holds a number for each person and dimension; `item_gaps(survey, items)` for each person and item.",
        "`.mean().mean()` averages averages: right for the first number, wrong for the second. `gaps.stack()` puts all gaps into one heap; `gaps.dropna()` keeps complete rows.",
    ],
)
layout = pd.DataFrame({"item": [1, 2, 3, 4], "dimension": ["tangibles"] + ["reliability"] * 3})
three = pd.DataFrame(
    {
        **{f"E{n:02d}": [7.0, 7.0, 7.0] for n in (1, 2, 3)},
        "E04": [7, 7, None],
        "P01": [7, 7, 5],
        "P02": [6, 4, 1],
        "P03": [6, 4, None],
        "P04": [6, None, 7],
    }
)
KEYS = ["dimension", "item", "complete"]
stated = None
with q.check("three numbers under the names asked for"):
    stated = labeled(headlines(three.copy(), layout.copy()), KEYS).astype(float)
    q.trap(
        (stated > 0).all(),
        "expectation-minus-perception",
        "All three are positive although the service falls short: a gap is P - E.",
    )
with q.check(
    "each dimension counts once",
    weight=2,
    traps=[("rounded", -1.33, "That is rounded to two decimals. Give the number not rounded.")],
):
    assert stated is not None, "Looked at when the first check is right."
    given = float(stated["dimension"])
    q.trap(
        same(given, -17 / 9, atol=1e-3, rtol=0),
        "item-pooling",
        "That puts all items into one heap, so a dimension of three items weighs three times as much as one of a single item.",
    )
    q.trap(
        same(given, -2.0, atol=1e-3, rtol=0),
        "half-rule-ignored",
        "The third person answered one of three items on reliability, less than half, and still counts.",
    )
    q.trap(
        same(given, -0.5, atol=1e-3, rtol=0),
        "listwise",
        "Only the person without any missing answer is left. Dimension scores need half of the items, not all.",
    )
    q.close(given, -4 / 3, atol=1e-3, rtol=0, name="dimension")
with q.check("each gap counts once"):
    assert stated is not None, "Looked at when the first check is right."
    given = float(stated["item"])
    q.trap(
        same(given, -1.75, atol=1e-3, rtol=0),
        "averaging-averages",
        "That is the mean of the four item means. An item that few people answered then counts as much as one that all did.",
    )
    q.trap(
        same(given, -2.25, atol=1e-3, rtol=0),
        "averaging-averages",
        "That is the mean of the three people's means. Somebody with two gaps then counts as much as somebody with four.",
    )
    q.trap(
        same(given, -4 / 3, atol=1e-3, rtol=0),
        "averaging-averages",
        "That is the mean of the dimension means again.",
    )
    q.close(given, -17 / 9, atol=2e-3, rtol=0, name="item")
with q.check("complete questionnaires only"):
    assert stated is not None, "Looked at when the first check is right."
    given = float(stated["complete"])
    q.trap(
        same(given, -0.5, atol=1e-3, rtol=0),
        "item-pooling",
        "Right person, but averaged by dimension. Here each gap counts once.",
    )
    q.close(given, -0.75, atol=1e-3, rtol=0, name="complete")


### BEGIN HIDDEN TESTS
def _three(table, texts):
    gaps = item_gaps(table, texts)
    return {
        "dimension": dimension_scores(table, texts).mean().mean(),
        "item": gaps.stack().mean(),
        "complete": gaps.dropna().stack().mean(),
    }


with q.hidden(
    "Willow Bridge",
    weight=2,
    traps=[
        (
            "averaging-averages",
            lambda: {**_three(survey, items), "item": item_gaps(survey, items).mean().mean()},
            "`item` averages averages: each gap should count once.",
        ),
        (
            "rounded",
            lambda: {name: round(value, 2) for name, value in _three(survey, items).items()},
            "These are rounded to two decimals. Give the numbers not rounded.",
        ),
    ],
):
    q.close(
        labeled(headlines(survey.copy(), items.copy()), KEYS),
        _three(survey, items),
        atol=0.0015,
        rtol=0,
        name="headlines",
    )
with q.hidden("another insurer"):
    q.close(
        labeled(headlines(elsewhere.copy(), other.items.copy()), KEYS),
        _three(elsewhere, other.items),
        atol=0.0015,
        rtol=0,
        name="headlines",
    )
with q.hidden("part of a survey, with another index"):
    part = survey.sample(150, random_state=4)
    q.close(
        labeled(headlines(part.copy(), items.copy()), KEYS),
        _three(part, items),
        atol=0.0015,
        rtol=0,
        name="headlines",
    )
### END HIDDEN TESTS
q

# %%
if q.status == "right":
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
sns.boxplot(gaps[order], orient="h", color="lightgray", width=0.55, fliersize=2, ax=ax)
ax.axvline(0, color="#444444", linewidth=1)
if mine is not None:
    own = dimension_scores(reverse_items(mine, items), items).iloc[0]
    ax.plot(own[order], range(len(order)), "D", color="#D55E00", markersize=9, label="you")
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), frameon=False)
ax.set(
    xlabel="Gap P - E, points of the scale (below 0: falls short)",
    ylabel="",
)
ax.set_title("Gaps of the policyholders" + ("" if mine is None else ", and yours"), loc="left")
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
# **Next:** `2_gaps`. Responsiveness has the largest gap. Does it also come first?
