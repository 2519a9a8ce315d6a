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
