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
#     module: m05_priorities
#     title: Twenty tokens
#     minutes: 75
#     points: 29
#     asks: Dr. Lin
#     question: "What should be mended first, and how would one know?"
# ---

# %% [markdown]
# # Priorities 3 of 4: twenty tokens
#
# **Plum Court Hospital.** 75 minutes, 29 points.
#
# When you have finished this notebook you will be able to
#
# 1. tell what people take for granted from what delights them, in two independent ways,
# 2. turn penalties and rewards into points that can be gained,
# 3. spend a budget where the next token does most,
# 4. record a plan before you see what it is worth, and say how sure it is.

# %%
from servicelab import recall

recall("m05_priorities/3_budget")

# %% [markdown]
# ## Fourteen things, twenty tokens
#
# Everybody on the board has a favorite. The head nurse wants warmth. The doctors want diagnosis. The treasurer has found cheap plants.
# Dr. Lin has a budget of twenty **tokens**. You have seen two instruments, the grid and the index of what goes with satisfaction. Here is a third, and then your plan.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import Statement, load_dataset
from servicelab.games.priority_board import TOKEN_SCALES, PriorityBoard, plan_numbers
from servicelab.plots import PALETTE, name_series, show_table, use_style
from servicelab.priorities import (
    allocate_tokens,
    derived_importance,
    kano_table,
    penalty_reward,
    plan_gain,
    plot_kano,
)

use_style()
patients = load_dataset("hospital_drivers")
attributes = load_dataset("hospital_attributes")
names = list(attributes["attribute"])
attributes[["label_en", "attribute", "factor"]].set_axis(
    ["attribute", "its name in the data", "part of the visit"], axis="columns"
).style.hide(axis="index")

# %% [markdown]
# ## Third instrument: what is taken for granted
#
# Noriaki Kano asked in 1984 why some improvements please nobody. His questionnaire asks twice for each attribute: how do you feel if it **is** there, and how if it **is not**?
#
# | Class | If it is there | If it is not |
# |---|---|---|
# | **M**ust-be | taken for granted | angry |
# | **O**ne-dimensional | pleased | annoyed |
# | **A**ttractive | delighted | does not miss it |
# | **I**ndifferent | nothing | nothing |
# | **R**everse | would rather not have it | pleased |
# | **Q**uestionable | an answer that contradicts itself | |
#
# Two coefficients sum it up, over those who are A, O, M or I:
#
# $$\text{better} = \frac{A + O}{A + O + M + I} \qquad \text{worse} = -\frac{O + M}{A + O + M + I}$$

# %%
kano = load_dataset("hospital_kano")
plot_kano(kano_table(kano))
plt.title("Ten attributes at Plum Court")
plt.show()

# %% [markdown]
# Must-be is the most frequent answer on clean rooms (112 of 200) and privacy (100 of 200): taken for granted if it is there, and a cause of anger if it is not. 52 and 60 of 200 would be pleased by it. A call on the day after is attractive. And *promotion calls* for check-ups are reverse. Somebody had them in the plan.
#
# ## The regression twin
#
# Kano asks people to imagine. The 800 ratings can answer without imagination: how much less satisfied are patients who rate an attribute **low** than those who rate it in the middle (**middling**, 4 or 5), and how much more those who rate it **high**?
# Brandt (1987) puts two columns of 0 and 1 for each attribute into one regression, one for low (3 or less of 7) and one for high (6 or more). Two differences come out, **penalty** and **reward**. One slope for everything would average the two.
# `held=` compares patients at equal severity, which the doctor wrote down on arrival; the fourth notebook shows why.

# %%
effects = penalty_reward(
    patients[names], patients["overall"], low=3, high=6, held=patients["severity"]
)

# %% jupyter={"source_hidden": true}
shown = effects.loc[(effects["reward"] + effects["penalty"]).sort_values().index]
rows = np.arange(len(shown))
fig, ax = plt.subplots(figsize=(8, 6))
for kind, shift, color, hatch in (
    ("penalty", -0.2, PALETTE[1], ""),
    ("reward", 0.2, PALETTE[0], "//"),
):
    ax.barh(
        rows + shift,
        shown[kind],
        color=color,
        hatch=hatch,
        edgecolor="black",
        height=0.4,
        label=kind,
        alpha=0.8,
        xerr=[shown[kind] - shown[f"{kind}_low"], shown[f"{kind}_high"] - shown[kind]],
        error_kw={"elinewidth": 1.2, "capsize": 2},
    )
ax.set_yticks(rows, [name.replace("_", " ").capitalize() for name in shown.index])
ax.grid(visible=False)
ax.axvline(0, color="black", linewidth=1)
ax.set(
    xlabel="Points of overall satisfaction against a middling rating (95 % intervals)",
    title="Penalty and reward of each attribute, among equally ill patients",
)
name_series(ax)
plt.show()

# %% [markdown]
# `kano_table(kano)["class"]` is a Series: its index has the attributes, its values are the letters.
#
# A dictionary may be asked by a **pair**, `words[a, b]`, so two conditions lead to a word. `[x for x in list if condition]` keeps a part of a list; two conditions are joined by `and`, and `x in series.index` asks for a name. At the bank:

# %%
rich, owing = pd.Series({"Ai": True, "Bo": False}), pd.Series({"Ai": True, "Bo": True})
call = {(True, True): "ask", (True, False): "greet", (False, True): "help", (False, False): "wait"}
calls = pd.Series({name: call[rich[name], owing[name]] for name in rich.index})
print(calls.map({"ask": 1, "help": 2}).to_dict())
[name for name in ["Ai", "Bo", "Cy"] if name in calls.index and calls[name] != "ask"]

# %% [markdown]
# ## Task 8b: name the shape (6 points)
#
# Write `shape(effects)`.
#
# * `effects` comes from `penalty_reward`: index attribute, columns `penalty`, `penalty_low`, `penalty_high` (the limits of its interval), `reward`, `reward_low`, `reward_high`.
# * A penalty is **sure** if its whole interval lies below 0, a reward if its whole interval lies above 0.
# * It returns a Series from attribute to one of four words: `"must-be"` (a sure penalty only), `"attractive"` (a sure reward only), `"one-dimensional"` (both), `"no effect"` (neither).
#
# Then `disagree` is the list of those attributes that are in **both** the Kano questionnaire and `effects` (some are in one only), and whose shape differs from their Kano `class` in `kano_table(kano)` (M, A, O, and I for no effect).


# %% answer="m05-q8b-shape"
def shape(effects):
    """Must-be, attractive, one-dimensional or no effect, by the intervals of penalty and reward."""
    ### BEGIN SOLUTION
    penalty = effects["penalty_high"] < 0
    reward = effects["reward_low"] > 0
    words = {
        (True, False): "must-be",
        (False, True): "attractive",
        (True, True): "one-dimensional",
        (False, False): "no effect",
    }
    return pd.Series({name: words[penalty[name], reward[name]] for name in effects.index})
    ### END SOLUTION


disagree = ...
### BEGIN SOLUTION
letters = shape(effects).map(
    {"must-be": "M", "attractive": "A", "one-dimensional": "O", "no effect": "I"}
)
classes = kano_table(kano)["class"]
both = [name for name in classes.index if name in letters.index]
disagree = [name for name in both if classes[name] != letters[name]]
### END SOLUTION

# %% task="m05-q8b-shape" points=6
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q8b-shape",
    points=6,
    hints=[
        "Which end of the interval is nearer to zero for a penalty, and which for a reward?",
        'A penalty is sure where `effects["penalty_high"] < 0`, a reward where `effects["reward_low"] > 0`.',
        "Two conditions make four cases: a dictionary of pairs, or `if` and `elif` that ask for both first.",
    ],
)
six = pd.DataFrame(
    [
        [-1.0, -1.3, -0.7, 0.1, -0.2, 0.4],
        [-0.1, -0.4, 0.2, 0.8, 0.5, 1.1],
        [-0.6, -0.8, -0.4, 0.5, 0.2, 0.8],
        [-0.4, -0.6, -0.2, 0.7, 0.4, 1.0],
        [-0.1, -0.4, 0.2, 0.05, -0.2, 0.3],
        [-0.3, -0.6, 0.0, 0.2, 0.0, 0.4],
    ],
    index=pd.Index(["floor", "tea", "wait", "care", "plants", "signs"], name="attribute"),
    columns=["penalty", "penalty_low", "penalty_high", "reward", "reward_low", "reward_high"],
)
task.check("six attributes, four shapes", task.call("shape", six), weight=3)
drawn = make_hospital(seed=510).drivers
drawn = penalty_reward(drawn[names], drawn["overall"], low=3, high=6)
task.check("another hospital", task.call("shape", drawn), hidden=True)
asked = [name for name in kano["attribute"].unique() if name in names]
taken = "list(disagree.index) if hasattr(disagree, 'loc') and set(disagree.index) <= set(kano['attribute']) and getattr(disagree, 'dtype', None) != bool else list(disagree)"
differ = task.value(taken, name="disagree")
task.check("where the two disagree", differ, weight=2, each=True, among=asked)
task

# %% [markdown]
# Of eight attributes that both asked about, the words agree on seven; on plants the second method only says that it sees nothing. Booking differs: Kano calls it attractive, the regression finds a small penalty, too (−0.13, from −0.26 to −0.01), which is barely sure. Where they disagree, look before you choose.
# And mind what an interval cannot say. Plants show "no effect": neither penalty nor reward is sure.

# %%
show_table(
    effects.loc[
        ["greenery", "clean_rooms"], ["penalty", "penalty_low", "penalty_high", "n_low"]
    ].set_axis(["penalty", "from", "to", "people who rated it low"], axis=1),
    dict.fromkeys(["penalty", "from", "to"], "{:.2f}") | {"people who rated it low": "{:.0f}"},
)

# %% [markdown]
# Few rate the plants low: their penalty rests on 43 people of 800, and its interval runs from −0.44, a heavy loss, to +0.02, none at all. **Nobody can tell** from these data whether poor plants cost anything. No evidence of a penalty is not evidence of no penalty.
#
# ## From shapes to points
#
# The index of the second notebook says how much goes with an attribute. It is no slope, and it has no unit. What could be **gained**, in points of overall satisfaction, if everybody who rates an attribute below 6 rated it 6? That depends on penalty, reward, and on **how many** are low and middling.
#
# An example by hand: 11 % rate courtesy low, 56 % middling. From low to high is 0.34 + 0.23 = 0.56 points (reward and penalty, before rounding), from middling to high 0.34. So courtesy can gain 0.11 × 0.56 points + 0.56 × 0.34 points, about 0.25 points of the mean. (That the share of middling and the step from low to high are both 0.56 is chance.)
#
# Courtesy, explanation and listening are separate here, because the board buys them separately. How the gain is divided among the three is unsure (listening: 0.03 to 0.35 points, in samples drawn again); their sum is surer (0.82 to 1.02).
#
# ## Task 8c: what can be gained (4 points)
#
# Complete `possible_gain(ratings, effects)`. `ratings` has a column of ratings from 1 to 7 for each attribute, `effects` comes from `penalty_reward` (a penalty is **negative**). Missing, each a Series by attribute:
#
# * `middle`: the **proportion** who rate it 4 or 5;
# * `gain`: the points of mean overall satisfaction, if all who rate it 5 or less rated it 6.
#
# Then `gains` is its result for the hospital, `patients[names]`, and `second` the name of the attribute with the second largest gain **in these data**.


# %% answer="m05-q8c-gain"
def possible_gain(ratings, effects):
    """Points of mean overall satisfaction if everybody rated the attribute high."""
    low = (ratings <= 3).mean()
    middle = ...
    gain = ...
    ### BEGIN SOLUTION
    middle = ((ratings > 3) & (ratings < 6)).mean()
    gain = low * (effects["reward"] - effects["penalty"]) + middle * effects["reward"]
    ### END SOLUTION
    return gain


gains = ...
second = ...
### BEGIN SOLUTION
gains = possible_gain(patients[names], effects)
second = gains.sort_values().index[-2]
### END SOLUTION

# %% task="m05-q8c-gain" points=4
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q8c-gain",
    points=4,
    hints=[
        "Who is low moves up by two steps, who is middling by one. How many points is each step?",
        "A penalty is a negative number: from low to the middle one gains its opposite.",
        '`low * (... - ...) + middle * effects["reward"]`',
    ],
)
votes = pd.DataFrame(
    {"floor": [1, 3, 4, 5, 6, 7, 7, 7, 2, 6], "tea": [4, 5, 5, 3, 4, 6, 4, 5, 4, 4]}
)
found = pd.DataFrame({"penalty": [-1.0, -0.2], "reward": [0.1, 0.8]}, index=["floor", "tea"])
task.check("ten people, two attributes", task.call("possible_gain", votes, found))
there = make_hospital(seed=514).drivers
seen = penalty_reward(there[names], there["overall"], low=3, high=6, held=there["severity"])
seen = seen[["penalty", "reward"]].assign(penalty=seen["penalty"].clip(upper=-0.01))
there = there[names].iloc[:300]
task.check("another hospital", task.call("possible_gain", there, seen), hidden=True, atol=0.002)
task.check("the gains of the hospital", task.value("gains"), atol=0.0055)
own = "pd.Series(gains).sort_values().index[-2]"
task.check("the second largest", task.value("second"), own=own, among=names)
task

# %%
index = derived_importance(patients[names], patients["overall"])["relative_weight"]
points = plan_numbers(patients, attributes)["gain"]  # as the board counts it
both_ranks = pd.DataFrame(
    {
        "points to gain": points,
        "rank by points": points.rank(ascending=False),
        "rank by index": index.rank(ascending=False),
        "rated high": (patients[names] >= 6).mean(),
    }
).sort_values("points to gain", ascending=False)
show_table(
    both_ranks.head(7),
    {"points to gain": "{:.2f}", "rank by points": "{:.0f}", "rank by index": "{:.0f}"}
    | {"rated high": "{:.0%}"},
)

# %% [markdown]
# The simple reading holds for the wait: it comes first by both. The call on the day after is number 2 by points (how sure the second place is, comes after the seal) and number 7 by the index. It has a reward only: between low and middling ratings satisfaction hardly differs, so it explains less than the wait, which has both. But 87 % rate the call below 6, so many could still move up. Courtesy is number 4 by the index and number 5 by points.
#
# These are differences between patients. Nobody drew at random whom to call, so they are no levers yet; the plan below **assumes** that a better rating brings what it goes with. A trial of the first item would test that.
#
# ## From points to a budget
#
# How much goes where? The first token mends what is easy, and every further one less. If $g$ is what an attribute can gain, and $s$ the number of tokens that brings 63 % of it ($1 - 1/e$), then $x$ tokens bring
#
# $$g\,(1 - e^{-x/s})$$
#
# An example by hand, with $g = 1$ and $s = 4$: two tokens bring 0.39, three bring 0.53, so the third adds 0.13 (before rounding). Three invented attributes, twenty tokens:

# %%
toy = pd.DataFrame(
    {"gain": [1.5, 0.6, 0.5], "scale": [4.0, 4.0, 5.0]}, index=["wait", "manner", "costs"]
)
alike = pd.Series(1, index=toy.index)  # each point counts the same
plans = {
    "all to the largest gain": {"wait": 20},
    "the same to each": dict.fromkeys(toy.index, 20 / 3),
    "each token where it adds most": allocate_tokens(alike, toy["gain"], toy["scale"], 20),
}
pd.Series(
    {name: plan_gain(plan, alike, toy["gain"], toy["scale"]) for name, plan in plans.items()}
).rename("points gained").to_frame().style.format("{:.2f}")

# %% [markdown]
# `series.reindex(names, fill_value=0)` gives everybody of a list a number, 0 to those who had none. What one more adds is a difference of two calculations. `np.exp(x)` is $e^x$, also of whole columns.

# %%
tills = pd.Series({"hall": 2.0}).reindex(["hall", "street"], fill_value=0)
print(np.sqrt(tills + 1) - np.sqrt(tills))  # what one more till adds, if the square root counts
np.exp(-tills)

# %% [markdown]
# ## Task 9: the next token (6 points)
#
# Write `next_token(plan, gains, scales)`.
#
# * `plan` is a dictionary or Series from attribute to the tokens it already has; an attribute that is not in it has 0 (`pd.Series(plan, dtype=float)` makes a Series of it). `gains` and `scales` are Series by attribute.
# * It returns a Series: for **each attribute of `gains`**, the points that **one more** token there would **add** to the plan, unrounded or to three decimals at least.


# %% answer="m05-q9-next-token"
def next_token(plan, gains, scales):
    """What one more token would add, for each attribute."""
    ### BEGIN SOLUTION
    spent = pd.Series(plan, dtype=float).reindex(gains.index, fill_value=0)
    return gains * (np.exp(-spent / scales) - np.exp(-(spent + 1) / scales))
    ### END SOLUTION


# %% task="m05-q9-next-token" points=6
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q9-next-token",
    points=6,
    hints=[
        "What does the plan gain now, and what would it gain with one token more on the wait?",
        "The gain with the extra token minus the gain without it, for one attribute after the other.",
        "The formula twice, with `spent + 1` and with `spent`, and the difference.",
    ],
)
three = [toy[column] for column in ("gain", "scale")]
ten = task.call("next_token", {"wait": 8, "manner": 2}, *three)
task.check("eight tokens on the wait, two on the manner", ten, weight=2, atol=0.0006)
none = task.call("next_token", {"wait": 0}, *three)
task.check("no token is spent yet: the first token of each", none, atol=0.0006)
draw = np.random.default_rng(9)
parts = [f"part {n}" for n in range(9)]
many = [draw.uniform(0.1, 1.4, 9), draw.uniform(1, 8, 9)]
many = [pd.Series(column, index=parts) for column in many]
plan = dict(zip(parts, draw.integers(0, 7, 9).tolist(), strict=True))
nine = task.call("next_token", plan, *many)
task.check("nine other attributes", nine, hidden=True, atol=0.0006)
other = task.call("next_token", pd.Series({"part 7": 5.0, "part 2": 3.0}), *many)
task.check("a plan of two, in another order", other, hidden=True, weight=2, atol=0.0006)
task

# %% [markdown]
# Put every token where the next one adds most, twenty times, and no other division of whole tokens beats it (Fox 1966), if gains and scales are right. A plan is **not** a ranking: the second and third in line get something, too.
#
# ## The priority board: your plan, before you know
#
# The board takes five things from you, in this order:
#
# 1. the **group** that the plan is to protect first. It is a choice of values and earns no points; the board shows what your plan brings to this group;
# 2. the rule for the **crosshair** (the cross of the grid in notebook 2), **before** the positions of the fourteen attributes are shown. The board remembers which rule came first;
# 3. your twenty **tokens**. What a token costs, no survey can tell; the house **assumes** these scales:

# %%
scales = plan_numbers(patients, attributes)["scale"]  # one number for each of the fourteen
pd.Series(TOKEN_SCALES, name="tokens for 63 % of the gain").to_frame()

# %% [markdown]
# 4. a **forecast**: what share of the best possible gain will your plan reach in the hospital itself? The survey is a sample, so the plan that is best by the survey need not be best. The cell below shows how such a plan does on other patients. In code 85 % is `forecast=0.85`;
# 5. a **reason**, in a sentence or two.
#
# You can record as often as you like. Once you open the **seal**, the button further down that shows what the plan gains by the survey, the plan stands.

# %% jupyter={"source_hidden": true}
from servicelab.games.priority_board import best_plan

halves = np.random.default_rng(7)
elsewhere = []
for _half in range(20):
    order = halves.permutation(len(patients))
    one, other = (
        plan_numbers(patients.iloc[rows].reset_index(drop=True), attributes)
        for rows in (order[: len(order) // 2], order[len(order) // 2 :])
    )
    reached = [
        plan_gain(best_plan(of), pd.Series(1, index=other.index), other["gain"], other["scale"])
        for of in (one, other)
    ]
    elsewhere.append(reached[0] / reached[1])
print("Chosen on one half of the patients, measured on the other, 20 times:")
print(
    f"the best plan reaches {min(elsewhere):.0%} to {max(elsewhere):.0%} of the other half's best."
)

# %%
board = PriorityBoard(load_dataset("hospital_zones"), patients, attributes)
board

# %% [markdown]
# Prefer to type? `board.record(...)` does the same as the button; attributes that you do not name get no token. If you used the button, leave the next cell as it is.

# %% answer="m05-q10-board"
# board.record(
#     crosshair="...",  # "mean", "median" or "scale", the middle of the scale
#     protected="...",  # "ill", "sub-healthy" or "healthy"
#     tokens={"...": ..., "...": ...},  # whole tokens, 20 together
#     forecast=...,  # a share from 0 to 1: 85 % is 0.85
#     reason="...",  # a sentence, 20 characters at least
# )
### BEGIN SOLUTION
board.record(
    crosshair="mean",
    protected="ill",
    tokens={
        "short_wait": 6,
        "follow_up": 4,
        "booking": 4,
        "explanation": 3,
        "courtesy": 2,
        "listening": 1,
    },
    forecast=0.95,
    reason=(
        "The wait can gain most; calls and booking have a large reward and few who rate them high; "
        "the rest goes to the conversation, because each further token does less."
    ),
)
### END SOLUTION

# %% [markdown]
# ## Task 10: the decision (10 points)
#
# The next cell reads the last record that the board **accepted**; one that was refused changes nothing. Points: complete, with a reason (1); the crosshair kept as first chosen (1); a plan that follows what the survey shows (2); and when the notebook is graded, what the plan is worth in the hospital itself, by effects that no survey sees (4), and how near your forecast came to that (2).

# %% task="m05-q10-board" points=10 decides="where twenty tokens go"
from servicelab.games.priority_board import plan_numbers
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q10-board",
    points=10,
    hints=[
        "Which attributes had the largest gains in Task 8c? Is the fifth token on one of them worth as much as the first on the next?",
        "The library's `allocate_tokens`, or `next_token` twenty times, spends tokens for you, with `scales` and gains that you choose.",
        "A forecast is a number you would bet on: a plan that is best on one half of the patients, what share of the best does it reach on the other half?",
    ],
)
task.needs(
    "board.decision",
    "No decision is recorded yet. Press `Record decision` on the board and run this cell again.",
)


def complete(decision):
    assert len(str(decision["reason"])) >= 20, "Say in a sentence why you spend as you do."


def crosshair(decision):
    return (None,) if decision["crosshair_before_seeing"] else (0, "", "crosshair-moved")


def tokens(decision, numbers):
    from servicelab.games.priority_board import share_of_best

    spent = list(decision["tokens"].values())
    assert all(isinstance(one, int) and one >= 0 for one in spent), "Tokens are whole numbers."
    assert 1 <= sum(spent) <= 20, "There are 20 tokens."
    reached = share_of_best(decision["tokens"], numbers)
    if max(spent) >= 14 and reached < 0.75:
        return 0, "", "all-to-one"
    if reached < 0.4:
        return 0, "", "stated-importance"
    if max(spent) <= 3 and reached < 0.8:
        return 0, "", "watering-can"
    if decision["tokens"].get("booking", 0) + decision["tokens"].get("follow_up", 0) <= 3:
        return 0, "", "index-as-slope"
    return (
        None
        if reached >= 0.9
        else (
            (reached - 0.6) / 0.3,
            "By the survey part of the possible gain is left. Which tokens would add more elsewhere?",
        )
    )


def worth(decision, truth):
    from servicelab.games.priority_board import share_of_best

    spent = list(decision["tokens"].values())
    assert all(isinstance(one, int) and one >= 0 for one in spent), "Tokens are whole numbers."
    assert 1 <= sum(spent) <= 20, "There are 20 tokens."
    reached = share_of_best(decision["tokens"], truth)
    return (
        1 if reached >= 0.95 else (reached - 0.75) / 0.2,
        f"In the hospital itself your plan reaches {reached:.0%} of the best possible gain. From 95 % on it earns all points, below 75 % none.",
    )


def forecast(decision, truth):
    from servicelab.games.priority_board import share_of_best

    bet, reached = decision["forecast"], share_of_best(decision["tokens"], truth)
    assert 0 <= bet <= 1, "The forecast is a share of the best possible gain, from 0 to 1."
    assert sum(decision["tokens"].values()) <= 20, "There are 20 tokens."
    error = abs(bet - reached)
    return (
        1 if error <= 0.06 else (0.26 - error) / 0.2,
        f"Your forecast was {bet:.0%} of the best possible gain, your plan reaches {reached:.0%}. Up to 6 points off keep all points.",
    )


task.rule("the decision is complete", complete, "board.decision")
kept = "the crosshair is the rule you chose before you saw the positions"
task.rule(kept, crosshair, "board.decision")
numbers = plan_numbers(patients, attributes)
plain = numbers[["gain", "scale"]]
follows = "the plan follows what the survey shows"
task.rule(follows, tokens, "board.decision", weight=2, numbers=plain)
truth = plain.assign(gain=make_hospital().gains["all"])
real = "what the plan is worth in the hospital itself"
task.rule(real, worth, "board.decision", weight=4, hidden=True, truth=truth)
bet = "calibration of the forecast"
task.rule(bet, forecast, "board.decision", weight=2, hidden=True, truth=truth)
task

# %% [markdown]
# ## The seal
#
# Run the next cell, and open the seal when your decision is recorded and you stand by it.

# %%
board.reveal_button()

# %% [markdown]
# What the seal shows is the survey's own estimate. The plan called the survey's best was chosen with these numbers and is measured with them, which flatters it. How sure is it? Draw other patients, and see which plans survive.

# %% jupyter={"source_hidden": true}
if board.saved is not None and board.saved.revealed_at:
    redrawn = np.random.default_rng(5)
    drawn = [
        plan_numbers(
            patients.iloc[redrawn.integers(0, len(patients), len(patients))].reset_index(drop=True),
            attributes,
        )
        for _draw in range(40)
    ]
    its_gains = pd.DataFrame([one["gain"] for one in drawn])
    its_plans = pd.DataFrame([best_plan(one) for one in drawn])
    first = (its_gains.idxmax(axis=1) == "short_wait").sum()
    calls_first = (its_gains["follow_up"] > its_gains["booking"]).sum()
    print(f"The wait can gain most in {first} of 40 samples.")
    print(f"The call the day after can gain more than booking in {calls_first} of 40.")
    display(
        pd.DataFrame(
            {
                "the survey's best": pd.Series(best_plan(plan_numbers(patients, attributes))),
                "least, of 40 samples": its_plans.min(),
                "most, of 40 samples": its_plans.max(),
            }
        )
        .sort_values("the survey's best", ascending=False)
        .loc[lambda table: table.max(axis=1) > 0]
    )
else:
    print("Shown when the seal is open. Then run this cell again.")

# %%
statement = Statement(
    "m05-q10b-statement",
    "Which sentence may Dr. Lin tell the board?",
    {
        "A": "On average, a call on the day after raises the satisfaction of the patient who is called, by about 0.7 points.",
        "B": "Courtesy has a larger index than the call, so a better rating of it would probably bring more points.",
        "C": "The survey settles it: the call on the day after can gain more than booking from home.",
        "D": "On average, patients who rate the call high are more satisfied than equally ill patients who rate it middling; a trial must show whether calling brings that.",
    },
)
statement

# %% [markdown]
# ## Task 10b: which sentence may she tell? (3 points)
#
# Three of the four claim more than the survey holds. Record the letter of the fourth and how sure you are, with the button of `statement` or below. The letter is graded, the confidence kept.

# %% answer="m05-q10b-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="D", sure=0.95)
### END SOLUTION

# %% task="m05-q10b-statement" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q10b-statement",
    points=3,
    hints=[
        "Which of these numbers is an index, and which is in points?",
        "What changed between one sample of patients and the next?",
        "Look for a lever that nobody has pulled, an index that is read as a slope, and an order that is not sure.",
    ],
)
task.statement("statement")
task

# %% [markdown]
# The first place is firm, the order of the next two is not. Present it that way.
# And the plan maximizes a mean over all patients. Whether it serves the group you protect must be checked each time.

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m05_priorities/3_budget")

# %% [markdown]
# ## What you take with you
#
# * What is taken for granted shows in the penalty only. One slope hides it.
# * An index ranks. Points need a slope, and the number of people who can still move.
# * The next token, not the largest gap.
# * A plan that the survey chose looks best by the survey. Bet lower.
#
# **Further reading.** N. Kano, N. Seraku, F. Takahashi and S. Tsuji, "Attractive Quality and Must-Be Quality", *Hinshitsu* 14(2), 1984. C. Berger and others, "Kano's Methods for Understanding Customer-Defined Quality", *Center for Quality of Management Journal* 2(4), 1993.
# D. R. Brandt, "A Procedure for Identifying Value-Enhancing Service Components Using Customer Satisfaction Survey Data", in C. Surprenant (ed.), *Add Value to Your Service*, American Marketing Association, 1987.
# B. Fox, "Discrete Optimization via Marginal Analysis", *Management Science* 13(3), 1966.
#
# **Next:** [4_outcomes](4_outcomes.ipynb). A satisfied patient and a well-treated patient: the same person?
