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
#     title: The programme
#     minutes: 75
#     points: 30
#     asks: Mr. Gu
#     question: "Whom does the retention money change, and how would we know?"
# ---

# %% [markdown]
# # Loyalty 4 of 4: the programme
#
# **Lantern Bank, savings plans.** 75 minutes, 30 points.
#
# When you have finished this notebook you will be able to
#
# 1. value a perk by those who were drawn for it, and say when nobody can tell,
# 2. sort the features of a loyalty programme into keep, drop, and test first,
# 3. spend a year's retention money with a test, a holdout and a stop rule,
# 4. write to a board what to fund, for which stage, on what evidence.

# %%
from servicelab import recall

recall("m09_loyalty/4_programme")

# %% [markdown]
# ## What is left for December 15
#
# Mr. Gu heads the savings plans. On December 15 the board decides on next year's retention money: a loyalty programme called *Lantern Circle*, or something else. The consultant's slides have been answered. What no slide says: **whom would this money change?**

# %%
import matplotlib.pyplot as plt
import pandas as pd

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.games.four_quarters import FourQuarters, RetentionPlan
from servicelab.plots import PALETTE, is_static, show_table, use_style

use_style()

# %% [markdown] teaches=["S000-25"]
# ## A free birthday night
#
# The hotel keeps records of what guests prefer, makes offers to regulars, and gives a free night on the birthday. Guests with six earlier stays or more get it **by rule**. For all others a coin decided: **by lot**. `stays_next` counts paid stays of the year after.

# %%
perk = load_dataset("hotel_perk")
shown = perk.groupby(["by_rule", "by_lot", "birthday_night"]).agg(
    guests=("guest_id", "size"), prior=("prior_stays", "mean")
)
shown = shown.reset_index().rename(columns={"prior": "earlier stays, mean"})
show_table(shown, {"earlier stays, mean": "{:.2f}"})

# %%
given = perk[perk["birthday_night"] == 1]["stays_next"]
not_given = perk[perk["birthday_night"] == 0]["stays_next"]
print(f"with the night {given.mean():.2f} stays, without it {not_given.mean():.2f}")

# %% [markdown]
# All holders of the night against all others: 0.71 more stays a guest. Now leave out those who got it by rule.

# %%
bet = RangePrediction(
    "m09-perk",
    "By how many stays do the guests who were drawn for the night exceed those who were drawn against it?",
    -0.5,
    1.5,
    "stays",
)
bet

# %% [markdown]
# ## By hand, at a dentist
#
# A dentist draws 500 of 1,000 patients for a reminder card of 1.20 yuan. They come 0.62 times, the others 0.50; a visit brings 60 yuan.
#
# * **Gain** 0.62 − 0.50 = 0.12 visits. **Break-even** 1.2 / 60 = 0.02. **Worth** 60 × 0.12 − 1.2 = 6 yuan a card.
# * **Interval**: with a variance of 0.5 in both groups, one standard error is √(0.5 / 500 + 0.5 / 500) = 0.045, and the gain lies between 0.03 and 0.21 (95 %).
# * **Verdict**: the whole interval lies above 0.02: yes. Wholly below is a no; around the break-even, nobody can tell.
#
# In Python, for a hotel of six guests:

# %%
tiny = pd.DataFrame(
    {"lot": [1, 1, 1, 1, 1, 0], "night": [1, 1, 0, 0, 0, 1], "stays": [2, 1, 0, 1, 0, 9]}
)
only_lot = tiny[tiny["lot"] == 1]  # rows that were drawn, for or against
one = only_lot[only_lot["night"] == 1]["stays"]
other = only_lot[only_lot["night"] == 0]["stays"]
error = (one.var() / len(one) + other.var() / len(other)) ** 0.5
print(round(one.mean() - other.mean(), 2), round(error, 2))

# %% [markdown]
# ## Task 16: does the night pay? (2 points)
#
# One more paid stay brings 310 yuan. A free night costs 65 yuan in a room that would have stood **empty**, and 260 yuan in a room that could have been **sold**. Give three names:
#
# * `gain`: mean of `stays_next` of those drawn for the night, minus that of those drawn against it; two decimals at least,
# * `worth`: a dictionary with `"empty"` and `"sold"`, yuan for each guest who gets the night, costs taken off; to the yuan, or finer, with `gain` unrounded,
# * `extend`: a dictionary with the same keys; `"yes"`, `"no"` or `"cannot tell"`, by the 95 % interval of the gain (1.96 standard errors to both sides) and the break-even. One point is for these two words together.

# %% answer="m09-q16-worth"
gain = ...
worth = ...  # {"empty": ..., "sold": ...}
extend = ...  # {"empty": "...", "sold": "..."}
### BEGIN SOLUTION
lot = perk[perk["by_lot"] == 1]
drawn_for = lot[lot["birthday_night"] == 1]["stays_next"]
drawn_against = lot[lot["birthday_night"] == 0]["stays_next"]
gain = drawn_for.mean() - drawn_against.mean()
worth = {"empty": 310 * gain - 65, "sold": 310 * gain - 260}
extend = {"empty": "cannot tell", "sold": "no"}
### END SOLUTION

# %% task="m09-q16-worth" points=2 grades=["S000-25"]
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q16-worth",
    points=2,
    hints=[
        "For which guests did nothing but a coin decide?",
        "Take the rows with `by_lot` equal to 1, then two means. The break-even is cost divided by 310.",
        '`worth = {"empty": 310 * gain - ..., "sold": ...}`; then hold each break-even against the interval of the gain.',
    ],
)
task.check("the gain, by lot", task.value("gain"), atol=0.006)
task.check("the worth of both rooms", task.value("worth"), atol=0.6, each=True)
task.check(
    "the verdict for both rooms",
    task.value("extend"),
    weight=2,
    among=["yes", "no", "cannot tell"],
    silent=True,
)
task

# %%
statement = Statement(
    "m09-q16b-statement",
    "Which sentence may the manager of the hotel tell?",
    {
        "A": "Of all guests, those who had the night probably stayed more because of it; holders against others show that in an empty room it earns money.",
        "B": "Of guests who were drawn, those with the night probably stayed more because of it; the coins show that in an empty room it earns money.",
        "C": "Of guests who were drawn, those with the night probably stayed more because of it; the coins show that in a room that could be sold it loses money.",
        "D": "Of regulars, too, those who had the night probably stayed more because of it; the coins show that in a room that could be sold it loses money.",
    },
)
statement

# %% [markdown]
# ## Task 16b: which sentence may be told? (2 points)
#
# Three of the four claim more than the coins show. Record the letter of the fourth, and how sure you are.

# %% answer="m09-q16b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.85)
### END SOLUTION

# %% task="m09-q16b-statement" points=2
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q16b-statement",
    points=2,
    hints=[
        "About whom does a coin say something, and about whom not?",
        "Compute the break-even of each room. Where does it lie, seen from the interval?",
        "`show that` is a strong word: it takes a whole interval on one side, and guests who were drawn.",
    ],
)
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
by_lot = perk[perk["by_lot"] == 1].groupby("birthday_night")["stays_next"].mean()
bet.reveal_button(round(by_lot[1] - by_lot[0], 2))

# %% jupyter={"source_hidden": true}
# no need to read this: both differences with 95 % intervals, and the two break-evens
from IPython.display import Markdown


def by_lot_and_by_rule():
    rows = []
    for label, part in (
        ("all holders, all others", perk),
        ("by lot only", perk.query("by_lot == 1")),
    ):
        stays = part.groupby("birthday_night")["stays_next"].agg(["mean", "var", "size"])
        reach = 1.96 * (stays["var"] / stays["size"]).sum() ** 0.5
        rows.append((label, stays["mean"][1] - stays["mean"][0], reach))
    _fig, ax = plt.subplots(figsize=(8, 2.9))
    for place, (_label, middle, reach) in enumerate(rows):
        ax.errorbar(
            middle, place, xerr=reach, fmt="o", color=PALETTE[place], capsize=5, markersize=9
        )
    ends = rows[1][1] - rows[1][2], rows[1][1] + rows[1][2]
    lies = {}
    for room, cost in (("an empty room", 65), ("a room that could be sold", 260)):
        pays = cost / 310
        lies[room] = "above" if pays > ends[1] else "below" if pays < ends[0] else "inside"
        ax.axvline(pays, color="0.4", linestyle="--", linewidth=1.5)
        ax.text(pays, 1.66, f" pays from here:\n {room}", fontsize=9, va="center")
    ax.set_yticks(range(len(rows)), [row[0] for row in rows])
    ax.set(
        xlim=(0, 1.35),
        ylim=(-0.5, 2.0),
        xlabel="More paid stays a guest, with 95 % interval",
        title=f"By lot, the break-even of an empty room lies {lies['an empty room']} the interval",
    )
    plt.show()
    (_all, naive, _reach), (_lot, gain, _reach) = rows
    verdicts = {"inside": "nobody can tell", "above": "no", "below": "yes"}
    told = "; ".join(
        f"that of {room} is {cost / 310:.2f} and lies {lies[room]} it: **{verdicts[lies[room]]}**"
        for room, cost in (("an empty room", 65), ("a room that could be sold", 260))
    )
    display(
        Markdown(
            f"**By lot, the night brought {gain:.2f} more stays a guest [{ends[0]:.2f}, {ends[1]:.2f}]**, "
            f"over {perk['by_lot'].sum():,} guests who were drawn. Holders against others showed "
            f"{naive:.2f}, because regulars stay more often anyway. The interval and the break-evens: "
            f"{told}. Of regulars the coins say nothing."
        )
    )


if bet.decision or is_static():
    display(statement.reveal_button(by_lot_and_by_rule))
else:
    print("Record your range. Then run this cell again.")

# %% [markdown]
# ## Lantern Circle, feature by feature

# %% [markdown] teaches=["S004-16", "S004-17", "S004-18", "S003-171", "S003-175"] reads={"S003-175": "a grid that orders ideas; it has no figure that could be right or wrong", "S003-171": "a name for running the settled stage by its processes; feature 8 is its example"}
# Loyalty is worked for in three ways: **products and service**, **experience**, and **relations** (quick answers, solved problems, feedback). What helps also depends on the stage. Who is just won cannot see the service yet: explain it. A settled customer meets its variation: **manage the process**, each dispute by the same steps. Who is about to leave took part in it: ask why.
#
# Eight features are proposed. *Stay*: points more who are still here after a year, in a pilot office, with a 95 % interval. *Pays from*: the break-even.
#
# | | Feature | Way | Known |
# |---|---|---|---|
# | 1 | Gold card after ten years | experience | holders stay 10 points more; no lot |
# | 2 | Points expire after 18 months; members are not told | product | by lot: saves 6 yuan a member [4, 8] |
# | 3 | A call in the first 90 days explains the plan | product | by lot: stay +2.1 [1.2, 3.0]; pays from 0.8 |
# | 4 | Birthday gift of 60 yuan | experience | by lot: stay +0.4 [0.1, 0.7]; pays from 2.1 |
# | 5 | A record of how one wants to be reached, with consent | relations | by lot: stay +1.6 [0.5, 2.7]; pays from 0.3 |
# | 6 | Offers at births and weddings, guessed from payments without consent | experience | by lot: stay +1.9 [0.8, 3.0]; pays from 0.4 |
# | 7 | Ten stamps, two given at the start, as members are told | experience | more cards completed in other trades (Nunes and Drèze 2006); no lot here |
# | 8 | Each dispute settled within two days | relations | by lot: stay +1.1 [−0.2, 2.4]; pays from 0.6 |
#
# ## Task 17: keep, drop, or test first (2 points)
#
# The board's rule; the first line that fits decides. (a) The table says that members are not told, or that there is no consent: `"drop"`, whatever it earns. (b) By lot, and the whole interval above the break-even: `"keep"`; the whole interval below: `"drop"`. (c) No lot, or the break-even inside the interval: `"test first"`. Record all eight in `features`. What one word for all would get earns nothing.

# %% answer="m09-q17-features"
features = ...  # {1: "...", 2: "...", ..., 8: "..."}
### BEGIN SOLUTION
features = {
    1: "test first",
    2: "drop",
    3: "keep",
    4: "drop",
    5: "keep",
    6: "drop",
    7: "test first",
    8: "test first",
}
### END SOLUTION

# %% task="m09-q17-features" points=2 decides="which features of the programme are kept, dropped or tested" grades=["S004-16", "S004-17", "S004-18"]
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q17-features",
    points=2,
    hints=[
        "Take (a) first, for all eight: what does the table say about telling and consent?",
        "Then ask: was anybody drawn by lot? Only then hold the interval against the break-even.",
        "`features` is a dictionary from the number to one of three words, such as `{1: ..., 2: ..., 3: ...}`.",
    ],
)
task.needs("features if features is not ... else None", "No features are sorted yet.")


def eight(features):
    assert hasattr(features, "keys"), "Give a dictionary from the number of a feature to a word."
    known = {str(key): value for key, value in dict(features).items()}
    missing = [str(number) for number in range(1, 9) if str(number) not in known]
    assert not missing, f"Still without a word: {', '.join(missing)}."
    words = ("keep", "drop", "test first")
    assert all(str(known[str(number)]).strip().lower() in words for number in range(1, 9)), (
        'Each word is "keep", "drop" or "test first".'
    )


def sorted_by_rule(features, key, least):
    words = {
        "difference-for-effect": "Where nobody was drawn, people with a feature differ from people without it in more than the feature.",
        "earns-so-keep": "What members are not told, or did not consent to, is judged before what it earns.",
        "works-so-pays": "An effect above zero is no gain yet: compare with the break-even.",
        "inside-is-yes": "Where the break-even lies inside the interval, the rule has an answer of its own.",
    }
    kinds = {
        1: "difference-for-effect",
        7: "difference-for-effect",
        2: "earns-so-keep",
        6: "earns-so-keep",
        4: "works-so-pays",
        8: "inside-is-yes",
    }
    given = {str(name): str(word).strip().lower() for name, word in dict(features).items()}
    if any(given.get(str(number)) not in ("keep", "drop", "test first") for number in range(1, 9)):
        return 0, "Give each of the eight features one of the three words."
    wrong = [number for number in range(1, 9) if given[str(number)] not in key[str(number)]]
    share = max(8 - len(wrong) - least, 0) / (8 - least)
    if not wrong:
        return None
    says = f"{8 - len(wrong)} of 8 are by the rule; look again at {', '.join(map(str, wrong))}."
    slip = next((kinds[number] for number in wrong if number in kinds), "")
    if slip and all(kinds.get(number) == slip for number in wrong):
        return share, f"{says} {words[slip]}", slip
    return share, says


task.rule("eight features, three words", eight, task.value("features"), weight=0)
key = {
    "1": ["test first"],
    "2": ["drop"],
    "3": ["keep"],
    "4": ["drop"],
    "5": ["keep"],
    "6": ["drop"],
    "7": ["test first"],
    "8": ["test first"],
}
task.rule(
    "sorted by the board's rule",
    sorted_by_rule,
    task.value("features"),
    hidden=True,
    key=key,
    least=3,
)
task

# %% [markdown]
# ## A year of retention money
#
# Up to 900,000 yuan a quarter, for 192,000 holders in eight cells. Of a cell one knows how many they are, what one who is kept is worth, and how many usually leave in a quarter; not what touching them does.
#
# | What the world assumes | |
# |---|---|
# | Price | a call 20 yuan, a gift 60; what is not spent is saved |
# | At stake in a cell | 0.6 × usual churn + 2.2 points: response goes with risk only in part |
# | **Persuadable**, 30 % of cells | a call keeps a third of what is at stake, a gift a half |
# | **Sure things** 25 %, **lost causes** 30 % | stay, or leave, anyway |
# | **Sleeping dogs**, 15 % | a call reminds them: nearly a third of what is at stake is lost; a gift does nothing |
# | Season | multiplies the churn of **all** by 0.65 to 1.35 in a quarter |
# | Touched last quarter | half the effect, full price |
# | A rival | comes to half of the cells, in quarter 2, 3 or 4; from then on touching makes them compare, and loses a fifth of what is at stake |
# | What counts | worth of those kept by touching, less the price, as expected; leaving everybody alone is 0 |
#
# A real bank would have to measure all this.
#
# ## By hand (no points)
#
# One open bank. Set what share of each cell is called or given a gift, and close the quarter. All others are held out, by lot. At the end say which cell you would swear by.

# %%
hand = FourQuarters()
hand

# %% [markdown]
# The button shows what was hidden.

# %%
# by code: hand.so_far({"complained": {"call": 20}}) shows the reports of the quarters in it; in the end
# hand.record(
#     quarters=[{"complained": {"call": 20}, "new_large": {"gift": 5}}, {}, {}, {}],
#     best="complained",  # new_small, new_large, settled_small, settled_large,
#     sure=...,  # long_small, long_large, complained, falling; sure: from 0 to 1
# )
hand.reveal_button()

# %% [markdown]
# ## How large must a test be?
#
# Willow Bridge Insurance: a call costs 12 yuan, one kept is worth 800, so it must keep 12 / 800 = 1.5 points. With $n$ called, 10 % leaving as usual, and nearly all others held out, one standard error is about √(0.1 × 0.9 / n):

# %%
sizes = pd.DataFrame({"called": [50, 200, 800, 3200]})
sizes["standard error, points"] = 100 * (0.1 * 0.9 / sizes["called"]) ** 0.5
sizes["price of the test, yuan"] = 12 * sizes["called"]
sizes["break-even, in errors"] = 1.5 / sizes["standard error, points"]
show_table(
    sizes,
    {
        "standard error, points": "{:.1f}",
        "price of the test, yuan": "{:,.0f}",
        "break-even, in errors": "{:.1f}",
    },
)

# %% [markdown]
# A test should be able to tell what pays from what does not, and be no larger. The same for our cells; edit `called` and run it again:

# %%
from servicelab.games.four_quarters import cells

called = 200
known = cells()
known["must keep, points"] = 100 * 20 / known["worth"]
known["error of a test, points"] = 100 * (known["churn"] * (1 - known["churn"]) / called) ** 0.5
show_table(
    known[["churn", "must keep, points", "error of a test, points"]],
    {"churn": "{:.1%}", "must keep, points": "{:.2f}", "error of a test, points": "{:.2f}"},
)

# %% [markdown]
# ## Task 18: seal a plan (7 points)
#
# Fill in the form; four tries on 600 open banks are yours, each compared with those before. Then record. The plan is run on 2,000 banks that nobody has seen; the mean counts. Zero is the best plan that reads no report. Full points begin at 84 % of what careful reading gains. (No lock keeps you from running the game's program on every plan. A real bank has no such program: please think instead.)
#
# After quarter 1 the plan spends by your ranking; the last three rankings spend only where they believe that it pays. *Judge anew* says which quarters are believed. Without anybody held out, nothing new is measured after the test.

# %%
plan = RetentionPlan()
plan

# %% [markdown]
# Sealed by button? Leave the next cell.

# %% answer="m09-q18-plan"
# plan.record(
#     test=...,  # 0, 100, 500, 1500 or 5000 in each cell, with each measure
#     measures="...",  # "calls", "gifts" or "both"
#     decide="...",  # how cells are ranked from quarter 2 on:
#     #   "nobody": spend nothing more
#     #   "risk": the highest usual churn first; "value": the highest usual churn × worth first
#     #   "before": fall of churn against the quarter before, × worth
#     #   "raw": measured effect × worth; "low": lower end of its 80 % interval × worth
#     holdout=...,  # share of those who may be touched: 0, 0.05, 0.2 or 0.5
#     rest="...",  # "yes": whoever was touched last quarter is left alone; or "no"
#     review="...",  # a cell is judged anew: "once", by "all" quarters together, or by the "last" alone
#     reason="...",  # a sentence, 20 characters at least
# )
### BEGIN SOLUTION
plan.record(
    test=1500,
    measures="calls",
    decide="low",
    holdout=0.2,
    rest="yes",
    review="last",
    reason=(
        "A call must keep about a point: 1,500 calls in a cell see that, gifts are too dear to test "
        "in all eight, and the newest holdout shows when a rival has come."
    ),
)
### END SOLUTION

# %% task="m09-q18-plan" points=7 decides="how a year of retention money is tested, spent, held out and stopped"
from servicelab_workshop.policies.four_quarters import FULL, scale
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q18-plan",
    points=7,
    hints=[
        "What must a call keep in a cell to pay, and how many calls can see it? What does the same test cost with gifts?",
        "Compare with people of the same cell, in the same quarter, whom a coin left alone. What do season and rival do to any other comparison?",
        "Half an effect at the full price: what is left of it? And which quarter tells you first that a rival has come?",
    ],
)
task.needs(
    "plan.decision",
    "No plan is recorded yet. Press `Record decision` on the form and run this cell again.",
)


def complete(decision):
    from servicelab.games.four_quarters import lacks

    missing = lacks(decision)
    assert not missing, f"The plan cannot be run: {'; '.join(missing)}."
    assert len(str(decision.get("reason", ""))) >= 20, "Say in a sentence why this is your plan."


def judged(decision, first, banks, blind, best, careful, full):
    from servicelab.games.four_quarters import lacks, share_of_gap

    assert not lacks(decision), "This plan cannot be run: choose each part from the form."
    words = {
        "left-all-alone": "Nothing is spent by what was found; leaving everybody alone is the zero of this score.",
        "risk-for-response": "The ranking was known before any report: who leaves often is not who stays because of a call.",
        "season-for-effect": "Churn is compared with the quarter before, and the season moves it for everybody, touched or not.",
        "no-test": "What cost most: quarter 1 is spent before anything is known.",
        "test-too-small": "What cost most: the size of the test. Hold its standard error against what a call must keep.",
        "test-too-large": "What cost most: the size of the test. It costs more than what it finds out is worth.",
        "dear-measure": "What cost most: the measure. Look at its price in a test of all eight cells, and at what it must keep.",
        "raw-winner": "What cost most: taking measured effects as they are. The largest of many is mostly a lucky one.",
        "nobody-held-out": "What cost most: who is held out. With nobody to compare with, the plan does not see when an effect is gone.",
        "too-many-held-out": "What cost most: who is held out. A comparison needs fewer people than that.",
        "asked-again": "What cost most: touching the same people again, who respond half as much at the full price.",
        "never-stopped": "What cost most: cells keep their money after the effect is gone.",
        "old-quarters": "What cost most: quarters from before the rival still count in what the plan believes.",
    }
    got = share_of_gap(decision, range(first, first + banks), blind, best, careful)
    share = got["share"] / full
    says = (
        f"Your plan is worth {got['worth']:+,.0f} thousand yuan a bank and spends {got['spent']:,.0f}; "
        f"that is {got['share']:.0%} of what careful reading gains beyond reading nothing."
    )
    if share >= 1:
        return 1, says
    worst = max(got["cost"], key=got["cost"].get)
    if decision["decide"] == "nobody":
        slip = "left-all-alone"
    elif decision["decide"] in ("risk", "value"):
        slip = "risk-for-response"
    elif decision["decide"] == "before":
        slip = "season-for-effect"
    elif worst == "test":
        small = decision["test"] < careful["test"]
        slip = "test-too-small" if small else "test-too-large"
        if decision["test"] == 0:
            slip = "no-test"
    elif worst == "holdout":
        few = decision["holdout"] < careful["holdout"]
        slip = "nobody-held-out" if few else "too-many-held-out"
    else:
        slip = {
            "measures": "dear-measure",
            "decide": "raw-winner",
            "rest": "asked-again",
            "review": "never-stopped" if decision["review"] == "once" else "old-quarters",
        }[worst]
    return share, f"{says} {words[slip]}", slip


task.rule("the plan is complete, with a reason", complete, "plan.decision", weight=0)
task.rule(
    "the plan on 2,000 banks",
    judged,
    "plan.decision",
    hidden=True,
    first=7300,
    banks=2000,
    full=FULL,
    **scale(range(7300, 9300)),
)
task

# %% [markdown]
# ## After the year

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before a plan is recorded
AFTER = """
**The season.** In the open bank, had nobody been touched, 6.6 % of all holders would have left in quarter 2 and 3.9 % in quarter 3. What would one believe who began to call then?

**The highest risk.** On 300 other banks, all money for calls to the cells with the highest churn is worth −3.3 million yuan a bank [−3.5, −3.0], for gifts −2.5 [−2.7, −2.2]. Leaving everybody alone is worth 0, so both do worse than nothing. That is this world. In two field experiments, too, the likeliest to leave were not the best to target (Ascarza 2018).

**The winner of a tiny test.** With 100 calls in each cell, the best of eight cells seems to gain 78 yuan a call; in truth it gains 14 on average. It was chosen for being the largest. What did your test cost, and what did it save?
"""
if plan.decision or is_static():
    display(Markdown(AFTER))
else:
    print("Record a plan. Then run this cell again.")

# %% [markdown]
# **The duty to inform.** Leaving sleeping dogs alone earns more because they forget. What the bank owes (a fixed rate ends, a fee changes) it tells all; a holdout misses only what is extra. In the United Kingdom, since April 1, 2017, a general insurer's renewal notice to consumers must show last year's premium and encourage to compare (FCA, PS16/21; not legal advice). Could you show your rule to those whom it leaves alone?
#
# **Not only leaving.** In a study of 1,200 households all changes of spending mattered up to ten times as much as defections alone (Coyles and Gokey 2002). This game counts only leaving.
#
# ## Task 19: mark two, then write (17 points)
#
# | Criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **Fund** | no sum, or the whole programme | a sum, no stage | what, for which stage, and what not |
# | **Cause** | association told as a cause | kept apart in part | each claim marked: by lot, or association |
# | **Holdout** | none | not by lot, or no size | by lot, with a size; what is owed goes to all |
# | **Stop** | none | "we will review it" | a number and a date |
# | **Balance** | of satisfaction and loyalty | spend divided without a reason | yuan against yuan, with the next best use |

# %% [markdown] teaches=["S004-21"]
# A handbook advises to *balance* satisfaction and loyalty. More of one does not use up the other. **Money** is limited: balance spend.
#
# > **First.** Lantern Circle should start at once. Long-standing customers leave less, so the gold card will raise loyalty. We must balance satisfaction and loyalty. The whole programme costs 3 million yuan, and we will review it regularly.
#
# > **Second.** In the first 90 days we fund the explaining call, 200,000 yuan a quarter: by lot, 2.1 points more stayed [1.2, 3.0]. That gold holders stay longer is an association: no gold card. 20 % are left out by lot; letters that we owe go to all. If on June 30 the interval reaches below 0.8 points, the calls stop. Gifts are not funded.
#
# (2 points) `marks` is a dictionary with `"first"` and `"second"`, each a list of five marks in the order of the table.

# %% answer="m09-q19-marks"
marks = ...  # {"first": [fund, cause, holdout, stop, balance], "second": [...]}
### BEGIN SOLUTION
marks = {"first": [0, 0, 0, 1, 0], "second": [2, 2, 2, 2, 1]}
### END SOLUTION

# %% task="m09-q19-marks" points=2
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q19-marks",
    points=2,
    hints=[
        "Put a finger on the words that earn a mark. Where are none, the mark is 0.",
        "Take one criterion for both drafts, then the next.",
        '`marks = {"first": [..., ..., ..., ..., ...], "second": [..., ..., ..., ..., ...]}`',
    ],
)
task.needs("marks if marks is not ... else None", "No marks are there yet.")


def formed(marks):
    for which in ("first", "second"):
        assert which in marks, 'Give marks to "first" and "second".'
        row = list(marks[which])
        assert len(row) == 5, f"{which!r} has {len(row)} marks: there are five criteria."
        assert all(one in (0, 1, 2) for one in row), "Each mark is 0, 1 or 2."


def defended(marks, ranges):
    if any(len(list(marks[which])) != 5 for which in ranges):
        return 0, "Not all marks are there."
    if any(one not in (0, 1, 2) for which in ranges for one in marks[which]):
        return 0, "Each mark is a number: 0, 1 or 2."
    if sum(marks["first"]) >= sum(marks["second"]):
        return 0, "", "confident-tone-marked"
    criteria = ("fund", "cause", "holdout", "stop", "balance")
    again = [
        f"{criterion} of the {which} draft"
        for which, rows in ranges.items()
        for criterion, one, (low, high) in zip(criteria, marks[which], rows, strict=True)
        if not low <= one <= high
    ]
    if not again:
        return None
    words = f"{10 - len(again)} of 10 marks can be defended by the words of the table. Look again at: {', '.join(again)}."
    return max(6 - len(again), 0) / 6, words


ranges = {
    "first": [(0, 0), (0, 0), (0, 0), (1, 1), (0, 0)],
    "second": [(2, 2), (2, 2), (2, 2), (2, 2), (0, 1)],
}
task.rule("five marks for each draft", formed, task.value("marks"), weight=0)
task.rule(
    "marks that can be defended",
    defended,
    task.value("marks"),
    hidden=True,
    ranges=ranges,
)
task

# %% [markdown]
# (15 points, read by your instructor) Write to the board for Mr. Gu, 200 to 300 words, by the five criteria, three points each. Use the features, the hotel and your plan.

# %% [markdown] memo="m09-q20-memo" points=15 grades=["S004-21"]
# ### BEGIN SOLUTION
# *A memo of full marks.* Dear members of the board, not Lantern Circle as a whole: two parts of it, and a test.
#
# **Fund.** For customers in their first 90 days the explaining call; for settled customers the record of wishes, with consent. No gold card, no birthday gift. For holders at risk of leaving, no programme yet: in quarter 1 a test, 1,500 calls by lot in each of eight cells, 240,000 yuan.
#
# **What we know.** By lot: the explaining call keeps 2.1 points more [1.2, 3.0], the record 1.6 [0.5, 2.7], both above what they cost. Association only: gold holders stay longer. Plans that are still here after ten years came more often by the ways that keep better from the first year on, and within a way no growth of loyalty was seen. A hotel's birthday night looked like 0.71 stays and brought 0.22 by lot [0.15, 0.29].
#
# **Holdout.** In each cell 20 % of those who may be called are left alone, by lot, in each quarter; whoever was called rests for a quarter. Everything that we owe to customers, such as the end of a fixed rate, goes to all of them.
#
# **Stop.** At the end of each quarter: where the lower end of the 80 % interval, by the last quarter alone, no longer pays for the call, the calls in this cell end. If on June 30 no cell pays, the rest is saved.
#
# **Balance.** Satisfaction and loyalty are not traded against each other; yuan are. The 60 yuan of a gift pay for three calls. Disputes within two days are the next best use, and are tested first: +1.1 [-0.2, 2.4] does not yet tell.
#
# *Mark scheme.* Each of the five criteria 0, 1.5 or 3 points, by the table. Fund: a stage must be named. Cause: "gold cards keep customers" or "the night brought 0.71 stays" gets 0. Holdout: by lot, with a size; full points only if what is owed goes to all. Stop: a number and a date or quarter. Balance: "balance satisfaction and loyalty" gets 0; comparing what the same money does elsewhere gets 3. Other features than these may be funded if the evidence is told as it is. Money for the highest risk without a test: not more than 1.5 for fund.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# If you learn alone, run this, save the notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m09_loyalty/4_programme")

# %% [markdown]
# ## What you take with you
#
# * Value a perk by those whom a coin chose. Who gets it by rule was different before.
# * Risk says who leaves. Only a holdout says who stays because of you.
# * The season is in the cells that you left alone. Look there first.
# * The best of a tiny test is mostly lucky.
# * Decide beforehand when money stops.
#
# **Further reading.** E. Ascarza, "Retention Futility: Targeting High-Risk Customers Might Be Ineffective", *Journal of Marketing Research* 55(1), 2018. S. Coyles and T. C. Gokey, "Customer Retention Is Not Enough", *The McKinsey Quarterly* 2002, number 2. J. C. Nunes and X. Drèze, "The Endowed Progress Effect", *Journal of Consumer Research* 32(4), 2006. Financial Conduct Authority, PS16/21, 2016.
#
# **Next:** open `m10_outreach` from the launcher: a bus, ten villages, and a page that has to be signed by Friday.
