"""Who left before the turn came, where a log says so in words: a status, or yes and no."""

from __future__ import annotations

import numpy as np
import pandas as pd

from servicelab.i18n import _
from servicelab.text import shown
from servicelab_workshop.reading.amounts import parse_amount
from servicelab_workshop.reading.dates import parse_moment
from servicelab_workshop.reading.headings import known_name
from servicelab_workshop.reading.reader import Reading
from servicelab_workshop.reading.vocabulary import cell_words, tidy

__all__ = ["read_leaving"]

#: Unknown words that a question lists.
_LISTED = 4


def read_leaving(reading: Reading) -> dict[str, pd.Series]:
    """Read who left.

    Parameters
    ----------
    reading : Reading
        A log of visits, with a column ``left`` or ``served``, or with none of them.

    Returns
    -------
    dict of Series
        By column, whether a visit left; columns that hold times are not in it.
    """
    return {
        name: flags
        for name in ("left", "served")
        if name in reading and (flags := _flags(reading, name)) is not None
    }


def _flags(reading: Reading, name: str) -> pd.Series | None:
    is_inverse = name == "served" or _is_served(reading.columns.titles[name])
    yes, no = ("no", "yes") if is_inverse else ("yes", "no")
    own = _spaced(reading.options.gone)
    gone = cell_words(yes) | _spaced(cell_words("left")) | own
    kept = (cell_words(no) | _spaced(cell_words("served"))) - own
    codes, found = reading.distinct(name)
    words = [_word(one) for one in found]
    is_known = [word in gone | kept for word in words]
    is_said = [not reading.is_missing(one) for one in found]
    if not any(is_said) or any(
        parse_moment(one) for one, known in zip(found, is_known, strict=True) if not known
    ):
        return None
    unknown = [
        one for one, known, said in zip(found, is_known, is_said, strict=True) if said and not known
    ]
    numbers = [one for one in unknown if parse_amount(one)]
    words_alone = [one for one in unknown if one not in numbers]
    if words_alone:
        reading.doubts.append(_question(name, words_alone, any(is_known)))
    # a sum below the table, or a code
    wrong = np.array([one in numbers for one in found], dtype=bool)
    reading.add(name, reading.texts[name], wrong[codes], _("yes or no, or a status in words"))
    reading.how[name] = _("who left, and who was served")
    # of those who were served it is said
    left = [word in gone or (is_inverse and not word) for word in words]
    return pd.Series(np.array(left, dtype=bool)[codes], index=reading.texts.index)


def _question(name: str, unknown: list[str], is_status: bool) -> str:
    words = ", ".join(repr(shown(one, 30)) for one in unknown[:_LISTED])
    asked = _(
        "column {name}: {words} may mean that a visit left before its turn, or not: give "
        '--gone "{first}" if it left, and --missing "{first}" if it did not'
    ).format(name=name, words=words, first=shown(unknown[0], 30))
    if is_status:
        return asked
    return asked + _("; --columns {name}= if the column says something else").format(name=name)


def _is_served(heading: str) -> bool:
    return known_name("waiting", heading) == "served"


def _word(text: str) -> str:
    """Write a cell without what separates its words: ``NO_SHOW`` is ``no show``."""
    return tidy(text.replace("_", " ").replace("-", " "))


def _spaced(words: frozenset[str] | tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_word, words))
