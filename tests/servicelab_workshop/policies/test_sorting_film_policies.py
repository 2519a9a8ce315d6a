from __future__ import annotations

import numpy as np

from servicelab_workshop.policies import sorting_film as policies

#: Six sets of forty films; none is that of the task.
SETS = [range(1000 * number, 1000 * number + 40) for number in range(1, 7)]


def test_no_range_that_is_given_to_all_questions_earns_points() -> None:
    for seeds in SETS[:2]:
        films = policies.truths_of(seeds)
        costs = [policies.mean_cost(bet, films[:4]) for bet in policies.blind_bets()]
        # the search over all of them finds none that is better than those near the ends
        assert min(costs) > policies.best_blind(films) - 2
        assert policies.best_blind(films) > 1.8 * policies.NOTHING


def test_careful_reading_gets_all_points_and_what_is_not_read_gets_none() -> None:
    table = policies.policy_table(SETS)
    assert ((table.loc[list(policies.CAREFULLY)] > 0.999).sum(axis=1) >= 5).all()
    assert (table.loc[list(policies.NOT_READ)].to_numpy() == 0).all()
    # who leaves a part of the question open loses a part
    assert table.loc["grew a little or not"].between(0.3, 0.7).all()
    assert table.loc["sorting, wide"].between(0.05, 0.5).all()
    assert np.isfinite(table.to_numpy()).all()
