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
#     minutes: 75
#     points: 18
#     asks: Mr. Gao
#     question: "Five numbers, all computed correctly: which sentence may go to the board?"
# ---

# %% [markdown]
# # Complaints 2 of 6: what the log says
#
# **Willow Bridge Insurance.** 75 minutes, 18 points.
#
# When you have finished this notebook you will be able to
#
# 1. code what customers write, and say how far two coders can be trusted,
# 2. rank causes by what they will have cost,
# 3. compare products by what was exposed, and say when the order is not known,
# 4. judge a repair by who comes back *and* by who comes for the first time.

# %%
from servicelab import recall

recall("m08_complaints/2_log")

# %% [markdown]
# ## Five sentences
#
# On Thursday the board of Willow Bridge reads the report on complaints. Mr. Gao, who runs the service desk, has a draft of five sentences. Each number was computed correctly. **Only one of the five may go out as it stands.**

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import Prediction, RangePrediction, Statement, load_dataset
from servicelab.complaints import exposure_rate, pareto, plot_pareto, recurrence
from servicelab.evidence import agreement_table, kappa, percent_agreement
from servicelab.plots import PALETTE, is_static, name_series, show_table, use_style

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
print(
    f"Willow Bridge: {len(entries):,} entries in two years, {len(insurer):,} of them complaints; "
    f"{len(year)} complaints in 2025"
)
log.loc[insurer.index[:3], ["opened", "closed", "severity", "cause", "remedy", "cost", "text_en"]]

# %%
at_year_end = in_force[in_force["month"] == "2025-12-01"].set_index("product")["policies"]
per_policy = 1000 * year.groupby("product", observed=True).size() / at_year_end
delay = insurer[insurer["cause"] == "payment delay"]
ideas = entries.groupby("content", observed=True)["has_idea"].agg(entries="size", ideas="sum")
draft = [
    f"Two colleagues coded 120 complaints, each alone, and agreed on {percent_agreement(codes['coder_a'], codes['coder_b']):.0%}: the codes are sound.",
    f"Payment delay comes first: {len(delay)} of {len(insurer):,} complaints. Mend it first.",
    f"Health is our worst product with {per_policy['health']:.0f} complaints per 1,000 policies, motor our best with {per_policy['motor']:.0f}.",
    f"The payment run was repaired on July 1. It did not help: {(delay['opened'] >= REPAIR).sum() / 6:.0f} complaints about delay a month since, {(delay['opened'] < REPAIR).sum() / 18:.0f} before.",
    f"Complaints hold ideas, too: {ideas.loc['complaint', 'ideas']} of the {ideas['ideas'].sum()} usable ideas in the entries of two years stand in complaints.",
]
pd.DataFrame({"the draft": draft}, index=range(1, 6)).style.set_properties(
    **{"text-align": "left", "white-space": "normal"}
)

# %% [markdown] teaches=["S001-41"]
# ## Sentence 1: what is it about?
#
# All counts stand on step two of the poster, *classify*. Two experts have agreed on one of seven codes for each complaint of the log, the **gold** code. It names what the customer wants put right:
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
# People mention the queue while they fight for their money. **Code what they want put right, not what they mention by the way.**
#
# Two colleagues coded 120 complaints. From module 2: how many would two people share who code without reading? **Kappa** takes that out; 1 is full agreement, 0 is what chance brings.

# %%
CAUSES = list(log["cause"].cat.categories)
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
    title='Colleague B says "other" twice as often as A',
)
ax.set_yticks(range(len(used)), [name.capitalize() for name in used.index])
ax.grid(visible=False)
name_series(ax, "Coded by")
plt.show()

# %%
agreement_table(coded["coder_a"], coded["coder_b"]).style.format({"agreement": "{:.2f}"})

# %% [markdown]
# B put 46 complaints into "other", A and the experts 22. The table says on which codes to train.
#
# Kappa has a weakness of its own: it also falls when one code is very common. Both pairs below agree on 90 of 100 letters:

# %%
even = pd.DataFrame({"a": [*"x" * 50, *"y" * 50], "b": [*"x" * 45, *"y" * 50, *"x" * 5]})
rare = pd.DataFrame({"a": [*"x" * 95, *"y" * 5], "b": [*"x" * 90, *"y" * 5, *"x" * 5]})
print(f"codes half and half: agreement 90 %, kappa {kappa(even['a'], even['b']):.2f}")
print(f"one code for 95 of 100: agreement 90 %, kappa {kappa(rare['a'], rare['b']):.2f}")

# %% [markdown]
# So compare kappas only where the codes are about equally common, and look at the table by code as well.
#
# ## Task 7: code a dozen, and judge the coders (4 points)
#
# * `dozen`, 3 points: a dictionary from each of twelve new letters, below, to one of the seven codes. All points from ten of twelve, proportionally fewer below.
# * `kappas`, 1 point: a dictionary or Series with the kappas of `"A with gold"` and `"B with gold"`, over the 120 complaints in `coded`.

# %%
LETTERS = {
    "L01": "Your agent said the policy covers water from above. It never did. Last year's claim was paid late as well, but this is about what I was sold: take it back.",
    "L02": "The app shows my old address again, for the third time. I waited twenty minutes on the phone before I gave up. Please, just let me change the address.",
    "L03": "Your form for dental bills has no field for the second tooth. You once refused such a bill of mine, all right. But how am I to fill this in?",
    "L04": "You refused my claim because the window was 'not locked'. It was, and the police report says so. Your sum would have been too low anyway, but first you must accept the claim.",
    "L05": "Your clerk called me a beggar in front of my son. The money came two weeks late; that I could live with. Not with being spoken to like that.",
    "L06": "Five weeks, and nobody has even opened my file. You may refuse it in the end, as you did last time. I only ask that somebody starts.",
    "L07": "You agreed to 3,400 yuan on May 2, in writing. It is June. The lady at the counter rolled her eyes when I asked. Keep your manners, send the money.",
    "L08": "First you refused, then you gave in and granted 800 yuan. That was six weeks ago, and my account is as empty as before. When does it arrive?",
    "L09": "The man from claims was short with me, and I do not care. What I do not accept is your 'no': a burst pipe is in the list of what you insure.",
    "L10": "You took 412 yuan in March, and the contract says 372. I spent half an hour in your queue to hear that. Give me back the difference.",
    "L11": "When I asked why ten yuan were missing, your adviser laughed and said I should buy a calculator. Forget the ten yuan. I want an apology.",
    "L12": "The payout came late, but it came. Only it was 2,100 yuan instead of 2,600: you have subtracted my deductible twice. Please calculate again.",
}
DOZEN = list(LETTERS)
pd.Series(LETTERS).to_frame("letter").style.set_properties(
    **{"text-align": "left", "white-space": "normal"}
)

# %% answer="m08-q7a-dozen"
dozen = ...  # {"L01": "...", ...}
kappas = ...  # {"A with gold": ..., "B with gold": ...}
### BEGIN SOLUTION
dozen = {
    "L01": "misleading advice",
    "L02": "other",
    "L03": "other",
    "L04": "refusal",
    "L05": "staff conduct",
    "L06": "waiting",
    "L07": "payment delay",
    "L08": "payment delay",
    "L09": "refusal",
    "L10": "wrong amount",
    "L11": "staff conduct",
    "L12": "wrong amount",
}
kappas = {
    "A with gold": kappa(coded["coder_a"], coded["gold"]),
    "B with gold": kappa(coded["coder_b"], coded["gold"]),
}
### END SOLUTION

# %% task="m08-q7a-dozen" points=4 grades=["S001-41"]
from servicelab.tasks import labeled
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q7a-dozen",
    points=4,
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
    if isinstance(dozen, dict):  # what is left out is wrong, and the rest counts
        dozen = pd.Series(dozen)
    if isinstance(dozen, pd.Series):
        dozen = dozen[~dozen.index.duplicated()].reindex(ids).fillna("")
    read = labeled(dozen, ids).astype(str).str.strip().str.lower()
    hits, asides = (sum(read[id] == code[id] for id in ids) for code in (gold, by_the_way))
    if asides >= 4:
        return hits / 10, "", "side-remark"
    return hits / 10, f"{hits} of twelve are coded as the experts did; ten give all points."


BY_THE_WAY = {
    "L01": "payment delay",
    "L02": "waiting",
    "L03": "refusal",
    "L04": "wrong amount",
    "L05": "payment delay",
    "L06": "refusal",
    "L07": "staff conduct",
    "L08": "refusal",
    "L09": "staff conduct",
    "L10": "waiting",
    "L11": "wrong amount",
    "L12": "payment delay",
}
GOLD = [
    "misleading advice",
    "other",
    "other",
    "refusal",
    "staff conduct",
    "waiting",
    "payment delay",
    "payment delay",
    "refusal",
    "wrong amount",
    "staff conduct",
    "wrong amount",
]
gold = dict(zip(DOZEN, GOLD, strict=True))
task.rule(
    "each of the twelve has one of the seven codes",
    with_codes,
    "dozen",
    weight=0,
    ids=DOZEN,
    causes=CAUSES,
)
for label in ("A with gold", "B with gold"):
    task.check(label, task.value("kappas")[label], weight=0.5, atol=0.0051, within=(-1, 1))
task.rule(
    "as two experts read them",
    as_experts,
    "dozen",
    weight=3,
    hidden=True,
    ids=DOZEN,
    gold=gold,
    by_the_way=BY_THE_WAY,
)
task

# %% [markdown]
# **Sentence 1, mended:** *kappa is 0.67; agreement is lowest on "other". Train it, and "waiting", then count.*
#
# ## Sentence 2: which cause first?
#
# A **Pareto** chart ranks causes and adds them up, here by count; "other" stands at the end whatever its size, since nobody can mend an "other".

# %%
plot_pareto(pareto(insurer))
plt.title("By count, payment delay comes first")
plt.show()

# %% [markdown]
# **Predict.** Each closed complaint has a `cost`: handling and what the customer was given. Which cause costs most in all?

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
if cause_prediction.decision or is_static():
    plot_pareto(by_cost, unit="yuan")
    plt.title("The same complaints by cost: the rare one comes first")
    plt.show()
else:
    print("First record your prediction above, then run this cell again.")

# %% [markdown]
# Payment delay is frequent and cheap. Misleading advice, 5 % of the complaints, makes up 58 % of the cost known so far, and is mended where policies are sold.
#
# Open cases have no cost yet: the column is **blank**, and a sum treats a blank as nothing. They are not spread evenly:

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
# Complete `expected_cost(log)`. `log` has the columns `cause` and `cost` (yuan, blank if open). The missing line is `cost`: for each cause the cost of its closed cases plus, for each open case, the **mean cost of the closed cases of the same cause**. (Open cases are the more severe ones, so this guess is on the low side.) The rest sorts it, "other" last.
#
# Then decide where the money goes. `first_causes` is a list: the fewest named causes, the most costly first, that together make up **at least 75 %** of the insurer's expected cost ("other" stays in the total, and out of the list).


# %% answer="m08-q8-expected-cost"
def expected_cost(log):
    """What each cause costs once its open cases are closed, in yuan, largest first."""
    groups = log.groupby("cause", observed=True)["cost"]  # size() counts blanks, mean() does not
    cost = ...  # a Series: one sum for each cause
    ### BEGIN SOLUTION
    cost = groups.mean() * groups.size()
    ### END SOLUTION
    cost.index = cost.index.astype(str)
    cost = cost.sort_values(ascending=False)
    return pd.concat([cost.drop("other", errors="ignore"), cost[cost.index == "other"]])


first_causes = ...  # ["...", ...]
### BEGIN SOLUTION
cost = expected_cost(insurer)
named = (cost / cost.sum()).drop("other").cumsum()
first_causes = list(named.index[: named.searchsorted(0.75) + 1])
### END SOLUTION

# %% task="m08-q8-expected-cost" points=3 decides="which causes get the money"
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.complaints import make_complaints

task = Task(
    "m08-q8-expected-cost",
    points=3,
    hints=[
        "Four complaints, three closed at 80 yuan on average. What will the four have cost?",
        "Closed sum plus open times mean is the same as mean times number of all.",
        "`groups` has `mean()` (blanks left out), `sum()`, `count()` (of what is known) and `size()` (of all).",
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
# **Sentence 2, mended:** *by expected cost misleading advice comes first, with 58 %; three codes make up more than 75 %.*
#
# ## Sentence 3: which product?
#
# The draft divides the complaints of the year by the policies in force **at its end**. Whoever was insured in March and left in August complained, and is not in the denominator; whoever joined in November had little time to complain. A rate needs what was **exposed**: policy-years. A policy in force for three months is a quarter of a year.

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
    f"and health {rates.loc['health', 'rate']:.0f}."
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
# Motor, the "best product", draws most. But an interval for a count takes complaints to be independent, and people write more than once:

# %%
year["customer_id"].value_counts().head(4).to_frame("complaints in 2025")

# %% [markdown]
# One home owner wrote 22 times, and some of it may be right. So report two rates: **complaints**, which is the work, and **different people who complained**, which is how widespread the trouble is.
#
# ## Task 9: rates that hold (4 points)
#
# Write `complaint_rates(log, in_force, start, end)`.
#
# * `log` has `product`, `customer_id` and `opened`, `in_force` has `month` (its first day), `product` and `policies`. `start` and `end` are first days of months; **`end` itself is not in the window**, so ("2025-01-01", "2026-01-01") is the year 2025.
# * It returns a DataFrame with a row for each product and three columns: `policy_years` (of the window; each month in force is a twelfth), `rate` (complaints received in the window per 1,000 policy-years) and `people` (different customers who complained in the window, of that product, per 1,000 policy-years; who complained about two products counts once in each).


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
theirs = theirs[theirs["opened"].between("2025-03-15", "2025-07-15")][COLUMNS].copy()
at_home, by_car = (theirs.loc[theirs["product"] == one, "customer_id"] for one in ("home", "motor"))
theirs.loc[by_car.index[:12], "customer_id"] = at_home.to_numpy()[:12]  # insured twice
quarter = (pd.Timestamp("2025-04-01"), pd.Timestamp("2025-07-01"))
other = task.call(
    "complaint_rates", theirs.reset_index(drop=True), world.insurer_in_force, *quarter
)
task.check("another insurer, a quarter", other, weight=2, hidden=True)
task

# %% [markdown]
# One person who complains five times is not five people, and the intervals should know that. In `exposure_rate(..., customers=True)` all complaints of one customer count as one cluster.

# %%
people = exposure_rate(
    year.groupby(["product", "customer_id"], observed=True).size(), policy_years, customers=True
)
once = exposure_rate(people["customers"], policy_years)  # each person counts once
for name, table in (("complaints", people), ("people who complained", once)):
    for other in ("home", "health"):
        two = table.loc[["motor", other]]
        ratio = two["rate"].iloc[0] / two["rate"].iloc[1]
        reach = np.exp(np.hypot(*np.log(two["high"] / two["rate"])))  # interval of a ratio of rates
        print(f"{name}, motor against {other}: {ratio:.2f} ({ratio / reach:.2f}", end="")
        print(f" to {ratio * reach:.2f}) times as often")
people.assign(people=once["rate"])[
    ["events", "customers", "largest", "rate", "low", "high", "people"]
].style.format("{:.0f}")

# %% [markdown]
# ## Task 9b: what may he tell? (3 points)
#
# Choose the sentence that these data support. The letter is graded; how sure you are is kept, and earns nothing.

# %%
product_statement = Statement(
    "m08-q9b-statement",
    "Which sentence may Mr. Gao tell the board?",
    {
        "A": "Motor draws most complaints per policy-year of 2025; whether it is the worst product, the log leaves open.",
        "B": "Motor is our worst product: it leads in complaints and in complaining people per policy-year.",
        "C": "Motor grew faster than its staff, and that is why its customers complain.",
        "D": "Health has become our best product: it has mended what used to make its customers complain.",
    },
)
product_statement

# %% answer="m08-q9b-statement"
# product_statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
product_statement.record(sentence="A", sure=0.85)
### END SOLUTION

# %% task="m08-q9b-statement" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q9b-statement",
    points=3,
    hints=[
        "Which of the sentences name a cause, and which an earlier year?",
        "Two counts, two products to compare with: which of the four intervals hold 1?",
        "First in a table and worst in truth are two things while the interval of the ratio holds 1.",
    ],
)
task.statement("product_statement")
task

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before a sentence is recorded
from IPython.display import Markdown

SAID = """
**Sentence 3, mended:** *In 2025 motor drew 332 complaints per 1,000 policy-years, home 281, health 261. In complaints motor against home is 1.18 times as often (0.91 to 1.53; one home owner wrote 22 of 264). In people who complained motor against health is 1.20 times as often (0.98 to 1.48). In neither count does motor stand apart from both others, so nobody can tell which product is worst.*
"""
product_statement.reveal_button(Markdown(SAID))

# %% [markdown]
# ## Sentence 4: did the repair help?
#
# The draft compares complaints a month. But it adds up two kinds: customers whose payment is late for the **first time**, and customers who have to write **again** about the same thing. The payment run was repaired for the second kind.

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

# %% [markdown]
# **Predict:** of the complaints about a late payment before July, 42 % came back within 60 days. What share came back of those since?

# %%
repair_prediction = RangePrediction(
    "m08-repair", "What share has come back within 60 days since the repair?"
)
repair_prediction

# %%
since = delay["opened"] >= REPAIR
repair_prediction.reveal_button(
    100 * again[since].mean(),
    f"Of {again[since].count()} complaints that could be followed for 60 days.",
)

# %% [markdown] teaches=["S001-44"]
# Could that be chance? In module 7 limits over weeks had an answer: three errors around a usual share, $\sqrt{p\,(1-p)/n}$ each. On a bank's weekly rates the usual share was known, and only a rise was an alarm. Here it has to come from the **months before the repair**, all their complaints together; each month has an $n$ of its own; and a fall is what is hoped for, so a month outside, **above or below**, is a signal. Such a chart of shares is a **p-chart**.
#
# And the first kind? Customers with their **first** complaint about a late payment, per 1,000 policy-years, up to October: on November 2 a storm brought a wave of claims, and the draft's 24 a month holds it (July to October alone: 21.5).

# %%
first = delay.sort_values("opened").drop_duplicates("customer_id")
windows = {
    "January to June": ("2025-01-01", "2025-07-01"),
    "July to October": ("2025-07-01", "2025-11-01"),
}
customers, exposed = {}, {}
for name, (start, end) in windows.items():
    customers[name] = int(((first["opened"] >= start) & (first["opened"] < end)).sum())
    months = in_force[(in_force["month"] >= start) & (in_force["month"] < end)]
    exposed[name] = months["policies"].sum() / 12
first_rates = exposure_rate(customers, exposed)
show_table(
    first_rates.set_axis(
        ["customers", "policy-years", "per 1,000 policy-years", "from", "to"], axis=1
    ),
    "{:,.0f}",
)

# %% [markdown]
# ## Task 12: signal or noise, and what now? (4 points)
#
# Complete `p_chart(table, until)`.
#
# * `table` has `month` (first day of a month) and `again` (True, False, or blank if it is too early to tell). `until` is the first month **after** the baseline. The first line leaves the blank rows out.
# * It returns a DataFrame, a row for each month, with `n`, `p` (proportion), `low`, `high` and `signal` (True where `p` lies outside the limits). Missing are `center`, `low`, `high` and `signal`; a limit is never below 0 or above 1.
#
# Then decide for Ms. Tang. `decision` is one of
#
# * `"undo"`: the complaints a month rose, so the old payment run comes back;
# * `"close"`: repeats fell, so late payment is settled, and the project ends;
# * `"keep and look"`: the repair stays, and somebody looks for what makes more payments late for the first time.


# %% answer="m08-q12-p-chart"
def p_chart(table, until):
    """Share, limits and signals of each month; the center comes from the months before one."""
    known = table.dropna(subset="again").astype({"again": float})
    chart = known.groupby("month")["again"].agg(n="size", p="mean")
    center = ...  # one number: all known rows before `until` together
    ### BEGIN SOLUTION
    center = known.loc[known["month"] < until, "again"].mean()
    ### END SOLUTION
    reach = 3 * np.sqrt(center * (1 - center) / chart["n"])
    low = ...
    high = ...
    ### BEGIN SOLUTION
    low = (center - reach).clip(lower=0)
    high = (center + reach).clip(upper=1)
    ### END SOLUTION
    signal = ...
    ### BEGIN SOLUTION
    signal = (chart["p"] < low) | (chart["p"] > high)
    ### END SOLUTION
    return chart.assign(low=low, high=high, signal=signal)


decision = ...
### BEGIN SOLUTION
decision = "keep and look"
### END SOLUTION

# %% task="m08-q12-p-chart" points=4 grades=["S001-44"] decides="what happens to the repair"
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.complaints import make_complaints

task = Task(
    "m08-q12-p-chart",
    points=4,
    hints=[
        "As in module 7, one error is that of a share among n. Which months tell you what was usual? And how many complaints does each month really know the answer for?",
        "The center is one number: the mean of `again` over all known rows before `until`, not the mean of the months' shares.",
        "`(center - reach).clip(lower=...)`; a signal lies on either side: `(chart['p'] < low) | ...`.",
    ],
)


def months(*counts):
    """Rows of months from January on; of each how many came back, did not, are too recent."""
    starts = pd.date_range("2025-01-01", periods=len(counts), freq="MS")
    again = [[True] * yes + [False] * no + [None] * blank for yes, no, blank in counts]
    rows = [(start, one) for start, part in zip(starts, again, strict=True) for one in part]
    return pd.DataFrame(rows, columns=["month", "again"]).astype({"again": "boolean"})


MARCH = pd.Timestamp("2025-03-01")
shown = months((4, 6, 0), (24, 16, 0), (2, 18, 4), (39, 1, 0), (0, 0, 3))
chart = task.call("p_chart", shown, MARCH)
task.check("limits that a share can reach", chart[["low", "high"]], atol=0.0006)
task.check("signals above and below", chart["signal"])
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
CHOICES = ["undo", "close", "keep and look"]
task.check(
    "what the two counts together support", task.value("decision"), among=CHOICES, silent=True
)
task

# %% jupyter={"source_hidden": true}
monthly = followed.dropna(subset="again").astype({"again": float})
monthly = monthly.groupby("month")["again"].agg(["size", "mean"])
monthly = monthly[monthly["size"] >= 5]
newcomers = first.groupby(first["opened"].dt.to_period("M").dt.to_timestamp()).size()
policies = in_force.groupby("month")["policies"].sum()
per_year = (12000 * newcomers / policies).dropna()
fig, (top, bottom) = plt.subplots(2, 1, figsize=(9, 5.2), sharex=True)
top.bar(per_year.index, per_year, width=24, color=PALETTE[4], edgecolor="black")
top.set(
    ylabel="Per 1,000 policy-years", title="First complaints about a late payment rose in July ..."
)
bottom.plot(monthly.index, monthly["mean"], "o-", color=PALETTE[0], linewidth=2)
bottom.set(ylabel="Come back", title="... and repeats fell", ylim=(0, 0.6))
bottom.yaxis.set_major_formatter(lambda value, _place: f"{value:.0%}")
for ax in (top, bottom):
    ax.axvline(REPAIR, color="black", linewidth=1, linestyle=":")
bottom.annotate("repair", (REPAIR, 0.55), xytext=(5, 0), textcoords="offset points", va="top")
fig.tight_layout()
plt.show()

# %% [markdown]
# July, August and September lie below their limits; no month before July lies outside. October is about as low, but its 16 complaints are too few for a signal. Of November only one complaint could be followed for 60 days, of December none.
#
# **Sentence 4, mended:** *Of complaints about late payment from July on 7 % came back within 60 days (6 of 87), of those before 42 % (137 of 326). But customers with a first one went up from 51 per 1,000 policy-years in January to June to 83 in July to October, before the storm.* The rate divides by exposure, which grew by 5 %. Why both changed in July, a before and after without a comparison group cannot tell.
#
# ## Sentence 5: what else is in the mail
#
# The entries of Willow Bridge also hold advice and information. Where are the ideas?

# %%
shares = ideas.assign(
    per_100=100 * ideas["ideas"] / ideas["entries"],
    share_of_all_ideas=ideas["ideas"] / ideas["ideas"].sum(),
)
show_table(shares, {"per_100": "{:.0f}", "share_of_all_ideas": "{:.0%}"})

# %% [markdown] teaches=["S003-145"] reads={"S003-145": "a count to look at: the simple reading is right, so nothing is left to work out"}
# Advice yields more ideas per 100 entries, 72 against 8. Still 54 % of all ideas sit in complaints: there are more of them. **Sentence 5 may go as it stands:** it counts, and claims no rate.

# %%
guessed = insurer["cost"].fillna(
    insurer.groupby("cause", observed=True)["cost"].transform("mean").round()
)
all_costs = pareto(insurer.assign(cost=guessed), value="cost")
mended = [
    f"Kappa is {kappa(coded['coder_a'], coded['coder_b']):.2f}; train 'other' and 'waiting', then count.",
    f"By expected cost of the complaints of 2024 and 2025 {all_costs.index[0]} comes first, with {all_costs['share'].iloc[0]:.0%}: look at the selling first.",
    f"Motor draws {rates.loc['motor', 'rate']:.0f} complaints per 1,000 policy-years; which product is worst, the log leaves open.",
    f"Of complaints about late payment from July on {again[since].mean():.0%} came back within 60 days, of those before {again[~since].mean():.0%}; first ones rose from {first_rates['rate'].iloc[0]:.0f} per 1,000 policy-years in January to June to {first_rates['rate'].iloc[1]:.0f} in July to October.",
    draft[4],
]
pd.DataFrame(
    {"the draft": draft, "what goes to the board": mended}, index=range(1, 6)
).style.set_properties(**{"text-align": "left", "white-space": "normal", "vertical-align": "top"})

# %% [markdown]
# ## Your own log
#
# Has your organization a list of complaints? Then put the file beside the modules, not into one (a module is handed in), run the cell, type its name, and press. CSV or xlsx, a row for each complaint: its id, when it was opened and closed (blank while open), and what there is of matter, cost, severity, product. What the file leaves open is asked in one line, with the option that answers it. Nothing leaves your machine.

# %%
from servicelab import own_file

own_file("complaints")

# %% [markdown]
# ## Be judged
#
# If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m08_complaints/2_log")

# %% [markdown]
# ## What you take with you
#
# * Percent agreement flatters; kappa takes chance out, and depends on how common the codes are. A full drawer "other" says that codes or coders need work.
# * Count for the work, cost for the program. A blank cost is not a zero.
# * A rate needs what was exposed, and a second rate in which each person counts once.
# * A repair has two counts: who comes back, and who comes for the first time.
#
# **Further reading.** J. Cohen, "A Coefficient of Agreement for Nominal Scales", *Educational and Psychological Measurement* 20(1), 1960.
# A. R. Feinstein and D. V. Cicchetti, "High Agreement but Low Kappa: I. The Problems of Two Paradoxes", *Journal of Clinical Epidemiology* 43(6), 1990.
# C. Fornell and B. Wernerfelt, "Defensive Marketing Strategy by Customer Complaint Management", *Journal of Marketing Research* 24(4), 1987.
#
# **Next:** [3_waiting](3_waiting.ipynb). The log also knows the time: how long complaints take while some are still open, and when a waiting case goes further.
