"""Play the morning: the own fold against simpy and the formulas, and what orders are worth."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st
from support.speed import in_pieces

from servicelab.errors import CourseError
from servicelab.games.morning import PlayMorning, StandingOrder, half_hours, model, mornings, prices
from servicelab.games.morning.model import (
    BORROWS,
    EXPLAINS,
    LOAN,
    NOTHING,
    NOTHING_DONE,
    ORDERS,
    PERIODS,
    TEXTED,
    TEXTS,
    WHOM,
    Morning,
    amounts,
    ill_minutes,
    loss,
    make_morning,
    results,
    run,
    share_of_gap,
    standing,
)
from servicelab.games.morning.view import open_mornings
from servicelab_workshop.policies.morning import (
    CAREFUL,
    FULL,
    POLICIES,
    blind_orders,
    policy_table,
    scale,
)

#: Five sets of mornings that nothing else uses; an order is judged by more.
SETS = [range(10_000 * number, 10_000 * number + 80) for number in range(11, 16)]
ENTRIES = st.fixed_dictionaries(
    {
        "desks": st.sampled_from([5, 6, 7]),
        "order": st.sampled_from(list(ORDERS)),
        "explain": st.booleans(),
        "texts": st.integers(0, 6),
    }
)
ORDERLY = st.fixed_dictionaries(
    {
        "borrow": st.sampled_from(list(BORROWS)),
        "order": st.sampled_from(list(ORDERS)),
        "explain": st.sampled_from(list(EXPLAINS)),
        "texts": st.sampled_from(list(TEXTED)),
        "to": st.sampled_from(list(WHOM)),
    }
)


@cache
def table() -> pd.DataFrame:
    return policy_table(SETS, searched=12)


# --- the fold --------------------------------------------------------------------------------


def by_simpy(morning: Morning, by: str) -> tuple[np.ndarray, np.ndarray]:
    """The same morning with five desks all day, by another program: ends of waits, and who left."""
    env = simpy.Environment()
    desks = simpy.PriorityResource(env, capacity=5)
    end, is_gone = np.zeros(len(morning.arrived)), np.zeros(len(morning.arrived), bool)

    def patient(j: int) -> Any:
        yield env.timeout(morning.arrived[j])
        rank = 0 if by == "arrival" or morning.group[j] == 0 else 1
        with desks.request(priority=rank) as asked:
            yield asked | env.timeout(morning.patience[j])
            end[j], is_gone[j] = env.now, not asked.triggered
            if asked.triggered:
                yield env.timeout(morning.service[j])

    for j in range(len(end)):
        env.process(patient(j))
    env.run()
    return end, is_gone


@pytest.mark.parametrize("by", ["arrival", "ill"])
@pytest.mark.parametrize("seed", range(6))
def test_the_fold_serves_as_simpy_does(seed: int, by: str) -> None:
    morning = make_morning(seed)
    came = run(morning, lambda _k, _line: {**NOTHING_DONE, "order": by})
    end, is_gone = by_simpy(morning, by)
    assert came.end == pytest.approx(end)
    assert (came.is_gone == is_gone).all()


def steady(hours: int, rate: float, patience: float, seed: int) -> Morning:
    """A morning of many hours at one rate, all of one group."""
    rng = np.random.default_rng(seed)
    n = rng.poisson(rate * hours)
    arrived = np.sort(rng.uniform(0, 60 * hours, n))
    none = np.zeros(n, bool)
    return Morning(
        "steady",
        arrived,
        np.zeros(n, int),
        rng.exponential(10.0, n),
        rng.exponential(1.0, n) * patience,
        none,
        none,
        np.zeros(n),
    )


def erlang_a(rate: float, theta: float, desks: int = 5, size: int = 500) -> tuple[float, float]:
    """Share who leave, and mean minutes in line of all: the birth-death chain, per minute."""
    logs = [0.0]
    for n in range(1, size):
        logs.append(logs[-1] + math.log(rate / (min(n, desks) / 10 + max(n - desks, 0) * theta)))
    chance = np.exp(np.array(logs) - max(logs))
    chance /= chance.sum()
    in_line = float((chance * np.maximum(np.arange(size) - desks, 0)).sum())
    return theta * in_line / rate, in_line / rate


@pytest.mark.parametrize(("rate", "patience"), [(21.0, math.inf), (33.0, 60.0)])
def test_a_long_run_agrees_with_erlang(rate: float, patience: float) -> None:
    share, wait = erlang_a(rate / 60, 0.0 if math.isinf(patience) else 1 / patience)
    morning = steady(16_000, rate, 60.0 if math.isinf(patience) else patience, 5)
    came = run(morning, lambda _k, _line: NOTHING_DONE, patient=math.isinf(patience))
    late = came.arrived > 600
    assert (came.end - came.arrived)[late].mean() == pytest.approx(wait, rel=0.06)
    assert came.is_gone[late].mean() == pytest.approx(share, abs=0.008)


@given(st.lists(ENTRIES, min_size=PERIODS, max_size=PERIODS), st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_a_later_entry_never_changes_an_earlier_half_hour(
    entries: list[dict[str, Any]], after: int
) -> None:
    morning = make_morning(4)
    whole = run(morning, lambda k, _line: entries[k])
    other = run(morning, lambda k, _line: entries[k] if k < after else NOTHING_DONE)
    part = run(morning, lambda k, _line: entries[k], after)
    assert whole.line[: after + 1] == other.line[: after + 1] == part.line
    began = min(30.0 * after, 300.0)
    ended = np.sort(whole.end[whole.end < began])
    assert ended == pytest.approx(np.sort(part.end[part.end < began]))


@given(st.lists(ENTRIES, min_size=PERIODS, max_size=PERIODS), st.integers(0, 50))
@settings(max_examples=30, deadline=None)
def test_everybody_who_comes_is_served_or_leaves(entries: list[dict[str, Any]], seed: int) -> None:
    morning = make_morning(seed)
    came = run(morning, lambda k, _line: entries[k])
    assert len(came.end) + came.moved.sum() == len(morning.arrived)
    assert np.isfinite(came.end).all()
    assert (came.end >= came.arrived).all()
    assert (came.felt <= came.end - came.arrived + 1e-9).all()
    assert (came.felt >= 0.8 * (came.end - came.arrived) - 1e-9).all()
    assert (came.moved <= came.asked).all()
    assert (amounts(came) * prices()).sum().sum() == pytest.approx(loss(came))


def test_explaining_slows_service_and_patience() -> None:
    morning = make_morning(2)
    plain, told = (
        run(morning, lambda _k, _line, on=on: {**NOTHING_DONE, "explain": on})
        for on in (False, True)
    )
    first = np.flatnonzero(plain.is_gone)[0]
    waited = plain.end[first] - plain.arrived[first]
    assert waited == pytest.approx(morning.patience[first])
    gone = np.flatnonzero(told.is_gone & (told.end < 300))
    assert (told.end - told.arrived)[gone] == pytest.approx(2 * morning.patience[gone])
    assert told.felt == pytest.approx(
        0.8 * np.minimum(told.end, 300) - 0.8 * told.arrived + np.maximum(told.end - 300, 0)
    )


def test_nobody_waits_beyond_forty_while_others_are_called() -> None:
    came = run(make_morning(20266), lambda _k, _line: {**NOTHING_DONE, "order": "ill40"})
    others = (came.group > 0) & ~came.is_gone
    for j in np.flatnonzero((came.group == 0) & ~came.is_gone):
        t = came.end[j]
        if t - came.arrived[j] >= 40:
            continue
        in_line = others & (came.arrived < t) & (came.end > t)
        assert (t - came.arrived[in_line] < 40).all()


# --- orders ----------------------------------------------------------------------------------


@given(ORDERLY, st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_an_order_stays_within_its_means(order: dict[str, Any], seed: int) -> None:
    morning = make_morning(seed)
    came = run(morning, standing(order, morning))
    assert sum(one["desks"] - 5 for one in came.entries) <= LOAN
    assert all(5 <= one["desks"] <= 7 for one in came.entries)
    assert came.asked.sum() <= TEXTS
    assert came.asked.max() <= 6


def test_the_line_at_eight_is_empty_and_bookings_are_part_of_those_who_come() -> None:
    morning = make_morning(7)
    assert run(morning, lambda _k, _line: NOTHING_DONE).line[0] == 0
    assert 0 < morning.bookings.sum() < len(morning.arrived)
    assert morning.bookings.shape == (3, PERIODS)


def test_the_best_blind_order_is_the_zero_and_no_other_order_is_blind() -> None:
    blind = list(blind_orders())
    assert len(blind) == 4 * 3 * 2 * 6
    assert NOTHING in blind
    assert not any(one["borrow"] in ("fullest", "after", "spread", "line4") for one in blind)
    assert all(one["texts"] in ("none", "even") and one["explain"] != "long" for one in blind)
    here = scale(SETS[0], searched=12)
    best = np.array([results(one, SETS[0][:12]).mean(axis=0) for one in blind]).min(axis=0)
    assert (np.array(here["blind"]) > np.array(here["best"])).all()
    assert np.array(here["blind"]) == pytest.approx(best, rel=0.25)


def test_careful_orders_are_full_on_four_of_five_sets_and_habits_never() -> None:
    shares = table()
    for name in ("careful", "explained while long"):
        full = [
            shares.loc[name, f"loss {n}"] >= FULL[0] and shares.loc[name, f"ill {n}"] >= FULL[1]
            for n in range(1, 6)
        ]
        assert sum(full) >= 4, name
    healthy = shares.loc["texts to the healthy"]
    assert healthy[[f"loss {n}" for n in range(1, 6)]].mean() >= FULL[0]
    assert healthy[[f"ill {n}" for n in range(1, 6)]].mean() >= FULL[1]
    for name in list(POLICIES)[:9]:
        for n in range(1, 6):
            assert shares.loc[name, f"loss {n}"] < FULL[0], name
            assert shares.loc[name, f"ill {n}"] < 0.5, name
    assert (shares.loc["ill first, nothing else"].iloc[:10] < 0).all()


@pytest.mark.parametrize(
    "name",
    [
        "no desk borrowed",
        "one desk at a time",
        "by arrival",
        "always explained",
        "explained while short",
        "no texts",
        "even texts",
        "texts to six half-hours",
        "texts to the ill",
        "texts to all",
    ],
)
def test_each_field_costs_something_when_it_is_wrong(name: str) -> None:
    assert table().loc[name, [f"loss {n}" for n in range(1, 6)]].mean() < FULL[0]


def test_an_order_on_all_sealed_mornings_takes_no_time() -> None:
    here = scale(range(30))
    worst = {**NOTHING, "borrow": "line4", "explain": "short", "texts": "even", "to": "all"}

    def judged() -> Any:
        model.make_morning.cache_clear()
        model._results.cache_clear()
        return share_of_gap(worst, range(40_000, 40_400), here)

    assert in_pieces(judged, 100) < 100
    assert judged()["cost"]["order"][1] > 0


def test_what_is_no_order_is_told() -> None:
    with pytest.raises(CourseError, match="choose one of never, first"):
        mornings({"borrow": "always"}, [1])
    with pytest.raises(CourseError, match="no standing order: desks"):
        half_hours({"desks": 7}, 1)
    with pytest.raises(CourseError, match="order as a dictionary"):
        mornings("ill", [1])
    assert model.lacks("ill first") == ["an order with 5 fields"]


def test_the_reason_of_an_order_changes_nothing() -> None:
    given = {"order": "ill", "reason": "They wait least well."}
    assert mornings(given, [1, 2]).equals(mornings({"order": "ill"}, np.array([1, 2])))
    assert half_hours(given, 1).equals(half_hours({"order": "ill"}, np.int64(1)))


@pytest.mark.parametrize("seeds", [[], ["a"], [-1], [1.5], [math.nan], 5, "12", None, [True]])
def test_mornings_that_are_none_are_told(seeds: Any) -> None:
    with pytest.raises(CourseError, match="whole numbers from 0 on"):
        mornings({}, seeds)
    with pytest.raises(CourseError, match="one morning as a whole number"):
        half_hours({}, [1, 2] if seeds == 5 else seeds)


@pytest.mark.parametrize("texts", ["even", "spread", "fullest"])
def test_no_text_is_planned_for_patients_of_the_afternoon(texts: str) -> None:
    decide = standing({**NOTHING, "texts": texts}, make_morning(3))
    planned = [decide(k, 0)["texts"] for k in range(PERIODS)]
    assert sum(planned) == TEXTS
    assert planned[-2:] == [0, 0]


def test_numbers_of_a_table_are_played_as_plain_ones() -> None:
    odd = {"desks": np.int64(6), "order": "ill", "explain": 1, "texts": 2.0}
    plain = {"desks": 6, "order": "ill", "explain": True, "texts": 2}
    assert model.play([odd]).entries == (plain,)
    assert model.BY_HAND["entries"].tidy([odd]) == [plain]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([{"desks": 9}], "needs desks, order, explain and texts"),
        ([{**NOTHING_DONE, "desks": 9}], "desks of 8:00: choose one of 5, 6, 7"),
        ([{**NOTHING_DONE, "order": "luck"}], "order of 8:00"),
        ([{**NOTHING_DONE, "desks": 7}] * 5, "10 half-hours of a desk and 0 texts"),
        ([{**NOTHING_DONE, "texts": 6}] * 5, "0 half-hours of a desk and 30 texts"),
        ([NOTHING_DONE] * 11, "A morning has 10 half-hours"),
    ],
)
def test_what_cannot_be_played_is_told(entries: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(CourseError, match=said):
        model.play(entries)


def test_foresight_is_better_than_any_order_that_is_taught() -> None:
    morning = make_morning(model.PRACTICE)
    careful = loss(run(morning, standing(CAREFUL, morning)))
    assert model.foresight() < careful < loss(model.play([NOTHING_DONE] * PERIODS))


# --- what is shown ---------------------------------------------------------------------------


def test_tries_are_told_with_differences(tmp_path: Path) -> None:
    told = open_mornings(CAREFUL, 2, [NOTHING])
    assert re.search(r"loses 3,\d\d\d yuan on average", told)
    assert "order 1 that you tried (never, arrival, never, none, both) is -" in told
    assert StandingOrder(tmp_path).decision is None


def test_an_order_stands_once_its_outcome_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    widget = StandingOrder(tmp_path)
    assert "Record your decision first" in widget.reveal().sentence
    widget.record(**NOTHING, reason="Leave it as it is, for now.")
    loss_today, ill_today = results(NOTHING, model.OPEN_SEEDS).mean(axis=0)
    told = widget.reveal().sentence
    assert f"yours {loss_today:,.0f} yuan and {ill_today:,.0f} minutes" in told
    widget.record(**CAREFUL, reason="Now that one knows, read the bookings.")
    assert "decision of" in capsys.readouterr().out
    assert widget.decision == {**NOTHING, "reason": "Leave it as it is, for now."}


def test_a_morning_by_code_and_its_outcome(tmp_path: Path) -> None:
    widget = PlayMorning(tmp_path)
    assert "Nothing is recorded yet" in widget.so_far(NOTHING_DONE).sentence
    assert "Not played" in widget.so_far({**NOTHING_DONE, "desks": 3}).sentence
    widget.record(entries=[NOTHING_DONE] * PERIODS, dear="9:00", sure=0.5)
    outcome = widget.reveal().sentence
    assert "With nothing done it would have lost" in outcome
    own = model.play([NOTHING_DONE] * PERIODS)
    assert f"{loss(own):,.0f} yuan" in outcome
    assert f"{ill_minutes(own):,.0f} minutes" in outcome
