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
#     module: m03_value
#     title: What will they pay?
#     minutes: 70
#     points: 24
#     asks: Ms. Pei
#     question: "Which price, if what people say is not what they pay?"
# ---

# %% [markdown]
# # Value 2 of 4: what will they pay?
#
# **Willow Bridge Insurance.** 70 minutes, 24 points.
#
# When you have finished this notebook you will be able to
#
# 1. foretell from a survey what people will really pay, as a range,
# 2. find the price that earns most, and say how sure that is,
# 3. find what a service costs, and a price that leaves a given margin,
# 4. decide whether to follow a rival's price cut,
# 5. say what counts in a choice, and for whom.

# %%
from servicelab import recall

recall("m03_value/2_price")

# %% [markdown] teaches=["S001-16", "S003-48"]
# ## A price for the Swift Desk
#
# The **Swift Desk** is a claims adviser of one's own. Ms. Pei wants to sell it to private clients from July on. Each client costs 62 yuan a year.
#
# Three anchors hold a price:
#
# | Anchor | What it says |
# |---|---|
# | **cost** | below what one more client costs, each sale loses money |
# | **demand and rivals** | how many buy at each price, and what others charge |
# | **perceived value** | nobody pays more than it is worth to him or her |
#
# Both sides gain only **between** cost and perceived value: "below what the client expected, and still with a profit". So Ms. Pei asked 900 policyholders, drawn at random: what is the most that you would pay a year?

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from IPython.display import Markdown, display
from statsmodels.stats.proportion import proportion_confint

from servicelab import Prediction, RangePrediction, Statement, load_dataset
from servicelab.plots import PALETTE, is_static, name_series, show_table, use_style
from servicelab.pricing import breakeven_sales, choice_difference, choice_effects, choice_worth
from servicelab.tasks import is_right

use_style()
prices = [60, 90, 120, 150, 200, 250]
survey = load_dataset("insurer_stated_prices")
said = pd.Series([(survey["stated_max"] >= price).mean() for price in prices], index=prices)
show_table(
    pd.DataFrame({"say they would pay it": said}).rename_axis("price"),
    {"say they would pay it": "{:.0%}"},
)

# %% [markdown]
# An answer costs nothing, and depends on how one asks. Whether the list of prices began low or high was drawn at random. Of those who saw the high end first, 52 % named 120 yuan or more; of the others 39 %. By the order alone, the difference is 13 points (7 to 19).
#
# Four earlier surveys of the house, and what came when the same offer was sold at that price:
#
# | Earlier survey | said they would buy | bought |
# |---|---|---|
# | Luggage cover | 38 % | 17 % |
# | Tire cover | 52 % | 29 % |
# | Legal advice by telephone | 30 % | 12 % |
# | Second opinion of a doctor | 44 % | 26 % |
#
# ## Task 6: seal a price (5 points)
#
# Next month 1,800 policyholders, drawn at random, are offered the Swift Desk. Which of six prices each of them sees is drawn at random, too. One test is luck as well, so your points hang on **40 such tests**, each of it among other policyholders like ours. Before the test, seal
#
# * a **price**, in yuan a year. 3 points, if its mean profit per 100 clients over the 40 tests is at most 15 % below that of the best price;
# * a **range** for the buyers among 100 who are offered it at 120 yuan, of which you are 80 % sure. In each of the 40 it costs its width, and ten times what it misses by. 2 points up to a mean cost of 13, nothing from 20 on, in between a part.

# %%
price = Prediction(
    "m03-q6-price",
    "Which price do you seal for the Swift Desk, in yuan a year?",
    [str(one) for one in prices],
)
price

# %%
buyers = RangePrediction(
    "m03-q6-buyers",
    "Of 100 policyholders who are offered it at 120 yuan, how many buy?",
    0,
    100,
    "of 100",
)
buyers

# %% [markdown]
# If you used the buttons, leave the next cell as it is.

# %% answer="m03-q6-seal"
# price.record(choice="...")  # one of the six, such as "60"
# buyers.record(low=..., high=...)  # buyers of 100
### BEGIN SOLUTION
price.record(choice="120")
buyers.record(low=18, high=28)
### END SOLUTION

# %% task="m03-q6-seal" points=5 decides="the price of the Swift Desk" grades=["S001-16", "S003-48"]

from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds import discovery

task = Task(
    "m03-q6-seal",
    points=5,
    hints=[
        "What does one buyer leave at each price, after the 62 yuan, and how many of 100 are there? If only a part of those who say yes buys, which prices still earn most?",
        "For the range: what part of those who said yes bought, in each of the four earlier surveys?",
        "46 of 100 said yes at 120 yuan. If this survey is like one of the four, how many of 100 buy? Let the range hold all four answers.",
    ],
)
for record, what in (("price", "price"), ("buyers", "range")):
    task.needs(
        f"{record}.decision",
        f"No {what} is recorded yet. Press `Record` on the card above and run this cell again.",
    )


def complete(price, buyers):
    assert price["choice"], "There is no price."
    assert 0 <= buyers["low"] <= buyers["high"] <= 100, "The range runs from low to high, of 100."


def earns(decision, profit):
    slips = {"60": "below-cost", "90": "many-buyers", "200": "high-margin", "250": "high-margin"}
    words = {
        "below-cost": "Each buyer at this price costs more than he or she pays.",
        "many-buyers": "Many buy at this price, and each leaves little over the cost: multiply the two.",
        "high-margin": "Each buyer at this price leaves much, and there are few of them: multiply the two.",
    }
    choice = str(decision["choice"])
    if profit.get(choice, 0) >= 0.85 * max(profit.values()):
        return None
    slip = slips.get(choice, "below-cost")
    return 0, words[slip], slip


def foretold(decision, seen):
    low, high = float(decision["low"]), float(decision["high"])
    missed = [max(low - one, one - high, 0) for one in seen]
    share = min(max((20 - (high - low) - 10 * float(np.mean(missed))) / 7, 0), 1)
    if share == 1:
        return None
    center = float(np.mean(seen))
    if high - low < 7 and low - 4 < center < high + 4:
        return (
            share,
            "The range is so narrow that often what came lies outside it.",
            "too-narrow",
        )
    if low > center:
        return (
            share,
            "Often fewer bought than your range allows for: what was said is not what was paid.",
            "took-the-survey",
        )
    if high < center:
        return (
            share,
            "Often more bought than your range allows for: people say too much, and mean a part of it.",
            "believed-nothing",
        )
    return share, "The range is so wide that it helps nobody to plan.", "too-wide"


task.rule("price and range are recorded", complete, "price.decision", "buyers.decision", weight=0)
made = discovery.world("m03_value_price")
shares = []
for seed in range(2401, 2441):
    people = made.price_values(np.random.default_rng([seed, 20]))
    offers = made.insurer_price_test(np.random.default_rng([seed, 22]), people)
    shares.append(offers.groupby("price")["bought"].mean())
mean = sum(shares) / len(shares)
profit = {str(one): round(100 * (one - 62) * share, 1) for one, share in mean.items()}
seen = [round(100 * one[120], 2) for one in shares]
task.rule("the price", earns, "price.decision", weight=3, hidden=True, profit=profit)
task.rule("the range", foretold, "buyers.decision", weight=2, hidden=True, seen=seen)
task

# %% [markdown]
# Open both seals, then run the cell with the figure. (Without buttons: `buyers.reveal(came)` and `price.reveal("")`, in a cell of your own.) The cards show this one test; your points come from the 40.

# %% jupyter={"source_hidden": true}
test = load_dataset("insurer_price_test")
bought = test.groupby("price")["bought"].agg(["sum", "size", "mean"])
came = 100 * bought.loc[120, "mean"]
buyers.reveal_button(came)

# %% jupyter={"source_hidden": true}
price.reveal_button("What all six prices earned is the subject of the next task.")


# %% jupyter={"source_hidden": true}
# no need to read this: a figure of both tables
def opened():
    """Whether both seals are open."""
    return is_static() or all(one.saved and one.saved.revealed_at for one in (price, buyers))


if opened():
    fig, ax = plt.subplots(figsize=(8, 4.2))
    # Wilson's interval of a share, which is good for few buyers, too
    ends = proportion_confint(bought["sum"], bought["size"], method="wilson")
    ax.fill_between(bought.index, 100 * ends[0], 100 * ends[1], color=PALETTE[0], alpha=0.2)
    ax.plot(said.index, 100 * said, "o--", color=PALETTE[1], label="would pay it, they say")
    ax.plot(
        bought.index, 100 * bought["mean"], "s-", color=PALETTE[0], label="bought (95 % interval)"
    )
    ax.set(
        ylim=(0, 70),
        xticks=prices,
        xlabel="Price of the Swift Desk, yuan a year",
        ylabel="Policyholders, %",
        title="What people said and what they paid, by price",
    )
    name_series(ax)
    plt.show()
else:
    print("Record price and range, open both seals, then run this cell again.")

# %% [markdown]
# ## Which price earns most?
#
# By hand, at the hospital: a nurse takes blood samples at home, which costs 25 yuan. At 40 yuan 30 of 100 patients wanted it, at 60 yuan 18 of another 100.
#
# | Price | Margin | Share | Profit per 100 patients | Its standard error |
# |---|---|---|---|---|
# | 40 | 15 | 0.30 | 100 × 15 × 0.30 = 450 | 100 × 15 × √(0.30 × 0.70 / 100) = 69 |
# | 60 | 35 | 0.18 | 100 × 35 × 0.18 = 630 | 100 × 35 × √(0.18 × 0.82 / 100) = 134 |
#
# **Margin** is price minus the cost of one more client. A **standard error** is how far chance alone typically moves a number. The difference is 180 yuan. Two separate groups, so its standard error is √(69² + 134²) = 151: with only 100 patients at each price nobody can tell which price is better.
#
# The Python of it: whole columns are computed at once.

# %%
nurse = pd.DataFrame({"n": [100, 100], "share": [0.30, 0.18]}, index=[40, 60])
nurse["margin"] = nurse.index - 25
nurse["error of the share"] = np.sqrt(nurse["share"] * (1 - nurse["share"]) / nurse["n"])
nurse.round(3)

# %% [markdown]
# ## Task 7: the best price (5 points)
#
# Complete `best_price(test, unit_cost)`. It returns the price with the highest profit (of two that earn the same, the lower), that profit, and its standard error, as in the table, in yuan per **100 clients who have an offer**, buyers or not. Do not round. `test` has a row for each of them, with `price` and `bought` (1 or 0). Missing are `profit` and `error`, one for each price.


# %% answer="m03-q7-best"
def best_price(test, unit_cost):
    """The price that earns most, its profit per 100 clients, and the standard error of that."""
    by_price = test.groupby("price")["bought"].agg(n="size", share="mean")  # by price: rows, mean
    price = by_price.index.to_series()  # the prices, as a column like the others
    profit = ...  # by price, yuan per 100 clients who have an offer
    error = ...  # by price, its standard error
    ### BEGIN SOLUTION
    margin = price - unit_cost
    profit = 100 * margin * by_price["share"]
    spread = by_price["share"] * (1 - by_price["share"])
    error = 100 * margin * np.sqrt(spread / by_price["n"])
    ### END SOLUTION
    best = profit.idxmax()  # the price at which the profit is largest
    return best, profit[best], error[best]


# %% task="m03-q7-best" points=5 grades=["S001-16", "S003-48"]
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q7-best",
    points=5,
    hints=[
        "What does one buyer leave, and how many of 100 buy?",
        "The standard error of a share, then the same two factors that turn a share into profit.",
        '`profit = 100 * margin * ...`, `error = 100 * margin * np.sqrt(... / by_price["n"])`',
    ],
)


def offers(counts):
    return pd.DataFrame(
        {
            "price": [price for price, n, _ in counts for _one in range(n)],
            "bought": [int(k < x) for _, n, x in counts for k in range(n)],
        }
    )


def three(title, call, weight, **options):
    parts = {"the price": 0.2, "the profit": 0.4, "its standard error": 0.4}
    for place, (what, part) in enumerate(parts.items()):
        options |= {"weight": weight * part, "atol": 0.5, "name": what}
        task.check(f"{title}: {what}", call[place], **options)


small = offers([(40, 200, 160), (55, 160, 80), (80, 100, 20)])
three("three prices", task.call("best_price", small, 25), 1)
shop = offers([(15, 940, 712), (25, 710, 391), (35, 480, 178), (50, 270, 14)])
three("four others", task.call("best_price", shop, 9), 2, hidden=True)
one = task.call("best_price", shop[shop["price"] == 25], 6)
three("a single price", one, 1, hidden=True)
line = offers([(price, 400, 400 - 160 * price // 100) for price in (145, 150, 155, 160, 165)])
along = task.call("best_price", line, 60)
three("demand along a line", along, 1, hidden=True)
task

# %% [markdown]
# The next cell uses your function.

# %%
claimed = pd.concat(
    pd.DataFrame({"price": one, "bought": (survey["stated_max"] >= one).astype(int)})
    for one in prices
)
rows = []
try:
    for label, offers in (("survey", claimed), ("test", test)):
        one, profit, error = best_price(offers, 62)
        print(
            f"{label}: {one} yuan, profit {profit:,.0f} per 100 clients, standard error {error:.0f}"
        )
        for one in prices:
            rows.append((label, *best_price(offers[offers["price"] == one], 62)))
except (AttributeError, TypeError):
    print("Shown when Task 7 is done. Then run this cell again.")
profits = pd.DataFrame(rows, columns=["from", "price", "profit", "error"])
if rows:
    tested = profits[profits["from"] == "test"].set_index("price")
    less = tested.loc[120, "profit"] - tested.loc[150, "profit"]
    error = (tested.loc[120, "error"] ** 2 + tested.loc[150, "error"] ** 2) ** 0.5
    print(f"test, 120 minus 150 yuan: {less:.0f}, standard error of the difference {error:.0f}")

# %% jupyter={"source_hidden": true}
# no need to read this: a figure of what your function gives
if is_right("m03-q7-best") and opened() and len(profits) == 2 * len(prices):
    fig, ax = plt.subplots(figsize=(8, 4.2))
    for label, name, style, color in (
        ("survey", "if all did as they said", "o--", PALETTE[1]),
        ("test", "in the test", "s-", PALETTE[0]),
    ):
        one = profits[profits["from"] == label]
        ax.plot(one["price"], one["profit"], style, color=color, label=name)
    ax.fill_between(
        one["price"],
        one["profit"] - 1.96 * one["error"].abs(),
        one["profit"] + 1.96 * one["error"].abs(),
        color=PALETTE[0],
        alpha=0.2,
    )
    ax.axhline(0, color="0.5", linewidth=1)
    ax.set(
        xticks=prices,
        xlabel="Price of the Swift Desk, yuan a year",
        ylabel="Yuan per 100 clients",
        title="Best against best, the survey promises twice the profit",
    )
    name_series(ax)
    plt.show()
else:
    print("Shown when both seals are open and Task 7 is right. Then run this cell again.")

# %% jupyter={"source_hidden": true}
# no need to read this: what the test says
if opened():
    display(
        Markdown(
            "**How far off was the survey?** At 120 yuan 46 of 100 said yes, and 24 of 100 bought "
            "(20 to 29). At its own best price, 150 yuan, it promises 2,796 yuan per 100 clients; "
            "the test brought 1,173 there. Of those asked in the survey, 236 had an offer at a "
            "price they had agreed to. Of these, 45 % bought (39 to 51).\n\n"
            "**And its price?** In the test 120 yuan earned 1,392 yuan per 100 clients, 150 yuan "
            "219 less. The standard error of this difference is 224 yuan. So from this test alone "
            "nobody can tell which of the two is better: the 95 % interval reaches from 221 yuan "
            "for 150 to 658 yuan for 120. On 100 other draws of the same world 150 came out first "
            "30 times.\n\n"
            "**Why the survey's price is near.** Had all prices been overstated by the same "
            "factor, its best price would be the true one. Here exaggeration grew with the price: "
            "1.6 times as many said yes as bought at 60 yuan, 2.4 times at 150, 4.1 times at 200 "
            "(2.2 to 7.4). So the survey's price is probably one step too high; little is lost, "
            "as 120 and 150 yuan earn nearly the same. For a plan of staff or profit the number "
            "of buyers matters, and that was far off."
        )
    )
else:
    print("Shown when both seals are open. Then run this cell again.")

# %% [markdown] teaches=["S001-27"]
# ## What does a claim cost?
#
# Reed Mutual, a small insurer, asks: "What would you charge us to handle our claims?" The claims office costs 1,440,000 yuan a year. It handles 9,000 claims, so "a claim costs 160 yuan". Does it?
#
# **Direct** cost belongs to one claim, such as a surveyor's taxi. **Indirect** cost, here the office, is shared out: by heads, the same for each claim, or by **activities**, by the minutes that a claim takes.
#
# By hand, in a hotel: the laundry costs 900 yuan a day. 100 shirts take 3 minutes each, 50 suits 12 minutes each, together 900 minutes. So a minute costs 1 yuan, a shirt 3 and a suit 12. By heads, each would cost 6.
#
# A **margin** is a part of the *price*: with a cost of 60 and a margin of 40 %, 60 yuan are the other 60 % of the price, so the price is 100. Adding 40 % to the cost, a **mark-up**, gives 84, of which only 29 % is left.

# %%
laundry = pd.DataFrame({"pieces": [100, 50], "minutes": [3, 12]}, index=["shirt", "suit"])
print("minutes of each kind:", (laundry["pieces"] * laundry["minutes"]).to_dict())
activities = pd.DataFrame(
    {
        "claims": [6200, 1900, 900],
        "register": [8, 10, 14],
        "inspect": [0, 55, 25],
        "assess": [6, 40, 95],
        "letters": [4, 12, 30],
        "payment": [2, 3, 4],
    },
    index=["glass", "water", "hospital"],
)
activities  # claims a year, and minutes that one claim takes

# %% [markdown]
# ## Task 8: cost and fee (5 points)
#
# Complete `claim_cost(activities, overhead)`: what one claim of each type costs, in yuan, by its minutes (unrounded). `activities` is a table as above, `overhead` the yuan of the office in a year. Missing is `rate`, the yuan for one minute; no minute is idle.
#
# Then `fees`: for each type the fee that leaves a margin of 20 %, in yuan, rounded to whole yuan or finer, a Series or dictionary.


# %% answer="m03-q8-cost"
def claim_cost(activities, overhead):
    """What one claim of each type costs, in yuan."""
    minutes = activities.drop(columns="claims").sum(
        axis=1
    )  # all columns but "claims", added up row by row
    rate = ...  # yuan for a minute of the office
    ### BEGIN SOLUTION
    rate = overhead / (minutes * activities["claims"]).sum()
    ### END SOLUTION
    return rate * minutes


fees = ...  # by type, yuan: with a margin of 20 %
### BEGIN SOLUTION
fees = claim_cost(activities, 1_440_000) / (1 - 0.20)
### END SOLUTION

# %% task="m03-q8-cost" points=5 grades=["S001-27"]
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q8-cost",
    points=5,
    hints=[
        "How many minutes does the office work in a year, over all claims of all types?",
        '`minutes` is of one claim; `activities["claims"]` says how often. For the fee: of which number is the margin a part?',
        "`rate = overhead / (... * ...).sum()` and `fees = claim_cost(activities, 1_440_000) / ...`",
    ],
)
two = pd.DataFrame({"claims": [30, 10], "desk": [10, 20], "visit": [0, 40]}, index=["tire", "roof"])
task.check("two types of claim", task.call("claim_cost", two, 4500), atol=0.05)
four = pd.DataFrame(
    {"claims": [120, 45, 300, 8], "desk": [12, 25, 5, 90], "call": [3, 0, 7, 30]},
    index=["bicycle", "travel", "luggage", "boat"],
)
task.check(
    "four other types", task.call("claim_cost", four, 26_000), hidden=True, weight=2, atol=0.05
)
for kind in ("glass", "water", "hospital"):
    task.check(f"the fee for a {kind} claim", task.value("fees")[kind], weight=2 / 3, atol=0.6)
task

# %% [markdown]
# By heads, every claim would have had a fee of 200 yuan: Reed Mutual would take its glass claims elsewhere, and bring its hospital claims. And costs have a **trend**: a fee that stands for three years must bear three years' wages.

# %% [markdown] teaches=["S001-28", "S003-138"]
# ## A rival cuts the price
#
# Heron, the largest rival, cuts two premiums by 10 %: **motor** cover and **roadside** help. At Willow Bridge claims and service take 80 % of a motor premium, and 40 % of a roadside premium. "We must follow," says the sales team, "or all leave." A training text: "Price cuts cannot bring growth." Both forget the margin.
#
# By hand, at the hospital: a check-up costs 50 yuan, of which 30 are variable, so the margin is 20. A clinic nearby is 4 yuan cheaper.
#
# * **Follow.** All clients stay, each leaves 16 instead of 20.
# * **Do not follow.** Some leave, all others still leave 20. Losing 4 / 20 = 20 % of them costs as much as following. That is the **bearable loss**.
#
# Another question has another answer: if the hospital cuts *first*, how much must sales grow?

# %%
print(f"Growth that a first cut needs: {breakeven_sales(price=50, cost=30, cut=4):.0%}")

# %% [markdown]
# How many would leave? In the last renewal some premiums rose more than others. Of 434 policyholders (motor, home and health) we know whether they renewed. The premiums were **not** drawn at random.

# %%
answers = load_dataset("insurer_servqual").drop_duplicates("policyholder_id")
clients = answers.merge(load_dataset("insurer_policyholders"), on="policyholder_id")
# a straight line by least squares; "HC1": errors that hold although 0 and 1 do not scatter evenly
fit = smf.ols("renewed ~ price_change", clients).fit(cov_type="HC1")
stay, slope = fit.params
lost = -0.10 * slope / stay  # of those who renew at an unchanged price
# the error of a ratio from the errors of its two parts: the "delta method"
step = np.array([0.10 * slope / stay**2, -0.10 / stay])
reach = 1.96 * np.sqrt(step @ fit.cov_params().to_numpy() @ step)
print(
    f"Renewed at an unchanged premium: {stay:.0%}; at one that is 10 % higher: {stay + 0.10 * slope:.0%}"
)
print(f"Fewer by {lost:.0%} (95 % interval {lost - reach:.0%} to {lost + reach:.0%})")

# %% [markdown]
# A premium that is 10 % higher goes with 20 % fewer renewals (14 to 27).
#
# ## Task 9: follow the rival? (5 points)
#
# * `bearable`: for `"motor"` and `"roadside"` the share of clients that Willow Bridge could lose before following would have been better. Proportions, to two decimals or finer, in a dictionary.
# * `follow`: for each of the two, an answer.
#     * `"follow"`, if the whole 95 % interval of the loss lies above what we can bear;
#     * `"keep"`, if the whole interval lies below it;
#     * if it lies on both sides, either of two earns full points: `"cannot tell"` says what the data hold, `"follow if alike"` what one does meanwhile if the best guess lies above.
#
# Convention: a rival's cut of 10 % drives away as many as our own rise of 10 % goes with, motor and roadside alike.

# %% answer="m03-q9-rival"
bearable = ...  # {"motor": ..., "roadside": ...}
follow = ...  # {"motor": "...", "roadside": "..."}
### BEGIN SOLUTION
bearable = {}
for product, cost in {"motor": 0.80, "roadside": 0.40}.items():
    margin = 1 - cost
    bearable[product] = 0.10 / margin
follow = {"motor": "keep", "roadside": "cannot tell"}
### END SOLUTION

# %% task="m03-q9-rival" points=5 decides="whether to follow a rival's cut" grades=["S001-28", "S003-138"]
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q9-rival",
    points=5,
    hints=[
        "What is left of 100 yuan of premium, for each of the two? And after a cut of 10?",
        "Which loss costs as much as following? Then compare this number with the whole interval.",
        '`bearable = {"motor": 0.10 / ..., "roadside": 0.10 / ...}`',
    ],
)
for product in ("motor", "roadside"):
    task.check(
        f"the loss that {product} can bear",
        task.value("bearable")[product],
        within=(0, 1),
        atol=0.006,
    )


def named(follow):
    words = ("follow", "keep", "follow if alike", "cannot tell")
    given = {str(key).strip().casefold(): value for key, value in dict(follow).items()}
    for product in ("motor", "roadside"):
        assert product in given, f"There is no answer for {product}."
        answer = given[product]
        assert str(answer).strip().casefold() in words, f"{answer!r} is none of the four answers."


def decided(follow, product, right):
    slips = {"follow": "followed-by-habit", "keep": "kept-by-habit"}
    words = {
        "followed-by-habit": "Following is not called for by the whole interval: hold its two ends against what this product can bear.",
        "kept-by-habit": "Keeping the price is not called for by the whole interval: hold its two ends against what this product can bear.",
        "doubt-without-need": "Hold both ends of the interval against what this product can bear: do they lie on two sides of it?",
    }
    given = {str(key).strip().casefold(): value for key, value in dict(follow).items()}
    if product not in given:
        return 0, f"There is no answer for {product}."
    answer = str(given[product]).strip().casefold()
    if answer in right:
        return None
    slip = slips.get(answer, "doubt-without-need")
    return 0, words[slip], slip


task.rule("two answers of the four", named, task.value("follow"), weight=0)
keys = {"motor": ["keep"], "roadside": ["follow if alike", "cannot tell"]}
for product, right in keys.items():
    task.rule(
        f"what to do with {product}",
        decided,
        task.value("follow"),
        weight=1.5,
        hidden=True,
        product=product,
        right=right,
    )
task

# %% [markdown]
# The margin says what can be borne, the clients what is lost. And Heron may cut again.

# %% [markdown] teaches=["S003-91"] reads={"S003-91": "a figure on the hospital's table; module 5 grades what severity explains"}
# **Who keeps the price is the dearer one.** Does a high price by itself spoil satisfaction? Willow Bridge has not asked; Plum Court has: 800 patients rated their stay.

# %% jupyter={"source_hidden": true}
patients = load_dataset("hospital_drivers")
part = pd.qcut(patients["out_of_pocket"], 4, labels=["least", "second", "third", "most"])
means = patients.groupby(part, observed=True)[["overall", "severity"]].mean()
fig, ax = plt.subplots(figsize=(8, 3.6))
ax.plot(means.index, means["overall"], "s-", color=PALETTE[0], label="overall rating, 1 to 7")
ax.plot(means.index, means["severity"], "o--", color=PALETTE[1], label="severity, 1 to 5")
ax.set(
    ylim=(1, 6),
    xlabel="What the patient paid, by quarter of the 800 patients",
    ylabel="Mean",
    title="Who paid more was more satisfied, and more severely ill",
)
name_series(ax)
plt.show()

# %% [markdown]
# Twice the price goes with a rating that is 0.44 points higher (0.31 to 0.56). Among patients of equal severity it is 0.04 points (-0.11 to 0.20): no sign of an effect, and a large one, up or down, is not compatible with these data.

# %% [markdown] teaches=["S003-42", "S003-43", "S003-47", "S003-17", "S004-10"]
# ## What counts in a choice?
#
# Price is not all that rivals fight with. What else moves a client, and whom? Product, price, place, promotion: the 4P are the seller's list. Lauterborn (1990) turned it round to the buyer's, the **4C**:
#
# | Seller | Buyer | In our choices: from ... to ... |
# |---|---|---|
# | product | **consumer** needs | the cover meets them partly → fully |
# | price | **cost** to the consumer | 1,200 → 600 yuan a year |
# | place | **convenience** | claims on paper → in the app |
# | promotion | **communication** | news of a claim on request → at each step |
#
# Both lists describe the same decisions. A product has **scope, quality, function, reliability**: needs are about scope and function; a fifth attribute is about reliability, 60, 75 or 90 of 100 claims paid on time. The folder says that good service allows a **premium price**, and puts the four C in a fixed order: needs, cost, convenience, communication.
#
# 240 people chose five times between two policies whose attributes were all drawn at random. The figure shows by how many points a step makes a policy chosen more often.

# %% jupyter={"source_hidden": true}
choices = load_dataset("insurer_choices")
steps = {
    "needs": ("partly", "fully"),
    "premium": (1200, 600),
    "claims_by": ("paper", "app"),
    "news": ("on request", "each step"),
    "on_time": (80, 90),
}
groups = {"all together": choices}
groups |= {str(name): part for name, part in choices.groupby("segment", observed=True)}
fig, axes = plt.subplots(1, 4, figsize=(10, 3.2), sharex=True, sharey=True)
for ax, (name, part) in zip(axes, groups.items(), strict=True):
    effects = 100 * choice_effects(part, steps).drop(index="on_time")
    wide = [effects["effect"] - effects["low"], effects["high"] - effects["effect"]]
    ax.errorbar(effects["effect"], range(4), xerr=wide, fmt="s", color=PALETTE[0], capsize=3)
    ax.axvline(0, color="0.5", linewidth=1)
    ax.set(title=name.capitalize(), xlabel="Points (95 %)")
axes[0].set_yticks(range(4), ["needs", "cost", "convenience", "communication"])
axes[0].set_ylim(3.5, -0.5)
fig.suptitle("What a step adds to being chosen, in points", x=0.01, ha="left", weight="bold")
fig.tight_layout()
plt.show()

# %% jupyter={"source_hidden": true}
rows = {
    name: 100 * np.array(choice_difference(part, steps, "news", "claims_by"))
    for name, part in groups.items()
}
table = pd.DataFrame(rows, index=["communication minus convenience, points", "from", "to"]).T
display(show_table(table, dict.fromkeys(table.columns, "{:+.0f}")))
worth, low, high = choice_worth(choices, steps, "on_time", "premium")
print(
    f"Ten more claims of 100 on time weigh as much as {worth:.0f} yuan ({low:.0f} to {high:.0f})."
)

# %%
statement = Statement(
    "m03-q10-statement",
    "Which sentence may Ms. Pei tell the board?",
    {
        "A": "All together put needs first (21 points), then cost (18), news (14) and the app (12); so this is probably the order in each of the three segments, too.",
        "B": "On paper ten more claims of 100 on time weigh as much as 169 yuan (100 to 237); so a premium that is higher by 100 yuan for it would lose us no client.",
        "C": "For the retired, news weighs 32 points more than the app, for the self-employed 25 less; so which of the two matters more probably hangs on whom we serve.",
        "D": "Needs add 21 points, and a premium of 600 instead of 1,200 yuan adds 18; so clients like these 240 care more for needs than for cost, if not by much.",
    },
)
statement

# %% [markdown]
# ## Task 10: which sentence may she tell? (4 points)
#
# Three of the four claim more than the choices hold. Record the letter of the fourth and how sure you are, with the button of `statement` or below. The letter is graded.

# %% answer="m03-q10-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.9)
### END SOLUTION

# %% task="m03-q10-statement" points=4 grades=["S003-42", "S003-43", "S003-47", "S003-17", "S004-10"]
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q10-statement",
    points=4,
    hints=[
        "What exactly was drawn at random, and what was asked?",
        "Of whom, and of what kind of choice, does each sentence speak?",
        "Of each sentence: which interval, which segment or which real sale would have to look otherwise for it to fall?",
    ],
)
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
# no need to read this: what the choices say
statement.reveal_button(
    Markdown(
        "**The four C.** Families are moved most by needs (33 points), the retired by "
        "communication (33), the self-employed by convenience (25). Communication minus "
        "convenience is 32 points for the retired (24 to 40) and -25 for the self-employed "
        "(-34 to -15). All together it is 3 points (-3 to 8): nobody can tell which of the two "
        "is third. Nor which is first: needs minus cost is 3 points (-3 to 9), and this order "
        "also hangs on the steps: from 1,200 to 900 yuan, cost would count half as much.\n\n"
        "**A premium price.** On paper ten more claims of 100 on time weigh as much as 169 "
        "yuan a year (100 to 237). What was said about the Swift Desk shows what such a "
        "number needs: a test."
    )
)

# %% [markdown]
# ## Be judged
#
# If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m03_value/2_price")

# %% [markdown]
# ## What you take with you
#
# * What people say they pay is a beginning. Look up what earlier answers were worth, then test.
# * The best price is where margin times buyers is largest; its neighbor may be as good. Ask for the error of the *difference*.
# * Cost follows activities. A margin is a part of the price.
# * Before you follow a cut: what loss can we bear, and how many would leave?
# * An average order of importance may be nobody's order.
#
# **Further reading.** J. Schmidt and T. H. A. Bijmolt, "Accurately Measuring Willingness to Pay for Consumer Goods", *Journal of the Academy of Marketing Science* 48(3), 2020. K. M. Miller, R. Hofstetter, H. Krohmer and Z. J. Zhang, "How Should Consumers' Willingness to Pay Be Measured?", *Journal of Marketing Research* 48(1), 2011. R. S. Kaplan and S. R. Anderson, "Time-Driven Activity-Based Costing", *Harvard Business Review* 82(11), 2004. T. T. Nagle and G. Müller, *The Strategy and Tactics of Pricing*, Routledge. J. Hainmueller, D. J. Hopkins and T. Yamamoto, "Causal Inference in Conjoint Analysis", *Political Analysis* 22(1), 2014. B. Lauterborn, "New Marketing Litany: Four P's Passé; C-Words Take Over", *Advertising Age*, October 1, 1990.
#
# **Next:** [3_menus](3_menus.ipynb). One price for all, or a menu from which clients choose?
