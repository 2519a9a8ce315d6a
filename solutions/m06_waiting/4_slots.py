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
#     module: m06_waiting
#     title: Slots that spoil
#     minutes: 70
#     points: 30
#     asks: Dr. Lin
#     question: "Shift patients or add desks, how many to book, and which step to mend first?"
# ---

# %% [markdown]
# # Waiting 4 of 4: slots that spoil
#
# **Plum Court Hospital, out-patient department.** 70 minutes, 30 points.
#
# When you have finished this notebook you will be able to
#
# 1. say how many are served, sent away and how many slots stay empty, when demand varies,
# 2. find how many to book, to keep back and to prepare, by one fraction,
# 3. compare moving patients with adding desks, and say who bears what,
# 4. find the step of a chain that is worth mending first, and draw a page that shows the whole visit.

# %%
from servicelab import recall

recall("m06_waiting/4_slots")

# %% [markdown] teaches=["S003-131"]
# ## An empty slot at nine is gone at ten
#
# A service cannot be stored. With too few slots, people are sent away; with too many, staff sit idle. A quiet Tuesday does not help a full Wednesday.
#
# The eye test has **24 slots** a day, and **22 people a day** ask on average. The number varies like a *Poisson count*, as it does when many people decide independently. The slots seem enough.
#
# **By hand, at a barber.** Two chairs are free at ten. One, two or three people come, each with a probability of 1/3: on average 2. Served: (1 + 2 + 2) / 3 = 1.67. Sent away: 2 − 1.67 = 0.33 of the people who come; as many chairs stay idle. The mean demand fits the chairs exactly, and still somebody is sent away.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.stats import binom, poisson

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.plots import PALETTE, is_static, show_table, use_style
from servicelab.tasks import is_right

use_style()

# %%
bet = RangePrediction(
    "m06-served",
    "How many of the 22 people who ask on an average day are served, on average, with 24 slots?",
    10,
    24,
    "people a day",
)
bet

# %% [markdown]
# ## The Python of demand
#
# `demand` is a Series: its index says how many may ask, its values how probable that is. This is the barber:

# %%
barber = pd.Series([1 / 3, 1 / 3, 1 / 3], index=[1, 2, 3])
asked = barber.index
print(f"mean demand {(asked * barber).sum():.2f}")
print("the smaller of each and 2:", np.minimum(asked, 2).tolist())

# %% [markdown]
# ## Task 15: served, lost, idle (4 points)
#
# Complete `slots_used(demand, capacity)`. It gives a dictionary with the means of a day: `"served"` people, `"lost"` people who ask and find no slot, and `"idle"` slots.


# %% answer="m06-q15-served"
def slots_used(demand, capacity):
    """Mean number of people served and lost, and of slots that stay idle."""
    asked = demand.index  # how many may ask; demand says how probable each is
    served = ...
    lost = ...
    idle = ...
    ### BEGIN SOLUTION
    served = (np.minimum(asked, capacity) * demand).sum()
    lost = (asked * demand).sum() - served
    idle = capacity - served
    ### END SOLUTION
    return {"served": served, "lost": lost, "idle": idle}


# %% task="m06-q15-served" points=4 grades=["S003-131"]
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q15-served",
    points=4,
    hints=[
        "On a day on which 30 ask, how many of 24 slots are used? And on a day on which 10 ask?",
        "First the smaller of `asked` and `capacity` for each number, then the mean over all numbers.",
        "`served = (np.minimum(..., ...) * demand).sum()`; those served and lost are all who ask, slots served and idle are all slots.",
    ],
)
small = pd.Series([0.25, 0.25, 0.5], index=[1, 2, 5])
task.check("three slots, up to five people", task.call("slots_used", small, 3), weight=2)
busy = pd.Series(poisson.pmf(np.arange(60), 17), index=np.arange(60))
task.check("a busy day", task.call("slots_used", busy[::-1], 18), hidden=True, atol=0.002, weight=1)
task.check("two slots", task.call("slots_used", small, 2), hidden=True, weight=1)
task

# %%
numbers = np.arange(9, 38)
_fig, ax = plt.subplots(figsize=(8, 2.6))
ax.bar(numbers, 100 * poisson.pmf(numbers, 22), color=PALETTE[0], width=0.8)
ax.axvline(24.5, color="0.3", linestyle="--")
ax.text(24.8, 8.4, "more than 24 slots", color="0.3", va="top")
ax.set(
    title="On how many of 100 days do so many people ask for 24 slots?",
    xlabel="People who ask on a day",
    ylabel="Days of 100",
    xticks=range(10, 38, 2),
)
plt.show()

# %% jupyter={"source_hidden": true}
mean_served = 22 - sum((number - 24) * poisson.pmf(number, 22) for number in range(25, 100))
bet.reveal_button(round(mean_served, 2), "Days above 24 lose what days below cannot give back.")

# %% [markdown] teaches=["S003-07"]
# ## One fraction, three decisions
#
# How many slots, or dishes, should one prepare? Compare what **one too few** loses with what **one too many** loses:
#
# $$\text{critical ratio} = \frac{\text{one too few}}{\text{one too few} + \text{one too many}}$$
#
# The best number is the **smallest that is enough with at least this probability**.
#
# **A kitchen.** A burger chain throws fries away after 7 minutes and hamburgers after 10. A portion of fries sells for 10 yuan and costs 4. One too few loses 6 yuan, one too many 4: the ratio is 0.6. In 7 minutes 9 portions are asked for on average (Poisson):

# %%
for portions in range(8, 12):
    print(portions, "are enough with probability", round(poisson.cdf(portions, 9), 3))
print("smallest with at least 0.6:", poisson.ppf(0.6, 9))

# %% [markdown]
# Ten portions. The limit is not quality alone. It sets how long a batch may wait for buyers: with 14 minutes in place of 7, the same ratio gives 19 portions for 18 buyers on average, and 12 in place of 18 of 100 portions are thrown away. The price is older fries.
#
# The same fraction answers two more questions.
#
# * **Book.** Not everybody who booked shows up. Take one more booking as long as the probability that all slots are filled without it is below the ratio: an **empty slot** is one booking too few, somebody **without a slot** one too many.
# * **Keep back.** Some pay less and book early, others pay more and come late (Littlewood 1972). One slot kept too few loses the **difference** of the prices; one too many loses the **early price**.
#
# A restaurant of ten tables, 90 % of bookings show up: how probable is it that ten or more come?

# %%
for booked in (10, 11, 12):
    print(booked, "booked:", round(binom.sf(10 - 1, booked, 0.9), 3))  # sf(9): more than 9

# %% [markdown]
# If an empty table loses 300 yuan and a guest without a table 200, the ratio is 0.6. Ten bookings do not reach it: take eleven.

# %% [markdown]
# ## Task 16: book, keep back, prepare (4 points)
#
# `slots` is a dictionary with three whole numbers:
#
# * `"book"`: a hearing test with **40 slots** a day. 82 % of bookings show up, each independently. A slot that is filled brings 240 yuan; somebody who shows up without a slot is seen after hours, which loses 600 yuan net of that patient's payment. From 40 up, the smallest number of bookings with which all slots are filled with at least the ratio's probability.
# * `"protect"`: the executive check; companies book weeks ahead for 700 yuan a person; late single guests pay 1,000 yuan, 18 a day ask on average (Poisson). How many slots to keep back for the late guests?
# * `"batch"`: hamburgers for one holding time of 10 minutes. 12 are asked for on average (Poisson); each sells for 20 yuan and costs 5.
#
# A number that is off by one earns half.

# %% answer="m06-q16-slots"
slots = ...  # {"book": ..., "protect": ..., "batch": ...}
### BEGIN SOLUTION
# book: ratio 240 / (240 + 600) = 0.29; binom.sf(39, 46, 0.82) is 0.25, with 47 it is 0.37
# protect: ratio 300 / (300 + 700) = 0.3; batch: ratio 15 / (15 + 5) = 0.75; poisson.ppf of both
slots = {"book": 47, "protect": 16, "batch": 14}
### END SOLUTION

# %% task="m06-q16-slots" points=4 grades=["S003-07"] decides="how many to book, to keep back and to prepare"
from servicelab.waiting import critical_ratio, littlewood, overbook
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q16-slots",
    points=4,
    hints=[
        "For each of the three: what does one too few lose, and what one too many?",
        "`poisson.ppf(ratio, mean)` gives the smallest number that is enough; for bookings, print `binom.sf(39, booked, 0.82)` for several `booked`.",
        '`slots = {"book": ..., "protect": poisson.ppf(... / (... + ...), 18), "batch": poisson.ppf(..., 12)}`',
    ],
)
task.needs("slots if slots is not ... else None", "No numbers are there yet.")


def three(slots):
    assert hasattr(slots, "keys"), "Give a dictionary with three numbers."
    for name in ("book", "protect", "batch"):
        assert name in slots, f"Give a number for {name!r}."
        try:
            number = float(slots[name])
        except (TypeError, ValueError):
            number = -1.0
        whole = number.is_integer() and number >= 0
        assert whole, f"{name!r} is a whole number."


def close_to(slots, keys, known):
    share, says, slips = 0, [], []
    for name, key in keys.items():
        try:
            away = abs(float(slots[name]) - key)
        except (KeyError, TypeError, ValueError):
            says.append(f"{name}: no number.")
            continue
        share += (1 if away == 0 else 0.5 if away == 1 else 0) / len(keys)
        if away == 0:
            continue
        slip = known[name].get(str(int(float(slots[name]))))
        slips.append(slip)
        says.append(
            {
                "mean-rule": f"{name}: this number makes the mean fit; the two losses are not alike.",
                "ratio-inverted": f"{name}: this is the number for the ratio turned around. Which loss stands above the line?",
                "no-risk": f"{name}: this number avoids one of the two losses at any price.",
            }.get(
                slip,
                f"{name}: " + ("off by one." if away == 1 else "look again at the two losses."),
            )
        )
    if not says:
        return None
    named = [slip for slip in slips if slip]
    words = " ".join(says)
    return (share, words, named[0]) if named else (share, words)


task.rule("three whole numbers", three, task.value("slots"), weight=0)
task.rule(
    "each number by its ratio",
    close_to,
    task.value("slots"),
    hidden=True,
    keys={
        "book": overbook(40, 0.82, 240, 600),
        "protect": littlewood(700, 1000, poisson(18)),
        "batch": poisson.ppf(critical_ratio(15, 5), 12),
    },
    known={
        "book": {"49": "mean-rule", "50": "ratio-inverted", "40": "no-risk"},
        "protect": {"18": "mean-rule", "20": "ratio-inverted", "0": "no-risk"},
        "batch": {"12": "mean-rule", "10": "ratio-inverted", "0": "no-risk"},
    },
)
task

# %% [markdown]
# Who bears it? A patient without a slot waits until evening, so say so at the booking. A company is refused although slots are still free.

# %% [markdown] teaches=["S003-76", "S003-132"]
# ## Shift or add
#
# Matching demand and capacity through time is also called *synchro-marketing*. Dr. Lin can **shift demand** or **add capacity**. Forty days were simulated (five desks, one line in order of arrival, random patience), the same patients under four plans:
#
# * **as now**,
# * **ask to move**: whoever has an appointment between nine and eleven and is not ill gets a call by a clerk, whether the afternoon would suit, for 12 yuan each,
# * **two desks 9-12**: two more desks for three hours,
# * **sixth desk all day**: one more desk for nine hours.
#
# A desk hour costs 120 yuan; more desks are hired for the day, not borrowed. *Sub-healthy* patients are not quite well, and want a visit that is convenient, quick and thorough. The simulation **assumes** that 45 % of them agree to move, and 60 % of the healthy.

# %%
plans = load_dataset("hospital_plans")
plans["left"] = plans["left_ill"] + plans["left_others"]
columns = ["waited", "left_ill", "left_others", "asked", "moved", "yuan"]
means = plans.groupby("plan", observed=True)[columns].mean().sort_values("yuan")
shown = means.rename(
    columns={
        "waited": "minutes waited, all together",
        "left_ill": "ill who left",
        "left_others": "others who left",
    }
)
show_table(shown, dict.fromkeys(shown, "{:,.1f}"))

# %% [markdown]
# Differences, day by day, with 95 % intervals (mean ± 2.02 standard errors of 40 days). *Patients kept* are those fewer who leave.

# %%
rows = []
for better, base in (
    ("ask to move", "as now"),
    ("two desks 9-12", "as now"),
    ("sixth desk all day", "as now"),
    ("two desks 9-12", "ask to move"),
):
    row = {"plan": better, "against": base}
    for label, column in (("minutes saved", "waited"), ("patients kept", "left")):
        by_day = plans.pivot(index="day", columns="plan", values=column)
        each = by_day[base] - by_day[better]
        reach = 2.02 * each.std() / len(each) ** 0.5
        row[label] = (
            f"{each.mean():,.1f} ({each.mean() - reach:,.1f} to {each.mean() + reach:,.1f})"
        )
    cost = plans.groupby("plan", observed=True)["yuan"].mean()
    row["yuan more"] = f"{cost[better] - cost[base]:,.0f}"
    rows.append(row)
show_table(pd.DataFrame(rows).set_index("plan"))

# %%
statement = Statement(
    "m06-q17-statement",
    "Which sentence may Dr. Lin tell the board?",
    {
        "A": "In 40 simulated days a sixth desk all day keeps 10 to 13 patients a day more than now, for 1,080 yuan a day more; since half of those asked agree at Plum Court, as is found, this is the best of the four plans from 100 yuan for a patient kept.",
        "B": "In 40 simulated days two desks from nine to twelve keep 6 to 9 patients a day more than asking, for 390 yuan a day more; if half of those asked agree at Plum Court, as is assumed, this is the best of the four plans from 100 yuan for a patient kept.",
        "C": "In 40 simulated days two desks from nine to twelve keep 6 to 9 patients a day more than asking, for 390 yuan a day more; since half of those asked agree at Plum Court, as is found, this is the best of the four plans from 100 yuan for a patient kept.",
        "D": "In 40 simulated days a sixth desk all day keeps 10 to 13 patients a day more than now, for 1,080 yuan a day more; if half of those asked agree at Plum Court, as is assumed, this is the best of the four plans from 100 yuan for a patient kept.",
    },
)
statement

# %% [markdown]
# ## Task 17: which sentence may be told? (3 points)
#
# Three claim more than the table shows. Record the letter of the fourth, and how sure you are.

# %% answer="m06-q17-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="B", sure=0.85)
### END SOLUTION

# %% task="m06-q17-statement" points=3 grades=["S003-76", "S003-132"]
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q17-statement",
    points=3,
    hints=[
        "What was put into the simulation, and what came out of it?",
        "Hold each plan against **all** others: yuan, minutes, patients who leave.",
        "Divide the yuan more by the patients kept, also at both ends of its interval: ... to ... yuan for a patient.",
    ],
)
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
# no need to read this: words and a figure that would tell too much before a sentence is recorded
from IPython.display import Markdown


def plans_drawn():
    by_day = plans.pivot(index="day", columns="plan", values=["left", "yuan"])
    _fig, ax = plt.subplots(figsize=(8, 3))
    for place, plan in enumerate(("ask to move", "two desks 9-12", "sixth desk all day")):
        each = by_day["left"]["as now"] - by_day["left"][plan]
        yuan, reach = by_day["yuan"][plan].mean(), 2.02 * each.std() / len(each) ** 0.5
        ax.errorbar(yuan, each.mean(), reach, fmt="o", color=PALETTE[place], capsize=5)
        ax.annotate(f"  {plan}", (yuan, each.mean()), va="center")
    ax.set(
        xlim=(0, 1500),
        ylim=(0, 20),
        xlabel="Yuan a day more than now",
        ylabel="Patients kept a day,\nwith 95 % interval",
        title="For fewer yuan, two desks at the peak keep more patients",
    )
    plt.show()
    display(Markdown(AFTER))


AFTER = """
**The sixth desk loses on all counts.** Two desks from nine to twelve cost 360 yuan a day less than a sixth desk all day, save 347 minutes more (254 to 440) and keep 3.5 patients more (2.5 to 4.6).

**Between asking and two desks** the price of a minute saved decides nothing: 0.56 yuan against 0.58, and the interval of the difference holds zero: forty days do not tell which is lower. What differs is who leaves. The two desks keep 7.5 patients a day more (6.0 to 8.9), 52 yuan for each of them. Is a patient kept worth less than 44 yuan, asking is enough; above 65 the two desks are better; between, forty days do not tell. Should more agree than was assumed, both numbers rise.

**Who bears it.** Of the ill, 4.8 a day still leave with asking, 2.2 with two desks. With asking, 14 patients a day come hours later than they wanted; the table counts that as nothing.
"""
statement.reveal_button(plans_drawn)

# %% [markdown] teaches=["S003-97", "S003-53"]
# ## A chain of twelve steps
#
# *Everyone markets*, says a leaflet, because *the chain breaks at its weakest link*. A visit goes well if **all** steps go right. If steps fail independently of each other, their proportions are **multiplied**: twelve steps of 98 % give 0.98¹² = 0.785, not 0.98.
#
# So it is with linked systems. A system that works for a mean of 95 hours between failures (MTBF, counted from the end of a repair) and takes 5 hours to repair (MTTR) is available 95 / (95 + 5) = 95 % of the time: its **availability**. If a pharmacy's till needs this system **and** one that is available 90 % of the time, it works 0.95 × 0.90 = 85.5 % of the time.

# %%
steps = load_dataset("journey_steps")
show_table(steps.set_index("step"), {"works": "{:.2f}", "yuan_a_point": "{:,.0f}"})

# %% [markdown]
# `works` is the proportion of kiosk visits in which the step goes right the first time. `yuan_a_point` is what each department **believes** one more percentage point costs a month; nobody tried. At the kiosk somebody did: on days drawn at random (notebook 3) 0.81 of check-ins went right the first time with guidance and 0.64 without, a difference of 17.6 points (12.1 to 23.1). Guidance costs one desk hour a guided day: 1,200 yuan a month are ten guided days.
#
# ## Task 18: which step first? (4 points)
#
# Dr. Lin has 1,200 yuan a month for **one** step. No step can get above 1.
#
# * `whole`: the proportion of visits in which all twelve steps go right, if they fail independently (1 point).
# * `both`: "explain the result" needs two systems. The laboratory's fails after 197 hours on average and takes 3 hours to repair; the printer 195 and 5. The proportion of time in which both work; four decimals at least (1 point).
# * `first`: a dictionary. `"step"`: the step with the most to gain for the whole; `"because"`: the letter of the best evidence for it (1 point each; the letter only with the right step).
#
# | | |
# |---|---|
# | A | It is the step of the twelve that goes right in the fewest visits. |
# | B | It is the step of the twelve at which one more point is believed to cost least. |
# | C | It is the step of the twelve for which a trial showed what a known sum brings. |
# | D | It is the step of the twelve that patients see first when they have come in. |

# %% answer="m06-q18-chain"
whole = ...
both = ...
first = ...  # {"step": "...", "because": "..."}
### BEGIN SOLUTION
whole = steps["works"].prod()
both = 197 / (197 + 3) * 195 / (195 + 5)
first = {"step": "register at the kiosk", "because": "C"}
### END SOLUTION

# %% task="m06-q18-chain" points=4 grades=["S003-97", "S003-53"] decides="which step of the visit is mended first"
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q18-chain",
    points=4,
    hints=[
        "A visit goes well if all steps go right. What does one weak step do to that?",
        "`.prod()` multiplies a column. How far can each step rise with 1,200 yuan, and where does it end at 1?",
        "`whole * (new / old)` is the chain after a step was mended; `both = ... / (... + ...) * ... / (... + ...)`.",
    ],
)
task.check("the whole chain", task.value("whole"), atol=0.003, within=(0, 1))
task.check("two systems", task.value("both"), atol=0.0001, within=(0, 1))


def named(first, steps):
    there = hasattr(first, "keys") and {"step", "because"} <= set(first.keys())
    assert there, 'Give a dictionary with "step" and "because".'
    assert str(first["step"]).strip().lower() in steps, "Write the step as it stands in the table."
    assert str(first["because"]).strip().upper() in ("A", "B", "C", "D"), (
        '"because" is one of the letters A, B, C and D.'
    )


def chosen(first):
    if not (hasattr(first, "keys") and {"step", "because"} <= set(first.keys())):
        return 0, "Give a step and a letter."
    step = str(first["step"]).strip().lower()
    why = str(first["because"]).strip().upper()
    if step != "register at the kiosk":
        if step == "carry to the laboratory":
            return 0, "", "cheapest-by-estimate"
        return 0, "Compute the whole after 1,200 yuan for each step; none can get above 1."
    if why == "C":
        return None
    if why == "A":
        return 0.5, "", "weakest-because-weakest"
    return 0.5, "The step is right. The letter is not the best evidence for it."


task.rule("a step and a letter", named, task.value("first"), weight=0, steps=list(steps["step"]))
task.rule(
    "the step, and by what evidence",
    chosen,
    task.value("first"),
    weight=2,
    hidden=True,
)
task

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before the task is done
MENDED = """
**Here the simple reading is right: the weakest link is the one to mend.** If steps fail independently, guidance raises the whole by 14.1 percentage points on its ten days (9.7 to 18.5), and by 4.7 over a month of thirty (3.2 to 6.2). Carrying to the laboratory is cheaper by its estimate, but even if it never failed again the whole would rise by 1.0 points. The kiosk comes first not because it is weak, but because a way to mend it was tried. Whether the points come every month, the log must show.
"""
if is_right("m06-q18-chain") or is_static():
    display(Markdown(MENDED))
else:
    print("Finish the task. Then run this cell again.")

# %% [markdown] teaches=["S000-08", "S003-98", "S003-130"]
# ## A page that shows the whole visit
#
# A service is **designed**: what is offered (*content*), in which order (*process*), where (*setting*), and by whom, trained for what (*staff*). A **blueprint** (Shostack 1984) puts it on one page. A **line of visibility** divides what the customer sees from what happens behind it. **Fail points** are marked on it, and the customer's own tasks.
#
# A folder says: *unlike medicine, retail and finance need only a single person*. A loan at Lantern Bank:
#
# | | |
# |---|---|
# | seen | adviser; customer brings three payslips |
# | **line of visibility** | |
# | not seen | scoring, appraisal of the flat, legal review, payment, archive |
#
# Quality is therefore managed along the process, and with customers. **Standardize** what should be alike for all; leave to **judgment** what depends on the person.
#
# ## Task 19: mark two, then draw (15 points)
#
# | Criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **Backstage** | none | unseen steps | line of visibility, and who does what behind it |
# | **Patient's part** | none, or blame | a task | a task, and what makes it easy |
# | **Fail points** | none | named | two, each with a share: of what, how measured |
# | **Wait** | none | "we inform" | who says what, and when |
# | **Standard** | none, or all | one of the two | what is alike for all, what is judgment, and why |
#
# > **First.** Our friendly team stands for excellence. The patient registers, is examined and goes home happy. Many patients use the kiosk carelessly, so delays arise; we inform them. All conversations follow one script, as quality means that everything is the same.
#
# > **Second.** *Seen*: kiosk, call, examination, sample, result. *Line of visibility.* *Not seen*: the clerk calls up the record, a porter carries the sample, the laboratory analyzes it. The patient scans the card at the kiosk; a helper stands beside it. Fail points: right at the first try / all check-ins, counted by the kiosk each day; results explained on the day / all samples, from the log. At check-in, the clerk says how many minutes the wait will be. The order of identity checks is the same for all.
#
# For practice, without points: `marks` is a dictionary with `"first"` and `"second"`, each a list of five marks in the order of the table.

# %% answer="m06-q19-marks"
marks = ...  # {"first": [backstage, patient, fail, wait, standard], "second": [...]}
### BEGIN SOLUTION
marks = {"first": [0, 0, 0, 1, 0], "second": [2, 2, 2, 2, 1]}
### END SOLUTION

# %%
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q19-marks",
    points=1,
    hints=[
        "Put a finger on the words that earn a mark. Where are none, the mark is 0.",
        "Take one criterion for both pages, then the next.",
        '`marks = {"first": [..., ..., ..., ..., ...], "second": [..., ..., ..., ..., ...]}`',
    ],
)
task.needs("marks if marks is not ... else None", "No marks are there yet.")


def defended(marks, key):
    assert hasattr(marks, "keys"), 'Give a dictionary with "first" and "second".'
    for which in key:
        assert which in marks, 'Give marks to "first" and "second".'
        row = marks[which]
        assert not isinstance(row, (dict, str)), f"Give the {which} page a list of five marks."
        assert len(list(row)) == 5, f"Give five marks to the {which} page."
        assert all(one in (0, 1, 2) for one in marks[which]), "Each mark is 0, 1 or 2."
    criteria = ("backstage", "patient's part", "fail points", "wait", "standard")
    again = [
        f"{criterion} of the {which} page"
        for which, row in key.items()
        for criterion, one, (low, high) in zip(criteria, list(marks[which]), row, strict=True)
        if not low <= one <= high
    ]
    if not again:
        return None
    return max(10 - len(again), 0) / 10, f"Look again at: {', '.join(again)}."


task.rule(
    "marks that the words of the table bear out",
    defended,
    task.value("marks"),
    key={
        "first": [(0, 0), (0, 0), (0, 1), (1, 1), (0, 0)],
        "second": [(2, 2), (2, 2), (2, 2), (2, 2), (1, 1)],
    },
)
task

# %% [markdown]
# (15 points, read by your instructor) Write the page for Dr. Lin, 250 to 350 words: how a visit with a laboratory test goes from Monday on. Five criteria, three points each. Use `steps`, one of the four plans and your step from task 18. Touch content, process, setting and staff. End with one sentence on the folder's claim about a single person.

# %% [markdown] memo="m06-q19-blueprint" points=15 grades=["S000-08", "S003-98", "S003-130"]
# ### BEGIN SOLUTION
# *A page of full marks.* **A visit with a laboratory test, from Monday on**
#
# **Content.** The patient leaves with a result that was explained, on the same day.
#
# **Seen by the patient, in this order.** Find the department; register at the kiosk (patient, helper beside it); wait and be called; describe the complaint and examine (doctor); take the sample (nurse); explain the result (doctor); pay and collect medicine. **Line of visibility.** **Not seen.** A clerk calls up the record, the doctor orders tests, a porter carries the sample, the laboratory analyzes it. Two hand-overs are risky: order to nurse, porter to laboratory.
#
# **Patient's part.** Scan the card, choose the department, check the birthday. What makes it easy: three screens, large letters, on ten days a month a helper for one hour, trained to show and not to type. Whoever fails twice goes to a desk, without a word about it.
#
# **Fail point 1, the kiosk.** Check-ins right at the first try / all check-ins, counted by the kiosk each day; now about 64 %. Guidance comes first: with days drawn at random it brought 18 points at the kiosk (12 to 23). **Fail point 2, the result.** Results explained on the same day / all samples, from the laboratory's log each week; owner: head nurse.
#
# **Wait.** Two more desks from nine to twelve, because they keep 6 to 9 patients a day more than asking others to move. At check-in the clerk says how long it will take, and again when that has passed; a board in the waiting room shows the order of call, with the reason why the ill go first.
#
# **Standard.** Identity check, labels of samples and the words at check-in are the same for all: there a difference is an error. Judgment: how much the doctor explains and in which words, and whether somebody who cannot wait is called earlier, because patients differ.
#
# **The folder.** A loan has one adviser in front and five offices behind, so a single person is what the customer sees, not what finance needs.
#
# *Mark scheme.* Each of the five criteria 0, 1.5 or 3 points, by the table. Backstage: the folder's claim must be answered from what is behind the line; without that 1.5 at most. Patient's part: blame ("careless patients") gets 0. Fail points: a number without its base gets 1.5 at most; any two steps may be chosen. Wait: full points for who, what and when. Standard: "everything is standardized" gets 0. Content, process, setting or staff not touched at all: 1 point off for each, 3 at most. Asking patients to move in place of more desks is as good, if it says who is moved and that they may refuse.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# If you learn alone, run this, save the notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m06_waiting/4_slots")

# %% [markdown]
# ## What you take with you
#
# * Take the mean of what is served, not what is served at the mean.
# * One too few against one too many: this fraction says how many to book, to keep back and to prepare.
# * Compare a plan with all others, not only with today; say who leaves and who is moved.
# * Multiply steps. Mend where a trial showed what the money brings.
# * What the customer sees is the smaller part: draw the line, then look behind it.
#
# **Further reading.** W. E. Sasser, "Match Supply and Demand in Service Industries", *Harvard Business Review*, November-December 1976. K. Littlewood, "Forecasting and Control of Passenger Bookings", 1972, reprinted in *Journal of Revenue and Pricing Management* 4(2), 2005. G. L. Shostack, "Designing Services That Deliver", *Harvard Business Review* 62(1), 1984. M. J. Bitner, A. L. Ostrom and F. N. Morgan, "Service Blueprinting: A Practical Technique for Service Innovation", *California Management Review* 50(3), 2008.
#
# **Next:** this was the last notebook of module 6. Open `m07_control` from the launcher: a desk that was full one week may be empty the next, and not every change has a cause.
