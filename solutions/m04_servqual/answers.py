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

# %% ability to serve read as reliability task="m04-q1-words" points=2.86 trap="competence-as-reliability" says=["promise is kept"]
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

# %% pity taken for courtesy task="m04-q1-words" points=2.86 trap="empathy-as-pity" says=["mistranslation"]
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

# %% a professional keeps promises task="m04-q1-words" points=2.29 trap="competence-as-reliability" says=["knows the trade"]
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

# %% one dimension twice task="m04-q1-words" points=3.2 trap="one-dimension-twice" says=["occurs twice"]
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


# %% turned before screening task="m04-q2-clean-pulse" points=3.89 trap="turned-before-screening" says=["V3", "screen first"]
def clean_pulse(pulse, turned, low, high):
    pulse = pulse.copy()
    for n in turned:
        for side in ("before", "after"):
            pulse[f"{side}_{n}"] = low + high - pulse[f"{side}_{n}"]
    a = pulse.drop(columns="visit")
    return pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)]


# %% high minus x task="m04-q2-clean-pulse" points=4.67 trap="high-minus-x" says=["turns 5 into 0"]
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = high - out[f"{side}_{n}"]
    return out


# %% turns the expectation only task="m04-q2-clean-pulse" points=3.89 trap="expectation-only" says=["not after"]
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        out[f"before_{n}"] = low + high - out[f"before_{n}"]
    return out


# %% drops rows with a missing answer task="m04-q2-clean-pulse" points=3.89 trap="listwise" says=["V4", "missing answer"]
def clean_pulse(pulse, turned, low, high):
    pulse = pulse.dropna()
    a = pulse.drop(columns="visit")
    out = pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = low + high - out[f"{side}_{n}"]
    return out


# %% eight minus x task="m04-q2-clean-pulse" points=3.11 trap="eight-minus-x" says=["scale from 1 to 7"]
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    out = pulse[(a.nunique(axis=1) > 1) & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = 8 - out[f"{side}_{n}"]
    return out


# %% a missing answer hides the straight line task="m04-q2-clean-pulse" points=4.67 trap="missing-hides-straight-line" says=["V8"]
def clean_pulse(pulse, turned, low, high):
    a = pulse.drop(columns="visit")
    straight = a.eq(a.iloc[:, 0], axis=0).all(axis=1)
    out = pulse[~straight & ~((a < low) | (a > high)).any(axis=1)].copy()
    for n in turned:
        for side in ("before", "after"):
            out[f"{side}_{n}"] = low + high - out[f"{side}_{n}"]
    return out


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


# %% E minus P task="m04-q3-weak-spots" points=0 trap="expectation-minus-perception" says=["exceed expectations"]
def weak_spots(survey, items, stage):
    gaps = -item_gaps(survey[survey["claim_stage"] == stage], items).mean()
    return gaps.nsmallest(3).index.to_list()


# %% absolute gaps task="m04-q3-weak-spots" points=2 trap="absolute-value" says=["above"]
def weak_spots(survey, items, stage):
    gaps = item_gaps(survey[survey["claim_stage"] == stage], items).mean().abs()
    return gaps.nlargest(3).index.to_list()


# %% all stages together task="m04-q3-weak-spots" points=0 trap="all-stages" says=["stage"]
def weak_spots(survey, items, stage):
    return item_gaps(survey, items).mean().nsmallest(3).index.to_list()


# %% the least bad of the three first task="m04-q3-weak-spots" points=0 trap="best-first" says=["worst comes first"]
def weak_spots(survey, items, stage):
    gaps = item_gaps(survey[survey["claim_stage"] == stage], items).mean()
    return gaps.nsmallest(3).index.to_list()[::-1]


# %% column names instead of item numbers task="m04-q3-weak-spots" points=0 says=["item numbers, such as 1"]
def weak_spots(survey, items, stage):
    gaps = item_gaps(survey[survey["claim_stage"] == stage], items).mean()
    return [f"P{item:02d}" for item in gaps.nsmallest(3).index]


# %% nothing returned task="m04-q3-weak-spots" points=0 says=["does it end in `return`"]
def weak_spots(survey, items, stage):
    print(item_gaps(survey[survey["claim_stage"] == stage], items).mean().nsmallest(3))


# %% gaps instead of items task="m04-q3-weak-spots" points=0 says=[".index"]
def weak_spots(survey, items, stage):
    return item_gaps(survey[survey["claim_stage"] == stage], items).mean().nsmallest(3)


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


# %% rounded to two decimals task="m04-q4-headlines" points=2.67 trap="rounded" says=["not rounded"]
def headlines(survey, items):
    gaps = item_gaps(survey, items)
    return {
        "dimension": round(dimension_scores(survey, items).mean().mean(), 2),
        "item": round(gaps.stack().mean(), 2),
        "complete": round(gaps.dropna().stack().mean(), 2),
    }


# %% averages averages twice task="m04-q4-headlines" points=3.56 trap="averaging-averages" says=["item means"]
def headlines(survey, items):
    gaps = item_gaps(survey, items)
    return {
        "dimension": dimension_scores(survey, items).mean().mean(),
        "item": gaps.mean().mean(),
        "complete": gaps.dropna().mean().mean(),
    }


# %% everything in one heap task="m04-q4-headlines" points=2.67 trap="item-pooling" says=["one heap"]
def headlines(survey, items):
    gaps = item_gaps(survey, items)
    return {
        "dimension": gaps.stack().mean(),
        "item": gaps.stack().mean(),
        "complete": gaps.dropna().stack().mean(),
    }


# %% complete rows only, for all three task="m04-q4-headlines" points=1.78 trap="listwise" says=["half of the items"]
def headlines(survey, items):
    gaps = item_gaps(survey, items).dropna()
    whole = survey.loc[gaps.index]
    return {
        "dimension": dimension_scores(whole, items).mean().mean(),
        "item": gaps.stack().mean(),
        "complete": gaps.stack().mean(),
    }


# %% the half rule ignored task="m04-q4-headlines" points=5.33 trap="half-rule-ignored" says=["less than half"]
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


# %% E minus P task="m04-q4-headlines" points=0 trap="expectation-minus-perception" says=["P - E"]
def headlines(survey, items):
    gaps = -item_gaps(survey, items)
    return {
        "dimension": -dimension_scores(survey, items).mean().mean(),
        "item": gaps.stack().mean(),
        "complete": gaps.dropna().stack().mean(),
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


# %% points used as they are task="m04-q5-gain" points=0 trap="weights-left-at-100" says=["divided by 100"]
def gain_from_closing(gaps, weights):
    return pd.Series(
        {d: (weights["w_" + d] * (-gaps[d]).clip(lower=0)).mean() for d in gaps.columns}
    )


# %% mean weight times mean distance task="m04-q5-gain" points=0 trap="product-of-means" says=["within each person"]
def gain_from_closing(gaps, weights):
    return pd.Series(
        {d: weights["w_" + d].mean() / 100 * (-gaps[d]).clip(lower=0).mean() for d in gaps.columns}
    )


# %% equal weights task="m04-q5-gain" points=0 trap="equal-weights" says=["own points"]
def gain_from_closing(gaps, weights):
    return (-gaps).clip(lower=0).mean() / gaps.shape[1]


# %% nets out the pleased task="m04-q5-gain" points=0 trap="pleased-netted-out" says=["adds 0"]
def gain_from_closing(gaps, weights):
    return weighted_gaps(gaps, weights).abs()


# %% missing gaps counted as content task="m04-q5-gain" points=0 trap="missing-as-zero" says=["who have a gap"]
def gain_from_closing(gaps, weights):
    return pd.Series(
        {
            d: (weights["w_" + d] / 100 * (-gaps[d].fillna(0)).clip(lower=0)).mean()
            for d in gaps.columns
        }
    )


# %% weights by position task="m04-q5-gain" points=5 trap="by-position" says=["by name"]
def gain_from_closing(gaps, weights):
    return ((-gaps).clip(lower=0) * weights.to_numpy() / 100).mean()


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


assurance_alpha = round(by_hand(survey[["P14", "P15", "P16", "P17"]].dropna()), 2)
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


# %% the alpha of another dimension task="m04-q6-alpha" points=4.5 trap="another-dimension" says=["items on assurance"]
def alpha_without(answers):
    x = answers.dropna()
    return pd.Series({item: cronbach_alpha(x.drop(columns=item)) for item in x})


assurance_alpha = cronbach_alpha(answers_of(survey, items, "P", "reliability").dropna())
suspect = alpha_without(desk).idxmax()


# %% all items each time task="m04-q6-alpha" points=3 trap="all-items" says=["Leave the item out"]
def alpha_without(answers):
    whole = answers.dropna()
    return pd.Series({item: cronbach_alpha(whole) for item in whole})


assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = "d6"


# %% variances of numpy and pandas mixed task="m04-q6-alpha" points=3.75 trap="mixed-ddof" says=["ddof"]
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


# %% the best item suspected task="m04-q6-alpha" points=5.25 trap="lowest-alpha" says=["absence helps"]
def alpha_without(answers):
    x = answers.dropna()
    return pd.Series({item: cronbach_alpha(x.drop(columns=item)) for item in x})


assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = alpha_without(desk).idxmin()


# %% alpha of the gaps task="m04-q6-alpha" points=4.5 trap="alpha-of-gaps" says=["item gaps"]
def alpha_without(answers):
    x = answers.dropna()
    return pd.Series({item: cronbach_alpha(x.drop(columns=item)) for item in x})


assurance_alpha = cronbach_alpha(item_gaps(survey, items)[[14, 15, 16, 17]].dropna())
suspect = alpha_without(desk).idxmax()


# %% item-total correlations task="m04-q6-alpha" points=3 trap="item-total" says=["sum of the others"]
from servicelab.reliability import corrected_item_total


def alpha_without(answers):
    return corrected_item_total(answers.dropna())


assurance_alpha = cronbach_alpha(survey[["P14", "P15", "P16", "P17"]].dropna())
suspect = alpha_without(desk).idxmin()

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


# %% the average of the two alphas task="m04-q7-gap-reliability" points=0 trap="as-reliable-as-its-parts" says=["not as reliable"]
def gap_reliability(survey, items):
    out = {}
    for dim, members in items.groupby("dimension", observed=True)["item"]:
        es, ps = [f"E{i:02d}" for i in members], [f"P{i:02d}" for i in members]
        x = survey.dropna(subset=es + ps)
        out[dim] = (cronbach_alpha(x[es]) + cronbach_alpha(x[ps])) / 2
    return pd.Series(out)


# %% variances instead of deviations task="m04-q7-gap-reliability" points=0 trap="variance-for-deviation" says=["variances"]
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


# %% the two alphas exchanged task="m04-q7-gap-reliability" points=0 trap="sides-swapped" says=["r_p, r_e"]
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


# %% alphas of different people task="m04-q7-gap-reliability" points=1 trap="different-people" says=["different people"]
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


# %% [markdown]
# ## Task 8: gap or performance

# %% numpy, rounded task="m04-q8-which-score" points=6
y = scores["overall"].to_numpy(dtype=float)
r = pd.Series(
    [np.corrcoef(scores[c], y)[0, 1] for c in ("gap", "performance")], index=["gap", "performance"]
).round(2)
m = LinearRegression()
r2 = {}
r2["gap"] = round(cross_val_score(m, scores[["gap"]], y, cv=folds, scoring="r2").mean(), 2)
r2["performance"] = round(
    cross_val_score(m, scores[["performance"]], y, cv=folds, scoring="r2").mean(), 2
)
r2["both"] = round(
    cross_val_score(m, scores[["expectation", "performance"]], y, cv=folds, scoring="r2").mean(), 2
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

# %% counts answers instead of people task="m04-q8-which-score" points=4 trap="item-level-n" says=["independent are the respondents"]
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

# %% fit and test on the same people task="m04-q8-which-score" points=4 trap="in-sample" says=["not seen it"]
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

# %% causal wording task="m04-q8-which-score" points=5 trap="causal-wording" says=["claim an effect"]
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

# %% the gap is useless task="m04-q8-which-score" points=5 trap="gap-useless" says=["falls short"]
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

# %% E minus P, squared task="m04-q8-which-score" points=4 trap="expectation-minus-perception" says=["E - P"]
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


# %% standard errors of independent groups task="m04-q9-difference" points=1.71 trap="independent-samples" says=["same people"]
def difference(gaps, first, second, level):
    from scipy.stats import ttest_ind

    x = gaps[[first, second]].dropna()
    ci = ttest_ind(x[first], x[second], equal_var=False).confidence_interval(level)
    return (x[first] - x[second]).mean(), ci.low, ci.high


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% second minus first task="m04-q9-difference" points=0.86 trap="sign" says=["first minus second"]
def difference(gaps, first, second, level):
    d = (gaps[second] - gaps[first]).dropna()
    reach = t.ppf(0.5 + level / 2, len(d) - 1) * d.std() / np.sqrt(len(d))
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% the spread of people for that of a mean task="m04-q9-difference" points=1.71 trap="deviation-not-error" says=["root of n"]
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna()
    reach = t.ppf(0.5 + level / 2, len(d) - 1) * d.std()
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)


# %% comparisons ignored task="m04-q9-difference" points=4.29 trap="comparisons-ignored" says=["ten pairs"]
def difference(gaps, first, second, level):
    d = (gaps[first] - gaps[second]).dropna()
    reach = t.ppf(0.5 + level / 2, len(d) - 1) * d.std() / np.sqrt(len(d))
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = one_pair


# %% 1.96 for everything task="m04-q9-difference" points=4.29 trap="normal-for-t" says=["five degrees"]
def difference(gaps, first, second, level):
    from scipy.stats import norm

    d = (gaps[first] - gaps[second]).dropna()
    reach = norm.ppf(0.5 + level / 2) * d.std() / np.sqrt(len(d))
    return d.mean(), d.mean() - reach, d.mean() + reach


one_pair = difference(gaps, "responsiveness", "reliability", 0.95)
ten_pairs = difference(gaps, "responsiveness", "reliability", 0.995)

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

# %% does not follow the own metric task="m04-q10-priority" points=6 trap="not-own-metric" says=["another dimension comes first"]
explorer.record(
    weights=explorer.stated,
    metric="weighted",
    priority="tangibles",
    confidence=0.0,
    reason="The board would like to see new rooms, and rooms are what people see.",
)

# %% equal weights task="m04-q10-priority" points=8 trap="equal-weights" says=["raw gap"]
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

# %% all respondents task="m04-q11-open-claims" points=1.5 trap="all-stages" says=["open claims"]
open_raw = rank_probability(gaps)
open_weighted = rank_probability(gaps, weights)
raw_supported = open_raw.max() > 0.8

# %% weights forgotten task="m04-q11-open-claims" points=1.5 trap="weights-forgotten" says=["pass the weights"]
here = survey["claim_stage"] == "claim open"
open_raw = rank_probability(gaps[here])
open_weighted = rank_probability(gaps[here])
raw_supported = False

# %% the point estimate as certainty task="m04-q11-open-claims" points=1.5 trap="point-estimate-as-certainty" says=["as if it were certain"]
here = survey["claim_stage"] == "claim open"
first = gaps[here].mean().idxmin()
open_raw = pd.Series({name: float(name == first) for name in gaps})
open_weighted = rank_probability(gaps[here], weights[here])
raw_supported = True

# %% mean gaps instead of probabilities task="m04-q11-open-claims" points=0 trap="not-probabilities" says=["sum to 1"]
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


# %% the crude rate task="m04-q12-promises" points=0 trap="crude-rate" says=["mix of claims"]
def kept_standardized(claims):
    return (
        claims.dropna(subset="agent_id").groupby("agent_id", observed=True)["paid_as_told"].mean()
    )


lowest = kept_standardized(claims).idxmin()


# %% all types alike task="m04-q12-promises" points=2 trap="mean-of-rates" says=["however rare"]
def kept_standardized(claims):
    c = claims.dropna(subset="agent_id")
    cells = c.groupby(["agent_id", c["claim_type"].astype(str)], observed=True)[
        "paid_as_told"
    ].mean()
    return cells.unstack().mean(axis=1)


lowest = kept_standardized(claims).idxmin()


# %% claims of the app in the weights task="m04-q12-promises" points=5 trap="unsold-in-standard" says=["app"]
def kept_standardized(claims):
    c = claims.dropna(subset="agent_id")
    cells = c.groupby(["agent_id", c["claim_type"].astype(str)], observed=True)[
        "paid_as_told"
    ].mean()
    return (cells.unstack() * claims["claim_type"].astype(str).value_counts(normalize=True)).sum(
        axis=1
    )


lowest = kept_standardized(claims).idxmin()


# %% observed over expected task="m04-q12-promises" points=2 trap="indirect" says=["indirect"]
def kept_standardized(claims):
    c = claims.dropna(subset="agent_id")
    kind = c["claim_type"].astype(str)
    expected = kind.map(c.groupby(kind)["paid_as_told"].mean())
    by = c["agent_id"].astype(str)
    return c.groupby(by)["paid_as_told"].mean() / expected.groupby(by).mean()


lowest = kept_standardized(claims).idxmin()


# %% broken promises task="m04-q12-promises" points=1 trap="broken-not-kept" says=["broken"]
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

# %% the whole test task="m04-q13-cues" points=2 says=["Add `.confidence_interval()`"]
means = vignettes.groupby("cue", observed=True)[["expected_quality", "expected_reliability"]].mean()
effect = means.loc["polished"] - means.loc["plain"]
effect_interval = ttest_ind(
    vignettes.query("cue == 'polished'")["expected_quality"],
    vignettes.query("cue == 'plain'")["expected_quality"],
    equal_var=False,
)

# %% plain minus polished task="m04-q13-cues" points=0 trap="sign" says=["polished minus plain"]
means = vignettes.groupby("cue", observed=True)[["expected_quality", "expected_reliability"]].mean()
effect = means.loc["plain"] - means.loc["polished"]
effect_interval = ttest_ind(
    vignettes.query("cue == 'plain'")["expected_quality"],
    vignettes.query("cue == 'polished'")["expected_quality"],
    equal_var=False,
).confidence_interval()

# %% pairs of strangers task="m04-q13-cues" points=2 trap="paired" says=["nothing in common"]
means = vignettes.groupby("cue", observed=True)[["expected_quality", "expected_reliability"]].mean()
effect = means.loc["polished"] - means.loc["plain"]
effect_interval = ttest_rel(
    vignettes.query("cue == 'polished'")["expected_quality"].to_numpy(),
    vignettes.query("cue == 'plain'")["expected_quality"].to_numpy(),
).confidence_interval()

# %% no comparison task="m04-q13-cues" points=2 trap="no-comparison" says=["needs the others"]
effect = vignettes.query("cue == 'polished'")[["expected_quality", "expected_reliability"]].mean()
effect_interval = ttest_ind(
    vignettes.query("cue == 'polished'")["expected_quality"],
    vignettes.query("cue == 'plain'")["expected_quality"],
    equal_var=False,
).confidence_interval()

# %% as far as single people reach task="m04-q13-cues" points=2 trap="deviation-not-error" says=["single people"]
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

# %% correlations task="m04-q14-praise" points=0.8 trap="correlation" says=["acquaintance"]
slopes = {s: people["heard"].corr(people[s]) for s in ("expectation", "perception", "gap")}
through_expectation = -slopes["expectation"] / slopes["gap"]

# %% E minus P task="m04-q14-praise" points=0.8 trap="expectation-minus-perception" says=["E - P"]
there = people.dropna(subset="gap")
slopes = {
    "expectation": np.polyfit(there["heard"], there["expectation"], 1)[0],
    "perception": np.polyfit(there["heard"], there["perception"], 1)[0],
    "gap": np.polyfit(there["heard"], -there["gap"], 1)[0],
}
through_expectation = -slopes["expectation"] / slopes["gap"]

# %% x and y exchanged task="m04-q14-praise" points=0.8 trap="axes-swapped" says=["around"]
there = people.dropna(subset="gap")
slopes = {
    s: np.polyfit(there[s], there["heard"], 1)[0] for s in ("expectation", "perception", "gap")
}
through_expectation = -slopes["expectation"] / slopes["gap"]

# %% the intercept task="m04-q14-praise" points=0.8 trap="intercept" says=["slope first"]
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

# %% the coefficient alone task="m04-q15-manner" points=0 trap="interaction-ignored" says=["depends on manner"]
b = smf.ols("satisfaction ~ outcome_quality + manner_quality", people).fit().params
outcome_slope = {2: b["outcome_quality"], 6: b["outcome_quality"]}

# %% the slope of manner task="m04-q15-manner" points=1 trap="roles-swapped" says=["slope of **manner**"]
b = smf.ols("satisfaction ~ outcome_quality * manner_quality", people).fit().params
outcome_slope = {k: b["manner_quality"] + b["outcome_quality:manner_quality"] * k for k in (2, 6)}

# %% centered coefficients task="m04-q15-manner" points=1 trap="centered-coefficients" says=["above the mean"]
mid = people[["satisfaction", "outcome_quality", "manner_quality"]].astype(float)
mid = mid - mid.mean()
b = smf.ols("satisfaction ~ outcome_quality * manner_quality", mid).fit().params
outcome_slope = {k: b["outcome_quality"] + b["outcome_quality:manner_quality"] * k for k in (2, 6)}

# %% levels instead of slopes task="m04-q15-manner" points=0 trap="level-not-slope" says=["predicted satisfaction"]
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


# %% a whole point added task="m04-q16-renewal" points=2 trap="whole-point-added" says=["slope at each person"]
def renewal_effect(people, controls):
    fit = smf.logit("renewed ~ " + " + ".join(["reliability", *controls]), people).fit(disp=0)
    more = people.assign(reliability=people["reliability"] + 1)
    return (fit.predict(more) - fit.predict(people)).mean()


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])


# %% at the average person task="m04-q16-renewal" points=1.33 trap="at-the-mean" says=["one average person"]
def renewal_effect(people, controls):
    formula = "renewed ~ " + " + ".join(["reliability", *controls])
    return smf.logit(formula, people).fit(disp=0).get_margeff(at="mean").margeff[0]


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])


# %% log-odds task="m04-q16-renewal" points=0.67 trap="log-odds" says=["log-odds"]
def renewal_effect(people, controls):
    formula = "renewed ~ " + " + ".join(["reliability", *controls])
    return smf.logit(formula, people).fit(disp=0).params["reliability"]


unadjusted = renewal_effect(people, [])
adjusted = 0.4 * unadjusted


# %% controls ignored task="m04-q16-renewal" points=1.33 trap="unadjusted" says=["price change and tenure"]
def renewal_effect(people, controls):
    return smf.logit("renewed ~ reliability", people).fit(disp=0).get_margeff().margeff[0]


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])


# %% the overall impression task="m04-q16-renewal" points=4.67 trap="halo" says=["overall judgment"]
def renewal_effect(people, controls):
    formula = "renewed ~ " + " + ".join(["reliability", *controls])
    return smf.logit(formula, people).fit(disp=0).get_margeff().margeff[0]


whole = people.assign(reliability=people["overall_quality"])
unadjusted = renewal_effect(whole, [])
adjusted = renewal_effect(whole, ["price_change", "tenure_years"])


# %% the effect of a control task="m04-q16-renewal" points=1.33 trap="wrong-column" says=["effect of the control"]
def renewal_effect(people, controls):
    formula = "renewed ~ " + " + ".join([*controls, "reliability"])
    return smf.logit(formula, people).fit(disp=0).get_margeff().margeff[0]


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])


# %% a straight line task="m04-q16-renewal" points=0.67 trap="linear-probability" says=["straight line"]
def renewal_effect(people, controls):
    formula = "renewed ~ " + " + ".join(["reliability", *controls])
    return smf.ols(formula, people).fit().params["reliability"]


unadjusted = renewal_effect(people, [])
adjusted = renewal_effect(people, ["price_change", "tenure_years"])

# %% [markdown] task="m04-q17-memo" mark=9
# Dear Ms. Tang, **sources**: model 1985, questionnaire of 22 items 1988, refined 1991, all by Parasuraman, Zeithaml and Berry (spelled so). Labels: 可靠性 reliability (an extra word in the draft), 保证性 assurance (the draft names its effect), 有形性 tangibles (展示 is the display), 响应性 responsiveness, and 移情性 empathy, where the draft says pity.
# **The question** would be answered by how bad people's luck was, and by pride. Ask: 跟我谈的人会先看过我的档案. Test: half of a random sample gets each wording; compare means, refusals and correlation with the other empathy items.
# **First**: reliability has 29 of 100 points on average, but one in five puts another on top. Raw, responsiveness leads (−1.19 to −1.06); weighted, reliability (−0.34 to −0.25). I would fund *As told*, by lot in half of the branches. One insurer, one month.

# %% [markdown] task="m04-q17-memo" mark=5
# The year should be 1988, and the names are Parasuraman and Zeithaml. 同情心 is wrong, it should be 移情性. The question about feeling sorry is not good because customers do not want pity; better ask whether staff know my file. Reliability had the most points in our survey (29), so we take As told.

# %% [markdown] task="m04-q17-memo" mark=1
# The text is fine. Maybe the question should be more polite. Reliability matters most to every customer, as research has shown.
