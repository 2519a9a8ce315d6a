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
#     title: What to mend first
#     minutes: 95
#     points: 40
#     asks: Dr. Lin
#     question: "What should be mended first, and how would one know?"
# ---

# %% [markdown]
# # Priorities 2 of 3: what to mend first
#
# **Plum Court Hospital.** 95 minutes, 40 points.
#
# When you have finished this notebook you will be able to
#
# 1. read an importance-performance grid, and say how much of it is the crosshair,
# 2. derive what matters from what goes with satisfaction, when the drivers go together,
# 3. tell what people take for granted from what delights them, in two independent ways,
# 4. spend a budget where the next yuan does most, and record a plan before you see what it is worth.

# %%
from servicelab import recall

recall("m05_priorities/2_priorities")

# %% [markdown]
# ## Fourteen things, twenty tokens
#
# The survey of Plum Court names fourteen attributes of a visit, from clean rooms to clear costs. Everybody on the board has a favorite.
# The head nurse wants warmth. The doctors want diagnosis. The treasurer has found cheap plants.
#
# Dr. Lin has a budget of twenty **tokens**, and she knows from the first notebook who is worst off.
# **What should she mend first, and how would she know?**
#
# You will answer with a plan of your own, further down. First, three instruments. Each is useful, each is easy to fool.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import Prediction, load_dataset
from servicelab.games.priority_board import TOKEN_SCALES, PriorityBoard
from servicelab.plots import PALETTE, is_static, name_series, show_table, use_style
from servicelab.priorities import (
    allocate_tokens,
    derived_importance,
    importance_performance,
    kano_table,
    penalty_reward,
    plan_gain,
    plot_importance_performance,
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
# ## First instrument: importance and performance
#
# In 1977 John Martilla and John James asked the customers of a car dealer's garage how **important** fourteen things were and how well they were **done**, each on four points.
# They drew one point for each thing, and a cross through the middle. The four corners say what to do.

# %%
garage = pd.DataFrame(
    [
        ("fixed at once", 3.83, 2.63),
        ("complaints", 3.63, 2.73),
        ("warranty", 3.60, 3.15),
        ("any job", 3.56, 3.00),
        ("open hours", 3.41, 3.05),
        ("friendly", 3.41, 3.29),
        ("on time", 3.38, 3.03),
        ("no extras", 3.37, 3.11),
        ("price", 3.29, 2.00),
        ("cleans up", 3.27, 3.02),
        ("near home", 2.52, 2.25),
        ("near work", 2.43, 2.49),
        ("shuttle", 2.37, 2.35),
        ("reminders", 2.05, 3.33),
    ],
    columns=["attribute", "importance", "performance"],
).set_index("attribute")
ax = plot_importance_performance(importance_performance(garage, "mean"))
crowded = next(text for text in ax.texts if text.get_text() == "No extras")
crowded.xyann = (9, 0)
crowded.set(ha="left", va="center")
plt.title("A garage in 1977; the cross is at the means")
plt.show()

# %% [markdown]
# Read importance upward and performance to the right. Top left: matters, and is done badly. **Concentrate** here.
#
# The picture is so plain that one forgets to ask where the cross comes from. Nothing in the answers says that 3.15 is important and 3.13 is not.
# At the means, some point lies below in every garage of the world, the best one included. At the middle of the scale, all may lie on one side.

# %% [markdown]
# ## The Python of the same in each row
#
# A loop can fill the columns of a table; `.nunique(axis=1)` counts the different values of each **row**. `enumerate(list)` hands over each thing with its number, 0, 1, 2.
# More of this kind is on [the cheat sheet](../guides/cheat-sheet.md); what the words of the course mean, in [the glossary](../guides/glossary.md).
# Do three raters of the bank give a customer the same grade?

# %%
raters = [["A", "B", "C"], ["A", "B", "B"], ["A", "B", "C"]]
grades = pd.DataFrame(dict(enumerate(raters)), index=["Ai", "Bo", "Chu"])
print(grades.nunique(axis=1).to_dict())
list(grades.index[grades.nunique(axis=1) > 1])

# %% [markdown]
# ## Task 6: what the cross decides (6 points)
#
# Write `steady(table, crosshairs)`.
#
# * `table` has the columns `importance` and `performance`, one row for each attribute; `crosshairs` is a list of rules as `importance_performance(table, crosshair)` takes them: `"mean"`, `"median"` or a point `(importance, performance)`.
# * It returns the **list of the attributes** (row labels) that lie in the **same quadrant under all** of the crosshairs.
#   An attribute that lies exactly on the cross counts as high, as in `importance_performance`.
#
# Then, for the garage:
#
# * `steady_garage`: the attributes that are steady under the mean, the median and the middle of the four-point scale, `(2.5, 2.5)`;
# * `concentrate_garage`: the list of attributes in the quadrant `"concentrate"` when the cross is at the **means**.


# %% answer="m05-q6-crosshair"
def steady(table, crosshairs):
    """Attributes that lie in the same quadrant under every crosshair."""
    ### BEGIN SOLUTION
    quadrants = pd.DataFrame(
        {
            place: importance_performance(table, crosshair)["quadrant"]
            for place, crosshair in enumerate(crosshairs)
        }
    )
    return list(quadrants.index[quadrants.nunique(axis=1) == 1])
    ### END SOLUTION


steady_garage = ...
concentrate_garage = ...
### BEGIN SOLUTION
steady_garage = steady(garage, ["mean", "median", (2.5, 2.5)])
by_mean = importance_performance(garage, "mean")
concentrate_garage = list(by_mean.index[by_mean["quadrant"] == "concentrate"])
### END SOLUTION

# %% task="m05-q6-crosshair" points=6
from servicelab.games.priority_board.model import attribute_means
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q6-crosshair",
    points=6,
    hints=[
        "For one attribute: write down its quadrant under each crosshair. Are they all the same word?",
        '`importance_performance(table, crosshair)["quadrant"]` is one column. Put one for each crosshair side by side.',
        "`quadrants.nunique(axis=1) == 1` is True where a row holds one word only.",
    ],
)
six = pd.DataFrame(
    {"importance": [6.0, 6.0, 4.5, 3.0, 6.0, 3.0], "performance": [6.0, 4.5, 6.0, 3.0, 3.0, 4.5]},
    index=list("abcdef"),
)
points = task.call("steady", six, [(5, 5), (4, 4), (5, 4)])
task.check("six attributes and three crosshairs", points, weight=2)
corner = (
    "list(concentrate_garage.index) if hasattr(concentrate_garage, 'loc') else concentrate_garage"
)
corner = task.value(corner, name="concentrate_garage")
task.check("the garage's corner of 1977", corner, weight=2, each=True, among=list(garage.index))
stays = task.value("steady_garage")
task.check("the garage's steady attributes", stays, each=True, among=list(garage.index))
there = make_hospital(seed=507)
means = attribute_means(there.drivers, there.attributes)
rules = ["mean", "median", (4, 4), (5, 4.5)]
task.check("another hospital", task.call("steady", means, rules), hidden=True)
task

# %%
rules = {"mean": "mean", "median": "median", "middle of the scale": (2.5, 2.5)}
corners = pd.DataFrame(
    {name: importance_performance(garage, rule)["quadrant"] for name, rule in rules.items()}
)
corners[corners.nunique(axis=1) > 1]

# %% [markdown]
# Half of the garage's list changes its advice with the cross. With the middle of the scale, most of what matters is simply "keep up"; with the median, *price* drops from a crisis to a trifle.
# Whoever moves the cross **after** seeing the points can have any priority. So the rule comes first, in writing. You will be held to that.
#
# ## Second instrument: what goes with satisfaction
#
# Ask people what is important, and they say what one says: in a hospital, diagnosis. But nobody tells two sound diagnoses apart, and everybody notices a wait.
# **Derived** importance does not ask. It looks at what the satisfied rate higher than the dissatisfied, attribute by attribute.
#
# **Predict:** stated importance puts diagnosis first. Where will it be by derived importance, among fourteen?

# %%
rank_prediction = Prediction(
    "m05-diagnosis-rank",
    question="Which place has the diagnosis among fourteen, by derived importance?",
    choices=["1 to 3", "4 to 7", "8 to 11", "12 to 14"],
)
rank_prediction

# %%
derived = derived_importance(patients[names], patients["overall"])
rank_prediction.reveal_button(
    "Diagnosis, among fourteen: by correlation number "
    f"{derived['r'].rank(ascending=False)['diagnosis']:.0f}, by relative weight number "
    f"{derived['relative_weight'].rank(ascending=False)['diagnosis']:.0f}."
)

# %%
if rank_prediction.decision or is_static():
    display(derived.sort_values("r", ascending=False).style.format("{:.2f}"))
else:
    print("Shown when your prediction is recorded. Then run this cell again.")

# %% [markdown] teaches=["S003-89"]
# Four columns, because one is not enough:
#
# * `r`: the correlation of the rating with overall satisfaction;
# * `beta`: the slope when all drivers are in one regression, in standard deviations. (Raw slopes depend on the unit of each scale and cannot be compared.)
# * `vif`, the variance inflation factor: how much this driver goes together with the others. From about 5 on, `beta` says little;
# * `relative_weight`: the share of the variance that a driver can claim fairly, also among companions (Johnson 2000). The weights add up to R², the share of the variance in overall satisfaction that all drivers explain together.
#
# Look at courtesy, explanation and listening: the three highest correlations, the three largest VIF, and betas that do not match. Courtesy (r = 0.50) gets a smaller beta than privacy or booking, whose correlation is 0.31.
# They are all service in the narrow sense, how people are treated, and patients feel **one** thing: how the conversation went. A regression told to tell them apart splits one effect in three, as chance will have it.
#
# The tempting repair is to drop two of them and say nothing. The honest one is to **merge** them, and to say so.

# %% [markdown]
# ## The Python of columns that become one
#
# `for key, value in dictionary.items()` goes through a dictionary. `.mean(axis=1)` is the mean of each row, `.drop(columns=...)` takes columns away, and a change in a `.copy()` leaves the table itself as it was.

# %%
accounts = pd.DataFrame({"cash": [1, 2], "card": [30, 50], "app": [10, 10]})
fewer = accounts.copy()
for new, old in {"without paper": ["card", "app"]}.items():
    fewer[new] = accounts[old].max(axis=1)
    fewer = fewer.drop(columns=old)
fewer

# %% [markdown]
# ## Task 7: merge, then weigh (7 points)
#
# Write `merged_weights(performance, overall, parts)`.
#
# * `performance`: a DataFrame, one row for each person, one column for each driver; `overall`: the Series of overall satisfaction; `parts`: a dictionary from a **new name** to the list of columns that are merged into it, such as `{"conversation": ["courtesy", "explanation", "listening"]}`. Other columns stay as they are.
# * A merged driver is the **mean of its columns** for each person. The merged columns leave the table.
# * It returns a Series: **index** the drivers after merging, **values** the `relative_weight` of each from `derived_importance`, **divided by their sum**, so that they add up to 1 (unrounded, or to three decimals).
#
# Then `weights` is its result for the hospital, with the three merged into `"conversation"`.


# %% answer="m05-q7-merge"
def merged_weights(performance, overall, parts):
    """Relative weights after merging columns into their means; they add up to 1."""
    ### BEGIN SOLUTION
    merged = performance.copy()
    for name, columns in parts.items():
        merged[name] = performance[columns].mean(axis=1)
        merged = merged.drop(columns=columns)
    weight = derived_importance(merged, overall)["relative_weight"]
    return weight / weight.sum()
    ### END SOLUTION


weights = ...
### BEGIN SOLUTION
weights = merged_weights(
    patients[names],
    patients["overall"],
    {"conversation": ["courtesy", "explanation", "listening"]},
)
### END SOLUTION

# %% task="m05-q7-merge" points=7
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q7-merge",
    points=7,
    hints=[
        "Which columns does the table have after merging, and how many are they?",
        "`performance[columns].mean(axis=1)` is the mean of some columns for each person; `drop(columns=columns)` takes them out.",
        '`derived_importance(merged, overall)["relative_weight"]` is a Series; divide it by its own `.sum()`.',
    ],
)
ten = pd.DataFrame(
    {
        "speed": [1, 1, 2, 2, 1, 1, 2, 2, 3, 3],
        "kind": [1, 2, 1, 2, 1, 3, 1, 3, 2, 2],
        "warm": [1, 2, 1, 2, 2, 3, 1, 3, 2, 1],
    }
)
satisfied = pd.Series([2, 4, 4, 7, 2, 5, 5, 8, 8, 7])
small = task.call("merged_weights", ten, satisfied, {"manner": ["kind", "warm"]})
task.check("ten people, two columns merged", small, weight=3, atol=0.0051)
task.check("the hospital", task.value("weights"), atol=0.0051)
other = make_hospital(seed=508).drivers.sample(400, random_state=1).reset_index(drop=True)
two = {
    "conversation": ["courtesy", "explanation", "listening"],
    "rooms": ["clean_rooms", "privacy", "greenery"],
}
other = task.call("merged_weights", other[names], other["overall"], two)
task.check("another hospital, merged in two places", other, weight=3, hidden=True, atol=0.0051)
task

# %% jupyter={"source_hidden": true}
stated = patients[[f"i_{name}" for name in names]].mean().set_axis(names)
TALK_PARTS = ["courtesy", "explanation", "listening"]
talk = patients[TALK_PARTS].mean(axis=1).rename("conversation")
short = derived_importance(patients[names].drop(columns=TALK_PARTS).join(talk), patients["overall"])
said = stated.drop(TALK_PARTS)
said["conversation"] = stated[TALK_PARTS].mean()
ranks = pd.DataFrame(
    {
        "stated": said.rank(ascending=False),
        "derived": short["relative_weight"].rank(ascending=False),
    }
).astype(int)
fig, ax = plt.subplots(figsize=(7, 4.6))
for name, (before, after) in ranks.rename(index=lambda one: one.replace("_", " ")).iterrows():
    moved = abs(before - after) >= 6
    ax.plot(
        [0, 1],
        [before, after],
        marker="o",
        color=PALETTE[0] if moved else "#999999",
        linewidth=2.5 if moved else 1,
    )
    for place, rank, side in ((0, before, "right"), (1, after, "left")):
        ax.annotate(
            name.capitalize(),
            (place, rank),
            xytext=(16 * place - 8, 0),
            textcoords="offset points",
            ha=side,
            va="center",
        )
ax.set(
    xlim=(-0.9, 1.9),
    ylim=(12.6, 0.4),
    yticks=range(1, 13),
    ylabel="Rank among twelve (thick: six apart or more)",
    title="What people say is not what goes with their satisfaction",
)
ax.set_xticks([0, 1], ["Stated importance", "Derived importance"])
ax.grid(visible=False)
plt.show()
print(f"Rank correlation of the two: {ranks['stated'].corr(ranks['derived']):.2f}")

# %% [markdown] teaches=["S003-05", "S003-87", "S003-89"]
# Two lists that hardly know each other. Which is right? Neither and both. Stated importance names what would be a disaster if it failed. Derived importance names what makes the difference **as things are**.
# An attribute on which nobody disappoints cannot explain who is disappointed. Take that as a warning: derived importance is no reason to save on diagnosis.
#
# And what of the rooms? Layout, plants and signs are what a visitor sees first, and a hospital that wants to be noticed is tempted to begin there.

# %%
factor = attributes.set_index("attribute")["factor"]
share = derived["relative_weight"].groupby(factor, observed=True).sum()
pd.DataFrame(
    {
        "attributes": factor.value_counts(),
        "share of the explained variance": share / share.sum(),
        "for each attribute": share / share.sum() / factor.value_counts(),
    }
).rename_axis("part of the visit").sort_values(
    "share of the explained variance", ascending=False
).style.format(
    {"attributes": "{}"}
    | dict.fromkeys(["share of the explained variance", "for each attribute"], "{:.0%}")
)

# %% [markdown]
# The setting has its share. But an average over low and high ratings hides **where** it works. That is the third instrument.
#
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
#
# `worse` is negative: what satisfaction **loses** when the attribute is missing.
# (`kano_table` sorts each person's pair of answers into one of the six classes, and counts them.)

# %%
kano = load_dataset("hospital_kano")
plot_kano(kano_table(kano))
plt.title("Ten attributes at Plum Court")
plt.show()

# %% [markdown] teaches=["S003-75"]
# Clean rooms and privacy are must-be: polish them further and nobody thanks you; neglect them, and it costs (below: about one point of seven each). A call on the day after is attractive: nobody misses it, everybody likes it.
# And *promotion calls* for check-ups are reverse. Somebody had them in the plan.
#
# You have met the three layers before. What customers say about a must-be sounds like pain, about a one-dimensional attribute like concern, about an attractive one like a hope (module 2).
#
# The short list of needs of the ill (be seen soon, no needless cost, no harm, then care and support) reads like must-be and one-dimensional attributes. That is a reading, not a result: nobody has split this questionnaire by group yet.

# %% [markdown]
# ## The Python of first and second
#
# `np.sort(..., axis=1)` sorts each row from the smallest to the largest; `[:, -1]` is then the last column, the largest of each row, and `[:, 0]` the first, the smallest.

# %%
polls = pd.DataFrame({"yes": [7, 2], "no": [1, 6], "perhaps": [4, 3]}, index=["app", "branch"])
in_order = np.sort(polls.to_numpy(), axis=1)
pd.DataFrame({"most": in_order[:, -1], "fewest": in_order[:, 0]}, index=polls.index)

# %% [markdown]
# ## Task 8a: how clear is the class? (6 points)
#
# A class that wins by two votes of two hundred is a coin that fell. Lee and Newcomb (1997) therefore report the **category strength**: the share of the most frequent class minus the share of the second.
#
# Write `kano_strength(answers)`.
#
# * `answers` has the columns `attribute`, `functional` (how one feels if it **is** there, from 1, likes it, to 5, dislikes it) and `dysfunctional` (if it is **not**), as the file does. You may use `kano_table(answers)`, which counts A, O, M, I, R, Q and their sum `n`.
# * It returns a DataFrame: **index** attribute; **columns** `better`, `worse` (negative or 0) and `strength`, a proportion: (count of the most frequent of the **six** classes − count of the second) / **all** answers of the attribute; unrounded, or to three decimals.
#
# Then `clearest` is the name of the attribute with the largest strength at Plum Court.


# %% answer="m05-q8a-strength"
def kano_strength(answers):
    """Better, worse, and by how much the most frequent class leads, for each attribute."""
    ### BEGIN SOLUTION
    table = kano_table(answers)
    ranked = np.sort(table[list("AOMIRQ")].to_numpy(), axis=1)
    table["strength"] = (ranked[:, -1] - ranked[:, -2]) / table["n"]
    return table[["better", "worse", "strength"]]
    ### END SOLUTION


clearest = ...
### BEGIN SOLUTION
clearest = kano_strength(kano)["strength"].idxmax()
### END SOLUTION

# %% task="m05-q8a-strength" points=6
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q8a-strength",
    points=6,
    hints=[
        "For one attribute: what are the two largest of its six counts?",
        "`kano_table(answers)` already has better and worse, with the right signs and the right base. One column is missing.",
        '`np.sort(table[list("AOMIRQ")].to_numpy(), axis=1)` sorts each row; the last two columns are the largest two.',
    ],
)
PAIRS = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (5, 2), "Q": (1, 1)}
counts = {"tea": "AAAAOOOMMI", "music": "AAOOMMIIRRRRRRQQ"}
votes = pd.DataFrame(
    [(attribute, *PAIRS[one]) for attribute, letters in counts.items() for one in letters],
    columns=["attribute", "functional", "dysfunctional"],
)
made = task.call("kano_strength", votes)
task.check("better and worse, with their base and their signs", made[["better", "worse"]])
lead = "strength is the lead of the most frequent class over the second"
task.check(lead, made["strength"], weight=2)
asked = make_hospital(seed=509).kano
asked = asked[asked["attribute"].isin(["promotion_calls", "greenery", "privacy", "short_wait"])]
asked = task.call("kano_strength", asked.iloc[200:500].reset_index(drop=True))
task.check(
    "another hospital: better and worse", asked[["better", "worse"]], atol=0.0006, hidden=True
)
task.check("another hospital: strength", asked["strength"], atol=0.0006, hidden=True)
own = 'kano_strength(kano)["strength"].idxmax()'
task.check("the clearest class", task.value("clearest"), own=own)
task

# %% [markdown]
# ## The regression twin
#
# Kano asks people to imagine. The same 800 ratings can answer without imagination: what does a **low** rating cost, and what does a **high** one earn, compared with the middle?
# Brandt (1987) puts two switches for each attribute into one regression, one for low (3 or less of 7) and one for high (6 or more). Two effects come out, **penalty** and **reward**.
# One slope for everything would average the two, and call a must-be attribute half important.

# %%
effects = penalty_reward(patients[names], patients["overall"], low=3, high=6)
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
    title="Dirt costs a point; shine earns nothing",
)
name_series(ax)
plt.show()

# %% [markdown]
# ## The Python of a word for each case
#
# A dictionary may be asked by a **pair**, `words[a, b]`; so two conditions lead to a word. `.map(dictionary)` puts a word in place of each value. `[x for x in list if condition]` keeps a part of a list.

# %%
rich, owing = pd.Series({"Ai": True, "Bo": False}), pd.Series({"Ai": True, "Bo": True})
call = {(True, True): "ask", (True, False): "greet", (False, True): "help", (False, False): "wait"}
calls = pd.Series({name: call[rich[name], owing[name]] for name in rich.index})
print(calls.map({"ask": 1, "help": 2}).to_dict())
[name for name in calls.index if calls[name] != "ask"]

# %% [markdown]
# ## Task 8b: name the shape (6 points)
#
# Write `shape(effects)`.
#
# * `effects` comes from `penalty_reward`: index attribute, columns `penalty`, `penalty_low`, `penalty_high` (the limits of its interval), `reward`, `reward_low`, `reward_high`.
# * A penalty is **sure** if its whole interval lies below 0, a reward if its whole interval lies above 0.
# * It returns a Series from attribute to one of four words: `"must-be"` (a sure penalty only), `"attractive"` (a sure reward only), `"one-dimensional"` (both), `"no effect"` (neither).
#
# Then `disagree` is the list of those attributes that are in **both** the Kano questionnaire and `effects`, and whose shape differs from their Kano `class` (M, A, O, and I for no effect).


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
        "Two conditions make four cases: a loop with `if` and `elif`, or `numpy.select`.",
    ],
)
five = pd.DataFrame(
    [
        [-1.0, -1.3, -0.7, 0.1, -0.2, 0.4],
        [-0.1, -0.4, 0.2, 0.8, 0.5, 1.1],
        [-0.6, -0.8, -0.4, 0.5, 0.2, 0.8],
        [-0.1, -0.4, 0.2, 0.05, -0.2, 0.3],
        [-0.3, -0.6, 0.0, 0.2, 0.0, 0.4],
    ],
    index=pd.Index(["floor", "tea", "wait", "plants", "signs"], name="attribute"),
    columns=["penalty", "penalty_low", "penalty_high", "reward", "reward_low", "reward_high"],
)
task.check("five attributes, four shapes", task.call("shape", five), weight=3)
drawn = make_hospital(seed=510).drivers
drawn = penalty_reward(drawn[names], drawn["overall"], low=3, high=6)
task.check("another hospital", task.call("shape", drawn), hidden=True)
asked = [name for name in kano["attribute"].unique() if name in names]
differ = task.value("disagree")
task.check("where the two disagree", differ, weight=2, each=True, among=asked)
task

# %% [markdown]
# Two methods that share nothing but the hospital agree on nearly everything: trust that. Where they disagree, look before you choose.
#
# And mind what an interval cannot say. Diagnosis looks "attractive": a sure reward, no sure penalty. Here is why.

# %%
show_table(
    effects.loc[
        ["diagnosis", "clean_rooms"], ["penalty", "penalty_low", "penalty_high", "n_low"]
    ].set_axis(["penalty", "from", "to", "people who rated it low"], axis=1),
    dict.fromkeys(["penalty", "from", "to"], "{:.2f}") | {"people who rated it low": "{:.0f}"},
)

# %% [markdown]
# Hardly anybody rates the diagnosis low: the penalty rests on 41 people of 800, and its interval runs from −0.63, a heavy loss, to +0.11, none at all. **No evidence of a penalty is not evidence of no penalty.** Nobody should draw from this that a poor diagnosis costs nothing.
#
# ## From priorities to a budget
#
# Suppose you know what to mend. How much goes where? The reflex: everything to the largest gap.
# But the first yuan mends what is easy, and every further one less. If $w$ is the weight of an attribute, $g$ what its rating can still gain, and $s$ the number of tokens that brings 63 % of that gain, then $x$ tokens bring
#
# $$w\,g\,(1 - e^{-x/s})$$
#
# Three invented attributes, twenty tokens:

# %%
toy = pd.DataFrame(
    {"weight": [0.5, 0.3, 0.2], "gain": [3.0, 2.0, 2.5], "scale": [4.0, 4.0, 5.0]},
    index=["wait", "manner", "costs"],
)
numbers = toy["weight"], toy["gain"], toy["scale"]
plans = {
    "all to the largest gap": {"wait": 20},
    "the same to each": dict.fromkeys(toy.index, 20 / 3),
    "each token where it adds most": allocate_tokens(*numbers, 20),
}
spent = np.arange(0, 21)
fig, ax = plt.subplots(figsize=(8, 3.6))
for (name, row), style, mark in zip(toy.iterrows(), ("-", "--", ":"), "os^", strict=True):
    ax.plot(
        spent,
        row["weight"] * row["gain"] * (1 - np.exp(-spent / row["scale"])),
        linestyle=style,
        linewidth=2,
    )
    here = plans["each token where it adds most"][name]
    ax.plot(
        here, row["weight"] * row["gain"] * (1 - np.exp(-here / row["scale"])), mark, color="black"
    )
    ax.annotate(
        name.capitalize(),
        (20, row["weight"] * row["gain"] * (1 - np.exp(-20 / row["scale"]))),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
    )
ax.set(
    xlabel="Tokens spent on the attribute",
    ylabel="Weighted gain (points)",
    title="Each further token does less (black: the best plan)",
    xticks=range(0, 21, 5),
)
plt.show()
pd.Series({name: plan_gain(plan, *numbers) for name, plan in plans.items()}).rename(
    "weighted gain, points"
).to_frame().style.format("{:.2f}")

# %% [markdown]
# ## The Python of one more
#
# `series.reindex(names, fill_value=0)` gives everybody of a list a number, 0 to those who had none. A difference of two calculations, with and without one more, says what one more adds. `np.exp(x)` is $e^x$; it works on whole columns.

# %%
tills = pd.Series({"hall": 2.0}).reindex(["hall", "street"], fill_value=0)
print(np.sqrt(tills + 1) - np.sqrt(tills))  # what one more till adds, if the square root counts
np.exp(-tills)

# %% [markdown]
# ## Task 9: the next token (5 points)
#
# There is one question that ends most meetings on a budget: *where would the next token do most?*
#
# Write `next_token(plan, weights, gains, scales)`.
#
# * `plan` is a dictionary or Series from attribute to the tokens it already has; an attribute that is not in it has 0 (`pd.Series(plan, dtype=float)` makes one of the other). `weights`, `gains` and `scales` are Series by attribute.
# * It returns a Series: for **each attribute of `weights`**, the weighted gain (points) that **one more** token there would **add** to the plan, unrounded or to three decimals at least.
#
# `plan_gain(plan, weights, gains, scales)` from the library gives the gain of a whole plan.


# %% answer="m05-q9-next-token"
def next_token(plan, weights, gains, scales):
    """What one more token would add, for each attribute."""
    ### BEGIN SOLUTION
    spent = pd.Series(plan, dtype=float).reindex(weights.index, fill_value=0)
    return weights * gains * (np.exp(-spent / scales) - np.exp(-(spent + 1) / scales))
    ### END SOLUTION


# %% task="m05-q9-next-token" points=5
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q9-next-token",
    points=5,
    hints=[
        "What does the plan gain now, and what would it gain with one token more on the wait?",
        "The gain with the extra token minus the gain without it, for one attribute after the other.",
        "In a loop: `more = dict(plan)`, `more[name] = more.get(name, 0) + 1`, then the difference of two calls of `plan_gain`.",
    ],
)
three = [toy[column] for column in ("weight", "gain", "scale")]
ten = task.call("next_token", {"wait": 8, "manner": 2}, *three)
task.check("eight tokens on the wait, two on the manner", ten, weight=2, atol=0.0006)
none = task.call("next_token", {"wait": 0}, *three)
task.check("no token is spent yet: the first token of each", none, atol=0.0006)
draw = np.random.default_rng(9)
parts = [f"part {n}" for n in range(9)]
many = [draw.dirichlet(np.ones(9)), draw.uniform(0.5, 4, 9), draw.uniform(1, 8, 9)]
many = [pd.Series(column, index=parts) for column in many]
plan = dict(zip(parts, draw.integers(0, 7, 9).tolist(), strict=True))
nine = task.call("next_token", plan, *many)
task.check("nine other attributes", nine, hidden=True, atol=0.0006)
other = task.call("next_token", pd.Series({"part 7": 5.0, "part 2": 3.0}), *many)
task.check("a plan of two, in another order", other, hidden=True, atol=0.0006)
task

# %% [markdown]
# Put every token where the next one adds most, twenty times, and you have the best plan; no other division of whole tokens beats it (Fox 1966). It follows that a plan is **not** a ranking. The second and third in line get something, too.
#
# ## The priority board: your plan, before you know
#
# Now decide for Plum Court. The board takes five things from you, in this order:
#
# 1. the **group** you protect first. The zones of the three groups are at the top;
# 2. the rule for the **crosshair**: mean, median, or the middle of the scale. Choose it **before** the positions of the fourteen attributes are shown. The board remembers which rule came first;
# 3. your twenty **tokens**. A token gains what the formula above says; the weights are derived importances like yours of Task 7, taken among equally ill patients (why, you will see in the third notebook), the gain is what the mean rating lacks to 7. What a token costs, no survey can tell; the house **assumes** these scales:

# %%
pd.Series(TOKEN_SCALES, name="tokens for 63 % of the gain").to_frame()

# %% [markdown]
# 4. a **forecast**: what share of the best possible gain will your plan reach? 100 % is the best plan there is; in code that is `forecast=1`. Bet, do not hope;
# 5. a **reason**, in a sentence or two.
#
# You can record as often as you like. Once you open the seal, further down, the plan stands.

# %%
board = PriorityBoard(load_dataset("hospital_zones"), patients, attributes)
board

# %% [markdown]
# Prefer to type? `board.record(...)` does the same as the button; attributes that you do not name get no token. Tokens go to the fourteen names of the first table: the conversation is not one of them, so split what you give it over `courtesy`, `explanation` and `listening`. If you used the button, leave the next cell as it is.

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
        "short_wait": 7,
        "explanation": 3,
        "listening": 3,
        "courtesy": 3,
        "booking": 2,
        "follow_up": 1,
        "privacy": 1,
    },
    forecast=0.95,
    reason=(
        "The wait of the ill is below their minimum and has the largest derived weight; the "
        "conversation comes next, and each further token there does less, so it is spread."
    ),
)
### END SOLUTION

# %% [markdown]
# ## Task 10: the decision (10 points)
#
# The next cell reads your record. Points: complete (2), the group at risk protected (2), the crosshair kept as first chosen (1), a plan that follows from derived importance and from the bend of the curve (3); and when the notebook is graded, how good your forecast was (2).

# %% task="m05-q10-board" points=10
from servicelab.games.priority_board import plan_numbers
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q10-board",
    points=10,
    hints=[
        "Which of the three groups stands lowest in its zone, over all dimensions?",
        "Which drivers had the largest weights in Task 7? And is the fifth token on one of them worth as much as the first on the next?",
        "A forecast is a number you would bet on. What would a plan of one attribute only reach, and what an equal split? Yours should lie above both, and rarely at 100 %.",
    ],
)
task.needs(
    "board.decision",
    "No decision is recorded yet. Press `Record decision` on the board and run this cell again.",
)


def complete(decision):
    assert len(str(decision["reason"])) >= 20, "Say in a sentence why you spend as you do."


def protected(decision):
    return (None,) if decision["protected"] == "ill" else (0, "", "comfortable-group-protected")


def crosshair(decision):
    return (None,) if decision["crosshair_before_seeing"] else (0, "", "crosshair-moved")


def tokens(decision, numbers):
    from servicelab.games.priority_board import share_of_best

    spent = list(decision["tokens"].values())
    assert all(isinstance(one, int) and one >= 0 for one in spent), "Tokens are whole numbers."
    assert 1 <= sum(spent) <= 20, "There are 20 tokens."
    most = max(decision["tokens"].values())
    reached = share_of_best(decision["tokens"], numbers)
    if most >= 15 and reached < 0.7:
        return 0, "", "all-to-one"
    if reached < 0.4:
        return 0, "", "stated-importance"
    if most <= 2 and reached < 0.7:
        return 0, "", "watering-can"
    return (
        reached / 0.9,
        "Part of the possible gain is left. Which tokens would add more elsewhere? Look at your weights of Task 7, and at the bend of the curve.",
    )


def forecast(decision, numbers):
    from servicelab.games.priority_board import share_of_best

    bet, reached = decision["forecast"], share_of_best(decision["tokens"], numbers)
    assert 0 <= bet <= 1, "The forecast is a share of the best possible gain, from 0 to 1."
    assert sum(decision["tokens"].values()) <= 20, "There are 20 tokens."
    error = abs(bet - reached)
    return (
        1 if error <= 0.06 else (0.26 - error) / 0.2,
        f"Your forecast was {bet:.0%} of the best possible gain, your plan reaches {reached:.0%}. Up to 6 points off keep all points.",
    )


task.rule("the decision is complete", complete, "board.decision", weight=2)
task.rule("the protected group is the one at risk", protected, "board.decision", weight=2)
seen = "the crosshair is the rule you chose before you saw the positions"
task.rule(seen, crosshair, "board.decision")
spent = "the tokens go where the next one does most"
numbers = plan_numbers(patients, attributes)
task.rule(spent, tokens, "board.decision", weight=3, numbers=numbers)
bet = "calibration of the forecast"
task.rule(bet, forecast, "board.decision", weight=2, hidden=True, numbers=numbers)
task

# %% [markdown]
# ## The seal
#
# Run the next cell, and open the seal when your decision is recorded and you stand by it.

# %%
board.reveal_button()

# %% [markdown]
# Four plans, two readings: for all patients, and for the group you protect. "All to the largest gap" is the plan that sounds most resolute, and it leaves a good part of the gain on the table. An equal split, which sounds fair, does little better for all, and no better for the ill.
#
# How sure is the best plan itself? Its weights come from 800 patients and its scales from an assumption. Draw other patients, and see which plans survive.

# %% jupyter={"source_hidden": true}
from servicelab.games.priority_board import best_plan, plan_numbers

if board.saved is not None and board.saved.revealed_at:
    numbers = plan_numbers(patients, attributes)
    redrawn = np.random.default_rng(5)
    drawn = [
        plan_numbers(
            patients.iloc[redrawn.integers(0, len(patients), len(patients))].reset_index(drop=True),
            attributes,
        )
        for _draw in range(40)
    ]
    slower = numbers.assign(scale=numbers["scale"] * 2)
    talk_name = "courtesy, explanation and listening together"
    best, half, steady_plan = (
        table.assign(**{talk_name: table[["courtesy", "explanation", "listening"]].sum(axis=1)})
        for table in (
            pd.DataFrame([best_plan(numbers)]),
            pd.DataFrame([best_plan(slower)]),
            pd.DataFrame([best_plan(one) for one in drawn]),
        )
    )
    ahead = (steady_plan[talk_name] > steady_plan["short_wait"]).sum()
    largest = (steady_plan.drop(columns=talk_name).idxmax(axis=1) == "short_wait").sum()
    print(f"The wait gets most of all single attributes in {largest} of 40 samples.")
    print(f"The three of the conversation together get more than the wait in {ahead} of 40.")
    display(
        pd.DataFrame(
            {
                "best plan": best.iloc[0],
                "least, of 40 samples": steady_plan.min(),
                "most, of 40 samples": steady_plan.max(),
                "if tokens do half as much": half.iloc[0],
            }
        )
        .sort_values("best plan", ascending=False)
        .loc[lambda table: table.max(axis=1) > 0]
    )
else:
    print("Shown when the seal is open. Then run this cell again.")

# %% [markdown]
# The order is firmer than the numbers. The wait is the largest single item in every sample; courtesy, explanation and listening follow, and together they get more than the wait, in every sample. A token more or less here or there is noise. Present it that way.
#
# One more thing that no optimum knows. The plan maximizes a mean over all patients. That it also serves the ill best is luck, and must be checked each time: a sum is indifferent to who pays for it. That is why the board asked you whom you protect.

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m05_priorities/2_priorities")

# %% [markdown]
# ## What you take with you
#
# * A grid has two axes and a cross. Write down the rule of the cross before you see the points.
# * Stated importance says what must not fail; derived importance says what makes the difference today. Report both.
# * Drivers that go together are merged and named, not dropped.
# * What is taken for granted shows in the penalty only. One slope hides it.
# * The next token, not the largest gap.
#
# **Further reading.** J. A. Martilla and J. C. James, "Importance-Performance Analysis", *Journal of Marketing* 41(1), 1977. H. Oh, "Revisiting Importance-Performance Analysis", *Tourism Management* 22(6), 2001.
# N. Slack, "The Importance-Performance Matrix as a Determinant of Improvement Priority", *International Journal of Operations and Production Management* 14(5), 1994.
# J. W. Johnson, "A Heuristic Method for Estimating the Relative Weight of Predictor Variables in Multiple Regression", *Multivariate Behavioral Research* 35(1), 2000.
# A. Gustafsson and M. D. Johnson, "Determining Attribute Importance in a Service Satisfaction Model", *Journal of Service Research* 7(2), 2004.
# N. Kano, N. Seraku, F. Takahashi and S. Tsuji, "Attractive Quality and Must-Be Quality", *Hinshitsu* 14(2), 1984. C. Berger and others, "Kano's Methods for Understanding Customer-Defined Quality", *Center for Quality of Management Journal* 2(4), 1993.
# M. C. Lee and J. F. Newcomb, "Applying the Kano Methodology to Meet Customer Requirements", *Quality Management Journal* 4(3), 1997.
# D. R. Brandt, "A Procedure for Identifying Value-Enhancing Service Components Using Customer Satisfaction Survey Data", in C. Surprenant (ed.), *Add Value to Your Service*, American Marketing Association, 1987.
# B. Fox, "Discrete Optimization via Marginal Analysis", *Management Science* 13(3), 1966.
#
# **Next:** [3_outcomes](3_outcomes.ipynb). A satisfied patient and a well-treated patient: the same person?
