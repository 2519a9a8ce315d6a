"""Reading the texts of a world: one line an item, its columns between bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicelab.errors import CourseError
from servicelab.i18n import _


def read_lines(texts: str, columns: Sequence[str]) -> Iterator[list[str]]:
    """Read the lines of a block of texts.

    Parameters
    ----------
    texts : str
        One line an item, with ``|`` between its columns.
    columns : sequence of str
        What stands in the columns, for the message.

    Yields
    ------
    list of str
        The columns of a line, without blanks around them.

    Raises
    ------
    CourseError
        If a line has fewer or more columns, or an empty one; names the line.

    Examples
    --------
    >>> list(read_lines("pain | It hurts. | 好疼。", ["layer", "English", "Chinese"]))
    [['pain', 'It hurts.', '好疼。']]
    """
    for number, line in enumerate(texts.strip().splitlines(), start=1):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != len(columns) or not all(parts):
            raise CourseError(
                _(
                    'Line {number} of the texts, "{line}", has {n} columns that are not empty '
                    "instead of {wanted}: {columns}, with a | between them."
                ).format(
                    number=number,
                    line=line.strip() if len(line) < 90 else line.strip()[:87] + "...",
                    n=sum(map(bool, parts)),
                    wanted=len(columns),
                    columns=", ".join(columns),
                )
            )
        yield parts
