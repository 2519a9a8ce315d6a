# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   servicelab:
#     module: m00_welcome
#     title: A first morning
#     minutes: 30
#     points: 0
#     question: "Three complaints and one hour: which one cannot wait?"
# ---

# %% [markdown]
# # Welcome to ServiceLab 1 of 2: a first morning
#
# **Lantern Bank, Riverside branch, and the two other houses.** 30 minutes; nothing here counts for a grade, and nothing you do can break anything.
#
# When you have finished this notebook you will have
#
# 1. worked an hour at a complaint desk, and seen in the evening what it was worth,
# 2. run a notebook and made it answer you,
# 3. seen what a check can say, and taken a hint,
# 4. decided something before you saw the outcome, and found your decision again,
# 5. met the three houses in which the course plays, and seen where to look up how far you are.
#
# The second notebook has the few lines of Python that most tasks are made of, in eight small steps.

# %% [markdown]
# ## 1. Your first hour
#
# It is nine o'clock on a Tuesday in January. You are new at Lantern Bank, and three complaints lie on your desk. You have one hour.
#
# * A complaint must be decided within **15 days**; on the sixteenth it is late, and that costs the bank 2,500 yuan.
# * You may grant up to **1,000 yuan** alone. Above that, the supervisor decides.
# * To settle a case takes about 20 minutes. To read its file takes 10 more, and may change the picture, or not.
#
# The grey line below is a folded **cell**. Click on it and press **Shift+Enter**: the desk opens under it.
#
# Then open the three letters; opening costs no time. For each case choose how severe it is for the customer, what went wrong, who puts it right, what the customer gets and within how many days, and press **Settle the case**. You need not write a reply.
# When the hour is over, or nothing is left to do, press **Close the day**.

# %% jupyter={"source_hidden": true}
from servicelab.games.desk import ComplaintDesk

desk = ComplaintDesk("first_morning")
desk

# %% [markdown]
# **Play first, read on later.** When the day is closed, the desk shows your evening: what each case brought, and what would have been right. Then run the next cell: it tells what happened.

# %% jupyter={"source_hidden": true}
from servicelab.games.desk import what_happened

if desk.is_closed:
    print(what_happened(desk.scenario, desk.decision["entries"], desk.seed))
else:
    print("Close the day at the desk first, then run this cell again.")

# %% [markdown]
# One look at the right thing can be worth more than the rest of the hour, and a look at the wrong thing costs the same ten minutes.
# **That is what this course is about**: which number to look at before you decide, and what it costs not to. (In module 8 you run such a desk for a whole day, with seventeen cases.)
#
# ## 2. A notebook is text that can calculate
#
# What you have just used is a notebook: text, and cells that do something. The next cell calculates. Click into it and press **Shift+Enter**.

# %%
answered_within_24_hours = 171
complaints = 190
answered_within_24_hours / complaints

# %% [markdown]
# A hospital's front desk says: *"We answer nearly every complaint within a day."* There is your number, 0.9: nine in ten.
#
# Change 171 to 152, press Shift+Enter again, and watch the result change.
# If things get muddled, choose **Kernel, Restart Kernel and Run All Cells** from the menu. It always works, in every notebook of this course, and what you did at the desk is kept.
#
# ## 3. Is everything installed?

# %%
from servicelab import checkup, list_datasets, load_dataset

checkup()

# %% [markdown]
# Every line should start with a tick. If one does not, it says what to do.
#
# ## 4. A check answers back
#
# Every task in this course asks for something with an exact **name**. Below, the name is `share_late`:
# *the proportion of the hospital's complaints that were **not** answered within a day.* Of 190 complaints, 171 were.
#
# First run the next two cells **without changing anything**, to see what an unanswered question looks like.
# The second holds the check.

# %% answer="m00-first-win"
share_late = ...  # put a number or a calculation in place of the three dots
### BEGIN SOLUTION
share_late = (190 - 171) / 190
### END SOLUTION

# %%
from servicelab_workshop.tasks import Task

task = Task(
    "m00-first-win",
    points=1,
    hints=[
        "How many complaints were not answered within a day?",
        "A proportion is a part divided by the whole; the whole is all complaints.",
        "`share_late = (190 - ...) / ...`",
    ],
)
task.check("the share that was late", task.value("share_late"), within=(0, 1))
task

# %% [markdown]
# The circle means **not attempted**. Now try the wrong answer `171 / 190` on purpose, run both cells, and read what the check says.
# Then open the hints, one at a time, and get it **right**.
#
# * ○ not attempted: nothing is wrong, nothing is there yet.
# * ✗ not yet right: it tells you what kind of thing is amiss, and never the answer.
# * ✓ right.
# * ◐ right in form, such as a number where a number is asked for; whether it is the right one is judged later.
#
# In graded modules some further checks run only when your notebook is graded. They try your answer on other data.
#
# ## 5. Decide first, see later
#
# As at the desk, in the big widgets of this course you **record a decision before you see the outcome**. Here is a small one.
#
# > Lantern Bank offered the same loan to customers who use **more than half** of their credit line, and to customers who use **half of it or less**.
#
# In which group does a larger share accept? "About the same" means less than one point apart. Run the folded cell below, decide, then press **Record**.

# %% jupyter={"source_hidden": true}
from servicelab import Prediction

prediction = Prediction(
    "m00-first-decision",
    question="In which group does a larger share accept?",
    choices=["half of the line or less", "more than half of the line", "about the same"],
)
prediction

# %% [markdown]
# Your decision now lies in a small file beside this notebook. Close the browser, come back, run the page again: it is still there.
# Now run the next folded cell, open the seal and look at what happened. From then on your decision stands.

# %% jupyter={"source_hidden": true}
customers = load_dataset("bank_customers").set_index("customer_id")
offers = (
    load_dataset("bank_offers")
    .query("offered == 'credit'")
    .set_index("customer_id")
    .join(customers["revolving_share"])
)
uses_much = offers["revolving_share"] > 0.5
much = offers.loc[uses_much, "accepted"].mean()
little = offers.loc[~uses_much, "accepted"].mean()
prediction.reveal_button(
    f"More than half of the line: {much:.1%} accept. Half or less: {little:.1%}."
)

# %% [markdown]
# Module 2 asks what a bank may do with such a difference, and what it should not.
#
# ## 6. Three houses
#
# Everything in this course happens in one invented town. No person, firm or number in it is real, so you may be as curious as you like.
#
# | House | What it does | Where you will meet it |
# |---|---|---|
# | **Lantern Bank**, Riverside branch | young borrowers, everyday payers, savers, small firms | evidence, segmentation, control, loyalty |
# | **Willow Bridge Insurance** | policies for home, car and health, and the claims that test them | value, service quality, complaints |
# | **Plum Court Hospital** | out-patients, check-ups, village clinics | priorities, waiting, outreach |
#
# The capstone, the last of the eleven modules, gives you one of the three for a year.
#
# Each house has its own customers: no number of one is a number of another. The data sets, for the curious:

# %%
list_datasets().style.hide(axis="index").format({"rows": "{:,}"})

# %% [markdown]
# ## 7. How far are you?
#
# Save this notebook (Ctrl+S), then run the next cell. It reads what your checks left in the **saved** notebooks; nothing is run and nothing is sent anywhere.
# Come back to it whenever you want to know where you stand.

# %%
from servicelab import progress

progress()

# %% [markdown]
# In a terminal (**File, New, Terminal**) the same is `servicelab progress`. And when you are stuck with a task, say `m02-q2-unit`:
#
# * `servicelab hint m02-q2-unit` gives one more hint each time you ask,
# * `servicelab solution m02-q2-unit` shows the solved cell and what holds for a right answer, once you have tried. A class may keep its solutions to itself.
#
# In a cell of a notebook, put a `!` before such a command.
#
# **To stop**, save and choose **File, Shut Down**. `python3 course.py start` opens the notebook that you saved last among those with open tasks; there choose *Run, Run All Above Selected Cell* first.

# %% [markdown]
# ## How to work
#
# * Work from top to bottom, one idea a cell. **Predict** before you run: who has guessed first remembers the answer better, even after a wrong guess (Richland, Kornell and Kao 2009, on what they call the pretesting effect).
# * Stuck for ten minutes? Open a hint. Hints cost nothing.
# * Two pages are made to lie open beside a notebook: [the cheat sheet](../guides/cheat-sheet.md) has the Python of the course, [the glossary](../guides/glossary.md) its words. A click opens them in a tab of their own; drag the tab to the right, and you see both.
# * A notebook is saved as you work. Your answers are yours: an update of the course never touches them.
# * In a class, your instructor tells you where to submit. Alone, the checks are your instructor.
#
# Do module 1 before the others; from there on each module says on its page, and `servicelab progress` here, what to do before it. About five hours each is what to plan.
#
# **Next:** [welcome_python](welcome_python.ipynb), eight warm-ups of a line or two. Who writes Python already may go straight to module 1: open the launcher (**File, New Launcher**) and click the tile **m01 evidence**.
