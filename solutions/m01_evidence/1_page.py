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
#     module: m01_evidence
#     title: The page
#     minutes: 70
#     points: 34
#     asks: Ms. Qiao
#     question: "95 % satisfied: may she sign that?"
# ---

# %% [markdown]
# # Evidence 1 of 3: the page
#
# **Lantern Bank, Riverside branch.** 70 minutes, 34 points.
#
# When you have finished this notebook you will be able to
#
# 1. take a satisfaction number apart: who was asked, how, who answered, what counted,
# 2. say which of its faults can be undone on paper, which can be bounded, and which need new calls,
# 3. put a range in place of what you do not know, and say what it rests on,
# 4. tell a branch what it may print.

# %%
from servicelab import recall

recall("m01_evidence/1_page")

# %% [markdown]
# ## A page for the annual report
#
# January 2026. Ms. Qiao has led the Riverside branch for two days. The regional office wants one page for the annual report by Friday at five. Her predecessor has left a draft for last July to September:
#
# > *95 % satisfied. 3 % complain. 99 % on time. 90 % loyal.*
#
# All four can be counted again from the branch's own log. Of Lantern Bank's forty branches in the region, six are in this city. Each made its number in its own way, and Ms. Qiao is to sign for all six.
#
# This is what they print, and what part of their 600 visits they asked and got an answer from.

# %% jupyter={"source_hidden": true}
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from servicelab import Prediction, RangePrediction, Statement, load_dataset
from servicelab.evidence import overlap
from servicelab.games.factory import SatisfactionFactory
from servicelab.games.six_lines import SixLines, lines_of
from servicelab.plots import is_static, show_table
from servicelab.tasks import is_right

visits = load_dataset("bank_visits")
calls = load_dataset("bank_line_calls")
six = lines_of(visits, calls)
page = pd.DataFrame(
    {
        "printed: satisfied": {name: line.good / line.base for name, line in six.items()},
        "visits asked": visits.groupby("branch")["asked"].mean(),
        "visits with an answer": {name: line.answers / line.visits for name, line in six.items()},
    }
)
show_table(page, dict.fromkeys(page.columns, "{:.0%}"))

# %% [markdown]
# ## Before you look further
#
# In this module, "truly satisfied" has one meaning: a week after the visit, the customer **would tell a neutral caller 4 or 5 on five even steps** (very dissatisfied, dissatisfied, neither, satisfied, very satisfied). Only those who invented this town know it of all 600 visits. (Module 7 has another survey of these branches, made in another way: its shares differ.)
#
# Seal two predictions. They earn no points.

# %%
worst = Prediction(
    "m01-worst-line",
    "Which of the six printed numbers is furthest from the true share?",
    list(page.index),
)
worst

# %%
riverside = RangePrediction(
    "m01-riverside-share",
    "What percentage of Riverside's 600 visits was truly satisfied?",
    lowest=0,
    highest=100,
)
riverside

# %% [markdown] teaches=["S002-23"] reads={"S002-23": "a slogan; how much words move an answer is assumed here, and no number of this notebook measures how rational people are"}
# ## The satisfaction factory
#
# Did somebody cheat? Below are Riverside's 600 visits of last summer, and four switches. That makes 256 ways to ask. The visits stay what they were.
#
# **Reach 95 %.** Then, with the same visits, **reach 35 %**: after a poor start the next year looks better.
#
# Watch the third switch. The course notes on Ms. Qiao's desk say that today's consumer is "very rational". An answer depends on the visit *and* on where the words draw the line. How far each switch moves an answer is **assumed** here and proves nothing about real consumers.

# %% jupyter={"source_hidden": true}
readings = load_dataset("bank_factory")
high = SatisfactionFactory(readings, goal=95)
low = SatisfactionFactory(readings, goal=35)
both_sealed = worst.decision is not None and riverside.decision is not None
if both_sealed or is_static():
    display(high)
else:
    print("Record your two predictions first, then run this cell again.")

# %% jupyter={"source_hidden": true}
if both_sealed or is_static():
    display(low)
else:
    print("Record your two predictions first, then run the cell above and this one again.")

# %% [markdown]
# When both are recorded, open the seals.

# %%
high.reveal_button()

# %%
low.reveal_button()

# %% jupyter={"source_hidden": true}
riverside.reveal_button(62.2, "Nobody falsified anything.")

# %% [markdown]
# **Three innocent steps** lead from the neutral way to the page. Everybody, asked neutrally: 61.6 % (of the 550 who were reached; of all 600 it is 62.2). Only closed cases: 68.2 %. By text instead of a caller: 88.0 %. The middle left out: 94.8 %. That is the 95 on the page: 183 of 193.
#
# The words matter, too: with three kind words among the five steps, and all else neutral, the same visits read 77.5 %. The kind form counts three steps, not two, and "satisfied" begins lower on it. An answer belongs to its question. In real surveys, too, part of a satisfaction number comes from how it was measured (Peterson and Wilson 1992).
#
# > **What a number consists of.** The *event* that is counted. The *unit*: a visit, a customer, a case. The *window*, from which day to which. *Whom* one asked. *How*. *Who answered*. *What counted*. A number without these seven cannot be checked.

# %% [markdown]
# ## The same with the other three
#
# **An example done for you: 3 % complain.** Of what? A visit is one unit, a customer number another.

# %%
own = visits[visits["branch"] == "Riverside"]
by_customer = own.groupby("customer_id")["complained"].max()
print(f"{own['complained'].sum()} of {len(own)} visits: {own['complained'].mean():.1%}")
print(f"{by_customer.sum()} of {len(by_customer)} customer numbers: {by_customer.mean():.1%}")

# %% [markdown]
# 19 complaints are 3.2 of 100 visits, or 4.7 of 100 customer numbers (some people have two). Both are right; the page must say which.
#
# **The Python of dates.** A comparison with a missing date is `False`. One of a hospital's three letters was never sent:

# %%
letters = pd.DataFrame(
    {
        "ward": ["A", "B", "B"],
        "due": pd.to_datetime(["2025-09-01", "2025-09-02", "2025-09-08"]),
        "sent": pd.to_datetime(["2025-09-03", None, "2025-09-05"]),
    }
)
print((letters["sent"] > letters["due"]).tolist())
letters[letters["ward"] == "B"]

# %% [markdown]
# ## Task 1: on time (7 points)
#
# "99 % on time" has a **numerator** (cases closed by the promised day), a **denominator** and a **window**. Complete `on_time_share(visits, as_of)`. `visits` has the columns `promised` and `closed` (a missing date if the case was not closed), `as_of` is a date.
#
# * `due`: the rows of all cases that were **promised by** `as_of`, that day included. A case whose promised day has come belongs to them, closed or not, also if the customer gave up.
# * `in_time`: True for each of these cases that was closed on its promised day or earlier. A case that was not closed is not in time.


# %% answer="m01-q1-due"
def on_time_share(visits, as_of):
    """Proportion of the cases promised by as_of that were closed by the promised day."""
    due = ...  # some rows of visits
    in_time = ...  # True or False for each of them
    ### BEGIN SOLUTION
    due = visits[visits["promised"] <= as_of]
    in_time = due["closed"] <= due["promised"]
    ### END SOLUTION
    return in_time.mean()


# %% task="m01-q1-due" points=7
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.visits import make_visits

task = Task(
    "m01-q1-due",
    points=7,
    hints=[
        "A case was promised for Monday and is still open on Friday. Is it in your denominator?",
        "Choose rows with `visits[...]`, by the column `promised` alone. The column `closed` is for the second line.",
        'Two comparisons with `<=`: `visits["promised"]` with `as_of`, and two columns of `due` with each other.',
    ],
)
days = [10, 12, 15, 15, 14, 13, 11, 12, 13, 15, 15, 20]
done = [9, 12, 14, 15, 15, 14, 21, 20, None, None, None, 13]
twelve = pd.DataFrame({"promised": days, "closed": done})
twelve = pd.Timestamp("2025-09-01") + (twelve - 1).apply(pd.to_timedelta, unit="D")
day = pd.Timestamp("2025-09-15")
task.check("twelve cases, one not due yet", task.call("on_time_share", twelve, day), weight=1)
there = make_visits(seed=71).visits
there = there.loc[there["branch"] == "Eastgate", ["promised", "closed"]].reset_index(drop=True)
another = task.call("on_time_share", there, pd.Timestamp("2025-07-25"))
task.check("another branch, another day", another, hidden=True, weight=6)
task

# %%
if is_right("m01-q1-due"):
    september = pd.Timestamp("2025-09-30")
    closed = own[own["closed"].notna()]
    print(f"of those that were due and closed: {on_time_share(closed, september):.1%}")
    print(f"of all that were due: {on_time_share(own, september):.1%}")
    waited = own[own["outcome"] != "gave up"]
    print(f"of those whose customer did not give up: {on_time_share(waited, september):.1%}")

# %% [markdown]
# The 99 % hold among the closed cases, 510 of 513. Of all 577 that were due by the end of September, 88.4 % were closed in time. The other 64 are in no count of the page: 41 are still open, and of 23 the customer gave up. Without those 23 it is 92.1 %. Either can be argued; the page must say which.

# %% [markdown] teaches=["S001-02", "S003-134"] reads={"S003-134": "the same hope in one sentence, that satisfaction is where marketing starts and ends; no measure is given"}
# ## Satisfied, so loyal?
#
# The notes name three core aims of service marketing: *satisfaction, loyalty, competitiveness*. Elsewhere they call satisfaction "the start and the end". As aims they are fine. A finding says what was counted: 208 visits of 600 have an answer, from customers who chose to answer a text.

# %%
statement = Statement(
    "m01-q2-page",
    "Which sentence may Ms. Qiao print?",
    {
        "A": "Of every 100 customers of the Riverside branch, 88 are satisfied.",
        "B": "Of the 208 visits whose customer answered our text last summer, 183 were rated 4 or 5 of 5.",
        "C": "Last summer between 83 % and 92 % of Riverside's 600 visits were satisfactory: the 95 % interval of 208 answers leaves little doubt.",
        "D": "Of those who rated 4 or 5, 63 % came back within 90 days, of the others 52 %: a better rating brings customers back.",
    },
)
statement

# %% [markdown]
# ## Task 2: which sentence may she print? (5 points)
#
# Three of the four claim more than the log holds. Record the letter of the fourth and how sure you are, above or below. The letter is graded, the confidence is kept for you.

# %% answer="m01-q2-page"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="B", sure=0.9)
### END SOLUTION

# %% task="m01-q2-page" points=5 grades=["S001-02"]
from servicelab_workshop.tasks import Task

task = Task(
    "m01-q2-page",
    points=5,
    hints=[
        "For each sentence: who exactly is it about, and who was asked?",
        "Which sentences speak of visits that nobody heard from, or of what would happen after a change?",
        "Take one sentence at a time and name a customer about whom it speaks and who was not heard, or a reason other than the one it suggests.",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## What two shares leave open
#
# What one cannot know, one can often **bound**. Of a hospital's patients 70 % came by bus and 60 % were late. How many came by bus *and* were late? At most 60 %: all the late ones. At least 30 %: the two groups together are 130 %, so 30 % must be in both. The library has this as `overlap`:

# %%
least, most = overlap(0.7, 0.6)  # proportions of the same patients
print(f"by bus and late: {least:.0%} to {most:.0%}")
print(f"by bus or late, or both: {0.7 + 0.6 - most:.0%} to {0.7 + 0.6 - least:.0%}")

# %% [markdown]
# ## Task 3: bounds (6 points)
#
# Two pairs of proportions from 0 to 1, lowest first.
#
# * `silent`: suppose the page's 95 % and 3 % were shares of the same visits. Whoever did not say 4 or 5 counts as *not satisfied*, the middle included: 5 %. Between which shares of the visits lie those who were **not satisfied and did not complain**?
# * `loyal`: of the visits with an answer, 62 % used the branch again, and 79 % would recommend it. Between which shares lie those who did **one or the other, or both**?

# %% answer="m01-q3-bounds"
silent = ...  # a pair: (lowest, highest)
loyal = ...  # a pair, too
### BEGIN SOLUTION
silent = overlap(0.05, 0.97)
least, most = overlap(0.62, 0.79)
loyal = (0.62 + 0.79 - most, 0.62 + 0.79 - least)
### END SOLUTION

# %% task="m01-q3-bounds" points=6
from servicelab_workshop.tasks import Task

task = Task(
    "m01-q3-bounds",
    points=6,
    hints=[
        "What is the best case, and what is the worst? Must somebody who complains be one who is not satisfied?",
        "How many did *not* complain? Those and the not satisfied are two groups of the same visits.",
        "`overlap(...)` of two groups gives those in both; one or the other is the sum of the two shares less those in both.",
    ],
)
for name in ("silent", "loyal"):
    title = f"lowest and highest: {name}"
    task.check(title, task.value(name), within=(0, 1), atol=0.0005, ordered=True)
task

# %% [markdown]
# "90 % loyal" is the share of 208 visits that used the branch again **or** would recommend it. Both at once hold for 50 %.
#
# ## Three kinds of damage
#
# | The damage | What one does | An example |
# |---|---|---|
# | The count is odd, the answers are all there | **undo it on paper** | "neither" counted as content |
# | Some have no answer, and one knows how many | **bound it** both ways, or call among them | guests who left early got no form |
# | The answers belong to another question | **ask anew** | "was your stay good, very good or excellent?" |
#
# A worked example at Plum Court's check-ups: 400 visits, 100 answered a leaflet, 80 of them with 4 or 5. The 300 silent ones may all be content, or none. Then 40 of the silent are drawn at random and called; 36 are reached, 18 are content. `proportion_confint` makes an **80 % range** of a random sample: of many such ranges, about eight in ten hold the true share (`alpha` is the rest, 0.2).

# %%
known, silent_part = 80 / 400, 300 / 400
low_end, high_end = proportion_confint(18, 36, alpha=0.2, method="wilson")
print(f"of the answers: {80 / 100:.0%}, and nobody knows of whom that is true")
print(f"bounded both ways: {known:.0%} to {known + silent_part:.0%}")
print(f"with 40 calls: {known + silent_part * low_end:.0%} to {known + silent_part * high_end:.0%}")

# %% [markdown]
# The bounds leave 20 to 95 %. With forty calls it is 50 to 65 %: the answers count for those who gave them, the calls for all others.
#
# ## Six lines
#
# Now the six branches. You type no range: for each branch choose a **treatment**, and how many of **80 calls** it gets, in tens. The calculator makes the range: an 80 % range of what was drawn at random (a little wide where many were asked), both ends of what is bounded. Rules:
#
# * A call reaches nine customers in ten, whatever they think. Whom it goes to is drawn at random, among all visits or among those of which nothing is known.
# * An answer to a text stands for its visit alone: who answers are the pleased, the angry or all alike, and that changes from quarter to quarter. An answer from a random call stands for all among whom the calls were drawn.
# * Who bounds or calls among the unknown keeps the branch's own count. Only a recount changes it, and each branch gets one treatment: mend what does most harm.
# * A range **costs** its width, and ten points for each point by which it misses. 100 less the cost is what it is worth, at least −100.
#
# Your plan is judged on **forty other quarters** of these branches: numbers made in the same six ways, other customers, true shares from about 25 to 90 %.

# %%
lines = SixLines(visits, calls)
lines

# %% [markdown]
# ## Task 4: sign six lines (16 points)
#
# Record your plan with the button, or below. Treatments by code: `"printed"`, `"recount"`, `"bound"`, `"add calls"`, `"ask anew"`; only the last two use calls. A plan earns points from where it beats all plans that treat the six branches alike.

# %% answer="m01-q5-lines"
# lines.record(treatments={"Riverside": "printed", ...}, calls={"Riverside": 0, ...}, reason="...")
### BEGIN SOLUTION
lines.record(
    treatments={
        "Riverside": "add calls",
        "Harbor": "add calls",
        "Old Town": "add calls",
        "Eastgate": "add calls",
        "Lakeside": "recount",
        "University": "ask anew",
    },
    calls={"Riverside": 20, "Harbor": 20, "Old Town": 10, "Eastgate": 10, "University": 20},
    reason="Lakeside is mended on paper; University asked something else; the others lack answers.",
)
### END SOLUTION

# %% task="m01-q5-lines" points=16 decides="which of six numbers are recounted, bounded or asked anew"
from servicelab_workshop.policies.six_lines import BLIND, CAREFUL, FULL
from servicelab_workshop.tasks import Task

task = Task(
    "m01-q5-lines",
    points=16,
    hints=[
        "For each branch: are answers missing, counted oddly, or answers to another question?",
        "Where would twice as many answers of the same kind bring you no nearer to the truth?",
        "Hold each branch against the table of three kinds of damage, one after the other. The six do not all have the same kind.",
    ],
)
task.needs(
    "lines.decision",
    "No plan is recorded yet. Press `Record decision` in the game and run this cell again.",
)


def complete(decision):
    assert len(str(decision["reason"])) >= 20, "Say in a sentence what decided your plan."
    assert sum(decision["calls"].values()) <= 80, "There are 80 calls."


def forty(decision, seeds, zero, best, full):
    from servicelab.games.six_lines.model import mean_worth, plan_costs, share_of_plan

    assert sum(decision["calls"].values()) <= 80, "There are 80 calls."
    share = share_of_plan(decision, seeds, zero, best, full)
    said = f"On forty quarters that nobody has seen, a range of your plan is worth {mean_worth(decision, seeds):.0f} on average; that earns {share:.0%} of these points."
    costs = plan_costs(decision, seeds, best)
    name = costs["lost"].idxmax()
    if share < 1:
        misses, width = costs["misses"][name], costs["width"][name]
        said += f" Most is lost at {name}: its ranges are {width:.0f} points wide on average and miss the true share in {misses:.0%} of the quarters."
        said += (
            " They claim more than is known."
            if misses > 0.3
            else " They could be narrower: is a call better placed here, or another treatment?"
        )
    return share, said


def volunteers(decision, seeds, zero, best, full):
    from servicelab.games.six_lines.model import share_of_plan

    texts = [decision["treatments"][name] for name in ("Riverside", "Harbor", "Old Town")]
    if {"printed", "recount"} & set(texts):
        return 0, "", "volunteers-for-all"
    if share_of_plan(decision, seeds, zero, best, full) == 0:
        return 0, "This pays once the plan as a whole earns points."
    return None


def open_cases(decision, seeds, zero, best, full):
    from servicelab.games.six_lines.model import share_of_plan

    if decision["treatments"]["Eastgate"] in ("printed", "recount"):
        return 0, "", "closed-for-all"
    if share_of_plan(decision, seeds, zero, best, full) == 0:
        return 0, "This pays once the plan as a whole earns points."
    return None


def on_paper(decision, seeds, zero, best, full):
    from servicelab.games.six_lines.model import share_of_plan

    treatment = decision["treatments"]["Lakeside"]
    if treatment == "ask anew":
        return 0, "", "calls-for-paper"
    if treatment != "recount":
        return 0, "", "middle-left-out"
    if share_of_plan(decision, seeds, zero, best, full) == 0:
        return 0, "This pays once the plan as a whole earns points."
    return None


def other_words(decision, seeds, zero, best, full):
    from servicelab.games.six_lines.model import share_of_plan

    if decision["treatments"]["University"] != "ask anew":
        return 0, "", "words-kept"
    if share_of_plan(decision, seeds, zero, best, full) == 0:
        return 0, "This pays once the plan as a whole earns points."
    return None


task.rule("the plan is complete", complete, "lines.decision")
seeds = [
    *(48213, 90127, 15508, 73391, 26644, 81972, 39015, 64458, 57730, 10296),
    *(92841, 33567, 78104, 21985, 46639, 69310, 84477, 12753, 55028, 97164),
    *(30881, 62209, 18476, 75543, 41917, 88032, 29350, 53694, 66821, 14079),
    *(95516, 37248, 71863, 24407, 59192, 82735, 43068, 68920, 11647, 86351),
]
sealed = "what the plan is worth on forty sealed quarters"
judged = {"seeds": seeds, "zero": list(BLIND), "best": CAREFUL, "full": FULL}
task.rule(sealed, forty, "lines.decision", weight=11, hidden=True, **judged)
task.rule("where customers chose to answer", volunteers, "lines.decision", hidden=True, **judged)
task.rule("where open cases were not asked", open_cases, "lines.decision", hidden=True, **judged)
task.rule("where only the count was odd", on_paper, "lines.decision", hidden=True, **judged)
task.rule("where the words were kind", other_words, "lines.decision", hidden=True, **judged)
task

# %% [markdown]
# When you stand by your plan, open the seals.

# %% jupyter={"source_hidden": true}
lines.reveal_button(
    "Riverside 62.2, Harbor 73.7, Old Town 41.7, Eastgate 55.5, Lakeside 30.2, University 51.7"
)

# %% jupyter={"source_hidden": true}
worst.reveal_button(
    "Riverside prints 32.7 points too much, University 23.5, Lakeside 19.1, Eastgate 6.4. "
    "Harbor prints 17.5 points too little, Old Town is nearly right."
)

# %% [markdown]
# **Riverside** is furthest off: the pleased answered. At **Harbor** the angry answered: it prints 56 % and is at 74 %. And **Old Town**, with the lowest printed number and the fewest answers of all, prints 42 % and is at 42 %: there the simple reading is right. Its customers answered all alike. Even so, such a number is off by about three points on average; we chose a quarter in which it is near. Nothing in its file shows it: its 72 answers alone leave anything from 5 to 93 %. So no rule of thumb helps, neither "few answers, so far off" nor "take twenty points off". Between surveys, a low response tends to go with more error; within one, the rate does not tell how much (Groves and Peytcheva 2008; Brick and Tourangeau 2017).
#
# **Lakeside** had bad luck. The right treatment is the recount, and it gives 30.3 to 39.0 %. The true share is 30.2: just outside, as happens with some ranges that were made with care.
#
# This town assumes what a real one does not promise: whoever is reached by phone is like those who are not, and tells the caller the truth.
#
# **Four questions to end with.** Which damage did you undo, which bound, which ask anew? Where was a range of yours too narrow? Which setting of the factory would your firm call normal? What would you write below its number?

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m01_evidence/1_page")

# %% [markdown]
# ## What you take with you
#
# * Before you ask whether a number is true, ask what it is a share of.
# * Some damage is undone on paper, some can be bounded, some needs new answers. More of the same answers mends nothing.
# * Answers that people chose to give stand for those people.
# * A range with its level says more than a number without one.
#
# **Further reading.** T. Gneiting and A. E. Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation", *Journal of the American Statistical Association* 102, 2007. M. H. Hansen and W. N. Hurwitz, "The Problem of Non-Response in Sample Surveys", *Journal of the American Statistical Association* 41, 1946.
# R. M. Groves and E. Peytcheva, "The Impact of Nonresponse Rates on Nonresponse Bias", *Public Opinion Quarterly* 72(2), 2008. J. M. Brick and R. Tourangeau, "Responsive Survey Designs for Reducing Nonresponse Bias", *Journal of Official Statistics* 33(3), 2017. R. A. Peterson and W. R. Wilson, "Measuring Customer Satisfaction: Fact and Artifact", *Journal of the Academy of Marketing Science* 20(1), 1992.
#
# **Next:** [2_service](2_service.ipynb). What does a branch sell, when nothing is handed over?
