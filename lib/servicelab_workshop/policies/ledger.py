"""Ledgers that are filled in without reading the cards, for proof that they earn nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from statistics import median
from typing import Final

import pandas as pd

from servicelab.games.ledger.model import (
    CLAIMS,
    VERDICTS,
    Claim,
    Keys,
    ledger_score,
    points_share,
    right_ones,
)

Ledger = tuple[dict[str, str], dict[str, float]]


def _alike(verdicts: Mapping[str, str], sure: float) -> Ledger:
    return dict(verdicts), dict.fromkeys(verdicts, sure)


def _says(pattern: str) -> Callable[[Claim], bool]:
    return lambda claim: re.search(pattern, claim.says) is not None


def looks(claims: Mapping[str, Claim] = CLAIMS) -> dict[str, Callable[[Claim], bool]]:
    """What one sees of a claim without its card."""
    length = median(len(claim.says) for claim in claims.values())
    return {
        "a name": lambda claim: claim.is_named,
        "a proper name": _says(r"[a-z,'] (the )?(5A|[A-Z][a-z]+ ?)"),
        "a percentage": _says("%"),
        "a number": _says(r"\d"),
        "a year or decade": _says(r"\b(19|20)\d\d"),
        "begins with a preposition": _says(r"^(In|By|Of|Among) "),
        "begins with In or By": _says(r"^(In|By) "),
        "past tense": _says(r"\b(made|were|went|was|grew|brought|had|found)\b(?!-)"),
        "a cautious word": _says("about|average|weakly"),
        "a comparison": _says("faster|larger|more|fewer|easier"),
        "longer than most": lambda claim: len(claim.says) > length,
        "shorter than most": lambda claim: len(claim.says) < length,
    }


#: The looks at the claims of the first module.
LOOKS: Final = looks()


def blind_verdicts(claims: Mapping[str, Claim] = CLAIMS) -> Iterator[tuple[str, dict[str, str]]]:
    """Verdicts by one look at the claim: all alike, or by one cue of its wording."""
    seen = {
        look: {name: has(claim) for name, claim in claims.items()}
        for look, has in looks(claims).items()
    }
    for verdict in VERDICTS:
        yield f"all {verdict}", dict.fromkeys(claims, verdict)
    for look, has in seen.items():
        for one, other in product(VERDICTS, repeat=2):
            if one != other:
                label = f"{look}: {one}, none: {other}"
                yield label, {name: one if has[name] else other for name in claims}


def blind_ledgers(claims: Mapping[str, Claim] = CLAIMS) -> Iterator[tuple[str, Ledger]]:
    """Those verdicts, at every confidence from 20 to 100 %, the same for all claims."""
    for label, verdicts in blind_verdicts(claims):
        for percent in range(20, 101):
            yield f"{label}, {percent} %", _alike(verdicts, percent / 100)


def some_right(keys: Keys, count: int, sure: float) -> Ledger:
    """The first `count` claims right and the others wrong, at one confidence."""
    verdicts = {}
    for place, (name, accepted) in enumerate(keys.items()):
        options = [one for one in VERDICTS if (one in set(accepted)) == (place < count)]
        verdicts[name] = options[0]
    return _alike(verdicts, sure)


def policy_table(keys: Keys) -> pd.DataFrame:
    """What ledgers are worth: blind ones at their best confidence, and readers of several kinds.

    Parameters
    ----------
    keys : mapping
        Claim to the verdicts that can be defended.

    Returns
    -------
    DataFrame
        Index policy; columns ``right`` (verdicts), ``score`` and ``points`` (share).
    """

    def score(ledger: Ledger) -> float:
        verdicts, sure = ledger
        return ledger_score(verdicts, sure, keys)

    named = {n: "supported" if c.is_named else "unsupported" for n, c in CLAIMS.items()}
    ledgers: dict[str, Ledger] = {
        "no idea, 20 % each": _alike(dict.fromkeys(CLAIMS, "supported"), 0.2),
        "all supported, 90 %": _alike(dict.fromkeys(CLAIMS, "supported"), 0.9),
        "a name is proof, 90 %": _alike(named, 0.9),
        "nothing holds, 90 %": _alike(dict.fromkeys(CLAIMS, "unsupported"), 0.9),
        "all not testable, 90 %": _alike(dict.fromkeys(CLAIMS, "not testable"), 0.9),
        "best blind ledger": max((ledger for _label, ledger in blind_ledgers()), key=score),
    }
    for count, sure in (
        (5, 0.6),
        (6, 0.7),
        (6, 0.95),
        (7, 0.8),
        (8, 0.65),
        (8, 0.85),
        (8, 1.0),
        (9, 0.65),
        (9, 0.9),
    ):
        ledgers[f"{count} of {len(keys)} right, {sure:.0%}"] = some_right(keys, count, sure)
    return pd.DataFrame(
        {
            label: {
                "right": sum(right_ones(ledger[0], keys).values()),
                "score": score(ledger),
                "points": points_share(*ledger, keys),
            }
            for label, ledger in ledgers.items()
        }
    ).T
