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

from servicelab import Question, load_dataset
from servicelab.agreement import agreement_table, kappa, percent_agreement
from servicelab.compare import labeled, same
from servicelab.complaints import (
    escalation_hazard,
    exposure_rate,
    pareto,
    plot_pareto,
    recurrence,
)
from servicelab.deadlines import RULES, Calendar, Deadline, deadline_table, late_share
from servicelab.figures import PALETTE, use_style
from servicelab.resolution import (
    closed_only,
    median_resolution,
    plot_resolution,
    resolution_curve,
    resolution_times,
    share_open,
)
from servicelab.widgets.prediction import Prediction

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
q = Question(
    "m08-q7a-dozen",
    points=3,
    answer="dozen",
    hidden=1,
    hints=[
        "If the firm could mend one thing only, which one would make this customer stop writing?",
        "In most of the twelve there are two grievances: one that is told with details, and one in passing.",
        "'Other' is right only where none of the six, put right, would help this customer. That is rare among the twelve.",
    ],
)
given = None
with q.check("twelve complaints, seven codes"):
    read = labeled(dozen, DOZEN).astype(str).str.strip().str.lower()
    odd = sorted(set(read) - set(CAUSES))
    assert not odd, f"{odd[0]!r} is not one of the seven codes."
    q.trap(
        read.nunique() == 1,
        "one-box",
        "All twelve carry the same code. They are about different things.",
    )
    q.trap(
        (read == "other").sum() >= 5,
        "other-as-shelter",
        "Five or more are coded 'other'. It is for what fits none of the six causes, not for what is hard to decide.",
    )
    given = read
### BEGIN HIDDEN TESTS
with q.hidden("as two experts read them", weight=2) as check:
    assert given is not None, "Looked at when the first check is right."
    _by_the_way = pd.Series(
        {
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
    )
    q.trap(
        (given == _by_the_way).sum() >= 4,
        "side-remark",
        "Several of your codes name what the customer mentions by the way. Code what the letter is about.",
    )
    hits = int((given == log.set_index("complaint_id")["cause"].astype(str).loc[DOZEN]).sum())
    check.earn(hits / 10, f"{hits} of twelve are coded as the experts did; ten give all points.")
### END HIDDEN TESTS
q

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
ax.legend(title="Coded by", frameon=False)
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
kappas = {
    "A with B": kappa(coded["coder_a"], coded["coder_b"]),
    "A with gold": kappa(coded["coder_a"], coded["gold"]),
    "B with gold": kappa(coded["coder_b"], coded["gold"]),
    "rule with gold": kappa(coded["rule"], coded["gold"]),
}
### END SOLUTION

# %% task="m08-q7b-rule" points=4
q = Question(
    "m08-q7b-rule",
    points=4,
    answer=["code_cause", "kappas"],
    hidden=2,
    hints=[
        "Which three words would you look for if you had to find the refusals in a pile?",
        "`typical_words(cause)` lists candidates. Throw out words that mean nothing by themselves ('since', 'your'), keep those that name the thing: 'payout', 'agent', 'rejected'. Parts of words and pairs of words count, too.",
        '`text.lower()` first. Ask for the rare causes before the frequent one, or count the hits of each cause and take the one with most; `return "other"` if nothing is hit.',
    ],
)
PAIRS = {"A with B": ("coder_a", "coder_b"), "A with gold": ("coder_a", "gold")}
PAIRS["B with gold"] = ("coder_b", "gold")


def _read(texts):
    """What the rule says, in small letters."""
    return [str(code_cause(text)).strip().lower() for text in texts]


mine = numbers = None
with q.check("a code for every text"):
    said = _read(coded["text_en"])
    odd = sorted(set(said) - set(CAUSES))
    assert not odd, f"Your rule says {odd[0]!r} to a text: return one of the seven codes."
    q.trap(
        len(set(said)) == 1,
        "one-code",
        "Your rule gives every text the same code. It agrees with gold wherever that code is right, and its kappa is 0.",
    )
    q.trap(
        said.count("other") > 0.6 * len(said),
        "other-as-shelter",
        "Most texts fall through to 'other'. Give each cause a few more words.",
    )
    mine = said
with q.check("four kappas"):
    numbers = labeled(kappas, [*PAIRS, "rule with gold"]).astype(float)
    q.trap(
        any(
            same(numbers[name], percent_agreement(coded[one], coded[two]), atol=0.0051, rtol=0)
            for name, (one, two) in PAIRS.items()
        )
        or (
            mine is not None
            and same(
                numbers["rule with gold"],
                percent_agreement(pd.Series(mine), coded["gold"]),
                atol=0.0051,
                rtol=0,
            )
        ),
        "percent-agreement",
        "One of them is the share coded alike. Chance has to be taken out: use `kappa`.",
    )
    assert (numbers <= 1).all(), "Kappa is 1 at most: it is no percentage."
if mine is not None:
    print(
        f"On the 120 your rule has a kappa of {kappa(mine, coded['gold']):.2f} with gold. "
        "On other complaints all points come from 0.50 on."
    )
### BEGIN HIDDEN TESTS
from functools import cache

from servicelab.worlds.complaints import make_complaints

_world = cache(make_complaints)
with q.hidden("the kappas over the 120", weight=2):
    assert numbers is not None, "Looked at when the four are there."
    right = {name: kappa(coded[one], coded[two]) for name, (one, two) in PAIRS.items()}
    right["rule with gold"] = kappa(_read(coded["text_en"]), coded["gold"])
    q.close(numbers, right, atol=0.0051, rtol=0, name="kappas")
with q.hidden("the rule on complaints of other years", weight=4) as check:
    assert mine is not None or len(set(said)) > 1, "Looked at when the rule gives several codes."
    _reached = []
    for _seed in (2851, 2852):
        _fresh = _world(_seed).complaints
        _fresh = _fresh[(_fresh["sector"] == "insurance") & (_fresh["content"] == "complaint")]
        _fresh = _fresh.iloc[::3]
        _reached.append(kappa(_read(_fresh["text_en"]), _fresh["cause"].astype(str).to_list()))
    found = sum(_reached) / 2
    check.earn(found / 0.50, f"Its kappa there is {found:.2f}; from 0.50 on you get all points.")
### END HIDDEN TESTS
q

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
plt.title("Willow Bridge, two years: complaints by cause")
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
first_causes = list(named.index[: (named < 0.75).sum() + 1])
### END SOLUTION

# %% task="m08-q8-expected-cost" points=3
q = Question(
    "m08-q8-expected-cost",
    points=3,
    answer=["expected_cost", "first_causes"],
    hidden=3,
    hints=[
        "Four complaints, three closed at 80 yuan on average. What will the four have cost?",
        "Closed sum plus open times mean is the same as mean times number of all.",
        '`groupby("cause")["cost"]` has `mean()` (blanks left out) and `size()` (blanks counted). Sort, then move "other" to the end.',
    ],
)
small = pd.DataFrame(
    {
        "cause": ["waiting"] * 4 + ["refusal"] * 2 + ["wrong amount"] * 3 + ["other"] * 6,
        "cost": [100, 100, 40, None, 900, None, 400, 400, 400, 500, 500, 500, 500, 500, None],
    }
)


def _by_cause(answer):
    """An answer with the causes in its index, whatever held them."""
    answer = pd.Series(answer) if isinstance(answer, dict) else answer
    if isinstance(answer, pd.DataFrame):
        held = [one for one in answer if set(map(str, answer[one])) & set(CAUSES)]
        answer = answer.set_index(held[0]) if held else answer
    return answer


with q.check("fifteen complaints, three of them open", weight=2):
    ranked = _by_cause(expected_cost(small.copy()))
    assert ranked is not None, "`expected_cost` returns None: does it end in `return`?"
    names = ["waiting", "refusal", "wrong amount", "other"]
    found = labeled(ranked, names).astype(float)
    q.trap(
        same(found, {"waiting": 4, "refusal": 2, "wrong amount": 3, "other": 6}),
        "count-only",
        "You counted complaints. The board asks for yuan.",
    )
    q.trap(
        same(found, {"waiting": 240, "refusal": 900, "wrong amount": 1200, "other": 2500}),
        "open-as-free",
        "A blank counted as nothing. An open case will cost something: take the mean of the closed cases of its cause.",
    )
    q.trap(
        same(found["refusal"], 900 + small["cost"].mean()),
        "overall-mean",
        "Your open cases cost the mean of all causes. Take the mean of their own cause.",
    )
    q.close(
        found,
        pd.Series({"waiting": 320.0, "refusal": 1800, "wrong amount": 1200, "other": 3000}),
        name="expected_cost",
    )
    order = [str(name) for name in ranked.index]
    q.trap(
        order[0] == "other",
        "other-on-top",
        '"other" stands on top. It is no cause that anybody could mend: put it last.',
    )
    assert order == ["refusal", "wrong amount", "waiting", "other"], (
        'The largest first, and "other" last: the order is not yet right.'
    )
with q.check("a list of named causes"):
    q.trap(
        isinstance(first_causes, set | frozenset),
        "no-order",
        "A set has no order: write a list, the dearest cause first.",
    )
    listed = [str(name) for name in first_causes]
    q.trap(
        "other" in listed,
        "other-as-cause",
        '"other" is in your list. It stays in the total, and out of the list.',
    )
    assert set(listed) <= set(CAUSES), "The list holds something that is not one of the codes."
    q.trap(
        listed[:1] == ["payment delay"],
        "count-only",
        "Your list begins with the most frequent cause. Begin with the one that costs most.",
    )


### BEGIN HIDDEN TESTS
def _expected(table):
    _parts = table.groupby("cause", observed=True)["cost"]
    _sums = _parts.mean() * _parts.size()
    _sums.index = _sums.index.astype(str)
    return _sums


with q.hidden("the insurer"):
    q.close(
        _by_cause(expected_cost(insurer.copy())),
        _expected(insurer),
        rtol=0.002,
        name="expected_cost",
    )
with q.hidden("another log of the bank"):
    _other = _world(2851).complaints
    _other = _other[(_other["sector"] == "bank") & (_other["content"] == "complaint")]
    _other = _other[_other["opened"] >= "2025-01-01"]
    _other = _other.assign(cost=_other["cost"].mask(_other["severity"] == 3))
    q.close(
        _by_cause(expected_cost(_other.copy())), _expected(_other), rtol=0.002, name="expected_cost"
    )
with q.hidden("the few that matter"):
    _total = _expected(insurer)
    _rest = _total.drop("other").sort_values(ascending=False).cumsum() / _total.sum()
    q.close(
        listed, list(_rest.index[: (_rest < 0.75).sum() + 1]), ordered=True, name="first_causes"
    )
### END HIDDEN TESTS
q

# %% [markdown]
# **Sentence 2, mended:** *three causes make up more than three quarters of the cost, and the first of them is misleading advice, one complaint in twenty.* Payment delay deserves a repair for other reasons: it comes back, as sentence 5 will show.
#
# ## Sentence 3: which product?
#
# The draft divides the complaints of the year by the policies in force **at its end**. Whoever was insured in March and left in August complained, and is not in the denominator. Whoever joined in November is, and had little time to complain.
# A rate needs what was **exposed**: policy-years. A policy that was in force for three months is a quarter of a year.

# %%
by_month = in_force.pivot(index="month", columns="product", values="policies")
ax = by_month.plot(figsize=(9, 3.6), color=PALETTE[:3], style=["-", "--", "-."], linewidth=2)
for product in by_month:
    ax.annotate(
        str(product),
        (by_month.index[-1], by_month[product].iloc[-1]),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
    )
ax.legend().remove()
ax.set(
    xlabel="",
    ylabel="Policies in force",
    title="One product grew, one shrank, one stayed",
    ylim=(0, None),
)
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
# * It returns a DataFrame with a row for each product and three columns: `policy_years` (of the window), `rate` (complaints received in the window per 1,000 policy-years) and `people` (different customers who complained in the window, of that product, per 1,000 policy-years).


# %% answer="m08-q9-rates"
def complaint_rates(log, in_force, start, end):
    """Policy-years, complaints and complaining people per 1,000 of them, by product."""
    ### BEGIN SOLUTION
    inside = log[(log["opened"] >= start) & (log["opened"] < end)]
    months = in_force[(in_force["month"] >= start) & (in_force["month"] < end)]
    years = months.groupby("product", observed=True)["policies"].sum() / 12
    groups = inside.groupby("product", observed=True)["customer_id"]
    return pd.DataFrame(
        {
            "policy_years": years,
            "rate": 1000 * groups.size() / years,
            "people": 1000 * groups.nunique() / years,
        }
    )
    ### END SOLUTION


# %% task="m08-q9-rates" points=4
q = Question(
    "m08-q9-rates",
    points=4,
    answer="complaint_rates",
    hidden=2,
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
        "product": ["A"] * 15 + ["B"] * 9,
        "customer_id": [f"C{n}" for n in range(15)] + ["D1"] * 5 + ["D2", "D3", "D4", "D5"],
        "opened": pd.to_datetime(
            ["2025-02-01", *["2025-03-10"] * 11, "2025-01-31", "2025-05-01", "2025-06-05"]
            + ["2025-02-11"] * 4
            + ["2025-04-30", "2025-04-02", "2025-01-02", "2025-05-01", "2025-06-30"]
        ),
    }
)
got = None
with q.check("two products, a window of three months", weight=2):
    answered = complaint_rates(
        few.copy(), half_year.copy(), pd.Timestamp("2025-02-01"), pd.Timestamp("2025-05-01")
    )
    assert answered is not None, "`complaint_rates` returns None: does it end in `return`?"
    answered = pd.DataFrame(answered)
    q.trap(
        {"policy_years", "rate", "people"} <= set(map(str, answered.index)),
        "transposed",
        "Rows and columns are swapped: turn the table with `.T`, so that each product is a row.",
    )
    named = [one for one in answered if set(map(str, answered[one])) == {"A", "B"}]
    answered = answered.set_index(named[0]) if named else answered
    for column in ("policy_years", "rate", "people"):
        assert column in answered, f"The table lacks the column {column!r}."
    got = answered.astype({name: float for name in ("policy_years", "rate", "people")})
    base, rate = got["policy_years"], got["rate"]
    q.trap(
        same(base["A"], 3600) or same(base["A"], 6000) or same(rate["A"], 12 / 3.6),
        "year-end",
        "You divided by the policies at the end. Those who came late had little time to complain, and those who left are missing.",
    )
    q.trap(
        same(base["A"], 2400) or same(rate["A"], 12 / 2.4),
        "mean-policies",
        "That is the mean number of policies. In force for three months, each of them is a quarter of a policy-year.",
    )
    q.trap(
        same(base["A"], 7200) or same(rate["A"], 12 / 7.2),
        "policy-months",
        "You added up policy-months. Twelve of them make a policy-year.",
    )
    q.trap(
        same(base["A"], 1575),
        "no-window",
        "You added up all months of the table. Keep those of the window, in both tables.",
    )
    q.trap(
        same(base["A"], 1000) or same(rate["A"], 13 / 0.6),
        "window-end",
        "The window ends before `end`: the first of May is outside.",
    )
    q.trap(
        same(rate["A"], 15 / 0.6),
        "all-complaints",
        "You counted complaints from outside the window, too.",
    )
    q.trap(
        same(rate["B"], 6 / 150) or same(rate["B"], 6 / 1.5),
        "per-one",
        "Is the rate per 1,000 policy-years?",
    )
    q.close(rate, {"A": 20.0, "B": 40.0}, name="the column rate")
with q.check("one customer counts once"):
    assert got is not None, "Looked at when the first check finds a table."
    q.trap(
        same(got["people"]["B"], got["rate"]["B"]),
        "noisy-customer",
        "Five complaints of product B come from one customer: count different people.",
    )
    q.close(got["people"], {"A": 20.0, "B": 2 / 0.15}, name="the column people")
    q.close(got["policy_years"], {"A": 600.0, "B": 150.0}, name="the column policy_years")


### BEGIN HIDDEN TESTS
def _rates(table, _months, _start, _end):
    _start, _end = pd.Timestamp(_start), pd.Timestamp(_end)
    table = table[table["opened"].ge(_start) & table["opened"].lt(_end)]
    _months = _months[_months["month"].ge(_start) & _months["month"].lt(_end)]
    base = _months.groupby(_months["product"].astype(str))["policies"].sum() / 12
    _who = table.groupby(table["product"].astype(str))["customer_id"]
    _columns = {"policy_years": base, "rate": _who.count() / base * 1000}
    return pd.DataFrame(_columns | {"people": _who.nunique() / base * 1000})


with q.hidden("the insurer, 2025"):
    _window = (pd.Timestamp("2025-01-01"), pd.Timestamp("2026-01-01"))
    q.close(
        complaint_rates(insurer.copy(), in_force.copy(), *_window),
        _rates(insurer, in_force, *_window),
        name="complaint_rates",
    )
with q.hidden("another insurer, a quarter", weight=2):
    elsewhere = _world(2852)
    _theirs = elsewhere.complaints.query("sector == 'insurance' and content == 'complaint'")
    _window = (pd.Timestamp("2025-04-01"), pd.Timestamp("2025-07-01"))
    q.close(
        complaint_rates(_theirs.copy(), elsewhere.insurer_in_force.copy(), *_window),
        _rates(_theirs, elsewhere.insurer_in_force, *_window),
        name="complaint_rates of a quarter",
    )
### END HIDDEN TESTS
q

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
q = Question(
    "m08-q10-over-limit",
    points=4,
    answer="over_limit",
    hidden=2,
    hints=[
        "What is known of a case that has been open for eight days? And what is not?",
        "Loop over `log.groupby(by)`; for each part `times = resolution_times(part, as_of)`.",
        '`share_open(times, days)` and `median_resolution(times)["median"]` are numbers that keep the open ones; for `closed_only` keep `times[times["closed"]]` first.',
    ],
)
DAY = pd.Timestamp("2025-12-31")
teams = pd.DataFrame(
    {
        "days": [5, 10, 20, 8, 12, 30, 40, 1, 2, 3, 4, 15, 16, 17],
        "done": [1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1],
        "team": ["X"] * 7 + ["Y"] * 7,
    }
)
spans = pd.to_timedelta(teams["days"], unit="D")
teams["opened"] = (DAY - spans).where(teams["done"] == 0, pd.Timestamp("2025-10-01"))
teams["closed"] = (teams["opened"] + spans).where(teams["done"] == 1)
teams = teams[["team", "opened", "closed"]]
table = None
with q.check("fourteen complaints of two teams, one closed on day 15", weight=2):
    table = over_limit(teams.copy(), "team", 15, DAY)
    assert table is not None, "`over_limit` returns None: does it end in `return`?"
    table = pd.DataFrame(table)
    named = [one for one in table if set(map(str, table[one])) == {"X", "Y"}]
    table = table.set_index(named[0]) if named else table
    q.trap(
        {"closed_only", "kept", "median"} <= set(map(str, table.index)),
        "transposed",
        "Rows and columns are swapped: turn the table with `.T`, so that each team is a row.",
    )
    for column in ("closed_only", "kept", "median"):
        assert column in table, f"The table lacks the column {column!r}."
    kept = table["kept"].astype(float)
    q.trap(
        same(kept["X"], 1 / 3),
        "closed-only",
        "Your `kept` is the share among closed cases. The long ones are still open: keep them.",
    )
    q.trap(
        same(kept["X"], 3 / 7),
        "open-as-closed",
        "You took open cases as if they ended on the last day. How long they will take is not known.",
    )
    q.trap(
        same(kept["X"], 5 / 7),
        "open-as-late",
        "You counted every open case as late. One of them came in eight days ago.",
    )
    q.trap(
        same(kept["X"], 1 - 6 / 7 * 4 / 5),
        "closed-share",
        "That is the share closed by then. `kept` is the share still open.",
    )
    q.trap(
        same(kept["Y"], 3 / 7),
        "boundary",
        "A complaint of team Y was closed on day 15 itself: it is not open after 15 days.",
    )
    q.close(kept, {"X": 6 / 7 * 4 / 5, "Y": 2 / 7}, name="the column kept")
with q.check("the naive share, and the median"):
    assert table is not None, "Looked at when the first check finds a table."
    q.trap(
        any(isinstance(one, pd.Series) for name in table for one in table[name]),
        "whole-series",
        'A cell of your table holds a whole Series. Pick the number: `closed_only(...)["over"]`, `median_resolution(...)["median"]`.',
    )
    naive_share = table["closed_only"].astype(float)
    q.trap(
        same(naive_share["Y"], 3 / 7),
        "boundary",
        "A complaint of team Y took 15 days. That is not *more than* 15.",
    )
    q.close(naive_share, {"X": 1 / 3, "Y": 2 / 7}, name="the column closed_only")
    middle = table["median"].astype(float)
    q.trap(
        same(middle["X"], 10),
        "median-of-closed",
        "Your median is that of the closed cases. Keep the open ones.",
    )
    q.trap(
        same(middle["X"], 12),
        "median-of-censored",
        "Your median takes open cases as closed today. Keep them open.",
    )
    q.close(middle, {"X": 20.0, "Y": 4.0}, name="the column median")


### BEGIN HIDDEN TESTS
def _over(table, by, days, as_of):
    _rows = {}
    for _value, _part in table.groupby(table[by].astype(str)):
        _times = resolution_times(_part, as_of)
        _took = _times.loc[_times["closed"], "days"]
        _rows[_value] = [(_took > days).mean(), share_open(_times, days)]
        _rows[_value].append(median_resolution(_times)["median"])
    return pd.DataFrame.from_dict(
        _rows, orient="index", columns=["closed_only", "kept", "median"]
    ).astype(float)


with q.hidden("the insurer since the storm, by severity"):
    since = insurer[insurer["opened"] >= STORM]
    q.close(
        over_limit(since.copy(), "severity", 15, AS_OF),
        _over(since, "severity", 15, AS_OF),
        atol=0.0011,
        rtol=0,
        name="over_limit by severity",
    )
with q.hidden("another log, by product, another limit", weight=2):
    _other = _world(2851).complaints
    _other = _other[(_other["sector"] == "insurance") & (_other["opened"] >= "2025-11-15")]
    q.close(
        over_limit(_other.copy(), "product", 10, AS_OF),
        _over(_other, "product", 10, AS_OF),
        atol=0.0011,
        rtol=0,
        name="over_limit by product",
    )
### END HIDDEN TESTS
q

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
q = Question(
    "m08-q11-decide-by",
    points=4,
    answer=["decide_by", "brought_forward"],
    hidden=2,
    hints=[
        "First: which day is the last one in time? Second: will anybody be there?",
        'A list of the days that are worked: `holidays.loc[holidays["working"], "date"]`. The largest of them that is not after the due day is the one.',
        "In a loop: `max(day for day in worked if day <= due)`. Faster: sort them and use `searchsorted`.",
    ],
)
cases = pd.DataFrame(
    {
        "sector": ["insurance", "insurance", "bank", "hospital", "hospital", "bank"],
        "opened": pd.to_datetime(
            [
                *("2025-09-19", "2025-06-02", "2025-08-28"),
                *("2025-09-24", "2025-01-22", "2025-05-16"),
            ]
        ),
        "closed": pd.to_datetime([None] * 6),
        "is_complex": [False, False, True, False, True, False],
    },
    index=["a", "b", "c", "d", "e", "f"],
)
moved = None
with q.check("six complaints", weight=2):
    moved = decide_by(cases.copy(), holidays.copy())
    assert moved is not None, "`decide_by` returns None: does it end in `return`?"
    moved = pd.to_datetime(labeled(moved, list(cases.index)))
    q.trap(
        moved["a"] == pd.Timestamp("2025-10-04"),
        "not-moved",
        "Complaint a is due on October 4, when nobody works. By which day must it be decided?",
    )
    q.trap(
        moved["a"] > pd.Timestamp("2025-10-04"),
        "moved-forward",
        "You moved a day that is not worked to the next one that is: by then it is late.",
    )
    q.trap(
        moved["b"] == pd.Timestamp("2025-06-16"),
        "day-of-receipt",
        "Complaint b is a day early. Either the day of receipt was counted (it is day 0, not day 1), or you took the last day worked *before* the due day: it may be the due day itself, `<=`.",
    )
    q.trap(
        moved["a"] in (pd.Timestamp("2025-10-03"), pd.Timestamp("2025-10-02")),
        "holidays-ignored",
        "Early October is a holiday: look into the table, not at the day of the week.",
    )
    q.trap(
        moved["c"] == pd.Timestamp("2025-09-12"),
        "one-rule-for-all",
        "Complaint c is complex: not everybody has 15 days. `RULES` holds a rule for each sector, with more days for complex cases, and `deadline_table` applies it.",
    )
    q.trap(
        moved["c"] == pd.Timestamp("2025-09-26"),
        "made-up-days",
        "September 27, 2025 is a Saturday that is worked. The table says which days are.",
    )
    q.trap(
        moved["d"] == pd.Timestamp("2025-09-29"),
        "calendar-for-working",
        "Complaint d went to the hospital: five *working* days.",
    )
    q.trap(
        moved["d"] in (pd.Timestamp("2025-10-01"), pd.Timestamp("2025-10-09")),
        "made-up-days",
        "Complaint d: the Saturday of September 27 is a working day. Give the calendar to `deadline_table`.",
    )
    q.trap(
        moved["e"] < pd.Timestamp("2025-02-07"),
        "calendar-for-working",
        "Complaint e is a complex one of the hospital: ten *working* days, across the Spring Festival.",
    )
    first = ["2025-09-30", "2025-06-17", "2025-09-27", "2025-09-30"]
    q.close(
        [str(day.date()) for day in moved.iloc[:4]], first, ordered=True, name="decide_by, a to d"
    )
with q.check("a proportion"):
    assert 0 < float(brought_forward) < 1, "`brought_forward` is a proportion between 0 and 1."


### BEGIN HIDDEN TESTS
def _decide(table, days):
    _worked = set(days.loc[days["working"], "date"])
    _last = []
    for day in deadline_table(table, calendar=Calendar(days))["due"]:
        while pd.Timestamp(day) not in _worked:
            day = day - pd.Timedelta(days=1)
        _last.append(pd.Timestamp(day))
    return pd.Series(_last, index=table.index)


with q.hidden("another log, with a holiday more", weight=2):
    _other = _world(2852).complaints
    _other = _other[_other["opened"] >= "2025-01-01"].iloc[::3]
    days = holidays.copy()
    days.loc[days["date"].between("2025-06-23", "2025-06-27"), "working"] = False
    days.loc[days["date"].isin(pd.to_datetime(["2025-06-21", "2025-06-29"])), "working"] = True
    answered = pd.to_datetime(pd.Series(decide_by(_other.copy(), days.copy())))
    right = _decide(_other, days)
    assert len(answered) == len(right), "One date for each complaint is expected."
    _wrong = int((answered.reindex(right.index) != right).sum())
    assert not _wrong, f"{_wrong} of {len(right)} dates differ in another log."
with q.hidden("how many are brought forward"):
    _due = deadline_table(year, calendar=Calendar(holidays))["due"]
    _share = (_decide(year, holidays) < _due).mean()
    q.close(brought_forward, _share, atol=0.0006, rtol=0, name="brought_forward")
### END HIDDEN TESTS
q

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
q = Question(
    "m08-q12-p-chart",
    points=4,
    answer="p_chart",
    hidden=2,
    hints=[
        "Which months tell you what was usual? And how many complaints does each month really know the answer for?",
        'Drop the blanks first: `known = table.dropna(subset="again")`. The center is one number: the mean of `again` over all known rows before `until`.',
        '`groupby("month")["again"].agg(["size", "mean"])`, then the formula with each month\'s own n, then `.clip(0, 1)`.',
    ],
)
JAN, FEB, MAR, APR = pd.date_range("2025-01-01", periods=4, freq="MS")
seventy = pd.DataFrame(
    {
        "month": [JAN] * 10 + [FEB] * 40 + [MAR] * 24 + [APR] * 3,
        "again": pd.array(
            [True] * 4 + [False] * 6
            + [True] * 24 + [False] * 16
            + [True] * 2 + [False] * 18 + [None] * 4
            + [None] * 3,
            dtype="boolean",
        ),
    }
)  # fmt: skip


def _limit(center, n, sigmas=3):
    return center - sigmas * np.sqrt(center * (1 - center) / n)


plotted = None
with q.check("three months that can be judged, and one that cannot", weight=2):
    plotted = p_chart(seventy.copy(), MAR)
    assert plotted is not None, "`p_chart` returns None: does it end in `return`?"
    plotted = pd.DataFrame(plotted)
    if "month" in plotted:
        plotted = plotted.set_index("month")
    for column in ("n", "p", "low", "high", "signal"):
        assert column in plotted, f"The table lacks the column {column!r}."
    if isinstance(plotted.index, pd.PeriodIndex):
        plotted.index = plotted.index.to_timestamp()
    plotted.index = pd.to_datetime(plotted.index)
    march = plotted.loc[MAR].astype(float)
    q.trap(
        same(march["n"], 24) or same(march["p"], 2 / 24),
        "blank-as-no",
        "You counted complaints that are too recent to tell as if they had not come back. Leave them out.",
    )
    q.trap(
        APR in plotted.index,
        "blank-month",
        "April has blank rows only: leave it out.",
    )
    low = march["low"]
    q.trap(
        same(low, _limit(0.5, 20)),
        "mean-of-months",
        "You took the mean of the months' shares. Ten complaints then count as much as forty: pool them.",
    )
    q.trap(
        same(low, max(_limit(30 / 70, 20), 0)),
        "after-in-baseline",
        "The center includes the months after the repair. Take it from the months before `until`.",
    )
    q.trap(
        same(low, _limit(0.56, 20, 2)) or same(low, _limit(0.56, 20, 1.96)),
        "two-sigma",
        "These are limits of two standard errors. A p-chart uses three.",
    )
    q.trap(
        any(same(low, _limit(0.56, n)) for n in (50, 70, 70 / 3, 25, 1)),
        "same-n",
        "Each month has limits of its own: divide by its own n.",
    )
    q.close(
        plotted.assign(high=plotted["high"].clip(upper=1))[["n", "p", "low", "high"]].astype(float),
        pd.DataFrame(
            {
                "n": [10.0, 40.0, 20.0],
                "p": [0.4, 0.6, 0.1],
                "low": [_limit(0.56, n) for n in (10, 40, 20)],
                "high": [1.0, _limit(0.56, 40, -3), _limit(0.56, 20, -3)],
            },
            index=[JAN, FEB, MAR],
        ),
        name="p_chart",
    )
with q.check("limits that a share can reach, and signals"):
    assert plotted is not None, "Looked at when the first check finds a table."
    q.trap(
        float(plotted["high"].loc[JAN]) > 1 + 1e-9,
        "above-one",
        "A share cannot be above 1: clip the limits to 0 and 1.",
    )
    q.close(
        [bool(one) for one in plotted["signal"]],
        [False, False, True],
        ordered=True,
        name="signal",
    )


### BEGIN HIDDEN TESTS
def _chart(table, until):
    _known = table[table["again"].notna()]
    _came = _known["again"].astype(bool)
    center = _came[_known["month"] < until].mean()
    _size, _share = _came.groupby(_known["month"]).size(), _came.groupby(_known["month"]).mean()
    _reach = 3 * (center * (1 - center) / _size) ** 0.5
    low, _high = (center - _reach).clip(0, 1), (center + _reach).clip(0, 1)
    _signal = (_share < low) | (_share > _high)
    return pd.DataFrame({"n": _size, "p": _share, "low": low, "high": _high, "signal": _signal})


def _tidy(_chart):
    _chart = pd.DataFrame(_chart)
    _chart = _chart.set_index("month") if "month" in _chart else _chart
    _index = (
        _chart.index.to_timestamp() if isinstance(_chart.index, pd.PeriodIndex) else _chart.index
    )
    _chart = _chart.set_axis(pd.to_datetime(_index), axis=0)
    return _chart.astype({"signal": bool, "n": float})


with q.hidden("the insurer"):
    q.close(
        _tidy(p_chart(followed.copy(), REPAIR)),
        _chart(followed, REPAIR).astype({"n": float}),
        atol=0.0006,
        rtol=0,
        name="p_chart",
    )
with q.hidden("another insurer, an earlier baseline", weight=2):
    _other = _world(2851).complaints
    _other = _other[_other["cause"] == "payment delay"]
    _pairs = pd.DataFrame(
        {
            "month": _other["opened"].dt.to_period("M").dt.to_timestamp(),
            "again": recurrence(_other, 30, as_of=AS_OF),
        }
    )
    q.close(
        _tidy(p_chart(_pairs.copy(), pd.Timestamp("2025-01-01"))),
        _chart(_pairs, pd.Timestamp("2025-01-01")).astype({"n": float}),
        atol=0.0006,
        rtol=0,
        name="p_chart of another insurer",
    )
### END HIDDEN TESTS
q

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
q = Question(
    "m08-q13a-kinds",
    points=2,
    answer="kinds",
    hidden=1,
    hints=[
        "Is somebody stuck, is something broken, does somebody want something, look for a cause, or plan to alter something?",
        "'The whole branch is without telephone' stops people, now; 'the coin counter rattles and then stops' is a thing to repair.",
        "'Why are statements produced twice after a correction?' looks for a cause; 'Move the archive to the new server during the holiday' is a plan.",
    ],
)
sorted_kinds = None
with q.check("ten tickets, five kinds"):
    sorted_kinds = labeled(kinds, TEN).astype(str).str.strip().str.lower()
    odd = sorted(set(sorted_kinds) - {"request", "incident", "fault", "problem", "change"})
    assert not odd, f"{odd[0]!r} is not one of the five kinds."
    q.trap(
        (sorted_kinds == "problem").sum() >= 5,
        "everything-a-problem",
        "In daily speech all of these are problems. At a service desk a problem is the cause behind several incidents.",
    )
    q.trap(
        "problem" not in set(sorted_kinds),
        "problem-as-incident",
        "None is a problem? Two tickets do not report a failure: they look for what several failures have in common.",
    )
    q.trap(
        "change" not in set(sorted_kinds),
        "change-as-request",
        "None is a change? Two tickets alter a system for everybody, on a plan; a request gives one person what exists already.",
    )
### BEGIN HIDDEN TESTS
with q.hidden("each in its place", weight=2) as check:
    assert sorted_kinds is not None, "Looked at when the first check is right."
    _gold = tickets.set_index("ticket_id")["kind"].astype(str).loc[TEN]
    hits = int((sorted_kinds == _gold).sum())
    check.earn(hits / 8, f"{hits} of ten are where the desk puts them; eight give all points.")
### END HIDDEN TESTS
q

# %% [markdown]
# Now sentence 6. "Settled at first contact" is the number that every desk likes to show. Who settles a ticket in one call and sees it again next week has not settled it. Which tickets come back?

# %%
daily = tickets[tickets["kind"].isin(["request", "incident"])]
which = np.where(
    daily["kind"] == "request",
    "request",
    np.where(daily["problem_id"].notna(), "incident with a cause behind it", "other incident"),
)
daily.groupby(which)[["first_contact", "reopened"]].agg(["mean"]).droplevel(1, axis=1).assign(
    tickets=daily.groupby(which).size()
).style.format({"first_contact": "{:.0%}", "reopened": "{:.0%}"})

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
q = Question(
    "m08-q13b-desk",
    points=2,
    answer="ticket_report",
    hidden=1,
    hints=[
        "Settled, and it stayed settled: two columns at once. Out of which tickets?",
        '`daily = tickets[tickets["kind"].isin(["request", "incident"])]` keeps the two kinds; `a & ~b` is a and not b.',
        "The oldest open ticket has the smallest `opened` among those with `closed.isna()`; a difference of dates has `.days`.",
    ],
)
WEEK = pd.Timestamp("2025-12-31")
ten_tickets = pd.DataFrame(
    {
        "kind": ["request"] * 4 + ["incident"] * 4 + ["fault", "problem"],
        "opened": pd.to_datetime(["2025-12-01"] * 6 + ["2025-12-11", "2025-12-21", "2025-12-02"] + ["2025-11-01"]),
        "closed": pd.to_datetime(["2025-12-01"] * 6 + [None, "2025-12-22", "2025-12-02", None]),
        "first_contact": [True, True, True, False, True, True, False, False, True, False],
        "reopened": [False, False, True, False, True, False, False, False, False, False],
    }
)  # fmt: skip
age = None
with q.check("two shares of ten tickets"):
    summary = ticket_report(ten_tickets.copy(), WEEK)
    assert summary is not None, "`ticket_report` returns None: does it end in `return`?"
    summary = labeled(summary, ["first contact", "for good", "oldest open"])
    age = summary["oldest open"]
    summary = summary.drop("oldest open").astype(float)
    q.trap(
        same(summary["first contact"], 0.6) or same(summary["for good"], 0.4),
        "all-kinds",
        "You divided by all ten tickets. Nobody expects a problem to be settled at first contact: requests and incidents only.",
    )
    q.trap(
        same(summary["first contact"], 5 / 7) or same(summary["for good"], 3 / 7),
        "closed-only",
        "You left out open tickets. They were not settled at first contact.",
    )
    q.trap(
        same(summary["for good"], summary["first contact"]),
        "reopened-ignored",
        "The two shares are equal: some were taken up again.",
    )
    q.trap(
        same(summary["for good"], 0.6),
        "share-of-settled",
        "You divided by the tickets settled at first contact. Divide by all requests and incidents.",
    )
    q.trap(
        same(summary["for good"], 0.75),
        "not-reopened",
        "That is the share not reopened. Some of these were never settled at first contact: both must hold.",
    )
    q.close(summary, {"first contact": 0.625, "for good": 0.375}, name="the two shares")
with q.check("the oldest open ticket"):
    assert age is not None, "Looked at when the first check finds three numbers."
    age = float(getattr(age, "days", age))
    q.trap(
        same(age, 20) or same(age, 30),
        "oldest-of-some",
        "The oldest open ticket is of another kind: look at all kinds, and at open ones only.",
    )
    q.close(age, 60.0, name="oldest open")
### BEGIN HIDDEN TESTS
with q.hidden("another desk", weight=2):
    from servicelab.worlds.operations import make_operations

    _other = make_operations(seed=2858).bank_tickets
    _both = _other[_other["kind"].astype(str).isin(["request", "incident"])]
    right = {
        "first contact": _both["first_contact"].mean(),
        "for good": (_both["first_contact"] & (_both["reopened"] == False)).mean(),  # noqa: E712
    }
    _theirs = labeled(
        ticket_report(_other.copy(), AS_OF), ["first contact", "for good", "oldest open"]
    )
    _last = _theirs["oldest open"]
    q.close(_theirs.drop("oldest open").astype(float), right, name="the two shares")
    _oldest = (AS_OF - _other.loc[_other["closed"].isna(), "opened"].min()).days
    q.close(float(getattr(_last, "days", _last)), float(_oldest), atol=0.01, name="oldest open")
### END HIDDEN TESTS
q

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
ax.legend(frameon=False, ncols=3, loc="lower center", bbox_to_anchor=(0.5, 1.08))
ax.set(xlabel="", ylabel="Cause on record")
ax.set_title("Incidents end where a change lands", pad=42)
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
# **Next:** `3_recovery`. A slide says that a customer whose trouble was mended well is more loyal than one who never had any. The survey agrees. Should one make mistakes on purpose?
