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

# %% a Series and a list task="m08-q1-steps" points=2
clause_of = pd.Series("7.4 7.2 7.6 7.5 7.7 7.8 7.9 7.9 8.7".split(), index=list("abcdefghi"))
missing = ["g", "h", "a", "d"]
closed_on = pd.Timestamp("2025-12-03")

# %% numbers, a word of letters, a date task="m08-q1-steps" points=2
clause_of = dict(a=7.4, b=7.2, c=7.6, d=7.5, e=7.7, f=7.8, g=7.9, h=7.9, i=8.7)
missing = "adgh"
closed_on = dt.date(2025, 12, 3)

# %% a reply resolves task="m08-q1-steps" points=0.62 trap="reply-is-resolve" says=["nor who writes the last line"]
clause_of = dict(a="7.4", b="7.2", c="7.6", d="7.5", e="7.7", f="7.8", g="7.9", h="7.8", i="8.7")
missing = {"a", "d"}
closed_on = "2025-11-04"

# %% how bad is a part of finding out task="m08-q1-steps" points=1.69 trap="triage-is-investigation" says=["before"]
clause_of = dict(a="7.4", b="7.2", c="7.6", d="7.6", e="7.7", f="7.8", g="7.9", h="7.9", i="8.7")
missing = {"a", "d", "g", "h"}
closed_on = "2025-12-03"

# %% what the steps do hold, and accepted is closed task="m08-q1-steps" points=0.89 trap="kept-not-missing" says=["What he accepted had still to be done"]
clause_of = dict(a="7.4", b="7.2", c="7.6", d="7.5", e="7.7", f="7.8", g="7.9", h="7.9", i="8.7")
missing = {"b", "c", "e", "f", "i"}
closed_on = "2025-11-26"

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
    "a": "facts",
    "e": "facts",
    "g": "facts",
    "c": "feelings",
    "d": "requests",
    "b": "not said",
    "f": "not said",
    "h": "not_said",
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


# %% the clerk's guesses, severity alone task="m08-q2-triage" points=1.11 trap="guess-as-fact" says=["clerk's guess", "Severity decides here"]
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


# %% hears a claim, first in first out task="m08-q2-triage" points=1.22 trap="hears-a-claim" says=["offers the wrong thing", "order of receipt"]
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


# %% the day of receipt counts task="m08-q2-triage" points=1.78 trap="receipt-is-day-one" says=["day 0"]
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


# %% complex cases like all others task="m08-q2-triage" points=1.78 trap="complex-ignored" says=["30 days"]
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


# %% mild is 3 task="m08-q2-triage" points=1.78 trap="severity-reversed" says=["3 is severe"]
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


# %% [markdown]
# ## Task 3: the best remedy, with the way upstairs


# %% a loop over rows task="m08-q3-remedy" points=3
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


# %% sorted, the case as a column task="m08-q3-remedy" points=3
def choose_remedies(options, limit):
    options = options.copy()
    up = options.amount > limit
    options["p"] = options.p_after.where(~up, 0.94 * options.p_after)
    options["value"] = (options.p - options.p_before) * options.clv - options.cost - up * 120
    options = options.sort_values("value", ascending=False).drop_duplicates("case")
    return options[["case", "option", "value"]].round(1)


# %% the library within the limit, and the rest by hand task="m08-q3-remedy" points=3
from servicelab.recovery import best_remedy


def choose_remedies(options, limit):
    up = options["amount"] > limit
    corrected = options.assign(
        p_after=options["p_after"].where(~up, options["p_after"] * 0.94),
        cost=options["cost"] + 120 * up,
    )
    return best_remedy(corrected, by="case").set_index("case")[["option", "value"]]


# %% the largest refund task="m08-q3-remedy" points=0 trap="largest-refund" says=["largest amount"]
def choose_remedies(options, limit):
    up = options["amount"] > limit
    after = options["p_after"] * (1 - 0.06 * up)
    value = (after - options["p_before"]) * options["clv"] - options["cost"] - 120 * up
    table = options.assign(value=value).sort_values("amount", kind="stable")
    return table.groupby("case").tail(1).set_index("case")[["option", "value"]]


# %% never above the limit task="m08-q3-remedy" points=0 trap="never-upstairs" says=["well worth it"]
from servicelab.recovery import best_remedy


def choose_remedies(options, limit):
    return best_remedy(options, limit, by="case").set_index("case")[["option", "value"]]


# %% as if there were no limit task="m08-q3-remedy" points=0 trap="above-the-limit" says=["no limit"]
from servicelab.recovery import best_remedy


def choose_remedies(options, limit):
    return best_remedy(options, by="case").set_index("case")[["option", "value"]]


# %% those who would have stayed task="m08-q3-remedy" points=0 trap="would-have-stayed" says=["not the remedy's merit"]
def choose_remedies(options, limit):
    up = options["amount"] > limit
    value = options["p_after"] * (1 - 0.06 * up) * options["clv"] - options["cost"] - 120 * up
    table = options.assign(value=value)
    return table.loc[table.groupby("case")["value"].idxmax()].set_index("case")[["option", "value"]]


# %% the waiting forgotten task="m08-q3-remedy" points=0 trap="waiting-forgotten" says=["waiting is not"]
def choose_remedies(options, limit):
    up = options["amount"] > limit
    value = remedy_value(
        options["p_before"], options["p_after"], options["clv"], options["cost"] + 120 * up
    )
    table = options.assign(value=value)
    return table.loc[table.groupby("case")["value"].idxmax()].set_index("case")[["option", "value"]]


# %% [markdown]
# ## Task 4: the day
#
# Whole days: those of the policies, and those of people.

# %% nearly the best, without a word to anybody task="m08-q4-day" points=15
from servicelab.desk_policies import near_optimal

desk.record(entries=near_optimal(desk.scenario))

# %% an excellent day: clocks and severity first, some files too many task="m08-q4-day" points=15
from servicelab.desk_policies import right_decision

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

# %% what looks severe first task="m08-q4-day" points=13.06 says=["74%", "relations kept"]
from servicelab.desk_policies import severity_first

desk.record(entries=severity_first(desk.scenario))

# %% first come, first served task="m08-q4-day" points=9.05 trap="first-come-first-served" says=["order of receipt", "51%"]
from servicelab.desk_policies import first_in_first_out

desk.record(entries=first_in_first_out(desk.scenario))

# %% pay what is asked task="m08-q4-day" points=2.76 trap="pays-what-is-asked" says=["asked for again", "9 promises broken"]
from servicelab.desk_policies import refund_all

desk.record(entries=refund_all(desk.scenario))

# %% half a day task="m08-q4-day" points=8.75 trap="half-a-day" says=["cases waiting"]
from servicelab.desk_policies import near_optimal

desk.record(entries=near_optimal(desk.scenario)[:8])
desk.reveal()

# %% do nothing task="m08-q4-day" points=0
desk.record(entries=[])

# %% at face value, clocks first, no dates task="m08-q4-day" points=5.68 trap="no-date" says=["promised no date"]
from servicelab.desk_policies import face_decision

entries, today = [], play(desk.scenario, [])
while not today.is_over:
    waiting = min(today.waiting, key=lambda one: (one.days_left > 0, one.case))
    case = desk.scenario.by_id[waiting.case]
    entries.append({**face_decision(desk.scenario, case), "promise_days": None})
    today = play(desk.scenario, entries)
desk.record(entries=entries)

# %% letters only, clocks first task="m08-q4-day" points=6.17 trap="no-file-read" says=["letter points the wrong way"]
from servicelab.desk_policies import face_decision

entries, today = [], play(desk.scenario, [])
while not today.is_over:
    waiting = min(today.waiting, key=lambda one: (one.days_left > 0, one.case))
    entries.append(face_decision(desk.scenario, desk.scenario.by_id[waiting.case]))
    today = play(desk.scenario, entries)
desk.record(entries=entries)

# %% another version of the day task="m08-q4-day" points=0 says=["seed 7"]
from servicelab.desk_policies import near_optimal

desk.record(entries=near_optimal(desk.scenario, 7), seed=7)

# %% a damaged record task="m08-q4-day" points=0 says=["damaged"]
from pathlib import Path

Path("m08-desk-insurer-claims.decision.json").write_text('{"servicelab_record": 1,')

# %% [markdown]
# ## Task 5: read the evening


# %% a loop over cases task="m08-q5-evening" points=2
def difference_by(one, other):
    total = {"both": 0.0, "one only": 0.0, "other only": 0.0, "neither": 0.0}
    for case in one.index:
        here, there = one.loc[case, "settled"], other.loc[case, "settled"]
        if here and there:
            kind = "both"
        elif here:
            kind = "one only"
        elif there:
            kind = "other only"
        else:
            kind = "neither"
        total[kind] += one.loc[case, "gain"] - other.loc[case, "gain"]
    return total


late_case = "K04"
late_reason = "Wrong owner"


# %% masks task="m08-q5-evening" points=2
def difference_by(one, other):
    more = one.gain - other.gain
    a, b = one.settled, other.settled
    return pd.Series(
        {
            "neither": more[~a & ~b].sum(),
            "other only": more[~a & b].sum(),
            "one only": more[a & ~b].sum(),
            "both": more[a & b].sum(),
        }
    )


late_case = ["K04"]
late_reason = "wrong owner"


# %% reversed, and never reached task="m08-q5-evening" points=0.67 trap="reversed" says=["sign is reversed", "did take it up"]
def difference_by(one, other):
    more = other.gain - one.gain
    a, b = one.settled, other.settled
    return pd.Series(
        {
            "both": more[a & b].sum(),
            "one only": more[a & ~b].sum(),
            "other only": more[~a & b].sum(),
            "neither": more[~a & ~b].sum(),
        }
    )


late_case = "K04"
late_reason = "never reached"


# %% the gain of one, and another unsettled case task="m08-q5-evening" points=0.67 trap="gain-not-difference" says=["would the other day", "clock runs on"]
def difference_by(one, other):
    a, b = one.settled, other.settled
    return pd.Series(
        {
            "both": one.gain[a & b].sum(),
            "one only": one.gain[a & ~b].sum(),
            "other only": one.gain[~a & b].sum(),
            "neither": one.gain[~a & ~b].sum(),
        }
    )


late_case = "K13"
late_reason = "wrong owner"


# %% means task="m08-q5-evening" points=1 trap="mean-not-sum" says=["sum"]
def difference_by(one, other):
    more = one.gain - other.gain
    a, b = one.settled, other.settled
    return pd.Series(
        {
            "both": more[a & b].mean(),
            "one only": more[a & ~b].mean(),
            "other only": more[~a & b].mean(),
            "neither": more[~a & ~b].mean(),
        }
    )


late_case = "K04"
late_reason = "wrong owner"

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
# ## Task 21: which day reaches nobody?


# %% a loop over weekdays task="m08-q21-days" points=2
def reach_by_day(calls):
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    reach = {}
    for number, name in enumerate(names):
        served = (number - 1) % 7
        part = calls[(calls["service_date"].dt.weekday == served) & (calls["assigned"] == 1)]
        reach[name] = round(part["reached"].sum() / len(part), 3)
    return reach


# %% sums by group task="m08-q21-days" points=2
def reach_by_day(calls):
    table = calls.assign(day=(calls.service_date + dt.timedelta(days=1)).dt.strftime("%A"))
    sums = table.groupby("day")[["reached", "assigned"]].sum()
    return (sums.reached / sums.assigned).reset_index()


# %% the day of the service task="m08-q21-days" points=0 trap="service-day" says=["day after"]
def reach_by_day(calls):
    called = calls[calls["assigned"] == 1]
    return called.groupby(called["service_date"].dt.day_name())["reached"].mean()


# %% over all events task="m08-q21-days" points=0 trap="over-events" says=["calls that were made"]
def reach_by_day(calls):
    day = (calls["service_date"] + pd.Timedelta(days=1)).dt.day_name()
    return calls.groupby(day)["reached"].mean()


# %% who answered task="m08-q21-days" points=0 trap="answered-not-reached" says=["picked up"]
def reach_by_day(calls):
    called = calls[calls["assigned"] == 1]
    day = (called["service_date"] + pd.Timedelta(days=1)).dt.day_name()
    return called.groupby(day)["answered"].mean()


# %% [markdown]
# ## Task 22: the score of all customers


# %% a loop over groups task="m08-q22-score" points=3
def weighted_score(calls, by):
    total = 0
    for _, group in calls.groupby(by, observed=True):
        gave = group[(group.assigned == 1) & (group.pitch == 0) & (group.answered == 1)]
        total += len(group) / len(calls) * gave.score.mean()
    return round(total, 2)


# %% response weights of the library task="m08-q22-score" points=3
from servicelab.follow_up import response_weights


def weighted_score(calls, by):
    care = (calls["assigned"] == 1) & (calls["pitch"] == 0) & (calls["answered"] == 1)
    weight = response_weights(calls.assign(heard=care.astype(int)), by, answered="heard")
    return np.average(calls.loc[weight.index, "score"], weights=weight)


# %% sales calls among them task="m08-q22-score" points=0 trap="with-sales-calls" says=["sales calls"]
def weighted_score(calls, by):
    gave = calls[calls["answered"] == 1]
    means = gave.groupby(by, observed=True)["score"].mean()
    return (means * calls.groupby(by, observed=True).size() / len(calls)).sum()


# %% the plain mean task="m08-q22-score" points=0 trap="unweighted" says=["how willingly it talks"]
def weighted_score(calls, by):
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0) & (calls["answered"] == 1)]
    return care["score"].mean()


# %% the response rate as weight task="m08-q22-score" points=0 trap="response-as-weight" says=["inverse"]
def weighted_score(calls, by):
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0)]
    rate = care.groupby(by, observed=True)["answered"].mean()
    means = care[care["answered"] == 1].groupby(by, observed=True)["score"].mean()
    return (rate * means).sum() / rate.sum()


# %% each kind the same task="m08-q22-score" points=0 trap="equal-weights" says=["counts the same"]
def weighted_score(calls, by):
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0) & (calls["answered"] == 1)]
    return care.groupby(by, observed=True)["score"].mean().mean()


# %% [markdown]
# ## Task 23: the next quarter's calls


# %% rounding by hand task="m08-q23-plan" points=3
def plan_calls(calls, n):
    rows = {}
    care = calls[(calls.assigned == 1) & (calls.pitch == 0)]
    weight = {}
    for name in calls["stratum"].unique():
        scores = care.loc[(care.stratum == name) & (care.answered == 1), "score"]
        weight[name] = (calls.stratum == name).sum() * scores.std()
    for name, w in weight.items():
        answers = round(n * w / sum(weight.values()))
        part = care[care.stratum == name]
        rows[name] = {
            "answers": answers,
            "dials": int(np.ceil(answers * len(part) / part.answered.sum())),
        }
    return pd.DataFrame(rows).T


# %% two steps of the yield, stratum as a column task="m08-q23-plan" points=3
def plan_calls(calls, n):
    table = response_table(calls[(calls["pitch"] == 0) & (calls["assigned"] == 1)]).drop("all")
    care = calls[(calls["pitch"] == 0) & (calls["answered"] == 1)]
    answers = allocate_calls(
        calls["stratum"].value_counts(), care.groupby("stratum", observed=True)["score"].std(), n
    )
    dials = np.ceil(answers / (table["reach"] * table["response"]))
    return pd.DataFrame(
        {
            "stratum": answers.index,
            "answers": answers.to_numpy(),
            "dials": dials[answers.index].to_numpy(),
        }
    )


# %% by size only task="m08-q23-plan" points=0.75 trap="proportional" says=["opinions differ more"]
def plan_calls(calls, n):
    sizes = calls.groupby("stratum", observed=True).size()
    answers = (n * sizes / sizes.sum()).round().astype(int)
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0)]
    rate = care.groupby("stratum", observed=True)["answered"].mean()
    return pd.DataFrame({"answers": answers, "dials": np.ceil(answers / rate)})


# %% variance for standard deviation task="m08-q23-plan" points=0.75 trap="variance-not-sd" says=["square"]
def plan_calls(calls, n):
    sizes = calls.groupby("stratum", observed=True).size()
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0)]
    spread = care[care["answered"] == 1].groupby("stratum", observed=True)["score"].var()
    answers = allocate_calls(sizes, spread, n)
    rate = care.groupby("stratum", observed=True)["answered"].mean()
    return pd.DataFrame({"answers": answers, "dials": np.ceil(answers / rate)})


# %% times the yield task="m08-q23-plan" points=0.75 trap="multiplied" says=["Fewer calls than answers"]
def plan_calls(calls, n):
    sizes = calls.groupby("stratum", observed=True).size()
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0)]
    sds = care[care["answered"] == 1].groupby("stratum", observed=True)["score"].std()
    answers = allocate_calls(sizes, sds, n)
    rate = care.groupby("stratum", observed=True)["answered"].mean()
    return pd.DataFrame({"answers": answers, "dials": np.ceil(answers * rate)})


# %% everybody is reached task="m08-q23-plan" points=0.75 trap="response-not-yield" says=["Not everybody is reached"]
def plan_calls(calls, n):
    sizes = calls.groupby("stratum", observed=True).size()
    care = calls[(calls["assigned"] == 1) & (calls["pitch"] == 0)]
    sds = care[care["answered"] == 1].groupby("stratum", observed=True)["score"].std()
    answers = allocate_calls(sizes, sds, n)
    parts = care.groupby("stratum", observed=True)
    rate = parts["answered"].sum() / parts["reached"].sum()
    return pd.DataFrame({"answers": answers, "dials": np.ceil(answers / rate)})


# %% [markdown]
# ## Task 24: what a call does


# %% three means task="m08-q24-effect" points=3
def call_effects(calls):
    none = calls[calls.assigned == 0].renewed.mean()
    care = calls[(calls.assigned == 1) & (calls.pitch == 0)].renewed.mean()
    sales = calls[(calls.assigned == 1) & (calls.pitch == 1)].renewed.mean()
    return pd.Series([sales - none, care - none], index=["sales", "care"])


# %% a regression with dummies task="m08-q24-effect" points=3
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


# %% reached only task="m08-q24-effect" points=0 trap="reached-only" says=["before the telephone rang"]
def call_effects(calls):
    none = calls[calls.assigned == 0].renewed.mean()
    reached = calls[calls.reached == 1].groupby("pitch").renewed.mean()
    return {"care": reached[0] - none, "sales": reached[1] - none}


# %% reached against not reached task="m08-q24-effect" points=0 trap="reached-against-not" says=["no lot"]
def call_effects(calls):
    rates = calls[calls.assigned == 1].groupby(["pitch", "reached"]).renewed.mean().unstack()
    return {"care": rates.loc[0, 1] - rates.loc[0, 0], "sales": rates.loc[1, 1] - rates.loc[1, 0]}


# %% the uncalled among the care calls task="m08-q24-effect" points=0 trap="uncalled-among-care" says=["never called"]
def call_effects(calls):
    none = calls[calls.assigned == 0].renewed.mean()
    rates = calls.groupby("pitch").renewed.mean()
    return {"care": rates[0] - none, "sales": rates[1] - none}


# %% points of a hundred task="m08-q24-effect" points=0 trap="percent" says=["Proportions"]
def call_effects(calls):
    none = calls[calls.assigned == 0].renewed.mean()
    called = calls[calls.assigned == 1].groupby("pitch").renewed.mean()
    return {"care": 100 * (called[0] - none), "sales": 100 * (called[1] - none)}


# %% [markdown]
# ## Task 25: the value of an offer


# %% four shares task="m08-q25-offer" points=3
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


# %% yuan of each customer task="m08-q25-offer" points=3
def offer_value(calls, margin, renewal):
    made = calls[calls["assigned"] == 1]
    yuan = made["bought"] * margin + made["renewed"] * renewal
    mean = yuan.groupby(made["pitch"]).mean()
    return mean[1] - mean[0]


value_now = offer_value(calls, 800, 2400)
grid = np.arange(0, 3000)
break_even = grid[[offer_value(calls, margin, 2400) >= 0 for margin in grid]][0]


# %% sales only task="m08-q25-offer" points=0 trap="sales-only" says=["loses at renewal"]
def offer_value(calls, margin, renewal):
    made = calls[calls["assigned"] == 1].groupby("pitch")["bought"].mean()
    return (made[1] - made[0]) * margin


value_now = offer_value(calls, 800, 2400)
break_even = 0


# %% what sells anyway task="m08-q25-offer" points=0 trap="bought-anyway" says=["unasked"]
def offer_value(calls, margin, renewal):
    made = calls[calls["assigned"] == 1].groupby("pitch")[["bought", "renewed"]].mean()
    return (
        made.loc[1, "bought"] * margin + (made.loc[1, "renewed"] - made.loc[0, "renewed"]) * renewal
    )


value_now = offer_value(calls, 800, 2400)
break_even = 980


# %% those reached task="m08-q25-offer" points=0 trap="reached-only" says=["reached or not"]
def offer_value(calls, margin, renewal):
    made = calls[calls["reached"] == 1].groupby("pitch")[["bought", "renewed"]].mean()
    more = made.loc[1] - made.loc[0]
    return more["bought"] * margin + more["renewed"] * renewal


value_now = offer_value(calls, 800, 2400)
break_even = -offer_value(calls, 0, 2400) / offer_value(calls, 1, 0)


# %% a ratio for a margin task="m08-q25-offer" points=2.4 trap="ratio" says=["Multiply"]
def offer_value(calls, margin, renewal):
    made = calls[calls["assigned"] == 1].groupby("pitch")[["bought", "renewed"]].mean()
    more = made.loc[1] - made.loc[0]
    return more["bought"] * margin + more["renewed"] * renewal


value_now = offer_value(calls, 800, 2400)
break_even = -offer_value(calls, 0, 1) / offer_value(calls, 1, 0)

# %% [markdown]
# ## Task 26: the protocol

# %% [markdown] to deepen, with an eye on quality task="m08-q26-protocol" mark=4
# Dear Ms. Tang, one purpose: **to keep customers**. A care call keeps about 3 in 100 of those drawn (interval 0 to 6). I give up the quarterly score as a measure (7.5 weighted, from one event in five, and the truth may be lower) and all selling: at a margin of 800 an offer costs 12 yuan a call and 1.6 points of renewals.
#
# Who: refused claims first, 400 of 500 a quarter, then 600 paid claims, 700 new policies, 800 changes, all by lot; the rest is drawn *not* to be called and is what I compare with. Nobody with an open complaint, nobody called within 90 days.
#
# When: the next working day, 17 to 19; weekends reach half against 73 %. Two attempts.
#
# Script: name, reason, two minutes? What has remained open? What would you like us to do? May I call again? The caller may promise a call back by the owner within three working days, no money. No offer; a need is noted with consent and goes to sales another day.
#
# Stop: a no is a no for good. After four quarters we look at renewal of all drawn against all not drawn; if the lower end of the interval is below 0 we halve the program and put the money into the desk. Scores, if asked, are weighted by kind of service and reported with their yield.

# %% [markdown] all four purposes task="m08-q26-protocol" mark=0.5
# Every customer gets a call on the next day. The caller asks ten questions about satisfaction, thanks the customer in the name of the brand, and offers a second policy. Those who are reached renew 7 points more often, so the program should be extended. We stop when the budget is used up.
