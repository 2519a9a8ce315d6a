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
#     title: Waiting as it is felt
#     minutes: 60
#     points: 21
#     asks: Dr. Lin
#     question: "If we cannot make the wait shorter, can we make it feel shorter?"
# ---

# %% [markdown]
# # Waiting 3 of 4: waiting as it is felt
#
# **Plum Court Hospital, out-patient department.** 60 minutes, 21 points.
#
# When you have finished this notebook you will be able to
#
# 1. compute what a lot shows, with its interval, and use it on any table,
# 2. say in one sentence what may be told when no difference is seen,
# 3. find out who gains most from a measure, and how sure that is,
# 4. decide whether guidance at a self-service point pays, and what patients themselves add,
# 5. choose between one line and several by conditions that were set before.

# %%
from servicelab import recall

recall("m06_waiting/3_felt")

# %% [markdown]
# ## Two clocks
#
# Five desks serve thirty patients an hour, and more than thirty come between nine and eleven. Part of the wait will stay. Dr. Lin, who directs the hospital, asks what else can be done: explain the wait, hang up a screen, guide patients at the kiosks, or let them line up in another way.
#
# There are two clocks. One is on the wall (**measured** minutes). The other is in the patient's head (**felt** minutes). Maister (1985) wrote eight sentences on the second one, as observations that he did not test. For two of them coins were tossed here; for a third, nobody tossed one. A coin is the simplest **lot**: chance alone decides.
#
# | Maister, in short | At the hospital | Who decided |
# |---|---|---|
# | Occupied time feels shorter | a room with a screen | a coin for each patient |
# | Unexplained waits feel longer | a clerk explains the wait | a second coin for each patient |
# | Unfair waits feel longer | overtaken by somebody who came later | the rule "ill patients first" |
#
# The 640 patients below waited for test results, so nobody left before being called. A few did not answer the last question: `satisfied` is blank there.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.plots import PALETTE, is_static, show_table, use_style

use_style()

# %%
room = load_dataset("hospital_waiting_room")
room["over"] = room["felt"] - room["waited"]  # felt minus measured minutes
room.head(4)

# %% jupyter={"source_hidden": true}
silent = room[room["explained"] == 0]
fig, ax = plt.subplots(figsize=(8, 4.2))
ax.plot([0, 105], [0, 105], color="0.5", linestyle="--", linewidth=1.5)
ax.text(104, 76, "both clocks agree", color="0.35", fontsize=10, ha="right", va="top")
shaken = silent["felt"] + np.random.default_rng(1).uniform(-1.5, 1.5, len(silent))
ax.plot(silent["waited"], shaken, "o", color=PALETTE[0], alpha=0.4, markersize=5)
ax.set(
    xlim=(0, 105),
    ylim=(0, 140),
    xlabel="Measured minutes",
    ylabel="Felt minutes",
    title="Nobody explained: most feel more minutes than the wall shows",
)
plt.show()

# %% [markdown]
# The 333 patients to whom nobody explained the wait felt 8.0 minutes more than the clock on the wall, on average. What does explaining change? Say it before you see it.

# %%
bet = RangePrediction(
    "m06-explained",
    "Mean of felt minus measured minutes: explained patients minus patients to whom nobody explained. How many minutes?",
    -20,
    20,
    "minutes",
)
bet

# %% [markdown]
# ## By hand, at a bakery
#
# A bakery tosses a coin for each of seven customers. Three are told why the oven is late, and feel 4, 6 and 8 minutes. Four are not told, and feel 9, 11, 13 and 15.
#
# * **Difference**: arm 1 minus arm 0, 6 − 12 = −6 minutes.
# * **Standard error**: the variances of the arms are 4 and 6.67. Each is divided by the number of customers in its arm, *then* they are added, *then* comes the root: √(4 / 3 + 6.67 / 4) = √3 = 1.73 minutes.
# * **95 % interval**, 1.96 standard errors to both sides: from −9.4 to −2.6 minutes. (For so few customers the factor should be larger; with hundreds, 1.96 is right.)
#
# ### The Python of one arm

# %%
bakery = pd.DataFrame({"told": [1, 1, 1, 0, 0, 0, 0], "felt": [4, 6, 8, 9, 11, 13, 15]})
told = bakery.loc[bakery["told"] == 1, "felt"]  # the felt minutes of one arm
told.mean(), told.var(), len(told)

# %% [markdown]
# ## Task 10: what a lot shows (5 points)
#
# Complete `lot_difference(table, value, arm, reach=1.96)`. `value` and `arm` are names of columns; `arm` holds 1 or 0. Rows whose value is missing are already left out. Give `difference`, the mean of `value` in arm 1 minus that in arm 0, and `error`, its standard error, with the variance of each arm as `.var()` gives it. `reach` is the number of standard errors to each side.


# %% answer="m06-q10-lot"
def lot_difference(table, value, arm, reach=1.96):
    """Difference of two arms with its interval, as three numbers: difference, low, high."""
    known = table.dropna(subset=[value])
    one = known.loc[known[arm] == 1, value].astype(float)
    other = known.loc[known[arm] == 0, value].astype(float)
    difference = ...
    error = ...
    ### BEGIN SOLUTION
    difference = one.mean() - other.mean()
    error = (one.var() / len(one) + other.var() / len(other)) ** 0.5
    ### END SOLUTION
    return [difference, difference - reach * error, difference + reach * error]


# %% task="m06-q10-lot" points=5
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.discovery import world

task = Task(
    "m06-q10-lot",
    points=5,
    hints=[
        "Which arm is taken from which? And does a mean of many patients swing as much as one patient?",
        "First two means. Then two variances, each divided by the number of rows in its own arm.",
        "`error = (one.var() / ... + ...) ** 0.5`",
    ],
)
gym = pd.DataFrame(
    {
        "called": [1, 1, 1, 1, 1, 0, 0, 0],
        "visits": [2.0, 5.0, 9.0, 4.0, None, 1.0, 3.0, 8.0],
    }
)
eight = task.call("lot_difference", gym, "visits", "called")
task.check("a gym: eight members, one of them without an answer", eight, weight=2, atol=0.01)
other = world("m06_waiting_felt").make_world_felt(77).hospital_waiting_room
other = other[["screen", "explained", "waited", "satisfied"]].iloc[:230]
other = other[(other["screen"] == 0) | (other["waited"] > 28)].astype(float)
by_screen = task.call("lot_difference", other, "satisfied", "screen")
task.check("another room, arms of unequal size", by_screen, hidden=True, weight=2, atol=0.002)
wide = task.call("lot_difference", other, "waited", "explained", 2.6)
task.check("another arm, another value, a wider interval", wide, hidden=True, atol=0.02)
task

# %% [markdown]
# Seal your range before you use the function. Then the next cell uses it on both coins.

# %%
by_lot = room.groupby("explained")["over"].mean()
bet.reveal_button(round(by_lot[1] - by_lot[0], 1))

# %% jupyter={"source_hidden": true}
# no need to read this: your function on both coins, and on those who chose to watch
watching = room[room["screen"] == 1]
asked = {
    "explained, felt minus measured": (room, "over", "explained"),
    "screen, felt minus measured": (room, "over", "screen"),
    "within the screen's room: watched, felt": (watching, "felt", "watched"),
    "within the screen's room: watched, measured": (watching, "waited", "watched"),
}
by_hand = [-6, -9.4, -2.6]
if bet.decision or is_static():
    try:
        if not np.allclose(lot_difference(bakery, "felt", "told"), by_hand, atol=0.05):
            print("Your lot_difference is not right yet: at the bakery it should give", by_hand)
        table = pd.DataFrame(
            [lot_difference(*which) for which in asked.values()],
            index=list(asked),
            columns=["minutes", "from", "to"],
        )
        display(show_table(table, dict.fromkeys(table.columns, "{:+.1f}")))
    except TypeError:
        print("Shown when Task 10 is done. Then run this cell again.")
else:
    print("Record your range. Then run this cell again.")

# %% [markdown]
# A coin put patients into the room with the screen. In that room patients themselves decided whether to **watch**, and a clerk noted it.

# %%
statement = Statement(
    "m06-q11-statement",
    "Which sentence may Dr. Lin tell the board of the screen?",
    {
        "A": "Watchers and others differ by +16.2 felt minutes (12.8 to 19.5): wherever patients wait, effects of a screen outside this range do not fit.",
        "B": "The rooms differ by −0.8 minutes of felt minus measured (−1.9 to 0.4): wherever patients wait, as this range holds zero, a screen has no effect.",
        "C": "The rooms differ by −0.8 minutes of felt minus measured (−1.9 to 0.4): for those who wait for results here, effects of a screen outside this range do not fit.",
        "D": "Watchers and others differ by +16.2 felt minutes (12.8 to 19.5): for those who wait for results here, as this range leaves out zero, a screen has an effect.",
    },
)
statement

# %% [markdown]
# ## Task 11: which sentence may be told? (3 points)
#
# Three of the four claim more than the data hold. Record the letter of the fourth, and how sure you are.

# %% answer="m06-q11-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.85)
### END SOLUTION

# %% task="m06-q11-statement" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q11-statement",
    points=3,
    hints=[
        "Who decided what: a coin, or the patient?",
        "An interval around zero: which changes does it leave possible, and which not?",
        "Look for a cause without a coin, for a zero that is taken as proved, and for a room in which nobody tossed a coin.",
    ],
)
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before a sentence is recorded
from IPython.display import Markdown

SCREEN = """
**Explaining.** Explained patients felt 6.4 minutes less beyond the clock than the others (5.3 to 7.4 less), because of the explaining: a coin decided. Measured waits hardly differ between the two arms, by −0.2 minutes (−2.3 to 1.9), as a coin lets expect. **Here the simple reading is right**, without any adjustment. Explaining shortens the felt wait, not the wait. Two things remain open: whether the clerk's words help or the clerk's attention (the coin drew both together), and what the clerk's time costs.

**The screen.** Nobody can tell. No difference is seen, and a small one is possible. Watchers felt 16.2 minutes more, but by the clock on the wall they had waited 13.8 minutes longer: who waits long begins to watch.

Other waits may differ. In an experiment by Hui and Tse (1996) information had no significant impact in short waits. In waits of intermediate length, telling the duration had more impact than telling the place in line; in long waits, less. And information changed how the service was judged through feelings and through accepting the wait, not through the minutes that it seemed to last.
"""
if bet.decision or is_static():
    display(statement.reveal_button(Markdown(SCREEN)))
else:
    print("Record your range. Then run this cell again.")

# %% [markdown]
# ## Overtaken
#
# For results, ill patients are called first (at the desks it goes by arrival). So 210 sub-healthy and healthy patients saw somebody pass who had come later. Larson (1987) holds that such injustice can weigh more than the minutes. Being overtaken was not drawn by lot. But **within** the overtaken, and within all who were not overtaken, a coin decided who got an explanation. So each of the two gains is an effect; why they differ, if they do, no coin tells.
#
# The difference of two differences has an error, too. At the bakery: told customers gain 2.0 points on Sundays (standard error 0.3) and 0.5 points on weekdays (0.4). The gains differ by 1.5 points, with a standard error of √(0.3² + 0.4²) = 0.5 points: from 0.5 to 2.5.
#
# ## Task 12: who gains most from being told? (3 points)
#
# In points of `satisfied` (1 to 7), blanks left out. Two decimals at least. Give
#
# * `gain`: a dictionary with `"overtaken"` and `"others"` (all who were not overtaken, ill patients included); mean satisfaction of the explained minus that of those to whom nobody explained,
# * `more`: three numbers: the gain of the overtaken minus the gain of the others, and the low and the high end of its 95 % interval (1.96),
# * `who`: `"overtaken"` or `"others"`, or `"cannot tell"` if the interval holds zero.

# %% answer="m06-q12-overtaken"
gain = ...  # {"overtaken": ..., "others": ...}
more = ...  # [difference, low, high]
who = ...  # "overtaken", "others" or "cannot tell"
### BEGIN SOLUTION
passed = lot_difference(room[room["overtaken"] == 1], "satisfied", "explained")
stayed = lot_difference(room[room["overtaken"] == 0], "satisfied", "explained")
gain = {"overtaken": passed[0], "others": stayed[0]}
halves = [(ends[2] - ends[1]) / 2 for ends in (passed, stayed)]
half = (halves[0] ** 2 + halves[1] ** 2) ** 0.5
apart = passed[0] - stayed[0]
more = [apart, apart - half, apart + half]
who = "overtaken"
### END SOLUTION

# %% task="m06-q12-overtaken" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q12-overtaken",
    points=3,
    hints=[
        "Within which patients did a coin decide, and about what?",
        "`lot_difference` twice: once on the overtaken, once on all others. Half the width of an interval is 1.96 standard errors.",
        "`half = (... ** 2 + ... ** 2) ** 0.5`, where the dots are half the widths of the two intervals.",
    ],
)
task.check("the gain of both", task.value("gain"), weight=2, atol=0.006, each=True)
task.check("how much more, with its interval", task.value("more"), weight=3, atol=0.02)
task.check(
    "who gains most",
    task.value('who if who is ... else str(who).strip().lower().replace("_", " ")', name="who"),
    among=["overtaken", "others", "cannot tell"],
    silent=True,
)
task


# %% jupyter={"source_hidden": true}
# no need to read this: what came, when your three names are there
def two_arms(table, value, arm, reach=1.96):
    arms = [table.loc[table[arm] == side, value].dropna().astype(float) for side in (1, 0)]
    gap = arms[0].mean() - arms[1].mean()
    half = reach * (arms[0].sem() ** 2 + arms[1].sem() ** 2) ** 0.5
    return gap, gap - half, gap + half


def overtaken():
    names = {"overtaken": 1, "all others": 0}
    gains = {
        name: two_arms(room[room["overtaken"] == side], "satisfied", "explained")
        for name, side in names.items()
    }
    alike = room[(room["overtaken"] == 0) & (room["group"] != "ill")]
    well = [round(x, 2) + 0 for x in two_arms(alike, "satisfied", "explained")]
    _fig, ax = plt.subplots(figsize=(8, 2.4))
    for place, (_name, (middle, low, high)) in enumerate(gains.items()):
        reach = [[middle - low], [high - middle]]
        ax.errorbar(
            middle, place, xerr=reach, fmt="o", color=PALETTE[place], capsize=5, markersize=9
        )
    ax.axvline(0, color="0.4", linestyle="--", linewidth=1.5)
    ax.set_yticks(range(len(gains)), list(gains))
    ax.set(
        ylim=(-0.6, 1.6),
        xlabel="Satisfaction, explained minus not explained, points with 95 % interval",
        title="What an explanation gives to the overtaken and to all others",
    )
    plt.show()
    display(
        Markdown(
            f"{(room['overtaken'] == 1).sum()} of {len(room)} patients were overtaken. A clerk who "
            "has no time for the whole room could begin with them. None of them is ill. But among "
            "sub-healthy and healthy patients who were not overtaken, too, the gain was smaller: "
            f"{well[0]:.2f} points ({well[1]:.2f} to {well[2]:.2f}). Why it differs, no coin tells."
        )
    )


if not any(name is ... for name in (gain, more, who)) or is_static():
    overtaken()
else:
    print("Give your three names. Then run this cell again.")

# %% [markdown] teaches=["S000-05", "S003-128"]
# ## The patient works, too
#
# In many services the customer supplies effort and information that make the result good or bad: value is **co-created**. A customer is a part-time worker whom nobody trained. So **guide customers in their role**: say what to bring, what to do, and what comes next.
#
# At the kiosks patients register themselves. On ten of twenty days, drawn by lot, a clerk guided them: "first the card, then the department, then the papers". About a third of the patients use the kiosks: eighty check-ins a day were noted. Of each we know whether the case is complex, whether the patient brought all papers (`complete`), whether the check-in was right the first time (`right`), and the minutes at the kiosk.

# %%
checkins = load_dataset("hospital_checkins")
checkins.head(4)

# %% [markdown]
# What was drawn is what is counted: **20 days**, not 1,600 check-ins. A day has its own crowd, clerk and printer. So first make one number of each day, here at a bus line with three days:

# %%
trips = pd.DataFrame(
    {"day": [1, 1, 2, 2, 3, 3], "new": [1, 1, 0, 0, 1, 1], "late": [0, 1, 1, 1, 0, 0]}
)
trips.groupby(["day", "new"], as_index=False)["late"].mean()  # a row for each day

# %% [markdown]
# For 20 units the factor is 2.10 (Student's t, 18 degrees of freedom) instead of 1.96.
#
# ## Task 13: keep the guidance? (5 points)
#
# Guidance takes a clerk one desk hour a guided day, 120 yuan. A check-in that goes wrong is done again at a desk, ten minutes, 20 yuan. There are 80 check-ins a day. All shares are proportions, three decimals at least. Give
#
# * `guidance`: three numbers: share right on guided days minus on the others, days as units, and the low and high end (2.10),
# * `pays_from`: how much larger the share right must be for guidance to pay for itself,
# * `papers`: a dictionary; `"raw"`: over all check-ins, share right with complete papers minus without; `"same"`: the same difference within simple and within complex cases, averaged by how many of the 1,600 check-ins are of each kind,
# * `verdict`: a dictionary; `"guidance"`: `"keep"` if the whole interval lies above `pays_from`, `"stop"` if it lies below, else `"cannot tell"`; `"papers"`: `"brings"` or `"goes with"`, for the sentence "Complete papers ... more check-ins that are right the first time". One point is for both words together, if your difference is right.

# %% answer="m06-q13-kiosk"
guidance = ...  # [difference, low, high]
pays_from = ...
papers = ...  # {"raw": ..., "same": ...}
verdict = ...  # {"guidance": "...", "papers": "..."}
### BEGIN SOLUTION
days = checkins.groupby(["day", "guided"], as_index=False)["right"].mean()
guidance = lot_difference(days, "right", "guided", 2.10)
pays_from = 120 / (80 * 20)
raw = checkins.groupby("complete")["right"].mean()
kinds = checkins.groupby(["complex", "complete"])["right"].mean().unstack()
weights = checkins["complex"].value_counts(normalize=True).sort_index()
papers = {"raw": raw[1] - raw[0], "same": ((kinds[1] - kinds[0]) * weights).sum()}
verdict = {"guidance": "keep", "papers": "goes with"}
### END SOLUTION

# %% task="m06-q13-kiosk" points=5 decides="whether patients are guided at the kiosks" grades=["S000-05", "S003-128"]
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q13-kiosk",
    points=5,
    hints=[
        "What was drawn by lot here: check-ins, days, or papers?",
        'Make a row for each day, then `lot_difference(..., "right", "guided", 2.10)`. For the papers, take `checkins[checkins["complex"] == 0]` and its counterpart: two differences, two weights.',
        "`pays_from = 120 / (... * ...)`; hold it against the whole interval.",
    ],
)
task.check("guidance, by days", task.value("guidance"), weight=4, atol=0.0012, within=(-1, 1))
task.check("from where guidance pays", task.value("pays_from"), atol=0.0006, within=(0, 1))
task.check(
    "papers, raw and same", task.value("papers"), weight=3, atol=0.003, each=True, within=(-1, 1)
)


def both_words(verdict):
    assert hasattr(verdict, "keys"), 'Give a dictionary with "guidance" and "papers".'
    given = {
        str(key).lower(): str(word).strip().lower().replace("_", " ")
        for key, word in dict(verdict).items()
    }
    missing = [key for key in ("guidance", "papers") if key not in given]
    assert not missing, f"Still without a word: {', '.join(missing)}."
    assert given["guidance"] in ("keep", "stop", "cannot tell"), (
        'For guidance, choose "keep", "stop" or "cannot tell".'
    )
    assert given["papers"] in ("brings", "goes with"), 'For papers, choose "brings" or "goes with".'


def right_words(verdict, guidance, key, apart):
    given = {
        str(name).lower(): str(word).strip().lower().replace("_", " ")
        for name, word in (dict(verdict).items() if hasattr(verdict, "keys") else ())
    }
    words = given.get("guidance"), given.get("papers")
    if words == (key["guidance"], key["papers"]):
        try:
            first = float(np.ravel(guidance)[0])
        except (TypeError, ValueError, IndexError):
            first = 0
        if abs(abs(first) - apart) < 0.002:
            return None
        return 0, "The words count when your difference between the days is right."
    if words[0] not in ("keep", "stop", "cannot tell") or words[1] not in ("brings", "goes with"):
        return 0, "Two words are looked for, as the task names them."
    cause = "Nobody drew who brings all papers. What can be said of something that patients do by themselves?"
    whole = "Hold the whole interval of the guidance against what it must bring to pay."
    if words[1] == key["papers"]:
        return 0, whole, "sure-of-nothing"
    return 0, cause if words[0] == key["guidance"] else f"{cause} {whole}", "papers-cause"


task.needs("verdict if verdict is not ... else None", "No verdict is recorded yet.")
task.rule("two words", both_words, task.value("verdict"), weight=0)
task.rule(
    "two words that the data hold",
    right_words,
    task.value("verdict"),
    task.value("guidance"),
    weight=2,
    hidden=True,
    apart=float(checkins.groupby("guided")["right"].mean().diff().iloc[-1]),
    key={"guidance": "keep", "papers": "goes with"},
)
task

# %% [markdown]
# ## One line or several
#
# Dr. Lin is asked for "own desks for the ill". Eighty mornings were simulated, the **same patients** in five layouts, always five desks, 600 yuan an hour: own desks (two or three for the ill, the rest for the others) or one line (in order of arrival; ill first; or ill first until somebody has waited 40 minutes, who then comes next). Patience is as in the log: whoever cannot bear it leaves. The simulation assumes ten minutes at a desk for every group, a morning somewhat fuller after noon than the log, and that nobody leaves *because* of being overtaken.
#
# %%
desks = RangePrediction(
    "m06-own-desks",
    "Two of the five desks are kept for ill patients, who are 45 % of all. How many minutes are ill patients in line there, on average?",
    0,
    60,
    "minutes",
)
desks

# %% [markdown]
# `waited` is a mean for a group on one morning. To average it over patients, weight it by `patients`, as with the average of four branches:

# %%
lines = load_dataset("hospital_lines")
ferries = pd.DataFrame({"waited": [2.0, 8.0], "patients": [10, 30]})
(ferries["waited"] * ferries["patients"]).sum() / ferries["patients"].sum()  # not 5

# %%
list(lines["layout"].unique())

# %% [markdown]
# ## Task 14: choose a layout (5 points)
#
# The board has set three conditions, in this order: **ill**: ill patients are in line for 9.5 minutes at most, on average; **left**: at most 16.5 % of all patients leave; **hour**: at most 0.3 % of all patients are in line for more than an hour. Give
#
# * `measures`: a table with a row for each layout and the columns `"ill"` (mean minutes over all ill patients of the 80 mornings), `"left"` and `"hour"` (proportions of all patients of the 80 mornings); or a dictionary of dictionaries,
# * `breaks`: a dictionary from each layout to the **first** condition that it breaks, `"ill"`, `"left"` or `"hour"`; or `"none"`. Two right words of five earn nothing, since one word for all would get as many,
# * `choice`: the name of the layout that the board may introduce. It counts if at least one of your three measures is right.

# %% answer="m06-q14-line"
measures = ...
breaks = ...  # {"one line, ill first": "...", ...}
choice = ...
### BEGIN SOLUTION
lines["minutes"] = lines["waited"] * lines["patients"]
columns = ["minutes", "patients", "left", "hour"]
everybody = lines.groupby("layout", observed=True)[columns].sum()
only_ill = lines[lines["group"] == "ill"].groupby("layout", observed=True)[columns].sum()
measures = pd.DataFrame(
    {
        "ill": only_ill["minutes"] / only_ill["patients"],
        "left": everybody["left"] / everybody["patients"],
        "hour": everybody["hour"] / everybody["patients"],
    }
)
breaks = {
    "own desks, 2 for the ill": "ill",
    "own desks, 3 for the ill": "left",
    "one line, in order of arrival": "ill",
    "one line, ill first": "hour",
    "one line, ill first up to 40 minutes": "none",
}
choice = "one line, ill first up to 40 minutes"
### END SOLUTION

# %% task="m06-q14-line" points=5 decides="how patients line up at the five desks"
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q14-line",
    points=5,
    hints=[
        "Over whom is each of the three measures taken: over ill patients, or over all?",
        "Sums by layout first, then one division. Minutes of a row are its mean times its patients.",
        '`lines.groupby("layout", observed=True)[[...]].sum()`, once for all rows and once for the ill; then check the conditions in their order.',
    ],
)
given = task.value(
    'measures if not hasattr(measures, "keys") or "ill" in measures else pd.DataFrame(measures).T',
    name="measures",
)
task.check("mean minutes of the ill", given["ill"], weight=2, atol=0.02, each=True)
task.check("share that left", given["left"], atol=0.0006, each=True)
task.check("share over an hour", given["hour"], atol=0.0002, each=True)


def formed(breaks, layouts):
    assert hasattr(breaks, "keys"), "Give a dictionary from a layout to a word."
    given = {
        str(name).strip().lower(): str(word).strip().lower() for name, word in dict(breaks).items()
    }
    missing = [name for name in layouts if name not in given]
    assert not missing, f"Still without a word: {'; '.join(missing)}."
    assert all(given[name] in ("ill", "left", "hour", "none") for name in layouts), (
        'Each word is "ill", "left", "hour" or "none".'
    )


def in_order(breaks, key, least):
    given = {
        str(name).strip().lower(): str(word).strip().lower()
        for name, word in (dict(breaks).items() if hasattr(breaks, "keys") else ())
    }
    wrong = [name for name in key if given.get(name) != key[name]]
    if not wrong:
        return None
    share = max(len(key) - len(wrong) - least, 0) / (len(key) - least)
    if given.get("one line, ill first") == "none":
        return share, "", "longest-wait-forgotten"
    return share, f"{len(key) - len(wrong)} of {len(key)} are by the conditions, in their order."


def may_be_introduced(choice, measures, key, right, near):
    name = str(choice).strip().lower()
    slips = {
        "own desks, 2 for the ill": "desks-for-the-ill",
        "own desks, 3 for the ill": "leavers-forgotten",
        "one line, in order of arrival": "equal-is-fair",
        "one line, ill first": "longest-wait-forgotten",
    }
    if name in slips:
        return 0, "", slips[name]
    if name != key:
        return 0, "This is the name of no layout: write it as in the list."

    def is_measured(column):
        try:
            mine = {str(one).strip().lower(): float(x) for one, x in dict(measures[column]).items()}
        except (TypeError, ValueError, KeyError, IndexError):
            return False
        return all(abs(mine.get(one, 1e9) - x) <= near[column] for one, x in right[column].items())

    if any(is_measured(column) for column in right):
        return None
    return 0, "A layout counts when at least one of your measures is right."


rows = lines.assign(minutes=lines["waited"] * lines["patients"])
sums, of_ill = (
    part.groupby("layout", observed=True)[["minutes", "patients", "left", "hour"]].sum()
    for part in (rows, rows[rows["group"] == "ill"])
)
right = {
    "ill": of_ill["minutes"] / of_ill["patients"],
    "left": sums["left"] / sums["patients"],
    "hour": sums["hour"] / sums["patients"],
}
key = {
    "own desks, 2 for the ill": "ill",
    "own desks, 3 for the ill": "left",
    "one line, in order of arrival": "ill",
    "one line, ill first": "hour",
    "one line, ill first up to 40 minutes": "none",
}
task.needs("breaks if breaks is not ... else None", "No conditions are checked yet.")
task.needs("choice if choice is not ... else None", "No layout is chosen yet.")
task.rule("a word for each layout", formed, task.value("breaks"), weight=0, layouts=list(key))
task.rule(
    "the first condition that breaks",
    in_order,
    task.value("breaks"),
    weight=3,
    hidden=True,
    key=key,
    least=2,
)
task.rule(
    "the layout that may be introduced",
    may_be_introduced,
    task.value("choice"),
    given,
    weight=3,
    hidden=True,
    key="one line, ill first up to 40 minutes",
    right={
        column: {str(name): float(x) for name, x in one.items()} for column, one in right.items()
    },
    near={"ill": 0.02, "left": 0.0006, "hour": 0.0002},
)
task

# %% jupyter={"source_hidden": true}
# no need to read this: what came, when your range and your answers are there
LINES = """
**Own desks** for the ill sound kind. With two of them, ill patients were in line for 23.4 minutes on average, with one line in order of arrival for 11.2: at times desks for the others stood free while the ill waited. This is what a common line avoids, in these simulated mornings.

**Who pays?** Where the ill are called first, the share of healthy patients who leave rises from 18.7 to 26.5 %; with the limit of 40 minutes it is 25.4 %. The board set no condition for them. Somebody should say so to the board.
"""


def kiosks():
    by_day = checkins.groupby(["day", "guided"], as_index=False)[["right", "minutes"]].mean()
    by_arm = by_day.groupby("guided")[["right", "minutes"]].mean()
    minutes = two_arms(by_day, "minutes", "guided", 2.10)
    display(
        Markdown(
            f"**The kiosks.** Right the first time: {by_arm['right'][0]:.2f} on days without guidance, "
            f"{by_arm['right'][1]:.2f} with it. At the kiosk a check-in took {-minutes[0]:.1f} minutes "
            f"less on guided days ({-minutes[2]:.1f} to {-minutes[1]:.1f}), second tries included; what "
            "is done again at a desk comes on top. "
            "Who brings all papers was not drawn: such patients differ in more than their papers."
        )
    )


def layouts():
    rows = lines.assign(total=lines["waited"] * lines["patients"])
    rows["who"] = np.where(rows["group"] == "ill", "ill", "others")
    sums = rows.groupby(["layout", "who"], observed=True)[["total", "patients"]].sum()
    mean = (sums["total"] / sums["patients"]).unstack().sort_values("ill")
    _fig, ax = plt.subplots(figsize=(8, 3.4))
    places = np.arange(len(mean))
    for number, (name, marker) in enumerate((("ill", "o"), ("others", "s"))):
        ax.plot(mean[name], places, marker, color=PALETTE[number], label=name, markersize=9)
    ax.set_yticks(places, mean.index)
    ax.set(
        xlim=(0, 26),
        ylim=(-0.6, len(mean) - 0.4),
        xlabel="Mean minutes in line",
        title="Ill and other patients in five layouts of the same five desks",
    )
    ax.legend(loc="upper center", bbox_to_anchor=(0.4, -0.2), ncols=2, frameon=False)
    plt.show()


def chance():
    each = lines.groupby(["layout", "morning"], observed=True)[["patients", "left", "hour"]].sum()
    ill = lines[lines["group"] == "ill"].groupby("layout", observed=True)["waited"]
    errors = pd.DataFrame(
        {
            "minutes of the ill": ill.sem(),
            "left, points": (100 * each["left"] / each["patients"]).groupby("layout").sem(),
            "over an hour, points": (100 * each["hour"] / each["patients"]).groupby("layout").sem(),
        }
    )
    print("How far chance alone moves the measures: standard errors, counted by mornings")
    display(show_table(errors, dict.fromkeys(errors.columns, "{:.2f}")))


def own_desks():
    part = lines[(lines["layout"] == "own desks, 2 for the ill") & (lines["group"] == "ill")]
    return (part["waited"] * part["patients"]).sum() / part["patients"].sum()


mine = (guidance, pays_from, papers, verdict, measures, breaks, choice)
if (desks.decision and not any(name is ... for name in mine)) or is_static():
    display(desks.reveal_button(round(own_desks(), 1)))
    layouts()
    chance()
    display(Markdown(LINES))
    kiosks()
else:
    print("Record your range and give all names of tasks 13 and 14. Then run this cell again.")

# %% [markdown]
# ## Be judged
#
# If you learn alone, run this, save the notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m06_waiting/3_felt")

# %% [markdown]
# ## What you take with you
#
# * There are two clocks. Measure both, and say which one you mean.
# * What a coin decided can be read as an effect. What patients chose cannot.
# * An interval around zero is a finding, too. Tell it whole.
# * Count what was drawn: patients here, days there.
# * Set conditions before you look, and name those who pay for the choice.
#
# **Further reading.** D. H. Maister, "The Psychology of Waiting Lines", 1985. R. C. Larson, "Perspectives on Queues: Social Justice and the Psychology of Queueing", *Operations Research* 35(6), 1987. M. K. Hui and D. K. Tse, "What to Tell Consumers in Waits of Different Lengths", *Journal of Marketing* 60(2), 1996.
#
# **Next:** [4_slots](4_slots.ipynb). An empty slot cannot be kept for tomorrow: how many to book, and which step to mend first?
