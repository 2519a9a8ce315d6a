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
#     minutes: 70
#     points: 20
#     asks: Mr. Gao
#     question: "Four shares of one rule, all four right: which would a customer call the truth?"
# ---

# %% [markdown]
# # Priorities 1 of 4: good enough, for whom?
#
# **Willow Bridge Insurance, then Plum Court Hospital.** 70 minutes, 20 points.
#
# When you have finished this notebook you will be able to
#
# 1. turn "we answer within a day" into a share that nobody can read in two ways,
# 2. judge a service against a zone of tolerance instead of a single line,
# 3. find the group that a pooled mean hides, and say which group the next post should be for.
#
# The second notebook asks whose needs count, the third spends a budget, the fourth asks what satisfaction can say about care.

# %%
from servicelab import recall

recall("m05_priorities/1_zones")

# %% [markdown] teaches=["S003-28"]
# ## The question
#
# At Willow Bridge Insurance a sentence hangs in the hall: *Every message is answered within 24 hours.*
# Mr. Gao, who runs the service desk, likes the story it comes from. A maker of computers gave itself that rule for every opinion of a customer, and became great.
#
# The story has a hole: firms with the same rule that failed do not tell it. A rule and a success, without a comparison, are two facts side by side.
#
# Mr. Gao has a nearer problem. Four colleagues have computed how well the rule is kept, and report four shares.
# **All four are right.** How can that be, and which of them would a customer call the truth?
#
# Down the road, Plum Court Hospital has a better instrument. That is the second half.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.plots import is_static, use_style
from servicelab.priorities import plot_zones, zone_summary
from servicelab.waiting import reply_quantiles, reply_share, reply_times

use_style()
AS_OF = pd.Timestamp("2025-12-29")  # the midnight at which the desk took stock of eight weeks
replies = load_dataset("insurer_replies")
replies.head()

# %% [markdown]
# Three moments belong to a message. It **arrives**, at any hour. Someone **acknowledges** it: *we have your message*. And at some point it is **resolved**. A blank means: not yet.
# The desk is open from 9:00 to 17:00, Monday to Friday.
#
# **Predict** before you look. Your range should hold the truth in four of five such cases.

# %%
reply_prediction = RangePrediction(
    "m05-reply-standard",
    "Of the messages that had arrived at least 24 hours before the count, what share was resolved "
    "within 24 hours of arriving? Nights and weekends count.",
    lowest=0,
    highest=100,
    unit="%",
)
reply_prediction

# %%
reply_prediction.reveal_button(
    100 * reply_share(replies, 24, "resolved", as_of=AS_OF),
    "Messages due that were resolved within 24 hours, divided by all messages due.",
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
# * A message whose 24 hours had passed by the moment of the count, or were just reached, was **due**. If it is still open, it was not answered in time. It stays in the denominator.
# * A message that arrived three hours before the count is **not due yet**. It is in neither count, even if somebody was quick.
#
# `reply_share(replies, hours, event, clock, as_of)` counts in this way. As a worked example, the first reading: acknowledged within 24 hours, calendar clock.

# %%
reply_share(replies, 24, "acknowledged", "calendar", AS_OF)

# %% [markdown]
# A dictionary keeps several results under labels: `{"label": result, "label": result}`. More Python is on [the cheat sheet](../guides/cheat-sheet.md), the words of the course are in [the glossary](../guides/glossary.md).
#
# ## Task 1a: one rule, three more readings (4 points)
#
# `readings` is a dictionary or Series with three **proportions between 0 and 1**, from `reply_share` with `as_of=AS_OF` (unrounded, or to three decimals), under these labels:
#
# * `"resolved"`: resolved within 24 hours, calendar clock;
# * `"resolved, 24 open hours"`: resolved within 24 hours of the business clock, which runs while the desk is open;
# * `"resolved, 1 working day"`: resolved within as many hours of the business clock as **one** working day has.
#
# Then Mr. Gao prints a promise. `promise` is the smallest number of **whole working days** (business clock) within which at least **nine in ten** of the messages due were resolved.

# %% answer="m05-q1a-readings"
readings = ...
promise = ...  # working days
### BEGIN SOLUTION
readings = pd.Series(
    {
        "resolved": reply_share(replies, 24, as_of=AS_OF),
        "resolved, 24 open hours": reply_share(replies, 24, clock="business", as_of=AS_OF),
        "resolved, 1 working day": reply_share(replies, 8, clock="business", as_of=AS_OF),
    }
)
promise = 4  # three days are kept to 88 %, four to 93 %
### END SOLUTION

# %% task="m05-q1a-readings" points=4 grades=["S003-28"]
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q1a-readings",
    points=4,
    hints=[
        "Each reading changes one thing: the event, the clock, or the limit.",
        'The clock is `"calendar"` or `"business"`; the event is `"resolved"` unless you say otherwise.',
        "The desk is open from 9:00 to 17:00: how many open hours make one working day? Try one day, two days, ... for the promise.",
    ],
)
given = task.value("readings")
for label, title in {
    "resolved": "resolved is not acknowledged, and open messages stay in",
    "resolved, 24 open hours": "the clock of the open hours",
    "resolved, 1 working day": "one working day",
}.items():
    task.check(title, given[label], within=(0, 1), atol=0.0011)
task.check("the promise that nine in ten get", task.value("promise"))
task

# %% [markdown]
# Four readings of one rule: 78 %, 38 %, 88 % and 47 %. A customer who asks when the matter is resolved, by the clock on the wall, gets the 38 %.
# And the "average time to an answer"? Over answered messages only, it leaves the open cases out, and a long tail pulls it up.
# **P50** and **P90** say more: the hours by which half, and nine in ten, of all messages are resolved, open ones kept. They are estimated (Kaplan-Meier): an open message counts as long as it was followed, and is assumed to be no harder than the others. If all 222 open ones were the slowest, P90 would be 164 hours.

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
# With open messages kept, the mean cannot be told at all: nobody knows yet how long they will take. The quantiles can.
#
# Mr. Gao also wants **counts** by topic, because a share of seven messages should not frighten anybody.
#
# ## Task 1b: where the rule fails (4 points)
#
# Complete `kept_by(replies, by, hours, as_of)`, which counts for each value of the column `by` on the **calendar** clock. Two conditions are missing, one True or False for each message:
#
# * `is_due`: its limit had passed, **or was just reached**, at the count;
# * `in_time`: it was due, and it was **resolved** within the limit (exactly on the limit included).
#
# `times` has a row for each message, with `followed` (hours from arrival to the count), `answered` (True or False) and `hours` (from arrival to the answer). In pandas, `&` is "and".


# %% answer="m05-q1b-kept-by"
def kept_by(replies, by, hours, as_of):
    """Messages due, those resolved in time, and their share, for each value of a column."""
    times = reply_times(replies, "resolved", as_of=as_of)
    is_due = ...
    in_time = ...
    ### BEGIN SOLUTION
    is_due = times["followed"] >= hours
    in_time = is_due & times["answered"] & (times["hours"] <= hours)
    ### END SOLUTION
    messages = pd.DataFrame({"due": is_due, "in_time": in_time})
    table = messages.groupby(replies[by].astype(str)).sum()
    return table.assign(share=table["in_time"] / table["due"])


# %% task="m05-q1b-kept-by" points=4
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m05-q1b-kept-by",
    points=4,
    hints=[
        "For one message: had its time run out when somebody counted? And if so, was it resolved before that?",
        'Compare `times["followed"]` with the limit for the first, `times["hours"]` for the second.',
        "The second condition has three parts: `is_due & ... & (...)`.",
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
task.check("in time means due, and resolved within the limit", table[["in_time", "share"]])
task.check("the desk, by topic", task.call("kept_by", replies, "topic", 24, AS_OF), hidden=True)

early = pd.Timestamp("2025-12-20 12:00")
other = make_insurer(seed=505).replies
other = other[other["arrived"] < early].sample(600, random_state=1).reset_index(drop=True)
other.loc[other["resolved"] > early, "resolved"] = pd.NaT
other["weekday"] = other["arrived"].dt.day_name()
task.check(
    "another desk, another limit, an earlier count",
    task.call("kept_by", other, "weekday", 48, early),
    hidden=True,
)
task

# %%
pd.DataFrame(
    {
        topic: {
            "messages due": (reply_times(part, as_of=AS_OF)["followed"] >= 24).sum(),
            "resolved within 24 hours, of those due": reply_share(part, 24, as_of=AS_OF),
        }
        for topic, part in replies.groupby("topic", observed=True)
    }
).T.sort_values("resolved within 24 hours, of those due").style.format(
    {"messages due": "{:.0f}", "resolved within 24 hours, of those due": "{:.0%}"}
)

# %% [markdown]
# No topic keeps the rule for even half of its messages, and complaints keep it least.
# The day of arrival belongs to the clock, too: on the calendar clock no Friday evening or Saturday message can be answered before Monday. The business clock is fair to the desk. The calendar clock is what a customer with a burst pipe looks at. **Say which one you promise**, for which event, with which denominator.
#
# The standard asks how fast the insurer *is*. It never asks how fast it has to *be*. For that, go down the road.

# %% [markdown] teaches=["S003-09", "S003-74"]
# ## A band instead of a line
#
# Plum Court Hospital asked 340 out-patients on each of five dimensions, on a scale from 1 to 9:
#
# * what is the least that will do? The **adequate** level, A;
# * what would you wish for? The **desired** level, D;
# * what do you think it will be? The **predicted** level (for the second notebook);
# * and afterwards: what did you get? The **perceived** level, P.
#
# In module 4 an expectation was one number. Here it has two ends: between A and D lies the **zone of tolerance** (Zeithaml, Berry and Parasuraman 1993). It gives two differences and a width:
#
# $$\text{MSA} = P - A \qquad \text{MSS} = P - D \qquad \text{width} = D - A$$
#
# **MSA**, service adequacy: below zero means less than the least. **MSS**, service superiority: above zero means more than the wish. Perceived always comes first.
#
# The hospital sorts its patients by why they come: **ill**, **sub-healthy** (not ill, not well either) and **healthy** (for prevention or advice).

# %%
zones = load_dataset("hospital_zones")
plot_zones(zone_summary(zones, "dimension"))
plt.title("All patients together, five dimensions")
plt.show()

# %% [markdown]
# The director, Dr. Lin, showed this picture to her board. Every mark lies on its bar. Look at responsiveness, the shortest distance to the left end of the bar.

# %%
zone_prediction = RangePrediction(
    "m05-ill-below",
    "What share of the ill gets less responsiveness than the least they accept?",
    lowest=0,
    highest=100,
    unit="%",
)
zone_prediction

# %% [markdown]
# Each answer is below its zone, within it, or above it. Conditions can be the columns of a table, and be counted group by group: the mean of True and False is a proportion. `.between(low, high)` is True from `low` to `high`, both included. A worked example, at the bank:

# %%
halls = pd.DataFrame({"branch": ["east", "east", "west", "west"], "degrees": [17, 21, 24, 28]})
climate = pd.DataFrame({"pleasant": halls["degrees"].between(20, 24), "hot": halls["degrees"] > 24})
climate.groupby(halls["branch"]).mean()

# %% [markdown]
# ## Task 2a: below, within, above (4 points)
#
# Complete `zone_places(zones, by)`. It returns one **row** for each value of the column `by`, and the **proportion of that row's answers** that lie `below` (P < A), `within` (A ≤ P ≤ D) and `above` (P > D). Two conditions are missing.


# %% answer="m05-q2a-places"
def zone_places(zones, by):
    """Share of the answers below, within and above the zone of tolerance, for each value of a column."""
    below = zones["perceived"] < zones["adequate"]
    within = ...
    above = ...
    ### BEGIN SOLUTION
    within = zones["perceived"].between(zones["adequate"], zones["desired"])
    above = zones["perceived"] > zones["desired"]
    ### END SOLUTION
    places = pd.DataFrame({"below": below, "within": within, "above": above})
    return places.groupby(zones[by].astype(str)).mean()


# %% task="m05-q2a-places" points=4 grades=["S003-09"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q2a-places",
    points=4,
    hints=[
        "For one answer: is what the patient saw to the left of the bar, on it, or to the right?",
        "What lies exactly on an end of the bar is within it.",
        '`zones["perceived"].between(..., ...)` for the second; the third is a comparison like the first.',
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
task.check("ten answers in two wards", task.call("zone_places", ten, "ward"), weight=2)
flat = task.call("zone_places", ten.assign(desired=ten["adequate"]), "ward")
task.check("a zone without width is still a zone", flat, hidden=True)
other = make_hospital(seed=505).zones.query("dimension == 'responsiveness'")
other = task.call("zone_places", other.reset_index(drop=True), "group")
task.check("another hospital, by group", other, atol=0.0006, hidden=True)
task

# %% [markdown]
# `zone_summary(zones, by)` gives the means of A, D and P, the mean MSA (`msa`) and MSS (`mss`), and the share `below`. `by` may be a list such as `["dimension", "group"]`; then each row has **two** labels. `.loc[(first, second), column]` takes one cell, and `table.index[condition]` the labels of the rows for which the condition is True. At the bank:

# %%
desks = pd.DataFrame(
    {"branch": ["east", "east", "west"], "desk": ["loans", "cash", "cash"], "queue": [4, 9, 2]}
).set_index(["branch", "desk"])
print(desks.loc[("east", "loans"), "queue"])
list(desks.index[desks["queue"] > 3])

# %% [markdown]
# ## Task 2b: where does it fail, and who gets the post? (5 points)
#
# * `pooled_adequacy`: the mean of P − A in **responsiveness** over all patients, in points of the scale, negative if below.
# * `ill_below`: the **proportion** of the ill whose responsiveness is below adequate (two decimals at least).
# * `failing`: a list of pairs `(dimension, group)`: every combination whose **mean** P is below its **mean** A.
# * `post`: the board can pay one of three posts, which cost the same. Choose the one that these numbers support: `"lobby"` (a host for the lobby, signs and plants), `"check-ups"` (quick slots for people who come for prevention), or `"triage"` (a second nurse who sees the ill first).

# %% answer="m05-q2b-failing"
pooled_adequacy = ...
ill_below = ...
failing = ...  # [("dimension", "group"), ...]
post = ...
### BEGIN SOLUTION
detail = zone_summary(zones, ["dimension", "group"])
pooled_adequacy = zone_summary(zones, "dimension").loc["responsiveness", "msa"]
ill_below = detail.loc[("responsiveness", "ill"), "below"]
failing = list(detail.index[detail["msa"] < 0])
post = "triage"
### END SOLUTION

# %% task="m05-q2b-failing" points=5 grades=["S003-09", "S003-74"] decides="who gets the next post"
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q2b-failing",
    points=5,
    hints=[
        "Which column of `zone_summary` is P minus A, and which one counts people below?",
        '`zone_summary(zones, "dimension")` has one row for each dimension, `zone_summary(zones, ["dimension", "group"])` one for each pair.',
        "`detail.index[...]` with a condition on `msa` holds the pairs below zero. The post should reach the pair that fails.",
    ],
)
task.check("the pooled adequacy", task.value("pooled_adequacy"), atol=0.006)
task.check("the ill below their minimum", task.value("ill_below"), atol=0.005, within=(0, 1))
pairs = "list(failing.index) if hasattr(failing, 'columns') else list(failing)"
task.check("where it fails", task.value(pairs, name="failing"), each=True)
chosen = task.value("post")
posts = ["lobby", "check-ups", "triage"]
task.check("the post that the numbers support", chosen, among=posts, weight=2, silent=True)
task

# %%
zone_prediction.reveal_button(
    100 * zone_summary(zones, ["dimension", "group"]).loc[("responsiveness", "ill"), "below"],
    "The mean of all patients is inside its zone all the same.",
)

# %%
if zone_prediction.decision or is_static():
    plot_zones(zone_summary(zones, ["dimension", "group"]).loc[["responsiveness", "empathy"]])
    plt.title("Behind the mean: three groups, three zones")
    plt.show()
else:
    print("Shown when your prediction is recorded. Then run this cell again.")

# %% [markdown]
# In responsiveness the ill ask for **more** and get **less** than the others, who lift the mean over the line. Nobody falsified anything.
# In the other dimensions the simple reading holds: no group's mean lies outside its zone.

# %%
statement = Statement(
    "m05-q2c-statement",
    "Which sentence about responsiveness may Dr. Lin tell the board?",
    {
        "A": "Every group gets what it accepts, because on average perceived lies above adequate.",
        "B": "Check-ups for the healthy make the ill wait longer than they accept.",
        "C": "Of 140 ill patients asked, most perceived less than they accept; of 90 healthy ones, few.",
        "D": "The ill get less than they accept, and a second nurse will put that right.",
    },
)
statement

# %% [markdown]
# ## Task 2c: which sentence may she tell? (3 points)
#
# One of the four is supported by the survey; each of the others claims more. Record its letter and how sure you are. The letter is graded, the confidence kept. The button of `statement` does the same as the line below.

# %% answer="m05-q2c-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.95)
### END SOLUTION

# %% task="m05-q2c-statement" points=3 grades=["S003-74"]
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q2c-statement",
    points=3,
    hints=[
        "Who is spoken of, and was that group looked at?",
        "Was anything changed, or drawn at random, so that a cause could be seen?",
        "Look for a mean that stands for everybody, a cause, and a promise.",
    ],
)
task.statement("statement")
task

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
# * Judge against a band, A to D. Below A is less than the least.
# * A pooled mean can lie inside its zone while one group lies below its own. Split first.
#
# **Further reading.** V. A. Zeithaml, L. L. Berry and A. Parasuraman, "The Nature and Determinants of Customer Expectations of Service", *Journal of the Academy of Marketing Science* 21(1), 1993.
# A. Parasuraman, V. A. Zeithaml and L. L. Berry, "Alternative Scales for Measuring Service Quality", *Journal of Retailing* 70(3), 1994.
# E. Babakus and W. G. Mangold, "Adapting the SERVQUAL Scale to Hospital Services", *Health Services Research* 26(6), 1992.
#
# **Next:** [2_priorities](2_priorities.ipynb). One hospital, three groups: whose needs, and which first?
