from __future__ import annotations

import pytest
from traitlets import TraitError
from traitlets.config import Config

from nbreferee.errors import RefereeError
from nbreferee.late import LatePenalty, read_penalty

DAY = 86400


@pytest.mark.parametrize(
    ("words", "late", "cost"),
    [
        ("10 % a day, at most 50 %", 1, 8),
        ("10 % a day, at most 50 %", DAY, 8),
        ("10% per day, up to 50%", DAY + 1, 16),
        ("10 percent for each day begun, no more than 50 percent", 30 * DAY, 40),
        ("12.5 % an hour", 2 * 3600, 20),
        ("30 % every week.", 8 * DAY, 48),
        ("60 % a day", 5 * DAY, 80),
        ("All", 1, 80),
        ("none", 9 * DAY, 0),
        ("", 9 * DAY, 0),
        ("10 % a day", 0, 0),
    ],
)
def test_a_penalty_in_words(words: str, late: float, cost: float) -> None:
    assert read_penalty(words).of(80, late) == pytest.approx(cost)
    plugin = LatePenalty(config=Config({"LatePenalty": {"words": words}}))
    assert plugin.late_submission_penalty("s1", 80, late) == pytest.approx(cost)


@pytest.mark.parametrize(
    "words",
    ["10", "10 % a year", "ten percent a day", "10 % a day at most", "1" * 9999 + " % a day"],
)
def test_what_is_not_understood_is_told(words: str) -> None:
    with pytest.raises(RefereeError, match="is not understood: write it like “10 % a day"):
        read_penalty(words)
    with pytest.raises(TraitError, match="is not understood"):
        LatePenalty(words=words)
