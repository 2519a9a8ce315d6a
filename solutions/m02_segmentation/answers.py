# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ways to answer: bank segmentation
#
# One cell is one way to answer one task: its points, and for a misconception what the feedback must say.

# %% [markdown]
# ## Task 1a: completeness

# %% filter first, then count task="m02-q1a-completeness" points=5
def completeness(values, sentinels):
    known = values.dropna()
    known = known[~known.isin(sentinels)]
    return len(known) / len(values)


income_completeness = completeness(customers.monthly_income, [0, 9999])


# %% a loop task="m02-q1a-completeness" points=5
def completeness(values, sentinels):
    n = 0
    for v in values:
        if pd.isna(v):
            continue
        if v in list(sentinels):
            continue
        n = n + 1
    return n / len(values)


income_completeness = round(completeness(customers["monthly_income"], [0, 9999]), 3)


# %% replace sentinels by missing task="m02-q1a-completeness" points=5
def completeness(values, sentinels):
    return 1 - values.mask(values.isin(sentinels)).isna().sum() / values.size


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% counts 0 and 9999 as present task="m02-q1a-completeness" points=1.43 trap="sentinels-present" says=["0 and 9999", "unknown"]
def completeness(values, sentinels):
    return values.notna().mean()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% divides by what is left task="m02-q1a-completeness" points=0.71 trap="denominator-after-dropna" says=["denominator", "all rows"]
def completeness(values, sentinels):
    known = values.dropna()
    return (~known.isin(sentinels)).mean()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% a count instead of a share task="m02-q1a-completeness" points=0 trap="count-not-share" says=["count", "divides"]
def completeness(values, sentinels):
    return (values.notna() & ~values.isin(sentinels)).sum()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% percent instead of a proportion task="m02-q1a-completeness" points=0 trap="percent" says=["proportion"]
def completeness(values, sentinels):
    return 100 * (values.notna() & ~values.isin(sentinels)).mean()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% prints instead of returning task="m02-q1a-completeness" points=1.43 says=["return"]
def completeness(values, sentinels):
    print((values.notna() & ~values.isin(sentinels)).mean())


income_completeness = (
    customers["monthly_income"].notna() & ~customers["monthly_income"].isin([0, 9999])
).mean()

# %% [markdown]
# ## Task 1b: timeliness


# %% compare dates instead of days task="m02-q1b-timeliness" points=4
def timeliness(updated_at, snapshot):
    limit = snapshot - pd.Timedelta(days=180)
    return (updated_at >= limit).sum() / len(updated_at)


gate_passed = bool(timeliness(customers["updated_at"], SNAPSHOT) >= 0.70)


# %% a loop over dates task="m02-q1b-timeliness" points=4
def timeliness(updated_at, snapshot):
    fresh = [pd.notna(d) and (snapshot - d).days <= 180 for d in updated_at]
    return sum(fresh) / len(fresh)


if timeliness(customers["updated_at"], SNAPSHOT) < 0.70:
    gate_passed = False
else:
    gate_passed = True


# %% counts from today task="m02-q1b-timeliness" points=1.2 trap="today-as-snapshot" says=["today"]
def timeliness(updated_at, snapshot):
    return ((pd.Timestamp.now() - updated_at).dt.days <= 180).mean()


gate_passed = False


# %% drops rows without a date task="m02-q1b-timeliness" points=2.4 trap="denominator-after-dropna" says=["denominator"]
def timeliness(updated_at, snapshot):
    dated = updated_at.dropna()
    return ((snapshot - dated).dt.days <= 180).mean()


gate_passed = timeliness(customers["updated_at"], SNAPSHOT) >= 0.70


# %% leaves out the 180th day task="m02-q1b-timeliness" points=1.6 trap="boundary" says=["180 days"]
def timeliness(updated_at, snapshot):
    return ((snapshot - updated_at).dt.days < 180).mean()


gate_passed = timeliness(customers["updated_at"], SNAPSHOT) >= 0.70


# %% the gate read the wrong way round task="m02-q1b-timeliness" points=2.8 trap="gate-against-own-number" says=["disagree"]
def timeliness(updated_at, snapshot):
    return ((snapshot - updated_at).dt.days <= 180).mean()


gate_passed = not timeliness(customers["updated_at"], SNAPSHOT) >= 0.70


# %% the gate in words task="m02-q1b-timeliness" points=2.8 says=["without quotes"]
def timeliness(updated_at, snapshot):
    return ((snapshot - updated_at).dt.days <= 180).mean()


gate_passed = "True"


# %% a percentage in place of the gate task="m02-q1b-timeliness" points=2.8 says=["True", "False"]
def timeliness(updated_at, snapshot):
    return ((snapshot - updated_at).dt.days <= 180).mean()


gate_passed = timeliness(customers["updated_at"], SNAPSHOT) * 100

# %% [markdown]
# ## Task 2: the unit

# %% totals divided by people task="m02-q2-unit" points=4
products_per_person = customers["products"].sum() / customers["person_key"].nunique()
busiest_person = (
    customers.groupby("person_key")["products"].sum().sort_values(ascending=False).index[0]
)

# %% a dictionary by hand task="m02-q2-unit" points=4
held = {}
for row in customers.itertuples():
    held[row.person_key] = held.get(row.person_key, 0) + row.products
products_per_person = round(sum(held.values()) / len(held), 3)
busiest_person = max(held, key=held.get)

# %% mean per record task="m02-q2-unit" points=0.8 trap="per-record" says=["per record"]
products_per_person = customers["products"].mean()
busiest_person = customers.loc[customers["products"].idxmin(), "person_key"]

# %% throws the second record away task="m02-q2-unit" points=1.6 trap="dropped-second-record" says=["second record"]
unique = customers.drop_duplicates("person_key")
products_per_person = unique["products"].mean()
busiest_person = customers.groupby("person_key")["products"].sum().idxmax()

# %% the mean of each person's mean task="m02-q2-unit" points=1.6 trap="mean-of-means" says=["add them up"]
by_person = customers.groupby("person_key")["products"]
products_per_person = by_person.mean().mean()
busiest_person = by_person.sum().idxmax()

# %% the largest sum instead of the person task="m02-q2-unit" points=2.4 says=["idxmax"]
by_person = customers.groupby("person_key")["products"].sum()
products_per_person = by_person.mean()
busiest_person = by_person.max()

# %% an answer that stops with an error task="m02-q2-unit" points=0 says=["stopped before", "KeyError", "spelling"]
products_per_person = customers.groupby("person")["products"].sum().mean()

# %% a customer id instead of a person task="m02-q2-unit" points=2.4 says=["person_key"]
products_per_person = customers["products"].sum() / customers["person_key"].nunique()
busiest_person = customers.set_index("customer_id")["products"].idxmax()

# %% [markdown]
# ## Task 3a: the sleepers

# %% boolean conditions task="m02-q3a-sleepers" points=4
sleeping = scores[(scores["R"] <= 2) & (scores["F"] >= 4) & (scores["M"] >= 4)].index

# %% sets that overlap task="m02-q3a-sleepers" points=4
silent = set(scores.index[scores.R.isin([1, 2])])
frequent = set(scores.index[scores.F > 3])
rich = set(scores.index[scores.M > 3])
sleeping = silent & frequent & rich

# %% recency the wrong way round task="m02-q3a-sleepers" points=1 trap="reversed-recency" says=["most recent"]
sleeping = list(scores.query("R >= 4 and F >= 4 and M >= 4").index)

# %% or instead of and task="m02-q3a-sleepers" points=1 trap="or-instead-of-and" says=["all three"]
sleeping = list(scores.query("R <= 2 or F >= 4 or M >= 4").index)

# %% a count instead of ids task="m02-q3a-sleepers" points=0 says=["could not read"]
sleeping = len(scores.query("R <= 2 and F >= 4 and M >= 4"))

# %% [markdown]
# ## Task 3b: recency in the app


# %% an apply for each customer task="m02-q3b-app-recency" points=7
def app_recency(transactions, snapshot):
    app = transactions[transactions.channel == "app"]
    rows = []
    for customer in transactions.customer_id.unique():
        rows.append({"customer_id": customer})
    out = pd.DataFrame(rows).set_index("customer_id")
    out["days"] = (snapshot - app.groupby("customer_id").date.max()).dt.days
    out["R"] = pd.qcut(out["days"].rank(method="first", ascending=False), 5, labels=False) + 1
    out["R"] = out["R"].fillna(0)
    return out


# %% sorted and cut by position task="m02-q3b-app-recency" points=7
def app_recency(transactions, snapshot):
    last = (
        transactions.loc[transactions["channel"].astype(str).eq("app")]
        .groupby("customer_id")["date"]
        .agg("max")
    )
    last = last.sort_values()
    place = np.arange(len(last)) if "np" in globals() else pd.Series(range(len(last))).to_numpy()
    table = pd.DataFrame({"days": (snapshot - last).dt.days, "R": place * 5 // len(last) + 1})
    everyone = sorted(transactions["customer_id"].unique())
    table = table.reindex(everyone)
    table["R"] = table["R"].fillna(0).astype(int)
    table.index.name = "customer_id"
    return table.reset_index()


# %% 5 for the most days task="m02-q3b-app-recency" points=4 trap="reversed-recency" says=["reversed", "highest score"]
def app_recency(transactions, snapshot):
    last = transactions[transactions["channel"] == "app"].groupby("customer_id")["date"].max()
    days = (snapshot - last).dt.days
    everybody = transactions["customer_id"].unique()
    score = pd.qcut(days.rank(method="first"), 5, labels=[1, 2, 3, 4, 5]).astype(int)
    return pd.DataFrame({"days": days.reindex(everybody), "R": score.reindex(everybody).fillna(0)})


# %% forgets those who never used the app task="m02-q3b-app-recency" points=3 trap="never-users-dropped" says=["Fu", "R = 0"]
def app_recency(transactions, snapshot):
    last = transactions[transactions["channel"] == "app"].groupby("customer_id")["date"].max()
    days = (snapshot - last).dt.days
    return pd.DataFrame(
        {
            "days": days,
            "R": pd.qcut(days.rank(method="first"), 5, labels=[5, 4, 3, 2, 1]).astype(int),
        }
    )


# %% counts to today task="m02-q3b-app-recency" points=4 trap="today-as-snapshot" says=["today"]
def app_recency(transactions, snapshot):
    last = transactions[transactions["channel"] == "app"].groupby("customer_id")["date"].max()
    days = (pd.Timestamp.now().normalize() - last).dt.days
    everybody = transactions["customer_id"].unique()
    score = pd.qcut(days.rank(method="first"), 5, labels=[5, 4, 3, 2, 1]).astype(int)
    return pd.DataFrame({"days": days.reindex(everybody), "R": score.reindex(everybody).fillna(0)})


# %% ties pushed into one group task="m02-q3b-app-recency" points=6 trap="ties-break-groups" says=["equal"]
def app_recency(transactions, snapshot):
    last = transactions[transactions["channel"] == "app"].groupby("customer_id")["date"].max()
    days = (snapshot - last).dt.days
    everybody = transactions["customer_id"].unique()
    score = pd.qcut(days, 5, labels=[5, 4, 3, 2, 1], duplicates="drop").astype(int)
    return pd.DataFrame({"days": days.reindex(everybody), "R": score.reindex(everybody).fillna(0)})


# %% all channels task="m02-q3b-app-recency" points=3 trap="all-channels" says=["never by app"]
def app_recency(transactions, snapshot):
    last = transactions.groupby("customer_id")["date"].max()
    days = (snapshot - last).dt.days
    return pd.DataFrame(
        {
            "days": days,
            "R": pd.qcut(days.rank(method="first"), 5, labels=[5, 4, 3, 2, 1]).astype(int),
        }
    )


# %% [markdown]
# ## Task 4: choose k

# %% a loop and a list task="m02-q4-silhouette" points=8
values = []
for k in range(2, 9):
    labels = cluster_customers(prepared, k=k, scale=True)
    values.append(silhouette(prepared, labels))
silhouettes = pd.Series(values, index=range(2, 9))
chosen_k = int(silhouettes.index[silhouettes.argmax()])

# %% scikit-learn without the library task="m02-q4-silhouette" points=8
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import StandardScaler

Z = StandardScaler().fit_transform(prepared)
silhouettes = {
    k: round(silhouette_score(Z, KMeans(k, n_init=10, random_state=1).fit_predict(Z)), 3)
    for k in range(2, 9)
}
chosen_k = max(silhouettes, key=silhouettes.get)
silhouettes = pd.Series(silhouettes)

# %% no scaling task="m02-q4-silhouette" points=2 trap="no-scaling" says=["unscaled"]
silhouettes = pd.Series(
    {
        k: silhouette(prepared, cluster_customers(prepared, k, scale=False), scale=False)
        for k in range(2, 9)
    }
)
chosen_k = silhouettes.idxmax()

# %% raw amounts task="m02-q4-silhouette" points=5 trap="raw-amounts" says=["prepared"]
silhouettes = pd.Series(
    {k: silhouette(features, cluster_customers(features, k)) for k in range(2, 9)}
)
chosen_k = silhouettes.idxmax()

# %% stops at seven task="m02-q4-silhouette" points=7 trap="range-stops-early" says=["k = 8"]
silhouettes = pd.Series(
    {k: silhouette(prepared, cluster_customers(prepared, k)) for k in range(2, 8)}
)
chosen_k = silhouettes.idxmax()

# %% k by elbow task="m02-q4-silhouette" points=0 trap="inertia-not-silhouette" says=["inertia"]
from servicelab.segmentation import inertia

silhouettes = pd.Series({k: inertia(prepared, cluster_customers(prepared, k)) for k in range(2, 9)})
chosen_k = 3

# %% does not follow the criterion task="m02-q4-silhouette" points=6 trap="not-own-criterion" says=["criterion"]
silhouettes = pd.Series(
    {k: silhouette(prepared, cluster_customers(prepared, k)) for k in range(2, 9)}
)
chosen_k = 8

# %% [markdown]
# ## Task 5a: the money index


# %% crosstab task="m02-q5a-spend-index" points=7
def spend_index(transactions, segments, by):
    segment = transactions["customer_id"].map(segments).rename("segment")
    within = pd.crosstab(
        segment, transactions[by], values=transactions["amount"], aggfunc="sum", normalize="index"
    )
    overall = transactions.groupby(by, observed=True)["amount"].sum() / transactions["amount"].sum()
    return (within.fillna(0) / overall * 100).round(1)


# %% loops over segments and values task="m02-q5a-spend-index" points=7
def spend_index(transactions, segments, by):
    t = transactions.merge(segments.rename("segment"), left_on="customer_id", right_index=True)
    total = t.amount.sum()
    table = {}
    for value in t[by].unique():
        column = {}
        for segment in sorted(t.segment.unique()):
            mine = t[t.segment == segment]
            share = mine.loc[mine[by] == value, "amount"].sum() / mine.amount.sum()
            overall = t.loc[t[by] == value, "amount"].sum() / total
            column[segment] = 100 * share / overall
        table[value] = column
    return pd.DataFrame(table)


# %% shares without the overall share task="m02-q5a-spend-index" points=1 trap="row-percent-only" says=["overall share"]
def spend_index(transactions, segments, by):
    t = transactions.assign(segment=transactions["customer_id"].map(segments))
    yuan = t.pivot_table(
        index="segment", columns=by, values="amount", aggfunc="sum", fill_value=0, observed=True
    )
    return 100 * yuan.div(yuan.sum(axis=1), axis=0)


# %% column percent task="m02-q5a-spend-index" points=1 trap="column-percent" says=["other way round"]
def spend_index(transactions, segments, by):
    t = transactions.assign(segment=transactions["customer_id"].map(segments))
    yuan = t.pivot_table(
        index="segment", columns=by, values="amount", aggfunc="sum", fill_value=0, observed=True
    )
    return 100 * yuan / yuan.sum()


# %% wrong base task="m02-q5a-spend-index" points=1 trap="wrong-base" says=["different shares"]
def spend_index(transactions, segments, by):
    t = transactions.assign(segment=transactions["customer_id"].map(segments))
    yuan = t.pivot_table(
        index="segment", columns=by, values="amount", aggfunc="sum", fill_value=0, observed=True
    )
    return 100 * (yuan / yuan.sum()) / (yuan.sum() / yuan.sum().sum())


# %% counts payments task="m02-q5a-spend-index" points=1 trap="counted-payments" says=["yuan"]
def spend_index(transactions, segments, by):
    t = transactions.assign(segment=transactions["customer_id"].map(segments))
    n = pd.crosstab(t["segment"], t[by])
    return 100 * n.div(n.sum(axis=1), axis=0) / (n.sum() / n.sum().sum())


# %% leaves the empty cell missing task="m02-q5a-spend-index" points=6 trap="missing-cell" says=["0", "missing"]
def spend_index(transactions, segments, by):
    t = transactions.assign(segment=transactions["customer_id"].map(segments))
    yuan = t.pivot_table(index="segment", columns=by, values="amount", aggfunc="sum", observed=True)
    return 100 * yuan.div(yuan.sum(axis=1), axis=0) / (yuan.sum() / yuan.sum().sum())


# %% [markdown]
# ## Task 5b: the chart

# %% seaborn, lying bars task="m02-q5b-chart" points=3
yuan = transactions.assign(segment=transactions["customer_id"].map(segments)).pivot_table(
    index="segment", columns="channel", values="amount", aggfunc="sum", fill_value=0, observed=True
)
money = 100 * yuan.div(yuan.sum(axis=1), axis=0) / (yuan.sum() / yuan.sum().sum())
row = money.loc["D"]
ax = sns.barplot(x=row.to_numpy(), y=row.index.astype(str))
ax.axvline(100)
ax.set_title("Segment D")
ax.set_xlabel("index, branch = 100")

# %% matplotlib by hand task="m02-q5b-chart" points=3
yuan = transactions.assign(segment=transactions["customer_id"].map(segments)).pivot_table(
    index="segment", columns="channel", values="amount", aggfunc="sum", fill_value=0, observed=True
)
money = 100 * yuan.div(yuan.sum(axis=1), axis=0) / (yuan.sum() / yuan.sum().sum())
figure, ax = plt.subplots()
ax.bar([str(c) for c in money.columns], money.loc["B"])
ax.plot([-0.5, 3.5], [100, 100])
ax.set_title("B")
ax.set_ylabel("Index")

# %% rounded bars and a line of points task="m02-q5b-chart" points=3
yuan = transactions.assign(segment=transactions["customer_id"].map(segments)).pivot_table(
    index="segment", columns="channel", values="amount", aggfunc="sum", fill_value=0, observed=True
)
money = (100 * yuan.div(yuan.sum(axis=1), axis=0) / (yuan.sum() / yuan.sum().sum())).round(0)
figure, ax = plt.subplots()
ax.bar([str(c) for c in money.columns], money.loc["C"])
ax.plot([str(c) for c in money.columns], [100] * 4)
ax.set_title("Segment C")
ax.set_ylabel("Index")

# %% a line by hlines task="m02-q5b-chart" points=3
yuan = transactions.assign(segment=transactions["customer_id"].map(segments)).pivot_table(
    index="segment", columns="channel", values="amount", aggfunc="sum", fill_value=0, observed=True
)
money = 100 * yuan.div(yuan.sum(axis=1), axis=0) / (yuan.sum() / yuan.sum().sum())
ax = money.loc["A"].plot.bar(title="Segment A", ylabel="Index")
ax.hlines(100, -0.5, 3.5)

# %% no line at 100 task="m02-q5b-chart" points=2.25 says=["line at 100"]
yuan = transactions.assign(segment=transactions["customer_id"].map(segments)).pivot_table(
    index="segment", columns="channel", values="amount", aggfunc="sum", fill_value=0, observed=True
)
money = 100 * yuan.div(yuan.sum(axis=1), axis=0) / (yuan.sum() / yuan.sum().sum())
ax = money.loc["A"].plot.bar(title="Segment A", ylabel="Index")

# %% proportions instead of index numbers task="m02-q5b-chart" points=1.5 trap="not-times-100" says=["100"]
yuan = transactions.assign(segment=transactions["customer_id"].map(segments)).pivot_table(
    index="segment", columns="channel", values="amount", aggfunc="sum", fill_value=0, observed=True
)
money = yuan.div(yuan.sum(axis=1), axis=0) / (yuan.sum() / yuan.sum().sum())
ax = money.loc["A"].plot.bar(title="Segment A", ylabel="Index")
ax.axhline(100)

# %% no title task="m02-q5b-chart" points=2.25 says=["title"]
yuan = transactions.assign(segment=transactions["customer_id"].map(segments)).pivot_table(
    index="segment", columns="channel", values="amount", aggfunc="sum", fill_value=0, observed=True
)
money = 100 * yuan.div(yuan.sum(axis=1), axis=0) / (yuan.sum() / yuan.sum().sum())
ax = money.loc["A"].plot.bar(ylabel="Index")
ax.axhline(100)

# %% [markdown]
# ## Task 6: stability

# %% the library's own adjusted Rand task="m02-q6-stability" points=7
from servicelab.agreement import adjusted_rand


def label_agreement(first, second):
    return adjusted_rand(first, second)


stability = {}
for k in [3, 4, 5]:
    stability[k] = cluster_stability(prepared, k, repeats=6)
steadiest_k = max(stability, key=stability.get)


# %% pairs counted by hand task="m02-q6-stability" points=7
def label_agreement(first, second):
    table = pd.crosstab(pd.Series(list(first)), pd.Series(list(second))).to_numpy()
    pairs = lambda n: (n * (n - 1) / 2).sum()
    both, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    total = table.sum() * (table.sum() - 1) / 2
    chance = rows * columns / total
    return (both - chance) / ((rows + columns) / 2 - chance)


stability = pd.Series(
    [cluster_stability(prepared, k, repeats=6) for k in (3, 4, 5)], index=[3, 4, 5]
).round(2)
steadiest_k = int(stability.idxmax())


# %% compares the names task="m02-q6-stability" points=3 trap="raw-labels" says=["names"]
def label_agreement(first, second):
    return (pd.Series(list(first)) == pd.Series(list(second))).mean()


stability = pd.Series({k: cluster_stability(prepared, k, repeats=6) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()

# %% Rand without adjustment task="m02-q6-stability" points=5 trap="unadjusted-rand" says=["chance"]
from sklearn.metrics import rand_score


def label_agreement(first, second):
    return rand_score(first, second)


stability = pd.Series({k: cluster_stability(prepared, k, repeats=6) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()


# %% forgets return task="m02-q6-stability" points=3 says=["return"]
def label_agreement(first, second):
    result = adjusted_rand_score(first, second)


stability = pd.Series({k: cluster_stability(prepared, k, repeats=6) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()


# %% the least stable task="m02-q6-stability" points=6 trap="not-own-criterion" says=["largest value"]
def label_agreement(first, second):
    return adjusted_rand_score(first, second)


stability = pd.Series({k: cluster_stability(prepared, k, repeats=6) for k in (3, 4, 5)})
steadiest_k = stability.idxmin()

# %% [markdown]
# ## Task 7a: kappa

# %% scikit-learn and a Series task="m02-q7a-kappa" points=5
from sklearn.metrics import cohen_kappa_score

v, c = verbatims, verbatims[verbatims.ambiguous == False]  # noqa: E712
kappas = pd.Series(
    [
        cohen_kappa_score(v.coder_a, v.gold_layer),
        cohen_kappa_score(v.coder_b, v.gold_layer),
        cohen_kappa_score(v.coder_a, v.coder_b),
        cohen_kappa_score(c.coder_a, c.gold_layer),
    ],
    index=["a and key", "b and key", "a and b", "a and key, clear"],
).round(2)


# %% by the formula task="m02-q7a-kappa" points=5
def by_hand(x, y):
    x, y = x.astype(str), y.astype(str)
    po = (x == y).mean()
    pe = sum(
        (x == layer).mean() * (y == layer).mean() for layer in ["pain", "concern", "expectation"]
    )
    return (po - pe) / (1 - pe)


easy = verbatims.loc[~verbatims["ambiguous"]]
kappas = {
    "a and key": by_hand(verbatims["coder_a"], verbatims["gold_layer"]),
    "b and key": by_hand(verbatims["coder_b"], verbatims["gold_layer"]),
    "a and b": by_hand(verbatims["coder_b"], verbatims["coder_a"]),
    "a and key, clear": by_hand(easy["coder_a"], easy["gold_layer"]),
}

# %% percent agreement task="m02-q7a-kappa" points=1 trap="percent-agreement" says=["chance"]
clear = verbatims[~verbatims["ambiguous"]]
kappas = {
    "a and key": percent_agreement(verbatims["coder_a"], verbatims["gold_layer"]),
    "b and key": percent_agreement(verbatims["coder_b"], verbatims["gold_layer"]),
    "a and b": percent_agreement(verbatims["coder_a"], verbatims["coder_b"]),
    "a and key, clear": percent_agreement(clear["coder_a"], clear["gold_layer"]),
}

# %% ambiguous ones left in task="m02-q7a-kappa" points=3 trap="ambiguous-kept" says=["ambiguous"]
kappas = {
    "a and key": kappa(verbatims["coder_a"], verbatims["gold_layer"]),
    "b and key": kappa(verbatims["coder_b"], verbatims["gold_layer"]),
    "a and b": kappa(verbatims["coder_a"], verbatims["coder_b"]),
    "a and key, clear": kappa(verbatims["coder_a"], verbatims["gold_layer"]),
}

# %% only the ambiguous ones task="m02-q7a-kappa" points=3 trap="ambiguous-only" says=["leave them out"]
hard = verbatims[verbatims["ambiguous"]]
kappas = {
    "a and key": kappa(verbatims["coder_a"], verbatims["gold_layer"]),
    "b and key": kappa(verbatims["coder_b"], verbatims["gold_layer"]),
    "a and b": kappa(verbatims["coder_a"], verbatims["coder_b"]),
    "a and key, clear": kappa(hard["coder_a"], hard["gold_layer"]),
}

# %% [markdown]
# ## Task 7b: own codes

# %% two codes differ task="m02-q7b-my-codes" points=6
my_codes = verbatims.loc[TWELVE, "gold_layer"].astype(str).to_dict()
my_codes[TWELVE[0]] = "concern" if my_codes[TWELVE[0]] != "concern" else "pain"
my_codes[TWELVE[7]] = "concern" if my_codes[TWELVE[7]] != "concern" else "pain"

# %% a Series in capitals task="m02-q7b-my-codes" points=6
my_codes = verbatims.loc[TWELVE, "gold_layer"].astype(str).str.upper()

# %% everything is pain task="m02-q7b-my-codes" points=0 trap="one-code-for-all" says=["chance"]
my_codes = {number: "pain" for number in TWELVE}

# %% a word that is no layer task="m02-q7b-my-codes" points=5 says=["not one of the layers"]
my_codes = verbatims.loc[TWELVE, "gold_layer"].astype(str).to_dict()
my_codes[TWELVE[3]] = "wish"

# %% half of them task="m02-q7b-my-codes" points=0 says=["no code"]
my_codes = {number: "pain" for number in TWELVE[:6]}

# %% [markdown]
# ## Task 8: best offer at a cost


# %% a loop over segments task="m02-q8-best-offer" points=7
def best_offer_at_cost(offers, segments, cost):
    result = {}
    for segment in sorted(segments.unique()):
        ids = segments.index[segments == segment]
        here = offers[offers["customer_id"].isin(ids)]
        best, best_profit = "none", 0
        for offer, margin in [("credit", 900), ("wealth", 1200)]:
            asked = here[here["offered"] == offer]
            if len(asked) == 0:
                continue
            profit = asked["accepted"].mean() * margin - cost
            if profit > best_profit:
                best, best_profit = offer, profit
        result[segment] = best
    return result


# %% profit of each row task="m02-q8-best-offer" points=7
def best_offer_at_cost(offers, segments, cost):
    made = offers.merge(segments.rename("segment"), left_on="customer_id", right_index=True)
    made["profit"] = made["accepted"] * made["margin"] - cost * (made["offered"] != "none")
    table = made.pivot_table(
        index="segment", columns="offered", values="profit", aggfunc="mean", observed=False
    )
    return table.idxmax(axis=1).reset_index(name="offer")


# %% the library with another cost task="m02-q8-best-offer" points=7
def best_offer_at_cost(offers, segments, cost):
    return best_offers(offer_value(offers.assign(cost=cost), segments))


# %% highest response wins task="m02-q8-best-offer" points=3 trap="highest-response" says=["profit, not response"]
def best_offer_at_cost(offers, segments, cost):
    made = offers[offers["offered"] != "none"].assign(segment=offers["customer_id"].map(segments))
    p = made.groupby(["segment", made["offered"].astype(str)])["accepted"].mean().unstack()
    m = pd.Series({"credit": 900, "wealth": 1200})
    best = p.idxmax(axis=1)
    profit = (p * m - cost).max(axis=1)
    return best.where(profit > 0, "none")


# %% cost ignored task="m02-q8-best-offer" points=2 trap="cost-ignored" says=["asking"]
def best_offer_at_cost(offers, segments, cost):
    made = offers[offers["offered"] != "none"].assign(segment=offers["customer_id"].map(segments))
    p = made.groupby(["segment", made["offered"].astype(str)])["accepted"].mean().unstack()
    return (p * pd.Series({"credit": 900, "wealth": 1200})).idxmax(axis=1)


# %% response only task="m02-q8-best-offer" points=1 trap="response-and-cost" says=["worth"]
def best_offer_at_cost(offers, segments, cost):
    made = offers[offers["offered"] != "none"].assign(segment=offers["customer_id"].map(segments))
    return (
        made.groupby(["segment", made["offered"].astype(str)])["accepted"]
        .mean()
        .unstack()
        .idxmax(axis=1)
    )


# %% the cost of the file task="m02-q8-best-offer" points=5 trap="cost-from-file" says=["argument"]
def best_offer_at_cost(offers, segments, cost):
    made = offers.assign(segment=offers["customer_id"].map(segments))
    made["profit"] = made["accepted"] * made["margin"] - made["cost"]
    return (
        made.groupby(["segment", made["offered"].astype(str)])["profit"]
        .mean()
        .unstack()
        .idxmax(axis=1)
    )


# %% [markdown]
# ## Task 9: the decision

# %% the same behaviors in another order task="m02-q9-studio" points=12
five = evaluate(
    studio.features, offers, ["transactions", "balance", "revolving_share", "app_share"], True, 4
)
studio.record(
    features=["app_share", "revolving_share", "balance", "transactions"],
    scale=True,
    k=4,
    names={"A": "one", "B": "two", "C": "three", "D": "four"},
    offers=best_offers(five.value),
    forecast=270000,
    drop_field="hobby",
    reason="A hobby says nothing about what a customer needs from a bank.",
)

# %% three segments from three behaviors task="m02-q9-studio" points=12
three = evaluate(studio.features, offers, ["balance", "revolving_share", "app_share"], True, 3)
studio.record(
    features=["balance", "revolving_share", "app_share"],
    scale=True,
    k=3,
    names={"A": "Everyday", "B": "Borrowers", "C": "Savers"},
    offers=best_offers(three.value),
    forecast=278000,
    drop_field="event_attendance",
    reason="Whether somebody came to an event was filled in for half of the people and decides nothing.",
)

# %% refuses credit to those deep in debt task="m02-q9-studio" points=9.18 says=["closes"]
own = evaluate(
    studio.features, offers, ["transactions", "balance", "revolving_share", "app_share"], True, 4
)
studio.record(
    features=["transactions", "balance", "revolving_share", "app_share"],
    scale=True,
    k=4,
    names={"A": "a", "B": "b", "C": "c", "D": "d"},
    offers={**own.best, "C": "none"},
    forecast=170000,
    drop_field="clubs",
    reason="Segment C already uses most of its credit line: a loan would not be suitable.",
)

# %% head office's plan: age alone task="m02-q9-studio" points=9.29 trap="age-only" says=["head office"]
bands = evaluate(studio.features, offers, ["age"], True, 2)
studio.record(
    features=["age"],
    scale=True,
    k=2,
    names={"A": "young", "B": "old"},
    offers=best_offers(bands.value),
    forecast=230000,
    drop_field="zodiac",
    reason="Nobody needs the zodiac sign to decide about a loan.",
)

# %% credit for everybody task="m02-q9-studio" points=6.25 says=["clearly more in spring"]
studio.record(
    features=["transactions", "balance", "revolving_share", "app_share"],
    scale=True,
    k=4,
    names={"A": "a", "B": "b", "C": "c", "D": "d"},
    offers={"A": "credit", "B": "credit", "C": "credit", "D": "credit"},
    forecast=600000,
    drop_field="clubs",
    reason="Clubs are private and nobody asked for them to be kept.",
)

# %% a forecast far too high task="m02-q9-studio" points=10 says=["off by"]
studio.record(
    features=["transactions", "balance", "revolving_share", "app_share"],
    scale=True,
    k=4,
    names={"A": "a", "B": "b", "C": "c", "D": "d"},
    offers=best_offers(offer_value(offers, segments)),
    forecast=2_000_000,
    drop_field="clubs",
    reason="Clubs are private and nobody asked for them to be kept.",
)

# %% without scaling task="m02-q9-studio" points=8.44 trap="no-scaling" says=["scaling"]
flat = evaluate(
    studio.features, offers, ["transactions", "balance", "revolving_share", "app_share"], False, 4
)
studio.record(
    features=["transactions", "balance", "revolving_share", "app_share"],
    scale=False,
    k=4,
    names={"A": "a", "B": "b", "C": "c", "D": "d"},
    offers=best_offers(flat.value),
    forecast=260000,
    drop_field="clubs",
    reason="Clubs are private and nobody asked for them to be kept.",
)

# %% [markdown]
# ## Task 10: an honest test

# %% dates as text task="m02-q10-honest-test" points=7
until_autumn = "2025-09-01"
autumn = table_before(later, pd.Timestamp(until_autumn))
fields = CANDIDATES[:-1]
honest_auc = round(auc(spring, autumn, fields), 3)

# %% the last evening of August task="m02-q10-honest-test" points=7
until_autumn = pd.Timestamp(2025, 8, 31)
autumn = table_before(later, until_autumn)
fields = set(CANDIDATES) - {"balance_30d_after"}
honest_auc = auc(spring, autumn, sorted(fields))

# %% the balance afterwards task="m02-q10-honest-test" points=3 trap="leakage" says=["after the offer"]
until_autumn = pd.Timestamp("2025-09-01")
autumn = table_before(later, until_autumn)
fields = CANDIDATES
honest_auc = auc(spring, autumn, fields)

# %% payments after the offers task="m02-q10-honest-test" points=6 trap="later-payments" says=["reaction"]
until_autumn = pd.Timestamp("2026-01-01")
autumn = table_before(later, until_autumn)
fields = [field for field in CANDIDATES if field != "balance_30d_after"]
honest_auc = auc(spring, table_before(later, pd.Timestamp("2025-09-01")), fields)

# %% tested where it learned task="m02-q10-honest-test" points=3 trap="tested-on-training-data" says=["learned"]
until_autumn = pd.Timestamp("2025-09-01")
autumn = table_before(later, until_autumn)
fields = [field for field in CANDIDATES if field != "balance_30d_after"]
honest_auc = auc(spring, spring, fields)

# %% behavior of March task="m02-q10-honest-test" points=6 trap="stale-behavior" says=["summer"]
until_autumn = SPRING
autumn = table_before(later, until_autumn)
fields = [field for field in CANDIDATES if field != "balance_30d_after"]
honest_auc = auc(spring, table_before(later, pd.Timestamp("2025-09-01")), fields)

# %% [markdown]
# ## Task 11: a call

# %% from the library's uplift task="m02-q11-call" points=5
worth_per_call = reactivation_uplift(calls).uplift * 300
call_again = worth_per_call > 15

# %% by hand task="m02-q11-call" points=5
yes = calls[calls["called"]]
no = calls[~calls["called"]]
difference = yes["reactivated"].sum() / len(yes) - no["reactivated"].sum() / len(no)
worth_per_call = round(difference * 300, 1)
if worth_per_call > 15:
    call_again = True
else:
    call_again = False

# %% counts everyone who came back task="m02-q11-call" points=1 trap="counted-all" says=["without a call"]
worth_per_call = calls.loc[calls["called"], "reactivated"].mean() * 300
call_again = worth_per_call > 15

# %% looks at survivors task="m02-q11-call" points=1 trap="survivors-only" says=["still open"]
alive = calls[calls["still_open"] == 1].groupby("called")["reactivated"].mean()
worth_per_call = (alive[True] - alive[False]) * 300
call_again = worth_per_call > 15

# %% a share instead of yuan task="m02-q11-call" points=2 trap="not-in-yuan" says=["yuan"]
came = calls.groupby("called")["reactivated"].mean()
worth_per_call = came[True] - came[False]
call_again = False

# %% sign reversed task="m02-q11-call" points=2 trap="sign" says=["reversed"]
came = calls.groupby("called")["reactivated"].mean()
worth_per_call = (came[False] - came[True]) * 300
call_again = False

# %% [markdown] task="m02-q12-memo" mark=9
# Dear Ms. Qiao, I suggest: **zodiac sign, drop**: no decision uses it and on the autumn offers its benefit is zero within noise (Article 6, smallest scope).
# **Clubs, drop**: no benefit on later data, and a club can reveal faith or health (Article 28).
# **Income, consent**: needed to judge whether a loan is bearable, not to choose whom to write to; one entry in eight is a stand-in. A verified source at application would change my mind.

# %% [markdown] task="m02-q12-memo" mark=5
# Drop the zodiac sign, because it is useless. Keep the hobby with consent, it could be nice for small talk. Keep income, because we need it for credit. The gain of the zodiac sign was zero.

# %% [markdown] task="m02-q12-memo" mark=1
# I would keep all fields. The more we know of our customers, the better we can serve them.
