"""Mark schemes: what the solved notebook says of how an answer is marked, and its criteria."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servicelab_workshop.lessons.regions import without_marks

_FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75}
# 0, 2, 1.5, ½, or from the one to the other: 1-3
_MARK = re.compile(r"(?P<low>\d+(?:\.\d+)?|[¼½¾])(?:\s*[-–]\s*(?P<high>\d+))?")
_HIGHEST = 20
_SCHEME = re.compile(r"^[#*_>\s]*mark(?:ing)? scheme\b[\s.:*_]*", re.IGNORECASE | re.MULTILINE)
_REGION = re.compile(
    r"^### BEGIN MARK SCHEME.*?\n(.*?)^### END MARK SCHEME", re.DOTALL | re.MULTILINE
)
_EMPHASIS = re.compile(r"[*_`]+")
_NUMBER = r"\d+(?:\.\d+)?"


@dataclass(frozen=True)
class Choice:
    """A mark that a criterion can get.

    Attributes
    ----------
    label : str
        As the scheme writes it.
    points : float
        What it earns.
    words : str
        What earns it, in Markdown.
    """

    label: str
    points: float
    words: str


@dataclass(frozen=True)
class Criterion:
    """A line of a mark scheme's table; its choices begin with the lowest."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Scheme:
    """How an answer is marked.

    Attributes
    ----------
    criteria : tuple of Criterion
        Their highest points add up to those of the task; empty where the scheme does not say so.
    words : str
        What it says besides its table, in Markdown.
    model : str
        An answer of full marks.
    """

    criteria: tuple[Criterion, ...] = ()
    words: str = ""
    model: str = ""


def read_scheme(solved: str, above: str, points: float, *, code: bool = False) -> Scheme:
    r"""Read a mark scheme.

    Parameters
    ----------
    solved : str
        The answer cell of the solved notebook: an answer, and below it the scheme, which begins with
        "Mark scheme" or stands between nbgrader's marks of one.
    above : str
        The Markdown above that cell. Of the tables in it, or in the scheme, the last counts whose
        head is a name and the marks from 0 up; each of its lines is a criterion.
    points : float
        Of the task. Criteria share them equally, unless the scheme names points for each: "Base and
        Range 0, 1 or 2 points; Use 0, 1.5 or 3". Where those do not add up to the task's, there are
        no criteria.
    code : bool
        Whether the cell is code, so that the scheme is a comment.

    Examples
    --------
    >>> table = "| Criterion | 0 | 1-2 |\n|---|---|---|\n| **Base** | none | a share |\n| Use | no | yes |"
    >>> scheme = read_scheme("Dear all.\n\n*Mark scheme.* Base 0, 1 or 2; Use 0, 2 or 4.", table, 6)
    >>> [(one.name, [choice.points for choice in one.choices]) for one in scheme.criteria]
    [('Base', [0.0, 1.0, 2.0]), ('Use', [0.0, 2.0, 4.0])]
    >>> scheme.words, scheme.model
    ('Base 0, 1 or 2; Use 0, 2 or 4.', 'Dear all.')
    """
    region = _REGION.search(solved)
    if region:
        model, words = without_marks(solved[: region.start()]), region[1]
    else:
        text = without_marks(solved)
        found = _SCHEME.search(text)
        model, words = (text[: found.start()], text[found.end() :]) if found else (text, "")
    if code and words:
        words = re.sub(r"^# ?", "", words, flags=re.MULTILINE)
    # a table above a task without a scheme is another task's
    tables = [*_tables(above), *_tables(words)] if words.strip() else []
    criteria = _criteria(tables[-1], words, points) if tables else ()
    return Scheme(criteria, words.strip(), model.strip())


def _tables(text: str) -> Iterator[list[list[str]]]:
    """Find tables whose head is a name and marks."""
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if line.lstrip().startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        if len(rows) > 2:
            name, *marks = rows[0]
            from_zero = len(marks) > 1 and _marks(marks[0]) == [("0", 0.0)]
            if name and from_zero and all(map(_marks, marks)):
                yield rows
        rows = []


def _marks(head: str) -> list[tuple[str, float]]:
    """Return the marks that a column stands for, each as it is written and as a number."""
    mark = _MARK.fullmatch(_EMPHASIS.sub("", head).strip())
    if not mark:
        return []
    low = _FRACTIONS.get(mark["low"])
    low = float(mark["low"]) if low is None else low
    if mark["high"] is None:
        return [(mark["low"], low)]
    high = min(int(mark["high"]), _HIGHEST)
    return [(str(number), float(number)) for number in range(int(low), high + 1)]


def _criteria(table: Sequence[Sequence[str]], words: str, points: float) -> tuple[Criterion, ...]:
    columns = [_marks(head) for head in table[0][1:]]
    highest = max(number for marks in columns for _label, number in marks)
    lines = [
        (_EMPHASIS.sub("", row[0]).strip(), row[1:])
        for row in table[2:]
        if len(row) == len(table[0])
    ]
    names = [name for name, _cells in lines]
    share = _shares(names, words, points)
    if not share or not highest:
        return ()
    return tuple(
        Criterion(
            name,
            tuple(
                Choice(label, share[name] * number / highest, cell)
                for cell, marks in zip(cells, columns, strict=True)
                for label, number in marks
            ),
        )
        for name, cells in lines
    )


def _shares(names: Sequence[str], words: str, points: float) -> dict[str, float]:
    """Return the highest points of each criterion; empty where they do not add up."""
    if not names or len(set(map(str.casefold, names))) < len(names):
        return {}
    name = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    # names, and marks from 0 up of which the last is the highest
    said = re.compile(
        rf"\b(?P<names>(?:{name})(?:(?:, (?:and )?| and )(?:{name}))*):? "
        rf"0(?:, {_NUMBER})* or (?P<most>{_NUMBER})",
        re.IGNORECASE,
    )
    spelled = {one.casefold(): one for one in names}
    shares: dict[str, float] = {}
    for found in said.finditer(words):
        for one in re.findall(name, found["names"], re.IGNORECASE):
            shares[spelled[one.casefold()]] = float(found["most"])
    if not shares:
        return dict.fromkeys(names, points / len(names))
    whole = len(shares) == len(names) and abs(sum(shares.values()) - points) < 1e-9
    return shares if whole else {}
