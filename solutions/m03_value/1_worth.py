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
#     module: m03_value
#     title: What is it worth?
#     minutes: 75
#     points: 23
#     asks: Ms. Pei
#     question: "Our ledger says that we lead. For whom, and by how much?"
# ---

# %% [markdown]
# # Value 1 of 4: what is it worth?
#
# **Willow Bridge Insurance.** 75 minutes, 23 points.
#
# When you have finished this notebook you will be able to
#
# 1. add up in yuan what a service gives its buyer and what it takes, each benefit once,
# 2. say for whom an offer leads, and how sure that is,
# 3. choose projects by what they bring together,
# 4. compute the highest price that a business client could pay without losing,
# 5. say which lead was lost, and of which nothing is known.

# %%
from servicelab import recall

recall("m03_value/1_worth")

# %% [markdown]
# ## A price is due
#
# Willow Bridge Insurance will sell *Ward Cover*, which pays what the public scheme leaves of a hospital bill. Ms. Pei, who heads the marketing, must file its prices by June 30, and what is filed stands for a year.
#
# What people will pay is notebook 2. First: what are the firm's present policies worth to them? Her department has an answer: "We lead, ahead of Heron. It is in the ledger." You audit that ledger.

# %% [markdown] teaches=["S003-35", "S003-36", "S003-37", "S003-44", "S004-09"] reads={"S004-09": "a list of five elements without price; lists of this kind differ from author to author, and the ledger needs only one of them"}
# ## Two lists
#
# **Customer delivered value** is all that a service gives, minus all that it takes, as the buyer sees it (Kotler and Keller 2012, who say *perceived value*).
#
# | It gives: total value | It takes: total cost |
# |---|---|
# | *product*: what the policy covers | *money*: the premium |
# | *service*: information, help, care after a claim | *time*: forms, calls, waiting |
# | *personnel*: the people | *mental effort*: worry, unclear terms ("hassle") |
# | *image*: the name | *physical effort*: ways, errands |
#
# The price is only one part of what a buyer bears (Zeithaml 1988). Time has a price, too: what an hour is worth to the one who gives it up (Becker 1965). The course notes on Ms. Pei's desk add the producer's cost, which a buyer does not bear; another list in them (product, service, channel, people, management) leaves the price out.
#
# **By hand, at a hospital.** To Mr. Lu a check-up gives 900 yuan: 600 for the examination, 150 for the service, 100 for the doctors, 50 for the name. It takes 400 yuan in money, 3 hours at 40 yuan, and 60 yuan of hassle; together these are 580 yuan. What is left is 900 − 580 = 320 yuan.
#
# ## The ledger of the marketing department
#
# 360 clients rated four insurers from 0 to 10. An earlier study priced a point: 300 yuan a year for cover, 120 for service, 100 for staff, 50 for image. An hour is worth 45 yuan to a family, 20 to the retired and 90 to the self-employed. We take these prices as given.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.games.funding import FundingPlan
from servicelab.plots import PALETTE, is_static, name_series, show_table, use_style
from servicelab.surveys import rank_probability

use_style()
worth = load_dataset("insurer_worth")
burdens = load_dataset("insurer_burdens").set_index("insurer")
POINT = {"cover": 300, "service": 120, "staff": 100, "image": 50}
WAGE = {"family": 45, "retired": 20, "self-employed": 90}
worth[["rater", "segment", "insurer", *POINT]].head(
    4
)  # *POINT: its four names, one after the other

# %% [markdown]
# In the ledger, total value is each rating times the price of its point; total cost is the premium, the hours at 45 yuan, the hassle and the effort.

# %%
families = (
    worth[worth["segment"] == "family"].groupby("insurer", observed=True).mean(numeric_only=True)
)
ledger = pd.DataFrame({"value": sum(POINT[part] * families[part] for part in POINT)})
ledger["cost"] = (
    burdens["premium"] + burdens["hours"] * WAGE["family"] + burdens["hassle"] + burdens["effort"]
)
ledger["left"] = ledger["value"] - ledger["cost"]
ax = ledger["left"].sort_values().plot.barh(color=PALETTE[0])
ax.set(
    title="The department's ledger: Willow Bridge leads among families",
    xlabel="Value minus cost, yuan a year (means of 120 families)",
    ylabel="",
)
ax.bar_label(ax.containers[0], fmt="{:,.0f}", padding=4)
plt.show()

# %% [markdown]
# In the ledger Willow Bridge leaves families 150 yuan a year more than Heron does.
#
# ## Before you look further
#
# The auditor writes a single line: "One benefit stands in this ledger twice." Seal a range.

# %%
lead = RangePrediction(
    "m03-lead",
    "Each benefit counted once: by how many yuan a year is Willow Bridge ahead of Heron among families? (Above zero: ahead; below zero: behind.)",
    -1500,
    1500,
    "yuan",
)
lead

# %% jupyter={"source_hidden": true}
# the second benefit is the last column of the ratings; without a button: lead.reveal(ahead)
value = ledger["value"] - POINT["staff"] * families[families.columns[-1]]
left = value - ledger["cost"]
ahead = round(left["Willow Bridge"] - left["Heron"])
lead.reveal_button(ahead)

# %% [markdown] teaches=["S003-39"]
# ## The same minutes, twice
#
# Open the seal first. Fast staff save the client's *time*, and that is on the cost side, in `hours`. The raters also gave points for it, to the *staff*. The course notes do the same: efficient staff stand among the benefits and among the savings.
#
# The survey asked how many points of `staff` were given **for time saved**: `staff_speed`, the last column of `worth`. Either side will do, but not both. We keep the hours, since their worth differs from client to client, and take `staff_speed` off.
#
# Families, each minute once:

# %%
once = pd.DataFrame({"value, yuan": value, "cost, yuan": ledger["cost"]})
if lead.decision or is_static():
    display(show_table(once, dict.fromkeys(once.columns, "{:,.0f}")))
else:
    print("Record your range above first, then run this cell again.")

# %% [markdown]
# ## Task 1: who leads? (3 points)
#
# From the table: `by_difference`, the insurer with the largest value **minus** cost; `by_ratio`, the one with the largest value **divided by** cost; and `choose_by`, `"difference"` or `"ratio"`: by which of the two should a family choose that buys one policy, and can pay for any of them? Reading by eye is fine; `.idxmax()` after a column names the row of its largest number.

# %% answer="m03-q1-leader"
by_difference = ...
by_ratio = ...
choose_by = ...
### BEGIN SOLUTION
by_difference = (once["value, yuan"] - once["cost, yuan"]).idxmax()
by_ratio = (once["value, yuan"] / once["cost, yuan"]).idxmax()
choose_by = "difference"
### END SOLUTION

# %% task="m03-q1-leader" points=3 grades=["S003-35"]
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q1-leader",
    points=3,
    hints=[
        "How much does one yuan of cost give, and how much is left in all: are these the same question?",
        "Two new columns will do, one with `-`, one with `/`; then look for the largest of each.",
        "`(once[...] - once[...]).idxmax()`, the same with `/`; then ask in which unit each of the two is.",
    ],
)
insurers = ["Willow Bridge", "Heron", "Copper Gate", "Plain Road"]
task.check("the largest difference", task.value("by_difference"), among=insurers, silent=True)
task.check("the largest ratio", task.value("by_ratio"), among=insurers, silent=True)
task.check(
    "what is left to one family",
    task.value("choose_by"),
    among=["difference", "ratio"],
    silent=True,
)
task

# %% [markdown]
# ## The Python of a row
#
# Two ways to serve at a bank, and what they cost. `sum(axis=1)` adds along each row; columns of two tables with the same index are added row by row.

# %%
hands = pd.DataFrame({"pay": [300, 280], "rent": [40, 70]}, index=["counter", "app"])
minutes = pd.DataFrame({"minutes": [12, 5]}, index=["counter", "app"])
hands[["pay", "rent"]].sum(axis=1) + 3 * minutes["minutes"]

# %% [markdown]
# ## Task 2: delivered value (6 points)
#
# Complete `delivered_value(parts, burdens, wage)`: what is left, in yuan a year, as a Series by insurer.
#
# * `parts` is in **yuan**, a row for each insurer: `cover`, `service`, `staff`, `image`, and `speed`, the part of `staff` that was given for time saved.
# * `burdens` has the same rows: `premium`, `hassle` and `effort` in yuan, `hours` in hours.
# * `wage` is what an hour is worth, in yuan.
#
# Each minute counts once: on the side of `cost`. Do not round; whole yuan are accepted.


# %% answer="m03-q2-worth"
def delivered_value(parts, burdens, wage):
    """What is left to a buyer in a year, in yuan, by insurer."""
    value = ...  # all that it gives, each benefit once
    cost = ...  # all that the buyer bears
    ### BEGIN SOLUTION
    value = parts[["cover", "service", "staff", "image"]].sum(axis=1) - parts["speed"]
    time = burdens["hours"] * wage
    cost = burdens["premium"] + time + burdens["hassle"] + burdens["effort"]
    ### END SOLUTION
    return value - cost


# %% task="m03-q2-worth" points=6 grades=["S003-36", "S003-37", "S003-39", "S003-44"]
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q2-worth",
    points=6,
    hints=[
        "Which column of `parts` lies inside another one? Which column of `burdens` is not in yuan?",
        "Go through the two lists of this notebook, line by line: is each line in your sums, and once?",
        "`value = parts[[...]].sum(axis=1) - ...` and `cost = burdens[...] + ... * wage + ...`",
    ],
)
names = ["north", "south"]
gives = pd.DataFrame(
    {
        "cover": [900.0, 700.0],
        "service": [200.0, 310.0],
        "staff": [150.0, 420.0],
        "image": [70.0, 30.0],
        "speed": [20.0, 260.0],
    },
    index=names,
)
takes = pd.DataFrame(
    {
        "premium": [500.0, 430.0],
        "hours": [6.0, 1.5],
        "hassle": [35.0, 55.0],
        "effort": [15.0, 85.0],
    },
    index=names,
)
two = task.call("delivered_value", gives, takes, 50)
task.check("two insurers, one of them fast", two, weight=0.5, atol=0.51)
draw = np.random.default_rng(303)
many = [f"insurer {k}" for k in range(7)]
other_gives = pd.DataFrame(
    draw.uniform(100, 900, (7, 5)).round(1),
    columns=["cover", "service", "staff", "image", "speed"],
    index=many,
)
other_gives["speed"] = (other_gives["staff"] * draw.uniform(0, 0.8, 7)).round(1)
other_gives.loc["insurer 3", "speed"] = 0.0
other_takes = pd.DataFrame(
    draw.uniform(20, 600, (7, 4)).round(1),
    columns=["premium", "hours", "hassle", "effort"],
    index=many,
)
other_takes["hours"] = draw.uniform(0.5, 14, 7).round(1)
other = task.call("delivered_value", other_gives, other_takes, 90)
task.check("seven insurers, an hour at 90 yuan", other, hidden=True, atol=0.51)
slow = task.call("delivered_value", other_gives.iloc[::-1], other_takes.iloc[::-1], 12.5)
task.check("the same insurers, an hour at 12.5 yuan", slow, hidden=True, weight=0.5, atol=0.51)
task

# %% [markdown]
# ## For whom?
#
# Now your function on each rater, with the price of an hour of the rater's segment. Nothing is drawn unless it gives families what the table of Task 1 says. (`reindex` and `set_axis` give each rater the burdens of the insurer rated; `unstack` makes a column of each insurer.)

# %%
segments = {}
try:
    for segment, wage in WAGE.items():
        rated = worth[worth["segment"] == segment].set_index(["rater", "insurer"])
        parts = pd.DataFrame({part: price * rated[part] for part, price in POINT.items()})
        parts["speed"] = POINT["staff"] * rated["staff_speed"]
        borne = burdens.reindex(rated.index.get_level_values("insurer")).set_axis(rated.index)
        segments[segment] = delivered_value(parts, borne, wage).unstack()
    told = once["value, yuan"] - once["cost, yuan"]  # families, from the table of Task 1
    off = (segments["family"].mean() - told).abs().max()
    if not off < 1:
        segments = {}
        print(f"For families your function is off the table of Task 1 by up to {off:,.0f} yuan.")
        print("So nothing is drawn. Mend Task 2, then run this cell and those below it again.")
except TypeError:
    print("Shown when Task 2 is done. Then run this cell again.")

# %% jupyter={"source_hidden": true}
if segments:
    means = pd.DataFrame(
        {WAGE[name]: left.mean() for name, left in segments.items()}
    ).T.sort_index()
    ax = means.plot(marker="o", figsize=(8, 4.6))
    by_wage = {wage: name for name, wage in WAGE.items()}
    ax.set_xticks(means.index, [f"{by_wage[wage]}\n{wage}" for wage in means.index])
    ax.set_xlim(15, 112)
    ax.set(
        ylabel="Delivered value, yuan a year",
        xlabel="What an hour is worth, yuan",
        title="Who leads depends on what an hour is worth",
    )
    name_series(ax)
    plt.show()
    print("A dear hour turns the order.")
    print("Among families Heron is ahead of Willow Bridge by 148 yuan (62 to 235).")
    print(
        "Among the self-employed Willow Bridge is ahead of Heron by 222 yuan (147 to 297).",
        "A policy at Heron takes 7 hours a year more.",
        "With the ratings of the families, the two are level where an hour is worth 66 yuan.",
        'So the ledger was wrong about families, and "we lead" is right about somebody.',
        sep="\n",
    )

# %% [markdown]
# How sure is a first place? Draw as many raters again at random, each perhaps several times or not at all, and look who is first; do it 2,000 times (the **bootstrap**). The rule of this course, also in module 4: first in more than 80 % of the draws is **supported**.

# %%
if segments:
    # rank_probability puts the lowest first, so the sign is turned
    first = pd.DataFrame({name: rank_probability(-left) for name, left in segments.items()}).T
    display(show_table(first, dict.fromkeys(first.columns, "{:.0%}")))
    print(
        "In each segment one insurer is first in more than 99 % of the draws: "
        "three supported answers, not one."
    )
    print("They also rest on the prices of a point.")
    print(
        "Among families the two would be level "
        "if a point of cover were worth about 197 yuan instead of 300."
    )

# %% [markdown] teaches=["S003-38", "S003-01", "S004-11"] reads={"S003-01": "a slogan; it serves as a column of the table of projects", "S004-11": "the same three phases again, without a measure for any of them"}
# ## Three levers, six projects
#
# An insurer can add to the value, cut the cost, or do both: before, during or after the service. Ms. Pei has **400,000 yuan** a year for projects for 2,000 families. The table says what each does for one family in a year, if it is alone.
#
# The app and the claims desk partly save **the same hours**: whoever has both saves 3.8 hours, not the sum. All else adds up.
#
# **By hand, at a hospital.** A text message spares each of 800 patients half an hour at 30 yuan, and 4 yuan of hassle: 800 × (0.5 × 30 + 4) = 15,200 yuan a year.

# %%
projects = pd.DataFrame(
    {
        "cost": [130_000, 190_000, 110_000, 110_000, 150_000, 100_000],
        "when": ["after", "after", "after", "before", "during", "before"],
        "service, points": [0.9, 0, 0, 0, 0.7, 0],
        "image, points": [0, 0, 0, 0.6, 0, 0],
        "hours saved": [0, 3.6, 2.6, 0, 0.8, 0],
        "hassle saved, yuan": [0, 0, 0, 10, 0, 70],
    },
    index=[
        "adviser call",
        "claims app",
        "claims desk",
        "new lobby",
        "night line",
        "one-page policy",
    ],
)
fund = FundingPlan("m03-q3-fund", projects, budget=400_000)
fund

# %% [markdown]
# ## Task 3: fund (5 points)
#
# Record which projects you fund, and the gain that you **expect** of them together: yuan a year of delivered value for all 2,000 families, the cost of the projects not taken off. Points and hours have the prices above (45 yuan an hour).
#
# 3 points are for the set: full for the best that can be paid, none for one that could be picked without computing any gain, in proportion between. 2 points are for the expectation, within 1 % of what your set brings; 1 of them if a single slip that we know explains the difference. They count for sets that cost at least 300,000 yuan.
#
# If you used the button, leave the next cell as it is.

# %% answer="m03-q3-fund"
# fund.record(projects=["...", "..."], expected=..., reason="...")  # at least 20 characters
### BEGIN SOLUTION
fund.record(
    projects=["adviser call", "claims desk", "night line"],
    expected=690_000,
    reason="App and desk save the same hours, so the cheaper is enough, and the rest pays for others.",
)
### END SOLUTION

# %% task="m03-q3-fund" points=5 decides="which of six projects to fund" grades=["S003-38"]
from servicelab_workshop.policies import funding
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q3-fund",
    points=5,
    hints=[
        "What does each project bring by itself, in yuan a year? And what do two of them bring together?",
        "First the six gains, then sets: which two overlap, and what else could their money pay?",
        "One project: families × (what it gives, each part in ... + ...). Then compare sets that cost no more than the budget.",
    ],
)
task.needs(
    "fund.decision",
    "Nothing is funded yet. Press `Record decision` on the form and run this cell again.",
)
costs = funding.costs()
assert costs == projects["cost"].to_dict(), (
    "the projects of the notebook and of the policies differ"
)
brings, apart = funding.gains(), funding.gains(apart=True)


def complete(decision, costs):
    assert len(str(decision["reason"])) >= 20, "Say in a sentence why you fund these."
    chosen = decision["projects"]
    assert isinstance(chosen, list | tuple), "Name the projects in a list."
    assert chosen, "Name at least one project."
    assert all(one in costs for one in chosen), "One of these projects does not exist."
    assert len(set(chosen)) == len(chosen), "A project can be funded once."
    assert sum(costs[one] for one in chosen) <= 400_000, "These projects exceed the budget."


def set_worth(decision, costs, brings, zero, full):
    chosen = decision["projects"]
    assert isinstance(chosen, list | tuple), "Name the projects in a list."
    assert chosen, "Name at least one project."
    assert all(one in costs for one in chosen), "One of these projects does not exist."
    assert len(set(chosen)) == len(chosen), "A project can be funded once."
    assert sum(costs[one] for one in chosen) <= 400_000, "These projects exceed the budget."
    gain = brings[" + ".join(sorted(chosen))]
    share = (gain - zero) / (full - zero)
    # no sum is told here: it would be the answer to what is expected
    if share >= 1:
        return 1, "No other set that can be paid brings more."
    says = "Other sets that can be paid bring more."
    words = {
        "overlap-ignored": "Yours pays twice for the same hours.",
        "other-set": "Compare yours with sets in which one project is added or exchanged.",
    }
    slip = "overlap-ignored" if {"claims desk", "claims app"} <= set(chosen) else "other-set"
    return max(0, share), f"{says} {words[slip]}", slip


def expectation(decision, costs, brings, apart):
    chosen, said = decision["projects"], decision["expected"]
    assert isinstance(chosen, list | tuple), "Name the projects in a list."
    assert chosen, "Name at least one project."
    assert all(one in costs for one in chosen), "One of these projects does not exist."
    assert len(set(chosen)) == len(chosen), "A project can be funded once."
    assert isinstance(said, int | float), "Expect a number of yuan."
    paid = sum(costs[one] for one in chosen)
    assert paid <= 400_000, "These projects exceed the budget."
    assert paid >= 300_000, "An expectation counts for sets that cost at least 300,000 yuan."
    key = " + ".join(sorted(chosen))
    gain = brings[key]
    if abs(said - gain) <= 0.01 * gain:
        return None
    words = {
        "overlap-ignored": "You expected the sum of what each brings by itself; two of them save the same hours.",
        "one-family": "That is the gain of one family, not of all 2,000.",
        "cost-taken-off": "The cost of the projects is taken off; it was to be left in.",
    }
    if abs(said - apart[key]) <= 0.01 * gain:
        slip = "overlap-ignored"
    elif abs(said - gain / 2000) <= 0.01 * gain / 2000:
        slip = "one-family"
    elif abs(said - (gain - paid)) <= 0.01 * gain:
        slip = "cost-taken-off"
    else:
        return 0, "That is not what your set brings: add up points, hours and hassle once more."
    return 0.5, words[slip], slip


task.rule("the plan is complete and can be paid", complete, "fund.decision", weight=0, costs=costs)
task.rule(
    "what the set brings",
    set_worth,
    "fund.decision",
    weight=3,
    hidden=True,
    costs=costs,
    brings=brings,
    zero=funding.zero(),
    full=funding.full(),
)
task.rule(
    "what you expected of it",
    expectation,
    "fund.decision",
    weight=2,
    hidden=True,
    costs=costs,
    brings=brings,
    apart=apart,
)
task

# %% [markdown]
# When you stand by your plan, open the seal: all 64 sets are evaluated. The plan then stands. (The next cell holds the whole evaluation, for afterwards.)

# %% jupyter={"source_hidden": true}
from servicelab.games.funding import affordable_sets

price = pd.Series(
    {"service, points": 120, "image, points": 50, "hours saved": 45, "hassle saved, yuan": 1}
)


def all_clients(chosen):
    some = projects.loc[list(chosen), price.index].sum()
    if {"claims desk", "claims app"} <= set(chosen):
        some["hours saved"] += (
            3.8 - projects.loc[["claims desk", "claims app"], "hours saved"].sum()
        )
    return 2000 * float((some * price).sum())


if fund.decision or is_static():
    every = affordable_sets(projects["cost"].to_dict(), 1e9)
    gains = {chosen: all_clients(chosen) for chosen in every}
    display(fund.reveal_button(gains))  # without a button: fund.reveal(gains)
else:
    print("Record your plan above, then run this cell again.")

# %% jupyter={"source_hidden": true}
if is_static() or (fund.saved is not None and fund.saved.revealed_at):
    spent = [projects.loc[list(chosen), "cost"].sum() / 1000 for chosen in gains]
    fig, ax = plt.subplots(figsize=(8, 4.4))
    both = np.array([{"claims desk", "claims app"} <= set(chosen) for chosen in gains])
    spent, brought = np.array(spent), np.array(list(gains.values())) / 1000
    ax.plot(spent[~both], brought[~both], "o", color=PALETTE[0], label="without the overlap")
    ax.plot(spent[both], brought[both], "s", color=PALETTE[1], label="app and desk together")
    ax.axvline(400, color="0.4", linestyle="--")
    ax.annotate("budget", (405, 40))
    ax.set(
        xlabel="Cost, thousand yuan a year",
        ylabel="Gain, thousand yuan a year",
        title="All 64 sets: who pays for the same hours twice gets little more",
    )
    ax.legend(frameon=False)
    plt.show()
else:
    print("Open the seal above, then run this cell again.")

# %% [markdown] teaches=["S001-26"]
# ## What a business client could pay
#
# A firm reckons in money already. Its **economic value** of an offer is the price at which it neither gains nor loses by changing from its best alternative, the *reference* (Forbis and Mehta 1981). It is a ceiling, not a price: whoever charges all of it gives nobody a reason to change.
#
# **By hand, at a hospital.** A laboratory leases an analyzer for 30,000 yuan a year. Ours fails as often, twice a year; each time it stands still for 1 day instead of 3, and a day costs 900 yuan; but each repair costs 200 yuan more. A failure costs 2 × 900 − 200 = 1,600 yuan less. Economic value: 30,000 + 2 × 1,600 = 33,200 yuan a year.
#
# Now a firm with delivery vans. Our rival insures a van for **4,200** yuan a year. A van has **0.22** claims a year, whoever insures it. What one claim takes:

# %%
per_claim = pd.DataFrame(
    {"rival": [9.0, 2.0, 500], "ours": [5.5, 1.4, 800], "yuan": [380, 60, 1]},
    index=["days off the road", "hours of paperwork", "deductible, yuan"],
)
per_claim

# %% [markdown]
# `yuan` is the price of one day, one hour, one yuan to the firm. (A deductible is what the client pays of each claim.)
#
# ## Task 4: economic value (5 points)
#
# Complete `economic_value(reference, claims, per_claim)`: the economic value in yuan a van-year, if `reference` is the rival's price of a van-year, `claims` the number of claims a van-year, and `per_claim` a table like the one above, perhaps with other rows. Where we are worse, it counts as well. Do not round; whole yuan are accepted.


# %% answer="m03-q4-vans"
def economic_value(reference, claims, per_claim):
    """The price of a van-year at which a client neither gains nor loses by changing to us."""
    saved = ...  # yuan that one claim costs the client less with us
    price = ...  # yuan a van-year
    ### BEGIN SOLUTION
    fewer = per_claim["rival"] - per_claim["ours"]
    saved = (fewer * per_claim["yuan"]).sum()
    price = reference + claims * saved
    ### END SOLUTION
    return price


# %% task="m03-q4-vans" points=5 grades=["S001-26"]
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q4-vans",
    points=5,
    hints=[
        "How often does a van have a claim, and how much does one claim cost less? Which row speaks against us?",
        "First the difference of the two columns, then each row in yuan, then all rows together; last the number of claims.",
        "`saved = (... * ...).sum()`, then `price = ... + ...`",
    ],
)
vans = task.call("economic_value", 4200, 0.22, per_claim)
task.check("the vans of this notebook", vans, weight=0.5, atol=0.51)
trucks = pd.DataFrame(
    {
        "rival": [4.0, 3.5, 250.0, 1.0],
        "ours": [6.5, 1.0, 100.0, 2.0],
        "yuan": [910.0, 75.0, 1.0, 130.0],
    },
    index=["days off the road", "hours of paperwork", "deductible, yuan", "letters"],
)
worse = task.call("economic_value", 9_150, 0.35, trucks)
task.check("trucks, where we are worse in two rows", worse, hidden=True, atol=0.51)
often = task.call("economic_value", 2_600, 1.4, trucks.iloc[1:])
task.check("taxis with more than a claim a year", often, hidden=True, weight=0.5, atol=0.51)
task

# %% [markdown] teaches=["S003-03", "S003-08", "S001-23", "S001-62", "S003-147", "S003-148"] reads={"S001-23": "four routes named without data on any of them", "S003-147": "labels without data", "S003-148": "labels without data"}
# ## What lasts?
#
# To lead, one must differ. The notes list labels: personalize, digitize, stage an experience, add privileges; brand, mode, technology, concept, communication; unique, better, contrary. A shorter list is **people**, **physical environment**, **process** (Booms and Bitner 1981).
#
# The notes also say: "Smiles are easily copied, processes are not." Here is one market in two years, in spring 2024 and 2025, 120 people each time, not the same ones. Shown is our mean minus Heron's, on a scale from 1 to 7, with 95 % intervals.

# %% jupyter={"source_hidden": true}
image = load_dataset("insurer_image")
wide = image.pivot(index=["wave", "respondent"], columns="brand")
labels = {
    "courtesy": "courtesy (people)",
    "premises": "premises (physical environment)",
    "claims_process": "how a claim is handled (process)",
}
rows = []
for attribute, label in labels.items():
    ours = wide[attribute]["Willow Bridge"] - wide[attribute]["Heron"]
    two = ours.groupby("wave").agg(["mean", "var", "size"])
    error = (two["var"] / two["size"]) ** 0.5
    rows.append((label, *two["mean"], *(1.96 * error), (error**2).sum() ** 0.5))
leads = pd.DataFrame(
    rows, columns=["", "2024", "2025", "reach 2024", "reach 2025", "error"]
).set_index("")
fig, ax = plt.subplots(figsize=(8, 3.2))
for year, color, marker, shift in (
    ("2024", PALETTE[1], "o", 0.17),
    ("2025", PALETTE[0], "s", -0.17),
):
    places = np.arange(len(leads))[::-1] + shift
    reach = leads[f"reach {year}"]
    ax.errorbar(leads[year], places, xerr=reach, fmt=marker, color=color, label=year)
    for end, place in zip(leads[year] + reach, places, strict=True):
        ax.annotate(
            year, (end, place), (6, 0), textcoords="offset points", va="center", color=color
        )
ax.set_yticks(np.arange(len(leads))[::-1], leads.index)
ax.axvline(0, color="0.4", linewidth=1)
ax.set(xlabel="Willow Bridge minus Heron, points", title="Lead over Heron in two years")
ax.set(xlim=(None, 1.25), ylim=(-0.6, 2.6))
plt.show()

# %%
change = leads["2025"] - leads["2024"]
changes = pd.DataFrame(
    {
        "change, points": change,
        "from": change - 1.96 * leads["error"],
        "to": change + 1.96 * leads["error"],
        "stated weight of 100": [10, 14, 34],
    }
)
show_table(changes, dict.fromkeys(changes.columns[:3], "{:+.2f}"))

# %% [markdown]
# The last column: how many of 100 points the same people gave each, when asked what counts. The other 42 went to cover and price.

# %%
statement = Statement(
    "m03-q5-statement",
    "Which sentence may Ms. Pei tell the board?",
    {
        "A": "In courtesy our lead over Heron shrank by 1.0 points (0.7 to 1.3) in a year; smiles are probably copied as fast as that in any market.",
        "B": "In claims our lead over Heron changed by 0.1 points (−0.2 to 0.4) in a year; so it has not changed, and Heron cannot copy it as it did our smiles.",
        "C": "In courtesy our lead over Heron shrank by 1.0 points (0.7 to 1.3) in a year; over the same time our lead in claims very probably held up better.",
        "D": "In claims our lead over Heron changed by 0.1 points (−0.2 to 0.4) in a year; with a weight of 34 of 100, that is what kept our clients.",
    },
)
statement

# %% [markdown]
# ## Task 5: which sentence may she tell? (4 points)
#
# Three of the four claim more than the data hold. Record the letter of the fourth and how sure you are, with the button of `statement` or below. The letter is graded, the confidence kept.

# %% answer="m03-q5-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.9)
### END SOLUTION

# %% task="m03-q5-statement" points=4 grades=["S003-08", "S003-03", "S001-62"]
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q5-statement",
    points=4,
    hints=[
        "How many markets were looked at, and in which years?",
        "An interval from below zero to above zero: does it show that nothing changed?",
        "Take one sentence at a time, in both of its halves: what would have to be known, and was that measured here?",
    ],
)
task.statement("statement")
task

# %% [markdown] teaches=["S003-34", "S001-15"] reads={"S003-34": "the brochure is the notebook's only datum on it, and it cannot tell", "S001-15": "a service has no package; it is restated as evidence, and module 4 grades cues"}
# ## A service has no package
#
# The notes ask for "the appearance of the package". A service has none, so one gives **evidence** of what cannot be seen: a uniform, a sample, a brochure. 1,200 prospects got a plain brochure or a crafted one, 600 each, drawn at random. Its policy seemed less risky to those with the crafted one: 0.49 points lower on a scale from 1 to 7 (0.35 to 0.63).
#
# Do more of them ask for an offer? **Nobody can tell**: −1.3 percentage points (−6.1 to 3.4). A crafted brochure costs 6 yuan more and an enquiry is worth 300, so it pays from 2.0 points on, and that lies within the interval. What people feel and what they do are two measures.
#
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m03_value/1_worth")

# %% [markdown]
# ## What you take with you
#
# * Delivered value is what a buyer gets minus all that a buyer bears, and the price is one part of that.
# * A benefit that stands on both sides counts twice. Look for it before you say who leads.
# * "We lead" needs "among whom": an hour is not worth the same to everybody.
# * Projects that solve the same problem do not add up. Evaluate sets.
# * Economic value is the most that a client could pay, not what to charge.
#
# **Further reading.** P. Kotler and K. L. Keller, *Marketing Management*, 14th edition, Pearson, 2012, chapter 5. V. A. Zeithaml, "Consumer Perceptions of Price, Quality, and Value", *Journal of Marketing* 52(3), 1988. G. S. Becker, "A Theory of the Allocation of Time", *The Economic Journal* 75, 1965. J. L. Forbis and N. T. Mehta, "Value-Based Strategies for Industrial Products", *Business Horizons* 24(3), 1981. B. H. Booms and M. J. Bitner, "Marketing Strategies and Organization Structures for Service Firms", in *Marketing of Services*, American Marketing Association, 1981.
#
# **Next:** [2_price](2_price.ipynb). What a policy is worth, and what people pay for it, are two things.
