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
#     module: m08_complaints
#     title: After the mistake
#     minutes: 85
#     points: 22
#     asks: Ms. Pei
#     question: "Should one make mistakes on purpose, to repair them well?"
# ---

# %% [markdown]
# # Complaints 3 of 4: after the mistake
#
# **Willow Bridge Insurance, with Plum Court Hospital.** 85 minutes, 22 points.
#
# When you have finished this notebook you will be able to
#
# 1. test the recovery paradox on satisfaction and on retention, among survivors and among all,
# 2. say what a recovery program can bring, with the customers who never complain in the sum,
# 3. tell which kind of fairness goes with satisfaction once severity is held equal,
# 4. see who blames whom, and what an opaque clause costs,
# 5. choose a remedy and a limit of authority by expected value, a remedy that fails included.
#
# The second notebook counted; this one decides.

# %%
from servicelab import recall

recall("m08_complaints/3_recovery")

# %% [markdown] teaches=["S003-173", "S003-174"]
# ## Two slides
#
# Ms. Pei, head of marketing at Willow Bridge, has two slides from the same course.
#
# > **Slide 119, above:** A missed moment cannot be made good. All repair is passive.
# >
# > **Slide 119, below:** Solve a critical incident well, and the customer will be more loyal than before.
#
# They contradict each other. She has made up her mind for the second and asks the board for a budget: *delight whoever complains; they become our best customers.* Her proof is the yearly survey.
# If she is right, one should make mistakes on purpose. **Is she?**

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from servicelab import Prediction, load_dataset
from servicelab.complaints import (
    JUSTICE,
    adjusted_difference,
    authority_cost,
    best_limit,
    double_deviation,
    exposure_rate,
    justice_model,
    plot_authority,
    plot_recovery,
    recovery_means,
    remedy_value,
)
from servicelab.plots import PALETTE, name_series, show_table, use_style

use_style()

# %%
panel = load_dataset("insurer_recovery")
panel.sample(5, random_state=3)

# %% [markdown]
# Several insurers pooled their customers for a year: 30,000 people. Attitude was asked **before** the year, on a scale from 1 to 7. Some met a failure; some of these complained; complaints were handled in a poor, ok or excellent way. A year later one sees who **stayed**; then a survey goes out to those who are still customers, and two in five of them answer.
# A failure about which nobody complained is **silent**: the firm never learns of it.
#
# Here is Ms. Pei's chart: mean satisfaction of those who answered the survey.

# %%
survey = recovery_means(panel, surveyed=True)
ax = plot_recovery(survey)
ax.annotate(
    "no failure",
    (survey.loc["no failure", "mean"], 0.02),
    xycoords=("data", "axes fraction"),
    xytext=(5, 0),
    textcoords="offset points",
    fontsize=10,
)
plt.title("The survey: an excellent recovery beats no failure")
plt.show()

# %% [markdown]
# It is all there. Customers who were recovered excellently are more satisfied than those who never had any trouble, and by more than chance: that is the **recovery paradox**.
#
# **Predict** before you look. Of all customers without a failure, 73 % were still there when the survey went out. And of those whose failure was mended excellently?

# %%
stay_prediction = Prediction(
    "m08-recovered-stay",
    question="What share of all customers with an excellent recovery were still customers when the survey went out?",
    choices=["about 85 %", "about 78 %", "about 73 %, as without a failure", "about 66 %"],
)
stay_prediction

# %%
stayed = recovery_means(panel, value="stayed")
stay_prediction.reveal_button(
    f"After an excellent recovery {stayed.loc['excellent', 'mean']:.0%} stayed, without a failure {stayed.loc['no failure', 'mean']:.0%}. "
    f"They are more satisfied, and fewer of them stay."
)

# %%
ax = plot_recovery(stayed)
ax.annotate(
    "no failure",
    (100 * stayed.loc["no failure", "mean"], 0.02),
    xycoords=("data", "axes fraction"),
    xytext=(5, 0),
    textcoords="offset points",
    fontsize=10,
)
plt.title("All customers: even after an excellent recovery fewer stay")
plt.show()

# %% [markdown]
# The order is reversed. More satisfied with the handling, and gone all the same: an excellent recovery does not make people forget that there was something to recover.
#
# How can the survey look so good? It reaches **survivors**. Whoever had left was not asked. That lifts every mean, and most where most have left.

# %%
everybody = recovery_means(panel)
plot_recovery({"surveyed": survey, "everybody": everybody})
plt.title("The same satisfaction, two populations")
plt.show()

# %% [markdown]
# Survivors are one reason. There is a second: **who complains**. Customers who like the firm take the trouble to complain; the others leave without a word. So the group "excellent" liked the firm better from the start. Compare people of the same prior attitude, and see what is left.
#
# `adjusted_difference(panel, group, reference, value="satisfaction", surveyed=False)` gives a table: in its column `difference` stand, in the rows `as observed` and `adjusted`, the difference as observed, and that among customers alike in prior attitude.
#
# ## Task 15: four edges (3 points)
#
# `edges` is a dictionary or Series with four differences, each **"excellent" minus "no failure"**, under these labels (satisfaction in points of the scale, staying as a proportion, such as 0.05 for five percentage points; three decimals at least):
#
# * `"satisfaction, surveyed"`: as observed, surveyed customers only;
# * `"satisfaction, everybody"`: as observed, all customers;
# * `"satisfaction, adjusted"`: all customers, adjusted for prior attitude;
# * `"staying, everybody"`: as observed, all customers.

# %% answer="m08-q15-edges"
edges = ...
### BEGIN SOLUTION
pair = ("excellent", "no failure")
of_survey = adjusted_difference(panel, *pair, surveyed=True)["difference"]
of_all = adjusted_difference(panel, *pair)["difference"]
staying = adjusted_difference(panel, *pair, value="stayed")["difference"]
edges = {
    "satisfaction, surveyed": of_survey["as observed"],
    "satisfaction, everybody": of_all["as observed"],
    "satisfaction, adjusted": of_all["adjusted"],
    "staying, everybody": staying["as observed"],
}
### END SOLUTION

# %% task="m08-q15-edges" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q15-edges",
    points=3,
    hints=[
        "Each line changes one thing: who is looked at, what is held equal, what is measured.",
        '`adjusted_difference(panel, "excellent", "no failure")` has the rows "as observed" and "adjusted".',
        'Add `surveyed=True` for the first and `value="stayed"` for the last; `.loc["as observed", "difference"]` picks one number.',
    ],
)
given = task.value("edges")
for label, title in {
    "satisfaction, surveyed": "those whom the survey reached",
    "satisfaction, everybody": "survivors are not everybody",
    "satisfaction, adjusted": "like is compared with like",
}.items():
    task.check(title, given[label], atol=0.0051)
task.check("who stayed", given["staying, everybody"], within=(-1, 1), atol=0.0011)
task

# %% [markdown]
# Step by step the paradox shrinks: a little when everybody counts, by more than half when like is compared with like. What remains is about a tenth of a point. On staying there never was one.
#
# ### What the sources claim, and what holds on average
#
# * "They become more loyal than before" goes back to striking cases, and to Hart, Heskett and Sasser (1990), who wrote that a good recovery can turn an angry customer into a loyal one. *Can* is right.
# * McCollough, Berry and Yadav (2000) looked for the paradox in a study on airline service, and did not find it.
# * Maxham and Netemeyer (2002) found it after a first failure that was recovered well, and no longer after a second one.
# * De Matos, Henrique and Rossi (2007) put the studies together: **on average the paradox holds for satisfaction, and not for repurchase, word of mouth or the image of the firm**.
#
# So both slides are half right. A missed moment is not made good on average: even excellent recovery leaves customers less likely to stay than no failure at all. And repair is anything but idle, if you compare it with what would have been otherwise:

# %%
(stayed["mean"] - stayed.loc["silent failure", "mean"]).to_frame(
    "staying, against a failure nobody heard of (percentage points)"
).mul(100).style.format("{:+.1f}")

# %% [markdown]
# Excellent recovery against silence: a gain of about 25 points. **Poor** recovery against silence: about four points fewer. To be failed twice is the **double deviation** of Bitner, Booms and Tetreault (1990), and it is said to be worse than one failure.
# Here that is a hint, not a finding: the two intervals overlap, and those who complain were hit harder than the silent (and liked the firm better). What can be said is that a poor recovery gains nothing over silence.
#
# ## Who is not in the picture
#
# Ms. Pei's program reaches those who complain. How many are they?

# %%
failed = panel[panel["failed"] == 1]
heard = failed.loc[failed["complained"] == 1, "recovery"].astype(str)
today = heard.value_counts(normalize=True).to_dict()  # how complaints are handled now
pd.DataFrame(
    {
        "met a failure": [f"{len(failed):,} of {len(panel):,}"],
        "complained": [f"{failed['complained'].mean():.0%} of these"],
        **{
            f"of complaints: {name}": [f"{today[name]:.0%}"] for name in ("poor", "ok", "excellent")
        },
    }
).style.hide(axis="index")

# %% [markdown]
# ## Task 16: what a program can bring (3 points)
#
# Write `kept_if(panel, complain, mix)`: the share of the customers **with a failure** who stay if the share `complain` of them complains and their complaints are handled in the given `mix`; the others stay silent.
#
# * `complain` is a proportion; `mix` a dictionary from `"poor"`, `"ok"` and `"excellent"` to proportions that sum to 1 (a quality that is left out has 0).
# * Take for each quality, and for silent failures, the share who stayed **in the panel, of all customers** of that group. It returns a proportion.
#
# Then `programs` is a dictionary or Series with three values of it (three decimals at least): `"today"` (the share of complaints of the panel, and its mix: the dictionary `today`), `"all excellent"` (as many complaints as today, each handled excellently), `"many voices"` (80 % complain, with the mix of today).


# %% answer="m08-q16-kept-if"
def kept_if(panel, complain, mix):
    """Share of customers with a failure who stay, for a share of complaints and their handling."""
    ### BEGIN SOLUTION
    kept = recovery_means(panel, value="stayed")["mean"]
    heard = sum(share * kept[quality] for quality, share in mix.items())
    silent = kept["silent failure"]
    return complain * heard + (1 - complain) * silent
    ### END SOLUTION


programs = ...  # {"today": ..., "all excellent": ..., "many voices": ...}
### BEGIN SOLUTION
voiced = failed["complained"].mean()
programs = {
    "today": kept_if(panel, voiced, today),
    "all excellent": kept_if(panel, voiced, {"excellent": 1}),
    "many voices": kept_if(panel, 0.8, today),
}
### END SOLUTION

# %% task="m08-q16-kept-if" points=3
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.recovery import make_recovery

task = Task(
    "m08-q16-kept-if",
    points=3,
    hints=[
        "Of a hundred customers with a failure, 40 complain. How many of the 40 stay? And of the other 60?",
        '`recovery_means(panel, value="stayed")["mean"]` holds the share who stay for each quality and for "silent failure".',
        "Weight the qualities by `mix`, then weight heard and silent by `complain` and `1 - complain`.",
    ],
)
few = panel.sample(400, random_state=1)
usual = {"poor": 0.2, "ok": 0.5, "excellent": 0.3}
task.check(
    "400 customers, half of the failures voiced", task.call("kept_if", few, 0.5, usual), weight=2
)
other = make_recovery(seed=3851).recovery.sample(600, random_state=1)
task.check(
    "another panel, two qualities",
    task.call("kept_if", other, 0.55, {"ok": 0.4, "excellent": 0.6}),
    hidden=True,
)
programs = task.value("programs")
for label, own in {
    "today": 'kept_if(panel, failed["complained"].mean(), today)',
    "all excellent": 'kept_if(panel, failed["complained"].mean(), {"excellent": 1})',
    "many voices": "kept_if(panel, 0.8, today)",
}.items():
    task.check(label, programs[label], weight=2 / 3, within=(0, 1), own=own, atol=0.0016)
task

# %% [markdown]
# Look at your last two numbers. To handle **every** complaint excellently is a tall order, and it brings hardly more than to let **twice as many** speak up with the handling of today. Three in five failures are silent, and no remedy reaches them.
# That is the hard core of "welcome complaints": not that complainers become fans, but that silence is worse than an average repair. The caveat: those who are silent today like the firm less, and were hit less hard. Whether they would react like those who complain is an assumption. Try it with a few, by lot.

# %% [markdown]
# ## What is fair?
#
# A complaint is judged on three sides (Tax, Brown and Chandrashekaran 1998; Blodgett, Hill and Tax 1997):
#
# * **distributive**: what comes out of it, money, a repair, an apology;
# * **procedural**: how it comes about, fast, by known rules, with a say;
# * **interactional**: how one is treated on the way.
#
# Willow Bridge asked 600 people after their complaint. Which side should it improve first?

# %%
justice_prediction = Prediction(
    "m08-justice",
    question="Which side goes most closely with satisfaction, among cases of the same severity?",
    choices=[
        "distributive: what comes out",
        "procedural: how it comes about",
        "interactional: the manner",
    ],
)
justice_prediction

# %%
justice = load_dataset("insurer_justice")
naive_model = justice_model(justice, controls=())
held_model = justice_model(justice)
justice_prediction.reveal_button(
    f"Without severity {naive_model['beta'].idxmax()} leads (beta {naive_model['beta'].max():.2f}). "
    f"With severity held equal it is {held_model.loc[list(JUSTICE), 'beta'].idxmax()} "
    f"({held_model.loc[list(JUSTICE), 'beta'].max():.2f}), and distributive falls to {held_model.loc['distributive', 'beta']:.2f}."
)

# %%
fig, ax = plt.subplots(figsize=(9, 3.6))
for shift, (name, model, marker) in enumerate(
    (("severity left out", naive_model, "o"), ("severity held equal", held_model, "s"))
):
    part = model.loc[list(JUSTICE)]
    places = np.arange(3) + 0.24 * shift - 0.12
    ax.errorbar(
        part["beta"],
        places,
        xerr=[part["beta"] - part["low"], part["high"] - part["beta"]],
        linestyle="none",
        marker=marker,
        markersize=9,
        color=PALETTE[1 - shift],
        markeredgecolor="black",
        capsize=4,
        elinewidth=2,
        label=name,
    )
ax.set_yticks(range(3), [name.capitalize() for name in JUSTICE])
ax.set_ylim(2.5, -0.5)
ax.set(
    xlabel="Beta: sd of satisfaction for one sd of fairness, the others equal",
    title="Leave out severity, and money looks twice as important",
    xlim=(0, None),
)
name_series(ax)
plt.show()

# %% [markdown]
# A severe case goes with a bad outcome *and* with dissatisfaction. Leave severity out, and the outcome gets the credit for both. With severity in the model the order of the first two is exchanged.
#
# Two cautions. A beta is no lever: nobody was treated fairly at random, and a satisfied customer may find everything fair afterward. And a beta is in standard deviations, which no manager can order. Ms. Pei wants to know: *one point more on the scale of fairness, how many points of satisfaction go with it?*
#
# ## Task 17: points for a point (3 points)
#
# Write `points_per_point(data, outcome, controls)`.
#
# * `data` has the three kinds of justice, the `outcome` (name of a column) and the `controls` (list of columns), numbers.
# * It returns a Series or dictionary of the three kinds only: by how many **points of the outcome** people differ who differ by **one point** of that kind and are alike in the other two kinds **and in the controls** (least squares with a constant). You can compute it directly, or turn a beta of `justice_model` around: $b = \beta \cdot s_\text{outcome} / s_\text{driver}$.
#
# Then `first_kind` is the name of the kind with the largest number for satisfaction, severity held equal.


# %% answer="m08-q17-points"
def points_per_point(data, outcome, controls):
    """Points of the outcome that go with one point of each kind of justice, the rest equal."""
    ### BEGIN SOLUTION
    beta = justice_model(data, outcome=outcome, controls=controls)["beta"].loc[list(JUSTICE)]
    return beta * data[outcome].std() / data[list(JUSTICE)].std()
    ### END SOLUTION


first_kind = ...
### BEGIN SOLUTION
first_kind = points_per_point(justice, "satisfaction", ["severity"]).idxmax()
### END SOLUTION

# %% task="m08-q17-points" points=3
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.recovery import make_recovery

task = Task(
    "m08-q17-points",
    points=3,
    hints=[
        "A beta counts in standard deviations on both sides. What is one standard deviation worth in points?",
        '`justice_model(data, outcome=outcome, controls=controls)["beta"]` is the start; `data[name].std()` is a standard deviation.',
        "Multiply by the standard deviation of the outcome, divide by that of the kind, and keep the three kinds.",
    ],
)
twelve = pd.DataFrame(
    {
        "distributive": [1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 3, 5],
        "procedural": [2, 5, 1, 6, 3, 7, 2, 5, 4, 6, 4, 1],
        "interactional": [4, 1, 6, 3, 2, 5, 7, 1, 4, 6, 2, 5],
        "severity": [7, 6, 6, 5, 5, 3, 4, 2, 3, 1, 4, 4],
        "satisfaction": [10, 22, 14, 30, 28, 50, 44, 52, 50, 70, 30, 34],
    }
)
points = task.call("points_per_point", twelve, "satisfaction", ["severity"])
task.check("twelve cases, satisfaction in percent", points, weight=2)
other = make_recovery(seed=3852).justice.sample(400, random_state=1)
trust = task.call("points_per_point", other, "trust", ["severity"])
task.check("another survey, another outcome", trust, weight=2, hidden=True, atol=0.0051)
own = 'pd.Series(points_per_point(justice, "satisfaction", ["severity"])).idxmax()'
task.check("the first kind", task.value("first_kind"), among=list(JUSTICE), own=own)
task

# %% [markdown]
# A fair **way** costs less than a large sum: a rule that is known, an answer by the date that was named, somebody who listens before deciding. That it leads among cases alike in severity is an argument to try it, not a proof.

# %% [markdown] teaches=["S003-78"]
# ### An equal, not a supplicant
#
# The third side has a name of its own in hospitals: whoever seeks care is an equal, not somebody who begs for it. A stance can be measured. Plum Court asked 360 patients of five clinics for four statements (1 to 7): met with **respect**; could finish what I had to say (**listening**); told what was found in words I know (**explanation**); decided with me, not over my head (**say**).
#
# Which clinic would you send to the others as a model? The one that explains best?

# %%
clinics = load_dataset("hospital_clinics")
ITEMS = ["respect", "listening", "explanation", "say", "overall"]
by_clinic = clinics.groupby("clinic", observed=True)[ITEMS].mean()
fig, ax = plt.subplots(figsize=(9, 3.8))
for place, (clinic, row) in enumerate(by_clinic.iterrows()):
    is_heart = clinic == "Heart"
    ax.plot(
        ITEMS[:4],
        row[ITEMS[:4]],
        marker="osD^v"[place],
        color=PALETTE[1] if is_heart else "#7a7f86",
        linewidth=3 if is_heart else 1.5,
        markersize=8,
    )
    ax.annotate(
        f"{clinic} (overall {row['overall']:.1f})",
        (3, row["say"]),
        xytext=(10, {"Children": 5, "Skin": -5}.get(clinic, 0)),
        textcoords="offset points",
        va="center",
    )
ax.set(
    ylabel="Mean of the answers, 1 to 7",
    title="Best explained, and decided over the patient's head",
    ylim=(3, 6),
    xlim=(-0.2, 4.8),
)
ax.set_xticks(range(4), [item.capitalize() for item in ITEMS[:4]])
plt.show()

# %% [markdown]
# The Heart clinic explains better than all others, and has the lowest marks for respect, for listening, for having a say and for the visit on the whole. It lectures. A mean over the four items would have hidden it; a prize for explanation would have gone to it.
# Equality is not a friendly tone. It shows where something is decided: *with me, or over me?*

# %% [markdown] teaches=["S003-129"]
# ## Whose fault is it?
#
# Customers blame the firm, not themselves. Firms do the same the other way round: both are human, and psychology calls it self-serving attribution. The log of Willow Bridge knows what the investigation found.

# %%
log = load_dataset("complaints")
insurer = log[(log["sector"] == "insurance") & (log["content"] == "complaint")]
roots = insurer["root"].value_counts(normalize=True)
own = insurer[insurer["response"].notna()]  # the customer at the root, and closed: all that are
answers = own.groupby("response", observed=True).agg(
    cases=("cost", "size"),
    answered=("satisfaction", "count"),
    satisfaction=("satisfaction", "mean"),
    reopened=("reopened", "mean"),
    cost=("cost", "mean"),
    stayed=("stayed", "mean"),
)
print("Where the root lies: " + ", ".join(f"{name} {share:.0%}" for name, share in roots.items()))
answers.style.format(
    {
        "satisfaction": "{:.1f} of 7",
        "reopened": "{:.0%}",
        "cost": "{:.0f} yuan",
        "stayed": "{:.0%}",
    }
)

# %% [markdown]
# In about one case of five the customer caused the trouble: a form not sent, a date missed. All whose cases are closed were told no. To some it was **explained** how it came about, and what to do next time (144); some were told no and nothing else (100).
# The explanation costs the same. Satisfaction, among those who answered the question (74 and 57), differs by more than a point and a half; and of all these cases more than three times as many of the merely refused came back. (Who stayed does not differ by more than chance. Once more: satisfied is not loyal.)
#
# And before one teaches customers: why did they miss it? Perhaps somebody wrote it so that they would.

# %% [markdown] teaches=["S003-22"]
# ### The clause that nobody understands
#
# "Use words that customers understand" stands in every handbook, and nobody counts. Two numbers can be read off any text: **words per sentence**, and the share of **long words** (nine letters or more), a stand-in for rare ones. Here are forty clauses, how many policy-years stood under each, and how many complaints were about it.

# %%
clauses = load_dataset("insurer_clauses")
ease = pd.DataFrame(
    {
        "sentences": np.where(clauses["words_per_sentence"] > 20, "long sentences", "short ones"),
        "words": np.where(clauses["rare_word_share"] > 0.2, "many long words", "few long words"),
    }
)
print(clauses.loc[4, "text_en"])
print()
print(clauses.loc[35, "text_en"])

# %%
squares = clauses.groupby([ease["sentences"], ease["words"]])[["complaints", "policy_years"]].sum()
squares["clauses"] = clauses.groupby([ease["sentences"], ease["words"]]).size()
show_table(
    squares.join(
        exposure_rate(squares["complaints"], squares["policy_years"])[["rate", "low", "high"]]
    )[["clauses", "complaints", "policy_years", "rate", "low", "high"]].rename(
        columns={"rate": "per 1,000 policy-years", "low": "from", "high": "to"}
    ),
    {name: "{:.1f}" for name in ("per 1,000 policy-years", "from", "to")}
    | {"policy_years": "{:,.0f}"},
)

# %% [markdown]
# A long sentence of plain words draws about twice as many complaints as a short one. A long sentence of long words draws seven times as many. So "write short sentences" is half of the advice; the other half is *write words that people say*.
#
# Which clause should be rewritten first? The one with most complaints may only be the one under which most people live.
#
# ## Task 18: plain and hard (2 points)
#
# Write `clause_rates(clauses, words)`.
#
# * `clauses` has the columns `words_per_sentence`, `policy_years` and `complaints`. A clause is **hard** if it has **more than** `words` words per sentence, else **plain**.
# * It returns a Series or dictionary with the labels `"plain"` and `"hard"`: complaints per **1,000 policy-years** of all clauses of that kind **together**.


# %% answer="m08-q18-clauses"
def clause_rates(clauses, words):
    """Complaints per 1,000 policy-years of plain and of hard clauses."""
    ### BEGIN SOLUTION
    kind = np.where(clauses["words_per_sentence"] > words, "hard", "plain")
    sums = clauses.groupby(kind)[["complaints", "policy_years"]].sum()
    return 1000 * sums["complaints"] / sums["policy_years"]
    ### END SOLUTION


# %% task="m08-q18-clauses" points=2
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.operations import make_operations

task = Task(
    "m08-q18-clauses",
    points=2,
    hints=[
        "Thirty complaints from 600 policy-years and six from 2,400: what is the rate of both together?",
        'Two parts: `clauses[clauses["words_per_sentence"] > words]` and the others.',
        "For each part: sum of complaints over sum of policy-years, times 1,000.",
    ],
)
four = pd.DataFrame(
    {
        "words_per_sentence": [8.0, 20.0, 21.0, 30.0],
        "policy_years": [1000, 500, 600, 2400],
        "complaints": [2, 4, 30, 6],
    }
)
task.check("four clauses, one of them exactly on the limit", task.call("clause_rates", four, 20))
other = make_operations(seed=3853).insurer_clauses[[*four]]
rates = task.call("clause_rates", other, 15)
task.check("clauses of another insurer, another limit", rates, hidden=True)
task

# %%
each = clauses.assign(rate=1000 * clauses["complaints"] / clauses["policy_years"])
ranks = each.nlargest(4, "complaints")[["clause_id", "complaints", "policy_years", "rate"]]
by_rate = each.nlargest(4, "rate")[["clause_id", "complaints", "policy_years", "rate"]]
show_table(
    pd.concat(
        {
            "by complaints": ranks.reset_index(drop=True),
            "by rate": by_rate.reset_index(drop=True),
        },
        axis=1,
    )
).format(precision=0)

# %% [markdown]
# Only one clause is in both lists. A few rewritten sentences are the cheapest recovery there is: the one that need not take place.
#
# ## What is a remedy worth?
#
# Ms. Hua got a settlement that was too low. If nothing is done, she stays with a probability of 0.55; if she stays, the relation is worth 6,000 yuan. A remedy is worth **what it changes**:
#
# $$\text{value} = (p_\text{after} - p_\text{before})\cdot \text{CLV} - \text{cost}$$
#
# An apology costs half an hour, and lifts 0.55 to 0.62 if it satisfies her. That looks like the best bargain in the house. But what if it does **not** satisfy her?

# %%
p_before, worth = 0.55, 6000
works, p_after, handling, penalty = 0.55, 0.62, 30, 0.25
p_failed_twice = double_deviation(p_before, penalty)
p_expected = works * p_after + (1 - works) * p_failed_twice
pd.DataFrame(
    {
        "probability of staying": [p_after, p_failed_twice, p_expected],
        "value in yuan": [
            remedy_value(p_before, p_after, worth, handling),
            remedy_value(p_before, p_failed_twice, worth, handling),
            remedy_value(p_before, p_expected, worth, handling),
        ],
    },
    index=["the apology satisfies her", "it does not", "expected"],
).style.format({"probability of staying": "{:.2f}", "value in yuan": "{:+,.0f}"})

# %% [markdown]
# An apology without anything behind it satisfies about every second customer with this complaint. Failed twice, a quarter of those who would have stayed leave. On average the bargain is worth **less than doing nothing**.
#
# Here is all that could be offered to Ms. Hua. `works` is the probability that it satisfies her, `p_after` the probability of staying if it does, `amount` what is paid to her, `handling` what the work costs.

# %%
options = pd.DataFrame(
    {
        "amount": [0, 0, 400, 900, 2500],
        "handling": [0, 30, 60, 70, 90],
        "works": [1.0, 0.55, 0.85, 0.88, 0.93],
        "p_before": 0.55,
        "p_after": [0.55, 0.62, 0.78, 0.82, 0.86],
        "clv": 6000,
    },
    index=["nothing", "apology", "pay what is owed", "pay, and add 500", "pay all she asks"],
)
options

# %% [markdown]
# ## Task 19a: the best offer (4 points)
#
# Write `best_offer(options, limit, penalty)`.
#
# * `options` has the columns above, one row for each remedy, one of them to do nothing (its `works` is 1 and its `p_after` equals `p_before`).
# * A remedy that does not satisfy leaves the customer with `p_before * (1 - penalty)`. It costs `amount` and `handling` either way. The value of a remedy is its **expected** value against doing nothing, in yuan.
# * Only remedies with an `amount` up to `limit` (included) may be offered.
# * It returns a pair: the **name** of the remedy with the highest value (the label of its row), and that **value**.


# %% answer="m08-q19a-offer"
def best_offer(options, limit, penalty):
    """Name and expected value of the best remedy within a limit, failing included."""
    ### BEGIN SOLUTION
    allowed = options[options["amount"] <= limit]
    twice = double_deviation(allowed["p_before"], penalty)
    expected = allowed["works"] * allowed["p_after"] + (1 - allowed["works"]) * twice
    cost = allowed["amount"] + allowed["handling"]
    value = remedy_value(allowed["p_before"], expected, allowed["clv"], cost)
    return value.idxmax(), value.max()
    ### END SOLUTION


# %% task="m08-q19a-offer" points=4
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q19a-offer",
    points=4,
    hints=[
        "Follow one remedy through both outcomes, as the table of the apology does.",
        "Expected probability: `works * p_after + (1 - works) * p_before * (1 - penalty)`. Then subtract `p_before`, multiply by `clv`, and subtract both costs.",
        'Keep `options[options["amount"] <= limit]` first; `value.idxmax()` is the label of the best row.',
    ],
)
four = pd.DataFrame(
    {
        "amount": [0, 0, 300, 1000],
        "handling": [0, 20, 40, 60],
        "works": [1.0, 0.6, 0.8, 0.9],
        "p_before": 0.5,
        "p_after": [0.5, 0.6, 0.75, 0.875],
        "clv": 4000,
    },
    index=["nothing", "apology", "refund", "refund and more"],
)
generous = task.call("best_offer", four, 2000, 0.2)
task.check("four remedies, a generous limit", generous, weight=2, ordered=True)
task.check("a narrow limit", task.call("best_offer", four, 100, 0.2)[0], weight=0.5)
task.check("a limit that is just enough", task.call("best_offer", four, 300, 0.2)[0], weight=0.5)
harder = task.call("best_offer", four, 299, 0.5)
task.check("when a second failure weighs more", harder, ordered=True)
rich = options.assign(clv=40000)
for title, case in {
    "Ms. Hua": (options, 900, 0.25),
    "Ms. Hua, nothing to be paid": (options, 0, 0.25),
    "a customer worth more": (rich, 900, 0.1),
    "a customer worth more, and all that she asks": (rich, 2500, 0.4),
}.items():
    offer = task.call("best_offer", *case)
    task.check(title, offer, weight=0.5, hidden=True, ordered=True, atol=1)
task

# %% [markdown]
# ## How much may the desk grant by itself?
#
# If every refund needs a signature, cases wait, supervisors work, and some customers leave meanwhile. If none needs one, the desk pays too much: it wants peace. Somewhere between lies the limit that costs least.
#
# Two costs are forgotten when limits are set in a meeting. **Precedent**: what was paid once is asked for again, by the neighbor. **Fraud**: what is paid unseen will be asked for unseen, just below the limit.
#
# Willow Bridge paid the sums below in 2025. (The log knows what a case cost; that is close enough here.)

# %%
paid = insurer[
    (insurer["opened"] >= "2025-01-01") & insurer["remedy"].isin(["refund", "compensation"])
]
claims = paid["cost"].dropna()
claims.describe(percentiles=[0.25, 0.5, 0.75, 0.9]).drop("std").to_frame("yuan").T.style.format(
    "{:,.0f}"
)

# %%
GRID = list(range(0, 8001, 100))  # the limits to compare, in yuan
WAIT, OVERPAY = 120, 0.12  # yuan for each case that goes up; yuan paid too much for each yuan
PRECEDENT, FRAUD = 0.15, 2  # more claims for each yuan paid; false claims in the year
two_costs = authority_cost(GRID, claims, WAIT, OVERPAY)[["delay", "overpay"]]
two_costs.columns = ["waiting", "paid too much"]
ax = two_costs.plot(figsize=(9, 3.8), color=PALETTE[:2], style=["--", "-."], linewidth=2)
ax.xaxis.set_major_formatter("{x:,.0f}")
ax.yaxis.set_major_formatter("{x:,.0f}")
ax.set(
    xlabel="Limit of authority (yuan)",
    ylabel="Cost in the year (yuan)",
    title="Two costs, without precedent and fraud: what do they add up to?",
    ylim=(0, None),
)
ax.grid(visible=False, axis="x")
name_series(ax)
plt.show()

# %% [markdown]
# ## Task 19b: the limit (2 points)
#
# `limits` is a dictionary or Series with three limits in yuan, each the one of `GRID` that costs least for `claims` with the rates above (of equal ones the lowest; `best_limit` finds it, and `authority_cost` shows the sums):
#
# * `"waiting and overpaying"`: without the other two costs;
# * `"with precedent"`: precedent added;
# * `"with false claims"`: precedent **and** fraud added.

# %% answer="m08-q19b-limit"
limits = ...
### BEGIN SOLUTION
limits = {
    "waiting and overpaying": best_limit(GRID, claims, WAIT, OVERPAY),
    "with precedent": best_limit(GRID, claims, WAIT, OVERPAY, PRECEDENT),
    "with false claims": best_limit(GRID, claims, WAIT, OVERPAY, PRECEDENT, FRAUD),
}
### END SOLUTION

# %% task="m08-q19b-limit" points=2
from servicelab_workshop.tasks import Task

task = Task(
    "m08-q19b-limit",
    points=2,
    hints=[
        "Which costs fall when the limit rises, and which rise?",
        "`best_limit(GRID, claims, WAIT, OVERPAY)` is the first.",
        "`precedent=PRECEDENT` and `fraud=FRAUD` are further arguments; the third limit needs both.",
    ],
)
given = task.value("limits")
for label in ("waiting and overpaying", "with precedent", "with false claims"):
    task.check(label, given[label], among=GRID)
task

# %%
plot_authority(authority_cost(GRID, claims, WAIT, OVERPAY, PRECEDENT, FRAUD))
plt.title("With precedent and fraud both ends are dear")
plt.show()

# %% [markdown]
# Neither zero nor no limit: both ends are dear. The curve is flat near its lowest point, so a round number will do; what matters is to have left the ends. And the limit is a range of *authority*, not a price list: a desk that may pay up to the limit and always does has not understood it.
#
# ## Decide
#
# Ms. Pei's budget goes to the board tomorrow. There is money for one of three programs. Take 1,000 customers in a year; about 180 of them meet a failure. **Record your decision before you look.**

# %%
program = Prediction(
    "m08-recovery-program",
    question="Which program keeps most of 1,000 customers?",
    choices=[
        "delight: every complaint is handled excellently",
        "voices: 80 % of failures are voiced, handled as today",
        "prevention: a fifth of the failures does not happen",
    ],
)
program

# %%
shares = stayed["mean"]
rate = len(failed) / len(panel)
voiced_share = failed["complained"].mean()
heard_today = sum(share * shares[quality] for quality, share in today.items())
gain = pd.Series(
    {
        "delight": rate * voiced_share * (shares["excellent"] - heard_today),
        "voices": rate * (0.8 - voiced_share) * (heard_today - shares["silent failure"]),
        "prevention": rate * 0.2 * (shares["no failure"] - failed["stayed"].mean()),
    }
)
program.reveal_button(
    "Customers kept of 1,000: "
    + ", ".join(f"{name} {1000 * more:.1f}" for name, more in gain.items())
    + ". That is 8 to 10 each: what each of them costs decides, and how sure its assumption is."
)

# %%
(1000 * gain).to_frame("customers kept of 1,000").style.format("{:.1f}")

# %% [markdown]
# Three very different programs, and each keeps 8 to 10 of 1,000 customers. Perfection for the few who complain; a hearing for the many who do not; a fifth less to complain about.
# They rest on different ground. *Delight* assumes that the desk can do always what it does in a quarter of the cases now. *Voices* assumes that the silent react like the loud. *Prevention* assumes that you know what to mend; that was the work of the log.
# And none of them has a reason to make a mistake on purpose.
#
# ## Task 20: the memo (5 points, read by your instructor)
#
# Write to the board, 200 to 300 words: **shall Willow Bridge pay for delight after failure?** One point for each criterion, half a point where half of it is there.
#
# | Criterion | One point |
# |---|---|
# | **Two populations** | satisfaction of the surveyed *and* retention of all, with numbers and units, and why the survey looks better |
# | **Like with like** | what adjusting for prior attitude does to the edge in satisfaction, and that what is left is no proof of an effect |
# | **What is known** | what the slides claim, and what holds on average in the literature, with one source |
# | **The program** | a decision with its expected gain in 1,000 customers, the assumption it rests on, and how to test it |
# | **The rules** | a limit of authority with its reason, what happens when a remedy fails, and what would change your mind |

# %% [markdown] memo="m08-q20-memo" points=5
# ### BEGIN SOLUTION
# *A memo of full marks.* To the board: no, not for delight as such. Pay for being told, and for not failing.
#
# **What we know.** In our survey, customers whose failure was mended excellently rate us 0.38 points (of 7) above those who never met one. But the survey reaches those who stayed. Of all customers, 66 % stay after an excellent recovery and 73 % without a failure. More satisfied, less loyal.
#
# **Like with like.** Whoever complains liked us better before. Among customers of equal prior attitude the edge in satisfaction, 0.33 for everybody, shrinks to 0.10. Even that is an association: severity and luck are not held.
#
# **What others found.** One slide says that nothing can be made good, the other that solved incidents make people more loyal. De Matos, Henrique and Rossi (2007), over many studies: the paradox holds for satisfaction, not for repurchase or word of mouth. Against *silence*, though, an excellent recovery gains about 25 points of retention; a poor one gains none.
#
# **Program.** Three in five failures are never voiced. If 80 % were, handled as today, we would keep about 8 more of 1,000 customers; perfect handling of today's complaints brings about 9, a fifth fewer failures about 10. I propose prevention of payment delays, which the log can name, and a trial of "voices": ask a random half after each claim. It assumes that the silent react like the loud; the trial will tell.
#
# **Rules.** The desk decides up to 400 yuan: beyond it precedent and false claims cost more than waiting. A remedy that fails goes to a supervisor the same day: failed twice is worse than not at all. I would change my mind if retention, not satisfaction, rose after excellent recoveries drawn by lot.
#
# *Mark scheme.* One point for each criterion of the table, half where half is there. Numbers must be those of the trainee's own notebook. A memo for delight can reach full marks if it names what it costs to be excellent always, and tests on retention.
# ### END SOLUTION

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m08_complaints/3_recovery")

# %% [markdown]
# ## What you take with you
#
# * A survey of those who stayed cannot tell who left. Look at all, and at what they did.
# * The paradox is one of satisfaction, and smaller among people who were alike before. On staying, no failure is best.
# * Recovery is worth much against silence, and a poor one no more than silence.
# * Hold severity equal before you rank what was fair. A beta is no lever.
# * A remedy is worth what it changes, less its cost, failing included. Authority ends where precedent and fraud begin.
# * Explain a no. Rewrite the clause.
#
# **Further reading.** C. W. L. Hart, J. L. Heskett and W. E. Sasser, "The Profitable Art of Service Recovery", *Harvard Business Review* 68(4), 1990.
# M. J. Bitner, B. H. Booms and M. S. Tetreault, "The Service Encounter: Diagnosing Favorable and Unfavorable Incidents", *Journal of Marketing* 54(1), 1990.
# J. G. Blodgett, D. J. Hill and S. S. Tax, "The Effects of Distributive, Procedural, and Interactional Justice on Postcomplaint Behavior", *Journal of Retailing* 73(2), 1997.
# S. S. Tax, S. W. Brown and M. Chandrashekaran, "Customer Evaluations of Service Complaint Experiences", *Journal of Marketing* 62(2), 1998.
# A. K. Smith, R. N. Bolton and J. Wagner, "A Model of Customer Satisfaction with Service Encounters Involving Failure and Recovery", *Journal of Marketing Research* 36(3), 1999.
# M. A. McCollough, L. L. Berry and M. S. Yadav, "An Empirical Investigation of Customer Satisfaction after Service Failure and Recovery", *Journal of Service Research* 3(2), 2000.
# J. G. Maxham and R. G. Netemeyer, "A Longitudinal Study of Complaining Customers' Evaluations of Multiple Service Failures and Recovery Efforts", *Journal of Marketing* 66(4), 2002.
# C. A. de Matos, J. L. Henrique and C. A. V. Rossi, "Service Recovery Paradox: A Meta-Analysis", *Journal of Service Research* 10(1), 2007.
# G. Knox and R. van Oest, "Customer Complaints and Recovery Effectiveness: A Customer Base Approach", *Journal of Marketing* 78(5), 2014.
#
# **Next:** [4_follow_up](4_follow_up.ipynb). The case is closed. Somebody should call: whom, when, and what for?
