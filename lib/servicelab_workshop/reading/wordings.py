"""Which questions of two lists have the same wording."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servicelab_workshop.reading.vocabulary import plain

__all__ = ["has_words", "same_wordings"]

#: How alike two wordings are at least, and by how much another order must be the better one.
ALIKE, BETTER = 0.4, 0.1


def has_words(text: str) -> bool:
    """Tell whether a text is a wording rather than a code.

    Examples
    --------
    >>> has_words("Staff are kind"), has_words("Q12"), has_words("员工态度友好")
    (True, False, True)
    """
    return re.search(r"[^\W\d_]{3}.*\s|[^\W\d_a-zA-Z]{4}", text) is not None


def same_wordings(texts: Sequence[str], others: Sequence[str]) -> list[int] | None:
    """Find for each text the place of the one that says the same.

    Parameters
    ----------
    texts, others : sequence of str
        As many of one as of the other.

    Returns
    -------
    list of int or None
        None where the wordings are too different to tell.

    Examples
    --------
    >>> same_wordings(["Kind staff", "Short waits"], ["Waits were short", "Staff were kind"])
    [1, 0]
    >>> same_wordings(["Kind staff", "Short waits"], ["Good value", "Clean rooms"]) is None
    True
    """
    pairs = [_pairs(text) for text in texts]
    theirs = [_pairs(text) for text in others]
    alike = [[_likeness(mine, their) for their in theirs] for mine in pairs]
    places = range(len(texts))
    best = [max(places, key=lambda at: (row[at], -abs(at - own))) for own, row in enumerate(alike)]
    if len(set(best)) < len(best) or any(alike[own][at] < ALIKE for own, at in enumerate(best)):
        return None
    gain = sum(alike[own][at] - alike[own][own] for own, at in enumerate(best))
    return best if gain > BETTER else list(places)


def _pairs(text: str) -> frozenset[str]:
    """Return the pairs of letters that stand together in a word, or in the whole text."""
    words = [plain(word) for word in text.split()]
    return frozenset(word[at : at + 2] for word in words for at in range(max(1, len(word) - 1)))


def _likeness(mine: frozenset[str], their: frozenset[str]) -> float:
    return 2 * len(mine & their) / max(1, len(mine) + len(their))
