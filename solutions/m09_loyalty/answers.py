# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ways to answer: loyalty and its economics

# %% [markdown]
# ## Task 1: eight relations

# %% made of keywords task="m09-q1-lost" points=3
lost = dict(
    plan="2024-10-31",
    card="open",
    hotel="unseen",
    insurance="open",
    clinic="unseen",
    gym="2024-07-01",
    market="unseen",
    phone="2024-08-15",
)

# %% a Series task="m09-q1-lost" points=3
lost = pd.Series(
    ["2024-10-31", "open", "unseen", "open", "unseen", "2024-07-01", "unseen", "2024-08-15"],
    index=["plan", "card", "hotel", "insurance", "clinic", "gym", "market", "phone"],
)

# %% slip="notice-is-lost" task="m09-q1-lost" silent="a choice among three kinds"
"A notice announces the end of a contract. The customer is lost when it ends."
edit('"insurance": "open"', '"insurance": "2024-11-12"')

# %% slip="notice-is-lost" task="m09-q1-lost" silent="a choice among three kinds"
"A notice announces the end of a contract. The customer is lost when it ends."
edit('"plan": "2024-10-31"', '"plan": "2024-09-03"')

# %% slip="future-is-lost" task="m09-q1-lost" silent="a choice among three kinds"
"That day has not come. What is running today is open."
edit('"insurance": "open"', '"insurance": "2024-12-31"')

# %% slip="silent-is-lost" task="m09-q1-lost" silent="a choice among three kinds"
"Silence is not leaving. Where there is a contract, its end counts; where there is none, nobody sees the day."
edit('"hotel": "unseen"', '"hotel": "lost"')

# %% slip="silent-is-lost" task="m09-q1-lost" silent="a choice among three kinds"
"Silence is not leaving. Where there is a contract, its end counts; where there is none, nobody sees the day."
edit('"clinic": "unseen"', '"clinic": "2024-03-08"')

# %% slip="silent-is-lost" task="m09-q1-lost" silent="a choice among three kinds"
"Silence is not leaving. Where there is a contract, its end counts; where there is none, nobody sees the day."
edit('"phone": "2024-08-15"', '"phone": "2024-06-30"')

# %% slip="silent-is-lost" task="m09-q1-lost" silent="a choice among three kinds"
"Silence is not leaving. Where there is a contract, its end counts; where there is none, nobody sees the day."
edit('"card": "open"', '"card": "2022-06-30"')

# %% slip="silent-is-lost" task="m09-q1-lost" silent="a choice among three kinds"
"Silence is not leaving. Where there is a contract, its end counts; where there is none, nobody sees the day."
edit('"market": "unseen"', '"market": "2024-02-20"')

# %% slip="contract-not-seen" task="m09-q1-lost" silent="a choice among three kinds"
"Whoever pays a yearly fee has a contract, used or not. Where a contract is running, the relation is not unseen."
edit('"card": "open"', '"card": "unseen"')

# %% slip="log-ins-are-staying" task="m09-q1-lost" silent="a choice among three kinds"
"Logging in is not staying. Look for a contract, and for its end."
edit('"market": "unseen"', '"market": "open"')

# %% slip="log-ins-are-staying" task="m09-q1-lost" silent="a choice among three kinds"
"Logging in is not staying. Look for a contract, and for its end."
edit('"gym": "2024-07-01"', '"gym": "open"')

# %% the last sign of life of each task="m09-q1-lost" points=0 trap="silent-is-lost"
lost = {
    "plan": "2024-05-02",
    "card": "2022-06-30",
    "hotel": "lost",
    "insurance": "2024-11-12",
    "clinic": "2024-03-08",
    "gym": "2024-04-30",
    "market": "2024-02-20",
    "phone": "2024-06-30",
}

# %% the days of notice task="m09-q1-lost" points=1.8 trap="notice-is-lost"
lost = {
    "plan": "2024-09-03",
    "card": "open",
    "hotel": "unseen",
    "insurance": "2024-11-12",
    "clinic": "unseen",
    "gym": "2024-07-01",
    "market": "unseen",
    "phone": "2024-08-15",
}

# %% who logs in is here task="m09-q1-lost" points=1.8 trap="log-ins-are-staying"
lost = {
    "plan": "2024-10-31",
    "card": "open",
    "hotel": "unseen",
    "insurance": "open",
    "clinic": "unseen",
    "gym": "open",
    "market": "open",
    "phone": "2024-08-15",
}

# %% the last day of the cover task="m09-q1-lost" points=2.4 trap="future-is-lost"
lost = {
    "plan": "2024-10-31",
    "card": "open",
    "hotel": "unseen",
    "insurance": "2024-12-31",
    "clinic": "unseen",
    "gym": "2024-07-01",
    "market": "unseen",
    "phone": "2024-08-15",
}

# %% a card that nobody uses task="m09-q1-lost" points=2.4 trap="contract-not-seen"
lost = pd.Series(
    ["2024-10-31", "unseen", "unseen", "open", "unseen", "2024-07-01", "unseen", "2024-08-15"],
    index=["plan", "card", "hotel", "insurance", "clinic", "gym", "market", "phone"],
)

# %% days as dates and without zeros, words in capitals task="m09-q1-lost" points=3
lost = dict(
    plan=pd.Timestamp("2024-10-31"),
    card="Open",
    hotel="unseen ",
    insurance="open",
    clinic="Unseen",
    gym="2024-7-1",
    market="unseen",
    phone=pd.Timestamp("2024-08-15").date(),
)

# %% all unseen task="m09-q1-lost" points=0
lost = dict.fromkeys(
    ["plan", "card", "hotel", "insurance", "clinic", "gym", "market", "phone"], "unseen"
)

# %% [markdown]
# ## Task 2: the retention table


# %% counting down, and a product task="m09-q2-table" points=5
def retention_table(plans):
    last = plans["years"].max()
    here, rows = len(plans), []
    for year in range(1, last + 1):
        gone = len(plans.query("years == @year and ended == 1"))
        rows.append((year, here, gone, (here - gone) / here))
        here -= gone
    table = pd.DataFrame(rows, columns=["year", "at_start", "left", "rate"])
    return table.to_dict("list") | {"average": float(np.prod(table["rate"]) ** (1 / last))}


# %% value counts task="m09-q2-table" points=5
def retention_table(plans):
    years = np.arange(1, plans["years"].max() + 1)
    left = plans.loc[plans["ended"] == 1, "years"].value_counts().reindex(years, fill_value=0)
    at_start = len(plans) - left.cumsum() + left
    average = (plans["ended"] == 0).mean() ** (1 / len(years))
    return {
        "at_start": at_start.to_numpy(),
        "left": left.to_numpy(),
        "rate": (1 - left / at_start).to_numpy(),
        "average": average,
    }


# %% slip="mean-of-rates" task="m09-q2-table"
"The average is the mean of the yearly rates. The average rate must lead, year after year, to as many as are here at the end."
edit(
    "average = (1 - sum(left) / len(plans)) ** (1 / len(years))",
    "average = np.mean(rate)",
)

# %% slip="no-root" task="m09-q2-table"
"That is the share that is here after all the years, not a rate for one year."
edit("(1 - sum(left) / len(plans)) ** (1 / len(years))", "1 - sum(left) / len(plans)")

# %% slip="pooled-rate" task="m09-q2-table"
"All leavers are divided by all years of all plans. That rate for every year leads to another end."
edit(
    "(1 - sum(left) / len(plans)) ** (1 / len(years))",
    "1 - sum(left) / sum(at_start)",
)

# %% slip="a-year-too-late" task="m09-q2-table"
"Plans that end in a year were here when it began."
edit('(plans["years"] >= year)', '(plans["years"] > year)')

# %% slip="open-counted-as-left" task="m09-q2-table"
"Plans that are still open after the last year have not left."
edit('((plans["years"] == year) & (plans["ended"] == 1))', '(plans["years"] == year)')

# %% slip="base-of-the-beginning" task="m09-q2-table"
"The base is the same in every year: all who began. A year's rate counts those who are here when it begins."
edit("np.array(left) / np.array(at_start)", "np.array(left) / len(plans)")

# %% slip="ended-only" task="m09-q2-table"
"Only plans that ended are at the start. Those that are still open were here, too."
edit('(plans["years"] >= year).sum()', '((plans["years"] >= year) & (plans["ended"] == 1)).sum()')


# %% the mean of the rates task="m09-q2-table" points=3.75 trap="mean-of-rates"
def retention_table(plans):
    years = range(1, int(plans["years"].max()) + 1)
    over = plans[plans["ended"] == 1]
    left = [len(over[over["years"] == year]) for year in years]
    at_start = [len(plans[plans["years"] >= year]) for year in years]
    rate = 1 - np.array(left) / np.maximum(at_start, 1)
    return {"at_start": at_start, "left": left, "rate": rate, "average": sum(rate) / len(rate)}


# %% the share at the end task="m09-q2-table" points=3.75 trap="no-root"
def retention_table(plans):
    years = range(1, int(plans["years"].max()) + 1)
    over = plans[plans["ended"] == 1]
    left = [len(over[over["years"] == year]) for year in years]
    at_start = [len(plans[plans["years"] >= year]) for year in years]
    rate = 1 - np.array(left) / np.maximum(at_start, 1)
    return {
        "at_start": at_start,
        "left": left,
        "rate": rate,
        "average": (plans["ended"] == 0).mean(),
    }


# %% all leavers over all years task="m09-q2-table" points=3.75 trap="pooled-rate"
def retention_table(plans):
    years = range(1, int(plans["years"].max()) + 1)
    over = plans[plans["ended"] == 1]
    left = [len(over[over["years"] == year]) for year in years]
    at_start = [len(plans[plans["years"] >= year]) for year in years]
    rate = 1 - np.array(left) / np.maximum(at_start, 1)
    return {
        "at_start": at_start,
        "left": left,
        "rate": rate,
        "average": 1 - plans["ended"].sum() / plans["years"].sum(),
    }


# %% those who outlast the year task="m09-q2-table" points=2.75 trap="a-year-too-late"
def retention_table(plans):
    years = range(1, int(plans["years"].max()) + 1)
    over = plans[plans["ended"] == 1]
    left = [len(over[over["years"] == year]) for year in years]
    at_start = [len(plans[plans["years"] > year]) for year in years]
    rate = 1 - np.array(left) / np.maximum(at_start, 1)
    return {
        "at_start": at_start,
        "left": left,
        "rate": rate,
        "average": (plans["ended"] == 0).mean() ** (1 / len(years)),
    }


# %% whatever has this year task="m09-q2-table" points=2.75 trap="open-counted-as-left"
def retention_table(plans):
    years = range(1, int(plans["years"].max()) + 1)
    over = plans[plans["ended"] == 1]
    left = [len(plans[plans["years"] == year]) for year in years]
    at_start = [len(plans[plans["years"] >= year]) for year in years]
    rate = 1 - np.array(left) / np.maximum(at_start, 1)
    return {
        "at_start": at_start,
        "left": left,
        "rate": rate,
        "average": (plans["ended"] == 0).mean() ** (1 / len(years)),
    }


# %% of all who began task="m09-q2-table" points=3.75 trap="base-of-the-beginning"
def retention_table(plans):
    years = range(1, int(plans["years"].max()) + 1)
    over = plans[plans["ended"] == 1]
    left = [len(over[over["years"] == year]) for year in years]
    at_start = [len(plans[plans["years"] >= year]) for year in years]
    rate = [1 - x / len(plans) for x in left]
    return {
        "at_start": at_start,
        "left": left,
        "rate": rate,
        "average": (plans["ended"] == 0).mean() ** (1 / len(years)),
    }


# %% only what has ended task="m09-q2-table" points=2.75 trap="ended-only"
def retention_table(plans):
    years = range(1, int(plans["years"].max()) + 1)
    over = plans[plans["ended"] == 1]
    left = [len(over[over["years"] == year]) for year in years]
    at_start = [len(over[over["years"] >= year]) for year in years]
    rate = 1 - np.array(left) / np.maximum(at_start, 1)
    return {
        "at_start": at_start,
        "left": left,
        "rate": rate,
        "average": (plans["ended"] == 0).mean() ** (1 / len(years)),
    }


# %% [markdown]
# ## Task 3: the bet

# %% a little low task="m09-q3-bet" points=5
film.record(still_low=60, still_high=74, late_low=91, late_high=95, first_low=91, first_high=95)

# %% from five frames task="m09-q3-bet" points=5
film.record(still_low=64, still_high=78, late_low=92, late_high=96, first_low=92, first_high=96)

# %% from the bank's table, the film unwatched task="m09-q3-bet" points=0 trap="too-sure"
film.record(still_low=78, still_high=82, late_low=95, late_high=97, first_low=95, first_high=97)

# %% grew or not task="m09-q3-bet" points=0 trap="too-wide"
film.record(still_low=66, still_high=76, late_low=92, late_high=96, first_low=62, first_high=95)

# %% equivalent="m09-q3-bet"
"A point more or less at an end of a range costs little."
edit("still_low=66", "still_low=65")

# %% equivalent="m09-q3-bet"
"A point more or less at an end of a range costs little."
edit("still_low=66", "still_low=67")

# %% equivalent="m09-q3-bet"
"A point more or less at an end of a range costs little."
edit("still_high=76", "still_high=75")

# %% equivalent="m09-q3-bet"
"A point more or less at an end of a range costs little."
edit("still_high=76", "still_high=77")

# %% equivalent="m09-q3-bet"
"A point more or less at an end of a range costs little."
edit("low, high = 92, 96", "low, high = 91, 96")

# %% equivalent="m09-q3-bet"
"A point more or less at an end of a range costs little."
edit("low, high = 92, 96", "low, high = 93, 96")

# %% equivalent="m09-q3-bet"
"A point more or less at an end of a range costs little."
edit("low, high = 92, 96", "low, high = 92, 95")

# %% equivalent="m09-q3-bet"
"A point more or less at an end of a range costs little."
edit("low, high = 92, 96", "low, high = 92, 97")

# %% slip="loyalty-grew" task="m09-q3-bet" silent="what a bet is worth is told when it is graded"
"What cost most: the chance of the same dots in year 1. It is taken for another one than in year 12. When was it drawn?"
edit("first_low=low", "first_low=60")
edit("first_high=high", "first_high=66")

# %% slip="mean-of-all" task="m09-q3-bet" silent="what a bet is worth is told when it is graded"
"What cost most: the chance of those who are here in year 12. It is taken for the mean of all who began, though not everybody is as likely to be here."
edit("late_low=low", "late_low=60")
edit("late_high=high", "late_high=66")

# %% slip="same-for-ever" task="m09-q3-bet" silent="what a bet is worth is told when it is graded"
"What cost most: those who are still here from year 8 to year 12. The share that stays is taken for the same in every year."
edit("still_low=66", "still_low=40")
edit("still_high=76", "still_high=50")

# %% slip="too-sure" task="m09-q3-bet" silent="what a bet is worth is told when it is graded"
"What cost most: a miss, and ten times its distance. A range of which one is 80 % sure is wider."
edit("still_low=66", "still_low=80")
edit("still_high=76", "still_high=82")

# %% slip="too-wide" task="m09-q3-bet" silent="what a bet is worth is told when it is graded"
"What cost most: the width. What do the rules of the film leave open?"
edit("still_low=66", "still_low=40")
edit("still_high=76", "still_high=95")

# %% loyalty grew task="m09-q3-bet" points=0 trap="loyalty-grew"
film.record(still_low=66, still_high=77, late_low=92, late_high=96, first_low=61, first_high=65)

# %% the mean of all for those of year 12 task="m09-q3-bet" points=0 trap="mean-of-all"
film.record(still_low=66, still_high=77, late_low=58, late_high=65, first_low=60, first_high=66)

# %% the first year's rate for ever task="m09-q3-bet" points=0 trap="same-for-ever"
film.record(still_low=7, still_high=13, late_low=82, late_high=88, first_low=82, first_high=88)

# %% no idea task="m09-q3-bet" points=0 trap="too-wide"
film.record(still_low=0, still_high=100, late_low=0, late_high=100, first_low=0, first_high=100)

# %% sure of the wrong number task="m09-q3-bet" points=0 trap="too-sure"
film.record(still_low=75, still_high=76, late_low=95, late_high=96, first_low=95, first_high=96)

# %% one range for all task="m09-q3-bet" points=0
film.record(still_low=71, still_high=95, late_low=71, late_high=95, first_low=71, first_high=95)

# %% [markdown]
# ## Task 4: the forecast


# %% by position task="m09-q4-forecast" points=5
def forecast(table, seen, after):
    left = table["left"].head(seen).to_list()
    here = int(table["at_start"].iloc[0]) - sum(left)
    return float(sbg_survival(*sbg_fit(left, here), after)[-1])


# %% the last known year less its leavers task="m09-q4-forecast" points=5
def forecast(table, seen, after):
    known = table[table.index <= seen]
    here = known["at_start"].iloc[-1] - known["left"].iloc[-1]
    a, b = sbg_fit(known["left"], here)
    share = 1.0
    for year in range(1, after + 1):
        share *= (b + year - 1) / (a + b + year - 1)
    return share


# %% slip="looked-ahead" task="m09-q4-forecast"
"Years are used that were not known yet. A forecast may use the first `seen` years only."
edit("table.loc[:seen]", "table")

# %% slip="start-of-the-year" task="m09-q4-forecast"
"Those who leave in the last known year are counted twice: among the leavers, and among those who are still here."
edit('known["at_start"].iloc[0] - left.sum()', 'known["at_start"].iloc[-1]')

# %% slip="all-who-began" task="m09-q4-forecast"
"All who began are counted as still here. Some of them have left."
edit('known["at_start"].iloc[0] - left.sum()', 'known["at_start"].iloc[0]')

# %% slip="first-rate" task="m09-q4-forecast"
"The first year's rate is used for every year. Who stays after it is not who began."
edit(
    'left = known["left"]\n    here = known["at_start"].iloc[0] - left.sum()',
    'return (1 - known["left"].iloc[0] / known["at_start"].iloc[0]) ** after',
)

# %% slip="average-rate" task="m09-q4-forecast"
"The average rate of the known years is used for every year. The rates of these years rise, and so will the next ones."
edit(
    'left = known["left"]\n    here = known["at_start"].iloc[0] - left.sum()',
    'return (1 - known["left"].sum() / known["at_start"].iloc[0]) ** (after / seen)',
)


# %% all years of the table task="m09-q4-forecast" points=1.67 trap="looked-ahead"
def forecast(table, seen, after):
    a, b = sbg_fit(table["left"], table["at_start"].iloc[0] - table["left"].sum())
    return sbg_survival(a, b, after)[after]


# %% those at the start of the last year task="m09-q4-forecast" points=0 trap="start-of-the-year"
def forecast(table, seen, after):
    a, b = sbg_fit(table["left"].iloc[:seen], table.loc[seen, "at_start"])
    return sbg_survival(a, b, after)[after]


# %% everybody task="m09-q4-forecast" points=0 trap="all-who-began"
def forecast(table, seen, after):
    a, b = sbg_fit(table["left"].iloc[:seen], table["at_start"].max())
    return sbg_survival(a, b, after)[after]


# %% one rate, the first task="m09-q4-forecast" points=0 trap="first-rate"
def forecast(table, seen, after):
    rate = table.loc[2, "at_start"] / table.loc[1, "at_start"]
    return rate**after


# %% one rate, the average task="m09-q4-forecast" points=0 trap="average-rate"
def forecast(table, seen, after):
    known = table.loc[1:seen]
    rate = ((1 - known["left"] / known["at_start"]).prod()) ** (1 / seen)
    return rate**after


# %% [markdown]
# ## Task 5: which sentences

# %% the letter, hardly sure task="m09-q5-statement" points=5 fewer="one of four letters is right"
statement.record(sentence="B", sure=0.4)

# %% slip="loyalty-grows" task="m09-q5-statement" silent="a choice among four sentences"
"Those of year 12 are not those of year 1. Within a way of coming the plans' rates do not rise; and a rise of a whole does not say whose."
edit('"B"', '"A"')

# %% slip="cards-are-sorting" task="m09-q5-statement" silent="a choice among four sentences"
"The cards' ways of coming explain nothing of the rise. Growth draws this curve, and so do hidden kinds: neither is the likelier one by these counts."
edit('"B"', '"C"')

# %% slip="sorting-proven" task="m09-q5-statement" silent="a choice among four sentences"
"A ratio within the ways is a mean over many holders. Near 1, it does not say that nobody among them changed; and where it falls, holders who differ within a way may have been sorted."
edit('"B"', '"D"')

# %% it grows task="m09-q5-statement" points=0 trap="loyalty-grows"
statement.record(sentence="A", sure=0.85)

# %% sorting again task="m09-q5-statement" points=0 trap="cards-are-sorting"
statement.record(sentence="C", sure=0.7)

# %% nobody at all task="m09-q5-statement" points=0 trap="sorting-proven"
statement.record(sentence="D", sure=0.55)

# %% [markdown]
# ## Task 6: three values


# %% a long sum, the referrals as extra margin task="m09-q6-value" points=6
def clv(margin, retention, rate, cost):
    worth = -cost
    for year in range(2000):
        worth += margin * retention**year / (1 + rate) ** year
    return worth


alone = clv(120, 0.9, 0.1, 240)
with_referrals = alone + 0.6 * 0.19 * alone * 1.1 / (1.1 - 0.9)
reached, pays_in = 0, 0
while reached < 320:
    reached += 120 * (0.9 / 1.1) ** pays_in
    pays_in += 1


# %% the multiple of the library task="m09-q6-value" points=6
def clv(margin, retention, rate, cost):
    return margin * clv_multiple(retention, rate, "start") - cost


with_referrals = 683.3
pays_in = 4


# %% to the nearest yuan task="m09-q6-value" points=6
def clv(margin, retention, rate, cost):
    return margin * (1 + rate) / (1 + rate - retention) - cost


with_referrals = 683
pays_in = 4


# %% slip="cash-at-the-end" task="m09-q6-value"
"Your first margin comes after a year, from those who have stayed. Here it comes at once, from everybody."
edit("margin / (1 - step)", "margin * step / (1 - step)")

# %% slip="discounted-at-once" task="m09-q6-value"
"Your first margin comes at once, but is discounted by a year, as are all others by a year too many."
edit("margin / (1 - step)", "margin / (1 + rate) / (1 - step)")

# %% slip="cost-left-out" task="m09-q6-value"
"The cost of winning the customer is missing."
edit("margin / (1 - step) - cost", "margin / (1 - step)")

# %% slip="no-interest" task="m09-q6-value"
"You count how many years customers stay, 1 / (1 - retention). A margin that comes later is worth less today."
edit("step = retention / (1 + rate)", "step = retention")

# %% slip="never-lost" task="m09-q6-value"
"In your sum nobody ever leaves: the chance to stay is missing."
edit("step = retention / (1 + rate)", "step = 1 / (1 + rate)")

# %% slip="fee-for-margin" task="m09-q6-value"
"You count the fee. What counts is the margin, what is left of it after the cost of serving."
edit("own = clv(120,", "own = clv(400,")

# %% slip="all-referrals" task="m09-q6-value"
"You credit every new plan. Some would have come anyway."
edit("0.19 * 0.60 * own", "0.19 * own")

# %% slip="referrals-won-free" task="m09-q6-value"
"Your new plans cost nothing to win. Each of them costs what the first one did."
edit("0.19 * 0.60 * own", "0.19 * 0.60 * (own + 240)")

# %% slip="referrals-once" task="m09-q6-value"
"You count the new plans of a single year. A holder brings some each year, as long as he or she is here."
edit("clv(gained, 0.90, 0.10, 0)", "gained")

# %% slip="for-ever-here" task="m09-q6-value"
"Too early. Is each later margin both discounted and multiplied by the chance to be still here? Is the first year number 1?"
edit("pays_in = 4", "pays_in = 3")


# %% cash at the end task="m09-q6-value" points=3 trap="cash-at-the-end"
def clv(margin, retention, rate, cost):
    return margin * retention / (1 + rate - retention) - cost


with_referrals = clv(120, 0.9, 0.1, 240) * (1 + 0.19 * 0.6 * 4.5)
pays_in = 4


# %% one over churn task="m09-q6-value" points=3.5 trap="no-interest"
def clv(margin, retention, rate, cost):
    return margin / (1 - retention) - cost


own = clv(120, 0.9, 0.1, 240)
with_referrals = own + clv(0.19 * 0.6 * own, 0.9, 0.1, 0)
pays_in = 4


# %% gross task="m09-q6-value" points=3.5 trap="cost-left-out"
def clv(margin, retention, rate, cost):
    return margin * (1 + rate) / (1 + rate - retention)


own = 420
with_referrals = own + clv(0.19 * 0.6 * own, 0.9, 0.1, 0)
pays_in = 4


# %% discounted one year too many task="m09-q6-value" points=1 trap="discounted-at-once"
def clv(margin, retention, rate, cost):
    return margin / (1 + rate - retention) - cost


with_referrals = 1
pays_in = 4


# %% nobody leaves task="m09-q6-value" points=1 trap="never-lost"
def clv(margin, retention, rate, cost):
    return margin * (1 + rate) / rate - cost


with_referrals = 2
pays_in = 4


# %% the fee task="m09-q6-value" points=3 trap="fee-for-margin"
def clv(margin, retention, rate, cost):
    return margin / (1 - retention / (1 + rate)) - cost


with_referrals = clv(400, 0.9, 0.1, 240) * (1 + 5.5 * 0.114)
pays_in = 3


# %% all referrals task="m09-q6-value" points=4 trap="all-referrals"
def clv(margin, retention, rate, cost):
    return margin / (1 - retention / (1 + rate)) - cost


with_referrals = 858.9
pays_in = 4


# %% referrals at no cost task="m09-q6-value" points=4 trap="referrals-won-free"
def clv(margin, retention, rate, cost):
    return margin / (1 - retention / (1 + rate)) - cost


with_referrals = 420 + 0.114 * 660 * 5.5
pays_in = 4


# %% a single year of referrals task="m09-q6-value" points=4 trap="referrals-once"
def clv(margin, retention, rate, cost):
    return margin / (1 - retention / (1 + rate)) - cost


with_referrals = 420 * 1.114
pays_in = 4


# %% counted from 0 task="m09-q6-value" points=5 says=["number 1"]
def clv(margin, retention, rate, cost):
    return margin / (1 - retention / (1 + rate)) - cost


with_referrals = 683
reached = np.cumsum([120 * (0.9 / 1.1) ** year for year in range(20)])
pays_in = int(np.argmax(reached >= 320))


# %% cost by margin task="m09-q6-value" points=5 trap="for-ever-here"
def clv(margin, retention, rate, cost):
    return margin / (1 - retention / (1 + rate)) - cost


with_referrals = 683
pays_in = int(np.ceil(320 / 120))


# %% [markdown]
# ## Task 7: which sentence

# %% the letter, hardly sure task="m09-q7-statement" points=4 fewer="one of four letters is right"
statement.record(sentence="C", sure=0.4)

# %% slip="share-of-profit" task="m09-q7-statement" silent="a choice among four sentences"
"The figures are what was added to profit, not a share of it."
edit('"C"', '"A"')

# %% slip="proves-growth" task="m09-q7-statement" silent="a choice among four sentences"
"The limit of 50 percent holds before the cost of winning. What does the table say net of it?"
edit('"C"', '"B"')

# %% slip="same-for-all" task="m09-q7-statement" silent="a choice among four sentences"
"Points have become percent, cases of 1990 a promise, and what is added depends on the retention at the start."
edit('"C"', '"D"')

# %% a share task="m09-q7-statement" points=0 trap="share-of-profit"
statement.record(sentence="A", sure=0.55)

# %% proof of growth task="m09-q7-statement" points=0 trap="proves-growth"
statement.record(sentence="B", sure=0.85)

# %% for everybody task="m09-q7-statement" points=0 trap="same-for-all"
statement.record(sentence="D", sure=0.25)


# %% [markdown]
# ## Task 8: across and within

# %% with dummies and a fit task="m09-q8-growth" points=4
growth = {}
for kind, rows in profits.groupby("kind", observed=True):
    level = rows["profit"].mean()
    x = rows["tenure"] - rows.groupby("customer_id")["tenure"].transform("mean")
    growth[f"{kind}, within"] = 100 * (x * rows["profit"]).sum() / (x**2).sum() / level
    growth[f"{kind}, across"] = (
        100 * rows["tenure"].cov(rows["profit"]) / rows["tenure"].var() / level
    )
verdict = {
    "small firm": "profit grows within the customer",
    "retail": "no growth seen within",
}

# %% typed, as a Series task="m09-q8-growth" points=4
growth = pd.Series(
    {
        "retail, across": 2.28,
        "retail, within": -0.02,
        "small firm, across": 7.37,
        "small firm, within": 4.13,
    }
)
verdict = pd.Series(
    {"retail": "no growth seen within", "small firm": "profit grows within the customer"}
)

# %% slip="across-as-growth" task="m09-q8-growth"
"Your slope within is that across all rows: it compares different customers, too. Take each customer's own means off first."
edit('{"across": two, "within": own_two}', '{"across": two, "within": two}')

# %% slip="half-within" task="m09-q8-growth"
"The own mean is taken off profit alone. It must be taken off tenure as well, or the years still compare customers."
edit(
    'own_two = two - two.groupby(part["customer_id"]).transform("mean")',
    'own_two = two.assign(profit=two["profit"] - two.groupby(part["customer_id"])["profit"].transform("mean"))',
)

# %% slip="in-yuan" task="m09-q8-growth"
"These are yuan a year. Asked is the percentage of the mean profit of that kind."
edit('100 * slope / part["profit"].mean()', "slope")

# %% slip="as-proportion" task="m09-q8-growth"
"These are proportions. Asked are percentages."
edit('100 * slope / part["profit"].mean()', 'slope / part["profit"].mean()')

# %% slip="one-mean-for-all" task="m09-q8-growth"
"You divide by the mean profit of all customers. Each kind has its own mean."
edit('100 * slope / part["profit"].mean()', '100 * slope / profits["profit"].mean()')

# %% slip="growth-everywhere" task="m09-q8-growth" silent="a choice among three verdicts"
"Retail within: how many standard errors from 0 is your slope?"
edit('"retail": "no growth seen within"', '"retail": "profit grows within the customer"')

# %% slip="growth-nowhere" task="m09-q8-growth" silent="a choice among three verdicts"
"Small firms within: how many standard errors from 0 is your slope?"
edit(
    '"small firm": "profit grows within the customer"',
    '"small firm": "no growth seen within"',
)

# %% slip="zero-is-unknown" task="m09-q8-growth" silent="a choice among three verdicts"
"Would a growth of 2 % a year lie within 2 standard errors of your slope? If not, something can be told."
edit('"retail": "no growth seen within"', '"retail": "cannot tell"')

# %% the bars believed task="m09-q8-growth" points=2 trap="across-as-growth"
growth = {
    "retail, across": 2.28,
    "retail, within": 2.28,
    "small firm, across": 7.37,
    "small firm, within": 7.37,
}
verdict = {
    "retail": "profit grows within the customer",
    "small firm": "profit grows within the customer",
}

# %% yuan task="m09-q8-growth" points=1.5 trap="in-yuan"
growth = {}
for kind, rows in profits.groupby("kind", observed=True):
    x = rows["tenure"] - rows.groupby("customer_id")["tenure"].transform("mean")
    growth[f"{kind}, within"] = (x * rows["profit"]).sum() / (x**2).sum()
    growth[f"{kind}, across"] = rows["tenure"].cov(rows["profit"]) / rows["tenure"].var()
verdict = {"retail": "no growth seen within", "small firm": "profit grows within the customer"}

# %% proportions task="m09-q8-growth" points=1.5 trap="as-proportion"
growth = {}
for kind, rows in profits.groupby("kind", observed=True):
    level = rows["profit"].mean()
    x = rows["tenure"] - rows.groupby("customer_id")["tenure"].transform("mean")
    growth[f"{kind}, within"] = (x * rows["profit"]).sum() / (x**2).sum() / level
    growth[f"{kind}, across"] = rows["tenure"].cov(rows["profit"]) / rows["tenure"].var() / level
verdict = {"retail": "no growth seen within", "small firm": "profit grows within the customer"}

# %% own mean off profit only task="m09-q8-growth" points=2.75 trap="half-within"
growth = {}
for kind, rows in profits.groupby("kind", observed=True):
    level = rows["profit"].mean()
    left = rows["profit"] - rows.groupby("customer_id")["profit"].transform("mean")
    growth[f"{kind}, within"] = 100 * rows["tenure"].cov(left) / rows["tenure"].var() / level
    growth[f"{kind}, across"] = (
        100 * rows["tenure"].cov(rows["profit"]) / rows["tenure"].var() / level
    )
verdict = {"retail": "no growth seen within", "small firm": "profit grows within the customer"}

# %% one level for both task="m09-q8-growth" points=1.5 trap="one-mean-for-all"
growth, level = {}, profits["profit"].mean()
for kind, rows in profits.groupby("kind", observed=True):
    x = rows["tenure"] - rows.groupby("customer_id")["tenure"].transform("mean")
    growth[f"{kind}, within"] = 100 * (x * rows["profit"]).sum() / (x**2).sum() / level
    growth[f"{kind}, across"] = (
        100 * rows["tenure"].cov(rows["profit"]) / rows["tenure"].var() / level
    )
verdict = {"retail": "no growth seen within", "small firm": "profit grows within the customer"}

# %% growth for both task="m09-q8-growth" points=3.25 trap="growth-everywhere"
growth = {
    "retail, across": 2.28,
    "retail, within": -0.02,
    "small firm, across": 7.37,
    "small firm, within": 4.13,
}
verdict = dict.fromkeys(["retail", "small firm"], "profit grows within the customer")

# %% none for either task="m09-q8-growth" points=3.25 trap="growth-nowhere"
growth = {
    "retail, across": 2.28,
    "retail, within": -0.02,
    "small firm, across": 7.37,
    "small firm, within": 4.13,
}
verdict = dict.fromkeys(["retail", "small firm"], "no growth seen within")

# %% zero inside, so nothing known task="m09-q8-growth" points=3.25 trap="zero-is-unknown"
growth = {
    "retail, across": 2.28,
    "retail, within": -0.02,
    "small firm, across": 7.37,
    "small firm, within": 4.13,
}
verdict = {"retail": "cannot tell", "small firm": "profit grows within the customer"}


# %% [markdown]
# ## Task 9: who gets the places

# %% a loop over ways task="m09-q9-places" points=5
worth, below = {}, 0
for way, rows in plans.groupby("came_by", observed=True):
    present = rows["margin"] * (1 - 1.1 ** -rows["years"].astype(float)) / (1 - 1 / 1.1)
    worth[way] = (present - rows["acquisition_cost"]).mean()
    below += (present < rows["acquisition_cost"]).sum()
lost = below / len(plans)
if_money = max(
    ["referral", "salary account"], key=lambda way: worth[way] / {"referral": 240}.get(way, 60)
)
places.record(
    choice="referral 500, salary account 500",
    reason="The two ways whose plans are worth most get all places.",
)

# %% typed task="m09-q9-places" points=5
worth = {"referral": 546.5, "salary account": 464.3, "bonus rate": 8.3}
lost = 0.187
if_money = "salary account"
places.record(
    choice="referral 500, salary account 500",
    reason="Highest value for each place, as places are what is short.",
)

# %% rounded, as the prompt allows task="m09-q9-places" points=5
worth = {"referral": 547, "salary account": 464, "bonus rate": 8}
lost = 0.19
if_money = "salary account"
places.record(
    choice="referral 500, salary account 500",
    reason="Both are worth far more for each place.",
)

# %% slip="cash-at-the-end" task="m09-q9-places"
"Your first margin comes after a year. Here it comes at the start, at once."
edit('plans["years"].map(factor)', 'plans["years"].map(factor) / 1.1')

# %% slip="no-interest" task="m09-q9-places"
"You count every year alike. A margin that comes later is worth less today."
edit('plans["years"].map(factor)', 'plans["years"]')

# %% slip="cost-left-out" task="m09-q9-places"
"The cost of winning the customer is missing."
edit(' - plans["acquisition_cost"]', "")

# %% slip="pooled-rate" task="m09-q9-places"
"All plans count the same number of years. How long they last differs between the ways of coming, and that is the point."
edit('plans["years"].map(factor)', 'plans["years"].map(factor).mean()')

# %% slip="only-closed" task="m09-q9-places"
"You count only plans that have ended. Those that are still open brought the most."
edit(
    'value = plans["margin"] * plans["years"].map(factor) - plans["acquisition_cost"]',
    'value = (plans["margin"] * plans["years"].map(factor) - plans["acquisition_cost"])[plans["ended"] == 1]',
)

# %% slip="cheapest-first" task="m09-q9-places" silent="a choice among five splits"
"Places are short, not money: which plans are worth most for each place?"
edit(
    'choice="referral 500, salary account 500"',
    'choice="bonus rate 500, salary account 500"',
)

# %% slip="places-for-money" task="m09-q9-places" silent="a choice among three ways"
"If money is short, divide the value by what a plan costs to win."
edit('if_money = "salary account"', 'if_money = "referral"')

# %% equivalent="m09-q9-places"
"No plan is worth just 0."
edit("value < 0", "value <= 0")

# %% equivalent="m09-q9-places"
"Hardly a plan lies within a yuan of 0."
edit("value < 0", "value < 1")

# %% equivalent="m09-q9-places"
"Hardly a plan lies within a yuan of 0."
edit("value < 0", "value < -1")

# %% cash at the end task="m09-q9-places" points=3 trap="cash-at-the-end"
paid = plans["years"].map(lambda years: sum(1.1**-k for k in range(1, years + 1)))
value = plans["margin"] * paid - plans["acquisition_cost"]
worth = value.groupby(plans["came_by"], observed=True).mean()
lost = (value < 0).mean()
if_money = "salary account"
places.record(
    choice="referral 500, salary account 500",
    reason="The two ways whose plans are worth most get all places.",
)

# %% every year alike task="m09-q9-places" points=3 trap="no-interest"
value = plans.eval("margin * years - acquisition_cost")
worth = value.groupby(plans["came_by"], observed=True).mean().to_dict()
lost = (value < 0).mean()
if_money = "salary account"
places.record(
    choice="referral 500, salary account 500",
    reason="The two ways whose plans are worth most get all places.",
)

# %% gross values task="m09-q9-places" points=3 trap="cost-left-out"
value = plans["margin"] * factor.loc[plans["years"]].to_numpy()
worth = value.groupby(plans["came_by"], observed=True).mean()
lost = (value < 0).mean()
if_money = "salary account"
places.record(
    choice="referral 500, salary account 500",
    reason="The two ways whose plans are worth most get all places.",
)

# %% one length for all, followed task="m09-q9-places" points=3 trap="pooled-rate"
mean_length = factor.loc[plans["years"]].mean()
value = plans["margin"] * mean_length - plans["acquisition_cost"]
worth = value.groupby(plans["came_by"], observed=True).mean()
lost = (value < 0).mean()
if_money = "salary account"
places.record(
    choice="referral 500, salary account 500",
    reason="Salary accounts are cheap and referrals have the highest margin.",
)

# %% only closed plans, followed task="m09-q9-places" points=3 trap="only-closed"
closed = plans[plans["ended"] == 1]
value = closed["margin"] * closed["years"].map(factor) - closed["acquisition_cost"]
worth = value.groupby(closed["came_by"], observed=True).mean()
lost = (value < 0).mean()
if_money = "salary account"
places.record(
    choice="referral 500, salary account 500",
    reason="The two ways whose plans are worth most get all places.",
)

# %% the consultant's split task="m09-q9-places" points=3 trap="cheapest-first"
worth = {"referral": 546.5, "salary account": 464.3, "bonus rate": 8.3}
lost = 0.187
if_money = "salary account"
places.record(
    choice="bonus rate 500, salary account 500",
    reason="These two are the cheapest to win, so they get the places.",
)

# %% the same order for money task="m09-q9-places" points=4 trap="places-for-money"
worth = {"referral": 546.5, "salary account": 464.3, "bonus rate": 8.3}
lost = 0.187
if_money = max(worth, key=worth.get)
places.record(
    choice="referral 500, salary account 500",
    reason="The two ways whose plans are worth most get all places.",
)


# %% [markdown]
# ## Task 10: what may be used

# %% by arrays task="m09-q10-repeat" points=5
guests = hotel.set_index("guest_id")
three = [
    guests["repeat_stays"].to_numpy(),
    np.maximum(guests["weeks_since_first"] - guests["weeks_since_last"], 0).to_numpy(),
    guests["weeks_since_first"].to_numpy(),
]
model = bgnbd_fit(*three)
total = sum(bgnbd_expected(model, *three, time=52))
place = guests.index.get_loc("G0049")
still_guest = bgnbd_alive(model, *three)[place]
use = {"bank total": "b", "hotel one": "d", "hotel once": "c", "hotel total": "a"}

# %% typed task="m09-q10-repeat" points=5
model = BGNBD(0.79, 7.99, 0.55, 6.53)
total = 4079
still_guest = 0.42
use = {"bank total": "b", "hotel one": "d", "hotel once": "c", "hotel total": "a"}

# %% slip="recency-from-today" task="m09-q10-repeat"
"You gave the silence, counted from today. The model counts from the first stay to the last."
edit(
    'age - hotel["weeks_since_last"]',
    'hotel["weeks_since_last"].where(repeats > 0, 0)',
)

# %% slip="goes-on-as-before" task="m09-q10-repeat"
"You let everybody go on at the old pace. Some are lost without a word."
edit(
    "bgnbd_expected(model, repeats, recency, age, 52).sum()",
    "(repeats / age * 52).sum()",
)

# %% slip="wrong-length" task="m09-q10-repeat"
"You look ahead for as long as you looked back. Asked are 52 weeks."
edit(
    "bgnbd_expected(model, repeats, recency, age, 52).sum()",
    "bgnbd_expected(model, repeats, recency, age, age.mean()).sum()",
)

# %% slip="all-alike" task="m09-q10-repeat"
"That is the mean of all guests. Asked is one of them."
edit(
    "bgnbd_alive(model, repeats[row], recency[row], age[row])[0]",
    "bgnbd_alive(model, repeats, recency, age).mean()",
)

# %% slip="chance-to-be-lost" task="m09-q10-repeat"
"That is the chance to be lost. Asked is the chance to be still a guest."
edit(
    "bgnbd_alive(model, repeats[row], recency[row], age[row])[0]",
    "1 - bgnbd_alive(model, repeats[row], recency[row], age[row])[0]",
)

# %% equivalent="m09-q10-repeat"
"There is one guest of this number: the first is the last."
edit("age[row])[0]", "age[row])[-1]")

# %% counted from today task="m09-q10-repeat" points=3 trap="recency-from-today"
silent = hotel["weeks_since_last"] * (hotel["repeat_stays"] > 0)
seen = (hotel["repeat_stays"], silent, hotel["weeks_since_first"])
model = bgnbd_fit(*seen)
total = bgnbd_expected(model, *seen, 52).sum()
still_guest = bgnbd_alive(model, *seen)[48]
use = {"hotel total": "a", "hotel once": "c", "hotel one": "d", "bank total": "b"}

# %% the old pace task="m09-q10-repeat" points=3.5 trap="goes-on-as-before"
model = BGNBD(0.79, 7.99, 0.55, 6.53)
total = 52 * (hotel["repeat_stays"] / hotel["weeks_since_first"]).sum()
still_guest = 0.42
use = {"hotel total": "a", "hotel once": "c", "hotel one": "d", "bank total": "b"}

# %% as long as before task="m09-q10-repeat" points=3.5 trap="wrong-length"
repeats, age = hotel["repeat_stays"], hotel["weeks_since_first"]
recency = age - hotel["weeks_since_last"]
model = bgnbd_fit(repeats, recency, age)
total = bgnbd_expected(model, repeats, recency, age, float(age.mean())).sum()
still_guest = 0.42
use = {"hotel total": "a", "hotel once": "c", "hotel one": "d", "bank total": "b"}

# %% the mean guest task="m09-q10-repeat" points=4.5 trap="all-alike"
repeats, age = hotel["repeat_stays"], hotel["weeks_since_first"]
recency = age - hotel["weeks_since_last"]
model = bgnbd_fit(repeats, recency, age)
total = 4079
still_guest = np.mean(bgnbd_alive(model, repeats, recency, age))
use = {"hotel total": "a", "hotel once": "c", "hotel one": "d", "bank total": "b"}

# %% one less the right chance task="m09-q10-repeat" points=4.5 trap="chance-to-be-lost"
model = BGNBD(0.79, 7.99, 0.55, 6.53)
total = 4079
still_guest = 0.58
use = {"hotel total": "a", "hotel once": "c", "hotel one": "d", "bank total": "b"}

# %% everything is used task="m09-q10-repeat" points=2
model = BGNBD(0.79, 7.99, 0.55, 6.53)
total = 4079
still_guest = 0.42
use = dict.fromkeys(["hotel total", "hotel once", "hotel one", "bank total"], "a")

# %% the bank's total as well task="m09-q10-repeat" points=4 says=["last dots"]
model = BGNBD(0.79, 7.99, 0.55, 6.53)
total = 4079
still_guest = 0.42
use = {"hotel total": "a", "hotel once": "c", "hotel one": "d", "bank total": "a"}

# %% [markdown]
# ## Task 11: the matrix of moves


# %% by hand, with a dictionary of counts task="m09-q11-stages" points=6
def transition_matrix(log):
    counted = {}
    for _account, rows in log.sort_values("quarter").groupby("account"):
        names = rows["stage"].astype(str).tolist()
        for place, then in enumerate(names[1:]):
            was = names[place]
            counted.setdefault(was, {}).setdefault(then, 0)
            counted[was][then] += 1
    wide = pd.DataFrame(counted).T.fillna(0).sort_index().sort_index(axis=1)
    return wide.div(wide.sum(axis=1), axis=0)


quarters = {"initial": 2.5, "purchase": 1.8, "use": 9.4}


# %% normalized by crosstab, a Series of quarters task="m09-q11-stages" points=6
def transition_matrix(log):
    log = log.sort_values(["account", "quarter"])
    after = log.groupby("account")["stage"].shift(-1)
    return pd.crosstab(log["stage"].astype(str), after.astype(object), normalize="index")


moved = transition_matrix(stages)
quarters = pd.Series({one: 1 / (1 - moved.loc[one, one]) for one in ["initial", "purchase", "use"]})

# %% slip="columns-for-rows" task="m09-q11-stages"
"Each column of your matrix sums to 1: it says where those came from who are in a stage, not where those go who were in one."
edit("moves.div(moves.sum(axis=1), axis=0)", "moves.div(moves.sum(axis=0), axis=1)")

# %% slip="next-account" task="m09-q11-stages"
"After the last row of an account comes the first row of another one. That is no move of either."
edit('stage.groupby(log["account"]).shift(-1)', "stage.shift(-1)")

# %% slip="last-as-staying" task="m09-q11-stages"
"The last known quarter of an account counts as staying in its stage. What came after it is not known."
edit(".shift(-1)", ".shift(-1).fillna(stage)")

# %% slip="before-for-after" task="m09-q11-stages"
"You look at the quarter before a row, not at the one after it."
edit(".shift(-1)", ".shift(1)")

# %% slip="share-of-all-moves" task="m09-q11-stages"
"All cells together sum to 1. The question is of the moves from each stage, so each row has a sum of its own."
edit("moves.div(moves.sum(axis=1), axis=0)", "moves / moves.to_numpy().sum()")

# %% slip="first-quarter-forgotten" task="m09-q11-stages"
"You leave out the first quarter of a visit, in which an account comes into the stage."
edit(
    "1 / (1 - matrix.loc[name, name])",
    "matrix.loc[name, name] / (1 - matrix.loc[name, name])",
)

# %% slip="chance-to-stay" task="m09-q11-stages"
"One over the chance to stay is no time in the stage: it is longest where nobody stays."
edit("1 / (1 - matrix.loc[name, name])", "1 / matrix.loc[name, name]")


# %% slip="rows-in-the-log" task="m09-q11-stages"
"You count the rows that each account has in a stage. The log ends while many visits go on, so they look shorter than they are."
edit(
    "1 / (1 - matrix.loc[name, name])",
    'stages[stages["stage"].astype(str) == name].groupby("account").size().mean()',
)


# %% columns sum to one task="m09-q11-stages" points=0 trap="columns-for-rows"
def transition_matrix(log):
    log = log.sort_values(["account", "quarter"])
    after = log.groupby("account")["stage"].shift(-1)
    return pd.crosstab(log["stage"].astype(str), after.astype(object), normalize="columns")


quarters = {"initial": None, "purchase": None, "use": None}


# %% one long list task="m09-q11-stages" points=0 trap="next-account"
def transition_matrix(log):
    names = log.sort_values(["account", "quarter"])["stage"].astype(str).tolist()
    pairs = pd.DataFrame({"was": names[:-1], "then": names[1:]})
    return pd.crosstab(pairs["was"], pairs["then"], normalize="index")


quarters = {"initial": None, "purchase": None, "use": None}


# %% the last one stays task="m09-q11-stages" points=0 trap="last-as-staying"
def transition_matrix(log):
    log = log.sort_values(["account", "quarter"]).assign(stage=lambda t: t["stage"].astype(str))
    then = [
        one
        for _account, rows in log.groupby("account")
        for one in [*rows["stage"].tolist()[1:], rows["stage"].iloc[-1]]
    ]
    return pd.crosstab(log["stage"].to_numpy(), np.array(then), normalize="index")


quarters = {"initial": None, "purchase": None, "use": None}


# %% where from task="m09-q11-stages" points=0 trap="before-for-after"
def transition_matrix(log):
    log = log.sort_values(["account", "quarter"], ascending=False)
    after = log.groupby("account")["stage"].shift(-1)
    return pd.crosstab(log["stage"].astype(str), after.astype(object), normalize="index")


quarters = {"initial": None, "purchase": None, "use": None}


# %% of all task="m09-q11-stages" points=0 trap="share-of-all-moves"
def transition_matrix(log):
    log = log.sort_values(["account", "quarter"])
    after = log.groupby("account")["stage"].shift(-1)
    return pd.crosstab(log["stage"].astype(str), after.astype(object), normalize="all")


quarters = {"initial": None, "purchase": None, "use": None}


# %% rows of the log task="m09-q11-stages" points=4 trap="rows-in-the-log"
def transition_matrix(log):
    log = log.sort_values(["account", "quarter"])
    after = log.groupby("account")["stage"].shift(-1)
    return pd.crosstab(log["stage"].astype(str), after.astype(object), normalize="index")


rows = stages.assign(stage=stages["stage"].astype(str)).groupby(["stage", "account"]).size()
quarters = {one: rows[one].mean() for one in ("initial", "purchase", "use")}


# %% the first quarter left out task="m09-q11-stages" points=4 trap="first-quarter-forgotten"
def transition_matrix(log):
    log = log.sort_values(["account", "quarter"])
    after = log.groupby("account")["stage"].shift(-1)
    return pd.crosstab(log["stage"].astype(str), after.astype(object), normalize="index")


quarters = {"initial": 1.4615, "purchase": 0.7794, "use": 8.3636}


# %% one over staying task="m09-q11-stages" points=4 trap="chance-to-stay"
def transition_matrix(log):
    log = log.sort_values(["account", "quarter"])
    after = log.groupby("account")["stage"].shift(-1)
    return pd.crosstab(log["stage"].astype(str), after.astype(object), normalize="index")


quarters = {"initial": 1.684, "purchase": 2.283, "use": 1.1196}


# %% [markdown]
# ## Task 12: which moment to repair first

# %% the call when a plan matures, row by row task="m09-q12-moment" points=5
rows, errors = {}, {}
for name, row in moments.iterrows():
    a, b = row["left_hit"] / row["hit"], row["left_not_hit"] / row["not_hit"]
    per = row["hit"] / 60
    rows[name] = row["preventable"] * per * (a - b) * 900 - row["repair_cost"]
    spread = (a * (1 - a) / row["hit"] + b * (1 - b) / row["not_hit"]) ** 0.5
    errors[name] = row["preventable"] * per * spread * 900
net = pd.Series(rows)
top = net.sort_values(ascending=False).index[:2]
confidence = float(
    norm.cdf((net[top[0]] - net[top[1]]) / (errors[top[0]] ** 2 + errors[top[1]] ** 2) ** 0.5)
)
repair.record(
    choice="plan matures",
    reason="It gains most by a hair; a coin could have decided as well.",
)

# %% by simulation, as a dictionary task="m09-q12-moment" points=5
table = moment_loss(moments, 900).join(moments)
net = (table["loss"] * table["preventable"] - table["repair_cost"]).round(1).to_dict()
confidence = 0.63
repair.record(
    choice="change of adviser",
    reason="Nearly the same gain as the other one, and a successor is easily named.",
)

# %% slip="cost-forgotten" task="m09-q12-moment"
"You count what a repair prevents, and not what it costs."
edit(' - moments["repair_cost"]', "")

# %% slip="all-prevented" task="m09-q12-moment"
"You take the whole loss for what a repair brings. It is expected to prevent a part."
edit('moments["preventable"] * loss["loss"] -', 'loss["loss"] -')

# %% slip="revenue-of-all" task="m09-q12-moment"
"You count everybody who left after a failure. Some customers leave in any case, also among those whom nothing hit."
edit('loss["loss"]', 'moments["left_hit"] / 60 * 900')

# %% slip="other-error" task="m09-q12-moment"
"Your confidence rests on another error: take that of the net gains, not of the losses, and add the two as squares."
edit('moments["preventable"] * loss["error"]', 'loss["error"]')

# %% slip="other-error" task="m09-q12-moment"
"Your confidence rests on another error: take that of the net gains, not of the losses, and add the two as squares."
edit("np.hypot(error[first], error[second])", "(error[first] + error[second])")

# %% equivalent="m09-q12-moment"
"The root of the sum of squares does not depend on the order."
edit("np.hypot(error[first], error[second])", "np.hypot(error[second], error[first])")

# %% slip="most-contacts" task="m09-q12-moment" silent="a choice among fourteen moments"
"It has most contacts. Does each of them break a relation, and is the loss known well enough to pay for?"
edit('choice="plan matures"', 'choice="app log-in"')

# %% slip="most-failures" task="m09-q12-moment" silent="a choice among fourteen moments"
"Failures are frequent here, and hardly anybody leaves over them. Count what is lost, prevented and paid."
edit('choice="plan matures"', 'choice="wait at the counter"')

# %% slip="largest-loss" task="m09-q12-moment" silent="a choice among fourteen moments"
"The loss is the largest of all, and nearly nothing of it can be prevented."
edit('choice="plan matures"', 'choice="customer moves to another city"')

# %% slip="hardest-hit" task="m09-q12-moment" silent="a choice among fourteen moments"
"Whom this hits, often leaves. But it hits few: count over all customers."
edit('choice="plan matures"', 'choice="death in the family"')

# %% slip="small-gain" task="m09-q12-moment" silent="a choice among fourteen moments"
"Another repair gains far more, net of its cost."
edit('choice="plan matures"', 'choice="fee on the statement"')

# %% without the cost task="m09-q12-moment" points=3 trap="cost-forgotten"
net = moments["preventable"] * moment_loss(moments, 900)["loss"]
confidence = 0.63
repair.record(choice="plan matures", reason="What a repair prevents is large here.")

# %% the whole loss task="m09-q12-moment" points=3 trap="all-prevented"
net = (moment_loss(moments, 900)["loss"] - moments["repair_cost"]).to_dict()
confidence = 0.63
repair.record(choice="plan matures", reason="What can be prevented is large here.")

# %% all who left task="m09-q12-moment" points=2 trap="revenue-of-all"
worth = 900 * 1000 * moments["left_hit"] / 60_000
net = worth * moments["preventable"] - moments["repair_cost"]
confidence = 0.8
repair.record(choice="plan matures", reason="Whoever left after a failure counts.")

# %% the error of the loss task="m09-q12-moment" points=4 trap="other-error"
table = moment_loss(moments, 900).join(moments)
net = table["loss"] * table["preventable"] - table["repair_cost"]
best = net.sort_values().index[::-1][:2]
confidence = norm.cdf((net[best[0]] - net[best[1]]) / (table.loc[best, "error"] ** 2).sum() ** 0.5)
repair.record(choice="plan matures", reason="The gain is nearly the largest of all.")

# %% errors simply added task="m09-q12-moment" points=4 trap="other-error"
table = moment_loss(moments, 900).join(moments)
net = table["loss"] * table["preventable"] - table["repair_cost"]
spread = table["error"] * table["preventable"]
best = net.sort_values().index[::-1][:2]
confidence = norm.cdf((net[best[0]] - net[best[1]]) / spread[best].sum())
repair.record(choice="plan matures", reason="The gain is nearly the largest of all.")

# %% the app first task="m09-q12-moment" points=3 trap="most-contacts"
table = moment_loss(moments, 900).join(moments)
net = table["loss"] * table["preventable"] - table["repair_cost"]
confidence = 0.63
repair.record(choice="app log-in", reason="Everybody logs in, so this must matter most.")

# %% the counter first task="m09-q12-moment" points=3 trap="most-failures"
table = moment_loss(moments, 900).join(moments)
net = table["loss"] * table["preventable"] - table["repair_cost"]
confidence = 0.63
repair.record(choice="wait at the counter", reason="It fails four times of ten, the worst score.")

# %% the movers first task="m09-q12-moment" points=3 trap="largest-loss"
table = moment_loss(moments, 900).join(moments)
net = table["loss"] * table["preventable"] - table["repair_cost"]
confidence = 0.63
repair.record(choice="customer moves to another city", reason="Nothing else loses so much money.")

# %% fraud first task="m09-q12-moment" points=3 trap="hardest-hit"
table = moment_loss(moments, 900).join(moments)
net = table["loss"] * table["preventable"] - table["repair_cost"]
confidence = 0.63
repair.record(choice="fraud reported", reason="Nearly a third of those whom it hits leave us.")

# %% the plan that is opened first task="m09-q12-moment" points=3 trap="small-gain"
table = moment_loss(moments, 900).join(moments)
net = table["loss"] * table["preventable"] - table["repair_cost"]
confidence = 0.63
repair.record(choice="plan opened", reason="The first impression is what counts in the end.")


# %% [markdown]
# ## Task 13: two ways to end

# %% typed in task="m09-q13-ends" points=4
ends = {
    "satisfied, new plan": 0.54,
    "satisfied, other bank": 0.09,
    "dissatisfied, new plan": 0.30,
    "dissatisfied, other bank": 0.32,
}

# %% month by month task="m09-q13-ends" points=4
ends = {}
for mood, rows in cycles.groupby("mood", observed=True):
    here = 1.0
    sums = {"new plan": 0.0, "other bank": 0.0}
    for month in range(1, 19):
        watched = (rows["months"] >= month).sum()
        gone = 0
        for way in sums:
            count = ((rows["months"] == month) & (rows["how"] == way)).sum()
            sums[way] += here * count / watched
            gone += count
        here *= 1 - gone / watched
    for way, value in sums.items():
        ends[f"{mood}, {way}"] = value

# %% slip="other-as-watched" task="m09-q13-ends"
"You take the other way to end for a plan that still runs: that asks how many would end so if nobody could end otherwise."
edit(
    'cumulative_incidence(part["months"], part["how"])',
    'pd.DataFrame({one: cumulative_incidence(part["months"], part["how"].astype(object).where(part["how"] == one, ""))[one] for one in ("new plan", "other bank")}).ffill()',
)

# %% slip="share-of-ended" task="m09-q13-ends"
"You divide by the plans that have ended. Those that still run are left out, and they last longest."
edit(
    'part = cycles[cycles["mood"] == mood]',
    'part = cycles[(cycles["mood"] == mood) & cycles["how"].notna()]',
)

# %% slip="watched-too-short" task="m09-q13-ends"
"You divide by all plans, as if each had been watched for 18 months. Many were watched for less."
edit("curve[way].iloc[-1]", '(part["how"] == way).mean()')

# %% slip="both-moods" task="m09-q13-ends"
"The two groups are in one curve. Filter by what the customer said first."
edit('part = cycles[cycles["mood"] == mood]', "part = cycles")

# %% of those that ended task="m09-q13-ends" points=0 trap="share-of-ended"
ends = {}
for mood in ("satisfied", "dissatisfied"):
    part = cycles[cycles["mood"] == mood]["how"].value_counts(normalize=True)
    for way in ("new plan", "other bank"):
        ends[f"{mood}, {way}"] = part[way]

# %% of all plans task="m09-q13-ends" points=0 trap="watched-too-short"
ends = {
    "satisfied, new plan": 311 / 646,
    "satisfied, other bank": 52 / 646,
    "dissatisfied, new plan": 68 / 254,
    "dissatisfied, other bank": 71 / 254,
}

# %% each way alone task="m09-q13-ends" points=0 trap="other-as-watched"
ends = {}
for mood in ("satisfied", "dissatisfied"):
    part = cycles[cycles["mood"] == mood]
    for way in ("new plan", "other bank"):
        here = 1.0
        for month in range(1, 19):
            watched = (part["months"] >= month).sum()
            here *= 1 - ((part["months"] == month) & (part["how"] == way)).sum() / watched
        ends[f"{mood}, {way}"] = 1 - here

# %% all together task="m09-q13-ends" points=0 trap="both-moods"
curve = cumulative_incidence(cycles["months"], cycles["how"])
ends = {
    f"{mood}, {way}": curve[way].iloc[-1]
    for mood in ("satisfied", "dissatisfied")
    for way in ("new plan", "other bank")
}


# %% [markdown]
# ## Task 14: before and after

# %% careful task="m09-q14-lock" points=4
before.record(low=90, high=98)
after.record(low=54, high=65)

# %% by bounds, and a little off task="m09-q14-lock" points=4
before.record(low=91, high=100)
after.record(low=55, high=70)

# %% slip="locked-is-loyal" task="m09-q14-lock" silent="what a range is worth is told when it is graded"
"The range lies above what came. Who stays while leaving is not possible has not said that he or she wants to."
edit("after.record(low=54, high=66)", "after.record(low=85, high=97)")

# %% slip="too-dark" task="m09-q14-lock" silent="what a range is worth is told when it is graded"
"The range lies below what came. Look at what customers did who were as satisfied and could leave, and at what the lock lets anybody do."
edit("before.record(low=92, high=99)", "before.record(low=50, high=70)")

# %% slip="says-little" task="m09-q14-lock" silent="what a range is worth is told when it is graded"
"The range holds what came, and is so wide that it says little."
edit("after.record(low=54, high=66)", "after.record(low=30, high=90)")

# %% equivalent="m09-q14-lock"
"A range that is a point wider or narrower is as good."
edit("before.record(low=92", "before.record(low=93")

# %% equivalent="m09-q14-lock"
"A range that is a point wider or narrower is as good."
edit("before.record(low=92", "before.record(low=91")

# %% equivalent="m09-q14-lock"
"A range that is a point wider or narrower is as good."
edit("high=99", "high=100")

# %% equivalent="m09-q14-lock"
"A range that is a point wider or narrower is as good."
edit("high=99", "high=98")

# %% equivalent="m09-q14-lock"
"A range that is a point wider or narrower is as good."
edit("after.record(low=54", "after.record(low=55")

# %% equivalent="m09-q14-lock"
"A range that is a point wider or narrower is as good."
edit("after.record(low=54", "after.record(low=53")

# %% equivalent="m09-q14-lock"
"A range that is a point wider or narrower is as good."
edit("high=66", "high=67")

# %% equivalent="m09-q14-lock"
"A range that is a point wider or narrower is as good."
edit("high=66", "high=65")

# %% still loyal task="m09-q14-lock" points=1.5 trap="locked-is-loyal"
before.record(low=93, high=99)
after.record(low=90, high=98)

# %% as the free in both years task="m09-q14-lock" points=2.5 trap="too-dark"
before.record(low=54, high=66)
after.record(low=54, high=66)

# %% anything task="m09-q14-lock" points=0 trap="says-little"
before.record(low=0, high=100)
after.record(low=0, high=100)

# %% all of them gone task="m09-q14-lock" points=1.5 trap="too-dark"
before.record(low=93, high=99)
after.record(low=10, high=35)


# %% [markdown]
# ## Task 15: which sentence

# %% the letter, hardly sure task="m09-q15-statement" points=4 fewer="one of four letters is right"
statement.record(sentence="B", sure=0.4)

# %% slip="nps-rose" task="m09-q15-statement" silent="a choice among four sentences"
"How many standard errors is the change? Chance alone brings one as large nearly every second time, up or down."
edit('"B"', '"A"')

# %% slip="retained-is-safe" task="m09-q15-statement" silent="a choice among four sentences"
"Who stays can still take money away. How large a part of the loss do the leavers make?"
edit('"B"', '"C"')

# %% slip="promoters-bring-all" task="m09-q15-statement" silent="a choice among four sentences"
"A rate is not a share. How many promoters are there, how many others, and what do the sums say?"
edit('"B"', '"D"')

# %% the score task="m09-q15-statement" points=0 trap="nps-rose"
statement.record(sentence="A", sure=0.7)

# %% the leavers task="m09-q15-statement" points=0 trap="retained-is-safe"
statement.record(sentence="C", sure=0.85)

# %% the promoters task="m09-q15-statement" points=0 trap="promoters-bring-all"
statement.record(sentence="D", sure=0.55)

# %% [markdown]
# ## Task 16: the birthday night

# %% by a mask, written apart task="m09-q16-worth" points=2
is_drawn = perk["by_lot"].eq(1)
by_night = perk.loc[is_drawn].groupby("birthday_night")["stays_next"].mean()
gain = by_night.loc[1] - by_night.loc[0]
worth = dict(empty=gain * 310 - 65, sold=gain * 310 - 260)
extend = dict(sold="no", empty="cannot tell")

# %% rounded task="m09-q16-worth" points=2
of_lot = perk.query("by_lot == 1")
for_it, against_it = (of_lot.query(f"birthday_night == {one}")["stays_next"] for one in (1, 0))
gain = for_it.mean() - against_it.mean()
worth = {"empty": round(310 * gain - 65), "sold": round(310 * gain - 260)}
gain = round(gain, 2)
extend = {"empty": "cannot tell", "sold": "no"}

# %% equivalent="m09-q16-worth"
"The worth is asked to the yuan; one yuan more or less of 310 moves it by a quarter of a yuan."
edit("310 * gain - 65", "309 * gain - 65")

# %% equivalent="m09-q16-worth"
"The worth is asked to the yuan; one yuan more or less of 310 moves it by a quarter of a yuan."
edit("310 * gain - 65", "311 * gain - 65")

# %% equivalent="m09-q16-worth"
"The worth is asked to the yuan; one yuan more or less of 310 moves it by a quarter of a yuan."
edit("310 * gain - 260", "309 * gain - 260")

# %% equivalent="m09-q16-worth"
"The worth is asked to the yuan; one yuan more or less of 310 moves it by a quarter of a yuan."
edit("310 * gain - 260", "311 * gain - 260")

# %% slip="holders-against-others" task="m09-q16-worth" silent="the gain is a value"
"You compare all who have the night with all who have not. Regulars have it by rule, and they stay more often anyway."
edit('perk[perk["by_lot"] == 1]', "perk")

# %% slip="cost-forgotten" task="m09-q16-worth" silent="the worth is a value"
"The night has its price: take it off."
edit("310 * gain - 65", "310 * gain")
edit("310 * gain - 260", "310 * gain")

# %% slip="mean-is-enough" task="m09-q16-worth" silent="a choice between three words"
"You hold the gain alone against the break-even. The interval counts: where does the break-even lie in it?"
edit('"cannot tell"', '"yes"')

# %% slip="sure-of-nothing" task="m09-q16-worth" silent="a choice between three words"
"Not everything is open: compare the break-even of the dearer room with both ends of the interval."
edit('"sold": "no"', '"sold": "cannot tell"')

# %% holders and all others task="m09-q16-worth" points=0 trap="holders-against-others"
has = perk.groupby("birthday_night")["stays_next"].mean()
gain = has[1] - has[0]
worth = {"empty": 310 * gain - 65, "sold": 310 * gain - 260}
extend = {"empty": "yes", "sold": "yes"}

# %% without the price task="m09-q16-worth" points=1.5 trap="cost-forgotten"
drawn = perk[perk["by_lot"] == 1].groupby("birthday_night")["stays_next"].mean()
gain = drawn[1] - drawn[0]
worth = {room: gain * 310 for room in ("empty", "sold")}
extend = {"empty": "cannot tell", "sold": "no"}

# %% above, so yes task="m09-q16-worth" points=1 trap="mean-is-enough"
drawn = perk[perk["by_lot"] == 1].groupby("birthday_night")["stays_next"].mean()
gain = drawn[1] - drawn[0]
worth = {"empty": gain * 310 - 65, "sold": gain * 310 - 260}
extend = {room: "yes" if worth[room] > 0 else "no" for room in worth}

# %% nobody can tell anything task="m09-q16-worth" points=1 trap="sure-of-nothing"
drawn = perk[perk["by_lot"] == 1].groupby("birthday_night")["stays_next"].mean()
gain = drawn[1] - drawn[0]
worth = {"empty": gain * 310 - 65, "sold": gain * 310 - 260}
extend = dict.fromkeys(worth, "cannot tell")

# %% [markdown]
# ## Task 16b: which sentence

# %% sure of it task="m09-q16b-statement" points=2 fewer="a letter can be recorded in one way only"
statement.record(sentence="C", sure=1)

# %% slip="association-as-effect" task="m09-q16b-statement" silent="a choice between four sentences"
"That compares all who have the night with all who have not. Many of them have it because they stay often."
edit('sentence="C"', 'sentence="A"')

# %% slip="mean-is-enough" task="m09-q16b-statement" silent="a choice between four sentences"
"A mean above the break-even is not enough: the interval reaches to both sides of it."
edit('sentence="C"', 'sentence="B"')

# %% slip="told-beyond-the-data" task="m09-q16b-statement" silent="a choice between four sentences"
"Nobody drew among regulars, so the coins say nothing of them."
edit('sentence="C"', 'sentence="D"')

# %% holders stay more task="m09-q16b-statement" points=0 trap="association-as-effect"
statement.record(sentence="A", sure=0.7)

# %% it pays task="m09-q16b-statement" points=0 trap="mean-is-enough"
statement.record(sentence="B", sure=0.6)

# %% regulars, too task="m09-q16b-statement" points=0 trap="told-beyond-the-data"
statement.record(sentence="D", sure=0.8)

# %% [markdown]
# ## Task 17: eight features

# %% by lists task="m09-q17-features" points=2
features = dict.fromkeys([3, 5], "keep")
features |= dict.fromkeys([2, 4, 6], "drop")
features |= dict.fromkeys([1, 7, 8], "test first")

# %% a Series task="m09-q17-features" points=2
words = "Test first,Drop,Keep,Drop,Keep,Drop,Test first,Test first".split(",")
features = pd.Series(words, index=range(1, 9))

# %% slip="difference-for-effect" task="m09-q17-features" silent="a choice between three words"
"Where nobody was drawn, people with a feature differ from people without it in more than the feature."
edit('1: "test first"', '1: "keep"')

# %% slip="earns-so-keep" task="m09-q17-features" silent="a choice between three words"
"What members are not told, or did not consent to, is judged before what it earns."
edit('2: "drop"', '2: "keep"')
edit('6: "drop"', '6: "keep"')

# %% slip="works-so-pays" task="m09-q17-features" silent="a choice between three words"
"An effect above zero is no gain yet: compare with the break-even."
edit('4: "drop"', '4: "keep"')

# %% slip="inside-is-yes" task="m09-q17-features" silent="a choice between three words"
"Where the break-even lies inside the interval, the rule has an answer of its own."
edit('8: "test first"', '8: "keep"')

# %% gold for the loyal task="m09-q17-features" points=1.2 trap="difference-for-effect"
features = dict(
    enumerate(["keep", "drop", "keep", "drop", "keep", "drop", "keep", "test first"], 1)
)

# %% what earns stays task="m09-q17-features" points=1.2 trap="earns-so-keep"
features = {number: "keep" for number in (2, 3, 5, 6)}
features |= {1: "test first", 4: "drop", 7: "test first", 8: "test first"}

# %% a gift that works task="m09-q17-features" points=1.6 trap="works-so-pays"
features = {3: "keep", 4: "keep", 5: "keep", 2: "drop", 6: "drop"}
features |= {number: "test first" for number in (1, 7, 8)}

# %% faster disputes at once task="m09-q17-features" points=1.6 trap="inside-is-yes"
features = {3: "keep", 5: "keep", 8: "keep", 2: "drop", 4: "drop", 6: "drop"}
features |= {1: "test first", 7: "test first"}

# %% test everything task="m09-q17-features" points=0
features = dict.fromkeys(range(1, 9), "test first")

# %% drop everything task="m09-q17-features" points=0
features = dict.fromkeys(range(1, 9), "drop")

# %% [markdown]
# ## Task 18: the plan

# %% a part of what is written, from a dictionary task="m09-q18-plan" points=7
parts = {"test": 1500, "measures": "calls", "decide": "low"}
parts |= {"holdout": 0.2, "rest": "yes", "review": "last"}
plan.record(**parts, reason="A coin, a comparison, and the newest quarter: nothing else is known.")

# %% one in twenty held out task="m09-q18-plan" points=7
plan.record(
    test=1500,
    measures="calls",
    decide="low",
    holdout=0.05,
    rest="yes",
    review="last",
    reason="One in twenty of these large cells is enough to compare with.",
)

# %% a smaller test that still sees most task="m09-q18-plan" points=7
plan.record(
    test=500,
    measures="calls",
    decide="low",
    holdout=0.2,
    rest="yes",
    review="last",
    reason="A third of the price, and what pays well is seen by it, too.",
)

# %% slip="left-all-alone" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"Nothing is spent by what was found; leaving everybody alone is the zero of this score."
edit("test=1500", "test=0")
edit('decide="low"', 'decide="nobody"')

# %% save it all task="m09-q18-plan" points=0 trap="left-all-alone"
plan.record(
    test=0,
    measures="calls",
    decide="nobody",
    holdout=0.2,
    rest="yes",
    review="last",
    reason="This is what we have always done, and it has never failed us.",
)

# %% slip="risk-for-response" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"The ranking was known before any report: who leaves often is not who stays because of a call."
edit('decide="low"', 'decide="value"')

# %% who is most likely to leave task="m09-q18-plan" points=0 trap="risk-for-response"
plan.record(
    test=0,
    measures="calls",
    decide="risk",
    holdout=0,
    rest="no",
    review="once",
    reason="It is the plan that can be explained to everybody in a minute.",
)

# %% slip="season-for-effect" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"Churn is compared with the quarter before, and the season moves it for everybody, touched or not."
edit('decide="low"', 'decide="before"')

# %% against the quarter before task="m09-q18-plan" points=0 trap="season-for-effect"
plan.record(
    test=500,
    measures="calls",
    decide="before",
    holdout=0.2,
    rest="yes",
    review="last",
    reason="This is what we have always done, and it has never failed us.",
)

# %% slip="no-test" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"What cost most: quarter 1 is spent before anything is known."
edit("test=1500", "test=0")

# %% no time for a test task="m09-q18-plan" points=0 trap="no-test"
plan.record(
    test=0,
    measures="calls",
    decide="low",
    holdout=0.05,
    rest="yes",
    review="last",
    reason="It is the plan that can be explained to everybody in a minute.",
)

# %% slip="test-too-small" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"What cost most: the size of the test. Hold its standard error against what a call must keep."
edit("test=1500", "test=100")

# %% a quick look task="m09-q18-plan" points=0.87 trap="test-too-small"
plan.record(
    test=100,
    measures="calls",
    decide="low",
    holdout=0.05,
    rest="yes",
    review="last",
    reason="This is what we have always done, and it has never failed us.",
)

# %% slip="test-too-large" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"What cost most: the size of the test. It costs more than what it finds out is worth."
edit("test=1500", "test=5000")

# %% as sure as can be task="m09-q18-plan" points=1.08 trap="test-too-large"
plan.record(
    test=5000,
    measures="calls",
    decide="low",
    holdout=0.05,
    rest="yes",
    review="last",
    reason="It is the plan that can be explained to everybody in a minute.",
)

# %% slip="dear-measure" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"What cost most: the measure. Look at its price in a test of all eight cells, and at what it must keep."
edit('measures="calls"', 'measures="both"')

# %% gifts for all who matter task="m09-q18-plan" points=0 trap="dear-measure"
plan.record(
    test=1500,
    measures="gifts",
    decide="low",
    holdout=0.05,
    rest="yes",
    review="last",
    reason="This is what we have always done, and it has never failed us.",
)

# %% slip="raw-winner" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"What cost most: taking measured effects as they are. The largest of many is mostly a lucky one."
edit('decide="low"', 'decide="raw"')

# %% what was measured was measured task="m09-q18-plan" points=5.68 trap="raw-winner"
plan.record(
    test=1500,
    measures="calls",
    decide="raw",
    holdout=0.05,
    rest="yes",
    review="last",
    reason="It is the plan that can be explained to everybody in a minute.",
)

# %% slip="nobody-held-out" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"What cost most: who is held out. With nobody to compare with, the plan does not see when an effect is gone."
edit("holdout=0.2", "holdout=0")

# %% everybody deserves a call task="m09-q18-plan" points=2.79 trap="nobody-held-out"
plan.record(
    test=1500,
    measures="calls",
    decide="low",
    holdout=0,
    rest="yes",
    review="all",
    reason="This is what we have always done, and it has never failed us.",
)

# %% slip="too-many-held-out" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"What cost most: who is held out. A comparison needs fewer people than that."
edit("holdout=0.2", "holdout=0.5")

# %% half and half task="m09-q18-plan" points=5.62 trap="too-many-held-out"
parts = {"test": 1500, "measures": "calls", "rest": "yes", "review": "last"}
plan.record(
    **parts, decide="low", holdout=0.5, reason="Half of them is the cleanest comparison there is."
)

# %% slip="asked-again" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"What cost most: touching the same people again, who respond half as much at the full price."
edit('rest="yes"', 'rest="no"')

# %% those who respond, again task="m09-q18-plan" points=6.68 trap="asked-again"
plan.record(
    test=1500,
    measures="calls",
    decide="low",
    holdout=0.2,
    rest="no",
    review="last",
    reason="This is what we have always done, and it has never failed us.",
)

# %% slip="never-stopped" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"What cost most: cells keep their money after the effect is gone."
edit('review="last"', 'review="once"')

# %% proven is proven task="m09-q18-plan" points=2.69 trap="never-stopped"
plan.record(
    test=1500,
    measures="calls",
    decide="low",
    holdout=0.05,
    rest="yes",
    review="once",
    reason="It is the plan that can be explained to everybody in a minute.",
)

# %% slip="old-quarters" task="m09-q18-plan" silent="what a plan is worth is told when it is graded"
"What cost most: quarters from before the rival still count in what the plan believes."
edit('review="last"', 'review="all"')

# %% the more quarters the better task="m09-q18-plan" points=5.81 trap="old-quarters"
plan.record(
    test=1500,
    measures="calls",
    decide="low",
    holdout=0.05,
    rest="yes",
    review="all",
    reason="This is what we have always done, and it has never failed us.",
)

# %% [markdown]
# ## Task 19: two drafts, and the memo

# %% a little stricter on the second task="m09-q19-marks" points=2
marks = {"first": [0, 0, 0, 1, 0], "second": [2, 2, 2, 2, 0]}

# %% tuples task="m09-q19-marks" points=2
marks = dict(first=(0, 0, 0, 1, 0), second=(2, 2, 2, 2, 1))

# %% equivalent="m09-q19-marks"
"Whether the next best use is weighed in the second draft can be read in two ways."
edit("2, 2, 2, 2, 1]", "2, 2, 2, 2, 0]")

# %% slip="confident-tone-marked" task="m09-q19-marks" silent="the marks are kept back"
"You gave the first draft at least as many marks. It is sure of itself; look for a stage, a lot, a size and a date in it."
edit('"first": [0, 0, 0, 1, 0]', '"first": [2, 2, 1, 2, 2]')

# %% the sure one task="m09-q19-marks" points=0 trap="confident-tone-marked"
marks = {"first": [1, 2, 0, 1, 2], "second": [1, 1, 1, 1, 1]}

# %% one for everything task="m09-q19-marks" points=0 trap="confident-tone-marked"
marks = {"first": [1] * 5, "second": [1] * 5}

# %% the middle, and a little more task="m09-q19-marks" points=0
marks = {"first": [1, 1, 1, 0, 1], "second": [1, 1, 1, 1, 2]}

# %% [markdown] task="m09-q20-memo" mark=15
# Dear members of the board, we fund the explaining call for customers in their first 90 days and the record of wishes for settled ones; no gold card and no gifts. By lot the call keeps 2.1 points more [1.2, 3.0] and pays from 0.8. That gold holders stay longer is association. For those at risk there is a test in quarter 1, 1,500 calls by lot in each cell, 240,000 yuan; 20 % are held out by lot from then on, and what we owe to customers goes to all. On the last day of each quarter the calls end in cells where the lower end of the interval does not pay 20 yuan. A gift costs as much as three calls; what is saved goes first to a test of faster disputes.

# %% [markdown] task="m09-q20-memo" mark=6
# We should fund calls in the first 90 days, because in the pilot 2.1 points more stayed [1.2, 3.0]. The gold card keeps customers for ten years, so we need it, too. Some customers are left out to compare. We will review the programme regularly and keep satisfaction and loyalty in balance.

# %% [markdown] task="m09-q20-memo" mark=0
# Lantern Circle will make our customers loyal. It should be given to everybody at once, starting with those who are most likely to leave. Loyalty and satisfaction must be in balance.
