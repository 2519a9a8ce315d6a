"""Releases of an assignment that were graded against: what a trainee may have been given.

A release is made again while a class has the earlier one in hand. A cell of a submission is then
held against what that trainee was given, which the cell itself tells, or else what lies here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from nbgrader.utils import compute_checksum

from nbreferee.record import STATE, write_json
from nbreferee.relabel import Placed, bare

#: Labeled cells of a released notebook in order: name, type, and a hash of the text.
Given = tuple[tuple[str, str, str], ...]


def cells_given(layout: Sequence[Placed]) -> Given:
    """What is kept of a released notebook.

    Parameters
    ----------
    layout : sequence of (name, cell type, text)
        All its cells; those without a name are left out.

    Examples
    --------
    >>> [(name, kind) for name, kind, _hash in cells_given([("q1", "code", "1"), (None, "code", "")])]
    [('q1', 'code')]
    """
    return tuple((name, kind, hash_of(text)) for name, kind, text in layout if name is not None)


def hash_of(text: str) -> str:
    """Hash a cell's text as :func:`cells_given` does, see :func:`.relabel.bare`."""
    return hashlib.sha256(bare(text).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def remember(
    root: Path, assignment: str, layouts: Mapping[str, Sequence[Placed]]
) -> dict[str, tuple[Given, ...]]:
    """Keep today's release beside the gradebook, and return all that were kept.

    Parameters
    ----------
    root : Path
        The course folder.
    assignment : str
        The assignment's name.
    layouts : mapping
        Notebook -> all cells of the release; none where it is not there to be read.

    Returns
    -------
    dict
        Notebook -> its editions, today's first.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    path = root / STATE / "editions" / f"{assignment}.json"
    known = _read(path)
    found = {
        name: tuple(
            dict.fromkeys([*([cells_given(layout)] if layout else []), *known.get(name, ())])
        )
        for name, layout in layouts.items()
    }
    kept = {**known, **found}
    if kept != known:
        write_json(path, json.dumps(kept, indent=1))
    return found


def _read(path: Path) -> dict[str, tuple[Given, ...]]:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        kept = json.loads(path.read_bytes())
        return {
            name: tuple(
                tuple((str(cell), str(kind), str(text)) for cell, kind, text in edition)
                for edition in editions
            )
            for name, editions in kept.items()
        }
    return {}


def is_as_given(cell: Any, name: str, editions: Sequence[Given]) -> bool:
    """Whether a locked cell is as the trainee was given it, in whichever edition.

    Parameters
    ----------
    cell : NotebookNode
        Of a submission; its label may hold anything.
    name : str
        The graded id that it was recognized by.
    editions : sequence of Given
        Of its notebook.

    Notes
    -----
    nbgrader notes in each labeled cell of a release what it holds. Who forges that note hides an
    edit of a cell that is put back all the same, and gains nothing. So does who edits nothing but
    line ends and space before them.
    """
    label = cell.metadata.get("nbgrader")
    if isinstance(label, dict) and label.get("grade_id") == name and label.get("checksum"):
        with suppress(KeyError, TypeError, ValueError, OverflowError):
            plain = type(cell)({**cell, "source": bare(cell.source)})
            if label["checksum"] in (compute_checksum(cell), compute_checksum(plain)):
                return True
    own = (name, cell.cell_type, hash_of(cell.source))
    return any(own in edition for edition in editions)
