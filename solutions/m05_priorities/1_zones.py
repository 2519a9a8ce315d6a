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
#     asks: Mr. Gao
#     question: "Three shares of one rule, all three right: which is the truth?"
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

# %%
from servicelab import recall

recall("m05_priorities/1_zones")

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

from servicelab import Prediction, load_dataset
from servicelab.plots import PALETTE, is_static, name_series, show_table, use_style
from servicelab.priorities import plot_zones, satisfaction_rules, zone_scores, zone_summary
from servicelab.waiting import reply_quantiles, reply_share, reply_times

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
            event.capitalize(),
            (168, share[168]),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
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
# ## The Python of several results
#
# A dictionary keeps results under labels: `{"label": result, "label": result}`. `pd.Series(...)` makes a column of it, if you like one better.
# More of this kind is on [the cheat sheet](../guides/cheat-sheet.md); what the words of the course mean, in [the glossary](../guides/glossary.md).

# %%
fees = pd.Series([10, 20, 90])  # of a bank
results = {"mean": fees.mean(), "middle": fees.median(), "above 15": (fees > 15).mean()}
pd.Series(results)

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
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q1a-readings",
    points=4,
    hints=[
        "Each reading changes one thing: the event, the clock, or the limit.",
        '`reply_share(replies, 24, "acknowledged", as_of=AS_OF)` is the first. The clock is `"calendar"` or `"business"`.',
        "The desk is open from 9:00 to 17:00: how many open hours make one working day?",
    ],
)
given = task.value("readings")
for label, title in {
    "acknowledged": "acknowledged within 24 hours",
    "resolved": "resolved is not acknowledged, and open messages stay in",
    "resolved, 24 open hours": "the clock of the open hours",
    "resolved, 1 working day": "one working day",
}.items():
    task.check(title, given[label], within=(0, 1), atol=0.0011)
task

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

# %% [markdown]
# ## The Python of counts by group
#
# `groupby` and `.agg(name="size", other="sum")` make a table with columns of these names: `size` counts the rows of a group, the `sum` of True and False those that are True. A new column comes from the others.
# Which of the bank's machines keep cards?

# %%
uses = pd.DataFrame(
    {
        "machine": ["hall", "hall", "street", "street", "street"],
        "kept": [True, False, False, True, False],
    }
)
cards = uses.groupby("machine")["kept"].agg(used="size", kept="sum")
cards["per 100"] = 100 * cards["kept"] / cards["used"]
cards

# %% [markdown]
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
    groups = in_time.groupby(replies.loc[due.index, by])
    table = groups.agg(due="size", in_time="sum")
    return table.assign(share=table["in_time"] / table["due"])
    ### END SOLUTION


# %% task="m05-q1b-kept-by" points=7
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m05-q1b-kept-by",
    points=7,
    hints=[
        "For one message: had its time run out when somebody counted? And if so, was it resolved before that?",
        '`times["followed"] >= hours` says which are due; `times["answered"] & (times["hours"] <= hours)` which were in time.',
        "Keep the due ones, then group by the column: `size()` counts rows, `sum()` of True and False counts the True ones.",
    ],
)
COUNT = pd.Timestamp("2026-01-09 09:00")
ten = pd.DataFrame(
    [
        ["premium", "01-05 09:00", "01-05 10:00", "01-05 14:00"],
        ["premium", "01-05 09:00", "01-05 10:00", "01-06 09:00"],
        ["premium", "01-05 09:00", "01-05 10:00", "01-06 15:00"],
        ["premium", "01-05 09:00", "01-05 10:00", None],
        ["premium", "01-08 09:00", "01-08 10:00", None],
        ["complaint", "01-06 10:00", "01-06 11:00", "01-07 06:00"],
        ["complaint", "01-06 10:00", "01-06 11:00", "01-06 12:00"],
        ["complaint", "01-06 10:00", "01-06 11:00", "01-08 12:00"],
        ["complaint", "01-09 06:00", "01-09 06:30", "01-09 07:00"],
        ["complaint", "01-09 07:00", None, None],
    ],
    columns=["topic", "arrived", "acknowledged", "resolved"],
)
moments = ["arrived", "acknowledged", "resolved"]
ten[moments] = ten[moments].apply(lambda column: pd.to_datetime("2026-" + column))
ten.insert(0, "message_id", [f"T{number}" for number in range(1, 11)])
table = task.call("kept_by", ten, "topic", 24, COUNT)
task.check("messages are due when their limit has passed, answered or not", table["due"])
task.check("in time means resolved within the limit", table[["in_time", "share"]], weight=2)
task.check("the desk, by topic", task.call("kept_by", replies, "topic", 24, AS_OF), hidden=True)

early = pd.Timestamp("2025-12-20 12:00")
other = make_insurer(seed=505).replies
other = other[other["arrived"] < early].sample(600, random_state=1).reset_index(drop=True)
other.loc[other["resolved"] > early, "resolved"] = pd.NaT
other["weekday"] = other["arrived"].dt.day_name()
task.check(
    "another desk, another limit, an earlier count",
    task.call("kept_by", other, "weekday", 48, early),
    weight=2,
    hidden=True,
)
task

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
ax.set(
    xlabel="Day on which the message arrived",
    ylabel="Resolved in time",
    title="The same desk, two clocks",
    ylim=(0, 1),
)
ax.grid(visible=False, axis="x")
name_series(ax)
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
# ## The Python of conditions as columns
#
# Conditions can be the columns of a table of their own, and be asked group by group. `.between(low, high)` is True from `low` to `high`, both included; the limits may be columns.

# %%
halls = pd.DataFrame({"branch": ["east", "east", "west", "west"], "degrees": [17, 21, 24, 28]})
climate = pd.DataFrame({"pleasant": halls["degrees"].between(20, 24), "hot": halls["degrees"] > 24})
climate.groupby(halls["branch"]).mean()

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
    return place.groupby(zones[by]).mean()
    ### END SOLUTION


# %% task="m05-q2a-places" points=7
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q2a-places",
    points=7,
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
task.check("ten answers in two wards", task.call("zone_places", ten, "ward"), weight=3)
flat = task.call("zone_places", ten.assign(desired=ten["adequate"]), "ward")
task.check("a zone without width is still a zone", flat, hidden=True)
by_dimension = task.call("zone_places", zones, "dimension")
task.check("the hospital, by dimension", by_dimension, atol=0.0006, hidden=True)
other = make_hospital(seed=505).zones.query("dimension == 'responsiveness'")
other = task.call("zone_places", other.reset_index(drop=True), "group")
task.check("another hospital, by group", other, weight=2, atol=0.0006, hidden=True)
task

# %%
detail = zone_summary(zones, ["dimension", "group"])
plot_zones(detail.loc[["responsiveness", "empathy"]])
plt.title("Behind the mean: three groups, three zones")
plt.show()

# %% [markdown]
# There it is. In responsiveness the ill ask for **more** and get **less**. The others ask for less, get more, and lift the mean over the line. (In the other four dimensions the ill get about as much as the others.)
# Nobody falsified anything: the mean of people in different zones is the mark of nobody.

# %% [markdown]
# ## The Python of a table with two labels
#
# Where a row has **two** labels, `.loc[(first, second), column]` takes one cell. `table.index[condition]` gives the labels of the rows for which the condition is True, as pairs.

# %%
desks = pd.DataFrame(
    {"branch": ["east", "east", "west"], "desk": ["loans", "cash", "cash"], "queue": [4, 9, 2]}
).set_index(["branch", "desk"])
print(desks.loc[("east", "loans"), "queue"])
list(desks.index[desks["queue"] > 3])

# %% [markdown]
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
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q2b-failing",
    points=4,
    hints=[
        "Which column of `zone_summary` is P minus A, and which one counts people below?",
        '`zone_summary(zones, "dimension")` has one row for each dimension, `zone_summary(zones, ["dimension", "group"])` one for each pair.',
        '`detail.index[detail["msa"] < 0]` holds the pairs below zero.',
    ],
)
task.check("the pooled adequacy", task.value("pooled_adequacy"), atol=0.006)
task.check("the ill below their minimum", task.value("ill_below"), atol=0.005, within=(0, 1))
task.check("where it fails", task.value("failing"), each=True)
task

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
ax.set_yticks(range(3), ["People in the area", "Visits", "Hours of staff"])
ax.xaxis.set_major_formatter(lambda value, _place: f"{value:.0%}")
ax.grid(visible=False)
name_series(ax)
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
show_table(change, dict.fromkeys(change, "{:,.0f}") | dict.fromkeys(change.columns[2:], "{:.0%}"))

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
# ## The Python of matching by name
#
# Two Series are multiplied **by name**, in whatever order they stand; `.reindex(names)` brings one into the order of another. A sum of products divided by the sum of the weights is a weighted mean.

# %%
interest = pd.Series({"savers": 2.0, "firms": 5.0})
people = pd.Series({"firms": 10, "savers": 90})
print((interest * people).sum() / people.sum(), interest.mean())
people.reindex(interest.index)

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
    means = zones.groupby("group")[["adequate", "desired", "perceived"]].mean()
    weight = pd.Series(weights).reindex(means.index)
    above = (weight * (means["perceived"] - means["adequate"])).sum()
    return above / (weight * (means["desired"] - means["adequate"])).sum()
    ### END SOLUTION


position_by_hours = ...
### BEGIN SOLUTION
position_by_hours = weighted_position(reply_zone, latest["hours"])
### END SOLUTION

# %% task="m05-q3-position" points=6
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q3-position",
    points=6,
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
by_name = task.call("weighted_position", three, {"a": 3, "b": 1})
task.check("three answers, and weights of 3 and 1", by_name, weight=2)
in_order = task.call("weighted_position", three, pd.Series({"b": 50.0, "a": 150.0}))
task.check("only the proportions of the weights count, and their order does not", in_order)
flat = task.call("weighted_position", three.assign(desired=[5.0, 6.0, 8.0]), {"a": 3, "b": 1})
task.check("zones without width do not break it", flat, hidden=True)
there = make_hospital(seed=506).zones.query("dimension == 'empathy'").astype({"group": str})
there = task.call("weighted_position", there.reset_index(drop=True), latest["people"])
task.check("another hospital, by people", there, hidden=True)
task.check("the hospital, by hours of staff", task.value("position_by_hours"), atol=0.0055)
task

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
# ## The Python of one group at a time
#
# A loop over a `groupby` hands over the name of each group and its rows. `pd.DataFrame` of a dictionary makes **columns** of the groups, and `.T` turns rows and columns around.

# %%
loans = pd.DataFrame({"kind": ["car", "car", "house"], "years": [3, 5, 20], "rate": [6, 7, 4]})
parts = {kind: part[["years", "rate"]].max() for kind, part in loans.groupby("kind")}
pd.DataFrame(parts).T

# %% [markdown]
# ## Task 4: three rules, three groups (3 points)
#
# `rules` is a DataFrame for **responsiveness**: one **row** for each group, the three **columns** `"P > E"`, `"P >= E"` and `"P >= A"`, each cell the **proportion** of the group that is satisfied by that rule, to two decimals at least. E is the desired level.
# `satisfaction_rules` does one group at a time.

# %% answer="m05-q4-rules"
rules = ...
### BEGIN SOLUTION
rules = pd.DataFrame(
    {group: satisfaction_rules(answers) for group, answers in reply_zone.groupby("group")}
).T
### END SOLUTION

# %% task="m05-q4-rules" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q4-rules",
    points=3,
    hints=[
        "What do you do for the ill alone?",
        '`satisfaction_rules(reply_zone[reply_zone["group"] == "ill"])` is one row of the table.',
        "Collect the three Series in a dictionary, `pd.DataFrame({...})`, and turn it with `.T`, so that groups are rows.",
    ],
)
given = task.value("rules")
for rule, title in {
    "P > E": "more than expected",
    "P >= E": "to be met is to be satisfied, where the rule says so",
    "P >= A": "at or above adequate",
}.items():
    task.check(title, given[[rule]], within=(0, 1), atol=0.0055)
task

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
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q5-kinds",
    points=3,
    hints=[
        "What happens to the person if the hospital says no?",
        "Harm now or soon: necessary. Nothing wrong yet: preventive. No harm to health at all: elective.",
        "`kinds = {name: ... for name in REQUESTS}` or nine lines of a dictionary.",
    ],
)


def words(kinds, requests):
    """Whether these are nine of the three words, and no warning is taken for comfort."""
    kinds = labeled(kinds, requests).astype(str).str.strip().str.lower()
    odd = sorted(set(kinds) - {"necessary", "preventive", "elective"})
    assert not odd, f"{odd[0]!r} is not one of necessary, preventive, elective."
    if kinds.nunique() < 3:
        return 0, "", "one-box"
    if kinds["snores, with pauses in breathing"] == "elective":
        return 0, "", "snoring-as-comfort"
    if kinds["sew a severed finger back on"] != "necessary":
        return 0, "", "misfit-kept"
    if kinds["a mole that has changed its shape"] == "elective":
        return 0, "", "warning-as-comfort"
    return None


def hits(kinds, places):
    """How many are where the mark scheme puts them; eight give all points."""
    kinds = labeled(kinds, list(places)).astype(str).str.strip().str.lower()
    n = sum(kinds[name] in kind.split(" or ") for name, kind in places.items())
    return n / 8, f"{n} of nine are where the mark scheme puts them; eight give all points."


places = dict.fromkeys(REQUESTS, "elective") | {
    "vaccinate against flu": "preventive",
    "sew a severed finger back on": "necessary",
    "snores, with pauses in breathing": "necessary or preventive",
    "check blood pressure once a year": "preventive",
    "advice on diet and exercise": "preventive",
    "a mole that has changed its shape": "necessary or preventive",
}
task.rule("nine requests, three kinds", words, "kinds", requests=REQUESTS)
task.rule("each in its place", hits, "kinds", weight=2, hidden=True, places=places)
task

# %% [markdown]
# Pauses in breathing and a changed mole lie on the border: perhaps nothing is wrong yet, perhaps it is, and somebody has to look. "Necessary" and "preventive" both pass there; "elective" does not.
#
# Elective work may earn money and please people; preventive work saves others pain. Neither may push a necessary visit down the queue. A house that writes down what is out of its scope can keep the rest of its promise.

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m05_priorities/1_zones")

# %% [markdown]
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
# **Next:** [2_priorities](2_priorities.ipynb). Dr. Lin knows where it hurts. She has twenty tokens of budget and fourteen things to mend.
