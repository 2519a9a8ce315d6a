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
#     title: The call afterward
#     minutes: 75
#     points: 22
#     asks: Ms. Tang
#     question: "2,500 calls a quarter: what for?"
# ---

# %% [markdown]
# # Complaints 6 of 6: the call afterward
#
# **Willow Bridge Insurance.** 75 minutes, 22 points.
#
# When you have finished this notebook you will be able to
#
# 1. say what a follow-up call is for, and why one call cannot serve four purposes,
# 2. see who is not reached and who does not answer, and weight a score back to all customers,
# 3. tell what a call does from what those are like who pick up,
# 4. put a price on selling in a care call,
# 5. mark a memo, and write a protocol that somebody else can carry out.

# %%
from servicelab import recall

recall("m08_complaints/6_follow_up")

# %% [markdown] teaches=["S001-45"]
# ## Four people want the same call
#
# The day after a claim, a new policy or a change of details, somebody from Willow Bridge rings up. *How was our service?* The training course on Ms. Tang's desk has a page on it, "Meaning and method of the follow-up call", with four benefits:
#
# | | Who in the house wants it | What the call is to do |
# |---|---|---|
# | 深化关系, **deepen** | the branches | keep the customer |
# | 提升质量, **quality** | the quality manager | find faults, measure |
# | 新业务机会, **business** | sales | hear of needs, sell |
# | 品牌形象, **brand** | marketing | show sincerity |
#
# Then the page ends. The *method* in its title never comes: as soon as one writes down whom to call, the four get in each other's way. To measure, one calls at random; to keep customers, those who are about to leave; to sell, those who buy.
#
# Ms. Tang can have 2,500 calls a quarter. **What for?** She has had it tried. From July to September 2025 there were 5,000 service events. Within each kind of service it was drawn at random who would be **called** the next day, and, for half of the calls, whether the caller was to **offer** another policy too.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from statsmodels.stats.proportion import confint_proportions_2indep

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.complaints import allocate_calls, response_table, stratified_mean
from servicelab.plots import is_static, name_series, show_table, use_style
from servicelab.tasks import is_right

use_style()
calls = load_dataset("insurer_calls")
calls.head(4)

# %% [markdown]
# `assigned`: a call was drawn. `pitch`: with an offer. `reached`: somebody picked up. `answered`: and gave a `score` from 1 to 10. `renewed`: the policy was renewed at its next date; that is known of everybody, called or not. `bought`: another policy was bought in the call.
# A call with `assigned` 1 and `pitch` 0 is a **care call**, one with `pitch` 1 a **sales call**.

# %% [markdown] teaches=["S003-24"]
# ## First: who picks up?
#
# A rate needs its denominator. A service-quality call has three, and they are often mixed up:
#
# $$\text{coverage} = \frac{\text{assigned}}{\text{events}} \qquad \text{reach} = \frac{\text{reached}}{\text{assigned}} \qquad \text{response} = \frac{\text{answered}}{\text{reached}}$$
#
# Their product is the **yield**: the share of all events for which a score is there in the end. And some of the "next days" are a Saturday or a Sunday. **Predict** how many calls reach somebody then.

# %%
reach_prediction = RangePrediction(
    "m08-weekend-reach",
    "What share of the calls made on a Saturday or Sunday reaches somebody?",
    lowest=0,
    highest=100,
)
reach_prediction

# %%
made = calls[calls["assigned"] == 1]
day = (made["service_date"] + pd.Timedelta(days=1)).dt.day_name()
at_weekend = day.isin(["Saturday", "Sunday"])
reach_prediction.reveal_button(100 * made.loc[at_weekend, "reached"].mean())

# %%
steps = response_table(calls)
show_table(steps, dict.fromkeys(["coverage", "reach", "response", "yield"], "{:.0%}"))

# %%
if reach_prediction.decision or is_static():
    DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    by_day = made.groupby(day)["reached"].mean()[DAYS]
    fig, ax = plt.subplots(figsize=(8, 3.2), layout="constrained")
    weekend = [name in ("Saturday", "Sunday") for name in DAYS]
    bars = ax.bar(
        DAYS,
        100 * by_day,
        color=["#D55E00" if end else "#0072B2" for end in weekend],
        hatch=["//" if end else "" for end in weekend],
        edgecolor="white",
    )
    ax.bar_label(bars, fmt="%.0f %%", padding=2)
    ax.set(ylabel="Reached, % of the calls", xlabel="Day of the call", ylim=(0, 92))
    ax.set_title("At the weekend every second call reaches nobody")
    plt.show()
else:
    print("First record your prediction above, then run this cell again.")

# %% [markdown]
# All calls together give a score for one event in five, the care calls alone for one in nine (559 of 5,000). Not just any: customers whose claim was **refused** pick up like all others, and then two in three of them give no score. At a weekend 51 % of the calls reach somebody, on other days 74 %: call on the next *working* day, or try again.

# %% [markdown] teaches=["S001-46"]
# ## Quality: what is the score?
#
# The quality manager wants one number, from care calls only. Whose scores are they?

# %% jupyter={"source_hidden": true}
care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0) & (calls["answered"] == 1)]
by_stratum = care.groupby("stratum", observed=True)["score"].agg(["mean", "std", "size"])
events = calls["stratum"].value_counts().reindex(by_stratum.index)
fig, axes = plt.subplots(1, 2, figsize=(10, 3.4), sharey=True, layout="constrained")
place = np.arange(len(by_stratum))
shares = pd.DataFrame(
    {"of all events": events / events.sum(), "of all scores": by_stratum["size"] / len(care)}
)
for shift, (name, row), color, hatch in zip(
    (0.19, -0.19), shares.items(), ("#0072B2", "#D55E00"), ("", "//"), strict=True
):
    axes[0].barh(
        place + shift, 100 * row, 0.36, label=name, color=color, hatch=hatch, edgecolor="white"
    )
axes[0].set_yticks(place, by_stratum.index.astype(str).str.capitalize())
axes[0].set(xlabel="Share, %", title="Who is in the mean", xlim=(0, 44))
axes[0].grid(visible=False)
name_series(axes[0])
axes[1].errorbar(
    by_stratum["mean"],
    place,
    xerr=1.96 * by_stratum["std"] / np.sqrt(by_stratum["size"]),
    fmt="o",
    color="#0072B2",
    capsize=3,
)
axes[1].axvline(care["score"].mean(), color="black", linewidth=0.8, linestyle="--")
axes[1].set(xlabel="Mean score, 1 to 10, 95 % interval", title="And what they say", xlim=(3.5, 9))
axes[1].annotate(
    "mean of all answers",
    (care["score"].mean(), 1.45),
    xytext=(-6, 0),
    textcoords="offset points",
    ha="right",
    fontsize=9,
)
plt.show()

# %% [markdown]
# The plain mean counts each customer by how willingly they talk. You know the repair from the hospital: give each group **its share of all**, $\sum_g W_g\,\bar x_g$ with $W_g = N_g / N$. It is right if, within a group, those who answer are like those who do not.
#
# ## Task 22: the score of all customers (2 points)
#
# Complete `weighted_score(calls, by)`. `by` is a **list of columns** that are known of every event, such as `["stratum"]` or `["stratum", "renewed"]`; each combination of their values is a group.
#
# * $\bar x_g$ is the mean score of the **answered care calls** in group $g$;
# * $W_g$ is the share of group $g$ among **all rows** of `calls`, called or not;
# * it returns $\sum_g W_g\,\bar x_g$, a number from 1 to 10, to two decimals at least. Every group has answered care calls.


# %% answer="m08-q22-score"
def weighted_score(calls, by):
    """Mean score of all customers, from those who answered a care call."""
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0) & (calls["answered"] == 1)]
    means = care.groupby(by)["score"].mean()
    shares = ...
    score = ...
    ### BEGIN SOLUTION
    shares = calls.groupby(by).size() / len(calls)
    score = (means * shares).sum()
    ### END SOLUTION
    return score


# %% task="m08-q22-score" points=2 grades=["S001-46", "S003-24"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.recovery import make_recovery

task = Task(
    "m08-q22-score",
    points=2,
    hints=[
        "Two tables by group: one of means, one of shares. From which rows does each come?",
        "`calls.groupby(by, observed=True).size() / len(calls)` are the shares among all events.",
        "Multiply means and shares, and add up.",
    ],
)
known = ["stratum", "assigned", "pitch", "reached", "answered", "score", "renewed"]
few = calls[known].sample(800, random_state=3)
other = make_recovery(seed=812).calls[known].sample(1200, random_state=1)
kind, both = ["stratum"], ["stratum", "renewed"]
for title, table, by, weight in [
    ("eight hundred events, by stratum", few, kind, 2),
    ("and by two columns", few, both, 1),
    ("Willow Bridge", calls, kind, 0.5),
    ("Willow Bridge, by two columns", calls, both, 0.5),
    ("another insurer", other, kind, 0.5),
    ("another insurer, by two columns", other, both, 0.5),
]:
    score = task.call("weighted_score", table, by)
    task.check(title, score, weight=weight, hidden=table is not few, within=(1, 10), atol=0.006)
task

# %% [markdown]
# In an invented world we may look at what nobody can know: what *everybody* would have answered.

# %% jupyter={"source_hidden": true}
truth = 7.069  # only those who invented it know
if is_right("m08-q22-score"):
    ladder = pd.Series(
        {
            "mean of the answers": care["score"].mean(),
            "weighted by kind of service": np.ravel(weighted_score(calls, ["stratum"]))[0],
            "by kind and by renewal": np.ravel(weighted_score(calls, ["stratum", "renewed"]))[0],
            "everybody, if all had answered": truth,
        }
    )
    interval = stratified_mean(care["score"], care["stratum"], calls["stratum"].value_counts())
    fig, ax = plt.subplots(figsize=(9, 2.8), layout="constrained")
    place = np.arange(len(ladder))[::-1]
    ax.plot(ladder, place, "o", color="#0072B2", markersize=8)
    ax.hlines(place[1], interval["low"], interval["high"], color="#0072B2", linewidth=1.5)
    ax.plot(truth, 0, "D", color="#D55E00", markersize=9)
    ax.axvline(truth, color="#D55E00", linewidth=0.8, linestyle="--")
    for value, spot in zip(ladder, place, strict=True):
        ax.annotate(f"{value:.2f}", (value, spot), xytext=(9, 5), textcoords="offset points")
    ax.set_yticks(place, ladder.index.str.capitalize())
    ax.set(xlabel="Score, 1 to 10", xlim=(6.9, 7.9), ylim=(-0.5, 3.7))
    ax.set_title("Each weight goes the right way, none goes all the way")
    plt.show()

# %% [markdown]
# Weighting repairs what the groups know, and no more: within a group those who are content still answer more readily. The interval does not know it either: the truth lies outside. So report the score with its yield, and compare quarters that were asked in the same way.
#
# **The plan of a quarter.** For the same number of answers the weighted mean is most certain if group $h$ gets $n_h \propto N_h s_h$ answers (Neyman 1934). The call center has to be told how often to **dial**: answers divided by the answers per care call. A plan for 900 answers, from last summer:

# %%
cared = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0)].groupby("stratum", observed=True)
plan = pd.DataFrame({"events": calls["stratum"].value_counts()})
plan["answers"] = allocate_calls(plan["events"], cared["score"].std(), 900)
plan["calls"] = np.ceil(plan["answers"] / cared["answered"].mean()).astype(int)
plan["share called"] = plan["calls"] / plan["events"]
show_table(plan, {"share called": "{:.0%}"})

# %% [markdown]
# ## Deepen: does the call keep anybody?
#
# The branch managers have compared. **Of those whom we talked to, far more renewed than of those whom nobody called.** **Predict** before you look:

# %%
prediction = RangePrediction(
    "m08-call-effect",
    "Of 100 customers drawn for a care call, how many more renew because of it?",
    lowest=-10,
    highest=30,
    unit="of 100",
)
prediction

# %% [markdown]
# It was drawn at random who would be *called*. Nobody drew who would *pick up*: those who do are at home, like us, have time.
# So the fair comparison is **all who were to be called**, reached or not, against all who were not. It is called **intention to treat**, and it is the effect of what Ms. Tang can order, which is calls, not conversations.
#
# ## Task 24: what a call does (2 points)
#
# Write `call_effects(calls)`. It returns a Series or a dictionary with `"care"` and `"sales"`: the renewal rate of **all who were assigned** a care call (or a sales call), minus the renewal rate of those who were **not assigned** any call. Proportions; positive means that the call keeps customers.


# %% answer="m08-q24-effect"
def call_effects(calls):
    """Effect of being assigned a care call or a sales call on renewal."""
    ### BEGIN SOLUTION
    uncalled = calls.loc[calls["assigned"] == 0, "renewed"].mean()
    called = calls[calls["assigned"] == 1].groupby("pitch")["renewed"].mean()
    return {"care": called[0] - uncalled, "sales": called[1] - uncalled}
    ### END SOLUTION


# %% task="m08-q24-effect" points=2 grades=["S001-45"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.recovery import make_recovery

task = Task(
    "m08-q24-effect",
    points=2,
    hints=[
        "Which groups were drawn at random, and which have the customers made themselves?",
        "Three groups: not assigned; assigned without an offer; assigned with one. `reached` plays no part.",
        '`calls.loc[calls["assigned"] == 0, "renewed"].mean()` is one of the three rates.',
    ],
)
known = ["assigned", "pitch", "reached", "answered", "renewed"]
few = calls[known].sample(800, random_state=1)
other = make_recovery(seed=813).calls[known].sample(1200, random_state=1)
for title, table, weight in [
    ("eight hundred events", few, 2),
    ("Willow Bridge", calls, 1),
    ("another insurer", other, 1),
]:
    effects = task.call("call_effects", table)
    task.check(title, effects, weight=weight, hidden=table is not few, within=(-1, 1), atol=0.0015)
task

# %% jupyter={"source_hidden": true}
if is_right("m08-q24-effect"):
    uncalled = calls[calls["assigned"] == 0]["renewed"]
    care_calls = calls.loc[(calls["assigned"] == 1) & (calls["pitch"] == 0), "renewed"]
    sales_calls = calls.loc[calls["pitch"] == 1, "renewed"]
    drawn = {
        "care calls against not called": (care_calls, uncalled),
        "sales calls against not called": (sales_calls, uncalled),
        "sales calls against care calls": (sales_calls, care_calls),
        "reached, against not called": (
            calls.loc[calls["reached"] == 1, "renewed"],
            uncalled,
        ),
        "gave a score, against not called": (
            calls.loc[calls["answered"] == 1, "renewed"],
            uncalled,
        ),
    }
    fig, ax = plt.subplots(figsize=(9, 3.4), layout="constrained")
    for place, (group, other) in enumerate(drawn.values()):
        low, high = confint_proportions_2indep(
            group.sum(), len(group), other.sum(), len(other), method="wald"
        )
        is_fair = place < 3
        ax.errorbar(
            100 * (group.mean() - other.mean()),
            -place,
            xerr=[[50 * (high - low)], [50 * (high - low)]],
            fmt="o" if is_fair else "D",
            color="#0072B2" if is_fair else "#D55E00",
            capsize=3,
        )
    ax.axvline(0, color="black", linewidth=0.8)
    ax.set_yticks(-np.arange(len(drawn)), [name.capitalize() for name in drawn])
    ax.set(xlabel="Difference of the renewals in points, 95 % interval", ylim=(-4.6, 0.6))
    ax.set_title("Blue: drawn at random. Orange: sorted by the customers themselves")
    plt.show()

# %% jupyter={"source_hidden": true}
effect = 100 * (
    calls.loc[(calls["assigned"] == 1) & (calls["pitch"] == 0), "renewed"].mean()
    - calls.loc[calls["assigned"] == 0, "renewed"].mean()
)
prediction.reveal_button(effect, "The 95 % interval reaches from hardly any to twice as many.")

# %% [markdown]
# ## Task 24b: one sentence for the board (3 points)
#
# Choose the sentence, and say how sure you are. The letter is graded; the confidence is kept for you.

# %%
statement = Statement(
    "m08-q24b-statement",
    "Which sentence may Ms. Tang tell the board?",
    {
        "A": "Of customers whom a caller talked to, 7 in 100 more renewed than of those not called: that is what a conversation does.",
        "B": "It is settled that an offer in the call costs renewals: sales calls keep fewer customers than care calls.",
        "C": "A care call keeps 3 of 100 customers, so calling every policyholder once a year would keep 3 of 100 policies.",
        "D": "Of customers drawn for a care call after a service last summer, about 3 in 100 more renewed than of those not drawn; the interval reaches from hardly any to 6.",
    },
)
statement

# %% answer="m08-q24b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="D", sure=0.85)
### END SOLUTION

# %% task="m08-q24b-statement" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q24b-statement",
    points=3,
    hints=[
        "Which groups were drawn at random?",
        "Sentence B compares sales calls with care calls. Which interval is about that difference? Does it hold zero?",
        "A result of one summer, after a service, speaks of ...",
    ],
)
task.statement("statement")
task

# %% [markdown] teaches=["S001-47"]
# ## Business: what an offer costs
#
# *Hidden needs surface in calls.* They do: sales calls sold seven times as many policies as care calls. The sales director multiplies by the margin and wants an offer in every call. Who got an offer was drawn at random, too (`response` is again of those reached):

# %%
kinds = made.groupby("pitch")
side = kinds[["score", "renewed", "bought"]].mean()
side.insert(0, "response", kinds["answered"].sum() / kinds["reached"].sum())
show_table(
    side.set_axis(["care call", "sales call"]), dict.fromkeys(side, "{:.1%}") | {"score": "{:.2f}"}
)

# %% [markdown]
# Those who gave a score after a sales call gave half a point less (7.13 against 7.68), and fewer of those reached gave one (58 % against 64 %). The draw covers calls, not who answers: the two groups of answerers need not be alike. Renewals are 1.6 points lower, and that may be chance: the 95 % interval reaches from -4.8 to 1.6. Now in yuan.
#
# ## Task 25: the value of an offer (2 points)
#
# Complete `offer_value(calls, margin, renewal)`: what an offer in the call is worth **for each call that is assigned**, against a care call, in yuan. `margin` is the margin of a policy sold in the call, `renewal` the value of a renewal.
#
# $$\text{value} = (b_1 - b_0)\,\text{margin} + (r_1 - r_0)\,\text{renewal}$$
#
# where $b$ and $r$ are the shares bought and renewed among all **assigned** sales calls (1) and all **assigned** care calls (0), reached or not. Negative means that the offer costs more than it brings.
#
# Then `value_now` is its result for Willow Bridge with a margin of 800 and a renewal of 2,400 yuan, `break_even` the **smallest margin** at which the offer pays there with the same renewal, both to the yuan; and `offer_in_calls` is your decision by the best estimate, `True` or `False`.


# %% answer="m08-q25-offer"
def offer_value(calls, margin, renewal):
    """Yuan for each assigned call: an offer against a care call."""
    rates = calls[calls["assigned"] == 1].groupby("pitch")[["bought", "renewed"]].mean()
    more = rates.loc[1] - rates.loc[0]
    value = ...
    ### BEGIN SOLUTION
    value = more["bought"] * margin + more["renewed"] * renewal
    ### END SOLUTION
    return value


value_now = ...
break_even = ...
offer_in_calls = ...
### BEGIN SOLUTION
value_now = offer_value(calls, 800, 2400)
break_even = -offer_value(calls, 0, 2400) / offer_value(calls, 1, 0)
offer_in_calls = False
### END SOLUTION

# %% task="m08-q25-offer" points=2 grades=["S001-47"] decides="whether a care call makes an offer"
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.recovery import make_recovery

task = Task(
    "m08-q25-offer",
    points=2,
    hints=[
        "What does the offer add to the policies sold, and what to the renewals? Each has its price.",
        '`more["bought"]` and `more["renewed"]` are the two differences of shares.',
        "The value is zero where (b1 - b0) × margin = -(r1 - r0) × renewal. Solve for the margin.",
    ],
)
known = ["assigned", "pitch", "reached", "answered", "bought", "renewed"]
few = task.call("offer_value", calls[known].sample(800, random_state=1), 600, 1500)
task.check("eight hundred events", few, weight=1.5, atol=0.3)
other = make_recovery(seed=814).calls[known].sample(1200, random_state=1)
task.check("another insurer", task.call("offer_value", other, 950, 1700), hidden=True, atol=0.3)
own = "offer_value(calls, 800, 2400)"
task.check("Willow Bridge today", task.value("value_now"), weight=0.5, own=own, atol=1.01)
own = "-offer_value(calls, 0, 2400) / offer_value(calls, 1, 0)"
margin = task.value("break_even")
task.check("the margin at which it pays", margin, weight=0.5, own=own, atol=3)
task.check(
    "the decision",
    task.value("offer_in_calls"),
    weight=0.5,
    among=[True, False],
    own="bool(value_now > 0)",
    silent=True,
)
task

# %% [markdown]
# At today's margin an offer costs a little more than it brings by the best estimate, and the interval holds zero: no proof of a loss. One can serve both: *hear* of a need in a care call, note it, and have somebody else call about it, with consent, on another day.

# %% [markdown] teaches=["S001-48"]
# ## Brand, and the method that never came
#
# *A call shows sincerity.* Nobody can read that off these calls. What makes a call sincere is a **protocol** that somebody has thought about: who, when, the script, and when to stop.
#
# ## Task 26: mark two, then write (13 points)
#
# Your memo to Ms. Tang will be marked with this table, 0, 1 or 2 for each line. Begin as the marker.
#
# | Criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **Decision** | none, or all at once | one decision | one decision, and what is given up for it |
# | **Evidence** | none, or of those who happened to be there | numbers with units | numbers with units, of like and like or drawn at random, and how sure they are |
# | **How** | "fast", "well" | who or when | who, when and how often, so that somebody else can carry it out |
# | **Stop** | none | what will be watched | which number, by when, changes or ends it, against those drawn *not* to be treated |
#
# Two memos answered a neighboring question: *shall Willow Bridge pay for delight after failure?*
#
# > **First.** To the board. Recovery is our great chance. In our survey, customers who were recovered excellently give 5.7 of 7 points, those who never had any trouble 5.3. So excellent recovery makes people more loyal than before. We should delight everybody who complains. The desk will act fast, generously and with care. The program costs 4,000 yuan for 1,000 customers and pays for itself, since loyal customers are worth more. Please approve it now.
#
# > **Second.** To the board. Fund prevention, not delight; I give up the friendlier headline. Delight would keep about 9.7 of 1,000 customers for 4,000 yuan, prevention as many for 2,500. The first compares customers alike in attitude and severity; the second compares customers with and without a failure, as observed. Nobody was drawn at random, so both are best guesses. From March 1 the claims department checks each payment run the evening before; ten branches, drawn at random, begin. If by September 30 their failures per 1,000 policies are not a tenth below those of the other branches, we stop.
#
# (2 points) `marks` is a dictionary with `"first"` and `"second"`, each a list of four marks, 0, 1 or 2, in the order of the table. Where two marks can be defended, both are right.

# %% answer="m08-q26b-marks"
marks = ...  # {"first": [..., ..., ..., ...], "second": [..., ..., ..., ...]}
### BEGIN SOLUTION
marks = {"first": [1, 0, 0, 0], "second": [2, 2, 2, 2]}
### END SOLUTION

# %% task="m08-q26b-marks" points=2
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q26b-marks",
    points=2,
    hints=[
        "Put a finger on the words that earn a mark. Where are none, the mark is 0.",
        "Of whom are 5.7 and 5.3, and what do they say of loyalty?",
        "Does the first memo name a date, a number that ends it, or somebody who does it: ...?",
    ],
)
task.needs("marks if marks is not ... else None", "No marks are there yet.")


def formed(marks):
    assert set(marks) == {"first", "second"}, 'Give marks to "first" and "second".'
    for name, four in marks.items():
        assert len(list(four)) == 4, f"Give four marks to the {name} memo, one for each criterion."
        assert all(one in (0, 1, 2) for one in four), "A mark is 0, 1 or 2."


def defended(marks, ranges):
    right = sum(
        low <= one <= high
        for name, ends in ranges.items()
        for one, (low, high) in zip(list(marks[name]), ends, strict=True)
    )
    words = "Not each mark can be defended. Put a finger on the words that earn it."
    return None if right == 8 else (max(right - 3, 0) / 5, words)


ranges = {
    "first": [(0, 1), (0, 0), (0, 0), (0, 0)],
    "second": [(2, 2), (1, 2), (1, 2), (2, 2)],
}
task.rule("eight marks", formed, task.value("marks"), weight=0.5)
task.rule(
    "marks that can be defended",
    defended,
    task.value("marks"),
    weight=2.5,
    hidden=True,
    ranges=ranges,
)
task

# %% [markdown]
# (11 points, read by your instructor) Write to Ms. Tang, 200 to 300 words: **one purpose** for her 2,500 calls a quarter, and the protocol. *Decision* counts 2 points, each of the other three lines 3. *How* is here: whom, how many of each kind, who is left out; day, hours, attempts; the opening, at most four questions, what the caller may promise, and what happens to a fault.

# %% [markdown] memo="m08-q26-protocol" points=11 grades=["S001-48"]
# ### BEGIN SOLUTION
# *A protocol of full marks.* Dear Ms. Tang, I propose **one** purpose: quality. We call to find what went wrong and to measure it. Selling is given up: at today's margin an offer loses some 12 yuan a call by the best estimate, and those who give a score give half a point less. The brand will have to live on our being sincere.
#
# **What we know.** Of those drawn for a care call about 3 in 100 more renewed than of those not drawn, with an interval from about 0 to 6; a welcome side effect. The 7 to 8 that the branches report are of those who pick up, who were others before.
#
# **How.** 900 answers a quarter, divided by events and spread: about 180 paid claims, 105 refused, 240 new policies, 375 changes. At last summer's answers per call that is some 2,160 calls, among them more than four in five of the refused. Drawn at random each morning. Not called: who has an open complaint (the desk calls them), who asked not to be, who was called in the last 90 days. The next *working* day, 10 to 12 and 17 to 19; weekends reach half, other days nearly three quarters. One more attempt on another day while the 340 calls that are left last, the refused first; then never again for this event. "This is ... of Willow Bridge, about your claim of yesterday; have you two minutes?" Was everything settled as you had been told? What should we have done otherwise? From 1 to 10? May I note anything? The caller may promise one thing: that the owner of the fault calls back within three working days. The fault goes to the complaint desk.
#
# **Stop.** A customer: at the first "no", for good. The program: if after four quarters the lower end of the interval of the effect, against those drawn *not* to be called, is below zero *and* fewer than 5 faults in 100 calls lead to a change, we stop. The score is weighted by kind of service and reported with its yield, some 900 answers to 5,000 events.
#
# *Mark scheme.* By the table: Decision 0, 1 or 2 points; Evidence, How and Stop 0, 1.5 or 3. Another single purpose (deepen, with calls where they keep most, or business, with a margin at which it pays) is as good if how and stop follow from it. "All four" gets none for the first criterion. Numbers must be those of the notebook, within rounding. No comparison group: 1.5 points at most for the fourth line.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m08_complaints/6_follow_up")

# %% [markdown]
# ## What you take with you
#
# * One call cannot serve four purposes. Choose, and say what is given up.
# * Coverage, reach and response have three denominators. The silent are not like the others; here they are those who were refused.
# * Weight by what is known of everybody. It goes the right way, and not all the way.
# * What is drawn at random shows an effect; what customers decide shows a difference.
# * An offer in a care call goes with lower scores and more silence, and may cost renewals.
#
# And of the whole module: a complaint is heard by its facts, sorted by harm and clock, mended by what is owed and worth it, closed in writing, counted with the open ones, and followed up by people who want to know.
#
# **Further reading.** J. Neyman, "On the Two Different Aspects of the Representative Method", *Journal of the Royal Statistical Society* 97(4), 1934.
# R. M. Groves and E. Peytcheva, "The Impact of Nonresponse Rates on Nonresponse Bias", *Public Opinion Quarterly* 72(2), 2008.
# J. D. Angrist, G. W. Imbens and D. B. Rubin, "Identification of Causal Effects Using Instrumental Variables", *Journal of the American Statistical Association* 91(434), 1996.
#
# **Next:** open `m09_loyalty`. Who stays, who leaves, and what is it worth?
