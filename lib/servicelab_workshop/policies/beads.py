"""House rules of the beads, from habits to careful reading: what the second round is measured by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from servicelab.games.beads.model import NOTHING, PARTS, causes, make_boards, run_rule, share_of_gap


def _rule(**changed: Any) -> dict[str, Any]:
    return {**NOTHING, **changed}


#: Rules for persons that look at no distance: nothing, praise and warning, the lowest each year.
BLIND_PERSON: Final = (
    NOTHING,
    _rule(praise="yes"),
    *(_rule(action="worst", window=window) for window in ("last", "four", "all")),
)
#: Rules for the system that look at nothing: never, or after a quarter that was fixed beforehand.
BLIND_SYSTEM: Final = (NOTHING, *(_rule(system=f"quarter {quarter}") for quarter in range(2, 10)))

#: All quarters, a closer look at two errors, coaching at four; the whole at two errors.
CAREFUL: Final = _rule(closer=2, action="coach", limit=4, system=2)

#: Rules by name, habits first.
POLICIES: Final[dict[str, dict[str, Any]]] = {
    "nothing": NOTHING,
    "praise and warn": _rule(praise="yes"),
    "worst each year": _rule(action="worst", window="four"),
    "mend after quarter 5": _rule(system="quarter 5"),
    "two errors on one quarter": _rule(window="last", action="replace", limit=2, system=1),
    "coach at two errors": _rule(window="last", action="coach", limit=2, system=1),
    "no closer look, coach at three": _rule(action="coach", limit=3, system=3),
    "look at two, replace at four": _rule(closer=2, action="replace", limit=4, system=2.5),
    "look at two, coach at three": _rule(closer=2, action="coach", limit=3, system=2),
    "look at two and a half, coach at four": _rule(closer=2.5, action="coach", limit=4, system=2),
    "four quarters, look at two, coach at three": _rule(
        window="four", closer=2, action="coach", limit=3, system=1.5
    ),
    "careful": CAREFUL,
}


def scale(seeds: Sequence[int]) -> dict[str, dict[str, float]]:
    """What blind and careful play lose on some boards: the ends that a rule is measured between.

    Parameters
    ----------
    seeds : sequence of int
        One board for each.

    Returns
    -------
    dict
        ``blind`` and ``careful``; of each the mean loss of the ``person`` and of the ``system``
        part. ``blind`` is the least that a blind rule loses; ``careful`` has its causes, too.

    Examples
    --------
    >>> ends = scale(range(40))
    >>> all(ends["careful"][part] < ends["blind"][part] for part in ("person", "system"))
    True
    """
    boards = make_boards(seeds)
    blind = zip(PARTS, (BLIND_PERSON, BLIND_SYSTEM), strict=True)
    careful = run_rule(CAREFUL, boards)
    return {
        "blind": {
            part: min(float(getattr(run_rule(one, boards), part).mean()) for one in rules)
            for part, rules in blind
        },
        "careful": {part: float(getattr(careful, part).mean()) for part in PARTS}
        | causes(CAREFUL, careful, len(boards.weak)),
    }


def policy_table(sets: Sequence[Sequence[int]]) -> pd.DataFrame:
    """What the rules earn on sets of boards.

    Parameters
    ----------
    sets : sequence of sequence of int
        Seeds of the boards of each set.

    Returns
    -------
    DataFrame
        Index ``rule``; for each set the shares of the persons' and of the system's part.

    Examples
    --------
    >>> table = policy_table([range(40)])
    >>> table.loc["nothing"].tolist()
    [0.0, 0.0]
    """
    ends = [scale(seeds) for seeds in sets]
    got = {
        name: [share_of_gap(rule, seeds, **of) for seeds, of in zip(sets, ends, strict=True)]
        for name, rule in POLICIES.items()
    }
    rows = {name: [one[part] for part in PARTS for one in shares] for name, shares in got.items()}
    columns = [f"{part} {number}" for part in PARTS for number in range(1, len(sets) + 1)]
    return pd.DataFrame(rows, index=columns).T.rename_axis("rule")
