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
#     module: m05_priorities
#     title: What satisfaction can say
#     minutes: 60
#     points: 26
#     asks: Dr. Lin
#     question: "Is the satisfied patient the well-treated one?"
# ---

# %% [markdown]
# # Priorities 3 of 3: what satisfaction can say
#
# **Plum Court Hospital.** 60 minutes, 26 points.
#
# When you have finished this notebook you will be able to
#
# 1. tell what people remember of a journey from what they lived through,
# 2. turn a praised practice into a standard with a conformance rate,
# 3. explain why a cured patient can be dissatisfied,
# 4. compare like with like, and say what satisfaction can and cannot say about care.

# %%
from servicelab import recall

recall("m05_priorities/3_outcomes")

# %% [markdown] teaches=["S003-86"]
# ## God, or witness?
#
# On the wall of the training room hangs a line that many service texts share: *the customer is god, and satisfaction is the highest standard.* Beside it, since last week, hangs a proposal: pay the doctors by it.
#
# Dr. Lin is uneasy. A guest can judge a soup. Can a patient judge a diagnosis? Care is a **credence good**: much of it cannot be judged even afterwards.
# On the other hand, nobody else was there for the whole visit.
#
# **Is the satisfied patient the well-treated one?** The board votes on Monday, and you write the memo.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import statsmodels.formula.api as smf

from servicelab import Prediction, load_dataset
from servicelab.plots import PALETTE, name_series, use_style

use_style()
patients = load_dataset("hospital_drivers")
attributes = load_dataset("hospital_attributes")
names = list(attributes["attribute"])

# %% [markdown] teaches=["S001-11"]
# ## What is remembered
#
# Begin with the instrument. 300 patients rated nine steps of their visit on the spot, from 1 to 9, and the whole of it a week later.
#
# Texts on "customer experience" like four words: an experience should be a breakthrough, seamless, touching, and ever improving. Ask of each word what you would measure.
# *Seamless* has an answer: look at the worst seam. *Touching* and *breakthrough* have half a one: look at the most extreme moment. *Ever improving* is a trend, not a feature of a visit. What cannot be measured in some way is a wish.
#
# And psychology has a surprise here. People do not average. They remember the **peak**, good or bad, and the **end** (Kahneman and others 1993).

# %%
journeys = load_dataset("hospital_journeys")
steps = [f"step_{number}" for number in range(1, 10)]
LABELS = ["booking", "arrival", "registration", "waiting", "doctor", "tests"]
LABELS += ["result", "payment", "farewell"]
two = journeys.assign(mean=journeys[steps].mean(axis=1))
low = (two["overall"] - two["mean"]).idxmin()
high = (two["overall"] - two["mean"]).idxmax()
fig, ax = plt.subplots(figsize=(8, 3.6))
for row, style, mark, color in ((low, "-", "o", PALETTE[1]), (high, "--", "s", PALETTE[0])):
    ax.plot(range(9), two.loc[row, steps].astype(int), style, marker=mark, color=color)
    ax.annotate(
        f"Mean {two.loc[row, 'mean']:.1f}\nremembered as {two.loc[row, 'overall']}",
        (8, two.loc[row, "step_9"]),
        xytext=(14, 12 if row == high else -12),
        textcoords="offset points",
        va="bottom" if row == high else "top",
        color=color,
    )
ax.set_xticks(range(9), [label.capitalize() for label in LABELS], rotation=20)
ax.set(
    ylim=(0.5, 9.5),
    ylabel="Rating on the spot, 1 to 9",
    title="Better on the spot, worse in memory",
)
plt.show()

# %% [markdown]
# ## The Python of rows, and their last column
#
# `.min(axis=1)` and `.max(axis=1)` ask each row; `.iloc[:, -1]` is the last column, whatever its name. `a.where(condition, b)` keeps `a` where the condition is True, and takes `b` elsewhere. `x.corr(y)` is the correlation of two columns.
# More of this kind is on [the cheat sheet](../guides/cheat-sheet.md); what the words of the course mean, in [the glossary](../guides/glossary.md).

# %%
queue = pd.DataFrame({"mon": [4, 9, 5], "tue": [7, 1, 6], "wed": [5, 5, 9]})  # of a bank
first, last = queue.iloc[:, 0], queue.iloc[:, -1]
print(list(queue.max(axis=1)), f"{first.corr(last):.2f}")
list(first.where(first > last, last))

# %% [markdown]
# ## Task 11: peak and end (5 points)
#
# Write `peak_end(ratings)`.
#
# * `ratings` is a DataFrame: one row for each patient, one column for each step **in the order of the visit**, ratings from 1 to 9.
# * The **peak** is the rating furthest from the middle of the scale, 5, upward or downward. If a high and a low rating are equally far, take the **low** one: bad is stronger than good.
# * It returns a Series, one value for each row: the mean of the peak and the **last** rating.
#
# Then `r_peak_end` and `r_mean` are the correlations (Pearson, `.corr()`; two decimals at least) of `journeys["overall"]` with `peak_end(journeys[steps])`, and with the plain mean of the nine steps.


# %% answer="m05-q11-peak-end"
def peak_end(ratings):
    """Mean of the most extreme and of the last rating of each row."""
    ### BEGIN SOLUTION
    low, high = ratings.min(axis=1), ratings.max(axis=1)
    peak = low.where(5 - low >= high - 5, high)
    return (peak + ratings.iloc[:, -1]) / 2
    ### END SOLUTION


r_peak_end = ...
r_mean = ...
### BEGIN SOLUTION
r_peak_end = peak_end(journeys[steps]).corr(journeys["overall"])
r_mean = journeys[steps].mean(axis=1).corr(journeys["overall"])
### END SOLUTION

# %% task="m05-q11-peak-end" points=5
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q11-peak-end",
    points=5,
    hints=[
        "For one patient: which of the nine numbers is furthest from 5? And if two are?",
        "Distance: `(ratings - 5).abs()`. A tiny bonus for ratings below 5 settles the ties.",
        "For each row, compare the lowest and the highest rating: if `5 - lowest >= highest - 5`, the peak is the lowest, else the highest.",
    ],
)
six = pd.DataFrame(
    [[5, 9, 4, 6], [6, 5, 1, 7], [9, 5, 1, 8], [2, 6, 8, 5], [7, 6, 6, 3], [3, 8, 6, 4]],
    columns=["a", "b", "c", "d"],
    index=list("UVWXYZ"),
)
task.check("six journeys of four steps", task.call("peak_end", six), weight=2)
far = make_hospital(seed=511).journeys[steps].iloc[:200]
task.check("another hospital", task.call("peak_end", far), hidden=True)
own = 'peak_end(journeys[steps]).corr(journeys["overall"])'
r = task.value("r_peak_end")
task.check("the correlation with peak and end", r, own=own, within=(-1, 1), atol=0.0055)
r = task.value("r_mean")
task.check("the correlation with the mean", r, within=(-1, 1), atol=0.0055)
task

# %% [markdown]
# Two moments of nine say more about the memory than all nine together. For a manager that is good news: repair the worst step, and do not let the visit end at a counter.
# For the board it is a first warning: what it wants to pay for is a memory of two moments.
#
# ## A praised practice, made measurable
#
# Singapore General Hospital is often told as a story: everybody is cared for alike, bed linen and washing every day, a nurse who asks what the patient would like to eat and how things are at home, a curtain drawn before the examination.
# A story can be admired. To be kept, it must be a **standard**: who does what, when it is due, and how often it is done when due.
#
# $$\text{conformance} = \frac{\text{times done}}{\text{times due}}$$

# %% [markdown] teaches=["S003-83"]
# An observer at Plum Court counted eight such practices on four wards for twelve weeks: when each was due, and when it was done.

# %%
practices = load_dataset("hospital_practices")
practices.head()

# %% [markdown]
# ## The Python of sum, then divide
#
# `groupby` takes one name or a list of names, and two columns at once with two pairs of brackets. `.idxmin()` says which row is lowest; where rows have two labels, as a pair.

# %%
sold = pd.DataFrame(
    {
        "branch": ["east", "east", "west"],
        "month": ["May", "June", "May"],
        "kept": [8, 1, 9],
        "asked": [10, 5, 12],
    }
)
totals = sold.groupby(["branch", "month"])[["kept", "asked"]].sum()
print("fewest kept:", totals["kept"].idxmin())
totals

# %% [markdown]
# ## Task 12: conformance (4 points)
#
# Write `conformance(practices, by)`: the conformance rate for each value of `by`, which is the name of a column or a list of names.
#
# * It returns a Series, **index** the values of `by`, **values** proportions: the times done in the whole group divided by the times due in the whole group, unrounded or to three decimals. Rows with nothing due may occur. A whole group with nothing due has no rate: leave it out, or blank.
#
# Then `lapse` is the pair `(ward, practice)` with the **lowest** conformance, among all pairs.


# %% answer="m05-q12-conformance"
def conformance(practices, by):
    """Times done divided by times due, for each group."""
    ### BEGIN SOLUTION
    counts = practices.groupby(by)[["due", "done"]].sum()
    return counts["done"] / counts["due"]
    ### END SOLUTION


lapse = ...  # ("ward", "practice")
### BEGIN SOLUTION
lapse = conformance(practices, ["ward", "practice"]).idxmin()
### END SOLUTION

# %% task="m05-q12-conformance" points=4
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q12-conformance",
    points=4,
    hints=[
        "A week with two occasions and a week with forty: should they count the same?",
        "Add up `done` and `due` within each group first.",
        '`groupby(by)[["due", "done"]].sum()`, then one column divided by the other. `idxmin()` names the lowest.',
    ],
)
weeks = pd.DataFrame(
    {
        "ward": ["North", "North", "North", "South", "South"],
        "week": [1, 2, 3, 1, 2],
        "practice": ["bell", "bell", "bell", "bell", "linen"],
        "due": [40, 2, 0, 10, 10],
        "done": [20, 2, 0, 9, 6],
    }
)
small = task.call("conformance", weeks, "ward")
task.check("two wards, small weeks and large ones", small, weight=2, atol=0.0051)
seen = make_hospital(seed=512).practices.query("week <= 6")
seen = task.call("conformance", seen, ["ward", "practice"])
task.check("by ward and practice, in another hospital", seen, hidden=True, atol=0.0051)
own = 'conformance(practices, ["ward", "practice"]).idxmin()'
task.check("the largest lapse", task.value("lapse"), own=own)
task

# %%
sums = practices.groupby(["practice", "ward"], observed=True)[["due", "done"]].sum()
kept = (sums["done"] / sums["due"]).unstack()
fig, ax = plt.subplots(figsize=(7.5, 4.6))
lines = np.arange(len(kept))
for ward, mark, color, shift in zip(
    kept.columns, "os^D", PALETTE, (-0.27, -0.09, 0.09, 0.27), strict=False
):
    ax.plot(kept[ward], lines + shift, mark, color=color, markeredgecolor="black", label=ward)
ax.set_yticks(lines, kept.index.str.capitalize())
ax.grid(visible=False)
for line in lines[1:]:
    ax.axhline(line - 0.5, color="#cccccc", linewidth=0.8)
ax.set(xlabel="Done when due", title="Eight practices on four wards", xlim=(0.4, 1.02))
ax.xaxis.set_major_formatter(lambda value, _place: f"{value:.0%}")
ax.invert_yaxis()
name_series(ax, "Ward")
plt.show()
practice, ward = (sums["done"] / sums["due"]).idxmin()
print(
    f"The lowest of all: {ward}, {practice!r}, done in {kept.loc[practice, ward]:.0%} of the cases."
)

# %% [markdown]
# The deepest lapse is a plain one: on one ward nobody says who is coming and why, more often than not. And the curtain that the story praises is kept nearly everywhere, and lapses on one ward. No average over wards, and no average over practices, would have told.
# Note what this number needs from the patient: nothing. Conformance says whether care was given as intended; satisfaction says how it was received. A hospital needs both.
#
# ## Cured, therefore satisfied?
#
# "Where the patient is cured, satisfaction follows." It is a doctor's creed, and a testable one.

# %%
cured = patients[patients["cured"] == 1]
ax = (
    patients.groupby("cured")["overall"]
    .value_counts(normalize=True)
    .unstack()
    .set_axis(["Not cured", "Cured"])
    .plot.barh(stacked=True, figsize=(8, 2.6), colormap="cividis", edgecolor="white")
)
ax.set(
    xlabel="Share of the patients",
    ylabel="",
    xlim=(0, 1),
    title="Overall satisfaction, 1 to 7: the cure moves it little",
)
ax.xaxis.set_major_formatter(lambda value, _place: f"{value:.0%}")
ax.grid(visible=False)
name_series(ax)
plt.show()

# %% [markdown] teaches=["S003-92"]
# The cure moves the picture less than one would think. What divides the cured among themselves? To say how much a block of attributes adds beyond others, compare two regressions. With $R^2_0$ of the smaller and $R^2_1$ of the larger one,
#
# $$\text{partial } R^2 = \frac{R^2_1 - R^2_0}{1 - R^2_0}$$
#
# is the share **of what was still unexplained** that the block explains.


# %%
def r_squared(table, drivers):
    """R-squared of the regression of overall satisfaction on some drivers."""
    return smf.ols("overall ~ " + " + ".join(drivers), table).fit().rsquared


service = list(attributes.loc[attributes["factor"] == "service", "attribute"])
others = [name for name in names if name not in service] + ["severity"]
print("Service:", ", ".join(service))
print("Others: ", ", ".join(others))

# %% [markdown]
# ## The Python of two groups and a ranking
#
# `table.loc[condition, columns]` takes some rows and some columns; `~condition` the other rows. Two Series are subtracted by name, and `.nlargest(2)` keeps the two largest.

# %%
branches = pd.DataFrame(
    {"city": [True, True, False], "noise": [7, 9, 3], "light": [5, 5, 4], "heat": [2, 4, 6]}
)
asked_of = ["noise", "light", "heat"]
city = branches.loc[branches["city"], asked_of].mean()
country = branches.loc[~branches["city"], asked_of].mean()
(city - country).nlargest(2)

# %% [markdown]
# ## Task 13: why the cured complain (4 points)
#
# Take the **cured** patients only (the table `cured`).
#
# * `unhappy_cured`: the **proportion** of the cured whose `overall` is 3 or less (this and the next to two decimals at least).
# * `partial_r2`: the partial R² of the six attributes in `service`, beyond those in `others`, among the cured. `r_squared(table, drivers)` stands above.
# * `lacking`: the list of the **three** attributes (of `names`) on which the cured with `overall` of 3 or less fall furthest behind the other cured, by the difference of mean ratings.

# %% answer="m05-q13-cured"
unhappy_cured = ...
partial_r2 = ...
lacking = ...
### BEGIN SOLUTION
unhappy = cured["overall"] <= 3
unhappy_cured = unhappy.mean()
small, large = r_squared(cured, others), r_squared(cured, others + service)
partial_r2 = (large - small) / (1 - small)
behind = cured.loc[~unhappy, names].mean() - cured.loc[unhappy, names].mean()
lacking = list(behind.nlargest(3).index)
### END SOLUTION

# %% task="m05-q13-cured" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q13-cured",
    points=4,
    hints=[
        "Who is in the denominator of each of the three numbers?",
        "`r_squared(cured, others)` is the smaller model, `r_squared(cured, others + service)` the larger one.",
        "Means of all attributes for one group: `cured.loc[unhappy, names].mean()`. Subtract, and take `nlargest(3)`.",
    ],
)
sad = task.value("unhappy_cured")
task.check("the dissatisfied among the cured", sad, within=(0, 1), atol=0.0051)
task.check("what service adds", task.value("partial_r2"), within=(0, 1), atol=0.0051)
three = "list(lacking.index) if hasattr(lacking, 'loc') else lacking"
three = task.value(three, name="lacking")
task.check("where they fall behind", three, each=True, among=names)
task

# %% [markdown]
# About one cured patient in four leaves dissatisfied, and what they missed most is not medicine. They missed being told, being heard, being treated kindly. The technical result and the manner are two things (Donabedian called the second one part of quality, not its wrapping), and most patients can judge only one of them.
#
# ## The trap of the grateful
#
# Now the other way round. Relief that comes fast should please. Does it?

# %%
speed_prediction = Prediction(
    "m05-speed-of-effect",
    question="Patients who took longer to feel better are, on average ...",
    choices=["less satisfied", "equally satisfied", "more satisfied"],
)
speed_prediction

# %%
patients["slow"] = patients["days_to_relief"] > patients["days_to_relief"].median()
by_speed = patients.groupby("slow")["overall"].mean()
speed_prediction.reveal_button(
    f"Quick relief: mean satisfaction {by_speed[False]:.2f}. Slow relief: {by_speed[True]:.2f}. "
    "Slower relief, higher satisfaction: a hospital that believed it would keep its patients in pain."
)

# %% [markdown] teaches=["S003-90"]
# Read the two means again, and mind what they seem to advise. Nobody has lied, and the arithmetic is right. The comparison is wrong: who are the ones with slow relief? Look at severity, the doctor's judgment on arrival.

# %%
strata = patients.groupby("severity").agg(
    patients=("overall", "size"),
    days=("days_to_relief", "mean"),
    satisfaction=("overall", "mean"),
    readmitted=("readmitted_90d", "mean"),
)
strata.style.format(
    {"patients": "{}", "days": "{:.1f}", "satisfaction": "{:.2f}", "readmitted": "{:.0%}"}
).set_caption("By severity on arrival, 1 to 5")

# %% [markdown]
# The seriously ill take longer, of course. And they are **more** grateful: whoever feared the worst is glad to be better. Severity pulls both columns up, and two columns that are pulled up together look like cause and effect.
#
# The repair is old and plain: **compare like with like.** Within each level of severity, compare the slow with the quick.

# %%
within = patients.pivot_table(index="severity", columns="slow", values="overall", observed=True)
within.columns = ["quick relief", "slow relief"]
ax = within.plot(marker="o", figsize=(7.5, 3.6), color=[PALETTE[0], PALETTE[1]], style=["-", "--"])
ax.set(
    xlabel="Severity on arrival",
    ylabel="Mean satisfaction, 1 to 7",
    title="Among equally ill patients, slow relief pleases less",
    xticks=range(1, 6),
)
ax.grid(visible=False, axis="x")
name_series(ax)
plt.show()

# %%
patients["log2_days"] = np.log2(patients["days_to_relief"].astype(float))
slopes = {
    label: smf.ols(formula, patients).fit().params["log2_days"]
    for label, formula in (
        ("raw", "overall ~ log2_days"),
        ("at equal severity", "overall ~ log2_days + severity"),
    )
}
pd.Series(slopes).rename(
    "points of satisfaction for each doubling of days"
).to_frame().style.format("{:+.2f}")

# %% [markdown]
# The sign turns. (The last point of the upper line is a handful of people: at severity 5 relief is hardly ever quick.)
#
# Now the question of the board: do satisfied patients have better outcomes? Take the outcome that nobody wants, being taken in again within 90 days.

# %%
patients["satisfied"] = patients["overall"] >= 5
patients.groupby("satisfied")["readmitted_90d"].mean().rename(
    "readmitted within 90 days"
).to_frame().style.format("{:.1%}")

# %% [markdown]
# No difference. So satisfaction means nothing? You know by now what to ask.

# %% [markdown]
# ## The Python of means and shares
#
# `groupby` with two names and `.unstack()` give a table: one row for each value of the first, one column for each of the second. `.value_counts(normalize=True)` gives the share of each value.

# %%
tellers = pd.DataFrame(
    {
        "hall": ["a", "a", "b", "b", "b"],
        "new": [True, False, True, False, False],
        "errors": [4, 1, 9, 6, 8],
    }
)
print(tellers["hall"].value_counts(normalize=True).to_dict())
tellers.groupby(["hall", "new"])["errors"].mean().unstack()

# %% [markdown]
# ## Task 14: like with like (5 points)
#
# Write `adjusted_difference(table, exposed, outcome, stratum)`.
#
# * `table` has one row for each patient; `exposed` is the name of a column of True and False, `outcome` of a column of 0 and 1, `stratum` of a column of levels. Every level has patients of both kinds.
# * In each stratum: the mean outcome of those with True **minus** that of those with False.
# * It returns **one number**: the mean of these differences, each stratum weighted by its **share of all patients** (direct standardization).
#
# Then `raw` is the plain difference, readmitted among the satisfied minus readmitted among the others, and `adjusted` the difference adjusted for `severity`. Both are **proportions** (−0.10 is ten percentage points less), negative if the satisfied come back less; give three decimals or more.


# %% answer="m05-q14-adjusted"
def adjusted_difference(table, exposed, outcome, stratum):
    """Difference in the mean outcome, standardized to the strata of all patients."""
    ### BEGIN SOLUTION
    means = table.groupby([stratum, exposed])[outcome].mean().unstack()
    share = table[stratum].value_counts(normalize=True)
    return ((means[True] - means[False]) * share).sum()
    ### END SOLUTION


raw = ...
adjusted = ...
### BEGIN SOLUTION
readmitted = patients.groupby("satisfied")["readmitted_90d"].mean()
raw = readmitted[True] - readmitted[False]
adjusted = adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")
### END SOLUTION

# %% task="m05-q14-adjusted" points=5
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q14-adjusted",
    points=5,
    hints=[
        "Within one level of severity: how many percent of the satisfied came back, and how many of the others?",
        "`table.groupby([stratum, exposed])[outcome].mean().unstack()` has one row for each level and the columns False and True.",
        "`table[stratum].value_counts(normalize=True)` is the share of each level. Multiply, and add up.",
    ],
)
cells = [(1, True, 10, 1), (1, False, 50, 10), (2, True, 30, 12), (2, False, 10, 6)]
hundred = pd.DataFrame(
    [
        (level, kind, int(place < events))
        for level, kind, count, events in cells
        for place in range(count)
    ],
    columns=["level", "kind", "event"],
)
small = task.call("adjusted_difference", hundred, "kind", "event", "level")
task.check("two strata, a hundred patients", small, weight=2)
them = make_hospital(seed=513).drivers
them = them.assign(calm=them["short_wait"] >= 5)[["group", "calm", "cured"]]
them = task.call("adjusted_difference", them, "calm", "cured", "group")
task.check("another hospital, another outcome", them, hidden=True, atol=0.0006)
task.check("the raw difference", task.value("raw"), within=(-1, 1), atol=0.0011)
own = 'adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")'
like = task.value("adjusted")
task.check("the adjusted difference", like, own=own, within=(-1, 1), atol=0.0051)
task

# %% [markdown] teaches=["S003-86"]
# ## What the literature found
#
# Plum Court is invented; the dispute is not.
#
# * Fenton and others (2012) followed 51,946 adults in the United States. Against the least satisfied quarter, the most satisfied had more admissions (odds ratio 1.12), 8.8 % higher expenditure and a **higher** risk of death (hazard ratio 1.26, 95 % interval 1.05 to 1.53). Health status and illness were adjusted for.
# * Jerant and others (2019), a follow-up by the same group with 92,952 adults, found no association with sociodemographic adjustment only, a higher risk once health status was added (top quarter 1.57, 1.25 to 1.98), and found it in women only.
# * Doyle, Lennox and Bell (2013) reviewed 55 studies: patient **experience** went together with safety and effectiveness, more often than not.
#
# They need not contradict each other. They measure different things (a rating of the doctor, or reports of what happened), adjust for different things, and none of them drew lots for satisfaction. A pleased patient can be a well-informed one, or one who got the pill that was asked for.
#
# At Plum Court severity was written down by a doctor, on arrival, so one can adjust for it. In a real hospital part of it never is.

# %% [markdown]
# ## Task 15: the memo (8 points, read by your instructor)
#
# The board asks: **shall we pay doctors by patient satisfaction?** Write to Dr. Lin, 200 to 350 words: yes, no, or under which conditions.
#
# | Criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **Raw and adjusted** | one number, or none | both numbers of Task 14, without why they differ | both, with unit and direction, and what severity does to each |
# | **What it cannot say** | "satisfied, therefore well treated", or "satisfaction means nothing" | one of the two is refuted | both are refuted with a number from this module; adjusted is not called proof of an effect |
# | **Literature** | none | one side, or names without findings | both sides, and one reason why they can differ |
# | **Decision** | none, or "more research" | a decision | a decision, what is paid or shown instead (adequacy by group, conformance, adjusted outcomes), its risk, and what would change your mind |

# %% [markdown] memo="m05-q15-memo" points=8
# ### BEGIN SOLUTION
# *A memo of full marks.* Dear Dr. Lin, no: do not pay by raw satisfaction. Show it, by group, beside two other numbers.
#
# **What we found.** Satisfied patients (5 or more of 7) are taken in again as often as the others: the raw difference is +0.5 percentage points. Among equally ill patients they come back 7.9 points *less*. Both are right. The seriously ill are grateful and also come back more, which hides the rest. Paid by the raw number, a doctor gains by choosing grateful patients, not by treating well.
#
# **What it cannot say.** Satisfied is not well treated: slower relief goes with *more* satisfaction until severity is held. Nor is satisfaction empty: about one cured patient in four is dissatisfied, and what they missed was explanation, listening and courtesy, which we can mend. The adjusted difference is still an association. A patient who feels better may be satisfied because of it; and what the doctor did not write down, we cannot adjust for.
#
# **What others found.** Fenton (2012) saw higher mortality among the most satisfied, Jerant (2019) again, in women only; Doyle (2013) found experience and safety going together in most of 55 studies. The first two rate doctors, the third includes reports of what happened; they adjust for different things.
#
# **Decision.** For a year, publish per department: the share of each group below its adequate level, conformance with the eight practices, and readmissions adjusted for severity. Pay nothing by them yet. Risk: what is shown is gamed, and severity may be coded upward; a second reader should check a sample. I would change my mind if experience, adjusted for severity, predicted outcomes in a period it was not fitted on.
#
# *Mark scheme.* Two marks for each criterion of the table. Numbers must be those of the trainee's own notebook. A memo for payment can reach full marks if it pays by something adjusted and names how it will be gamed.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m05_priorities/3_outcomes")

# %% [markdown]
# ## What you take with you
#
# * Memory keeps the peak and the end. Repair the worst step and the last one.
# * A practice is a standard once it has a "due" and a "done". Sum, then divide.
# * Cured and satisfied are two results. Patients judge best what they can see.
# * Compare like with like, and say what you could not compare.
# * Satisfaction is a witness: worth hearing, not the judge.
#
# **Further reading.** A. Donabedian, "Evaluating the Quality of Medical Care", *Milbank Memorial Fund Quarterly* 44(3), 1966; "The Quality of Care: How Can It Be Assessed?", *JAMA* 260(12), 1988.
# D. Kahneman, B. L. Fredrickson, C. A. Schreiber and D. A. Redelmeier, "When More Pain Is Preferred to Less", *Psychological Science* 4(6), 1993.
# J. J. Fenton, A. F. Jerant, K. D. Bertakis and P. Franks, "The Cost of Satisfaction", *Archives of Internal Medicine* 172(5), 2012.
# A. Jerant, K. Fiscella, J. J. Fenton, E. M. Magnan, A. Agnoli and P. Franks, "Patient Satisfaction with Clinicians and Short-Term Mortality in a US National Sample", *Journal of General Internal Medicine* 34(8), 2019.
# C. Doyle, L. Lennox and D. Bell, "A Systematic Review of Evidence on the Links between Patient Experience and Clinical Safety and Effectiveness", *BMJ Open* 3(1), 2013.
#
# **Next:** open `m08_complaints` from the launcher: a day at a desk where every case has a clock.
