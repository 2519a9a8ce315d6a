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
#     title: Alarm
#     minutes: 75
#     points: 24
#     asks: Ms. Qiao
#     question: "The rate is up this week: search, or wait?"
# ---

# %% [markdown]
# # Control 3 of 4: alarm
#
# **Lantern Bank, and Plum Court Hospital.** 75 minutes, 24 points.
#
# When you have finished this notebook you will be able to
#
# 1. say how often a rule gives a false alarm, and for how long it misses a shift,
# 2. choose a rule for a rate by what both mistakes cost,
# 3. tell spread between people from spread within the work of one,
# 4. tell what goes before a result from what brings it about,
# 5. set the cut-off of a monitor by its value.

# %%
from servicelab import recall

recall("m07_control/3_alarms")

# %% [markdown] teaches=["S003-125"] reads={"S003-125": "why services cannot be inspected before they are used: an argument to read, and the reason for all that is graded below"}
# ## Why nobody can sort it out beforehand
#
# A factory tests a lamp before it is sold. Nobody can test a call or a visit beforehand: it is made and used in the same moment, each time by other people (Zeithaml, Parasuraman and Berry 1985). **Its quality shows only in use.** So one watches the process: count a rate each week, and search when it is not as usual.
#
# When is that? Mr. Bai, the regional director, has a rule: *if a rate is a quarter worse than last week, we search.* Ms. Qiao asks what the rule costs.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.stats import binom

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.control import cusum_path, run_length, run_length_table, shewhart_constants
from servicelab.games.alarm_desk import RATES, AlarmDesk
from servicelab.plots import PALETTE, name_series, show_table, use_style
from servicelab.tasks import is_right

use_style()

# %% [markdown]
# **Predict.** Of 300 checked transfers a week 3 % are booked wrongly, and nothing ever changes. Mr. Bai searches whenever the share is more than a quarter above that of the week before.

# %%
prediction = RangePrediction(
    "m07-false-searches",
    "How often does he search in a year of 52 weeks, on average?",
    lowest=0,
    highest=52,
    unit="times",
)
prediction

# %%
wrong = np.arange(301)
likely = binom.pmf(wrong, 300, 0.03)  # how likely each number of wrong transfers is
worse = binom.sf(np.floor(1.25 * wrong), 300, 0.03)  # and that the next week is a quarter worse
prediction.reveal_button(52 * (likely * worse).sum(), "Nothing had changed in any of the weeks.")

# %% [markdown]
# ## Two mistakes, one number
#
# A share moves by chance alone. Its standard error, known from the funnel, is $\sqrt{p(1-p)/n}$: here 1 percentage point. An alarm rule fails in two ways: it gives a **false alarm**, or it **misses** what has changed.
#
# Both show in the **mean run length**, the weeks up to the first alarm on average. Without a shift it should be long, with one short. For a limit it is 1 / the probability of an alarm in a week.

# %%
limit = 0.03 + 3 * np.sqrt(0.03 * 0.97 / 300)
alarm = binom.sf(np.floor(300 * limit), 300, 0.03)  # more wrong ones than the limit allows
print(f"limit at three errors: {limit:.2%}; probability of an alarm in a quiet week: {alarm:.4f}")
print(
    f"weeks to the first false alarm: {1 / alarm:.0f}, or {run_length(0.03, 0.03, 300, sigmas=3):.0f}"
)

# %% [markdown]
# Textbooks print 370 weeks for three errors. That is for a normal measure and limits on **both** sides. We look at a rise only, which for a normal measure makes 741. A share of 3 % among 300 has a longer tail upward, and it is 215 weeks. Watch forty such branches, and some branch gives an alarm every 5 weeks, with nothing changed.
#
# Two rules add a memory:
#
# * **eight in a row**: an alarm, too, after eight weeks in a row above the usual share;
# * **cusum**: add up the errors by which each week lies above the usual share, less half an error a week; the sum never falls below 0, and above 4 it is an alarm (Page 1954).

# %%
steady = np.array([0.3, -0.8, 0.6, -0.2, 1.3, 0.7, 1.8, 1.1, 1.4, 0.9])
fig, ax = plt.subplots(figsize=(8, 3))
ax.plot(range(1, 11), steady, "o--", color=PALETTE[1], label="errors above the usual share")
ax.plot(range(1, 11), cusum_path(steady), "s-", color=PALETTE[0], label="cusum")
ax.axhline(4, color="black", linewidth=1, linestyle=":")
ax.set(
    xlabel="Week",
    ylabel="Errors",
    title="Ten made-up weeks: none above two errors, but the sum is above four",
)
name_series(ax)
plt.show()

# %%
lengths = run_length_table(0.03, {"to 4 %": 0.04, "to 5.5 %": 0.055}, 300)
show_table(lengths, dict.fromkeys(lengths, "{:.1f}"))

# %% [markdown]
# For the large shift, two errors give the alarm first, after 1.5 weeks on average; the price is a false alarm every 26 weeks. For the small one, three errors take 17 weeks, and cusum 8.
#
# **An example by hand.** Half a year, 26 weeks. A search for nothing costs 14 thousand yuan, a week of the small shift 3.5, and a shift comes with probability 0.5. With two errors: 26 / 25.6 false alarms × 14, and 0.5 × 4.5 weeks × 3.5, together 22 thousand yuan. (All 26 weeks count for false alarms, which is a little too many.)
#
# ## Task 10: which rule, at which cost? (4 points)
#
# Plum Court watches two rates, both usually 3 % of 300 a week, for 26 weeks. Count as in the example. In thousand yuan:
#
# | | It would shift | Probability of a shift | A week of the shift | A search for nothing |
# |---|---|---|---|---|
# | **Medicine** late after a change of ward | to 5.5 % | 0.5 | 60 | 2 |
# | **Letters** late to the family doctor | to 4 % | 0.5 | 3.5 | 14 |
#
# * `for_medicine` and `for_letters`, one point each: the rule with the lowest expected loss, such as `"two errors"`;
# * `medicine_loss` and `letters_loss`, one point each: the expected loss under **that** rule in thousand yuan, to one decimal. Count with `lengths` itself, where names begin with small letters; the table shows it rounded.

# %% answer="m07-q10-rule"
for_medicine = ...
for_letters = ...
medicine_loss = ...
letters_loss = ...
### BEGIN SOLUTION
medicine = 26 / lengths["no shift"] * 2 + 0.5 * lengths["to 5.5 %"] * 60
letters = 26 / lengths["no shift"] * 14 + 0.5 * lengths["to 4 %"] * 3.5
for_medicine = medicine.idxmin()
for_letters = letters.idxmin()
medicine_loss = medicine.min()
letters_loss = letters.min()
### END SOLUTION

# %% task="m07-q10-rule" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q10-rule",
    points=4,
    hints=[
        "Two sums for each rule: what do false alarms cost in 26 weeks, and what do the weeks until the alarm cost if a shift comes?",
        'A whole column at once: `26 / lengths["no shift"] * ...` is a Series with one value for each rule.',
        '`loss = 26 / lengths["no shift"] * ... + 0.5 * lengths[...] * ...`, then `.idxmin()` and `.min()`.',
    ],
)
rules = list(lengths.index)
task.check("the rule for the medicine", task.value("for_medicine"), among=rules)
task.check("the rule for the letters", task.value("for_letters"), among=rules)
task.check("the loss for the medicine", task.value("medicine_loss"), within=(0, 1000), atol=0.051)
task.check("the loss for the letters", task.value("letters_loss"), within=(0, 1000), atol=0.051)
task

# %% jupyter={"source_hidden": true}
if is_right("m07-q10-rule"):
    print("For the medicine the simple rule is right, and no clever one is needed.")

# %% [markdown]
# ## The alarm desk
#
# Now three rates of Lantern Bank, and what three years have taught about them.

# %% jupyter={"source_hidden": true}
rates = pd.DataFrame(
    {
        rate.label: {
            "usual": f"{rate.usual:.0%}",
            "counted a week": "about " + f"{sum(rate.counted) / 2:.0f}",
            "a shift goes to": f"{rate.usual * rate.times:.1%}",
            "and takes": "a jump" if rate.grows == 1 else f"creeps up in {rate.grows} weeks",
            "probability in 30 weeks": f"{rate.chance:.0%}",
            "a week of it, thousand yuan": f"{rate.week:g}",
            "a search for nothing, thousand yuan": f"{rate.search:g}",
        }
        for rate in RATES.values()
    }
)
show_table(rates)

# %% [markdown]
# **What this world assumes.** A shift may begin in any of 30 weeks; each rate has at most one. It stays until a search, which always finds it. While it creeps up, a week costs its part. After a search a rule begins anew.
#
# And the twelve weeks before, without a shift, in the errors that chance gives. If chance is all there is, their standard deviation (SD) is about 1.

# %%
known = load_dataset("bank_alarm_weeks")
usual = known["rate"].astype(str).map({key: rate.usual for key, rate in RATES.items()})
known["errors"] = (known["wrong"] / known["counted"] - usual) / np.sqrt(
    usual * (1 - usual) / known["counted"]
)
fig, axes = plt.subplots(1, 3, figsize=(10, 2.9), sharey=True, layout="constrained")
for ax, (key, rate) in zip(axes, RATES.items(), strict=True):
    weeks = known[known["rate"] == key]
    ax.plot(weeks["week"], weeks["errors"], "o-", color=PALETTE[0])
    ax.axhline(0, color="black", linewidth=1)
    ax.set(
        xlabel="Week", title=f"{rate.label}: SD {weeks['errors'].std():.1f}", xticks=[1, 4, 8, 12]
    )
axes[0].set_ylabel("Errors above usual")
plt.show()
known.dropna(subset="note")

# %% [markdown] teaches=["S001-22"]
# You choose what **one error** of a rule is: what chance gives, or the SD of these twelve weeks. If weeks differ twice as much as chance makes them, 600 customers tell no more than 150 (600 / 2²): put `round(600 / 2**2)` into `run_length_table`. But look at *why* they differ.
#
# A monitoring system says: what is counted, of whom; what is an alarm; who searches; what either mistake costs.
#
# **First by hand.** Play thirty weeks, one or four at a time: tick what is to be searched. It earns no points. **Then the rules**, one for each rate, with its unit. Forty half-years that nobody has seen judge them. Try them on five open ones; but five are few, and run lengths tell more.

# %%
desk = AlarmDesk(known)
desk

# %%
lengths_of = run_length_table(0.06, {"to 7.5 %": 0.075}, 400)  # change the numbers for another rate
show_table(lengths_of, dict.fromkeys(lengths_of, "{:.1f}"))

# %% [markdown]
# Prefer to type? The next cell says how.

# %% answer="m07-q11-desk"
# desk.wait(weeks=4)  # by hand: let four weeks pass
# desk.wait(search=["waits"])  # or search first, then one week passes
# Rules: "never", "last" (a quarter worse than last week), "two", "three", "runs", "cusum".
# Units: "chance", "known".
# desk.record(
#     transfers_rule="...",
#     transfers_unit="...",
#     callbacks_rule="...",
#     callbacks_unit="...",
#     waits_rule="...",
#     waits_unit="...",
#     reason="...",  # a sentence, 20 characters at least
# )
### BEGIN SOLUTION
desk.record(
    transfers_rule="two",
    transfers_unit="chance",
    callbacks_rule="cusum",
    callbacks_unit="chance",
    waits_rule="three",
    waits_unit="known",
    reason=(
        "A week of wrong transfers is dear and a search cheap; the call-backs creep, and their wide "
        "week had a cause; the waits vary twice as much as chance, and a search is dear."
    ),
)
### END SOLUTION

# %% [markdown]
# ## Task 11: the house rule (9 points)
#
# Graded are the rules that the desk **accepted** last: complete, with a reason (1); what they save in forty sealed half-years (8). Zero is the best single rule for all three rates. 100 % is the rule and unit of the lowest expected loss for each rate; from 85 % on you have all points.

# %% task="m07-q11-desk" points=9 grades=["S001-22"] decides="when to search, for each of three rates"
from servicelab_workshop.policies.alarm_desk import CAREFUL
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q11-desk",
    points=9,
    hints=[
        "For which rate is a week dear and a search cheap? For which is it the other way round? Which shift is small?",
        "`run_length_table(usual, {...}, n)` for each rate; then count as in Task 10, with 30 weeks. If weeks vary twice as much as chance makes them, put in a quarter of `n`, rounded.",
        "Look at the three figures and at the log: which weeks make the SD as large as it is?",
    ],
)
task.needs(
    "desk.decision",
    "No rules are recorded yet. Choose them on the desk, press `Record decision` and run this cell again.",
)


def complete(decision):
    assert len(str(decision["reason"])) >= 20, "Say in a sentence why you choose these rules."


def worth(decision, units, seeds, careful):
    from servicelab.games.alarm_desk import results, share_reached

    reached = share_reached(decision, units, seeds, careful)
    if reached >= 0.85:
        return None
    costs = results(decision, units, seeds)
    judged = ", ".join(decision[f"{rate}_rule"] for rate in ("transfers", "callbacks", "waits"))
    told = f"The recorded rules ({judged}) reach {reached:.0%} of what can be saved; 85 % earn all points."
    dearest = {
        "transfers": "wrong transfers",
        "callbacks": "late call-backs",
        "waits": "long waits",
    }
    worst = (costs["loss"] - results(careful, units, seeds)["loss"]).idxmax()
    told += f" Most could still be saved on {dearest[worst]}: {costs.loc[worst, 'for nothing']:.1f} searches for nothing and {costs.loc[worst, 'unseen']:.1f} weeks of a shift."
    rules = {rate: decision[f"{rate}_rule"] for rate in dearest}
    last = [dearest[rate] for rate, rule in rules.items() if rule == "last"]
    never = [dearest[rate] for rate, rule in rules.items() if rule == "never"]
    mistakes = {}
    if last:
        mistakes["last-week"] = (
            f"You compare {', '.join(last)} with last week: that forgets all weeks before. What would "
            "the other rules lose there?"
        )
    if never:
        mistakes["never-searches"] = (
            f"Without any search a shift stays to the end: {', '.join(never)}. Is that cheaper than "
            "a rule with few false alarms?"
        )
    if decision["waits_unit"] == "chance" and rules["waits"] not in ("last", "never"):
        mistakes["cries-on-spread"] = (
            "The long waits differ more than chance makes them, and you count in errors of chance. How "
            "often is such an alarm false?"
        )
    if decision["callbacks_unit"] == "known" and rules["callbacks"] not in ("last", "never"):
        mistakes["one-week-widens"] = (
            "One week of the call-backs has made your unit wide, and the log says why. A small shift "
            "is then hardly seen."
        )
    if len(set(rules.values())) == 1:
        mistakes["one-rule-for-all"] = (
            "One rule stands for all three rates, but their shifts and costs differ."
        )
    told = " ".join([told, *mistakes.values()])
    return (reached / 0.85, told, *list(mistakes)[:1])


task.rule("the decision is complete", complete, "desk.decision")
sealed = [int(seed) for seed in np.random.default_rng(70424).integers(10**6, 10**9, 40)]
saved = "what the rules save in forty sealed half-years"
units = known.groupby("rate", observed=True)["errors"].std().to_dict()
task.rule(
    saved,
    worth,
    "desk.decision",
    weight=8,
    hidden=True,
    units=units,
    seeds=sealed,
    careful=CAREFUL,
)
task

# %% [markdown]
# ## The seal
#
# Open it when you stand by your rules: they then stay.

# %%
desk.reveal_button()

# %% [markdown]
# Mr. Bai's rule is not the worst one everywhere. In 400 other half-years it loses less on wrong transfers, where a search is cheap, than three errors do; on long waits it loses most of all.
#
# **Ask yourself.** Which of your searches by hand answered mere chance? (That half-year was chosen so that two of the three rates shift.) What does your own firm do when a rate is worse than last week? Who pays for a shift that nobody sees? And what is easy here that is not so outside: does a search always find the shift?
#
# ## Steps written down
#
# Two of the seven P's of service marketing decide whether two visits are alike: **process** and **people**. Opening an account went as each teller was used to. Then Ms. Qiao's group wrote the steps down.

# %% [markdown] teaches=["S002-07", "S003-04", "S003-06", "S004-13"]
# What can be standardized:
#
# | | Question | At the counter |
# |---|---|---|
# | **content** | what is done? | seven steps, in one order |
# | **behavior** | how do people do it? | what is said, what is checked twice |
# | **object** | for whom, with what? | one form for one kind of customer |
#
# *People* are all whom a customer takes for the bank: staff, distributors, partners. They differ **between** each other. The *process* differs even **within** the work of one: a form is missing, the system slow. Data tell which is wide: minutes of four customers of one teller, forty such **subgroups** before and forty after (twenty tellers, two each).
#
# The mean **range** of the subgroups (largest less smallest), $\bar R$, measures the spread within; each subgroup has one teller only. From it come limits for the subgroups' means, $\bar{\bar x} \pm A_2 \bar R$, where $A_2$ depends on the size of a subgroup. A mean outside says: this teller differs by more than the work within explains.
#
# By hand, three subgroups of two at another firm: 4 and 6, 5 and 5, 9 and 5 minutes. Means 5, 5, 7; ranges 2, 0, 4.

# %%
shewhart_constants(2).round(3)

# %% [markdown]
# So the limits are the mean of the means, 5.67, plus and minus 1.88 × 2 minutes: from 1.91 to 9.43.
#
# ## Task 12: limits for means (4 points)
#
# Complete `x_bar_limits(times)`, 2 points: `mean_range` and `reach`, from the center to a limit, are missing. All subgroups of a table have the same size, **not always four**.
#
# Then compare the two phases of `times`, each with its **own** limits:
#
# * `outside`, 1 point: a dictionary from `"before"` and `"after"` to the number of subgroup means outside their limits;
# * `fell`, 1 point: `"within"`, `"between"`, `"both"` or `"neither"`: which spread is clearly smaller after than before?

# %%
times = load_dataset("bank_counter_times")
times.head(5)


# %% answer="m07-q12-steps"
def x_bar_limits(times):
    """Lower limit, center and upper limit of the means of subgroups."""
    groups = times.groupby("subgroup")["minutes"]
    size = len(times) / times["subgroup"].nunique()
    center = groups.mean().mean()
    mean_range = ...
    reach = ...
    ### BEGIN SOLUTION
    mean_range = (groups.max() - groups.min()).mean()
    reach = shewhart_constants(size)["A2"] * mean_range
    ### END SOLUTION
    return [center - reach, center, center + reach]


outside = ...  # {"before": ..., "after": ...}
fell = ...
### BEGIN SOLUTION
outside = {}
for phase in ["before", "after"]:
    part = times[times["phase"] == phase]
    low, center, high = x_bar_limits(part)
    means = part.groupby("subgroup")["minutes"].mean()
    outside[phase] = (~means.between(low, high)).sum()
fell = "both"
### END SOLUTION

# %% task="m07-q12-steps" points=4 grades=["S002-07", "S003-04", "S003-06", "S004-13"]
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q12-steps",
    points=4,
    hints=[
        "A range belongs to one subgroup. Which two values of it do you need, and what do you do with all the ranges?",
        '`groups.max() - groups.min()` has one range for each subgroup; `shewhart_constants(size)["A2"]` fits the size.',
        "`times[times['phase'] == 'before']` is one phase. The limits come from the range within; which tellers' means leave them, from the spread between.",
    ],
)
three = pd.DataFrame(
    {
        "subgroup": [1, 1, 1, 2, 2, 2, 3, 3, 3],
        "minutes": [4.0, 6.0, 5.5, 7.0, 7.5, 10.0, 3.0, 2.0, 4.5],
    }
)
task.check("three subgroups of three", task.call("x_bar_limits", three), weight=0.5)
drawn = np.random.default_rng(712)
for size in (5, 6):
    more = pd.DataFrame(
        {
            "subgroup": np.repeat(np.arange(12), size),
            "minutes": drawn.gamma(6, 1.5, 12 * size).round(1) + np.repeat(np.arange(12) % 3, size),
        }
    )
    limits = task.call("x_bar_limits", more)
    task.check(f"twelve subgroups of {size}", limits, hidden=True, weight=0.75)
counts = task.value("outside")
for phase in ("before", "after"):
    task.check(f"outside the limits, {phase}", counts[phase], weight=0.5)
CHOICES = ["within", "between", "both", "neither"]
task.check("what fell", task.value("fell"), among=CHOICES, silent=True)
task

# %% jupyter={"source_hidden": true}
if is_right("m07-q12-steps"):
    fig, axes = plt.subplots(1, 2, figsize=(10, 3.4), sharey=True, layout="constrained")
    for ax, phase in zip(axes, ("before", "after"), strict=True):
        part = times[times["phase"] == phase]
        means = part.groupby("subgroup")["minutes"].mean()
        ax.plot(means, "o-", color=PALETTE[0], linewidth=1)
        for line, style in zip(x_bar_limits(part), ("--", "-", "--"), strict=True):
            ax.axhline(line, color="black", linewidth=1, linestyle=style)
        ax.set(
            xlabel="Subgroup of four customers",
            title=f"{phase.capitalize()} the steps were written down",
        )
    axes[0].set_ylabel("Mean minutes")
    plt.show()
    print("The mean range went from 3.6 to 2.3 minutes.")
    print("The tellers' means came closer to each other, too:")
    print("their standard deviation is 0.34 of what it was (95 % interval 0.26 to 0.42).")
    print("Here the plain look is right.")

# %% [markdown] teaches=["S000-21"]
# Whatever you found, that the *steps* did it is more than these data say: nobody drew at random who got them.
#
# ## What goes before
#
# Fine-grained management watches not only the target of the quarter but the process before it, week by week. A target such as "complaints below 20 of 1,000 callers" **lags**: when it is missed, it is too late. A measure that **leads** moves before. Perhaps this one: the share of promised call-backs that were kept within a day.

# %%
same_week = RangePrediction(
    "m07-same-week",
    "How strongly do kept call-backs and complaints go together in the same week? Correlation times 100: -100 is perfectly opposite, 0 not at all.",
    lowest=-100,
    highest=100,
)
same_week

# %%
weekly = load_dataset("bank_weekly")
same_week.reveal_button(
    100 * weekly["kept"].corr(weekly["complaints"]), "One week of many that could be compared."
)

# %% [markdown]
# **The Python of looking back.** `.shift(2)` moves a column two rows down, so that each row stands beside what was **two rows before**. A hotel, day by day:

# %%
hotel = pd.DataFrame({"booked": [20, 35, 30, 50, 40, 25], "breakfasts": [31, 44, 39, 72, 58, 101]})
hotel["booked two days before"] = hotel["booked"].shift(2)
correlation = hotel["booked"].shift(2).corr(hotel["breakfasts"])
print(f"two days before: {correlation:.2f}")
pd.Series(
    {1: 0.20, 2: -0.60, 3: 0.50}
).abs().idxmax()  # the index of the largest, whatever its sign

# %% [markdown]
# ## Task 13: by how many weeks? (3 points)
#
# * `weeks_ahead`, 1 point: by how many weeks, 0 to 8, do kept call-backs run ahead of complaints? Where their correlation is **strongest**, whatever its sign.
# * `statement`, 2 points: which sentence may she tell? The letter is graded, your confidence kept.

# %%
statement = Statement(
    "m07-q13-statement",
    "Which sentence may Ms. Qiao tell the call center?",
    {
        "A": "In these sixty weeks, few kept call-backs went before many complaints. So keeping more would, within the usual uncertainty, bring complaints down some weeks later.",
        "B": "In these sixty weeks, few kept call-backs went before many complaints. They may serve as a warning here; these weeks do not say whether keeping more would help.",
        "C": "In these sixty weeks, kept call-backs and complaints hardly went together in the same week. As far as these data go, the two have nothing to do with each other.",
        "D": "In these sixty weeks, few kept call-backs went before many complaints. So they will probably warn any call center of the bank, as many weeks ahead as in this one.",
    },
)
statement

# %% answer="m07-q13-lead"
weeks_ahead = ...
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
strength = pd.Series(
    {weeks: weekly["kept"].shift(weeks).corr(weekly["complaints"]) for weeks in range(9)}
)
weeks_ahead = strength.abs().idxmax()
statement.record(sentence="B", sure=0.85)
### END SOLUTION

# %% task="m07-q13-lead" points=3 grades=["S000-21"]
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q13-lead",
    points=3,
    hints=[
        "Which of the two columns has to be moved, so that a week's complaints stand beside call-backs of an earlier week?",
        '`weekly["kept"].shift(weeks).corr(weekly["complaints"])`, for each number of weeks from 0 to 8.',
        "Among the sentences, look for a lever that nobody has pulled, for a look at one week only, and for other call centers.",
    ],
)
task.check("how far ahead", task.value("weeks_ahead"), weight=0.5, among=list(range(9)))
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before a sentence is recorded
from IPython.display import Markdown

SAID = """
In an invented world we may look behind the curtain: the number of agents on duty moves both columns. An agent who ticks "kept" without calling changes the lead, and the complaints come all the same.
"""
statement.reveal_button(Markdown(SAID))

# %% [markdown] teaches=["S003-58"]
# ## Before it fails
#
# Proactive monitoring and maintenance: an alarm before the customer notices. A program scores the region's cash machines each hour from 0 to 100. From some **cut-off** on, a technician drives there. If a fault was coming, that saves 1,900 yuan, the trip paid; if not, the trip costs 150 yuan.
#
# $$\text{precision} = \frac{\text{alarms before a fault}}{\text{alarms}} \qquad \text{recall} = \frac{\text{alarms before a fault}}{\text{faults}}$$

# %%
monitor = load_dataset("bank_monitor")
alarm = monitor["score"] >= 80
hits = (alarm & (monitor["fault"] == 1)).sum()
print(
    f"{len(monitor):,} hours, {monitor['fault'].sum()} faults; cut-off 80: {alarm.sum()} alarms, {hits} of them before a fault"
)
print(f"value {1900 * hits - 150 * (alarm.sum() - hits):,} yuan")
print(f"precision {hits / alarm.sum():.2f}, recall {hits / monitor['fault'].sum():.2f}")

# %% [markdown]
# The technicians like 80: hardly a trip for nothing.
#
# ## Task 14: the cut-off (4 points)
#
# Try each cut-off 5, 10, 15, ... 95; a score **from the cut-off on** is an alarm.
#
# * `cut` (2 points) and `value` (1): the cut-off with the highest value in these 1,200 hours, and that value in yuan;
# * `precision` and `recall` (half a point each): both at that cut-off, as proportions.

# %% answer="m07-q14-monitor"
cut = ...
value = ...
precision = ...
recall = ...
### BEGIN SOLUTION
values = {}
for level in range(5, 100, 5):
    alarm = monitor["score"] >= level
    hits = (alarm & (monitor["fault"] == 1)).sum()
    values[level] = 1900 * hits - 150 * (alarm.sum() - hits)
cut = pd.Series(values).idxmax()
value = values[cut]
alarm = monitor["score"] >= cut
hits = (alarm & (monitor["fault"] == 1)).sum()
precision = hits / alarm.sum()
recall = hits / monitor["fault"].sum()
### END SOLUTION

# %% task="m07-q14-monitor" points=4 grades=["S003-58"]
from servicelab_workshop.tasks import Task

task = Task(
    "m07-q14-monitor",
    points=4,
    hints=[
        "From which probability of a fault on is a trip worth its cost? Is it near to 1?",
        "A loop over `range(5, 100, 5)`: the cell above with another cut-off, and its value kept in a dictionary.",
        "`pd.Series(values).idxmax()` is the cut-off; then count alarms and hits there once more.",
    ],
)
task.check("the cut-off", task.value("cut"), weight=2, among=list(range(5, 100, 5)))
task.check("its value", task.value("value"), atol=0.5)
own = "monitor.loc[monitor['score'] >= cut, 'fault'].mean()"
task.check(
    "precision there", task.value("precision"), weight=0.5, own=own, within=(0, 1), atol=0.006
)
own = "(monitor.loc[monitor['fault'] == 1, 'score'] >= cut).mean()"
task.check("recall there", task.value("recall"), weight=0.5, own=own, within=(0, 1), atol=0.006)
task

# %% [markdown]
# A trip pays from a probability of 150 / 2,050 on, about 7 %. So the cut-off with the highest value sends technicians for nothing more often than not, and that is no fault of it. Which cut-off is best to within five points, **nobody can tell**: in hours drawn again from these, the highest value lies anywhere from 30 to 50. In these hours each of them is worth more than four times what 80 brings.

# %% [markdown]
# ## Be judged
#
# If you learn alone, run the cell below, save (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m07_control/3_alarms")

# %% [markdown]
# ## What you take with you
#
# * A rule has two mistakes. Price both, then choose.
# * Worse than last week: ask how often chance alone brings that.
# * Ask what one error is: chance, or the habit of this rate.
# * What goes before warns. Only a trial shows what helps.
#
# **Further reading.** W. A. Shewhart, *Economic Control of Quality of Manufactured Product*, Van Nostrand, 1931. E. S. Page, "Continuous Inspection Schemes", *Biometrika* 41(1/2), 1954.
# C. W. Champ and W. H. Woodall, "Exact Results for Shewhart Control Charts with Supplementary Runs Rules", *Technometrics* 29(4), 1987: each rule that is added brings more false alarms.
# V. A. Zeithaml, A. Parasuraman and L. L. Berry, "Problems and Strategies in Services Marketing", *Journal of Marketing* 49(2), 1985.
#
# **Next:** [4_measures](4_measures.ipynb). A bonus on the number that everybody watches: what happens to what nobody does?
