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
#     title: The machine
#     minutes: 75
#     points: 22
#     asks: Dr. Lin
#     question: "Who hands what to whom, what became of the plan, and which services end?"
# ---

# %% [markdown]
# # Capstone 2 of 4: the machine
#
# **Lantern Bank, Willow Bridge Insurance, Plum Court Hospital.** 75 minutes, 22 points.
#
# When you have finished this notebook you will be able to
#
# 1. order a chart and an authority for one house, from a few facts about its cases,
# 2. take a budget apart into market size, share and price, and say what the parts depend on,
# 3. decide which services grow, hold, wait or end, and who gets scarce hours,
# 4. say which sentence about a budget may be told.

# %%
from servicelab import recall

recall("m11_capstone/2_machine")

# %% [markdown] teaches=["S000-11"] reads={"S000-11": "a warning: the score says nothing that its weights did not say before"}
# ## A score for everything
#
# January 2026. Each house plans its year, and the first question is who works for whom. A consultant brings a table: organization, people and technology "enable" a service. Three charts get 1 to 5 points for each; weights make one score of them.

# %%
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import Markdown
from scipy.stats import t

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.decisions.widgets.base import Panel
from servicelab.games.machine import MachineOrder, change_table, facts_table
from servicelab.organization import ceiling, half_years, hours_shared
from servicelab.plots import PALETTE, show_table, use_style

use_style()
points = pd.DataFrame(
    {"organization": [3, 5, 4], "people": [2, 3, 4], "technology": [5, 2, 3]},
    index=["functional", "divisional", "matrix"],
)
weights = pd.Series({"organization": 0.40, "people": 0.30, "technology": 0.30})
other = pd.Series({"organization": 0.29, "people": 0.21, "technology": 0.50})
scores = pd.DataFrame({"technology 30 %": points @ weights, "technology 50 %": points @ other})
show_table(scores, dict.fromkeys(scores.columns, "{:.2f}"))

# %% [markdown]
# With 30 % for technology the matrix comes first; with 50 % it is the functional chart. No case was looked at. Where a ranking turns with one weight, the weight is the decision. So: follow the cases.

# %% [markdown] teaches=["S001-56", "S001-57", "S001-58", "S000-12", "S003-55", "S003-56"] reads={"S003-56": "five phrases; what each promises is in the charts", "S003-55": "outside standards: a certificate says that a process is described and checked, not that it is quick"}
# ## Three charts
#
# Nine people, who work about 76 % of their day without authority. Each case belongs to one of three products, and has one to four steps, each of one of three skills. The last step of a case of several steps is an approval.
#
# | Chart | Who does what | What the model assumes |
# |---|---|---|
# | **Functional** | three desks by skill; a case is handed from desk to desk | specialists: 1.0 % of steps go wrong; each hand-off takes time, and sometimes loses something |
# | **Divisional** | three teams by product; a team does all steps | no hand-off; each step takes 12 % longer, 1.6 % go wrong; 200 yuan a day for second tools; no team helps another |
# | **Matrix** | desks by skill, and an owner for each product | hand-offs take and lose 35 % as much; each step takes six minutes more, since two bosses must agree; 200 yuan a day for owners |
#
# Of what hand-offs lose, three quarters are noticed, and the step is done again; the rest are mistakes. An approval finds 60 % of mistakes. A **flat organization** lets desks decide: with *small* authority three in ten cases of several steps need no approval, with *wide* authority six in ten. Then one step is saved, and nobody looks a second time.
#
# A guiding phrase such as "business leads, one response, central monitoring, specialist division, unified management" fits all three charts. A certificate (ISO/IEC 20000, 27001) says that a process is described and audited. Neither says which chart is quick.
#
# The facts of the three houses follow. *Busiest product* is the mean share of a week's cases that the busiest of the three products has. A third would be even; the more it is, the farther products swing from week to week. *Day* and *mistake*: what one costs.

# %%
display(Panel("", (facts_table(),)))
display(Panel("", (change_table(),)))

# %% [markdown]
# ## Bet first (no points)
#
# Choose your house in the next cell. How many working days of eight hours does a case take, from coming to done, as a mean over four half-years, **without** authority? Give a range for each chart, of which you are 80 % sure.

# %%
HOUSE = "insurer"  # or "bank", or "hospital"

# %%
functional = RangePrediction("m11-functional", "Functional: mean days of a case?", 0, 10, "days")
functional

# %%
divisional = RangePrediction("m11-divisional", "Divisional: mean days of a case?", 0, 10, "days")
divisional

# %%
matrix = RangePrediction("m11-matrix", "Matrix: mean days of a case?", 0, 10, "days")
matrix

# %% [markdown]
# ## Task 6: order the machine (7 points)
#
# In your house: which chart, and which authority (4 points)? Then your house changes, as the table says: which chart then (3 points; there each chart runs with the authority that suits your house today)? Your order runs on ten half-years that nobody has seen. What counts is **yuan a case**: days and mistakes at the prices of the house, and what the chart costs to run; it is not days alone. An order that fits your house gets all points; the chart that fits gets half of its four, whatever the authority. Zero is what whoever reads no fact reaches: the best single order for all three houses, on average. At the insurer, no authority and small authority earn the same. (No lock keeps you from running the model on each order. A real house has no such model: please think instead.)

# %%
order = MachineOrder()
order

# %% [markdown]
# Recorded by button? Leave the next cell.

# %% answer="m11-q6-machine"
# order.record(
#     house="...",  # "bank", "insurer", "hospital"
#     chart="...",  # "functional", "divisional", "matrix"
#     authority="...",  # "none", "small", "wide"
#     later="...",  # the chart after the change of your house
#     reason="...",  # a sentence, 20 characters at least
# )
### BEGIN SOLUTION
order.record(
    house="insurer",
    chart="divisional",
    authority="small",
    later="functional",
    reason="Cases have many steps, hand-offs are slow and products even, so one team does all; one file takes the price off hand-offs.",
)
### END SOLUTION

# %% task="m11-q6-machine" points=7 decides="which chart and which authority a house gets" grades=["S001-56", "S001-57", "S001-58", "S000-12"]
from servicelab_workshop.policies.machine import CAREFUL, scale
from servicelab_workshop.tasks import Task

task = Task(
    "m11-q6-machine",
    points=7,
    hints=[
        "How many hand-offs has a case in your house, and how long does each take? How far do products swing?",
        "What does one more mistake in a hundred cases cost a case, and what a tenth of a day?",
        "The change takes away a reason for, or against, one of the charts. Which one?",
    ],
)
task.needs(
    "order.decision",
    "No order is recorded yet. Press `Record decision` on the form and run this cell again.",
)


def complete(decision):
    from servicelab.games.machine import lacks

    missing = lacks(decision)
    assert not missing, f"The order cannot be run: {'; '.join(missing)}."
    assert len(str(decision.get("reason", ""))) >= 20, "Say in a sentence why this is your order."


def ordered(decision, part, scale, careful):
    from servicelab.games.machine import lacks, shares

    assert not lacks(decision), "This order cannot be run: choose each part from the form."
    share = shares(decision, scale)[part]
    if share > 0.995:
        return None
    house, fitting = scale[decision["house"]], careful[decision["house"]]
    if part == "later":
        yuan = house["later"][decision["later"]]
        says = f"After the change your chart costs {yuan:,.0f} yuan a case."
        if decision["later"] == fitting["chart"]:
            return (
                share,
                f"{says} It is the chart that fits today; what spoke for it has changed.",
                "chart-kept",
            )
        return (
            share,
            f"{says} Another chart gains more from the change. Which cost did it take away?",
            "wrong-reason",
        )
    yuan = house["today"][f"{decision['chart']} {decision['authority']}"]
    says = f"Your order costs {yuan:,.0f} yuan a case."
    if decision["chart"] != fitting["chart"]:
        return (
            share,
            f"{says} Another chart costs less in this house: look at hand-offs, and at how products swing.",
            "chart-of-another-house",
        )
    levels = ["none", "small", "wide"]
    if levels.index(decision["authority"]) > levels.index(fitting["authority"]):
        return (
            share,
            f"{says} The chart fits. What do the mistakes cost that no approval finds any more?",
            "mistakes-forgotten",
        )
    return (
        share,
        f"{says} The chart fits. An approval costs a step and a wait, too: hold both against a mistake.",
        "approval-is-free",
    )


task.rule("the order is complete, with a reason", complete, "order.decision", weight=0)
sealed = {"scale": scale(), "careful": CAREFUL}
task.rule(
    "chart and authority on ten half-years",
    ordered,
    "order.decision",
    hidden=True,
    weight=4,
    part="today",
    **sealed,
)
task.rule(
    "the chart after the change",
    ordered,
    "order.decision",
    hidden=True,
    weight=3,
    part="later",
    **sealed,
)
task

# %% [markdown]
# When your order is final, open the seal: it runs the model on four open half-years of your house (up to a minute), and tells how your ranges did. **From then on the order stands.**

# %% jupyter={"source_hidden": true}
# no need to read this: what the model says of your house, run when the seal is opened
OTHERS = """
**Fastest** is another chart in each house, in eight of eight half-years that were run. No chart is best everywhere, and the fastest one need not make the fewest mistakes, nor cost least.

**A chart is no end in itself.** In one of the houses, the functional chart with wide authority takes 1.00 days, the matrix without 1.05: authority in the old chart does for the days what the new chart does. It need not do so for mistakes.

**Cannot tell.** In another house with wide authority, functional less matrix is −0.002 days [−0.004, +0.001]. Which of them is faster there, these half-years do not say.

All this is the model's: it assumes what a hand-off loses and what two bosses cost. A real house has to measure it.
"""


def shown(runs, means, fastest):
    _fig, axes = plt.subplots(1, 3, figsize=(11, 2.6), layout="constrained", sharey=True)
    heads = {"days": "Days", "mistakes": "Mistakes, % of cases", "yuan": "Yuan a case"}
    for ax, (name, head) in zip(axes, heads.items(), strict=True):
        scale = 100 if name == "mistakes" else 1
        for place, chart in enumerate(means.index):
            color = PALETTE[1] if chart == fastest else PALETTE[0]
            each = runs.loc[runs["chart"] == chart, name] * scale
            ax.plot(each, [-place] * len(each), "o", color=color, markersize=4, alpha=0.5)
            ax.plot(means.loc[chart, name] * scale, -place, "|", color=color, markersize=18)
        ax.set(xlabel=head, xlim=(0, None), ylim=(-2.5, 0.5))
    axes[0].set_yticks([0, -1, -2], list(means.index))
    axes[0].set_title(f"Fastest here: {fastest}")
    axes[1].set_title("Four half-years, and their mean")
    plt.show()


def compared(yuan, level, least):
    gap = yuan[level] - yuan[least]
    reach = t.ppf(0.975, len(gap) - 1) * gap.std(ddof=1) / len(gap) ** 0.5
    low, high = gap.mean() - reach, gap.mean() + reach
    told = "; the two can hardly be told apart" if low < 0 < high else ""
    return f"{level} costs {gap.mean():.1f} yuan a case more than {least} [{low:+.1f}, {high:+.1f}]{told}"


def opened(decision):
    house, chart, seeds = decision["house"], decision["chart"], range(1, 5)
    runs = half_years(house, seeds)
    means = runs.groupby("chart", sort=False).mean(numeric_only=True)
    shown(runs, means, means["days"].idxmin())
    for bet in (functional, divisional, matrix):
        if house == HOUSE:
            display(bet.reveal(round(means.loc[bet.name.removeprefix("m11-"), "days"], 2)))
    if house != HOUSE:
        note = f"Your ranges are for `HOUSE`, the {HOUSE}, and your order is for the {house}, so they stay closed."
        display(Markdown(note))
    yuan = pd.DataFrame(
        {
            level: half_years(house, seeds, level, charts=[chart])["yuan"]
            for level in ("none", "small", "wide")
        }
    )
    least = yuan.mean().idxmin()
    levels = [compared(yuan, level, least) for level in yuan.columns.drop(least)]
    then = half_years(house, seeds, decision["authority"], later=True)
    after = then.groupby("chart", sort=False)["yuan"].mean()
    costs = ", ".join(f"{name} {yuan:,.1f}" for name, yuan in after.items())
    own = f"""
**Without authority** the {means["days"].idxmin()} chart is fastest, the {means["mistakes"].idxmin()} makes fewest mistakes, and the {means["yuan"].idxmin()} costs least.

**Authority in your chart.** {least.capitalize()} costs least: {"; ".join(levels)}. Flat is right where a mistake is cheap beside a wait.

**After the change,** here with the authority that you ordered, yuan a case: {costs}. The {after.idxmin()} chart costs least.
"""
    display(Markdown(own + OTHERS))
    return Panel("Opened: your order stands.")


order.reveal_button(opened)

# %% [markdown] teaches=["S001-55"]
# ## Plan and actual
#
# In one county of Willow Bridge, that of `insurer_in_force`, the year 2025 ended 1.1 % above plan. So all is well? A budget is checked by taking the difference apart, before anything is corrected. With market M, share s, policies q = M·s and contribution c of a policy, 0 for plan and 1 for actual, a bridge in three steps is
#
# $$\text{size} = (M_1 - M_0)\,s_0\,c_0 \qquad \text{share} = (q_1 - M_1 s_0)\,c_0 \qquad \text{price} = (c_1 - c_0)\,q_1$$
#
# Where two things moved at once, a **joint term** belongs to both: (M₁ − M₀)(s₁ − s₀)c₀ to size and share, (q₁ − q₀)(c₁ − c₀) to volume and price. Here each goes to the later step, as Hulbert and Toy (1977) did. Share on the *planned* market and price on the *planned* policies are right, too, if one says so.
#
# ## The Python of a bridge
#
# A bakery planned to sell 200 of 1,000 loaves a day at a contribution of 2.00 yuan; it sold 210 of 1,200 at 1.90.

# %%
town_plan, share_plan, each_plan = 1000, 0.20, 2.00
town, loaves, each = 1200, 210, 1.90
print(f"size {(town - town_plan) * share_plan * each_plan:+.0f}")
print(f"share {(loaves - town * share_plan) * each_plan:+.0f}")
print(f"price {(each - each_plan) * loaves:+.0f}")
both_moved = (town - town_plan) * (loaves / town - share_plan) * each_plan
print(f"in share, but of size, too {both_moved:+.0f}")
print(f"in price, but of volume, too {(loaves - town_plan * share_plan) * (each - each_plan):+.0f}")

# %% [markdown]
# In all, 1 yuan a day below plan, as if nothing had happened: a larger town (+80) hid a lost share (−60).
#
# ## Task 7: the bridge of 2025 (6 points)
#
# (4.5 points) Finish `bridge(table)`, a dictionary with `"size"`, `"share"` and `"price"`, in yuan, each by the formula above and **summed over the rows**: each row, a product in a month, has its own. Its columns: `market_plan`, `share_plan`, `contribution_plan` for the plan; `market`, `policies` (q₁) and `contribution` for what came.
#
# (1.5 points) `correct`: the product whose share is farthest below plan, in yuan: `"home"`, `"motor"` or `"health"`. There one asks first. `plan[plan["product"] == "home"]` are the rows of a product.

# %%
plan = load_dataset("insurer_plan").merge(load_dataset("insurer_in_force"), on=["month", "product"])
plan.head(3)


# %% answer="m11-q7-bridge"
def bridge(table):
    """Market size, share and price, in yuan, summed over the rows."""
    expected = table["market"] * table["share_plan"]
    size = ...
    share = ...
    price = ...
    ### BEGIN SOLUTION
    more = table["market"] - table["market_plan"]
    size = more * table["share_plan"] * table["contribution_plan"]
    share = (table["policies"] - expected) * table["contribution_plan"]
    price = (table["contribution"] - table["contribution_plan"]) * table["policies"]
    ### END SOLUTION
    return {"size": size.sum(), "share": share.sum(), "price": price.sum()}


correct = ...
### BEGIN SOLUTION
correct = "health"
### END SOLUTION

# %% task="m11-q7-bridge" points=6 grades=["S001-55"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.discovery import world

task = Task(
    "m11-q7-bridge",
    points=6,
    hints=[
        "Which of the six columns moves in each step, and at which values are the others held?",
        "`expected` is what the planned share would have been of the actual market.",
        '`share = (table["policies"] - ...) * table[...]`; for size and price write the formula above column by column',
    ],
)
two = pd.DataFrame(
    {
        "market_plan": [1000, 300],
        "share_plan": [0.20, 0.10],
        "contribution_plan": [2.0, 5.0],
        "market": [1200, 250],
        "policies": [210, 40],
        "contribution": [1.9, 5.5],
    }
)
small = task.call("bridge", two)
for name in ("size", "share", "price"):
    task.check(f"two bakeries: {name}", small[name], weight=0.5, atol=0.01)
others = world("m11_capstone_machine").make_world_machine(4).insurer_plan
others["policies"] = (others["market"] * others["share_plan"] * 0.93).round() + 40
given = task.call("bridge", others)
for name in ("size", "share", "price"):
    task.check(f"another year: {name}", given[name], hidden=True, weight=1, atol=5)
task.check(
    "the product to be corrected",
    task.value("correct"),
    among=["home", "motor", "health"],
    weight=1.5,
    silent=True,
)
task

# %% [markdown] teaches=["S003-81", "S003-96"]
# ## Ten services
#
# A house with finite means does some things and leaves others. At Plum Court, Dr. Lin has 9,500 theatre hours for 2026, and services that need more. A service lives: development, trial, growth, maturity, decline. Three things decide, and sales are the last of them:
#
# 1. **Evidence.** What trials have refuted is withdrawn. Moseley and others (2002) drew who got a knee wash-out and who a sham operation: no less pain.
# 2. **Duty.** Some needs nobody else within reach serves.
# 3. **Growth.** A logistic curve levels off at a **ceiling**. Early on, hardly anything can be said of it.
#
# `ceiling` fits the curve with a season. Its 95 % interval holds all ceilings that fit nearly as well; it is found for each service below, in cases a year; `inf` means that no upper end is known. Where a service declines, no such curve fits, and its ceiling says nothing. A lower end can lie below last year's cases: counts vary.

# %%
services = load_dataset("hospital_services")
rows = {}
for name, each in services.groupby("service", sort=False):
    cases = each["cases"].to_numpy()
    top = ceiling(cases)
    rows[name] = {
        "cases": cases[-4:].sum(),
        "on the quarter before": cases[-1] / cases[-2] - 1,
        "on the year before": cases[-4:].sum() / cases[-8:-4].sum() - 1,
        "ceiling from": 4 * top.low,
        "ceiling to": 4 * top.high,
    } | each[["contribution", "hours", "evidence", "duty"]].iloc[-1].to_dict()
year = pd.DataFrame(rows).T.infer_objects()
whole, change = "{:,.0f}", "{:+.0%}"
show_table(
    year,
    {
        "cases": whole,
        "on the quarter before": change,
        "on the year before": change,
        "ceiling from": whole,
        "ceiling to": whole,
        "contribution": whole,
        "hours": "{:.1f}",
    },
).set_properties(subset=["evidence"], **{"text-align": "left"})


# %% jupyter={"source_hidden": true}
def counted(name, title, ax):
    one = services[services["service"] == name]["cases"].rolling(4).sum().dropna().to_numpy()
    ax.plot(range(4, len(one) + 4), one, "o", color=PALETTE[0], markersize=4)
    low, high = year.loc[name, "ceiling from"], year.loc[name, "ceiling to"]
    far = 3 * one.max()
    ax.axhspan(low, min(high, far), color=PALETTE[1], alpha=0.25)
    ax.set(xlabel="Quarter", ylim=(0, min(1.15 * max(high, one.max()), far)), title=title)
    if high > far:
        ax.annotate(
            "no upper end",
            (6, far),
            (6, 0.75 * far),
            ha="center",
            arrowprops={"arrowstyle": "->", "color": "gray"},
        )


_fig, axes = plt.subplots(1, 3, figsize=(11, 3), layout="constrained")
counted("hearing implant", "Hearing implant", axes[0])
counted("hernia day case", "Hernia day case", axes[1])
counted("colon robot", "Colon robot", axes[2])
axes[0].set_ylabel("Cases of four quarters;\nband: the ceiling")
plt.show()

# %% [markdown]
# ## Task 8: grow, hold, wait, retire (5 points)
#
# (3 points) `fates`: a dictionary with the fate of each of the ten services. Rare fates weigh more. Of these lines, the first that fits decides:
#
# | Fate | Where |
# |---|---|
# | `"retire"` | the evidence board has withdrawn it, whatever it earns |
# | `"hold"` | it is a duty, whatever it costs |
# | `"retire"` | the last year had at least a fifth fewer cases than the year before; others nearby take them |
# | `"wait"` | the upper end of the ceiling is more than twice the lower: promise nothing, buy nothing yet |
# | `"grow"` | the lower end of the ceiling is at least a tenth above the cases of the last year |
# | `"hold"` | else |
#
# (2 points) `queue`: a list of services that are not retired and need theatre hours. Each in turn gets the hours of last year's cases, until 9,500 are used up. Duties come first; then order them so that the year brings most. Judged by the contribution of your order: the best of five blind orders (table, backward, alphabet, cases, contribution a case) is zero.
#
# A dictionary of a Series: `.to_dict()`. Names in an order: `prices.sort_values(ascending=False).index.tolist()`.

# %% answer="m11-q8-services"
fates = ...  # {"hearing implant": "...", ...}
queue = ...  # ["...", ...]
### BEGIN SOLUTION
fates = {
    "hearing implant": "hold",
    "tonsils": "retire",
    "cataract": "hold",
    "knee wash-out": "retire",
    "colon robot": "wait",
    "emergency surgery": "hold",
    "hernia day case": "grow",
    "pelvic mesh": "retire",
    "allergy clinic": "hold",
    "joint replacement": "hold",
}
kept = [name for name, fate in fates.items() if fate != "retire" and year.loc[name, "hours"] > 0]
an_hour = year.loc[kept, "contribution"] / year.loc[kept, "hours"]
queue = an_hour.sort_values(ascending=False).index.tolist()
queue = ["emergency surgery", *[name for name in queue if name != "emergency surgery"]]
### END SOLUTION

# %% task="m11-q8-services" points=5 decides="which services end, and who gets theatre hours" grades=["S003-81", "S003-96"]
from servicelab_workshop.tasks import Task

task = Task(
    "m11-q8-services",
    points=5,
    hints=[
        "What do the columns `evidence` and `duty` say, before any number is read?",
        "A season makes quarters differ; years have all seasons. And which of cases, money and hours is scarce?",
        "Divide what a case brings by what it needs of the scarce thing: `year[...] / year[...]`.",
    ],
)


def named(fates, names):
    import pandas as pd

    if isinstance(fates, pd.Series):
        fates = fates.to_dict()
    assert isinstance(fates, dict), "`fates` is a dictionary: a fate for each service."
    given = {str(name).strip().lower(): str(fate).strip().lower() for name, fate in fates.items()}
    lacking = [name for name in names if name not in given]
    assert not lacking, f"`fates` lacks {lacking[0]}."
    strange = [name for name in given if name not in names]
    assert not strange, f"{strange[0]} is no service of the table."
    words = ("grow", "hold", "wait", "retire")
    odd = [name for name in names if given[name] not in words]
    assert not odd, f"For {odd[0]}, choose one of {', '.join(words)}."


def listed(queue, names):
    import pandas as pd

    if isinstance(queue, pd.Series | pd.Index):
        queue = queue.tolist()
    assert isinstance(queue, list | tuple), "`queue` is a list of names."
    given = [str(name).strip().lower() for name in queue]
    assert given, "`queue` is empty: who comes first?"
    strange = [name for name in given if name not in names]
    assert not strange, f"{strange[0]} needs no theatre hours, or is no service of the table."
    assert len(set(given)) == len(given), "A service stands in `queue` twice."


def fated(fates, decided):
    import pandas as pd

    if isinstance(fates, pd.Series):
        fates = fates.to_dict()
    assert isinstance(fates, dict), "`fates` is a dictionary: a fate for each service."
    given = {str(name).strip().lower(): str(fate).strip().lower() for name, fate in fates.items()}
    share, found = 0.0, {}
    for name, (fate, points, slip) in decided.items():
        if given.get(name) == fate:
            share += points / 3
        else:
            found[slip] = points
    if not found:
        return None
    says = {
        "sales-over-evidence": "A service that the evidence board has withdrawn is kept. What it earns, or how it grows, is asked only after that.",
        "duty-dropped": "A duty does not hold. Nobody else within reach does it: it is kept whatever it costs.",
        "decline-missed": "A service in decline is not ended: compare the last year with the year before, the third line of the table.",
        "growth-is-growth": "One service grows fast, and nobody knows how far: is the upper end of its ceiling more than twice the lower?",
        "growth-missed": "One service has known room to grow: compare the lower end of each ceiling with the cases of last year.",
        "season-as-decline": "A service with a season looks as if it grew or fell from one quarter to the next. Compare whole years, and its ceiling.",
        "nothing-decides": "Where no line but the last fits, a service holds: go through the table of fates line by line.",
    }
    order = [slip for slip in says if slip in found]
    return share, " ".join(says[slip] for slip in order), order[0]


decided = {
    "hearing implant": ("hold", 0.1, "nothing-decides"),
    "tonsils": ("retire", 0.3, "decline-missed"),
    "cataract": ("hold", 0.1, "nothing-decides"),
    "knee wash-out": ("retire", 0.25, "sales-over-evidence"),
    "colon robot": ("wait", 0.7, "growth-is-growth"),
    "emergency surgery": ("hold", 0.3, "duty-dropped"),
    "hernia day case": ("grow", 0.7, "growth-missed"),
    "pelvic mesh": ("retire", 0.25, "sales-over-evidence"),
    "allergy clinic": ("hold", 0.2, "season-as-decline"),
    "joint replacement": ("hold", 0.1, "nothing-decides"),
}
task.rule("a fate for each of ten services", named, "fates", weight=0, names=list(decided))
task.rule("ten fates", fated, "fates", hidden=True, weight=3, decided=decided)
scarce = year.loc[year["hours"] > 0, ["cases", "contribution", "hours"]].astype(float)
task.rule(
    "a list of services that need hours", listed, "queue", weight=0, names=scarce.index.tolist()
)
sound = [
    name
    for name in scarce.index
    if year.loc[name, "evidence"] == "sound" and name not in ("tonsils", "emergency surgery")
]
part = scarce.loc[sound]
blind = [
    sound,
    sound[::-1],
    sorted(sound),
    part.sort_values("cases", ascending=False).index.tolist(),
    part.sort_values("contribution", ascending=False).index.tolist(),
]
best = part.index[(part["contribution"] / part["hours"]).argsort()[::-1]].tolist()


def brought(names):
    return float(hours_shared(scarce, ["emergency surgery", *names], 9500)["contribution"].sum())


def queued(queue, table, sound, zero, best):
    import pandas as pd

    from servicelab.organization import hours_shared

    if isinstance(queue, pd.Series | pd.Index):
        queue = queue.tolist()
    assert isinstance(queue, list | tuple), "`queue` is a list of names."
    names = [str(one).strip().lower() for one in queue]
    known = pd.DataFrame(table)
    strange = [one for one in names if one not in known.index]
    assert not strange, f"{strange[0]} needs no theatre hours, or is no service of the table."
    assert len(set(names)) == len(names), "A service stands in `queue` twice."
    ended = [one for one in names if one not in sound and one != "emergency surgery"]
    if "emergency surgery" not in names[:1]:
        return (
            0,
            "A duty comes first: is emergency surgery sure of its hours in your order?",
            "duty-dropped",
        )
    if ended:
        return (
            0,
            "A service that is retired gets no hours, whatever it earns.",
            "sales-over-evidence",
        )
    shared = hours_shared(known, names, 9500)
    total = float(shared["contribution"].sum())
    share = (total - zero) / (best - zero)
    if share > 0.999:
        return None
    unused = 9500 - float(shared["hours"].sum())
    if unused > 1 and len(names) < len(sound) + 1:
        return (
            max(share, 0.0),
            f"Services are left out of `queue`, and {unused:,.0f} hours are used by nobody: name all that are not retired and need hours.",
            "left-out",
        )
    return (
        max(share, 0.0),
        f"Your order brings {total / 1e6:.2f} million yuan. Who comes last pays with hours: compare what one hour brings.",
        "by-the-case",
    )


task.rule(
    "who gets the hours",
    queued,
    "queue",
    hidden=True,
    weight=2,
    table=scarce.to_dict(),
    sound=sound,
    zero=max(map(brought, blind)),
    best=brought(best),
)
task

# %% [markdown]
# ## What may be told of the budget?
#
# The board of Willow Bridge meets. For the statement, both conventions:

# %%
from servicelab.organization import bridge as take_apart
from servicelab.organization import joint_terms

usual, joint = take_apart(plan), joint_terms(plan)
both = pd.DataFrame(
    {
        "each joint term in the later step": usual,
        "share and price on planned values": {
            "size": usual["size"],
            "share": usual["share"] - joint["size and share"],
            "price": usual["price"] - joint["volume and price"],
            "joint terms": joint.sum(),
        },
    }
).reindex(["size", "share", "price", "joint terms"])
both.loc["in all"] = both.sum()
planned = plan["market_plan"] * plan["share_plan"] @ plan["contribution_plan"]
show_table(
    both.fillna(0),
    dict.fromkeys(both.columns, "{:+,.0f}"),
    caption=f"Yuan above plan, rounded; the plan was {planned:,.0f}",
)

# %%
statement = Statement(
    "m11-q8b-statement",
    "Which sentence about 2025 may Willow Bridge tell?",
    {
        "A": "Contribution was 25,283 yuan above plan; the lower share cost 304,217 or 268,205 yuan, by where the joint term is put. Clients left for other insurers, so share is below plan.",
        "B": "Contribution was 25,283 yuan above plan; the lower share cost 304,217 yuan, and any other figure for it is an error. Clients left for other insurers, so share is below plan.",
        "C": "Contribution was 25,283 yuan above plan; the lower share cost 304,217 yuan, and any other figure for it is an error. Share is below plan, which can be without a single client lost.",
        "D": "Contribution was 25,283 yuan above plan; the lower share cost 304,217 or 268,205 yuan, by where the joint term is put. Share is below plan, which can be without a single client lost.",
    },
)
statement

# %% [markdown]
# ## Task 8b: which sentence may be told? (4 points)
#
# Three of the four claim more than the table shows. Record the letter of the fourth, and how sure you are.

# %% answer="m11-q8b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="D", sure=0.85)
### END SOLUTION

# %% task="m11-q8b-statement" points=4 grades=["S001-55"]
from servicelab_workshop.tasks import Task

task = Task(
    "m11-q8b-statement",
    points=4,
    hints=[
        "What does a share count against, and what does it not say of single clients?",
        "Compare the two columns, row by row. What stays, and what moves?",
        "A sentence is only as good as its weaker half.",
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

judge("m11_capstone/2_machine")

# %% [markdown]
# ## What you take with you
#
# * Do not score charts: count hand-offs, and see how far products swing from week to week.
# * Authority saves a step, and loses a second look. What a mistake costs decides.
# * A total near plan can be two large parts of opposite sign. Print the formulas.
# * Evidence and duty come before growth, and growth before sales.
# * Give scarce hours by what an hour brings, not by what a case brings.
#
# **Further reading.** J. R. Galbraith, "Matrix Organization Designs", *Business Horizons* 14(1), 1971. S. M. Davis and P. R. Lawrence, "Problems of Matrix Organizations", *Harvard Business Review*, May–June 1978. J. M. Hulbert and N. E. Toy, "A Strategic Framework for Marketing Control", *Journal of Marketing* 41(2), 1977. A. Debecker and T. Modis, "Determination of the Uncertainties in S-Curve Logistic Fits", *Technological Forecasting and Social Change* 46(2), 1994. J. B. Moseley and others, "A Controlled Trial of Arthroscopic Surgery for Osteoarthritis of the Knee", *New England Journal of Medicine* 347(2), 2002.
#
# **Next:** [3_year](3_year.ipynb). A chart, a budget and services are one year's plan. What is it worth in years that nobody has seen?
