from __future__ import annotations

import numpy as np
import pytest
from support.speed import in_pieces

from servicelab.games.six_lines import model as model
from servicelab_workshop.policies import six_lines as policies

#: Five sets of forty quarters; none is that of the task.
SETS = [range(1000 * number, 1000 * number + 40) for number in range(1, 6)]
EVERY = [seed for seeds in SETS for seed in seeds]


def test_no_plan_that_treats_all_alike_earns_points() -> None:
    for seeds in SETS:
        zero = max(model.mean_worth(plan, seeds) for plan in policies.BLIND)
        careful = model.mean_worth(policies.CAREFUL, seeds)
        for treatment in model.TREATMENTS:
            plan = policies.best_calls([treatment] * len(model.OFFICES), seeds)
            share = (model.mean_worth(plan, seeds) - zero) / (careful - zero) / policies.FULL
            # even with calls that suit these very quarters
            assert share < 0.15, treatment


def test_one_office_read_earns_a_part_and_never_all() -> None:
    table = policies.policy_table(SETS)[[1, 2, 3, 4, 5]]
    assert len([*policies.blind_plans()]) == 5 * 25
    blind = table.drop(index=[*policies.CAREFULLY])
    assert blind.mean(axis=1).max() < 0.65
    assert blind.to_numpy().max() < 0.85


def test_careful_reading_gets_all_points() -> None:
    table = policies.policy_table(SETS)[[1, 2, 3, 4, 5]]
    read = [name for name in policies.CAREFULLY if "no answer" not in name]
    assert ((table.loc[read] > 0.999).sum(axis=1) >= 4).all()


def test_right_treatments_at_wrong_offices_rarely_earn_points() -> None:
    plans = list(policies.shuffled_plans())[::4]
    shares = [policies.share(plan, SETS[0]) for plan in plans]
    assert np.quantile(shares, 0.9) < 0.5
    assert np.median(shares) == 0


def test_one_grave_mistake_costs_about_half() -> None:
    believed = model.make_plan(
        ["add calls", "add calls", "printed", "bound", "recount", "ask anew"],
        [30, 20, 0, 0, 0, 30],
    )
    shares = [policies.share(believed, seeds) for seeds in SETS]
    assert 0.15 < np.mean(shares) < 0.7


def test_forty_quarters_are_judged_quickly() -> None:
    seeds = range(50_000, 50_040)

    def judged() -> None:
        assert policies.share(policies.CAREFUL, seeds) == pytest.approx(1)
        model.plan_costs(policies.CAREFUL, seeds, policies.CAREFUL)

    # once: what was judged is remembered
    assert in_pieces(judged, 40, rounds=1) < 40
