# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ways to answer: service quality at the insurer
#
# One cell is one way to answer one task: its points, and for a misconception what the feedback must say.

# %% [markdown]
# ## Task 1: words and dimensions

# %% a table and a Series task="m04-q1-words" points=4
dimension_of = pd.DataFrame(
    {
        "label": ["一致可靠性", "同情心", "安全感与服务能力", "及时回应", "有形展示"],
        "dimension": ["Reliability", "Empathy", "Assurance", "Responsiveness", "Tangibles"],
    }
)
mark_of = pd.Series(
    ["assurance", "responsiveness", "empathy", "reliability"],
    index=["professional", "efficient", "caring", "consistent"],
)
without_mark = "Tangibles"

# %% keys in another order, a list of one task="m04-q1-words" points=4
dimension_of = dict(
    有形展示="tangibles",
    及时回应="responsiveness",
    同情心="empathy",
    一致可靠性="reliability",
    安全感与服务能力="assurance",
)
mark_of = {
    "consistent": "reliability",
    "caring": "empathy",
    "efficient": "responsiveness",
    "professional": "assurance",
}
without_mark = "tangibles "

# %% a list of one word task="m04-q1-words" points=4
dimension_of = {
    "一致可靠性": "reliability",
    "同情心": "empathy",
    "安全感与服务能力": "assurance",
    "及时回应": "responsiveness",
    "有形展示": "tangibles",
}
mark_of = {
    "professional": "assurance",
    "efficient": "responsiveness",
    "caring": "empathy",
    "consistent": "reliability",
}
without_mark = ["tangibles"]

# %% slip="competence-as-reliability" task="m04-q1-words" silent="a choice among five words"
"To be able to serve, to know the trade and to make people feel safe is what staff are. Reliability is what happens: the promise is kept, each time."
edit('"安全感与服务能力": "assurance"', '"安全感与服务能力": "reliability"')
edit('"一致可靠性": "reliability"', '"一致可靠性": "assurance"')

# %% slip="competence-as-reliability" task="m04-q1-words" silent="a choice among five words"
"To be able to serve, to know the trade and to make people feel safe is what staff are. Reliability is what happens: the promise is kept, each time."
edit('"professional": "assurance"', '"professional": "reliability"')
edit('"consistent": "reliability"', '"consistent": "assurance"')

# %% slip="empathy-as-pity" task="m04-q1-words" silent="a choice among five words"
"One label says pity, so it looks like no dimension at all. It is a mistranslation of the one about the individual."
edit('"同情心": "empathy"', '"同情心": "assurance"')
edit('"安全感与服务能力": "assurance"', '"安全感与服务能力": "empathy"')

# %% slip="caring-as-courtesy" task="m04-q1-words" silent="a choice among five words"
"Courtesy is part of another dimension. Caring means that this one person is seen."
edit('"caring": "empathy"', '"caring": "assurance"')
edit('"professional": "assurance"', '"professional": "empathy"')

# %% ability to serve read as reliability task="m04-q1-words" points=3.2 trap="competence-as-reliability"
dimension_of = {
    "一致可靠性": "assurance",
    "同情心": "empathy",
    "安全感与服务能力": "reliability",
    "及时回应": "responsiveness",
    "有形展示": "tangibles",
}
mark_of = {
    "professional": "assurance",
    "efficient": "responsiveness",
    "caring": "empathy",
    "consistent": "reliability",
}
without_mark = "tangibles"

# %% pity taken for courtesy task="m04-q1-words" points=3.2 trap="empathy-as-pity"
dimension_of = {
    "一致可靠性": "reliability",
    "同情心": "assurance",
    "安全感与服务能力": "empathy",
    "及时回应": "responsiveness",
    "有形展示": "tangibles",
}
mark_of = {
    "professional": "assurance",
    "efficient": "responsiveness",
    "caring": "empathy",
    "consistent": "reliability",
}
without_mark = "tangibles"

# %% a professional keeps promises task="m04-q1-words" points=3.2 trap="competence-as-reliability"
dimension_of = {
    "一致可靠性": "reliability",
    "同情心": "empathy",
    "安全感与服务能力": "assurance",
    "及时回应": "responsiveness",
    "有形展示": "tangibles",
}
mark_of = {
    "professional": "reliability",
    "efficient": "responsiveness",
    "caring": "empathy",
    "consistent": "tangibles",
}
without_mark = "assurance"

# %% one dimension twice task="m04-q1-words" points=3.6
dimension_of = {
    "一致可靠性": "reliability",
    "同情心": "empathy",
    "安全感与服务能力": "assurance",
    "及时回应": "reliability",
    "有形展示": "tangibles",
}
mark_of = {
    "professional": "assurance",
    "efficient": "responsiveness",
    "caring": "empathy",
    "consistent": "reliability",
}
without_mark = "tangibles"

# %% caring is politeness task="m04-q1-words" points=3.2 trap="caring-as-courtesy"
dimension_of = {
    "一致可靠性": "reliability",
    "同情心": "empathy",
    "安全感与服务能力": "assurance",
    "及时回应": "responsiveness",
    "有形展示": "tangibles",
}
mark_of = pd.Series(
    {
        "professional": "empathy",
        "efficient": "responsiveness",
        "caring": "assurance",
        "consistent": "reliability",
    }
)
without_mark = "tangibles"

# %% [markdown]
# ## Task 2: the pulse


# %% a loop over rows task="m04-q2-clean-pulse" points=5
def clean_pulse(pulse, turned, low, high):
    keep = []
    for place in range(len(pulse)):
        values = [v for v in pulse.iloc[place].drop("visit") if not pd.isna(v)]
        if len(set(values)) <= 1:
            continue
        if min(values) < low or max(values) > high:
            continue
        keep.append(place)
    out = pulse.iloc[keep].reset_index(drop=True)
    for n in turned:
        out["before_" + str(n)] = high + low - out["before_" + str(n)]
        out["after_" + str(n)] = high + low - out["after_" + str(n)]
    return out


# %% standard deviation of zero, index by visit task="m04-q2-clean-pulse" points=5
def clean_pulse(pulse, turned, low, high):
    table = pulse.set_index("visit").astype(float)
    straight = table.std(axis=1) == 0
    off = table.lt(low).any(axis=1) | table.gt(high).any(axis=1)
    table = table.loc[~(straight | off)]
    cols = [c for c in table.columns if int(c.split("_")[1]) in turned]
    table[cols] = (low + high) - table[cols]
    return table


# %% slip="turned-before-screening" task="m04-q2-clean-pulse"
"Somebody answered the same number everywhere and is still there. Once an item is turned, a straight line is no longer straight: screen first."
edit(
    'answers = pulse.drop(columns="visit")',
    'answers = pulse.drop(columns="visit")\n'
    "    for number in turned:\n"
    '        for side in ("before", "after"):\n'
    '            answers[f"{side}_{number}"] = low + high - answers[f"{side}_{number}"]',
)

# %% slip="listwise" task="m04-q2-clean-pulse"
"You dropped visits with one missing answer. A missing answer alone is no reason to drop a row."
edit("~straight & ~outside", "~straight & ~outside & answers.notna().all(axis=1)")

# %% slip="straight-lines-kept" task="m04-q2-clean-pulse"
"Somebody with one and the same number everywhere is still there."
edit("~straight & ~outside", "~outside")

# %% slip="missing-hides-straight-line" task="m04-q2-clean-pulse"
"A visit gave the same number in all the answers it holds; one is missing. It is a straight line all the same."
edit("nunique(axis=1)", "nunique(axis=1, dropna=False)")

# %% slip="out-of-range-kept" task="m04-q2-clean-pulse"
"An answer outside the scale is still there: look at both ends."
edit("(answers < low) | (answers > high)", "answers < low")

# %% slip="out-of-range-kept" task="m04-q2-clean-pulse"
"An answer outside the scale is still there: look at both ends."
edit("(answers < low) | (answers > high)", "answers > high")

# %% slip="out-of-range-kept" task="m04-q2-clean-pulse"
"An answer outside the scale is still there: look at both ends."
edit("~straight & ~outside", "~straight")

# %% slip="high-minus-x" task="m04-q2-clean-pulse"
"High minus x turns the highest answer into 0, which a scale that begins at 1 does not have. The middle must stay where it is."
edit("low + high - clean", "high - clean")

# %% slip="eight-minus-x" task="m04-q2-clean-pulse"
"8 - x belongs to a scale from 1 to 7. Use `low` and `high`."
edit("low + high - clean", "8 - clean")

# %% slip="not-turned" task="m04-q2-clean-pulse"
"The reversed questions have not been turned."
edit("low + high - clean[column]", "clean[column]")


# %% turned before screening task="m04-q2-clean-pulse" points=2.78 trap="turned-before-screening"
def clean_pulse(pulse, turned, low, high):
    pulse = pulse.copy()
    for n in turned:
        for side in ("before", "after"):
            pulse[f"{side}_{n}"] = low + high - pulse[f"{side}_{n}"]
    a = pulse.drop(columns="visit")
    return pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)]


# %% high minus x task="m04-q2-clean-pulse" points=3.34 trap="high-minus-x"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = high - out[f"{side}_{n}"]
    return out


# %% drops rows with a missing answer task="m04-q2-clean-pulse" points=2.78 trap="listwise"
def clean_pulse(pulse, turned, low, high):
    pulse = pulse.dropna()
    a = pulse.drop(columns="visit")
    out = pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = low + high - out[f"{side}_{n}"]
    return out


# %% eight minus x task="m04-q2-clean-pulse" points=2.22 trap="eight-minus-x"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = 8 - out[f"{side}_{n}"]
    return out


# %% a missing answer hides the straight line task="m04-q2-clean-pulse" points=3.34 trap="missing-hides-straight-line"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    straight = a.eq(a.iloc[:, 0], axis=0).all(axis=1)
    out = pulse[~straight & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = low + high - out[f"{side}_{n}"]
    return out


# %% straight lines kept task="m04-q2-clean-pulse" points=2.22 trap="straight-lines-kept"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.isna() | a.apply(lambda column: column.between(low, high))).all(axis=1)].copy()
    for n in turned:
        out[[f"before_{n}", f"after_{n}"]] = low + high - out[[f"before_{n}", f"after_{n}"]]
    return out


# %% only too high is outside task="m04-q2-clean-pulse" points=3.34 trap="out-of-range-kept"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.max(axis=1) > a.min(axis=1)) & (a.max(axis=1) <= high)].copy()
    for n in turned:
        out[[f"before_{n}", f"after_{n}"]] = low + high - out[[f"before_{n}", f"after_{n}"]]
    return out


# %% nothing turned task="m04-q2-clean-pulse" points=2.22 trap="not-turned"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    return pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)]


# %% eight minus x, before screening task="m04-q2-clean-pulse" points=0.56 trap="eight-before-screening"
def clean_pulse(pulse, turned, low, high):
    out = pulse.copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = 8 - out[f"{side}_{n}"]
    answers = out.drop(columns="visit")
    straight = answers.nunique(axis=1) <= 1
    outside = ((answers < low) | (answers > high)).any(axis=1)
    return out[~straight & ~outside]


# %% equivalent="m04-q2-clean-pulse"
"An index of its own does no harm: rows are told by their visit."
edit("drop=True", "drop=False")

# %% slip="eight-before-screening" task="m04-q2-clean-pulse"
"You turned first, and by 8 - x, which belongs to a scale from 1 to 7: then answers seem to lie outside the scale. Screen the answers as collected, then turn with `low` and `high`."
edit(
    'answers = pulse.drop(columns="visit")',
    "pulse = pulse.copy()\n"
    "    for number in turned:\n"
    '        for side in ("before", "after"):\n'
    '            pulse[f"{side}_{number}"] = 8 - pulse[f"{side}_{number}"]\n'
    '    answers = pulse.drop(columns="visit")',
)
edit("low + high - clean[column]", "clean[column]")

# %% [markdown]
# ## Task 3: what the desk repairs first

# %% means of both sides task="m04-q3-weak-spots" points=4
rows = survey[survey.claim_stage == "claim open"]
gap = {i: (rows[f"P{i:02d}"] - rows[f"E{i:02d}"]).mean() for i in items["item"]}
repair = sorted(gap, key=gap.get)[:3]

# %% from the summary, an Index task="m04-q3-weak-spots" points=4
table = gap_summary(survey.query("claim_stage == 'claim open'"), items, by="item")
repair = table.sort_values("gap").index[:3]

# %% a Series of numbers task="m04-q3-weak-spots" points=4
repair = pd.Series(
    item_gaps(survey[survey["claim_stage"] == "claim open"], items).mean().nsmallest(3).index
)

# %% slip="expectation-minus-perception" task="m04-q3-weak-spots"
"These are the items that do best. A gap is P - E: the weak spots are the most negative ones."
edit("gaps.nsmallest(3)", "gaps.nlargest(3)")

# %% slip="all-stages" task="m04-q3-weak-spots"
"That is the order among all respondents. The desk deals with open claims alone."
edit('survey[survey["claim_stage"] == "claim open"]', "survey")

# %% slip="all-stages" task="m04-q3-weak-spots"
"That is the order among all respondents. The desk deals with open claims alone."
edit('survey[survey["claim_stage"] == "claim open"]', 'survey[survey["claim_stage"] != "no claim"]')

# %% slip="best-first" task="m04-q3-weak-spots"
"Right items, but the worst comes first."
edit("to_list()", "to_list()[::-1]")

# %% slip="index-not-item" task="m04-q3-weak-spots"
"These are positions. The items have numbers of their own, from 1."
edit("gaps.nsmallest(3)", "gaps.reset_index(drop=True).nsmallest(3)")

# %% slip="letters-in-it" task="m04-q3-weak-spots"
"These are names of columns. The list should hold item numbers, such as 1, without letters or quotes."
edit("gaps.nsmallest(3).index.to_list()", '[f"P{item:02d}" for item in gaps.nsmallest(3).index]')

# %% slip="gaps-not-items" task="m04-q3-weak-spots"
"These are gaps. The item numbers are the labels that stand beside them, in `.index`."
edit(".index.to_list()", "")

# %% slip="perceptions" task="m04-q3-weak-spots"
"These items are rated lowest. A gap also asks how much was expected of them."
edit(
    'item_gaps(survey[survey["claim_stage"] == "claim open"], items).mean()',
    'survey.loc[survey["claim_stage"] == "claim open", [f"P{i:02d}" for i in items["item"]]].mean().set_axis(items["item"])',
)

# %% the best three task="m04-q3-weak-spots" points=0 trap="expectation-minus-perception"
their = survey[survey["claim_stage"] == "claim open"]
repair = (-item_gaps(their, items).mean()).sort_values().index[:3].to_list()

# %% all stages together task="m04-q3-weak-spots" points=0 trap="all-stages"
repair = list(gap_summary(survey, items, by="item")["gap"].sort_values().index[:3])

# %% the least bad of the three first task="m04-q3-weak-spots" points=0 trap="best-first"
their = item_gaps(survey[survey["claim_stage"] == "claim open"], items).mean()
repair = list(reversed(their.sort_values().head(3).index))

# %% column names instead of item numbers task="m04-q3-weak-spots" points=0 trap="letters-in-it"
their = item_gaps(survey[survey["claim_stage"] == "claim open"], items).mean()
repair = ["P" + str(item).zfill(2) for item in their.sort_values().index[:3]]

# %% gaps instead of items task="m04-q3-weak-spots" points=0 trap="gaps-not-items"
repair = item_gaps(survey.query("claim_stage == 'claim open'"), items).mean().sort_values().head(3)

# %% positions instead of item numbers task="m04-q3-weak-spots" points=0 trap="index-not-item"
import numpy as np

their = item_gaps(survey[survey["claim_stage"] == "claim open"], items).mean()
repair = [int(place) for place in np.argsort(their.to_numpy())[:3]]

# %% the lowest ratings task="m04-q3-weak-spots" points=0 trap="perceptions"
table = gap_summary(survey[survey["claim_stage"] == "claim open"], items, by="item")
seen = survey.loc[survey["claim_stage"] == "claim open"].filter(regex=r"^P\d\d$").mean()
repair = [int(name[1:]) for name in seen.sort_values().index[:3]]

# %% equivalent="m04-q3-weak-spots"
"Few answers are missing here, so sums stand in the order of means."
edit(".mean()", ".sum()")

# %% [markdown]
# ## Task 4: three averages


# %% numpy and a Series task="m04-q4-headlines" points=5
def headlines(survey, items):
    import numpy as np

    g = item_gaps(survey, items).to_numpy()
    full = ~np.isnan(g).any(axis=1)
    dims = dimension_scores(survey, items).mean()
    return pd.Series(
        [dims.sum() / len(dims), np.nanmean(g), g[full].mean()],
        index=["dimension", "item", "complete"],
    )


# %% by hand task="m04-q4-headlines" points=5
def headlines(survey, items):
    total, count, ctotal, ccount = 0, 0, 0, 0
    sums = {}
    for _, person in survey.iterrows():
        own = {}
        for item, dim in zip(items["item"], items["dimension"], strict=True):
            g = person[f"P{item:02d}"] - person[f"E{item:02d}"]
            own.setdefault(dim, []).append(g)
        every = [g for gs in own.values() for g in gs]
        there = [g for g in every if g == g]
        total, count = total + sum(there), count + len(there)
        if len(there) == len(every):
            ctotal, ccount = ctotal + sum(there), ccount + len(there)
        for dim, gs in own.items():
            good = [g for g in gs if g == g]
            if len(good) * 2 >= len(gs):
                sums.setdefault(dim, []).append(sum(good) / len(good))
    means = [sum(v) / len(v) for v in sums.values()]
    return {
        "dimension": sum(means) / len(means),
        "item": total / count,
        "complete": ctotal / ccount,
    }


# %% slip="expectation-minus-perception" task="m04-q4-headlines"
"A gap is P - E, so it is negative where the service falls short."
edit("by_dimension = scores.mean().mean()", "by_dimension = -scores.mean().mean()")
edit("by_item = gaps.stack().mean()", "by_item = -gaps.stack().mean()")
edit("complete = gaps.dropna().stack().mean()", "complete = -gaps.dropna().stack().mean()")

# %% slip="rounded" task="m04-q4-headlines"
"That is rounded to two decimals. Give the number not rounded."
edit("by_dimension = scores.mean().mean()", "by_dimension = round(scores.mean().mean(), 2)")
edit("by_item = gaps.stack().mean()", "by_item = round(gaps.stack().mean(), 2)")
edit("complete = gaps.dropna().stack().mean()", "complete = round(gaps.dropna().stack().mean(), 2)")

# %% slip="item-pooling" task="m04-q4-headlines"
"That puts all items into one heap, so a dimension of many items weighs more than one of few."
edit("by_dimension = scores.mean().mean()", "by_dimension = gaps.stack().mean()")

# %% slip="half-rule-ignored" task="m04-q4-headlines"
"Somebody who answered less than half of the items of a dimension still counts there."
edit(
    "scores = dimension_scores(survey, items)",
    'scores = gaps.T.groupby(items.set_index("item")["dimension"], observed=True).mean().T',
)

# %% slip="listwise" task="m04-q4-headlines"
"Only people without any missing answer are left. Dimension scores need half of the items, not all."
edit("by_dimension = scores.mean()", "by_dimension = scores.loc[gaps.dropna().index].mean()")

# %% slip="averaging-averages" task="m04-q4-headlines"
"That averages averages: a person or an item with few gaps then counts as much as one with many. Each gap should count once."
edit("by_item = gaps.stack().mean()", "by_item = gaps.mean().mean()")

# %% slip="averaging-averages" task="m04-q4-headlines"
"That averages averages: a person or an item with few gaps then counts as much as one with many. Each gap should count once."
edit("by_item = gaps.stack().mean()", "by_item = gaps.mean(axis=1).mean()")

# %% slip="by-dimension-again" task="m04-q4-headlines"
"That is averaged by dimension. Here each gap counts once."
edit("by_item = gaps.stack().mean()", "by_item = scores.mean().mean()")

# %% slip="by-dimension-again" task="m04-q4-headlines"
"That is averaged by dimension. Here each gap counts once."
edit(
    "complete = gaps.dropna().stack().mean()",
    "complete = scores.loc[gaps.dropna().index].mean().mean()",
)

# %% slip="incomplete-kept" task="m04-q4-headlines"
"People who left an answer open are still in it. Here only complete questionnaires count."
edit("gaps.dropna().stack().mean()", "gaps.stack().mean()")

# %% slip="any-blank" task="m04-q4-headlines"
"You dropped everybody with a blank anywhere, also where only the agent is missing. Complete means that no gap is missing."
edit("gaps.dropna()", "gaps.loc[survey.dropna().index]")


# %% every blank in the survey task="m04-q4-headlines" points=2.5 trap="any-blank"
def headlines(survey, items):
    whole = item_gaps(survey.dropna(), items)
    return {
        "dimension": dimension_scores(survey, items).mean().mean(),
        "item": item_gaps(survey, items).stack().mean(),
        "complete": whole.stack().mean(),
    }


# %% rounded to two decimals task="m04-q4-headlines" points=1.25 trap="rounded"
def headlines(survey, items):
    gaps = item_gaps(survey, items)
    return {
        "dimension": round(dimension_scores(survey, items).mean().mean(), 2),
        "item": round(gaps.stack().mean(), 2),
        "complete": round(gaps.dropna().stack().mean(), 2),
    }


# %% averages averages twice task="m04-q4-headlines" points=1.88 trap="averaging-averages"
def headlines(survey, items):
    gaps = item_gaps(survey, items)
    return {
        "dimension": dimension_scores(survey, items).mean().mean(),
        "item": gaps.mean().mean(),
        "complete": gaps.dropna().mean().mean(),
    }


# %% everything in one heap task="m04-q4-headlines" points=1.88 trap="item-pooling"
def headlines(survey, items):
    gaps = item_gaps(survey, items)
    return {
        "dimension": gaps.stack().mean(),
        "item": gaps.stack().mean(),
        "complete": gaps.dropna().stack().mean(),
    }


# %% complete rows only, for all three task="m04-q4-headlines" points=0.62 trap="listwise"
def headlines(survey, items):
    gaps = item_gaps(survey, items).dropna()
    whole = survey.loc[gaps.index]
    return {
        "dimension": dimension_scores(whole, items).mean().mean(),
        "item": gaps.stack().mean(),
        "complete": gaps.stack().mean(),
    }


# %% the half rule ignored task="m04-q4-headlines" points=3.75 trap="half-rule-ignored"
def headlines(survey, items):
    gaps = item_gaps(survey, items)
    dims = {
        d: gaps[items.loc[items["dimension"] == d, "item"]].mean(axis=1).mean()
        for d in items["dimension"].unique()
    }
    return {
        "dimension": sum(dims.values()) / len(dims),
        "item": gaps.stack().mean(),
        "complete": gaps.dropna().stack().mean(),
    }


# %% E minus P task="m04-q4-headlines" points=0 trap="expectation-minus-perception"
def headlines(survey, items):
    gaps = -item_gaps(survey, items)
    return {
        "dimension": -dimension_scores(survey, items).mean().mean(),
        "item": gaps.stack().mean(),
        "complete": gaps.dropna().stack().mean(),
    }


# %% the dimension scores again task="m04-q4-headlines" points=1.88 trap="by-dimension-again"
def headlines(survey, items):
    gaps = item_gaps(survey, items)
    by_dimension = dimension_scores(survey, items).mean()
    return {
        "dimension": by_dimension.mean(),
        "item": by_dimension.sum() / len(by_dimension),
        "complete": gaps.dropna().stack().mean(),
    }


# %% incomplete questionnaires kept task="m04-q4-headlines" points=2.5 trap="incomplete-kept"
def headlines(survey, items):
    import numpy as np

    gaps = item_gaps(survey, items)
    return {
        "dimension": dimension_scores(survey, items).mean().mean(),
        "item": gaps.stack().mean(),
        "complete": np.nanmean(gaps.to_numpy()),
    }


# %% [markdown]
# ## Task 4b: the sentence

# %% the third, less sure task="m04-q4b-statement" points=3
statement.record(sentence="C", sure=0.55)

# %% the third, certain task="m04-q4b-statement" points=3 fewer="one of four sentences is right"
statement.record(sentence="C", sure=1)

# %% slip="complete-is-careful" task="m04-q4b-statement" silent="a choice among four sentences"
"Who answers everything is not simply more careful: those who left something open rate the service lower, and they are left out without a word."
edit('"C"', '"A"')

# %% slip="causal-wording" task="m04-q4b-statement" silent="a choice among four sentences"
"`Made` claims a cause. Nobody drew at random who leaves an item open; the displeased may simply be the ones who stop."
edit('"C"', '"B"')

# %% slip="mean-is-everybody" task="m04-q4b-statement" silent="a choice among four sentences"
"An average says nothing about every group. Some people, and some groups, may get more than they expect."
edit('"C"', '"D"')

# %% careful people only task="m04-q4b-statement" points=0 trap="complete-is-careful"
statement.record(sentence="A", sure=0.7)

# %% a cause task="m04-q4b-statement" points=0 trap="causal-wording"
statement.record(sentence="B", sure=1)

# %% everybody task="m04-q4b-statement" points=0 trap="mean-is-everybody"
statement.record(sentence="D", sure=0.4)

# %% [markdown]
# ## Task 5: what closing a gap would bring


# %% a loop over dimensions task="m04-q5-gain" points=6
def gain_from_closing(gaps, weights):
    result = {}
    for name in gaps.columns:
        parts = []
        for gap, points in zip(gaps[name], weights["w_" + name], strict=True):
            if pd.isna(gap):
                continue
            parts.append(points / 100 * max(0, -gap))
        result[name] = round(sum(parts) / len(parts), 4)
    return result


# %% divided by each row's sum, mask task="m04-q5-gain" points=6
def gain_from_closing(gaps, weights):
    share = weights.div(weights.sum(axis=1), axis=0)
    out = {}
    for d in gaps:
        below = gaps[d].mask(gaps[d] > 0, 0).abs()
        out[d] = (below * share[f"w_{d}"]).mean()
    return pd.Series(out, name="gain").to_frame()


# %% the library on clipped gaps task="m04-q5-gain" points=6
def gain_from_closing(gaps, weights):
    return -weighted_gaps(gaps.clip(upper=0), weights)


# %% slip="weights-left-at-100" task="m04-q5-gain"
"The points were used as they are. A weight is points divided by 100, so that a person's weights sum to 1."
edit("points / 100", "points")

# %% slip="pleased-netted-out" task="m04-q5-gain"
"People who are above what they expected make the gain smaller. Who is not below adds 0, and a gain is positive."
edit("(-gaps).clip(lower=0)", "-gaps")

# %% slip="pleased-netted-out" task="m04-q5-gain"
"People who are above what they expected make the gain smaller. Who is not below adds 0, and a gain is positive."
edit("(-gaps).clip(lower=0)", "gaps")

# %% slip="sign" task="m04-q5-gain"
"The size is right, but a gain is positive: it says how far **below** the perception is."
edit("(-gaps).clip(lower=0)", "gaps.clip(upper=0)")

# %% slip="product-of-means" task="m04-q5-gain"
"That is mean weight times mean distance. The two go together, so multiply within each person first."
edit("(points / 100 * below).mean()", "(points / 100).mean() * below.mean()")

# %% slip="equal-weights" task="m04-q5-gain"
"Every dimension and every person has the same weight here. Use each person's own points."
edit("points / 100", "1 / gaps.shape[1]")

# %% slip="equal-weights" task="m04-q5-gain"
"Every dimension and every person has the same weight here. Use each person's own points."
edit("points / 100", "1")

# %% slip="missing-as-zero" task="m04-q5-gain"
"A person without a gap in a dimension counts as content. Average over those who have a gap there."
edit("* below)", "* below.fillna(0))")

# %% slip="sum-not-mean" task="m04-q5-gain"
"That is a sum over people. The weighted score is a mean over people."
edit("below).mean()", "below).sum()")

# %% slip="below-only-denominator" task="m04-q5-gain"
"You averaged over those who are below. Those who are not below count too, with 0."
edit("* below)", "* below.where(below > 0))")


# %% points used as they are task="m04-q5-gain" points=0 trap="weights-left-at-100"
def gain_from_closing(gaps, weights):
    return pd.Series(
        {d: (weights["w_" + d] * (-gaps[d]).clip(lower=0)).mean() for d in gaps.columns}
    )


# %% mean weight times mean distance task="m04-q5-gain" points=0 trap="product-of-means"
def gain_from_closing(gaps, weights):
    return pd.Series(
        {d: weights["w_" + d].mean() / 100 * (-gaps[d]).clip(lower=0).mean() for d in gaps.columns}
    )


# %% equal weights task="m04-q5-gain" points=0 trap="equal-weights"
def gain_from_closing(gaps, weights):
    return (-gaps).clip(lower=0).mean() / gaps.shape[1]


# %% nets out the pleased task="m04-q5-gain" points=0 trap="pleased-netted-out"
def gain_from_closing(gaps, weights):
    return weighted_gaps(gaps, weights).abs()


# %% missing gaps counted as content task="m04-q5-gain" points=0 trap="missing-as-zero"
def gain_from_closing(gaps, weights):
    return pd.Series(
        {
            d: (weights["w_" + d] / 100 * (-gaps[d].fillna(0)).clip(lower=0)).mean()
            for d in gaps.columns
        }
    )


# %% the gaps themselves, clipped task="m04-q5-gain" points=0 trap="sign"
def gain_from_closing(gaps, weights):
    return weighted_gaps(gaps.clip(upper=0), weights)


# %% a sum over people task="m04-q5-gain" points=0 trap="sum-not-mean"
def gain_from_closing(gaps, weights):
    return {d: -(weights["w_" + d] / 100 * gaps[d].clip(upper=0)).sum() for d in gaps}


# %% only those who are below task="m04-q5-gain" points=0 trap="below-only-denominator"
def gain_from_closing(gaps, weights):
    out = {}
    for d in gaps:
        low = gaps[d] < 0
        out[d] = -(gaps.loc[low, d] * weights.loc[low, "w_" + d] / 100).mean()
    return out


# %% [markdown]
# ## Task 5b: one dimension in numbers, one wait in hours

# %% a Series, counted by hand task="m04-q5b-two-dimensions" points=5
each = survey["w_tangibles"] / 100 * gaps["tangibles"]
tangibles = pd.Series(
    {
        "gap": gap_summary(survey, items).loc["tangibles", "gap"],
        "weight": survey["w_tangibles"].mean() / 100,
        "weighted": each.mean(),
    }
).round(3)
ordered = sorted(hours.fillna(1e9))
wait = {"P50": ordered[len(ordered) // 2], "P90": round(ordered[int(len(ordered) * 0.9)], 1)}
rooms = 5

# %% numpy, a place as a number with decimals task="m04-q5b-two-dimensions" points=5
tangibles = both.loc["tangibles"].rename(
    {"raw gap": "gap", "mean points": "weight", "weighted gap": "weighted"}
)
tangibles["weight"] /= 100
long = np.nan_to_num(hours, nan=99999)
wait = pd.Series(np.quantile(long, [0.5, 0.9], method="inverted_cdf"), index=["P50", "P90"])
rooms = both["weighted gap"].rank().loc["tangibles"]

# %% slip="expectation-minus-perception" task="m04-q5b-two-dimensions"
"A gap is P - E, so it is negative where the service falls short."
edit('gaps["tangibles"].mean()', '-gaps["tangibles"].mean()')
edit('part["tangibles"],', '-part["tangibles"],')

# %% slip="weights-left-at-100" task="m04-q5b-two-dimensions"
"A weight is points divided by 100: a proportion."
edit('weights["w_tangibles"].mean() / 100', 'weights["w_tangibles"].mean()')

# %% slip="product-of-means" task="m04-q5b-two-dimensions"
"That is mean weight times mean gap. Multiply within each person first."
edit(
    '"weighted": part["tangibles"]',
    '"weighted": gaps["tangibles"].mean() * weights["w_tangibles"].mean() / 100',
)

# %% slip="open-dropped" task="m04-q5b-two-dimensions"
"The messages that nobody has acknowledged yet are left out, and so the slow ones vanish. They are waits, too."
edit("hours.fillna(np.inf)", "hours.dropna()")

# %% slip="open-at-zero" task="m04-q5b-two-dimensions"
"Whoever is still waiting counts as acknowledged at once. Here an open message counts as longer than all others."
edit("hours.fillna(np.inf)", "hours.fillna(0)")

# %% slip="until-resolved" task="m04-q5b-two-dimensions"
"That is the time until the matter was settled. Here the wait ends when somebody acknowledges the message."
edit(
    "hours.fillna(np.inf)",
    '((replies["resolved"] - replies["arrived"]).dt.total_seconds() / 3600).fillna(np.inf)',
)

# %% slip="minutes" task="m04-q5b-two-dimensions"
"These are minutes. Give hours."
edit("hours.fillna(np.inf)", "60 * hours.fillna(np.inf)")

# %% slip="raw-place" task="m04-q5b-two-dimensions"
"Count from the longest weighted gap, which is the most negative one."
edit("part.rank()", "part.rank(ascending=False)")

# %% the open ones dropped task="m04-q5b-two-dimensions" points=3.5 trap="open-dropped"
tangibles = {
    "gap": gaps["tangibles"].mean(),
    "weight": weights["w_tangibles"].mean() / 100,
    "weighted": weighted_gaps(gaps, weights)["tangibles"],
}
wait = {"P50": np.nanpercentile(hours, 50), "P90": np.nanpercentile(hours, 90)}
rooms = 5

# %% open ones answered at once task="m04-q5b-two-dimensions" points=3.5 trap="open-at-zero"
tangibles = {
    "gap": gaps["tangibles"].mean(),
    "weight": weights["w_tangibles"].mean() / 100,
    "weighted": weighted_gaps(gaps, weights)["tangibles"],
}
short = hours.where(hours.notna(), 0)
wait = {f"P{p}": short.quantile(p / 100) for p in (50, 90)}
rooms = 5

# %% until resolved task="m04-q5b-two-dimensions" points=3.5 trap="until-resolved"
tangibles = {
    "gap": gaps["tangibles"].mean(),
    "weight": weights["w_tangibles"].mean() / 100,
    "weighted": weighted_gaps(gaps, weights)["tangibles"],
}
until = (replies["resolved"] - replies["arrived"]) / pd.Timedelta(hours=1)
wait = {f"P{p}": until.fillna(np.inf).quantile(p / 100, interpolation="lower") for p in (50, 90)}
rooms = 5

# %% minutes, best place first task="m04-q5b-two-dimensions" points=3 trap="minutes"
tangibles = {
    "gap": gaps["tangibles"].mean(),
    "weight": weights["w_tangibles"].mean() / 100,
    "weighted": weighted_gaps(gaps, weights)["tangibles"],
}
inminutes = (replies["acknowledged"] - replies["arrived"]) / pd.Timedelta(minutes=1)
wait = {
    f"P{p}": inminutes.fillna(np.inf).quantile(p / 100, interpolation="higher") for p in (50, 90)
}
rooms = 1

# %% E minus P task="m04-q5b-two-dimensions" points=3 trap="expectation-minus-perception"
tangibles = {
    "gap": (
        dimension_scores(survey, items, "expectation")
        - dimension_scores(survey, items, "perception")
    )["tangibles"].mean(),
    "weight": weights["w_tangibles"].mean() / 100,
    "weighted": -weighted_gaps(gaps, weights)["tangibles"],
}
wait = {f"P{p}": hours.fillna(np.inf).quantile(p / 100, interpolation="higher") for p in (50, 90)}
rooms = 5

# %% points, and the product of means task="m04-q5b-two-dimensions" points=3 trap="product-of-means"
tangibles = {
    "gap": gaps["tangibles"].mean(),
    "weight": weights["w_tangibles"].mean(),
    "weighted": weights["w_tangibles"].mean() / 100 * gaps["tangibles"].mean(),
}
wait = {f"P{p}": hours.fillna(np.inf).quantile(p / 100, interpolation="higher") for p in (50, 90)}
rooms = 5

# %% points of 100 task="m04-q5b-two-dimensions" points=4 trap="weights-left-at-100"
tangibles = both.loc["tangibles"].set_axis(["gap", "weight", "weighted"])
wait = {f"P{p}": hours.fillna(np.inf).quantile(p / 100, interpolation="higher") for p in (50, 90)}
rooms = 5

# %% the place from the other end task="m04-q5b-two-dimensions" points=4.5 trap="raw-place"
tangibles = {
    "gap": gaps["tangibles"].mean(),
    "weight": weights["w_tangibles"].mean() / 100,
    "weighted": weighted_gaps(gaps, weights)["tangibles"],
}
wait = {f"P{p}": hours.fillna(np.inf).quantile(p / 100, interpolation="higher") for p in (50, 90)}
rooms = list(weighted_gaps(gaps, weights).sort_values(ascending=False).index).index("tangibles") + 1

# %% [markdown]
# ## Task 6: alpha


# %% by the formulas task="m04-q6-alpha" points=4
def by_hand(table):
    k = table.shape[1]
    return k / (k - 1) * (1 - table.var(ddof=1).sum() / table.sum(axis=1).var(ddof=1))


assurance_alpha = round(by_hand(survey[["P14", "P15", "P16", "P17"]].dropna()), 3)
rest = alpha_without(desk)
suspect = rest.index[rest.argmax()]


def gap_reliability(perceived, expected):
    c = np.cov(perceived.mean(axis=1), expected.mean(axis=1))
    above = c[0, 0] * by_hand(perceived) + c[1, 1] * by_hand(expected) - 2 * c[0, 1]
    return round(above / (c[0, 0] + c[1, 1] - 2 * c[0, 1]), 3)


# %% sums instead of means, numpy task="m04-q6-alpha" points=4
assurance_alpha = pd.Series([cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())])
suspect = alpha_without(desk).sort_values().index[-1:]


def gap_reliability(perceived, expected):
    p, e = perceived.to_numpy().sum(axis=1), expected.to_numpy().sum(axis=1)
    reliability = difference_reliability(
        cronbach_alpha(perceived),
        cronbach_alpha(expected),
        s_p=np.std(p),
        s_e=np.std(e),
        r_pe=np.corrcoef(p, e)[0, 1],
    )
    return np.array([reliability])


# %% slip="expectations" task="m04-q6-alpha"
"That is the alpha of the expectations. The task asks for the perceptions."
edit('"P", "assurance"', '"E", "assurance"')

# %% slip="another-dimension" task="m04-q6-alpha"
"That is the alpha of another dimension. The task asks for the items on assurance."
edit('"P", "assurance"', '"P", "reliability"')

# %% slip="another-dimension" task="m04-q6-alpha"
"That is the alpha of another dimension. The task asks for the items on assurance."
edit('"P", "assurance"', '"P", "empathy"')

# %% slip="lowest-alpha" task="m04-q6-alpha" silent="a choice among six items"
"Without that item alpha **falls**: it is a good one. Look for the item whose absence helps."
edit("idxmax()", "idxmin()")

# %% slip="as-reliable-as-its-parts" task="m04-q6-alpha"
"That is the average of the two alphas. A gap is not as reliable as its parts: what they share drops out, the independent errors stay."
edit("reliability = difference_reliability(", "reliability = (lambda *of: (of[0] + of[1]) / 2)(")

# %% slip="correlation-ignored" task="m04-q6-alpha"
"That takes the two sides as uncorrelated."
edit("p.corr(e)", "0")

# %% slip="variance-for-deviation" task="m04-q6-alpha"
"The function wants standard deviations and squares them itself; it got variances."
edit("p.std(), e.std()", "p.var(), e.var()")

# %% slip="sides-swapped" task="m04-q6-alpha"
"A number of the perceptions stands where one of the expectations belongs: (r_p, r_e, s_p, s_e, r_pe)."
edit(
    "cronbach_alpha(perceived), cronbach_alpha(expected)",
    "cronbach_alpha(expected), cronbach_alpha(perceived)",
)

# %% slip="sides-swapped" task="m04-q6-alpha"
"A number of the perceptions stands where one of the expectations belongs: (r_p, r_e, s_p, s_e, r_pe)."
edit("p.std(), e.std()", "e.std(), p.std()")

# %% slip="equal-deviations" task="m04-q6-alpha"
"That takes the two standard deviations as equal. They are not."
edit("p.std(), e.std()", "1, 1")

# %% the expectations task="m04-q6-alpha" points=3 trap="expectations"
assurance_alpha = cronbach_alpha(survey[["E14", "E15", "E16", "E17"]].dropna())
suspect = alpha_without(desk).idxmax()


def gap_reliability(perceived, expected):
    p, e = perceived.mean(axis=1), expected.mean(axis=1)
    return difference_reliability(
        cronbach_alpha(perceived), cronbach_alpha(expected), p.std(), e.std(), p.corr(e)
    )


# %% the alpha of reliability task="m04-q6-alpha" points=3 trap="another-dimension"
assurance_alpha = cronbach_alpha(survey[["P05", "P06", "P07", "P08", "P09"]].dropna())
suspect = alpha_without(desk).idxmax()


def gap_reliability(perceived, expected):
    p, e = perceived.mean(axis=1), expected.mean(axis=1)
    return difference_reliability(
        cronbach_alpha(perceived), cronbach_alpha(expected), p.std(), e.std(), p.corr(e)
    )


# %% the best item suspected task="m04-q6-alpha" points=3 trap="lowest-alpha"
assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = alpha_without(desk).idxmin()


def gap_reliability(perceived, expected):
    p, e = perceived.mean(axis=1), expected.mean(axis=1)
    return difference_reliability(
        cronbach_alpha(perceived), cronbach_alpha(expected), p.std(), e.std(), p.corr(e)
    )


# %% the mean of the two alphas task="m04-q6-alpha" points=2 trap="as-reliable-as-its-parts"
assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = alpha_without(desk).idxmax()


def gap_reliability(perceived, expected):
    return np.mean([cronbach_alpha(perceived), cronbach_alpha(expected)])


# %% uncorrelated sides task="m04-q6-alpha" points=2 trap="correlation-ignored"
assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = alpha_without(desk).idxmax()


def gap_reliability(perceived, expected):
    p, e = perceived.mean(axis=1).var(), expected.mean(axis=1).var()
    return (p * cronbach_alpha(perceived) + e * cronbach_alpha(expected)) / (p + e)


# %% variances task="m04-q6-alpha" points=2 trap="variance-for-deviation"
assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = alpha_without(desk).idxmax()


def gap_reliability(perceived, expected):
    p, e = perceived.mean(axis=1), expected.mean(axis=1)
    return difference_reliability(
        cronbach_alpha(perceived), cronbach_alpha(expected), p.std() ** 2, e.std() ** 2, p.corr(e)
    )


# %% the two alphas exchanged task="m04-q6-alpha" points=2 trap="sides-swapped"
assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = alpha_without(desk).idxmax()


def gap_reliability(perceived, expected):
    p, e = perceived.mean(axis=1), expected.mean(axis=1)
    return difference_reliability(
        cronbach_alpha(expected), cronbach_alpha(perceived), p.std(), e.std(), p.corr(e)
    )


# %% equal deviations task="m04-q6-alpha" points=2 trap="equal-deviations"
assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = alpha_without(desk).idxmax()


def gap_reliability(perceived, expected):
    r = perceived.mean(axis=1).corr(expected.mean(axis=1))
    return ((cronbach_alpha(perceived) + cronbach_alpha(expected)) / 2 - r) / (1 - r)


# %% [markdown]
# ## Task 8: which questionnaire

# %% numpy, rounded task="m04-q8-which-score" points=5
y = scores["overall"].to_numpy(dtype=float)
r = pd.Series(
    [np.corrcoef(scores[c], y)[0, 1] for c in ("gap", "performance")], index=["gap", "performance"]
).round(2)
m = LinearRegression()
r2 = {}
r2["gap"] = round(cross_val_score(m, scores[["gap"]], y, cv=folds, scoring="r2").mean(), 3)
r2["performance"] = round(
    cross_val_score(m, scores[["performance"]], y, cv=folds, scoring="r2").mean(), 3
)
r2["both"] = round(
    cross_val_score(m, scores[["expectation", "performance"]], y, cv=folds, scoring="r2").mean(), 3
)
ask = pd.Series({"diagnosis": "44 Items", "forecast": "22 items"})

# %% folds by hand task="m04-q8-which-score" points=5
r = scores.corr()["overall"]


def out_of_sample(columns):
    parts = []
    for train, test in folds.split(scores):
        fit = LinearRegression().fit(scores[columns].iloc[train], scores["overall"].iloc[train])
        parts.append(fit.score(scores[columns].iloc[test], scores["overall"].iloc[test]))
    return np.mean(parts)


r2 = pd.Series(
    {
        "performance": out_of_sample(["performance"]),
        "both": out_of_sample(["performance", "expectation"]),
        "gap": out_of_sample(["gap"]),
    }
)
ask = dict(diagnosis="44 items", forecast="22 items")

# %% columns by name task="m04-q8-which-score" points=5
r = {c: scores[c].corr(scores["overall"]) for c in ("gap", "performance")}
r2 = {
    name: cross_val_score(
        LinearRegression(), scores[cols], scores["overall"], cv=folds, scoring="r2"
    ).mean()
    for name, cols in {
        "gap": ["gap"],
        "performance": ["performance"],
        "both": ["performance", "expectation"],
    }.items()
}
ask = {"forecast": "22 items", "diagnosis": "44 items"}

# %% slip="expectation-minus-perception" task="m04-q8-which-score"
"The correlation of the gap is negative: is your gap E - P?"
edit(
    '{name: scores[name].corr(scores["overall"])',
    '{name: (-scores[name] if name == "gap" else scores[name]).corr(scores["overall"])',
)

# %% slip="squared" task="m04-q8-which-score"
"These are squared correlations."
edit(
    '{name: scores[name].corr(scores["overall"])',
    '{name: scores[name].corr(scores["overall"]) ** 2',
)

# %% slip="in-sample" task="m04-q8-which-score"
"That is R² on the very data that the line was fitted to. Cross-validation tests each fold on a line that has not seen it."
edit(
    """cross_val_score(
        LinearRegression(), scores[columns], scores["overall"], cv=folds, scoring="r2"
    ).mean()""",
    'LinearRegression().fit(scores[columns], scores["overall"]).score(scores[columns], scores["overall"])',
)

# %% fit and test on the same people task="m04-q8-which-score" points=3 trap="in-sample"
r = {c: scores[c].corr(scores["overall"]) for c in ("gap", "performance")}
r2 = {
    name: LinearRegression()
    .fit(scores[cols], scores["overall"])
    .score(scores[cols], scores["overall"])
    for name, cols in {
        "gap": ["gap"],
        "performance": ["performance"],
        "both": ["performance", "expectation"],
    }.items()
}
ask = {"forecast": "22 items", "diagnosis": "44 items"}

# %% E minus P, squared task="m04-q8-which-score" points=2.5 trap="expectation-minus-perception"
flipped = scores.assign(gap=-scores["gap"])
r = {c: flipped[c].corr(flipped["overall"]) for c in ("gap", "performance")}
r2 = {
    name: cross_val_score(
        LinearRegression(), scores[cols], scores["overall"], cv=folds, scoring="r2"
    ).mean()
    for name, cols in {
        "gap": ["gap"],
        "performance": ["performance"],
        "both": ["performance", "expectation"],
    }.items()
}
ask = {"forecast": "44 items", "diagnosis": "22 items"}

# %% determination for correlation task="m04-q8-which-score" points=4 trap="squared"
r = scores[["gap", "performance"]].corrwith(scores["overall"]).pow(2)
r2 = {
    name: cross_val_score(
        LinearRegression(), scores[cols], scores["overall"], cv=folds, scoring="r2"
    ).mean()
    for name, cols in {
        "gap": ["gap"],
        "performance": ["performance"],
        "both": ["performance", "expectation"],
    }.items()
}
ask = {"forecast": "22 items", "diagnosis": "44 items"}

# %% slip="expectations-dropped" task="m04-q8-which-score" silent="a choice between two questionnaires"
"Perceptions alone cannot say what people want. Whoever has to see where a service falls short of it needs both sides."
edit('"diagnosis": "44 items"', '"diagnosis": "22 items"')

# %% slip="expectations-for-forecast" task="m04-q8-which-score" silent="a choice between two questionnaires"
"Compare the R² of performance alone with that of both: what do the expectations add to a forecast?"
edit('"forecast": "22 items"', '"forecast": "44 items"')

# %% 22 for everything task="m04-q8-which-score" points=4 trap="expectations-dropped"
r = scores[["gap", "performance"]].corrwith(scores["overall"])
r2 = {
    name: cross_val_score(
        LinearRegression(), scores[cols], scores["overall"], cv=folds, scoring="r2"
    ).mean()
    for name, cols in {
        "gap": ["gap"],
        "performance": ["performance"],
        "both": ["performance", "expectation"],
    }.items()
}
ask = pd.Series("22 items", index=["forecast", "diagnosis"])

# %% 44 for everything task="m04-q8-which-score" points=4 trap="expectations-for-forecast"
r = scores[["gap", "performance"]].corrwith(scores["overall"])
r2 = {
    name: cross_val_score(
        LinearRegression(), scores[cols], scores["overall"], cv=folds, scoring="r2"
    ).mean()
    for name, cols in {
        "gap": ["gap"],
        "performance": ["performance"],
        "both": ["performance", "expectation"],
    }.items()
}
ask = pd.Series("44 items", index=["forecast", "diagnosis"])

# %% [markdown]
# ## Task 9: the difference of two gaps


# %% scipy's pairs task="m04-q9-difference" points=5
def difference(gaps, first, second, level):
    both_there = gaps[[first, second]].dropna()
    test = ttest_rel(both_there[first], both_there[second])
    ci = test.confidence_interval(level)
    return [(both_there[first] - both_there[second]).mean(), ci.low, ci.high]


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% statsmodels, a Series task="m04-q9-difference" points=5
def difference(gaps, first, second, level):
    import statsmodels.stats.api as sms

    d = (gaps[first] - gaps[second]).dropna()
    low, high = sms.DescrStatsW(d).tconfint_mean(alpha=1 - level)
    return pd.Series({"difference": d.mean(), "low": low, "high": high}).round(2)


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 1 - 0.05 / 10)


# %% a mean and the interval of scipy task="m04-q9-difference" points=5
def difference(gaps, first, second, level):
    x = gaps[[first, second]].dropna()
    return (x[first] - x[second]).mean(), ttest_rel(x[first], x[second]).confidence_interval(level)


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% names in another order task="m04-q9-difference" points=5
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna()
    reach = t.ppf(0.5 + level / 2, len(d) - 1) * d.std() / np.sqrt(len(d))
    return {"low": d.mean() - reach, "mean": d.mean(), "high": d.mean() + reach}


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = pd.Series(difference(gaps, "responsiveness", "reliability", 0.995))

# %% slip="sign" task="m04-q9-difference"
"The sign is reversed: first minus second."
edit("gaps[first] - gaps[second]", "gaps[second] - gaps[first]")

# %% slip="different-people" task="m04-q9-difference"
"Somebody who has no gap on one side still counts on the other. Take those who have both."
edit("mean = d.mean()", "mean = gaps[first].mean() - gaps[second].mean()")

# %% slip="independent-samples" task="m04-q9-difference"
"That is the interval of two **independent** groups. These are the same people: what they share drops out of each difference."
edit(
    "reach = t.ppf(0.5 + level / 2, len(d) - 1) * error",
    "x = gaps[[first, second]].dropna()\n"
    "    reach = t.ppf(0.5 + level / 2, 2 * len(x) - 2) * np.sqrt(x.var().sum() / len(x))",
)

# %% slip="independent-samples" task="m04-q9-difference"
"That is the interval of two **independent** groups. These are the same people: what they share drops out of each difference."
edit(
    "reach = t.ppf(0.5 + level / 2, len(d) - 1) * error",
    "from scipy.stats import ttest_ind\n\n"
    "    x = gaps[[first, second]].dropna()\n"
    "    ends = ttest_ind(x[first], x[second], equal_var=False).confidence_interval(level)\n"
    "    reach = (ends.high - ends.low) / 2",
)

# %% slip="normal-for-t" task="m04-q9-difference"
"The normal quantile belongs to large samples. With few people use the t quantile with n - 1 degrees of freedom."
edit("len(d) - 1)", "1e9)")

# %% slip="deviation-not-error" task="m04-q9-difference"
"That reaches as far as single people do. The mean of n people varies less: divide by the root of n."
edit("d.std() / np.sqrt(len(d))", "d.std()")

# %% slip="ddof" task="m04-q9-difference"
"The standard deviation has n in the denominator. Use n - 1, as pandas does."
edit("d.std()", "d.std(ddof=0)")

# %% slip="comparisons-ignored" task="m04-q9-difference"
"Ten pairs have the level of one. Whoever looks at ten and reports the largest needs wider intervals."
edit("0.995", "0.95")

# %% slip="narrower" task="m04-q9-difference"
"With ten pairs the interval became narrower. It has to hold more often, so its level rises."
edit("0.995", "0.05 / 10")

# %% slip="narrower" task="m04-q9-difference"
"With ten pairs the interval became narrower. It has to hold more often, so its level rises."
edit("0.995", "0.95 / 10")


# %% standard errors of independent groups task="m04-q9-difference" points=0.72 trap="independent-samples"
def difference(gaps, first, second, level):
    from scipy.stats import ttest_ind

    x = gaps[[first, second]].dropna()
    ci = ttest_ind(x[first], x[second], equal_var=False).confidence_interval(level)
    return (x[first] - x[second]).mean(), ci.low, ci.high


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% second minus first task="m04-q9-difference" points=0 trap="sign"
def difference(gaps, first, second, level):
    d = (gaps[second] - gaps[first]).dropna()
    reach = t.ppf(0.5 + level / 2, len(d) - 1) * d.std() / np.sqrt(len(d))
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% the spread of people for that of a mean task="m04-q9-difference" points=0.72 trap="deviation-not-error"
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna()
    reach = t.ppf(0.5 + level / 2, len(d) - 1) * d.std()
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% comparisons ignored task="m04-q9-difference" points=4.28 trap="comparisons-ignored"
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna()
    reach = t.ppf(0.5 + level / 2, len(d) - 1) * d.std() / np.sqrt(len(d))
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = one_pair


# %% 1.96 for everything task="m04-q9-difference" points=2.14 trap="normal-for-t"
def difference(gaps, first, second, level):
    from scipy.stats import norm

    d = (gaps[first] - gaps[second]).dropna()
    reach = norm.ppf(0.5 + level / 2) * d.std() / np.sqrt(len(d))
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% everybody who has one of the two task="m04-q9-difference" points=2.14 trap="different-people"
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna()
    middle = gaps[first].mean() - gaps[second].mean()
    reach = t.ppf((1 + level) / 2, len(d) - 1) * d.sem()
    return {"middle": middle, "low": middle - reach, "high": middle + reach}


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% numpy's deviation task="m04-q9-difference" points=3.58 trap="ddof"
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna().to_numpy()
    reach = t.ppf((1 + level) / 2, len(d) - 1) * np.std(d) / len(d) ** 0.5
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% a tenth of the level task="m04-q9-difference" points=4.28 trap="narrower"
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna()
    ends = t.interval(level, len(d) - 1, loc=d.mean(), scale=d.sem())
    return d.mean(), *ends


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.05 / 10)

# %% [markdown]
# ## Task 10: the decision

# %% responsiveness by the raw gap task="m04-q10-priority" points=8
explorer.record(
    weights={
        "tangibles": 20,
        "reliability": 20,
        "responsiveness": 20,
        "assurance": 20,
        "empathy": 20,
    },
    metric="raw",
    priority="responsiveness",
    confidence=0.9,
    reason="The distance is largest where people wait, and waiting can be repaired within a year.",
)

# %% empathy by performance only task="m04-q10-priority" points=8
explorer.record(
    weights={
        "tangibles": 10,
        "reliability": 30,
        "responsiveness": 25,
        "assurance": 20,
        "empathy": 15,
    },
    metric="performance",
    priority="empathy",
    confidence=0.92,
    reason="我们在移情性上的表现分最低，先从了解每位客户的档案做起。",
)

# %% own weights, a close race task="m04-q10-priority" points=8
explorer.record(
    weights={
        "tangibles": 10,
        "reliability": 24,
        "responsiveness": 22,
        "assurance": 24,
        "empathy": 20,
    },
    metric="weighted",
    priority="responsiveness",
    confidence=0.62,
    reason="With my weights the two are nearly level; I choose the one that can be measured in hours.",
)

# %% slip="equal-weights" task="m04-q10-priority"
"All five have the same weight. Then the weighted gap is the raw gap, divided by five."
edit("weights=explorer.stated", "weights=dict.fromkeys(DIMENSIONS, 20)")
edit('priority="reliability"', 'priority="responsiveness"')

# %% slip="not-own-metric" task="m04-q10-priority"
"By the metric and the weights you recorded another dimension comes first. Change the priority, or the metric if it is not the one you mean."
edit('priority="reliability"', 'priority="tangibles"')

# %% does not follow the own metric task="m04-q10-priority" points=5 trap="not-own-metric"
explorer.record(
    weights=explorer.stated,
    metric="weighted",
    priority="tangibles",
    confidence=0.0,
    reason="The board would like to see new rooms, and rooms are what people see.",
)

# %% equal weights task="m04-q10-priority" points=7 trap="equal-weights"
explorer.record(
    weights={
        "tangibles": 20,
        "reliability": 20,
        "responsiveness": 20,
        "assurance": 20,
        "empathy": 20,
    },
    metric="weighted",
    priority="responsiveness",
    confidence=0.95,
    reason="All five dimensions are equally important to a good insurer.",
)

# %% far too cautious task="m04-q10-priority" points=5 says=["Too cautious"]
explorer.record(
    weights=explorer.stated,
    metric="weighted",
    priority="reliability",
    confidence=0.5,
    reason="Reliability is first, but one never knows what another survey would bring.",
)

# %% a coin that is called certain task="m04-q10-priority" points=6.25 says=["Too sure"]
explorer.record(
    weights={
        "tangibles": 10,
        "reliability": 24,
        "responsiveness": 22,
        "assurance": 24,
        "empathy": 20,
    },
    metric="weighted",
    priority="responsiveness",
    confidence=1.0,
    reason="Responsiveness has the longest bar, so it is first, and that is that.",
)

# %% [markdown]
# ## Task 10b: the sentence

# %% the first, less sure task="m04-q10b-statement" points=3
statement.record(sentence="A", sure=0.55)

# %% the first, certain task="m04-q10b-statement" points=3 fewer="one of four sentences is right"
statement.record(sentence="A", sure=1)

# %% slip="draws-as-surveys" task="m04-q10b-statement" silent="a choice among four sentences"
"The draws say how sure one is about all policyholders. Another survey errs as well, so it agrees less often."
edit('"A"', '"B"')

# %% slip="mean-is-everybody" task="m04-q10b-statement" silent="a choice among four sentences"
"`Whoever we insure` is everybody. An order of means is not the order of each person."
edit('"A"', '"C"')

# %% slip="overlap-is-equal" task="m04-q10b-statement" silent="a choice among four sentences"
"Overlapping intervals do not show that two gaps are equal: the same people gave both, so look at the differences."
edit('"A"', '"D"')

# %% a hundred surveys task="m04-q10b-statement" points=0 trap="draws-as-surveys"
statement.record(sentence="B", sure=0.7)

# %% everybody task="m04-q10b-statement" points=0 trap="mean-is-everybody"
statement.record(sentence="C", sure=0.85)

# %% overlap task="m04-q10b-statement" points=0 trap="overlap-is-equal"
statement.record(sentence="D", sure=0.4)

# %% [markdown]
# ## Task 12: promises


# %% a column of rates task="m04-q12-promises" points=4
def against_expected(claims):
    c = claims.dropna(subset="agent_id").copy()
    c["seller"], c["kind"] = c["agent_id"].astype(str), c["claim_type"].astype(str)
    c["broken"] = 1 - c["paid_as_told"].astype(int)
    c["by_luck"] = c.groupby("kind")["broken"].transform("mean")
    out = c.groupby("seller").agg(observed=("broken", "sum"), expected=("by_luck", "sum"))
    return out.assign(ratio=out["observed"] / out["expected"])


table = against_expected(claims).sort_values("ratio")
highest = table.index[-1]
o, x = table.iloc[-1][["observed", "expected"]]
alone, of_24 = limits(o, x, 0.95), limits(o, x, 1 - 0.05 / 24)
step = "look at the files"


# %% loops, a dictionary of dictionaries task="m04-q12-promises" points=4
def against_expected(claims):
    sold = claims[claims["agent_id"].notna()]
    kinds = sold["claim_type"].astype(str)
    rate = {k: 1 - sold.loc[kinds == k, "paid_as_told"].mean() for k in kinds.unique()}
    rows = {}
    for agent in sorted(sold["agent_id"].astype(str).unique()):
        mine = sold[sold["agent_id"] == agent]
        expected = sum(rate[k] for k in mine["claim_type"].astype(str))
        observed = int((~mine["paid_as_told"].astype(bool)).sum())
        rows[agent] = {"observed": observed, "expected": expected, "ratio": observed / expected}
    return pd.DataFrame(rows).T


table = against_expected(claims)
highest = "A15"
of_24 = np.round(
    limits(table.loc["A15", "observed"], table.loc["A15", "expected"], 0.95 + 0.05 * 23 / 24), 2
)
alone = dict(zip(["low", "high"], limits(20, table.loc["A15", "expected"], 0.95), strict=True))
step = "Look at the files"

# %% slip="crude-rate" task="m04-q12-promises"
"That takes one rate for all types of claims, so the mix changes nothing. Each claim brings the rate of its own type."
edit("kind.map(by_kind).groupby(seller)", "kind.map(lambda _: broken.mean()).groupby(seller)")

# %% slip="mean-not-sum" task="m04-q12-promises"
"That is a mean rate. The number to be expected is the sum over a seller's claims."
edit("groupby(seller).sum()\n    ratio", "groupby(seller).mean()\n    ratio")

# %% slip="kept-not-broken" task="m04-q12-promises"
"That counts promises that are expected to be **kept**."
edit("kind.map(by_kind)", "(1 - kind.map(by_kind))")

# %% slip="upside-down" task="m04-q12-promises"
"Your ratio is expected over observed: observed belongs above."
edit("observed / expected", "expected / observed")

# %% slip="difference-not-ratio" task="m04-q12-promises"
"That is a difference of two counts. The ratio divides them."
edit("observed / expected", "observed - expected")

# %% slip="lowest-ratio" task="m04-q12-promises" silent="one of 24 names"
"That seller broke the fewest, for such claims. Look for the highest ratio of broken promises."
edit('["ratio"].idxmax()', '["ratio"].idxmin()')

# %% slip="comparisons-ignored" task="m04-q12-promises"
"The highest of 24 has the limits of one here. Whoever looks at 24 and picks one needs wider limits."
edit("limits(*counts, 1 - 0.05 / 24)", "limits(*counts, 0.95)")

# %% slip="narrower" task="m04-q12-promises"
"With 24 sellers the limits became narrower. They have to hold more often, so the level rises."
edit("limits(*counts, 1 - 0.05 / 24)", "limits(*counts, 0.95 / 24)")

# %% slip="last-is-guilty" task="m04-q12-promises" silent="a choice among three steps"
"The highest of 24 lies high in any table, and its limits among 24 hold 1. A dismissal is not taken back."
edit('"look at the files"', '"dismiss"')

# %% slip="luck-is-proved" task="m04-q12-promises" silent="a choice among three steps"
"Limits that hold 1 do not prove that it was luck. A look costs a day."
edit('"look at the files"', '"nothing"')


# %% one rate for all task="m04-q12-promises" points=0.78 trap="crude-rate"
def against_expected(claims):
    c = claims.dropna(subset="agent_id").copy()
    c["seller"], c["kind"] = c["agent_id"].astype(str), c["claim_type"].astype(str)
    c["broken"] = 1 - c["paid_as_told"].astype(int)
    c["by_luck"] = c["broken"].mean()
    out = c.groupby("seller").agg(observed=("broken", "sum"), expected=("by_luck", "sum"))
    return out.assign(ratio=out["observed"] / out["expected"])


table = against_expected(claims).sort_values("ratio")
highest = table.index[-1]
o, x = table.iloc[-1][["observed", "expected"]]
alone, of_24 = limits(o, x, 0.95), limits(o, x, 1 - 0.05 / 24)
step = "look at the files"


# %% a mean rate task="m04-q12-promises" points=1.2 trap="mean-not-sum"
def against_expected(claims):
    c = claims.dropna(subset="agent_id").copy()
    c["seller"], c["kind"] = c["agent_id"].astype(str), c["claim_type"].astype(str)
    c["broken"] = 1 - c["paid_as_told"].astype(int)
    c["by_luck"] = c.groupby("kind")["broken"].transform("mean")
    out = c.groupby("seller").agg(observed=("broken", "sum"), expected=("by_luck", "mean"))
    return out.assign(ratio=out["observed"] / out["expected"])


table = against_expected(claims).sort_values("ratio")
highest = table.index[-1]
o, x = table.iloc[-1][["observed", "expected"]]
alone, of_24 = limits(o, x, 0.95), limits(o, x, 1 - 0.05 / 24)
step = "look at the files"


# %% kept promises task="m04-q12-promises" points=0.78 trap="kept-not-broken"
def against_expected(claims):
    c = claims.dropna(subset="agent_id").copy()
    c["seller"], c["kind"] = c["agent_id"].astype(str), c["claim_type"].astype(str)
    c["broken"] = 1 - c["paid_as_told"].astype(int)
    c["by_luck"] = c.groupby("kind")["broken"].transform("mean")
    out = c.groupby("seller").agg(
        observed=("broken", "sum"), expected=("by_luck", lambda x: len(x) - x.sum())
    )
    return out.assign(ratio=out["observed"] / out["expected"])


table = against_expected(claims).sort_values("ratio")
highest = table.index[-1]
o, x = table.iloc[-1][["observed", "expected"]]
alone, of_24 = limits(o, x, 0.95), limits(o, x, 1 - 0.05 / 24)
step = "look at the files"


# %% expected over observed task="m04-q12-promises" points=1.6 trap="upside-down"
def against_expected(claims):
    c = claims.dropna(subset="agent_id").copy()
    c["seller"], c["kind"] = c["agent_id"].astype(str), c["claim_type"].astype(str)
    c["broken"] = 1 - c["paid_as_told"].astype(int)
    c["by_luck"] = c.groupby("kind")["broken"].transform("mean")
    out = c.groupby("seller").agg(observed=("broken", "sum"), expected=("by_luck", "sum"))
    return out.assign(ratio=out["expected"] / out["observed"])


table = against_expected(claims).sort_values("ratio")
highest = table.index[-1]
o, x = table.iloc[-1][["observed", "expected"]]
alone, of_24 = limits(o, x, 0.95), limits(o, x, 1 - 0.05 / 24)
step = "look at the files"


# %% a difference task="m04-q12-promises" points=2.8 trap="difference-not-ratio"
def against_expected(claims):
    c = claims.dropna(subset="agent_id").copy()
    c["seller"], c["kind"] = c["agent_id"].astype(str), c["claim_type"].astype(str)
    c["broken"] = 1 - c["paid_as_told"].astype(int)
    c["by_luck"] = c.groupby("kind")["broken"].transform("mean")
    out = c.groupby("seller").agg(observed=("broken", "sum"), expected=("by_luck", "sum"))
    return out.assign(ratio=out["observed"] - out["expected"])


table = against_expected(claims).sort_values("ratio")
highest = table.index[-1]
o, x = table.iloc[-1][["observed", "expected"]]
alone, of_24 = limits(o, x, 0.95), limits(o, x, 1 - 0.05 / 24)
step = "look at the files"


# %% the best seller task="m04-q12-promises" points=2.8 trap="lowest-ratio"
def against_expected(claims):
    c = claims.dropna(subset="agent_id").copy()
    c["seller"], c["kind"] = c["agent_id"].astype(str), c["claim_type"].astype(str)
    c["broken"] = 1 - c["paid_as_told"].astype(int)
    c["by_luck"] = c.groupby("kind")["broken"].transform("mean")
    out = c.groupby("seller").agg(observed=("broken", "sum"), expected=("by_luck", "sum"))
    return out.assign(ratio=out["observed"] / out["expected"])


table = against_expected(claims).sort_values("ratio", ascending=False)
highest = table.index[-1]
o, x = table.iloc[-1][["observed", "expected"]]
alone, of_24 = limits(o, x, 0.95), limits(o, x, 1 - 0.05 / 24)
step = "look at the files"


# %% limits of one task="m04-q12-promises" points=3.6 trap="comparisons-ignored"
def against_expected(claims):
    c = claims.dropna(subset="agent_id").copy()
    c["seller"], c["kind"] = c["agent_id"].astype(str), c["claim_type"].astype(str)
    c["broken"] = 1 - c["paid_as_told"].astype(int)
    c["by_luck"] = c.groupby("kind")["broken"].transform("mean")
    out = c.groupby("seller").agg(observed=("broken", "sum"), expected=("by_luck", "sum"))
    return out.assign(ratio=out["observed"] / out["expected"])


table = against_expected(claims).sort_values("ratio")
highest = table.index[-1]
o, x = table.iloc[-1][["observed", "expected"]]
alone = of_24 = limits(o, x, 0.95)
step = "look at the files"


# %% a twenty-fourth of the level task="m04-q12-promises" points=3.6 trap="narrower"
def against_expected(claims):
    c = claims.dropna(subset="agent_id").copy()
    c["seller"], c["kind"] = c["agent_id"].astype(str), c["claim_type"].astype(str)
    c["broken"] = 1 - c["paid_as_told"].astype(int)
    c["by_luck"] = c.groupby("kind")["broken"].transform("mean")
    out = c.groupby("seller").agg(observed=("broken", "sum"), expected=("by_luck", "sum"))
    return out.assign(ratio=out["observed"] / out["expected"])


table = against_expected(claims).sort_values("ratio")
highest = table.index[-1]
o, x = table.iloc[-1][["observed", "expected"]]
alone, of_24 = limits(o, x, 0.95), limits(o, x, 0.95 / 24)
step = "look at the files"


# %% let go task="m04-q12-promises" points=3.2 trap="last-is-guilty"
def against_expected(claims):
    c = claims.dropna(subset="agent_id").copy()
    c["seller"], c["kind"] = c["agent_id"].astype(str), c["claim_type"].astype(str)
    c["broken"] = 1 - c["paid_as_told"].astype(int)
    c["by_luck"] = c.groupby("kind")["broken"].transform("mean")
    out = c.groupby("seller").agg(observed=("broken", "sum"), expected=("by_luck", "sum"))
    return out.assign(ratio=out["observed"] / out["expected"])


table = against_expected(claims).sort_values("ratio")
highest = table.index[-1]
o, x = table.iloc[-1][["observed", "expected"]]
alone, of_24 = limits(o, x, 0.95), limits(o, x, 1 - 0.05 / 24)
step = "dismiss"


# %% luck task="m04-q12-promises" points=3.2 trap="luck-is-proved"
def against_expected(claims):
    c = claims.dropna(subset="agent_id").copy()
    c["seller"], c["kind"] = c["agent_id"].astype(str), c["claim_type"].astype(str)
    c["broken"] = 1 - c["paid_as_told"].astype(int)
    c["by_luck"] = c.groupby("kind")["broken"].transform("mean")
    out = c.groupby("seller").agg(observed=("broken", "sum"), expected=("by_luck", "sum"))
    return out.assign(ratio=out["observed"] / out["expected"])


table = against_expected(claims).sort_values("ratio")
highest = table.index[-1]
o, x = table.iloc[-1][["observed", "expected"]]
alone, of_24 = limits(o, x, 0.95), limits(o, x, 1 - 0.05 / 24)
step = "nothing"

# %% [markdown]
# ## Task 13: cues

# %% groupby, pooled variance task="m04-q13-cues" points=4
columns = ["expected_quality", "expected_reliability", "should_reliability"]
means = vignettes.groupby("cue", observed=True)[columns].mean()
effect = means.loc["polished"] - means.loc["plain"]
effect_interval = ttest_ind(
    vignettes.query("cue == 'polished'")["expected_quality"],
    vignettes.query("cue == 'plain'")["expected_quality"],
).confidence_interval()
on_should = "Cannot tell"

# %% by a regression task="m04-q13-cues" points=4
fits = {
    name: smf.ols(
        f"{name} ~ C(cue, Treatment('plain'))", vignettes.assign(cue=vignettes["cue"].astype(str))
    ).fit()
    for name in ("should_reliability", "expected_quality", "expected_reliability")
}
effect = {name: round(fit.params.iloc[1], 3) for name, fit in fits.items()}
effect_interval = fits["expected_quality"].conf_int().iloc[1].round(3).to_list()
low, high = fits["should_reliability"].conf_int().iloc[1]
on_should = "raised" if low > 0 else "lowered" if high < 0 else "cannot tell"

# %% an interval with names task="m04-q13-cues" points=4
columns = ["expected_quality", "expected_reliability", "should_reliability"]
means = vignettes.groupby("cue", observed=True)[columns].mean()
effect = means.loc["polished"] - means.loc["plain"]
effect_interval = ttest_ind(
    vignettes.query("cue == 'polished'")["expected_quality"],
    vignettes.query("cue == 'plain'")["expected_quality"],
    equal_var=False,
).confidence_interval()
effect_interval = pd.Series({"upper": effect_interval.high, "lower": effect_interval.low})
on_should = "cannot tell"

# %% slip="sign" task="m04-q13-cues"
"The sign is reversed: polished minus plain."
edit('"cue"] == "polished"', '"cue"] == "plain"')
edit(
    'plain = vignettes[vignettes["cue"] == "plain"]',
    'plain = vignettes[vignettes["cue"] == "polished"]',
)

# %% slip="no-comparison" task="m04-q13-cues"
"These are the means of those who saw the polished office. An effect needs the others as a comparison."
edit("polished[asked].mean() - plain[asked].mean()", "polished[asked].mean()")

# %% slip="one-group" task="m04-q13-cues"
"That is the interval of the mean of **one** group. The effect is a difference of two."
edit(
    """ttest_ind(
    polished["expected_quality"], plain["expected_quality"], equal_var=False
).confidence_interval()""",
    '[polished["expected_quality"].mean() + 1.98 * side * polished["expected_quality"].sem() for side in (-1, 1)]',
)

# %% slip="one-group" task="m04-q13-cues"
"That is the interval of the mean of **one** group. The effect is a difference of two."
edit(
    """ttest_ind(
    polished["expected_quality"], plain["expected_quality"], equal_var=False
).confidence_interval()""",
    '[plain["expected_quality"].mean() + 1.98 * side * plain["expected_quality"].sem() for side in (-1, 1)]',
)

# %% slip="paired" task="m04-q13-cues"
"That pairs the first person of one group with the first of the other, who have nothing in common. The groups are independent."
edit(
    'ttest_ind(\n    polished["expected_quality"], plain["expected_quality"], equal_var=False\n)',
    'ttest_rel(polished["expected_quality"].to_numpy(), plain["expected_quality"].to_numpy())',
)

# %% slip="deviation-not-error" task="m04-q13-cues"
"Your interval covers the answers of single people. The question is about the difference of two means: use its standard error."
edit(
    """ttest_ind(
    polished["expected_quality"], plain["expected_quality"], equal_var=False
).confidence_interval()""",
    '[effect["expected_quality"] + 1.96 * side * vignettes["expected_quality"].std() for side in (-1, 1)]',
)

# %% slip="test-not-interval" task="m04-q13-cues"
"That is a statistic and its p-value. Add `.confidence_interval()`."
edit("equal_var=False\n).confidence_interval()", "equal_var=False\n)")

# %% slip="zero-inside" task="m04-q13-cues" silent="a choice among three words"
"The interval of the effect on the should holds zero: the sign of the estimate alone decides nothing."
edit('"cannot tell"', '"raised"')

# %% slip="zero-inside" task="m04-q13-cues" silent="a choice among three words"
"The interval of the effect on the should holds zero: the sign of the estimate alone decides nothing."
edit('"cannot tell"', '"lowered"')

# %% equivalent="m04-q13-cues"
"With two groups of one size the pooled variance gives nearly the same interval."
edit("equal_var=False", "equal_var=True")

# %% the whole test task="m04-q13-cues" points=2.5 trap="test-not-interval"
columns = ["expected_quality", "expected_reliability", "should_reliability"]
means = vignettes.groupby("cue", observed=True)[columns].mean()
effect = means.loc["polished"] - means.loc["plain"]
effect_interval = ttest_ind(
    vignettes.query("cue == 'polished'")["expected_quality"],
    vignettes.query("cue == 'plain'")["expected_quality"],
    equal_var=False,
)
on_should = "cannot tell"

# %% plain minus polished task="m04-q13-cues" points=1 trap="sign"
columns = ["expected_quality", "expected_reliability", "should_reliability"]
means = vignettes.groupby("cue", observed=True)[columns].mean()
effect = means.loc["plain"] - means.loc["polished"]
effect_interval = ttest_ind(
    vignettes.query("cue == 'plain'")["expected_quality"],
    vignettes.query("cue == 'polished'")["expected_quality"],
    equal_var=False,
).confidence_interval()
on_should = "cannot tell"

# %% pairs of strangers task="m04-q13-cues" points=2.5 trap="paired"
columns = ["expected_quality", "expected_reliability", "should_reliability"]
means = vignettes.groupby("cue", observed=True)[columns].mean()
effect = means.loc["polished"] - means.loc["plain"]
effect_interval = ttest_rel(
    vignettes.query("cue == 'polished'")["expected_quality"].to_numpy(),
    vignettes.query("cue == 'plain'")["expected_quality"].to_numpy(),
).confidence_interval()
on_should = "cannot tell"

# %% no comparison task="m04-q13-cues" points=2.5 trap="no-comparison"
effect = vignettes.query("cue == 'polished'").mean(numeric_only=True)
effect_interval = ttest_ind(
    vignettes.query("cue == 'polished'")["expected_quality"],
    vignettes.query("cue == 'plain'")["expected_quality"],
    equal_var=False,
).confidence_interval()
on_should = "cannot tell"

# %% the interval of those who saw the polished one task="m04-q13-cues" points=2.5 trap="one-group"
from scipy.stats import t

columns = ["expected_quality", "expected_reliability", "should_reliability"]
means = vignettes.groupby("cue", observed=True)[columns].mean()
effect = means.loc["polished"] - means.loc["plain"]
those = vignettes.query("cue == 'polished'")["expected_quality"]
effect_interval = t.interval(0.95, len(those) - 1, loc=those.mean(), scale=those.sem())
on_should = "cannot tell"

# %% as far as single people reach task="m04-q13-cues" points=2.5 trap="deviation-not-error"
columns = ["expected_quality", "expected_reliability", "should_reliability"]
means = vignettes.groupby("cue", observed=True)[columns].mean()
effect = means.loc["polished"] - means.loc["plain"]
spread_of_all = vignettes["expected_quality"].std()
effect_interval = (
    effect["expected_quality"] - 1.96 * spread_of_all,
    effect["expected_quality"] + 1.96 * spread_of_all,
)
on_should = "cannot tell"

# %% a small plus task="m04-q13-cues" points=3 trap="zero-inside"
columns = ["expected_quality", "expected_reliability", "should_reliability"]
means = vignettes.groupby("cue", observed=True)[columns].mean()
effect = means.loc["polished"] - means.loc["plain"]
effect_interval = ttest_ind(
    vignettes.query("cue == 'polished'")["expected_quality"],
    vignettes.query("cue == 'plain'")["expected_quality"],
    equal_var=False,
).confidence_interval()
on_should = "raised" if effect["should_reliability"] > 0 else "lowered"

# %% [markdown]
# ## Task 14: should, will and praise


# %% covariances and residuals task="m04-q14-praise" points=5
def line(y, x):
    return y.cov(x) / x.var()


should_alone = round(line(people["perceived"], people["should"]), 3)
rest_of_will = people["will"] - line(people["will"], people["should"]) * people["should"]
rest_of_should = people["should"] - line(people["should"], people["will"]) * people["will"]
slopes = pd.Series(
    {
        "should": line(people["perceived"], rest_of_should),
        "will": line(people["perceived"], rest_of_will),
    }
)
praise = {s: line(people[s], people["heard"]) for s in ("will", "should", "perceived")}

# %% whole tables of parameters task="m04-q14-praise" points=5
should_alone = np.polyfit(people["should"], people["perceived"], 1)[0]
slopes = smf.ols("perceived ~ should + will", data=people).fit().params
praise = people[["will", "should", "perceived"]].apply(
    lambda column: smf.ols("y ~ heard", people.assign(y=column)).fit().params["heard"]
)

# %% slip="correlation" task="m04-q14-praise"
"These are correlations. A slope says by how many points one thing differs for one more point (or acquaintance) of the other."
edit(
    'smf.ols(f"{side} ~ heard", people).fit().params["heard"]', 'people["heard"].corr(people[side])'
)

# %% slip="correlation" task="m04-q14-praise"
"These are correlations. A slope says by how many points one thing differs for one more point (or acquaintance) of the other."
edit(
    'smf.ols("perceived ~ should", people).fit().params["should"]',
    'people["perceived"].corr(people["should"])',
)

# %% slip="sides-exchanged" task="m04-q14-praise"
"The sides are exchanged: what is explained stands to the left of `~`."
edit(
    'smf.ols("perceived ~ should", people).fit().params["should"]',
    'smf.ols("should ~ perceived", people).fit().params["perceived"]',
)

# %% slip="sides-exchanged" task="m04-q14-praise"
"The sides are exchanged: what is explained stands to the left of `~`."
edit(
    'smf.ols(f"{side} ~ heard", people).fit().params["heard"]',
    'smf.ols(f"heard ~ {side}", people).fit().params[side]',
)

# %% slip="sides-exchanged" task="m04-q14-praise"
"The sides are exchanged: what is explained stands to the left of `~`."
edit(
    'smf.ols(f"{side} ~ heard", people).fit().params["heard"]',
    'smf.ols("heard ~ will + should + perceived", people).fit().params[side]',
)

# %% slip="one-at-a-time" task="m04-q14-praise"
"These are two lines with one expectation each. In one model each slope is read among people with the same other expectation."
edit('"will": fitted["will"]', '"will": smf.ols("perceived ~ will", people).fit().params["will"]')
edit(
    '"should": fitted["should"]',
    '"should": smf.ols("perceived ~ should", people).fit().params["should"]',
)

# %% slip="with-heard" task="m04-q14-praise"
"There is a third column in your model. The two expectations alone explain here."
edit('"perceived ~ will + should"', '"perceived ~ will + should + heard"')

# %% slip="intercept" task="m04-q14-praise"
"That is the value where `heard` is 0, the intercept. Take the slope."
edit('.params["heard"]', '.params["Intercept"]')

# %% correlations task="m04-q14-praise" points=2.5 trap="correlation"
should_alone = people[["perceived", "should"]].corr().iloc[0, 1]
slopes = smf.ols("perceived ~ will + should", people).fit().params
praise = people[["will", "should", "perceived"]].corrwith(people["heard"])

# %% heard explained task="m04-q14-praise" points=3.5 trap="sides-exchanged"
should_alone = smf.ols("perceived ~ should", people).fit().params["should"]
slopes = smf.ols("perceived ~ will + should", people).fit().params
praise = {s: np.polyfit(people[s], people["heard"], 1)[0] for s in ("will", "should", "perceived")}

# %% heard explained by all three task="m04-q14-praise" points=3 trap="sides-exchanged"
should_alone = smf.ols("perceived ~ should", people).fit().params["should"]
slopes = smf.ols("perceived ~ will + should", people).fit().params
praise = smf.ols("heard ~ will + should + perceived", people).fit().params

# %% one expectation at a time task="m04-q14-praise" points=3 trap="one-at-a-time"
should_alone = np.polyfit(people["should"], people["perceived"], 1)[0]
slopes = {s: np.polyfit(people[s], people["perceived"], 1)[0] for s in ("will", "should")}
praise = {s: np.polyfit(people["heard"], people[s], 1)[0] for s in ("will", "should", "perceived")}

# %% praise in the model task="m04-q14-praise" points=3 trap="with-heard"
should_alone = np.polyfit(people["should"], people["perceived"], 1)[0]
slopes = smf.ols("perceived ~ heard + should + will", people).fit().params
praise = {s: np.polyfit(people["heard"], people[s], 1)[0] for s in ("will", "should", "perceived")}

# %% intercepts task="m04-q14-praise" points=3 trap="intercept"
should_alone = np.polyfit(people["should"], people["perceived"], 1)[0]
slopes = smf.ols("perceived ~ will + should", people).fit().params
praise = {s: np.polyfit(people["heard"], people[s], 1)[1] for s in ("will", "should", "perceived")}

# %% [markdown]
# ## Task 14b: the sentence

# %% the last, less sure task="m04-q14b-statement" points=3
statement.record(sentence="D", sure=0.55)

# %% the last, certain task="m04-q14b-statement" points=3 fewer="one of four sentences is right"
statement.record(sentence="D", sure=1)

# %% slip="should-for-will" task="m04-q14b-statement" silent="a choice among four sentences"
"The survey's gap is measured against what a good insurer **should** do. What the pictures moved is what this one **will** do."
edit('"D"', '"A"')

# %% slip="beyond-the-sample" task="m04-q14b-statement" silent="a choice among four sentences"
"Nobody measured satisfaction, and none of the people asked was a policyholder. The experiment ends at what people think will happen."
edit('"D"', '"B"')

# %% slip="no-effect-proved" task="m04-q14b-statement" silent="a choice among four sentences"
"An interval that holds zero does not prove that there is no effect. It says that none can be seen."
edit('"D"', '"C"')

# %% the gap widens task="m04-q14b-statement" points=0 trap="should-for-will"
statement.record(sentence="A", sure=0.85)

# %% more satisfied task="m04-q14b-statement" points=0 trap="beyond-the-sample"
statement.record(sentence="B", sure=0.7)

# %% proved task="m04-q14b-statement" points=0 trap="no-effect-proved"
statement.record(sentence="C", sure=0.4)

# %% [markdown]
# ## Task 15: outcome and manner

# %% predictions one point apart task="m04-q15-manner" points=3
model = smf.ols("satisfaction ~ outcome_quality * manner_quality", people).fit()
outcome_slope = {}
for m in [3, 6]:
    ends = pd.DataFrame({"outcome_quality": [4, 5], "manner_quality": [m, m]})
    low_end, high_end = model.predict(ends)
    outcome_slope[m] = round(high_end - low_end, 2)

# %% scikit-learn task="m04-q15-manner" points=3
from sklearn.linear_model import LinearRegression

use = people[["outcome_quality", "manner_quality", "satisfaction"]].dropna().astype(float)
X = use[["outcome_quality", "manner_quality"]].assign(
    both=use["outcome_quality"] * use["manner_quality"]
)
c = LinearRegression().fit(X, use["satisfaction"]).coef_
outcome_slope = pd.Series([c[0] + 3 * c[2], c[0] + 6 * c[2]], index=[3, 6])

# %% slip="interaction-ignored" task="m04-q15-manner"
"Both are alike. With the product in the model, the slope depends on manner: the coefficient of outcome alone is the slope where manner is 0, which nobody answered."
edit("satisfaction ~ outcome_quality * manner", "satisfaction ~ outcome_quality + manner")
edit(' + b["outcome_quality:manner_quality"] * manner', "")

# %% slip="interaction-ignored" task="m04-q15-manner"
"Both are alike. With the product in the model, the slope depends on manner: the coefficient of outcome alone is the slope where manner is 0, which nobody answered."
edit(' + b["outcome_quality:manner_quality"] * manner', "")

# %% slip="roles-swapped" task="m04-q15-manner"
"That is the slope of **manner** at an outcome of 3 and 6."
edit('b["outcome_quality"] +', 'b["manner_quality"] +')

# %% slip="centered-coefficients" task="m04-q15-manner"
"You centered the columns: there a manner of 3 means three points above the mean, not the 3 of the task. Do not center them."
edit(
    "people).fit()",
    'people[["satisfaction", "outcome_quality", "manner_quality"]].astype(float).transform(lambda x: x - x.mean())).fit()',
)

# %% slip="level-not-slope" task="m04-q15-manner"
"Your number is a predicted satisfaction. The slope is what one more point of outcome adds to it: leave out the terms without `outcome_quality`."
edit(
    ' + b["outcome_quality:manner_quality"] * manner',
    ' + b["Intercept"] + (b["manner_quality"] + b["outcome_quality:manner_quality"]) * manner',
)

# %% the coefficient alone task="m04-q15-manner" points=0 trap="interaction-ignored"
b = smf.ols("satisfaction ~ outcome_quality + manner_quality", people).fit().params
outcome_slope = {3: b["outcome_quality"], 6: b["outcome_quality"]}

# %% the slope of manner task="m04-q15-manner" points=0 trap="roles-swapped"
b = smf.ols("satisfaction ~ outcome_quality * manner_quality", people).fit().params
outcome_slope = {k: b["manner_quality"] + b["outcome_quality:manner_quality"] * k for k in (3, 6)}

# %% centered coefficients task="m04-q15-manner" points=0 trap="centered-coefficients"
mid = people[["satisfaction", "outcome_quality", "manner_quality"]].astype(float)
mid = mid - mid.mean()
b = smf.ols("satisfaction ~ outcome_quality * manner_quality", mid).fit().params
outcome_slope = {k: b["outcome_quality"] + b["outcome_quality:manner_quality"] * k for k in (3, 6)}

# %% levels instead of slopes task="m04-q15-manner" points=0 trap="level-not-slope"
model = smf.ols("satisfaction ~ outcome_quality * manner_quality", people).fit()
outcome_slope = {
    k: model.predict(pd.DataFrame({"outcome_quality": [1], "manner_quality": [k]}))[0]
    for k in (3, 6)
}

# %% [markdown]
# ## Task 16: renewal

# %% the average by hand task="m04-q16-renewal" points=3
import statsmodels.api as sm


def renewal_effect(people, controls):
    use = people[["renewed", "reliability", *controls]].dropna().astype(float)
    X = sm.add_constant(use.drop(columns="renewed"))
    fit = sm.Logit(use["renewed"], X).fit(disp=False)
    p = fit.predict(X)
    return (p * (1 - p)).mean() * fit.params["reliability"]


effects = pd.Series(
    {
        "price and tenure": renewal_effect(people, ["tenure_years", "price_change"]),
        "none": renewal_effect(people, []),
        "price": renewal_effect(people, ["price_change"]),
    }
).round(3)


# %% a summary table, percent for the price task="m04-q16-renewal" points=3
def renewal_effect(people, controls):
    formula = "renewed ~ reliability"
    for name in controls:
        formula = formula + " + " + name
    table = smf.logit(formula, data=people).fit(disp=0).get_margeff(at="overall").summary_frame()
    return table.loc["reliability", "dy/dx"]


percent = people.assign(price_change=100 * people["price_change"])
effects = dict(none=renewal_effect(people, []), price=renewal_effect(percent, ["price_change"]))
effects["price and tenure"] = renewal_effect(percent, ["price_change", "tenure_years"])

# %% slip="unadjusted" task="m04-q16-renewal"
"Nothing is taken into account here. Pass the names of the controls."
edit('"price": renewal_effect(people, ["price_change"])', '"price": renewal_effect(people, [])')

# %% slip="unadjusted" task="m04-q16-renewal"
"Nothing is taken into account here. Pass the names of the controls."
edit('renewal_effect(people, ["price_change", "tenure_years"])', "renewal_effect(people, [])")

# %% slip="one-control" task="m04-q16-renewal"
"Here two things are taken into account, the price change and the tenure."
edit('["price_change", "tenure_years"]', '["price_change"]')

# %% slip="both-controls" task="m04-q16-renewal"
"Here the price change alone is taken into account."
edit(
    'renewal_effect(people, ["price_change"])',
    'renewal_effect(people, ["price_change", "tenure_years"])',
)

# %% slip="halo" task="m04-q16-renewal"
"That is the effect of the overall judgment, not of reliability."
edit(
    "renewal_effect(people, [])",
    'renewal_effect(people.assign(reliability=people["overall_quality"]), [])',
)

# %% equivalent="m04-q16-renewal"
"What the fit prints is no part of the answer."
edit("disp=False", "disp=True")


# %% a whole point added task="m04-q16-renewal" points=0.5 trap="whole-point-added"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return (
        fit.predict(people.assign(reliability=people["reliability"] + 1)) - fit.predict(people)
    ).mean()


effects = {
    "none": renewal_effect(people, []),
    "price": renewal_effect(people, ["price_change"]),
    "price and tenure": renewal_effect(people, ["price_change", "tenure_years"]),
}


# %% at the average person task="m04-q16-renewal" points=0.33 trap="at-the-mean"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return fit.get_margeff(at="mean").margeff[0]


effects = {
    "none": renewal_effect(people, []),
    "price": renewal_effect(people, ["price_change"]),
    "price and tenure": renewal_effect(people, ["price_change", "tenure_years"]),
}


# %% log-odds task="m04-q16-renewal" points=0 trap="log-odds"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return fit.params["reliability"]


effects = {
    "none": renewal_effect(people, []),
    "price": renewal_effect(people, ["price_change"]),
    "price and tenure": renewal_effect(people, ["price_change", "tenure_years"]),
}


# %% an odds ratio task="m04-q16-renewal" points=0 trap="odds-ratio"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return np.exp(fit.params).loc["reliability"]


effects = {
    "none": renewal_effect(people, []),
    "price": renewal_effect(people, ["price_change"]),
    "price and tenure": renewal_effect(people, ["price_change", "tenure_years"]),
}


# %% percentage points task="m04-q16-renewal" points=0 trap="percent"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return 100 * fit.get_margeff().summary_frame()["dy/dx"].iloc[0]


effects = {
    "none": renewal_effect(people, []),
    "price": renewal_effect(people, ["price_change"]),
    "price and tenure": renewal_effect(people, ["price_change", "tenure_years"]),
}


# %% never adjusted task="m04-q16-renewal" points=2.33 trap="unadjusted"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return fit.get_margeff().margeff[0]


effects = dict.fromkeys(["none", "price", "price and tenure"], renewal_effect(people, []))


# %% tenure forgotten task="m04-q16-renewal" points=2.67 trap="one-control"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return fit.get_margeff().margeff[0]


effects = {
    "none": renewal_effect(people, []),
    "price": renewal_effect(people, ["price_change"]),
    "price and tenure": renewal_effect(people, ["price_change"]),
}


# %% tenure everywhere task="m04-q16-renewal" points=2.67 trap="both-controls"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return fit.get_margeff().margeff[0]


effects = {
    "none": renewal_effect(people, []),
    "price": renewal_effect(people, ["tenure_years", "price_change"]),
    "price and tenure": renewal_effect(people, ["price_change", "tenure_years"]),
}


# %% the overall impression task="m04-q16-renewal" points=2.67 trap="halo"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return fit.get_margeff().margeff[0]


effects = {
    "none": renewal_effect(people.assign(reliability=people["overall_quality"]), []),
    "price": renewal_effect(people, ["price_change"]),
    "price and tenure": renewal_effect(people, ["price_change", "tenure_years"]),
}

# %% slip="log-odds" task="m04-q16-renewal"
"That is the coefficient of the logit, in log-odds. The task asks for the change of a probability."
edit("fit.get_margeff().margeff[0]", 'fit.params["reliability"]')

# %% slip="odds-ratio" task="m04-q16-renewal"
"That is an odds ratio. The task asks for the change of a probability."
edit("fit.get_margeff().margeff[0]", 'np.exp(fit.params["reliability"])')

# %% slip="percent" task="m04-q16-renewal"
"That is in percentage points. Give a proportion."
edit("effect = fit.get_margeff", "effect = 100 * fit.get_margeff")

# %% slip="whole-point-added" task="m04-q16-renewal"
"That adds a whole point to everybody and subtracts, and those who renew almost surely can gain no more. Take the slope at each person as they are, then the mean."
edit(
    "fit.get_margeff().margeff[0]",
    '(fit.predict(people.assign(reliability=people["reliability"] + 1)) - fit.predict(people)).mean()',
)

# %% slip="at-the-mean" task="m04-q16-renewal"
"That is the slope at one average person. Take the slope at each person, then the mean."
edit("get_margeff()", 'get_margeff(at="mean")')

# %% [markdown]
# ## Task 16b: the sentence

# %% the second, less sure task="m04-q16b-statement" points=3
statement.record(sentence="B", sure=0.55)

# %% the second, certain task="m04-q16b-statement" points=3 fewer="one of four sentences is right"
statement.record(sentence="B", sure=1)

# %% slip="causal-wording" task="m04-q16b-statement" silent="a choice among four sentences"
"`Lift` and `will` claim an effect. Nobody drew at random who gets reliable service, and content people tick everything higher."
edit('"B"', '"A"')

# %% slip="unadjusted" task="m04-q16b-statement" silent="a choice among four sentences"
"That number compares people whose premiums rose with people whose premiums did not: the comparison is left out."
edit('"B"', '"C"')

# %% slip="smaller-is-zero" task="m04-q16b-statement" silent="a choice among four sentences"
"The number becomes smaller, not zero. Look at it once more."
edit('"B"', '"D"')

# %% a cause task="m04-q16b-statement" points=0 trap="causal-wording"
statement.record(sentence="A", sure=1)

# %% not adjusted task="m04-q16b-statement" points=0 trap="unadjusted"
statement.record(sentence="C", sure=0.7)

# %% nothing left task="m04-q16b-statement" points=0 trap="smaller-is-zero"
statement.record(sentence="D", sure=0.4)

# %% [markdown]
# ## Task 17: marks, and the memo

# %% a mark higher here, a mark lower there task="m04-q17a-marks" points=3
marks = pd.DataFrame({"M": [1, 0, 1], "N": [4, 4, 4]}, index=["first", "sources", "word"])

# %% as a friend would task="m04-q17a-marks" points=3
marks = {
    "N": dict(sources=5, word=4, first=3),
    "M": pd.Series({"word": 1, "sources": 1, "first": 0}),
}

# %% strict on the money, mild on the names task="m04-q17a-marks" points=3
marks = {"M": {"sources": 2, "word": 0, "first": 2}, "N": {"sources": 4, "word": 5, "first": 2}}

# %% threes for everybody task="m04-q17a-marks" points=0.5 fewer="the ranges are all there is"
marks = {name: {"sources": 3, "word": 3, "first": 3} for name in "MN"}

# %% all or nothing task="m04-q17a-marks" points=2.5 says=["first"]
marks = {
    "M": {"sources": 0, "word": 0, "first": 0},
    "N": {"sources": 5, "word": 5, "first": 5},
}

# %% exchanged task="m04-q17a-marks" points=0
marks = {
    "M": {"sources": 5, "word": 4, "first": 3},
    "N": {"sources": 1, "word": 0, "first": 0},
}

# %% equivalent="m04-q17a-marks"
"Two teachers may differ by a mark."
edit('{"sources": 1', '{"sources": 0')

# %% equivalent="m04-q17a-marks"
"Two teachers may differ by a mark."
edit('{"sources": 1, "word": 0', '{"sources": 1, "word": 1')

# %% equivalent="m04-q17a-marks"
"Two teachers may differ by a mark."
edit('"first": 1', '"first": 0')

# %% equivalent="m04-q17a-marks"
"Two teachers may differ by a mark."
edit('{"sources": 5', '{"sources": 4')

# %% equivalent="m04-q17a-marks"
"Two teachers may differ by a mark."
edit('"word": 5', '"word": 4')

# %% equivalent="m04-q17a-marks"
"Two teachers may differ by a mark."
edit('"first": 3', '"first": 4')

# %% equivalent="m04-q17a-marks"
"Two teachers may differ by a mark."
edit('{"sources": 1', '{"sources": 2')

# %% equivalent="m04-q17a-marks"
"Two teachers may differ by a mark."
edit('"first": 1', '"first": 2')

# %% equivalent="m04-q17a-marks"
"Two teachers may differ by a mark."
edit('"first": 3', '"first": 2')

# %% [markdown] task="m04-q17-memo" mark=15
# Dear Ms. Tang, **sources**: model 1985, questionnaire of 22 items 1988, refined 1991, all by Parasuraman, Zeithaml and Berry (spelled so). Labels: 可靠性 reliability (an extra word in the draft), 保证性 assurance (the draft names its effect), 有形性 tangibles (展示 is the display), 响应性 responsiveness, and 移情性 empathy, where the draft says pity.
# **The question** would be answered by how bad people's luck was, and by pride. Ask: 跟我谈的人会先看过我的档案. Test: half of a random sample gets each wording; compare means, refusals and correlation with the other empathy items.
# **First**: reliability has 29 of 100 points on average, but one in five puts another on top. Raw, responsiveness leads (−1.19 to −1.06); weighted, reliability (−0.34 to −0.25). I would fund *As told*, begun with 12 of the 24 sellers, drawn at random. One insurer, one month.

# %% [markdown] task="m04-q17-memo" mark=8
# The year should be 1988, and the names are Parasuraman and Zeithaml. 同情心 is wrong, it should be 移情性. The question about feeling sorry is not good because customers do not want pity; better ask whether staff know my file. Reliability had the most points in our survey (29), so we take As told.

# %% [markdown] task="m04-q17-memo" mark=1
# The text is fine. Maybe the question should be more polite. Reliability matters most to every customer, as research has shown.
