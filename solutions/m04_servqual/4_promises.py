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
#     module: m04_servqual
#     title: Promises, and what they are worth
#     minutes: 75
#     points: 31
#     asks: Ms. Tang
#     question: "Who breaks the promise of the sale, and does keeping it pay?"
# ---

# %% [markdown]
# # Service quality 4 of 4: promises, and what they are worth
#
# **Willow Bridge Insurance.** 75 minutes, 31 points.
#
# When you have finished this notebook you will be able to
#
# 1. compare how well people keep promises when they do not sell the same thing, within the limits of luck,
# 2. separate what a customer gets from how it is given,
# 3. report what reliability goes together with at renewal as a range, and name what nobody can tell,
# 4. mark a memo by criteria, and write one that repairs words, sources and a survey question.

# %%
from servicelab import recall

recall("m04_servqual/4_promises")

# %% [markdown]
# ## Where we stand
#
# Weighted by the points of policyholders, **reliability** comes first; its worst item is number 5, a claim is paid the way the cover was explained. *Who* does not keep what was said at the sale? And does reliability **pay**?

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from scipy.stats import chi2

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.plots import is_static, name_series, show_table, use_style
from servicelab.surveys import dimension_scores, reverse_items, screen_survey
from servicelab.tasks import is_right

use_style()
items = load_dataset("insurer_items")
raw = load_dataset("insurer_servqual")
policyholders = load_dataset("insurer_policyholders")
claims = load_dataset("insurer_claims")
survey = reverse_items(raw[screen_survey(raw, items)["keep"]].reset_index(drop=True), items)
claims.head(3)

# %% [markdown] teaches=["S003-12"]
# ## As told?
#
# A sale is a promise, and a claim is the day on which it falls due. For each of 3,000 claims settled in 2024 and 2025 the file says what the policyholder had been **told** at the sale, and what was **paid**. `paid_as_told` is true when as much was paid as had been told, or more.
# A broken promise is gap 4 (more was told than the policy holds) or gap 3 (the policy was not followed). This file cannot tell which.
#
# 24 people sell for Willow Bridge; a quarter of the claims come from policies of the app, without any of them (`agent_id` is missing).

# %%
sold = claims.dropna(subset="agent_id")
crude = (
    sold.groupby("agent_id", observed=True)["paid_as_told"]
    .agg(["mean", "size"])
    .sort_values("mean")
)
show_table(
    crude.head(4).rename(columns={"mean": "paid_as_told", "size": "claims"}),
    {"paid_as_told": "{:.1%}"},
    caption="The bottom of the league table",
)

# %% [markdown]
# A07 is last: 24 promises broken in 93 claims. The sales director wants to dismiss A07. A07 sells mostly health insurance.

# %%
by_luck = RangePrediction(
    "m04-a07-expected",
    "Somebody as good as the average, with A07's 93 claims of the same types: how many broken promises?",
    lowest=0,
    highest=93,
    unit="claims",
)
by_luck


# %% jupyter={"source_hidden": true}
def plot_mix():
    """Draw how often each type of claim is paid as told, and who sells it."""
    kind = sold["claim_type"].astype(str)
    _fig, axes = plt.subplots(1, 2, figsize=(10, 3.6), sharey=True, layout="constrained")
    kept = sold.groupby(kind)["paid_as_told"].mean().sort_values()
    bars = axes[0].barh(kept.index.str.capitalize(), 100 * kept, color="#BBBBBB")
    axes[0].bar_label(bars, fmt="%.0f %%", padding=3)
    axes[0].set(xlabel="Paid as told, % of the claims", title="By type of claim", xlim=(0, 112))
    mix = pd.DataFrame(
        {
            "A07": kind[sold["agent_id"] == "A07"].value_counts(normalize=True),
            "all who sell": kind.value_counts(normalize=True),
        }
    ).loc[kept.index]
    for shift, (agent, row), color, hatch in zip(
        (-0.2, 0.2), mix.items(), ("#0072B2", "#D55E00"), ("", "//"), strict=True
    ):
        axes[1].barh(
            np.arange(len(row)) + shift,
            100 * row,
            0.38,
            label=agent,
            color=color,
            hatch=hatch,
            edgecolor="white",
        )
    axes[1].set(xlabel="% of the claims", title="What is sold")
    name_series(axes[1])
    for ax in axes:
        ax.grid(visible=False)
    plt.show()


if by_luck.decision or is_static():
    plot_mix()
else:
    print("Shown when your prediction is recorded. Then run this cell again.")

# %% [markdown]
# The league table compares products. To give everybody the same mix would need a rate for each seller and type, and A07 has 5 to 7 claims in four of the five types: one claim more moves such a rate by 14 to 20 points.
# So turn the question around (**indirect standardization**): how many broken promises would the average seller have had with *these* claims? Add up the rates of their types: **expected**. Then the ratio is observed ÷ expected: 1 is as good as the average. Each ratio compares a seller with that average; do not compare two sellers with very different claims by their ratios.
# Luck moves a count. `limits` gives exact limits of the ratio for counts of rare events (Poisson); for less rare ones they are a little too wide.


# %%
def limits(observed, expected, level):
    """Exact limits of observed / expected at a confidence level."""
    tail = (1 - level) / 2
    low = chi2.ppf(tail, 2 * observed) / 2 / expected
    return float(low), float(chi2.ppf(1 - tail, 2 * observed + 2) / 2 / expected)


print("8 observed, 4 expected: ratio 2, from {:.2f} to {:.2f}".format(*limits(8, 4, 0.95)))

# %% [markdown]
# ## The Python of a rate for each row
#
# `kind.map(rates)` puts the rate of its kind beside each row; `.groupby(who).sum()` adds them up for each person. Two bank branches, easy and hard cases:

# %%
loans = pd.DataFrame(
    {"branch": ["east", "east", "west"], "kind": ["easy", "hard", "hard"], "late": [0, 1, 1]}
)
per_kind = pd.Series({"easy": 0.1, "hard": 0.4})
loans["kind"].map(per_kind).groupby(loans["branch"]).sum().to_dict()

# %% [markdown]
# ## Task 12: against what their claims make likely (4 points)
#
# Complete `against_expected(claims)` (columns as in the file). Its result has a row for each seller.
#
# * `expected`: a Series by seller, the number of broken promises that the rates of their claims' types add up to; `by_kind` holds the rate of each type among all claims that have a seller.
# * `ratio`: observed ÷ expected.
#
# Then
#
# * `highest`: the `agent_id` with the highest ratio in `claims`,
# * `alone`: its `limits` at 95 %, as (low, high); `of_24`: at the level at which the limits of all 24 sellers hold together (1 − 0.05/24). Two decimals.
# * `step`: your decision on that seller, `"dismiss"`, `"look at the files"` or `"nothing"`. A look costs a day; a dismissal is not taken back.


# %% answer="m04-q12-promises"
def against_expected(claims):
    """Broken promises of each seller, and those expected from its mix of claims."""
    sold = claims.dropna(subset="agent_id")
    seller, kind = sold["agent_id"].astype(str), sold["claim_type"].astype(str)
    broken = ~sold["paid_as_told"].astype(bool)
    by_kind = broken.groupby(kind).mean()
    observed = broken.groupby(seller).sum()
    expected = ...
    ratio = ...
    ### BEGIN SOLUTION
    expected = kind.map(by_kind).groupby(seller).sum()
    ratio = observed / expected
    ### END SOLUTION
    return pd.DataFrame({"observed": observed, "expected": expected, "ratio": ratio})


highest = ...
alone = ...
of_24 = ...
step = ...
### BEGIN SOLUTION
table = against_expected(claims)
highest = table["ratio"].idxmax()
counts = table.loc[highest, ["observed", "expected"]]
alone = limits(*counts, 0.95)
of_24 = limits(*counts, 1 - 0.05 / 24)
step = "look at the files"
### END SOLUTION

# %% task="m04-q12-promises" points=4 decides="what to do about the seller with the highest ratio" grades=["S003-12"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m04-q12-promises",
    points=4,
    hints=[
        "What would an average seller have broken with these claims?",
        "Each claim brings the rate of its type. Add them up for each seller, then divide what was observed.",
        "`kind.map(...).groupby(seller).sum()` adds up; `limits(observed, expected, 1 - 0.05 / 24)` is for all together.",
    ],
)


def cases(counts):
    """Claims with known counts: {(seller, type): (settled, paid as told)}."""
    rows = [
        (seller, kind, place < good)
        for (seller, kind), (n, good) in counts.items()
        for place in range(n)
    ]
    table = pd.DataFrame(rows, columns=["agent_id", "claim_type", "paid_as_told"])
    return table.assign(claim_id=[f"T{number:03d}" for number in range(len(table))])


toy = cases(
    {
        ("X", "storm"): (3, 3),
        ("X", "hospital stay"): (9, 5),
        ("Y", "storm"): (16, 12),
        ("Y", "hospital stay"): (4, 2),
        (None, "storm"): (10, 10),
        (None, "hospital stay"): (2, 2),
    }
)
small = task.call("against_expected", toy)
task.check("two sellers, two types: expected", small[["expected"]], atol=0.01)
task.check("two sellers, two types: ratio", small[["ratio"]], weight=0.5, atol=0.005)
other = make_insurer(seed=5).claims
other = other[other["agent_id"].isin([f"A{n:02d}" for n in range(1, 7)]) | other["agent_id"].isna()]
other = other[["claim_id", "agent_id", "claim_type", "paid_as_told"]].iloc[::2]
found = task.call("against_expected", other)
task.check("another insurer", found[["expected", "ratio"]], atol=0.005, hidden=True)
sellers = sorted(sold["agent_id"].astype(str).unique())
task.check("the highest ratio", task.value("highest"), weight=0.5, among=sellers)
for name, title in (("alone", "its limits alone"), ("of_24", "its limits as one of 24")):
    task.check(title, task.value(name), weight=0.5, ordered=True, atol=0.006)
said = ["dismiss", "look at the files", "nothing"]
task.check("the step", task.value("step"), among=said, silent=True)
task

# %%
by_luck.reveal_button(
    23.99,
    "So many broken promises A07's claims make likely; A07 had 24. "
    "Of all hospital stays sold by somebody, 188 of 600 were not paid as told.",
)

# %% jupyter={"source_hidden": true}
if is_right("m04-q12-promises"):
    ratios = against_expected(claims).sort_values("ratio")
    ends = pd.DataFrame(
        [limits(*row, 1 - 0.05 / 24) for row in ratios[["observed", "expected"]].to_numpy()],
        index=ratios.index,
    )
    fig, ax = plt.subplots(figsize=(8, 5.6), layout="constrained")
    place = np.arange(len(ratios))
    ax.hlines(place, ends[0], ends[1], color="#BBBBBB", zorder=1)
    ax.plot(ratios["ratio"], place, "o", color="#0072B2")
    ax.axvline(1, color="#444444", linewidth=1)
    ax.set_yticks(place, ratios.index, fontsize=9)
    ax.set(
        xlabel="Broken promises, observed / expected, limits for all 24 together",
        ylabel="Seller",
        title="One seller is highest, and all limits hold 1",
    )
    plt.show()

# %% [markdown]
# A07 broke as many promises as those claims make likely. Another seller broke 20 where 11 were to be expected. Alone that would be hard to call luck; as the highest of 24 it can be luck.
# **Nobody can tell from this table.** So look at the files, and do not dismiss anybody. Hospital stays are the place to start: 188 of 600 were not paid as told with a seller, and 58 of 187 in the app. Whether the telling or the paying is at fault, only the files show.

# %% [markdown] teaches=["S003-164"]
# ## What you get, and how you get it
#
# Grönroos (1984) split quality in two. **Technical** quality is what the customer is left with: the sum that was paid. **Functional** quality is the manner in which it was done. The survey asked for both, `outcome_quality` and `manner_quality` (1 to 7), and for `satisfaction`.
# If the two simply add up, a point of outcome is worth as much in any manner. A model with a product term does not assume that:
#
# $$\text{satisfaction} = b_0 + b_1\,\text{outcome} + b_2\,\text{manner} + b_3\,\text{outcome}\times\text{manner}$$
#
# In a formula `a * b` stands for a, b **and** their product, which is called `a:b`. Waiting and crowding in a bank's hall, and the mood:

# %%
people = survey.merge(
    policyholders[["policyholder_id", "price_change", "tenure_years"]], on="policyholder_id"
)
hall = pd.DataFrame(
    {"wait": [1, 2, 3, 4, 5, 6], "crowd": [1, 3, 1, 3, 1, 3], "mood": [9, 6, 8, 3, 7, 1]}
)
fitted = smf.ols("mood ~ wait * crowd", hall).fit().params
print(f"of the wait {fitted['wait']:.2f}, of the product {fitted['wait:crowd']:.2f}")

# %% [markdown]
# ## Task 15: an outcome in bad and in good manner (3 points)
#
# Fit this model on `people` with `smf.ols("satisfaction ~ outcome_quality * manner_quality", people).fit()`; its `params` are the four numbers.
#
# `outcome_slope`: a dictionary or Series with the keys **3** and **6**: how many points higher satisfaction is **for one more point of outcome**, where manner is 3, and where manner is 6; three decimals.

# %% answer="m04-q15-manner"
outcome_slope = ...
### BEGIN SOLUTION
b = smf.ols("satisfaction ~ outcome_quality * manner_quality", people).fit().params
outcome_slope = {
    manner: b["outcome_quality"] + b["outcome_quality:manner_quality"] * manner for manner in (3, 6)
}
### END SOLUTION

# %% task="m04-q15-manner" points=3 grades=["S003-164"]
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q15-manner",
    points=3,
    hints=[
        "Put manner = 3 into the formula. What stands in front of outcome?",
        "In front of outcome stand $b_1$ and $b_3$ times manner.",
        '`b["outcome_quality"] + b["outcome_quality:manner_quality"] * ...` is one of them.',
    ],
)
task.check("the two slopes", task.value("outcome_slope"), each=True, atol=0.008)
task

# %% [markdown]
# In poor manner a better outcome goes with little more satisfaction, in good manner with much more. Nobody drew at random who met a rude clerk. Whoever is angry may tick both low.

# %% [markdown] teaches=["S003-15", "S003-11"]
# ## Does reliability pay?
#
# The consultant lists six benefits of reliability, the first that customers stay. Those who find Willow Bridge reliable renewed more often:

# %%
people["reliability"] = dimension_scores(people, items, "perception")["reliability"]
print(f"{people['renewed'].mean():.0%} of those who answered the survey renewed.")
thirds = pd.qcut(people["reliability"], 3, labels=["lowest third", "middle", "highest third"])
show_table(
    people.groupby(thirds, observed=True).agg(
        renewed=("renewed", "mean"),
        price_change=("price_change", "mean"),
        tenure_years=("tenure_years", "mean"),
    ),
    {"renewed": "{:.0%}", "price_change": "{:+.1%}", "tenure_years": "{:.1f}"},
)

# %% [markdown]
# They were also asked for smaller price rises, and have been customers for longer. A **logit** compares people with the same price change and tenure:
# $\;\log\dfrac{p}{1-p} = a + b_1\,\text{reliability} + b_2\,\text{price change} + b_3\,\text{tenure}$.
# Its coefficients are log-odds. Easier to read is the **average marginal effect**: the slope of the probability at each person as they are, averaged.
#
# What belongs among the controls? The **price change** comes before the answer and bears on both: take it in. **Tenure** may stand on either side. Perhaps old customers tick higher and stay anyway: take it in. Perhaps reliable service in earlier years is *why* they are still here: then tenure is on the way, a **mediator**, and taking it in takes part of the effect away. One survey cannot tell. So compute both.

# %% [markdown]
# ## Task 16: worth at renewal (3 points)
#
# Complete `renewal_effect(people, controls)`; `controls` is a list of column names and may be empty.
#
# * `effect`: **one number**, the average marginal effect of `reliability` on the probability of renewal, a **proportion per point of the scale**. `fit.get_margeff().margeff` holds such effects in the order of the formula.
# * `effects`: a dictionary or Series with `"none"` (no controls), `"price"` (with `price_change`) and `"price and tenure"` (with `price_change` and `tenure_years`); three decimals.


# %% answer="m04-q16-renewal"
def renewal_effect(people, controls):
    """Average marginal effect of a point of reliability on the probability of renewal."""
    formula = "renewed ~ " + " + ".join(["reliability", *controls])
    fit = smf.logit(formula, people).fit(disp=False)
    effect = ...
    ### BEGIN SOLUTION
    effect = fit.get_margeff().margeff[0]
    ### END SOLUTION
    return effect


effects = ...
### BEGIN SOLUTION
effects = {
    "none": renewal_effect(people, []),
    "price": renewal_effect(people, ["price_change"]),
    "price and tenure": renewal_effect(people, ["price_change", "tenure_years"]),
}
### END SOLUTION

# %% task="m04-q16-renewal" points=3 grades=["S003-15"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.insurer import make_insurer

task = Task(
    "m04-q16-renewal",
    points=3,
    hints=[
        "Reliability comes first in the formula: which of the marginal effects is it?",
        "`fit.get_margeff().margeff` is an array; the call that you need has a list of controls, or an empty one.",
        '`renewal_effect(people, ["price_change", ...])`, three times with other lists.',
    ],
)
draw = np.random.default_rng(12)
mild = pd.DataFrame({"reliability": draw.uniform(2, 7, 400).round(2)})
mild["extra"] = (0.8 * (mild["reliability"] - 4.5) + draw.normal(size=400)).round(2)
log_odds = 0.2 + 0.5 * (mild["reliability"] - 4.5) + 1.1 * mild["extra"]
mild["renewed"] = (draw.random(400) < 1 / (1 + np.exp(-log_odds))).astype(int)
found = task.call("renewal_effect", mild, [])
task.check("invented people without controls", found, atol=0.0012)
with_extra = task.call("renewal_effect", mild, ["extra"])
task.check("a control that goes along with reliability", with_extra, atol=0.0012)
given = task.value("effects")
for name in ("none", "price", "price and tenure"):
    task.check(f"controls: {name}", given[name], weight=2 / 3, within=(0, 1), atol=0.002)

other = make_insurer(seed=5)
strangers = other.servqual[screen_survey(other.servqual, other.items)["keep"]]
strangers = reverse_items(strangers.reset_index(drop=True), other.items)
score = dimension_scores(strangers, other.items, "perception")["reliability"]
strangers = strangers.assign(reliability=score.round(3)).merge(
    other.policyholders[["policyholder_id", "price_change", "tenure_years"]], on="policyholder_id"
)[["renewed", "reliability", "price_change", "tenure_years"]]
found = task.call("renewal_effect", strangers, ["tenure_years", "price_change"])
task.check("another insurer", found, atol=0.0015, hidden=True)
holes = strangers.assign(
    tenure_years=strangers["tenure_years"].mask(np.arange(len(strangers)) % 9 == 0)
)
found = task.call("renewal_effect", holes, ["tenure_years"])
task.check("with missing values", found, atol=0.0015, hidden=True)
task

# %% [markdown]
# Without the price the number is largest; among people with the same price change it is smaller. With tenure or without, reliability goes with more renewals. What reliability itself does may lie between the last two numbers, or outside them: chance alone moves each by about 40 in 1,000 for a whole point, and something may be missing from the survey. A trial would tell more: draw **at random** which 12 of the 24 sellers begin with **As told**.
#
# ## Task 16b: which sentence may she tell? (3 points)
#
# The letter is graded; how sure you are is kept.

# %%
statement = Statement(
    "m04-q16b-statement",
    "Which sentence may Ms. Tang tell the board?",
    {
        "A": "Lift reliability by a tenth of a point, and 9 more of 1,000 policyholders will renew.",
        "B": "Compared at the same price change, policyholders who rate reliability a tenth of a point "
        "higher renewed about 12 in 1,000 more often, or 9 if tenure is compared as well; with chance "
        "counted in, 5 to 16 are possible.",
        "C": "Reliability is worth 14 renewals in 1,000 for a tenth of a point: that is what our own "
        "data show, whatever else those customers have in common.",
        "D": "Reliability goes with renewal less and less the more is taken into account: once price and "
        "tenure are in, it no longer goes with renewal.",
    },
)
statement

# %% answer="m04-q16b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="B", sure=0.85)
### END SOLUTION

# %% task="m04-q16b-statement" points=3 grades=["S003-15"]
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q16b-statement",
    points=3,
    hints=[
        "Which of the three numbers compares like with like, and is one number enough?",
        "Smaller is not zero. And `lift ... and they will` is a promise about a trial that nobody ran.",
        "Look for the sentence with the comparison, ..., and the range.",
    ],
)
task.statement("statement")
task

# %% [markdown] teaches=["S003-10", "S003-13", "S003-21"]
# ## Task 17: first mark two memos, then write one (18 points)
#
# A memo is marked by three criteria, from 0 to 5:
#
# | Criterion | 0 | 1-2 | 3-5 |
# |---|---|---|---|
# | **sources** | passed over | some errors, or errors without repair | who and when for model and questionnaire; each wrong label with its error and repair |
# | **word** | "a matter of taste" | says that the question is wrong | what people would answer to it, why that is no measure, a better question, a way to **test** both |
# | **first** | keeps "every customer" | another ranking, asserted | 3-4: a sentence that the data support, with numbers and limits; 5: **and** what follows for the money |
#
# **Part 1 (3 points).** Lantern Bank had a draft standard, too: *"According to Parasuramann, Berry and Zeithaml (1992) quality is 可靠性, 响应性, 安全感, 有形性 and 移情性. Assurance is what every client wants first. We shall ask:* 您在柜台觉得安全吗? *(Do you feel safe at the counter?)"* Two colleagues answered.
#
# > **M.** There are mistakes in the names, please check them. 安全感 sounds a little strange, but everybody understands it, and translation is a matter of taste. The question is good, because safety is important in a bank; perhaps it could be more polite. Assurance is surely what most clients want first, as research has often shown, and our own survey confirms that it matters. So we should spend on the counters. The standard can be printed after a short look by somebody who knows Chinese.
#
# > **N.** Gap model: Parasuraman, Zeithaml and Berry 1985; questionnaire 1988; 1992 is neither. 安全感 is a feeling that assurance may give; the dimension is 保证性: staff who know their trade, are courteous and can be trusted. The other labels are right. "Do you feel safe at the counter?" is answered by the street outside; a clerk who explains a loan wrongly can still get a 7. Ask: "The clerk can say what a loan costs in all." Draw at random who gets which wording, and compare. Of 300 clients at one branch, 42 gave assurance most points; on average it got 22 of 100, reliability 31. "Every client" is wrong.
#
# `marks`: a dictionary with `"M"` and `"N"`, each a dictionary with `"sources"`, `"word"` and `"first"`, whole numbers from 0 to 5. Two teachers may differ by a mark.

# %% answer="m04-q17a-marks"
marks = ...
### BEGIN SOLUTION
marks = {
    "M": {"sources": 1, "word": 0, "first": 1},
    "N": {"sources": 5, "word": 5, "first": 3},
}
### END SOLUTION

# %% task="m04-q17a-marks" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m04-q17a-marks",
    points=3,
    hints=[
        "Take one criterion at a time, and read both memos for it alone.",
        "Does M. repair a single thing? Does N. say what follows for the money?",
        '`{"sources": ..., "word": ..., "first": ...}`: the mark is what the memo says, not how friendly it sounds.',
    ],
)


def whole_marks(given):
    for memo in ("M", "N"):
        marks = pd.Series(given[memo]).reindex(["sources", "word", "first"]).astype(float)
        assert marks.isin(range(6)).all(), "A mark is a whole number from 0 to 5."


def fair_marks(given, memo, lowest, highest):
    marks = pd.Series(given[memo]).reindex(["sources", "word", "first"]).astype(float)
    off = [name for name in marks.index if not lowest[name] <= marks[name] <= highest[name]]
    if off:
        return 1 - len(off) / 3, f"Read {memo}. again for: " + ", ".join(off) + "."


task.rule("three marks for each memo", whole_marks, "marks", weight=0.001)
for memo, lowest, highest in (("M", (0, 0, 0), (2, 1, 2)), ("N", (4, 4, 2), (5, 5, 4))):
    low = dict(zip(("sources", "word", "first"), lowest, strict=True))
    high = dict(zip(("sources", "word", "first"), highest, strict=True))
    title = f"the marks of {memo}. are defensible"
    task.rule(title, fair_marks, "marks", memo=memo, lowest=low, highest=high, hidden=True)
task

# %% [markdown]
# **Part 2: your memo (15 points, read by your instructor).** Before it goes to print, Ms. Tang shows you *her* draft of a service standard:
#
# > *According to Berry, Parasuramen and Zeithamel (1991), service quality consists of 一致可靠性, 安全感与服务能力, 有形展示, 同情心 and 及时回应. Reliability is what matters most to every customer. In our next survey we shall therefore ask:* 柳桥的员工同情您吗? *(Do the people at Willow Bridge feel sorry for you?)*
#
# Two labels are near the mark: 及时回应 says *soon*, though not *gladly*. 有形展示 is the usual name of **physical evidence**, a tool of marketing; the dimension is what customers make of it.
#
# Write to her, 150 to 300 words, by the three criteria. A table of the five labels may be added and does not count.

# %% [markdown] memo="m04-q17-memo" points=15 grades=["S003-10", "S003-13", "S003-21"]
# ### BEGIN SOLUTION
# *A memo of full marks.* Dear Ms. Tang, three repairs.
#
# **Sources and labels.** The gap model is Parasuraman, Zeithaml and Berry 1985, the questionnaire of five dimensions 1988, by the same three; 1991 is a refinement of the wording. Labels: 有形性 tangibles (有形展示 is physical evidence); 可靠性 reliability (一致 adds nothing); 响应性 responsiveness (及时回应 forgets the willingness); 保证性 assurance (安全感 is its effect; courtesy is missing); 移情性 empathy. 同情心 is an error: it says pity.
#
# **The question.** Whoever had no loss, or a proud customer after one, will disagree with "feel sorry for me", however well we looked after her. The answers measure misfortune and pride. Better, in our own words: 跟我谈的人会先看过我的档案 ("whoever talks to me has looked into my file"). Test it: draw at random which of the two wordings a respondent gets; compare means, missing answers and the correlation with the other four items on empathy.
#
# **What comes first.** "Every customer" is wrong. On average reliability gets 29 of 100 points, but 20 % give another dimension more. By the raw gap responsiveness is first (−1.19 against −1.06); one can be about 99 % sure of that among all policyholders, but with all ten pairs compared zero is inside the interval. Weighted, reliability is first (−0.34 against −0.25). I recommend **As told**, begun with 12 of the 24 sellers, drawn at random: the distance weighs most there, and at the same price change a tenth of a point of reliability goes with 12 more renewals in 1,000, or 9 at the same tenure as well (5 to 16 with chance counted in). A picture of a polished office made people who are not our customers expect more surely that we keep our promises; whether we do was not asked. Tangibles have the smallest gap, raw and weighted, and the fewest points. One insurer, one month.
#
# *Mark scheme.* Five marks for each criterion of the table. Numbers must be those of the trainee's own notebooks. Other labels in use in the literature (such as 共情性) are right as well if the memo says what they mean. A memo that keeps 同情心 cannot reach more than one mark for the second criterion; one that keeps "every customer" gets none for the third; one that writes "raises" or "causes" about the survey loses one mark there.
# ### END SOLUTION

# %% [markdown]
# ## Your own survey
#
# Has your organization asked what should be, and what is? Then put the file beside the modules, not into one (a module is handed in), run the cell, type its name, and press. CSV or xlsx, as your survey tool wrote it: **nothing reversed, nobody left out**. Nothing leaves your machine.
#
# Other items than 22 in the usual layout: `--items items.csv`, with `item`, `dimension`, `is_reversed`. Write your own: the published ones are protected.

# %%
from servicelab import own_file

own_file("servqual")

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m04_servqual/4_promises")

# %% [markdown]
# ## What you take with you
#
# * Compare people with what their own cases make likely, and do not mistake the last of twenty-four for a culprit.
# * In this survey a better outcome went with more satisfaction where the manner was good than where it was poor.
# * A control can be a common cause or a way station. Where nobody can tell, report the range.
# * A mistranslated word measures something else.
#
# **Further reading.** C. Grönroos, "A Service Quality Model and Its Marketing Implications", *European Journal of Marketing* 18(4), 1984.
# F. Buttle, "SERVQUAL: Review, Critique, Research Agenda", *European Journal of Marketing* 30(1), 1996.
# D. J. Spiegelhalter, "Funnel Plots for Comparing Institutional Performance", *Statistics in Medicine* 24(8), 2005.
# V. A. Zeithaml, L. L. Berry and A. Parasuraman, "The Behavioral Consequences of Service Quality", *Journal of Marketing* 60(2), 1996.
#
# **Next:** module 5 replaces the single expectation by a zone: what people hope for, what they will put up with, and where to spend the budget.
