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
#     module: m02_segmentation
#     title: What later data say
#     minutes: 75
#     points: 32
#     asks: Ms. Qiao
#     question: "Who will accept, did the calls help, and which fields may stay?"
# ---

# %% [markdown]
# # Segmentation 4 of 4: what later data say
#
# **Lantern Bank, Riverside branch.** 75 minutes, 32 points.
#
# When you have finished this notebook you will be able to
#
# 1. test a prediction on later data without letting the future leak in,
# 2. value a campaign by what it changed, for better and for worse,
# 3. say what cannot be told, and what can,
# 4. argue which fields of the database may stay.

# %%
from servicelab import recall

recall("m02_segmentation/4_evidence")

# %%
import numpy as np
import pandas as pd

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.customers import auc, behavior_features, field_benefit, reactivation_uplift
from servicelab.plots import show_table

SPRING = pd.Timestamp("2025-03-01")
customers = load_dataset("bank_customers")
transactions = load_dataset("bank_transactions")
agreed = customers.loc[customers["consent_profiling"], "customer_id"]
offers, later = (
    wave[wave["customer_id"].isin(agreed)]
    for wave in (load_dataset("bank_offers"), load_dataset("bank_offers_later"))
)

# %% [markdown] teaches=["S001-24"]
# ## Do not let the future in
#
# Serving people one by one has three steps: collect and profile, customize, and **keep tracking** whether it still fits.
# The branch would like a score for each customer instead of a segment, and tracking it means to test it on what came later.
# Prediction is easy to fake without noticing. There are two doors through which the future comes in (Kaufman and others, 2012):
#
# 1. a **field** that was filled after the event, and
# 2. a **split** that lets later cases into the data from which the forecast learns.
#
# **A worked example.** Willow Bridge wants to know today which claims will be disputed. The date of a claim is known today; the name of the lawyer is filled when there is a dispute. Date stays, lawyer goes.


# %%
def table_before(offers, until, offer="credit"):
    """Customers who were made one offer, with what the branch knew of them on the day `until`."""
    known = behavior_features(customers, transactions, until=until)
    person = customers.set_index("customer_id").drop(columns=["balance", "revolving_share"])
    made = offers[offers["offered"] == offer]
    return made.join(known, on="customer_id").join(person, on="customer_id")


spring = table_before(offers, SPRING)
CANDIDATES = [
    "age",
    "products",
    "complaints_12m",
    "branch_contacts",
    "transactions",
    "balance",
    "revolving_share",
    "app_share",
    "balance_30d_after",
]
spring[CANDIDATES].head(3)

# %% [markdown]
# ## Task 10: an honest test (5 points)
#
# Products, complaints, visits, balance and share of credit used are given as they stood before **1 March 2025**, the day of the first offer. Age is counted to 1 January 2026; it follows from the birth date, so it was known before.
# Only the payments move on with the date `until`. And `balance_30d_after` says itself when it was filled.
#
# Predict who accepts the **credit**: learn on spring, test on autumn. The measure is the **AUC**: the chance that an accepting customer gets a higher score than a refusing one (0.5 is a coin, 1 is perfect).
#
# Of the 962 customers who were offered credit in autumn, 34 % had been offered it in spring. Their spring answer was known by then, so it is no future.
#
# * `until_autumn`: the date up to which payments may be used for the autumn offers, which went out from 1 September 2025.
#   Payments *before* that date are used.
# * `autumn`: `table_before(later, until_autumn)`.
# * `fields`: **all** of `CANDIDATES` that were known before an offer was made, and nothing else.
# * `honest_auc`: `auc(spring, autumn, fields)` from the library.

# %% answer="m02-q10-honest-test"
until_autumn = ...
autumn = ...
fields = ...
honest_auc = ...
### BEGIN SOLUTION
until_autumn = pd.Timestamp("2025-09-01")
autumn = table_before(later, until_autumn)
fields = [field for field in CANDIDATES if field != "balance_30d_after"]
honest_auc = auc(spring, autumn, fields)
### END SOLUTION

# %% task="m02-q10-honest-test" points=5 grades=["S001-24", "S002-11", "S002-14"]
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q10-honest-test",
    points=5,
    hints=[
        "Stand in the branch on the last evening of August. Which columns are filled?",
        "One of the candidates has a time in its name.",
        '`pd.Timestamp("2025-09-01")`, all candidates but that one, then the two lines of the task.',
    ],
)


def until(day):
    day = pd.Timestamp(day)
    if day > pd.Timestamp("2025-09-02"):
        return 0, "", "later-payments"
    if day <= pd.Timestamp("2025-03-01"):
        return 0, "", "stale-behavior"
    assert day >= pd.Timestamp("2025-08-30"), (
        "You leave out payments that were known when the autumn offers went out."
    )


def before(fields, known):
    if "balance_30d_after" in set(fields):
        return 0, "", "leakage"
    odd, missing = set(fields) - set(known), [one for one in known if one not in set(fields)]
    assert not odd, "Choose from CANDIDATES."
    if missing:
        return 1 - len(missing) / len(known), f"{missing[0]} was known before the offer: use it."


task.rule("nothing after the offers went out", until, "until_autumn")
title = "only fields known before the offer, and all of them"
task.rule(title, before, "[str(field) for field in fields]", weight=2, known=CANDIDATES[:-1])
score = task.value("honest_auc")
own = "auc(spring, autumn, [str(field) for field in fields])"
title = "your own fields, learned on spring, tested on autumn"
task.check(title, score, weight=2, atol=0.0015, within=(0, 1), own=own)
task.check("the honest AUC", score, weight=2, atol=0.003)
task

# %% [markdown] teaches=["S000-20"]
# A forecast for *new* customers would have to leave out those who were asked before; here that changes the AUC by less than 0.01.
#
# ## Waking the sleepers
#
# Before buying new customers, a branch should look at the ones it has: accounts that went quiet. Riverside took 900 of them, drew half at random in April, and called those.
#
# The call center reports proudly how many accounts came back. Its report forgets that some come back by themselves. And nobody has asked what else the calls did.

# %%
closing = RangePrediction(
    "m02-closed",
    "At the end of the year, how many more of 100 called accounts are closed than of 100 that were not called? (Below zero: fewer.)",
    lowest=-50,
    highest=50,
    unit="accounts",
)
closing

# %% [markdown]
# ## The Python of two groups
#
# A group that is made by a column of True and False is taken out by `[True]` or `[False]`. Twelve patients, half of them were sent a reminder:

# %%
reminders = pd.DataFrame(
    {"sent": [True] * 6 + [False] * 6, "came": [1, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0]}
)
came = reminders.groupby("sent")["came"].mean()
print(f"{came[True]:.0%} of those with a reminder came, {came[False]:.0%} of the others.")

# %% [markdown]
# ## Task 11: what is a call worth? (6 points)
#
# `calls` holds all accounts of the experiment. Take all of them, whether they are still open or not.
#
# * Complete `by_call(calls, column)`: how much larger the share of ones in `column` is among those called than among those not called; a difference of two proportions, $p_\text{called} - p_\text{not called}$.
# * `worth_per_call`: the extra margin that one call brings on average through accounts that are used again, in **yuan per call, before its cost**: that difference for `reactivated`, times the margin.
# * `closed_by_call`: how much larger the share of **closed** accounts (`still_open` of 0) is among those called than among those not called; a difference of two proportions.
# * `net_per_call`: in yuan, the worth, less the `cost` of a call, less 40 yuan for each account that a call closes: what it costs the branch to win back an account.
# * `call_again`: the decision. `True` if `net_per_call` is more than 0, else `False`.

# %%
calls = load_dataset("bank_reactivation")
calls.head(3)


# %% answer="m02-q11-call"
def by_call(calls, column):
    """How much larger the share of ones is among those called."""
    share = calls.groupby("called")[column].mean()
    more = ...
    ### BEGIN SOLUTION
    more = share[True] - share[False]
    ### END SOLUTION
    return more


worth_per_call = ...
closed_by_call = ...
net_per_call = ...
call_again = ...
### BEGIN SOLUTION
worth_per_call = by_call(calls, "reactivated") * calls["margin"].max()
closed_by_call = -by_call(calls, "still_open")
net_per_call = worth_per_call - calls["cost"].max() - 40 * closed_by_call
call_again = net_per_call > 0
### END SOLUTION

# %% task="m02-q11-call" points=6 grades=["S000-20"] decides="whether to call again"
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q11-call",
    points=6,
    hints=[
        "Of a hundred called customers who came back, how many would have come anyway? Of a hundred who closed, how many would have closed anyway?",
        "`share[True]` is the share among those called. What one call costs stands in the rows of those who were called.",
        "`more = share[...] - share[...]`; an account is closed where `still_open` is 0, so more open ones are fewer closed ones; the net takes two things off the worth.",
    ],
)
ten = pd.DataFrame(
    {
        "called": [True] * 5 + [False] * 5,
        "reactivated": [1, 1, 0, 0, 1, 0, 1, 0, 0, 0],
        "still_open": [1, 0, 0, 1, 1, 1, 1, 1, 0, 1],
    }
)
more = task.call("by_call", ten, "reactivated")
task.check("three of five came back, and one of five without a call", more, within=(-1, 1))
some = calls.sample(80, random_state=4)[["called", "reactivated", "still_open"]]
more = task.call("by_call", some, "still_open")
task.check("other accounts, another column", more, hidden=True, within=(-1, 1))
worth = task.value("worth_per_call")
margin = int(calls["margin"].max())
task.check("only what the call changed", worth, atol=0.05, within=(-margin, margin))
closed = task.value("closed_by_call")
task.check("accounts that a call closes", closed, atol=0.002, within=(-1, 1))
task.check(
    "the net follows from your own numbers",
    task.value("net_per_call"),
    atol=0.05,
    own='worth_per_call - calls["cost"].max() - 40 * closed_by_call',
)
task.check(
    "the decision follows from your own net",
    task.value("call_again"),
    own="net_per_call > 0",
)
task

# %%
is_open = calls.groupby("called")["still_open"].mean()
closing.reveal_button(
    100 * (is_open[False] - is_open[True]),
    "At the end of the year 56 % of the called accounts were open, and 81 % of the others.",
)

# %%
show_table(
    calls.groupby("called").agg(
        accounts=("reactivated", "size"),
        came_back=("reactivated", "mean"),
        still_open=("still_open", "mean"),
    ),
    {"came_back": "{:.1%}", "still_open": "{:.1%}"},
)

# %%
reactivation_uplift(calls)

# %% [markdown]
# Whether the calls woke anybody, these 900 accounts cannot tell: the limits of 95 % reach from -0.5 to 8.5 points. That they closed accounts is clear: 25 more of a hundred, with limits of 19 and 31.
# The net of a call has limits, too: from -27 to +1 yuan. It is probably a loss, not certainly, so not to call is the better bet.
#
# Is it that a call wakes a sleeper who then leaves? No: of the 72 called accounts that came back, 64 were still open. Those who closed had hardly ever come back; it looks as if a call reminds people of an account that they do not need.
#
# ## Task 11b: what may be told (3 points)
#
# The letter is graded; how sure you were is kept, for you.

# %%
statement = Statement(
    "m02-q11b-statement",
    "Which sentence about the calls may Ms. Qiao tell head office?",
    {
        "A": "Whether calls bring accounts back we cannot tell; they did close accounts, about 25 more in a hundred.",
        "B": "Calls work: 16 % of the dormant accounts that we called were used again within 90 days.",
        "C": "Calls wake sleepers, who then look at their account and leave us.",
        "D": "Banks should never call dormant accounts: it drives customers away, whoever calls and whatever is said.",
    },
)
statement

# %% answer="m02-q11b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="A", sure=0.85)
### END SOLUTION

# %% task="m02-q11b-statement" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q11b-statement",
    points=3,
    hints=[
        "Which sentence compares those called with those not called, both times?",
        "Does zero lie between the limits? Who closed, those who came back or the others?",
        "One branch, one script, one April: how far does that reach?",
    ],
)
task.statement("statement")
task

# %% [markdown] teaches=["S002-12", "S002-15"]
# ## Which fields may stay?
#
# "The more we know of the customer, the better." Ms. Qiao's predecessor collected by that rule. The law in China asks otherwise:
# data need a clear purpose and the smallest scope that serves it (Personal Information Protection Law, Article 6);
# sensitive data, such as health, faith or financial accounts, need a specific purpose, strict protection and separate consent (Articles 28 and 29). Article 24 you know, from the last notebook.
#
# And the purpose can be tested. The four behaviors are known anyway. How much does each archive **add** to the forecast on later data?
# When the other fields (clubs, events, income and so on) were filled, the file does not say: 73 % of the records were checked with the customer after the first offer. So their gain may contain some future, and is if anything too large.
#
# An archive that means nothing does not add zero. The forecast learns its accidents in spring, and in autumn they mislead, so it mostly loses a little.
# And the autumn customers are few: draw them again, and see how far the largest gain moves.

# %%
base = ["transactions", "balance", "revolving_share", "app_share"]
archives = {
    "1 Person: age, occupation, household": ["age", "occupation", "household_size"],
    "2 Social life: clubs, events": ["clubs", "event_attendance"],
    "3 Economic: income, home": ["monthly_income", "home_owner"],
    "4 Relation: products, visits, complaints": ["products", "branch_contacts", "complaints_12m"],
    "5 Other: zodiac sign, hobby": ["zodiac", "hobby"],
}
waves = {
    offer: (
        table_before(offers, SPRING, offer),
        table_before(later, pd.Timestamp("2025-09-01"), offer),
    )
    for offer in ("credit", "wealth")
}
gain = pd.DataFrame(
    {
        offer: {name: field_benefit(*pair, base, columns) for name, columns in archives.items()}
        for offer, pair in waves.items()
    }
)
show_table(gain, "{:+.3f}", caption="Change in AUC on autumn, beyond the four behaviors")

# %%
draw = np.random.default_rng(11)
before, after = waves["credit"]
relation = archives["4 Relation: products, visits, complaints"]
again = []
for _repeat in range(40):
    drawn = after.iloc[draw.integers(len(after), size=len(after))]
    again.append(field_benefit(before, drawn, base, relation))
low, high = np.quantile(again, [0.025, 0.975])
print(f"Archive 4 on credit, autumn customers drawn again: {low:+.3f} to {high:+.3f}")

# %% [markdown]
# No archive adds more than 0.01 to the AUC on autumn, and with some sixty acceptances an offer so small a gain cannot be told from luck.
# That is no proof that a field is useless for everything. It says that *this* purpose does not pay for it.
#
# ## Task 12a: mark two memos (3 points)
#
# Soon you will write to Ms. Qiao about fields. First mark what two colleagues wrote about another one, `household_size`, with the criteria by which your own memo is marked:
#
# | Criterion | 0 | 1-3 | 4-5 |
# |---|---|---|---|
# | **Purpose** | none named | a purpose, but one that fits any field | for each field the decision it serves, in words a customer would accept |
# | **Evidence** | opinion | a number from this module, but not on later data or without its meaning | for each field its benefit on later data, or why that number cannot settle it |
# | **Risk and decision** | "collect everything", or no decision | a decision without what could go wrong | a decision, the harm it avoids or accepts, the article it touches, and what would change your mind |
#
# > **Memo 1.** "Household size should be kept, because families are important customers and it is always good to know more about them. Our competitors certainly have it, too. A bigger household needs bigger loans, so it helps us sell. The field is nearly always filled, which shows its quality. We have had it for years and nobody has complained. If we ever drop it, we cannot get it back. I therefore recommend keeping it and asking for the ages of the children as well."
#
# > **Memo 2.** "Household size: stop asking, delete at the next check. The one decision it could serve is the size of an emergency limit, and that is asked anew at application. On the autumn offers, archive 1 with this field moved the AUC by less than 0.02 for either offer, and drawing the customers again moves it as far; the field was not tested alone, so I cannot say more. Keeping it means explaining to each customer why we count the family (Article 6), and a leak would show who lives alone. I would change my mind if a product priced by household came."
#
# `marks` is a dictionary with six whole numbers. A mark is right within one of ours. Each mark further off costs a third of the points for the marks.

# %% answer="m02-q12a-marks"
marks = (
    ...
)  # {"memo 1, purpose": 3, "memo 1, evidence": 3, "memo 1, risk": 3, "memo 2, purpose": 3, ...}
### BEGIN SOLUTION
marks = {
    "memo 1, purpose": 1,
    "memo 1, evidence": 0,
    "memo 1, risk": 1,
    "memo 2, purpose": 4,
    "memo 2, evidence": 4,
    "memo 2, risk": 4,
}
### END SOLUTION

# %% task="m02-q12a-marks" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q12a-marks",
    points=3,
    hints=[
        "Which sentence of a memo could stand in a memo about any field?",
        "Read the middle column of the table: a number without its meaning is not full evidence.",
        "The keys are `memo 1, purpose`, `memo 1, evidence`, `memo 1, risk`, and the same for memo 2.",
    ],
)
KEYS = [f"memo {n}, {criterion}" for n in (1, 2) for criterion in ("purpose", "evidence", "risk")]


def six(marks, keys):
    marks = pd.Series(marks)
    missing = [key for key in keys if key not in marks.index]
    assert not missing, f"{len(missing)} of the six marks are missing, such as {missing[0]!r}."
    numbers = pd.to_numeric(marks[keys], errors="coerce")
    assert numbers.between(0, 5).all(), "Marks are whole numbers from 0 to 5."


def near(marks, ours):
    ours = pd.Series(ours)
    marks = pd.to_numeric(pd.Series(marks).reindex(ours.index), errors="coerce")
    off = (marks - ours).abs()
    far = [key for key in ours.index if not off[key] <= 1]
    if (marks[ours.index[:3]] >= marks[ours.index[3:]].to_numpy()).all():
        return 0, "", "confidence-for-evidence"
    return (
        1 - len(far) / 3,
        f"More than one mark from ours: {', '.join(far)}. Hold the sentences against the criterion again.",
    )


ours = dict(zip(KEYS, [1, 0, 1, 4, 4, 4], strict=True))
task.rule("six marks from 0 to 5", six, "marks", weight=0.2, keys=KEYS)
task.rule("marks within one of ours", near, "marks", hidden=True, ours=ours)
task

# %% [markdown]
# ## Task 12: the memo (15 points, read by your instructor)
#
# For a single field, `field_benefit(*waves["credit"], base, ["zodiac"])` gives its benefit on later data; put another name in its place.
# Each customer has also told the branch whether the data may be used for marketing and for profiling (`consent_marketing`, `consent_profiling`).
#
# Write to Ms. Qiao, 150 to 300 words. Choose **three fields**, one of them from archive 2 or 5, and for each: keep it, drop it, or ask for consent.
#
# Your instructor marks it by the table of Task 12a: five marks for each criterion.

# %% [markdown] memo="m02-q12-memo" points=15 grades=["S002-12", "S002-15"]
# ### BEGIN SOLUTION
# *A memo of full marks.* Dear Ms. Qiao, three fields.
#
# **Zodiac sign: drop.** It serves no decision. Tested alone on the autumn offers, it changed the AUC by -0.049 for credit and -0.031 for wealth: it misleads. Keeping it costs trust when a customer asks why we have it, and Article 6 asks for a purpose we do not have. A result on later data would change my mind; curiosity would not.
#
# **Club memberships: drop, and delete what is there.** Beyond behavior it changed the AUC by +0.001 for credit and -0.021 for wealth: no gain that can be told from luck. A club can reveal faith or health, which Article 28 treats as sensitive. We would carry the risk of a leak for no gain. If we ever sponsor local events, we can ask those who come.
#
# **Monthly income: keep, with consent, for credit only.** Its benefit to the response forecast is small, +0.003 and +0.004, but that number does not settle it: we need income to judge whether a loan can be repaid. It must not be used to choose whom to address. One entry in eight is a stand-in, so verify at application instead of storing a guess. I would stop collecting it if affordability came from a verified source.
#
# *Mark scheme.* Five marks for each criterion of the table. A memo that keeps everything cannot reach more than one mark for risk and decision. Numbers must be those of the trainee's own notebook.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m02_segmentation/4_evidence")

# %% [markdown]
# ## What you take with you
#
# * Ask of every field: *when* was it filled?
# * Count what changed, not what happened, and look for what changed for the worse.
# * "We cannot tell" is a result. Say what would be needed to tell.
# * A field without a purpose is a risk without a return.
#
# **Further reading.** S. Kaufman, S. Rosset, C. Perlich and O. Stitelman, "Leakage in Data Mining", *ACM Transactions on Knowledge Discovery from Data* 6(4), 2012.
# *Personal Information Protection Law of the People's Republic of China*, in force since 1 November 2021.
#
# **Next:** another house and another question. Open `m03_value` from the launcher: what is a policy of Willow Bridge worth, and what should it cost?
