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
#     module: m06_waiting
#     title: Play the morning
#     minutes: 65
#     points: 26
#     asks: Dr. Lin
#     question: "Which order would you give before the doors open?"
# ---

# %% [markdown]
# # Waiting 2 of 4: play the morning
#
# **Plum Court Hospital, out-patient department.** 65 minutes, 26 points.
#
# When you have finished this notebook you will be able to
#
# 1. compare two ways to run a morning on the same patients, with an interval,
# 2. write down in clear steps whom free desks call next,
# 3. seal a standing order that brings capacity to patients, and patients to capacity,
# 4. take a loss apart, and say what six mornings allow you to say.

# %%
from servicelab import recall

recall("m06_waiting/2_morning")

# %% [markdown]
# ## Before the doors open
#
# Each morning at Plum Court goes differently. One day the line is long at nine, another day at noon. Until now the shift leader decided on the spot. Dr. Lin wants a *standing order*: a page that says beforehand when to borrow desks, whom to call, when to explain, and whom to ask for another hour. It must hold for mornings that nobody has seen.

# %%
import matplotlib.pyplot as plt
import pandas as pd

from servicelab import RangePrediction, Statement
from servicelab.games.morning import PlayMorning, StandingOrder, half_hours, mornings, prices
from servicelab.plots import PALETTE, is_static, show_table, use_style

use_style()

# %% [markdown] teaches=["S003-132", "S003-76"]
# ## Two ways to match
#
# Demand comes in peaks. Kotler (1973) called the task *synchro-marketing*: bring demand and capacity together in time. There are two ways. Move **capacity** to the patients: borrow desks. Or move **patients** to the capacity: ask some of them to come in the afternoon.
#
# Who can be asked? The **ill** cannot wait. The **sub-healthy** are neither ill nor quite well. They come for check-ups, counselling or rehabilitation, and want it convenient, quick and thorough. Many of them, and of the **healthy**, can come at another hour.
#
# | What the model assumes | |
# |---|---|
# | Patients an hour, from 8:00 | usual (30, 42, 40, 26, 16), early, late, or two peaks; each as likely as the others, and not told |
# | Groups | ill 28 to 50 %; the two others share the rest |
# | Bookings | 60 % of the ill, 75 % of the sub-healthy, 85 % of the healthy; known at 8:00. The others walk in |
# | Five desks | ten minutes a patient on average |
# | Patience | 150 minutes on average (ill), 75 (sub-healthy), 50 (healthy); then they leave |
# | A borrowed desk | 60 yuan a half-hour for the clerk and 60 that the ward loses; 8 half-hours a morning, 2 desks at once, at most |
# | A clerk explains | 60 yuan a half-hour; a minute feels like 0.8, patience is used up half as fast, each patient takes a twelfth longer |
# | Texts | 5 yuan each, 24 at most, 6 for one half-hour, sent an hour before it; 5 % of the ill, 45 % of the sub-healthy, 60 % of the healthy say yes. Who says no keeps the hour |
# | A minute of waiting, as felt | 2.0 yuan (ill), 0.8, 0.5 |
# | A patient who leaves | 900 yuan (ill), 260, 200 |
# | After 13:00 | 10 yuan a minute for the five desks |
#
# Their sum is the **loss** of a morning. The **minutes of the ill** are counted apart: real minutes of all ill patients together, 60 more for each who leaves. A real hospital would have to measure all this.
#
# ## By hand: the ill first?
#
# `mornings(order, seeds)` runs an order on mornings of the model. What the order does not name stays as it is today: five desks, by arrival, no clerk who explains, no texts. Both orders meet **the same patients**, so we take the difference morning by morning; `error` is the standard error of its mean.

# %%
seeds = range(1000, 1300)  # 300 mornings
today = mornings({}, seeds)
ill_first = mornings({"order": "ill"}, seeds)
difference = ill_first - today
table = pd.DataFrame({"mean": difference.mean(), "error": difference.std() / len(seeds) ** 0.5})
table["from"] = table["mean"] - 1.96 * table["error"]
table["to"] = table["mean"] + 1.96 * table["error"]
table = table.rename(index={"loss": "loss, yuan", "ill_minutes": "minutes of the ill"})
show_table(
    table,
    {"mean": "{:+,.0f}", "error": "{:,.0f}", "from": "{:+,.0f}", "to": "{:+,.0f}"},
)

# %% [markdown]
# On 300 mornings, calling the ill first took their minutes from 1,082 a morning to 246: 836 fewer [784, 888]. Here the simple reading is right.
#
# The next idea comes from the nurses: a clerk who walks the room and explains. Explaining makes a wait feel shorter. What if somebody explains **all morning**, and all else stays as it is today?

# %%
bet = RangePrediction(
    "m06-explain",
    "Explaining all morning against never, 300 mornings: by how much does the mean loss of a morning change? Below zero: it saves money.",
    -4000,
    4000,
    "yuan",
)
bet

# %% jupyter={"source_hidden": true}
change = (mornings({"explain": "always"}, seeds) - today)["loss"]
bet.reveal_button(round(float(change.mean())))

# %% jupyter={"source_hidden": true}
# no need to read this: the change of the loss, a dot for each of the 300 mornings
from IPython.display import Markdown


def explained_all_morning(change):
    mean, reach = change.mean(), 1.96 * change.std() / len(change) ** 0.5
    more = (change > 0).mean()
    _fig, ax = plt.subplots(figsize=(8, 3.2))
    ax.plot(today["loss"], change, "o", color=PALETTE[0], markersize=3.5, alpha=0.6)
    ax.axhline(0, color="0.3", linewidth=1)
    ax.axhline(mean, color=PALETTE[1], linestyle="--")
    ax.annotate(
        f"mean {mean:+,.0f}",
        (today["loss"].max(), mean),
        xytext=(0, 5),
        textcoords="offset points",
        ha="right",
        color=PALETTE[1],
    )
    ax.set(
        xlabel="Loss of the morning without a clerk who explains, yuan",
        ylabel="Change of the loss, yuan",
        title=f"Explaining all morning: the loss is larger on {more:.0%} of {len(change)} mornings",
    )
    plt.show()
    display(
        Markdown(
            f"**Explaining all morning changes the loss by {mean:+,.0f} yuan a morning "
            f"[{mean - reach:+,.0f}, {mean + reach:+,.0f}].** Minutes feel shorter and people stay, "
            "but each patient takes a twelfth longer at the desk, in quiet half-hours as well, and "
            "the clerk must be paid."
        )
    )


if bet.decision or is_static():
    explained_all_morning(change)
else:
    print("Record your range. Then run this cell again.")

# %% [markdown]
# ## The Python of whose turn it is
#
# A bakery prepares orders. A comparison gives a column of True and False; between columns `&` is "and" (the word `and` fails there), `~` is "not"; such a column in brackets picks rows.

# %%
orders = pd.DataFrame({"cake": [True, False, True], "placed": [12, 5, 9]}, index=["Xu", "Yi", "Ze"])
late = 20 - orders["placed"] >= 10
print((late & orders["cake"]).tolist(), (~orders["cake"]).tolist())
print(orders[late].sort_values("placed").index.tolist())

# %% [markdown]
# ## Task 6: whose turn is it? (4 points)
#
# One order of the line is *the ill first, but nobody beyond 40 minutes*. Free desks then call, in this sequence:
#
# 1. the ill who have waited **40 minutes or more**,
# 2. others who have waited 40 minutes or more,
# 3. the other ill,
# 4. all others;
#
# within each, whoever came first. Finish `next_in_line(line, now)`. It gives a list of the names, the next one first. `line` has the names in its index and the columns `group` (`"ill"`, `"sub-healthy"`, `"healthy"`) and `arrived`; like `now` it is in minutes after eight. Fill in `beyond`, True for whoever has waited so long, and `turns`, a list of four columns of True and False in the sequence above. A name that two of them hold is called once.

# %%
line = pd.DataFrame(
    {
        "group": ["healthy", "ill", "sub-healthy", "ill", "ill", "healthy"],
        "arrived": [26, 33, 21, 58, 10, 8],
    },
    index=["Ang", "Bo", "Cai", "Deng", "Eng", "Fu"],
)
line


# %% answer="m06-q6-next"
def next_in_line(line, now):
    """Names of the patients in line, in the sequence in which desks call them now."""
    waited = now - line["arrived"]
    is_ill = line["group"] == "ill"
    beyond = ...
    turns = ...
    ### BEGIN SOLUTION
    beyond = waited >= 40
    turns = [beyond & is_ill, beyond, is_ill, ~is_ill]
    ### END SOLUTION
    names = []
    for turn in turns:
        called = line[turn].sort_values("arrived").index
        names += [name for name in called if name not in names]
    return names


# %% task="m06-q6-next" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q6-next",
    points=4,
    hints=[
        "Who comes before the ill who have just arrived?",
        "`beyond` is a comparison of `waited` with a number. The first column of `turns` needs two conditions at once.",
        "`beyond = waited >= ...`, then `turns = [... & ..., ..., ..., ...]`",
    ],
)
task.check("six in line, 61 minutes after eight", task.call("next_in_line", line, 61), ordered=True)
many = pd.DataFrame(
    {
        "group": ["sub-healthy", "ill", "healthy", "ill", "healthy", "ill", "sub-healthy"],
        "arrived": [61, 64, 60.5, 60.75, 90, 97, 62],
    },
    index=list("abcdefg"),
)
for title, now in (
    ("nobody has waited so long", 100),
    ("one has waited just so long", 100.5),
    ("some have waited longer", 104),
):
    task.check(title, task.call("next_in_line", many, now), hidden=True, ordered=True)
task

# %% [markdown]
# ## A morning by hand (no points)
#
# One open morning. At the start of each half-hour you see who is in line and how many are booked; walk-ins and patience you do not see. Texts go to those who are booked one hour later: at 12:00 and 12:30 they reach nobody and are used up. A half-hour that is played stands until you begin anew, and later ones never change it. At one o'clock, say in which half-hour the dearest patients came.

# %%
hand = PlayMorning()
hand

# %% [markdown]
# The button tells what the morning came to.

# %%
# by code: hand.so_far(half_hour, half_hour, ...) shows what is known then, with
#   half_hour = {"desks": 5, "order": "arrival", "explain": False, "texts": 0}
#   desks 5 to 7; order "arrival", "ill" or "ill40"; texts 0 to 6
# in the end hand.record(entries=[half_hour] * 10, dear="9:00", sure=...)  # sure: from 0 to 1
hand.reveal_button()

# %% [markdown]
# **Look back.** Who paid for your best decision: the ward, those who were overtaken, or those who left? What did you see only when it was too late? And what could be known of it at eight o'clock?
#
# One morning misleads. Take an order with the ill first, one desk from 8:00 to 12:00 and even texts. On this morning, explaining all the time lowers its loss by 323 yuan. On the 300 mornings above it raises it by 523 [443, 604].
#
# ## Task 7: the standing order (14 points)
#
# Fill in the form. Four tries on 300 open mornings are yours. Then record: the order runs on 400 mornings that nobody has seen, and two means count, each by itself: the **loss** (9 points) and the **minutes of the ill** (5 points). A gain in one does not repair the other.
#
# Zero is what the best order reaches that reads neither bookings nor line: fixed desks, one order, explaining never or always, as many texts for each half-hour. *Ill first, nothing else* lies below that zero in both. Full points begin at 93 % of what careful reading gains in yuan, and at 80 % of what it gains for the ill. More than one order gets there. (No lock keeps you from running the model on every order. A real hospital has no such model: please think instead.)
#
# An order that looks at the line looks at the start of each half-hour. Of two half-hours with as many bookings, the earlier counts as fuller. With `after`, a desk that would come at 13:00 is not borrowed.

# %%
order = StandingOrder()
order

# %% [markdown]
# Recorded by button? Leave the next cell.

# %% answer="m06-q7-order"
# order.record(
#     borrow="...",  # "never"; one desk: "first" (8:00 to 12:00), "last" (9:00 to 13:00);
#     #   "middle": two desks, 9:00 to 11:00; "line12", "line4": one desk while 12 (or 4) or more
#     #   are in line, two from twice as many on; "spread": one desk in the eight half-hours with most
#     #   bookings; "fullest": two desks in the four with most; "after": half an hour after those
#     order="...",  # "arrival", "ill", "ill40": the ill first, but nobody beyond 40 minutes
#     explain="...",  # "never", "always", "long": 12 or more in line, "short": fewer than 12
#     texts="...",  # "none"; "even": three for each half-hour from 9:00 on; with most bookings
#     #   first, "spread": up to four for each of six half-hours, "fullest": up to six for each
#     to="...",  # "ill", "sub-healthy", "healthy", "both" of the latter, "all"
#     reason="...",  # a sentence, 20 characters at least
# )
### BEGIN SOLUTION
order.record(
    borrow="fullest",
    order="ill",
    explain="never",
    texts="fullest",
    to="both",
    reason=(
        "Bookings are known at eight and tell where the peak will be; the line tells it when it is "
        "there. Two groups can be moved, and the third is called first."
    ),
)
### END SOLUTION

# %% task="m06-q7-order" points=14 decides="when desks are borrowed, whom they call, and who is asked for another hour" grades=["S003-76"]
from servicelab_workshop.policies.morning import FULL, scale
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q7-order",
    points=14,
    hints=[
        "What is known at eight o'clock, and what only when the line already stands?",
        "Compare the willing shares of the three groups. Compare what a minute and a leaver cost in each.",
        "Who gains from an explanation while many wait, and who while few do? And who pays if the ill are not called first?",
    ],
)
task.needs(
    "order.decision",
    "No order is recorded yet. Press `Record decision` on the form and run this cell again.",
)


def complete(decision):
    from servicelab.games.morning import lacks

    missing = lacks(decision)
    assert not missing, f"The order cannot be run: {'; '.join(missing)}."
    assert len(str(decision.get("reason", ""))) >= 20, "Say in a sentence why this is your order."


def judged(decision, which, first, count, full, scale):
    from servicelab.games.morning import lacks, share_of_gap

    assert not lacks(decision), "This order cannot be run: choose each part from the form."
    words = {
        "nothing-borrowed": "What cost most here: no desk is borrowed, while patients who leave cost more than a desk.",
        "fixed-desks": "What cost most here: desks come at the same time each morning, and the peak does not.",
        "chased-the-line": "What cost most here: desks come when the line is there. Who waits in it has waited already.",
        "beside-the-bookings": "What cost most here: how many desks come, and when, measured against the peak of the bookings.",
        "whom-to-call": "What cost most here: whom a free desk calls. Look at what a minute of each group counts.",
        "explained-always": "What cost most here: explaining all morning. It is paid for in quiet half-hours as well, and each patient takes longer.",
        "explained-short": "What cost most here: explaining while few are in line. Who gains from it then?",
        "nobody-moved": "What cost most here: no texts. A peak can also be made lower.",
        "texts-everywhere": "What cost most here: texts go to quiet half-hours as well, where nobody needs to be moved.",
        "texts-to-the-wrong": "What cost most here: whom the texts ask. Look at who says yes, and at what a patient of each group costs.",
    }
    got = share_of_gap(decision, range(first, first + count), scale)
    share = got["shares"][which] / full
    reached = got["shares"][which]
    says = (
        f"Your order loses {got['loss']:,.0f} yuan a morning; that is {reached:.0%} of what careful reading gains."
        if which == 0
        else f"Under your order the ill wait {got['ill']:,.0f} minutes a morning together; that is {reached:.0%} of what careful reading gains."
    )
    if share >= 1:
        return 1, says
    cost = {name: both[which] for name, both in got["cost"].items()}
    if decision["explain"] == "long":  # careful, too
        cost["explain"] = 0.0
    worst = max(cost, key=cost.get)
    if cost[worst] <= 0:
        return share, says
    slip = {
        "borrow": {
            "never": "nothing-borrowed",
            "first": "fixed-desks",
            "middle": "fixed-desks",
            "last": "fixed-desks",
            "line12": "chased-the-line",
            "line4": "chased-the-line",
        }.get(decision["borrow"], "beside-the-bookings"),
        "order": "whom-to-call",
        "explain": f"explained-{decision['explain']}",
        "texts": "nobody-moved" if decision["texts"] == "none" else "texts-everywhere",
        "to": "texts-to-the-wrong",
    }[worst]
    nearer = {
        "after": "What cost most here: desks come half an hour after the peak of the bookings.",
        "spread": "What cost most here: one desk at a time. The peak of the bookings is higher.",
        "ill40": "What cost most here: beyond 40 minutes, others are called before the ill who have just come.",
    }
    said = nearer.get(decision[worst], words[slip]) if worst in ("borrow", "order") else words[slip]
    return share, f"{says} {said}", slip


task.rule("the order is complete, with a reason", complete, "order.decision", weight=0)
sealed = {"first": 40_000, "count": 400, "scale": scale(range(40_000, 40_400))}
task.rule(
    "the loss on 400 mornings",
    judged,
    "order.decision",
    hidden=True,
    weight=9,
    which=0,
    full=FULL[0],
    **sealed,
)
task.rule(
    "the minutes of the ill on 400 mornings",
    judged,
    "order.decision",
    hidden=True,
    weight=5,
    which=1,
    full=FULL[1],
    **sealed,
)
task

# %% [markdown]
# When your order is final, open the seal: it shows what the order comes to on the 300 open mornings. **From then on the order stands.** Then run the cell below the seal.

# %%
order.reveal_button()

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before an order stands
AFTER = """
**The same clerk, at another time.** With the ill first and nothing else, explaining all morning changes the loss by +596 yuan a morning [+490, +701] and the minutes of the ill by +29 [+21, +37]. Explaining only while 12 or more are in line changes them by −98 yuan [−171, −25] and +7 minutes [+2, +11]: it saves money, and the ill wait a little longer. While many wait, many feel the time less and stay. While few wait, the clerk is paid for little, and each patient still takes longer.

**Two parts together.** Where desks and texts follow the bookings, "nobody beyond 40" adds 3 minutes of the ill a morning [1, 4]. With explaining at 12 or more as well it is 8 [3, 13], probably because more of the others stay for 40 minutes, and then go first.

**Too late.** With the ill first, desks that wait for a line of 12 lose 1,008 yuan more a morning [891, 1,126] than one desk from 8:00 to 12:00 that looks at nothing.

**What is assumed.** In this model bookings follow the peak, and a patient who says yes comes in the afternoon and costs nothing there. Where bookings do not follow the walk-ins, reading them gains less. Both aims mostly ask for the same order here; elsewhere they need not.
"""
if is_static() or (order.saved is not None and order.saved.revealed_at):
    display(Markdown(AFTER))
else:
    print("Open the seal of your order. Then run this cell again.")

# %% [markdown]
# ## The evening: where did the money go?
#
# Two simple orders, both with the ill first. `desks` moves capacity: one more desk from 8:00 to 12:00. `texts` moves demand: up to six texts for the fullest half-hours. Both on morning 703; patients, with their felt minutes, belong to the half-hour in which they come, texts to the one in which they are sent.

# %%
desks = {"order": "ill", "borrow": "first"}
texts = {"order": "ill", "texts": "fullest"}
price = prices()
tables = [half_hours(desks, 703), half_hours(texts, 703)]
for day in tables:
    display(show_table(day.rename_axis(None), dict.fromkeys(price.index, "{:.0f}")))
show_table(price.to_frame(), {"yuan": "{:.1f}"})

# %% [markdown]
# In a bakery: `.sum()` adds down the columns, `.sum(axis=1)` along the rows, and `.idxmax()` gives the label of the largest.

# %%
sold = pd.DataFrame({"cakes": [2, 5], "rolls": [40, 10]}, index=["Mon", "Tue"])
takings = sold * pd.Series({"cakes": 30, "rolls": 2})
print(takings.sum().to_dict(), takings.sum(axis=1).idxmax())

# %% [markdown]
# ## Task 8: take it apart (5 points)
#
# (3 points) Finish `evening(first, second, price)`. `first` and `second` are tables as above, `half_hour` in the index; `price` is a Series as above. Give `parts`, a Series: for each column, how many **yuan** the first order loses more than the second (below zero: less); and `worst`, the half-hour in which the first loses most yuan more than the second.
#
# (2 points) On 100 mornings, which of the two orders is better, in `loss` and in `ill_minutes`? Take the differences morning by morning, with 95 % intervals as in the worked example. `better` is a dictionary with these two keys; each value is `"desks"`, `"texts"` or `"cannot tell"` (zero lies inside the interval). Both must be right.

# %%
hundred = range(700, 800)
desks_mornings, texts_mornings = mornings(desks, hundred), mornings(texts, hundred)


# %% answer="m06-q8-evening"
def evening(first, second, price):
    """Yuan that the first order loses more than the second: by column, and the worst half-hour."""
    more = ...
    parts = ...
    worst = ...
    ### BEGIN SOLUTION
    more = (first - second) * price
    parts = more.sum()
    worst = more.sum(axis=1).idxmax()
    ### END SOLUTION
    return parts, worst


better = ...  # {"loss": "...", "ill_minutes": "..."}
### BEGIN SOLUTION
better = {"loss": "cannot tell", "ill_minutes": "desks"}
### END SOLUTION

# %% task="m06-q8-evening" points=5 grades=["S003-132"]
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q8-evening",
    points=5,
    hints=[
        "What is in the tables, and what turns it into yuan?",
        "`(first - second) * price` multiplies each column by its price. One sum goes down the columns, the other along the rows.",
        "`more = (... - ...) * price`, `parts = more.sum()`, `worst = more.sum(axis=...).idxmax()`",
    ],
)
small_first = pd.DataFrame(
    {"borrowed": [2.0, 0.0, 1.0], "ill_minutes": [30.0, 120.0, 40.0], "ill_left": [0.0, 0.0, 1.0]},
    index=pd.Index(["8:00", "8:30", "9:00"], name="half_hour"),
)
small_second = pd.DataFrame(
    {"borrowed": [0.0, 0.0, 1.0], "ill_minutes": [20.0, 20.0, 60.0], "ill_left": [0.0, 0.0, 1.0]},
    index=pd.Index(["8:00", "8:30", "9:00"], name="half_hour"),
)
small_price = pd.Series({"borrowed": 120.0, "ill_minutes": 2.0, "ill_left": 900.0})
small = task.call("evening", small_first, small_second, small_price)
task.check("three half-hours: yuan by column", small[0], atol=0.5, weight=0.5)
task.check("three half-hours: the worst one", small[1], weight=0.5)
for number, (one, other) in enumerate(
    [
        ({"order": "ill", "borrow": "line4"}, {"texts": "even", "to": "all"}),
        ({"explain": "long"}, {"order": "ill40", "borrow": "last"}),
    ]
):
    day = task.call(
        "evening", half_hours(one, 52_000 + number), half_hours(other, 52_000 + number), price
    )
    title = f"another morning, number {number + 1}"
    task.check(f"{title}: yuan by column", day[0], hidden=True, atol=0.6, weight=0.5)
    task.check(f"{title}: the worst half-hour", day[1], hidden=True, weight=0.5)
task.check("the better order, in both", task.value("better"), weight=2, silent=True)
task

# %% [markdown]
# ## Six mornings
#
# Dr. Lin shows the board four orders on six more mornings of the model, numbers 21 to 26. Loss in yuan:

# %%
four = {
    "by arrival": {},
    "ill first": {"order": "ill"},
    "ill first, nobody beyond 40": {"order": "ill40"},
    "ill first, explaining all morning": {"order": "ill", "explain": "always"},
}
six = pd.DataFrame({name: mornings(one, range(21, 27))["loss"] for name, one in four.items()})
show_table(six.rename_axis(None), dict.fromkeys(six.columns, "{:,.0f}"))

# %%
statement = Statement(
    "m06-q9-statement",
    "Which sentence may Dr. Lin issue?",
    {
        "A": "With the ill first, the loss was smaller than by arrival on six of six mornings of the model; the mean of its later mornings probably shows the same.",
        "B": "With the ill first, the loss was smaller than by arrival on six of six mornings of the model; all of its next hundred mornings probably show the same.",
        "C": "With the ill first and explaining, the loss was smaller than by arrival on four of six mornings of the model; explaining was probably the reason for it.",
        "D": "With the ill first and explaining, the loss was smaller than by arrival on four of six mornings of the model; the hospital's mornings probably show the same.",
    },
)
statement

# %% [markdown]
# ## Task 9: which sentence may be issued? (3 points)
#
# Three of the four claim more than the table shows. Record the letter of the fourth, and how sure you are.

# %% answer="m06-q9-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="A", sure=0.85)
### END SOLUTION

# %% task="m06-q9-statement" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m06-q9-statement",
    points=3,
    hints=[
        "Which two orders differ in one thing only?",
        "Six of six: how often could something be otherwise in one morning of ten, and still show this?",
        "From what were the six mornings drawn, and of what is each sentence told?",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## Be judged
#
# If you learn alone, run this, save the notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m06_waiting/2_morning")

# %% [markdown]
# ## What you take with you
#
# * Compare two orders on the same patients, and take the interval of the differences.
# * Demand and capacity can both be moved. Ask first who would say yes.
# * Two aims that must not pay for each other are counted apart.
# * What helps in one half-hour can harm in another.
# * A model is not the hospital: say of which mornings you speak.
#
# **Further reading.** P. Kotler, "The Major Tasks of Marketing Management", *Journal of Marketing* 37(4), 1973. W. E. Sasser, "Match Supply and Demand in Service Industries", *Harvard Business Review*, November–December 1976. R. C. Larson, "Perspectives on Queues: Social Justice and the Psychology of Queueing", *Operations Research* 35(6), 1987. O. Garnett, A. Mandelbaum and M. Reiman, "Designing a Call Center with Impatient Customers", *Manufacturing & Service Operations Management* 4(3), 2002.
#
# **Next:** [3_felt](3_felt.ipynb). A wait has two lengths, that of the clock and that of the person who waits: which one can be changed?
