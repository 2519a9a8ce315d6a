"""What the status of a customer says beside an end: gone, or still here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from servicelab.i18n import _
from servicelab_workshop.reading.reader import Reading
from servicelab_workshop.reading.vocabulary import cell_words, tidy

__all__ = ["Standing", "read_standing"]


@dataclass(frozen=True)
class Standing:
    """Of each row, whether its status says that the customer has gone, or is still here.

    Attributes
    ----------
    gone, here : Series of bool
        Both are false where the file says neither.
    """

    gone: pd.Series
    here: pd.Series


def read_standing(reading: Reading) -> Standing:
    """Read the column ``status``, if there is one.

    Parameters
    ----------
    reading : Reading
        A customer list.
    """
    index = reading.texts.index
    if "status" not in reading:
        nothing = pd.Series(False, index=index)
        return Standing(nothing, nothing)
    codes, found = reading.distinct("status")
    reading.how["status"] = _("who has gone, and who is here")
    gone, here = (
        pd.Series(np.array([tidy(one) in words for one in found], dtype=bool)[codes], index=index)
        for words in (cell_words("gone"), cell_words("here") | cell_words("open"))
    )
    return Standing(gone, here)
