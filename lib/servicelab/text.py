"""Foreign text fit for a sentence."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

_BOLD = re.compile(r"(?<![\w*)])\*\*(\w[^*]*?)\*\*(?![\w*(])")
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


def listed(names: Sequence[str], most: int = 12) -> str:
    """Write names one after the other, and leave out what would be too many.

    Parameters
    ----------
    names : sequence of str
        Such as columns of a table.
    most : int
        Names to keep.

    Examples
    --------
    >>> listed(["a", "b", "c"], most=2)
    'a, b ...'
    """
    return ", ".join(names[:most]) + (" ..." if len(names) > most else "")


def inline_html(text: str) -> str:
    """Escape text for HTML, set what stands between backticks as code, and between ** as bold.

    Examples
    --------
    >>> inline_html("`a < b` is **not** yet right")
    '<code>a &lt; b</code> is <b>not</b> yet right'
    """
    parts = html.escape(text).split("`")
    if len(parts) % 2 == 0:
        parts = [html.escape(text)]
    return "".join(
        f"<code>{part}</code>" if place % 2 else _BOLD.sub(r"<b>\1</b>", part)
        for place, part in enumerate(parts)
    )
