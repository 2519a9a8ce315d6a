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

# %% filter first, then count task="m02-q1a-completeness" points=4
def completeness(values, sentinels):
    known = values.dropna()
    known = known[~known.isin(sentinels)]
    return len(known) / len(values)


income_completeness = completeness(customers.monthly_income, [0, 9999])


# %% a loop task="m02-q1a-completeness" points=4
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


# %% replace sentinels by missing task="m02-q1a-completeness" points=4
def completeness(values, sentinels):
    return 1 - values.mask(values.isin(sentinels)).isna().sum() / values.size


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% slip="sentinels-present" task="m02-q1a-completeness"
"Sentinels such as 0 and 9999 were counted as present. They stand for 'unknown'."
edit("(given & ~typed).mean()", "given.mean()")

# %% slip="sentinels-present" task="m02-q1a-completeness"
"Sentinels such as 0 and 9999 were counted as present. They stand for 'unknown'."
edit("[0, 9999]", "[]")

# %% slip="missing-present" task="m02-q1a-completeness"
"Missing values were counted as present: the column is full only of what somebody filled in."
edit("(given & ~typed).mean()", "(~typed).mean()")

# %% slip="denominator-after-dropna" task="m02-q1a-completeness"
"You divided by the rows that are left after dropping missing ones. The denominator is all rows, or a half-empty column looks full."
edit("(given & ~typed).mean()", "(given & ~typed)[given].mean()")

# %% slip="denominator-after-dropna" task="m02-q1a-completeness"
"You divided by the rows that are left after dropping missing ones. The denominator is all rows, or a half-empty column looks full."
edit("(given & ~typed).mean()", "(given & ~typed)[given & ~typed].mean()")

# %% slip="count-not-share" task="m02-q1a-completeness"
"That is a count. A proportion divides it by the number of rows."
edit("(given & ~typed).mean()", "(given & ~typed).sum()")

# %% slip="percent" task="m02-q1a-completeness"
"A proportion lies between 0 and 1. Leave out the factor 100."
edit("(given & ~typed).mean()", "100 * (given & ~typed).mean()")

# %% slip="notebook-not-argument" task="m02-q1a-completeness"
"Your function looks at a column of the notebook, whatever it is given. Use its own argument `values`."
edit(
    "(given & ~typed).mean()",
    '(customers["monthly_income"].notna() & ~customers["monthly_income"].isin(sentinels)).mean()',
)

# %% slip="fixed-sentinels" task="m02-q1a-completeness"
"Your function always leaves out the same stand-ins. Use its own argument `sentinels`."
edit("(given & ~typed).mean()", "(given & ~values.isin([0, 9999])).mean()")


# %% counts 0 and 9999 as present task="m02-q1a-completeness" points=2 trap="sentinels-present"
def completeness(values, sentinels):
    return values.notna().mean()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% only stand-ins taken out task="m02-q1a-completeness" points=1.5 trap="missing-present"
def completeness(values, sentinels):
    odd = values.isin(sentinels).sum()
    return (len(values) - odd) / len(values)


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% divides by what is left task="m02-q1a-completeness" points=1.5 trap="denominator-after-dropna"
def completeness(values, sentinels):
    known = values.dropna()
    return (~known.isin(sentinels)).mean()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% a count instead of a share task="m02-q1a-completeness" points=1.5 trap="count-not-share"
def completeness(values, sentinels):
    return (values.notna() & ~values.isin(sentinels)).sum()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% percent instead of a proportion task="m02-q1a-completeness" points=1.5 trap="percent"
def completeness(values, sentinels):
    return 100 * (values.notna() & ~values.isin(sentinels)).mean()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% the income column whatever is given task="m02-q1a-completeness" points=1.5 trap="notebook-not-argument"
def completeness(values, sentinels):
    income = customers.monthly_income
    return sum(income.notnull() & ~income.isin(sentinels)) / len(income)


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% always the same stand-ins task="m02-q1a-completeness" points=2.5 trap="fixed-sentinels"
def completeness(values, sentinels):
    return ((values != 0) & (values != 9999) & values.notna()).mean()


income_completeness = completeness(customers["monthly_income"], [0, 9999])


# %% prints instead of returning task="m02-q1a-completeness" points=1.5 says=["return"]
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

# %% totals divided by people task="m02-q2-unit" points=6
products_per_person = customers["products"].sum() / customers["person_key"].nunique()
activation = letters["person_key"].nunique() / agreed["person_key"].nunique()
without_outlet = 1 - customers["district"].isin(["Old Town", "Harbor", "University"]).mean()
empty_outlets = ["airport machine"]
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}

# %% dictionaries and sets by hand task="m02-q2-unit" points=6
held = {}
for row in customers.itertuples():
    held[row.person_key] = held.get(row.person_key, 0) + row.products
products_per_person = round(sum(held.values()) / len(held), 3)
may = set(agreed["person_key"])
activation = round(len(set(letters["person_key"]) & may) / len(may), 3)
joined = customers.merge(outlets, on="district", how="left")
alone = joined[joined["outlet"].isna()]
without_outlet = round(len(alone) / len(customers), 3)
there = outlets.merge(customers, on="district", how="left")
empty_outlets = there.loc[there["customer_id"].isna(), "outlet"]
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}

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

# %% slip="counted-records" task="m02-q2-unit"
"That is the number of records a person has. Add up the column `products` within each person."
edit("products.mean()", 'customers.groupby("person_key").size().mean()')

# %% slip="letters-counted" task="m02-q2-unit"
"You counted letters above the line. Whoever got two of them is one person who was reached."
edit('letters["person_key"].nunique()', "len(letters)")

# %% slip="records-contacted" task="m02-q2-unit"
"These are records, above and below the line. A person with two records is one person: count `person_key`."
edit(
    'letters["person_key"].nunique() / agreed["person_key"].nunique()',
    'letters["customer_id"].nunique() / len(agreed)',
)

# %% slip="everybody-below" task="m02-q2-unit"
"Below the line stand people who refused offers, too. Nobody may write to them: divide by those who agreed."
edit('agreed["person_key"].nunique()', 'customers["person_key"].nunique()')

# %% slip="with-outlet" task="m02-q2-unit"
"That is the share of customers who do have an outlet in their district. The others are asked for."
edit('(~customers["district"]', '(customers["district"]')

# %% slip="outlets-with-customers" task="m02-q2-unit"
"These are outlets where customers live. Those without any are asked for."
edit('outlets.loc[~outlets["district"]', 'outlets.loc[outlets["district"]')

# %% slip="districts-not-outlets" task="m02-q2-unit"
"That names a district. Name the outlets that stand there, from the column `outlet`."
edit(', "outlet"].to_list()', ', "district"].to_list()')

# %% mean per record task="m02-q2-unit" points=4 trap="per-record"
products_per_person = sum(customers["products"]) / len(customers)
activation = letters["person_key"].nunique() / agreed["person_key"].nunique()
without_outlet = 1 - customers["district"].isin(["Old Town", "Harbor", "University"]).mean()
empty_outlets = ["airport machine"]
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}

# %% throws the second record away task="m02-q2-unit" points=4 trap="dropped-second-record"
unique = customers[~customers["person_key"].duplicated()]
products_per_person = unique["products"].mean()
activation = letters["person_key"].nunique() / agreed["person_key"].nunique()
without_outlet = 1 - customers["district"].isin(["Old Town", "Harbor", "University"]).mean()
empty_outlets = ["airport machine"]
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}

# %% the mean of each person's mean task="m02-q2-unit" points=4 trap="mean-of-means"
by_person = customers.pivot_table(index="person_key", values="products")
products_per_person = by_person["products"].mean()
activation = letters["person_key"].nunique() / agreed["person_key"].nunique()
without_outlet = 1 - customers["district"].isin(["Old Town", "Harbor", "University"]).mean()
empty_outlets = ["airport machine"]
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}

# %% records of a person task="m02-q2-unit" points=4 trap="counted-records"
products_per_person = customers["person_key"].value_counts().mean()
activation = letters["person_key"].nunique() / agreed["person_key"].nunique()
without_outlet = 1 - customers["district"].isin(["Old Town", "Harbor", "University"]).mean()
empty_outlets = ["airport machine"]
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}

# %% letters sent task="m02-q2-unit" points=4 trap="letters-counted"
products_per_person = customers["products"].sum() / customers["person_key"].nunique()
activation = letters.shape[0] / agreed["person_key"].nunique()
without_outlet = 1 - customers["district"].isin(["Old Town", "Harbor", "University"]).mean()
empty_outlets = ["airport machine"]
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}

# %% records written to task="m02-q2-unit" points=4 trap="records-contacted"
products_per_person = customers["products"].sum() / customers["person_key"].nunique()
activation = agreed["customer_id"].isin(letters["customer_id"]).mean()
without_outlet = 1 - customers["district"].isin(["Old Town", "Harbor", "University"]).mean()
empty_outlets = ["airport machine"]
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}

# %% all people below the line task="m02-q2-unit" points=4 trap="everybody-below"
products_per_person = customers["products"].sum() / customers["person_key"].nunique()
activation = len(set(letters["person_key"])) / len(set(customers["person_key"]))
without_outlet = 1 - customers["district"].isin(["Old Town", "Harbor", "University"]).mean()
empty_outlets = ["airport machine"]
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}

# %% customers with an outlet task="m02-q2-unit" points=5 trap="with-outlet"
products_per_person = customers["products"].sum() / customers["person_key"].nunique()
activation = letters["person_key"].nunique() / agreed["person_key"].nunique()
without_outlet = customers["district"].isin(["Old Town", "Harbor", "University"]).mean()
empty_outlets = ["airport machine"]
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}

# %% outlets that have customers task="m02-q2-unit" points=5.5 trap="outlets-with-customers"
products_per_person = customers["products"].sum() / customers["person_key"].nunique()
activation = letters["person_key"].nunique() / agreed["person_key"].nunique()
without_outlet = 1 - customers["district"].isin(["Old Town", "Harbor", "University"]).mean()
empty_outlets = ["branch", "night machine", "counter", "campus machine"]
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}

# %% the district of the empty outlet task="m02-q2-unit" points=5.5 trap="districts-not-outlets"
products_per_person = customers["products"].sum() / customers["person_key"].nunique()
activation = letters["person_key"].nunique() / agreed["person_key"].nunique()
without_outlet = 1 - customers["district"].isin(["Old Town", "Harbor", "University"]).mean()
empty_outlets = ["Airport"]
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}

# %% everything is input task="m02-q2-unit" points=5.7
products_per_person = customers["products"].sum() / customers["person_key"].nunique()
activation = letters["person_key"].nunique() / agreed["person_key"].nunique()
without_outlet = 1 - customers["district"].isin(["Old Town", "Harbor", "University"]).mean()
empty_outlets = ["airport machine"]
system = dict.fromkeys(
    [
        "the consent of customers",
        "choosing an offer for each group",
        "money that was saved for a purpose",
        "the five archives",
        "talking at the counter",
    ],
    "input",
)
# %% an answer that stops with an error task="m02-q2-unit" points=0 says=["stopped before", "KeyError", "spelling"]
products_per_person = customers.groupby("person")["products"].sum().mean()

# %% [markdown]
# ## Task 3a: the sleepers

# %% boolean conditions task="m02-q3a-sleepers" points=4
sleeping = scores[(scores["R"] <= 2) & (scores["F"] >= 4) & (scores["M"] >= 4)].index
top_firms = top_share(turnover[kind == "firm"])
top_consumers = top_share(turnover[kind == "consumer"])
overlap = len(set(turnover.nlargest(400).index) & set(worth.nlargest(400).index)) / 400
call_first = worth.loc[sleeping].nlargest(3)

# %% sets that overlap task="m02-q3a-sleepers" points=4
silent = set(scores.index[scores.R.isin([1, 2])])
frequent = set(scores.index[scores.F > 3])
rich = set(scores.index[scores.M > 3])
sleeping = silent & frequent & rich
shares = {one: amounts for one, amounts in turnover.groupby(kind)}
top_firms, top_consumers = (round(top_share(shares[one]), 3) for one in ("firm", "consumer"))
most = worth.sort_values(ascending=False).head(400)
overlap = turnover.nlargest(400).index.isin(most.index).mean()
call_first = sorted(sleeping, key=worth.get)[-3:]

# %% a table of the right customers, a Series of ids task="m02-q3a-sleepers" points=4
sleeping = scores.query("R <= 2 and F > 3 and M > 3")
top_firms = top_share(turnover[kind == "firm"])
top_consumers = top_share(turnover[kind == "consumer"])
overlap = len(set(turnover.nlargest(400).index) & set(worth.nlargest(400).index)) / 400
call_first = pd.Series(worth[sleeping.index].nlargest(3).index)

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
    'sleeping = list(scores.query("R <= 2 and F >= 4 and M >= 4").index)',
    'right = list(scores.query("R <= 2 and F >= 4 and M >= 4").index)\nsleeping = (scores["R"] <= 2) & (scores["F"] >= 4) & (scores["M"] >= 4)',
)
edit("worth[sleeping]", "worth[right]")

# %% slip="share-of-the-whole" task="m02-q3a-sleepers"
"Below the line stands the money of all customers. Compare the largest firms with all firms, the largest consumers with all consumers."
edit(
    'top_share(turnover[kind == "firm"])',
    'turnover[kind == "firm"].nlargest((kind == "firm").sum() // 10).sum() / turnover.sum()',
)
edit(
    'top_share(turnover[kind == "consumer"])',
    'turnover[kind == "consumer"].nlargest((kind == "consumer").sum() // 10).sum() / turnover.sum()',
)

# %% slip="worth-not-turnover" task="m02-q3a-sleepers"
"That compares what customers earn for the bank. The task asks how concentrated the turnover is."
edit('top_share(turnover[kind == "firm"])', 'top_share(worth[kind == "firm"])')
edit('top_share(turnover[kind == "consumer"])', 'top_share(worth[kind == "consumer"])')

# %% slip="kinds-swapped" task="m02-q3a-sleepers"
"Firms and consumers are swapped."
edit('top_share(turnover[kind == "firm"])', 'top_share(turnover[kind != "firm"])')
edit('top_share(turnover[kind == "consumer"])', 'top_share(turnover[kind != "consumer"])')

# %% slip="by-turnover" task="m02-q3a-sleepers"
"These sleepers moved most money. Ms. Qiao asks for those who earned the bank most."
edit("worth[sleeping].nlargest(3)", "turnover[sleeping].nlargest(3)")

# %% slip="not-sleepers" task="m02-q3a-sleepers"
"Somebody on the list of three is no sleeper. Choose among `sleeping`."
edit("worth[sleeping].nlargest(3)", "worth.nlargest(3)")

# %% recency the wrong way round task="m02-q3a-sleepers" points=2.5 trap="reversed-recency"
sleeping = list(scores.query("R >= 4 and F >= 4 and M >= 4").index)
top_firms = top_share(turnover[kind == "firm"])
top_consumers = top_share(turnover[kind == "consumer"])
overlap = len(set(turnover.nlargest(400).index) & set(worth.nlargest(400).index)) / 400
good = scores.query("R <= 2 and F >= 4 and M >= 4").index
call_first = list(worth[good].nlargest(3).index)

# %% or instead of and task="m02-q3a-sleepers" points=2.5 trap="or-instead-of-and"
sleeping = list(scores.query("R <= 2 or F >= 4 or M >= 4").index)
top_firms = top_share(turnover[kind == "firm"])
top_consumers = top_share(turnover[kind == "consumer"])
overlap = len(set(turnover.nlargest(400).index) & set(worth.nlargest(400).index)) / 400
good = scores.query("R <= 2 and F >= 4 and M >= 4").index
call_first = list(worth[good].nlargest(3).index)

# %% or less, or more, without the numbers themselves task="m02-q3a-sleepers" points=2.82 trap="boundary"
sleeping = scores[scores["R"].lt(2) & scores["F"].gt(4) & scores["M"].gt(4)].index.to_list()
top_firms = top_share(turnover[kind == "firm"])
top_consumers = top_share(turnover[kind == "consumer"])
overlap = len(set(turnover.nlargest(400).index) & set(worth.nlargest(400).index)) / 400
good = scores.query("R <= 2 and F >= 4 and M >= 4").index
call_first = list(worth[good].nlargest(3).index)

# %% a mask in place of ids task="m02-q3a-sleepers" points=2.5 trap="not-ids"
sleeping = scores.eval("R <= 2 and F >= 4 and M >= 4").to_list()
top_firms = top_share(turnover[kind == "firm"])
top_consumers = top_share(turnover[kind == "consumer"])
overlap = len(set(turnover.nlargest(400).index) & set(worth.nlargest(400).index)) / 400
good = scores.query("R <= 2 and F >= 4 and M >= 4").index
call_first = list(worth[good].nlargest(3).index)

# %% a few forgotten task="m02-q3a-sleepers" points=3.85 says=["149 of 166"]
sleeping = scores.query("R <= 2 and F >= 4 and M >= 4").index[17:]
top_firms = top_share(turnover[kind == "firm"])
top_consumers = top_share(turnover[kind == "consumer"])
overlap = len(set(turnover.nlargest(400).index) & set(worth.nlargest(400).index)) / 400
good = scores.query("R <= 2 and F >= 4 and M >= 4").index
call_first = list(worth[good].nlargest(3).index)

# %% the largest payers of turnover task="m02-q3a-sleepers" points=3 trap="by-turnover"
sleeping = scores.query("R <= 2 and F >= 4 and M >= 4").index
top_firms = top_share(turnover[kind == "firm"])
top_consumers = top_share(turnover[kind == "consumer"])
overlap = len(set(turnover.nlargest(400).index) & set(worth.nlargest(400).index)) / 400
call_first = turnover.reindex(sleeping).sort_values(ascending=False).head(3).index.to_list()

# %% the most worth of all task="m02-q3a-sleepers" points=3 trap="not-sleepers"
sleeping = scores.query("R <= 2 and F >= 4 and M >= 4").index
top_firms = top_share(turnover[kind == "firm"])
top_consumers = top_share(turnover[kind == "consumer"])
overlap = len(set(turnover.nlargest(400).index) & set(worth.nlargest(400).index)) / 400
call_first = worth.sort_values().index[-3:]

# %% shares of all money task="m02-q3a-sleepers" points=3 trap="share-of-the-whole"
sleeping = scores.query("R <= 2 and F >= 4 and M >= 4").index
amounts = turnover.groupby(kind)
top_firms, top_consumers = (
    amounts.get_group(one).sort_values().iloc[-(len(amounts.get_group(one)) // 10) :].sum()
    / turnover.sum()
    for one in ("firm", "consumer")
)
overlap = len(set(turnover.nlargest(400).index) & set(worth.nlargest(400).index)) / 400
call_first = worth[list(sleeping)].sort_values().index[-3:]

# %% concentration of worth task="m02-q3a-sleepers" points=3 trap="worth-not-turnover"
sleeping = scores.query("R <= 2 and F >= 4 and M >= 4").index
top_firms = top_share(worth[kind == "firm"])
top_consumers = top_share(worth[kind == "consumer"])
overlap = len(set(turnover.nlargest(400).index) & set(worth.nlargest(400).index)) / 400
call_first = worth[list(sleeping)].sort_values().index[-3:]

# %% the two kinds swapped task="m02-q3a-sleepers" points=3 trap="kinds-swapped"
sleeping = scores.query("R <= 2 and F >= 4 and M >= 4").index
top_consumers, top_firms = (top_share(turnover[kind == one]) for one in ("firm", "consumer"))
overlap = turnover.nlargest(400).index.isin(worth.nlargest(400).index).mean()
call_first = worth[list(sleeping)].sort_values().index[-3:]

# %% [markdown]
# ## Task 3c: what may be told

# %% recorded again, less sure task="m02-q3c-statement" points=3
statement.record(sentence="A", sure=0.4)
statement.record(sentence="D", sure=0.4)

# %% certain task="m02-q3c-statement" points=3 fewer="one of four sentences is right"
statement.record(sure=1, sentence="D")

# %% slip="told-a-cause" task="m02-q3c-statement" silent="a choice among four sentences"
"Sentence A tells a cause. Nobody recorded why sleepers fell silent, or who was called: the file shows only that they did."
edit('"D"', '"A"')

# %% slip="turnover-for-worth" task="m02-q3c-statement" silent="a choice among four sentences"
"Sentence B takes turnover for what the branch earns. Of what the branch earns, the firms bring in a smaller part."
edit('"D"', '"B"')

# %% slip="told-beyond-the-data" task="m02-q3c-statement" silent="a choice among four sentences"
"Sentence C speaks of all firms of the city and of other banks. The file knows the customers of one branch."
edit('"D"', '"C"')

# %% a cause task="m02-q3c-statement" points=0 trap="told-a-cause"
statement.record(sentence="A", sure=0.7)

# %% the core of the business task="m02-q3c-statement" points=0 trap="turnover-for-worth"
statement.record(sentence="B", sure=0.55)

# %% the whole city task="m02-q3c-statement" points=0 trap="told-beyond-the-data"
statement.record(sentence="C", sure=0.25)

# %% [markdown]
# ## Task 4: choose k

# %% a loop and a list task="m02-q4-silhouette" points=5
values = []
for k in range(2, 9):
    labels = cluster_customers(prepared, k=k, scale=True)
    values.append(silhouette(prepared, labels))
silhouettes = pd.Series(values, index=range(2, 9))
chosen_k = int(silhouettes.index[silhouettes.argmax()])

# %% scikit-learn without the library task="m02-q4-silhouette" points=5
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

# %% no scaling task="m02-q4-silhouette" points=1.11 trap="no-scaling"
silhouettes = pd.Series(
    {
        k: silhouette(prepared, cluster_customers(prepared, k, scale=False), scale=False)
        for k in range(2, 9)
    }
)
chosen_k = silhouettes.idxmax()

# %% raw amounts task="m02-q4-silhouette" points=1.67 trap="raw-amounts"
silhouettes = pd.Series(
    {k: silhouette(features, cluster_customers(features, k)) for k in range(2, 9)}
)
chosen_k = silhouettes.idxmax()

# %% stops at seven task="m02-q4-silhouette" points=4.44 trap="range-stops-early"
silhouettes = pd.Series(
    {k: silhouette(prepared, cluster_customers(prepared, k)) for k in range(2, 8)}
)
chosen_k = silhouettes.idxmax()

# %% k by elbow task="m02-q4-silhouette" points=0 trap="inertia-not-silhouette"
from servicelab.customers import inertia

silhouettes = pd.Series({k: inertia(prepared, cluster_customers(prepared, k)) for k in range(2, 9)})
chosen_k = 3

# %% does not follow the criterion task="m02-q4-silhouette" points=3.89 trap="not-own-criterion"
silhouettes = pd.Series(
    {k: silhouette(prepared, cluster_customers(prepared, k)) for k in range(2, 9)}
)
chosen_k = 8

# %% [markdown]
# ## Task 5a: the money index


# %% shares of the whole task="m02-q5a-spend-index" points=5
def spend_index(transactions, segments, by):
    segment = transactions["customer_id"].map(segments)
    table = transactions.assign(segment=segment, value=transactions[by].astype(str))
    yuan = table.pivot_table(
        index="segment", columns="value", values="amount", aggfunc="sum", fill_value=0
    )
    within = (yuan.T / yuan.sum(axis=1)).T
    overall = yuan.sum(axis=0) / yuan.to_numpy().sum()
    return 100 * within / overall


best_reached = "shop owners"


# %% crosstab task="m02-q5a-spend-index" points=5
def spend_index(transactions, segments, by):
    segment = transactions["customer_id"].map(segments).rename("segment")
    known = segment.notna()
    within = pd.crosstab(
        segment[known],
        transactions.loc[known, by].astype(str),
        values=transactions.loc[known, "amount"],
        aggfunc="sum",
        normalize="index",
    )
    spent = transactions[known].groupby(transactions.loc[known, by].astype(str))["amount"].sum()
    return (within.fillna(0) / (spent / spent.sum()) * 100).round(3)


reach = {one: inside[one] / around[one] for one in around.index}
best_reached = max(reach, key=reach.get)


# %% loops over segments and values task="m02-q5a-spend-index" points=5
def spend_index(transactions, segments, by):
    t = transactions.merge(segments.rename("segment"), left_on="customer_id", right_index=True)
    total = t.amount.sum()
    table = {}
    for value in t[by].astype(str).unique():
        column = {}
        for segment in sorted(t.segment.unique()):
            mine = t[t.segment == segment]
            share = mine.loc[mine[by] == value, "amount"].sum() / mine.amount.sum()
            overall = t.loc[t[by] == value, "amount"].sum() / total
            column[segment] = 100 * share / overall
        table[value] = column
    return pd.DataFrame(table)


best_reached = (inside / around).idxmax()


# %% slip="sums-for-shares" task="m02-q5a-spend-index"
"Your `within` holds sums of yuan. It should hold proportions: each row divided by its own sum, so that it adds up to 1."
edit("yuan.div(yuan.sum(axis=1), axis=0)", "yuan")

# %% slip="overall-sums" task="m02-q5a-spend-index"
"Your `overall` holds sums of yuan. Divide them by all yuan together, so that they add up to 1."
edit("yuan.sum() / yuan.sum().sum()", "yuan.sum()")

# %% slip="column-percent" task="m02-q5a-spend-index"
"Your `within` says how a channel's yuan spread over the segments. Ask the other way round: how a segment's yuan spread over the channels."
edit("yuan.div(yuan.sum(axis=1), axis=0)", "yuan.div(yuan.sum(axis=0), axis=1)")

# %% slip="mean-of-segments" task="m02-q5a-spend-index"
"Your `overall` is the mean over segments, as if all moved the same amount. Add up the yuan of all first."
edit("yuan.sum() / yuan.sum().sum()", "within.mean()")

# %% slip="equal-shares" task="m02-q5a-spend-index"
"Your `overall` gives each value the same share. Count how the yuan of all really spread."
edit("yuan.sum() / yuan.sum().sum()", "1 / yuan.shape[1]")

# %% slip="reach-not-index" task="m02-q5a-spend-index" silent="a choice among four groups"
"That is the group with the largest share of the branch's customers. The index divides by the share around the branch."
edit("penetration_index(inside, around).idxmax()", "inside.idxmax()")


# %% sums within task="m02-q5a-spend-index" points=0.62 trap="sums-for-shares"
def spend_index(transactions, segments, by):
    segment = transactions["customer_id"].map(segments)
    table = transactions.assign(segment=segment, value=transactions[by].astype(str))
    yuan = table.pivot_table(
        index="segment", columns="value", values="amount", aggfunc="sum", fill_value=0
    )
    within = yuan.loc[:, :]
    overall = yuan.sum() / yuan.to_numpy().sum()
    return 100 * within / overall


best_reached = "shop owners"


# %% sums overall task="m02-q5a-spend-index" points=0.62 trap="overall-sums"
def spend_index(transactions, segments, by):
    segment = transactions["customer_id"].map(segments)
    table = transactions.assign(segment=segment, value=transactions[by].astype(str))
    yuan = table.pivot_table(
        index="segment", columns="value", values="amount", aggfunc="sum", fill_value=0
    )
    within = yuan.apply(lambda row: row / row.sum(), axis=1)
    overall = yuan.T.sum(axis=1)
    return 100 * within / overall


best_reached = "shop owners"


# %% shares of the channel task="m02-q5a-spend-index" points=0.62 trap="column-percent"
def spend_index(transactions, segments, by):
    segment = transactions["customer_id"].map(segments)
    table = transactions.assign(segment=segment, value=transactions[by].astype(str))
    yuan = table.pivot_table(
        index="segment", columns="value", values="amount", aggfunc="sum", fill_value=0
    )
    within = yuan / yuan.sum()
    overall = yuan.sum() / yuan.sum().sum()
    return 100 * within / overall


best_reached = "shop owners"


# %% the mean segment task="m02-q5a-spend-index" points=0.62 trap="mean-of-segments"
def spend_index(transactions, segments, by):
    segment = transactions["customer_id"].map(segments)
    table = transactions.assign(segment=segment, value=transactions[by].astype(str))
    yuan = table.pivot_table(
        index="segment", columns="value", values="amount", aggfunc="sum", fill_value=0
    )
    within = yuan.div(yuan.sum(axis=1), axis=0)
    overall = within.sum() / len(within)
    return 100 * within / overall


best_reached = "shop owners"


# %% the same share for all task="m02-q5a-spend-index" points=0.62 trap="equal-shares"
def spend_index(transactions, segments, by):
    segment = transactions["customer_id"].map(segments)
    table = transactions.assign(segment=segment, value=transactions[by].astype(str))
    yuan = table.pivot_table(
        index="segment", columns="value", values="amount", aggfunc="sum", fill_value=0
    )
    within = yuan.div(yuan.sum(axis=1), axis=0)
    overall = pd.Series(1.0, index=yuan.columns) / len(yuan.columns)
    return 100 * within / overall


best_reached = "shop owners"


# %% the largest group of customers task="m02-q5a-spend-index" points=4.38 trap="reach-not-index"
def spend_index(transactions, segments, by):
    segment = transactions["customer_id"].map(segments)
    table = transactions.assign(segment=segment, value=transactions[by].astype(str))
    yuan = table.pivot_table(
        index="segment", columns="value", values="amount", aggfunc="sum", fill_value=0
    )
    within = yuan.div(yuan.sum(axis=1), axis=0)
    overall = yuan.sum() / yuan.sum().sum()
    return 100 * within / overall


best_reached = "families"


# %% [markdown]
# ## Task 6: stability

# %% the library's own adjusted Rand task="m02-q6-stability" points=5
from servicelab.evidence import adjusted_rand

age_agreement = adjusted_rand(segments, age_bands)
stability = {}
for k in [3, 4, 5]:
    stability[k] = cluster_stability(few, k, repeats=20)
steadiest_k = max(stability, key=stability.get)

# %% pairs counted by hand task="m02-q6-stability" points=5
table = pd.crosstab(age_bands, segments).to_numpy()
pairs = lambda n: (n * (n - 1) / 2).sum()
both, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
chance = rows * columns / (table.sum() * (table.sum() - 1) / 2)
age_agreement = (both - chance) / ((rows + columns) / 2 - chance)
stability = pd.Series(
    [cluster_stability(few, k, repeats=20) for k in (3, 4, 5)], index=[3, 4, 5]
).round(2)
steadiest_k = int(stability.idxmax())

# %% equivalent="m02-q6-stability"
"Agreement has no direction."
edit("adjusted_rand_score(age_bands, segments)", "adjusted_rand_score(segments, age_bands)")

# %% equivalent="m02-q6-stability"
"One repeat more changes the stability by less than chance does."
edit("repeats=20", "repeats=21")

# %% equivalent="m02-q6-stability"
"One repeat less changes the stability by less than chance does."
edit("repeats=20", "repeats=19")

# %% slip="raw-labels" task="m02-q6-stability"
"You compared the names of the groups. Age bands and segments are called otherwise, and may still be the same groups: compare who is together with whom."
edit(
    "adjusted_rand_score(age_bands, segments)",
    '(age_bands.cat.rename_categories(list("DCBA")).astype(str) == segments).mean()',
)

# %% slip="unadjusted-rand" task="m02-q6-stability"
"That is the Rand index without the adjustment: pairs that agree by chance are still in it."
edit(
    "age_agreement = adjusted_rand_score(age_bands, segments)",
    "from sklearn.metrics import rand_score\n\nage_agreement = rand_score(age_bands, segments)",
)

# %% slip="mutual-information" task="m02-q6-stability"
"That is another index, mutual information. Use the adjusted Rand index."
edit(
    "age_agreement = adjusted_rand_score(age_bands, segments)",
    "from sklearn.metrics import normalized_mutual_info_score as nmi\n\nage_agreement = nmi(age_bands, segments)",
)

# %% slip="other-features" task="m02-q6-stability"
"These customers were clustered on raw behaviors. Use `few`, a part of `prepared`, where amounts and counts are logarithms."
edit("cluster_stability(few, k", "cluster_stability(features.loc[few.index], k")

# %% slip="all-customers" task="m02-q6-stability"
"That is the stability of all customers, which a small branch does not have. Use `few`."
edit("cluster_stability(few, k", "cluster_stability(prepared, k")

# %% slip="two-seeds" task="m02-q6-stability"
"The same customers were clustered twice, from other starts. Nobody was drawn again: that is what shakes the data."
edit(
    "cluster_stability(few, k, repeats=20)",
    "adjusted_rand_score(cluster_customers(few, k, seed=0), cluster_customers(few, k, seed=1))",
)

# %% slip="not-own-criterion" task="m02-q6-stability"
"Your table has its largest value elsewhere."
edit("stability.idxmax()", "stability.idxmin()")

# %% compares the names task="m02-q6-stability" points=3 trap="raw-labels"
same = age_bands.cat.codes.map(dict(enumerate("DCBA"))).to_numpy() == segments.to_numpy()
age_agreement = same.mean()
stability = pd.Series({k: cluster_stability(few, k, repeats=20) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()

# %% Rand without adjustment task="m02-q6-stability" points=3 trap="unadjusted-rand"
from sklearn.metrics import rand_score

age_agreement = round(rand_score(segments, age_bands), 3)
stability = pd.Series({k: cluster_stability(few, k, repeats=20) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()

# %% mutual information by hand task="m02-q6-stability" points=3 trap="mutual-information"
table = pd.crosstab(age_bands, segments, normalize=True).to_numpy()
rows, columns = table.sum(axis=1), table.sum(axis=0)
some = table > 0
shared = (table[some] * np.log(table[some] / np.outer(rows, columns)[some])).sum()
age_agreement = 2 * shared / -((rows * np.log(rows)).sum() + (columns * np.log(columns)).sum())
stability = pd.Series({k: cluster_stability(few, k, repeats=20) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()

# %% raw behaviors task="m02-q6-stability" points=3 trap="other-features"
age_agreement = adjusted_rand_score(age_bands, segments)
stability = pd.Series(
    {
        k: cluster_stability(
            features[features.index.isin(few.index)].reindex(few.index), k, repeats=20
        )
        for k in (3, 4, 5)
    }
)
steadiest_k = stability.idxmax()

# %% everybody task="m02-q6-stability" points=3 trap="all-customers"
age_agreement = adjusted_rand_score(age_bands, segments)
stability = pd.Series({k: cluster_stability(prepared, k, repeats=20) for k in (3, 4, 5)})
steadiest_k = stability.idxmax()

# %% two starts task="m02-q6-stability" points=3 trap="two-seeds"
age_agreement = adjusted_rand_score(age_bands, segments)
stability = {}
for k in (3, 4, 5):
    one, other = (cluster_customers(few, k, seed=seed) for seed in (0, 1))
    stability[k] = adjusted_rand_score(one, other)
steadiest_k = max(stability, key=stability.get)

# %% the least stable task="m02-q6-stability" points=4 trap="not-own-criterion"
age_agreement = adjusted_rand_score(age_bands, segments)
stability = pd.Series({k: cluster_stability(few, k, repeats=20) for k in (3, 4, 5)})
steadiest_k = stability.idxmin()

# %% [markdown]
# ## Task 6b: six criteria

# %% a Series, and counts task="m02-q6b-criteria" points=5
fails = pd.Series(
    {
        "gold box": "substantial",
        "heirs": "identifiable",
        "refusers": "accessible",
        "eight groups": "stable",
        "zodiac signs": "responsive",
        "wishers": "actionable",
    }
)
smallest = (segments == "D").sum() / len(segments)
adopt = 4 if stability[4] >= 0.9 and silhouettes[4] > silhouettes[3] else 3

# %% a table of counts task="m02-q6b-criteria" points=5
fails = {
    "heirs": "identifiable",
    "eight groups": "stable",
    "refusers": "accessible",
    "zodiac signs": "responsive",
    "gold box": "substantial",
    "wishers": "actionable",
}
smallest = round(segments.groupby(segments).size().div(len(segments)).min(), 3)
adopt = max((k for k in (3, 4, 5) if stability[k] >= 0.9), key=lambda k: silhouettes[k])

# %% equivalent="m02-q6b-criteria"
"No stability is exactly that of the house."
edit("stability >= STEADY", "stability > STEADY")

# %% slip="count-not-share" task="m02-q6b-criteria"
"That is a number of customers. A proportion divides it by all customers of the segments."
edit("value_counts(normalize=True)", "value_counts()")

# %% slip="largest-segment" task="m02-q6b-criteria"
"That is the largest segment. Whether a segment is substantial is decided by the smallest."
edit("(normalize=True).min()", "(normalize=True).max()")

# %% slip="not-own-criterion" task="m02-q6b-criteria"
"Your own numbers decide otherwise: of the numbers of segments that are steady enough, take the one with the largest silhouette."
edit(
    "silhouettes[passing].idxmax()",
    "silhouettes[passing].idxmin()",
)

# %% a count of customers task="m02-q6b-criteria" points=4 trap="count-not-share"
fails = {
    "heirs": "identifiable",
    "eight groups": "stable",
    "refusers": "accessible",
    "zodiac signs": "responsive",
    "gold box": "substantial",
    "wishers": "actionable",
}
smallest = segments.groupby(segments).size().min()
adopt = 4

# %% the largest task="m02-q6b-criteria" points=4 trap="largest-segment"
fails = {
    "heirs": "identifiable",
    "eight groups": "stable",
    "refusers": "accessible",
    "zodiac signs": "responsive",
    "gold box": "substantial",
    "wishers": "actionable",
}
smallest = segments.value_counts().max() / len(segments)
adopt = 4

# %% decides the other way task="m02-q6b-criteria" points=4 trap="not-own-criterion"
fails = {
    "heirs": "identifiable",
    "eight groups": "stable",
    "refusers": "accessible",
    "zodiac signs": "responsive",
    "gold box": "substantial",
    "wishers": "actionable",
}
smallest = segments.value_counts(normalize=True).iloc[-1]
adopt = 3

# %% two criteria swapped task="m02-q6b-criteria" points=4
fails = {
    "heirs": "accessible",
    "eight groups": "stable",
    "refusers": "identifiable",
    "zodiac signs": "responsive",
    "gold box": "substantial",
    "wishers": "actionable",
}
smallest = segments.value_counts(normalize=True).min()
adopt = 4

# %% [markdown]
# ## Task 6c: what may be told

# %% recorded again, less sure task="m02-q6c-statement" points=3
statement.record(sentence="C", sure=0.4)
statement.record(sentence="B", sure=0.55)

# %% certain task="m02-q6c-statement" points=3 fewer="one of four sentences is right"
statement.record(sure=1, sentence="B")

# %% slip="told-beyond-the-data" task="m02-q6c-statement" silent="a choice among four sentences"
"Sentence A speaks of all banks, from one branch, and of four kinds, where two groups did nearly as well."
edit('"B"', '"A"')

# %% slip="told-too-certain" task="m02-q6c-statement" silent="a choice among four sentences"
"Sentence C makes nothing of little. Age bands and segments agree more than chance, only not much more."
edit('"B"', '"C"')

# %% slip="told-a-cause" task="m02-q6c-statement" silent="a choice among four sentences"
"Sentence D tells a cause, and a change. The file compares people of different ages on one day; nobody was watched growing older."
edit('"B"', '"D"')

# %% four kinds everywhere task="m02-q6c-statement" points=0 trap="told-beyond-the-data"
statement.record(sentence="A", sure=0.7)

# %% nothing at all task="m02-q6c-statement" points=0 trap="told-too-certain"
statement.record(sentence="C", sure=0.85)

# %% older and more careful task="m02-q6c-statement" points=0 trap="told-a-cause"
statement.record(sentence="D", sure=0.25)

# %% [markdown]
# ## Task 7b: own codes

# %% two codes differ task="m02-q7b-my-codes" points=4
my_codes = {
    "V04": "concern",
    "V12": "concern",
    "V18": "expectation",
    "V10": "pain",
    "V02": "pain",
    "V19": "expectation",
    "V14": "concern",
    "V25": "concern",
    "V38": "expectation",
    "V07": "pain",
    "V54": "concern",
    "V17": "expectation",
}

# %% a Series in capitals task="m02-q7b-my-codes" points=4
codes = {
    "V04": "pain",
    "V12": "concern",
    "V18": "expectation",
    "V10": "pain",
    "V02": "pain",
    "V19": "expectation",
    "V14": "concern",
    "V25": "pain",
    "V38": "expectation",
    "V07": "pain",
    "V54": "concern",
    "V17": "expectation",
}
my_codes = pd.Series(codes).str.upper()

# %% slip="one-code-for-all" task="m02-q7b-my-codes"
"All twelve have the same code, which agrees by chance alone. Read each statement and give it its own."
edit(
    'my_codes = {\n    "V04": "pain",',
    'my_codes = dict.fromkeys(TWELVE, "pain")\nothers = {\n    "V04": "pain",',
)

# %% everything is pain task="m02-q7b-my-codes" points=0 trap="one-code-for-all"
my_codes = {number: "pain" for number in TWELVE}

# %% a word that is no layer task="m02-q7b-my-codes" points=3 says=["not one of the layers"]
my_codes = {
    "V04": "pain",
    "V12": "concern",
    "V18": "expectation",
    "V10": "pain",
    "V02": "pain",
    "V19": "expectation",
    "V14": "concern",
    "V25": "wish",
    "V38": "expectation",
    "V07": "pain",
    "V54": "concern",
    "V17": "expectation",
}

# %% half of them task="m02-q7b-my-codes" points=0 says=["no code"]
my_codes = {number: "pain" for number in TWELVE[:6]}

# %% [markdown]
# ## Task 8: best offer at a cost


# %% methods in place of signs task="m02-q8-best-offer" points=5
def best_offer_at_cost(offers, segments, cost):
    segment = offers["customer_id"].map(segments)
    profit = pd.DataFrame({"none": 0.0}, index=sorted(segment.unique()))
    for offer, margin in MARGINS.items():
        took = offers["took"] == offer
        asked = took[offers["offered"] == offer].groupby(segment).mean()
        unasked = took[offers["offered"] == "none"].groupby(segment).mean()
        gain = asked.sub(unasked).mul(margin).sub(cost)
        profit[offer] = gain
    return profit.idxmax(axis=1)


whole = value.max(axis=1).mul(segments.value_counts())
core = whole.sort_values().index[-1]


# %% a loop over segments task="m02-q8-best-offer" points=5
def best_offer_at_cost(offers, segments, cost):
    result = {}
    for segment in sorted(segments.unique()):
        here = offers[offers["customer_id"].isin(segments.index[segments == segment])]
        without = here[here["offered"] == "none"]
        best, most = "none", 0
        for offer, margin in [("credit", 900), ("wealth", 1200)]:
            asked = here[here["offered"] == offer]
            p = (asked["took"] == offer).mean() - (without["took"] == offer).mean()
            if p * margin - cost > most:
                best, most = offer, p * margin - cost
        result[segment] = best
    return result


sums = {one: value.loc[one].max() * (segments == one).sum() for one in "ABCD"}
core = max(sums, key=sums.get)


# %% the library with another cost task="m02-q8-best-offer" points=5
def best_offer_at_cost(offers, segments, cost):
    return best_offers(
        offer_value(offers.assign(cost=cost * (offers["offered"] != "none")), segments)
    )


core = "A"


# %% equivalent="m02-q8-best-offer"
"The segment that earns most in all also earns most a head."
edit("value.max(axis=1) * segments.value_counts()", "value.max(axis=1) / segments.value_counts()")

# %% slip="acceptance-counted" task="m02-q8-best-offer"
"You counted all who took the product when asked. Some would have opened it unasked: subtract their share."
edit("(asked - unasked) * margin", "asked * margin")

# %% slip="highest-response" task="m02-q8-best-offer"
"One offer may change more customers, and the other earn more on each. Multiply by the margin before you compare."
edit("(asked - unasked) * margin - cost", "(asked - unasked) * 1000 - cost")

# %% slip="cost-ignored" task="m02-q8-best-offer"
"Where an offer changes few, asking everybody costs more than it brings: there 'none', which earns 0, is best."
edit(" * margin - cost", " * margin")

# %% slip="cost-from-file" task="m02-q8-best-offer"
"The rule stays the same when asking becomes dearer. Use the argument `cost`."
edit("margin - cost", "margin - 20")

# %% slip="none-forgotten" task="m02-q8-best-offer"
"You chose among the two offers alone. Where both lose money, no offer is best."
edit("best = profit.idxmax(axis=1)", 'best = profit[["credit", "wealth"]].idxmax(axis=1)')

# %% slip="worst-offer" task="m02-q8-best-offer"
"These are the offers with the smallest expected profit."
edit("best = profit.idxmax(axis=1)", "best = profit.idxmin(axis=1)")

# %% slip="cost-of-takers" task="m02-q8-best-offer"
"You charge the cost only for those whom the offer won. It is paid for everybody who is asked."
edit("(asked - unasked) * margin - cost", "(asked - unasked) * (margin - cost)")

# %% slip="amounts-not-names" task="m02-q8-best-offer"
"You return amounts in yuan. Asked for is the name of the column that holds the largest."
edit("profit.idxmax(axis=1)", "profit.max(axis=1)")

# %% slip="best-of-columns" task="m02-q8-best-offer"
"You return one segment for each offer. Asked for is one offer for each segment: look along each row."
edit("profit.idxmax(axis=1)", "profit.idxmax()")

# %% slip="core-by-size" task="m02-q8-best-offer" silent="a choice among four letters"
"That is the largest segment. A core group is worth most in all: customers times profit of each."
edit("(value.max(axis=1) * segments.value_counts()).idxmax()", "segments.value_counts().idxmax()")


# %% all who accepted task="m02-q8-best-offer" points=1.25 trap="acceptance-counted"
def best_offer_at_cost(offers, segments, cost):
    segment = offers["customer_id"].map(segments)
    profit = pd.DataFrame({"none": 0.0}, index=sorted(segment.unique()))
    for offer, margin in MARGINS.items():
        took = offers["took"] == offer
        asked = took[offers["offered"] == offer].groupby(segment).mean()
        unasked = took[offers["offered"] == "none"].groupby(segment).mean()
        gain = took[offers["offered"] == offer].groupby(segment).mean() * margin - cost
        profit[offer] = gain
    return profit.idxmax(axis=1)


core = "A"


# %% as if both earned the same task="m02-q8-best-offer" points=1.88 trap="highest-response"
def best_offer_at_cost(offers, segments, cost):
    segment = offers["customer_id"].map(segments)
    profit = pd.DataFrame({"none": 0.0}, index=sorted(segment.unique()))
    for offer in MARGINS:
        took = offers["took"] == offer
        asked = took[offers["offered"] == offer].groupby(segment).mean()
        unasked = took[offers["offered"] == "none"].groupby(segment).mean()
        gain = 1000 * asked - 1000 * unasked - cost
        profit[offer] = gain
    return profit.idxmax(axis=1)


core = "A"


# %% cost ignored task="m02-q8-best-offer" points=1.25 trap="cost-ignored"
def best_offer_at_cost(offers, segments, cost):
    segment = offers["customer_id"].map(segments)
    profit = pd.DataFrame({"none": 0.0}, index=sorted(segment.unique()))
    for offer, margin in MARGINS.items():
        took = offers["took"] == offer
        asked = took[offers["offered"] == offer].groupby(segment).mean()
        unasked = took[offers["offered"] == "none"].groupby(segment).mean()
        profit[offer] = margin * asked - margin * unasked
    return profit.idxmax(axis=1)


core = "A"


# %% the cost of the file task="m02-q8-best-offer" points=3.12 trap="cost-from-file"
def best_offer_at_cost(offers, segments, cost):
    segment = offers["customer_id"].map(segments)
    profit = pd.DataFrame({"none": 0.0}, index=sorted(segment.unique()))
    for offer, margin in MARGINS.items():
        took = offers["took"] == offer
        asked = took[offers["offered"] == offer].groupby(segment).mean()
        unasked = took[offers["offered"] == "none"].groupby(segment).mean()
        profit[offer] = (asked - unasked) * margin - offers["cost"].max()
    return profit.idxmax(axis=1)


core = "A"


# %% never no offer task="m02-q8-best-offer" points=0.62 trap="none-forgotten"
def best_offer_at_cost(offers, segments, cost):
    segment = offers["customer_id"].map(segments)
    profit = pd.DataFrame({"none": 0.0}, index=sorted(segment.unique()))
    for offer, margin in MARGINS.items():
        took = offers["took"] == offer
        asked = took[offers["offered"] == offer].groupby(segment).mean()
        unasked = took[offers["offered"] == "none"].groupby(segment).mean()
        gain = asked.sub(unasked).mul(margin).sub(cost)
        profit[offer] = gain
    return profit.drop(columns="none").idxmax(axis=1)


core = "A"


# %% the smallest task="m02-q8-best-offer" points=0.62 trap="worst-offer"
def best_offer_at_cost(offers, segments, cost):
    segment = offers["customer_id"].map(segments)
    profit = pd.DataFrame({"none": 0.0}, index=sorted(segment.unique()))
    for offer, margin in MARGINS.items():
        took = offers["took"] == offer
        asked = took[offers["offered"] == offer].groupby(segment).mean()
        unasked = took[offers["offered"] == "none"].groupby(segment).mean()
        gain = asked.sub(unasked).mul(margin).sub(cost)
        profit[offer] = gain
    return (-profit).idxmax(axis=1)


core = "A"


# %% the cost of those who were won task="m02-q8-best-offer" points=1.25 trap="cost-of-takers"
def best_offer_at_cost(offers, segments, cost):
    segment = offers["customer_id"].map(segments)
    profit = pd.DataFrame({"none": 0.0}, index=sorted(segment.unique()))
    for offer, margin in MARGINS.items():
        took = offers["took"] == offer
        asked = took[offers["offered"] == offer].groupby(segment).mean()
        unasked = took[offers["offered"] == "none"].groupby(segment).mean()
        won = asked - unasked
        profit[offer] = won * margin - won * cost
    return profit.idxmax(axis="columns")


core = (value.max(axis=1) * segments.value_counts()).idxmax()


# %% yuan of the best task="m02-q8-best-offer" points=0.62 trap="amounts-not-names"
def best_offer_at_cost(offers, segments, cost):
    segment = offers["customer_id"].map(segments)
    profit = pd.DataFrame({"none": 0.0}, index=sorted(segment.unique()))
    for offer, margin in MARGINS.items():
        took = offers["took"] == offer
        asked = took[offers["offered"] == offer].groupby(segment).mean()
        unasked = took[offers["offered"] == "none"].groupby(segment).mean()
        profit[offer] = (asked - unasked) * margin - cost
    return profit.T.max()


core = (value.max(axis=1) * segments.value_counts()).idxmax()


# %% the best segment of each offer task="m02-q8-best-offer" points=0.62 trap="best-of-columns"
def best_offer_at_cost(offers, segments, cost):
    segment = offers["customer_id"].map(segments)
    profit = pd.DataFrame({"none": 0.0}, index=sorted(segment.unique()))
    for offer, margin in MARGINS.items():
        took = offers["took"] == offer
        asked = took[offers["offered"] == offer].groupby(segment).mean()
        unasked = took[offers["offered"] == "none"].groupby(segment).mean()
        profit[offer] = (asked - unasked) * margin - cost
    return profit.T.idxmax(axis=1)


core = (value.max(axis=1) * segments.value_counts()).idxmax()


# %% the largest segment task="m02-q8-best-offer" points=4.38 trap="core-by-size"
def best_offer_at_cost(offers, segments, cost):
    segment = offers["customer_id"].map(segments)
    profit = pd.DataFrame({"none": 0.0}, index=sorted(segment.unique()))
    for offer, margin in MARGINS.items():
        took = offers["took"] == offer
        asked = took[offers["offered"] == offer].groupby(segment).mean()
        unasked = took[offers["offered"] == "none"].groupby(segment).mean()
        gain = asked.sub(unasked).mul(margin).sub(cost)
        profit[offer] = gain
    return profit.idxmax(axis=1)


core = "B"

# %% [markdown]
# ## Task 8b: badly served

# %% a loop over bands task="m02-q8b-served" points=4
badly_served = {}
for band in age_bands.cat.categories:
    here = lost[age_bands == band]
    badly_served[band] = round(len(here[here >= 10]) / len(here), 3)
price_of_consent = (everybody - profiled) * by_segment - offers_only * one_for_all
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}

# %% a crosstab task="m02-q8b-served" points=4
badly_served = pd.crosstab(age_bands, lost >= 10, normalize="index")[True]
price_of_consent = round(
    everybody * by_segment - (profiled * by_segment + offers_only * one_for_all), -1
)
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}

# %% equivalent="m02-q8b-served"
"Nobody loses exactly 10 yuan."
edit("lost >= 10", "lost > 10")

# %% equivalent="m02-q8b-served"
"Nobody loses between 9 and 11 yuan."
edit("lost >= 10", "lost >= 11")

# %% equivalent="m02-q8b-served"
"Nobody loses between 9 and 11 yuan."
edit("lost >= 10", "lost >= 9")

# %% equivalent="m02-q8b-served"
"There are customers in every band."
edit("observed=False", "observed=True")

# %% slip="any-difference" task="m02-q8b-served"
"You counted customers for whom the rule's offer is not the very best, by any amount. Only 10 yuan or more count as badly served."
edit("lost >= 10", "lost > 0")

# %% slip="mean-loss" task="m02-q8b-served"
"That is what the band lost on average, in yuan. The task asks for the proportion of customers."
edit("(lost >= 10).groupby", "lost.groupby")

# %% slip="count-not-share" task="m02-q8b-served"
"That is a number of customers. A proportion divides it by all customers of the band."
edit("observed=False).mean()", "observed=False).sum()")

# %% slip="well-served" task="m02-q8b-served"
"These are the shares of customers whom the rule serves well."
edit("lost >= 10", "lost < 10")

# %% slip="single-offers-forgotten" task="m02-q8b-served"
"Customers who agreed to offers, and not to profiling, can be sent the one offer for all. What they bring now is missing."
edit("profiled * by_segment + offers_only * one_for_all", "profiled * by_segment")

# %% slip="refusers-counted-as-chosen" task="m02-q8b-served"
"Those with offers only get one offer for all: they bring `one_for_all` each, not what a chosen offer brings."
edit("offers_only * one_for_all", "offers_only * by_segment")

# %% slip="what-comes-in" task="m02-q8b-served"
"That is what comes in now. The price is what is missing to the sum that would come in if everybody could be profiled."
edit("everybody * by_segment - now", "now")

# %% slip="bracket-missing" task="m02-q8b-served"
"You added what those with offers only bring. They bring it now already, so it comes off, as what the profiled bring does."
edit(
    "everybody * by_segment - now",
    "everybody * by_segment - profiled * by_segment + offers_only * one_for_all",
)

# %% slip="heads-not-yuan" task="m02-q8b-served"
"You took off the number of customers with offers only. Take off what they bring, in yuan."
edit("offers_only * one_for_all", "offers_only")

# %% slip="all-others-asked" task="m02-q8b-served"
"You let everybody who is not profiled bring what one offer for all brings. Only those with offers do; the others may be sent nothing."
edit("offers_only * one_for_all", "(everybody - profiled) * one_for_all")

# %% any loss task="m02-q8b-served" points=3 trap="any-difference"
badly_served = lost.gt(0).groupby(age_bands, observed=False).mean()
price_of_consent = (everybody - profiled) * by_segment - offers_only * one_for_all
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}

# %% yuan of a band task="m02-q8b-served" points=2 trap="mean-loss"
badly_served = lost.groupby(age_bands, observed=False).sum() / age_bands.value_counts()
price_of_consent = (everybody - profiled) * by_segment - offers_only * one_for_all
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}

# %% customers of a band task="m02-q8b-served" points=2 trap="count-not-share"
badly_served = age_bands[lost >= 10].value_counts()
price_of_consent = (everybody - profiled) * by_segment - offers_only * one_for_all
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}

# %% well served task="m02-q8b-served" points=2 trap="well-served"
badly_served = 1 - (lost >= 10).groupby(age_bands, observed=False).mean()
price_of_consent = (everybody - profiled) * by_segment - offers_only * one_for_all
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}

# %% the profiled alone task="m02-q8b-served" points=2.5 trap="single-offers-forgotten"
badly_served = (lost >= 10).groupby(age_bands, observed=False).mean()
price_of_consent = (everybody - profiled) * by_segment
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}

# %% all who agreed to offers task="m02-q8b-served" points=2.5 trap="refusers-counted-as-chosen"
badly_served = (lost >= 10).groupby(age_bands, observed=False).mean()
price_of_consent = (everybody - profiled - offers_only) * by_segment
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}

# %% what comes in task="m02-q8b-served" points=2.5 trap="what-comes-in"
badly_served = (lost >= 10).groupby(age_bands, observed=False).mean()
price_of_consent = profiled * by_segment + offers_only * one_for_all
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}

# %% a bracket forgotten task="m02-q8b-served" points=2.5 trap="bracket-missing"
badly_served = (lost >= 10).groupby(age_bands, observed=False).mean()
price_of_consent = by_segment * (everybody - profiled) + one_for_all * offers_only
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}

# %% customers taken off task="m02-q8b-served" points=2.5 trap="heads-not-yuan"
badly_served = (lost >= 10).groupby(age_bands, observed=False).mean()
price_of_consent = by_segment * (everybody - profiled) - offers_only
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}

# %% one offer for all others task="m02-q8b-served" points=2.5 trap="all-others-asked"
badly_served = (lost >= 10).groupby(age_bands, observed=False).mean()
price_of_consent = (by_segment - one_for_all) * (everybody - profiled)
rules = {
    "a customer wants no more letters that were chosen by behavior": "marketing",
    "a score turned down a loan, and nobody looked at the case": "decision",
}

# %% the two rules swapped task="m02-q8b-served" points=3.5
badly_served = (lost >= 10).groupby(age_bands, observed=False).mean()
price_of_consent = (everybody - profiled) * by_segment - offers_only * one_for_all
rules = {
    "a customer wants no more letters that were chosen by behavior": "decision",
    "a score turned down a loan, and nobody looked at the case": "marketing",
}

# %% [markdown]
# ## Task 9: the decision

# %% the same behaviors in another order task="m02-q9-studio" points=8
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
    forecast=222000,
    drop_field="hobby",
    reason="A hobby says nothing about what a customer needs from a bank.",
)

# %% three segments from three behaviors task="m02-q9-studio" points=8
from servicelab.games.segment_studio import evaluate

three = evaluate(studio.features, offers, ["balance", "revolving_share", "app_share"], True, 3)
studio.record(
    features=["balance", "revolving_share", "app_share"],
    scale=True,
    k=3,
    names={"A": "Everyday", "B": "Borrowers", "C": "Savers"},
    offers=best_offers(three.value),
    forecast=225000,
    drop_field="event_attendance",
    reason="Whether somebody came to an event was filled in for half of the people and decides nothing.",
)

# %% equivalent="m02-q9-studio"
"A forecast is a judgment; one yuan more is as good."
edit("220_000", "220_001")

# %% equivalent="m02-q9-studio"
"A forecast is a judgment; one yuan less is as good."
edit("220_000", "219_999")

# %% slip="no-scaling" task="m02-q9-studio"
"Without scaling one behavior decides alone, because its numbers are large."
edit("scale=True", "scale=False")

# %% slip="age-only" task="m02-q9-studio"
"Age alone is head office's plan, and the experiment did not support it. Choose features of behavior."
edit('["transactions", "balance", "revolving_share", "app_share"]', '["age"]')

# %% refuses credit to those deep in debt task="m02-q9-studio" points=8
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
    forecast=140000,
    drop_field="clubs",
    reason="Segment C already uses most of its credit line: a loan would not be suitable.",
)

# %% no credit in debt, and nothing where nobody can tell task="m02-q9-studio" points=8
from servicelab.games.segment_studio import evaluate

own = evaluate(
    studio.features, offers, ["transactions", "balance", "revolving_share", "app_share"], True, 4
)
studio.record(
    features=["transactions", "balance", "revolving_share", "app_share"],
    scale=True,
    k=4,
    names={"A": "a", "B": "b", "C": "c", "D": "d"},
    offers={**own.best, "C": "none", "D": "none"},
    forecast=130000,
    drop_field="clubs",
    reason="A loan would not suit segment C, and in segment D the experiment cannot tell.",
)

# %% head office's plan: age alone task="m02-q9-studio" points=2 trap="age-only"
from servicelab.games.segment_studio import evaluate

bands = evaluate(studio.features, offers, ["age"], True, 2)
studio.record(
    features=["age"],
    scale=True,
    k=2,
    names={"A": "young", "B": "old"},
    offers=best_offers(bands.value),
    forecast=185000,
    drop_field="zodiac",
    reason="Nobody needs the zodiac sign to decide about a loan.",
)

# %% credit for everybody task="m02-q9-studio" points=4 says=["more in spring"]
studio.record(
    features=["transactions", "balance", "revolving_share", "app_share"],
    scale=True,
    k=4,
    names={"A": "a", "B": "b", "C": "c", "D": "d"},
    offers={"A": "credit", "B": "credit", "C": "credit", "D": "credit"},
    forecast=480000,
    drop_field="clubs",
    reason="Clubs are private and nobody asked for them to be kept.",
)

# %% a forecast far too high task="m02-q9-studio" points=7 says=["off by"]
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

# %% without scaling task="m02-q9-studio" points=3.98 trap="no-scaling"
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
    forecast=180000,
    drop_field="clubs",
    reason="Clubs are private and nobody asked for them to be kept.",
)

# %% [markdown]
# ## Task 9b: what may be told

# %% recorded again, less sure task="m02-q9b-statement" points=3
statement.record(sentence="A", sure=0.4)
statement.record(sentence="C", sure=0.55)

# %% certain task="m02-q9b-statement" points=3 fewer="one of four sentences is right"
statement.record(sure=1, sentence="C")

# %% slip="acceptance-counted" task="m02-q9b-statement" silent="a choice among four sentences"
"Sentence A counts acceptances. Of the firms that were offered nothing many opened a credit line, too: the offer changed little, and how little nobody can tell."
edit('"C"', '"A"')

# %% slip="told-a-cause" task="m02-q9b-statement" silent="a choice among four sentences"
"Sentence B takes after for because of. Nobody was drawn, nobody was compared, and a rising trend alone would look the same."
edit('"C"', '"B"')

# %% slip="told-beyond-the-data" task="m02-q9b-statement" silent="a choice among four sentences"
"Sentence D makes one spring a promise for each letter from now on, and leaves the limits out."
edit('"C"', '"D"')

# %% the firms task="m02-q9b-statement" points=0 trap="acceptance-counted"
statement.record(sentence="A", sure=0.7)

# %% next door task="m02-q9b-statement" points=0 trap="told-a-cause"
statement.record(sentence="B", sure=0.7)

# %% every letter task="m02-q9b-statement" points=0 trap="told-beyond-the-data"
statement.record(sentence="D", sure=0.7)

# %% [markdown]
# ## Task 10: an honest test

# %% dates as text task="m02-q10-honest-test" points=5
until_autumn = "2025-09-01"
autumn = table_before(later, pd.Timestamp(until_autumn))
fields = CANDIDATES[:-1]
honest_auc = round(auc(spring, autumn, fields), 3)

# %% the last evening of August task="m02-q10-honest-test" points=5
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

# %% the balance afterwards task="m02-q10-honest-test" points=2.14 trap="leakage"
until_autumn = pd.Timestamp("2025-09-01")
autumn = table_before(later, until_autumn)
fields = CANDIDATES
honest_auc = auc(spring, autumn, fields)

# %% payments after the offers task="m02-q10-honest-test" points=4.29 trap="later-payments"
until_autumn = pd.Timestamp("2026-01-01")
autumn = table_before(later, until_autumn)
fields = [field for field in CANDIDATES if field != "balance_30d_after"]
honest_auc = auc(spring, table_before(later, pd.Timestamp("2025-09-01")), fields)

# %% tested where it learned task="m02-q10-honest-test" points=2.14 trap="tested-on-training-data"
until_autumn = pd.Timestamp("2025-09-01")
autumn = table_before(later, until_autumn)
fields = [field for field in CANDIDATES if field != "balance_30d_after"]
honest_auc = auc(spring, spring, fields)

# %% learned on autumn task="m02-q10-honest-test" points=2.14 trap="trained-on-test"
until_autumn = pd.Timestamp("2025-09-01")
autumn = table_before(later, until_autumn)
fields = CANDIDATES[:-1]
honest_auc = auc(autumn, spring, fields)

# %% the answer among the fields task="m02-q10-honest-test" points=0 says=["what is to be predicted"]
until_autumn = "2025-09-01"
autumn = table_before(later, pd.Timestamp(until_autumn))
fields = ["accepted", *CANDIDATES[:-1]]
honest_auc = auc(spring, autumn, fields)

# %% one field forgotten task="m02-q10-honest-test" points=3.39 says=["known before the offer"]
until_autumn = "2025-09-01"
autumn = table_before(later, pd.Timestamp(until_autumn))
fields = ["age", *CANDIDATES[2:-1]]
honest_auc = auc(spring, autumn, fields)

# %% behavior of March task="m02-q10-honest-test" points=4.29 trap="stale-behavior"
until_autumn = SPRING
autumn = table_before(later, until_autumn)
fields = [field for field in CANDIDATES if field != "balance_30d_after"]
honest_auc = auc(spring, table_before(later, pd.Timestamp("2025-09-01")), fields)

# %% names from an array task="m02-q10-honest-test" points=5
until_autumn = "2025-09-01"
autumn = table_before(later, pd.Timestamp(until_autumn))
fields = np.array(CANDIDATES)[:-1]
honest_auc = auc(spring, autumn, list(fields))

# %% [markdown]
# ## Task 11: a call


# %% from the library's uplift task="m02-q11-call" points=6
def by_call(calls, column):
    share = calls.groupby("called")[column].mean()
    return share.diff().iloc[-1]


worth_per_call = reactivation_uplift(calls).uplift * 300
closed_by_call = by_call(calls.assign(closed=1 - calls["still_open"]), "closed")
net_per_call = worth_per_call - 15 - 40 * closed_by_call
call_again = net_per_call > 0


# %% by hand task="m02-q11-call" points=6
def by_call(calls, column):
    ones = {True: 0, False: 0}
    rows = {True: 0, False: 0}
    for called, value in zip(calls["called"], calls[column], strict=True):
        ones[bool(called)] += value
        rows[bool(called)] += 1
    return ones[True] / rows[True] - ones[False] / rows[False]


worth_per_call = round(by_call(calls, "reactivated") * 300, 2)
closed_by_call = round(-by_call(calls, "still_open"), 3)
net_per_call = round(worth_per_call - 15 - closed_by_call * 40, 2)
if net_per_call > 0:
    call_again = True
else:
    call_again = False

# %% equivalent="m02-q11-call"
"The net is not exactly 0."
edit("net_per_call > 0", "net_per_call >= 0")

# %% equivalent="m02-q11-call"
"The net lies far below."
edit("net_per_call > 0", "net_per_call > 1")

# %% equivalent="m02-q11-call"
"The net lies far below."
edit("net_per_call > 0", "net_per_call > -1")

# %% equivalent="m02-q11-call"
"The margin is the same for all accounts."
edit('calls["margin"].max()', 'calls["margin"].min()')

# %% slip="counted-all" task="m02-q11-call"
"That counts all who were called. Some accounts come back, or close, without a call: subtract the share of those not called."
edit("share[True] - share[False]", "share[True]")

# %% slip="sign" task="m02-q11-call"
"The sign is reversed: called minus not called."
edit("share[True] - share[False]", "share[False] - share[True]")

# %% slip="survivors-only" task="m02-q11-call"
"You looked at accounts that are still open. Those who closed have left your table, and they are what a call may cost."
edit('by_call(calls, "reactivated")', 'by_call(calls[calls["still_open"] == 1], "reactivated")')

# %% slip="not-in-yuan" task="m02-q11-call"
"That is the extra share that came back. Multiply by the margin to get yuan."
edit(' * calls["margin"].max()', "")

# %% slip="cost-taken-off" task="m02-q11-call"
"The cost is already taken off. The task asks for the worth before the cost."
edit('* calls["margin"].max()', '* calls["margin"].max() - calls["cost"].max()')

# %% slip="open-not-closed" task="m02-q11-call"
"That is how many more of the called accounts are open. Closed is the other side: a call that closes accounts has a positive number."
edit('-by_call(calls, "still_open")', 'by_call(calls, "still_open")')

# %% slip="closed-of-called" task="m02-q11-call"
"That is the share of closed accounts among those called. Some accounts close without a call: subtract their share."
edit('-by_call(calls, "still_open")', '1 - calls.loc[calls["called"], "still_open"].mean()')

# %% slip="cost-over-all" task="m02-q11-call"
"The mean of `cost` runs over accounts that were never called and cost nothing. What one call costs stands in the rows of the called."
edit('calls["cost"].max()', 'calls["cost"].mean()')

# %% slip="closing-forgotten" task="m02-q11-call"
"The accounts that a call closes are missing in your net: 40 yuan each."
edit(" - 40 * closed_by_call", "")

# %% slip="not-own-number" task="m02-q11-call"
"Hold your own net against 0: above it, call again; below it, do not."
edit("net_per_call > 0", "net_per_call < 0")


# %% counts everyone who was called task="m02-q11-call" points=2 trap="counted-all"
def by_call(calls, column):
    return calls.loc[calls["called"], column].mean()


worth_per_call = by_call(calls, "reactivated") * 300
closed_by_call = -by_call(calls, "still_open")
net_per_call = worth_per_call - 15 - 40 * closed_by_call
call_again = net_per_call > 0


# %% sign reversed task="m02-q11-call" points=2 trap="sign"
def by_call(calls, column):
    return -calls.groupby("called")[column].mean().diff().iloc[-1]


worth_per_call = by_call(calls, "reactivated") * 300
closed_by_call = -by_call(calls, "still_open")
net_per_call = worth_per_call - 15 - 40 * closed_by_call
call_again = net_per_call > 0


# %% looks at survivors task="m02-q11-call" points=5 trap="survivors-only"
def by_call(calls, column):
    yes, no = calls[calls["called"]], calls[~calls["called"]]
    return yes[column].mean() - no[column].mean()


worth_per_call = by_call(calls.query("still_open == 1"), "reactivated") * 300
closed_by_call = -by_call(calls, "still_open")
net_per_call = worth_per_call - 15 - 40 * closed_by_call
call_again = net_per_call > 0


# %% a share instead of yuan task="m02-q11-call" points=5 trap="not-in-yuan"
def by_call(calls, column):
    yes, no = calls[calls["called"]], calls[~calls["called"]]
    return yes[column].mean() - no[column].mean()


worth_per_call = by_call(calls, "reactivated")
closed_by_call = -by_call(calls, "still_open")
net_per_call = worth_per_call - 15 - 40 * closed_by_call
call_again = net_per_call > 0


# %% what remains after the cost task="m02-q11-call" points=5 trap="cost-taken-off"
def by_call(calls, column):
    yes, no = calls[calls["called"]], calls[~calls["called"]]
    return yes[column].mean() - no[column].mean()


worth_per_call = 300 * by_call(calls, "reactivated") - 15
closed_by_call = -by_call(calls, "still_open")
net_per_call = worth_per_call - 15 - 40 * closed_by_call
call_again = net_per_call > 0


# %% more open accounts task="m02-q11-call" points=5 trap="open-not-closed"
def by_call(calls, column):
    yes, no = calls[calls["called"]], calls[~calls["called"]]
    return yes[column].mean() - no[column].mean()


worth_per_call = by_call(calls, "reactivated") * 300
closed_by_call = by_call(calls, "still_open")
net_per_call = worth_per_call - 15 - 40 * closed_by_call
call_again = net_per_call > 0


# %% closed among the called task="m02-q11-call" points=5 trap="closed-of-called"
def by_call(calls, column):
    yes, no = calls[calls["called"]], calls[~calls["called"]]
    return yes[column].mean() - no[column].mean()


worth_per_call = by_call(calls, "reactivated") * 300
closed_by_call = (calls.loc[calls["called"], "still_open"] == 0).mean()
net_per_call = worth_per_call - 15 - 40 * closed_by_call
call_again = net_per_call > 0


# %% half the cost task="m02-q11-call" points=5 trap="cost-over-all"
def by_call(calls, column):
    yes, no = calls[calls["called"]], calls[~calls["called"]]
    return yes[column].mean() - no[column].mean()


worth_per_call = by_call(calls, "reactivated") * 300
closed_by_call = -by_call(calls, "still_open")
net_per_call = worth_per_call - sum(calls["cost"]) / len(calls) - 40 * closed_by_call
call_again = net_per_call > 0


# %% nothing for closed accounts task="m02-q11-call" points=5 trap="closing-forgotten"
def by_call(calls, column):
    yes, no = calls[calls["called"]], calls[~calls["called"]]
    return yes[column].mean() - no[column].mean()


worth_per_call = by_call(calls, "reactivated") * 300
closed_by_call = -by_call(calls, "still_open")
net_per_call = worth_per_call - 15
call_again = net_per_call > 0


# %% the decision turned round task="m02-q11-call" points=5 trap="not-own-number"
def by_call(calls, column):
    yes, no = calls[calls["called"]], calls[~calls["called"]]
    return yes[column].mean() - no[column].mean()


worth_per_call = by_call(calls, "reactivated") * 300
closed_by_call = -by_call(calls, "still_open")
net_per_call = worth_per_call - 15 - 40 * closed_by_call
call_again = not net_per_call > 0

# %% [markdown]
# ## Task 11b: what may be told

# %% recorded again, less sure task="m02-q11b-statement" points=3
statement.record(sentence="B", sure=0.4)
statement.record(sentence="A", sure=0.55)

# %% certain task="m02-q11b-statement" points=3 fewer="one of four sentences is right"
statement.record(sure=1, sentence="A")

# %% slip="comparison-left-out" task="m02-q11b-statement" silent="a choice among four sentences"
"Sentence B leaves out those who were not called: 12 % of them came back, too, and the difference may be nothing."
edit('"A"', '"B"')

# %% slip="told-a-cause" task="m02-q11b-statement" silent="a choice among four sentences"
"Sentence C tells a story that the data contradict: those who came back mostly stayed, those who closed had not come back."
edit('"A"', '"C"')

# %% slip="told-beyond-the-data" task="m02-q11b-statement" silent="a choice among four sentences"
"Sentence D speaks of all banks and of any call. One branch called one list in one April."
edit('"A"', '"D"')

# %% 16 % came back task="m02-q11b-statement" points=0 trap="comparison-left-out"
statement.record(sentence="B", sure=0.7)

# %% woken and gone task="m02-q11b-statement" points=0 trap="told-a-cause"
statement.record(sentence="C", sure=0.7)

# %% never call task="m02-q11b-statement" points=0 trap="told-beyond-the-data"
statement.record(sentence="D", sure=0.7)

# %% [markdown]
# ## Task 12a: two memos

# %% a little stricter task="m02-q12a-marks" points=3
marks = {
    "memo 1, purpose": 0,
    "memo 1, evidence": 0,
    "memo 1, risk": 0,
    "memo 2, purpose": 3,
    "memo 2, evidence": 3,
    "memo 2, risk": 3,
}

# %% a little milder, a Series task="m02-q12a-marks" points=3
marks = {
    "memo 1, purpose": 2,
    "memo 1, evidence": 1,
    "memo 1, risk": 2,
    "memo 2, purpose": 5,
    "memo 2, evidence": 5,
    "memo 2, risk": 5,
}
marks = pd.Series(marks)

# %% equivalent="m02-q12a-marks"
"One mark more or less is as good."
edit('"memo 1, purpose": 1', '"memo 1, purpose": 2')

# %% equivalent="m02-q12a-marks"
"One mark more or less is as good."
edit('"memo 1, purpose": 1', '"memo 1, purpose": 0')

# %% equivalent="m02-q12a-marks"
"One mark more or less is as good."
edit('"memo 1, evidence": 0', '"memo 1, evidence": 1')

# %% equivalent="m02-q12a-marks"
"One mark more or less is as good."
edit('"memo 1, risk": 1', '"memo 1, risk": 0')

# %% equivalent="m02-q12a-marks"
"One mark more or less is as good."
edit('"memo 1, risk": 1', '"memo 1, risk": 2')

# %% equivalent="m02-q12a-marks"
"One mark more or less is as good."
edit('"memo 2, purpose": 4', '"memo 2, purpose": 3')

# %% equivalent="m02-q12a-marks"
"One mark more or less is as good."
edit('"memo 2, purpose": 4', '"memo 2, purpose": 5')

# %% equivalent="m02-q12a-marks"
"One mark more or less is as good."
edit('"memo 2, evidence": 4', '"memo 2, evidence": 3')

# %% equivalent="m02-q12a-marks"
"One mark more or less is as good."
edit('"memo 2, evidence": 4', '"memo 2, evidence": 5')

# %% equivalent="m02-q12a-marks"
"One mark more or less is as good."
edit('"memo 2, risk": 4', '"memo 2, risk": 3')

# %% equivalent="m02-q12a-marks"
"One mark more or less is as good."
edit('"memo 2, risk": 4', '"memo 2, risk": 5')

# %% slip="confidence-for-evidence" task="m02-q12a-marks" silent="the marks are kept back"
"You gave the first memo at least as many marks on each criterion. It is sure of itself, and gives no decision, no number on later data and no harm."
edit('"memo 1, purpose": 1', '"memo 1, purpose": 4')
edit('"memo 1, evidence": 0', '"memo 1, evidence": 4')
edit('"memo 1, risk": 1', '"memo 1, risk": 4')

# %% the sure one is better task="m02-q12a-marks" points=0.5 trap="confidence-for-evidence"
marks = {
    "memo 1, purpose": 5,
    "memo 1, evidence": 4,
    "memo 1, risk": 5,
    "memo 2, purpose": 2,
    "memo 2, evidence": 2,
    "memo 2, risk": 1,
}

# %% three marks for all but one task="m02-q12a-marks" points=0.5
marks = {
    "memo 1, purpose": 3,
    "memo 1, evidence": 3,
    "memo 1, risk": 3,
    "memo 2, purpose": 3,
    "memo 2, evidence": 3,
    "memo 2, risk": 4,
}

# %% marks out of ten task="m02-q12a-marks" points=0
marks = {
    "memo 1, purpose": 10,
    "memo 1, evidence": 0,
    "memo 1, risk": 0,
    "memo 2, purpose": 40,
    "memo 2, evidence": 8,
    "memo 2, risk": 9,
}

# %% [markdown] task="m02-q12-memo" mark=15
# Dear Ms. Qiao, I suggest: **zodiac sign, drop**: no decision uses it and on the autumn offers its benefit cannot be told from luck (Article 6, smallest scope).
# **Clubs, drop**: no benefit on later data, and a club can reveal faith or health (Article 28).
# **Income, consent**: needed to judge whether a loan is bearable, not to choose whom to write to; one entry in eight is a stand-in. A verified source at application would change my mind.

# %% [markdown] task="m02-q12-memo" mark=8
# Drop the zodiac sign, because it is useless. Keep the hobby with consent, it could be nice for small talk. Keep income, because we need it for credit. The gain of the zodiac sign was zero.

# %% [markdown] task="m02-q12-memo" mark=1
# I would keep all fields. The more we know of our customers, the better we can serve them.
