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
#     title: Finding cases
#     minutes: 75
#     points: 23
#     asks: Director Fang
#     question: "What belongs on the bus, how often, and what is a found case worth?"
# ---

# %% [markdown]
# # Outreach 2 of 4: finding cases
#
# **Plum Court Hospital, the bus.** 75 minutes, 23 points.
#
# When you have finished this notebook you will be able to
#
# 1. say what a positive test means for the person who has it,
# 2. predict what screening does to survival and to deaths, and tell the two apart,
# 3. separate an effect from what would have come without it,
# 4. choose how often to repeat what fades, and state a weight for what is no money.

# %%
from servicelab import recall

recall("m10_outreach/2_cases")

# %% [markdown]
# ## What the bus carries
#
# January 2026. On Friday Director Fang signs whether the bus goes to forty more villages. Today's question is another one: what should it **do** there? The outreach office is proud: "135 pressures found, and with the neck scan 73 instead of 53 people come." It asks for a scan on each trip, and a clinic in each village every month.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown
from scipy.optimize import curve_fit
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.loyalty import clv_multiple
from servicelab.outreach import cycle
from servicelab.plots import PALETTE, is_static, show_table, use_style

use_style()

# %% [markdown] teaches=["S003-102"]
# ## What a positive test says
#
# A handbook asks outreach planners for medical, epidemiological and management knowledge. One sum needs all three.
#
# At an airport 2 of 100 bags hold something forbidden (the **prevalence**). The scanner rings at 95 % of these (**sensitivity**) and is silent at 90 % of the others (**specificity**). Of 1,000 bags, 20 are forbidden: it rings at 19. Of 980 others it rings at 98. So it rings 117 times, and is right 19 times: 16 %, the **positive predictive value**. Each right alarm comes with 98 / 19 = 5.2 false ones.
#
# ## Task 6: the bus rings (4 points)
#
# Complete `ppv(prevalence, sensitivity, specificity)`, all as proportions: the share of positive tests that are right. Missing is `wrong`, the share of all people with a false alarm.
#
# Then give `false_for_one`: false alarms for each right one, for a neck scan with prevalence 1.5 %, sensitivity 90 % and specificity 94 %; one decimal at least.


# %% answer="m10-q6-ppv"
def ppv(prevalence, sensitivity, specificity):
    """Share of the positive tests that are right, from 0 to 1."""
    right = prevalence * sensitivity
    wrong = ...
    ### BEGIN SOLUTION
    wrong = (1 - prevalence) * (1 - specificity)
    ### END SOLUTION
    return right / (right + wrong)


false_for_one = ...
### BEGIN SOLUTION
neck = ppv(0.015, 0.90, 0.94)
false_for_one = (1 - neck) / neck
### END SOLUTION

# %% task="m10-q6-ppv" points=4 grades=["S003-102"]
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q6-ppv",
    points=4,
    hints=[
        "Who can have a false alarm: those with the condition, or those without it?",
        "Share without the condition, times the share of them at which the test rings all the same.",
        "`wrong = (1 - ...) * (1 - ...)`; then false alarms divided by right ones.",
    ],
)
bags = task.call("ppv", 0.02, 0.95, 0.90)
task.check("the bags of the airport", bags, atol=0.0006)
for case in ((0.001, 1.0, 0.95), (0.01, 0.80, 0.904), (0.30, 0.60, 0.70)):
    found = task.call("ppv", *case)
    task.check(f"another test, prevalence {case[0]:.1%}", found, hidden=True, atol=0.0006)
task.check(
    "false alarms for one",
    task.value("false_for_one"),
    atol=0.06,
    own="(1 - ppv(0.015, 0.90, 0.94)) / ppv(0.015, 0.90, 0.94)",
)
task

# %% [markdown]
# Who comes matters as much as the test. With your function:

# %%
try:
    who = {"all adults": 0.015, "a village of the young": 0.003, "sent by a doctor": 0.15}
    shares = [100 * ppv(share, 0.90, 0.94) for share in who.values()]
    shown = pd.DataFrame({"right alarms, % of alarms": shares}, index=list(who))
    display(show_table(shown, {"right alarms, % of alarms": "{:.0f}"}))
except (TypeError, ValueError):
    print("Shown when Task 6 is done. Then run this cell again.")

# %% [markdown]
# ## A trial of the county
#
# 24,000 adults of fifty and older were **drawn one by one**, not village by village, into two arms of 12,000; so plain intervals over persons hold. One arm was invited to a day of tests in years 0, 1 and 2: a neck scan, and blood pressure with tablets where it was high. All were followed for ten years. First the strokes; the neck is not known to matter for them.

# %%
strokes = load_dataset("hospital_strokes").set_index("arm")
invited, usual = strokes.loc["screened"], strokes.loc["not screened"]
low, high = confint_proportions_2indep(
    invited["strokes"], invited["people"], usual["strokes"], usual["people"], compare="ratio"
)
ratio = (invited["strokes"] / invited["people"]) / (usual["strokes"] / usual["people"])
print(f"strokes, screened / not screened: {ratio:.2f} [{low:.2f}, {high:.2f}]")

# %% [markdown]
# Of 12,000 people each, 904 instead of 1,054 had a stroke: 125 fewer of 10,000. Being drawn for the day of tests lowered the risk to 0.86 [0.79, 0.93] of what it was without it. **Here the simple reading is right.**
#
# ## The neck, before you see who died
#
# | Cancers of the neck | People | Found in ten years | Died of it | Alive five years after it was found |
# |---|---|---|---|---|
# | county registry, no scans | 12,000 | 33 | 7 or 8 | 72 % |
# | trial, not screened | 12,000 | 25 | sealed | sealed |
# | trial, screened | 12,000 | 181 | sealed | sealed |

# %% [markdown] teaches=["S003-143"]
# A handbook praises firms that **create demand**: do not only ask what people want, give them a motive. A scan does that. But whoever is told of a cancer that would never have been felt becomes a patient without need. In the screened arm, 156 more people were told of one within ten years.
#
# On the bus, 15 of 30 trips were drawn for the scan:

# %%
crowd = load_dataset("hospital_crowd")
readings = load_dataset("hospital_readings")
confirmed = readings["third"].notna().sum()
crowd["confirmed"] = crowd["trip"].map(readings.groupby("trip")["third"].count())


def by_lot(what):
    """Mean of the clinics with the scan less the mean of the others, and the ends of its interval."""
    scan, none = (
        DescrStatsW(crowd.loc[crowd["ultrasound"] == lot, what].to_numpy(float)) for lot in (1, 0)
    )
    low, high = CompareMeans(scan, none).tconfint_diff(usevar="unequal")
    return scan.mean - none.mean, low, high


more, low, high = by_lot("came")
print(f"people a clinic, with the scan less without it: {more:.1f} [{low:.1f}, {high:.1f}]")
print(f"{len(readings):,} people were read; {confirmed} had a high pressure that was confirmed")
display(crowd.head(3), readings.head(3))

# %% [markdown]
# ## Task 7: two ranges, then the bus (5 points)
#
# **Ranges** (1.5 points each), of which you are 80 % sure, for the **screened** arm. A range costs its width, and ten times what it misses by. The seal shows this trial; graded is the mean cost on forty other draws of such a trial. Survival: all points up to a cost of 7, none from 14 on. Deaths: all up to 11, none from 18 on.
#
# **The bus** (2 points). State your weight before you see who died, so that the outcome cannot choose it. That the bus does in the villages what the trial did is an **assumption**: there, people of fifty and older were invited three times. Record `bus`, a dictionary:
#
# * `"break_even"` (1 point): how many more confirmed pressures a clinic has with the scan, by the lot of the 30 clinics, divided by how many people it tells there of a cancer that would not have been felt (people at a clinic with the scan × the 156 more of 12,000). Two decimals, nothing rounded on the way.
# * `"weight"`: how many confirmed pressures outweigh, **for you**, one person told of such a cancer. Any number of 0 or more.
# * `"pressure"`: `"yes"`, it is on the bus, if the whole interval of the strokes lies below 1; otherwise `"no"`.
# * `"neck"`: divide the ends of the interval, too. `"yes"` if your weight lies below both, `"no"` if above both, `"cannot tell"` between them: then it stays off until a trial tells. (1 point for both words, once there is a break-even from the clinics.)

# %%
survival = RangePrediction(
    "m10-survival",
    "Screened arm: of 100 people with a cancer of the neck, how many are alive five years after it was found?",
)
survival

# %%
deaths = RangePrediction(
    "m10-deaths",
    "Screened arm: how many of the 12,000 die of a cancer of the neck within ten years?",
    0,
    200,
    "people",
)
deaths

# %% answer="m10-q7-bus"
# survival.record(low=..., high=...)
# deaths.record(low=..., high=...)
bus = ...  # {"break_even": ..., "weight": ..., "pressure": "...", "neck": "..."}
### BEGIN SOLUTION
survival.record(low=94, high=99)
deaths.record(low=3, high=11)
extra = by_lot("confirmed")
told = crowd.loc[crowd["ultrasound"] == 1, "came"].mean() * 156 / 12_000
# the ends of the interval are divided in the same way; a weight of 5 lies above both
bus = {"break_even": extra[0] / told, "weight": 5, "pressure": "yes", "neck": "no"}
### END SOLUTION

# %% task="m10-q7-bus" points=5 decides="what goes on the bus, at which stated weight" grades=["S003-143"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.discovery import world

task = Task(
    "m10-q7-bus",
    points=5,
    hints=[
        "156 more people are counted among those with a cancer. How many of these 156 would have died of it?",
        "Survival counts those who were found, deaths count all 12,000. Which of the two changes when only more are found?",
        "`extra = by_lot(...)`, `told = ... * 156 / 12_000`; the break-even is `extra[0] / told`, and its ends come in the same way.",
    ],
)
for which in ("survival", "deaths"):
    task.needs(
        f"{which}.decision", "Two ranges are asked for: record both, then run this cell again."
    )
task.needs("bus if bus is not ... else None", "The dictionary `bus` is still missing.")


def formed(bus):
    assert hasattr(bus, "keys"), "`bus` is a dictionary."
    lacks = [key for key in ("break_even", "weight", "pressure", "neck") if key not in bus]
    assert not lacks, f"Still missing in `bus`: {', '.join(lacks)}."
    for key in ("break_even", "weight"):
        number = bus[key]
        good = isinstance(number, (int, float, np.number)) and 0 <= float(number) < float("inf")
        assert good, f'"{key}" is a number of 0 or more.'
    word = str(bus["pressure"]).strip().lower()
    assert word in ("yes", "no"), '"pressure" is "yes" or "no".'
    word = str(bus["neck"]).strip().lower()
    assert word in ("yes", "no", "cannot tell"), '"neck" is "yes", "no" or "cannot tell".'


def ranged(decision, came, full, nothing, low_slip, low_by, high_slip, high_by):
    from servicelab.evidence import interval_score

    low, high = decision["low"], decision["high"]
    middle = sum(came) / len(came)
    cost = sum(interval_score(low, high, one) for one in came) / len(came)
    share = max((nothing - cost) / (nothing - full), 0)
    if share >= 1:
        return None
    if high < middle - low_by:
        return share, "", low_slip
    if low > middle + high_by:
        return share, "", high_slip
    if high - low > full:
        return share, "", "says-little"
    told = f"On forty other draws the range costs {cost:.0f} on average."
    return share, f"{told} It misses them, or is too narrow."


def steady(bus, right, low, high, others):
    keys = ("break_even", "weight", "pressure", "neck")
    if not hasattr(bus, "keys") or any(key not in bus for key in keys):
        return 0, "The dictionary `bus` is not complete."
    given = {key: bus[key] for key in keys}
    numbers = [given[key] for key in keys[:2]]
    if not all(isinstance(one, (int, float, np.number)) and np.isfinite(one) for one in numbers):
        return 0, "The break-even and the weight are numbers."
    edge, weight = map(float, numbers)
    if weight < 0:
        return 0, "The weight is a number of 0 or more."
    words = {key: str(given[key]).strip().lower() for key in ("pressure", "neck")}
    share, slip, says = 0.5 * (abs(edge - right) <= 0.015), "", []
    if not share:
        says.append("The break-even is another one.")
        slip = next((key for key, one in others.items() if abs(edge / one - 1) <= 0.01), "")
    between = low - 0.02 <= weight <= high + 0.02
    fits = {"cannot tell"} if between else set()
    if weight >= high - 0.02:
        fits.add("no")
    if weight <= low + 0.02:
        fits.add("yes")
    if not share and not slip:
        says.append("The decision counts once the break-even is computed from the clinics.")
    elif words["pressure"] != "yes":
        says.append("Hold the interval of the strokes against 1.")
    elif words["neck"] in fits:
        share += 0.5
    else:
        says.append("Hold your weight against both ends of the break-even's interval.")
        by_middle = words["neck"] == ("yes" if weight < edge else "no")
        slip = slip or ("mean-is-enough" if between and by_middle else "weight-is-not-used")
    if share == 1:
        return None
    return share, " ".join(says), slip


task.rule("the form of the ranges and of the bus", formed, task.value("bus"), weight=0)
others = world("m10_outreach_cases").screened_arms(range(4700, 4740))
task.rule(
    "survival, on forty other draws",
    ranged,
    "survival.decision",
    weight=1.5,
    hidden=True,
    came=[one for one, _died in others],
    full=7,
    nothing=14,
    low_slip="like-the-registry",
    low_by=2,
    high_slip="nobody-dies",
    high_by=2,
)
task.rule(
    "deaths, on forty other draws",
    ranged,
    "deaths.decision",
    weight=1.5,
    hidden=True,
    came=[died for _one, died in others],
    full=11,
    nothing=18,
    low_slip="found-is-saved",
    low_by=2,
    high_slip="more-found-more-die",
    high_by=2,
)
people = crowd.loc[crowd["ultrasound"] == 1, "came"].mean()
told_there = people * 156 / 12_000
added = by_lot("confirmed")
newcomers = by_lot("came")[0]
task.rule(
    "the bus",
    steady,
    task.value("bus"),
    weight=2,
    hidden=True,
    right=added[0] / told_there,
    low=added[1] / told_there,
    high=added[2] / told_there,
    others={
        "turned-over": told_there / added[0],
        "newcomers-like-all": newcomers * confirmed / len(readings) / told_there,
        "crowd-is-benefit": newcomers / told_there,
    },
)
task

# %% jupyter={"source_hidden": true}
necks = load_dataset("hospital_necks")


def alive_after_five(cases):
    """The share alive five years after being found, by Kaplan and Meier."""
    curve = SurvfuncRight(cases["seen_until"] - cases["year_found"], cases["died"])
    return curve.surv_prob[curve.surv_times <= 5][-1]


screened = necks[necks["arm"] == "screened"]
survival.reveal_button(round(100 * alive_after_five(screened), 1))

# %%
deaths.reveal_button(int(screened["died"].sum()))

# %% [markdown]
# ## Why survival rises by itself
#
# One person, felt in year 5, dead in year 8. Set `found_in` to any year from 0 to 5 and run the cell: the test comes earlier, the date of death stays.

# %%
found_in = 1
fig, ax = plt.subplots(figsize=(8, 2.6))
for row, (_name, found) in enumerate((("by a scan", found_in), ("by symptoms", 5))):
    ax.plot([0, found], [row, row], color="0.75", linewidth=3)
    ax.plot([found, 8], [row, row], color=PALETTE[row], linewidth=8, solid_capstyle="butt")
    ax.plot(found, row, "o", color=PALETTE[row], markersize=11)
    ax.plot(found + 5, row, "|", color="0.2", markersize=26, markeredgewidth=2)
    after = "yes" if 8 - found > 5 else "no"
    ax.text(11, row, f"{8 - found} years as a patient\nalive after five: {after}", va="center")
ax.axvline(8, color="0.3", linestyle="--")
ax.grid(visible=False)
ax.set_yticks([0, 1], ["found by a scan", "found by symptoms"])
ax.set(
    xlim=(-0.3, 15.1),
    ylim=(-0.6, 1.6),
    xticks=range(11),
    xlabel="Years. Dashed line: date of death. Upright mark: five years after being found",
    title="Found earlier: the patient's years grow, the life does not",
)
plt.show()

# %% [markdown]
# That is **lead time**. The second reason is **overdiagnosis**: cancers that would never have been felt join the patients, and nobody dies of them. A right alarm of Task 6 can be one of these. Among the 20 commonest tumors in the United States, survival after five years rose for all from 1950 to 1995, and the rise had next to nothing to do with deaths (Welch and others 2000). In South Korea, scans of the neck multiplied thyroid cancers, while deaths stayed the same (Ahn and others 2014).

# %% jupyter={"source_hidden": true}
# no need to read this: both arms, and four sentences with their numbers
both = necks.groupby("arm")
table = pd.DataFrame({"found": both.size(), "died of it, of 12,000": both["died"].sum()})
table["alive after five years, %"] = [
    round(100 * alive_after_five(necks[necks["arm"] == arm])) for arm in table.index
]
less, with_tests = table.loc["not screened"], table.loc["screened"]
told_more = with_tests["found"] - less["found"]
longer = f"{with_tests.iloc[2]} % against {less.iloc[2]} % of those found were alive after five years, so the scan lengthened lives"
patients = (
    f"{told_more} more of 12,000 were told of a cancer, so the scan made more people patients"
)
died = f"{with_tests.iloc[1]} against {less.iloc[1]} of 12,000 died of it, so"
statement = Statement(
    "m10-q8-statement",
    "Which sentence may Director Fang tell the villages about the county's scan of the neck?",
    {
        "A": f"{longer}; {died} whether it saved lives is open.",
        "B": f"{patients}; {died} that it saved none is shown.",
        "C": f"{longer}; {died} that it saved none is shown.",
        "D": f"{patients}; {died} whether it saved lives is open.",
    },
)

# %% jupyter={"source_hidden": true}
if (survival.decision and deaths.decision) or is_static():
    few = confint_proportions_2indep(
        with_tests.iloc[1], 12_000, less.iloc[1], 12_000, method="newcomb", compare="diff"
    )
    display(show_table(table))
    print(f"deaths of 10,000, screened - not: {1e4 * few[0]:+.1f} to {1e4 * few[1]:+.1f}")
    print(
        "Both arms drew fewer deaths than the registry has; the draws that grade you lie nearer it."
    )
    display(statement)
else:
    print("Record your two ranges. Then run this cell again.")

# %% [markdown]
# ## Task 8: which sentence may be told? (4 points)
#
# Three of the four claim more than the trial shows. Record the letter of the fourth, and how sure you are.

# %% answer="m10-q8-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="D", sure=0.85)
### END SOLUTION

# %% task="m10-q8-statement" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q8-statement",
    points=4,
    hints=[
        "Of whom is the share counted: of those who were drawn, or of those who were found?",
        "An interval of the deaths reaches to both sides of 0. What does it exclude, and what not?",
        "Judge the two halves of each sentence apart. Look for a share of those found, and for an effect that was not seen and is called none.",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## Whoever is high today
#
# Whoever had 140 or more on the bus was read again after a month; in between nothing was done.

# %%
again = RangePrediction(
    "m10-again",
    "All who had 140 or more at first: by how much was the second reading lower, on average?",
    -10,
    40,
    "mmHg",
)
again

# %% jupyter={"source_hidden": true}
high = readings[readings["second"].notna()].astype({"first": float, "second": float})
again.reveal_button(round((high["first"] - high["second"]).mean(), 1))

# %% [markdown] teaches=["S003-106"]
# Who was *chosen for a high reading* had, on average, also a bad day; the next day is an ordinary one. You know this regression toward the mean from branches and managers.
#
# A handbook says that health is what counts, and that equipment is no skill. So ask of every figure: is it something that was **done** or bought (an activity), or something that became of people's health (a **result**; pressure stands in for strokes, a *surrogate*)?
#
# Whoever had 140 or more twice was drawn for tablets now, or for tablets two months later (`tablets_by_lot` 1 or 0). The third reading comes just before the others begin.
#
# ## Task 9: what was the tablets' part? (5 points)
#
# * `fall` (3 points), a dictionary of three changes in mmHg, negative where the pressure fell, one decimal at least. Take those who have a third reading. `"both"`: mean of third minus first, of those drawn for tablets now. `"without"`: the same, of those who wait. `"tablets"`: the first of these less the second.
# * `kinds` (2 points), a dictionary from the number to `"activity"` or `"result"`. One word for all earns nothing.
#
# | | Figure | | Figure |
# |---|---|---|---|
# | 1 | 1,884 people were read | 4 | strokes of 10,000 people, by arm |
# | 2 | a scan of the newest kind is on board | 5 | 30 trips were made |
# | 3 | change of pressure, tablets now minus later | 6 | deaths of 12,000 people, by arm |

# %% answer="m10-q9-fall"
fall = ...  # {"both": ..., "without": ..., "tablets": ...}
kinds = ...  # {1: "...", 2: "...", ..., 6: "..."}
### BEGIN SOLUTION
third = readings[readings["third"].notna()]
change = third["third"] - third["first"]
now = change[third["tablets_by_lot"] == 1].mean()
later = change[third["tablets_by_lot"] == 0].mean()
fall = {"both": now, "without": later, "tablets": now - later}
kinds = {1: "activity", 2: "activity", 3: "result", 4: "result", 5: "activity", 6: "result"}
### END SOLUTION

# %% task="m10-q9-fall" points=5 grades=["S003-106"]
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q9-fall",
    points=5,
    hints=[
        "What did the lot decide, and what was the same for both groups?",
        "Keep the rows that have a third reading, take third minus first, then a mean for each value of `tablets_by_lot`.",
        '`change[third["tablets_by_lot"] == ...].mean()` twice; the tablets are the difference of the two.',
    ],
)
changes = task.value("fall")
for key, what in (
    ("both", "tablets and all else"),
    ("without", "what came without tablets"),
    ("tablets", "the tablets"),
):
    task.check(what, changes[key], atol=0.06)


def worded(kinds):
    assert hasattr(kinds, "keys"), "`kinds` is a dictionary from a number to a word."
    given = {str(key): str(word).strip().lower() for key, word in dict(kinds).items()}
    lacks = [str(key) for key in range(1, 7) if given.get(str(key)) not in ("activity", "result")]
    assert not lacks, f'"activity" or "result" is still missing for {", ".join(lacks)}.'


def sorted_out(kinds, results):
    if not hasattr(kinds, "keys"):
        return 0, "`kinds` is a dictionary from a number to a word."
    given = {str(key): str(word).strip().lower() for key, word in dict(kinds).items()}
    if any(given.get(str(key)) not in ("activity", "result") for key in range(1, 7)):
        return 0, "Give each of the six figures one of the two words."
    wrong = [
        key
        for key in range(1, 7)
        if given[str(key)] != ("result" if key in results else "activity")
    ]
    if not wrong:
        return None
    says = f"{6 - len(wrong)} of 6 are sorted; look again at {', '.join(map(str, wrong))}."
    slip = ""
    if 2 in wrong:
        slip = "equipment-is-health"
        says += " A device on board is something that was done or bought."
    return max(3 - len(wrong), 0) / 3, says, slip


task.rule("six figures, two words", worded, task.value("kinds"), weight=0)
task.rule(
    "activity or result", sorted_out, task.value("kinds"), weight=2, hidden=True, results=[3, 4, 6]
)
task

# %% jupyter={"source_hidden": true}
# no need to read this: the three changes as bars, once yours are right
known = readings[readings["third"].notna()].astype({"first": float, "third": float})
known["change"] = known["third"] - known["first"]
arms = known.groupby(known["tablets_by_lot"].astype(int))["change"].agg(["mean", "var", "size"])
one = arms["mean"][1] - arms["mean"][0]


def three_changes():
    half = 1.96 * (arms["var"] / arms["size"]).sum() ** 0.5
    _fig, ax = plt.subplots(figsize=(8, 2.6))
    names = ["tablets now", "tablets later", "the tablets' part"]
    values = [arms["mean"][1], arms["mean"][0], one]
    ax.barh(names[::-1], values[::-1], color=[PALETTE[2], "0.7", PALETTE[0]], height=0.6)
    ax.errorbar(one, 0, xerr=half, color="0.2", capsize=5)
    ax.set(
        xlabel="Change from the first to the third reading, mmHg",
        title="A good part of the fall came without any tablet",
    )
    plt.show()
    display(
        Markdown(
            f"Before against after says {arms['mean'][1]:.1f} mmHg. Of this, {arms['mean'][0]:.1f} came "
            "without tablets: regression, and whatever it does to be read and told, since no group was "
            f"left alone. **By lot the tablets changed {one:.1f} [{one - half:.1f}, {one + half:.1f}]**, "
            f"over {len(known)} people."
        )
    )


try:
    told_so = [float(fall[key]) for key in ("both", "without", "tablets")]
    done = np.allclose(told_so, [arms["mean"][1], arms["mean"][0], one], rtol=0, atol=0.06)
except (TypeError, KeyError, ValueError):
    done = False
if done:
    three_changes()
else:
    print("Shown when `fall` is right. Then run this cell again.")

# %% [markdown] teaches=["S003-112", "S003-113", "S003-67", "S002-22", "S003-103", "S003-79", "S003-66"] reads={"S003-103": "a load of the clinic by plain division; module 6 grades it", "S003-79": "a list of a hospital's functions, without a figure that could be wrong", "S003-66": "an essay; the module says where its comparison with a firm ends"}
# ## How often, and for what
#
# **It fades.** After a clinic the calls decay as $e^{-t/\tau}$. Of those at first, 37 % are left after a time of $\tau$.

# %%
calls = load_dataset("hospital_trip_calls")


def decay(week, first, tau):
    return first * np.exp(-(week + 0.5) / tau)


(first, tau_weeks), spread = curve_fit(decay, calls["week"], calls["calls"], p0=(150, 5))
reach = 1.96 * spread[1, 1] ** 0.5
print(f"tau: {tau_weeks:.1f} weeks [{tau_weeks - reach:.1f}, {tau_weeks + reach:.1f}]")

# %% [markdown]
# That is about 2.0 months. If $L$ extra visits a month come at first, all that a clinic ever brings is $L\,\tau$. `cycle` gives the yuan a month if it is repeated every so many months. A gym's open day costs 300 yuan, brings 20 visits a month at first (tau half a month), each worth 40 yuan:

# %%
for months in (1, 2, 3):
    print(months, round(cycle(level=20, tau=0.5, cost=300, contribution=40, months=months), 1))
# what a member is worth who brings 600 yuan a year and stays with 70 % chance, at 5 % interest
print(round(600 * clv_multiple(0.70, 0.05, "start")))

# %% [markdown]
# **A patient's worth.** A handbook says that the value of a returning patient cannot be calculated. Module 9 can: yearly contribution × `clv_multiple`. What such a sum leaves out is health, and whether the patient would have come anyway.
#
# **Paying for a social benefit.** Another advises to *give back on the basis of profit*. Then say at which price: the **shortfall** (cost less own contribution) for each case. Yuan and health are never added without a stated weight.
#
# **Can the clinic take it?** It handles 1,080 visits a month and has 1,000. If all 135 of 2024 came in one month, it would have 1,135: a load of 1.05. Month after month, the line would grow without end.
#
# | What a hospital is for | Measured by | Who pays |
# |---|---|---|
# | treat | survival of all who fell ill | insurance, patient |
# | maintain health | strokes of all adults | hardly anybody: own money |
# | restore the ability to work | days until back at work | insurance, in part |
# | wellness | guests who come back | guest |
#
# "A hospital is run like a firm" ends in the second row; and where patients cannot judge what they are sold.
#
# ## Task 10: the calendar (5 points)
#
# One visit contributes 63 yuan; tau is 2.0 months. A clinic on the **far** route costs 1,410 yuan and brings 4.5 visits a month at first; on the **near** route, to none of the villages of notebook 1, 760 yuan and 14 visits.
#
# * `months` (1.5 points): `{"far": ..., "near": ...}`, whole months from one clinic to the next that earn most a month; or `"none"` if no number of months earns anything.
# * `price` (1.5 points): yuan for one confirmed pressure. The 30 clinics of 2024 went to the far route. Shortfall: their cost less the contribution of all visits that they ever bring; cases: `confirmed`. To the yuan, or finer.
# * `worth` (1 point): yuan that one patient contributes who comes four times a year, stays with 85 % chance another year, at 10 % interest, the first year at once (`"start"`). No growth.
# * `service` (1 point): `{"weight": ..., "keep": ...}`. What is one confirmed pressure worth to the public, in yuan, by **your** judgment, beside the money? Keep the far route as a social service, `"yes"` or `"no"`: yes if your weight is at least the price.

# %% answer="m10-q10-cycle"
months = ...  # {"far": ..., "near": ...}
price = ...
worth = ...
service = ...  # {"weight": ..., "keep": "..."}
### BEGIN SOLUTION
# near: cycle(14, 2.0, 760, 63, length) rises to length 3 and falls after it
months = {"far": "none", "near": 3}
shortfall = 30 * (1410 - 63 * 4.5 * 2.0)
price = shortfall / confirmed
worth = 4 * 63 * clv_multiple(0.85, 0.10, "start")
service = {"weight": 400, "keep": "yes"}
### END SOLUTION

# %% task="m10-q10-cycle" points=5 decides="how often the bus comes, and whether a loss is kept as a service" grades=["S003-112", "S003-113", "S002-22", "S003-67"]
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q10-cycle",
    points=5,
    hints=[
        "What does a far clinic bring if one waits for ever, and what does it cost?",
        "Try `cycle(14, 2.0, 760, 63, length)` for each length. The shortfall of a clinic is its cost less 63 × visits at first × tau.",
        '`price = 30 * (1410 - ...) / confirmed`; `worth = 4 * 63 * clv_multiple(..., ..., "start")`',
    ],
)
task.check(
    "months between clinics",
    task.value("months"),
    weight=1.5,
    each=True,
    among=["none", *range(1, 61)],
    silent=True,
)
task.check("the price of a confirmed pressure", task.value("price"), weight=1.5, atol=0.6)
task.check("a patient's worth", task.value("worth"), atol=0.6)


def complete(service):
    assert hasattr(service, "keys"), "`service` is a dictionary."
    assert {"weight", "keep"} <= set(service.keys()), '`service` has "weight" and "keep".'
    word = str(service["keep"]).strip().lower()
    assert word in ("yes", "no"), '"keep" is "yes" or "no".'
    weight = service["weight"]
    good = isinstance(weight, (int, float, np.number)) and 0 <= float(weight) < float("inf")
    assert good, '"weight" is a number of yuan, 0 or more.'


def weighed(service, given, right):
    if not hasattr(service, "keys") or "weight" not in service or "keep" not in service:
        return 0, '`service` has "weight" and "keep".'
    word, weight = str(service["keep"]).strip().lower(), service["weight"]
    if word not in ("yes", "no") or not isinstance(weight, (int, float, np.number)):
        return 0, 'Give a number and "yes" or "no".'
    if not 0 <= float(weight) < float("inf"):
        return 0, "The weight is a number of yuan, 0 or more."
    prices = [right]
    if isinstance(given, (int, float, np.number)) and 0 < float(given) < 1500:
        prices.append(float(given))
    # a price is given to the yuan: within the rounding both words are right
    for price in prices:
        if (float(weight) >= price) == (word == "yes") or abs(float(weight) - price) <= 0.6:
            return None
    return 0, "", "weight-added-silently"


task.rule("a weight and a word", complete, task.value("service"), weight=0)
task.rule(
    "kept by a stated weight",
    weighed,
    task.value("service"),
    task.value("price"),
    hidden=True,
    right=30 * (1410 - 63 * 4.5 * 2.0) / confirmed,
)
task

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before everything is recorded
died_of = [int(table.loc[arm, "died of it, of 12,000"]) for arm in ("screened", "not screened")]
fewer, further = (
    1e4 * end
    for end in confint_proportions_2indep(
        died_of[0], 12_000, died_of[1], 12_000, method="newcomb", compare="diff"
    )
)
told_low, told_high = confint_proportions_2indep(
    with_tests["found"], 12_000, less["found"], 12_000, method="newcomb", compare="diff"
)
found_more, *its = by_lot("confirmed")
ever = 63 * 4.5 * 2.0
a_case = 30 * (1410 - ever) / confirmed
a_patient = 4 * 63 * clv_multiple(0.85, 0.10, "start")
AFTER = f"""
**The scan.** Deaths: {died_of[0]} of 12,000 with it, {died_of[1]} without it. The difference lies between {-fewer:.1f} fewer and {further:.1f} more of 10,000 adults: from this trial one **cannot tell** whether the scan saves lives. More than {-fewer:.1f} saved of 10,000 is not compatible with it. That {told_more} more people were told, {told_more / 12:.0f} of 1,000 ({1000 * told_low:.0f} to {1000 * told_high:.0f}), is certain enough.

**The crowd.** With the scan {by_lot("came")[0]:.0f} more people came to a clinic, but {found_more:.1f} [{its[0]:.1f}, {its[1]:.1f}] more pressures were confirmed: one **cannot tell** whether any. More people are not yet more cases.

**The far route.** All that a clinic there ever brings is {ever:.0f} yuan, less than the 1,410 it costs: no calendar earns anything, on the hospital's own contribution and without any social weight. As a service it costs {a_case:.0f} yuan for each confirmed pressure.

**"{confirmed} patients × {a_patient:,.0f} yuan = {confirmed * a_patient:,.0f} yuan."** That counts as if all of them came only because of the bus. All visits that 30 clinics ever bring contribute {30 * ever:,.0f} yuan, {3000 * ever / (confirmed * a_patient):.0f} % of it, and the shortfall has counted them already.
"""
try:
    done = (
        bool(statement.decision)
        and abs(float(price) - a_case) < 0.6
        and str(months["far"]).strip().lower() == "none"
        and "keep" in service
        and "weight" in bus
    )
except (TypeError, ValueError, KeyError):
    done = False
if done or is_static():
    display(statement.reveal_button(Markdown(AFTER)))
else:
    print("Shown when your sentence is recorded and Task 10 is right. Then run this cell again.")

# %% [markdown]
# ## Be judged
#
# If you learn alone, run this, save the notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m10_outreach/2_cases")

# %% [markdown]
# ## What you take with you
#
# * Where few have it, most alarms are false.
# * Survival counts those who were found. Count deaths, of all who were drawn.
# * Who is chosen for a high reading will look better without any help.
# * What fades is repeated as often as it earns most; or kept as a service, at a stated price.
#
# **Further reading.** H. G. Welch, L. M. Schwartz and S. Woloshin, "Are Increasing 5-Year Survival Rates Evidence of Success Against Cancer?", *JAMA* 283(22), 2000. H. S. Ahn, H. J. Kim and H. G. Welch, "Korea's Thyroid-Cancer 'Epidemic'", *New England Journal of Medicine* 371, 2014. J. M. Bland and D. G. Altman, "Some Examples of Regression towards the Mean", *BMJ* 309, 1994. W. Casscells, A. Schoenberger and T. B. Graboys, "Interpretation by Physicians of Clinical Laboratory Results", *New England Journal of Medicine* 299, 1978.
#
# **Next:** [3_promotion](3_promotion.ipynb). Four ways to ask people, and what each of them costs.
