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
#     module: m09_loyalty
#     title: What a customer is worth
#     minutes: 75
#     points: 24
#     asks: Mr. Gu
#     question: "Which new customers shall we win, and what are they worth?"
# ---

# %% [markdown]
# # Loyalty 2 of 4: what a customer is worth
#
# **Lantern Bank, Riverside branch.** 75 minutes, 24 points.
#
# When you have finished this notebook you will be able to
#
# 1. compute what a customer is worth today, and say when the cash comes,
# 2. say what "25 to 85 percent more profit" shows, and what not,
# 3. tell growth within customers from differences between them,
# 4. give scarce places to ways of winning customers,
# 5. use a forecast only for what it can do.

# %%
from servicelab import recall

recall("m09_loyalty/2_worth")

# %% [markdown]
# ## The second slide
#
# Mr. Gu heads the savings plans. The board decides in December 2026; all figures here end with 2025. The consultant's second slide:
#
# 1. "Five points less defection bring 25 to 85 % more profit (Harvard)."
# 2. "Profit per customer rises with the years. So keep everybody long."
# 3. "Win new plans where winning is cheapest."
#
# You learn what a customer is worth (Task 6), then test the three lines one by one (Tasks 7 to 9). The last task asks what a value needs: is the customer still here?

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import RangePrediction, ReasonedChoice, Statement, load_dataset
from servicelab.loyalty import (
    BGNBD,
    bgnbd_alive,
    bgnbd_expected,
    bgnbd_fit,
    clv_multiple,
    five_points,
)
from servicelab.plots import PALETTE, name_series, show_table, use_style

use_style()

# %% [markdown] teaches=["S003-93", "S003-94"]
# ## A worked example: the clinic that loses on the first visit
#
# Winning a patient costs a dental clinic 100 yuan. The patient brings **margins** (price less cost of treatment) of 30, 45 and 60 yuan at the *ends* of three years. At 10 % interest, 1.10 yuan in a year are worth 1 today:
#
# $$-100 + \frac{30}{1.1} + \frac{45}{1.1^2} + \frac{60}{1.1^3} = -100 + 27.3 + 37.2 + 45.1 = 9.5$$
#
# After one year the clinic is 72.7 yuan short, after three 9.5 ahead. **Customer lifetime value** (CLV) is all margins to come, discounted, less the cost of winning.
#
# Let half of the patients stay each year, and a margin of 100 come at the *start* of each year: at once, then from half of them a year later, and so on:
#
# $$100 + 100 \cdot \frac{0.5}{1.1} + 100 \cdot \left(\frac{0.5}{1.1}\right)^2 + ... = \frac{100}{1 - 0.5/1.1} = 183$$
#
# Each term is the one before times the same number. Such a sum without end is the first term divided by (1 minus that number).
#
# Care is bought nearby. If 80, 65 and 45 % of patients stay at a short, middle and long distance, a yearly margin counts 3.67, 2.44 and 1.69 times.

# %% [markdown] teaches=["S003-16", "S003-95"]
# ## Talk has a value, too
#
# The satisfied recommend, the dissatisfied warn. A referral adds the new customer's own value, if he or she **would not have come anyway**; a warning takes as much away.
#
# ## Task 6: three values (6 points)
#
# * (3 points) Complete `clv(margin, retention, rate, cost)` in yuan. The margin comes at the **start** of each year, the first at once; the chance to stay is the same every year, without an end; the cost is paid at once.
# * (2 points) `with_referrals`: a plan pays a fee of 400 yuan a year, 120 of them margin; 90 % stay; 10 % interest; 240 yuan to win. At the start of each year, the first included, a holder who is still here brings 0.19 new plans; 60 % of these would not have come anyway. New plans have the same margin, retention and cost; their own referrals are not counted. What is a plan worth with its referrals, to the nearest yuan?
# * (1 point) `pays_in`: winning this plan in another way costs 320 yuan. At the start of which year (1, 2, 3, ...) do its own margins so far, discounted and times the chance to be still here, first reach 320?


# %% answer="m09-q6-value"
def clv(margin, retention, rate, cost):
    """Value of a customer in yuan; margins at the start of each year, without an end."""
    worth = ...
    ### BEGIN SOLUTION
    step = retention / (1 + rate)
    worth = margin / (1 - step) - cost
    ### END SOLUTION
    return worth


with_referrals = ...
pays_in = ...
### BEGIN SOLUTION
own = clv(120, 0.90, 0.10, 240)
gained = 0.19 * 0.60 * own  # a year, as long as the holder is here
with_referrals = own + clv(gained, 0.90, 0.10, 0)
pays_in = 4  # 120 + 98.2 + 80.3 = 298.5 are not yet 320
### END SOLUTION

# %% task="m09-q6-value" points=6 grades=["S003-93", "S003-94", "S003-16", "S003-95"]
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q6-value",
    points=6,
    hints=[
        "Which number leads from each term of the sum to the next?",
        "The first term is there at once and is not discounted. Referrals come every year, just as a margin does.",
        "`step = ... / (1 + ...)`, then the first term divided by `1 - ...`, less the cost",
    ],
)
near = task.call("clv", 80, 0.8, 0.1, 90)
task.check("a patient who lives near", near, weight=0.5)
far = task.call("clv", 80, 0.45, 0.1, 90)
task.check("a patient who lives far away", far, weight=0.5)
other = task.call("clv", 310, 0.72, 0.06, 415)
task.check("another house, another rate of interest", other, hidden=True)
never = task.call("clv", 55, 0.0, 0.12, 70)
task.check("a customer who comes once and never again", never, hidden=True, weight=0.5)
free = task.call("clv", 18, 0.97, 0.03, 0)
task.check("won at no cost, and rarely lost", free, hidden=True, weight=0.5)
task.check(
    "a plan with its referrals",
    task.value("with_referrals"),
    weight=2,
    atol=0.5,
    own=(
        "clv(120, 0.9, 0.1, 240) + clv(0.19 * 0.6 * clv(120, 0.9, 0.1, 240), 0.9, 0.1, 0) "
        "if 250 < clv(120, 0.9, 0.1, 240) < 1100 "
        "and clv(60, 0.5, 0.1, 0) < clv(120, 0.5, 0.1, 0) < clv(120, 0.7, 0.1, 0) else -1e9"
    ),
)
task.check("the year that pays", task.value("pays_in"), weight=1, atol=0)
task

# %% [markdown] teaches=["S003-139"]
# ## Line 1: twenty-five to eighty-five percent
#
# In 1990 Reichheld and Sasser reported what five *points* less defection add to profit: deposits at bank branches 85 %, insurance brokers 50 %, car service 30 %; a credit card issuer that went from 10 to 5 % defection gained 125 %. In training texts this became "returning customers bring 25 to 85 % of profit".
#
# The consultant: "So much can only come from loyal customers who buy more and more." Take a customer whose margin **never** grows: 10 % interest, margin at the start of the year, no cost of winning.

# %%
five = RangePrediction(
    "m09-five",
    "Retention rises from 85 to 90 %. By how many percent does the value of this customer rise?",
    0,
    150,
    "%",
)
five

# %% jupyter={"source_hidden": true}
five.reveal_button(100 * five_points(0.85), "No margin has grown.")

# %% [markdown]
# `five_points(retention, rate, cost, timing)` computes any case; the cost of winning is counted in yearly margins. Open your range, then run the next cell.

# %% jupyter={"source_hidden": true}
# no need to read this: it fills a table, once your range is open
if five.saved is not None and five.saved.revealed_at:
    starts = [0.60, 0.70, 0.80, 0.85, 0.90, 0.95]

    def gain(retention, **given):
        before = clv_multiple(retention, 0.1, "start") - given.get("cost", 0)
        enough = before >= 1  # else there is hardly a value to compare with
        return 100 * five_points(retention, **given) if enough else np.nan

    table = pd.DataFrame(
        {
            "before the cost": [gain(one) for one in starts],
            "net of 1 margin": [gain(one, cost=1) for one in starts],
            "net of 2 margins": [gain(one, cost=2) for one in starts],
            "net of 3 margins": [gain(one, cost=3) for one in starts],
        },
        index=pd.Index([f"{one:.0%}" for one in starts], name="retention before"),
    )
    display(
        show_table(
            table,
            dict.fromkeys(table.columns, "{:+.0f}"),
            caption="Value added by five points of retention, %; no margin grows; interest 10 %",
            missing="-",
        )
    )

# %%
statement = Statement(
    "m09-q7-statement",
    "Which sentence may Mr. Gu tell the board about the line with 25 to 85 percent?",
    {
        "A": "Returning customers probably bring 25 to 85 percent of a service firm's profit, so that new customers can hardly bring more than 75 percent of it.",
        "B": "Constant margins can explain gains of at most 50 percent at 10 percent interest, so a gain of 85 percent probably comes from margins that grow.",
        "C": "Constant margins bring a gain of 85 percent where 85 percent stay and winning a customer costs 3.1 margins; such a gain alone proves no growth.",
        "D": "A bank that loses five percent fewer of its customers can expect 25 to 85 percent more profit, whatever share of them has stayed until now.",
    },
)
statement

# %% [markdown]
# ## Task 7: which sentence may he tell? (4 points)
#
# Three of the four claim more than the numbers hold. Record the letter of the fourth and how sure you are. The letter is graded, the confidence kept.

# %% answer="m09-q7-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.9)
### END SOLUTION

# %% task="m09-q7-statement" points=4 grades=["S003-139"]
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q7-statement",
    points=4,
    hints=[
        "Added to profit, or a share of profit? Points, or percent? Before or after the cost of winning?",
        "Each sentence claims something that `five_points` or the text can check. Which case would you call?",
        "Look for a share in place of a gain, for a limit that forgets the cost of winning, and for a promise without the retention at the start.",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## Line 2: does profit grow with the years?
#
# `bank_profits` has 250 small firms and 700 private customers (*retail*), drawn at random from those who were here at the end of 2025. Each row is one customer in one year; *tenure* counts the years with the bank.

# %%
profits = load_dataset("bank_profits")
retail = profits[profits["kind"] == "retail"]
bands = pd.cut(retail["tenure"], [0, 3, 6, 9, 12], labels=["1-3", "4-6", "7-9", "10-12"])
by_band = retail.groupby(bands, observed=True)["profit"].mean()

fig, ax = plt.subplots(figsize=(8, 3.6))
ax.bar(by_band.index.astype(str), by_band, color=PALETTE[0], width=0.6)
for place, value in enumerate(by_band):
    ax.text(place, value + 8, f"{value:.0f}", ha="center")
ax.set(
    xlabel="Years with the bank",
    ylabel="Yuan a year",
    title="Retail profit is higher where tenure is longer",
)
plt.show()

# %% [markdown]
# Two readings fit these bars. Each customer's profit grows; or those who bring little leave early, and those who are left were better from the first day.
#
# A gym by hand: Ann pays 10 yuan in each of her years 1, 2 and 3, Bo pays 30 in each of his years 5, 6 and 7. **Across** the six rows, longer goes with more. **Within** Ann and within Bo nothing grows. To see what happens within, subtract from each number its own customer's mean, for profit *and* for tenure.
#
# **The Python of own means.** `groupby(...).transform("mean")` puts each customer's mean in each of the customer's rows; `np.polyfit(x, y, 1)[0]` is the slope of a straight line.

# %%
gym = pd.DataFrame(
    {"who": ["Ann"] * 3 + ["Bo"] * 3, "tenure": [1, 2, 3, 5, 6, 7], "paid": [10] * 3 + [30] * 3}
)
columns = gym[["tenure", "paid"]]
own_part = columns - columns.groupby(gym["who"]).transform("mean")
across = np.polyfit(columns["tenure"], columns["paid"], 1)[0]
within = np.polyfit(own_part["tenure"], own_part["paid"], 1)[0]
print(f"across: {100 * across / gym['paid'].mean():.1f} % of the mean payment a year")
print(f"within: {100 * within / gym['paid'].mean():.1f} % of the mean payment a year")

# %% [markdown]
# ## Task 8: across and within (4 points)
#
# * (2.5 points) `growth`: a dictionary with the keys `"retail, across"`, `"retail, within"`, `"small firm, across"` and `"small firm, within"`. Each is the slope of profit on tenure as a **percentage of the mean profit of all rows of that kind**, a year, as in the gym. Give two decimals at least.
# * (1.5 points) `verdict`: a dictionary with the keys `"retail"` and `"small firm"`. Each is `"profit grows within the customer"`, `"no growth seen within"` or `"cannot tell"`: the last if both 0 and a growth of 2 % a year lie within 2 standard errors of the slope.
#
# Standard errors of your four numbers (they count customers, not rows):

# %%
errors = pd.Series(
    {
        "retail, across": 0.55,
        "retail, within": 0.27,
        "small firm, across": 0.99,
        "small firm, within": 0.34,
    }
)
show_table(errors.to_frame("standard error, % a year"), "{:.2f}")

# %% answer="m09-q8-growth"
growth = ...  # {"retail, across": ..., "retail, within": ..., "small firm, across": ..., ...}
verdict = ...  # {"retail": "...", "small firm": "..."}
### BEGIN SOLUTION
growth = {}
for kind in ("retail", "small firm"):
    part = profits[profits["kind"] == kind]
    two = part[["tenure", "profit"]]
    own_two = two - two.groupby(part["customer_id"]).transform("mean")
    for way, points in {"across": two, "within": own_two}.items():
        slope = np.polyfit(points["tenure"], points["profit"], 1)[0]
        growth[f"{kind}, {way}"] = 100 * slope / part["profit"].mean()
verdict = {
    "retail": "no growth seen within",
    "small firm": "profit grows within the customer",
}
### END SOLUTION

# %% task="m09-q8-growth" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q8-growth",
    points=4,
    hints=[
        "Which rows does a slope across all rows compare: the same customer at two times, or two customers?",
        "Do for `part`, the rows of one kind, what the gym does with its six rows; the customer's number takes the place of `who`.",
        "`own_two = two - two.groupby(...).transform('mean')`, then `100 * np.polyfit(..., ..., 1)[0] / part['profit'].mean()`",
    ],
)
for key in ("retail, across", "retail, within", "small firm, across", "small firm, within"):
    task.check(key, task.value("growth")[key], weight=0.625, atol=0.006)
for kind in ("retail", "small firm"):
    task.check(
        f"the verdict on {kind}",
        task.value("verdict")[kind],
        weight=0.75,
        among=["profit grows within the customer", "no growth seen within", "cannot tell"],
        silent=True,
    )
task

# %% jupyter={"source_hidden": true}
# no need to read this: your four slopes, with 2 standard errors on each side
if isinstance(growth, dict) and set(growth) == set(errors.index):
    slopes = pd.Series(growth, dtype=float)
    shown = pd.DataFrame(
        {"your slope": slopes, "from": slopes - 2 * errors, "to": slopes + 2 * errors}
    )
    display(show_table(shown, dict.fromkeys(shown, "{:+.2f}"), caption="% a year"))

# %% [markdown]
# ## Line 3: a thousand places
#
# Every new plan begins with a welcome talk. Next year the branch can hold 1,000: these are the **places**.
#
# `bank_plans` has plans opened in January 2013, followed for twelve years: how the holder came, the years in which a margin was paid (12 if still open), the margin a year, the cost of winning. How a customer came was **not** drawn at random.

# %%
plans = load_dataset("bank_plans")
known = plans.groupby("came_by", observed=True).agg(
    plans=("years", "size"), cost=("acquisition_cost", "mean"), margin=("margin", "mean")
)
show_table(
    known.rename_axis("came by"),
    {"plans": "{:,.0f}", "cost": "{:.0f}", "margin": "{:.0f}"},
    caption="Cost of winning a plan and its yearly margin, yuan",
)

# %% [markdown] teaches=["S001-63"]
# Means hide the tail. To manage the value of customers, one must know how many cost more than they bring.
#
# By hand: a margin of 100 in 3 years, won for 150: 100 + 90.9 + 82.6 − 150 = 123.6 yuan. The next cell has such sums for 1 to 12 years; `plans["years"].map(factor)` gives each plan its own.

# %%
factor = pd.Series({years: (1.1 ** -np.arange(years)).sum() for years in range(1, 13)})
print(
    f"3 years: {factor[3]:.3f} margins; 100 * {factor[3]:.3f} - 150 = {100 * factor[3] - 150:.1f}"
)

# %% [markdown]
# ## Task 9: who gets the places (5 points)
#
# The next 1,000 plans, **if they are like these**. Each way can fill 500 places at most; money is not short. Value: twelve years, 10 %, margins at the start of each year, less the cost of winning. A plan that is still open counts with its twelve margins.
#
# * (1.5 points) `worth`: mean value of a plan by `came_by`, to the nearest yuan, as a Series or a dictionary.
# * (0.5 points) `lost`: the share of **all** plans whose value is below 0, a proportion with two decimals at least.
# * (2 points) Record how you give away the places, and why. Then open the seal.
# * (1 point) `if_money`: if **money** for winning were short and not places, which way would be filled first?

# %%
splits = [
    "bonus rate 500, referral 500",
    "bonus rate 500, salary account 500",
    "referral 500, salary account 500",
    "a third each",
    "as they came in 2013",
]
places = ReasonedChoice("m09-q9-places", "Who gets the 1,000 places?", splits)
places

# %% answer="m09-q9-places"
worth = ...
lost = ...
if_money = ...  # "bonus rate", "referral" or "salary account"
# places.record(choice="...", reason="...")  # or the button above
### BEGIN SOLUTION
value = plans["margin"] * plans["years"].map(factor) - plans["acquisition_cost"]
worth = value.groupby(plans["came_by"]).mean()
lost = (value < 0).mean()
if_money = "salary account"
places.record(
    choice="referral 500, salary account 500",
    reason="Each place should go where a plan is worth most; both are worth far more than a bonus plan.",
)
### END SOLUTION

# %% task="m09-q9-places" points=5 decides="who gets a thousand places" grades=["S001-63"]
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q9-places",
    points=5,
    hints=[
        "What is scarce here: places or money? By what must a value then be divided?",
        "First the value of each plan, then the mean by `came_by`. For the last question: value for each yuan of cost.",
        "`value = plans['margin'] * plans['years'].map(...) - ...`, then `value.groupby(...).mean()`",
    ],
)
task.needs(
    "places.decision", "No split is recorded yet. Choose one above, give a reason, press Record."
)
for way in ("bonus rate", "referral", "salary account"):
    task.check(f"worth: {way}", task.value("worth")[way], weight=0.5, atol=1.5)
task.check("the tail", task.value("lost"), weight=0.5, within=(0, 1), atol=0.004)
task.check(
    "who gets the places",
    task.value("places.decision['choice']", name="the split"),
    weight=2,
    among=list(splits),
    silent=True,
)
task.check(
    "if money were short",
    task.value("if_money"),
    weight=1,
    among=["bonus rate", "referral", "salary account"],
    silent=True,
)
task

# %% jupyter={"source_hidden": true}
from servicelab.decisions.widgets.base import Panel, RevealButton

# no need to read this: it adds up your values for each split, and seals them


def split_totals(decision):
    try:
        own = pd.Series(worth, dtype=float)
        totals = {
            split: 500 * sum(own[way] for way in own.index if f"{way} 500" in split)
            for split in splits[:3]
        }
        came_by = plans["came_by"].astype(str).value_counts(normalize=True)
        totals |= {splits[3]: 1000 * own.mean(), splits[4]: 1000 * (own * came_by).sum()}
    except (TypeError, ValueError):
        return Panel("Shown when `worth` is there: run that cell, then this one.")
    said = "; ".join(f"{split}: {total:,.0f}" for split, total in totals.items())
    return Panel(f"You chose: {decision['choice']}. Worth in yuan, by your own values: {said}.")


RevealButton(places, lambda: places.reveal_with(split_totals))

# %% [markdown]
# ## When nobody gives notice
#
# A value counts customers who are still here. When a plan ends, the bank knows; a hotel guest who is lost says nothing. The **BG/NBD** model (Fader, Hardie and Lee 2005) reads the silence. It assumes that
#
# 1. each guest has an own pace, which stays the same as long as he or she is a guest,
# 2. stays come at random times,
# 3. after each *repeat* stay some guests are lost for good.
#
# It needs three numbers of each guest:
#
# | Its word | Meaning |
# |---|---|
# | *frequency* | repeat stays: all stays less the first |
# | *recency* | weeks from the first stay **to the last**; 0 for whoever came once |
# | *age* | weeks from the first stay to today |
#
# So a high recency is a good sign: the last stay was not long ago. For a made-up hotel:

# %%
# bgnbd_fit(frequency, recency, age): the model that fits these guests best
# bgnbd_alive(model, frequency, recency, age): the chance of each to be still a guest
# bgnbd_expected(model, frequency, recency, age, 52): stays of each in the next 52 weeks
example = BGNBD(r=0.8, alpha=12, a=0.9, b=3)
silence = np.arange(0, 52)
fig, ax = plt.subplots(figsize=(8, 3.8))
for color, repeats in zip(PALETTE, (1, 3, 8), strict=False):
    alive = bgnbd_alive(example, np.full(52, repeats), 60.0 - silence, np.full(52, 60.0))
    ax.plot(silence, 100 * alive, color=color, label=f"{repeats} repeat stay{'s' * (repeats > 1)}")
ax.set(
    xlabel="Weeks since the last stay (first stay 60 weeks ago)",
    ylabel="Chance to be still a guest, %",
    ylim=(0, 100),
    title="The same silence says more about a frequent guest",
)
name_series(ax)
plt.show()

# %% [markdown]
# `hotel_stays` has 1,500 guests.

# %%
hotel = load_dataset("hotel_stays")
hotel.head(4)

# %% [markdown]
# The same model was fitted to Mr. Gu's branch: days with a payment, until June 2025. Both models can be held against the year that they were fitted to.

# %% jupyter={"source_hidden": true}
# no need to read this: payments to June 2025, each day of a customer once, in weeks
payments = load_dataset("bank_transactions")
payments["date"] = pd.to_datetime(payments["date"])
days = payments.drop_duplicates(["customer_id", "date"])
known_days = days[days["date"] < "2025-07-01"]
history = known_days.groupby("customer_id")["date"].agg(["min", "max", "size"])
spent = {
    "frequency": history["size"] - 1,
    "recency": (history["max"] - history["min"]).dt.days / 7,
    "age": (pd.Timestamp("2025-07-01") - history["min"]).dt.days / 7,
}
branch = bgnbd_fit(**spent)
print(f"customers: {len(history):,}; mean chance to be lost after a payment: {branch.leaving:.2%}")
print(f"mean chance to be still active: {bgnbd_alive(branch, **spent).mean():.1%}")
half_year = bgnbd_expected(branch, **spent, time=26).sum()
print(f"expected from July to December 2025 (26 weeks): {half_year:,.0f} days with a payment")

pasts = {  # repeats of all together in thirteen times four weeks, oldest first: counted, model
    "Hotel, repeat stays": (
        [500, 448, 414, 460, 422, 416, 408, 426, 414, 350, 365, 356, 326],
        [488, 469, 451, 436, 422, 410, 399, 388, 379, 370, 362, 354, 347],
    ),
    "Branch, repeat days with a payment": (
        [2742, 2672, 2792, 2761, 2987, 3120, 3092, 3059, 2835, 2197, 2161, 2200, 2179],
        [2654, 2681, 2696, 2709, 2717, 2721, 2722, 2721, 2719, 2717, 2715, 2713, 2711],
    ),
}
fig, axes = plt.subplots(1, 2, figsize=(10, 3.8))
for ax, (house, (counted, line)) in zip(axes, pasts.items(), strict=True):
    weeks = np.arange(-50, 1, 4)
    ax.plot(weeks, counted, "o", color=PALETTE[0], label="counted")
    ax.plot(weeks, line, color=PALETTE[1], label="fitted model")
    ax.set(ylim=(0, None), xlabel="Week, counted from the end of the data", title=house)
    ax.legend(loc="lower left")
axes[0].set_ylabel("In four weeks")
plt.show()

# %% [markdown]
# ## Task 10: what may be used (5 points)
#
# * (1.5 points) Fit `model` to `hotel_stays`. `total`: how many stays of all its guests together are to be expected in the next 52 weeks?
# * (0.5 points) `still_guest`: the chance that guest `G0049` is still a guest, a proportion with two decimals at least.
# * (3 points) `use`: a dictionary with the keys `"hotel total"` (stays of all guests, for rooms and staff), `"hotel once"` (which guests with a single stay are lost), `"hotel one"` (the stays of a named guest, to reserve a room) and `"bank total"` (payments of the branch, July to December). Each gets one of four letters; two may get the same, and a letter may stay unused. One right earns nothing.
#
# | Letter | Judgment |
# |---|---|
# | `"a"` | use it, and test it on what comes |
# | `"b"` | no: the pace, which the model keeps for ever, has changed |
# | `"c"` | no: the model gives all of them the same answer, by assumption |
# | `"d"` | no: it is a mean, and a single case scatters widely about it |

# %% answer="m09-q10-repeat"
model = ...
total = ...
still_guest = ...
use = ...  # {"hotel total": "...", "hotel once": "...", "hotel one": "...", "bank total": "..."}
### BEGIN SOLUTION
repeats, age = hotel["repeat_stays"], hotel["weeks_since_first"]
recency = age - hotel["weeks_since_last"]
model = bgnbd_fit(repeats, recency, age)
total = bgnbd_expected(model, repeats, recency, age, 52).sum()
row = hotel[hotel["guest_id"] == "G0049"].index
still_guest = bgnbd_alive(model, repeats[row], recency[row], age[row])[0]
use = {"hotel total": "a", "hotel once": "c", "hotel one": "d", "bank total": "b"}
### END SOLUTION

# %% task="m09-q10-repeat" points=5
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q10-repeat",
    points=5,
    hints=[
        "From where to where does the model count a guest's weeks, and from where does the table?",
        "The weeks from the first stay to the last are the age less the silence. For the letters, hold each use against the three assumptions, and the dots against the line.",
        "`model = bgnbd_fit(hotel['repeat_stays'], ... - ..., hotel['weeks_since_first'])`, then `bgnbd_expected(model, ..., 52).sum()`",
    ],
)
task.check("the hotel's total", task.value("total"), weight=1.5, rtol=0.01)
task.check("one guest", task.value("still_guest"), weight=0.5, within=(0, 1), atol=0.02)


def uses(given):
    right = {"hotel total": "a", "hotel once": "c", "hotel one": "d", "bank total": "b"}
    given = given.to_dict() if hasattr(given, "to_dict") else given
    assert isinstance(given, dict), "Give a dictionary with four keys."
    assert set(given) == set(right), "The keys are those of the task, all four of them."
    hits = [key for key in right if str(given[key]).strip().lower() == right[key]]
    share = max(0, (len(hits) - 1) / 3)
    if share == 1:
        return 1
    words = {
        "hotel total": "hotel total: is any assumption broken for all guests together?",
        "hotel once": "hotel once: what does the model say of a guest without a repeat stay?",
        "hotel one": "hotel one: how far does one guest lie from a mean?",
        "bank total": "bank total: do the last dots in the figure lie on the line?",
    }
    return share, "Not yet: " + " ".join(words[key] for key in right if key not in hits)


task.rule("what may be used", uses, task.value("use"), weight=3, hidden=True)
task

# %% [markdown]
# Now the test that a forecast must stand: data that it has not seen.

# %%
came = RangePrediction(
    "m09-hotel",
    "How many stays of the 1,500 guests came in the 52 weeks?",
    0,
    10000,
    "stays",
)
came

# %% jupyter={"source_hidden": true}
later = load_dataset("hotel_later")
came.reveal_button(int(later["stays"].sum()), "Compare with your total.")

# %% jupyter={"source_hidden": true}
# no need to read this: forecasts beside what came, once your range is open
if came.saved is not None and came.saved.revealed_at and isinstance(model, BGNBD):
    once = hotel["repeat_stays"] == 0
    nothing, old = np.zeros(once.sum()), hotel["weeks_since_first"]
    pace = hotel["repeat_stays"] / old * 52
    of_once = bgnbd_expected(model, nothing, nothing, old[once], 52).sum()
    after = (days["date"] >= "2025-07-01").sum()
    before = (spent["frequency"] / spent["age"] * 26).sum()
    rows = {
        "hotel, all guests": [total, pace.sum(), later["stays"].sum()],
        "hotel, guests with a single stay": [of_once, pace[once].sum(), later["stays"][once].sum()],
        "bank, days with a payment": [half_year, before, after],
    }
    columns = ["model", "everybody goes on as before", "came"]
    shown = pd.DataFrame(rows, index=columns).T
    display(show_table(shown, dict.fromkeys(columns, "{:,.0f}")))

# %% [markdown]
# From which guests does the hotel's error come?
#
# ## Your own list
#
# Has your organization a list of customers, **those who left included**? Then put the file beside the modules, not into one (a module is handed in), run the cell, type its name, and press. CSV or xlsx, a row for each customer: start, end (blank while here) or last day seen, and what there is of margin a year, cost of winning them, group. What the file leaves open is asked in one line, with the option that answers it. Nothing leaves your machine.

# %%
from servicelab import own_file

own_file("loyalty")

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m09_loyalty/2_worth")

# %% [markdown]
# ## What came
#
# The second cell below tells what each task found, once it is answered and its seal is open.

# %% jupyter={"source_hidden": true}
statement.reveal_button("Run the next cell: line 1 is told there.")

# %% jupyter={"source_hidden": true}
from IPython.display import Markdown

# no need to read this: what was found, each part once its task is answered
opened = [one.saved is not None and bool(one.saved.revealed_at) for one in (five, came)]
told = [
    (
        opened[0] and statement.is_revealed,
        "**Line 1.** With constant margins, 10 % interest and cash at the start of the year, five points add 11 % from a retention of 60 % and 50 % from 95 %, before any cost of winning. Net of it they add more: from 90 %, 41 % with one margin and 73 % with three. With cash at the end of the year it is up to 58 %. A bank's 85 % is reached from 85 % retention with 3.1 margins. So such figures may be right and prove no growing profit. They do not disprove it either. And critics such as Sharp (2010) call them the authors' arithmetic: nobody had observed these gains.",
    ),
    (
        all(one is not ... for one in (growth, verdict)),
        "**Line 2.** Across retail customers profit is 2.3 % higher for each year of tenure (1.2 to 3.4); within the same customer the change lies between -0.5 and 0.5 %: no growth is seen. Within the same small firm it grows by 4.1 % a year (3.5 to 4.8): **here the simple reading is right**, though across firms it looks like 7.4 %. But do not say that tenure does it: within a customer a year of tenure is a calendar year as well.",
    ),
    (
        places.decision is not None and all(one is not ... for one in (worth, lost, if_money)),
        "**Line 3.** A referral plan was worth 82 yuan more than a salary-account plan (58 to 106), and that 456 more than a bonus-rate plan (437 to 475). 19 % of all plans cost more than they brought; of the bonus-rate plans 61 %. For each yuan of cost the order turns: a salary account brought 7.7, a referral 2.3. And a reward for another 500 referrals may bring **other people** than those who came.",
    ),
    (
        opened[1] and all(one is not ... for one in (total, still_guest, use)),
        '**Hotel.** 3,815 stays came; the model was 7 % too high, "everybody goes on as before" 48 %. The hotel may plan with it. It could have failed: in this made-up world guests can be lost at any time, in the model only after a repeat stay. So whoever has none has a chance of 1 in the model, always. Just there it errs: guests with a single stay came 71 times, 164 were expected.\n\n'
        "**Bank.** The model expected 17,590 days with a payment, 13,956 came: 26 % too many, hardly better than the plain rule. It found almost no leaving, and that is not loyalty. Of 1,129 customers who had been silent for more than 13 weeks, 68 % paid again.",
    ),
]
shown = [words for is_open, words in told if is_open]
if len(shown) < len(told):
    shown.append("*More is told here when the other tasks are answered and their ranges opened.*")
display(Markdown("\n\n".join(shown)))

# %% [markdown]
# ## What you take with you
#
# * Say when the cash comes, what is subtracted, how long you count.
# * Five points of retention can be worth 85 % without any growth.
# * Look at the same customers twice.
# * Divide by what is scarce.
# * Test a forecast on data that it has not seen.
#
# **Further reading.** F. F. Reichheld and W. E. Sasser, "Zero Defections", *Harvard Business Review* 68(5), 1990. W. J. Reinartz and V. Kumar, "On the Profitability of Long-Life Customers", *Journal of Marketing* 64(4), 2000. P. S. Fader, B. G. S. Hardie and K. L. Lee, "Counting Your Customers the Easy Way", *Marketing Science* 24(2), 2005. B. Sharp, *How Brands Grow*, Oxford University Press, 2010.
#
# **Next:** [3_moments](3_moments.ipynb). Where in the relationship are customers lost, and which moment is mended first?
