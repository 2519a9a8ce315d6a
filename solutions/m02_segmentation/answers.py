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


# %% slip="sentinels-present" task="m02-q1a-completeness"
"Sentinels such as 0 and 9999 were counted as present. They stand for 'unknown'."
edit("values.notna() & ~values.isin(sentinels)", "values.notna()")

# %% slip="sentinels-present" task="m02-q1a-completeness"
"Sentinels such as 0 and 9999 were counted as present. They stand for 'unknown'."
edit("[0, 9999]", "[]")

# %% slip="missing-present" task="m02-q1a-completeness"
"Missing values were counted as present: the column is full only of what somebody filled in."
edit("values.notna() & ~values.isin(sentinels)", "~values.isin(sentinels)")

# %% slip="denominator-after-dropna" task="m02-q1a-completeness"
"You divided by the rows that are left after dropping missing ones. The denominator is all rows, or a half-empty column looks full."
edit("return real.mean()", "return real[values.notna()].mean()")

# %% slip="denominator-after-dropna" task="m02-q1a-completeness"
"You divided by the rows that are left after dropping missing ones. The denominator is all rows, or a half-empty column looks full."
edit("return real.mean()", "return real[real].mean()")

# %% slip="count-not-share" task="m02-q1a-completeness"
"That is a count. A proportion divides it by the number of rows."
edit("return real.mean()", "return real.sum()")

# %% slip="percent" task="m02-q1a-completeness"
"A proportion lies between 0 and 1. Leave out the factor 100."
edit("return real.mean()", "return 100 * real.mean()")

# %% slip="notebook-not-argument" task="m02-q1a-completeness"
"Your function looks at a column of the notebook, whatever it is given. Use its own argument `values`."
edit(
    "values.notna() & ~values", 'customers["monthly_income"].notna() & ~customers["monthly_income"]'
)

# %% slip="fixed-sentinels" task="m02-q1a-completeness"
"Your function always leaves out the same stand-ins. Use its own argument `sentinels`."
edit("isin(sentinels)", "isin([0, 9999])")


# %% counts 0 and 9999 as present task="m02-q1a-completeness" points=1.67 trap="sentinels-present"
def completeness(values, sentinels):
    return values.notna().mean()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% only stand-ins taken out task="m02-q1a-completeness" points=0.83 trap="missing-present"
def completeness(values, sentinels):
    odd = values.isin(sentinels).sum()
    return (len(values) - odd) / len(values)


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% divides by what is left task="m02-q1a-completeness" points=0.83 trap="denominator-after-dropna"
def completeness(values, sentinels):
    known = values.dropna()
    return (~known.isin(sentinels)).mean()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% a count instead of a share task="m02-q1a-completeness" points=0.83 trap="count-not-share"
def completeness(values, sentinels):
    return (values.notna() & ~values.isin(sentinels)).sum()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% percent instead of a proportion task="m02-q1a-completeness" points=0.83 trap="percent"
def completeness(values, sentinels):
    return 100 * (values.notna() & ~values.isin(sentinels)).mean()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% the income column whatever is given task="m02-q1a-completeness" points=0.83 trap="notebook-not-argument"
def completeness(values, sentinels):
    income = customers.monthly_income
    return sum(income.notnull() & ~income.isin(sentinels)) / len(income)


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% always the same stand-ins task="m02-q1a-completeness" points=2.5 trap="fixed-sentinels"
def completeness(values, sentinels):
    return ((values != 0) & (values != 9999) & values.notna()).mean()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% prints instead of returning task="m02-q1a-completeness" points=0.83 says=["return"]
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


# %% slip="boundary" task="m02-q1b-timeliness"
"A record confirmed exactly 180 days before the snapshot still counts."
edit("days <= 180", "days < 180")

# %% slip="denominator-after-dropna" task="m02-q1b-timeliness"
"The row without a date left your denominator. A record nobody dated is not fresh."
edit("return (days <= 180).mean()", "return (days.dropna() <= 180).mean()")

# %% slip="today-as-snapshot" task="m02-q1b-timeliness"
"Nothing seems fresh. Do you measure from today instead of from `snapshot`? Then the answer changes each day."
edit("(snapshot - updated_at)", "(pd.Timestamp.now() - updated_at)")

# %% slip="notebook-not-argument" task="m02-q1b-timeliness"
"Your function uses SNAPSHOT of the notebook. Use its own argument `snapshot`, so that it works for any day."
edit("(snapshot - updated_at)", "(SNAPSHOT - updated_at)")

# %% slip="notebook-not-argument" task="m02-q1b-timeliness"
"Your function looks at a column of the notebook, whatever it is given. Use its own argument `updated_at`."
edit("(snapshot - updated_at)", '(snapshot - customers["updated_at"])')

# %% slip="gate-against-own-number" task="m02-q1b-timeliness"
"Your `timeliness` and your `gate_passed` disagree about the gate: is the proportion at least 0.70? Compare the exact number with it, not a rounded one."
edit(">= 0.70", "< 0.70")


# %% equivalent="m02-q1b-timeliness"
"The share is not exactly 0.70."
edit(">= 0.70", "> 0.70")

# %% equivalent="m02-q1b-timeliness"
"A gate of 77 % gives the same decision, and the task asks for no more than that."
edit("0.70", "0.77")


# %% counts from today task="m02-q1b-timeliness" points=1.2 trap="today-as-snapshot"
def timeliness(updated_at, snapshot):
    return ((pd.Timestamp.now() - updated_at).dt.days <= 180).mean()


gate_passed = False


# %% the day of the notebook task="m02-q1b-timeliness" points=2.8 trap="notebook-not-argument"
def timeliness(updated_at, snapshot):
    return (updated_at >= SNAPSHOT - pd.Timedelta(days=180)).mean()


gate_passed = timeliness(customers["updated_at"], SNAPSHOT) >= 0.70


# %% drops rows without a date task="m02-q1b-timeliness" points=2.4 trap="denominator-after-dropna"
def timeliness(updated_at, snapshot):
    dated = updated_at.dropna()
    return ((snapshot - dated).dt.days <= 180).mean()


gate_passed = timeliness(customers["updated_at"], SNAPSHOT) >= 0.70


# %% leaves out the 180th day task="m02-q1b-timeliness" points=1.6 trap="boundary"
def timeliness(updated_at, snapshot):
    return ((snapshot - updated_at).dt.days < 180).mean()


gate_passed = timeliness(customers["updated_at"], SNAPSHOT) >= 0.70


# %% the gate read the wrong way round task="m02-q1b-timeliness" points=2.8 trap="gate-against-own-number"
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

# %% slip="per-record" task="m02-q2-unit"
"That is the mean per record: people with two records are counted twice in the denominator."
edit("products.mean()", 'customers["products"].mean()')

# %% slip="dropped-second-record" task="m02-q2-unit"
"That keeps one record of each person and throws the second one away, with the products on it. Add them up for each person instead."
edit("products.mean()", 'customers.drop_duplicates("person_key")["products"].mean()')

# %% slip="dropped-second-record" task="m02-q2-unit"
"That keeps one record of each person and throws the second one away, with the products on it. Add them up for each person instead."
edit("products.mean()", 'customers.drop_duplicates("person_key", keep="last")["products"].mean()')

# %% slip="mean-of-means" task="m02-q2-unit"
"That takes the mean of each person's records first. Whoever has two records holds the products on both: add them up."
edit("products.mean()", 'customers.groupby("person_key")["products"].mean().mean()')

# %% slip="largest-sum" task="m02-q2-unit"
"That is how many products the busiest person holds. `busiest_person` is who it is, one value of the column `person_key`: `idxmax` says whose sum is the largest, `max` how large it is."
edit("products.idxmax()", "products.max()")

# %% slip="row-number" task="m02-q2-unit"
"That is the number of a row. A `person_key` looks like 'P12588': group by it first, then ask with `idxmax`."
edit("products.idxmax()", 'customers["products"].idxmax()')

# %% slip="row-number" task="m02-q2-unit"
"That is the number of a row. A `person_key` looks like 'P12588': group by it first, then ask with `idxmax`."
edit("products.idxmax()", 'str(customers["products"].idxmax())')

# %% slip="row-number" task="m02-q2-unit"
"That is the number of a row. A `person_key` looks like 'P12588': group by it first, then ask with `idxmax`."
edit("products.idxmax()", "products.argmax()")

# %% slip="row-number" task="m02-q2-unit"
"That is the number of a row. A `person_key` looks like 'P12588': group by it first, then ask with `idxmax`."
edit("products.idxmax()", "str(products.argmax())")

# %% slip="customer-id" task="m02-q2-unit"
"That names a record. `busiest_person` should be one value of the column `person_key`."
edit("products.idxmax()", 'customers.set_index("customer_id")["products"].idxmax()')

# %% slip="busiest-record" task="m02-q2-unit"
"That is who holds the record with the most products. Somebody holds more when all records of a person are added up."
edit("products.idxmax()", 'customers.loc[customers["products"].idxmax(), "person_key"]')

# %% mean per record task="m02-q2-unit" points=0 trap="per-record"
products_per_person = customers["products"].mean()
busiest_person = customers.loc[customers["products"].idxmin(), "person_key"]

# %% throws the second record away task="m02-q2-unit" points=1.6 trap="dropped-second-record"
unique = customers.drop_duplicates("person_key")
products_per_person = unique["products"].mean()
busiest_person = customers.groupby("person_key")["products"].sum().idxmax()

# %% the mean of each person's mean task="m02-q2-unit" points=1.6 trap="mean-of-means"
by_person = customers.groupby("person_key")["products"]
products_per_person = by_person.mean().mean()
busiest_person = by_person.sum().idxmax()

# %% the largest sum instead of the person task="m02-q2-unit" points=2.4 trap="largest-sum"
by_person = customers.groupby("person_key")["products"].sum()
products_per_person = by_person.mean()
busiest_person = by_person.max()

# %% the number of a row task="m02-q2-unit" points=2.4 trap="row-number"
products_per_person = customers.groupby("person_key")["products"].sum().mean()
busiest_person = customers["products"].to_numpy().argmax()

# %% an answer that stops with an error task="m02-q2-unit" points=0 says=["stopped before", "KeyError", "spelling"]
products_per_person = customers.groupby("person")["products"].sum().mean()

# %% the person of the fullest record task="m02-q2-unit" points=2.4 trap="busiest-record"
products_per_person = customers["products"].sum() / len(customers["person_key"].unique())
fullest = customers.sort_values("products", kind="stable", ascending=False).iloc[0]
busiest_person = fullest["person_key"]

# %% a customer id instead of a person task="m02-q2-unit" points=2.4 trap="customer-id"
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

# %% slip="reversed-recency" task="m02-q3a-sleepers"
"These are your most recent customers: R = 5 is the most recent, so sleepers have a low R."
edit("R <= 2", "R >= 4")

# %% slip="or-instead-of-and" task="m02-q3a-sleepers"
"Someone in your list fails one of the three conditions. All three must hold at once."
edit("R <= 2 and F >= 4 and M >= 4", "R <= 2 or F >= 4 or M >= 4")

# %% slip="boundary" task="m02-q3a-sleepers"
"Customers whose score is just at a limit are missing: 'or less' and 'or more' include the number itself."
edit("R <= 2 and F >= 4 and M >= 4", "R < 2 and F > 4 and M > 4")

# %% slip="not-ids" task="m02-q3a-sleepers"
"That is a column of True and False: keep the ids of the True ones, `scores.index[...]`."
edit(
    'list(scores.query("R <= 2 and F >= 4 and M >= 4").index)',
    '(scores["R"] <= 2) & (scores["F"] >= 4) & (scores["M"] >= 4)',
)

# %% recency the wrong way round task="m02-q3a-sleepers" points=0 trap="reversed-recency"
sleeping = list(scores.query("R >= 4 and F >= 4 and M >= 4").index)

# %% or instead of and task="m02-q3a-sleepers" points=0 trap="or-instead-of-and"
sleeping = list(scores.query("R <= 2 or F >= 4 or M >= 4").index)

# %% or less, or more, without the numbers themselves task="m02-q3a-sleepers" points=0.84 trap="boundary"
sleeping = scores[scores["R"].lt(2) & scores["F"].gt(4) & scores["M"].gt(4)].index.to_list()

# %% a mask in place of ids task="m02-q3a-sleepers" points=0 trap="not-ids"
sleeping = scores.eval("R <= 2 and F >= 4 and M >= 4").to_list()

# %% a table of the right customers task="m02-q3a-sleepers" points=4
sleeping = scores.query("R <= 2 and F > 3 and M > 3")

# %% a few forgotten task="m02-q3a-sleepers" points=3.59 says=["149 of 166"]
sleeping = scores.query("R <= 2 and F >= 4 and M >= 4").index[17:]

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


# %% slip="never-users-dropped" task="m02-q3b-app-recency"
"Who never used the app has disappeared. Customers without app payments belong in the table, with R = 0."
edit(
    'transactions["customer_id"].unique()',
    'transactions.loc[transactions["channel"] == "app", "customer_id"].unique()',
)

# %% slip="first-payment" task="m02-q3b-app-recency"
"In your table, the days of a customer with several app payments are counted from the first. Recency counts from the last one."
edit('["date"].max()', '["date"].min()')

# %% slip="all-channels" task="m02-q3b-app-recency"
'Payments at the branch or by card are in your days: only payments with channel "app" count.'
edit('transactions[transactions["channel"] == "app"]', "transactions")

# %% slip="reversed-recency" task="m02-q3b-app-recency"
"The direction is reversed: who paid by app the fewest days ago should have the highest score."
edit("[5, 4, 3, 2, 1]", "[1, 2, 3, 4, 5]")

# %% slip="never-users-scored" task="m02-q3b-app-recency"
"Who never used the app has the same score as somebody who did. Give 0 to those who never used it."
edit("fillna(0)", "fillna(1)")

# %% slip="ties-break-groups" task="m02-q3b-app-recency"
"The five groups are not equal: customers with the same number of days were pushed into one group. Rank them first."
edit(
    'pd.qcut(days.rank(method="first"), 5, labels=[5, 4, 3, 2, 1])',
    "pd.qcut(days, 5, labels=[5, 4, 3, 2, 1])",
)


# %% 5 for the most days task="m02-q3b-app-recency" points=4 trap="reversed-recency"
def app_recency(transactions, snapshot):
    last = transactions[transactions["channel"] == "app"].groupby("customer_id")["date"].max()
    days = (snapshot - last).dt.days
    everybody = transactions["customer_id"].unique()
    score = pd.qcut(days.rank(method="first"), 5, labels=[1, 2, 3, 4, 5]).astype(int)
    return pd.DataFrame({"days": days.reindex(everybody), "R": score.reindex(everybody).fillna(0)})


# %% forgets those who never used the app task="m02-q3b-app-recency" points=2 trap="never-users-dropped"
def app_recency(transactions, snapshot):
    last = transactions[transactions["channel"] == "app"].groupby("customer_id")["date"].max()
    days = (snapshot - last).dt.days
    return pd.DataFrame(
        {
            "days": days,
            "R": pd.qcut(days.rank(method="first"), 5, labels=[5, 4, 3, 2, 1]).astype(int),
        }
    )


# %% the first row of each customer task="m02-q3b-app-recency" points=2 trap="first-payment"
def app_recency(transactions, snapshot):
    app = transactions[transactions["channel"] == "app"].sort_values("date")
    first = app.drop_duplicates("customer_id").set_index("customer_id")["date"]
    table = pd.DataFrame(index=transactions["customer_id"].unique())
    table["days"] = (snapshot - first).dt.days
    table["R"] = 5 - pd.qcut(table["days"].rank(method="first"), 5, labels=False)
    return table.fillna({"R": 0})


# %% those who never used it beside the rarest task="m02-q3b-app-recency" points=4 trap="never-users-scored"
def app_recency(transactions, snapshot):
    app = transactions[transactions["channel"] == "app"]
    table = pd.DataFrame(index=transactions["customer_id"].unique())
    table["days"] = (snapshot - app.groupby("customer_id")["date"].max()).dt.days
    score = 5 - pd.qcut(table["days"].rank(method="first"), 5, labels=False)
    table["R"] = score.clip(lower=1).where(table["days"].notna(), 1)
    return table


# %% counts to today task="m02-q3b-app-recency" points=4.5 trap="today-as-snapshot"
def app_recency(transactions, snapshot):
    last = transactions[transactions["channel"] == "app"].groupby("customer_id")["date"].max()
    days = (pd.Timestamp.now().normalize() - last).dt.days
    everybody = transactions["customer_id"].unique()
    score = pd.qcut(days.rank(method="first"), 5, labels=[5, 4, 3, 2, 1]).astype(int)
    return pd.DataFrame({"days": days.reindex(everybody), "R": score.reindex(everybody).fillna(0)})


# %% ties pushed into one group task="m02-q3b-app-recency" points=5.5 trap="ties-break-groups"
def app_recency(transactions, snapshot):
    last = transactions[transactions["channel"] == "app"].groupby("customer_id")["date"].max()
    days = (snapshot - last).dt.days
    everybody = transactions["customer_id"].unique()
    score = pd.qcut(days, 5, labels=[5, 4, 3, 2, 1], duplicates="drop").astype(int)
    return pd.DataFrame({"days": days.reindex(everybody), "R": score.reindex(everybody).fillna(0)})


# %% all channels task="m02-q3b-app-recency" points=2 trap="all-channels"
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

# %% slip="no-scaling" task="m02-q4-silhouette"
"These are the silhouettes of unscaled data. They look better, because one column decides alone; the groups are worse."
edit(
    "silhouette(prepared, cluster_customers(prepared, k))",
    "silhouette(prepared, cluster_customers(prepared, k, scale=False), scale=False)",
)

# %% slip="no-scaling" task="m02-q4-silhouette"
"These are the silhouettes of unscaled data. They look better, because one column decides alone; the groups are worse."
edit(
    "silhouette(prepared, cluster_customers(prepared, k))",
    "silhouette(features, cluster_customers(features, k, scale=False), scale=False)",
)

# %% slip="raw-amounts" task="m02-q4-silhouette"
"These come from `features`; use `prepared`, where amounts and counts are logarithms."
edit(
    "silhouette(prepared, cluster_customers(prepared, k))",
    "silhouette(features, cluster_customers(features, k))",
)

# %% slip="range-stops-early" task="m02-q4-silhouette"
"k = 8 is missing: `range(2, 8)` ends at 7."
edit("range(2, 9)", "range(2, 8)")

# %% slip="inertia-not-silhouette" task="m02-q4-silhouette"
"A silhouette lies between -1 and 1. Is this the within-group sum of squares (inertia)? It falls with every k and cannot choose."
edit(
    "silhouettes = pd.Series(",
    "from servicelab.customers import inertia\n\nsilhouettes = pd.Series(",
)
edit(
    "silhouette(prepared, cluster_customers(prepared, k))",
    "inertia(prepared, cluster_customers(prepared, k))",
)

# %% slip="not-own-criterion" task="m02-q4-silhouette"
"Your table has its largest silhouette elsewhere. The criterion was stated before the result: follow it."
edit("silhouettes.idxmax()", "silhouettes.idxmin()")

# %% equivalent="m02-q4-silhouette"
"One k more than was asked is there, and its silhouette is not the largest: what was asked is right."
edit("range(2, 9)", "range(2, 10)")

# %% no scaling task="m02-q4-silhouette" points=1.78 trap="no-scaling"
silhouettes = pd.Series(
    {
        k: silhouette(prepared, cluster_customers(prepared, k, scale=False), scale=False)
        for k in range(2, 9)
    }
)
chosen_k = silhouettes.idxmax()

# %% raw amounts task="m02-q4-silhouette" points=3.56 trap="raw-amounts"
silhouettes = pd.Series(
    {k: silhouette(features, cluster_customers(features, k)) for k in range(2, 9)}
)
chosen_k = silhouettes.idxmax()

# %% stops at seven task="m02-q4-silhouette" points=7.11 trap="range-stops-early"
silhouettes = pd.Series(
    {k: silhouette(prepared, cluster_customers(prepared, k)) for k in range(2, 8)}
)
chosen_k = silhouettes.idxmax()

# %% k by elbow task="m02-q4-silhouette" points=0 trap="inertia-not-silhouette"
from servicelab.customers import inertia

silhouettes = pd.Series({k: inertia(prepared, cluster_customers(prepared, k)) for k in range(2, 9)})
chosen_k = 3

# %% does not follow the criterion task="m02-q4-silhouette" points=6.22 trap="not-own-criterion"
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


# %% slip="row-percent-only" task="m02-q5a-spend-index"
"These are the shares within each segment. Divide by the overall share, so that 100 means average."
edit("100 * within / overall", "100 * within")

# %% slip="column-percent" task="m02-q5a-spend-index"
"These say how a channel's yuan spread over the segments. Ask the other way round: how a segment's yuan spread over the channels, against the branch as a whole."
edit("100 * within / overall", "100 * yuan / yuan.sum()")

# %% slip="wrong-base" task="m02-q5a-spend-index"
"Above and below the line are different shares: the share of a channel held by the segment was divided by the share of the channel overall."
edit("yuan.div(yuan.sum(axis=1), axis=0)", "yuan / yuan.sum()")

# %% slip="counted-payments" task="m02-q5a-spend-index"
"You counted payments. The task asks for yuan: add up `amount`."
edit('aggfunc="sum"', 'aggfunc="count"')

# %% slip="mean-payment" task="m02-q5a-spend-index"
"You took the mean of the payments. The task asks for all yuan: add up `amount`."
edit('aggfunc="sum", ', "")

# %% slip="not-times-100" task="m02-q5a-spend-index"
"Right idea; index numbers are multiplied by 100."
edit("100 * within / overall", "within / overall")

# %% slip="missing-cell" task="m02-q5a-spend-index"
"An empty cell is missing instead of 0: no yuan is a fact, not an unknown."
edit(", fill_value=0", "")

# %% slip="transposed" task="m02-q5a-spend-index"
"Rows and columns are swapped: turn the table with `.T`, so that each segment is a row."
edit("return 100 * within / overall", "return (100 * within / overall).T")


# %% shares without the overall share task="m02-q5a-spend-index" points=0 trap="row-percent-only"
def spend_index(transactions, segments, by):
    t = transactions.assign(segment=transactions["customer_id"].map(segments))
    yuan = t.pivot_table(
        index="segment", columns=by, values="amount", aggfunc="sum", fill_value=0, observed=True
    )
    return 100 * yuan.div(yuan.sum(axis=1), axis=0)


# %% column percent task="m02-q5a-spend-index" points=0 trap="column-percent"
def spend_index(transactions, segments, by):
    t = transactions.assign(segment=transactions["customer_id"].map(segments))
    yuan = t.pivot_table(
        index="segment", columns=by, values="amount", aggfunc="sum", fill_value=0, observed=True
    )
    return 100 * yuan / yuan.sum()


# %% wrong base task="m02-q5a-spend-index" points=0 trap="wrong-base"
def spend_index(transactions, segments, by):
    t = transactions.assign(segment=transactions["customer_id"].map(segments))
    yuan = t.pivot_table(
        index="segment", columns=by, values="amount", aggfunc="sum", fill_value=0, observed=True
    )
    return 100 * (yuan / yuan.sum()) / (yuan.sum() / yuan.sum().sum())


# %% counts payments task="m02-q5a-spend-index" points=0 trap="counted-payments"
def spend_index(transactions, segments, by):
    t = transactions.assign(segment=transactions["customer_id"].map(segments))
    n = pd.crosstab(t["segment"], t[by])
    return 100 * n.div(n.sum(axis=1), axis=0) / (n.sum() / n.sum().sum())


# %% the mean of the payments task="m02-q5a-spend-index" points=0 trap="mean-payment"
def spend_index(transactions, segments, by):
    payments = transactions.join(segments.rename("segment"), on="customer_id")
    yuan = payments.groupby(["segment", by], observed=True)["amount"].mean().unstack(fill_value=0)
    within = (yuan.T / yuan.sum(axis=1)).T
    return within / (yuan.sum() / yuan.sum().sum()) * 100


# %% index numbers around 1 task="m02-q5a-spend-index" points=0 trap="not-times-100"
def spend_index(transactions, segments, by):
    payments = transactions.join(segments.rename("segment"), on="customer_id")
    within = pd.crosstab(
        payments["segment"], payments[by], payments["amount"], aggfunc="sum", normalize="index"
    )
    whole = payments.groupby(by, observed=True)["amount"].sum()
    return within.fillna(0) / (whole / whole.sum())


# %% channels in the rows task="m02-q5a-spend-index" points=0 trap="transposed"
def spend_index(transactions, segments, by):
    payments = transactions.join(segments.rename("segment"), on="customer_id")
    yuan = payments.groupby([by, "segment"], observed=True)["amount"].sum().unstack(fill_value=0)
    whole = yuan.sum(axis=1) / yuan.to_numpy().sum()
    return (yuan / yuan.sum()).div(whole, axis=0) * 100


# %% leaves the empty cell missing task="m02-q5a-spend-index" points=5 trap="missing-cell"
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

# %% slip="not-times-100" task="m02-q5b-chart"
"The bars show proportions; an index is 100 on average."
edit(
    'spend_index(transactions, segments, "channel")',
    '(spend_index(transactions, segments, "channel") / 100)',
)

# %% no line at 100 task="m02-q5b-chart" points=2.25 says=["line at 100"]
yuan = transactions.assign(segment=transactions["customer_id"].map(segments)).pivot_table(
    index="segment", columns="channel", values="amount", aggfunc="sum", fill_value=0, observed=True
)
money = 100 * yuan.div(yuan.sum(axis=1), axis=0) / (yuan.sum() / yuan.sum().sum())
ax = money.loc["A"].plot.bar(title="Segment A", ylabel="Index")

# %% proportions instead of index numbers task="m02-q5b-chart" points=1.5 trap="not-times-100"
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
from servicelab.evidence import adjusted_rand


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


# %% equivalent="m02-q6-stability"
"Agreement has no direction."
edit("adjusted_rand_score(first, second)", "adjusted_rand_score(second, first)")

# %% slip="raw-labels" task="m02-q6-stability"
"You compared the names of the groups: a share of equal labels. The second analyst may call the same groups something else."
edit(
    "return adjusted_rand_score(first, second)",
    "return (pd.Series(list(first)) == pd.Series(list(second))).mean()",
)

# %% slip="unadjusted-rand" task="m02-q6-stability"
"That is the Rand index without the adjustment: pairs that agree by chance are still in it."
edit(
    "return adjusted_rand_score(first, second)",
    "from sklearn.metrics import rand_score\n\n    return rand_score(first, second)",
)

# %% slip="mutual-information" task="m02-q6-stability"
"That is another index, mutual information. Use the adjusted Rand index."
edit(
    "return adjusted_rand_score(first, second)",
    "from sklearn.metrics import normalized_mutual_info_score as nmi\n\n    return nmi(first, second)",
)

# %% slip="mutual-information" task="m02-q6-stability"
"That is another index, mutual information. Use the adjusted Rand index."
edit(
    "return adjusted_rand_score(first, second)",
    "from sklearn.metrics import adjusted_mutual_info_score as ami\n\n    return ami(first, second)",
)

# %% equivalent="m02-q6-stability"
"One repeat more changes the stability by less than chance does."
edit("repeats=6", "repeats=7")

# %% equivalent="m02-q6-stability"
"One repeat less changes the stability by less than chance does."
edit("repeats=6", "repeats=5")

# %% slip="not-own-criterion" task="m02-q6-stability"
"Your table has its largest value elsewhere."
edit("stability.idxmax()", "stability.idxmin()")


# %% compares the names task="m02-q6-stability" points=3 trap="raw-labels"
def label_agreement(first, second):
    return (pd.Series(list(first)) == pd.Series(list(second))).mean()


stability = pd.Series({k: cluster_stability(prepared, k, repeats=6) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()

# %% Rand without adjustment task="m02-q6-stability" points=5 trap="unadjusted-rand"
from sklearn.metrics import rand_score


def label_agreement(first, second):
    return rand_score(first, second)


stability = pd.Series({k: cluster_stability(prepared, k, repeats=6) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()


# %% mutual information by hand task="m02-q6-stability" points=5 trap="mutual-information"
def label_agreement(first, second):
    table = pd.crosstab(pd.Series(list(first)), pd.Series(list(second)), normalize=True).to_numpy()
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    some = table > 0
    shared = (table[some] * np.log(table[some] / np.outer(rows, columns)[some])).sum()
    return 2 * shared / -((rows * np.log(rows)).sum() + (columns * np.log(columns)).sum())


stability = pd.Series({k: cluster_stability(prepared, k, repeats=6) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()


# %% forgets return task="m02-q6-stability" points=3 says=["return"]
def label_agreement(first, second):
    result = adjusted_rand_score(first, second)


stability = pd.Series({k: cluster_stability(prepared, k, repeats=6) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()


# %% the least stable task="m02-q6-stability" points=6 trap="not-own-criterion"
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

# %% slip="percent-agreement" task="m02-q7a-kappa"
"That is percent agreement. A part of it is chance; kappa takes that part out."
edit('"a and key": kappa(', '"a and key": percent_agreement(')
edit('"b and key": kappa(', '"b and key": percent_agreement(')
edit('"a and b": kappa(', '"a and b": percent_agreement(')
edit('"a and key, clear": kappa(', '"a and key, clear": percent_agreement(')

# %% slip="ambiguous-kept" task="m02-q7a-kappa"
"Your fourth value contains the ambiguous statements: leave them out of it."
edit('verbatims[~verbatims["ambiguous"]]', "verbatims")

# %% slip="ambiguous-only" task="m02-q7a-kappa"
"The fourth value is over the ambiguous statements only; it should leave them out."
edit('verbatims[~verbatims["ambiguous"]]', 'verbatims[verbatims["ambiguous"]]')

# %% equivalent="m02-q7a-kappa"
"Agreement has no direction."
edit(
    'kappa(verbatims["coder_a"], verbatims["gold_layer"])',
    'kappa(verbatims["gold_layer"], verbatims["coder_a"])',
)

# %% equivalent="m02-q7a-kappa"
"Agreement has no direction."
edit(
    'kappa(verbatims["coder_b"], verbatims["gold_layer"])',
    'kappa(verbatims["gold_layer"], verbatims["coder_b"])',
)

# %% equivalent="m02-q7a-kappa"
"Agreement has no direction."
edit(
    'kappa(verbatims["coder_a"], verbatims["coder_b"])',
    'kappa(verbatims["coder_b"], verbatims["coder_a"])',
)

# %% equivalent="m02-q7a-kappa"
"Agreement has no direction."
edit('kappa(clear["coder_a"], clear["gold_layer"])', 'kappa(clear["gold_layer"], clear["coder_a"])')

# %% percent agreement task="m02-q7a-kappa" points=0 trap="percent-agreement"
clear = verbatims[~verbatims["ambiguous"]]
kappas = {
    "a and key": percent_agreement(verbatims["coder_a"], verbatims["gold_layer"]),
    "b and key": percent_agreement(verbatims["coder_b"], verbatims["gold_layer"]),
    "a and b": percent_agreement(verbatims["coder_a"], verbatims["coder_b"]),
    "a and key, clear": percent_agreement(clear["coder_a"], clear["gold_layer"]),
}

# %% ambiguous ones left in task="m02-q7a-kappa" points=3 trap="ambiguous-kept"
kappas = {
    "a and key": kappa(verbatims["coder_a"], verbatims["gold_layer"]),
    "b and key": kappa(verbatims["coder_b"], verbatims["gold_layer"]),
    "a and b": kappa(verbatims["coder_a"], verbatims["coder_b"]),
    "a and key, clear": kappa(verbatims["coder_a"], verbatims["gold_layer"]),
}

# %% only the ambiguous ones task="m02-q7a-kappa" points=3 trap="ambiguous-only"
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

# %% slip="one-code-for-all" task="m02-q7b-my-codes"
"All twelve have the same code, which agrees by chance alone. Read each statement and give it its own."
edit('verbatims.loc[TWELVE, "gold_layer"].astype(str).to_dict()', 'dict.fromkeys(TWELVE, "pain")')

# %% everything is pain task="m02-q7b-my-codes" points=0 trap="one-code-for-all"
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


# %% slip="highest-response" task="m02-q8-best-offer"
"One offer may be accepted more often, and the other earn more on each acceptance. Compare profit, not response."
edit(
    "return profit.idxmax(axis=1)",
    'response = cells["accepted"].mean().unstack().idxmax(axis=1)\n    return response.where(profit.max(axis=1) > 0, "none")',
)

# %% slip="cost-ignored" task="m02-q8-best-offer"
"Where few accept, asking everybody costs more than the acceptances bring: there 'none', which earns 0, is best."
edit(" - cost)", ")")

# %% slip="cost-ignored" task="m02-q8-best-offer"
"Where few accept, asking everybody costs more than the acceptances bring: there 'none', which earns 0, is best."
edit('profit["none"] = 0.0\n', "\n")

# %% slip="response-and-cost" task="m02-q8-best-offer"
"Two things are missing: what an acceptance is worth, and what asking costs."
edit("return profit.idxmax(axis=1)", 'return cells["accepted"].mean().unstack().idxmax(axis=1)')

# %% slip="wrong-denominator" task="m02-q8-best-offer"
"Divide the acceptances of an offer by those who were offered it, not by all customers of the segment."
edit(
    'cells["accepted"].mean() *',
    'cells["accepted"].sum() / made["segment"].map(segments.value_counts()).groupby([made["segment"], made["offered"].astype(str)]).mean() *',
)

# %% slip="cost-from-file" task="m02-q8-best-offer"
"The rule stays the same when asking becomes dearer. Does your function use its argument `cost`, or the column?"
edit(" - cost)", ' - cells["cost"].mean())')


# %% highest response wins task="m02-q8-best-offer" points=3 trap="highest-response"
def best_offer_at_cost(offers, segments, cost):
    made = offers[offers["offered"] != "none"].assign(segment=offers["customer_id"].map(segments))
    p = made.groupby(["segment", made["offered"].astype(str)])["accepted"].mean().unstack()
    m = pd.Series({"credit": 900, "wealth": 1200})
    best = p.idxmax(axis=1)
    profit = (p * m - cost).max(axis=1)
    return best.where(profit > 0, "none")


# %% cost ignored task="m02-q8-best-offer" points=1 trap="cost-ignored"
def best_offer_at_cost(offers, segments, cost):
    made = offers[offers["offered"] != "none"].assign(segment=offers["customer_id"].map(segments))
    p = made.groupby(["segment", made["offered"].astype(str)])["accepted"].mean().unstack()
    return (p * pd.Series({"credit": 900, "wealth": 1200})).idxmax(axis=1)


# %% response only task="m02-q8-best-offer" points=0 trap="response-and-cost"
def best_offer_at_cost(offers, segments, cost):
    made = offers[offers["offered"] != "none"].assign(segment=offers["customer_id"].map(segments))
    return (
        made.groupby(["segment", made["offered"].astype(str)])["accepted"]
        .mean()
        .unstack()
        .idxmax(axis=1)
    )


# %% a share of the whole segment task="m02-q8-best-offer" points=0 trap="wrong-denominator"
def best_offer_at_cost(offers, segments, cost):
    result = {}
    for segment, people in segments.groupby(segments):
        here = offers[offers["customer_id"].isin(people.index)]
        profit = {"none": 0}
        for offer in ("credit", "wealth"):
            yes = here[(here["offered"] == offer) & (here["accepted"] == 1)]
            profit[offer] = yes["margin"].sum() / len(people) - cost
        result[segment] = max(profit, key=profit.get)
    return pd.Series(result)


# %% the cost of the file task="m02-q8-best-offer" points=4 trap="cost-from-file"
def best_offer_at_cost(offers, segments, cost):
    made = offers.assign(segment=offers["customer_id"].map(segments))
    made["profit"] = made["accepted"] * made["margin"] - made["cost"]
    offered = made["offered"].astype(str)
    return made.groupby(["segment", offered])["profit"].mean().unstack().idxmax(axis=1)


# %% [markdown]
# ## Task 9: the decision

# %% the same behaviors in another order task="m02-q9-studio" points=12
from servicelab.games.segment_studio import evaluate

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
from servicelab.games.segment_studio import evaluate

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

# %% equivalent="m02-q9-studio"
"A forecast is a judgment; one yuan more is as good."
edit("280_000", "280_001")

# %% equivalent="m02-q9-studio"
"A forecast is a judgment; one yuan less is as good."
edit("280_000", "279_999")

# %% slip="no-scaling" task="m02-q9-studio"
"Without scaling one behavior decides alone, because its numbers are large."
edit("scale=True", "scale=False")

# %% slip="age-only" task="m02-q9-studio"
"Age alone is head office's plan, and the experiment did not support it. Choose features of behavior."
edit('["transactions", "balance", "revolving_share", "app_share"]', '["age"]')

# %% refuses credit to those deep in debt task="m02-q9-studio" points=9.18 says=["closes"]
from servicelab.games.segment_studio import evaluate

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

# %% head office's plan: age alone task="m02-q9-studio" points=9.29 trap="age-only"
from servicelab.games.segment_studio import evaluate

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

# %% without scaling task="m02-q9-studio" points=8.44 trap="no-scaling"
from servicelab.games.segment_studio import evaluate

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

# %% slip="later-payments" task="m02-q10-honest-test"
"Payments after the offers are used: the reaction to the offer would predict the reaction."
edit("2025-09-01", "2026-01-01")

# %% slip="stale-behavior" task="m02-q10-honest-test"
"On that day the summer had not happened yet. Use everything known before the autumn offers."
edit('pd.Timestamp("2025-09-01")', "SPRING")

# %% slip="leakage" task="m02-q10-honest-test"
"`balance_30d_after` was measured thirty days after the offer. The loan of whoever accepted has arrived in the account by then: the answer is in the question."
edit('[field for field in CANDIDATES if field != "balance_30d_after"]', "list(CANDIDATES)")

# %% slip="tested-on-training-data" task="m02-q10-honest-test"
"That is the score on the data it learned from. The test is autumn."
edit("auc(spring, autumn, fields)", "auc(spring, spring, fields)")

# %% slip="trained-on-test" task="m02-q10-honest-test"
"You learned on autumn and tested on spring. A forecast learns from the past and is tested on what comes later."
edit("auc(spring, autumn, fields)", "auc(autumn, spring, fields)")

# %% the balance afterwards task="m02-q10-honest-test" points=3 trap="leakage"
until_autumn = pd.Timestamp("2025-09-01")
autumn = table_before(later, until_autumn)
fields = CANDIDATES
honest_auc = auc(spring, autumn, fields)

# %% payments after the offers task="m02-q10-honest-test" points=6 trap="later-payments"
until_autumn = pd.Timestamp("2026-01-01")
autumn = table_before(later, until_autumn)
fields = [field for field in CANDIDATES if field != "balance_30d_after"]
honest_auc = auc(spring, table_before(later, pd.Timestamp("2025-09-01")), fields)

# %% tested where it learned task="m02-q10-honest-test" points=3 trap="tested-on-training-data"
until_autumn = pd.Timestamp("2025-09-01")
autumn = table_before(later, until_autumn)
fields = [field for field in CANDIDATES if field != "balance_30d_after"]
honest_auc = auc(spring, spring, fields)

# %% learned on autumn task="m02-q10-honest-test" points=3 trap="trained-on-test"
until_autumn = pd.Timestamp("2025-09-01")
autumn = table_before(later, until_autumn)
fields = CANDIDATES[:-1]
honest_auc = auc(autumn, spring, fields)

# %% the answer among the fields task="m02-q10-honest-test" points=0 says=["what is to be predicted"]
until_autumn = "2025-09-01"
autumn = table_before(later, pd.Timestamp(until_autumn))
fields = ["accepted", *CANDIDATES[:-1]]
honest_auc = auc(spring, autumn, fields)

# %% one field forgotten task="m02-q10-honest-test" points=6.75 says=["known before the offer"]
until_autumn = "2025-09-01"
autumn = table_before(later, pd.Timestamp(until_autumn))
fields = ["age", *CANDIDATES[2:-1]]
honest_auc = auc(spring, autumn, fields)

# %% behavior of March task="m02-q10-honest-test" points=6 trap="stale-behavior"
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

# %% equivalent="m02-q11-call"
"The worth of a call is not exactly its cost."
edit("worth_per_call > calls", "worth_per_call >= calls")

# %% slip="counted-all" task="m02-q11-call"
"That counts every account that came back. Some of them come back without a call: subtract their share."
edit("(rate[True] - rate[False])", "rate[True]")

# %% slip="survivors-only" task="m02-q11-call"
"You looked at accounts that are still open. Those who left after the call have left your table too."
edit("calls.groupby", 'calls[calls["still_open"] == 1].groupby')

# %% slip="not-in-yuan" task="m02-q11-call"
"That is the extra share that came back. Multiply by the margin to get yuan."
edit(' * calls["margin"].mean()', "")

# %% slip="cost-taken-off" task="m02-q11-call"
"The cost is already taken off. The task asks for the worth before the cost."
edit('calls["margin"].mean()', 'calls["margin"].mean() - calls["cost"].max()')

# %% slip="sign" task="m02-q11-call"
"The sign is reversed: called minus not called."
edit("rate[True] - rate[False]", "rate[False] - rate[True]")

# %% slip="not-own-number" task="m02-q11-call"
"Compare your worth per call with the cost of a call: the larger of the two decides."
edit("worth_per_call > calls", "worth_per_call < calls")

# %% counts everyone who came back task="m02-q11-call" points=2 trap="counted-all"
worth_per_call = calls.loc[calls["called"], "reactivated"].mean() * 300
call_again = worth_per_call > 15

# %% looks at survivors task="m02-q11-call" points=2 trap="survivors-only"
alive = calls[calls["still_open"] == 1].groupby("called")["reactivated"].mean()
worth_per_call = (alive[True] - alive[False]) * 300
call_again = worth_per_call > 15

# %% a share instead of yuan task="m02-q11-call" points=2 trap="not-in-yuan"
came = calls.groupby("called")["reactivated"].mean()
worth_per_call = came[True] - came[False]
call_again = False

# %% what remains after the cost task="m02-q11-call" points=2 trap="cost-taken-off"
came = calls.pivot_table(index="called", values="reactivated")["reactivated"]
worth_per_call = came.diff().iloc[-1] * 300 - 15
call_again = worth_per_call > 0

# %% the decision turned round task="m02-q11-call" points=3 trap="not-own-number"
worth_per_call = calls.groupby("called")["reactivated"].mean().diff().iloc[-1] * 300
call_again = not worth_per_call > 15

# %% sign reversed task="m02-q11-call" points=2 trap="sign"
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
