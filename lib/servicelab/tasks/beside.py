"""The file beside a notebook that holds the visible parts of its sheets, each as a short text."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from typing import Any

from servicelab.errors import CourseError
from servicelab.i18n import _

#: Ending of the file beside a notebook that holds the visible part of its sheets.
SUFFIX = ".checks"


def squeeze(packed: Any) -> str:
    """Write JSON as a short text without blanks, quotes or line ends; see :func:`expand`."""
    text = json.dumps(packed, separators=(",", ":"), allow_nan=False)
    return base64.b85encode(zlib.compress(text.encode(), 9)).decode()


def expand(text: str) -> Any:
    """Read what :func:`squeeze` wrote."""
    return json.loads(zlib.decompress(base64.b85decode("".join(text.split()))))


def read_sheets(content: str) -> dict[str, Any]:
    """Read the visible parts of a notebook's sheets from the file beside it.

    Parameters
    ----------
    content : str
        Of the file.

    Returns
    -------
    dict
        Id of a task -> the visible part of its sheet, as :meth:`servicelab.tasks.sheet.Sheet.read` takes it.
    """
    return {id: expand(text) for id, text in json.loads(content).items()}


def visible_part(id: str, folder: Path) -> dict[str, Any]:
    """Find the visible part of a task's sheet in the folder of its notebook.

    Raises
    ------
    CourseError
        If no file there holds it.
    """
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
            if id in known:
                part: dict[str, Any] = expand(known[id])
                return part
        except (OSError, ValueError):
            continue
    raise CourseError(
        _(
            "The check of {id} is not here: the file that ends in {suffix} belongs beside this "
            "notebook. Copy it from the course, or run `servicelab update`."
        ).format(id=id, suffix=SUFFIX)
    )
