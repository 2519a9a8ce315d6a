# %% [markdown]
# # Answers on counters


# %% by counting task="m12-q1-late" points=40
def late_share(minutes, limit):
    return len(minutes[minutes > limit]) / len(minutes)


# %% a loop task="m12-q1-late" points=40
def late_share(minutes, limit):
    return sum(1 for wait in minutes if wait > limit) / len(minutes)


# %% slip="percent" task="m12-q1-late"
"That is a percentage. A proportion lies between 0 and 1."
edit(".mean()", ".mean() * 100")


# %% slip="missing-dropped" task="m12-q1-late"
"You divide by the waits that are known. All waits count."
edit("(minutes > limit)", "(minutes.dropna() > limit)")


# %% slip="boundary" task="m12-q1-late"
"A wait of just the limit is not longer than it."
edit(">", ">=")


# %% in percent task="m12-q1-late" points=0 trap="percent"
def late_share(minutes, limit):
    return (minutes > limit).mean() * 100


# %% forgets the missing ones task="m12-q1-late" points=0 trap="missing-dropped"
def late_share(minutes, limit):
    return (minutes.dropna() > limit).mean()


# %% from the limit on task="m12-q1-late" points=0 trap="boundary"
def late_share(minutes, limit):
    return 1 - len(minutes[(minutes < limit) | minutes.isna()]) / len(minutes)


# %% hard-coded task="m12-q1-late" points=0
def late_share(minutes, limit):
    return 0.5


# %% [markdown] good task="m12-q2-memo" mark=60
# Open a second counter on Mondays, when half of the customers wait longer than five minutes.

# %% [markdown] thin task="m12-q2-memo" mark=10
# Be faster.
