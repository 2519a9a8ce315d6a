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
#     module: m10_outreach
#     title: Ways to the customer
#     minutes: 75
#     points: 27
#     asks: Ms. Tang
#     question: "What does a resolved case cost on each way, and does the app's discount pay?"
# ---

# %% [markdown]
# # Outreach 4 of 4: ways to the customer
#
# **Willow Bridge Insurance, service department.** 75 minutes, 27 points.
#
# When you have finished this notebook you will be able to
#
# 1. say what a resolved case costs on each way, counted from where it began,
# 2. foretell what a new channel takes from the old one, and decide in yuan,
# 3. tell what a test of a service bot shows, and what it does not,
# 4. argue with numbers against three misconceptions of service marketing.

# %%
from servicelab import recall

recall("m10_outreach/4_channels")

# %% [markdown]
# ## Three plans for the app
#
# Director Fang's bus is one way to people. Ms. Tang, who runs the service department of Willow Bridge, has five: app, web, voice, store and letter. In January 2026 three plans are on her desk: move all service into the app; give a discount there to everybody; copy the service bot of an online shop.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.stats import t as student
from statsmodels.stats.proportion import confint_proportions_2indep

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.plots import PALETTE, is_static, name_series, show_table, use_style

use_style()

# %% [markdown]
# ## How easy is it to buy?

# %%
steps = load_dataset("insurer_steps")
steps["lost, %"] = 100 * (1 - steps["went_on"] / steps["entered"])
show_table(steps, {"minutes": "{:.1f}", "lost, %": "{:.1f}"})

# %% [markdown] teaches=["S003-45"] reads={"S003-45": "worked on a table of ten rows; who comes to the branch differs, so no decision hangs on it"}
# **Convenience** is counted in steps, minutes and people lost. In the app 36 % of those who begin also pay, after 7.6 minutes. More minutes than in any other step pass in *give details*, which loses 9.5 %. The photo takes 0.9 minutes and loses 34 %. So look for the step that loses people, not for the longest. The branch keeps 85 % and takes 40 minutes; but who goes there has often decided already, so the two shares do not compare the channels.
#
# ## A contact is not a case
#
# By hand, at a clinic. Three people want to move an appointment. All begin in the app; an app contact costs 3 yuan, a phone call 22.
#
# | Person | Contacts | Cost | Resolved |
# |---|---|---|---|
# | 1 | app | 3 | yes |
# | 2 | app, then phone | 25 | yes |
# | 3 | app | 3 | no |
#
# A contact in the app costs 3 yuan. A **resolved case that began in the app** costs (3 + 25 + 3) / 2 = 15.50 yuan: all cost, also that of the phone and of the case that stayed open, divided by the cases that were resolved.
#
# The Python of it:

# %%
tiny = pd.DataFrame(
    {"first": ["app", "app", "app", "phone"], "cost": [3, 25, 3, 22], "resolved": [1, 1, 0, 1]}
)
sums = tiny.groupby("first")[["cost", "resolved"]].sum()  # one row for each first channel
print(sums["cost"] / sums["resolved"])
tiny["topic"] = ["visit", "visit", "bill", "bill"]
print(tiny.groupby(["topic", "first"])["cost"].sum()["visit", "app"])  # two keys, and one pair

# %% [markdown]
# Now the insurer: 1,500 cases, contact by contact, and the same as one row a case.

# %%
journeys = load_dataset("insurer_journeys")
show_table(journeys.head(3), {})
cases = journeys.groupby("journey").agg(
    policyholder_id=("policyholder_id", "first"),
    topic=("topic", "first"),
    first=("channel", "first"),  # where the case began
    contacts=("touch", "size"),
    channels=("channel", "nunique"),  # how many different ones
    cost=("cost", "sum"),
    resolved=("resolved", "max"),
    told_again=("told_again", "max"),
    csat=("csat", "last"),
)
cases.head(3)

# %% jupyter={"source_hidden": true}
# Task 16 needs the two printed lines, not this code: 95 % intervals of app less voice, from 2,000 redraws of policyholders
for topic in ("change of details", "claim"):
    part = cases[(cases["topic"] == topic) & cases["first"].isin(["app", "voice"])]
    grid = part.pivot_table(
        index="policyholder_id", columns="first", values=["cost", "resolved"], aggfunc="sum"
    )
    grid = grid.fillna(0).to_numpy()
    again = np.random.default_rng(10).integers(len(grid), size=(2000, len(grid)))
    sums = grid[again].sum(axis=1)
    low, high = np.percentile(sums[:, 0] / sums[:, 2] - sums[:, 1] / sums[:, 3], [2.5, 97.5])
    print(f"{topic}: a resolved case begun in the app less by voice: {low:.0f} to {high:.0f} yuan")

# %% [markdown] teaches=["S001-12", "S001-64", "S003-149"]
# The app reaches people, a person settles what is hard. And who is counted? Each channel knows its own **logins**; one policyholder can have several.
#
# ## Task 16: what a resolved case costs (4 points)
#
# *Details* stands for the topic `change of details`. Give four names, unrounded or with three decimals:
#
# * `per_case`, yuan for a resolved case by the **first** channel: a dictionary with the keys `"details, app"`, `"details, voice"`, `"claim, app"`, `"claim, voice"` (1.5 points),
# * `cheaper`, a dictionary with the keys `"details"` and `"claim"`: where a resolved case that began there costs less, `"app"`, `"voice"` or `"cannot tell"`, by the two intervals above (1 point for both together),
# * `nobody`, a dictionary with the keys `"logins"` and `"people"`: the proportion of them without a single resolved contact (1 point),
# * `switched`: the proportion of cases that used more than one channel (0.5 points).

# %% answer="m10-q16-ways"
per_case = (
    ...
)  # {"details, app": ..., "details, voice": ..., "claim, app": ..., "claim, voice": ...}
cheaper = ...  # {"details": "...", "claim": "..."}
nobody = ...  # {"logins": ..., "people": ...}
switched = ...
### BEGIN SOLUTION
sums = cases.groupby(["topic", "first"])[["cost", "resolved"]].sum()
yuan = sums["cost"] / sums["resolved"]
per_case = {
    "details, app": yuan["change of details", "app"],
    "details, voice": yuan["change of details", "voice"],
    "claim, app": yuan["claim", "app"],
    "claim, voice": yuan["claim", "voice"],
}
cheaper = {"details": "app", "claim": "cannot tell"}
nobody = {
    "logins": 1 - journeys.groupby("login")["resolved"].max().mean(),
    "people": 1 - journeys.groupby("policyholder_id")["resolved"].max().mean(),
}
switched = (cases["channels"] > 1).mean()
### END SOLUTION

# %% task="m10-q16-ways" points=4 grades=["S001-12", "S001-13", "S001-64", "S003-149"]
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q16-ways",
    points=4,
    hints=[
        "Which cost belongs to a case that began in the app: that of its first contact, or of all?",
        'Group `cases` by `["topic", "first"]`, add up two columns, divide one by the other. For `nobody`, group `journeys` by each of the two names and ask whether the largest `resolved` is 0.',
        '`sums = cases.groupby([...])[[...]].sum()`, then `sums[...] / sums[...]`; `1 - journeys.groupby("login")[...].max().mean()`',
    ],
)
task.check("the cost of a resolved case", task.value("per_case"), weight=3, atol=0.051, each=True)
task.check(
    "where it costs less",
    task.value("cheaper"),
    weight=2,
    among=["app", "voice", "cannot tell"],
    silent=True,
)
task.check(
    "without a resolved contact",
    task.value("nobody"),
    weight=2,
    atol=0.0006,
    within=(0, 1),
    each=True,
)
task.check("more than one channel", task.value("switched"), atol=0.0006, within=(0, 1))
task

# %% [markdown] teaches=["S001-13", "S003-46"]
# **What goes with switching?** At equal topic and equal outcome, cases in which something had to be told again are rated 1.0 points lower [0.8, 1.3] on a scale of 1 to 10; a switch without telling again goes with 0.1 points less [−0.1, 0.3], so nobody can tell. Nothing was drawn by lot: it *goes with*.
#
# **Who speaks first?** Customers began 89 % of the contacts, and 86 % of these were answered within a day. **Two-way communication** means that this is counted.

# %% [markdown]
# ## The app discount
#
# In 2025, in twelve pairs of neighboring territories (sixteen agents and eight sellers of branches; here all are called agents), a lot drew one of each pair: there a policy cost 70 yuan less in the app. The app team reports *"plus 67 %: 31 policies more in each territory"*. What did the agents lose there? That stands in the next table. Four earlier discounts of Willow Bridge, on other products: **of 10 more policies in the app, 5, 7, 8 and 10 were missing at the agents.**
#
# ## Task 17: before you look (2 points)
#
# Give a range of which you are 80 % sure: by how many policies a territory and year does a territory with the discount exceed one without it, **app and agents together**? (Mean of twelve pairs; negative if it sells less.) A range costs its width, and ten times what it misses by. What counts is the mean cost on forty other draws of such a trial, so that luck does not decide: up to 20 earns everything, from 26 on nothing.

# %%
net = RangePrediction(
    "m10-net",
    "With the discount less without it: how many policies a territory, app and agents together?",
    -40,
    40,
    "policies",
)
net

# %% answer="m10-q17-conflict"
# net.record(low=..., high=...)
### BEGIN SOLUTION
net.record(low=0, high=15)
### END SOLUTION

# %% task="m10-q17-conflict" points=2 grades=["S004-12"]
import numpy as np
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.discovery import world

task = Task(
    "m10-q17-conflict",
    points=2,
    hints=[
        "31 more are sold in the app. How many of these did the agents lose in earlier discounts, at least and at most?",
        "Take the four cases from the lowest to the highest, each for 31 policies. What is left?",
        "`net.record(low=31 - ..., high=31 - ...)`; a range of 80 % may leave out what is hardly to be expected.",
    ],
)
task.needs("net.decision", "No range is recorded yet. Record it, then run this cell again.")


def recorded(decision):
    ends = [decision["low"], decision["high"]]
    assert all(isinstance(one, (int, float)) for one in ends), "A range has two numbers."
    assert ends[0] <= ends[1], "The lower end comes first."


def judged(decision, came, full, nothing):
    from servicelab.evidence import interval_score

    low, high = decision["low"], decision["high"]
    assert all(isinstance(one, (int, float)) for one in (low, high)), "A range has two numbers."
    assert low <= high, "The lower end comes first."
    middle = sum(came) / len(came)
    cost = sum(interval_score(low, high, one) for one in came) / len(came)
    share = (nothing - cost) / (nothing - full)
    if share >= 1:
        return None
    if low > middle + 8:
        return share, "", "gross-for-net"
    if high < middle - 5:
        return share, "", "eats-itself"
    if high - low > full:
        return share, "", "says-little"
    return (
        share,
        f"On the other draws it costs {cost:.0f} on average: it is too narrow, or lies aside.",
    )


made = world("m10_outreach_channels")
came = []
for seed in range(3000, 3040):
    table = made.channels_app_trial(np.random.default_rng([seed, 80]))
    sold = (table["sold_by_agent"] + table["sold_in_app"]).groupby(table["app_discount"]).mean()
    came.append(round(float(sold[1] - sold[0]), 2))
task.rule("a range is recorded", recorded, "net.decision", weight=0)
task.rule("the range", judged, "net.decision", hidden=True, came=came, full=20, nothing=26)
task

# %% [markdown]
# Record first. Then open the seal.

# %%
trial = load_dataset("insurer_app_trial")
with_it = trial[trial["app_discount"] == 1].set_index("pair")
without = trial[trial["app_discount"] == 0].set_index("pair")


def interval(by_pair):
    """Mean of the pairs and its 95 % interval, by Student's t."""
    reach = student.ppf(0.975, len(by_pair) - 1) * by_pair.std() / len(by_pair) ** 0.5
    return by_pair.mean(), by_pair.mean() - reach, by_pair.mean() + reach


# worked example: service visits at the agent's office, with the discount less without it
print(
    "{:.1f} visits [{:.1f}, {:.1f}]".format(
        *interval(with_it["service_visits"] - without["service_visits"])
    )
)

# %% jupyter={"source_hidden": true}
policies = with_it[["sold_in_app", "sold_by_agent"]] - without[["sold_in_app", "sold_by_agent"]]
net.reveal_button(round(policies.sum(axis=1).mean(), 1))

# %% jupyter={"source_hidden": true}
# no need to read this: policies by channel, with the discount less without it
from IPython.display import Markdown


def by_channel():
    rows = {
        "app and agents together": policies.sum(axis=1),
        "at the agents": policies["sold_by_agent"],
        "in the app": policies["sold_in_app"],
    }
    _fig, ax = plt.subplots(figsize=(8, 2.7))
    for place, values in enumerate(rows.values()):
        mean, low, high = interval(values)
        ax.errorbar(
            mean,
            place,
            xerr=[[mean - low], [high - mean]],
            fmt="o",
            color=PALETTE[place],
            capsize=5,
        )
        ax.text(high + 1.5, place, f"{mean:.1f} [{low:.1f}, {high:.1f}]", va="center", fontsize=9)
    ax.axvline(0, color="0.4", linewidth=1)
    ax.set_yticks(range(len(rows)), list(rows))
    ax.set(
        xlim=(-45, 58),
        ylim=(-0.5, 2.5),
        xlabel="More policies a territory and year with the discount, 95 % interval",
        title="What the app gained, the agents lost: together nobody can tell",
    )
    plt.show()


if net.is_revealed or is_static():
    by_channel()
    display(
        Markdown(
            "This trial came out low. Forty other draws of it, made with the same assumptions, lay at "
            "7.3 policies on average, nine of ten of them between 1 and 13. Your range is held against those forty."
        )
    )
else:
    print("Record your range and open the seal. Then run this cell again.")

# %% [markdown] teaches=["S004-12"]
# **Channel conflict**: a new way to customers takes from an old one. Whether it pays is not told by policies, since a policy does not bring the same on both ways.
#
# ## Task 17b: widen, stop, or credit? (2 points)
#
# **Contribution**: 210 yuan for a policy in the app, 140 with the discount, which **every** buyer in the app gets; 150 at the agent, after commission. Visits at the agent's office cost the insurer nothing. Compare with a territory without discount:
#
# * `"widen"`: the discount everywhere, as in the trial,
# * `"credit"`: the same, and the agent gets 40 yuan for each policy that the app sells in the territory. Reckon its **best case**: as many in the app as with the discount, as many at the agent as without it,
# * `"stop"`: no discount; nothing changes, 0 yuan.
#
# `worth` is a dictionary with the keys `"widen"` and `"credit"`: mean of the twelve pairs, yuan a territory and year, to the yuan (1.5 points). `choice` is one of the three words (0.5 points): `"stop"`, unless the whole 95 % interval of one of the others lies above 0; of two such the higher mean.

# %% answer="m10-q17b-choice"
worth = ...  # {"widen": ..., "credit": ...}
choice = ...
### BEGIN SOLUTION
in_app = 140 * with_it["sold_in_app"] - 210 * without["sold_in_app"]
at_agents = 150 * (with_it["sold_by_agent"] - without["sold_by_agent"])
widen = in_app + at_agents
credit = in_app - 40 * with_it["sold_in_app"]
worth = {"widen": widen.mean(), "credit": credit.mean()}
choice = "stop"
### END SOLUTION

# %% task="m10-q17b-choice" points=2 decides="whether the app's discount is widened, stopped, or credited to the agents" grades=["S004-12"]
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q17b-choice",
    points=2,
    hints=[
        "Who gets the discount: only those who would not have bought otherwise, or everybody in the app?",
        "Take each pair: contribution in the app with the discount, less that without it; then the agents. `interval(...)` gives mean and interval of the twelve pairs.",
        '`widen = 140 * with_it["sold_in_app"] - ... * without["sold_in_app"] + ... * (with_it["sold_by_agent"] - ...)`',
    ],
)
task.check("yuan a territory", task.value("worth"), weight=3, atol=0.6, each=True)
task.check("the choice", task.value("choice"), among=["widen", "stop", "credit"], silent=True)
task

# %% [markdown] teaches=["S000-14", "S000-26"]
# ## Two coins in a shop
#
# An online shop threw two coins for each of 6,000 visitors: are **suggestions** shown, and is a **service bot** shown? It reports that who clicks on a suggestion buys more often. First the suggestions:

# %%
shop = load_dataset("shop_visitors")


def difference(one, other):
    """Difference of two proportions with its 95 % interval (Newcombe), in points."""
    ends = confint_proportions_2indep(
        one.sum(), len(one), other.sum(), len(other), method="newcomb"
    )
    gap, low, high = (100 * number for number in (one.mean() - other.mean(), *ends))
    return f"{gap:.1f} points [{low:.1f}, {high:.1f}]"


saw = shop[shop["suggestions"] == 1]
print(
    "clicked less not",
    difference(saw[saw["clicked"] == 1]["bought"], saw[saw["clicked"] == 0]["bought"]),
)
print("shown less not", difference(saw["bought"], shop[shop["suggestions"] == 0]["bought"]))

# %% [markdown]
# Who clicks was not drawn by lot, and may be keener on buying anyway. By lot, suggestions brought 6.8 points more buyers [4.7, 8.9]: the simple reading, that suggestions sell, is right; its size is not.
#
# ## Looking every day
#
# The shop's manager wants to look every evening and to stop at the first win. In 2,000 simulated shops **nothing** is different: 20 % buy in both groups, for 14 days.

# %%
rng = np.random.default_rng(1)
buyers = rng.binomial(214, 0.2, (2000, 2, 14)).cumsum(axis=2)  # shops, groups, days
people = 214 * np.arange(1, 15)
share = buyers / people
gap = share[:, 0] - share[:, 1]
error = (share * (1 - share) / people).sum(axis=1) ** 0.5
won = gap > 1.96 * error  # the whole 95 % interval lies above 0
seen = np.maximum.accumulate(won, axis=1).mean(axis=0)  # on this day or before

_fig, ax = plt.subplots(figsize=(8, 3))
ax.plot(range(1, 15), 100 * seen, "o-", color=PALETTE[1], label="on this day or before")
ax.plot(range(1, 15), 100 * won.mean(axis=0), "s-", color=PALETTE[0], label="on this day")
ax.set(
    xlabel="Day of the test",
    ylabel="Shops with a false win, %",
    ylim=(0, 16),
    title="Whoever looks every day finds more and more wins that are none",
)
name_series(ax)
plt.show()

# %% [markdown]
# Of 2,000 tests without any difference, 12 % showed a win on some day, and 2 % on the last. So the end is fixed before the start.
#
# Now the bot. A question is **contained** if it was passed on to no person.

# %%
with_bot, no_bot = shop[shop["bot"] == 1], shop[shop["bot"] == 0]
print(
    "first visit on days 1 to 6:",
    difference(with_bot.query("day <= 6")["bought"], no_bot.query("day <= 6")["bought"]),
)
print("first visit on days 1 to 14:", difference(with_bot["bought"], no_bot["bought"]))
print(f"contained: {with_bot.query('asked == 1')['contained'].mean():.0%}")

# %%
statement = Statement(
    "m10-q19-statement",
    "Which sentence may Ms. Tang tell the board about the shop's bot?",
    {
        "A": "Visitors who first came on days 1 to 14: buyers with the bot, less those without it, −0.1 points [−2.2, 2.1]; that refutes a gain of 3 points.",
        "B": "Visitors who first came on days 1 to 6: buyers with the bot, less those without it, 0.4 points [−2.9, 3.7]; that refutes a gain of 3 points.",
        "C": "Visitors who first came on days 1 to 14: buyers with the bot, less those without it, −0.1 points [−2.2, 2.1]; that refutes a gain of 1 point.",
        "D": "Visitors who first came on days 1 to 14: questions that the bot contained, 75 of 100 [73, 78]; that refutes that a third were left unsolved.",
    },
)
statement

# %% [markdown]
# ## Task 19: which sentence may be told? (4 points)
#
# Three of the four claim more than the coins show. *Refutes* means: outside the 95 % interval. Record the letter of the fourth, and how sure you are.

# %% answer="m10-q19-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="A", sure=0.85)
### END SOLUTION

# %% task="m10-q19-statement" points=4 grades=["S000-14", "S000-26"]
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q19-statement",
    points=4,
    hints=[
        "Which gains lie inside the interval, and which outside?",
        "What did the shop count, and what does the sentence say of it?",
        "Hold 3 and 1 against the interval of the days that the sentence names.",
    ],
)
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before a sentence is recorded
asked = shop[shop["asked"] == 1]
phoned = asked.groupby(["bot", "contained"])["phoned_7d"].mean()
statement.reveal_button(
    Markdown(
        f"**Contained is not solved.** Of visitors whose question was contained, {phoned[1, 1]:.0%} phoned "
        f"within seven days; without the bot {phoned[0, 0]:.0%} of those with a question did. Who is contained, "
        "no lot decided. By lot, of **all** visitors, "
        f"{difference(with_bot['phoned_7d'], no_bot['phoned_7d'])} more phoned with the bot than without it; "
        "most of these had been passed on. A standard for a bot counts questions that do not come back."
    )
)

# %% [markdown] teaches=["S003-114", "S003-115", "S003-116", "S003-117", "S003-119", "S003-120", "S003-121", "S003-122", "S003-123"]
# ## Ten misconceptions
#
# A lecture lists ten misconceptions of the marketing of medical service. You have met numbers on most.
#
# | | Misconception | Where to look for your number |
# |---|---|---|
# | 1 | Marketing is advertising | M04 gaps, M06 waits: what moved customers without an advert |
# | 2 | Marketing is publicity planning | M03 price, M07 control, M08 recovery: levers without publicity |
# | 3 | Marketing only adds spending | M03 offers, M09 programme, Task 17b: contribution after all costs |
# | 4 | It is the marketing department's job | M05, M08: who touches the customer |
# | 5 | Demand comes anyway | notebook 1: how much of the rise would have come |
# | 6 | Technical skill makes marketing needless | M04, M05: outcome and manner |
# | 7 | Health care cannot be marketed | notebooks 1 and 2, and the law below |
# | 8 | The medical market cannot be positioned | M02 segments |
# | 9 | Hospitals cannot set prices | M03, but regulated tariffs cannot be moved |
# | 10 | Medical service cannot be promoted | notebook 3: what is proper |
#
# **The law** (China; Advertising Law as amended on April 29, 2021; not legal advice): a medical advertisement is reviewed before it is published (Article 46). It may not assert or guarantee effect or safety, state a cure rate, compare with other medical institutions, or let an endorser recommend (Article 16).

# %% [markdown] teaches=["S003-64"]
# ## Task 20: mark two, then write (15 points)
#
# The lecture announces *communication* as one of four parts, then gives rules for satisfaction, cost and convenience only. The missing part is yours.
#
# | Criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **Claim** | fewer than three misconceptions | three, as slogans | three, each as its best defender would say it |
# | **Number** | none | some without base or task | each with base, unit and task |
# | **Concession** | none | "there is some truth in it" | where one of them is right, with a number |
# | **Limit** | none | a general caution | what each number does not show |
# | **Standard** | none | two wishes | two standards of two-way communication, each with numerator, denominator and target |
#
# > **First.** Marketing is not advertising, everybody knows that. It does not only cost, since the app grew by 67 %. Hospitals can set prices. All numbers have limits. We must always listen to our customers and answer quickly.
#
# > **Second.** *"Marketing only adds spending"*, says the treasurer, who sees the bill before the buyer: but the bank's discount left 7.5 yuan a customer more among those who are no regulars, by lot (Task 11, 2,880 customers). *"Marketing is advertising"*, says the press office, since adverts are what one sees: but cases in which something was told again were rated 1.0 points lower, on a scale of 1 to 10 (1,500 cases, after Task 16). *"Demand comes anyway"*: right in part, since clickers bought 27 points more often than the others who saw suggestions, and by lot it was 6.8 (6,000 visitors, before Task 19). Standards: contacts begun by customers and answered within a day, of all begun by customers: 95 %; cases that needed one contact, of all cases begun by customers: 85 %.
#
# For practice, without points: `marks`, a dictionary with `"first"` and `"second"`, each a list of five marks in the order of the table.

# %% answer="m10-q20-marks"
marks = ...  # {"first": [claim, number, concession, limit, standard], "second": [...]}
### BEGIN SOLUTION
marks = {"first": [1, 1, 0, 1, 1], "second": [2, 2, 2, 0, 2]}
### END SOLUTION

# %%
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q20-marks",
    points=1,
    hints=[
        "Put a finger on the words that earn a mark.",
        "Take one criterion for both drafts, then the next.",
        '`marks = {"first": [..., ..., ..., ..., ...], "second": [..., ..., ..., ..., ...]}`',
    ],
)
task.needs("marks if marks is not ... else None", "No marks are there yet.")


def defended(marks, ranges):
    for which in ranges:
        assert which in marks, 'Give marks to "first" and "second".'
        row = list(marks[which])
        assert len(row) == 5, f"{which!r} has {len(row)} marks: there are five criteria."
        assert all(one in (0, 1, 2) for one in row), "Each mark is 0, 1 or 2."
    criteria = ("claim", "number", "concession", "limit", "standard")
    again = [
        f"{criterion} of the {which} draft"
        for which, rows in ranges.items()
        for criterion, one, (low, high) in zip(criteria, marks[which], rows, strict=True)
        if not low <= one <= high
    ]
    if again:
        return (10 - len(again)) / 10, f"Look again at: {', '.join(again)}."
    return None


ranges = {
    "first": [(1, 1), (1, 1), (0, 0), (1, 1), (1, 1)],
    "second": [(2, 2), (2, 2), (2, 2), (0, 0), (2, 2)],
}
task.rule("marks that can be defended", defended, task.value("marks"), ranges=ranges)
task

# %% [markdown]
# (15 points, read by your instructor) Write to Director Fang and Ms. Tang, 250 to 350 words: argue against three of the ten misconceptions, concede one (of the three or another), each with a number and its task, and set two standards of two-way communication. Five criteria, three points each.

# %% [markdown] memo="m10-q20-memo" points=15 grades=["S000-14", "S003-46", "S003-64", "S003-114", "S003-115", "S003-116", "S003-117", "S003-119", "S003-120", "S003-121", "S003-122", "S003-123"]
# ### BEGIN SOLUTION
# *A memo of full marks.* Dear Director Fang, dear Ms. Tang,
#
# **"Marketing only adds spending" (3).** Its best defender has the app's discount: it cost the house 3,622 yuan a territory and year [2,357, 4,888] (Task 17b, 12 pairs by lot), though the app sold 67 % more. Yet the bank's discount left 7.5 yuan a customer more [6.4, 8.5] among those who are no regulars, after its cost (Task 11, by lot). Neither says anything of other offers.
#
# **"Marketing is advertising" (1).** An advert may bring the first contact. What follows is service: a resolved change of details that began in the app costs 6.9 yuan, by voice 26.4, 17 to 22 less (Task 16). No lot chose the channel, so the difference is no effect. For a claim it is 56.9 and 52.9, and the interval of the difference holds 0: nobody can tell.
#
# **"It is the marketing department's job" (4).** At equal topic, cases in which something was told again are rated 1.0 points lower [0.8, 1.3] (1,500 cases, after Task 16). That is an association, and service teams are in it, not marketing.
#
# **Conceded: "demand comes anyway" (5).** For an app discount he is right in part: the app sold 30.7 policies more a territory, agents 31.5 fewer, together −0.8 [−9.3, 7.7] (Task 17). That more came was not shown; up to 8 more fit as well. One product, one year.
#
# **Standard 1, answered.** Contacts begun by customers and answered within a day, of all contacts begun by customers: today 86 %, target 95 % by December 31. **Standard 2, not told again.** Cases in which nothing had to be told twice, of all cases with two contacts or more, each quarter: today 43 %, target 70 %. Both count people by policyholder, not by login: without a resolved contact are 13.7 % of logins and 3.4 % of people.
#
# *Mark scheme.* Each of the five criteria 0, 1.5 or 3 points, by the table. A number counts only with its base and the task it comes from, and it must belong to the misconception: for 1 and 2 a lever that is no advert (waiting, price, recovery, telling again); for 3 a contribution after cost, one positive and one negative; for 4 satisfaction or complaints by who touched the customer, or by what other departments made the customer do; for 6 outcome and manner apart; for 7 and 10 what Articles 16 and 46 leave open, and a promotion with its effect by lot; for 8 segments or a map of ratings; for 9 items with free prices apart from regulated ones. Conceding 5 or 9 in part is expected; conceding another needs its number. "The app grew by 67 %" as a gain, or clickers instead of the lot for suggestions, gets 0 for number. A standard without a denominator gets 1.5 at most. Full points for standards only if both are two-way: something the customer begins or must repeat, not something sent.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# If you learn alone, run this, save the notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m10_outreach/4_channels")

# %% [markdown]
# ## What you take with you
#
# * Count all that a case costs from where it began, and divide by what was resolved.
# * A new channel takes from the old one: count both, then in yuan.
# * Fix the end of a test before it starts.
# * Ask what was counted, and by whom, before you call it a success.
#
# **Further reading.** B. Deleersnyder, I. Geyskens, K. Gielens and M. G. Dekimpe, "How Cannibalistic is the Internet Channel?", *International Journal of Research in Marketing* 19(4), 2002: newspapers online; trades differ. R. Johari, P. Koomen, L. Pekelis and D. Walsh, "Peeking at A/B Tests", *Proceedings of KDD*, 2017. Advertising Law of the People's Republic of China, as amended on April 29, 2021.
#
# **Next:** open `m11_capstone` from the launcher. One house is yours for a year, and what you decided in ten modules comes back.
