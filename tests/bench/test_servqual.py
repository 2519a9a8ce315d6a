"""Gap analysis is far quicker than in long format, and its cost grows with the respondents only."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from bench.servqual import (
    ITEMS,
    alphas,
    make_survey,
    measure,
    plain_alpha,
    plain_gaps,
    plain_ranks,
)
from servicelab.surveys.reliability import cronbach_alpha
from servicelab.surveys.servqual import dimension_scores, gap_summary, rank_probability


def test_plain_pandas_finds_the_same() -> None:
    survey = make_survey(800)
    plain = plain_gaps(survey)
    pd.testing.assert_frame_equal(
        gap_summary(survey, ITEMS), plain, check_dtype=False, check_names=False
    )
    np.testing.assert_allclose(alphas(survey, cronbach_alpha), alphas(survey, plain_alpha))
    gaps = dimension_scores(survey, ITEMS)
    np.testing.assert_allclose(rank_probability(gaps), plain_ranks(gaps, 400), atol=0.1)


@pytest.mark.slow
@pytest.mark.alone
def test_large_surveys_are_quick() -> None:
    found = measure(baseline=30_000, sizes=[20_000, 200_000])
    assert found["gaps, plain: ratio of CPU seconds"] > 10
    assert found["ranks, plain: ratio of CPU seconds"] > 5
    # alpha is a few passes over the columns, written either way
    assert found["alphas, plain: ratio of CPU seconds"] > 0.2
    for task in ("gaps", "alphas"):
        small, large = (found[f"{task} of {n}: CPU microseconds each"] for n in (20_000, 200_000))
        assert large < 5 * small
    small, large = (found[f"ranks of {n}: CPU seconds"] for n in (20_000, 200_000))
    assert large < 5 * small
    for task in ("gaps", "alphas", "ranks"):
        # the survey itself has 70 megabytes
        assert found[f"{task} of 200000: megabytes added"] < 150
