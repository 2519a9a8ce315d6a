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
#     module: m05_priorities
#     title: Good enough, for whom?
#     minutes: 85
#     points: 34
# ---

# %% [markdown]
# # Priorities 1 of 3: good enough, for whom?
#
# **Willow Bridge Insurance, then Plum Court Hospital.** 85 minutes, 34 points.
#
# When you have finished this notebook you will be able to
#
# 1. turn "we answer within a day" into a share that nobody can read in two ways,
# 2. judge a service against a zone of tolerance instead of a single line,
# 3. find the group that a pooled mean hides,
# 4. say how many are satisfied, and by which rule.
#
# The second notebook decides what to mend first, the third what satisfaction can and cannot say about care.

# %% [markdown] teaches=["S003-28"]
# ## The question
#
# At Willow Bridge Insurance a sentence hangs in the hall: *Every message is answered within 24 hours.*
# Mr. Gao, who runs the service desk, likes the story it comes from. A maker of computers gave itself that rule for every opinion of a customer, and became great.
#
# The story has a hole: firms with the same rule that went under do not tell it. A rule and a success, without a comparison, are two facts side by side.
# Mr. Gao's trouble is nearer. Three colleagues have computed how well the rule is kept. One of them reports more than twice as much as another.
# **All three are right.** How can that be, and which of them would a customer call the truth?
#
# Down the road, Plum Court Hospital has a better instrument and a worse surprise. That comes in the second half.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import Question, load_dataset
from servicelab.compare import labeled, same
from servicelab.figures import PALETTE, use_style
from servicelab.pictures import is_static
from servicelab.priorities import satisfaction_rules, zone_scores, zone_summary
from servicelab.priority_figures import plot_zones
from servicelab.replies import reply_quantiles, reply_share, reply_times
from servicelab.widgets.prediction import Prediction

use_style()
AS_OF = pd.Timestamp("2025-12-29")  # the midnight at which the desk took stock of eight weeks

# %%
replies = load_dataset("insurer_replies")
replies.head()

# %% [markdown]
# Three moments belong to a message. It **arrives**, at any hour. Someone **acknowledges** it: *we have your message*. And at some point it is **resolved**.
# The desk is open from 9:00 to 17:00, Monday to Friday. A blank means: not yet.

# %%
pd.DataFrame(
    {
        "messages": [len(replies)],
        "arrived at the weekend": [(replies["arrived"].dt.day_of_week >= 5).mean()],
        "not yet acknowledged": [replies["acknowledged"].isna().mean()],
        "not yet resolved": [replies["resolved"].isna().mean()],
    }
).style.hide(axis="index").format(
    {
        "messages": "{:,}",
        "arrived at the weekend": "{:.0%}",
        "not yet acknowledged": "{:.1%}",
        "not yet resolved": "{:.1%}",
    }
)

# %% [markdown]
# **Predict** before you look: nearly four messages in five are acknowledged within 24 hours. How many are resolved by then?

# %%
reply_prediction = Prediction(
    "m05-reply-standard",
    question="What share of the messages is resolved within 24 hours of arriving?",
    choices=["about 70 %", "about 55 %", "about 40 %", "about 25 %"],
)
reply_prediction

# %%
reply_prediction.reveal_button(
    f"Acknowledged within 24 hours: {reply_share(replies, 24, 'acknowledged', as_of=AS_OF):.0%}. "
    f"Resolved: {reply_share(replies, 24, 'resolved', as_of=AS_OF):.0%}."
)


# %% jupyter={"source_hidden": true}
def plot_replies():
    """Draw the share of messages that are acknowledged and resolved, by hours since they arrived."""
    waited = np.arange(0, 169)
    _fig, ax = plt.subplots(figsize=(8, 3.6))
    for event, style in (("acknowledged", "--"), ("resolved", "-")):
        times = reply_times(replies, event, as_of=AS_OF)
        share = [(times["answered"] & (times["hours"] <= hour)).mean() for hour in waited]
        ax.plot(waited, share, linestyle=style, linewidth=2)
        ax.annotate(
            event, (168, share[168]), xytext=(6, 0), textcoords="offset points", va="center"
        )
    ax.axvline(24, color="black", linewidth=1)
    ax.annotate("24 hours", (24, 0.03), xytext=(5, 0), textcoords="offset points")
    ax.set(
        xlabel="Hours since the message arrived",
        ylabel="Share of all messages",
        title="A quick 'we have your message' is not an answer",
        xticks=range(0, 169, 24),
        ylim=(0, 1),
    )
    ax.yaxis.set_major_formatter(lambda value, _place: f"{value:.0%}")
    plt.show()


if reply_prediction.decision or is_static():
    plot_replies()
else:
    print("Shown when your prediction is recorded. Then run this cell again.")

# %% [markdown]
# So the first choice is the **event**. The second is the **clock**: do nights and weekends count? The third is the **denominator**: what about messages that are still open?
#
# * A message whose 24 hours had passed by the day of the count was **due**. If it is still open, it was not answered in time. It stays in the denominator.
# * A message that arrived three hours before the count is **not due yet**. It is in neither count, even if somebody was quick.
#
# (The curve above divides by all messages, due or not, so it runs a hair below the shares of this rule.)
#
# `reply_share(replies, hours, event, clock, as_of)` counts in this way: messages due that were answered within the limit, divided by messages due.

# %% [markdown]
# ## Task 1a: one rule, four readings (4 points)
#
# `readings` is a dictionary or Series with four **proportions between 0 and 1**, from `reply_share` with `as_of=AS_OF` (unrounded, or to three decimals), under these labels:
#
# * `"acknowledged"`: acknowledged within 24 hours, calendar clock;
# * `"resolved"`: resolved within 24 hours, calendar clock;
# * `"resolved, 24 open hours"`: resolved within 24 hours of the business clock, which runs while the desk is open;
# * `"resolved, 1 working day"`: resolved within as many hours of the business clock as **one** working day has.

# %% answer="m05-q1a-readings"
readings = ...
### BEGIN SOLUTION
readings = pd.Series(
    {
        "acknowledged": reply_share(replies, 24, "acknowledged", as_of=AS_OF),
        "resolved": reply_share(replies, 24, as_of=AS_OF),
        "resolved, 24 open hours": reply_share(replies, 24, clock="business", as_of=AS_OF),
        "resolved, 1 working day": reply_share(replies, 8, clock="business", as_of=AS_OF),
    }
)
### END SOLUTION

# %% task="m05-q1a-readings" points=4
q = Question(
    "m05-q1a-readings",
    points=4,
    answer="readings",
    hidden=1,
    hints=[
        "Each reading changes one thing: the event, the clock, or the limit.",
        '`reply_share(replies, 24, "acknowledged", as_of=AS_OF)` is the first. The clock is `"calendar"` or `"business"`.',
        "The desk is open from 9:00 to 17:00: how many open hours make one working day?",
    ],
)
READINGS = ["acknowledged", "resolved", "resolved, 24 open hours", "resolved, 1 working day"]
given = None
with q.check("four proportions under the labels asked for"):
    given = labeled(readings, READINGS).astype(float)
    q.trap(
        bool((given > 1.0001).any()),
        "mean-time",
        "A proportion lies between 0 and 1. Are these hours, or percent? The rule asks what share was in time.",
    )
with q.check("resolved is not acknowledged, and open messages stay in"):
    assert given is not None, "Looked at when the first check is right."
    spent = (replies["resolved"] - replies["arrived"]).dt.total_seconds() / 3600
    q.trap(
        same(given["resolved"], given["acknowledged"], rtol=0.001),
        "acknowledgement",
        "The second reading equals the first: a message that was acknowledged has not been resolved.",
    )
    q.trap(
        same(given["resolved"], (spent <= 24).sum() / spent.notna().sum(), atol=0.0011, rtol=0),
        "open-dropped",
        "You divided by the messages that are resolved. One that is still open is the worst of all answers: keep it in the denominator.",
    )
    q.trap(
        same(given["resolved"], (spent <= 24).mean(), atol=0.0011, rtol=0),
        "not-due-kept",
        "Messages that arrived in the last hours before the count are in your denominator, although nobody could be late with them. `reply_share` leaves them out.",
    )
    q.trap(
        same(given[READINGS[3]], given[READINGS[2]], rtol=0.001),
        "clock-and-limit",
        "Twenty-four open hours are three working days. One working day has fewer.",
    )
    q.trap(
        same(given[READINGS[2]], given["resolved"], rtol=0.001),
        "calendar-for-business",
        "The third reading equals the second: give the clock, too.",
    )
### BEGIN HIDDEN TESTS
with q.hidden("the four readings", weight=2):
    right = {
        "acknowledged": reply_share(replies, 24, "acknowledged", as_of=AS_OF),
        "resolved": reply_share(replies, 24, as_of=AS_OF),
        "resolved, 24 open hours": reply_share(replies, 24, clock="business", as_of=AS_OF),
        "resolved, 1 working day": reply_share(replies, 8, clock="business", as_of=AS_OF),
    }
    q.close(given, right, atol=0.0011, rtol=0, name="readings")
### END HIDDEN TESTS
q

# %% [markdown]
# Here are the three colleagues, and a fourth reading that none of them chose: the working day. A rule that can be read in four ways is four rules.
#
# ## And the average?
#
# Mr. Gao's report also says how long an answer takes "on average". Two things are wrong with it.
# The mean is taken over answered messages only, so the worst cases are missing. And a long tail pulls it away from everybody.
# **P50** and **P90** say more: the hours by which half, and nine in ten, of all messages are resolved, open ones kept.

# %%
closed = (replies["resolved"] - replies["arrived"]).dt.total_seconds() / 3600
kept = reply_quantiles(replies, (0.5, 0.9), as_of=AS_OF)
pd.DataFrame(
    {
        "answered messages only": [closed.mean(), closed.median(), closed.quantile(0.9)],
        "open messages kept": [np.nan, kept[0.5], kept[0.9]],
    },
    index=["mean", "P50", "P90"],
).style.format("{:.0f} hours", na_rep="cannot be told")

# %% [markdown]
# With open messages kept the mean cannot be told at all: nobody knows yet how long they will take. The quantiles can.
# Dropping what is open makes the desk look a good deal faster than it is.
#
# Where does it fail? A library call for each topic would tell the share. Mr. Gao also wants the **counts**, because a share of seven messages should not frighten anybody.
#
# ## Task 1b: where the rule fails (7 points)
#
# Write `kept_by(replies, by, hours, as_of)`.
#
# * `replies` has the columns of the file, `by` is the name of one of them (such as `"topic"`), `hours` is the limit on the **calendar** clock, `as_of` the moment of the count.
# * It returns a DataFrame with **one row for each value of `by`** (the values are the index, or a column) and three columns:
#   `due` (messages whose limit had passed, or was just reached, at `as_of`), `in_time` (those of them that were **resolved** within the limit, exactly on the limit included) and `share` (a proportion, `in_time / due`; unrounded, or to three decimals at least).
# * A message not yet due is in neither count. You can start from `reply_times(replies, "resolved", as_of=as_of)`, which knows `hours`, `answered` and `followed` (hours from arrival to the count).


# %% answer="m05-q1b-kept-by"
def kept_by(replies, by, hours, as_of):
    """Messages due, those resolved in time, and their share, for each value of a column."""
    ### BEGIN SOLUTION
    times = reply_times(replies, "resolved", as_of=as_of)
    due = times[times["followed"] >= hours]
    in_time = due["answered"] & (due["hours"] <= hours)
    groups = in_time.groupby(replies.loc[due.index, by], observed=True)
    table = pd.DataFrame({"due": groups.size(), "in_time": groups.sum()})
    return table.assign(share=table["in_time"] / table["due"])
    ### END SOLUTION


# %% task="m05-q1b-kept-by" points=7
q = Question(
    "m05-q1b-kept-by",
    points=7,
    answer="kept_by",
    hidden=2,
    hints=[
        "For one message: had its time run out when somebody counted? And if so, was it resolved before that?",
        '`times["followed"] >= hours` says which are due; `times["answered"] & (times["hours"] <= hours)` which were in time.',
        "Keep the due ones, then group by the column: `size()` counts rows, `sum()` of True and False counts the True ones.",
    ],
)
NINE = pd.Timestamp("2026-01-09 09:00")
eight = pd.DataFrame(
    {
        "message_id": [f"T{number}" for number in range(1, 10)],
        "arrived": pd.to_datetime(
            [
                *["2026-01-05 09:00"] * 4,
                *["2026-01-06 10:00"] * 3,
                "2026-01-09 06:00",
                "2026-01-09 07:00",
            ]
        ),
        "acknowledged": pd.to_datetime(
            [*["2026-01-05 10:00"] * 4, *["2026-01-06 11:00"] * 3, "2026-01-09 06:30", None]
        ),
        "resolved": pd.to_datetime(
            [
                "2026-01-05 14:00",
                "2026-01-06 09:00",
                "2026-01-06 15:00",
                None,
                "2026-01-07 06:00",
                "2026-01-06 12:00",
                "2026-01-08 12:00",
                "2026-01-09 07:00",
                None,
            ]
        ),
        "topic": ["premium"] * 4 + ["complaint"] * 5,
    }
)
LATE = "Look at the message that was resolved after exactly 24 hours: on the limit is in time."
found = None
with q.check("a row for each topic, with the columns due, in_time and share"):
    counted = kept_by(eight.copy(), "topic", 24, NINE)
    assert counted is not None, "`kept_by` returns None: does it end in `return`?"
    counted = pd.DataFrame(counted)
    named = [one for one in counted if set(map(str, counted[one])) == {"premium", "complaint"}]
    counted = counted.set_index(named[0]) if named else counted
    q.trap(
        {"due", "in_time", "share"} <= set(map(str, counted.index)),
        "transposed",
        "Rows and columns are swapped: turn the table with `.T`, so that each topic is a row.",
    )
    absent = {"due", "in_time", "share"} - set(counted.columns)
    assert not absent, f"There is no column `{sorted(absent)[0]}`."
    q.trap(
        not {"premium", "complaint"} & set(map(str, counted.index)),
        "topics-not-in-index",
        "The rows do not say which topic they are: put the topics in the index, or in a column.",
    )
    found = counted.loc[labeled(counted["due"], ["premium", "complaint"]).index].astype(float)
with q.check(
    "messages are due when their limit has passed, answered or not",
    traps=[
        (
            "open-dropped",
            {"premium": 3, "complaint": 4},
            "You count answered messages. One premium message has been open for days: it was due, and late.",
        ),
        (
            "open-dropped",
            {"premium": 3, "complaint": 3},
            "The premium message that has been open for days is missing. It was due, and late.",
        ),
        (
            "not-due-kept",
            {"premium": 4, "complaint": 5},
            "Two complaints came in on the morning of the count: their day is not over. They are not due.",
        ),
        (
            "not-due-kept",
            {"premium": 4, "complaint": 4},
            "A complaint that came in at 6:00 on the morning of the count was answered at once. Its day is not over, so it counts in neither column: the quick ones alone would flatter.",
        ),
    ],
):
    assert found is not None, "Looked at when the first check is right."
    q.close(found["due"], {"premium": 4, "complaint": 3}, name="due")
with q.check(
    "in time means resolved within the limit",
    weight=2,
    traps=[
        (
            "acknowledgement",
            {"premium": 4, "complaint": 3},
            "All of them were acknowledged within a day. Resolved is another column.",
        ),
        ("boundary", {"premium": 1, "complaint": 2}, LATE),
        ("boundary", {"premium": 1, "complaint": 3}, LATE),
        (
            "not-due-kept",
            {"premium": 2, "complaint": 3},
            "A quick answer to a message that is not due yet is in your count. Leave such messages out above and below the line.",
        ),
    ],
):
    assert found is not None, "Looked at when the first check is right."
    q.close(found["in_time"], {"premium": 2, "complaint": 2}, name="in_time")
    q.close(found["share"], {"premium": 0.5, "complaint": 2 / 3}, name="share")


### BEGIN HIDDEN TESTS
def _kept(table, by, hours, as_of):
    times = reply_times(table, "resolved", as_of=as_of)
    due = times[times["followed"] >= hours]
    groups = (due["answered"] & (due["hours"] <= hours)).groupby(
        table.loc[due.index, by], observed=True
    )
    return pd.DataFrame({"due": groups.size(), "in_time": groups.sum(), "share": groups.mean()})


with q.hidden("the desk, by topic"):
    q.close(
        kept_by(replies.copy(), "topic", 24, AS_OF),
        _kept(replies, "topic", 24, AS_OF),
        name="kept_by",
    )
with q.hidden("another desk, another limit, an earlier count", weight=2):
    from servicelab.worlds.insurer import make_insurer

    other = make_insurer(seed=505).replies
    early = pd.Timestamp("2025-12-20 12:00")
    other = other[other["arrived"] < early]
    other = other[other["arrived"] != early - pd.Timedelta(hours=48)].reset_index(drop=True)
    other.loc[other["resolved"] > early, "resolved"] = pd.NaT
    other["weekday"] = other["arrived"].dt.day_name()
    q.close(
        kept_by(other.copy(), "weekday", 48, early),
        _kept(other, "weekday", 48, early),
        name="kept_by by weekday",
    )
### END HIDDEN TESTS
q

# %%
pd.DataFrame(
    {
        "messages": replies["topic"].value_counts(),
        "resolved within 24 hours, of those due": {
            topic: reply_share(part, 24, as_of=AS_OF)
            for topic, part in replies.groupby("topic", observed=True)
        },
    }
).sort_values("resolved within 24 hours, of those due").style.format(
    {"resolved within 24 hours, of those due": "{:.0%}"}
)

# %% [markdown]
# No topic keeps the rule for even half of its messages, and it fails most where a customer is already waiting for something: a complaint, or word of a claim. Does the day of arrival matter, too?

# %% jupyter={"source_hidden": true}
weekday = replies["arrived"].dt.day_of_week
days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
by_day = pd.DataFrame(
    {
        label: [
            reply_share(replies[weekday == day], hours, clock=clock, as_of=AS_OF)
            for day in range(7)
        ]
        for label, hours, clock in (
            ("within 24 hours", 24, "calendar"),
            ("within 1 working day", 8, "business"),
        )
    },
    index=days,
)
ax = by_day.plot.bar(rot=0, figsize=(8, 3.4), color=PALETTE[:2], edgecolor="black")
for bar in ax.containers[1]:
    bar.set_hatch("//")
for place, share in enumerate(by_day["within 24 hours"]):
    if round(share, 2) == 0:
        ax.annotate("0%", (place - 0.03, 0.01), ha="right", va="bottom")
ax.legend(frameon=False, ncols=2, loc="lower center", bbox_to_anchor=(0.5, 1.1))
ax.set(
    xlabel="Day on which the message arrived",
    ylabel="Resolved in time",
    title="The same desk, two clocks",
    ylim=(0, 1),
)
ax.yaxis.set_major_formatter(lambda value, _place: f"{value:.0%}")
plt.show()

# %% [markdown]
# On the calendar clock a Saturday message has no chance: the desk opens when its day is already over. On the business clock Saturday is a day like any other.
# The business clock is fair to the desk. The calendar clock is what a customer with a burst pipe looks at.
# Neither is wrong. **Say which one you promise**, for which event, with what denominator:
#
# > *Of the messages due, the share resolved within 8 opening hours, open ones counted as late.*
#
# The standard still asks the insurer how fast it *is*. It never asks the customer how fast it has to *be*. For that, go down the road.

# %% [markdown] teaches=["S003-09", "S003-74"]
# ## A band instead of a line
#
# Plum Court Hospital asked 340 out-patients three questions on each of five dimensions, on a scale from 1 to 9:
#
# * what is the least that will do? The **adequate** level, A;
# * what would you wish for? The **desired** level, D;
# * what did you get? The **perceived** level, P.
#
# In module 4 an expectation was one number. Here it has two ends: between A and D lies the **zone of tolerance** (Zeithaml, Berry and Parasuraman 1993). Service textbooks like to mention that there is a tolerable band, and then go on as if there were a line.
# Here is the band, in two differences and a width:
#
# $$\text{MSA} = P - A \qquad \text{MSS} = P - D \qquad \text{width} = D - A$$
#
# **MSA**, service adequacy: below zero means less than the least. **MSS**, service superiority: above zero means more than the wish. Perceived always comes first.
#
# The hospital sorts its patients by why they come: **ill**, **sub-healthy** (not ill, not well either) and **healthy** (for prevention or advice).

# %%
zones = load_dataset("hospital_zones")
zone_scores(zones).head()

# %%
pooled = zone_summary(zones, "dimension")
plot_zones(pooled)
plt.title("All patients: inside the zone in every dimension")
plt.show()

# %% [markdown]
# This is the picture that the director, Dr. Lin, showed to her board. Every mark lies on its bar. Nobody gets less than the least, so it seems.
#
# **Predict.** Look at responsiveness, the shortest distance to the left end of the bar. Is there a group behind this mean that gets less than it can accept?

# %%
zone_prediction = Prediction(
    "m05-pooled-zone",
    question="Which group gets, on average, less responsiveness than the least it accepts?",
    choices=[
        "none: the mean is inside the zone",
        "the ill",
        "the sub-healthy",
        "the healthy",
    ],
)
zone_prediction

# %%
reply_zone = zones[zones["dimension"] == "responsiveness"].astype({"group": str})
behind = zone_summary(reply_zone, "group")
zone_prediction.reveal_button(
    "Mean of perceived minus adequate: "
    + ", ".join(f"{group} {value:+.2f}" for group, value in behind["msa"].items())
    + f"; all together {zone_summary(reply_zone)['msa'].item():+.2f}."
)

# %% [markdown]
# ## Task 2a: below, within, above (7 points)
#
# A mean of differences still hides how many people are where. The library counts who is below; Dr. Lin wants all three places.
#
# Write `zone_places(zones, by)`.
#
# * `zones` has the columns `adequate`, `desired` and `perceived`; `by` is the name of a column, such as `"group"`.
# * It returns a DataFrame: one **row** for each value of `by`; **columns** `below` (P < A), `within` (A ≤ P ≤ D) and `above` (P > D); each cell the **proportion of that row's answers**, unrounded or to three decimals at least. Each row adds up to 1. A cell in which nobody is may be 0 or blank.


# %% answer="m05-q2a-places"
def zone_places(zones, by):
    """Share of the answers below, within and above the zone of tolerance, for each value of a column."""
    ### BEGIN SOLUTION
    place = pd.DataFrame(
        {
            "below": zones["perceived"] < zones["adequate"],
            "within": zones["perceived"].between(zones["adequate"], zones["desired"]),
            "above": zones["perceived"] > zones["desired"],
        }
    )
    return place.groupby(zones[by], observed=True).mean()
    ### END SOLUTION


# %% task="m05-q2a-places" points=7
q = Question(
    "m05-q2a-places",
    points=7,
    answer="zone_places",
    hidden=3,
    hints=[
        "For one answer: is what the patient saw to the left of the bar, on it, or to the right?",
        'Three columns of True and False: `zones["perceived"] < zones["adequate"]` is the first.',
        "Put the three into a DataFrame and take `groupby(zones[by]).mean()`: the mean of True and False is a proportion.",
    ],
)
ten = pd.DataFrame(
    {
        "ward": ["X"] * 5 + ["Y"] * 5,
        "adequate": [5.0] * 5 + [4.0] * 5,
        "desired": [7.0] * 5 + [6.0] * 5,
        "perceived": [4.0, 3.0, 5.0, 7.0, 8.0, 3.9, 6.5, 6.6, 4.0, 5.0],
    }
)
ON_THE_LINE = "An answer exactly on the adequate or the desired level is within the zone."


def _places(x, y):
    return pd.DataFrame([x, y], index=["X", "Y"], columns=["below", "within", "above"])


def _blank_is_zero(answer):
    return answer.fillna(0) if isinstance(answer, pd.DataFrame) else answer


with q.check(
    "ten answers in two wards",
    weight=3,
    traps=[
        (
            "swapped-labels",
            _places([0.2, 0.4, 0.4], [0.4, 0.4, 0.2]),
            "Below and above are exchanged. Below the zone means that perceived is less than adequate.",
        ),
        ("boundary", _places([0.6, 0.0, 0.4], [0.4, 0.2, 0.4]), ON_THE_LINE),
        ("boundary", _places([0.6, 0.2, 0.2], [0.4, 0.2, 0.4]), ON_THE_LINE),
        ("boundary", _places([0.4, 0.2, 0.4], [0.2, 0.4, 0.4]), ON_THE_LINE),
        (
            "desired-as-minimum",
            _places([0.6, 0.2, 0.2], [0.6, 0.0, 0.4]),
            "You count as below whoever got less than desired. The zone begins at the adequate level.",
        ),
        (
            "share-of-all",
            _places([0.2, 0.2, 0.1], [0.1, 0.2, 0.2]),
            "You divided by all ten answers. Each row should be the shares of its own answers.",
        ),
        (
            "count-not-share",
            _places([2, 2, 1], [1, 2, 2]),
            "These are counts. Divide by the number of answers of the row.",
        ),
    ],
):
    q.close(
        _blank_is_zero(zone_places(ten.copy(), "ward")),
        _places([0.4, 0.4, 0.2], [0.2, 0.4, 0.4]),
        name="zone_places",
    )
### BEGIN HIDDEN TESTS
with q.hidden("a zone without width is still a zone"):
    flat = ten.assign(desired=ten["adequate"])
    q.close(
        _blank_is_zero(zone_places(flat, "ward")),
        _places([0.4, 0.2, 0.4], [0.2, 0.2, 0.6]),
        name="zone_places where desired equals adequate",
    )


def _truth(table, by):
    p, a, d = table["perceived"], table["adequate"], table["desired"]
    parts = pd.DataFrame({"below": p < a, "within": (p >= a) & (p <= d), "above": p > d})
    return parts.groupby(table[by], observed=True).mean()


with q.hidden("the hospital, by dimension"):
    q.close(
        _blank_is_zero(zone_places(zones.copy(), "dimension")),
        _truth(zones, "dimension"),
        atol=0.0006,
        name="by dimension",
    )
with q.hidden("another hospital, by group", weight=2):
    from servicelab.worlds.hospital import make_hospital

    elsewhere = make_hospital(seed=505).zones
    elsewhere = elsewhere[elsewhere["dimension"] == "responsiveness"]
    q.close(
        _blank_is_zero(zone_places(elsewhere.copy(), "group")),
        _truth(elsewhere, "group"),
        atol=0.0006,
        name="another hospital",
    )
### END HIDDEN TESTS
q

# %%
detail = zone_summary(zones, ["dimension", "group"])
plot_zones(detail.loc[["responsiveness", "empathy"]])
plt.title("Behind the mean: three groups, three zones")
plt.show()

# %% [markdown]
# There it is. In responsiveness the ill ask for **more** and get **less**. The others ask for less, get more, and lift the mean over the line. (In the other four dimensions the ill get about as much as the others.)
# Nobody falsified anything: the mean of people in different zones is the mark of nobody.
#
# ## Task 2b: where does it fail? (4 points)
#
# Use `zone_summary`, for which `by` may be a list such as `["dimension", "group"]`.
#
# * `pooled_adequacy`: the mean of P − A in **responsiveness** over all patients, in points of the scale, negative if below.
# * `ill_below`: the **proportion** of the ill whose responsiveness is below adequate (two decimals at least).
# * `failing`: a list of pairs `(dimension, group)`: every combination whose **mean** P is below its **mean** A.

# %% answer="m05-q2b-failing"
pooled_adequacy = ...
ill_below = ...
failing = ...  # [("dimension", "group"), ...]
### BEGIN SOLUTION
detail = zone_summary(zones, ["dimension", "group"])
pooled_adequacy = zone_summary(zones, "dimension").loc["responsiveness", "msa"]
ill_below = detail.loc[("responsiveness", "ill"), "below"]
failing = list(detail.index[detail["msa"] < 0])
### END SOLUTION

# %% task="m05-q2b-failing" points=4
q = Question(
    "m05-q2b-failing",
    points=4,
    answer=["pooled_adequacy", "ill_below", "failing"],
    hidden=3,
    hints=[
        "Which column of `zone_summary` is P minus A, and which one counts people below?",
        '`zone_summary(zones, "dimension")` has one row for each dimension, `zone_summary(zones, ["dimension", "group"])` one for each pair.',
        '`detail.index[detail["msa"] < 0]` holds the pairs below zero.',
    ],
)
with q.check("two numbers of the right kind"):
    r = zones[zones["dimension"] == "responsiveness"]
    q.trap(
        same(pooled_adequacy, (r["adequate"] - r["perceived"]).mean()),
        "sign",
        "The sign is reversed: adequacy is perceived minus adequate.",
    )
    q.trap(
        same(pooled_adequacy, (zones["perceived"] - zones["adequate"]).mean()),
        "all-dimensions",
        "That is the mean over all five dimensions. The task asks for responsiveness.",
    )
    q.trap(
        same(pooled_adequacy, (r["perceived"] - r["desired"]).mean()),
        "swapped-labels",
        "That is P minus D, superiority. Adequacy is measured from the adequate level.",
    )
    q.trap(
        same(ill_below, (r["perceived"] < r["adequate"]).mean()),
        "pooled-share",
        "That is the share of all patients. The task asks for the ill.",
    )
    assert 0 <= float(ill_below) <= 1, "`ill_below` is a proportion, between 0 and 1."
with q.check("a list of pairs"):
    if isinstance(failing, pd.DataFrame) and {"dimension", "group"} <= set(failing.columns):
        failing = failing.set_index(["dimension", "group"])
    pairs = list(failing.index) if isinstance(failing, pd.DataFrame | pd.Series) else list(failing)
    pairs = [pairs] if pairs and isinstance(pairs[0], str) else pairs
    q.trap(
        not pairs,
        "pooled-mean",
        "The list is empty: every pooled mean lies inside its zone. Look at dimension and group at once.",
    )
    pairs = {tuple(map(str, pair[:2])) for pair in pairs}
    pairs = {pair if pair[0] in set(zones["dimension"]) else pair[::-1] for pair in pairs}
    q.trap(
        len(pairs) > 10,
        "swapped-labels",
        "Nearly every combination is below what is *desired*. Failing means below what is adequate.",
    )
    known = {(d, g) for d in zones["dimension"].unique() for g in zones["group"].unique()}
    assert pairs <= known, (
        'A pair is a dimension and a group, such as ("empathy", "healthy"), without other things.'
    )
### BEGIN HIDDEN TESTS
truth = zone_summary(zones, ["dimension", "group"])
with q.hidden("the pooled adequacy"):
    q.close(
        pooled_adequacy,
        (r["perceived"] - r["adequate"]).mean(),
        atol=0.006,
        rtol=0,
        name="pooled_adequacy",
    )
with q.hidden("the ill below their minimum"):
    q.close(
        ill_below,
        truth.loc[("responsiveness", "ill"), "below"],
        atol=0.005,
        rtol=0,
        name="ill_below",
    )
with q.hidden("where it fails"):
    q.close(
        [" ".join(pair) for pair in sorted(pairs)],
        [f"{d} {g}" for d, g in truth.index[truth["msa"] < 0]],
        name="failing",
    )
### END HIDDEN TESTS
q

# %% [markdown] teaches=["S003-73", "S003-75"]
# ## Who is "all patients"?
#
# Hospitals have been told to turn from the patient to everybody who seeks care, ill or not: more people, more needs, more reasons to come.
# That is a decision on capacity before it is one on attitude. Here is what the three groups take.

# %%
visits = load_dataset("hospital_visits")
visits["hours"] = visits["visits"] * visits["minutes_per_visit"] / 60
latest = visits[visits["year"] == 2025].set_index("group")[["people", "visits", "hours"]]
latest.index = latest.index.astype(str)
ax = (latest / latest.sum()).T.plot.barh(
    stacked=True, figsize=(8, 2.6), color=PALETTE[:3], edgecolor="black"
)
for bars, hatch in zip(ax.containers, ("", "//", ".."), strict=True):
    for bar in bars:
        bar.set_hatch(hatch)
ax.invert_yaxis()
ax.set(
    xlabel="Share of the three groups",
    title="Few ill people, half of the hours (2025)",
    xlim=(0, 1),
)
ax.set_yticks(range(3), ["people in the area", "visits", "hours of staff"])
ax.xaxis.set_major_formatter(lambda value, _place: f"{value:.0%}")
ax.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()

# %%
hours = visits.pivot(index="year", columns="group", values="hours")
added = hours.loc[2025] - hours.loc[2021]
change = pd.DataFrame(
    {
        "hours of staff, 2021": hours.loc[2021],
        "hours of staff, 2025": hours.loc[2025],
        "share 2021": hours.loc[2021] / hours.loc[2021].sum(),
        "share 2025": hours.loc[2025] / hours.loc[2025].sum(),
        "share of the added hours": added / added.sum(),
    }
)
change.style.format(dict.fromkeys(change, "{:,.0f}") | dict.fromkeys(change.columns[2:], "{:.0%}"))

# %% [markdown]
# The healthy need few hours each, and they come more often every year. The ill, whose order of needs is short (be seen soon, pay little, come to no harm, then be nursed and supported), are the ones who wait.
# Their hours grew a little, and their share fell: of ten hours that the house added, one went to them. Widen the door, and new time goes to those who are well above their minimum, before those who are below it.
#
# So "the position of the hospital" depends on whose answers count how much. The **position** in the zone is 0 at the adequate level and 1 at the desired one. For a group of answers it is a **ratio of sums**:
#
# $$\text{position} = \frac{\sum (P - A)}{\sum (D - A)}$$
#
# Why not the mean of the single ratios? Some patients wish for no more than they accept: their zone has no width, and their ratio is infinite, or huge.

# %%
ill = reply_zone[reply_zone["group"] == "ill"]
width = (ill["desired"] - ill["adequate"]).where(lambda w: w > 0)
ratio = (ill["perceived"] - ill["adequate"]) / width
pd.DataFrame(
    {
        "smallest ratio": [ratio.min()],
        "mean of ratios": [ratio.mean()],
        "zones without width left out": [int(width.isna().sum())],
        "ratio of sums": [zone_summary(ill)["position"].item()],
    }
).style.hide(axis="index").format(precision=2)

# %% [markdown]
# ## Task 3: whose position? (6 points)
#
# Write `weighted_position(zones, weights)`, which lets each **group** count with a weight of its own.
#
# * `zones` has the columns `group`, `adequate`, `desired`, `perceived`; `weights` is a dictionary or Series from group to a positive weight of any size (people, visits, hours), in any order: match it **by name**. Should `group` be a category, write `.astype(str)` before you `map` weights to it.
# * With the **mean** P, A and D of each group g, it returns one number:
#
# $$\frac{\sum_g w_g\,(\bar P_g - \bar A_g)}{\sum_g w_g\,(\bar D_g - \bar A_g)}$$
#
# Then `position_by_hours` is the position in **responsiveness** when each group counts by its hours of staff in 2025, `latest["hours"]`; two decimals at least.


# %% answer="m05-q3-position"
def weighted_position(zones, weights):
    """Position in the zone of tolerance when each group counts with a given weight."""
    ### BEGIN SOLUTION
    means = zones.groupby("group", observed=True)[["adequate", "desired", "perceived"]].mean()
    weight = pd.Series(weights).reindex(means.index)
    above = (weight * (means["perceived"] - means["adequate"])).sum()
    return above / (weight * (means["desired"] - means["adequate"])).sum()
    ### END SOLUTION


position_by_hours = ...
### BEGIN SOLUTION
position_by_hours = weighted_position(reply_zone, latest["hours"])
### END SOLUTION

# %% task="m05-q3-position" points=6
q = Question(
    "m05-q3-position",
    points=6,
    answer=["weighted_position", "position_by_hours"],
    hidden=3,
    hints=[
        "Above the line stands a weighted sum of P − A, below it one of D − A. When do you divide?",
        '`zones.groupby("group")[["adequate", "desired", "perceived"]].mean()` holds the means of each group.',
        "Multiply each group's difference by its weight, add up, and divide the two sums once, at the end.",
    ],
)
three = pd.DataFrame(
    {
        "group": ["a", "a", "b"],
        "adequate": [5.0, 5.0, 4.0],
        "desired": [7.0, 6.0, 8.0],
        "perceived": [4.0, 5.5, 7.0],
    }
)
with q.check(
    "three answers, and weights of 3 and 1",
    weight=2,
    traps=[
        (
            "mean-of-positions",
            0.0625,
            "You averaged the positions of the groups. Add up the differences first and divide once, at the end.",
        ),
        (
            "mean-of-ratios",
            0.1875,
            "You divided for each answer. A narrow zone then rules the result: divide sums instead.",
        ),
        (
            "weights-ignored",
            2.5 / 7,
            "Every answer counts the same here. Let each group count with its weight.",
        ),
        (
            "weights-ignored",
            0.5,
            "Every group counts the same here. Let each group count with its weight.",
        ),
        (
            "group-size-counted",
            1.5 / 13,
            "The larger group counts twice, once by its weight and once by its number of answers. Take means within groups.",
        ),
        (
            "position-to-desired",
            (3 * -1.75 + 1 * -1) / 8.5,
            "That measures P from the desired level. The position starts at the adequate level.",
        ),
    ],
):
    q.close(weighted_position(three.copy(), {"a": 3, "b": 1}), 2.25 / 8.5, name="weighted_position")
with q.check(
    "only the proportions of the weights count, and their order does not",
    traps=[
        (
            "weights-by-position",
            8.75 / 13.5,
            "The same weights in another order give another position: match weights to groups by name, not by order.",
        )
    ],
):
    q.close(
        weighted_position(three.copy(), pd.Series({"b": 50.0, "a": 150.0})),
        2.25 / 8.5,
        name="weighted_position",
    )
### BEGIN HIDDEN TESTS
with q.hidden("zones without width do not break it"):
    flat = three.assign(desired=[5.0, 6.0, 8.0])
    q.close(weighted_position(flat, {"a": 3, "b": 1}), 2.25 / 5.5, name="position with a flat zone")


def _position(table, weights):
    m = table.groupby("group", observed=True)[["adequate", "desired", "perceived"]].mean()
    w = pd.Series(weights).reindex(m.index)
    return (w * (m["perceived"] - m["adequate"])).sum() / (w * (m["desired"] - m["adequate"])).sum()


with q.hidden("another hospital, by people"):
    from servicelab.worlds.hospital import make_hospital

    there = make_hospital(seed=506).zones
    there = there[there["dimension"] == "empathy"].astype({"group": str})
    q.close(
        weighted_position(there.copy(), latest["people"]),
        _position(there, latest["people"]),
        name="another hospital",
    )
with q.hidden(
    "the hospital, by hours of staff",
    traps=[
        (
            "all-dimensions",
            lambda: _position(zones, latest["hours"]),
            "That is over all dimensions. The task asks for responsiveness.",
        ),
        (
            "wrong-weights",
            lambda: _position(reply_zone, latest["people"]),
            "These are weights by people, not by hours.",
        ),
        (
            "wrong-weights",
            lambda: _position(reply_zone, latest["visits"]),
            "These are weights by visits, not by hours.",
        ),
    ],
):
    q.close(
        position_by_hours,
        _position(reply_zone, latest["hours"]),
        atol=0.0055,
        rtol=0,
        name="position_by_hours",
    )
### END HIDDEN TESTS
q

# %%
means = reply_zone.groupby("group", observed=True)[["adequate", "desired", "perceived"]].mean()
whose = latest.assign(answers=reply_zone.groupby("group", observed=True).size())
rows = {
    name: (weight * (means["perceived"] - means["adequate"])).sum()
    / (weight * (means["desired"] - means["adequate"])).sum()
    for name, weight in whose.items()
}
pd.Series(rows).rename(
    {
        "hours": "hours of staff",
        "answers": "answers in the survey",
        "people": "people in the area",
    }
).sort_values().rename("position in responsiveness").to_frame().rename_axis(
    "each group counts by its"
).style.format("{:.2f}")

# %% [markdown]
# One hospital, one survey, four positions. Each answers another question. Counted by people in the area, the hospital looks comfortable: most of them hardly ever come.
# Counted by the hours that are worked, it stands near the edge. And the ill alone stand below it. Report groups first; pool only with a weight you can defend.

# %% [markdown] teaches=["S003-85"]
# ## How many are satisfied?
#
# A rule in common use says: a customer is satisfied when perception **exceeds** expectation, P > E. Taken at its word, it calls everybody dissatisfied who got exactly what was hoped for.
# The research behind it (Oliver 1980) says otherwise: meeting an expectation *confirms* it, and confirmed people are content. The zone of tolerance goes one step further: at or above adequate is acceptable.
#
# | Rule | Satisfied if |
# |---|---|
# | strict | P > E |
# | plain | P ≥ E |
# | zone of tolerance | P ≥ A |

# %%
satisfaction_rules(reply_zone).to_frame().style.format("{:.0%}").set_caption(
    "Responsiveness, all patients; E is the desired level"
)

# %% [markdown]
# ## Task 4: three rules, three groups (3 points)
#
# `rules` is a DataFrame for **responsiveness**: one **row** for each group, the three **columns** `"P > E"`, `"P >= E"` and `"P >= A"`, each cell the **proportion** of the group that is satisfied by that rule, to two decimals at least. E is the desired level.
# `satisfaction_rules` does one group at a time.

# %% answer="m05-q4-rules"
rules = ...
### BEGIN SOLUTION
rules = pd.DataFrame(
    {
        group: satisfaction_rules(answers)
        for group, answers in reply_zone.groupby("group", observed=True)
    }
).T
### END SOLUTION

# %% task="m05-q4-rules" points=3
q = Question(
    "m05-q4-rules",
    points=3,
    answer="rules",
    hidden=1,
    hints=[
        "What do you do for the ill alone?",
        '`satisfaction_rules(reply_zone[reply_zone["group"] == "ill"])` is one row of the table.',
        "Collect the three Series in a dictionary, `pd.DataFrame({...})`, and turn it with `.T`, so that groups are rows.",
    ],
)
p, a, d = (reply_zone[level] for level in ("perceived", "adequate", "desired"))


def _by_group(*columns):
    return pd.DataFrame(
        dict(zip(["P > E", "P >= E", "P >= A"], columns, strict=True)), index=reply_zone.index
    )


def _shares(parts, table=reply_zone):
    return parts.groupby(table["group"], observed=True).mean()


table = None
with q.check("a row for each group, a column for each rule"):
    given = rules.unstack() if isinstance(rules, pd.Series) else pd.DataFrame(rules)
    if set(map(str, given.columns)) == set(reply_zone["group"].unique()):
        given = given.T
    if "group" in given.columns:
        given = given.set_index("group")
    lacking = {"P > E", "P >= E", "P >= A"} - set(map(str, given.columns))
    assert not lacking, f"There is no column {sorted(lacking)[0]!r}."
    assert set(map(str, given.index)) == {"ill", "sub-healthy", "healthy"}, (
        "There should be one row for each of the three groups."
    )
    table = given
with q.check("to be met is to be satisfied, where the rule says so"):
    assert table is not None, "Looked at when the first check is right."
    q.trap(
        any(
            same(table, _shares(_by_group(p > d, p > d, third)), atol=0.0055, rtol=0)
            for third in (p > a, p >= a)
        ),
        "met-not-satisfied",
        "Whoever got exactly what was expected is missing from the second rule, which says 'at least'.",
    )
    q.trap(
        same(table, _shares(_by_group(p > a, p >= a, p >= a)), atol=0.0055, rtol=0),
        "adequate-as-expected",
        "E should be the desired level; yours is the adequate one.",
    )
    everything = zones.groupby("group", observed=True).apply(satisfaction_rules)
    q.trap(
        same(table, everything, atol=0.0055, rtol=0),
        "all-dimensions",
        "That is over all five dimensions; take responsiveness only.",
    )
    q.trap(
        bool((table.astype(float) > 1.0001).any(axis=None)),
        "percent",
        "A proportion lies between 0 and 1.",
    )
### BEGIN HIDDEN TESTS
with q.hidden("all nine shares"):
    assert table is not None, "Looked at when the first check is right."
    q.close(table, _shares(_by_group(p > d, p >= d, p >= a)), atol=0.0055, rtol=0, name="rules")
### END HIDDEN TESTS
q

# %% [markdown]
# Look at the row of the ill. By the strict rule almost nobody there is satisfied: the wish is far away. By the rule of the zone about a quarter is.
# The strict rule makes every group look bad, the healthy included. The zone says who gets less than the least.
# Whichever you use, print the rule beside the number. A "satisfaction rate" without its rule is the 24 hours in the hall once more.

# %% [markdown] teaches=["S003-77", "S003-80"]
# ## All needs of everybody?
#
# "Meet all needs of all who seek care" sounds generous. It is also a promise that no house can keep, and the same texts that make it praise, a few pages on, the firm that does some things and leaves others.
# A hospital has a way out that a shop has not: a **duty of care** for what is necessary, and a free choice beyond it. So the question is not ill or healthy, but what kind of need it is:
#
# * **necessary**: without medical attention there may be harm;
# * **preventive**: nothing is wrong yet, and the visit keeps it so;
# * **elective**: it can be left undone without harm to health.
#
# One list of "services for healthy people" holds wrinkles beside things that belong in an emergency room. Focus begins with sorting.
#
# ## Task 5: sort the list (3 points)
#
# `kinds` is a dictionary from each of the nine requests below to `"necessary"`, `"preventive"` or `"elective"`. All points from eight of nine, proportionally fewer below.

# %%
REQUESTS = [
    "reshape a nose",
    "vaccinate against flu",
    "sew a severed finger back on",
    "snores, with pauses in breathing",
    "check blood pressure once a year",
    "whiten teeth",
    "advice on diet and exercise",
    "smooth wrinkles",
    "a mole that has changed its shape",
]

# %% answer="m05-q5-kinds"
kinds = ...  # {"reshape a nose": "...", ...}
### BEGIN SOLUTION
kinds = {
    "reshape a nose": "elective",
    "vaccinate against flu": "preventive",
    "sew a severed finger back on": "necessary",
    "snores, with pauses in breathing": "necessary",
    "check blood pressure once a year": "preventive",
    "whiten teeth": "elective",
    "advice on diet and exercise": "preventive",
    "smooth wrinkles": "elective",
    "a mole that has changed its shape": "necessary",
}
### END SOLUTION

# %% task="m05-q5-kinds" points=3
q = Question(
    "m05-q5-kinds",
    points=3,
    answer="kinds",
    hidden=1,
    hints=[
        "What happens to the person if the hospital says no?",
        "Harm now or soon: necessary. Nothing wrong yet: preventive. No harm to health at all: elective.",
        "`kinds = {name: ... for name in REQUESTS}` or nine lines of a dictionary.",
    ],
)
with q.check("nine requests, three kinds"):
    sorted_kinds = labeled(kinds, REQUESTS).astype(str).str.strip().str.lower()
    odd = sorted(set(sorted_kinds) - {"necessary", "preventive", "elective"})
    assert not odd, f"{odd[0]!r} is not one of necessary, preventive, elective."
    q.trap(
        sorted_kinds.nunique() < 3,
        "one-box",
        "One kind is empty. The point of sorting is that a list for 'the healthy' mixes all three.",
    )
    q.trap(
        sorted_kinds["snores, with pauses in breathing"] == "elective",
        "snoring-as-comfort",
        "Snoring alone disturbs the neighbors. Pauses in breathing are another matter: they can be sleep apnea.",
    )
    q.trap(
        sorted_kinds["sew a severed finger back on"] != "necessary",
        "misfit-kept",
        "A severed finger found its way into a list for the healthy. What happens if the hospital says no?",
    )
    q.trap(
        sorted_kinds["a mole that has changed its shape"] == "elective",
        "warning-as-comfort",
        "A mole is harmless until it changes: then somebody has to look, because it can be a cancer.",
    )
### BEGIN HIDDEN TESTS
with q.hidden("each in its place", weight=2) as check:
    seen = {"necessary", "preventive"}
    places = {
        "reshape a nose": {"elective"},
        "vaccinate against flu": {"preventive"},
        "sew a severed finger back on": {"necessary"},
        "snores, with pauses in breathing": seen,
        "check blood pressure once a year": {"preventive"},
        "whiten teeth": {"elective"},
        "advice on diet and exercise": {"preventive"},
        "smooth wrinkles": {"elective"},
        "a mole that has changed its shape": seen,
    }
    hits = sum(sorted_kinds[name] in kind for name, kind in places.items())
    check.earn(
        hits / 8, f"{hits} of nine are where the mark scheme puts them; eight give all points."
    )
### END HIDDEN TESTS
q

# %% [markdown]
# Pauses in breathing and a changed mole lie on the border: perhaps nothing is wrong yet, perhaps it is, and somebody has to look. "Necessary" and "preventive" both pass there; "elective" does not.
#
# Elective work may earn money and please people; preventive work saves others pain. Neither may push a necessary visit down the queue. A house that writes down what is out of its scope can keep the rest of its promise.
#
# ## What you take with you
#
# * A standard names an event, a clock, a limit and a denominator. Open cases are late cases once they are due.
# * Judge against a band, A to D. Below A is the only place that is not a matter of taste.
# * A pooled mean can lie inside a zone in which nobody lives. Split first.
# * Sum, then divide. A ratio for each person, averaged, is ruled by the narrowest zone.
# * Say the rule beside every share of satisfied customers.
#
# **Further reading.** V. A. Zeithaml, L. L. Berry and A. Parasuraman, "The Nature and Determinants of Customer Expectations of Service", *Journal of the Academy of Marketing Science* 21(1), 1993.
# A. Parasuraman, V. A. Zeithaml and L. L. Berry, "Alternative Scales for Measuring Service Quality", *Journal of Retailing* 70(3), 1994.
# A. Parasuraman, L. L. Berry and V. A. Zeithaml, "Understanding Customer Expectations of Service", *Sloan Management Review* 32(3), 1991.
# R. L. Oliver, "A Cognitive Model of the Antecedents and Consequences of Satisfaction Decisions", *Journal of Marketing Research* 17(4), 1980.
# E. Babakus and W. G. Mangold, "Adapting the SERVQUAL Scale to Hospital Services", *Health Services Research* 26(6), 1992.
#
# **Next:** `2_priorities`. Dr. Lin knows where it hurts. She has twenty tokens of budget and fourteen things to mend.
