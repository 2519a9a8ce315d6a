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
#     module: m11_capstone
#     title: People
#     minutes: 75
#     points: 22
#     asks: Ms. Tang
#     question: "Happy staff, happy customers, more profit: shall the board pay for it?"
# ---

# %% [markdown]
# # Capstone 1 of 4: people
#
# **Willow Bridge Insurance, service teams.** 75 minutes, 22 points.
#
# When you have finished this notebook you will be able to
#
# 1. say how many people leave, for 100 person-years, and what it costs,
# 2. tell a line across teams from what goes before what within a team,
# 3. say when two results of a lot differ, and when nobody can tell,
# 4. put a chain of links into yuan, and vote on what was drawn by lot.

# %%
from servicelab import recall

recall("m11_capstone/1_people")

# %% [markdown] teaches=["S003-142", "S003-107", "S000-13"]
# ## Monday
#
# January 2026. On Monday the board of Willow Bridge votes on its people. Ms. Tang has a consultant's page on her desk: the *service-profit chain* (Heskett and others 1994). Satisfied staff serve better, customers stay, profit rises. So 120,000 yuan a year for "happy staff" shall come back as 211,000. **Internal marketing** says the same in other words: staff are the first customers.
#
# The house has 48 teams: claims, contact and sales, in the city and in the country. In three years it also tried a course, a smile rule, and authority for teams.
#
# You report **groups only**. Staff answered without names, and no answer is joined to the ratings of the person who gave it. Whoever is unhappy must not fear for the job.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from IPython.display import Markdown
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.control import icc
from servicelab.evidence import within_effect
from servicelab.plots import PALETTE, is_static, name_series, show_table, use_style

use_style()
teams = load_dataset("insurer_teams")
teams.head(3)

# %% [markdown] teaches=["S003-20"]
# ## Who leaves
#
# Good service keeps staff, too, says the training course: they like to work where things go right, and they stay. To see whether that is so, one must first count who leaves. A hotel has 10 people on January 1, hires 10 on July 1, and 3 leave on December 31. Over heads at the start that is 30 %, over heads at the end 18 %. But people were there for 10 × 1 + 10 × 0.5 = **15 person-years**, so 20 left for 100 person-years. This rate does not move only because heads grow.
#
# In a table by quarter, count the people of a quarter as the mean of those at its start and at its end, for a quarter of a year.
#
# ## Task 1: what leaving costs (4 points)
#
# For 2025 (`q` from 9 to 12), all teams together, as a dictionary `leaving`:
#
# * `"rate"`: how many left for 100 person-years, with one decimal at least. A row has `heads` at the start of the quarter, `hired` and `left`;
# * `"cost"`: what those who left cost, in yuan. Finding and training a new one costs 38,000 yuan.

# %% answer="m11-q1-leave"
leaving = ...  # {"rate": ..., "cost": ...}
### BEGIN SOLUTION
year = teams[teams["q"] >= 9]
at_end = year["heads"] + year["hired"] - year["left"]
person_years = ((year["heads"] + at_end) / 2).sum() / 4
gone = year["left"].sum()
leaving = {"rate": 100 * gone / person_years, "cost": 38000 * gone}
### END SOLUTION

# %% task="m11-q1-leave" points=4 grades=["S003-20"]
from servicelab_workshop.tasks import Task

task = Task(
    "m11-q1-leave",
    points=4,
    hints=[
        "Who is missing if you divide by heads at one date?",
        "A row counts (start + end) / 2 people for a quarter of a year; the end is start + hired - left.",
        '`person_years = ((year["heads"] + ...) / 2).sum() / ...`, then `100 * year["left"].sum() / person_years`',
    ],
)
given = task.value("leaving")
task.check("leavers for 100 person-years", given["rate"], weight=3, atol=0.055)
task.check("yuan a year", given["cost"], rtol=0.005)
task

# %% [markdown] teaches=["S003-19"]
# ## The consultant's chart
#
# Each dot is a team: means of ten quarters, up to June 2025.

# %%
early = teams[teams["q"] <= 10].assign(share=lambda rows: rows["renewed"] / rows["due"])
by_team = early.groupby("team")[["staff", "climate", "rating", "share"]].mean()
by_team["region"] = early.groupby("team")["region"].first().astype(str)
line = smf.ols("rating ~ staff", by_team).fit()

fig, ax = plt.subplots(figsize=(7, 3.6))
ax.plot(by_team["staff"], by_team["rating"], "o", color=PALETTE[0])
ends = np.array([by_team["staff"].min(), by_team["staff"].max()])
ax.plot(ends, line.params["Intercept"] + line.params["staff"] * ends, color=PALETTE[1])
ax.set(
    xlabel="Satisfaction of the staff, 1 to 7",
    ylabel="Rating by customers, 1 to 10",
    title="Where staff are happier, ratings are higher: 0.55 a point",
)
plt.show()

# %% [markdown]
# ## Task 2: a range, sealed (no points)
#
# The line compares different teams. Now one team with itself: in some quarter its staff are one point happier than usual. How much higher than usual is its rating **in the next quarter**? (What all teams share in a quarter is taken off.) A range can be recorded in code, too: `bet.record(low=..., high=...)`.

# %%
bet = RangePrediction(
    "m11-within",
    "How many points does the rating move in the quarter after, for one point of satisfaction?",
    -1,
    1.5,
    "points",
)
bet

# %% [markdown]
# ## The Python of `within_effect`
#
# Three gyms, five months. Does the rating move one month after the noise does? `lag=1`: noise goes one month before. The interval counts gyms, since months of one gym are alike. (Three are too few for an interval to trust; the table shows the call.)

# %%
gyms = pd.DataFrame({"gym": list("AAAAABBBBBCCCCC"), "month": [1, 2, 3, 4, 5] * 3})
gyms["noise"] = [3, 5, 2, 4, 3, 6, 5, 8, 7, 6, 1, 2, 1, 3, 2]
gyms["rating"] = [6, 7, 5, 7, 6, 8, 9, 9, 6, 7, 5, 6, 4, 6, 4]
within_effect(gyms, "rating", "noise", lag=1, unit="gym", time="month").round(2)

# %% [markdown]
# Louder gyms have higher ratings. Yet after a loud month the same gym is rated lower.
#
# **Within the teams.** `lag=1` is a quarter here. Rows with intervals of 95 % say what one point is worth, in points of rating.

# %% jupyter={"source_hidden": true}
# no need to read this: it opens your range, and then shows four readings
staff_link = within_effect(early, "rating", "staff", lag=1).loc["staff", "slope"]
climate_link = within_effect(early, "rating", "climate", lag=1).loc["climate", "slope"]
bet.reveal_button(
    staff_link,
    "The interval is -0.19 to 0.17: nobody can tell which sign it has.",
)

# %% jupyter={"source_hidden": true}
# no need to read this: four readings of satisfaction and climate, once your range is open
WITHIN = """
**Country teams are happier *and* rated more kindly.** The line falls from 0.55 (0.28 to 0.82) to -0.11 (-0.36 to 0.15) when teams of one region are compared: such data do not tell whether anything is left. Nor do the quarters of one team. **Climate for service** asks something else: is good service asked for, helped and noticed here? When a team's climate was a point higher, its rating one quarter later was higher by 0.52 (0.35 to 0.69). Climate goes *before*. Whether it is the *cause*, no lot has shown.
"""


def readings():
    alone = within_effect(early, "rating", "staff", lag=1).loc["staff"]
    climate = within_effect(early, "rating", "climate", lag=1).loc["climate"]
    region = smf.ols("rating ~ staff + region", by_team).fit()
    rows = [
        ("satisfaction, across teams", line.params["staff"], *line.conf_int().loc["staff"]),
        ("the same, region held equal", region.params["staff"], *region.conf_int().loc["staff"]),
        ("satisfaction, within, a quarter before", *alone[["slope", "low", "high"]]),
        ("climate, within, a quarter before", *climate[["slope", "low", "high"]]),
    ]
    _fig, (left, right) = plt.subplots(
        1, 2, figsize=(11, 3.4), width_ratios=[2, 3], layout="constrained"
    )
    for color, (where, part) in zip(PALETTE, by_team.groupby("region"), strict=False):
        left.plot(part["staff"], part["rating"], "o", color=color, label=where)
    left.set(xlabel="Satisfaction", ylabel="Rating", title="Two clouds: city and country")
    name_series(left)
    for place, (_name, middle, low, high) in enumerate(rows):
        right.plot([low, high], [-place, -place], color=PALETTE[0], linewidth=2)
        right.plot(middle, -place, "o", color=PALETTE[0], markersize=8)
    right.axvline(0, color="0.4", linewidth=1)
    right.set_yticks([0, -1, -2, -3], [row[0] for row in rows])
    right.set(
        ylim=(-3.5, 0.5),
        xlabel="Points of rating for one point (95 %)",
        title="Within teams, climate goes before ratings",
    )
    plt.show()
    display(Markdown(WITHIN))


if bet.is_revealed or is_static():
    readings()
else:
    print("Record a range and open it above. Then run this cell again.")

# %% [markdown] teaches=["S003-107"]
# **How much do people of a team agree?** Thirteen of each team gave climate a score. Shrout and Fleiss's ICC(1,1) is the part of the spread between *teams* in the answer of one person, ICC(1,k) in the mean of all k of a team. Both are about levels of teams; the reading above is about changes of one team.

# %%
answers = load_dataset("insurer_staff")
answers["seat"] = answers.groupby("team", observed=True).cumcount()
table = answers.pivot(index="team", columns="seat", values="climate")
show_table(
    icc(table).loc[["ICC(1,1)", "ICC(1,k)"]], dict.fromkeys(["icc", "low", "high"], "{:.2f}")
)

# %% [markdown]
# What holds across groups need not hold for the people in them (Robinson 1950).
#
# **The chain in renewals.** In the whole company 9,600 policies come due in a year; most others run on. One renewed brings a margin of 1,150 yuan. So 120,000 yuan are 10.9 more renewals for 1,000 policies. The consultant gets 19.1 from half a point of satisfaction, with two lines across teams. With both links within teams, each at the *upper end* of its interval, it is 2.4. That 120,000 yuan buy half a point is only the consultant's word.

# %%
statement = Statement(
    "m11-q3-chain",
    "Which sentence may Ms. Tang tell the board about the chain?",
    {
        "A": "Within teams, ratings were higher in the quarter after a better climate; in the long run, happier staff were shown to bring less than 120,000 yuan by renewals.",
        "B": "Within teams, whether ratings were higher in the quarter after a better climate cannot be told; in the quarter after, happier staff were not seen to bring 120,000 yuan by renewals.",
        "C": "Within teams, ratings were higher in the quarter after a better climate; in the quarter after, happier staff were not seen to bring 120,000 yuan by renewals.",
        "D": "Within teams, whether ratings were higher in the quarter after a better climate cannot be told; in the long run, happier staff were shown to bring less than 120,000 yuan by renewals.",
    },
)
statement

# %% [markdown]
# ## Task 3: which sentence may be told? (5 points)
#
# Three of the four do not fit the data: a half may claim too much, or too little. Record the letter of the fourth, and how sure you are. It stands once you open what follows.

# %% answer="m11-q3-chain"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="C", sure=0.85)
### END SOLUTION

# %% task="m11-q3-chain" points=5 grades=["S003-19", "S003-142", "S003-107"]
from servicelab_workshop.tasks import Task

task = Task(
    "m11-q3-chain",
    points=5,
    hints=[
        "Read each half by itself: which of the four readings does it rest on?",
        "Where does zero lie in the interval of climate? And how much later was the rating taken?",
        "What can a lag of one quarter say about time? And when does an interval leave the sign open?",
    ],
)
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
# no need to read this: a seal, and behind it what is open
OPEN = """
**What is still open.** A gain that comes after more time, or that is too small to be seen. Scores of staff hold noise, which draws a slope within teams toward 0. And leaving: 120,000 yuan are also 3.2 leavers fewer a year, at 38,000 yuan each. Whether happier staff leave less was not read here. Elsewhere, over many studies every link holds on average, and more satisfaction is still not always better (Hogreve and others 2017); in a British grocery chain, stores with less satisfied staff earned more (Silvestro and Cross 2000). In 134 branches of a bank, climate also *followed* the customers' opinion (Schneider, White and Paul 1998). So say "in these teams", and never "the chain is wrong".

**And do they stay?** In the 24 better rated teams 18.5 left for 100 person-years, in the others 20.5 (means of the teams over three years). The interval of the difference, -5.8 to 1.8, holds zero: cannot tell.
"""
if statement.decision or is_static():
    display(statement.reveal_button(Markdown(OPEN)))
else:
    print("Record your sentence. Then run this cell again.")

# %% [markdown] teaches=["S000-13"]
# ## Production line, or authority?
#
# Two ways to lead a desk (Bowen and Lawler 1992). The **production line** writes each step down: cheap, even, safe. **Authority** lets people decide: quick remedies, warmer service; but more training, uneven service, some wrong decisions. Their advice depends on five things: the firm's strategy, its tie to customers, its technology, its surroundings, its people. There is no answer for all.
#
# Willow Bridge drew. From July 2025, 24 of 48 teams, by lot within kind and region, settle cases up to a limit alone. The change of a team: mean rating of the last two quarters less that of the four before.

# %%
rating = teams.pivot(index="team", columns="q", values="rating")
about = teams.groupby("team")[["kind", "sent", "empowered"]].first()
about["change"] = rating[[11, 12]].mean(axis=1) - rating[[7, 8, 9, 10]].mean(axis=1)


def by_lot(rows, arm, counted):
    """Mean of teams with the arm less mean of the others, and the ends of its 95 % interval."""
    one, other = (rows.loc[rows[arm] == drawn, counted] for drawn in (1, 0))
    means = CompareMeans(DescrStatsW(one), DescrStatsW(other))
    low, high = means.tconfint_diff(usevar="unequal")
    return one.mean() - other.mean(), low, high


found = {"all teams": by_lot(about, "empowered", "change")}
for kind, rows in about.groupby("kind", observed=True):
    found[f"{kind} teams"] = by_lot(rows, "empowered", "change")
found = pd.DataFrame(found, index=["difference", "low", "high"]).T
show_table(found, dict.fromkeys(found, "{:+.2f}"))

# %% [markdown]
# Sales are 12 teams: zero inside, too. Among claims teams zero lies outside the interval, among contact teams inside. Do the two kinds *differ*?
#
# **Two bakeries, by hand.** New bread brought one 25 loaves more (± 20), the other 10 (± 20). One is "sure", the other is not. The difference is 15, and its half width is the root of the sum of squares: $\sqrt{20^2 + 20^2} = 28$. So 15 ± 28: nobody can tell whether they differ (Gelman and Stern 2006).

# %%
claims, contact = found.loc["claims teams"], found.loc["contact teams"]
gap = claims["difference"] - contact["difference"]
half = np.hypot((claims["high"] - claims["low"]) / 2, (contact["high"] - contact["low"]) / 2)
print(f"claims less contact: {gap:.2f}, from {gap - half:.2f} to {gap + half:.2f}")

# %%
lot = Statement(
    "m11-q4-authority",
    "Which sentence may Ms. Tang tell the board about authority?",
    {
        "A": "By lot, authority raised ratings over all teams; whether claims and contact teams differ in this cannot be told.",
        "B": "By lot, authority raised ratings over all teams; it raised them among claims teams, and not among contact teams.",
        "C": "Whether authority raised ratings over all teams cannot be told; whether claims and contact teams differ in this cannot be told.",
        "D": "Whether authority raised ratings over all teams cannot be told; it raised them among claims teams, and not among contact teams.",
    },
)
lot

# %% [markdown]
# ## Task 4: which sentence about authority? (5 points)
#
# Again three of the four do not fit the data, by claiming too much or too little. (What authority costs, nobody has counted.) Record the letter of the fourth, and how sure you are.

# %% answer="m11-q4-authority"
# lot.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
lot.record(sentence="A", sure=0.85)
### END SOLUTION

# %% task="m11-q4-authority" points=5 grades=["S000-13"]
from servicelab_workshop.tasks import Task

task = Task(
    "m11-q4-authority",
    points=5,
    hints=[
        "Which interval answers the question whether two kinds differ?",
        "An interval that holds zero leaves open whether anything happened. It does not say that nothing did.",
        "Where does zero lie in the row of all teams? And in the interval of the difference?",
    ],
)
task.statement("lot")
task

# %% [markdown] teaches=["S000-13", "S001-30", "S003-70", "S003-108"] reads={"S001-30": "learning curves of new staff repeat what module 4 does with scales; a fact to read", "S003-70": "a quiz on the own offer is item analysis, as in module 4; a fact to read", "S003-108": "one division; nothing is drawn or counted here"}
# ## The ten best were sent to a course
#
# Skills grow with practice, and staff must know their own offer. So in the third quarter of 2024 the house sent teams to a course: the ten with the highest ratings of the quarter before. "They have earned it." (A larger reward is paid study. It costs 24,000 yuan, and somebody who stays saves 38,000. So it pays if more than 63 of 100 who are paid for would have left without it, and stay with it.)
#
# Count the change from that quarter to the mean of the two after, of the ten, less the same of the 38 others. Then count the same for the ten best of three earlier quarters, **with no course at all**.

# %%
course = RangePrediction(
    "m11-sent",
    "With the course: by how many points did the ten change more than the others?",
    -1.5,
    1.5,
    "points",
)
course

# %%
without = RangePrediction(
    "m11-no-course",
    "Without any course: by how many points did the ten best change more, as a mean of three quarters?",
    -1.5,
    1.5,
    "points",
)
without

# %% jupyter={"source_hidden": true}
# no need to read this: the ten best with and without a course, once both ranges are recorded
COURSE = """
**With the course the ten fell by 0.55 against the others (0.29 to 0.80).** A course that does harm? **Without any course, the ten best of other quarters fell by 0.52 (three readings: 0.50, 0.39, 0.66).** The best of a quarter also had a good quarter, and that does not come back. From the mean of five earlier quarters the reading is -0.02 (-0.37 to 0.33): whether the course does anything cannot be told. Had the ten been drawn among willing teams, it could.
"""


def fell(after, before, ten):
    change = rating[after].mean(axis=1) - rating[before].mean(axis=1)
    return by_lot(pd.DataFrame({"ten": ten.astype(int), "change": change}), "ten", "change")


placebo = [fell([q + 1, q + 2], [q], rating[q].rank() > 38)[0] for q in (2, 3, 4)]
if course.decision and without.decision:
    display(course.reveal(fell([7, 8], [6], about["sent"])[0]))
    display(without.reveal(np.mean(placebo)))
if (course.decision and without.decision) or is_static():
    display(Markdown(COURSE))
else:
    print("Record both ranges. Then run this cell again.")

# %% [markdown] teaches=["S003-142"]
# ## Smile in every contact
#
# Who plays a feeling that is not there is **surface acting**; who looks for reasons to feel it, **deep acting** (Hochschild 1983). Over 95 studies, surface acting goes with strain, deep acting hardly (Hülsheger and Schewe 2011). In the first half of 2025 eight of the sixteen contact teams were drawn for a rule: *smile in every contact*.

# %%
smile = answers[answers["smile_rule"] != "not in the lot"].copy()
smile["tired"] = smile["tired_after"] - smile["tired_before"]
per_team = smile.groupby("team", observed=True).agg(
    tired=("tired", "mean"), rule=("smile_rule", "first")
)
per_team["rule"] = (per_team["rule"] == "rule").astype(int)
per_team["rating"] = rating[[9, 10]].mean(axis=1) - rating[[5, 6, 7, 8]].mean(axis=1)
rule = pd.DataFrame(
    {
        "more tired after a day, points of 7": by_lot(per_team, "rule", "tired"),
        "change of the rating, points of 10": by_lot(per_team, "rule", "rating"),
    },
    index=["rule less no rule", "low", "high"],
).T
show_table(rule, dict.fromkeys(rule, "{:+.2f}"))

# %% [markdown]
# By lot, the rule tired people: 0.77 points more after a day (0.51 to 1.04). A gain in ratings was not seen; its interval runs from -0.37 to 0.35.
#
# ## Task 5: the chain in yuan, and the vote (8 points)
#
# * (3 points) Finish `chain_value(links, lift, due, margin)`, yuan a year. `links` are slopes, one after the other; `lift` the points gained at the first link; `due` the policies that come due **in a quarter**, 2,400 in this house; `margin` yuan a renewed policy. `more` is the number of policies renewed more **in a year**.
# * (2 points) `worth`: a dictionary, each for a lift of half a point. `"across"` with `across_links`; `"within"` with the links within teams, from satisfaction (`staff_link`); `"climate"` with those from climate (`climate_link`). The link from rating to the share renewed within teams, in the same quarter (`lag=0`), you compute yourself from `early`, column `share`.
# * (3 points) `vote`: a dictionary for Monday by the **rule of the house**: `"go"` (keep it, and count its cost from Monday) for what was drawn by lot and whose interval for ratings lies above zero; `"stop"` for what was drawn by lot, harms staff, and for which no gain was seen; `"lot"`, a trial in some teams, for all that was never drawn by lot. The five: `"happy staff"`, a programme for happier staff; `"climate"`, training team leaders for climate; `"authority"`, `"smile rule"` and `"course"`, as above.
#
# Rounding to three digits is fine.

# %%
renewals = smf.ols("share ~ rating", by_team).fit()
across_links = [line.params["staff"], renewals.params["rating"]]
lift, due, margin = 0.5, 2400, 1150


# %% answer="m11-q5-value"
def chain_value(links, lift, due, margin):
    """Yuan a year that a lift at the first link brings, if each link holds."""
    slope = 1.0
    for link in links:
        slope = slope * link
    more = ...
    ### BEGIN SOLUTION
    more = slope * lift * 4 * due
    ### END SOLUTION
    return more * margin


worth = ...  # {"across": ..., "within": ..., "climate": ...}
vote = ...  # {"happy staff": "...", "climate": "...", "authority": "...", "smile rule": "...", "course": "..."}
### BEGIN SOLUTION
renewal_link = within_effect(early, "share", "rating", lag=0).loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, lift, due, margin),
    "within": chain_value([staff_link, renewal_link], lift, due, margin),
    "climate": chain_value([climate_link, renewal_link], lift, due, margin),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}
### END SOLUTION

# %% task="m11-q5-value" points=8 decides="what is kept on Monday and its cost counted, what ends, and what is tried by lot first" grades=["S003-142", "S000-13", "S003-107"]
from servicelab_workshop.tasks import Task

task = Task(
    "m11-q5-value",
    points=8,
    hints=[
        "What does half a point do to the rating, that to the share renewed, and that to how many policies in a year?",
        "`slope * lift` is a share of policies. And for the vote: go through the five and ask of each first whether it was drawn.",
        '`more = slope * lift * ... * due`; `within_effect(early, "share", ..., lag=0).loc[..., "slope"]`',
    ],
)
task.check(
    "two links of a bakery",
    task.call("chain_value", [0.4, 0.02], 0.25, 500, 30),
    rtol=0.002,
)
task.check(
    "three links, another house",
    task.call("chain_value", [0.7, -0.3, 0.05], 1.5, 820, 410),
    hidden=True,
    rtol=0.002,
    weight=2,
)
sound = (
    "abs(chain_value([0.2], 0.5, 100, 30) - 2 * chain_value([0.1], 0.5, 100, 30)) < 1e-6 "
    "and abs(chain_value([0.2, 0.5], 0.5, 100, 30) - chain_value([0.1], 0.5, 100, 30)) < 1e-6 "
    "and chain_value([0.1], 0.5, 100, 30) > 0.1"
)
last = 'within_effect(early, "share", "rating", lag=0).loc["rating", "slope"]'
given = task.value("worth")
for key, first, weight, rtol in (
    ("across", "across_links", 0.5, 0.005),
    ("within", f"[staff_link, {last}]", 0.75, 0.04),
    ("climate", f"[climate_link, {last}]", 0.75, 0.005),
):
    task.check(
        f"yuan a year: {key}",
        given[key],
        weight=weight,
        rtol=rtol,
        own=f"chain_value({first}, 0.5, 2400, 1150) if {sound} else [][0]",
    )
votes = task.value("vote")
for what, weight in (
    ("happy staff", 0.5),
    ("climate", 0.35),
    ("authority", 0.9),
    ("smile rule", 0.9),
    ("course", 0.35),
):
    task.check(
        f"the vote: {what}",
        votes[what],
        weight=weight,
        among=["go", "stop", "lot"],
        silent=True,
    )
task

# %% jupyter={"source_hidden": true}
# no need to read this: the two chains with their ends, once all three values of `worth` are there
CHAINS = """
**Against 120,000 yuan.** The link from rating to the share renewed is 0.0046 to 0.0285 for a point. With it, half a point of satisfaction would bring -30,000 to 26,000 yuan a year: that holds zero. Half a point of climate would bring 9,000 to 108,000, from both links at their lower ends to both at their upper ends. Neither reaches 120,000 by renewals in the quarter after. Nobody has drawn either, so both say what the links would bring if they were causes; and what training for climate costs, nobody has counted.
"""
try:
    done = all(abs(float(worth[key])) > 0 for key in ("across", "within", "climate"))
except (TypeError, ValueError, KeyError):
    done = False
if done or is_static():
    display(Markdown(CHAINS))
else:
    print("Finish Task 5. Then run this cell again.")

# %% [markdown]
# ## Be judged
#
# If you learn alone, run this, save the notebook (Ctrl+S) and press the button.

# %%
from servicelab import judge

judge("m11_capstone/1_people")

# %% [markdown]
# ## What you take with you
#
# * Count leavers for person-years, and growth does not hide them.
# * A line across teams shows how teams differ. Compare a team with itself, later.
# * "Before" is not "because". Draw who gets it, and you may say so.
# * One interval with zero, one without: ask for the interval of the difference.
# * Whoever was chosen for a good quarter falls by itself, on average.
# * Report groups, not persons.
#
# **Further reading.** D. E. Bowen and E. E. Lawler, "The Empowerment of Service Workers: What, Why, How, and When", *Sloan Management Review* 33(3), 1992. J. Hogreve, A. Iseke, K. Derfuss and T. Eller, "The Service-Profit Chain: A Meta-Analytic Test of a Comprehensive Theoretical Framework", *Journal of Marketing* 81(3), 2017. A. Gelman and H. Stern, "The Difference Between 'Significant' and 'Not Significant' Is Not Itself Statistically Significant", *The American Statistician* 60(4), 2006.
#
# **Next:** [2_machine](2_machine.ipynb). Good people, and still a case waits. How is the work divided?
