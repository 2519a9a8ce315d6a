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
#     minutes: 70
#     points: 18
#     asks: Ms. Tang
#     question: "2,500 calls a quarter: what for?"
# ---

# %% [markdown]
# # Complaints 4 of 4: the call afterward
#
# **Willow Bridge Insurance.** 70 minutes, 18 points.
#
# When you have finished this notebook you will be able to
#
# 1. say what a follow-up call is for, and why one call cannot serve four purposes,
# 2. see who is not reached and who does not answer, by kind of service and by day,
# 3. reckon a score back to all customers, and plan a sample of calls,
# 4. tell what a call does from what those are like who pick up,
# 5. put a price on selling in a care call, and write a protocol that somebody else can carry out.

# %%
from servicelab import recall

recall("m08_complaints/4_follow_up")

# %% [markdown] teaches=["S001-45"]
# ## Four people want the same call
#
# The day after a claim, a new policy or a change of details, somebody from Willow Bridge rings up. *How was our service?* The training course on Ms. Tang's desk has a page on it, titled "Meaning and method of the follow-up call". It lists four benefits:
#
# | | Who in the house wants it | What the call is to do |
# |---|---|---|
# | 深化关系, **deepen** | the branches | keep the customer |
# | 提升质量, **quality** | the quality manager | find faults, measure |
# | 新业务机会, **business** | sales | hear of needs, sell |
# | 品牌形象, **brand** | marketing | show sincerity |
#
# Then the page ends. The *method* in its title never comes.
# That is no accident: as soon as one writes down whom to call, when, and what to say, the four get in each other's way. To measure, one calls by lot; to keep customers, those who are about to leave; to sell, those who buy. To measure, one asks everybody the same; to keep them, one listens; and nobody believes a question about quality that ends with an offer.
#
# Ms. Tang can have 2,500 calls a quarter. **What for?**
#
# She has done what few do, and had it tried. From July to September 2025 there were 5,000 service events. Lots decided for each, within each kind of service, whether it would be **called** the next day; and, for half of the calls, whether the caller was to **offer** another policy too.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from statsmodels.stats.proportion import confint_proportions_2indep

from servicelab import Prediction, load_dataset
from servicelab.complaints import allocate_calls, response_table, stratified_mean
from servicelab.plots import name_series, show_table, use_style
from servicelab.tasks import is_right, labeled

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
# Their product is the **yield**: the share of all events for which a score is there in the end.

# %%
steps = response_table(calls)
show_table(steps, dict.fromkeys(["coverage", "reach", "response", "yield"], "{:.0%}"))

# %% [markdown]
# Half of the events were called, two thirds of those picked up, six in ten of those gave a score. So the score of the quarter rests on one event in five.
# And not on any five. Of the customers whose claim was **refused** two thirds pick up like all others, and then two in three of them have nothing to say. Their silence is the loudest figure in the table.
#
# The other gap has to do with the calendar. "The next day" sounds prompt, and half of it is a question of luck.
#
# ## Task 21: which day reaches nobody? (2 points)
#
# Write `reach_by_day(calls)`. It returns a Series with the **index** `"Monday"` to `"Sunday"`, the weekday on which the **call** is made, that is the day after `service_date`; the **value** is the reach of the calls made on this weekday, `reached / assigned`, a proportion. Care calls and sales calls both count.


# %% answer="m08-q21-days"
def reach_by_day(calls):
    """Reach by the weekday of the call, the day after the service."""
    ### BEGIN SOLUTION
    called = calls[calls["assigned"] == 1]
    day = (called["service_date"] + pd.Timedelta(days=1)).dt.day_name()
    return called.groupby(day)["reached"].mean()
    ### END SOLUTION


# %% task="m08-q21-days" points=2
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.recovery import make_recovery

task = Task(
    "m08-q21-days",
    points=2,
    hints=[
        "A customer served on a Friday: on which day does the telephone ring?",
        '`calls["service_date"] + pd.Timedelta(days=1)` is the day of the call, `.dt.day_name()` its weekday.',
        "Keep the rows with `assigned` 1; the mean of `reached` by weekday is the reach.",
    ],
)
few = task.call("reach_by_day", calls.sample(200, random_state=1))
task.check("two hundred events", few, weight=2, within=(0, 1))
task.check("the quarter", task.call("reach_by_day", calls), hidden=True, atol=0.006)
other = make_recovery(seed=811).calls.sample(600, random_state=1)
task.check("another quarter", task.call("reach_by_day", other), hidden=True, atol=0.006)
task

# %% jupyter={"source_hidden": true}
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
if is_right("m08-q21-days"):
    by_day = labeled(reach_by_day(calls), DAYS).astype(float)
    fig, ax = plt.subplots(figsize=(8, 3.4), layout="constrained")
    weekend = [day in ("Saturday", "Sunday") for day in DAYS]
    bars = ax.bar(
        DAYS,
        100 * by_day,
        color=["#D55E00" if end else "#0072B2" for end in weekend],
        hatch=["//" if end else "" for end in weekend],
        edgecolor="white",
    )
    ax.bar_label(bars, fmt="%.0f %%", padding=2)
    ax.set(ylabel="Reached, % of the calls", xlabel="Day of the call", ylim=(0, 92))
    ax.set_title("At the weekend every second telephone rings in vain")
    plt.show()
    day_after = (calls["service_date"] + pd.Timedelta(days=1)).dt.day_name()
    at_weekend = day_after.isin(["Saturday", "Sunday"])
    print(
        f"{at_weekend.mean():.0%} of the events are due at a weekend, "
        f"{at_weekend[calls['answered'] == 1].mean():.0%} of the scores come from there."
    )

# %% [markdown]
# Whoever was served on a Friday or a Saturday is heard less. Here their scores are like those of the others, so little harm is done. But suppose that the new people work on Saturdays: the survey would hardly notice them.
# The remedy is cheap. Call on the next *working* day, or try a second time; and count each day's reach, so that you know.

# %% [markdown] teaches=["S001-46"]
# ## Quality: what is the score?
#
# The quality manager wants one number. Here are two, both from care calls only (a score that was asked for together with an offer is another matter, as you will see):

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
# Those who are content are over-represented, those whose claim was refused nearly absent. The plain mean counts each customer by how willingly they talk.
# The repair is to give each kind of service **its share among all events**:
#
# $$\bar x = \sum_h W_h\,\bar x_h, \qquad W_h = N_h / N$$
#
# `stratified_mean(values, strata, sizes)` does it for one column, with its interval. It is right if, within a kind, those who answer are like those who do not. If one knows more about everybody, such as who has renewed, one can make finer groups and lean on a weaker belief.
#
# ## Task 22: the score of all customers (3 points)
#
# Write `weighted_score(calls, by)`. `by` is a **list of columns** that are known of every event, such as `["stratum"]` or `["stratum", "renewed"]`; each combination of their values is a group.
#
# * $\bar x_g$ is the mean score of the **answered care calls** (`assigned` 1, `pitch` 0, `answered` 1) in group $g$;
# * $W_g$ is the share of group $g$ among **all rows** of `calls`, called or not;
# * it returns $\sum_g W_g\,\bar x_g$, a number from 1 to 10, to two decimals at least. Every group has answered care calls.


# %% answer="m08-q22-score"
def weighted_score(calls, by):
    """Mean score of all customers, from those who answered a care call."""
    ### BEGIN SOLUTION
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0) & (calls["answered"] == 1)]
    means = care.groupby(by)["score"].mean()
    shares = calls.groupby(by).size() / len(calls)
    return (means * shares).sum()
    ### END SOLUTION


# %% task="m08-q22-score" points=3
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.recovery import make_recovery

task = Task(
    "m08-q22-score",
    points=3,
    hints=[
        "Two tables by group: one of means, one of shares. From which rows does each come?",
        "`calls.groupby(by, observed=True).size() / len(calls)` are the shares among all events.",
        '`care.groupby(by, observed=True)["score"].mean()` are the means; multiply the two and add up.',
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
            "weighted by kind of service": float(weighted_score(calls, ["stratum"])),
            "by kind and by renewal": float(weighted_score(calls, ["stratum", "renewed"])),
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
# Weighting repairs what the groups know, and no more. Within a group those who like us still pick up more readily, and that cannot be seen in any call. The interval does not know it either: it is narrow, and the truth lies outside.
# So report the score with its yield, use it to compare quarters that were asked in the same way, and never as *the* satisfaction of our customers.
#
# ## Task 23: the next quarter's calls (3 points)
#
# For the same number of answers the weighted mean is most certain if stratum $h$ gets $n_h \propto N_h s_h$: many where there are many events and where opinions differ. `allocate_calls(sizes, sds, n)` divides by this rule. But it divides **answers**; the call center has to be told how often to **dial**.
#
# Write `plan_calls(calls, n)`, which plans `n` answers from a past quarter. It returns a DataFrame, **index** the stratum, with the columns
#
# * `answers`: $n_h$, from `allocate_calls`, with $N_h$ the number of **all** events of the stratum and $s_h$ the standard deviation (ddof = 1) of the scores of its answered **care calls**;
# * `dials`: how many events to call so that as many answers can be expected: `answers` divided by the **answers per call** of the care calls in this stratum, `answered / assigned`, and **rounded up**. (The column `yield` of `response_table` divides by all events, those nobody called included.)


# %% answer="m08-q23-plan"
def plan_calls(calls, n):
    """Answers wanted and events to call, by stratum."""
    ### BEGIN SOLUTION
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0)].groupby("stratum")
    sizes = calls.groupby("stratum").size()
    answers = allocate_calls(sizes, care["score"].std(), n)
    dials = np.ceil(answers / care["answered"].mean()).astype(int)
    return pd.DataFrame({"answers": answers, "dials": dials})
    ### END SOLUTION


# %% task="m08-q23-plan" points=3
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.recovery import make_recovery

task = Task(
    "m08-q23-plan",
    points=3,
    hints=[
        "Write down the three numbers of one stratum: how many events, how far the scores spread, how many answers a hundred calls bring.",
        "`allocate_calls` takes two Series with the same index, the strata, and n.",
        "If 100 calls bring 30 answers, 60 answers take 60 / 0.30 = 200 calls. `np.ceil` rounds up.",
    ],
)
known = ["stratum", "assigned", "pitch", "reached", "answered", "score"]
spread = {"claim paid": 0.5, "claim refused": 2, "new policy": 1, "change of details": 0.7}


def pilot(table, n, seed):
    """Some of the events, with scores that spread less or more: by stratum, and in sales calls."""
    some = table[known].sample(n, random_state=seed)
    factor = some["stratum"].map(spread).astype(float).where(some["pitch"] == 0, 1.5)
    return some.assign(score=(5 + factor * (some["score"] - 5)).round(1))


rate = 'calls.query("assigned == 1 and pitch == 0").groupby("stratum")["answered"].mean()'
own = f'np.ceil(plan_calls(calls, 400)["answers"] / {rate}).to_frame("dials")'
few = task.call("plan_calls", pilot(calls, 800, 2), 90)
task.check("answers in a pilot", few["answers"], atol=1.01)
task.check("and the calls that they take", few["dials"], atol=0.01)
plan = task.call("plan_calls", calls, 400)
task.check("Willow Bridge: answers", plan["answers"], weight=0.5, hidden=True, atol=1.01)
task.check("Willow Bridge: calls", plan["dials"], hidden=True, atol=0.01, own=own)
other = pilot(make_recovery(seed=815).calls, 1000, 4)
other["stratum"] = other["stratum"].cat.rename_categories(["repair", "advice", "sale", "visit"])
plan = task.call("plan_calls", other, 100)
task.check("another pilot: answers", plan["answers"], weight=0.25, hidden=True, atol=1.01)
task.check("another pilot: calls", plan["dials"], weight=0.25, hidden=True, atol=0.01)
task

# %%
if is_right("m08-q23-plan"):
    plan = pd.DataFrame(plan_calls(calls, 400))
    plan = plan.set_index("stratum") if "stratum" in plan else plan
    plan["events"] = [int((calls["stratum"] == name).sum()) for name in plan.index]
    plan["share of events called"] = plan["dials"] / plan["events"]
    shown = show_table(
        plan,
        {
            "answers": "{:.0f}",
            "dials": "{:.0f}",
            "events": "{:,.0f}",
            "share of events called": "{:.0%}",
        },
    )
else:
    shown = None
shown

# %% [markdown]
# At Willow Bridge the spreads are alike, so the rule stays close to proportional. The answers per call are not alike at all: to hear fewer than fifty of those whose claim was refused, more than a third of them have to be called.
# A quota of *calls* looks fair and hears the content. A quota of *answers* hears everybody.

# %% [markdown]
# ## Deepen: does the call keep anybody?
#
# The branch managers have compared. **Of those whom we talked to, far more renewed than of those whom nobody called.**
#
# **Predict** before you look:

# %%
prediction = Prediction(
    "m08-call-effect",
    question="Of 100 customers drawn for a care call, how many more renew because of it?",
    choices=["none", "1 to 4", "5 to 8", "more than 8"],
)
prediction

# %% [markdown]
# Lots decided who would be *called*. No lot decided who would *pick up*. Those who do are at home, like us, have time: other people than those who do not.
# So the comparison that the lots have made fair is this one: **all who were to be called**, reached or not, against all who were not. It is called **intention to treat**. It is the effect of what Ms. Tang can order, which is calls, not conversations.
#
# ## Task 24: what a call does (3 points)
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


# %% task="m08-q24-effect" points=3
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.recovery import make_recovery

task = Task(
    "m08-q24-effect",
    points=3,
    hints=[
        "Between which groups have lots decided, and between which have the customers?",
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
    drawn = {
        "all care calls, reached or not": calls[(calls["assigned"] == 1) & (calls["pitch"] == 0)],
        "all sales calls, reached or not": calls[calls["pitch"] == 1],
        "reached only, as the branches compare": calls[calls["reached"] == 1],
        "those who gave a score": calls[calls["answered"] == 1],
    }
    fig, ax = plt.subplots(figsize=(9, 3), layout="constrained")
    for place, group in enumerate(drawn.values()):
        low, high = confint_proportions_2indep(
            group["renewed"].sum(), len(group), uncalled.sum(), len(uncalled), method="wald"
        )
        is_fair = place < 2
        ax.errorbar(
            100 * (group["renewed"].mean() - uncalled.mean()),
            -place,
            xerr=[[50 * (high - low)], [50 * (high - low)]],
            fmt="o" if is_fair else "D",
            color="#0072B2" if is_fair else "#D55E00",
            capsize=3,
        )
    ax.axvline(0, color="black", linewidth=0.8)
    ax.set_yticks(-np.arange(len(drawn)), [name.capitalize() for name in drawn])
    ax.set(xlabel="Renewal, points above those not called, 95 % interval", ylim=(-3.6, 0.6))
    ax.set_title("Blue: decided by lot. Orange: decided by the customers")
    plt.show()

# %% jupyter={"source_hidden": true}
effect = 100 * (
    calls.loc[(calls["assigned"] == 1) & (calls["pitch"] == 0), "renewed"].mean()
    - calls.loc[calls["assigned"] == 0, "renewed"].mean()
)
prediction.reveal_button(
    f"Measured: {effect:.0f} in a hundred, and the interval reaches from hardly any to twice as many."
)

# %% [markdown]
# Three in a hundred, not seven or eight. The branches were not lying: they had counted the customers' goodwill as their own work.
# And three is not beyond doubt: the interval only just leaves zero out. For 2,500 calls it means some seventy-five renewals, if it is true.
#
# (Per *conversation* it is a little more. Whoever is not reached cannot be kept by a call, so the three points come from the 70 % who were: 3 / 0.70, a little over four. That is still only half of the eight that a branch would report of its care calls.)

# %% [markdown] teaches=["S001-47"]
# ## Business: what an offer costs
#
# *Hidden needs surface in calls.* They do: sales calls sold seven times as many policies as care calls, where some customers ask by themselves. The sales director multiplies by the margin and wants an offer in every call.
#
# But lots have decided this too: who got an offer. Set the two kinds of call side by side, in all that the call was for. (`response` is again of those reached.)

# %%
made = calls[calls["assigned"] == 1]
kinds = made.groupby("pitch")
side = kinds[["score", "renewed", "bought"]].mean()
side.insert(0, "response", kinds["answered"].sum() / kinds["reached"].sum())
show_table(
    side.set_axis(["care call", "sales call"]), dict.fromkeys(side, "{:.1%}") | {"score": "{:.2f}"}
)

# %% [markdown]
# Half a point of the score is gone, and fewer of those reached give one. *How was our service?* is another question when the next sentence is an offer.
# Renewals are 1.6 points lower. That much may be chance: the interval of this difference reaches from about five points fewer to nearly two more. It is the best estimate there is, and no proof.
# Now in yuan.
#
# ## Task 25: the value of an offer (3 points)
#
# Write `offer_value(calls, margin, renewal)`: what an offer in the call is worth **for each call that is assigned**, against a care call, in yuan. `margin` is the margin of a policy sold in the call, `renewal` the value of a renewal.
#
# $$\text{value} = (b_1 - b_0)\,\text{margin} + (r_1 - r_0)\,\text{renewal}$$
#
# where $b$ and $r$ are the shares bought and renewed among all **assigned** sales calls (1) and all **assigned** care calls (0), reached or not. Negative means that the offer costs more than it brings.
#
# Then `value_now` is its result for Willow Bridge with a margin of 800 and a renewal of 2,400 yuan, and `break_even` the **smallest margin** at which the offer pays there with the same renewal, both to the yuan.


# %% answer="m08-q25-offer"
def offer_value(calls, margin, renewal):
    """Yuan for each assigned call: an offer against a care call."""
    ### BEGIN SOLUTION
    rates = calls[calls["assigned"] == 1].groupby("pitch")[["bought", "renewed"]].mean()
    more = rates.loc[1] - rates.loc[0]
    return more["bought"] * margin + more["renewed"] * renewal
    ### END SOLUTION


value_now = ...
break_even = ...
### BEGIN SOLUTION
value_now = offer_value(calls, 800, 2400)
break_even = -offer_value(calls, 0, 2400) / offer_value(calls, 1, 0)
### END SOLUTION

# %% task="m08-q25-offer" points=3
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.recovery import make_recovery

task = Task(
    "m08-q25-offer",
    points=3,
    hints=[
        "Four shares: bought and renewed, each for sales calls and for care calls. Of whom?",
        'Keep `assigned` 1, then `groupby("pitch")[["bought", "renewed"]].mean()`.',
        "The value is zero where (b1 - b0) × margin = -(r1 - r0) × renewal. Solve for the margin.",
    ],
)
known = ["assigned", "pitch", "reached", "answered", "bought", "renewed"]
few = task.call("offer_value", calls[known].sample(800, random_state=1), 600, 1500)
task.check("eight hundred events", few, weight=2, atol=0.3)
other = make_recovery(seed=814).calls[known].sample(1200, random_state=1)
task.check("another insurer", task.call("offer_value", other, 950, 1700), hidden=True, atol=0.3)
own = "offer_value(calls, 800, 2400)"
task.check("Willow Bridge today", task.value("value_now"), own=own, atol=1.01)
own = "-offer_value(calls, 0, 2400) / offer_value(calls, 1, 0)"
margin = task.value("break_even")
task.check("the margin at which it pays", margin, own=own, atol=3)
task

# %% [markdown]
# At today's margin each offer costs a little more than it brings. The loss is not certain either; what is certain is that the answer depends on a number which the sales director had left out.
# There is a way to serve both: *hear* of a need in a care call, note it, and have somebody else call about it, with the customer's consent, on another day. The care call keeps its score, and a sale its salesman.

# %% [markdown] teaches=["S001-48"]
# ## Brand, and the method that never came
#
# *A call shows sincerity.* Perhaps. Nobody can read it off the calls, and a call that is not sincere shows that too: the script read aloud, the third call in a week, the fault reported and never mended.
# If marketing wants it as a benefit, it has to say how it would be seen: fewer complaints per thousand policies among the called, a year later, by lot. Until then it is a hope, and it is free of charge: it comes with calls that are made for a good reason.
#
# What makes a call sincere is a **protocol** that somebody has thought about. It says four things:
#
# | | |
# |---|---|
# | **Who** | which customers, how many of each kind, drawn how; and who is *not* called |
# | **When** | how long after, at which hours and days, how many attempts |
# | **Script** | how it opens, what is asked, what the caller may promise, what happens to a fault |
# | **Stop rule** | when *this customer* is left in peace, and at which figure the whole program is changed or ended |
#
# ## Task 26: the protocol (4 points, read by your instructor)
#
# Write to Ms. Tang, 200 to 350 words, tables not counted: **one purpose** for her 2,500 calls a quarter, and the protocol. Base it on what you have found; say what it gives up.
#
# | Criterion | 0 | ½ | 1 |
# |---|---|---|---|
# | **Purpose and who** | all four purposes at once | one purpose, "a random sample" | one purpose and what is given up for it; strata with numbers of calls or answers that follow from this notebook; a group drawn *not* to be called; who is left out and why |
# | **When** | "promptly" | the next day | day and hours with a reason from the figures (weekend), number of attempts, working days |
# | **Script** | a questionnaire of ten items | an opening and a score | opening with name and reason; at most four questions in plain words, one of them open; what the caller may promise; an owner and a day for each fault; no offer, or a reason for one in yuan |
# | **Stop rule and reckoning** | none | one of the two stops | when a customer is left in peace; which figure ends or changes the program, judged by lot; how the score is weighted and with which yield it is reported |

# %% [markdown] memo="m08-q26-protocol" points=4
# ### BEGIN SOLUTION
# *A protocol of full marks.* Dear Ms. Tang, I propose **one** purpose: quality. We call to find what went wrong and to measure it. Keeping customers is a welcome side effect (about 3 in 100 of those drawn for a care call, interval from about 0 to 6); selling is given up: at today's margin an offer loses some 12 yuan a call, costs half a point of the score, and makes one in ten of those reached fall silent. The brand will have to live on our being sincere.
#
# **Who.** 900 answers a quarter, allocated by events and spread: about 180 paid claims, 105 refused, 240 new policies, 375 changes. At last summer's answers per call that is some 2,160 calls, among them more than four in five of the refused. Drawn by lot each morning; the other events are drawn *not* to be called and are the comparison. Not called: who has an open complaint (the desk calls them), who asked not to be, who was called in the last 90 days.
#
# **When.** The next *working* day, 10 to 12 and 17 to 19. Calls on Saturdays and Sundays reach half, others nearly three quarters. One more attempt on another day at another hour, from the calls that are left, then never again for this event.
#
# **Script.** "Good evening, this is ... of Willow Bridge, about your claim of yesterday; have you two minutes?" Was everything settled as you had been told? What should we have done otherwise? (open) From 1 to 10? May I note anything for you? The caller may promise one thing: that the owner of the fault calls back within three working days. The fault gets a number and goes to the complaint desk.
#
# **Stop.** A customer: at the first "no", for good. The program: if after four quarters the lower end of the interval of the effect is below zero *and* fewer than 5 faults in 100 calls lead to a change, we stop. Report: score weighted by stratum, with its yield (now one event in five), never without it.
#
# *Mark scheme.* One mark for each criterion, halves as the table says. Another single purpose (deepen, with calls where they keep most, or business, with a margin at which it pays) is as good if who, script and stop rule follow from it. Two purposes with a rule how calls are split between them by lot may get full marks; "all four" gets none for the first criterion. Numbers must be those of the notebook, within rounding. No comparison group: half a mark at most for the fourth criterion.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m08_complaints/4_follow_up")

# %% [markdown]
# ## What you take with you
#
# * One call cannot serve four purposes. Choose, and say what is given up.
# * Coverage, reach and response have three denominators. The silent are not like the others; here they are those who were refused.
# * Weight by what is known of everybody. It goes the right way, and not all the way.
# * Plan answers, not calls.
# * What lots decide is an effect; what customers decide is a difference. About half of the branches' success was there before the telephone rang.
# * An offer in a care call has a price: in scores, in silence, and perhaps in renewals.
#
# And of the whole module: a complaint is heard by its facts, sorted by harm and clock, mended by what is owed and worth it, closed in writing, counted with the open ones, and followed up by people who want to know.
#
# **Further reading.** J. Neyman, "On the Two Different Aspects of the Representative Method", *Journal of the Royal Statistical Society* 97(4), 1934.
# W. G. Cochran, *Sampling Techniques*, 3rd ed., Wiley, 1977.
# R. M. Groves and E. Peytcheva, "The Impact of Nonresponse Rates on Nonresponse Bias", *Public Opinion Quarterly* 72(2), 2008.
# J. D. Angrist, G. W. Imbens and D. B. Rubin, "Identification of Causal Effects Using Instrumental Variables", *Journal of the American Statistical Association* 91(434), 1996.
# U. M. Dholakia and V. G. Morwitz, "The Scope and Persistence of Mere-Measurement Effects", *Journal of Consumer Research* 29(2), 2002.
#
# **Next:** you have finished the module. `servicelab progress` shows what is still open elsewhere.
