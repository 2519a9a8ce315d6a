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
#     module: m09_loyalty
#     title: Stages, moments, bonds
#     minutes: 75
#     points: 23
#     asks: Mr. Gu
#     question: "What breaks a relation, and which moment do we repair first?"
# ---

# %% [markdown]
# # Loyalty 3 of 4: stages, moments, bonds
#
# **Lantern Bank, savings plans.** 75 minutes, 23 points.
#
# When you have finished this notebook you will be able to
#
# 1. count from a log how customers move between stages, and how long they stay in one,
# 2. count two ways to end fairly while some relations still go on,
# 3. choose which moment of truth to repair, and say how sure the choice is,
# 4. tell a customer who wants to stay from one who has to,
# 5. say what recommendation and retention leave out.

# %%
from servicelab import recall

recall("m09_loyalty/3_moments")

# %% [markdown]
# ## What breaks it?
#
# Mr. Gu heads the savings plans. He knows which relations are worth most. Before he pays for a programme, he asks what breaks them. His team brings stories: "Ms. X waited and left." Read ten yourself.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown, display
from scipy.stats import norm

from servicelab import RangePrediction, ReasonedChoice, Statement, load_dataset
from servicelab.games.journeys import Journeys
from servicelab.loyalty import cumulative_incidence, moment_loss, nps
from servicelab.plots import PALETTE, name_series, show_table, use_style

use_style()
journeys = Journeys(load_dataset("bank_journeys"))

# %% [markdown]
# ## Ten journeys (no points)
#
# Open the year quarter by quarter; a dash is a quarter without a failure on record. Four of the ten left in the year after. Tick them, and say how many you expect to have right.

# %%
journeys

# %% [markdown]
# Prefer to type? The next cell does the same.

# %%
# journeys.record(leavers=["...", "...", "...", "..."], right=...)
journeys.reveal_button()

# %% [markdown]
# On 1,000 such boards, blind guessing gets 1.6 of four right on average. Somebody who knows every rate of this world gets 2.2. Of those who leave, 20 % have nothing on record; of those with a failure on record, 92 % stay. A story finds its moment afterwards. So we count.
#
# ## Stages
#
# A relation has a **life cycle**. We borrow the log of a cable maker: one row for each account and quarter, from the first enquiry on. A lost account gets one last row. The log ends with quarter 10.

# %%
stages = load_dataset("cable_stages")
order = ["initial", "purchase", "use", "lost"]
counts = pd.crosstab(stages["quarter"], stages["stage"])[order[:3]]
ax = counts.plot(figsize=(8, 3.6), color=PALETTE[:3], linewidth=2.5)
ax.set(
    xlabel="Quarter",
    ylabel="Accounts",
    title="A cable maker: accounts in each stage, quarter by quarter",
)
name_series(ax)
plt.show()

# %% [markdown] teaches=["S001-09", "S003-159", "S003-166", "S003-160", "S003-161", "S003-162", "S003-163", "S003-167", "S003-170"] reads={"S003-160": "a word for the first stage, without a figure", "S003-161": "a word for the second stage, without a figure", "S003-162": "a principle; whom to choose is graded by value in the notebook before", "S003-163": "a definition of use: made and used together", "S003-167": "module 3 tests cues; here it is the advice for a stage", "S003-170": "advice for a stage; no measure is given in the source"}
# *Customer life cycle support*, say the sources, is to find out each customer's stage and to treat them accordingly.
#
# | Stage | What is hard | What to do |
# |---|---|---|
# | initial | both sides unsure | make the promise tangible: brand, description, cues |
# | purchase | critical; the firm chooses, too | manage needs: interest into commitment |
# | use | made and used together | find the moments of truth |
#
# What can be measured is how accounts **move**. Three guests of Plum Court's check-ups were, quarter by quarter: *new, new, regular*; *new, regular, regular*; *new, gone*. Of the four moves from "new", 25 % stay new, 50 % become regular, 25 % are gone. What follows a guest's last known stage is not known (*censored*): that is **no move**, and no staying either.
#
# If accounts are alike and the chance to stay is the same in every quarter, a visit to a stage lasts one over the chance to leave it, in quarters, the first included: with a chance of 0.8 to stay, 1 / (1 − 0.8) = 5.
#
# ## The Python of "what comes next"

# %%
visits = pd.DataFrame({"guest": ["a", "a", "b", "b"], "was": ["new", "regular", "new", "gone"]})
visits["next"] = visits.groupby("guest")["was"].shift(-1)  # one row up, within each guest
print(visits)
print(pd.crosstab(visits["was"], visits["next"]))  # counts; a missing next is left out
table = pd.DataFrame({"x": [1, 3], "y": [3, 1]}, index=["r", "s"])
print(table.div(table.sum(axis=0), axis=1))  # axis=0 sums down: each column by its own sum

# %% [markdown]
# ## Task 11: the matrix of moves (6 points)
#
# * (4 points) Complete `transition_matrix(log)`. `log` has the columns `account`, `quarter` and `stage`; an account has a row for each quarter, without gaps. Missing are `after`, for each row the stage of the same account a quarter later, and `shares`: of all moves **from** a stage (rows), the share that goes to each (columns).
# * (2 points) `quarters`: in place of each `None`, how many quarters a visit to this stage lasts on average in `stages`, to one decimal.


# %% answer="m09-q11-stages"
def transition_matrix(log):
    """Of all moves from a stage (rows), the share that goes to each stage (columns)."""
    log = log.sort_values(["account", "quarter"])
    stage = log["stage"].astype(str)
    after = ...
    ### BEGIN SOLUTION
    after = stage.groupby(log["account"]).shift(-1)
    ### END SOLUTION
    moves = pd.crosstab(stage, after)
    shares = ...
    ### BEGIN SOLUTION
    shares = moves.div(moves.sum(axis=1), axis=0)
    ### END SOLUTION
    return shares


quarters = {"initial": None, "purchase": None, "use": None}  # three numbers in place of None
### BEGIN SOLUTION
matrix = transition_matrix(stages)
quarters = {name: 1 / (1 - matrix.loc[name, name]) for name in ("initial", "purchase", "use")}
### END SOLUTION

# %% task="m09-q11-stages" points=6 grades=["S001-09", "S003-159", "S003-166"]
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q11-stages",
    points=6,
    hints=[
        "Whose row stands below the last row of an account?",
        "For `after`: group the stages by account, then shift. For `shares`: which sums belong to a row, and along which axis are they divided?",
        "`stage.groupby(...).shift(...)`, then `moves.div(moves.sum(axis=...), axis=...)`; a visit lasts one over the chance to leave the stage.",
    ],
)
small = pd.DataFrame(
    {
        "account": list("aaaabbbbcccdd"),
        "quarter": [1, 2, 3, 4, 1, 2, 3, 4, 2, 3, 4, 3, 4],
        "stage": "new new use use new use use use new new lost use new".split(),
    }
)
small = small.sample(frac=1, random_state=3)
task.check("four accounts, rows in any order", task.call("transition_matrix", small), weight=2)
draw = np.random.default_rng(77)
long = [
    (f"K{number:02d}", quarter, ["cold", "warm", "own"][draw.choice(3, p=[0.4, 0.35, 0.25])])
    for number in range(30)
    for quarter in range(1, 1 + draw.integers(2, 7))
]
other = pd.DataFrame(long, columns=["account", "quarter", "stage"])
other = other.sample(frac=1, random_state=5)
task.check("thirty other accounts", task.call("transition_matrix", other), hidden=True, weight=2)
given = task.value("quarters")
for name in ("initial", "purchase", "use"):
    task.check(
        f"quarters in {name}",
        given[name],
        weight=2 / 3,
        atol=0.06,
        own=f"1 / (1 - transition_matrix(stages).loc['{name}', '{name}'])",
    )
task

# %% jupyter={"source_hidden": true}
# your matrix, in percent
try:
    shown = 100 * transition_matrix(stages)
    display(show_table(shown, dict.fromkeys(shown.columns, "{:.1f}")))
except (TypeError, AttributeError):
    print("Shown when the first part of Task 11 is done. Then run this cell again.")

# %% [markdown]
# Whom to treat first? From initial, 18 % of the moves go to "lost" (15 to 21), from purchase 16 % (11 to 22), from use 4 % (1 to 8); in brackets stand intervals of 95 %, accounts drawn anew. So use is safer than the other two; how long a visit to it lasts is known roughly, 6 to 20 quarters. **Nobody can tell** from this log whether initial or purchase is the more dangerous stage.
#
# ## Moments of truth
#
# Each contact of customer and staff is a **moment of truth** (Carlzon 1987). The sources ask *when, how often, at which posts, by which people*. The bank counted fourteen kinds for 60,000 holders of a plan: how many met a failure in one year (`hit`), and how many of these left in the year after. Who meets a failure was **not drawn at random**: the counts show who leaves, not why.

# %%
moments = load_dataset("bank_moments").set_index("moment")
show_table(
    moments.drop(columns=["left_not_hit", "not_hit"]),
    {"contacts_per_1000": "{:,.0f}", "share_failed": "{:.0%}", "hit": "{:,.0f}"}
    | {"left_hit": "{:,.0f}", "repair_cost": "{:,.0f}", "preventable": "{:.0%}"},
)

# %% [markdown] teaches=["S003-172"]
# At Plum Court 40 of 1,000 patients, each worth 2,000 yuan, get no reminder; of them 25 % do not come back, of all others 20 %. The **loss** is 40 × 0.05 × 2,000 = 4,000 yuan per 1,000 patients. A repair that costs 900 and is expected to prevent half has a **net gain** of 0.5 × 4,000 − 900 = 1,100 yuan. At the bank, cost and preventable share are estimates of the staff.
#
# **How sure?** Let A gain 1,100 with a standard error of 300, and B 800 with 400. The difference is 300, and its error, the root of the sum of squares, is 500. The probability that A is truly better, **P(A > B)**, is that of a normal curve up to 300 / 500 = 0.6 errors, `norm.cdf(0.6)` = 0.73; one half is a coin toss. (Nothing else is known of the two; it is a little too high where A was picked because it came out best.) From 0.975 on we call it told apart.

# %%
reminder = pd.DataFrame(
    {"hit": [400], "left_hit": [100], "not_hit": [9600], "left_not_hit": [1920]}, index=["reminder"]
)
print(moment_loss(reminder, 2000).round(2).T)  # loss and its error, yuan per 1,000
print(f"{norm.cdf(300 / np.hypot(300, 400)):.2f}")  # hypot: root of the sum of squares

# %% [markdown]
# ## Task 12: which moment to repair first (5 points)
#
# A customer who stays is worth 900 yuan. There is money for one repair.
#
# * (2 points) `net`: a Series by moment: the expected net gain of its repair, in whole yuan per 1,000 customers.
# * (2 points) Record the moment that you repair first, and why.
# * (1 point) `confidence`: P(A > B), where A is the moment with the largest net gain and B the one with the second largest, to two decimals. The error of a net gain is that of its loss, times the preventable share.

# %%
repair = ReasonedChoice("m09-q12-moment", "Which moment do we repair first?", list(moments.index))
repair

# %% answer="m09-q12-moment"
net = ...
confidence = ...
# repair.record(choice="...", reason="...")  # or the button above
### BEGIN SOLUTION
loss = moment_loss(moments, 900)
net = moments["preventable"] * loss["loss"] - moments["repair_cost"]
error = moments["preventable"] * loss["error"]
first, second = net.nlargest(2).index
confidence = norm.cdf((net[first] - net[second]) / np.hypot(error[first], error[second]))
repair.record(
    choice="plan matures",
    reason="Largest net gain, though the second is so near that it could as well be first.",
)
### END SOLUTION

# %% task="m09-q12-moment" points=5 grades=["S003-26", "S003-172"] decides="which moment of truth to repair first"
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q12-moment",
    points=5,
    hints=[
        "What does a repair bring, and what does it cost? A failure that cannot be prevented is no reason to pay.",
        "`moment_loss(moments, ...)` gives loss and error of all fourteen at once; the other two columns that you need are in `moments`.",
        "`net = moments[...] * loss[...] - moments[...]`; then the two largest, and `norm.cdf(... / np.hypot(..., ...))`.",
    ],
)
task.needs(
    "repair.decision", "No moment is recorded yet. Choose one above, give a reason, press Record."
)
task.check("the net gain of each repair", task.value("net"), weight=2, each=True, atol=3)


def good(decision, both, traps):
    choice = str(decision["choice"])
    if choice in both:
        return None
    return 0, "", traps.get(choice, "small-gain")


task.rule(
    "the moment that is repaired first",
    good,
    "repair.decision",
    weight=2,
    hidden=True,
    both=["change of adviser", "plan matures"],
    traps={
        "app log-in": "most-contacts",
        "wait at the counter": "most-failures",
        "customer moves to another city": "largest-loss",
        "death in the family": "hardest-hit",
        "fraud reported": "hardest-hit",
    },
)
task.check(
    "how sure the order of the best two is",
    task.value("confidence"),
    within=(0, 1),
    atol=0.006,
)
task

# %% jupyter={"source_hidden": true}
# shown once your moment is recorded
if repair.saved is not None:
    display(
        Markdown(
            "The app has most contacts, and its loss is 2,140 yuan per 1,000 customers, with an interval "
            "from 197 below zero to 4,478: hardly known. The third best repair is expected to gain 178 yuan "
            "(73 to 283). The two best, a change of adviser and a plan that matures, lie so near each other "
            "that **nobody can tell** which of them is better: both earn full points. In these two nobody "
            "was in charge: no successor was named, nobody called."
        )
    )
else:
    print("Record your moment in Task 12. Then run this cell again.")

# %% [markdown] teaches=["S003-26"]
# Where nobody is in charge, the sources speak of a **service vacuum**, and say that it loses customers. In these records those whom it met did leave more often. Whether somebody in charge would have kept them, only a trial can show.
#
# ## How relations end
#
# "Satisfied customers begin a new cycle, dissatisfied ones end it", say the sources. Of 900 plans the bank knows what the customer said in the first month, and what came later: a **new plan**, the **other bank**, or the plan still runs. They were opened on different days and watched for 6 to 18 months.
#
# Five members of a gym: one leaves for another gym in month 2, one moves away in month 3, one leaves for another gym in month 5; two still come, watched until months 3 and 6. In month 2, 1 of 5 goes to another gym, which is 20 %; in month 3, 1 of 4 moves, a quarter of 80 % = 20 %; in month 5, one of two still watched goes to another gym, half of 60 % = 30 %. So 50 % end at another gym, 20 % by moving, and 30 % go on. This is the **cumulative incidence** (Aalen and Johansen 1978):

# %%
months, how = [2, 3, 3, 5, 6], ["gym", "moved", "", "gym", ""]
show_table(cumulative_incidence(months, how), dict.fromkeys(["gym", "moved", "going on"], "{:.0%}"))

# %% [markdown] teaches=["S003-41", "S003-165"]
# Dissatisfaction, the sources add, ends in *lapse or switch, or in attack*, bad word of mouth. Module 8 counted who speaks; here we count who goes.
#
# ## Task 13: two ways to end (4 points)
#
# `ends`: a dictionary with four proportions, the cumulative incidence after 18 months, to two decimals. The keys are `"satisfied, new plan"`, `"satisfied, other bank"`, `"dissatisfied, new plan"` and `"dissatisfied, other bank"`. A missing `how` is a plan that still runs; the function knows that.

# %%
cycles = load_dataset("bank_cycles")
cycles.head(4)

# %% answer="m09-q13-ends"
ends = ...  # {"satisfied, new plan": ..., ...}
### BEGIN SOLUTION
ends = {}
for mood in ("satisfied", "dissatisfied"):
    part = cycles[cycles["mood"] == mood]
    curve = cumulative_incidence(part["months"], part["how"])
    for way in ("new plan", "other bank"):
        ends[f"{mood}, {way}"] = curve[way].iloc[-1]
### END SOLUTION

# %% task="m09-q13-ends" points=4 grades=["S003-41", "S003-165"]
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q13-ends",
    points=4,
    hints=[
        "Whose plans belong in one curve: all of them, or those with the same answer in the first month?",
        "Filter by `mood` first, then hand over months and ways to end as they are.",
        "`part = cycles[cycles['mood'] == ...]`, then `cumulative_incidence(part[...], part[...])`; its last row has the shares after 18 months.",
    ],
)
given = task.value("ends")
for name in (
    "satisfied, new plan",
    "satisfied, other bank",
    "dissatisfied, new plan",
    "dissatisfied, other bank",
):
    task.check(name, given[name], within=(0, 1), atol=0.006)
task

# %% [markdown]
# The sources are right about the direction: the two groups differ in both ways to end. As a fork they are wrong: many dissatisfied customers begin a new plan, and **nobody can tell** from 254 such plans which of the two ways is the more frequent one. Whoever took the other way to end for "still watched" found two shares for the dissatisfied that add to 76 %, where only 62 % have ended.
#
# ## The lock
#
# Half of 2,400 customers with a salary account were **locked**: their employer prescribed the bank until June 30, 2024. All had said in June 2023 how satisfied they were. Of all locked customers together, 97 % were still here in June 2024. This is the free half:

# %%
ties = load_dataset("bank_ties")
ties["level"] = ties["satisfaction"].clip(lower=2).map({2: "1-2", 3: "3", 4: "4", 5: "5"})
free = ties[ties["locked"] == 0].groupby("level")["stayed"].agg(["size", "mean"])
free.columns = ["free customers", "stayed a year"]
free.index.name = "satisfaction"
show_table(free, {"free customers": "{:.0f}", "stayed a year": "{:.0%}"})

# %% [markdown] teaches=["S004-15"]
# "Higher satisfaction usually means higher loyalty." Now the locked: 298 of them were not satisfied (1 or 2). What did they do in the locked year, and in the year after? Their `stayed` is left empty here.
#
# ## Task 14: before and after (4 points)
#
# Give two ranges of which you are 80 % sure (of 100 customers), then open the seals below. A range costs its width, and ten times what it misses by. The seals show this bank; graded is the mean cost on forty other draws of such customers, which stand nowhere. For the year before, up to a cost of 10 earns all 1.5 points, from 20 on nothing; for the year after, up to 18 all 2.5, from 28 on nothing.

# %%
before = RangePrediction(
    "m09-locked",
    "Locked, satisfaction 1 or 2: how many of 100 were still here after the locked year?",
)
before

# %%
after = RangePrediction(
    "m09-unlocked",
    "Of those who were: how many of 100 were still here a year after the lock had opened?",
)
after

# %% answer="m09-q14-lock"
# before.record(low=..., high=...)
# after.record(low=..., high=...)
### BEGIN SOLUTION
before.record(low=92, high=99)
after.record(low=54, high=66)
### END SOLUTION

# %% task="m09-q14-lock" points=4 grades=["S004-15"]
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q14-lock",
    points=4,
    hints=[
        "Nearly a fifth of all locked customers were not satisfied. How low can their share be if the share of all is so high?",
        "Once the lock is open, whom do they resemble? And how far does chance move a share of about two hundred customers, and of those you compare them with?",
        "For the year after: begin with the share of free customers who are as satisfied. A range of 80 % reaches about 1.3 standard errors to both sides; two samples have an error each.",
    ],
)
for which in ("before", "after"):
    task.needs(
        f"{which}.decision", "Two ranges are asked for: record both, then run this cell again."
    )


def recorded(decision):
    ends = [decision["low"], decision["high"]]
    assert all(isinstance(one, (int, float)) for one in ends), "A range has two numbers."
    assert 0 <= ends[0] <= ends[1] <= 100, "A range goes from 0 to 100, the lower end first."
    assert ends[1] > 1, "The ranges are of 100 customers: 70 for seventy of them, not 0.70."


def judged(decision, came, full, nothing):
    from servicelab.evidence import interval_score

    low, high = decision["low"], decision["high"]
    assert all(isinstance(one, (int, float)) for one in (low, high)), "A range has two numbers."
    assert 0 <= low <= high <= 100, "A range goes from 0 to 100, the lower end first."
    middle = sum(came) / len(came)
    cost = sum(interval_score(low, high, one) for one in came) / len(came)
    share = (nothing - cost) / (nothing - full)
    if share >= 1:
        return None
    told = f"On the other draws it costs {cost:.0f} on average."
    if low > middle + 5:
        return share, "", "locked-is-loyal"
    if high < middle - 5:
        return share, "", "too-dark"
    if high - low > full:
        return share, "", "says-little"
    return share, told + " It often misses a little: it lies aside, or is too narrow."


for title, which, weight, came, full, nothing in (
    (
        "the year before",
        "before",
        1.5,
        [
            97.8,
            94.9,
            96.2,
            95.6,
            96.9,
            97.3,
            97.3,
            96.8,
            96.3,
            95.0,
            97.9,
            95.7,
            95.7,
            97.2,
            96.1,
            92.5,
            96.2,
            96.4,
            94.8,
            97.3,
            96.0,
            96.6,
            96.1,
            97.8,
            96.6,
            95.7,
            96.2,
            93.4,
            95.0,
            97.1,
            94.6,
            97.6,
            97.2,
            95.5,
            96.5,
            96.0,
            97.6,
            95.6,
            94.1,
            96.7,
        ],
        10,
        20,
    ),
    (
        "the year after",
        "after",
        2.5,
        [
            60.1,
            61.2,
            62.5,
            57.4,
            58.3,
            61.0,
            56.1,
            57.1,
            60.7,
            61.3,
            68.1,
            64.4,
            63.3,
            67.9,
            56.7,
            57.9,
            53.6,
            67.5,
            62.3,
            61.7,
            60.8,
            61.2,
            60.4,
            60.4,
            56.9,
            64.2,
            61.6,
            62.2,
            63.8,
            60.3,
            66.8,
            62.7,
            60.0,
            59.2,
            62.8,
            63.0,
            62.6,
            64.0,
            62.8,
            58.3,
        ],
        18,
        28,
    ),
):
    task.rule(f"{title}: a range is recorded", recorded, f"{which}.decision", weight=0)
    task.rule(
        title,
        judged,
        f"{which}.decision",
        weight=weight,
        hidden=True,
        came=came,
        full=full,
        nothing=nothing,
    )
task

# %% jupyter={"source_hidden": true}
both = ties.drop(columns="stayed").merge(load_dataset("bank_ties_later"))
low = both[(both["locked"] == 1) & (both["satisfaction"] <= 2)]
before.reveal_button(round(100 * float(low["stayed"].mean()), 1))

# %% jupyter={"source_hidden": true}
after.reveal_button(round(100 * float(low["stayed_after"].mean()), 1))

# %% jupyter={"source_hidden": true}
# no need to read this: drawn once both seals are open
if all(one.saved is not None and one.saved.revealed_at for one in (before, after)):
    lines = {
        "free": both[both["locked"] == 0].groupby("level")["stayed"].mean(),
        "locked": both[both["locked"] == 1].groupby("level")["stayed"].mean(),
        "the same, lock open": both[both["locked"] == 1].groupby("level")["stayed_after"].mean(),
    }
    ax = (100 * pd.DataFrame(lines).astype(float)).plot(
        figsize=(8, 4), color=PALETTE[:3], linewidth=2.5, marker="o"
    )
    ax.set(
        xlabel="Satisfaction",
        ylabel="Stayed a year, %",
        ylim=(40, 102),
        title="Once the lock is open, the locked look like the free",
    )
    name_series(ax)
    plt.show()
    display(
        Markdown(
            "Locked and not satisfied, 98 % stayed; a year after the lock had opened, 62 % of these did "
            "(56 to 67). They were hostages (Jones and Sasser 1995). This is one group before and after; "
            "the free customers beside it, among whom 59 % of the least satisfied stayed in that second "
            "year (51 to 67), speak against a bad year for everybody. Here satisfaction and staying went "
            "together only where people could leave."
        )
    )
else:
    print("Record both ranges and open both seals. Then run this cell again.")

# %% [markdown]
# **Commitment and trust.** Morgan and Hunt (1994) call the wish to keep a relation, since it is worth an effort, *commitment*, and say that it grows from *trust*. Among those whose lock opened, one step more of commitment (of seven) goes with 2.7 points more staying at equal satisfaction (0.5 to 5.0). An association: commitment was not drawn at random.
#
# ## Recommendation, and the wallet

# %% [markdown] teaches=["S003-40", "S003-140"] reads={"S003-140": "the article that is named for it has no such ranking; module 5 estimates importance"}
# "Loyalty shows as repurchase and advocacy." Mr. Gu's dashboard has one number for each: the share who stay, and the **net promoter score** (NPS): promoters (9 or 10 on "would you recommend us?") less detractors (0 to 6), in per cent. Last year it was 30 (200 promoters, 120 between, 80 detractors), now it is 34 (208, 120 and 72). (A source ranks the reasons to return, *service, product, price*; the article that it names has no such ranking.)

# %%
last = nps([10] * 200 + [8] * 120 + [3] * 80)
now = nps([10] * 208 + [8] * 120 + [3] * 72)
print(f"NPS {last.score:.0f} and {now.score:.0f}, change {now.score - last.score:.0f},")
print(f"standard error of the change {np.hypot(last.error, now.error):.1f}")

# %%
kind = np.select([ties["recommend"] >= 9, ties["recommend"] >= 7], ["9-10", "7-8"], "0-6")
named = ties.groupby(kind)["referrals"].agg(["size", "mean", "sum"])
named["share"] = named["sum"] / named["sum"].sum()
named.columns = ["customers", "referrals a customer", "referrals", "share of referrals"]
named.index.name = "recommend"
show_table(
    named,
    {"customers": "{:.0f}", "referrals a customer": "{:.2f}", "referrals": "{:.0f}"}
    | {"share of referrals": "{:.0%}"},
)

# %% [markdown]
# Who stays can still take money elsewhere: our **share of wallet** falls. 800 customers were looked up in June 2024 and a year later. We count **on balance**: what some brought is taken off what others took.

# %%
wallet = load_dataset("bank_wallet")
lost = wallet["here"] - wallet["here_later"]  # below zero: savings that came in
draw = np.random.default_rng(1)
shares = []
for _ in range(2000):  # 800 customers drawn anew, some of them twice or more
    i = draw.integers(len(wallet), size=len(wallet))
    shares.append((lost[i] * wallet["left"][i]).sum() / lost[i].sum())
ends_of = np.percentile(shares, [2.5, 97.5])  # the middle 95 % of them is the interval
print(f"stayed: {1 - wallet['left'].mean():.0%} of {len(wallet)} customers")
print(f"savings here fell by {lost.sum() / wallet['here'].sum():.0%}; of that loss on balance,")
print(f"{(lost * wallet['left']).sum() / lost.sum():.0%} went with customers who left", end=" ")
print(f"({ends_of[0]:.0%} to {ends_of[1]:.0%})")

# %%
statement = Statement(
    "m09-q15-statement",
    "Which sentence may Mr. Gu tell the board?",
    {
        "A": "Among 400 answers each year the NPS rose from 30 to 34. Chance alone would hardly bring such a change, so customers are probably a little readier to recommend us.",
        "B": "Of 800 customers 96 % are still here. Yet only 16 to 34 % of what we lost on balance probably went with leavers; the larger part, with customers who stayed.",
        "C": "Of 800 customers 4 % left, and they took all that they had here. So the larger part of what we lost on balance probably went with these few, not with the others.",
        "D": "A promoter names the bank about 0.20 times a year, another customer about 0.09 times. So the great majority of all referrals probably comes through the promoters.",
    },
)
statement

# %% [markdown]
# ## Task 15: which sentence may he tell? (4 points)
#
# Three of the four claim what the data do not hold. Record the letter of the fourth and how sure you are; the letter is graded.

# %% answer="m09-q15-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="B", sure=0.85)
### END SOLUTION

# %% task="m09-q15-statement" points=4 grades=["S003-40"]
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q15-statement",
    points=4,
    hints=[
        "For each sentence: which of the outputs above does it rest on?",
        "How many standard errors is a change? Does a larger rate for a smaller group give a larger sum?",
        "Hold each sentence against its table: the change against its error, the share of the sum against the rate of each, those who stay against those who leave.",
    ],
)
task.statement("statement")
task


# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before a letter is recorded
def told():
    display(
        Markdown(
            "**The score.** The NPS changed by 4 points, with an interval from 7 below zero to 15 above: "
            "**nobody can tell**."
        )
    )
    display(
        Markdown(
            "**The referrals.** Promoters name the bank more often, 0.20 against 0.09 times a year. Still 54 % of "
            "the referrals come from customers who are no promoters (47 to 59), since those are more."
        )
    )
    display(
        Markdown(
            "**Staying and advocacy.** Of the free promoters 81 % stayed, of the other free customers 72 %: 10 "
            "points more (4 to 14). Still 68 % of the free who stayed are no promoters."
        )
    )
    display(
        Markdown(
            "**The wallet.** 96 % stayed; of what was lost on balance, 25 % went with leavers (16 to 34). Of "
            "all that flowed out, with nothing taken off, it was 18 %. Whoever watches only who leaves, "
            "misses most of it."
        )
    )


statement.reveal_button(told)

# %% [markdown]
# ## Be judged
#
# In a class this is done when you hand in. Alone, run the cell below, save (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m09_loyalty/3_moments")

# %% [markdown]
# ## What you take with you
#
# * Stories find a moment for every farewell. Counts say how much more often people leave.
# * The last known stage is not staying; the other way to end is not "still here".
# * A repair is judged by what it prevents, less what it costs.
# * Before you call somebody loyal, ask whether she could leave.
#
# **Further reading.** O. O. Aalen and S. Johansen, "An Empirical Transition Matrix for Non-homogeneous Markov Chains Based on Censored Observations", *Scandinavian Journal of Statistics* 5, 1978. J. Carlzon, *Moments of Truth*, Ballinger, 1987. T. O. Jones and W. E. Sasser, "Why Satisfied Customers Defect", *Harvard Business Review* 73(6), 1995. R. M. Morgan and S. D. Hunt, "The Commitment-Trust Theory of Relationship Marketing", *Journal of Marketing* 58(3), 1994.
#
# **Next:** [4_programme](4_programme.ipynb). The retention money of four quarters: whom does a call keep, and whom does it wake?
