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
#     title: Signed
#     minutes: 75
#     points: 27
#     asks: Director Fang
#     question: "Visits are up, and a life was saved. Does the bus go to forty more villages?"
# ---

# %% [markdown]
# # Outreach 1 of 4: signed
#
# **Plum Court Hospital, outreach.** 75 minutes, 27 points.
#
# When you have finished this notebook you will be able to
#
# 1. say from how many extra visits a trip pays, on its full cost,
# 2. fix outcome, comparison and threshold before you see a result,
# 3. tell a rise, a difference from others, and an effect apart,
# 4. write a rule that signs for new routes, and say which news may change it.

# %%
from servicelab import recall

recall("m10_outreach/1_signed")

# %% [markdown] teaches=["S003-104"]
# ## Friday
#
# January 2026. In 2024 the bus of Plum Court Hospital went to the ten villages that had sent the fewest patients in 2023, three times each, on holidays: a doctor, two nurses, an ultrasound machine. Such clinics have two aims, a good name and finding cases. Director Fang has to sign by **Friday** whether the bus goes to forty more villages, and the outreach office has laid a page on her desk. Sign a page like it first, for another county.
#
# ## By hand (no points)
#
# Three routes, West, North and River. Each had a pilot: ten villages with clinics in year 5. *Go* sends the bus to forty villages of the route for four years. One visit brings a contribution of 63 yuan. The page leaves out the cost. The board is open, and was chosen to teach.

# %%
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import Markdown

from servicelab import RangePrediction, ReasonedChoice, Statement, load_dataset
from servicelab.games.signed import Signed, SigningRule
from servicelab.outreach import did, sign_flips
from servicelab.plots import PALETTE, is_static, show_table, use_style

use_style()
hand = Signed()
hand

# %% [markdown]
# The button shows the invoice, with the thirty villages of each route that had no clinics. Look at the gaps: which of years 1 to 4 tell what year 5 would have been without clinics? The true effect says whether you are right.

# %%
# by code: hand.record(west="go", north="stop", river="stop")
hand.reveal_button()

# %% [markdown] teaches=["S003-109", "S003-105", "S003-111"]
# ## What a trip costs
#
# Costs come up in three phases: **before** (publicity), **during** (people, goods, the way), **after** (analysis). A list of what was paid in cash is not the full cost.

# %%
costs = load_dataset("hospital_trip_costs")
first = costs[costs["trip"] == "T01"].drop(columns="trip")
show_table(first.set_index("item"), {"amount": "{:,.0f}"})

# %% [markdown]
# * **Hours count** at the wage: in them the staff could do something else, such as see patients.
# * **Wear counts**: each trip makes the van older.
# * **Sunk cost does not count**: the machine was bought in 2021, stands idle on holidays, and nothing of its price comes back if the bus stays.
#
# A florist pays 300 yuan for leaflets and 200 for hours. One more bouquet a week in each of 5 shops, over 4 weeks, is 20 bouquets; at a contribution of 10 yuan that is 200 yuan. **Break-even**: 500 / 200 = 2.5 bouquets a shop and week. The **ratio** of output to input says the same: contribution / cost, and it pays from 1. Always say which stands on top.
#
# ## Task 1: from how many visits does it pay? (5 points)
#
# Finish `break_even(costs, villages, months)`: extra visits a village and month from which the trips pay, on the hospital's own contribution. `costs` has the columns that you see; `total` is the full cost of all its trips, in yuan; `worth` is what one extra visit a month brings, if each village has it in each month, in yuan. Then print `break_even(costs, 10, 12)`: it is the threshold of Friday.


# %% answer="m10-q1-cost"
def break_even(costs, villages, months):
    """Extra visits a village and month from which the trips pay."""
    contribution = 63  # yuan a visit: 35 % of a revenue of 180 yuan
    total = ...
    worth = ...
    ### BEGIN SOLUTION
    total = costs.loc[costs["kind"] != "sunk", "amount"].sum()
    worth = contribution * villages * months
    ### END SOLUTION
    return total / worth


# %% task="m10-q1-cost" points=5 grades=["S003-109", "S003-105", "S003-111"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.discovery import world

task = Task(
    "m10-q1-cost",
    points=5,
    hints=[
        "Which rows would be saved if the bus stayed at home?",
        "The column `kind` says it: all rows but one kind. And one visit a month in each village for all months is how many visits?",
        '`total = costs.loc[costs["kind"] != ..., "amount"].sum()` and `worth = contribution * ... * ...`',
    ],
)
two = costs[costs["trip"].isin(["T01", "T02"])]
task.check(
    "two trips to two villages, three months", task.call("break_even", two, 2, 3), atol=0.002
)
others = world("m10_outreach_villages").villages_costs().head(70)
others["amount"] = others["amount"] + others["hours"] * 11
task.check(
    "other trips at other wages",
    task.call("break_even", others, 3, 9),
    hidden=True,
    atol=0.002,
)
task

# %% [markdown] teaches=["S002-18"]
# ## Before the page is read
#
# A campaign has three phases, too: look **before**, do, look **after**. Who chooses what to look at after seeing the result finds a success in every campaign. So three things are fixed first: the **outcome**, what it is **compared** with, and the **threshold**.
#
# ## Task 2: seal it (2 points)
#
# The question of Friday is whether the trips pay for themselves, with the hospital's own contribution and no weight for health. The bus went in 2024. Record one of the five plans, with a reason. The page shows only afterwards; then the plan stands.

# %%
seal = ReasonedChoice(
    "m10-q2-seal",
    "What will you look at, compared with what, and from where on do you sign?",
    [
        "Visits to the hospital; change of the ten villages, 2024 against 2023; go from the break-even",
        "Visits to the hospital; change of the ten villages less change of the others, 2024 against 2020 to 2022; go from zero",
        "People seen on the bus; the ten villages less ten of a neighboring county's bus, 2024; go from the break-even",
        "Visits to the hospital; change of the ten villages less change of the others, 2024 against 2023; go from the break-even",
        "Visits to the hospital; change of the ten villages less change of the others, 2024 against 2020 to 2022; go from the break-even",
    ],
)
seal

# %% [markdown]
# Recorded by button? Leave the next cell.

# %% answer="m10-q2-seal"
# seal.record(choice="...", reason="...")  # the words of one of the five; a sentence of 20 characters
### BEGIN SOLUTION
seal.record(
    choice="Visits to the hospital; change of the ten villages less change of the others, 2024 against 2020 to 2022; go from the break-even",
    reason="Visits are what pays, others show what would have come anyway, 2023 chose the ten, and a rise must cover its cost.",
)
### END SOLUTION

# %% task="m10-q2-seal" points=2 decides="outcome, comparison and threshold, before the page" grades=["S002-18", "S003-104"]
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q2-seal",
    points=2,
    hints=[
        "Which outcome can be held against yuan of cost?",
        "What would have happened in the ten villages without clinics? Who shows it, and was the year before a usual one for the ten?",
        "An effect above zero can still cost more than it brings.",
    ],
)
task.needs(
    "seal.decision",
    "No plan is recorded yet. Press `Record` on the card and run this cell again.",
)


def complete(decision):
    assert len(str(decision.get("reason", ""))) >= 20, "Say in a sentence why this is your plan."


def planned(decision):
    choice = str(decision["choice"])
    if choice.startswith("People"):
        return (
            0,
            "Who stood at the bus is no visit yet, and only visits bring the contribution of Task 1.",
            "people-reached",
        )
    if "less" not in choice:
        return 0, "Nothing in this plan shows what would have come without clinics.", "before-after"
    if choice.endswith("zero"):
        return (
            0,
            "With this threshold, clinics may go on that cost more than they bring.",
            "zero-is-enough",
        )
    if "2020" not in choice:
        return (
            0.5,
            "Nearly: by the year that you start from, the ten were chosen. It was low for them.",
            "selection-year-in",
        )
    return None


task.rule("a plan, with a reason", complete, "seal.decision", weight=0)
task.rule("outcome, comparison and threshold", planned, "seal.decision", hidden=True)
task

# %% jupyter={"source_hidden": true}
# no need to read this: the page, which shows once a plan is recorded; from then on the plan stands
from servicelab.decisions.widgets.base import Panel


def opened(widget, text):
    widget.reveal_with(lambda _decision: Panel(text))
    display(Markdown(text))


PAGE = """
**The page of the outreach office.** *In the ten villages, visits a village and month rose by 28.1 % from 2023 to 2024. Every yuan brought 24 yuan back. And Granny Wu is alive: the bus measured her blood pressure in time.*

(*24 yuan*: revenue, 180 yuan a visit, of the whole rise; for one yuan of cash.)
"""
if seal.decision or is_static():
    opened(seal, PAGE)
else:
    print("Record a plan. Then run this cell again.")

# %% [markdown] teaches=["S003-110", "S003-118", "S003-71"] reads={"S003-71": "a cross-section of one year; nothing is decided by it"}
# ## Rise, difference, effect
#
# `yearly` has a row for each village and a column for each year: visits a month. How far does a name carry? In a month of 2023, 1,000 people within 12 km came 64 times, from 12 to 20 km 38 times, beyond 20 km 20 times.

# %%
about = load_dataset("hospital_villages").set_index("village")
visits = load_dataset("hospital_village_visits")
visits["year"] = visits["month"].str[:4].astype(int)
yearly = visits.groupby(["village", "year"])["visits"].mean().unstack()
treated = about["clinics_2024"] == 1

came = visits[visits["year"] == 2023].groupby("village")["visits"].sum() / 12
far = pd.cut(about["km"], [0, 12, 20, 50])
sums = about.assign(came=came).groupby(far, observed=True)[["came", "people"]].sum()
print(yearly.shape)
print((1000 * sums["came"] / sums["people"]).round())

# %% [markdown]
# A **rise** is one group, after less before (the page). A **difference-in-differences** takes off what others rose, too. It is an **effect** only if both groups would have changed alike without clinics. "Demand exists anyway", some say against any marketing: the others show how far that is true.
#
# ## The Python of `did`
#
# Four kiosks; A and B began to sell tea in year 3:

# %%
kiosks = pd.DataFrame(
    {1: [50, 60, 40, 40], 2: [40, 50, 44, 46], 3: [55, 63, 48, 50]}, index=list("ABCD")
)
sells_tea = kiosks.index.isin(["A", "B"])
rise = (kiosks.loc[sells_tea, 3] - kiosks.loc[sells_tea, 2]).mean()
print(rise, did(kiosks, sells_tea, after=3, before=2), did(kiosks, sells_tea, after=3, before=[1]))

# %% [markdown]
# From year 2 the kiosks with tea sold 14 more, which is 10 more than the others; from year 1 they lost 5 against them. `before` may list several years: their mean is taken.
#
# ## Task 3: three readings (4 points)
#
# `extra` is a dictionary with three numbers, in visits a village and month, for the year 2024 (one decimal or more):
#
# * `"page"`: the rise of the ten villages from 2023,
# * `"last year"`: the difference-in-differences from 2023, against the sixty others,
# * `"earlier years"`: the same from the mean of 2020, 2021 and 2022. It leaves out the year by which the ten were chosen.

# %% answer="m10-q3-extra"
extra = ...  # {"page": ..., "last year": ..., "earlier years": ...}
### BEGIN SOLUTION
page = (yearly.loc[treated, 2024] - yearly.loc[treated, 2023]).mean()
last = did(yearly, treated, after=2024, before=2023)
earlier = did(yearly, treated, after=2024, before=[2020, 2021, 2022])
extra = {"page": page, "last year": last, "earlier years": earlier}
### END SOLUTION

# %% task="m10-q3-extra" points=4 grades=["S003-110", "S003-118"]
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q3-extra",
    points=4,
    hints=[
        "Which villages does the page look at? Which does a difference-in-differences add?",
        "The first is a mean of rows `treated`, one year less another. For the others there is `did`.",
        "`did(yearly, treated, after=..., before=...)`; the third takes `before=[..., ..., ...]`",
    ],
)
task.check("three readings", task.value("extra"), atol=0.055, each=True)
task

# %% [markdown]
# ## Where nothing happened
#
# No clinic went anywhere before 2024. Still, take the ten villages with the fewest visits in 2020, and the difference-in-differences from 2020 to 2021. The same for the ten lowest of 2021, and of 2022. These are **placebo years**. What does it find?

# %%
bet = RangePrediction(
    "m10-placebo",
    "What does the difference-in-differences from the low year find, as a mean of the three years?",
    -15,
    15,
    "visits",
)
bet

# %% jupyter={"source_hidden": true}
# no need to read this: the three placebo years, which show once a range is recorded
PLACEBO = """
**In three years in which nothing happened, it finds 4.3 visits (3.9 to 5.2).** A village is among the lowest also because it had a bad year, and bad years do not last. You know this from the branches of Lantern Bank: regression toward the mean. The others show the season and the growth; they cannot show this.
"""
if bet.decision or is_static():
    found = []
    for low_year in (2020, 2021, 2022):
        lowest = yearly[low_year].rank(method="first") <= 10
        found.append(did(yearly, lowest, after=low_year + 1, before=low_year))
    display(bet.reveal(round(sum(found) / 3, 1)))
    display(Markdown(PLACEBO))
else:
    print("Record a range. Then run this cell again.")

# %% [markdown] teaches=["S004-19"]
# ## The lot of 2025
#
# A new service is tried with a **pilot and a control**. For 2025 the hospital drew: sixty villages in thirty pairs alike in visits, and in each pair a coin chose which one got clinics, three trips as in 2024. A pair has one difference: change of the village with clinics less change of the other, from the mean of the five years before.
#
# If clinics did nothing, each difference could as well have the other sign. `sign_flips` flips signs thousands of times, and gives the mean, its 95 % interval, and p, the share of flips at least as far from zero:

# %%
drawn = about[about["pair_2025"] > 0].copy()
drawn["change"] = yearly[2025] - yearly[[2020, 2021, 2022, 2023, 2024]].mean(axis=1)
pairs = drawn.pivot(index="pair_2025", columns="clinics_2025", values="change")
lot = sign_flips(pairs[1] - pairs[0])
print(f"{lot.mean:.1f} visits a village and month [{lot.low:.1f}, {lot.high:.1f}], p = {lot.p:.2f}")

# %%
statement = Statement(
    "m10-q4-statement",
    "With 63 yuan for a visit, a break-even of 5.6, and no weight for health: what may Director Fang tell?",
    {
        "A": "The ten villages of 2024 rose by over 5.6 visits more than the others, so clinics earned the hospital more than they cost.",
        "B": "The ten villages of 2024 rose by over 5.6 visits more than the others, so clinics brought the hospital all of these visits.",
        "C": "The interval of the lot of 2025 reaches from -1.6 to 3.5 visits, so clinics earned the hospital less than they cost.",
        "D": "The interval of the lot of 2025 reaches from -1.6 to 3.5 visits, so clinics brought the hospital no visits at all.",
    },
)
statement

# %% [markdown]
# ## Task 4: which sentence may be told? (4 points)
#
# Three of the four claim more than the data show. Record the letter of the fourth, and how sure you are.

# %% answer="m10-q4-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.85)
### END SOLUTION

# %% task="m10-q4-statement" points=4 grades=["S004-19"]
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q4-statement",
    points=4,
    hints=[
        "Who was drawn, and who was chosen for a bad year?",
        "Where do 0 and the break-even lie, seen from the interval?",
        "The threshold holds for the hospital's own contribution. For whom does it say nothing?",
    ],
)
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
# no need to read this: all readings beside the break-even, once a sentence is recorded
READINGS = """
**Of the 15.5 more visits on the page, villages without clinics had 7.7 as well.** Somebody who says "demand exists anyway" is right in part. Of the other 7.8, the placebo years find 4.3 where nothing was done. From earlier years the reading is -1.3: without the low year nothing is left that ten villages could show. The lot is the best that there is: **an effect of zero cannot be excluded, and one above 3.5 visits is not compatible with it.** The break-even of 5.6 lies above. So for the hospital's own contribution, without any weight for health, this simple reading is right: it does not pay. And your sealed plan? From 2023 it says go, from 2020 to 2022 stop.
"""


def readings():
    last = did(yearly, treated, after=2024, before=2023)
    early = did(yearly, treated, after=2024, before=[2020, 2021, 2022])
    rise = (yearly.loc[treated, 2024] - yearly.loc[treated, 2023]).mean()
    gaps = yearly.loc[treated].mean() - yearly.loc[~treated].mean()
    _fig, (left, ax) = plt.subplots(
        1, 2, figsize=(11, 3.2), width_ratios=[2, 3], layout="constrained"
    )
    left.plot(range(2020, 2025), gaps.loc[2020:2024], "o-", color=PALETTE[1])
    left.set(
        xticks=range(2020, 2025),
        xlabel="Year",
        ylabel="Ten less sixty others, visits",
        title="The year of the choice stands out",
    )
    names = ["the page", "difference from 2023", "difference from 2020-22", "the lot of 2025"]
    for place, middle in enumerate([rise, last, early, lot.mean]):
        ax.plot(middle, -place, "o", color=PALETTE[0], markersize=9)
        ax.annotate(
            f"{middle:.1f}", (middle, -place), (0, 8), textcoords="offset points", ha="center"
        )
    ax.plot([lot.low, lot.high], [-3, -3], color=PALETTE[0], linewidth=2)
    ax.axvline(5.6, color="0.4", linestyle="--", linewidth=1.5)
    ax.text(5.9, -2.5, "pays the hospital from here", fontsize=9, va="center")
    ax.set_yticks([0, -1, -2, -3], names)
    ax.set(
        ylim=(-3.5, 0.7),
        xlabel="Extra visits a village and month (lot: 95 % interval)",
        title="The lot of 2025 ends below the break-even",
    )
    plt.show()
    opened(statement, READINGS)


if statement.decision or is_static():
    readings()
else:
    print("Record your sentence. Then run this cell again.")

# %% [markdown] teaches=["S003-68"]
# ## A rule for other routes
#
# Eight new routes wait, in a county where a bus may well pay. Who copies the clinics without asking *why* they paid wastes money in three ways: villages chosen otherwise, another cost of a trip, a clinic without room. Write the rule first.
#
# | What the world assumes | |
# |---|---|
# | Pilot | ten villages with clinics in year 5, thirty without; visits of years 1 to 5 are known |
# | Chosen | a third of routes: the ten lowest of year 4; a third: the first ten that applied, which grow by 3 visits a year more than others anyway; a third: the ten along the road, where another hospital opened after year 2 and takes 12 visits a month |
# | Standard error | of the estimates, about: `last` 2.2, `earlier` 1.9, `four` 1.8, `trend` 2.5 visits |
# | Visits | +8 a year for all; a village's good or bad years have a standard deviation of 4.5 |
# | Effect | none 35 %; about 3.2 visits 35 %; about 8.5 visits 30 % |
# | Cost | 2,600 to 5,600 yuan a village and year: break-even 3.4 to 7.4 visits |
# | Go | forty villages, four years, 63 yuan a visit |
# | Lot | costs 6,000 yuan and a year, in which twenty of the forty have clinics; then goes on where the lot's result is above the break-even (standard error 1.6 visits) |
# | News | driver, county and nurse: 20 % of routes each; villager, office and school: 8 % each; half of it good, the nurse's always bad. Driver: a trip costs 40 % less or 50 % more; county: 50 % less or 40 % more; nurse: half of the extra visits find room |
# | News let in | if it says what a trip costs, who pays, or how many visits find room, the break-even is computed anew; any other news decides by itself: good is go, bad is stop |
# | True | what driver, county and nurse say, let in or not; what villager, office and school say has nothing to do with the effect |
#
# A real county would have to measure all this.

# %%
rule = SigningRule()
rule

# %% [markdown]
# ## Task 5: seal the rule (12 points)
#
# Choose, for each way a pilot was chosen, the comparison that you believe; then threshold, news, and what is done near the break-even. Your rule signs on 2,000 boards of eight routes that nobody has seen. Each part (three comparisons, threshold, news, unsure) is judged by what it brings with all other parts as in careful reading, so errors cannot cancel. Zero is the best rule with one comparison for all, or the fitting ones in wrong places, and all news or none; full points begin at 97 % of the way from there to careful reading. (The seal is no lock: the game's code is on this machine. A real county has no such code: please think instead.) Recorded by button? Leave the next cell.

# %% answer="m10-q5-signed"
# rule.record(
#     lowest="...",  # believed where the lowest of year 4 were chosen; where villages applied;
#     applied="...",  # along the road. Each year 5 less, and against the others:
#     road="...",  # "last": year 4; "earlier": mean of years 1 to 3; "four": mean of years 1 to 4;
#     #   "trend": each village's own line through years 1 to 4
#     sign="...",  # go where the estimate is above zero, "any", or the break-even, "pays";
#     #   or where the lower end of its 95 % interval is: "sure_any", "sure_pays"
#     news=[...],  # some of "driver", "county", "nurse", "villager", "office", "school"
#     within=...,  # unsure is nearer to the break-even than 0, 1, 2, 4 or 100 visits
#     unsure="...",  # where unsure: "go", "stop" or "lot"
#     reason="...",  # a sentence, 20 characters at least
# )
### BEGIN SOLUTION
rule.record(
    lowest="earlier",
    applied="trend",
    road="last",
    sign="pays",
    news=["driver", "county", "nurse"],
    within=1,
    unsure="lot",
    reason="The low year is left out, growth goes on, the other hospital stays, and only what changes yuan or places is news.",
)
### END SOLUTION

# %% task="m10-q5-signed" points=12 decides="which routes are signed: comparison, threshold, news, and what is done when unsure" grades=["S003-68"]
from servicelab_workshop.policies.signed import FULL, scale
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q5-signed",
    points=12,
    hints=[
        "What would each kind of pilot village have done in year 5 without a bus? Look at the gaps of years 1 to 4 on the invoice again.",
        "Go and stop are both dear. How many visits must the estimate show, and what does it cost to ask for more?",
        "Which kinds of news change a number in the table above? And is a year's lot worth it for every route?",
    ],
)
task.needs(
    "rule.decision",
    "No rule is recorded yet. Press `Record decision` on the form and run this cell again.",
)


def complete(decision):
    from servicelab.games.signed import lacks

    missing = lacks(decision)
    assert not missing, f"The rule cannot be run: {'; '.join(missing)}."
    assert len(str(decision.get("reason", ""))) >= 20, "Say in a sentence why this is your rule."


def judged(decision, first, boards, blind, best, careful, full):
    from servicelab.games.signed import lacks, share_of_gap

    assert not lacks(decision), "This rule cannot be run: choose each part from the form."
    got = share_of_gap(decision, range(first, first + boards), blind, careful)
    share = got["share"] / full
    says = (
        f"Your rule is worth {got['worth']:+,.0f} thousand yuan a board and signs {got['signed']:.0%} of "
        f"the routes at once; careful reading is worth {best:+,.0f}."
    )
    if share >= 1:
        return 1, says
    words = {
        "dip-as-effect": "What cost most: the comparison for the lowest of year 4. Was that year like their other years?",
        "growth-as-effect": "What cost most: the comparison for villages that applied. What would they have done anyway?",
        "break-forgotten": "What cost most: the comparison for villages along the road. Which years were before the other hospital?",
        "zero-is-enough": "What cost most: the threshold. Zero is not where a trip pays.",
        "sure-at-any-price": "What cost most: the threshold. It leaves routes standing that most likely pay.",
        "story-signed": "What cost most: the news. Something decides that has nothing to do with visits, cost or room.",
        "deaf-to-facts": "What cost most: the news. Something that changes cost or room is not let in.",
        "wrong-when-unsure": "What cost most: what is done near the break-even, or how near that is.",
    }
    worst = max(got["cost"], key=got["cost"].get)
    if got["cost"][worst] <= 0:
        return share, says
    slip = {
        "lowest": "dip-as-effect",
        "applied": "growth-as-effect",
        "road": "break-forgotten",
    }.get(worst)
    if worst == "sign":
        slip = "sure-at-any-price" if decision["sign"] == "sure_pays" else "zero-is-enough"
    elif worst == "news":
        stories = [kind for kind in decision["news"] if kind not in careful["news"]]
        slip = "story-signed" if stories else "deaf-to-facts"
    slip = slip or "wrong-when-unsure"
    return share, f"{says} {words[slip]}", slip


task.rule("the rule is complete, with a reason", complete, "rule.decision", weight=0)
task.rule(
    "the rule on 2,000 boards",
    judged,
    "rule.decision",
    hidden=True,
    first=61_000,
    boards=2000,
    full=FULL,
    **scale(range(61_000, 63_000)),
)
task

# %% [markdown]
# ## After Friday

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before a rule is recorded
AFTER = """
**Everything signed.** On 400 other boards, signing all eight routes brings -2.1 million yuan a board [-2.2, -2.0]; signing none brings 0. That is this world, in which 35 % of the routes have no effect at all.

**Sure at any price.** Who signs only where the lower end of the interval is above the break-even, and reads all else with care, gets 0.49 million yuan a board of the 0.70 that careful reading gets; the best rule that reads nothing gets 0.47. Who stops within 4 visits of the break-even, about twice the standard error, gets 0.51. Both leave routes standing that most likely pay. Near the break-even little is lost whichever way you are wrong, so a band of 1 or 2 visits is wide enough.

**A story and a fact.** That Granny Wu is alive says that the bus can find somebody. How many more it finds than would have been found, only a comparison says. And the nurse's letter is no less true for sounding like a story. Which sentence on your last page was which?

**One comparison does not fit all.** Villages that applied were growing: from earlier years their growth counts as an effect. The dip of the lowest spoils a line through it. Along the road, earlier years are from before the other hospital, and hide what the bus brings; there last year is right. Ask how they were chosen; then choose.
"""
if rule.decision or is_static():
    opened(rule, AFTER)
else:
    print("Record a rule. Then run this cell again.")

# %% [markdown]
# ## Be judged
#
# If you learn alone, run this, save the notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m10_outreach/1_signed")

# %% [markdown]
# ## What you take with you
#
# * Full cost: hours and wear count, what was paid long ago does not.
# * Fix outcome, comparison and threshold before you read the page.
# * A group that was chosen for a bad year gets better by itself.
# * Ask of an interval where the break-even lies, not only where zero lies.
# * News may change a decision if it changes a number in it.
#
# **Further reading.** J. M. Bland and D. G. Altman, "Some examples of regression towards the mean", *BMJ* 309, 1994. D. Card and A. B. Krueger, "Minimum Wages and Employment", *American Economic Review* 84(4), 1994: the best known difference-in-differences. J. R. Daw and L. A. Hatfield, "Matching and Regression to the Mean in Difference-in-Differences Analysis", *Health Services Research* 53(6), 2018.
#
# **Next:** [2_cases](2_cases.ipynb). The bus finds people who did not know that they are ill. Is finding them good for them?
