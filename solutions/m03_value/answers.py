# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ways to answer: value, cost and price

# %% [markdown]
# ## Task 1: who leads

# %% by hand, in small letters task="m03-q1-leader" points=3
by_difference = "heron"
by_ratio = "copper gate"
choose_by = "Difference"

# %% from a table of their own task="m03-q1-leader" points=3
measures = pd.DataFrame(
    {
        "left": once["value, yuan"].sub(once["cost, yuan"]),
        "per": once.eval("`value, yuan` / `cost, yuan`"),
    }
)
by_difference, by_ratio = (measures[name].sort_values().index[-1] for name in ("left", "per"))
choose_by = "difference"

# %% slip="ratio-as-profit" task="m03-q1-leader" silent="a choice between two words"
"A ratio says what each yuan of cost gives, and a small bill can have a fine one. In which unit is what one family is left with?"
edit('choose_by = "difference"', 'choose_by = "ratio"')

# %% slip="minute-twice" task="m03-q1-leader" silent="a choice among four names"
"That insurer leads in the department's ledger, in which a benefit stands twice. The table below it is the one to read."
edit('(once["value, yuan"] - once["cost, yuan"])', 'ledger["left"]')

# %% slip="one-for-both" task="m03-q1-leader" silent="a choice among four names"
"That insurer has the largest difference. A ratio is another number: divide, and look again."
edit(
    '(once["value, yuan"] / once["cost, yuan"])', '(once["value, yuan"] + -1 * once["cost, yuan"])'
)

# %% slip="cheapest" task="m03-q1-leader" silent="a choice among four names"
"That insurer has the largest ratio and costs least. How much is left with it, and with the others?"
edit('(once["value, yuan"] - once["cost, yuan"])', '(-once["cost, yuan"])')

# %% the ratio decides task="m03-q1-leader" points=2 trap="ratio-as-profit"
by_difference = "Heron"
by_ratio = "Copper Gate"
choose_by = "ratio"

# %% the ledger is believed task="m03-q1-leader" points=2 trap="minute-twice"
by_difference = "Willow Bridge"
by_ratio = "Copper Gate"
choose_by = "difference"

# %% one leader in all task="m03-q1-leader" points=2 trap="one-for-both"
by_difference = by_ratio = "Heron"
choose_by = "difference"

# %% the cheapest in all task="m03-q1-leader" points=2 trap="cheapest"
by_difference = by_ratio = "Copper Gate"
choose_by = "difference"

# %% equivalent="m03-q1-leader"
"The largest sum belongs to the insurer with the largest difference, too: the answer is the same name."
edit('once["value, yuan"] - once["cost, yuan"]', 'once["value, yuan"] + once["cost, yuan"]')

# %% [markdown]
# ## Task 2: delivered value


# %% line by line task="m03-q2-worth" points=6
def delivered_value(parts, burdens, wage):
    value = parts["cover"] + parts["service"] + (parts["staff"] - parts["speed"]) + parts["image"]
    cost = burdens.premium + burdens.hassle + burdens.effort + wage * burdens.hours
    return value - cost


# %% a loop over rows task="m03-q2-worth" points=6
def delivered_value(parts, burdens, wage):
    left = {}
    for name in parts.index:
        gets, bears = parts.loc[name], burdens.loc[name]
        in_all = gets["cover"] + gets["service"] + gets["staff"] + gets["image"] - gets["speed"]
        left[name] = in_all - bears[["premium", "hassle", "effort"]].sum() - bears["hours"] * wage
    return pd.Series(left)


# %% slip="minute-twice" task="m03-q2-worth"
"The points for time saved are still in `staff`, and the time is in the cost as well: those minutes count twice."
edit(' - parts["speed"]', "")

# %% slip="added-once-more" task="m03-q2-worth"
"`speed` is added, though it is part of `staff` already: those minutes now count three times."
edit(' - parts["speed"]', ' + parts["speed"]')

# %% slip="premium-only" task="m03-q2-worth"
"Of all that a buyer bears, only the premium is in the cost. The price is one part of it."
edit('burdens["premium"] + time + burdens["hassle"] + burdens["effort"]', 'burdens["premium"]')

# %% slip="hours-not-yuan" task="m03-q2-worth"
"Hours are added to yuan. What is an hour worth to the buyer?"
edit('burdens["hours"] * wage', 'burdens["hours"]')

# %% slip="time-left-out" task="m03-q2-worth"
"Money, hassle and effort are in the cost; the buyer's time is not, and nowhere else either."
edit('burdens["premium"] + time + burdens["hassle"]', 'burdens["premium"] + burdens["hassle"]')


# %% all four as they stand task="m03-q2-worth" points=0 trap="minute-twice"
def delivered_value(parts, burdens, wage):
    value = parts.drop(columns="speed").sum(axis=1)
    return value - burdens.drop(columns="hours").sum(axis=1) - burdens["hours"] * wage


# %% every column added task="m03-q2-worth" points=0 trap="added-once-more"
def delivered_value(parts, burdens, wage):
    return parts.sum(axis=1) - (burdens.assign(hours=burdens["hours"] * wage)).sum(axis=1)


# %% value against price task="m03-q2-worth" points=0 trap="premium-only"
def delivered_value(parts, burdens, wage):
    once = parts.assign(staff=parts["staff"] - parts["speed"]).drop(columns="speed")
    return once.sum(axis=1) - burdens["premium"]


# %% all burdens added up task="m03-q2-worth" points=0 trap="hours-not-yuan"
def delivered_value(parts, burdens, wage):
    value = parts.drop(columns="speed").sum(axis=1) - parts["speed"]
    return value - burdens.sum(axis=1)


# %% only what is in yuan task="m03-q2-worth" points=0 trap="time-left-out"
def delivered_value(parts, burdens, wage):
    value = parts.drop(columns="speed").sum(axis=1) - parts["speed"]
    return value - burdens[["premium", "hassle", "effort"]].sum(axis=1)


# %% [markdown]
# ## Task 3: fund

# %% another order, a whole number task="m03-q3-fund" points=5
fund.record(
    projects=["night line", "claims desk", "adviser call"],
    expected=690000,
    reason="The three best that do not save the same hours twice.",
)

# %% rounded task="m03-q3-fund" points=5
fund.record(
    projects=["claims desk", "adviser call", "night line"],
    expected=685_000.0,
    reason="Evaluated all sets that can be paid; this one brings the most.",
)

# %% slip="overlap-ignored" task="m03-q3-fund" silent="what a set brings is told when it is graded"
"Two of the projects save the same hours; they are paid, or counted, twice."
fund.record(
    projects=["one-page policy", "claims app", "claims desk"],
    expected=482_000,
    reason="These three bring the most, each by itself, within the budget.",
)

# %% slip="other-set" task="m03-q3-fund" silent="what a set brings is told when it is graded"
"Compare it with sets in which one project is added or exchanged."
fund.record(
    projects=["claims app", "adviser call"],
    expected=540_000,
    reason="The two projects of which people speak most, and both are well known.",
)

# %% slip="one-family" task="m03-q3-fund" silent="what a set brings is told when it is graded"
"That is the gain of one family, not of all 2,000."
edit("expected=690_000", "expected=345")

# %% slip="cost-taken-off" task="m03-q3-fund" silent="what a set brings is told when it is graded"
"The cost of the projects is taken off; it was to be left in."
edit("expected=690_000", "expected=300_000")

# %% most for a yuan, added up task="m03-q3-fund" points=1 trap="overlap-ignored" says=["pays twice"]
fund.record(
    projects=["claims app", "claims desk", "one-page policy"],
    expected=698_000,
    reason="Sorted by the gain for each yuan of cost, as far as the money goes.",
)

# %% two that save the same hours, added rightly task="m03-q3-fund" points=2 trap="overlap-ignored"
fund.record(
    projects=["claims desk", "claims app", "one-page policy"],
    expected=482_000,
    reason="Hours are what our clients complain about, so both are funded.",
)

# %% a gain that is copied from nowhere task="m03-q3-fund" points=0 trap="overlap-ignored"
fund.record(
    projects=["claims desk", "claims app", "one-page policy"],
    expected=600_000,
    reason="Hours are what our clients complain about, so both are funded.",
)

# %% largest first task="m03-q3-fund" points=2 trap="other-set"
fund.record(
    projects=["claims app", "night line"],
    expected=564_000,
    reason="The largest gain first, then the largest that can still be paid.",
)

# %% a good set task="m03-q3-fund" points=3.2 trap="other-set"
fund.record(
    projects=["claims desk", "one-page policy", "night line"],
    expected=614_000,
    reason="One of the twins, and two more projects that the rest can pay.",
)

# %% the whole budget task="m03-q3-fund" points=2 trap="other-set"
fund.record(
    projects=["new lobby", "claims app", "one-page policy"],
    expected=544_000,
    reason="Nothing of the budget may be left over at the end of the year.",
)

# %% for one family task="m03-q3-fund" points=4 trap="one-family"
fund.record(
    projects=["claims desk", "night line", "adviser call"],
    expected=345.0,
    reason="Each family saves hours, and has the better service for it.",
)

# %% net of the cost task="m03-q3-fund" points=4 trap="cost-taken-off"
fund.record(
    projects=["claims desk", "night line", "adviser call"],
    expected=690_000 - 390_000,
    reason="Gain minus cost is what is left in the end, so this is expected.",
)

# %% a single cheap project task="m03-q3-fund" points=0 trap="other-set" says=["300,000"]
fund.record(
    projects=["one-page policy"],
    expected=140_000,
    reason="It is the cheapest, and its gain is the easiest to compute.",
)

# %% equivalent="m03-q3-fund"
"An expectation within 1 % is right."
edit("690_000", "690_001")

# %% equivalent="m03-q3-fund"
"An expectation within 1 % is right."
edit("690_000", "689_999")

# %% [markdown]
# ## Task 4: the vans


# %% a loop over rows task="m03-q4-vans" points=5
def economic_value(reference, claims, per_claim):
    price = reference
    for row in per_claim.itertuples():
        price += claims * (row.rival - row.ours) * row.yuan
    return price


# %% both costs in full task="m03-q4-vans" points=5
def economic_value(reference, claims, per_claim):
    with_rival = reference + claims * (per_claim["rival"] * per_claim["yuan"]).sum()
    claims_with_us = claims * (per_claim["ours"] * per_claim["yuan"]).sum()
    return with_rival - claims_with_us


# %% slip="no-frequency" task="m03-q4-vans"
"What one claim saves is added in full. How many claims a year has a van?"
edit("reference + claims * saved", "reference + saved")

# %% slip="only-gains" task="m03-q4-vans"
"Only the rows in which we are better are counted. Where we cost the client more, that counts as well."
edit('(fewer * per_claim["yuan"]).sum()', '(fewer * per_claim["yuan"]).clip(lower=0).sum()')

# %% slip="sign-lost" task="m03-q4-vans"
"Each row is counted as if we were better. Where we cost the client more, it is to be taken off."
edit('(fewer * per_claim["yuan"]).sum()', '(fewer * per_claim["yuan"]).abs().sum()')

# %% slip="whole-not-difference" task="m03-q4-vans"
"All that a claim takes with the rival is counted as saved. With us it takes something, too."
edit('per_claim["rival"] - per_claim["ours"]', 'per_claim["rival"]')

# %% slip="wrong-way" task="m03-q4-vans"
"The difference is taken the other way: where a claim takes less with us, your price falls."
edit('per_claim["rival"] - per_claim["ours"]', 'per_claim["ours"] - per_claim["rival"]')

# %% slip="reference-left-out" task="m03-q4-vans"
"That is by how much we are better in a year. From which price does the client start?"
edit("reference + claims * saved", "claims * saved")

# %% slip="not-in-yuan" task="m03-q4-vans"
"Days, hours and yuan are added as they are. What does each of them cost the firm?"
edit('(fewer * per_claim["yuan"]).sum()', "fewer.sum()")


# %% what a claim saves task="m03-q4-vans" points=0 trap="no-frequency"
def economic_value(reference, claims, per_claim):
    return reference + ((per_claim.rival - per_claim.ours) * per_claim.yuan).sum()


# %% better rows only task="m03-q4-vans" points=0 trap="only-gains"
def economic_value(reference, claims, per_claim):
    better = per_claim[per_claim["ours"] < per_claim["rival"]]
    return reference + claims * ((better["rival"] - better["ours"]) * better["yuan"]).sum()


# %% all rows for us task="m03-q4-vans" points=0 trap="sign-lost"
def economic_value(reference, claims, per_claim):
    gaps = abs(per_claim["ours"] - per_claim["rival"])
    return reference + claims * (gaps * per_claim["yuan"]).sum()


# %% whole yuan task="m03-q4-vans" points=5
def economic_value(reference, claims, per_claim):
    return round(reference + claims * (per_claim.eval("(rival - ours) * yuan")).sum())


# %% nine days saved task="m03-q4-vans" points=0 trap="whole-not-difference"
def economic_value(reference, claims, per_claim):
    return reference + claims * per_claim["rival"].mul(per_claim["yuan"]).sum()


# %% minus and plus task="m03-q4-vans" points=0 trap="wrong-way"
def economic_value(reference, claims, per_claim):
    gap = (per_claim["rival"] - per_claim["ours"]) * per_claim["yuan"]
    return reference - claims * gap.sum()


# %% the premium over the rival task="m03-q4-vans" points=0 trap="reference-left-out"
def economic_value(reference, claims, per_claim):
    return claims * ((per_claim["rival"] - per_claim["ours"]) @ per_claim["yuan"])


# %% numbers as they stand task="m03-q4-vans" points=0 trap="not-in-yuan"
def economic_value(reference, claims, per_claim):
    return reference + claims * (per_claim["rival"].sum() - per_claim["ours"].sum())


# %% [markdown]
# ## Task 5: which sentence may she tell?

# %% the letter, hardly sure task="m03-q5-statement" points=4 fewer="one of four letters is right"
statement.record(sentence="C", sure=0.4)

# %% slip="one-market" task="m03-q5-statement" silent="a choice among four sentences"
"One market in two years became a rule for any market. That smiles were copied here does not say how long a lead lasts elsewhere."
edit('"C"', '"A"')

# %% slip="not-seen-not-possible" task="m03-q5-statement" silent="a choice among four sentences"
"An interval around zero does not show that nothing changed, and still less that nobody can copy it."
edit('"C"', '"B"')

# %% slip="stated-weight" task="m03-q5-statement" silent="a choice among four sentences"
"What people say counts is a stated weight. Who stayed or left, and why, was not measured here."
edit('"C"', '"D"')

# %% smiles everywhere task="m03-q5-statement" points=0 trap="one-market"
statement.record(sentence="A", sure=0.7)

# %% never copied task="m03-q5-statement" points=0 trap="not-seen-not-possible"
statement.record(sentence="B", sure=0.85)

# %% it kept our clients task="m03-q5-statement" points=0 trap="stated-weight"
statement.record(sentence="D", sure=0.55)

# %% [markdown]
# ## Task 6: a sealed price

# %% the price of the survey, a wider range task="m03-q6-seal" points=5
price.record(choice="150")
buyers.record(low=17.5, high=29)

# %% half of what was said task="m03-q6-seal" points=5
price.record(choice="120")
buyers.record(low=20, high=27)

# %% slip="many-buyers" task="m03-q6-seal" silent="what a price earns is told when it is graded"
"Many buy at this price, and each leaves little over the cost: multiply the two."
edit('choice="120"', 'choice="90"')

# %% slip="below-cost" task="m03-q6-seal" silent="what a price earns is told when it is graded"
"Each buyer at this price costs more than he or she pays."
edit('choice="120"', 'choice="60"')

# %% slip="high-margin" task="m03-q6-seal" silent="what a price earns is told when it is graded"
"Each buyer at this price leaves much, and there are few of them: multiply the two."
edit('choice="120"', 'choice="250"')

# %% slip="took-the-survey" task="m03-q6-seal" silent="whether a range was right is told when it is graded"
"Often fewer bought than your range allows for: what was said is not what was paid."
edit("low=18, high=28", "low=40, high=50")

# %% slip="believed-nothing" task="m03-q6-seal" silent="whether a range was right is told when it is graded"
"Often more bought than your range allows for: people say too much, and mean a part of it."
edit("low=18, high=28", "low=1, high=8")

# %% slip="too-narrow" task="m03-q6-seal" silent="whether a range was right is told when it is graded"
"The range is so narrow that often what came lies outside it."
edit("low=18, high=28", "low=24, high=24")

# %% slip="too-wide" task="m03-q6-seal" silent="whether a range was right is told when it is graded"
"The range is so wide that it helps nobody to plan."
edit("low=18, high=28", "low=0, high=60")

# %% as the survey said task="m03-q6-seal" points=3 trap="took-the-survey"
price.record(choice="150")
buyers.record(low=42, high=50)

# %% nobody will buy task="m03-q6-seal" points=3 trap="believed-nothing"
price.record(choice="120")
buyers.record(low=2, high=10)

# %% anything is possible task="m03-q6-seal" points=3 trap="too-wide"
price.record(choice="120")
buyers.record(low=5, high=70)

# %% what one test showed, to the point task="m03-q6-seal" points=3 trap="too-narrow"
price.record(choice="120")
buyers.record(low=23.5, high=24.5)

# %% as cheap as possible task="m03-q6-seal" points=2 trap="below-cost"
price.record(choice="60")
buyers.record(low=19, high=28)

# %% most buyers above cost task="m03-q6-seal" points=2 trap="many-buyers"
price.record(choice="90")
buyers.record(low=19, high=28)

# %% the highest margin task="m03-q6-seal" points=2 trap="high-margin"
price.record(choice="200")
buyers.record(low=19, high=28)

# %% a range of a quarter too many task="m03-q6-seal" points=4.17 trap="too-wide"
price.record(choice="150")
buyers.record(low=12.1, high=28)

# %% equivalent="m03-q6-seal"
"A range that begins one buyer later is as good: both ends are for the trainee to choose."
edit("low=18", "low=19")

# %% equivalent="m03-q6-seal"
"A range that begins one buyer earlier is as good."
edit("low=18", "low=17")

# %% equivalent="m03-q6-seal"
"A range that ends one buyer later is as good."
edit("high=28", "high=29")

# %% equivalent="m03-q6-seal"
"A range that ends one buyer earlier is as good."
edit("high=28", "high=27")

# %% [markdown]
# ## Task 7: the best price


# %% one row after the other task="m03-q7-best" points=5
def best_price(test, unit_cost):
    rows = {}
    for price, part in test.groupby("price"):
        earned = (price - unit_cost) * part["bought"]
        rows[price] = 100 * earned.mean(), 100 * earned.std(ddof=0) / len(earned) ** 0.5
    best = max(rows, key=lambda one: rows[one][0])
    return best, *rows[best]


# %% with numpy task="m03-q7-best" points=5
def best_price(test, unit_cost):
    prices = np.sort(test["price"].unique())
    n = np.array([(test["price"] == one).sum() for one in prices])
    x = np.array([test.loc[test["price"] == one, "bought"].sum() for one in prices])
    profit = 100 * (prices - unit_cost) * x / n
    error = 100 * (prices - unit_cost) * np.sqrt(x * (n - x) / n**3)
    k = profit.argmax()
    return prices[k], profit[k], error[k]


# %% the spread divided by one less task="m03-q7-best" points=5
def best_price(test, unit_cost):
    earned = 100 * (test["price"] - unit_cost) * test["bought"]
    table = earned.groupby(test["price"]).agg(["mean", "sem"])
    best = table["mean"].idxmax()
    return best, table.loc[best, "mean"], table.loc[best, "sem"]


# %% slip="revenue" task="m03-q7-best"
"That is revenue: what one more client costs is not taken off."
edit("margin = price - unit_cost", "margin = price")

# %% slip="for-one-client" task="m03-q7-best"
"That is for one client. Profit and error are asked for 100 clients who have an offer."
edit('profit = 100 * margin * by_price["share"]', 'profit = margin * by_price["share"]')
edit("error = 100 * margin", "error = margin")

# %% slip="error-of-the-share" task="m03-q7-best"
"That is the standard error of the share of buyers, in points. Turn it into yuan as the share itself is."
edit("error = 100 * margin * np", "error = 100 * np")

# %% slip="spread-of-one" task="m03-q7-best"
"That is how much single clients differ. The standard error of a share shrinks as more have an offer."
edit('np.sqrt(spread / by_price["n"])', "np.sqrt(spread)")

# %% slip="all-offers" task="m03-q7-best"
"Each price was seen by a part of the clients: its standard error counts these alone."
edit('spread / by_price["n"]', 'spread / by_price["n"].sum()')

# %% slip="whole-group" task="m03-q7-best"
"That is the profit of all who had an offer at a price, so a price that was offered more often looks better. It is asked per 100 clients."
edit(
    'profit = 100 * margin * by_price["share"]',
    'profit = margin * by_price["share"] * by_price["n"]',
)


# %% price times share task="m03-q7-best" points=0.2 trap="revenue"
def best_price(test, unit_cost):
    share = test.groupby("price")["bought"].mean()
    n = test.groupby("price").size()
    price = share.index.to_numpy()
    worth = 100 * price * share
    best = worth.idxmax()
    return best, worth[best], 100 * best * (share[best] * (1 - share[best]) / n[best]) ** 0.5


# %% per client task="m03-q7-best" points=1 trap="for-one-client"
def best_price(test, unit_cost):
    earned = (test["price"] - unit_cost) * test["bought"]
    by_price = earned.groupby(test["price"])
    mean = by_price.mean()
    best = mean.idxmax()
    return best, mean[best], (by_price.std(ddof=0) / by_price.size() ** 0.5)[best]


# %% the share's error task="m03-q7-best" points=3 trap="error-of-the-share"
def best_price(test, unit_cost):
    share = test.groupby("price")["bought"].mean()
    profit = 100 * (share.index - unit_cost) * share
    best = profit.idxmax()
    n = (test["price"] == best).sum()
    return best, profit[best], 100 * (share[best] * (1 - share[best]) / n) ** 0.5


# %% no number of offers task="m03-q7-best" points=3 trap="spread-of-one"
def best_price(test, unit_cost):
    share = test.groupby("price")["bought"].mean()
    profit = 100 * (share.index - unit_cost) * share
    best = profit.idxmax()
    one = share[best]
    return best, profit[best], 100 * (best - unit_cost) * (one - one**2) ** 0.5


# %% all clients task="m03-q7-best" points=3.4 trap="all-offers"
def best_price(test, unit_cost):
    share = test.groupby("price")["bought"].mean()
    profit = 100 * (share.index - unit_cost) * share
    best = profit.idxmax()
    one = share[best]
    return best, profit[best], 100 * (best - unit_cost) * (one * (1 - one) / len(test)) ** 0.5


# %% all who had an offer task="m03-q7-best" points=1.2 trap="whole-group"
def best_price(test, unit_cost):
    sold = test.groupby("price")["bought"].sum()
    n = test.groupby("price").size()
    profit = (sold.index - unit_cost) * sold
    best = profit.idxmax()
    share = sold[best] / n[best]
    return best, profit[best], 100 * (best - unit_cost) * (share * (1 - share) / n[best]) ** 0.5


# %% the error forgotten task="m03-q7-best" points=3
def best_price(test, unit_cost):
    share = test.groupby("price")["bought"].mean()
    profit = 100 * (share.index - unit_cost) * share
    return profit.idxmax(), profit.max()


# %% the result of the notebook task="m03-q7-best" points=0
def best_price(test, unit_cost):
    return 120, 1392.0, 143.0


# %% [markdown]
# ## Task 8: cost and fee


# %% type by type task="m03-q8-cost" points=5
def claim_cost(activities, overhead):
    names = [name for name in activities.columns if name != "claims"]
    each = {kind: sum(row[name] for name in names) for kind, row in activities.iterrows()}
    total = sum(each[kind] * activities.loc[kind, "claims"] for kind in each)
    return {kind: overhead * each[kind] / total for kind in each}


fees = {kind: cost / 0.8 for kind, cost in claim_cost(activities, 1_440_000).items()}


# %% parts of the overhead task="m03-q8-cost" points=5
def claim_cost(activities, overhead):
    steps = activities.drop(columns="claims")
    minutes = steps.mul(activities["claims"], axis=0).sum(axis=1)
    return overhead * minutes / minutes.sum() / activities["claims"]


fees = pd.Series({"glass": 71.54, "water": 429.25, "hospital": 600.95})


# %% fees to one decimal task="m03-q8-cost" points=5
def claim_cost(activities, overhead):
    minutes = activities.drop(columns="claims").sum(axis=1)
    return overhead / (minutes * activities["claims"]).sum() * minutes


fees = {"glass": 71.5, "water": 429.2, "hospital": 601.0}


# %% fees in whole yuan task="m03-q8-cost" points=5
def claim_cost(activities, overhead):
    minutes = activities.drop(columns="claims").sum(axis=1)
    return overhead / (minutes * activities["claims"]).sum() * minutes


fees = pd.Series({"glass": 72, "water": 429, "hospital": 601})

# %% slip="claims-forgotten" task="m03-q8-cost"
"The minutes of one claim of each type are added up. The office handles many of one type and few of another."
edit('(minutes * activities["claims"]).sum()', "minutes.sum()")

# %% slip="by-heads" task="m03-q8-cost"
"That shares the office out by heads: a claim that takes three hours costs as much as one of twenty minutes."
edit('(minutes * activities["claims"]).sum()', 'activities["claims"].sum() / minutes')

# %% slip="markup" task="m03-q8-cost"
"That adds a part of the cost. A margin is a part of the price."
edit("/ (1 - 0.20)", "* 1.20")

# %% slip="no-margin" task="m03-q8-cost"
"That is the cost itself; a fee of this size leaves nothing."
edit("/ (1 - 0.20)", "/ 1")


# %% the sum of three types task="m03-q8-cost" points=0 trap="claims-forgotten"
def claim_cost(activities, overhead):
    minutes = activities.drop(columns="claims").sum(axis=1)
    return overhead * minutes / minutes.sum()


fees = claim_cost(activities, 1_440_000) / 0.8


# %% the same for all task="m03-q8-cost" points=0 trap="by-heads"
def claim_cost(activities, overhead):
    return pd.Series(overhead / activities["claims"].sum(), index=activities.index)


fees = {"glass": 200, "water": 200, "hospital": 200}


# %% twenty percent on top task="m03-q8-cost" points=3 trap="markup"
def claim_cost(activities, overhead):
    minutes = activities.drop(columns="claims").sum(axis=1)
    return minutes * overhead / (minutes * activities["claims"]).sum()


cost = claim_cost(activities, 1_440_000)
fees = cost + 0.2 * cost


# %% the cost as the fee task="m03-q8-cost" points=3 trap="no-margin"
def claim_cost(activities, overhead):
    minutes = activities.drop(columns="claims").sum(axis=1)
    return minutes * overhead / (minutes * activities["claims"]).sum()


fees = claim_cost(activities, 1_440_000)


# %% a rate of an office that is known task="m03-q8-cost" points=2
def claim_cost(activities, overhead):
    return 2.8617 * activities.drop(columns="claims").sum(axis=1)


fees = claim_cost(activities, 1_440_000) / 0.8

# %% equivalent="m03-q8-cost"
"A mean over the same activities in both places is the sum over their number, which cancels out."
edit('activities.drop(columns="claims").sum(', 'activities.drop(columns="claims").mean(')

# %% equivalent="m03-q8-cost"
"A yuan more of a year's overhead is no yuan of a fee."
edit("1_440_000", "1_440_001")

# %% equivalent="m03-q8-cost"
"A yuan less of a year's overhead is no yuan of a fee."
edit("1_440_000", "1_439_999")

# %% [markdown]
# ## Task 9: the rival

# %% by hand task="m03-q9-rival" points=5
bearable = {"motor": 10 / 20, "roadside": 10 / 60}
follow = {"motor": "keep", "roadside": "follow if alike"}

# %% rounded, as a Series task="m03-q9-rival" points=5
bearable = pd.Series({"roadside": 0.167, "motor": 0.5})
follow = pd.Series({"roadside": "cannot tell", "motor": "keep"})

# %% two decimals, capital letters task="m03-q9-rival" points=5
bearable = {"Motor": 0.5, "Roadside": 0.17}
follow = {"Motor": "Keep", "Roadside": "Follow if alike"}

# %% slip="sales-for-loss" task="m03-q9-rival"
"That is by how much sales must grow after a first cut. Asked is the loss that costs as much as following."
edit("0.10 / margin", "0.10 / (margin - 0.10)")

# %% slip="cost-for-margin" task="m03-q9-rival"
"You divide by the cost. What each client leaves is the margin."
edit("margin = 1 - cost", "margin = cost")

# %% slip="cut-for-loss" task="m03-q9-rival"
"That is the cut itself. How large it is against what each client leaves decides."
edit("0.10 / margin", "0.10")

# %% slip="followed-by-habit" task="m03-q9-rival" silent="a choice among four answers"
"Following is not called for by the whole interval: hold its two ends against what this product can bear."
edit('"motor": "keep"', '"motor": "follow"')

# %% slip="kept-by-habit" task="m03-q9-rival" silent="a choice among four answers"
"Keeping the price is not called for by the whole interval: hold its two ends against what this product can bear."
edit('"roadside": "cannot tell"', '"roadside": "keep"')

# %% slip="doubt-without-need" task="m03-q9-rival" silent="a choice among four answers"
"Hold both ends of the interval against what this product can bear: do they lie on two sides of it?"
edit('"motor": "keep"', '"motor": "cannot tell"')

# %% growth that is needed task="m03-q9-rival" points=3 trap="sales-for-loss"
bearable = {
    "motor": breakeven_sales(100, 80, 10 - 1e-9),
    "roadside": breakeven_sales(100, 40, 10),
}
follow = {"motor": "keep", "roadside": "cannot tell"}

# %% a part of the cost task="m03-q9-rival" points=3 trap="cost-for-margin"
bearable = {"motor": 0.125, "roadside": 0.25}
follow = {"motor": "keep", "roadside": "cannot tell"}

# %% ten percent twice task="m03-q9-rival" points=3 trap="cut-for-loss"
bearable = {"motor": 0.1, "roadside": 0.1}
follow = {"motor": "keep", "roadside": "cannot tell"}

# %% follow always task="m03-q9-rival" points=2 trap="followed-by-habit"
bearable = {"motor": 0.5, "roadside": 1 / 6}
follow = {"motor": "follow", "roadside": "follow"}

# %% never follow task="m03-q9-rival" points=3.5 trap="kept-by-habit"
bearable = {"motor": 0.5, "roadside": 1 / 6}
follow = {"motor": "keep", "roadside": "keep"}

# %% never decide task="m03-q9-rival" points=3.5 trap="doubt-without-need"
bearable = {"motor": 0.5, "roadside": 1 / 6}
follow = {"motor": "cannot tell", "roadside": "cannot tell"}

# %% [markdown]
# ## Task 10: which sentence

# %% the letter, hardly sure task="m03-q10-statement" points=4 fewer="one of four letters is right"
statement.record(sentence="C", sure=0.4)

# %% slip="mean-as-order" task="m03-q10-statement" silent="a choice among four sentences"
"The order of all together is a mean of three segments. Does each of them have it?"
edit('"C"', '"A"')

# %% slip="stated-as-paid" task="m03-q10-statement" silent="a choice among four sentences"
"These are choices on paper. What happened when the Swift Desk was really sold?"
edit('"C"', '"B"')

# %% slip="order-within-error" task="m03-q10-statement" silent="a choice among four sentences"
"Two numbers whose intervals overlap nearly whole, and one of them hangs on how far apart the two premiums are."
edit('"C"', '"D"')

# %% one order for all task="m03-q10-statement" points=0 trap="mean-as-order"
statement.record(sentence="A", sure=0.8)

# %% worth 100 yuan task="m03-q10-statement" points=0 trap="stated-as-paid"
statement.record(sentence="B", sure=0.7)

# %% needs before cost task="m03-q10-statement" points=0 trap="order-within-error"
statement.record(sentence="D", sure=0.6)


# %% step by step task="m03-q11-top" points=5
def top_price(low_price, values):
    keeps = values["shared"] - low_price
    if keeps < 0:
        keeps = 0
    return values["own"] - keeps


split = {"clients": 40 * 30, "firm": 60 * 45 + 40 * 188}


# %% the cheaper of two limits task="m03-q11-top" points=5
def top_price(low_price, values):
    return min(values["own"], low_price + values["own"] - values["shared"])


best = top_price(65, {"shared": 95, "own": 280})
split = pd.Series({"firm": 60.0 * 45 + 40 * (best - 62), "clients": 40.0 * (280 - best)})


# %% slip="each-at-value" task="m03-q11-top"
"That is the whole worth: the own adviser then leaves these clients nothing. What does another choice leave them?"
edit('max(values["shared"] - low_price, 0)', "0")

# %% slip="gap-of-worths" task="m03-q11-top"
"That takes off the whole worth of the shared adviser. But one has to pay for it, so it leaves less than that."
edit('max(values["shared"] - low_price, 0)', 'values["shared"]')

# %% slip="price-of-the-other" task="m03-q11-top"
"That takes off a price. What counts is what the other choice leaves its buyer: worth minus price."
edit('max(values["shared"] - low_price, 0)', "low_price")

# %% slip="no-way-out" task="m03-q11-top"
"Where the shared adviser costs more than it is worth, nobody has to buy it: think of the third choice."
edit('max(values["shared"] - low_price, 0)', 'values["shared"] - low_price')

# %% slip="just-below" task="m03-q11-top"
"A little less than the tie. The tie goes to the own adviser, so the price may reach it."
edit('return values["own"] - left', 'return values["own"] - left - 1')

# %% slip="hoped-profit" task="m03-q11-top"
"That counts with the own adviser at its full worth. At that price, where do these clients go?"
edit('price = top_price(65, {"shared": 95, "own": 280})', "price = 280")

# %% slip="costs-forgotten" task="m03-q11-top"
"These are the premiums. The firm keeps what is left after its costs."
edit("(65 - 20)", "65")
edit("(price - 62)", "price")

# %% slip="for-one-client" task="m03-q11-top"
"That is what one client of high need keeps. How many of them are there?"
edit("high_need * (280 - price)", "(280 - price)")

# %% slip="worth-as-kept" task="m03-q11-top"
"That is what the tiers are worth to their buyers. They pay for them: they keep worth minus price."
edit("low_need * (65 - 65) + high_need * (280 - price)", "low_need * 65 + high_need * 280")

# %% slip="one-kind-only" task="m03-q11-top"
"Only one of the two kinds of buyers is counted."
edit("low_need * (65 - 20) + ", "")


# %% equivalent="m03-q11-top"
"The larger of two is the same in both orders."
edit('max(values["shared"] - low_price, 0)', 'max(0, values["shared"] - low_price)')


# %% both at their own worth task="m03-q11-top" points=1.43 trap="each-at-value" says=["another choice"]
def top_price(low_price, values):
    return float(values["own"]) if low_price >= 0 else 0


split = {"clients": 0, "firm": 60 * 45 + 40 * 218}


# %% as if the shared one were free task="m03-q11-top" points=0 trap="gap-of-worths"
def top_price(low_price, values):
    worth = pd.Series(values)
    return worth["own"] - worth["shared"]


split = {"clients": 40, "firm": 5}


# %% the two prices apart task="m03-q11-top" points=0 trap="price-of-the-other"
def top_price(low_price, values):
    rest = values["own"]
    rest -= low_price
    return rest


split = {"clients": 40, "firm": 5}


# %% nobody may stay at home task="m03-q11-top" points=3.57 trap="no-way-out"
def top_price(low_price, values):
    gap = values["own"] - values["shared"]
    return low_price + gap


split = {"clients": 1200, "firm": 10220}


# %% one yuan to be safe task="m03-q11-top" points=1.43 trap="just-below"
def top_price(low_price, values):
    return min(values["own"], low_price + values["own"] - values["shared"]) - 1


split = {"clients": 1200, "firm": 10220}


# %% all of the worth is hoped for task="m03-q11-top" points=3.57 trap="hoped-profit"
def top_price(low_price, values):
    return min(values["own"], low_price + values["own"] - values["shared"])


split = {"clients": 0, "firm": 60 * 45 + 40 * 218}


# %% premiums, not profit task="m03-q11-top" points=4.29 trap="costs-forgotten"
def top_price(low_price, values):
    return min(values["own"], low_price + values["own"] - values["shared"])


split = {"clients": 1200, "firm": 60 * 65 + 40 * 250}


# %% thirty yuan task="m03-q11-top" points=4.29 trap="for-one-client"
def top_price(low_price, values):
    return min(values["own"], low_price + values["own"] - values["shared"])


split = {"clients": 30, "firm": 10220}


# %% only the dear tier task="m03-q11-top" points=4.29 trap="one-kind-only"
def top_price(low_price, values):
    return min(values["own"], low_price + values["own"] - values["shared"])


split = {"clients": 1200, "firm": 40 * 188}


# %% all of the worth kept task="m03-q11-top" points=4.29 trap="worth-as-kept"
def top_price(low_price, values):
    return min(values["own"], low_price + values["own"] - values["shared"])


split = {"clients": 60 * 65.0 + 40 * 280.0, "firm": 10220}


# %% the numbers that were played with task="m03-q11-top" points=0
def top_price(low_price, values):
    return 240


split = {"clients": 600, "firm": 8840}


# %% from the shares task="m03-q12-reason" points=4
postcodes = fairness.query("story == 'postcode'").groupby("wording")["unfair"]
change = postcodes.mean()["second"] - postcodes.mean()["first"]
error = (postcodes.var(ddof=0) / postcodes.size()).sum() ** 0.5
reason = {
    "difference": 100 * change,
    "low": 100 * (change - 1.96 * error),
    "high": 100 * (change + 1.96 * error),
    "verdict": "cannot tell",
}

# %% rounded, a Series task="m03-q12-reason" points=4
reason = pd.Series([*np.round(compare("postcode"), 1)], index=["difference", "low", "high"])
reason["verdict"] = "cannot tell"

# %% whole points task="m03-q12-reason" points=4
reason = {"difference": -1, "low": -10, "high": 8, "verdict": "Cannot tell"}

# %% slip="other-way-round" task="m03-q12-reason"
"That is the first wording minus the second. Asked is the second minus the first."
edit(
    'difference, low, high = compare("postcode")',
    'difference, high, low = (-one for one in compare("postcode"))',
)

# %% slip="other-story" task="m03-q12-reason"
"Those are the numbers of another story."
edit('"postcode"', '"paper"')

# %% slip="other-story" task="m03-q12-reason"
"Those are the numbers of another story."
edit('"postcode"', '"storm"')

# %% slip="other-story" task="m03-q12-reason"
"Those are the numbers of another story."
edit('"postcode"', '"newcomers"')

# %% slip="proportions" task="m03-q12-reason"
"Those are proportions. Asked are points: so many more of 100."
edit('compare("postcode")', '(one / 100 for one in compare("postcode"))')

# %% slip="no-effect-proved" task="m03-q12-reason" silent="a choice among four words"
"How far from 0 do the two ends lie? A difference that is not seen is not shown to be none."
edit('"cannot tell"', '"makes no difference"')

# %% slip="reason-always-helps" task="m03-q12-reason" silent="a choice among four words"
"A reason sounds helpful, and the difference is a little below 0. Does the whole interval lie there?"
edit('"cannot tell"', '"helps"')

# %% first minus second task="m03-q12-reason" points=2 trap="other-way-round"
change, lower, upper = compare("postcode")
reason = {"difference": -change, "low": -upper, "high": -lower, "verdict": "cannot tell"}

# %% the table above task="m03-q12-reason" points=2 trap="other-story"
reason = {"difference": 31.8, "low": 22.4, "high": 40.4, "verdict": "cannot tell"}

# %% divided by a hundred task="m03-q12-reason" points=2 trap="proportions"
reason = dict(zip(["difference", "low", "high"], np.array(compare("postcode")) / 100, strict=True))
reason["verdict"] = "cannot tell"

# %% none is seen, so none is there task="m03-q12-reason" points=2 trap="no-effect-proved"
reason = dict(zip(["difference", "low", "high"], compare("postcode"), strict=True))
reason["verdict"] = "makes no difference"

# %% the opposite task="m03-q12-reason" points=2
reason = dict(zip(["difference", "low", "high"], compare("postcode"), strict=True))
reason |= {"verdict": "hurts"}

# %% a reason is a reason task="m03-q12-reason" points=2 trap="reason-always-helps"
reason = dict(zip(["difference", "low", "high"], compare("postcode"), strict=True))
reason |= {"verdict": "helps"}

# %% by class task="m03-q13-fences" points=5
by_class = {
    "not allowed": ["Ireland", "renewal"],
    "called unfair by most": ["paper", "postcode", "newcomers"],
    "leaks": ["gold", "students, box"],
}
kinds = {name: one for one, names in by_class.items() for name in names}
kinds = {name: kinds.get(name, "works as a fence") for name in IDEAS}

# %% a Series in capitals task="m03-q13-fences" points=5
kinds = pd.Series("Works as a fence", index=list(IDEAS))
kinds[["Ireland", "renewal"]] = "Not allowed"
kinds[["paper", "postcode", "newcomers"]] = "Called unfair by most"
kinds[["gold", "students, box"]] = "Leaks"

# %% slip="leaky-as-open" task="m03-q13-fences" silent="a choice among four classes"
"Who was looked at before the low price was given? A condition that anyone can claim keeps nobody out."
edit('"gold": "leaks"', '"gold": "works as a fence"')

# %% slip="same-money" task="m03-q13-fences" silent="a choice among four classes"
"Look up both versions of the same 60 yuan in the survey: people do not call them unfair equally often."
edit('"paper": "called unfair by most"', '"paper": "works as a fence"')

# %% slip="reason-excuses" task="m03-q13-fences" silent="a choice among four classes"
"A reason is printed. The survey asked just these words: what did most say?"
edit('"postcode": "called unfair by most"', '"postcode": "works as a fence"')

# %% slip="law-travels" task="m03-q13-fences" silent="a choice among four classes"
"A law holds in its own country, for the products that it names."
edit('"newcomers": "called unfair by most"', '"newcomers": "not allowed"')

# %% slip="law-comes-second" task="m03-q13-fences" silent="a choice among four classes"
"The questions have an order: the law is asked first, whatever people say."
edit('"renewal": "not allowed"', '"renewal": "called unfair by most"')

# %% slip="any-difference-unfair" task="m03-q13-fences" silent="a choice among four classes"
"Not every difference was called unfair by most: look up these very words in the survey."
edit('"quiet hours": "works as a fence"', '"quiet hours": "called unfair by most"')

# %% slip="few-as-leak" task="m03-q13-fences" silent="a choice among four classes"
"A few always slip through. The prompt says how many of 100 are no leak."
edit('"students, register": "works as a fence"', '"students, register": "leaks"')

# %% slip="law-overlooked" task="m03-q13-fences" silent="a choice among four classes"
"Two ideas come from abroad. Hold country, product and year of each against the two laws."
edit('"Ireland": "not allowed"', '"Ireland": "works as a fence"')

# %% two of a hundred task="m03-q13-fences" points=4.29 trap="few-as-leak"
kinds = dict.fromkeys(IDEAS, "leaks")
kinds |= {"Ireland": "not allowed", "renewal": "not allowed"}
kinds |= dict.fromkeys(["paper", "postcode", "newcomers"], "called unfair by most")
kinds |= dict.fromkeys(["app", "quiet hours"], "works as a fence")

# %% no law is read task="m03-q13-fences" points=3.57 trap="law-overlooked"
kinds = dict.fromkeys(IDEAS, "works as a fence")
kinds |= dict.fromkeys(["paper", "postcode", "newcomers"], "called unfair by most")
kinds |= dict.fromkeys(["gold", "students, box"], "leaks")

# %% a discount is a fence task="m03-q13-fences" points=2.86 trap="leaky-as-open"
kinds = dict.fromkeys(IDEAS, "works as a fence")
kinds |= {"Ireland": "not allowed", "renewal": "not allowed"}
kinds |= {"paper": "called unfair by most", "newcomers": "called unfair by most"}

# %% sixty yuan are sixty yuan task="m03-q13-fences" points=4.29 trap="same-money"
kinds = dict.fromkeys(IDEAS, "works as a fence")
kinds |= {"Ireland": "not allowed", "renewal": "not allowed"}
kinds |= {"postcode": "called unfair by most", "newcomers": "called unfair by most"}
kinds |= {"gold": "leaks", "students, box": "leaks"}

# %% it says why task="m03-q13-fences" points=4.29 trap="reason-excuses"
kinds = dict.fromkeys(IDEAS, "works as a fence")
kinds |= {"Ireland": "not allowed", "renewal": "not allowed"}
kinds |= {"paper": "called unfair by most", "newcomers": "called unfair by most"}
kinds |= {"gold": "leaks", "students, box": "leaks"}

# %% British law at home task="m03-q13-fences" points=4.29 trap="law-travels"
kinds = dict.fromkeys(IDEAS, "works as a fence")
kinds |= dict.fromkeys(["Ireland", "renewal", "newcomers"], "not allowed")
kinds |= dict.fromkeys(["paper", "postcode"], "called unfair by most")
kinds |= dict.fromkeys(["gold", "students, box"], "leaks")

# %% people first task="m03-q13-fences" points=3.57 trap="law-comes-second"
kinds = dict.fromkeys(IDEAS, "works as a fence")
kinds |= dict.fromkeys(["gold", "students, box"], "leaks")
kinds |= dict.fromkeys(
    ["Ireland", "renewal", "paper", "postcode", "newcomers"], "called unfair by most"
)

# %% each difference is unfair task="m03-q13-fences" points=3.57 trap="any-difference-unfair"
kinds = dict.fromkeys(IDEAS, "called unfair by most")
kinds |= dict.fromkeys(["Ireland", "renewal"], "not allowed")
kinds |= dict.fromkeys(["gold", "students, box"], "leaks")
kinds["students, register"] = "works as a fence"

# %% one class for all task="m03-q13-fences" points=0
kinds = dict.fromkeys(IDEAS, "works as a fence")

# %% all unfair task="m03-q13-fences" points=0
kinds = dict.fromkeys(IDEAS, "called unfair by most")

# %% the letter, hardly sure task="m03-q14-statement" points=4 fewer="one of four letters is right"
statement.record(sentence="B", sure=0.4)

# %% slip="no-effect-proved" task="m03-q14-statement" silent="a choice among four sentences"
"That is the share with the reason. What the reason changed is a difference, and its interval does not show that nothing changed."
edit('"B"', '"A"')

# %% slip="said-is-done" task="m03-q14-statement" silent="a choice among four sentences"
"People were asked what they call unfair, not what they will do. Nobody was seen to leave."
edit('"B"', '"C"')

# %% slip="one-town-is-all" task="m03-q14-statement" silent="a choice among four sentences"
"These figures are one town's. Look at the table of towns with few and with many clients of high need."
edit('"B"', '"D"')

# %% nothing changes task="m03-q14-statement" points=0 trap="no-effect-proved"
statement.record(sentence="A", sure=0.85)

# %% they will leave task="m03-q14-statement" points=0 trap="said-is-done"
statement.record(sentence="C", sure=0.7)

# %% two tiers everywhere task="m03-q14-statement" points=0 trap="one-town-is-all"
statement.record(sentence="D", sure=0.55)

# %% by hand task="m03-q15-catalog" points=3
twice = sum(
    len(set(part["series"].dropna())) > 1 for _, part in catalog.groupby("product", observed=True)
)
faults = {"two parents": twice, "orphans": len(catalog[catalog["series"].isna()])}
once = catalog.groupby("product", as_index=False).first()
an_hour = once.pivot_table(index="line", values=["contribution", "expert_hours"], aggfunc="sum")
by_line = an_hour["contribution"].div(an_hour["expert_hours"]).sort_values()
first_cut, an_hour = by_line.index[0], round(by_line.iloc[0], 1)

# %% looked up task="m03-q15-catalog" points=3
faults = pd.Series({"orphans": 1, "two parents": 2})
first_cut, an_hour = "consulting", 74

# %% a decimal, as text task="m03-q15-catalog" points=3
faults = {"two parents": 2.0, "orphans": 1.0}
first_cut, an_hour = "Consulting", "74.1"

# %% equivalent="m03-q15-catalog"
"Of one line, a mean divided by a mean is a sum divided by a sum."
edit(".sum()\nby_line", ".mean()\nby_line")

# %% slip="counted-twice" task="m03-q15-catalog"
"A product that stands in two series is counted twice there. It is one product."
edit('catalog.drop_duplicates("product")', "catalog")

# %% every row counts task="m03-q15-catalog" points=2.25 trap="counted-twice"
faults = {"two parents": 2, "orphans": 1}
first_cut = "consulting"
theirs = catalog[catalog["line"] == first_cut]
an_hour = theirs["contribution"].sum() / theirs["expert_hours"].sum()

# %% slip="blank-is-a-parent" task="m03-q15-catalog"
"An empty cell is no series: who has only an empty cell has no parent."
edit('["series"].nunique()', '["series"].nunique(dropna=False)')

# %% slip="rows-not-products" task="m03-q15-catalog"
"Those are rows. A product with two parents has two of them; asked are products."
edit(
    "int((parents > 1).sum())",
    'int(catalog["product"].duplicated(keep=False).sum())',
)

# %% slip="money-not-hours" task="m03-q15-catalog" silent="a choice among five lines"
"That line earns little for its price, and it hardly uses the hours that are scarce. Divide by hours."
edit("by_line.idxmin()", 'sums["contribution"].idxmin()')

# %% a blank counts task="m03-q15-catalog" points=2.25 trap="blank-is-a-parent"
faults = {"two parents": 2, "orphans": 0}
first_cut, an_hour = "consulting", 74.08

# %% four rows task="m03-q15-catalog" points=2.25 trap="rows-not-products"
faults = {"two parents": 4, "orphans": 1}
first_cut, an_hour = "consulting", 74.08

# %% by margin in percent task="m03-q15-catalog" points=1.5 trap="money-not-hours"
faults = {"two parents": 2, "orphans": 1}
sums = catalog.groupby("line")[["contribution", "price"]].sum()
first_cut = (sums["contribution"] / sums["price"]).idxmin()
an_hour = 345.27

# %% most hours in one product task="m03-q15-catalog" points=1.5
faults = {"two parents": 2, "orphans": 1}
first_cut, an_hour = "security", 142.5

# %% [markdown]
# ## Task 16: who chooses, what cover does

# %% by a loop over the classes task="m03-q16-split" points=3
found = {}
for way, rows in ward.groupby("assigned", observed=True):
    found[way] = 0.0
    for _age, part in rows.groupby("age_class", observed=True):
        rate = part.set_index("tier")["claims"] / part.set_index("tier")["clients"]
        weight = part["clients"].sum() / rows["clients"].sum()
        found[way] += 100 * weight * (rate["Full"] - rate["Basic"])
cover_does = round(found["lot"], 1)
who_chooses = round(found["chose"] - found["lot"], 1)

# %% rounded task="m03-q16-split" points=3
cover_does, who_chooses = 0.64, 5.74

# %% slip="cover-causes" task="m03-q16-split"
"You give what choosers differ by as what cover does. Who chose may have expected to need it."
edit('ward[ward["assigned"] == "lot"]', "chose")

# %% slip="nothing-taken-off" task="m03-q16-split"
"That is the whole difference between choosers at equal age. A part of it is what cover does to anybody."
edit(" - cover_does", "")

# %% slip="proportions" task="m03-q16-split"
"These are proportions. A point is one stay per 100 clients."
edit("cover_does = 100 * drawn.difference", "cover_does = drawn.difference")
edit("100 * at_equal_age(chose).difference", "at_equal_age(chose).difference")

# %% slip="ages-mixed" task="m03-q16-split"
"You compare all ages together. Older clients choose Full more often, and age is in the price already."
drawn = at_equal_age(ward[ward["assigned"] == "lot"])
cover_does = 100 * drawn.difference
mixed = chose.groupby("tier", observed=True)[["clients", "claims"]].sum()
mixed = 100 * mixed["claims"] / mixed["clients"]
who_chooses = mixed["Full"] - mixed["Basic"] - cover_does

# %% the chosen for the cover task="m03-q16-split" points=0 trap="cover-causes"
cover_does, who_chooses = 6.38, 0.0

# %% all of the chosen task="m03-q16-split" points=1.5 trap="nothing-taken-off"
cover_does, who_chooses = 0.64, 6.38

# %% shares task="m03-q16-split" points=0 trap="proportions"
cover_does, who_chooses = 0.0064, 0.0574

# %% all ages together task="m03-q16-split" points=1.5 trap="ages-mixed"
cover_does, who_chooses = 0.64, 7.05

# %% turned round task="m03-q16-split" points=0
cover_does, who_chooses = 5.74, 0.64

# %% equivalent="m03-q16-split"
"A hundredth of 0.6 points is less than rounding."
edit("cover_does = 100 * drawn", "cover_does = 101 * drawn")

# %% equivalent="m03-q16-split"
"A hundredth of 0.6 points is less than rounding."
edit("cover_does = 100 * drawn", "cover_does = 99 * drawn")


# %% [markdown]
# ## Task 17: which sentence

# %% the letter, hardly sure task="m03-q17-statement" points=4 fewer="one of four letters is right"
statement.record(sentence="B", sure=0.4)

# %% slip="cover-is-the-cause" task="m03-q17-statement" silent="a choice among four sentences"
"These clients chose. What did the pilot show where the tier was given by lot?"
edit('"B"', '"A"')

# %% slip="not-seen-is-none" task="m03-q17-statement" silent="a choice among four sentences"
"The interval of the lot reaches to 2.0. That nothing was seen does not show that there is nothing."
edit('"B"', '"C"')

# %% slip="selection-everywhere" task="m03-q17-statement" silent="a choice among four sentences"
"What holds in ward cover need not hold in other lines: look at glass in the figure."
edit('"B"', '"D"')

# %% the cause task="m03-q17-statement" points=0 trap="cover-is-the-cause"
statement.record(sentence="A", sure=0.8)

# %% nothing task="m03-q17-statement" points=0 trap="not-seen-is-none"
statement.record(sentence="C", sure=0.7)

# %% everywhere task="m03-q17-statement" points=0 trap="selection-everywhere"
statement.record(sentence="D", sure=0.6)


# %% [markdown]
# ## Task 18: a rule for all cities

# %% Standard where sicker, no waiting task="m03-q18-menu" points=8
rule.record(
    limit=3,
    sicker_tiers="Standard",
    sicker_markup=80,
    other_tiers="Full",
    few_markup=30,
    many_markup=60,
    desk="asked",
    waiting="sicker",
    bad_year="nothing",
    reason="Three errors are hardly chance; there Full is closed, elsewhere it is the best.",
)

# %% a dearer low price task="m03-q18-menu" points=8
rule.record(
    limit=2,
    sicker_tiers="Basic",
    sicker_markup=80,
    other_tiers="Full",
    few_markup=30,
    many_markup=60,
    desk="always",
    waiting="never",
    bad_year="nothing",
    reason="Full is closed where its buyers are clearly sicker; elsewhere the price follows who stays.",
)

# %% slip="same-everywhere" task="m03-q18-menu" silent="what a rule is worth is told when it is graded"
"It is one menu for all cities: what their packs say moves neither tiers nor prices."
rule.record(
    limit=2,
    sicker_tiers="Full",
    sicker_markup=40,
    other_tiers="Full",
    few_markup=40,
    many_markup=40,
    desk="always",
    waiting="never",
    bad_year="nothing",
    reason="The dearest tier earns most, so it is sold everywhere.",
)

# %% slip="sold-to-the-sick" task="m03-q18-menu" silent="what a rule is worth is told when it is graded"
"What cost most: the tiers or the price where buyers are clearly sicker. Ask what those cost who still buy."
edit('sicker_tiers="Basic"', 'sicker_tiers="Full"')

# %% slip="selection-by-chance" task="m03-q18-menu" silent="what a rule is worth is told when it is graded"
"What cost most: the line for 'clearly sicker'. Ask how many ordinary cities chance puts above it, and how many sicker ones stay below."
edit("limit=2", "limit=0")

# %% slip="selection-everywhere" task="m03-q18-menu" silent="what a rule is worth is told when it is graded"
"What cost most: the tiers in cities where nothing speaks of sicker buyers."
edit('other_tiers="Full"', 'other_tiers="Basic"')

# %% slip="one-price" task="m03-q18-menu" silent="what a rule is worth is told when it is graded"
"What cost most: a price outside of the sicker cities. Weigh how many stay against what each brings."
edit("few_markup=30", "few_markup=60")

# %% slip="desk-unread" task="m03-q18-menu" silent="what a rule is worth is told when it is graded"
"What cost most: where you have a desk, and where not. It costs the same whoever asks for it."
rule.record(
    limit=4,
    sicker_tiers="Basic",
    sicker_markup=20,
    other_tiers="Full",
    few_markup=30,
    many_markup=60,
    desk="never",
    waiting="never",
    bad_year="half",
    reason="A desk costs 60 yuan a policy, which is too much for everybody.",
)

# %% slip="waiting-unread" task="m03-q18-menu" silent="what a rule is worth is told when it is graded"
"What cost most: where you have a waiting period, and where not. Ask whom it keeps away."
edit('waiting="sicker"', 'waiting="always"')

# %% slip="chased-luck" task="m03-q18-menu" silent="what a rule is worth is told when it is graded"
"What cost most: the answer to a bad year. A year's claims are mostly luck, and a rise or a closed tier is remembered."
edit('bad_year="nothing"', 'bad_year="close"')


# %% good better best task="m03-q18-menu" points=0 trap="same-everywhere"
rule.record(
    limit=2,
    sicker_tiers="Basic + Standard + Full",
    sicker_markup=20,
    other_tiers="Basic + Standard + Full",
    few_markup=20,
    many_markup=20,
    desk="never",
    waiting="never",
    bad_year="nothing",
    reason="Three tiers for everybody, at the mean cost and a fair load.",
)

# %% the sick pay double task="m03-q18-menu" points=6.91 trap="sold-to-the-sick"
rule.record(
    limit=2,
    sicker_tiers="Full",
    sicker_markup=100,
    other_tiers="Full",
    few_markup=30,
    many_markup=60,
    desk="asked",
    waiting="never",
    bad_year="nothing",
    reason="Whoever is sicker pays twice the cost for Full.",
)

# %% one error is enough task="m03-q18-menu" points=4.92 trap="selection-by-chance"
rule.record(
    limit=0,
    sicker_tiers="Basic",
    sicker_markup=60,
    other_tiers="Full",
    few_markup=20,
    many_markup=60,
    desk="asked",
    waiting="sicker",
    bad_year="nothing",
    reason="It is safer to suspect selection early and keep one price.",
)

# %% three tiers elsewhere task="m03-q18-menu" points=4.53 trap="selection-everywhere"
rule.record(
    limit=2,
    sicker_tiers="Basic",
    sicker_markup=60,
    other_tiers="Basic + Standard + Full",
    few_markup=30,
    many_markup=60,
    desk="asked",
    waiting="sicker",
    bad_year="nothing",
    reason="Elsewhere everybody finds a tier that suits, so all three are open.",
)

# %% never above a third task="m03-q18-menu" points=0 trap="one-price"
rule.record(
    limit=2,
    sicker_tiers="Basic",
    sicker_markup=60,
    other_tiers="Full",
    few_markup=30,
    many_markup=30,
    desk="asked",
    waiting="sicker",
    bad_year="nothing",
    reason="A fair price is a third above the cost, wherever we sell.",
)

# %% no desk at all task="m03-q18-menu" points=7.58 trap="desk-unread"
rule.record(
    limit=2,
    sicker_tiers="Basic",
    sicker_markup=20,
    other_tiers="Full",
    few_markup=30,
    many_markup=60,
    desk="never",
    waiting="never",
    bad_year="half",
    reason="A desk costs 60 yuan for each policy; nobody needs it today.",
)

# %% all must wait task="m03-q18-menu" points=0 trap="waiting-unread"
rule.record(
    limit=2,
    sicker_tiers="Basic",
    sicker_markup=60,
    other_tiers="Full",
    few_markup=40,
    many_markup=60,
    desk="asked",
    waiting="always",
    bad_year="nothing",
    reason="Waiting keeps out those who need it, so all must wait.",
)

# %% costs must be covered task="m03-q18-menu" points=0 trap="chased-luck"
rule.record(
    limit=2,
    sicker_tiers="Basic",
    sicker_markup=60,
    other_tiers="Full",
    few_markup=20,
    many_markup=60,
    desk="asked",
    waiting="sicker",
    bad_year="close",
    reason="Costs must be covered, so an excess is passed on at once.",
)

# %% equivalent="m03-q18-menu"
"Three errors are as good a line as two."
edit("limit=2", "limit=3")

# %% equivalent="m03-q18-menu"
"A line of one error costs something, and with all else careful it still brings full points."
edit("limit=2", "limit=1")


# %% [markdown]
# ## Task 19: mark two filings

# %% milder and harder task="m03-q19-marks" points=2
marks = {"second": (2, 2, 1, 2, 2), "first": (0, 1, 0, 1, 1)}

# %% by criteria task="m03-q19-marks" points=2
both = [(0, 2), (1, 2), (0, 1), (1, 2), (0, 2)]
marks = {"first": [one for one, _other in both], "second": [other for _one, other in both]}

# %% equivalent="m03-q19-marks"
"Both marks can be defended."
edit("[0, 1, 0, 1, 0]", "[0, 1, 0, 1, 1]")

# %% equivalent="m03-q19-marks"
"Both marks can be defended."
edit("[2, 2, 2, 2, 2]", "[2, 2, 1, 2, 2]")

# %% equivalent="m03-q19-marks"
"Both marks can be defended."
edit("[2, 2, 2, 2, 2]", "[2, 1, 2, 2, 2]")

# %% the friendly voice believed task="m03-q19-marks" points=0 says=["words that earn it"]
marks = {"first": [1, 2, 1, 1, 1], "second": [2, 2, 2, 2, 2]}

# %% all the same task="m03-q19-marks" points=0 says=["words that earn it"]
marks = {"first": [1, 1, 1, 1, 1], "second": [1, 1, 1, 1, 1]}

# %% four marks task="m03-q19-marks" points=0 says=["five marks"]
marks = {"first": [0, 1, 0, 1], "second": [2, 2, 2, 2]}


# %% [markdown]
# ## Task 20: the filing

# %% [markdown] Full at a price of its own task="m03-q20-filing" mark=15
# Dear Ms. Pei, **for clients of 40 to 49** who would otherwise pay any hospital bill from their savings: one price, and every bill is paid in full. Proof: the policy says so in its first line, and names no limit.
#
# **Menu.** Full alone, at 2,800 yuan, no Basic beside it. Those who chose Full had 16.5 stays per 100, drawn holders 13.7: so the class's cost is no base for its price. At equal age choosers differ by 6.4 (5.0 to 7.8), the drawn by 0.6 (-0.8 to 2.0); who chooses makes 5.7 (3.8 to 7.7) if cover acts alike. What happens above the pilot's price, nobody has seen: those who stay may be sicker still. So it is sold to 500 clients first.
#
# **Fairness.** Who cannot pay 2,800 has no cover from us, and many of those need it. We name the public scheme's fund in the offer, and offer payment by month.
#
# **Acceptance.** By April 30, 8 of 100 offered buy; a year later 75 of 100 renew; complaints below 4 per 1,000 policies each quarter, with open ones.
#
# **Stop.** If on April 30 stays are above 22 per 100 a year, Mr. Jin closes new sales on May 15 and honors what is sold.


# %% [markdown] growth for everybody task="m03-q20-filing" mark=1.5
# Ward Cover is for everybody. Product, channel, brand, service and people make the difference. Basic 700, Standard 1,280, Full 1,800. Full makes people ill, 7.7 per 100 more, so it is dear. It is fair, since all may choose. We want 700 policies by the end of the year; renewals and complaints will be watched. If claims rise we raise the price.
