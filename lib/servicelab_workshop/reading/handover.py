"""What is handed over beside a page: the table as it was understood, and how it was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _, ngettext
from servicelab.text import listed
from servicelab_workshop.reading.amounts import write_number
from servicelab_workshop.reading.options import Options
from servicelab_workshop.reading.reader import Source

__all__ = ["Handover", "write_table"]


@dataclass(frozen=True)
class Handover:
    """What is known about a file, and what is wanted beside the page.

    Attributes
    ----------
    options : Options
        What the file does not say itself.
    save_as : path or None
        The CSV file to write.
    say : callable or None
        What prints how each column was read.
    warn : callable or None
        What prints a line on what was not used.
    """

    options: Options = field(default_factory=Options)
    save_as: Path | None = None
    say: Callable[[str], object] | None = None
    warn: Callable[[str], object] | None = None

    def but(
        self, answers: str | None = None, unit: str | None = None, gone: Sequence[str] = ()
    ) -> Handover:
        """Return the same with what only one report asks for.

        Parameters
        ----------
        answers : str, optional
            Answers in words, separated by commas or semicolons.
        unit : str, optional
            Of lengths of time.
        gone : sequence of str
            Words of a status for those who left.
        """
        sign = ";" if answers and ";" in answers else ","
        words = tuple(one.strip() for one in (answers or "").split(sign) if one.strip())
        return replace(
            self, options=replace(self.options, answers=words, unit=unit, gone=tuple(gone))
        )

    def hand_over(self, source: Source, *files: Path | str | None) -> None:
        """Say how a file was read, and write what was understood.

        Parameters
        ----------
        source : Source
            The file.
        *files : path or None
            Those that may not be written over.
        """
        if self.say is not None:
            for line in source.explained:
                self.say(line)
        elif self.warn is not None and (line := _unused(source)):
            self.warn(line)
        if self.save_as is not None:
            target = Path.cwd() / self.save_as
            if not target.parent.is_dir() or target.is_dir():
                raise CourseError(
                    _("{path} cannot be written: name a file in a folder that exists.").format(
                        path=target
                    )
                )
            if any(one is not None and target.resolve() == Path(one).resolve() for one in files):
                raise CourseError(
                    _("{path} is one of your data files: choose another name.").format(path=target)
                )
            write_table(target, source.table)


def _unused(source: Source) -> str:
    """Say in one line which rows and columns were not used; empty if all were."""
    parts = []
    if n := len(source.left_out.rows):
        parts.append(
            ngettext("{n} row of {all} left out", "{n} rows of {all} left out", n).format(
                n=f"{n:,}", all=f"{source.left_out.total:,}"
            )
        )
    if source.ignored:
        parts.append(_("columns not used: {names}").format(names=listed(source.ignored)))
    return "; ".join(parts)


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Write a table as CSV in UTF-8 that the reader reads again without a question.

    Parameters
    ----------
    path : path
        The file.
    table : DataFrame
        Days are written 2025-03-31, numbers with a point.
    """
    texts = pd.DataFrame({name: _texts(table[name]) for name in table.columns})
    write_atomically(path, "\ufeff" + texts.to_csv(index=False))


def _texts(values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values):
        has_time = (values != values.dt.normalize()) & values.notna()
        form = "%Y-%m-%d %H:%M:%S" if has_time.any() else "%Y-%m-%d"
        return values.dt.strftime(form)
    if pd.api.types.is_bool_dtype(values):
        return values.map({True: "true", False: "false"})
    if pd.api.types.is_numeric_dtype(values):
        return values.map(write_number, na_action="ignore")
    return values.astype("object").map(_harmless, na_action="ignore")


def _harmless(text: object) -> str:
    """Write a text that no spreadsheet takes for a formula."""
    said = str(text)
    return (
        "'" + said if said[:1] in "=+-@\t\r" and not said[1:].replace(".", "").isdigit() else said
    )
