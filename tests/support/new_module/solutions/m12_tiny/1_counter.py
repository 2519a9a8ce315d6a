# ---
# jupyter:
#   servicelab:
#     module: m12_tiny
#     title: One counter or two
#     minutes: 20
#     points: 100
#     asks: Ms. Qiao
#     question: "Who waits too long, and would a second counter help?"
# ---

# %% [markdown]
# # Counters 1 of 1: one counter or two
#
# **Lantern Bank, Riverside branch.** 20 minutes, 100 points.
#
# When you have finished this notebook you will be able to
#
# 1. say what share of customers waits too long,
# 2. decide before you see the outcome,
# 3. tell a branch manager what follows.

# %%
from servicelab import Prediction, load_dataset

waits = load_dataset("tiny_waits")
waits.groupby("day", observed=True)["minutes"].mean()

# %% [markdown]
# ## Task 1: who waits too long (40 points)
#
# Write `late_share(minutes, limit)`: the proportion of **all** waits (a Series, in minutes) that are
# longer than `limit` minutes. A wait that is missing was not long.


# %% answer="m12-q1-late"
def late_share(minutes, limit):
    """Share of the waits that are longer than the limit, between 0 and 1."""
    ### BEGIN SOLUTION
    return (minutes > limit).mean()
    ### END SOLUTION


# %% task="m12-q1-late" points=40
from servicelab_workshop.tasks import Task

task = Task(
    "m12-q1-late",
    points=40,
    hints=["Which waits count?", "The mean of True and False is a share.", "`(... > ...).mean()`"],
)
four = waits["minutes"].head(4).set_axis(list("abcd")).where([True, True, True, False])
four["b"] = 5.0
task.check("four waits, one of them missing", task.call("late_share", four, 5))
all_waits = waits["minutes"].where(waits["minutes"] > 1)
task.check(
    "a week, some waits missing",
    task.call("late_share", all_waits, all_waits.max() - 1),
    hidden=True,
)
task

# %% [markdown]
# ## Decide first
#
# A second counter opens on Monday. Record what you expect before you read on.

# %%
decision = Prediction("m12-counter", "Who waits too long then?", ["half as many", "nobody"])
decision

# %%
decision.reveal_button("With a second counter nobody waited longer than four minutes.")

# %% [markdown]
# ## Task 2: tell the manager (60 points, read by a person)
#
# In two sentences: what should the branch do, and what did you not expect?

# %% [markdown] memo="m12-q2-memo" points=60
# Open a second counter on Mondays: half of the customers wait longer than five minutes now, and
# nobody would. I expected that it halves the waits, but a queue shrinks faster than that.

# %% [markdown]
# **Next:** the folder is all there is of this module.
