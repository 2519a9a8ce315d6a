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
#     module: m07_control
#     title: What gets measured
#     minutes: 75
#     points: 31
#     asks: Ms. Qiao
#     question: "A bonus for short calls: what does it save, and what else does it change?"
# ---

# %% [markdown]
# # Control 4 of 4: what gets measured
#
# **Lantern Bank.** 75 minutes, 31 points.
#
# When you have finished this notebook you will be able to
#
# 1. say what a bonus did to the thing paid for, and to the thing wanted,
# 2. tell how much of an agent's score is the agent,
# 3. choose two kinds of check that do not overlook the same things,
# 4. define a KPI so that two people compute the same number, and say how it will be gamed.

# %%
from servicelab import recall

recall("m07_control/4_measures")

# %% [markdown] teaches=["S001-32"]
# ## A bonus, drawn at random
#
# Mr. Bai wants a bonus for short calls in the region's call center. His training folder agrees: *incentives keep quality rising*. Ms. Qiao asked for a trial. Thirty of sixty agents were **drawn at random**. They had the bonus in the second of two eight-week periods, the others never. From each period we have forty calls of each agent.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.stats import f as f_distribution
from scipy.stats import ttest_ind
from statsmodels.stats.proportion import confint_proportions_2indep

from servicelab import RangePrediction, ReasonedChoice, Statement, load_dataset
from servicelab.plots import is_static, show_table, use_style
from servicelab.tasks import is_right

use_style()
calls = load_dataset("bank_calls")
calls.head(3)

# %% [markdown]
# `resolved` is what the **agent** writes down. `again7` is what the **customer** does: a second call about the same thing within seven days. A case is **settled for good** if it is resolved and nobody calls again.
#
# **Predict** what the bonus changed. A fall is negative.

# %%
seconds_prediction = RangePrediction(
    "m07-bonus-seconds",
    "By how many percent did the bonus change the seconds of a call?",
    lowest=-60,
    highest=60,
)
seconds_prediction

# %%
settled_prediction = RangePrediction(
    "m07-bonus-settled",
    "By how many percent did it change the seconds spent for each case settled for good?",
    lowest=-60,
    highest=60,
)
settled_prediction

# %% [markdown]
# **A worked example: seconds of a call.** Agents were drawn, so agents are counted: sixty changes, not 4,800 calls.

# %%
calls["calls"] = 1
calls["settled"] = calls["resolved"] * (1 - calls["again7"])
counted = ["calls", "seconds", "resolved", "again7", "settled"]
sums = calls.groupby(["drawn", "agent", "weeks"], observed=True)[counted].sum()
mean = (sums["seconds"] / sums["calls"]).unstack()  # a row an agent, a column a period
step = np.log(mean["second"] / mean["first"])  # step.loc[1]: of the thirty agents drawn
more = step.loc[1].mean() - step.loc[0].mean()
ends = ttest_ind(step.loc[1], step.loc[0], equal_var=False).confidence_interval()
seconds = 100 * (np.exp([more, ends.low, ends.high]) - 1)
seconds_prediction.reveal_button(seconds[0], "The interval is in the table further down.")

# %% [markdown]
# Ratios are compared in logarithms, and `np.exp` leads back to percent: −0.20 in logarithms is −18 %, not −20 %. The same lines with $\sum$ seconds / $\sum$ settled:

# %%
taken = (sums["seconds"] / sums["settled"]).unstack()
step = np.log(taken["second"] / taken["first"])
more = step.loc[1].mean() - step.loc[0].mean()
ends = ttest_ind(step.loc[1], step.loc[0], equal_var=False).confidence_interval()
each_settled = 100 * (np.exp([more, ends.low, ends.high]) - 1)
settled_prediction.reveal_button(each_settled[0], "The interval is in the table further down.")

# %% jupyter={"source_hidden": true}
agents = load_dataset("bank_agents")
rise = agents["tired_after"] - agents["tired_before"]
tired = ttest_ind(rise[agents["drawn"] == 1], rise[agents["drawn"] == 0], equal_var=False)
tired_ends = tired.confidence_interval()
means = rise.groupby(agents["drawn"]).mean()
left = agents.groupby("drawn")["left"].sum()
left_ends = confint_proportions_2indep(left[1], 30, left[0], 30, method="newcomb")
if (seconds_prediction.decision and settled_prediction.decision) or is_static():
    effects = pd.DataFrame(
        {
            "Seconds of a call, %": seconds,
            "Seconds for each case settled for good, %": each_settled,
            "Exhaustion, points of 1 to 7": [means[1] - means[0], tired_ends.low, tired_ends.high],
            "Agents who left within half a year, of 100": 100
            * np.array([(left[1] - left[0]) / 30, *left_ends]),
        },
        index=["bonus against no bonus", "from", "to"],
    ).T
    display(show_table(effects, dict.fromkeys(effects, "{:+.1f}")))
else:
    print("First record both predictions above, then run this cell again.")

# %% [markdown]
# Who is paid for one task of two tends to neglect the other (Holmström and Milgrom 1991). And in a study of 306 agents, the more burned out kept their productivity while their quality was lower (Singh 2000): a chart of productivity does not show it.

# %% [markdown] teaches=["S003-18"]
# ## What does a second call cost?
#
# *Better service lowers cost*, says the folder, without a sum. Here it is:
#
# $$\text{rework} = \text{share of calls that come back} \times \text{yuan for a contact}$$
#
# The bank reckons 18 yuan for a contact: 8 for a call of average length (1.50 yuan a minute), 10 for the line and the work afterward. The minutes saved by the bonus are worth 1,051 yuan for 1,000 calls (680 to 1,423).
#
# ## Task 15: what may the board hear? (5 points)
#
# (2 points) `rework`: what the bonus **adds** to the cost of second calls, in yuan for **1,000 calls**. From `sums`: the share `again7` of each agent in each period; its change from the first to the second; the mean change of the agents drawn minus that of the others. No logarithms.
#
# (3 points) The sentence.

# %%
statement = Statement(
    "m07-q15-bonus",
    "Which sentence may Ms. Qiao tell the board?",
    {
        "A": "The bonus made calls about 13 % shorter (9 to 17). So, within this interval, it saves agents' time, and each settled case costs as much less as each call.",
        "B": "With the bonus exhaustion rose more (by 0.1 to 0.8 points) and more customers called again. So, as far as a trial can show, tired agents bring second calls.",
        "C": "The bonus made calls about 13 % shorter (9 to 17). The time for each case settled for good may have gone down by up to 6 % or up by as much as 13 %.",
        "D": "Of thirty agents with the bonus 4 left, of thirty without it 3. These are few, but as the bonus was drawn at random, it is what drove the one more away.",
    },
)
statement

# %% answer="m07-q15-bonus"
rework = ...
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
again = (sums["again7"] / sums["calls"]).unstack()
change = again["second"] - again["first"]
rework = 18 * 1000 * (change.loc[1].mean() - change.loc[0].mean())
statement.record(sentence="C", sure=0.9)
### END SOLUTION

# %% task="m07-q15-bonus" points=5 grades=["S001-32", "S003-18"]
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q15-bonus",
    points=5,
    hints=[
        "Which agents were drawn, and what had they been like before the bonus?",
        '`(sums["again7"] / sums["calls"]).unstack()` has a row an agent and a column a period.',
        "`18 * 1000 * (... .loc[1].mean() - ... .loc[0].mean())`. And of the sentences: which compares what was wanted, not only what was paid for?",
    ],
)
task.statement("statement")
task.check("the rework", task.value("rework"), weight=2 / 3, atol=15)
task

# %% jupyter={"source_hidden": true}
if is_right("m07-q15-bonus"):
    sums["yuan"] = 1000 * (1.5 * sums["seconds"] / 60 + 18 * sums["again7"])
    for words, column, yuan in (("Rework", "again7", 18_000), ("Less the minutes", "yuan", 1)):
        each = (yuan * sums[column] / sums["calls"]).unstack()
        step = each["second"] - each["first"]
        ends = ttest_ind(step.loc[1], step.loc[0], equal_var=False).confidence_interval()
        more = step.loc[1].mean() - step.loc[0].mean()
        print(f"{words}: {more:,.0f} yuan for 1,000 calls ({ends.low:,.0f} to {ends.high:,.0f})")

# %% [markdown]
# The bonus made calls 12.8 % shorter (8.6 to 16.7). For each case settled for good the change is +3.4 %, with an interval from −5.6 to 13.3: **no saving was seen**, and one of more than 5.6 % does not fit these data. Nor is a loss proved.
#
# Rework less the worth of the minutes, counted for each agent: the interval of the difference holds zero, so nobody can tell which is larger. That of the rework alone does not hold zero. What the bonus itself **paid out** the folder does not say: it comes on top.
#
# Exhaustion rose by 0.4 points more with the bonus (0.1 to 0.8). But look at the four means: it went from 3.46 to 3.77 without the bonus, and from 3.04 to 3.77 with it. Those drawn happened to begin fresher; afterward both groups are equally tired. With the start as a covariate 0.37 is left (0.03 to 0.71): a sign that the bonus tires, no more. From 4 leavers against 3 **nobody can tell** whether it drives agents away.

# %% [markdown] teaches=["S001-33"]
# ## How much of a score is the agent?
#
# Mr. Bai has a second plan: rank the agents by the share of their calls that are `resolved`, and pay the ten best. In the first eight weeks, before any bonus, the sixty shares ran from 60 to 100 %. Are these sixty different agents? Beside them, sixty invented ones who are **all the same**:

# %% jupyter={"source_hidden": true}
first = calls[calls["weeks"] == "first"].groupby("agent", observed=True)["resolved"].mean()
alike = np.random.default_rng(4).binomial(40, first.mean(), 60) / 40
fig, axes = plt.subplots(1, 2, figsize=(9, 3), sharex=True, sharey=True, layout="constrained")
for ax, (title, scores) in zip(
    axes, {"Our sixty agents": first, "Sixty who are all the same": alike}.items(), strict=True
):
    heights = pd.Series(scores).round(3).value_counts().sort_index()
    ax.bar(100 * heights.index, heights, width=2, color="#0072B2", edgecolor="white")
    ax.set(title=title, xlabel="Resolved, % of 40 calls", ylabel="Agents", yticks=range(0, 13, 4))
    ax.label_outer()
plt.show()

# %% [markdown]
# Compare the variance of the scores with what chance alone would make, $p(1-p)/(n-1)$ for a share $p$ of $n$ calls:
#
# $$\text{reliability} = 1 - \frac{\text{mean of } p(1-p)/(n-1)}{\text{variance of the } p}$$
#
# It is the part of the variance of scores that chance does not make: at 1 they are all agent, at 0 all luck. (Shrout and Fleiss call this estimator ICC(1, n).) At Plum Court, four wards with 20 letters each:

# %%
wards = pd.Series({"A": 0.95, "B": 0.80, "C": 0.75, "D": 0.55})  # share sent in time
luck = (wards * (1 - wards) / (20 - 1)).mean()
print(f"variance of the shares {wards.var():.4f}, of chance {luck:.4f}")
print(f"reliability of 20 letters: {1 - luck / wards.var():.2f}")

# %% [markdown]
# With $k$ times as many calls, reliability $r$ becomes $\frac{kr}{1+(k-1)r}$ (Spearman and Brown 1910). To reach a target $t$ one needs
#
# $$k = \frac{t\,(1-r)}{r\,(1-t)}$$
#
# A reliability is an estimate, too. This is its 95 % interval for our sixty agents; below 0 is read as 0.

# %% jupyter={"source_hidden": true}
start = calls[calls["weeks"] == "first"].groupby("agent", observed=True)["resolved"]
ratio = start.mean().var() / (start.mean() * (1 - start.mean()) / 39).mean()
low = 1 - f_distribution.ppf(0.975, 59, 60 * 39) / ratio
high = 1 - 1 / (ratio * f_distribution.ppf(0.975, 60 * 39, 59))
print(f"reliability of 40 calls, 95 % interval: {low:.2f} to {high:.2f}")

# %% [markdown]
# ## Task 16: luck or skill (3 points)
#
# * `reliability`: by the formula, of the sixty shares `resolved` in the **first** eight weeks;
# * `calls_needed`: how many calls of each agent make it 0.8, from your reliability, rounded up (`np.ceil`);
# * `enough`: a dictionary with the keys `"100 calls"` and `"600 calls"`. By the **interval**: are so many of each agent enough for 0.8? `"yes"`, `"no"` or `"cannot tell"`.

# %% answer="m07-q16-noise"
reliability = ...
calls_needed = ...
enough = ...  # {"100 calls": "...", "600 calls": "..."}
### BEGIN SOLUTION
shares = calls[calls["weeks"] == "first"].groupby("agent", observed=True)["resolved"].mean()
chance = (shares * (1 - shares) / 39).mean()
reliability = 1 - chance / shares.var()
times = 0.8 * (1 - reliability) / (reliability * 0.2)
calls_needed = np.ceil(40 * times)
enough = {"100 calls": "no", "600 calls": "cannot tell"}
### END SOLUTION

# %% task="m07-q16-noise" points=3 grades=["S001-33"]
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q16-noise",
    points=3,
    hints=[
        "Sixty shares: how far apart are they, and how far apart would chance alone put them?",
        "`.groupby(...)[...].mean()` gives the shares, `.var()` their variance. `k` counts times 40 calls.",
        "Put the two ends of the interval into the formula of `k`: between which numbers of calls can the truth lie? `40 * t * (1 - ...) / (... * (1 - t))`",
    ],
)
task.check("the reliability", task.value("reliability"), atol=0.004, within=(0, 1))
task.check(
    "the calls needed",
    task.value("calls_needed"),
    own="np.ceil(40 * 0.8 * (1 - reliability) / (reliability * (1 - 0.8)))",
    rtol=0.01,
)
for number in ("100 calls", "600 calls"):
    task.check(
        f"whether {number} are enough",
        task.value("enough")[number],
        weight=0.5,
        among=["yes", "no", "cannot tell"],
        silent=True,
    )
task

# %% [markdown]
# The ten "best" of forty calls are agents with luck and, perhaps, some skill. Forty calls are enough to listen and talk about. They are too few for a ranking, a bonus or a dismissal.

# %% [markdown] teaches=["S003-61"]
# ## Who checks?
#
# Three kinds of check are in the folder: **internal** (a colleague), **external** (an auditor), **client** (somebody calls the customer). Ms. Qiao may keep two. All three were tried on 480 closed files. Then each file had a full review, which found faults in the **record** and in **manner**.

# %%
files = load_dataset("bank_checks")
record, manner, sound = (files["fault"] == kind for kind in ("record", "manner", "none"))
checks = pd.DataFrame(
    {
        name: {
            "yuan a file": price,
            "flags": files[name].sum(),
            f"of {record.sum()} faulty records": (record & (files[name] == 1)).sum(),
            f"of {manner.sum()} faults in manner": (manner & (files[name] == 1)).sum(),
            f"of {sound.sum()} sound files": (sound & (files[name] == 1)).sum(),
        }
        for name, price in {"internal": 20, "external": 25, "client": 15}.items()
    }
).T
show_table(checks)

# %% [markdown]
# A faulty record that nobody finds costs the bank 1,200 yuan, a fault in manner 900, a sound file that is flagged 60 (a second look). The bill of the client check **alone**:

# %%
flagged = files["client"] == 1
missed = 1200 * (record & ~flagged).sum() + 900 * (manner & ~flagged).sum()
print(f"{480 * 15 + missed + 60 * (sound & flagged).sum():,} yuan for 480 files")

# %% [markdown] teaches=["S003-25", "S003-84"]
# With two checks a file is flagged if **either** flags it, and both are paid for.
#
# Two cheaper ideas: **volunteer monitors**, who "report the true level of service" (150 volunteers and 400 customers drawn at random rated the same branches, 1 to 5), and **letters that the director signs** (at Plum Court it was drawn at random which of 1,600 letters Dr. Lin signed, promising to read the answer; scores 1 to 10).

# %% jupyter={"source_hidden": true}
monitors, letters = load_dataset("bank_monitors"), load_dataset("hospital_letters")
rated = [monitors.loc[monitors["who"] == who, "rating"] for who in ("volunteer", "drawn")]
scored = [letters.loc[letters["signed"] == one, "score"].dropna().astype(float) for one in (1, 0)]
answered = [letters.loc[letters["signed"] == one, "answered"] for one in (1, 0)]
rows = {}
for title, (ours, theirs) in {
    "Rating: volunteers, customers drawn": rated,
    "Share who answered: signed, not signed": answered,
    "Score of those who answered: signed, not signed": scored,
}.items():
    ends = ttest_ind(ours, theirs, equal_var=False).confidence_interval()
    rows[title] = [ours.mean(), theirs.mean(), ours.mean() - theirs.mean(), ends.low, ends.high]
compared = pd.DataFrame(rows, index=["first", "second", "difference", "from", "to"]).T
show_table(compared, dict.fromkeys(compared, "{:.2f}"))

# %% [markdown]
# ## Task 17: keep two (4 points)
#
# * (1.5 points) `bills`: a dictionary with the keys `"internal + external"`, `"internal + client"` and `"external + client"`: yuan for the 480 files with this pair.
# * (1.5 points) Record the pair that you keep, and why.
# * (1 point) `worth`: a dictionary with `"volunteers"`, one of `"show the true level"`, `"rate too high"`, `"rate too low"`, `"cannot tell"`; and `"signature"`, one of `"raises the score"`, `"makes the score truer"`, `"more answers, no other score seen"`, `"no more answers"`.

# %%
pairs = ("internal + external", "internal + client", "external + client")
keep = ReasonedChoice("m07-q17-checks", "Which two kinds of check do you keep?", pairs)
keep

# %% answer="m07-q17-checks"
bills = ...  # {"internal + external": ..., "internal + client": ..., "external + client": ...}
worth = ...  # {"volunteers": "...", "signature": "..."}
# keep.record(choice="...", reason="...")  # or the button above
### BEGIN SOLUTION
price = {"internal": 20, "external": 25, "client": 15}
bills = {}
for pair in pairs:
    one, other = pair.split(" + ")
    either = (files[one] == 1) | (files[other] == 1)
    missed = 1200 * (record & ~either).sum() + 900 * (manner & ~either).sum()
    bills[pair] = 480 * (price[one] + price[other]) + missed + 60 * (sound & either).sum()
worth = {
    "volunteers": "rate too high",
    "signature": "more answers, no other score seen",
}
keep.record(
    choice="external + client",
    reason="Auditors see records, customers saw the manner; colleagues see what auditors see.",
)
### END SOLUTION

# %% task="m07-q17-checks" points=4 grades=["S003-61", "S003-25", "S003-84"] decides="which two kinds of check to keep"
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q17-checks",
    points=4,
    hints=[
        "Do two checks that each find much find the same files?",
        "`(files[...] == 1) | (files[...] == 1)` is flagged by either; `~` turns it round.",
        "The bill of a pair: `480 * (... + ...) + 1200 * (...).sum() + 900 * (...).sum() + 60 * (...).sum()`",
    ],
)
task.needs(
    "keep.decision", "No pair is recorded yet. Choose one above, give a reason, press Record."
)
for pair in pairs:
    task.check(f"the bill of {pair}", task.value("bills")[pair], weight=0.5, atol=1)
task.check(
    "the pair that is kept",
    task.value("keep.decision['choice']", name="the pair"),
    weight=1.5,
    among=list(pairs),
    own="pd.Series(bills).astype(float).where(lambda sums: sums.between(5_000, 999_999)).idxmin(skipna=False)",
    silent=True,
)
for name, choices in {
    "volunteers": ["show the true level", "rate too high", "rate too low", "cannot tell"],
    "signature": [
        "raises the score",
        "makes the score truer",
        "more answers, no other score seen",
        "no more answers",
    ],
}.items():
    task.check(
        f"the worth of {name}",
        task.value("worth")[name],
        weight=0.5,
        among=choices,
        silent=True,
    )
task

# %% jupyter={"source_hidden": true}
if is_right("m07-q17-checks"):
    print("Here the two checks that find the most faults one by one are not the best two.")
    print("What counts is what the second finds that the first does not.")

# %% [markdown] teaches=["S001-18", "S001-19", "S001-20", "S001-21"]
# ## Four percentages
#
# A slide in the folder: *95 % satisfied, 3 % complaints, 99 % on time, 90 % loyal (rebuy or recommend)*.
#
# | Number | Ask | What it can hide |
# |---|---|---|
# | **95 % satisfied** | of whom? who answered? | the silent; 95 of 100 answers: interval 89 to 98 % |
# | **3 % complaints** | of what? | 30 complaints are 3 % of 1,000 customers, 0.6 % of 5,000 contacts, 30 % of 100 dissatisfied |
# | **99 % on time** | whose clock? open cases in? | what is late and still open |
# | **90 % loyal** | both or either? | if 70 % rebuy and 65 % recommend, "or" is anything from 70 to 100 % |
#
# A **definition sheet** gives each KPI a formula (numerator / denominator), base (who is in), window, owner, and the decision that hangs on it.

# %% [markdown] teaches=["S001-49", "S001-50", "S003-63", "S003-88"]
# ## What a sheet needs
#
# The usual five are satisfaction, loyalty, complaint rate, response speed and average ticket. The last is $\sum$ revenue / $\sum$ orders; a mean of branch means answers another question:

# %%
branches = pd.DataFrame({"orders": [400, 50, 50], "yuan": [40_000, 15_000, 20_000]})
print(f"average ticket: {branches['yuan'].sum() / branches['orders'].sum():.0f} yuan")
print(f"mean of branch means: {(branches['yuan'] / branches['orders']).mean():.0f} yuan")

# %% [markdown]
# A KPI that serves no goal and no decision goes, and each has a date of review. Kaplan and Norton (1992) put several views beside each other.
#
# **Kinds.** Donabedian (1988): *structure* (what is there: staff, hours), *process* (what is done), *outcome* (what becomes of people). A KPI **leads** if it moves before what you care about, and **lags** if it tells afterward.
#
# **Four words.** *Effective, stable, continuous, reliable*: near-synonyms until each has a formula.
#
# | Word | Formula, for example |
# |---|---|
# | effective | cases settled for good / all cases |
# | stable | spread of the weekly share against chance |
# | continuous | opening hours in which somebody answered / opening hours |
# | reliable | promises kept on their date / promises due |
#
# **Gaming.** The more a number decides, the more it will be bent (Campbell 1979); one gets what one pays for, not what one hopes for (Kerr 1975). So ask of each KPI: *how would a clever person reach it without serving anybody?* A **counter-measure** is a second number in which that trick shows.
#
# ## Task 18: mark two, then write (19 points)
#
# Begin as the marker:
#
# | Criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **Definition** | numbers only | formula or base | formula, base, window and owner |
# | **Kind** | none | structure, process, outcome, **or** lead and lag | both, rightly |
# | **Four words** | slogans | some have a formula | each has its own, or two are said to be the same |
# | **Gaming** | none, or "will be monitored" | a trick is named | who would do what, and what customers lose |
# | **Counter-measure** | none, or an appeal | a second look | a second number in which that trick shows |
#
# Two sheets for the discharge letters of Plum Court:
#
# > **First.** 95 % satisfied patients, 3 % complaints, 99 % of letters on time, 90 % loyalty. Letters on time is a process measure. Our service will be effective, stable, continuous and reliable. Everybody is responsible. We will monitor closely; whoever falls below target is reminded of our values.
#
# > **Second.** *Reliable*: letters sent within 7 days / all discharges of the month, open ones counted as late; owner: head of the ward; process, leads. *Effective*: patients without an unplanned return within 30 days / all discharges of the month; owner: quality office; outcome, lags. *Stable*: variance of the weekly share on time in a quarter, all discharges / the variance that chance makes; owner: quality office; process, lags; *continuous* is the same, so we drop it. Gaming: before day 7 a doctor sends an empty letter and adds the findings later, so the family doctor treats without them. Counter: the quality office reads some letters once more.
#
# (4 points) `marks` is a dictionary with `"first"` and `"second"`, each a list of five marks in this order. Where two can be defended, both are right.

# %% answer="m07-q18-marks"
marks = ...  # {"first": [..., ..., ..., ..., ...], "second": [..., ..., ..., ..., ...]}
### BEGIN SOLUTION
marks = {"first": [0, 1, 0, 0, 0], "second": [2, 2, 2, 2, 1]}
### END SOLUTION

# %% task="m07-q18-marks" points=4 grades=["S001-18", "S001-19", "S001-20", "S001-21"]
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q18-marks",
    points=4,
    hints=[
        "Put a finger on the words that earn a mark. Where are none, the mark is 0.",
        "95 % of which patients, asked when? Is there a numerator, a denominator, a month?",
        "Does the first sheet say what a clever person would do to reach its 99 %: ...?",
    ],
)
task.needs("marks if marks is not ... else None", "No marks are there yet.")


def formed(marks):
    assert set(marks) == {"first", "second"}, 'Give marks to "first" and "second".'
    for name, five in marks.items():
        assert len(list(five)) == 5, f"Give five marks to the {name} sheet, one for each criterion."
        assert all(one in (0, 1, 2) for one in five), "A mark is 0, 1 or 2."


def defended(marks, ranges):
    criteria = ("Definition", "Kind", "Four words", "Gaming", "Counter-measure")
    odd = [
        f"{criterion} of the {name}"
        for name, ends in ranges.items()
        for criterion, one, (low, high) in zip(criteria, list(marks[name]), ends, strict=True)
        if not low <= one <= high
    ]
    words = f"Hard to defend: {', '.join(odd)}. Put a finger on the words that earn each mark."
    return None if not odd else (max(5 - len(odd), 0) / 5, words)


ranges = {
    "first": [(0, 0), (1, 1), (0, 0), (0, 0), (0, 0)],
    "second": [(1, 2), (1, 2), (1, 2), (2, 2), (1, 1)],
}
task.rule("ten marks", formed, task.value("marks"), weight=0.5)
task.rule(
    "marks that can be defended",
    defended,
    task.value("marks"),
    weight=3.5,
    hidden=True,
    ranges=ranges,
)
task

# %% [markdown]
# (15 points, read by your instructor) Write the KPI sheet of the call center for Mr. Bai, 300 to 450 words: **five KPIs**, each with all that the table asks; one for each of the four words, or say which two are the same. Add the goal that they serve, the date of review, and what you would pay for in place of short calls, if anything. *Definition* counts 3 points, *Kind* and *Four words* 2 each, *Gaming* 5, *Counter-measure* 3.

# %% [markdown] memo="m07-q18-kpis" points=15 grades=["S001-49", "S001-50", "S003-63", "S003-88"]
# ### BEGIN SOLUTION
# *A sheet of full marks.* Dear Mr. Bai, the goal: a customer calls **once**. Average ticket and loyalty are left out; no agent decides them.
#
# **1. Settled for good** (*effective*): calls resolved without a second call on the same matter within 7 days / all calls of the month whose 7 days are over. Owner: head of the call center. Outcome, lags. *Gamed:* agents code a second call as a new matter, or tell customers to go to the branch; the customer explains everything twice. *Counter:* second contacts of the same customer within 7 days on **any** channel and matter.
#
# **2. Promises kept** (*reliable*): call-backs made by their date / call-backs due in the week, open ones counted as missed. Owner: team leads. Process, leads. *Gamed:* late dates are promised, or none; a call that rings once is "made", and customers wait longer. *Counter:* median days promised, promises for each 100 calls, and the share of call-backs that reached somebody.
#
# **3. Answered** (*continuous*): quarter-hours of the opening time in which every call was answered within 2 minutes / all quarter-hours of the month. Owner: planning. Process, leads. *Gamed:* callers are cut off, or the line is "closed for maintenance", so they do not count; the customer hears a busy tone. *Counter:* dialed calls by the telephone company's count, and announced hours against hours open.
#
# **4. Spread of the week** (*stable*): variance of the daily share of KPI 1 over the quarter / the variance that chance makes with so many calls. Owner: quality office. Outcome, lags. *Gamed:* poor days are moved into "training" or dropped as incomplete, and what went wrong on them is never mended. *Counter:* calls counted here / calls that the telephone company billed.
#
# **5. Satisfied**: answers 8 to 10 of 10 / all answers of a sample drawn at random from all callers of the month, reported with its response rate. Owner: quality office. Outcome, lags. *Gamed:* agents ask only the friendly, or beg for an 8; unhappy callers are never heard. *Counter:* the sample is drawn from the telephone log, not by agents; response rate by topic.
#
# Reported for teams, not for single agents: 40 calls of an agent are mostly luck. Complaints and exhaustion are read beside them. Review on June 30: a KPI on which nothing was decided goes. Pay: no bonus on minutes. In the trial calls were 12.8 % shorter and no saving on settled cases was seen. If anything is paid, then to whole teams, for KPI 1 with KPI 2, for half of the teams drawn at random first.
#
# *Mark scheme.* As the table says. Definition 0, 1.5 or 3; Kind and Four words 0, 1 or 2; Gaming 0, 2.5 or 5; Counter-measure 0, 1.5 or 3. Full points for *Gaming* only if at least four of the five tricks are concrete (who does what) and say what customers lose. A counter-measure counts if the named trick would show in it. Fewer than five KPIs: each missing one takes a fifth of all. Any five that fit the goal are as good; activity counts ("calls handled") without a base get none for their line. Ranking agents by forty calls costs 1 point.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# If you learn alone, run the cell, save this notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m07_control/4_measures")

# %% [markdown]
# ## What you take with you
#
# * A call is not a case: ask of a saving what it is a saving on. And count what was drawn: agents, not calls.
# * A spread of scores is skill and luck. Take the luck out before you rank.
# * A second check is worth what it sees and the first does not.
# * Volunteers are no sample, and more answers are not truer ones.
# * A KPI without numerator, denominator, window and owner is a wish; with them it will be gamed: say how.
#
# **Further reading.** J. Singh, "Performance Productivity and Quality of Frontline Employees in Service Organizations", *Journal of Marketing* 64(2), 2000. B. Holmström and P. Milgrom, "Multitask Principal-Agent Analyses", *Journal of Law, Economics, & Organization* 7, 1991.
# S. Kerr, "On the Folly of Rewarding A, While Hoping for B", *Academy of Management Journal* 18(4), 1975. D. T. Campbell, "Assessing the Impact of Planned Social Change", *Evaluation and Program Planning* 2(1), 1979.
# A. Donabedian, "The Quality of Care: How Can It Be Assessed?", *JAMA* 260(12), 1988. R. S. Kaplan and D. P. Norton, "The Balanced Scorecard: Measures That Drive Performance", *Harvard Business Review*, January-February 1992.
#
# **Next:** open `m08_complaints` from the launcher. The numbers are defined; now the telephone rings, and every case has a clock.
