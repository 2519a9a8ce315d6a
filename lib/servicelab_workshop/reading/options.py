"""What a reader is told: the columns that a report uses, and what a file does not say itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.reading.dates import ORDERS

__all__ = ["Fields", "Options"]


@dataclass(frozen=True)
class Options:
    """What was said about a file that does not say it itself.

    Attributes
    ----------
    columns : mapping
        From names of columns to headings in the file.
    dates : str or None
        Order of day and month: ``DMY``, ``MDY`` or ``YMD``.
    decimal : str or None
        The sign of decimals: ``.`` or ``,``.
    missing : tuple of str
        Cells that say nothing, besides those that are known.
    answers : tuple of str
        Answers in words, from the lowest to the highest.
    unit : str or None
        Of waits and services: ``seconds`` or ``minutes``.
    gone : tuple of str
        Words of a status that say that a visit left before its turn, besides those that are known.
    encoding, sheet : str or None
        Of the file.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None
    missing: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    unit: str | None = None
    gone: tuple[str, ...] = ()
    encoding: str | None = None
    sheet: str | None = None

    def __post_init__(self) -> None:
        if self.dates is not None and self.dates.upper() not in ORDERS:
            raise CourseError(
                _("--dates {given} cannot be read: give {orders}.").format(
                    given=self.dates, orders=_(" or ").join(ORDERS)
                )
            )
        if self.decimal is not None and self.decimal not in (".", ","):
            raise CourseError(_('--decimal is "." or ",".'))
        if self.unit is not None and self.unit not in ("seconds", "minutes"):
            raise CourseError(_("--unit is seconds or minutes."))


@dataclass(frozen=True)
class Fields:
    """The columns that a report uses.

    Attributes
    ----------
    subject : str
        Whose headings, as in :func:`servicelab_workshop.reading.vocabulary.headings`.
    names : tuple of str
        All columns.
    required : tuple of str
        Those without which there is nothing to read; ``"end|last_seen"`` asks for one of the two.
    dates : tuple of str
        Those whose cells are days or times.
    like : str
        What the file is called: "a complaint log".
    if_days : mapping
        From names to those that are meant where the cells are days or times.
    """

    subject: str
    names: tuple[str, ...]
    required: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    like: str = ""
    if_days: Mapping[str, str] = field(default_factory=dict)
