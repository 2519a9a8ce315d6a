# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ways to answer: the first check

# %% slip="share-in-time" task="m00-first-win"
"That is the share answered in time. The task asks for the others."

edit("(190 - 171) / 190", "171 / 190")

# %% slip="other-example" task="m00-first-win"
"You used the 152 of the trial above. The task is about 171 of 190."
edit("190 - 171", "190 - 152")

# %% slip="wrong-denominator" task="m00-first-win"
"You divided by the complaints answered in time. The whole is all 190."
edit("/ 190", "/ 171")

# %% [markdown]
# ## The warm-ups

# %% slip="hours" task="m00-w1-name"
"Those are hours. The task asks for minutes."
edit("3 * 3.5 * 60", "3 * 3.5")

# %% slip="one-counter" task="m00-w1-name"
"Those are the minutes of one counter. There are three of them."
edit("3 * 3.5 * 60", "3.5 * 60")

# %% slip="decimal-comma" task="m00-w1-name"
"Write 3.5 with a point: with a comma Python takes it for two numbers."
edit("3.5", "3,5")

# %% slip="decimal-comma" task="m00-w1-name"
"Write 3.5 with a point: with a comma Python takes it for two numbers."
edit("3 * 3.5 * 60", "3,5 * 60 * 3")

# %% slip="half-forgotten" task="m00-w1-name"
"You left out the half hour: each counter is open for three and a half hours."
edit("3.5", "3")

# %% slip="smallest" task="m00-w2-column"
"That is the shortest wait."
edit("max", "min")

# %% slip="mean" task="m00-w2-column"
"That is the mean wait, not the longest one."
edit("max", "mean")

# %% slip="other-column" task="m00-w2-column"
"That is an age. The waits are in the column `minutes`."
edit("minutes", "age")

# %% slip="row-number" task="m00-w2-column"
"That is the number of the row in which it stands. `.max()` gives the wait itself."
edit("max", "idxmax")

# %% slip="boundary" task="m00-w3-compare"
"A wait of just 20 minutes is not more than 20."
edit(">", ">=")

# %% slip="count-not-share" task="m00-w3-compare"
"That is a count. The mean of True and False is the proportion."
edit("mean", "sum")

# %% slip="percent" task="m00-w3-compare"
"That is a percentage. A proportion lies between 0 and 1."
edit(".mean()", ".mean() * 100")

# %% slip="no-mean" task="m00-w3-compare"
"That is True or False for each visitor. Put brackets around the comparison and ask it for its mean: `(...).mean()`."
edit(".mean()", "")

# %% slip="known-only" task="m00-w3-compare"
"You divided by the visitors whose wait is known. All visitors count."
edit('(visits["minutes"] > 20)', '(visits["minutes"].dropna() > 20)')

# %% slip="other-side" task="m00-w3-compare"
"You compared the other way round: `<` is less than."
edit(">", "<")

# %% slip="missing" task="m00-w4-known"
"That is the share that is missing. `.notna()` asks for the others."
edit("notna", "isna")

# %% slip="count-not-share" task="m00-w4-known"
"That is a count. The mean of True and False is the proportion."
edit("mean", "sum")

# %% slip="percent" task="m00-w4-known"
"That is a percentage. A proportion lies between 0 and 1."
edit(".mean()", ".mean() * 100")

# %% slip="or" task="m00-w5-both"
"You counted who waited long or was at desk B. `&` asks for both at once."
edit("&", "|")

# %% slip="boundary" task="m00-w5-both"
"A wait of just 20 minutes is not more than 20."
edit(">", ">=")

# %% slip="share-not-count" task="m00-w5-both"
"That is a proportion. The sum of True and False is the count."
edit("sum", "mean")

# %% slip="no-sum" task="m00-w5-both"
"That is a column, one entry for each visitor. Put brackets around the whole before you count: `((...) & (...)).sum()`."
edit(".sum()", "")

# %% slip="no-sum" task="m00-w5-both"
"That is a column, one entry for each visitor. Put brackets around the whole before you count: `((...) & (...)).sum()`."
edit(
    '((visits["minutes"] > 20) & (visits["desk"] == "B")).sum()',
    '(visits["minutes"] > 20) & (visits["desk"] == "B").sum()',
)

# %% slip="one-condition" task="m00-w5-both"
"You looked at one of the two conditions only."
edit(' & (visits["desk"] == "B")', "")

# %% slip="one-condition" task="m00-w5-both"
"You looked at one of the two conditions only."
edit('(visits["minutes"] > 20) & ', "")

# %% slip="sentinels-present" task="m00-w6-real"
"You counted 0 and 99 as ages. They stand for no answer."
edit(" & ~typed.isin([0, 99])", "")

# %% slip="no-mean" task="m00-w6-real"
"That is True or False for each entry. Put brackets around the whole and ask it for its mean: `(...).mean()`."
edit(".mean()", "")

# %% slip="missing-present" task="m00-w6-real"
"You counted the missing entry as an age."
edit("typed.notna() & ", "")

# %% slip="not-forgotten" task="m00-w6-real"
"You counted what is 0 or 99. `~` before it turns that around."
edit("~", "")

# %% slip="or" task="m00-w6-real"
"With `|` one of the two conditions is enough. Both must hold: `&`."
edit("&", "|")

# %% slip="denominator-after-dropna" task="m00-w6-real"
"You divided by fewer than eleven entries. All of them count."
edit(".mean()", "[typed.notna()].mean()")

# %% slip="count-not-share" task="m00-w6-real"
"That is a count. The mean of True and False is the proportion."
edit("mean", "sum")

# %% slip="percent" task="m00-w6-real"
"That is a percentage. A proportion lies between 0 and 1."
edit(".mean()", ".mean() * 100")

# %% slip="one-stand-in" task="m00-w6-real"
"You left out one of the two stand-ins, 0 and 99."
edit("[0, 99]", "[0]")

# %% slip="one-stand-in" task="m00-w6-real"
"You left out one of the two stand-ins, 0 and 99."
edit("[0, 99]", "[99]")

# %% slip="sum-not-mean" task="m00-w7-groups"
"Those are sums: a desk with more visitors has more minutes. Take the mean of each group."
edit("mean", "sum")

# %% slip="count" task="m00-w7-groups"
"You counted. Take the mean of each group."
edit("mean", "count")

# %% slip="missing-as-zero" task="m00-w7-groups"
"You counted a missing wait as no wait at all. The mean takes the known ones."
edit(
    'visits.groupby("desk")["minutes"].mean()', 'visits.fillna(0).groupby("desk")["minutes"].mean()'
)

# %% slip="other-column" task="m00-w7-groups"
"Those are ages. The waits are in the column `minutes`."
edit('"minutes"', '"age"')

# %% slip="fastest" task="m00-w7-groups"
"That is the desk with the shortest mean wait."
edit("idxmax", "idxmin")

# %% slip="how-long-not-which" task="m00-w7-groups"
"That is how long the wait is. The task asks for the letter of the desk."
edit("idxmax", "max")

# %% slip="fixed-limit" task="m00-w8-function"
"Your function always compares with the same number. Use the name `limit`, so that it works for any."
edit("> limit)", "> 30)")

# %% slip="notebook-not-argument" task="m00-w8-function"
"Your function looks at the table of the notebook, whatever it is given. Use the name `minutes` of its brackets."
edit("(minutes >", '(visits["minutes"] >')

# %% slip="boundary" task="m00-w8-function"
"A wait of just the limit is not longer than it."
edit(">", ">=")

# %% slip="known-only" task="m00-w8-function"
"You divided by the waits that are known. All waits count."
edit("(minutes >", "(minutes.dropna() >")

# %% slip="count-not-share" task="m00-w8-function"
"That is a count. The mean of True and False is the proportion."
edit("mean", "sum")

# %% slip="percent" task="m00-w8-function"
"That is a percentage. A proportion lies between 0 and 1."
edit(".mean()", ".mean() * 100")
