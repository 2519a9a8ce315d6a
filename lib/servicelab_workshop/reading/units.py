"""Units in headings: thousands, and the currency of an amount."""

from __future__ import annotations

import re
import unicodedata

from servicelab_workshop.reading.amounts import CURRENCY, currency_code

__all__ = ["heading_unit", "is_percentage", "without_unit"]

_PERCENT = re.compile(
    r"%|(?<!\w)(?:percent|per cent|pct|prozent|pourcentage|porcentaje)(?!\w)|百分"
)
_ALONE = r"(?<![^\W\d_])(?:{letter} ?(?:{currency})|(?:{currency}) ?{letter})(?![^\W\d_])"
_FACTORS = {
    1_000: re.compile(
        _ALONE.format(letter="[kt]", currency=CURRENCY)
        + r"|[(\[] ?k ?[)\]]|'000|(?<!\d)000s?\b|\bthousands?\b|\btsd\b|\btausend\b|\bmilliers\b"
        r"|\bmiles\b|\bmigliaia\b|千元|천원"
    ),
    10_000: re.compile("万元|萬元|만원"),
    1_000_000: re.compile(
        _ALONE.format(letter="(?:m|mn|mm)", currency=CURRENCY)
        + r"|\bmillions?\b|\bmio\b|\bmillionen\b|\bmillones\b|百万"
    ),
}
_CURRENCY = re.compile(
    rf"(?:(?<![^\W\d_])|(?<=[\W\d_][ktm])|(?<=[千万萬]))({CURRENCY})(?![^\W\d_])"
)
_BEHIND = re.compile(
    rf"\s*[(\[][^()\[\]]*[)\]]\s*$|\s+in\s+\S{{1,9}}(?:\s+\S{{1,4}})?$|[\s_]+[kt]?(?:{CURRENCY})\s*$",
    re.IGNORECASE,
)


def heading_unit(heading: str) -> tuple[int, str]:
    """Return how many one of a heading's units is, and the code of its currency.

    Parameters
    ----------
    heading : str
        As it stands in the file.

    Examples
    --------
    >>> heading_unit("Cost (k€)"), heading_unit("Kosten"), heading_unit("赔付金额（万元）")
    ((1000, 'eur'), (1, ''), (10000, 'cny'))
    """
    text = unicodedata.normalize("NFKC", heading).casefold()
    factor = next((n for n, pattern in _FACTORS.items() if pattern.search(text)), 1)
    found = _CURRENCY.search(text)
    return factor, currency_code(found[1]) if found else ""


def is_percentage(heading: str) -> bool:
    """Tell whether a heading names a percentage.

    Examples
    --------
    >>> is_percentage("Margin %"), is_percentage("Margin (EUR)")
    (True, False)
    """
    return _PERCENT.search(unicodedata.normalize("NFKC", heading).casefold()) is not None


def without_unit(heading: str) -> str:
    """Return a heading without the unit behind it.

    Parameters
    ----------
    heading : str
        As it stands in the file.

    Examples
    --------
    >>> without_unit("Betrag (EUR)"), without_unit("Kulanz CHF")
    ('Betrag', 'Kulanz')
    """
    return _BEHIND.sub("", unicodedata.normalize("NFKC", heading))
