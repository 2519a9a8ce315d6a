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
#     title: A day at the complaint desk
#     minutes: 110
#     points: 30
#     asks: Ms. Tang
#     question: "Nearly everybody gets an answer: why do they write twice?"
# ---

# %% [markdown]
# # Complaints 1 of 4: a day at the desk
#
# **Willow Bridge Insurance.** 110 minutes, 30 points. Keep 40 minutes in one piece for the day at the desk.
#
# When you have finished this notebook you will be able to
#
# 1. map a five-step routine for complaints to the clauses of ISO 10002, and say what it lacks,
# 2. hear facts, feeling and request apart, and decide who is served first by harm, clock and severity,
# 3. choose a remedy by expected value within the limit of your authority,
# 4. run a desk for a day, and read in the evening what it was worth and why,
# 5. write a reply that a customer can build on.

# %%
from servicelab import recall

recall("m08_complaints/1_desk")

# %% [markdown]
# ## Resolved on the same day
#
# Mr. Shen wrote to Willow Bridge on November 3. His garage had been paid, by him; the insurer had agreed to 1,150 yuan and sent nothing.
# On November 4 he got an answer. In the log it says: *complaint resolved, 1 day*.
#
# > *Dear customer, thank you for your message. Your concern has been forwarded to the department in charge. We are happy to have been of help.*
#
# He wrote again on the 24th, and this time he did not ask for money. He asked for the address of the supervisory office.
#
# Ms. Tang, who runs the service department, has the figures of the year in front of her and does not understand them. Nearly everybody gets an answer, most of them soon. **Why do they write twice?**
# She has a guess: a *reply* is not a *solution*. And she has a request. Before anybody redraws the routine, spend a day at the desk yourself.

# %%
import datetime as dt

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown, display

from servicelab import Prediction, load_dataset
from servicelab.complaints import (
    Deadline,
    authority_cost,
    best_limit,
    days_elapsed,
    deadline_table,
    double_deviation,
    letter_help,
    remedy_value,
)
from servicelab.games.desk import (
    POLICIES,
    POLICY_LABELS,
    ComplaintDesk,
    close,
    desk_share,
    play,
    policy_table,
)
from servicelab.plots import PALETTE, name_series, show_table, use_style
from servicelab.tasks import is_right, labeled

use_style()
log = load_dataset("complaints")
log = log[log["sector"] == "insurance"].reset_index(drop=True)
past = log[log["opened"].between("2025-01-01", "2025-12-31")]
pd.Series(
    {
        "complaints in 2025": len(past),
        "never acknowledged, %": 100 * past["acknowledged"].isna().mean(),
        "went to a supervisor or an outside body, %": 100 * past["escalated"].notna().mean(),
        "closed, and opened again, %": 100 * past.loc[past["closed"].notna(), "reopened"].mean(),
        "still open on December 31, %": 100 * past["closed"].isna().mean(),
    }
).to_frame("Willow Bridge").style.format("{:,.0f}")

# %% [markdown]
# One in five never heard that the letter had arrived. Eight in a hundred of the closed ones came back. And the log does not know what happened in between, because nobody wrote it down.

# %% [markdown] teaches=["S001-40"]
# ## Five steps, and what a standard asks besides
#
# The routine that hangs on the wall at Willow Bridge comes from a training course. It has five steps:
#
# | | Step | In a sentence |
# |---|---|---|
# | 1 | 倾听诉求, listen | hear the complaint out and find its core |
# | 2 | 分类分析, classify and analyze | name the type, find what went wrong |
# | 3 | 制定方案, devise a remedy | fast and feasible, right for the type |
# | 4 | 沟通反馈, communicate | say what is being done, and seek agreement |
# | 5 | 跟踪改进, follow through | see whether it worked, and learn |
#
# Nothing in it is wrong. Five verbs fit on a poster, and that is why some things are missing.
# The international standard on handling complaints is **ISO 10002:2018**. Its clause 7 follows one complaint from the first word to the last, clause 8 looks after the system. In our own words, and only what we need:
#
# | Clause | What it is about | Clause | What it is about |
# |---|---|---|---|
# | 7.1 Communication | everybody knows where and how to complain | 7.6 Investigation | find out what happened |
# | 7.2 Receipt | take it in as the customer means it | 7.7 Response | choose what puts it right |
# | 7.3 Tracking | know at any hour where it is | 7.8 Communicating the decision | tell the customer, and ask for consent |
# | 7.4 Acknowledgement | say at once that it has arrived | 7.9 Closing | do and write down what was agreed; without agreement keep it open and name other ways |
# | 7.5 Initial assessment | before the work: how severe, how urgent, any harm | 8.7 Continual improvement | remove what brings complaints |
#
# ## Task 1: what the poster forgets (2 points)
#
# Ms. Tang's team has written down, in no order, what *should* have been done with Mr. Shen's letter:
#
# | | |
# |---|---|
# | a | Within two days three lines go out: your letter is here, its number, who looks after it. |
# | b | A clerk calls, lets him finish, notes what happened, how he feels and what he wants. |
# | c | His papers and ours side by side: a "payment delay", the bank returned the transfer. |
# | d | Before anything else: how bad, any harm, until when to be decided, and by whom? |
# | e | The desk chooses what puts it right: pay the 1,150 yuan to the corrected account. |
# | f | He is told what will be done and by when, and asked whether he accepts. |
# | g | If he does not, the case stays open, and he learns who else can look at it. |
# | h | All that was agreed is done: the last line of the file says what, and on which day. |
# | i | In January the desk looks at what came more than once, and changes the payment run. |
#
# * `clause_of`: for each letter the **number** of the clause above that it belongs to, as text. A clause may occur twice or not at all. Python calls this a dictionary, and writes it `{"a": "7.1", "b": "7.3", ...}`.
# * `missing`: the letters whose work is in **none of the five steps** of the poster. Read the steps strictly, as they stand. Python calls this a set, and writes it `{"a", "b"}`.
# * `closed_on`: the day on which this complaint is *closed* in the sense of 7.9, as text such as `"2025-11-04"`. From the file: *November 4, reply sent. November 26, call, he accepts. November 28, transfer repeated. December 2, money arrived. December 3, last line written.*

# %% answer="m08-q1-steps"
clause_of = ...
missing = ...
closed_on = ...
### BEGIN SOLUTION
clause_of = {
    "a": "7.4",
    "b": "7.2",
    "c": "7.6",
    "d": "7.5",
    "e": "7.7",
    "f": "7.8",
    "g": "7.9",
    "h": "7.9",
    "i": "8.7",
}
missing = {"a", "d", "g", "h"}
closed_on = "2025-12-03"
### END SOLUTION

# %% task="m08-q1-steps" points=2
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q1-steps",
    points=2,
    hints=[
        "Cover the table of the standard and read the five steps once more. Who would write the three lines of a? Who would look at the clock?",
        "Write beside each of the nine the step that does it. Be strict: a step that 'seeks agreement' says nothing of what follows when there is none.",
        "Closing takes everything that was agreed, done *and* written down. Which is the first day on which that holds?",
    ],
)
CLAUSES = "7.1 7.2 7.3 7.4 7.5 7.6 7.7 7.8 7.9 8.7".split()
DAYS = ["2025-11-04", "2025-11-26", "2025-11-28", "2025-12-02", "2025-12-03"]
clause = task.value("clause_of")
task.check(
    "each piece of work has its clause",
    clause[list("abcefgi")],
    weight=2,
    each=True,
    among=CLAUSES,
    silent=True,
)
for letter, title in {"d": "before the work", "h": "after the reply"}.items():
    task.check(title, clause[letter], weight=0.5, among=CLAUSES, silent=True)
task.check(
    "what the five steps do not hold",
    task.value("set(missing)", name="missing"),
    weight=3,
    each=True,
    among=list("abcdefghi"),
    silent=True,
)
task.check(
    "the day on which it is closed",
    task.value("str(closed_on)[:10]", name="closed_on"),
    weight=2,
    among=DAYS,
    silent=True,
)
task

# %% [markdown]
# Whatever you found missing, somebody has to be named for it: what has no owner on the poster is done by nobody.
# By the log Mr. Shen's complaint took one day, from November 3 to the reply. How many days are there to your `closed_on`?
#
# An indicator that counts replies will always look well. Whoever is measured by it learns to reply.

# %% [markdown] teaches=["S003-126"]
# ## "Welcome complaints, act fast"
#
# That is the other poster. Is it true? *Welcome them* first. A panel of several insurers asked everybody whom something had failed, those included who never said a word:

# %% jupyter={"source_hidden": true}
panel = load_dataset("insurer_recovery")
failed = panel[panel["failed"] == 1]
voice = failed.groupby("complained")["stayed"].agg(["size", "mean"])
voice.index = ["said nothing", "complained"]
voice["share"] = voice["size"] / voice["size"].sum()
voice[["size", "share", "mean"]].set_axis(
    ["customers", "share of all failures", "stayed a year"], axis=1
).style.format({"customers": "{:,}", "share of all failures": "{:.0%}", "stayed a year": "{:.0%}"})

# %% [markdown]
# Six out of ten say nothing, and they leave more often than those who complain. A complaint is a customer who still thinks it worthwhile to talk to you. (Whether the complaint *keeps* them is another matter; notebook 3 takes it up.)
#
# Now *act fast*. How many of those who complained to Willow Bridge were still customers at the end of the year, by the days it took to close the case?

# %% jupyter={"source_hidden": true}
closed = log.dropna(subset=["closed", "stayed"]).assign(
    days=lambda table: days_elapsed(table["opened"], table["closed"])
)
closed["speed"] = pd.cut(
    closed["days"], [-1, 7, 15, np.inf], labels=["0 to 7", "8 to 15", "16 and more"]
)
closed.groupby("speed", observed=True)["stayed"].agg(["size", "mean"]).set_axis(
    ["complaints", "stayed"], axis=1
).style.format({"stayed": "{:.1%}"})

# %% [markdown]
# Between the first line and the last lie thirteen percentage points. The consultant's slide writes itself: *close the slow cases within 15 days too, and of a hundred of them thirteen more stay.*
# (Within a *week* would promise no more: those who waited 8 to 15 days stayed as often.)
#
# **Predict:** among complaints of the **same severity**, how large is the difference between fast and slow?

# %% jupyter={"source_hidden": true}
within = closed.groupby(["severity", "speed"], observed=True)["stayed"].mean().unstack()
mix = closed["severity"].value_counts(normalize=True).sort_index()
fair = within.mul(mix, axis=0).sum()
crude = closed.groupby("speed", observed=True)["stayed"].mean()
fig, axes = plt.subplots(
    1, 2, figsize=(10, 3.8), width_ratios=[2, 3], sharey=True, layout="constrained"
)
axes[0].plot(crude.index, 100 * crude, "o-", color="#555555")
axes[0].set(title="All complaints", ylabel="Stayed, %", ylim=(40, 90), xlim=(-0.4, 2.4))
for (level, row), color, marker, name in zip(
    within.iterrows(), PALETTE, "osD", ("mild", "serious", "severe"), strict=False
):
    axes[1].plot(row.index, 100 * row, marker=marker, color=color)
    axes[1].annotate(
        f"{name.capitalize()}, {100 * mix[level]:.0f} % of cases",
        (2, 100 * row.iloc[-1]),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        color=color,
    )
axes[1].set(title="The same, by severity", xlim=(-0.4, 4))
for ax in axes:
    ax.set_xlabel("Days until closed")
    ax.set_xticks(range(3), crude.index)
plt.show()
print(
    f"Fast minus slow: {100 * (crude.iloc[0] - crude.iloc[-1]):.0f} points in all, "
    f"{round(100 * (fair.iloc[0] - fair.iloc[-1]))} if fast and slow cases were equally severe."
)

# %% [markdown]
# Slow cases are the severe ones, and severe cases lose customers anyway. Compare like with like, and nothing of the thirteen points is left; the three lines do not even agree on a direction.
# So "act fast" is half of a truth. To hurry *everybody* moves almost nobody. What hurry can do is keep a **deadline**, and stop a **harm** that grows with every day. Both are a matter of whom you serve first.
#
# (Cases that are still open are left out here, and they are the worst ones. Notebook 2 brings them back in.)

# %% [markdown]
# ## Who is first?
#
# A mild case can be urgent and a severe one can wait; a loud letter can be mild. Three questions come before all others, clause 7.5:
#
# 1. **Harm**: does somebody's health or livelihood suffer while this lies here? Then it is first, whatever the clock says.
# 2. **Clock**: does the time to decide end today, or has it ended?
# 3. **Severity**: how bad is it for the customer? 1 mild, 2 serious, 3 severe. Not how loud the letter is, how much money it asks for or how suspicious it looks.
#
# How long is the clock? In China the measures on complaints in banking and insurance, in force since March 2020, ask for a decision within **15 days**, 30 if the case is complex, and up to 30 more with approval; for medical institutions shorter terms in working days are usual. That is how the firms of this course count. Verify the wording in force before you use it in yours.
#
# The clock has two traps. The **day of receipt is day 0**. And received means received by the *firm*, wherever the letter lay afterward.

# %%
three = pd.DataFrame(
    {
        "complaint_id": ["N1", "N2", "N3"],
        "opened": ["2026-02-16", "2026-02-17", "2026-02-12"],
        "closed": pd.NaT,
        "is_complex": [False, False, True],
    }
)
clock = deadline_table(three, Deadline(15, 30), as_of="2026-03-03")
three.assign(due=clock["due"], days_left=clock["days_left"])

# %% [markdown]
# `deadline_table` takes the terms, 15 and 30 days, and the day on which you look; `assign` puts two of its columns beside the cases (`closed` is empty: `NaT`, not a time). On March 3 the first one ends today, the second tomorrow. The third is older than both and has eleven days: it is complex.

# %% [markdown]
# ## The Python of an order
#
# The next task asks for a *function*: a rule with a name, which the checks then try on cases of their own. Here is a small one for another question; if you write Python already, go on to the task. **Whom do we call back first?** Whoever was promised a call twice or more and got none; among equals, the customer of more years.
#
# * `def group_of(row):` begins the rule; what is indented belongs to it. `return` hands the result back.
# * `row["missed"]` is one field of a row. `row["missed"] >= 2` is a condition: `True` or `False`.
# * What follows `if` is done only when its condition is `True`.
#
# More of this kind is on [the cheat sheet](../guides/cheat-sheet.md); what the words of the course mean, in [the glossary](../guides/glossary.md).

# %%
calls = pd.DataFrame(
    {
        "customer": ["Ms. Ai", "Mr. Bo", "Ms. Chu", "Mr. Dai"],
        "missed": [0, 2, 3, 1],
        "years": [12, 4, 9, 2],
    }
)


def group_of(row):
    if row["missed"] >= 2:
        return 1
    return 2


def call_back(table):
    table = table.assign(group=table.apply(group_of, axis=1))  # axis=1: once for each row
    table = table.sort_values(["group", "years"], ascending=[True, False])
    return list(table["customer"])


call_back(calls)

# %% [markdown]
# Group 1 comes before group 2 (`ascending` is `True` for the group), and within a group more years come before fewer (`False` for the years). Change a number in the table, run the cell again, and see the order change.
#
# ## Task 2: hear, then sort (4 points)
#
# **Hear.** Ms. Cen on the telephone:
#
# > *I sent you the hospital bill on February 2. On the 20th your app asked me for the bill, so I sent it again. Yesterday it asked me once more! I have paid 2,300 yuan myself; I borrowed it from my sister. I feel as if I were talking to a wall. I'm not after flowers. I want one person, with my bill in front of them, to tell me on what day the money comes.*
#
# The clerk noted eight sentences. `heard` says of each letter whether it is a `"fact"`, a `"feeling"`, a `"request"` or `"not said"`: a dictionary again, `{"a": "...", "b": "...", ...}`.
#
# | | |
# |---|---|
# | a | The bill was first sent on February 2. |
# | b | The customer uploaded the bill in the wrong format. |
# | c | She has the impression that nobody listens. |
# | d | She wants to be told the day of payment, by one person. |
# | e | She borrowed the money from her sister. |
# | f | She wants compensation for her trouble. |
# | g | The app asked for the bill twice after she had sent it. |
# | h | The bill was lost when it was scanned. |
#
# **Sort.** Write `triage(cases, today)`. `cases` has the columns `complaint_id`, `opened` (day of receipt), `closed` (empty), `is_complex`, `severity` (1 to 3) and `harm` (True or False); `today` is a date; `pd.Timestamp(today)` can be compared with the columns.
# It returns the **list of the ids** in the order in which the desk should take them:
#
# 1. cases with harm, before all others;
# 2. then cases whose time to decide ends today or has ended (15 calendar days, 30 if complex, day of receipt = day 0; `deadline_table`, used above, knows the days left);
# 3. then the rest.
#
# Within each of the three groups the more severe come first; of equal severity the one with fewer days left. No two cases are equal in all of this.


# %% answer="m08-q2-triage"
heard = ...
### BEGIN SOLUTION
heard = {
    "a": "fact",
    "b": "not said",
    "c": "feeling",
    "d": "request",
    "e": "fact",
    "f": "not said",
    "g": "fact",
    "h": "not said",
}
### END SOLUTION


def triage(cases, today):
    """Ids of the cases in the order in which the desk takes them."""
    ### BEGIN SOLUTION
    left = deadline_table(cases, Deadline(15, 30), as_of=today)["days_left"]
    group = np.select([cases["harm"], left <= 0], ["1 harm", "2 clock"], "3 rest")
    order = cases.assign(group=group, left=left).sort_values(
        ["group", "severity", "left"], ascending=[True, False, True]
    )
    return list(order["complaint_id"])
    ### END SOLUTION


# %% task="m08-q2-triage" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q2-triage",
    points=4,
    hints=[
        "Which of the eight sentences could you underline in what she said?",
        "`deadline_table(cases, Deadline(15, 30), as_of=today)` has a column `days_left`: 0 ends today, below 0 is overdue. The table has the rows of `cases` but none of its columns: take `days_left` over with `cases.assign(left=...)`, or join the two with `pd.concat([...], axis=1)`.",
        'Make a column `group` with 1, 2 or 3, then `sort_values(["group", "severity", "left"], ascending=[True, False, True])`.',
    ],
)
KINDS = ["fact", "feeling", "request", "not said"]
said = task.value("heard")
task.check("what she said", said[list("acdeg")], weight=1.5, each=True, among=KINDS, silent=True)
for letter in "bfh":
    task.check(f"{letter}, was it said?", said[letter], weight=0.5, among=KINDS, silent=True)
seven = pd.DataFrame(
    [
        ("A", "2026-02-25", False, 1, False),
        ("B", "2026-02-23", False, 1, False),
        ("C", "2026-03-06", False, 2, False),
        ("D", "2026-03-08", False, 3, True),
        ("E", "2026-02-12", True, 2, False),
        ("F", "2026-02-24", False, 2, False),
        ("G", "2026-02-20", False, 1, False),
    ],
    columns=["complaint_id", "opened", "is_complex", "severity", "harm"],
).astype({"opened": "datetime64[ns]"})
seven.insert(2, "closed", pd.NaT)
first = task.call("triage", seven, dt.date(2026, 3, 10))
task.check("seven cases on March 10, 2026", first, weight=3, ordered=True)
calm = task.call("triage", seven.assign(harm=False), pd.Timestamp("2026-03-11"))
task.check("a day without harm", calm, ordered=True, hidden=True)
ages = np.arange(40)
many = pd.DataFrame(
    {
        "complaint_id": [f"C{age:02d}" for age in ages],
        "opened": pd.Timestamp("2026-05-20") - pd.to_timedelta(ages, unit="D"),
        "closed": pd.NaT,
        "is_complex": np.isin(ages % 8, [5, 6]),
        "severity": 1 + ages // 2 % 3,
        "harm": ages % 7 == 3,
    }
)
left = np.where(many["is_complex"], 30, 15) - ages
many = many[~many.assign(left=left).duplicated(["severity", "left"])]
many = many.sample(frac=1, random_state=4).reset_index(drop=True)
others = task.call("triage", many, dt.date(2026, 5, 20))
task.check("other cases, another day", others, weight=2, ordered=True, hidden=True)
task

# %% [markdown]
# What was never said is what a busy clerk adds: the usual guess, the usual culprit, the usual demand. Whoever adds it answers a letter that nobody wrote.
#
# And of the seven cases on which the check first tries your rule, the newest is the one with harm. No clock would have found it.

# %% [markdown] teaches=["S001-42"]
# ## What puts it right, and what is it worth?
#
# The poster says *fast and feasible*. A manager has to add: and worth it. A remedy changes one thing, the probability that the customer stays. So its expected value is
#
# $$\text{value} = (p_{\text{after}} - p_{\text{before}}) \times \text{value of the relation} - \text{cost}$$
#
# Somebody who would have stayed anyway is not won by a remedy. And whoever is paid more than enough does not stay more than certainly.
# A customer, worth 5,000 yuan if she stays, waited three weeks for a corrected bill:

# %%
bill = pd.DataFrame(
    {
        "remedy": ["nothing", "apology", "bill + 150", "bill + 600", "bill + 1,500"],
        "p_after": [0.52, 0.58, 0.80, 0.84, 0.87],
        "cost": [0, 20, 180, 630, 1530],
    }
).set_index("remedy")
bill["kept"] = (bill["p_after"] - 0.52) * 5000
bill["value"] = remedy_value(0.52, bill["p_after"], 5000, bill["cost"])
show_table(
    bill.rename(columns={"p_after": "stays with probability", "kept": "relation kept"}),
    "{:,.0f}",
).format("{:.2f}", subset=["stays with probability"])

# %% jupyter={"source_hidden": true}
ax = bill.rename(columns={"kept": "relation kept"})[["relation kept", "cost", "value"]].plot.bar(
    figsize=(9, 3.6), rot=0, color=["#56B4E9", "#D55E00", "#0072B2"], width=0.8
)
for bars, hatch in zip(ax.containers, ("", "//", "xx"), strict=True):
    for bar in bars:
        bar.set(hatch=hatch, edgecolor="white")
ax.axhline(0, color="black", linewidth=0.8)
ax.set(
    xlabel="",
    ylabel="Yuan",
    title="Of the four remedies, the largest sum keeps most and is worth least",
)
ax.grid(visible=False, axis="x")
name_series(ax)
plt.show()

# %% [markdown]
# The best of the five is the bill and 150 yuan, the smallest of the three sums of money. The two to its right keep a little more of the relation, and pay far more for it than it is worth.
#
# One more rule of the field: a remedy that *fails* is worse than none. The customer has been let down twice, which Mary Jo Bitner and her colleagues called a **double deviation**. Of those who would have stayed a part now leaves: `double_deviation(p, penalty)` gives $p\,(1-\text{penalty})$.

# %% [markdown] teaches=["S003-31"]
# ## How much may the desk decide?
#
# Willow Bridge delegates by level:
#
# | Who | May grant | Must pass on, whatever the sum |
# |---|---|---|
# | the desk | up to 2,000 yuan | what an outside body has taken up; what breaks the privacy of a customer |
# | the supervisor | up to 20,000 yuan | what would become a rule for other customers |
# | the head of the division | any amount | nothing: here it is decided |
#
# A low limit costs **waiting**: the case is written up, goes upstairs, and the customer watches. A high one costs **money**: some is paid that was not owed, and each such payment is a **precedent**: the next customers hear of it and ask for it too. Take the refunds and compensations of the log, 200 yuan for each case that goes up, and for every 100 yuan that the desk settles alone 6 that were not owed and 3 for the precedent:

# %% jupyter={"source_hidden": true}
paid = log.loc[log["remedy"].isin(["refund", "compensation"]), "cost"].dropna()
levels = sorted({0.0, *paid.astype(float)})
cost = authority_cost(levels, paid, delay_cost=200, overpay=0.06, precedent=0.03)
best = best_limit(levels, paid, delay_cost=200, overpay=0.06, precedent=0.03)
near = cost.index[cost["total"] <= 1.1 * cost["total"].min()]
HOUSE_LIMIT = 2000
fig, ax = plt.subplots(figsize=(9, 4), layout="constrained")
ax.plot(cost.index, cost["delay"] / 1000, "--", color=PALETTE[1], label="waiting")
ax.plot(
    cost.index,
    (cost["overpay"] + cost["precedent"]) / 1000,
    ":",
    linewidth=2,
    color=PALETTE[2],
    label="not owed, and precedents",
)
ax.plot(cost.index, cost["total"] / 1000, color=PALETTE[0], label="both together")
ax.axvspan(near.min(), near.max(), color="#BBBBBB", alpha=0.35)
ax.axvline(HOUSE_LIMIT, color="black", linestyle="-.")
ax.axvline(best, color="black", linewidth=0.8)
ax.annotate(
    f"Solid line: least cost, at {best:,.0f} yuan\n"
    "Gray: within 10 % of the least\n"
    f"Dashes and dots: limit of the house, {HOUSE_LIMIT:,} yuan",
    (near.max(), 34),
    xytext=(8, 0),
    textcoords="offset points",
    va="top",
    linespacing=1.6,
)
ax.set(
    xlabel="Limit of the desk, yuan",
    ylabel="Cost in two years, thousand yuan",
    title=f"What a limit costs: {len(paid)} refunds and compensations",
    ylim=(0, None),
)
name_series(ax)
plt.show()

# %% [markdown]
# The curve is steep on the left and flat in the middle. No authority at all is the most expensive rule there is, half a limit costs little more than the best one, and where exactly the least lies is not worth a meeting: the 2,000 of the house are as good as any limit in the gray band. (What *is* worth one: are the 200 yuan, the 6 and the 3 right? Notebook 3 lets you set them.)

# %% [markdown]
# ## The Python of a choice
#
# A function again, now for a whole table at once. Two cars are damaged, and three garages have made four offers. **Which is the cheapest for each car**, if a repair that takes longer than `limit` days needs a rental car for 300 yuan?
#
# * `quotes["days"] > limit` is `True` or `False` for every row. In a sum `True` counts 1 and `False` 0, so `300 * is_long` is 300 or 0.
# * `groupby("car")["total"].idxmin()` finds for each car the row with the least total (`idxmax` would find the greatest). `.loc[...]` takes these rows.

# %%
quotes = pd.DataFrame(
    {
        "car": ["red", "red", "blue", "blue"],
        "garage": ["Elm", "Oak", "Elm", "Ash"],
        "price": [2400, 2150, 900, 880],
        "days": [3, 8, 2, 4],
    }
)


def cheapest(quotes, limit):
    is_long = quotes["days"] > limit
    table = quotes.assign(total=quotes["price"] + 300 * is_long)
    rows = table.groupby("car")["total"].idxmin()
    return table.loc[rows].set_index("car")[["garage", "total"]]


cheapest(quotes, 5)

# %% [markdown]
# ## Task 3: the best remedy, with the way upstairs (3 points)
#
# `options` has one row for each remedy that a case might get: `case`, `option`, `p_before`, `p_after` (probabilities of staying, without and with it), `clv` (customer lifetime value: what the relation is worth), `amount` (what the customer is paid) and `cost` (all that it costs, the amount included), in yuan. Doing nothing is one of the options.
#
# Amounts up to `limit` the desk grants at once. A **larger amount** is possible, but it goes upstairs, and that
#
# * costs another **120 yuan** of work, and
# * makes the customer wait, which drives away 6 % of those who would have stayed: `p_after` becomes `p_after × 0.94`.
#
# Write `choose_remedies(options, limit)`. For each case take the option with the highest expected value after these two corrections. (The formula is above; `remedy_value(p_before, p_after, clv, cost)` works it out, for whole columns too.)
# It returns a DataFrame, one row for each case, **index** `case`, columns `option` (its name) and `value` (yuan, to the yuan at least).


# %% answer="m08-q3-remedy"
def choose_remedies(options, limit):
    """Best remedy of each case if larger amounts go upstairs: option and value in yuan."""
    ### BEGIN SOLUTION
    above = options["amount"] > limit
    after = double_deviation(options["p_after"], 0.06 * above)
    value = remedy_value(options["p_before"], after, options["clv"], options["cost"] + 120 * above)
    table = options.assign(value=value)
    best = table.groupby("case")["value"].idxmax()
    return table.loc[best].set_index("case")[["option", "value"]]
    ### END SOLUTION


# %% task="m08-q3-remedy" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q3-remedy",
    points=3,
    hints=[
        "Work out one row by hand, one within the limit and one above. Which three numbers change above it?",
        "`above = options['amount'] > limit` is True or False for each row; `120 * above` is 120 or 0.",
        "With a column `value`, `table.loc[table.groupby('case')['value'].idxmax()]` is the best row of each case.",
    ],
)
COLUMNS = ["case", "option", "p_before", "p_after", "clv", "amount", "cost"]
offers = pd.DataFrame(
    [
        ("K1", "nothing", 0.40, 0.40, 4000, 0, 0),
        ("K1", "apology", 0.40, 0.46, 4000, 0, 20),
        ("K1", "refund 900", 0.40, 0.86, 4000, 900, 930),
        ("K1", "refund 1,900", 0.40, 0.90, 4000, 1900, 1930),
        ("K2", "nothing", 0.30, 0.30, 12000, 0, 0),
        ("K2", "refund 1,000", 0.30, 0.45, 12000, 1000, 1030),
        ("K2", "refund 3,500", 0.30, 0.92, 12000, 3500, 3530),
        ("K3", "nothing", 0.90, 0.90, 3000, 0, 0),
        ("K3", "explanation", 0.90, 0.93, 3000, 0, 30),
        ("K3", "visit at home", 0.90, 0.98, 3000, 0, 300),
        ("K3", "refund 400", 0.90, 0.97, 3000, 400, 430),
        ("K4", "nothing", 0.50, 0.50, 3600, 0, 0),
        ("K4", "fix", 0.50, 0.62, 3600, 0, 60),
        ("K4", "refund 1,050", 0.50, 0.99, 3600, 1050, 1080),
    ],
    columns=COLUMNS,
)
chance = np.random.default_rng(31)
others = pd.DataFrame(
    [
        (f"C{case:02d}", f"way {way}", before, before + gain, clv, amount, amount + 25 * (way > 0))
        for case in range(20)
        for before, clv in [(chance.integers(10, 40) / 100, chance.integers(10, 200) * 100)]
        for way, (low, high, amount) in enumerate(
            [(0, 1, 0), (3, 4, 0), (5, 15, 300), (10, 30, 800), (20, 50, 2000), (30, 60, 5000)]
        )
        for gain in [chance.integers(low, high) / 100]
    ],
    columns=COLUMNS,
).set_index(chance.permutation(120) + 100)
for title, options, limit, weight in (
    ("four cases and a limit of 1,000 yuan", offers, 1000, 2),
    ("exactly at the limit is within it", offers, 900, 1),
    ("twenty other cases", others, 800, 2),
    ("another limit", others, 0, 1),
):
    task.check(
        title,
        task.call("choose_remedies", options, limit),
        weight=weight,
        hidden=options is others,
        atol=0.6,
        rtol=0.0005,
    )
task

# %% [markdown] teaches=["S001-43"]
# ## The day at the desk
#
# Tuesday, December 9, 2025, half past eight. Seventeen complaints will cross your desk until half past four; eleven are there already. You will not get through them all.
#
# For each case you decide *severity, cause, owner, remedy, amount, whether it goes to the supervisor, by when it will be done*, and what you write. Each step costs minutes of the clock, **your own thinking costs none**. The desk itself tells how many minutes, and how clock, limit and dates work. What it does not tell:
#
# * **Reading a file** changes nothing in most cases, and everything in some.
# * **A promised date** tells the customer more than a kind sentence. It has to hold: a promise missed is a second failure. Step 4 of the poster, *communicate*, is decided here.
# * **What is decided badly comes back** after an hour or two, if the day still has them: from a department that is not concerned, or from a customer who got far too little and is angrier now.
# * **One cause of the day is a common root.** Behind each complaint stand customers with the same trouble who never wrote. Settle three or more cases of that root with the right cause, each at the department concerned, and the silent are helped too.
#
# In the evening the desk tells what the day was worth in yuan against **doing nothing**: relations kept, later claims avoided, deadlines kept, silent customers reached; less what was paid, the precedents it sets, and your time.
# It sets your day beside other ways to work it, from doing nothing to nearly the best, which a computer found that knows every case beforehand. The distance between these two is the **gap**.
#
# **First a prediction.** What share of the gap will *you* close?

# %%
prediction = Prediction(
    "m08-desk-prediction",
    question="What share of the gap between doing nothing and nearly the best will you close?",
    choices=["less than 40 %", "40 to 60 %", "60 to 80 %", "more than 80 %"],
)
prediction

# %% [markdown]
# Now the desk. Take 25 to 40 minutes. Every step is kept at once: you may close the browser and go on later. There is no way back within the day, as in life.
# When you are through, or the day is over, press **Close the day**. Then it stands.
#
# **Play first, read on later.** Everything below Task 4 speaks of these cases.

# %%
desk = ComplaintDesk("insurer_claims", full=0.85)
desk

# %% [markdown]
# Prefer to type? `desk.record(entries=[...])` takes the whole day as a list, in order. `{"case": "K02", "look": True}` reads a file; an entry that settles a case has `case`, `severity` (1 to 3), `cause`, `owner`, `remedy`, `amount`, `escalate`, `promise_days` (a whole number or `None`) and `reply` (a text). The names are those of the form.
# If you used the desk above, leave the next cell as it is.

# %% answer="m08-q4-day"
# desk.record(
#     entries=[
#         {"case": "K02", "look": True},
#         {"case": "K02", "severity": ..., "cause": "...", "owner": "...", "remedy": "...",
#          "amount": 0, "escalate": False, "promise_days": ..., "reply": ""},
#     ]
# )
### BEGIN SOLUTION
from servicelab.games.desk.policies import near_optimal

desk.record(
    entries=[
        entry if "look" in entry else {**entry, "reply": "Seen, and taken in hand today."}
        for entry in near_optimal(desk.scenario)
    ]
)
desk.reveal()
### END SOLUTION

# %% [markdown]
# ## Task 4: the day (15 points)
#
# The points follow the share of the gap that your day closes, in a straight line: none for a day that is worth no more than doing nothing, **all 15 from 85 % on**. Nobody needs to find the best order of seventeen cases; a good day of somebody who reads what should be read and pays what is owed lies above 85 %.
#
# Everybody plays the same day: the one that opened above. A day that you hand in without closing it counts as it stands; cases that still wait are left alone.

# %% task="m08-q4-day" points=15
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q4-day",
    points=15,
    hints=[
        "Before you decide anything, open every card once: opening costs no minutes. Whose clock ends today? Who is harmed?",
        "Which letters would you not trust without the file: the very calm, the very short, the very reasonable, the one with a wish that does not fit its story?",
        "Pay what is owed, not what is asked; send what is above the limit, with an outside body or about privacy upstairs; promise the days of the department, one more if it goes upstairs.",
    ],
)
DAY = 'desk.saved.decision if desk.saved else desk.problem or {"entries": []}'
task.needs(
    'desk.saved.decision["entries"] or None if desk.saved else desk.problem or None',
    "No step is on file yet. Take the first case at the desk above, then run this cell again.",
)


def worth(day, is_closed, graded, full, names):
    from servicelab.games.desk import close, desk_share, load_scenario

    if graded and is_closed:
        return None
    assert not isinstance(day, str), day
    assert day["seed"] == 0, (
        f"This is another version of the day (seed {day['seed']}). Everybody plays the one that opens "
        'with `ComplaintDesk("insurer_claims")`: move m08-desk-insurer-claims.decision.json away and '
        "open the desk again."
    )
    house = load_scenario("insurer_claims")
    outcome, share = close(house, day["entries"]), desk_share(house, day["entries"])
    if not graded and not is_closed:
        return min(share / full, 1 - 1e-9), (
            "The day is not closed yet. Go on, or press `Close the day` at the desk (typed: run "
            "`desk.reveal()`), then run this cell again. Handed in as it is, it counts as it stands."
        )
    parts = [f"{names[part]} {yuan:+,.0f}" for part, yuan in outcome.breakdown.items() if yuan]
    totals = outcome.totals
    return share / full, (
        f"The day stands: {int(100 * share + 1e-9)} % of the gap, {outcome.value:,.0f} yuan against doing nothing: "
        f"{', '.join(parts)}. {totals['settled']:.0f} cases settled, {totals['left']:.0f} left, "
        f"{totals['late']:.0f} late, {totals['broken']:.0f} promises broken, "
        f"{outcome.cases['returned'].gt(0).sum():.0f} came back. {full:.0%} earn all points."
    )


def habits(day, is_closed, graded, full):
    from servicelab.games.desk import close, desk_share, load_scenario, play

    if graded and is_closed:
        return None
    assert graded or is_closed, "Looked at when the day is closed."
    is_read = not isinstance(day, str) and day["seed"] == 0
    assert is_read, "Looked at when the day can be read."
    house, entries = load_scenario("insurer_claims"), day["entries"]
    if desk_share(house, entries) >= full:
        return None
    outcome, stands = close(house, entries), play(house, entries)
    decided = [entry for entry in entries if "look" not in entry]
    first = list(dict.fromkeys(entry["case"] for entry in decided))
    dates = [house.by_id[case].received for case in first[:8]]
    undated = sum(entry["promise_days"] is None for entry in decided)
    found = {
        "pays-what-is-asked": outcome.breakdown["precedent"] < -1000
        or outcome.totals["broken"] > 4,
        "half-a-day": len(stands.waiting) > 0 and stands.minutes_left > 60,
        "first-come-first-served": len(first) >= 8 and dates == sorted(dates),
        "no-date": len(decided) >= 6 and undated * 2 > len(decided),
        "no-file-read": len(decided) >= 6 and len(entries) == len(decided),
        "clock-overlooked": outcome.totals["late"] > 0,
    }
    return next(((0, "", slip) for slip, is_so in found.items() if is_so), None)


NAMES = {
    "relations": "relations kept",
    "debts": "later claims avoided",
    "deadlines": "deadlines kept",
    "silent": "silent customers reached",
    "paid": "paid out",
    "precedent": "precedents set",
    "time": "time of the desk",
}
for graded, more in ((False, ""), (True, ", if it was handed in open")):
    task.rule(
        f"what the day has closed of the gap{more}",
        worth,
        DAY,
        "desk.is_closed",
        weight=int(not graded),
        hidden=graded,
        graded=graded,
        full=0.85,
        names=NAMES,
    )
    task.rule(
        f"no habit that cost you more than it brought{more}",
        habits,
        DAY,
        "desk.is_closed",
        weight=0,
        hidden=graded,
        graded=graded,
        full=0.85,
    )
task

# %% [markdown]
# ## The evening
#
# Your day, once it is closed:

# %%
if desk.is_closed:
    mine = desk_share(desk.scenario, desk.decision["entries"], desk.seed)
    display(desk.reveal())
    display(prediction.reveal_button(f"You closed {int(100 * mine + 1e-9)} % of the gap."))
else:
    print("Close the day first: then it is shown, and your prediction with it.")

# %% [markdown]
# Five other desks have worked the same day, each by one rule. When yours is closed, the next cells set them beside it.

# %% jupyter={"source_hidden": true}
house = desk.scenario
five = policy_table(house)
five.insert(
    0, "settled", [close(house, policy(house, 0)).totals["settled"] for policy in POLICIES.values()]
)
rules = f"""* **Do nothing** is the zero of the scale.
* **Pay what is asked**, as far as the limit goes, by tomorrow. It has the friendliest voice and
  closes {five["share"]["refund_all"]:.0%} of the gap: {five["broken"]["refund_all"]:.0f} promises
  that it cannot keep, and money for those who ask most.
* **First in, first out** takes the oldest letter first, believes it, and promises no date: the
  routine of a tired desk, and not a bad one. It closes {five["share"]["first_in_first_out"]:.0%}.
* **Severity first** takes what looks severe, then what is due; it reads the file of all that does
  not look mild. {five["share"]["severity_first"]:.0%}.
* **Nearly the best** spends the most, and is worth
  {five["value"]["near_optimal"] / five["value"]["first_in_first_out"]:.1f} times as much as first in,
  first out.

*First in, first out* settles {five["settled"]["first_in_first_out"]:.0f} cases, and so does
*severity first*. Yet the second desk is worth
{five["value"]["severity_first"] - five["value"]["first_in_first_out"]:,.0f} yuan more than the first.
**Why?** The figure shows it case by case."""
if desk.is_closed:
    display(
        five.rename(index=dict(POLICY_LABELS))
        .set_axis(
            [
                "cases settled",
                "worth, yuan",
                "share of the gap",
                "paid out, yuan",
                "decided too late",
                "promises broken",
            ],
            axis=1,
        )
        .rename_axis(None)
        .style.format("{:,.0f}")
        .format("{:.0%}", subset="share of the gap")
    )
    display(Markdown(rules))
else:
    print("Close the day first.")

# %% jupyter={"source_hidden": true}
fifo = close(house, POLICIES["first_in_first_out"](house, 0))
severe = close(house, POLICIES["severity_first"](house, 0))
story = [event.text for event in play(house, POLICIES["first_in_first_out"](house, 0)).events]
gain = pd.DataFrame({"severity first": severe.cases["gain"], "first in": fifo.cases["gain"]})
gain = gain.assign(more=gain["severity first"] - gain["first in"]).sort_values("more")
if desk.is_closed:
    fig, ax = plt.subplots(figsize=(9, 4.8), layout="constrained")
    place = np.arange(len(gain))
    ax.hlines(place, gain["first in"], gain["severity first"], color="#BBBBBB", zorder=1)
    ax.plot(
        gain["first in"], place, "D", color="#D55E00", label=POLICY_LABELS["first_in_first_out"]
    )
    ax.plot(
        gain["severity first"], place, "o", color="#0072B2", label=POLICY_LABELS["severity_first"]
    )
    names = [f"{case}, {house.by_id[case].customer}" for case in gain.index]
    ax.set_yticks(place, names, fontsize=9)
    ax.axvline(0, color="black", linewidth=0.8)
    ax.set(
        xlabel="Gain of the case, yuan against doing nothing",
        title="As many cases each, but not the same",
    )
    name_series(ax)
    plt.show()
else:
    print("Close the day first.")

# %% [markdown]
# ## The Python of a comparison
#
# A weekend at two branches and a booth. `saturday` and `sunday` have the same rows. **How much was sold on Saturday where we were open on Saturday, but not on Sunday?**
#
# * `saturday.loc["booth", "sold"]` is one field: row `"booth"`, column `"sold"`.
# * `for place in saturday.index:` does what follows once for each row.
# * `and` wants both conditions; `not` turns one around.

# %%
places = ["north", "south", "booth"]
saturday = pd.DataFrame({"open": [True, True, False], "sold": [40, 25, 0]}, index=places)
sunday = pd.DataFrame({"open": [False, True, True], "sold": [0, 30, 10]}, index=places)

total = 0
for place in saturday.index:
    if saturday.loc[place, "open"] and not sunday.loc[place, "open"]:
        total = total + saturday.loc[place, "sold"]
print(total)

# %% [markdown]
# The same in one line, for whole columns (`&` for and, `~` for not): `saturday.loc[saturday["open"] & ~sunday["open"], "sold"].sum()`.
#
# ## Task 5: read the evening (2 points)
#
# Close your own day before you look: this task speaks of its cases.
#
# `fifo.cases` is the evening of *first in, first out*, `severe.cases` that of *severity first*: two tables with the same rows, one for each case. You need three columns: `settled` (True or False), `gain` (yuan against doing nothing) and `late` (its time ended today, and nothing valid was decided).
#
# **1. What made the difference?** Write `difference_by(one, other)` for two such tables. For each case take its gain in `one` **minus** its gain in `other`. Then add these up in four heaps:
#
# | Heap | Settled in `one` | Settled in `other` |
# |---|---|---|
# | `"both"` | yes | yes |
# | `"one only"` | yes | no |
# | `"other only"` | no | yes |
# | `"neither"` | no | no |
#
# It returns a Series with these four names as index and the sums in yuan; a heap without a case is 0. `pd.Series({"both": ..., "one only": ..., "other only": ..., "neither": ...})` makes one.
#
# *For example:* Case X is settled in both, gain 900 in `one` and 300 in `other`. Case Y is settled in `other` only, gain -50 and 700. Then `"both"` is 600, `"other only"` is -750, the two others are 0.
#
# **2. Who was late?** One case ended late under *first in, first out*: `late_case` is its id, such as `"K01"`. `late_reason` says why, one of `"never reached"`, `"wrong owner"`, `"amount reversed"`, `"far too little"`. `story` tells that day, sentence by sentence; `[line for line in story if "K01" in line]` are the sentences about K01.


# %% answer="m08-q5-evening"
def difference_by(one, other):
    """Gain of one day minus gain of the other, by which of them settled the case."""
    ### BEGIN SOLUTION
    a, b = one["settled"], other["settled"]
    kinds = np.select([a & b, a & ~b, ~a & b], ["both", "one only", "other only"], "neither")
    more = (one["gain"] - other["gain"]).groupby(kinds).sum()
    return more.reindex(["both", "one only", "other only", "neither"], fill_value=0.0)
    ### END SOLUTION


late_case = ...
late_reason = ...
### BEGIN SOLUTION
late_case = fifo.cases.index[fifo.cases["late"]].item()
late_reason = "wrong owner"
### END SOLUTION

# %% task="m08-q5-evening" points=2
from servicelab.games.desk import load_scenario
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q5-evening",
    points=2,
    hints=[
        "Four groups of cases, made by two columns of True and False. What is summed within each?",
        'Go through the cases: `if one.loc[case, "settled"] and other.loc[case, "settled"]:` add the difference to "both", and so on.',
        "Read the sentences of the late case from the morning to the evening: did the desk never take it up, or did something come back?",
    ],
)
first_day = pd.DataFrame(
    {"settled": [True, True, True, False, False], "gain": [900.0, 500.0, 400.0, -50.0, -10.0]},
    index=list("PQRST"),
)
second_day = pd.DataFrame(
    {"settled": [True, False, True, True, False], "gain": [300.0, 0.0, 450.0, 700.0, -30.0]},
    index=list("PQRST"),
)
both = task.call("difference_by", first_day, second_day)
task.check("five cases, two days", both, weight=2, atol=0.5)
few = task.call("difference_by", first_day.loc[["P", "Q"]], second_day.loc[["P", "Q"]])
task.check("two groups without a case are 0", few, weight=0, atol=0.5)
bank = load_scenario("bank_disputes")
days = [
    close(bank, POLICIES[name](bank, 3), 3).cases[["settled", "gain"]].round(1)
    for name in ("severity_first", "refund_all")
]
task.check("another desk", task.call("difference_by", *days), atol=0.5, hidden=True)
task.check("who was late", task.value("late_case"), among=list(house.by_id), silent=True)
REASONS = ["never reached", "wrong owner", "amount reversed", "far too little"]
task.check("and why", task.value("late_reason"), among=REASONS, silent=True)
task

# %% jupyter={"source_hidden": true}
if is_right("m08-q5-evening") and desk.is_closed:
    heaps = ["both", "one only", "other only", "neither"]
    parts = labeled(difference_by(severe.cases, fifo.cases), heaps).astype(float)
    silent = severe.breakdown["silent"] - fifo.breakdown["silent"]
    whole = severe.value - fifo.value
    rows = {
        **parts,
        "silent customers": silent,
        "other time": whole - parts.sum() - silent,
        "the day": whole,
    }
    print("\n".join(f"{name:>16}: {yuan:+8,.0f} yuan" for name, yuan in rows.items()))
    difference = f"""`one` is *severity first*, `other` is *first in, first out*.

Most of the difference lies in **which** cases were settled. Those that only severity first settled
had looked serious or severe, and brought {-parts["one only"] / parts["other only"]:.1f} times as much as
the mild ones that had to wait for them. Some of it lies in the cases that both settled: with a date,
and with the file read first.

And something goes the other way. First in, first out settled three cases of the returned payment
run, saw their common root, and reached customers who had never written, worth {-silent:,.0f} yuan;
severity first left two of the three lying. So the cases alone would make {parts.sum():,.0f} yuan,
and the day makes {whole:,.0f}."""
    display(Markdown(difference))
else:
    print("Shown when your day is closed and Task 5 is right.")

# %% [markdown]
# *A rule is as good as what it looks at.* And what does severity first look at?

# %% jupyter={"source_hidden": true}
waits = "Close the day first."
lesson = """Severity first has a weakness, and the figure shows it: **K13, Mr. Meng**, ten words about a
travel claim, *please update*. In the file he lies in a hospital abroad, and surgery waits for a
guarantee of payment. It is the most valuable case of the day, and neither routine settles it: a
short letter looks mild, so one sends it to the wrong department and the other never takes it up.
The best day reads that file.

How a case can be late that was taken up in time, the sentences of its day tell.

Severity beats arrival; and the file beats the letter."""
display(Markdown(lesson if desk.is_closed else waits))

# %% [markdown]
# ## For practice: two other desks
#
# The same day at **Lantern Bank** (card disputes) and at **Plum Court Hospital** (waiting, tone, records; there the clock counts working days). They are for practice and earn no points. Change the name to `"hospital_waiting"` for the other one.
# And your own day: above its evening, **Play this day again, for practice** begins it anew. Nothing of that is kept or counts.

# %%
practice = ComplaintDesk("bank_disputes")
practice

# %% [markdown]
# ## The reply
#
# Back to one sheet of paper. **K10, Ms. Ruan**, has complained before. In November Willow Bridge admitted that its calculation was 420 yuan too low, apologized beautifully, and promised a call by Friday, November 28. There was no call and no money.
# The file: assessment left 420 yuan out and has not released the corrected calculation; the call was put into the calendar of a colleague on leave; after a broken promise 280 yuan on top are usual here. Assessment can pay within four days, and a complaint of December 3 must be decided by December 18.
#
# The first draft came from a template:

# %%
draft = """Dear customer,

pursuant to our records your case has been processed. You should have checked your account
before writing again. The outstanding amount will be transferred as per clause 14 in due course.
We guarantee that such a delay will never happen again and will gladly grant you 5,000 yuan by
January 31.

Customer Relations"""

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
letter_help(draft, RUAN)

# %% [markdown]
# `letter_help` finds words; it does not understand them. It shows a writer what is not there yet, and a marker where to look. It never gives points: a letter can hold every word on the list and be cold, and a warm one can say things in its own way.
#
# Three kinds of fairness decide how a reply is taken: is the **outcome** just, was the **way** to it just, am I **treated** as a person? Notebook 3 measures them. Here you write them.
#
# ## Task 6: your reply to Ms. Ruan (4 points, read by your instructor)
#
# Write the letter of December 9, in English or Chinese, 100 to 200 words. (If you wrote to her at the desk, begin with that.)
#
# | Criterion | 0 | ½ | 1 |
# |---|---|---|---|
# | **Facts and feeling** | neither | one of the two, or a phrase that fits anybody | names what was promised and what did not happen, and what that is like for *her* |
# | **Remedy** | none, or above what the desk may grant | the right sum without its reason, or only "what is owed" | both parts, 700 yuan in all, and what each is for |
# | **Next step, date and recourse** | none of the three | one or two | who does what until which day, one that holds; and who else, outside the firm, may look at it |
# | **Tone** | blames her, hides behind clauses, or promises what nobody can promise | correct and cold | plain words, takes the fault, no blame, no jargon, nothing beyond the writer's authority |

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

# %%
# What a marker looks for; it gives no points.
letter_help(letter, RUAN) if str(letter).strip() else print("Write the letter in the cell above.")

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m08_complaints/1_desk")

# %% [markdown]
# ## What you take with you
#
# * A reply is not a solution. A complaint is closed when what was agreed is done and written down.
# * Tell them at once that it has arrived; look at harm and clock before anything else; name a way on; write the last line. The five steps forget these four.
# * Slow cases are the severe ones: compare like with like before you praise speed. Hurry where there is a deadline or a harm.
# * Expected value decides a remedy, and the largest is seldom the best. Above the limit the way upstairs is an option with a price.
# * Pay what is owed, not what is asked. Promise a day that holds. Read the file of the letter that looks too simple.
#
# **Further reading.** International Organization for Standardization, *ISO 10002:2018 Quality management. Customer satisfaction. Guidelines for complaints handling in organizations*.
# A. O. Hirschman, *Exit, Voice, and Loyalty*, Harvard University Press, 1970.
# C. W. L. Hart, J. L. Heskett and W. E. Sasser, "The Profitable Art of Service Recovery", *Harvard Business Review* 68(4), 1990.
# M. J. Bitner, B. H. Booms and M. S. Tetreault, "The Service Encounter: Diagnosing Favorable and Unfavorable Incidents", *Journal of Marketing* 54(1), 1990.
# C. Fornell and B. Wernerfelt, "Defensive Marketing Strategy by Customer Complaint Management", *Journal of Marketing Research* 24(4), 1987.
# C. Homburg and A. Fürst, "How Organizational Complaint Handling Drives Customer Loyalty", *Journal of Marketing* 69(3), 2005.
#
# **Next:** one day is an anecdote. Notebook 2 reads the log of two years: what people complain about, what it costs, and how long it really takes.
