"""The one door between a submission and whoever reads of it: strings, names, numbers, sizes, markup.

Nothing else formats what a trainee wrote, or decides how much of it is read.
"""

from __future__ import annotations

import math
import os
import re
import stat
import unicodedata
from collections.abc import Iterable
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from typing import Any

from nbreferee.i18n import ngettext
from nbreferee.subset import subset

#: Bytes of a notebook file, and of all files beside the notebooks together.
LARGEST = 64 << 20
MOST_BYTES = 32 << 20
#: Files of a submission, and folders in folders.
MOST_FILES = 1000
MOST_LEVELS = 16
#: Sentences that are told of a submission in one list, and letters in one of them.
MOST_SENTENCES = 40
LONGEST_SENTENCE = 1500

_COLORS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
# bytes of a path within a submission; a course's own folder comes before it
_LONGEST_PATH = 1000
# libraries that walk a notebook call themselves once or twice for each level
_DEEPEST = 60


class NotPlain(Exception):
    """A link, a pipe, a device or a folder: nothing to be opened."""


class TooLarge(Exception):
    """A file with more bytes than are read."""


def text(value: object, most: int = 300) -> str:
    r"""Fit what was said into a sentence: on one line, not too long, and printable.

    Parameters
    ----------
    value : object
        Such as an error's message.
    most : int
        Letters to keep.

    Examples
    --------
    >>> text("no\n  file \ud800")
    'no file \\ud800'
    """
    return name(" ".join(_COLORS.sub("", _some(value, most)).split()), most)


def name(value: object, most: int = 120) -> str:
    r"""Fit a name into a sentence: what cannot be seen in it is written as an escape.

    Parameters
    ----------
    value : object
        Such as a file's name, or a trainee's.
    most : int
        Letters to keep.

    Examples
    --------
    >>> name("a\nb.csv"), name("cv\u202exslx.exe")
    ('a\\nb.csv', 'cv\\u202exslx.exe')
    """
    some = _some(value, most)
    if not some.isprintable():
        some = "".join(map(_visible, _COLORS.sub("", some)))
    return some if len(some) <= most else some[: most - 1] + "…"


def composed(name: str) -> str:
    r"""Return a name in the form that is the same whichever way its accents are written.

    Examples
    --------
    >>> composed("U\u0308bung") == composed("Übung")
    True
    """
    return unicodedata.normalize("NFC", name)


def _some(value: object, most: int) -> str:
    try:
        return str(value)[: 10 * most]
    except Exception:  # an object's own words, or a number of too many digits
        return f"<{type(value).__name__}>"


def _visible(letter: str) -> str:
    if letter.isprintable():
        return letter
    if unicodedata.category(letter) == "Zs":
        return " "
    return letter.encode("unicode_escape").decode()


def sentences(values: Iterable[object], most: int = MOST_SENTENCES) -> list[str]:
    """Fit each of what is told of a submission to be shown, and leave out what would be too many.

    Parameters
    ----------
    values : iterable
        Sentences that may hold what a trainee wrote.
    most : int
        Sentences to keep.

    Examples
    --------
    >>> sentences(["one.", "two.", "three."], most=1)
    ['one.', '2 more of this kind are left out.']
    """
    told = list(values)
    kept = [name(one, LONGEST_SENTENCE) for one in told[:most]]
    more = len(told) - len(kept)
    if more:
        kept.append(
            ngettext(
                "{n} more of this kind is left out.", "{n} more of this kind are left out.", more
            ).format(n=more)
        )
    return kept


def number(value: float, digits: int = 1) -> str:
    """Format with at most `digits` decimals; a dash for what is not defined.

    Examples
    --------
    >>> number(2.50), number(-0.01), number(float("nan"))
    ('2.5', '0', '–')
    """
    if math.isnan(value):
        return "–"
    plain = f"{value:.{digits}f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain


def size(path: Path) -> int:
    """Bytes that a plain file would give, holes counted; nothing is opened.

    Raises
    ------
    NotPlain
        If it is anything else.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise NotPlain(path)
    return status.st_size


def read(path: Path, most: int = LARGEST) -> bytes:
    """Read a plain file; nothing else is opened, and never more than `most` bytes are read.

    Raises
    ------
    NotPlain, TooLarge
        If it is anything else, or larger.
    """
    if size(path) > most:
        raise TooLarge(path)
    with path.open("rb") as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise TooLarge(path)
    return content


def walk(
    folder: Path,
    ignore: Iterable[str] = (),
    *,
    levels: int = MOST_LEVELS,
    most: int = MOST_FILES,
) -> tuple[dict[str, Path], bool]:
    """List what is no folder in a folder, and in those below; links are not followed.

    Parameters
    ----------
    folder : Path
        Where to begin.
    ignore : iterable of str
        Patterns of names that are passed over, as nbgrader's ``CourseDirectory.ignore``.
    levels, most : int
        Folders in folders to look into, and files to list.

    Returns
    -------
    found : dict
        Path within the folder -> path.
    whole : bool
        Whether that is all there is.
    """
    found: dict[str, Path] = {}
    whole, folders = True, 0
    todo = [("", 1)]
    patterns = tuple(ignore)
    while todo:
        place, level = todo.pop()
        folders += 1
        try:
            with os.scandir(folder / place) as listing:
                entries = sorted(islice(listing, 10 * most), key=lambda entry: entry.name)
        except OSError:
            continue
        below: list[tuple[str, int]] = []
        for entry in entries:
            relative = os.path.join(place, entry.name)
            if any(_matches(entry.name, pattern) for pattern in patterns):
                continue
            if entry.is_dir(follow_symlinks=False):
                if level < levels and folders + len(todo) + len(below) < most:
                    below.append((relative, level + 1))
                else:
                    whole = False
            elif len(found) < most and len(os.fsencode(relative)) <= _LONGEST_PATH:
                found[relative] = Path(entry.path)
            else:
                whole = False
        todo += reversed(below)
    return found, whole


def _matches(entry: str, pattern: str) -> bool:
    # as in a shell, a pattern finds what is hidden only if it says so
    if entry.startswith(".") and not pattern.startswith("."):
        return False
    return fnmatchcase(entry, pattern)


def encodable(value: str) -> str:
    r"""Replace halves of characters, which no file can hold.

    Examples
    --------
    >>> encodable("a\ud800")
    'a?'
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace").decode()
    return value


def is_deep(value: Any) -> bool:
    """Whether something is nested deeper than any real notebook."""
    level = [value] if isinstance(value, dict | list) else []
    for _depth in range(_DEEPEST):
        inner = [one.values() if isinstance(one, dict) else one for one in level]
        level = [one for part in inner for one in part if isinstance(one, dict | list)]
        if not level:
            return False
    return True


def markup(html: str) -> str:
    """Return the part of HTML that shows something and does nothing.

    Tables with their style sheets, images within the page, drawings, lists and links stay. What
    runs, loads, sends, covers the page, or leads to the server that shows it is taken out.

    Parameters
    ----------
    html : str
        From a cell or from what a cell put out.

    Returns
    -------
    str
        Elements that are closed; names of elements and classes are changed, so that neither a style
        sheet nor a script of the page takes them for its own.

    Examples
    --------
    >>> markup("<b onclick='steal()'>12</b> <script>steal()</script><a href='javascript:x()'>min</a>")
    '<b>12</b> <a>min</a>'
    """
    return subset(html)
