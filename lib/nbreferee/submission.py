"""What is damaged in a submission, in words, before nbgrader grades it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from nbreferee import door
from nbreferee.editions import Given, is_as_given
from nbreferee.i18n import _, ngettext
from nbreferee.places import is_archive
from nbreferee.relabel import (
    Placed,
    bare,
    recognize,
    settle,
    visible_texts,
)
from nbreferee.repair import (
    Repaired,
    fresh_ids,
    repair,
    serialized,
)

# notebooks under other names that are looked into; nobody hands in more by accident
_MOST_OTHERS = 20
_LEVELS = 5
_LONGEST_NAME = 255
# what a browser or a mail program puts behind a notebook's name, or in place of its ending
_DISGUISES = (".json", ".txt", ".download")
_CHECKPOINTS = ".ipynb_checkpoints"
_LABEL = ("nbgrader",)


@dataclass
class _File:
    """One notebook file of a submission."""

    path: Path
    name: str
    content: bytes = b""
    problem: str = ""
    repaired: Repaired = field(default_factory=Repaired)
    cells: list[Any] = field(default_factory=list)


def examine(
    folder: Path,
    notebooks: Sequence[Any],
    layouts: Mapping[str, Sequence[Placed]] | None = None,
    editions: Mapping[str, Sequence[Given]] | None = None,
    *,
    added: bool = False,
) -> tuple[dict[str, bytes], list[str], list[str], list[str]]:
    """Look at one submission.

    Parameters
    ----------
    folder : Path
        ``submitted/<student>/<assignment>``.
    notebooks : sequence of Notebook
        The assignment's, from the gradebook or from :class:`nbreferee.job.AnswerKey`.
    layouts : mapping, optional
        Notebook name -> all cells of the release, as :func:`.relabel.settle` wants them.
    editions : mapping, optional
        Notebook name -> what may have been given to this trainee, see :mod:`.editions`.
    added : bool
        Whether cells with points that are gone are put back before the notebook runs.

    Returns
    -------
    readable : dict
        Notebook name -> content, of those that can be graded; damage that can be mended is.
    fatal : list of str
        Why nothing can be graded, one sentence each.
    incomplete : list of str
        Which notebooks count 0, because they are missing or cannot be read, and of which a part
        does, because it is gone; one sentence each.
    notes : list of str
        What else was found damaged and was put right, one sentence each.
    """
    readable: dict[str, bytes] = {}
    problems: list[str] = []
    missing: list[str] = []
    notes: list[str] = []
    layouts, editions = layouts or {}, editions or {}
    names = [notebook.name for notebook in notebooks]
    places = {name: folder / f"{name}.ipynb" for name in names}
    present = {
        name: path
        for name, path in places.items()
        if os.path.lexists(path) and not _is_folder(path)
    }
    listing, _whole = door.walk(folder, [_CHECKPOINTS], levels=_LEVELS)
    files = [
        _File(path, name)
        for name, path in listing.items()
        if path not in present.values() and (is_notebook(name) or _is_alike(path.name, names))
    ]
    top = [one for one in files if one.path.parent == folder]
    below = [one for one in files if one.path.parent != folder]
    absent = [notebook for notebook in notebooks if notebook.name not in present]
    every = [*top, *(below if absent else [])]
    others = _within_bounds(every)
    if len(others) < len(every):
        notes.append(
            _("There are too many other notebooks, or too large ones: {n} were not opened.").format(
                n=len(every) - len(others)
            )
        )
    if absent:
        for one in others:
            _read(one)
    moved, unsure = _moved(absent, notebooks, others)
    for notebook in notebooks:
        name = notebook.name
        if name in present:
            found = _File(present[name], present[name].name)
            _read(found)
        elif name in moved:
            found = moved[name]
            notes.append(
                _("{name}.ipynb was handed in as {file} and was graded as such.").format(
                    name=name, file=door.name(found.name)
                )
            )
        else:
            if name in unsure:
                sentence = _("{name}.ipynb is missing; it may be one of {files}.")
                problems.append(sentence.format(name=name, files=", ".join(unsure[name])))
            else:
                missing.append(_("{name}.ipynb was not handed in and counts 0.").format(name=name))
            continue
        if found.problem:
            problems.append(found.problem)
        else:
            readable[name], lost, damage = _compared(
                found, notebook, layouts.get(name, ()), editions.get(name, ()), added
            )
            missing += lost
            notes += found.repaired.notes + damage
    if not readable and not problems:
        return {}, [_nothing(names, listing)], [], []
    if not readable:
        return {}, [*problems, _("Ask for it again.")], missing, notes
    missing += [
        _("{problem} It counts 0 until it is handed in again.").format(problem=one)
        for one in problems
    ]
    told = {door.name(found.name) for found in moved.values()}.union(*unsure.values())
    archives = [name for name in listing if is_archive(name)] if missing else []
    if archives:
        notes.append(_("{files} has to be unpacked to be graded.").format(files=_named(archives)))
    for one in others:
        if (
            door.name(one.name) not in told
            and one.path.parent == folder
            and is_notebook(one.path.name)
        ):
            notes.append(
                _left_out(one.path, {name: present[name] for name in names if name in present})
            )
    return readable, [], missing, notes


def is_notebook(name: str) -> bool:
    """Whether a file is a notebook by its name, in small letters or in capitals.

    Examples
    --------
    >>> is_notebook("P1.IPYNB"), is_notebook("p1.ipynb.txt")
    (True, False)
    """
    return name.casefold().endswith(".ipynb")


def _is_alike(file: str, names: Sequence[str]) -> bool:
    """Whether a file may be a notebook whose ending a browser or a mail program has changed."""
    return file.casefold().endswith(_DISGUISES) and any(
        is_copy(_stem(file), name) for name in names
    )


def _stem(file: str) -> str:
    """A file's name without what says that it is a notebook, or what a browser put in its place."""
    while file.casefold().endswith((*_DISGUISES, ".ipynb")):
        file = file.rpartition(".")[0]
    return file


def _nothing(names: Sequence[str], listing: Mapping[str, Path]) -> str:
    """Say that no notebook is there, and what is."""
    wanted = ", ".join(f"{name}.ipynb" for name in sorted(names))
    archives = [name for name in listing if is_archive(name)]
    if archives:
        return _(
            "none of its notebooks is there ({names}), but {files}: unpack that in its folder and "
            "grade again."
        ).format(names=wanted, files=_named(archives))
    others = [name for name in listing if name != "timestamp.txt"]
    if others:
        return _("none of its notebooks is there ({names}), only {files}: ask for them.").format(
            names=wanted, files=_named(others)
        )
    return _("none of its notebooks is there ({names}): ask for them.").format(names=wanted)


def _named(files: Sequence[str]) -> str:
    return _some([door.name(file) for file in files])


def _left_out(path: Path, graded: Mapping[str, Path]) -> str:
    """Say that a notebook was not graded, and of a copy, whether the trainee has to be asked."""
    name = door.name(path.name)
    original = next((one for one in graded if is_copy(path.stem, one)), None)
    if original is None:
        return _("{name} is no part of the assignment and was not graded.").format(name=name)
    with suppress(OSError):
        words = {"name": name, "other": f"{original}.ipynb"}
        try:
            alike = door.size(path) == graded[original].lstat().st_size
        except door.NotPlain:
            return _("{name} is a link or no plain file and was left out.").format(name=name)
        with suppress(door.NotPlain, door.TooLarge):
            if alike and door.read(path) == door.read(graded[original]):
                return _("{name} is the same as {other} and was left out.").format(**words)
        age = path.lstat().st_mtime - graded[original].lstat().st_mtime
        # what was unpacked or copied in one go tells nothing
        if age > 60:
            said = _(
                "{name} is newer than {other}, by its date, and was not graded: ask which counts."
            )
        elif age < -60:
            said = _(
                "{name} is older than {other}, by its date, and was not graded: ask which counts."
            )
        else:
            said = _("{name} differs from {other} and was not graded: ask which counts.")
        return said.format(**words)
    return _("{name} cannot be opened and was not graded.").format(name=name)


def is_copy(stem: str, name: str) -> bool:
    """Whether a file's name is another's with what browsers, Jupyter and people add to a copy.

    Examples
    --------
    >>> is_copy("gaps-Copy1", "gaps"), is_copy("Gaps - copy (2).ipynb", "gaps"), is_copy("g", "gaps")
    (True, True, False)
    """
    if len(stem) > _LONGEST_NAME:
        return False
    left, wanted = door.composed(stem.casefold().rstrip()), door.composed(name.casefold())
    while len(left) > len(wanted):
        shorter = left.removesuffix(".ipynb")
        if shorter.endswith(")"):
            before, _bracket, inside = shorter[:-1].rpartition("(")
            shorter = before if inside.isdigit() else shorter
        before = shorter.rstrip("0123456789").rstrip()
        if before.endswith("copy"):
            shorter = before.removesuffix("copy").rstrip("_- \t")
        shorter = shorter.rstrip()
        if shorter == left:
            break
        left = shorter
    return left == wanted


def _within_bounds(files: Sequence[_File]) -> list[_File]:
    """As many as may be read together."""
    kept, left = [], door.LARGEST
    for one in files[:_MOST_OTHERS]:
        size = 0
        with suppress(OSError, door.NotPlain):
            size = door.size(one.path)
        # one that is too large by itself is told of by name
        if size <= left or size > door.LARGEST:
            kept.append(one)
            left -= size if size <= left else 0
    return kept


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _moved(
    absent: Sequence[Any], notebooks: Sequence[Any], others: list[_File]
) -> tuple[dict[str, _File], dict[str, list[str]]]:
    """Find notebooks under another name or in a folder: by their labels, else by a copy's name."""
    owners = Counter(cell.name for notebook in notebooks for cell in notebook.source_cells)
    claims: dict[str, list[_File]] = {}
    for notebook in absent:
        own = {cell.name: None for cell in notebook.source_cells if owners[cell.name] == 1}
        known = {cell.name: None for cell in notebook.source_cells}
        alike = [
            one
            for one in others
            if is_copy(_stem(one.path.name), notebook.name)
            and (
                (one.problem and is_notebook(one.name))
                or any(recognize(one.cells, visible_texts(notebook)))
            )
        ]
        labeled = [one for one in others if any(recognize(one.cells, own))]
        if not labeled and len(absent) == 1 == len(notebooks):
            labeled = [one for one in others if any(recognize(one.cells, known))]
        claims[notebook.name] = alike or labeled
    wanted = Counter(id(one) for files in claims.values() for one in files)
    moved = {
        name: files[0]
        for name, files in claims.items()
        if len(files) == 1 and wanted[id(files[0])] == 1
    }
    unsure = {
        name: [door.name(one.name) for one in files]
        for name, files in claims.items()
        if files and name not in moved
    }
    return moved, unsure


def _read(found: _File) -> None:
    """Read and repair a notebook file."""
    name = door.name(found.name)
    try:
        found.content = door.read(found.path)
    except door.NotPlain:
        found.problem = _("{name} is a link or no plain file.").format(name=name)
        return
    except door.TooLarge:
        found.problem = _(
            "{name} is larger than {most} MB; without its outputs it is smaller."
        ).format(name=name, most=door.LARGEST >> 20)
        return
    except OSError as error:
        found.problem = _("{name} cannot be opened ({reason}).").format(
            name=name, reason=error.strerror or error
        )
        return
    try:
        found.repaired = repair(found.content, name)
        found.problem = found.repaired.problem
        if found.repaired.raw is not None:
            found.cells = _nodes(found.repaired.raw)
        if found.repaired.changed:
            found.content = b""  # it is written anew
    except RecursionError:
        found.problem = _("{name} is nested too deeply to be read.").format(name=name)


def _nodes(raw: Mapping[str, Any]) -> list[Any]:
    """The cells as nbformat has them, as far as labels are concerned, with their text in one piece."""
    import nbformat

    make: Any = nbformat.from_dict
    return [
        make(
            {
                **{key: cell[key] for key in ("id", "cell_type") if key in cell},
                "source": "".join(cell["source"]),
                "metadata": {
                    key: cell["metadata"][key] for key in _LABEL if key in cell["metadata"]
                },
                "outputs": [],
            }
        )
        for cell in raw["cells"]
    ]


def _compared(
    found: _File,
    notebook: Any,
    layout: Sequence[Placed],
    editions: Sequence[Given],
    added: bool,
) -> tuple[bytes, list[str], list[str]]:
    """Put labels back where that is sure; tell what is lost, and what else differs."""
    raw = found.repaired.raw
    assert raw is not None
    cells, changed = found.cells, found.repaired.changed
    names = settle(cells, recognize(cells, visible_texts(notebook)), layout)
    put_back = 0
    for cell, name in zip(raw["cells"], names, strict=True):
        label = cell["metadata"].get("nbgrader", {})
        if name is not None and label.get("grade_id") != name:
            cell["metadata"]["nbgrader"] = {"grade_id": name}
            put_back += 1
    changed |= bool(put_back) | fresh_ids(raw, {cell.name for cell in notebook.source_cells})
    file = door.name(found.name)
    cut_off = found.repaired.cut_off
    lost = [cut_off] if cut_off else []
    gone = _lost(names, notebook)
    if not added:
        lost += [f"{file}: {sentence}" for sentence in _gone(gone)]
    notes = [
        f"{file}: {sentence}"
        for sentence in [
            *([_lost_labels(put_back)] if put_back else []),
            *(_added(gone) if added else []),
            *_differences(cells, names, notebook, layout, editions, bool(cut_off)),
        ]
    ]
    return serialized(raw) if changed else found.content, lost, notes


def _lost_labels(number: int) -> str:
    return ngettext(
        "{n} cell had lost its label and was recognized all the same.",
        "{n} cells had lost their labels and were recognized all the same.",
        number,
    ).format(n=number)


def _lost(names: Sequence[str | None], notebook: Any) -> list[str]:
    """Cells with points that are not there."""
    graded = {cell.name for cell in [*notebook.grade_cells, *notebook.task_cells]}
    return [
        cell.name
        for cell in notebook.source_cells
        if cell.name in graded and cell.name not in names
    ]


def _added(lost: Sequence[str]) -> Iterator[str]:
    """Tell of cells that nbgrader's `add_missing_cells` puts back."""
    if lost:
        yield ngettext(
            "the cell {ids} was gone and was put back as released.",
            "the cells {ids} were gone and were put back as released.",
            len(lost),
        ).format(ids=", ".join(lost))


def _gone(lost: Sequence[str]) -> Iterator[str]:
    """Tell of cells with points that are gone."""
    if lost:
        yield ngettext(
            "the cell {ids} is gone; what it carries counts 0.",
            "the cells {ids} are gone; what they carry counts 0.",
            len(lost),
        ).format(ids=", ".join(lost))


def _differences(
    cells: Sequence[Any],
    names: Sequence[str | None],
    notebook: Any,
    layout: Sequence[Placed],
    editions: Sequence[Given],
    cut_off: bool,
) -> Iterator[str]:
    last = {name: cell for cell, name in zip(cells, names, strict=True) if name is not None}
    texts = {name: text for name, _kind, text in layout if name is not None}
    graded = {cell.name for cell in [*notebook.grade_cells, *notebook.task_cells]}
    counts = Counter(name for name in names if name is not None)
    lost = [
        cell.name
        for cell in notebook.source_cells
        if cell.name not in counts and cell.name not in graded and not cell.locked
    ]
    if lost and not cut_off:
        yield ngettext(
            "the cell {ids} is gone or has lost its label; its answer counts if the tests find it.",
            "the cells {ids} are gone or have lost their labels; the answers count if the tests "
            "find them.",
            len(lost),
        ).format(ids=", ".join(lost))
    put_back = []
    for cell in notebook.source_cells:
        name = cell.name
        if name not in counts:
            continue
        if counts[name] > 1:
            yield _("the cell {id} is there {n} times; the last one counts.").format(
                id=name, n=counts[name]
            )
        there = last[name]
        changed = there.cell_type != cell.cell_type
        edited = cell.locked and name in texts and bare(there.source) != bare(texts[name])
        if (changed or edited) and is_as_given(there, name, editions):
            continue
        if changed:
            yield _("the cell {id} was changed to {kind} and was changed back.").format(
                id=name, kind=there.cell_type
            )
        elif edited:
            put_back.append(name)
    if put_back:
        yield ngettext(
            "the locked cell {ids} was changed and was put back.",
            "{n} locked cells were changed and were put back ({ids}).",
            len(put_back),
        ).format(n=len(put_back), ids=_some(put_back))
    yield from _order(names, layout, editions)


def _some(names: Sequence[str]) -> str:
    """The first names of many; all where that is hardly longer."""
    if len(names) <= 3:
        return ", ".join(names)
    return _("{names}, and {n} more").format(names=", ".join(names[:2]), n=len(names) - 2)


def _order(
    names: Sequence[str | None], layout: Sequence[Placed], editions: Sequence[Given]
) -> Iterator[str]:
    """Tell of cells in an order in which they were never released."""
    places = {name: place for place, name in enumerate(names) if name is not None}
    released = [name for name, _kind, _text in layout if name is not None]
    turned = _first_turned(released, places)
    if turned and all(
        _first_turned([name for name, _kind, _hash in edition], places) for edition in editions
    ):
        yield _("its cells are in another order than released ({id} before {other}).").format(
            id=turned[1], other=turned[0]
        )


def _first_turned(order: Sequence[str], places: Mapping[str, int]) -> tuple[str, str] | None:
    """The first two neighbors of an order whose places are the other way round."""
    known = [name for name in order if name in places]
    return next((pair for pair in pairwise(known) if places[pair[1]] < places[pair[0]]), None)
