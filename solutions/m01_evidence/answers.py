# %% [markdown]
# # Answers on the page


# %% by counting rows task="m01-q1-due" points=7
def on_time_share(visits, as_of):
    come = visits.loc[visits["promised"].le(as_of)]
    kept = come[come["closed"].notna() & (come["closed"] <= come["promised"])]
    return len(kept) / len(come)


# %% query and fill task="m01-q1-due" points=7
def on_time_share(visits, as_of):
    """Proportion of the cases promised by as_of that were closed by the promised day."""
    due = visits.query("promised <= @as_of")
    in_time = due["closed"].fillna(pd.Timestamp("2099-01-01")) <= due["promised"]
    return in_time.mean()


# %% with a list, not a Series task="m01-q1-due" points=7
def on_time_share(visits, as_of):
    due = visits[~(visits["promised"] > as_of)]
    in_time = [bool(c <= p) for c, p in zip(due["closed"], due["promised"], strict=True)]
    return sum(in_time) / len(in_time)


# %% slip="closed-only" task="m01-q1-due"
"Cases that were never closed are not in your denominator. A case whose promised day has come was due, closed or not."
edit(
    'visits[visits["promised"] <= as_of]',
    'visits[(visits["promised"] <= as_of) & visits["closed"].notna()]',
)


# %% slip="not-due-counted" task="m01-q1-due"
"Cases that were promised for a later day are in your count. Their time has not come yet."
edit('visits[visits["promised"] <= as_of]', "visits")


# %% slip="due-day-lost" task="m01-q1-due"
"Cases that were promised for the day `as_of` itself are missing from your denominator."
edit('visits["promised"] <= as_of', 'visits["promised"] < as_of')


# %% slip="last-day-late" task="m01-q1-due"
"You count a case that was closed on its promised day as late."
edit('due["closed"] <= due["promised"]', 'due["closed"] < due["promised"]')


# %% slip="closed-by-the-end" task="m01-q1-due"
"You ask whether a case was closed by `as_of`. Each case has a promised day of its own."
edit('due["closed"] <= due["promised"]', 'due["closed"] <= as_of')


# %% slip="open-in-time" task="m01-q1-due"
"You count cases that were never closed as in time. A comparison with a missing date is False, and `not False` is True."
edit('due["closed"] <= due["promised"]', '~(due["closed"] > due["promised"])')


# %% slip="closed-at-all" task="m01-q1-due"
"You ask whether a case was closed at all. When was it promised?"
edit('due["closed"] <= due["promised"]', 'due["closed"].notna()')


# %% slip="closed-of-all" task="m01-q1-due"
"You count closed cases alone, whatever their day. Which cases had been promised by `as_of`? These are due, closed or not."
edit('visits[visits["promised"] <= as_of]', 'visits[visits["closed"].notna()]')


# %% closed cases, whatever the day task="m01-q1-due" points=0 trap="closed-of-all"
def on_time_share(visits, as_of):
    done = visits.dropna(subset="closed")
    return (done["closed"] <= done["promised"]).mean()


# %% as the page counts task="m01-q1-due" points=0 trap="closed-only"
def on_time_share(visits, as_of):
    due = visits[visits["promised"] <= as_of].dropna()
    in_time = due["closed"] <= due["promised"]
    return in_time.mean()


# %% all rows task="m01-q1-due" points=0 trap="not-due-counted"
def on_time_share(visits, as_of):
    due = visits
    in_time = visits["closed"] <= visits["promised"]
    return in_time.mean()


# %% before the day task="m01-q1-due" points=0 trap="due-day-lost"
def on_time_share(visits, as_of):
    due = visits[~(visits["promised"] >= as_of)]
    in_time = due["promised"] >= due["closed"]
    return in_time.mean()


# %% a day early task="m01-q1-due" points=0 trap="last-day-late"
def on_time_share(visits, as_of):
    due = visits[visits["promised"] <= as_of]
    in_time = (due["promised"] - due["closed"]).dt.days > 0
    return in_time.mean()


# %% by the end of the window task="m01-q1-due" points=0 trap="closed-by-the-end"
def on_time_share(visits, as_of):
    due = visits[visits["promised"] <= as_of]
    return due["closed"].le(as_of).mean()


# %% not late task="m01-q1-due" points=0 trap="open-in-time"
def on_time_share(visits, as_of):
    due = visits[visits["promised"] <= as_of]
    late = due["closed"] > due["promised"]
    return 1 - late.mean()


# %% closed, whenever task="m01-q1-due" points=0 trap="closed-at-all"
def on_time_share(visits, as_of):
    due = visits[visits["promised"] <= as_of]
    return due["closed"].count() / len(due)


# %% all rows, and the open ones in time task="m01-q1-due" points=0 says=["Their time has not come yet", "never closed as in time"]
def on_time_share(visits, as_of):
    late = visits["closed"] > visits["promised"]
    return 1 - late.mean()


# %% the number of the example task="m01-q1-due" points=1
def on_time_share(visits, as_of):
    return 4 / 11


# %% less sure task="m01-q2-page" points=5
statement.record(sentence="B", sure=0.55)

# %% by code, certain task="m01-q2-page" points=5
mine = {"sentence": "B", "sure": 1.0}
statement.record(**mine)

# %% slip="answered-is-all" task="m01-q2-page" silent="which of four sentences over-claims is told when graded"
"Sentence A speaks of all customers. The 88 % are of the visits whose customer answered a text; the other two thirds were not heard."
statement.record(sentence="A", sure=0.7)

# %% slip="interval-hides-silence" task="m01-q2-page" silent="which of four sentences over-claims is told when graded"
"The interval of sentence C would hold if the 208 had been drawn at random from the 600. They answered by themselves, and no interval knows that."
statement.record(sentence="C", sure=0.7)

# %% slip="goes-with-is-cause" task="m01-q2-page" silent="which of four sentences over-claims is told when graded"
"Sentence D says what a better rating would do. Nobody's rating was changed: those who rate high may differ in much else, and the others were 25."
statement.record(sentence="D", sure=0.7)

# %% all customers task="m01-q2-page" points=0 trap="answered-is-all"
mine = {"sentence": "A", "sure": 1.0}
statement.record(**mine)

# %% the interval task="m01-q2-page" points=0 trap="interval-hides-silence"
mine = {"sentence": "C", "sure": 0.85}
statement.record(**mine)

# %% the cause task="m01-q2-page" points=0 trap="goes-with-is-cause"
mine = {"sentence": "D", "sure": 0.4}
statement.record(**mine)

# %% equivalent="m01-q3-bounds"
"the bounds do not depend on the order of the two groups"
edit("overlap(0.05, 0.97)", "overlap(0.97, 0.05)")


# %% equivalent="m01-q3-bounds"
"the bounds do not depend on the order of the two groups"
edit("overlap(0.62, 0.79)", "overlap(0.79, 0.62)")


# %% by thought task="m01-q3-bounds" points=6
silent = (0.05 - 0.03, 0.05)
loyal = (max(0.62, 0.79), 1)

# %% as lists task="m01-q3-bounds" points=6
silent = [0.02, 0.05]
loyal = [0.79, 1.0]

# %% slip="exactly-the-rest" task="m01-q3-bounds"
"`silent`: you let everybody who complained be one of the not satisfied. Somebody may complain and still say 4 or 5."
edit("silent = overlap(0.05, 0.97)", "silent = (0.02, 0.02)")

# %% slip="complained-instead" task="m01-q3-bounds"
"`silent`: these are bounds of those who are not satisfied **and complained**. Asked are those who did not."
edit("overlap(0.05, 0.97)", "overlap(0.05, 0.03)")

# %% slip="nobody-complained" task="m01-q3-bounds"
"`silent`: the lowest share is not 0. Even if all who complained were among the not satisfied, some of these would be left."
edit("silent = overlap(0.05, 0.97)", "silent = (0, 0.05)")

# %% slip="complaints-cap" task="m01-q3-bounds"
"`silent`: the share of those who complained does not cap the share of those who did not. How many may be not satisfied without a complaint?"
edit("silent = overlap(0.05, 0.97)", "silent = (0.02, 0.03)")

# %% slip="satisfied-instead" task="m01-q3-bounds"
"`silent`: these are bounds of the **satisfied** who did not complain. Asked are those who were not satisfied."
edit("silent = overlap(0.05, 0.97)", "silent = overlap(0.95, 0.97)")

# %% slip="two-shares-as-bounds" task="m01-q3-bounds"
"`loyal`: the two shares themselves are not its bounds. How many did one or the other if no one of the two groups is in the other?"
edit("(0.62 + 0.79 - most, 0.62 + 0.79 - least)", "(0.62, 0.79)")

# %% none at least task="m01-q3-bounds" points=3 trap="nobody-complained"
silent = (0, 0.05)
loyal = (0.79, 1)

# %% at most as many as complained task="m01-q3-bounds" points=3 trap="complaints-cap"
silent = (0.02, 0.03)
loyal = (0.79, 1)

# %% the content ones task="m01-q3-bounds" points=3 trap="satisfied-instead"
silent = (0.92, 0.95)
loyal = (0.79, 1)

# %% both shares as they stand task="m01-q3-bounds" points=3 trap="two-shares-as-bounds"
silent = (0.02, 0.05)
loyal = (0.62, 0.79)

# %% slip="both-instead-of-or" task="m01-q3-bounds"
"`loyal`: these are bounds of those who did **both**. Asked is one or the other, or both."
edit("loyal = (0.62 + 0.79 - most, 0.62 + 0.79 - least)", "loyal = (least, most)")

# %% slip="independent" task="m01-q3-bounds"
"`loyal`: multiplying assumes that the two have nothing to do with each other. The two shares do not say so; give what is possible."
edit(
    "loyal = (0.62 + 0.79 - most, 0.62 + 0.79 - least)",
    "loyal = (1 - 0.38 * 0.21, 1 - 0.38 * 0.21)",
)

# %% slip="upper-end-first" task="m01-q3-bounds"
"The lowest share comes first, then the highest."
edit("silent = overlap(0.05, 0.97)", "silent = overlap(0.05, 0.97)[::-1]")
edit("(0.62 + 0.79 - most, 0.62 + 0.79 - least)", "(0.62 + 0.79 - least, 0.62 + 0.79 - most)")

# %% slip="sum-of-both" task="m01-q3-bounds"
"`loyal`: who did both is counted twice in a sum, and no share is above 1."
edit("(0.62 + 0.79 - most, 0.62 + 0.79 - least)", "(0.79, 0.62 + 0.79)")

# %% slip="smaller-as-floor" task="m01-q3-bounds"
"`loyal`: at least as many did one or the other as did the more frequent of the two."
edit("(0.62 + 0.79 - most, 0.62 + 0.79 - least)", "(0.62, 1.0)")

# %% every complainer is unhappy task="m01-q3-bounds" points=3 trap="exactly-the-rest"
silent = [0.05 - 0.03] * 2
loyal = (0.79, 1)

# %% the unhappy who complained task="m01-q3-bounds" points=3 trap="complained-instead"
silent = (0, 0.03)
loyal = (0.79, 1)

# %% both at once task="m01-q3-bounds" points=3 trap="both-instead-of-or"
silent = (0.02, 0.05)
loyal = (0.41, 0.62)

# %% as if independent task="m01-q3-bounds" points=3 trap="independent"
silent = (0.02, 0.05)
loyal = (0.62 + 0.79 - 0.62 * 0.79, 0.62 + 0.79 - 0.62 * 0.79)

# %% highest first task="m01-q3-bounds" points=0 trap="upper-end-first"
silent = (0.05, 0.02)
loyal = (1, 0.79)

# %% added up task="m01-q3-bounds" points=3 trap="sum-of-both"
silent = (0.02, 0.05)
loyal = (0.79, 1.41)

# %% the smaller one as the floor task="m01-q3-bounds" points=3 trap="smaller-as-floor"
silent = (0.02, 0.05)
loyal = (min(0.62, 0.79), 1)

# %% two at once task="m01-q3-bounds" points=0 says=["Somebody may complain", "Asked is one or the other"]
silent = (0.02, 0.02)
loyal = overlap(0.62, 0.79)

# %% in percent task="m01-q3-bounds" points=0 says=["Is it a percentage"]
silent = (2, 5)
loyal = (79, 100)

# %% twenty to each of four task="m01-q5-lines" points=16
lines.record(
    treatments={"Riverside": "add calls", "Harbor": "add calls", "Old Town": "add calls"}
    | {"Eastgate": "bound", "Lakeside": "recount", "University": "ask anew"},
    calls={"Riverside": 20, "Harbor": 20, "Old Town": 20, "University": 20},
    reason="The texts and University need calls, Eastgate has bounds, Lakeside is a matter of counting.",
)

# %% fewer where many answered task="m01-q5-lines" points=16
lines.record(
    treatments=pd.Series(
        {"Riverside": "add calls", "Harbor": "add calls", "Old Town": "add calls"}
        | {"Eastgate": "add calls", "Lakeside": "recount", "University": "ask anew"}
    ),
    calls={"Riverside": 20, "Harbor": 10, "Old Town": 20, "Eastgate": 10, "University": 20},
    reason="Nothing is kept where the words were kind; elsewhere the calls fill what is missing.",
)

# %% slip="volunteers-for-all" task="m01-q5-lines" silent="the right treatments are judged when graded"
"At least at one branch that sent a text, your plan takes those who chose to answer for all the others. Who answers changes from quarter to quarter."
lines.record(
    treatments={"Riverside": "add calls", "Harbor": "add calls", "Old Town": "recount"}
    | {"Eastgate": "add calls", "Lakeside": "recount", "University": "ask anew"},
    calls={"Riverside": 20, "Harbor": 20, "Eastgate": 10, "University": 30},
    reason="Old Town counts all answers and leaves none of them out, so it is sound.",
)

# %% slip="closed-for-all" task="m01-q5-lines" silent="the right treatments are judged when graded"
"Eastgate asked closed cases only. Your plan takes them for the open ones, too: nobody heard those, and one knows how many they are."
lines.record(
    treatments={"Riverside": "add calls", "Harbor": "add calls", "Old Town": "add calls"}
    | {"Eastgate": "printed", "Lakeside": "recount", "University": "ask anew"},
    calls={"Riverside": 20, "Harbor": 20, "Old Town": 20, "University": 20},
    reason="Eastgate calls at random and prints all its answers, so it may stand.",
)

# %% slip="middle-left-out" task="m01-q5-lines" silent="the right treatments are judged when graded"
"Lakeside asked at random among all, and left the middle answers out of its base. Your plan keeps that count. All of these answers are there: what undoes it?"
lines.record(
    treatments={"Riverside": "add calls", "Harbor": "add calls", "Old Town": "add calls"}
    | {"Eastgate": "bound", "Lakeside": "printed", "University": "ask anew"},
    calls={"Riverside": 20, "Harbor": 20, "Old Town": 20, "University": 20},
    reason="Lakeside is the branch that calls at random among all its visits.",
)

# %% slip="calls-for-paper" task="m01-q5-lines" silent="the right treatments are judged when graded"
"Lakeside's answers are thrown away. They were drawn at random among all visits and asked in even words: what is wrong with them can be undone on paper, and the calls are missing elsewhere."
lines.record(
    treatments={"Riverside": "add calls", "Harbor": "add calls", "Old Town": "add calls"}
    | {"Eastgate": "bound", "Lakeside": "ask anew", "University": "ask anew"},
    calls={"Riverside": 20, "Harbor": 10, "Old Town": 10, "Lakeside": 20, "University": 20},
    reason="Wherever something was left out, everybody has to be asked again.",
)

# %% slip="words-kept" task="m01-q5-lines" silent="the right treatments are judged when graded"
"University's answers are answers to kinder words. However they are counted or filled up, they are kept in your plan."
lines.record(
    treatments={"Riverside": "add calls", "Harbor": "add calls", "Old Town": "add calls"}
    | {"Eastgate": "bound", "Lakeside": "recount", "University": "recount"},
    calls={"Riverside": 30, "Harbor": 30, "Old Town": 20},
    reason="University counts three of five steps, so the two highest are taken instead.",
)

# %% as the page prints it task="m01-q5-lines" points=1 trap="words-kept" says=["for all the others", "They claim more than is known"]
lines.record(
    treatments=dict.fromkeys(six, "printed"),
    calls={},
    reason="Each branch knows best how to count, and all of it is in the log.",
)

# %% all asked anew task="m01-q5-lines" points=1 trap="calls-for-paper" says=["once the plan as a whole"]
lines.record(
    treatments=dict.fromkeys(six, "ask anew"),
    calls=dict.fromkeys(six, 10) | {"Harbor": 20, "Old Town": 20},
    reason="Nothing can be trusted here, so everybody gets nearly the same number of calls.",
)

# %% a pool for all task="m01-q5-lines" points=1 trap="words-kept" says=["left the middle answers out"]
lines.record(
    treatments=dict.fromkeys(six, "add calls"),
    calls=dict.fromkeys(six, 10),
    reason="Answers are worth something everywhere, and calls fill what is missing.",
)

# %% Old Town believed task="m01-q5-lines" points=9.33 trap="volunteers-for-all"
lines.record(
    treatments={"Riverside": "add calls", "Harbor": "add calls", "Old Town": "printed"}
    | {"Eastgate": "bound", "Lakeside": "recount", "University": "ask anew"},
    calls={"Riverside": 30, "Harbor": 20, "University": 30},
    reason="Old Town looks honest: a low number, and nothing left out of it.",
)

# %% Eastgate recounted task="m01-q5-lines" points=15 trap="closed-for-all"
lines.record(
    treatments={"Riverside": "add calls", "Harbor": "add calls", "Old Town": "add calls"}
    | {"Eastgate": "recount", "Lakeside": "recount", "University": "ask anew"},
    calls={"Riverside": 20, "Harbor": 20, "Old Town": 20, "University": 20},
    reason="Where callers ask at random, a recount is enough; texts and kind words need calls.",
)

# %% Lakeside printed task="m01-q5-lines" points=9.57 trap="middle-left-out"
lines.record(
    treatments={"Riverside": "add calls", "Harbor": "add calls", "Old Town": "add calls"}
    | {"Eastgate": "add calls", "Lakeside": "printed", "University": "ask anew"},
    calls={"Riverside": 20, "Harbor": 20, "Old Town": 10, "Eastgate": 10, "University": 20},
    reason="Lakeside's callers ask at random among all, so its number may stand.",
)

# %% calls where paper is enough task="m01-q5-lines" points=11.71 trap="calls-for-paper"
lines.record(
    treatments={"Riverside": "add calls", "Harbor": "add calls", "Old Town": "add calls"}
    | {"Eastgate": "bound", "Lakeside": "ask anew", "University": "ask anew"},
    calls={"Riverside": 20, "Harbor": 10, "Old Town": 10, "Lakeside": 20, "University": 20},
    reason="Lakeside prints far more than the others would, so it gets most calls.",
)

# %% kind words kept task="m01-q5-lines" points=7.02 trap="words-kept"
lines.record(
    treatments={"Riverside": "add calls", "Harbor": "add calls", "Old Town": "add calls"}
    | {"Eastgate": "bound", "Lakeside": "recount", "University": "printed"},
    calls={"Riverside": 30, "Harbor": 30, "Old Town": 20},
    reason="University asks at random among all and counts every answer.",
)

# %% only University is read task="m01-q5-lines" points=9.57 trap="middle-left-out"
lines.record(
    treatments=dict.fromkeys(six, "add calls") | {"University": "ask anew"},
    calls={"Riverside": 20, "Harbor": 20, "Old Town": 10, "Eastgate": 10, "University": 20},
    reason="Only University asked in other words, so it alone is asked anew.",
)

# %% only Lakeside is read task="m01-q5-lines" points=11.11
lines.record(
    treatments=dict.fromkeys(six, "ask anew") | {"Lakeside": "recount"},
    calls={"Riverside": 20, "Harbor": 20, "Old Town": 20, "Eastgate": 10, "University": 10},
    reason="Only Lakeside's count is odd; nobody else can be trusted, so all are called.",
)


# %% [markdown]
# # Answers of module 1: what is sold when nothing is handed over
#
# ## Task 6: what passes to the customer


# %% two lists put together task="m01-q6-access" points=5
passes = dict(
    zip(
        offers,
        [
            "owned",
            "owned",
            "rented good",
            "rented good",
            "place",
            "place",
            "expertise",
            "network",
            "facility",
        ],
        strict=True,
    )
)

# %% a Series task="m01-q6-access" points=5
passes = pd.Series(
    [
        "network",
        "facility",
        "expertise",
        "place",
        "place",
        "rented good",
        "rented good",
        "owned",
        "owned",
    ],
    index=[
        offers[7],
        offers[8],
        offers[6],
        offers[5],
        offers[4],
        offers[3],
        offers[2],
        offers[1],
        offers[0],
    ],
)

# %% slip="lent-is-property" task="m01-q6-access"
"What is lent or on lease goes back to its owner. What has the customer had?"
edit(
    '"card reader that a shop has on lease": "rented good"',
    '"card reader that a shop has on lease": "owned"',
)

# %% slip="lent-is-property" task="m01-q6-access"
"What is lent or on lease goes back to its owner. What has the customer had?"
edit('"wheelchair for six weeks": "rented good"', '"wheelchair for six weeks": "owned"')

# %% slip="shared-is-private" task="m01-q6-access"
"Is this space the customer's own for the time, or do others use it at the same time?"
edit(
    '"hall with machines, open day and night": "facility"',
    '"hall with machines, open day and night": "place"',
)

# %% slip="private-is-shared" task="m01-q6-access"
"Nobody else may use this space in that time. Is that entry to what is shared?"
edit('"safe-deposit box": "place"', '"safe-deposit box": "facility"')

# %% slip="private-is-shared" task="m01-q6-access"
"Nobody else may use this space in that time. Is that entry to what is shared?"
edit('"meeting room for an afternoon": "place"', '"meeting room for an afternoon": "facility"')

# %% slip="space-is-carried" task="m01-q6-access"
"A rented good is carried away and given back. Does this leave the house?"
edit('"safe-deposit box": "place"', '"safe-deposit box": "rented good"')

# %% slip="system-is-work" task="m01-q6-access"
"Does somebody work for the customer here, or does a system connect her?"
edit(
    '"transfers to any bank in the country": "network"',
    '"transfers to any bank in the country": "expertise"',
)

# %% the box is on loan task="m01-q6-access" points=4.444 trap="space-is-carried"
words = ["owned", "owned", "rented good", "rented good", "rented good"]
words += ["place", "expertise", "network", "facility"]
passes = dict(zip(offers, words, strict=True))

# %% somebody transfers task="m01-q6-access" points=4.444 trap="system-is-work"
words = ["owned", "owned", "rented good", "rented good", "place"]
words += ["place", "expertise", "expertise", "facility"]
passes = dict(zip(offers, words, strict=True))

# %% slip="connection-is-entry" task="m01-q6-access"
"Does the customer enter rooms or use machines here, or reach others through a system?"
edit(
    '"transfers to any bank in the country": "network"',
    '"transfers to any bank in the country": "facility"',
)

# %% a transfer by machines task="m01-q6-access" points=4.444 trap="connection-is-entry"
passes = {
    offer: word
    for offer, word in zip(
        offers,
        (
            "owned",
            "owned",
            "rented good",
            "rented good",
            "place",
            "place",
            "expertise",
            "facility",
            "facility",
        ),
        strict=True,
    )
}

# %% slip="hospital-is-service" task="m01-q6-access"
"Where something is bought does not decide. What does the customer keep?"
edit(
    '"hearing aid, bought at the hospital": "owned"',
    '"hearing aid, bought at the hospital": "expertise"',
)

# %% a lease is a purchase task="m01-q6-access" points=4.444 trap="lent-is-property"
passes = dict(
    zip(
        offers,
        [
            "owned",
            "owned",
            "owned",
            "rented good",
            "place",
            "place",
            "expertise",
            "network",
            "facility",
        ],
        strict=True,
    )
)

# %% a wheelchair is kept task="m01-q6-access" points=4.444 trap="lent-is-property"
passes = dict(
    zip(
        offers,
        [
            "owned",
            "owned",
            "rented good",
            "owned",
            "place",
            "place",
            "expertise",
            "network",
            "facility",
        ],
        strict=True,
    )
)

# %% the hall is a place task="m01-q6-access" points=4.444 trap="shared-is-private"
passes = dict(
    zip(
        offers,
        [
            "owned",
            "owned",
            "rented good",
            "rented good",
            "place",
            "place",
            "expertise",
            "network",
            "place",
        ],
        strict=True,
    )
)

# %% the box belongs to the facility task="m01-q6-access" points=4.444 trap="private-is-shared"
passes = dict(
    zip(
        offers,
        [
            "owned",
            "owned",
            "rented good",
            "rented good",
            "facility",
            "place",
            "expertise",
            "network",
            "facility",
        ],
        strict=True,
    )
)

# %% a hospital sells care task="m01-q6-access" points=4.444 trap="hospital-is-service"
passes = dict(
    zip(
        offers,
        [
            "owned",
            "expertise",
            "rented good",
            "rented good",
            "place",
            "place",
            "expertise",
            "network",
            "facility",
        ],
        strict=True,
    )
)

# %% one word for all task="m01-q6-access" points=1.111
passes = dict.fromkeys(offers, "rented good")

# %% two are forgotten task="m01-q6-access" points=0 says=["no label"]
passes = dict(
    zip(
        offers[:7],
        ["owned", "owned", "rented good", "rented good", "place", "place", "expertise"],
        strict=True,
    )
)

# %% [markdown]
# ## Task 6b: which sentence

# %% the letter, hardly sure task="m01-q6b-statement" points=3 fewer="one of four letters is right"
statement.record(sentence="C", sure=0.4)

# %% slip="intangible-is-service" task="m01-q6b-statement" silent="a choice among four sentences"
"Intangible is a matter of degree. Where on the line lies a meal in a restaurant?"
edit('"C"', '"A"')

# %% slip="never-stored" task="m01-q6b-statement" silent="a choice among four sentences"
"A recording is played again and a booking waits. Which part of a service is lost with its hour?"
edit('"C"', '"B"')

# %% slip="never-the-same" task="m01-q6b-statement" silent="a choice among four sentences"
"Two transfers by a machine differ in nothing that the customer notices. Is there a rule here, or a law?"
edit('"C"', '"D"')

# %% one look task="m01-q6b-statement" points=0 trap="intangible-is-service"
statement.record(sentence="A", sure=0.7)

# %% lost for good task="m01-q6b-statement" points=0 trap="never-stored"
statement.record(sentence="B", sure=0.85)

# %% each differs task="m01-q6b-statement" points=0 trap="never-the-same"
statement.record(sentence="D", sure=0.55)

# %% [markdown]
# ## Task 9: before, after or never


# %% by the rule task="m01-q9-before" points=5
mean = judged.groupby("offer", observed=True)[["sure_before", "sure_after"]].mean()
kinds = {
    offer: "search"
    if row["sure_before"] >= 6
    else "experience"
    if row["sure_after"] >= 6
    else "credence"
    for offer, row in mean.iterrows()
}
said = "B"

# %% a Series task="m01-q9-before" points=5
kinds = pd.Series(
    {"app help": "experience", "counter advice": "experience", "current account": "search"}
    | {"investment advice": "credence", "loan protection": "credence", "travel card": "search"}
)
said = "B"

# %% slip="experience-for-credence" task="m01-q9-before"
"Look at the mark for *after*: on which side of the dashed line does it lie? Using something is not yet being able to judge it."
edit('"investment advice": "credence"', '"investment advice": "experience"')
edit('"loan protection": "credence"', '"loan protection": "experience"')

# %% slip="before-is-all" task="m01-q9-before"
"Left of the line *before* is not the whole rule. Where does the mark for *after* lie?"
edit('"counter advice": "experience"', '"counter advice": "credence"')
edit('"app help": "experience"', '"app help": "credence"')

# %% slip="after-for-before" task="m01-q9-before"
"The rule begins with what can be judged *before* buying."
edit('"current account": "search"', '"current account": "experience"')
edit('"travel card": "search"', '"travel card": "experience"')

# %% slip="risk-causes" task="m01-q9-before" silent="a choice among four sentences"
"Nobody's risk was drawn at random. That two things go together does not say that one brings the other."
edit('said = "B"', 'said = "A"')

# %% slip="asking-teaches" task="m01-q9-before" silent="a choice among four sentences"
"The table does not compare those who asked with those who did not, on how well they judge afterward."
edit('said = "B"', 'said = "C"')

# %% slip="buyers-are-all" task="m01-q9-before" silent="a choice among four sentences"
"Only customers who had bought all six offers were asked, and not each of them asked somebody."
edit('said = "B"', 'said = "D"')

# %% used is judged task="m01-q9-before" points=4 trap="experience-for-credence"
kinds = {
    offer: "search" if offer in ("current account", "travel card") else "experience"
    for offer in judged["offer"].unique()
}
said = "B"

# %% before only task="m01-q9-before" points=4 trap="before-is-all"
kinds = {
    offer: "search" if offer in ("current account", "travel card") else "credence"
    for offer in judged["offer"].unique()
}
said = "B"

# %% after first task="m01-q9-before" points=4 trap="after-for-before"
kinds = {
    offer: "credence" if offer in ("investment advice", "loan protection") else "experience"
    for offer in judged["offer"].unique()
}
said = "B"

# %% risk makes them ask task="m01-q9-before" points=3 trap="risk-causes"
kinds = dict.fromkeys(["current account", "travel card"], "search")
kinds |= dict.fromkeys(["counter advice", "app help"], "experience")
kinds |= dict.fromkeys(["investment advice", "loan protection"], "credence")
said = "A"

# %% asking teaches task="m01-q9-before" points=3 trap="asking-teaches"
kinds = dict.fromkeys(["current account", "travel card"], "search")
kinds |= dict.fromkeys(["counter advice", "app help"], "experience")
kinds |= dict.fromkeys(["investment advice", "loan protection"], "credence")
said = "C"

# %% all of them ask task="m01-q9-before" points=3 trap="buyers-are-all"
kinds = dict.fromkeys(["current account", "travel card"], "search")
kinds |= dict.fromkeys(["counter advice", "app help"], "experience")
kinds |= dict.fromkeys(["investment advice", "loan protection"], "credence")
said = "D"

# %% [markdown]
# ## Task 10a: five gaps


# %% in one go task="m01-q10a-gaps" points=5
def gap_table(audit):
    middle = audit.pivot_table(
        index="service", columns="source", values="hours", aggfunc="median", observed=True
    )
    return pd.DataFrame(
        {
            "knowledge": middle["believed"] - middle["expected"],
            "standard": middle["standard"] - middle["believed"],
            "delivery": middle["delivered"] - middle["standard"],
            "promise": middle["delivered"] - middle["promised"],
            "customer": middle["seen"] - middle["expected"],
        }
    )


# %% service by service task="m01-q10a-gaps" points=5
def gap_table(audit):
    rows = {}
    for service, part in audit.groupby("service", observed=True):
        m = {
            source: each["hours"].median() for source, each in part.groupby("source", observed=True)
        }
        rows[service] = {
            "knowledge": m["believed"] - m["expected"],
            "standard": m["standard"] - m["believed"],
            "delivery": m["delivered"] - m["standard"],
            "promise": m["delivered"] - m["promised"],
            "customer": m["seen"] - m["expected"],
        }
    return pd.DataFrame(rows).T


# %% slip="standard-from-expected" task="m01-q10a-gaps"
"Gap 2 begins at what managers *believe*. From what customers expect to the rule book it would hold gap 1, too."
edit('middle["standard"] - middle["believed"]', 'middle["standard"] - middle["expected"]')

# %% slip="delivery-from-belief" task="m01-q10a-gaps"
"Gap 3 begins at the standard. From the belief to the log it would hold gap 2, too."
edit('middle["delivered"] - middle["standard"]', 'middle["delivered"] - middle["believed"]')

# %% slip="promise-turned" task="m01-q10a-gaps"
"The sign of gap 4: above 0 falls short, that is, more time than was promised."
edit('middle["delivered"] - middle["promised"]', 'middle["promised"] - middle["delivered"]')

# %% slip="customer-turned" task="m01-q10a-gaps"
"The sign of gap 5: P − E, what is perceived minus what is expected."
edit('middle["seen"] - middle["expected"]', 'middle["expected"] - middle["seen"]')

# %% slip="log-for-customer" task="m01-q10a-gaps"
"Gap 5 is the customer's: she does not read the log. What does she see?"
edit('middle["seen"] - middle["expected"]', 'middle["delivered"] - middle["expected"]')

# %% slip="seen-for-delivered" task="m01-q10a-gaps"
"Gap 3 ends at what the log says was delivered. What the customer sees is a place of its own."
edit('middle["delivered"] - middle["standard"]', 'middle["seen"] - middle["standard"]')

# %% slip="means-for-medians" task="m01-q10a-gaps"
"Those are differences of means. A few long waits pull a mean up: take medians."
edit('["hours"].median()', '["hours"].mean()')

# %% slip="promise-to-the-customer" task="m01-q10a-gaps"
"Gap 4 ends at what was done, by the log. What the customer sees comes after it."
edit('middle["delivered"] - middle["promised"]', 'middle["seen"] - middle["promised"]')

# %% slip="customer-as-sum" task="m01-q10a-gaps"
"Gap 5 is measured at the customer. The promise stands beside the chain, and the last step, from delivered to seen, belongs to it."
edit(
    'customer = middle["seen"] - middle["expected"]',
    "customer = knowledge + standard + delivery + promise",
)


# %% from what is expected task="m01-q10a-gaps" points=3.75 trap="standard-from-expected"
def gap_table(audit):
    m = audit.groupby(["service", "source"], observed=True)["hours"].median().unstack()
    return pd.DataFrame(
        {"knowledge": m.believed - m.expected, "standard": m.standard - m.expected}
        | {"delivery": m.delivered - m.standard, "promise": m.delivered - m.promised}
        | {"customer": m.seen - m.expected}
    )


# %% from the belief task="m01-q10a-gaps" points=3.75 trap="delivery-from-belief"
def gap_table(audit):
    m = audit.groupby(["service", "source"], observed=True)["hours"].median().unstack()
    return pd.DataFrame(
        {"knowledge": m.believed - m.expected, "standard": m.standard - m.believed}
        | {"delivery": m.delivered - m.believed, "promise": m.delivered - m.promised}
        | {"customer": m.seen - m.expected}
    )


# %% less than promised task="m01-q10a-gaps" points=3.75 trap="promise-turned"
def gap_table(audit):
    m = audit.groupby(["service", "source"], observed=True)["hours"].median().unstack()
    return pd.DataFrame(
        {"knowledge": m.believed - m.expected, "standard": m.standard - m.believed}
        | {"delivery": m.delivered - m.standard, "promise": -(m.delivered - m.promised)}
        | {"customer": m.seen - m.expected}
    )


# %% expected minus seen task="m01-q10a-gaps" points=3.75 trap="customer-turned"
def gap_table(audit):
    m = audit.groupby(["service", "source"], observed=True)["hours"].median().unstack()
    return pd.DataFrame(
        {"knowledge": m.believed - m.expected, "standard": m.standard - m.believed}
        | {"delivery": m.delivered - m.standard, "promise": m.delivered - m.promised}
        | {"customer": -(m.seen - m.expected)}
    )


# %% by the log task="m01-q10a-gaps" points=3.75 trap="log-for-customer"
def gap_table(audit):
    m = audit.groupby(["service", "source"], observed=True)["hours"].median().unstack()
    one = m.believed - m.expected
    two, three = m.standard - m.believed, m.delivered - m.standard
    return pd.DataFrame(
        {"knowledge": one, "standard": two, "delivery": three}
        | {"promise": m.delivered - m.promised, "customer": one + two + three}
    )


# %% from the promise to what is seen task="m01-q10a-gaps" points=3.75 trap="promise-to-the-customer"
def gap_table(audit):
    m = audit.groupby(["service", "source"], observed=True)["hours"].median().unstack()
    return pd.DataFrame(
        {"knowledge": m.believed - m.expected, "standard": m.standard - m.believed}
        | {"delivery": m.delivered - m.standard, "promise": m.seen - m.promised}
        | {"customer": m.seen - m.expected}
    )


# %% what is seen task="m01-q10a-gaps" points=3.75 trap="seen-for-delivered"
def gap_table(audit):
    m = audit.groupby(["service", "source"], observed=True)["hours"].median().unstack()
    return pd.DataFrame(
        {"knowledge": m.believed - m.expected, "standard": m.standard - m.believed}
        | {"delivery": m.seen - m.standard, "promise": m.delivered - m.promised}
        | {"customer": m.seen - m.expected}
    )


# %% all four together task="m01-q10a-gaps" points=3.75 trap="customer-as-sum"
def gap_table(audit):
    m = audit.groupby(["service", "source"], observed=True)["hours"].median().unstack()
    four = pd.DataFrame(
        {"knowledge": m.believed - m.expected, "standard": m.standard - m.believed}
        | {"delivery": m.delivered - m.standard, "promise": m.delivered - m.promised}
    )
    return four.assign(customer=four.sum(axis=1))


# %% means task="m01-q10a-gaps" points=0 trap="means-for-medians"
def gap_table(audit):
    m = audit.groupby(["service", "source"], observed=True)["hours"].mean().unstack()
    return pd.DataFrame(
        {"knowledge": m.believed - m.expected, "standard": m.standard - m.believed}
        | {"delivery": m.delivered - m.standard, "promise": m.delivered - m.promised}
        | {"customer": m.seen - m.expected}
    )


# %% [markdown]
# ## Task 10: five remedies

# %% in another order task="m01-q10-remedy" points=7 fewer="there is one best plan"
board.record(
    cash="none",
    new_card="leaflet",
    call_back="staff",
    loan_decision="standard",
    app_question="research",
    reason="Each gap is closed where it begins, and where none is seen nothing is done.",
)

# %% slip="same-for-all" task="m01-q10-remedy" silent="the plan is judged when it is graded"
"One remedy for all services. Their gaps begin at different places: what does it close at each?"
board.record(
    app_question="staff",
    loan_decision="staff",
    call_back="staff",
    new_card="staff",
    cash="staff",
    reason="The staff must try harder, at each of the services.",
)

# %% slip="card-made-faster" task="m01-q10-remedy" silent="the plan is judged when it is graded"
"New card: how much of its gap would be left if all expected what those expect who saw no leaflet? And what does each remedy cost?"
edit('new_card="leaflet"', 'new_card="research"')

# %% slip="promise-for-delivery" task="m01-q10-remedy" silent="the plan is judged when it is graded"
"Call back: does the leaflet change what customers expect there?"
edit('call_back="staff"', 'call_back="leaflet"')

# %% slip="mends-what-is-whole" task="m01-q10-remedy" silent="the plan is judged when it is graded"
"Cash: do customers wait longer there than they expect?"
edit('cash="none"', 'cash="staff"')

# %% slip="staff-by-habit" task="m01-q10-remedy" silent="the plan is judged when it is graded"
"A remedy of staff and process helps where the standard is not kept. Compare what is delivered with the standard."
edit('app_question="research"', 'app_question="staff"')
edit('loan_decision="standard"', 'loan_decision="staff"')

# %% slip="belief-unread" task="m01-q10-remedy" silent="the plan is judged when it is graded"
"App question: is it the rule book that differs from the belief, or the belief that differs from what is expected?"
edit('app_question="research"', 'app_question="standard"')

# %% slip="rule-unread" task="m01-q10-remedy" silent="the plan is judged when it is graded"
"Loan decision: what do managers believe, and what does the rule book say?"
edit('loan_decision="standard"', 'loan_decision="research"')

# %% slip="log-unread" task="m01-q10-remedy" silent="the plan is judged when it is graded"
"Call back: what do belief and rule book say of what customers expect, and what does the log say?"
edit('call_back="staff"', 'call_back="standard"')

# %% slip="left-open" task="m01-q10-remedy" silent="the plan is judged when it is graded"
"A service that falls short gets nothing. What would it bring to close its gap, after the cost?"
edit('new_card="leaflet"', 'new_card="none"')

# %% wait and see task="m01-q10-remedy" points=1 trap="same-for-all"
board.record(
    **dict.fromkeys(["app_question", "loan_decision", "call_back", "new_card", "cash"], "none"),
    reason="First wait and see whether the regional office asks again.",
)

# %% leaflets everywhere task="m01-q10-remedy" points=1 trap="same-for-all"
board.record(
    **dict.fromkeys(["app_question", "loan_decision", "call_back", "new_card", "cash"], "leaflet"),
    reason="Leaflets cost least, and then nobody expects too much of us.",
)

# %% the card is made faster task="m01-q10-remedy" points=2.77 trap="card-made-faster"
plan = {"app_question": "research", "loan_decision": "standard", "call_back": "staff"}
plan |= {"new_card": "standard", "cash": "none"}
board.record(**plan, reason="The card must come within the three days that were promised.")

# %% by the largest of three gaps and the costs task="m01-q10-remedy" points=2.77 trap="card-made-faster"
plan = {"app_question": "research", "loan_decision": "standard", "call_back": "staff"}
plan |= {"new_card": "research", "cash": "none"}
board.record(**plan, reason="The largest gap of each service, where closing it pays the remedy.")

# %% the leaflet takes the call back along task="m01-q10-remedy" points=5.45 trap="promise-for-delivery"
plan = {"app_question": "research", "loan_decision": "standard", "call_back": "leaflet"}
plan |= {"new_card": "leaflet", "cash": "none"}
board.record(**plan, reason="Both promises are broken, so the leaflet has to be corrected.")

# %% something for the counter, too task="m01-q10-remedy" points=1.92 trap="mends-what-is-whole"
plan = {"app_question": "research", "loan_decision": "standard", "call_back": "staff"}
plan |= {"new_card": "leaflet", "cash": "standard"}
board.record(**plan, reason="Each service has a gap, so each of them gets a remedy.")

# %% faster staff in the app task="m01-q10-remedy" points=1 trap="staff-by-habit"
plan = {"app_question": "staff", "loan_decision": "standard", "call_back": "staff"}
plan |= {"new_card": "leaflet", "cash": "none"}
board.record(**plan, reason="Questions in the app must be answered at once by somebody.")

# %% a leaflet for the app task="m01-q10-remedy" points=5.09 trap="belief-unread"
plan = {"app_question": "leaflet", "loan_decision": "standard", "call_back": "staff"}
plan |= {"new_card": "leaflet", "cash": "none"}
board.record(**plan, reason="Customers expect too much of the app, the leaflet must say so.")

# %% the leaflet for the loan task="m01-q10-remedy" points=5.09 trap="rule-unread"
plan = {"app_question": "research", "loan_decision": "leaflet", "call_back": "staff"}
plan |= {"new_card": "leaflet", "cash": "none"}
board.record(**plan, reason="A loan takes a week, and the leaflet should say that it does.")

# %% by the largest of three gaps, and the counter task="m01-q10-remedy" points=1 says=["New card", "Cash"]
plan = {"app_question": "research", "loan_decision": "standard", "call_back": "staff"}
plan |= {"new_card": "research", "cash": "staff"}
board.record(**plan, reason="For each service the largest of the gaps one to three decides.")

# %% ask those who wait for a call task="m01-q10-remedy" points=1 trap="log-unread"
plan = {"app_question": "research", "loan_decision": "standard", "call_back": "research"}
plan |= {"new_card": "leaflet", "cash": "none"}
board.record(**plan, reason="We should ask customers when they would like to be called.")

# %% the app may wait task="m01-q10-remedy" points=5.73 trap="left-open"
plan = {"app_question": "none", "loan_decision": "standard", "call_back": "staff"}
plan |= {"new_card": "leaflet", "cash": "none"}
board.record(**plan, reason="The answer in the app comes within a day, as the rule book says.")

# %% a leaflet for the counter costs little task="m01-q10-remedy" points=6.36 trap="mends-what-is-whole"
plan = {"app_question": "research", "loan_decision": "standard", "call_back": "staff"}
plan |= {"new_card": "leaflet", "cash": "leaflet"}
board.record(**plan, reason="A leaflet costs next to nothing, so the counter gets one, too.")


# %% [markdown]
# # Answers on what a claim must show

# %% [markdown]
# ## Task 12: 95 of 100


# %% defaults, and rounded to a tenth of a percent task="m01-q12-of-100" points=6
ends = proportion_confint(95, 100, method="wilson")
interval = [round(end, 3) for end in ends]
ask = sample_size(0.05, 600)

# %% by the formulas task="m01-q12-of-100" points=6
z, p, n = 1.959964, 0.95, 100
middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
half = z / (1 + z**2 / n) * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
interval = np.array([middle - half, middle + half])
unlimited = z**2 * 0.5 * 0.5 / 0.05**2
ask = int(np.ceil(unlimited / (1 + (unlimited - 1) / 600)))

# %% slip="wald-interval" task="m01-q12-of-100"
"That is the simple formula, which is too narrow near 100 %. Ask for Wilson's interval."
edit(', method="wilson")', ")")

# %% slip="another-level" task="m01-q12-of-100"
"That interval has another level than 95 %: `alpha` is what is missing to 1."
edit("proportion_confint(95, 100, alpha=0.05", "proportion_confint(95, 100, alpha=0.1")

# %% slip="another-level" task="m01-q12-of-100"
"That interval has another level than 95 %: `alpha` is what is missing to 1."
edit("proportion_confint(95, 100, alpha=0.05", "proportion_confint(95, 100, alpha=0.2")

# %% slip="level-for-alpha" task="m01-q12-of-100"
"`alpha` is what is missing to 1, not the level: that interval holds in 5 of 100 draws."
edit("proportion_confint(95, 100, alpha=0.05", "proportion_confint(95, 100, alpha=0.95")

# %% slip="too-coarse" task="m01-q12-of-100"
"Two decimals are too few here: leave the ends as they are, or round them to three."
edit(
    'interval = proportion_confint(95, 100, alpha=0.05, method="wilson")',
    "interval = (0.89, 0.98)",
)

# %% slip="all-for-drawn" task="m01-q12-of-100"
"You count the pleased customers among all who used the line. Only those who were drawn could say anything."
edit("proportion_confint(95, 100,", "proportion_confint(95, 600,")

# %% slip="no-end-of-customers" task="m01-q12-of-100"
"You ask as if there were no end of customers. There are few: draw many of few, and fewer are needed."
edit("sample_size(0.05, 600", 'sample_size(0.05, float("inf")')

# %% slip="customers-of-the-example" task="m01-q12-of-100"
"Of how many customers will she draw? That number is the example's."
edit("sample_size(0.05, 600", "sample_size(0.05, 2000")

# %% slip="error-of-the-example" task="m01-q12-of-100"
"How far to each side, as a proportion? That error is the example's."
edit("sample_size(0.05, 600", "sample_size(0.10, 600")

# %% slip="last-number-again" task="m01-q12-of-100"
"100 is how many were drawn in December. How many does the interval need that is asked for here?"
edit("ask = sample_size(0.05, 600, share=0.5, confidence=0.95)", "ask = 100")

# %% slip="asked-for-answers" task="m01-q12-of-100"
"How many must *answer* is asked here. How many are written to is another question."
edit(
    "ask = sample_size(0.05, 600, share=0.5, confidence=0.95)",
    "ask = 2 * sample_size(0.05, 600, share=0.5, confidence=0.95)",
)

# %% slip="share-presumed" task="m01-q12-of-100"
"You presume the share of the last draw. Next quarter it may be another: plan for the share that needs most answers."
edit("share=0.5", "share=0.95")

# %% slip="another-level" task="m01-q12-of-100"
"The level here is another than 95 %."
edit("confidence=0.95", "confidence=0.9")

# %% slip="whole-width" task="m01-q12-of-100"
"You took the points for the whole width of the interval. They go to each side."
edit("sample_size(0.05, 600", "sample_size(0.025, 600")

# %% slip="rounded-down" task="m01-q12-of-100"
"One answer is missing: with that many the interval is a little wider than asked for. Round up."
edit(
    "ask = sample_size(0.05, 600, share=0.5, confidence=0.95)",
    "ask = sample_size(0.05, 600, share=0.5, confidence=0.95) - 1",
)

# %% equivalent="m01-q12-of-100"
"One customer more does not change how many are needed."
edit("sample_size(0.05, 600", "sample_size(0.05, 601")

# %% equivalent="m01-q12-of-100"
"One customer less does not, either."
edit("sample_size(0.05, 600", "sample_size(0.05, 599")


# %% the simple interval by hand task="m01-q12-of-100" points=3 trap="wald-interval"
half = 1.96 * (0.95 * 0.05 / 100) ** 0.5
interval = (0.95 - half, 0.95 + half)
ask = sample_size(0.05, 600)

# %% the example's simple interval, and no end of customers task="m01-q12-of-100" points=0 trap="wald-interval" trap="no-end-of-customers"
interval = proportion_confint(95, 100)
ask = 385

# %% ninety percent task="m01-q12-of-100" points=3 trap="another-level"
low, high = proportion_confint(95, 100, 0.10, "wilson")
interval = (low, high)
ask = 235

# %% ninety percent of answers task="m01-q12-of-100" points=3 trap="another-level"
interval = proportion_confint(95, 100, method="wilson")
ask = sample_size(0.05, 600, confidence=0.90)

# %% all who used the line task="m01-q12-of-100" points=3 trap="all-for-drawn"
interval = list(proportion_confint(count=95, nobs=600, method="wilson"))
ask = sample_size(0.05, 600)

# %% as many as the last share needs task="m01-q12-of-100" points=3 trap="share-presumed"
interval = proportion_confint(95, 100, method="wilson")
ask = 66

# %% five points together task="m01-q12-of-100" points=3 trap="whole-width"
interval = proportion_confint(95, 100, method="wilson")
ask = sample_size(error=0.05 / 2, population=600)

# %% rounded down task="m01-q12-of-100" points=3 trap="rounded-down"
interval = proportion_confint(95, 100, method="wilson")
n0 = 1.96**2 * 0.25 / 0.05**2
ask = int(n0 / (1 + (n0 - 1) / 600))

# %% in percent task="m01-q12-of-100" points=3 says=["0 and 1"]
interval = [100 * end for end in proportion_confint(95, 100, method="wilson")]
ask = sample_size(0.05, 600)

# %% in two decimals task="m01-q12-of-100" points=3 trap="too-coarse"
low, high = proportion_confint(95, 100, method="wilson")
interval = [round(low, 2), round(high, 2)]
ask = sample_size(0.05, 600)

# %% the level as alpha task="m01-q12-of-100" points=3 trap="level-for-alpha"
low, high = proportion_confint(95, 100, 0.95, "wilson")
interval = (low, high)
ask = 235

# %% two decimals, and the population of the example task="m01-q12-of-100" points=0 trap="too-coarse" trap="customers-of-the-example"
interval = (0.89, 0.98)
ask = sample_size(0.05, 2000, share=0.5)

# %% the level as alpha, and the draw of December again task="m01-q12-of-100" points=0 trap="level-for-alpha" trap="last-number-again"
interval = proportion_confint(95, 100, alpha=0.95, method="wilson")
ask = 100

# %% twice as many are asked task="m01-q12-of-100" points=3 trap="asked-for-answers"
interval = proportion_confint(95, 100, method="wilson")
ask = 470

# %% ten points to each side task="m01-q12-of-100" points=3 trap="error-of-the-example"
interval = proportion_confint(95, 100, method="wilson")
ask = sample_size(0.10, 600)

# %% the upper end first task="m01-q12-of-100" points=6
interval = proportion_confint(95, 100, method="wilson")[::-1]
ask = sample_size(0.05, 600)

# %% the whole line is asked task="m01-q12-of-100" points=3
interval = proportion_confint(95, 100, method="wilson")
ask = 600

# %% [markdown]
# ## Task 12b: which sentence

# %% less sure task="m01-q12b-statement" points=4 fewer="one of four sentences is right"
statement.record(sentence="C", sure=0.55)

# %% slip="certainty" task="m01-q12b-statement" silent="a choice among four sentences"
"A share of those who were drawn is told of all, without a range."
edit('sentence="C"', 'sentence="A"')

# %% slip="cause" task="m01-q12b-statement" silent="a choice among four sentences"
"A change is told, and one share cannot show a change: nobody was asked before, and nobody without the line."
edit('sentence="C"', 'sentence="B"')

# %% slip="reach" task="m01-q12b-statement" silent="a choice among four sentences"
"It speaks of all customers of the bank. Only those who used the line in December could be drawn."
edit('sentence="C"', 'sentence="D"')

# %% nothing but the share task="m01-q12b-statement" points=0 trap="certainty"
statement.record(sentence="A", sure=0.85)

# %% since it opened task="m01-q12b-statement" points=0 trap="cause"
statement.record(sentence="B", sure=0.7)

# %% the whole bank task="m01-q12b-statement" points=0 trap="reach"
statement.record(sentence="D", sure=1)

# %% [markdown]
# ## Task 14: the ledger

# %% nobody counted the stimuli, nor the course task="m01-q14-ledger" points=12
ledger.record(
    verdicts={
        "L1": "dated",
        "L2": "supported",
        "L3": "unsupported",
        "L4": "garbled",
        "L5": "supported",
        "L6": "unsupported",
        "L7": "supported",
        "L8": "unsupported",
        "L9": "garbled",
    },
    sure=dict.fromkeys(["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9"], 0.8),
    reason="The course was hardest: a regional plan might be measured, but nobody did measure it.",
)

# %% one wrong, and honest task="m01-q14-ledger" points=12
ledger.record(
    verdicts={
        "L9": "garbled",
        "L8": "not testable",
        "L7": "supported",
        "L6": "garbled",
        "L5": "supported",
        "L4": "garbled",
        "L3": "unsupported",
        "L2": "supported",
        "L1": "dated",
    },
    sure={f"L{n}": 0.85 if n != 6 else 0.5 for n in range(1, 10)},
    reason="The computer maker was hardest: it is a source, and the claim goes beyond it.",
)

# %% slip="one-for-all" task="m01-q14-ledger"
"All nine have the same verdict. Four questions lead to five verdicts: ask them of each claim in turn."
ledger.record(
    verdicts=dict.fromkeys(["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9"], "unsupported"),
    sure=dict.fromkeys(["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9"], 0.6),
    reason="Texts of this kind are never to be trusted, so I trust none of them.",
)

# %% slip="name-as-proof" task="m01-q14-ledger" silent="no verdict is told before it is graded"
"A name, a number or a likely story was taken for a count."
ledger.record(
    verdicts={
        "L1": "supported",
        "L2": "supported",
        "L3": "unsupported",
        "L4": "supported",
        "L5": "supported",
        "L6": "supported",
        "L7": "supported",
        "L8": "supported",
        "L9": "supported",
    },
    sure=dict.fromkeys(["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9"], 0.8),
    reason="Everything that has a name or a figure behind it can be used in a report.",
)

# %% slip="everything-doubted" task="m01-q14-ledger" silent="no verdict is told before it is graded"
"Claims that pass all four questions were refused."
ledger.record(
    verdicts={
        "L1": "dated",
        "L2": "dated",
        "L3": "unsupported",
        "L4": "garbled",
        "L5": "dated",
        "L6": "unsupported",
        "L7": "unsupported",
        "L8": "not testable",
        "L9": "garbled",
    },
    sure=dict.fromkeys(["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9"], 0.8),
    reason="Old figures are old, and a table that somebody made up shows nothing at all.",
)

# %% slip="right-of-others" task="m01-q14-ledger" silent="no verdict is told before it is graded"
"What was counted of another group or year was taken for something else."
ledger.record(
    verdicts={
        "L1": "garbled",
        "L2": "supported",
        "L3": "unsupported",
        "L4": "dated",
        "L5": "supported",
        "L6": "unsupported",
        "L7": "supported",
        "L8": "not testable",
        "L9": "not testable",
    },
    sure=dict.fromkeys(["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9"], 0.8),
    reason="Whether a wrong year is garbled or dated was hardest for me to say.",
)

# %% slip="never-counted" task="m01-q14-ledger" silent="no verdict is told before it is graded"
"What was never counted, or cannot be, was taken for something else."
ledger.record(
    verdicts={
        "L1": "dated",
        "L2": "supported",
        "L3": "garbled",
        "L4": "garbled",
        "L5": "supported",
        "L6": "garbled",
        "L7": "supported",
        "L8": "garbled",
        "L9": "garbled",
    },
    sure=dict.fromkeys(["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9"], 0.8),
    reason="What is exaggerated is garbled: somebody must have counted something once.",
)


# %% equivalent="m01-q14-ledger"
"Surer by nine points, and right: all points are earned either way."
edit("0.8 for number", "0.8800000000000001 for number")

# %% all not testable task="m01-q14-ledger" points=0 trap="one-for-all"
ledger.record(
    verdicts={f"L{n}": "not testable" for n in range(1, 10)},
    sure={f"L{n}": 0.2 for n in range(1, 10)},
    reason="Nobody can really test any of these, whatever the cards may say.",
)

# %% a name is proof task="m01-q14-ledger" points=1 trap="name-as-proof"
ledger.record(
    verdicts={
        "L1": "unsupported",
        "L2": "unsupported",
        "L3": "unsupported",
        "L4": "supported",
        "L5": "supported",
        "L6": "supported",
        "L7": "supported",
        "L8": "supported",
        "L9": "supported",
    },
    sure={f"L{n}": 0.9 for n in range(1, 10)},
    reason="Who names a bank, a course or a firm has looked it up; the others have not.",
)

# %% by the first word, and what the first notebook told task="m01-q14-ledger" points=1
ledger.record(
    verdicts={
        "L1": "unsupported",
        "L2": "supported",
        "L3": "supported",
        "L4": "unsupported",
        "L5": "unsupported",
        "L6": "unsupported",
        "L7": "unsupported",
        "L8": "unsupported",
        "L9": "garbled",
    },
    sure={f"L{n}": 0.44 for n in range(1, 10)},
    reason="I looked at how each claim begins, and at the page of the first notebook.",
)

# %% doubts what holds task="m01-q14-ledger" points=5.86 trap="everything-doubted"
ledger.record(
    verdicts={
        "L1": "dated",
        "L2": "garbled",
        "L3": "not testable",
        "L4": "garbled",
        "L5": "garbled",
        "L6": "unsupported",
        "L7": "garbled",
        "L8": "not testable",
        "L9": "garbled",
    },
    sure={f"L{n}": 0.7 for n in range(1, 10)},
    reason="Each of these has something that does not quite fit, if one looks long enough.",
)

# %% year and group mixed up task="m01-q14-ledger" points=5.86 trap="right-of-others"
ledger.record(
    verdicts={
        "L1": "garbled",
        "L2": "supported",
        "L3": "unsupported",
        "L4": "dated",
        "L5": "supported",
        "L6": "unsupported",
        "L7": "supported",
        "L8": "not testable",
        "L9": "unsupported",
    },
    sure={f"L{n}": 0.7 for n in range(1, 10)},
    reason="A wrong year means dated, a wrong number garbled; that is how I read it.",
)

# %% somebody must have counted task="m01-q14-ledger" points=5.86 trap="never-counted"
ledger.record(
    verdicts={
        "L1": "dated",
        "L2": "supported",
        "L3": "dated",
        "L4": "garbled",
        "L5": "supported",
        "L6": "dated",
        "L7": "supported",
        "L8": "dated",
        "L9": "garbled",
    },
    sure={f"L{n}": 0.7 for n in range(1, 10)},
    reason="These were true once, in the days when the texts were written.",
)

# %% six right, and certain task="m01-q14-ledger" points=4.45 says=["surer than your verdicts allow"]
ledger.record(
    verdicts={
        "L1": "garbled",
        "L2": "dated",
        "L3": "unsupported",
        "L4": "garbled",
        "L5": "supported",
        "L6": "supported",
        "L7": "supported",
        "L8": "not testable",
        "L9": "garbled",
    },
    sure={f"L{n}": 1.0 for n in range(1, 10)},
    reason="I read every card twice, so I am certain of each of my verdicts.",
)

# %% all right, and no idea task="m01-q14-ledger" points=7.23 says=["better than you believe"]
ledger.record(
    verdicts={
        "L1": "dated",
        "L2": "supported",
        "L3": "unsupported",
        "L4": "garbled",
        "L5": "supported",
        "L6": "unsupported",
        "L7": "supported",
        "L8": "not testable",
        "L9": "garbled",
    },
    sure={f"L{n}": 0.2 for n in range(1, 10)},
    reason="One can never know, so I leave my confidence at the lowest level.",
)

# %% [markdown]
# ## Task 15: two drafts are marked

# %% no mark for praise task="m01-q15-marks" points=4
marks = {"second": (2, 1, 2, 2, 1), "first": (0, 2, 0, 0, 1)}

# %% our transfers are whose task="m01-q15-marks" points=4
marks = {"first": [1, 2, 0, 1, 1], "second": [2, 1, 2, 2, 1]}

# %% a table task="m01-q15-marks" points=4
import pandas as pd

marks = pd.DataFrame({"first": [0, 2, 0, 1, 1], "second": [2.0, 1.0, 2.0, 2.0, 1.0]})

# %% slip="confident-tone-marked" task="m01-q15-marks"
"You give the first draft as much as the second, or more. It sounds sure; look which words earn a mark."
edit(
    '{"first": [0, 2, 0, 1, 1], "second": [2, 1, 2, 2, 1]}',
    '{"first": [2, 1, 2, 2, 1], "second": [1, 1, 1, 1, 1]}',
)

# %% equivalent="m01-q15-marks"
"That the cause of the difference is not known is said; whoever takes that for candor can defend 2."
edit("[2, 1, 2, 2, 1]", "[2, 1, 2, 2, 2]")

# %% equivalent="m01-q15-marks"
"Of *our* transfers says of whom; whoever misses when and how many can defend 0, and 1 as well."
edit('"first": [0, 2, 0, 1, 1]', '"first": [1, 2, 0, 1, 1]')

# %% equivalent="m01-q15-marks"
"Praise is in the cell of 1; whoever finds no use in it can defend 0."
edit("[0, 2, 0, 1, 1]", "[0, 2, 0, 0, 1]")


# %% the sure one is the strong one task="m01-q15-marks" points=0.5 trap="confident-tone-marked"
marks = {"first": [2, 2, 1, 2, 1], "second": [1, 1, 1, 2, 2]}

# %% everything of the second is full task="m01-q15-marks" points=3.5 says=["9 of 10", "range of the second draft"]
marks = {"first": [0, 2, 0, 1, 1], "second": [2, 2, 2, 2, 2]}

# %% nothing for the first, everything for the second task="m01-q15-marks" points=2.5 says=["7 of 10"]
marks = {"first": [0, 0, 0, 0, 0], "second": [2, 2, 2, 2, 2]}

# %% digits as texts task="m01-q15-marks" points=0 says=["Each mark is"]
marks = {"first": list("02011"), "second": list("21221")}

# %% three numbers task="m01-q15-marks" points=0 says=["there are five criteria"]
marks = {"first": [0, 0, 1], "second": [2, 2, 2]}

# %% generous to the first task="m01-q15-marks" points=3 says=["8 of 10", "range of the first draft", "cause words of the first draft"]
marks = {"first": [1, 1, 1, 1, 1], "second": [2, 1, 2, 2, 2]}

# %% [markdown]
# ## Task 15: three sentences, marked by hand

# %% [markdown] a proud opening task="m01-q15-memo" mark=1
# Services are the future: they make up more than 70 % of the world's GDP. Thanks to our new help line 95 % of customers are satisfied, which nobody else reaches. The region can build on this success.

# %% [markdown] base and range, no use task="m01-q15-memo" mark=10
# In 2006 services made up 72.4 % of the GDP of the high-income economies, by the World Bank's figures as printed in 2008. Of 100 customers drawn at random from the 600 who used the help line in December, 95 said 4 or 5 of 5 (95 % interval 89 to 98 %). We do not know what those think who did not use it. Left out: the reply rule, which rests on one firm.
