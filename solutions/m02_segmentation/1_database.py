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
#     module: m02_segmentation
#     title: Know what you have
#     minutes: 90
#     points: 24
# ---

# %% [markdown] teaches=["S002-01"]
# # Segmentation 1 of 3: know what you have
#
# **Lantern Bank, Riverside branch.** 90 minutes, 24 points.
#
# When you have finished this notebook you will be able to
#
# 1. say what share of a database is really there, right, unique and fresh,
# 2. count customers instead of records, and know which report changes when you do,
# 3. score recency, frequency and money without getting the direction or the ties wrong.
#
# The next two notebooks build segments on these data and decide who gets which offer.

# %% [markdown] teaches=["S000-22", "S000-23", "S000-24"]
# ## The question
#
# Ms. Qiao took over the Riverside branch in January.
# On her desk lies a plan from head office with one line in bold:
#
# > *Young customers get the flexible loan. Older customers get the savings plan.*
#
# A branch in the next town did this last year and reported that "customers of every age are more satisfied".
# No number, no date, no comparison.
#
# Ms. Qiao has four thousand customer records, two years of payments and one careful experiment.
# Before she signs, she wants to know one thing: **does age tell her what a customer needs, or does behavior?**
#
# That answer will be worth real money by the end of the third notebook.
# But an answer is only as good as the data under it, so she starts in the archive.

# %%
from numbers import Number

import matplotlib.pyplot as plt
import pandas as pd

from servicelab import Question, load_dataset
from servicelab.compare import same
from servicelab.figures import plot_rfm, use_style
from servicelab.quality import archive_quality
from servicelab.segmentation import rfm_scores

use_style()
SNAPSHOT = pd.Timestamp("2026-01-01")  # the day on which the branch took stock

# %%
customers = load_dataset("bank_customers")
transactions = load_dataset("bank_transactions")
customers.head()

# %% [markdown] teaches=["S002-08", "S002-11", "S002-12", "S002-13", "S002-14", "S002-15"]
# ## A warehouse with five rooms
#
# A customer database is often drawn as a warehouse: sort, refine, then store.
# The branch keeps five rooms, which the course calls **archives**.
#
# | Archive | What it says | Fields at Riverside |
# |---|---|---|
# | 1 Person | who the customer is | birth date, age, occupation, household, phone |
# | 2 Social life | what happens around the customer | clubs, social media, events attended |
# | 3 Economic | what the customer can spend and what the bank earns | income, home, balance, share of credit used |
# | 4 Relation | what the customer has and does with us | products, start, visits, complaints, and every payment |
# | 5 Other | whatever fitted nowhere else | zodiac sign, hobby, a note on who referred them |
#
# A full warehouse is not a good one. Four questions decide:
#
# * **Complete**: what share of the rows holds a real value?
# * **Valid**: of the values that are there, what share can be true?
# * **Unique**: how many people are behind the rows?
# * **Timely**: what share was confirmed within 180 days before the snapshot?

# %% [markdown]
# **Before you run the next cell**, write down a guess: which of the five archives is the most complete?

# %%
quality = archive_quality(customers, SNAPSHOT)
quality.style.format("{:.0%}")

# %% [markdown] teaches=["S002-02", "S002-09"]
# The table is the kind of thing that gets copied into a report, and it is honest only because somebody looked for what hides in the data.
# People type a value to get past a mandatory field, and to a computer a typed value is a value.
# Here are the incomes that occur most often.

# %%
customers["monthly_income"].value_counts(dropna=False).head(5).rename("customers").to_frame()

# %% [markdown]
# Nobody's income is 9,999 yuan that often, and a customer without any income did not get an account with a credit line.
# Such stand-ins are called **sentinels**: 0, 9999, or the birthday 1900-01-01.
# The first table leaves them out. A database that counts them as answers looks complete and is not.
# (Was your guess the archive of persons or of money? The fullest is the fourth: the bank writes it itself. What people must fill in is where the holes are.)
#
# How does one leave stand-ins out? Ask a whole column a question, and it answers `True` or `False` for every row.
# The mean of such a column is a proportion, since `True` counts as 1 and `False` as 0:

# %%
has_phone = customers["phone"].notna()  # is there a value?
no_job = customers["occupation"].isin(["retired", "student"])  # is it one of these?
print(f"with a phone number: {has_phone.mean():.1%}")
print(f"retired or a student: {no_job.mean():.1%}")
print(f"a phone number, and neither retired nor a student: {(has_phone & ~no_job).mean():.1%}")

# %% [markdown]
# `&` means *and*, `~` means *not*. That is all the Python that the next task needs, wrapped into a function:
# `def name(arguments):` and, indented below it, a line that begins with `return`.

# %% [markdown]
# ## Task 1a: completeness (5 points)
#
# Write the function `completeness(values, sentinels)`.
#
# * `values`: a Series (a column of the database); `sentinels`: a list of values that mean "unknown", possibly empty.
# * It returns **one number, a proportion between 0 and 1**: rows with a real value divided by **all** rows.
# * A row has a real value when it is neither missing nor one of the sentinels.
#
# Then use it: `income_completeness` is the completeness of `monthly_income` when 0 and 9999 are sentinels.


# %% answer="m02-q1a-completeness"
def completeness(values, sentinels):
    """Share of all rows that hold a real value."""
    ### BEGIN SOLUTION
    real = values.notna() & ~values.isin(sentinels)
    return real.mean()
    ### END SOLUTION


income_completeness = ...
### BEGIN SOLUTION
income_completeness = completeness(customers["monthly_income"], [0, 9999])
### END SOLUTION

# %% task="m02-q1a-completeness" points=5
q = Question(
    "m02-q1a-completeness",
    points=5,
    answer=["completeness", "income_completeness"],
    hidden=3,
    hints=[
        "How many rows are there, and in how many of them do you learn something?",
        "Two conditions must hold for a row: `values.notna()`, and not `values.isin(sentinels)`.",
        "Combine two columns of True and False with `&`, turn one around with `~`; the mean of a column of True and False is a proportion.",
    ],
)
six = pd.Series([5200, 0, None, 9999, 8100, 7400])
with q.check(
    "three of six rows hold a real value",
    weight=2,
    traps=[
        (
            "sentinels-present",
            5 / 6,
            "0 and 9999 were counted as present. They stand for 'unknown'.",
        ),
        (
            "denominator-after-dropna",
            3 / 5,
            "You divided by the rows that are left after dropping missing ones. The denominator is all rows, or a half-empty column looks full.",
        ),
        (
            "denominator-after-dropna",
            1.0,
            "You divided by the rows that are left. The denominator is all rows, or a half-empty column looks full.",
        ),
        ("count-not-share", 3, "That is a count. A proportion divides it by the number of rows."),
    ],
):
    q.close(completeness(six, [0, 9999]), 0.5, name="completeness of six rows")
with q.check("without sentinels, only missing values count against you"):
    q.close(completeness(six, []), 5 / 6, name="completeness without sentinels")
with q.check("the income column is a proportion"):
    q.trap(
        float(income_completeness) > 1.0001,
        "percent",
        "A proportion lies between 0 and 1. Leave out the `* 100`.",
    )
    assert 0 <= float(income_completeness) <= 1
### BEGIN HIDDEN TESTS
dates = pd.Series(pd.to_datetime(["1900-01-01", "1984-05-02", None, "1970-12-31"]))
with q.hidden("it also works on dates"):
    q.close(completeness(dates, [pd.Timestamp("1900-01-01")]), 0.5, name="completeness of dates")
with q.hidden("it also works on words"):
    words = pd.Series(["teacher", "unknown", None, "nurse", "nurse"])
    q.close(completeness(words, ["unknown"]), 0.6, name="completeness of words")
with q.hidden(
    "the income column has the right completeness",
    traps=[
        (
            "sentinels-present",
            lambda: customers["monthly_income"].notna().mean(),
            "That counts 0 and 9999 as incomes.",
        ),
    ],
):
    income = customers["monthly_income"]
    q.close(
        income_completeness,
        (income.notna() & ~income.isin([0, 9999])).mean(),
        name="income_completeness",
    )
### END HIDDEN TESTS
q

# %% [markdown] teaches=["S002-10", "S002-19"]
# ## Fresh, or a museum?
#
# A record is worth something only when it moves: someone calls, visits, changes an offer because of it.
# Records age like phone numbers do. How old are these?

# %%
age_in_days = (SNAPSHOT - customers["updated_at"]).dt.days
ax = age_in_days.plot.hist(bins=range(0, 1561, 60), figsize=(8, 3.2))
ax.axvline(180, color="black", linestyle="--")
ax.set(
    xlabel="Days since the record was last confirmed",
    ylabel="Records",
    title="How old is what we know?",
)
ax.annotate("180 days", (180, ax.get_ylim()[1] * 0.9), xytext=(6, 0), textcoords="offset points")
plt.show()

# %% [markdown]
# Head office runs the database in stages: first collect, then check and supervise, then use it.
# A stage ends when a number passes a gate. For the last stage the gate at Riverside is:
# **at least 70 % of the records confirmed within 180 days before the snapshot.**
#
# ## Task 1b: timeliness (4 points)
#
# Write `timeliness(updated_at, snapshot)`: the **proportion of all rows** whose date lies at most 180 days before `snapshot`.
# A record confirmed exactly 180 days before still counts. A missing date counts as not timely.
#
# Then set `gate_passed` to `True` or `False` (no quotes) for `customers["updated_at"]` and the gate of 70 %. (The table above rounds.)


# %% answer="m02-q1b-timeliness"
def timeliness(updated_at, snapshot):
    """Share of all rows confirmed within the 180 days before the snapshot."""
    ### BEGIN SOLUTION
    days = (snapshot - updated_at).dt.days
    return (days <= 180).mean()
    ### END SOLUTION


gate_passed = ...
### BEGIN SOLUTION
gate_passed = timeliness(customers["updated_at"], SNAPSHOT) >= 0.70
### END SOLUTION

# %% task="m02-q1b-timeliness" points=4
q = Question(
    "m02-q1b-timeliness",
    points=4,
    answer=["timeliness", "gate_passed"],
    hidden=2,
    hints=[
        "For one record: how many days lie between its date and the snapshot, and is that at most 180?",
        "Subtract two dates and you get a time span; `.dt.days` turns a column of spans into whole numbers.",
        "`(snapshot - updated_at).dt.days <= 180` is True or False for each row. A missing date gives False by itself.",
    ],
)
five = pd.Series(pd.to_datetime(["2025-12-30", "2025-07-05", "2025-07-04", None, "2024-03-01"]))
with q.check(
    "two of five dates are fresh on 2026-01-01",
    weight=2,
    traps=[
        (
            "boundary",
            1 / 5,
            "2025-07-05 lies exactly 180 days before the snapshot, and that still counts.",
        ),
        (
            "denominator-after-dropna",
            2 / 4,
            "The row without a date left your denominator. A record nobody dated is not fresh.",
        ),
        (
            "today-as-snapshot",
            0.0,
            "Nothing seems fresh. Do you measure from today instead of from `snapshot`? Then the answer changes each day.",
        ),
    ],
):
    q.close(timeliness(five, SNAPSHOT), 2 / 5, name="timeliness of five dates")
with q.check(
    "the snapshot is used, not today",
    weight=0.5,
    traps=[
        (
            "today-as-snapshot",
            0.0,
            "With a later snapshot the answer must change: use the argument `snapshot`, not today's date.",
        )
    ],
):
    q.close(timeliness(five[1:3], pd.Timestamp("2025-08-01")), 1.0, name="timeliness on 2025-08-01")
with q.check("`gate_passed` follows from your own `timeliness`", weight=0.5):
    assert gate_passed in (True, False), (
        "`gate_passed` should be `True` or `False`, without quotes: compare the proportion with 0.70."
    )
    share = timeliness(customers["updated_at"], SNAPSHOT)
    q.trap(
        bool(gate_passed) != bool(share >= 0.70),
        "gate-against-own-number",
        "Your `timeliness` and your `gate_passed` disagree about the gate: is the proportion at least 0.70? Hold the exact number against it, not the rounded one.",
    )
### BEGIN HIDDEN TESTS
with q.hidden("it holds for another list of dates"):
    many = pd.Series(pd.date_range("2023-01-01", periods=900, freq="D"))
    end = pd.Timestamp("2025-06-18")
    q.close(timeliness(many, end), 181 / 900, name="timeliness", rtol=0.001)
with q.hidden("the gate"):
    fresh = ((SNAPSHOT - customers["updated_at"]).dt.days <= 180).mean()
    q.close(bool(gate_passed), bool(fresh >= 0.70), name="gate_passed")
### END HIDDEN TESTS
q

# %% [markdown] teaches=["S003-30"]
# ## Four thousand records, how many people?
#
# The old system was built around accounts: open a second account in another district and you become a second customer.
# Insurers know this well, where one person holds four policies and receives four birthday cards.
# The column `person_key` is the same for all records of one person.

# %%
records_per_person = customers.groupby("person_key").size()
pd.DataFrame(
    {
        "records": [len(customers)],
        "people": [records_per_person.size],
        "people with two records": [(records_per_person > 1).sum()],
    }
)

# %% [markdown]
# A few people twice: does it matter? It does whenever a report says "per customer".
# The column `products` counts the products on one record.
#
# ## Task 2: change the unit (4 points)
#
# * `products_per_person`: the mean number of products per **person** (all products of all their records, divided by the number of people).
# * `busiest_person`: add up the products of all records of each person; this is the `person_key` of the person with the largest sum (any one of them if several tie).

# %% answer="m02-q2-unit"
products_per_person = ...
busiest_person = ...
### BEGIN SOLUTION
products = customers.groupby("person_key")["products"].sum()
products_per_person = products.mean()
busiest_person = products.idxmax()
### END SOLUTION

# %% task="m02-q2-unit" points=4
q = Question(
    "m02-q2-unit",
    points=4,
    answer=["products_per_person", "busiest_person"],
    hidden=2,
    hints=[
        "What is one row of the table, and what should one row be for this question?",
        '`groupby("person_key")` makes one group for each person.',
        "Sum `products` within each person first; the mean over people comes second, `idxmax` names the largest.",
    ],
)
with q.check("all products of a person are counted, and each person once"):
    given = float(products_per_person)
    q.trap(
        abs(given - customers["products"].mean()) < 1e-4,
        "per-record",
        "That is the mean per record: people with two records are counted twice in the denominator.",
    )
    q.trap(
        abs(given - customers.drop_duplicates("person_key")["products"].mean()) < 1e-4,
        "dropped-second-record",
        "That throws the second record away, and the products on it. Add them up for each person instead.",
    )
    q.trap(
        abs(given - customers.drop_duplicates("person_key", keep="last")["products"].mean()) < 1e-4,
        "dropped-second-record",
        "That throws the first record away, and the products on it. Add them up for each person instead.",
    )
    each = customers.groupby("person_key")["products"].mean().mean()
    q.trap(
        abs(given - each) < 1e-4,
        "mean-of-means",
        "That takes the mean of each person's records first. Whoever has two records holds the products on both: add them up.",
    )
    assert 1 <= given <= 20, "A mean number of products is a small number."
with q.check("the busiest person is a person key"):
    assert not isinstance(busiest_person, Number), (
        "`busiest_person` should be one value of the column `person_key`, not a number: `idxmax` says whose sum is the largest, `max` how large it is."
    )
    busiest = [busiest_person] if isinstance(busiest_person, str) else list(busiest_person)
    assert busiest, "`busiest_person` is empty."
    assert set(busiest) <= set(customers["person_key"]), (
        "`busiest_person` should be one value of the column `person_key`."
    )
### BEGIN HIDDEN TESTS
with q.hidden("products per person", weight=2):
    right = customers["products"].sum() / customers["person_key"].nunique()
    q.close(products_per_person, right, name="products_per_person", rtol=0.0015)
with q.hidden("the busiest person"):
    single = isinstance(busiest_person, str | Number)
    busiest = [busiest_person] if single else list(busiest_person)
    by_person = customers.groupby("person_key")["products"].sum()
    assert set(busiest) <= set(by_person.index), "There is no such person."
    q.trap(
        by_person[busiest].min() < by_person.max(),
        "busiest-record",
        "Somebody holds more when all records of a person are added up.",
    )
### END HIDDEN TESTS
q

# %% [markdown] teaches=["S001-07"]
# ## Where the money sits
#
# One more look before scoring: how evenly is business spread?
# Consumers and small firms want different things, and they also weigh differently.

# %%
spend = transactions.groupby("customer_id")["amount"].sum().sort_values(ascending=False)
share = spend.cumsum() / spend.sum()
tenth = share.iloc[len(share) // 10 - 1]
print(f"The busiest tenth of the customers moves {tenth:.0%} of the money.")

# %% [markdown]
# ## Recency, frequency, money
#
# The oldest segmentation in direct marketing needs three columns (Hughes 1994):
# how **recently** a customer bought, how **frequently**, and how much **money** in total.
# Each becomes a score from 1 to 5 by cutting the customers into five equal groups.
#
# Two conventions, because here reports differ:
# **5 is always the best**, so R = 5 means *most recent*; and days are counted from the day after the last payment in the file, never from today.

# %%
scores = rfm_scores(transactions)
scores.head()

# %%
plot_rfm(scores)
plt.show()

# %% [markdown]
# Many customers sit on the diagonal: frequent and recent, or rare and long ago. Everybody knows those.
# The interesting ones lie at the lower right: **frequent once, silent lately**. Some of them were valuable, too.
#
# ## Task 3a: the sleepers (4 points)
#
# Use the table `scores`. `sleeping` is the list of customer ids with
# R of 2 or less **and** F of 4 or more **and** M of 4 or more.

# %% answer="m02-q3a-sleepers"
sleeping = ...
### BEGIN SOLUTION
sleeping = list(scores.query("R <= 2 and F >= 4 and M >= 4").index)
### END SOLUTION

# %% task="m02-q3a-sleepers" points=4
q = Question(
    "m02-q3a-sleepers",
    points=4,
    answer="sleeping",
    hidden=1,
    hints=[
        "Which end of R is 'long ago' when 5 is the most recent?",
        "Three conditions, each in brackets, joined by `&`.",
        '`scores[(scores["R"] <= 2) & ...].index` holds the ids.',
    ],
)
with q.check("a list of customer ids"):
    ids = list(sleeping.index) if isinstance(sleeping, pd.DataFrame) else list(sleeping)
    assert not {True, False} & set(ids), (
        "That is a column of True and False: keep the ids of the True ones, `scores.index[...]`."
    )
    given = set(ids)
    assert given, "The list is empty."
    unknown = given - set(scores.index)
    assert not unknown, (
        f"`sleeping` should hold customer ids such as {scores.index[0]}; yours holds {sorted(map(str, unknown))[0]}."
    )
with q.check("silent lately, busy before", weight=2):
    chosen = scores.loc[list(given)]
    q.trap(
        chosen["R"].min() >= 4,
        "reversed-recency",
        "These are your most recent customers: R = 5 is the most recent, so sleepers have a low R.",
    )
    q.trap(
        (chosen["F"] < 4).any() or (chosen["M"] < 4).any() or (chosen["R"] > 2).any(),
        "or-instead-of-and",
        "Someone in your list fails one of the three conditions. All three must hold at once.",
    )
### BEGIN HIDDEN TESTS
with q.hidden("all of them"):
    q.close(given, set(scores.query("R <= 2 and F >= 4 and M >= 4").index), name="sleeping")
### END HIDDEN TESTS
q

# %% [markdown]
# ## A score of your own
#
# The branch is about to move its service hours into the app, so "recent" should mean **recent in the app**.
# The library has no such score. You will write it.
#
# ## Task 3b: app recency (7 points)
#
# Write `app_recency(transactions, snapshot)`. It returns a DataFrame with **one row for each customer who occurs in `transactions`** (index `customer_id`) and two columns:
#
# * `days`: whole days from the customer's last payment with `channel` equal to `"app"` to `snapshot`; missing for customers who never used the app;
# * `R`: the customers who used the app, cut into five groups as equal as possible, **5 = most recent**, ties broken in any order; **0** for customers who never used the app. R is a whole number.


# %% answer="m02-q3b-app-recency"
def app_recency(transactions, snapshot):
    """Days since the last payment by app, and a recency score from 0 (never) to 5 (most recent)."""
    ### BEGIN SOLUTION
    everybody = pd.Index(transactions["customer_id"].unique(), name="customer_id")
    last = transactions[transactions["channel"] == "app"].groupby("customer_id")["date"].max()
    days = (snapshot - last).dt.days
    fifth = pd.qcut(days.rank(method="first"), 5, labels=[5, 4, 3, 2, 1]).astype(int)
    return pd.DataFrame(
        {"days": days.reindex(everybody), "R": fifth.reindex(everybody).fillna(0).astype(int)}
    )
    ### END SOLUTION


# %% task="m02-q3b-app-recency" points=7
q = Question(
    "m02-q3b-app-recency",
    points=7,
    answer="app_recency",
    hidden=3,
    hints=[
        "Three steps: the last app payment of each customer, the days since then, five equal groups. Who is missing after the first step?",
        'Keep the app payments, then `groupby("customer_id")["date"].max()`. `pd.qcut` cuts into equal groups, but stumbles over ties unless you rank first.',
        '`pd.qcut(days.rank(method="first"), 5, labels=[5, 4, 3, 2, 1]).astype(int)` gives the best score to the fewest days; `reindex` brings back those who never used the app, and `fillna(0)` scores them.',
    ],
)
toy = pd.DataFrame(
    {
        "customer_id": ["Ana", "Bo", "Chen", "Dai", "Eve", "Fu", "Ana", "Fu"],
        "date": pd.to_datetime(
            [
                "2025-12-30",
                "2025-11-01",
                "2025-06-15",
                "2025-09-09",
                "2025-02-02",
                "2025-12-31",
                "2025-01-05",
                "2025-03-03",
            ]
        ),
        "channel": ["app", "app", "app", "app", "app", "branch", "app", "card"],
        "amount": [10, 20, 30, 40, 50, 60, 70, 80],
    }
)
scored = None
with q.check("a row for each customer, with the columns days and R"):
    scored = app_recency(toy.copy(), SNAPSHOT)
    assert scored is not None, "`app_recency` returns None: does it end in `return`?"
    scored = scored.set_index("customer_id") if "customer_id" in scored.columns else scored
    q.trap(
        "Fu" not in scored.index,
        "never-users-dropped",
        "Fu never used the app and has disappeared. Customers without app payments belong in the table, with R = 0.",
    )
    assert set(scored.index) == set(toy["customer_id"]), (
        "There should be one row for each customer id."
    )
    assert {"days", "R"} <= set(scored.columns), (
        f"The columns should be days and R; yours are {', '.join(map(str, scored.columns))}."
    )
with q.check(
    "days are counted from the last app payment to the snapshot",
    traps=[
        (
            "first-payment",
            {"Ana": 361, "Bo": 61, "Chen": 200, "Dai": 114, "Eve": 333},
            "Ana has two app payments, and you counted from the first. Recency looks at the last one.",
        ),
        (
            "today-as-snapshot",
            lambda: {
                name: (pd.Timestamp.now().normalize() - day).days
                for name, day in {
                    "Ana": pd.Timestamp("2025-12-30"),
                    "Bo": pd.Timestamp("2025-11-01"),
                    "Chen": pd.Timestamp("2025-06-15"),
                    "Dai": pd.Timestamp("2025-09-09"),
                    "Eve": pd.Timestamp("2025-02-02"),
                }.items()
            },
            "You counted to today. Count to `snapshot`, or the score changes whenever the notebook runs.",
        ),
    ],
):
    assert scored is not None, "Looked at when the first check is right."
    days = scored["days"].reindex(["Ana", "Bo", "Chen", "Dai", "Eve", "Fu"])
    q.trap(
        same(days["Fu"], 1),
        "all-channels",
        'Fu paid at the branch the day before, but never by app: only payments with channel "app" count.',
    )
    q.close(days.drop("Fu"), {"Ana": 2, "Bo": 61, "Chen": 200, "Dai": 114, "Eve": 333}, name="days")
with q.check(
    "5 is the most recent, 0 is never",
    weight=2,
    traps=[
        (
            "reversed-recency",
            {"Ana": 1, "Bo": 2, "Dai": 3, "Chen": 4, "Eve": 5, "Fu": 0},
            "The direction is reversed: Ana paid by app two days ago and should have the highest score.",
        ),
        (
            "never-users-scored",
            {"Ana": 5, "Bo": 4, "Dai": 3, "Chen": 2, "Eve": 1, "Fu": 1},
            "Fu never used the app and has the same score as Eve, who did. Give 0 to those who never used it.",
        ),
    ],
):
    assert scored is not None, "Looked at when the first check is right."
    q.close(scored["R"], {"Ana": 5, "Bo": 4, "Dai": 3, "Chen": 2, "Eve": 1, "Fu": 0}, name="R")


### BEGIN HIDDEN TESTS
def _ranked(table):
    table = table.set_index("customer_id") if "customer_id" in table.columns else table
    return table.assign(R=pd.to_numeric(table["R"]), days=pd.to_numeric(table["days"]))


with q.hidden("it works on the whole file"):
    whole = _ranked(app_recency(transactions.copy(), SNAPSHOT))
    last = transactions[transactions["channel"] == "app"].groupby("customer_id")["date"].max()
    q.close(whole["days"].dropna(), (SNAPSHOT - last).dt.days, name="days")
with q.hidden("five groups of equal size, although many customers share a day"):
    sizes = whole.loc[whole["R"] > 0, "R"].value_counts()
    q.trap(
        sizes.max() - sizes.min() > 5,
        "ties-break-groups",
        "The five groups are not equal: customers with the same number of days were pushed into one group. Rank them first.",
    )
    assert set(sizes.index) == {1, 2, 3, 4, 5}
    bounds = whole[whole["R"] > 0].groupby("R")["days"].agg(["min", "max"]).sort_index()
    assert (bounds["min"].to_numpy()[:-1] >= bounds["max"].to_numpy()[1:]).all(), (
        "A customer with more days has a better score than one with fewer."
    )
with q.hidden("it follows the snapshot and the customers it is given"):
    part = transactions[
        transactions["customer_id"].isin(transactions["customer_id"].unique()[:200])
    ]
    later = _ranked(app_recency(part.copy(), pd.Timestamp("2026-03-01")))
    q.close(len(later), 200, name="number of rows")
    q.close(
        (later["days"] - whole["days"].reindex(later.index)).dropna().unique().tolist(),
        [59],
        name="shift in days",
    )
### END HIDDEN TESTS
q

# %% [markdown] teaches=["S003-69"]
# ## What you take with you
#
# * A value that is typed is not a value that is known: name the sentinels, keep all rows in the denominator.
# * Decide what one row is before you write "per customer".
# * A score has a direction, a unit and a day from which it counts. Say all three.
# * A full archive is not yet a useful one. Which fields you may keep, and which you should not, is the memo at the end of the third notebook.
#   A hospital that files illness, income and family of every patient holds the same question with higher stakes.
#
# **Further reading.** R. Y. Wang and D. M. Strong, "Beyond Accuracy: What Data Quality Means to Data Consumers", *Journal of Management Information Systems* 12(4), 1996.
# A. M. Hughes, *Strategic Database Marketing*, Probus, 1994.
#
# **Next:** `2_segments`, where behavior splits these customers into groups that age cannot see.
