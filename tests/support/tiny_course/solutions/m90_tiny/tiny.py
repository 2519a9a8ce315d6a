# ---
# jupyter:
#   servicelab:
#     module: m90_tiny
#     title: A tiny course
#     minutes: 5
#     points: 100
# ---

# %% [markdown]
# # Waiting at the branch
#
# Two tasks and a memo, small enough to be graded in a test. Write `mean_wait(minutes)`, the mean
# waiting time, and `share`, the proportion of `waits` above five minutes.

# %%
import matplotlib.pyplot as plt
import pandas as pd

waits = pd.Series([2.0, 4.0, 6.0, 8.0], name="minutes")
waits.plot.bar()
plt.show()


# %% answer="m90-q1-mean"
def mean_wait(minutes):
    """Mean waiting time in minutes, missing values left out."""
    ### BEGIN SOLUTION
    return sum(minutes.dropna()) / len(minutes.dropna())
    ### END SOLUTION


# %% task="m90-q1-mean" points=3
from servicelab_workshop.tasks import Task

task = Task("m90-q1-mean", points=3)
task.check("the branch", task.call("mean_wait", waits))
task.check("another branch", task.call("mean_wait", pd.Series([1.0, 1.0, 7.0])))
secret_branch = pd.Series([12.5, None, 37.5])
task.check("with a missing value", task.call("mean_wait", secret_branch), hidden=True)
task

# %% answer="m90-q2-share"
share = ...
### BEGIN SOLUTION
share = float((waits > 5).mean())
### END SOLUTION

# %% task="m90-q2-share" points=2
assert share is not ..., "not attempted"
### BEGIN HIDDEN TESTS
assert abs(share - 0.5) < 1e-9
### END HIDDEN TESTS

# %% [markdown]
# Tell the branch manager in two sentences what to do.

# %% [markdown] memo="m90-q3-memo" points=95
# Open a second counter from ten to eleven, because half of the customers wait more than five minutes.
