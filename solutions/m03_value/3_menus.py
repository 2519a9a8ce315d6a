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
#     title: Menus, fences, fairness
#     minutes: 75
#     points: 21
#     asks: Ms. Pei
#     question: "Who pays more, who pays less, and who calls that unfair?"
# ---

# %% [markdown]
# # Value 3 of 4: menus, fences, fairness
#
# **Willow Bridge Insurance.** 75 minutes, 21 points.
#
# When you have finished this notebook you will be able to
#
# 1. set the prices of two tiers from which clients choose by themselves,
# 2. say what a menu leaves to the clients and what to the firm,
# 3. tell from an interval whether a reason made a price fairer,
# 4. sort price differences: what works as a fence, what leaks, what people call unfair, what a law forbids,
# 5. check a catalog, and cut the line that wastes the scarcest hour.

# %%
from servicelab import recall

recall("m03_value/3_menus")

# %% [markdown] teaches=["S001-14", "S003-52"]
# ## Two tiers, and clients whom nobody can tell apart
#
# Everybody who is insured with Willow Bridge gets claims paid: that is the **core** of the package. On top of it Ms. Pei wants to sell help with the papers.
#
# * a **shared adviser** (value-added): a team answers within two days; costs her 20 yuan a year;
# * an **own adviser** (extended): one person, who also writes to the hospital; costs her 62.
#
# The client chooses the level and pays for it. (Norms and processes are the other two ways of our source to keep a service affordable.) What each is **worth** to two kinds of clients, in yuan a year:
#
# | Need | Of 100 clients | Shared adviser | Own adviser |
# |---|---|---|---|
# | low | 70 | 70 | 110 |
# | high (many bills) | 30 | 90 | 260 |
#
# All of a kind are alike here, and these numbers are believed. Who likes two choices equally takes the dearer one, and buys rather than not. But **nobody sees** who is of which kind: Ms. Pei can only post two prices. Her draft: "The shared adviser costs what it is worth to low need, 70. The own adviser costs what it is worth to high need, 260."

# %%
from textwrap import fill

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.games.price_menu import PriceMenu, plot_menus, sort_clients
from servicelab.plots import PALETTE, is_static, show_table, use_style

use_style()
draft = RangePrediction(
    "m03-draft-menu",
    "What profit (prices minus costs) does the draft, 70 and 260 yuan, bring from 100 clients in a year?",
    0,
    12000,
    "yuan",
)
draft

# %% jupyter={"source_hidden": true}
draft.reveal(sort_clients({"shared": 70, "own": 260}).profit)

# %% [markdown]
# Now move the prices yourself. Each dot is a client and takes what leaves most: worth minus price.

# %%
menu = PriceMenu()
menu

# %% [markdown]
# No points here. Which two prices earn most? Prefer to type? `menu.record(shared=..., own=..., reason="...")`, with a reason of 20 letters or more; then run the next cell.

# %% jupyter={"source_hidden": true}
# no need to read this: the draft, and your own menu, once they are recorded
if draft.decision or is_static():
    menus = {"The draft, 70 and 260": {"shared": 70, "own": 260}}
    if menu.decision:
        mine = {tier: menu.decision[tier] for tier in ("shared", "own")}
        menus[f"Yours, {mine['shared']} and {mine['own']}"] = mine
    plot_menus(menus)
    plt.show()
    print(
        "Ms. Pei's draft hopes for 9,440 yuan from 100 clients and gets 5,000.\n"
        "At 260 the own adviser leaves high need 0 yuan; the shared one leaves them 90 − 70 = 20.\n"
        "So all 30 take the shared adviser: her own cheap tier eats the dear one."
    )
else:
    print("Shown when your range for the draft is recorded. Then run this cell again.")

# %% [markdown] teaches=["S002-17"]
# Two rules say where clients go (Mussa and Rosen 1978):
#
# * **Taking part.** Nobody buys what costs more than it is worth.
# * **Sorting.** The tier that is meant for somebody must leave them at least as much as any other choice.
#
# **By hand, at a hotel.** A plain room is worth 300 to a tourist, and 340 to a business guest, who finds a quiet room worth 520. The plain room costs 300. A business guest in a plain room keeps 340 − 300 = 40. So a quiet room must leave 40 too: at 480 it does. The hotel cannot have these 40: they are the price of not knowing who is who.
#
# ## Task 11: the dearest better tier (5 points)
#
# Complete `top_price(low_price, values)`: the dearest price of the own adviser, in yuan, at which **high-need** clients still choose it. `low_price` is the price of the shared adviser. `values` says what the two tiers are worth to high need, such as `{"shared": 90, "own": 260}`. Missing is `left`: what their best other choice leaves them.
#
# Clients are free to buy nothing, which leaves 0. Ties, as above: the own adviser before the shared one, and either before nothing.
#
# Then `split`, for Mill Town: how many yuan all `"clients"` together keep (worth minus price), and how many the `"firm"` keeps (price minus cost), if the shared adviser's price is 65 and the own adviser's your top price. The firm's costs are those above.
#
# | Mill Town | Clients | Shared adviser is worth | Own adviser is worth |
# |---|---|---|---|
# | low need | 60 | 65 | 105 |
# | high need | 40 | 95 | 280 |


# %% answer="m03-q11-top"
def top_price(low_price, values):
    """The dearest price of the own adviser at which high-need clients still choose it, in yuan."""
    left = ...  # what their best other choice leaves them
    ### BEGIN SOLUTION
    left = max(values["shared"] - low_price, 0)
    ### END SOLUTION
    return values["own"] - left


split = ...  # {"clients": ..., "firm": ...}, yuan a year, all 100 clients
### BEGIN SOLUTION
price = top_price(65, {"shared": 95, "own": 280})
low_need, high_need = 60, 40
clients_keep = low_need * (65 - 65) + high_need * (280 - price)
firm_keeps = low_need * (65 - 20) + high_need * (price - 62)
split = {"clients": clients_keep, "firm": firm_keeps}
### END SOLUTION

# %% task="m03-q11-top" points=5 grades=["S001-14", "S003-52", "S002-17"]
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q11-top",
    points=5,
    hints=[
        "What can a high-need client do instead of taking the own adviser? There are two other choices.",
        "Whoever is free to buy nothing never takes a choice that leaves less than 0. The better of the two other choices counts.",
        "`left = max(..., ...)`. For `split`, each kind: number of clients times what one of them leaves or pays.",
    ],
)
task.check("a cheap shared adviser", task.call("top_price", 60, {"shared": 85, "own": 230}))
dear = task.call("top_price", 90, {"shared": 75, "own": 150})
task.check("a shared adviser that is dearer than it is worth", dear)
other = task.call("top_price", 45, {"shared": 120, "own": 310})
task.check("another town", other, hidden=True, weight=2)
again = task.call("top_price", 100, {"shared": 80, "own": 200})
task.check("another dear one", again, hidden=True)
given = task.value("split")
theirs = 'top_price(65, {"shared": 95, "own": 280})'
keep = f"40 * (280 - {theirs}) if {theirs} <= 250 else 1200"
earn = f"60 * 45 + 40 * ({theirs} - 62) if {theirs} <= 250 else 4500"
task.check("what the clients keep", given["clients"], atol=0.5, own=keep)
task.check("what the firm keeps", given["firm"], atol=0.5, own=earn)
task

# %% [markdown] teaches=["S002-17"]
# Both sides must gain, or one of them stays away. (Our source calls this a "food chain". But there one side is eaten; here each must keep something.)
#
# ## Is the menu always best?
#
# The same two tiers in towns with few and with many clients of high need:

# %% jupyter={"source_hidden": true}
towns = {}
for high in (10, 30, 50, 70, 80):
    needs = {"low": 100 - high, "high": high}
    towns[high] = {
        "both tiers, 70 and 240": sort_clients({"shared": 70, "own": 240}, needs).profit,
        "own adviser only, 260": sort_clients({"own": 260}, needs).profit,
        "shared adviser only, 70": sort_clients({"shared": 70}, needs).profit,
    }
towns = pd.DataFrame(towns).T.rename_axis("high need, of 100 clients")
show_table(towns, "{:,.0f}", caption="Profit from 100 clients, yuan")

# %% [markdown]
# With 30 high-need clients of 100 the menu earns most: 8,840 yuan against 5,940 with the own adviser alone. With 80 of 100 it is the other way round, 15,240 against 15,840: what must be left to 80 clients costs more than 20 small buyers bring. Count first.
#
# All this needs a tier that costs the same whoever buys it, and clients whose worth is known and alike within a kind. Which of these holds in your firm?

# %% [markdown] teaches=["S001-29"]
# ## Other ways to charge two prices
#
# A **fence** sorts by a condition: whoever does something (comes at a quiet hour), gives something up (paper) or can show to be something (a student) pays less. A condition that anyone can claim is no fence: the price **leaks**. Prices that differ by client are **differential**, those that differ by time **dynamic**.
#
# And people judge prices. Kahneman, Knetsch and Thaler (1986) told stories of prices and asked: is that unfair? So did Ms. Pei, with 1,600 policyholders. Each heard **one story in one of two versions, both drawn at random**.
#
# | Story | First version | Second version |
# |---|---|---|
# | storm | Premiums rise by 12 %, because repairs cost more | Premiums rise by 12 %, because after the storm more people want cover |
# | paper | 60 yuan less for all who get their papers in the app | 60 yuan more for all who get their papers by post |
# | newcomers | Help with a claim costs less at quiet hours on weekdays | The policy costs less for new clients only |
# | postcode | In some postcodes the policy costs more | The same, "because in these postcodes claims cost more" |
#
# How many **more of 100** call the second version unfair than the first (a negative number if fewer)? Seal four ranges; they earn no points.

# %%
ask = "{} How many more of 100 call the second version unfair?"
storm = RangePrediction("m03-unfair-storm", ask.format("Storm."), -100, 100, "points")
storm

# %%
paper = RangePrediction("m03-unfair-paper", ask.format("Paper."), -100, 100, "points")
paper

# %%
newcomers = RangePrediction("m03-unfair-newcomers", ask.format("Newcomers."), -100, 100, "points")
newcomers

# %%
postcode = RangePrediction("m03-unfair-postcode", ask.format("Postcode."), -100, 100, "points")
postcode

# %% [markdown]
# Three are opened now; the fourth is your task. `compare(story)` gives three numbers in points: the difference, second minus first, and the ends of its 95 % interval (Newcombe's, made for the difference of two shares). `a, b, c = compare(...)` takes the three apart. The column `wording` says which version was heard.


# %%
fairness = load_dataset("insurer_fairness")


def compare(story):
    """Difference of the shares that say unfair, second minus first version, with its interval."""
    counts = fairness[fairness["story"] == story].groupby("wording")["unfair"].agg(["sum", "size"])
    (x1, n1), (x2, n2) = counts.loc["first"], counts.loc["second"]
    low, high = confint_proportions_2indep(x2, n2, x1, n1, method="newcomb", compare="diff")
    return 100 * (x2 / n2 - x1 / n1), 100 * low, 100 * high


# %% jupyter={"source_hidden": true}
storm.reveal(round(compare("storm")[0], 1))

# %% jupyter={"source_hidden": true}
paper.reveal(round(compare("paper")[0], 1))

# %% jupyter={"source_hidden": true}
newcomers.reveal(round(compare("newcomers")[0], 1))

# %% jupyter={"source_hidden": true}
# no need to read this: the three that are open
all_sealed = all(one.decision for one in (storm, paper, newcomers, postcode))
if all_sealed or is_static():
    opened = pd.DataFrame(
        {story: compare(story) for story in ("storm", "paper", "newcomers")},
        index=["more of 100 say unfair", "from", "to"],
    ).T
    display(show_table(opened, "{:+.1f}"))
    for told in (
        "The cause of a rise matters: that more people want cover adds 48.5 points [39.5, 56.2] to those who say unfair. In the study of 1986 a shop charged more for snow shovels on the morning after a snowstorm: 82 % called that unfair.",
        "The same 60 yuan, told as a surcharge for paper instead of a discount for the app, add 31.8 points [22.4, 40.4].",
        "A price for new clients only is called unfair far more often than one for quiet hours, by 47.5 points [38.1, 55.6].",
        "Here the simple reading is right: all three intervals lie far above 0.",
    ):
        print(fill(told, 100))
else:
    print("Shown when your four ranges are recorded. Then run this cell again.")

# %% [markdown]
# Would printing a reason make the price by postcode fairer?
#
# ## Task 12: did the reason help? (4 points)
#
# `reason` is a dictionary: `"difference"`, `"low"` and `"high"` in points for the story `"postcode"`, as `compare` counts them (whole points are exact enough), and `"verdict"`, one of
#
# * `"helps"`: the whole interval lies below 0,
# * `"hurts"`: the whole interval lies above 0,
# * `"makes no difference"`: the whole interval lies between −5 and +5,
# * `"cannot tell"`: none of these.

# %% answer="m03-q12-reason"
reason = ...  # {"difference": ..., "low": ..., "high": ..., "verdict": "..."}
### BEGIN SOLUTION
difference, low, high = compare("postcode")
reason = {"difference": difference, "low": low, "high": high, "verdict": "cannot tell"}
### END SOLUTION

# %% task="m03-q12-reason" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q12-reason",
    points=4,
    hints=[
        "The second version gives the reason. Where does the whole interval lie?",
        "Write down the two ends and hold them against the four lines, one after the other.",
        '`difference, low, high = compare("...")`, then a dictionary with these three and a verdict.',
    ],
)
given = task.value("reason")
task.check("the difference", given["difference"], atol=0.6, weight=2)
task.check("the lower end", given["low"], atol=0.6)
task.check("the upper end", given["high"], atol=0.6)
task.check(
    "the verdict",
    given["verdict"],
    weight=4,
    among=["helps", "hurts", "makes no difference", "cannot tell"],
    silent=True,
)
task

# %% jupyter={"source_hidden": true}
# no need to read this: what came, once Task 12 is answered
if isinstance(reason, type(...)):
    print("Shown when Task 12 is answered. Then run this cell again.")
else:
    display(postcode.reveal(round(compare("postcode")[0], 1)))
    gap, gap_low, gap_high = compare("postcode")
    if gap_low > 0 or gap_high < 0:
        means = "The whole interval lies on one side of 0."
    elif gap_low > -5 and gap_high < 5:
        means = "The whole interval lies close to 0."
    else:
        means = (
            "Nobody can tell from these answers whether the reason helps, hurts or does nothing."
        )
    print(f"Postcode, with the reason: {gap:+.1f} points [{gap_low:.1f}, {gap_high:.1f}]. {means}")

# %% jupyter={"source_hidden": true}
# no need to read this: the share that says unfair in each version, with its interval
if all_sealed or is_static():
    heard = fairness.groupby(["story", "wording"], observed=True)["unfair"].agg(["sum", "size"])
    fig, ax = plt.subplots(figsize=(8, 4.2))
    stories = ["storm", "newcomers", "paper", "postcode"]
    places = np.arange(len(stories))[::-1]
    for place, story in zip(places, stories, strict=True):
        for wording, color, marker, shift in (("first", 2, "o", 0.13), ("second", 1, "s", -0.13)):
            x, n = heard.loc[(story, wording)]
            low, high = proportion_confint(x, n, method="wilson")
            y = place + shift
            ax.plot([100 * low, 100 * high], [y, y], color=PALETTE[color], linewidth=2)
            label = f"{wording} version" if story == "storm" else None
            ax.plot(100 * x / n, y, marker, color=PALETTE[color], markersize=8, label=label)
    ax.axvline(50, color="0.4", linewidth=1)
    ax.set_yticks(places, stories)
    ax.set(
        xlim=(0, 100),
        xlabel="Call it unfair, % of those who heard it (95 % interval; line: half)",
        title="Five of the eight versions are called unfair by most",
    )
    ax.legend(loc="upper center", bbox_to_anchor=(0.45, -0.16), ncols=2, frameon=False)
    plt.show()
else:
    print("Shown when your four ranges are recorded. Then run this cell again.")

# %% [markdown]
# ## Task 13: which price differences to file (5 points)
#
# Sort the ten ideas below. Ask in **this order**; the first yes is the class.
#
# 1. `"not allowed"`: does one of the two laws below forbid it, in its country and for its product?
# 2. `"called unfair by most"`: did these words in the survey get more than half, with the **whole** interval above half?
# 3. `"leaks"`: can somebody get the low price without doing, giving up or being what it asks for?
# 4. `"works as a fence"`: all others.
#
# **A few always slip through.** Where a trial counted them, up to 10 of 100 are no leak.
#
# **The two laws** (looked up for this course in 2026; not legal advice):
#
# * *European Union*: in new insurance contracts since December 21, 2012, a person's sex may not change the premium (Directive 2004/113/EC; Court of Justice, case C-236/09, *Test-Achats*).
# * *United Kingdom*: since January 1, 2022, whoever renews a home or motor policy may not be charged more than a new client would be through the same channel (Financial Conduct Authority, PS21/5).
#
# Elsewhere, take it that no law forbids the idea. Ideas "at home" are for our own clients, whom the survey asked; the others come from partners abroad.
#
# `kinds` is a dictionary from each name in `IDEAS` to a class. One class for all puts three in their place, so points begin with the fourth.

# %%
IDEAS = {
    "app": "At home: 60 yuan less for all who get their papers in the app. No paper is sent to them.",
    "gold": "At home: gold clients pay 10 % less. Gold is meant for ten years without a claim, but whoever asks on the phone is made a gold client.",
    "Ireland": "Ireland (EU), new motor contracts of 2026: women pay 6 % less.",
    "paper": "At home: 60 yuan more for all who get their papers by post.",
    "students, register": "At home: students pay 20 % less. The number is looked up in the university's register; in a trial 2 of 100 who got it were no students.",
    "postcode": 'At home: in some postcodes the policy costs more, "because in these postcodes claims cost more".',
    "renewal": "United Kingdom, home insurance of 2026: on its website, renewing costs 8 % more than the same policy costs a new client there.",
    "quiet hours": "At home: help with a claim costs less at quiet hours on weekdays. The talk takes place at that hour.",
    "students, box": "At home: students pay 20 % less. One ticks a box and nobody looks; in a trial 58 of 100 who got it were no students.",
    "newcomers": "At home: the policy costs less for new clients only.",
}
for name, idea in IDEAS.items():
    print(f"{name}: {idea}")

# %% answer="m03-q13-fences"
kinds = ...  # {"app": "...", ...}
### BEGIN SOLUTION
kinds = {
    "app": "works as a fence",
    "gold": "leaks",
    "Ireland": "not allowed",
    "paper": "called unfair by most",
    "students, register": "works as a fence",
    "postcode": "called unfair by most",
    "renewal": "not allowed",
    "quiet hours": "works as a fence",
    "students, box": "leaks",
    "newcomers": "called unfair by most",
}
### END SOLUTION

# %% task="m03-q13-fences" points=5 grades=["S001-29"] decides="which price differences to file"
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q13-fences",
    points=5,
    hints=[
        "Which idea has a country and a product that a law names? Which one has the words of the survey?",
        "The figure above shows each version of the survey with its interval and the line at half. Only then ask who could get the low price.",
        '`kinds = {"app": "...", "gold": "...", ...}`, ten names, four classes.',
    ],
)
classes = ["not allowed", "called unfair by most", "leaks", "works as a fence"]


def words(kinds, ideas, classes):
    """Whether these are ten of the four classes."""
    kinds = labeled(kinds, ideas).astype(str).str.strip().str.lower()
    odd = sorted(set(kinds) - set(classes))
    assert not odd, f"{odd[0]!r} is not one of {', '.join(classes)}."


def hits(kinds, key):
    """How many are in their class, and the mistakes that people make for a reason."""
    kinds = labeled(kinds, list(key)).astype(str).str.strip().str.lower()
    n = sum(kinds[name] == kind for name, kind in key.items())
    says = f"{n} of ten are where the four questions put them."
    share = max(0, (n - 3) / 7)
    if n == 10:
        return 1, says
    fence, unfair = "works as a fence", "called unfair by most"
    made = {
        "leaky-as-open": fence in (kinds["gold"], kinds["students, box"]),
        "same-money": kinds["paper"] == fence,
        "reason-excuses": kinds["postcode"] == fence,
        "law-travels": kinds["newcomers"] == "not allowed",
        "law-comes-second": unfair in (kinds["renewal"], kinds["Ireland"]),
        "any-difference-unfair": unfair in (kinds["app"], kinds["quiet hours"]),
        "few-as-leak": kinds["students, register"] == "leaks",
        "law-overlooked": any(kinds[name] in (fence, "leaks") for name in ("renewal", "Ireland")),
    }
    sentences = {
        "leaky-as-open": "Who was looked at before the low price was given? A condition that anyone can claim keeps nobody out.",
        "same-money": "Look up both versions of the same 60 yuan in the survey: people do not call them unfair equally often.",
        "reason-excuses": "A reason is printed. The survey asked just these words: what did most say?",
        "law-travels": "A law holds in its own country, for the products that it names.",
        "law-comes-second": "The questions have an order: the law is asked first, whatever people say.",
        "any-difference-unfair": "Not every difference was called unfair by most: look up these very words in the survey.",
        "few-as-leak": "A few always slip through. The prompt says how many of 100 are no leak.",
        "law-overlooked": "Two ideas come from abroad. Hold country, product and year of each against the two laws.",
    }
    slips = [slip for slip, is_made in made.items() if is_made]
    told = " ".join([says, *(sentences[slip] for slip in slips)])
    return (share, told, slips[0]) if slips else (share, told)


key = dict.fromkeys(["app", "students, register", "quiet hours"], classes[3])
key |= dict.fromkeys(["gold", "students, box"], classes[2])
key |= dict.fromkeys(["paper", "postcode", "newcomers"], classes[1])
key |= dict.fromkeys(["Ireland", "renewal"], classes[0])
task.rule("ten ideas, four classes", words, "kinds", weight=0, ideas=list(IDEAS), classes=classes)
task.rule("each where the four questions put it", hits, "kinds", hidden=True, key=key)
task

# %%
statement = Statement(
    "m03-q14-statement",
    "Which sentence may Ms. Pei tell the board?",
    {
        "A": "The printed reason has changed nothing about the price by postcode: 66 to 78 of 100 policyholders still call it unfair.",
        "B": "The same 60 yuan sound less fair as a surcharge than as a discount: probably 22 to 40 of 100 policyholders more say unfair.",
        "C": "If premiums rise because more people want cover, we likely lose 39 to 56 of 100 clients more than if repairs cost more.",
        "D": "Two tiers earn more than one tier wherever both kinds of clients live: 8,840 yuan of 100 clients a year against 5,940.",
    },
)
statement

# %% [markdown]
# ## Task 14: which sentence may she tell? (4 points)
#
# Three of the four claim more than was measured or counted. Record the letter of the fourth and how sure you are, with the button or below. The letter is graded, the confidence kept.

# %% answer="m03-q14-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="B", sure=0.9)
### END SOLUTION

# %% task="m03-q14-statement" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q14-statement",
    points=4,
    hints=[
        "What was asked: what people say, or what they do?",
        "What does each figure count, and what does the sentence make of it? The table of the towns has more than one line.",
        "Ask of each figure: who was compared with whom, in what? Keep the sentence that claims just this, and no more.",
    ],
)
task.statement("statement")
task

# %% [markdown] teaches=["S003-49", "S003-50", "S001-17"]
# ## A side case: which line goes first?
#
# A menu that grew for years is a **catalog**. The firm that runs Willow Bridge's computers handed over its own: 53 products in 14 series of five lines (operation, maintenance, consulting, security, tools). In a sound catalog each product stands in exactly **one** series.
#
# Its experts are few. A line that earns 40 yuan of each 100 can still be a poor use of them: what counts is the **contribution per hour of the scarcest resource**. By hand, at a garage with one mechanic: tires earn 30 % of their price and 90 yuan an hour, old cars 50 % and 45 yuan an hour. With more work than hours, old cars go first.

# %%
catalog = load_dataset("ito_catalogue")
catalog.head(4)

# %% [markdown]
# ## Task 15: faults, and the first cut (3 points)
#
# * `faults`: a dictionary. `"two parents"`: how many products stand in two series; `"orphans"`: how many have no series (the cell is empty).
# * `first_cut`: the name of the line with the lowest contribution per expert hour: the sum of contributions of all its products, by the sum of their hours. Count each product **once**.
# * `an_hour`: that contribution per hour of that line, a number, in yuan, rounded to a whole yuan or finer.
#
# `catalog.groupby("product")["series"].nunique()` counts the series of each product, empty cells not; `catalog.drop_duplicates("product")` keeps each product once; `(... > 1).sum()` counts how often something holds.

# %% answer="m03-q15-catalog"
faults = ...  # {"two parents": ..., "orphans": ...}
first_cut = ...
an_hour = ...
### BEGIN SOLUTION
parents = catalog.groupby("product")["series"].nunique()
faults = {"two parents": int((parents > 1).sum()), "orphans": int((parents == 0).sum())}
sums = catalog.drop_duplicates("product").groupby("line")[["contribution", "expert_hours"]].sum()
by_line = sums["contribution"] / sums["expert_hours"]
first_cut = by_line.idxmin()
an_hour = by_line.min()
### END SOLUTION

# %% task="m03-q15-catalog" points=3 grades=["S003-49", "S003-50", "S001-17"]
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q15-catalog",
    points=3,
    hints=[
        "How many series does a sound product have? Which numbers do you find instead?",
        "First the number of series by product. For the cut: two sums by line, then one divided by the other.",
        "`(parents > ...).sum()`, and `by_line = sums[...] / sums[...]`",
    ],
)
given = task.value("faults")
task.check("products with two parents", given["two parents"])
task.check("orphans", given["orphans"])
lines = ["operation", "maintenance", "consulting", "security", "tools"]
task.check("the first line to cut", task.value("first_cut"), among=lines, silent=True)
task.check("yuan of an hour", task.value("an_hour"), atol=0.5)
task

# %% [markdown] teaches=["S003-51", "S003-54", "S003-62"] reads={"S003-51": "a list of where products come from, without a figure", "S003-54": "three words for one aim; no measure of convenience is given", "S003-62": "the matrix is shown in part; the outsourcer's requests, which would weigh its cells, are not known"}
# No task asks for what follows.
#
# <details><summary><b>What a catalog should cover</b> (no task)</summary>
#
# Our source draws products from strategy, needs and trends, and promises convenience by one system, a full range and full content. A **matrix of scope and content** tests it: what is looked after, by what is done. A cell without product is a gap, one with two an overlap.
#
# | Products in each cell | watch | repair | back up | train |
# |---|---|---|---|---|
# | help desk | one | one | none | one |
# | servers | two | one | one | none |
# | network | one | one | none | none |
#
# </details>
#
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m03_value/3_menus")

# %% [markdown]
# ## What you take with you
#
# * A menu works only if each tier leaves its clients at least as much as any other choice.
# * Sometimes one tier earns more than two. Count.
# * A fence asks for something that is checked. What anyone can claim leaks.
# * Fairness is measured, not guessed: by wording, at random, with an interval.
# * Cut by what an hour of the scarcest resource brings.
#
# **Further reading.** M. Mussa and S. Rosen, "Monopoly and Product Quality", *Journal of Economic Theory* 18, 1978. D. Kahneman, J. L. Knetsch and R. H. Thaler, "Fairness as a Constraint on Profit Seeking", *American Economic Review* 76(4), 1986. S. E. Kimes and J. Wirtz, "Has Revenue Management Become Acceptable?", *Journal of Service Research* 6(2), 2003 (rate fences).
#
# **Next:** [4_memory](4_memory.ipynb). What if a tier costs what its buyers cost?
