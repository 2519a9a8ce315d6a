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
#     module: m10_outreach
#     title: Asking people
#     minutes: 75
#     points: 23
#     asks: Ms. Pei
#     question: "Which promotion for whom, and which medium, brings more than it costs?"
# ---

# %% [markdown]
# # Outreach 3 of 4: asking people
#
# **Plum Court Hospital, Lantern Bank.** 75 minutes, 23 points.
#
# When you have finished this notebook you will be able to
#
# 1. say what a promotion adds, and for whom, with customers who were drawn at random,
# 2. make an interval narrower with what was known before the draw,
# 3. count the points that a bank still owes,
# 4. find the cost of one more order in a medium, and cut, keep, or say that the test cannot tell,
# 5. say what one test of poster, letter and open day shows, and what it leaves open.

# %%
from servicelab import recall

recall("m10_outreach/3_promotion")

# %% [markdown]
# ## Who will know of the bus?
#
# It is January 2026. If Director Fang, who signs for the outreach, signs on Friday, forty villages must hear of the bus. Ms. Pei, who heads the marketing of Willow Bridge Insurance, pays for it and must say how people are asked. She has four tests of other houses: promotions of Lantern Bank, media of an online shop, and the hospital's own poster, letter and open day.

# %% [markdown] teaches=["S003-100"] reads={"S003-100": "a judgement of people without a measure; no number can test it"}
# Her predecessor left a sentence: *a doctor who does not market is only a craftsman*. It is a label for people. No measure is named, so no data can test it. We leave it and count.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from IPython.display import Markdown, display
from scipy.stats import t as student
from statsmodels.stats.proportion import confint_proportions_2indep

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.plots import PALETTE, is_static, show_table, use_style
from servicelab.tasks import is_right

use_style()
bank = load_dataset("bank_promotions")

# %% [markdown] teaches=["S001-34", "S001-35", "S001-36", "S001-37", "S002-06"] reads={"S002-06": "six names; the test holds the last two and says nothing of the other four"}
# ## Four promotions of a payment card
#
# 2,880 customers of the bank had agreed to marketing. For the first half of 2025 they were put into five arms at random, 576 in each:
#
# | Arm | Offer | What it costs the bank |
# |---|---|---|
# | none | nothing | 0 |
# | discount | money back on every payment | 1.20 yuan a payment |
# | gift | a present after five payments | 22 yuan a gift |
# | points | one point a payment | 0.60 yuan a point when redeemed |
# | referral | a reward for each friend who opens an account | 60 yuan a friend |
#
# A payment brings the bank 3 yuan. A new customer is worth 240 yuan. An old list names six ways to serve: quality, answering questions, home visits, interaction, **sales rewards**, and **gifts or money back**. This test has the last two; it says nothing of the other four.

# %%
discounted = bank[bank["arm"] == "discount"]
print(f"a customer with the discount: {(3 - 1.2) * discounted['payments'].mean():.1f} yuan")
referred = bank[bank["arm"] == "referral"]
print(
    f"a customer with the referral: {(240 - 60) * referred['friends'].mean():.1f} yuan of friends"
)

# %% [markdown]
# The bank's page reports these two numbers and calls both a success. Both count what came *with* the offer, and also what would have come without it. How much **more** does a customer bring with the discount than without it, in yuan, after the money back?

# %%
bet = RangePrediction(
    "m10-discount",
    "How many yuan more does a customer with the discount bring in the half-year than one without it? (Less is below 0.)",
    -40,
    40,
    "yuan",
)
bet

# %% [markdown]
# ## Narrower with what was known before
#
# A barber draws three of six customers for a voucher. Visits differ mostly because *people* differ, and the visits before the draw tell how much. Compare customers with equal visits before: the difference is still the voucher's, because the draw did not look at visits, and chance has less room. (Decide what to use before you see the outcome.) (It is called ANCOVA, or CUPED when shops do it.)

# %%
barber = pd.DataFrame(
    {"drawn": [1, 1, 1, 0, 0, 0], "before": [2, 5, 9, 1, 6, 9], "visits": [4, 6, 11, 2, 6, 10]}
)
for formula in ("visits ~ drawn", "visits ~ drawn + before"):
    fit = smf.ols(formula, barber).fit()
    print(f"{formula}: {fit.params['drawn']:.2f}, standard error {fit.bse['drawn']:.2f}")


# %% [markdown]
# The function below does the same for the bank: `gain(rows, arm, yuan)` gives what the arm adds for each customer against none, with the ends of a 95 % interval. `yuan` is the name of a column:
#
# * `own`: 3 yuan for each payment, less discount and gift,
# * `both`: `own`, plus 240 yuan for each friend, less the reward.
#
# Use `own` for discount and gift, since nobody was asked for friends there, and `both` for the referral.

# %%
cost = 1.2 * bank["payments"] * (bank["arm"] == "discount")
cost = cost + 22 * (bank["payments"] >= 5) * (bank["arm"] == "gift")
bank["own"] = 3 * bank["payments"] - cost
bank["both"] = bank["own"] + (240 - 60 * (bank["arm"] == "referral")) * bank["friends"]


def gain(rows, arm, yuan, formula="yuan ~ offered + payments_before"):
    """Yuan a customer that an arm adds, and the ends of its 95 % interval."""
    two = rows[rows["arm"].isin([arm, "none"])]
    two = two.assign(yuan=two[yuan], offered=(two["arm"] == arm).astype(int))
    fit = smf.ols(formula, two).fit(cov_type="HC1")  # HC1: spread may differ between arms
    low, high = fit.conf_int().loc["offered"]
    return fit.params["offered"], low, high


# %% jupyter={"source_hidden": true}
bet.reveal_button(round(gain(bank, "discount", "own")[0], 1))

# %%
if bet.decision or is_static():
    for words, formula in (
        ("arms alone", "yuan ~ offered"),
        ("with payments before", "yuan ~ offered + payments_before"),
    ):
        middle, low, high = gain(bank, "discount", "own", formula)
        print(f"{words}: {middle:+.1f} yuan [{low:.1f}, {high:.1f}]")
else:
    print("Record your range. Then run this cell again.")

# %% [markdown]
# The same customers, and an interval of about half the width. From here on we always use what was known before.
#
# ## The Python of parts
#
# Keep some rows, then ask the same question of each part:

# %%
for name, part in (
    ("rare", barber[barber["before"] < 5]),
    ("often", barber[barber["before"] >= 5]),
):
    print(name, part.groupby("drawn")["visits"].mean().round(1).to_dict())

# %% [markdown]
# ## Task 11: which offer for whom (6 points)
#
# In the second half of 2025 each customer gets at most one of discount, gift and referral. (Points wait for Task 12.) **Regulars** are customers with `payments_before` of 10 or more; all **others** have fewer.
#
# `offer` is a dictionary with the keys `"regulars"` and `"others"`; each value is one of `"none"`, `"discount"`, `"gift"`, `"referral"`.
#
# Your pair is run for 40 other half-years of 4,000 customers each. They respond as customers of this test do, and pay by card 4 % more often in any case. What counts is the expected yuan that it adds for a customer. Each group counts half, from 0 points for an offer that adds nothing there to 3 for 95 % of what the best adds there. The same offer for both groups earns nothing.

# %% answer="m10-q11-offer"
offer = ...  # {"regulars": "...", "others": "..."}
### BEGIN SOLUTION
# gain(bank[bank["payments_before"] >= 10], arm, yuan), and the same for fewer than 10:
# the highest gain of a whole interval above 0 in each group
offer = {"regulars": "referral", "others": "discount"}
### END SOLUTION

# %% task="m10-q11-offer" points=6 grades=["S001-34", "S001-35", "S001-37"] decides="which promotion regulars get, and which the others"
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.discovery import world

task = Task(
    "m10-q11-offer",
    points=6,
    hints=[
        "Who would have paid by card anyway, and gets money back for it? Who would have named a friend anyway?",
        "Call `gain` six times: two groups, three offers. Look at whole intervals.",
        '`rows = bank[bank["payments_before"] >= 10]`, then `gain(rows, "referral", ...)`; the same for the others.',
    ],
)
task.needs("offer if offer is not ... else None", "No offer is there yet.")


def added(offer, worth, full):
    words = {
        "redemption-as-lift": "Regulars pay by card anyway, and the discount gives them money back for each of these payments.",
        "anyway-friends": "The others name friends without a reward, too. Compare the friends of both arms.",
        "gift-to-all": "The gift costs 22 yuan wherever five payments are made. Compare with what it adds.",
        "left-alone": "One group gets nothing although an offer adds more than it costs there.",
    }
    assert hasattr(offer, "keys"), '`offer` is a dictionary with the keys "regulars" and "others".'
    plan = {
        str(group).strip().lower(): str(arm).strip().lower() for group, arm in dict(offer).items()
    }
    assert set(plan) == {"regulars", "others"}, 'Give `offer` the keys "regulars" and "others".'
    assert all(arm in worth["others"] for arm in plan.values()), "This pair cannot be run."
    reached = sum(worth[group][arm] for group, arm in plan.items())
    best = sum(max(arms.values()) for arms in worth.values())
    shares = [
        min(max(worth[group][arm], 0) / (full * max(worth[group].values())), 1)
        for group, arm in plan.items()
    ]
    share = 0 if len(set(plan.values())) == 1 else sum(shares) / len(shares)
    says = f"Your pair adds {reached:+.1f} yuan a customer; that is {reached / best:.0%} of what the best pair adds."
    if share >= 1:
        return 1, says
    faults = {
        "regulars": {"discount": "redemption-as-lift", "gift": "gift-to-all", "none": "left-alone"},
        "others": {"referral": "anyway-friends", "gift": "gift-to-all", "none": "left-alone"},
    }
    slips = [faults[group][arm] for group, arm in plan.items() if arm in faults[group]]
    named = " ".join(words[slip] for slip in dict.fromkeys(slips))
    return share, f"{says} {named}", slips[0]


task.check(
    "an offer for each group",
    task.value("offer"),
    weight=0,
    among=["none", "discount", "gift", "referral"],
    silent=True,
)
task.rule(
    "the pair in 40 other half-years",
    added,
    task.value("offer"),
    hidden=True,
    worth=world("m10_outreach_promotion").second_half(range(9100, 9140)),
    full=0.95,
)
task

# %% [markdown]
# ## What is still owed
#
# A gym gives points that buy drinks, 0.50 yuan each. 400 were earned, 100 are redeemed, so 300 are outstanding. It expects that 20 % of them are never used: this share is the **breakage** (accountants often take it of all points given out; here it is of those outstanding). It owes 300 × (1 − 0.20) × 0.50 = 120 yuan, and this year's points cost 50 + 120 = 170 yuan, not 50.
#
# At the bank one point is earned with each payment. A point costs 0.60 yuan when redeemed, and the bank expects a breakage of 30 %.

# %%
has_points = bank["arm"] == "points"
print(bank.loc[has_points, ["payments", "points_redeemed"]].sum().to_dict())

# %% [markdown]
# ## Task 12: points (5 points)
#
# (3 points) Complete `points_value(table, breakage)`. It gives a Series: for each customer of a table with the columns `payments` and `points_redeemed`, the yuan that the payments bring, less the points redeemed **and** less what is owed for those outstanding. `breakage` is a proportion.
#
# (2 points) `points_pay`: does the points arm add more than it costs, against none? `"yes"`, `"no"` or `"cannot tell"`, by the 95 % interval of `gain` over all customers, with a breakage of 0.30. The word counts once the function is right. Only the arm with points has any, so make a column first: `bank["with_owed"] = bank["own"].where(~has_points, points_value(bank, 0.3))` keeps `own` for all others.


# %% answer="m10-q12-points"
def points_value(table, breakage):
    """Yuan for each customer: payments, less points redeemed, less points owed."""
    brought = 3 * table["payments"]
    redeemed = 0.6 * table["points_redeemed"]
    owed = ...
    ### BEGIN SOLUTION
    outstanding = table["payments"] - table["points_redeemed"]
    owed = 0.6 * (1 - breakage) * outstanding
    ### END SOLUTION
    return brought - redeemed - owed


points_pay = ...  # one of three words
### BEGIN SOLUTION
# the column with_owed as above, then gain(bank, "points", "with_owed")
points_pay = "cannot tell"
### END SOLUTION

# %% task="m10-q12-points" points=5 grades=["S001-36"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.discovery import world

task = Task(
    "m10-q12-points",
    points=5,
    hints=[
        "How many points are earned, how many are redeemed, and how many will never be?",
        "Take the points that are outstanding, then the part of them that will be redeemed, then their cost.",
        '`owed = 0.6 * (...) * (table["payments"] - ...)`; for the verdict, `gain(bank, "points", ...)`.',
    ],
)
three = pd.DataFrame({"payments": [10, 4, 0], "points_redeemed": [3, 4, 0]}, index=list("abc"))
task.check("three customers of a shop", task.call("points_value", three, 0.2), weight=1)
other = world("m10_outreach_promotion").make_world_promotion(41).bank_promotions
other = other[other["arm"] == "points"].head(150)[["payments", "points_redeemed"]]
task.check("other customers", task.call("points_value", other, 0.45), weight=2, hidden=True)
task.check(
    "one of three words",
    task.value("points_pay"),
    weight=0,
    among=["yes", "no", "cannot tell"],
    silent=True,
)


def counted(word, given, right):
    if not same(given, pd.Series(right)):
        return 0, "The word counts once the function is right."
    if str(word).strip().lower() != "cannot tell":
        return 0, "Look at the whole interval, with what is owed taken off."
    return None


task.rule(
    "the verdict on the points, with the right function",
    counted,
    task.value("points_pay"),
    task.call("points_value", three, 0.2),
    weight=2,
    hidden=True,
    right={"a": 24.84, "b": 9.6, "c": 0.0},
)
task

# %% [markdown] teaches=["S000-09", "S001-38"]
# ## Four media of a shop
#
# An online shop advertises by search, video, social media and app message. An order brings 70 yuan before the advert is paid. Its software gives each order to the medium of the **last click**. In each medium it also held people out at random.

# %%
media = load_dataset("shop_media").groupby("medium", sort=False).sum(numeric_only=True)
media = media.drop(columns="week")
media["spend / last clicks"] = media["spend"] / media["last_clicks"]
show_table(media, {"spend": "{:,.0f}", "spend / last clicks": "{:.0f}"})

# %% [markdown]
# **By hand, at a baker's.** Leaflets for 1,000 households, drawn at random, cost 90 yuan; 600 households get none. They place 130 and 60 orders; an order brings 6 yuan.
#
# * Without leaflets 1,000 households would have placed 60 × 1000 / 600 = 100 orders. So **extra orders** are 30, and one more order costs 90 / 30 = 3 yuan.
# * **Break-even**: 90 / 6 = 15 extra orders.
# * **Verdict**, by the 95 % interval of the extra orders: wholly above the break-even, keep; wholly below, cut; otherwise, cannot tell.

# %%
baker = pd.DataFrame(
    {"orders": [130, 118], "reached": 1000, "orders_held_out": [60, 63], "held_out": 600},
    index=["leaflet", "coupon"],
)
for name, row in baker.iterrows():  # Newcombe's interval of a difference of two rates
    low, high = confint_proportions_2indep(
        row["orders"], row["reached"], row["orders_held_out"], row["held_out"], method="newcomb"
    )
    print(f"{name}: extra orders from {1000 * low:.0f} to {1000 * high:.0f}")

# %% [markdown]
# For leaflets the break-even of 15 lies inside: this test cannot tell.
#
# ## Task 13: cut, keep, or cannot tell (7 points)
#
# * (3 points) `cost_of_one_more`: a dictionary or Series by medium (`search`, `video`, `social`, `app`), yuan of spend for one extra order; extra orders are those of all people reached, over the eight weeks. To the yuan, or finer.
# * (4 points) `verdict`: by medium, `"keep"`, `"cut"` or `"cannot tell"`, by the rule above with 70 yuan an order. One word for all media earns nothing.

# %% answer="m10-q13-media"
cost_of_one_more = ...  # by medium
verdict = ...  # {"search": "...", "video": "...", "social": "...", "app": "..."}
### BEGIN SOLUTION
usual = media["orders_held_out"] * media["reached"] / media["held_out"]
extra = media["orders"] - usual
cost_of_one_more = media["spend"] / extra
# confint_proportions_2indep for each medium, times the people reached, against spend / 70
verdict = {"search": "cut", "video": "keep", "social": "cannot tell", "app": "keep"}
### END SOLUTION

# %% task="m10-q13-media" points=7 grades=["S000-09", "S001-38"]
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q13-media",
    points=7,
    hints=[
        "How many orders would those who were reached have placed without the advert?",
        "Scale the orders of those held out to the number of people reached. The break-even is spend divided by 70.",
        "`extra = orders - orders_held_out * ... / ...`, then `spend / extra`; the interval of the rates times the people reached.",
    ],
)
cost = task.value("cost_of_one_more")
task.check(  # by app both readings round to the same yuan: it tells no one apart
    "the cost of one more order",
    cost[["search", "video", "social"]],
    weight=3,
    atol=0.51,
    each=True,
)
task.check("the same by app", cost["app"], weight=0, atol=0.51)


def ruled(verdict, key, least):
    words = {
        "last-click-trusted": "The last click is given to who was clicked last, also where the order would have come anyway. Use those held out.",
        "inside-is-yes": "A cost below 70 yuan is not enough: where does the break-even lie in the interval?",
        "sure-of-nothing": "Not everything is open: look for intervals that lie wholly on one side of their break-even.",
    }
    assert hasattr(verdict, "keys"), "`verdict` is a dictionary with the four media as keys."
    given = {
        str(one).strip().lower(): str(word).lower().replace("_", " ").strip(" .")
        for one, word in dict(verdict).items()
    }
    assert set(given) == set(key), "Give each of the four media, and no other, a verdict."
    wrong = [one for one in key if given[one] != key[one]]
    if not wrong:
        return None
    share = max(len(key) - len(wrong) - least, 0) / (len(key) - least)
    says = f"{len(key) - len(wrong)} of 4 are by the rule; look again at {', '.join(wrong)}."
    if given["video"] == "cut":
        slip = "last-click-trusted"
    elif wrong == ["social"] and given["social"] == "keep":
        slip = "inside-is-yes"
    elif all(given[one] == "cannot tell" for one in wrong):
        slip = "sure-of-nothing"
    else:
        return share, says
    return share, f"{says} {words[slip]}", slip


task.check(
    "one of three words for each medium",
    task.value("verdict"),
    weight=0,
    among=["keep", "cut", "cannot tell"],
    silent=True,
)
task.rule(
    "the verdicts, by the rule",
    ruled,
    task.value("verdict"),
    weight=4,
    hidden=True,
    key={"search": "cut", "video": "keep", "social": "cannot tell", "app": "keep"},
    least=2,
)
task

# %% [markdown] teaches=["S003-168", "S003-150"] reads={"S003-150": "the letter goes out and the poster waits; fax and e-mail were not tried"}
# ## Poster, letter, or both
#
# Older media have no clicks: press, posters, brochures, letters, samples. And a hospital can wait for questions or write to people first. In sixty towns, twelve for each of five kinds, it was drawn what people saw: nothing, a poster, a letter, or both, with the same words (**one voice**) or different words (**two voices**). What counts is enquiries for 1,000 households in eight weeks. The unit is the town, since towns were drawn.

# %%
towns = load_dataset("hospital_towns")
cells = towns.groupby("cell")["enquiries"].agg(["mean", "var", "size"])


def contrast(weights):
    """Weighted sum of the means of cells, and the ends of its 95 % interval (t, by Welch)."""
    use = pd.Series(weights)
    some = cells.loc[use.index]  # a cell that is not there stops here
    middle = (use * some["mean"]).sum()
    parts = use**2 * some["var"] / some["size"]
    free = parts.sum() ** 2 / (parts**2 / (some["size"] - 1)).sum()
    reach = student.ppf(0.975, free) * parts.sum() ** 0.5
    return float(middle), float(middle - reach), float(middle + reach)


print("poster less nothing:", np.round(contrast({"poster": 1, "nothing": -1}), 2))
cells.round(2)

# %% [markdown] teaches=["S003-155", "S004-20"] reads={"S004-20": "one sentence: brand building has no test of its own here"}
# ## An open day
#
# Adverts, press work and good causes shall make a name known. How much they do is counted as above: people or towns with them, less those without. In week 29 the hospital held an open day with free checks, in one of seven towns, drawn at random. We compare nine weeks from week 29 on with the nine weeks before.

# %%
press = load_dataset("hospital_press")
day_town = press.loc[press["open_day"] == 1, "town"].iloc[0]
weekly = press.pivot(index="week", columns="town", values="bookings")
rise = weekly.loc[29:37].mean() - weekly.loc[20:28].mean()
against = pd.Series({town: rise[town] - rise.drop(town).mean() for town in rise.index})
print(f"{day_town}, the town with the open day: {rise[day_town]:+.1f} bookings a week")

_fig, ax = plt.subplots(figsize=(8, 2.8))
colors = [PALETTE[1] if town == day_town else PALETTE[0] for town in against.index]
ax.bar(against.index, against, color=colors)
ax.axhline(0, color="0.4", linewidth=1)
ax.set(
    xlabel=f"Town ({day_town} had the open day)",
    ylabel="Bookings a week",
    title="Change of each town, less the mean change of the other six",
)
plt.show()

# %% [markdown]
# ## Task 13b: read the towns (2 points)
#
# `read` is a dictionary with four numbers; decimals: two for the first two, whole yuan for the third, two for the fourth, or finer.
#
# * `"voices"`: enquiries for 1,000 households with one voice, less those with two voices,
# * `"together"`: what both with one voice add to nothing, **less** what the poster alone and the letter alone add to nothing. Above 0, both are more than the sum of each,
# * `"letter"`: yuan for one more enquiry by letter, against nothing. A letter to 1,000 households costs 330 yuan,
# * `"p"`: had the open day done nothing, each town would have been at the top with equal chance. The smallest p that this comparison of seven towns can give, as a proportion.

# %% answer="m10-q13b-towns"
read = ...  # {"voices": ..., "together": ..., "letter": ..., "p": ...}
### BEGIN SOLUTION
mean = cells["mean"]
voices = mean["both, one voice"] - mean["both, two voices"]
letter = mean["letter"] - mean["nothing"]
poster = mean["poster"] - mean["nothing"]
together = mean["both, one voice"] - mean["nothing"] - letter - poster
read = {"voices": voices, "together": together, "letter": 330 / letter, "p": 1 / 7}
### END SOLUTION

# %% task="m10-q13b-towns" points=2 grades=["S003-168"]
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q13b-towns",
    points=2,
    hints=[
        "Which cells differ in one thing only?",
        "`cells` has the mean of each. For `together`, write down three gains against nothing first.",
        '`together = (mean["both, one voice"] - ...) - (mean["poster"] - ...) - (mean["letter"] - ...)`; for `p`, how many towns could have been drawn?',
    ],
)
given = task.value("read")
task.check("one voice against two", given["voices"], atol=0.03)
task.check("together against the sum of each", given["together"], atol=0.03)
task.check("one more enquiry by letter", given["letter"], atol=0.6)
task.check("the smallest p", given["p"], atol=0.004, within=(0, 1))
task

# %%
statement = Statement(
    "m10-q14-statement",
    "Which sentences may Ms. Pei tell Director Fang?",
    {
        "A": "In such towns, one voice and two cannot be told apart: twelve towns of each are too few. Whether both bring more than the sum of each is open: more and fewer both fit. The open day brought bookings: its town rose more than most of the others.",
        "B": "In such towns, one voice brought more enquiries than two: twelve towns of each are enough. Whether both bring more than the sum of each is open: more and fewer both fit. Whether the open day brought bookings is open: a town without it rose more.",
        "C": "In such towns, one voice and two cannot be told apart: twelve towns of each are too few. Both bring less than the sum of each: together they brought fewer enquiries. Whether the open day brought bookings is open: a town without it rose more.",
        "D": "In such towns, one voice brought more enquiries than two: twelve towns of each are enough. Both bring less than the sum of each: together they brought fewer enquiries. The open day brought bookings: its town rose more than most of the others.",
    },
)
statement

# %% [markdown]
# ## Task 14: what may be told (3 points)
#
# Only one of the four fits the tests in all three sentences; "both" is with one voice. Make the intervals that you need with `contrast`, and look at all seven towns. Record the letter, and how sure you are.

# %% answer="m10-q14-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="B", sure=0.85)
### END SOLUTION

# %% task="m10-q14-statement" points=3 grades=["S003-155"]
from servicelab_workshop.tasks import Task

task = Task(
    "m10-q14-statement",
    points=3,
    hints=[
        "Does the interval of `voices` hold zero?",
        "Does the interval of `together` hold zero, and how far does it reach to both sides? How often would chance put one of seven towns so high?",
        "No effect shown and no effect are two different sentences; but an interval on one side of zero shows one.",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## After Friday

# %% jupyter={"source_hidden": true}
# no need to read this: both figures and words that would tell too much before you have answered
GROUPS = {
    "regulars": bank[bank["payments_before"] >= 10],
    "others": bank[bank["payments_before"] < 10],
}
ARMS = {"discount": "own", "gift": "own", "referral": "both"}
ends = {}  # of the extra orders of each medium
for name, row in media.iterrows():
    rates = confint_proportions_2indep(
        row["orders"], row["reached"], row["orders_held_out"], row["held_out"], method="newcomb"
    )
    ends[name] = np.array(rates) * row["reached"]
day = against.drop(day_town).sort_values(ascending=False).iloc[:2]


def span(found, digits=1):
    middle, low, high = found
    return f"{middle:+.{digits}f} [{low:.1f}, {high:.1f}]".replace("-", "−")


def told(low, high, limit, words):
    return words[0] if low > limit else words[1] if high < limit else "cannot tell"


def in_words(answer):
    return {str(key).strip().lower(): answer[key] for key in dict(answer)}


def agree():
    """Whether the answers are what the data say."""
    if statement.decision is None or not is_right("m10-q12-points"):
        return False
    words = [in_words(one) for one in (offer, verdict)]
    words = [
        {key: str(one).lower().replace("_", " ").strip(" .") for key, one in each.items()}
        for each in words
    ]
    lows = {
        group: {arm: gain(rows, arm, yuan)[1] for arm, yuan in ARMS.items()}
        for group, rows in GROUPS.items()
    }
    needed = media["spend"] / 70
    bought = media["orders"] - media["spend"] / pd.Series(in_words(cost_of_one_more))
    rates = bought / media["reached"] - media["orders_held_out"] / media["held_out"]
    numbers = in_words(read)
    voices = contrast({"both, one voice": 1, "both, two voices": -1})[0]
    together = contrast({"both, one voice": 1, "poster": -1, "letter": -1, "nothing": 1})[0]
    by_letter = contrast({"letter": 1, "nothing": -1})[0]
    return (
        words[0] == {group: max(found, key=found.get) for group, found in lows.items()}
        and words[1] == {one: told(*ends[one], needed[one], ("keep", "cut")) for one in ends}
        and str(points_pay).strip().lower() == told(*with_points()[1:], 0, ("yes", "no"))
        and bool(rates.abs().max() < 1e-4)
        and abs(numbers["voices"] - voices) < 0.03
        and abs(numbers["together"] - together) < 0.03
        and abs(numbers["letter"] * by_letter - 330) < 4
        and abs(numbers["p"] - 1 / len(against)) < 0.004
    )


def with_points():
    return gain(
        bank.assign(owed=bank["own"].where(~has_points, points_value(bank, 0.3))), "points", "owed"
    )


def promotions_figure():
    _fig, ax = plt.subplots(figsize=(8, 3))
    labels = []
    for number, (name, rows) in enumerate(GROUPS.items()):
        for arm, yuan in ARMS.items():
            middle, low, high = gain(rows, arm, yuan)
            ax.plot([low, high], [len(labels)] * 2, color=PALETTE[number], linewidth=3)
            ax.plot(middle, len(labels), "o", color=PALETTE[number], markersize=8)
            labels.append(f"{arm}, {name}")
    ax.axvline(0, color="0.4", linestyle="--", linewidth=1.5)
    ax.set_yticks(range(len(labels)), labels)
    ax.set(
        xlabel="Yuan a customer added, against none, with 95 % interval",
        title="What each offer adds, by group",
    )
    plt.show()


def media_figure():
    _fig, ax = plt.subplots(figsize=(8, 2.6))
    for place, (name, row) in enumerate(media.iterrows()):
        needed = row["spend"] / 70
        ax.plot(ends[name] - needed, [place] * 2, linewidth=3, color=PALETTE[0])
        middle = row["spend"] / in_words(cost_of_one_more)[name] - needed
        ax.plot(middle, place, "o", color=PALETTE[0], markersize=8)
    ax.axvline(0, color="0.4", linestyle="--", linewidth=1.5)
    ax.set_yticks(range(len(media)), media.index)
    ax.set(
        xlabel="Extra orders less break-even orders, 95 % interval",
        title="Extra orders against the break-even",
    )
    plt.show()


def after():
    regulars, others = GROUPS.values()
    back = bank[bank["arm"] == "discount"]
    often = back.loc[back["payments_before"] >= 10, "payments"].sum() / back["payments"].sum()
    friends = bank.groupby("arm")["friends"].mean()
    redeemed = bank.assign(paid=bank["own"] - 0.6 * bank["points_redeemed"])
    cost, last = pd.Series(in_words(cost_of_one_more)), media["spend / last clicks"]
    one = contrast({"both, one voice": 1, "both, two voices": -1})
    both = contrast({"both, one voice": 1, "poster": -1, "letter": -1, "nothing": 1})
    return f"""
**Promotions.** The discount, over all customers, adds {span(gain(bank, "discount", "own"))} yuan a customer; for regulars {span(gain(regulars, "discount", "own"))}, for others {span(gain(others, "discount", "own"))}: the average hides two opposite verdicts. (With friends counted, too, it is {span(gain(others, "discount", "both"))} for others: too wide to tell.) Of 100 payments with money back, {100 * often:.0f} were made by regulars, who pay by card anyway.

**Referral.** It adds {span(gain(regulars, "referral", "both"))} yuan for a regular customer, and {span(gain(others, "referral", "both"))} for another. Without any reward the customers of the arm none named {100 * friends["none"] / friends["referral"]:.0f} friends for each 100 that customers with the reward named, and the page counted them as its success.

**Points.** With points redeemed only, they seem to add {span(gain(redeemed, "points", "paid"))} yuan; with what is still owed it is {span(with_points())}. More customers, or a breakage that is known better, would tell more.

**Media.** One more order costs {cost["search"]:.0f} yuan by search, although the last click says {last["search"]:.0f}; by video {cost["video"]:.0f}, although the last click says {last["video"]:.0f}. By app message the simple reading was right: {last["app"]:.0f} and {cost["app"]:.0f}. By social media it costs {cost["social"]:.0f}, but from {ends["social"][0]:.0f} to {ends["social"][1]:.0f} extra orders fit, and the break-even is {media.loc["social", "spend"] / 70:.0f}.

**Towns.** One voice against two, twelve towns each: {span(one, 2)} enquiries. Together against the sum of each: {span(both)}. The town with the open day rose by {rise[day_town]:.1f} bookings a week, against the others by {against[day_town]:.1f}; of the six without it, the highest rose by {day.iloc[0]:.1f} against the others, the next by {day.iloc[1]:.1f}.

**For the bus.** Use the same words everywhere. Towns were drawn, not villages: draw the villages that get a letter besides the poster; then next year's report can say what the letter adds there.
"""


try:
    shown = agree()
except Exception:  # an answer is not there yet, or has another form
    shown = False
if shown:
    promotions_figure()
    media_figure()
    display(Markdown(after()))
else:
    print("This waits until all answers are checked above and are as the data say.")
    print("judge, below, names what differs. Then run this cell again.")

# %% [markdown]
# ## What these tests assume
#
# A friend is worth 240 yuan and an order 70; both were given. Discount and gift are taken to move no friends. Whoever was not offered something does not hear of it from somebody who was. A half-year is counted: payments that a discount only brings forward would look like gain.
#
# ## Be judged
#
# If you learn alone, run this, save the notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m10_outreach/3_promotion")

# %% [markdown]
# ## What you take with you
#
# * What comes with an offer is not what comes because of it.
# * Ask the same question of each group: an average can hide a gain and a loss.
# * What was known before the draw makes an interval narrower for free.
# * Points that are not redeemed yet are owed.
# * Hold the whole interval against the break-even. If it lies inside, say so.
#
# **Further reading.** T. Blake, C. Nosko and S. Tadelis, "Consumer Heterogeneity and Paid Search Effectiveness", *Econometrica* 83(1), 2015. A. Deng, Y. Xu, R. Kohavi and T. Walker, "Improving the Sensitivity of Online Controlled Experiments by Utilizing Pre-Experiment Data", *WSDM* 2013. P. Schmitt, B. Skiera and C. Van den Bulte, "Referral Programs and Customer Value", *Journal of Marketing* 75(1), 2011. P. A. Naik and K. Raman, "Understanding the Impact of Synergy in Multimedia Communications", *Journal of Marketing Research* 40(4), 2003.
#
# **Next:** [4_channels](4_channels.ipynb). People know of the bus: by which way do they come, and what does each way cost?
