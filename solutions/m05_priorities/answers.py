# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ways to answer: priorities
#
# One cell is one way to answer one task: its points, and for a misconception what the feedback must say.

# %% [markdown]
# ## Task 1a: three readings and a promise

# %% a dictionary, rounded task="m05-q1a-readings" points=4
readings = {}
readings["resolved"] = round(
    reply_share(replies, hours=24, event="resolved", clock="calendar", as_of=AS_OF), 3
)
readings["resolved, 24 open hours"] = round(
    reply_share(replies, hours=24, event="resolved", clock="business", as_of=AS_OF), 3
)
readings["resolved, 1 working day"] = round(
    reply_share(replies, hours=17 - 9, event="resolved", clock="business", as_of=AS_OF), 3
)
for promise in range(1, 11):
    if reply_share(replies, 8 * promise, clock="business", as_of=AS_OF) >= 0.9:
        break

# %% a table of two columns task="m05-q1a-readings" points=4
rows = []
for label, hours, event, clock in [
    ("resolved", 24, "resolved", "calendar"),
    ("resolved, 24 open hours", 24, "resolved", "business"),
    ("resolved, 1 working day", 8, "resolved", "business"),
]:
    rows.append((label, reply_share(replies, hours, event, clock, AS_OF)))
readings = pd.DataFrame(rows, columns=["reading", "share"])
promise = 4.0

# %% by hand for the calendar clock, a quantile for the promise task="m05-q1a-readings" points=4
age = (AS_OF - replies["arrived"]) >= pd.Timedelta(hours=24)
quick = ((replies["resolved"] - replies["arrived"]) <= pd.Timedelta(hours=24))[age].mean()
readings = pd.Series(
    [
        quick,
        reply_share(replies, 24, clock="business", as_of=AS_OF),
        reply_share(replies, 8, clock="business", as_of=AS_OF),
    ],
    index=["resolved", "resolved, 24 open hours", "resolved, 1 working day"],
)
days = pd.Series(
    {d: reply_share(replies, 8 * d, clock="business", as_of=AS_OF) for d in range(1, 9)}
)
promise = int(days.index[days >= 0.9][0])

# %% slip="acknowledgement" task="m05-q1a-readings"
"The first reading counts acknowledged messages: one that was acknowledged has not been resolved."
edit(
    '"resolved": reply_share(replies, 24, as_of=AS_OF)',
    '"resolved": reply_share(replies, 24, "acknowledged", as_of=AS_OF)',
)

# %% slip="open-dropped" task="m05-q1a-readings"
"You divided by the messages that are resolved. One that is still open is the worst of all answers: keep it in the denominator."
edit(
    '"resolved": reply_share(replies, 24, as_of=AS_OF)',
    '"resolved": (replies["resolved"] - replies["arrived"]).dropna().le(pd.Timedelta("24h")).mean()',
)

# %% slip="not-due-kept" task="m05-q1a-readings"
"Messages that arrived in the last hours before the count are in your denominator, although nobody could be late with them. `reply_share` leaves them out."
edit(
    '"resolved": reply_share(replies, 24, as_of=AS_OF)',
    '"resolved": (replies["resolved"] - replies["arrived"]).le(pd.Timedelta("24h")).mean()',
)

# %% slip="clock-and-limit" task="m05-q1a-readings"
"Twenty-four open hours are three working days. One working day has fewer."
edit("reply_share(replies, 8, clock", "reply_share(replies, 24, clock")

# %% slip="calendar-for-business" task="m05-q1a-readings"
"The second reading equals the first. Business hours are asked for: give the clock to every reading that counts them."
edit('24, clock="business"', "24")

# %% slip="mean-time" task="m05-q1a-readings"
"A proportion lies between 0 and 1. Are these hours? The rule asks what share was in time."
readings = {
    label: reply_times(replies, "resolved", clock=clock, as_of=AS_OF)["hours"].mean()
    for label, clock in [
        ("resolved", "calendar"),
        ("resolved, 24 open hours", "business"),
        ("resolved, 1 working day", "business"),
    ]
}
promise = 1
while reply_share(replies, 8 * promise, clock="business", as_of=AS_OF) < 0.9:
    promise += 1

# %% slip="promise-not-kept" task="m05-q1a-readings"
"Within these days fewer than nine in ten of the messages due were resolved. Open messages stay in the denominator."
edit("promise = 4", "promise = 3")

# %% slip="promise-in-hours" task="m05-q1a-readings"
"That is hours. The promise counts whole working days, of eight open hours each."
edit("promise = 4", "promise = 32")

# %% slip="promise-too-long" task="m05-q1a-readings"
"A shorter promise is kept to nine in ten as well. The smallest number of days is asked for."
edit("promise = 4", "promise = 6")

# %% acknowledged taken for resolved task="m05-q1a-readings" points=1 trap="acknowledgement"
readings = {
    "resolved": reply_share(replies, 24, "acknowledged", as_of=AS_OF),
    "resolved, 24 open hours": reply_share(
        replies, 24, "acknowledged", clock="business", as_of=AS_OF
    ),
    "resolved, 1 working day": reply_share(
        replies, 8, "acknowledged", clock="business", as_of=AS_OF
    ),
}
promise = 4

# %% open messages dropped task="m05-q1a-readings" points=0 trap="open-dropped"
done = replies.dropna(subset="resolved")
readings = {
    "resolved": ((done["resolved"] - done["arrived"]) <= pd.Timedelta(hours=24)).mean(),
    "resolved, 24 open hours": reply_share(done, 24, clock="business", as_of=AS_OF),
    "resolved, 1 working day": reply_share(done, 8, clock="business", as_of=AS_OF),
}
promise = 3

# %% those not due kept task="m05-q1a-readings" points=3 trap="not-due-kept"
readings = {
    "resolved": ((replies["resolved"] - replies["arrived"]) <= pd.Timedelta(hours=24)).mean(),
    "resolved, 24 open hours": reply_share(replies, 24, clock="business", as_of=AS_OF),
    "resolved, 1 working day": reply_share(replies, 8, clock="business", as_of=AS_OF),
}
promise = 4

# %% a working day of 24 hours, and the promise in such days task="m05-q1a-readings" points=2 trap="clock-and-limit"
readings = {
    "resolved": reply_share(replies, 24, as_of=AS_OF),
    "resolved, 24 open hours": reply_share(replies, 24, clock="business", as_of=AS_OF),
    "resolved, 1 working day": reply_share(replies, 24, clock="business", as_of=AS_OF),
}
promise = 2

# %% the calendar for all task="m05-q1a-readings" points=2 trap="calendar-for-business"
readings = {
    "resolved": reply_share(replies, 24, as_of=AS_OF),
    "resolved, 24 open hours": reply_share(replies, 24, as_of=AS_OF),
    "resolved, 1 working day": reply_share(replies, 8, as_of=AS_OF),
}
promise = 4

# %% mean hours task="m05-q1a-readings" points=0 trap="mean-time"
hours = reply_times(replies, clock="business", as_of=AS_OF)["hours"].mean()
readings = {
    "resolved": (replies["resolved"] - replies["arrived"]).dt.total_seconds().mean() / 3600,
    "resolved, 24 open hours": hours,
    "resolved, 1 working day": hours,
}
promise = 3

# %% open messages out of the promise task="m05-q1a-readings" points=3 trap="promise-not-kept"
readings = {
    "resolved": reply_share(replies, 24, as_of=AS_OF),
    "resolved, 24 open hours": reply_share(replies, 24, clock="business", as_of=AS_OF),
    "resolved, 1 working day": reply_share(replies, 8, clock="business", as_of=AS_OF),
}
promise = 1
known = reply_times(replies, clock="business", as_of=AS_OF)
while (known["hours"][known["answered"]] <= 8 * promise).mean() < 0.9:
    promise += 1

# %% the promise in hours task="m05-q1a-readings" points=3 trap="promise-in-hours"
readings = {
    "resolved": reply_share(replies, 24, as_of=AS_OF),
    "resolved, 24 open hours": reply_share(replies, 24, clock="business", as_of=AS_OF),
    "resolved, 1 working day": reply_share(replies, 8, clock="business", as_of=AS_OF),
}
promise = 4 * 8

# %% a longer promise, to be safe task="m05-q1a-readings" points=3 trap="promise-too-long"
readings = {
    "resolved": reply_share(replies, 24, as_of=AS_OF),
    "resolved, 24 open hours": reply_share(replies, 24, clock="business", as_of=AS_OF),
    "resolved, 1 working day": reply_share(replies, 8, clock="business", as_of=AS_OF),
}
promise = next(
    d for d in range(1, 9) if reply_share(replies, 8 * d, clock="business", as_of=AS_OF) > 0.95
)

# %% [markdown]
# ## Task 1b: where the rule fails


# %% a loop over the values task="m05-q1b-kept-by" points=4
def kept_by(replies, by, hours, as_of):
    limit = pd.Timedelta(hours=hours)
    result = []
    for value in replies[by].unique():
        part = replies[replies[by] == value]
        due = part[as_of - part["arrived"] >= limit]
        in_time = 0
        for row in due.itertuples():
            if pd.notna(row.resolved) and row.resolved - row.arrived <= limit:
                in_time = in_time + 1
        result.append({by: value, "due": len(due), "in_time": in_time, "share": in_time / len(due)})
    return pd.DataFrame(result)


# %% the library's share and a count task="m05-q1b-kept-by" points=4
def kept_by(replies, by, hours, as_of):
    rows = {}
    for value, part in replies.groupby(by, observed=True):
        due = int((reply_times(part, as_of=as_of)["followed"] >= hours).sum())
        share = reply_share(part, hours, as_of=as_of)
        rows[value] = {"due": due, "in_time": round(share * due), "share": share}
    return pd.DataFrame(rows).T


# %% completed with times of its own task="m05-q1b-kept-by" points=4
def kept_by(replies, by, hours, as_of):
    limit = pd.Timedelta(hours=hours)
    is_due = replies["arrived"] + limit <= as_of
    in_time = (replies["resolved"] <= replies["arrived"] + limit) & is_due
    messages = pd.DataFrame({"due": is_due, "in_time": in_time})
    table = messages.groupby(replies[by], observed=True).sum()
    return table.assign(share=table["in_time"] / table["due"])


# %% slip="open-dropped" task="m05-q1b-kept-by"
"You count answered messages alone. One that is still open after its limit was due, and late."
edit('is_due = times["followed"] >= hours', 'is_due = times["answered"]')

# %% slip="not-due-kept" task="m05-q1b-kept-by"
"You count all messages. One whose limit had not passed at the count is not due: nobody could be late with it."
edit('times["followed"] >= hours', 'times["followed"] >= 0')

# %% slip="quick-kept" task="m05-q1b-kept-by"
"A message that came in shortly before the count and was answered at once is in your table. Its limit has not passed, so it counts in neither column: the quick ones alone would flatter."
edit(
    'is_due = times["followed"] >= hours',
    'is_due = (times["followed"] >= hours) | times["answered"]',
)

# %% slip="quick-kept" task="m05-q1b-kept-by"
"A message that came in shortly before the count and was answered at once is in your table. Its limit has not passed, so it counts in neither column: the quick ones alone would flatter."
edit('in_time = is_due & times["answered"]', 'in_time = times["answered"]')

# %% slip="just-reached" task="m05-q1b-kept-by"
"A message whose limit is just reached at the moment of the count is due: its time has run out."
edit('times["followed"] >= hours', 'times["followed"] > hours')

# %% slip="boundary" task="m05-q1b-kept-by"
"Look at the message that was resolved after exactly the limit: on the limit is in time."
edit('times["hours"] <= hours', 'times["hours"] < hours')

# %% slip="open-as-answered" task="m05-q1b-kept-by"
"Open messages are among those in time. `hours` of an open message is how long it has waited so far: ask whether it was answered, too."
edit('is_due & times["answered"] & (times["hours"] <= hours)', 'is_due & (times["hours"] <= hours)')


# %% open messages dropped task="m05-q1b-kept-by" points=0 trap="open-dropped"
def kept_by(replies, by, hours, as_of):
    done = replies.dropna(subset="resolved")
    ok = (done["resolved"] - done["arrived"]) <= pd.Timedelta(hours=hours)
    groups = ok.groupby(done[by], observed=True)
    return pd.DataFrame({"due": groups.size(), "in_time": groups.sum(), "share": groups.mean()})


# %% all messages in the denominator task="m05-q1b-kept-by" points=0 trap="not-due-kept"
def kept_by(replies, by, hours, as_of):
    ok = (replies["resolved"] - replies["arrived"]) <= pd.Timedelta(hours=hours)
    groups = ok.groupby(replies[by], observed=True)
    return pd.DataFrame({"due": groups.size(), "in_time": groups.sum(), "share": groups.mean()})


# %% quick answers kept although not due task="m05-q1b-kept-by" points=1 trap="quick-kept"
def kept_by(replies, by, hours, as_of):
    times = reply_times(replies, "resolved", as_of=as_of)
    base = times[(times["followed"] >= hours) | times["answered"]]
    ok = base["answered"] & (base["hours"] <= hours)
    groups = ok.groupby(replies.loc[base.index, by], observed=True)
    return pd.DataFrame({"due": groups.size(), "in_time": groups.sum(), "share": groups.mean()})


# %% just reached is not due yet task="m05-q1b-kept-by" points=2 trap="just-reached"
def kept_by(replies, by, hours, as_of):
    times = reply_times(replies, "resolved", as_of=as_of)
    due = times[times["followed"] > hours]
    ok = due["answered"] & (due["hours"] <= hours)
    groups = ok.groupby(replies.loc[due.index, by], observed=True)
    return pd.DataFrame({"due": groups.size(), "in_time": groups.sum(), "share": groups.mean()})


# %% exactly on the limit is late task="m05-q1b-kept-by" points=2 trap="boundary"
def kept_by(replies, by, hours, as_of):
    times = reply_times(replies, "resolved", as_of=as_of)
    due = times[times["followed"] >= hours]
    ok = due["answered"] & (due["hours"] < hours)
    groups = ok.groupby(replies.loc[due.index, by], observed=True)
    return pd.DataFrame({"due": groups.size(), "in_time": groups.sum(), "share": groups.mean()})


# %% what is open has waited a few hours only task="m05-q1b-kept-by" points=3 trap="open-as-answered"
def kept_by(replies, by, hours, as_of):
    times = reply_times(replies, "resolved", as_of=as_of)
    is_due = times["followed"] >= hours
    in_time = (times["hours"] <= hours) & is_due
    messages = pd.DataFrame({"due": is_due, "in_time": in_time})
    table = messages.groupby(replies[by], observed=True).sum()
    return table.assign(share=table["in_time"] / table["due"])


# %% prints instead of returning task="m05-q1b-kept-by" points=0 says=["return"]
def kept_by(replies, by, hours, as_of):
    print(replies.groupby(by, observed=True).size())


# %% [markdown]
# ## Task 2a: below, within, above


# %% numpy select and a crosstab task="m05-q2a-places" points=4
def zone_places(zones, by):
    p, a, d = (zones[name].to_numpy() for name in ("perceived", "adequate", "desired"))
    place = np.select([p < a, p > d], ["below", "above"], default="within")
    table = pd.crosstab(zones[by], place, normalize="index")
    return table.reindex(columns=["below", "within", "above"], fill_value=0)


# %% what is left is within task="m05-q2a-places" points=4
def zone_places(zones, by):
    below = zones["perceived"] < zones["adequate"]
    above = zones["perceived"] - zones["desired"] > 0
    within = ~(below | above)
    places = pd.DataFrame({"below": below, "within": within, "above": above})
    return places.groupby(zones[by], observed=True).mean().round(4)


# %% counted and unstacked, nobody left blank task="m05-q2a-places" points=4
def zone_places(zones, by):
    place = pd.Series("within", index=zones.index)
    place[zones["perceived"] < zones["adequate"]] = "below"
    place[zones["perceived"] > zones["desired"]] = "above"
    return place.groupby(zones[by], observed=True).value_counts(normalize=True).unstack().round(3)


# %% slip="boundary" task="m05-q2a-places"
"An answer exactly on the adequate or the desired level is within the zone, and in one place only."
edit('zones["desired"])', 'zones["desired"], inclusive="left")')

# %% slip="boundary" task="m05-q2a-places"
"An answer exactly on the adequate or the desired level is within the zone, and in one place only."
edit('zones["perceived"] > zones["desired"]', 'zones["perceived"] >= zones["desired"]')
edit('zones["desired"])', 'zones["desired"], inclusive="left")')

# %% slip="boundary" task="m05-q2a-places"
"An answer exactly on the adequate or the desired level is within the zone, and in one place only."
edit('zones["perceived"] > zones["desired"]', 'zones["perceived"] >= zones["desired"]')

# %% slip="boundary" task="m05-q2a-places"
"An answer exactly on the adequate or the desired level is within the zone, and in one place only."
edit('zones["desired"])', 'zones["desired"], inclusive="neither")')

# %% slip="boundary" task="m05-q2a-places"
"An answer exactly on the adequate or the desired level is within the zone, and in one place only."
edit('zones["desired"])', 'zones["desired"], inclusive="right")')

# %% slip="above-adequate" task="m05-q2a-places"
"You counted as above what is above the *adequate* level. The zone ends at the desired one."
edit('zones["perceived"] > zones["desired"]', 'zones["perceived"] > zones["adequate"]')

# %% slip="above-within" task="m05-q2a-places"
"Those above the zone are counted as within it, too. The zone ends at the desired level."
edit(
    'zones["perceived"].between(zones["adequate"], zones["desired"])',
    'zones["perceived"] >= zones["adequate"]',
)


# %% on the desired level is above task="m05-q2a-places" points=0 trap="boundary"
def zone_places(zones, by):
    p, a, d = zones["perceived"], zones["adequate"], zones["desired"]
    place = pd.DataFrame({"below": p < a, "within": (p >= a) & (p < d), "above": p >= d})
    return place.groupby(zones[by], observed=True).mean()


# %% above adequate is above task="m05-q2a-places" points=1 trap="above-adequate"
def zone_places(zones, by):
    p, a, d = zones["perceived"], zones["adequate"], zones["desired"]
    place = pd.DataFrame({"below": p < a, "within": (a <= p) & (p <= d), "above": p - a > 0})
    return place.groupby(zones[by], observed=True).mean()


# %% all that is enough is within task="m05-q2a-places" points=0 trap="above-within"
def zone_places(zones, by):
    p, a, d = zones["perceived"], zones["adequate"], zones["desired"]
    place = pd.DataFrame({"below": p < a, "within": ~(p < a), "above": p > d})
    return place.groupby(zones[by], observed=True).mean()


# %% [markdown]
# ## Task 2b: where it fails

# %% filters by hand task="m05-q2b-failing" points=5
r = zones[zones.dimension == "responsiveness"]
pooled_adequacy = round((r.perceived - r.adequate).mean(), 2)
sick = r[r.group == "ill"]
ill_below = round((sick.perceived < sick.adequate).sum() / len(sick), 3)
failing = []
for d in zones.dimension.unique():
    for g in zones.group.unique():
        part = zones[(zones.dimension == d) & (zones.group == g)]
        if part.perceived.mean() < part.adequate.mean():
            failing.append((d, g))
post = "triage"

# %% group first, turned, an index of pairs task="m05-q2b-failing" points=5
both = zone_summary(zones, ["group", "dimension"])
pooled_adequacy = zone_summary(zones, "dimension")["msa"]["responsiveness"]
ill_below = both.loc[("ill", "responsiveness"), "below"]
failing = both.swaplevel()[both.swaplevel()["perceived"] < both.swaplevel()["adequate"]].index
post = "Triage"

# %% a Series of pairs, and the rows that fail task="m05-q2b-failing" points=5
detail = zone_summary(zones, ["dimension", "group"])
pooled_adequacy = zone_summary(zones, "dimension").loc["responsiveness", "msa"]
ill_below = detail.loc[("responsiveness", "ill"), "below"]
failing = pd.Series(list(detail.index[detail["msa"] < 0]))
post = "triage"

# %% the rows that fail task="m05-q2b-failing" points=5
detail = zone_summary(zones, ["dimension", "group"])
pooled_adequacy = zone_summary(zones, "dimension").loc["responsiveness", "msa"]
ill_below = detail.loc[("responsiveness", "ill"), "below"]
failing = detail[detail["msa"] < 0]
post = "triage"

# %% slip="sign" task="m05-q2b-failing"
"The sign is reversed: adequacy is perceived minus adequate."
edit('zone_summary(zones, "dimension")', '-zone_summary(zones, "dimension")')

# %% slip="all-dimensions" task="m05-q2b-failing"
"That is the mean over all five dimensions. The task asks for responsiveness."
edit(
    'zone_summary(zones, "dimension").loc["responsiveness", "msa"]',
    'zone_summary(zones)["msa"].item()',
)

# %% slip="superiority" task="m05-q2b-failing"
"That is P minus D, superiority. Adequacy is measured from the adequate level."
edit('.loc["responsiveness", "msa"]', '.loc["responsiveness", "mss"]')

# %% slip="pooled-share" task="m05-q2b-failing"
"That is the share of all patients. The task asks for the ill."
edit(
    'detail.loc[("responsiveness", "ill"), "below"]',
    'zone_summary(zones, "dimension").loc["responsiveness", "below"]',
)

# %% slip="pooled-mean" task="m05-q2b-failing"
"The list is empty: every pooled mean lies inside its zone. Look at dimension and group at once."
edit('list(detail.index[detail["msa"] < 0])', "[]")

# %% slip="swapped-labels" task="m05-q2b-failing"
"Nearly every combination is below what is *desired*. Failing means below what is adequate."
edit('detail["msa"] < 0', 'detail["mss"] < 0')

# %% slip="pair-reversed" task="m05-q2b-failing"
"A pair begins with the dimension: the group comes second."
edit(
    'list(detail.index[detail["msa"] < 0])',
    '[pair[::-1] for pair in detail.index[detail["msa"] < 0]]',
)

# %% slip="post-elsewhere" task="m05-q2b-failing" silent="a choice among three posts"
"That post goes where every group's mean lies inside its zone already. One combination lies below the least that people accept."
edit('"triage"', '"check-ups"')

# %% slip="post-elsewhere" task="m05-q2b-failing" silent="a choice among three posts"
"That post goes where every group's mean lies inside its zone already. One combination lies below the least that people accept."
edit('"triage"', '"lobby"')

# %% equivalent="m05-q2b-failing"
"No mean difference is just 0."
edit('detail["msa"] < 0', 'detail["msa"] <= 0')


# %% adequate minus perceived task="m05-q2b-failing" points=4 trap="sign"
detail = zone_summary(zones, ["dimension", "group"])
pooled_adequacy = zones.query("dimension == 'responsiveness'").eval("adequate - perceived").mean()
ill_below = detail.loc[("responsiveness", "ill"), "below"]
failing = list(detail.index[detail["msa"] < 0])
post = "triage"

# %% the pooled mean says all is well task="m05-q2b-failing" points=4 trap="pooled-mean"
detail = zone_summary(zones, "dimension")
pooled_adequacy = detail.loc["responsiveness", "msa"]
ill_below = zone_summary(zones, ["dimension", "group"]).loc[("responsiveness", "ill"), "below"]
failing = list(detail.index[detail["msa"] < 0])
post = "triage"

# %% below what is desired task="m05-q2b-failing" points=4.07 trap="swapped-labels"
detail = zone_summary(zones, ["dimension", "group"])
pooled_adequacy = zone_summary(zones, "dimension").loc["responsiveness", "msa"]
ill_below = detail.loc[("responsiveness", "ill"), "below"]
failing = [pair for pair, row in detail.iterrows() if row["perceived"] < row["desired"]]
post = "triage"

# %% a host for all task="m05-q2b-failing" points=3 trap="post-elsewhere"
detail = zone_summary(zones, ["dimension", "group"])
pooled_adequacy = zone_summary(zones, "dimension").loc["responsiveness", "msa"]
ill_below = detail.loc[("responsiveness", "ill"), "below"]
failing = list(detail.index[detail["msa"] < 0])
post = "Lobby"

# %% everybody instead of the ill task="m05-q2b-failing" points=4 trap="pooled-share"
detail = zone_summary(zones, ["dimension", "group"])
pooled_adequacy = zone_summary(zones, "dimension").loc["responsiveness", "msa"]
r = zones[zones["dimension"] == "responsiveness"]
ill_below = (r["perceived"] < r["adequate"]).mean()
failing = list(detail.index[detail["msa"] < 0])
post = "triage"

# %% measured from desired task="m05-q2b-failing" points=4 trap="superiority"
detail = zone_summary(zones, ["dimension", "group"])
r = zones[zones["dimension"] == "responsiveness"]
pooled_adequacy = (r["perceived"] - r["desired"]).mean()
ill_below = detail.loc[("responsiveness", "ill"), "below"]
failing = list(detail.index[detail["msa"] < 0])
post = "triage"

# %% pairs of group and dimension task="m05-q2b-failing" points=4 trap="pair-reversed"
both = zone_summary(zones, ["group", "dimension"])
pooled_adequacy = zone_summary(zones, "dimension").loc["responsiveness", "msa"]
ill_below = both.loc[("ill", "responsiveness"), "below"]
failing = list(both.index[both["msa"] < 0])
post = "triage"

# %% all dimensions task="m05-q2b-failing" points=4 trap="all-dimensions"
detail = zone_summary(zones, ["dimension", "group"])
pooled_adequacy = (zones["perceived"] - zones["adequate"]).mean()
ill_below = detail.loc[("responsiveness", "ill"), "below"]
failing = list(detail.index[detail["msa"] < 0])
post = "triage"

# %% [markdown]
# ## Task 2c: which sentence

# %% the letter, sure task="m05-q2c-statement" points=3 fewer="one of four letters is right"
statement.record(sentence="C", sure=1)

# %% slip="mean-for-everybody" task="m05-q2c-statement" silent="a choice among four sentences"
"A mean above the line says nothing of everybody: a group behind it lies below."
edit('"C"', '"A"')

# %% slip="cause-from-survey" task="m05-q2c-statement" silent="a choice among four sentences"
"A survey at one moment shows who gets less, not why. Nobody changed the number of check-ups."
edit('"C"', '"B"')

# %% slip="promise-of-cure" task="m05-q2c-statement" silent="a choice among four sentences"
"That the nurse goes to the right place is supported; that she puts it right has not been tried."
edit('"C"', '"D"')

# %% the mean stands for all task="m05-q2c-statement" points=0 trap="mean-for-everybody"
statement.record(sentence="A", sure=0.4)

# %% a cause task="m05-q2c-statement" points=0 trap="cause-from-survey"
statement.record(sentence="B", sure=0.55)

# %% a promise task="m05-q2c-statement" points=0 trap="promise-of-cure"
statement.record(sentence="D", sure=0.7)

# %% [markdown]
# ## Task 3: the weighted position


# %% a loop task="m05-q3-position" points=4
def weighted_position(zones, weights):
    top, bottom = 0, 0
    for group in zones["group"].unique():
        part = zones[zones["group"] == group]
        w = weights[group]
        top += w * (part["perceived"].mean() - part["adequate"].mean())
        bottom += w * (part["desired"].mean() - part["adequate"].mean())
    return top / bottom


position_by_hours = round(weighted_position(reply_zone, latest["hours"].to_dict()), 2)


# %% from the zone summary task="m05-q3-position" points=4
def weighted_position(zones, weights):
    s = zone_summary(zones, "group")
    w = pd.Series(dict(weights))
    return (w * s["msa"]).sum() / (w * (s["desired"] - s["adequate"])).sum()


position_by_hours = weighted_position(zones.query("dimension == 'responsiveness'"), latest.hours)


# %% numpy average task="m05-q3-position" points=4
def weighted_position(zones, weights):
    s = (
        zones.assign(
            msa=zones["perceived"] - zones["adequate"], width=zones["desired"] - zones["adequate"]
        )
        .groupby("group", observed=True)[["msa", "width"]]
        .mean()
    )
    w = [weights[str(group)] for group in s.index]
    return np.average(s["msa"], weights=w) / np.average(s["width"], weights=w)


position_by_hours = float(weighted_position(reply_zone, latest["hours"]))


# %% weights mapped to the means task="m05-q3-position" points=4
def weighted_position(zones, weights):
    means = zones.groupby("group")[["adequate", "desired", "perceived"]].mean().reset_index()
    w = means["group"].map(weights)
    up = (means["perceived"] - means["adequate"]) * w
    return up.sum() / ((means["desired"] - means["adequate"]) * w).sum()


position_by_hours = weighted_position(reply_zone, latest["hours"])


# %% slip="mean-of-positions" task="m05-q3-position"
"You averaged the positions of the groups. Add up the differences first and divide once, at the end."
edit(
    'above = (weight * (means["perceived"] - means["adequate"])).sum()',
    'position = (means["perceived"] - means["adequate"]) / (means["desired"] - means["adequate"])\n    above = (weight * position).sum()',
)
edit('width = (weight * (means["desired"] - means["adequate"])).sum()', "width = weight.sum()")

# %% slip="mean-of-ratios" task="m05-q3-position"
"You divided for each answer. A narrow zone then rules the result: divide sums instead."
edit(
    'above = (weight * (means["perceived"] - means["adequate"])).sum()',
    """scores = zones.assign(
        msa=zones["perceived"] - zones["adequate"], width=zones["desired"] - zones["adequate"]
    )
    ratio = (scores["msa"] / scores["width"]).groupby(zones["group"], observed=True).mean()
    above = (weight * ratio).sum()""",
)
edit('width = (weight * (means["desired"] - means["adequate"])).sum()', "width = weight.sum()")

# %% slip="weights-ignored" task="m05-q3-position"
"The weights are not used: let each group count with its weight."
edit(
    'above = (weight * (means["perceived"] - means["adequate"])).sum()',
    'above = (means["perceived"] - means["adequate"]).sum()',
)
edit(
    'width = (weight * (means["desired"] - means["adequate"])).sum()',
    'width = (means["desired"] - means["adequate"]).sum()',
)

# %% slip="weights-ignored" task="m05-q3-position"
"The weights are not used: let each group count with its weight."
edit("pd.Series(weights).reindex(means.index)", 'zones.groupby("group", observed=True).size()')

# %% slip="group-size-counted" task="m05-q3-position"
"A larger group counts twice, once by its weight and once by its number of answers. Take means within groups."
edit(
    ".reindex(means.index)", '.reindex(means.index) * zones.groupby("group", observed=True).size()'
)

# %% slip="position-to-desired" task="m05-q3-position"
"That measures P from the desired level. The position starts at the adequate level."
edit('means["perceived"] - means["adequate"]', 'means["perceived"] - means["desired"]')

# %% slip="width-unweighted" task="m05-q3-position"
"Only the sum above the line is weighted. Both sums are."
edit(
    'width = (weight * (means["desired"] - means["adequate"])).sum()',
    'width = (means["desired"] - means["adequate"]).sum()',
)

# %% slip="all-dimensions" task="m05-q3-position"
"That is over all dimensions. The task asks for responsiveness."
edit('weighted_position(reply_zone, latest["hours"])', 'weighted_position(zones, latest["hours"])')

# %% slip="wrong-weights" task="m05-q3-position"
"These are other weights than the hours of staff."
edit(
    'weighted_position(reply_zone, latest["hours"])',
    'weighted_position(reply_zone, latest["people"])',
)

# %% slip="wrong-weights" task="m05-q3-position"
"These are other weights than the hours of staff."
edit(
    'weighted_position(reply_zone, latest["hours"])',
    'weighted_position(reply_zone, latest["visits"])',
)


# %% the width is not weighted task="m05-q3-position" points=0 trap="width-unweighted"
def weighted_position(zones, weights):
    means = zones.groupby("group")[["adequate", "desired", "perceived"]].mean()
    w = pd.Series(weights).reindex(means.index)
    above = (w * means["perceived"] - w * means["adequate"]).sum()
    return above / (means["desired"].sum() - means["adequate"].sum())


position_by_hours = weighted_position(reply_zone, latest["hours"])


# %% mean of the positions task="m05-q3-position" points=0 trap="mean-of-positions"
def weighted_position(zones, weights):
    s = zone_summary(zones, "group")
    w = pd.Series(dict(weights))
    return (w * s["position"]).sum() / w.sum()


position_by_hours = weighted_position(reply_zone, latest["hours"])


# %% mean of single ratios task="m05-q3-position" points=0 trap="mean-of-ratios"
def weighted_position(zones, weights):
    ratio = (zones["perceived"] - zones["adequate"]) / (zones["desired"] - zones["adequate"])
    by_group = ratio.groupby(zones["group"], observed=True).mean()
    w = pd.Series(dict(weights))
    return (w * by_group).sum() / w.sum()


position_by_hours = weighted_position(reply_zone, latest["hours"])


# %% weights ignored task="m05-q3-position" points=0 trap="weights-ignored"
def weighted_position(zones, weights):
    s = zones.assign(
        msa=zones["perceived"] - zones["adequate"], width=zones["desired"] - zones["adequate"]
    )
    return s["msa"].sum() / s["width"].sum()


position_by_hours = weighted_position(reply_zone, latest["hours"])


# %% group size counted twice task="m05-q3-position" points=0 trap="group-size-counted"
def weighted_position(zones, weights):
    s = zones.assign(
        msa=zones["perceived"] - zones["adequate"], width=zones["desired"] - zones["adequate"]
    )
    w = s["group"].astype(str).map(dict(weights)).astype(float)
    return (w * s["msa"]).sum() / (w * s["width"]).sum()


position_by_hours = weighted_position(reply_zone, latest["hours"])


# %% measured from desired task="m05-q3-position" points=0 trap="position-to-desired"
def weighted_position(zones, weights):
    s = zone_summary(zones, "group")
    w = pd.Series(dict(weights))
    return (w * s["mss"]).sum() / (w * (s["desired"] - s["adequate"])).sum()


position_by_hours = weighted_position(reply_zone, latest["hours"])


# %% over all dimensions task="m05-q3-position" points=3 trap="all-dimensions"
def weighted_position(zones, weights):
    s = zone_summary(zones, "group")
    w = pd.Series(dict(weights))
    return (w * s["msa"]).sum() / (w * (s["desired"] - s["adequate"])).sum()


position_by_hours = weighted_position(zones, latest["hours"])


# %% by people task="m05-q3-position" points=3 trap="wrong-weights"
def weighted_position(zones, weights):
    s = zone_summary(zones, "group")
    w = pd.Series(dict(weights))
    return (w * s["msa"]).sum() / (w * (s["desired"] - s["adequate"])).sum()


position_by_hours = weighted_position(reply_zone, latest["people"])

# %% [markdown]
# ## Task 4: satisfied, or served

# %% the letter, rather sure task="m05-q4-statement" points=3 fewer="one of four letters is right"
statement.record(sentence="B", sure=0.7)

# %% slip="satisfied-so-fine" task="m05-q4-statement" silent="a choice among four sentences"
"That they got what they predicted does not say that it was enough: read the other column."
edit('"B"', '"A"')

# %% slip="cause-from-survey" task="m05-q4-statement" silent="a choice among four sentences"
"The table says how many, not why. Nothing in it measures the care of the staff."
edit('"B"', '"C"')

# %% slip="sure-forecast" task="m05-q4-statement" silent="a choice among four sentences"
"That may well be, but nobody has seen it: the survey holds one moment, and nothing in it is certain to come."
edit('"B"', '"D"')

# %% all is well task="m05-q4-statement" points=0 trap="satisfied-so-fine"
statement.record(sentence="A", sure=0.55)

# %% because task="m05-q4-statement" points=0 trap="cause-from-survey"
statement.record(sentence="C", sure=0.25)

# %% it will fall task="m05-q4-statement" points=0 trap="sure-forecast"
statement.record(sentence="D", sure=1)

# %% [markdown]
# ## Task 5: sort the list

# %% a changed mole is booked for later task="m05-q5-kinds" points=2.72 says=["8 of nine"]
kinds = dict.fromkeys(["reshape a nose", "whiten teeth", "smooth wrinkles"], "elective")
kinds |= dict.fromkeys(
    ["vaccinate against flu", "check blood pressure once a year", "advice on diet and exercise"],
    "preventive",
)
kinds |= {
    "sew a severed finger back on": "necessary",
    "snores, with pauses in breathing": "necessary",
    "a mole that has changed its shape": "preventive",
}

# %% a Series in capitals task="m05-q5-kinds" points=3
kinds = pd.Series(
    [
        *("Elective", "Preventive", "Necessary", "Necessary", "Preventive", "Elective"),
        *("Preventive", "Elective", "Necessary"),
    ],
    index=REQUESTS,
)

# %% both warnings are booked for later task="m05-q5-kinds" points=2.44 says=["7 of nine"]
kinds = dict.fromkeys(["reshape a nose", "whiten teeth", "smooth wrinkles"], "elective")
kinds |= dict.fromkeys(
    ["vaccinate against flu", "check blood pressure once a year", "advice on diet and exercise"],
    "preventive",
)
kinds["sew a severed finger back on"] = "necessary"
kinds["snores, with pauses in breathing"] = "preventive"
kinds["a mole that has changed its shape"] = "preventive"

# %% by kind task="m05-q5-kinds" points=3
by_kind = {
    "elective": ["reshape a nose", "whiten teeth", "smooth wrinkles"],
    "preventive": [
        "vaccinate against flu",
        "check blood pressure once a year",
        "advice on diet and exercise",
    ],
}
kinds = {name: kind for kind, some in by_kind.items() for name in some}
kinds = {name: kinds.get(name, "necessary") for name in REQUESTS}

# %% slip="one-box" task="m05-q5-kinds"
"One kind is empty. The point of sorting is that a list for 'the healthy' mixes all three."
kinds = dict.fromkeys(REQUESTS, "preventive") | {"sew a severed finger back on": "necessary"}

# %% slip="snoring-as-comfort" task="m05-q5-kinds"
"Snoring alone disturbs the neighbors. Pauses in breathing are another matter: they can be sleep apnea."
edit(
    '"snores, with pauses in breathing": "necessary"',
    '"snores, with pauses in breathing": "elective"',
)

# %% slip="misfit-kept" task="m05-q5-kinds"
"A severed finger found its way into a list for the healthy. What happens if the hospital says no?"
edit('"sew a severed finger back on": "necessary"', '"sew a severed finger back on": "elective"')

# %% slip="warning-as-comfort" task="m05-q5-kinds"
"A mole is harmless until it changes: then somebody has to look, because it can be a cancer."
edit(
    '"a mole that has changed its shape": "necessary"',
    '"a mole that has changed its shape": "elective"',
)


# %% a mole is a matter of looks task="m05-q5-kinds" points=2.22 trap="warning-as-comfort"
kinds = dict.fromkeys(REQUESTS, "elective")
kinds |= dict.fromkeys(
    ["vaccinate against flu", "check blood pressure once a year", "advice on diet and exercise"],
    "preventive",
)
kinds["sew a severed finger back on"] = "necessary"
kinds["snores, with pauses in breathing"] = "necessary"

# %% all of it is elective task="m05-q5-kinds" points=0.83 trap="one-box"
kinds = dict.fromkeys(REQUESTS, "elective")

# %% snoring is comfort task="m05-q5-kinds" points=2.22 trap="snoring-as-comfort"
kinds = {
    "reshape a nose": "elective",
    "vaccinate against flu": "preventive",
    "sew a severed finger back on": "necessary",
    "snores, with pauses in breathing": "elective",
    "check blood pressure once a year": "preventive",
    "whiten teeth": "elective",
    "advice on diet and exercise": "preventive",
    "smooth wrinkles": "elective",
    "a mole that has changed its shape": "necessary",
}

# %% two comforts and two warnings taken for prevention task="m05-q5-kinds" points=1.89 says=["5 of nine"]
kinds = dict.fromkeys(REQUESTS, "preventive") | {
    "reshape a nose": "elective",
    "sew a severed finger back on": "necessary",
}

# %% the finger is left among the wishes task="m05-q5-kinds" points=1.94 trap="misfit-kept"
kinds = {
    "reshape a nose": "elective",
    "vaccinate against flu": "preventive",
    "sew a severed finger back on": "elective",
    "snores, with pauses in breathing": "necessary",
    "check blood pressure once a year": "preventive",
    "whiten teeth": "elective",
    "advice on diet and exercise": "preventive",
    "smooth wrinkles": "elective",
    "a mole that has changed its shape": "preventive",
}

# %% [markdown]
# ## Task 6: what the cross decides


# %% a loop and a set task="m05-q6-crosshair" points=4
def steady(table, crosshairs):
    same = []
    for attribute in table.index:
        words = set()
        for crosshair in crosshairs:
            words.add(importance_performance(table, crosshair).loc[attribute, "quadrant"])
        if len(words) == 1:
            same.append(attribute)
    return same


steady_garage = steady(garage, ["mean", "median", (2.5, 2.5)])
concentrate_garage = []
for attribute, row in importance_performance(garage).iterrows():
    if row["quadrant"] == "concentrate":
        concentrate_garage.append(attribute)


# %% compared with the first task="m05-q6-crosshair" points=4
def steady(table, crosshairs):
    columns = [importance_performance(table, c)["quadrant"] for c in crosshairs]
    stays = pd.Series(True, index=table.index)
    for column in columns[1:]:
        stays &= column == columns[0]
    return table.index[stays]


steady_garage = steady(garage, ("mean", "median", (2.5, 2.5)))
concentrate_garage = garage[
    (garage["importance"] >= garage["importance"].mean())
    & (garage["performance"] < garage["performance"].mean())
]


# %% Series of names task="m05-q6-crosshair" points=4
def steady(table, crosshairs):
    columns = [importance_performance(table, c)["quadrant"] for c in crosshairs]
    stays = pd.concat(columns, axis=1).nunique(axis=1).eq(1)
    return pd.Series(table.index[stays])


steady_garage = pd.Series(steady(garage, ["mean", "median", (2.5, 2.5)]))
by_mean = importance_performance(garage)
concentrate_garage = by_mean.query("quadrant == 'concentrate'").index.to_series()


# %% the quadrants that were kept, by name task="m05-q6-crosshair" points=4
def steady(table, crosshairs):
    columns = [importance_performance(table, c)["quadrant"] for c in crosshairs]
    stays = pd.concat(columns, axis=1).nunique(axis=1).eq(1)
    return list(table.index[stays])


steady_garage = steady(garage, ["mean", "median", (2.5, 2.5)])
by_mean = importance_performance(garage)["quadrant"]
concentrate_garage = by_mean[by_mean == "concentrate"]

# %% slip="on-the-line" task="m05-q6-crosshair"
"An attribute exactly on the cross counts as high; you put it with the low ones."


def steady(table, crosshairs):
    words = {name: set() for name in table.index}
    for crosshair in crosshairs:
        importance, performance = importance_performance(table, crosshair).attrs["crosshair"]
        for name, row in table.iterrows():
            words[name].add((row["importance"] > importance, row["performance"] > performance))
    return [name for name in table.index if len(words[name]) == 1]


steady_garage = steady(garage, ["mean", "median", (2.5, 2.5)])
by_mean = importance_performance(garage, "mean")
concentrate_garage = list(by_mean.index[by_mean["quadrant"] == "concentrate"])


# %% on the line is low task="m05-q6-crosshair" points=3 trap="on-the-line"
def steady(table, crosshairs):
    keep = []
    for name in table.index:
        row = table.loc[name]
        marks = []
        for c in crosshairs:
            i, p = importance_performance(table, c).attrs["crosshair"]
            marks.append(f"{row['importance'] > i}{row['performance'] > p}")
        if marks.count(marks[0]) == len(marks):
            keep.append(name)
    return keep


steady_garage = steady(garage, ["mean", "median", (2.5, 2.5)])
by_mean = importance_performance(garage)
concentrate_garage = list(by_mean.index[by_mean["quadrant"] == "concentrate"])

# %% slip="movers-not-steady" task="m05-q6-crosshair"
"These are the attributes that move. The task asks for those that stay."
edit("quadrants.nunique(axis=1) == 1", "quadrants.nunique(axis=1) > 1")

# %% slip="first-and-last-only" task="m05-q6-crosshair"
"An attribute can leave its quadrant under a crosshair in between and come back: compare all of them."
edit("enumerate(crosshairs)", "enumerate([crosshairs[0], crosshairs[-1]])")

# %% slip="concentrate-only" task="m05-q6-crosshair"
"You kept only what is always in 'concentrate'. Whatever stays in its quadrant is steady, whichever it is."
edit("quadrants.nunique(axis=1) == 1", '(quadrants == "concentrate").all(axis=1)')

# %% slip="any-instead-of-all" task="m05-q6-crosshair"
"You keep an attribute when two of its quadrants agree: look whether all of a row do."
edit("quadrants.nunique(axis=1) == 1", "quadrants.nunique(axis=1) < len(crosshairs)")

# %% slip="axes-swapped" task="m05-q6-crosshair"
"What you list is done well, and hardly anybody needs it. Concentrate means high importance and low performance."
edit('by_mean["quadrant"] == "concentrate"', 'by_mean["quadrant"] == "overkill"')

# %% slip="median-for-mean" task="m05-q6-crosshair"
"That is the quadrant with the cross at the medians. The task says means."
edit('importance_performance(garage, "mean")', 'importance_performance(garage, "median")')


# %% axes exchanged task="m05-q6-crosshair" points=3 trap="axes-swapped"
def steady(table, crosshairs):
    quadrants = pd.DataFrame(
        {i: importance_performance(table, c)["quadrant"] for i, c in enumerate(crosshairs)}
    )
    return list(quadrants.index[quadrants.nunique(axis=1) == 1])


steady_garage = steady(garage, ["mean", "median", (2.5, 2.5)])
concentrate_garage = list(
    garage.index[
        (garage["performance"] > garage["performance"].mean())
        & (garage["importance"] < garage["importance"].mean())
    ]
)


# %% those that move task="m05-q6-crosshair" points=1 trap="movers-not-steady"
def steady(table, crosshairs):
    quadrants = pd.DataFrame(
        {i: importance_performance(table, c)["quadrant"] for i, c in enumerate(crosshairs)}
    )
    return list(quadrants.index[quadrants.nunique(axis=1) > 1])


steady_garage = steady(garage, ["mean", "median", (2.5, 2.5)])
by_mean = importance_performance(garage)
concentrate_garage = list(by_mean.index[by_mean["quadrant"] == "concentrate"])


# %% first and last crosshair only task="m05-q6-crosshair" points=1.64 trap="first-and-last-only"
def steady(table, crosshairs):
    first = importance_performance(table, crosshairs[0])["quadrant"]
    last = importance_performance(table, crosshairs[-1])["quadrant"]
    return list(table.index[first == last])


steady_garage = steady(garage, ["mean", "median", (2.5, 2.5)])
by_mean = importance_performance(garage)
concentrate_garage = list(by_mean.index[by_mean["quadrant"] == "concentrate"])


# %% two that agree are enough task="m05-q6-crosshair" points=1.5 trap="any-instead-of-all"
def steady(table, crosshairs):
    words = [list(importance_performance(table, c)["quadrant"]) for c in crosshairs]
    rows = dict(zip(table.index, zip(*words, strict=True), strict=True))
    return [name for name, row in rows.items() if max(row.count(word) for word in row) >= 2]


steady_garage = steady(garage, ["mean", "median", (2.5, 2.5)])
by_mean = importance_performance(garage)
concentrate_garage = list(by_mean.index[by_mean["quadrant"] == "concentrate"])


# %% always in concentrate task="m05-q6-crosshair" points=1 trap="concentrate-only"
def steady(table, crosshairs):
    keep = set(table.index)
    for c in crosshairs:
        q4 = importance_performance(table, c)["quadrant"]
        keep &= set(q4.index[q4 == "concentrate"])
    return sorted(keep)


steady_garage = steady(garage, ["mean", "median", (2.5, 2.5)])
by_mean = importance_performance(garage)
concentrate_garage = list(by_mean.index[by_mean["quadrant"] == "concentrate"])


# %% the median, because it looks better task="m05-q6-crosshair" points=3.67 trap="median-for-mean"
def steady(table, crosshairs):
    quadrants = pd.DataFrame(
        {i: importance_performance(table, c)["quadrant"] for i, c in enumerate(crosshairs)}
    )
    return list(quadrants.index[quadrants.nunique(axis=1) == 1])


steady_garage = steady(garage, ["mean", "median", (2.5, 2.5)])
by_median = importance_performance(garage, "median")
concentrate_garage = list(by_median.index[by_median["quadrant"] == "concentrate"])

# %% [markdown]
# ## Task 7: merge, then weigh


# %% drop, join, divide task="m05-q7-merge" points=5
def merged_weights(performance, overall, parts):
    gone = [column for columns in parts.values() for column in columns]
    table = performance.drop(columns=gone)
    for new, columns in parts.items():
        table = table.join(performance[columns].mean(axis=1).rename(new))
    found = derived_importance(table, overall)
    return found["relative_weight"] / found["relative_weight"].sum()


weights = merged_weights(
    patients[names], patients["overall"], {"conversation": ["courtesy", "explanation", "listening"]}
).round(3)
setting_share = weights[["clean_rooms", "privacy", "clear_signs", "greenery"]].sum()


# %% sums in a loop, divided by R² task="m05-q7-merge" points=5
def merged_weights(performance, overall, parts):
    new = performance.copy()
    for name in parts:
        total = 0
        for column in parts[name]:
            total = total + new[column]
        new[name] = total / len(parts[name])
        for column in parts[name]:
            del new[column]
    d = derived_importance(new, overall)
    return dict(d["relative_weight"] / d.attrs["r2"])


weights = pd.Series(
    merged_weights(
        patients[names],
        patients["overall"],
        {"conversation": ["courtesy", "explanation", "listening"]},
    )
).sort_values()
setting_share = weights[["clean_rooms", "privacy", "clear_signs", "greenery"]].sum()


# %% a table of results task="m05-q7-merge" points=5
def merged_weights(performance, overall, parts):
    merged = performance.assign(**{n: performance[c].mean(axis=1) for n, c in parts.items()})
    merged = merged.drop(columns=[c for columns in parts.values() for c in columns])
    table = derived_importance(merged, overall)[["relative_weight"]]
    return table / table.sum()


weights = merged_weights(
    patients[names], patients["overall"], {"conversation": ["courtesy", "explanation", "listening"]}
)
setting_share = weights["relative_weight"][
    ["clean_rooms", "privacy", "clear_signs", "greenery"]
].sum()


# %% a table of one column of another name, two decimals task="m05-q7-merge" points=5
def merged_weights(performance, overall, parts):
    merged = performance.assign(**{n: performance[c].mean(axis=1) for n, c in parts.items()})
    merged = merged.drop(columns=[c for columns in parts.values() for c in columns])
    w = derived_importance(merged, overall)["relative_weight"]
    return (w / w.sum()).round(2).to_frame("weight")


weights = merged_weights(
    patients[names], patients["overall"], {"conversation": ["courtesy", "explanation", "listening"]}
)
setting_share = float(
    weights.loc[["clean_rooms", "privacy", "clear_signs", "greenery"], "weight"].sum()
)


# %% a table of two columns task="m05-q7-merge" points=5
def merged_weights(performance, overall, parts):
    merged = performance.assign(**{n: performance[c].mean(axis=1) for n, c in parts.items()})
    merged = merged.drop(columns=[c for columns in parts.values() for c in columns])
    w = derived_importance(merged, overall)["relative_weight"]
    return (w / w.sum()).rename("weight").rename_axis("driver").reset_index()


weights = merged_weights(
    patients[names], patients["overall"], {"conversation": ["courtesy", "explanation", "listening"]}
)
setting_share = (
    weights.set_index("driver")
    .loc[["clean_rooms", "privacy", "clear_signs", "greenery"], "weight"]
    .sum()
)

# %% slip="raw-slopes" task="m05-q7-merge"
"These are raw slopes, which depend on the unit of each scale. Use the relative weights."
edit(
    'weight = derived_importance(merged, overall)["relative_weight"]',
    """design = np.column_stack([np.ones(len(merged)), merged.astype(float)])
    slopes = np.linalg.lstsq(design, np.asarray(overall, dtype=float), rcond=None)[0][1:]
    weight = pd.Series(slopes, index=merged.columns)""",
)

# %% slip="beta-for-weight" task="m05-q7-merge"
"These are made of the betas. Use the column `relative_weight`."
edit('["relative_weight"]', '["beta"]')

# %% slip="not-normalized" task="m05-q7-merge"
"These do not add up to 1 (relative weights add up to R²). Divide by their sum."
edit("share = weight / weight.sum()", "share = weight")

# %% slip="first-column-only" task="m05-q7-merge"
"The merged driver is only one of its columns. Take the mean of all of them for each person."
edit("joined = merged[columns].mean(axis=1)", "joined = merged[columns[0]]")

# %% slip="weights-added-up" task="m05-q7-merge"
"You weighed all the drivers and added some weights up. Merge the columns first, then weigh."


def merged_weights(performance, overall, parts):
    weight = derived_importance(performance, overall)["relative_weight"]
    for name, columns in parts.items():
        weight[name] = weight[columns].sum()
        weight = weight.drop(columns)
    return weight / weight.sum()


weights = merged_weights(
    patients[names],
    patients["overall"],
    {"conversation": ["courtesy", "explanation", "listening"]},
)
setting_share = weights[["clean_rooms", "privacy", "clear_signs", "greenery"]].sum()

# %% slip="mean-not-sum" task="m05-q7-merge"
"That is the mean of the four. Together they have the sum."
edit('"greenery"]].sum()', '"greenery"]].mean()')

# %% slip="wrong-factor" task="m05-q7-merge"
"That is the share of another part of the visit. The setting has four attributes, named in the task."
edit(
    'weights[["clean_rooms", "privacy", "clear_signs", "greenery"]]',
    'weights[["booking", "short_wait", "conversation", "follow_up"]]',
)

# %% equivalent="m05-q7-merge"
"A sum is the mean times a number, and relative weights do not depend on the unit."
edit("merged[columns].mean(axis=1)", "merged[columns].sum(axis=1)")


# %% two of three dropped silently task="m05-q7-merge" points=1 trap="first-column-only"
def merged_weights(performance, overall, parts):
    renamed = {columns[0]: name for name, columns in parts.items()}
    table = performance.drop(columns=[c for columns in parts.values() for c in columns[1:]])
    table = table.rename(columns=renamed)
    w = derived_importance(table, overall)["relative_weight"]
    return w / w.sum()


weights = merged_weights(
    patients[names], patients["overall"], {"conversation": ["courtesy", "explanation", "listening"]}
)
setting_share = weights[["clean_rooms", "privacy", "clear_signs", "greenery"]].sum()


# %% the columns stay beside their mean task="m05-q7-merge" points=0 says=["computed from the others"]
def merged_weights(performance, overall, parts):
    table = performance.copy()
    for name, columns in parts.items():
        table[name] = table[columns].mean(axis=1)
    w = derived_importance(table, overall)["relative_weight"]
    return w / w.sum()


weights = ["conversation"]
setting_share = 0.9


# %% raw slopes task="m05-q7-merge" points=1 trap="raw-slopes"
def merged_weights(performance, overall, parts):
    table = performance.copy()
    for name, columns in parts.items():
        table[name] = table[columns].mean(axis=1)
        table = table.drop(columns=columns)
    design = np.column_stack([np.ones(len(table)), table.astype(float)])
    slopes = np.linalg.lstsq(design, np.asarray(overall, dtype=float), rcond=None)[0][1:]
    return pd.Series(slopes / slopes.sum(), index=table.columns)


weights = merged_weights(
    patients[names], patients["overall"], {"conversation": ["courtesy", "explanation", "listening"]}
)
setting_share = weights[["clean_rooms", "privacy", "clear_signs", "greenery"]].sum()


# %% betas task="m05-q7-merge" points=1 trap="beta-for-weight"
def merged_weights(performance, overall, parts):
    table = performance.copy()
    for name, columns in parts.items():
        table[name] = table[columns].mean(axis=1)
        table = table.drop(columns=columns)
    w = derived_importance(table, overall)["beta"]
    return w / w.sum()


weights = merged_weights(
    patients[names], patients["overall"], {"conversation": ["courtesy", "explanation", "listening"]}
)
setting_share = weights[["clean_rooms", "privacy", "clear_signs", "greenery"]].sum()


# %% not divided by their sum task="m05-q7-merge" points=1 trap="not-normalized"
def merged_weights(performance, overall, parts):
    table = performance.copy()
    for name, columns in parts.items():
        table[name] = table[columns].mean(axis=1)
        table = table.drop(columns=columns)
    return derived_importance(table, overall)["relative_weight"]


weights = merged_weights(
    patients[names], patients["overall"], {"conversation": ["courtesy", "explanation", "listening"]}
)
setting_share = weights[["clean_rooms", "privacy", "clear_signs", "greenery"]].sum()


# %% weighed first, added up afterwards task="m05-q7-merge" points=1 trap="weights-added-up"
def merged_weights(performance, overall, parts):
    w = derived_importance(performance, overall)["relative_weight"]
    w = w / w.sum()
    for name, columns in parts.items():
        w[name] = w[columns].sum()
        w = w.drop(columns)
    return w


weights = merged_weights(
    patients[names], patients["overall"], {"conversation": ["courtesy", "explanation", "listening"]}
)
setting_share = weights[["clean_rooms", "privacy", "clear_signs", "greenery"]].sum()


# %% the mean of the four task="m05-q7-merge" points=4 trap="mean-not-sum"
def merged_weights(performance, overall, parts):
    table = performance.copy()
    for name, columns in parts.items():
        table[name] = table[columns].mean(axis=1)
        table = table.drop(columns=columns)
    w = derived_importance(table, overall)["relative_weight"]
    return w / w.sum()


weights = merged_weights(
    patients[names], patients["overall"], {"conversation": ["courtesy", "explanation", "listening"]}
)
setting_share = np.mean([weights[n] for n in ("clean_rooms", "privacy", "clear_signs", "greenery")])


# %% the part of service task="m05-q7-merge" points=4 trap="wrong-factor"
def merged_weights(performance, overall, parts):
    table = performance.copy()
    for name, columns in parts.items():
        table[name] = table[columns].mean(axis=1)
        table = table.drop(columns=columns)
    w = derived_importance(table, overall)["relative_weight"]
    return w / w.sum()


weights = merged_weights(
    patients[names], patients["overall"], {"conversation": ["courtesy", "explanation", "listening"]}
)
setting_share = sum(weights[n] for n in ("booking", "short_wait", "conversation", "follow_up"))

# %% [markdown]
# ## Task 8b: the shape


# %% a loop with if and elif task="m05-q8b-shape" points=6
def shape(effects):
    result = {}
    for name, row in effects.iterrows():
        if row["penalty_high"] < 0 and row["reward_low"] > 0:
            result[name] = "one-dimensional"
        elif row["penalty_high"] < 0:
            result[name] = "must-be"
        elif row["reward_low"] > 0:
            result[name] = "attractive"
        else:
            result[name] = "no effect"
    return result


disagree = []
word = {"M": "must-be", "A": "attractive", "O": "one-dimensional", "I": "no effect"}
mine = shape(effects)
for name, letter in kano_table(kano)["class"].items():
    if name in mine and mine[name] != word.get(letter):
        disagree.append(name)


# %% numpy select task="m05-q8b-shape" points=6
def shape(effects):
    p, r = effects.penalty_high < 0, effects.reward_low > 0
    kinds = np.select([p & r, p, r], ["one-dimensional", "must-be", "attractive"], "no effect")
    return pd.Series(kinds, index=effects.index)


classes = kano_table(kano)["class"].replace(
    {"M": "must-be", "A": "attractive", "O": "one-dimensional", "I": "no effect", "R": "reverse"}
)
joined = pd.concat([classes.rename("kano"), shape(effects).rename("twin")], axis=1).dropna()
disagree = joined[joined["kano"] != joined["twin"]].index


# %% slip="letters-not-words" task="m05-q8b-shape"
"These are the letters of Kano's classes. Use the four words: must-be, attractive, one-dimensional, no effect."
edit('(True, False): "must-be"', '(True, False): "M"')
edit('(False, True): "attractive"', '(False, True): "A"')
edit('(True, True): "one-dimensional"', '(True, True): "O"')
edit('(False, False): "no effect"', '(False, False): "I"')
edit(
    """letters = shape(effects).map(
    {"must-be": "M", "attractive": "A", "one-dimensional": "O", "no effect": "I"}
)""",
    "letters = shape(effects)",
)

# %% slip="interval-ignored" task="m05-q8b-shape"
"What is sure has its whole interval on one side: look at the end of the interval that is nearer to zero."
edit('effects["penalty_high"] < 0', 'effects["penalty"] < 0')
edit('effects["reward_low"] > 0', 'effects["reward"] > 0')

# %% slip="interval-ignored" task="m05-q8b-shape"
"What is sure has its whole interval on one side: look at the end of the interval that is nearer to zero."
edit('effects["penalty_high"] < 0', 'effects["penalty_low"] < 0')

# %% slip="interval-ignored" task="m05-q8b-shape"
"What is sure has its whole interval on one side: look at the end of the interval that is nearer to zero."
edit('effects["reward_low"] > 0', 'effects["reward_high"] > 0')

# %% slip="swapped-shapes" task="m05-q8b-shape"
"Must-be and attractive are exchanged: a must-be attribute costs where it is bad, and earns nothing where it is good."
edit('(True, False): "must-be"', '(True, False): "attractive"')
edit('(False, True): "attractive"', '(False, True): "must-be"')

# %% slip="larger-effect-wins" task="m05-q8b-shape"
"You compare penalty with reward. The question is whether each of them is sure."
edit(
    'penalty = effects["penalty_high"] < 0',
    'penalty = effects["penalty"].abs() > effects["reward"]',
)
edit('reward = effects["reward_low"] > 0', "reward = ~penalty")

# %% slip="both-asked-late" task="m05-q8b-shape"
"Where penalty and reward are both sure, you name only one of them. With `if` and `elif`, ask for both first."
edit('(True, True): "one-dimensional"', '(True, True): "must-be"')

# %% slip="both-asked-late" task="m05-q8b-shape"
"Where penalty and reward are both sure, you name only one of them. With `if` and `elif`, ask for both first."
edit('(True, True): "one-dimensional"', '(True, True): "attractive"')

# %% slip="not-in-both" task="m05-q8b-shape"
"The hospital does not offer all of these yet, so nobody could rate them: they are in one of the two only."
edit("[name for name in classes.index if name in letters.index]", "list(classes.index)")
edit("classes[name] != letters[name]", "classes[name] != letters.get(name)")

# %% slip="words-not-matched" task="m05-q8b-shape"
"All of them disagree? M stands for must-be, A for attractive, O for one-dimensional, I for no effect: did you compare letters with words?"
edit("classes[name] != letters[name]", "classes[name] != shape(effects)[name]")


# %% letters for words task="m05-q8b-shape" points=2 trap="letters-not-words"
def shape(effects):
    p, r = effects.penalty_high < 0, effects.reward_low > 0
    return pd.Series(np.select([p & r, p, r], ["O", "M", "A"], "I"), index=effects.index)


classes = kano_table(kano)["class"]
mine = shape(effects)
disagree = [name for name in classes.index if name in mine.index and classes[name] != mine[name]]


# %% a Series of names task="m05-q8b-shape" points=6
def shape(effects):
    p, r = effects.penalty_high < 0, effects.reward_low > 0
    kinds = np.select([p & r, p, r], ["one-dimensional", "must-be", "attractive"], "no effect")
    return pd.Series(kinds, index=effects.index)


word = {"M": "must-be", "A": "attractive", "O": "one-dimensional", "I": "no effect"}
classes = kano_table(kano)["class"].map(word).dropna()
classes = classes[[name for name in classes.index if name in effects.index]]
disagree = classes[classes != shape(effects)[classes.index]].index.to_series()


# %% the classes that differ, by name task="m05-q8b-shape" points=6
def shape(effects):
    p, r = effects.penalty_high < 0, effects.reward_low > 0
    kinds = np.select([p & r, p, r], ["one-dimensional", "must-be", "attractive"], "no effect")
    return pd.Series(kinds, index=effects.index)


word = {"M": "must-be", "A": "attractive", "O": "one-dimensional", "I": "no effect"}
classes = kano_table(kano)["class"].map(word).dropna()
classes = classes[[name for name in classes.index if name in effects.index]]
disagree = classes[classes != shape(effects)[classes.index]]


# %% elif in the wrong order task="m05-q8b-shape" points=2 trap="both-asked-late"
def shape(effects):
    result = {}
    for name, row in effects.iterrows():
        if row["penalty_high"] < 0:
            result[name] = "must-be"
        elif row["reward_low"] > 0:
            result[name] = "attractive"
        elif row["penalty_high"] < 0 and row["reward_low"] > 0:
            result[name] = "one-dimensional"
        else:
            result[name] = "no effect"
    return pd.Series(result)


disagree = ["booking"]


# %% True and False for the names task="m05-q8b-shape" points=4 says=["none of those to choose from"]
def shape(effects):
    p, r = effects.penalty_high < 0, effects.reward_low > 0
    kinds = np.select([p & r, p, r], ["one-dimensional", "must-be", "attractive"], "no effect")
    return pd.Series(kinds, index=effects.index)


word = {"M": "must-be", "A": "attractive", "O": "one-dimensional", "I": "no effect"}
classes = kano_table(kano)["class"].map(word).dropna()
classes = classes[[name for name in classes.index if name in effects.index]]
disagree = classes != shape(effects)[classes.index]


# %% point estimates task="m05-q8b-shape" points=0 trap="interval-ignored"
def shape(effects):
    p, r = effects["penalty"] < 0, effects["reward"] > 0
    kinds = np.select([p & r, p, r], ["one-dimensional", "must-be", "attractive"], "no effect")
    return pd.Series(kinds, index=effects.index)


disagree = ["clean_rooms", "privacy"]


# %% must-be and attractive exchanged task="m05-q8b-shape" points=2 trap="swapped-shapes"
def shape(effects):
    p, r = effects["penalty_high"] < 0, effects["reward_low"] > 0
    kinds = np.select([p & r, p, r], ["one-dimensional", "attractive", "must-be"], "no effect")
    return pd.Series(kinds, index=effects.index)


disagree = ["booking"]


# %% the larger effect wins task="m05-q8b-shape" points=2 trap="larger-effect-wins"
def shape(effects):
    larger = effects["penalty"].abs() > effects["reward"]
    return pd.Series(np.where(larger, "must-be", "attractive"), index=effects.index)


disagree = ["booking"]


# %% what is not on offer yet task="m05-q8b-shape" points=4.67 trap="not-in-both"
def shape(effects):
    p, r = effects.penalty_high < 0, effects.reward_low > 0
    kinds = np.select([p & r, p, r], ["one-dimensional", "must-be", "attractive"], "no effect")
    return pd.Series(kinds, index=effects.index)


disagree = ["booking", "medicine_delivery", "promotion_calls"]


# %% letters compared with words task="m05-q8b-shape" points=4.25 trap="words-not-matched"
def shape(effects):
    p, r = effects.penalty_high < 0, effects.reward_low > 0
    kinds = np.select([p & r, p, r], ["one-dimensional", "must-be", "attractive"], "no effect")
    return pd.Series(kinds, index=effects.index)


classes = kano_table(kano)["class"]
mine = shape(effects)
disagree = [name for name in classes.index if name in mine.index and classes[name] != mine[name]]

# %% [markdown]
# ## Task 8c: what can be gained


# %% person by person task="m05-q8c-gain" points=4
def possible_gain(ratings, effects):
    result = {}
    for name in ratings.columns:
        total = 0
        for rating in ratings[name]:
            if rating < 4:
                total += effects.loc[name, "reward"] - effects.loc[name, "penalty"]
            elif rating < 6:
                total += effects.loc[name, "reward"]
        result[name] = total / len(ratings)
    return result


gains = possible_gain(patients[names], effects)
second = sorted(gains, key=gains.get)[-2]


# %% from the means of what is now task="m05-q8c-gain" points=4
def possible_gain(ratings, effects):
    low = (ratings <= 3).mean()
    high = (ratings >= 6).mean()
    now = low * effects["penalty"] + high * effects["reward"]
    return (effects["reward"] - now).round(3)


gains = possible_gain(patients[names], effects).to_frame("points")
second = gains["points"].sort_values().index[-2]


# %% completed task="m05-q8c-gain" points=4
def possible_gain(ratings, effects):
    low = (ratings <= 3).mean()
    middle = ratings.isin([4, 5]).mean()
    gain = (low + middle) * effects["reward"] + low * effects["penalty"].abs()
    return gain


gains = possible_gain(patients[names], effects).sort_values(ascending=False)
second = gains.index[1]

# %% slip="penalty-sign" task="m05-q8c-gain"
"A penalty is negative already: taken as it is, it takes away what mending would bring. From low to the middle one gains its opposite."
edit('effects["reward"] - effects["penalty"]', 'effects["reward"] + effects["penalty"]')

# %% slip="low-reward-forgotten" task="m05-q8c-gain"
"Who is low moves up to 6, past the middle: the reward is gained there, too."
edit('low * (effects["reward"] - effects["penalty"])', 'low * -effects["penalty"]')

# %% slip="middle-forgotten" task="m05-q8c-gain"
"Only those who rate it low move up in your sum. Those in the middle rate it 6 as well then."
edit(' + middle * effects["reward"]', "")

# %% slip="all-not-high" task="m05-q8c-gain"
"Your middle holds those who rate it low, too. They are counted already."


def possible_gain(ratings, effects):
    low = (ratings <= 3).mean()
    middle = (ratings < 6).mean()
    return low * (effects["reward"] - effects["penalty"]) + middle * effects["reward"]


gains = possible_gain(patients[names], effects)
second = gains.sort_values().index[-2]

# %% slip="middle-counted-to-six" task="m05-q8c-gain"
"A rating of 6 is high already: the middle is 4 and 5."
edit("ratings < 6", "ratings <= 6")

# %% slip="count-not-share" task="m05-q8c-gain"
"The middle is a number of people here. A proportion is asked for."
edit("(ratings < 6)).mean()", "(ratings < 6)).sum()")

# %% slip="first-not-second" task="m05-q8c-gain" silent="one of fourteen names"
"That is the largest gain. The second largest is asked for."
edit(".index[-2]", ".index[-1]")


# %% the penalty as it is task="m05-q8c-gain" points=1 trap="penalty-sign"
def possible_gain(ratings, effects):
    low = (ratings <= 3).mean()
    middle = ratings.isin([4, 5]).mean()
    return low * effects["penalty"] + (low + middle) * effects["reward"]


gains = possible_gain(patients[names], effects)
second = gains.nlargest(2).index[-1]


# %% half the way for the low task="m05-q8c-gain" points=1 trap="low-reward-forgotten"
def possible_gain(ratings, effects):
    low = (ratings <= 3).mean()
    middle = ratings.isin([4, 5]).mean()
    return low * effects["penalty"].abs() + middle * effects["reward"]


gains = possible_gain(patients[names], effects)
second = gains.nlargest(2).index[-1]


# %% only the low task="m05-q8c-gain" points=1 trap="middle-forgotten"
def possible_gain(ratings, effects):
    low = (ratings <= 3).mean()
    return low * effects["reward"] - low * effects["penalty"]


gains = possible_gain(patients[names], effects)
second = gains.nlargest(2).index[-1]


# %% everybody below six is the middle task="m05-q8c-gain" points=1 trap="all-not-high"
def possible_gain(ratings, effects):
    low = (ratings <= 3).mean()
    middle = (ratings <= 5).mean()
    gain = low * (effects["reward"] - effects["penalty"]) + middle * effects["reward"]
    return gain


gains = possible_gain(patients[names], effects)
second = gains.nlargest(2).index[-1]


# %% four to six task="m05-q8c-gain" points=1 trap="middle-counted-to-six"
def possible_gain(ratings, effects):
    low = (ratings <= 3).mean()
    middle = ratings.isin([4, 5, 6]).mean()
    gain = low * (effects["reward"] - effects["penalty"]) + middle * effects["reward"]
    return gain


gains = possible_gain(patients[names], effects)
second = gains.nlargest(2).index[-1]


# %% a number of people task="m05-q8c-gain" points=1 trap="count-not-share"
def possible_gain(ratings, effects):
    low = (ratings <= 3).mean()
    middle = ratings.isin([4, 5]).sum()
    gain = low * (effects["reward"] - effects["penalty"]) + middle * effects["reward"]
    return gain


gains = possible_gain(patients[names], effects)
second = gains.nlargest(2).index[-1]


# %% the first task="m05-q8c-gain" points=3 trap="first-not-second"
def possible_gain(ratings, effects):
    low = (ratings <= 3).mean()
    middle = ratings.isin([4, 5]).mean()
    gain = low * (effects["reward"] - effects["penalty"]) + middle * effects["reward"]
    return gain


gains = possible_gain(patients[names], effects)
second = gains.idxmax()

# %% [markdown]
# ## Task 9: the next token


# %% the library, twice task="m05-q9-next-token" points=6
def next_token(plan, gains, scales):
    plan = dict(plan)
    now = plan_gain(plan, gains * 0 + 1, gains, scales)
    adds = {}
    for name in gains.index:
        more = dict(plan)
        more[name] = more.get(name, 0) + 1
        adds[name] = plan_gain(more, gains * 0 + 1, gains, scales) - now
    return pd.Series(adds)


# %% formula by formula task="m05-q9-next-token" points=6
import math


def next_token(plan, gains, scales):
    result = {}
    for name in gains.index:
        x = plan[name] if name in plan else 0
        before = gains[name] * (1 - math.exp(-x / scales[name]))
        after = gains[name] * (1 - math.exp(-(x + 1) / scales[name]))
        result[name] = after - before
    return result


# %% in one formula, rounded task="m05-q9-next-token" points=6
def next_token(plan, gains, scales):
    x = pd.Series(plan).reindex(gains.index).fillna(0)
    out = gains * (np.exp(-x / scales) - np.exp(-(x + 1) / scales))
    return pd.Series(out).round(3)


# %% slip="rounded-away" task="m05-q9-next-token"
"Did you round to two decimals? What a token adds is small: give three at least."
edit("return gains", "return (gains")
edit("(spent + 1) / scales))", "(spent + 1) / scales))).round(2)")

# %% slip="name-only" task="m05-q9-next-token"
"`next_token` returns one name. It should return a Series: a number for each attribute."
edit("return gains", "return (gains")
edit("(spent + 1) / scales))", "(spent + 1) / scales))).idxmax()")

# %% slip="plan-ignored" task="m05-q9-next-token"
"That is what a *first* token would add. Where there are tokens already, each further one adds less."
edit("pd.Series(plan, dtype=float).reindex(gains.index, fill_value=0)", "0")

# %% slip="not-in-the-plan" task="m05-q9-next-token"
"A number is missing. An attribute that is not in the plan has 0 tokens, not none: look at `reindex` and `fill_value`."
edit(", fill_value=0", "")

# %% slip="total-not-marginal" task="m05-q9-next-token"
"That is the whole gain after the extra token. Subtract what the plan gains without it."
edit("np.exp(-spent / scales) -", "1 -")

# %% slip="gain-before" task="m05-q9-next-token"
"That is what the plan gains already. The task asks what one more token adds."
edit("(np.exp(-spent / scales) - np.exp(-(spent + 1) / scales))", "(1 - np.exp(-spent / scales))")

# %% slip="average-not-marginal" task="m05-q9-next-token"
"That is the average of all tokens. The last one adds less than the average."
edit(
    "(np.exp(-spent / scales) - np.exp(-(spent + 1) / scales))",
    "(1 - np.exp(-(spent + 1) / scales)) / (spent + 1)",
)

# %% slip="last-not-next" task="m05-q9-next-token"
"That is what the last token added. The task asks about the next one."
edit(
    "(np.exp(-spent / scales) - np.exp(-(spent + 1) / scales))",
    "(np.exp(-(spent - 1) / scales) - np.exp(-spent / scales))",
)

# %% slip="slope-not-step" task="m05-q9-next-token"
"That is the slope at this point. A whole token brings a little less, because the curve bends."
edit(
    "(np.exp(-spent / scales) - np.exp(-(spent + 1) / scales))",
    "np.exp(-spent / scales) / scales",
)


# %% who is not in the plan is forgotten task="m05-q9-next-token" points=1 trap="not-in-the-plan"
def next_token(plan, gains, scales):
    have = pd.Series(plan, dtype=float)
    now, then = (gains * (1 - np.exp(-some / scales)) for some in (have, have + 1))
    return then - now


# %% rounded to two decimals task="m05-q9-next-token" points=0 trap="rounded-away"
def next_token(plan, gains, scales):
    x = pd.Series(plan, dtype=float).reindex(gains.index, fill_value=0)
    return (gains * (np.exp(-x / scales) - np.exp(-(x + 1) / scales))).round(2)


# %% one name task="m05-q9-next-token" points=0 trap="name-only"
def next_token(plan, gains, scales):
    x = pd.Series(plan, dtype=float).reindex(gains.index, fill_value=0)
    return (gains * (np.exp(-x / scales) - np.exp(-(x + 1) / scales))).idxmax()


# %% the plan is ignored task="m05-q9-next-token" points=1 trap="plan-ignored"
def next_token(plan, gains, scales):
    return gains * (1 - np.exp(-1 / scales))


# %% the whole gain task="m05-q9-next-token" points=1 trap="total-not-marginal"
def next_token(plan, gains, scales):
    x = pd.Series(plan, dtype=float).reindex(gains.index, fill_value=0)
    return gains * (1 - np.exp(-(x + 1) / scales))


# %% what the plan gains already task="m05-q9-next-token" points=0 trap="gain-before"
def next_token(plan, gains, scales):
    adds = {n: plan_gain({n: plan.get(n, 0)}, gains * 0 + 1, gains, scales) for n in gains.index}
    return pd.Series(adds)


# %% what the last token added task="m05-q9-next-token" points=0 trap="last-not-next"
def next_token(plan, gains, scales):
    now = plan_gain(plan, gains * 0 + 1, gains, scales)
    adds = {}
    for name in gains.index:
        x = plan.get(name, 0)
        before = gains[name] * (1 - np.exp(-(x - 1) / scales[name]))
        adds[name] = gains[name] * (1 - np.exp(-x / scales[name])) - before
    return adds


# %% the average of the tokens task="m05-q9-next-token" points=1 trap="average-not-marginal"
def next_token(plan, gains, scales):
    x = pd.Series(plan, dtype=float).reindex(gains.index, fill_value=0)
    return gains * (1 - np.exp(-(x + 1) / scales)) / (x + 1)


# %% the slope task="m05-q9-next-token" points=0 trap="slope-not-step"
def next_token(plan, gains, scales):
    x = pd.Series(plan, dtype=float).reindex(gains.index, fill_value=0)
    return gains / scales * np.exp(-x / scales)


# %% [markdown]
# ## Task 10: the decision

# %% the survey's best, another rule task="m05-q10-board" points=10
board.record(
    crosshair="scale",
    protected="healthy",
    tokens={"short_wait": 6, "follow_up": 5, "booking": 4, "explanation": 4, "listening": 1},
    forecast=0.97,
    reason="Most points are to be gained at the wait, and calls and booking have a large reward.",
)

# %% a little wider, a modest forecast task="m05-q10-board" points=10
board.record(
    crosshair="median",
    protected="sub-healthy",
    tokens=pd.Series(
        {"short_wait": 5, "follow_up": 4, "booking": 4, "explanation": 3, "courtesy": 2}
        | {"listening": 1, "privacy": 1}
    ),
    forecast=0.93,
    reason="First what can gain most, then the conversation; one for what must not fail.",
)

# %% slip="crosshair-moved" task="m05-q10-board"
"The rule was changed after the positions were shown. With a rule chosen afterwards many an attribute can be made a priority: record again with your first rule."
edit(
    'board.record(\n    crosshair="mean"',
    'board.fix_crosshair("median")\nboard.record(\n    crosshair="mean"',
)

# %% slip="all-to-one" task="m05-q10-board"
"Nearly everything goes to one attribute. Its first tokens do a lot, its last ones almost nothing: what would they do elsewhere?"
board.record(
    crosshair="mean",
    protected="ill",
    tokens={"short_wait": 19, "privacy": 1},
    forecast=0.6,
    reason="The wait is what patients complain of, so the wait gets nearly all.",
)

# %% slip="stated-importance" task="m05-q10-board"
"Little can be gained where your tokens are. Does the plan follow what people say is important? Compare with the gains of Task 8c."
board.record(
    crosshair="mean",
    protected="ill",
    tokens={"diagnosis": 10, "few_side_effects": 5, "quick_relief": 5},
    forecast=0.9,
    reason="A hospital is there to find out what is wrong, and to mend it.",
)

# %% slip="watering-can" task="m05-q10-board"
"Everybody gets a little. Attributes where little can be gained take tokens from those where much can."
board.record(
    crosshair="mean",
    protected="ill",
    tokens=dict.fromkeys(names, 1)
    | dict.fromkeys(
        ["greenery", "clear_signs", "diagnosis", "few_side_effects", "quick_relief", "clear_costs"],
        2,
    ),
    forecast=0.7,
    reason="A little for everything, so that no department has to complain.",
)

# %% slip="index-as-slope" task="m05-q10-board"
"The plan follows the index of Task 7, which is no slope. Look at the gains of Task 8c: where is the reward large, and who rates it high already?"
board.record(
    crosshair="mean",
    protected="ill",
    tokens={"short_wait": 8, "explanation": 5, "listening": 4, "courtesy": 3},
    forecast=0.8,
    reason="The wait and the conversation have the largest relative weights by far.",
)


# %% the index, with a token for booking task="m05-q10-board" points=4 trap="index-as-slope"
board.record(
    crosshair="mean",
    protected="ill",
    tokens={"short_wait": 7, "explanation": 4, "listening": 4, "courtesy": 4, "booking": 1},
    forecast=0.72,
    reason="These are the first four by relative weight, and a little for booking.",
)

# %% what is lacking to seven, in parts task="m05-q10-board" points=6.44 says=["would add more elsewhere"]
board.record(
    crosshair="mean",
    protected="ill",
    tokens={"short_wait": 4, "follow_up": 4, "booking": 4, "clear_costs": 4, "clear_signs": 4},
    forecast=0.8,
    reason="These five lack most to the top of the scale, so each gets the same.",
)

# %% the same to each part of service task="m05-q10-board" points=9.5 says=["In the hospital itself"]
board.record(
    crosshair="mean",
    protected="ill",
    tokens={"short_wait": 4, "follow_up": 3, "booking": 3, "explanation": 4, "courtesy": 3}
    | {"listening": 3},
    forecast=0.92,
    reason="Service is where the gains are, so each of its six attributes gets about the same.",
)

# %% sure of the best task="m05-q10-board" points=8 says=["Your forecast was 60%"]
board.record(
    crosshair="mean",
    protected="ill",
    tokens={"short_wait": 6, "follow_up": 4, "booking": 4, "explanation": 3, "courtesy": 2}
    | {"listening": 1},
    forecast=0.6,
    reason="The largest gains come first, and each further token does less than the one before.",
)

# %% everything to one task="m05-q10-board" points=2.96 trap="all-to-one"
board.record(
    crosshair="mean",
    protected="ill",
    tokens={"short_wait": 20},
    forecast=0.6,
    reason="The wait can gain most, so the wait gets the whole budget.",
)

# %% what people say is important task="m05-q10-board" points=2 trap="stated-importance"
board.record(
    crosshair="mean",
    protected="ill",
    tokens={"diagnosis": 7, "few_side_effects": 7, "quick_relief": 6},
    forecast=0.9,
    reason="These three are the most important to patients, who say so themselves.",
)

# %% a little for everybody task="m05-q10-board" points=2 trap="watering-can"
board.record(
    crosshair="mean",
    protected="ill",
    tokens=dict.fromkeys(names, 1)
    | dict.fromkeys(
        ["short_wait", "explanation", "diagnosis", "privacy", "clear_costs", "quick_relief"], 2
    ),
    forecast=1.0,
    reason="Every department should get something, or there will be no peace.",
)

# %% the cross is moved afterwards task="m05-q10-board" points=9 trap="crosshair-moved"
board.fix_crosshair("median")
board.record(
    crosshair="mean",
    protected="ill",
    tokens={"short_wait": 6, "follow_up": 5, "booking": 4, "explanation": 4, "listening": 1},
    forecast=0.96,
    reason="With the mean the explanation becomes a priority, which is where we want it.",
)

# %% [markdown]
# ## Task 10b: which sentence

# %% the letter, hardly sure task="m05-q10b-statement" points=3 fewer="one of four letters is right"
statement.record(sentence="D", sure=0.4)

# %% slip="association-as-lever" task="m05-q10b-statement" silent="a choice among four sentences"
"Nobody was called at random. Those who rate the call high may differ in more than the call."
edit('"D"', '"A"')

# %% slip="index-as-slope" task="m05-q10b-statement" silent="a choice among four sentences"
"An index ranks what goes with satisfaction as things are. It does not say how many points a better rating brings."
edit('"D"', '"B"')

# %% slip="unsure-order" task="m05-q10b-statement" silent="a choice among four sentences"
"In about a quarter of the redrawn samples booking can gain more. Nobody can tell which of the two comes second."
edit('"D"', '"C"')

# %% it raises task="m05-q10b-statement" points=0 trap="association-as-lever"
statement.record(sentence="A", sure=0.85)

# %% the larger index task="m05-q10b-statement" points=0 trap="index-as-slope"
statement.record(sentence="B", sure=0.55)

# %% it comes second task="m05-q10b-statement" points=0 trap="unsure-order"
statement.record(sentence="C", sure=0.7)

# %% [markdown]
# ## Task 12: conformance


# %% a loop of sums task="m05-q12-conformance" points=3
def conformance(practices, by):
    result = {}
    for value, part in practices.groupby(by, observed=True):
        result[value] = part["done"].sum() / part["due"].sum()
    return pd.Series(result)


rates = conformance(practices, ["ward", "practice"])
lapse = tuple(rates[rates == rates.min()].index[0])


# %% two groupbys, practice first task="m05-q12-conformance" points=3
def conformance(practices, by):
    done = practices.groupby(by, observed=True)["done"].sum()
    due = practices.groupby(by, observed=True)["due"].sum()
    return (done / due).round(4)


practice, ward = conformance(practices, ["practice", "ward"]).sort_values().index[0]
lapse = (ward, practice)


# %% rounded to two decimals task="m05-q12-conformance" points=3
def conformance(practices, by):
    counts = practices[practices["due"] > 0].groupby(by, observed=True)[["due", "done"]].sum()
    return round(counts["done"] / counts["due"], 2)


lapse = conformance(practices, ["ward", "practice"]).idxmin()


# %% slip="mean-of-rates" task="m05-q12-conformance"
"That is a mean of rates: a week with few occasions counts like one with many. Add up first, then divide."
edit(
    'counts = practices.groupby(by)[["due", "done"]].sum()',
    'counts = practices["done"] / practices["due"]',
)
edit(
    'rate = counts["done"] / counts["due"]',
    "rate = counts.groupby([practices[name] for name in np.atleast_1d(by)]).mean()",
)

# %% slip="mean-of-rates" task="m05-q12-conformance"
"That is a mean of rates: a week with few occasions counts like one with many. Add up first, then divide."
edit(
    'counts = practices.groupby(by)[["due", "done"]].sum()',
    'counts = (practices["done"] / practices["due"]).fillna(0)',
)
edit(
    'rate = counts["done"] / counts["due"]',
    "rate = counts.groupby([practices[name] for name in np.atleast_1d(by)]).mean()",
)

# %% slip="mean-of-rates" task="m05-q12-conformance"
"That is a mean of rates: a week with few occasions counts like one with many. Add up first, then divide."
edit(
    'counts = practices.groupby(by)[["due", "done"]].sum()',
    'counts = (practices["done"] / practices["due"]).fillna(1)',
)
edit(
    'rate = counts["done"] / counts["due"]',
    "rate = counts.groupby([practices[name] for name in np.atleast_1d(by)]).mean()",
)

# %% slip="inverted" task="m05-q12-conformance"
"Times due divided by times done: turn it over."
edit('counts["done"] / counts["due"]', 'counts["due"] / counts["done"]')

# %% slip="share-of-all-done" task="m05-q12-conformance"
"That is each group's share of all that was done. Divide what was done in a group by what was due there."
edit('counts["done"] / counts["due"]', 'counts["done"] / counts["done"].sum()')

# %% slip="not-done" task="m05-q12-conformance"
"That is the share that was left undone. Conformance counts what was done."
edit('counts["done"] / counts["due"]', '1 - counts["done"] / counts["due"]')

# %% slip="highest-for-lowest" task="m05-q12-conformance"
"That is where the practice is kept best."
edit(".idxmin()", ".idxmax()")

# %% equivalent="m05-q12-conformance"
"Both means of a group have the same number of rows, which cancels."
edit('[["due", "done"]].sum()', '[["due", "done"]].mean()')


# %% mean of weekly rates task="m05-q12-conformance" points=1 trap="mean-of-rates"
def conformance(practices, by):
    used = practices[practices["due"] > 0]
    return (used["done"] / used["due"]).groupby([used[b] for b in np.atleast_1d(by)]).mean()


lapse = ("Birch", "says who is coming and why")


# %% due divided by done task="m05-q12-conformance" points=1 trap="inverted"
def conformance(practices, by):
    counts = practices.groupby(by, observed=True)[["due", "done"]].sum()
    return counts["due"] / counts["done"]


lapse = conformance(practices, ["ward", "practice"]).idxmin()


# %% how what was done spreads task="m05-q12-conformance" points=1 trap="share-of-all-done"
def conformance(practices, by):
    done = practices.groupby(by, observed=True)["done"].sum()
    return done / practices["done"].sum()


lapse = conformance(practices, ["ward", "practice"]).idxmin()


# %% what was left undone task="m05-q12-conformance" points=1 trap="not-done"
def conformance(practices, by):
    counts = practices.groupby(by, observed=True)[["due", "done"]].sum()
    return 1 - counts["done"] / counts["due"]


lapse = conformance(practices, ["ward", "practice"]).idxmin()


# %% where it is kept best task="m05-q12-conformance" points=2 trap="highest-for-lowest"
def conformance(practices, by):
    counts = practices.groupby(by, observed=True)[["due", "done"]].sum()
    return counts["done"] / counts["due"]


lapse = conformance(practices, ["ward", "practice"]).idxmax()

# %% [markdown]
# ## Task 13: where the dissatisfied among the cured rate lower

# %% by hand task="m05-q13-cured" points=3
sad = cured[cured["overall"] <= 3]
fine = cured[cured["overall"] > 3]
unhappy_cured = round(len(sad) / len(cured), 3)
difference = {name: fine[name].mean() - sad[name].mean() for name in names}
lacking = sorted(difference, key=difference.get, reverse=True)[:2]

# %% a Series of differences task="m05-q13-cured" points=3
unhappy_cured = (cured["overall"].astype(int) < 4).mean()
groups = cured.groupby(cured["overall"] <= 3)[names].mean()
lacking = (groups.loc[True] - groups.loc[False]).sort_values().head(2)

# %% a Series of names task="m05-q13-cured" points=3
unhappy_cured = cured["overall"].le(3).mean()
groups = cured.groupby(cured["overall"] <= 3)[names].mean()
lacking = pd.Series((groups.loc[False] - groups.loc[True]).nlargest(2).index)

# %% slip="wrong-denominator" task="m05-q13-cured"
"You divided by all patients. The question is about the cured."
edit("unhappy_cured = unhappy.mean()", "unhappy_cured = unhappy.sum() / len(patients)")

# %% slip="reversed-condition" task="m05-q13-cured"
"That is the share of cured among the unhappy. Turn it round: of the cured, how many are unhappy?"
edit(
    "unhappy_cured = unhappy.mean()",
    'unhappy_cured = patients.loc[patients["overall"] <= 3, "cured"].mean()',
)

# %% slip="boundary" task="m05-q13-cured"
"A rating of exactly 3 counts as dissatisfied here."
edit("unhappy_cured = unhappy.mean()", 'unhappy_cured = (cured["overall"] < 3).mean()')

# %% slip="boundary" task="m05-q13-cured"
"A rating of exactly 3 counts as dissatisfied here."
edit('unhappy = cured["overall"] <= 3', 'unhappy = cured["overall"] < 3')

# %% slip="lowest-not-behind" task="m05-q13-cured"
"These are rated lowest by the dissatisfied. Some things everybody rates low: compare the two groups."
edit("behind.nlargest(2)", "cured.loc[unhappy, names].mean().nsmallest(2)")

# %% slip="smallest-for-largest" task="m05-q13-cured"
"These are the attributes on which the two groups differ least."
edit("behind.nlargest(2)", "behind.nsmallest(2)")


# %% of all patients task="m05-q13-cured" points=1.5 trap="wrong-denominator"
unhappy = cured["overall"] <= 3
unhappy_cured = len(cured[unhappy]) / 800
behind = cured.loc[~unhappy, names].mean() - cured.loc[unhappy, names].mean()
lacking = list(behind.nlargest(2).index)

# %% the lowest ratings task="m05-q13-cured" points=1.5 trap="lowest-not-behind"
unhappy = cured["overall"] <= 3
unhappy_cured = unhappy.mean()
lacking = list(cured.loc[unhappy, names].mean().sort_values().index[:2])

# %% of the unhappy task="m05-q13-cured" points=1.5 trap="reversed-condition"
bad = patients[patients["overall"] <= 3]
unhappy_cured = (bad["cured"] == 1).sum() / len(bad)
unhappy = cured["overall"] <= 3
behind = cured.loc[~unhappy, names].mean() - cured.loc[unhappy, names].mean()
lacking = list(behind.nlargest(2).index)

# %% the smallest differences task="m05-q13-cured" points=1.5 trap="smallest-for-largest"
unhappy = cured["overall"] <= 3
unhappy_cured = unhappy.mean()
behind = cured.loc[unhappy, names].mean() - cured.loc[~unhappy, names].mean()
lacking = behind.sort_values().index[-2:]

# %% 3 counted as satisfied task="m05-q13-cured" points=1.5 trap="boundary"
unhappy_cured = 1 - (cured["overall"] > 2).mean()
unhappy = cured["overall"] <= 3
behind = cured.loc[~unhappy, names].mean() - cured.loc[unhappy, names].mean()
lacking = list(behind.nlargest(2).index)

# %% [markdown]
# ## Task 14: like with like


# %% a loop over strata task="m05-q14-adjusted" points=6
def adjusted_difference(table, exposed, outcome, stratum):
    total = 0
    for level in table[stratum].unique():
        part = table[table[stratum] == level]
        yes = part[part[exposed]][outcome].mean()
        no = part[~part[exposed]][outcome].mean()
        total = total + (yes - no) * len(part) / len(table)
    return total


raw = round(
    patients[patients["satisfied"]]["readmitted_90d"].mean()
    - patients[~patients["satisfied"]]["readmitted_90d"].mean(),
    3,
)
adjusted = round(adjusted_difference(patients, "satisfied", "readmitted_90d", "severity"), 3)


# %% each side standardized first task="m05-q14-adjusted" points=6
def adjusted_difference(table, exposed, outcome, stratum):
    rates = table.pivot_table(index=stratum, columns=exposed, values=outcome, observed=True)
    size = table.groupby(stratum, observed=True).size()
    standard = rates.mul(size, axis=0).sum() / size.sum()
    return standard[True] - standard[False]


means = patients.groupby("satisfied")["readmitted_90d"].mean()
raw = means.loc[True] - means.loc[False]
adjusted = adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")


# %% slip="raw-difference" task="m05-q14-adjusted"
"That is the raw difference. The two kinds of patients spread differently over the strata: compare within strata."
edit(
    "return ((means[True] - means[False]) * share).sum()",
    """pooled = table.groupby(exposed)[outcome].mean()
    return pooled[True] - pooled[False]""",
)

# %% slip="raw-difference" task="m05-q14-adjusted"
"That is the raw difference. The two kinds of patients spread differently over the strata: compare within strata."
edit(
    'adjusted = adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")',
    "adjusted = raw",
)

# %% slip="strata-equal" task="m05-q14-adjusted"
"Every stratum counts the same here. Weight each by its share of all patients."
edit(" * share).sum()", ").mean()")

# %% slip="weights-of-exposed" task="m05-q14-adjusted"
"Your weights are the strata of the exposed. Use those of all patients."
edit("table[stratum].value_counts", "table.loc[table[exposed], stratum].value_counts")

# %% slip="weights-of-others" task="m05-q14-adjusted"
"Your weights are the strata of the unexposed. Use those of all patients."
edit("table[stratum].value_counts", "table.loc[~table[exposed], stratum].value_counts")

# %% slip="sign" task="m05-q14-adjusted"
"The sign is reversed: True minus False."
edit("means[True] - means[False]", "means[False] - means[True]")

# %% slip="sign" task="m05-q14-adjusted"
"The sign is reversed: True minus False."
edit("readmitted[True] - readmitted[False]", "readmitted[False] - readmitted[True]")

# %% slip="sum-not-mean" task="m05-q14-adjusted"
"You added the differences up. Take their weighted mean."
edit(" * share).sum()", ").sum()")

# %% slip="percent" task="m05-q14-adjusted"
"These are proportions: ten percentage points are 0.10."
edit(
    "raw = readmitted[True] - readmitted[False]",
    "raw = 100 * (readmitted[True] - readmitted[False])",
)
edit("adjusted = adjusted_difference(", "adjusted = 100 * adjusted_difference(")


# %% not adjusted task="m05-q14-adjusted" points=2 trap="raw-difference"
def adjusted_difference(table, exposed, outcome, stratum):
    means = table.groupby(exposed)[outcome].mean()
    return means[True] - means[False]


raw = adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")
adjusted = adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")


# %% every stratum the same task="m05-q14-adjusted" points=2 trap="strata-equal"
def adjusted_difference(table, exposed, outcome, stratum):
    means = table.groupby([stratum, exposed], observed=True)[outcome].mean().unstack()
    return (means[True] - means[False]).mean()


readmitted = patients.groupby("satisfied")["readmitted_90d"].mean()
raw = readmitted[True] - readmitted[False]
adjusted = adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")


# %% weights of the satisfied task="m05-q14-adjusted" points=2 trap="weights-of-exposed"
def adjusted_difference(table, exposed, outcome, stratum):
    means = table.groupby([stratum, exposed], observed=True)[outcome].mean().unstack()
    share = table.loc[table[exposed], stratum].value_counts(normalize=True)
    return ((means[True] - means[False]) * share).sum()


readmitted = patients.groupby("satisfied")["readmitted_90d"].mean()
raw = readmitted[True] - readmitted[False]
adjusted = adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")


# %% weights of the others task="m05-q14-adjusted" points=2 trap="weights-of-others"
def adjusted_difference(table, exposed, outcome, stratum):
    rest = table[~table[exposed]]
    total = 0
    for level, part in table.groupby(stratum, observed=True):
        means = part.groupby(exposed)[outcome].mean()
        total += (means[True] - means[False]) * (rest[stratum] == level).mean()
    return total


readmitted = patients.groupby("satisfied")["readmitted_90d"].mean()
raw = readmitted[True] - readmitted[False]
adjusted = adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")


# %% differences added up task="m05-q14-adjusted" points=2 trap="sum-not-mean"
def adjusted_difference(table, exposed, outcome, stratum):
    means = table.pivot_table(index=stratum, columns=exposed, values=outcome, observed=True)
    return sum(means[True] - means[False])


readmitted = patients.groupby("satisfied")["readmitted_90d"].mean()
raw = readmitted[True] - readmitted[False]
adjusted = adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")


# %% false minus true task="m05-q14-adjusted" points=1 trap="sign"
def adjusted_difference(table, exposed, outcome, stratum):
    means = table.groupby([stratum, exposed], observed=True)[outcome].mean().unstack()
    share = table[stratum].value_counts(normalize=True)
    return ((means[False] - means[True]) * share).sum()


readmitted = patients.groupby("satisfied")["readmitted_90d"].mean()
raw = readmitted[False] - readmitted[True]
adjusted = adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")


# %% percent task="m05-q14-adjusted" points=4 trap="percent"
def adjusted_difference(table, exposed, outcome, stratum):
    means = table.groupby([stratum, exposed], observed=True)[outcome].mean().unstack()
    share = table[stratum].value_counts(normalize=True)
    return ((means[True] - means[False]) * share).sum()


readmitted = patients.groupby("satisfied")["readmitted_90d"].mean()
raw = 100 * (readmitted[True] - readmitted[False])
adjusted = 100 * adjusted_difference(patients, "satisfied", "readmitted_90d", "severity")

# %% [markdown]
# ## Task 14b: which sentence

# %% the letter, certain task="m05-q14b-statement" points=3 fewer="one of four letters is right"
statement.record(sentence="A", sure=1)

# %% slip="raw-difference" task="m05-q14b-statement" silent="a choice among four sentences"
"The raw comparison leaves out severity: the seriously ill are more satisfied, and readmitted more."
edit('"A"', '"B"')

# %% slip="promise-of-cure" task="m05-q14b-statement" silent="a choice among four sentences"
"Nobody's pay was changed, and an association is not what happens when one pulls at one end of it."
edit('"A"', '"C"')

# %% slip="cause-from-survey" task="m05-q14b-statement" silent="a choice among four sentences"
"Slow relief and satisfaction both rise with severity. Among equally ill patients the sign turns."
edit('"A"', '"D"')

# %% nothing to do with it task="m05-q14b-statement" points=0 trap="raw-difference"
statement.record(sentence="B", sure=0.7)

# %% it will fall task="m05-q14b-statement" points=0 trap="promise-of-cure"
statement.record(sentence="C", sure=0.4)

# %% slow is better task="m05-q14b-statement" points=0 trap="cause-from-survey"
statement.record(sentence="D", sure=0.55)

# %% [markdown]
# ## Task 15: two memos are marked

# %% one mark more for literature task="m05-q15a-marks" points=2
marks = {"second": (2, 1, 2, 2), "first": (0, 0, 1, 1)}

# %% a table task="m05-q15a-marks" points=2
marks = pd.DataFrame({"first": [0, 0, 0, 1], "second": [2.0, 1.0, 2.0, 2.0]})

# %% slip="confident-tone-marked" task="m05-q15a-marks"
"You give the first memo as much as the second, or more. It sounds sure; look what evidence it has for each criterion."
edit(
    '{"first": [0, 0, 0, 1], "second": [2, 1, 2, 2]}',
    '{"first": [2, 1, 1, 2], "second": [1, 1, 1, 1]}',
)

# %% equivalent="m05-q15a-marks"
"Many studies in good journals, without a name: 0 and 1 can both be defended."
edit("[0, 0, 0, 1]", "[0, 0, 1, 1]")


# %% the sure one is the strong one task="m05-q15a-marks" points=0 trap="confident-tone-marked"
marks = {"first": [1, 2, 1, 2], "second": [2, 1, 1, 1]}

# %% everything of the strong memo is full task="m05-q15a-marks" points=1.63 says=["7 of eight"]
marks = {"first": [0, 0, 0, 1], "second": [2, 2, 2, 2]}

# %% three numbers task="m05-q15a-marks" points=0 says=["there are four criteria"]
marks = {"first": [0, 0, 1], "second": [2, 2, 2]}

# %% generous to the weak one task="m05-q15a-marks" points=1.25 says=["6 of eight"]
marks = {"first": [1, 1, 1, 1], "second": [2, 1, 2, 2]}

# %% [markdown]
# ## Task 15: memos, marked by hand

# %% [markdown] raw number only task="m05-q15-memo" mark=4
# Dear Dr. Lin, yes. Satisfied patients are taken in again no more often than others (13.0 against 12.5 %), so satisfaction does no harm, and it is what our customers want. Doyle (2013) found that experience and safety go together. I propose a bonus for every department above a mean of 5.

# %% [markdown] satisfaction means nothing task="m05-q15-memo" mark=6
# Dear Dr. Lin, no. The raw difference in readmissions is +0.5 percentage points; adjusted for severity it is -7.9. Satisfaction only shows who is grateful, and Fenton (2012) even found more deaths among the satisfied, so it says nothing about care. Pay nothing by it.
