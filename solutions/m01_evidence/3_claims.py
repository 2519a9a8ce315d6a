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
#     title: What a claim must show
#     minutes: 60
#     points: 41
#     asks: Ms. Qiao
#     question: "Which sentences may stand in the report, and how sure is each?"
# ---

# %% [markdown]
# # Evidence 3 of 3: what a claim must show
#
# **Lantern Bank, Riverside branch.** 60 minutes, 41 points.
#
# When you have finished this notebook you will be able to
#
# 1. tell a share of a whole from a mean of shares,
# 2. give a share its interval, and say how many must answer,
# 3. give a claim one of five verdicts, and say how sure you are,
# 4. write three sentences that a careful reader can use.

# %%
from servicelab import recall

recall("m01_evidence/3_claims")

# %% [markdown]
# ## Which sentences may stand?
#
# The six lines are signed. Now the regional office wants three sentences to open its report, "with numbers, please". A colleague has collected some from training texts. The first is about the share of services in the world.

# %%
import matplotlib.pyplot as plt
import numpy as np
import statsmodels.formula.api as smf
from statsmodels.stats.proportion import proportion_confint

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.evidence import sample_size
from servicelab.games.ledger import ClaimLedger
from servicelab.plots import PALETTE, show_table, use_style

use_style()
economies = load_dataset("economies")
show_table(
    economies.set_index("economy").set_axis(["group", "GDP", "services"], axis="columns"),
    {"GDP": "{:,.0f}", "services": "{:,.0f}"},
    caption="Billion dollars in a year",
)

# %% [markdown]
# These economies are invented. In each, services have a share in the gross domestic product (GDP). The mean of the twelve shares is 56 %. What do you expect of the twelve **together**?

# %%
share_prediction = RangePrediction(
    "m01-world-share",
    "Which percentage of all that the twelve produce together is services?",
    lowest=0,
    highest=100,
    unit="%",
)
share_prediction

# %% jupyter={"source_hidden": true}
together = economies["services"].sum() / economies["gdp"].sum()
mean_of_shares = (economies["services"] / economies["gdp"]).mean()
share_prediction.reveal_button(
    100 * together, "Sum over sum: the large economies weigh as much as they produce."
)

# %% jupyter={"source_hidden": true}
shown = economies.assign(share=economies["services"] / economies["gdp"]).sort_values("gdp")
fig, ax = plt.subplots(figsize=(8, 4.2))
ax.barh(
    shown["economy"],
    shown["share"],
    color=[PALETTE[0] if one == "high income" else PALETTE[1] for one in shown["group"]],
    edgecolor="black",
)
for row, (share, group, gdp) in enumerate(
    zip(shown["share"], shown["group"], shown["gdp"], strict=True)
):
    ax.text(share + 0.01, row, f"{group}, GDP {gdp:,.0f} billion", va="center", fontsize=9)
ax.set(
    xlim=(0, 1.1),
    xlabel="Services as a share of GDP",
    ylabel="Economy, the largest on top",
    title="Twelve invented economies, one year: the share of services in each",
)
ax.set_xticks(np.arange(0, 1.01, 0.2))
ax.grid(visible=False)
plt.show()

# %% [markdown] teaches=["S000-02", "S003-136"]
# ## A worked example: a share of a whole
#
# Together the twelve make 69 % of their GDP in services; the mean of their shares is 56 %. Both are computed rightly; the second describes a typical country. A share **of the world** is sum over sum:
#
# $$\frac{\text{services of all economies}}{\text{GDP of all economies}}$$
#
# "Services exceed 70 % of world GDP (World Bank)" lacks three things: **group**, **year** and **printing** (the edition), since such series are revised. As printed in 2008, the World Bank's figure for the world in 2006 was 69.0 %.

# %% [markdown] teaches=["S003-137"]
# ## What a made-up table can show
#
# "As people grow richer, they spend more on life services": culture, health, travel, care. The next table was made up for this course. A regression of logarithms reads as percentages: how many percent more spending goes with one percent more income?

# %%
households = load_dataset("household_spending")
fit = smf.ols("np.log(life_services) ~ np.log(income)", data=households).fit()
slope = fit.params["np.log(income)"]
lower, upper = fit.conf_int().loc["np.log(income)"]
print(
    f"1 % more income goes with {slope:.2f} % more on life services ({lower:.2f} to {upper:.2f})."
)

# %% [markdown]
# Among these 240 households, 1 % more income goes with 1.24 % more spending on life services (95 % interval 1.14 to 1.34). That is more than 1 %, so those with a higher income spend a larger **share** on them. Of real households the table says nothing: we wrote it.
#
# ## How sure is a share?
#
# 600 customers used the new help line in December. Ms. Qiao drew 100 of them **at random**; all were reached; 95 said 4 or 5 of 5.
#
# Another 100 would have given another share. A 95 % **interval** is made so that for about 95 of 100 such draws it contains the share of all. Near 0 and 100 % the simple formula is too narrow; use Wilson's (1927). At the hospital, 30 of 40 patients drawn at random were pleased:

# %%
low, high = proportion_confint(30, 40, alpha=0.05, method="wilson")  # 1 - 0.05 is the level
print(f"hospital: {30 / 40:.0%}, 95 % interval {low:.0%} to {high:.0%}")
answers = sample_size(0.10, 2000, share=0.5, confidence=0.95)
print(f"of 2,000 patients {answers} must answer, for 10 points each way")

# %% [markdown]
# `sample_size(error, population, share, confidence)` says how many must **answer** so that the **simple** interval, corrected for drawing many of few, reaches `error` to each side, as a proportion. Wilson's interval knows no such correction, so of few customers it is too wide. We plan with `share=0.5`, because half has the widest interval: what is enough for half is enough for any share. And with a level of 95 %, the usual one: a lower level needs fewer answers and misses more often.

# %% [markdown] teaches=["S000-06"]
# If half of those asked answer, twice as many must be asked, and the silent may differ: no interval knows of them.
#
# A **survey** of a random draw tells how many. **Interviews** tell why, in the customers' words. A **focus group** finds what nobody had thought of, and no share. What a change would bring, a **trial** tells.
#
# ## Task 12: 95 of 100 (6 points)
#
# * `interval`: the pair `(low, high)`, the 95 % interval of the share of pleased customers by Wilson, as proportions, unrounded or to three decimals.
# * `ask`: next quarter 600 customers will use the line. How many answers does Ms. Qiao need, drawn at random, so that the simple interval, corrected for few, reaches at most **5 percentage points to each side**, at a level of 95 %, **whatever the share will be** (`share=0.5`)? A whole number.

# %% answer="m01-q12-of-100"
interval = ...  # (low, high)
ask = ...
### BEGIN SOLUTION
interval = proportion_confint(95, 100, alpha=0.05, method="wilson")
ask = sample_size(0.05, 600, share=0.5, confidence=0.95)
### END SOLUTION

# %% task="m01-q12-of-100" points=6 grades=["S000-06"]
from servicelab_workshop.tasks import Task

task = Task(
    "m01-q12-of-100",
    points=6,
    hints=[
        "How many said 4 or 5, of how many who were asked? And of how many customers is the draw next quarter?",
        "`proportion_confint(count, n, ...)` gives the pair; `sample_size` takes proportions: 5 points are 0.05.",
        "`interval = proportion_confint(..., ..., alpha=0.05, method=...)` and `ask = sample_size(..., ..., share=0.5)`",
    ],
)
ends = task.value("interval")
task.check("the interval of the share", ends, weight=3, atol=0.0005, within=(0, 1))
task.check("how many answers", task.value("ask"), weight=3, atol=0.3)
task

# %%
statement = Statement(
    "m01-q12b-statement",
    "Which sentence on the help line may Ms. Qiao put into the report?",
    {
        "A": "95 % of the 600 customers who used the help line in December are pleased with it: 100 of them were drawn at random, and all were reached.",
        "B": "Since the help line opened, customers of the branch have become more satisfied: of 100 who were drawn at random in December, 95 said 4 or 5.",
        "C": "Of 100 customers drawn at random from the 600 who used the line in December, 95 said 4 or 5; the 95 % interval says how near that is for all 600.",
        "D": "The help line pleases about 19 of 20 customers of Lantern Bank: so said 95 of 100 who were drawn at random, and the 95 % interval is narrow.",
    },
)
statement

# %% [markdown]
# ## Task 12b: which sentence may she tell? (4 points)
#
# Three of the four claim more than 100 calls hold. Record the letter of the fourth, with the button of `statement` or below. The letter is graded, the confidence kept.

# %% answer="m01-q12b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.95)
### END SOLUTION

# %% task="m01-q12b-statement" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m01-q12b-statement",
    points=4,
    hints=[
        "Who was asked, and of whom does each sentence speak?",
        "Does a sentence name a change? With what would it have to be compared?",
        "Of each sentence: who would have had to be asked, and when, for it to hold as it is put?",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## Four questions, five verdicts
#
# Ask a claim four questions **in this order**. The first *no* is the verdict.
#
# | | Question | If no |
# |---|---|---|
# | 1 | **Could somebody count it?** It says what, and of whom, so clearly that two people would count the same. A loose word (*faster*) passes if any usual measure would do. | not testable as put |
# | 2 | **Did somebody count it?** A source counted something of this kind; something near it is a yes (see question 3). Where the claim speaks of many, one case alone is a no. A text is the source of when it was printed, a table of what stands in it. | unsupported |
# | 3 | **Did the source find this?** The same thing, group, strength, and the time that the claim names. A present tense without a year leaves the year to question 4. Without "every", a claim speaks of the average. What the source shows to be false is a no, too. | garbled |
# | 4 | **Is it still so?** The present tense speaks of today: no, if by a newer count the claim no longer holds. A past time passes, and so does a claim without a newer count. | dated |
# | | Four times yes | supported |
#
# Write **one** verdict. What is too loose can be argued: where we stop at question 1 and you at 2, yours counts, too.
#
# "Unsupported" is not "false", and a name is not a count.

# %% [markdown] teaches=["S003-99", "S000-30", "S002-05", "S003-135", "S003-29", "S000-16", "S000-04"] reads={"S003-99": "a worked example of one pair", "S000-30": "a worked example of two verdicts that can be defended", "S002-05": "a worked example of what would show it", "S003-135": "a worked example of necessary and sufficient"}
# **Examples.**
#
# * *Letters to the hospital are answered in nine days on average* (invented, like the next). So a count of 2021; one of 2025 says twelve. Yes, yes, yes, no. **Dated.** With "in 2021" and "were": **supported**.
# * *The Gaps Model was put forward in 1985.* Four times yes: the text is the source. **Supported.**
# * *Nine of ten guests of the hotel come again.* Counted: members of its club. Yes, yes, no. **Garbled.**
# * *Of two classmates, the one who promotes himself becomes famous.* Yes (any measure of fame), no: one pair, and he may have been luckier. **Unsupported.** So is "shops with a red door thrive, as Mr. Ma's does": the red doors that closed tell no story.
# * *A managed process brings satisfaction, loyalty and advantage.* What is "managed"? **Not testable as put**; or clear enough, and counted by nobody: **unsupported**.
# * *Branches mostly answer questions and make promises after the sale.* Yes, no: nobody sorted contacts at branches drawn at random. **Unsupported.**
# * *Technology is the precondition of growth in services.* Yes, no: nobody looked for a service that grew without it (one refutes the claim); a hundred that grew with it prove nothing. **Unsupported.** And necessary is not sufficient.

# %% [markdown] teaches=["S001-66", "S003-65", "S003-156", "S003-176", "S004-22", "S003-33"] reads={"S001-66": "how far a damaged copy carries", "S003-65": "how far a damaged copy carries", "S003-156": "a reference that cannot be followed", "S003-176": "a reference that does not fit", "S004-22": "a source that denies itself"}
# **Where a text comes from** limits what it can carry. Five from the colleague's folder:
#
# | What lies on the desk | What it can carry |
# |---|---|
# | a web copy: the host vouches for nothing, the text stops in mid-sentence | what stands there; never what is missing |
# | a paper whose figures 1 to 3 are lost | nothing that rests on the figures |
# | a paper whose only references are two textbooks, without pages | its author's opinion, until the page is found |
# | a paper on cable television that rests on an article about hotels | at most something on hotels |
# | a post that says all its information is fictional | nothing; good for practice |
#
# A figure gains nothing by being repeated: look for the first text, and whether it measured.

# %% [markdown]
# ## The claim ledger
#
# Nine claims from the colleague's folder, each with a card: who counted what, of whom, when. Judge each **as it is put, by its card**; look nothing up. Then say how likely your verdict is to be right: from 20 %, no idea, to 100 %.
#
# **Scoring.** Right verdicts count 60 %, honest confidence 40 %: what you do not give to your verdict goes evenly to the other four, and the distance to the truth is squared (Brier 1950). Verdicts are told when the notebook is graded. 90 % costs 0.01 if you are right and 1.76 if you are wrong; 20 % costs 0.80 either way. Believing all, doubting all, or going by names or wording earns nothing; about eight right, with honest confidence, earn all points.

# %%
ledger = ClaimLedger()
ledger

# %% [markdown]
# Prefer to type? `ledger.record(...)` does the same; the verdicts are `"not testable"`, `"unsupported"`, `"garbled"`, `"dated"`, `"supported"`. If you used the button, leave the next cell as it is.

# %% answer="m01-q14-ledger"
# ledger.record(
#     verdicts={"L1": "...", "L2": "...", ...},  # L1 to L9
#     sure={"L1": ..., "L2": ..., ...},  # from 0.2, no idea, to 1
#     reason="...",  # which was hardest, and what decided? 20 characters at least
# )
### BEGIN SOLUTION
ledger.record(
    verdicts={
        "L1": "dated",
        "L2": "supported",
        "L3": "not testable",
        "L4": "garbled",
        "L5": "supported",
        "L6": "unsupported",
        "L7": "supported",
        "L8": "not testable",
        "L9": "garbled",
    },
    sure={f"L{number}": 0.8 for number in range(1, 10)},
    reason="The stimuli: nobody can say what one stimulus is, so the first question decides.",
)
### END SOLUTION

# %% [markdown]
# ## Task 14: the ledger (12 points)
#
# The next cell reads the last record that the ledger **accepted**. Points: complete, with a reason and more than one kind of verdict (1); and when the notebook is graded, verdicts and confidence (11).

# %% task="m01-q14-ledger" points=12 decides="which claims may stand in the report" grades=["S000-02", "S003-136", "S000-04", "S003-33", "S003-29", "S000-16", "S003-137"]
from servicelab_workshop.tasks import Task

task = Task(
    "m01-q14-ledger",
    points=12,
    hints=[
        "Put the card aside: does the claim say what is counted, and of whom?",
        "Then take the card: who counted, in how many cases, of which group, in which year?",
        "Ask 1, 2, 3, 4 in this order and stop at the first no; of which verdicts were you less sure: ...?",
    ],
)
task.needs(
    "ledger.decision",
    "No ledger is recorded yet. Press `Record decision` in the ledger and run this cell again.",
)


def complete(decision):
    assert len(str(decision["reason"])) >= 20, "Say in a sentence which claim was hardest, and why."
    if len(set(decision["verdicts"].values())) == 1:
        return 0, "", "one-for-all"
    return None


def worth(decision, keys):
    from servicelab.games.ledger import mistakes, points_share, right_ones

    verdicts, sure = decision["verdicts"], decision["sure"]
    right = sum(right_ones(verdicts, keys).values())
    expected = sum(sure.values())
    share = points_share(verdicts, sure, keys)
    kinds = mistakes(verdicts, keys)
    words = {
        "believed": "Several that you call supported do not pass all four questions: a name, a number or a likely story is not a count.",
        "doubted": "Several that you refuse pass all four questions: doubt needs a no as well.",
        "another": "Several were counted, and of another group or another year than the claim has it: ask the third and the fourth question.",
        "uncounted": "Several were never counted, or cannot be as they are put: begin with the first question.",
    }
    slips = {
        "believed": "name-as-proof",
        "doubted": "everything-doubted",
        "another": "right-of-others",
        "uncounted": "never-counted",
    }
    told = [words[kind] for kind, count in kinds.items() if count >= 2]
    if expected - right >= 2:
        told.append("You were surer than your verdicts allow.")
    if right - expected >= 2.5:
        told.append("Your verdicts are better than you believe.")
    summary = f"{right} of {len(keys)} verdicts can be defended; by your confidence you expected {expected:.1f}."
    sentence = " ".join([summary, *told])
    most = max(kinds, key=kinds.get)
    if share < 1 and kinds[most] >= 2 and len(set(verdicts.values())) > 1:
        return share, sentence, slips[most]
    return share, sentence


task.rule("the ledger is complete", complete, "ledger.decision")
keys = {
    "L1": ["dated"],
    "L2": ["supported"],
    "L3": ["not testable", "unsupported"],
    "L4": ["garbled"],
    "L5": ["supported"],
    "L6": ["unsupported"],
    "L7": ["supported"],
    "L8": ["not testable", "unsupported"],
    "L9": ["garbled"],
}
task.rule("verdicts and confidence", worth, "ledger.decision", weight=11, hidden=True, keys=keys)
task

# %% [markdown]
# **Before you go on.** Which claim did you want to be true? At which question did you stop most often?

# %% [markdown]
# Mend a garbled sentence by its source, a dated one by the newer count.
#
# ## Task 15: mark two drafts, write three sentences (19 points)
#
# What opens the report is judged by five criteria, 0 to 2 each:
#
# | Criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **Base** | a share of nobody | of whom, or when | how many, of whom, and when |
# | **Range** | none | a range without its level | a range with its level, or: all were counted |
# | **Cause words** | a cause from a mere comparison | none | the comparison, and why it shows no cause; or none is needed |
# | **Use** | none | "for information", praise | what the reader can decide with it |
# | **Candor** | none | "no number is perfect" | what is not known, and of whom |
#
# Two drafts of the Lakeside branch, on transfers.
#
# > **First.** 95 % of our transfers are on time (95 % interval 91 to 97 %). Thanks to the new form, they have become faster. The region can be proud of Lakeside. Of course no number is perfect.
#
# > **Second.** Of 200 transfers drawn at random from the 2,900 due at Lakeside in the third quarter of 2025, 180 arrived by the promised day, 90 % (85 to 93 %). In the quarter before it was 75 % of another such 200; form and season both changed, so we cannot say what made the difference. The office can plan desk hours at Lakeside for one late transfer in ten. No number is perfect, of course.
#
# (4 points) `marks` is a dictionary with `"first"` and `"second"`, each a list of five marks in the order of the table.

# %% answer="m01-q15-marks"
marks = ...  # {"first": [base, range, cause, use, candor], "second": [...]}
### BEGIN SOLUTION
marks = {"first": [0, 2, 0, 1, 1], "second": [2, 1, 2, 2, 1]}
### END SOLUTION

# %% task="m01-q15-marks" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m01-q15-marks",
    points=4,
    hints=[
        "Put a finger on the words that earn a mark. Where are none, the mark is 0.",
        "Take one criterion for both drafts, then the next: of whom, how sure, why, for what, what not?",
        '`marks = {"first": [..., ..., ..., ..., ...], "second": [..., ..., ..., ..., ...]}`',
    ],
)
task.needs("marks if marks is not ... else None", "No marks are there yet.")


def formed(marks):
    for which in ("first", "second"):
        assert which in marks, 'Give marks to "first" and "second".'
        row = list(marks[which])
        assert len(row) == 5, f"{which!r} has {len(row)} marks: there are five criteria."
        assert all(one in (0, 1, 2) for one in row), "Each mark is 0, 1 or 2."
    if sum(marks["first"]) >= sum(marks["second"]):
        return 0, "", "confident-tone-marked"
    return None


def defended(marks, ranges):
    if any(len(list(marks[which])) != 5 for which in ranges):
        return 0, "Not all marks are there."
    if any(one not in (0, 1, 2) for which in ranges for one in marks[which]):
        return 0, "Each mark is a number: 0, 1 or 2."
    pairs = [
        (one, ends)
        for which, rows in ranges.items()
        for one, ends in zip(list(marks[which]), rows, strict=True)
    ]
    right = sum(low <= one <= high for one, (low, high) in pairs)
    criteria = ("base", "range", "cause words", "use", "candor")
    again = [
        f"{criterion} of the {which} draft"
        for which, rows in ranges.items()
        for criterion, one, (low, high) in zip(criteria, marks[which], rows, strict=True)
        if not low <= one <= high
    ]
    words = f"{right} of {len(pairs)} marks can be defended by the words of the table. Look again at: {', '.join(again)}."
    return None if right == len(pairs) else (max(right - 4, 0) / 6, words)


ranges = {
    "first": [(0, 1), (2, 2), (0, 0), (0, 1), (1, 1)],
    "second": [(2, 2), (1, 1), (2, 2), (2, 2), (1, 2)],
}
task.rule("five marks for each draft", formed, task.value("marks"))
task.rule(
    "marks that can be defended",
    defended,
    task.value("marks"),
    weight=3,
    hidden=True,
    ranges=ranges,
)
task

# %% [markdown]
# (15 points, read by your instructor) Now write **three sentences** that may open the report, 70 to 150 words together: on services in the economy, on the help line, on what is not known. Below them, in a line, one claim of the ledger that you left out, and why.

# %% [markdown] memo="m01-q15-memo" points=15
# ### BEGIN SOLUTION
# *Three sentences of full marks.* In 2006 services made up 69.0 % of world GDP and 72.4 % of that of the high-income economies (World Bank, as printed in 2008): reason enough to look at service first, and no figure for a plan of today. Of 100 customers drawn at random from the 600 who used Riverside's help line in December 2025, all of whom were reached, 95 said 4 or 5 of 5 (95 % interval for the 600: 89 to 98 %); this lets the office keep the line as it is, and since there is no comparison, it does not show that the line made anybody more satisfied. How satisfied customers are who did not use the line is not known, nor what those think who do not answer our text message.
#
# *Left out:* "95 % of the customers of Riverside are satisfied", because visits with an answer were counted, and it speaks of all customers.
#
# *Mark scheme.* Each of the five criteria 0, 1.5 or 3 points, by the table, over the three sentences together; the line on what was left out counts under candor. Base: number, group and window in each sentence with a share. Range: the help line's interval with its level; the shares of GDP are printed without one, and their printing must be named. Cause words: "raised", "thanks to" or "because of the line" gets 0. Use: what the office may decide, for at least one sentence. Other claims that are supported may replace the first. More than three sentences: one mark less.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# If you learn alone, run this, save the notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m01_evidence/3_claims")

# %% [markdown]
# ## What you take with you
#
# * A share of a whole is sum over sum, with group, year and printing.
# * An interval covers the luck of the draw. It knows nothing of those who were not asked.
# * Four questions in their order; the first no is the verdict. Doubt needs a no, too.
# * Write down how sure you are: that is how one learns how sure to be.
#
# **Further reading.** R. M. Groves and E. Peytcheva, "The Impact of Nonresponse Rates on Nonresponse Bias", *Public Opinion Quarterly* 72(2), 2008. J. M. Brick and R. Tourangeau, "Responsive Survey Designs for Reducing Nonresponse Bias", *Journal of Official Statistics* 33(3), 2017.
# G. W. Brier, "Verification of Forecasts Expressed in Terms of Probability", *Monthly Weather Review* 78(1), 1950.
#
# **Next:** open `m02_segmentation/1_database` from the launcher: four thousand customer records, and a rule that sorts them by age.
