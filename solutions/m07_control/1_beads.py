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
#     title: Praise and blame
#     minutes: 75
#     points: 24
#     asks: Mr. Bai
#     question: "After a warning the score rises. So why not warn more often?"
# ---

# %% [markdown]
# # Control 1 of 4: praise and blame
#
# **Lantern Bank, the region.** 75 minutes, 24 points.
#
# When you have finished this notebook you will be able to
#
# 1. foretell what follows an unusual score when nobody does anything,
# 2. tell a weak manager, a changed system and chance apart, by counting in standard errors,
# 3. write a rule for praise, help and replacement before you see whom it strikes,
# 4. say what is left of a success after what was to be expected anyway.

# %%
from servicelab import recall

recall("m07_control/1_beads")

# %% [markdown]
# ## The director's proof
#
# Lantern Bank has forty branches in the region. Their director, Mr. Bai, has read that feedback makes people better. Each quarter he praises the manager with the best score, warns the one with the worst, and notes what comes next. "After a warning the score goes up. After praise it goes down. I am sorry, but this is what the numbers say."
#
# For the new year he wants to warn more, replace the lowest each year, and send all branches to a seminar that lifted the ten lowest. Ms. Qiao leads the working group that has to answer him. Sit in his chair first.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.stats import t as student

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.control import between_variance
from servicelab.games.beads import HouseRule, RedBeads, all_alike, best_and_worst, follow_up
from servicelab.plots import PALETTE, show_table, use_style

use_style()
beads = RedBeads()

# %% [markdown]
# ## Task 1: ten quarters by hand (no points)
#
# Twelve managers, A to L. Each quarter you see the share of satisfied customers, the rank, and the arrow since last quarter. Praise one manager and warn another, ten times. Then record what you believe praise and warning do to the **next** score, and how sure you are of both.

# %%
beads

# %% [markdown]
# Prefer to type? The comment in the next cell does the same.
#
# The table is your own list (while nothing is recorded: the director's habit, best praised and worst warned). How often did the arrow go up after praise, how often after a warning?

# %%
# beads.record(
#     moves=[{"praise": "A", "warn": "B"}, ...],
#     praise="...",  # "raises", "lowers" or "nothing", also for warning
#     warning="...",
#     sure=...,  # a share from 0 to 1
# )
mine = beads.follow_up
shown = mine.groupby("action")["change"].agg(
    change="mean", rose=lambda one: (one > 0).sum(), fell=lambda one: (one < 0).sum()
)
show_table(
    (shown * [100, 1, 1]).set_axis(
        ["mean change, points", "times it rose", "times it fell"], axis=1
    ),
    {"mean change, points": "{:+.1f}", "times it rose": "{:.0f}", "times it fell": "{:.0f}"},
)

# %%
beads.reveal_button()

# %% [markdown]
# ## Foretell first
#
# A waiter has good marks from 86 of 100 guests over a year, and from 20 of 20 in the month for which he is praised. If nothing changes, the next month is foretold at 86 % again, 14 points lower. The **foretold change** is the share over the long run, minus the score that was praised or warned.
#
# The next cell does this on 100 boards for the director's habit, best praised and worst warned. The long run is the share of all twelve so far.

# %%
rows = []
for seed in range(1, 101):
    board = all_alike(seed)
    came = follow_up(board, best_and_worst(board))
    so_far = board.groupby("quarter")[["n", "satisfied"]].sum().cumsum()
    center = so_far["satisfied"] / so_far["n"]
    came["foretold"] = came["quarter"].map(center) - came["before"]
    rows.append(100 * came.groupby("action")[["change", "foretold"]].mean().stack())
boards = pd.DataFrame(rows)
show_table(
    boards.mean().unstack().set_axis(["seen, points", "foretold, points"], axis=1),
    dict.fromkeys(["seen, points", "foretold, points"], "{:+.1f}"),
)

# %% [markdown]
# After praise the score falls by 10.5 points on average, where 10.9 were foretold; after a warning it rises by 12.8, where 13.1 were foretold. On these boards praise and warning do nothing, by construction: all twelve dip into one bowl, in which 86 of 100 beads are white. The game is Deming's (1986).
#
# Still the list looks like Mr. Bai's. On this board, under the director's habit, the score falls by 12.6 points on average after praise (8 of 9 times) and rises by 12.8 points after a warning (8 of 9 times).
#
# Whoever is highest of twelve mostly had good luck on top of an ordinary share, and the next quarter deals luck anew. This is **regression toward the mean** (Galton 1886). Flight instructors told Kahneman and Tversky (1973) the same of cadets.
#
# ## Somebody is always the lowest
#
# So a rank says little. A better question: how far is somebody below **the others**, counted in standard errors? A **standard error** is how far chance alone typically moves a share of $n$ answers, $\sqrt{c\,(1 - c) / n}$, with $c$ the share of the others. Quarter 10 of the board you played:

# %%
board = all_alike()
last = board[board["quarter"] == 10].set_index("manager")[["n", "satisfied"]]
rest = last.sum() - last  # what the other eleven have together
level = rest["satisfied"] / rest["n"]
error = np.sqrt(level * (1 - level) / last["n"])
last["share"] = last["satisfied"] / last["n"]
last["errors below"] = (level - last["share"]) / error
show_table(
    last.sort_values("errors below", ascending=False).head(4).rename(columns={"n": "answers"}),
    {"answers": "{:.0f}", "satisfied": "{:.0f}", "share": "{:.0%}", "errors below": "{:.1f}"},
)

# %% [markdown]
# Manager B stands 2.7 standard errors below the others, with 14 of 22 satisfied. Over all ten quarters it is 1.4, and in truth B is like everybody else.
#
# How often does that happen by chance? Here for twelve managers who are alike (86 %, 10 to 84 answers), each judged nine times by the last quarter:
#
# | Standard errors below | Normal curve, share | Normal curve, of 108 | Exact, of 108 |
# |---|---|---|---|
# | 1 | 16 % | 17 | 19 |
# | 2 | 2.3 % | 2.5 | 3.0 |
# | 3 | 0.13 % | 0.15 | 0.48 |
# | 4 | 0.003 % | 0.003 | 0.04 |
#
# With so few answers the exact (binomial) count is larger than the normal curve says, most of all far below. Judged by all quarters so far, the nine looks share answers and are not independent.
#
# Who looks 108 times will see two errors. One is surer with more quarters, or with **more answers now** about the one who looks bad. And when *all* fall together, no single manager explains it: compare the share of all answers of this quarter with that of all quarters before, in standard errors, too.
#
# ## The house rule
#
# Round 2 is another world, and one lucky board shall not win it. You write a **rule**, which is run on 200 boards that nobody has seen. After each of quarters 1 to 9 it compares the whole with all quarters before; buys closer looks at whoever is below your line; then, with these answers included, acts.
#
# | What the world assumes | |
# |---|---|
# | Truly weak managers, of twelve | none (30 %), one (35 %) or two (35 %) |
# | True share of satisfied customers | 86 %; of a weak manager 76 % |
# | A change of system | on half of the boards; from quarter 2, ... or 9 on (each as likely) all twelve are 5 points lower |
# | Answers a quarter | 10 to 84 |
# | A lost point, for a manager and quarter | 2 thousand yuan |
# | Praise: 1 thousand yuan | does nothing |
# | Warning: 3 | takes one point for good from whoever is not weak: staff leave |
# | Closer look: 3 | 200 more answers now |
# | Coaching: 55 | gives a weak manager 9 points, once; nothing to anybody else |
# | Replacement: 75 | two quarters at 3 points less, then an average manager |
# | Mending the system: 120 each time | ends the change, if there is one; may be paid again |
#
# After coaching or replacement a manager's record begins anew; the record of the whole keeps all quarters, also those before a mending. These assumptions settle much of what is wise here (the price of a warning most of all); a real house would have to measure them. Law, notice and fairness of a dismissal are outside it.
#
# ## Task 2: seal a rule (12 points)
#
# Fill in the form, try it on five open boards, and record. On the sealed boards **persons** (weak managers, and all that is done to single ones; 6 points) and the **system** (6 points) count apart. Zero is the best rule that looks at no answers, or acts on the lowest whatever the distance. The other end is a rule that looks closer and acts on distances. Full points begin at 80 % (persons) and 70 % (system) of what it gains beyond zero.

# %%
rule = HouseRule()
rule

# %% [markdown]
# If you used the button, leave the next cell as it is.

# %% answer="m07-q2-beads"
# rule.record(
#     window="...",  # "last", "four" or "all": the quarters that a manager is judged by
#     praise="...",  # "yes" or "no": praise the best and warn the worst each quarter
#     closer=...,  # "never", or standard errors below the others: 1, 1.5, 2, 2.5, 3
#     action="...",  # "leave", "coach", "replace", or "worst": the lowest after quarters 4 and 8
#     limit=...,  # for "coach" and "replace", standard errors: 1, 1.5, 2, 2.5, 3, 4
#     system=...,  # "never", standard errors 1 to 4, or a fixed date such as "quarter 5"
#     reason="...",  # a sentence, 20 characters at least
# )
### BEGIN SOLUTION
rule.record(
    window="all",
    praise="no",
    closer=2,
    action="coach",
    limit=4,
    system=2,
    reason=(
        "Two errors below come by chance often enough, so they only buy a cheap closer look; what "
        "is still four errors below then is acted on, and a common fall is the system's."
    ),
)
### END SOLUTION

# %% task="m07-q2-beads" points=12 decides="a house rule for praise, help, replacement and the system"
from servicelab_workshop.policies.beads import scale
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q2-beads",
    points=12,
    hints=[
        "How many of twelve managers who are all alike fall below your line within nine quarters, and what does each of them cost?",
        "A closer look costs little, and coaching or replacing the wrong one much. Which of them may chance trigger more easily?",
        "Choose the line for a closer look from the table above so that few managers a board are looked at, the line for acting so far out that chance hardly reaches it; and a line for all together that looks at the answers, not at the calendar.",
    ],
)
task.needs(
    "rule.decision",
    "No rule is recorded yet. Press `Record decision` on the form and run this cell again.",
)


def complete(decision):
    assert len(str(decision["reason"])) >= 20, "Say in a sentence why this is your rule."
    assert set(decision) >= {"window", "praise", "closer", "action", "limit", "system"}, (
        "The rule has six parts and a reason."
    )


def persons(decision, seeds, blind, careful):
    from servicelab.games.beads import share_of_gap

    words = {
        "warned-the-noise": "Somebody is warned every quarter, and mostly somebody who is not weak: look up what a warning takes from those.",
        "lowest-each-year": "The lowest of twelve is replaced whatever the distance, and somebody is always the lowest.",
        "nobody-ever": "The rule never looks at a single manager and never acts on one.",
        "looked-for-nothing": "Closer looks are paid for, and nothing is done with what they show.",
        "one-quarter": "Single managers are judged by one quarter without a closer look; chance alone makes some of them fall that low.",
        "acted-on-chance": "What cost most: measures for managers who are like everybody else. Chance reaches your line too often.",
        "looked-at-all": "What cost most: closer looks at managers who are like everybody else. Chance reaches that line too often.",
        "dear-measure": "What cost most: the measure itself, also where it is called for. Compare its price with that of the others, and what follows from each.",
        "waited-too-long": "What cost most: weak managers whom your rule finds late or never.",
    }
    got = share_of_gap(decision, seeds, blind, careful)
    share = got["person"] / 0.8
    says = (
        f"For the persons your rule gains {got['person']:.0%} of what careful reading gains: a board "
        f"has {got['false_looks']:.1f} closer looks at managers who are not weak and "
        f"{got['false_acts']:.1f} needless measures, and {got['missed_weak']:.0%} of the weak are "
        "never helped or replaced."
    )
    if share >= 1:
        return 1, says
    alone = decision["closer"] == "never"
    costs = {
        "acted-on-chance": got["acts"],
        "looked-at-all": got["looks"],
        "dear-measure": got["helped"],
        "waited-too-long": got["waiting"],
    }
    slip = max(costs, key=costs.get)
    if decision["praise"] == "yes":
        slip = "warned-the-noise"
    elif decision["action"] == "worst":
        slip = "lowest-each-year"
    elif decision["action"] == "leave":
        slip = "nobody-ever" if alone else "looked-for-nothing"
    elif slip == "acted-on-chance" and alone and decision["window"] == "last":
        slip = "one-quarter"
    return share, f"{says} {words[slip]}", slip


def system(decision, seeds, blind, careful):
    from servicelab.games.beads import share_of_gap

    words = {
        "persons-for-system": "The system is never mended, so whatever pulls all of them down stays.",
        "by-calendar": "The system is mended on a date that was fixed before any answer came.",
        "mended-the-noise": "What cost most: mending where nothing is broken. Chance reaches your line too often.",
        "fall-overlooked": "What cost most: falls of all together that your line lets pass.",
    }
    got = share_of_gap(decision, seeds, blind, careful)
    share = got["system"] / 0.7
    says = (
        f"For the system your rule gains {got['system']:.0%} of what careful reading gains: a board "
        f"has {got['false_mends']:.1f} mendings for nothing, and {got['missed_change']:.0%} of the "
        "changes are never mended."
    )
    if share >= 1:
        return 1, says
    if decision["system"] == "never":
        slip = "persons-for-system"
    elif isinstance(decision["system"], str):
        slip = "by-calendar"
    elif got["false_mends"] >= 0.5:
        slip = "mended-the-noise"
    else:
        slip = "fall-overlooked"
    return share, f"{says} {words[slip]}", slip


task.rule("the rule is complete, with a reason", complete, "rule.decision", weight=0)
sealed = list(range(1520, 1720))
ends = scale(sealed)
for title, judged in (("persons, on 200 boards", persons), ("system, on 200 boards", system)):
    task.rule(title, judged, "rule.decision", weight=6, hidden=True, seeds=sealed, **ends)
task

# %% [markdown]
# Three questions for the way home. Whom would you have blamed for the change of system? What did a closer look cost, and what did it save? Which of the assumptions in the table proved the moral for you, and does it hold in your firm? (Here managers have 86 or 76 %, and nothing between, so a few hundred answers tell them apart.)
#
# ## The seminar that lifted the lowest ten
#
# Now the bank itself, forty branches and six quarters; Riverside, which Ms. Qiao heads, is one of them. This survey asks every customer one yes-or-no question, in the same way in all forty branches, so its shares are not those of the six branches in module 1. After quarter 4 the managers of the ten lowest branches went to a seminar. Mr. Bai: "Look what came!"

# %%
survey = load_dataset("bank_branch_survey")
survey["share"] = survey["satisfied"] / survey["n"]
quarter = {q: part.set_index("branch") for q, part in survey.groupby("quarter")}
lowest = quarter[4].sort_values("share").index[:10]
quarter[4].loc[lowest, ["n", "satisfied", "share"]].style.format({"share": "{:.1%}"})

# %%
rise = RangePrediction(
    "m07-seminar",
    "By how many points was the mean of these ten shares higher in quarter 5?",
    -20,
    20,
    "points",
)
rise

# %% jupyter={"source_hidden": true}
seen = 100 * (quarter[5]["share"] - quarter[4]["share"])[lowest].mean()
rise.reveal(round(seen, 1))

# %% [markdown]
# The ten were chosen as the lowest. What was to be expected without any seminar? "The same as in quarter 4" forgets chance; "the same as all the others" forgets that branches do differ. The past says where between the two the right guess lies:
#
# $$\text{foretold} = \text{center} + w\,(\text{own share} - \text{center}) \qquad w = \frac{\text{variance between}}{\text{variance between} + \text{variance by chance}}$$
#
# *Between* is how much the true shares differ. *Chance* is what $n$ answers add, $c(1 - c)/n$, if $c$ is the center. With many answers the own share is believed; with few, the guess is drawn to the center. That is **shrinkage** (Efron and Morris 1975).
#
# By hand, at the hospital: wards keep 80 % of their promised visits, and truly differ with a standard deviation of 4 points, a variance of 0.04² = 0.0016. A ward of 25 promises kept 15 of them, 60 %. Chance adds 0.8 × 0.2 / 25 = 0.0064. So the weight is 0.0016 / 0.0080 = 0.2, and the ward is foretold at 80 − 0.2 × 20 = 76 %. With 400 promises the weight would be 0.8.
#
# ## Task 3: what was to be expected (6 points)
#
# Complete `foretold(n, x, center, between)`: the next share of each unit, if nothing is done. `n` and `x` are Series by unit (answers, and satisfied ones); `center` and `between`, the **variance** of the true shares, are numbers between 0 and 1. Missing is `weight`, one for each unit.


# %% answer="m07-q3-foretold"
def foretold(n, x, center, between):
    """The next share of each unit that is to be expected when nothing is done."""
    weight = ...
    ### BEGIN SOLUTION
    chance = center * (1 - center) / n
    weight = between / (between + chance)
    ### END SOLUTION
    return center + weight * (x / n - center)


# %% task="m07-q3-foretold" points=6
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q3-foretold",
    points=6,
    hints=[
        "Which of the two variances is the same for all units, and which depends on the number of answers?",
        "First the variance by chance of each unit, from `center` and `n`. Then the weight.",
        "`chance = ... / n`, then `weight = between / (... + ...)`",
    ],
)
wards = pd.DataFrame({"n": [25, 400, 64], "x": [15, 260, 60]}, index=["east", "west", "children's"])
three = task.call("foretold", wards["n"], wards["x"], 0.7, 0.0016)
task.check("three wards: few answers, many, and a high share", three, weight=0.5, atol=0.0004)
draw = np.random.default_rng(12)
many = pd.Series(draw.integers(1, 400, 14), index=[f"unit {k}" for k in range(14)])
many["unit 0"] = 1
hits = pd.Series(draw.binomial(many, 0.7), index=many.index)
other = task.call("foretold", many, hits, 0.7, 0.0009)
task.check("fourteen other units, one with a single answer", other, hidden=True, atol=0.0004)
alike = task.call("foretold", many, hits, 0.65, 0.0)
task.check("units that do not differ at all", alike, hidden=True, weight=0.5, atol=0.0004)
apart = task.call("foretold", wards["n"], wards["x"], 0.5, 0.04)
task.check("units that differ a lot", apart, hidden=True, weight=0.5, atol=0.0004)
task

# %% [markdown]
# Now the branches. Center and between come from quarters 1 to 4 together; `between_variance(n, x)` takes the part of chance off the spread. The next cell uses your function.

# %%
past = survey[survey["quarter"] <= 4].groupby("branch", observed=True)[["n", "satisfied"]].sum()
center = past["satisfied"].sum() / past["n"].sum()
between = between_variance(past["n"], past["satisfied"])
print(f"center {center:.1%}, true spread between branches {100 * between**0.5:.1f} points")
ten = quarter[4].loc[lowest]
try:
    ten = ten.assign(foretold=foretold(ten["n"], ten["satisfied"], center, between))
except TypeError:
    print("Shown when Task 3 is done. Then run this cell again.")

# %% jupyter={"source_hidden": true}
if "foretold" in ten:
    after = quarter[5].loc[lowest, "share"]
    fig, ax = plt.subplots(figsize=(8, 5))
    rows = np.arange(len(lowest))[::-1]
    ax.hlines(rows, 100 * ten["share"], 100 * after, color="0.7", linewidth=2)
    for label, values, color, marker in (
        ("quarter 4", ten["share"], PALETTE[1], "o"),
        ("foretold for quarter 5", ten["foretold"], PALETTE[2], "D"),
        ("quarter 5", after, PALETTE[0], "s"),
    ):
        ax.plot(100 * values, rows, marker, color=color, label=label, markersize=8)
    ax.set_yticks(rows, [f"{name} ({n} answers)" for name, n in ten["n"].items()])
    ax.set(
        xlabel="Satisfied customers, %",
        title="The ten lowest of quarter 4: before, foretold, after",
    )
    ax.legend(loc="upper center", bbox_to_anchor=(0.4, -0.13), ncols=3, frameon=False)
    plt.show()

# %% jupyter={"source_hidden": true}
# no need to read this: means of the ten branches, with intervals that count branches
if "foretold" in ten:
    changes = pd.DataFrame({"rise": after - ten["share"], "left over": after - ten["foretold"]})
    reach = student.ppf(0.975, len(changes) - 1) * changes.std() / len(changes) ** 0.5
    mean = changes.mean()
    table = pd.DataFrame({"ten branches, points": mean, "from": mean - reach, "to": mean + reach})
    display(show_table(100 * table, dict.fromkeys(table.columns, "{:+.1f}")))

# %% [markdown]
# ## Coaching, drawn at random
#
# That is what was done before quarter 6: twenty of the forty branches were drawn at random and coached. Regression meets both groups alike. Two choices are left. **Which share**: of all answers together (each customer counts once), or the mean of the branches' shares (each branch counts once)? **Which unit**: the branch was drawn, so an interval counts branches, not answers.

# %% jupyter={"source_hidden": true}
import statsmodels.formula.api as smf

# no need to read this: the difference in two ways, with intervals that count branches
six = quarter[6].reset_index()
by_answers = smf.wls("share ~ coached", six, weights=six["n"]).fit(cov_type="HC1", use_t=True)
by_branches = smf.ols("share ~ coached", six).fit(cov_type="HC2", use_t=True)
table = pd.DataFrame(
    {
        name: [fit.params["coached"], *fit.conf_int().loc["coached"]]
        for name, fit in (("all answers together", by_answers), ("mean of branches", by_branches))
    },
    index=["coached minus others, points", "from", "to"],
).T
show_table(100 * table, dict.fromkeys(table.columns, "{:+.1f}"))

# %%
statement = Statement(
    "m07-q4-statement",
    "Which sentence may Ms. Qiao tell the board of the bank?",
    {
        "A": "The ten lowest branches rose by about 7.2 points; not all of it need be the seminar's, but it probably brought more than coaching did.",
        "B": "Foretelling suggests that the seminar did nothing at all: 0.1 points are left. The bank can probably drop it without losing anything.",
        "C": "In quarter 6 coached branches were 4.9 points higher (2.6 to 7.2), by the coaching. A gain from the seminar is neither shown nor excluded.",
        "D": "Coaching seems to work. A branch that is coached from now on may gain less than another, but likely between 2.6 and 7.2 points each time.",
    },
)
statement

# %% [markdown]
# ## Task 4: which sentence may she tell? (6 points)
#
# Three of the four claim more than the data hold. Record the letter of the fourth and how sure you are, with the button of `statement` or below. The letter is graded, the confidence kept.

# %% answer="m07-q4-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.9)
### END SOLUTION

# %% task="m07-q4-statement" points=6
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q4-statement",
    points=6,
    hints=[
        "What was drawn at random, and what was chosen because it was low?",
        "An interval from below zero to above zero: does it show that there is nothing?",
        "Look for a rise without what was to be expected, a missing effect that is called none, and a mean of twenty that becomes a promise to each.",
    ],
)
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before a sentence is recorded
from IPython.display import Markdown

SAID = """
**The seminar.** The mean of the ten shares rose by 7.2 points, from 78.5 to 85.7 %. Foretold without any seminar were 7.1 of the 7.2 points. What is left over is 0.1 points, and its interval, counted by branches, reaches from 3.1 points below zero to 3.3 above. **Nobody can tell** from these data whether the seminar did anything: a gain of more than 3.3 points is not compatible with them, a smaller one is. All customers of the ten together, the share rose by 3.0 points, from 80.9 to 83.9 %; the next notebook tells the two apart.

**The coaching.** All answers together, the coached branches were 4.9 points higher (2.6 to 7.2); by the mean of branches, 6.4 points (0.9 to 11.8), which small branches make less sure. In these data both intervals lie above zero: **here the simple reading is right**. On other draws the second one sometimes contains zero.
"""
statement.reveal_button(Markdown(SAID))

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m07_control/1_beads")

# %% [markdown]
# ## What you take with you
#
# * Who is chosen for an extreme score will look more ordinary next time. Foretell it, then look what is left.
# * A list of "after praise, after a warning" cannot tell what praise and warning do.
# * Somebody is always the lowest. Count standard errors, look closer, then act.
# * When all fall together, look at the system.
# * The unit that was drawn at random is the unit that the interval counts.
#
# **Further reading.** W. E. Deming, *Out of the Crisis*, MIT, 1986 (the red beads). D. Kahneman and A. Tversky, "On the Psychology of Prediction", *Psychological Review* 80, 1973. F. Galton, "Regression towards Mediocrity in Hereditary Stature", *Journal of the Anthropological Institute* 15, 1886. B. Efron and C. Morris, "Data Analysis Using Stein's Estimator and Its Generalizations", *Journal of the American Statistical Association* 70, 1975.
#
# **Next:** [2_funnel](2_funnel.ipynb). Forty branches in one league table: who really stands out?
