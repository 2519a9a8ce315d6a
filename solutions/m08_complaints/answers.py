# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ways to answer: complaints, recovery and follow-up
#
# One cell is one way to answer one task: its points, and for a misconception what the feedback must say.

# %% [markdown]
# ## Task 1: what the poster forgets

# %% a list, and a date with a clock task="m08-q1-steps" points=2
missing = ["g", "h", "a", "d"]
closed_on = pd.Timestamp("2025-12-03")

# %% a word of letters, a date task="m08-q1-steps" points=2
missing = "adgh"
closed_on = dt.date(2025, 12, 3)

# %% slip="reply-is-resolve" task="m08-q1-steps" silent="one of five days"
"A reply is not the end: so the log made him 'resolved'. What comes after it, when all that was agreed has been done, is work of its own. When was it done?"
edit('closed_on = "2025-12-03"', 'closed_on = "2025-11-04"')

# %% slip="kept-not-missing" task="m08-q1-steps" silent="a choice of letters"
"These are the letters that the steps do hold. The task asks for the others."
edit('missing = {"a", "d", "g", "h"}', 'missing = {"b", "c", "e", "f", "i"}')

# %% slip="ends-with-the-reply" task="m08-q1-steps" silent="a choice of letters"
"And after the decision? Step 4 seeks agreement; it does not say what happens without it, nor who writes the last line."
edit('missing = {"a", "d", "g", "h"}', 'missing = {"a", "d"}')

# %% slip="accepted-is-closed" task="m08-q1-steps" silent="one of five days"
"On that day he accepted. What he accepted had still to be done."
edit('closed_on = "2025-12-03"', 'closed_on = "2025-11-26"')

# %% slip="sent-is-arrived" task="m08-q1-steps" silent="one of five days"
"Sent is not arrived: so it went the first time."
edit('closed_on = "2025-12-03"', 'closed_on = "2025-11-28"')

# %% slip="done-not-recorded" task="m08-q1-steps" silent="one of five days"
"On that day the money was paid, but the file did not say so yet. Whoever opens it finds an open case."
edit('closed_on = "2025-12-03"', 'closed_on = "2025-12-02"')

# %% a reply resolves task="m08-q1-steps" points=0.6 trap="reply-is-resolve"
missing = ["d", "a"]
closed_on = dt.date(2025, 11, 4)

# %% what the steps do hold, and accepted is closed task="m08-q1-steps" points=0 trap="kept-not-missing"
missing = set("abcdefghi") - set("adgh")
closed_on = pd.Timestamp("2025-11-26")

# %% the money is on its way task="m08-q1-steps" points=1.2 trap="sent-is-arrived"
missing = ["a", "d", "g", "h"]
closed_on = dt.date(2025, 11, 28)

# %% the money is there task="m08-q1-steps" points=1.2 trap="done-not-recorded"
missing = ["a", "d", "g", "h"]
closed_on = pd.Timestamp("2025-12-02")

# %% accepted is closed task="m08-q1-steps" points=0.9 trap="accepted-is-closed"
missing = {"a", "d", "g"}
closed_on = dt.date(2025, 11, 26)

# %% two letters of four task="m08-q1-steps" points=1.4 trap="ends-with-the-reply"
missing = ["a", "d"]
closed_on = "2025-12-03"

# %% [markdown]
# ## Task 1b: which sentence

# %% as a second thought task="m08-q1b-statement" points=3
statement.record(sentence="A", sure=0.4)
statement.record(sentence="C", sure=0.55)

# %% nearly certain task="m08-q1b-statement" points=3 fewer="one of four sentences is right"
statement.record(sentence="C", sure=1)

# %% slip="cause-from-a-difference" task="m08-q1b-statement" silent="a choice among four sentences"
"A takes a difference for a cause, and the crude one: the slow cases were the severe ones, and among equals the thirteen points are gone."
edit('sentence="C"', 'sentence="A"')

# %% slip="no-proof-is-no-effect" task="m08-q1b-statement" silent="a choice among four sentences"
"B is too certain: an interval that holds zero also holds differences of several points. It does not show that there is none."
edit('sentence="C"', 'sentence="B"')

# %% slip="beyond-the-sample" task="m08-q1b-statement" silent="a choice among four sentences"
"D reaches too far: the log knows those who complained and whose case is closed, nobody else."
edit('sentence="C"', 'sentence="D"')

# %% speed keeps task="m08-q1b-statement" points=0 trap="cause-from-a-difference"
statement.record(sure=0.7, sentence="A")

# %% speed is nothing task="m08-q1b-statement" points=0 trap="no-proof-is-no-effect"
statement.record(sure=0.55, sentence="B")

# %% everybody task="m08-q1b-statement" points=0 trap="beyond-the-sample"
statement.record(sure=0.25, sentence="D")

# %% [markdown]
# ## Task 2: hear, then sort

# %% a loop with dates task="m08-q2-triage" points=4
heard = pd.Series(
    ["Fact", "not said", "Feeling", "Request", "Fact", "not said", "Fact", "not said"],
    index=list("abcdefgh"),
)


def triage(cases, today):
    today = pd.Timestamp(today)
    keys = []
    for _, row in cases.iterrows():
        days = 30 if row["is_complex"] else 15
        left = (pd.Timestamp(row["opened"]) + pd.Timedelta(days=days) - today).days
        if row["harm"]:
            group = 1
        elif left <= 0:
            group = 2
        else:
            group = 3
        keys.append((group, -row["severity"], left, row["complaint_id"]))
    return [key[-1] for key in sorted(keys)]


# %% a Series of ids task="m08-q2-triage" points=4
heard = {
    "a": "Fact",
    "e": "Fact",
    "g": "Fact",
    "c": "Feeling",
    "d": "Request",
    "b": "not said",
    "f": "not said",
    "h": "Not said",
}


def triage(cases, today):
    due = cases["opened"] + pd.to_timedelta(
        cases["is_complex"].map({True: 30, False: 15}), unit="D"
    )
    cases = cases.assign(left=(due - pd.Timestamp(today)).dt.days)
    cases["rank"] = 3
    cases.loc[cases.left <= 0, "rank"] = 2
    cases.loc[cases.harm, "rank"] = 1
    return cases.sort_values(
        ["rank", "severity", "left"], ascending=[True, False, True]
    ).complaint_id


# %% slip="guess-as-fact" task="m08-q2-triage" silent="one of four kinds"
"One of your facts is the clerk's guess: look for it in her own words. What is not said is not a fact yet."
edit('"b": "not said"', '"b": "fact"')
edit('"h": "not said"', '"h": "fact"')

# %% slip="hears-a-claim" task="m08-q2-triage" silent="one of four kinds"
"You hear a claim that she does not make: 'I'm not after flowers'. Whoever hears a claim in every complaint offers the wrong thing."
edit('"f": "not said"', '"f": "request"')

# %% slip="severity-only" task="m08-q2-triage"
"Severity decides here: harm and clock do not count, and a case that ends today waits behind a severe one with days left."
edit(
    '["group", "severity", "left"], ascending=[True, False, True]',
    '["severity", "left"], ascending=[False, True]',
)

# %% slip="clock-only" task="m08-q2-triage"
"The clock alone decides here: a new case with harm then waits behind older ones."
edit('["group", "severity", "left"], ascending=[True, False, True]', '"left"')

# %% slip="clock-before-harm" task="m08-q2-triage"
"A harm that goes on comes before any deadline."
edit('[cases["harm"], left <= 0]', '[left <= 0, cases["harm"]]')

# %% slip="first-in-first-out" task="m08-q2-triage"
"That is the order of receipt: first in, first out."
edit(
    '["group", "severity", "left"], ascending=[True, False, True]',
    '"opened"',
)

# %% slip="receipt-is-day-one" task="m08-q2-triage"
"The day of receipt is day 0. Some of your cases have a day more than you give them."
edit("left <= 0", "left <= 1")

# %% slip="complex-ignored" task="m08-q2-triage"
"Some cases are complex: they have 30 days."
edit("Deadline(15, 30)", "Deadline(15, 15)")

# %% slip="severity-reversed" task="m08-q2-triage"
"3 is severe, 1 is mild. Which comes first?"
edit("ascending=[True, False, True]", "ascending=[True, True, True]")

# %% slip="today-is-too-late" task="m08-q2-triage"
"A case that ends today, with 0 days left, waits among the rest. It belongs to the second group."
edit("left <= 0", "left < 0")

# %% slip="severity-forgotten" task="m08-q2-triage"
"Within a group the days left decide here. Severity comes before them."
edit(
    '["group", "severity", "left"], ascending=[True, False, True]',
    '["group", "left"]',
)

# %% slip="days-left-reversed" task="m08-q2-triage"
"Of two equally severe cases, the one with fewer days left comes first; below zero is fewer."
edit("ascending=[True, False, True]", "ascending=[True, False, False]")


# %% the clerk's guesses, severity alone task="m08-q2-triage" points=0.89 trap="guess-as-fact"
heard = dict(
    a="fact",
    b="not said",
    c="feeling",
    d="request",
    e="fact",
    f="request",
    g="fact",
    h="fact",
)


def triage(cases, today):
    left = deadline_table(cases, Deadline(15, 30), as_of=today)["days_left"]
    order = cases.assign(left=left).sort_values(["severity", "left"], ascending=[False, True])
    return list(order["complaint_id"])


# %% hears a claim, first in first out task="m08-q2-triage" points=1.11 trap="hears-a-claim"
heard = dict(
    a="fact",
    b="not said",
    c="feeling",
    d="request",
    e="fact",
    f="request",
    g="fact",
    h="not said",
)


def triage(cases, today):
    return list(cases.sort_values("opened")["complaint_id"])


# %% the day of receipt counts task="m08-q2-triage" points=1.33 trap="receipt-is-day-one"
heard = dict(
    a="fact",
    b="not said",
    c="feeling",
    d="request",
    e="fact",
    f="not said",
    g="fact",
    h="not said",
)


def triage(cases, today):
    left = deadline_table(cases, Deadline(14, 29), as_of=today)["days_left"]
    group = np.select([cases["harm"], left <= 0], [1, 2], 3)
    order = cases.assign(group=group, left=left)
    order = order.sort_values(["group", "severity", "left"], ascending=[True, False, True])
    return list(order["complaint_id"])


# %% complex cases like all others task="m08-q2-triage" points=1.33 trap="complex-ignored"
heard = dict(
    a="fact",
    b="not said",
    c="feeling",
    d="request",
    e="fact",
    f="not said",
    g="fact",
    h="not said",
)


def triage(cases, today):
    left = 15 - (pd.Timestamp(today) - cases["opened"]).dt.days
    group = np.select([cases["harm"], left <= 0], [1, 2], 3)
    order = cases.assign(group=group, left=left)
    order = order.sort_values(["group", "severity", "left"], ascending=[True, False, True])
    return list(order["complaint_id"])


# %% what ends today can wait task="m08-q2-triage" points=1.33 trap="today-is-too-late"
heard = dict(
    a="fact",
    b="not said",
    c="feeling",
    d="request",
    e="fact",
    f="not said",
    g="fact",
    h="not said",
)


def triage(cases, today):
    left = deadline_table(cases, Deadline(15, 30), as_of=today)["days_left"]
    group = np.select([cases["harm"], left < 0], [1, 2], 3)
    order = cases.assign(group=group, left=left).sort_values(
        ["group", "severity", "left"], ascending=[True, False, True]
    )
    return list(order["complaint_id"])


# %% mild is 3 task="m08-q2-triage" points=1.33 trap="severity-reversed"
heard = dict(
    a="fact",
    b="not said",
    c="feeling",
    d="request",
    e="fact",
    f="not said",
    g="fact",
    h="not said",
)


def triage(cases, today):
    left = deadline_table(cases, Deadline(15, 30), as_of=today)["days_left"]
    group = np.select([cases["harm"], left <= 0], [1, 2], 3)
    order = cases.assign(group=group, left=left).sort_values(["group", "severity", "left"])
    return list(order["complaint_id"])


# %% the most severe first task="m08-q2-triage" points=1.33 trap="severity-only"
heard = {"a": "fact", "c": "feeling", "d": "request", "e": "fact", "g": "fact"}
heard |= dict.fromkeys("bfh", "not said")


def triage(cases, today):
    due = cases["opened"] + pd.to_timedelta(15 + 15 * cases["is_complex"], unit="D")
    cases = cases.assign(left=(due - pd.Timestamp(today)).dt.days)
    return cases.sort_values(["severity", "left"], ascending=[False, True])["complaint_id"]


# %% the fewest days first task="m08-q2-triage" points=1.33 trap="clock-only"
heard = {"a": "fact", "c": "feeling", "d": "request", "e": "fact", "g": "fact"}
heard |= dict.fromkeys("bfh", "not said")


def triage(cases, today):
    due = cases["opened"] + pd.to_timedelta(15 + 15 * cases["is_complex"], unit="D")
    cases = cases.assign(left=(due - pd.Timestamp(today)).dt.days)
    return cases.sort_values("left")["complaint_id"].tolist()


# %% first come task="m08-q2-triage" points=1.33 trap="first-in-first-out"
heard = {"a": "fact", "c": "feeling", "d": "request", "e": "fact", "g": "fact"}
heard |= dict.fromkeys("bfh", "not said")


def triage(cases, today):
    due = cases["opened"] + pd.to_timedelta(15 + 15 * cases["is_complex"], unit="D")
    cases = cases.assign(left=(due - pd.Timestamp(today)).dt.days)
    return cases.sort_values("opened")["complaint_id"].tolist()


# %% the clock before the harm task="m08-q2-triage" points=1.78 trap="clock-before-harm"
heard = {"a": "fact", "c": "feeling", "d": "request", "e": "fact", "g": "fact"}
heard |= dict.fromkeys("bfh", "not said")


def triage(cases, today):
    due = cases["opened"] + pd.to_timedelta(15 + 15 * cases["is_complex"], unit="D")
    cases = cases.assign(left=(due - pd.Timestamp(today)).dt.days)
    cases["rank"] = 3
    cases.loc[cases["harm"], "rank"] = 2
    cases.loc[cases["left"] <= 0, "rank"] = 1
    order = cases.sort_values(["rank", "severity", "left"], ascending=[True, False, True])
    return list(order["complaint_id"])


# %% group, then clock task="m08-q2-triage" points=1.33 trap="severity-forgotten"
heard = {"a": "fact", "c": "feeling", "d": "request", "e": "fact", "g": "fact"}
heard |= dict.fromkeys("bfh", "not said")


def triage(cases, today):
    due = cases["opened"] + pd.to_timedelta(15 + 15 * cases["is_complex"], unit="D")
    cases = cases.assign(left=(due - pd.Timestamp(today)).dt.days)
    cases["rank"] = 3
    cases.loc[cases["left"] <= 0, "rank"] = 2
    cases.loc[cases["harm"], "rank"] = 1
    return list(cases.sort_values(["rank", "left"])["complaint_id"])


# %% the longest time first task="m08-q2-triage" points=1.33 trap="days-left-reversed"
heard = {"a": "fact", "c": "feeling", "d": "request", "e": "fact", "g": "fact"}
heard |= dict.fromkeys("bfh", "not said")


def triage(cases, today):
    due = cases["opened"] + pd.to_timedelta(15 + 15 * cases["is_complex"], unit="D")
    cases = cases.assign(left=(due - pd.Timestamp(today)).dt.days)
    cases["rank"] = 3
    cases.loc[cases["left"] <= 0, "rank"] = 2
    cases.loc[cases["harm"], "rank"] = 1
    order = cases.sort_values(["rank", "severity", "left"], ascending=[True, False, False])
    return list(order["complaint_id"])


# %% [markdown]
# ## Task 3: the best remedy, with the way upstairs


# %% a loop over rows task="m08-q3-remedy" points=4
def choose_remedies(options, limit):
    best = {}
    for _, row in options.iterrows():
        p, cost = row["p_after"], row["cost"]
        if row["amount"] > limit:
            p, cost = p * 0.94, cost + 120
        value = (p - row["p_before"]) * row["clv"] - cost
        if row["case"] not in best or value > best[row["case"]][1]:
            best[row["case"]] = (row["option"], value)
    return pd.DataFrame(best, index=["option", "value"]).T


# %% sorted, the case as a column task="m08-q3-remedy" points=4
def choose_remedies(options, limit):
    options = options.copy()
    up = options.amount > limit
    options["p"] = options.p_after.where(~up, 0.94 * options.p_after)
    options["value"] = (options.p - options.p_before) * options.clv - options.cost - up * 120
    options = options.sort_values("value", ascending=False).drop_duplicates("case")
    return options[["case", "option", "value"]].round(1)


# %% the library within the limit, and the rest by hand task="m08-q3-remedy" points=4
from servicelab.complaints import best_remedy


def choose_remedies(options, limit):
    up = options["amount"] > limit
    corrected = options.assign(
        p_after=options["p_after"].where(~up, options["p_after"] * 0.94),
        cost=options["cost"] + 120 * up,
    )
    return best_remedy(corrected, by="case").set_index("case")[["option", "value"]]


# %% slip="largest-refund" task="m08-q3-remedy"
"You take the largest amount. What it keeps has to pay for what it costs."
edit('["value"].idxmax()', '["amount"].idxmax()')

# %% slip="most-likely-to-stay" task="m08-q3-remedy"
"You take what keeps the customer most surely, at any price."
edit('["value"].idxmax()', '["p_after"].idxmax()')

# %% slip="never-upstairs" task="m08-q3-remedy"
"No larger amount is ever chosen. It is possible, it only goes upstairs: sometimes that is well worth it. (If you have not left them out: × 0.94 takes 6 % of `p_after` away, × 0.06 leaves only 6 % of it.)"
edit("options.assign(value=value)", "options.assign(value=value)[~above]")

# %% slip="above-the-limit" task="m08-q3-remedy"
"You grant any amount as if there were no limit: above it the work and the waiting come on top."
edit("> limit", "> np.inf")

# %% slip="at-the-limit" task="m08-q3-remedy"
"What decides is the amount that is paid, and one of exactly the limit does not go upstairs: only a larger one does."
edit("> limit", ">= limit")

# %% slip="waiting-forgotten" task="m08-q3-remedy"
"The work of the way upstairs is in, the waiting is not."
edit('double_deviation(options["p_after"], 0.06 * above)', 'options["p_after"]')

# %% slip="work-forgotten" task="m08-q3-remedy"
"The waiting is in, the 120 yuan of work are not."
edit(" + 120 * above", "")

# %% slip="points-not-percent" task="m08-q3-remedy"
"You subtract 0.06. It is 6 % *of those who would have stayed*: `p_after` times 0.94."
edit('double_deviation(options["p_after"], 0.06 * above)', 'options["p_after"] - 0.06 * above')

# %% slip="amount-twice" task="m08-q3-remedy"
"You subtract the amount beside the cost. `cost` has it in already."
edit('options["cost"]', 'options["cost"] + options["amount"]')

# %% slip="would-have-stayed" task="m08-q3-remedy"
"You count all who stay. Those who would have stayed anyway, `p_before`, are not the remedy's merit."
edit('options["p_before"]', '0 * options["p_before"]')

# %% slip="cost-forgotten" task="m08-q3-remedy"
"That is what the remedy keeps. Its cost is missing."
edit('options["cost"]', "0")


# %% the largest refund task="m08-q3-remedy" points=0 trap="largest-refund"
def choose_remedies(options, limit):
    up = options["amount"] > limit
    after = options["p_after"] * (1 - 0.06 * up)
    value = (after - options["p_before"]) * options["clv"] - options["cost"] - 120 * up
    table = options.assign(value=value).sort_values("amount", kind="stable")
    return table.groupby("case").tail(1).set_index("case")[["option", "value"]]


# %% never above the limit task="m08-q3-remedy" points=0 trap="never-upstairs"
from servicelab.complaints import best_remedy


def choose_remedies(options, limit):
    return best_remedy(options, limit, by="case").set_index("case")[["option", "value"]]


# %% as if there were no limit task="m08-q3-remedy" points=0 trap="above-the-limit"
from servicelab.complaints import best_remedy


def choose_remedies(options, limit):
    return best_remedy(options, by="case").set_index("case")[["option", "value"]]


# %% those who would have stayed task="m08-q3-remedy" points=0 trap="would-have-stayed"
def choose_remedies(options, limit):
    up = options["amount"] > limit
    value = options["p_after"] * (1 - 0.06 * up) * options["clv"] - options["cost"] - 120 * up
    table = options.assign(value=value)
    return table.loc[table.groupby("case")["value"].idxmax()].set_index("case")[["option", "value"]]


# %% the waiting forgotten task="m08-q3-remedy" points=0 trap="waiting-forgotten"
def choose_remedies(options, limit):
    up = options["amount"] > limit
    value = remedy_value(
        options["p_before"], options["p_after"], options["clv"], options["cost"] + 120 * up
    )
    table = options.assign(value=value)
    return table.loc[table.groupby("case")["value"].idxmax()].set_index("case")[["option", "value"]]


# %% six points instead of 6 % task="m08-q3-remedy" points=0 trap="points-not-percent"
def choose_remedies(options, limit):
    up = options["amount"] > limit
    value = remedy_value(
        options["p_before"],
        options["p_after"] - 0.06 * up,
        options["clv"],
        options["cost"] + 120 * up,
    )
    table = options.assign(value=value)
    return table.loc[table.groupby("case")["value"].idxmax()].set_index("case")[["option", "value"]]


# %% the amount beside the cost task="m08-q3-remedy" points=0 trap="amount-twice"
def choose_remedies(options, limit):
    up = options["amount"] > limit
    gain = options["p_after"] * (1 - 0.06 * up) - options["p_before"]
    value = gain * options["clv"] - options["cost"] - options["amount"] - 120 * up
    table = options.assign(value=value)
    return table.loc[table.groupby("case")["value"].idxmax()].set_index("case")[["option", "value"]]


# %% only 6 % are left task="m08-q3-remedy" points=0 trap="never-upstairs" says=["× 0.06 leaves only 6 %"]
def choose_remedies(options, limit):
    up = options["amount"] > limit
    after = options["p_after"].where(~up, options["p_after"] * 0.06)
    value = remedy_value(options["p_before"], after, options["clv"], options["cost"] + 120 * up)
    table = options.assign(value=value)
    return table.loc[table.groupby("case")["value"].idxmax()].set_index("case")[["option", "value"]]


# %% the surest task="m08-q3-remedy" points=0 trap="most-likely-to-stay"
def choose_remedies(options, limit):
    up = options["amount"] > limit
    gain = options["p_after"] * (1 - 0.06 * up) - options["p_before"]
    table = options.assign(value=gain * options["clv"] - options["cost"] - 120 * up)
    table = table.sort_values("p_after", kind="stable")
    return table.groupby("case").tail(1).set_index("case")[["option", "value"]]


# %% the limit itself goes upstairs task="m08-q3-remedy" points=1.33 trap="at-the-limit"
def choose_remedies(options, limit):
    up = ~(options["amount"] < limit)
    gain = options["p_after"] * (1 - 0.06 * up) - options["p_before"]
    table = options.assign(value=gain * options["clv"] - options["cost"] - 120 * up)
    table = table.sort_values("value")
    return table.groupby("case").tail(1).set_index("case")[["option", "value"]]


# %% the work forgotten task="m08-q3-remedy" points=0 trap="work-forgotten"
def choose_remedies(options, limit):
    after = options["p_after"].where(options["amount"] <= limit, options["p_after"] * 0.94)
    table = options.assign(value=(after - options["p_before"]) * options["clv"] - options["cost"])
    best = table.groupby("case")["value"].idxmax()
    return table.loc[best].set_index("case")[["option", "value"]]


# %% what is kept, without its cost task="m08-q3-remedy" points=0 trap="cost-forgotten"
def choose_remedies(options, limit):
    up = options["amount"] > limit
    after = options["p_after"] * (1 - 0.06 * up)
    table = options.assign(value=(after - options["p_before"]) * options["clv"] - 120 * up)
    best = table.groupby("case")["value"].idxmax()
    return table.loc[best].set_index("case")[["option", "value"]]


# %% [markdown]
# ## Task 4: the day
#
# Whole days: those of the policies, and those of people.

# %% nearly the best, without a word to anybody task="m08-q4-day" points=10
from servicelab.games.desk.policies import near_optimal

desk.record(entries=near_optimal(desk.scenario))

# %% an excellent day: clocks and severity first, some files too many task="m08-q4-day" points=10
from servicelab.games.desk.policies import right_decision

READ = {"K01", "K03", "K04", "K05", "K08", "K09", "K10", "K11", "K13", "K16"}
entries, today = [], play(desk.scenario, [])
while not today.is_over:
    waiting = min(
        today.waiting,
        key=lambda one: (
            one.days_left > 0,
            -desk.scenario.by_id[one.case].severity,
            -desk.scenario.by_id[one.case].value,
        ),
    )
    case = desk.scenario.by_id[waiting.case]
    if case.id in READ and not waiting.is_read:
        entries.append({"case": case.id, "look": True})
    else:
        entries.append(
            {**right_decision(desk.scenario, case), "reply": f"Dear {case.customer}, ..."}
        )
    today = play(desk.scenario, entries)
desk.record(entries=entries)
desk.reveal()

# %% slip="pays-what-is-asked" task="m08-q4-day"
"You paid more than was owed, or promised what does not hold. What is paid once is asked for again, and the ones who ask least got no more for it."
desk.record(entries=POLICIES["refund_all"](desk.scenario, 0))
desk.reveal()

# %% slip="half-a-day" task="m08-q4-day"
"The desk closed with more than an hour left on the clock, and cases still waiting."
desk.record(entries=POLICIES["severity_first"](desk.scenario, 0)[:9])
desk.reveal()

# %% slip="first-come-first-served" task="m08-q4-day"
"You took them in the order of receipt. Harm and deadlines do not come in that order."
desk.record(entries=POLICIES["first_in_first_out"](desk.scenario, 0))
desk.reveal()

# %% slip="no-date" task="m08-q4-day"
"Most of your customers were promised no date. Silence about the day costs as much as a wrong cause."
desk.record(
    entries=[
        entry if "look" in entry else {**entry, "promise_days": None}
        for entry in POLICIES["severity_first"](desk.scenario, 0)
    ]
)
desk.reveal()

# %% slip="no-file-read" task="m08-q4-day"
"You read no file. In six of the cases the letter points the wrong way."
from servicelab.games.desk.policies import face_decision

entries, today = [], play(desk.scenario, [])
while not today.is_over:
    waiting = min(today.waiting, key=lambda one: (one.days_left, one.case))
    entries.append(face_decision(desk.scenario, desk.scenario.by_id[waiting.case]))
    today = play(desk.scenario, entries)
desk.record(entries=entries)
desk.reveal()

# %% slip="clock-overlooked" task="m08-q4-day"
"Some of the cases had to be decided today and were not."
from servicelab.games.desk.policies import right_decision

entries, today = [], play(desk.scenario, [])
while not today.is_over:
    waiting = max(today.waiting, key=lambda one: (one.is_read, one.days_left, one.case))
    right = right_decision(desk.scenario, desk.scenario.by_id[waiting.case])
    entries.append(right if waiting.is_read else {"case": waiting.case, "look": True})
    today = play(desk.scenario, entries)
desk.record(entries=entries)
desk.reveal()

# %% what looks severe first task="m08-q4-day" points=8.71 says=["73 %", "relations kept"]
from servicelab.games.desk.policies import severity_first

desk.record(entries=severity_first(desk.scenario))

# %% first come, first served task="m08-q4-day" points=6.02 trap="first-come-first-served" says=["51 %"]
from servicelab.games.desk.policies import first_in_first_out

desk.record(entries=first_in_first_out(desk.scenario))

# %% pay what is asked task="m08-q4-day" points=1.83 trap="pays-what-is-asked" says=["9 promises broken"]
from servicelab.games.desk.policies import refund_all

desk.record(entries=refund_all(desk.scenario))

# %% half a day task="m08-q4-day" points=5.83 trap="half-a-day"
from servicelab.games.desk.policies import near_optimal

desk.record(entries=near_optimal(desk.scenario)[:8])
desk.reveal()

# %% do nothing task="m08-q4-day" points=0
desk.record(entries=[])

# %% at face value, clocks first, no dates task="m08-q4-day" points=3.77 trap="no-date"
from servicelab.games.desk.policies import face_decision

entries, today = [], play(desk.scenario, [])
while not today.is_over:
    waiting = min(today.waiting, key=lambda one: (one.days_left > 0, one.case))
    case = desk.scenario.by_id[waiting.case]
    entries.append({**face_decision(desk.scenario, case), "promise_days": None})
    today = play(desk.scenario, entries)
desk.record(entries=entries)

# %% letters only, clocks first task="m08-q4-day" points=4.1 trap="no-file-read"
from servicelab.games.desk.policies import face_decision

entries, today = [], play(desk.scenario, [])
while not today.is_over:
    waiting = min(today.waiting, key=lambda one: (one.days_left > 0, one.case))
    entries.append(face_decision(desk.scenario, desk.scenario.by_id[waiting.case]))
    today = play(desk.scenario, entries)
desk.record(entries=entries)

# %% another version of the day task="m08-q4-day" points=0 says=["seed 7"]
from servicelab.games.desk.policies import near_optimal

desk.record(entries=near_optimal(desk.scenario, 7), seed=7)

# %% a damaged record task="m08-q4-day" points=0 says=["damaged"]
from pathlib import Path

Path("m08-desk-insurer-claims.decision.json").write_text('{"servicelab_record": 1,')
desk = ComplaintDesk("insurer_claims")


# %% the newest first, every file read task="m08-q4-day" points=8.08 trap="clock-overlooked"
from servicelab.games.desk.policies import right_decision

entries, today = [], play(desk.scenario, [])
while not today.is_over:
    latest = max(today.waiting, key=lambda one: (one.days_left, one.case))
    if not latest.is_read:
        entries.append({"case": latest.case, "look": True})
    else:
        entries.append(right_decision(desk.scenario, desk.scenario.by_id[latest.case]))
    today = play(desk.scenario, entries)
desk.record(entries=entries)


# %% [markdown]
# ## Task 5: read the evening


# %% masks task="m08-q5-evening" points=2
only_severe = severe.cases.gain[severe.cases.settled & ~fifo.cases.settled].sum()
late_case = ["K04"]
late_reason = "Wrong owner"

# %% a loop over cases, rounded task="m08-q5-evening" points=2
total = 0
for case in severe.cases.index:
    if severe.cases.loc[case, "settled"] and not fifo.cases.loc[case, "settled"]:
        total = total + severe.cases.loc[case, "gain"]
only_severe = round(total)
late_case = "K04"
late_reason = "wrong owner"

# %% slip="swapped" task="m08-q5-evening"
"These are the cases that only *first in, first out* settled."
edit(
    'severe.cases["settled"] & ~fifo.cases["settled"]',
    'fifo.cases["settled"] & ~severe.cases["settled"]',
)

# %% slip="swapped" task="m08-q5-evening"
"These are the cases that only *first in, first out* settled."
edit(
    'severe.cases["settled"] & ~fifo.cases["settled"]',
    'fifo.cases["settled"] & ~severe.cases["settled"]',
)
edit('severe.cases.loc[only, "gain"]', 'fifo.cases.loc[only, "gain"]')

# %% slip="all-settled" task="m08-q5-evening"
"You added up all cases that *severity first* settled. Which of them did the other desk settle as well?"
edit('severe.cases["settled"] & ~fifo.cases["settled"]', 'severe.cases["settled"]')

# %% slip="difference-of-days" task="m08-q5-evening"
"That is the difference between the desks, over cases. The task asks for what *severity first* gained in some of them."
edit(
    'severe.cases.loc[only, "gain"].sum()',
    '(severe.cases["gain"] - fifo.cases["gain"]).sum()',
)

# %% slip="mean-not-sum" task="m08-q5-evening"
"That is the mean of these cases. The task asks for all of their yuan."
edit('"gain"].sum()', '"gain"].mean()')

# %% slip="unsettled-is-late" task="m08-q5-evening" silent="one of seventeen cases"
"That one is not settled either, but its clock runs on. Which one had to be decided on this day?"
edit('fifo.cases.index[fifo.cases["late"]].item()', '"K13"')

# %% slip="unsettled-is-late" task="m08-q5-evening" silent="one of seventeen cases"
"That one is not settled either, but its clock runs on. Which one had to be decided on this day?"
edit('fifo.cases.index[fifo.cases["late"]].item()', '"K03"')

# %% slip="unsettled-is-late" task="m08-q5-evening" silent="one of seventeen cases"
"That one is not settled either, but its clock runs on. Which one had to be decided on this day?"
edit('fifo.cases.index[fifo.cases["late"]].item()', '"K11"')

# %% slip="never-reached" task="m08-q5-evening" silent="one of four reasons"
"The desk did take it up, in its first hour. What happened then?"
edit('late_reason = "wrong owner"', 'late_reason = "never reached"')

# %% the other desk, and never reached task="m08-q5-evening" points=0.5 trap="swapped"
one, other = fifo.cases, severe.cases
only_severe = sum(one.gain[case] for case in one.index if one.settled[case] > other.settled[case])
late_case, late_reason = "K04", "never reached"

# %% all that it settled, and another unsettled case task="m08-q5-evening" points=0.5 trap="all-settled"
only_severe = severe.cases.query("settled")["gain"].sum()
late_case, late_reason = "K13", "wrong owner"

# %% the mean task="m08-q5-evening" points=1 trap="mean-not-sum"
chosen = [case for case in severe.cases.index if severe.cases.settled[case]]
chosen = [case for case in chosen if not fifo.cases.settled[case]]
only_severe = severe.cases.loc[chosen, "gain"].mean()
late_case, late_reason = "K04", "wrong owner"

# %% the difference of the days task="m08-q5-evening" points=1 trap="difference-of-days"
only_severe = severe.cases["gain"].sum() - fifo.cases["gain"].sum()
late_case, late_reason = "K04", "wrong owner"

# %% one that waits for another day task="m08-q5-evening" points=1.5 trap="unsettled-is-late"
only_severe = severe.cases["gain"][severe.cases.settled > fifo.cases.settled].sum()
late_case, late_reason = "K03", "wrong owner"

# %% never taken up task="m08-q5-evening" points=1.5 trap="never-reached"
only_severe = severe.cases["gain"][severe.cases.settled > fifo.cases.settled].sum()
late_case, late_reason = ["K04"], "Never reached"


# %% [markdown]
# ## Task 6: two replies marked

# %% a Series, half a mark more task="m08-q6a-marks" points=1
marks = pd.Series([3.5, 1.5], index=["second", "first"])

# %% half a mark less task="m08-q6a-marks" points=1
marks = {"first": 0.5, "second": 4.0}

# %% slip="polite-is-good" task="m08-q6a-marks" silent="a judgment"
"The first reply sounds polite. Look for a day, for somebody outside, for whose fault it is, and for what nobody can promise."
edit('"first": 1', '"first": 3')

# %% the polite one is good task="m08-q6a-marks" points=0.5 trap="polite-is-good"
marks = {"first": 2.5, "second": 3.5}

# %% the other way round task="m08-q6a-marks" points=0 trap="polite-is-good"
marks = {"first": 4, "second": 1}

# %% nothing in the first, little in the second task="m08-q6a-marks" points=0 says=["against the table"]
marks = {"first": 0, "second": 2}

# %% [markdown]
# ## Task 6: the letter

# %% [markdown] a good letter in Chinese task="m08-q6-letter" mark=4
# letter = """阮女士：您好！
#
# 您说得对，这已经是第二次了。十一月我们承认少付您420元，并承诺最迟11月28日（周五）给您来电。电话没有打，钱也没有付：回电安排进了一位休假同事的日历，这完全是我们的过错。等一个可以信赖的承诺却落了空，我理解您为什么说不收集道歉。
#
# 现在我们这样做：付给您700元，其中420元是应付的，280元补偿我们失约给您添的麻烦。款项最迟12月13日（周六）汇出。钱到账之前，您的档案由我本人保管；12月15日（周一）我会给您来电确认。
#
# 如果您对这个答复不满意，请告诉我，由我的主管决定。您也可以随时向保险纠纷调解机构申请调解，它是免费的，也独立于我们。
#
# 投诉台 周敏"""

# %% [markdown] correct and cold task="m08-q6-letter" mark=2
# letter = """Dear Ms. Ruan,
#
# your complaint of December 3 has been examined. It was found that an amount of 420 yuan is outstanding. The amount of 700 yuan will be transferred by December 13.
#
# Should you not agree, you may contact the mediation office.
#
# Complaint desk"""

# %% [markdown] the template task="m08-q6-letter" mark=0
# letter = """Dear customer, thank you for your message. We apologize for any inconvenience. As per our terms you should have contacted us earlier. We guarantee that this will never happen again."""

# %% [markdown]
# ## Task 7a: a dozen

# %% a Series in another order task="m08-q7a-dozen" points=4
dozen = pd.Series(
    {
        "L12": "wrong amount",
        "L11": "staff conduct",
        "L10": "wrong amount",
        "L09": "refusal",
        "L08": "payment delay",
        "L07": "payment delay",
        "L06": "waiting",
        "L05": "staff conduct",
        "L04": "refusal",
        "L03": "other",
        "L02": "Other",
        "L01": "misleading advice",
    }
)
kappas = {
    "A with gold": kappa(coded["coder_a"], coded["gold"]),
    "B with gold": kappa(coded["coder_b"], coded["gold"]),
}

# %% a table, two read otherwise task="m08-q7a-dozen" points=4
mine = [
    *("misleading advice", "other", "staff conduct", "refusal"),
    *("staff conduct", "waiting", "payment delay", "payment delay"),
    *("refusal", "wrong amount", "staff conduct", "payment delay"),
]
dozen = pd.DataFrame({"letter": DOZEN, "code": mine})
kappas = {
    "A with gold": kappa(coded["coder_a"], coded["gold"]),
    "B with gold": kappa(coded["coder_b"], coded["gold"]),
}

# %% slip="one-box" task="m08-q7a-dozen"
"All twelve carry the same code. They are about different things."
dozen = {complaint: "waiting" for complaint in DOZEN}
kappas = {
    "A with gold": kappa(coded["coder_a"], coded["gold"]),
    "B with gold": kappa(coded["coder_b"], coded["gold"]),
}

# %% slip="other-as-shelter" task="m08-q7a-dozen"
"Five or more are coded 'other'. It is for what fits none of the six causes, not for what is hard to decide."
edit('"L01": "misleading advice"', '"L01": "other"')
edit('"L05": "staff conduct"', '"L05": "other"')
edit('"L06": "waiting"', '"L06": "other"')

# %% slip="side-remark" task="m08-q7a-dozen" silent="it would tell which codes are wrong"
"Several of your codes name what the customer mentions by the way. Code what the letter is about."
edit('"L04": "refusal"', '"L04": "wrong amount"')
edit('"L08": "payment delay"', '"L08": "refusal"')
edit('"L10": "wrong amount"', '"L10": "waiting"')
edit('"L12": "wrong amount"', '"L12": "payment delay"')

# %% half of them task="m08-q7a-dozen" points=2.8 says=["6 of twelve"]
dozen = {
    "L01": "misleading advice",
    "L02": "other",
    "L03": "other",
    "L04": "payment delay",
    "L05": "staff conduct",
    "L06": "other",
    "L07": "payment delay",
    "L08": "payment delay",
    "L09": "misleading advice",
    "L10": "payment delay",
    "L11": "refusal",
    "L12": "misleading advice",
}
kappas = {
    "A with gold": kappa(coded["coder_a"], coded["gold"]),
    "B with gold": kappa(coded["coder_b"], coded["gold"]),
}

# %% what is mentioned by the way task="m08-q7a-dozen" points=2.2 trap="side-remark"
dozen = {
    "L01": "payment delay",
    "L02": "other",
    "L03": "refusal",
    "L04": "wrong amount",
    "L05": "payment delay",
    "L06": "refusal",
    "L07": "payment delay",
    "L08": "refusal",
    "L09": "refusal",
    "L10": "waiting",
    "L11": "staff conduct",
    "L12": "payment delay",
}
kappas = {
    "A with gold": kappa(coded["coder_a"], coded["gold"]),
    "B with gold": kappa(coded["coder_b"], coded["gold"]),
}

# %% other for what is hard task="m08-q7a-dozen" points=2.8 trap="other-as-shelter"
dozen = dict.fromkeys(DOZEN, "other")
dozen.update(L08="payment delay", L04="refusal", L12="wrong amount", L06="waiting")
kappas = {
    "A with gold": kappa(coded["coder_a"], coded["gold"]),
    "B with gold": kappa(coded["coder_b"], coded["gold"]),
}

# %% one box task="m08-q7a-dozen" points=1.6 trap="one-box"
dozen = dict.fromkeys(DOZEN, "payment delay")
kappas = {
    "A with gold": kappa(coded["coder_a"], coded["gold"]),
    "B with gold": kappa(coded["coder_b"], coded["gold"]),
}

# %% own words task="m08-q7a-dozen" points=1 says=["not one of the seven codes"]
dozen = dict.fromkeys(DOZEN, "late payment")
kappas = {
    "A with gold": kappa(coded["coder_a"], coded["gold"]),
    "B with gold": kappa(coded["coder_b"], coded["gold"]),
}

# %% slip="percent-agreement" task="m08-q7a-dozen"
"This is the share coded alike. Chance has to be taken out: use `kappa` for both."
edit('"A with gold": kappa(', '"A with gold": percent_agreement(')
edit('"B with gold": kappa(', '"B with gold": percent_agreement(')

# %% slip="coders-with-each-other" task="m08-q7a-dozen"
"You compared the colleagues with each other. Here each of them is compared with the gold code."
edit('kappa(coded["coder_a"], coded["gold"])', 'kappa(coded["coder_a"], coded["coder_b"])')
edit('kappa(coded["coder_b"], coded["gold"])', 'kappa(coded["coder_a"], coded["coder_b"])')

# %% seven of twelve, five left out task="m08-q7a-dozen" points=3.1
dozen = {
    "L01": "misleading advice",
    "L02": "other",
    "L04": "refusal",
    "L05": "staff conduct",
    "L06": "waiting",
    "L07": "payment delay",
    "L08": "payment delay",
}
kappas = pd.Series(
    [kappa(coded[coder], coded["gold"]) for coder in ("coder_a", "coder_b")],
    index=["A with gold", "B with gold"],
).round(2)

# %% percent agreement task="m08-q7a-dozen" points=3 trap="percent-agreement"
dozen = dict(
    zip(
        DOZEN,
        [
            "misleading advice",
            "other",
            "other",
            "refusal",
            "staff conduct",
            "waiting",
            "payment delay",
            "payment delay",
            "refusal",
            "wrong amount",
            "staff conduct",
            "wrong amount",
        ],
        strict=True,
    )
)
kappas = {
    "A with gold": (coded["coder_a"] == coded["gold"]).mean(),
    "B with gold": (coded["coder_b"] == coded["gold"]).mean(),
}

# %% one coder with the other task="m08-q7a-dozen" points=3 trap="coders-with-each-other"
dozen = dict(
    zip(
        DOZEN,
        [
            "misleading advice",
            "other",
            "other",
            "refusal",
            "staff conduct",
            "waiting",
            "payment delay",
            "payment delay",
            "refusal",
            "wrong amount",
            "staff conduct",
            "wrong amount",
        ],
        strict=True,
    )
)
kappas = dict.fromkeys(["A with gold", "B with gold"], kappa(coded["coder_b"], coded["coder_a"]))

# %% equivalent="m08-q7a-dozen"
"Kappa is the same from either side."

edit('kappa(coded["coder_a"], coded["gold"])', 'kappa(coded["gold"], coded["coder_a"])')

# %% equivalent="m08-q7a-dozen"
"Kappa is the same from either side."

edit('kappa(coded["coder_b"], coded["gold"])', 'kappa(coded["gold"], coded["coder_b"])')

# %% [markdown]
# ## Task 8: expected cost


# %% a loop task="m08-q8-expected-cost" points=3
def expected_cost(log):
    total = {}
    for cause in log["cause"].unique():
        part = log[log["cause"] == cause]
        closed = part["cost"].dropna()
        missing = len(part) - len(closed)
        total[cause] = closed.sum() + missing * closed.mean()
    names = sorted(total, key=lambda name: (name == "other", -total[name]))
    return {name: total[name] for name in names}


cost = expected_cost(insurer)
first_causes = []
running = 0
for name in cost:
    if running < 0.75 * sum(cost.values()):
        first_causes.append(name)
        running = running + cost[name]


# %% blanks filled with the mean of the cause task="m08-q8-expected-cost" points=3
def expected_cost(log):
    table = log[["cause", "cost"]].copy()
    table["cause"] = table["cause"].astype(str)
    table["cost"] = table["cost"].fillna(table.groupby("cause")["cost"].transform("mean"))
    table = table.groupby("cause", as_index=False)["cost"].sum().round()
    table["last"] = table["cause"] == "other"
    return table.sort_values(["last", "cost"], ascending=[True, False])[["cause", "cost"]]


ranking = expected_cost(insurer).set_index("cause")["cost"]
first_causes = ranking.index[:3].to_list()


# %% with the library's order task="m08-q8-expected-cost" points=3
def expected_cost(log):
    mean = log.groupby("cause", observed=True)["cost"].mean()
    filled = log.assign(cost=log["cost"].fillna(log["cause"].map(mean).astype(float)))
    return pareto(filled, value="cost")[["cost"]]


first_causes = pd.Series(["misleading advice", "payment delay", "wrong amount"])

# %% slip="count-only" task="m08-q8-expected-cost"
"You counted complaints, and began with the most frequent cause. The board asks for yuan."
edit("groups.mean() * groups.size()", "groups.size()")

# %% slip="open-as-free" task="m08-q8-expected-cost"
"A blank counted as nothing. An open case will cost something: take the mean of the closed cases of its cause."
edit("groups.mean() * groups.size()", "groups.sum()")

# %% slip="overall-mean" task="m08-q8-expected-cost"
"Your open cases cost the mean of all causes. Take the mean of their own cause."
edit(
    "cost = groups.mean() * groups.size()",
    'cost = groups.sum() + log["cost"].mean() * (groups.size() - groups.count())',
)

# %% slip="other-as-cause" task="m08-q8-expected-cost"
'"other" is in your list. It stays in the total, and out of the list.'
edit("named.searchsorted(0.75) + 1])", 'named.searchsorted(0.75) + 1]) + ["other"]')

# %% slip="no-order" task="m08-q8-expected-cost"
"A set has no order: write a list, the most costly cause first."
edit("list(named", "set(named")


# %% counted task="m08-q8-expected-cost" points=0.5 trap="count-only"
def expected_cost(log):
    return pareto(log)["count"]


first_causes = list(expected_cost(insurer).index[:5])


# %% blanks as nothing task="m08-q8-expected-cost" points=1.0 trap="open-as-free"
def expected_cost(log):
    return pareto(log, value="cost")["cost"]


first_causes = ["misleading advice", "payment delay", "wrong amount"]


# %% mean of all causes task="m08-q8-expected-cost" points=1.0 trap="overall-mean"
def expected_cost(log):
    return pareto(log.assign(cost=log["cost"].fillna(log["cost"].mean())), value="cost")["cost"]


first_causes = ["misleading advice", "payment delay", "wrong amount"]


# %% a set task="m08-q8-expected-cost" points=2.5 trap="no-order"
def expected_cost(log):
    groups = log.groupby("cause", observed=True)["cost"]
    cost = (groups.mean() * groups.size()).sort_values(ascending=False)
    cost.index = cost.index.astype(str)
    return cost.reindex([*cost.index.drop("other"), "other"])


first_causes = {"misleading advice", "payment delay", "wrong amount"}


# %% the drawer in the list task="m08-q8-expected-cost" points=2.5 trap="other-as-cause"
def expected_cost(log):
    cost = log.groupby("cause", observed=True)["cost"].apply(lambda one: one.mean() * len(one))
    cost = cost.sort_values(ascending=False)
    return pd.Series(
        {name: cost[name] for name in sorted(cost.index, key=lambda one: one == "other")}
    )


first_causes = ["misleading advice", "payment delay", "wrong amount", "other"]


# %% [markdown]
# ## Task 9: rates


# %% a loop over products task="m08-q9-rates" points=4
def complaint_rates(log, in_force, start, end):
    rows = []
    for product in in_force["product"].unique():
        months = in_force[in_force["product"] == product]
        months = months[(months["month"] >= start) & (months["month"] < end)]
        years = months["policies"].sum() / 12
        mine = log[(log["product"] == product) & (log["opened"] >= start) & (log["opened"] < end)]
        rate = round(len(mine) / years * 1000, 2)
        people = round(len(set(mine["customer_id"])) / years * 1000, 2)
        rows.append({"product": product, "policy_years": years, "rate": rate, "people": people})
    return pd.DataFrame(rows)


# %% the library's rates task="m08-q9-rates" points=4
def complaint_rates(log, in_force, start, end):
    log = log.query("@start <= opened < @end")
    base = in_force.query("@start <= month < @end").groupby("product", observed=True).policies
    base = base.sum() / 12
    counts = log.groupby(["product", "customer_id"], observed=True).size()
    table = exposure_rate(counts, base, customers=True)
    table["people"] = table["customers"] / table["exposure"] * 1000
    return table.rename(columns={"exposure": "policy_years"})


# %% mean policies times years task="m08-q9-rates" points=4
def complaint_rates(log, in_force, start, end):
    inside = in_force[in_force["month"].between(start, end, inclusive="left")]
    n_months = inside["month"].nunique()
    out = inside.groupby("product", observed=True)["policies"].mean().to_frame("policy_years")
    out["policy_years"] *= n_months / 12
    mine = log[log["opened"].between(start, end, inclusive="left")]
    out["rate"] = mine["product"].value_counts() / out["policy_years"] * 1000
    once = mine.drop_duplicates(["product", "customer_id"])
    out["people"] = once["product"].value_counts() / out["policy_years"] * 1000
    return out


# %% slip="transposed" task="m08-q9-rates"
"Rows and columns are swapped: turn the table with `.T`, so that each product is a row."
edit(".nunique() / years,\n        }\n    )", ".nunique() / years,\n        }\n    ).T")

# %% slip="year-end" task="m08-q9-rates"
"You divided by the policies at the end. Those who came late had little time to complain, and those who left are missing."
edit('["policies"].sum() / 12', '["policies"].last()')

# %% slip="mean-policies" task="m08-q9-rates"
"That is the mean number of policies. A policy in force for three months is a quarter of a policy-year."
edit('["policies"].sum() / 12', '["policies"].mean()')

# %% slip="policy-months" task="m08-q9-rates"
"You added up policy-months. Twelve of them make a policy-year."
edit('["policies"].sum() / 12', '["policies"].sum()')

# %% slip="no-window" task="m08-q9-rates"
"You counted months outside the window. Keep those of the window in the log and in `in_force`."
edit('in_force[(in_force["month"] >= start) & (in_force["month"] < end)]', "in_force")

# %% slip="all-complaints" task="m08-q9-rates"
"You counted complaints from outside the window, too."
edit('log[(log["opened"] >= start) & (log["opened"] < end)]', "log")

# %% slip="window-end" task="m08-q9-rates"
"The window ends before `end`: that day and the month that it begins are outside."
edit('(log["opened"] < end)', '(log["opened"] <= end)')
edit('(in_force["month"] < end)', '(in_force["month"] <= end)')

# %% slip="per-one" task="m08-q9-rates"
"Are the rates per 1,000 policy-years?"
edit("1000.0 * groups.size()", "groups.size()")
edit('1000.0 * groups["customer_id"]', 'groups["customer_id"]')

# %% slip="noisy-customer" task="m08-q9-rates"
"You count a customer who complains again as another one: count different people."
edit('groups["customer_id"].nunique()', "groups.size()")


# %% slip="one-product-each" task="m08-q9-rates"
"A customer who complained about two products counts once in each: look for repeats within a product."
edit(
    'groups["customer_id"].nunique()',
    'inside.drop_duplicates("customer_id").groupby("product", observed=True).size()',
)


# %% once in the whole firm task="m08-q9-rates" points=2 trap="one-product-each"
def complaint_rates(log, in_force, start, end):
    months = in_force[(in_force["month"] >= start) & (in_force["month"] < end)]
    window = log[(log["opened"] >= start) & (log["opened"] < end)]
    years = months.groupby("product", observed=True)["policies"].sum() / 12
    people = window.drop_duplicates("customer_id").groupby("product", observed=True).size()
    return pd.DataFrame(
        {
            "policy_years": years,
            "rate": 1000 * window.groupby("product", observed=True).size() / years,
            "people": 1000 * people / years,
        }
    )


# %% policies at the end task="m08-q9-rates" points=0 trap="year-end"
def complaint_rates(log, in_force, start, end):
    inside = log[(log["opened"] >= start) & (log["opened"] < end)]
    last = in_force[in_force["month"] < end].groupby("product", observed=True)["policies"].last()
    groups = inside.groupby("product", observed=True)["customer_id"]
    rate, people = 1000 * groups.size() / last, 1000 * groups.nunique() / last
    return pd.DataFrame({"policy_years": last, "rate": rate, "people": people})


# %% mean number of policies task="m08-q9-rates" points=0.67 trap="mean-policies"
def complaint_rates(log, in_force, start, end):
    inside = log[(log["opened"] >= start) & (log["opened"] < end)]
    months = in_force[(in_force["month"] >= start) & (in_force["month"] < end)]
    mean = months.groupby("product", observed=True)["policies"].mean()
    groups = inside.groupby("product", observed=True)["customer_id"]
    rate, people = 1000 * groups.size() / mean, 1000 * groups.nunique() / mean
    return pd.DataFrame({"policy_years": mean, "rate": rate, "people": people})


# %% policy-months task="m08-q9-rates" points=0 trap="policy-months"
def complaint_rates(log, in_force, start, end):
    inside = log[(log["opened"] >= start) & (log["opened"] < end)]
    months = in_force[(in_force["month"] >= start) & (in_force["month"] < end)]
    total = months.groupby("product", observed=True)["policies"].sum()
    groups = inside.groupby("product", observed=True)["customer_id"]
    rate, people = 1000 * groups.size() / total, 1000 * groups.nunique() / total
    return pd.DataFrame({"policy_years": total, "rate": rate, "people": people})


# %% the end counted task="m08-q9-rates" points=0.67 trap="window-end"
def complaint_rates(log, in_force, start, end):
    inside = log[log["opened"].between(start, end)]
    months = in_force[in_force["month"].between(start, end)]
    years = months.groupby("product", observed=True)["policies"].sum() / 12
    groups = inside.groupby("product", observed=True)["customer_id"]
    rate, people = 1000 * groups.size() / years, 1000 * groups.nunique() / years
    return pd.DataFrame({"policy_years": years, "rate": rate, "people": people})


# %% every complaint for a person task="m08-q9-rates" points=1.33 trap="noisy-customer"
def complaint_rates(log, in_force, start, end):
    inside = log[(log["opened"] >= start) & (log["opened"] < end)]
    months = in_force[(in_force["month"] >= start) & (in_force["month"] < end)]
    years = months.groupby("product", observed=True)["policies"].sum() / 12
    rate = 1000 * inside.groupby("product", observed=True).size() / years
    return pd.DataFrame({"policy_years": years, "rate": rate, "people": rate})


# %% all months task="m08-q9-rates" points=0 trap="no-window"
def complaint_rates(log, in_force, start, end):
    years = in_force.groupby("product", observed=True)["policies"].sum() / 12
    groups = log.groupby("product", observed=True)["customer_id"]
    rate, people = 1000 * groups.size() / years, 1000 * groups.nunique() / years
    return pd.DataFrame({"policy_years": years, "rate": rate, "people": people})


# %% a product for each column task="m08-q9-rates" points=0 trap="transposed"
def complaint_rates(log, in_force, start, end):
    inside = log[(log["opened"] >= start) & (log["opened"] < end)]
    months = in_force[(in_force["month"] >= start) & (in_force["month"] < end)]
    table = {}
    for product, part in inside.groupby("product", observed=True):
        years = months.loc[months["product"] == product, "policies"].sum() / 12
        rate, people = 1000 * len(part) / years, 1000 * part["customer_id"].nunique() / years
        table[product] = {"policy_years": years, "rate": rate, "people": people}
    return pd.DataFrame(table)


# %% every complaint of the log task="m08-q9-rates" points=0.67 trap="all-complaints"
def complaint_rates(log, in_force, start, end):
    months = in_force[in_force["month"].between(start, end, inclusive="left")]
    out = (months.groupby("product", observed=True)["policies"].sum() / 12).to_frame("policy_years")
    out["rate"] = log["product"].value_counts() / out["policy_years"] * 1000
    once = log.drop_duplicates(["product", "customer_id"])
    out["people"] = once["product"].value_counts() / out["policy_years"] * 1000
    return out


# %% for each policy-year task="m08-q9-rates" points=0.67 trap="per-one"
def complaint_rates(log, in_force, start, end):
    months = in_force[in_force["month"].between(start, end, inclusive="left")]
    out = (months.groupby("product", observed=True)["policies"].sum() / 12).to_frame("policy_years")
    mine = log[log["opened"].between(start, end, inclusive="left")]
    out["rate"] = mine["product"].value_counts() / out["policy_years"]
    once = mine.drop_duplicates(["product", "customer_id"])
    out["people"] = once["product"].value_counts() / out["policy_years"]
    return out


# %% [markdown]
# ## Task 9b: which sentence

# %% as a second thought task="m08-q9b-statement" points=3
product_statement.record(sentence="C", sure=0.4)
product_statement.record(sentence="A", sure=0.7)

# %% certain task="m08-q9b-statement" points=3 fewer="one of four sentences is right"
product_statement.record(sure=1, sentence="A")

# %% slip="first-is-worst" task="m08-q9b-statement" silent="a choice among four sentences"
"B is too certain: first in the table is not worst in truth. In neither count does motor stand apart from both others."
edit('sentence="A"', 'sentence="B"')

# %% slip="cause-from-a-difference" task="m08-q9b-statement" silent="a choice among four sentences"
"C names a cause. The log has no staff in it, and nothing was drawn at random."
edit('sentence="A"', 'sentence="C"')

# %% slip="no-comparison" task="m08-q9b-statement" silent="a choice among four sentences"
"D compares with an earlier time that nobody looked at, and takes the lowest rate of one year for a repair."
edit('sentence="A"', 'sentence="D"')

# %% the worst product task="m08-q9b-statement" points=0 trap="first-is-worst"
product_statement.record(sure=0.7, sentence="B")

# %% growth task="m08-q9b-statement" points=0 trap="cause-from-a-difference"
product_statement.record(sure=0.55, sentence="C")

# %% health has learned task="m08-q9b-statement" points=0 trap="no-comparison"
product_statement.record(sure=0.25, sentence="D")

# %% [markdown]
# ## Task 10: beyond the limit


# %% from the curve task="m08-q10-over-limit" points=3
def over_limit(log, by, days, as_of):
    times = resolution_times(log, as_of=as_of)
    curve = resolution_curve(times, by=log[by])
    rows = []
    for value, part in curve.groupby("group", observed=True):
        before = part[part["days"] <= days]
        half = part[part["open_share"] <= 0.5]
        mine = times[(log[by] == value) & times["closed"]]
        rows.append(
            {
                by: value,
                "closed_only": round((mine["days"] > days).mean(), 3),
                "kept": round(before["open_share"].iloc[-1], 3),
                "median": half["days"].iloc[0] if len(half) else np.nan,
            }
        )
    return pd.DataFrame(rows)


refused = insurer[(insurer["cause"] == "refusal") & insurer["closed"].notna()]
overturned = refused["remedy"].eq("fix").sum() / len(refused)


# %% product by hand task="m08-q10-over-limit" points=3
def over_limit(log, by, days, as_of):
    result = {}
    for value in log[by].unique():
        part = log[log[by] == value]
        is_open = part["closed"].isna()
        t = (part["closed"].fillna(as_of) - part["opened"]).dt.days
        share, kept, median = 1.0, 1.0, None
        for day in sorted(t[~is_open].unique()):
            share = share * (1 - (t[~is_open] == day).sum() / (t >= day).sum())
            if day <= days:
                kept = share
            if median is None and share <= 0.5 + 1e-12:
                median = day
        closed_share = (t[~is_open] > days).mean()
        result[value] = {"closed_only": closed_share, "kept": kept, "median": median}
    return pd.DataFrame.from_dict(result, orient="index")


overturned = round(
    insurer.query("cause == 'refusal' and closed == closed")["remedy"].value_counts(normalize=True)[
        "fix"
    ],
    3,
)


# %% statsmodels task="m08-q10-over-limit" points=3
def over_limit(log, by, days, as_of):
    from statsmodels.duration.survfunc import SurvfuncRight

    t = resolution_times(log, as_of)
    t[by] = log[by]

    def row(part):
        curve = SurvfuncRight(part["days"], part["closed"].astype(int))
        place = np.searchsorted(curve.surv_times, days, side="right") - 1
        done = part[part["closed"]]
        return pd.Series(
            {
                "closed_only": (done["days"] > days).mean(),
                "kept": curve.surv_prob[place] if place >= 0 else 1.0,
                "median": curve.surv_times[curve.surv_prob <= 0.5 + 1e-12][0],
            }
        )

    return pd.concat({value: row(part) for value, part in t.groupby(by, observed=True)}, axis=1).T


refused = insurer[(insurer["cause"] == "refusal") & insurer["closed"].notna()]
overturned = refused["remedy"].eq("fix").sum() / len(refused)


# %% slip="closed-only" task="m08-q10-over-limit"
"Your `kept` is the share among closed cases. The long ones are still open: keep them."
edit("share_open(times, days)", 'closed_only(times, days)["over"]')

# %% slip="open-as-closed" task="m08-q10-over-limit"
"Your `kept` takes open cases as if they ended on the last day. How long they will take is not known."
edit("share_open(times, days)", '(times["days"] > days).mean()')

# %% slip="open-as-late" task="m08-q10-over-limit"
"You counted every open case as late. Some of them came in a few days ago."
edit("share_open(times, days)", '((times["days"] > days) | ~times["closed"]).mean()')

# %% slip="closed-share" task="m08-q10-over-limit"
"That is the share closed by then. `kept` is the share still open."
edit("share_open(times, days)", "1 - share_open(times, days)")

# %% slip="boundary" task="m08-q10-over-limit"
"A complaint that was closed on the last day of the limit is not beyond it: more than `days` days, or still open after them."
edit('closed_only(times, days)["over"]', '(times.loc[times["closed"], "days"] >= days).mean()')

# %% slip="boundary" task="m08-q10-over-limit"
"A complaint that was closed on the last day of the limit is not beyond it: more than `days` days, or still open after them."
edit("share_open(times, days)", "share_open(times, days - 1)")

# %% slip="median-of-closed" task="m08-q10-over-limit"
"Your median is that of the closed cases. Keep the open ones."
edit('median_resolution(times)["median"]', 'closed_only(times, days)["median"]')

# %% slip="median-of-censored" task="m08-q10-over-limit"
"Your median takes open cases as closed today. Keep them open."
edit('median_resolution(times)["median"]', 'times["days"].median()')

# %% slip="whole-series" task="m08-q10-over-limit"
'A cell of your table holds a whole Series. Pick the number: `closed_only(...)["over"]`, `median_resolution(...)["median"]`.'
edit('median_resolution(times)["median"]', "median_resolution(times)")


# %% closed cases only task="m08-q10-over-limit" points=1.2 trap="closed-only"
def over_limit(log, by, days, as_of):
    rows = {}
    for value, part in log.groupby(by, observed=True):
        times = resolution_times(part, as_of)
        naive = closed_only(times, days)
        median = median_resolution(times)["median"]
        rows[value] = {"closed_only": naive["over"], "kept": naive["over"], "median": median}
    return pd.DataFrame(rows).T


overturned = round(
    insurer.query("cause == 'refusal' and closed == closed")["remedy"].value_counts(normalize=True)[
        "fix"
    ],
    3,
)


# %% open cases end today task="m08-q10-over-limit" points=0.9 trap="open-as-closed"
def over_limit(log, by, days, as_of):
    rows = {}
    for value, part in log.groupby(by, observed=True):
        times = resolution_times(part, as_of)
        rows[value] = {
            "closed_only": closed_only(times, days)["over"],
            "kept": (times["days"] > days).mean(),
            "median": times["days"].median(),
        }
    return pd.DataFrame(rows).T


refused = insurer[(insurer["cause"] == "refusal") & insurer["closed"].notna()]
overturned = refused["remedy"].eq("fix").sum() / len(refused)


# %% every open case is late task="m08-q10-over-limit" points=1.2 trap="open-as-late"
def over_limit(log, by, days, as_of):
    rows = {}
    for value, part in log.groupby(by, observed=True):
        times = resolution_times(part, as_of)
        rows[value] = {
            "closed_only": closed_only(times, days)["over"],
            "kept": ((times["days"] > days) | ~times["closed"]).mean(),
            "median": median_resolution(times)["median"],
        }
    return pd.DataFrame(rows).T


overturned = round(
    insurer.query("cause == 'refusal' and closed == closed")["remedy"].value_counts(normalize=True)[
        "fix"
    ],
    3,
)


# %% the median of closed cases task="m08-q10-over-limit" points=1.5 trap="median-of-closed"
def over_limit(log, by, days, as_of):
    rows = {}
    for value, part in log.groupby(by, observed=True):
        times = resolution_times(part, as_of)
        naive = closed_only(times, days)
        rows[value] = {
            "closed_only": naive["over"],
            "kept": share_open(times, days),
            "median": naive["median"],
        }
    return pd.DataFrame(rows).T


refused = insurer[(insurer["cause"] == "refusal") & insurer["closed"].notna()]
overturned = refused["remedy"].eq("fix").sum() / len(refused)


# %% the other way round task="m08-q10-over-limit" points=1.2 trap="closed-share"
def over_limit(log, by, days, as_of):
    rows = {}
    for value, part in log.groupby(by, observed=True):
        times = resolution_times(part, as_of)
        rows[value] = {
            "closed_only": closed_only(times, days)["over"],
            "kept": 1 - share_open(times, days),
            "median": median_resolution(times)["median"],
        }
    return pd.DataFrame(rows).T


overturned = round(
    insurer.query("cause == 'refusal' and closed == closed")["remedy"].value_counts(normalize=True)[
        "fix"
    ],
    3,
)


# %% all that the library returns task="m08-q10-over-limit" points=1.5 trap="whole-series"
def over_limit(log, by, days, as_of):
    rows = {}
    for value, part in log.groupby(by, observed=True):
        times = resolution_times(part, as_of)
        rows[value] = {
            "closed_only": closed_only(times, days)["over"],
            "kept": share_open(times, days),
            "median": median_resolution(times),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


refused = insurer[(insurer["cause"] == "refusal") & insurer["closed"].notna()]
overturned = refused["remedy"].eq("fix").sum() / len(refused)


# %% the limit itself is too long task="m08-q10-over-limit" points=1.5 trap="boundary"
def over_limit(log, by, days, as_of):
    rows = {}
    for value, part in log.groupby(by, observed=True):
        times = resolution_times(part, as_of)
        rows[value] = {
            "closed_only": (times.loc[times["closed"], "days"] >= days).mean(),
            "kept": share_open(times, days),
            "median": median_resolution(times)["median"],
        }
    return pd.DataFrame(rows).T


overturned = round(
    insurer.query("cause == 'refusal' and closed == closed")["remedy"].value_counts(normalize=True)[
        "fix"
    ],
    3,
)


# %% the median of all days so far task="m08-q10-over-limit" points=1.5 trap="median-of-censored"
def over_limit(log, by, days, as_of):
    rows = []
    for value in log[by].unique():
        times = resolution_times(log[log[by] == value], as_of)
        long = times.loc[times["closed"], "days"] > days
        middle = np.median(times["days"])
        rows.append([value, long.mean(), share_open(times, days), middle])
    return pd.DataFrame(rows, columns=["group", "closed_only", "kept", "median"])


refused = insurer[(insurer["cause"] == "refusal") & insurer["closed"].notna()]
overturned = refused["remedy"].eq("fix").sum() / len(refused)


# %% slip="open-refusals" task="m08-q10-over-limit"
"`overturned`: open complaints have no remedy yet. Divide by the closed ones."
edit(' & insurer["closed"].notna()', "")

# %% slip="all-causes" task="m08-q10-over-limit"
"`overturned`: you divide by all causes. Only complaints about a refusal can say how often a refusal falls."
edit('(insurer["cause"] == "refusal") & ', "")


# %% the library, and open refusals counted task="m08-q10-over-limit" points=2.4 trap="open-refusals"
def over_limit(log, by, days, as_of):
    rows = {}
    for value, part in log.groupby(by, observed=True):
        times = resolution_times(part, as_of)
        rows[value] = {
            "closed_only": closed_only(times, days)["over"],
            "kept": share_open(times, days),
            "median": median_resolution(times)["median"],
        }
    return pd.DataFrame(rows).T


overturned = (insurer.loc[insurer["cause"] == "refusal", "remedy"].astype(str) == "fix").mean()


# %% the library, and all causes task="m08-q10-over-limit" points=2.4 trap="all-causes"
def over_limit(log, by, days, as_of):
    rows = {}
    for value, part in log.groupby(by, observed=True):
        times = resolution_times(part, as_of)
        rows[value] = {
            "closed_only": closed_only(times, days)["over"],
            "kept": share_open(times, days),
            "median": median_resolution(times)["median"],
        }
    return pd.DataFrame(rows).T


overturned = (insurer["remedy"].dropna() == "fix").mean()


# %% [markdown]
# ## Task 11: decide by


# %% going back day by day task="m08-q11-decide-by" points=2
def decide_by(log, holidays):
    due = deadline_table(log, calendar=Calendar(holidays))["due"]
    worked = set(holidays[holidays["working"]]["date"])
    days = []
    for day in due:
        while day not in worked:
            day = day - pd.Timedelta(days=1)
        days.append(day)
    return pd.Series(days, index=log.index)


due = deadline_table(year, calendar=Calendar(holidays))["due"]
earlier = 0
for one, other in zip(decide_by(year, holidays), due, strict=True):
    if one < other:
        earlier += 1
brought_forward = round(earlier / len(year), 3)


# %% merge backward task="m08-q11-decide-by" points=2
def decide_by(log, holidays):
    due = deadline_table(log, RULES, calendar=Calendar(holidays))[["due"]]
    due["due"] = due["due"].astype("datetime64[us]")
    work = holidays.loc[holidays["working"], ["date"]].astype("datetime64[us]").sort_values("date")
    due["row"] = range(len(due))
    found = pd.merge_asof(due.sort_values("due"), work, left_on="due", right_on="date")
    return pd.Series(found.sort_values("row")["date"].to_numpy(), index=log.index)


moved_days = decide_by(year, holidays)
brought_forward = (
    moved_days < deadline_table(year, RULES, calendar=Calendar(holidays))["due"]
).sum() / len(year)


# %% sector by sector, as text task="m08-q11-decide-by" points=2
def decide_by(log, holidays):
    from servicelab.complaints import due_date

    worked = holidays.loc[holidays["working"], "date"]
    answer = []
    for row in log.itertuples():
        if row.sector == "hospital":
            days = 10 if row.is_complex else 5
            day = due_date(row.opened, days, "working", Calendar(holidays))
        else:
            day = row.opened + pd.Timedelta(days=30 if row.is_complex else 15)
        answer.append(worked[worked <= day].max().strftime("%Y-%m-%d"))
    return pd.Series(answer, index=log.index)


brought_forward = (
    pd.to_datetime(decide_by(year, holidays))
    != deadline_table(year, calendar=Calendar(holidays))["due"]
).mean()

# %% slip="not-moved" task="m08-q11-decide-by"
"You return the last day in time, even when nobody works on it. By which day must a complaint then be decided?"
edit('worked[place].astype("datetime64[s]")', "due")

# %% slip="moved-forward" task="m08-q11-decide-by"
"You moved a day that is not worked to the next one that is: by then it is late."
edit('side="right") - 1', 'side="left")')

# %% slip="day-of-receipt" task="m08-q11-decide-by"
"Your days are too early. Either the day of receipt was counted (it is day 0, not day 1), or you took the last day worked *before* the due day: it may be the due day itself, `<=`."
edit(
    "log, calendar",
    'log, {"insurance": Deadline(14, 29), "bank": Deadline(14, 29), "hospital": Deadline(4, 9, "working")}, calendar',
)

# %% slip="holidays-ignored" task="m08-q11-decide-by"
"You went by the day of the week. A holiday may fall on a Monday: look into the table."
edit("log, calendar=Calendar(holidays)", "log")
edit('holidays["working"]', 'holidays["date"].dt.dayofweek < 5')

# %% slip="no-calendar" task="m08-q11-decide-by"
"For the hospital you count every Monday to Friday as a working day. Give the calendar to `deadline_table`."
edit("log, calendar=Calendar(holidays)", "log")

# %% slip="made-up-days" task="m08-q11-decide-by"
"A Saturday or Sunday may be worked, to make up for a holiday. The table says which days are."
edit('holidays["working"]', 'holidays["working"] & (holidays["date"].dt.dayofweek < 5)')

# %% slip="calendar-for-working" task="m08-q11-decide-by"
"The hospital has five or ten *working* days, not calendar days."
edit(
    "log, calendar=Calendar(holidays)",
    'log, {"insurance": Deadline(15, 30), "bank": Deadline(15, 30), "hospital": Deadline(5, 10)}',
)

# %% slip="one-rule-for-all" task="m08-q11-decide-by"
"Not everybody has 15 days. `RULES` holds a rule for each sector, with more days for complex cases, and `deadline_table` applies it."
edit(
    'deadline_table(log, calendar=Calendar(holidays))["due"]',
    'log["opened"] + pd.Timedelta(days=15)',
)


# %% not moved task="m08-q11-decide-by" points=0.4 trap="not-moved"
def decide_by(log, holidays):
    return deadline_table(log, calendar=Calendar(holidays))["due"]


worked = set(holidays.loc[holidays["working"], "date"])
brought_forward = (~decide_by(year, holidays).isin(worked)).mean()


# %% moved to the next working day task="m08-q11-decide-by" points=0 trap="moved-forward"
def decide_by(log, holidays):
    due = deadline_table(log, calendar=Calendar(holidays))["due"]
    worked = set(holidays.loc[holidays["working"], "date"])
    days = []
    for day in due:
        while day not in worked:
            day = day + pd.Timedelta(days=1)
        days.append(day)
    return pd.Series(days, index=log.index)


brought_forward = 0.5


# %% Monday to Friday task="m08-q11-decide-by" points=0.4 trap="holidays-ignored"
def decide_by(log, holidays):
    due = deadline_table(log)["due"]
    return due - pd.to_timedelta((due.dt.dayofweek - 4).clip(lower=0), unit="D")


brought_forward = (decide_by(year, holidays) < deadline_table(year)["due"]).mean()


# %% the day of receipt counted task="m08-q11-decide-by" points=0 trap="day-of-receipt"
def decide_by(log, holidays):
    rules = {
        "insurance": Deadline(14, 29),
        "bank": Deadline(14, 29),
        "hospital": Deadline(4, 9, "working"),
    }
    due = deadline_table(log, rules, calendar=Calendar(holidays))["due"]
    worked = holidays.loc[holidays["working"], "date"]
    return due.map(lambda day: worked[worked <= day].max())


brought_forward = 0.9


# %% weekends made up for ignored task="m08-q11-decide-by" points=0 trap="made-up-days"
def decide_by(log, holidays):
    due = deadline_table(log, calendar=Calendar(holidays))["due"]
    week = holidays["date"].dt.dayofweek < 5
    worked = holidays.loc[holidays["working"] & week, "date"]
    return due.map(lambda day: worked[worked <= day].max())


brought_forward = 0.9


# %% calendar days for the hospital task="m08-q11-decide-by" points=0.4 trap="calendar-for-working"
def decide_by(log, holidays):
    rules = {
        "insurance": Deadline(15, 30),
        "bank": Deadline(15, 30),
        "hospital": Deadline(5, 10),
    }
    due = deadline_table(log, rules)["due"]
    worked = holidays.loc[holidays["working"], "date"]
    return due.map(lambda day: worked[worked <= day].max())


brought_forward = (decide_by(year, holidays) < deadline_table(year)["due"]).mean()


# %% before the last day task="m08-q11-decide-by" points=0 trap="day-of-receipt"
def decide_by(log, holidays):
    due = deadline_table(log, calendar=Calendar(holidays))["due"]
    worked = holidays.loc[holidays["working"], "date"]
    return due.map(lambda day: worked[worked < day].max())


brought_forward = 0.99


# %% 15 days for everybody task="m08-q11-decide-by" points=0 trap="one-rule-for-all"
def decide_by(log, holidays):
    worked = holidays.loc[holidays["working"], "date"]
    return (log["opened"] + pd.Timedelta(days=15)).map(lambda day: worked[worked <= day].max())


brought_forward = 0.25


# %% no calendar for the hospital task="m08-q11-decide-by" points=0.4 trap="no-calendar"
def decide_by(log, holidays):
    due = deadline_table(log)["due"]
    worked = set(holidays.loc[holidays["working"], "date"])
    days = []
    for day in due:
        while day not in worked:
            day = day - pd.Timedelta(days=1)
        days.append(day)
    return pd.Series(days, index=log.index)


brought_forward = (decide_by(year, holidays) < deadline_table(year)["due"]).mean()


# %% slip="holidays-ignored" task="m08-q11-decide-by"
"You went by the day of the week. A holiday may fall on a Monday: look into the table."
edit('holidays["working"]', 'holidays["date"].dt.dayofweek < 5')


# %% the calendar for the clock, the week for the desk task="m08-q11-decide-by" points=0 trap="holidays-ignored"
def decide_by(log, holidays):
    due = deadline_table(log, calendar=Calendar(holidays))["due"]
    return due.map(lambda day: day - pd.Timedelta(days=max(day.dayofweek - 4, 0)))


brought_forward = 0.9


# %% [markdown]
# ## Task 11b: which sentence

# %% as a second thought task="m08-q11b-statement" points=3
hazard_statement.record(sentence="A", sure=0.4)
hazard_statement.record(sentence="D", sure=0.55)

# %% certain task="m08-q11b-statement" points=3 fewer="one of four sentences is right"
hazard_statement.record(sure=1, sentence="D")

# %% slip="count-without-exposure" task="m08-q11b-statement" silent="a choice among four sentences"
"A counts escalations and forgets out of how many days: hardly any case is left after a month."
edit('sentence="D"', 'sentence="A"')

# %% slip="cause-from-a-difference" task="m08-q11b-statement" silent="a choice among four sentences"
"B claims an effect of calls. Nobody was called yet, at random or otherwise."
edit('sentence="D"', 'sentence="B"')

# %% slip="likely-is-certain" task="m08-q11b-statement" silent="a choice among four sentences"
"C turns a danger per day into an end for all: most cases are closed without it, also old ones."
edit('sentence="D"', 'sentence="C"')

# %% they calm down task="m08-q11b-statement" points=0 trap="count-without-exposure"
hazard_statement.record(sure=0.7, sentence="A")

# %% calls prevent it task="m08-q11b-statement" points=0 trap="cause-from-a-difference"
hazard_statement.record(sure=0.55, sentence="B")

# %% all of them task="m08-q11b-statement" points=0 trap="likely-is-certain"
hazard_statement.record(sure=0.25, sentence="C")

# %% [markdown]
# ## Task 12: signal or noise


# %% a loop over months task="m08-q12-p-chart" points=4
def p_chart(table, until):
    known = table[table["again"].notna()]
    before = known[known["month"] < until]
    center = before["again"].sum() / len(before)
    rows = []
    for month in sorted(known["month"].unique()):
        mine = known[known["month"] == month]["again"]
        n, p = len(mine), mine.sum() / len(mine)
        spread = 3 * (center * (1 - center) / n) ** 0.5
        low, high = max(0, center - spread), min(1, center + spread)
        rows.append([month, n, p, low, high, not low <= p <= high])
    return pd.DataFrame(rows, columns=["month", "n", "p", "low", "high", "signal"])


decision = "keep and look"


# %% count and mean of the blanks' own task="m08-q12-p-chart" points=4
def p_chart(table, until):
    g = table.groupby("month")["again"].agg(["count", "sum"]).query("count > 0").astype(float)
    base = g[g.index < until].sum()
    c = base["sum"] / base["count"]
    out = pd.DataFrame({"n": g["count"], "p": g["sum"] / g["count"]})
    se = np.sqrt(c * (1 - c) / out["n"])
    out["low"] = np.clip(c - 3 * se, 0, 1).round(4)
    out["high"] = np.clip(c + 3 * se, 0, 1).round(4)
    out["signal"] = np.where((out["p"] < out["low"]) | (out["p"] > out["high"]), 1, 0)
    return out


decision = "keep and look"

# %% slip="mean-of-months" task="m08-q12-p-chart"
"You took the mean of the months' shares. A month of ten complaints then counts as much as one of forty: pool them."
edit(
    'known.loc[known["month"] < until, "again"].mean()',
    'known[known["month"] < until].groupby("month")["again"].mean().mean()',
)

# %% slip="after-in-baseline" task="m08-q12-p-chart"
"The center includes the months after the baseline. Take it from the months before `until`."
edit('known.loc[known["month"] < until, "again"]', 'known["again"]')

# %% slip="above-one" task="m08-q12-p-chart"
"A share cannot be above 1 or below 0: clip the limits."
edit("(center - reach).clip(lower=0)", "center - reach")
edit("(center + reach).clip(upper=1)", "center + reach")


# %% mean of the months task="m08-q12-p-chart" points=1.33 trap="mean-of-months"
def p_chart(table, until):
    known = table.dropna(subset="again").astype({"again": float})
    chart = known.groupby("month")["again"].agg(n="size", p="mean")
    center = chart.loc[chart.index < until, "p"].mean()
    reach = 3 * np.sqrt(center * (1 - center) / chart["n"])
    chart["low"], chart["high"] = (center - reach).clip(0, 1), (center + reach).clip(0, 1)
    return chart.assign(signal=(chart["p"] < chart["low"]) | (chart["p"] > chart["high"]))


decision = "keep and look"


# %% a center of all months task="m08-q12-p-chart" points=1.33 trap="after-in-baseline"
def p_chart(table, until):
    known = table.dropna(subset="again").astype({"again": float})
    center = known["again"].mean()
    chart = known.groupby("month")["again"].agg(n="size", p="mean")
    reach = 3 * np.sqrt(center * (1 - center) / chart["n"])
    chart["low"], chart["high"] = (center - reach).clip(0, 1), (center + reach).clip(0, 1)
    return chart.assign(signal=(chart["p"] < chart["low"]) | (chart["p"] > chart["high"]))


decision = "keep and look"


# %% limits above one task="m08-q12-p-chart" points=1.33 trap="above-one"
def p_chart(table, until):
    known = table.dropna(subset="again").astype({"again": float})
    center = known.loc[known["month"] < until, "again"].mean()
    chart = known.groupby("month")["again"].agg(n="size", p="mean")
    reach = 3 * np.sqrt(center * (1 - center) / chart["n"])
    chart["low"], chart["high"] = center - reach, center + reach
    return chart.assign(signal=(chart["p"] < chart["low"]) | (chart["p"] > chart["high"]))


decision = "keep and look"

# %% slip="one-sided" task="m08-q12-p-chart"
"You look at one side only. A month above its upper limit is a signal as well as one below."
edit('(chart["p"] < low) | (chart["p"] > high)', 'chart["p"] < low')

# %% slip="center-of-one-month" task="m08-q12-p-chart"
"The center comes from the last month before `until`. Take all months before it, together."
edit(
    'known.loc[known["month"] < until, "again"].mean()',
    'known.loc[known["month"] == known.loc[known["month"] < until, "month"].max(), "again"].mean()',
)

# %% slip="count-is-not-the-effect" task="m08-q12-p-chart" silent="one of three decisions"
"`decision`: the complaints a month rose, and those that come back fell. To undo the repair would bring the repeats back, and no count says that it brought the first ones."
edit('decision = "keep and look"', 'decision = "undo"')

# %% slip="half-of-the-news" task="m08-q12-p-chart" silent="one of three decisions"
"`decision`: repeats fell, but more customers than before are paid late for the first time. The trouble has not ended."
edit('decision = "keep and look"', 'decision = "close"')


# %% below only, and undone task="m08-q12-p-chart" points=2.67 trap="one-sided"
def p_chart(table, until):
    known = table[table["again"].notna()]
    n = known.groupby("month").size()
    p = known.groupby("month")["again"].sum().astype(float) / n
    center = known[known["month"] < until]["again"].mean()
    error = (center * (1 - center) / n) ** 0.5
    low, high = np.maximum(center - 3 * error, 0), np.minimum(center + 3 * error, 1)
    return pd.DataFrame({"n": n, "p": p, "low": low, "high": high, "signal": low > p})


decision = "keep and look"


# %% the last month alone, and the project ends task="m08-q12-p-chart" points=0.67 trap="center-of-one-month"
def p_chart(table, until):
    known = table.dropna(subset="again").astype({"again": float})
    chart = known.groupby("month")["again"].agg(n="size", p="mean")
    center = chart.loc[chart.index < until, "p"].iloc[-1]
    reach = 3 * np.sqrt(center * (1 - center) / chart["n"])
    low, high = (center - reach).clip(0, 1), (center + reach).clip(0, 1)
    signal = (chart["p"] - center).abs() > reach
    return chart.assign(low=low, high=high, signal=signal)


decision = "close"


# %% all right but undone task="m08-q12-p-chart" points=3.33 trap="count-is-not-the-effect"
def p_chart(table, until):
    known = table.dropna(subset="again").astype({"again": float})
    chart = known.groupby("month")["again"].agg(n="size", p="mean")
    center = known[known["month"] < until]["again"].mean()
    reach = 3 * np.sqrt(center * (1 - center) / chart["n"])
    low, high = (center - reach).clip(0, 1), (center + reach).clip(0, 1)
    return chart.assign(low=low, high=high, signal=~chart["p"].between(low, high))


decision = "undo"


# %% all right but closed task="m08-q12-p-chart" points=3.33 trap="half-of-the-news"
def p_chart(table, until):
    known = table.dropna(subset="again").astype({"again": float})
    chart = known.groupby("month")["again"].agg(n="size", p="mean")
    center = known[known["month"] < until]["again"].mean()
    reach = 3 * np.sqrt(center * (1 - center) / chart["n"])
    low, high = (center - reach).clip(0, 1), (center + reach).clip(0, 1)
    return chart.assign(low=low, high=high, signal=~chart["p"].between(low, high))


decision = "close"


# %% [markdown]
# ## Task 13: the service desk

# %% a Series, and shares of counts task="m08-q13a-kinds" points=2
kinds = pd.Series(
    {
        "N10": "change",
        "N09": "problem",
        "N08": "incident",
        "N07": "fault",
        "N06": "Request",
        "N05": "change",
        "N04": "problem",
        "N03": "fault",
        "N02": "incident",
        "N01": "request",
    }
)
some = tickets[(tickets["kind"] == "request") | (tickets["kind"] == "incident")]
for_good = len(some[some["first_contact"] & (some["reopened"] == False)]) / len(some)  # noqa: E712
land_first = "PR4"

# %% a table, a rounded share task="m08-q13a-kinds" points=2
said = "request incident fault problem change request fault incident problem change".split()
kinds = pd.DataFrame({"ticket": list(TEN), "kind": said})
some = tickets.query("kind in ['request', 'incident']")
for_good = round((some.first_contact & ~some.reopened).sum() / len(some), 3)
land_first = ["PR4"]

# %% slip="everything-a-problem" task="m08-q13a-kinds" silent="told with the number of right ones"
"Five or more are called problems. A problem is looked for behind several incidents; most tickets are not about that."
edit('"N02": "incident"', '"N02": "problem"')
edit('"N03": "fault"', '"N03": "problem"')
edit('"N08": "incident"', '"N08": "problem"')

# %% slip="problem-as-incident" task="m08-q13a-kinds" silent="told with the number of right ones"
"None of your ten is a problem. Who asks why something keeps happening looks for a cause: that is not one more incident."
edit('"N04": "problem"', '"N04": "incident"')
edit('"N09": "problem"', '"N09": "incident"')

# %% slip="change-as-request" task="m08-q13a-kinds" silent="told with the number of right ones"
"None of your ten is a change. What is altered on a plan, with a test, is more than something that somebody wants."
edit('"N05": "change"', '"N05": "request"')
edit('"N10": "change"', '"N10": "request"')

# %% slip="all-kinds" task="m08-q13a-kinds"
"You counted all kinds of tickets. The share is that of requests and incidents."
edit('tickets[tickets["kind"].isin(["request", "incident"])]', "tickets")

# %% slip="closed-only" task="m08-q13a-kinds"
"You left the open ones out. They are not settled, and they count."
edit(
    'tickets[tickets["kind"].isin(["request", "incident"])]',
    'tickets[tickets["kind"].isin(["request", "incident"]) & tickets["closed"].notna()]',
)

# %% slip="reopened-ignored" task="m08-q13a-kinds"
"That is the share settled at first contact. Some of these came back."
edit('(daily["first_contact"] & ~daily["reopened"])', 'daily["first_contact"]')

# %% slip="not-reopened" task="m08-q13a-kinds"
"These did not come back, but not all of them were settled at first contact."
edit('(daily["first_contact"] & ~daily["reopened"])', '(~daily["reopened"])')

# %% slip="share-of-settled" task="m08-q13a-kinds"
"You divide by those settled at first contact. All requests and incidents count."
edit(
    '(daily["first_contact"] & ~daily["reopened"]).mean()',
    '(~daily.loc[daily["first_contact"], "reopened"]).mean()',
)

# %% slip="row-has-ended" task="m08-q13a-kinds" silent="one of five causes"
"The incidents of that cause have ended: its change was carried out."
edit('land_first = "PR4"', 'land_first = "PR1"')

# %% slip="row-has-ended" task="m08-q13a-kinds" silent="one of five causes"
"The incidents of that cause have ended: its change was carried out."
edit('land_first = "PR4"', 'land_first = "PR2"')

# %% slip="row-has-ended" task="m08-q13a-kinds" silent="one of five causes"
"The incidents of that cause have ended: its change was carried out."
edit('land_first = "PR4"', 'land_first = "PR3"')

# %% slip="no-incident-linked" task="m08-q13a-kinds" silent="one of five causes"
"No incident is linked to that cause: nobody knows what a change there would end."
edit('land_first = "PR4"', 'land_first = "PR5"')

# %% seven of ten, three left out task="m08-q13a-kinds" points=1.7
kinds = {"N01": "request", "N02": "incident", "N03": "fault", "N04": "problem", "N05": "change"}
kinds |= {"N06": "request", "N07": "fault"}
some = tickets[tickets["kind"].isin(["incident", "request"])]
for_good = (some["first_contact"] > some["reopened"]).mean()
land_first = "PR4"

# %% everything is a problem task="m08-q13a-kinds" points=1.2 trap="everything-a-problem"
kinds = dict.fromkeys(TEN, "problem")
some = tickets[tickets["kind"].isin(["incident", "request"])]
for_good = (some["first_contact"] > some["reopened"]).mean()
land_first = "PR4"

# %% no problem among them, all kinds counted task="m08-q13a-kinds" points=1.3 trap="problem-as-incident"
said = "request incident fault incident change request fault incident incident change".split()
kinds = dict(zip(TEN, said, strict=True))
for_good = (tickets.first_contact & ~tickets.reopened).mean()
land_first = "PR4"

# %% changes taken for requests, a row that has ended task="m08-q13a-kinds" points=1.3 trap="change-as-request"
said = "request incident fault problem request request fault incident problem request".split()
kinds = dict(zip(TEN, said, strict=True))
some = tickets[tickets["kind"].isin(["incident", "request"])]
for_good = (some["first_contact"] > some["reopened"]).mean()
land_first = "PR1"

# %% all kinds task="m08-q13a-kinds" points=1.5 trap="all-kinds"
said = "request incident fault problem change request fault incident problem change".split()
kinds = dict(zip(TEN, said, strict=True))
for_good = sum(tickets["first_contact"] & ~tickets["reopened"]) / len(tickets)
land_first = "PR4"

# %% closed ones, and a cause without incidents task="m08-q13a-kinds" points=1 trap="closed-only"
said = "request incident fault problem change request fault incident problem change".split()
kinds = dict(zip(TEN, said, strict=True))
some = tickets[tickets["kind"].isin(["incident", "request"])].dropna(subset="closed")
for_good = (some["first_contact"] & ~some["reopened"]).mean()
land_first = "PR5"

# %% reopened ignored task="m08-q13a-kinds" points=1.5 trap="reopened-ignored"
said = "request incident fault problem change request fault incident problem change".split()
kinds = dict(zip(TEN, said, strict=True))
some = tickets[tickets["kind"].isin(["incident", "request"])]
for_good = some["first_contact"].sum() / some["kind"].count()
land_first = "PR4"

# %% not reopened, settled or not task="m08-q13a-kinds" points=1.5 trap="not-reopened"
said = "request incident fault problem change request fault incident problem change".split()
kinds = dict(zip(TEN, said, strict=True))
some = tickets[tickets["kind"].isin(["incident", "request"])]
for_good = 1 - some["reopened"].mean()
land_first = "PR4"

# %% share of those settled, a cause without incidents task="m08-q13a-kinds" points=1 trap="share-of-settled"
said = "request incident fault problem change request fault incident problem change".split()
kinds = dict(zip(TEN, said, strict=True))
some = tickets[tickets["kind"].isin(["incident", "request"]) & tickets["first_contact"]]
for_good = 1 - some["reopened"].sum() / len(some)
land_first = "PR5"

# %% a cause without incidents task="m08-q13a-kinds" points=1.5 trap="no-incident-linked"
said = "request incident fault problem change request fault incident problem change".split()
kinds = dict(zip(TEN, said, strict=True))
some = tickets[tickets["kind"].isin(["incident", "request"])]
for_good = (some["first_contact"] > some["reopened"]).mean()
land_first = "PR5"

# %% a row that has ended task="m08-q13a-kinds" points=1.5 trap="row-has-ended"
said = "request incident fault problem change request fault incident problem change".split()
kinds = dict(zip(TEN, said, strict=True))
some = tickets[tickets["kind"].isin(["incident", "request"])]
for_good = (some["first_contact"] > some["reopened"]).mean()
land_first = "PR2"

# %% [markdown]
# ## Task 15: five edges

# %% means, and a regression by hand task="m08-q15-edges" points=2
import numpy as np

group = panel["recovery"].astype(str)
group[panel["failed"] == 0] = "no failure"
asked = panel["surveyed"] == 1


def edge(column, rows):
    mean = panel[rows].groupby(group[rows])[column].mean()
    return mean["excellent"] - mean["no failure"]


two = panel[group.isin(["excellent", "no failure"])]
X = np.column_stack(
    [np.ones(len(two)), group[two.index] == "excellent", two["prior_attitude"]]
).astype(float)


def adjusted(column):
    return np.linalg.lstsq(X, two[column].to_numpy(dtype=float), rcond=None)[0][1]


everyone = panel["customer_id"].notna()
edges = pd.Series(
    [
        edge("satisfaction", asked),
        edge("satisfaction", everyone),
        adjusted("satisfaction"),
        edge("stayed", everyone),
        adjusted("stayed"),
    ],
    index=[
        "satisfaction, surveyed",
        "satisfaction, everybody",
        "satisfaction, adjusted",
        "staying, everybody",
        "staying, adjusted",
    ],
)

# %% from the tables, rounded task="m08-q15-edges" points=2
everybody = recovery_means(panel)
staying = adjusted_difference(panel, "excellent", "no failure", value="stayed")
edges = pd.DataFrame(
    {
        "edge": [
            "satisfaction, surveyed",
            "satisfaction, everybody",
            "satisfaction, adjusted",
            "staying, everybody",
            "staying, adjusted",
        ],
        "difference": [
            round(survey["mean"]["excellent"] - survey["mean"]["no failure"], 3),
            round(everybody["mean"]["excellent"] - everybody["mean"]["no failure"], 3),
            round(
                adjusted_difference(panel, "excellent", "no failure")["difference"]["adjusted"], 3
            ),
            round(stayed["mean"]["excellent"] - stayed["mean"]["no failure"], 3),
            round(staying.loc["adjusted", "difference"], 3),
        ],
    }
)

# %% slip="sign" task="m08-q15-edges"
"The sign is reversed: excellent minus no failure."
edit('("excellent", "no failure")', '("no failure", "excellent")')

# %% slip="percent" task="m08-q15-edges"
"Staying is a proportion: five percentage points are 0.05."
edit('staying["as observed"]', '100 * staying["as observed"]')

# %% slip="percent" task="m08-q15-edges"
"Staying is a proportion: five percentage points are 0.05."
edit('staying["adjusted"]', '100 * staying["adjusted"]')

# %% slip="survivors-only" task="m08-q15-edges"
"That is the difference among those whom the survey reached. Look at all customers."
edit('of_all["as observed"]', 'of_survey["as observed"]')

# %% slip="everybody-surveyed" task="m08-q15-edges"
"That is the difference among all customers. Look at those whom the survey reached."
edit('of_survey["as observed"]', 'of_all["as observed"]')

# %% slip="survivors-stay" task="m08-q15-edges"
"That is what surveyed customers give, and all of them had stayed. Look at all customers."
edit('value="stayed"', 'value="stayed", surveyed=True')

# %% slip="survivors-adjusted" task="m08-q15-edges"
"That is adjusted among surveyed customers. Adjust among all."
edit('of_all["adjusted"]', 'of_survey["adjusted"]')

# %% slip="unadjusted" task="m08-q15-edges"
'That is the difference "as observed". This label asks for customers of equal attitude.'
edit('of_all["adjusted"]', 'of_all["as observed"]')

# %% slip="unadjusted" task="m08-q15-edges"
'That is the difference "as observed". This label asks for customers of equal attitude.'
edit('staying["adjusted"]', 'staying["as observed"]')

# %% slip="adjusted-elsewhere" task="m08-q15-edges"
'That difference is adjusted. This label asks for the one "as observed".'
edit('of_survey["as observed"]', 'of_survey["adjusted"]')

# %% slip="adjusted-elsewhere" task="m08-q15-edges"
'That difference is adjusted. This label asks for the one "as observed".'
edit('of_all["as observed"]', 'of_all["adjusted"]')

# %% slip="adjusted-elsewhere" task="m08-q15-edges"
'That difference is adjusted. This label asks for the one "as observed".'
edit('staying["as observed"]', 'staying["adjusted"]')

# %% slip="satisfaction-for-loyalty" task="m08-q15-edges"
"That is a difference in satisfaction. Staying is another column: pass `value`."
edit(', value="stayed"', "")

# %% survivors for everybody task="m08-q15-edges" points=0.4 trap="survivors-stay"
of_survey = adjusted_difference(panel, "excellent", "no failure", surveyed=True)["difference"]
of_stay = adjusted_difference(panel, "excellent", "no failure", value="stayed", surveyed=True)
edges = {
    "satisfaction, surveyed": of_survey["as observed"],
    "satisfaction, everybody": of_survey["as observed"],
    "satisfaction, adjusted": of_survey["adjusted"],
    "staying, everybody": of_stay["difference"]["as observed"],
    "staying, adjusted": of_stay["difference"]["adjusted"],
}

# %% the survey for everybody task="m08-q15-edges" points=1.6 trap="survivors-only"
of_survey = survey["mean"]["excellent"] - survey["mean"]["no failure"]
staying = adjusted_difference(panel, "excellent", "no failure", value="stayed")["difference"]
edges = {
    "satisfaction, surveyed": of_survey,
    "satisfaction, everybody": of_survey,
    "satisfaction, adjusted": adjusted_difference(panel, "excellent", "no failure").iloc[1, 0],
    "staying, everybody": staying.iloc[0],
    "staying, adjusted": staying.iloc[1],
}

# %% the first two exchanged task="m08-q15-edges" points=1.2 trap="everybody-surveyed"
of_all = adjusted_difference(panel, "excellent", "no failure")["difference"]
staying = adjusted_difference(panel, "excellent", "no failure", value="stayed")["difference"]
edges = {
    "satisfaction, surveyed": of_all["as observed"],
    "satisfaction, everybody": survey["mean"]["excellent"] - survey["mean"]["no failure"],
    "satisfaction, adjusted": of_all["adjusted"],
    "staying, everybody": staying["as observed"],
    "staying, adjusted": staying["adjusted"],
}

# %% adjusted among survivors task="m08-q15-edges" points=1.6 trap="survivors-adjusted"
of_survey = adjusted_difference(panel, "excellent", "no failure", surveyed=True)["difference"]
of_all = recovery_means(panel)["mean"]
staying = adjusted_difference(panel, "excellent", "no failure", value="stayed")["difference"]
edges = {
    "satisfaction, surveyed": of_survey["as observed"],
    "satisfaction, everybody": of_all["excellent"] - of_all["no failure"],
    "satisfaction, adjusted": of_survey["adjusted"],
    "staying, everybody": staying["as observed"],
    "staying, adjusted": staying["adjusted"],
}

# %% not adjusted task="m08-q15-edges" points=1.2 trap="unadjusted"
means = recovery_means(panel)["mean"]
of_all = means["excellent"] - means["no failure"]
stay = stayed["mean"]["excellent"] - stayed["mean"]["no failure"]
edges = {
    "satisfaction, surveyed": survey["mean"]["excellent"] - survey["mean"]["no failure"],
    "satisfaction, everybody": of_all,
    "satisfaction, adjusted": of_all,
    "staying, everybody": stay,
    "staying, adjusted": stay,
}

# %% the second and the third exchanged task="m08-q15-edges" points=1.2 trap="adjusted-elsewhere" says=["as observed"]
of_all = adjusted_difference(panel, "excellent", "no failure")["difference"]
staying = adjusted_difference(panel, "excellent", "no failure", value="stayed")["difference"]
edges = {
    "satisfaction, surveyed": survey["mean"]["excellent"] - survey["mean"]["no failure"],
    "satisfaction, everybody": of_all["adjusted"],
    "satisfaction, adjusted": of_all["as observed"],
    "staying, everybody": staying["as observed"],
    "staying, adjusted": staying["adjusted"],
}

# %% no failure minus excellent task="m08-q15-edges" points=0 trap="sign"
of_all = adjusted_difference(panel, "no failure", "excellent")["difference"]
staying = adjusted_difference(panel, "no failure", "excellent", value="stayed")["difference"]
edges = {
    "satisfaction, surveyed": survey["mean"]["no failure"] - survey["mean"]["excellent"],
    "satisfaction, everybody": of_all["as observed"],
    "satisfaction, adjusted": of_all["adjusted"],
    "staying, everybody": staying["as observed"],
    "staying, adjusted": staying["adjusted"],
}

# %% satisfaction taken for staying task="m08-q15-edges" points=1.2 trap="satisfaction-for-loyalty"
of_all = adjusted_difference(panel, "excellent", "no failure")["difference"]
edges = {
    "satisfaction, surveyed": survey["mean"]["excellent"] - survey["mean"]["no failure"],
    "satisfaction, everybody": of_all["as observed"],
    "satisfaction, adjusted": of_all["adjusted"],
    "staying, everybody": of_all["as observed"],
    "staying, adjusted": of_all["adjusted"],
}

# %% percentage points task="m08-q15-edges" points=1.2 trap="percent"
of_all = adjusted_difference(panel, "excellent", "no failure")["difference"]
staying = adjusted_difference(panel, "excellent", "no failure", value="stayed")["difference"]
edges = {
    "satisfaction, surveyed": survey["mean"]["excellent"] - survey["mean"]["no failure"],
    "satisfaction, everybody": of_all["as observed"],
    "satisfaction, adjusted": of_all["adjusted"],
    "staying, everybody": 100 * staying["as observed"],
    "staying, adjusted": 100 * staying["adjusted"],
}

# %% [markdown]
# ## Task 15b: among those alike


# %% least squares by hand task="m08-q15b-silence" points=3
import numpy as np


def against_silence(panel, quality, controls):
    failed = panel[panel["failed"] == 1]
    silent = failed["complained"] == 0
    pair = failed[silent | (failed["recovery"].astype(str) == quality)]
    inside = (pair["complained"] == 1).astype(float)
    X = np.column_stack([np.ones(len(pair)), inside, pair[controls]]).astype(float)
    return np.linalg.lstsq(X, pair["stayed"].to_numpy(dtype=float), rcond=None)[0][1]


rows = []
for name in ("excellent", "ok", "poor"):
    rows.append(round(against_silence(panel, name, ["severity", "prior_attitude"]), 3))
against = pd.Series(rows, index=["excellent", "ok", "poor"])
poor_verdict = "Worse than silence"


# %% statsmodels task="m08-q15b-silence" points=3
import statsmodels.formula.api as smf


def against_silence(panel, quality, controls):
    kind = panel["recovery"].astype(str)
    pair = panel[(panel["failed"] == 1) & kind.isin([quality, "none"])]
    pair = pair.assign(here=(pair["recovery"].astype(str) == quality).astype(int))
    fit = smf.ols("stayed ~ here + " + " + ".join(controls), pair).fit()
    return fit.params[["here"]].iloc[0]


against = {
    quality: against_silence(panel, quality, ["prior_attitude", "severity"])
    for quality in ["ok", "poor", "excellent"]
}
poor_verdict = "worse than silence"


# %% a Series of one task="m08-q15b-silence" points=3
def against_silence(panel, quality, controls):
    failed = panel[panel["failed"] == 1]
    table = adjusted_difference(failed, quality, "silent failure", "stayed", controls)
    return table.loc[["adjusted"], "difference"]


both = ["prior_attitude", "severity"]
against = {name: against_silence(panel, name, both).iloc[0] for name in ["poor", "ok", "excellent"]}
poor_verdict = pd.Series(["worse than silence"])

# %% slip="unadjusted" task="m08-q15b-silence"
'That is the difference "as observed". Take the row "adjusted".'
edit('.loc["adjusted", "difference"]', '.loc["as observed", "difference"]')

# %% slip="satisfaction-for-loyalty" task="m08-q15b-silence"
"That is a difference in satisfaction. Staying is another column: pass `value`."
edit(', value="stayed"', "")

# %% slip="attitude-only" task="m08-q15b-silence"
"Only attitude is held equal. Pass the controls on."
edit(", controls=controls", "")

# %% slip="sign" task="m08-q15b-silence"
"The sign is reversed: this handling minus silence."
edit('quality, "silent failure"', '"silent failure", quality')

# %% slip="survivors-stay" task="m08-q15b-silence"
"That is what surveyed customers give, and all of them had stayed. Look at all customers."
edit('value="stayed"', 'value="stayed", surveyed=True')

# %% slip="one-control" task="m08-q15b-silence"
"Attitude and severity are both to be held equal here."
edit('both = ["prior_attitude", "severity"]', 'both = ["prior_attitude"]')

# %% slip="one-control" task="m08-q15b-silence"
"Attitude and severity are both to be held equal here."
edit('both = ["prior_attitude", "severity"]', 'both = ["severity"]')

# %% slip="verdict" task="m08-q15b-silence" silent="a choice among three words"
"Look at both ends of the interval, and ask whether zero lies between."
edit('"worse than silence"', '"cannot tell"')

# %% slip="verdict" task="m08-q15b-silence" silent="a choice among three words"
"Look at both ends of the interval, and ask whether zero lies between."
edit('"worse than silence"', '"better than silence"')


# %% as observed task="m08-q15b-silence" points=0.38 trap="unadjusted"
def against_silence(panel, quality, controls):
    means = recovery_means(panel, value="stayed")["mean"]
    return means[quality] - means["silent failure"]


against = {name: against_silence(panel, name, []) for name in ("poor", "ok", "excellent")}
poor_verdict = "worse than silence"


# %% in satisfaction task="m08-q15b-silence" points=0.38 trap="satisfaction-for-loyalty"
def against_silence(panel, quality, controls):
    return adjusted_difference(
        panel[panel["failed"] == 1], quality, "silent failure", "satisfaction", controls
    ).iloc[1, 0]


against = {
    name: against_silence(panel, name, ["prior_attitude", "severity"])
    for name in ("poor", "ok", "excellent")
}
poor_verdict = "worse than silence"


# %% alike in attitude alone task="m08-q15b-silence" points=0.38 trap="attitude-only"
def against_silence(panel, quality, controls):
    table = adjusted_difference(panel, quality, "silent failure", value="stayed")
    return table["difference"]["adjusted"]


against = {name: against_silence(panel, name, ["severity"]) for name in ("poor", "ok", "excellent")}
poor_verdict = "worse than silence"


# %% silence minus handling task="m08-q15b-silence" points=0 trap="sign"
def against_silence(panel, quality, controls):
    table = adjusted_difference(
        panel[panel["failed"] == 1], quality, "silent failure", value="stayed", controls=controls
    )
    return -table["difference"]["adjusted"]


against = {
    name: against_silence(panel, name, ["prior_attitude", "severity"])
    for name in ("poor", "ok", "excellent")
}
poor_verdict = "better than silence"


# %% among the surveyed task="m08-q15b-silence" points=0.38 trap="survivors-stay"
def against_silence(panel, quality, controls):
    asked = panel[(panel["surveyed"] == 1) & (panel["failed"] == 1)]
    table = adjusted_difference(asked, quality, "silent failure", "stayed", controls)
    return table["difference"]["adjusted"]


against = {
    name: against_silence(panel, name, ["prior_attitude", "severity"])
    for name in ("poor", "ok", "excellent")
}
poor_verdict = "worse than silence"


# %% one control for the three task="m08-q15b-silence" points=1.88 trap="one-control"
def against_silence(panel, quality, controls):
    table = adjusted_difference(
        panel[panel["failed"] == 1], quality, "silent failure", value="stayed", controls=controls
    )
    return table.iloc[1, 0]


against = {name: against_silence(panel, name, "severity") for name in ("poor", "ok", "excellent")}
poor_verdict = "worse than silence"


# %% nothing to be said of poor task="m08-q15b-silence" points=2.62 trap="verdict"
def against_silence(panel, quality, controls):
    table = adjusted_difference(
        panel[panel["failed"] == 1], quality, "silent failure", value="stayed", controls=controls
    )
    return table.iloc[1, 0]


against = {
    name: against_silence(panel, name, ["prior_attitude", "severity"])
    for name in ("poor", "ok", "excellent")
}
poor_verdict = "Cannot tell"

# %% [markdown]
# ## Task 16: fund one program


# %% a loop task="m08-q16-kept-if" points=2
def kept_more(against, complain, mix):
    more = 0
    for quality in mix:
        more = more + 1000 * complain * mix[quality] * against[quality]
    return round(more, 2)


today_more = kept_more(against, voiced, today)
gains = pd.Series(
    [
        180
        / 1000
        * (kept_more(against, voiced, {"poor": 0, "ok": 0, "excellent": 1}) - today_more),
        180 / 1000 * (kept_more(against, 0.8, today) - today_more),
        36 * (panel[panel.failed == 0].stayed.mean() - panel[panel.failed == 1].stayed.mean()),
    ],
    index=["delight", "voices", "prevention"],
)
costs = pd.Series({"delight": 4000, "voices": 1800, "prevention": 2500})
fund = (costs / gains).idxmin()


# %% weights in a Series, rounded task="m08-q16-kept-if" points=2
def kept_more(against, complain, mix):
    weights = pd.Series(mix)
    return 1000 * complain * (weights * pd.Series(against)[list(weights.index)]).sum()


now = kept_more(against, voiced, today)
gains = {
    "prevention": round(180 * 0.2 * (stayed["mean"]["no failure"] - failed.stayed.mean()), 1),
    "voices": round(0.18 * (kept_more(against, 0.8, today) - now), 1),
    "delight": round(0.18 * (kept_more(against, voiced, {"excellent": 1.0}) - now), 1),
}
fund = "Prevention"


# %% a Series of one task="m08-q16-kept-if" points=2
def kept_more(against, complain, mix):
    table = pd.DataFrame({"share": mix, "more": against}).dropna()
    return pd.Series([1000 * complain * (table["share"] * table["more"]).sum()])


now = kept_more(against, voiced, today)
gains = {
    "delight": 0.18 * (kept_more(against, voiced, {"excellent": 1}) - now),
    "voices": 0.18 * (kept_more(against, 0.8, today) - now),
    "prevention": 36 * (stayed["mean"]["no failure"] - failed.stayed.mean()),
}
fund = pd.Series(["prevention"])

# %% slip="mix-ignored" task="m08-q16-kept-if"
"Every quality counts the same here. Weight them by `mix`."
edit(
    "sum(share * against[quality] for quality, share in mix.items())",
    "sum(against[quality] for quality in mix) / len(mix)",
)

# %% slip="not-above-today" task="m08-q16-kept-if"
"That is what the complaints of the program keep in all. Take off what those of today keep."
edit("now = kept_more(against, voiced, today)", "now = 0")

# %% slip="of-failures" task="m08-q16-kept-if"
"That is of 1,000 customers with a failure. Of 1,000 customers, 180 have one."
edit("0.18 * (kept_more(against, voiced", "(kept_more(against, voiced")

# %% slip="of-failures" task="m08-q16-kept-if"
"That is of 1,000 customers with a failure. Of 1,000 customers, 180 have one."
edit("0.18 * (kept_more(against, 0.8", "(kept_more(against, 0.8")

# %% slip="all-failures" task="m08-q16-kept-if"
"That would be all failures. The program prevents a fifth of them."
edit("180 * 0.2 * ", "180 * ")

# %% slip="prevented-all-stay" task="m08-q16-kept-if"
"Not all whose failure is prevented are kept by it: some would have stayed with the failure."
edit(' - failed["stayed"].mean()', "")

# %% slip="most-kept" task="m08-q16-kept-if" silent="a choice among three programs"
"Divide what a program costs by the customers it keeps, and compare."
edit('fund = "prevention"', 'fund = "delight"')

# %% slip="cheapest" task="m08-q16-kept-if" silent="a choice among three programs"
"The cheapest program is not yet the cheapest for each customer kept."
edit('fund = "prevention"', 'fund = "voices"')


# %% equivalent="m08-q16-kept-if"
"One in a thousand more or less is within the tolerance."
edit("return 1000", "return 1001")

# %% equivalent="m08-q16-kept-if"
"One in a thousand more or less is within the tolerance."
edit("return 1000", "return 999")

# %% equivalent="m08-q16-kept-if"
"A failure more or less moves the gain by less than its tolerance."
edit("180 * 0.2", "181 * 0.2")

# %% equivalent="m08-q16-kept-if"
"A failure more or less moves the gain by less than its tolerance."
edit("180 * 0.2", "179 * 0.2")


# %% every quality alike task="m08-q16-kept-if" points=1.2 trap="mix-ignored"
def kept_more(against, complain, mix):
    return 1000 * complain * pd.Series(against)[list(mix)].mean()


now = kept_more(against, voiced, today)
gains = {
    "delight": 0.18 * (kept_more(against, voiced, {"excellent": 1}) - now),
    "voices": 0.18 * (kept_more(against, 0.8, today) - now),
    "prevention": 36 * (stayed.loc["no failure", "mean"] - failed["stayed"].mean()),
}
fund = (
    pd.Series({"delight": 4000, "voices": 1800, "prevention": 2500}) / pd.Series(gains)
).idxmin()


# %% not against today task="m08-q16-kept-if" points=1.6 trap="not-above-today"
def kept_more(against, complain, mix):
    return 1000 * complain * sum(against[quality] * mix[quality] for quality in mix)


gains = {
    "delight": 0.18 * kept_more(against, voiced, {"excellent": 1}),
    "voices": 0.18 * kept_more(against, 0.8, today),
    "prevention": 36 * (stayed.loc["no failure", "mean"] - failed["stayed"].mean()),
}
fund = (
    pd.Series({"delight": 4000, "voices": 1800, "prevention": 2500}) / pd.Series(gains)
).idxmin()


# %% of a thousand failures task="m08-q16-kept-if" points=1.6 trap="of-failures"
def kept_more(against, complain, mix):
    return 1000 * complain * sum(against[quality] * mix[quality] for quality in mix)


now = kept_more(against, voiced, today)
gains = {
    "delight": kept_more(against, voiced, {"excellent": 1}) - now,
    "voices": kept_more(against, 0.8, today) - now,
    "prevention": 36 * (stayed.loc["no failure", "mean"] - failed["stayed"].mean()),
}
fund = "voices"


# %% every failure prevented task="m08-q16-kept-if" points=1.8 trap="all-failures"
def kept_more(against, complain, mix):
    return 1000 * complain * sum(against[quality] * mix[quality] for quality in mix)


now = kept_more(against, voiced, today)
gains = {
    "delight": 0.18 * (kept_more(against, voiced, {"excellent": 1}) - now),
    "voices": 0.18 * (kept_more(against, 0.8, today) - now),
    "prevention": 180 * (stayed["mean"].iloc[0] - failed["stayed"].mean()),
}
fund = "prevention"


# %% all prevented stay because of it task="m08-q16-kept-if" points=1.8 trap="prevented-all-stay"
def kept_more(against, complain, mix):
    return 1000 * complain * sum(against[quality] * mix[quality] for quality in mix)


now = kept_more(against, voiced, today)
gains = {
    "delight": 0.18 * (kept_more(against, voiced, {"excellent": 1}) - now),
    "voices": 0.18 * (kept_more(against, 0.8, today) - now),
    "prevention": 36 * panel.loc[panel["failed"] == 0, "stayed"].mean(),
}
fund = "prevention"


# %% the most kept task="m08-q16-kept-if" points=1.4 trap="most-kept"
def kept_more(against, complain, mix):
    return 1000 * complain * sum(against[quality] * mix[quality] for quality in mix)


now = kept_more(against, voiced, today)
gains = {
    "delight": 0.18 * (kept_more(against, voiced, {"excellent": 1}) - now),
    "voices": 0.18 * (kept_more(against, 0.8, today) - now),
    "prevention": 36 * (stayed.loc["no failure", "mean"] - failed["stayed"].mean()),
}
fund = max(gains, key=gains.get)


# %% the least yuan task="m08-q16-kept-if" points=1.4 trap="cheapest"
def kept_more(against, complain, mix):
    return 1000 * complain * sum(against[quality] * mix[quality] for quality in mix)


now = kept_more(against, voiced, today)
gains = {
    "delight": 0.18 * (kept_more(against, voiced, {"excellent": 1}) - now),
    "voices": 0.18 * (kept_more(against, 0.8, today) - now),
    "prevention": 36 * (stayed.loc["no failure", "mean"] - failed["stayed"].mean()),
}
fund = pd.Series({"delight": 4000, "voices": 1800, "prevention": 2500}).idxmin()

# %% [markdown]
# ## Task 16b: one sentence for the board

# %% less sure task="m08-q16b-statement" points=3 fewer="one of four sentences is right"
statement.record(sentence="C", sure=0.55)

# %% slip="outcome-changed" task="m08-q16b-statement" silent="a choice among four sentences"
"It goes from satisfaction to loyalty: of all customers fewer stayed after an excellent recovery than without a failure."
edit('"C"', '"A"')

# %% slip="reach" task="m08-q16b-statement" silent="a choice among four sentences"
"It carries the number of excellent recoveries over to all the silent. Three in four complaints are handled less well, and the silent did not complain."
edit('"C"', '"B"')

# %% slip="certainty" task="m08-q16b-statement" silent="a choice among four sentences"
"It speaks of proof and of a cause. Nobody drew at random whose complaint was handled poorly, and the interval is wide."
edit('"C"', '"D"')

# %% the survey task="m08-q16b-statement" points=0 trap="outcome-changed"
statement.record(sentence="A", sure=1)

# %% all the silent task="m08-q16b-statement" points=0 trap="reach"
statement.record(sentence="B", sure=0.7)

# %% proven task="m08-q16b-statement" points=0 trap="certainty"
statement.record(sentence="D", sure=0.25)

# %% [markdown]
# ## Task 17: points for a point


# %% statsmodels task="m08-q17-points" points=2
import statsmodels.api as sm


def points_per_point(data, outcome, controls):
    X = sm.add_constant(data[["distributive", "procedural", "interactional", *controls]])
    fit = sm.OLS(data[outcome].astype(float), X.astype(float)).fit()
    return fit.params[["distributive", "procedural", "interactional"]].round(3)


first_kind = points_per_point(justice, "satisfaction", ["severity"]).idxmax()


# %% betas turned around, one by one task="m08-q17-points" points=2
def points_per_point(data, outcome, controls):
    model = justice_model(data, outcome, controls)
    result = {}
    for kind in ["distributive", "procedural", "interactional"]:
        result[kind] = model.loc[kind, "beta"] * data[outcome].std() / data[kind].std()
    return result


numbers = points_per_point(justice, "satisfaction", ["severity"])
first_kind = "Procedural"

# %% scikit-learn task="m08-q17-points" points=2
from sklearn.linear_model import LinearRegression


def points_per_point(data, outcome, controls):
    columns = ["procedural", "interactional", "distributive", *controls]
    fit = LinearRegression().fit(data[columns], data[outcome])
    return pd.DataFrame({"kind": columns[:3], "points": fit.coef_[:3]})


table = points_per_point(justice, "satisfaction", ["severity"])
first_kind = table.sort_values("points")["kind"].iloc[[-1]]


# %% slip="standardized" task="m08-q17-points"
"These are betas: standard deviations for a standard deviation. Turn them into points."
edit(" * data[outcome].std() / data[list(JUSTICE)].std()", "")

# %% slip="half-way" task="m08-q17-points"
"Points of the outcome for one *standard deviation* of fairness: divide by the spread of the kind, too."
edit(" / data[list(JUSTICE)].std()", "")

# %% slip="global-data" task="m08-q17-points"
"You take spreads from `justice`. Take them from `data`, which the function was given."
edit("/ data[list(JUSTICE)].std()", "/ justice[list(JUSTICE)].std()")

# %% slip="upside-down" task="m08-q17-points"
"Multiply by the spread of the outcome and divide by that of the kind, not the other way round."
edit("beta * data[outcome].std() / data", "beta / data[outcome].std() * data")

# %% slip="upside-down" task="m08-q17-points"
"Multiply by the spread of the outcome and divide by that of the kind, not the other way round."
edit(" / data[list(JUSTICE)]", " * data[list(JUSTICE)]")

# %% slip="severity-omitted" task="m08-q17-points"
"The controls are not held equal: they are missing from the model."
edit("controls=controls", "controls=()")

# %% slip="one-control" task="m08-q17-points"
"Only one control is held equal. The list may hold several: pass all of them on."
edit("controls=controls", "controls=controls[:1]")

# %% slip="one-control" task="m08-q17-points"
"Only one control is held equal. The list may hold several: pass all of them on."
edit("controls=controls", 'controls=["severity"]')

# %% slip="one-at-a-time" task="m08-q17-points"
"You looked at each kind by itself. Put the three and the controls into one model: alike in the other two kinds as well."
edit(
    "points = beta * data[outcome].std() / data[list(JUSTICE)].std()",
    """points = pd.Series(0.0, index=list(JUSTICE))
    for kind in JUSTICE:
        X = np.column_stack([np.ones(len(data)), data[[kind, *controls]]])
        points[kind] = np.linalg.lstsq(X, data[outcome], rcond=None)[0][1]""",
)


# %% betas task="m08-q17-points" points=0.4 trap="standardized"
def points_per_point(data, outcome, controls):
    return justice_model(data, outcome, controls)["beta"].iloc[:3]


first_kind = points_per_point(justice, "satisfaction", ["severity"]).idxmax()


# %% controls left out task="m08-q17-points" points=0.4 trap="severity-omitted"
def points_per_point(data, outcome, controls):
    model = justice_model(data, outcome, controls=())["beta"]
    return model * data[outcome].std() / data[list(model.index)].std()


first_kind = points_per_point(justice, "satisfaction", ["severity"]).idxmax()


# %% the first control alone task="m08-q17-points" points=0.8 trap="one-control"
def points_per_point(data, outcome, controls):
    model = justice_model(data, outcome, controls[0])["beta"].iloc[:3]
    return model * data[outcome].std() / data[list(model.index)].std()


first_kind = points_per_point(justice, "satisfaction", ["severity"]).idxmax()


# %% always severity task="m08-q17-points" points=0.8 trap="one-control"
def points_per_point(data, outcome, controls):
    X = np.column_stack([np.ones(len(data)), data[[*JUSTICE, "severity"]]])
    return pd.Series(np.linalg.lstsq(X, data[outcome], rcond=None)[0][1:4], index=JUSTICE)


first_kind = points_per_point(justice, "satisfaction", ["severity"]).idxmax()


# %% upside down task="m08-q17-points" points=0.4 trap="upside-down"
def points_per_point(data, outcome, controls):
    model = justice_model(data, outcome, controls)["beta"].iloc[:3]
    return model * data[list(model.index)].std() / data[outcome].std()


first_kind = points_per_point(justice, "satisfaction", ["severity"]).idxmax()


# %% spreads of the survey task="m08-q17-points" points=0.4 trap="global-data"
def points_per_point(data, outcome, controls):
    model = justice_model(data, outcome, controls)["beta"]
    spread = justice.std(numeric_only=True)
    return {kind: model[kind] * data[outcome].std() / spread[kind] for kind in JUSTICE}


first_kind = points_per_point(justice, "satisfaction", ["severity"]).copy()
first_kind = max(first_kind, key=first_kind.get)


# %% half of the way task="m08-q17-points" points=0.4 trap="half-way"
def points_per_point(data, outcome, controls):
    return justice_model(data, outcome, controls)["beta"].iloc[:3] * data[outcome].std()


first_kind = points_per_point(justice, "satisfaction", ["severity"]).idxmax()


# %% one kind at a time task="m08-q17-points" points=0.4 trap="one-at-a-time"
def points_per_point(data, outcome, controls):
    slopes = {}
    for kind in ("distributive", "procedural", "interactional"):
        X = np.column_stack([np.ones(len(data)), data[[kind, *controls]]])
        slopes[kind] = np.linalg.lstsq(X, data[outcome], rcond=None)[0][1]
    return slopes


first_kind = "procedural"

# %% [markdown]
# ## Task 17b: met as equals

# %% sums task="m08-q17b-equals" points=1
together = clinics[["respect", "listening", "say"]].sum(axis=1)
coach = together.groupby(clinics["clinic"].astype(str)).mean().idxmin()
explained = told_no[told_no["response"] == "explained"]
refused = told_no[told_no["response"] == "refused"]
fewer = explained["reopened"].mean() - refused["reopened"].mean()

# %% read off, rounded task="m08-q17b-equals" points=1
coach = pd.Series(["Heart"])
shares = told_no.groupby(told_no["response"].astype(str))["reopened"].mean()
fewer = round(shares.iloc[0] - shares.iloc[1], 3)

# %% slip="explanation-counted" task="m08-q17b-equals" silent="a choice among five clinics"
"`explanation` is in your mean: it can be given from above. Take the other three."
edit('["respect", "listening", "say"]', '["respect", "listening", "explanation", "say"]')

# %% slip="sign" task="m08-q17b-equals"
"The sign is reversed: the explained minus the refused."
edit(
    'came_back["explained"] - came_back["refused"]', 'came_back["refused"] - came_back["explained"]'
)

# %% slip="percent" task="m08-q17b-equals"
"Give a proportion: five percentage points are 0.05."
edit(
    'came_back["explained"] - came_back["refused"]',
    '100 * (came_back["explained"] - came_back["refused"])',
)

# %% slip="ratio" task="m08-q17b-equals"
"That is one share divided by the other. Subtract them."
edit(
    'came_back["explained"] - came_back["refused"]', 'came_back["explained"] / came_back["refused"]'
)

# %% slip="counted" task="m08-q17b-equals"
"These are numbers of cases. There are more explained than refused ones: take shares."
edit('["reopened"].mean()\n', '["reopened"].sum()\n')

# %% equivalent="m08-q17b-equals"
"Each clinic has as many patients, so sums come in the order of the means."
edit('"say"]].mean()', '"say"]].sum()')

# %% equivalent="m08-q17b-equals"
"The sum of three items comes in the order of their mean."
edit("equals.mean(axis=1)", "equals.sum(axis=1)")

# %% equivalent="m08-q17b-equals"
"Every clinic and every response has cases."
edit('"clinic", observed=True', '"clinic", observed=False')

# %% equivalent="m08-q17b-equals"
"Every clinic and every response has cases."
edit('"response", observed=True', '"response", observed=False')

# %% with explanation task="m08-q17b-equals" points=0.5 trap="explanation-counted"
items = ["respect", "listening", "explanation", "say"]
coach = clinics.groupby("clinic", observed=True)[items].mean().mean(axis=1).idxmin()
shares = told_no.groupby("response", observed=True)["reopened"].mean()
fewer = shares["explained"] - shares["refused"]

# %% the refused minus the explained task="m08-q17b-equals" points=0.5 trap="sign"
coach = "Heart"
shares = told_no.pivot_table(index="response", values="reopened", observed=True)["reopened"]
fewer = shares["refused"] - shares["explained"]

# %% points of a hundred task="m08-q17b-equals" points=0.5 trap="percent"
coach = "Heart"
shares = 100 * told_no.groupby("response", observed=True)["reopened"].mean()
fewer = shares["explained"] - shares["refused"]

# %% divided task="m08-q17b-equals" points=0.5 trap="ratio"
coach = "Heart"
explained = told_no.query("response == 'explained'")["reopened"].mean()
fewer = explained / told_no.query("response == 'refused'")["reopened"].mean()

# %% cases task="m08-q17b-equals" points=0.5 trap="counted"
coach = "Heart"
back = told_no[told_no["reopened"] == 1]["response"]
fewer = (back == "explained").sum() - (back == "refused").sum()


# %% [markdown]
# ## Task 18: rewrite three


# %% two sums task="m08-q18-clauses" points=2
def clause_rates(clauses, words):
    hard = clauses[clauses["words_per_sentence"] > words]
    plain = clauses[clauses["words_per_sentence"] <= words]
    return {
        "hard": hard["complaints"].sum() / hard["policy_years"].sum() * 1000,
        "plain": plain["complaints"].sum() / plain["policy_years"].sum() * 1000,
    }


rewrite = ["L09", "L38", "L10"]


# %% the library's rate task="m08-q18-clauses" points=2
def clause_rates(clauses, words):
    hard = (clauses["words_per_sentence"] > words).map({True: "hard", False: "plain"})
    sums = clauses[["complaints", "policy_years"]].groupby(hard).sum()
    return exposure_rate(sums["complaints"], sums["policy_years"])[["rate"]].round(2)


rewrite = ["L09", "L38", "L10"]


# %% a mean weighted by years task="m08-q18-clauses" points=2
def clause_rates(clauses, words):
    rate = 1000 * clauses.complaints / clauses.policy_years
    rows = []
    for name, mask in (
        ("plain", ~(clauses.words_per_sentence > words)),
        ("hard", clauses.words_per_sentence > words),
    ):
        rows.append((name, np.average(rate[mask], weights=clauses.policy_years[mask])))
    return pd.DataFrame(rows, columns=["kind", "rate"])


rewrite = ["L09", "L38", "L10"]


# %% slip="mean-of-rates" task="m08-q18-clauses"
"You averaged the rates of clauses. One with few policy-years then counts as much as one with many: sum, then divide."
edit(
    'rates = 1000 * sums["complaints"] / sums["policy_years"]',
    'rates = (1000 * clauses["complaints"] / clauses["policy_years"]).groupby(kind).mean()',
)


# %% slip="count-only" task="m08-q18-clauses"
"These are complaints. Divide by what was exposed, the policy-years."
edit('1000 * sums["complaints"] / sums["policy_years"]', 'sums["complaints"]')


# %% slip="per-clause" task="m08-q18-clauses"
"These are complaints per clause. A clause that stands in many policies has more of them: divide by policy-years."
edit(
    '1000 * sums["complaints"] / sums["policy_years"]',
    'clauses.groupby(kind)["complaints"].mean()',
)


# %% slip="boundary" task="m08-q18-clauses"
"A clause with exactly `words` words per sentence is plain: hard means more."
edit("> words", ">= words")


# %% slip="per-one" task="m08-q18-clauses"
"Per 1,000 policy-years, please."
edit("1000 * sums", "sums")


# %% equivalent="m08-q18-clauses"
"A ratio of two means over the same clauses is the ratio of their sums."
edit(".sum()", ".mean()")


# %% equivalent="m08-q18-clauses"
"A rate that is off by one in a thousand is within the tolerance."
edit("1000 * sums", "1001 * sums")


# %% equivalent="m08-q18-clauses"
"A rate that is off by one in a thousand is within the tolerance."
edit("1000 * sums", "999 * sums")


# %% mean of rates task="m08-q18-clauses" points=1 trap="mean-of-rates"
def clause_rates(clauses, words):
    kind = np.where(clauses["words_per_sentence"] > words, "hard", "plain")
    return (1000 * clauses["complaints"] / clauses["policy_years"]).groupby(kind).mean()


rewrite = ["L09", "L38", "L10"]


# %% complaints only task="m08-q18-clauses" points=1 trap="count-only"
def clause_rates(clauses, words):
    kind = np.where(clauses["words_per_sentence"] > words, "hard", "plain")
    return clauses.groupby(kind)["complaints"].sum()


rewrite = ["L09", "L38", "L10"]


# %% complaints a clause task="m08-q18-clauses" points=1 trap="per-clause"
def clause_rates(clauses, words):
    kind = np.where(clauses["words_per_sentence"] > words, "hard", "plain")
    return clauses.groupby(kind)["complaints"].mean()


rewrite = ["L09", "L38", "L10"]


# %% complaints for one policy-year task="m08-q18-clauses" points=1 trap="per-one"
def clause_rates(clauses, words):
    rates = {}
    for name, is_hard in (("plain", False), ("hard", True)):
        part = clauses[(clauses["words_per_sentence"] > words) == is_hard]
        rates[name] = part["complaints"].sum() / part["policy_years"].sum()
    return rates


rewrite = ["L09", "L38", "L10"]


# %% the limit itself is hard task="m08-q18-clauses" points=1.5 trap="boundary"
def clause_rates(clauses, words):
    kind = np.where(clauses["words_per_sentence"] >= words, "hard", "plain")
    sums = clauses.groupby(kind)[["complaints", "policy_years"]].sum()
    return 1000 * sums["complaints"] / sums["policy_years"]


rewrite = ["L09", "L38", "L10"]


# %% equivalent="m08-q18-clauses"
"In this year the three clauses with most complaints are also those with most above the usual."
edit('(clauses["complaints"] - usual)', '(clauses["complaints"] + usual)')

# %% equivalent="m08-q18-clauses"
"In this year the three clauses with most complaints are also those with most above the usual."
edit('["plain"] * clauses["policy_years"]', '["plain"] / clauses["policy_years"]')

# %% equivalent="m08-q18-clauses"
"One in a thousand more or less leaves the order of the clauses."
edit('clauses["policy_years"] / 1000', 'clauses["policy_years"] / 1001')

# %% equivalent="m08-q18-clauses"
"One in a thousand more or less leaves the order of the clauses."
edit('clauses["policy_years"] / 1000', 'clauses["policy_years"] / 999')

# %% equivalent="m08-q18-clauses"
"A word more or less at the limit leaves the order of the clauses."
edit("clause_rates(clauses, 20)", "clause_rates(clauses, 21)")

# %% equivalent="m08-q18-clauses"
"A word more or less at the limit leaves the order of the clauses."
edit("clause_rates(clauses, 20)", "clause_rates(clauses, 19)")

# %% slip="by-rate" task="m08-q18-clauses"
"You chose by rate. Under some of these clauses few people live: where would most complaints be saved?"
edit(
    '(clauses["complaints"] - usual)',
    '(clauses["complaints"] / clauses["policy_years"])',
)

# %% slip="least" task="m08-q18-clauses"
"These clauses have the fewest complaints above the usual, or less than that."
edit("above.nlargest(3)", "above.nsmallest(3)")


# %% the highest rates task="m08-q18-clauses" points=1.33 trap="by-rate"
def clause_rates(clauses, words):
    hard = (clauses["words_per_sentence"] > words).map({True: "hard", False: "plain"})
    sums = clauses[["complaints", "policy_years"]].groupby(hard).sum()
    return 1000 * sums["complaints"] / sums["policy_years"]


rewrite = clauses.assign(rate=clauses.complaints / clauses.policy_years).nlargest(3, "rate")[
    "clause_id"
]


# %% a Series of names task="m08-q18-clauses" points=2
def clause_rates(clauses, words):
    hard = (clauses["words_per_sentence"] > words).map({True: "hard", False: "plain"})
    sums = clauses[["complaints", "policy_years"]].groupby(hard).sum()
    return 1000 * sums["complaints"] / sums["policy_years"]


more = clauses["complaints"] - clauses["policy_years"] * clause_rates(clauses, 20)["plain"] / 1000
rewrite = clauses.loc[more.sort_values().index[-3:], "clause_id"]


# %% the quietest task="m08-q18-clauses" points=1 trap="least"
def clause_rates(clauses, words):
    hard = (clauses["words_per_sentence"] > words).map({True: "hard", False: "plain"})
    sums = clauses[["complaints", "policy_years"]].groupby(hard).sum()
    return 1000 * sums["complaints"] / sums["policy_years"]


more = clauses["complaints"] - clauses["policy_years"] * clause_rates(clauses, 20)["plain"] / 1000
rewrite = list(clauses.loc[more.sort_values().index[:3], "clause_id"])


# %% [markdown]
# ## Task 19a: the best offer


# %% a loop task="m08-q19a-offer" points=2
def best_offer(options, limit, penalty):
    best_name = "nothing"
    best_value = 0
    for name, row in options.iterrows():
        if row["amount"] > limit:
            continue
        p = row["works"] * row["p_after"]
        p = p + (1 - row["works"]) * row["p_before"] * (1 - penalty)
        value = (p - row["p_before"]) * row["clv"] - row["amount"] - row["handling"]
        if value > best_value:
            best_name, best_value = name, value
    return best_name, best_value


# %% the library chooses task="m08-q19a-offer" points=2
def best_offer(options, limit, penalty):
    from servicelab.complaints import best_remedy

    failed_twice = double_deviation(options["p_before"], penalty)
    table = options.assign(
        p_after=options["works"] * options["p_after"] + (1 - options["works"]) * failed_twice,
        cost=options["amount"] + options["handling"],
    )
    best = best_remedy(table, limit)
    return [best.index[0], round(best["value"].iloc[0])]


# %% sorted, as a dictionary task="m08-q19a-offer" points=2
def best_offer(options, limit, penalty):
    o = options.query("amount <= @limit").copy()
    o["p"] = o.works * o.p_after + (1 - o.works) * o.p_before * (1 - penalty)
    o["value"] = (o.p - o.p_before) * o.clv - o.amount - o.handling
    best = o.sort_values("value", ascending=False).iloc[0]
    return {"remedy": best.name, "value": best["value"]}


# %% slip="largest-refund" task="m08-q19a-offer"
"You chose what keeps most customers. It costs more than that is worth."
edit(
    "return value.idxmax(), value.max()",
    'largest = allowed["amount"].idxmax()\n    return largest, value[largest]',
)


# %% slip="chosen-as-if-it-works" task="m08-q19a-offer"
"You chose as if each remedy were sure to satisfy. Choose by the expected value."
edit(
    "return value.idxmax(), value.max()",
    """hoped = remedy_value(allowed["p_before"], allowed["p_after"], allowed["clv"], cost)
    return hoped.idxmax(), value[hoped.idxmax()]""",
)

# %% slip="always-works" task="m08-q19a-offer"
"You took it for granted that the remedy satisfies. With the probability `1 - works` it does not."
edit('allowed["works"] * allowed["p_after"] + (1 - allowed["works"]) * twice', 'allowed["p_after"]')


# %% slip="no-double-deviation" task="m08-q19a-offer"
"A remedy that fails makes more customers leave than before it. Apply `penalty`."
edit('double_deviation(allowed["p_before"], penalty)', 'allowed["p_before"]')


# %% slip="penalty-for-the-rest" task="m08-q19a-offer"
"`penalty` is the part that is lost: what is left of `p_before` is `1 - penalty` of it."
edit('["p_before"], penalty)', '["p_before"], 1 - penalty)')


# %% slip="paid-only-if-it-works" task="m08-q19a-offer"
"You let the remedy cost something only if it satisfies. It costs `amount` and `handling` either way."
edit('allowed["amount"] + ', 'allowed["works"] * allowed["amount"] + ')


# %% slip="paid-only-if-it-works" task="m08-q19a-offer"
"You let the remedy cost something only if it satisfies. It costs `amount` and `handling` either way."
edit(
    'allowed["amount"] + allowed["handling"]',
    'allowed["works"] * (allowed["amount"] + allowed["handling"])',
)


# %% slip="not-the-change" task="m08-q19a-offer"
"That is the value of all who stay. Only the change counts: many would have stayed anyway."
edit('remedy_value(allowed["p_before"], ', "remedy_value(0, ")


# %% slip="cost-left-out" task="m08-q19a-offer"
"Both costs belong into the value: what is paid, and the handling."
edit(' + allowed["handling"]', "")


# %% slip="cost-left-out" task="m08-q19a-offer"
"Both costs belong into the value: what is paid, and the handling."
edit('allowed["amount"] + ', "")


# %% slip="cost-left-out" task="m08-q19a-offer"
"Both costs belong into the value: what is paid, and the handling."
edit('allowed["amount"] + allowed["handling"]', "0")


# %% slip="limit-ignored" task="m08-q19a-offer"
"More was offered than the limit allows."
edit('options[options["amount"] <= limit]', "options")


# %% slip="limit-excluded" task="m08-q19a-offer"
"A remedy whose amount is exactly the limit may be offered: `<=`."
edit("<= limit", "< limit")


# %% slip="value-first" task="m08-q19a-offer"
"The name comes first, then the value."
edit("return value.idxmax(), value.max()", "return value.max(), value.idxmax()")


# %% slip="example-numbers" task="m08-q19a-offer"
"You use numbers of the example. Take the columns of `options`, and the `penalty` that the function was given."
edit('double_deviation(allowed["p_before"], penalty)', "stays_if_bad")


# %% slip="example-numbers" task="m08-q19a-offer"
"You use numbers of the example. Take the columns of `options`, and the `penalty` that the function was given."
edit('["p_before"], penalty)', '["p_before"], lost)')


# %% slip="example-numbers" task="m08-q19a-offer"
"You use numbers of the example. Take the columns of `options`, and the `penalty` that the function was given."
edit('allowed["clv"], cost', "relation, cost")


# %% slip="place-for-name" task="m08-q19a-offer"
"The first part must be the name of the remedy, the label of its row: `idxmax` gives it, `argmax` only its place."
edit("value.idxmax()", "value.to_numpy().argmax()")


# %% slip="better-than-nothing" task="m08-q19a-offer"
"A remedy that often fails may be worth less than nothing. To do nothing is an option."
edit(
    'options[options["amount"] <= limit]',
    'options[(options["amount"] <= limit) & (options.index != "nothing")]',
)


# %% the value, then the name task="m08-q19a-offer" points=0 trap="value-first"
def best_offer(options, limit, penalty):
    a = options[options["amount"] <= limit]
    p = a["works"] * a["p_after"] + (1 - a["works"]) * a["p_before"] * (1 - penalty)
    value = (p - a["p_before"]) * a["clv"] - a["amount"] - a["handling"]
    return value.max(), value.idxmax()


# %% names of the example task="m08-q19a-offer" points=0.33 trap="example-numbers"
def best_offer(options, limit, penalty):
    a = options[options["amount"] <= limit]
    p = a["works"] * a["p_after"] + (1 - a["works"]) * stays_if_bad
    value = (p - a["p_before"]) * a["clv"] - a["amount"] - a["handling"]
    return value.idxmax(), value.max()


# %% the largest refund task="m08-q19a-offer" points=1.17 trap="largest-refund"
def best_offer(options, limit, penalty):
    allowed = options[options["amount"] <= limit]
    name = allowed["amount"].idxmax()
    row = allowed.loc[name]
    p = row["works"] * row["p_after"] + (1 - row["works"]) * row["p_before"] * (1 - penalty)
    return name, (p - row["p_before"]) * row["clv"] - row["amount"] - row["handling"]


# %% chosen in good hope task="m08-q19a-offer" points=0.67 trap="chosen-as-if-it-works"
def best_offer(options, limit, penalty):
    a = options[options["amount"] <= limit]
    hoped = (a["p_after"] - a["p_before"]) * a["clv"] - a["amount"] - a["handling"]
    row = a.loc[hoped.idxmax()]
    p = row["works"] * row["p_after"] + (1 - row["works"]) * row["p_before"] * (1 - penalty)
    return row.name, (p - row["p_before"]) * row["clv"] - row["amount"] - row["handling"]


# %% what keeps most customers task="m08-q19a-offer" points=1.17 trap="largest-refund"
def best_offer(options, limit, penalty):
    a = options[options["amount"] <= limit]
    p = a["works"] * a["p_after"] + (1 - a["works"]) * a["p_before"] * (1 - penalty)
    value = (p - a["p_before"]) * a["clv"] - a["amount"] - a["handling"]
    return p.idxmax(), value[p.idxmax()]


# %% every remedy satisfies task="m08-q19a-offer" points=0 trap="always-works"
def best_offer(options, limit, penalty):
    allowed = options[options["amount"] <= limit]
    value = remedy_value(
        allowed["p_before"],
        allowed["p_after"],
        allowed["clv"],
        allowed["amount"] + allowed["handling"],
    )
    return value.idxmax(), value.max()


# %% a failed remedy does no harm task="m08-q19a-offer" points=0 trap="no-double-deviation"
def best_offer(options, limit, penalty):
    a = options[options["amount"] <= limit]
    p = a["works"] * a["p_after"] + (1 - a["works"]) * a["p_before"]
    value = remedy_value(a["p_before"], p, a["clv"], a["amount"] + a["handling"])
    return value.idxmax(), value.max()


# %% the place of the best task="m08-q19a-offer" points=0 trap="place-for-name"
def best_offer(options, limit, penalty):
    a = options[options["amount"] <= limit]
    p = a["works"] * a["p_after"] + (1 - a["works"]) * a["p_before"] * (1 - penalty)
    value = (p - a["p_before"]) * a["clv"] - a["amount"] - a["handling"]
    return value.to_numpy().argmax(), value.max()


# %% the penalty is what is left task="m08-q19a-offer" points=0.5 trap="penalty-for-the-rest"
def best_offer(options, limit, penalty):
    a = options[options["amount"] <= limit]
    p = a["works"] * a["p_after"] + (1 - a["works"]) * a["p_before"] * penalty
    value = (p - a["p_before"]) * a["clv"] - a["amount"] - a["handling"]
    return value.idxmax(), value.max()


# %% paid only if it satisfies task="m08-q19a-offer" points=0.5 trap="paid-only-if-it-works"
def best_offer(options, limit, penalty):
    a = options[options["amount"] <= limit]
    p = a["works"] * a["p_after"] + (1 - a["works"]) * a["p_before"] * (1 - penalty)
    value = (p - a["p_before"]) * a["clv"] - a["works"] * a["amount"] - a["handling"]
    return value.idxmax(), value.max()


# %% below the limit task="m08-q19a-offer" points=1.17 trap="limit-excluded"
def best_offer(options, limit, penalty):
    a = options[options["amount"] < limit]
    p = a["works"] * a["p_after"] + (1 - a["works"]) * a["p_before"] * (1 - penalty)
    value = (p - a["p_before"]) * a["clv"] - a["amount"] - a["handling"]
    return value.idxmax(), value.max()


# %% all who stay task="m08-q19a-offer" points=0 trap="not-the-change"
def best_offer(options, limit, penalty):
    a = options[options["amount"] <= limit]
    p = a["works"] * a["p_after"] + (1 - a["works"]) * a["p_before"] * (1 - penalty)
    value = p * a["clv"] - a["amount"] - a["handling"]
    return value.idxmax(), value.max()


# %% no limit task="m08-q19a-offer" points=1.33 trap="limit-ignored"
def best_offer(options, limit, penalty):
    p = options["works"] * options["p_after"]
    p = p + (1 - options["works"]) * double_deviation(options["p_before"], penalty)
    value = (p - options["p_before"]) * options["clv"] - options["amount"] - options["handling"]
    return value.idxmax(), value.max()


# %% what is paid, without the work task="m08-q19a-offer" points=0.5 trap="cost-left-out"
def best_offer(options, limit, penalty):
    a = options.query("amount <= @limit")
    p = a.works * a.p_after + (1 - a.works) * a.p_before * (1 - penalty)
    value = (p - a.p_before) * a.clv - a.amount
    return value.idxmax(), value.max()


# %% something must be done task="m08-q19a-offer" points=1.5 trap="better-than-nothing"
def best_offer(options, limit, penalty):
    a = options[(options["amount"] <= limit) & (options.index != "nothing")]
    p = a["works"] * a["p_after"] + (1 - a["works"]) * a["p_before"] * (1 - penalty)
    value = (p - a["p_before"]) * a["clv"] - a["amount"] - a["handling"]
    return value.idxmax(), value.max()


# %% [markdown]
# ## Task 19c: one sentence for the board

# %% less sure task="m08-q19c-statement" points=3 fewer="one of four sentences is right"
statement.record(sentence="A", sure=0.55)

# %% slip="cause" task="m08-q19c-statement" silent="a choice among four sentences"
"It promises what would happen if the desk changed. The survey compared people, and nobody was treated fairly at random."
edit('"A"', '"B"')

# %% slip="comparison" task="m08-q19c-statement" silent="a choice among four sentences"
"It leaves a comparison out: with severity held equal the outcome has a larger number than the manner."
edit('"A"', '"C"')

# %% slip="certainty" task="m08-q19c-statement" silent="a choice among four sentences"
"It is surer than the intervals, and goes from one insurer to all houses."
edit('"A"', '"D"')

# %% a lever task="m08-q19c-statement" points=0 trap="cause"
statement.record(sentence="B", sure=0.7)

# %% money last task="m08-q19c-statement" points=0 trap="comparison"
statement.record(sentence="C", sure=0.25)

# %% certain, everywhere task="m08-q19c-statement" points=0 trap="certainty"
statement.record(sentence="D", sure=1)


# %% [markdown]
# ## Task 22: the score of all customers


# %% a loop over groups task="m08-q22-score" points=2
def weighted_score(calls, by):
    total = 0
    for _, group in calls.groupby(by, observed=True):
        gave = group[(group.assigned == 1) & (group.pitch == 0) & (group.answered == 1)]
        total += len(group) / len(calls) * gave.score.mean()
    return round(total, 2)


# %% response weights of the library task="m08-q22-score" points=2
from servicelab.complaints import response_weights


def weighted_score(calls, by):
    care = (calls["assigned"] == 1) & (calls["pitch"] == 0) & (calls["answered"] == 1)
    weight = response_weights(calls.assign(heard=care.astype(int)), by, answered="heard")
    return np.average(calls.loc[weight.index, "score"], weights=weight)


# %% slip="unweighted" task="m08-q22-score"
"That is the plain mean of the answers: each kind counts by how willingly it talks."
edit("(means * shares).sum()", 'care["score"].mean()')


# %% slip="with-sales-calls" task="m08-q22-score"
"The scores of the sales calls are in your means. Keep `pitch` 0."
edit(' & (calls["pitch"] == 0)', "")


# %% slip="response-as-weight" task="m08-q22-score"
"You weigh by the response rate: who talks readily counts twice. It is the inverse that repairs."
edit(
    "calls.groupby(by).size() / len(calls)",
    """calls[(calls["assigned"] == 1) & (calls["pitch"] == 0)].groupby(by)["answered"].mean()
    shares = shares / shares.sum()""",
)


# %% slip="equal-weights" task="m08-q22-score"
"Each kind counts the same here, however many events it has."
edit("(means * shares).sum()", "means.mean()")


# %% slip="shares-of-calls" task="m08-q22-score"
"Your weights are shares among the care calls. The score is to speak for all events."
edit(
    "calls.groupby(by).size() / len(calls)",
    """calls[(calls["assigned"] == 1) & (calls["pitch"] == 0)].groupby(by).size()
    shares = shares / shares.sum()""",
)


# %% slip="labels-differ" task="m08-q22-score"
"Nothing is left after multiplying: your means and your shares have no labels in common. Group both by the same `by`."
edit("calls.groupby(by).size()", "calls.groupby(by).size().reset_index(drop=True)")


# %% sales calls among them task="m08-q22-score" points=0 trap="with-sales-calls"
def weighted_score(calls, by):
    gave = calls[calls["answered"] == 1]
    means = gave.groupby(by, observed=True)["score"].mean()
    return (means * calls.groupby(by, observed=True).size() / len(calls)).sum()


# %% the plain mean task="m08-q22-score" points=0 trap="unweighted"
def weighted_score(calls, by):
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0) & (calls["answered"] == 1)]
    return care["score"].mean()


# %% the response rate as weight task="m08-q22-score" points=0 trap="response-as-weight"
def weighted_score(calls, by):
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0)]
    rate = care.groupby(by, observed=True)["answered"].mean()
    means = care[care["answered"] == 1].groupby(by, observed=True)["score"].mean()
    return (rate * means).sum() / rate.sum()


# %% each kind the same task="m08-q22-score" points=0 trap="equal-weights"
def weighted_score(calls, by):
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0) & (calls["answered"] == 1)]
    return care.groupby(by, observed=True)["score"].mean().mean()


# %% labels that do not meet task="m08-q22-score" points=0 trap="labels-differ"
def weighted_score(calls, by):
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0) & (calls["answered"] == 1)]
    means = care.groupby(by, observed=True)["score"].mean()
    return (means * (calls.groupby(by, observed=True).size() / len(calls)).reset_index()[0]).sum()


# %% shares among the care calls task="m08-q22-score" points=0.2 trap="shares-of-calls"
def weighted_score(calls, by):
    drawn = calls.query("assigned == 1 and pitch == 0")
    total = 0
    for _, group in drawn.groupby(by):
        total += len(group) / len(drawn) * group["score"].mean()
    return total


# %% the plain mean of all scores task="m08-q22-score" points=0 trap="unweighted"
def weighted_score(calls, by):
    return calls["score"].mean()


# %% a score in a Series of one task="m08-q22-score" points=2
def weighted_score(calls, by):
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0) & (calls["answered"] == 1)]
    table = pd.DataFrame({"mean": care.groupby(by, observed=True)["score"].mean()})
    table["share"] = calls.groupby(by, observed=True).size() / len(calls)
    return pd.Series([(table["mean"] * table["share"]).sum()], index=["score"])


# %% [markdown]
# ## Task 24: what a call does


# %% three means task="m08-q24-effect" points=2
def call_effects(calls):
    none = calls[calls.assigned == 0].renewed.mean()
    care = calls[(calls.assigned == 1) & (calls.pitch == 0)].renewed.mean()
    sales = calls[(calls.assigned == 1) & (calls.pitch == 1)].renewed.mean()
    return pd.Series([sales - none, care - none], index=["sales", "care"])


# %% a regression with dummies task="m08-q24-effect" points=2
import statsmodels.formula.api as smf


def call_effects(calls):
    table = calls.assign(
        arm=np.where(calls.assigned == 0, "none", np.where(calls.pitch == 1, "sales", "care"))
    )
    fit = smf.ols("renewed ~ C(arm, Treatment('none'))", table).fit()
    return {
        "care": fit.params["C(arm, Treatment('none'))[T.care]"],
        "sales": fit.params["C(arm, Treatment('none'))[T.sales]"],
    }


# %% slip="reached-only" task="m08-q24-effect"
"Only those who picked up are in your called groups. They were others before the telephone rang."
edit('calls[calls["assigned"] == 1]', 'calls[calls["reached"] == 1]')


# %% slip="answered-only" task="m08-q24-effect"
"Only those who gave a score are in your called groups: the friendliest of all."
edit('calls[calls["assigned"] == 1]', 'calls[calls["answered"] == 1]')


# %% slip="reached-against-not" task="m08-q24-effect"
"Reached against not reached: nobody drew at random who picks up."


def call_effects(calls):
    rates = calls[calls["assigned"] == 1].groupby(["pitch", "reached"])["renewed"].mean()
    return {"care": rates[0, 1] - rates[0, 0], "sales": rates[1, 1] - rates[1, 0]}


# %% slip="uncalled-among-care" task="m08-q24-effect"
"`pitch` is 0 for those as well who were never called. They are in your care group."
edit('calls[calls["assigned"] == 1]', "calls")


# %% slip="reversed" task="m08-q24-effect"
"The sign is reversed: called minus not called."
edit("called[0] - uncalled", "uncalled - called[0]")
edit("called[1] - uncalled", "uncalled - called[1]")


# %% slip="percent" task="m08-q24-effect"
"These are percentage points. Proportions are asked for: leave out the factor 100."
edit("uncalled = ", "uncalled = 100 * ")
edit("\n    called = ", "\n    called = 100 * ")


# %% reached only task="m08-q24-effect" points=0 trap="reached-only"
def call_effects(calls):
    none = calls[calls.assigned == 0].renewed.mean()
    reached = calls[calls.reached == 1].groupby("pitch").renewed.mean()
    return {"care": reached[0] - none, "sales": reached[1] - none}


# %% reached against not reached task="m08-q24-effect" points=0 trap="reached-against-not"
def call_effects(calls):
    rates = calls[calls.assigned == 1].groupby(["pitch", "reached"]).renewed.mean().unstack()
    return {"care": rates.loc[0, 1] - rates.loc[0, 0], "sales": rates.loc[1, 1] - rates.loc[1, 0]}


# %% the uncalled among the care calls task="m08-q24-effect" points=0 trap="uncalled-among-care"
def call_effects(calls):
    none = calls[calls.assigned == 0].renewed.mean()
    rates = calls.groupby("pitch").renewed.mean()
    return {"care": rates[0] - none, "sales": rates[1] - none}


# %% points of a hundred task="m08-q24-effect" points=0 trap="percent"
def call_effects(calls):
    none = calls[calls.assigned == 0].renewed.mean()
    called = calls[calls.assigned == 1].groupby("pitch").renewed.mean()
    return {"care": 100 * (called[0] - none), "sales": 100 * (called[1] - none)}


# %% those who gave a score task="m08-q24-effect" points=0 trap="answered-only"
def call_effects(calls):
    none = calls.query("assigned == 0")["renewed"].mean()
    gave = calls.query("answered == 1")
    return pd.Series(
        {
            "care": gave.loc[gave["pitch"] == 0, "renewed"].mean() - none,
            "sales": gave.loc[gave["pitch"] == 1, "renewed"].mean() - none,
        }
    )


# %% not called minus called task="m08-q24-effect" points=0 trap="reversed"
def call_effects(calls):
    arm = calls["assigned"] + calls["pitch"]
    rates = calls["renewed"].groupby(arm).mean()
    return {"care": rates[0] - rates[1], "sales": rates[0] - rates[2]}


# %% [markdown]
# ## Task 24b: one sentence for the board

# %% less sure task="m08-q24b-statement" points=3 fewer="one of four sentences is right"
statement.record(sentence="D", sure=0.55)

# %% slip="self-selected" task="m08-q24b-statement" silent="a choice among four sentences"
"It compares those who picked up with those nobody called. Nobody drew who picks up."
edit('"D"', '"A"')

# %% slip="certainty" task="m08-q24b-statement" silent="a choice among four sentences"
"The interval of that difference holds zero: sales calls may keep as many."
edit('"D"', '"B"')

# %% slip="reach" task="m08-q24b-statement" silent="a choice among four sentences"
"It goes from calls on the day after a service, in one summer, to every policyholder and a year, and leaves out how sure it is."
edit('"D"', '"C"')

# %% the branches task="m08-q24b-statement" points=0 trap="self-selected"
statement.record(sentence="A", sure=0.85)

# %% an offer settled task="m08-q24b-statement" points=0 trap="certainty"
statement.record(sentence="B", sure=0.7)

# %% everybody task="m08-q24b-statement" points=0 trap="reach"
statement.record(sentence="C", sure=0.25)


# %% [markdown]
# ## Task 25: the value of an offer


# %% four shares task="m08-q25-offer" points=2
def offer_value(calls, margin, renewal):
    sales = calls[(calls.assigned == 1) & (calls.pitch == 1)]
    care = calls[(calls.assigned == 1) & (calls.pitch == 0)]
    more_bought = sales.bought.mean() - care.bought.mean()
    more_renewed = sales.renewed.mean() - care.renewed.mean()
    return more_bought * margin + more_renewed * renewal


value_now = round(offer_value(calls, 800, 2400), 1)
low, high = 0, 5000
for _ in range(60):
    middle = (low + high) / 2
    low, high = (low, middle) if offer_value(calls, middle, 2400) > 0 else (middle, high)
break_even = high
offer_in_calls = bool(value_now > 0)


# %% yuan of each customer task="m08-q25-offer" points=2
def offer_value(calls, margin, renewal):
    made = calls[calls["assigned"] == 1]
    yuan = made["bought"] * margin + made["renewed"] * renewal
    mean = yuan.groupby(made["pitch"]).mean()
    return mean[1] - mean[0]


value_now = offer_value(calls, 800, 2400)
grid = np.arange(0, 3000)
break_even = grid[[offer_value(calls, margin, 2400) >= 0 for margin in grid]][0]
offer_in_calls = bool(value_now > 0)


# %% a Series of one task="m08-q25-offer" points=2
def offer_value(calls, margin, renewal):
    made = calls[calls["assigned"] == 1]
    yuan = made["bought"] * margin + made["renewed"] * renewal
    return yuan.groupby(made["pitch"]).mean().diff().dropna()


value_now = offer_value(calls, 800, 2400)
break_even = -offer_value(calls, 0, 2400) / offer_value(calls, 1, 0)
offer_in_calls = value_now > 0


# %% slip="sales-only" task="m08-q25-offer"
"That is what the offer sells. What it loses at renewal is missing."
edit(' + more["renewed"] * renewal', "")


# %% slip="bought-anyway" task="m08-q25-offer"
"Some buy in a care call too, unasked. Only what the offer sells *more* is its merit."
edit('more["bought"] * margin', 'rates.loc[1, "bought"] * margin')


# %% slip="all-sales-no-loss" task="m08-q25-offer"
"Purchases times margin: neither what care calls sell anyway nor what is lost at renewal."
edit('more["bought"] * margin + more["renewed"] * renewal', 'rates.loc[1, "bought"] * margin')


# %% slip="reached-only" task="m08-q25-offer"
"Your shares are of those reached. An offer is ordered for a call, reached or not."
edit('calls["assigned"] == 1', 'calls["reached"] == 1')


# %% slip="against-uncalled" task="m08-q25-offer"
"You compare with those whom nobody called. The other choice is a call without an offer."
edit("rates.loc[0]", 'calls.loc[calls["assigned"] == 0, ["bought", "renewed"]].mean()')


# %% slip="uncalled-among-care" task="m08-q25-offer"
"`pitch` is 0 for those as well who were never called. They are in your care group."
edit('calls[calls["assigned"] == 1]', "calls")


# %% slip="reversed" task="m08-q25-offer"
"The sign is reversed: an offer against a care call."
edit("rates.loc[1] - rates.loc[0]", "rates.loc[0] - rates.loc[1]")


# %% slip="ratio" task="m08-q25-offer"
"That is the margin in units of a renewal. Multiply by what a renewal is worth."
edit("offer_value(calls, 0, 2400)", "offer_value(calls, 0, 1)")


# %% slip="sign-lost" task="m08-q25-offer"
"A margin is positive."
edit("-offer_value", "offer_value")


# %% equivalent="m08-q25-offer"
"A yuan more or less of margin or renewal moves the value by less than its tolerance."
edit("calls, 800, 2400", "calls, 801, 2400")


# %% equivalent="m08-q25-offer"
"A yuan more or less of margin or renewal moves the value by less than its tolerance."
edit("calls, 800, 2400", "calls, 799, 2400")


# %% equivalent="m08-q25-offer"
"A yuan more or less of margin or renewal moves the value by less than its tolerance."
edit("calls, 800, 2400", "calls, 800, 2401")


# %% equivalent="m08-q25-offer"
"A yuan more or less of margin or renewal moves the value by less than its tolerance."
edit("calls, 800, 2400", "calls, 800, 2399")


# %% equivalent="m08-q25-offer"
"A yuan more or less moves the margin by about a yuan."
edit("calls, 0, 2400", "calls, 1, 2400")


# %% equivalent="m08-q25-offer"
"A yuan more or less moves the margin by about a yuan."
edit("calls, 0, 2400", "calls, -1, 2400")


# %% equivalent="m08-q25-offer"
"A yuan more or less moves the margin by about a yuan."
edit("calls, 0, 2400", "calls, 0, 2401")


# %% equivalent="m08-q25-offer"
"A yuan more or less moves the margin by about a yuan."
edit("calls, 0, 2400", "calls, 0, 2399")


# %% sales only task="m08-q25-offer" points=0.75 trap="sales-only"
def offer_value(calls, margin, renewal):
    made = calls[calls["assigned"] == 1].groupby("pitch")["bought"].mean()
    return (made[1] - made[0]) * margin


value_now = offer_value(calls, 800, 2400)
break_even = 0
offer_in_calls = bool(value_now > 0)


# %% what sells anyway task="m08-q25-offer" points=0.75 trap="bought-anyway"
def offer_value(calls, margin, renewal):
    made = calls[calls["assigned"] == 1].groupby("pitch")[["bought", "renewed"]].mean()
    return (
        made.loc[1, "bought"] * margin + (made.loc[1, "renewed"] - made.loc[0, "renewed"]) * renewal
    )


value_now = offer_value(calls, 800, 2400)
break_even = 980
offer_in_calls = bool(value_now > 0)


# %% those reached task="m08-q25-offer" points=0.75 trap="reached-only"
def offer_value(calls, margin, renewal):
    made = calls[calls["reached"] == 1].groupby("pitch")[["bought", "renewed"]].mean()
    more = made.loc[1] - made.loc[0]
    return more["bought"] * margin + more["renewed"] * renewal


value_now = offer_value(calls, 800, 2400)
break_even = -offer_value(calls, 0, 2400) / offer_value(calls, 1, 0)
offer_in_calls = bool(value_now > 0)


# %% whole yuan task="m08-q25-offer" points=2
def offer_value(calls, margin, renewal):
    rates = calls[calls["assigned"] == 1].groupby("pitch")[["bought", "renewed"]].mean()
    return (rates.loc[1] - rates.loc[0]) @ [margin, renewal]


value_now = round(offer_value(calls, 800, 2400))
break_even = np.ceil(-offer_value(calls, 0, 2400) / offer_value(calls, 1, 0))
offer_in_calls = bool(value_now > 0)


# %% a ratio for a margin task="m08-q25-offer" points=1.75 trap="ratio"
def offer_value(calls, margin, renewal):
    made = calls[calls["assigned"] == 1].groupby("pitch")[["bought", "renewed"]].mean()
    more = made.loc[1] - made.loc[0]
    return more["bought"] * margin + more["renewed"] * renewal


value_now = offer_value(calls, 800, 2400)
break_even = -offer_value(calls, 0, 1) / offer_value(calls, 1, 0)
offer_in_calls = bool(value_now > 0)


# %% purchases times margin task="m08-q25-offer" points=0.75 trap="all-sales-no-loss"
def offer_value(calls, margin, renewal):
    return calls.loc[(calls["assigned"] == 1) & (calls["pitch"] == 1), "bought"].mean() * margin


value_now = offer_value(calls, 800, 2400)
break_even = 0
offer_in_calls = bool(value_now > 0)


# %% against nobody called task="m08-q25-offer" points=0.75 trap="against-uncalled"
def offer_value(calls, margin, renewal):
    arm = calls["assigned"] + calls["pitch"]
    rates = calls.groupby(arm)[["bought", "renewed"]].mean()
    more = rates.loc[2] - rates.loc[0]
    return more["bought"] * margin + more["renewed"] * renewal


value_now = offer_value(calls, 800, 2400)
break_even = -offer_value(calls, 0, 2400) / offer_value(calls, 1, 0)
offer_in_calls = bool(value_now > 0)


# %% everybody without an offer task="m08-q25-offer" points=0.75 trap="uncalled-among-care"
def offer_value(calls, margin, renewal):
    yuan = calls["bought"] * margin + calls["renewed"] * renewal
    return yuan[calls["pitch"] == 1].mean() - yuan[calls["pitch"] == 0].mean()


value_now = offer_value(calls, 800, 2400)
break_even = -offer_value(calls, 0, 2400) / offer_value(calls, 1, 0)
offer_in_calls = bool(value_now > 0)


# %% a care call against an offer task="m08-q25-offer" points=0.75 trap="reversed"
def offer_value(calls, margin, renewal):
    made = calls[calls["assigned"] == 1]
    yuan = (made["bought"] * margin + made["renewed"] * renewal).groupby(made["pitch"]).mean()
    return yuan[0] - yuan[1]


value_now = offer_value(calls, 800, 2400)
break_even = -offer_value(calls, 0, 2400) / offer_value(calls, 1, 0)
offer_in_calls = bool(value_now > 0)


# %% a margin below zero task="m08-q25-offer" points=1.75 trap="sign-lost"
def offer_value(calls, margin, renewal):
    made = calls[calls["assigned"] == 1].groupby("pitch")[["bought", "renewed"]].mean()
    return (made.loc[1] - made.loc[0]) @ [margin, renewal]


value_now = offer_value(calls, 800, 2400)
break_even = offer_value(calls, 0, 2400) / offer_value(calls, 1, 0)
offer_in_calls = bool(value_now > 0)


# %% slip="offer-made" task="m08-q25-offer" silent="a choice between yes and no"
"By your own best estimate an offer costs more than it brings."
edit("offer_in_calls = False", "offer_in_calls = True")


# %% an offer all the same task="m08-q25-offer" points=1.75 trap="offer-made"
def offer_value(calls, margin, renewal):
    rates = calls[calls["assigned"] == 1].groupby("pitch")[["bought", "renewed"]].mean()
    return (rates.loc[1] - rates.loc[0]) @ [margin, renewal]


value_now = offer_value(calls, 800, 2400)
break_even = -offer_value(calls, 0, 2400) / offer_value(calls, 1, 0)
offer_in_calls = True


# %% [markdown]
# ## Task 26: mark two

# %% milder and harder task="m08-q26b-marks" points=2
marks = {"second": (2, 1, 2, 2), "first": (0, 0, 0, 0)}

# %% arrays task="m08-q26b-marks" points=2
marks = {"first": np.array([1, 0, 0, 0]), "second": np.array([2, 2, 1, 2])}

# %% equivalent="m08-q26b-marks"
"Both marks can be defended."
edit("[1, 0, 0, 0]", "[0, 0, 0, 0]")

# %% equivalent="m08-q26b-marks"
"Both marks can be defended."
edit("[2, 2, 2, 2]", "[2, 1, 2, 2]")

# %% equivalent="m08-q26b-marks"
"Both marks can be defended."
edit("[2, 2, 2, 2]", "[2, 2, 1, 2]")

# %% the friendly voice believed task="m08-q26b-marks" points=1 says=["words that earn it"]
marks = {"first": [1, 1, 1, 1], "second": [2, 2, 2, 2]}

# %% all the same task="m08-q26b-marks" points=0.33 says=["words that earn it"]
marks = {"first": [1, 1, 1, 1], "second": [1, 1, 1, 1]}

# %% three marks task="m08-q26b-marks" points=0 says=["four marks"]
marks = {"first": [1, 0, 0], "second": [2, 2, 2]}


# %% [markdown]
# ## Task 26: the protocol


# %% [markdown] to deepen, with an eye on quality task="m08-q26-protocol" mark=11
# Dear Ms. Tang, one purpose: **to keep customers**. A care call keeps about 3 in 100 of those drawn (interval 0 to 6). I give up the quarterly score as a measure (7.5 weighted, from one event in five, and the truth may be lower) and all selling: at a margin of 800 an offer costs 12 yuan a call and 1.6 points of renewals.
#
# Who: refused claims first, 400 of 500 a quarter, then 600 paid claims, 700 new policies, 800 changes, all drawn at random; the rest is drawn *not* to be called and is what I compare with. Nobody with an open complaint, nobody called within 90 days.
#
# When: the next working day, 17 to 19; weekends reach half against 73 %. Two attempts.
#
# Script: name, reason, two minutes? What has remained open? What would you like us to do? May I call again? The caller may promise a call back by the owner within three working days, no money. No offer; a need is noted with consent and goes to sales another day.
#
# Stop: a no is a no for good. After four quarters we look at renewal of all drawn against all not drawn; if the lower end of the interval is below 0 we halve the program and put the money into the desk. Scores, if asked, are weighted by kind of service and reported with their yield.


# %% [markdown] all four purposes task="m08-q26-protocol" mark=1.5
# Every customer gets a call on the next day. The caller asks ten questions about satisfaction, thanks the customer in the name of the brand, and offers a second policy. Those who are reached renew 7 points more often, so the program should be extended. We stop when the budget is used up.
