"""A quarter of visits to six branches of the bank, each of which makes its number in its own way.

The ways are those of the game of six lines (:mod:`servicelab.games.six_lines.model`); here are the
shares and the answering of the quarter that the course ships, and what the log holds beyond them.
Every visit is drawn by itself: no quotas.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from servicelab.games.factory.model import SWITCHES
from servicelab.games.six_lines.model import (
    OFFICES,
    REACHED,
    TEXT,
    VISITS,
    Visits,
    call_lists,
    draw_visits,
    kind_step,
)
from servicelab_workshop.worlds.draw import Bools, Floats, Ints
from servicelab_workshop.worlds.schemas import cast
from servicelab_workshop.worlds.visit_schemas import DATASETS, LETTERS, REASONS

#: Share of content visits, before chance, and who answers a text.
QUARTER = {
    "Riverside": (0.62, "the pleased"),
    "Harbor": (0.72, "the angry"),
    "Old Town": (0.40, "all alike"),
    "Eastgate": (0.58, ""),
    "Lakeside": (0.31, ""),
    "University": (0.50, ""),
}
#: Share of each reason, and the days that are promised.
_REASONS = ((0.30, 3), (0.25, 1), (0.15, 7), (0.20, 2), (0.10, 10))
#: Probabilities by mood, 1 to 5.
_AGAIN = (0.10, 0.22, 0.34, 0.42, 0.48)
_RECOMMENDS = (0.05, 0.13, 0.38, 0.77, 0.93)
_COMPLAINS = (0.125, 0.07, 0.023, 0.011, 0.006)
_LATE = (0.05, 0.03, 0.012, 0.006, 0.004)
#: A clerk who chooses asks those who look content.
_CLERK = (0.10, 0.15, 0.30, 0.50, 0.60)
_TABLET = (0.60,) * 5
#: How much kinder one is at the desk and in a letter on an open case, and to a clerk; in steps.
_TIMING_PUSH = {"desk": 0.20, "closed": 0.0, "week": 0.0, "letter": -0.10}
_CHANNEL_PUSH = {"clerk": 0.10, "tablet": 0.25, "text": 0.0, "caller": 0.0}
#: Inner moods above which one says yes to "content?" and no to "anything better?".
_CONTENT, _NOTHING_BETTER = 2.9, 4.4


@dataclass(frozen=True)
class VisitsWorld:
    """The quarter, and the truth behind it.

    Attributes
    ----------
    visits, factory, calls : DataFrame
        As described in ``datasets/cards`` under ``bank_visits``, ``bank_factory`` and
        ``bank_line_calls``.
    moods : Series
        Indexed by ``visit_id``: what a neutral caller would hear a week later, 1 to 5. Never
        written to a file.
    """

    visits: pd.DataFrame
    factory: pd.DataFrame
    calls: pd.DataFrame
    moods: pd.Series

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the name under which they are published."""
        return {
            "bank_visits": self.visits,
            "bank_factory": self.factory,
            "bank_line_calls": self.calls,
        }

    @property
    def true_shares(self) -> pd.Series:
        """Percentage of each branch's visits whose customer would say 4 or 5."""
        content = self.moods.to_numpy() >= 4
        return 100 * pd.Series(content).groupby(self.visits["branch"].astype(str)).mean()


def make_visits(seed: int = 20445) -> VisitsWorld:
    """Invent the quarter, the same for the same seed.

    Parameters
    ----------
    seed : int
        Another seed gives other customers of the same six branches.

    Returns
    -------
    VisitsWorld
        600 visits of each branch, opened from 2025-07-01 to 2025-09-30.

    Examples
    --------
    >>> world = make_visits(seed=7)
    >>> len(world.visits), len(world.factory), len(world.true_shares)
    (3600, 256, 6)
    """
    drawn, logs, calls = {}, [], []
    for number, (branch, (share, answers)) in enumerate(QUARTER.items()):
        drawn[branch] = draw_visits(
            np.random.default_rng([seed, number, 0]), OFFICES[branch], share, answers or "all alike"
        )
        logs.append(_log(np.random.default_rng([seed, number, 1]), branch, drawn[branch]))
        calls.append(_calls(np.random.default_rng([seed, number, 2]), branch, drawn[branch]))
    visits = pd.concat(logs, ignore_index=True)
    visits.insert(0, "visit_id", [f"W{number:04d}" for number in range(1, len(visits) + 1)])
    moods = np.concatenate([one.mood for one in drawn.values()])
    return VisitsWorld(
        visits=cast(visits, DATASETS["bank_visits"]),
        factory=cast(_factory(drawn["Riverside"]), DATASETS["bank_factory"]),
        calls=cast(pd.concat(calls, ignore_index=True), DATASETS["bank_line_calls"]),
        moods=pd.Series(moods, index=pd.Index(visits["visit_id"], name="visit_id")),
    )


def _by_mood(rng: np.random.Generator, mood: Ints, p: tuple[float, ...]) -> Bools:
    return np.asarray(rng.random(len(mood)) < np.array(p)[mood - 1])


def _log(rng: np.random.Generator, branch: str, visits: Visits) -> pd.DataFrame:
    mood, n = visits.mood, VISITS
    often = rng.gamma(0.9, 1, 1200)
    customer = rng.choice(1200, n, p=often / often.sum())
    numbers = 1 + rng.permutation(4000)[:1200]
    reason = rng.choice(len(REASONS), n, p=[share for share, _days in _REASONS])
    days = np.array([days for _share, days in _REASONS])[reason]
    opened = rng.integers(0, 92, n)
    late = _by_mood(rng, mood, _LATE)
    took = np.where(
        late, days + rng.integers(1, 6, n), np.floor((days + 1) * rng.random(n)).astype(int)
    )
    again = _by_mood(rng, mood, _AGAIN) | _comes_back(customer, opened)
    recommends = _by_mood(rng, mood, _RECOMMENDS)
    complained = _by_mood(rng, mood, _COMPLAINS)
    gave_up = rng.random(n) < 0.4
    start = np.datetime64("2025-07-01")
    closed = pd.Series(start + (opened + took)).where(visits.done)
    return pd.DataFrame(
        {
            "customer_id": [f"{LETTERS[branch]}{numbers[one]:04d}" for one in customer],
            "branch": branch,
            "reason": np.array(REASONS)[reason],
            "opened": start + opened,
            "promised": start + opened + days,
            "closed": closed,
            "outcome": np.where(visits.done, "done", np.where(gave_up, "gave up", "open")),
            "complained": complained.astype(int),
            "used_again": again.astype(int),
            "asked": visits.asked.astype(int),
            "answered": visits.answered.astype(int),
            "said": pd.Series(visits.said).where(visits.answered).astype("Int64"),
            "would_recommend": pd.Series(recommends.astype(int))
            .where(visits.answered)
            .astype("Int64"),
        }
    )


def _comes_back(customer: Ints, opened: Ints) -> Bools:
    """Whether the log itself has a later visit of the same customer within 90 days."""
    same = customer[:, None] == customer[None, :]
    later = opened[None, :] - opened[:, None]
    return np.asarray((same & (later > 0) & (later <= 90)).any(axis=1))


def _calls(rng: np.random.Generator, branch: str, visits: Visits) -> pd.DataFrame:
    parts = []
    for among, (reached, content) in call_lists(rng, OFFICES[branch], visits).items():
        parts.append(
            pd.DataFrame(
                {
                    "branch": branch,
                    "among": among,
                    "call": np.arange(1, len(reached) + 1),
                    "reached": reached.astype(int),
                    "content": pd.Series(content.astype(int)).where(reached).astype("Int64"),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _factory(visits: Visits) -> pd.DataFrame:
    rows = [
        (*setting, *_count(visits, *setting))
        for setting in itertools.product(*(switch.options for switch in SWITCHES.values()))
    ]
    return pd.DataFrame(rows, columns=[*SWITCHES, "satisfied", "counted"])


def _count(visits: Visits, timing: str, channel: str, wording: str, base: str) -> tuple[int, int]:
    """Visits that a survey counts as satisfied, and all that it counts."""
    done = visits.done
    asked = {"desk": done, "closed": done, "week": np.ones(VISITS, dtype=bool), "letter": ~done}[
        timing
    ]
    willing = {
        "clerk": _CLERK,
        "tablet": _TABLET,
        "text": TEXT[QUARTER["Riverside"][1]],
        "caller": (REACHED,) * 5,
    }[channel]
    answers = asked & (visits.patience < np.array(willing)[visits.mood - 1])
    inner = visits.inner + _TIMING_PUSH[timing] + _CHANNEL_PUSH[channel]
    good, middle, bad, top = _steps(inner, wording)
    numerator, denominator = {
        "answers": (answers & good, answers),
        "no middle": (answers & good, answers & ~middle),
        "no objection": (asked & ~(answers & bad), asked),
        "top": (answers & top, answers),
    }[base]
    return int(numerator.sum()), int(denominator.sum())


def _steps(inner: Floats, wording: str) -> tuple[Bools, Bools, Bools, Bools]:
    """Whether an answer is good, in the middle, an objection, and the top, in these words."""
    if wording in ("yes", "better"):
        good = inner > (_CONTENT if wording == "yes" else _NOTHING_BETTER)
        return good, np.zeros(len(inner), dtype=bool), ~good, good
    if wording == "kind":
        step = kind_step(inner)
        return step >= 3, step == 2, step == 1, step == 5
    step = np.clip(np.floor(inner + 0.5), 1, 5).astype(int)
    return step >= 4, step == 3, step <= 2, step == 5
