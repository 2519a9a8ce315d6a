# %% [markdown]
# # Answers of the tiny course

# %% numpy  task="m90-q1-mean" points=3
def mean_wait(minutes):
    """Mean waiting time."""
    import numpy as np

    return np.nanmean(minutes)


# %% pandas  task="m90-q1-mean" points=3
def mean_wait(minutes):
    """Mean waiting time."""
    return minutes.mean()


# %% divides by all rows  task="m90-q1-mean" points=2
def mean_wait(minutes):
    """Mean waiting time."""
    return minutes.sum() / len(minutes)


# %% slip="median-for-mean" task="m90-q1-mean"
"That is the median, not the mean."
edit("sum(minutes.dropna()) / len(minutes.dropna())", "minutes.median()")


# %% takes the median  task="m90-q1-mean" points=2 trap="median-for-mean" says=["median"]
def mean_wait(minutes):
    """Mean waiting time."""
    return minutes.median()


# %% hard-coded  task="m90-q1-mean" points=1
def mean_wait(minutes):
    """Mean waiting time."""
    return 5.0


# %% a list  task="m90-q2-share" points=2 fewer="only the tiny course"
share = len([wait for wait in waits if wait > 5]) / len(waits)

# %% a percentage  task="m90-q2-share" points=0
share = 50.0

# %% [markdown] good  task="m90-q3-memo" mark=95
# Open a second counter at ten: half of the customers wait too long.

# %% [markdown] thin  task="m90-q3-memo" mark=1
# Be faster.
