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
#     title: The right number for the wrong reason
#     minutes: 65
#     points: 23
#     asks: Dr. Lin
#     question: "The formula and our log nearly agree. Is that a confirmation?"
# ---

# %% [markdown]
# # Waiting 1 of 4: the right number for the wrong reason
#
# **Plum Court Hospital and Lantern Bank.** 65 minutes, 23 points.
#
# When you have finished this notebook you will be able to
#
# 1. compute how many people stand in line, with those who left counted in,
# 2. say for four models of a line in which direction each errs, or that it has no answer,
# 3. find the fewest people for a promise such as "80 % within 20 seconds",
# 4. say what a number that fits shows of a model, and what it does not,
# 5. find work that nobody reports, by comparing a count with a law.

# %%
from servicelab import recall

recall("m06_waiting/1_average")

# %% [markdown]
# ## The slide
#
# The out-patient department of Plum Court Hospital has five desks. A patient needs ten minutes at a desk on average, so the five serve 30 patients an hour. On a usual day 222 patients come in nine hours, from eight to five. A consultant's slide says:
#
# > *At a load of 82 % the formula gives 6.7 minutes of waiting, and your own log says 8.1. Model confirmed. No sixth desk.*
#
# A sixth desk costs 120 yuan an hour, 1,080 yuan a day. Dr. Lin, who directs the hospital, must answer her board on Monday. May she tell it "model confirmed"?

# %%
import heapq

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import simpy

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.plots import PALETTE, is_static, show_table, use_style
from servicelab.waiting import erlang_a, erlang_c, service_level

use_style()
log = load_dataset("hospital_arrivals")
log[["visit_id", "day", "group", "arrived", "started", "left", "finished"]].sample(
    5, random_state=3
)

# %% [markdown]
# Times are minutes after eight o'clock. `started` is when a patient was called to a desk. Who went home unseen has `left` instead.

# %%
log["hour"] = 8 + (log["arrived"] // 60).astype(int)
by_hour = log.groupby("hour").agg(came=("visit_id", "size"), left=("left", "count")) / 30
fig, ax = plt.subplots(figsize=(8, 3.8))
ax.bar(by_hour.index, by_hour["came"] - by_hour["left"], color=PALETTE[0], label="seen")
ax.bar(
    by_hour.index,
    by_hour["left"],
    bottom=by_hour["came"] - by_hour["left"],
    color=PALETTE[1],
    label="went home unseen",
)
ax.axhline(30, color="0.3", linestyle="--", label="what five desks can serve")
ax.set_xticks(by_hour.index, [f"{hour}–{hour + 1}" for hour in by_hour.index])
ax.set(
    ylabel="Patients an hour, mean of 30 days",
    xlabel="Hour of arrival",
    title="From nine to eleven more patients come than five desks can serve",
)
ax.legend(frameon=False)
plt.show()

# %% [markdown]
# Patients are counted in the hour of arrival and may be seen in a later one: so blue can stand above the line. Of 6,784 patients in thirty days, 10.2 % went home unseen: 6.4 % of the ill, 15.8 % of the healthy. Of those who came between ten and eleven it was 20.4 %. The slide's 8.1 minutes are the mean wait of those who were **seen**. Over all who came, as the formula counts, the log has 8.5.
#
# ## A law that holds without a model
#
# How many people stand in line, on average? One may count heads every minute. Or one uses **Little's law** (Little 1961):
#
# $$\text{people in line} = \text{people who come in an hour} \times \text{mean hours that each spends in line}$$
#
# By hand, at a barber's: six guests come in an hour. Five of them wait 8 minutes each and are served; one waits 20 minutes and walks out. Together they spend 60 minutes in line, 10 minutes each, which is 1/6 of an hour. So 6 × 1/6 = 1 guest is in line on average. The one who walked out took a place as well: he belongs to both factors.
#
# ## Task 1: the line, with everybody in it (5 points)
#
# Complete `in_line(visits, hours)`: the mean number of people in line. `visits` is a table like `log`, times in minutes; `hours` is a number, all the hours that it covers. Two lines are missing: `ended`, the minute in which each one's time **in line** ended, one way or the other; and `people`.


# %% answer="m06-q1-little"
def in_line(visits, hours):
    """Mean number of people in line, by Little's law."""
    ended = ...  # when each one's time in line ended
    people = ...  # in line on average
    ### BEGIN SOLUTION
    ended = visits["started"].fillna(visits["left"])
    wait = (ended - visits["arrived"]).mean() / 60
    people = len(visits) / hours * wait
    ### END SOLUTION
    return people


# %% task="m06-q1-little" points=5
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q1-little",
    points=5,
    hints=[
        "What stands in the column `started` of somebody who went home?",
        "`fillna` takes a column, too: it fills the gaps of one column with the values of another. And which unit has the mean wait, which unit has `hours`?",
        '`ended = visits["started"].fillna(...)`; then people an hour, times the mean of `ended - ...` in hours.',
    ],
)
four = pd.DataFrame(
    {
        "visit_id": list("abcd"),
        "arrived": [0.0, 6.0, 10.0, 40.0],
        "started": [0.0, 12.0, np.nan, 58.0],
        "left": [np.nan, np.nan, 46.0, np.nan],
        "finished": [9.0, 40.0, np.nan, 71.0],
    }
)
task.check("four visits in two hours, one of them left", task.call("in_line", four, 2))
draw = np.random.default_rng(8)
came = np.sort(draw.uniform(0, 300, 40)).round(1)
stood = draw.exponential(18, 40).round(1)
gone = draw.random(40) < 0.3
other = pd.DataFrame(
    {
        "visit_id": [f"v{number}" for number in range(40)],
        "arrived": came,
        "started": np.where(gone, np.nan, came + stood),
        "left": np.where(gone, came + stood, np.nan),
        "finished": np.where(gone, np.nan, came + stood + draw.exponential(9, 40).round(1)),
    }
)
task.check("another day", task.call("in_line", other, 5), hidden=True, weight=2)
stayed = other[other["left"].isna()].reset_index(drop=True)
task.check("a day on which nobody left", task.call("in_line", stayed, 5), hidden=True, weight=0.5)
task

# %% [markdown]
# The next cell counts the heads of the log, minute by minute, and uses your function. Count and law agree within a hundredth of a person.

# %%
end = log["started"].fillna(log["left"])
inside = [((log["arrived"] <= minute) & (end > minute)).sum() / 30 for minute in range(540)]
print(f"counted every minute: {np.mean(inside):.2f} people in line")
try:
    print(f"Little's law: {in_line(log, 30 * 9):.2f}")
except TypeError:
    print("Shown when Task 1 is done. Then run this cell again.")

# %% [markdown]
# ## Four models of one line
#
# * **Erlang C**: patients come at one rate, for as long as you like, and nobody leaves. **Load** is the rate divided by what all desks can serve. From a load of 1 on, the line grows for as long as this lasts: no answer.
# * **Erlang A**: the same, but each has a patience (Garnett, Mandelbaum and Reiman 2002). It has an answer at any load, because leaving shortens the line.
# * Either can be used **by the hour**, as if the rate of that hour had always held (Green and Kolesar 1991).
# * A **simulation** plays the day, patient by patient.
#
# Patience cannot be read off those who left: they are the impatient ones, and waited 11.5 minutes on average. Divide the minutes in line of **all** by the number who left. That gives 82.7 minutes of standing for each one who left. It is one number for all, though the ill leave less readily than the healthy.
#
# ### The Python of a simulated line
#
# In `simpy`, a function with `yield` is the story of one person. At each `yield` it pauses until that has happened. A barber with one chair:

# %%
shop = simpy.Environment()
chair = simpy.Resource(shop, 1)


def guest(name, comes, needs):
    yield shop.timeout(comes)
    with chair.request() as turn:
        yield turn  # or: yield turn | shop.timeout(5), whichever comes first
        print(f"{name} waited {shop.now - comes} minutes")
        yield shop.timeout(needs)


shop.process(guest("Ai", comes=0, needs=20))
shop.process(guest("Bo", comes=5, needs=10))
shop.run()

# %% [markdown]
# The day of the hospital in the same way; you need not write such code. `usual` is the number of patients who come in each hour of a usual day, and `turn.triggered` says whether a desk came before patience ended.

# %%
log["wait"] = log["started"].fillna(log["left"]) - log["arrived"]
patience = log["wait"].sum() / log["left"].count()
usual = [30, 42, 40, 26, 12, 16, 24, 20, 12]


def one_day(seed, patience, desks=5):
    """Arrival, minutes in line and whether served, of all patients of one simulated day."""
    rng = np.random.default_rng(seed)
    clinic = simpy.Environment()
    desk = simpy.Resource(clinic, desks)
    rows = []

    def patient():
        came = clinic.now
        with desk.request() as turn:
            yield turn | clinic.timeout(rng.exponential(patience))
            rows.append((came, clinic.now - came, turn.triggered))
            if turn.triggered:
                yield clinic.timeout(rng.exponential(10))

    def door():
        for hour, rate in enumerate(usual):
            for minute in np.sort(rng.uniform(60 * hour, 60 * hour + 60, rng.poisson(rate))):
                yield clinic.timeout(minute - clinic.now)
                clinic.process(patient())

    clinic.process(door())
    clinic.run()
    return pd.DataFrame(rows, columns=["arrived", "wait", "served"])


simulated = pd.concat([one_day(seed, patience) for seed in range(1, 201)])
simulated["hour"] = 8 + (simulated["arrived"] // 60).astype(int)

# %% [markdown]
# The whole day, in four ways. Rates are people an hour, so waits come in hours: times 60.

# %%
mean_rate = 222 / 9
c_day, a_day = erlang_c(mean_rate, 6, 5), erlang_a(mean_rate, 6, 5, patience / 60)
whole = pd.DataFrame(
    {
        "mean time in line, minutes": [
            60 * c_day.wait,
            60 * a_day.wait,
            simulated["wait"].mean(),
            log["wait"].mean(),
        ],
        "went home, %": [
            0,
            100 * a_day.leave,
            100 * (1 - simulated["served"].mean()),
            100 * log["left"].notna().mean(),
        ],
    },
    index=[
        "Erlang C, mean rate",
        "Erlang A, mean rate",
        "simulation, 200 days",
        "the log, all patients",
    ],
)
show_table(whole, dict.fromkeys(whole.columns, "{:.1f}"))

# %% [markdown]
# And one hour of the afternoon, from two to three, by the rate of the log in that hour:

# %%
rates = log.groupby("hour").size() / 30  # patients an hour
at = 14  # the hour that begins at two in the afternoon
c_hour, a_hour = erlang_c(rates[at], 6, 5), erlang_a(rates[at], 6, 5, patience / 60)
print(
    f"{rates[at]:.1f} an hour: Erlang C {60 * c_hour.wait:.1f} minutes, Erlang A {60 * a_hour.wait:.1f}"
)
for name, table in (("simulation", simulated), ("log", log)):
    print(f"{name} {table.loc[table['hour'] == 14, 'wait'].mean():.1f} minutes")

# %% [markdown]
# We call a model *about right* for an hour if it lies within 3 minutes of the log's mean over **all** who came in that hour. From two to three, in this log, Erlang C by the hour is too high, and so is Erlang C with the mean rate; Erlang A by the hour and the simulation are about right.

# %% [markdown] teaches=["S002-03", "S002-04"] reads={"S002-04": "a list of what an advice network must contain; the source gives no data"}
# ## A desk where the formula may be used
#
# A firm that sells services needs **qualified advice** within reach. Such a network has five parts: experts, channels, a network behind them, an evidence base, and a scope. Each is a question: who advises, by which way, whom do they ask, on what do they rely, and what do they not advise on?
#
# How many experts? Lantern Bank's advice line takes 200 calls an hour, at one even rate all day, and hardly anybody hangs up. A call takes 3 minutes on average, and the lengths vary as the formula assumes. Its promise is **80 % within 20 seconds**. Here Erlang C asks for nothing that the desk does not have, and the simple reading is right. At a garage with 10 cars an hour and half an hour a car, seven mechanics begin with this share within five minutes (1/12 of an hour):

# %%
print(f"{service_level(10, 2, 7, 1 / 12):.1%}")  # cars an hour, cars an hour each, mechanics, hours

# %% [markdown]
# ## Task 2: four models and a desk (8 points)
#
# **The peak** (5 points). Do for the peak what was done for the afternoon hour. Record `errs`, a dictionary with five keys:
#
# | Key | Model | Patients who came |
# |---|---|---|
# | `"C day"` | Erlang C, mean rate | nine to ten |
# | `"C hour"` | Erlang C by the hour | nine to ten |
# | `"A hour"` | Erlang A by the hour | nine to ten |
# | `"A after"` | Erlang A by the hour | eleven to twelve |
# | `"simulation"` | the 200 simulated days | nine to ten |
#
# Each value is `"too low"`, `"about right"`, `"too high"` (by the 3 minutes above), or `"no answer"` if the function gives none. Two right words, as many as one word for all five gets, earn nothing.
#
# **The advice line** (3 points). Give `people`, the fewest advisers with whom the bank keeps at least its promise; and `each`, the cost of one advised caller in yuan, at 120 yuan for an hour of each adviser, to 0.01 yuan (nobody hangs up). Like `erlang_c`, `service_level` stops with an error from a load of 1 on: begin with enough advisers. The task is judged once all three names are there.

# %% answer="m06-q2-models"
errs = (
    ...
)  # {"C day": "...", "C hour": "...", "A hour": "...", "A after": "...", "simulation": "..."}
people = ...
each = ...  # yuan
### BEGIN SOLUTION
errs = {
    "C day": "too low",
    "C hour": "no answer",
    "A hour": "too high",
    "A after": "too low",
    "simulation": "about right",
}
people = 14  # 13 keep 79.6 %
paid = 120 * people
each = paid / 200
### END SOLUTION

# %% task="m06-q2-models" points=8 decides="how many advisers the bank pays for" grades=["S002-03"]
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q2-models",
    points=8,
    hints=[
        "How many come between nine and ten, and how many can five desks serve in that hour? What does a model by the hour know of the hour before? And how many advisers are busy on average?",
        "Change `at` in the cell of the afternoon hour, and read what an error message says. For the desk try one number of advisers after the other, beginning with a load below 1: 20 seconds are 20 / 3600 hours, and at least 80 % means before rounding.",
        '`errs = {"C day": ..., "C hour": ..., "A hour": ..., "A after": ..., "simulation": ...}`; `service_level(200, ..., people, 20 / 3600)`; `each` is what all advisers cost in an hour, divided by ...',
    ],
)


def five(errs):
    assert hasattr(errs, "keys"), "Give a dictionary from the key of a model to a word."
    keys = ("C day", "C hour", "A hour", "A after", "simulation")
    known = {
        str(key).replace("_", " ").strip().lower(): str(value).replace("_", " ").strip().lower()
        for key, value in dict(errs).items()
    }
    lacks = [key for key in keys if key.lower() not in known]
    assert not lacks, f"Still without a word: {', '.join(lacks)}."
    words = ("too low", "about right", "too high", "no answer")
    assert all(known[key.lower()] in words for key in keys), (
        'Each word is "too low", "about right", "too high" or "no answer".'
    )


def judged(errs, right, least):
    words = {
        "answer-at-full-load": "At a load of 1 or more Erlang C has no balance: look at what the function says for that hour.",
        "hour-as-for-ever": "Erlang A by the hour takes each hour as if its rate had always held. Compare its minutes with those of the log in both hours, and ask what the line was when the hour began.",
        "day-for-the-hour": "The mean rate of the day is not the rate of the peak: hold its minutes against those of that hour in the log.",
        "simulation-misread": "Take the simulated patients of that hour alone, and hold their mean against the log's.",
    }
    kinds = {
        "c hour": "answer-at-full-load",
        "a hour": "hour-as-for-ever",
        "a after": "hour-as-for-ever",
        "c day": "day-for-the-hour",
        "simulation": "simulation-misread",
    }
    given = {
        str(key).replace("_", " ").strip().lower(): str(word).replace("_", " ").strip().lower()
        for key, word in dict(errs).items()
    }
    wrong = [key for key in kinds if given.get(key) != right[key]]
    if not wrong:
        return None
    share = max(5 - len(wrong) - least, 0) / (5 - least)
    slips = list(dict.fromkeys(kinds[key] for key in wrong))
    told = f"{5 - len(wrong)} of 5 words are right. " + " ".join(words[slip] for slip in slips)
    return share, told, slips[0]


task.rule("a word for each of the five", five, task.value("errs"), weight=0)
task.rule(
    "the five words",
    judged,
    task.value("errs"),
    hidden=True,
    right={
        "c day": "too low",
        "c hour": "no answer",
        "a hour": "too high",
        "a after": "too low",
        "simulation": "about right",
    },
    least=2,
    weight=5,
)
task.check("the fewest advisers", task.value("people"), weight=2, silent=True)
task.check("yuan for one caller", task.value("each"), own="120 * people / 200", atol=0.006)
task

# %%
statement = Statement(
    "m06-q3-statement",
    "Back to the slide. Which sentence may Dr. Lin tell her board?",
    {
        "A": "The slide's 6.7 minutes and the log's 8.1 are near each other because two things matter little, a peak of two hours and one in ten who leaves; so the slide fits the day as it is, and is evidence against a sixth desk.",
        "B": "The slide's 6.7 minutes and the log's 8.1 are near each other because two errors cancel, no peak in the formula and nobody who leaves; so the slide fits the day as it is, and is evidence against a sixth desk.",
        "C": "The slide's 6.7 minutes and the log's 8.1 are near each other because two things matter little, a peak of two hours and one in ten who leaves; so the slide fits a day's mean alone, and is no evidence on a sixth desk.",
        "D": "The slide's 6.7 minutes and the log's 8.1 are near each other because two errors cancel, no peak in the formula and nobody who leaves; so the slide fits a day's mean alone, and is no evidence on a sixth desk.",
    },
)
statement

# %% [markdown]
# ## Task 3: which sentence may she tell? (3 points)
#
# Three of the four claim more than the table of the whole day and the hours can bear. Record the letter of the fourth and how sure you are. The letter is graded, the confidence kept.

# %% answer="m06-q3-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="D", sure=0.9)
### END SOLUTION

# %% task="m06-q3-statement" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q3-statement",
    points=3,
    hints=[
        "Go down the table of the whole day. What is added from one line to the next, and which way does the number go?",
        "In which hours would a sixth desk shorten the line, and how near was the slide's formula there?",
        "Look for causes that are taken for small, and for a number that is trusted for what it was not tried on.",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## Task 4: if nobody had left (4 points)
#
# Dr. Lin asks the opposite of the slide: in months like this one, the same patients at the same minutes and the same five desks, but **everybody stays until seen**. What would the mean wait of a month be? (No two such months are alike.)
#
# Bet before you change the model: reasoning by hand comes close enough. Give a range of which you are 80 % sure. A range costs its width, and ten times what it misses by. Graded is its mean cost on forty other months of this department, which you do not see: up to 13 earns all points, from 22 on nothing.

# %%
stay = RangePrediction(
    "m06-stay", "Nobody leaves: what is the mean wait of a month?", 0, 120, "minutes"
)
stay

# %% answer="m06-q4-stay"
# stay.record(low=..., high=...)
### BEGIN SOLUTION
stay.record(low=20, high=29)
### END SOLUTION

# %% task="m06-q4-stay" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q4-stay",
    points=4,
    hints=[
        "How many more patients come from nine to eleven than can be served, and how long does it take until that line is gone?",
        "Draw the line of the usual day by hand, hour by hour, as if patients came evenly; its mean over nine hours, by Little's law, is a wait. What does chance within the hours add? You know a formula that has chance and no peak.",
        "Add the two waits for the middle. Then widen: days differ, and so do months; but a month has thirty days.",
    ],
)
task.needs("stay.decision", "No range is recorded yet. Record it, then run this cell again.")


def recorded(decision):
    ends = [decision["low"], decision["high"]]
    assert all(isinstance(one, (int, float)) for one in ends), "A range has two numbers."
    assert 0 <= ends[0] <= ends[1] <= 120, (
        "A range goes from 0 to 120 minutes, the lower end first."
    )


def worth(decision, months, full, nothing):
    from servicelab.evidence import interval_score

    low, high = decision["low"], decision["high"]
    assert all(isinstance(one, (int, float)) for one in (low, high)), "A range has two numbers."
    assert 0 <= low <= high <= 120, "A range goes from 0 to 120 minutes, the lower end first."
    came = [float(one) for one in months.split()]
    middle = sum(came) / len(came)
    cost = sum(interval_score(low, high, one) for one in came) / len(came)
    share = (nothing - cost) / (nothing - full)
    if share >= 1:
        return None
    told = f"On the other months it costs {cost:.0f} on average."
    if high < 14:
        return share, "", "page-believed"
    if high < middle - 3:
        return share, "", "peak-or-chance"
    if low > middle + 3:
        return share, "", "too-dark"
    if high - low > 18:
        return share, "", "says-little"
    above = sum(one > high for one in came) / len(came)
    below = sum(one < low for one in came) / len(came)
    lies = "too narrow" if above + below > 0.2 else "too wide"
    if abs(above - below) > 0.2:
        lies = "low" if above > below else "high"
    return share, f"{told} It is a little {lies}."


task.rule("a range in minutes", recorded, "stay.decision", weight=0)
task.rule(
    "what the range costs on forty other months",
    worth,
    "stay.decision",
    hidden=True,
    months=(
        "22.7 24.1 25.9 25.0 24.2 24.2 27.1 30.3 22.7 27.7 28.0 25.3 25.4 23.5 25.8 21.6 22.7 25.0 30.0 28.9 "
        "23.7 22.5 21.4 21.0 21.7 19.1 21.7 24.1 19.7 21.0 22.7 26.6 23.7 26.2 23.4 25.3 24.1 25.7 22.5 24.4"
    ),
    full=13,
    nothing=22,
)
task

# %% [markdown]
# The next cell plays the log again with everybody staying. What the log cannot know is how long those who left would have needed at a desk: their minutes are drawn from those who were seen, twenty times.

# %% jupyter={"source_hidden": true}
# no need to read this: the log once more, in order of arrival, and nobody leaves


def rerun(seed):
    """Mean wait in minutes if everybody in the log had stayed."""
    rng = np.random.default_rng(seed)
    needs = log["finished"] - log["started"]
    needs = needs.where(log["started"].notna(), rng.choice(needs.dropna(), len(log)))
    waits = []
    for _number, part in log.groupby("day"):
        free = [0.0] * 5
        for came, minutes in zip(part["arrived"], needs[part.index], strict=True):
            begins = max(came, heapq.heappop(free))
            heapq.heappush(free, begins + minutes)
            waits.append(begins - came)
    return np.mean(waits)


if stay.decision or is_static():
    everybody = np.mean([rerun(seed) for seed in range(20)])
    display(stay.reveal_button(round(everybody, 1)))
else:
    print("Record your range first. Then run this cell again.")

# %% jupyter={"source_hidden": true}
# no need to read this: four waits, with and without a peak, with and without leaving
from IPython.display import Markdown


def four_corners():
    patient = pd.concat([one_day(seed, 1e9) for seed in range(1, 201)])
    corners = pd.DataFrame(
        {
            "some leave": [60 * a_day.wait, simulated["wait"].mean()],
            "nobody leaves": [60 * c_day.wait, patient["wait"].mean()],
        },
        index=["one rate all day", "the hours as they are"],
    )
    display(show_table(corners, dict.fromkeys(corners.columns, "{:.1f}")))
    display(
        Markdown(
            f"Mean minutes in line. The slide stands at the upper right, the department at the lower "
            f"left: the two differ little because the peak raises the wait and leaving lowers it. "
            f"**If nobody left, it would be about {corners.iloc[1, 1]:.0f} minutes on usual days, and "
            f"about {everybody:.0f} in this log**, whose days differ and are busier "
            f"({len(log) / 30:.0f} patients a day). Beside the {log['wait'].mean():.1f} minutes of the "
            f"log stand {log['left'].count() / 30:.0f} patients a day who went home unseen."
        )
    )


if stay.is_revealed or is_static():
    display(statement.reveal_button(four_corners))
else:
    print("Open the seal above. Then run this cell again.")

# %% [markdown] teaches=["S003-57"]
# ## The law as a detective
#
# A service runs through four phases again and again: **plan, respond, deliver, improve**. Lantern Bank's technicians write a ticket for each piece of work: `change` is planning, `incident` and `fault` are responding, `request` is delivering, `problem` (finding a cause for good) is improving.
#
# Their report says: 80 tickets were opened in the 184 days from July 1 to December 31, 2025. The **closed** ones took 5.9 days on average. "By Little's law 80 / 184 × 5.9, fewer than three, are open on a day." Count, and see.

# %%
tickets = load_dataset("bank_tickets")[["ticket_id", "kind", "opened", "closed"]]
phase = {
    "change": "plan",
    "incident": "respond",
    "fault": "respond",
    "request": "deliver",
    "problem": "improve",
}
tickets["phase"] = tickets["kind"].astype(str).map(phase)
days = pd.date_range("2025-07-01", "2025-12-31")
tickets.head(5)

# %% [markdown]
# ### The Python of what is out on a day
#
# A hotel lent three umbrellas. A comparison with a blank is False, and `~`, "not", makes it True: what never came back is out.

# %%
lent = pd.DataFrame(
    {
        "color": ["red", "blue", "red"],
        "back": pd.to_datetime(["2026-03-02", None, "2026-03-03"]),
    }
)
out = [lent[~(lent["back"] <= date)] for date in pd.date_range("2026-03-01", "2026-03-03")]
print("out on each day:", [len(table) for table in out])
print(pd.concat(out)["color"].value_counts().to_dict())

# %% [markdown]
# ## Task 5: what the closed ones cannot explain (3 points)
#
# A ticket is open on a day if it was opened on that day or before, and not closed on that day or before; one that was never closed stays open. Give two names:
#
# * `hidden`: the mean number open over the 184 days, as counted, minus what the report's law says (80 tickets in 184 days, times the mean days from `opened` to `closed` of the closed ones, unrounded); to two decimals,
# * `where`: the phase, `"plan"`, `"respond"`, `"deliver"` or `"improve"`, whose tickets make up the largest part of the counted number.

# %% answer="m06-q5-tickets"
hidden = ...
where = ...
### BEGIN SOLUTION
opened, closed = tickets["opened"], tickets["closed"]
open_on = [tickets[(opened <= date) & ~(closed <= date)] for date in days]
counted = np.mean([len(table) for table in open_on])
law = len(tickets) / len(days) * (closed - opened).dt.days.mean()
hidden = counted - law
where = pd.concat(open_on)["phase"].value_counts().idxmax()
### END SOLUTION

# %% task="m06-q5-tickets" points=3 grades=["S003-57"]
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q5-tickets",
    points=3,
    hints=[
        "What is the end of a ticket that has none? On which days is it open?",
        'For one date: `tickets[(tickets["opened"] <= date) & ~(tickets["closed"] <= date)]`, as with the umbrellas, and opened by that date.',
        "Count the rows of that table for each of `days` and take the mean; for `where`, count the phases in all these tables together.",
    ],
)
task.check("what the law does not explain", task.value("hidden"), weight=2, atol=0.025)
task.check(
    "the phase with most of it",
    task.value("where"),
    among=["plan", "respond", "deliver", "improve"],
    silent=True,
)
task

# %% [markdown]
# The law is exact; what was put into it was not. A mean over the closed leaves out what was never finished, as the mean over the seen leaves out who went home.
#
# ## Your own log
#
# Does your organization write down who came when? Then put the file beside the modules, not into one (a module is handed in), run the cell, type its name, and press. CSV or xlsx, a row for each visit: when people arrived, when their turn came (blank for who left), when they were done. What the file leaves open is asked in one line, with the option that answers it. Nothing leaves your machine.

# %%
from servicelab import own_file

own_file("waiting")

# %% [markdown]
# ## Be judged
#
# If you learn alone, run this, save the notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m06_waiting/1_average")

# %% [markdown]
# ## What you take with you
#
# * Little's law needs no model. It needs everybody, those who left included.
# * A number that fits does not confirm the model. Ask what the model leaves out, and try it where that matters.
# * At a load of 1 or more Erlang C has no answer. By the hour, a formula forgets the line that the hour before left behind.
# * Whoever leaves makes the mean look better. Report both: minutes, and who went home.
#
# **Further reading.** J. D. C. Little, "A Proof for the Queuing Formula: L = λW", *Operations Research* 9(3), 1961. O. Garnett, A. Mandelbaum and M. Reiman, "Designing a Call Center with Impatient Customers", *Manufacturing & Service Operations Management* 4(3), 2002. L. Green and P. Kolesar, "The Pointwise Stationary Approximation for Queues with Nonstationary Arrivals", *Management Science* 37(1), 1991. N. Gans, G. Koole and A. Mandelbaum, "Telephone Call Centers: Tutorial, Review, and Research Prospects", *Manufacturing & Service Operations Management* 5(2), 2003.
#
# **Next:** [2_morning](2_morning.ipynb). The morning is yours: desks, order, and whom to ask to come later.
