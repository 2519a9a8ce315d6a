"""Reading numbers and amounts of money, with the signs that programs put into them.

``1.234,56 €``, ``$1,234.56``, ``1'234.50``, ``(45.00)`` and ``45,00-`` are sure. ``1.440`` alone is
not: whether its point separates thousands or decimals is settled by the other cells of the column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["CURRENCY", "Amount", "currency_code", "find_decimal", "parse_amount", "write_number"]

_SIGNS = "$€£¥₩₽₹₺₫฿₪₱₴"
_CODES = [
    "eur",
    "usd",
    "gbp",
    "chf",
    "cny",
    "rmb",
    "jpy",
    "krw",
    "hkd",
    "twd",
    "ntd",
    "cad",
    "aud",
    "nzd",
    "sek",
    "nok",
    "dkk",
    "pln",
    "czk",
    "huf",
    "ron",
    "inr",
    "brl",
    "mxn",
    "zar",
    "sgd",
    "try",
    "rub",
    "thb",
    "myr",
    "idr",
    "php",
    "vnd",
    "aed",
    "sar",
    "ils",
]
_NAMES = {
    "euro": "eur", "euros": "eur", "dollar": "usd", "dollars": "usd", "pound": "gbp",
    "pounds": "gbp", "yuan": "cny", "元": "cny", "人民币": "cny", "rmb": "cny", "cny": "cny",
    "¥": "¥", "円": "jpy", "원": "krw", "₩": "krw", "€": "eur", "£": "gbp", "us$": "usd",
    "$": "$", "kr": "kr", "kr.": "kr", "zł": "pln", "fr": "chf", "fr.": "chf", "sfr": "chf",
    "sfr.": "chf", "nt$": "twd", "hk$": "hkd", "r$": "brl",
}  # fmt: skip
#: A pattern of the signs and names of currencies, in lower case.
CURRENCY = "|".join(
    sorted(
        (re.escape(one) for one in {*_NAMES, *_CODES, *_SIGNS}),
        key=len,
        reverse=True,
    )
)
_AMOUNT = re.compile(
    rf"(?P<open>\()?(?P<minus>[-+])? ?(?P<before>{CURRENCY})? ?(?P<inner>[-+])? ?"
    r"(?P<body>\d+(?:[.,' ]\d+)*|[.,]\d+)"
    rf"(?P<dash>[.,](?:-{{1,2}}))?(?P<trail>-)? ?(?P<after>{CURRENCY})? ?(?P<last>-)?(?P<close>\))?"
)
#: How accountants write 0.
_ZERO = re.compile(rf"({CURRENCY}) ?-{{1,2}}|-{{1,2}} ?({CURRENCY})")
#: Characters that an amount may have.
_LONGEST = 40
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?e[+-]?\d+")


@dataclass(frozen=True)
class Amount:
    """A cell that is a number, before the sign of its decimals is settled.

    Attributes
    ----------
    body : str
        Digits and signs.
    is_negative : bool
        By a minus before or behind, or by parentheses.
    currency : str
        As it is named in the cell; empty if it is not.
    decimal : str
        The sign of its decimals: ``.`` or ``,``; empty if it has none; ``?`` if either may be.
    """

    body: str
    is_negative: bool
    currency: str
    decimal: str

    def value(self, decimal: str) -> float:
        """Return the number, with a sign of decimals for a body that leaves it open.

        Parameters
        ----------
        decimal : {".", ","}
            Of the column.
        """
        sign = decimal if self.decimal == "?" else self.decimal
        body = re.sub(r"[' ]", "", self.body)
        if sign:
            whole, _, part = body.rpartition(sign) if sign in body else (body, "", "")
            body = re.sub(r"[.,]", "", whole) + "." + part
        else:
            body = re.sub(r"[.,]", "", body)
        number = float(body or 0)
        return -number if self.is_negative else number


def currency_code(name: str) -> str:
    """Return the code of a currency in lower case; its sign where several have the same.

    Parameters
    ----------
    name : str
        A sign, a code or a name in lower case.

    Examples
    --------
    >>> currency_code("€"), currency_code("usd")
    ('eur', 'usd')
    """
    return _NAMES.get(name, name)


def parse_amount(text: str) -> Amount | None:
    """Read one cell; None if it is no number.

    Parameters
    ----------
    text : str
        As it stands in the file.

    Examples
    --------
    >>> parse_amount("(1.234,56 €)").value(".")
    -1234.56
    >>> parse_amount("1.440").decimal
    '?'
    >>> parse_amount("twelve") is None
    True
    """
    if len(text) > _LONGEST:
        return None
    text = unicodedata.normalize("NFKC", text).casefold().strip()
    text = re.sub(r"[−–—]", "-", re.sub(r"[’`´]", "'", " ".join(text.split())))
    if _PLAIN.fullmatch(text) and abs(float(text)) < 1e15:
        return Amount(f"{abs(float(text)):.6f}", text.startswith("-"), "", ".")
    nothing = _ZERO.fullmatch(text)
    if nothing:
        return Amount("0", False, currency_code(nothing[1] or nothing[2]), "")
    found = _AMOUNT.fullmatch(text)
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    minus = [found[name] for name in ("minus", "inner", "trail", "last") if found[name]]
    if len(minus) > 1 or (minus and found["open"]) or (found["before"] and found["after"]):
        return None
    currency = found["before"] or found["after"] or ""
    decimal = _decimal(found["body"])
    if decimal is None:
        return None
    if decimal == "?" and currency:
        # no money is counted in thousandths
        decimal = ""
    return Amount(
        found["body"],
        found["open"] is not None or minus == ["-"],
        currency_code(currency),
        decimal,
    )


def _decimal(body: str) -> str | None:
    """Return the sign of the decimals, ``?`` if either may be, None if signs stand where none may."""
    signs = re.findall(r"[.,]", body)
    groups = re.split(r"[.,' ]", body)
    if not signs:
        spaced = re.split("[' ]", body)
        return "" if all(len(one) == 3 for one in spaced[1:]) else None
    last = signs[-1]
    if len(set(signs)) == 2:
        other = signs[0]
        is_right = signs.count(last) == 1 and _are_thousands(
            re.split(r"[.,' ]", body.rpartition(last)[0])
        )
        return last if is_right and other != last else None
    if len(signs) > 1:
        return "" if _are_thousands(groups) else None
    whole, _, part = body.partition(last)
    spaced = re.split("[' ]", whole)
    if len(spaced) > 1:
        return last if _are_thousands(spaced) and part.isdigit() else None
    if " " in part or "'" in part:
        return None
    could_be_thousands = len(part) == 3 and re.fullmatch("[1-9][0-9]{0,2}", whole)
    return "?" if could_be_thousands else last


def _are_thousands(groups: list[str]) -> bool:
    """Tell whether groups of digits are thousands, or lakhs and thousands."""
    first, *rest = groups
    if not rest:
        return first.isdigit()
    return (
        1 <= len(first) <= 3
        and len(rest[-1]) == 3
        and (all(len(one) == 3 for one in rest) or all(len(one) == 2 for one in rest[:-1]))
    )


def find_decimal(amounts: Iterable[Amount]) -> tuple[str | None, bool, bool]:
    """Find the sign of the decimals of a column.

    Parameters
    ----------
    amounts : iterable of Amount
        Its distinct cells.

    Returns
    -------
    (str or None, bool, bool)
        The sign, or None if no cell tells; whether some cell leaves it open; whether cells
        contradict each other.

    Examples
    --------
    >>> find_decimal([parse_amount("1.440"), parse_amount("12,5")])
    (',', True, False)
    """
    signs = set()
    is_open = False
    for amount in amounts:
        if amount.decimal == "?":
            is_open = True
        elif amount.decimal:
            signs.add(amount.decimal)
        elif "." in amount.body:
            signs.add(",")
        elif "," in amount.body:
            signs.add(".")
    if len(signs) == 1:
        return signs.pop(), is_open, False
    return None, is_open, len(signs) > 1


def write_number(value: float) -> str:
    """Write a number so that nobody takes its point for one between thousands.

    Examples
    --------
    >>> write_number(1.44), write_number(1.441), write_number(12.0)
    ('1.44', '1.4410', '12')
    """
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = repr(float(value))
    amount = parse_amount(text)
    return text + "0" if amount is not None and amount.decimal == "?" else text
