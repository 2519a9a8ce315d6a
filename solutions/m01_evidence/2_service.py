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
#     module: m01_evidence
#     title: What is sold when nothing is handed over
#     minutes: 50
#     points: 25
#     asks: Ms. Qiao
#     question: "Customers wait longer than they expect: where does it begin?"
# ---

# %% [markdown]
# # Evidence 2 of 3: what is sold when nothing is handed over
#
# **Lantern Bank, Riverside branch.** 50 minutes, 25 points.
#
# When you have finished this notebook you will be able to
#
# 1. say what a customer gets who does not get to own anything,
# 2. tell what a customer can judge before, after, or never,
# 3. follow a missed expectation through the firm to the place where it begins,
# 4. choose a remedy for that place, and not for another.

# %%
from servicelab import recall

recall("m01_evidence/2_service")

# %% [markdown] teaches=["S001-01", "S003-157"] reads={"S001-01": "a definition has no right value; it is compared", "S003-157": "a definition has no right value; it is compared"}
# ## The next question
#
# The page is signed. Now the regional office asks Ms. Qiao what her branch **sells**, and why customers wait longer than they expect.
#
# **A service is what one party does with and for another to solve a problem, and nobody comes to own it.**
#
# That line joins three others; each leaves something out:
#
# | Where | What it says | What is left out |
# |---|---|---|
# | The bank's course | activities, led by needs, that create value and a return | what the customer does |
# | A paper on cable television | a process of interactions that solves a problem | who owns what |
# | Lovelock and Gummesson (2004) | access for a time, for a fee or rent | free public services |

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown

from servicelab import Prediction, Statement, load_dataset
from servicelab.games.remedies import RemedyBoard
from servicelab.plots import show_table, use_style
from servicelab.tasks import is_right

use_style()
audit = load_dataset("bank_gaps")
judged = load_dataset("bank_offers_judged")

# %% [markdown] teaches=["S001-04"]
# ## Access instead of ownership
#
# A good becomes somebody's property. With a service something else passes, for a time:
#
# | Word | The customer gets | At a hotel |
# |---|---|---|
# | `"rented good"` | a movable thing, to be given back | a bicycle for a day |
# | `"place"` | a space of one's own, for a time | a room |
# | `"expertise"` | somebody's work and knowledge | a massage |
# | `"facility"` | entry to rooms or machines that others use too | the swimming pool |
# | `"network"` | a connection to others through a system | the wireless network |
# | `"owned"` | the thing itself, for good | a bathrobe that one buys |
#
# ## Task 6: what passes to the customer? (5 points)
#
# `passes` is a dictionary from each of the nine `offers` to one of the six words. What must be given back, or left, afterward?

# %%
offers = [
    "gold bar, taken home",
    "hearing aid, bought at the hospital",
    "card reader that a shop has on lease",
    "wheelchair for six weeks",
    "safe-deposit box",
    "meeting room for an afternoon",
    "an hour with the tax adviser",
    "transfers to any bank in the country",
    "hall with machines, open day and night",
]

# %% answer="m01-q6-access"
passes = ...  # {"gold bar, taken home": "one of the six words", and so on, nine entries}
### BEGIN SOLUTION
passes = {
    "gold bar, taken home": "owned",
    "hearing aid, bought at the hospital": "owned",
    "card reader that a shop has on lease": "rented good",
    "wheelchair for six weeks": "rented good",
    "safe-deposit box": "place",
    "meeting room for an afternoon": "place",
    "an hour with the tax adviser": "expertise",
    "transfers to any bank in the country": "network",
    "hall with machines, open day and night": "facility",
}
### END SOLUTION

# %% task="m01-q6-access" points=5 grades=["S001-04"]
from servicelab_workshop.tasks import Task

task = Task(
    "m01-q6-access",
    points=5,
    hints=[
        "After a year, what is still the customer's?",
        "A thing that is carried away and given back is rented; a space for oneself is a place; one that is shared is a facility.",
        'One entry a line: `"safe-deposit box": "...",` and so on for all nine.',
    ],
)
words = ["rented good", "place", "expertise", "facility", "network", "owned"]
task.check("nine offers", task.value("passes"), each=True, among=words)
task

# %% [markdown] teaches=["S001-03", "S003-158"]
# ## Four characteristics, and where they end
#
# The bank's course names four: customer-centered, interactive, flexible, intangible. Textbooks name four others, but for the last:
#
# | Textbooks | As a rule | Not where |
# |---|---|---|
# | **Intangible** | one cannot touch or test it first | a meal, a cast on a leg |
# | **Heterogeneous** (variable) | each performance differs | a machine does it alike each time |
# | **Inseparable** | made while it is used, with the customer | a car repair, a transfer |
# | **Perishable** | an hour that nobody uses is lost | a recording, a report, an order that waits |
#
# *Intangible* is a matter of degree. Shostack (1977) laid offers on a line from salt to teaching; cable television is boxes **and** people who come when it fails. *Customer-centered* and *flexible* say how a firm wants to work; goods can be sold like that, too.

# %%
statement = Statement(
    "m01-q6b-statement",
    "Which sentence on services may Ms. Qiao send to the regional office?",
    {
        "A": "Most services are intangible and goods are not, so one look at what is shown before buying tells which of the two any offer is.",
        "B": "As a rule customers are served while they wait, so no service can be stored, whether it is advice, a recording or a booking.",
        "C": "As a rule nobody can sell a teller's idle morning at night; but the letter that she wrote can be kept, and an order can wait.",
        "D": "Services are mostly made together with the customer, and customers differ, so that no two of them ever get the same service.",
    },
)
statement

# %% [markdown]
# ## Task 6b: which sentence may she send? (3 points)
#
# Three claim too much. Record the letter of the fourth and how sure you are, with the button or below. The letter is graded, the confidence kept.

# %% answer="m01-q6b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.9)
### END SOLUTION

# %% task="m01-q6b-statement" points=3 grades=["S001-03", "S003-158"]
from servicelab_workshop.tasks import Task

task = Task(
    "m01-q6b-statement",
    points=3,
    hints=[
        "Which sentences allow no exception?",
        "Look for one example against each sentence in the third column of the table.",
        "For each sentence, think of the machine in the hall, of a text that was written, of a lunch: does it still hold?",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## Before, after, or never
#
# Nelson (1970) and Darby and Karni (1973) sort offers by **when a customer can judge** them:
#
# * **search**: before buying,
# * **experience**: after using,
# * **credence**: not even afterward. One has to believe.
#
# Eighty customers, drawn at random from those who had bought all six offers below, said how well each could be judged (0 to 10).

# %% jupyter={"source_hidden": true}
means = judged.groupby("offer", observed=True)[["sure_before", "sure_after"]].mean()
errors = judged.groupby("offer", observed=True)[["sure_before", "sure_after"]].sem()
means = means.sort_index(ascending=False)
fig, ax = plt.subplots(figsize=(8, 3.4), layout="constrained")
place = np.arange(len(means))
ax.hlines(place, means["sure_before"], means["sure_after"], color="#BBBBBB", zorder=1)
for column, words, color, mark in (
    ("sure_before", "before", "#0072B2", "o"),
    ("sure_after", "after", "#D55E00", "D"),
):
    reach = 1.96 * errors.loc[means.index, column]
    ax.errorbar(means[column], place, xerr=reach, fmt=mark, color=color, capsize=3, label=words)
ax.axvline(6, color="black", linewidth=0.8, linestyle="--")
ax.set_yticks(place, means.index.astype(str).str.capitalize())
ax.set(
    xlabel="How well it can be judged, mean of 80 customers, 95 % intervals",
    title="Six offers, before buying and after use",
    xlim=(0, 10),
)
ax.legend(loc="lower right")
plt.show()
show_table(
    judged.groupby("offer", observed=True)
    .agg(felt_risk=("risk", "mean"), share_who_asked=("asked_others", "mean"))
    .sort_index(),
    {"felt_risk": "{:.1f}", "share_who_asked": "{:.0%}"},
    caption="Felt risk (1 to 7), and who asked somebody else first",
)

# %% [markdown]
# ## Task 9: what can be judged, and what may be said (5 points)
#
# (3 points) `kinds`: a dictionary from each of the six offers, in small letters, to `"search"`, `"experience"` or `"credence"`. The rule is the dashed line: a mean of 6 or more *before* is search; otherwise 6 or more *after* is experience; otherwise credence.
#
# (2 points) `said`: the letter of the sentence that these data support.
#
# * A: Customers ask somebody before they buy credence offers because these feel risky to them.
# * B: Before credence offers more of these customers had asked somebody than before search offers.
# * C: Customers who ask somebody first can judge the offer better afterward than those who do not.
# * D: All customers of the branch ask somebody before they buy an offer that they cannot judge.

# %% answer="m01-q9-before"
kinds = ...  # {"app help": "one of the three words", and so on, six entries}
said = ...
### BEGIN SOLUTION
kinds = {
    "current account": "search",
    "travel card": "search",
    "counter advice": "experience",
    "app help": "experience",
    "investment advice": "credence",
    "loan protection": "credence",
}
said = "B"
### END SOLUTION

# %% task="m01-q9-before" points=5
from servicelab_workshop.tasks import Task

task = Task(
    "m01-q9-before",
    points=5,
    hints=[
        "On which side of the dashed line does the blue mark lie? And if it lies left, where is the other?",
        "For the sentence: who was asked, what was drawn at random, and what was only observed?",
        'For the sentence: what would have to stand in the table for it to be shown? `said = "..."`, a letter in quotes.',
    ],
)
three = ["search", "experience", "credence"]
sorted_offers = task.value("kinds")
task.check("six offers", sorted_offers, weight=3, each=True, among=three)
letters = ["A", "B", "C", "D"]
task.check("the sentence", task.value("said"), weight=2, among=letters, silent=True)
task

# %% [markdown]
# ## The Gaps Model
#
# *Staff must try harder*, says the regional office. Parasuraman, Zeithaml and Berry (1985) asked **where** it gets lost. **Gap 5** is the customer's. Four others are the firm's, each with a remedy of its own:
#
# | Gap | Between | Remedy |
# |---|---|---|
# | **1 knowledge** | what customers expect, and what managers believe | research: ask |
# | **2 standard** | that belief, and the rule book | another standard |
# | **3 delivery** | the rule book, and what is done | staff and process |
# | **4 promise** | what is said outside, and what is done | another leaflet |
# | **5 customer** | what she expects (E), and what she perceives (P) | follows from the others |
#
# A **time** can be measured at each place. A made-up example: the result of a blood test, in hours.

# %% jupyter={"source_hidden": true}
STEPS = ["1 knowledge", "2 standard", "3 delivery", "delivered to seen", "5 customer", "4 promise"]


def draw_chain(ax, hours, title, unit="Hours"):
    """Draw the steps from what is expected to what is seen, and the promise beside them."""
    chain = [hours[name] for name in ("expected", "believed", "standard", "delivered", "seen")]
    starts = [*chain[:4], chain[0], hours["promised"]]
    ends = [*chain[1:], chain[4], hours["delivered"]]
    colors = ["#0072B2"] * 3 + ["#BBBBBB", "#444444", "#D55E00"]
    for row, (start, end, color) in enumerate(zip(starts, ends, colors, strict=True)):
        hatch = "//" if row == 5 else ""
        ax.barh(row, end - start, left=start, color=color, hatch=hatch, edgecolor="white")
        step = round(end - start, 1) + 0.0  # adding 0 makes a negative zero a plain one
        number = f"{step:+.1f}".replace("-", "\N{MINUS SIGN}") if step else "0"
        if step:
            ax.plot(end, row, marker=">" if step > 0 else "<", color="black", markersize=5)
        ax.annotate(
            number, (max(start, end), row), xytext=(7, 0), textcoords="offset points", va="center"
        )
    ax.axvline(chain[0], color="black", linewidth=0.8, linestyle="--")
    ax.set_yticks(range(6), STEPS)
    ax.invert_yaxis()
    ax.grid(visible=False)
    low, high = min(starts + ends), max(starts + ends)
    room = 0.28 * max(high - low, 1)
    ax.set(xlabel=unit, title=title, xlim=(max(low - 0.3 * room, 0), high + 1.6 * room))


blood_test = pd.Series(
    {"expected": 24, "believed": 30, "standard": 36, "delivered": 44, "seen": 48, "promised": 40}
)
fig, ax = plt.subplots(figsize=(8, 3.2), layout="constrained")
draw_chain(ax, blood_test, "A blood test, from what is expected to what is seen")
plt.show()

# %% [markdown]
# **Read it from the top.** Patients expect 24 hours, managers believe 30: gap 1 is +6. The rule book says 36, the log 44: gaps 2 and 3 are +6 and +8. Patients see the result after 48, when they open their mail.
#
# $$\underbrace{48 - 24}_{\text{gap 5}} = \underbrace{6}_{1} + \underbrace{6}_{2} + \underbrace{8}_{3} + \underbrace{4}_{\text{seen} - \text{delivered}}$$
#
# The **promise** of 40 stands *beside* this chain and adds nothing to the sum. It can be missed (gap 4 is +4), and it can set what is expected. A time adds up like this; quality in general does not.
#
# **The sign.** Gap 5 is P − E, as in module 4; the others are the later place minus the earlier. In hours more is worse: **above 0 falls short**. On a scale of quality, where more is better, below 0 does. Always say which.
#
# ## Predict
#
# Last autumn's audit measured five services at Riverside: an answer in the app, the decision on a loan, a call back, a new card, cash at the counter. Each has a standard in the rule book.

# %%
prediction = Prediction(
    "m01-staff",
    "For how many of the five services does the branch take over an hour longer than its own standard?",
    ["none", "one", "two", "three", "four or five"],
)
prediction

# %% [markdown]
# `audit` has a row for each answer or case. `source`: `expected` (100 customers before), `believed` (16 managers), `standard` (the rule book), `delivered` (100 cases in the log), `seen` (100 other customers afterward), `promised` (the leaflet). `saw_leaflet` is known of those asked before.
#
# A few long waits pull a mean up, so take **medians**. `.unstack()` makes columns of the sources. At the hospital:

# %%
tests = pd.DataFrame(
    {
        "test": ["blood", "blood", "blood", "X-ray", "X-ray"],
        "source": ["planned", "done", "done", "planned", "done"],
        "hours": [36, 40, 48, 5, 4],
    }
)
typical = tests.groupby(["test", "source"])["hours"].median().unstack()
print(typical)
typical["done"] - typical["planned"]

# %% [markdown]
# ## Task 10a: five gaps of five services (5 points)
#
# Complete `gap_table(audit)`; gap 1 is done. `standard` (gap 2), `delivery` (3), `promise` (4) and `customer` (5) are Series by service: differences of medians in hours, above 0 falls short.


# %% answer="m01-q10a-gaps"
def gap_table(audit):
    """Five gaps of each service, in hours."""
    middle = audit.groupby(["service", "source"])["hours"].median().unstack()
    knowledge = middle["believed"] - middle["expected"]
    standard = ...
    delivery = ...
    promise = ...
    customer = ...
    ### BEGIN SOLUTION
    standard = middle["standard"] - middle["believed"]
    delivery = middle["delivered"] - middle["standard"]
    promise = middle["delivered"] - middle["promised"]
    customer = middle["seen"] - middle["expected"]
    ### END SOLUTION
    return pd.DataFrame(
        {
            "knowledge": knowledge,
            "standard": standard,
            "delivery": delivery,
            "promise": promise,
            "customer": customer,
        }
    )


# %% task="m01-q10a-gaps" points=5
from servicelab_workshop.tasks import Task

task = Task(
    "m01-q10a-gaps",
    points=5,
    hints=[
        "Between which two places does each gap lie? Look at the table of the five gaps.",
        "The later place minus the earlier one; for gap 4, what was done minus what was promised.",
        '`middle["..."] - middle["..."]`, four times.',
    ],
)
places = ["expected", "believed", "standard", "delivered", "seen", "promised"]


def audit_of(table, copies):
    """An audit with these medians: a row for each service, the places in their order."""
    rows = [
        (service, place, hours * factor)
        for service, times in table.items()
        for place, hours in zip(places, times, strict=True)
        for factor in ([1] if place in ("standard", "promised") else copies)
    ]
    return pd.DataFrame(rows, columns=["service", "source", "hours"])


toy = {"oil change": [2, 3, 7, 6, 11, 5], "new tires": [10, 8, 9, 25, 24, 12]}
few = task.call("gap_table", audit_of(toy, [0.5, 1, 4]))
draw = np.random.default_rng(12)
names = ["visa", "passport", "parking", "permit"]
others = {name: draw.uniform(1, 90, 6).round(1).tolist() for name in names}
many = task.call("gap_table", audit_of(others, [0.7, 1, 1.1, 0.4, 3]))
for gaps, title, hidden in ((few, "two services of a garage", False), (many, "a town hall", True)):
    for name in ("standard", "delivery", "promise"):
        task.check(f"{title}: {name}", gaps[[name]], hidden=hidden, atol=0.02)
    task.check(f"{title}: customer", gaps[["knowledge", "customer"]], hidden=hidden, atol=0.02)
task

# %% [markdown]
# ## What the audit says

# %% jupyter={"source_hidden": true}
if is_right("m01-q10a-gaps"):
    gaps = gap_table(audit)
    again = np.random.default_rng(3)
    rows = {}
    for service in gaps.index:
        before, after = (
            audit.loc[(audit["service"] == service) & (audit["source"] == source), "hours"]
            for source in ("expected", "seen")
        )
        redrawn = [
            np.median(again.choice(after, len(after)))
            - np.median(again.choice(before, len(before)))
            for _draw in range(1000)
        ]
        rows[service] = np.percentile(redrawn, [2.5, 97.5])
    ends = pd.DataFrame(rows, index=["from", "to"]).T
    shown = gaps.rename(columns=lambda name: f"{1 + list(gaps.columns).index(name)} {name}")
    table = shown.join(ends).round(2) + 0.0
    caption = "Gaps in hours; the last two columns are the 95 % interval of gap 5"
    display(show_table(table, dict.fromkeys(table.columns, "{:.2f}"), caption=caption))
else:
    print("Shown when Task 10a is right. Then run this cell again.")

# %% jupyter={"source_hidden": true}
if is_right("m01-q10a-gaps"):
    middle = audit.groupby(["service", "source"], observed=True)["hours"].median().unstack()
    fig, axes = plt.subplots(3, 2, figsize=(10, 8.4), layout="constrained")
    for ax, (service, hours) in zip(axes.flat, middle.iterrows(), strict=False):
        is_short = hours["seen"] < 2
        unit = "Minutes" if is_short else "Hours"
        draw_chain(ax, hours * 60 if is_short else hours, str(service).capitalize(), unit)
    axes.flat[-1].remove()
    plt.show()

# %% [markdown]
# Each panel has its own scale, the last one in minutes; the mark stands where a step ends. And what is expected with and without the leaflet?

# %% jupyter={"source_hidden": true}
if is_right("m01-q10a-gaps"):
    asked = audit[audit["source"] == "expected"].astype({"service": str, "saw_leaflet": str})
    readers = asked.groupby(["service", "saw_leaflet"])["hours"].agg(["median", "size"]).unstack()
    readers = readers.loc[middle.index.astype(str)]
    readers.columns = ["not seen", "seen", "customers, not seen", "customers, seen"]
    caption = "Median of the hours that are expected, leaflet not seen or seen"
    display(show_table(readers, {"not seen": "{:.1f}", "seen": "{:.1f}"}, caption=caption))

# %% [markdown]
# ## The decision: one remedy for each service
#
# **The rules are assumptions**: a remedy moves its step, and the steps behind it move along.
#
# * **research**: belief, and all behind it, moves to what customers now expect.
# * **standard**: the rule book says what managers believe or what the leaflet promises, whichever is shorter, and delivery gets shorter by as many hours.
# * **staff** (staff and process): deliver to the standard.
# * **leaflet**: promise what is delivered. Who saw the leaflet then expects what the others expect.
# * **none**: costs nothing, closes nothing.
#
# To close the whole of a gap 5 above 0 is worth 100 thousand yuan a year, for each service; a part brings that part. Research, standard, and staff and process cost 80, since people are hired to be faster; a leaflet costs 10. So a remedy at the wrong place loses much.
#
# Record as often as you like; once you open the **seal** below, the plan stands.

# %%
board = RemedyBoard(audit)
board

# %% [markdown]
# Prefer to type? If you used the button, leave the next cell as it is.

# %% answer="m01-q10-remedy"
# board.record(
#     app_question="...",  # "research", "standard", "staff", "leaflet" or "none"
#     loan_decision="...",
#     call_back="...",
#     new_card="...",
#     cash="...",
#     reason="...",  # a sentence, 20 characters at least
# )
### BEGIN SOLUTION
board.record(
    app_question="research",
    loan_decision="standard",
    call_back="staff",
    new_card="leaflet",
    cash="none",
    reason="Those who saw no leaflet expect about what a card takes, and a leaflet costs less.",
)
### END SOLUTION

# %% [markdown]
# ## Task 10b: five remedies (7 points)
#
# Points: complete, with a reason (1); when it is graded, what the last plan that you recorded brings after its cost, by the true times of this invented branch (6). One remedy for all, or for each service that of the largest of gaps 1 to 3, earns none of the six, the best plan all.

# %% task="m01-q10-remedy" points=7 decides="which gap of each service is closed, and how"
from servicelab_workshop.policies import remedies
from servicelab_workshop.tasks import Task

task = Task(
    "m01-q10-remedy",
    points=7,
    hints=[
        "Which of the gaps 1 to 3 makes up most of gap 5? And does the leaflet make a difference to what is expected?",
        "Compare what a remedy closes, as a share of gap 5, times 100, with what it costs.",
        "For each service: (hours closed / gap 5) × 100 − cost, for each remedy; take the largest: ...",
    ],
)
task.needs(
    "board.decision",
    "No decision is recorded yet. Press `Record decision` on the board and run this cell again.",
)


def complete(decision):
    from servicelab.games.remedies import REMEDIES, SERVICES

    for service in SERVICES:
        assert decision.get(service) in REMEDIES, "Each service has one of the five remedies."
    assert len(str(decision["reason"]).strip()) >= 20, "Say in a sentence which number decided."


def worth(decision, truth, zero):
    from servicelab.games.remedies import REMEDIES, SERVICES, plan_share

    plan = {service: decision.get(service) for service in SERVICES}
    assert set(plan.values()) <= set(REMEDIES), "Each service has one of the five remedies."
    if len(set(plan.values())) == 1:
        return 0, "", "same-for-all"
    reached = plan_share(plan, truth, zero)
    if reached >= 0.99:
        return 1, "The plan brings all that the best plan brings."
    words = {
        "card-made-faster": "New card: how much of its gap would be left if all expected what those expect who saw no leaflet? And what does each remedy cost?",
        "promise-for-delivery": "Call back: does the leaflet change what customers expect there?",
        "mends-what-is-whole": "Cash: do customers wait longer there than they expect?",
        "staff-by-habit": "A remedy of staff and process helps where the standard is not kept. Compare what is delivered with the standard.",
        "belief-unread": "App question: is it the rule book that differs from the belief, or the belief that differs from what is expected?",
        "rule-unread": "Loan decision: what do managers believe, and what does the rule book say?",
        "log-unread": "Call back: what do belief and rule book say of what customers expect, and what does the log say?",
        "left-open": "A service that falls short gets nothing. What would it bring to close its gap, after the cost?",
    }
    made = {
        "card-made-faster": plan["new_card"] in ("research", "standard", "staff"),
        "promise-for-delivery": plan["call_back"] == "leaflet",
        "mends-what-is-whole": plan["cash"] != "none",
        "staff-by-habit": "staff" in (plan["app_question"], plan["loan_decision"]),
        "belief-unread": plan["app_question"] in ("standard", "leaflet"),
        "rule-unread": plan["loan_decision"] in ("research", "leaflet"),
        "log-unread": plan["call_back"] in ("research", "standard"),
        "left-open": any(plan[key] == "none" for key in plan if key != "cash"),
    }
    slips = [name for name, is_made in made.items() if is_made]
    told = [
        f"After its cost the plan reaches {reached:.0%} of the way from a rule of thumb to the best plan."
    ]
    told += [words[name] for name in slips]
    return (reached, " ".join(told), slips[0]) if slips else (reached, told[0])


task.rule("a remedy for each service, and a reason", complete, "board.decision")
columns = ["expected", "unread", "believed", "standard", "delivered", "seen", "promised"]
truth = pd.DataFrame(
    {
        "app question": [4, 4, 24, 24, 22, 23, 24],
        "loan decision": [72, 72, 76, 168, 152, 158, 168],
        "call back": [24, 24, 24, 24, 41, 42, 24],
        "new card": [79, 136, 144, 144, 134, 138, 72],
        "cash at the counter": [0.5, 0.5, 0.3, 0.42, 0.36, 0.4, 0.42],
    },
    index=columns,
).T
real = "what the plan brings, by the true times"
least = remedies.zero(truth)
task.rule(real, worth, "board.decision", weight=6, hidden=True, truth=truth, zero=least)
task

# %% [markdown]
# ## The seal
#
# Open both when you stand by your decision.

# %%
board.reveal_button()

# %% jupyter={"source_hidden": true}
prediction.reveal_button(
    "It is one: only the call back takes over an hour longer than the branch's own standard."
)

# %% jupyter={"source_hidden": true}
if board.saved is not None and board.saved.revealed_at:
    told = [
        "**App question.** Customers expect 4 hours, managers believe 23.5. The rule is kept, and it is the wrong rule.",
        "**Loan decision.** Managers know what customers expect within a few hours. The rule book takes 95 hours more than they believe.",
        "**Call back.** The only service whose standard is not kept: 16 hours longer in the log. The leaflet promises the same 24 hours as the rule book, so gap 4 is as large: one failure, counted in two places.",
        "**New card.** It looks like gap 1: customers expect 60 hours less than managers believe. But those who had seen the leaflet expect 73 hours, those who had not 131. That points to the leaflet, no more: nobody drew at random who saw it, and readers may be in a hurry. A faster card would close all of the gap; a leaflet closes nearly as much, for an eighth of the cost.",
        "**Cash at the counter.** Customers wait about 7 minutes less than they expect (95 % interval 5 to 8). Gap 2 is above 0, and nobody misses anything: leave it alone.",
    ]
    display(Markdown("\n\n".join(told)))
else:
    print("Shown when the seal is open. Then run this cell again.")

# %% [markdown]
# Which of these places does your own firm not measure? Who would have to agree to it? Which rule of this game would not hold there?

# %% [markdown] teaches=["S000-01", "S001-06", "S000-03", "S001-05", "S003-72", "S004-01", "S004-02", "S004-03", "S004-04", "S004-05", "S004-06"] reads={"S000-01": "a list to compare, without a figure", "S001-06": "a list to compare, without a figure", "S000-03": "a change of words; module 7 builds the figures", "S001-05": "vocabulary: no driver is measured", "S003-72": "vocabulary: whether it is a ladder is contested", "S004-01": "a heading; its frame never returns in the text", "S004-02": "its kinds overlap, so no sorting is right", "S004-03": "its kinds overlap, so no sorting is right", "S004-04": "its kinds overlap, so no sorting is right", "S004-05": "its kinds overlap, so no sorting is right", "S004-06": "its kinds overlap, so no sorting is right"}
# ## Appendix: lists on Ms. Qiao's desk
#
# Only to be read. Do the parts of a list **overlap**, and is something **missing**?
#
# | List | Its parts | What to notice |
# |---|---|---|
# | The process, by one course | research, target customers, design, promotion, relationship | nobody delivers |
# | The process, by another | needs, design, delivery, tracking, evaluation | nobody hears of it; neither leads back to its start |
# | From product to customer | plan for persons, not items | "cards sold" or "problems solved": another number on the page |
# | Four drivers | demand, technology, rivals, change of the firm | none is measured |
# | Five orientations | production, service, marketing, mega-marketing, win-win | a ladder? Firms do several at once |
# | A "mix", headed project financing | **tangible** (goods, equipment, buildings), **intangible** (information, education, finance), **people** (staff, customer service, health care), **communication** (advertising, sales, after-sale), **process** (planning, management, consulting) | a loan adviser is intangible, people *and* process; financing never returns |

# %% [markdown]
# ## Be judged
#
# If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m01_evidence/2_service")

# %% [markdown]
# ## What you take with you
#
# * Ask what passes to the customer. With a service it is not property.
# * The four characteristics are rules with exceptions.
# * What cannot be judged even afterward is bought on trust.
# * Gap 5 says that something is missing. Gaps 1 to 4 say where, and each has its own remedy.
# * In hours a gap above 0 falls short; on a scale of quality one below 0.
#
# **Further reading.** A. Parasuraman, V. A. Zeithaml and L. L. Berry, "A Conceptual Model of Service Quality and Its Implications for Future Research", *Journal of Marketing* 49(4), 1985.
# V. A. Zeithaml, L. L. Berry and A. Parasuraman, "Communication and Control Processes in the Delivery of Service Quality", *Journal of Marketing* 52(2), 1988.
# C. Lovelock and E. Gummesson, "Whither Services Marketing? In Search of a New Paradigm and Fresh Perspectives", *Journal of Service Research* 7(1), 2004.
# G. L. Shostack, "Breaking Free from Product Marketing", *Journal of Marketing* 41(2), 1977.
# P. Nelson, "Information and Consumer Behavior", *Journal of Political Economy* 78(2), 1970. M. R. Darby and E. Karni, "Free Competition and the Optimal Amount of Fraud", *Journal of Law and Economics* 16(1), 1973.
#
# **Next:** [3_claims](3_claims.ipynb). What must somebody show who wants to be believed?
