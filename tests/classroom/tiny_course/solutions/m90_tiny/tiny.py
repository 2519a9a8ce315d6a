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

from servicelab import Question

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
q = Question("m90-q1-mean", points=3, answer="mean_wait", hidden=1)
with q.check("the branch", traps=[("median-for-mean", 99.0, "That is not a mean.")]):
    q.close(mean_wait(waits), 5.0)
with q.check(
    "another branch", traps=[("median-for-mean", 1.0, "That is the median, not the mean.")]
):
    q.close(mean_wait(pd.Series([1.0, 1.0, 7.0])), 3.0)
### BEGIN HIDDEN TESTS
with q.hidden("with a missing value"):
    secret_branch = pd.Series([12.5, None, 37.5])
    q.close(mean_wait(secret_branch), 25.0)
### END HIDDEN TESTS
q

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
