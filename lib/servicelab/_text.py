"""Foreign text fit for a sentence."""

from __future__ import annotations

import re

_COLORS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def shown(text: str, most: int = 120) -> str:
    r"""Fit a name or a message into a sentence: on one line, not too long, and printable.

    Parameters
    ----------
    text : str
        Such as a trainee's file name.
    most : int
        Characters to keep.

    Examples
    --------
    >>> shown("a\nb.csv")
    'a\\nb.csv'
    """
    plain = "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode()
        for one in _COLORS.sub("", text[: 10 * most])
    )
    return plain if len(plain) <= most else plain[: most - 1] + "…"
