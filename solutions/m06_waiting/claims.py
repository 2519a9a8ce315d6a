"""What this module tells as found, bound to the data that say so."""

from __future__ import annotations
import numpy as np
import pandas as pd
from scipy.stats import poisson
from servicelab.data.loading import load_dataset
from servicelab.waiting import availability, chain, critical_ratio
from servicelab_workshop.lessons.claims import Claims, Found
import functools
import simpy
from servicelab.waiting import erlang_a, erlang_c, service_level
from servicelab_workshop.worlds.discovery import world
from functools import cache
from typing import Any
from servicelab.games.morning.model import NOTHING, PRACTICE, Floats, results

claims = Claims()

# --- 4_slots ---------------------------------------------------------------------------------

SLOTS_COUNTS = np.arange(200)


@claims.finding(
    "served-of-22",
    notebook="4_slots",
    says="Days above 24 lose what days below cannot give back.",
    exposure="Poisson counts with a mean of 22, and 24 slots a day",
    predicted="m06-served",
)
def slots_served() -> Found:
    chance = poisson.pmf(SLOTS_COUNTS, 22)
    served = float((np.minimum(SLOTS_COUNTS, 24) * chance).sum())
    return Found(served, exact="computed from the Poisson distribution", holds=20.5 < served < 21.5)


@claims.finding(
    "holding-limit",
    notebook="4_slots",
    says="with 14 minutes in place of 7, the same ratio gives {batch:.0f} portions for 18 buyers on average, and {long:.0f} in place of {short:.0f} of 100 portions are thrown away.",
    exposure="Poisson counts with a mean of 9 or 18 portions in a holding time",
)
def slots_holding() -> Found:
    ratio = critical_ratio(6, 4)
    batches = {mean: poisson.ppf(ratio, mean) for mean in (9, 18)}
    wasted = {
        mean: 100
        * (poisson.pmf(SLOTS_COUNTS, mean) * np.maximum(batch - SLOTS_COUNTS, 0)).sum()
        / batch
        for mean, batch in batches.items()
    }
    return Found(
        wasted[18] - wasted[9],
        exact="computed from the Poisson distribution",
        holds=batches[9] == 10 and wasted[18] < wasted[9],
        batch=batches[18],
        long=wasted[18],
        short=wasted[9],
    )


def slots_by_day() -> pd.DataFrame:
    plans = load_dataset("hospital_plans")
    plans["left"] = plans["left_ill"] + plans["left_others"]
    columns = ["waited", "left", "left_ill", "moved", "asked", "yuan"]
    return plans.pivot(index="day", columns="plan", values=columns)


def slots_gap(column: str, base: str, better: str) -> tuple[float, float, float]:
    """Mean of the days of base minus better, with its 95 % interval."""
    each = slots_by_day()[column][base] - slots_by_day()[column][better]
    reach = 2.02 * each.std() / len(each) ** 0.5
    return each.mean(), each.mean() - reach, each.mean() + reach


SLOTS_SIXTH, SLOTS_TWO, SLOTS_ASKING = "sixth desk all day", "two desks 9-12", "ask to move"


@claims.finding(
    "sixth-desk-loses",
    notebook="4_slots",
    says=[
        "Two desks from nine to twelve cost {less:.0f} yuan a day less than a sixth desk all day, save {minutes:.0f} minutes more ({m_low:.0f} to {m_high:.0f}) and keep {kept:.1f} patients more ({k_low:.1f} to {k_high:.1f}).",
        "The sixth desk loses on all counts.",
        "For fewer yuan, two desks at the peak keep more patients",
    ],
    exposure="{n} simulated days, the same patients under each plan",
    identified="the same patients are run under each plan of a simulation",
)
def slots_sixth() -> Found:
    minutes, m_low, m_high = slots_gap("waited", SLOTS_SIXTH, SLOTS_TWO)
    kept, k_low, k_high = slots_gap("left", SLOTS_SIXTH, SLOTS_TWO)
    less = slots_gap("yuan", SLOTS_SIXTH, SLOTS_TWO)[0]
    return Found(
        minutes,
        m_low,
        m_high,
        holds=m_low > 0 and k_low > 0 and less > 0,
        less=less,
        minutes=minutes,
        m_low=m_low,
        m_high=m_high,
        kept=kept,
        k_low=k_low,
        k_high=k_high,
        n=len(slots_by_day()),
    )


def slots_minute_price(days: pd.DataFrame) -> tuple[float, float]:
    """Yuan for a minute saved: by asking, and by two desks."""
    means = days.mean()
    one, other = (
        means["yuan"][plan] / (means["waited"]["as now"] - means["waited"][plan])
        for plan in (SLOTS_ASKING, SLOTS_TWO)
    )
    return one, other


@claims.finding(
    "price-of-a-minute",
    notebook="4_slots",
    says="Between asking and two desks the price of a minute saved decides nothing: {ask:.2f} yuan against {two:.2f}, and the interval of the difference holds zero: forty days do not tell which is lower.",
    exposure="{n} simulated days, the same patients under each plan",
    identified="the same patients are run under each plan of a simulation",
    verdict="cannot tell",
)
def slots_minute() -> Found:
    days = slots_by_day()
    ask, two = slots_minute_price(days)
    again = [
        slots_minute_price(days.sample(len(days), replace=True, random_state=seed))
        for seed in range(400)
    ]
    low, high = np.quantile([other - one for one, other in again], [0.025, 0.975])
    return Found(two - ask, low, high, holds=low < 0 < high, ask=ask, two=two, n=len(days))


@claims.finding(
    "who-is-kept",
    notebook="4_slots",
    says=[
        "The two desks keep {kept:.1f} patients a day more ({k_low:.1f} to {k_high:.1f}), {each:.0f} yuan for each of them.",
        "Is a patient kept worth less than {least:.0f} yuan, asking is enough; above {most:.0f} the two desks are better; between, forty days do not tell.",
        "Of the ill, {asking:.1f} a day still leave with asking, {two:.1f} with two desks.",
        "With asking, {moved:.0f} patients a day come hours later than they wanted",
    ],
    exposure="{n} simulated days, the same patients under each plan",
    identified="the same patients are run under each plan of a simulation",
)
def slots_kept() -> Found:
    kept, low, high = slots_gap("left", SLOTS_ASKING, SLOTS_TWO)
    more = slots_gap("yuan", SLOTS_TWO, SLOTS_ASKING)[0]
    means = slots_by_day().mean()
    over_now = slots_gap("left", "as now", SLOTS_TWO)[1]
    return Found(
        kept,
        low,
        high,
        holds=more / low < 100
        and means["yuan"][SLOTS_TWO] / over_now < 100
        and round(more) == 390
        and 0.45 < means["moved"][SLOTS_ASKING] / means["asked"][SLOTS_ASKING] < 0.55,
        least=more / high,
        most=more / low,
        kept=kept,
        k_low=low,
        k_high=high,
        each=more / kept,
        asking=means["left_ill"][SLOTS_ASKING],
        two=means["left_ill"][SLOTS_TWO],
        moved=means["moved"][SLOTS_ASKING],
        n=len(slots_by_day()),
    )


@claims.finding(
    "mend-the-weakest",
    notebook="4_slots",
    says=[
        "on days drawn at random (notebook 3) {guided:.2f} of check-ins went right the first time with guidance and {alone:.2f} without, a difference of {gap:.1f} points ({g_low:.1f} to {g_high:.1f}).",
        "If steps fail independently, guidance raises the whole by {kiosk:.1f} percentage points on its ten days ({k_low:.1f} to {k_high:.1f}), and by {month:.1f} over a month of thirty ({m_low:.1f} to {m_high:.1f}).",
        "with days drawn at random it brought {gap:.0f} points at the kiosk ({g_low:.0f} to {g_high:.0f}).",
        "Carrying to the laboratory is cheaper by its estimate, but even if it never failed again the whole would rise by {porter:.1f} points.",
    ],
    exposure="a chain of {n} steps that fail independently of each other; days of guidance were drawn in notebook 3",
    drawn="on which days the kiosk had guidance",
    verdict="the simple reading is right",
)
def slots_weakest() -> Found:
    steps = load_dataset("journey_steps").set_index("step")
    works, price = steps["works"], steps["yuan_a_point"]
    whole = chain(works)
    rows = load_dataset("hospital_checkins")
    days = rows.groupby(["day", "guided"], as_index=False)["right"].mean()
    alone, guided = days.groupby("guided")["right"].mean()
    gap = felt_gap(days, "right", "guided", 2.10)
    kiosk, k_low, k_high = (100 * whole * one / works["register at the kiosk"] for one in gap)
    most = 100 * whole * np.minimum(1200 / price / 100, 1 - works) / works
    both = availability(197, 3) * availability(195, 5)
    return Found(
        kiosk,
        k_low,
        k_high,
        holds=works.idxmin() == "register at the kiosk"
        and price.idxmin() == "carry to the laboratory"
        and k_low / 3 > 2 * most.max()
        and round(alone, 2) == works["register at the kiosk"]
        and 0 < both - works["explain the result"] < 0.005,
        alone=alone,
        guided=guided,
        gap=100 * gap[0],
        g_low=100 * gap[1],
        g_high=100 * gap[2],
        kiosk=kiosk,
        k_low=k_low,
        k_high=k_high,
        month=kiosk / 3,
        m_low=k_low / 3,
        m_high=k_high / 3,
        porter=100 * whole * (1 / works["carry to the laboratory"] - 1),
        n=len(steps),
    )


claims.told(
    "4_slots",
    "example",
    "One, two or three people come",
    "(1 + 2 + 2) / 3 = 1.67.",
    "2 - 1.67 = 0.33 of the people who come",
    "A portion of fries sells",
    "One too few loses 6 yuan",
    "In 7 minutes 9 portions",
    "A system that works for a mean of 95 hours",
    "If a pharmacy's till needs this system",
    "If an empty table loses 300 yuan",
    "Ten bookings do not reach it",
)
claims.told(
    "4_slots",
    "case",
    "The eye test has 24 slots",
    "A kitchen. A burger chain throws",
    "ask to move: whoever has",
    "two desks 9-12: two more",
    "A desk hour costs 120 yuan;",
    "The simulation assumes that 45%",
    "Guidance costs one desk hour a guided day",
    "1,200 yuan a month are ten guided days",
    "(15 points, read by your instructor)",
    "Lin, 250 to 350 words",
)
claims.told(
    "4_slots",
    "definition",
    "The best number is the smallest",
    "Differences, day by day",
    "If steps fail independently of each other",
)
claims.told(
    "4_slots",
    "quote",
    "Everyone markets, says a leaflet, because the chain breaks at its weakest link.",
)

# --- 1_average: the right number for the wrong reason -------------------------------------------

AVERAGE_USUAL = (30, 42, 40, 26, 12, 16, 24, 20, 12)


@functools.cache
def average_log() -> pd.DataFrame:
    """The log with time in line and hour of arrival."""
    log = load_dataset("hospital_arrivals")
    log["wait"] = log["started"].fillna(log["left"]) - log["arrived"]
    log["hour"] = 8 + (log["arrived"] // 60).astype(int)
    return log


def average_patience() -> float:
    """Minutes in line of all, divided by how many left."""
    log = average_log()
    return float(log["wait"].sum() / log["left"].count())


@functools.cache
def average_simulated() -> pd.DataFrame:
    """The 200 simulated days of the notebook."""

    def one_day(seed: int, patience: float) -> pd.DataFrame:
        rng = np.random.default_rng(seed)
        clinic = simpy.Environment()
        desk = simpy.Resource(clinic, 5)
        rows = []

        def patient():  # type: ignore[no-untyped-def]
            came = clinic.now
            with desk.request() as turn:
                yield turn | clinic.timeout(rng.exponential(patience))
                rows.append((came, clinic.now - came, turn.triggered))
                if turn.triggered:
                    yield clinic.timeout(rng.exponential(10))

        def door():  # type: ignore[no-untyped-def]
            for hour, rate in enumerate(AVERAGE_USUAL):
                for minute in np.sort(rng.uniform(60 * hour, 60 * hour + 60, rng.poisson(rate))):
                    yield clinic.timeout(minute - clinic.now)
                    clinic.process(patient())

        clinic.process(door())
        clinic.run()
        return pd.DataFrame(rows, columns=["arrived", "wait", "served"]).assign(day=seed)

    days = pd.concat([one_day(seed, average_patience()) for seed in range(1, 201)])
    return days.assign(hour=8 + (days["arrived"] // 60).astype(int))


def average_by_day(values: pd.Series) -> tuple[float, float]:
    """Mean of days with the reach of its 95 % interval."""
    return float(values.mean()), float(2.045 * values.std() / len(values) ** 0.5)


@claims.finding(
    "who-went-home",
    notebook="1_average",
    says=[
        "Of {n:,} patients in thirty days, {left:.1%} went home unseen: {ill:.1%} of the ill, {healthy:.1%} of the healthy.",
        "Of those who came between ten and eleven it was {peak:.1%}.",
    ],
    exposure="{n:,} patients in thirty days",
)
def who_went_home() -> Found:
    log = average_log()
    gone = log["left"].notna()
    days = gone.groupby(log["day"]).mean()
    _middle, reach = average_by_day(days)
    group = gone.groupby(log["group"].astype(str)).mean()
    return Found(
        gone.mean(),
        gone.mean() - reach,
        gone.mean() + reach,
        holds=group["ill"] < group["sub-healthy"] < group["healthy"],
        n=len(log),
        left=gone.mean(),
        ill=group["ill"],
        healthy=group["healthy"],
        peak=gone[log["hour"] == 10].mean(),
    )


@claims.finding(
    "the-seen-alone",
    notebook="1_average",
    says=[
        "The slide's {served:.1f} minutes are the mean wait of those who were **seen**.",
        "Over all who came, as the formula counts, the log has {everybody:.1f}.",
    ],
    exposure="{n:,} patients who were seen, in thirty days",
)
def the_seen_alone() -> Found:
    log = average_log()
    seen = log[log["started"].notna()]
    _middle, reach = average_by_day(seen.groupby("day")["wait"].mean())
    mean = seen["wait"].mean()
    return Found(
        mean,
        mean - reach,
        mean + reach,
        holds=mean < log["wait"].mean(),
        served=mean,
        everybody=log["wait"].mean(),
        n=len(seen),
    )


@claims.finding(
    "two-hours-too-many",
    notebook="1_average",
    says="From nine to eleven more patients come than five desks can serve",
    exposure="{n:,} patients in thirty days",
)
def two_hours_too_many() -> Found:
    log = average_log()
    came = log.groupby(["day", "hour"]).size().unstack()
    middle, reach = average_by_day(came[[9, 10]].mean(axis=1))
    return Found(middle, middle - reach, middle + reach, holds=middle - reach > 30, n=len(log))


@claims.finding(
    "count-and-law",
    notebook="1_average",
    says="Count and law agree within a hundredth of a person.",
    exposure="540 minutes of thirty days",
)
def count_and_law() -> Found:
    log = average_log()
    end = log["arrived"] + log["wait"]
    heads = [((log["arrived"] <= minute) & (end > minute)).sum() / 30 for minute in range(540)]
    law = len(log) / 270 * log["wait"].mean() / 60
    return Found(
        float(np.mean(heads)), exact="a count of one log", holds=abs(np.mean(heads) - law) < 0.01
    )


@claims.finding(
    "patience-of-all",
    notebook="1_average",
    says=[
        "they are the impatient ones, and waited {leavers:.1f} minutes on average",
        "That gives {patience:.1f} minutes of standing for each one who left.",
        "It is one number for all, though the ill leave less readily than the healthy.",
    ],
    exposure="{n} patients who left, in thirty days",
)
def patience_of_all() -> Found:
    log = average_log()
    gone = log["left"].notna()
    sums = log.assign(gone=gone).groupby("day")[["wait", "gone"]].sum()
    left = average_patience()
    groups = log.assign(gone=gone).groupby(log["group"].astype(str))[["wait", "gone"]].sum()
    each = groups["wait"] / groups["gone"]
    # jackknife over days: the days differ, and patients of one day share it
    without = (sums["wait"].sum() - sums["wait"]) / (sums["gone"].sum() - sums["gone"])
    error = float(np.sqrt(29 / 30 * ((without - without.mean()) ** 2).sum()))
    return Found(
        left,
        left - 2.045 * error,
        left + 2.045 * error,
        holds=log.loc[gone, "wait"].mean() < left / 2 and each["ill"] > 1.5 * each["healthy"],
        leavers=log.loc[gone, "wait"].mean(),
        patience=left,
        n=int(gone.sum()),
    )


@claims.finding(
    "afternoon-hour",
    notebook="1_average",
    says="From two to three, in this log, Erlang C by the hour is too high, and so is Erlang C with the mean rate; Erlang A by the hour and the simulation are about right.",
    exposure="{n} patients from two to three, in thirty days",
)
def afternoon_hour() -> Found:
    log = average_log()
    here = log[log["hour"] == 14]
    rate = len(here) / 30
    mean = here["wait"].mean()
    simulated = average_simulated()
    model = simulated.loc[simulated["hour"] == 14, "wait"].mean()
    middle, reach = average_by_day(here.groupby("day")["wait"].mean())
    patience = average_patience() / 60
    return Found(
        mean,
        middle - reach,
        middle + reach,
        holds=60 * erlang_c(rate, 6, 5).wait > mean + 3
        and 60 * erlang_c(222 / 9, 6, 5).wait > mean + 3
        and abs(60 * erlang_a(rate, 6, 5, patience).wait - mean) < 3
        and abs(model - mean) < 3,
        n=len(here),
    )


@claims.finding(
    "peak-by-four-models",
    notebook="1_average",
    says="By the hour, a formula forgets the line that the hour before left behind.",
    exposure="{n:,} patients from nine to twelve, in thirty days",
)
def peak_by_four_models() -> Found:
    log = average_log()
    waits = log.groupby("hour")["wait"].mean()
    rates = log.groupby("hour").size() / 30
    patience = average_patience() / 60
    by_hour = {hour: 60 * erlang_a(rates[hour], 6, 5, patience).wait for hour in (9, 11)}
    simulated = average_simulated().groupby("hour")["wait"].mean()
    middle, reach = average_by_day(log[log["hour"] == 11].groupby("day")["wait"].mean())
    return Found(
        waits[11] - by_hour[11],
        middle - reach - by_hour[11],
        middle + reach - by_hour[11],
        holds=by_hour[9] > waits[9] + 3
        and by_hour[11] < waits[11] - 3
        and rates[9] > 30
        and 60 * erlang_c(222 / 9, 6, 5).wait < waits[9] - 3
        and abs(simulated[9] - waits[9]) < 3,
        n=int(log["hour"].between(9, 11).sum()),
    )


@claims.finding(
    "two-errors-cancel",
    notebook="1_average",
    says="A number that fits does not confirm the model.",
    exposure="{n:,} patients in thirty days, and 200 simulated days",
)
def two_errors_cancel() -> Found:
    log = average_log()
    c_day = 60 * erlang_c(222 / 9, 6, 5).wait
    a_day = 60 * erlang_a(222 / 9, 6, 5, average_patience() / 60).wait
    days = average_simulated().groupby("day")["wait"].mean()
    simulated = average_simulated()["wait"].mean()
    reach = 1.97 * days.std() / len(days) ** 0.5
    return Found(
        simulated - a_day,
        simulated - a_day - reach,
        simulated - a_day + reach,
        holds=a_day < c_day - 2 and simulated - reach > a_day + 3 and round(c_day, 1) == 6.7,
        n=len(log),
    )


@claims.finding(
    "advice-desk",
    notebook="1_average",
    says="Here Erlang C asks for nothing that the desk does not have, and the simple reading is right.",
    exposure="200 calls an hour",
    verdict="the simple reading is right",
)
def advice_desk() -> Found:
    levels = {people: service_level(200, 20, people, 20 / 3600) for people in (13, 14)}
    return Found(
        levels[14],
        exact="a formula, for a desk that is assumed to be as the formula says",
        holds=0.795 < levels[13] < 0.80 <= levels[14],
    )


@claims.finding(
    "nobody-leaves",
    notebook="1_average",
    exposure="{n} redrawn months of thirty days in which nobody leaves",
    predicted="m06-stay",
)
def nobody_leaves() -> Found:
    made = world("m06_waiting_log")
    months = np.array([made.log_stay(seed) for seed in (*range(1, 12), made.LOG_SEED)])
    low, high = np.quantile(months, [0.025, 0.975])
    return Found(
        float(months.mean()),
        float(low),
        float(high),
        holds=low > 2 * average_log()["wait"].mean(),
        n=len(months),
    )


@claims.finding(
    "six-open-tickets",
    notebook="1_average",
    says="The **closed** ones took {took:.1f} days on average.",
    exposure="{n} tickets in 184 days",
)
def six_open_tickets() -> Found:
    tickets = load_dataset("bank_tickets")
    opened, closed = tickets["opened"], tickets["closed"]
    took = (closed - opened).dt.days.mean()
    dates = pd.date_range("2025-07-01", "2025-12-31")
    counted = np.mean([((opened <= date) & ~(closed <= date)).sum() for date in dates])
    law = len(tickets) / len(dates) * took
    return Found(
        took,
        exact="all tickets of one half-year",
        holds=counted > 2 * law and law < 3,
        took=took,
        n=len(tickets),
    )


claims.told(
    "1_average",
    "case",
    "A patient needs ten minutes at a desk",
    "On a usual day 222 patients",
    "A sixth desk costs 120 yuan",
    "Rates are people an hour",
    "Lantern Bank's advice line takes",
    "A call takes 3 minutes",
    "Its promise is 80 % within",
    "What the log cannot know",
    "Lantern Bank's technicians write",
    "80 tickets were opened",
)
claims.told(
    "1_average",
    "quote",
    "At a load of 82 % the formula gives",
    "\"By Little's law 80 / 184",
)
claims.told(
    "1_average",
    "example",
    "Five of them wait 8 minutes",
    "Together they spend 60 minutes",
    "So 6 × 1/6 = 1 guest",
    "At a garage with 10 cars",
)
claims.told(
    "1_average",
    "definition",
    "From a load of 1 on, the line grows",
    "We call a model about right",
    "A service runs through four phases",
    "At a load of 1 or more",
)

# --- 3_felt ----------------------------------------------------------------------------------


def felt_room() -> pd.DataFrame:
    """The waiting room, with felt minus measured minutes."""
    room = load_dataset("hospital_waiting_room")
    return room.assign(over=room["felt"] - room["waited"])


def felt_gap(
    table: pd.DataFrame, value: str, arm: str, reach: float = 1.96
) -> tuple[float, float, float]:
    """Arm 1 minus arm 0, with its interval."""
    known = table.dropna(subset=[value])
    one, other = (known.loc[known[arm] == side, value].astype(float) for side in (1, 0))
    error = (one.var() / len(one) + other.var() / len(other)) ** 0.5
    gap = one.mean() - other.mean()
    return gap, gap - reach * error, gap + reach * error


def felt_signed(value: float) -> str:
    """One decimal, with a real minus sign."""
    return f"{value:.1f}".replace("-", "−")


@claims.finding(
    "felt-silent",
    notebook="3_felt",
    says=[
        "The {n} patients to whom nobody explained the wait felt {over:.1f} minutes more than the clock on the wall, on average.",
        "Nobody explained: most feel more minutes than the wall shows",
    ],
    exposure="{n} patients, one wait each",
)
def felt_silent() -> Found:
    room = felt_room()
    over = room.loc[room["explained"] == 0, "over"].astype(float)
    reach = 1.96 * over.sem()
    most = (over > 0).mean()
    return Found(
        over.mean(),
        over.mean() - reach,
        over.mean() + reach,
        holds=most > 0.6 and over.mean() - reach > 5,
        over=over.mean(),
        n=len(over),
    )


@claims.finding(
    "felt-explained",
    notebook="3_felt",
    says=[
        "Explained patients felt {gap:.1f} minutes less beyond the clock than the others ({least:.1f} to {most:.1f} less), because of the explaining: a coin decided.",
        "Measured waits hardly differ between the two arms, by {clock} minutes ({clock_low} to {clock_high}), as a coin lets expect.",
    ],
    exposure="{n} patients, one wait each",
    drawn="to whom the wait is explained",
    predicted="m06-explained",
    verdict="the simple reading is right",
)
def felt_explained() -> Found:
    room = felt_room()
    gap, low, high = felt_gap(room, "over", "explained")
    clock = felt_gap(room, "waited", "explained")
    return Found(
        gap,
        low,
        high,
        holds=high < -3 and clock[1] < 0 < clock[2],
        gap=-gap,
        least=-high,
        most=-low,
        clock=felt_signed(clock[0]),
        clock_low=felt_signed(clock[1]),
        clock_high=felt_signed(clock[2]),
        n=len(room),
    )


@claims.finding(
    "felt-screen",
    notebook="3_felt",
    says=[
        "The rooms differ by {gap} minutes of felt minus measured ({least} to {most}): for those who wait for results here, effects of a screen outside this range do not fit.",
        "Nobody can tell. No difference is seen, and a small one is possible.",
    ],
    exposure="{n} patients, one wait each",
    drawn="who sits in the room with a screen",
    verdict="cannot tell",
)
def felt_screen() -> Found:
    room = felt_room()
    gap, low, high = felt_gap(room, "over", "screen")
    return Found(
        gap,
        low,
        high,
        holds=-2 < low < 0 < high < 2,
        gap=felt_signed(gap),
        least=felt_signed(low),
        most=felt_signed(high),
        n=len(room),
    )


@claims.finding(
    "felt-watchers",
    notebook="3_felt",
    says=[
        "Watchers and others differ by +{felt:.1f} felt minutes ({least:.1f} to {most:.1f})",
        "Watchers felt {felt:.1f} minutes more, but by the clock on the wall they had waited {clock:.1f} minutes longer: who waits long begins to watch.",
    ],
    exposure="{n} patients in the room with a screen",
)
def felt_watchers() -> Found:
    room = felt_room()
    room = room[room["screen"] == 1]
    felt, low, high = felt_gap(room, "felt", "watched")
    clock = felt_gap(room, "waited", "watched")
    return Found(
        felt,
        low,
        high,
        holds=clock[1] > 5,
        felt=felt,
        least=low,
        most=high,
        clock=clock[0],
        n=len(room),
    )


@claims.finding(
    "felt-overtaken",
    notebook="3_felt",
    says="So {n} sub-healthy and healthy patients saw somebody pass who had come later.",
    exposure="{n} overtaken patients and {rest} others",
    drawn="to whom the wait is explained",
)
def felt_overtaken() -> Found:
    room = felt_room()
    inside = felt_gap(room[room["overtaken"] == 1], "satisfied", "explained")
    outside = felt_gap(room[room["overtaken"] == 0], "satisfied", "explained")
    half = np.hypot(inside[2] - inside[0], outside[2] - outside[0])
    more = inside[0] - outside[0]
    ill = (room.loc[room["overtaken"] == 1, "group"].astype(str) == "ill").any()
    return Found(
        more,
        more - half,
        more + half,
        holds=more - half > 0 and not ill,
        n=int((room["overtaken"] == 1).sum()),
        rest=int((room["overtaken"] == 0).sum()),
    )


@claims.finding(
    "felt-kiosk",
    notebook="3_felt",
    exposure="{n} days, 80 check-ins each",
    drawn="on which days patients are guided",
)
def felt_kiosk() -> Found:
    rows = load_dataset("hospital_checkins")
    days = rows.groupby(["day", "guided"], as_index=False)[["right", "minutes"]].mean()
    gap, low, high = felt_gap(days, "right", "guided", 2.10)
    minutes = felt_gap(days, "minutes", "guided", 2.10)
    return Found(gap, low, high, holds=low > 120 / 1600 and minutes[2] < 0, n=len(days))


@claims.finding(
    "felt-papers",
    notebook="3_felt",
    exposure="{n:,} check-ins on twenty days",
)
def felt_papers() -> Found:
    rows = load_dataset("hospital_checkins")
    gap, low, high = felt_gap(rows, "right", "complete")
    kinds = rows.groupby(["complex", "complete"])["right"].mean().unstack()
    weights = rows["complex"].value_counts(normalize=True).sort_index()
    same = float(((kinds[1] - kinds[0]) * weights).sum())
    return Found(gap, low, high, holds=0.03 < same < 0.75 * gap, n=len(rows))


def felt_lines() -> pd.DataFrame:
    """The simulated mornings, with names as text and minutes of a row."""
    rows = load_dataset("hospital_lines").astype({"layout": str, "group": str})
    return rows.assign(total=rows["waited"] * rows["patients"])


@claims.finding(
    "felt-own-desks",
    notebook="3_felt",
    says="With two of them, ill patients were in line for {own:.1f} minutes on average, with one line in order of arrival for {one:.1f}: at times desks for the others stood free while the ill waited.",
    exposure="the same {n} simulated mornings in both layouts",
    identified="the same patients are simulated in both layouts",
    predicted="m06-own-desks",
)
def felt_own_desks() -> Found:
    rows = felt_lines()
    ill = rows[rows["group"] == "ill"]
    sums = ill.groupby("layout")[["total", "patients"]].sum()
    mean = sums["total"] / sums["patients"]
    two, one = "own desks, 2 for the ill", "one line, in order of arrival"
    wide = ill.pivot_table(index="morning", columns="layout", values="waited")
    apart = wide[two] - wide[one]
    reach = 1.96 * apart.sem()
    others = rows[rows["group"] != "ill"].groupby("layout")[["total", "patients"]].sum()
    rest = others["total"] / others["patients"]
    return Found(
        apart.mean(),
        apart.mean() - reach,
        apart.mean() + reach,
        holds=apart.mean() - reach > 5 and rest[two] < rest[one],
        own=mean[two],
        one=mean[one],
        n=len(apart),
    )


@claims.finding(
    "felt-who-pays",
    notebook="3_felt",
    says="Where the ill are called first, the share of healthy patients who leave rises from {before:.1f} to {first:.1f} %; with the limit of 40 minutes it is {limit:.1f} %.",
    exposure="the same {n} simulated mornings in three layouts",
    identified="the same patients are simulated in all layouts",
)
def felt_who_pays() -> Found:
    rows = felt_lines()
    healthy = rows[rows["group"] == "healthy"]
    sums = healthy.groupby("layout")[["left", "patients"]].sum()
    share = 100 * sums["left"] / sums["patients"]
    first, before = "one line, ill first", "one line, in order of arrival"
    wide = healthy.pivot_table(index="morning", columns="layout", values=["left", "patients"])
    apart = 100 * (wide["left"][first] - wide["left"][before]) / wide["patients"][first]
    reach = 1.96 * apart.sem()
    return Found(
        apart.mean(),
        apart.mean() - reach,
        apart.mean() + reach,
        holds=apart.mean() - reach > 3,
        before=share[before],
        first=share[first],
        limit=share["one line, ill first up to 40 minutes"],
        n=len(apart),
    )


claims.told(
    "3_felt",
    "example",
    "Three are told why the oven",
    "Four are not told, and feel",
    "Difference: arm 1 minus arm 0",
    "Standard error: the variances of the",
    "Each is divided by the number",
    "95% interval, 1.96 standard errors",
    "At the bakery: told customers gain",
    "The gains differ by 1.5 points",
)
claims.told(
    "3_felt",
    "case",
    "Five desks serve thirty patients",
    "The 640 patients below waited",
    "Eighty mornings were simulated",
    "For two of them coins were tossed",
    "About a third of the patients",
    "The simulation assumes ten minutes",
)
claims.told(
    "3_felt",
    "definition",
    "(For so few customers the factor",
    "What was drawn is what is counted",
    "For 20 units the factor is 2.10",
)
claims.told(
    "3_felt",
    "advice",
    "The patient works, too",
    "An interval around zero is",
)
claims.told(
    "3_felt", "literature", "Maister (1985) wrote eight sentences", "Larson (1987) holds that such"
)

# --- 2_morning -------------------------------------------------------------------------------

#: The mornings of the worked example, of the two orders of the evening, and of the table.
MORNING_SEEDS, MORNING_HUNDRED, MORNING_SIX = range(1000, 1300), range(700, 800), range(21, 27)


@cache
def morning_results(seeds: range, **order: Any) -> Floats:
    """Loss and minutes of the ill on some mornings."""
    return results({**NOTHING, **order}, seeds)


def morning_mean(values: Floats) -> tuple[float, float, float]:
    """Mean and 95 % interval."""
    mean, reach = values.mean(), 1.96 * values.std(ddof=1) / len(values) ** 0.5
    return float(mean), float(mean - reach), float(mean + reach)


@claims.finding(
    "ill-first",
    notebook="2_morning",
    says="On {n} mornings, calling the ill first took their minutes from {before:,.0f} a morning to {after:.0f}: {fewer:.0f} fewer [{low:.0f}, {high:.0f}].",
    exposure="{n} mornings of the model, the same patients under both orders",
    identified="both orders are run on the same simulated patients",
    verdict="the simple reading is right",
)
def morning_ill_first() -> Found:
    before = morning_results(MORNING_SEEDS)[:, 1]
    after = morning_results(MORNING_SEEDS, order="ill")[:, 1]
    mean, low, high = morning_mean(before - after)
    return Found(
        mean,
        low,
        high,
        holds=low > 0.5 * before.mean(),
        before=before.mean(),
        after=after.mean(),
        fewer=mean,
        n=len(before),
    )


@claims.finding(
    "explained-all-morning",
    notebook="2_morning",
    exposure="{n} mornings of the model, the same patients under both orders",
    identified="both orders are run on the same simulated patients",
    predicted="m06-explain",
)
def morning_explained() -> Found:
    change = (morning_results(MORNING_SEEDS, explain="always") - morning_results(MORNING_SEEDS))[
        :, 0
    ]
    mean, low, high = morning_mean(change)
    return Found(mean, low, high, holds=low > 0, n=len(change))


@claims.finding(
    "same-clerk-another-time",
    notebook="2_morning",
    says=[
        "With the ill first and nothing else, explaining all morning changes the loss by {always:+.0f} yuan a morning [{from_:+.0f}, {to:+.0f}] and the minutes of the ill by {ill:+.0f} [{ill_from:+.0f}, {ill_to:+.0f}].",
        "Explaining only while 12 or more are in line changes them by −{long:.0f} yuan [−{most:.0f}, −{least:.0f}] and {some:+.0f} minutes [{some_from:+.0f}, {some_to:+.0f}]: it saves money, and the ill wait a little longer.",
        "What helps in one half-hour can harm in another.",
    ],
    exposure="{n} mornings of the model, the same patients under all three orders",
    identified="all orders are run on the same simulated patients",
)
def morning_same_clerk() -> Found:
    plain = morning_results(MORNING_SEEDS, order="ill")
    every = morning_results(MORNING_SEEDS, order="ill", explain="always") - plain
    often = morning_results(MORNING_SEEDS, order="ill", explain="long") - plain
    always, ill = morning_mean(every[:, 0]), morning_mean(every[:, 1])
    some = morning_mean(often[:, 1])
    mean, low, high = morning_mean(often[:, 0])
    return Found(
        mean,
        low,
        high,
        holds=high < 0 < always[1] and min(ill[1], some[1]) > 0,
        always=always[0],
        from_=always[1],
        to=always[2],
        long=-mean,
        most=-low,
        least=-high,
        ill=ill[0],
        ill_from=ill[1],
        ill_to=ill[2],
        some=some[0],
        some_from=some[1],
        some_to=some[2],
        n=len(plain),
    )


@claims.finding(
    "two-parts-together",
    notebook="2_morning",
    says=[
        '"nobody beyond 40" adds {alone:.0f} minutes of the ill a morning [{least:.0f}, {most:.0f}].',
        "With explaining at 12 or more as well it is {both:.0f} [{from_:.0f}, {to:.0f}]",
    ],
    exposure="{n} mornings of the model, the same patients under all orders",
    identified="all orders are run on the same simulated patients",
)
def morning_together() -> Found:
    careful = {"borrow": "fullest", "texts": "fullest"}
    plain = morning_results(MORNING_SEEDS, order="ill", **careful)[:, 1]
    forty = morning_results(MORNING_SEEDS, order="ill40", **careful)[:, 1]
    told = morning_results(MORNING_SEEDS, order="ill", explain="long", **careful)[:, 1]
    all_of_it = morning_results(MORNING_SEEDS, order="ill40", explain="long", **careful)[:, 1]
    alone = morning_mean(forty - plain)
    mean, low, high = morning_mean(all_of_it - plain)
    return Found(
        mean,
        low,
        high,
        holds=alone[1] > 0 and morning_mean(all_of_it - forty - told + plain)[1] > 0,
        alone=alone[0],
        least=alone[1],
        most=alone[2],
        both=mean,
        from_=low,
        to=high,
        n=len(plain),
    )


@claims.finding(
    "one-morning-misleads",
    notebook="2_morning",
    says=[
        "On this morning, explaining all the time lowers its loss by {fewer:.0f} yuan.",
        "On the {n} mornings above it raises it by {more:.0f} [{from_:.0f}, {to:.0f}].",
    ],
    exposure="one open morning, and {n} mornings of the model, the same patients under both orders",
    identified="both orders are run on the same simulated patients",
)
def morning_misleads() -> Found:
    order = {"borrow": "first", "order": "ill", "texts": "even"}
    one = range(PRACTICE, PRACTICE + 1)
    fewer = morning_results(one, **order) - morning_results(one, explain="always", **order)
    gap = morning_results(MORNING_SEEDS, explain="always", **order) - morning_results(
        MORNING_SEEDS, **order
    )
    mean, low, high = morning_mean(gap[:, 0])
    return Found(
        mean,
        low,
        high,
        holds=fewer[0, 0] > 0 and low > 0,
        fewer=fewer[0, 0],
        more=mean,
        from_=low,
        to=high,
        n=len(gap),
    )


@claims.finding(
    "too-late",
    notebook="2_morning",
    says="With the ill first, desks that wait for a line of 12 lose {more:,.0f} yuan more a morning [{low:,.0f}, {high:,.0f}] than one desk from 8:00 to 12:00 that looks at nothing.",
    exposure="{n} mornings of the model, the same patients under both orders",
    identified="both orders are run on the same simulated patients",
)
def morning_too_late() -> Found:
    late = morning_results(MORNING_SEEDS, order="ill", borrow="line12")[:, 0]
    mean, low, high = morning_mean(
        late - morning_results(MORNING_SEEDS, order="ill", borrow="first")[:, 0]
    )
    return Found(mean, low, high, holds=low > 0, more=mean, n=len(late))


@claims.finding(
    "two-ways-to-match",
    notebook="2_morning",
    exposure="{n} mornings of the model, the same patients under both orders",
    verdict="cannot tell",
)
def morning_two_ways() -> Found:
    gap = morning_results(MORNING_HUNDRED, order="ill", borrow="first") - morning_results(
        MORNING_HUNDRED, order="ill", texts="fullest"
    )
    mean, low, high = morning_mean(gap[:, 0])
    return Found(
        mean,
        low,
        high,
        holds=low < 0 < high and morning_mean(gap[:, 1])[2] < 0,
        n=len(gap),
    )


@claims.finding(
    "six-of-six",
    notebook="2_morning",
    says=[
        "With the ill first, the loss was smaller than by arrival on {fewer} of six mornings of the model",
        "With the ill first and explaining, the loss was smaller than by arrival on {explained} of six mornings of the model",
    ],
    exposure="{n} mornings of the model, the same patients under all orders",
)
def morning_six() -> Found:
    words = ("none", "one", "two", "three", "four", "five", "six")
    plain = morning_results(MORNING_SIX)[:, 0]
    ill = morning_results(MORNING_SIX, order="ill")[:, 0]
    both = morning_results(MORNING_SIX, order="ill", explain="always")[:, 0]
    later = morning_results(MORNING_SEEDS, order="ill") - morning_results(MORNING_SEEDS)
    return Found(
        int(np.sum(ill < plain)),
        exact="six mornings that were run once",
        holds=both.mean() > ill.mean() and 0 < np.mean(later[:, 0] > 0) < 0.2,
        fewer=words[int(np.sum(ill < plain))],
        explained=words[int(np.sum(both < plain))],
        n=len(plain),
    )


claims.told(
    "2_morning",
    "case",
    "The minutes of the ill are counted apart",
    "At the start of each half-hour",
    "Texts go to those who are booked one hour later",
    "A half-hour that is played stands",
    "At one o'clock, say in which",
    "Take an order with the ill first, one desk from 8:00 to 12:00",
    "When your order is final, open the seal",
    "Two simple orders, both with the ill first",
    "Both on morning 703; patients, with their felt minutes",
    "Lin shows the board four orders on six more mornings",
)
claims.told("2_morning", "example", "In a bakery: .sum() adds down the columns")
