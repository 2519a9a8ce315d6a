# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ways to answer: the capstone

# %% [markdown]
# ## Notebook 1: people

# %% [markdown]
# ### Task 1: what leaving costs

# %% equivalent="m11-q1-leave"
"The cost may be rounded; one yuan more or less of 38,000 moves it by 183."

edit("38000", "38001")

# %% equivalent="m11-q1-leave"
"The cost may be rounded; one yuan more or less of 38,000 moves it by 183."
edit("38000", "37999")

# %% as a Series, by mean heads task="m11-q1-leave" points=4
last_four = teams[teams["quarter"].str.startswith("2025")]
mean_heads = last_four["heads"] + (last_four["hired"] - last_four["left"]) / 2
leaving = pd.Series(
    {
        "rate": 400 * last_four["left"].sum() / mean_heads.sum(),
        "cost": last_four["left"].sum() * 38e3,
    }
)

# %% rounded task="m11-q1-leave" points=4
now = teams.query("q in (9, 10, 11, 12)")
years = (2 * now["heads"] + now["hired"] - now["left"]).sum() / 8
leaving = dict(
    rate=round(100 * now["left"].sum() / years, 1), cost=round(38000 * now["left"].sum(), -3)
)

# %% slip="heads-at-the-end" task="m11-q1-leave" silent="a value"
"You divide by the heads of one date. Who left is missing there, and who has just come counts for a whole year."
edit(
    '((year["heads"] + at_end) / 2).sum() / 4',
    'at_end[year["q"] == 12].sum()',
)

# %% slip="heads-at-the-start" task="m11-q1-leave" silent="a value"
"You divide by the heads at the start. Who came in the year could leave, too, and is missing there."
edit(
    '((year["heads"] + at_end) / 2).sum() / 4',
    'year.loc[year["q"] == 9, "heads"].sum()',
)

# %% slip="quarterly-rate" task="m11-q1-leave" silent="a value"
"That is a rate for quarters. A person in one quarter is a quarter of a person-year."
edit("/ 2).sum() / 4", "/ 2).sum()")

# %% slip="start-of-quarters" task="m11-q1-leave" silent="a value"
"You count the people of a quarter at one end of it. Take the mean of its start and its end."
edit('((year["heads"] + at_end) / 2)', 'year["heads"]')

# %% slip="start-of-quarters" task="m11-q1-leave" silent="a value"
"You count the people of a quarter at one end of it. Take the mean of its start and its end."
edit('((year["heads"] + at_end) / 2)', "at_end")

# %% slip="another-year" task="m11-q1-leave" silent="a value"
"Which quarters belong to 2025? You count others, too, or leave some out."
edit(">= 9", ">= 1")

# %% slip="another-year" task="m11-q1-leave" silent="a value"
"Which quarters belong to 2025? You count others, too, or leave some out."
edit(">= 9", "> 9")

# %% slip="another-year" task="m11-q1-leave" silent="a value"
"Which quarters belong to 2025? You count others, too, or leave some out."
edit(">= 9", ">= 10")

# %% slip="another-year" task="m11-q1-leave" silent="a value"
"Which quarters belong to 2025? You count others, too, or leave some out."
edit(">= 9", ">= 8")

# %% slip="proportion" task="m11-q1-leave" silent="a value"
"That is for one person-year. It is asked for a hundred."
edit("100 * gone / person_years", "gone / person_years")

# %% slip="heads-at-both-ends" task="m11-q1-leave" silent="a value"
"You take the mean of two dates of the year. People came and left between them: add up the quarters."
edit(
    '((year["heads"] + at_end) / 2).sum() / 4',
    '(year.loc[year["q"] == 9, "heads"].sum() + at_end[year["q"] == 12].sum()) / 2',
)

# %% slip="mean-of-rates" task="m11-q1-leave" silent="a value"
"You take the mean of the rates of rows. A small team then counts as much as a large one: add up first, then divide."
edit(
    "100 * gone / person_years",
    '400 * (year["left"] / ((year["heads"] + at_end) / 2)).mean()',
)

# %% slip="cost-of-hired" task="m11-q1-leave" silent="a value"
"You count those who came. What costs is replacing those who left."
edit("38000 * gone", '38000 * year["hired"].sum()')

# %% the mean of January and December task="m11-q1-leave" points=1 trap="heads-at-both-ends"
now = teams[teams["q"] > 8]
first, last = now[now["q"] == 9], now[now["q"] == 12]
two = first["heads"].sum() + (last["heads"] + last["hired"] - last["left"]).sum()
leaving = {"rate": 200 * now["left"].sum() / two, "cost": now["left"].sum() * 38000}

# %% the mean of 192 rates task="m11-q1-leave" points=1 trap="mean-of-rates"
now = teams[teams["q"] > 8]
people = now["heads"] + 0.5 * now["hired"] - 0.5 * now["left"]
leaving = {
    "rate": 100 * np.mean(4 * now["left"] / people),
    "cost": now["left"].sum() * 38000,
}

# %% all who came task="m11-q1-leave" points=3 trap="cost-of-hired"
now = teams.query("q > 8")
people = now["heads"] + 0.5 * now["hired"] - 0.5 * now["left"]
leaving = {"rate": now["left"].sum() / people.sum() * 400, "cost": 38 * now["hired"].sum() * 1000}

# %% over heads in December task="m11-q1-leave" points=1 trap="heads-at-the-end"
now = teams[teams["q"] > 8]
december = now[now["q"] == 12]
heads = december["heads"] - december["left"] + december["hired"]
leaving = {"rate": now["left"].sum() / heads.sum() * 100, "cost": now["left"].sum() * 38000}

# %% over heads in January task="m11-q1-leave" points=1 trap="heads-at-the-start"
now = teams[teams["q"] > 8]
january = now[now["quarter"] == "2025Q1"]["heads"].sum()
leaving = {"rate": now["left"].sum() / january * 100, "cost": now["left"].sum() * 38000}

# %% for person-quarters task="m11-q1-leave" points=1 trap="quarterly-rate"
now = teams[teams["q"] > 8]
people = now["heads"] + 0.5 * now["hired"] - 0.5 * now["left"]
leaving = {"rate": now["left"].sum() / people.sum() * 100, "cost": now["left"].sum() * 38000}

# %% heads at the start of each quarter task="m11-q1-leave" points=1 trap="start-of-quarters"
now = teams[teams["q"] > 8]
leaving = {
    "rate": now["left"].sum() / now["heads"].sum() * 400,
    "cost": now["left"].sum() * 38000,
}

# %% all three years task="m11-q1-leave" points=0 trap="another-year"
people = teams["heads"] + 0.5 * teams["hired"] - 0.5 * teams["left"]
leaving = {
    "rate": teams["left"].sum() / people.sum() * 400,
    "cost": teams["left"].sum() * 38000,
}

# %% for one task="m11-q1-leave" points=1 trap="proportion"
now = teams[teams["q"] > 8]
people = now["heads"] + 0.5 * now["hired"] - 0.5 * now["left"]
leaving = {"rate": now["left"].sum() / people.sum() * 4, "cost": now["left"].sum() * 38000}

# %% the rate alone, in yuan task="m11-q1-leave" points=3
now = teams[teams["q"] > 8]
people = now["heads"] + 0.5 * now["hired"] - 0.5 * now["left"]
leaving = {"rate": now["left"].sum() / people.sum() * 400, "cost": 38000}

# %% [markdown]
# ### Task 3: the chain

# %% sure of it task="m11-q3-chain" points=5 fewer="a letter can be recorded in one way only"
statement.record(sentence="C", sure=1)

# %% slip="no-gain-for-good" task="m11-q3-chain" silent="a choice between four sentences"
"The link is one of a quarter. What comes later, or is hidden by noise, it cannot show."
edit('sentence="C"', 'sentence="A"')

# %% slip="rise-not-read" task="m11-q3-chain" silent="a choice between four sentences"
"Read the row of climate within teams once more: does its interval hold zero?"
edit('sentence="C"', 'sentence="B"')

# %% slip="both-halves" task="m11-q3-chain" silent="a choice between four sentences"
"Look at both halves: one leaves open what an interval without zero tells, the other takes a quarter for the long run."
edit('sentence="C"', 'sentence="D"')

# %% never task="m11-q3-chain" points=0 trap="no-gain-for-good"
statement.record(sentence="A", sure=0.7)

# %% nothing can be told task="m11-q3-chain" points=0 trap="rise-not-read"
statement.record(sentence="B", sure=0.55)

# %% more of both task="m11-q3-chain" points=0 trap="both-halves"
statement.record(sentence="D", sure=0.4)

# %% [markdown]
# ### Task 4: authority

# %% certain task="m11-q4-authority" points=5 fewer="a letter can be recorded in one way only"
lot.record(sentence="A", sure=1)

# %% slip="here-and-not-there" task="m11-q4-authority" silent="a choice between four sentences"
"One interval without zero and one with it are no difference yet. Look at the interval of the difference."
edit('sentence="A"', 'sentence="B"')

# %% slip="lot-not-read" task="m11-q4-authority" silent="a choice between four sentences"
"For authority there is a lot. Where does its interval for ratings over all teams lie?"
edit('sentence="A"', 'sentence="C"')

# %% slip="whole-and-parts" task="m11-q4-authority" silent="a choice between four sentences"
"Look at both halves: which interval speaks of all teams, and which one of a difference between kinds?"
edit('sentence="A"', 'sentence="D"')

# %% two kinds task="m11-q4-authority" points=0 trap="here-and-not-there"
lot.record(sentence="B", sure=0.85)

# %% nothing at all task="m11-q4-authority" points=0 trap="lot-not-read"
lot.record(sentence="C", sure=0.7)

# %% only there task="m11-q4-authority" points=0 trap="whole-and-parts"
lot.record(sentence="D", sure=0.55)

# %% [markdown]
# ### Task 5: the chain in yuan, and the vote


# %% by numpy, and words in another form task="m11-q5-value" points=8
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


to_renewals = float(within_effect(early, "share", ["rating"])["slope"].iloc[0])
worth = pd.Series(
    {
        "climate": chain_value([climate_link, to_renewals], 0.5, 2400, 1150),
        "across": chain_value(across_links, 0.5, 2400, 1150),
        "within": chain_value([staff_link, to_renewals], 0.5, 2400, 1150),
    }
)
vote = pd.Series(
    {
        "authority": "Go",
        "course": "Lot",
        "climate": "LOT",
        "happy staff": "lot ",
        "smile rule": "Stop",
    }
)


# %% policy by policy, rounded task="m11-q5-value" points=8
def chain_value(links, lift, due, margin):
    gained = lift
    for link in links:
        gained *= link
    renewed_more = gained * due + gained * due + gained * due + gained * due
    return renewed_more * margin


half_point = 0.5 * 4 * 2400 * 1150
to_renewals = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": round(half_point * across_links[0] * across_links[1]),
    "within": round(half_point * staff_link * to_renewals),
    "climate": round(half_point * climate_link * to_renewals),
}
vote = dict.fromkeys(["happy staff", "climate", "course"], "lot") | {
    "authority": "go",
    "smile rule": "stop",
}

# %% slip="per-quarter" task="m11-q5-value"
"You count one quarter. Policies come due in each of the four."
edit("lift * 4 * due", "lift * due")

# %% slip="lift-forgotten" task="m11-q5-value"
"The links say what one point does. How many points are gained at the first?"
edit("slope * lift * 4", "slope * 4")

# %% slip="lift-in-percent" task="m11-q5-value"
"The lift is in points of the scale, not in percent: do not divide it by 100."
edit("slope * lift * 4", "slope * lift / 100 * 4")

# %% slip="last-link-across" task="m11-q5-value" silent="the yuan are values"
"The last link is one across teams. Compare the team with itself: `within_effect` on `share`."
edit(
    'within_effect(early, "share", "rating", lag=0).loc["rating", "slope"]',
    "across_links[1]",
)

# %% slip="last-link-lagged" task="m11-q5-value" silent="the yuan are values"
"The last link is one of the same quarter: no lag there."
edit("lag=0", "lag=1")

# %% slip="first-link-across" task="m11-q5-value" silent="the yuan are values"
"For the chain within teams the first link must be one within teams, too."
edit("[staff_link, renewal_link]", "[across_links[0], renewal_link]")

# %% slip="line-as-lever" task="m11-q5-value" silent="a vote of three words"
"Nobody drew which staff should be happier. Read the rule of the house again."
edit('"happy staff": "lot"', '"happy staff": "go"')

# %% slip="before-is-because" task="m11-q5-value" silent="a vote of three words"
"Climate goes before ratings. Was it drawn which team gets a better one?"
edit('"climate": "lot"', '"climate": "go"')

# %% slip="course-does-harm" task="m11-q5-value" silent="a vote of three words"
"Who was sent was chosen for a good quarter, not drawn. What fell would have fallen without the course, too."
edit('"course": "lot"', '"course": "stop"')

# %% slip="lot-not-read" task="m11-q5-value" silent="a vote of three words"
"For authority there is a lot. Where does its interval for ratings over all teams lie?"
edit('"authority": "go"', '"authority": "lot"')

# %% slip="lot-not-read" task="m11-q5-value" silent="a vote of three words"
"For authority there is a lot. Where does its interval for ratings over all teams lie?"
edit('"authority": "go"', '"authority": "stop"')

# %% slip="harm-not-read" task="m11-q5-value" silent="a vote of three words"
"The smile rule was drawn. What did it do to the staff, and was a gain seen?"
edit('"smile rule": "stop"', '"smile rule": "go"')

# %% slip="harm-not-read" task="m11-q5-value" silent="a vote of three words"
"The smile rule was drawn. What did it do to the staff, and was a gain seen?"
edit('"smile rule": "stop"', '"smile rule": "lot"')

# %% slip="chosen-is-drawn" task="m11-q5-value" silent="a vote of three words"
"For the course nobody was drawn, and from earlier quarters nothing can be told."
edit('"course": "lot"', '"course": "go"')

# %% slip="open-is-useless" task="m11-q5-value" silent="a vote of three words"
"A gain that was not seen is no proof that there is none. What was never drawn is tried by lot first."
edit('"happy staff": "lot"', '"happy staff": "stop"')


# %% slip="links-added" task="m11-q5-value"
"You add the links. What half a point does at the first goes through the second: multiply."
edit("slope * lift * 4", "sum(links) * lift * 4")

# %% slip="two-links-only" task="m11-q5-value" silent="the visible example has two links"
"You take two links. A chain may have any number: `slope` holds them all."
edit("slope * lift * 4", "links[0] * links[1] * lift * 4")

# %% slip="margin-twice" task="m11-q5-value"
"`more` is a number of policies; the last line multiplies it by the margin already."
edit("lift * 4 * due", "lift * 4 * due * margin")

# %% slip="due-forgotten" task="m11-q5-value"
"Without the policies that come due, this is a share, and no number of policies."
edit("lift * 4 * due", "lift * 4")

# %% slip="chains-swapped" task="m11-q5-value" silent="the yuan are values"
"The chain from satisfaction and the one from climate stand under each other's name."
edit("[staff_link, renewal_link]", "[climate_link, renewal_link]")
edit("[climate_link, renewal_link]", "[staff_link, renewal_link]")

# %% slip="link-turned" task="m11-q5-value" silent="the yuan are values"
"You read the last link backward: ratings by the share renewed. The result comes first in `within_effect`, then what moves it."
edit('"share", "rating", lag=0).loc["rating"', '"rating", "share", lag=0).loc["share"')

# %% slip="link-missing" task="m11-q5-value" silent="the yuan are values"
"A link is missing: from points of rating to the share renewed."
edit("[staff_link, renewal_link]", "[staff_link]")
edit("[climate_link, renewal_link]", "[climate_link]")

# %% slip="cost-taken-off" task="m11-q5-value" silent="the yuan are values"
"You take the 120,000 yuan off. Asked is what comes back, before any cost."
edit(
    "chain_value(across_links, lift, due, margin)",
    "chain_value(across_links, lift, due, margin) - 120000",
)
edit(
    "chain_value([staff_link, renewal_link], lift, due, margin)",
    "chain_value([staff_link, renewal_link], lift, due, margin) - 120000",
)
edit(
    "chain_value([climate_link, renewal_link], lift, due, margin)",
    "chain_value([climate_link, renewal_link], lift, due, margin) - 120000",
)


# %% links summed task="m11-q5-value" points=3 trap="links-added"
def chain_value(links, lift, due, margin):
    return float(np.sum(list(links))) * lift * due * 4 * margin


worth = {"across": 0, "within": 0, "climate": 0}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% the first two task="m11-q5-value" points=6 trap="two-links-only"
def chain_value(links, lift, due, margin):
    return links[1] * lift * links[0] * due * 4 * margin


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% the margin once more task="m11-q5-value" points=5 trap="margin-twice"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin**2


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% no policies task="m11-q5-value" points=5 trap="due-forgotten"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * 4 * margin


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% one for the other task="m11-q5-value" points=6.5 trap="chains-swapped"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([climate_link, last], 0.5, 2400, 1150),
    "climate": chain_value([staff_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% ratings by renewals task="m11-q5-value" points=6.5 trap="link-turned"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = within_effect(early, "rating", "share")["slope"].iloc[0]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% without renewals task="m11-q5-value" points=6.5 trap="link-missing"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link], 0.5, 2400, 1150),
    "climate": chain_value([climate_link], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% net of the cost task="m11-q5-value" points=6 trap="cost-taken-off"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
worth = {key: value - 120e3 for key, value in worth.items()}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% three digits task="m11-q5-value" points=8
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


worth = {"across": 211_000, "within": -1300, "climate": 47_600}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% links rounded first task="m11-q5-value" points=8
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


worth = {
    "across": round(chain_value(across_links, 0.5, 2400, 1150), -2),
    "within": chain_value([-0.0137, 0.0166], 0.5, 2400, 1150),
    "climate": chain_value([0.52, 0.0166], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% one quarter task="m11-q5-value" points=5 trap="per-quarter"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * margin


to_renewals = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, to_renewals], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, to_renewals], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% of one point task="m11-q5-value" points=3 trap="lift-forgotten"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * due * 4 * margin


worth = {"across": 0, "within": 0, "climate": 0}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% percent task="m11-q5-value" points=0 trap="lift-in-percent"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift / 100 * due * 4 * margin


worth = {"across": 0, "within": 0, "climate": 0}
vote = {}


# %% lines across teams everywhere task="m11-q5-value" points=6.5 trap="first-link-across"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


to_renewals = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([line.params["staff"], to_renewals], 0.5, 2400, 1150),
    "climate": 0,
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% the last link of the chart task="m11-q5-value" points=6.5 trap="last-link-across"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = renewals.params["rating"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% a quarter later there, too task="m11-q5-value" points=6.5 trap="last-link-lagged"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = within_effect(early, "share", "rating", 1)["slope"].item()
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% as the consultant says task="m11-q5-value" points=7.5 trap="line-as-lever"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "go",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% climate for all task="m11-q5-value" points=7.65 trap="before-is-because"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "go",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% no course any more task="m11-q5-value" points=7.65 trap="course-does-harm"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "stop",
}


# %% lots for everything that is good task="m11-q5-value" points=7.1 trap="lot-not-read"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "lot",
    "smile rule": "stop",
    "course": "lot",
}


# %% smile on task="m11-q5-value" points=7.1 trap="harm-not-read"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "lot",
    "climate": "lot",
    "authority": "go",
    "smile rule": "go",
    "course": "lot",
}


# %% nothing for happiness task="m11-q5-value" points=7.5 trap="open-is-useless"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {
    "happy staff": "stop",
    "climate": "lot",
    "authority": "go",
    "smile rule": "stop",
    "course": "lot",
}


# %% the page is believed task="m11-q5-value" points=5.9 trap="line-as-lever"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = {"happy staff": "go", "climate": "go", "authority": "go", "smile rule": "go", "course": "go"}


# %% another course task="m11-q5-value" points=7.65 trap="chosen-is-drawn"
def chain_value(links, lift, due, margin):
    return float(np.prod(list(links))) * lift * due * 4 * margin


last = within_effect(early, "share", "rating").loc["rating", "slope"]
worth = {
    "across": chain_value(across_links, 0.5, 2400, 1150),
    "within": chain_value([staff_link, last], 0.5, 2400, 1150),
    "climate": chain_value([climate_link, last], 0.5, 2400, 1150),
}
vote = dict.fromkeys(["happy staff", "climate"], "lot") | dict.fromkeys(
    ["course", "authority"], "go"
)
vote["smile rule"] = "stop"

# %% [markdown]
# ## Notebook 2: the machine

# %% [markdown]
# ## Task 6: the machine

# %% the bank, wide task="m11-q6-machine" points=7
order.record(
    house="Bank",
    chart="functional",
    authority="wide",
    later="matrix",
    reason="Few hand-offs, mixes that swing, and a mistake costs less than a day of waiting.",
)

# %% the hospital, without authority task="m11-q6-machine" points=7
plan_of_mine = dict(house="hospital", chart="matrix", authority="none", later="divisional")
order.record(
    **plan_of_mine, reason="A mistake costs 25,000 yuan here, so an approval earns its wait."
)

# %% the insurer, without authority task="m11-q6-machine" points=7
order.record(
    house="insurer",
    chart="Divisional",
    authority="none",
    later="functional",
    reason="One team does all steps; an approval and a mistake nearly cancel here.",
)

# %% slip="chart-of-another-house" task="m11-q6-machine" silent="what an order is worth is told when it is graded"
"Another chart costs less in this house: look at hand-offs, and at how products swing."
edit('chart="divisional"', 'chart="functional"')

# %% slip="mistakes-forgotten" task="m11-q6-machine" silent="what an order is worth is told when it is graded"
"The chart fits. What do the mistakes cost that no approval finds any more?"
edit('authority="small"', 'authority="wide"')

# %% slip="approval-is-free" task="m11-q6-machine" silent="what an order is worth is told when it is graded"
"The chart fits. An approval costs a step and a wait, too: hold both against a mistake."
edit('house="insurer"', 'house="bank"')
edit('chart="divisional"', 'chart="functional"')
edit('authority="small"', 'authority="none"')
edit('later="functional"', 'later="matrix"')

# %% slip="chart-kept" task="m11-q6-machine" silent="what an order is worth is told when it is graded"
"It is the chart that fits today; what spoke for it has changed."
edit('later="functional"', 'later="divisional"')

# %% slip="wrong-reason" task="m11-q6-machine" silent="what an order is worth is told when it is graded"
"Another chart gains more from the change. Which cost did it take away?"
edit('later="functional"', 'later="matrix"')

# %% a matrix for the bank task="m11-q6-machine" points=3 trap="chart-of-another-house"
order.record(
    house="bank",
    chart="matrix",
    authority="none",
    later="matrix",
    reason="A matrix is the modern chart, and it fits every house.",
)

# %% quick at any price task="m11-q6-machine" points=5 trap="mistakes-forgotten"
order.record(
    house="hospital",
    chart="matrix",
    authority="wide",
    later="divisional",
    reason="Patients wait least if nobody has to approve anything.",
)

# %% four eyes for everything task="m11-q6-machine" points=5 trap="approval-is-free"
order.record(
    house="bank",
    chart="functional",
    authority="none",
    later="matrix",
    reason="Four eyes see more than two, and that is what a bank is for.",
)

# %% never change a chart task="m11-q6-machine" points=4 trap="chart-kept"
order.record(
    house="bank",
    chart="functional",
    authority="wide",
    later="functional",
    reason="A house should not change its chart with each new fact.",
)

# %% both at once, later task="m11-q6-machine" points=5.1 trap="wrong-reason"
order.record(
    house="insurer",
    chart="divisional",
    authority="small",
    later="matrix",
    reason="With one file, desks and owners can have the best of both.",
)

# %% [markdown]
# ## Task 7: the bridge


# %% row by row task="m11-q7-bridge" points=6
def bridge(table):
    size = share = price = 0.0
    for row in table.itertuples():
        size += row.market * row.share_plan * row.contribution_plan
        size -= row.market_plan * row.share_plan * row.contribution_plan
        share += (row.policies / row.market - row.share_plan) * row.market * row.contribution_plan
        price += row.policies * row.contribution - row.policies * row.contribution_plan
    return pd.Series({"size": size, "share": share, "price": price})


correct = " Health"


# %% price as the rest task="m11-q7-bridge" points=6
def bridge(table):
    first = table["market_plan"] * table["share_plan"] * table["contribution_plan"]
    second = table["market"] * table["share_plan"] * table["contribution_plan"]
    third = table["policies"] * table["contribution_plan"]
    last = table["policies"] * table["contribution"]
    steps = {"size": second - first, "share": third - second, "price": last - third}
    return {name: float(each.sum()) for name, each in steps.items()}


share_by_product = {name: bridge(rows)["share"] for name, rows in plan.groupby("product")}
correct = min(share_by_product, key=share_by_product.get)

# %% slip="planned-market" task="m11-q7-bridge"
"Your share is on the planned market. That is a convention, too; the formula above puts it on the actual one."
edit(
    '(table["policies"] - expected) * table["contribution_plan"]',
    '(table["policies"] / table["market"] - table["share_plan"]) * table["market_plan"] * table["contribution_plan"]',
)

# %% slip="planned-policies" task="m11-q7-bridge"
"Your price is on the planned policies. That is a convention, too; the formula above takes the policies that came."
edit(
    '(table["contribution"] - table["contribution_plan"]) * table["policies"]',
    '(table["contribution"] - table["contribution_plan"]) * table["market_plan"] * table["share_plan"]',
)

# %% slip="all-volume" task="m11-q7-bridge"
"Your share holds all that policies differ from plan, and so the market size once more. Compare with what the planned share would have been of the actual market."
edit(
    '(table["policies"] - expected)',
    '(table["policies"] - table["market_plan"] * table["share_plan"])',
)

# %% slip="sign" task="m11-q7-bridge"
"Actual less plan: you took plan less actual. Below zero is to mean less than planned."
edit(
    '(table["policies"] - expected) * table["contribution_plan"]',
    '(expected - table["policies"]) * table["contribution_plan"]',
)

# %% slip="sign" task="m11-q7-bridge"
"Actual less plan: you took plan less actual. Below zero is to mean less than planned."
edit(
    '(table["contribution"] - table["contribution_plan"])',
    '(table["contribution_plan"] - table["contribution"])',
)

# %% slip="sign" task="m11-q7-bridge"
"Actual less plan: you took plan less actual. Below zero is to mean less than planned."
edit('table["market"] - table["market_plan"]', 'table["market_plan"] - table["market"]')

# %% slip="pooled" task="m11-q7-bridge"
"You brought the rows together before multiplying. Each row has a share and a price of its own."


def bridge(table):
    q0 = table["market_plan"] * table["share_plan"]
    c0 = (q0 * table["contribution_plan"]).sum() / q0.sum()
    c1 = (table["policies"] * table["contribution"]).sum() / table["policies"].sum()
    s0 = q0.sum() / table["market_plan"].sum()
    size = (table["market"].sum() - table["market_plan"].sum()) * s0 * c0
    share = (table["policies"].sum() - table["market"].sum() * s0) * c0
    return {"size": size, "share": share, "price": (c1 - c0) * table["policies"].sum()}


correct = "health"

# %% slip="largest-market" task="m11-q7-bridge" silent="a choice between three words"
"There the market grew most. Which product's share makes the largest sum below zero?"
edit('"health"', '"motor"')

# %% slip="price-for-share" task="m11-q7-bridge" silent="a choice between three words"
"Its share is near plan. Run your function on the rows of each product."
edit('"health"', '"home"')


# %% the planned market task="m11-q7-bridge" points=4.5 trap="planned-market"
def bridge(table):
    size = (table.market - table.market_plan) * table.share_plan * table.contribution_plan
    gap = table.policies / table.market - table.share_plan
    share = gap * table.market_plan * table.contribution_plan
    price = (table.contribution - table.contribution_plan) * table.policies
    return {"size": size.sum(), "share": share.sum(), "price": price.sum()}


correct = "health"


# %% volume twice task="m11-q7-bridge" points=4.5 trap="all-volume"
def bridge(table):
    q0 = table.market_plan * table.share_plan
    size = (table.market - table.market_plan) * table.share_plan * table.contribution_plan
    share = (table.policies - q0) * table.contribution_plan
    price = (table.contribution - table.contribution_plan) * table.policies
    return {"size": size.sum(), "share": share.sum(), "price": price.sum()}


correct = "health"


# %% the planned policies task="m11-q7-bridge" points=4.5 trap="planned-policies"
def bridge(table):
    q0 = table.market_plan * table.share_plan
    size = (table.market * table.share_plan - q0) * table.contribution_plan
    share = (table.policies - table.market * table.share_plan) * table.contribution_plan
    price = (table.contribution - table.contribution_plan) * q0
    return {"size": size.sum(), "share": share.sum(), "price": price.sum()}


correct = "health"


# %% costs are positive task="m11-q7-bridge" points=1.5 trap="sign"
def bridge(table):
    q0 = table.market_plan * table.share_plan
    q = table.market * table.share_plan
    return {
        "size": ((q0 - q) * table.contribution_plan).sum(),
        "share": ((q - table.policies) * table.contribution_plan).sum(),
        "price": ((table.contribution_plan - table.contribution) * table.policies).sum(),
    }


correct = "health"


# %% sums first task="m11-q7-bridge" points=1.5 trap="pooled"
def bridge(table):
    table = table.assign(q0=table.market_plan * table.share_plan)
    table = table.assign(y0=table.q0 * table.contribution_plan)
    table = table.assign(y1=table.policies * table.contribution)
    m0, m1, q0, q1, y0, y1 = table[["market_plan", "market", "q0", "policies", "y0", "y1"]].sum()
    middle = m1 * y0 / m0
    return {"size": middle - y0, "share": q1 * y0 / q0 - middle, "price": y1 - q1 * y0 / q0}


correct = "health"


# %% the largest product task="m11-q7-bridge" points=4.5 trap="largest-market"
def bridge(table):
    expected = table["market"] * table["share_plan"]
    more = expected - table["market_plan"] * table["share_plan"]
    size = more @ table["contribution_plan"]
    share = (table["policies"] - expected) @ table["contribution_plan"]
    price = (table["contribution"] - table["contribution_plan"]) @ table["policies"]
    return {"size": size, "share": share, "price": price}


correct = "motor"


# %% the smallest product task="m11-q7-bridge" points=4.5 trap="price-for-share"
def bridge(table):
    expected = table["market"] * table["share_plan"]
    more = expected - table["market_plan"] * table["share_plan"]
    size = more @ table["contribution_plan"]
    share = (table["policies"] - expected) @ table["contribution_plan"]
    price = (table["contribution"] - table["contribution_plan"]) @ table["policies"]
    return {"size": size, "share": share, "price": price}


correct = "Home"

# %% [markdown]
# ## Task 8: services

# %% by the rules task="m11-q8-services" points=5
fates = pd.Series("hold", index=year.index)
fates[year["ceiling from"] >= 1.1 * year["cases"]] = "grow"
fates[year["ceiling to"] > 2 * year["ceiling from"]] = "wait"
fates[year["on the year before"] <= -0.2] = "retire"
fates[year["duty"] == 1] = "hold"
fates[year["evidence"] == "withdrawn"] = "retire"
open_ones = year[(fates != "retire") & (year["hours"] > 0)]
worth = (open_ones["contribution"] / open_ones["hours"]).mask(open_ones["duty"] == 1, 1e9)
queue = worth.sort_values(ascending=False).index

# %% written down task="m11-q8-services" points=5
fates = dict.fromkeys(year.index, "Hold")
fates |= {"tonsils": "Retire", "pelvic mesh": "Retire", "knee wash-out": "Retire"}
fates |= {"colon robot": "Wait", "hernia day case": "Grow"}
queue = (
    "Emergency surgery",
    "Hearing implant",
    "Cataract",
    "Hernia day case",
    "Joint replacement",
    "Colon robot",
)

# %% slip="sales-over-evidence" task="m11-q8-services" silent="a fate is judged when it is graded"
"A service that the evidence board has withdrawn is kept. What it earns, or how it grows, is asked only after that."
edit('"pelvic mesh": "retire"', '"pelvic mesh": "hold"')

# %% slip="duty-dropped" task="m11-q8-services" silent="a fate is judged when it is graded"
"A duty does not hold. Nobody else within reach does it: it is kept whatever it costs."
edit('"emergency surgery": "hold"', '"emergency surgery": "retire"')

# %% slip="season-as-decline" task="m11-q8-services" silent="a fate is judged when it is graded"
"A service with a season looks as if it grew or fell from one quarter to the next. Compare whole years, and its ceiling."
edit('"allergy clinic": "hold"', '"allergy clinic": "grow"')

# %% slip="growth-is-growth" task="m11-q8-services" silent="a fate is judged when it is graded"
"One service grows fast, and nobody knows how far: is the upper end of its ceiling more than twice the lower?"
edit('"colon robot": "wait"', '"colon robot": "grow"')

# %% slip="decline-missed" task="m11-q8-services" silent="a fate is judged when it is graded"
"A service in decline is not ended: compare the last year with the year before, the third line of the table."
edit('"tonsils": "retire"', '"tonsils": "hold"')
edit('fate != "retire" and', 'fate != "retire" and name != "tonsils" and')

# %% slip="growth-missed" task="m11-q8-services" silent="a fate is judged when it is graded"
"One service has known room to grow: compare the lower end of each ceiling with the cases of last year."
edit('"hernia day case": "grow"', '"hernia day case": "hold"')

# %% slip="nothing-decides" task="m11-q8-services" silent="a fate is judged when it is graded"
"Where no line but the last fits, a service holds: go through the table of fates line by line."
edit('"cataract": "hold"', '"cataract": "grow"')

# %% slip="left-out" task="m11-q8-services" silent="what an order brings is told when it is graded"
"name all that are not retired and need hours."
edit(
    'queue = ["emergency surgery", *[name for name in queue if name != "emergency surgery"]]',
    'queue = ["emergency surgery", queue[0]]',
)

# %% slip="by-the-case" task="m11-q8-services" silent="what an order brings is told when it is graded"
"Who comes last pays with hours: compare what one hour brings."
edit(' / year.loc[kept, "hours"]', "")

# %% it earns well task="m11-q8-services" points=2.5 trap="sales-over-evidence"
fates = dict.fromkeys(year.index, "hold") | {"tonsils": "retire", "colon robot": "wait"}
fates["hernia day case"] = "grow"
queue = (year["contribution"] / year["hours"])[year["hours"] > 0].sort_values(ascending=False)
queue = ["emergency surgery", *queue.index.drop("emergency surgery")]

# %% what loses money ends task="m11-q8-services" points=2.7 trap="duty-dropped"
fates = dict.fromkeys(year.index, "hold") | {"tonsils": "retire", "colon robot": "wait"}
fates |= {"hernia day case": "grow", "emergency surgery": "retire"}
fates |= {"pelvic mesh": "retire", "knee wash-out": "retire"}
queue = ["hearing implant", "cataract", "hernia day case", "joint replacement", "colon robot"]

# %% a better quarter task="m11-q8-services" points=4.8 trap="season-as-decline"
fates = dict.fromkeys(year.index, "hold") | {"tonsils": "retire", "colon robot": "wait"}
fates |= {"hernia day case": "grow", "allergy clinic": "grow"}
fates |= {"pelvic mesh": "retire", "knee wash-out": "retire"}
queue = ["emergency surgery", "hearing implant", "cataract", "hernia day case"]
queue += ["joint replacement", "colon robot"]

# %% the robot grows task="m11-q8-services" points=4.3 trap="growth-is-growth"
fates = dict.fromkeys(year.index, "hold") | {"tonsils": "retire", "colon robot": "grow"}
fates |= {"hernia day case": "grow", "pelvic mesh": "retire", "knee wash-out": "retire"}
queue = ["emergency surgery", "hearing implant", "cataract", "hernia day case"]
queue += ["joint replacement", "colon robot"]

# %% all stays task="m11-q8-services" points=2.8 trap="sales-over-evidence"
fates = dict.fromkeys(year.index, "hold")
queue = ["emergency surgery", "hearing implant", "cataract", "hernia day case"]
queue += ["joint replacement", "colon robot"]

# %% tonsils go on task="m11-q8-services" points=4.7 trap="decline-missed"
fates = dict.fromkeys(year.index, "hold") | {"hernia day case": "grow", "colon robot": "wait"}
fates |= {"pelvic mesh": "retire", "knee wash-out": "retire"}
queue = ["emergency surgery", "hearing implant", "cataract", "hernia day case"]
queue += ["joint replacement", "colon robot"]

# %% nothing grows task="m11-q8-services" points=4.3 trap="growth-missed"
fates = dict.fromkeys(year.index, "hold") | {"tonsils": "retire", "colon robot": "wait"}
fates |= {"pelvic mesh": "retire", "knee wash-out": "retire"}
queue = ["emergency surgery", "hearing implant", "cataract", "hernia day case"]
queue += ["joint replacement", "colon robot"]

# %% more implants task="m11-q8-services" points=4.9 trap="nothing-decides"
fates = dict.fromkeys(year.index, "hold") | {"tonsils": "retire", "colon robot": "wait"}
fates |= {"hernia day case": "grow", "pelvic mesh": "retire", "knee wash-out": "retire"}
fates["hearing implant"] = "grow"
queue = ["emergency surgery", "hearing implant", "cataract", "hernia day case"]
queue += ["joint replacement", "colon robot"]

# %% two in line task="m11-q8-services" points=3 trap="left-out"
fates = dict.fromkeys(year.index, "hold") | {"tonsils": "retire", "colon robot": "wait"}
fates |= {"hernia day case": "grow", "pelvic mesh": "retire", "knee wash-out": "retire"}
queue = ["emergency surgery", "hearing implant"]

# %% dear cases first task="m11-q8-services" points=3 trap="by-the-case"
fates = dict.fromkeys(year.index, "hold") | {"tonsils": "retire", "colon robot": "wait"}
fates |= {"hernia day case": "grow", "pelvic mesh": "retire", "knee wash-out": "retire"}
queue = ["emergency surgery", "colon robot", "hearing implant", "joint replacement"]
queue += ["hernia day case", "cataract"]

# %% [markdown]
# ## Task 8b: what may be told of the budget

# %% sure of it task="m11-q8b-statement" points=4
statement.record(sentence="D", sure=1)

# %% half sure task="m11-q8b-statement" points=4
statement.record(sentence="d", sure=0.55)

# %% slip="share-is-clients" task="m11-q8b-statement" silent="a choice between four sentences"
"A share can fall since others win more new clients: what does the bridge say of those who left?"
edit('sentence="D"', 'sentence="A"')

# %% slip="both-beyond" task="m11-q8b-statement" silent="a choice between four sentences"
"Both halves go too far: the bridge names no reason, and its figure is one of two that can be defended."
edit('sentence="D"', 'sentence="B"')

# %% slip="one-figure" task="m11-q8b-statement" silent="a choice between four sentences"
"Compare the two columns of the table: where a joint term stands is a convention."
edit('sentence="D"', 'sentence="C"')

# %% clients left task="m11-q8b-statement" points=0 trap="share-is-clients"
statement.record(sentence="A", sure=0.7)

# %% they left, and exactly so task="m11-q8b-statement" points=0 trap="both-beyond"
statement.record(sentence="B", sure=0.6)

# %% one figure task="m11-q8b-statement" points=0 trap="one-figure"
statement.record(sentence="C", sure=0.8)

# %% [markdown]
# ## Notebook 3: the year

# %% another plan, in other words task="m11-q12-plan" points=6
of = {"start": 1, "owner": "digital", "measure": "holdout", "stop": 0.6}
plan.record(
    house="bank",
    actions={
        "E-Service".lower(): {**of, "steps": 1},
        "keep": {
            **of,
            "steps": 1,
            "start": 2,
            "owner": "marketing",
            "measure": "before and after",
        },
        "offers": {**of, "steps": 0},
    },
    more="never",
    freed="best",
    social="gap",
    reason="Two actions that can disappoint us, and one that waits.",
)
order = ("Study", "Position", "Design", "Image", "Channel", "Price", "Publicity")
late = (replies["resolved"] - replies["arrived"] <= pd.Timedelta(hours=24)).sum()
kept = late / len(replies)
same = ["C", "B"]

# %% a Series, and a loop task="m11-q12-plan" points=6
each = dict(steps=1, start=1, measure="before and after", stop=0.2)
plan.record(
    actions={"mend": dict(each, owner="operations"), "lead": dict(each, owner="head")},
    more=1,
    freed=[],
    social="staff",
    reason="Both act a quarter later, so both begin at once.",
)
order = pd.Series(["study", "position", "design", "channel", "price", "image", "publicity"])
fast = 0
for arrived, resolved in zip(replies["arrived"], replies["resolved"], strict=True):
    fast += resolved - arrived <= pd.Timedelta(days=1)
kept = fast / replies.shape[0]
same = pd.Series(["B", "C"])

# %% a service designed to its price task="m11-q12-plan" points=6
plan.record(
    actions={
        "mend": dict(steps=1, start=1, owner="operations", measure="holdout", stop=0.6),
        "recover": dict(steps=1, start=1, owner="service", measure="holdout", stop=0.6),
    },
    more=0.8,
    freed=["best"],
    social="gap",
    reason="What is owned, held out and can end may run; nothing else.",
)
order = ["study", "position", "price", "design", "image", "channel", "publicity"]
kept = ((replies["resolved"] - replies["arrived"]) <= pd.Timedelta("1D")).mean()
same = ("C", "B")

# %% equivalent="m11-q12-plan"
"No message took just a day."

edit("took <= pd", "took < pd")

# %% equivalent="m11-q12-plan"
"A plan that starts in quarter 2 is whole, too, if its actions act at once."

edit("start=1", "start=2")

# %% equivalent="m11-q12-plan"
"A plan of two actions is whole, too."

edit('"recover": dict(one, steps=1)', '"recover": dict(one, steps=0)')

# %% equivalent="m11-q12-plan"
"A plan of two actions is whole, too."

edit('"keep": dict(one, steps=1)', '"keep": dict(one, steps=0)')

# %% equivalent="m11-q12-plan"
"A plan of two actions is whole, too."

edit('"capacity": dict(one, steps=1)', '"capacity": dict(one, steps=0)')

# %% slip="no-owner" task="m11-q12-plan" silent="a plan is judged when it is graded"
"Who is asked in July, if an action belongs to all heads together?"
edit('owner="service"', 'owner="all"')

# %% slip="count-as-measure" task="m11-q12-plan" silent="a plan is judged when it is graded"
"An action has no measure, or one that shows success whatever happens. Which one can disappoint you?"
edit('measure="holdout"', 'measure="counts"')

# %% slip="lag-ignored" task="m11-q12-plan" silent="a plan is judged when it is graded"
"An action cannot be read by July: look when it starts and when it begins to act."
edit('"keep": dict(one, steps=1)', '"lead": dict(one, steps=1, start=2)')

# %% slip="cannot-end" task="m11-q12-plan" silent="a plan is judged when it is graded"
"The stops of this plan end nothing in at least four of five practice years. Which reading would end an action?"
edit("stop=0.4", 'stop="never"')

# %% slip="social-cannot-fall" task="m11-q12-plan" silent="a plan is judged when it is graded"
"The social measure has no denominator, or tells of fame and not of how people are treated."
edit('social="solved"', 'social="likes"')

# %% slip="position-first" task="m11-q12-plan" silent="an order is judged when it is graded"
"Something stands before the study that is read off it."
edit('"study", "position"', '"position", "study"')

# %% slip="idea-before-customer" task="m11-q12-plan" silent="an order is judged when it is graded"
"A service is designed before it is said for whom it is to be better."
edit('"position", "design"', '"design", "position"')

# %% slip="before-the-service" task="m11-q12-plan" silent="an order is judged when it is graded"
"Something is settled about a service that is not designed yet."
edit('"design", "price", "channel"', '"channel", "design", "price"')

# %% slip="adverts-first" task="m11-q12-plan" silent="an order is judged when it is graded"
"Publicity tells something that is not settled yet."
edit('"image", "publicity"', '"publicity", "image"')

# %% slip="acknowledged-is-answered" task="m11-q12-plan"
"You count messages whose arrival was confirmed. The matter may still be open."
edit('replies["resolved"] - ', 'replies["acknowledged"] - ')

# %% slip="clock-from-receipt" task="m11-q12-plan"
"Your clock begins with the acknowledgement. The customer's began when the message arrived."
edit('replies["arrived"]', 'replies["acknowledged"]')

# %% slip="open-left-out" task="m11-q12-plan"
"You divide by the messages that are resolved. One that is open today was not resolved in time, and it counts."
edit("(took <=", "(took.dropna() <=")

# %% slip="hours-cut-off" task="m11-q12-plan"
"`.dt.days` cuts the hours off, so a day and twenty hours counts as one day. Hold the whole duration against 24 hours."
edit("(took <= pd.Timedelta(hours=24))", "(took.dt.days <= 1)")

# %% slip="not-kept" task="m11-q12-plan"
"You count something other than messages resolved in time, perhaps the others."
edit("kept = (", "kept = 1 - (")

# %% slip="study-the-unsure" task="m11-q12-plan" silent="a choice between a few letters"
"Hold the whole range against the number from which it pays. Could a result on the other side come?"
edit('same = {"B", "C"}', 'same = {"A", "D"}')

# %% slip="study-the-unsure" task="m11-q12-plan" silent="a choice between a few letters"
"Hold the whole range against the number from which it pays. Could a result on the other side come?"
edit('same = {"B", "C"}', 'same = {"D"}')

# %% slip="study-the-unsure" task="m11-q12-plan" silent="a choice between a few letters"
"Hold the whole range against the number from which it pays. Could a result on the other side come?"
edit('same = {"B", "C"}', 'same = {"A"}')

# %% slip="a-no-is-sure-too" task="m11-q12-plan" silent="a choice between a few letters"
"A study can also be worth nothing because the answer is a sure no."
edit('same = {"B", "C"}', 'same = {"B"}')

# %% everybody, counted, never ended task="m11-q12-plan" points=4.2 trap="no-owner"
loose = dict(steps=1, start=1, owner="all", measure="none", stop="never")
plan.record(
    actions={"keep": loose, "offers": loose},
    more="never",
    freed=[],
    social="solved",
    reason="We all want it, and everybody will look after it.",
)
order = ["study", "position", "design", "price", "channel", "image", "publicity"]
kept = (replies["resolved"] - replies["arrived"]).le("24h").mean()
same = ["B", "C"]

# %% leads late, with counts task="m11-q12-plan" points=5.7 trap="count-as-measure"
plan.record(
    actions={
        "reach": dict(steps=1, start=1, owner="marketing", measure="counts", stop=0.4),
        "keep": dict(steps=1, start=1, owner="service", measure="holdout", stop=0.4),
    },
    more=0.8,
    freed=["best"],
    social="solved",
    reason="Reach is counted by leaflets, since they are at hand.",
)
order = ["study", "position", "design", "price", "channel", "image", "publicity"]
kept = (replies["resolved"] - replies["arrived"]).le("24h").mean()
same = ["B", "C"]

# %% mends in spring, famous task="m11-q12-plan" points=5.1 trap="social-cannot-fall"
plan.record(
    actions={
        "mend": dict(steps=1, start=2, owner="operations", measure="holdout", stop=0.4),
        "keep": dict(steps=1, start=1, owner="service", measure="holdout", stop=0.4),
    },
    more=0.8,
    freed=["best"],
    social="esteem",
    reason="The process first, and fame comes by itself afterwards.",
)
order = ["study", "position", "design", "price", "channel", "image", "publicity"]
kept = (replies["resolved"] - replies["arrived"]).le("24h").mean()
same = ["B", "C"]

# %% one that waits for summer task="m11-q12-plan" points=5.7 trap="lag-ignored"
plan.record(
    actions={
        "reach": dict(steps=1, start=2, owner="marketing", measure="holdout", stop=0.4),
        "keep": dict(steps=1, start=1, owner="service", measure="holdout", stop=0.4),
    },
    more=0.8,
    freed=["best"],
    social="staff",
    reason="The films are ready in spring, the letters now.",
)
order = ["study", "position", "design", "price", "channel", "image", "publicity"]
kept = (replies["resolved"] - replies["arrived"]).le("24h").mean()
same = ["B", "C"]

# %% patience task="m11-q12-plan" points=5.4 trap="cannot-end"
plan.record(
    actions={
        "keep": dict(steps=1, start=1, owner="service", measure="before and after", stop="never")
    },
    more=0.8,
    freed=["keep"],
    social="gap",
    reason="Whoever stops early will never know what would have come.",
)
order = ["study", "position", "design", "price", "channel", "image", "publicity"]
kept = (replies["resolved"] - replies["arrived"]).le("24h").mean()
same = ["B", "C"]

# %% the order of the source task="m11-q12-plan" points=5.5 trap="position-first"
one = dict(start=1, owner="head", measure="holdout", stop=0.8)
plan.record(
    actions={"recover": dict(one, steps=1)},
    more=0.8,
    freed=["best"],
    social="solved",
    reason="One action, done well, and ended if it fails.",
)
order = "position study design channel price image publicity".split()
kept = (replies["resolved"] - replies["arrived"]).le("24h").mean()
same = ["B", "C"]

# %% a service that looks for customers task="m11-q12-plan" points=5.5 trap="idea-before-customer"
one = dict(start=1, owner="head", measure="holdout", stop=0.8)
plan.record(
    actions={"recover": dict(one, steps=1)},
    more=0.8,
    freed=["best"],
    social="solved",
    reason="One action, done well, and ended if it fails.",
)
order = "design study position channel price image publicity".split()
kept = (replies["resolved"] - replies["arrived"]).le("24h").mean()
same = ["B", "C"]

# %% cheap is the idea task="m11-q12-plan" points=5.75 trap="before-the-service"
one = dict(start=1, owner="head", measure="holdout", stop=0.8)
plan.record(
    actions={"recover": dict(one, steps=1)},
    more=0.8,
    freed=["best"],
    social="solved",
    reason="One action, done well, and ended if it fails.",
)
order = "study position price channel design image publicity".split()
kept = (replies["resolved"] - replies["arrived"]).le("24h").mean()
same = ["B", "C"]

# %% first of all a poster task="m11-q12-plan" points=5.5 trap="adverts-first"
one = dict(start=1, owner="head", measure="holdout", stop=0.8)
plan.record(
    actions={"recover": dict(one, steps=1)},
    more=0.8,
    freed=["best"],
    social="solved",
    reason="One action, done well, and ended if it fails.",
)
order = "study position design publicity price channel image".split()
kept = (replies["resolved"] - replies["arrived"]).le("24h").mean()
same = ["B", "C"]

# %% confirmed within a day task="m11-q12-plan" points=5 trap="acknowledged-is-answered"
one = dict(start=1, owner="head", measure="holdout", stop=0.8)
plan.record(
    actions={"recover": dict(one, steps=1)},
    more=0.8,
    freed=["best"],
    social="solved",
    reason="One action, done well, and ended if it fails.",
)
order = ["study", "position", "design", "price", "channel", "image", "publicity"]
kept = (replies["acknowledged"] - replies["arrived"]).le("24h").sum() / len(replies)
same = ["B", "C"]

# %% from the receipt on task="m11-q12-plan" points=5 trap="clock-from-receipt"
one = dict(start=1, owner="Head", measure="Holdout", stop=0.8)
plan.record(
    actions={"Recover": dict(one, steps=1)},
    more=0.8,
    freed=["Best"],
    social="solved",
    reason="One action, done well, and ended if it fails.",
)
order = ["study", "position", "design", "price", "channel", "image", "publicity"]
within = replies["resolved"] <= replies["acknowledged"] + pd.Timedelta(hours=24)
kept = within.sum() / len(within)
same = ["B", "C"]

# %% of the resolved task="m11-q12-plan" points=5 trap="open-left-out"
one = dict(start=1, owner="head", measure="holdout", stop=0.8)
plan.record(
    actions={"recover": dict(one, steps=1)},
    more=0.8,
    freed=["best"],
    social="solved",
    reason="One action, done well, and ended if it fails.",
)
order = ["study", "position", "design", "price", "channel", "image", "publicity"]
done = replies[replies["resolved"].notna()]
kept = ((done["resolved"] - done["arrived"]) <= pd.Timedelta("1D")).mean()
same = ["B", "C"]

# %% in days task="m11-q12-plan" points=5 trap="hours-cut-off"
one = dict(start=1, owner="head", measure="holdout", stop=0.8)
plan.record(
    actions={"recover": dict(one, steps=1)},
    more=0.8,
    freed=["best"],
    social="solved",
    reason="One action, done well, and ended if it fails.",
)
order = ["study", "position", "design", "price", "channel", "image", "publicity"]
replies["days"] = (replies["resolved"] - replies["arrived"]).dt.days
kept = len(replies[replies["days"] <= 1]) / len(replies)
same = ["B", "C"]

# %% the late ones task="m11-q12-plan" points=5 trap="not-kept"
one = dict(start=1, owner="head", measure="holdout", stop=0.8)
plan.record(
    actions={"recover": dict(one, steps=1)},
    more=0.8,
    freed=["best"],
    social="solved",
    reason="One action, done well, and ended if it fails.",
)
order = ["study", "position", "design", "price", "channel", "image", "publicity"]
kept = (~(replies["resolved"] - replies["arrived"]).le("24h")).mean()
same = ["B", "C"]

# %% study what is open task="m11-q12-plan" points=5 trap="study-the-unsure"
one = dict(start=1, owner="head", measure="holdout", stop=0.8)
plan.record(
    actions={"recover": dict(one, steps=1)},
    more=0.8,
    freed=["best"],
    social="solved",
    reason="One action, done well, and ended if it fails.",
)
order = ["study", "position", "design", "price", "channel", "image", "publicity"]
kept = (replies["resolved"] - replies["arrived"]).le("24h").mean()
same = ["D", "A"]

# %% only the sure yes task="m11-q12-plan" points=5.5 trap="a-no-is-sure-too"
one = dict(start=1, owner="head", measure="holdout", stop=0.8)
plan.record(
    actions={"recover": dict(one, steps=1)},
    more=0.8,
    freed=["best"],
    social="solved",
    reason="One action, done well, and ended if it fails.",
)
order = ["study", "position", "design", "price", "channel", "image", "publicity"]
kept = (replies["resolved"] - replies["arrived"]).le("24h").mean()
same = ["b"]

# %% [markdown]
# ## Task 13


# %% by position task="m11-q13-target" points=3
def target(years):
    gains = sorted(years["gain"])
    place = 0.3 * (len(gains) - 1)
    low = int(place)
    goal = gains[low] + (place - low) * (gains[low + 1] - gains[low])
    promise = years["promised"].iloc[0]
    return {"goal": goal, "reached": sum(one >= promise for one in gains) / len(gains)}


# %% with numpy task="m11-q13-target" points=3
def target(years):
    gain = years["gain"].to_numpy()
    return np.percentile(gain, 30), 1 - (gain < years["promised"].to_numpy()).mean()


# %% slip="three-in-ten" task="m11-q13-target"
"Your target is reached in three years of ten. Seven of ten reach a lower one."
edit(".quantile(0.3)", ".quantile(0.7)")

# %% slip="mean-as-target" task="m11-q13-target"
"Your target is a middle of the gains. It is not known how often a mean is reached, and a median is reached in five of ten."
edit(".quantile(0.3)", ".mean()")

# %% slip="mean-as-target" task="m11-q13-target"
"Your target is a middle of the gains. It is not known how often a mean is reached, and a median is reached in five of ten."
edit(".quantile(0.3)", ".median()")

# %% slip="promise-as-target" task="m11-q13-target"
"Your target is the promise. How many years reach it?"
edit('years["gain"].quantile(0.3)', 'years["promised"].iloc[0]')

# %% slip="only-beyond" task="m11-q13-target"
"A year that gains just what was promised has reached it."
edit(">=", ">")

# %% slip="target-for-promise" task="m11-q13-target"
"You count the years that reach your target. How many reach the promise?"
edit('>= years["promised"]', ">= goal")

# %% slip="percent-in-a-hundred" task="m11-q13-target"
"NumPy counts percentiles from 0 to 100, so yours is the 0.3rd: nearly the lowest gain of all."
edit(".quantile(0.3)", ".quantile(0.003)")

# %% slip="missed-for-reached" task="m11-q13-target"
"You give the share of years that miss the promise."
edit(">=", "<")

# %% slip="years-for-share" task="m11-q13-target"
"That is a number of years. A proportion is a share of all of them."
edit('years["promised"]).mean()', 'years["promised"]).sum()')


# %% upside down task="m11-q13-target" points=1.5 trap="three-in-ten"
def target(years):
    ordered = years["gain"].sort_values(ascending=False)
    return np.percentile(ordered, 70), (years["promised"] <= years["gain"]).mean()


# %% what comes on average task="m11-q13-target" points=1.5 trap="mean-as-target"
def target(years):
    return sum(years["gain"]) / len(years), (years["promised"] <= years["gain"]).mean()


# %% what was said task="m11-q13-target" points=1.5 trap="promise-as-target"
def target(years):
    return years["promised"].max(), (years["promised"] <= years["gain"]).mean()


# %% beyond it task="m11-q13-target" points=1.5 trap="only-beyond"
def target(years):
    more = years["gain"] - years["promised"]
    return np.quantile(years["gain"], 0.3), len(more[more > 0]) / len(more)


# %% of the target task="m11-q13-target" points=1.5 trap="target-for-promise"
def target(years):
    goal = np.quantile(years["gain"], 0.3)
    return goal, np.mean(years["gain"] >= goal)


# %% a third of a percent task="m11-q13-target" points=1.5 trap="percent-in-a-hundred"
def target(years):
    return np.percentile(years["gain"], 0.3), (years["promised"] <= years["gain"]).mean()


# %% the missed task="m11-q13-target" points=1.5 trap="missed-for-reached"
def target(years):
    return np.quantile(years["gain"], 0.3), sum(years["gain"] < years["promised"]) / len(years)


# %% so many task="m11-q13-target" points=1.5 trap="years-for-share"
def target(years):
    return np.quantile(years["gain"], 0.3), len(years[years["gain"] >= years["promised"]])


# %% [markdown]
# ## Task 14

# %% in another order task="m11-q14-year" points=14
plan.record(
    actions={
        "e-service": dict(steps=1, start=1, owner="marketing", measure="holdout", stop=0.4),
        "recover": dict(steps=1, start=1, owner="marketing", measure="holdout", stop=0.4),
        "lead": dict(steps=1, start=1, owner="marketing", measure="holdout", stop=0.4),
    },
    more=0.8,
    freed=["best"],
    social="gap",
    reason="Lots with an interval above zero.",
)

# %% a stop at 0.6 task="m11-q14-year" points=14
plan.record(
    actions={
        "recover": dict(steps=1, start=1, owner="head", measure="holdout", stop=0.6),
        "lead": dict(steps=1, start=1, owner="head", measure="holdout", stop=0.6),
        "e-service": dict(steps=1, start=1, owner="head", measure="holdout", stop=0.6),
    },
    more=0.8,
    freed=["best"],
    social="gap",
    reason="Three lots, held out, and freed money follows readings.",
)

# %% slip="promise-for-evidence" task="m11-q14-year" silent="what a plan is worth is told when it is graded"
"Read again what each card compares: who was chosen how, and counted by what?"
edit('"lead": dict', '"capacity": dict')

# %% slip="good-left-out" task="m11-q14-year" silent="what a plan is worth is told when it is graded"
"What runs is well founded. Something well founded is missing, or is begun too small."
edit('"e-service": dict(known, owner="digital"),', "")

# %% slip="spread-thin" task="m11-q14-year" silent="what a plan is worth is told when it is graded"
"The money is spread over many actions, and each costs something to set up."
edit(
    '"lead": dict(known, owner="staff"),',
    '"lead": dict(known, owner="staff"), "reach": dict(known, owner="head"), "offers": dict(known, owner="head"),',
)
edit("start=1", "start=2")

# %% slip="freed-unread" task="m11-q14-year" silent="what a plan is worth is told when it is graded"
"What cost most: where freed money goes, measured against what had been read by then."
edit('freed=["best"]', 'freed=["capacity", "keep"]')

# %% slip="counts-decide" task="m11-q14-year" silent="what a plan is worth is told when it is graded"
"What cost most: an action is measured by something that cannot read low."
edit('measure="holdout"', 'measure="counts"')

# %% slip="shift-as-effect" task="m11-q14-year" silent="what a plan is worth is told when it is graded"
"What cost most: readings that also hold what would have come anyway."
edit('measure="holdout"', 'measure="before and after"')

# %% slip="never-stops" task="m11-q14-year" silent="what a plan is worth is told when it is graded"
"What cost most: an action that does nothing goes on until December."
edit("stop=0.4", 'stop="never"')

# %% slip="stops-what-works" task="m11-q14-year" silent="what a plan is worth is told when it is graded"
"What cost most: the stops. Some end what works, or keep what does nothing."
edit("stop=0.4", "stop=1.0")

# %% two of three task="m11-q14-year" points=6.61 trap="good-left-out"
plan.record(
    actions={
        "recover": dict(steps=1, start=1, owner="head", measure="holdout", stop=0.4),
        "e-service": dict(steps=1, start=1, owner="head", measure="holdout", stop=0.4),
    },
    more=0.8,
    freed=["best"],
    social="gap",
    reason="Two lots say that this works, and money is left for July.",
)

# %% a little of five task="m11-q14-year" points=4.22 trap="spread-thin"
plan.record(
    actions={
        "recover": dict(steps=1, start=2, owner="head", measure="holdout", stop=0.4),
        "lead": dict(steps=1, start=2, owner="head", measure="holdout", stop=0.4),
        "e-service": dict(steps=1, start=2, owner="head", measure="holdout", stop=0.4),
        "offers": dict(steps=1, start=2, owner="head", measure="holdout", stop=0.4),
        "reach": dict(steps=1, start=2, owner="head", measure="holdout", stop=0.4),
    },
    more=0.8,
    freed=["best"],
    social="gap",
    reason="A little of everything spreads the risk.",
)

# %% freed for a favorite task="m11-q14-year" points=7 trap="freed-unread"
plan.record(
    actions={
        "recover": dict(steps=1, start=1, owner="head", measure="holdout", stop=0.4),
        "lead": dict(steps=1, start=1, owner="head", measure="holdout", stop=0.4),
        "e-service": dict(steps=1, start=1, owner="head", measure="holdout", stop=0.4),
    },
    more="never",
    freed=["keep", "capacity"],
    social="gap",
    reason="What is freed goes where the board wants it.",
)

# %% nothing read task="m11-q14-year" points=10.81 trap="counts-decide"
plan.record(
    actions={
        "recover": dict(steps=1, start=1, owner="head", measure="none", stop="never"),
        "lead": dict(steps=1, start=1, owner="head", measure="none", stop="never"),
        "e-service": dict(steps=1, start=1, owner="head", measure="none", stop="never"),
    },
    more="never",
    freed=["recover", "lead", "e-service"],
    social="gap",
    reason="Good evidence needs no further measure.",
)

# %% as everybody measures task="m11-q14-year" points=12.99 trap="shift-as-effect"
plan.record(
    actions={
        "recover": dict(steps=1, start=1, owner="head", measure="before and after", stop=0.6),
        "lead": dict(steps=1, start=1, owner="head", measure="before and after", stop=0.6),
        "e-service": dict(steps=1, start=1, owner="head", measure="before and after", stop=0.6),
    },
    more=0.8,
    freed=["best"],
    social="gap",
    reason="January against June shows what came of it.",
)

# %% patience task="m11-q14-year" points=10.11 trap="never-stops"
plan.record(
    actions={
        "recover": dict(steps=1, start=1, owner="head", measure="holdout", stop="never"),
        "lead": dict(steps=1, start=1, owner="head", measure="holdout", stop="never"),
        "e-service": dict(steps=1, start=1, owner="head", measure="holdout", stop="never"),
    },
    more=0.8,
    freed=["best"],
    social="gap",
    reason="What has begun well is not ended after half a year.",
)

# %% all or nothing task="m11-q14-year" points=12.61 trap="stops-what-works"
plan.record(
    actions={
        "recover": dict(steps=1, start=1, owner="head", measure="holdout", stop=1.0),
        "lead": dict(steps=1, start=1, owner="head", measure="holdout", stop=1.0),
        "e-service": dict(steps=1, start=1, owner="head", measure="holdout", stop=1.0),
    },
    more=1.0,
    freed=["best"],
    social="gap",
    reason="An action keeps its promise, or it ends in July.",
)

# %% the three loudest task="m11-q14-year" points=0 trap="promise-for-evidence"
plan.record(
    actions={
        "e-service": dict(steps=1, start=1, owner="head", measure="holdout", stop=0.4),
        "capacity": dict(steps=1, start=1, owner="head", measure="holdout", stop=0.4),
        "mend": dict(steps=1, start=1, owner="head", measure="holdout", stop=0.4),
    },
    more=0.8,
    freed=["best"],
    social="gap",
    reason="What promises most is tried first, and ended if it fails.",
)

# %% [markdown]
# ## Task 15

# %% in capitals task="m11-q15-july" points=4
july.record(
    cards={"a": "Story", "b": "Noise", "c": "Fact", "d": "Noise", "e": "Fact", "f": "Story"},
    choices={"recover": "Follow", "lead": "Follow", "e-service": "Follow"},
    reason="Facts change numbers, the others do not.",
)

# %% spelled out, and in another order task="m11-q15-july" points=4
said = dict(zip("FEDCBA", ["story", "fact", "noise", "fact", "noise", "story"], strict=True))
july.record(
    choices={name: dict(do="follow", card="") for name in plan.decision["actions"]},
    cards=said,
    reason="Two cards change what an action brings; neither speaks against a rule.",
)

# %% slip="story-as-fact" task="m11-q15-july" silent="cards are judged when it is graded"
"You take a story for a fact. How many cases does it tell, and what does it change?"
edit('"A": "story"', '"A": "fact"')

# %% slip="noise-as-fact" task="m11-q15-july" silent="cards are judged when it is graded"
"You take noise for a fact. Could two such numbers differ so much by chance?"
edit('"B": "noise"', '"B": "fact"')

# %% slip="fact-ignored" task="m11-q15-july" silent="cards are judged when it is graded"
"You pass over a fact: something that is in force changes what an action brings, or the money."
edit('"E": "fact"', '"E": "story"')

# %% slip="story-for-noise" task="m11-q15-july" silent="cards are judged when it is graded"
"A story is not noise: it has no two numbers that could differ by chance. Noise is no story: it was counted."
edit('"F": "story"', '"F": "noise"')

# %% slip="broken-for-no-fact" task="m11-q15-july" silent="cards are judged when it is graded"
"You break a rule because of a card that tells no fact."
edit('"lead": "follow"', '"lead": dict(do="break", card="A")')

# %% slip="another-action" task="m11-q15-july" silent="cards are judged when it is graded"
"You break a rule because of a fact that concerns other actions."
edit('"lead": "follow"', '"lead": dict(do="break", card="C")')

# %% slip="fact-for-the-rule" task="m11-q15-july" silent="cards are judged when it is graded"
"You break a rule because of a fact that speaks for it. Does the action bring more or less from July on, and what does the rule say?"
edit('"recover": "follow"', '"recover": dict(do="break", card="C")')

# %% moved by both stories task="m11-q15-july" points=2.5 trap="story-as-fact"
july.record(
    cards={"A": "fact", "B": "noise", "C": "fact", "D": "noise", "E": "fact", "F": "fact"},
    choices={"recover": "follow", "lead": "follow", "e-service": "follow"},
    reason="Facts change numbers, the others do not.",
)

# %% a turn in June task="m11-q15-july" points=2.5 trap="noise-as-fact"
july.record(
    cards={"A": "story", "B": "fact", "C": "fact", "D": "fact", "E": "fact", "F": "story"},
    choices={"recover": "follow", "lead": "follow", "e-service": "follow"},
    reason="Facts change numbers, the others do not.",
)

# %% nothing new task="m11-q15-july" points=2.5 trap="fact-ignored"
july.record(
    cards={"A": "story", "B": "noise", "C": "noise", "D": "noise", "E": "story", "F": "story"},
    choices={"recover": "follow", "lead": "follow", "e-service": "follow"},
    reason="Facts change numbers, the others do not.",
)

# %% the letter is noise task="m11-q15-july" points=3.25 trap="story-for-noise"
july.record(
    cards={"A": "noise", "B": "noise", "C": "fact", "D": "noise", "E": "fact", "F": "story"},
    choices={"recover": "follow", "lead": "follow", "e-service": "follow"},
    reason="Facts change numbers, the others do not.",
)

# %% for the letter task="m11-q15-july" points=3 trap="broken-for-no-fact"
july.record(
    cards={"A": "story", "B": "noise", "C": "fact", "D": "noise", "E": "fact", "F": "story"},
    choices={
        "recover": {"do": "break", "card": "F"},
        "lead": {"do": "break", "card": "A"},
        "e-service": "follow",
    },
    reason="The letter moved us, and so did the news of the capital.",
)

# %% the rival moves the coaches task="m11-q15-july" points=3.67 trap="another-action"
july.record(
    cards={"A": "story", "B": "noise", "C": "fact", "D": "noise", "E": "fact", "F": "story"},
    choices={"recover": "follow", "lead": {"do": "break", "card": "E"}, "e-service": "follow"},
    reason="Something has changed, so the coaches go on.",
)

# %% as it is, since it is worth more task="m11-q15-july" points=3.67 trap="fact-for-the-rule"
july.record(
    cards={"A": "story", "B": "noise", "C": "fact", "D": "noise", "E": "fact", "F": "story"},
    choices={"recover": {"do": "Break", "card": "c"}, "lead": "follow", "e-service": "follow"},
    reason="A rival makes recovering worth more, so it goes on as it is.",
)

# %% all are noise task="m11-q15-july" points=0 trap="fact-ignored"
july.record(
    cards={"A": "noise", "B": "noise", "C": "noise", "D": "noise", "E": "noise", "F": "noise"},
    choices={"recover": "follow", "lead": "follow", "e-service": "follow"},
    reason="Facts change numbers, the others do not.",
)

# %% [markdown]
# ## Task 15b

# %% sure of it task="m11-q15b-statement" points=3
statement.record(sentence="B", sure=1)

# %% a guess task="m11-q15b-statement" points=3
statement.record(sentence="b", sure=0.25)

# %% slip="mean-for-a-year" task="m11-q15b-statement" silent="a choice between four sentences"
"The interval is that of a mean. Single years lie much further apart."
edit('sentence="B"', 'sentence="A"')

# %% slip="differs-in-nothing-else" task="m11-q15b-statement" silent="a choice between four sentences"
"Look what the two plans share: before July they are the same plan in the same years."
edit('sentence="B"', 'sentence="C"')

# %% slip="mean-for-a-year" task="m11-q15b-statement" silent="a choice between four sentences"
"The interval is that of a mean. Single years lie much further apart."
edit('sentence="B"', 'sentence="D"')

# %% each year alike task="m11-q15b-statement" points=0 trap="mean-for-a-year"
statement.record(sentence="A", sure=0.6)

# %% who knows task="m11-q15b-statement" points=0 trap="differs-in-nothing-else"
statement.record(sentence="C", sure=0.7)

# %% both task="m11-q15b-statement" points=0 trap="mean-for-a-year"
statement.record(sentence="D", sure=0.4)

# %% [markdown]
# ## Notebook 4: the report

# %% three kept, three not task="m11-q15c-records" points=2
review.record(
    reviews={
        "m04-gap-explorer": {
            "verdict": "Kept",
            "module": "m08",
            "reason": "The interval from -9 to +9 leaves room for a gain as well: I keep it, and ask for a lot of 200 cases.",
        },
        "m07-house-rule": {
            "verdict": "withdrawn",
            "module": "M10",
            "reason": "15.5 visits more in ten villages, and 7.7 without any clinic: I would warn nobody after one bad quarter.",
        },
        "m09-retention-plan": {
            "verdict": "kept",
            "module": "10",
            "reason": "Where all eight routes are signed 2.1 million yuan are lost: my holdout has to stay.",
        },
        "m08-desk-insurer-claims": {
            "verdict": "revised",
            "module": "m09_loyalty",
            "reason": "Two days for a dispute: 1.1 points, and zero lies inside, so money without a file read was too much.",
        },
        "m02-segment-studio": {
            "verdict": "kept",
            "module": "m10",
            "reason": "A discount left 7.5 yuan with people who are no regulars; my groups have them apart already.",
        },
        "m03-menu-rule": {
            "verdict": "revised",
            "module": "m07",
            "reason": "Of a rise of 7.2 points 7.1 come by themselves, so a single dear year changes no price.",
        },
    }
)

# %% numbers of one digit, sums of one's own, other forms task="m11-q15c-records" points=2
review.record(
    reviews={
        name: {"verdict": verdict, "module": module, "reason": reason}
        for name, verdict, module, reason in [
            (
                "m04-gap-explorer",
                "revised",
                8,
                "Among equally severe cases it may be −9 as well as +9.",
            ),
            (
                "m05-priority-board",
                "revised",
                "m06",
                "The ill waited 836 minutes less with the other order.",
            ),
            ("m03-q3-fund", "kept", 10, "An answer costs 4 yuan, so even 1 point pays."),
            (
                "m07-house-rule",
                "revised",
                "M10",
                "Villages alone rose by ７．７ visits, without anything.",
            ),
            (
                "m02-segment-studio",
                "kept",
                "m10",
                "The discount left about ¥7 more a customer, so I keep it.",
            ),
        ]
    }
)

# %% five, all revised task="m11-q15c-records" points=2
review.record(
    reviews={
        name: {"verdict": "revised", "module": module, "reason": reason}
        for name, module, reason in [
            (
                "m03-q3-fund",
                "m10",
                "31.5 policies fewer by agents: what one way sells, another loses.",
            ),
            (
                "m03-menu-rule",
                "m07",
                "After a seminar it was 7.2, foretold 7.1; bad years mend alone.",
            ),
            (
                "m05-priority-board",
                "m06",
                "Order is cheaper than desks, as 246 against 1,082 minutes show.",
            ),
            (
                "m01-six-lines",
                "m08",
                "On Saturdays half of my calls reach nobody (51 %), so none then.",
            ),
            (
                "m06-standing-order",
                "m07",
                "Shorter by 12.8 % and not cheaper: I look at what gets settled.",
            ),
        ]
    }
)

# %% slip="all-kept" task="m11-q15c-records"
"Everything is kept. Look for the decision that a later number speaks against most."
review.record(
    reviews={
        name: {"verdict": "kept", "module": module, "reason": reason}
        for name, module, reason in [
            (
                "m03-q3-fund",
                "m10",
                "Agents sold 31.5 policies fewer, and the app sold as many more.",
            ),
            (
                "m04-gap-explorer",
                "m08",
                "Quick is good for 13 points, that is what the first table has.",
            ),
            (
                "m05-priority-board",
                "m06",
                "With 246 minutes there is still a line, so my tokens were right.",
            ),
            (
                "m07-house-rule",
                "m10",
                "Clinics came to the right villages, and 15.5 visits are a success.",
            ),
            (
                "m01-six-lines",
                "m08",
                "Most people answer, 74 % of them on weekdays, so calls are useful.",
            ),
        ]
    }
)

# %% slip="copied-reason" task="m11-q15c-records"
"Reasons are nearly the same. Each decision has a number of its own: say what follows from it."
review.record(
    reviews={
        name: {
            "verdict": "revised",
            "module": module,
            "reason": f"The later module has shown {number}, so I decide otherwise today.",
        }
        for name, module, number in [
            ("m03-q3-fund", "m10", "31.5"),
            ("m04-gap-explorer", "m08", "13"),
            ("m05-priority-board", "m06", "246"),
            ("m07-house-rule", "m10", "15.5"),
            ("m01-six-lines", "m08", "74"),
        ]
    }
)

# %% slip="no-later-number" task="m11-q15c-records"
"A reason needs a number, and the module that is named comes after the decision."
review.record(
    reviews={
        name: {"verdict": "revised", "module": module, "reason": reason}
        for name, module, reason in [
            (
                "m03-q3-fund",
                "m03",
                "In the table of projects 690,000 yuan stand for the best set of them.",
            ),
            (
                "m04-gap-explorer",
                "m08",
                "Fast cases were easier ones, so quickness alone shows nothing.",
            ),
            (
                "m05-priority-board",
                "m06",
                "Minutes of the ill went down when they were called before others.",
            ),
            (
                "m07-house-rule",
                "m10",
                "Whoever was lowest goes up again by himself, whatever we do.",
            ),
            (
                "m01-six-lines",
                "m08",
                "Telephones ring in vain at weekends, and calls are wasted then.",
            ),
        ]
    }
)

# %% slip="none-against" task="m11-q15c-records"
"None of the decisions is among those that a number speaks against."
review.record(
    reviews={
        name: {"verdict": "revised", "module": module, "reason": reason}
        for name, module, reason in [
            (
                "m01-six-lines",
                "m08",
                "On Saturdays half of my calls reach nobody (51 %), so none then.",
            ),
            (
                "m02-segment-studio",
                "m10",
                "No regulars, 7.5 yuan: a group for them would have paid.",
            ),
            (
                "m06-standing-order",
                "m07",
                "Shorter by 12.8 % and not cheaper: I look at what gets settled.",
            ),
            (
                "m07-alarm-desk",
                "m08",
                "Months with 16 complaints ring too often; I would wait longer.",
            ),
            (
                "m09-retention-plan",
                "m10",
                "Signing everything costs 2.1 million, spending without a test as well.",
            ),
        ]
    }
)

# %% nothing but praise task="m11-q15c-records" points=1.5 trap="all-kept"
review.record(
    reviews={
        name: {"verdict": "kept", "module": module, "reason": reason}
        for name, module, reason in [
            (
                "m03-menu-rule",
                "m07",
                "A seminar brings 7.2 points, so a warning to buyers will as well.",
            ),
            (
                "m04-gap-explorer",
                "m08",
                "I was right: 13 points more of the fast ones stay with the firm.",
            ),
            (
                "m07-house-rule",
                "m10",
                "15.5 visits show that acting on the lowest is what helps them.",
            ),
            (
                "m08-desk-insurer-claims",
                "m09",
                "Disputes in two days keep 1.1 points more, money helps, too.",
            ),
            (
                "m09-q9-places",
                "m10",
                "Suggestions sell to 6.8 more of a hundred, and so will my bonus.",
            ),
        ]
    }
)

# %% one sentence for all task="m11-q15c-records" points=1 trap="copied-reason"
review.record(
    reviews={
        name: {
            "verdict": verdict,
            "module": module,
            "reason": f"Since then a number came out that I had not known: {number}.",
        }
        for name, verdict, module, number in [
            ("m01-six-lines", "kept", "m08", "51"),
            ("m03-menu-rule", "revised", "m07", "7.2"),
            ("m04-gap-explorer", "revised", "m08", "13"),
            ("m05-priority-board", "withdrawn", "m06", "1,082"),
            ("m07-house-rule", "revised", "m10", "7.7"),
        ]
    }
)

# %% without a number task="m11-q15c-records" points=0 trap="no-later-number"
review.record(
    reviews={
        name: {"verdict": "withdrawn", "module": "m11", "reason": reason}
        for name, reason in [
            ("m03-menu-rule", "I had not understood that bad luck does not come twice."),
            ("m04-gap-explorer", "It was far too sure of itself, this first priority of mine."),
            ("m07-house-rule", "People are not beads, and nobody should be replaced by luck."),
            ("m08-desk-insurer-claims", "Files come first, money second, and replies last of all."),
            ("m09-q9-places", "Whoever comes for a bonus leaves for the next bonus elsewhere."),
        ]
    }
)

# %% no module looked up task="m11-q15c-records" points=1
review.record(
    reviews={
        name: {"verdict": "revised", "module": module, "reason": reason}
        for name, module, reason in [
            ("m03-menu-rule", "m07", "Bad years come back to 3.333 of what they had been before."),
            (
                "m04-gap-explorer",
                "m08",
                "Speed explains 98765 of all that customers told the firm.",
            ),
            (
                "m05-priority-board",
                "m06",
                "Nobody waits beyond 7777 minutes if the ill are called first.",
            ),
            ("m01-six-lines", "m08", "Weekends are bad for calls: 0.0123 of them reach somebody."),
            (
                "m02-segment-studio",
                "m10",
                "Discounts leave 4321 yuan with those who rarely pay by card.",
            ),
        ]
    }
)

# %% among the easy ones only task="m11-q15c-records" points=1.75 trap="none-against"
review.record(
    reviews={
        name: {"verdict": verdict, "module": module, "reason": reason}
        for name, verdict, module, reason in [
            (
                "m01-six-lines",
                "kept",
                "m08",
                "74 % pick up on weekdays, which is enough for my eighty calls.",
            ),
            (
                "m02-segment-studio",
                "revised",
                "m10",
                "Whoever is no regular brings 7.5 yuan: they get the offer now.",
            ),
            (
                "m06-standing-order",
                "kept",
                "m07",
                "A bonus for speed saved nothing (12.8 % shorter), mine has none.",
            ),
            (
                "m08-desk-insurer-claims",
                "revised",
                "m09",
                "It pays from 0.6 points, so less money and quicker answers.",
            ),
            (
                "m09-q9-places",
                "withdrawn",
                "m10",
                "Clickers are keener by 27 points, as bonus hunters are not.",
            ),
        ]
    }
)

# %% nobody asked them about soul or loyalty task="m11-q16-ledger" points=3
ledger.record(
    verdicts={
        "N1": "Supported",
        "N2": "garbled",
        "N3": "garbled",
        "N4": "unsupported",
        "N5": "unsupported",
        "N6": "unsupported",
        "N7": "dated",
        "N8": "supported",
    },
    sure=dict.fromkeys(["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"], 0.9),
    reason="Whether loyalty was counted: rates were, of whoever was still there.",
)

# %% one wrong, and honest of it task="m11-q16-ledger" points=3
ledger.record(
    verdicts={
        "N8": "supported",
        "N7": "garbled",
        "N6": "unsupported",
        "N5": "garbled",
        "N4": "not testable as put",
        "N3": "garbled",
        "N2": "garbled",
        "N1": "supported",
    },
    sure={f"N{n}": 0.85 if n != 7 else 0.4 for n in range(1, 9)},
    reason="Late payments: the log found just this, but of the first half of the year.",
)

# %% equivalent="m11-q16-ledger"
"Surer by eight points, and right: all points are earned either way."
edit("0.8 for number", "0.8800000000000001 for number")

# %% slip="one-for-all" task="m11-q16-ledger"
"All eight have the same verdict. Four questions lead to five verdicts: ask them of each claim in turn."
ledger.record(
    verdicts=dict.fromkeys(["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"], "garbled"),
    sure=dict.fromkeys(["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"], 0.5),
    reason="Everything that is told of numbers is told a little wrong in the end.",
)

# %% all unsupported task="m11-q16-ledger" points=0 trap="one-for-all"
ledger.record(
    verdicts=dict.fromkeys(["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"], "unsupported"),
    sure=dict.fromkeys(["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"], 0.4),
    reason="Nobody can be sure that any of these was ever counted as it should be.",
)

# %% a number is proof task="m11-q16-ledger" points=0.5 says=["do not pass"]
ledger.record(
    verdicts={
        name: "supported" if name not in ("N4", "N6") else "unsupported"
        for name in ["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"]
    },
    sure=dict.fromkeys(["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"], 0.9),
    reason="Where a number stands somebody has counted, and where none stands nobody has.",
)

# %% everything doubted task="m11-q16-ledger" points=0.5 says=["refuse"]
ledger.record(
    verdicts={
        "N1": "garbled",
        "N2": "unsupported",
        "N3": "not testable",
        "N4": "not testable",
        "N5": "not testable",
        "N6": "not testable",
        "N7": "unsupported",
        "N8": "dated",
    },
    sure=dict.fromkeys(["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"], 0.8),
    reason="An interval is never certain, so a claim that rests on one cannot be supported.",
)


# %% by hand task="m11-q17-ranges" points=2
def hit_rate(ranges):
    from statsmodels.stats.proportion import proportion_confint

    rows = [row for row in ranges.itertuples() if row.came == row.came]
    inside = [row for row in rows if row.low <= row.came <= row.high]
    low, high = proportion_confint(len(inside), len(rows), method="wilson")
    return [len(inside) / len(rows), low, high]


# %% a query task="m11-q17-ranges" points=2
def hit_rate(ranges):
    import numpy as np
    from statsmodels.stats.proportion import proportion_confint

    n = ranges["came"].count()
    held = len(ranges.query("low <= came and came <= high"))
    return np.array([held / n, *proportion_confint(held, n, method="wilson")])


# %% two decimals task="m11-q17-ranges" points=2
def hit_rate(ranges):
    from statsmodels.stats.proportion import proportion_confint

    seen = ranges.dropna(subset=["came"])
    held = int(seen["came"].between(seen["low"], seen["high"]).sum())
    ends = proportion_confint(held, len(seen), method="wilson")
    return tuple(round(float(one), 2) for one in (held / len(seen), *ends))


# %% the lower end only task="m11-q17-ranges" points=0
def hit_rate(ranges):
    from statsmodels.stats.proportion import proportion_confint

    seen = ranges.dropna(subset=["came"])
    held = int(seen["came"].between(seen["low"], seen["high"], inclusive="left").sum())
    return held / len(seen), *proportion_confint(held, len(seen), method="wilson")


# %% the upper limit forgotten task="m11-q17-ranges" points=0
def hit_rate(ranges):
    from statsmodels.stats.proportion import proportion_confint

    seen = ranges.dropna(subset=["came"])
    held = int((seen["came"] >= seen["low"]).sum())
    return held / len(seen), *proportion_confint(held, len(seen), method="wilson")


# %% slip="sealed-counted" task="m11-q17-ranges"
"Ranges that were never opened are counted, too. Nobody knows whether they held."
edit("n = len(opened)", "n = len(ranges)")


# %% slip="ends-left-out" task="m11-q17-ranges"
"An outcome that lies just on an end is counted as a miss. An end belongs to its range."
edit(
    '.between(opened["low"], opened["high"])',
    '.between(opened["low"], opened["high"], inclusive="neither")',
)


# %% slip="said-for-held" task="m11-q17-ranges"
"That is how sure somebody said to be, whatever came. Count how many ranges held."
edit('opened["came"].between(opened["low"], opened["high"]).sum()', "0.8 * n")


# %% slip="misses-counted" task="m11-q17-ranges"
"Misses are counted. Asked is how many ranges held what came."
edit(
    'opened["came"].between(opened["low"], opened["high"]).sum()',
    '(~opened["came"].between(opened["low"], opened["high"])).sum()',
)


# %% blanks are misses task="m11-q17-ranges" points=0 trap="sealed-counted"
def hit_rate(ranges):
    from statsmodels.stats.proportion import proportion_confint

    held = int(((ranges["came"] >= ranges["low"]) & (ranges["came"] <= ranges["high"])).sum())
    share = held / ranges.shape[0]
    return share, *proportion_confint(held, ranges.shape[0], method="wilson")


# %% strictly inside task="m11-q17-ranges" points=0 trap="ends-left-out"
def hit_rate(ranges):
    from statsmodels.stats.proportion import proportion_confint

    seen = ranges.dropna(subset=["came"])
    held = int(((seen["came"] > seen["low"]) & (seen["came"] < seen["high"])).sum())
    return held / len(seen), *proportion_confint(held, len(seen), method="wilson")


# %% promised task="m11-q17-ranges" points=0 trap="said-for-held"
def hit_rate(ranges):
    from statsmodels.stats.proportion import proportion_confint

    n = ranges["came"].count()
    return 0.8, *proportion_confint(0.8 * n, n, method="wilson")


# %% outside task="m11-q17-ranges" points=0 trap="misses-counted"
def hit_rate(ranges):
    from statsmodels.stats.proportion import proportion_confint

    seen = ranges.dropna(subset=["came"])
    out = int(((seen["came"] < seen["low"]) | (seen["came"] > seen["high"])).sum())
    return out / len(seen), *proportion_confint(out, len(seen), method="wilson")


# %% the simple interval task="m11-q17-ranges" points=0.5
def hit_rate(ranges):
    from statsmodels.stats.proportion import proportion_confint

    seen = ranges.dropna(subset=["came"])
    held = int(seen["came"].between(seen["low"], seen["high"]).sum())
    return held / len(seen), *proportion_confint(held, len(seen))


# %% in lower case task="m11-q17b-statement" points=2
statement.record(sentence="b", sure=0.7)

# %% hardly sure task="m11-q17b-statement" points=2
statement.record(sentence="B", sure=0.4)

# %% slip="all-questions" task="m11-q17b-statement" silent="a choice between four sentences"
"One half speaks of questions that she was never asked, at work."
statement.record(sentence="A", sure=0.7)

# %% slip="chance-as-change" task="m11-q17b-statement" silent="a choice between four sentences"
"One half takes for a change what chance gives as well: look at the interval of the difference."
statement.record(sentence="C", sure=0.7)

# %% slip="both-halves" task="m11-q17b-statement" silent="a choice between four sentences"
"Both halves say more than the ranges hold: of questions not asked, and of a change that chance gives as well."
statement.record(sentence="D", sure=0.7)

# %% at work task="m11-q17b-statement" points=0 trap="all-questions"
statement.record(sentence="a", sure=0.9)

# %% worse task="m11-q17b-statement" points=0 trap="chance-as-change"
statement.record(sentence="c", sure=0.9)

# %% both task="m11-q17b-statement" points=0 trap="both-halves"
statement.record(sentence="d", sure=0.9)

# %% a hint is evidence, too task="m11-q18-marks" points=2
marks = {"Second": (2, 2, 1, 2, 1, 2, 2), "FIRST": (1, 1, 2, 1, 0, 1, 1)}

# %% as a table task="m11-q18-marks" points=2
import pandas as pd

marks = pd.DataFrame({"first": [1, 0, 2, 1, 0, 1, 1], "second": [2, 2, 1, 2, 1, 2, 2]})

# %% equivalent="m11-q18-marks"
"That waits matter is a number of no kind, or one without its base: both can be defended."
edit('"first": [1, 0, 2', '"first": [1, 1, 2')

# %% equivalent="m11-q18-marks"
"That the customer comes first is a phrase, or none at all: both can be defended."
edit('"first": [1, 0, 2, 1, 0', '"first": [1, 0, 2, 1, 1')

# %% equivalent="m11-q18-marks"
"The last number of the second draft does not say that it is a comparison."
edit('"second": [2, 2', '"second": [2, 1')

# %% slip="tone-marked" task="m11-q18-marks"
"The first draft has at least as many marks as the second. Mark the words that are there, not the tone."
marks = {"first": [2, 1, 2, 2, 2, 2, 2], "second": [2, 1, 2, 1, 1, 1, 1]}

# %% a warm tone task="m11-q18-marks" points=0 trap="tone-marked"
marks = {"first": [2, 2, 2, 2, 2, 2, 2], "second": [2, 2, 2, 2, 2, 2, 2]}

# %% one mark for each draft task="m11-q18-marks" points=0.5
marks = {"first": [1, 1, 1, 1, 1, 1, 1], "second": [2, 2, 2, 2, 2, 2, 2]}

# %% an ethics of words task="m11-q18-marks" points=1.5
marks = {"first": [1, 0, 2, 1, 0, 1, 1], "second": [2, 2, 1, 2, 2, 2, 2]}

# %% [markdown] task="m11-q19-memo" mark=14
# Dear Ms. Tang. Of 280 complaints since the storm 21 % go beyond 15 days, of the severe ones 42 % (module 8, open cases counted). No lot has shown that speed keeps customers: 13 points in all, from −9 to +9 among equally severe ones; a care call by lot brought about 3 in 100 more renewals, from hardly any to 6. From March 1 your desk takes severe cases first (20,000 yuan), and Mr. Gao has 1,000 calls made a quarter, by lot, as many are held out. Light cases may wait: their share beyond 15 days is counted apart. Whoever refused calls is not called, though they might renew. On June 30 the calls end below 1 point, severe-first above 35 % of the severe cases. In module 4 I put responsiveness first, 90 % sure; I withdrew it in Task 15c by the interval from −9 to +9, and buy speed only where a case is severe.

# %% [markdown] task="m11-q19-memo" mark=6
# Dear Ms. Tang. 21 % of the complaints take more than 15 days. We must become faster, since fast cases stay by 13 points more often. From March 1 the desk works faster, for 20,000 yuan. Every plan has risks. We respect our customers. We stop if it does not work. I have changed my mind on speed in Task 15c.

# %% [markdown] task="m11-q19-memo" mark=0
# Dear Ms. Tang, the course was good and I learned a lot. The customer comes first, always. I will do my best next year.
