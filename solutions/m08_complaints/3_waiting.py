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
#     module: m08_complaints
#     title: What waits
#     minutes: 75
#     points: 15
#     asks: Mr. Gao
#     question: "How long does it take while the slow cases are still open?"
# ---

# %% [markdown]
# # Complaints 3 of 6: what waits
#
# **Willow Bridge Insurance, with Plum Court Hospital and Lantern Bank.** 75 minutes, 15 points.
#
# When you have finished this notebook you will be able to
#
# 1. mark a reply by four criteria, and write one that a customer can build on,
# 2. tell how long complaints take while some are still open,
# 3. name the last working day on which a decision is in time,
# 4. see at which age a case goes further, per day at risk,
# 5. read a service desk, and choose the cause that is mended first.

# %%
from servicelab import recall

recall("m08_complaints/3_waiting")

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import Prediction, RangePrediction, Statement, load_dataset
from servicelab.complaints import (
    RULES,
    Calendar,
    Deadline,
    closed_only,
    deadline_table,
    escalation_hazard,
    late_share,
    letter_help,
    median_resolution,
    plot_resolution,
    resolution_curve,
    resolution_times,
    share_open,
)
from servicelab.plots import PALETTE, is_static, name_series, show_table, use_style

use_style()
AS_OF = pd.Timestamp("2025-12-31")  # the evening on which the log was looked at
STORM = pd.Timestamp("2025-11-02")
log = load_dataset("complaints")
insurer = log[(log["sector"] == "insurance") & (log["content"] == "complaint")]
year = insurer[insurer["opened"] >= "2025-01-01"]
tickets = load_dataset("bank_tickets")

# %% [markdown]
# ## Somebody waits
#
# **Ms. Ruan** (K10 of your day at the desk) has complained before. In November Willow Bridge admitted that its calculation was 420 yuan too low, and promised a call by Friday, November 28. There was no call and no money. From the file: assessment has not released the corrected sum; the call stood in the calendar of a colleague on leave; after a broken promise 280 yuan on top are usual here. Assessment can pay within four days; her complaint of December 3 must be decided by December 18.
#
# A reply is taken as just or not in three ways: the **outcome**, the **way** to it, and how one is **treated**. A marker reads it with this table:
#
# | Criterion | 0 | ½ | 1 |
# |---|---|---|---|
# | **Facts and feeling** | neither | one of the two, or a phrase that fits anybody | what was promised and did not happen, and what that is like for *this* customer |
# | **Remedy** | none, or above what the desk may grant | the right sum without its reason | all parts of the sum, and what each is for |
# | **Next step, date and recourse** | none of the three | one or two | who does what by which day, one that holds; and who else, outside the firm, may look at it |
# | **Tone** | blames, hides behind clauses, or promises what nobody can promise | correct and cold | plain words, takes the fault, nothing beyond the writer's authority |
#
# ## Task 6: mark two replies, then write yours (5 points)
#
# **Mark, 1 point.** Two replies of November 25 to Mr. Shen of notebook 1, whose 1,150 yuan came back from the bank. `marks` is a dictionary, `{"first": ..., "second": ...}`, with the sum of the four criteria for each, from 0 to 4 in halves. Careful markers differ by half a mark or so; all such sums are right.

# %%
first = """Dear customer,

thank you for your patience. We have looked into your case and can confirm that the payment was
released in November as agreed. Unfortunately the bank data on file were not valid. You should have
told us about your new account in time. The amount of 1,150 yuan will be transferred again as soon as
our accounts department has completed its checks. We regret any inconvenience and are sure that a
mistake like this will never happen again. Please do not hesitate to contact us.

Customer Relations"""
second = """Dear Mr. Shen,

we agreed to pay 1,150 yuan, and on November 4 we wrote only that your letter had been forwarded. The
bank had sent the transfer back, and we did not look. You have waited three weeks for your money and
had to write twice; a second kind sentence is worth nothing to you. The fault is ours.

If you agree, we transfer the 1,150 yuan, the sum of your claim, to the account ending in 20 by
November 28. They are with you by December 2, and I will ring you that day. If you disagree, tell me,
or turn to the mediation office for insurance disputes, free of charge.

Zhou Min, complaint desk, extension 41"""
for name, letter_text in (("first", first), ("second", second)):
    print(f"--- {name} ---\n{letter_text}\n")

# %% answer="m08-q6a-marks"
marks = ...  # {"first": ..., "second": ...}
### BEGIN SOLUTION
marks = {"first": 1, "second": 4}
### END SOLUTION

# %% task="m08-q6a-marks" points=1
from servicelab.tasks import labeled
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q6a-marks",
    points=1,
    hints=[
        "Go through the table line by line, for one letter after the other. Which words earn the mark?",
        "Does the letter say by which day, and who else may look at it? Whose fault is it in its words?",
        "A promise that nobody can make and a customer who is blamed cost the tone; `{'first': ..., 'second': ...}`.",
    ],
)


def are_sums(marks):
    read = labeled(marks, ["first", "second"]).astype(float)
    assert read.between(0, 4).all(), "Each sum lies between 0 and 4."
    assert (2 * read % 1 == 0).all(), "Marks go in halves."


def near_the_markers(marks, ranges):
    read = labeled(marks, ["first", "second"]).astype(float)
    high = ranges["first"][1]
    hits = [lo <= read[name] <= hi for name, (lo, hi) in ranges.items()]
    if read["first"] > high:
        return sum(hits) / 2, "", "polite-is-good"
    if not hits[1]:
        return (
            sum(hits) / 2,
            "Read the second reply against the table once more: what would be missing for the full mark?",
        )
    return sum(
        hits
    ) / 2, "Something in the first reply earns a part of a mark: which sum does it name?"


task.rule("two sums in halves", are_sums, "marks", weight=0)
task.rule(
    "near what careful markers give",
    near_the_markers,
    "marks",
    hidden=True,
    ranges={"first": [0.5, 1.5], "second": [3.5, 4]},
)
task

# %% [markdown]
# **Write, 4 points, read by your instructor.** Your reply to Ms. Ruan, of December 9, in English or Chinese, 100 to 200 words, marked by the same table. `letter_help`, below, finds words and never gives points.

# %% memo="m08-q6-letter" points=4
letter = """ """  # write between the two times three quotes, in as many lines as you like
### BEGIN SOLUTION
letter = """Dear Ms. Ruan,

you are right, and this is the second time. In November we told you that 420 yuan of your claim
were missing and that somebody would call you by Friday, November 28. Nobody called, and nothing
was paid. Your call had been put into the calendar of a colleague who was on leave; that is our
fault alone. After waiting for a promise you had every reason to rely on, I understand that an
apology by itself means little to you. I am sorry all the same.

This is what we do now. You get 700 yuan: the 420 that we owe you, and 280 for the trouble of a
promise we broke. The transfer is made by Saturday, December 13. I keep your file myself until
the money is there, and I will ring you on Monday, December 15, to hear that it is.

If you are not content with this, tell me, and my supervisor decides. You may also turn to the
mediation office for insurance disputes at any time; it is free of charge and independent of us.

Zhou Min, complaint desk, extension 41"""
# Mark scheme. One mark for each criterion of the table, halves as it says. The help below finds
# words only: judge the letter. Facts: the 420 yuan, the call, November 28, that it is the second
# time. A date before December 13 does not hold (assessment needs four days), one after December 18
# is beyond the deadline: half a mark at most for the third criterion. 700 yuan without its two parts
# is half a mark for the remedy; more than 700 is none, within the desk's limit or not. "It will not
# happen again" is a promise nobody can make and costs half a mark of the tone. A letter in Chinese is
# marked the same way.
### END SOLUTION

# %% jupyter={"source_hidden": true}
RUAN = {
    "facts": [
        ["420 yuan", "420元", "¥420"],
        ["November 28", "28 November", "Friday the 28th", "Nov. 28", "11月28日"],
        ["call", "phone", "电话", "来电", "回电"],
    ],
    "names": ["Ms. Ruan", "Ms Ruan", "阮女士"],
    "amount": 700,
    "limit": 2000,
    "date": "2025-12-09",
    "deadline": "2025-12-18",
}
letter_help(letter, RUAN) if str(letter).strip() else print("Write the letter in the cell above.")

# %% [markdown]
# ## How long does it take?
#
# For the board Mr. Gao writes: *"Since the storm of November 2 a complaint has taken 7.9 days on average; 13 % took more than 15."* Both numbers come from the 232 closed cases; 48 are still open.
#
# **Predict:** of all complaints since the storm, the open ones included, what share goes beyond 15 days?

# %%
storm = resolution_times(insurer[insurer["opened"] >= STORM], AS_OF)
naive = closed_only(storm, 15)
tail_prediction = RangePrediction(
    "m08-tail", "Of all complaints since the storm, what share goes beyond 15 days?"
)
tail_prediction

# %%
tail_prediction.reveal_button(
    100 * share_open(storm, 15), "Which ones are closed first? The easy ones."
)

# %%
if tail_prediction.decision or is_static():
    plot_resolution(resolution_curve(storm), days=15)
    closed = storm.loc[storm["closed"], "days"]
    days = np.arange(0, int(storm["days"].max()) + 1)
    plt.step(
        days,
        [(closed > day).mean() for day in days],
        where="post",
        linestyle="--",
        linewidth=2,
        color=PALETTE[1],
    )
    for text, where, label_at, color in (
        ("open cases kept", (20, 0.135), (26, 0.36), "#00507f"),
        ("closed cases only", (8.5, 0.27), (0.8, 0.1), "#8a3b00"),
    ):
        plt.annotate(
            text, where, label_at, color=color, arrowprops={"arrowstyle": "->", "color": color}
        )
    plt.title("Complaints since the storm: where is the tail?")
    plt.show()
else:
    print("First record your prediction above, then run this cell again.")

# %%
pd.DataFrame(
    {
        "closed only": [naive["n"], naive["mean"], naive["median"], naive["over"]],
        "open ones kept": [
            len(storm),
            np.nan,
            median_resolution(storm)["median"],
            share_open(storm, 15),
        ],
    },
    index=["complaints", "mean days", "median days", "share beyond 15 days"],
).style.format("{:.3g}", na_rep="cannot be told")

# %% [markdown] teaches=["S003-14"]
# The solid curve is Kaplan and Meier's (1958): an open case stays in the denominator for as long as it was watched. So 21 % go beyond 15 days. The **mean** cannot be told: nobody knows how long the open ones will take. The median can.
#
# Two shortcuts are as wrong as the draft. To take an open case as closed today makes it too short; to count every open case as late makes it too long, since some came in yesterday.
#
# An insurer is known for its claims. So look at time, and at **how often a refusal does not stand** when somebody complains.
#
# ## Task 10: whom the closed cases hide (3 points)
#
# Complete `over_limit(log, by, days, as_of)`: a row for each value of the column `by`. `log` has `opened` and `closed` (blank if open on the evening of `as_of`). Missing are
#
# * `naive`, the **proportion** of the closed complaints that took more than `days` days,
# * `kept`, the proportion of all that are still open after `days` days, by Kaplan and Meier,
# * `median`, the days by which half are closed, open ones kept.
#
# `closed_only`, `share_open` and `median_resolution`, all seen above, give them.
#
# And `overturned`: of the closed complaints in `insurer` with the cause "refusal", the proportion whose `remedy` is "fix": the refusal fell.


# %% answer="m08-q10-over-limit"
def over_limit(log, by, days, as_of):
    """Share beyond a limit from closed cases and from all, and the median, for each group."""
    rows = {}
    for value, part in log.groupby(by, observed=True):
        times = resolution_times(part, as_of)
        naive = ...
        kept = ...
        median = ...
        ### BEGIN SOLUTION
        naive = closed_only(times, days)["over"]
        kept = share_open(times, days)
        median = median_resolution(times)["median"]
        ### END SOLUTION
        rows[value] = {"closed_only": naive, "kept": kept, "median": median}
    return pd.DataFrame(rows).T


overturned = ...
### BEGIN SOLUTION
refusals = insurer[(insurer["cause"] == "refusal") & insurer["closed"].notna()]
overturned = (refusals["remedy"] == "fix").mean()
### END SOLUTION

# %% task="m08-q10-over-limit" points=3 grades=["S003-14"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.complaints import make_complaints

task = Task(
    "m08-q10-over-limit",
    points=3,
    hints=[
        "What is known of a case that has been open for eight days? And what is not?",
        "`times` holds the days of one group. Which of the three functions leaves the open ones out?",
        '`share_open(times, ...)` and `median_resolution(times)["..."]` keep the open ones; `closed_only(times, ...)["over"]` does not.',
    ],
)
spans = pd.to_timedelta([5, 10, 20, 8, 12, 30, 40, 1, 2, 3, 4, 15, 16, 17], unit="D")
is_open = np.isin(np.arange(14), [3, 4, 5, 6])
opened = pd.Series(np.where(is_open, AS_OF - spans, pd.Timestamp("2025-10-01")))
teams = pd.DataFrame(
    {"team": ["X"] * 7 + ["Y"] * 7, "opened": opened, "closed": (opened + spans).where(~is_open)}
)
table = task.call("over_limit", teams, "team", 15, AS_OF)
task.check("fourteen complaints, open ones kept", table["kept"], weight=1.5, atol=0.0011)
task.check("the naive share", table["closed_only"], weight=0.75, atol=0.0011)
task.check("the median", table["median"], weight=0.75, atol=0.0011)
since = insurer.loc[insurer["opened"] >= STORM, ["severity", "opened", "closed"]]
mine = task.call("over_limit", since.reset_index(drop=True), "severity", 15, AS_OF)
task.check("the insurer since the storm, by severity", mine, atol=0.0011, hidden=True)
world = make_complaints(2851).complaints
late = world[(world["sector"] == "insurance") & (world["opened"] >= "2025-11-15")]
late = late[["product", "opened", "closed"]].reset_index(drop=True)
other = task.call("over_limit", late, "product", 10, AS_OF)
task.check("another log, another limit", other, weight=2, atol=0.0011, hidden=True)
task.check(
    "how often a refusal falls", task.value("overturned"), weight=1.5, atol=0.0011, within=(0, 1)
)
task

# %%
ax = plot_resolution(
    resolution_curve(
        storm, by=insurer.loc[storm.index, "severity"].map({1: "mild", 2: "serious", 3: "severe"})
    ),
    days=15,
)
ax.legend(title="Severity", frameon=False, handlelength=3.5)
ax.set_title("Severe cases since the storm take longest")
plt.show()

# %%
decided = insurer[(insurer["cause"] == "refusal") & insurer["closed"].notna()]
outcome = (
    decided["remedy"]
    .astype(str)
    .map({"fix": "overturned", "explanation": "upheld, explained"})
    .fillna("upheld, nothing given")
)
fates = pd.crosstab(decided["root"].astype(str), outcome, margins=True, margins_name="all")
fates = fates[["overturned", "upheld, explained", "upheld, nothing given", "all"]]
show_table(
    fates.assign(**{"overturn rate": fates["overturned"] / fates["all"]}).rename_axis(
        index="root found by the investigation", columns=None
    ),
    {"overturn rate": "{:.0%}"},
)

# %% [markdown]
# Of 130 closed complaints about a refusal 20 % were overturned. Where the investigation found the **firm** at fault, 47 % still ended with nothing. (How often a refusal would fall of which nobody complained, no log can tell.)
#
# **Mended:** *half are closed within 6 days; 21 % go beyond 15, of the severe ones 42 %.*
#
# ## The legal clock
#
# Willow Bridge and Lantern Bank decide within **15 calendar days**, 30 if complex; Plum Court Hospital within **5 working days**, 10 if complex. (Rules change: verify before use.) The day of receipt is **day 0**. Read the hospital's rule in four ways:

# %%
holidays = load_dataset("holidays")
hospital = log[(log["sector"] == "hospital") & (log["content"] == "complaint")]
hospital = hospital[hospital["opened"] >= "2025-01-01"]
rule = RULES["hospital"]
readings = {
    "working days, with holidays and days made up for them": deadline_table(
        hospital, rule, AS_OF, Calendar(holidays)
    ),
    "working days, as if every Monday to Friday were one": deadline_table(hospital, rule, AS_OF),
    "working days, the day of receipt counted": deadline_table(
        hospital, Deadline(4, 9, "working"), AS_OF, Calendar(holidays)
    ),
    "calendar days": deadline_table(hospital, Deadline(5, 10), AS_OF),
}
pd.DataFrame(
    {"decided late": {name: late_share(one) for name, one in readings.items()}}
).style.format("{:.0%}")

# %% [markdown]
# One log, four shares; the first is the rule. In China a long holiday is partly made up for on a Saturday or Sunday, which then **is** a working day.
#
# For the manager the question runs the other way: *by when must we have decided?* If a last day falls into a holiday, take it that the rule does not move it (the careful reading; verify before use), and nobody will be there. So the desk must be done on the **last working day before**.

# %%
october = holidays[holidays["date"].between("2025-09-25", "2025-10-13")]
october.assign(day=october["date"].dt.strftime("%a %b %d"))[
    ["day", "working", "name_en"]
].set_index("day").T

# %% [markdown]
# ## The Python of the last one before
#
# Three buses, two meetings. **Which is the last bus in time for each?** `map` calls a function once for each value, and keeps the index.

# %%
buses = pd.Series(pd.to_datetime(["2026-01-05 08:10", "2026-01-05 09:40", "2026-01-05 11:15"]))
meetings = pd.Series(
    pd.to_datetime(["2026-01-05 09:45", "2026-01-05 11:00"]), index=["Elm Street", "Oak Street"]
)


def last_bus(moment):
    return buses[buses <= moment].max()


meetings.map(last_bus)

# %% [markdown]
# ## Task 11: decide by (2 points)
#
# Write `decide_by(log, holidays)`, which returns a Series of dates with the index of `log`. `log` has `sector`, `opened`, `closed` and `is_complex`; `holidays` has `date` and `working`. For each complaint take the last day in time (`deadline_table(log, calendar=Calendar(holidays))` has it as `due`), and, **if nobody works on that day, the last day before it that is worked**.
#
# `brought_forward` is the **proportion** of the insurer's complaints of 2025 (`year`) whose day lies before the last day in time.


# %% answer="m08-q11-decide-by"
def decide_by(log, holidays):
    """The last working day on which a decision is in time, for each complaint."""
    ### BEGIN SOLUTION
    due = deadline_table(log, calendar=Calendar(holidays))["due"]
    worked = np.sort(holidays.loc[holidays["working"], "date"].to_numpy("datetime64[D]"))
    place = np.searchsorted(worked, due.to_numpy("datetime64[D]"), side="right") - 1
    return pd.Series(worked[place].astype("datetime64[s]"), index=log.index)
    ### END SOLUTION


brought_forward = ...
### BEGIN SOLUTION
brought_forward = (
    decide_by(year, holidays) < deadline_table(year, calendar=Calendar(holidays))["due"]
).mean()
### END SOLUTION

# %% task="m08-q11-decide-by" points=2
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.complaints import make_complaints

task = Task(
    "m08-q11-decide-by",
    points=2,
    hints=[
        "First: which day is the last one in time? Second: will anybody be there?",
        'A list of the days that are worked: `holidays.loc[holidays["working"], "date"]`. The largest of them that is not after the due day is the one.',
        "In a loop: `max(day for day in worked if day <= due)`. Faster: sort them and use `searchsorted`.",
    ],
)
cases = pd.DataFrame(
    [
        ("insurance", "2025-09-19", False),
        ("insurance", "2025-06-02", False),
        ("bank", "2025-08-28", True),
        ("hospital", "2025-09-24", False),
        ("hospital", "2025-01-22", True),
        ("bank", "2025-05-16", False),
    ],
    columns=["sector", "opened", "is_complex"],
    index=list("abcdef"),
).astype({"opened": "datetime64[ns]"})
cases.insert(2, "closed", pd.NaT)
task.check("six complaints", task.call("decide_by", cases, holidays), weight=2)
others = make_complaints(2852).complaints
others = others.loc[others["opened"] >= "2025-01-01", list(cases)].iloc[::5]
days = holidays.loc[holidays["date"].between("2025-01-01", "2026-03-31"), ["date", "working"]]
free = days["date"].between("2025-06-23", "2025-06-27")
made_up = days["date"].isin(pd.to_datetime(["2025-06-21", "2025-06-29"]))
days["working"] = days["working"] & ~free | made_up
task.check(
    "another log, with a holiday more",
    task.call("decide_by", others, days.reset_index(drop=True)),
    weight=2,
    hidden=True,
)
task.check(
    "how many are brought forward",
    task.value("brought_forward"),
    atol=0.0006,
    within=(0, 1),
    own="""(
        pd.to_datetime(decide_by(year, holidays))
        < deadline_table(year, calendar=Calendar(holidays))["due"]
    ).mean()""",
)
task

# %% [markdown] teaches=["S003-127"]
# ## When does a case go further?
#
# Willow Bridge wants to call customers before they go to a supervisor or an outside body. At which age of the case?

# %%
hazard_prediction = Prediction(
    "m08-dangerous-age",
    question="At which age is an open complaint most likely to escalate on the next day?",
    choices=["up to a week", "8 to 15 days", "16 to 30 days", "more than 30 days"],
)
hazard_prediction

# %%
hazard = escalation_hazard(insurer, AS_OF, edges=(7, 15, 30))
hazard_prediction.reveal_button(
    f"The largest number of escalations, {hazard['escalated'].max()} of {hazard['escalated'].sum()}, "
    f"falls at {hazard['escalated'].idxmax()} days. But of 1,000 cases open for more than 30 days "
    f"{1000 * hazard['hazard'].iloc[-1]:.0f} escalate on any day; in the first week it is {1000 * hazard['hazard'].iloc[0]:.1f}."
)

# %%
if hazard_prediction.decision or is_static():
    fig, (left, right) = plt.subplots(1, 2, figsize=(9.5, 3.6))
    left.bar(hazard.index, hazard["escalated"], color=PALETTE[4], edgecolor="black", hatch="//")
    left.set(title="How many escalated", xlabel="Age in days", ylabel="Complaints")
    center = 1000 * hazard["hazard"]
    right.errorbar(
        hazard.index,
        center,
        yerr=[center - 1000 * hazard["low"], 1000 * hazard["high"] - center],
        linestyle="none",
        marker="o",
        markersize=8,
        color=PALETTE[1],
        capsize=4,
        elinewidth=2,
    )
    right.set(
        title="How likely it is, day by day",
        xlabel="Age in days",
        ylabel="Per 1,000 open cases and day",
        xlim=(-0.5, len(hazard) - 0.5),
        ylim=(0, None),
    )
    fig.tight_layout()
    plt.show()
else:
    print("First record your prediction above, then run this cell again.")

# %% [markdown]
# The left picture counts; the right one divides by **days at risk**. Of 1,000 open cases, 2.5 escalate on a day in the first week and 31 on a day beyond day 30 (16 to 53; 13 escalations in 423 days at risk): few cases are left by then.
#
# A saying has it that a case that waits is a danger, and that *flawless service adds up to a brand*. Suppose one failure weighs as much as ten flawless services. Then 96 flawless services and 4 failures count like 96 / (96 + 4 × 10) = 71 %, not 96 %. How much a failure weighs is not known from a slogan.
#
# ## Task 11b: what may he tell? (3 points)
#
# Choose the sentence that these data support. The letter is graded; how sure you are is kept, and earns nothing.

# %%
hazard_statement = Statement(
    "m08-q11b-statement",
    "Which sentence may Mr. Gao tell the board?",
    {
        "A": "Customers calm down after a month: most escalations come earlier.",
        "B": "A call each week to whoever waits longer than two weeks prevents escalations.",
        "C": "Whoever waits longer than a month ends up with a supervisor or an outside body.",
        "D": "On any one day, a case that is open for more than a month escalates more often than one in its first week.",
    },
)
hazard_statement

# %% answer="m08-q11b-statement"
# hazard_statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
hazard_statement.record(sentence="D", sure=0.85)
### END SOLUTION

# %% task="m08-q11b-statement" points=3 grades=["S003-127"]
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q11b-statement",
    points=3,
    hints=[
        "Out of how many days were these escalations? Was anybody called?",
        "Two sentences name an act or an end that nobody observed.",
        "The right picture compares cases that are still open, day by day.",
    ],
)
task.statement("hazard_statement")
task

# %% [markdown] teaches=["S003-59", "S003-60"]
# ## The desk of the bank
#
# Lantern Bank runs a **service desk**: one door for staff and customers; each ticket is answered, recorded, sent to whoever can settle it, and followed until it is closed. Five kinds:
#
# | Kind | What it is | What settles it |
# |---|---|---|
# | **request** | somebody wants something that works as planned | give it |
# | **incident** | a service fails somebody, now | get the service back, soon |
# | **fault** | a thing is broken | repair or replace it |
# | **problem** | the cause behind several incidents is looked for | find it |
# | **change** | something is altered, on a plan and with a test | carry it out |
#
# "Settled at first contact" is the number that every desk likes to show: 46 % of the 54 requests and incidents of half a year. And which causes come back?

# %%
linked = tickets[tickets["problem_id"].notna()]
fig, ax = plt.subplots(figsize=(9, 3.6))
names = sorted(linked["problem_id"].unique())
for place, name in enumerate(names):
    mine = linked[linked["problem_id"] == name]
    hits = mine[mine["kind"].isin(["incident", "fault"])]
    ax.plot(hits["opened"], [place] * len(hits), "o", color=PALETTE[1], markersize=8)
    found = mine.loc[mine["kind"] == "problem", "opened"]
    ax.plot(found, [place] * len(found), "D", color=PALETTE[0], markersize=9)
    landed = mine.loc[mine["kind"] == "change", "closed"].dropna()
    ax.plot(landed, [place] * len(landed), "s", color=PALETTE[2], markersize=10)
ax.set_yticks(range(len(names)), names)
ax.set_ylim(len(names) - 0.5, -0.5)
for label, marker, color in (
    ("incident or fault", "o", PALETTE[1]),
    ("problem ticket opened", "D", PALETTE[0]),
    ("change carried out", "s", PALETTE[2]),
):
    ax.plot([], [], marker, color=color, label=label)
ax.set(xlabel="", ylabel="Cause on record")
ax.set_title("Five causes on record: what came in, and what was done")
name_series(ax)
plt.show()

# %% [markdown]
# ## Task 13: sort, count, and choose (2 points)
#
# * `kinds`, 1 point: a dictionary from each new ticket below to one of the five kinds.
# * `for_good`: of **all requests and incidents** in `tickets` (open ones, too), the proportion with `first_contact` **and not** `reopened`.
# * `land_first`: one change can be carried out this month. For which cause, `"PR1"` to `"PR5"`, do the incidents still go on?

# %%
TEN = {
    "N01": "Please order two more chairs for the waiting corner of Elm Street.",
    "N02": "Nobody in the branch can log in since nine. Customers are standing at the counter.",
    "N03": "The lamp over cash desk two is cracked. It needs a new one.",
    "N04": "Why has the night run stopped three times this month? We should look for what is behind it.",
    "N05": "On Sunday we move the mail server to the new room, tested on Thursday.",
    "N06": "I start on Monday and would like access to the branch calendar.",
    "N07": "The drawer of the note counter is bent and does not close any more.",
    "N08": "All card terminals have been dead for ten minutes. What do we do?",
    "N09": "Each time a card is blocked twice, the letter goes to the old address. Somebody find out why.",
    "N10": "Next month the opening hours in the telephone menu change as planned: see the draft.",
}
pd.Series(TEN).to_frame("ticket").style.set_properties(
    **{"text-align": "left", "white-space": "normal"}
)

# %% answer="m08-q13a-kinds"
kinds = ...  # {"N01": "...", ...}
for_good = ...
land_first = ...
### BEGIN SOLUTION
kinds = {
    "N01": "request",
    "N02": "incident",
    "N03": "fault",
    "N04": "problem",
    "N05": "change",
    "N06": "request",
    "N07": "fault",
    "N08": "incident",
    "N09": "problem",
    "N10": "change",
}
daily = tickets[tickets["kind"].isin(["request", "incident"])]
for_good = (daily["first_contact"] & ~daily["reopened"]).mean()
land_first = "PR4"
### END SOLUTION

# %% task="m08-q13a-kinds" points=2 grades=["S003-59", "S003-60"] decides="which change lands first"
from servicelab.tasks import labeled
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q13a-kinds",
    points=2,
    hints=[
        "Is somebody stuck, is something broken, does somebody want something, look for a cause, or plan to alter something?",
        "Settled, and it stayed settled: two columns at once, `a & ~b`. Out of which tickets?",
        "In the figure, look for circles to the right of which no square follows.",
    ],
)


def with_kinds(kinds, ids):
    read = labeled(kinds, ids).astype(str).str.strip().str.lower()
    odd = sorted(set(read) - {"request", "incident", "fault", "problem", "change"})
    assert not odd, f"{odd[0]!r} is not one of the five kinds."


def in_place(kinds, ids, gold):
    if isinstance(kinds, dict):  # what is left out is wrong, and the rest counts
        kinds = pd.Series(kinds)
    if isinstance(kinds, pd.Series):
        kinds = kinds[~kinds.index.duplicated()].reindex(ids).fillna("")
    read = labeled(kinds, ids).astype(str).str.strip().str.lower()
    hits = sum(read[id] == gold[id] for id in ids)
    if (read == "problem").sum() >= 5:
        return hits / 10, "", "everything-a-problem"
    if "problem" not in set(read):
        return hits / 10, "", "problem-as-incident"
    if "change" not in set(read):
        return hits / 10, "", "change-as-request"
    return hits / 10, f"{hits} of ten are where the desk puts them."


gold = dict(
    zip(
        TEN,
        "request incident fault problem change request fault incident problem change".split(),
        strict=True,
    )
)
task.rule("ten tickets, each with one of five kinds", with_kinds, "kinds", weight=0, ids=list(TEN))
task.rule("each in its place", in_place, "kinds", weight=2, hidden=True, ids=list(TEN), gold=gold)
task.check("settled for good", task.value("for_good"), atol=0.0011, within=(0, 1))
CAUSES_ON_RECORD = ["PR1", "PR2", "PR3", "PR4", "PR5"]
task.check(
    "which change lands first", task.value("land_first"), among=CAUSES_ON_RECORD, silent=True
)
task

# %%
recent = tickets[tickets["kind"].isin(["request", "incident"])]
which = np.where(
    recent["kind"] == "request",
    "request",
    np.where(recent["problem_id"].notna(), "incident with a problem number", "other incident"),
)
show_table(
    recent.groupby(which)[["first_contact", "reopened"]]
    .mean()
    .assign(tickets=recent.groupby(which).size()),
    {"first_contact": "{:.0%}", "reopened": "{:.0%}"},
)

# %% [markdown]
# Of incidents with a problem number 47 % were opened again. For PR1, PR2 and PR3 no incident came in after the change was carried out. That fits a cause removed; three causes, not drawn at random, do not prove it. PR4 has a problem ticket and no change yet, and its incidents go on. PR5 has no incident linked to it, so nobody can say what it is worth to mend.
#
# **Mended:** *33 % are settled at first contact for good. The next change goes to PR4.*
#
# ## Be judged
#
# If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m08_complaints/3_waiting")

# %% [markdown]
# ## What you take with you
#
# * A reply says what was promised, what is paid and for what, who does what by which day, and who else may look at it.
# * Keep open cases. Closed ones are the easy ones.
# * A deadline names its clock. Day of receipt: day 0. Days made up for a holiday are worked.
# * Danger is events per day at risk, not events.
# * Settled at first contact is half of a number: the other half is what comes back.
#
# **Further reading.** E. L. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete Observations", *Journal of the American Statistical Association* 53(282), 1958.
# J. G. Blodgett, D. J. Hill and S. S. Tax, "The Effects of Distributive, Procedural, and Interactional Justice on Postcomplaint Behavior", *Journal of Retailing* 73(2), 1997.
#
# **Next:** [4_recovery](4_recovery.ipynb). A slide says that a customer whose trouble was mended well is more loyal than one who never had any. Should one make mistakes on purpose?
