"""Praise and blame, the model: twelve managers, ten quarters, and a rule that decides.

Everything here is a pure function of its arguments; the widgets in
:mod:`servicelab.games.beads.view` only show it.

In the first round all twelve managers are alike, and nothing that is done to them changes anything
(:func:`all_alike`). In the second a rule is run over boards (:func:`losses`): 0, 1 or 2 of the twelve
are truly weak, and on every other board a change of system pulls everybody down from some quarter
on. What the world assumes stands in the constants below, and in the rules that trainees read. Some
of it decides the outcome, such as a warning that costs a point for good, so it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from servicelab.decisions.fields import Choice, DecisionFields, Field, Percent, Reason
from servicelab.errors import CourseError
from servicelab.i18n import _

MANAGERS: Final = tuple("ABCDEFGHIJKL")
QUARTERS: Final = 10
#: Answers a quarter, dealt out anew on each board.
SIZES: Final = (10, 12, 15, 18, 22, 26, 32, 38, 46, 56, 68, 84)
#: True share of satisfied customers; what a weak manager and a change of system take from it.
LEVEL, WEAK, CHANGE = 0.86, 0.10, 0.05
#: How many are weak: probabilities of 0, 1 and 2.
HOW_MANY: Final = (0.30, 0.35, 0.35)
#: Every other board has a change, in one of these quarters.
CHANGED: Final = 0.5
CHANGES_IN: Final = (2, 9)
#: Thousand yuan: a lost point for a manager and quarter; and what each measure costs.
POINT: Final = 2
PRAISE, WARN, LOOK, COACH, REPLACE, MEND = 1, 3, 3, 55, 75, 120
#: Further answers that a closer look buys.
ANSWERS: Final = 200
#: What a warning takes for good from whoever is not weak; what coaching gives to a weak manager.
HURT, LIFT = 0.01, 0.09
#: What the two quarters after a replacement cost.
GAP, GAP_QUARTERS = 0.03, 2

#: Seeds of the open boards on which a rule can be tried.
OPEN_SEEDS: Final = (60, 61, 62, 63, 64)
#: The board of the first round: of twelve that were tried, one on which what follows the habit of the
#: director is much the same as on the mean of many boards.
FIRST_SEED: Final = 6

#: Leave everybody and everything alone.
NOTHING: Final[dict[str, Any]] = {
    "window": "all",
    "praise": "no",
    "closer": "never",
    "action": "leave",
    "limit": "never",
    "system": "never",
}
#: What counts apart.
PARTS: Final = ("person", "system")

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Rule = Mapping[str, Any]

NEVER: Final = "never"
_ERRORS: Final = (1, 1.5, 2, 2.5, 3, 4)
WINDOWS: Final = {
    "last": _("the last quarter"),
    "four": _("the last four quarters"),
    "all": _("all quarters so far"),
}
ACTIONS: Final = {
    "leave": _("leave everybody alone"),
    "coach": _("coach whoever is that low"),
    "replace": _("replace whoever is that low"),
    "worst": _("replace the lowest after quarters 4 and 8"),
}
NEEDS_LIMIT: Final = ("coach", "replace")


def _errors(errors: float) -> str:
    return _("{errors:g} standard errors").format(errors=errors)


@dataclass(frozen=True)
class _Moves(Field):
    """Whom one praised and whom one warned, quarter after quarter."""

    def rule(self) -> dict[str, Any]:
        who = {"enum": list(MANAGERS), "errorMessage": self.wrong}
        move = {
            "type": "object",
            "properties": {"praise": who, "warn": who},
            "required": ["praise", "warn"],
            "additionalProperties": False,
            "errorMessage": self.wrong,
        }
        return {"type": "array", "items": move, "minItems": QUARTERS, "maxItems": QUARTERS}

    def tidy(self, value: Any) -> Any:
        """The moves as plain dictionaries."""
        value = super().tidy(value)
        if isinstance(value, list | tuple):
            return [dict(move) if isinstance(move, Mapping) else move for move in value]
        return value

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        """How many quarters are left, and who is praised and warned at once."""
        moves = draft.get(self.name) or []
        if not isinstance(moves, list) or not all(isinstance(move, dict) for move in moves):
            return []
        twice = [
            number
            for number, move in enumerate(moves, 1)
            if move.get("praise") is not None and move.get("praise") == move.get("warn")
        ]
        if twice:
            return [
                _("two different managers in quarter {number}: one to praise, one to warn").format(
                    number=twice[0]
                )
            ]
        left = QUARTERS - len(moves)
        return [_("{left} of {all} quarters").format(left=left, all=QUARTERS)] if left > 0 else []

    def words(self, value: Any) -> str:
        return "; ".join(
            _("{number}: praised {praise}, warned {warn}").format(number=number, **move)
            for number, move in enumerate(value, 1)
        )


_BELIEFS: Final = {
    "raises": _("raises the next score"),
    "lowers": _("lowers the next score"),
    "nothing": _("does nothing to the next score"),
}


def _belief(name: str, label: str, question: str, lack: str) -> Choice:
    return Choice(
        name,
        label,
        question,
        lack,
        _("choose one of {all}").format(all=", ".join(_BELIEFS)),
        options=_BELIEFS,
    )


#: What the first round records: ten quarters, and what one then believes.
FIRST_ROUND: Final = DecisionFields(
    "m07-red-beads",
    [
        _Moves(
            "moves",
            _("Quarters"),
            lack=_("quarters"),
            wrong=_(
                "give {count} quarters, each with one manager from A to L to praise and one to warn"
            ).format(count=QUARTERS),
        ),
        _belief(
            "praise",
            _("What praise does"),
            _("What praise does to the next score"),
            _("what praise does"),
        ),
        _belief(
            "warning",
            _("What a warning does"),
            _("What a warning does to the next score"),
            _("what a warning does"),
        ),
        Percent(
            "sure",
            _("How sure are you of both, %"),
            _("How likely it is that you are right about both"),
            _("how sure you are"),
            _("give a share from 0 to 1"),
        ),
    ],
)


@dataclass(frozen=True, kw_only=True)
class _Limit(Choice):
    """From where on somebody is coached or replaced; needed only by a rule that does so."""

    def lacks(self, draft: Mapping[str, Any]) -> list[str]:
        if draft.get("action") in NEEDS_LIMIT and draft.get(self.name) in (None, NEVER):
            return [self.lack]
        return []


def _one_of(options: Iterable[object]) -> str:
    return _("choose one of {all}").format(all=", ".join(map(str, options)))


_CLOSER: Final = {NEVER: _("never")} | {errors: _errors(errors) for errors in _ERRORS[:-1]}
_LIMITS: Final = {NEVER: _("not needed")} | {errors: _errors(errors) for errors in _ERRORS}
_SYSTEM: Final = (
    {NEVER: _("never")}
    | {
        errors: _("when all together fall by {errors:g} standard errors").format(errors=errors)
        for errors in _ERRORS
    }
    | {f"quarter {q}": _("after quarter {q}, once").format(q=q) for q in range(2, 10)}
)

#: What the house rule consists of.
HOUSE_RULE: Final = DecisionFields(
    "m07-house-rule",
    [
        Choice(
            "window",
            _("Judge a manager by"),
            _("Which quarters a manager's share is made of"),
            _("what a manager is judged by"),
            _one_of(WINDOWS),
            options=WINDOWS,
        ),
        Choice(
            "praise",
            _("Praise the best and warn the worst each quarter"),
            _("By the share of the last quarter"),
            _("whether to praise and warn"),
            _one_of(["yes", "no"]),
            options={"yes": _("yes"), "no": _("no")},
        ),
        Choice(
            "closer",
            _("Look closer below the others by"),
            _("Buys {answers} more answers about whoever is at least that far below").format(
                answers=ANSWERS
            ),
            _("when to look closer"),
            _one_of(_CLOSER),
            options=_CLOSER,
        ),
        Choice(
            "action",
            _("Then"),
            _("What is done with what one knows after a closer look"),
            _("what is done then"),
            _one_of(ACTIONS),
            options=ACTIONS,
        ),
        _Limit(
            "limit",
            _("Act on whoever is below the others by"),
            _("How far below the others somebody must be to be coached or replaced"),
            _("from where on to act"),
            _one_of(_LIMITS),
            options=_LIMITS,
        ),
        Choice(
            "system",
            _("Mend the system"),
            _("When the system is searched and mended for everybody"),
            _("when to mend the system"),
            _one_of(_SYSTEM),
            options=_SYSTEM,
        ),
        Reason(help=_("Why this rule?")),
    ],
)


# The first round


def all_alike(seed: int = FIRST_SEED) -> pd.DataFrame:
    """Ten quarters of twelve managers who are all the same, and whom nothing changes.

    Parameters
    ----------
    seed : int
        Another seed gives another board.

    Returns
    -------
    DataFrame
        One row for each quarter and manager: ``quarter``, ``manager``, ``n``, ``satisfied`` and
        ``share``.

    Examples
    --------
    >>> board = all_alike()
    >>> len(board), bool(board["share"].between(0, 1).all())
    (120, True)
    """
    rng = np.random.default_rng([seed, 0])
    n = rng.permutation(SIZES)
    satisfied = rng.binomial(n, LEVEL, (QUARTERS, len(MANAGERS)))
    return pd.DataFrame(
        {
            "quarter": np.repeat(np.arange(1, QUARTERS + 1), len(MANAGERS)),
            "manager": MANAGERS * QUARTERS,
            "n": np.tile(n, QUARTERS),
            "satisfied": satisfied.ravel(),
            "share": (satisfied / n).ravel(),
        }
    )


def best_and_worst(board: pd.DataFrame) -> list[dict[str, str]]:
    """The director's habit: praise the highest share of each quarter, warn the lowest.

    Parameters
    ----------
    board : DataFrame
        From :func:`all_alike`.

    Examples
    --------
    >>> len(best_and_worst(all_alike()))
    10
    """
    shares = board.pivot(index="quarter", columns="manager", values="share")
    return [
        {"praise": str(best), "warn": str(worst)}
        for best, worst in zip(shares.idxmax(axis=1), shares.idxmin(axis=1), strict=True)
    ]


def follow_up(board: pd.DataFrame, moves: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """What came in the quarter after a praise or a warning.

    Parameters
    ----------
    board : DataFrame
        From :func:`all_alike`.
    moves : sequence of mapping
        ``praise`` and ``warn`` of each quarter, from the first on.

    Returns
    -------
    DataFrame
        One row for each praise or warning that a quarter follows: ``quarter``, ``action``,
        ``manager``, ``before``, ``after`` and ``change``, shares.

    Raises
    ------
    CourseError
        If a move names nobody of the board.

    Examples
    --------
    >>> board = all_alike()
    >>> follow_up(board, [{"praise": "A", "warn": "B"}])[["action", "manager"]].to_numpy().tolist()
    [['praise', 'A'], ['warn', 'B']]
    """
    shares = board.pivot(index="quarter", columns="manager", values="share")
    rows = []
    for quarter, move in enumerate(moves, 1):
        for action in ("praise", "warn"):
            manager = move[action]
            if manager not in shares:
                raise CourseError(
                    _("There is no manager {who!r}: the managers are {all}.").format(
                        who=manager, all=", ".join(shares.columns)
                    )
                )
            if quarter + 1 in shares.index:
                before, after = shares.loc[[quarter, quarter + 1], manager]
                rows.append((quarter, action, manager, before, after, after - before))
    return pd.DataFrame(rows, columns=["quarter", "action", "manager", "before", "after", "change"])


# The second round


@dataclass(frozen=True)
class Boards:
    """Many boards at once; the first axis of every array is the board.

    Attributes
    ----------
    weak : array
        Who is truly weak.
    change : array
        Index of the quarter from which on the system is changed; as many as there are quarters,
        if never.
    n : array
        Answers a quarter of each manager.
    answers, further : array
        Uniform numbers behind each answer and each further answer of a closer look.
    """

    weak: Bools
    change: NDArray[np.int64]
    n: NDArray[np.int64]
    answers: Floats
    further: Floats


def make_boards(seeds: Sequence[int]) -> Boards:
    """Draw boards, one for each seed.

    Parameters
    ----------
    seeds : sequence of int
        Of the boards.

    Raises
    ------
    CourseError
        If there is no seed.
    """
    if not len(seeds):
        raise CourseError(_("Give a seed for each board, one at least."))
    count = len(MANAGERS)
    drawn = []
    for seed in seeds:
        rng = np.random.default_rng([int(seed), 1])
        weak = np.zeros(count, dtype=bool)
        weak[rng.choice(count, rng.choice(len(HOW_MANY), p=HOW_MANY), replace=False)] = True
        quarter = rng.integers(CHANGES_IN[0], CHANGES_IN[1] + 1)
        change = quarter - 1 if rng.random() < CHANGED else QUARTERS
        n = rng.permutation(SIZES)
        drawn.append(
            (
                weak,
                change,
                n,
                rng.random((QUARTERS, count, max(SIZES))),
                rng.random((QUARTERS, count, ANSWERS)),
            )
        )
    return Boards(*(np.array(part) for part in zip(*drawn, strict=True)))


@dataclass
class Run:
    """What a rule did on boards, and what it cost, in thousand yuan.

    Attributes
    ----------
    person, system : array
        Loss of each board: what weak managers and measures for persons cost, and what the change
        of system and mending cost.
    log : list of (int, int, str, str, bool)
        Board, quarter, measure, manager (empty for the system) and whether it was called for.
    """

    person: Floats
    system: Floats
    log: list[tuple[int, int, str, str, bool]] = field(default_factory=list)


class _Record:
    """Answers of each manager, quarter by quarter."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.n: list[Floats] = []
        self.satisfied: list[Floats] = []
        self.shape = shape

    def add(self, n: Any, satisfied: Any) -> None:
        self.n.append(np.array(n, dtype=float))
        self.satisfied.append(np.array(satisfied, dtype=float))

    def also(self, asked: Bools, n: float, satisfied: Any) -> None:
        """Further answers of the last quarter."""
        self.n[-1] = self.n[-1] + np.where(asked, n, 0)
        self.satisfied[-1] = self.satisfied[-1] + np.where(asked, satisfied, 0)

    def forget(self, who: Bools) -> None:
        """The record of these managers begins anew."""
        for quarters in (self.n, self.satisfied):
            for place, one in enumerate(quarters):
                quarters[place] = np.where(who, 0.0, one)

    def below(self, window: str) -> tuple[Floats, Floats]:
        """Standard errors below the others, and the own share (1 without answers)."""
        last = {"last": 1, "four": 4, "all": QUARTERS}[window]
        n = np.sum(self.n[-last:], axis=0)
        satisfied = np.sum(self.satisfied[-last:], axis=0)
        others_n = np.maximum(n.sum(axis=1, keepdims=True) - n, 1)
        others = (satisfied.sum(axis=1, keepdims=True) - satisfied) / others_n
        own = np.where(n > 0, satisfied / np.maximum(n, 1), 1.0)
        error = np.sqrt(np.maximum(others * (1 - others), 1e-9) / np.maximum(n, 1))
        return np.where(n > 0, (others - own) / error, -np.inf), own


def _all_fell(n: list[Floats], satisfied: list[Floats]) -> Floats:
    """By how many standard errors the last quarter of all together is below the earlier ones."""
    if len(n) < 2:
        return np.full(len(n[0]), -np.inf)
    before, after = np.sum(n[:-1], axis=0), n[-1]
    level = np.sum(satisfied[:-1], axis=0) / before
    error = np.sqrt(np.maximum(level * (1 - level), 1e-9) * (1 / before + 1 / after))
    return np.asarray((level - satisfied[-1] / after) / error)


def run_rule(rule: Rule, boards: Boards) -> Run:
    """Run a house rule over boards.

    Parameters
    ----------
    rule : mapping
        ``window``, ``praise``, ``closer``, ``action``, ``limit`` and ``system``, as the form
        records them.
    boards : Boards
        From :func:`make_boards`.

    Returns
    -------
    Run
    """
    weak, change = boards.weak.copy(), boards.change
    count, managers = weak.shape
    every = np.arange(count)
    level = np.where(weak, -WEAK, 0.0)
    gap = np.zeros((count, managers), dtype=int)
    coached = np.zeros((count, managers), dtype=bool)
    mended = np.zeros(count, dtype=bool)
    run = Run(np.zeros(count), np.zeros(count))
    record = _Record(weak.shape)
    all_n: list[Floats] = []
    all_satisfied: list[Floats] = []
    asked = np.arange(boards.answers.shape[-1]) < boards.n[..., None]

    def note(quarter: int, kind: str, who: Bools, right: Bools) -> None:
        for board, manager in np.argwhere(who):
            sound = bool(right[board, manager])
            run.log.append((int(board), quarter + 1, kind, MANAGERS[manager], sound))

    for quarter in range(QUARTERS):
        down = np.where((quarter >= change) & ~mended, CHANGE, 0.0)
        own = level - GAP * (gap > 0)
        p = LEVEL + own - down[:, None]
        run.person += 100 * POINT * -own.sum(axis=1)
        run.system += 100 * POINT * managers * down
        satisfied = ((boards.answers[:, quarter] < p[..., None]) & asked).sum(axis=2)
        record.add(boards.n, satisfied)
        all_n.append(boards.n.sum(axis=1).astype(float))
        all_satisfied.append(satisfied.sum(axis=1).astype(float))
        gap = np.maximum(gap - 1, 0)
        if quarter == QUARTERS - 1:
            break

        # the whole
        when = rule["system"]
        if when == NEVER:
            mend = np.zeros(count, dtype=bool)
        elif isinstance(when, str):
            mend = np.full(count, when == f"quarter {quarter + 1}")
        else:
            mend = _all_fell(all_n, all_satisfied) >= when
        called_for = (quarter >= change) & ~mended
        run.system += MEND * mend
        run.log += [
            (int(board), quarter + 1, "mend", "", bool(called_for[board]))
            for board in np.flatnonzero(mend)
        ]
        mended |= mend & called_for

        # praise and warning, by the last quarter
        if rule["praise"] == "yes":
            shares = satisfied / boards.n
            worst = shares.argmin(axis=1)
            run.person += PRAISE + WARN
            hurt = ~weak[every, worst]
            level[every[hurt], worst[hurt]] -= HURT

        # one by one
        below, share = record.below(rule["window"])
        if rule["closer"] != NEVER:
            looked = below >= rule["closer"]
            run.person += LOOK * looked.sum(axis=1)
            note(quarter, "look", looked, weak)
            found = (boards.further[:, quarter] < p[..., None]).sum(axis=2)
            record.also(looked, ANSWERS, found)
            below, share = record.below(rule["window"])
        hit = np.zeros((count, managers), dtype=bool)
        if rule["action"] in NEEDS_LIMIT:
            hit = below >= rule["limit"]
        elif rule["action"] == "worst" and quarter + 1 in (4, 8):
            hit[every, share.argmin(axis=1)] = True
        if not hit.any():
            continue
        if rule["action"] == "coach":
            run.person += COACH * hit.sum(axis=1)
            helped = hit & weak & ~coached
            note(quarter, "coach", hit, helped)
            level[helped] += LIFT
            coached |= hit
        else:
            run.person += REPLACE * hit.sum(axis=1)
            note(quarter, "replace", hit, weak)
            level[hit], gap[hit] = 0.0, GAP_QUARTERS
            weak[hit], coached[hit] = False, False
        record.forget(hit)
    return run


def losses(rule: Rule, seeds: Sequence[int]) -> tuple[float, float]:
    """Mean loss a board by a rule, thousand yuan: the part of the persons, and that of the system.

    Parameters
    ----------
    rule : mapping
        A house rule.
    seeds : sequence of int
        One board for each.

    Examples
    --------
    >>> round(losses(NOTHING, [1])[1]) % 120
    0
    """
    run = run_rule(rule, make_boards(seeds))
    return float(run.person.mean()), float(run.system.mean())


def causes(rule: Rule, run: Run, count: int) -> dict[str, float]:
    """What the persons' part of a board's loss consists of, in thousand yuan.

    Parameters
    ----------
    rule : mapping
        The house rule.
    run : Run
        What it did.
    count : int
        Number of boards.

    Returns
    -------
    dict
        ``acts`` and ``looks``, measures that were not called for; ``helped``, coaching or
        replacement where it was; ``waiting``, what is left: above all the points of weak managers.
    """
    price = COACH if rule["action"] == "coach" else REPLACE + 100 * POINT * GAP * GAP_QUARTERS
    acted = [right for _b, _q, what, _who, right in run.log if what in ("coach", "replace")]
    looked = [right for _b, _q, what, _who, right in run.log if what == "look"]
    parts = {
        "acts": price * acted.count(False) / count,
        "looks": LOOK * looked.count(False) / count,
        "helped": price * acted.count(True) / count,
    }
    return {**parts, "waiting": float(run.person.mean()) - sum(parts.values())}


def share_of_gap(
    rule: Rule,
    seeds: Sequence[int],
    blind: Mapping[str, float],
    careful: Mapping[str, float],
) -> dict[str, float]:
    """How much of what careful reading gains a rule gains, for persons and for the system.

    ``(loss of blind play - loss) / (loss of blind play - loss of careful reading)``, on the same
    boards, clipped to 0..1.

    Parameters
    ----------
    rule : mapping
        A house rule.
    seeds : sequence of int
        One board for each.
    blind, careful : mapping
        Mean loss of the ``person`` and of the ``system`` part on these boards, by the best rule that
        reads no answers, and by careful reading.

    Returns
    -------
    dict
        ``person`` and ``system``, shares; mean numbers a board of measures that were not called for,
        ``false_looks``, ``false_acts``, ``false_mends``; of true calls that were missed,
        ``missed_weak`` and ``missed_change``, shares; and the keys of :func:`causes`, thousand yuan
        beyond what careful reading loses there, if `careful` has them.

    Examples
    --------
    Where blind play loses what leaving everything alone loses, leaving it alone gains nothing:

    >>> person, system = losses(NOTHING, range(20))
    >>> got = share_of_gap(
    ...     NOTHING, range(20), {"person": person, "system": system}, {"person": 0, "system": 0}
    ... )
    >>> got["person"], got["system"]
    (0.0, 0.0)
    """
    boards = make_boards(seeds)
    run = run_rule(rule, boards)
    shares = {
        part: float(
            np.clip(
                (blind[part] - getattr(run, part).mean()) / max(blind[part] - careful[part], 1e-9),
                0,
                1,
            )
        )
        for part in PARTS
    }
    count = len(boards.weak)
    false = {
        kind: sum(not right for _b, _q, what, _who, right in run.log if what in kinds) / count
        for kind, kinds in (
            ("false_looks", {"look"}),
            ("false_acts", {"coach", "replace"}),
            ("false_mends", {"mend"}),
        )
    }
    treated = {
        (board, MANAGERS.index(who))
        for board, _q, what, who, right in run.log
        if what in ("coach", "replace") and right
    }
    weak = [(int(board), int(who)) for board, who in np.argwhere(boards.weak)]
    mended = {board for board, _q, what, _who, right in run.log if what == "mend" and right}
    changed = np.flatnonzero(boards.change < QUARTERS)
    return {
        **shares,
        **false,
        **{
            cause: lost - careful.get(cause, 0.0)
            for cause, lost in causes(rule, run, count).items()
        },
        "missed_weak": sum(one not in treated for one in weak) / max(len(weak), 1),
        "missed_change": sum(int(one) not in mended for one in changed) / max(len(changed), 1),
    }
