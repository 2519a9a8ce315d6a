"""What is damaged in a submission, in words, before nbgrader grades it."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from .._i18n import _, ngettext
from .._text import shown
from .mend import Placed, recognize, settle, visible_texts
from .repair import Repaired, fresh_ids, repair, serialized

LARGEST = 64 << 20
# what browsers, Jupyter and people add to the name of a copy
_COPY = re.compile(r"(\s*\(\d+\)|[\s_-]*-?\s*copy\s*\d*(\s*\(\d+\))?|\.ipynb|\s)+$", re.IGNORECASE)
_CHECKPOINTS = ".ipynb_checkpoints"


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
    folder: Path, notebooks: Sequence[Any], layouts: Mapping[str, Sequence[Placed]] | None = None
) -> tuple[dict[str, bytes], list[str], list[str], list[str]]:
    """Look at one submission.

    Parameters
    ----------
    folder : Path
        ``submitted/<student>/<assignment>``.
    notebooks : sequence of Notebook
        The assignment's, from the gradebook or from :class:`servicelab.grading.job.AnswerKey`.
    layouts : mapping, optional
        Notebook name -> all cells of the release, as :func:`.mend.settle` wants them.

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
    layouts = layouts or {}
    present = {path.stem: path for path in sorted(folder.glob("*.ipynb")) if not _is_folder(path)}
    names = [notebook.name for notebook in notebooks]
    others = [_File(path, path.name) for stem, path in present.items() if stem not in names]
    absent = [notebook for notebook in notebooks if notebook.name not in present]
    if absent:
        others += [_File(path, str(path.relative_to(folder))) for path in _below(folder)]
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
                    name=name, file=shown(found.name)
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
            readable[name], lost, damage = _compared(found, notebook, layouts.get(name, ()))
            missing += lost
            notes += found.repaired.notes + damage
    if not readable and not problems:
        nothing = _("none of its notebooks is there ({names}): ask for them.").format(
            names=", ".join(f"{name}.ipynb" for name in sorted(names))
        )
        return {}, [nothing], [], []
    if not readable:
        return {}, [*problems, _("Ask for it again.")], missing, notes
    missing += [
        _("{problem} It counts 0 until it is handed in again.").format(problem=one)
        for one in problems
    ]
    told = {shown(found.name) for found in moved.values()}.union(*unsure.values())
    for one in others:
        if shown(one.name) not in told and one.path.parent == folder:
            notes.append(
                _left_out(one.path, {name: present[name] for name in names if name in present})
            )
    return readable, [], missing, notes


def _left_out(path: Path, graded: Mapping[str, Path]) -> str:
    """Say that a notebook was not graded, and of a copy, whether the trainee has to be asked."""
    name = shown(path.name)
    original = next((one for one in graded if _is_copy(path, one)), None)
    if original is None:
        return _("{name} is no part of the assignment and was not graded.").format(name=name)
    with suppress(OSError):
        one, other = path.lstat(), graded[original].lstat()
        if not stat.S_ISREG(one.st_mode):
            return _("{name} is a link or no plain file and was left out.").format(name=name)
        words = {"name": name, "other": f"{original}.ipynb"}
        # to open a pipe would wait for ever
        alike = stat.S_ISREG(other.st_mode) and one.st_size == other.st_size <= LARGEST
        if alike and path.read_bytes() == graded[original].read_bytes():
            return _("{name} is the same as {other} and was left out.").format(**words)
        age = one.st_mtime - other.st_mtime
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


def _is_copy(path: Path, name: str) -> bool:
    return _COPY.sub("", path.stem).casefold() == name.casefold()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _below(folder: Path) -> Iterator[Path]:
    """Notebooks in folders of a submission, a few levels down."""
    for place, folders, files in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        folders[:] = sorted(one for one in folders if one != _CHECKPOINTS and depth < 4)
        if depth:
            yield from (Path(place, one) for one in sorted(files) if one.endswith(".ipynb"))


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
            if _is_copy(one.path, notebook.name)
            and (one.problem or any(recognize(one.cells, visible_texts(notebook))))
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
        name: [shown(one.name) for one in files]
        for name, files in claims.items()
        if files and name not in moved
    }
    return moved, unsure


def _read(found: _File) -> None:
    """Read and repair a notebook file."""
    name = shown(found.name)
    try:
        status = found.path.lstat()
        if not stat.S_ISREG(status.st_mode):
            found.problem = _("{name} is a link or no plain file.")
        elif status.st_size > LARGEST:
            found.problem = _("{name} is larger than {most} MB; without its outputs it is smaller.")
        if found.problem:
            found.problem = found.problem.format(name=name, most=LARGEST >> 20)
            return
        found.content = found.path.read_bytes()
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
    except RecursionError:
        found.problem = _("{name} is nested too deeply to be read.").format(name=name)


def _nodes(raw: Mapping[str, Any]) -> list[Any]:
    """The cells as nbformat has them, with their text in one piece."""
    import nbformat

    make: Any = nbformat.from_dict
    return [
        make({**cell, "source": "".join(cell["source"]), "outputs": []}) for cell in raw["cells"]
    ]


def _compared(
    found: _File, notebook: Any, layout: Sequence[Placed]
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
    changed |= bool(put_back) | fresh_ids(raw)
    file = shown(found.name)
    cut_off = found.repaired.cut_off
    lost = [cut_off] if cut_off else []
    lost += [f"{file}: {sentence}" for sentence in _lost(names, notebook)]
    notes = [
        f"{file}: {sentence}"
        for sentence in [
            *([_lost_labels(put_back)] if put_back else []),
            *_differences(cells, names, notebook, layout, bool(cut_off)),
        ]
    ]
    return serialized(raw) if changed else found.content, lost, notes


def _lost_labels(number: int) -> str:
    return ngettext(
        "{n} cell had lost its label and was recognized all the same.",
        "{n} cells had lost their labels and were recognized all the same.",
        number,
    ).format(n=number)


def _lost(names: Sequence[str | None], notebook: Any) -> Iterator[str]:
    """Tell of cells with points that are gone."""
    graded = {cell.name for cell in [*notebook.grade_cells, *notebook.task_cells]}
    lost = [
        cell.name
        for cell in notebook.source_cells
        if cell.name in graded and cell.name not in names
    ]
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
    cut_off: bool,
) -> Iterator[str]:
    kinds = {
        name: cell.cell_type for cell, name in zip(cells, names, strict=True) if name is not None
    }
    sources = {
        name: cell.source for cell, name in zip(cells, names, strict=True) if name is not None
    }
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
    for cell in notebook.source_cells:
        name = cell.name
        if name not in counts:
            continue
        if counts[name] > 1:
            yield _("the cell {id} is there {n} times; the last one counts.").format(
                id=name, n=counts[name]
            )
        if kinds[name] != cell.cell_type:
            yield _("the cell {id} was changed to {kind} and was changed back.").format(
                id=name, kind=kinds[name]
            )
        elif cell.locked and name in texts and sources[name].strip() != texts[name].strip():
            yield _("the locked cell {id} was changed and was put back.").format(id=name)
    order = [name for name, _kind, _text in layout if name in counts]
    last = {name: place for place, name in enumerate(names) if name is not None}
    for name, after in pairwise(order):
        if name is not None and after is not None and last[after] < last[name]:
            yield _("its cells are in another order than released ({id} before {other}).").format(
                id=after, other=name
            )
            break
