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
#     title: What is fair, and what is it worth?
#     minutes: 70
#     points: 10
#     asks: Ms. Pei
#     question: "What is fair, what is a remedy worth, and how much may the desk grant?"
# ---

# %% [markdown]
# # Complaints 5 of 6: what is fair, and what is it worth?
#
# **Willow Bridge Insurance, with Plum Court Hospital.** 70 minutes, 10 points.
#
# When you have finished this notebook you will be able to
#
# 1. tell which kind of fairness goes with satisfaction once severity is held equal, in points,
# 2. see whether people are met as equals, and what goes with an explained no,
# 3. choose the clauses whose rewriting promises most,
# 4. choose a remedy by expected value, a remedy that fails included,
# 5. say what a limit of authority rests on.

# %%
from servicelab import recall

recall("m08_complaints/5_remedy")

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.complaints import (
    JUSTICE,
    authority_cost,
    best_limit,
    double_deviation,
    exposure_rate,
    justice_model,
    remedy_value,
)
from servicelab.plots import PALETTE, is_static, name_series, show_table, use_style
from servicelab.tasks import is_right

use_style()

# %% [markdown]
# ## What is fair?
#
# A complaint is judged on three sides (Tax, Brown and Chandrashekaran 1998; Blodgett, Hill and Tax 1997):
#
# * **distributive**: what comes out of it, money, a repair, an apology;
# * **procedural**: how it comes about, by known rules, in time, with a say;
# * **interactional**: how one is treated on the way.
#
# Willow Bridge asked 600 people after their complaint. Ms. Pei wants to know which side to work on first. Her model has the three sides in it, and **no severity**:

# %%
justice = load_dataset("insurer_justice")
naive_model = justice_model(justice, controls=())
naive_model[["beta", "low", "high"]].round(2)

# %% [markdown]
# A **beta** is in standard deviations: one standard deviation of distributive fairness goes with 0.50 standard deviations of satisfaction, the other two sides equal. Money leads.
#
# **Predict**: what is this beta among cases of the same severity?

# %%
justice_prediction = RangePrediction(
    "m08-justice-held",
    "The beta of distributive fairness, with severity held equal?",
    lowest=-1,
    highest=1,
    unit="standard deviations",
)
justice_prediction

# %%
held_model = justice_model(justice)
justice_prediction.reveal_button(held_model.loc["distributive", "beta"])

# %%
if justice_prediction.decision or is_static():
    fig, ax = plt.subplots(figsize=(9, 3.6))
    for shift, (name, model, marker) in enumerate(
        (("severity left out", naive_model, "o"), ("severity held equal", held_model, "s"))
    ):
        part = model.loc[list(JUSTICE)]
        places = np.arange(3) + 0.24 * shift - 0.12
        ax.errorbar(
            part["beta"],
            places,
            xerr=[part["beta"] - part["low"], part["high"] - part["beta"]],
            linestyle="none",
            marker=marker,
            markersize=9,
            color=PALETTE[1 - shift],
            markeredgecolor="black",
            capsize=4,
            elinewidth=2,
            label=name,
        )
    ax.set_yticks(range(3), [name.capitalize() for name in JUSTICE])
    ax.set_ylim(2.5, -0.5)
    ax.set(
        xlabel="Beta: sd of satisfaction for one sd of fairness, the others equal",
        title="Severity left out, and severity held equal",
        xlim=(0, None),
    )
    name_series(ax)
    plt.show()
else:
    print("First record your prediction above, then run this cell again.")

# %% [markdown]
# A severe case goes with a bad outcome *and* with dissatisfaction. Leave severity out, and the outcome gets the credit for both. With severity in the model its beta falls to 0.27, and procedural fairness has 0.35. Which of the two is ahead **in standard deviations** nobody can tell: the 95 % interval of their difference reaches from just below 0 to 0.17.
#
# A beta is in standard deviations, which no manager can order. *One point more on the scale of fairness, how many points of satisfaction go with it?* For one side, by hand:

# %%
beta = held_model.loc["interactional", "beta"]
print(
    f"beta {beta:.3f}, a point {beta * justice['satisfaction'].std() / justice['interactional'].std():.3f}"
)

# %% [markdown]
# ## Task 17: points for a point (2 points)
#
# Complete `points_per_point(data, outcome, controls)`.
#
# * `data` has the three kinds of justice, the `outcome` (name of a column) and the `controls` (a list of one column or several).
# * It returns a Series or dictionary of the three kinds: by how many **points of the outcome** people differ who differ by **one point** of that kind and are alike in the other two kinds **and in all controls**: $b = \beta \cdot s_\text{outcome} / s_\text{kind}$.
#
# Then `first_kind` is the name of the kind with the largest number for satisfaction, severity held equal (whether it is truly ahead is another question).


# %% answer="m08-q17-points"
def points_per_point(data, outcome, controls):
    """Points of the outcome that go with one point of each kind of justice, the rest equal."""
    beta = justice_model(data, outcome=outcome, controls=controls)["beta"].loc[list(JUSTICE)]
    points = ...  # from standard deviations to points
    ### BEGIN SOLUTION
    points = beta * data[outcome].std() / data[list(JUSTICE)].std()
    ### END SOLUTION
    return points


first_kind = ...
### BEGIN SOLUTION
first_kind = points_per_point(justice, "satisfaction", ["severity"]).idxmax()
### END SOLUTION

# %% task="m08-q17-points" points=2
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.recovery import make_recovery

task = Task(
    "m08-q17-points",
    points=2,
    hints=[
        "A beta counts in standard deviations on both sides. What is one standard deviation worth in points?",
        "`data[name].std()` is a standard deviation, `data[list(JUSTICE)].std()` those of the three kinds.",
        "Multiply `beta` by the standard deviation of the outcome, divide by that of each kind.",
    ],
)
twelve = pd.DataFrame(
    {
        "distributive": [1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 3, 5],
        "procedural": [2, 5, 1, 6, 3, 7, 2, 5, 4, 6, 4, 1],
        "interactional": [4, 1, 6, 3, 2, 5, 7, 1, 4, 6, 2, 5],
        "severity": [7, 6, 6, 5, 5, 3, 4, 2, 3, 1, 4, 4],
        "days": [3, 30, 20, 9, 14, 5, 22, 4, 17, 2, 28, 11],
        "praise": [10, 22, 14, 30, 28, 50, 44, 52, 50, 70, 30, 34],
    }
)
points = task.call("points_per_point", twelve, "praise", ["severity", "days"])
task.check("twelve cases, praise in percent, two controls", points, weight=2)
other = make_recovery(seed=3852).justice.sample(400, random_state=1)
other["asked"] = (other["trust"] + other["distributive"] - other["procedural"]).round()
other[list(JUSTICE)] = other[list(JUSTICE)] / 2
for title, controls in (
    ("another survey, another outcome", ["severity"]),
    ("another survey, two controls", ["severity", "asked"]),
):
    trust = task.call("points_per_point", other.drop(columns="case_id"), "satisfaction", controls)
    task.check(title, trust, hidden=True, atol=0.0051)
own = 'pd.Series(points_per_point(justice, "satisfaction", ["severity"])).idxmax()'
task.check("the first kind", task.value("first_kind"), among=list(JUSTICE), own=own)
task

# %% [markdown]
# In points procedural fairness is ahead of the outcome: 0.39 against 0.28, a difference of 0.10 (95 % interval 0.01 to 0.19); the manner has 0.21. In standard deviations zero was just inside, because the outcome varies more than the way. So the lead is thin and depends on the unit. A fair **way** may cost less than a large sum: a rule that is known, an answer by the date that was named, somebody who listens before deciding. But nobody was treated fairly at random, and a satisfied customer may find everything fair afterward: an argument to try it, not a proof.

# %% [markdown] teaches=["S003-78"]
# ## An equal, not somebody who begs
#
# The third side has a name of its own in hospitals: whoever seeks care is an equal, not somebody who begs for it. A stance can be measured. Plum Court asked 360 patients of five clinics for statements (1 to 7): met with **respect**; could finish what I had to say (**listening**); told what was found in words I know (**explanation**); decided with me, not over my head (**say**). Each patient gave an **overall** mark, too.
#
# The medical director has money to coach one clinic, and would take the mean of all four. But explaining can be done from above; **respect, listening and say** cannot.

# %%
clinics = load_dataset("hospital_clinics")
clinics.head(3)

# %% [markdown] teaches=["S003-129"]
# ## Whose fault is it?
#
# Customers blame the firm, not themselves. Firms do the same the other way round; psychology calls it self-serving attribution. The log knows what the investigation found:

# %%
log = load_dataset("complaints")
insurer = log[(log["sector"] == "insurance") & (log["content"] == "complaint")]
roots = insurer["root"].value_counts(normalize=True)
print("Where the root lies: " + ", ".join(f"{name} {share:.0%}" for name, share in roots.items()))
told_no = insurer[insurer["response"].notna()]  # the customer at the root, and closed
told_no["response"].value_counts().to_frame("cases")

# %% [markdown]
# In about one case of five the firm's own investigation found the root with the customer: a form not sent, a date missed. All customers in these cases who got an answer were told no. To 144 it was **explained** how it came about, and what to do next time; 100 were told no and nothing else.
#
# ## Task 17b: met as equals (1 point)
#
# * `coach`: the name of the clinic with the lowest mean of `respect`, `listening` and `say` **together**.
# * `fewer`: the share of cases reopened (`reopened`) among the explained minus that among the merely refused, of `told_no`. A proportion, three decimals at least; negative if fewer of the explained came back.

# %% answer="m08-q17b-equals"
coach = ...
fewer = ...
### BEGIN SOLUTION
equals = clinics.groupby("clinic", observed=True)[["respect", "listening", "say"]].mean()
coach = equals.mean(axis=1).idxmin()
came_back = told_no.groupby("response", observed=True)["reopened"].mean()
fewer = came_back["explained"] - came_back["refused"]
### END SOLUTION

# %% task="m08-q17b-equals" points=1 grades=["S003-78", "S003-129"]
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q17b-equals",
    points=1,
    hints=[
        "Which of the four statements can be true of a doctor who lectures?",
        '`clinics.groupby("clinic", observed=True)[["respect", ...]].mean()`, then `.mean(axis=1)`; `.idxmin()` names the lowest.',
        '`told_no.groupby("response", observed=True)["reopened"].mean()` has two shares; subtract.',
    ],
)
task.check(
    "the clinic to coach",
    task.value("coach"),
    among=list(clinics["clinic"].unique()),
)
task.check("who came back", task.value("fewer"), within=(-1, 1), atol=0.0011)
task

# %%
ITEMS = ["respect", "listening", "explanation", "say", "overall"]
by_clinic = clinics.groupby("clinic", observed=True)[ITEMS].mean()
fig, ax = plt.subplots(figsize=(9, 3.8))
for place, (clinic, row) in enumerate(by_clinic.iterrows()):
    is_mine = clinic in list(np.ravel(coach))
    ax.plot(
        ITEMS[:4],
        row[ITEMS[:4]],
        marker="osD^v"[place],
        color=PALETTE[1] if is_mine else "#7a7f86",
        linewidth=3 if is_mine else 1.5,
        markersize=8,
    )
    ax.annotate(
        f"{clinic} (overall {row['overall']:.1f})",
        (3, row["say"]),
        xytext=(10, {"Children": 5, "Skin": -5}.get(clinic, 0)),
        textcoords="offset points",
        va="center",
    )
ax.set(
    ylabel="Mean of the answers, 1 to 7",
    title="Four statements in five clinics, your choice in color",
    ylim=(3, 6),
    xlim=(-0.2, 4.8),
)
ax.set_xticks(range(4), [item.capitalize() for item in ITEMS[:4]])
plt.show()

# %% [markdown]
# The Heart clinic has the highest mark of all for explanation, and the lowest for respect, for listening and for having a say. It lectures. The mean of all four items would have sent the coach to Joints.
#
# And the explained no: 6 % of those cases came back, of the merely refused 20 %. The two kinds of case were about equally severe, but nobody drew at random who got an explanation. It is cheap to try so.

# %% [markdown] teaches=["S003-22"]
# ## The clause that nobody understands
#
# Before one teaches customers: why did they miss it? "Use words that customers understand" stands in every handbook, and nobody counts. Two numbers can be read off any text: **words per sentence**, and the share of **long words** (nine letters or more). Here are forty clauses, how many policy-years stood under each, and how many complaints were about it.

# %%
clauses = load_dataset("insurer_clauses")
ease = pd.DataFrame(
    {
        "sentences": np.where(clauses["words_per_sentence"] > 20, "long sentences", "short ones"),
        "words": np.where(clauses["rare_word_share"] > 0.2, "many long words", "few long words"),
    }
)
print(clauses.loc[4, "text_en"])
print()
print(clauses.loc[35, "text_en"])
squares = clauses.groupby([ease["sentences"], ease["words"]])[["complaints", "policy_years"]].sum()
squares["clauses"] = clauses.groupby([ease["sentences"], ease["words"]]).size()
show_table(
    squares.join(
        exposure_rate(squares["complaints"], squares["policy_years"])[["rate", "low", "high"]]
    )[["clauses", "complaints", "policy_years", "rate", "low", "high"]].rename(
        columns={"rate": "per 1,000 policy-years", "low": "from", "high": "to"}
    ),
    {name: "{:.1f}" for name in ("per 1,000 policy-years", "from", "to")}
    | {"policy_years": "{:,.0f}"},
)

# %% [markdown]
# Clauses of long sentences draw more complaints, most of all those of long words as well. Nobody chose at random which clauses are long: a hard matter may need many words.
#
# ## Task 18: rewrite three (2 points)
#
# Complete `clause_rates(clauses, words)`.
#
# * A clause is **hard** if it has **more than** `words` words per sentence, else **plain**. (Long words are left out: a sentence can be cut in two, a term of the law often cannot be replaced.)
# * It returns a Series or dictionary with the labels `"plain"` and `"hard"`: complaints per **1,000 policy-years** of all clauses of that kind **together**.
#
# The lawyers will rewrite three clauses. `rewrite` is the list of the three `clause_id` (not the numbers of their rows) with the largest number of complaints **above what the rate of plain clauses would give** (more than 20 words per sentence are hard): complaints minus plain rate × policy-years / 1,000.


# %% answer="m08-q18-clauses"
def clause_rates(clauses, words):
    """Complaints per 1,000 policy-years of plain and of hard clauses."""
    kind = np.where(clauses["words_per_sentence"] > words, "hard", "plain")
    sums = clauses.groupby(kind)[["complaints", "policy_years"]].sum()
    rates = ...
    ### BEGIN SOLUTION
    rates = 1000 * sums["complaints"] / sums["policy_years"]
    ### END SOLUTION
    return rates


rewrite = ...
### BEGIN SOLUTION
usual = clause_rates(clauses, 20)["plain"] * clauses["policy_years"] / 1000
above = (clauses["complaints"] - usual).set_axis(clauses["clause_id"])
rewrite = list(above.nlargest(3).index)
### END SOLUTION

# %% task="m08-q18-clauses" points=2 grades=["S003-22"] decides="which clauses to rewrite"
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.operations import make_operations

task = Task(
    "m08-q18-clauses",
    points=2,
    hints=[
        "Thirty complaints from 600 policy-years and six from 2,400: what is the rate of both together?",
        "Sum of complaints over sum of policy-years, times 1,000.",
        "`clauses['complaints'] - clause_rates(clauses, 20)['plain'] * clauses['policy_years'] / 1000`, and its three largest.",
    ],
)
four = pd.DataFrame(
    {
        "words_per_sentence": [8.0, 20.0, 21.0, 30.0],
        "policy_years": [1000, 500, 600, 2400],
        "complaints": [2, 4, 30, 6],
    }
)
task.check("four clauses, one of them exactly on the limit", task.call("clause_rates", four, 20))
other = make_operations(seed=3853).insurer_clauses[[*four]]
rates = task.call("clause_rates", other, 15)
task.check("clauses of another insurer, another limit", rates, hidden=True)
task.check(
    "three clauses",
    task.value("rewrite"),
    weight=2,
    among=list(clauses["clause_id"]),
    each=True,
)
task

# %% [markdown]
# Here the plain count would have chosen the same three clauses: the simple reading was right. The rate alone would have kept L09 and sent the lawyers to L37 and L39, which have 798 and 366 policy-years.
#
# ## What is a remedy worth?
#
# Ms. Hua got a settlement that was too low. If nothing is done, she stays with a probability of 0.55; if she stays, the relation is worth 6,000 yuan. You know from the desk what a remedy is worth: **what it changes**, less what it costs. An apology costs half an hour, 30 yuan, and lifts 0.55 to 0.62 if it satisfies her. What if it does **not**?

# %%
stays, relation = 0.55, 6000
good, stays_if_good, half_an_hour, lost = 0.55, 0.62, 30, 0.25
stays_if_bad = double_deviation(stays, lost)
stays_mostly = good * stays_if_good + (1 - good) * stays_if_bad
pd.DataFrame(
    {
        "probability of staying": [stays_if_good, stays_if_bad, stays_mostly],
        "value in yuan": [
            remedy_value(stays, stays_if_good, relation, half_an_hour),
            remedy_value(stays, stays_if_bad, relation, half_an_hour),
            remedy_value(stays, stays_mostly, relation, half_an_hour),
        ],
    },
    index=["the apology satisfies her", "it does not", "expected"],
).style.format({"probability of staying": "{:.2f}", "value in yuan": "{:+,.0f}"})

# %% [markdown]
# In this example an apology without anything behind it satisfies about every second customer, and failed twice, a quarter of those who would have stayed leave. On average it is worth **less than doing nothing**. All that could be offered to Ms. Hua (`works` is the probability that it satisfies her, `clv` what the relation is worth if she stays):

# %%
options = pd.DataFrame(
    {
        "amount": [0, 0, 400, 900, 2500],
        "handling": [0, 30, 60, 70, 90],
        "works": [1.0, 0.55, 0.85, 0.88, 0.93],
        "p_before": 0.55,
        "p_after": [0.55, 0.62, 0.78, 0.82, 0.86],
        "clv": 6000,
    },
    index=["nothing", "apology", "pay what is owed", "pay, and add 500", "pay all she asks"],
)
options

# %% [markdown]
# ## Task 19a: the best offer (2 points)
#
# Complete `best_offer(options, limit, penalty)`: `allowed`, the rows that may be offered, and `value`, the value of each of them.
#
# * `options` has the columns above, one row for each remedy, one of them to do nothing (its `works` is 1 and its `p_after` equals `p_before`).
# * A remedy that does not satisfy leaves the customer with `p_before * (1 - penalty)`. It costs `amount` and `handling` either way. The value of a remedy is its **expected** value against doing nothing, in yuan.
# * Only remedies with an `amount` up to `limit` (included) may be offered.
# * It returns a pair, name first, then value: the **name** of the remedy with the highest value (the label of its row), and that **value**.


# %% answer="m08-q19a-offer"
def best_offer(options, limit, penalty):
    """Name and expected value of the best remedy within a limit, failing included."""
    allowed = ...  # rows of options
    ### BEGIN SOLUTION
    allowed = options[options["amount"] <= limit]
    ### END SOLUTION
    value = ...  # a Series: yuan for each of these rows
    ### BEGIN SOLUTION
    twice = double_deviation(allowed["p_before"], penalty)
    expected = allowed["works"] * allowed["p_after"] + (1 - allowed["works"]) * twice
    cost = allowed["amount"] + allowed["handling"]
    value = remedy_value(allowed["p_before"], expected, allowed["clv"], cost)
    ### END SOLUTION
    return value.idxmax(), value.max()


# %% task="m08-q19a-offer" points=2
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q19a-offer",
    points=2,
    hints=[
        "Follow one remedy through both outcomes, as the table of the apology does.",
        "Expected probability: `works * p_after + (1 - works) * p_before * (1 - penalty)`. Then subtract `p_before`, multiply by `clv`, and subtract both costs.",
        'Keep `options[options["amount"] <= limit]` first; `value.idxmax()` is the label of the best row.',
    ],
)
five = pd.DataFrame(
    {
        "amount": [0, 0, 300, 1000, 1400],
        "handling": [0, 20, 70, 60, 60],
        "works": [1.0, 0.6, 0.8, 0.6, 0.95],
        "p_before": 0.5,
        "p_after": [0.5, 0.6, 0.75, 0.95, 0.85],
        "clv": 4000,
    },
    index=["nothing", "apology", "refund", "refund and a promise", "refund and a gift"],
)
generous = task.call("best_offer", five, 2000, 0.2)
task.check("five remedies, a generous limit", generous, weight=2, ordered=True)
enough = task.call("best_offer", five, 300, 0.2)
task.check("a limit that is just enough", enough, ordered=True)
harder = task.call("best_offer", five, 299, 0.5)
task.check("when a second failure weighs more", harder, ordered=True)
rich = options.assign(clv=40000)
for title, case in {
    "Ms. Hua": (options, 900, 0.25),
    "Ms. Hua, nothing to be paid": (options, 0, 0.25),
    "a customer worth more": (rich, 900, 0.1),
    "a customer worth more, and all that she asks": (rich, 2500, 0.4),
}.items():
    offer = task.call("best_offer", *case)
    task.check(title, offer, weight=0.5, hidden=True, ordered=True, atol=1)
task

# %%
if is_right("m08-q19a-offer"):
    for limit in (2000, 5000):
        name, value = pd.Series(best_offer(options, limit, 0.25)).tolist()
        print(f"With a limit of {limit:,} yuan Ms. Hua is best offered: {name}.", end=" ")
        print(f"That is worth {value:,.0f} yuan more than to do nothing.")
    print("More money would keep a few more customers like her, and cost more than it saves.")

# %% [markdown]
# ## One limit, two sets of numbers
#
# In the first notebook the desk decided alone up to 2,000 yuan. The house had estimated: a case that goes up costs 200 yuan; of 100 yuan that the desk pays alone 6 are not owed, and 3 more are asked for by others who hear of it, the **precedent**. Then an audit measured the year 2025: a case that goes up costs **120** yuan, of 100 yuan **12** are not owed and **15** come as precedents, and **two false claims** a year ask for exactly the limit. (The log has no column for the sum granted. We take `cost`, which holds some 70 yuan of handling besides, so read the limit with that margin.)

# %%
GRID = list(range(0, 8001, 100))  # the limits to compare, in yuan
ESTIMATE = {"delay_cost": 200, "overpay": 0.06, "precedent": 0.03}
AUDIT = {"delay_cost": 120, "overpay": 0.12, "precedent": 0.15, "fraud": 2}
paid = insurer[
    (insurer["opened"] >= "2025-01-01") & insurer["remedy"].isin(["refund", "compensation"])
]
claims = paid["cost"].dropna()
quarter, half, most = claims.quantile([0.25, 0.5, 0.75])
print(f"{len(claims)} claims in 2025; a quarter of them up to {quarter:,.0f} yuan,", end=" ")
print(f"half up to {half:,.0f}, three quarters up to {most:,.0f}, the largest {claims.max():,.0f}")

# %% [markdown]
# **Predict** the limit that costs least with the numbers of the audit.

# %%
limit_prediction = RangePrediction(
    "m08-audited-limit",
    "At which limit does the year cost least, with the numbers of the audit?",
    lowest=0,
    highest=8000,
    unit="yuan",
)
limit_prediction

# %%
limit_prediction.reveal_button(best_limit(GRID, claims, **AUDIT))

# %%
if limit_prediction.decision or is_static():
    fig, ax = plt.subplots(figsize=(9, 3.8))
    for shift, (name, numbers) in enumerate((("the estimate", ESTIMATE), ("the audit", AUDIT))):
        total = authority_cost(GRID, claims, **numbers)["total"] / 1000
        ax.plot(total, "--" if shift == 0 else "-", color=PALETTE[shift], linewidth=2, label=name)
        ax.plot(total.idxmin(), total.min(), "os"[shift], color=PALETTE[shift], markersize=9)
    ax.set(
        xlabel="Limit of the desk, yuan",
        ylabel="Cost in the year, thousand yuan",
        title="What a limit costs, by estimate and by audit; the marks: least",
        ylim=(0, None),
    )
    name_series(ax)
    plt.show()
else:
    print("First record your prediction above, then run this cell again.")

# %% [markdown]
# With the estimates the year costs least at 2,200 yuan, so the 2,000 of the house were right. With the audit the least lies at **400 yuan of cost**: 10,061 yuan in the year, against 13,963 at a limit of 2,000. The house had calculated correctly, with rates that nobody had measured. From now on the desk decides alone up to 400. The curve is flat from 300 to 500, so a round number will do; and a desk that may pay up to 400 need not pay 400.

# %% [markdown]
# ## Task 19c: one sentence about fairness (3 points)
#
# Back to the 600 customers and to Task 17: Ms. Pei may tell the board one sentence about what is fair. Choose the sentence, and say how sure you are. The letter is graded; the confidence is kept for you.

# %%
statement = Statement(
    "m08-q19c-statement",
    "Which sentence may Ms. Pei tell the board?",
    {
        "A": "Among complainants alike in severity and in the other two kinds of fairness, one point more of procedural fairness goes with about 0.39 points more satisfaction.",
        "B": "If the desk makes its procedure fairer by one point, the satisfaction of complainants rises by about 0.39 points.",
        "C": "Among complainants alike in severity, what comes out goes with the fewest points of satisfaction of the three kinds; nobody was treated fairly at random, so this may be no effect.",
        "D": "With severity held equal it is certain that procedure comes before outcome, at insurers and at hospitals.",
    },
)
statement

# %% answer="m08-q19c-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="A", sure=0.85)
### END SOLUTION

# %% task="m08-q19c-statement" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q19c-statement",
    points=3,
    hints=[
        "Who was asked, and was anything drawn at random?",
        "Hold each sentence against Task 17: which of the three numbers is the smallest?",
        "A sentence about what people who differ have in common is no sentence about what happens if ...",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## Be judged
#
# If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m08_complaints/5_remedy")

# %% [markdown]
# ## What you take with you
#
# * Hold severity equal before you rank what was fair. A beta is no lever.
# * Explain a no. Rewrite the clause.
# * A remedy is worth what it changes, less its cost, failing included.
# * A limit of authority is as good as the numbers it rests on: measure them.
#
# **Further reading.** J. G. Blodgett, D. J. Hill and S. S. Tax, "The Effects of Distributive, Procedural, and Interactional Justice on Postcomplaint Behavior", *Journal of Retailing* 73(2), 1997.
# S. S. Tax, S. W. Brown and M. Chandrashekaran, "Customer Evaluations of Service Complaint Experiences", *Journal of Marketing* 62(2), 1998.
# A. K. Smith, R. N. Bolton and J. Wagner, "A Model of Customer Satisfaction with Service Encounters Involving Failure and Recovery", *Journal of Marketing Research* 36(3), 1999.
#
# **Next:** [6_follow_up](6_follow_up.ipynb). The case is closed. Somebody should call: whom, when, and what for?
