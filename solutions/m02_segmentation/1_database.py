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
#     asks: Ms. Qiao
#     question: "How many customers are there, and what is really known of them?"
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
import matplotlib.pyplot as plt
import pandas as pd

from servicelab import load_dataset
from servicelab.customers import archive_quality, plot_rfm, rfm_scores
from servicelab.plots import use_style

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
names = {1: "1 Person", 2: "2 Social life", 3: "3 Economic", 4: "4 Relation", 5: "5 Other"}
quality.rename(index=names).style.format("{:.0%}")

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
# And was your guess right? What a firm writes itself is full; what people must fill in is where the holes are.
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
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q1a-completeness",
    points=5,
    hints=[
        "How many rows are there, and in how many of them do you learn something?",
        "Two conditions must hold for a row: `values.notna()`, and not `values.isin(sentinels)`.",
        "Combine two columns of True and False with `&`, turn one around with `~`; the mean of a column of True and False is a proportion.",
    ],
)
six = pd.Series([5200, 0, None, 9999, 8100, 7400])
dates = pd.Series(pd.to_datetime(["1900-01-01", "1984-05-02", None, "1970-12-31"]))
words = pd.Series(["teacher", "unknown", None, "nurse", "nurse"])
for title, values, sentinels, options in [
    ("without sentinels, only missing values count against you", six, [], {}),
    ("three of six rows hold a real value", six, [0, 9999], {"weight": 2}),
    ("it also works on dates", dates, [pd.Timestamp("1900-01-01")], {"hidden": True}),
    ("it also works on words", words, ["unknown"], {"hidden": True}),
]:
    task.check(title, task.call("completeness", values, sentinels), within=(0, 1), **options)
task.check(
    "the income column",
    task.value("income_completeness"),
    within=(0, 1),
    own='completeness(customers["monthly_income"], [0, 9999])',
)
task

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
ax.grid(visible=False, axis="x")
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
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q1b-timeliness",
    points=4,
    hints=[
        "For one record: how many days lie between its date and the snapshot, and is that at most 180?",
        "Subtract two dates and you get a time span; `.dt.days` turns a column of spans into whole numbers.",
        "`(snapshot - updated_at).dt.days <= 180` is True or False for each row. A missing date gives False by itself.",
    ],
)
five = pd.Series(pd.to_datetime(["2025-12-30", "2025-07-05", "2025-07-04", None, "2024-03-01"]))
many = pd.Series(pd.date_range("2023-07-05", periods=900, freq="D"))
for title, dates, day, options in [
    ("two of five dates are fresh on 2026-01-01", five, SNAPSHOT, {"weight": 2}),
    ("the snapshot is used, not today", five[1:3], pd.Timestamp("2025-08-01"), {"weight": 0.5}),
    ("it holds for another list of dates", many, pd.Timestamp("2025-12-20"), {"hidden": True}),
]:
    task.check(title, task.call("timeliness", dates, day), within=(0, 1), rtol=0.001, **options)
task.check(
    "`gate_passed` follows from your own `timeliness`",
    task.value("gate_passed"),
    weight=1.5,
    own='timeliness(customers["updated_at"], SNAPSHOT) >= 0.70',
)
task

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

# %% [markdown]
# ## The Python of a sum for each
#
# `groupby` makes a group of the rows for each value of a column; `.sum()` then adds up within each group. The result has one row a group, and can be asked like any column.
# More of this kind is on [the cheat sheet](../guides/cheat-sheet.md); what the words of the course mean, in [the glossary](../guides/glossary.md).
# Willow Bridge has five claims on three cars:

# %%
claims = pd.DataFrame({"car": ["red", "red", "blue", "green", "blue"], "days": [3, 9, 4, 2, 1]})
days_of_car = claims.groupby("car")["days"].sum()
print(
    f"A claim takes {claims['days'].mean():.1f} days, a car is away for {days_of_car.mean():.1f}."
)
print("longest away:", days_of_car.idxmax())
days_of_car

# %% [markdown]
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
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q2-unit",
    points=4,
    hints=[
        "What is one row of the table, and what should one row be for this question?",
        '`groupby("person_key")` makes one group for each person.',
        "Sum `products` within each person first; the mean over people comes second, `idxmax` names the largest.",
    ],
)
mean = task.value("products_per_person")
task.check(
    "all products of a person are counted, and each person once",
    mean,
    weight=3,
    atol=0,
    rtol=0.0015,
    within=(1, 20),
)
task.check("the busiest person", task.value("busiest_person"), weight=2)
task

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
plt.title("Who pays often has mostly paid lately")
plt.show()

# %% [markdown]
# Many customers sit on the diagonal: frequent and recent, or rare and long ago. Everybody knows those.
# The interesting ones lie at the lower right: **frequent once, silent lately**. Some of them were valuable, too.

# %% [markdown]
# ## The Python of choosing rows
#
# `table[condition]` keeps the rows for which the condition is True. Several conditions are joined by `&`, **each in brackets**. `.index` holds the names of the rows that are left.
# Which rooms of Plum Court are large and low?

# %%
rooms = pd.DataFrame({"beds": [2, 4, 6, 5], "floor": [1, 3, 2, 1]}, index=["r1", "r2", "r3", "r4"])
fitting = rooms[(rooms["beds"] > 4) & (rooms["floor"] <= 2)]
list(fitting.index)

# %% [markdown]
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
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q3a-sleepers",
    points=4,
    hints=[
        "Which end of R is 'long ago' when 5 is the most recent?",
        "Three conditions, each in brackets, joined by `&`.",
        '`scores[(scores["R"] <= 2) & ...].index` holds the ids.',
    ],
)
ids = task.value(
    "set(sleeping.index if isinstance(sleeping, pd.DataFrame) else sleeping)", name="sleeping"
)
task.check("silent lately, busy before: all of them, and nobody else", ids, each=True)
task

# %% [markdown]
# ## A score of your own
#
# The branch is about to move its service hours into the app, so "recent" should mean **recent in the app**.
# The library has no such score. You will write it.

# %% [markdown]
# ## The Python of equal groups
#
# `pd.qcut` cuts a column into groups of equal size and gives them labels, from the smallest values to the largest. Equal values may stop it; `.rank(method="first")` puts them in some order before.
# `.reindex(names)` brings a result into the order of a list of names; who has no value gets a missing one, and `.fillna(...)` puts something in its place. Four patients waited, and Fu never came:

# %%
waits = pd.Series({"Ai": 10, "Bo": 10, "Chu": 25, "Dai": 40})
half = pd.qcut(waits.rank(method="first"), 2, labels=["short", "long"]).astype(str)
half.reindex(["Dai", "Fu", "Ai"]).fillna("did not come")

# %% [markdown]
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
from servicelab_workshop.tasks import Task
from servicelab_workshop.worlds.bank import make_bank

task = Task(
    "m02-q3b-app-recency",
    points=7,
    hints=[
        "Three steps: the last app payment of each customer, the days since then, five equal groups. Who is missing after the first step?",
        'Keep the app payments, then `groupby("customer_id")["date"].max()`. `pd.qcut` cuts into equal groups, but stumbles over ties unless you rank first.',
        '`pd.qcut(days.rank(method="first"), 5, labels=[5, 4, 3, 2, 1]).astype(int)` gives the best score to the fewest days; `reindex` brings back those who never used the app, and `fillna(0)` scores them.',
    ],
)


def equal(table, most):
    table = pd.DataFrame(table)[["days", "R"]].apply(pd.to_numeric)
    users = table[table["days"].notna()].groupby("R")["days"].agg(["size", "min", "max"])
    sizes = users["size"].reindex([1, 2, 3, 4, 5], fill_value=0)
    if sizes.max() - sizes.min() > most:
        scores = table.groupby("days")["R"].nunique()
        assert scores.max() == 1, "The five groups are not equal."
        return 0, "", "ties-break-groups"
    after = users.sort_values("min")
    assert (after["min"].to_numpy()[1:] >= after["max"].to_numpy()[:-1]).all(), (
        "The groups are not cut by the number of days: they overlap."
    )


def moved(before, after):
    before, after = (pd.to_numeric(pd.DataFrame(table)["days"]) for table in (before, after))
    steps = (after - before).dropna().unique().tolist()
    if steps == [0]:
        return (
            0,
            "You counted to today. Count to `snapshot`, or the score changes whenever the notebook runs.",
            "today-as-snapshot",
        )
    assert steps == [59], "With a snapshot 59 days later, all days should grow by 59."


dates = "2025-12-30 2025-11-01 2025-06-15 2025-09-09 2025-02-02 2025-12-31 2025-01-05 2025-12-12"
toy = pd.DataFrame(
    {
        "customer_id": ["Ana", "Bo", "Chen", "Dai", "Eve", "Fu", "Ana", "Dai"],
        "date": pd.to_datetime(dates.split()),
        "channel": ["app", "app", "app", "app", "app", "branch", "app", "card"],
        "amount": [10, 20, 30, 40, 50, 60, 70, 80],
    }
)
tied = pd.DataFrame(
    {
        "customer_id": list("ABCDEFGHIJ"),
        "date": pd.Timestamp("2025-12-31")
        - pd.to_timedelta([0, 9, 9, 20, 30, 40, 50, 60, 70, 80], "D"),
        "channel": "app",
        "amount": 10,
    }
)
small = make_bank(seed=7, n=400).transactions
small = small[small["customer_id"].isin(small["customer_id"].unique()[:50])]
last = small[small["channel"] == "app"].groupby("customer_id")["date"].max()
left_out = last.index.difference(last.drop_duplicates().index[:30])
small = small[~small["customer_id"].isin(left_out)]
MARCH = pd.Timestamp("2026-03-01")

table = task.call("app_recency", toy, SNAPSHOT)
task.check("days are counted from the last app payment to the snapshot", table["days"])
task.check("5 is the most recent, 0 is never", table["R"], weight=2)
task.rule(
    "the days follow the snapshot", moved, table, task.call("app_recency", toy, MARCH), weight=0.5
)
task.rule(
    "five equal groups, although two share a day",
    equal,
    task.call("app_recency", tied, SNAPSHOT),
    weight=0.5,
    most=1,
)
task.rule(
    "five equal groups on the whole file",
    equal,
    task.call("app_recency", transactions, SNAPSHOT),
    hidden=True,
    most=5,
)
other = task.call("app_recency", small, MARCH)
task.check("days of other customers, to another snapshot", other["days"], hidden=True)
task.check("scores of other customers", other["R"], hidden=True)
task

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m02_segmentation/1_database")

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
# **Next:** [2_segments](2_segments.ipynb), where behavior splits these customers into groups that age cannot see.
