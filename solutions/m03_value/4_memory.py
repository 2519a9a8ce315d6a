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
#     title: The year's memory
#     minutes: 75
#     points: 32
#     asks: Ms. Pei
#     question: "We sell more policies every year. Why does the money go?"
# ---

# %% [markdown]
# # Value 4 of 4: the year's memory
#
# **Willow Bridge Insurance.** 75 minutes, 32 points.
#
# When you have finished this notebook you will be able to
#
# 1. split a difference between buyers into who chooses and what cover does,
# 2. say where nothing is wrong with the simple price, and where nobody can tell,
# 3. write a rule that reads a city's evidence before its menu is set,
# 4. file a menu with a promise, a proof, and numbers that would end it.

# %%
from servicelab import recall

recall("m03_value/4_memory")

# %% [markdown] teaches=["S003-02"]
# ## The menu that stands for a year
#
# *Ward Cover* pays what the public scheme leaves of a hospital bill. Ms. Pei, head of marketing, wants three tiers and many clients: "Customers are our first resource. Rivals fight with brand, service, price and management, so we must grow." Mr. Jin, the actuary, prices each tier at the mean cost of the whole class plus 20 %. A filed menu stands for a year.
#
# | Tier | The client pays of a bill | Cost a year if the whole class held it |
# |---|---|---|
# | Basic | 12,000 yuan | 521 |
# | Standard | 4,000 | 994 |
# | Full | nothing | 1,430 |

# %%
import matplotlib.pyplot as plt

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.games.year_menu import MenuRule, PracticeYears
from servicelab.plots import PALETTE, show_table, use_style
from servicelab.pricing import stratified_difference

use_style()
practice = PracticeYears()

# %% [markdown]
# ## Three years by hand (no points)
#
# One city, 900 clients of one class, three years. Of eight cities it had the most average luck. State a price for each tier, or 0 for closed, choose desk and waiting period, and seal the year. A sealed year stands.
#
# * A policy costs 70 yuan for administration, a desk 60 more; an open tier 4,000; a new client 80.
# * **Anger.** A holder is worth 600 yuan a year elsewhere in our house. A rise of more than 6 % loses half of the excess of it (16 %: half of 10 %, so 30 yuan), up to an excess of 60 %. Closing a tier counts as a rise of 50 %. Opening it again changes nothing of this.
# * **Waiting period.** Who is new in a tier is not covered for 90 days, nor for a stay planned before.

# %%
practice

# %% [markdown]
# The comment below does the same.

# %%
# from servicelab.games.year_menu import play_years
# menu = {"Basic": 700, "Standard": 1300, "Full": None, "desk": False, "waiting": False}
# print([round(year.value) for year in play_years([menu])])  # try one to three years
# practice.record(years=[menu, menu, menu], belief="...", sure=...)  # luck, use or buyers
practice.reveal_button()

# %% [markdown]
# In this city the actuary's menu, all tiers at cost + 20 %, sells 594, 642 and 640 policies and loses 1,164 thousand yuan in three years. **Policies are not value: ask who comes.**
#
# ## The pilot
#
# Mr. Jin ran a pilot for a year. Of 18,000 clients half **chose** Basic or Full, at prices by age; the others got one of the two **by lot**.

# %%
pilot = load_dataset("insurer_pilot")
ward = pilot[pilot["line"] == "ward"]
chose = ward[ward["assigned"] == "chose"]
sums = chose.groupby("tier", observed=True)[["clients", "claims"]].sum()
sums["stays per 100"] = 100 * sums["claims"] / sums["clients"]
show_table(
    sums.rename(columns={"claims": "with a stay"}),
    {"clients": "{:,.0f}", "with a stay": "{:,.0f}", "stays per 100": "{:.1f}"},
)

# %% [markdown]
# Those who chose Full had 7.7 stays per 100 more than those who chose Basic (6.3 to 9.0). Three things may hide in it: older clients, who pay more and choose Full more often; clients of the same age who *expect* to need it, **selection**; and cover that makes people use more, **moral hazard**.
#
# **By hand, at a ferry company**, by kind of ticket:
#
# | | Flexible | Fixed |
# |---|---|---|
# | on business | 90 of 300 canceled, 30 % | 20 of 100, 20 % |
# | on holiday | 10 of 100, 10 % | 24 of 300, 8 % |
# | all | 25 % | 11 % |
#
# All together, 14 points. Within the kinds 10 and 2 points; each kind has 400 of the 800 travelers, so $0.5 \times 10 + 0.5 \times 2 = 6$ points. Suppose that by lot the two differ by 2 points. Then 2 points are what the ticket *does*, and $6 - 2 = 4$ are who *chooses* it, if a ticket acts alike on both.
#
# `at_equal_age(rows)` does this sum for Full minus Basic. It gives `difference`, `low`, `high` and `error`, as **proportions**.


# %%
def at_equal_age(rows):
    """Full minus Basic within age classes, weighted by clients: difference, interval, error."""
    full, basic = rows[rows["tier"] == "Full"], rows[rows["tier"] == "Basic"]
    return stratified_difference(full["claims"], full["clients"], basic["claims"], basic["clients"])


at_equal_age(chose)

# %% [markdown]
# ## A line that has been sold for years
#
# Glass cover has the same two tiers, priced at the mean cost plus 15 %, a load of 1.8 claims per 100 clients.

# %%
panes = RangePrediction(
    "m03-glass",
    "Glass cover: how many claims per 100 did those who chose Full have more than those who chose Basic, at equal age?",
    -10,
    15,
    "claims per 100",
)
panes

# %% jupyter={"source_hidden": true}
glass = at_equal_age(pilot[pilot["line"] == "glass"])
panes.reveal(round(100 * glass.difference, 1))

# %% [markdown]
# ## Task 16: who chooses, what cover does (3 points)
#
# Two numbers **in points** (stays per 100; one decimal is enough), **at equal age**, Full minus Basic:
#
# * `cover_does`: what Full does to those who hold it,
# * `who_chooses`: what those who choose Full bring along.

# %% answer="m03-q16-split"
cover_does = ...
who_chooses = ...
### BEGIN SOLUTION
drawn = at_equal_age(ward[ward["assigned"] == "lot"])
cover_does = 100 * drawn.difference
who_chooses = 100 * at_equal_age(chose).difference - cover_does
### END SOLUTION

# %% task="m03-q16-split" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q16-split",
    points=3,
    hints=[
        "In which half of the pilot can the tier not depend on what the client expects?",
        "Call `at_equal_age` with two different sets of rows, and mind the unit.",
        "`at_equal_age(ward[ward['assigned'] == ...]).difference` for one; a subtraction for the other",
    ],
)
task.check("what cover does", task.value("cover_does"), atol=0.06, weight=2)
task.check("who chooses", task.value("who_chooses"), atol=0.06, weight=2)
task

# %% jupyter={"source_hidden": true}
if cover_does is ... or who_chooses is ...:
    print("Shown when Task 16 has an answer. Then run this cell again.")
else:
    lines = {
        "glass, chosen": glass,
        "ward, by lot": at_equal_age(ward[ward["assigned"] == "lot"]),
        "ward, chosen": at_equal_age(chose),
    }
    fig, ax = plt.subplots(figsize=(8, 2.8))
    for place, found in enumerate(lines.values()):
        ends = [100 * found.low, 100 * found.high]
        ax.plot(ends, [place, place], color=PALETTE[0], linewidth=3)
        ax.plot(100 * found.difference, place, "o", color=PALETTE[0], markersize=9)
    ax.axvline(0, color="0.6", linewidth=1)
    ax.set_yticks(range(3), lines)
    ax.set(
        xlabel="Full minus Basic at equal age, per 100 clients, with 95 % interval",
        title="Full's holders differ where they chose ward cover",
        ylim=(-0.6, 2.6),
        xlim=(-2, 9),
    )
    plt.show()

# %%
statement = Statement(
    "m03-q17-statement",
    "Which sentence may Mr. Jin tell the board? (Numbers are ends of 95 % intervals.)",
    {
        "A": "At equal age, choosers of Full had at least 5.0 stays per 100 more than those of Basic; probably most of it is what Full does.",
        "B": "At equal age choosers differ by at least 5.0 stays per 100, the drawn by 2.0 at most; probably most of it is who chooses.",
        "C": "By lot, holders of Full had at most 2.0 stays per 100 more, perhaps fewer; so cover changes nothing, and all of it is who chooses.",
        "D": "Who chooses makes at least 3.8 stays per 100 in ward cover; so buyers of the dearest tier are the costlier ones in other lines.",
    },
)
statement

# %% [markdown]
# ## Task 17: which sentence may he tell? (4 points)
#
# Three claim more than the data hold. Record the letter of the fourth and how sure you are; the letter is graded.

# %% answer="m03-q17-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="B", sure=0.9)
### END SOLUTION

# %% task="m03-q17-statement" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q17-statement",
    points=4,
    hints=[
        "Which clients did not choose their tier, and what do they show?",
        "An interval from below zero to above zero: does it show that there is nothing?",
        "Look for a choice that is called an effect, an effect not seen that is called none, and a line of business to which nobody looked: glass.",
    ],
)
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before a sentence is recorded
from IPython.display import Markdown

SAID = """
**Glass.** Full's holders had 0.2 claims per 100 more (-0.7 to 1.2). The load bears 1.8, so **the simple reading is right**: the mean cost is a fair base for the price.

**Ward Cover.** By lot the interval holds zero: **nobody can tell** whether cover adds a little; effects above 2.0 points are not compatible at 95 %. Who chooses makes at least 3.8 points, if cover acts alike on both.
"""
statement.reveal_button(Markdown(SAID))

# %% [markdown]
# This is **adverse selection**: who expects a loss buys more cover (Akerlof 1970; Rothschild and Stiglitz 1976). It is found in some markets, not in others (Cohen and Siegelman 2010). Finkelstein and McGarry (2006) found careful people who buy *more* long-term-care insurance and need *less* care.
#
# ## Every city has a pack
#
# For each city, Mr. Jin has an **evidence pack**: four groups of 3,000 people, drawn by lot. Three were offered Full, at cost + 20, + 40 and + 60 %; the fourth was given Full. "Cost" is that of the whole class, with administration.
#
# | The pack says | |
# |---|---|
# | **who buys** | stays per 100 of the buyers at cost + 20 %, minus those of the group that was given Full; and the standard error |
# | **how many stay** | buyers at cost + 60 % / buyers at cost + 20 % |
# | **who asks** | share that would pay 80 yuan for an adviser desk |
#
# By hand: in one city buyers lie 2.4 above the given, with an error of 1.6, so 1.5 errors. Of 100 cities whose buyers are like everybody, chance puts 7 that far above. In another, 90 of 100 buy at cost + 20 % and 18 at cost + 60 %: a fifth stays. If buyers cost what the class costs, the low price earns 90 × 20 = 1,800, the high one 18 × 60 = 1,080. At a third both earn the same. Do this sum for all three prices of a pack.
#
# ## What the world assumes
#
# | | |
# |---|---|
# | Cities, each kind as likely | clients **know** their risk, 1.2 % plan a stay each year; **do not know** it (0.2 %); do not, and the **careful** are healthier (0.2 %) |
# | Chance of a stay | 10 % on average; log-normal (many small, few large) between clients, spread 0.5, or 0.8 where they know it; cover adds 0, 2 or 6 % |
# | Worth of relief from large losses | a city's mean is 550 to 800 or 1,300 to 1,700 yuan, each as likely; Basic gives 60 %, Standard 82 % |
# | Worth of a desk | median 25 to 150 yuan |
# | A client takes | what is worth most after the price, give or take a mood of 100 yuan; no cover is worth 140, a tier already held 110 more |
# | A bill | log-normal, median 9,000 yuan, spread 0.9 |
# | Waiting | takes 25 % of a newcomer's first year, and planned stays |
# | A bad year | a tier's claims a policy, luck included, are above the class's cost. "Pass on" adds the excess, or half, to the next price |
# | Costs and anger | as by hand |
# | The license | asks for some open tier in every city. Where buyers are sicker even a good menu often loses: the license costs money |
#
# ## Task 18: seal a rule for all cities (8 points)
#
# Write the **rule** by which each city gets its menu, try it on 24 open cities as often as you like, by code too, and seal it. It runs for three years in 60 cities that nobody has seen; the mean result with average luck counts. Zero is the best single menu that a search found. Full points begin at 80 % of what sensible readers of the packs gain beyond it on average.

# %%
rule = MenuRule()
rule

# %% [markdown]
# With the button, leave the next cell as it is. To try by code: `from servicelab.games.year_menu import try_rule`, then `try_rule(limit=..., ...)`.

# %% answer="m03-q18-menu"
# rule.record(
#     limit=...,  # standard errors from which buyers are "clearly sicker": 0, 1, 2, 3 or 4
#     sicker_tiers="...",  # "Basic", "Standard", "Full", "Basic + Standard", "Basic + Full", ...
#     sicker_markup=...,  # percent on the class's cost: 10, 20, 30, 40, 60, 80 or 100
#     other_tiers="...",  # everywhere else
#     few_markup=...,  # everywhere else, where less than a third stays at the highest price
#     many_markup=...,  # everywhere else, where a third or more stays
#     desk="...",  # "never", "always", "asked": where a third or more asks for it
#     waiting="...",  # "never", "always", "sicker": where buyers are clearly sicker
#     bad_year="...",  # "nothing", "half", "all" (of the excess is passed on) or "close"
#     reason="...",  # a sentence, 20 characters at least
# )
### BEGIN SOLUTION
rule.record(
    limit=2,
    sicker_tiers="Basic",
    sicker_markup=60,
    other_tiers="Full",
    few_markup=30,
    many_markup=60,
    desk="asked",
    waiting="sicker",
    bad_year="nothing",
    reason=(
        "Where buyers are clearly sicker Full cannot be priced at what the class costs; elsewhere it "
        "can, dearer where many stay; one bad year is mostly luck."
    ),
)
### END SOLUTION

# %% task="m03-q18-menu" points=8 grades=["S003-02"] decides="which menu each city gets, from what its evidence says"
from servicelab_workshop.policies.year_menu import scale
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q18-menu",
    points=8,
    hints=[
        "If the buyers of a tier cost much more than the class, which mark-up on the class's cost would do, and who is left at that price?",
        "Look at the packs: in how many are the buyers far above the others, counted in errors? Then set the two prices by how many stay.",
        "Change one field at a time and compare the mean of the open cities; the fields for desk, waiting and a bad year come last: ...",
    ],
)
task.needs(
    "rule.decision",
    "No rule is recorded yet. Press `Record decision` on the form and run this cell again.",
)


def complete(decision):
    from servicelab.errors import CourseError
    from servicelab.games.year_menu.model import check_rule

    assert len(str(decision.get("reason", ""))) >= 20, "Say in a sentence why this is your rule."
    try:
        check_rule(decision)
    except CourseError as error:
        return 0, str(error)


def earned(decision, seeds, blind, full, parts):
    from servicelab.errors import CourseError
    from servicelab.games.year_menu.model import share_of_gap

    words = {
        "same-everywhere": "It is one menu for all cities: what their packs say moves neither tiers nor prices.",
        "sold-to-the-sick": "What cost most: the tiers or the price where buyers are clearly sicker. Ask what those cost who still buy.",
        "selection-by-chance": "What cost most: the line for 'clearly sicker'. Ask how many ordinary cities chance puts above it, and how many sicker ones stay below.",
        "selection-everywhere": "What cost most: the tiers in cities where nothing speaks of sicker buyers.",
        "one-price": "What cost most: a price outside of the sicker cities. Weigh how many stay against what each brings.",
        "desk-unread": "What cost most: where you have a desk, and where not. It costs the same whoever asks for it.",
        "waiting-unread": "What cost most: where you have a waiting period, and where not. Ask whom it keeps away.",
        "chased-luck": "What cost most: the answer to a bad year. A year's claims are mostly luck, and a rise or a closed tier is remembered.",
    }
    try:
        got = share_of_gap(decision, seeds, blind, full, parts)
    except CourseError as error:
        return 0, str(error)
    share = got["share"]
    says = (
        f"Your rule brings {got['value']:.0f} thousand yuan a city and loses money in "
        f"{got['losing']:.0%} of the 60 cities. In the same cities the best single menu, zero points, "
        f"brings {blind:.0f}, and full points begin at {full:.0f}."
    )
    if share >= 1:
        return 1, says
    costs = got["costs"]
    worst = max(costs, key=costs.get, default=None)
    if worst is None or costs[worst] <= 0:
        return share, f"{says} No single field explains it."
    slip = {
        "sicker_tiers": "sold-to-the-sick",
        "sicker_markup": "sold-to-the-sick",
        "other_tiers": "selection-everywhere",
        "few_markup": "one-price",
        "many_markup": "one-price",
        "desk": "desk-unread",
        "waiting": "waiting-unread",
        "bad_year": "chased-luck",
        "limit": "selection-by-chance",
    }[worst]
    markups = {float(decision[name]) for name in ("sicker_markup", "few_markup", "many_markup")}
    if decision["sicker_tiers"] == decision["other_tiers"] and len(markups) == 1:
        slip = "same-everywhere"
    return share, f"{says} {words[slip]}", slip


task.rule("the rule is complete, with a reason", complete, "rule.decision", weight=0)
sealed = list(range(48200, 48260))
task.rule(
    "60 cities, three years each",
    earned,
    "rule.decision",
    weight=8,
    hidden=True,
    seeds=sealed,
    **scale(sealed),
)
task

# %% [markdown]
# In the packs nothing told you to answer a gap *below* zero: where the careful are healthier, the same menu earns.
#
# Who is left **without cover** when Full is closed? Was a bad year luck or buyers, and what would have told?
#
# A waiting period keeps out those who need cover soon, and a desk can be offered where the healthy like it: both can select risks. Law may restrict that. In the United States, under the Affordable Care Act, most health plans may not exclude earlier conditions (since 2014), and an employer's plan may not make people wait longer than 90 days (looked up in November 2026; not legal advice).

# %% [markdown] teaches=["S004-08", "S002-16"]
# ## From a slogan to a filing
#
# A slide: *our "CP mix" (customer value proposition): product, channel, brand, service and people*. A mix lists what a firm can move. A **value proposition** is one sentence: a promise to **one segment**, against **one alternative**, with **one proof**.
#
# *"For office workers who would otherwise wait three weeks at the public clinic: a check-up within five days. In the last quarter 94 of 100 had it by then."*
#
# Another slide wants "a consumption model the consumer accepts". Restate it as **acceptance criteria** that can fail: *uptake* (share of those offered who buy, by when), *repeat* (share who renew), *complaints* (per 1,000 policies, open ones counted). A **stop rule** says which number, on which date, ends or changes it, and who acts.
#
# ## Task 19: mark two filings (2 points)
#
# | Criterion | 0 | 1 | 2 |
# |---|---|---|---|
# | **Promise** | a slogan, or everybody | segment or alternative | one segment, one alternative, one proof |
# | **Menu** | tiers only | tiers and prices | tiers and prices, with the evidence they follow from |
# | **Fairness** | none, or "fair to all" | says who pays more or is left out | that, and what is done for them |
# | **Acceptance** | none, or "well received" | criteria without number or date | three criteria, each with number and date |
# | **Stop** | none | what will be watched | number, date, and who acts |
#
# Two filings for check-up plans at Plum Court Hospital:
#
# > **First.** *Plum Court cares.* For all who value health: Silver at 300 yuan, Gold at 600, Diamond at 1,200. The plans are fair, since everybody may choose. Uptake, repeat visits and complaints will be followed. If things go badly we will react.
#
# > **Second.** For teachers who now pay 90 yuan a visit at the public clinic: all checks of a year in one visit; 188 of 200 in the trial needed no second. Short costs 240, Long 520 yuan: in the trial those who chose Long used 6 % more staff time (2 to 10), so Long carries it. Retired teachers pay as much out of less, so by month. By June 30, 2027: 15 of 100 offered buy, and complaints are below 4 per 1,000 visits, open ones counted; by June 30, 2028, 70 of 100 renew. If uptake is below 8 on June 30, 2027, Ms. Tang withdraws Long.
#
# `marks` is a dictionary with `"first"` and `"second"`, each a list of five marks in this order; some marks can be argued.

# %% answer="m03-q19-marks"
marks = ...  # {"first": [..., ..., ..., ..., ...], "second": [..., ..., ..., ..., ...]}
### BEGIN SOLUTION
marks = {"first": [0, 1, 0, 1, 0], "second": [2, 2, 2, 2, 2]}
### END SOLUTION

# %% task="m03-q19-marks" points=2
from servicelab_workshop.tasks import Task

task = Task(
    "m03-q19-marks",
    points=2,
    hints=[
        "Put a finger on the words that earn a mark. Where are none, the mark is 0.",
        "A price is a number. Does the filing say what it follows from?",
        "Which number on which date would end the first plan: ...?",
    ],
)
task.needs("marks if marks is not ... else None", "No marks are there yet.")


def formed(marks):
    assert set(marks) == {"first", "second"}, 'Give marks to "first" and "second".'
    for name, five in marks.items():
        assert len(list(five)) == 5, f"Give five marks to the {name} filing, one a criterion."
        assert all(one in (0, 1, 2) for one in five), "A mark is 0, 1 or 2."


def defended(marks, ranges):
    right = sum(
        low <= one <= high
        for name, ends in ranges.items()
        for one, (low, high) in zip(list(marks[name]), ends, strict=True)
    )
    unlike = [
        name
        for name, ends in ranges.items()
        if any(not low <= one <= high for one, (low, high) in zip(marks[name], ends, strict=True))
    ]
    words = f"Not each mark can be defended: look again at the {' and the '.join(unlike)} filing, and put a finger on the words that earn it."
    return None if right == 10 else (max(right - 7, 0) / 3, words)


ranges = {
    "first": [(0, 0), (1, 1), (0, 0), (1, 1), (0, 1)],
    "second": [(2, 2), (1, 2), (1, 2), (2, 2), (2, 2)],
}
task.rule("ten marks", formed, task.value("marks"), weight=0)
task.rule(
    "marks that can be defended",
    defended,
    task.value("marks"),
    weight=2,
    hidden=True,
    ranges=ranges,
)
task

# %% [markdown]
# ## Task 20: the filing (15 points)
#
# Read by your instructor. File Ward Cover for the city of the pilot, 200 to 300 words. Each of the five criteria of Task 19 counts 3 points. Give the pilot's figures with intervals, and what they cannot tell.

# %% [markdown] memo="m03-q20-filing" points=15 grades=["S004-08", "S002-16"]
# ### BEGIN SOLUTION
# *A filing of full marks.* Dear Ms. Pei,
#
# **Promise.** For clients of 50 to 59 who would otherwise pay a large hospital bill themselves: no stay costs you more than 12,000 yuan. Proof: the policy says so in its first line, and every bill above it is paid.
#
# **Menu.** Year one: Basic alone at 950 yuan, the class's cost and administration plus 60 %, with a waiting period of 90 days; Full stays closed. In the pilot, choosers of Full had 6.4 stays per 100 more at equal age (5.0 to 7.8), drawn holders 0.6 (-0.8 to 2.0). Who chooses makes some 5.7 points (3.8 to 7.7), if cover acts alike on both; a small effect of cover is neither shown nor excluded. At the class's cost Full would be sold to those who need it. The pilot had no Standard, so nothing is known of it, and no dearer price.
#
# **Fairness.** Left without Full are those who expect a stay, often the older. They may buy Basic at the same price as all of their age; bills above 12,000 are paid from day 91. We ask the city for a pool for planned stays and publish whom we turn away. Waiting is filed only where law allows it.
#
# **Acceptance.** By March 31: 15 of 100 offered buy. By the next June 30: 70 of 100 renew. Each quarter: fewer than 5 complaints per 1,000 policies, open ones counted.
#
# **Stop.** If claims of the first *two* years together are above 110 % of premiums, or uptake is below 8 of 100 on March 31, Mr. Jin closes new sales within a month. One bad year alone changes no price: it is mostly luck.
#
# *Mark scheme.* As the table says; each criterion 0, 1.5 or 3 points for its mark of 0, 1 or 2. Another menu is as good if it follows from the pilot: Full at a price for those who choose it, with what may happen at that price; Standard as a trial. "Cover makes people ill", or "cover has no effect", takes 1.5 points from *Menu*; growth of policies as a criterion of success takes 1.5 from *Acceptance*. "Everybody" as a segment: no point for *Promise*.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# Run the cell, save (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m03_value/4_memory")

# %% [markdown]
# ## What you take with you
#
# * A tier of cover costs what its buyers cost. Ask who comes before you count policies.
# * Choosers minus drawn, at equal age, is who chooses; the drawn show what cover does.
# * Selection is not everywhere: in glass none was seen.
# * Where one has read who buys, one bad year is mostly luck, and a rise is remembered.
# * A filing has one segment, one alternative, one proof, and a number that ends it.
#
# **Further reading.** G. A. Akerlof, "The Market for 'Lemons'", *Quarterly Journal of Economics* 84(3), 1970. M. Rothschild and J. Stiglitz, "Equilibrium in Competitive Insurance Markets", *Quarterly Journal of Economics* 90(4), 1976. A. Cohen and P. Siegelman, "Testing for Adverse Selection in Insurance Markets", *Journal of Risk and Insurance* 77(1), 2010.
# A. Finkelstein and K. McGarry, "Multiple Dimensions of Private Information: Evidence from the Long-Term Care Insurance Market", *American Economic Review* 96(4), 2006.
#
# **Next:** open `m04_servqual/1_survey` from the launcher. Was the promise kept?
