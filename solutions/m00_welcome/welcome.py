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
#     title: Welcome
#     minutes: 25
#     points: 0
# ---

# %% [markdown]
# # Welcome to ServiceLab
#
# 25 minutes; nothing here counts for a grade, and nothing you do can break anything.
#
# When you have finished this page you will have
#
# 1. run a notebook and made it answer you,
# 2. seen the three things a check can say, and taken a hint,
# 3. seen the five lines of Python that most tasks are made of,
# 4. decided something in a widget and found your decision again,
# 5. met the three houses in which the course plays,
# 6. seen where to look up how far you are.

# %% [markdown]
# ## 1. A notebook is text that can calculate
#
# The grey box below is a **cell** with a little Python in it.
# Click into it and press **Shift+Enter**. The cell runs, its result appears under it, and you move on to the next.

# %%
answered_within_24_hours = 171
complaints = 190
answered_within_24_hours / complaints

# %% [markdown]
# A hospital's front desk says: *"We answer nearly every complaint within a day."* There is your number.
#
# Change 171 to 152, press Shift+Enter again, and watch the result change.
# If things get muddled, choose **Kernel, Restart Kernel and Run All Cells** from the menu. It always works, at any moment, in every notebook of this course.
#
# ## 2. Is everything installed?

# %%
from servicelab import checkup, list_datasets, load_dataset

checkup()

# %% [markdown]
# Every line should start with a tick. If one does not, it says what to do.
#
# ## 3. A check answers back
#
# Every task in this course asks for something with an exact **name**. Below, the name is `share_late`:
# *the proportion of the hospital's complaints that were **not** answered within a day.* Of 190 complaints, 171 were.
#
# First run the next two cells **without changing anything**, to see what an unanswered question looks like.
# The second holds the check.

# %% answer="m00-first-win"
share_late = ...  # put a number or a calculation in place of the three dots
### BEGIN SOLUTION
share_late = (190 - 171) / 190
### END SOLUTION

# %%
from servicelab_workshop.tasks import Task

task = Task(
    "m00-first-win",
    points=1,
    hints=[
        "How many complaints were not answered within a day?",
        "A proportion is a part divided by the whole; the whole is all complaints.",
        "`share_late = (190 - ...) / ...`",
    ],
)
task.check("the share that was late", task.value("share_late"), within=(0, 1))
task

# %% [markdown]
# The circle means **not attempted**. Now try the wrong answer `171 / 190` on purpose, run both cells, and read what the check says.
# Then open the hints, one at a time, and get it **right**.
#
# * ○ not attempted: nothing is wrong, nothing is there yet.
# * ✗ not yet right: it tells you what kind of thing is amiss, and never the answer.
# * ✓ right.
#
# In graded modules some further checks run only when your notebook is graded. They try your answer on other data.
#
# ## 4. The Python you need
#
# Not much, and nearly always the same: a table, a column of it, a question to the column. Five people waited at Plum Court's front desk.
# Guess what each line of the next cell shows, then run it.

# %%
import pandas as pd

visits = pd.DataFrame({"desk": ["A", "A", "B", "B", "B"], "minutes": [4, 31, 12, None, 45]})
late = visits["minutes"] > 30  # one True or False for each row
print("late:", list(late))
print("share that was late:", late.mean())  # True counts as 1, False as 0
print("known, and not late:", (visits["minutes"].notna() & ~late).sum())  # & is and, ~ is not
print("at desk A or C:", visits["desk"].isin(["A", "C"]).sum())
print("mean by desk:", visits.groupby("desk")["minutes"].mean().to_dict())

# %% [markdown]
# One row has no number of minutes, and yet the share divides by five: nobody knows whether that visitor was late, and the comparison says `False`.
# Whom a share is divided by is the question behind half of the tasks in this course.
#
# Some tasks ask for a **function**: a recipe with a name. What stands after `return` is what it gives back.


# %%
def share_late_by(limit):
    """Share of the visits that took longer than `limit` minutes."""
    return (visits["minutes"] > limit).mean()


print("after 30 minutes:", share_late_by(30))
print("after 10 minutes:", share_late_by(10))

# %% [markdown]
# If a red message appears instead of a result, read its **last line**: it says what is wrong. Nothing is broken; mend the cell and run it again.
#
# ## 5. Decide first, see later
#
# In the big widgets of this course you **record a decision before you see the outcome**, as in life. Here is a small one.
#
# > Lantern Bank offers a loan to customers **under 40**, and the same loan to customers **who use more than half of their credit line**, whatever their age. Some people are in both groups.
#
# In which group does a larger share accept? "About the same" means less than one point apart. Decide, then press **Record**.

# %%
from servicelab import Prediction

prediction = Prediction(
    "m00-first-decision",
    question="In which group does a larger share accept?",
    choices=["under 40", "more than half of the line used", "about the same"],
)
prediction

# %% [markdown]
# Your decision now lies in a small file beside this notebook. Close the browser, come back, run the page again: it is still there.
# Now open the seal and look at what happened. From then on your decision stands.

# %%
customers = load_dataset("bank_customers").set_index("customer_id")
offers = (
    load_dataset("bank_offers")
    .query("offered == 'credit'")
    .set_index("customer_id")
    .join(customers[["age", "revolving_share"]])
)
young = offers.loc[offers["age"] < 40, "accepted"].mean()
heavy = offers.loc[offers["revolving_share"] > 0.5, "accepted"].mean()
prediction.reveal_button(
    f"Under 40: {young:.1%} accept. More than half of the line used: {heavy:.1%}."
)

# %% [markdown]
# Surprised? Module 2 is about why, and about what a bank may do with it and what it should not.
#
# ## 6. Three houses
#
# Everything in this course happens in one invented town. No person, firm or number in it is real, so you may be as curious as you like.
#
# | House | What it does | Where you will meet it |
# |---|---|---|
# | **Lantern Bank**, Riverside branch | young borrowers, everyday payers, savers, small firms | segmentation, consistency, loyalty |
# | **Willow Bridge Insurance** | policies for home, car and health, and the claims that test them | value and price, service quality, complaints |
# | **Plum Court Hospital** | out-patients, check-ups, village clinics | tolerance zones, waiting, outreach |
#
# The same people walk through all three: a customer in one module has a policy in another and a complaint in a third. The data sets that are here so far, for the curious:

# %%
list_datasets().style.hide(axis="index").format({"rows": "{:,}"})

# %% [markdown]
# ## 7. How far are you?
#
# Save this notebook (Ctrl+S), then run the next cell. It reads what your checks left in the **saved** notebooks; nothing is run and nothing is sent anywhere.
# Come back to it whenever you want to know where you stand.

# %%
from servicelab import progress

progress()

# %% [markdown]
# In a terminal (**File, New, Terminal**) the same is `servicelab progress`. And when you are stuck with a task, say `m02-q2-unit`:
#
# * `servicelab hint m02-q2-unit` gives one more hint each time you ask,
# * `servicelab solution m02-q2-unit` shows the solved cell and what holds for a right answer, once you have tried. A class may keep its solutions to itself.
#
# In a cell of a notebook, put a `!` before such a command.
#
# **To stop**, save and choose **File, Shut Down**. `python3 course.py start` brings you back to where you were.

# %% [markdown]
# ## How to work
#
# * Work from top to bottom, one idea a cell. **Predict** before you run: it takes ten seconds and doubles what stays.
# * Stuck for ten minutes? Open a hint. Hints cost nothing.
# * A notebook is saved as you work. Your answers are yours: an update of the course never touches them.
# * In a class, your instructor tells you where to submit. Alone, the checks are your instructor.
#
# **Next:** open the launcher (**File, New Launcher**) and click the tile **m02 segmentation**. It opens `1_database`.
