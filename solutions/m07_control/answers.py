# %% [markdown]
# # The answer bank of module 7
#
# ## Task 2: the house rule

# %% four quarters, coaching at four, another whole task="m07-q2-beads" points=12
rule.record(
    window="four",
    praise="no",
    closer=2,
    action="coach",
    limit=4,
    system=1.5,
    reason="A closer look is cheap; only what stays four errors below is acted on.",
)

# %% a wider line for the look task="m07-q2-beads" points=12
rule.record(
    window="all",
    praise="no",
    closer=2.5,
    action="coach",
    limit=4,
    system=2,
    reason="Few are looked at, fewer are coached, and a common fall is the system's.",
)

# %% slip="warned-the-noise" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"Somebody is warned every quarter, and mostly somebody who is not weak: look up what a warning takes from those."
edit('praise="no"', 'praise="yes"')

# %% slip="lowest-each-year" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"The lowest of twelve is replaced whatever the distance, and somebody is always the lowest."
edit('action="coach"', 'action="worst"')

# %% slip="one-quarter" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"Single managers are judged by one quarter without a closer look; chance alone makes some of them fall that low."
rule.record(
    window="last",
    praise="no",
    closer="never",
    action="replace",
    limit=2,
    system=2,
    reason="Whoever is two standard errors below the others in a quarter must go.",
)

# %% slip="looked-at-all" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"What cost most: closer looks at managers who are like everybody else. Chance reaches that line too often."
edit("closer=2", "closer=1")

# %% slip="nobody-ever" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"The rule never looks at a single manager and never acts on one."
rule.record(
    window="all",
    praise="no",
    closer="never",
    action="leave",
    limit="never",
    system=2,
    reason="Managers are never the cause, so nobody is looked at or replaced.",
)

# %% slip="looked-for-nothing" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"Closer looks are paid for, and nothing is done with what they show."
edit('action="coach"', 'action="leave"')

# %% slip="persons-for-system" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"The system is never mended, so whatever pulls all of them down stays."
edit("system=2", 'system="never"')

# %% slip="by-calendar" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"The system is mended on a date that was fixed before any answer came."
edit("system=2", 'system="quarter 5"')


# %% slip="acted-on-chance" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"What cost most: measures for managers who are like everybody else. Chance reaches your line too often."
edit("limit=4", "limit=2")

# %% slip="waited-too-long" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"What cost most: weak managers whom your rule finds late or never."
rule.record(
    window="four",
    praise="no",
    closer="never",
    action="coach",
    limit=4,
    system=2,
    reason="Only whoever is four standard errors below the others is coached.",
)

# %% slip="mended-the-noise" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"What cost most: mending where nothing is broken. Chance reaches your line too often."
edit("system=2", "system=1")

# %% slip="fall-overlooked" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"What cost most: falls of all together that your line lets pass."
edit("system=2", "system=4")


# %% coached for chance, mended for chance task="m07-q2-beads" points=5.49 trap="acted-on-chance"
rule.record(
    window="all",
    praise="no",
    closer="never",
    action="coach",
    limit=2,
    system=1,
    reason="Two errors are significant, so they are acted on, and the system early.",
)

# %% the system at every small fall task="m07-q2-beads" points=11.58 trap="mended-the-noise"
rule.record(
    window="all",
    praise="no",
    closer=2,
    action="coach",
    limit=3,
    system=1,
    reason="It is safer to mend too often than to overlook that something has changed.",
)

# %% only the surest task="m07-q2-beads" points=1.32 trap="waited-too-long" says=["late or never", "lets pass"]
rule.record(
    window="last",
    praise="no",
    closer="never",
    action="coach",
    limit=4,
    system=4,
    reason="Nothing is done before it is as good as certain that it is needed.",
)

# %% the system at three only task="m07-q2-beads" points=8.04 trap="fall-overlooked"
rule.record(
    window="all",
    praise="no",
    closer=2,
    action="coach",
    limit=4,
    system=3,
    reason="Mending is dear, so all together must have fallen by a lot before it is done.",
)


# %% the director's habit task="m07-q2-beads" points=0 trap="warned-the-noise"
rule.record(
    window="last",
    praise="yes",
    closer="never",
    action="leave",
    limit="never",
    system="never",
    reason="After a warning the score rises, so somebody is warned each quarter.",
)

# %% the lowest each year, and the whole task="m07-q2-beads" points=6 trap="lowest-each-year"
rule.record(
    window="four",
    praise="no",
    closer="never",
    action="worst",
    limit="never",
    system=2,
    reason="Once a year the last of the league is replaced, as in many firms.",
)

# %% two errors on one quarter, coached task="m07-q2-beads" points=6 trap="one-quarter"
rule.record(
    window="last",
    praise="no",
    closer="never",
    action="coach",
    limit=1.5,
    system=2,
    reason="Coaching cannot hurt, so whoever is low in a quarter is coached.",
)

# %% equivalent="m07-q2-beads"
"A closer look at three errors costs less and comes later, which is as good on these boards."
edit("closer=2", "closer=3")

# %% equivalent="m07-q2-beads"
"Coaching at three errors is as careful, with closer looks at two."
edit("limit=4", "limit=3")

# %% a look at many task="m07-q2-beads" points=9.66 trap="looked-at-all"
rule.record(
    window="all",
    praise="no",
    closer=1,
    action="coach",
    limit=3,
    system=2,
    reason="It is better to look at too many than to miss somebody who is weak.",
)

# %% slip="dear-measure" task="m07-q2-beads" silent="what a rule is worth is told when it is graded"
"What cost most: the measure itself, also where it is called for. Compare its price with that of the others, and what follows from each."
edit('action="coach"', 'action="replace"')

# %% replaced after a closer look task="m07-q2-beads" points=10.53 trap="dear-measure"
rule.record(
    window="all",
    praise="no",
    closer=2,
    action="replace",
    limit=4,
    system=2,
    reason="Whoever is surely weak is replaced, since coaching helps only once.",
)

# %% looked and acted late task="m07-q2-beads" points=11.13 trap="waited-too-long"
rule.record(
    window="all",
    praise="no",
    closer=3,
    action="coach",
    limit=3,
    system=2.5,
    reason="Three standard errors is the line that is used in many factories.",
)

# %% one line for everything task="m07-q2-beads" points=10.29 trap="acted-on-chance"
rule.record(
    window="all",
    praise="no",
    closer=2,
    action="coach",
    limit=2,
    system=2,
    reason="Two standard errors is what one calls significant, so it is the line everywhere.",
)

# %% nothing at all task="m07-q2-beads" points=0 trap="nobody-ever"
rule.record(
    window="all",
    praise="no",
    closer="never",
    action="leave",
    limit="never",
    system="never",
    reason="All of it is chance, so the best is to leave everything alone.",
)

# %% looks, and nothing else task="m07-q2-beads" points=6 trap="looked-for-nothing"
rule.record(
    window="four",
    praise="no",
    closer=3,
    action="leave",
    limit="never",
    system=2,
    reason="A closer look shows who is weak, and then one can talk to them.",
)

# %% only persons task="m07-q2-beads" points=6 trap="persons-for-system"
rule.record(
    window="four",
    praise="no",
    closer=2.5,
    action="coach",
    limit=4,
    system="never",
    reason="Every result has somebody who is responsible for it, so look at persons.",
)

# %% mended by the calendar task="m07-q2-beads" points=6 trap="by-calendar"
rule.record(
    window="all",
    praise="no",
    closer=2,
    action="coach",
    limit=4,
    system="quarter 6",
    reason="The middle of the time is when a change of system is most likely there.",
)

# %% [markdown]
# ## Task 3: foretold


# %% one formula task="m07-q3-foretold" points=6
def foretold(n, x, center, between):
    return center + between * n / (between * n + center * (1 - center)) * (x / n - center)


# %% unit by unit task="m07-q3-foretold" points=6
def foretold(n, x, center, between):
    result = {}
    for unit in n.index:
        share = x[unit] / n[unit]
        chance = center * (1 - center) / n[unit]
        weight = 1 - chance / (between + chance)
        result[unit] = weight * share + (1 - weight) * center
    return pd.Series(result)


# %% slip="own-rate" task="m07-q3-foretold"
"Each unit is foretold to repeat its own share. Part of that share is chance, and most of it where few answered."
edit("weight = between / (between + chance)", "weight = 1")

# %% slip="center-for-all" task="m07-q3-foretold"
"All units are foretold the same. But they do differ: how much, is given."
edit("weight = between / (between + chance)", "weight = 0 * chance")

# %% slip="part-of-all-answers" task="m07-q3-foretold"
"The weight is a unit's part of all answers. It must compare two variances, and not depend on how many answers the others have."
edit("weight = between / (between + chance)", "weight = n / n.sum()")

# %% slip="raw-spread" task="m07-q3-foretold"
"The spread of the shares as they were seen still holds chance. How much the true shares differ is given."
edit("between / (between + chance)", "(x / n).var() / ((x / n).var() + chance)")

# %% slip="other-way-round" task="m07-q3-foretold"
"The weight is that of chance: as written, few answers are believed most."
edit("weight = between /", "weight = chance /")

# %% slip="no-answers" task="m07-q3-foretold"
"The weight is the same for all units, however many answered. What does chance add to the share of a unit with few answers?"
edit("center * (1 - center) / n", "center * (1 - center)")

# %% slip="standard-deviations" task="m07-q3-foretold"
"These are standard deviations. The weight compares variances."
edit(
    "weight = between / (between + chance)",
    "weight = between**0.5 / (between**0.5 + chance**0.5)",
)

# %% slip="own-chance" task="m07-q3-foretold"
"The part of chance is computed from each unit's own share, luck included; a unit with all or none satisfied would have none. It is computed from the center."
edit("chance = center * (1 - center) / n", "chance = (x / n) * (1 - x / n) / n")

# %% slip="ratio" task="m07-q3-foretold"
"One variance is divided by the other. A weight is the part of both together, and never above 1."
edit("between / (between + chance)", "between / chance")


# %% the share again task="m07-q3-foretold" points=0 trap="own-rate"
def foretold(n, x, center, between):
    return x / n


# %% all alike task="m07-q3-foretold" points=1.2 trap="center-for-all"
def foretold(n, x, center, between):
    return pd.Series(center, index=n.index)


# %% part of all answers task="m07-q3-foretold" points=0 trap="part-of-all-answers"
def foretold(n, x, center, between):
    part = n / sum(n)
    return part * x / n + (1 - part) * center


# %% the variance as seen task="m07-q3-foretold" points=0 trap="raw-spread"
def foretold(n, x, center, between):
    share = x / n
    spread = ((share - share.mean()) ** 2).sum() / (len(share) - 1)
    weight = spread / (spread + center * (1 - center) / n)
    return center + weight * (share - center)


# %% chance believed task="m07-q3-foretold" points=0 trap="other-way-round"
def foretold(n, x, center, between):
    chance = center * (1 - center) / n
    return x / n + between / (between + chance) * (center - x / n)


# %% one weight for all task="m07-q3-foretold" points=1.2 trap="no-answers"
def foretold(n, x, center, between):
    weight = between / (between + center - center**2)
    return center + weight * (x / n - center)


# %% roots task="m07-q3-foretold" points=1.2 trap="standard-deviations"
def foretold(n, x, center, between):
    chance = np.sqrt(center * (1 - center) / n)
    true = np.sqrt(between)
    return center + true / (true + chance) * (x / n - center)


# %% each its own chance task="m07-q3-foretold" points=0 trap="own-chance"
def foretold(n, x, center, between):
    p = x / n
    chance = p * (1 - p) / n
    return center + between / (between + chance) * (p - center)


# %% one over the other task="m07-q3-foretold" points=1.2 trap="ratio"
def foretold(n, x, center, between):
    weight = between * n / (center * (1 - center))
    return center + weight * (x / n - center)


# %% the chance of the example by hand task="m07-q3-foretold" points=1.2 says=["not yet right"]
def foretold(n, x, center, between):
    return center + n * between / (n * between + 0.16) * (x / n - center)


# %% [markdown]
# ## Task 4: which sentence

# %% the letter, hardly sure task="m07-q4-statement" points=6 fewer="one of four letters is right"
statement.record(sentence="C", sure=0.4)

# %% slip="seven-points" task="m07-q4-statement" silent="a choice among four sentences"
"The ten were chosen for being low. What would their rise have been without a seminar?"
edit('"C"', '"A"')

# %% slip="proved-useless" task="m07-q4-statement" silent="a choice among four sentences"
"The interval of what is left over reaches well above zero, too. That nothing was seen does not show that there is nothing."
edit('"C"', '"B"')

# %% slip="mean-as-promise" task="m07-q4-statement" silent="a choice among four sentences"
"The interval is about the mean of twenty branches of this region in one quarter, not about each branch, anywhere and from now on."
edit('"C"', '"D"')

# %% seven points task="m07-q4-statement" points=0 trap="seven-points"
statement.record(sentence="A", sure=0.85)

# %% of no use task="m07-q4-statement" points=0 trap="proved-useless"
statement.record(sentence="B", sure=0.7)

# %% for everybody task="m07-q4-statement" points=0 trap="mean-as-promise"
statement.record(sentence="D", sure=0.55)


# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ways to answer: control

# %% [markdown]
# ## Task 5: two rates, three questions

# %% by loops, rounded, capital letters no task="m07-q5-two-rates" points=3
yes = 0
asked_of = 0
rates = []
for row in bank.itertuples():
    yes += row.satisfied
    asked_of += row.n
    rates.append(row.satisfied / row.n)
pooled = round(yes / asked_of, 3)
mean_of_branches = round(sum(rates) / len(rates), 3)
asked = dict(a="pooled", b="mean", c="neither")

# %% a weighted mean, a Series task="m07-q5-two-rates" points=3
pooled = np.average(bank["rate"], weights=bank["n"])
mean_of_branches = bank["rate"].mean()
asked = pd.Series(["pooled", "mean", "neither"], index=["a", "b", "c"])

# %% slip="swapped-rates" task="m07-q5-two-rates"
"That is the mean of the forty rates, in which a branch counts once. Pooled, a customer counts once: add up first."
edit(
    'pooled = bank["satisfied"].sum() / bank["n"].sum()',
    'pooled = (bank["satisfied"] / bank["n"]).mean()',
)

# %% slip="mean-is-pooled" task="m07-q5-two-rates"
"That is the pooled rate, in which a customer counts once. In the mean of the branches each rate counts once."
edit(
    'mean_of_branches = (bank["satisfied"] / bank["n"]).mean()',
    'mean_of_branches = bank["satisfied"].sum() / bank["n"].sum()',
)

# %% slip="all-quarters" task="m07-q5-two-rates"
"You added up more than one quarter. Quarter 4 is asked for, the table `bank`."
edit(
    'pooled = bank["satisfied"].sum() / bank["n"].sum()',
    'pooled = survey["satisfied"].sum() / survey["n"].sum()',
)

# %% slip="all-quarters" task="m07-q5-two-rates"
"You took more than one quarter. Quarter 4 is asked for, the table `bank`."
edit(
    'mean_of_branches = (bank["satisfied"] / bank["n"]).mean()',
    'mean_of_branches = (survey["satisfied"] / survey["n"]).mean()',
)

# %% slip="silent-as-the-rest" task="m07-q5-two-rates" silent="a choice between three words: every wrong one named tells the right one"
"In one of the questions are people of whom no column says anything. Who answers is not drawn at random."
edit('"c": "neither"', '"c": "pooled"')

# %% the two rates swapped task="m07-q5-two-rates" points=1 trap="swapped-rates"
pooled = bank["rate"].mean()
mean_of_branches = bank["satisfied"].sum() / bank["n"].sum()
asked = {"a": "pooled", "b": "mean", "c": "neither"}

# %% the mean is taken for pooled as well task="m07-q5-two-rates" points=2 trap="mean-is-pooled"
pooled = bank["satisfied"].sum() / bank["n"].sum()
mean_of_branches = np.average(bank["rate"], weights=bank["n"])
asked = {"a": "pooled", "b": "mean", "c": "neither"}

# %% all six quarters task="m07-q5-two-rates" points=1 trap="all-quarters"
whole = survey.groupby("branch", observed=True)[["satisfied", "n"]].sum()
pooled = whole["satisfied"].sum() / whole["n"].sum()
mean_of_branches = (survey["satisfied"] / survey["n"]).mean()
asked = {"a": "pooled", "b": "mean", "c": "neither"}

# %% pooled speaks for those who are silent task="m07-q5-two-rates" points=2.67 trap="silent-as-the-rest"
pooled = bank["satisfied"].sum() / bank["n"].sum()
mean_of_branches = bank["rate"].mean()
asked = {"b": "mean", "c": "pooled", "a": "pooled"}

# %% in percent task="m07-q5-two-rates" points=1 says=["proportion"]
pooled = 100 * bank["satisfied"].sum() / bank["n"].sum()
mean_of_branches = 100 * bank["rate"].mean()
asked = {"a": "pooled", "b": "mean", "c": "neither"}

# %% the median branch task="m07-q5-two-rates" points=2
pooled = bank["satisfied"].sum() / bank["n"].sum()
mean_of_branches = bank["rate"].median()
asked = {"a": "pooled", "b": "mean", "c": "neither"}

# %% [markdown]
# ## Task 6: may the last five be dismissed?

# %% less sure task="m07-q6-bottom" points=4
statement.record(sentence="B", sure=0.4)

# %% changed one's mind task="m07-q6-bottom" points=4
statement.record(sentence="A", sure=0.6)
statement.record(sentence="B", sure=0.8)

# %% slip="weak-proved" task="m07-q6-bottom" silent="a choice between four sentences: every wrong one named tells the right one"
"These five were chosen because they were lowest. Among forty equals, too, the five lowest lie far below the mean."
edit('sentence="B"', 'sentence="A"')

# %% slip="one-of-forty" task="m07-q6-bottom" silent="a choice between four sentences"
"That chance is one of a branch named in advance. Here the furthest of forty was looked for, and some branch is always the furthest."
edit('sentence="B"', 'sentence="D"')

# %% slip="equal-proved" task="m07-q6-bottom" silent="a choice between four sentences"
"Nobody outside is no proof that all are alike. What would a weak branch with nine answers have to show to stand out?"
edit('sentence="B"', 'sentence="C"')

# %% the five are weak task="m07-q6-bottom" points=0 trap="weak-proved"
statement.record(sentence="A", sure=0.9)

# %% Granite Gate is weak task="m07-q6-bottom" points=0 trap="one-of-forty"
statement.record(sentence="D", sure=1)

# %% all are equal task="m07-q6-bottom" points=0 trap="equal-proved"
statement.record(sentence="C", sure=0.25)

# %% [markdown]
# ## Task 7: the spread, and what chance makes of it


# %% numpy throughout task="m07-q7-spread" points=6
def dispersion(n, x):
    center = np.sum(x) / np.sum(n)
    z = np.asarray((x / n - center) / np.sqrt(center * (1 - center) / n))
    low, high = np.percentile(z, [10, 90])
    return float(np.mean(np.clip(z, low, high) ** 2))


times = {}
for house, n, x in (
    ("hospital", letters["n"], letters["sent"]),
    ("bank", bank["n"], bank["satisfied"]),
):
    times[house] = dispersion(n, x) / mean_by_chance(dispersion, n, x)


# %% where in place of clip, the library's distances task="m07-q7-spread" points=6
def dispersion(n, x):
    z = funnel_limits(n, x)["z"]
    low, high = z.quantile(0.1), z.quantile(0.9)
    pulled = z.where(z > low, low)
    pulled = pulled.where(pulled < high, high)
    return sum(pulled * pulled) / len(pulled)


usual = pd.Series(
    {
        "bank": mean_by_chance(dispersion, bank["n"], bank["satisfied"]),
        "hospital": mean_by_chance(dispersion, letters["n"], letters["sent"]),
    }
)
times = (
    pd.Series(
        {
            "bank": dispersion(bank["n"], bank["satisfied"]),
            "hospital": dispersion(letters["n"], letters["sent"]),
        }
    )
    / usual
).round(2)

# %% equivalent="m07-q7-spread"
"pandas puts the two limits of `clip` in order by itself."
edit("z.clip(z.quantile(0.1), z.quantile(0.9))", "z.clip(z.quantile(0.9), z.quantile(0.1))")

# %% slip="not-pulled" task="m07-q7-spread"
"The outer distances are as they were, so one unit far away makes the mean by itself. Pull both tenths in first."
edit("pulled = z.clip(z.quantile(0.1), z.quantile(0.9))", "pulled = z")

# %% slip="one-end" task="m07-q7-spread"
"Only one end is pulled in. Both the lowest and the highest tenth are set to their quantile."
edit("z.clip(z.quantile(0.1), z.quantile(0.9))", "z.clip(lower=z.quantile(0.1))")

# %% slip="one-end" task="m07-q7-spread"
"Only one end is pulled in. Both the lowest and the highest tenth are set to their quantile."
edit("z.clip(z.quantile(0.1), z.quantile(0.9))", "z.clip(upper=z.quantile(0.9))")

# %% slip="cut-off" task="m07-q7-spread"
"The outer units are left out. Pulling in keeps them: each is set to the tenth that it lies beyond."
edit(
    "z.clip(z.quantile(0.1), z.quantile(0.9))",
    "z[(z >= z.quantile(0.1)) & (z <= z.quantile(0.9))]",
)

# %% slip="twentieths" task="m07-q7-spread"
"A twentieth at each end is pulled in. A tenth at each end is asked for."
edit("z.clip(z.quantile(0.1), z.quantile(0.9))", "z.clip(z.quantile(0.05), z.quantile(0.95))")

# %% slip="no-squares" task="m07-q7-spread"
"You took the mean of distances without their sign. The mean of their squares is asked for."
edit("(pulled**2).mean()", "pulled.abs().mean()")

# %% slip="square-of-mean" task="m07-q7-spread"
"You take the mean first and square it then, so distances below and above cancel out. Square each distance first."
edit("(pulled**2).mean()", "pulled.mean() ** 2")

# %% slip="root-taken" task="m07-q7-spread"
"That is the root of the mean square. The mean square itself is asked for."
edit("(pulled**2).mean()", "np.sqrt((pulled**2).mean())")

# %% slip="about-its-mean" task="m07-q7-spread"
"That is a variance, counted from the mean of the distances. The distances are counted from the center already: take the mean of their squares."
edit("(pulled**2).mean()", "pulled.var()")

# %% slip="compared-with-one" task="m07-q7-spread"
"That is the dispersion itself. How large would it be under chance alone, drawn and pulled in the same way?"
edit("dispersion(n, x) / mean_by_chance(dispersion, n, x)", "dispersion(n, x)")

# %% slip="minus-chance" task="m07-q7-spread"
"You take chance off. How many times as large is asked: divide."
edit("dispersion(n, x) / mean_by_chance", "dispersion(n, x) - mean_by_chance")

# %% slip="upside-down" task="m07-q7-spread"
"That is chance divided by the house. How many times as large is the house?"
edit(
    "dispersion(n, x) / mean_by_chance(dispersion, n, x)",
    "mean_by_chance(dispersion, n, x) / dispersion(n, x)",
)


# %% the mean squared task="m07-q7-spread" points=1 trap="square-of-mean"
def dispersion(n, x):
    center = x.sum() / n.sum()
    z = (x / n - center) / np.sqrt(center * (1 - center) / n)
    pulled = z.clip(z.quantile(0.1), z.quantile(0.9))
    return pulled.mean() ** 2


times = {
    house: dispersion(n, x) / mean_by_chance(dispersion, n, x) for house, (n, x) in houses.items()
}


# %% draws of one's own task="m07-q7-spread" points=6
def dispersion(n, x):
    center = x.sum() / n.sum()
    z = (x / n - center) / np.sqrt(center * (1 - center) / n)
    return (z.clip(z.quantile(0.1), z.quantile(0.9)) ** 2).mean()


times = {}
for house, (n, x) in houses.items():
    draws = np.random.default_rng(2026)
    chance = [
        dispersion(n, pd.Series(draws.binomial(n, x.sum() / n.sum()), index=n.index))
        for _ in range(1000)
    ]
    times[house] = dispersion(n, x) / np.mean(chance)


# %% nothing pulled in task="m07-q7-spread" points=2 trap="not-pulled"
def dispersion(n, x):
    limits = funnel_limits(n, x)
    return (limits["z"] ** 2).mean()


times = {
    "bank": dispersion(bank["n"], bank["satisfied"])
    / mean_by_chance(dispersion, bank["n"], bank["satisfied"]),
    "hospital": dispersion(letters["n"], letters["sent"])
    / mean_by_chance(dispersion, letters["n"], letters["sent"]),
}


# %% pulled in from above only task="m07-q7-spread" points=2 trap="one-end"
def dispersion(n, x):
    z = funnel_limits(n, x)["z"].to_numpy()
    return (np.minimum(z, np.quantile(z, 0.9)) ** 2).mean()


times = {
    "bank": dispersion(bank["n"], bank["satisfied"])
    / mean_by_chance(dispersion, bank["n"], bank["satisfied"]),
    "hospital": dispersion(letters["n"], letters["sent"])
    / mean_by_chance(dispersion, letters["n"], letters["sent"]),
}


# %% the outer tenths left out task="m07-q7-spread" points=2 trap="cut-off"
def dispersion(n, x):
    z = funnel_limits(n, x)["z"]
    kept = z[z.between(z.quantile(0.1), z.quantile(0.9))]
    return np.mean(kept**2)


times = {
    "bank": dispersion(bank["n"], bank["satisfied"])
    / mean_by_chance(dispersion, bank["n"], bank["satisfied"]),
    "hospital": dispersion(letters["n"], letters["sent"])
    / mean_by_chance(dispersion, letters["n"], letters["sent"]),
}


# %% a tenth in all task="m07-q7-spread" points=2 trap="twentieths"
def dispersion(n, x):
    z = funnel_limits(n, x)["z"].to_numpy()
    return (np.clip(z, *np.quantile(z, [0.05, 0.95])) ** 2).mean()


times = {
    "bank": dispersion(bank["n"], bank["satisfied"])
    / mean_by_chance(dispersion, bank["n"], bank["satisfied"]),
    "hospital": dispersion(letters["n"], letters["sent"])
    / mean_by_chance(dispersion, letters["n"], letters["sent"]),
}


# %% absolute distances task="m07-q7-spread" points=2 trap="no-squares"
def dispersion(n, x):
    z = funnel_limits(n, x)["z"].to_numpy()
    return np.abs(np.clip(z, *np.quantile(z, [0.1, 0.9]))).mean()


times = {
    "bank": dispersion(bank["n"], bank["satisfied"])
    / mean_by_chance(dispersion, bank["n"], bank["satisfied"]),
    "hospital": dispersion(letters["n"], letters["sent"])
    / mean_by_chance(dispersion, letters["n"], letters["sent"]),
}


# %% a standard deviation task="m07-q7-spread" points=2 trap="root-taken"
def dispersion(n, x):
    z = funnel_limits(n, x)["z"].to_numpy()
    return (np.clip(z, *np.quantile(z, [0.1, 0.9])) ** 2).mean() ** 0.5


times = {
    "bank": dispersion(bank["n"], bank["satisfied"])
    / mean_by_chance(dispersion, bank["n"], bank["satisfied"]),
    "hospital": dispersion(letters["n"], letters["sent"])
    / mean_by_chance(dispersion, letters["n"], letters["sent"]),
}


# %% a variance task="m07-q7-spread" points=2 trap="about-its-mean"
def dispersion(n, x):
    z = funnel_limits(n, x)["z"].to_numpy()
    return np.var(np.clip(z, *np.quantile(z, [0.1, 0.9])), ddof=1)


times = {
    "bank": dispersion(bank["n"], bank["satisfied"])
    / mean_by_chance(dispersion, bank["n"], bank["satisfied"]),
    "hospital": dispersion(letters["n"], letters["sent"])
    / mean_by_chance(dispersion, letters["n"], letters["sent"]),
}


# %% compared with one task="m07-q7-spread" points=4 trap="compared-with-one"
def dispersion(n, x):
    center = x.sum() / n.sum()
    z = (x / n - center) / np.sqrt(center * (1 - center) / n)
    return (z.clip(z.quantile(0.1), z.quantile(0.9)) ** 2).mean()


times = {
    "bank": dispersion(bank["n"], bank["satisfied"]) / 1,
    "hospital": dispersion(letters["n"], letters["sent"]) / 1,
}


# %% chance taken off task="m07-q7-spread" points=4 trap="minus-chance"
def dispersion(n, x):
    center = x.sum() / n.sum()
    z = (x / n - center) / np.sqrt(center * (1 - center) / n)
    return np.square(z.clip(z.quantile(0.1), z.quantile(0.9))).mean()


times = {}
for house in houses:
    seen = dispersion(*houses[house])
    times[house] = seen - mean_by_chance(dispersion, *houses[house])


# %% chance over the house task="m07-q7-spread" points=4 trap="upside-down"
def dispersion(n, x):
    z = funnel_limits(n, x)["z"]
    return (z.clip(z.quantile(0.1), z.quantile(0.9)) ** 2).mean()


times = {
    "bank": 1
    / (
        dispersion(bank["n"], bank["satisfied"])
        / mean_by_chance(dispersion, bank["n"], bank["satisfied"])
    ),
    "hospital": 1
    / (
        dispersion(letters["n"], letters["sent"])
        / mean_by_chance(dispersion, letters["n"], letters["sent"])
    ),
}


# %% no function, one number task="m07-q7-spread" points=0
def dispersion(n, x):
    return 1.0


times = {"bank": 1.0, "hospital": 1.0}

# %% [markdown]
# ## Task 8: whom to visit


# %% a loop and a dictionary task="m07-q8-visits" points=4
def outside(n, x, extra):
    center = x.sum() / n.sum()
    found = []
    for name in n.index:
        variance = center * (1 - center) / n[name] + extra * extra
        if abs(x[name] / n[name] - center) > 3 * variance**0.5:
            found.append(name)
    return found


visits = {}
visits["hospital"] = outside(
    letters["n"], letters["sent"], usual_spread(letters["n"], letters["sent"])
)
visits["bank"] = []


# %% the library's limits, a set task="m07-q8-visits" points=4
def outside(n, x, extra):
    limits = funnel_limits(n, x, extra=extra)
    return set(limits.index[limits["outside"]])


visits = dict(
    bank=outside(bank["n"], bank["satisfied"], 0),
    hospital=outside(letters["n"], letters["sent"], usual_spread(letters["n"], letters["sent"])),
)

# %% slip="plain-funnel" task="m07-q8-visits"
"The error is that of chance alone. What is usual among the units is missing under the root."
edit("np.sqrt(center * (1 - center) / n + extra**2)", "np.sqrt(center * (1 - center) / n)")

# %% slip="errors-added" task="m07-q8-visits"
"The two parts are added as they are, which makes the error too large. They add up as squares, under one root."
edit("np.sqrt(center * (1 - center) / n + extra**2)", "np.sqrt(center * (1 - center) / n) + extra")

# %% slip="not-squared" task="m07-q8-visits"
"A standard deviation stands beside a variance under the root. Square it first."
edit("n + extra**2", "n + extra")

# %% slip="below-only" task="m07-q8-visits"
"Those above their limit are missing. A visit goes to either side."
edit("z.abs() > 3", "z < -3")

# %% slip="above-only" task="m07-q8-visits"
"Those below their limit are missing. A visit goes to either side."
edit("z.abs() > 3", "z > 3")

# %% slip="two-errors" task="m07-q8-visits"
"Units between two and three errors are on the list. Three are agreed."
edit("z.abs() > 3", "z.abs() > 2")

# %% slip="on-the-limit" task="m07-q8-visits"
"A unit just on its limit is on the list. Outside is more than three errors away."
edit("z.abs() > 3", "z.abs() >= 3")

# %% slip="inside" task="m07-q8-visits"
"These are the units inside the limits."
edit("z.abs() > 3", "z.abs() < 3")

# %% slip="inside" task="m07-q8-visits"
"These are the units inside the limits."
edit("z.abs() > 3", "z.abs() <= 3")

# %% slip="of-other-units" task="m07-q8-visits"
"These are the names with the usual spread of the ten invented offices. Each house has its own."
edit("outside(n, x, usual_spread(n, x)) for", "outside(n, x, of_offices) for")


# %% the spread of the offices task="m07-q8-visits" points=2.5 trap="of-other-units"
def outside(n, x, extra):
    center = x.sum() / n.sum()
    error = np.hypot(np.sqrt(center * (1 - center) / n), extra)
    return list(n.index[(x / n - center).abs() > 3 * error])


visits = {"bank": [], "hospital": outside(letters["n"], letters["sent"], of_offices)}

# %% slip="own-rate" task="m07-q8-visits"
"The error is made from each unit's own rate. All are compared with the center, so the center belongs into the error."
edit(
    "np.sqrt(center * (1 - center) / n + extra**2)",
    "np.sqrt(x / n * (1 - x / n) / n + extra**2)",
)

# %% slip="only-what-is-usual" task="m07-q8-visits"
"The chance part is missing in the error, so small units are named for having few cases."
edit(
    "np.sqrt(center * (1 - center) / n + extra**2)",
    "np.sqrt(0 * center * (1 - center) / n + extra**2)",
)


# %% the plain funnel for both task="m07-q8-visits" points=1 trap="plain-funnel"
def outside(n, x, extra):
    limits = funnel_limits(n, x)
    return list(limits.index[limits["outside"]])


visits = {
    "bank": outside(bank["n"], bank["satisfied"], 0),
    "hospital": outside(letters["n"], letters["sent"], 0),
}


# %% parts added as they are task="m07-q8-visits" points=0.5 trap="errors-added"
def outside(n, x, extra):
    center = x.sum() / n.sum()
    reach = 3 * (np.sqrt(center * (1 - center) / n) + extra)
    rate = x / n
    return list(rate[(rate < center - reach) | (rate > center + reach)].index)


visits = {"bank": [], "hospital": outside(letters["n"], letters["sent"], 0.033)}


# %% the spread not squared task="m07-q8-visits" points=0.5 trap="not-squared"
def outside(n, x, extra):
    center = x.sum() / n.sum()
    z = (x / n - center) / (center * (1 - center) / n + extra) ** 0.5
    return [name for name in z.index if abs(z[name]) > 3]


visits = {"bank": [], "hospital": outside(letters["n"], letters["sent"], 0.033)}


# %% weak ones only task="m07-q8-visits" points=1.25 trap="below-only"
def outside(n, x, extra):
    limits = funnel_limits(n, x, extra=extra)
    return list(limits.index[limits["rate"] < limits["low"]])


visits = {
    "bank": outside(bank["n"], bank["satisfied"], 0),
    "hospital": outside(letters["n"], letters["sent"], usual_spread(letters["n"], letters["sent"])),
}


# %% strong ones only task="m07-q8-visits" points=1.25 trap="above-only"
def outside(n, x, extra):
    center = x.sum() / n.sum()
    error = (center * (1 - center) / n + extra**2) ** 0.5
    rate = x / n
    return [unit for unit in n.index if rate[unit] > center + 3 * error[unit]]


visits = {house: outside(n, x, usual_spread(n, x)) for house, (n, x) in houses.items()}


# %% two errors task="m07-q8-visits" points=1.5 trap="two-errors"
def outside(n, x, extra):
    limits = funnel_limits(n, x, errors=2, extra=extra)
    return list(limits.index[limits["outside"]])


visits = {
    "bank": outside(bank["n"], bank["satisfied"], 0),
    "hospital": outside(letters["n"], letters["sent"], usual_spread(letters["n"], letters["sent"])),
}


# %% from the limit on task="m07-q8-visits" points=3 trap="on-the-limit"
def outside(n, x, extra):
    center = x.sum() / n.sum()
    error = (center * (1 - center) / n + extra**2) ** 0.5
    rate = x / n
    inner = (rate > center - 3 * error) & (rate < center + 3 * error)
    return [name for name in rate.index if not inner[name]]


visits = {
    "bank": outside(bank["n"], bank["satisfied"], 0),
    "hospital": outside(letters["n"], letters["sent"], usual_spread(letters["n"], letters["sent"])),
}


# %% those inside task="m07-q8-visits" points=0 trap="inside"
def outside(n, x, extra):
    limits = funnel_limits(n, x, extra=extra)
    return list(limits.index[~limits["outside"]])


visits = {
    "bank": outside(bank["n"], bank["satisfied"], 0),
    "hospital": outside(letters["n"], letters["sent"], usual_spread(letters["n"], letters["sent"])),
}


# %% own rates in the error task="m07-q8-visits" points=1.5 trap="own-rate"
def outside(n, x, extra):
    rate = x / n
    center = x.sum() / n.sum()
    z = (rate - center) / np.sqrt(rate * (1 - rate) / n + extra**2)
    return list(z[abs(z) > 3].index)


visits = {
    "bank": outside(bank["n"], bank["satisfied"], 0),
    "hospital": outside(letters["n"], letters["sent"], usual_spread(letters["n"], letters["sent"])),
}


# %% chance left out task="m07-q8-visits" points=2 trap="only-what-is-usual"
def outside(n, x, extra):
    center = x.sum() / n.sum()
    far = (x / n - center).abs() > 3 * extra
    return list(far[far].index)


visits = {
    "bank": [],
    "hospital": outside(letters["n"], letters["sent"], usual_spread(letters["n"], letters["sent"])),
}


# %% the lowest five, whoever they are task="m07-q8-visits" points=0.3
def outside(n, x, extra):
    return list((x / n).nsmallest(5).index)


visits = {
    "bank": outside(bank["n"], bank["satisfied"], 0),
    "hospital": outside(letters["n"], letters["sent"], 0),
}


# %% nobody task="m07-q8-visits" points=0.5
def outside(n, x, extra):
    return []


visits = {"bank": [], "hospital": []}

# %% [markdown]
# ## Task 9: may they rank?

# %% by mean squares task="m07-q9-shoppers" points=4
y = scores.to_numpy()
rows, raters = y.shape
grand = y.mean()
bms = raters * ((y.mean(1) - grand) ** 2).sum() / (rows - 1)
jms = rows * ((y.mean(0) - grand) ** 2).sum() / (raters - 1)
ems = ((y - y.mean(1, keepdims=True) - y.mean(0) + grand) ** 2).sum() / ((rows - 1) * (raters - 1))
alone = round((bms - ems) / (bms + (raters - 1) * ems + raters * (jms - ems) / rows), 2)
panel = round((bms - ems) / bms, 2)
may_rank = "same"

# %% stepped up from one shopper task="m07-q9-shoppers" points=4
table = icc(scores)["icc"]
alone = table["ICC(2,1)"]
panel = 4 * table["ICC(3,1)"] / (1 + 3 * table["ICC(3,1)"])
may_rank = ["own", "same"][1]

# %% slip="severity-forgotten" task="m07-q9-shoppers"
"Severity is left out, as a correlation leaves it out. In the plan own one branch may meet the mild shopper and another the severe one."
edit('alone = forms.loc["ICC(2,1)", "icc"]', 'alone = forms.loc["ICC(3,1)", "icc"]')

# %% slip="severity-forgotten" task="m07-q9-shoppers"
"Severity is left out, as a correlation leaves it out. In the plan own one branch may meet the mild shopper and another the severe one."
edit('alone = forms.loc["ICC(2,1)", "icc"]', "alone = (scores.corr().to_numpy().sum() - 4) / 12")

# %% slip="form-of-other-data" task="m07-q9-shoppers"
"That form belongs to data in which each branch had shoppers of its own. Computed from these, in which all four went everywhere, it comes out too low."
edit('panel = forms.loc["ICC(3,k)", "icc"]', 'panel = forms.loc["ICC(1,k)", "icc"]')

# %% slip="form-of-other-data" task="m07-q9-shoppers"
"That form belongs to data in which each branch had shoppers of its own. Computed from these, in which all four went everywhere, it comes out too low."
edit('alone = forms.loc["ICC(2,1)", "icc"]', 'alone = forms.loc["ICC(1,1)", "icc"]')

# %% slip="mean-for-one" task="m07-q9-shoppers"
"That is what a mean of four is worth. In the plan own one score counts."
edit('alone = forms.loc["ICC(2,1)", "icc"]', 'alone = forms.loc["ICC(2,k)", "icc"]')

# %% slip="severity-held-against-all" task="m07-q9-shoppers"
"Severity counts as an error in it. If the same four go to every branch, does it change the order?"
edit('panel = forms.loc["ICC(3,k)", "icc"]', 'panel = forms.loc["ICC(2,k)", "icc"]')

# %% slip="lower-end" task="m07-q9-shoppers"
"That is the lower end of an interval. It is for the rule of the house; here the value itself is asked."
edit('alone = forms.loc["ICC(2,1)", "icc"]', 'alone = forms.loc["ICC(2,1)", "low"]')

# %% slip="lower-end" task="m07-q9-shoppers"
"That is the lower end of an interval. It is for the rule of the house; here the value itself is asked."
edit('panel = forms.loc["ICC(3,k)", "icc"]', 'panel = forms.loc["ICC(3,k)", "low"]')

# %% slip="one-for-mean" task="m07-q9-shoppers"
"That is what one shopper's score is worth. In the plan same the mean of four counts."
edit('panel = forms.loc["ICC(3,k)", "icc"]', 'panel = forms.loc["ICC(3,1)", "icc"]')

# %% slip="plans-mixed-up" task="m07-q9-shoppers" silent="a choice between four words: every wrong one named tells the right one"
"Look at the lower end of the interval of the form that belongs to each plan, and at the rule of the house."
edit('may_rank = "same"', 'may_rank = "both"')

# %% slip="plans-mixed-up" task="m07-q9-shoppers" silent="a choice between four words"
"Look at the lower end of the interval of the form that belongs to each plan, and at the rule of the house."
edit('may_rank = "same"', 'may_rank = "neither"')

# %% slip="plans-mixed-up" task="m07-q9-shoppers" silent="a choice between four words"
"Look at the lower end of the interval of the form that belongs to each plan, and at the rule of the house."
edit('may_rank = "same"', 'may_rank = "own"')

# %% a correlation for one shopper task="m07-q9-shoppers" points=2.5 trap="severity-forgotten"
pairs = scores.corr().to_numpy()
alone = round((pairs.sum() - 4) / 12, 2)
panel = icc(scores).loc["ICC(3,k)", "icc"]
may_rank = "same"

# %% the first form for both plans task="m07-q9-shoppers" points=1 trap="form-of-other-data"
alone = icc(scores)["icc"].iloc[0]
panel = icc(scores)["icc"].iloc[3]
may_rank = "same"

# %% the mean for one task="m07-q9-shoppers" points=2.5 trap="mean-for-one"
one = icc(scores).loc["ICC(2,1)", "icc"]
alone = 4 * one / (1 + 3 * one)
panel = icc(scores).loc["ICC(3,k)", "icc"]
may_rank = "same"

# %% severity held against the panel task="m07-q9-shoppers" points=1.5 trap="severity-held-against-all"
alone = icc(scores).loc["ICC(2,1)", "icc"]
panel = 4 * alone / (1 + 3 * alone)
may_rank = "neither"

# %% one shopper for the panel, and both may rank task="m07-q9-shoppers" points=1.5 trap="one-for-mean"
alone = icc(scores).loc["ICC(2,1)"]["icc"]
panel = icc(scores).loc["ICC(3,1)"]["icc"]
may_rank = "both"

# %% lower ends task="m07-q9-shoppers" points=1 trap="lower-end"
alone, panel = icc(scores)["low"].loc[["ICC(2,1)", "ICC(3,k)"]]
may_rank = "same"

# %% both may rank task="m07-q9-shoppers" points=3 trap="plans-mixed-up"
table = icc(scores)
alone = table["icc"].loc["ICC(2,1)"]
panel = table["icc"].loc["ICC(3,k)"]
may_rank = "both"


# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ways to answer: control

# %% [markdown]
# ## Task 10: which rule, at which cost

# %% rule by rule, in a loop task="m07-q10-rule" points=4
best = {}
for name, column, week, search in (("m", "to 5.5 %", 60, 2), ("l", "to 4 %", 3.5, 14)):
    cost = {}
    for rule in lengths.index:
        alarms = 26 / lengths.loc[rule, "no shift"]
        cost[rule] = alarms * search + week * lengths.loc[rule, column] / 2
    best[name] = (min(cost, key=cost.get), min(cost.values()))
for_medicine, medicine_loss = best["m"]
for_letters, letters_loss = best["l"]

# %% by name, rounded task="m07-q10-rule" points=4
for_medicine = "two errors"
for_letters = "cusum"
medicine_loss = round(26 / 25.577 * 2 + 0.5 * lengths.loc["two errors", "to 5.5 %"] * 60, 1)
letters_loss = round(26 / lengths["no shift"]["cusum"] * 14 + 1.75 * lengths["to 4 %"]["cusum"], 1)

# %% slip="never-sleeps" task="m07-q10-rule"
"Only false alarms are counted. What do the weeks until the alarm cost, once a shift has come?"
edit("for_medicine = medicine.idxmin()", 'for_medicine = "two errors"')
edit(' * 2 + 0.5 * lengths["to 5.5 %"] * 60', " * 2")
edit(' * 14 + 0.5 * lengths["to 4 %"] * 3.5', " * 14")

# %% slip="never-cries" task="m07-q10-rule"
"Only the weeks of the shift are counted. What do the false alarms of 26 weeks cost?"
edit('26 / lengths["no shift"] * 2 + ', "")
edit('26 / lengths["no shift"] * 14 + ', "")

# %% slip="shift-is-certain" task="m07-q10-rule"
"A shift need not come: what it costs counts with its probability."
edit('0.5 * lengths["to 5.5 %"]', 'lengths["to 5.5 %"]')
edit('0.5 * lengths["to 4 %"]', 'lengths["to 4 %"]')

# %% slip="one-shift-for-all" task="m07-q10-rule"
"The two rates do not shift alike: each has a column of its own."
edit("to 5.5 %", "to 4 %")

# %% slip="one-shift-for-all" task="m07-q10-rule"
"The two rates do not shift alike: each has a column of its own."
edit("to 4 %", "to 5.5 %")

# %% slip="length-not-alarms" task="m07-q10-rule"
"A long run length means few false alarms. How many are there in 26 weeks?"
edit('26 / lengths["no shift"] * 2', 'lengths["no shift"] * 2')
edit('26 / lengths["no shift"] * 14', 'lengths["no shift"] * 14')

# %% losses in yuan task="m07-q10-rule" points=2 says=["between 0 and 1000"]
for_medicine, for_letters = "two errors", "cusum"
medicine_loss, letters_loss = 45_913, 15_680

# %% the clever rule for all task="m07-q10-rule" points=2 says=["not yet right"]
for_medicine = "cusum"
for_letters = "cusum"
medicine_loss = 26 / lengths.loc["cusum", "no shift"] * 2 + 30 * lengths.loc["cusum", "to 5.5 %"]
letters_loss = 26 / lengths.loc["cusum", "no shift"] * 14 + 1.75 * lengths.loc["cusum", "to 4 %"]

# %% the sleep alone task="m07-q10-rule" points=2 trap="never-cries"
sleep = 0.5 * lengths["to 5.5 %"] * 60
for_medicine, medicine_loss = sleep.idxmin(), sleep.min()
letters_loss = (lengths["to 4 %"] * 3.5 * 0.5).min()
for_letters = "cusum"

# %% the noise alone task="m07-q10-rule" points=1 trap="never-sleeps"
noise = 26 / lengths["no shift"]
for_medicine = for_letters = noise.idxmin()
medicine_loss, letters_loss = 2 * noise.min(), 14 * noise.min()

# %% with certainty task="m07-q10-rule" points=2 trap="shift-is-certain"
cries = 26 / lengths["no shift"]
for_medicine, for_letters = "two errors", "cusum"
medicine_loss = (2 * cries + 60 * lengths["to 5.5 %"]).min()
letters_loss = (14 * cries + 3.5 * lengths["to 4 %"]).min()

# %% the small shift for both task="m07-q10-rule" points=3 trap="one-shift-for-all"
cries, sleep = 26 / lengths["no shift"], lengths["to 4 %"] / 2
for_medicine, for_letters = "two errors", "cusum"
medicine_loss = (2 * cries + 60 * sleep).min()
letters_loss = (14 * cries + 3.5 * sleep).min()

# %% weeks as alarms task="m07-q10-rule" points=1 trap="length-not-alarms"
for_medicine = "two errors"
for_letters = "two errors"
medicine_loss = (
    lengths.loc["two errors", "no shift"] * 2 + 30 * lengths.loc["two errors", "to 5.5 %"]
)
letters_loss = (
    lengths.loc["two errors", "no shift"] * 14 + 1.75 * lengths.loc["two errors", "to 4 %"]
)

# %% [markdown]
# ## Task 11: the house rule

# %% cusum for the waits, too task="m07-q11-desk" points=9
desk.record(
    transfers_rule="two",
    transfers_unit="chance",
    callbacks_rule="cusum",
    callbacks_unit="chance",
    waits_rule="cusum",
    waits_unit="known",
    reason="Dear weeks first; the call-backs creep; the waits count in their own spread.",
)

# %% eight in a row for the waits, typed in another order task="m07-q11-desk" points=9
desk.record(
    reason="Run lengths and costs, counted for each of the three as in Task 10.",
    waits_unit="known",
    waits_rule="runs",
    callbacks_unit="chance",
    callbacks_rule="cusum",
    transfers_unit="chance",
    transfers_rule="two",
)

# %% slip="last-week" task="m07-q11-desk" silent="told with the sealed half-years only"
"You compare with last week: that forgets all weeks before. What would the other rules lose there?"
edit('waits_rule="three"', 'waits_rule="last"')

# %% slip="never-searches" task="m07-q11-desk" silent="told with the sealed half-years only"
"Without any search a shift stays to the end. Is that cheaper than a rule with few false alarms?"
edit('transfers_rule="two"', 'transfers_rule="never"')

# %% slip="cries-on-spread" task="m07-q11-desk" silent="told with the sealed half-years only"
"The long waits differ more than chance makes them, and you count in errors of chance. How often is such an alarm false?"
edit('waits_unit="known"', 'waits_unit="chance"')

# %% slip="one-week-widens" task="m07-q11-desk" silent="told with the sealed half-years only"
"One week of the call-backs has made your unit wide, and the log says why. A small shift is then hardly seen."
edit('callbacks_unit="chance"', 'callbacks_unit="known"')

# %% slip="one-rule-for-all" task="m07-q11-desk" silent="told with the sealed half-years only"
"One rule stands for all three rates, but their shifts and costs differ."
edit('transfers_rule="two"', 'transfers_rule="cusum"')
edit('waits_rule="three"', 'waits_rule="cusum"')

# %% both units the wrong way task="m07-q11-desk" points=1 says=["differ more than chance", "the log says why", "One rule stands"]
desk.record(
    transfers_rule="cusum",
    transfers_unit="known",
    callbacks_rule="cusum",
    callbacks_unit="known",
    waits_rule="cusum",
    waits_unit="chance",
    reason="Cusum for all of them, and the call-backs in their own spread.",
)

# %% as Mr. Bai does task="m07-q11-desk" points=1 trap="last-week"
desk.record(
    transfers_rule="last",
    transfers_unit="chance",
    callbacks_rule="last",
    callbacks_unit="chance",
    waits_rule="last",
    waits_unit="chance",
    reason="Whenever a rate is a quarter worse than last week, somebody has to look.",
)

# %% last week for the transfers, where a search is cheap task="m07-q11-desk" points=8.42 trap="last-week"
desk.record(
    transfers_rule="last",
    transfers_unit="chance",
    callbacks_rule="cusum",
    callbacks_unit="chance",
    waits_rule="three",
    waits_unit="known",
    reason="A week of wrong transfers is dear and a search is cheap, so search at each rise.",
)

# %% last week and never, both told task="m07-q11-desk" points=1 trap="last-week" says=["with last week", "Without any search"]
desk.record(
    transfers_rule="last",
    transfers_unit="chance",
    callbacks_rule="last",
    callbacks_unit="chance",
    waits_rule="never",
    waits_unit="chance",
    reason="Search at each rise, and leave the waits alone, where it is too dear.",
)

# %% leave the waits alone task="m07-q11-desk" points=3.57 trap="never-searches"
desk.record(
    transfers_rule="two",
    transfers_unit="chance",
    callbacks_rule="cusum",
    callbacks_unit="chance",
    waits_rule="never",
    waits_unit="chance",
    reason="A search for long waits is so dear that it is better not to look at all.",
)

# %% the textbook, three errors by chance task="m07-q11-desk" points=1 trap="cries-on-spread"
desk.record(
    transfers_rule="three",
    transfers_unit="chance",
    callbacks_rule="three",
    callbacks_unit="chance",
    waits_rule="three",
    waits_unit="chance",
    reason="Three errors is what the textbook says, and it is the same for everything.",
)

# %% always the known weeks task="m07-q11-desk" points=3.36 trap="one-week-widens"
desk.record(
    transfers_rule="two",
    transfers_unit="known",
    callbacks_rule="cusum",
    callbacks_unit="known",
    waits_rule="three",
    waits_unit="known",
    reason="What the known weeks show is what is usual, so it is the unit for all three.",
)

# %% cusum everywhere, units read task="m07-q11-desk" points=7.18 trap="one-rule-for-all"
desk.record(
    transfers_rule="cusum",
    transfers_unit="chance",
    callbacks_rule="cusum",
    callbacks_unit="chance",
    waits_rule="cusum",
    waits_unit="known",
    reason="Cusum sees small shifts and large ones, so it is enough for all three.",
)

# %% [markdown]
# ## Task 12: limits for means


# %% a table of ranges task="m07-q12-steps" points=4
def x_bar_limits(times):
    table = times.groupby("subgroup")["minutes"].agg(["min", "max", "mean", "count"])
    size = int(table["count"].max())
    center = table["mean"].mean()
    reach = 3 / (shewhart_constants(size)["d2"] * size**0.5) * (table["max"] - table["min"]).mean()
    return pd.Series({"low": center - reach, "center": center, "high": center + reach})


outside = {}
for phase, part in times.groupby("phase"):
    low, middle, high = x_bar_limits(part)
    means = part.groupby("subgroup")["minutes"].mean()
    outside[phase] = int((~means.between(low, high)).sum())
fell = "both"


# %% a loop over subgroups task="m07-q12-steps" points=4
def x_bar_limits(times):
    means, ranges, size = [], [], 0
    for _number, part in times.groupby("subgroup"):
        means.append(part["minutes"].mean())
        ranges.append(np.ptp(part["minutes"]))
        size = len(part)
    center = np.mean(means)
    reach = shewhart_constants(size)["A2"] * np.mean(ranges)
    return center - reach, center, center + reach


outside = pd.Series({"before": 0, "after": 0})
for phase in outside.index:
    part = times.query("phase == @phase")
    limits = x_bar_limits(part)
    means = part.groupby("subgroup")["minutes"].mean().to_numpy()
    outside[phase] = sum(1 for mean in means if mean < limits[0] or mean > limits[2])
fell = "both"

# %% slip="spread-of-all" task="m07-q12-steps"
"You measure the spread of all times together. Then the tellers' own differences widen the limits that are meant to show them."
edit(
    'mean_range = (groups.max() - groups.min()).mean()\n    reach = shewhart_constants(size)["A2"] * mean_range',
    'mean_range = (groups.max() - groups.min()).mean()\n    reach = 3 * times["minutes"].std() / size**0.5',
)

# %% slip="constant-of-two" task="m07-q12-steps"
"The constant is that of the example, with subgroups of two. It depends on the size."
edit('shewhart_constants(size)["A2"]', "1.88")

# %% slip="constant-of-four" task="m07-q12-steps"
"The constant is that of subgroups of four, whatever their size. It depends on the size."
edit("shewhart_constants(size)", "shewhart_constants(4)")

# %% slip="three-ranges" task="m07-q12-steps"
"A range is no standard deviation: the constant turns a mean range into the reach of the limits."
edit('shewhart_constants(size)["A2"]', "3")

# %% slip="other-constant" task="m07-q12-steps"
"There are several constants for one size, and you took another one. Which one is for the limits of means?"
edit('["A2"]', '["d2"]')

# %% slip="other-constant" task="m07-q12-steps"
"There are several constants for one size, and you took another one. Which one is for the limits of means?"
edit('["A2"]', '["D4"]')

# %% slip="range-of-all" task="m07-q12-steps"
"That is the range of all times together. A range belongs to one subgroup."
edit("(groups.max() - groups.min()).mean()", 'times["minutes"].max() - times["minutes"].min()')

# %% slip="one-limit" task="m07-q12-steps"
"A mean can leave the limits on either side: count both."
edit("~means.between(low, high)", "means > high")

# %% slip="one-limit" task="m07-q12-steps"
"A mean can leave the limits on either side: count both."
edit("~means.between(low, high)", "means < low")

# %% slip="single-customers" task="m07-q12-steps"
"You count single customers outside the limits. The limits are those of the means of subgroups."
edit('part.groupby("subgroup")["minutes"].mean()', 'part["minutes"]')

# %% slip="one-spread-only" task="m07-q12-steps" silent="a choice among four words"
"Two spreads were to be compared. The mean range tells of one, how many tellers' means leave the limits of the other."
edit('fell = "both"', 'fell = "within"')

# %% slip="one-spread-only" task="m07-q12-steps" silent="a choice among four words"
"Two spreads were to be compared. The mean range tells of one, how many tellers' means leave the limits of the other."
edit('fell = "both"', 'fell = "between"')


# %% standard deviation of all times task="m07-q12-steps" points=1 trap="spread-of-all"
def x_bar_limits(times):
    means = times.groupby("subgroup")["minutes"].mean()
    size = len(times) / len(means)
    reach = 3 * times["minutes"].std() / np.sqrt(size)
    return [means.mean() - reach, means.mean(), means.mean() + reach]


outside = {"before": 0, "after": 0}
fell = "both"


# %% .729 typed in task="m07-q12-steps" points=2 trap="constant-of-four"
def x_bar_limits(times):
    groups = times.groupby("subgroup")["minutes"]
    reach = 3 / (2.0588 * 2) * (groups.max() - groups.min()).mean()
    return [groups.mean().mean() - reach, groups.mean().mean(), groups.mean().mean() + reach]


outside = {}
for phase in ["before", "after"]:
    part = times[times["phase"] == phase]
    low, center, high = x_bar_limits(part)
    means = part.groupby("subgroup")["minutes"].mean()
    outside[phase] = ((means < low) | (means > high)).sum()
fell = "both"


# %% three mean ranges task="m07-q12-steps" points=0 trap="three-ranges"
def x_bar_limits(times):
    groups = times.groupby("subgroup")["minutes"]
    middle = groups.mean().mean()
    reach = 3 * (groups.max() - groups.min()).mean()
    return [middle - reach, middle, middle + reach]


outside = {"before": 0, "after": 0}
fell = "within"


# %% d2 for A2 task="m07-q12-steps" points=1 trap="other-constant"
def x_bar_limits(times):
    groups = times.groupby("subgroup")["minutes"]
    size = len(times) // times["subgroup"].nunique()
    reach = shewhart_constants(size)["d2"] * (groups.max() - groups.min()).mean()
    return np.array([-1, 0, 1]) * reach + groups.mean().mean()


outside = {"before": 0, "after": 0}
fell = "both"


# %% 1.88 as in the example task="m07-q12-steps" points=1 trap="constant-of-two"
def x_bar_limits(times):
    groups = times.groupby("subgroup")["minutes"]
    reach = 1.88 * (groups.max() - groups.min()).mean()
    return [groups.mean().mean() - reach, groups.mean().mean(), groups.mean().mean() + reach]


outside = {"before": 0, "after": 0}
fell = "both"


# %% one range task="m07-q12-steps" points=0 trap="range-of-all"
def x_bar_limits(times):
    middle = times["minutes"].mean()
    reach = shewhart_constants(times.groupby("subgroup").size().max())["A2"] * np.ptp(
        times["minutes"]
    )
    return [middle - reach, middle, middle + reach]


outside = {"before": 0, "after": 0}
fell = "neither"


# %% too long only, and between task="m07-q12-steps" points=2 trap="one-limit"
def x_bar_limits(times):
    groups = times.groupby("subgroup")["minutes"]
    middle = groups.mean().mean()
    size = int(groups.count().max())
    reach = shewhart_constants(size)["A2"] * groups.agg(np.ptp).mean()
    return middle - reach, middle, middle + reach


outside = {}
for phase, part in times.groupby("phase"):
    high = x_bar_limits(part)[2]
    outside[phase] = sum(mean > high for mean in part.groupby("subgroup")["minutes"].mean())
fell = "between"


# %% customers counted, and within task="m07-q12-steps" points=2 trap="single-customers"
def x_bar_limits(times):
    groups = times.groupby("subgroup")["minutes"]
    middle = groups.mean().mean()
    size = int(groups.count().max())
    reach = shewhart_constants(size)["A2"] * groups.agg(np.ptp).mean()
    return middle - reach, middle, middle + reach


outside = {}
for phase, part in times.groupby("phase"):
    low, _middle, high = x_bar_limits(part)
    outside[phase] = int((part["minutes"] < low).sum() + (part["minutes"] > high).sum())
fell = "within"


# %% within alone task="m07-q12-steps" points=3 trap="one-spread-only"
def x_bar_limits(times):
    groups = times.groupby("subgroup")["minutes"]
    middle = groups.mean().mean()
    size = int(groups.count().max())
    reach = shewhart_constants(size)["A2"] * groups.agg(np.ptp).mean()
    return middle - reach, middle, middle + reach


outside = {}
for phase, part in times.groupby("phase"):
    low, _middle, high = x_bar_limits(part)
    means = part.groupby("subgroup")["minutes"].mean()
    outside[phase] = int((means < low).sum() + (means > high).sum())
fell = "within"

# %% [markdown]
# ## Task 13: by how many weeks

# %% a loop, the largest so far task="m07-q13-lead" points=3
strongest, weeks_ahead = 0, None
for weeks in range(9):
    earlier = weekly["kept"].to_numpy()[: len(weekly) - weeks]
    later = weekly["complaints"].to_numpy()[weeks:]
    strength = abs(np.corrcoef(earlier, later)[0, 1])
    if strength > strongest:
        strongest, weeks_ahead = strength, weeks
statement.record(sentence="B", sure=0.7)

# %% complaints moved up task="m07-q13-lead" points=3
found = [abs(weekly["complaints"].shift(-weeks).corr(weekly["kept"])) for weeks in range(9)]
weeks_ahead = int(np.argmax(found))
statement.record(sentence="B", sure=1)

# %% slip="same-week-only" task="m07-q13-lead"
"That is the same week. Call-backs of an earlier week have to stand beside the complaints."
edit("strength.abs().idxmax()", "0")

# %% slip="sign-decides" task="m07-q13-lead"
"The largest number is not the strongest correlation: a strong one may well be negative."
edit("strength.abs().idxmax()", "strength.idxmax()")

# %% slip="wrong-way" task="m07-q13-lead"
"You let complaints run ahead of call-backs. Which of the two columns has to be moved, and which way?"
edit(".shift(weeks)", ".shift(-weeks)")

# %% slip="lead-as-lever" task="m07-q13-lead" silent="a choice among four sentences"
"Nobody drew at random which call-backs were kept. What goes before need not bring about what follows."
edit('"B"', '"A"')

# %% slip="no-link-at-zero" task="m07-q13-lead" silent="a choice among four sentences"
"The same week is only one distance. Look at the others before you say that two columns have nothing to do with each other."
edit('"B"', '"C"')

# %% slip="for-any-center" task="m07-q13-lead" silent="a choice among four sentences"
"These are sixty weeks of one call center. Nothing was seen of others."
edit('"B"', '"D"')

# %% equivalent="m07-q13-lead"
"No distance beyond eight weeks is nearly as strong."
edit("range(9)", "range(10)")

# %% equivalent="m07-q13-lead"
"At eight weeks the two hardly go together."
edit("range(9)", "range(8)")

# %% the same week task="m07-q13-lead" points=0 trap="same-week-only"
weeks_ahead = 0
statement.record(sentence="C", sure=0.85)

# %% with its sign, and a lever task="m07-q13-lead" points=0 trap="sign-decides"
weeks_ahead = int(np.argmax([weekly["kept"].shift(k).corr(weekly["complaints"]) for k in range(9)]))
statement.record(sentence="A", sure=0.85)

# %% complaints ahead task="m07-q13-lead" points=2 trap="wrong-way"
back = {k: weekly["complaints"].shift(k).corr(weekly["kept"]) for k in range(9)}
weeks_ahead = pd.Series(back).abs().idxmax()
statement.record(sentence="B", sure=0.55)

# %% any center task="m07-q13-lead" points=0 trap="for-any-center"
weeks_ahead = 1
statement.record(sentence="D", sure=0.4)

# %% a lever task="m07-q13-lead" points=1 trap="lead-as-lever"
weeks_ahead = 3
statement.record(sentence="A", sure=0.7)

# %% no link task="m07-q13-lead" points=1 trap="no-link-at-zero"
weeks_ahead = 3
statement.record(sentence="C", sure=0.55)

# %% [markdown]
# ## Task 14: the cut-off

# %% expected yuan for each hour task="m07-q14-monitor" points=4
gain = monitor["fault"].map({1: 1900, 0: -150})
worth = pd.Series({level: gain[monitor["score"] >= level].sum() for level in range(5, 100, 5)})
cut = int(worth.sort_values().index[-1])
value = worth.max()
precision = monitor.loc[monitor["score"] >= cut, "fault"].mean()
recall = monitor.loc[monitor["fault"] == 1, "score"].ge(cut).mean()

# %% a loop that keeps the best, rounded task="m07-q14-monitor" points=4
most = 0
for level in range(5, 100, 5):
    called = monitor.query("score >= @level")
    right = called["fault"].sum()
    yuan = 1900 * right - 150 * (len(called) - right)
    if yuan > most:
        most, cut, value = yuan, level, yuan
        precision, recall = round(right / len(called), 2), round(right / monitor["fault"].sum(), 2)

# %% slip="highest-precision" task="m07-q14-monitor"
"That is the cut-off with the highest precision. A trip for nothing is cheap: what do the faults cost that come without an alarm?"
edit("1900 * hits - 150 * (alarm.sum() - hits)", "hits / alarm.sum()")

# %% slip="highest-recall" task="m07-q14-monitor"
"That is the cut-off with the highest recall: every trip counts as free. What do the trips for nothing cost?"
edit("1900 * hits - 150 * (alarm.sum() - hits)", "hits / monitor['fault'].sum()")

# %% slip="errors-counted-alike" task="m07-q14-monitor"
"Both mistakes count alike here. A fault without an alarm and a trip for nothing do not cost the same."
edit("1900 * hits - 150 * (alarm.sum() - hits)", "(alarm == (monitor['fault'] == 1)).sum()")

# %% slip="f-score" task="m07-q14-monitor"
"That is the best compromise of precision and recall, which knows no costs. The value in yuan is asked."
edit(
    "1900 * hits - 150 * (alarm.sum() - hits)",
    "2 * hits / (alarm.sum() + monitor['fault'].sum())",
)

# %% slip="drives-all-cost" task="m07-q14-monitor"
"Only trips for nothing cost: in what the others save, the trip is already paid."
edit("150 * (alarm.sum() - hits)", "150 * alarm.sum()")

# %% slip="swapped" task="m07-q14-monitor"
"Precision and recall are swapped: which of the two is a share of the alarms?"
edit("precision = hits / alarm.sum()", "precision = hits / monitor['fault'].sum()")
edit('recall = hits / monitor["fault"].sum()', "recall = hits / alarm.sum()")

# %% slip="above-the-cut" task="m07-q14-monitor"
"A score of just the cut-off is an alarm, too."
edit(
    'alarm = monitor["score"] >= level',
    'alarm = monitor["score"] > level',
)

# %% equivalent="m07-q14-monitor"
"No cut-off above 95 is near to the best."
edit("range(5, 100, 5)", "range(5, 101, 5)")

# %% equivalent="m07-q14-monitor"
"The value at 95 is far below the best."
edit("range(5, 100, 5)", "range(5, 99, 5)")

# %% equivalent="m07-q14-monitor"
"In steps of four, 45 is reached from 5 on as well, and is the best of those, too."
edit("range(5, 100, 5)", "range(5, 100, 4)")

# %% slip="those-of-80" task="m07-q14-monitor"
"Precision and recall are those of cut-off 80, left over from the cell above. Count alarms and hits once more at yours."
edit('alarm = monitor["score"] >= cut', 'alarm = monitor["score"] >= 80')

# %% the cell above copied task="m07-q14-monitor" points=1
cut = 80
value = 15_050
precision = 0.89
recall = 0.14

# %% left over from the cell above task="m07-q14-monitor" points=3 trap="those-of-80"
gain = pd.Series(
    {
        level: (monitor["fault"] * 2050 - 150)[monitor["score"] >= level].sum()
        for level in range(5, 100, 5)
    }
)
cut, value = gain.idxmax(), gain.max()
precision, recall = hits / alarm.sum(), hits / monitor["fault"].sum()

# %% most precise task="m07-q14-monitor" points=1 trap="highest-precision"
shares = pd.Series(
    {k: monitor.loc[monitor["score"] >= k, "fault"].mean() for k in range(5, 100, 5)}
)
cut = shares.idxmax()
value = (monitor.loc[monitor["score"] >= cut, "fault"] * 2050 - 150).sum()
precision = shares.max()
recall = (monitor.loc[monitor["fault"] == 1, "score"] >= cut).mean()

# %% all faults task="m07-q14-monitor" points=1 trap="highest-recall"
cut = 5
value = (monitor.loc[monitor["score"] >= 5, "fault"] * 2050 - 150).sum()
precision = monitor.loc[monitor["score"] >= 5, "fault"].mean()
recall = (monitor.loc[monitor["fault"] == 1, "score"] >= 5).mean()

# %% swapped at the best task="m07-q14-monitor" points=3 trap="swapped"
cut = 45
above = monitor[monitor["score"] >= cut]
recall = above["fault"].mean()
precision = above["fault"].sum() / monitor["fault"].sum()
value = 1900 * above["fault"].sum() - 150 * (above["fault"] == 0).sum()

# %% as many right as possible task="m07-q14-monitor" points=1 trap="errors-counted-alike"
right = {}
for level in range(5, 100, 5):
    right[level] = ((monitor["score"] >= level).astype(int) == monitor["fault"]).mean()
cut = max(right, key=right.get)
above = monitor[monitor["score"] >= cut]
value = 2050 * above["fault"].sum() - 150 * len(above)
precision = above["fault"].mean()
recall = above["fault"].sum() / monitor["fault"].sum()

# %% the best F task="m07-q14-monitor" points=1 trap="f-score"
scores = {}
for level in range(5, 100, 5):
    above = monitor[monitor["score"] >= level]
    p, r = above["fault"].mean(), above["fault"].sum() / monitor["fault"].sum()
    scores[level] = 2 * p * r / (p + r) if p + r > 0 else 0
cut = max(scores, key=scores.get)
above = monitor[monitor["score"] >= cut]
value = 2050 * above["fault"].sum() - 150 * len(above)
precision, recall = above["fault"].mean(), above["fault"].sum() / monitor["fault"].sum()

# %% every drive costs task="m07-q14-monitor" points=3 trap="drives-all-cost"
yuan = pd.Series(
    {
        level: (monitor["fault"] * 1900 - 150)[monitor["score"] >= level].sum()
        for level in range(5, 100, 5)
    }
)
cut, value = yuan.idxmax(), yuan.max()
precision = monitor["fault"][monitor["score"] >= cut].mean()
recall = (monitor["score"] >= cut)[monitor["fault"] == 1].mean()

# %% above the cut-off only task="m07-q14-monitor" points=3 trap="above-the-cut"
yuan = pd.Series(
    {
        level: (monitor["fault"] * 2050 - 150)[monitor["score"] > level].sum()
        for level in range(5, 100, 5)
    }
)
cut, value = yuan.idxmax(), yuan.max()
precision = monitor["fault"][monitor["score"] >= cut].mean()
recall = (monitor["score"] >= cut)[monitor["fault"] == 1].mean()


# %% [markdown]
# # Answers on what gets measured

# %% [markdown]
# ## Task 15: the bonus


# %% with a pivot task="m07-q15-bonus" points=5
share = calls.pivot_table(index="agent", columns="weeks", values="again7", observed=True)
is_drawn = calls.groupby("agent", observed=True)["drawn"].first() == 1
change = share["second"] - share["first"]
rework = 18_000 * (change[is_drawn].mean() - change[~is_drawn].mean())
statement.record(sentence="C", sure=0.7)


# %% four rates, rounded to the yuan task="m07-q15-bonus" points=5 fewer="one of four sentences is right"
rates = calls.groupby(["drawn", "weeks"], observed=True)["again7"].mean()
more = (rates[1, "second"] - rates[1, "first"]) - (rates[0, "second"] - rates[0, "first"])
rework = round(1000 * more * 18)
statement.record(sentence="C", sure=1)


# %% as a Series of one task="m07-q15-bonus" points=5
again = (sums["again7"] / sums["calls"]).unstack()
change = (again["second"] - again["first"]).groupby(level="drawn").mean()
rework = 18 * 1000 * change.diff().dropna()
statement.record(sentence="C", sure=0.55)


# %% slip="second-period-only" task="m07-q15-bonus"
"You compare the second period alone. The agents drawn may have been different before: take each agent's change."
edit('again["second"] - again["first"]', 'again["second"]')


# %% slip="drawn-only" task="m07-q15-bonus"
"That is the change of the agents drawn alone. What changed for the others, too, is not the bonus."
edit(" - change.loc[0].mean()", "")


# %% slip="not-a-thousand" task="m07-q15-bonus"
"Not of 1,000 calls: look at the number that you multiply by."
edit("18 * 1000", "18")


# %% slip="not-a-thousand" task="m07-q15-bonus"
"Not of 1,000 calls: look at the number that you multiply by."
edit("18 * 1000", "18 * 100")


# %% slip="not-the-change" task="m07-q15-bonus"
"That is all rework with the bonus. Customers called again before, too: only what the bonus adds counts."
edit("(change.loc[1].mean() - change.loc[0].mean())", 'again.loc[1]["second"].mean()')


# %% slip="no-price" task="m07-q15-bonus"
"Those are calls, not yuan."
edit("18 * 1000", "1000")


# %% slip="minutes-price" task="m07-q15-bonus"
"A second call takes the line and the work afterward as well. Take the whole price of a contact."
edit("18 * 1000", "8 * 1000")


# %% slip="sign-turned" task="m07-q15-bonus"
"The sign is turned: positive means that the bonus adds cost."
edit("change.loc[1].mean() - change.loc[0].mean()", "change.loc[0].mean() - change.loc[1].mean()")


# %% slip="not-resolved" task="m07-q15-bonus"
"Those are cases that were not settled for good. Rework is what comes back: `again7`."
edit('(sums["again7"] / sums["calls"])', '(1 - sums["settled"] / sums["calls"])')


# %% slip="in-logarithms" task="m07-q15-bonus"
"No logarithms here: a price is paid for each call, so take differences of shares."
edit('again["second"] - again["first"]', 'np.log(again["second"] / again["first"])')


# %% slip="paid-for-only" task="m07-q15-bonus" silent="a choice among four sentences"
"It looks at what was paid for, and not at what a settled case takes."
edit('"C"', '"A"')


# %% slip="cause-not-drawn" task="m07-q15-bonus" silent="a choice among four sentences"
"Who had the bonus was drawn at random. Who was tired was not: that one led to the other, no draw shows."
edit('"C"', '"B"')


# %% slip="certainty" task="m07-q15-bonus" silent="a choice among four sentences"
"Look at the interval of the leavers: it holds none, and many more."
edit('"C"', '"D"')


# %% equivalent="m07-q15-bonus"
"A call in a thousand moves the sum by less than two yuan."
edit("18 * 1000", "18 * 1001")


# %% equivalent="m07-q15-bonus"
"A call in a thousand moves the sum by less than two yuan."
edit("18 * 1000", "18 * 999")


# %% the second weeks task="m07-q15-bonus" points=3 trap="second-period-only"
second = calls[calls["weeks"] == "second"].groupby("drawn")["again7"].mean()
rework = 18 * 1000 * (second[1] - second[0])
statement.record(sentence="C", sure=0.7)


# %% before and after task="m07-q15-bonus" points=3 trap="drawn-only"
rate = calls[calls["drawn"] == 1].groupby("weeks", observed=True)["again7"].mean()
rework = 18 * 1000 * (rate["second"] - rate["first"])
statement.record(sentence="C", sure=0.7)


# %% for each call task="m07-q15-bonus" points=3 trap="not-a-thousand"
rates = calls.groupby(["drawn", "weeks"], observed=True)["again7"].mean()
rework = 18 * (rates[1, "second"] - rates[1, "first"] - (rates[0, "second"] - rates[0, "first"]))
statement.record(sentence="C", sure=0.7)


# %% calls that come back task="m07-q15-bonus" points=3 trap="no-price"
rates = calls.groupby(["drawn", "weeks"], observed=True)["again7"].mean()
rework = 1000 * (rates[1, "second"] - rates[1, "first"] - (rates[0, "second"] - rates[0, "first"]))
statement.record(sentence="C", sure=0.7)


# %% minutes only task="m07-q15-bonus" points=3 trap="minutes-price"
rates = calls.groupby(["drawn", "weeks"], observed=True)["again7"].mean()
rework = 8_000 * (rates[1, "second"] - rates[1, "first"] - (rates[0, "second"] - rates[0, "first"]))
statement.record(sentence="C", sure=0.7)


# %% the others against the drawn task="m07-q15-bonus" points=3 trap="sign-turned"
rates = calls.groupby(["drawn", "weeks"], observed=True)["again7"].mean()
rework = 18_000 * (
    rates[0, "second"] - rates[0, "first"] - (rates[1, "second"] - rates[1, "first"])
)
statement.record(sentence="C", sure=0.7)


# %% not settled task="m07-q15-bonus" points=3 trap="not-resolved"
rates = 1 - calls.groupby(["drawn", "weeks"], observed=True)["settled"].mean()
rework = 18_000 * (
    rates[1, "second"] - rates[1, "first"] - (rates[0, "second"] - rates[0, "first"])
)
statement.record(sentence="C", sure=0.7)


# %% a difference of logarithms task="m07-q15-bonus" points=3 trap="in-logarithms"
again = (sums["again7"] / sums["calls"]).unstack()
step = np.log(again["second"]) - np.log(again["first"])
rework = 18_000 * (step.loc[1].mean() - step.loc[0].mean())
statement.record(sentence="C", sure=0.7)


# %% all second calls with the bonus task="m07-q15-bonus" points=3 trap="not-the-change"
rework = 18_000 * calls.query("drawn == 1 and weeks == 'second'")["again7"].mean()
statement.record(sentence="C", sure=0.7)


# %% thirteen percent saved task="m07-q15-bonus" points=2 trap="paid-for-only"
again = (sums["again7"] / sums["calls"]).unstack()
change = again["second"] - again["first"]
rework = 18 * 1000 * (change.loc[1].mean() - change.loc[0].mean())
statement.record(sentence="A", sure=0.85)


# %% the tired task="m07-q15-bonus" points=2 trap="cause-not-drawn"
again = (sums["again7"] / sums["calls"]).unstack()
change = again["second"] - again["first"]
rework = 18 * 1000 * (change.loc[1].mean() - change.loc[0].mean())
statement.record(sentence="B", sure=0.55)


# %% leavers settled task="m07-q15-bonus" points=2 trap="certainty"
again = (sums["again7"] / sums["calls"]).unstack()
change = again["second"] - again["first"]
rework = 18 * 1000 * (change.loc[1].mean() - change.loc[0].mean())
statement.record(sentence="D", sure=0.4)


# %% [markdown]
# ## Task 16: luck or skill


# %% from an analysis of variance task="m07-q16-noise" points=3
first = calls[calls["weeks"] == "first"]
grouped = first.groupby("agent", observed=True)["resolved"]
between, within = 40 * grouped.mean().var(), grouped.var().mean()
reliability = (between - within) / between
calls_needed = int(np.ceil(40 * 4 * (1 - reliability) / reliability))
enough = {"600 calls": "cannot tell", "100 calls": "no"}


# %% rounded, and by trying task="m07-q16-noise" points=3
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = round(1 - (p * (1 - p)).mean() / 39 / p.var(), 3)
calls_needed = 40
while True:
    k = calls_needed / 40
    if k * reliability / (1 + (k - 1) * reliability) >= 0.8:
        break
    calls_needed += 1
enough = pd.Series({"100 calls": "no", "600 calls": "cannot tell"})


# %% slip="share-of-luck" task="m07-q16-noise"
"That is the part that chance makes. The reliability is the rest."
edit("1 - chance / shares.var()", "chance / shares.var()")


# %% slip="spread-not-squared" task="m07-q16-noise"
"That is made of standard deviations. The formula takes variances."
edit("1 - chance / shares.var()", "1 - chance**0.5 / shares.std()")


# %% slip="both-periods" task="m07-q16-noise"
"Those are all sixteen weeks. With the bonus the shares changed for another reason: take the first eight."
edit('calls[calls["weeks"] == "first"]', "calls")


# %% slip="bonus-weeks" task="m07-q16-noise"
"Those are the second eight weeks, with the bonus."
edit('"first"', '"second"')


# %% slip="one-share-for-all" task="m07-q16-noise"
"You take one share for all agents in the chance part. The formula takes the mean over the agents of p(1-p)."
edit(
    "(shares * (1 - shares) / 39).mean()",
    "shares.mean() * (1 - shares.mean()) / 39",
)


# %% slip="n-in-place-of-n-1" task="m07-q16-noise"
"The formula divides by n - 1."
edit("/ 39", "/ 40")


# %% slip="variance-by-n" task="m07-q16-noise"
"That is a variance with the number of agents below the line. Take `.var()` of a Series, or `ddof=1`."
edit("shares.var()", "shares.var(ddof=0)")


# %% n in place of n - 1 task="m07-q16-noise" points=2 trap="n-in-place-of-n-1"
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = 1 - (p * (1 - p)).mean() / 40 / p.var()
calls_needed = np.ceil(160 * (1 - reliability) / reliability)
enough = {"100 calls": "no", "600 calls": "cannot tell"}


# %% the variance of numpy task="m07-q16-noise" points=2 trap="variance-by-n"
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = 1 - (p * (1 - p)).mean() / 39 / np.var(p.to_numpy())
calls_needed = np.ceil(160 * (1 - reliability) / reliability)
enough = {"100 calls": "no", "600 calls": "cannot tell"}


# %% slip="one-call" task="m07-q16-noise"
"That is the variance of single calls. A mean of n calls varies less: divide."
edit("(1 - shares) / 39", "(1 - shares)")


# %% slip="settled-for-resolved" task="m07-q16-noise"
"Mr. Bai ranks by `resolved`."
edit('["resolved"]', '["settled"]')


# %% slip="in-proportion" task="m07-q16-noise"
"Reliability does not grow in proportion to the calls. Use the formula of Spearman and Brown."
edit("0.8 * (1 - reliability) / (reliability * 0.2)", "0.8 / reliability")


# %% slip="times-not-calls" task="m07-q16-noise"
"That is how many times as many. How many calls is it?"
edit("np.ceil(40 * times)", "np.ceil(times)")


# %% slip="times-rounded-up" task="m07-q16-noise"
"You round up how many times as many. Round the calls."
edit("np.ceil(40 * times)", "40 * np.ceil(times)")


# %% slip="target-for-reliability" task="m07-q16-noise"
"The target and the reliability have changed places in the formula of k."
edit(
    "0.8 * (1 - reliability) / (reliability * 0.2)",
    "reliability * 0.2 / (0.8 * (1 - reliability))",
)


# %% k rounded up task="m07-q16-noise" points=2 trap="times-rounded-up"
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = 1 - (p * (1 - p)).mean() / 39 / p.var()
calls_needed = 40 * np.ceil(4 * (1 - reliability) / reliability)
enough = {"100 calls": "no", "600 calls": "cannot tell"}


# %% target and reliability swapped task="m07-q16-noise" points=2 trap="target-for-reliability"
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = 1 - (p * (1 - p)).mean() / 39 / p.var()
calls_needed = np.ceil(40 * reliability / (4 * (1 - reliability)))
enough = {"100 calls": "no", "600 calls": "cannot tell"}


# %% slip="estimate-as-truth" task="m07-q16-noise" silent="a choice among three words"
"Go by the interval: put both of its ends into the formula."
edit('"600 calls": "cannot tell"', '"600 calls": "yes"')


# %% slip="estimate-as-truth" task="m07-q16-noise" silent="a choice among three words"
"Go by the interval: put both of its ends into the formula."
edit('"600 calls": "cannot tell"', '"600 calls": "no"')


# %% slip="even-the-best-end" task="m07-q16-noise" silent="a choice among three words"
"Put the upper end of the interval into the formula: how many calls does even that take?"
edit('"100 calls": "no"', '"100 calls": "cannot tell"')


# %% slip="even-the-best-end" task="m07-q16-noise" silent="a choice among three words"
"Put the upper end of the interval into the formula: how many calls does even that take?"
edit('"100 calls": "no"', '"100 calls": "yes"')


# %% equivalent="m07-q16-noise"
"One call more or less is within what rounding allows."
edit("np.ceil(40 * times)", "np.floor(40 * times)")


# %% equivalent="m07-q16-noise"
"Every agent has calls in the first eight weeks."
edit("observed=True", "observed=False")


# %% the luck task="m07-q16-noise" points=2 trap="share-of-luck"
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = (p * (1 - p) / 39).mean() / p.var()
calls_needed = np.ceil(160 * (1 - reliability) / reliability)
enough = {"100 calls": "no", "600 calls": "cannot tell"}


# %% standard deviations task="m07-q16-noise" points=2 trap="spread-not-squared"
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = 1 - np.sqrt((p * (1 - p) / 39).mean()) / p.std()
calls_needed = np.ceil(160 * (1 - reliability) / reliability)
enough = {"100 calls": "no", "600 calls": "cannot tell"}


# %% sixteen weeks task="m07-q16-noise" points=2 trap="both-periods"
p = calls.groupby("agent", observed=True)["resolved"].mean()
reliability = 1 - (p * (1 - p)).mean() / 39 / p.var()
calls_needed = np.ceil(160 * (1 - reliability) / reliability)
enough = {"100 calls": "no", "600 calls": "cannot tell"}


# %% with the bonus task="m07-q16-noise" points=2 trap="bonus-weeks"
p = (sums["resolved"] / sums["calls"]).unstack()["second"]
reliability = 1 - (p * (1 - p)).mean() / 39 / p.var()
calls_needed = np.ceil(160 * (1 - reliability) / reliability)
enough = {"100 calls": "no", "600 calls": "cannot tell"}


# %% one share task="m07-q16-noise" points=2 trap="one-share-for-all"
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = 1 - p.mean() * (1 - p.mean()) / 39 / p.var()
calls_needed = np.ceil(160 * (1 - reliability) / reliability)
enough = {"100 calls": "no", "600 calls": "cannot tell"}


# %% single calls task="m07-q16-noise" points=1.5 trap="one-call"
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = 1 - (p * (1 - p)).mean() / p.var()
calls_needed = 462.4
enough = {"100 calls": "cannot tell", "600 calls": "cannot tell"}


# %% settled task="m07-q16-noise" points=2 trap="settled-for-resolved"
p = (sums["settled"] / sums["calls"]).unstack()["first"]
reliability = 1 - (p * (1 - p)).mean() / 39 / p.var()
calls_needed = np.ceil(160 * (1 - reliability) / reliability)
enough = {"100 calls": "no", "600 calls": "cannot tell"}


# %% in proportion task="m07-q16-noise" points=2 trap="in-proportion"
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = 1 - (p * (1 - p)).mean() / 39 / p.var()
calls_needed = round(40 * 0.8 / reliability)
enough = {"100 calls": "no", "600 calls": "cannot tell"}


# %% times task="m07-q16-noise" points=2 trap="times-not-calls"
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = 1 - (p * (1 - p)).mean() / 39 / p.var()
calls_needed = round(4 * (1 - reliability) / reliability)
enough = {"100 calls": "no", "600 calls": "cannot tell"}


# %% the estimate believed task="m07-q16-noise" points=2.5 trap="estimate-as-truth"
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = 1 - (p * (1 - p)).mean() / 39 / p.var()
calls_needed = np.ceil(160 * (1 - reliability) / reliability)
enough = {"100 calls": "no", "600 calls": "yes"}


# %% nothing can be told task="m07-q16-noise" points=2.5 trap="even-the-best-end"
p = (sums["resolved"] / sums["calls"]).unstack()["first"]
reliability = 1 - (p * (1 - p)).mean() / 39 / p.var()
calls_needed = np.ceil(160 * (1 - reliability) / reliability)
enough = {"100 calls": "cannot tell", "600 calls": "cannot tell"}


# %% [markdown]
# ## Task 17: keep two


# %% by maximum, as a Series task="m07-q17-checks" points=4
yuan = {"none": 60, "record": 1200, "manner": 900}
price = {"internal": 20, "external": 25, "client": 15}
bills = pd.Series(dtype=float)
for pair in pairs:
    names = pair.split(" + ")
    either = files[names].max(axis=1)
    wrong = (either == 1) == (files["fault"] == "none")  # flagged and sound, or neither
    lost = files["fault"].astype(str).map(yuan)
    bills[pair] = 480 * sum(price[one] for one in names) + lost[wrong].sum()
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(
    choice="external + client", reason="The lowest bill: each sees what the other does not."
)


# %% own bills followed task="m07-q17-checks" points=3
bills = {"internal + external": 52010, "internal + client": 41230, "external + client": 43080}
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="internal + client", reason="The lowest of my three bills, so the best pair.")


# %% typed numbers task="m07-q17-checks" points=4
bills = dict(zip(pairs, [55380, 50340, 43080], strict=True))
worth = pd.Series({"signature": "more answers, no other score seen", "volunteers": "rate too high"})
keep.record(choice="external + client", reason="It costs least of the three, all things counted.")


# %% slip="both-must-flag" task="m07-q17-checks"
"You count a file as flagged only if both flag it. One is enough."
edit(
    "(files[one] == 1) | (files[other] == 1)",
    "(files[one] == 1) & (files[other] == 1)",
)


# %% slip="one-check-only" task="m07-q17-checks"
"That is what one of the two checks finds. What the other adds is missing."
edit("(files[one] == 1) | (files[other] == 1)", "files[one] == 1")


# %% slip="checks-for-free" task="m07-q17-checks"
"What the checks themselves cost is missing: both prices, for every file."
edit("480 * (price[one] + price[other]) + missed", "missed")


# %% slip="second-check-free" task="m07-q17-checks"
"You pay for one of the two checks only. Both are paid for, for every file."
edit("480 * (price[one] + price[other])", "480 * price[one]")


# %% slip="flagged-by-exactly-one" task="m07-q17-checks"
"A file that both checks flag is flagged, too. You count it only if exactly one does."
edit(
    "(files[one] == 1) | (files[other] == 1)",
    "files[one] != files[other]",
)


# %% one price, once for each file task="m07-q17-checks" points=2.5 trap="second-check-free"
price = {"internal": 20, "external": 25, "client": 15}
bills = {}
for pair in pairs:
    names = pair.split(" + ")
    flag = files[names].max(axis=1) == 1
    bills[pair] = (
        480 * price[names[0]]
        + 1200 * (record & ~flag).sum()
        + 900 * (manner & ~flag).sum()
        + 60 * (sound & flag).sum()
    )
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="external + client", reason="Records and manner are both covered by these.")


# %% exactly one flag task="m07-q17-checks" points=2.5 trap="flagged-by-exactly-one"
price = {"internal": 20, "external": 25, "client": 15}
bills = {}
for pair in pairs:
    names = pair.split(" + ")
    flag = files[names].sum(axis=1) == 1
    bills[pair] = (
        480 * sum(price[one] for one in names)
        + 1200 * (record & ~flag).sum()
        + 900 * (manner & ~flag).sum()
        + 60 * (sound & flag).sum()
    )
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="external + client", reason="Records and manner are both covered by these.")


# %% slip="two-single-bills" task="m07-q17-checks"
"That is the sum of two single bills. A fault that one of the two finds is not missed, and a sound file is looked at once more only once."
edit(
    "missed = 1200 * (record & ~either).sum() + 900 * (manner & ~either).sum()",
    "missed = sum(1200 * (record & (files[k] == 0)).sum() + 900 * (manner & (files[k] == 0)).sum() + 60 * (sound & (files[k] == 1)).sum() for k in (one, other)) - 60 * (sound & either).sum()",
)


# %% two bills added task="m07-q17-checks" points=2.5 trap="two-single-bills"
price = {"internal": 20, "external": 25, "client": 15}
single = {}
for name in price:
    flag = files[name] == 1
    lost = 1200 * (record & ~flag).sum() + 900 * (manner & ~flag).sum() + 60 * (sound & flag).sum()
    single[name] = 480 * price[name] + lost
bills = {pair: sum(single[name] for name in pair.split(" + ")) for pair in pairs}
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="external + client", reason="Records and manner are both covered by these.")


# %% slip="a-bill-a-file" task="m07-q17-checks"
"The price of a check is paid for every file."
edit("480 * (price[one] + price[other])", "(price[one] + price[other])")


# %% slip="false-flags-free" task="m07-q17-checks"
"A sound file that is flagged costs a second look."
edit(" + 60 * (sound & either).sum()", "")


# %% slip="every-flag-paid" task="m07-q17-checks"
"The 60 yuan are for sound files only."
edit("60 * (sound & either).sum()", "60 * either.sum()")


# %% slip="found-for-missed" task="m07-q17-checks"
"You charge for the faults that were found. Those that nobody finds cost the bank."
edit(
    "1200 * (record & ~either).sum() + 900 * (manner & ~either).sum()",
    "1200 * (record & either).sum() + 900 * (manner & either).sum()",
)


# %% slip="record-only" task="m07-q17-checks"
"Faults in manner that nobody finds are missing from your bill."
edit(" + 900 * (manner & ~either).sum()", "")


# %% slip="most-found-alone" task="m07-q17-checks" silent="a choice among three pairs"
"Each finds much, and they find the same. Look at your bills."
edit('choice="external + client"', 'choice="internal + external"')


# %% slip="cheapest-pair" task="m07-q17-checks" silent="a choice among three pairs"
"The checks are cheap; what they miss is not. Look at your bills."
edit('choice="external + client"', 'choice="internal + client"')


# %% slip="volunteers-believed" task="m07-q17-checks" silent="a choice among four words"
"Look at the difference between those who volunteered and those who were drawn, and at its interval."
edit('"rate too high"', '"show the true level"')


# %% slip="volunteers-believed" task="m07-q17-checks" silent="a choice among four words"
"Look at the difference between those who volunteered and those who were drawn, and at its interval."
edit('"rate too high"', '"rate too low"')


# %% slip="volunteers-believed" task="m07-q17-checks" silent="a choice among four words"
"Look at the difference between those who volunteered and those who were drawn, and at its interval."
edit('"rate too high"', '"cannot tell"')


# %% slip="answers-for-quality" task="m07-q17-checks" silent="a choice among four words"
"Read two rows: how many answered, and what they said. More answers are no proof of a truer score."
edit('"more answers, no other score seen"', '"raises the score"')


# %% slip="answers-for-quality" task="m07-q17-checks" silent="a choice among four words"
"Read two rows: how many answered, and what they said. More answers are no proof of a truer score."
edit('"more answers, no other score seen"', '"makes the score truer"')


# %% slip="answers-for-quality" task="m07-q17-checks" silent="a choice among four words"
"Read two rows: how many answered, and what they said. More answers are no proof of a truer score."
edit('"more answers, no other score seen"', '"no more answers"')


# %% both flag it task="m07-q17-checks" points=2.5 trap="both-must-flag"
price = {"internal": 20, "external": 25, "client": 15}
bills = {}
for pair in pairs:
    names = pair.split(" + ")
    flag = files[names].min(axis=1) == 1
    bills[pair] = (
        480 * sum(price[one] for one in names)
        + 1200 * (record & ~flag).sum()
        + 900 * (manner & ~flag).sum()
        + 60 * (sound & flag).sum()
    )
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="external + client", reason="Records and manner are both covered by these.")


# %% the first of each task="m07-q17-checks" points=2.5 trap="one-check-only"
price = {"internal": 20, "external": 25, "client": 15}
bills = {}
for pair in pairs:
    names = pair.split(" + ")
    flag = files[names[0]] == 1
    bills[pair] = (
        480 * sum(price[one] for one in names)
        + 1200 * (record & ~flag).sum()
        + 900 * (manner & ~flag).sum()
        + 60 * (sound & flag).sum()
    )
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="external + client", reason="Records and manner are both covered by these.")


# %% only what goes wrong task="m07-q17-checks" points=2.5 trap="checks-for-free"
bills = {}
for pair in pairs:
    flag = files[pair.split(" + ")].max(axis=1) == 1
    bills[pair] = (
        1200 * (record & ~flag).sum() + 900 * (manner & ~flag).sum() + 60 * (sound & flag).sum()
    )
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="external + client", reason="Records and manner are both covered by these.")


# %% a price, once task="m07-q17-checks" points=2.5 trap="a-bill-a-file"
price = {"internal": 20, "external": 25, "client": 15}
bills = {}
for pair in pairs:
    names = pair.split(" + ")
    flag = files[names].max(axis=1) == 1
    bills[pair] = (
        sum(price[one] for one in names)
        + 1200 * (record & ~flag).sum()
        + 900 * (manner & ~flag).sum()
        + 60 * (sound & flag).sum()
    )
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="external + client", reason="Records and manner are both covered by these.")


# %% no second look task="m07-q17-checks" points=2.5 trap="false-flags-free"
price = {"internal": 20, "external": 25, "client": 15}
bills = {}
for pair in pairs:
    names = pair.split(" + ")
    flag = files[names].max(axis=1) == 1
    bills[pair] = (
        480 * sum(price[one] for one in names)
        + 1200 * (record & ~flag).sum()
        + 900 * (manner & ~flag).sum()
    )
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="external + client", reason="Records and manner are both covered by these.")


# %% sixty for every flag task="m07-q17-checks" points=2.5 trap="every-flag-paid"
price = {"internal": 20, "external": 25, "client": 15}
bills = {}
for pair in pairs:
    names = pair.split(" + ")
    flag = files[names].max(axis=1) == 1
    bills[pair] = (
        480 * sum(price[one] for one in names)
        + 1200 * (record & ~flag).sum()
        + 900 * (manner & ~flag).sum()
        + 60 * flag.sum()
    )
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="external + client", reason="Records and manner are both covered by these.")


# %% charged for what is found task="m07-q17-checks" points=2.5 trap="found-for-missed"
price = {"internal": 20, "external": 25, "client": 15}
bills = {}
for pair in pairs:
    names = pair.split(" + ")
    flag = files[names].max(axis=1) == 1
    bills[pair] = (
        480 * sum(price[one] for one in names)
        + 1200 * (record & flag).sum()
        + 900 * (manner & flag).sum()
        + 60 * (sound & flag).sum()
    )
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="external + client", reason="Records and manner are both covered by these.")


# %% records alone task="m07-q17-checks" points=2.5 trap="record-only"
price = {"internal": 20, "external": 25, "client": 15}
bills = {}
for pair in pairs:
    names = pair.split(" + ")
    flag = files[names].max(axis=1) == 1
    bills[pair] = (
        480 * sum(price[one] for one in names)
        + 1200 * (record & ~flag).sum()
        + 60 * (sound & flag).sum()
    )
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="external + client", reason="Records and manner are both covered by these.")


# %% who finds most task="m07-q17-checks" points=2.5 trap="most-found-alone"
bills = dict(zip(pairs, [55380, 50340, 43080], strict=True))
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="internal + external", reason="These two find by far the most faults.")


# %% what is cheap task="m07-q17-checks" points=2.5 trap="cheapest-pair"
bills = dict(zip(pairs, [55380, 50340, 43080], strict=True))
worth = {"volunteers": "rate too high", "signature": "more answers, no other score seen"}
keep.record(choice="internal + client", reason="An auditor is dear, and colleagues are at hand.")


# %% the folder believed of volunteers task="m07-q17-checks" points=3.5 trap="volunteers-believed"
bills = dict(zip(pairs, [55380, 50340, 43080], strict=True))
worth = {"volunteers": "show the true level", "signature": "more answers, no other score seen"}
keep.record(
    choice="external + client", reason="The lowest bill: each sees what the other does not."
)


# %% the folder believed of letters task="m07-q17-checks" points=3.5 trap="answers-for-quality"
bills = dict(zip(pairs, [55380, 50340, 43080], strict=True))
worth = {"volunteers": "rate too high", "signature": "makes the score truer"}
keep.record(
    choice="external + client", reason="The lowest bill: each sees what the other does not."
)


# %% [markdown]
# ## Task 18: mark two

# %% milder task="m07-q18-marks" points=4
marks = {"second": (2, 2, 1, 2, 1), "first": (0, 1, 0, 0, 0)}

# %% arrays task="m07-q18-marks" points=4
marks = {"first": np.array([0, 1, 0, 0, 0]), "second": np.array([2, 2, 2, 2, 1])}

# %% equivalent="m07-q18-marks"
"Both marks can be defended."
edit("[2, 2, 2, 2, 1]", "[2, 2, 1, 2, 1]")

# %% equivalent="m07-q18-marks"
"Both marks can be defended."
edit("[2, 2, 2, 2, 1]", "[1, 2, 2, 2, 1]")

# %% equivalent="m07-q18-marks"
"Both marks can be defended."
edit("[2, 2, 2, 2, 1]", "[2, 1, 2, 2, 1]")

# %% a strict marker of definitions and kinds task="m07-q18-marks" points=4
marks = {"first": [0, 1, 0, 0, 0], "second": [1, 1, 2, 2, 1]}

# %% one mark too kind, named task="m07-q18-marks" points=3.3 says=["Kind of the first"]
marks = {"first": [0, 2, 0, 0, 0], "second": [2, 2, 2, 2, 1]}

# %% nothing for the first, all for the second task="m07-q18-marks" points=2.6 says=["Counter-measure of the second"]
marks = {"first": [0, 0, 0, 0, 0], "second": [2, 2, 2, 2, 2]}

# %% the words believed task="m07-q18-marks" points=1.9 says=["words that earn each mark"]
marks = {"first": [1, 1, 1, 1, 0], "second": [2, 2, 2, 2, 1]}

# %% all the same task="m07-q18-marks" points=0.5 says=["words that earn each mark"]
marks = {"first": [1, 1, 1, 1, 1], "second": [1, 1, 1, 1, 1]}

# %% four marks task="m07-q18-marks" points=0 says=["five marks"]
marks = {"first": [0, 1, 0, 0], "second": [2, 2, 2, 2]}

# %% [markdown]
# ## Task 18: the sheet


# %% [markdown] other KPIs, as good task="m07-q18-kpis" mark=15
# Dear Mr. Bai, the goal: nobody has to ask twice. 1. *Effective*: cases closed and not reopened by the customer in 14 days / cases opened in the month, all channels; owner head of the center; outcome, lags. Gamed: agents open a new case for an old matter, so the customer tells the story again. Counter: cases for each customer with a case. 2. *Reliable*: call-backs within the promised hour / call-backs promised, week, missed ones in; owner team lead; process, leads. Gamed: agents promise "within a week", customers wait. Counter: median promised hours. 3. *Continuous*: opening hours with an answer within 3 minutes / opening hours, month; owner planner; process, leads. Gamed: calls are dropped into the robot, which "answers", and customers give up there. Counter: callers who hang up before a person speaks / callers. 4. *Stable*: I say it is the same as reliable for us, week by week, and give it no number of its own. In its place, complaints: complaints / 1,000 customers who called, month; owner complaint desk; outcome, lags. Gamed: forms are hidden, angry customers are not told where to write. Counter: complaints that arrive at the regulator or on social media / all. 5. Average ticket is out; understanding in: of 50 customers drawn at random a week, those who can say what happens next / those reached; owner quality; process, leads. Gamed: agents read out a sentence to be repeated. Counter: second calls of the same sample. Review on June 30, and whatever led to no decision goes. I would pay for nothing an agent does alone: 40 calls are mostly luck, and the trial of short calls showed no saving on settled cases.


# %% [markdown] a list of wishes task="m07-q18-kpis" mark=2
# Satisfaction 95 %, complaints below 3 %, handling time below 240 seconds, loyalty 90 %, average ticket up by 5 %. All are measured monthly. Owner: the call center. We will make sure that nobody cheats. The best ten agents get a bonus.
