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
#     minutes: 75
#     points: 21
#     asks: Ms. Qiao
#     question: "How many customers are there, and what is really known of them?"
# ---

# %% [markdown]
# # Segmentation 1 of 4: know what you have
#
# **Lantern Bank, Riverside branch.** 75 minutes, 21 points.
#
# When you have finished this notebook you will be able to
#
# 1. say what share of a database is really there and fresh,
# 2. count people instead of records or letters, and join customers to points of service,
# 3. score recency, frequency and money in the right direction, and tell turnover from worth.
#
# The next notebooks build segments on these data, decide who gets which offer, and test both on later data.

# %%
from servicelab import recall

recall("m02_segmentation/1_database")

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
# Before she signs, she wants to know: **does age tell her what a customer needs, or does behavior?**
# An answer is only as good as the data under it, so she starts in the archive.

# %%
import matplotlib.pyplot as plt
import pandas as pd

from servicelab import RangePrediction, Statement, load_dataset
from servicelab.customers import archive_quality, plot_rfm, rfm_scores
from servicelab.plots import show_table, use_style

use_style()
SNAPSHOT = pd.Timestamp("2026-01-01")  # the day on which the branch took stock

# %%
customers = load_dataset("bank_customers")
transactions = load_dataset("bank_transactions")
customers.head()

# %% [markdown] teaches=["S002-08", "S002-11", "S002-12", "S002-14", "S002-15"]
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

# %%
social = RangePrediction("m02-archive", "How complete is archive 2, social life?")
social

# %%
quality = archive_quality(customers, SNAPSHOT)
social.reveal_button(
    100 * quality.loc[2, "completeness"],
    "Archive 2 holds 64 % of its values, archive 4, which the bank writes itself, 100 %.",
)

# %%
names = {1: "1 Person", 2: "2 Social life", 3: "3 Economic", 4: "4 Relation", 5: "5 Other"}
quality.rename(index=names).style.format("{:.0%}")

# %% [markdown] teaches=["S002-09"]
# The table is honest only because somebody looked for what hides in the data.
# People type a value to get past a mandatory field, and to a computer a typed value is a value.
# Here are the incomes that occur most often.

# %%
customers["monthly_income"].value_counts(dropna=False).head(5).rename("records").to_frame()

# %% [markdown]
# Two values stand out, and neither is an income: 0 and 9999. Such stand-ins are called **sentinels**; the birthday 1900-01-01 is another.
# The first table leaves them out. A database that counts them as answers looks complete and is not.
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
# `&` means *and*, `~` means *not*.
#
# ## Task 1a: completeness (4 points)
#
# Complete the function `completeness(values, sentinels)`: only the line with the dots is missing.
#
# * `values`: a Series (a column of the database); `sentinels`: a list of values that mean "unknown", possibly empty.
# * It returns **one number, a proportion between 0 and 1**: rows with a real value divided by **all** rows.
# * A row has a real value when it is neither missing nor one of the sentinels.
#
# Then use it: `income_completeness` is the completeness of `monthly_income` when 0 and 9999 are sentinels.


# %% answer="m02-q1a-completeness"
def completeness(values, sentinels):
    """Share of all rows that hold a real value."""
    given = values.notna()
    typed = values.isin(sentinels)
    share = ...  # of all rows
    ### BEGIN SOLUTION
    share = (given & ~typed).mean()
    ### END SOLUTION
    return share


income_completeness = ...
### BEGIN SOLUTION
income_completeness = completeness(customers["monthly_income"], [0, 9999])
### END SOLUTION

# %% task="m02-q1a-completeness" points=4 grades=["S002-08", "S002-09"]
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q1a-completeness",
    points=4,
    hints=[
        "How many rows are there, and in how many of them do you learn something?",
        "Two conditions must hold for a row: a value is given, and it is not a typed stand-in.",
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
    weight=3,
    within=(0, 1),
    own='completeness(customers["monthly_income"], [0, 9999])',
)
task

# %% [markdown] teaches=["S002-19"]
# ## Fresh enough to use?
#
# Head office runs the database in stages: first collect, then check and supervise, then use it.
# A stage ends when a number passes a gate. For the last stage the gate at Riverside is:
# **at least 70 % of the records confirmed within 180 days before the snapshot.**

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
# Two dates subtracted give a span of time; `.dt.days` turns a column of spans into whole numbers, as in the cell above.
#
# ## Task 1b: may the database be used? (4 points)
#
# Write `timeliness(updated_at, snapshot)`: the **proportion of all rows** whose date lies at most 180 days before `snapshot`.
# A record confirmed exactly 180 days before still counts. A missing date counts as not timely.
#
# Then decide: `gate_passed` is `True` or `False` (no quotes) for `customers["updated_at"]` and the gate of 70 %. (The table above rounds.)


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

# %% task="m02-q1b-timeliness" points=4 grades=["S002-19"] decides="whether the database may be used"
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
# Insurers know this well: a person with four policies receives four birthday cards.
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
# It matters whenever a report says "per customer". The column `products` counts the products on one record.
#
# ## The Python of a sum for each
#
# `groupby` makes a group of the rows for each value of a column; `.sum()` adds up within each group. The result has one row a group, and can be asked like any column. `.nunique()` counts different values.
# More of this kind is on [the cheat sheet](../guides/cheat-sheet.md); what the words of the course mean, in [the glossary](../guides/glossary.md).
# Willow Bridge has five claims on three cars:

# %%
claims = pd.DataFrame({"car": ["red", "red", "blue", "green", "blue"], "days": [3, 9, 4, 2, 1]})
days_of_car = claims.groupby("car")["days"].sum()
print(f"{len(claims)} claims on {claims['car'].nunique()} cars")
print(
    f"A claim takes {claims['days'].mean():.1f} days, a car is away for {days_of_car.mean():.1f}."
)

# %% [markdown] teaches=["S002-01", "S002-02", "S002-10"]
# ## One system, two units
#
# A **service marketing system** is all that links a firm with those it serves.
# It has two basic units, the **point of service** (a branch, a machine, the app) and the **customer**, and it is only as good as the join between them.
# What goes in are records and consent. What is done with them, such as advice, is the **process**. What comes out are needs met, income, and trust.
#
# A database alone is input. It is worth something when it *moves*: when a person hears something relevant because of it.
# The **activation rate** says how far it does: **people** who were sent an offer, divided by **people** who may be sent one.
#
# The cell below has the letters of 2025 (only those with an offer inside, only to customers who agreed) and the branch's points of service.

# %%
waves = pd.concat([load_dataset("bank_offers"), load_dataset("bank_offers_later")])
letters = waves.loc[waves["offered"] != "none", ["customer_id", "offer_date"]].merge(
    customers[["customer_id", "person_key"]]
)
agreed = customers[customers["consent_marketing"]]
outlets = pd.DataFrame(
    {
        "outlet": ["branch", "night machine", "counter", "campus machine", "airport machine"],
        "district": ["Old Town", "Old Town", "Harbor", "University", "Airport"],
    }
)
print(f"{len(letters):,} letters, {len(agreed):,} records that agreed to offers")
outlets

# %% [markdown]
# ## Task 2: change the unit (6 points)
#
# * `products_per_person`: the mean number of products per **person** (all products of all their records, divided by the number of people).
# * `activation`: the activation rate of 2025, a proportion; `letters` and `agreed` both have the column `person_key`.
# * `without_outlet`: the share of the customer **records** in whose `district` there is no outlet, a proportion.
# * `empty_outlets`: a list of the outlets (column `outlet`) in whose district no customer lives.
# * `system`: a dictionary that says of each of the five things `"input"`, `"process"` or `"output"`.

# %% answer="m02-q2-unit"
products_per_person = ...
activation = ...
without_outlet = ...
empty_outlets = ...
system = {
    "the consent of customers": "...",
    "choosing an offer for each group": "...",
    "money that was saved for a purpose": "...",
    "the five archives": "...",
    "talking at the counter": "...",
}
### BEGIN SOLUTION
products = customers.groupby("person_key")["products"].sum()
products_per_person = products.mean()
activation = letters["person_key"].nunique() / agreed["person_key"].nunique()
without_outlet = (~customers["district"].isin(outlets["district"])).mean()
empty_outlets = outlets.loc[~outlets["district"].isin(customers["district"]), "outlet"].to_list()
system = {
    "the consent of customers": "input",
    "choosing an offer for each group": "process",
    "money that was saved for a purpose": "output",
    "the five archives": "input",
    "talking at the counter": "process",
}
### END SOLUTION

# %% task="m02-q2-unit" points=6 grades=["S003-30", "S002-01", "S002-02", "S002-10"]
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q2-unit",
    points=6,
    hints=[
        "What is one row of the table, and what should one row be for this question?",
        '`groupby("person_key")` makes one group for each person; `nunique()` counts different people. `isin` says whether a district is in a list.',
        "Sum `products` within each person first; the mean over people comes second. For activation, count people above and below the line.",
    ],
)
task.check(
    "all products of a person are counted, and each person once",
    task.value("products_per_person"),
    weight=2,
    atol=0,
    rtol=0.0015,
    within=(1, 20),
)
task.check(
    "people above the line, and people below it",
    task.value("activation"),
    weight=2,
    atol=0.0008,
    within=(0, 1),
)
share = task.value("without_outlet")
task.check("customers without a point of service near", share, atol=0.001, within=(0, 1))
empty = task.value(
    "set(empty_outlets['outlet'] if isinstance(empty_outlets, pd.DataFrame) else empty_outlets)",
    name="empty_outlets",
)
task.check("points of service without customers", empty, weight=0.5, each=True)
task.check(
    "what goes in, what is done, what comes out",
    task.value("system"),
    weight=0.5,
    among=["input", "process", "output"],
    each=True,
    silent=True,
)
task

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
plot_rfm(scores)
plt.title("Customers by how often and how lately they paid")
plt.show()
scores.head(3)

# %% [markdown]
# The interesting ones lie at the lower right: **frequent once, silent lately**. The branch calls them sleepers.
#
# ## The Python of choosing rows
#
# `table[condition]` keeps the rows for which the condition is True. Several conditions are joined by `&`, **each in brackets**. `.index` holds the names of the rows that are left; `.nlargest(2)` keeps the two largest values of a column.
# Which rooms of Plum Court are large and low?

# %%
rooms = pd.DataFrame({"beds": [2, 4, 6, 5], "floor": [1, 3, 2, 1]}, index=["r1", "r2", "r3", "r4"])
fitting = rooms[(rooms["beds"] > 4) & (rooms["floor"] <= 2)]
print(list(fitting.index), list(rooms["beds"].nlargest(2).index))

# %% [markdown] teaches=["S001-07", "S002-13"]
# ## Turnover is not worth
#
# M counts the money that *moved*. That is **turnover**; it is not what the bank earns. Of each yuan that moves, the bank earns a part, and the part differs by product.
# The house sheet says: 0.3 % of a payment, 0.4 % of savings, 3 % of a loan repayment, 0.1 % of an invoice.
#
# Consumers and firms differ, too. A consumer decides alone and wants an experience; a firm wants a problem solved, and several people sign.
# The file has no column for it, so the cell takes those recorded as business owners for firms, and all others for consumers.

# %%
EARNS = {"payment": 0.003, "savings": 0.004, "loan": 0.03, "invoice": 0.001}
earned = transactions["amount"] * transactions["product"].astype(str).map(EARNS)
turnover = transactions.groupby("customer_id")["amount"].sum()
worth = earned.groupby(transactions["customer_id"]).sum()  # yuan in two years
occupation = customers.set_index("customer_id")["occupation"].reindex(turnover.index)
kind = pd.Series("consumer", index=turnover.index).mask(occupation == "business owner", "firm")


def top_share(amounts):
    """What the largest tenth holds of the whole."""
    return amounts.nlargest(len(amounts) // 10).sum() / amounts.sum()


largest = turnover.nlargest(400).index
print(f"The largest tenth of all moves {top_share(turnover):.0%} of the turnover.")
by_kind = pd.DataFrame({"customers": kind.value_counts()})
by_kind["share of turnover"] = turnover.groupby(kind).sum() / turnover.sum()
by_kind["share of worth"] = worth.groupby(kind).sum() / worth.sum()
shares = {"share of turnover": "{:.0%}", "share of worth": "{:.0%}"}
show_table(by_kind, shares, caption="Payments of two years")

# %% [markdown]
# ## Task 3a: whom does Ms. Qiao call? (4 points)
#
# * `sleeping`: the list of customer ids with R of 2 or less **and** F of 4 or more **and** M of 4 or more, from `scores`.
# * `top_firms` and `top_consumers`: what the largest tenth of the **firms** holds of the turnover of all firms, and the same for **consumers**. Use `top_share`; both are proportions.
# * `overlap`: of the 400 customers in `largest`, those with the largest turnover, the proportion who are also among the 400 with the largest `worth`.
# * `call_first`: Ms. Qiao has time for three sleepers, those who earned the bank most. A list of three ids.

# %% answer="m02-q3a-sleepers"
sleeping = ...
top_firms = ...
top_consumers = ...
overlap = ...
call_first = ...
### BEGIN SOLUTION
sleeping = list(scores.query("R <= 2 and F >= 4 and M >= 4").index)
top_firms = top_share(turnover[kind == "firm"])
top_consumers = top_share(turnover[kind == "consumer"])
overlap = worth.nlargest(len(largest)).index.isin(largest).mean()
call_first = list(worth[sleeping].nlargest(3).index)
### END SOLUTION

# %% task="m02-q3a-sleepers" points=4 grades=["S001-07", "S002-13"] decides="whom to call first"
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q3a-sleepers",
    points=4,
    hints=[
        "Which end of R is 'long ago' when 5 is the most recent? And which of two columns says what the bank earns?",
        "Three conditions, each in brackets, joined by `&`. `turnover[kind == ...]` keeps one kind of customer.",
        '`scores[(scores["R"] <= 2) & ...].index` holds the ids; `worth[...].nlargest(3).index` names three of them; `isin` or `intersection` compares two lists.',
    ],
)
ids = task.value(
    "set(sleeping.index if isinstance(sleeping, pd.DataFrame) else sleeping)", name="sleeping"
)
task.check("silent lately, busy before: all of them, and nobody else", ids, weight=3, each=True)
for name in ("top_firms", "top_consumers"):
    task.check(f"`{name}`", task.value(name), atol=0.002, within=(0, 1))
task.check("`overlap`", task.value("overlap"), atol=0.001, within=(0, 1))
first = task.value(
    "set(call_first.index if isinstance(call_first, pd.DataFrame) or getattr(call_first, 'dtype', object) == float else call_first)",
    name="call_first",
)
own = "set(worth[list(sleeping)].nlargest(3).index)"
task.check("three sleepers, by what they earned the bank", first, weight=2, each=True, own=own)
task

# %% [markdown]
# ## Task 3c: what may be told (3 points)
#
# Ms. Qiao reports to head office on Friday. Four sentences are in the draft; the data of this notebook support one of them.
# Choose it and say how sure you are. The letter is graded; how sure you were is kept, for you.

# %%
statement = Statement(
    "m02-q3c-statement",
    "Which sentence may Ms. Qiao tell head office?",
    {
        "A": "Our sleepers fell silent because nobody from the branch called them.",
        "B": "Firms are the core of our business: they bring in nearly two fifths of what the branch earns.",
        "C": "Of all the money that small firms of this city move through banks, a quarter is moved by a tenth of them.",
        "D": "In 2024 and 2025, customers recorded as business owners moved 38 % of the money in our file, and we earned 25 % of our margin on it.",
    },
)
statement

# %% answer="m02-q3c-statement"
# statement.record(sentence="...", sure=...)  # sure: from 0.25, a guess, to 1
### BEGIN SOLUTION
statement.record(sentence="D", sure=0.85)
### END SOLUTION

# %% task="m02-q3c-statement" points=3
from servicelab_workshop.tasks import Task

task = Task(
    "m02-q3c-statement",
    points=3,
    hints=[
        "Ask of each sentence: is it about our file, and does it say what was measured?",
        "Turnover or margin? This branch or the city? What happened, or why?",
        "Compare the sentence with the table of turnover and worth.",
    ],
)
task.statement("statement")
task

# %% [markdown]
# ## Be judged
#
# In a class this is done when you have handed in. If you learn alone, run the cell below, save this notebook (Ctrl+S) and press the button: a copy of it is run, and each task gets its points and words, hidden checks included.

# %%
from servicelab import judge

judge("m02_segmentation/1_database")

# %% [markdown] teaches=["S003-69"] reads={"S003-69": "the same question at a hospital, in one sentence; its data come in the module on priorities"}
# ## What you take with you
#
# * A value that is typed is not a value that is known: name the sentinels, keep all rows in the denominator.
# * Decide what one row is before you write "per customer": a record, a person, a letter.
# * A score has a direction, a unit and a day from which it counts. Say all three.
# * Money that moves is not money that is earned.
# * A full archive is not yet a useful one. A hospital that files illness, income and family of every patient holds the same question with higher stakes.
#
# **Further reading.** R. Y. Wang and D. M. Strong, "Beyond Accuracy: What Data Quality Means to Data Consumers", *Journal of Management Information Systems* 12(4), 1996.
# A. M. Hughes, *Strategic Database Marketing*, Probus, 1994.
#
# **Next:** [2_segments](2_segments.ipynb), where behavior draws the lines, and you see how far they agree with age.
