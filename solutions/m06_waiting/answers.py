# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ways to answer: capacity and waiting

# %% [markdown]
# ## Task 15: served, lost, idle

# %% a loop over the numbers task="m06-q15-served" points=4
def slots_used(demand, capacity):
    served = lost = idle = 0.0
    for number, chance in demand.items():
        served += chance * min(number, capacity)
        lost += chance * max(number - capacity, 0)
        idle += chance * max(capacity - number, 0)
    return {"served": served, "lost": lost, "idle": idle}


# %% clipped, as a Series task="m06-q15-served" points=4
def slots_used(demand, capacity):
    come = demand.index.to_numpy()
    chance = demand.to_numpy()
    used = chance @ come.clip(max=capacity)
    return pd.Series({"served": used, "lost": chance @ come - used, "idle": capacity - used})


# %% slip="mean-rule" task="m06-q15-served"
"You put the mean demand against the slots. Days above the capacity and days below it do not make up for each other: take the smaller one day by day."
edit(
    "(np.minimum(asked, capacity) * demand).sum()",
    "np.minimum((asked * demand).sum(), capacity)",
)

# %% slip="lost-for-idle" task="m06-q15-served"
"`lost` and `idle` have changed places: lost are people who ask, idle are slots."
edit("(asked * demand).sum() - served", "capacity - served")
edit("idle = capacity - served", "idle = (asked * demand).sum() - served")

# %% slip="not-weighted" task="m06-q15-served"
"You give each number the same weight. `demand` says how probable each is."
edit(
    "(np.minimum(asked, capacity) * demand).sum()",
    "np.minimum(asked, capacity).to_numpy().mean()",
)

# %% equivalent="m06-q15-served"
"The smaller of two numbers is the same in either order."
edit("np.minimum(asked, capacity)", "np.minimum(capacity, asked)")


# %% the mean and the capacity task="m06-q15-served" points=0 trap="mean-rule"
def slots_used(demand, capacity):
    average = float((demand.index * demand).sum())
    served = min(average, capacity)
    return {"served": served, "lost": average - served, "idle": capacity - served}


# %% turned around task="m06-q15-served" points=0 trap="lost-for-idle"
def slots_used(demand, capacity):
    come = demand.index.to_numpy()
    too_many = (np.maximum(come - capacity, 0) * demand).sum()
    too_few = (np.maximum(capacity - come, 0) * demand).sum()
    return {"served": (come * demand).sum() - too_many, "lost": too_few, "idle": too_many}


# %% all alike task="m06-q15-served" points=0 trap="not-weighted"
def slots_used(demand, capacity):
    used = sum(min(number, capacity) for number in demand.index) / len(demand)
    return {
        "served": used,
        "lost": (demand.index * demand).sum() - used,
        "idle": capacity - used,
    }


# %% [markdown]
# ## Task 16: book, keep back, prepare

# %% typed in, in another order task="m06-q16-slots" points=4
slots = dict(batch=14, book=47, protect=16)

# %% computed, with one comparison after the other task="m06-q16-slots" points=4
full = [binom.sf(40 - 1, booked, 0.82) for booked in range(40, 61)]
book = 40 + sum(chance < 240 / (240 + 600) for chance in full)
protect = poisson.ppf(300 / (300 + 700), 18)
slots = {"book": book, "protect": int(protect), "batch": int(poisson.ppf(15 / (15 + 5), 12))}

# %% by the library, as a Series task="m06-q16-slots" points=4
from servicelab.waiting import critical_ratio, littlewood, overbook

slots = pd.Series(
    {
        "book": overbook(40, 0.82, 240, 600),
        "protect": littlewood(700, 1000, poisson(18)),
        "batch": poisson(12).ppf(critical_ratio(15, 5)),
    }
)

# %% slip="mean-rule" task="m06-q16-slots" silent="a number to decide on"
"This number makes the mean fit; the two losses are not alike."
edit('"book": 47', '"book": 49')

# %% slip="mean-rule" task="m06-q16-slots" silent="a number to decide on"
"This number makes the mean fit; the two losses are not alike."
edit('"protect": 16', '"protect": 18')

# %% slip="mean-rule" task="m06-q16-slots" silent="a number to decide on"
"This number makes the mean fit; the two losses are not alike."
edit('"batch": 14', '"batch": 12')

# %% slip="ratio-inverted" task="m06-q16-slots" silent="a number to decide on"
"This is the number for the ratio turned around. Which loss stands above the line?"
edit('"protect": 16', '"protect": 20')

# %% slip="ratio-inverted" task="m06-q16-slots" silent="a number to decide on"
"This is the number for the ratio turned around. Which loss stands above the line?"
edit('"batch": 14', '"batch": 10')

# %% slip="ratio-inverted" task="m06-q16-slots" silent="a number to decide on"
"This is the number for the ratio turned around. Which loss stands above the line?"
edit('"book": 47', '"book": 50')

# %% slip="no-risk" task="m06-q16-slots" silent="a number to decide on"
"This number avoids one of the two losses at any price."
edit('"book": 47', '"book": 40')

# %% the mean for all task="m06-q16-slots" points=0 trap="mean-rule" says=["book", "protect", "batch"]
slots = {"book": 49, "protect": 18, "batch": 12}

# %% turned around task="m06-q16-slots" points=0 trap="ratio-inverted"
slots = {"book": 50, "protect": 20, "batch": 10}

# %% nobody without a slot, nothing thrown away task="m06-q16-slots" points=0 trap="no-risk"
slots = {"book": 40, "protect": 0, "batch": 0}

# %% each off by one task="m06-q16-slots" points=2
slots = {"book": 46, "protect": 17, "batch": 13}

# %% two that are wrong in two ways task="m06-q16-slots" points=1.33 trap="mean-rule" says=["mean fit", "turned around"]
slots = {"book": 49, "protect": 20, "batch": 14.0}

# %% [markdown]
# ## Task 17: which sentence

# %% sure of it task="m06-q17-statement" points=3 fewer="a letter can be recorded in one way only"
statement.record(sentence="B", sure=1)

# %% slip="two-claims-too-many" task="m06-q17-statement" silent="a choice between four sentences"
"Two claims go too far: one plan is held against today alone, and how many agree was put into the simulation."
edit('sentence="B"', 'sentence="A"')

# %% slip="assumed-for-found" task="m06-q17-statement" silent="a choice between four sentences"
"How many agree was put into the simulation. What was put in cannot come out as a finding about Plum Court."
edit('sentence="B"', 'sentence="C"')

# %% slip="one-comparison-left-out" task="m06-q17-statement" silent="a choice between four sentences"
"Compared with today this is true. Compare it with the other plan that adds desks, too."
edit('sentence="B"', 'sentence="D"')

# %% a sixth desk, and they agree task="m06-q17-statement" points=0 trap="two-claims-too-many"
statement.record(sentence="A", sure=0.7)

# %% they agree task="m06-q17-statement" points=0 trap="assumed-for-found"
statement.record(sentence="C", sure=0.6)

# %% a sixth desk task="m06-q17-statement" points=0 trap="one-comparison-left-out"
statement.record(sentence="D", sure=0.8)

# %% [markdown]
# ## Task 18: which step first

# %% with numpy and the library task="m06-q18-chain" points=4
from servicelab.waiting import availability, chain

whole = chain(steps["works"])
both = np.prod(availability([197, 195], [3, 5]))
first = pd.Series({"because": "c", "step": "Register at the kiosk"})

# %% a loop, rounded task="m06-q18-chain" points=4
whole = 1
for works in steps["works"]:
    whole *= works
whole = round(whole, 2)
both = round((1 - 3 / 200) * (1 - 5 / 200), 4)
first = {"step": steps.loc[steps["works"].idxmin(), "step"], "because": "C"}

# %% slip="mean-of-steps" task="m06-q18-chain" silent="whole is a value"
"That is the mean of the steps. A visit needs all of them."
edit('steps["works"].prod()', 'steps["works"].mean()')

# %% slip="weakest-for-whole" task="m06-q18-chain" silent="whole is a value"
"That is the weakest step alone. The others fail, too."
edit('steps["works"].prod()', 'steps["works"].min()')

# %% slip="mean-of-availabilities" task="m06-q18-chain" silent="both is a value"
"That is the mean of two availabilities. The step needs both systems at the same time."
edit("197 / (197 + 3) * 195 / (195 + 5)", "(197 / (197 + 3) + 195 / (195 + 5)) / 2")

# %% slip="down-for-up" task="m06-q18-chain" silent="both is a value"
"That is the proportion of time in which something fails. Asked is the time in which both work."
edit("197 / (197 + 3) * 195 / (195 + 5)", "1 - 197 / (197 + 3) * 195 / (195 + 5)")

# %% slip="failures-added" task="m06-q18-chain" silent="both is a value"
"You add the times in which each system fails. At times both fail at once, and that time is then counted twice."
edit("197 / (197 + 3) * 195 / (195 + 5)", "1 - 3 / (197 + 3) - 5 / (195 + 5)")

# %% slip="weakest-because-weakest" task="m06-q18-chain" silent="a choice between letters"
"The step is right. That it is weak is no evidence that it can be mended: what was tried?"
edit('"because": "C"', '"because": "A"')

# %% slip="cheapest-by-estimate" task="m06-q18-chain" silent="a choice between steps"
"The price of a point is a belief of the department, and few points are left there. How far can the whole rise?"
edit(
    '"step": "register at the kiosk", "because": "C"',
    '"step": "carry to the laboratory", "because": "B"',
)

# %% the mean of all task="m06-q18-chain" points=3 trap="mean-of-steps"
whole = sum(steps["works"]) / 12
both = 0.985 * 0.975
first = {"step": "register at the kiosk", "because": "C"}

# %% as good as the weakest task="m06-q18-chain" points=3 trap="weakest-for-whole"
whole = sorted(steps["works"])[0]
both = 0.985 * 0.975
first = {"step": "register at the kiosk", "because": "C"}

# %% both, averaged task="m06-q18-chain" points=3 trap="mean-of-availabilities"
whole = np.prod(steps["works"])
both = np.mean([0.985, 0.975])
first = {"step": "register at the kiosk", "because": "C"}

# %% out of order task="m06-q18-chain" points=3 trap="down-for-up"
whole = np.prod(steps["works"])
both = 1 - 0.985 * 0.975
first = {"step": "register at the kiosk", "because": "C"}

# %% failures added task="m06-q18-chain" points=3 trap="failures-added"
whole = np.prod(steps["works"])
both = 0.96
first = {"step": "register at the kiosk", "because": "C"}

# %% right step, wrong reason task="m06-q18-chain" points=3 trap="weakest-because-weakest"
whole = np.prod(steps["works"])
both = 0.985 * 0.975
first = {"step": "register at the kiosk", "because": "a"}

# %% the porter task="m06-q18-chain" points=2 trap="cheapest-by-estimate"
whole = np.prod(steps["works"])
both = 0.985 * 0.975
first = {"step": "carry to the laboratory", "because": "B"}

# %% the doctor task="m06-q18-chain" points=2
whole = np.prod(steps["works"])
both = 0.985 * 0.975
first = {"step": "explain the result", "because": "C"}

# %% [markdown]
# ## Task 19: two pages, and one's own

# %% equivalent="m06-q19-marks"
"One fail point is named in passing, with blame: 0 and 1 can both be defended."
edit("[0, 0, 0, 1, 0]", "[0, 0, 1, 1, 0]")

# %% [markdown] task="m06-q19-blueprint" mark=15
# **From Monday on.** Content: a result that is explained on the same day. Process, seen: kiosk, call, description, examination, sample, result, medicine. Line of visibility. Not seen: the clerk calls up the record, the doctor orders tests, the porter carries the sample, the laboratory analyzes it; the hand-over of the porter is risky. Patient's part: scan the card; a helper trained to show stands at the kiosk for an hour on ten days a month, and the setting has large signs. Fail points: check-ins right at the first try of all check-ins, counted by the kiosk each day, about 64 % now, and guidance by lot brought 18 points (12 to 23); results explained the same day of all samples, weekly, owner head nurse. Wait: two more desks from nine to twelve; the clerk says at check-in how many minutes, and again when they have passed. Standard: identity and labels, because a difference there is an error; judgment: how the doctor explains, because patients differ. A loan has one adviser in front and five offices behind, so the folder sees only half.

# %% [markdown] task="m06-q19-blueprint" mark=6
# The patient registers at the kiosk, which is difficult, so a helper stands beside it. Then come the call, the examination, the sample and the result. The porter and the laboratory work behind the scenes. Fail points are the kiosk and the porter. We inform patients about the wait. The identity check is the same for all. Medicine needs many people, a bank only one.

# %% [markdown] task="m06-q19-blueprint" mark=0
# Our team stands for excellence. Careless patients should learn to use the kiosk. Everything will be standardized, and everybody is responsible for quality.

# %% [markdown]
# ## Task 1: the line


# %% minutes of all, added up task="m06-q1-little" points=5
def in_line(visits, hours):
    stood = 0
    for row in visits.itertuples():
        last = row.left if pd.isna(row.started) else row.started
        stood += last - row.arrived
    return stood / (60 * hours)


# %% the law in minutes task="m06-q1-little" points=5
def in_line(visits, hours):
    ended = visits[["started", "left"]].max(axis=1)
    minutes = (ended - visits["arrived"]).mean()
    return len(visits) / (hours * 60) * minutes


# %% slip="served-only" task="m06-q1-little"
"You take the time of those who were called to a desk alone. Who went home stood in line, too."
edit('visits["started"].fillna(visits["left"])', 'visits["started"]')

# %% slip="served-only" task="m06-q1-little"
"You take the time of those who were called to a desk alone. Who went home stood in line, too."
edit(
    'ended = visits["started"].fillna(visits["left"])',
    'visits = visits[visits["started"].notna()]\n    ended = visits["started"]',
)

# %% slip="minutes-for-hours" task="m06-q1-little"
"One factor counts minutes and the other hours. Bring both to one unit."
edit(".mean() / 60", ".mean()")

# %% slip="whole-visit" task="m06-q1-little"
"The time at a desk is counted as well. The line ends when a patient is called."
edit('visits["started"].fillna', 'visits["finished"].fillna')

# %% slip="served-only" task="m06-q1-little"
"You take the time of those who were called to a desk alone. Who went home stood in line, too."
edit('fillna(visits["left"])', 'fillna(visits["arrived"])')

# %% slip="no-hours" task="m06-q1-little"
"The law asks how many come in an hour, not how many come in all."
edit("len(visits) / hours * wait", "len(visits) * wait")


# %% called to a desk task="m06-q1-little" points=0.714 trap="served-only"
def in_line(visits, hours):
    seen = visits.dropna(subset=["started"])
    return len(seen) / hours * (seen["started"] - seen["arrived"]).mean() / 60


# %% minutes left as they are task="m06-q1-little" points=0 trap="minutes-for-hours"
def in_line(visits, hours):
    ended = visits["left"].fillna(visits["started"])
    return (ended - visits["arrived"]).sum() / hours


# %% until the desk is free again task="m06-q1-little" points=0 trap="whole-visit"
def in_line(visits, hours):
    ended = visits["left"].fillna(visits["finished"])
    return (ended - visits["arrived"]).sum() / (60 * hours)


# %% nobody waits who leaves task="m06-q1-little" points=0.714 trap="served-only"
def in_line(visits, hours):
    wait = (visits["started"] - visits["arrived"]).fillna(0)
    return wait.sum() / hours / 60


# %% people of all hours task="m06-q1-little" points=0 trap="no-hours"
def in_line(visits, hours):
    ended = visits["started"].fillna(visits["left"])
    return (ended - visits["arrived"]).sum() / 60


# %% [markdown]
# ## Task 2: four models

# %% capitals and spaces task="m06-q2-models" points=8
errs = {
    "C day": "Too low",
    "C hour": "No answer",
    "A hour": "too high ",
    "A after": "Too low",
    "Simulation": "About right",
}
people, each = 14, 8.4

# %% underscores task="m06-q2-models" points=8
errs = {
    "C_day": "too_low",
    "C_hour": "no_answer",
    "A_hour": "too_high",
    "A_after": "too_low",
    "simulation": "about_right",
}
people, each = 14, 8.4

# %% computed, one by one task="m06-q2-models" points=8
errs = {}
for key, hour, number in (
    ("C day", 9, 60 * erlang_c(222 / 9, 6, 5).wait),
    ("A hour", 9, 60 * erlang_a(rates[9], 6, 5, patience / 60).wait),
    ("A after", 11, 60 * erlang_a(rates[11], 6, 5, patience / 60).wait),
    ("simulation", 9, simulated.loc[simulated["hour"] == 9, "wait"].mean()),
):
    seen = log.loc[log["hour"] == hour, "wait"].mean()
    near = abs(number - seen) <= 3
    errs[key] = "about right" if near else "too low" if number < seen else "too high"
errs["C hour"] = "no answer"
people, each = 14, 8.4

# %% slip="answer-at-full-load" task="m06-q2-models" silent="a choice among four words, told when it is graded"
"At a load of 1 or more Erlang C has no balance: look at what the function says for that hour."
edit('"C hour": "no answer"', '"C hour": "too high"')

# %% slip="hour-as-for-ever" task="m06-q2-models" silent="a choice among four words, told when it is graded"
"Erlang A by the hour takes each hour as if its rate had always held. Compare its minutes with those of the log in both hours, and ask what the line was when the hour began."
edit('"A after": "too low"', '"A after": "about right"')

# %% slip="day-for-the-hour" task="m06-q2-models" silent="a choice among four words, told when it is graded"
"The mean rate of the day is not the rate of the peak: hold its minutes against those of that hour in the log."
edit('"C day": "too low"', '"C day": "about right"')

# %% slip="simulation-misread" task="m06-q2-models" silent="a choice among four words, told when it is graded"
"Take the simulated patients of that hour alone, and hold their mean against the log's."
edit('"simulation": "about right"', '"simulation": "too low"')

# %% one word for all task="m06-q2-models" points=3 trap="answer-at-full-load"
errs = dict.fromkeys(["C day", "C hour", "A hour", "A after", "simulation"], "too low")
people, each = 14, 8.4

# %% the afternoon hour's words task="m06-q2-models" points=3 trap="answer-at-full-load" says=["1 of 5"]
errs = {
    "C day": "too high",
    "C hour": "too high",
    "A hour": "about right",
    "A after": "about right",
    "simulation": "about right",
}
people, each = 14, 8.4

# %% the line of the hour before forgotten task="m06-q2-models" points=6.333 trap="hour-as-for-ever"
errs = {
    "C day": "too low",
    "C hour": "no answer",
    "A hour": "too high",
    "A after": "too high",
    "simulation": "about right",
}
people, each = 14, 8.4

# %% the slide believed task="m06-q2-models" points=6.333 trap="day-for-the-hour"
errs = {
    "C day": "about right",
    "C hour": "no answer",
    "A hour": "too high",
    "A after": "too low",
    "simulation": "about right",
}
people, each = 14, 8.4

# %% the whole simulated day for the hour task="m06-q2-models" points=6.333 trap="simulation-misread"
errs = {
    "C day": "too low",
    "C hour": "no answer",
    "A hour": "too high",
    "A after": "too low",
    "simulation": "too low",
}
people, each = 14, 8.4

# %% by hand task="m06-q2-models" points=8
errs = {
    "C day": "too low",
    "C hour": "no answer",
    "A hour": "too high",
    "A after": "too low",
    "simulation": "about right",
}
people = 14
each = 8.4

# %% the first that keeps it task="m06-q2-models" points=8
errs = {
    "C day": "too low",
    "C hour": "no answer",
    "A hour": "too high",
    "A after": "too low",
    "simulation": "about right",
}
people = min(n for n in range(11, 40) if service_level(200, 20, n, 20 / 3600) >= 0.8)
each = round(people * 120 / 200, 2)

# %% slip="rounded-to-the-promise" task="m06-q2-models" silent="a choice among few numbers"
"With this number the share only rounds to the promise. At least means before rounding."
edit("people = 14", "people = 13")

# %% slip="load-only" task="m06-q2-models" silent="a choice among few numbers"
"This is about as many as are busy on average. Then there is hardly anybody free when a call comes."
edit("people = 14", "people = 10")

# %% slip="load-only" task="m06-q2-models" silent="a choice among few numbers"
"This is about as many as are busy on average. Then there is hardly anybody free when a call comes."
edit("people = 14", "people = 11")

# %% slip="talk-only" task="m06-q2-models" silent="shown as what does not follow from the own number"
"These are the minutes of the call alone. The bank also pays for the minutes in which advisers wait for a call."
edit("each = paid / 200", "each = 120 / 20")

# %% slip="per-adviser" task="m06-q2-models" silent="shown as what does not follow from the own number"
"Yuan were divided by something else than the callers of an hour."
edit("paid / 200", "120 / people")

# %% thirteen task="m06-q2-models" points=6 trap="rounded-to-the-promise"
errs = {
    "C day": "too low",
    "C hour": "no answer",
    "A hour": "too high",
    "A after": "too low",
    "simulation": "about right",
}
people = 13
each = 7.8

# %% ten, the load task="m06-q2-models" points=6 trap="load-only"
errs = {
    "C day": "too low",
    "C hour": "no answer",
    "A hour": "too high",
    "A after": "too low",
    "simulation": "about right",
}
people = 200 * 3 / 60
each = people * 120 / 200

# %% three minutes of a desk hour task="m06-q2-models" points=7 trap="talk-only"
errs = {
    "C day": "too low",
    "C hour": "no answer",
    "A hour": "too high",
    "A after": "too low",
    "simulation": "about right",
}
people = 14
each = 120 * 3 / 60

# %% an hour among advisers task="m06-q2-models" points=7 trap="per-adviser"
errs = {
    "C day": "too low",
    "C hour": "no answer",
    "A hour": "too high",
    "A after": "too low",
    "simulation": "about right",
}
people = 14
each = 8.57

# %% one too many task="m06-q2-models" points=6
errs = {
    "C day": "too low",
    "C hour": "no answer",
    "A hour": "too high",
    "A after": "too low",
    "simulation": "about right",
}
people = 15
each = 9.0

# %% [markdown]
# ## Task 3: which sentence

# %% the letter, hardly sure task="m06-q3-statement" points=3 fewer="one of four letters is right"
statement.record(sentence="D", sure=0.4)

# %% slip="confirmed" task="m06-q3-statement" silent="a choice among four sentences"
"A number that fits does not confirm the model. In which hours was the formula tried, and what did it say there?"
edit('"D"', '"A"')

# %% slip="cancels-so-holds" task="m06-q3-statement" silent="a choice among four sentences"
"What cancels at five desks need not cancel at six. In which hours would a sixth desk shorten the line, and what did the formula say there?"
edit('"D"', '"B"')

# %% slip="causes-small" task="m06-q3-statement" silent="a choice among four sentences"
"Follow the table of the whole day: with leaving alone the number moves away from the log. What brings it back?"
edit('"D"', '"C"')

# %% model confirmed task="m06-q3-statement" points=0 trap="confirmed"
statement.record(sentence="A", sure=0.8)

# %% it fits, whatever the reason task="m06-q3-statement" points=0 trap="cancels-so-holds"
statement.record(sentence="B", sure=0.55)

# %% both matter little task="m06-q3-statement" points=0 trap="causes-small"
statement.record(sentence="C", sure=0.7)

# %% [markdown]
# ## Task 4: if nobody had left

# %% by hand, the peak and chance task="m06-q4-stay" points=4
stay.record(low=18, high=30)

# %% around twenty-four task="m06-q4-stay" points=4
stay.record(low=21, high=27)

# %% a little wide task="m06-q4-stay" points=3.08 says=["It is a little too wide"]
stay.record(low=15, high=30)

# %% a little low task="m06-q4-stay" points=3.1 says=["It is a little low"]
stay.record(low=17, high=25)

# %% hardly a range task="m06-q4-stay" points=1.68 says=["It is a little too narrow"]
stay.record(low=24, high=24.5)

# %% a little high task="m06-q4-stay" points=2.37 says=["It is a little high"]
stay.record(low=24, high=32)

# %% slip="page-believed" task="m06-q4-stay" silent="what a range is worth is told when it is graded"
"The range holds no more than the log shows, or little more, and there many had gone home. Whoever stays makes all behind wait as well."
edit("low=20, high=29", "low=7, high=12")

# %% slip="peak-or-chance" task="m06-q4-stay" silent="what a range is worth is told when it is graded"
"The range lies below what comes. Two things make the wait, the line that the peak leaves behind and chance within the hours: is one of them missing?"
edit("low=20, high=29", "low=13, high=17")

# %% slip="too-dark" task="m06-q4-stay" silent="what a range is worth is told when it is graded"
"The range lies above what comes. The line of the peak is long, but most patients do not come in the peak."
edit("low=20, high=29", "low=35, high=50")

# %% slip="says-little" task="m06-q4-stay" silent="what a range is worth is told when it is graded"
"The range is so wide that it says little. A month has thirty days, and its mean moves less than a day's."
edit("low=20, high=29", "low=10, high=50")

# %% equivalent="m06-q4-stay"
"A minute more or less is as good a range."

edit("low=20", "low=21")

# %% equivalent="m06-q4-stay"
"A minute more or less is as good a range."

edit("low=20", "low=19")

# %% equivalent="m06-q4-stay"
"A minute more or less is as good a range."

edit("high=29", "high=30")

# %% equivalent="m06-q4-stay"
"A minute more or less is as good a range."

edit("high=29", "high=28")

# %% the slide and a bit task="m06-q4-stay" points=0 trap="page-believed"
stay.record(low=6, high=11)

# %% the even line alone task="m06-q4-stay" points=0 trap="peak-or-chance"
stay.record(low=12, high=16)

# %% an hour task="m06-q4-stay" points=0 trap="too-dark"
stay.record(low=40, high=60)

# %% anything task="m06-q4-stay" points=0 trap="says-little"
stay.record(low=0, high=60)

# %% forty at most task="m06-q4-stay" points=0.76 trap="says-little"
stay.record(low=20, high=40)

# %% [markdown]
# ## Task 5: tickets

# %% a number by hand task="m06-q5-tickets" points=3
hidden = 3.22
where = "deliver"

# %% days of all tickets task="m06-q5-tickets" points=3
number = []
names = []
for date in days:
    still = tickets["closed"].isna() | (tickets["closed"] > date)
    here = tickets[(tickets["opened"] <= date) & still]
    number.append(len(here))
    names += list(here["phase"])
known = tickets.dropna(subset=["closed"])
took = (known["closed"] - known["opened"]) / pd.Timedelta(days=1)
hidden = sum(number) / 184 - 80 / 184 * took.mean()
where = max(set(names), key=names.count)

# %% slip="day-of-opening" task="m06-q5-tickets"
"The day of the opening is left out. A ticket is open on that day, too."
edit("opened <= date", "opened < date")

# %% slip="day-of-closing" task="m06-q5-tickets"
"The day of the closing is counted. A ticket that was closed on a day is not open on it."
edit("closed <= date", "closed < date")

# %% slip="closed-rate" task="m06-q5-tickets"
"The rate counts the closed tickets alone. The report's law puts in all that were opened."
edit("len(tickets) / len(days)", "closed.notna().sum() / len(days)")

# %% slip="stock-at-the-end" task="m06-q5-tickets"
"This counts what is open on the last day alone. Asked is the mean over all days."
edit("np.mean([len(table) for table in open_on])", "len(open_on[-1])")

# %% slip="not-subtracted" task="m06-q5-tickets"
"This is the whole count. What the report's law says is still to be taken off."
edit("hidden = counted - law", "hidden = counted")

# %% slip="law-alone" task="m06-q5-tickets"
"This is what the report's law says. Asked is what the count has beyond it."
edit("hidden = counted - law", "hidden = law")

# %% slip="sign" task="m06-q5-tickets"
"The two are subtracted the other way round: the count minus the law."
edit("counted - law", "law - counted")

# %% slip="closed-phase" task="m06-q5-tickets" silent="a choice among four words"
"In this phase lie most days of the closed tickets. Those that are still open count on each day, too."
edit(
    'pd.concat(open_on)["phase"].value_counts().idxmax()',
    '(closed - opened).dt.days.groupby(tickets["phase"]).sum().idxmax()',
)

# %% slip="most-tickets" task="m06-q5-tickets" silent="a choice among four words"
"In this phase most tickets were opened. A ticket counts on every day on which it is open."
edit(
    'pd.concat(open_on)["phase"].value_counts().idxmax()',
    'tickets["phase"].value_counts().idxmax()',
)

# %% slip="longest-each" task="m06-q5-tickets" silent="a choice among four words"
"In this phase one ticket is open longest. Asked is how many are open, over all days."
edit(
    'pd.concat(open_on)["phase"].value_counts().idxmax()',
    '(closed.fillna(days[-1]) - opened).dt.days.groupby(tickets["phase"]).mean().idxmax()',
)

# %% the report's rounded days task="m06-q5-tickets" points=3
hidden = 5.76 - 80 / 184 * 5.9
where = "deliver"

# %% seventy-four tickets task="m06-q5-tickets" points=1 trap="closed-rate"
hidden = 5.76 - 74 / 184 * 5.85
where = "deliver"

# %% six in December task="m06-q5-tickets" points=1 trap="stock-at-the-end"
hidden = 6 - 2.54
where = "deliver"

# %% the count itself task="m06-q5-tickets" points=1 trap="not-subtracted"
hidden = 5.76
where = "deliver"

# %% the law itself task="m06-q5-tickets" points=1 trap="law-alone"
hidden = 2.54
where = "deliver"

# %% the other way round task="m06-q5-tickets" points=1 trap="sign"
hidden = -3.22
where = "deliver"

# %% from the day after the opening on task="m06-q5-tickets" points=1 trap="day-of-opening"
hidden = 5.46 - 2.54
where = "deliver"

# %% the last day, too task="m06-q5-tickets" points=1 trap="day-of-closing"
hidden = 3.61
where = "deliver"

# %% problems take long task="m06-q5-tickets" points=2 trap="longest-each"
hidden = 3.21
where = "improve"

# %% plans take longest when closed task="m06-q5-tickets" points=2 trap="closed-phase"
hidden = 3.22
where = "plan"

# %% most are incidents task="m06-q5-tickets" points=2 trap="most-tickets"
hidden = 3.22
where = "respond"

# %% [markdown]
# ## Task 10: what a lot shows


# %% by numpy, written apart task="m06-q10-lot" points=5
def lot_difference(table, value, arm, reach=1.96):
    kept = table[table[value].notna()]
    arms = [kept.loc[kept[arm] == side, value].to_numpy(float) for side in (1, 0)]
    difference = np.mean(arms[0]) - np.mean(arms[1])
    error = np.sqrt(sum(np.var(side, ddof=1) / side.size for side in arms))
    return np.array([difference, difference - reach * error, difference + reach * error])


# %% with standard errors of each arm task="m06-q10-lot" points=5
def lot_difference(table, value, arm, reach=1.96):
    means = table.groupby(arm)[value].mean()
    errors = table.groupby(arm)[value].sem()
    difference = means.loc[1] - means.loc[0]
    half = reach * (errors.loc[1] ** 2 + errors.loc[0] ** 2) ** 0.5
    return (difference, difference - half, difference + half)


# %% slip="sign" task="m06-q10-lot"
"The difference has the other sign: arm 1 minus arm 0."
edit("one.mean() - other.mean()", "other.mean() - one.mean()")


# %% slip="sd-for-se" task="m06-q10-lot"
"That is the spread of single answers, not the error of a mean. What happens to it when many are asked?"
edit("one.var() / len(one) + other.var() / len(other)", "one.var() + other.var()")


# %% slip="errors-added" task="m06-q10-lot"
"You add the two standard errors. Their squares are added, and the root comes last."
edit(
    "(one.var() / len(one) + other.var() / len(other)) ** 0.5",
    "(one.var() / len(one)) ** 0.5 + (other.var() / len(other)) ** 0.5",
)


# %% slip="root-forgotten" task="m06-q10-lot"
"That is the squared error. A root is missing."
edit("len(other)) ** 0.5", "len(other)) ** 1")


# %% slip="pooled" task="m06-q10-lot"
"You divide both variances by the rows of both arms together. Each is divided by the rows of its own arm."
edit(
    "one.var() / len(one) + other.var() / len(other)",
    "(one.var() + other.var()) / (len(one) + len(other))",
)


# %% the other arm first task="m06-q10-lot" points=0 trap="sign"
def lot_difference(table, value, arm, reach=1.96):
    known = table.dropna(subset=[value])
    means, errors = known.groupby(arm)[value].mean(), known.groupby(arm)[value].sem()
    gap = means[0] - means[1]
    half = reach * (errors**2).sum() ** 0.5
    return [gap, gap - half, gap + half]


# %% the spread of answers task="m06-q10-lot" points=0 trap="sd-for-se"
def lot_difference(table, value, arm, reach=1.96):
    known = table.dropna(subset=[value])
    means, spread = known.groupby(arm)[value].mean(), known.groupby(arm)[value].std()
    gap = means[1] - means[0]
    half = reach * (spread**2).sum() ** 0.5
    return [gap, gap - half, gap + half]


# %% the sum of both errors task="m06-q10-lot" points=0 trap="errors-added"
def lot_difference(table, value, arm, reach=1.96):
    means, errors = table.groupby(arm)[value].mean(), table.groupby(arm)[value].sem()
    gap = means[1] - means[0]
    return [gap, gap - reach * errors.sum(), gap + reach * errors.sum()]


# %% the squared error task="m06-q10-lot" points=0 trap="root-forgotten"
def lot_difference(table, value, arm, reach=1.96):
    means, errors = table.groupby(arm)[value].mean(), table.groupby(arm)[value].sem()
    gap = means[1] - means[0]
    half = reach * (errors**2).sum()
    return [gap, gap - half, gap + half]


# %% all rows together task="m06-q10-lot" points=0 trap="pooled"
def lot_difference(table, value, arm, reach=1.96):
    known = table[table[value].notna()]
    spread = known.groupby(arm)[value].std()
    gap = known.groupby(arm)[value].mean().diff().iloc[-1]
    half = reach * ((spread**2).sum() / len(known)) ** 0.5
    return [gap, gap - half, gap + half]


# %% hard-coded task="m06-q10-lot" points=0
def lot_difference(table, value, arm, reach=1.96):
    return [-6.4, -7.4, -5.3]


# %% [markdown]
# ## Task 11: the sentence on the screen

# %% the letter, hardly sure task="m06-q11-statement" points=3 fewer="one of four letters is right"
statement.record(sentence="C", sure=0.4)


# %% slip="watched-for-lot" task="m06-q11-statement" silent="a choice among four sentences"
"No coin decided who watches. Compare the measured minutes of those who watched and those who did not."
edit('"C"', '"D"')


# %% slip="none-is-proved" task="m06-q11-statement" silent="a choice among four sentences"
"An interval around zero does not show that there is nothing, here or elsewhere. Which changes does it leave possible?"
edit('"C"', '"B"')


# %% slip="told-beyond-the-data" task="m06-q11-statement" silent="a choice among four sentences"
"No coin decided who watches. And whatever was seen here was seen in one room, with patients who waited for results."
edit('"C"', '"A"')


# %% watchers are not like others task="m06-q11-statement" points=0 trap="watched-for-lot"
statement.record(sentence="D", sure=0.7)


# %% it does nothing task="m06-q11-statement" points=0 trap="none-is-proved"
statement.record(sentence="B", sure=0.9)


# %% everywhere task="m06-q11-statement" points=0 trap="told-beyond-the-data"
statement.record(sentence="A", sure=0.55)


# %% [markdown]
# ## Task 12: who gains most

# %% by hand, from means and errors task="m06-q12-overtaken" points=3
by = room.groupby(["overtaken", "explained"])["satisfied"].agg(["mean", "sem"]).astype(float)
means, errors = by["mean"].unstack(), by["sem"].unstack()
gains = means[1] - means[0]
gain = {"overtaken": gains[1], "others": gains[0]}
half = 1.96 * (errors.to_numpy() ** 2).sum() ** 0.5
more = np.array([0, -half, half]) + gains[1] - gains[0]
who = "overtaken"


# %% a model with an interaction, rounded task="m06-q12-overtaken" points=3
import statsmodels.formula.api as smf

asked_ = room.dropna(subset=["satisfied"]).astype({"satisfied": float})
fit = smf.ols("satisfied ~ explained * overtaken", asked_).fit(cov_type="HC2")
name = "explained:overtaken"
more = [round(x, 2) for x in (fit.params[name], *fit.conf_int().loc[name])]
gain = {"others": fit.params["explained"]}
gain["overtaken"] = fit.params["explained"] + fit.params[name]
who = "Overtaken"


# %% slip="groups-compared" task="m06-q12-overtaken" silent="the gains are values"
"You compare overtaken patients with others. The coin decided about explaining: compare explained with not explained, within each of the two."
edit(
    'passed = lot_difference(room[room["overtaken"] == 1], "satisfied", "explained")',
    'passed = lot_difference(room[room["explained"] == 1], "satisfied", "overtaken")',
)
edit(
    'stayed = lot_difference(room[room["overtaken"] == 0], "satisfied", "explained")',
    'stayed = lot_difference(room[room["explained"] == 0], "satisfied", "overtaken")',
)


# %% slip="ends-subtracted" task="m06-q12-overtaken" silent="the interval is a value"
"You subtract the ends of the two intervals from one another. The error of a difference is larger than each of the two errors, not smaller."
edit(
    "half = (halves[0] ** 2 + halves[1] ** 2) ** 0.5",
    "half = halves[0] - halves[1]",
)


# %% slip="errors-added" task="m06-q12-overtaken" silent="the interval is a value"
"You add the two standard errors. Their squares are added, and the root comes last."
edit(
    "half = (halves[0] ** 2 + halves[1] ** 2) ** 0.5",
    "half = halves[0] + halves[1]",
)


# %% slip="all-alike" task="m06-q12-overtaken" silent="a choice among three words"
"Does the interval of the difference of the two gains hold zero?"
edit('who = "overtaken"', 'who = "cannot tell"')


# %% slip="all-alike" task="m06-q12-overtaken" silent="a choice among three words"
"Does the interval of the difference of the two gains hold zero?"
edit('who = "overtaken"', 'who = "others"')


# %% the arms mixed up task="m06-q12-overtaken" points=0.5 trap="groups-compared"
by = room.groupby(["explained", "overtaken"])["satisfied"].agg(["mean", "sem"]).astype(float)
means, errors = by["mean"].unstack(), by["sem"].unstack()
gains = means[1] - means[0]
gain = {"overtaken": gains[1], "others": gains[0]}
more = [2.0, 1.5, 2.5]
who = "overtaken"


# %% end minus end task="m06-q12-overtaken" points=1.5 trap="ends-subtracted"
ends = {
    side: lot_difference(room[room["overtaken"] == side], "satisfied", "explained")
    for side in (1, 0)
}
gain = {"overtaken": ends[1][0], "others": ends[0][0]}
more = [one - other for one, other in zip(ends[1], ends[0], strict=True)]
who = "overtaken"


# %% errors summed task="m06-q12-overtaken" points=1.5 trap="errors-added"
one = lot_difference(room.query("overtaken == 1"), "satisfied", "explained")
two = lot_difference(room.query("overtaken == 0"), "satisfied", "explained")
gain = dict(overtaken=one[0], others=two[0])
more = [one[0] - two[0], one[1] - two[2], one[2] - two[1]]
who = "overtaken"


# %% nobody can tell task="m06-q12-overtaken" points=2.5 trap="all-alike"
one = lot_difference(room.query("overtaken == 1"), "satisfied", "explained")
two = lot_difference(room.query("overtaken == 0"), "satisfied", "explained")
gain = dict(overtaken=one[0], others=two[0])
half = ((one[2] - one[0]) ** 2 + (two[2] - two[0]) ** 2) ** 0.5
more = [one[0] - two[0] + step for step in (0, -half, half)]
who = "cannot tell"


# %% [markdown]
# ## Task 13: the kiosks

# %% by scipy, days as two samples task="m06-q13-kiosk" points=5
from scipy.stats import ttest_ind

share = checkins.groupby("day").agg(right=("right", "mean"), guided=("guided", "first"))
one, other = (share.loc[share["guided"] == arm, "right"] for arm in (1, 0))
test = ttest_ind(one, other).confidence_interval()
guidance = pd.Series([one.mean() - other.mean(), test.low, test.high])
pays_from = 0.075
with_all, without = checkins[checkins.complete == 1], checkins[checkins.complete == 0]
papers = {"raw": with_all.right.mean() - without.right.mean(), "same": 0}
for kind in (0, 1):
    part = checkins[checkins.complex == kind]
    share_of_all = len(part) / len(checkins)
    gap = part[part.complete == 1].right.mean() - part[part.complete == 0].right.mean()
    papers["same"] += gap * share_of_all
verdict = {"papers": "Goes with", "guidance": "Keep"}


# %% three decimals, a Series task="m06-q13-kiosk" points=5
days_ = checkins.groupby(["guided", "day"]).right.mean()
middle = days_[1].mean() - days_[0].mean()
half = 2.1 * (days_[1].var() / 10 + days_[0].var() / 10) ** 0.5
guidance = np.round([middle, middle - half, middle + half], 3)
pays_from = np.float64(120) / 1600
four = checkins.pivot_table(index="complex", columns="complete", values="right")
raw = checkins.groupby("complete").right.mean().diff().iloc[-1]
same = np.average(four[1] - four[0], weights=checkins.groupby("complex").size())
papers = dict(raw=round(raw, 3), same=round(same, 3))
verdict = pd.Series({"guidance": "keep", "papers": "goes_with"})


# %% slip="rows-as-lots" task="m06-q13-kiosk" silent="the interval is a value"
"You count check-ins. Days were drawn, so days are counted."
edit(
    'days = checkins.groupby(["day", "guided"], as_index=False)["right"].mean()', "days = checkins"
)


# %% slip="factor-of-many" task="m06-q13-kiosk" silent="the interval is a value"
"That is the factor for hundreds of units. The prompt names the one for few."
edit('"guided", 2.10)', '"guided", 1.96)')


# %% slip="day-forgotten" task="m06-q13-kiosk" silent="the break-even is a value"
"The clerk is paid for the day, and a day has many check-ins."
edit("120 / (80 * 20)", "120 / (1600 * 20)")


# %% slip="one-check-in" task="m06-q13-kiosk" silent="the break-even is a value"
"That is how many check-ins have to be saved a day. How large a share of the day's check-ins is it?"
edit("120 / (80 * 20)", "120 / 20")


# %% slip="kinds-equal" task="m06-q13-kiosk" silent="the papers are values"
"You weigh simple and complex cases alike. How many check-ins are of each kind?"
edit(
    "((kinds[1] - kinds[0]) * weights).sum()",
    "(kinds[1] - kinds[0]).mean()",
)


# %% slip="raw-for-same" task="m06-q13-kiosk" silent="the papers are values"
"The second difference compares all check-ins once more. Compare within simple cases, and within complex ones."
edit("((kinds[1] - kinds[0]) * weights).sum()", "raw[1] - raw[0]")


# %% slip="papers-cause" task="m06-q13-kiosk" silent="a choice between two words"
"Nobody drew who brings all papers. What can be said of something that patients do by themselves?"
edit('"papers": "goes with"', '"papers": "brings"')


# %% slip="sure-of-nothing" task="m06-q13-kiosk" silent="a choice between three words"
"Hold the whole interval of the guidance against what it must bring to pay."
edit('"guidance": "keep"', '"guidance": "cannot tell"')


# %% slip="sure-of-nothing" task="m06-q13-kiosk" silent="a choice between three words"
"Hold the whole interval of the guidance against what it must bring to pay."
edit('"guidance": "keep"', '"guidance": "stop"')


# %% all rows as units task="m06-q13-kiosk" points=3 trap="rows-as-lots"
arms = checkins.groupby("guided")["right"].agg(["mean", "sem"])
half = 2.10 * (arms["sem"] ** 2).sum() ** 0.5
middle = arms["mean"][1] - arms["mean"][0]
guidance = [middle, middle - half, middle + half]
pays_from = 0.075
four = checkins.groupby(["complex", "complete"])["right"].mean().unstack()
w = checkins["complex"].mean()
within_ = four[1] - four[0]
whole = checkins.groupby("complete")["right"].mean()
papers = {"raw": whole[1] - whole[0], "same": within_[0] * (1 - w) + within_[1] * w}
verdict = {"guidance": "keep", "papers": "goes with"}


# %% the usual factor task="m06-q13-kiosk" points=3 trap="factor-of-many"
share = checkins.groupby(["day", "guided"])["right"].mean().reset_index()
guidance = lot_difference(share, "right", "guided")
pays_from = 0.075
four = checkins.groupby(["complex", "complete"])["right"].mean().unstack()
w = checkins["complex"].mean()
within_ = four[1] - four[0]
whole = checkins.groupby("complete")["right"].mean()
papers = {"raw": whole[1] - whole[0], "same": within_[0] * (1 - w) + within_[1] * w}
verdict = {"guidance": "keep", "papers": "goes with"}


# %% over the whole trial task="m06-q13-kiosk" points=4.5 trap="day-forgotten"
share = checkins.groupby(["day", "guided"])["right"].mean().reset_index()
guidance = lot_difference(share, "right", "guided", reach=2.1)
pays_from = 120 / 20 / len(checkins)
four = checkins.groupby(["complex", "complete"])["right"].mean().unstack()
w = checkins["complex"].mean()
within_ = four[1] - four[0]
whole = checkins.groupby("complete")["right"].mean()
papers = {"raw": whole[1] - whole[0], "same": within_[0] * (1 - w) + within_[1] * w}
verdict = {"guidance": "keep", "papers": "goes with"}


# %% six check-ins task="m06-q13-kiosk" points=4.5 trap="one-check-in"
share = checkins.groupby(["day", "guided"])["right"].mean().reset_index()
guidance = lot_difference(share, "right", "guided", reach=2.1)
pays_from = 6
four = checkins.groupby(["complex", "complete"])["right"].mean().unstack()
w = checkins["complex"].mean()
within_ = four[1] - four[0]
whole = checkins.groupby("complete")["right"].mean()
papers = {"raw": whole[1] - whole[0], "same": within_[0] * (1 - w) + within_[1] * w}
verdict = {"guidance": "keep", "papers": "goes with"}


# %% half and half task="m06-q13-kiosk" points=4.25 trap="kinds-equal"
share = checkins.groupby(["day", "guided"])["right"].mean().reset_index()
guidance = lot_difference(share, "right", "guided", reach=2.1)
pays_from = 0.075
four = checkins.groupby(["complex", "complete"])["right"].mean().unstack()
whole = checkins.groupby("complete")["right"].mean()
gap = four[1] - four[0]
papers = {"raw": whole[1] - whole[0], "same": (gap[0] + gap[1]) / 2}
verdict = {"guidance": "keep", "papers": "goes with"}


# %% twice the raw one task="m06-q13-kiosk" points=4.25 trap="raw-for-same"
share = checkins.groupby(["day", "guided"])["right"].mean().reset_index()
guidance = lot_difference(share, "right", "guided", reach=2.1)
pays_from = 0.075
whole = checkins.groupby("complete")["right"].mean()
papers = dict.fromkeys(("raw", "same"), whole[1] - whole[0])
verdict = {"guidance": "keep", "papers": "goes with"}


# %% papers bring it about task="m06-q13-kiosk" points=4 trap="papers-cause"
share = checkins.groupby(["day", "guided"])["right"].mean().reset_index()
guidance = lot_difference(share, "right", "guided", reach=2.1)
pays_from = 0.075
four = checkins.groupby(["complex", "complete"])["right"].mean().unstack()
w = checkins["complex"].mean()
within_ = four[1] - four[0]
whole = checkins.groupby("complete")["right"].mean()
papers = {"raw": whole[1] - whole[0], "same": within_[0] * (1 - w) + within_[1] * w}
verdict = {"guidance": "keep", "papers": "brings"}


# %% both words task="m06-q13-kiosk" points=4 trap="papers-cause" says=["Nobody drew", "whole interval"]
share = checkins.groupby(["day", "guided"])["right"].mean().reset_index()
guidance = lot_difference(share, "right", "guided", reach=2.1)
pays_from = 0.075
four = checkins.groupby(["complex", "complete"])["right"].mean().unstack()
w = checkins["complex"].mean()
within_ = four[1] - four[0]
whole = checkins.groupby("complete")["right"].mean()
papers = {"raw": whole[1] - whole[0], "same": within_[0] * (1 - w) + within_[1] * w}
verdict = {"guidance": "stop", "papers": "brings"}


# %% one word, no dictionary task="m06-q13-kiosk" points=0.5 says=["Give a dictionary"]
guidance = [0.1, 0.0, 0.2]
pays_from = 0.075
papers = {"raw": 19.8, "same": 8.9}
verdict = "keep"


# %% both words, nothing compared task="m06-q13-kiosk" points=0.5 says=["words count"]
guidance = [0.16, 0.12, 0.2]
pays_from = 0.075
papers = {"raw": 0.16, "same": 0.1}
verdict = {"guidance": "keep", "papers": "goes with"}


# %% careful about everything task="m06-q13-kiosk" points=4 trap="sure-of-nothing"
share = checkins.groupby(["day", "guided"])["right"].mean().reset_index()
guidance = lot_difference(share, "right", "guided", reach=2.1)
pays_from = 0.075
four = checkins.groupby(["complex", "complete"])["right"].mean().unstack()
w = checkins["complex"].mean()
within_ = four[1] - four[0]
whole = checkins.groupby("complete")["right"].mean()
papers = {"raw": whole[1] - whole[0], "same": within_[0] * (1 - w) + within_[1] * w}
verdict = {"guidance": "cannot tell", "papers": "goes with"}


# %% [markdown]
# ## Task 14: one line or several

# %% a dictionary of dictionaries task="m06-q14-line" points=5
measures = {"ill": {}, "left": {}, "hour": {}}
for layout, part in lines.astype({"layout": str, "group": str}).groupby("layout"):
    sick = part[part["group"] == "ill"]
    measures["ill"][layout] = (sick["waited"] * sick["patients"]).sum() / sick["patients"].sum()
    measures["left"][layout] = part["left"].sum() / part["patients"].sum()
    measures["hour"][layout] = part["hour"].sum() / part["patients"].sum()
breaks = {}
for layout in measures["ill"]:
    if measures["ill"][layout] > 9.5:
        breaks[layout] = "ill"
    elif measures["left"][layout] > 0.165:
        breaks[layout] = "left"
    else:
        breaks[layout] = "hour" if measures["hour"][layout] > 0.003 else "none"
choice = "one line, ill first up to 40 minutes"


# %% a table, a Series of words task="m06-q14-line" points=5
t = lines.assign(total=lines["waited"] * lines["patients"])
whole = t.groupby("layout", observed=True)[["left", "hour", "patients"]].sum()
sick = t[t["group"].eq("ill")].groupby("layout", observed=True)[["total", "patients"]].sum()
measures = whole[["left", "hour"]].div(whole["patients"], axis=0)
measures["ill"] = (sick["total"] / sick["patients"]).round(2)
measures = measures.round(4)
words = np.select(
    [measures["ill"] > 9.5, measures["left"] > 0.165, measures["hour"] > 0.003],
    ["ill", "left", "hour"],
    "none",
)
breaks = pd.Series(words, index=measures.index)
choice = measures.index[[word == "none" for word in words]][0]


# %% a dictionary of each layout, names with capitals task="m06-q14-line" points=5
measures = {}
for layout, part in lines.astype({"layout": str, "group": str}).groupby("layout"):
    sick = part[part["group"] == "ill"]
    measures[layout] = {
        "ill": np.average(sick["waited"], weights=sick["patients"]),
        "left": part["left"].sum() / part["patients"].sum(),
        "hour": part["hour"].sum() / part["patients"].sum(),
    }
breaks = {
    "Own desks, 2 for the ill": "ill",
    "Own desks, 3 for the ill": "left",
    "One line, in order of arrival": "ill",
    "One line, ill first": "hour",
    "One line, ill first up to 40 minutes": "none",
}
choice = "One line, ill first up to 40 minutes"


# %% equivalent="m06-q14-line"
"A mean over rows divided by a mean over the same rows is the same as sum by sum."
edit(
    'everybody = lines.groupby("layout", observed=True)[columns].sum()',
    'everybody = lines.groupby("layout", observed=True)[columns].mean()',
)


# %% equivalent="m06-q14-line"
"A mean over rows divided by a mean over the same rows is the same as sum by sum."
edit(
    '.groupby("layout", observed=True)[columns].sum()\nmeasures',
    '.groupby("layout", observed=True)[columns].mean()\nmeasures',
)


# %% equivalent="m06-q14-line"
"Every layout occurs, so it does not matter whether empty ones are shown."
edit(
    'everybody = lines.groupby("layout", observed=True)',
    'everybody = lines.groupby("layout", observed=False)',
)


# %% equivalent="m06-q14-line"
"Every layout occurs, so it does not matter whether empty ones are shown."
edit('"ill"].groupby("layout", observed=True)', '"ill"].groupby("layout", observed=False)')


# %% slip="mean-of-mornings" task="m06-q14-line" silent="the measures are values"
"You take the mean of mornings. A patient who came on a full morning counts as much as any other."
edit(
    'only_ill["minutes"] / only_ill["patients"]',
    'lines[lines["group"] == "ill"].groupby("layout", observed=True)["waited"].mean()',
)


# %% slip="all-for-the-ill" task="m06-q14-line" silent="the measures are values"
"Those are the minutes of all patients. The first condition is about the ill."
edit(
    'only_ill["minutes"] / only_ill["patients"]',
    'everybody["minutes"] / everybody["patients"]',
)


# %% slip="ill-for-all" task="m06-q14-line" silent="the measures are values"
"That is a share of ill patients. This condition is about all patients."
edit('everybody["left"] / everybody["patients"]', 'only_ill["left"] / only_ill["patients"]')
edit('everybody["hour"] / everybody["patients"]', 'only_ill["hour"] / only_ill["patients"]')


# %% slip="percent" task="m06-q14-line" silent="the measures are values"
"That is a percentage. A proportion lies between 0 and 1."
edit('everybody["left"] / everybody["patients"]', '100 * everybody["left"] / everybody["patients"]')
edit('everybody["hour"] / everybody["patients"]', '100 * everybody["hour"] / everybody["patients"]')


# %% slip="longest-wait-forgotten" task="m06-q14-line" silent="a choice among five layouts"
"Good means hide long waits. Look at the last condition, too."
edit('choice = "one line, ill first up to 40 minutes"', 'choice = "one line, ill first"')


# %% slip="desks-for-the-ill" task="m06-q14-line" silent="a choice among five layouts"
"Own desks sound kind. How long are ill patients in line there?"
edit('choice = "one line, ill first up to 40 minutes"', 'choice = "own desks, 2 for the ill"')


# %% slip="leavers-forgotten" task="m06-q14-line" silent="a choice among five layouts"
"A wait that was never finished is in no complaint. Look at those who leave."
edit('choice = "one line, ill first up to 40 minutes"', 'choice = "own desks, 3 for the ill"')


# %% slip="equal-is-fair" task="m06-q14-line" silent="a choice among five layouts"
"The same for all is a fair order in many places. Which condition did the board put first?"
edit('choice = "one line, ill first up to 40 minutes"', 'choice = "one line, in order of arrival"')


# %% each morning alike task="m06-q14-line" points=4 trap="mean-of-mornings"
whole = lines.groupby("layout", observed=True)[["left", "hour", "patients"]].sum()
sick = lines.query("group == 'ill'").groupby("layout", observed=True)
measures = pd.DataFrame(
    {
        "ill": sick["waited"].mean(),
        "left": whole["left"] / whole["patients"],
        "hour": whole["hour"] / whole["patients"],
    }
)
words = ["ill", "left", "ill", "hour", "none"]
names = [
    "own desks, 2 for the ill",
    "own desks, 3 for the ill",
    "one line, in order of arrival",
    "one line, ill first",
    "one line, ill first up to 40 minutes",
]
breaks = dict(zip(names, words, strict=True))
choice = names[-1]


# %% minutes of everybody task="m06-q14-line" points=4 trap="all-for-the-ill"
t = lines.assign(total=lines["waited"] * lines["patients"])
whole = t.groupby("layout", observed=True)[["total", "left", "hour", "patients"]].sum()
measures = pd.DataFrame(
    {
        "ill": whole["total"] / whole["patients"],
        "left": whole["left"] / whole["patients"],
        "hour": whole["hour"] / whole["patients"],
    }
)
breaks = {
    "own desks, 2 for the ill": "ill",
    "own desks, 3 for the ill": "left",
    "one line, in order of arrival": "ill",
    "one line, ill first": "hour",
    "one line, ill first up to 40 minutes": "none",
}
choice = "one line, ill first up to 40 minutes"


# %% the ill alone task="m06-q14-line" points=4 trap="ill-for-all"
t = lines[lines["group"] == "ill"].assign(total=lines["waited"] * lines["patients"])
whole = t.groupby("layout", observed=True)[["total", "left", "hour", "patients"]].sum()
measures = whole[["left", "hour"]].div(whole["patients"], axis=0)
measures["ill"] = whole["total"] / whole["patients"]
breaks = {
    "own desks, 2 for the ill": "ill",
    "own desks, 3 for the ill": "left",
    "one line, in order of arrival": "ill",
    "one line, ill first": "hour",
    "one line, ill first up to 40 minutes": "none",
}
choice = "one line, ill first up to 40 minutes"


# %% the shortest wait of the ill task="m06-q14-line" points=3 trap="longest-wait-forgotten"
t = lines.assign(total=lines["waited"] * lines["patients"])
whole = t.groupby("layout", observed=True)[["left", "hour", "patients"]].sum()
sick = t[t["group"].eq("ill")].groupby("layout", observed=True)[["total", "patients"]].sum()
measures = whole[["left", "hour"]].div(whole["patients"], axis=0)
measures["ill"] = sick["total"] / sick["patients"]
breaks = {
    "own desks, 2 for the ill": "ill",
    "own desks, 3 for the ill": "left",
    "one line, in order of arrival": "ill",
    "one line, ill first": "none",
    "one line, ill first up to 40 minutes": "none",
}
choice = "one line, ill first"


# %% two desks of their own task="m06-q14-line" points=2 trap="desks-for-the-ill"
t = lines.assign(total=lines["waited"] * lines["patients"])
whole = t.groupby("layout", observed=True)[["left", "hour", "patients"]].sum()
sick = t[t["group"].eq("ill")].groupby("layout", observed=True)[["total", "patients"]].sum()
measures = whole[["left", "hour"]].div(whole["patients"], axis=0)
measures["ill"] = sick["total"] / sick["patients"]
breaks = dict.fromkeys(measures.index, "ill")
choice = "own desks, 2 for the ill"


# %% three desks of their own task="m06-q14-line" points=2 trap="leavers-forgotten"
t = lines.assign(total=lines["waited"] * lines["patients"])
whole = t.groupby("layout", observed=True)[["left", "hour", "patients"]].sum()
sick = t[t["group"].eq("ill")].groupby("layout", observed=True)[["total", "patients"]].sum()
measures = whole[["left", "hour"]].div(whole["patients"], axis=0)
measures["ill"] = sick["total"] / sick["patients"]
breaks = dict.fromkeys(measures.index, "none")
choice = "own desks, 3 for the ill"


# %% the same for all task="m06-q14-line" points=2 trap="equal-is-fair"
t = lines.assign(total=lines["waited"] * lines["patients"])
whole = t.groupby("layout", observed=True)[["left", "hour", "patients"]].sum()
sick = t[t["group"].eq("ill")].groupby("layout", observed=True)[["total", "patients"]].sum()
measures = whole[["left", "hour"]].div(whole["patients"], axis=0)
measures["ill"] = sick["total"] / sick["patients"]
breaks = dict.fromkeys(measures.index, "left")
choice = "one line, in order of arrival"


# %% both shares in percent task="m06-q14-line" points=4 trap="percent"
t = lines.assign(total=lines["waited"] * lines["patients"])
whole = t.groupby("layout", observed=True)[["left", "hour", "patients"]].sum()
sick = t[t["group"].eq("ill")].groupby("layout", observed=True)[["total", "patients"]].sum()
measures = 100 * whole[["left", "hour"]].div(whole["patients"], axis=0)
measures["ill"] = sick["total"] / sick["patients"]
breaks = {
    "own desks, 2 for the ill": "ill",
    "own desks, 3 for the ill": "left",
    "one line, in order of arrival": "ill",
    "one line, ill first": "hour",
    "one line, ill first up to 40 minutes": "none",
}
choice = "one line, ill first up to 40 minutes"


# %% the compromise by its name, nothing measured task="m06-q14-line" points=0
measures = {"ill": {}, "left": {}, "hour": {}}
for column in measures:
    measures[column] = dict.fromkeys(lines["layout"].unique(), 0.5)
breaks = dict.fromkeys(lines["layout"].unique(), "ill")
choice = "one line, ill first up to 40 minutes"


# %% one word, nothing measured task="m06-q14-line" points=0
measures = {"ill": {}, "left": {}, "hour": {}}
breaks = dict.fromkeys(lines["layout"].unique(), "ill")
choice = "the one with most desks"

# %% [markdown]
# ## Task 6: whose turn is it


# %% a rank for each patient task="m06-q6-next" points=4
def next_in_line(line, now):
    def rank(name):
        group, arrived = line.loc[name, "group"], line.loc[name, "arrived"]
        return (now - arrived < 40, group != "ill", arrived)

    return sorted(line.index, key=rank)


# %% an index, by sorting task="m06-q6-next" points=4
def next_in_line(line, now):
    ranked = line.assign(short=now - line["arrived"] < 40, other=line["group"] != "ill")
    return ranked.sort_values(["short", "other", "arrived"]).index


# %% four parts that do not overlap task="m06-q6-next" points=4
def next_in_line(line, now):
    beyond = line["arrived"] <= now - 40
    is_ill = line["group"].eq("ill")
    names = []
    for turn in (beyond & is_ill, beyond & ~is_ill, ~beyond & is_ill, ~beyond & ~is_ill):
        names.extend(line[turn].sort_values("arrived").index)
    return tuple(names)


# %% slip="boundary" task="m06-q6-next"
"Look again at who has waited just 40 minutes: the sequence says 40 or more."
edit(">= 40", "> 40")


# %% longer than forty task="m06-q6-next" points=1 trap="boundary"
def next_in_line(line, now):
    ranked = line.assign(short=~(now - line["arrived"] > 40), other=line["group"] != "ill")
    return ranked.sort_values(["short", "other", "arrived"]).index.tolist()


# %% slip="ill-before-all" task="m06-q6-next"
"All the ill come first here, also those who have just arrived. Others may have waited 40 minutes or more."
edit("[beyond & is_ill, beyond, is_ill, ~is_ill]", "[is_ill, beyond, ~is_ill]")


# %% the ill, then the rest task="m06-q6-next" points=1 trap="ill-before-all"
def next_in_line(line, now):
    ranked = line.assign(other=line["group"] != "ill")
    return ranked.sort_values(["other", "arrived"]).index.tolist()


# %% slip="beyond-by-arrival" task="m06-q6-next"
"Among those who have waited 40 minutes or more, the ill are called first."
edit("beyond & is_ill, beyond", "beyond")


# %% beyond is beyond task="m06-q6-next" points=2 trap="beyond-by-arrival"
def next_in_line(line, now):
    def rank(name):
        group, arrived = line.loc[name, "group"], line.loc[name, "arrived"]
        short = now - arrived < 40
        return (short, short and group != "ill", arrived)

    return sorted(line.index, key=rank)


# %% by arrival alone task="m06-q6-next" points=0
def next_in_line(line, now):
    return line.sort_values("arrived").index.tolist()


# %% [markdown]
# ## Task 7: the standing order

# %% from a dictionary task="m06-q7-order" points=14
parts = {"borrow": "fullest", "order": "ill", "explain": "never"}
parts |= {"texts": "fullest", "to": "both"}
order.record(**parts, reason="What is booked is known; what stands in line is late.")

# %% a clerk where the line is long task="m06-q7-order" points=14
order.record(
    borrow="fullest",
    order="ill",
    explain="long",
    texts="fullest",
    to="both",
    reason="Explain where people stand anyway, and nowhere else.",
)

# %% only the healthy are asked task="m06-q7-order" points=14
order.record(
    borrow="fullest",
    order="ill",
    explain="never",
    texts="fullest",
    to="healthy",
    reason="They say yes most often, and lose nothing in the afternoon.",
)

# %% slip="nothing-borrowed" task="m06-q7-order" silent="what an order is worth is told when it is graded"
"No desk is borrowed, while patients who leave cost more than a desk."
edit('borrow="fullest"', 'borrow="never"')

# %% spare the ward task="m06-q7-order" points=0 trap="nothing-borrowed"
order.record(
    borrow="never",
    order="ill",
    explain="never",
    texts="fullest",
    to="both",
    reason="A ward that lends a desk loses money of its own.",
)

# %% slip="fixed-desks" task="m06-q7-order" silent="what an order is worth is told when it is graded"
"Desks come at the same time each morning, and the peak does not."
edit('borrow="fullest"', 'borrow="middle"')

# %% six desks until noon task="m06-q7-order" points=3.37 trap="fixed-desks"
order.record(
    borrow="first",
    order="ill",
    explain="never",
    texts="fullest",
    to="both",
    reason="Mornings are full, so let there be a desk more from eight on.",
)

# %% slip="chased-the-line" task="m06-q7-order" silent="what an order is worth is told when it is graded"
"Desks come when the line is there. Who waits in it has waited already."
edit('borrow="fullest"', 'borrow="line12"')

# %% as soon as one sees it task="m06-q7-order" points=5.46 trap="chased-the-line"
order.record(
    borrow="line4",
    order="ill",
    explain="never",
    texts="fullest",
    to="both",
    reason="We act on what we see, and we see it early.",
)

# %% slip="beside-the-bookings" task="m06-q7-order" silent="what an order is worth is told when it is graded"
"How many desks come, and when, is measured against the peak of the bookings."
edit('borrow="fullest"', 'borrow="spread"')

# %% one desk everywhere task="m06-q7-order" points=5.7 trap="beside-the-bookings"
order.record(
    borrow="spread",
    order="ill",
    explain="never",
    texts="fullest",
    to="both",
    reason="One desk for longer is the same as two for a short time.",
)

# %% slip="whom-to-call" task="m06-q7-order" silent="what an order is worth is told when it is graded"
"Whom a free desk calls cost most. Look at what a minute of each group counts."
edit('order="ill"', 'order="arrival"')

# %% first come, first served task="m06-q7-order" points=4.0 trap="whom-to-call"
order.record(
    borrow="fullest",
    order="arrival",
    explain="never",
    texts="fullest",
    to="both",
    reason="Everybody understands it, and nobody is overtaken.",
)

# %% slip="explained-always" task="m06-q7-order" silent="what an order is worth is told when it is graded"
"Explaining is paid for in quiet half-hours as well, and each patient takes longer."
edit('explain="never"', 'explain="always"')

# %% nobody waits in the dark task="m06-q7-order" points=6.14 trap="explained-always"
order.record(
    borrow="fullest",
    order="ill",
    explain="always",
    texts="fullest",
    to="both",
    reason="Explained waiting is shorter waiting, all morning.",
)

# %% slip="explained-short" task="m06-q7-order" silent="what an order is worth is told when it is graded"
"Explaining while few are in line: who gains from it then?"
edit('explain="never"', 'explain="short"')

# %% while there is time for it task="m06-q7-order" points=6.32 trap="explained-short"
order.record(
    borrow="fullest",
    order="ill",
    explain="short",
    texts="fullest",
    to="both",
    reason="While few wait, a clerk has the time to explain.",
)

# %% slip="nobody-moved" task="m06-q7-order" silent="what an order is worth is told when it is graded"
"No texts. A peak can also be made lower."
edit('texts="fullest"', 'texts="none"')

# %% nobody is asked task="m06-q7-order" points=4.34 trap="nobody-moved"
order.record(
    borrow="fullest",
    order="ill",
    explain="never",
    texts="none",
    to="both",
    reason="Patients have chosen their hour, we do not bother them.",
)

# %% slip="texts-everywhere" task="m06-q7-order" silent="what an order is worth is told when it is graded"
"Texts go to quiet half-hours as well, where nobody needs to be moved."
edit('texts="fullest"', 'texts="even"')

# %% three for each task="m06-q7-order" points=12.9 trap="texts-everywhere"
order.record(
    borrow="fullest",
    order="ill",
    explain="never",
    texts="even",
    to="both",
    reason="Every half-hour should become a little lighter.",
)

# %% four for each task="m06-q7-order" points=13.85 trap="texts-everywhere"
order.record(
    borrow="fullest",
    order="ill",
    explain="never",
    texts="spread",
    to="both",
    reason="The full half-hours first, and not all on one of them.",
)

# %% slip="texts-to-the-wrong" task="m06-q7-order" silent="what an order is worth is told when it is graded"
"Look at who says yes to a text, and at what a patient of each group costs."
edit('to="both"', 'to="ill"')

# %% the dearest are asked task="m06-q7-order" points=5.14 trap="texts-to-the-wrong"
order.record(
    borrow="fullest",
    order="ill",
    explain="never",
    texts="fullest",
    to="ill",
    reason="An ill patient costs most in line, so ask the ill.",
)

# %% each is right, both together task="m06-q7-order" points=11.64 trap="whom-to-call"
order.record(
    borrow="fullest",
    order="ill40",
    explain="long",
    texts="fullest",
    to="both",
    reason="Nobody should wait too long, and nobody in the dark.",
)

# %% ill first, nothing else task="m06-q7-order" points=0
order.record(
    borrow="never",
    order="ill",
    explain="never",
    texts="none",
    to="both",
    reason="This alone takes three quarters of their minutes away.",
)

# %% fixed desks and even texts task="m06-q7-order" points=0
order.record(
    borrow="first",
    order="ill",
    explain="never",
    texts="even",
    to="both",
    reason="A little of everything, at the same time each day.",
)

# %% [markdown]
# ## Task 8: the evening


# %% column by column task="m06-q8-evening" points=5
def evening(first, second, price):
    parts = {name: ((first[name] - second[name]) * price[name]).sum() for name in first}
    rows = sum((first[name] - second[name]) * price[name] for name in first)
    return pd.Series(parts), rows.idxmax()


gap = desks_mornings - texts_mornings
reach = 1.96 * gap.std() / 10
better = {}
for name in gap:
    middle = gap[name].mean()
    if middle - reach[name] > 0:
        better[name] = "texts"
    elif middle + reach[name] < 0:
        better[name] = "desks"
    else:
        better[name] = "cannot tell"


# %% yuan first, as a dictionary task="m06-q8-evening" points=5
def evening(first, second, price):
    one, other = first.mul(price, axis=1), second.mul(price, axis=1)
    by_row = one.sum(axis=1).sub(other.sum(axis=1))
    return dict(one.sum() - other.sum()), by_row.sort_values().index[-1]


better = pd.Series({"loss": "cannot tell", "ill_minutes": "desks"})

# %% equivalent="m06-q8-evening"
"Each row has as many columns: the largest sum is the largest mean."

edit(".sum(axis=1)", ".mean(axis=1)")

# %% slip="sign" task="m06-q8-evening"
"The sign is turned: the first order minus the second says what the first loses more."
edit("(first - second)", "(second - first)")


# %% the other way round task="m06-q8-evening" points=2 trap="sign"
def evening(first, second, price):
    more = second * price - first * price
    return more.sum(), more.sum(axis=1).idxmax()


better = {"loss": "cannot tell", "ill_minutes": "desks"}

# %% slip="minutes-for-yuan" task="m06-q8-evening"
"Half-hours, texts, minutes and persons are added here as if they were yuan. What does one of each cost?"
edit(" * price", "")


# %% before the price task="m06-q8-evening" points=2 trap="minutes-for-yuan"
def evening(first, second, price):
    parts = first.sum() - second.sum()
    return parts, (first.sum(axis=1) - second.sum(axis=1)).idxmax()


better = {"loss": "cannot tell", "ill_minutes": "desks"}

# %% slip="level-for-difference" task="m06-q8-evening"
"That is what the first order costs by itself. What is asked is the difference to the second."
edit("(first - second)", "first")


# %% the first alone task="m06-q8-evening" points=2.5 trap="level-for-difference"
def evening(first, second, price):
    yuan = first.mul(price)
    return yuan.sum(), yuan.sum(axis=1).idxmax()


better = {"loss": "cannot tell", "ill_minutes": "desks"}

# %% slip="mean-is-enough" task="m06-q8-evening" silent="a choice between three words"
"You go by the sign of a mean alone. The interval counts: where does zero lie?"
edit('"cannot tell"', '"desks"')


# %% by the means task="m06-q8-evening" points=3 trap="mean-is-enough"
def evening(first, second, price):
    more = (first - second).mul(price, axis="columns")
    return more.sum(axis=0), more.sum(axis=1).idxmax()


means = desks_mornings.mean() - texts_mornings.mean()
better = {name: "desks" if means[name] < 0 else "texts" for name in means.index}

# %% slip="sure-of-nothing" task="m06-q8-evening" silent="a choice between three words"
"Not everything is open here: look at both ends of both intervals."
edit('"ill_minutes": "desks"', '"ill_minutes": "cannot tell"')


# %% nobody can tell task="m06-q8-evening" points=3 trap="sure-of-nothing"
def evening(first, second, price):
    more = (first - second).mul(price, axis="columns")
    return more.sum(axis=0), more.sum(axis=1).idxmax()


better = dict.fromkeys(["loss", "ill_minutes"], "cannot tell")

# %% [markdown]
# ## Task 9: which sentence

# %% sure of it task="m06-q9-statement" points=3 fewer="a letter can be recorded in one way only"
statement.record(sentence="A", sure=1)

# %% slip="comparison-left-out" task="m06-q9-statement" silent="a choice between four sentences"
"These two orders differ in two things. Compare explaining with the column that differs from it in explaining alone."
edit('sentence="A"', 'sentence="C"')

# %% slip="six-of-six-is-always" task="m06-q9-statement" silent="a choice between four sentences"
"Six of six mornings do not tell that none of a hundred later ones is otherwise."
edit('sentence="A"', 'sentence="B"')

# %% slip="model-for-hospital" task="m06-q9-statement" silent="a choice between four sentences"
"All mornings here are drawn by the model. What the hospital itself saves, nobody has measured."
edit('sentence="A"', 'sentence="D"')

# %% the clerk did it task="m06-q9-statement" points=0 trap="comparison-left-out"
statement.record(sentence="C", sure=0.7)

# %% a hundred of a hundred task="m06-q9-statement" points=0 trap="six-of-six-is-always"
statement.record(sentence="B", sure=0.6)

# %% in our own house task="m06-q9-statement" points=0 trap="model-for-hospital"
statement.record(sentence="D", sure=0.8)
