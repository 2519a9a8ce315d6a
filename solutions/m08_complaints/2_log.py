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
#     title: What the log says
#     minutes: 110
#     points: 30
#     asks: Mr. Gao
#     question: "Six right numbers, six wrong decisions: what does the log say?"
# ---

# %% [markdown]
# # Complaints 2 of 4: what the log says
#
# **Willow Bridge Insurance, with Plum Court Hospital and Lantern Bank.** 110 minutes, 30 points.
#
# When you have finished this notebook you will be able to
#
# 1. code what customers write, and say how far two coders can be trusted,
# 2. rank causes by what they cost, and products by what was exposed,
# 3. tell how long complaints take while some are still open, and which deadlines were missed,
# 4. see whether a repair worked, and when a waiting case is about to go further,
# 5. read a service desk: what was settled, what came back, what ends a row of incidents.
#
# The third notebook asks what to give to whom; this one asks what happened.

# %%
from servicelab import recall

recall("m08_complaints/2_log")

# %% [markdown]
# ## Six sentences
#
# On Thursday the board of Willow Bridge reads the report on complaints. Mr. Gao, who runs the service desk, has the draft on his screen: six sentences with a number each.
# The number in each of them was computed correctly. **All six lead to a wrong decision, and one of them hides the best news of the year.**
#
# You will go through them one by one.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import Prediction, load_dataset
from servicelab.complaints import (
    RULES,
    Calendar,
    Deadline,
    closed_only,
    deadline_table,
    escalation_hazard,
    exposure_rate,
    late_share,
    median_resolution,
    pareto,
    plot_pareto,
    plot_resolution,
    recurrence,
    resolution_curve,
    resolution_times,
    share_open,
)
from servicelab.evidence import agreement_table, kappa, percent_agreement
from servicelab.plots import PALETTE, name_series, show_table, use_style

use_style()
AS_OF = pd.Timestamp("2025-12-31")  # the evening on which the log was looked at
STORM = pd.Timestamp("2025-11-02")
REPAIR = pd.Timestamp("2025-07-01")

# %%
log = load_dataset("complaints")
entries = log[log["sector"] == "insurance"]
insurer = entries[entries["content"] == "complaint"]  # neither advice nor mere information
year = insurer[insurer["opened"] >= "2025-01-01"]
codes = load_dataset("complaint_codes")
in_force = load_dataset("insurer_in_force")
tickets = load_dataset("bank_tickets")
print(
    f"Willow Bridge: {len(entries):,} entries in two years, {len(insurer):,} of them complaints; "
    f"{len(year)} complaints in 2025"
)
log.loc[insurer.index[:3], ["opened", "closed", "severity", "cause", "remedy", "cost", "text_en"]]

# %%
at_year_end = in_force[in_force["month"] == "2025-12-01"].set_index("product")["policies"]
per_policy = 1000 * year.groupby("product", observed=True).size() / at_year_end
storm = resolution_times(insurer[insurer["opened"] >= STORM], AS_OF)
naive = closed_only(storm, 15)
delay = insurer[insurer["cause"] == "payment delay"]
quick = tickets[tickets["kind"].isin(["request", "incident"])]["first_contact"].mean()
draft = [
    f"Two colleagues coded 120 complaints, each alone, and agreed on {percent_agreement(codes['coder_a'], codes['coder_b']):.0%}: the codes are sound.",
    f"Payment delay comes first: {len(delay)} of {len(insurer):,} complaints. Mend it first.",
    f"Health is our worst product with {per_policy['health']:.0f} complaints per 1,000 policies, motor our best with {per_policy['motor']:.0f}.",
    f"Since the storm of November 2 a complaint has taken {naive['mean']:.1f} days on average; {naive['over']:.0%} took more than 15.",
    f"The payment run was repaired on July 1. It did not help: {(delay['opened'] >= REPAIR).sum() / 6:.0f} complaints about delay a month since, {(delay['opened'] < REPAIR).sum() / 18:.0f} before.",
    f"Our service partner, Lantern Bank, settles {quick:.0%} of requests and incidents at first contact. Learn from them.",
]
pd.DataFrame({"the draft": draft}, index=range(1, 7)).style.set_properties(
    **{"text-align": "left", "white-space": "normal"}
)

# %% [markdown] teaches=["S001-41"]
# ## Sentence 1: what is it about?
#
# "Name the type and nature of the problem" is step two of every complaint procedure. It is also the step on which all counts stand: a complaint that is coded wrongly is mended wrongly.
# Willow Bridge has seven codes, agreed by two experts for the whole log. The **gold** code names what the customer wants put right:
#
# | Code | The customer says |
# |---|---|
# | payment delay | it was agreed, and the money does not come |
# | refusal | you said no, and I do not accept it |
# | wrong amount | the sum is not right, paid or charged |
# | misleading advice | what I was told when I bought it is not so |
# | staff conduct | how I was treated by a person |
# | waiting | nobody answers, nobody starts |
# | other | none of these: forms, app, addresses |
#
# People do not write to be coded. They mention the queue while they fight for their money. **Code what they want put right, not what they mention by the way.**
# And "other" is a drawer, not a cause: nobody can mend an "other".
#
# ## Task 7a: code a dozen (3 points)
#
# Read the twelve complaints below. `dozen` is a dictionary from each `complaint_id` to one of the seven codes. All points from ten of twelve, proportionally fewer below.

# %%
CAUSES = list(log["cause"].cat.categories)
DOZEN = [
    *("K0412", "K0714", "K1035", "K1123", "K1800", "K1842"),
    *("K1896", "K1922", "K2182", "K2216", "K2323", "K2374"),
]
twelve = log.set_index("complaint_id").loc[DOZEN, ["text_en"]]
twelve.style.set_properties(**{"text-align": "left", "white-space": "normal"})

# %% answer="m08-q7a-dozen"
dozen = ...  # {"K0412": "...", ...}
### BEGIN SOLUTION
dozen = {
    "K0412": "misleading advice",
    "K0714": "other",
    "K1035": "other",
    "K1123": "refusal",
    "K1800": "staff conduct",
    "K1842": "waiting",
    "K1896": "payment delay",
    "K1922": "payment delay",
    "K2182": "refusal",
    "K2216": "wrong amount",
    "K2323": "staff conduct",
    "K2374": "wrong amount",
}
### END SOLUTION

# %% task="m08-q7a-dozen" points=3
from servicelab.tasks import labeled
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q7a-dozen",
    points=3,
    hints=[
        "If the firm could mend one thing only, which one would make this customer stop writing?",
        "In most of the twelve there are two grievances: one that is told with details, and one in passing.",
        "'Other' is right only where none of the six, put right, would help this customer. That is rare among the twelve.",
    ],
)


def with_codes(dozen, ids, causes):
    read = labeled(dozen, ids).astype(str).str.strip().str.lower()
    odd = sorted(set(read) - set(causes))
    assert not odd, f"{odd[0]!r} is not one of the seven codes."
    if read.nunique() == 1:
        return 0, "", "one-box"
    return (0, "", "other-as-shelter") if (read == "other").sum() >= 5 else None


def as_experts(dozen, ids, gold, by_the_way):
    read = labeled(dozen, ids).astype(str).str.strip().str.lower()
    hits, asides = (sum(read[id] == code[id] for id in ids) for code in (gold, by_the_way))
    if asides >= 4:
        return hits / 10, "", "side-remark"
    return hits / 10, f"{hits} of twelve are coded as the experts did; ten give all points."


BY_THE_WAY = {
    "K0412": "payment delay",
    "K0714": "waiting",
    "K1035": "refusal",
    "K1123": "wrong amount",
    "K1800": "payment delay",
    "K1842": "refusal",
    "K1896": "staff conduct",
    "K1922": "refusal",
    "K2182": "staff conduct",
    "K2216": "waiting",
    "K2323": "wrong amount",
    "K2374": "payment delay",
}
gold = log.set_index("complaint_id")["cause"].astype(str)[DOZEN].to_dict()
task.rule("twelve complaints, seven codes", with_codes, "dozen", weight=0, ids=DOZEN, causes=CAUSES)
task.rule(
    "as two experts read them",
    as_experts,
    "dozen",
    hidden=True,
    ids=DOZEN,
    gold=gold,
    by_the_way=BY_THE_WAY,
)
task

# %% [markdown]
# The gold codes lie in the log, in the column `cause`. Compare them with your dozen now: your own agreement is the first thing worth knowing.
#
# ## How good is "agreed on most of them"?
#
# Two coders who close their eyes and write "payment delay" now and then would agree, too, because that code is so common. **Kappa** takes out what chance alone would bring:
#
# $$\kappa = \frac{p_o - p_e}{1 - p_e}$$
#
# $p_o$ is the share coded alike, $p_e$ the share that two people with these habits would code alike if they never read a word. 1 is full agreement, 0 is what chance brings.

# %%
coded = codes.merge(log[["complaint_id", "text_en", "cause"]], on="complaint_id").rename(
    columns={"cause": "gold"}
)
for column in ("coder_a", "coder_b", "gold"):
    coded[column] = coded[column].astype(str)
pd.DataFrame(
    {
        "percent agreement": [percent_agreement(coded["coder_a"], coded["coder_b"])],
        "kappa": [kappa(coded["coder_a"], coded["coder_b"])],
    },
    index=["colleague A with colleague B"],
).style.format({"percent agreement": "{:.1%}", "kappa": "{:.2f}"})

# %%
used = pd.DataFrame(
    {
        name: coded[column].value_counts()
        for name, column in (("A", "coder_a"), ("B", "coder_b"), ("gold", "gold"))
    }
).reindex(CAUSES)
ax = used.plot.barh(figsize=(9, 4.6), color=PALETTE[:3], edgecolor="black", width=0.8)
for bars, hatch in zip(ax.containers, ("", "//", ".."), strict=True):
    for bar in bars:
        bar.set_hatch(hatch)
ax.invert_yaxis()
ax.set(
    xlabel="Complaints out of 120 that got the code",
    ylabel="",
    title="Colleague B has a favorite drawer",
)
ax.set_yticks(range(len(used)), [name.capitalize() for name in used.index])
ax.grid(visible=False)
name_series(ax, "Coded by")
plt.show()

# %%
agreement_table(coded["coder_a"], coded["coder_b"]).style.format({"agreement": "{:.2f}"})

# %% [markdown]
# The drawer is more than twice as full with B as with A or with the experts. That is not carelessness: it is what people do when a letter is hard to read and the queue is long. The table says on which codes to train, and whom.
#
# Can a rule of a few words do better than a tired colleague? Here are words that are typical of a cause, learned from complaints that nobody in the test of 120 has coded.

# %%
learn = insurer[~insurer["complaint_id"].isin(coded["complaint_id"])]
word_sets = learn["text_en"].str.lower().str.findall("[a-z']{4,}").map(set)


def typical_words(cause, n=12):
    """Words in many texts of one cause, and in few of the others, with both shares."""
    own = (learn["cause"] == cause).to_numpy()
    here = word_sets[own].explode().value_counts() / own.sum()
    elsewhere = word_sets[~own].explode().value_counts() / (~own).sum()
    table = pd.DataFrame({"here": here, "elsewhere": elsewhere}).fillna(0)
    table = table[table["here"] >= 0.06]
    return table.assign(gap=table["here"] - 3 * table["elsewhere"]).nlargest(n, "gap")


typical_words("waiting")[["here", "elsewhere"]].T.style.format("{:.0%}")

# %% [markdown]
# ## Task 7b: a rule, and its kappa (4 points)
#
# * `code_cause(text)` takes one English text and returns one of the seven codes. Any method will do: a list of words for each cause is enough, tried in an order that you choose. Half of the points: the kappa of your rule with the gold code on **complaints of other years** (all points from 0.50, proportionally fewer below).
# * `kappas` is a dictionary or Series of four **kappas** over the 120 complaints in `coded` (two decimals at least): `"A with B"`, `"A with gold"`, `"B with gold"`, and `"rule with gold"` for your own rule: `kappa` of what it says about each `coded["text_en"]` with `coded["gold"]`.


# %% answer="m08-q7b-rule"
def code_cause(text):
    """One of the seven codes for one English text."""
    ### BEGIN SOLUTION
    words = {
        "payment delay": ["payout", "in my account", "be paid", "transfer", "payment", "was paid"],
        "refusal": ["refus", "reject", "declined", "turned down", "not covered", "you say no"],
        "wrong amount": ["settlement", "deductible", "took", "debited", "refunded", "discount"],
        "misleading advice": ["covered from", "agent", "adviser", "second policy", "signed"],
        "staff conduct": ["laughed", "cheat", "sentence", "shouted", "made a face", "regret"],
        "waiting": ["on hold", "mails about", "start on", "never came", "ticket", "no sign of"],
    }
    lower = text.lower()
    for cause, signs in words.items():
        if any(sign in lower for sign in signs):
            return cause
    return "other"
    ### END SOLUTION


kappas = ...  # {"A with B": ..., "A with gold": ..., "B with gold": ..., "rule with gold": ...}
### BEGIN SOLUTION
coded["rule"] = [code_cause(text) for text in coded["text_en"]]
pairs = {
    "A with B": ["coder_a", "coder_b"],
    "A with gold": ["coder_a", "gold"],
    "B with gold": ["coder_b", "gold"],
    "rule with gold": ["rule", "gold"],
}
kappas = {name: kappa(*(coded[column] for column in pair)) for name, pair in pairs.items()}
### END SOLUTION

# %% task="m08-q7b-rule" points=4
from servicelab.tasks import labeled
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.complaints import make_complaints

task = Task(
    "m08-q7b-rule",
    points=4,
    hints=[
        "Which three words would you look for if you had to find the refusals in a pile?",
        "`typical_words(cause)` lists candidates. Throw out words that mean nothing by themselves ('since', 'your'), keep those that name the thing: 'payout', 'agent', 'rejected'. Parts of words and pairs of words count, too.",
        '`text.lower()` first. Ask for the rare causes before the frequent one, or count the hits of each cause and take the one with most; `return "other"` if nothing is hit.',
    ],
)


def with_codes(said, causes):
    said = [str(one).strip().lower() for one in said]
    odd = sorted(set(said) - set(causes))
    assert not odd, f"Your rule says {odd[0]!r} to a text: return one of the seven codes."
    if len(set(said)) == 1:
        return 0, "", "one-code"
    return (0, "", "other-as-shelter") if said.count("other") > 0.6 * len(said) else None


def own_kappa(kappas, said, gold):
    from servicelab.evidence import kappa, percent_agreement

    given = float(labeled(kappas, ["rule with gold"]).iloc[0])
    said = [str(one).strip().lower() for one in said]
    if abs(given - kappa(said, gold)) <= 0.0051:
        return None
    if abs(given - percent_agreement(said, gold)) <= 0.0051:
        return 0, "", "percent-agreement"
    return 0, "That is not the kappa of what your rule says with `gold`."


def elsewhere(said, gold):
    from servicelab.evidence import kappa

    found = kappa([str(one).strip().lower() for one in said], gold)
    return found / 0.5, f"Its kappa there is {found:.2f}; from 0.50 on you get all points."


RULE = "lambda texts: [code_cause(text) for text in texts]"
said, gold = task.call(RULE, coded["text_en"].to_list()), coded["gold"].to_list()
task.rule("a code for every text", with_codes, said, causes=CAUSES)
numbers = task.value("kappas")
for label in ("A with B", "A with gold", "B with gold"):
    task.check(label, numbers[label], weight=0.75, atol=0.0051, within=(-1, 1))
task.rule("rule with gold", own_kappa, "kappas", said, weight=0.75, gold=gold)
years = pd.concat([make_complaints(seed).complaints for seed in (2851, 2852)])
years = years[(years["sector"] == "insurance") & (years["content"] == "complaint")].iloc[::4]
task.rule(
    "the rule on complaints of other years",
    elsewhere,
    task.call(RULE, years["text_en"].to_list()),
    weight=4,
    hidden=True,
    gold=years["cause"].astype(str).to_list(),
)
task

# %% [markdown]
# A list of thirty words, written in ten minutes, gets from half to three quarters of the way to colleague B. It also never gets tired, and never learns. Some letters name no cause at all ("you know very well what this is about"): no rule can read what is not there, and one can only ask back.
#
# **Sentence 1, mended:** *kappa is 0.67; agreement is lowest on "other" and "waiting". Train those two, then count.*
#
# ## Sentence 2: which cause first?
#
# A **Pareto** chart ranks causes and adds them up. Here it is by count. "Other" stands at the end whatever its size.

# %%
plot_pareto(pareto(insurer))
plt.title("Payment delays are the most frequent complaint of two years")
plt.show()

# %% [markdown]
# **Predict** before you look. Each closed complaint has a `cost`: handling and what the customer was given. Which cause costs most in all?

# %%
cause_prediction = Prediction(
    "m08-dearest-cause",
    question="Which cause of complaints cost Willow Bridge most, all its complaints together?",
    choices=["payment delay", "refusal", "wrong amount", "misleading advice", "other"],
)
cause_prediction

# %%
by_cost = pareto(insurer, value="cost")
cause_prediction.reveal_button(
    f"By cost it is {by_cost.index[0]}: {by_cost['share'].iloc[0]:.0%} of all cost, "
    f"with {by_cost['count'].iloc[0] / by_cost['count'].sum():.0%} of the complaints."
)

# %%
plot_pareto(by_cost, unit="yuan")
plt.title("The same complaints by cost: the rare one comes first")
plt.show()

# %% [markdown]
# Two rankings, two programs. The frequent cause is cheap, and mending it pleases many; the rare one is dear, and is mended in another department: where policies are sold.
# A board that sees only the first chart will send every yuan to the payment run.
#
# One thing is still wrong. Open cases have no cost yet: the column is **blank**, and a sum treats a blank as nothing. Open cases are not for free; they are only not paid yet. And they are not spread evenly.

# %%
blank = insurer.groupby("cause", observed=True)["cost"].agg(
    complaints="size", blank=lambda cost: int(cost.isna().sum())
)
blank.assign(share=blank["blank"] / blank["complaints"]).sort_values(
    "share", ascending=False
).style.format({"share": "{:.1%}"})

# %% [markdown]
# ## Task 8: what the causes will have cost (3 points)
#
# Write `expected_cost(log)`. `log` has the columns `cause` and `cost` (yuan, blank if open), and every cause has closed cases. It holds complaints only, as `insurer` does: there is nothing to filter.
#
# * For each cause: the cost of its closed cases, plus, for each open case, the **mean cost of the closed cases of the same cause**.
# * It returns a Series (or a table of one column) in yuan, indexed by cause, **the largest first and "other" last whatever its size**.
#
# Then `first_causes` is a list: the fewest named causes, in that order, that together make up **at least 75 %** of the insurer's expected cost ("other" stays in the total, and out of the list).


# %% answer="m08-q8-expected-cost"
def expected_cost(log):
    """What each cause costs once its open cases are closed, in yuan, largest first."""
    ### BEGIN SOLUTION
    groups = log.groupby("cause", observed=True)["cost"]
    cost = groups.mean() * groups.size()
    cost.index = cost.index.astype(str)
    cost = cost.sort_values(ascending=False)
    return pd.concat([cost.drop("other", errors="ignore"), cost[cost.index == "other"]])
    ### END SOLUTION


first_causes = ...  # ["...", ...]
### BEGIN SOLUTION
cost = expected_cost(insurer)
named = (cost / cost.sum()).drop("other").cumsum()
first_causes = list(named.index[: named.searchsorted(0.75) + 1])
### END SOLUTION

# %% task="m08-q8-expected-cost" points=3
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.complaints import make_complaints

task = Task(
    "m08-q8-expected-cost",
    points=3,
    hints=[
        "Four complaints, three closed at 80 yuan on average. What will the four have cost?",
        "Closed sum plus open times mean is the same as mean times number of all.",
        '`groupby("cause")["cost"]` has `mean()` (blanks left out) and `size()` (blanks counted). Sort, then move "other" to the end.',
    ],
)


def has_order(first_causes):
    return (0, "", "no-order") if isinstance(first_causes, set) else None


small = pd.DataFrame(
    {
        "cause": ["waiting"] * 4 + ["refusal"] * 2 + ["wrong amount"] * 3 + ["other"] * 6,
        "cost": [100, 100, 40, None, 900, None, 400, 400, 400, 500, 500, 500, 500, 500, None],
    }
)
fifteen = task.call("expected_cost", small)
task.check("fifteen complaints, three of them open", fifteen)
task.check('the largest first, and "other" last', fifteen, ordered=True)
mine = task.call("expected_cost", insurer[["cause", "cost"]].reset_index(drop=True))
task.check("the insurer", mine, rtol=0.002, ordered=True, hidden=True)
bank = make_complaints(2851).complaints
bank = bank[(bank["sector"] == "bank") & (bank["content"] == "complaint")]
bank = bank[(bank["opened"] >= "2025-01-01") & (bank["cause"] != "staff conduct")]
bank = bank.assign(cost=bank["cost"].mask(bank["severity"] == 3))[["cause", "cost"]]
theirs = task.call("expected_cost", bank.reset_index(drop=True))
task.check("another log of the bank", theirs, rtol=0.002, ordered=True, hidden=True)
task.rule("a list has an order", has_order, "first_causes")
listed = "sorted(first_causes) if isinstance(first_causes, set) else first_causes"
few = task.value(listed, name="first_causes")
task.check("the few that matter", few, ordered=True, among=CAUSES)
task

# %% [markdown]
# **Sentence 2, mended:** *three causes make up more than three quarters of the cost, and the first of them is misleading advice, one complaint in twenty.* Payment delay deserves a repair for other reasons: it comes back, as sentence 5 will show.
#
# ## Sentence 3: which product?
#
# The draft divides the complaints of the year by the policies in force **at its end**. Whoever was insured in March and left in August complained, and is not in the denominator. Whoever joined in November is, and had little time to complain.
# A rate needs what was **exposed**: policy-years. A policy that was in force for three months is a quarter of a year.

# %%
by_month = in_force.pivot(index="month", columns="product", values="policies")
ax = by_month.plot(
    figsize=(9, 3.6), color=PALETTE[:3], style=["-", "--", "-."], linewidth=2, x_compat=True, rot=0
)
ax.set(
    xlabel="",
    ylabel="Policies in force",
    title="One product grew, one shrank, one stayed",
    ylim=(0, None),
)
ax.grid(visible=False, axis="x")
name_series(ax)
plt.show()

# %%
product_prediction = Prediction(
    "m08-worst-product",
    question="Complaints per 1,000 policy-years in 2025: which product draws most?",
    choices=["health, as in the draft", "home", "motor"],
)
product_prediction

# %%
complaints = year.groupby("product", observed=True).size()
policy_years = (
    in_force[in_force["month"] >= "2025-01-01"].groupby("product", observed=True)["policies"].sum()
    / 12
)
rates = exposure_rate(complaints, policy_years)
product_prediction.reveal_button(
    f"Per 1,000 policy-years motor has {rates.loc['motor', 'rate']:.0f}, home {rates.loc['home', 'rate']:.0f} "
    f"and health {rates.loc['health', 'rate']:.0f}: the order is turned upside down."
)

# %%
pd.DataFrame(
    {
        "complaints": complaints,
        "policies at year end": at_year_end,
        "policy-years": policy_years,
        "per 1,000 policies at year end": per_policy,
        "per 1,000 policy-years": rates["rate"],
        "from": rates["low"],
        "to": rates["high"],
    }
).style.format("{:,.0f}")

# %% [markdown]
# Motor, the "best product", draws most. Health, the "worst", was punished for shrinking, and draws least. (The monthly table makes policy-years easy: each month in force is a twelfth.)
#
# The intervals of 95 % meet, so the order is not settled. And they are too narrow: an interval for a count takes complaints to be independent, and one customer who writes again and again breaks that. Look at who complains most:

# %%
year["customer_id"].value_counts().head(4).to_frame("complaints in 2025")

# %%
noisy = year["customer_id"].value_counts().index[0]
year[year["customer_id"] == noisy].groupby(["product", "cause"], observed=True).size().to_frame(
    "complaints of one customer"
)

# %% [markdown]
# One policyholder, one product. Nobody should be dropped for complaining: some of it may be right. But a rate of a product should not hang on one person. So report two: **complaints**, which is the work, and **different people who complained**, which is how widespread the trouble is.
#
# ## Task 9: rates that hold (4 points)
#
# Write `complaint_rates(log, in_force, start, end)`.
#
# * `log` has `product`, `customer_id` and `opened`, and holds complaints only, as `insurer` does: filter nothing but the window. `in_force` has `month` (its first day), `product` and `policies`. `start` and `end` are first days of months; **`end` itself is not in the window**, so ("2025-01-01", "2026-01-01") is the year 2025.
# * It returns a DataFrame with a row for each product and three columns: `policy_years` (of the window), `rate` (complaints received in the window per 1,000 policy-years) and `people` (different customers who complained in the window, of that product, per 1,000 policy-years; who complained about two products counts once in each).


# %% answer="m08-q9-rates"
def complaint_rates(log, in_force, start, end):
    """Policy-years, complaints and complaining people per 1,000 of them, by product."""
    ### BEGIN SOLUTION
    inside = log[(log["opened"] >= start) & (log["opened"] < end)]
    months = in_force[(in_force["month"] >= start) & (in_force["month"] < end)]
    years = months.groupby("product")["policies"].sum() / 12
    groups = inside.groupby("product", observed=True)
    return pd.DataFrame(
        {
            "policy_years": years,
            "rate": 1000.0 * groups.size() / years,
            "people": 1000.0 * groups["customer_id"].nunique() / years,
        }
    )
    ### END SOLUTION


# %% task="m08-q9-rates" points=4
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.complaints import make_complaints

task = Task(
    "m08-q9-rates",
    points=4,
    hints=[
        "A policy in force for the three months of a quarter: how many years is that?",
        "Keep the rows inside the window in both tables, with `>= start` and `< end`. Policy-years are the sum of the months' policies over 12.",
        '`groupby("product")["customer_id"]` has `size()` for complaints and `nunique()` for people.',
    ],
)
half_year = pd.DataFrame(
    {
        "month": [*pd.date_range("2025-01-01", periods=6, freq="MS")] * 2,
        "product": ["A"] * 6 + ["B"] * 6,
        "policies": [900, 1200, 2400, 3600, 4800, 6000] + [600] * 6,
    }
)
few = pd.DataFrame(
    {
        "product": ["A"] * 15 + ["B"] * 10,
        "customer_id": [f"C{n}" for n in range(15)] + ["D1"] * 5 + ["D2", "D3", "D4", "D5", "C1"],
        "opened": pd.to_datetime(
            ["2025-02-01", *["2025-03-10"] * 11, "2025-01-31", "2025-05-01", "2025-06-05"]
            + ["2025-02-11"] * 4
            + ["2025-04-30", "2025-04-02", "2025-01-02", "2025-05-01", "2025-06-30", "2025-04-11"]
        ),
    }
)
first, last = pd.Timestamp("2025-02-01"), pd.Timestamp("2025-05-01")
found = task.call("complaint_rates", few, half_year, first, last)
task.check("policy-years of a window of three months", found["policy_years"])
task.check("complaints per 1,000 policy-years", found["rate"])
task.check("one customer counts once", found["people"])
COLUMNS = ["product", "customer_id", "opened"]
mine = insurer.loc[insurer["opened"] >= "2024-12-01", COLUMNS].reset_index(drop=True)
whole = (pd.Timestamp("2025-01-01"), pd.Timestamp("2026-01-01"))
task.check("2025", task.call("complaint_rates", mine, in_force, *whole), hidden=True)
world = make_complaints(2852)
theirs = world.complaints.query("sector == 'insurance' and content == 'complaint'")
theirs = theirs[theirs["opened"].between("2025-03-15", "2025-07-15")][COLUMNS]
quarter = (pd.Timestamp("2025-04-01"), pd.Timestamp("2025-07-01"))
other = task.call(
    "complaint_rates", theirs.reset_index(drop=True), world.insurer_in_force, *quarter
)
task.check("another insurer, a quarter", other, weight=2, hidden=True)
task

# %%
people = exposure_rate(
    year.groupby(["product", "customer_id"], observed=True).size(), policy_years, customers=True
)
people.assign(people=1000 * people["customers"] / people["exposure"])[
    ["events", "customers", "largest", "rate", "low", "high", "people"]
].style.format("{:.0f}")

# %% [markdown]
# By complaints home comes before health; by people health comes before home: one customer made the difference. With each customer as one cluster the intervals widen, and those of home and health overlap nearly whole: their order is not known.
# Motor leads in both counts, by complaints and by people. But once a customer counts as one cluster, its interval overlaps that of home (and the upper end of health): that motor is worst is likely, not settled.
#
# **Sentence 3, mended:** *motor, which nearly doubled, draws most complaints and most complaining people per policy-year, about a fifth more than the other two; its interval still overlaps theirs.* Growth without people to serve it is worth a look; "health is our worst product" was an artifact.
#
# ## Sentence 4: how long?
#
# Since the storm, many cases are still open. The draft took the mean of those that are closed. Which ones are closed first? The easy ones.

# %%
plot_resolution(resolution_curve(storm), days=15)
closed = storm.loc[storm["closed"], "days"]
days = np.arange(0, int(storm["days"].max()) + 1)
plt.step(
    days,
    [(closed > day).mean() for day in days],
    where="post",
    linestyle="--",
    linewidth=2,
    color=PALETTE[1],
)
for text, where, label_at, color in (
    ("open cases kept", (20, 0.135), (26, 0.36), "#00507f"),
    ("closed cases only", (8.5, 0.27), (0.8, 0.1), "#8a3b00"),
):
    plt.annotate(
        text, where, label_at, color=color, arrowprops={"arrowstyle": "->", "color": color}
    )
plt.title("Complaints since the storm: where is the tail?")
plt.show()

# %%
pd.DataFrame(
    {
        "closed only": [naive["n"], naive["mean"], naive["median"], naive["over"]],
        "open ones kept": [
            len(storm),
            np.nan,
            median_resolution(storm)["median"],
            share_open(storm, 15),
        ],
    },
    index=["complaints", "mean days", "median days", "share beyond 15 days"],
).style.format("{:.3g}", na_rep="cannot be told")

# %% [markdown]
# The solid curve is Kaplan and Meier's (1958): an open case stays in the denominator for as long as it was watched, and leaves it without being counted as closed. Of all complaints about one in five will go beyond 15 days, not one in seven. The **mean** cannot be told at all: nobody knows how long the open ones will take. The median can.
#
# Two shortcuts are as wrong as the draft. To take an open case as closed today makes it too short. To count every open case as late makes it too long: some came in yesterday.
#
# Who hides in the tail? Compare by severity.
#
# ## Task 10: whom the closed cases hide (4 points)
#
# Write `over_limit(log, by, days, as_of)`.
#
# * `log` has `opened` and `closed` (blank if open on the evening of `as_of`; nothing is closed later), and the column `by`.
# * It returns a DataFrame with a row for each value of `by`, and three columns: `closed_only` (**proportion** of the closed complaints that took more than `days` days), `kept` (the proportion of all that are still open after `days` days, **open ones kept**, by Kaplan and Meier) and `median` (days by which half are closed, open ones kept: the first day on which at most half are open). Proportions unrounded, or to three decimals.
# * Days are calendar days, the day of receipt is day 0. `resolution_times`, `share_open` and `median_resolution` are yours to use.


# %% answer="m08-q10-over-limit"
def over_limit(log, by, days, as_of):
    """Share beyond a limit from closed cases and from all, and the median, for each group."""
    ### BEGIN SOLUTION
    rows = {}
    for value, part in log.groupby(by, observed=True):
        times = resolution_times(part, as_of)
        rows[value] = {
            "closed_only": closed_only(times, days)["over"],
            "kept": share_open(times, days),
            "median": median_resolution(times)["median"],
        }
    return pd.DataFrame(rows).T
    ### END SOLUTION


# %% task="m08-q10-over-limit" points=4
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.complaints import make_complaints

task = Task(
    "m08-q10-over-limit",
    points=4,
    hints=[
        "What is known of a case that has been open for eight days? And what is not?",
        "Loop over `log.groupby(by)`; for each part `times = resolution_times(part, as_of)`.",
        '`share_open(times, days)` and `median_resolution(times)["median"]` are numbers that keep the open ones; for `closed_only` keep `times[times["closed"]]` first.',
    ],
)
spans = pd.to_timedelta([5, 10, 20, 8, 12, 30, 40, 1, 2, 3, 4, 15, 16, 17], unit="D")
is_open = np.isin(np.arange(14), [3, 4, 5, 6])
opened = pd.Series(np.where(is_open, AS_OF - spans, pd.Timestamp("2025-10-01")))
teams = pd.DataFrame(
    {"team": ["X"] * 7 + ["Y"] * 7, "opened": opened, "closed": (opened + spans).where(~is_open)}
)
table = task.call("over_limit", teams, "team", 15, AS_OF)
task.check("fourteen complaints, open ones kept", table["kept"], weight=1.5, atol=0.0011)
task.check("the naive share", table["closed_only"], weight=0.75, atol=0.0011)
task.check("the median", table["median"], weight=0.75, atol=0.0011)
since = insurer.loc[insurer["opened"] >= STORM, ["severity", "opened", "closed"]]
mine = task.call("over_limit", since.reset_index(drop=True), "severity", 15, AS_OF)
task.check("the insurer since the storm, by severity", mine, atol=0.0011, hidden=True)
world = make_complaints(2851).complaints
late = world[(world["sector"] == "insurance") & (world["opened"] >= "2025-11-15")]
late = late[["product", "opened", "closed"]].reset_index(drop=True)
other = task.call("over_limit", late, "product", 10, AS_OF)
task.check("another log, another limit", other, weight=2, atol=0.0011, hidden=True)
task

# %%
ax = plot_resolution(
    resolution_curve(
        storm, by=insurer.loc[storm.index, "severity"].map({1: "mild", 2: "serious", 3: "severe"})
    ),
    days=15,
)
ax.legend(title="Severity", frameon=False, handlelength=3.5)
ax.set_title("Severe cases are the tail, and more than half of the open ones")
plt.show()

# %% [markdown] teaches=["S003-14"]
# ### What claims are known for
#
# An insurer is judged by its claims: paid fairly, and fast. Two numbers tell that reputation before any survey does: how long a decision takes, and **how often a refusal does not stand** when somebody complains. Look at the complaints about refusals that are closed.

# %%
refusals = insurer[(insurer["cause"] == "refusal") & insurer["closed"].notna()]
outcome = (
    refusals["remedy"]
    .astype(str)
    .map({"fix": "overturned", "explanation": "upheld, explained"})
    .fillna("upheld, nothing given")
)
fates = pd.crosstab(refusals["root"].astype(str), outcome, margins=True, margins_name="all")
fates = fates[["overturned", "upheld, explained", "upheld, nothing given", "all"]]
fates.assign(**{"overturn rate": fates["overturned"] / fates["all"]}).rename_axis(
    index="root found by the investigation", columns=None
).style.format({"overturn rate": "{:.0%}"})

# %%
claims_times = resolution_times(year, AS_OF)
matter = year["cause"].astype(str)
ax = plot_resolution(
    resolution_curve(claims_times, by=matter.where(matter.isin(["payment delay", "refusal"]))),
    days=15,
)
ax.set_title("Claims complaints of 2025: the decision on a refusal takes longer")
plt.show()

# %% [markdown]
# One refusal in five falls as soon as somebody complains about it. Count those who never complained, and the true share of refusals that would not stand is anybody's guess.
# The row **firm** is worse: where the investigation found the firm at fault, nearly every second case still ended with nothing. A claims department that fears precedents pays for it in reputation.
#
# **Sentence 4, mended:** *half are closed within six days; about one in five goes beyond 15, and of the severe ones two in five.*
#
# ## The legal clock
#
# Deadlines look like the easiest numbers of all. Willow Bridge and Lantern Bank decide within **15 calendar days**, 30 if the case is complex; Plum Court Hospital within **5 working days**, 10 if complex. (Chinese measures for banking and insurance complaints in force since March 1, 2020 work with 15 and 30 days and up to 30 more with approval; for medical institutions the course works with 5 and 10 working days. **Verify before use**: rules change, and this notebook is not advice.)
#
# The day of receipt is **day 0**. Now read the hospital's rule in four ways.

# %%
holidays = load_dataset("holidays")
hospital = log[(log["sector"] == "hospital") & (log["content"] == "complaint")]
hospital = hospital[hospital["opened"] >= "2025-01-01"]
rule = RULES["hospital"]
readings = {
    "working days, with holidays and days made up for them": deadline_table(
        hospital, rule, AS_OF, Calendar(holidays)
    ),
    "working days, as if every Monday to Friday were one": deadline_table(hospital, rule, AS_OF),
    "working days, the day of receipt counted": deadline_table(
        hospital, Deadline(4, 9, "working"), AS_OF, Calendar(holidays)
    ),
    "calendar days": deadline_table(hospital, Deadline(5, 10), AS_OF),
}
pd.DataFrame(
    {"decided late": {name: late_share(one) for name, one in readings.items()}}
).style.format("{:.0%}")

# %% [markdown]
# One log, one number of days, four shares; the first is the rule. In China a long holiday is partly made up for on a Saturday or Sunday, which then **is** a working day. A calendar that knows only Monday to Friday is wrong twice.
#
# For the manager the question runs the other way: *by when must we have decided?* Suppose a last day falls into a holiday. The rule does not move it, and nobody will be there. So the desk must be done on the **last working day before**.

# %%
october = holidays[holidays["date"].between("2025-09-25", "2025-10-13")]
october.assign(day=october["date"].dt.strftime("%a %b %d"))[
    ["day", "working", "name_en"]
].set_index("day").T

# %% [markdown]
# ## Task 11: decide by (4 points)
#
# Write `decide_by(log, holidays)`.
#
# * `log` has `sector` ("insurance", "bank" or "hospital"), `opened`, `closed` and `is_complex`; `holidays` has `date` and `working`. All days concerned are in `holidays`.
# * For each complaint: the last day in time by the rules above (`RULES` holds them; `deadline_table(log, calendar=Calendar(holidays))` knows the column `due`), and then, **if nobody works on that day, the last day before it that is worked**.
# * It returns a Series of dates with the index of `log`.
#
# Then `brought_forward` is the **proportion** of the insurer's complaints of 2025 (`year`) whose day lies before the last day in time, to three decimals at least.


# %% answer="m08-q11-decide-by"
def decide_by(log, holidays):
    """The last working day on which a decision is in time, for each complaint."""
    ### BEGIN SOLUTION
    due = deadline_table(log, calendar=Calendar(holidays))["due"]
    worked = np.sort(holidays.loc[holidays["working"], "date"].to_numpy("datetime64[D]"))
    place = np.searchsorted(worked, due.to_numpy("datetime64[D]"), side="right") - 1
    return pd.Series(worked[place].astype("datetime64[s]"), index=log.index)
    ### END SOLUTION


brought_forward = ...
### BEGIN SOLUTION
brought_forward = (
    decide_by(year, holidays) < deadline_table(year, calendar=Calendar(holidays))["due"]
).mean()
### END SOLUTION

# %% task="m08-q11-decide-by" points=4
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.complaints import make_complaints

task = Task(
    "m08-q11-decide-by",
    points=4,
    hints=[
        "First: which day is the last one in time? Second: will anybody be there?",
        'A list of the days that are worked: `holidays.loc[holidays["working"], "date"]`. The largest of them that is not after the due day is the one.',
        "In a loop: `max(day for day in worked if day <= due)`. Faster: sort them and use `searchsorted`.",
    ],
)
cases = pd.DataFrame(
    [
        ("insurance", "2025-09-19", False),
        ("insurance", "2025-06-02", False),
        ("bank", "2025-08-28", True),
        ("hospital", "2025-09-24", False),
        ("hospital", "2025-01-22", True),
        ("bank", "2025-05-16", False),
    ],
    columns=["sector", "opened", "is_complex"],
    index=list("abcdef"),
).astype({"opened": "datetime64[ns]"})
cases.insert(2, "closed", pd.NaT)
task.check("six complaints", task.call("decide_by", cases, holidays), weight=2)
others = make_complaints(2852).complaints
others = others.loc[others["opened"] >= "2025-01-01", list(cases)].iloc[::5]
days = holidays.loc[holidays["date"].between("2025-01-01", "2026-03-31"), ["date", "working"]]
free = days["date"].between("2025-06-23", "2025-06-27")
made_up = days["date"].isin(pd.to_datetime(["2025-06-21", "2025-06-29"]))
days["working"] = days["working"] & ~free | made_up
task.check(
    "another log, with a holiday more",
    task.call("decide_by", others, days.reset_index(drop=True)),
    weight=2,
    hidden=True,
)
task.check(
    "how many are brought forward",
    task.value("brought_forward"),
    atol=0.0006,
    within=(0, 1),
    own="""(
        pd.to_datetime(decide_by(year, holidays))
        < deadline_table(year, calendar=Calendar(holidays))["due"]
    ).mean()""",
)
task

# %% [markdown] teaches=["S003-127"]
# ## When does a case go further?
#
# "A problem that is not settled well escalates." True, and useless without a *when*. Willow Bridge wants to call customers before they go to a supervisor or an outside body. At which age of the case?

# %%
hazard_prediction = Prediction(
    "m08-dangerous-age",
    question="At which age is an open complaint most likely to escalate on the next day?",
    choices=["up to a week", "8 to 15 days", "16 to 30 days", "more than 30 days"],
)
hazard_prediction

# %%
hazard = escalation_hazard(insurer, AS_OF, edges=(7, 15, 30))
hazard_prediction.reveal_button(
    f"Most escalations happen at {hazard['escalated'].idxmax()} days. But of 1,000 cases open for more than 30 days "
    f"{1000 * hazard['hazard'].iloc[-1]:.0f} escalate on any day; in the first week it is {1000 * hazard['hazard'].iloc[0]:.1f}."
)

# %%
fig, (left, right) = plt.subplots(1, 2, figsize=(9.5, 3.6))
left.bar(hazard.index, hazard["escalated"], color=PALETTE[4], edgecolor="black", hatch="//")
left.set(title="How many escalated", xlabel="Age in days", ylabel="Complaints")
center = 1000 * hazard["hazard"]
right.errorbar(
    hazard.index,
    center,
    yerr=[center - 1000 * hazard["low"], 1000 * hazard["high"] - center],
    linestyle="none",
    marker="o",
    markersize=8,
    color=PALETTE[1],
    capsize=4,
    elinewidth=2,
)
right.set(
    title="How likely it is, day by day",
    xlabel="Age in days",
    ylabel="Per 1,000 open cases and day",
    xlim=(-0.5, len(hazard) - 0.5),
    ylim=(0, None),
)
fig.tight_layout()
plt.show()

# %% [markdown]
# The left picture says: after a month they calm down. The right one says: hardly any are left to escalate, and those that are go more than ten times as fast as new ones. The difference is the denominator, **days at risk**.
# So a case of more than two weeks is worth a call each week, with news or without.
#
# The other half of the saying is that *flawless service adds up to a brand*. As a running average it does, but not evenly: a failure weighs more than a success. Suppose one failure counts as much as `k` flawless services.

# %%
rng = np.random.default_rng(8)
flawless = rng.permutation(np.arange(400) >= 16)  # 16 failures of 400: 96 % are flawless
fig, ax = plt.subplots(figsize=(9, 3.4))
for k, style in ((1, "-"), (5, "--"), (10, "-.")):
    weight = np.where(flawless, 1, k)
    score = np.cumsum(flawless * weight) / np.cumsum(weight)
    ax.plot(score, style, linewidth=2)
    ax.annotate(
        f"k = {k}", (400, score[-1]), xytext=(6, 0), textcoords="offset points", va="center"
    )
ax.set(
    xlabel="Services received by all customers, one after the other",
    ylabel="Standing, 0 to 1",
    title="The same 400 services, 96 % of them flawless",
    xlim=(20, 400),
    ylim=(0.3, 1.02),
)
plt.show()

# %% [markdown]
# With a weight of ten, a firm that does 96 of 100 things right stands where an even count would put a firm that does 70. How large k is can be estimated; it is not known from a slogan. What follows for any k above one: taking away failures does more than adding delights.
#
# ## Sentence 5: did the repair help?
#
# The payment run was repaired on July 1. The draft compares complaints a month, before and after, and finds more of them after. But the business grew, and a storm came. The lesson of a case is not in how many write; it is in **whether the same customer has to write again about the same thing**.

# %%
again = recurrence(delay, days=60, as_of=AS_OF)
followed = pd.DataFrame(
    {"month": delay["opened"].dt.to_period("M").dt.to_timestamp(), "again": again}
)
pd.DataFrame(
    {
        "complaints": len(followed),
        "came back within 60 days": int((followed["again"] == True).sum()),  # noqa: E712
        "did not": int((followed["again"] == False).sum()),  # noqa: E712
        "too recent to tell": int(followed["again"].isna().sum()),
    },
    index=["payment delay"],
)

# %%
repair_prediction = Prediction(
    "m08-repair",
    question="Of complaints about a late payment, 42 % came back within 60 days before July. And since?",
    choices=["about as many", "about 30 %", "about 20 %", "less than 10 %"],
)
repair_prediction

# %%
since = delay["opened"] >= REPAIR
repair_prediction.reveal_button(
    f"Before the repair {again[~since].mean():.0%}, since then {again[since].mean():.1%}."
)

# %%
monthly = followed.dropna(subset="again").astype({"again": float})
monthly = monthly.groupby("month")["again"].agg(["size", "mean"])
monthly = monthly[monthly["size"] >= 5]
fig, (top, bottom) = plt.subplots(2, 1, figsize=(9, 5.2), sharex=True)
counts = delay.groupby(delay["opened"].dt.to_period("M").dt.to_timestamp()).size()
top.bar(counts.index, counts, width=24, color=PALETTE[4], edgecolor="black")
top.set(ylabel="Complaints", title="The draft looks at this ...")
bottom.plot(monthly.index, monthly["mean"], "o-", color=PALETTE[0], linewidth=2)
bottom.set(ylabel="Come back", title="... and misses this", ylim=(0, 0.6))
bottom.yaxis.set_major_formatter(lambda value, _place: f"{value:.0%}")
for ax in (top, bottom):
    ax.axvline(REPAIR, color="black", linewidth=1, linestyle=":")
bottom.annotate("repair", (REPAIR, 0.55), xytext=(5, 0), textcoords="offset points", va="top")
fig.tight_layout()
plt.show()

# %% [markdown] teaches=["S001-44"]
# "Follow through and learn" is the last of the five steps, and the one that is left out most often. A picture of a fall convinces; a manager also asks whether it could be chance. Months have twenty complaints each, and chance alone moves such shares a lot.
#
# A **p-chart** answers it. The center is the share of the **months before the repair**, all their complaints together: $\bar p = \text{came back} / \text{followed}$. A month with $n$ complaints lies by chance nearly always within
#
# $$\bar p \pm 3\sqrt{\bar p\,(1-\bar p)/n}$$
#
# A month outside is a signal: something has changed.
#
# ## Task 12: signal or noise? (4 points)
#
# Write `p_chart(table, until)`.
#
# * `table` has `month` (first day of a month) and `again` (True, False, or blank if it is too early to tell). **Blank rows are in no count**; a month with blank rows only is left out.
# * `until` is the first month **after** the baseline: the center comes from all complaints of the months before it.
# * It returns a DataFrame with a row for each month (the months are the index, or a column) and the columns `n`, `p` (proportion), `low`, `high` (the limits, not below 0 and not above 1) and `signal` (True where `p` is below `low` or above `high`). Proportions unrounded, or to three decimals at least.


# %% answer="m08-q12-p-chart"
def p_chart(table, until):
    """Share, limits and signals of each month; the center comes from the months before one."""
    ### BEGIN SOLUTION
    known = table.dropna(subset="again").astype({"again": float})
    center = known.loc[known["month"] < until, "again"].mean()
    chart = known.groupby("month")["again"].agg(n="size", p="mean")
    reach = 3 * np.sqrt(center * (1 - center) / chart["n"])
    chart["low"] = (center - reach).clip(lower=0)
    chart["high"] = (center + reach).clip(upper=1)
    chart["signal"] = (chart["p"] < chart["low"]) | (chart["p"] > chart["high"])
    return chart
    ### END SOLUTION


# %% task="m08-q12-p-chart" points=4
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.complaints import make_complaints

task = Task(
    "m08-q12-p-chart",
    points=4,
    hints=[
        "Which months tell you what was usual? And how many complaints does each month really know the answer for?",
        'Drop the blanks first: `known = table.dropna(subset="again")`. The center is one number: the mean of `again` over all known rows before `until`.',
        '`groupby("month")["again"].agg(["size", "mean"])`, then the formula with each month\'s own n, then `.clip(0, 1)`.',
    ],
)


def months(*counts):
    """Rows of months from January on; of each how many came back, did not, are too recent."""
    starts = pd.date_range("2025-01-01", periods=len(counts), freq="MS")
    again = [[True] * yes + [False] * no + [None] * blank for yes, no, blank in counts]
    rows = [(start, one) for start, part in zip(starts, again, strict=True) for one in part]
    return pd.DataFrame(rows, columns=["month", "again"]).astype({"again": "boolean"})


MARCH = pd.Timestamp("2025-03-01")
chart = task.call("p_chart", months((4, 6, 0), (24, 16, 0), (2, 18, 4), (0, 0, 3)), MARCH)
task.check("three months that can be judged, and one that cannot", chart[["n", "p"]], atol=0.0006)
task.check("limits that a share can reach", chart[["low", "high"]], atol=0.0006)
task.check("signals", chart["signal"])
task.check("the insurer", task.call("p_chart", followed, REPAIR), atol=0.0006, hidden=True)
small = months((4, 6, 0), (24, 16, 1), (5, 0, 0), (0, 5, 2), (40, 0, 0), (0, 40, 0))
found = task.call("p_chart", small, MARCH)
task.check("months in which all came back, and none", found, atol=0.0006, hidden=True)
world = make_complaints(2851).complaints
world = world[world["cause"] == "payment delay"]
pairs = pd.DataFrame(
    {
        "month": world["opened"].dt.to_period("M").dt.to_timestamp(),
        "again": recurrence(world, 30, as_of=AS_OF),
    }
).reset_index(drop=True)
other = task.call("p_chart", pairs, pd.Timestamp("2025-01-01"))
task.check("another insurer, an earlier baseline", other, atol=0.0006, hidden=True)
task

# %% [markdown]
# July, August and September lie below their limits; before July no month lies outside. A single month would do as a signal; three in a row leave no doubt. October is as low, with 16 complaints: too few for a signal of its own, which is why limits depend on n.
# December cannot be judged yet, and November hardly: their 60 days are not over. Whoever counts the blanks as "did not come back" sees a repair that gets better and better, in the months of the storm.
#
# **Sentence 5, mended:** *the repair works: of the complaints about late payment, four in ten came back before it, and seven in a hundred since.* More customers complain because more are insured and a storm passed; hardly anybody complains **twice**. That was the best news of the year, and the draft called it a failure.
# (It is a before and after without a comparison group. That nothing else changed on July 1 is an assumption; the size and the date of the fall speak for it.)

# %% [markdown] teaches=["S003-145"]
# ## What else is in the mail
#
# Not every entry complains: of the 1,400 of Willow Bridge, 186 advise or ask, and were left out so far. A firm that tracks dissatisfaction gets ideas for free, provided that somebody reads for them. Where would you look?

# %%
ideas = entries.groupby("content", observed=True)["has_idea"].agg(entries="size", ideas="sum")
ideas["ideas per 100"] = 100 * ideas["ideas"] / ideas["entries"]
ideas["share of all ideas"] = ideas["ideas"] / ideas["ideas"].sum()
ideas.style.format({"ideas per 100": "{:.0f}", "share of all ideas": "{:.0%}"})

# %%
with_idea = insurer[insurer["has_idea"]]
with_idea.loc[with_idea["text_en"].str.len() < 190, ["cause", "text_en"]].head(4).style.hide(
    axis="index"
).set_properties(**{"text-align": "left", "white-space": "normal"})

# %% [markdown]
# Advice yields about ten times as many usable ideas per 100 as complaints do. And still **more than half of all ideas sit in complaints**, because there are so many. A suggestion box that leaves out the angry mail leaves out most of its stock. One question on the form of whoever closes a case is enough: *was there an idea in it?*

# %% [markdown] teaches=["S003-59", "S003-60"]
# ## Sentence 6: the desk of the bank
#
# Lantern Bank runs a **service desk**: one door for staff and customers; each ticket is answered, recorded, sent to whoever can settle it, and followed until it is closed. It sorts tickets into five kinds:
#
# | Kind | What it is | What settles it |
# |---|---|---|
# | **request** | somebody wants something that works as planned | give it |
# | **incident** | a service fails somebody, now | get the service back, soon |
# | **fault** | a thing is broken | repair or replace it |
# | **problem** | the cause behind several incidents is looked for | find it |
# | **change** | something is altered, on a plan and with a test | carry it out |
#
# The kinds are not labels for a drawer: each has a clock and an owner of its own. An incident that is settled "until next time" ten times has no owner for its cause until somebody opens a problem.
#
# ## Task 13a: sort ten tickets (2 points)
#
# `kinds` is a dictionary from each `ticket_id` below to one of the five kinds. All points from eight of ten, proportionally fewer below.

# %%
TEN = ["T10", "T16", "T18", "T22", "T25", "T29", "T36", "T43", "T59", "T64"]
tickets.set_index("ticket_id").loc[TEN, ["text_en"]].style.set_properties(
    **{"text-align": "left", "white-space": "normal"}
)

# %% answer="m08-q13a-kinds"
kinds = ...  # {"T10": "...", ...}
### BEGIN SOLUTION
kinds = {
    "T10": "fault",
    "T16": "request",
    "T18": "incident",
    "T22": "problem",
    "T25": "change",
    "T29": "request",
    "T36": "problem",
    "T43": "incident",
    "T59": "fault",
    "T64": "change",
}
### END SOLUTION

# %% task="m08-q13a-kinds" points=2
from servicelab.tasks import labeled
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q13a-kinds",
    points=2,
    hints=[
        "Is somebody stuck, is something broken, does somebody want something, look for a cause, or plan to alter something?",
        "'The whole branch is without telephone' stops people, now; 'the coin counter rattles and then stops' is a thing to repair.",
        "'Why are statements produced twice after a correction?' looks for a cause; 'Move the archive to the new server during the holiday' is a plan.",
    ],
)


def with_kinds(kinds, ids):
    read = labeled(kinds, ids).astype(str).str.strip().str.lower()
    odd = sorted(set(read) - {"request", "incident", "fault", "problem", "change"})
    assert not odd, f"{odd[0]!r} is not one of the five kinds."
    if (read == "problem").sum() >= 5:
        return 0, "", "everything-a-problem"
    if "problem" not in set(read):
        return 0, "", "problem-as-incident"
    return None if "change" in set(read) else (0, "", "change-as-request")


def in_place(kinds, ids, gold):
    read = labeled(kinds, ids).astype(str).str.strip().str.lower()
    hits = sum(read[id] == gold[id] for id in ids)
    return hits / 8, f"{hits} of ten are where the desk puts them; eight give all points."


gold = tickets.set_index("ticket_id")["kind"].astype(str)[TEN].to_dict()
task.rule("ten tickets, five kinds", with_kinds, "kinds", ids=TEN)
task.rule("each in its place", in_place, "kinds", weight=2, hidden=True, ids=TEN, gold=gold)
task

# %% [markdown]
# Now sentence 6. "Settled at first contact" is the number that every desk likes to show. Who settles a ticket in one call and sees it again next week has not settled it. Which tickets come back?

# %%
daily = tickets[tickets["kind"].isin(["request", "incident"])]
which = np.where(
    daily["kind"] == "request",
    "request",
    np.where(daily["problem_id"].notna(), "incident with a cause behind it", "other incident"),
)
show_table(
    daily.groupby(which)[["first_contact", "reopened"]]
    .mean()
    .assign(tickets=daily.groupby(which).size()),
    {"first_contact": "{:.0%}", "reopened": "{:.0%}"},
)

# %% [markdown]
# ## Task 13b: settled for good (2 points)
#
# Write `ticket_report(tickets, as_of)`.
#
# * `tickets` has `kind`, `opened`, `closed` (blank if open), `first_contact` and `reopened` (True or False).
# * It returns a dictionary or Series with three numbers: `"first contact"`: of **all requests and incidents** (open ones, too), the proportion settled at first contact; `"for good"`: the proportion of the same tickets that were settled at first contact **and not reopened**; `"oldest open"`: the age in days, at `as_of`, of the oldest ticket **of any kind** that is still open.


# %% answer="m08-q13b-desk"
def ticket_report(tickets, as_of):
    """First contact, first contact for good, and the age of the oldest open ticket."""
    ### BEGIN SOLUTION
    daily = tickets[tickets["kind"].isin(["request", "incident"])]
    waiting = tickets[tickets["closed"].isna()]
    return {
        "first contact": daily["first_contact"].mean(),
        "for good": (daily["first_contact"] & ~daily["reopened"]).mean(),
        "oldest open": (as_of - waiting["opened"].min()).days,
    }
    ### END SOLUTION


# %% task="m08-q13b-desk" points=2
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.operations import make_operations

task = Task(
    "m08-q13b-desk",
    points=2,
    hints=[
        "Settled, and it stayed settled: two columns at once. Out of which tickets?",
        '`daily = tickets[tickets["kind"].isin(["request", "incident"])]` keeps the two kinds; `a & ~b` is a and not b.',
        "The oldest open ticket has the smallest `opened` among those with `closed.isna()`; a difference of dates has `.days`.",
    ],
)
COLUMNS = ["kind", "opened", "closed", "first_contact", "reopened"]
ten = pd.DataFrame(
    [
        ("request", "2025-12-01", "2025-12-01", True, False),
        ("request", "2025-12-01", "2025-12-01", True, False),
        ("request", "2025-12-01", "2025-12-01", True, True),
        ("request", "2025-10-01", "2025-12-01", False, False),
        ("incident", "2025-12-01", "2025-12-01", True, True),
        ("incident", "2025-12-01", "2025-12-01", True, False),
        ("incident", "2025-12-11", None, False, False),
        ("incident", "2025-12-21", "2025-12-22", False, False),
        ("fault", "2025-12-02", "2025-12-02", True, False),
        ("problem", "2025-11-01", None, False, False),
    ],
    columns=COLUMNS,
).astype({"opened": "datetime64[ns]", "closed": "datetime64[ns]"})
report = task.call("ticket_report", ten, AS_OF)
task.check("settled at first contact", report["first contact"], within=(0, 1))
task.check("settled for good", report["for good"], within=(0, 1))
task.check("the oldest open ticket", report["oldest open"])
other = make_operations(seed=2858).bank_tickets[COLUMNS].copy()
broken = other.index[other["kind"] == "fault"][0]
other.loc[broken, "opened"], other.loc[broken, "closed"] = pd.Timestamp("2024-12-30"), pd.NaT
for title, desk in (("the bank", tickets), ("another desk", other)):
    found = task.call("ticket_report", desk, AS_OF)
    task.check(title, found, hidden=True)
task

# %%
linked = tickets[tickets["problem_id"].notna()]
fig, ax = plt.subplots(figsize=(9, 3.6))
names = sorted(linked["problem_id"].unique())
for place, name in enumerate(names):
    mine = linked[linked["problem_id"] == name]
    hits = mine[mine["kind"].isin(["incident", "fault"])]
    ax.plot(hits["opened"], [place] * len(hits), "o", color=PALETTE[1], markersize=8)
    found = mine.loc[mine["kind"] == "problem", "opened"]
    ax.plot(found, [place] * len(found), "D", color=PALETTE[0], markersize=9)
    landed = mine.loc[mine["kind"] == "change", "closed"].dropna()
    ax.plot(landed, [place] * len(landed), "s", color=PALETTE[2], markersize=10)
ax.set_yticks(range(len(names)), names)
ax.set_ylim(len(names) - 0.5, -0.5)
for label, marker, color in (
    ("incident or fault", "o", PALETTE[1]),
    ("problem ticket opened", "D", PALETTE[0]),
    ("change carried out", "s", PALETTE[2]),
):
    ax.plot([], [], marker, color=color, label=label)
ax.set(xlabel="", ylabel="Cause on record")
ax.set_title("Incidents end where a change lands")
name_series(ax)
plt.show()

# %% [markdown]
# Nearly every second incident with a cause behind it comes back after it was "settled". What ended a row was never a faster desk: it was a **problem record**, and a change that removed the cause. PR4 has a problem record and no change yet: its incidents go on. PR5 has a record and no incident linked to it, so nobody can say what it is worth to mend.
# Three requests have waited for months because they belong to nobody. In a share of 80 tickets they do not show; in a list by age they stand on top.
#
# **Sentence 6, mended:** *a third is settled at first contact for good; of incidents with a cause behind them nearly every second one comes back, until the change lands.*

# %%
mended = [
    f"Kappa is {kappa(coded['coder_a'], coded['coder_b']):.2f}; train 'waiting' and 'other', then count.",
    f"Misleading advice is {by_cost['share'].iloc[0]:.0%} of the cost known so far. Mend the selling.",
    f"Motor draws most: {rates.loc['motor', 'rate']:.0f} per 1,000 policy-years, in an interval that still overlaps the others; home and health cannot be told apart.",
    f"Half are closed within {median_resolution(storm)['median']:.0f} days, {share_open(storm, 15):.0%} go beyond 15; severe cases are the tail.",
    f"The repair works: {again[~since].mean():.0%} came back before it, {again[since].mean():.1%} since.",
    f"{(daily['first_contact'] & ~daily['reopened']).mean():.0%} are settled at first contact for good. Open problems, land changes.",
]
pd.DataFrame(
    {"the draft": draft, "what goes to the board": mended}, index=range(1, 7)
).style.set_properties(**{"text-align": "left", "white-space": "normal", "vertical-align": "top"})

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m08_complaints/2_log")

# %% [markdown]
# ## What you take with you
#
# * Percent agreement flatters; kappa does not. "Other" is a drawer, and a full drawer says that the codes, or the coders, need work.
# * Count for the work, cost for the program. A blank cost is not a zero.
# * A rate needs what was exposed, and a second rate in which each person counts once.
# * Keep open cases. Closed ones are the easy ones.
# * A deadline names its clock. Day of receipt: day 0. Days made up for a holiday are worked.
# * Danger is events per day at risk, not events.
# * Judge a repair by who comes back, with limits from the time before, and without those whom it is too early to judge.
#
# **Further reading.** J. Cohen, "A Coefficient of Agreement for Nominal Scales", *Educational and Psychological Measurement* 20(1), 1960.
# E. L. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete Observations", *Journal of the American Statistical Association* 53(282), 1958.
# International Organization for Standardization, *ISO 10002:2018 Quality management: Customer satisfaction: Guidelines for complaints handling in organizations*, 2018.
# C. Fornell and B. Wernerfelt, "Defensive Marketing Strategy by Customer Complaint Management: A Theoretical Analysis", *Journal of Marketing Research* 24(4), 1987.
# C. Homburg and A. Fürst, "How Organizational Complaint Handling Drives Customer Loyalty: An Analysis of the Mechanistic and the Organic Approach", *Journal of Marketing* 69(3), 2005.
# A. O. Hirschman, *Exit, Voice, and Loyalty*, Harvard University Press, 1970.
#
# **Next:** [3_recovery](3_recovery.ipynb). A slide says that a customer whose trouble was mended well is more loyal than one who never had any. The survey agrees. Should one make mistakes on purpose?
