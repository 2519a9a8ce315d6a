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
#     module: m08_complaints
#     title: After the mistake
#     minutes: 65
#     points: 10
#     asks: Ms. Pei
#     question: "Should one make mistakes on purpose, to repair them well?"
# ---

# %% [markdown]
# # Complaints 4 of 6: after the mistake
#
# **Willow Bridge Insurance.** 65 minutes, 10 points.
#
# When you have finished this notebook you will be able to
#
# 1. test the recovery paradox on satisfaction and on retention, among survivors and among all,
# 2. compare retention among customers alike in attitude and in severity,
# 3. say what a recovery program can bring, with the customers who never complain in the sum,
# 4. fund a program by its cost per customer kept, and say how sure that is.

# %%
from servicelab import recall

recall("m08_complaints/4_recovery")

# %% [markdown] teaches=["S003-173", "S003-174"]
# ## Two slides
#
# Ms. Pei, head of marketing at Willow Bridge, has two slides from the same course.
#
# > **Slide 119, above:** A missed moment cannot be made good. All repair is passive.
# >
# > **Slide 119, below:** Solve a critical incident well, and the customer will be more loyal than before.
#
# They contradict each other. She has made up her mind for the second and asks the board for a budget: *delight whoever complains; they become our best customers.* Her proof is the yearly survey.
# If she is right, one should make mistakes on purpose. **Is she?**

# %%
import matplotlib.pyplot as plt
import pandas as pd

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.complaints import adjusted_difference, plot_recovery, recovery_means
from servicelab.plots import is_static, show_table, use_style

use_style()

# %%
panel = load_dataset("insurer_recovery")
panel.sample(4, random_state=3)

# %% [markdown]
# Several insurers pooled their customers for a year: 30,000 people. Attitude was asked **before** the year, on a scale from 1 to 7. Some met a failure; some of these complained; complaints were handled in a poor, ok or excellent way. A year later one sees who **stayed**; then a survey goes out to those who are still customers, and two in five of them answer.
# A failure about which nobody complained is **silent**: the firm never learns of it.
#
# Here is Ms. Pei's chart: mean satisfaction of those who answered the survey.

# %%
survey = recovery_means(panel, surveyed=True)
ax = plot_recovery(survey)
ax.annotate(
    "no failure",
    (survey.loc["no failure", "mean"], 0.02),
    xycoords=("data", "axes fraction"),
    xytext=(5, 0),
    textcoords="offset points",
    fontsize=10,
)
plt.title("The survey: excellent recovery stands above no failure")
plt.show()

# %% [markdown]
# Customers who were recovered excellently are more satisfied than those who never had any trouble, and by more than chance: that is the **recovery paradox**.
#
# **Predict** before you look, with a range that you are 80 % sure of. Of all customers without a failure, 73 % were still there when the survey went out.

# %%
stay_prediction = RangePrediction(
    "m08-recovered-stay",
    "What share of all customers with an excellent recovery stayed?",
    lowest=40,
    highest=100,
    unit="%",
)
stay_prediction

# %%
stayed = recovery_means(panel, value="stayed")
stay_prediction.reveal_button(
    100 * stayed.loc["excellent", "mean"],
    f"After an excellent recovery {stayed.loc['excellent', 'mean']:.0%} stayed, without a failure {stayed.loc['no failure', 'mean']:.0%}.",
)

# %% [markdown]
# Two reasons can make a survey look better than the house is.
#
# * **Survivors.** It reaches those who stayed. Whoever had left was not asked.
# * **Who complains.** Customers who like the firm take the trouble; others leave without a word. So the group "excellent" may have liked the firm better from the start.
#
# At Plum Court Hospital (module 5) patients were compared within the same severity, and each severity got its share of all. Here it is the same thought with **prior attitude**. A regression with the attitude in it does it for each value of the scale: `adjusted_difference(panel, group, reference, value="satisfaction", controls=["prior_attitude"], surveyed=False)` gives a table with the rows `as observed` and `adjusted`. A worked example, for an ok recovery:

# %%
adjusted_difference(panel, "ok", "no failure").round(3)

# %% [markdown]
# An ok recovery stands 0.29 points below no failure as observed, and 0.54 points below among people of the same prior attitude. The plain comparison was too kind.
#
# ## Task 15: five edges (2 points)
#
# `edges` is a dictionary or Series with five differences, each **"excellent" minus "no failure"**, under these labels (satisfaction in points of the scale, staying as a proportion, such as 0.05 for five percentage points; three decimals at least):
#
# * `"satisfaction, surveyed"`: as observed, surveyed customers only;
# * `"satisfaction, everybody"`: as observed, all customers;
# * `"satisfaction, adjusted"`: all customers, adjusted for prior attitude;
# * `"staying, everybody"`: as observed, all customers;
# * `"staying, adjusted"`: all customers, adjusted for prior attitude.

# %% answer="m08-q15-edges"
edges = ...
### BEGIN SOLUTION
pair = ("excellent", "no failure")
of_survey = adjusted_difference(panel, *pair, surveyed=True)["difference"]
of_all = adjusted_difference(panel, *pair)["difference"]
staying = adjusted_difference(panel, *pair, value="stayed")["difference"]
edges = {
    "satisfaction, surveyed": of_survey["as observed"],
    "satisfaction, everybody": of_all["as observed"],
    "satisfaction, adjusted": of_all["adjusted"],
    "staying, everybody": staying["as observed"],
    "staying, adjusted": staying["adjusted"],
}
### END SOLUTION

# %% task="m08-q15-edges" points=2 grades=["S003-173", "S003-174"]
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q15-edges",
    points=2,
    hints=[
        "Each line changes one thing: who is looked at, what is held equal, what is measured.",
        '`adjusted_difference(panel, "excellent", "no failure")` has the rows "as observed" and "adjusted".',
        'Add `surveyed=True` for the first and `value="stayed"` for the last two; `.loc["as observed", "difference"]` picks one number.',
    ],
)
given = task.value("edges")
for label, title in {
    "satisfaction, surveyed": "those whom the survey reached",
    "satisfaction, everybody": "survivors are not everybody",
    "satisfaction, adjusted": "like is compared with like",
}.items():
    task.check(title, given[label], atol=0.0011)
task.check("who stayed", given["staying, everybody"], within=(-1, 1), atol=0.0011)
task.check("who stayed, like with like", given["staying, adjusted"], within=(-1, 1), atol=0.0011)
task

# %%
ax = plot_recovery({"surveyed": survey, "everybody": recovery_means(panel)})
plt.title("The same satisfaction, two populations")
plt.show()

# %% [markdown]
# The edge in satisfaction is 0.38 points among the surveyed, 0.33 among all customers, and 0.10 among customers of equal prior attitude. In staying there is no edge at all: about 7 points fewer stay than without a failure, and about 9 points fewer among customers of equal attitude.
#
# ### What the sources claim, and what holds on average
#
# * "They become more loyal than before" goes back to striking cases, and to Hart, Heskett and Sasser (1990), who wrote that a good recovery can turn an angry customer into a loyal one. *Can* is right.
# * McCollough, Berry and Yadav (2000) looked for the paradox in airline service, and did not find it.
# * Maxham and Netemeyer (2002) found it after a first failure that was recovered well, and no longer after a second one.
# * De Matos, Henrique and Rossi (2007) put the studies together: **on average the paradox holds for satisfaction, and not for repurchase, word of mouth or the image of the firm**.
#
# So the slide below is wrong on average. Is the slide above right, and is repair idle? The fair comparison is not "no failure", which is gone. It is the failure **nobody heard of**.

# %% [markdown]
# ## Against silence
#
# As observed, 66 % stay after an excellent recovery, 38 % after a poor one, and 42 % after a silent failure. But those who complain differ from the silent in **two** ways:

# %%
failed = panel[panel["failed"] == 1]
who = failed["complained"].map({1: "complained", 0: "silent"})
show_table(
    failed.groupby(who)[["prior_attitude", "severity"]].mean(),
    {"prior_attitude": "{:.2f}", "severity": "{:.2f}"},
)

# %% [markdown]
# They liked the firm better, and they were hit harder. Who likes the firm stays more often, who is hit hard less often: the two push the plain comparison in **opposite directions**, so nobody can say from it which way it errs.
#
# **Predict** again, before you compute:

# %%
alike_prediction = RangePrediction(
    "m08-excellent-alike",
    "Among customers alike in attitude and severity: how many points more stay after an excellent recovery than after a silent failure?",
    lowest=-10,
    highest=50,
    unit="points",
)
alike_prediction

# %% [markdown]
# ## Task 15b: among those alike (3 points)
#
# Complete `against_silence(panel, quality, controls)`: the share who stay after complaints that were handled in this `quality`, minus the share who stay after a **silent failure**, among customers alike in the `controls` (a list of columns). A proportion; negative if fewer stay.
#
# Then `against` is a dictionary or Series with its values for `"poor"`, `"ok"` and `"excellent"`, with **attitude and severity** as controls; and `poor_verdict` is your reading of the 95 % interval of the adjusted difference for `"poor"`: `"worse than silence"`, `"better than silence"` or `"cannot tell"`.


# %% answer="m08-q15b-silence"
def against_silence(panel, quality, controls):
    """Staying after this handling, minus staying after a silent failure, the controls held equal."""
    table = ...  # compare with "silent failure", in staying, with these controls
    ### BEGIN SOLUTION
    table = adjusted_difference(panel, quality, "silent failure", value="stayed", controls=controls)
    ### END SOLUTION
    return table.loc["adjusted", "difference"]


against = ...  # {"poor": ..., "ok": ..., "excellent": ...}
poor_verdict = ...
### BEGIN SOLUTION
both = ["prior_attitude", "severity"]
against = {name: against_silence(panel, name, both) for name in ("poor", "ok", "excellent")}
poor_verdict = "worse than silence"
### END SOLUTION

# %% task="m08-q15b-silence" points=3 grades=["S003-173", "S003-174"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.recovery import make_recovery

task = Task(
    "m08-q15b-silence",
    points=3,
    hints=[
        "Which group is compared with which, in what, and what is held equal?",
        '`adjusted_difference(panel, quality, "silent failure", ...)`: staying is another `value`, and `controls` is an argument, too.',
        'For the verdict: `adjusted_difference(panel, "poor", "silent failure", value="stayed", controls=[...]).loc["adjusted", ["low", "high"]]`. Does zero lie between?',
    ],
)
few = panel[panel["failed"] == 1].sample(400, random_state=5)
alike = ["prior_attitude", "severity"]
task.check(
    "400 failures, alike in attitude and severity",
    task.call("against_silence", few, "excellent", alike),
    within=(-1, 1),
    atol=0.0016,
)
other = make_recovery(seed=3851).recovery
other = other[other["failed"] == 1].sample(600, random_state=1)
for title, quality, controls in (
    ("another panel, poor handling", "poor", alike),
    ("another panel, alike in severity", "ok", ["severity"]),
):
    task.check(
        title,
        task.call("against_silence", other, quality, controls),
        weight=0.5,
        hidden=True,
        within=(-1, 1),
        atol=0.0016,
    )
given = task.value("against")
for name in ("poor", "ok", "excellent"):
    task.check(
        f"{name}, attitude and severity held equal",
        given[name],
        weight=0.5,
        within=(-1, 1),
        atol=0.0021,
    )
task.check(
    "what the interval says of a poor recovery",
    task.value("poor_verdict"),
    weight=0.5,
    among=["worse than silence", "better than silence", "cannot tell"],
    silent=True,
)
task

# %%
rows = {
    (name, what): adjusted_difference(
        panel, name, "silent failure", value="stayed", controls=controls
    ).loc[row]
    for name in ("excellent", "poor")
    for what, controls, row in (
        ("as observed", ["severity"], "as observed"),
        ("same attitude", ["prior_attitude"], "adjusted"),
        ("same attitude and severity", ["prior_attitude", "severity"], "adjusted"),
    )
}
alike_table = 100 * pd.DataFrame(rows).T[["difference", "low", "high"]]
alike_prediction.reveal_button(
    alike_table.loc[("excellent", "same attitude and severity"), "difference"],
    "It is the last line of the first block in the table below.",
)

# %%
if alike_prediction.decision or is_static():
    shown = show_table(
        alike_table.reset_index(names=["recovery", "compared"]).set_index("recovery"),
        dict.fromkeys(("difference", "low", "high"), "{:+.1f}"),
    )
else:
    shown = None
    print("First record your prediction above, then run this cell again.")
shown

# %% [markdown]
# Attitude takes about five points off the excellent recovery, severity gives three back: 24.5 points as observed, 22.5 among customers alike in both. Here **the simple reading was nearly right**: two errors pull in opposite directions, and the two points that are left of them are little against so large a difference.
#
# Against a small one they are much. A poor recovery stands 4.2 points below silence as observed, among customers alike 6.4 points below, with an interval from -10.3 to -2.5. To be failed twice is the **double deviation** of Bitner, Booms and Tetreault (1990), and here it shows.
#
# Nobody drew at random who was handled well. Two things speak for the comparison: all that these insurers knew before the handling, attitude and severity, is held equal; and the three kinds of handling met customers who were alike in both. What was never asked could still differ.
#
# ## Who is not in the picture
#
# Ms. Pei's program reaches those who complain.

# %%
heard = failed.loc[failed["complained"] == 1, "recovery"].astype(str)
today = heard.value_counts(normalize=True).to_dict()  # how complaints are handled now
voiced = failed["complained"].mean()
show_table(
    pd.DataFrame(
        {
            "met a failure": [f"{len(failed):,} of {len(panel):,}"],
            "complained": [f"{voiced:.0%} of these"],
            **{f"of complaints: {name}": [f"{today[name]:.0%}"] for name in today},
        },
        index=["the panel"],
    )
)

# %% [markdown]
# ### The Python of a weighted mean
#
# `.items()` hands over each name with its value. A bakery sells three rolls for each loaf; what does a sale bring?

# %%
price = {"roll": 2, "loaf": 10}
sold = {"roll": 0.75, "loaf": 0.25}
sum(share * price[name] for name, share in sold.items())

# %% [markdown]
# Three programs are on the table, each for 1,000 customers a year, of whom 180 meet a failure:
#
# | Program | What it does | Yuan |
# |---|---|---|
# | **delight** | as many complaints as today, each handled excellently | 4,000 |
# | **voices** | 80 % of failures are voiced, handled in the mix of today | 1,800 |
# | **prevention** | a fifth of the failures does not happen | 2,500 |
#
# ## Task 16: fund one program (2 points)
#
# Complete `kept_more(against, complain, mix)`: of 1,000 customers **with a failure**, how many more stay than if all had been silent. The proportion `complain` of them complains, and their complaints are handled in the `mix`, a dictionary from quality to proportion (a quality that is left out has 0). `against` is a dictionary like that of Task 15b.
#
# Then `gains` has three values, in customers kept of **1,000 customers**, one decimal at least: `"delight"` and `"voices"` (the values of `kept_more` **above that of today**, for 180 failures in 1,000 customers), and `"prevention"` (a fifth of 180 failures, times the share who stay without a failure minus the share who stay with one, as observed).
# And `fund` is the name of the program that costs least **for each customer kept**.


# %% answer="m08-q16-kept-if"
def kept_more(against, complain, mix):
    """Of 1,000 customers with a failure, how many more stay than if all had been silent."""
    per_complaint = ...  # mean of `against`, weighted by the mix
    ### BEGIN SOLUTION
    per_complaint = sum(share * against[quality] for quality, share in mix.items())
    ### END SOLUTION
    return 1000 * complain * per_complaint


gains = ...  # {"delight": ..., "voices": ..., "prevention": ...}
fund = ...
### BEGIN SOLUTION
now = kept_more(against, voiced, today)
gains = {
    "delight": 0.18 * (kept_more(against, voiced, {"excellent": 1}) - now),
    "voices": 0.18 * (kept_more(against, 0.8, today) - now),
    "prevention": 180 * 0.2 * (stayed.loc["no failure", "mean"] - failed["stayed"].mean()),
}
fund = "prevention"
### END SOLUTION

# %% task="m08-q16-kept-if" points=2 decides="which program to fund"
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q16-kept-if",
    points=2,
    hints=[
        "Of a hundred complaints 35 are poor, 40 ok, 25 excellent. How many more stay of each kind?",
        "`sum(share * against[quality] for quality, share in mix.items())` weights by the mix.",
        "Above today: `0.18 * (kept_more(...) - kept_more(against, voiced, today))`. Then yuan ÷ customers kept, for each program.",
    ],
)
small = {"poor": -0.1, "ok": 0.1, "excellent": 0.25}
usual = {"poor": 0.2, "ok": 0.5, "excellent": 0.3}
task.check(
    "three qualities, half of the failures voiced", task.call("kept_more", small, 0.5, usual)
)
task.check(
    "two qualities",
    task.call("kept_more", small, 0.8, {"ok": 0.4, "excellent": 0.6}),
    hidden=True,
)
given = task.value("gains")
for name, own in {
    "delight": "180 * (kept_more(against, voiced, {'excellent': 1}) - kept_more(against, voiced, today)) / 1000",
    "voices": "180 * (kept_more(against, 0.8, today) - kept_more(against, voiced, today)) / 1000",
    "prevention": "180 * 0.2 * (stayed.loc['no failure', 'mean'] - failed['stayed'].mean())",
}.items():
    task.check(name, given[name], weight=0.5, own=own, atol=0.11)
task.check(
    "the program",
    task.value("fund"),
    weight=1.5,
    among=["delight", "voices", "prevention"],
    own="(pd.Series({'delight': 4000, 'voices': 1800, 'prevention': 2500}) / pd.Series(gains)).idxmin()",
    silent=True,
)
task

# %% [markdown]
# With the plain shares of the panel, *voices* would keep 8.2 of 1,000 customers and be the cheapest program per customer kept. Among customers alike it keeps fewer, and another program is cheaper: whoever adjusts satisfaction and forgets to adjust retention funds the wrong program.
#
# Between delight and prevention **nobody can tell** which keeps more. Nor is it certain which program is the cheapest for each customer kept: the first comes first in 73 of 100 resamples of the panel. So try before you roll out: ask a random half of those who had a claim, *was anything wrong?*, and count who stays.
#
# They rest on different ground, too. *Delight* assumes that the desk can always do what it does in a quarter of the cases now. *Voices* assumes that the silent would react like those who complain. *Prevention* assumes that one knows what to mend; that was the work of the log.
#
# ## Task 16b: one sentence for the board (3 points)
#
# Choose the sentence, and say how sure you are. The letter is graded; the confidence is kept for you.

# %%
statement = Statement(
    "m08-q16b-statement",
    "Which sentence may Ms. Pei tell the board?",
    {
        "A": "Customers whose failure we mended excellently are our most satisfied ones, so excellent recovery makes people more loyal than if nothing had gone wrong.",
        "B": "If all those who are silent today complained, about 22 in 100 more of them would stay.",
        "C": "Among customers alike in attitude and severity, about 22 in 100 more stayed after an excellent recovery than after a failure nobody heard of; who was handled well was not drawn at random.",
        "D": "It is proven that a poor recovery drives away 6 in 100 customers whom silence would have kept.",
    },
)
statement

# %% answer="m08-q16b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.85)
### END SOLUTION

# %% task="m08-q16b-statement" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q16b-statement",
    points=3,
    hints=[
        "Who was asked, and what was measured: satisfaction or staying?",
        "Which of the sentences speak of all complaints, though they were computed from the excellent ones?",
        "A sentence about a cause needs a draw at random, or says that there was none ...",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m08_complaints/4_recovery")

# %% [markdown]
# ## What you take with you
#
# * A survey of those who stayed cannot tell who left. Look at all, and at what they did.
# * The paradox is one of satisfaction, and small among people who were alike before. In staying, no failure is best.
# * Against silence, excellent recovery is worth much, and a poor one is worse than none.
# * Adjust the number that decides, not only the one that is easy to adjust.
#
# **Further reading.** C. W. L. Hart, J. L. Heskett and W. E. Sasser, "The Profitable Art of Service Recovery", *Harvard Business Review* 68(4), 1990.
# M. J. Bitner, B. H. Booms and M. S. Tetreault, "The Service Encounter: Diagnosing Favorable and Unfavorable Incidents", *Journal of Marketing* 54(1), 1990.
# M. A. McCollough, L. L. Berry and M. S. Yadav, "An Empirical Investigation of Customer Satisfaction after Service Failure and Recovery", *Journal of Service Research* 3(2), 2000.
# J. G. Maxham and R. G. Netemeyer, "A Longitudinal Study of Complaining Customers' Evaluations of Multiple Service Failures and Recovery Efforts", *Journal of Marketing* 66(4), 2002.
# C. A. de Matos, J. L. Henrique and C. A. V. Rossi, "Service Recovery Paradox: A Meta-Analysis", *Journal of Service Research* 10(1), 2007.
# G. Knox and R. van Oest, "Customer Complaints and Recovery Effectiveness: A Customer Base Approach", *Journal of Marketing* 78(5), 2014.
#
# **Next:** [5_remedy](5_remedy.ipynb). What is fair, what is a remedy worth, and how much may the desk grant?
