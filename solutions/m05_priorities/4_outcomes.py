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
#     minutes: 75
#     points: 32
#     asks: Dr. Lin
#     question: "Is the satisfied patient the well-treated one?"
# ---

# %% [markdown]
# # Priorities 4 of 4: what satisfaction can say
#
# **Plum Court Hospital.** 75 minutes, 32 points.
#
# When you have finished this notebook you will be able to
#
# 1. turn a praised practice into a standard with a conformance rate,
# 2. show that a cured patient can be dissatisfied, and with what,
# 3. compare like with like, and say what you could not compare,
# 4. write a memo on what satisfaction can and cannot say about care.

# %%
from servicelab import recall

recall("m05_priorities/4_outcomes")

# %% [markdown] teaches=["S003-86"]
# ## God, or witness?
#
# On the wall of the training room hangs a line that many service texts share: *the customer is god, and satisfaction is the highest standard.* Beside it, since last week, hangs a proposal: pay the doctors by it.
#
# Dr. Lin is uneasy. Can a patient judge a diagnosis? Care is a **credence good**: much of it cannot be judged even afterwards. But nobody else was there for the whole visit.
#
# **Is the satisfied patient the well-treated one?** The board votes on Monday, and you write the memo.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import statsmodels.formula.api as smf

from servicelab import Prediction, RangePrediction, Statement, load_dataset
from servicelab.plots import PALETTE, is_static, name_series, use_style

use_style()
patients = load_dataset("hospital_drivers")
attributes = load_dataset("hospital_attributes")
names = list(attributes["attribute"])

# %% [markdown] teaches=["S001-11"] reads={"S001-11": "four slogans, of which one can be measured in a visit; shown, not asked for"}
# ## What is remembered
#
# Begin with the instrument. 300 patients rated nine steps of their visit on the spot, from 1 to 9, and the whole of it a week later.
#
# Texts on "customer experience" like four words. *Seamless* can be measured in a visit (the worst seam), *touching* and *breakthrough* by half (the most extreme moment), *ever improving* not at all: it is a trend.
#
# In experiments with discomfort, what people remembered of an episode went with its worst moment and its **end**, more than with its length (Kahneman and others 1993). For holidays of a week, **peak** and end did not stand out among other summaries (Kemp, Burt and Furneaux 2008). And here?

# %%
memory_prediction = Prediction(
    "m05-memory",
    question="With what does the rating a week later go more closely?",
    choices=[
        "the mean of all nine steps",
        "the mean of two: the most extreme and the last",
        "both alike",
    ],
)
memory_prediction

# %%
journeys = load_dataset("hospital_journeys")
steps = [f"step_{number}" for number in range(1, 10)]
ratings = journeys[steps].astype(int)
lowest, highest = ratings.min(axis=1), ratings.max(axis=1)
peak = lowest.where(5 - lowest >= highest - 5, highest)  # of a tie the low one
two_moments = (peak + ratings["step_9"]) / 2
memory_prediction.reveal_button(
    "Correlation with the rating a week later: mean of nine steps "
    f"{ratings.mean(axis=1).corr(journeys['overall']):.2f}, peak and end "
    f"{two_moments.corr(journeys['overall']):.2f}."
)

# %% [markdown] teaches=["S003-83"]
# Here two moments go with the later rating more closely than the mean of nine steps does. Ask of any rating what it sums up before you pay by it.
#
# ## A praised practice, made measurable
#
# Singapore General Hospital is often told as a story: fresh linen, a nurse who asks what the patient would like to eat, a curtain drawn before the examination.
# It becomes a **standard** by who does what, when it is due, and how often it is done when due.
#
# $$\text{conformance} = \frac{\text{times done}}{\text{times due}}$$
#
# An observer at Plum Court counted eight such practices on four wards for twelve weeks. Sum first, then divide: 8 of 10 and 1 of 5 are 9 of 15, or 0.6, not the mean of 0.8 and 0.2. At the bank:

# %%
practices = load_dataset("hospital_practices")
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
practices.head()

# %% [markdown]
# ## Task 12: where the trainer goes (3 points)
#
# Complete `conformance(practices, by)`, the conformance rate for each value of `by`, a name or a list of names. Missing are `counts`, the sums of `due` and `done` in each group, and `rate`, a proportion. A group with nothing due has no rate: leave it out, or blank.
#
# Then `lapse` is the pair `(ward, practice)` with the **lowest** conformance: Dr. Lin sends the trainer there.


# %% answer="m05-q12-conformance"
def conformance(practices, by):
    """Times done divided by times due, for each group."""
    counts = ...
    rate = ...
    ### BEGIN SOLUTION
    counts = practices.groupby(by)[["due", "done"]].sum()
    rate = counts["done"] / counts["due"]
    ### END SOLUTION
    return rate


lapse = ...  # ("ward", "practice")
### BEGIN SOLUTION
lapse = conformance(practices, ["ward", "practice"]).idxmin()
### END SOLUTION

# %% task="m05-q12-conformance" points=3 grades=["S003-83"] decides="where the trainer goes"
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q12-conformance",
    points=3,
    hints=[
        "A week with two occasions and a week with forty: should they count the same?",
        "Add up `done` and `due` within each group first: `groupby(by)` and two columns.",
        "One column divided by the other, `counts[...] / counts[...]`. `idxmin()` names the lowest.",
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
task.check("two wards, small weeks and large ones", small, atol=0.0051)
seen = make_hospital(seed=512).practices.query("week <= 6")
seen = task.call("conformance", seen, ["ward", "practice"])
task.check("by ward and practice, in another hospital", seen, hidden=True, atol=0.0051)
own = 'conformance(practices, ["ward", "practice"]).idxmin()'
task.check("the largest lapse", task.value("lapse"), own=own)
task

# %%
sums = practices.groupby(["practice", "ward"], observed=True)[["due", "done"]].sum()
kept = (sums["done"] / sums["due"]).unstack()
kept.style.format("{:.0%}").set_caption("Done when due: eight practices on four wards")

# %% [markdown]
# The deepest lapse is a plain one: on one ward, in 55 % of the cases nobody says who is coming and why. And the curtain that the story praises is kept nearly everywhere, and lapses on one ward.
# Conformance needs nothing from the patient: it says how often a practice was seen done when due, while an observer looked.
#
# ## Cured, therefore satisfied?
#
# "Where the patient is cured, satisfaction follows." Here `cured` is 1 if what the patient came for was put right, by the doctor's judgment; of these 549, 362 were not ill when they came.

# %%
cured = patients[patients["cured"] == 1]
cured_prediction = RangePrediction(
    "m05-unhappy-cured",
    "What share of the cured rates the visit 3 or less, of 7?",
    lowest=0,
    highest=100,
    unit="%",
)
cured_prediction

# %% [markdown]
# `table.loc[condition, columns]` takes some rows and some columns; `~condition` the other rows. Two Series are subtracted by name, and `.nlargest(2)` keeps the two largest. At the bank:

# %%
branches = pd.DataFrame(
    {"city": [True, True, False], "noise": [7, 9, 3], "light": [5, 5, 4], "heat": [2, 4, 6]}
)
asked_of = ["noise", "light", "heat"]
city = branches.loc[branches["city"], asked_of].mean()
country = branches.loc[~branches["city"], asked_of].mean()
(city - country).nlargest(2)

# %% [markdown]
# ## Task 13: where the dissatisfied among the cured rate lower (3 points)
#
# Take the **cured** patients only (the table `cured`).
#
# * `unhappy_cured`: the **proportion** of the cured whose `overall` is 3 or less (two decimals at least).
# * `lacking`: the list of the **two** attributes (of `names`) on which the cured with `overall` of 3 or less fall furthest behind the other cured, by the difference of mean ratings.

# %% answer="m05-q13-cured"
unhappy_cured = ...
lacking = ...
### BEGIN SOLUTION
unhappy = cured["overall"] <= 3
unhappy_cured = unhappy.mean()
behind = cured.loc[~unhappy, names].mean() - cured.loc[unhappy, names].mean()
lacking = list(behind.nlargest(2).index)
### END SOLUTION

# %% task="m05-q13-cured" points=3 grades=["S003-92"]
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q13-cured",
    points=3,
    hints=[
        "Who is in the denominator?",
        'Means of all attributes for one group: `cured.loc[..., names].mean()` with `cured["overall"] <= 3` for the condition.',
        "Subtract the mean of the unhappy from that of the others, and take `nlargest(...)`.",
    ],
)
sad = task.value("unhappy_cured")
task.check("the dissatisfied among the cured", sad, within=(0, 1), atol=0.0051)
two = "list(lacking.index) if hasattr(lacking, 'loc') and set(lacking.index) <= set(names) else list(lacking)"
two = task.value(two, name="lacking")
task.check("where they fall behind", two, each=True, among=names)
task

# %%
cured_prediction.reveal_button(
    100 * (cured["overall"] <= 3).mean(),
    f"Of those who were not cured it is {(patients.loc[patients['cured'] == 0, 'overall'] <= 3).mean():.0%}.",
)

# %% [markdown] teaches=["S003-92"]
# Of 549 patients for whom it was put right, 128 (23 %) rate the visit 3 or less; of the 187 ill among them, 26 (14 %). Where it was not put right, 84 of 251 (33 %). The dissatisfied 128 fall furthest behind in explanation and listening. Courtesy and the wait come next. Donabedian (1988) counts how people are treated as a part of quality.
#
# ## How soon it helps
#
# Relief that comes fast should please. Does it?

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
    "A hospital that took this for an effect would keep its patients in pain."
)

# %% [markdown]
# The arithmetic is right. The comparison is not: who are the ones with slow relief? Look at severity, the doctor's judgment on arrival.

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
# The seriously ill take longer, and they are **more** satisfied. So **compare like with like**: within each level of severity, the slow with the quick.

# %%
patients["log2_days"] = np.log2(patients["days_to_relief"].astype(float))
slopes = {
    label: smf.ols(formula, patients).fit().params["log2_days"]
    for label, formula in (
        ("raw", "overall ~ log2_days"),
        ("at equal severity", "overall ~ log2_days + severity"),
    )
}
if speed_prediction.decision or is_static():
    within = patients.pivot_table(index="severity", columns="slow", values="overall", observed=True)
    within.columns = ["quick relief", "slow relief"]
    ax = within.plot(
        marker="o", figsize=(7.5, 3.6), color=[PALETTE[0], PALETTE[1]], style=["-", "--"]
    )
    ax.set(
        xlabel="Severity on arrival",
        ylabel="Mean satisfaction, 1 to 7",
        title="Among equally ill patients, slow relief goes with less satisfaction",
        xticks=range(1, 6),
    )
    ax.grid(visible=False, axis="x")
    name_series(ax)
    plt.show()
    few = patients.groupby(["severity", "slow"], observed=True).size()
    print(
        f"Few patients stand behind some points: {few[5, False]} with quick relief at level 5, "
        f"{few[1, True]} with slow relief at level 1."
    )
    display(
        pd.Series(slopes)
        .rename("points of satisfaction for each doubling of days")
        .to_frame()
        .style.format("{:+.2f}")
    )
else:
    print("Shown when your prediction is recorded. Then run this cell again.")

# %% [markdown] teaches=["S003-90"]
# The sign turns: for each doubling of days to relief, satisfaction is 0.17 points higher in the raw comparison, and 0.35 points lower at equal severity.
#
# Now the question of the board: do satisfied patients have better outcomes? Take one, being taken in again within 90 days after the visit.
#
# `groupby` with two names and `.unstack()` give a table: one row for each value of the first, one column for each of the second. `.value_counts(normalize=True)` gives the share of each value. A worked example: two halls with 40 % and 60 % of the tellers. In hall a the new ones make 3 errors more, in hall b 2 more; weighted by the shares, 0.4 × 3 + 0.6 × 2 = 2.4 more.

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
# ## Task 14: like with like (6 points)
#
# Write `adjusted_difference(table, exposed, outcome, stratum)`.
#
# * `table` has one row for each patient; `exposed` is the name of a column of True and False, `outcome` of a column of 0 and 1, `stratum` of a column of levels. Every level has patients of both kinds.
# * In each stratum: the mean outcome of those with True **minus** that of those with False.
# * It returns **one number**: the mean of these differences, each stratum weighted by its **share of all patients** (direct standardization).
#
# Then `raw` is the plain difference, readmitted among the satisfied (`patients["satisfied"]`, 5 or more) minus readmitted among the others, and `adjusted` the difference adjusted for `severity`. Both are **proportions** (−0.10 is ten percentage points less), negative if the satisfied are readmitted less; give three decimals or more.

# %%
patients["satisfied"] = patients["overall"] >= 5


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

# %% task="m05-q14-adjusted" points=6 grades=["S003-86"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q14-adjusted",
    points=6,
    hints=[
        "Within one level of severity: how many percent of the satisfied were readmitted, and how many of the others?",
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
task.check("another hospital, another outcome", them, hidden=True, weight=2, atol=0.0006)
task.check("the raw difference", task.value("raw"), within=(-1, 1), atol=0.0011)
own = 'adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")'
like = task.value("adjusted")
task.check("the adjusted difference", like, own=own, within=(-1, 1), atol=0.0051)
task

# %% [markdown]
# How sure are the two? In 300 samples of as many patients, drawn again, the middle 95 % of the raw difference reach from −4 to +5 percentage points, those of the adjusted one from −12 to −3. Whether the satisfied are readmitted more or less **on the whole**, nobody can tell; at equal severity they are readmitted less, on average over the five levels (at level 1, one of each kind came back).

# %%
statement = Statement(
    "m05-q14b-statement",
    "Which sentence may Dr. Lin tell the board?",
    {
        "A": "At equal severity, the satisfied were readmitted less often on average; what brings it, these data do not say.",
        "B": "Satisfied patients are readmitted as often as the others, so satisfaction has nothing to do with outcomes.",
        "C": "If doctors are paid by satisfaction, readmissions will fall.",
        "D": "Slow relief makes patients more satisfied, so satisfaction rewards the wrong doctors.",
    },
)
statement

# %% [markdown]
# ## Task 14b: which sentence may she tell? (3 points)
#
# Three of the four claim more than these data hold. Record the letter of the fourth and how sure you are, with the button of `statement` or below. The letter is graded, the confidence kept.

# %% answer="m05-q14b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="A", sure=0.95)
### END SOLUTION

# %% task="m05-q14b-statement" points=3 grades=["S003-86", "S003-90"]
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q14b-statement",
    points=3,
    hints=[
        "Which comparison leaves out who was seriously ill?",
        "Was anybody's satisfaction, or anybody's pay, drawn at random?",
        "Look for two raw comparisons and for a promise.",
    ],
)
task.statement("statement")
task

# %% [markdown] teaches=["S003-86"]
# ## What the literature found
#
# * Fenton and others (2012) followed 51,946 adults in the United States. Against the least satisfied quarter, the most satisfied had odds ratios of 1.12 for any admission and 0.92 for any emergency visit, 8.8 % higher expenditure and, among the 36,428 followed for deaths, a **higher** risk of death (hazard ratio 1.26, 95 % interval 1.05 to 1.53), adjusted for health status and illness.
# * Jerant and others (2019), the same group with 92,952 adults, found no association with sociodemographic adjustment only, a higher risk once health status was added (top quarter 1.57, 1.25 to 1.98), and found it in women only.
# * Doyle, Lennox and Bell (2013) reviewed 55 studies: patient **experience** went together with safety and effectiveness, more often than not.
#
# They measure different things (a rating of the doctor, or reports of what happened), adjust for different things, and in none of them was anybody made more or less satisfied at random.
#
# In a real hospital, part of severity is never written down.

# %% [markdown]
# ## Task 15: mark two memos, write one (17 points)
#
# A memo to the board is judged by four criteria, 0 to 2 each:
#
# | Criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **Raw and adjusted** | one number, or none | both numbers, without why they differ | both, with unit and direction, and what severity does to each |
# | **What it cannot say** | "satisfied, therefore well treated", or "satisfaction means nothing" | one of the two is refuted | both are refuted with a number from this module; adjusted is not called proof of an effect |
# | **Literature** | none | one side, or names without findings | both sides, and one reason why they can differ |
# | **Decision** | none, or "more research" | a decision | a decision, what is paid or shown instead (adequacy by group, conformance, adjusted outcomes), its risk, and what would change your mind |
#
# First mark two short memos on a neighbouring question: *judge doctors by how soon their patients feel better?*
#
# > **First.** Patients with slow relief are more satisfied, 4.72 against 4.49 of 7. A satisfied patient has been treated well, whatever the days. Many studies in good journals have dealt with satisfaction. I propose to drop days to relief from our reports from next month on. It costs nothing.
#
# > **Second.** Do not judge by raw days. For each doubling of days, satisfaction is 0.17 points higher; at equal severity it is 0.35 points lower. The seriously ill take longer and thank more, which turns the sign. So more satisfied is not better treated. Fenton (2012) found higher mortality among the most satisfied; Doyle (2013) found experience and safety going together; one asks about the doctor, the other what happened. Show days by severity beside conformance for a year, pay nothing. Risk: severity is coded upward. A trial at random would change my mind.
#
# `marks` is a dictionary: `"first"` and `"second"`, each with the list of its four marks in the order of the table.

# %% answer="m05-q15a-marks"
marks = ...  # {"first": [raw, cannot, literature, decision], "second": [...]}
### BEGIN SOLUTION
marks = {"first": [0, 0, 0, 1], "second": [2, 1, 2, 2]}
### END SOLUTION

# %% task="m05-q15a-marks" points=2
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q15a-marks",
    points=2,
    hints=[
        "Take one criterion at a time, and one memo: which of the three cells describes it?",
        "Does the memo say why raw and adjusted differ? Does it refute one reading, or both?",
        '`marks = {"first": [..., ..., ..., ...], "second": [..., ..., ..., ...]}`',
    ],
)


def whole(marks):
    """Whether these are twice four marks of 0, 1 or 2, and the strong memo has more."""
    for which in ("first", "second"):
        row = list(marks[which])
        assert len(row) == 4, f"{which!r} has {len(row)} marks: there are four criteria."
        assert all(one in (0, 1, 2) for one in row), "Each mark is 0, 1 or 2."
    if sum(marks["first"]) >= sum(marks["second"]):
        return 0, "", "confident-tone-marked"
    return None


def within(marks, ranges):
    """How many of the eight marks can be defended."""
    pairs = [
        (mark, limits)
        for which, rows in ranges.items()
        for mark, limits in zip(marks[which], rows, strict=True)
    ]
    n = sum(low <= mark <= high for mark, (low, high) in pairs)
    return (n - 4) / 4, f"{n} of eight marks can be defended by the words of the table."


defensible = {
    "first": [(0, 0), (0, 0), (0, 1), (1, 1)],
    "second": [(2, 2), (1, 1), (2, 2), (2, 2)],
}
task.rule("four marks for each, and the memo with the evidence has more", whole, "marks")
task.rule("the marks can be defended", within, "marks", weight=3, hidden=True, ranges=defensible)
task

# %% [markdown]
# Now your own. The board asks: **shall we pay doctors by patient satisfaction?** Write to Dr. Lin, 200 to 350 words: yes, no, or under which conditions. Your instructor reads it, by the table above (15 points).

# %% [markdown] memo="m05-q15-memo" points=15
# ### BEGIN SOLUTION
# *A memo of full marks.* Dear Dr. Lin, no: do not pay by raw satisfaction. Show it, by group, beside two other numbers.
#
# **What we found.** Whether satisfied patients (5 or more of 7) are readmitted more or less often than the others, nobody can tell: the raw difference is +0.5 percentage points (−4 to +5). Among equally ill patients they are readmitted 7.9 points *less* (3 to 12), on average over five levels. Both are right. The seriously ill are more satisfied and also come back more, which hides the rest. A doctor who is paid by raw satisfaction could gain by choosing other patients.
#
# **What it cannot say.** Satisfied is not well treated: for each doubling of days to relief, satisfaction is 0.17 points *higher*, and 0.35 points lower at equal severity; of the 187 ill patients who were cured, 26 (14 %) are dissatisfied. Nor is satisfaction empty: at equal severity it goes with 7.9 points fewer readmissions, and the dissatisfied among the cured fall furthest behind in explanation and listening. The adjusted difference is still an association. A patient who feels better may be satisfied for that reason; and what the doctor did not write down, we cannot adjust for.
#
# **What others found.** Fenton (2012) saw higher mortality among the most satisfied, Jerant (2019) again, in women only; Doyle (2013) found experience and safety going together in most of 55 studies. In the first two, patients rated their doctors; the studies of the third also used reports of what happened; they adjust for different things.
#
# **Decision.** For a year, publish per department: the share of each group below its adequate level, conformance with the eight practices, and readmissions adjusted for severity. Pay nothing by them yet. Risk: what is shown is gamed, and severity may be coded upward; a second reader should check a sample. I would change my mind if experience, adjusted for severity, predicted outcomes in a period it was not fitted on.
#
# *Mark scheme.* Each of the eight marks of the table counts 15 / 8 points. Numbers must be those of the trainee's own notebook. A memo for payment can reach full marks if it pays by something adjusted and names how it will be gamed.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m05_priorities/4_outcomes")

# %% [markdown]
# ## What you take with you
#
# * A practice is a standard once it has a "due" and a "done". Sum, then divide.
# * Cured and satisfied are two results.
# * Compare like with like, and say what you could not compare.
# * Satisfaction is a witness: worth hearing, not the judge.
#
# **Further reading.** A. Donabedian, "The Quality of Care: How Can It Be Assessed?", *JAMA* 260(12), 1988.
# D. Kahneman, B. L. Fredrickson, C. A. Schreiber and D. A. Redelmeier, "When More Pain Is Preferred to Less", *Psychological Science* 4(6), 1993. S. Kemp, C. D. B. Burt and L. Furneaux, "A Test of the Peak-End Rule with Extended Autobiographical Events", *Memory & Cognition* 36(1), 2008.
# J. J. Fenton, A. F. Jerant, K. D. Bertakis and P. Franks, "The Cost of Satisfaction", *Archives of Internal Medicine* 172(5), 2012.
# A. Jerant, K. Fiscella, J. J. Fenton, E. M. Magnan, A. Agnoli and P. Franks, "Patient Satisfaction with Clinicians and Short-Term Mortality in a US National Sample: The Roles of Morbidity and Gender", *Journal of General Internal Medicine* 34(8), 2019.
# C. Doyle, L. Lennox and D. Bell, "A Systematic Review of Evidence on the Links between Patient Experience and Clinical Safety and Effectiveness", *BMJ Open* 3(1), 2013.
#
# **Next:** open `m06_waiting` from the launcher: a slide that is right by accident, and a morning that is yours.
