"""From the bytes of a damaged notebook file to a notebook that nbgrader can read.

What is whole is passed on byte for byte. Of what is damaged, everything is kept that can be read;
nothing is made up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from nbreferee import door
from nbreferee.door import is_deep
from nbreferee.i18n import _, ngettext

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_CELL_TYPES = ("code", "markdown", "raw")
_OUTPUTS = {
    "display_data": ("data", dict),
    "execute_result": ("data", dict),
    "stream": ("text", str | list),
    "error": ("traceback", list),
}
_WIDGETS = "application/vnd.jupyter.widget-state+json"
# signs that begin or part values in JSON, in a file and in what is left of it without results
_MOST_SIGNS = 1_000_000
_MOST_KEPT_SIGNS = 200_000
_MOST_CELLS = 2000
# letters of code in all cells, and of those the ones that may part it: to read a part as Python
# takes hundreds of times as much memory as to write it
_MOST_CODE = 4 << 20
_MOST_PARTS = 500_000
_PARTING = " \n,;:.([{=+-*/"
# what is larger is passed on without the results it was handed in with
_LARGE = 4 << 20
_MOST_KEPT = 16 << 20
# more digits than Python reads are no number that anyone has written
_DIGITS = 300


@dataclass
class Repaired:
    """A notebook file after repair.

    Attributes
    ----------
    raw : dict or None
        The notebook in format 4; None if nothing could be read.
    problem : str
        Why nothing could be read, one sentence.
    notes : list of str
        What was read in spite of damage, one sentence each.
    changed : bool
        Whether `raw` differs from what the file says.
    cut_off : str
        Where the file ends in the middle, one sentence; empty if it does not.
    """

    raw: dict[str, Any] | None = None
    problem: str = ""
    notes: list[str] = field(default_factory=list)
    changed: bool = False
    cut_off: str = ""


def repair(content: bytes, name: str) -> Repaired:
    """Read a notebook file, whatever is wrong with it.

    Parameters
    ----------
    content : bytes
        Of the file.
    name : str
        Of the file, for sentences.

    Returns
    -------
    Repaired
        Cells and labels that are there are kept; never raises.
    """
    made = Repaired()
    if not content.strip(b"\0 \t\r\n"):
        made.problem = _("{name} is empty.").format(name=name)
        return made
    signs = _signs(content)
    if signs > _MOST_SIGNS:
        made.problem = _("{name} holds more values than a notebook can; clear its outputs.").format(
            name=name
        )
        return made
    text = _decoded(content, name, made)
    raw = _parsed(text, name, made)
    del text  # up to four times as large as the file
    if made.problem:
        return made
    if isinstance(raw, dict) and ("worksheets" in raw or raw.get("nbformat") in (1, 2, 3)):
        raw = _from_older(raw, name, made)
    if isinstance(raw, dict) and "cells" in raw and not raw["cells"] and raw["cells"] != []:
        made.problem = _("{name} holds no cells.").format(name=name)
        return made
    if not isinstance(raw, dict) or not isinstance(raw.get("cells"), list):
        made.problem = _not_a_notebook(name)
        return made
    whole = [cell for cell in raw["cells"] if isinstance(cell, dict)]
    if raw["cells"] and not whole:
        made.problem = _not_a_notebook(name)
        return made
    lost = len(raw["cells"]) - len(whole)
    if lost:
        raw["cells"], made.changed = whole, True
        made.notes.append(
            ngettext(
                "{name}: {n} cell was no cell at all and was left out.",
                "{name}: {n} cells were no cells at all and were left out.",
                lost,
            ).format(name=name, n=lost)
        )
    if len(whole) > _MOST_CELLS:
        made.problem = _("{name} has more than {most} cells.").format(name=name, most=_MOST_CELLS)
        return made
    _mend_head(raw, name, made)
    _mend_cells(raw["cells"], name, made)
    made.problem = _too_much(raw, name)
    if not made.problem and (len(content) > _LARGE or signs > _MOST_KEPT_SIGNS):
        _take_off_results(raw, made)
        kept = serialized(raw)
        if len(kept) > _MOST_KEPT or _signs(kept) > _MOST_KEPT_SIGNS:
            made.problem = _("{name} holds more than {most} MB besides its outputs.").format(
                name=name, most=_MOST_KEPT >> 20
            )
    made.raw = None if made.problem else raw
    return made


def _signs(content: bytes) -> int:
    return sum(map(content.count, (b"{", b"[", b",")))


def _too_much(raw: dict[str, Any], name: str) -> str:
    """Say whether there is more code than can be looked through."""
    code = "\n".join(
        "".join(cell["source"]) for cell in raw["cells"] if cell["cell_type"] == "code"
    )
    if len(code) <= _MOST_PARTS:
        return ""
    if len(code) <= _MOST_CODE and sum(map(code.count, _PARTING)) <= _MOST_PARTS:
        return ""
    return _("{name} holds more code than can be looked through.").format(name=name)


def _take_off_results(raw: dict[str, Any], made: Repaired) -> None:
    """Take off what is made anew when a notebook runs."""
    made.changed = True
    raw["metadata"].pop("widgets", None)
    for cell in raw["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []


def fresh_ids(raw: dict[str, Any], taken: Collection[str] = ()) -> bool:
    """Give cells ids that are missing, unusable or used again further down; say whether any was.

    Parameters
    ----------
    raw : dict
        The notebook; a format before 4.5, which had no ids, becomes that.
    taken : collection of str
        Ids that no cell may get.
    """
    changed = raw["nbformat_minor"] < 5
    raw["nbformat_minor"] = max(5, raw["nbformat_minor"])
    later = {cell["id"]: place for place, cell in enumerate(raw["cells"]) if _is_id(cell.get("id"))}
    for place, cell in enumerate(raw["cells"]):
        if not _is_id(cell.get("id")) or later[cell["id"]] != place:
            number = place + 1
            while f"cell-{number}" in later or f"cell-{number}" in taken:
                number += len(raw["cells"])
            cell["id"] = f"cell-{number}"
            later[cell["id"]] = place
            changed = True
    return changed


def serialized(raw: dict[str, Any]) -> bytes:
    """Write a repaired notebook."""
    return (json.dumps(raw, ensure_ascii=False, indent=1) + "\n").encode()


def _is_id(value: object) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _not_a_notebook(name: str) -> str:
    return _("{name} is JSON but not a notebook.").format(name=name)


def _decoded(content: bytes, name: str, made: Repaired) -> str:
    encoding = json.detect_encoding(content)
    if encoding not in ("utf-8", "utf-8-sig"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            encoding = "utf-8"
        else:
            made.changed = True
            made.notes.append(
                _(
                    "{name} was saved as {encoding}, not as UTF-8, and was read all the same."
                ).format(name=name, encoding=encoding.upper())
            )
            return text
    made.changed = encoding == "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode(encoding, "replace")
        made.changed = True
        made.notes.append(
            ngettext(
                "{name} is not UTF-8; {n} character could not be read.",
                "{name} is not UTF-8; {n} characters could not be read.",
                lost := text.count("\N{REPLACEMENT CHARACTER}"),
            ).format(name=name, n=lost)
        )
        return text


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) <= _DIGITS else None


def _parsed(text: str, name: str, made: Repaired) -> Any:
    for strict in (True, False):
        try:
            raw = json.loads(text.rstrip("\0"), strict=strict, parse_int=_number)
        except RecursionError:
            made.problem = _("{name} is nested too deeply to be read.").format(name=name)
            return None
        except ValueError:
            continue
        made.changed |= not strict or text.endswith("\0") or _has_long_number(text)
        break
    else:
        raw = _cut_off(text, name, made)
    if "\\u" in text:
        raw = _without_halves(raw, made)
    return raw


def _has_long_number(text: str) -> bool:
    return re.search(rf"(?<![0-9])[0-9]{{{_DIGITS + 1}}}", text) is not None


def _without_halves(raw: Any, made: Repaired) -> Any:
    """Replace halves of characters, which no file can hold."""
    text = json.dumps(raw, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        made.changed = True
        return json.loads(text.encode("utf-8", "replace"))
    return raw


def _cut_off(text: str, name: str, made: Repaired) -> Any:
    """The whole cells of a notebook whose file ends, or breaks off, in the middle."""
    start = re.search(r'\A\s*\{.*?"cells"\s*:\s*\[', text[:100_000], re.DOTALL)
    cells: list[Any] = []
    if start:
        decoder = json.JSONDecoder(strict=False, parse_int=_number)
        place = start.end()
        space = re.compile(r"[\s,]*")
        try:
            while text[place := _end(space, text, place)] == "{":
                cell, place = decoder.raw_decode(text, place)
                cells.append(cell)
        except (ValueError, IndexError, RecursionError):
            pass
    if not cells:
        made.problem = _("{name} is not a notebook (no valid JSON).").format(name=name)
        return None
    made.changed = True
    made.cut_off = ngettext(
        "{name} breaks off after {n} cell; only that was graded.",
        "{name} breaks off after {n} cells; only those were graded.",
        len(cells),
    ).format(name=name, n=len(cells))
    minor = 5 if all(isinstance(cell, dict) and "id" in cell for cell in cells) else 4
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": minor}


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _from_older(raw: dict[str, Any], name: str, made: Repaired) -> Any:
    import logging
    import warnings

    import nbformat

    convert: Any = nbformat.convert
    reads: Any = nbformat.reader.reads
    number = raw.get("nbformat")
    if number not in (1, 2, 3):
        raw["nbformat"] = number = 3
    logger = logging.getLogger("traitlets")
    before, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            raw = json.loads(json.dumps(convert(reads(json.dumps(raw)), 4)))
    except Exception:
        return None
    finally:
        logger.disabled = before
    made.changed = True
    made.notes.append(
        _("{name} was saved in the old notebook format {n} and was converted.").format(
            name=name, n=number
        )
    )
    return raw


def _mend_head(raw: dict[str, Any], name: str, made: Repaired) -> None:
    if raw.get("nbformat") != 4 or isinstance(raw["nbformat"], bool | float):
        if raw.get("nbformat") is not None:
            made.notes.append(
                _("{name} names the unknown notebook format {n}; it was read as format 4.").format(
                    name=name, n=door.name(json.dumps(raw["nbformat"]))
                )
            )
        raw["nbformat"], made.changed = 4, True
    made.changed |= _drop_deep(raw, ("cells", "metadata"))
    minor = raw.get("nbformat_minor")
    if not isinstance(minor, int) or isinstance(minor, bool) or not 0 <= minor <= 99:
        raw["nbformat_minor"], made.changed = 5, True
    metadata = raw.get("metadata")
    if not isinstance(metadata, dict) or is_deep(metadata):
        raw["metadata"], made.changed = {}, True
        return
    for key in ("kernelspec", "language_info", "widgets"):
        if key in metadata and not isinstance(metadata[key], dict):
            del metadata[key]
            made.changed = True
    kernel = metadata.get("kernelspec")
    if kernel is not None and not isinstance(kernel.get("name"), str):
        del metadata["kernelspec"]
        made.changed = True
    widgets = metadata.get("widgets")
    if widgets is not None:
        state = widgets.get(_WIDGETS)
        if not isinstance(state, dict) or not isinstance(state.get("state"), dict):
            del metadata["widgets"]
            made.changed = True
    if not isinstance(metadata.get("title", ""), str):
        del metadata["title"]
        made.changed = True


def _mend_cells(cells: list[dict[str, Any]], name: str, made: Repaired) -> None:
    damaged: list[int] = []
    for place, cell in enumerate(cells, start=1):
        if cell.get("cell_type") not in _CELL_TYPES:
            # a cell with outputs has been run
            is_code = "outputs" in cell or "execution_count" in cell
            cell["cell_type"] = "code" if is_code else "raw"
            damaged.append(place)
        source = cell.get("source")
        if isinstance(source, list) and not all(isinstance(line, str) for line in source):
            cell["source"] = "".join(line for line in source if isinstance(line, str))
            damaged.append(place)
        elif not isinstance(source, str | list):
            known = isinstance(source, int | float) and not isinstance(source, bool)
            cell["source"] = str(source) if known else ""
            damaged.append(place)
        metadata = cell.get("metadata")
        if not isinstance(metadata, dict) or is_deep(metadata):
            cell["metadata"] = {}
            damaged.append(place)
        else:
            made.changed |= _mend_metadata(metadata)
        made.changed |= _mend_results(cell)
        made.changed |= _drop_deep(cell, ("outputs", "metadata", "attachments"))
    if damaged:
        made.changed = True
        places = list(dict.fromkeys(damaged))
        made.notes.append(
            ngettext(
                "{name}: cell {places} is damaged and was read as far as it goes.",
                "{name}: cells {places} are damaged and were read as far as they go.",
                len(places),
            ).format(name=name, places=_some(places))
        )


def _drop_deep(part: dict[str, Any], looked_at: tuple[str, ...]) -> bool:
    """Take off what no notebook has and nothing could copy."""
    deep = [key for key, value in part.items() if key not in looked_at and is_deep(value)]
    for key in deep:
        del part[key]
    return bool(deep)


def _some(places: list[int]) -> str:
    return ", ".join([*map(str, places[:5]), *([_("and more")] if len(places) > 5 else [])])


def _mend_metadata(metadata: dict[str, Any]) -> bool:
    before = len(metadata)
    tags = metadata.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        del metadata["tags"]
    if not isinstance(metadata.get("nbgrader", {}), dict):
        del metadata["nbgrader"]
    if not isinstance(metadata.get("execution", {}), dict):
        del metadata["execution"]
    return len(metadata) != before


def _mend_results(cell: dict[str, Any]) -> bool:
    """Take off results and attachments that are none; results are made anew in any case."""
    changed = False
    files = cell.get("attachments", {})
    if (
        not isinstance(files, dict)
        or not all(isinstance(one, dict) for one in files.values())
        or is_deep(files)
    ):
        del cell["attachments"]
        changed = True
    if cell["cell_type"] != "code":
        return changed
    outputs = cell.get("outputs")
    if not isinstance(outputs, list) or not all(map(_is_output, outputs)) or is_deep(outputs):
        cell["outputs"] = []
        changed = True
    count = cell.get("execution_count", "")
    if count is not None and (not isinstance(count, int) or isinstance(count, bool) or count < 0):
        cell["execution_count"] = None
        changed = True
    return changed


def _is_output(output: Any) -> bool:
    if not isinstance(output, dict) or not isinstance(output.get("metadata", {}), dict):
        return False
    kind = output.get("output_type")
    key, wanted = _OUTPUTS.get(kind, ("", None)) if isinstance(kind, str) else ("", None)
    if wanted is None or not isinstance(output.get(key), wanted):
        return False
    if wanted is dict:
        return all(mime.endswith("json") or _is_text(one) for mime, one in output[key].items())
    others = ("name",) if kind == "stream" else ("ename", "evalue")
    return _is_text(output[key]) and all(isinstance(output.get(one), str) for one in others)


def _is_text(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(line, str) for line in value)
    return isinstance(value, str)
