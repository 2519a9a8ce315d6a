"""The words of ``words.toml``: headings, months, cells without meaning, scales of answers."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

__all__ = [
    "bare",
    "bare_headings",
    "cell_words",
    "headings",
    "months",
    "plain",
    "rank",
    "scale_words",
    "side_names",
    "side_words",
    "tidy",
]


_SIGNS = str.maketrans("’‘‐‑‒–—−", "''------")


def tidy(text: str) -> str:
    """Write a cell in the one form in which it is compared: case, widths and spaces do not count.

    Examples
    --------
    >>> tidy("  Not  CLOSED ")
    'not closed'
    """
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    return " ".join(text.split())


def plain(text: str) -> str:
    """Write a heading without case, accents, spaces and signs.

    Examples
    --------
    >>> plain("Date de réception") == plain("date_de_reception")
    True
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(one for one in letters if one.isalnum() and not unicodedata.combining(one))


@cache
def _words() -> dict[str, Any]:
    source = resources.files("servicelab_workshop.reading") / "words.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def headings(subject: str) -> dict[str, str]:
    """Map every known heading of a subject, as :func:`plain` writes it, to the name in use.

    Parameters
    ----------
    subject : {"complaints", "loyalty", "waiting", "servqual"}
        Whose columns.

    Examples
    --------
    >>> headings("complaints")[plain("Eingangsdatum")]
    'opened'
    """
    table = _words()[subject]
    return {plain(word): name for name, listed in table.items() for word in (name, *listed)}


@cache
def bare_headings(subject: str) -> dict[str, str]:
    """Map the known headings of a subject without words such as "date of" to the name in use.

    Parameters
    ----------
    subject : str
        As in :func:`headings`.

    Examples
    --------
    >>> bare_headings("complaints")[bare("Date the complaint was received")]
    'opened'
    """
    found: dict[str, set[str]] = {}
    for name, listed in _words()[subject].items():
        for word in (name, *listed):
            found.setdefault(bare(word), set()).add(name)
    return {word: names.pop() for word, names in found.items() if word and len(names) == 1}


def bare(heading: str) -> str:
    """Write a heading as :func:`plain` does, without words such as "date of".

    Parameters
    ----------
    heading : str
        As it stands in a file.

    Examples
    --------
    >>> bare("Ticket created - Date")
    'created'
    """
    parts = re.findall(r"[^\W_]+", heading)
    return "".join(one for one in map(plain, parts) if one not in _fillers())


@cache
def rank(subject: str, name: str, heading: str) -> int:
    """Tell how far behind others a heading stands, where several may be one column.

    Parameters
    ----------
    subject, name : str
        Of the column.
    heading : str
        As it stands in a file.

    Examples
    --------
    >>> [rank("loyalty", "customer", one) for one in ("Customer No", "Customer", "Contract No.")]
    [0, 1, 2]
    """
    ranks = _words()["later"].get(subject, {}).get(name, [])
    form = plain(heading) if plain(heading) in headings(subject) else bare(heading)
    return next(
        (place for place, words in enumerate(ranks, start=1) if form in map(plain, words)), 0
    )


@cache
def _fillers() -> frozenset[str]:
    return frozenset(map(plain, _words()["fillers"]["words"]))


@cache
def cell_words(kind: str) -> frozenset[str]:
    """Return the words of one meaning, as :func:`tidy` writes them.

    Parameters
    ----------
    kind : str
        A key of the table ``cells``, ``spans`` or ``records``.

    Examples
    --------
    >>> "offen" in cell_words("open")
    True
    """
    words = _words()
    return frozenset(map(tidy, {**words["cells"], **words["spans"], **words["records"]}[kind]))


@cache
def months() -> dict[str, int]:
    """Map the names of months, as :func:`tidy` writes them, to their numbers."""
    return {tidy(word): int(n) for n, listed in _words()["months"].items() for word in listed}


@cache
def side_words(side: str) -> tuple[re.Pattern[str], ...]:
    """Return what says that a question is about one side of a survey, the strongest first.

    Parameters
    ----------
    side : {"expectation", "perception"}
        Of the gap.
    """
    words = map(tidy, _words()["sides"][side])
    return tuple(
        re.compile(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word))
        for word in words
    )


@cache
def side_names() -> dict[str, str]:
    """Map nouns and short forms, as :func:`plain` writes them, to the letter of their side.

    Examples
    --------
    >>> side_names()["erwartung"], side_names()["perc"]
    ('E', 'P')
    """
    words = _words()
    return {
        plain(word): side[0].upper()
        for side in ("expectation", "perception")
        for word in (*words["short_sides"][side], *words["sides"][side], *words["servqual"][side])
    }


@cache
def scale_words() -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    """Return the scales whose answers are words: their names, and the words of each step.

    Each is there without its middle as well: four points of five, and six of seven.
    """
    scales = []
    for scale in _words()["scales"]:
        steps = [frozenset(map(tidy, step)) for step in scale["steps"]]
        middle = len(steps) // 2
        scales += [
            (scale["name"], tuple(steps)),
            (scale["name"], (*steps[:middle], *steps[middle + 1 :])),
        ]
    return tuple(scales)
