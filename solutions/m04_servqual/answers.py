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

# %% slip="one-dimension-twice" task="m04-q1-words"
"In one of your dictionaries two words have the same dimension, and one dimension has no word. Which of the two words fits it better?"
edit('"及时回应": "responsiveness"', '"及时回应": "reliability"')

# %% ability to serve read as reliability task="m04-q1-words" points=3.31 trap="competence-as-reliability"
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

# %% pity taken for courtesy task="m04-q1-words" points=3.31 trap="empathy-as-pity"
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

# %% a professional keeps promises task="m04-q1-words" points=3.14 trap="competence-as-reliability"
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

# %% one dimension twice task="m04-q1-words" points=3.37 trap="one-dimension-twice"
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

# %% caring is politeness task="m04-q1-words" points=3.14 trap="caring-as-courtesy"
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


# %% a loop over rows task="m04-q2-clean-pulse" points=7
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


# %% standard deviation of zero, index by visit task="m04-q2-clean-pulse" points=7
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
edit("clean = pulse[", "clean = pulse[answers.notna().all(axis=1) & ")

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

# %% slip="expectation-only" task="m04-q2-clean-pulse"
"You turned the questions before the visit, not after. Then their gap compares up with down."
edit('("before", "after")', '("before",)')

# %% slip="perception-only" task="m04-q2-clean-pulse"
"You turned the questions after the visit, not before. Then their gap compares up with down."
edit('("before", "after")', '("after",)')

# %% slip="eight-minus-x" task="m04-q2-clean-pulse"
"8 - x belongs to a scale from 1 to 7. Use `low` and `high`."
edit("low + high - clean", "8 - clean")

# %% slip="not-turned" task="m04-q2-clean-pulse"
"The reversed questions have not been turned."
edit("for number in turned:", "for number in []:")

# %% equivalent="m04-q2-clean-pulse"
"An index of its own does no harm: rows are told by their visit."
edit("drop=True", "drop=False")


# %% turned before screening task="m04-q2-clean-pulse" points=3.89 trap="turned-before-screening"
def clean_pulse(pulse, turned, low, high):
    pulse = pulse.copy()
    for n in turned:
        for side in ("before", "after"):
            pulse[f"{side}_{n}"] = low + high - pulse[f"{side}_{n}"]
    a = pulse.drop(columns="visit")
    return pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)]


# %% high minus x task="m04-q2-clean-pulse" points=4.67 trap="high-minus-x"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = high - out[f"{side}_{n}"]
    return out


# %% turns the expectation only task="m04-q2-clean-pulse" points=3.11 trap="expectation-only"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        out[f"before_{n}"] = low + high - out[f"before_{n}"]
    return out


# %% drops rows with a missing answer task="m04-q2-clean-pulse" points=3.89 trap="listwise"
def clean_pulse(pulse, turned, low, high):
    pulse = pulse.dropna()
    a = pulse.drop(columns="visit")
    out = pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = low + high - out[f"{side}_{n}"]
    return out


# %% eight minus x task="m04-q2-clean-pulse" points=3.11 trap="eight-minus-x"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = 8 - out[f"{side}_{n}"]
    return out


# %% a missing answer hides the straight line task="m04-q2-clean-pulse" points=4.67 trap="missing-hides-straight-line"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    straight = a.eq(a.iloc[:, 0], axis=0).all(axis=1)
    out = pulse[~straight & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = low + high - out[f"{side}_{n}"]
    return out


# %% straight lines kept task="m04-q2-clean-pulse" points=3.11 trap="straight-lines-kept"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.isna() | a.apply(lambda column: column.between(low, high))).all(axis=1)].copy()
    for n in turned:
        out[[f"before_{n}", f"after_{n}"]] = low + high - out[[f"before_{n}", f"after_{n}"]]
    return out


# %% only too high is outside task="m04-q2-clean-pulse" points=4.67 trap="out-of-range-kept"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.max(axis=1) > a.min(axis=1)) & (a.max(axis=1) <= high)].copy()
    for n in turned:
        out[[f"before_{n}", f"after_{n}"]] = low + high - out[[f"before_{n}", f"after_{n}"]]
    return out


# %% turns the perception only task="m04-q2-clean-pulse" points=3.11 trap="perception-only"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        out[f"after_{n}"] = low + high - out[f"after_{n}"]
    return out


# %% nothing turned task="m04-q2-clean-pulse" points=3.11 trap="not-turned"
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    return pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)]


# %% [markdown]
# ## Task 3: three weak spots


# %% means of both sides task="m04-q3-weak-spots" points=5
def weak_spots(survey, items, stage):
    rows = survey[survey.claim_stage == stage]
    gap = {}
    for i in items["item"]:
        gap[i] = rows["P" + str(i).zfill(2)].mean() - rows["E" + str(i).zfill(2)].mean()
    return sorted(gap, key=gap.get)[:3]


# %% from the summary task="m04-q3-weak-spots" points=5
def weak_spots(survey, items, stage):
    table = gap_summary(survey.query("claim_stage == @stage"), items, by="item")
    return table.sort_values("gap").index[:3]


# %% slip="expectation-minus-perception" task="m04-q3-weak-spots"
"These are the items that do best. A gap is P - E: the weak spots are the most negative ones."
edit("gaps.nsmallest(3)", "gaps.nlargest(3)")

# %% slip="absolute-value" task="m04-q3-weak-spots"
"An item may be far **above** what was expected. Without its sign a gap cannot tell good from bad."
edit("gaps.nsmallest(3)", "gaps.abs().nlargest(3)")

# %% slip="all-stages" task="m04-q3-weak-spots"
"That is the order among all respondents. Keep only those of the stage asked for."
edit('survey[survey["claim_stage"] == stage]', "survey")

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


# %% E minus P task="m04-q3-weak-spots" points=0 trap="expectation-minus-perception"
def weak_spots(survey, items, stage):
    gaps = -item_gaps(survey[survey["claim_stage"] == stage], items).mean()
    return gaps.nsmallest(3).index.to_list()


# %% absolute gaps task="m04-q3-weak-spots" points=2 trap="absolute-value"
def weak_spots(survey, items, stage):
    gaps = item_gaps(survey[survey["claim_stage"] == stage], items).mean().abs()
    return gaps.nlargest(3).index.to_list()


# %% all stages together task="m04-q3-weak-spots" points=0 trap="all-stages"
def weak_spots(survey, items, stage):
    return item_gaps(survey, items).mean().nsmallest(3).index.to_list()


# %% the least bad of the three first task="m04-q3-weak-spots" points=0 trap="best-first"
def weak_spots(survey, items, stage):
    gaps = item_gaps(survey[survey["claim_stage"] == stage], items).mean()
    return gaps.nsmallest(3).index.to_list()[::-1]


# %% column names instead of item numbers task="m04-q3-weak-spots" points=0 trap="letters-in-it"
def weak_spots(survey, items, stage):
    gaps = item_gaps(survey[survey["claim_stage"] == stage], items).mean()
    return [f"P{item:02d}" for item in gaps.nsmallest(3).index]


# %% nothing returned task="m04-q3-weak-spots" points=0 says=["does it end in `return`"]
def weak_spots(survey, items, stage):
    print(item_gaps(survey[survey["claim_stage"] == stage], items).mean().nsmallest(3))


# %% gaps instead of items task="m04-q3-weak-spots" points=0 trap="gaps-not-items"
def weak_spots(survey, items, stage):
    return item_gaps(survey[survey["claim_stage"] == stage], items).mean().nsmallest(3)


# %% positions instead of item numbers task="m04-q3-weak-spots" points=0 trap="index-not-item"
def weak_spots(survey, items, stage):
    import numpy as np

    gaps = item_gaps(survey[survey["claim_stage"] == stage], items).mean()
    return [int(place) for place in np.argsort(gaps.to_numpy())[:3]]


# %% [markdown]
# ## Task 4: three averages


# %% numpy and a Series task="m04-q4-headlines" points=8
def headlines(survey, items):
    import numpy as np

    g = item_gaps(survey, items).to_numpy()
    full = ~np.isnan(g).any(axis=1)
    dims = dimension_scores(survey, items).mean()
    return pd.Series(
        [dims.sum() / len(dims), np.nanmean(g), g[full].mean()],
        index=["dimension", "item", "complete"],
    )


# %% by hand task="m04-q4-headlines" points=8
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
edit("gaps = item_gaps(survey, items)", "gaps = -item_gaps(survey, items)")
edit("scores = dimension_scores(survey, items)", "scores = -dimension_scores(survey, items)")

# %% slip="rounded" task="m04-q4-headlines"
"That is rounded to two decimals. Give the number not rounded."
edit("return found", "return {name: round(value, 2) for name, value in found.items()}")

# %% slip="item-pooling" task="m04-q4-headlines"
"That puts all items into one heap, so a dimension of many items weighs more than one of few."
edit('"dimension": scores.mean().mean()', '"dimension": gaps.stack().mean()')

# %% slip="half-rule-ignored" task="m04-q4-headlines"
"Somebody who answered less than half of the items of a dimension still counts there."
edit(
    "scores = dimension_scores(survey, items)",
    'scores = gaps.T.groupby(items.set_index("item")["dimension"], observed=True).mean().T',
)

# %% slip="listwise" task="m04-q4-headlines"
"Only people without any missing answer are left. Dimension scores need half of the items, not all."
edit('"dimension": scores.mean()', '"dimension": scores.loc[gaps.dropna().index].mean()')

# %% slip="averaging-averages" task="m04-q4-headlines"
"That averages averages: a person or an item with few gaps then counts as much as one with many. Each gap should count once."
edit('"item": gaps.stack().mean()', '"item": gaps.mean().mean()')

# %% slip="averaging-averages" task="m04-q4-headlines"
"That averages averages: a person or an item with few gaps then counts as much as one with many. Each gap should count once."
edit('"item": gaps.stack().mean()', '"item": gaps.mean(axis=1).mean()')

# %% slip="by-dimension-again" task="m04-q4-headlines"
"That is averaged by dimension. Here each gap counts once."
edit('"item": gaps.stack().mean()', '"item": scores.mean().mean()')

# %% slip="by-dimension-again" task="m04-q4-headlines"
"That is averaged by dimension. Here each gap counts once."
edit(
    '"complete": gaps.dropna().stack().mean()',
    '"complete": scores.loc[gaps.dropna().index].mean().mean()',
)

# %% slip="incomplete-kept" task="m04-q4-headlines"
"People who left an answer open are still in it. Here only complete questionnaires count."
edit("gaps.dropna().stack().mean()", "gaps.stack().mean()")


# %% slip="any-blank" task="m04-q4-headlines"
"You dropped everybody with a blank anywhere, also where only the agent is missing. Complete means that no gap is missing."
edit("gaps.dropna()", "gaps.loc[survey.dropna().index]")


# %% every blank in the survey task="m04-q4-headlines" points=4 trap="any-blank"
def headlines(survey, items):
    whole = item_gaps(survey.dropna(), items)
    return {
        "dimension": dimension_scores(survey, items).mean().mean(),
        "item": item_gaps(survey, items).stack().mean(),
        "complete": whole.stack().mean(),
    }


# %% rounded to two decimals task="m04-q4-headlines" points=2 trap="rounded"
def headlines(survey, items):
    gaps = item_gaps(survey, items)
    return {
        "dimension": round(dimension_scores(survey, items).mean().mean(), 2),
        "item": round(gaps.stack().mean(), 2),
        "complete": round(gaps.dropna().stack().mean(), 2),
    }


# %% averages averages twice task="m04-q4-headlines" points=3 trap="averaging-averages"
def headlines(survey, items):
    gaps = item_gaps(survey, items)
    return {
        "dimension": dimension_scores(survey, items).mean().mean(),
        "item": gaps.mean().mean(),
        "complete": gaps.dropna().mean().mean(),
    }


# %% everything in one heap task="m04-q4-headlines" points=3 trap="item-pooling"
def headlines(survey, items):
    gaps = item_gaps(survey, items)
    return {
        "dimension": gaps.stack().mean(),
        "item": gaps.stack().mean(),
        "complete": gaps.dropna().stack().mean(),
    }


# %% complete rows only, for all three task="m04-q4-headlines" points=1 trap="listwise"
def headlines(survey, items):
    gaps = item_gaps(survey, items).dropna()
    whole = survey.loc[gaps.index]
    return {
        "dimension": dimension_scores(whole, items).mean().mean(),
        "item": gaps.stack().mean(),
        "complete": gaps.stack().mean(),
    }


# %% the half rule ignored task="m04-q4-headlines" points=6 trap="half-rule-ignored"
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


# %% the dimension scores again task="m04-q4-headlines" points=3 trap="by-dimension-again"
def headlines(survey, items):
    gaps = item_gaps(survey, items)
    by_dimension = dimension_scores(survey, items).mean()
    return {
        "dimension": by_dimension.mean(),
        "item": by_dimension.sum() / len(by_dimension),
        "complete": gaps.dropna().stack().mean(),
    }


# %% incomplete questionnaires kept task="m04-q4-headlines" points=4 trap="incomplete-kept"
def headlines(survey, items):
    import numpy as np

    gaps = item_gaps(survey, items)
    return {
        "dimension": dimension_scores(survey, items).mean().mean(),
        "item": gaps.stack().mean(),
        "complete": np.nanmean(gaps.to_numpy()),
    }


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
edit('"w_")) / 100', '"w_"))')

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
edit("(share[gaps.columns] * below).mean()", "share[gaps.columns].mean() * below.mean()")

# %% slip="equal-weights" task="m04-q5-gain"
"Every dimension and every person has the same weight here. Use each person's own points."
edit("share[gaps.columns]", "1 / gaps.shape[1]")

# %% slip="equal-weights" task="m04-q5-gain"
"Every dimension and every person has the same weight here. Use each person's own points."
edit("share[gaps.columns]", "1")

# %% slip="missing-as-zero" task="m04-q5-gain"
"A person without a gap in a dimension counts as content. Average over those who have a gap there."
edit("* below)", "* below.fillna(0))")

# %% slip="sum-not-mean" task="m04-q5-gain"
"That is a sum over people. The weighted score is a mean over people."
edit("below).mean()", "below).sum()")

# %% slip="below-only-denominator" task="m04-q5-gain"
"You averaged over those who are below. Those who are not below count too, with 0."
edit("* below)", "* below.where(below > 0))")

# %% slip="by-position" task="m04-q5-gain"
"The weights were taken by their position. The columns may stand in another order: take them by name."
edit("share[gaps.columns]", "share.set_axis(gaps.columns, axis=1)")


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


# %% weights by position task="m04-q5-gain" points=3 trap="by-position"
def gain_from_closing(gaps, weights):
    return ((-gaps).clip(lower=0) * weights.to_numpy() / 100).mean()


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
# ## Task 6: alpha


# %% by the formula task="m04-q6-alpha" points=6
def by_hand(table):
    k = table.shape[1]
    return k / (k - 1) * (1 - table.var(ddof=1).sum() / table.sum(axis=1).var(ddof=1))


def alpha_without(answers):
    answers = answers.dropna()
    out = []
    for name in answers:
        out.append(by_hand(answers[[c for c in answers if c != name]]))
    return pd.Series(out, index=answers.columns)


assurance_alpha = round(by_hand(survey[["P14", "P15", "P16", "P17"]].dropna()), 3)
best = alpha_without(desk)
suspect = best.index[best.argmax()]


# %% numpy with one ddof, a dictionary task="m04-q6-alpha" points=6
def alpha_without(answers):
    x = answers[answers.notna().all(axis=1)]
    found = {}
    for name in x.columns:
        c = np.cov(x.drop(name, axis=1).to_numpy().T)
        k = len(c)
        found[name] = k / (k - 1) * (1 - np.trace(c) / c.sum())
    return found


assurance_alpha = alphas.query("side == 'perception' and dimension == 'assurance'")["alpha"]
suspect = max(alpha_without(desk), key=alpha_without(desk).get)


# %% slip="expectations" task="m04-q6-alpha"
"That is the alpha of the expectations. The task asks for the perceptions."
edit('"P", "assurance"', '"E", "assurance"')

# %% slip="alpha-of-gaps" task="m04-q6-alpha"
"That is the alpha of the item gaps. The task asks for the perceptions."
edit('answers_of(survey, items, "P", "assurance")', "item_gaps(survey, items)[[14, 15, 16, 17]]")

# %% slip="another-dimension" task="m04-q6-alpha"
"That is the alpha of another dimension. The task asks for the items on assurance."
edit('"P", "assurance"', '"P", "reliability"')

# %% slip="another-dimension" task="m04-q6-alpha"
"That is the alpha of another dimension. The task asks for the items on assurance."
edit('"P", "assurance"', '"P", "empathy"')

# %% slip="all-items" task="m04-q6-alpha"
"That is the alpha of all items, every time. Leave the item out."
edit("complete.drop(columns=item)", "complete")
edit("alpha_without(desk).idxmax()", "alpha_without(desk).index[-1]")

# %% slip="different-people" task="m04-q6-alpha"
"Your alphas are computed from different people. Drop those with any missing answer first, once."
edit("complete.drop(columns=item)", "answers.drop(columns=item).dropna()")

# %% slip="mixed-ddof" task="m04-q6-alpha"
"Variances over n and over n - 1 are mixed: numpy and pandas do not agree on ddof."
edit(
    "cronbach_alpha(complete",
    "(lambda x: x.shape[1] / (x.shape[1] - 1) * (1 - x.var(ddof=0).sum() / x.sum(axis=1).var()))(complete",
)

# %% slip="mixed-ddof" task="m04-q6-alpha"
"Variances over n and over n - 1 are mixed: numpy and pandas do not agree on ddof."
edit(
    "cronbach_alpha(complete",
    "(lambda x: x.shape[1] / (x.shape[1] - 1) * (1 - x.var().sum() / x.sum(axis=1).var(ddof=0)))(complete",
)

# %% slip="item-total" task="m04-q6-alpha"
"That is the correlation of each item with the sum of the others: a good question, but another one."
edit(
    "cronbach_alpha(complete.drop(columns=item))",
    "complete[item].corr(complete.drop(columns=item).sum(axis=1))",
)
edit("idxmax()", "idxmin()")

# %% slip="lowest-alpha" task="m04-q6-alpha" silent="a choice among six items"
"Without that item alpha **falls**: it is a good one. Look for the item whose absence helps."
edit("idxmax()", "idxmin()")


# %% the alpha of another dimension task="m04-q6-alpha" points=4.5 trap="another-dimension"
def alpha_without(answers):
    x = answers.dropna()
    return pd.Series({item: cronbach_alpha(x.drop(columns=item)) for item in x})


assurance_alpha = cronbach_alpha(answers_of(survey, items, "P", "reliability").dropna())
suspect = alpha_without(desk).idxmax()


# %% all items each time task="m04-q6-alpha" points=3 trap="all-items"
def alpha_without(answers):
    whole = answers.dropna()
    return pd.Series({item: cronbach_alpha(whole) for item in whole})


assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = "d6"


# %% variances of numpy and pandas mixed task="m04-q6-alpha" points=3 trap="mixed-ddof"
def alpha_without(answers):
    x = answers.dropna()
    out = {}
    for item in x:
        rest = x.drop(columns=item)
        k = rest.shape[1]
        out[item] = k / (k - 1) * (1 - rest.to_numpy().var(axis=0).sum() / rest.sum(axis=1).var())
    return pd.Series(out)


assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = alpha_without(desk).idxmax()


# %% the best item suspected task="m04-q6-alpha" points=4.5 trap="lowest-alpha"
def alpha_without(answers):
    x = answers.dropna()
    return pd.Series({item: cronbach_alpha(x.drop(columns=item)) for item in x})


assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = alpha_without(desk).idxmin()


# %% alpha of the gaps task="m04-q6-alpha" points=4.5 trap="alpha-of-gaps"
def alpha_without(answers):
    x = answers.dropna()
    return pd.Series({item: cronbach_alpha(x.drop(columns=item)) for item in x})


assurance_alpha = cronbach_alpha(item_gaps(survey, items)[[14, 15, 16, 17]].dropna())
suspect = alpha_without(desk).idxmax()


# %% item-total correlations task="m04-q6-alpha" points=3 trap="item-total"
from servicelab.surveys import corrected_item_total


def alpha_without(answers):
    return corrected_item_total(answers.dropna())


assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = alpha_without(desk).idxmin()


# %% alpha of the expectations task="m04-q6-alpha" points=4.5 trap="expectations"
def alpha_without(answers):
    x = answers.dropna()
    return pd.Series({item: cronbach_alpha(x.drop(columns=item)) for item in x})


assurance_alpha = cronbach_alpha(survey[["E14", "E15", "E16", "E17"]].dropna())
suspect = alpha_without(desk).idxmax()


# %% other people for each item task="m04-q6-alpha" points=3 trap="different-people"
def alpha_without(answers):
    out = {}
    for item in answers:
        rest = answers[[other for other in answers if other != item]]
        out[item] = cronbach_alpha(rest[rest.notna().all(axis=1)])
    return out


assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = max(alpha_without(desk), key=alpha_without(desk).get)


# %% [markdown]
# ## Task 7: reliability of the gap


# %% a loop over dimensions task="m04-q7-gap-reliability" points=5
def gap_reliability(survey, items):
    result = {}
    for dim in items["dimension"].unique():
        numbers = list(items[items["dimension"] == dim]["item"])
        E = survey[["E" + str(n).zfill(2) for n in numbers]]
        P = survey[["P" + str(n).zfill(2) for n in numbers]]
        ok = E.notna().all(axis=1) & P.notna().all(axis=1)
        E, P = E[ok], P[ok]
        e = E.sum(axis=1) / len(numbers)
        p = P.sum(axis=1) / len(numbers)
        result[dim] = round(
            difference_reliability(
                cronbach_alpha(P), cronbach_alpha(E), np.std(p), np.std(e), np.corrcoef(p, e)[0, 1]
            ),
            3,
        )
    return result


# %% by the formula, from covariances task="m04-q7-gap-reliability" points=5
def gap_reliability(survey, items):
    rows = []
    for dim, group in items.groupby(items["dimension"].astype(str)):
        es = [f"E{i:02d}" for i in group["item"]]
        ps = [f"P{i:02d}" for i in group["item"]]
        x = survey.dropna(subset=es + ps)
        c = np.cov(x[ps].mean(axis=1), x[es].mean(axis=1))
        above = c[0, 0] * cronbach_alpha(x[ps]) + c[1, 1] * cronbach_alpha(x[es]) - 2 * c[0, 1]
        rows.append((dim, above / (c[0, 0] + c[1, 1] - 2 * c[0, 1])))
    return pd.DataFrame(rows, columns=["dimension", "reliability"]).set_index("dimension")


# %% with the helper of the notebook task="m04-q7-gap-reliability" points=5
def gap_reliability(survey, items):
    result = {}
    for d in items["dimension"].unique():
        p, e = answers_of(survey, items, "P", d), answers_of(survey, items, "E", d)
        whole = p.notna().all(axis=1) & e.notna().all(axis=1)
        p, e = p[whole], e[whole]
        result[d] = difference_reliability(
            cronbach_alpha(p),
            cronbach_alpha(e),
            p.mean(axis=1).std(),
            e.mean(axis=1).std(),
            p.mean(axis=1).corr(e.mean(axis=1)),
        )
    return pd.Series(result)


# %% slip="as-reliable-as-its-parts" task="m04-q7-gap-reliability"
"That is the average of the two alphas. A gap is not as reliable as its parts: what they share drops out, the errors stay."
edit("found[name] = difference_reliability(", "found[name] = (lambda *of: (of[0] + of[1]) / 2)(")

# %% slip="correlation-ignored" task="m04-q7-gap-reliability"
"That takes the two sides as uncorrelated."
edit("p.corr(e)", "0")

# %% slip="variance-for-deviation" task="m04-q7-gap-reliability"
"The function wants standard deviations and squares them itself; it got variances."
edit("p.std(), e.std()", "p.var(), e.var()")

# %% slip="sides-swapped" task="m04-q7-gap-reliability"
"A number of the perceptions stands where one of the expectations belongs: (r_p, r_e, s_p, s_e, r_pe)."
edit("cronbach_alpha(P), cronbach_alpha(E)", "cronbach_alpha(E), cronbach_alpha(P)")

# %% slip="sides-swapped" task="m04-q7-gap-reliability"
"A number of the perceptions stands where one of the expectations belongs: (r_p, r_e, s_p, s_e, r_pe)."
edit("p.std(), e.std()", "e.std(), p.std()")

# %% slip="equal-deviations" task="m04-q7-gap-reliability"
"That takes the two standard deviations as equal. They are not."
edit("p.std(), e.std()", "1, 1")

# %% slip="different-people" task="m04-q7-gap-reliability"
"The two alphas come from different people: take those who answered both sides in full."
edit("full[expected], full[perceived]", "survey[expected].dropna(), survey[perceived].dropna()")

# %% slip="alpha-of-gaps" task="m04-q7-gap-reliability"
"That is the alpha of the item gaps, another way to ask. Use the formula above."
edit(
    "found[name] = difference_reliability(",
    "found[name] = (lambda *_: cronbach_alpha(P - E.to_numpy()))(",
)


# %% the average of the two alphas task="m04-q7-gap-reliability" points=0 trap="as-reliable-as-its-parts"
def gap_reliability(survey, items):
    out = {}
    for dim, members in items.groupby("dimension", observed=True)["item"]:
        es, ps = [f"E{i:02d}" for i in members], [f"P{i:02d}" for i in members]
        x = survey.dropna(subset=es + ps)
        out[dim] = (cronbach_alpha(x[es]) + cronbach_alpha(x[ps])) / 2
    return pd.Series(out)


# %% variances instead of deviations task="m04-q7-gap-reliability" points=0 trap="variance-for-deviation"
def gap_reliability(survey, items):
    out = {}
    for dim, members in items.groupby("dimension", observed=True)["item"]:
        es, ps = [f"E{i:02d}" for i in members], [f"P{i:02d}" for i in members]
        x = survey.dropna(subset=es + ps)
        e, p = x[es].mean(axis=1), x[ps].mean(axis=1)
        out[dim] = difference_reliability(
            cronbach_alpha(x[ps]), cronbach_alpha(x[es]), p.var(), e.var(), p.corr(e)
        )
    return pd.Series(out)


# %% the two alphas exchanged task="m04-q7-gap-reliability" points=0 trap="sides-swapped"
def gap_reliability(survey, items):
    out = {}
    for dim, members in items.groupby("dimension", observed=True)["item"]:
        es, ps = [f"E{i:02d}" for i in members], [f"P{i:02d}" for i in members]
        x = survey.dropna(subset=es + ps)
        e, p = x[es].mean(axis=1), x[ps].mean(axis=1)
        out[dim] = difference_reliability(
            cronbach_alpha(x[es]), cronbach_alpha(x[ps]), p.std(), e.std(), p.corr(e)
        )
    return pd.Series(out)


# %% alphas of different people task="m04-q7-gap-reliability" points=0 trap="different-people"
def gap_reliability(survey, items):
    out = {}
    for dim, members in items.groupby("dimension", observed=True)["item"]:
        es, ps = [f"E{i:02d}" for i in members], [f"P{i:02d}" for i in members]
        E, P = survey[es].dropna(), survey[ps].dropna()
        e, p = E.mean(axis=1), P.mean(axis=1)
        out[dim] = difference_reliability(
            cronbach_alpha(P), cronbach_alpha(E), p.std(), e.std(), p.corr(e)
        )
    return pd.Series(out)


# %% uncorrelated sides task="m04-q7-gap-reliability" points=0 trap="correlation-ignored"
def gap_reliability(survey, items):
    out = {}
    for dim, members in items.groupby("dimension", observed=True)["item"]:
        es, ps = [f"E{i:02d}" for i in members], [f"P{i:02d}" for i in members]
        x = survey.dropna(subset=es + ps)
        e, p = x[es].mean(axis=1).var(), x[ps].mean(axis=1).var()
        out[dim] = (p * cronbach_alpha(x[ps]) + e * cronbach_alpha(x[es])) / (p + e)
    return pd.Series(out)


# %% the formula of equal deviations task="m04-q7-gap-reliability" points=0 trap="equal-deviations"
def gap_reliability(survey, items):
    out = {}
    for dim, members in items.groupby("dimension", observed=True)["item"]:
        es, ps = [f"E{i:02d}" for i in members], [f"P{i:02d}" for i in members]
        x = survey.dropna(subset=es + ps)
        r = x[es].mean(axis=1).corr(x[ps].mean(axis=1))
        out[dim] = ((cronbach_alpha(x[ps]) + cronbach_alpha(x[es])) / 2 - r) / (1 - r)
    return out


# %% alpha of the item gaps task="m04-q7-gap-reliability" points=0 trap="alpha-of-gaps"
def gap_reliability(survey, items):
    each = pd.DataFrame({i: survey[f"P{i:02d}"] - survey[f"E{i:02d}"] for i in items["item"]})
    return pd.Series(
        {
            dim: cronbach_alpha(each[list(members)].dropna())
            for dim, members in items.groupby("dimension", observed=True)["item"]
        }
    )


# %% [markdown]
# ## Task 8: gap or performance

# %% numpy, rounded task="m04-q8-which-score" points=6
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
interval = interval_of_r(scores["performance"].corr(scores["overall"]), scores.shape[0])
statement = "b"

# %% folds by hand task="m04-q8-which-score" points=6
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
interval = np.array(interval_of_r(r["performance"], 420)).round(3)
statement = " B."

# %% an interval with names task="m04-q8-which-score" points=6
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
low, high = interval_of_r(r["performance"], len(scores))
interval = {"high": high, "low": low}
statement = "B"

# %% an interval of scipy task="m04-q8-which-score" points=6
from scipy.stats import pearsonr

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
interval = pearsonr(scores["performance"], scores["overall"]).confidence_interval()
statement = "B"

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
edit('r["performance"], len', 'np.sqrt(r["performance"]), len')

# %% slip="in-sample" task="m04-q8-which-score"
"That is R² on the very data that the line was fitted to. Cross-validation tests each fold on a line that has not seen it."
edit(
    """cross_val_score(
        LinearRegression(), scores[columns], scores["overall"], cv=folds, scoring="r2"
    ).mean()""",
    'LinearRegression().fit(scores[columns], scores["overall"]).score(scores[columns], scores["overall"])',
)

# %% slip="item-level-n" task="m04-q8-which-score"
"The 22 answers of a person are not independent of each other; the respondents are."
edit("len(scores)", "22 * len(scores)")

# %% slip="item-level-n" task="m04-q8-which-score" silent="a choice among four sentences"
"The 22 answers of a person are not independent of each other; the respondents are."
edit('statement = "B"', 'statement = "C"')

# %% slip="causal-wording" task="m04-q8-which-score" silent="a choice among four sentences"
"`Drive` and `follows` claim an effect. People who are content for other reasons tick everything a little higher."
edit('statement = "B"', 'statement = "A"')

# %% slip="gap-useless" task="m04-q8-which-score" silent="a choice among four sentences"
"To predict a judgment is one use of a survey. To see where a service falls short of what people want is another."
edit('statement = "B"', 'statement = "D"')

# %% counts answers instead of people task="m04-q8-which-score" points=4 trap="item-level-n"
r = {c: scores[c].corr(scores["overall"]) for c in ("gap", "performance")}
r2 = {
    "gap": cross_val_score(
        LinearRegression(), scores[["gap"]], scores["overall"], cv=folds, scoring="r2"
    ).mean(),
    "performance": cross_val_score(
        LinearRegression(), scores[["performance"]], scores["overall"], cv=folds, scoring="r2"
    ).mean(),
    "both": cross_val_score(
        LinearRegression(),
        scores[["performance", "expectation"]],
        scores["overall"],
        cv=folds,
        scoring="r2",
    ).mean(),
}
interval = interval_of_r(r["performance"], 22 * len(scores))
statement = "B"

# %% fit and test on the same people task="m04-q8-which-score" points=4 trap="in-sample"
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
interval = interval_of_r(r["performance"], len(scores))
statement = "B"

# %% causal wording task="m04-q8-which-score" points=5 trap="causal-wording"
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
interval = interval_of_r(r["performance"], len(scores))
statement = "A"

# %% the gap is useless task="m04-q8-which-score" points=5 trap="gap-useless"
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
interval = interval_of_r(r["performance"], len(scores))
statement = "D"

# %% E minus P, squared task="m04-q8-which-score" points=4.5 trap="expectation-minus-perception"
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
interval = interval_of_r(r["performance"], len(scores))
statement = "C"

# %% determination for correlation task="m04-q8-which-score" points=5 trap="squared"
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
interval = interval_of_r(scores["performance"].corr(scores["overall"]), len(scores))
statement = "B"


# %% [markdown]
# ## Task 9: the difference of two gaps


# %% scipy's pairs task="m04-q9-difference" points=6
def difference(gaps, first, second, level):
    both_there = gaps[[first, second]].dropna()
    test = ttest_rel(both_there[first], both_there[second])
    ci = test.confidence_interval(level)
    return [(both_there[first] - both_there[second]).mean(), ci.low, ci.high]


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% statsmodels, a Series task="m04-q9-difference" points=6
def difference(gaps, first, second, level):
    import statsmodels.stats.api as sms

    d = (gaps[first] - gaps[second]).dropna()
    low, high = sms.DescrStatsW(d).tconfint_mean(alpha=1 - level)
    return pd.Series({"difference": d.mean(), "low": low, "high": high}).round(2)


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 1 - 0.05 / 10)


# %% a mean and the interval of scipy task="m04-q9-difference" points=6
def difference(gaps, first, second, level):
    x = gaps[[first, second]].dropna()
    return (x[first] - x[second]).mean(), ttest_rel(x[first], x[second]).confidence_interval(level)


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% names in another order task="m04-q9-difference" points=6
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


# %% standard errors of independent groups task="m04-q9-difference" points=0.86 trap="independent-samples"
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


# %% the spread of people for that of a mean task="m04-q9-difference" points=0.86 trap="deviation-not-error"
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna()
    reach = t.ppf(0.5 + level / 2, len(d) - 1) * d.std()
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% comparisons ignored task="m04-q9-difference" points=5.14 trap="comparisons-ignored"
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna()
    reach = t.ppf(0.5 + level / 2, len(d) - 1) * d.std() / np.sqrt(len(d))
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = one_pair


# %% 1.96 for everything task="m04-q9-difference" points=2.57 trap="normal-for-t"
def difference(gaps, first, second, level):
    from scipy.stats import norm

    d = (gaps[first] - gaps[second]).dropna()
    reach = norm.ppf(0.5 + level / 2) * d.std() / np.sqrt(len(d))
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% everybody who has one of the two task="m04-q9-difference" points=2.57 trap="different-people"
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna()
    middle = gaps[first].mean() - gaps[second].mean()
    reach = t.ppf((1 + level) / 2, len(d) - 1) * d.sem()
    return {"middle": middle, "low": middle - reach, "high": middle + reach}


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% numpy's deviation task="m04-q9-difference" points=4.29 trap="ddof"
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna().to_numpy()
    reach = t.ppf((1 + level) / 2, len(d) - 1) * np.std(d) / len(d) ** 0.5
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% a tenth of the level task="m04-q9-difference" points=5.14 trap="narrower"
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna()
    ends = t.interval(level, len(d) - 1, loc=d.mean(), scale=d.sem())
    return d.mean(), *ends


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.05 / 10)


# %% [markdown]
# ## Task 10: the decision

# %% responsiveness by the raw gap task="m04-q10-priority" points=9
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

# %% empathy by performance only task="m04-q10-priority" points=9
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

# %% own weights, a close race task="m04-q10-priority" points=9
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

# %% does not follow the own metric task="m04-q10-priority" points=6 trap="not-own-metric"
explorer.record(
    weights=explorer.stated,
    metric="weighted",
    priority="tangibles",
    confidence=0.0,
    reason="The board would like to see new rooms, and rooms are what people see.",
)

# %% equal weights task="m04-q10-priority" points=8 trap="equal-weights"
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

# %% a coin that is called certain task="m04-q10-priority" points=6.67 says=["Too sure"]
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
# ## Task 11: open claims

# %% with query and lists task="m04-q11-open-claims" points=3
pick = survey.index[survey.claim_stage.astype(str).eq("claim open")]
open_raw = rank_probability(gaps.loc[pick], draws=2000, seed=0).round(2).to_dict()
open_weighted = rank_probability(gaps.loc[pick], weights.loc[pick], draws=2000, seed=0).to_frame()
raw_supported = max(open_raw.values()) > 0.8

# %% another seed, own bootstrap task="m04-q11-open-claims" points=3
rng = np.random.default_rng(1)
mine = gaps[survey["claim_stage"] == "claim open"]
names = list(mine.columns)
wins = pd.Series(0.0, index=names)
for _ in range(3000):
    again = mine.iloc[rng.integers(len(mine), size=len(mine))]
    wins[again.mean().idxmin()] += 1
open_raw = wins / 3000
own_weights = weights[survey["claim_stage"] == "claim open"]
open_weighted = rank_probability(mine, own_weights, draws=3000, seed=7)
raw_supported = bool(open_raw["responsiveness"] > 0.8)

# %% slip="too-certain" task="m04-q11-open-claims"
"The leader comes first in all draws here, or nearly. Keep the rows of open claims alone; and do not take the largest gap for certain, but let the bootstrap say how often it comes first."
edit('survey["claim_stage"] == "claim open"', "slice(None)")

# %% slip="weights-forgotten" task="m04-q11-open-claims"
"The weighted gap without weights is the raw one: pass the weights of the same rows."
edit("gaps[is_open], weights[is_open]", "gaps[is_open]")

# %% slip="too-certain" task="m04-q11-open-claims"
"The leader comes first in all draws here, or nearly. Keep the rows of open claims alone; and do not take the largest gap for certain, but let the bootstrap say how often it comes first."
edit(
    "open_raw = rank_probability(gaps[is_open])",
    "open_raw = gaps[is_open].mean().rank().eq(1).astype(float)",
)

# %% slip="not-probabilities" task="m04-q11-open-claims"
"These are mean gaps. Probabilities of being first lie between 0 and 1 and sum to 1."
edit("open_raw = rank_probability(gaps[is_open])", "open_raw = gaps[is_open].mean()")
edit(
    "open_weighted = rank_probability(gaps[is_open], weights[is_open])",
    "open_weighted = weighted_gaps(gaps[is_open], weights[is_open])",
)

# %% equivalent="m04-q11-open-claims"
"The leader's share is not near the limit."
edit("> 0.80", ">= 0.80")

# %% equivalent="m04-q11-open-claims"
"The leader's share is not near the limit."
edit("> 0.80", "> 0.8800000000000001")

# %% equivalent="m04-q11-open-claims"
"The leader's share is below the limit, and so are all others."
edit("open_raw.max()", "open_raw.min()")

# %% all respondents task="m04-q11-open-claims" points=1.88 trap="too-certain"
open_raw = rank_probability(gaps)
open_weighted = rank_probability(gaps, weights)
raw_supported = open_raw.max() > 0.8

# %% weights forgotten task="m04-q11-open-claims" points=1.88 trap="weights-forgotten"
here = survey["claim_stage"] == "claim open"
open_raw = rank_probability(gaps[here])
open_weighted = rank_probability(gaps[here])
raw_supported = False

# %% the point estimate as certainty task="m04-q11-open-claims" points=1.88 trap="too-certain"
here = survey["claim_stage"] == "claim open"
first = gaps[here].mean().idxmin()
open_raw = pd.Series({name: float(name == first) for name in gaps})
open_weighted = rank_probability(gaps[here], weights[here])
raw_supported = True

# %% mean gaps instead of probabilities task="m04-q11-open-claims" points=0 trap="not-probabilities"
here = survey["claim_stage"] == "claim open"
open_raw = gaps[here].mean()
open_weighted = weighted_gaps(gaps[here], weights[here])
raw_supported = True

# %% [markdown]
# ## Task 12: promises


# %% loops over sellers and types task="m04-q12-promises" points=8
def kept_standardized(claims):
    c = claims[claims["agent_id"].notna()]
    result = {}
    for agent in sorted(c["agent_id"].unique()):
        mine = c[c["agent_id"] == agent]
        rate = 0
        for kind in c["claim_type"].unique():
            share = (c["claim_type"] == kind).sum() / len(c)
            rate += share * mine.loc[mine["claim_type"] == kind, "paid_as_told"].mean()
        result[agent] = round(rate, 3)
    return result


rates = kept_standardized(claims)
lowest = min(rates, key=rates.get)


# %% weights for each claim task="m04-q12-promises" points=8
def kept_standardized(claims):
    c = claims.dropna(subset=["agent_id"]).copy()
    c["kind"] = c["claim_type"].astype(str)
    c["agent"] = c["agent_id"].astype(str)
    share = c.groupby("kind").size() / len(c)
    n = c.groupby(["agent", "kind"])["claim_id"].transform("size")
    c["weighted"] = c["paid_as_told"] * c["kind"].map(share) / n
    return c.groupby("agent")["weighted"].sum().reset_index()


lowest = kept_standardized(claims).sort_values("weighted")["agent"].iloc[0]


# %% a pivot table task="m04-q12-promises" points=8
def kept_standardized(claims):
    c = claims.dropna(subset="agent_id").assign(ok=lambda x: x["paid_as_told"].astype(float))
    k = c.pivot_table(index="agent_id", columns="claim_type", values="ok", observed=True)
    s = c["claim_type"].value_counts(normalize=True).reindex(k.columns)
    return pd.Series(k.to_numpy() @ s.to_numpy(), index=k.index)


lowest = kept_standardized(claims).idxmin()


# %% slip="crude-rate" task="m04-q12-promises"
"That is the crude rate, as the claims came: each seller is judged by a mix of claims of its own."
edit(
    "(by_type * kind.value_counts(normalize=True)).sum(axis=1)",
    'sold.groupby("agent_id", observed=True)["paid_as_told"].mean()',
)

# %% slip="mean-of-rates" task="m04-q12-promises"
"Every type counts the same here, however rare. Weigh each by its share among all claims with a seller."
edit(
    "(by_type * kind.value_counts(normalize=True)).sum(axis=1)",
    "by_type.mean(axis=1)",
)

# %% slip="unsold-in-standard" task="m04-q12-promises"
"The claims from the app are in your weights. Leave them out of everything."
edit("* kind.value_counts", '* claims["claim_type"].astype(str).value_counts')

# %% slip="indirect" task="m04-q12-promises"
"That is observed over expected: a fair comparison too (indirect standardization), but the task asks for the rate at a common mix."
edit(
    "(by_type * kind.value_counts(normalize=True)).sum(axis=1)",
    """(
        sold.groupby("agent_id", observed=True)["paid_as_told"].mean()
        / kind.map(sold.groupby(kind)["paid_as_told"].mean())
        .groupby(sold["agent_id"], observed=True)
        .mean()
    )""",
)

# %% slip="broken-not-kept" task="m04-q12-promises"
"That is the rate of broken promises."
edit("(by_type *", "((1 - by_type) *")


# %% the crude rate task="m04-q12-promises" points=0 trap="crude-rate"
def kept_standardized(claims):
    return (
        claims.dropna(subset="agent_id").groupby("agent_id", observed=True)["paid_as_told"].mean()
    )


lowest = kept_standardized(claims).idxmin()


# %% all types alike task="m04-q12-promises" points=2 trap="mean-of-rates"
def kept_standardized(claims):
    c = claims.dropna(subset="agent_id")
    cells = c.groupby(["agent_id", c["claim_type"].astype(str)], observed=True)[
        "paid_as_told"
    ].mean()
    return cells.unstack().mean(axis=1)


lowest = kept_standardized(claims).idxmin()


# %% claims of the app in the weights task="m04-q12-promises" points=4 trap="unsold-in-standard"
def kept_standardized(claims):
    c = claims.dropna(subset="agent_id")
    cells = c.groupby(["agent_id", c["claim_type"].astype(str)], observed=True)[
        "paid_as_told"
    ].mean()
    return (cells.unstack() * claims["claim_type"].astype(str).value_counts(normalize=True)).sum(
        axis=1
    )


lowest = kept_standardized(claims).idxmin()


# %% observed over expected task="m04-q12-promises" points=2 trap="indirect"
def kept_standardized(claims):
    c = claims.dropna(subset="agent_id")
    kind = c["claim_type"].astype(str)
    expected = kind.map(c.groupby(kind)["paid_as_told"].mean())
    by = c["agent_id"].astype(str)
    return c.groupby(by)["paid_as_told"].mean() / expected.groupby(by).mean()


lowest = kept_standardized(claims).idxmin()


# %% broken promises task="m04-q12-promises" points=0 trap="broken-not-kept"
def kept_standardized(claims):
    c = claims.dropna(subset="agent_id")
    kind = c["claim_type"].astype(str)
    cells = 1 - c.groupby(["agent_id", kind], observed=True)["paid_as_told"].mean().unstack()
    return (cells * kind.value_counts(normalize=True)).sum(axis=1)


lowest = kept_standardized(claims).idxmin()

# %% [markdown]
# ## Task 13: cues

# %% groupby, pooled variance task="m04-q13-cues" points=4
means = vignettes.groupby("cue", observed=True)[["expected_quality", "expected_reliability"]].mean()
effect = means.loc["polished"] - means.loc["plain"]
effect_interval = ttest_ind(
    vignettes.query("cue == 'polished'")["expected_quality"],
    vignettes.query("cue == 'plain'")["expected_quality"],
).confidence_interval()

# %% by a regression task="m04-q13-cues" points=4
fits = {
    name: smf.ols(
        f"{name} ~ C(cue, Treatment('plain'))", vignettes.assign(cue=vignettes["cue"].astype(str))
    ).fit()
    for name in ("expected_quality", "expected_reliability")
}
effect = {name: round(fit.params.iloc[1], 2) for name, fit in fits.items()}
effect_interval = fits["expected_quality"].conf_int().iloc[1].round(2).to_list()

# %% an interval with names task="m04-q13-cues" points=4
means = vignettes.groupby("cue", observed=True)[["expected_quality", "expected_reliability"]].mean()
effect = means.loc["polished"] - means.loc["plain"]
found = ttest_ind(
    vignettes.query("cue == 'polished'")["expected_quality"],
    vignettes.query("cue == 'plain'")["expected_quality"],
    equal_var=False,
).confidence_interval()
effect_interval = pd.Series({"upper": found.high, "lower": found.low})

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

# %% slip="deviation-not-error" task="m04-q13-cues"
"Your interval covers the answers of single people. The question is about the difference of two means: use its standard error."
edit(
    """ttest_ind(
    polished["expected_quality"], plain["expected_quality"], equal_var=False
).confidence_interval()""",
    """[
    effect["expected_quality"]
    + 1.96 * side * (polished["expected_quality"].var() + plain["expected_quality"].var()) ** 0.5
    for side in (-1, 1)
]""",
)

# %% slip="test-not-interval" task="m04-q13-cues"
"That is a statistic and its p-value. Add `.confidence_interval()`."
edit("equal_var=False\n).confidence_interval()", "equal_var=False\n)")

# %% equivalent="m04-q13-cues"
"With two groups of one size the pooled variance gives nearly the same interval."
edit("equal_var=False", "equal_var=True")

# %% the whole test task="m04-q13-cues" points=2 trap="test-not-interval"
means = vignettes.groupby("cue", observed=True)[["expected_quality", "expected_reliability"]].mean()
effect = means.loc["polished"] - means.loc["plain"]
effect_interval = ttest_ind(
    vignettes.query("cue == 'polished'")["expected_quality"],
    vignettes.query("cue == 'plain'")["expected_quality"],
    equal_var=False,
)

# %% plain minus polished task="m04-q13-cues" points=0 trap="sign"
means = vignettes.groupby("cue", observed=True)[["expected_quality", "expected_reliability"]].mean()
effect = means.loc["plain"] - means.loc["polished"]
effect_interval = ttest_ind(
    vignettes.query("cue == 'plain'")["expected_quality"],
    vignettes.query("cue == 'polished'")["expected_quality"],
    equal_var=False,
).confidence_interval()

# %% pairs of strangers task="m04-q13-cues" points=2 trap="paired"
means = vignettes.groupby("cue", observed=True)[["expected_quality", "expected_reliability"]].mean()
effect = means.loc["polished"] - means.loc["plain"]
effect_interval = ttest_rel(
    vignettes.query("cue == 'polished'")["expected_quality"].to_numpy(),
    vignettes.query("cue == 'plain'")["expected_quality"].to_numpy(),
).confidence_interval()

# %% no comparison task="m04-q13-cues" points=2 trap="no-comparison"
effect = vignettes.query("cue == 'polished'")[["expected_quality", "expected_reliability"]].mean()
effect_interval = ttest_ind(
    vignettes.query("cue == 'polished'")["expected_quality"],
    vignettes.query("cue == 'plain'")["expected_quality"],
    equal_var=False,
).confidence_interval()

# %% as far as single people reach task="m04-q13-cues" points=2 trap="deviation-not-error"
means = vignettes.groupby("cue", observed=True)[["expected_quality", "expected_reliability"]].mean()
effect = means.loc["polished"] - means.loc["plain"]
spread_of_all = vignettes["expected_quality"].std()
effect_interval = (
    effect["expected_quality"] - 1.96 * spread_of_all,
    effect["expected_quality"] + 1.96 * spread_of_all,
)

# %% [markdown]
# ## Task 14: praise

# %% covariance over variance task="m04-q14-praise" points=4
ok = people[people["gap"].notna()]
slopes = pd.Series(
    {s: ok["heard"].cov(ok[s]) / ok["heard"].var() for s in ("gap", "perception", "expectation")}
)
through_expectation = round(abs(slopes["expectation"] / slopes["gap"]), 2)

# %% regressions task="m04-q14-praise" points=4
slopes = {}
for side in ["expectation", "perception", "gap"]:
    slopes[side] = round(smf.ols(f"{side} ~ heard", people).fit().params["heard"], 2)
through_expectation = -slopes["expectation"] / slopes["gap"]

# %% the share before rounding task="m04-q14-praise" points=4
slopes = {
    side: np.polyfit(people["heard"], people[side], 1)[0]
    for side in ("expectation", "perception", "gap")
}
through_expectation = -slopes["expectation"] / slopes["gap"]
slopes = pd.Series(slopes).round(2)
through_expectation = round(through_expectation, 2)

# %% slip="correlation" task="m04-q14-praise"
"These are correlations. A slope says by how many points the answer changes for one more acquaintance."
edit('np.polyfit(people["heard"], people[side], 1)[0]', 'people["heard"].corr(people[side])')

# %% slip="axes-swapped" task="m04-q14-praise"
"These lines predict `heard` from the answers. Turn x and y around."
edit('np.polyfit(people["heard"], people[side], 1)', 'np.polyfit(people[side], people["heard"], 1)')

# %% slip="expectation-minus-perception" task="m04-q14-praise"
"The slope of the gap is positive: is your gap E - P?"
edit("people[side], 1)[0]", 'people[side] * (-1 if side == "gap" else 1), 1)[0]')

# %% slip="intercept" task="m04-q14-praise"
"These are the values at `heard` = 0. `polyfit` returns the slope first."
edit("1)[0]", "1)[1]")

# %% correlations task="m04-q14-praise" points=1.6 trap="correlation"
slopes = {s: people["heard"].corr(people[s]) for s in ("expectation", "perception", "gap")}
through_expectation = -slopes["expectation"] / slopes["gap"]

# %% E minus P task="m04-q14-praise" points=2.6 trap="expectation-minus-perception"
there = people.dropna(subset="gap")
slopes = {
    "expectation": np.polyfit(there["heard"], there["expectation"], 1)[0],
    "perception": np.polyfit(there["heard"], there["perception"], 1)[0],
    "gap": np.polyfit(there["heard"], -there["gap"], 1)[0],
}
through_expectation = -slopes["expectation"] / slopes["gap"]

# %% x and y exchanged task="m04-q14-praise" points=1.6 trap="axes-swapped"
there = people.dropna(subset="gap")
slopes = {
    s: np.polyfit(there[s], there["heard"], 1)[0] for s in ("expectation", "perception", "gap")
}
through_expectation = -slopes["expectation"] / slopes["gap"]

# %% the intercept task="m04-q14-praise" points=1.2 trap="intercept"
there = people.dropna(subset="gap")
slopes = {
    s: np.polyfit(there["heard"], there[s], 1)[1] for s in ("expectation", "perception", "gap")
}
through_expectation = -slopes["expectation"] / slopes["gap"]

# %% [markdown]
# ## Task 15: outcome and manner

# %% predictions one point apart task="m04-q15-manner" points=4
model = smf.ols("satisfaction ~ outcome_quality * manner_quality", people).fit()
outcome_slope = {}
for m in [2, 6]:
    ends = pd.DataFrame({"outcome_quality": [4, 5], "manner_quality": [m, m]})
    low_end, high_end = model.predict(ends)
    outcome_slope[m] = round(high_end - low_end, 2)

# %% scikit-learn task="m04-q15-manner" points=4
from sklearn.linear_model import LinearRegression

use = people[["outcome_quality", "manner_quality", "satisfaction"]].dropna().astype(float)
X = use[["outcome_quality", "manner_quality"]].assign(
    both=use["outcome_quality"] * use["manner_quality"]
)
c = LinearRegression().fit(X, use["satisfaction"]).coef_
outcome_slope = pd.Series([c[0] + 2 * c[2], c[0] + 6 * c[2]], index=[2, 6])

# %% slip="interaction-ignored" task="m04-q15-manner"
"Both are alike. With the product in the model, the slope depends on manner: the coefficient of outcome alone is the slope where manner is 0, which nobody answered."
edit("satisfaction ~ outcome_quality * manner", "satisfaction ~ outcome_quality + manner")
edit(' + b["outcome_quality:manner_quality"] * manner', "")

# %% slip="interaction-ignored" task="m04-q15-manner"
"Both are alike. With the product in the model, the slope depends on manner: the coefficient of outcome alone is the slope where manner is 0, which nobody answered."
edit(' + b["outcome_quality:manner_quality"] * manner', "")

# %% slip="roles-swapped" task="m04-q15-manner"
"That is the slope of **manner** at an outcome of 2 and 6."
edit('b["outcome_quality"] +', 'b["manner_quality"] +')

# %% slip="centered-coefficients" task="m04-q15-manner"
"You centered the columns: there a manner of 2 means two points above the mean, not the 2 of the task. Do not center them."
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
outcome_slope = {2: b["outcome_quality"], 6: b["outcome_quality"]}

# %% the slope of manner task="m04-q15-manner" points=0 trap="roles-swapped"
b = smf.ols("satisfaction ~ outcome_quality * manner_quality", people).fit().params
outcome_slope = {k: b["manner_quality"] + b["outcome_quality:manner_quality"] * k for k in (2, 6)}

# %% centered coefficients task="m04-q15-manner" points=0 trap="centered-coefficients"
mid = people[["satisfaction", "outcome_quality", "manner_quality"]].astype(float)
mid = mid - mid.mean()
b = smf.ols("satisfaction ~ outcome_quality * manner_quality", mid).fit().params
outcome_slope = {k: b["outcome_quality"] + b["outcome_quality:manner_quality"] * k for k in (2, 6)}

# %% levels instead of slopes task="m04-q15-manner" points=0 trap="level-not-slope"
model = smf.ols("satisfaction ~ outcome_quality * manner_quality", people).fit()
outcome_slope = {
    k: model.predict(pd.DataFrame({"outcome_quality": [1], "manner_quality": [k]}))[0]
    for k in (2, 6)
}

# %% [markdown]
# ## Task 16: renewal


# %% the average by hand task="m04-q16-renewal" points=6
import statsmodels.api as sm


def renewal_effect(people, controls):
    use = people[["renewed", "reliability", *controls]].dropna().astype(float)
    X = sm.add_constant(use.drop(columns="renewed"))
    fit = sm.Logit(use["renewed"], X).fit(disp=False)
    p = fit.predict(X)
    return (p * (1 - p)).mean() * fit.params["reliability"]


unadjusted = round(renewal_effect(people, []), 2)
adjusted = round(renewal_effect(people, ["price_change", "tenure_years"]), 2)


# %% a summary table, percent for the price task="m04-q16-renewal" points=6
def renewal_effect(people, controls):
    formula = "renewed ~ reliability"
    for name in controls:
        formula = formula + " + " + name
    table = smf.logit(formula, data=people).fit(disp=0).get_margeff(at="overall").summary_frame()
    return table.loc["reliability", "dy/dx"]


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(
    people.assign(price_change=100 * people["price_change"]), ["tenure_years", "price_change"]
)


# %% slip="log-odds" task="m04-q16-renewal"
"That is the coefficient of the logit, in log-odds. The task asks for the change of a probability."
edit("fit.get_margeff().margeff[0]", 'fit.params["reliability"]')

# %% slip="odds-ratio" task="m04-q16-renewal"
"That is an odds ratio. The task asks for the change of a probability."
edit("fit.get_margeff().margeff[0]", 'np.exp(fit.params["reliability"])')

# %% slip="linear-probability" task="m04-q16-renewal"
"That is the slope of a straight line through zeros and ones. Use the logit."
edit("smf.logit(formula, people).fit(disp=False)", "smf.ols(formula, people).fit()")
edit("fit.get_margeff().margeff[0]", 'fit.params["reliability"]')

# %% slip="percent" task="m04-q16-renewal"
"That is in percentage points. Give a proportion."
edit("return fit", "return 100 * fit")

# %% slip="whole-point-added" task="m04-q16-renewal"
"That adds a whole point to everybody and subtracts, and those who renew almost surely can gain no more. Take the slope at each person as they are, then the mean."
edit(
    "fit.get_margeff().margeff[0]",
    '(fit.predict(people.assign(reliability=people["reliability"] + 1)) - fit.predict(people)).mean()',
)

# %% slip="at-the-mean" task="m04-q16-renewal"
"That is the slope at one average person. Take the slope at each person, then the mean."
edit("get_margeff()", 'get_margeff(at="mean")')

# %% slip="controls-ignored" task="m04-q16-renewal"
"The controls change nothing. Put them into the formula."
edit('["reliability", *controls]', '["reliability"]')

# %% slip="wrong-column" task="m04-q16-renewal"
"That is the effect of a control. Which place does reliability have in your formula?"
edit('["reliability", *controls]', '[*controls, "reliability"]')

# %% slip="unadjusted" task="m04-q16-renewal"
"Both are the same number. The second takes price change and tenure into account."
edit('renewal_effect(people, ["price_change", "tenure_years"])', "renewal_effect(people, [])")

# %% slip="exchanged" task="m04-q16-renewal"
"The adjusted effect should be the smaller one here. Are the two exchanged?"
edit(
    "unadjusted = renewal_effect(people, [])",
    'unadjusted = renewal_effect(people, ["price_change", "tenure_years"])',
)
edit(
    '\nadjusted = renewal_effect(people, ["price_change", "tenure_years"])',
    "\nadjusted = renewal_effect(people, [])",
)

# %% slip="halo" task="m04-q16-renewal"
"That is the effect of the overall judgment, not of reliability."
edit(
    "unadjusted = renewal_effect(people, [])",
    'unadjusted = renewal_effect(people.assign(reliability=people["overall_quality"]), [])',
)
edit(
    '\nadjusted = renewal_effect(people, ["price_change", "tenure_years"])',
    '\nadjusted = renewal_effect(people.assign(reliability=people["overall_quality"]), ["price_change", "tenure_years"])',
)

# %% equivalent="m04-q16-renewal"
"What the fit prints is no part of the answer."
edit("disp=False", "disp=True")


# %% a whole point added task="m04-q16-renewal" points=1.33 trap="whole-point-added"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    more = people.assign(reliability=people["reliability"] + 1)
    return (fit.predict(more) - fit.predict(people)).mean()


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])


# %% at the average person task="m04-q16-renewal" points=1 trap="at-the-mean"
def renewal_effect(people, controls):
    formula = "renewed ~ " + " + ".join(["reliability", *controls])
    return smf.logit(formula, people).fit(disp=0).get_margeff(at="mean").margeff[0]


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])


# %% log-odds task="m04-q16-renewal" points=0 trap="log-odds"
def renewal_effect(people, controls):
    formula = "renewed ~ " + " + ".join(["reliability", *controls])
    return smf.logit(formula, people).fit(disp=0).params["reliability"]


unadjusted = renewal_effect(people, [])
adjusted = 0.4 * unadjusted


# %% controls ignored task="m04-q16-renewal" points=2.33 trap="controls-ignored"
def renewal_effect(people, controls):
    return smf.logit("renewed ~ reliability", people).fit(disp=0).get_margeff().margeff[0]


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])


# %% the overall impression task="m04-q16-renewal" points=4 trap="halo"
def renewal_effect(people, controls):
    formula = "renewed ~ " + " + ".join(["reliability", *controls])
    return smf.logit(formula, people).fit(disp=0).get_margeff().margeff[0]


whole = people.assign(reliability=people["overall_quality"])
unadjusted = renewal_effect(whole, [])
adjusted = renewal_effect(whole, ["price_change", "tenure_years"])


# %% the effect of a control task="m04-q16-renewal" points=2.33 trap="wrong-column"
def renewal_effect(people, controls):
    formula = "renewed ~ " + " + ".join([*controls, "reliability"])
    return smf.logit(formula, people).fit(disp=0).get_margeff().margeff[0]


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])


# %% a straight line task="m04-q16-renewal" points=0 trap="linear-probability"
def renewal_effect(people, controls):
    formula = "renewed ~ " + " + ".join(["reliability", *controls])
    return smf.ols(formula, people).fit().params["reliability"]


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])


# %% an odds ratio task="m04-q16-renewal" points=0 trap="odds-ratio"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return np.exp(fit.params).loc["reliability"]


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])


# %% percentage points task="m04-q16-renewal" points=0 trap="percent"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return 100 * fit.get_margeff().summary_frame()["dy/dx"].iloc[0]


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])


# %% the two effects exchanged task="m04-q16-renewal" points=4 trap="exchanged"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return fit.get_margeff().margeff[0]


adjusted = renewal_effect(people, [])
unadjusted = renewal_effect(people, ["tenure_years", "price_change"])


# %% never adjusted task="m04-q16-renewal" points=5 trap="unadjusted"
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    return fit.get_margeff().margeff[0]


unadjusted = adjusted = renewal_effect(people, [])


# %% [markdown] task="m04-q17-memo" mark=9
# Dear Ms. Tang, **sources**: model 1985, questionnaire of 22 items 1988, refined 1991, all by Parasuraman, Zeithaml and Berry (spelled so). Labels: 可靠性 reliability (an extra word in the draft), 保证性 assurance (the draft names its effect), 有形性 tangibles (展示 is the display), 响应性 responsiveness, and 移情性 empathy, where the draft says pity.
# **The question** would be answered by how bad people's luck was, and by pride. Ask: 跟我谈的人会先看过我的档案. Test: half of a random sample gets each wording; compare means, refusals and correlation with the other empathy items.
# **First**: reliability has 29 of 100 points on average, but one in five puts another on top. Raw, responsiveness leads (−1.19 to −1.06); weighted, reliability (−0.34 to −0.25). I would fund *As told*, by lot in half of the branches. One insurer, one month.

# %% [markdown] task="m04-q17-memo" mark=5
# The year should be 1988, and the names are Parasuraman and Zeithaml. 同情心 is wrong, it should be 移情性. The question about feeling sorry is not good because customers do not want pity; better ask whether staff know my file. Reliability had the most points in our survey (29), so we take As told.

# %% [markdown] task="m04-q17-memo" mark=1
# The text is fine. Maybe the question should be more polite. Reliability matters most to every customer, as research has shown.
