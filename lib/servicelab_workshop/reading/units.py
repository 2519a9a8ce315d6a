"""The unit of money that a heading names: ``Margin (TEUR)``, ``Marge in T€``, ``Margin %``."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["is_percentage", "money_unit"]

_PERCENT = re.compile(
    r"%|(?<!\w)(?:percent|per cent|pct|prozent|pourcentage|porcentaje)(?!\w)|百分"
)
_CURRENCY = r"(?:€|\$|£|¥|eur|usd|gbp|chf|cny|rmb)"
_UNITS = {
    1_000: rf"(?<!\w)(?:[tk] ?{_CURRENCY}|{_CURRENCY} ?k|tsd\.?|thousands?|tausend|milliers|'000)(?!\w)|[(\[]k[)\]]|千",
    10_000: "万|萬",
    1_000_000: rf"(?<!\w)(?:m ?{_CURRENCY}|mio\.?|mn|millions?|millionen|millones)(?!\w)",
}


def is_percentage(heading: str) -> bool:
    """Tell whether a heading names a percentage.

    Examples
    --------
    >>> is_percentage("Margin %"), is_percentage("Margin (EUR)")
    (True, False)
    """
    return _PERCENT.search(_folded(heading)) is not None


def money_unit(heading: str) -> int:
    """Return by what an amount is multiplied to be in whole money.

    Examples
    --------
    >>> [money_unit(one) for one in ("Margin (TEUR)", "Margin (k)", "毛利（万元）", "Margin (EUR)")]
    [1000, 1000, 10000, 1]
    """
    text = _folded(heading)
    return next((unit for unit, pattern in _UNITS.items() if re.search(pattern, text)), 1)


def _folded(heading: str) -> str:
    return unicodedata.normalize("NFKC", heading).casefold()
