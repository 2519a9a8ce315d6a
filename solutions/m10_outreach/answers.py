# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ways to answer: outreach, promotion and channels

# %% [markdown]
# ## Task 11: which offer for whom

# %% made of keywords task="m10-q11-offer" points=6
offer = dict(others="discount", regulars="referral")

# %% a Series, in capitals task="m10-q11-offer" points=6
offer = pd.Series({"Regulars": "Referral", "Others": "Discount "})

# %% slip="redemption-as-lift" task="m10-q11-offer" silent="what a pair is worth is told when it is graded"
"Regulars pay by card anyway, and the discount gives them money back for each of these payments."
edit('"regulars": "referral"', '"regulars": "discount"')

# %% slip="anyway-friends" task="m10-q11-offer" silent="what a pair is worth is told when it is graded"
"The others name friends without a reward, too. Compare the friends of both arms."
edit('"others": "discount"', '"others": "referral"')

# %% slip="gift-to-all" task="m10-q11-offer" silent="what a pair is worth is told when it is graded"
"The gift costs 22 yuan wherever five payments are made. Compare with what it adds."
edit('"others": "discount"', '"others": "gift"')

# %% slip="left-alone" task="m10-q11-offer" silent="what a pair is worth is told when it is graded"
"One group gets nothing although an offer adds more than it costs there."
edit('"regulars": "referral"', '"regulars": "none"')

# %% the offer that was redeemed most task="m10-q11-offer" points=0 trap="redemption-as-lift" says=["pay by card anyway"]
offer = dict.fromkeys(["regulars", "others"], "discount")

# %% right offers for the wrong groups task="m10-q11-offer" points=0 trap="redemption-as-lift" says=["without a reward, too"]
offer = {"regulars": "discount", "others": "referral"}

# %% a friend for everybody task="m10-q11-offer" points=0 trap="anyway-friends"
offer = dict(zip(["regulars", "others"], ["referral"] * 2, strict=True))

# %% a gift for everybody task="m10-q11-offer" points=0 trap="gift-to-all"
offer = {group: "gift" for group in ("regulars", "others")}

# %% nothing for anybody task="m10-q11-offer" points=0 trap="left-alone"
offer = {group: "none" for group in ("regulars", "others")}

# %% only those who seldom pay task="m10-q11-offer" points=3 trap="left-alone"
offer = {"others": "discount", "regulars": "none"}

# %% only regulars task="m10-q11-offer" points=3 trap="left-alone"
offer = {"others": "none", "regulars": "referral"}

# %% a list task="m10-q11-offer" points=0 says=["dictionary"]
offer = ["referral", "discount"]

# %% [markdown]
# ## Task 12: points


# %% row by row task="m10-q12-points" points=5
def points_value(table, breakage):
    values = {}
    for row in table.itertuples():
        later = (row.payments - row.points_redeemed) * (1 - breakage)
        values[row.Index] = 3 * row.payments - 0.6 * (row.points_redeemed + later)
    return values


points_pay = "Cannot tell"


# %% brought together task="m10-q12-points" points=5
def points_value(table, breakage):
    earned, used = table["payments"], table["points_redeemed"]
    return 3 * earned - 0.6 * used - (earned - used) * 0.6 + (earned - used) * 0.6 * breakage


points_pay = "cannot tell"

# %% slip="redeemed-only" task="m10-q12-points"
"You count the points that were redeemed. What is outstanding will partly be redeemed later: the bank owes it."
edit("0.6 * (1 - breakage) * outstanding", "0 * outstanding")

# %% slip="breakage-reversed" task="m10-q12-points"
"The breakage is the share that is never used. What is owed is the rest."
edit("(1 - breakage)", "breakage")

# %% slip="breakage-forgotten" task="m10-q12-points"
"You owe all that is outstanding. A share of it will never be used."
edit("(1 - breakage) * ", "")

# %% slip="redeemed-owed-again" task="m10-q12-points"
"What is redeemed is paid for already. Only the points that are outstanding are owed."
edit('table["payments"] - table["points_redeemed"]', 'table["payments"]')

# %% slip="points-pay" task="m10-q12-points" silent="a choice between three words"
"So it seems with points redeemed only. Take off what is owed, and look at the whole interval."
edit('"cannot tell"', '"yes"')

# %% slip="mean-is-enough" task="m10-q12-points" silent="a choice between three words"
"A mean on one side is not enough: with what is owed taken off, does the interval hold zero?"
edit('"cannot tell"', '"no"')


# %% what was paid out so far task="m10-q12-points" points=0 trap="redeemed-only"
def points_value(table, breakage):
    return 3 * table["payments"] - 0.6 * table["points_redeemed"]


points_pay = "yes"


# %% only the broken ones task="m10-q12-points" points=0 trap="breakage-reversed"
def points_value(table, breakage):
    left = table["payments"] - table["points_redeemed"]
    return 3 * table["payments"] - 0.6 * table["points_redeemed"] - 0.6 * breakage * left


points_pay = "cannot tell"


# %% all that is left task="m10-q12-points" points=0 trap="breakage-forgotten"
def points_value(table, breakage):
    return 3 * table["payments"] - 0.6 * table["payments"]


points_pay = "cannot tell"


# %% on everything earned task="m10-q12-points" points=0 trap="redeemed-owed-again"
def points_value(table, breakage):
    spent = table["points_redeemed"] + table["payments"] * (1 - breakage)
    return 3 * table["payments"] - 0.6 * spent


points_pay = "cannot tell"


# %% nothing, and cannot tell task="m10-q12-points" points=0 says=["once the function is right"]
def points_value(table, breakage):
    return 0 * table["payments"]


points_pay = "cannot tell"


# %% it pays task="m10-q12-points" points=3 trap="points-pay"
def points_value(table, breakage):
    left = table["payments"] - table["points_redeemed"]
    return 3 * table["payments"] - 0.6 * table["points_redeemed"] - 0.6 * (1 - breakage) * left


points_pay = "yes"


# %% below zero, so no task="m10-q12-points" points=3 trap="mean-is-enough"
def points_value(table, breakage):
    left = table["payments"] - table["points_redeemed"]
    return 3 * table["payments"] - 0.6 * table["points_redeemed"] - 0.6 * (1 - breakage) * left


points_pay = "no"

# %% [markdown]
# ## Task 13: media

# %% rates, and a dictionary task="m10-q13-media" points=7
by_medium = media
lift = by_medium["orders"] / by_medium["reached"]
lift = lift - by_medium["orders_held_out"] / by_medium["held_out"]
cost_of_one_more = dict(by_medium["spend"] / (lift * by_medium["reached"]))
verdict = dict(search="cut", app="keep", video="keep", social="cannot tell")

# %% in whole yuan, and words in another form task="m10-q13-media" points=7
rows = media
ratio = rows["reached"] / rows["held_out"]
cost_of_one_more = (rows["spend"] / (rows["orders"] - rows["orders_held_out"] * ratio)).round()
verdict = pd.Series({"search": "Cut", "video": "Keep", "social": "cannot_tell", "app": "Keep"})

# %% slip="last-click" task="m10-q13-media" silent="the cost is a value"
"You divide by last clicks. They count orders that would have come anyway, and miss orders that came without a click."
edit('media["orders"] - usual', 'media["last_clicks"]')

# %% slip="groups-not-scaled" task="m10-q13-media" silent="the cost is a value"
"Two groups of unequal size: bring the orders of those held out to the number of people reached first."
edit(' * media["reached"] / media["held_out"]', "")

# %% slip="average-cost" task="m10-q13-media" silent="the cost is a value"
"You divide by all orders of those who were reached. Most of them would have come anyway."
edit('media["orders"] - usual', 'media["orders"]')

# %% slip="last-click-trusted" task="m10-q13-media" silent="a choice between three words"
"The last click is given to who was clicked last, also where the order would have come anyway. Use those held out."
edit('"video": "keep"', '"video": "cut"')

# %% slip="inside-is-yes" task="m10-q13-media" silent="a choice between three words"
"A cost below 70 yuan is not enough: where does the break-even lie in the interval?"
edit('"social": "cannot tell"', '"social": "keep"')

# %% slip="sure-of-nothing" task="m10-q13-media" silent="a choice between three words"
"Not everything is open: look for intervals that lie wholly on one side of their break-even."
edit('"search": "cut"', '"search": "cannot tell"')

# %% as the software says task="m10-q13-media" points=0 trap="last-click"
cost_of_one_more = media["spend / last clicks"].to_dict()
verdict = {"search": "keep", "video": "cut", "social": "keep", "app": "keep"}

# %% the last click for the verdicts only task="m10-q13-media" points=3 trap="last-click-trusted"
rows = media
ratio = rows["reached"] / rows["held_out"]
cost_of_one_more = rows["spend"] / (rows["orders"] - rows["orders_held_out"] * ratio)
verdict = {"search": "keep", "video": "cut", "social": "keep", "app": "keep"}

# %% groups as they are task="m10-q13-media" points=4 trap="groups-not-scaled"
rows = media
cost_of_one_more = rows["spend"] / (rows["orders"] - rows["orders_held_out"])
verdict = {"search": "cut", "video": "keep", "social": "cannot tell", "app": "keep"}

# %% spend by order task="m10-q13-media" points=4 trap="average-cost"
rows = media
cost_of_one_more = rows["spend"] / rows["orders"]
verdict = {"search": "cut", "video": "keep", "social": "cannot tell", "app": "keep"}

# %% by the cost alone task="m10-q13-media" points=5 trap="inside-is-yes"
rows = media
ratio = rows["reached"] / rows["held_out"]
cost_of_one_more = rows["spend"] / (rows["orders"] - rows["orders_held_out"] * ratio)
verdict = {one: "keep" if yuan < 70 else "cut" for one, yuan in cost_of_one_more.items()}

# %% nothing is known task="m10-q13-media" points=3 trap="sure-of-nothing"
rows = media
ratio = rows["reached"] / rows["held_out"]
cost_of_one_more = rows["spend"] / (rows["orders"] - rows["orders_held_out"] * ratio)
verdict = dict.fromkeys(rows.index, "cannot tell")

# %% keep everything task="m10-q13-media" points=3
rows = media
ratio = rows["reached"] / rows["held_out"]
cost_of_one_more = rows["spend"] / (rows["orders"] - rows["orders_held_out"] * ratio)
verdict = dict.fromkeys(rows.index, "keep")

# %% [markdown]
# ## Task 13b: the towns

# %% equivalent="m10-q13b-towns"
"The cost is asked to the yuan; one yuan more or less of 330 moves it by a fifth of a yuan."
edit("330 / letter", "331 / letter")

# %% equivalent="m10-q13b-towns"
"The cost is asked to the yuan; one yuan more or less of 330 moves it by a fifth of a yuan."
edit("330 / letter", "329 / letter")

# %% by contrast task="m10-q13b-towns" points=2
read = {
    "voices": contrast({"both, one voice": 1, "both, two voices": -1})[0],
    "together": contrast({"both, one voice": 1, "poster": -1, "letter": -1, "nothing": 1})[0],
    "letter": 330 / contrast({"letter": 1, "nothing": -1})[0],
    "p": 1 / 7,
}

# %% rounded task="m10-q13b-towns" points=2
kinds = towns.groupby("cell")["enquiries"].mean()
more = kinds - kinds["nothing"]
read = pd.Series(
    {
        "voices": round(kinds["both, one voice"] - kinds["both, two voices"], 2),
        "together": round(more["both, one voice"] - more["poster"] - more["letter"], 2),
        "letter": round(330 / more["letter"]),
        "p": 0.14,
    }
)

# %% slip="nothing-forgotten" task="m10-q13b-towns" silent="a value"
"Three gains against nothing: in each of them nothing is taken off once."
edit(
    'mean["both, one voice"] - mean["nothing"] - letter - poster',
    'mean["both, one voice"] - mean["letter"] - mean["poster"]',
)

# %% slip="sign-turned" task="m10-q13b-towns" silent="a value"
"One voice less two voices: you took it the other way round."
edit(
    'mean["both, one voice"] - mean["both, two voices"]',
    'mean["both, two voices"] - mean["both, one voice"]',
)

# %% slip="anyway-enquiries" task="m10-q13b-towns" silent="a value"
"You divide by all enquiries of the towns with a letter. Some come without it, too."
edit("330 / letter", '330 / mean["letter"]')

# %% slip="six-of-seven" task="m10-q13b-towns" silent="a value"
"The town with the open day is one of those that could have been drawn: count it, too."
edit("1 / 7", "1 / 6")

# %% slip="five-percent" task="m10-q13b-towns" silent="a value"
"A p below 1 in the number of towns cannot come out of this comparison, whatever the usual line is."
edit("1 / 7", "0.05")

# %% slip="more-than-one-town" task="m10-q13b-towns" silent="a value"
"That counts more than one town. The smallest p comes when the drawn town is alone at the very top."
edit("1 / 7", "2 / 7")

# %% slip="more-than-one-town" task="m10-q13b-towns" silent="a value"
"That counts more than one town. The smallest p comes when the drawn town is alone at the very top."
edit("1 / 7", "3 / 7")

# %% nothing is left out task="m10-q13b-towns" points=1.5 trap="nothing-forgotten"
read = {
    "voices": contrast({"both, one voice": 1, "both, two voices": -1})[0],
    "together": contrast({"both, one voice": 1, "poster": -1, "letter": -1})[0],
    "letter": 330 / contrast({"letter": 1, "nothing": -1})[0],
    "p": 1 / 7,
}

# %% two voices first task="m10-q13b-towns" points=1.5 trap="sign-turned"
read = {
    "voices": contrast({"both, one voice": -1, "both, two voices": 1})[0],
    "together": contrast({"both, one voice": 1, "poster": -1, "letter": -1, "nothing": 1})[0],
    "letter": 330 / contrast({"letter": 1, "nothing": -1})[0],
    "p": 1 / 7,
}

# %% all enquiries task="m10-q13b-towns" points=1.5 trap="anyway-enquiries"
read = {
    "voices": contrast({"both, one voice": 1, "both, two voices": -1})[0],
    "together": contrast({"both, one voice": 1, "poster": -1, "letter": -1, "nothing": 1})[0],
    "letter": 330 / cells.loc["letter", "mean"],
    "p": 1 / 7,
}

# %% six other towns task="m10-q13b-towns" points=1.5 trap="six-of-seven"
read = {
    "voices": contrast({"both, one voice": 1, "both, two voices": -1})[0],
    "together": contrast({"both, one voice": 1, "poster": -1, "letter": -1, "nothing": 1})[0],
    "letter": 330 / contrast({"letter": 1, "nothing": -1})[0],
    "p": 0.167,
}

# %% the usual line task="m10-q13b-towns" points=1.5 trap="five-percent"
read = {
    "voices": contrast({"both, one voice": 1, "both, two voices": -1})[0],
    "together": contrast({"both, one voice": 1, "poster": -1, "letter": -1, "nothing": 1})[0],
    "letter": 330 / contrast({"letter": 1, "nothing": -1})[0],
    "p": 5 / 100,
}

# %% one town rose more task="m10-q13b-towns" points=1.5 trap="more-than-one-town"
read = {
    "voices": contrast({"both, one voice": 1, "both, two voices": -1})[0],
    "together": contrast({"both, one voice": 1, "poster": -1, "letter": -1, "nothing": 1})[0],
    "letter": 330 / contrast({"letter": 1, "nothing": -1})[0],
    "p": 0.286,
}

# %% [markdown]
# ## Task 14: what may be told

# %% sure of it task="m10-q14-statement" points=3 fewer="a letter can be recorded in one way only"
statement.record(sentence="B", sure=1)

# %% slip="sure-of-nothing" task="m10-q14-statement" silent="a choice between four sentences"
"Not everything is open: does the interval of the two voices hold zero? And a rise is not yet the open day's: look at all seven towns."
edit('sentence="B"', 'sentence="A"')

# %% slip="none-seen-is-none" task="m10-q14-statement" silent="a choice between four sentences"
"An interval that holds zero leaves both signs open, and one that does not settles the sign. Look at both contrasts again."
edit('sentence="B"', 'sentence="C"')

# %% slip="season-as-effect" task="m10-q14-statement" silent="a choice between four sentences"
"A rise after the day is not yet the day's: look at the six other towns. And an interval that holds zero leaves both signs open."
edit('sentence="B"', 'sentence="D"')

# %% nothing of the voices task="m10-q14-statement" points=0 trap="sure-of-nothing"
statement.record(sentence="A", sure=0.7)

# %% less than the sum task="m10-q14-statement" points=0 trap="none-seen-is-none"
statement.record(sentence="C", sure=0.6)

# %% the day did it task="m10-q14-statement" points=0 trap="season-as-effect"
statement.record(sentence="D", sure=0.8)

# %% [markdown]
# ## Task 6: what a positive test says


# %% by a table of 1,000 people task="m10-q6-ppv" points=4
def ppv(prevalence, sensitivity, specificity):
    people = 1000
    ill = people * prevalence
    well = people - ill
    hits = ill * sensitivity
    wrong = well - well * specificity
    return hits / (hits + wrong)


false_for_one = (985 * 0.06) / (15 * 0.9)


# %% as odds, rounded task="m10-q6-ppv" points=4
def ppv(prevalence, sensitivity, specificity):
    odds = prevalence / (1 - prevalence) * sensitivity / (1 - specificity)
    return odds / (1 + odds)


false_for_one = 4.4

# %% slip="sensitivity-is-the-answer" task="m10-q6-ppv"
"That is the sensitivity: of those who have it. Asked is the share of those at whom the test rings."
edit("wrong = (1 - prevalence) * (1 - specificity)", "wrong = prevalence * (1 - sensitivity)")

# %% slip="specificity-of-all" task="m10-q6-ppv"
"False alarms come only from those without the condition: multiply by their share."
edit("wrong = (1 - prevalence) * (1 - specificity)", "wrong = 1 - specificity")

# %% slip="silent-for-ringing" task="m10-q6-ppv"
"The specificity is the share at which the test is silent. A false alarm is the rest."
edit("wrong = (1 - prevalence) * (1 - specificity)", "wrong = (1 - prevalence) * specificity")

# %% slip="alarms-of-the-ill" task="m10-q6-ppv"
"You count false alarms among those who have the condition. They come from the others."
edit("wrong = (1 - prevalence) * (1 - specificity)", "wrong = prevalence * (1 - specificity)")

# %% slip="percent-in-proportions" task="m10-q6-ppv"
"All three are proportions: the whole is 1, and what is left of it is 1 less the share."
edit(
    "wrong = (1 - prevalence) * (1 - specificity)",
    "wrong = (100 - prevalence) * (100 - specificity)",
)

# %% slip="right-for-one-false" task="m10-q6-ppv" silent="the number is a value"
"These are right alarms for one false one: turn it over."
edit("(1 - neck) / neck", "neck / (1 - neck)")

# %% slip="all-for-one" task="m10-q6-ppv" silent="the number is a value"
"These are all alarms for one right one. The right one is among them."
edit("(1 - neck) / neck", "1 / neck")


# %% sensitivity given back task="m10-q6-ppv" points=0.8 trap="sensitivity-is-the-answer"
def ppv(prevalence, sensitivity, specificity):
    return sensitivity


false_for_one = 4.4


# %% all people ring task="m10-q6-ppv" points=1.6 trap="specificity-of-all"
def ppv(prevalence, sensitivity, specificity):
    hits = prevalence * sensitivity
    return hits / (hits + 1 - specificity)


false_for_one = 4.4


# %% silence counted task="m10-q6-ppv" points=0.8 trap="silent-for-ringing"
def ppv(prevalence, sensitivity, specificity):
    hits = prevalence * sensitivity
    return hits / (hits + specificity * (1 - prevalence))


false_for_one = 4.38


# %% of the ill only task="m10-q6-ppv" points=0.8 trap="alarms-of-the-ill"
def ppv(prevalence, sensitivity, specificity):
    return sensitivity / (sensitivity + 1 - specificity)


false_for_one = 4.38


# %% a whole of 100 task="m10-q6-ppv" points=0.8 trap="percent-in-proportions"
def ppv(prevalence, sensitivity, specificity):
    hits = prevalence * sensitivity
    return hits / (hits + (100 - specificity) * (100 - prevalence))


false_for_one = 4.38


# %% turned over task="m10-q6-ppv" points=3.2 trap="right-for-one-false"
def ppv(prevalence, sensitivity, specificity):
    right = prevalence * sensitivity
    return right / (right + (1 - prevalence) * (1 - specificity))


false_for_one = 0.23


# %% all alarms task="m10-q6-ppv" points=3.2 trap="all-for-one"
def ppv(prevalence, sensitivity, specificity):
    right = prevalence * sensitivity
    return right / (right + (1 - prevalence) * (1 - specificity))


false_for_one = 5.38

# %% [markdown]
# ## Task 7: two ranges and the bus

# %% wider ranges, a small weight task="m10-q7-bus" points=5
survival.record(low=93, high=98)
deaths.record(low=4, high=12)
by_scan = crowd.groupby("ultrasound")[["came", "confirmed"]].mean()
edge = (by_scan["confirmed"][1] - by_scan["confirmed"][0]) / (
    by_scan["came"][1] * (181 - 25) / 12000
)
bus = dict(break_even=round(edge, 2), weight=1, pressure="Yes", neck="cannot tell")

# %% as texts of numpy, a Series task="m10-q7-bus" points=5
survival.record(low=95, high=99)
deaths.record(low=2, high=10)
cases = readings.groupby("trip")["third"].count()
scan = crowd.set_index("trip")["ultrasound"] == 1
edge = (cases[scan].sum() - cases[~scan].sum()) / 15
edge /= crowd.loc[crowd["ultrasound"] == 1, "came"].sum() / 15 * 0.013
bus = pd.Series(
    [edge, np.int64(3), np.str_("yes"), np.str_("No")],
    index=["break_even", "weight", "pressure", "neck"],
)

# %% equivalent="m10-q7-bus"
"A range may lie a little higher or lower."
edit("low=94", "low=95")

# %% equivalent="m10-q7-bus"
"A range may lie a little higher or lower."
edit("low=94", "low=93")

# %% equivalent="m10-q7-bus"
"A range may lie a little higher or lower."
edit("high=99", "high=100")

# %% equivalent="m10-q7-bus"
"A range may lie a little higher or lower."
edit("high=99", "high=98")

# %% equivalent="m10-q7-bus"
"A range may lie a little higher or lower."
edit("low=3", "low=4")

# %% equivalent="m10-q7-bus"
"A range may lie a little higher or lower."
edit("low=3", "low=2")

# %% equivalent="m10-q7-bus"
"A range may lie a little higher or lower."
edit("high=11", "high=12")

# %% equivalent="m10-q7-bus"
"A range may lie a little higher or lower."
edit("high=11", "high=10")

# %% equivalent="m10-q7-bus"
"One person of 156, or of 12,000, moves the break-even by less than the second decimal."
edit("* 156 /", "* 157 /")

# %% equivalent="m10-q7-bus"
"One person of 156, or of 12,000, moves the break-even by less than the second decimal."
edit("* 156 /", "* 155 /")

# %% equivalent="m10-q7-bus"
"One person of 156, or of 12,000, moves the break-even by less than the second decimal."
edit("12_000", "12_001")

# %% equivalent="m10-q7-bus"
"One person of 156, or of 12,000, moves the break-even by less than the second decimal."
edit("12_000", "11_999")

# %% equivalent="m10-q7-bus"
"A weight is one's own."
edit('"weight": 5', '"weight": 6')

# %% equivalent="m10-q7-bus"
"A weight is one's own."
edit('"weight": 5', '"weight": 4')

# %% slip="like-the-registry" task="m10-q7-bus" silent="a range is judged in the end"
"Your range lies below what forty other draws had on average. Who has joined the patients here, and how many of those die?"
edit("survival.record(low=94, high=99)", "survival.record(low=68, high=80)")

# %% slip="nobody-dies" task="m10-q7-bus" silent="a range is judged in the end"
"Nearly nobody dies in your range. Those who would have felt it are still among the patients."
edit("survival.record(low=94, high=99)", "survival.record(low=99.5, high=100)")

# %% slip="found-is-saved" task="m10-q7-bus" silent="a range is judged in the end"
"Your range has fewer deaths than forty other draws had on average. That found earlier is saved, the table does not say."
edit("deaths.record(low=3, high=11)", "deaths.record(low=0, high=2)")

# %% slip="more-found-more-die" task="m10-q7-bus" silent="a range is judged in the end"
"Your range has more deaths than forty other draws had on average. More were found: who of them would have been felt?"
edit("deaths.record(low=3, high=11)", "deaths.record(low=30, high=60)")

# %% slip="says-little" task="m10-q7-bus" silent="a range is judged in the end"
"The range is wide: a range costs its width, and the table says more than that."
edit("survival.record(low=94, high=99)", "survival.record(low=70, high=100)")

# %% slip="says-little" task="m10-q7-bus" silent="a range is judged in the end"
"The range is wide: a range costs its width, and the table says more than that."
edit("deaths.record(low=3, high=11)", "deaths.record(low=0, high=40)")

# %% slip="turned-over" task="m10-q7-bus" silent="a value is judged in the end"
"You divide the other way round: the confirmed pressures come first."
edit("extra[0] / told", "told / extra[0]")

# %% slip="crowd-is-benefit" task="m10-q7-bus" silent="a value is judged in the end"
"You count everybody who comes in addition. Only a part of them has a pressure that is confirmed."
edit('by_lot("confirmed")', 'by_lot("came")')

# %% slip="newcomers-like-all" task="m10-q7-bus" silent="a value is judged in the end"
"You give those who come in addition the confirmed share of all who were read. The lot compares confirmed pressures of the clinics themselves."
edit('by_lot("confirmed")', '[by_lot("came")[0] * confirmed / len(readings)]')

# %% slip="weight-is-not-used" task="m10-q7-bus" silent="a decision is judged in the end"
"By your own weight and the interval of the break-even the scan is decided otherwise."
edit('"neck": "no"', '"neck": "yes"')

# %% slip="mean-is-enough" task="m10-q7-bus" silent="a decision is judged in the end"
"You hold your weight against the middle only. The break-even has an interval: divide its ends, too."
edit('"weight": 5', '"weight": 1')

# %% survival as in the registry task="m10-q7-bus" points=3.5 trap="like-the-registry"
survival.record(low=65, high=85)
deaths.record(low=4, high=11)
bus = {"break_even": 0.49, "weight": 9, "pressure": "yes", "neck": "no"}

# %% all live task="m10-q7-bus" points=3.5 trap="nobody-dies"
survival.record(low=100, high=100)
deaths.record(low=4, high=11)
bus = {"break_even": 0.49, "weight": 9, "pressure": "yes", "neck": "no"}

# %% all saved task="m10-q7-bus" points=3.5 trap="found-is-saved"
survival.record(low=94, high=99)
deaths.record(low=0, high=1)
bus = {"break_even": 0.49, "weight": 0, "pressure": "yes", "neck": "cannot tell"}

# %% as many die as in the registry of patients task="m10-q7-bus" points=3.5 trap="more-found-more-die"
survival.record(low=94, high=99)
deaths.record(low=40, high=60)
bus = {"break_even": 0.49, "weight": 3, "pressure": "yes", "neck": "no"}

# %% anything goes task="m10-q7-bus" points=2 trap="says-little"
survival.record(low=0, high=100)
deaths.record(low=0, high=200)
bus = {"break_even": 0.49, "weight": 3, "pressure": "yes", "neck": "no"}

# %% upside down task="m10-q7-bus" points=4 trap="turned-over"
survival.record(low=94, high=99)
deaths.record(low=3, high=11)
bus = {"break_even": 2.03, "weight": 3, "pressure": "yes", "neck": "no"}

# %% the whole crowd task="m10-q7-bus" points=3 trap="crowd-is-benefit"
survival.record(low=94, high=99)
deaths.record(low=3, high=11)
by_scan = crowd.groupby("ultrasound")["came"].mean()
edge = (by_scan[1] - by_scan[0]) / (by_scan[1] * 156 / 12000)
bus = {"break_even": edge, "weight": 2, "pressure": "yes", "neck": "yes"}

# %% as many cases among those who come in addition task="m10-q7-bus" points=4 trap="newcomers-like-all"
survival.record(low=94, high=99)
deaths.record(low=3, high=11)
by_scan = crowd.groupby("ultrasound")["came"].mean()
edge = (by_scan[1] - by_scan[0]) * 135 / 1884 / (by_scan[1] * 0.013)
bus = {"break_even": edge, "weight": 4, "pressure": "yes", "neck": "no"}

# %% by the middle of the interval task="m10-q7-bus" points=4 trap="mean-is-enough"
survival.record(low=94, high=99)
deaths.record(low=3, high=11)
bus = {"break_even": 0.49, "weight": 0.2, "pressure": "yes", "neck": "yes"}

# %% a scan against the own weight task="m10-q7-bus" points=4 trap="weight-is-not-used"
survival.record(low=94, high=99)
deaths.record(low=3, high=11)
bus = {"break_even": 0.49, "weight": 20, "pressure": "yes", "neck": "yes"}

# %% nothing on board task="m10-q7-bus" points=4
survival.record(low=94, high=99)
deaths.record(low=3, high=11)
bus = {"break_even": 0.49, "weight": 20, "pressure": "no", "neck": "no"}

# %% a made-up break-even earns little task="m10-q7-bus" points=3
survival.record(low=94, high=99)
deaths.record(low=3, high=11)
bus = {"break_even": 100, "weight": 1000, "pressure": "yes", "neck": "no"}

# %% no number for a weight task="m10-q7-bus" points=3
survival.record(low=94, high=99)
deaths.record(low=3, high=11)
bus = {"break_even": 0.49, "weight": float("nan"), "pressure": "yes", "neck": "no"}

# %% [markdown]
# ## Task 8: which sentence

# %% sure of it task="m10-q8-statement" points=4 fewer="a letter can be recorded in one way only"
statement.record(sentence="D", sure=1)

# %% slip="survival-as-benefit" task="m10-q8-statement" silent="a choice between four sentences"
"That is a share of those who were found, and who was found differs between the arms. Count deaths of all who were drawn."
edit('sentence="D"', 'sentence="A"')

# %% slip="none-is-proven" task="m10-q8-statement" silent="a choice between four sentences"
"That deaths are nearly equal does not exclude that some were saved: see the interval."
edit('sentence="D"', 'sentence="B"')

# %% slip="both-beyond" task="m10-q8-statement" silent="a choice between four sentences"
"Both halves go too far: a share of those who were found says nothing of longer lives, and deaths that are nearly equal do not exclude that some were saved."
edit('sentence="D"', 'sentence="C"')

# %% they live longer task="m10-q8-statement" points=0 trap="survival-as-benefit"
statement.record(sentence="A", sure=0.7)

# %% in vain task="m10-q8-statement" points=0 trap="none-is-proven"
statement.record(sentence="B", sure=0.6)

# %% longer and in vain task="m10-q8-statement" points=0 trap="both-beyond"
statement.record(sentence="C", sure=0.5)

# %% [markdown]
# ## Task 9: the fall

# %% by groups task="m10-q9-fall" points=5
known = readings.dropna(subset=["third"])
means = (known["third"] - known["first"]).groupby(known["tablets_by_lot"]).mean()
fall = pd.Series({"tablets": means[1] - means[0], "both": means[1], "without": means[0]})
kinds = dict.fromkeys([1, 2, 5], "Activity") | dict.fromkeys([3, 4, 6], "Result")

# %% rounded, keys as texts task="m10-q9-fall" points=5
arms = {
    number: part["third"].mean() - part["first"].mean()
    for number, part in readings[readings["third"].notna()].groupby("tablets_by_lot")
}
fall = dict(both=round(arms[1], 1), without=round(arms[0], 1))
fall["tablets"] = round(arms[1] - arms[0], 1)
kinds = {str(key): "result" if key in (3, 4, 6) else "activity" for key in range(1, 7)}

# %% slip="before-after" task="m10-q9-fall" silent="the changes are values"
"That is before against after. A part of it came without tablets: see those who were drawn for later."
edit('"tablets": now - later', '"tablets": now')

# %% slip="rise-for-fall" task="m10-q9-fall" silent="the changes are values"
"The sign: a fall is negative, third minus first."
edit('third["third"] - third["first"]', 'third["first"] - third["third"]')

# %% slip="from-the-second" task="m10-q9-fall" silent="the changes are values"
"You begin at the second reading. Asked is the change from the first."
edit('third["third"] - third["first"]', 'third["third"] - third["second"]')

# %% slip="second-for-waiting" task="m10-q9-fall" silent="the changes are values"
"That is the fall to the second reading, of all who were high at first. Asked are those who wait, to their third reading."
edit('"without": later', '"without": (high["second"] - high["first"]).mean()')

# %% slip="both-arms" task="m10-q9-fall" silent="the changes are values"
"That is the mean over both groups. Asked are those who were drawn for tablets now."
edit('"both": now', '"both": change.mean()')

# %% slip="third-alone" task="m10-q9-fall" silent="the changes are values"
"You compare the third readings. By lot that is fair, too; asked is the one change less the other."
edit(
    '"tablets": now - later',
    '"tablets": third.groupby("tablets_by_lot")["third"].mean().diff().iloc[-1]',
)

# %% slip="equipment-is-health" task="m10-q9-fall" silent="a choice between two words"
"A device is there, or something was done: what became of people's health is another question."
edit('2: "activity"', '2: "result"')

# %% the tablets did it all task="m10-q9-fall" points=4 trap="before-after"
known = readings.dropna(subset=["third"])
means = (known["third"] - known["first"]).groupby(known["tablets_by_lot"]).mean()
fall = {"both": means[1], "without": means[0], "tablets": means[1]}
kinds = {1: "activity", 2: "activity", 3: "result", 4: "result", 5: "activity", 6: "result"}

# %% positive falls task="m10-q9-fall" points=2 trap="rise-for-fall"
known = readings.dropna(subset=["third"])
means = (known["first"] - known["third"]).groupby(known["tablets_by_lot"]).mean()
fall = {"both": means[1], "without": means[0], "tablets": means[1] - means[0]}
kinds = {1: "activity", 2: "activity", 3: "result", 4: "result", 5: "activity", 6: "result"}

# %% second to third task="m10-q9-fall" points=2 trap="from-the-second"
known = readings.dropna(subset=["third"])
means = (known["third"] - known["second"]).groupby(known["tablets_by_lot"]).mean()
fall = {"both": means[1], "without": means[0], "tablets": means[1] - means[0]}
kinds = {1: "activity", 2: "activity", 3: "result", 4: "result", 5: "activity", 6: "result"}

# %% the next day's fall, for all who were high task="m10-q9-fall" points=4 trap="second-for-waiting"
known = readings.dropna(subset=["third"])
means = (known["third"] - known["first"]).groupby(known["tablets_by_lot"]).mean()
twice = readings.dropna(subset=["second"])
fall = {"both": means[1], "tablets": means[1] - means[0]}
fall["without"] = twice["second"].mean() - twice["first"].mean()
kinds = {1: "activity", 2: "activity", 3: "result", 4: "result", 5: "activity", 6: "result"}

# %% everybody with a third reading task="m10-q9-fall" points=4 trap="both-arms"
known = readings.dropna(subset=["third"])
means = (known["third"] - known["first"]).groupby(known["tablets_by_lot"]).mean()
fall = {"without": means[0], "tablets": means[1] - means[0]}
fall["both"] = known["third"].mean() - known["first"].mean()
kinds = {1: "activity", 2: "activity", 3: "result", 4: "result", 5: "activity", 6: "result"}

# %% the third readings only task="m10-q9-fall" points=4 trap="third-alone"
known = readings.dropna(subset=["third"])
means = (known["third"] - known["first"]).groupby(known["tablets_by_lot"]).mean()
last = known["third"].astype(float).groupby(known["tablets_by_lot"]).mean()
fall = {"both": means[1], "without": means[0], "tablets": last[1] - last[0]}
kinds = {1: "activity", 2: "activity", 3: "result", 4: "result", 5: "activity", 6: "result"}

# %% a device is health task="m10-q9-fall" points=4.3333 trap="equipment-is-health"
known = readings.dropna(subset=["third"])
means = (known["third"] - known["first"]).groupby(known["tablets_by_lot"]).mean()
fall = {"both": means[1], "without": means[0], "tablets": means[1] - means[0]}
kinds = {1: "activity", 2: "result", 3: "result", 4: "result", 5: "activity", 6: "result"}

# %% one word for all task="m10-q9-fall" points=3
known = readings.dropna(subset=["third"])
means = (known["third"] - known["first"]).groupby(known["tablets_by_lot"]).mean()
fall = {"both": means[1], "without": means[0], "tablets": means[1] - means[0]}
kinds = dict.fromkeys(range(1, 7), "result")

# %% [markdown]
# ## Task 10: the calendar

# %% by a list, not kept task="m10-q10-cycle" points=5
earned = [cycle(14, 2, 760, 63, length) for length in range(1, 13)]
months = dict(near=earned.index(max(earned)) + 1, far="none")
price = round((30 * 1410 - 30 * 567) / 135)
worth = 252 * clv_multiple(0.85, 0.1, "start")
service = dict(weight=100, keep="No")

# %% by the formula task="m10-q10-cycle" points=5
from servicelab.outreach import best_cycle

months = pd.Series({"far": "none", "near": best_cycle(14, 2.0, 760, 63)})
price = (1410 - 63 * 9) * 30 / readings["third"].notna().sum()
worth = 252 * 1.1 / (1.1 - 0.85)
service = {"weight": np.float64(250), "keep": np.str_("yes")}

# %% equivalent="m10-q10-cycle"
"The price is asked to the yuan; one yuan of a clinic moves it by less than a quarter of a yuan."
edit("1410", "1411")

# %% equivalent="m10-q10-cycle"
"The price is asked to the yuan; one yuan of a clinic moves it by less than a quarter of a yuan."
edit("1410", "1409")

# %% equivalent="m10-q10-cycle"
"A weight is one's own."
edit('"weight": 400', '"weight": 401')

# %% equivalent="m10-q10-cycle"
"A weight is one's own."
edit('"weight": 400', '"weight": 399')

# %% slip="every-month" task="m10-q10-cycle" silent="a choice among lengths"
"Each month anew, while the effect of the last clinic is still there: compare what a month earns with longer times."
edit('"near": 3', '"near": 1')

# %% slip="longest-loses-least" task="m10-q10-cycle" silent="a choice among lengths"
"The longer one waits, the smaller the loss of a month; but what does a month earn at best?"
edit('"far": "none"', '"far": 60')

# %% slip="longest-loses-least" task="m10-q10-cycle" silent="a choice among lengths"
"The longer one waits, the smaller the loss of a month; but what does a month earn at best?"
edit('"far": "none"', '"far": 12')

# %% slip="cost-is-the-price" task="m10-q10-cycle" silent="the price is a value"
"That is the cost. What the visits contribute comes off first: the price is the shortfall for each case."
edit("30 * (1410 - 63 * 4.5 * 2.0)", "30 * 1410")

# %% slip="tested-is-found" task="m10-q10-cycle" silent="the price is a value"
"You divide by all who were read. A case is a pressure that was confirmed."
edit("shortfall / confirmed", "shortfall / len(readings)")

# %% slip="one-clinic" task="m10-q10-cycle" silent="the price is a value"
"That is the shortfall of one clinic. Asked is the shortfall of all of them for each case."
edit("shortfall / confirmed", "shortfall / 30")

# %% slip="no-interest" task="m10-q10-cycle" silent="the worth is a value"
"That counts a later year like the first. Interest makes it worth less today."
edit('4 * 63 * clv_multiple(0.85, 0.10, "start")', "4 * 63 / (1 - 0.85)")

# %% slip="one-year-is-worth" task="m10-q10-cycle" silent="the worth is a value"
"That is one year. A patient who stays comes in later years, too."
edit('4 * 63 * clv_multiple(0.85, 0.10, "start")', "4 * 63")

# %% slip="first-year-late" task="m10-q10-cycle" silent="the worth is a value"
"The first year counts at once here."
edit('"start"', '"end"')

# %% slip="weight-added-silently" task="m10-q10-cycle" silent="a decision is judged in the end"
"The decision is not the one that your stated weight and the price say. A weight that is not stated was added or left out."
edit('"weight": 400', '"weight": 20')

# %% twelve times a year task="m10-q10-cycle" points=4.25 trap="every-month"
months = {"far": "none", "near": 1}
price = 187.3
worth = 1108.8
service = {"weight": 200, "keep": "yes"}

# %% seldom at least task="m10-q10-cycle" points=4.25 trap="longest-loses-least"
months = {"far": 60, "near": 3}
price = 187.3
worth = 1109
service = {"weight": 200, "keep": "yes"}

# %% all costs task="m10-q10-cycle" points=3.5 trap="cost-is-the-price"
months = {"far": "none", "near": 3}
price = 42300 / 135
worth = 1109
service = {"weight": 400, "keep": "yes"}

# %% everybody read task="m10-q10-cycle" points=3.5 trap="tested-is-found"
months = {"far": "none", "near": 3}
price = 25290 / 1884
worth = 1109
service = {"weight": 400, "keep": "yes"}

# %% once a year at least task="m10-q10-cycle" points=4.25 trap="longest-loses-least"
months = {"far": 12, "near": 3}
price = 187.3
worth = 1109
service = {"weight": 187, "keep": "yes"}

# %% of one clinic task="m10-q10-cycle" points=3.5 trap="one-clinic"
months = {"far": "none", "near": 3}
price = 1410 - 567
worth = 1109
service = {"weight": 1000, "keep": "yes"}

# %% later years like the first task="m10-q10-cycle" points=4 trap="no-interest"
months = {"far": "none", "near": 3}
price = 187
worth = 1680
service = {"weight": 400, "keep": "yes"}

# %% no end of a weight task="m10-q10-cycle" points=4
months = {"far": "none", "near": 3}
price = 187
worth = 1109
service = {"weight": float("inf"), "keep": "yes"}

# %% a single year task="m10-q10-cycle" points=4 trap="one-year-is-worth"
months = {"far": "none", "near": 3}
price = 187
worth = 252
service = {"weight": 400, "keep": "yes"}

# %% a year later task="m10-q10-cycle" points=4 trap="first-year-late"
months = {"far": "none", "near": 3}
price = 187
worth = 252 * 3.4
service = {"weight": 400, "keep": "yes"}

# %% kept for nothing task="m10-q10-cycle" points=4 trap="weight-added-silently"
months = {"far": "none", "near": 3}
price = 187
worth = 1109
service = {"weight": 0, "keep": "yes"}

# %% [markdown]
# ## Task 16: what a resolved case costs

# %% by parts, rounded task="m10-q16-ways" points=4
per_case = {}
for name, topic in (("details", "change of details"), ("claim", "claim")):
    for way in ("app", "voice"):
        part = cases[(cases["topic"] == topic) & (cases["first"] == way)]
        per_case[f"{name}, {way}"] = round(part["cost"].sum() / part["resolved"].sum(), 1)
cheaper = dict(details="app", claim="cannot tell")
nobody = {}
for name, column in (("logins", "login"), ("people", "policyholder_id")):
    helped = journeys[journeys["resolved"] == 1][column].nunique()
    nobody[name] = round(1 - helped / journeys[column].nunique(), 3)
switched = round(float((cases["channels"] >= 2).sum() / 1500), 3)

# %% as Series task="m10-q16-ways" points=4
by_first = journeys.assign(first=journeys.groupby("journey")["channel"].transform("first"))
sums = by_first.groupby(["first", "topic"])[["cost", "resolved"]].sum()
rate = (sums["cost"] / sums["resolved"]).round(3)
pairs = [
    ("app", "change of details"),
    ("voice", "change of details"),
    ("app", "claim"),
    ("voice", "claim"),
]
per_case = pd.Series(
    [rate[pair] for pair in pairs],
    index=["details, app", "details, voice", "claim, app", "claim, voice"],
)
cheaper = pd.Series({"details": "App", "claim": "Cannot tell"})
nobody = pd.Series(
    {
        "logins": journeys.groupby("login")["resolved"].sum().eq(0).mean(),
        "people": journeys.groupby("policyholder_id")["resolved"].sum().eq(0).mean(),
    }
)
switched = cases["channels"].ne(1).mean()

# %% equivalent="m10-q16-ways"
"Mean cost over mean resolved is sum over sum: both are divided by the same number of cases."

edit('[["cost", "resolved"]].sum()', '[["cost", "resolved"]].mean()')

# %% slip="per-contact" task="m10-q16-ways" silent="the cost is a value"
"You take the mean cost of a contact. A contact is not a case: what of the contacts after it, and of cases that stay open?"
edit('sums["cost"] / sums["resolved"]', 'journeys.groupby(["topic", "channel"])["cost"].mean()')

# %% slip="resolving-contact" task="m10-q16-ways" silent="the cost is a value"
"You count each contact where it took place. A case that began in the app and was settled by voice belongs to the app."
edit('cases.groupby(["topic", "first"])', 'journeys.groupby(["topic", "channel"])')

# %% slip="all-cases" task="m10-q16-ways" silent="the cost is a value"
"You divide by all cases. Those that stayed open have a cost, and resolve nothing."
edit('sums["cost"] / sums["resolved"]', 'sums["cost"] / cases.groupby(["topic", "first"]).size()')

# %% slip="mean-is-enough" task="m10-q16-ways" silent="a choice between three words"
"For claims you hold two means against each other. Look at the interval of their difference."
edit('"claim": "cannot tell"', '"claim": "voice"')

# %% slip="sure-of-nothing" task="m10-q16-ways" silent="a choice between three words"
"Not everything is open: look at both ends of the interval for details."
edit('"details": "app"', '"details": "cannot tell"')

# %% slip="open-once" task="m10-q16-ways" silent="the share is a value"
"You count who had a contact that did not resolve the case. Asked is who had none that did."
edit('groupby("login")["resolved"].max()', 'groupby("login")["resolved"].min()')
edit('groupby("policyholder_id")["resolved"].max()', 'groupby("policyholder_id")["resolved"].min()')

# %% slip="again-as-switch" task="m10-q16-ways" silent="the share is a value"
"You count cases with more than one contact. Two calls are two contacts on one channel."
edit('cases["channels"] > 1', 'cases["contacts"] > 1')

# %% the price list task="m10-q16-ways" points=2.5 trap="per-contact"
each = journeys.pivot_table(index="channel", columns="topic", values="cost")
per_case = {
    f"{name}, {way}": each.loc[way, topic]
    for name, topic in (("details", "change of details"), ("claim", "claim"))
    for way in ("app", "voice")
}
cheaper = {"details": "app", "claim": "cannot tell"}
nobody = {
    name: journeys.groupby(column)["resolved"].sum().eq(0).mean()
    for name, column in (("logins", "login"), ("people", "policyholder_id"))
}
switched = cases["channels"].gt(1).mean()

# %% where it was settled task="m10-q16-ways" points=2.5 trap="resolving-contact"
per_case = {}
for name, topic in (("details", "change of details"), ("claim", "claim")):
    for way in ("app", "voice"):
        part = journeys[(journeys["topic"] == topic) & (journeys["channel"] == way)]
        per_case[f"{name}, {way}"] = part["cost"].sum() / part["resolved"].sum()
cheaper = {"claim": "cannot tell", "details": "app"}
nobody = {
    name: journeys.groupby(column)["resolved"].sum().eq(0).mean()
    for name, column in (("logins", "login"), ("people", "policyholder_id"))
}
switched = cases["channels"].gt(1).mean()

# %% the mean of a case task="m10-q16-ways" points=1.5 trap="all-cases"
mean = cases.groupby(["topic", "first"])["cost"].mean()
per_case = {
    "details, app": mean["change of details", "app"],
    "details, voice": mean["change of details", "voice"],
    "claim, app": mean["claim", "app"],
    "claim, voice": mean["claim", "voice"],
}
cheaper = {"details": "app", "claim": "app"}
nobody = {
    name: journeys.groupby(column)["resolved"].sum().eq(0).mean()
    for name, column in (("logins", "login"), ("people", "policyholder_id"))
}
switched = cases["channels"].gt(1).mean()

# %% voice, because its mean is lower task="m10-q16-ways" points=3 trap="mean-is-enough"
sums = cases.groupby(["topic", "first"])[["cost", "resolved"]].sum()
yuan = (sums["cost"] / sums["resolved"]).unstack()
per_case = {
    f"{name}, {way}": yuan.loc[topic, way]
    for name, topic in (("details", "change of details"), ("claim", "claim"))
    for way in ("app", "voice")
}
cheaper = {"details": "app", "claim": "voice"}
nobody = {
    name: journeys.groupby(column)["resolved"].sum().eq(0).mean()
    for name, column in (("logins", "login"), ("people", "policyholder_id"))
}
switched = cases["channels"].gt(1).mean()

# %% nothing can be told task="m10-q16-ways" points=3 trap="sure-of-nothing"
sums = cases.groupby(["topic", "first"])[["cost", "resolved"]].sum()
yuan = (sums["cost"] / sums["resolved"]).unstack()
per_case = {
    f"{name}, {way}": yuan.loc[topic, way]
    for name, topic in (("details", "change of details"), ("claim", "claim"))
    for way in ("app", "voice")
}
cheaper = dict.fromkeys(["details", "claim"], "cannot tell")
nobody = {
    name: journeys.groupby(column)["resolved"].sum().eq(0).mean()
    for name, column in (("logins", "login"), ("people", "policyholder_id"))
}
switched = cases["channels"].gt(1).mean()

# %% who was once not helped task="m10-q16-ways" points=2.5 trap="open-once"
sums = cases.groupby(["topic", "first"])[["cost", "resolved"]].sum()
yuan = (sums["cost"] / sums["resolved"]).unstack()
per_case = {
    f"{name}, {way}": yuan.loc[topic, way]
    for name, topic in (("details", "change of details"), ("claim", "claim"))
    for way in ("app", "voice")
}
cheaper = {"details": "app", "claim": "cannot tell"}
not_yet = journeys[journeys["resolved"] == 0]
nobody = {
    "logins": not_yet["login"].nunique() / journeys["login"].nunique(),
    "people": not_yet["policyholder_id"].nunique() / journeys["policyholder_id"].nunique(),
}
switched = (cases["contacts"] > 1).mean()

# %% twice is a switch task="m10-q16-ways" points=3.5 trap="again-as-switch"
sums = cases.groupby(["topic", "first"])[["cost", "resolved"]].sum()
yuan = (sums["cost"] / sums["resolved"]).unstack()
per_case = {
    f"{name}, {way}": yuan.loc[topic, way]
    for name, topic in (("details", "change of details"), ("claim", "claim"))
    for way in ("app", "voice")
}
cheaper = {"details": "app", "claim": "cannot tell"}
nobody = {
    name: journeys.groupby(column)["resolved"].sum().eq(0).mean()
    for name, column in (("logins", "login"), ("people", "policyholder_id"))
}
switched = (journeys["touch"] == 2).sum() / 1500

# %% [markdown]
# ## Task 17: before you look

# %% the middle two, and a little more task="m10-q17-conflict" points=2
net.record(low=3, high=11)

# %% from all to half, the other way round task="m10-q17-conflict" points=2
net.record(low=0, high=15.5)

# %% equivalent="m10-q17-conflict"
"A policy more or less at one end is as sensible a range."

edit("low=0", "low=1")

# %% equivalent="m10-q17-conflict"
"A policy more or less at one end is as sensible a range."

edit("low=0", "low=-1")

# %% equivalent="m10-q17-conflict"
"A policy more or less at one end is as sensible a range."

edit("high=15", "high=16")

# %% equivalent="m10-q17-conflict"
"A policy more or less at one end is as sensible a range."

edit("high=15", "high=14")

# %% slip="gross-for-net" task="m10-q17-conflict" silent="what the range is worth is told when it is graded"
"Your range lies above what came on the other draws: much of what the app sells more is missing at the agents."
edit("low=0, high=15", "low=25, high=37")

# %% slip="eats-itself" task="m10-q17-conflict" silent="what the range is worth is told when it is graded"
"Your range lies below what came on the other draws: in the earlier discounts the agents did not lose more than the app gained."
edit("low=0, high=15", "low=-25, high=-5")

# %% slip="says-little" task="m10-q17-conflict" silent="what the range is worth is told when it is graded"
"The range is so wide that it says little: the earlier discounts are narrower."
edit("low=0, high=15", "low=-31, high=31")

# %% what the app reports task="m10-q17-conflict" points=0 trap="gross-for-net"
net.record(low=28, high=34)

# %% the agents lose more than the app gains task="m10-q17-conflict" points=0 trap="eats-itself"
net.record(low=-20, high=-1)

# %% from nothing to everything task="m10-q17-conflict" points=0 trap="says-little"
net.record(low=0, high=31)

# %% no change task="m10-q17-conflict" points=0
net.record(low=-5, high=5)

# %% [markdown]
# ## Task 17b: widen, stop, or credit

# %% by territory, then by pair task="m10-q17b-choice" points=2
price = np.where(trial["app_discount"] == 1, 140, 210)
value = trial["sold_in_app"] * price + trial["sold_by_agent"] * 150
table = trial.assign(value=value).pivot(index="pair", columns="app_discount", values="value")
best = trial["sold_in_app"] * np.where(trial["app_discount"] == 1, 100, 210)
best = trial.assign(value=best).pivot(index="pair", columns="app_discount", values="value")
worth = {"widen": round((table[1] - table[0]).mean()), "credit": round((best[1] - best[0]).mean())}
choice = "Stop"

# %% by means task="m10-q17b-choice" points=2
mean = trial.groupby("app_discount")[["sold_in_app", "sold_by_agent"]].mean()
app, agent = mean["sold_in_app"], mean["sold_by_agent"]
worth = pd.Series(
    {
        "credit": 100 * app[1] - 210 * app[0],
        "widen": 140 * app[1] - 210 * app[0] + 150 * (agent[1] - agent[0]),
    }
)
choice = np.array(["stop"])[0]

# %% slip="agents-forgotten" task="m10-q17b-choice" silent="the yuan are a value"
"In the trial agents sold another number of policies, too: their contribution belongs to it."
edit("widen = in_app + at_agents", "widen = in_app")

# %% slip="discount-forgotten" task="m10-q17b-choice" silent="the yuan are a value"
"The discount goes to every buyer in the app: it comes off each of these policies."
edit('140 * with_it["sold_in_app"]', '210 * with_it["sold_in_app"]')

# %% slip="credit-forgotten" task="m10-q17b-choice" silent="the yuan are a value"
"The 40 yuan for the agent are paid for each policy that the app sells with the discount."
edit('credit = in_app - 40 * with_it["sold_in_app"]', "credit = in_app")

# %% slip="old-buyers-forgotten" task="m10-q17b-choice" silent="the yuan are a value"
"Who would have bought in the app anyway gets the discount, too: take 140 for all with it, less 210 for all without it."
edit('210 * without["sold_in_app"]', '140 * without["sold_in_app"]')

# %% slip="credit-for-more" task="m10-q17b-choice" silent="the yuan are a value"
"The agent's 40 yuan are paid for each policy that the app sells, not only for those it sells more."
edit(
    'in_app - 40 * with_it["sold_in_app"]',
    'in_app - 40 * (with_it["sold_in_app"] - without["sold_in_app"])',
)

# %% slip="not-the-best-case" task="m10-q17b-choice" silent="the yuan are a value"
"In the best case of the credit the agents sell as many as without the discount: nothing comes off there."
edit("credit = in_app - 40", "credit = widen - 40")

# %% only those who are more task="m10-q17b-choice" points=0.5 trap="old-buyers-forgotten"
mean = trial.groupby("app_discount")[["sold_in_app", "sold_by_agent"]].mean()
more = mean.loc[1] - mean.loc[0]
worth = {
    "widen": 140 * more["sold_in_app"] + 150 * more["sold_by_agent"],
    "credit": 140 * more["sold_in_app"] - 40 * mean.loc[1, "sold_in_app"],
}
choice = "stop"

# %% forty for the new ones task="m10-q17b-choice" points=1.25 trap="credit-for-more"
app = trial.groupby("app_discount")["sold_in_app"].mean()
agent = trial.groupby("app_discount")["sold_by_agent"].mean()
worth = {
    "widen": 140 * app[1] - 210 * app[0] + 150 * (agent[1] - agent[0]),
    "credit": 140 * app[1] - 210 * app[0] - 40 * (app[1] - app[0]),
}
choice = "stop"

# %% agents as in the trial task="m10-q17b-choice" points=1.25 trap="not-the-best-case"
app = trial.groupby("app_discount")["sold_in_app"].mean()
agent = trial.groupby("app_discount")["sold_by_agent"].mean()
widen = 140 * app[1] - 210 * app[0] + 150 * (agent[1] - agent[0])
worth = {"widen": widen, "credit": widen - 40 * app[1]}
choice = "stop"

# %% slip="gross-growth" task="m10-q17b-choice" silent="a choice between three words"
"More policies in the app are not more contribution: hold the yuan of `widen` and its interval against 0."
edit('choice = "stop"', 'choice = "widen"')

# %% slip="best-case-is-enough" task="m10-q17b-choice" silent="a choice between three words"
"Peace with the agents has its price: hold the best case of `credit` and its interval against 0."
edit('choice = "stop"', 'choice = "credit"')

# %% the app alone task="m10-q17b-choice" points=1.25 trap="agents-forgotten"
mean = trial.groupby("app_discount")["sold_in_app"].mean()
worth = {"widen": 140 * mean[1] - 210 * mean[0], "credit": 100 * mean[1] - 210 * mean[0]}
choice = "stop"

# %% at the full price task="m10-q17b-choice" points=0 trap="discount-forgotten"
mean = trial.groupby("app_discount")[["sold_in_app", "sold_by_agent"]].mean()
more = mean.loc[1] - mean.loc[0]
worth = {
    "widen": 210 * more["sold_in_app"] + 150 * more["sold_by_agent"],
    "credit": 210 * more["sold_in_app"] - 40 * mean.loc[1, "sold_in_app"],
}
choice = "widen"

# %% as if the agents asked for nothing task="m10-q17b-choice" points=0.75 trap="credit-forgotten"
app = trial.groupby("app_discount")["sold_in_app"].mean()
agent = trial.groupby("app_discount")["sold_by_agent"].mean()
worth = {
    "widen": 140 * app[1] - 210 * app[0] + 150 * (agent[1] - agent[0]),
    "credit": 140 * app[1] - 210 * app[0],
}
choice = "credit"

# %% more is more task="m10-q17b-choice" points=1.5 trap="gross-growth"
mean = trial.groupby("app_discount")[["sold_in_app", "sold_by_agent"]].mean()
app, agent = mean["sold_in_app"], mean["sold_by_agent"]
worth = {
    "widen": 140 * app[1] - 210 * app[0] + 150 * (agent[1] - agent[0]),
    "credit": 100 * app[1] - 210 * app[0],
}
choice = "widen"

# %% peace task="m10-q17b-choice" points=1.5 trap="best-case-is-enough"
mean = trial.groupby("app_discount")[["sold_in_app", "sold_by_agent"]].mean()
app, agent = mean["sold_in_app"], mean["sold_by_agent"]
worth = {
    "widen": 140 * app[1] - 210 * app[0] + 150 * (agent[1] - agent[0]),
    "credit": 100 * app[1] - 210 * app[0],
}
choice = "credit"

# %% [markdown]
# ## Task 19: which sentence

# %% sure of it task="m10-q19-statement" points=4 fewer="a letter can be recorded in one way only"
statement.record(sentence="A", sure=1)

# %% slip="stopped-early" task="m10-q19-statement" silent="a choice between four sentences"
"Hold 3 points against the interval of these six days; and an end is fixed before a test begins."
edit('sentence="A"', 'sentence="B"')

# %% slip="none-proven" task="m10-q19-statement" silent="a choice between four sentences"
"A gain of 1 point lies inside the interval, and what lies inside is not refuted."
edit('sentence="A"', 'sentence="C"')

# %% slip="contained-is-solved" task="m10-q19-statement" silent="a choice between four sentences"
"Counted was what the bot passed on to nobody. Whether the question was solved, nobody asked."
edit('sentence="A"', 'sentence="D"')

# %% ahead task="m10-q19-statement" points=0 trap="stopped-early"
statement.record(sentence="B", sure=0.5)

# %% no gain at all task="m10-q19-statement" points=0 trap="none-proven"
statement.record(sentence="C", sure=0.8)

# %% three of four task="m10-q19-statement" points=0 trap="contained-is-solved"
statement.record(sentence="D", sure=0.9)

# %% [markdown]
# ## Task 20: two drafts, and the memo

# %% [markdown] task="m10-q20-memo" mark=15
# Dear Director Fang, dear Ms. Tang. "Marketing only adds spending" (3): the discount cost 3,622 yuan a territory [2,357, 4,888] in 12 pairs by lot (Task 17b), but the bank's discount left 7.5 yuan a customer more [6.4, 8.5] among those who are no regulars, after its cost (Task 11, by lot); one bank. "Marketing is advertising" (1): a change of details that begins in the app costs 6.9 yuan a resolved case, by voice 26.4 (Task 16); no lot chose the channel. "It is the marketing department's job" (4): telling again goes with 1.0 points less [0.8, 1.3], 1,500 cases at equal topic, an association, and service teams cause the telling. Conceded: "demand comes anyway" (5), in part: app and agents together sold −0.8 policies more [−9.3, 7.7], so that more came was not shown, and up to 8 more fit. Standards: contacts begun by customers and answered within a day, of all such contacts, 95 %; cases without telling twice, of all cases with two contacts, 70 %.

# %% [markdown] task="m10-q20-memo" mark=6
# Marketing does not only add spending: the app grew by 67 %. It is not only advertising, because waiting matters, too. Health care can be marketed within the law. Demand comes anyway in part, as notebook 1 showed. We answer 95 % of the contacts within a day, and we listen to customers.

# %% [markdown] task="m10-q20-memo" mark=0
# These ten are all wrong. Marketing is important for every hospital and insurer, and our bot shows it. We must communicate more with customers.

# %% [markdown]
# ## Task 1: the break-even


# %% by a mask task="m10-q1-cost" points=5
def break_even(costs, villages, months):
    is_sunk = costs["kind"].eq("sunk")
    full_cost = costs.loc[~is_sunk, "amount"].sum()
    return full_cost / 63 / (villages * months)


# %% by kinds task="m10-q1-cost" points=5
def break_even(costs, villages, months):
    counted = costs.query("kind in ['cash', 'hours', 'wear']")["amount"]
    return sum(counted) / sum(63 for _one in range(villages * months))


# %% slip="cash-only" task="m10-q1-cost"
"You count what was paid in cash. The trips use hours and the van, too."
edit('!= "sunk"', '== "cash"')

# %% slip="hours-left-out" task="m10-q1-cost"
"You leave out the hours of the staff. They are paid, and could have been spent on patients."
edit('costs["kind"] != "sunk"', '~costs["kind"].isin(["sunk", "hours"])')

# %% slip="sunk-counted" task="m10-q1-cost"
"You count what was paid long ago and would not come back if the bus stayed."
edit('costs["kind"] != "sunk"', 'costs["kind"] != ""')

# %% slip="revenue-for-contribution" task="m10-q1-cost"
"You value a visit at its revenue. A part of it is spent on the visit itself."
edit("contribution * villages", "180 * villages")

# %% slip="one-trip" task="m10-q1-cost"
"You take the cost of one trip. All trips of the table are paid for."
edit('"amount"].sum()', '"amount"].sum() / costs["trip"].nunique()')

# %% slip="months-forgotten" task="m10-q1-cost"
"One extra visit a month comes in each of the months."
edit("contribution * villages * months", "contribution * villages")

# %% slip="villages-forgotten" task="m10-q1-cost"
"One extra visit a month comes from each of the villages."
edit("contribution * villages * months", "contribution * months")


# %% what was paid task="m10-q1-cost" points=0 trap="cash-only"
def break_even(costs, villages, months):
    paid = costs[costs["kind"].eq("cash")]["amount"]
    return paid.sum() / (63 * villages * months)


# %% the staff is paid anyway task="m10-q1-cost" points=0 trap="hours-left-out"
def break_even(costs, villages, months):
    anyway = costs[costs["hours"].eq(0) & costs["kind"].ne("sunk")]["amount"]
    return anyway.sum() / (63 * villages * months)


# %% everything task="m10-q1-cost" points=0 trap="sunk-counted"
def break_even(costs, villages, months):
    return costs["amount"].sum() / (63 * villages * months)


# %% at the price task="m10-q1-cost" points=0 trap="revenue-for-contribution"
def break_even(costs, villages, months):
    counted = costs.query("kind != 'sunk'")["amount"].sum()
    return counted / (villages * months) / 180


# %% for each trip task="m10-q1-cost" points=0 trap="one-trip"
def break_even(costs, villages, months):
    counted = costs.query("kind != 'sunk'").groupby("trip")["amount"].sum()
    return counted.mean() / (villages * months) / 63


# %% once task="m10-q1-cost" points=0 trap="months-forgotten"
def break_even(costs, villages, months):
    return costs.query("kind != 'sunk'")["amount"].sum() / villages / 63


# %% one village task="m10-q1-cost" points=0 trap="villages-forgotten"
def break_even(costs, villages, months):
    return costs.query("kind != 'sunk'")["amount"].sum() / months / 63


# %% upside down task="m10-q1-cost" points=0
def break_even(costs, villages, months):
    return 63 * villages * months / costs.query("kind != 'sunk'")["amount"].sum()


# %% [markdown]
# ## Task 2: what is sealed

# %% another reason task="m10-q2-seal" points=2 fewer="there is one right plan of five"
seal.record(
    choice="Visits to the hospital; change of the ten villages less change of the others, 2024 against 2020 to 2022; go from the break-even",
    reason="The others show what happens anyway, 2023 was a low year, and the break-even is what trips must earn.",
)

# %% slip="before-after" task="m10-q2-seal" silent="a choice between five plans"
"Nothing in this plan shows what would have come without clinics."
edit(
    "change of the ten villages less change of the others, 2024 against 2020 to 2022;",
    "change of the ten villages, 2024 against 2023;",
)

# %% slip="zero-is-enough" task="m10-q2-seal" silent="a choice between five plans"
"With this threshold, clinics may go on that cost more than they bring."
edit("go from the break-even", "go from zero")

# %% slip="people-reached" task="m10-q2-seal" silent="a choice between five plans"
"Who stood at the bus is no visit yet, and only visits bring the contribution of Task 1."
edit(
    "Visits to the hospital; change of the ten villages less change of the others, 2024 against 2020 to 2022;",
    "People seen on the bus; the ten villages less ten of a neighboring county's bus, 2024;",
)

# %% slip="selection-year-in" task="m10-q2-seal" silent="a choice between five plans"
"Nearly: by the year that you start from, the ten were chosen. It was low for them."
edit("against 2020 to 2022;", "against 2023;")

# %% the year before task="m10-q2-seal" points=0 trap="before-after"
plan = (
    "Visits to the hospital; change of the ten villages, 2024 against 2023; go from the break-even"
)
seal.record(choice=plan, reason="It is the same villages, so nothing else can differ.")

# %% any effect task="m10-q2-seal" points=0 trap="zero-is-enough"
plan = "Visits to the hospital; change of the ten villages less change of the others, 2024 against 2020 to 2022; go from zero"
seal.record(choice=plan, reason="If it works, it works, and then we should do it.")

# %% a full bus task="m10-q2-seal" points=0 trap="people-reached"
plan = "People seen on the bus; the ten villages less ten of a neighboring county's bus, 2024; go from the break-even"
seal.record(choice=plan, reason="A full bus is what a clinic is for, is it not?")

# %% the newest year before task="m10-q2-seal" points=1 trap="selection-year-in"
plan = "Visits to the hospital; change of the ten villages less change of the others, 2024 against 2023; go from the break-even"
seal.record(choice=plan, reason="The newest year is nearest to the year of the clinics.")

# %% with a pivot of the rows task="m10-q3-extra" points=4
ten = about.index[about["clinics_2024"].eq(1)]
sixty = yearly.index.difference(ten)
mean_ten, mean_sixty = yearly.loc[ten].mean(), yearly.loc[sixty].mean()
from_2023 = (mean_ten[2024] - mean_ten[2023]) - (mean_sixty[2024] - mean_sixty[2023])
early = [2020, 2021, 2022]
from_early = (mean_ten[2024] - mean_ten[early].mean()) - (
    mean_sixty[2024] - mean_sixty[early].mean()
)
extra = {
    "earlier years": from_early,
    "last year": from_2023,
    "page": mean_ten[2024] - mean_ten[2023],
}

# %% a Series, rounded task="m10-q3-extra" points=4
extra = pd.Series(
    {
        "page": yearly[treated][2024].mean() - yearly[treated][2023].mean(),
        "last year": did(yearly, treated, 2024, 2023),
        "earlier years": did(yearly, treated, 2024, [2020, 2021, 2022]),
    }
).round(1)

# %% slip="percent" task="m10-q3-extra" silent="the readings are values"
"The page is asked in visits a village and month, not as a percentage."
edit(
    "page = (yearly.loc[treated, 2024] - yearly.loc[treated, 2023]).mean()",
    "page = 100 * (yearly.loc[treated, 2024].mean() / yearly.loc[treated, 2023].mean() - 1)",
)

# %% slip="all-villages" task="m10-q3-extra" silent="the readings are values"
"The page tells the rise of the ten villages, not of all."
edit(
    "page = (yearly.loc[treated, 2024] - yearly.loc[treated, 2023]).mean()",
    "page = (yearly[2024] - yearly[2023]).mean()",
)

# %% slip="after-only" task="m10-q3-extra" silent="the readings are values"
"You compare both groups in 2024 alone. They differed before, too."
edit(
    "last = did(yearly, treated, after=2024, before=2023)",
    "last = yearly.loc[treated, 2024].mean() - yearly.loc[~treated, 2024].mean()",
)

# %% slip="selection-year-in" task="m10-q3-extra" silent="the readings are values"
"The year by which the ten were chosen is among your earlier years."
edit("[2020, 2021, 2022]", "[2020, 2021, 2022, 2023]")

# %% slip="sign" task="m10-q3-extra" silent="the readings are values"
"A difference-in-differences is after less before, and treated less others."
edit(
    "did(yearly, treated, after=2024, before=2023)",
    "did(yearly, ~treated, after=2024, before=2023)",
)
edit(
    "did(yearly, treated, after=2024, before=[2020, 2021, 2022])",
    "did(yearly, ~treated, after=2024, before=[2020, 2021, 2022])",
)

# %% as on the page task="m10-q3-extra" points=2.67 trap="percent"
levels = yearly[treated].mean()
extra = {
    "page": (levels[2024] - levels[2023]) / levels[2023] * 100,
    "last year": did(yearly, treated, 2024, 2023),
    "earlier years": did(yearly, treated, 2024, [2020, 2021, 2022]),
}

# %% everybody task="m10-q3-extra" points=2.67 trap="all-villages"
levels = yearly.mean()
extra = {
    "page": levels[2024] - levels[2023],
    "last year": did(yearly, treated, 2024, 2023),
    "earlier years": did(yearly, treated, 2024, [2020, 2021, 2022]),
}

# %% in 2024 only task="m10-q3-extra" points=2.67 trap="after-only"
of = yearly.groupby(treated)[2024].mean()
extra = {
    "page": (yearly[2024] - yearly[2023])[treated].mean(),
    "last year": of[True] - of[False],
    "earlier years": did(yearly, treated, 2024, [2020, 2021, 2022]),
}

# %% all years before task="m10-q3-extra" points=2.67 trap="selection-year-in"
extra = {
    "page": (yearly[2024] - yearly[2023])[treated].mean(),
    "last year": did(yearly, treated, 2024, 2023),
    "earlier years": did(yearly, treated, 2024, list(range(2020, 2024))),
}

# %% others less treated task="m10-q3-extra" points=1.33 trap="sign"
extra = {
    "page": (yearly[2024] - yearly[2023])[treated].mean(),
    "last year": -did(yearly, treated, 2024, 2023),
    "earlier years": -did(yearly, treated, 2024, [2020, 2021, 2022]),
}

# %% [markdown]
# ## Task 4: which sentence

# %% sure of it task="m10-q4-statement" points=4 fewer="a letter can be recorded in one way only"
statement.record(sentence="C", sure=1)

# %% slip="dip-as-effect" task="m10-q4-statement" silent="a choice between four sentences"
"The ten were chosen for a low year. Their rise above others holds what placebo years have, too."
edit('sentence="C"', 'sentence="A"')

# %% slip="all-of-the-difference" task="m10-q4-statement" silent="a choice between four sentences"
"Where no clinics went, the lowest ten rose above the others as well. A part of the difference is that."
edit('sentence="C"', 'sentence="B"')

# %% slip="no-effect-proven" task="m10-q4-statement" silent="a choice between four sentences"
"An interval that holds zero holds other effects as well. None was shown, which is not the same as none."
edit('sentence="C"', 'sentence="D"')

# %% the ten rose task="m10-q4-statement" points=0 trap="dip-as-effect"
statement.record(sentence="A", sure=0.7)

# %% all of it task="m10-q4-statement" points=0 trap="all-of-the-difference"
statement.record(sentence="B", sure=0.6)

# %% nothing at all task="m10-q4-statement" points=0 trap="no-effect-proven"
statement.record(sentence="D", sure=0.8)

# %% [markdown]
# ## Task 5: the rule

# %% a wider doubt task="m10-q5-signed" points=12
parts = {"lowest": "earlier", "applied": "trend", "road": "last", "sign": "pays"}
rule.record(
    **parts,
    news=["nurse", "driver", "county"],
    within=2,
    unsure="lot",
    reason="Along the road last year is like this one, and two visits are about one standard error.",
)

# %% stop when unsure task="m10-q5-signed" points=12
rule.record(
    lowest="earlier",
    applied="trend",
    road="last",
    sign="pays",
    news=["county", "driver", "nurse"],
    within=1,
    unsure="stop",
    reason="Where it is that near, a lot hardly earns its year, so I leave it.",
)

# %% slip="dip-as-effect" task="m10-q5-signed" silent="what a rule is worth is told when it is graded"
"What cost most: the comparison for the lowest of year 4. Was that year like their other years?"
edit('lowest="earlier"', 'lowest="last"')

# %% the newest year task="m10-q5-signed" points=6.46 trap="dip-as-effect"
rule.record(
    lowest="last",
    applied="trend",
    road="last",
    sign="pays",
    news=["driver", "county", "nurse"],
    within=2,
    unsure="lot",
    reason="It is the rule that can be explained to everybody in a minute.",
)

# %% slip="growth-as-effect" task="m10-q5-signed" silent="what a rule is worth is told when it is graded"
"What cost most: the comparison for villages that applied. What would they have done anyway?"
edit('applied="trend"', 'applied="four"')

# %% all years for all who did not choose themselves task="m10-q5-signed" points=0.63 trap="growth-as-effect"
rule.record(
    lowest="earlier",
    applied="earlier",
    road="earlier",
    sign="pays",
    news=["driver", "county", "nurse"],
    within=1,
    unsure="lot",
    reason="It is the rule that can be explained to everybody in a minute.",
)

# %% slip="break-forgotten" task="m10-q5-signed" silent="what a rule is worth is told when it is graded"
"What cost most: the comparison for villages along the road. Which years were before the other hospital?"
edit('road="last"', 'road="earlier"')

# %% a line along the road, too task="m10-q5-signed" points=6.5 trap="break-forgotten"
rule.record(
    lowest="earlier",
    applied="trend",
    road="trend",
    sign="pays",
    news=["nurse", "county", "driver"],
    within=1,
    unsure="lot",
    reason="It is the rule that can be explained to everybody in a minute.",
)

# %% slip="zero-is-enough" task="m10-q5-signed" silent="what a rule is worth is told when it is graded"
"What cost most: the threshold. Zero is not where a trip pays."
edit('sign="pays"', 'sign="any"')

# %% if it surely works task="m10-q5-signed" points=8.52 trap="zero-is-enough"
rule.record(
    lowest="earlier",
    applied="trend",
    road="last",
    sign="sure_any",
    news=["driver", "county", "nurse"],
    within=1,
    unsure="lot",
    reason="It is the rule that can be explained to everybody in a minute.",
)

# %% slip="sure-at-any-price" task="m10-q5-signed" silent="what a rule is worth is told when it is graded"
"What cost most: the threshold. It leaves routes standing that most likely pay."
edit('sign="pays"', 'sign="sure_pays"')

# %% never a loss task="m10-q5-signed" points=9.74 trap="sure-at-any-price"
rule.record(
    lowest="earlier",
    applied="trend",
    road="last",
    sign="sure_pays",
    news=["driver", "county", "nurse"],
    within=1,
    unsure="lot",
    reason="It is the rule that can be explained to everybody in a minute.",
)

# %% slip="story-signed" task="m10-q5-signed" silent="what a rule is worth is told when it is graded"
"What cost most: the news. Something decides that has nothing to do with visits, cost or room."
edit('"nurse"]', '"nurse", "villager"]')

# %% the newspaper reads it, too task="m10-q5-signed" points=10.53 trap="story-signed"
rule.record(
    lowest="earlier",
    applied="trend",
    road="last",
    sign="pays",
    news=["driver", "county", "nurse", "office"],
    within=1,
    unsure="lot",
    reason="It is the rule that can be explained to everybody in a minute.",
)

# %% slip="deaf-to-facts" task="m10-q5-signed" silent="what a rule is worth is told when it is graded"
"What cost most: the news. Something that changes cost or room is not let in."
edit('["driver", "county", "nurse"]', '["driver", "county"]')

# %% a word is a word task="m10-q5-signed" points=10.11 trap="deaf-to-facts"
rule.record(
    lowest="earlier",
    applied="trend",
    road="last",
    sign="pays",
    news=[],
    within=1,
    unsure="lot",
    reason="It is the rule that can be explained to everybody in a minute.",
)

# %% slip="wrong-when-unsure" task="m10-q5-signed" silent="what a rule is worth is told when it is graded"
"What cost most: what is done near the break-even, or how near that is."
edit('unsure="lot"', 'unsure="go"')

# %% a lot for nearly all task="m10-q5-signed" points=11.91 trap="wrong-when-unsure"
rule.record(
    lowest="earlier",
    applied="trend",
    road="last",
    sign="pays",
    news=["driver", "county", "nurse"],
    within=4,
    unsure="lot",
    reason="It is the rule that can be explained to everybody in a minute.",
)

# %% sign nothing task="m10-q5-signed" points=0 trap="dip-as-effect"
rule.record(
    lowest="last",
    applied="last",
    road="last",
    sign="pays",
    news=[],
    within=100,
    unsure="stop",
    reason="It is the rule that can be explained to everybody in a minute.",
)

# %% equivalent="m10-q5-signed"
"Nearer than one visit or than two: both are sensible."
edit("within=1", "within=2")

# %% equivalent="m10-q5-signed"
"Never unsure: on 2,000 boards this brings nearly as much as a lot very near to the break-even."
edit("within=1", "within=0")
