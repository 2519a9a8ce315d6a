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
#     title: Whose needs, and which first?
#     minutes: 75
#     points: 19
#     asks: Dr. Lin
#     question: "Everybody on the board has a favorite: how would one know what matters?"
# ---

# %% [markdown]
# # Priorities 2 of 4: whose needs, and which first?
#
# **Plum Court Hospital.** 75 minutes, 19 points.
#
# When you have finished this notebook you will be able to
#
# 1. say for whom "the position of the hospital" speaks,
# 2. tell satisfied from well enough served,
# 3. sort needs by what happens if the house says no,
# 4. read an importance-performance grid, and say how much of it is the crosshair,
# 5. merge drivers that go together, and read an index as an index.

# %%
from servicelab import recall

recall("m05_priorities/2_priorities")

# %% [markdown] teaches=["S003-73", "S003-75"]
# ## Who is "all patients"?
#
# Hospitals have been told to turn from the patient to everybody who seeks care, ill or not: more people, more needs, more reasons to come.
# That is a decision on capacity before it is one on attitude. Here is what the three groups take.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import Prediction, Statement, load_dataset
from servicelab.plots import PALETTE, is_static, name_series, show_table, use_style
from servicelab.priorities import (
    derived_importance,
    importance_performance,
    plot_importance_performance,
    satisfaction_rules,
    zone_summary,
)

use_style()
zones = load_dataset("hospital_zones")
visits = load_dataset("hospital_visits")
visits["hours"] = visits["visits"] * visits["minutes_per_visit"] / 60
latest = visits[visits["year"] == 2025].set_index("group")[["people", "visits", "hours"]]
latest.index = latest.index.astype(str)
ax = (latest / latest.sum()).T.plot.barh(
    stacked=True, figsize=(8, 2.6), color=PALETTE[:3], edgecolor="black"
)
for bars, hatch in zip(ax.containers, ("", "//", ".."), strict=True):
    for bar in bars:
        bar.set_hatch(hatch)
ax.invert_yaxis()
ax.set(
    xlabel="Share of the three groups",
    title="Few ill people, half of the hours (2025)",
    xlim=(0, 1),
)
ax.set_yticks(range(3), ["People in the area", "Visits", "Hours of staff"])
ax.xaxis.set_major_formatter(lambda value, _place: f"{value:.0%}")
ax.grid(visible=False)
name_series(ax)
plt.show()

# %%
hours = visits.pivot(index="year", columns="group", values="hours")
added = hours.loc[2025] - hours.loc[2021]
change = pd.DataFrame(
    {
        "hours of staff, 2021": hours.loc[2021],
        "hours of staff, 2025": hours.loc[2025],
        "share 2021": hours.loc[2021] / hours.loc[2021].sum(),
        "share 2025": hours.loc[2025] / hours.loc[2025].sum(),
        "share of the added hours": added / added.sum(),
    }
)
show_table(change, dict.fromkeys(change, "{:,.0f}") | dict.fromkeys(change.columns[2:], "{:.0%}"))

# %% [markdown]
# From 2021 to 2025 their hours grew a little, and their share fell: of ten hours that the house added, about one went to them.
#
# So "the position of the hospital" depends on whose answers count how much. The **position** in the zone is 0 at the adequate level and 1 at the desired one. Two ill patients first: one has A = 5, D = 7, P = 4, the other A = 6, D = 6.1, P = 5. Their single ratios are −0.5 and −10, and the mean of these, −5.25, is ruled by the narrow zone. Sum first, then divide: (−1 − 1) / (2 + 0.1) = −0.95. For a group of answers it is a **ratio of sums**:
#
# $$\text{position} = \frac{\sum (P - A)}{\sum (D - A)}$$
#
# Weights are matched **by name**: `.reindex(names)` brings a Series into the order of another. A sum of products divided by the sum of the weights is a weighted mean. At the bank:

# %%
interest = pd.Series({"savers": 2.0, "firms": 5.0})
people = pd.Series({"firms": 10, "savers": 90})
print((interest * people).sum() / people.sum(), interest.mean())
people.reindex(interest.index)

# %% [markdown]
# ## Task 3: whose position? (4 points)
#
# Complete `weighted_position(zones, weights)`, which lets each **group** g count with a weight of its own, a dictionary or Series from group to a positive number of any size. Two sums are missing, over the groups, of the group's **mean** differences times its weight:
#
# $$\frac{\sum_g w_g\,(\bar P_g - \bar A_g)}{\sum_g w_g\,(\bar D_g - \bar A_g)}$$
#
# Then `position_by_hours` is the position in **responsiveness** (`reply_zone`) when each group counts by its hours of staff in 2025, `latest["hours"]`; two decimals at least.

# %%
reply_zone = zones[zones["dimension"] == "responsiveness"].astype({"group": str})


# %% answer="m05-q3-position"
def weighted_position(zones, weights):
    """Position in the zone of tolerance when each group counts with a given weight."""
    means = zones.groupby("group")[["adequate", "desired", "perceived"]].mean()
    weight = pd.Series(weights).reindex(means.index)
    above = ...
    width = ...
    ### BEGIN SOLUTION
    above = (weight * (means["perceived"] - means["adequate"])).sum()
    width = (weight * (means["desired"] - means["adequate"])).sum()
    ### END SOLUTION
    return above / width


position_by_hours = ...
### BEGIN SOLUTION
position_by_hours = weighted_position(reply_zone, latest["hours"])
### END SOLUTION

# %% task="m05-q3-position" points=4 grades=["S003-73"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q3-position",
    points=4,
    hints=[
        "Above the line stands a weighted sum of P − A, below it one of D − A.",
        '`means["perceived"] - means["adequate"]` has one difference for each group.',
        "Multiply each group's difference by its weight, and take the `.sum()`.",
    ],
)
three = pd.DataFrame(
    {
        "group": ["a", "a", "b"],
        "adequate": [5.0, 5.0, 4.0],
        "desired": [7.0, 6.0, 8.0],
        "perceived": [4.0, 5.5, 7.0],
    }
)
by_name = task.call("weighted_position", three, {"a": 3, "b": 1})
task.check("three answers, and weights of 3 and 1", by_name)
in_order = task.call("weighted_position", three, pd.Series({"b": 50.0, "a": 150.0}))
task.check("only the proportions of the weights count, and their order does not", in_order)
there = make_hospital(seed=506).zones.query("dimension == 'empathy'").astype({"group": str})
there = task.call("weighted_position", there.reset_index(drop=True), latest["people"])
task.check("another hospital, by people", there, hidden=True)
task.check("the hospital, by hours of staff", task.value("position_by_hours"), atol=0.0055)
task

# %%
groups = zone_summary(reply_zone, "group")
whose = latest.reindex(groups.index).assign(answers=groups["n"])
rows = {
    name: np.average(groups["msa"], weights=weight)
    / np.average(groups["desired"] - groups["adequate"], weights=weight)
    for name, weight in whose.items()
}
pd.Series(rows).rename(
    {
        "hours": "hours of staff",
        "answers": "answers in the survey",
        "people": "people in the area",
    }
).sort_values().rename("position in responsiveness").to_frame().rename_axis(
    "each group counts by its"
).style.format("{:.2f}")

# %% [markdown]
# One hospital, one survey, four positions. Counted by people in the area, most of whom hardly ever come, the position is 0.67; counted by hours of staff it is 0.14. Report groups first; pool only with a weight you can defend.

# %% [markdown] teaches=["S003-85"]
# ## How many are satisfied?
#
# A rule in common use says: satisfied is who perceives **more** than expected. Which expectation?
# Satisfaction compares what one got with what one had *predicted* (Oliver 1980; Zeithaml, Berry and Parasuraman 1993). Getting what was predicted *confirms* it, and confirmed people are content. Whether it was *enough* is another question.
#
# | Count | Says |
# |---|---|
# | P > E, E predicted | more than predicted: the strict rule of satisfaction |
# | P ≥ E, E predicted | confirmed or better: the plain rule of satisfaction |
# | P ≥ A | at or above adequate: good enough, no matter what was predicted |
#
# A worked example: three patients had predicted 3, 5 and 6 of promptness, all accept 5 or more, and each got 4. One of them is satisfied, none is well enough served.

# %%
pd.DataFrame({group: satisfaction_rules(part) for group, part in reply_zone.groupby("group")}).T[
    ["P >= E", "P >= A"]
].rename(columns={"P >= E": "confirmed or better", "P >= A": "at or above adequate"}).style.format(
    "{:.0%}"
).set_caption("Responsiveness: share of each group; E is the predicted level")

# %%
statement = Statement(
    "m05-q4-statement",
    "Which sentence may Dr. Lin tell the board?",
    {
        "A": "The ill wait happily: more of them are satisfied than of any other group, so nothing is wrong.",
        "B": "Most of the ill got no less promptness than they predicted, and most got less than they accept.",
        "C": "The ill are satisfied with the wait because the staff treats them with more care.",
        "D": "Satisfaction with the wait is certain to fall once the ill learn to predict more.",
    },
)
statement

# %% [markdown]
# ## Task 4: satisfied, or served? (3 points)
#
# One sentence says what the table says; each of the others claims more. Record its letter and how sure you are, with the button of `statement` or below. The letter is graded, the confidence kept.

# %% answer="m05-q4-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="B", sure=0.95)
### END SOLUTION

# %% task="m05-q4-statement" points=3 grades=["S003-85"]
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q4-statement",
    points=3,
    hints=[
        "Which two levels does each count compare?",
        "Does the table say why, or what will be?",
        "Look for a verdict that uses one of two columns, a cause, and a forecast that is sure.",
    ],
)
task.statement("statement")
task

# %% jupyter={"source_hidden": true}
# no need to read this: words that would tell too much before a sentence is recorded
from IPython.display import Markdown

SAID = """
49 of the 140 ill (35 %) got no less promptness than they had predicted, and less than they accept. The plain rule counts them as satisfied. A share of satisfied patients needs its rule beside it, and the share at or above adequate beside that.
"""
statement.reveal_button(Markdown(SAID))

# %% [markdown] teaches=["S003-77", "S003-80"]
# ## All needs of everybody?
#
# "Meet all needs of all who seek care" is a promise that no house can keep. A hospital has a **duty of care** for what is necessary, and a choice beyond it. So the question is not ill or healthy, but what kind of need it is:
#
# * **necessary**: something may be wrong now, and without medical attention there may be harm;
# * **preventive**: nothing is wrong, and the visit keeps it so;
# * **elective**: it can be left undone without harm to health.
#
# A swollen ankle after a fall is necessary, a test of the eyes at 40 preventive, tinted lenses elective.
#
# ## Task 5: Dr. Lin sorts the list (3 points)
#
# From January, elective requests get Saturday hours at a price, preventive ones get booked hours, and necessary ones get the next free hour of a doctor, at once or within days. `kinds` is a dictionary from each of the nine requests below to `"necessary"`, `"preventive"` or `"elective"`. Each one in its place earns a ninth.

# %%
REQUESTS = [
    "reshape a nose",
    "vaccinate against flu",
    "sew a severed finger back on",
    "snores, with pauses in breathing",
    "check blood pressure once a year",
    "whiten teeth",
    "advice on diet and exercise",
    "smooth wrinkles",
    "a mole that has changed its shape",
]

# %% answer="m05-q5-kinds"
kinds = ...  # {"reshape a nose": "...", ...}
### BEGIN SOLUTION
kinds = {
    "reshape a nose": "elective",
    "vaccinate against flu": "preventive",
    "sew a severed finger back on": "necessary",
    "snores, with pauses in breathing": "necessary",
    "check blood pressure once a year": "preventive",
    "whiten teeth": "elective",
    "advice on diet and exercise": "preventive",
    "smooth wrinkles": "elective",
    "a mole that has changed its shape": "necessary",
}
### END SOLUTION

# %% task="m05-q5-kinds" points=3 grades=["S003-75", "S003-77", "S003-80"] decides="what may wait for Saturday"
from servicelab_workshop.tasks import Task

task = Task(
    "m05-q5-kinds",
    points=3,
    hints=[
        "What happens to the person if the hospital says no?",
        "Harm now or soon: necessary. Nothing wrong yet: preventive. No harm to health at all: elective.",
        "`kinds = {name: ... for name in REQUESTS}` or nine lines of a dictionary.",
    ],
)


def words(kinds, requests):
    """Whether these are nine of the three words; and a word about what is dangerous."""
    kinds = labeled(kinds, requests).astype(str).str.strip().str.lower()
    odd = sorted(set(kinds) - {"necessary", "preventive", "elective"})
    assert not odd, f"{odd[0]!r} is not one of necessary, preventive, elective."
    if kinds.nunique() < 3:
        return 0, "", "one-box"
    if kinds["snores, with pauses in breathing"] == "elective":
        return 0, "", "snoring-as-comfort"
    if kinds["sew a severed finger back on"] != "necessary":
        return 0, "", "misfit-kept"
    if kinds["a mole that has changed its shape"] == "elective":
        return 0, "", "warning-as-comfort"
    return None


def hits(kinds, places):
    """How many are where the mark scheme puts them."""
    kinds = labeled(kinds, list(places)).astype(str).str.strip().str.lower()
    n = sum(kinds[name] == kind for name, kind in places.items())
    return n / 9, f"{n} of nine are where the mark scheme puts them."


places = dict.fromkeys(REQUESTS, "elective") | {
    "vaccinate against flu": "preventive",
    "sew a severed finger back on": "necessary",
    "snores, with pauses in breathing": "necessary",
    "check blood pressure once a year": "preventive",
    "advice on diet and exercise": "preventive",
    "a mole that has changed its shape": "necessary",
}
task.rule("three kinds, and no danger sent to Saturday", words, "kinds", requests=REQUESTS)
task.rule("each in its place", hits, "kinds", weight=5, hidden=True, places=places)
task

# %% [markdown]
# Pauses in breathing and a changed mole are necessary: something may be wrong now, and a doctor has to look. A booked check-up in half a year is no place for them.
#
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
# Top left: it matters, and is done badly. **Concentrate** here. But where does the cross come from? At the means, some point lies below in every garage of the world, the best one included. At the middle of the scale, all may lie on one side.
#
# A loop can fill the columns of a table, one for each rule; `.nunique(axis=1)` counts the different values of each **row**. Three raters of the bank:

# %%
raters = [["A", "B", "C"], ["A", "B", "B"], ["A", "B", "C"]]
grades = pd.DataFrame(dict(enumerate(raters)), index=["Ai", "Bo", "Chu"])
grades.nunique(axis=1).to_dict()

# %% [markdown]
# ## Task 6: what the cross decides (4 points)
#
# Complete `steady(table, crosshairs)`, the list of the attributes that lie in the **same quadrant under all** crosshairs: rules as `importance_performance` takes them (`"mean"`, `"median"` or a point `(importance, performance)`). An attribute **exactly on** the cross counts as high. Missing is `stays`, True for each attribute (row) that never moves.
#
# Then, for the garage:
#
# * `steady_garage`: those steady under the mean, the median and the middle of the scale, `(2.5, 2.5)`;
# * `concentrate_garage`: the attributes in the quadrant `"concentrate"` when the cross is at the **means**.


# %% answer="m05-q6-crosshair"
def steady(table, crosshairs):
    """Attributes that lie in the same quadrant under every crosshair."""
    quadrants = pd.DataFrame(
        {
            place: importance_performance(table, crosshair)["quadrant"]
            for place, crosshair in enumerate(crosshairs)
        }
    )
    stays = ...
    ### BEGIN SOLUTION
    stays = quadrants.nunique(axis=1) == 1
    ### END SOLUTION
    return list(quadrants.index[stays])


steady_garage = ...
concentrate_garage = ...
### BEGIN SOLUTION
steady_garage = steady(garage, ["mean", "median", (2.5, 2.5)])
by_mean = importance_performance(garage, "mean")
concentrate_garage = list(by_mean.index[by_mean["quadrant"] == "concentrate"])
### END SOLUTION

# %% task="m05-q6-crosshair" points=4
from servicelab.games.priority_board.model import attribute_means
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q6-crosshair",
    points=4,
    hints=[
        "For one attribute: write down its quadrant under each crosshair. Are they all the same word?",
        "How many different words does a row hold when the attribute stays?",
        "`quadrants.nunique(axis=1)` compared with a number.",
    ],
)
seven = pd.DataFrame(
    {
        "importance": [6.0, 6.0, 4.5, 3.0, 6.0, 3.0, 5.0],
        "performance": [6.0, 4.5, 6.0, 3.0, 3.0, 4.5, 6.0],
    },
    index=list("abcdefg"),
)
points = task.call("steady", seven, [(5, 5), (4, 4), (5, 4)])
task.check("seven attributes, one on the cross, and three crosshairs", points)
TAKEN = (
    "list({0}.index) if hasattr({0}, 'loc') and set({0}.index) <= set(garage.index) else list({0})"
)
corner = task.value(TAKEN.format("concentrate_garage"), name="concentrate_garage")
task.check("the garage's corner of 1977", corner, each=True, among=list(garage.index))
stays = task.value(TAKEN.format("steady_garage"), name="steady_garage")
task.check("the garage's steady attributes", stays, each=True, among=list(garage.index))
there = make_hospital(seed=507)
spots = attribute_means(there.drivers, there.attributes)
rules = ["mean", "median", (4, 4), (5, 4.5)]
task.check("another hospital", task.call("steady", spots, rules), hidden=True)
task

# %%
places = {"mean": "mean", "median": "median", "middle of the scale": (2.5, 2.5)}
corners = pd.DataFrame(
    {name: importance_performance(garage, rule)["quadrant"] for name, rule in places.items()}
)
corners[corners.nunique(axis=1) > 1]

# %% [markdown]
# Half of the garage's list changes its advice with the cross. Whoever moves it **after** seeing the points can have many a priority. So the rule comes first, in writing. The board in the next notebook holds you to that.
#
# ## Second instrument: what goes with satisfaction
#
# Ask people in a hospital what is important, and they say: the diagnosis. Here 800 visitors rated their visit (329 ill, 259 sub-healthy, 212 healthy), and a doctor wrote severity, 1 to 5, on arrival. Who was asked and did not reply is not known.
# **Derived** importance does not ask. It looks at what the satisfied rate higher than the dissatisfied, attribute by attribute.
#
# **Predict:** stated importance puts diagnosis first. Where will it be by derived importance, among fourteen?

# %%
patients = load_dataset("hospital_drivers")
attributes = load_dataset("hospital_attributes")
names = list(attributes["attribute"])
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
# * `r`: the correlation of the rating with overall satisfaction;
# * `beta`: the slope when all drivers are in one regression, in standard deviations;
# * `vif`, the variance inflation factor: how much this driver goes together with the others. From about 5 on, `beta` says little;
# * `relative_weight`: a driver's part of R², the share of the variance that all explain together (Johnson 2000); the column adds up to R², here 0.54. It is an **index** of how much goes with a driver, not a slope: it does not say how many points a better rating brings.
#
# Look at courtesy, explanation and listening: three VIFs of 5.8 to 6.6. Patients who rate one high rate the others high as well (correlations 0.88 to 0.90). One regression can hardly tell how much goes with each, only how much goes with all three. One repair is to **merge** them, and to say so.
#
# `.mean(axis=1)` is the mean of each row, and `.assign(**{name: column})` adds a column whose name is kept in a variable. At the bank:

# %%
accounts = pd.DataFrame({"cash": [1, 2], "card": [30, 50], "app": [10, 10]})
new, old = "without paper", ["card", "app"]
accounts.drop(columns=old).assign(**{new: accounts[old].max(axis=1)})

# %% [markdown]
# ## Task 7: merge, then weigh (5 points)
#
# Complete `merged_weights(performance, overall, parts)`, where `parts` is a dictionary from a **new name** to the columns that are merged into it. Two steps are missing:
#
# * `joined`: for each person the **mean** of these columns;
# * `share`: the `relative_weight` of each driver of the table `merged`, from `derived_importance`, **divided by their sum** (unrounded, or to three decimals).
#
# Then `weights` is its result for the hospital's ratings, `patients[names]`, with courtesy, explanation and listening merged into `"conversation"`; and `setting_share` is what the four attributes of the setting (`clean_rooms`, `privacy`, `clear_signs`, `greenery`) have of it together.


# %% answer="m05-q7-merge"
def merged_weights(performance, overall, parts):
    """Relative weights after merging columns into their means; they add up to 1."""
    merged = performance.copy()
    for name, columns in parts.items():
        joined = ...
        ### BEGIN SOLUTION
        joined = merged[columns].mean(axis=1)
        ### END SOLUTION
        merged = merged.drop(columns=columns).assign(**{name: joined})
    share = ...
    ### BEGIN SOLUTION
    weight = derived_importance(merged, overall)["relative_weight"]
    share = weight / weight.sum()
    ### END SOLUTION
    return share


weights = ...
setting_share = ...
### BEGIN SOLUTION
weights = merged_weights(
    patients[names],
    patients["overall"],
    {"conversation": ["courtesy", "explanation", "listening"]},
)
setting_share = weights[["clean_rooms", "privacy", "clear_signs", "greenery"]].sum()
### END SOLUTION

# %% task="m05-q7-merge" points=5 grades=["S003-05", "S003-87", "S003-89"]
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.hospital import make_hospital

task = Task(
    "m05-q7-merge",
    points=5,
    hints=[
        "Which columns does the table have after merging, and how many are they?",
        "`merged[columns]` are the columns of one new driver; take the mean of each row.",
        '`derived_importance(merged, overall)["relative_weight"]` is a Series; divide it by its own ...',
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
task.check("ten people, two columns merged", small, atol=0.0051)
task.check("the hospital", task.value("weights"), atol=0.0051)
one_column = "pd.Series(weights.squeeze() if hasattr(weights, 'squeeze') else weights)"
own = one_column + "[['clean_rooms', 'privacy', 'clear_signs', 'greenery']].sum()"
rooms = task.value("setting_share")
task.check("what the setting has of it", rooms, own=own, within=(0, 1), atol=0.0016)
other = make_hospital(seed=508).drivers.sample(400, random_state=1).reset_index(drop=True)
two = {
    "conversation": ["courtesy", "explanation", "listening"],
    "rooms": ["clean_rooms", "privacy", "greenery"],
}
other = task.call("merged_weights", other[names], other["overall"], two)
task.check("another hospital, merged in two places", other, weight=2, hidden=True, atol=0.0051)
task

# %% jupyter={"source_hidden": true}
TALK_PARTS = ["courtesy", "explanation", "listening"]
stated = patients[[f"i_{name}" for name in names]].mean().set_axis(names)
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

# %%
factor = attributes.set_index("attribute")["factor"].astype(str)
factor = factor.drop(TALK_PARTS)
factor["conversation"] = "service"
by_part = short["relative_weight"].groupby(factor).sum()
pd.DataFrame(
    {
        "drivers": factor.value_counts(),
        "share of the explained variance": by_part / by_part.sum(),
    }
).rename_axis("part of the visit").sort_values(
    "share of the explained variance", ascending=False
).style.format({"drivers": "{}", "share of the explained variance": "{:.0%}"})

# %% [markdown] teaches=["S003-05", "S003-87", "S003-89"]
# Two lists that differ in most places. Stated importance says what patients call important. Derived importance says what goes with their satisfaction **among the ratings given**: only 41 of 800 rate the diagnosis 3 or less, so these data say little about what a bad diagnosis does. That is no reason to save on diagnosis. Its place is not sure: here 9 of fourteen, in samples drawn again 5 to 11.
#
# A text on hospitals gives the ill a short list of needs: be seen soon, pay little, come to no harm, then be nursed and supported. Here the ill find soundness of the diagnosis, few side effects and quick relief most important (6.6, 6.3 and 6.1 of 7), and a short wait sixth (5.7). They rate the wait lowest of the three groups (3.3, against 4.3 and 4.7 of 7).
#
# Rooms, plants and signs are what a visitor sees first; together the four of the setting have about a fifth of what is explained. But an index over low and high ratings hides **where** it works. That is the third instrument, in the next notebook.

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
# * Sum, then divide. Pool only with a weight you can defend.
# * Satisfied compares with what was predicted, adequate with what is needed. Print both.
# * Write down the rule of the cross before you see the points.
# * Drivers that go together are merged and named, or their sum is reported. An index is not a slope.
#
# **Further reading.** R. L. Oliver, "A Cognitive Model of the Antecedents and Consequences of Satisfaction Decisions", *Journal of Marketing Research* 17(4), 1980.
# J. A. Martilla and J. C. James, "Importance-Performance Analysis", *Journal of Marketing* 41(1), 1977. H. Oh, "Revisiting Importance-Performance Analysis", *Tourism Management* 22(6), 2001.
# J. W. Johnson, "A Heuristic Method for Estimating the Relative Weight of Predictor Variables in Multiple Regression", *Multivariate Behavioral Research* 35(1), 2000.
# A. Gustafsson and M. D. Johnson, "Determining Attribute Importance in a Service Satisfaction Model", *Journal of Service Research* 7(2), 2004.
#
# **Next:** [3_budget](3_budget.ipynb). Dr. Lin has twenty tokens of budget and fourteen things to mend.
