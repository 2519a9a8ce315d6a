"""Answers that say the same in nearly the same words, so that one reading serves them all."""

from __future__ import annotations

import difflib
import re
from collections.abc import Hashable, Sequence

# a number with its sign, a word, or a Chinese character
_WORD = re.compile(r"[-−+]?\d+(?:[.,]\d+)*|[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")
_NUMBER = re.compile(r"[-−+]?\d")
# of the runs of three words that either has, how many both have; shorter answers have to be equal
_LIKE = 0.9
_RUN = 3
_SHORTEST = 20
# words of an answer that are compared
_MOST = 5000


def words(text: str) -> list[str]:
    """Return the words, characters and numbers of a text, in small letters.

    Examples
    --------
    >>> words("The share is −2.5 %, **not** 3.")
    ['the', 'share', 'is', '−2.5', 'not', '3']
    """
    return _WORD.findall(text.casefold())[:_MOST]


def groups(texts: Sequence[str], keys: Sequence[Hashable] | None = None) -> list[list[int]]:
    """Put together texts that are alike.

    Parameters
    ----------
    texts : sequence of str
        Answers.
    keys : sequence, optional
        One for each text; only texts with the same key come together.

    Returns
    -------
    list of list of int
        Places in `texts`, each once. Every member is alike to the first of its group: all its
        numbers are the same in the same order, and of the runs of three words nine in ten; a text
        of less than 20 words is alike to its equal alone.

    Examples
    --------
    >>> groups(["Drop it.", "Keep it.", "drop it"])
    [[0, 2], [1]]
    """
    taken = [words(text) for text in texts]
    runs = [_runs(one) for one in taken]
    found: list[list[int]] = []
    firsts: dict[Hashable, list[list[int]]] = {}
    for place, one in enumerate(taken):
        numbers = tuple(word for word in one if _NUMBER.match(word))
        near = firsts.setdefault((keys[place] if keys else None, numbers), [])
        for group in near:
            first = taken[group[0]]
            short = min(len(first), len(one)) < _SHORTEST
            if one == first or (not short and _share(runs[group[0]], runs[place]) >= _LIKE):
                group.append(place)
                break
        else:
            near.append([place])
            found.append(near[-1])
    return found


def _runs(taken: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(taken[at : at + _RUN]) for at in range(len(taken) - _RUN + 1)}


def _share(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    return len(one & other) / max(1, len(one | other))


def differences(one: str, other: str) -> list[tuple[str, str]]:
    """Say where a text differs from another.

    Returns
    -------
    list of (str, str)
        Words of the one, and what the other has in their place; either may be empty.

    Examples
    --------
    >>> differences("We drop the field.", "We keep the field now.")
    [('drop', 'keep'), ('', 'now')]
    """
    ours, theirs = words(one), words(other)
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    return [
        (" ".join(ours[a:b]), " ".join(theirs[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
