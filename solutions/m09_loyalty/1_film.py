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
#     title: The sorting film
#     minutes: 75
#     points: 23
#     asks: Mr. Gu
#     question: "The longer they are here, the more of them stay. So does loyalty grow?"
# ---

# %% [markdown]
# # Loyalty 1 of 4: the sorting film
#
# **Lantern Bank, savings plans.** 75 minutes, 23 points.
#
# When you have finished this notebook you will be able to
#
# 1. say on which day a customer is lost, with a contract and without,
# 2. make a retention table on the right base, with the average rate,
# 3. tell sorting from growth, and say when a curve cannot,
# 4. forecast from a few years how many will stay.

# %%
from servicelab import recall

recall("m09_loyalty/1_film")

# %% [markdown]
# ## A slide for the board
#
# By December 15 the board of Lantern Bank decides on next year's retention money. Mr. Gu heads the savings plans. A consultant proposes *Lantern Circle*, which rewards whoever has been here long, and brings this slide: "In the first year 87 % of our plan holders stay, in the twelfth 96 %. **Loyalty grows with the years.** So reward the years."
#
# The percentages are right. May the slide go to the board?

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown, display

from servicelab import Statement, load_dataset
from servicelab.games.sorting_film import SortingFilm
from servicelab.loyalty import sbg_fit, sbg_survival
from servicelab.plots import PALETTE, name_series, show_table, use_style

use_style()
film = SortingFilm()

# %% [markdown] teaches=["S001-39"]
# ## On which day is a customer lost?
#
# Customer records have four uses: to know who customers are, to make contacts better, to make customers stay ("stickiness"), and to learn from the data. The third needs a day on which somebody left. Logging in is not staying.
#
# * **With a contract** the firm sees the loss. Our convention: a customer is lost **on the day on which the contract ends**, not on that of the notice or of the last use. Until then it is *open*.
# * **Without a contract** the day is *unseen*; one can only say how likely somebody still is a customer.
#
# Two examples. A tenant gives notice on April 2 for June 30: lost on June 30. A guest of a noodle bar was last seen in March: unseen.
#
# Silence is not leaving. On July 1, 2025, 1,129 customers of the Riverside branch had last moved money more than 91 days (13 weeks) before; 68 % of them did so again by December.
#
# ## Task 1: eight relations (3 points)
#
# Today is December 1, 2024. Fill in `lost`: for each relation the day on which the customer was lost, a text like `"2024-06-30"` (year, month, day); `"open"`, if a contract is running today; or `"unseen"`, without a contract. Three right ones earn nothing yet, each further one a fifth.
#
# | Relation | What the records hold |
# |---|---|
# | `plan` | Savings plan. Last log-in May 2, 2024; notice on September 3; closed on October 31. |
# | `card` | Credit card, not given back. The yearly fee is paid; nothing bought since June 2022. |
# | `hotel` | Hotel guest. Seven stays, the last 54 weeks ago; reads the newsletter. |
# | `insurance` | Household insurance. Notice on November 12, 2024; cover runs to December 31. |
# | `clinic` | Patient who pays each visit. Three visits, the last on March 8, 2024. |
# | `gym` | Membership, not paid since April 2024; by its terms it ended on July 1. Opens the app weekly. |
# | `market` | Supermarket customer. Opens its free app daily; nothing bought since February 20, 2024. |
# | `phone` | Two-year contract to August 15, 2024, not renewed. Last call on June 30. |

# %% answer="m09-q1-lost"
# lost = {
#     "plan": "...",
#     "card": "...",
#     "hotel": "...",
#     "insurance": "...",
#     "clinic": "...",
#     "gym": "...",
#     "market": "...",
#     "phone": "...",
# }
lost = ...
### BEGIN SOLUTION
lost = {
    "plan": "2024-10-31",
    "card": "open",
    "hotel": "unseen",
    "insurance": "open",
    "clinic": "unseen",
    "gym": "2024-07-01",
    "market": "unseen",
    "phone": "2024-08-15",
}
### END SOLUTION

# %% task="m09-q1-lost" points=3 grades=["S001-39"]
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q1-lost",
    points=3,
    hints=[
        "Is there something that ends on a day which both sides know?",
        "Where there is a contract, look for the day on which it ends, and whether that day has come.",
        'Three kinds of entry: a day like `"2024-06-30"`, `"open"`, `"unseen"`. Where a fee is paid, or a notice runs, the contract runs, too.',
    ],
)
# a day may also come as a date, or without its zeros
given = task.value(
    '{name: str(pd.to_datetime(str(day), errors="coerce"))[:10].replace("NaT", str(day).strip().lower()) '
    "for name, day in dict(lost).items()}",
    name="lost",
)
task.check("the savings plan", given["plan"], silent=True, weight=0)
task.check("the card", given["card"], silent=True, weight=0)
task.check("the hotel guest", given["hotel"], silent=True, weight=0)
task.check("the insurance", given["insurance"], silent=True, weight=0)
task.check("the patient", given["clinic"], silent=True, weight=0)
task.check("the membership", given["gym"], silent=True, weight=0)
task.check("the app of the supermarket", given["market"], silent=True, weight=0)
task.check("the telephone", given["phone"], silent=True, weight=0)


def count_right(lost, key, least):
    right = sum(lost.get(name) == day for name, day in key.items())
    if right == len(key):
        return None
    return max(right - least, 0) / (len(key) - least), f"{right} of {len(key)} are right."


key = dict(
    zip(
        "plan card hotel insurance clinic gym market phone".split(),
        "2024-10-31 open unseen open unseen 2024-07-01 unseen 2024-08-15".split(),
        strict=True,
    )
)
task.rule("eight relations", count_right, given, hidden=True, key=key, least=3)
task

# %% [markdown] teaches=["S000-10"]
# ## Who is here, and who leaves
#
# **Customer relationship management** (CRM), the fifth and last stage of the service marketing process, uses customer records to keep relations. What it learns feeds the first stage, market research. Its basic table is the **retention table**.
#
# By hand, at a language school with 200 learners: in year 1, 80 leave, so 120 of 200 stay, a **retention rate** of 60 %. In year 2, 12 of these 120 leave, and 90 % stay. Then 108 of 200 are here, 54 %.
#
# The **average rate**, used in every year, leads to the same end: 0.735, since 0.735 × 0.735 = 0.54. It is the square root of 0.54; over three years it would be a third root. The mean, 75 %, would lead to 56 %.
#
# The plans were opened in January 2013 and followed for twelve years. `years` is the year in which a plan ended; one that is still open after the last year has that year, too, and `ended` 0.

# %%
plans = load_dataset("bank_plans")[["plan_id", "years", "ended"]]
plans.head()

# %% [markdown]
# **The Python of counting.** A comparison gives True or False for each row; `.sum()` counts the True. `&` means "and", with brackets around each side. A list with `for` does it for each year; `np.array` makes lists that can be divided. Five tenants:

# %%
tenants = pd.DataFrame({"years": [1, 3, 2, 3, 1], "moved": ["out", "in", "out", "out", "in"]})
print([int((tenants["years"] == year).sum()) for year in [1, 2, 3]])
print(int(((tenants["years"] == 1) & (tenants["moved"] == "out")).sum()))
print(np.array([1, 3]) / np.array([4, 4]), "third root of 27:", 27 ** (1 / 3))

# %% [markdown]
# ## Task 2: the retention table (5 points)
#
# Complete `retention_table(plans)`; it gives back a dictionary. `at_start` and `left` are lists with a number for each of `years`: plans that are here when the year begins, and plans that end in it. `rate`, for each year, is the share that stays of those who are here when it begins; `average` is the average rate. Both lie between 0 and 1; three decimals are enough. All plans were followed to the last year.


# %% answer="m09-q2-table"
def retention_table(plans):
    """By year: plans at the start, plans that end, the share that stays; and the average rate."""
    years = range(1, int(plans["years"].max()) + 1)
    at_start = ...
    left = ...
    rate = ...
    average = ...
    ### BEGIN SOLUTION
    at_start = [(plans["years"] >= year).sum() for year in years]
    left = [((plans["years"] == year) & (plans["ended"] == 1)).sum() for year in years]
    rate = 1 - np.array(left) / np.array(at_start)
    average = (1 - sum(left) / len(plans)) ** (1 / len(years))
    ### END SOLUTION
    return {"year": years, "at_start": at_start, "left": left, "rate": rate, "average": average}


# %% task="m09-q2-table" points=5 grades=["S000-10"]
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q2-table",
    points=5,
    hints=[
        "A plan that ended in year 3: was it here when year 2 began? When year 3 began?",
        "Count with a comparison of `years`; for those who leave, `ended` matters, too. For the average, begin with the share that is here at the end.",
        "`at_start = [(... >= ...).sum() for year in years]`, and the average is a root of a share.",
    ],
)
ten = pd.DataFrame(
    {"years": [1, 1, 1, 1, 2, 3, 3, 3, 3, 3], "ended": [1, 1, 1, 1, 1, 1, 0, 0, 0, 0]}
)
given = task.call("retention_table", ten)
task.check("ten plans: here at the start of each year", given["at_start"], weight=0.5)
task.check("ten plans: those who leave", given["left"], weight=0.5)
task.check("ten plans: the share that stays", given["rate"], weight=0.5, atol=0.0006, within=(0, 1))
task.check("ten plans: the average rate", given["average"], weight=0.5, atol=0.0006, within=(0, 1))
draw = np.random.default_rng(9)
other = pd.DataFrame({"years": draw.geometric(np.repeat([0.05, 0.6], 60))})
other["ended"] = (other["years"] <= 6).astype(int)
other["years"] = other["years"].clip(upper=6)
hidden = task.call("retention_table", other.set_axis(range(500, 620)))
task.check("120 other plans: here", hidden["at_start"], hidden=True, weight=0.5)
task.check("120 other plans: those who leave", hidden["left"], hidden=True, weight=0.5)
stay, average = hidden["rate"], hidden["average"]
task.check("120 other plans: the share that stays", stay, hidden=True, weight=0.75, atol=0.0006)
task.check("120 other plans: the average rate", average, hidden=True, weight=0.75, atol=0.0006)
gone = pd.DataFrame({"years": [1, 2, 2, 4], "ended": [1, 1, 1, 1]})
last = task.call("retention_table", gone)
task.check("four plans that all ended", last["left"], hidden=True, weight=0.5)
task

# %% [markdown]
# Your function on the bank's plans:

# %%
result = retention_table(plans)
if any(part is ... for part in result.values()):
    print("Shown when Task 2 is done. Then run this cell again.")
else:
    table = pd.DataFrame(result).set_index("year")
    shown = table.drop(columns="average").rename(columns={"at_start": "here", "rate": "stay"})
    display(show_table(shown, {"here": "{:,.0f}", "left": "{:,.0f}", "stay": "{:.1%}"}))
    print(f"average rate {result['average']:.1%}")

# %% [markdown]
# The slide reads its percentages from this table: 86.6 % of the plan holders stay in the first year, 95.6 % of those who are here in the twelfth.
#
# ## The film
#
# Now dots whose rules you know. They are no customers of the bank: their chances differ in another way, so the table above is no guide to the numbers. (The dots lie in this kernel. Looking them up is no bet.)
#
# | The rules | |
# |---|---|
# | Dots | 5,000, all there when year 1 begins |
# | A dot's own chance to stay a year | drawn once, before year 1; the same in all twelve years |
# | How these chances differ | widely; you do not see them yet |
# | Each year | each dot stays with its own chance; leavers fall off and do not return |
#
# Nothing else happens: no programme, no habit. Press *Next year*, or Space on the dots (Home begins anew).
#
# ## Task 3: the bet (5 points)
#
# Watch the five open frames, then bet three ranges, each of which you are 80 % sure. From the sixth frame on the bet stands.
#
# A range costs its width, and ten times the distance by which it misses. The mean of the three counts, on **forty other films** with the same rules. A mean cost of 8 or less earns all points, one of 12 or more earns nothing, and between them it is in proportion.

# %%
film

# %% [markdown]
# If you used the button, leave the next cell as it is.

# %% answer="m09-q3-bet"
# film.record(
#     still_low=..., still_high=...,  # of 100 here when year 8 begins, still here when year 12 ends
#     late_low=..., late_high=...,  # those here when year 12 begins: mean own chance then, %
#     first_low=..., first_high=...,  # the same dots: mean own chance in year 1, %
# )
### BEGIN SOLUTION
low, high = 92, 96  # no dot changes, so year 1 and year 12 have one answer
film.record(
    still_low=66,
    still_high=76,
    late_low=low,
    late_high=high,
    first_low=low,
    first_high=high,
)
### END SOLUTION

# %% task="m09-q3-bet" points=5 decides="how many of those who are here to count on, before money is planned on it"
from servicelab_workshop.policies.sorting_film import FULL, NOTHING, truths_of
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q3-bet",
    points=5,
    hints=[
        "Who falls off in the first years: dots with a low chance to stay, or with a high one?",
        "What does that do to the mean own chance of the dots that remain? And has any single dot changed?",
        "For the first question carry the open shares on to year 12, in steps that get smaller and smaller, and multiply five of them. For the others ask who is meant, and when the chance was drawn.",
    ],
)
task.needs(
    "film.decision",
    "No bet is recorded yet. Press `Record decision` beside the film and run this cell again.",
)


def complete(decision):
    for key in ("still", "late", "first"):
        ends = [decision.get(f"{key}_{end}") for end in ("low", "high")]
        is_range = all(isinstance(one, int | float) for one in ends)
        is_range = is_range and 0 <= ends[0] <= ends[1] <= 100
        assert is_range, "Each range has a lower and an upper end, numbers from 0 to 100."
    assert any(end > 1 for end in decision.values() if isinstance(end, int | float)), (
        "The ranges are of 100 dots, or in percent: 60 and not 0.6."
    )


def bet(decision, films, nothing, full):
    from servicelab.games.sorting_film import bet_cost

    for key in ("still", "late", "first"):
        ends = [decision.get(f"{key}_{end}") for end in ("low", "high")]
        is_range = all(isinstance(one, int | float) for one in ends)
        is_range = is_range and 0 <= ends[0] <= ends[1] <= 100
        assert is_range, "Each range has a lower and an upper end, numbers from 0 to 100."
    cost = sum(bet_cost(decision, one) for one in films) / len(films)
    share = (nothing - cost) / (nothing - full)
    says = f"On forty other films your three ranges cost {cost:.1f} on average."
    if share >= 1:
        return 1, says
    words = {
        "same-for-ever": "What cost most: those who are still here from year 8 to year 12. The share that stays is taken for the same in every year.",
        "mean-of-all": "What cost most: the chance of those who are here in year 12. It is taken for the mean of all who began, though not everybody is as likely to be here.",
        "loyalty-grew": "What cost most: the chance of the same dots in year 1. It is taken for another one than in year 12. When was it drawn?",
        "too-sure": "What cost most: a miss, and ten times its distance. A range of which one is 80 % sure is wider.",
        "too-wide": "What cost most: the width. What do the rules of the film leave open?",
    }
    each, misses = {}, {}
    for key in ("still", "late", "first"):
        low, high = decision[f"{key}_low"], decision[f"{key}_high"]
        truth = sum(one[key] for one in films) / len(films)
        misses[key] = max(low - truth, truth - high, 0)
        each[key] = high - low + 10 * misses[key]
    worst = max(each, key=each.get)
    below = {"still": "same-for-ever", "late": "mean-of-all", "first": "loyalty-grew"}
    if 10 * misses[worst] < each[worst] / 2:
        slip = "too-wide"
    elif decision[f"{worst}_high"] < {"still": 60, "late": 90, "first": 90}[worst]:
        slip = below[worst]
    else:
        slip = "too-sure"
    return max(share, 0), f"{says} {words[slip]}", slip


task.rule(
    "the bet is complete; what it is worth, the judge says", complete, "film.decision", weight=0
)
sealed = truths_of(range(9120, 9160))
task.rule(
    "three ranges, on forty other films",
    bet,
    "film.decision",
    hidden=True,
    films=sealed,
    nothing=NOTHING,
    full=FULL,
)
task

# %%
film.reveal_button()

# %% [markdown]
# At the end press *Show the shades*: the stronger a dot, the higher its own chance to stay. Then begin anew. Which dots fall off first?
#
# For the way home: which measurement, before year 1, would have told you the shades? What would the curve look like if loyalty *did* grow? What must be known besides the curve?
#
# ## And the bank?
#
# Nobody wrote shades on plan holders. But the bank knows how each of them came: by referral, with the salary account, or for a bonus rate.

# %% jupyter={"source_hidden": true}
ways = load_dataset("bank_plans")
years = np.arange(1, 13)
# no need to read this: the retention tables of the three ways, and of all
gone = ways[ways["ended"] == 1].groupby(["came_by", "years"]).size().unstack(fill_value=0)
gone.loc["all"] = gone.sum()
began = ways["came_by"].value_counts()
began["all"] = len(ways)
before = gone.cumsum(axis=1) - gone
by_way = pd.DataFrame(
    {
        "at_start": (-before).add(began.reindex(gone.index), axis=0).stack(),
        "left": gone.stack(),
    }
).reset_index(names=["came_by", "year"])
by_way["rate"] = 1 - by_way["left"] / by_way["at_start"]
mix = by_way.pivot(index="came_by", columns="year", values="at_start")[[1, 4, 8, 12]]
mix.columns = [f"here in year {year}" for year in mix.columns]
show_table(
    mix.loc[["referral", "salary account", "bonus rate", "all"]], dict.fromkeys(mix, "{:,.0f}")
)

# %% jupyter={"source_hidden": true}
from statsmodels.stats.proportion import proportion_confint

# no need to read this: points with their 95 % intervals, where at least 100 plans are here
fig, ax = plt.subplots(figsize=(8, 4.4))
for came_by, color in zip(["referral", "salary account", "bonus rate"], PALETTE, strict=False):
    one = by_way[(by_way["came_by"] == came_by) & (by_way["at_start"] >= 100)]
    low, high = proportion_confint(one["at_start"] - one["left"], one["at_start"], method="wilson")
    ax.vlines(one["year"], 100 * low, 100 * high, color=color, alpha=0.5)
    ax.plot(one["year"], 100 * one["rate"], "o-", color=color, label=came_by)
whole = by_way[by_way["came_by"] == "all"]
ax.plot(whole["year"], 100 * whole["rate"], color="black", linewidth=3, label="all plans")
ax.set(
    xlabel="Year",
    ylabel="Stay, % (lines: 95 % intervals)",
    ylim=(35, 100),
    xticks=years,
    title="Plans: the whole rises, the three ways of coming do not",
)
name_series(ax)
plt.show()

# %% jupyter={"source_hidden": true}
import statsmodels.api as sm
import statsmodels.formula.api as smf


# no need to read this: how the odds of leaving change from year 1 to year 12
def odds_of_year_12(counts, within):
    counts = counts.assign(stay=counts["at_start"] - counts["left"])
    counts = counts[counts["at_start"] > 0]
    formula = "left + stay ~ np.log(year)" + (" + C(came_by)" if within else "")
    fit = smf.glm(formula, counts, family=sm.families.Binomial()).fit()
    slope, (low, high) = fit.params["np.log(year)"], fit.conf_int().loc["np.log(year)"]
    return np.exp(np.log(12) * np.array([slope, low, high]))


single = by_way[by_way["came_by"] != "all"]
odds = pd.DataFrame(
    {
        "plans, ways of coming ignored": odds_of_year_12(single, within=False),
        "plans, within a way of coming": odds_of_year_12(single, within=True),
    },
    index=["odds of leaving, year 12 over year 1", "from", "to"],
).T
show_table(odds, dict.fromkeys(odds.columns, "{:.2f}"))

# %% [markdown]
# *Odds* are leavers for each one who stays: if 20 of 100 leave, 20 / 80 = 0.25. Ignoring how they came, the odds of leaving fall to 0.28 of what they were (0.25 to 0.31). Within the ways, the three together, they are 1.01 times what they were (0.88 to 1.16). *Within* means: holders of year 12 are compared with those of year 1 who came in the same way. And who left? Of 1,257 holders who came for the bonus rate, 10 are here when year 12 begins.
#
# In the film no dot became more loyal, and the share that stays rose: the faint ones left. This is **sorting**. Vaupel and Yashin (1985) call it a ruse of heterogeneity: the rate of a whole group can fall although it falls for nobody in it. Fader and Hardie (2010): whoever takes one average rate for all values too low the customers that a firm still has.
#
# ## Forecast with unlike customers
#
# It is the end of 2017. Five years are known; how many plans will be here after twelve?
#
# The **shifted beta-geometric model** (Fader and Hardie 2007) gives each customer a yearly chance to leave of his or her own, as in the film. Two numbers, `a` and `b`, say how these chances differ. By hand, with a = 1 and b = 3:
#
# | Year | Stay, of those who are here | Here after it |
# |---|---|---|
# | 1 | 3 / 4 = 75 % | 75 % |
# | 2 | 4 / 5 = 80 % | 75 × 0.80 = 60 % |
# | 3 | 5 / 6 = 83 % | 60 × 0.83 = 50 % |
#
# `sbg_fit(left, here)` finds the best `a` and `b` from those who left in each known year, and those still here after the last of them. `sbg_survival(a, b, n)` lists the share that is here after 0, 1, ... `n` years:

# %%
a, b = sbg_fit([250, 150, 100], 500)  # 1,000 began
print(f"a = {a:.2f}, b = {b:.2f}:", sbg_survival(a, b, 4).round(3))

# %% [markdown]
# ## Task 4: twelve years from five (5 points)
#
# Complete `forecast(table, seen, after)`: the share of those who began, between 0 and 1 (three decimals are enough), that will be here after `after` years. `table` is a retention table (by `year`, with `at_start` and `left`); only its **first `seen` years** may be used. Missing are `left`, for each of these years, and `here`, a number.


# %% answer="m09-q4-forecast"
def forecast(table, seen, after):
    """Share still here after some years, foretold from the first years alone."""
    left = ...
    here = ...
    ### BEGIN SOLUTION
    known = table.loc[:seen]
    left = known["left"]
    here = known["at_start"].iloc[0] - left.sum()
    ### END SOLUTION
    a, b = sbg_fit(left, here)
    return sbg_survival(a, b, after)[after]


# %% task="m09-q4-forecast" points=5 grades=["S000-10"]
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q4-forecast",
    points=5,
    hints=[
        "What was known when the last of the `seen` years was over, and what was not?",
        "Who is still here then: those who were here when that year began, or fewer?",
        "`table.loc[:seen]` holds the known years; `left` is a column of it, `here` is what is left of `at_start` when all of them are ... off.",
    ],
)
few = pd.DataFrame(
    {"at_start": [1000, 700, 560, 490, 440, 405], "left": [300, 140, 70, 50, 35, 10]},
    index=pd.Index(range(1, 7), name="year"),
)
task.check(
    "a table of six years, of which four are known: year 9",
    task.call("forecast", few, 4, 9),
    atol=0.001,
    within=(0, 1),
)
task.check(
    "the same table, all six years known: year 8",
    task.call("forecast", few, 6, 8),
    weight=0.5,
    atol=0.001,
)
high_end = np.array([1000, 869, 743, 653, 593, 551, 517, 491])
cohort = pd.DataFrame(
    {"at_start": high_end[:-1], "left": -np.diff(high_end)},
    index=pd.Index(range(1, 8), name="year"),
)
task.check(
    "another firm, seven years known: year 12",
    task.call("forecast", cohort, 7, 12),
    hidden=True,
    weight=0.5,
    atol=0.001,
)
task.check(
    "the same firm, three years known: year 10",
    task.call("forecast", cohort, 3, 10),
    hidden=True,
    atol=0.001,
)
task

# %% [markdown]
# Your function on the plans, beside two guesses with one rate for ever:

# %%
counts = whole.set_index("year")[["at_start", "left"]]
came = 1 - counts["left"].sum() / counts["at_start"].iloc[0]
five = counts["at_start"].loc[6] / counts["at_start"].loc[1]
try:
    guesses = pd.Series(
        {
            "first year's rate for ever": (1 - counts["left"].loc[1] / counts["at_start"].loc[1])
            ** 12,
            "average rate of five years for ever": five ** (12 / 5),
            "customers who differ (your forecast)": float(forecast(counts, 5, 12)),
            "what came": came,
        },
        name="here after 12 years",
    )
    display(show_table(guesses.to_frame(), {"here after 12 years": "{:.1%}"}))
except (TypeError, ValueError):
    print("Shown when Task 4 is done. Then run this cell again.")

# %% [markdown]
# From five years, customers who differ are foretold at 42.2 % (40.0 to 44.2), and 41.9 % came. The average rate of the five years for ever says 29.1 %, the first year's rate 17.7 %. On six other draws of such plans the model missed by 2.4 points at most, the average rate by 11.8 at least.
#
# ## The same curve again
#
# The bank's credit cards, given out in January 2013, rise as well: 85.1 % are kept in year 1 and 95.9 % in year 12. "Sorting again", says Mr. Gu. Look within the ways of coming.

# %% jupyter={"source_hidden": true}
cards = load_dataset("bank_cards")
cards["rate"] = 1 - cards["left"] / cards["at_start"]
whole_cards = cards.groupby("year")[["at_start", "left"]].sum()
whole_cards["rate"] = 1 - whole_cards["left"] / whole_cards["at_start"]
shares, leave = np.array([0.53, 0.39, 0.08]), np.array([0.024, 0.18, 0.82])
kinds = (shares[:, None] * (1 - leave[:, None]) ** np.arange(13)).sum(axis=0)
stories = pd.DataFrame(
    {
        "came": whole_cards["rate"].to_numpy(),
        "growth": 1 - 0.146 * years**-0.5,
        "sorting": kinds[1:] / kinds[:-1],
    },
    index=pd.Index(years, name="year"),
)
fig, (left_ax, right_ax) = plt.subplots(1, 2, figsize=(10, 4.2), sharey=True)
for came_by, color in zip(["referral", "salary account", "bonus rate"], PALETTE, strict=False):
    one = cards[cards["came_by"] == came_by]
    left_ax.plot(one["year"], 100 * one["rate"], "o-", color=color, label=came_by, alpha=0.8)
left_ax.legend(loc="lower right", frameon=False)
left_ax.set(
    xlabel="Year",
    ylabel="Keep the card, % (axis from 75)",
    title="Cards, by way of coming",
    xticks=years,
    ylim=(75, 100),
)
right_ax.plot(
    years, 100 * stories["growth"], color=PALETTE[0], label="growth: all alike, more loyal"
)
right_ax.plot(
    years, 100 * stories["sorting"], "--", color=PALETTE[1], label="sorting: three hidden kinds"
)
right_ax.plot(years, 100 * stories["came"], "o", color="black", label="came")
right_ax.legend(loc="lower right", frameon=False)
right_ax.set(xlabel="Year", title="Cards, all: two stories and what came", xticks=years)
plt.tight_layout()
plt.show()

# %% jupyter={"source_hidden": true}
within = odds_of_year_12(cards, within=True)
show_table(
    pd.DataFrame([within], index=["cards, within a way of coming"], columns=odds.columns),
    dict.fromkeys(odds.columns, "{:.2f}"),
)

# %% [markdown]
# Within the ways, the three together, the odds of giving a card back fall to 0.25 of what they were (0.22 to 0.28). Is that like the plans?
#
# The right half draws two stories. *Growth*: all are alike, and 14.6 % divided by the square root of the year leave. *Sorting*: three kinds that nobody wrote down and that never change; 53 % leave at 2.4 % a year, 39 % at 18 %, 8 % at 82 %. Both miss the twelve rates by 0.7 points at most.

# %%
statement = Statement(
    "m09-q5-statement",
    "Which sentences may Mr. Gu put on the slide for the board?",
    {
        "A": "Plans: holders probably grow loyal, as the share that stays rises from 87 % in the first year to 96 % in the twelfth. Cards: they grow loyal, too, from 85 to 96 %, and within each way of coming.",
        "B": "Plans: over the three ways together, odds of leaving in year 12 below 0.88 times those of year 1 hardly fit. Cards: growth and hidden kinds both draw the rise from 85 to 96 % within 0.7 points.",
        "C": "Plans: 1.01 within the ways makes sorting a likely reason for the rise from 87 to 96 %. Cards: the curve from 85 to 96 % has the same form, so sorting is the likely reason of this rise as well.",
        "D": "Plans: the ratio of 1.01 within the ways says that no holder's chance to leave fell in twelve years. Cards: the ratio of 0.25 within the ways says that their holders' chance probably fell a lot.",
    },
)
statement

# %% [markdown]
# ## Task 5: what may go to the board? (5 points)
#
# Three of the four claim more than the data hold. Record the letter of the fourth and how sure you are, with the button of `statement` or below. The letter is graded, the confidence kept.

# %% answer="m09-q5-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="B", sure=0.9)
### END SOLUTION

# %% task="m09-q5-statement" points=5
from servicelab_workshop.tasks import Task

task = Task(
    "m09-q5-statement",
    points=5,
    hints=[
        "Which comparison says something about the same kind of people in two years?",
        "An interval around 1: does it say that no single holder changed?",
        "Judge plans and cards apart: what was recorded of each, and does it explain the rise?",
    ],
)
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
statement.reveal_button(
    Markdown(
        '**The plans.** Over the three ways together **no growth of loyalty is seen**: odds in year 12 below 0.88 times those of year 1 do not fit these data. Each way alone says less: for one of them 0.75 still fits. "None seen" is not "nobody grew": a small growth fits, and so do movements that cancel. What is seen is who left.\n\n'
        "**The cards.** The ways explain nothing: each rises like the whole. **Nobody can tell** growth from sorting in these counts. Under assumptions more data help: if something recorded multiplies everybody's chance to leave by a fixed factor, and hidden differences have a finite mean, the two can be told apart (Elbers and Ridder 1982); here the ways of coming change nothing. Easier: measure the same people twice, or deal out by lot what is meant to bind them (notebook 4)."
    )
)

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m09_loyalty/1_film")

# %% [markdown]
# ## What you take with you
#
# * A contract shows the day of a loss.
# * A retention rate counts those who are here when the year begins; an average rate is a root.
# * A rising curve may be sorting. Compare within what was known at the start.
# * "None seen" comes with a size that does not fit.
# * Growth and sorting can draw one curve: then nobody can tell.
# * One rate for ever forecasts too few.
#
# **Further reading.** J. W. Vaupel and A. I. Yashin, "Heterogeneity's Ruses", *The American Statistician* 39, 1985. P. S. Fader and B. G. S. Hardie, "How to Project Customer Retention", *Journal of Interactive Marketing* 21, 2007. P. S. Fader and B. G. S. Hardie, "Customer-Base Valuation in a Contractual Setting", *Marketing Science* 29, 2010. C. Elbers and G. Ridder, "True and Spurious Duration Dependence", *Review of Economic Studies* 49, 1982.
#
# **Next:** [2_worth](2_worth.ipynb). Those who stay are here. But what is one of them worth?
