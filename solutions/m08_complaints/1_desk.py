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
#     minutes: 75
#     points: 25
#     asks: Ms. Tang
#     question: "Nearly everybody gets an answer: why do they write twice?"
# ---

# %% [markdown]
# # Complaints 1 of 6: a day at the desk
#
# **Willow Bridge Insurance.** 75 minutes, 25 points. Keep 35 minutes in one piece for the day at the desk.
#
# When you have finished this notebook you will be able to
#
# 1. say what a five-step routine for complaints lacks, and when a complaint is closed,
# 2. compare fast and slow cases fairly,
# 3. hear facts, feeling and request apart, and decide who is served first,
# 4. choose a remedy by expected value within the limit of your authority,
# 5. run a desk for a day, and read in the evening what it was worth.

# %%
from servicelab import recall

recall("m08_complaints/1_desk")

# %% [markdown]
# ## Resolved on the same day
#
# Mr. Shen wrote on November 3: the insurer had agreed to 1,150 yuan and sent nothing. On November 4 he got an answer, and the log says *complaint resolved, 1 day*.
#
# > *Thank you for your message. Your concern has been forwarded to the department in charge.*
#
# On the 24th he wrote again, and asked for the address of the supervisory office.
#
# **Why do they write twice?** Ms. Tang, who runs the service department, guesses that a *reply* is not a *solution*, and asks you to spend a day at the desk.

# %%
import datetime as dt

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown, display

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.complaints import (
    Deadline,
    authority_cost,
    best_limit,
    days_elapsed,
    deadline_table,
    double_deviation,
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
from servicelab.plots import PALETTE, is_static, name_series, show_table, use_style

use_style()
log = load_dataset("complaints")
log = log[log["sector"] == "insurance"].reset_index(drop=True)
past = log[log["opened"].between("2025-01-01", "2025-12-31")]
pd.Series(
    {
        "entries in 2025": len(past),
        "never acknowledged, %": 100 * past["acknowledged"].isna().mean(),
        "went to a supervisor or an outside body, %": 100 * past["escalated"].notna().mean(),
        "closed, and opened again, %": 100 * past.loc[past["closed"].notna(), "reopened"].mean(),
        "still open on December 31, %": 100 * past["closed"].isna().mean(),
    }
).to_frame("Willow Bridge").style.format("{:,.0f}")

# %% [markdown]
# Of the 906 entries of 2025 (779 complaints; the others are advice and requests for information) 20 % were never acknowledged, and of those closed 8 % were opened again.

# %% [markdown] teaches=["S001-40"]
# ## Five steps, and what a standard asks besides
#
# The poster on the wall of Willow Bridge:
#
# 1. 倾听诉求, **listen**: hear the complaint out and find its core
# 2. 分类分析, **classify and analyze**: name the type, find what went wrong
# 3. 制定方案, **devise a remedy**: fast and feasible, right for the type
# 4. 沟通反馈, **communicate**: say what is being done, and seek agreement
# 5. 跟踪改进, **follow through**: see whether it worked, and learn
#
# The standard **ISO 10002:2018** asks for this work on Mr. Shen's letter:
#
# | | Clause | What should have been done |
# |---|---|---|
# | a | 7.4 | Say at once that the letter is here. |
# | b | 7.2 | Call, let him finish, note what he wants. |
# | c | 7.6 | Find out: the bank returned the transfer. |
# | d | 7.5 | Before the work: how bad, any harm, until when? |
# | e | 7.7 | Choose: pay to the corrected account. |
# | f | 7.8 | Say what will be done, and ask whether he accepts. |
# | g | 7.9 | If not, keep it open, and name who else can look at it. |
# | h | 7.9 | Close: do what was agreed, and write down the day. |
# | i | 8.7 | In January, change the payment run. |
#
# ## Task 1: what the poster forgets (2 points)
#
# * `missing`: the letters whose work is in **none of the five steps**, read strictly, as a set such as `{"a", "b"}`.
# * `closed_on`: the day on which this complaint is *closed* in the sense of h, as text such as `"2025-11-04"`. From the file: *November 4, reply sent. November 26, he accepts. November 28, transfer repeated. December 2, money arrived. December 3, last line written.*

# %% answer="m08-q1-steps"
missing = ...
closed_on = ...
### BEGIN SOLUTION
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
DAYS = ["2025-11-04", "2025-11-26", "2025-11-28", "2025-12-02", "2025-12-03"]
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

# %% [markdown] teaches=["S003-126"]
# ## "Welcome complaints, act fast"
#
# That is the other poster. *Welcome them* first. A panel of several insurers asked everybody whom something had failed:

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
# Of those whom something failed, 61 % said nothing; 42 % of them stayed a year, of those who complained 53 %. Whether complaining *keeps* anybody, notebook 4 asks.
#
# Now *act fast*: who was still a customer at the end of the year, by the days until the case was closed?

# %% jupyter={"source_hidden": true}
closed = log.dropna(subset=["closed", "stayed"]).assign(
    days=lambda table: days_elapsed(table["opened"], table["closed"])
)
closed["speed"] = pd.cut(
    closed["days"], [-1, 7, 15, np.inf], labels=["0 to 7", "8 to 15", "16 and more"]
)
closed.groupby("speed", observed=True)["stayed"].agg(["size", "mean"]).set_axis(
    ["entries", "stayed"], axis=1
).style.format({"stayed": "{:.1%}"})

# %% [markdown]
# Between the first line and the last lie 13 percentage points. A consultant's slide says: *"Close the slow cases faster, and of a hundred thirteen more stay."*
#
# But are they alike? **Predict:** among entries of the **same severity**, how many points more of the fast ones stay (below 0: fewer)? Give a range that you would trust in four of five cases.

# %%
speed_prediction = RangePrediction(
    "m08-speed",
    "Fast minus slow, among equally severe entries: how many points more stay?",
    lowest=-30,
    highest=30,
    unit="points",
)
speed_prediction


# %% jupyter={"source_hidden": true}
def fast_minus_slow(closed, level=1.96):
    """Share that stays, fast minus slow, if both had the severities of all; and its interval."""
    part = closed[closed["speed"] != "8 to 15"]
    groups = part.groupby(["severity", "speed"], observed=True)["stayed"]
    mix = part["severity"].map(closed["severity"].value_counts(normalize=True))
    sign = np.where(part["speed"] == "0 to 7", 1, -1)
    share = sign * mix / groups.transform("size")
    value = (share * part["stayed"]).sum()
    pull = share * (part["stayed"] - groups.transform("mean"))
    reach = level * np.sqrt((pull.groupby(part["customer_id"]).sum() ** 2).sum())
    return value, value - reach, value + reach


fair = 100 * np.array(fast_minus_slow(closed))
crude = 100 * np.array(fast_minus_slow(closed.assign(severity=1)))
speed_prediction.reveal_button(
    fair[0], f"The interval of 95 % goes from {fair[1]:.0f} to {fair[2]:.0f} points."
)

# %% jupyter={"source_hidden": true}
if speed_prediction.decision or is_static():
    within = closed.groupby(["severity", "speed"], observed=True)["stayed"].mean().unstack()
    mix = closed["severity"].value_counts(normalize=True).sort_index()
    alike = closed.groupby("speed", observed=True)["stayed"].mean()
    fig, axes = plt.subplots(
        1, 2, figsize=(10, 3.8), width_ratios=[2, 3], sharey=True, layout="constrained"
    )
    axes[0].plot(alike.index, 100 * alike, "o-", color="#555555")
    axes[0].set(title="All entries", ylabel="Stayed, %", ylim=(40, 90), xlim=(-0.4, 2.4))
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
        ax.set_xticks(range(3), alike.index)
    plt.show()
    print(
        f"Fast minus slow, all entries: {crude[0]:.0f} points ({crude[1]:.0f} to {crude[2]:.0f}). "
        f"If both were equally severe: {fair[0]:.1f} ({fair[1]:.0f} to {fair[2]:.0f})."
    )
else:
    print("First record your prediction above, then run this cell again.")

# %% [markdown]
# Severe cases take longer, and lose more customers at any speed. As with the patients of module 5, both groups were weighed by one mix of severities. (Open cases are left out until notebook 3.)
#
# ## Task 1b: what may she tell? (3 points)
#
# Choose the sentence that these data support. The letter is graded; how sure you are is kept, and earns nothing.

# %%
statement = Statement(
    "m08-q1b-statement",
    "Which sentence may Ms. Tang tell the board?",
    {
        "A": "Closing the slow cases within a week would keep about thirteen more of a hundred of these customers.",
        "B": "Speed makes no difference: once severity is held equal, the difference is gone.",
        "C": "Fast cases lose fewer customers than slow ones; among equally severe cases the log cannot tell whether they do.",
        "D": "Customers of Willow Bridge stay as often whether they are served fast or slowly, also those who never complain.",
    },
)
statement

# %% answer="m08-q1b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.85)
### END SOLUTION

# %% task="m08-q1b-statement" points=3 grades=["S003-126"]
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q1b-statement",
    points=3,
    hints=[
        "What does each sentence claim: a cause, no effect at all, other people, or what was seen?",
        "Look at the second interval. Which true differences does it leave possible?",
        "An interval from about -9 to +9 shows neither an effect nor that there is none.",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## Who is first?
#
# 1. **Harm**: does somebody's health or livelihood suffer while this lies here?
# 2. **Clock**: does the time to decide end today, or has it ended?
# 3. **Severity**: how bad is it for the customer? 1 mild, 2 serious, 3 severe; not how loud the letter is.
#
# The Chinese measures for banking and insurance of March 2020 ask for a decision within **15 days**, 30 if the case is complex (verify before use). The **day of receipt by the firm is day 0**.

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
# The third is the oldest and has eleven days: it is complex.
#
# ## The Python of an order
#
# **Whom do we call back first?** Whoever was promised a call twice or more and got none; among equals, the customer of more years. More is on [the cheat sheet](../guides/cheat-sheet.md).

# %%
calls = pd.DataFrame(
    {
        "customer": ["Ms. Ai", "Mr. Bo", "Ms. Chu", "Mr. Dai"],
        "missed": [0, 2, 3, 1],
        "years": [12, 4, 9, 2],
    }
)


def call_back(table):  # a function: what is indented belongs to it
    # np.select asks its conditions in turn: 1 where the first is True, otherwise 2
    group = np.select([table["missed"] >= 2], [1], 2)
    table = table.assign(group=group)  # a new column
    # group 1 before group 2 (ascending), and within a group more years before fewer
    table = table.sort_values(["group", "years"], ascending=[True, False])
    return list(table["customer"])  # the result


call_back(calls)

# %% [markdown]
# ## Task 2: hear, then sort (4 points)
#
# **Hear.** Ms. Cen on the telephone:
#
# > *I sent the bill on February 2. On the 20th your app asked for it, so I sent it again. Yesterday it asked once more! I have paid 2,300 yuan; I borrowed it from my sister. I feel as if I were talking to a wall. I'm not after flowers. I want one person to tell me on what day the money comes.*
#
# `heard` says whether each of the clerk's notes is a `"fact"`, a `"feeling"`, a `"request"` or `"not said"`: `{"a": "...", "b": "...", ...}`.
#
# | | | | |
# |---|---|---|---|
# | a | The bill was sent on February 2. | e | Her sister lent her the money. |
# | b | She uploaded it in the wrong format. | f | She wants compensation. |
# | c | She feels that nobody listens. | g | The app asked for the bill twice more. |
# | d | She wants one person to name the day. | h | The bill was lost when it was scanned. |
#
# **Sort.** Complete `triage(cases, today)`, which returns the ids in the order in which the desk takes them: first cases with harm; then those whose time to decide ends today or has ended; then the rest. Within each group the more severe come first; of equal severity the one with fewer days left. Missing are `group`, 1, 2 or 3 for each case, and `ordered`, the `table` in that order.

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
    left = deadline_table(cases, Deadline(15, 30), as_of=today)["days_left"]
    group = ...  # from cases["harm"] and left
    ### BEGIN SOLUTION
    group = np.select([cases["harm"], left <= 0], ["1 harm", "2 clock"], "3 rest")
    ### END SOLUTION
    table = cases.assign(group=group, left=left)
    ordered = ...  # three columns decide: group, severity, left
    ### BEGIN SOLUTION
    ordered = table.sort_values(["group", "severity", "left"], ascending=[True, False, True])
    ### END SOLUTION
    return list(ordered["complaint_id"])


# %% task="m08-q2-triage" points=4 grades=["S001-40"]
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q2-triage",
    points=4,
    hints=[
        "Which of the eight sentences could you underline in what she said?",
        "`left` is 0 if the time ends today, below 0 if it has ended. `np.select` asks its conditions one after the other.",
        '`np.select([cases["harm"], ...], [1, 2], 3)`; then `table.sort_values([...], ascending=[True, ..., ...])`.',
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

# %% [markdown] teaches=["S001-42"]
# ## What puts it right, and what is it worth?
#
# A remedy changes one thing, the probability that the customer stays. Its expected value is
#
# $$\text{value} = (p_{\text{after}} - p_{\text{before}}) \times \text{value of the relation} - \text{cost}$$
#
# Somebody who would have stayed anyway is not won by a remedy. A customer, worth 5,000 yuan if she stays, waited three weeks for a corrected bill:

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

# %% [markdown]
# The bill and 150 yuan are worth most. Past a point, extra money buys hardly any extra loyalty.
#
# A remedy that *fails* is a **double deviation** (Bitner and colleagues): of those who would have stayed a part now leaves. `double_deviation(p, penalty)` gives $p\,(1-\text{penalty})$.

# %% [markdown] teaches=["S003-31"]
# ## How much may the desk decide?
#
# | Who | May grant | Must pass on, whatever the sum |
# |---|---|---|
# | the desk | up to 2,000 yuan | what an outside body has taken up; what breaks privacy |
# | the supervisor | up to 20,000 yuan | what would become a rule for others |
#
# A low limit costs **waiting**, a high one **money** that was not owed, and **precedents**. The house has estimated 200 yuan for each case that goes up, and of every 100 yuan that the desk settles alone 6 not owed and 3 for the precedent:

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
# With these estimates the cost is within 10 % of the least from 598 to 3,531 yuan. The 2,000 of the house lie inside. (The log has no column for the sum granted: its `cost` holds some 70 yuan of handling, too.) In notebook 5 an audit measures what is only estimated here.
#
# ## The Python of a choice
#
# **Which garage is the cheapest for each car**, if a repair of more than `limit` days needs a rental car for 300 yuan?

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
    is_long = quotes["days"] > limit  # True or False; in a sum True counts 1
    table = quotes.assign(total=quotes["price"] + 300 * is_long)
    rows = table.groupby("car")["total"].idxmin()  # for each car the row with the least
    return table.loc[rows].set_index("car")[["garage", "total"]]


cheapest(quotes, 5)

# %% [markdown]
# ## Task 3: the best remedy, with the way upstairs (4 points)
#
# `options` has one row for each remedy of a case: `case`, `option`, `p_before`, `p_after` (probabilities of staying without and with it), `clv` (**customer lifetime value**, what the relation is worth if the customer stays), `amount` (paid to the customer) and `cost` (all that it costs, the amount included), in yuan.
#
# Up to `limit` the desk grants an amount at once. A **larger amount** goes upstairs: that costs **120 yuan** of work more, and the wait drives away 6 % of those who would have stayed, so `p_after` becomes `p_after × 0.94`.
#
# Write `choose_remedies(options, limit)`: for each case the option with the highest expected value after both corrections. It returns a DataFrame, one row for each case, **index** `case`, columns `option` and `value`. (`remedy_value(p_before, p_after, clv, cost)` takes whole columns.)


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


# %% task="m08-q3-remedy" points=4 grades=["S001-42", "S003-31"]
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q3-remedy",
    points=4,
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
# Tuesday, December 9, 2025. Seventeen complaints cross your desk until half past four, too many for a day. Each step costs minutes, your own thinking none. What the desk does not tell:
#
# * **Reading a file** changes nothing in most cases, and everything in some.
# * **A promised date** has to hold: here step 4, *communicate*, is decided.
# * **What is decided badly comes back.**
# * **One cause of the day is a common root.** Settle three or more cases of it, with the right cause and department, and customers who never wrote are helped too.
#
# A computer that knows every case beforehand finds nearly the best day. How far that lies above **doing nothing**, in yuan, is the **gap**.
#
# **Predict:** what share of the gap will *you* close?

# %%
prediction = RangePrediction(
    "m08-desk-prediction",
    "What share of the gap between doing nothing and nearly the best will you close?",
)
prediction

# %% [markdown]
# Take about 30 minutes; every step is kept, and there is no way back. At the end press **Close the day**. **Play first, read on later.**

# %%
desk = ComplaintDesk("insurer_claims", full=0.85)
desk

# %% [markdown]
# Prefer to type? `desk.record(entries=[...])` takes the whole day. If you used the desk above, leave the next cell as it is.

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
# ## Task 4: the day, and its evening (12 points)
#
# **The day, 10 points**, in a straight line from doing nothing to **85 % of the gap**. Not closed, it counts as it stands.

# %% task="m08-q4-day" points=10 grades=["S001-43"] decides="whom to serve first, and with what"
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q4-day",
    points=10,
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
# ### The evening

# %%
if desk.is_closed:
    mine = desk_share(desk.scenario, desk.decision["entries"], desk.seed)
    display(desk.reveal())
    display(prediction.reveal_button(int(100 * mine + 1e-9)))
else:
    print("Close the day first: then it is shown, and your prediction with it.")

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
# **Read the evening, 2 points.** Five other desks have worked the same day, each by one rule. `fifo.cases` is the evening of *first in, first out*, `severe.cases` that of *severity first*. Both have the columns `settled`, `gain` (yuan against doing nothing) and `late`. `fifo.cases["settled"] & ~severe.cases["settled"]` is True for what only the first one settled.
#
# * `only_severe`: the yuan that *severity first* gained in the cases that **only it** settled.
# * `late_case`: the id of the case that ended late under *first in, first out*.
# * `late_reason`: one of `"never reached"`, `"wrong owner"`, `"amount reversed"`, `"far too little"`. `[line for line in story if "K01" in line]` is what happened to K01.

# %% answer="m08-q5-evening"
only_severe = ...
late_case = ...
late_reason = ...
### BEGIN SOLUTION
only = severe.cases["settled"] & ~fifo.cases["settled"]
only_severe = severe.cases.loc[only, "gain"].sum()
late_case = fifo.cases.index[fifo.cases["late"]].item()
late_reason = "wrong owner"
### END SOLUTION

# %% task="m08-q5-evening" points=2
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q5-evening",
    points=2,
    hints=[
        "Two columns of True and False choose the cases: settled here, and not there.",
        "`severe.cases.loc[..., 'gain'].sum()` adds up what the chosen cases gained.",
        "Read the sentences of the late case from the morning to the evening: did the desk never take it up, or did something come back?",
    ],
)
task.check("what only severity first settled", task.value("only_severe"), weight=2, atol=1)
task.check(
    "who was late",
    task.value("late_case"),
    among=list(fifo.cases.index),
    silent=True,
)
REASONS = ["never reached", "wrong owner", "amount reversed", "far too little"]
task.check("and why", task.value("late_reason"), among=REASONS, silent=True)
task

# %% jupyter={"source_hidden": true}
lesson = f"""The cases that only *severity first* settled gained it
{severe.cases.loc[severe.cases["settled"] & ~fifo.cases["settled"], "gain"].sum():,.0f} yuan; those that
only *first in, first out* settled gained that desk
{fifo.cases.loc[fifo.cases["settled"] & ~severe.cases["settled"], "gain"].sum():,.0f}. But first in, first
out settled three cases of the returned payment run, and so reached customers who had never written,
worth {fifo.breakdown["silent"]:,.0f} yuan; severity first left two of the three lying.

Both miss **K13, Mr. Meng**: ten words about a travel claim, *please update*. In the file he lies in a
hospital abroad, and surgery waits for a guarantee of payment. It is the most valuable case of the
day. A short letter looks mild; nearly the best reads that file."""
display(Markdown(lesson if desk.is_closed else "Close the day first."))

# %% [markdown]
# For practice: a day at **Lantern Bank**, or with `"hospital_waiting"` at **Plum Court Hospital**.

# %%
practice = ComplaintDesk("bank_disputes")
practice

# %% [markdown]
# ## Be judged
#
# If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m08_complaints/1_desk")

# %% [markdown]
# ## What you take with you
#
# * A reply is not a solution. A complaint is closed when what was agreed is done and written down.
# * The five steps forget four things: say at once that it has arrived; look at harm and clock first; name a way on; write the last line.
# * Among equally severe cases, fast minus slow lies from -9 to +9 points: that says "cannot tell", not "no effect".
# * Expected value decides a remedy.
# * Promise a day that holds. Read the file of the letter that looks too simple.
#
# **Further reading.** C. W. L. Hart, J. L. Heskett and W. E. Sasser, "The Profitable Art of Service Recovery", *Harvard Business Review* 68(4), 1990.
# M. J. Bitner, B. H. Booms and M. S. Tetreault, "The Service Encounter", *Journal of Marketing* 54(1), 1990.
#
# **Next:** [2_log](2_log.ipynb). One day is an anecdote. The log of two years says what people complain about, and what it costs.
