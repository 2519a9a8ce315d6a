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
#     module: m00_welcome
#     title: Eight warm-ups
#     minutes: 30
#     points: 0
#     question: "How does one ask a table a question?"
# ---

# %% [markdown]
# # Welcome to ServiceLab 2 of 2: eight warm-ups
#
# **Plum Court Hospital, the front desk.** 30 minutes; nothing here counts for a grade.
#
# When you have finished this notebook you will be able to
#
# 1. give a result a name, and ask a column of a table for its largest value,
# 2. turn a comparison into a count or a proportion, and say of what,
# 3. join conditions, and handle what is missing,
# 4. compare groups,
# 5. write a small function.
#
# That is nearly all the Python of the course. Each warm-up shows a line, and asks you for one like it. If you write Python already, do numbers 6 and 8 and go on.

# %% [markdown]
# ## Warm-up 1: a name and a number
#
# `name = ...` gives a result a name. Numbers are written plainly, `*` multiplies and `/` divides. The last line of a cell shows its result: write a name there, and you see its value.

# %%
doctors = 4
patients_each = 22
doctors * patients_each

# %% [markdown]
# The front desk has **3 counters**, and each is open for **3 and a half hours** in the morning.
# `open_minutes`: how many **minutes** are the counters open, all three together? You may write the calculation; you need not work it out yourself. A decimal is written with a point, 3.5.

# %% answer="m00-w1-name"
open_minutes = ...
### BEGIN SOLUTION
open_minutes = 3 * 3.5 * 60
### END SOLUTION

# %%
from servicelab_workshop.tasks import Task

task = Task(
    "m00-w1-name",
    points=1,
    hints=[
        "How many minutes is one counter open?",
        "Three counters, three and a half hours, sixty minutes to the hour: multiply.",
        "`open_minutes = 3 * ... * ...`",
    ],
)
task.check("minutes of all counters", task.value("open_minutes"))
task

# %% [markdown]
# ## When it goes red
#
# A red message is no failure, and nothing is broken. Read its **last line**, mend the cell, run it again. These are most of what you will see; come back here when you need them:
#
# | The last line says | What happened, most of the time |
# |---|---|
# | `NameError: name 'visit' is not defined` | a typing error, the name of a column without its quotes, or the cell that makes the name has not been run: choose **Run, Run All Above Selected Cell** |
# | `KeyError: 'minute'` | the table has no column of that name |
# | `SyntaxError: ...` | a bracket or a quote is missing, or `=` stands where `==` should |
# | `TypeError: ... unsupported operand ...`, `TypeError: bad operand type for unary ~`, or `ValueError: The truth value of a Series is ambiguous` | brackets are missing: write `(...) & (...)`, and `((...) & (...)).mean()` for its mean; or `and` stands where `&` should |
# | `AttributeError: 'int' object has no attribute 'mean'`, or `SyntaxError: invalid decimal literal` | brackets around the comparison are missing: write `(... > 20).mean()` |
# | `IndentationError: ...` | what belongs to a function is moved in by four spaces, all lines alike |

# %% [markdown]
# ## Warm-up 2: a column
#
# A table has rows and named columns. Below, a row is a visitor. `table["column"]` is one column, and a word after a dot asks it something: `.max()`, `.min()`, `.mean()`, `.sum()`.

# %%
import pandas as pd

visits = pd.DataFrame(
    {
        "desk": ["A", "A", "A", "B", "B", "B", "B", "B", "C", "C", "C", "C"],
        "age": [71, 34, 58, 45, 29, 66, 40, 52, 38, 80, 61, 47],
        "minutes": [4, 31, None, 12, None, 45, 21, 20, 26, 9, 38, 20],
    }
)
print("the youngest:", visits["age"].min())
visits

# %% [markdown]
# `NaN` means *missing*: nobody wrote down how long that visitor waited.
#
# `longest`: the longest wait that is known, in minutes, from the column `minutes`.

# %% answer="m00-w2-column"
longest = ...
### BEGIN SOLUTION
longest = visits["minutes"].max()
### END SOLUTION

# %%
from servicelab_workshop.tasks import Task

task = Task(
    "m00-w2-column",
    points=1,
    hints=[
        "Which column, and which question to it?",
        'The column is `visits["minutes"]`. The names in quotes are written exactly as in the table.',
        '`longest = visits["..."].max()`',
    ],
)
task.check("the longest wait", task.value("longest"))
task

# %% [markdown]
# ## Warm-up 3: a comparison, and its mean
#
# Compare a whole column with a number, and you get `True` or `False` for each row: `>` more than, `>=` at least, `==` equal to, `!=` not equal to.
# In a sum `True` counts as 1 and `False` as 0. So the **sum is a count** and the **mean is a proportion**.

# %%
is_old = visits["age"] >= 60
print(list(is_old))
print("how many:", is_old.sum(), " which proportion:", is_old.mean())

# %% [markdown]
# (One `=` gives a name, two `==` compare.)
#
# `share_long`: the **proportion of all visitors** who waited **more than 20 minutes**. A visitor whose wait is not known counts as not long.

# %% answer="m00-w3-compare"
share_long = ...
### BEGIN SOLUTION
share_long = (visits["minutes"] > 20).mean()
### END SOLUTION

# %%
from servicelab_workshop.tasks import Task

task = Task(
    "m00-w3-compare",
    points=1,
    hints=[
        "What is True or False for each visitor?",
        "Compare the column with 20; the mean of the comparison is the proportion. Put brackets around the comparison.",
        '`share_long = (visits["minutes"] ... 20).mean()`',
    ],
)
task.check("the share of long waits", task.value("share_long"), within=(0, 1))
task

# %% [markdown]
# ## Warm-up 4: is it there?
#
# `.isna()` is True where a value is missing, `.notna()` where there is one. Who is asked, and who answered, is the first question to any table.

# %%
nurses = pd.Series([3, None, 2, None])
print("known:", list(nurses.notna()))
print("missing:", nurses.isna().sum())

# %% [markdown]
# `share_known`: the **proportion** of the visitors whose minutes are **known**.

# %% answer="m00-w4-known"
share_known = ...
### BEGIN SOLUTION
share_known = visits["minutes"].notna().mean()
### END SOLUTION

# %%
from servicelab_workshop.tasks import Task

task = Task(
    "m00-w4-known",
    points=1,
    hints=[
        "For each visitor: is there a number of minutes?",
        "Ask the column with `.notna()`, then take what makes a proportion of True and False.",
        '`share_known = visits["minutes"].notna()...`',
    ],
)
task.check("the share that is known", task.value("share_known"), within=(0, 1))
task

# %% [markdown]
# ## Warm-up 5: two conditions at once
#
# `&` is *and*, `|` is *or*, `~` is *not*. **Each comparison stands in brackets of its own**; without them Python reads the line in another order and complains.

# %%
is_young = visits["age"] < 40
print("young, and at desk C:", (is_young & (visits["desk"] == "C")).sum())
print("not young:", (~is_young).sum())

# %% [markdown]
# `long_at_b`: **how many** visitors waited more than 20 minutes **and** were at desk B?

# %% answer="m00-w5-both"
long_at_b = ...
### BEGIN SOLUTION
long_at_b = ((visits["minutes"] > 20) & (visits["desk"] == "B")).sum()
### END SOLUTION

# %%
from servicelab_workshop.tasks import Task

task = Task(
    "m00-w5-both",
    points=1,
    hints=[
        "Which two things must be True of a visitor, and is a count asked for or a proportion?",
        'The second condition is `visits["desk"] == "B"`. Join the two with `&`, and count.',
        '`long_at_b = ((visits["minutes"] > ...) & (visits["desk"] == ...)).sum()`',
    ],
)
task.check("long waits at desk B", task.value("long_at_b"))
task

# %% [markdown]
# ## Warm-up 6: one of these
#
# `.isin([...])` is True where a value is one of a list. With `~` before it: where it is none of them.

# %%
corner_desk = visits["desk"].isin(["A", "B"])
print("at desk A or B:", corner_desk.sum(), " elsewhere:", (~corner_desk).sum())

# %% [markdown]
# Some tables write **99** or **0** where nobody answered. Such a number is no answer. Here are eleven ages as another desk typed them in:

# %%
typed = pd.Series([34, 99, 71, 0, None, 58, 99, 62, None, 99, 45])

# %% [markdown]
# `share_real`: the proportion of **all eleven** entries that hold a real age: not missing, **and** neither 0 nor 99. (This is the heart of the first task of module 2.)

# %% answer="m00-w6-real"
share_real = ...
### BEGIN SOLUTION
share_real = (typed.notna() & ~typed.isin([0, 99])).mean()
### END SOLUTION

# %%
from servicelab_workshop.tasks import Task

task = Task(
    "m00-w6-real",
    points=1,
    hints=[
        "Count by hand: how many of the eleven are real ages?",
        "Two conditions, as in warm-up 5: there is a value, and it is not one of 0 and 99.",
        "`share_real = (typed... & ~typed.isin([...])).mean()`",
    ],
)
task.check("the share of real ages", task.value("share_real"), within=(0, 1))
task

# %% [markdown]
# ## Warm-up 7: group by group
#
# `table.groupby("a")["b"].mean()` makes a group of the rows for each value of `a`, and takes the mean of `b` in each. The result has one row a group. `.idxmax()` then says **which** group has the largest value, `.max()` how large it is.

# %%
ages = visits.groupby("desk")["age"].mean()
print("oldest visitors at desk", ages.idxmax())
ages

# %% [markdown]
# * `by_desk`: the mean of the known minutes at each desk.
# * `slowest`: the desk with the longest mean wait, as its letter.

# %% answer="m00-w7-groups"
by_desk = ...
slowest = ...
### BEGIN SOLUTION
by_desk = visits.groupby("desk")["minutes"].mean()
slowest = by_desk.idxmax()
### END SOLUTION

# %%
from servicelab_workshop.tasks import Task

task = Task(
    "m00-w7-groups",
    points=1,
    hints=[
        "What is one group here, and which column do you take the mean of?",
        '`visits.groupby("desk")` makes the groups. Missing minutes are left out by themselves.',
        '`by_desk = visits.groupby("...")["..."].mean()`, then `by_desk.idxmax()` for the letter.',
    ],
)
task.check("the mean wait at each desk", task.value("by_desk"))
task.check(
    "the slowest desk",
    task.value("slowest"),
    among=["A", "B", "C"],
    own="by_desk.idxmax()",
)
task

# %% [markdown]
# ## Warm-up 8: a function
#
# A function is a recipe with a name: what goes in stands in brackets, and `return` gives back what comes out. It works on **whatever it is given**, so inside it you use the names in its brackets, not those of the notebook.


# %%
def share_older(ages, limit):
    """Proportion of all ages that are at least `limit`."""
    return (ages >= limit).mean()


print(share_older(visits["age"], 60), share_older(pd.Series([20, 80]), 60))

# %% [markdown]
# Write `share_longer(minutes, limit)`: the proportion of **all** waits in the column `minutes` that are **longer than** `limit`. A missing wait is not longer.


# %% answer="m00-w8-function"
def share_longer(minutes, limit):
    """Proportion of all waits that are longer than `limit`."""
    ### BEGIN SOLUTION
    return float((minutes > limit).mean())
    ### END SOLUTION


# %%
from servicelab_workshop.tasks import Task

task = Task(
    "m00-w8-function",
    points=1,
    hints=[
        "It is warm-up 3 again. What stood there as 20 has a name now.",
        "One line, moved in by four spaces, that begins with `return`.",
        "`return (minutes > ...).mean()`",
    ],
)
five = pd.Series([5.0, 30.0, None, 31.0, 60.0])
task.check("five waits, longer than 30", task.call("share_longer", five, 30), within=(0, 1))
four = pd.Series([8.0, 2.0, 3.0, 8.0, 10.0, 12.0])
task.check("other waits, longer than 8", task.call("share_longer", four, 8), within=(0, 1))
task

# %% [markdown]
# All of this Python on one page, and more: [the cheat sheet](../guides/cheat-sheet.md). What the words mean: [the glossary](../guides/glossary.md). Both open beside your notebook.
#
# ## What you take with you
#
# * A comparison gives True and False; their sum is a count, their mean a proportion.
# * **Of whom?** Say what you divide by before you divide. It is the question behind many tasks of this course.
# * Missing is not zero, and 99 may be no age.
# * A function uses what it is given.
#
# **Next:** module 1. Open the launcher (**File, New Launcher**) and click the tile **m01 evidence**. It opens `1_page`: four proud numbers, and a branch manager who is to sign them.
