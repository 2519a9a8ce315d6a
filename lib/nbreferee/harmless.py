"""Notebooks that nobody has to trust: brought into a form that every page can show.

nbconvert's templates write much of a notebook into a page as it is. This lets through what they
know, in the types that they expect, and all markup by :func:`.door.markup`; a course's
configuration gives it to every exporter, so to nbgrader's Formgrader, too.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import (
    InvalidNotebook,
    IPythonRenderer,
    MarkdownWithMath,
)
from nbconvert.preprocessors import Preprocessor
from nbformat import from_dict
from traitlets import Bool

from nbreferee.door import markup
from nbreferee.formulas import Formulas
from nbreferee.i18n import _
from nbreferee.processes import TooMuch, within

_NAME = re.compile(r"[\w-]{1,200}")
_LANGUAGE = re.compile(r"[\w+#.-]{1,40}", re.ASCII)
_IMAGES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_TEXTS = ("text/markdown", "image/svg+xml", "text/latex", "text/plain")
# the minor version of the format in which cells have ids
_WITH_IDS = 5
_node: Any = from_dict
# what one piece of Markdown may take; where it wants more, its text is shown as it is written
_SECONDS = 3
_MEMORY = 1 << 30
# and what the outputs of a notebook may take together
_SECONDS_ALL = 10
# letters of a source, of what was printed, and of what stands for something that takes too much
_MOST = 200_000
_MOST_OUTPUTS = 500
# pixels of a picture
_LONGEST = 4000
_TOO_MUCH = _("The outputs of this notebook are too much to be shown.")
_PLACES = ("student", "first_name", "last_name", "assignment_id", "notebook_id", "notebook_path")


class Harmless(Preprocessor):
    """Rebuild every cell and output from what is known to be harmless."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Change one notebook in place; the file it was read from is not touched."""
        language = _mapping(_mapping(nb.get("metadata")).get("language_info"))
        known = {
            key: language[key]
            for key in ("name", "pygments_lexer")
            if isinstance(language.get(key), str) and _LANGUAGE.fullmatch(language[key])
        }
        nb.metadata = _node({"language_info": known} if "name" in known else {})
        nb.nbformat_minor = _WITH_IDS
        cells = [cell for cell in nb.cells if cell.get("cell_type") in _CELLS]
        try:
            with within(_SECONDS_ALL, _MEMORY):
                shown = [_cell(cell) for cell in cells]
        except (TooMuch, MemoryError, RecursionError):
            shown = [_plain(cell) for cell in cells]
        nb.cells = _node(
            [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(shown, start=1)]
        )
        # Formgrader writes them into its page as they are
        resources |= {
            key: html.escape(resources[key])
            for key in _PLACES
            if isinstance(resources.get(key), str)
        }
        return nb, resources


@pass_context
def markdown(context: Context, source: str) -> str:
    """Render Markdown, as the filter ``markdown2html`` of a template, and keep what is harmless."""
    attachments = context.get("cell", {}).get("attachments", {})
    try:
        with within(_SECONDS, _MEMORY):
            formulas = Formulas()
            return formulas.put(markup(_rendered(source, attachments, formulas)))
    except (TooMuch, MemoryError, RecursionError):
        return f"<pre>{html.escape(source[:_MOST])}</pre>"


class _Renderer(IPythonRenderer):
    """nbconvert's, which leaves a place for each formula."""

    def __init__(self, formulas: Formulas, attachments: Any) -> None:
        super().__init__(escape=False, attachments=attachments, exclude_anchor_links=True)
        self._formulas = formulas

    def inline_math(self, body: str) -> str:
        # two prices in a sentence are no formula
        if body != body.strip() or body.endswith(("-", "–", "/", "(", ",", ";", ":")):
            return f"${self.escape_html(body)}$"
        return self._formulas.take(body, f"${body}$")

    def block_math(self, body: str) -> str:
        return self._formulas.take(body, f"$${body}$$", block=True)

    def latex_environment(self, name: str, body: str) -> str:
        whole = f"\\begin{{{name}}}{body}\\end{{{name}}}"
        # what has a line of its own in TeX is the formula alone
        alone = name.rstrip("*") in ("align", "displaymath", "equation", "gather", "math")
        return self._formulas.take(body if alone else whole, whole, block=True)


def _rendered(source: str, attachments: Any, formulas: Formulas) -> str:
    renderer = _Renderer(formulas, attachments)
    try:
        html: str = MarkdownWithMath(renderer=renderer).render(source)
    except InvalidNotebook:
        # an image that was attached is lost: the words around it are not
        html = MarkdownWithMath(renderer=renderer).render(source.replace("attachment:", "lost:"))
    return html


def _cell(cell: Any) -> dict[str, Any]:
    return {**_bare(cell), **_CELLS[cell.cell_type](cell)}


def _bare(cell: Any) -> dict[str, Any]:
    return {
        "cell_type": cell.cell_type,
        "metadata": _metadata(cell.get("metadata")),
        "source": _text(cell.get("source"))[:_MOST],
    }


def _plain(cell: Any) -> dict[str, Any]:
    """A cell of a notebook whose outputs together would take too much to show."""
    outputs = {
        "execution_count": None,
        "outputs": [_output({"output_type": "stream", "text": _TOO_MUCH})],
    }
    return {**_bare(cell), **(outputs if cell.cell_type == "code" else _CELLS[cell.cell_type]({}))}


def _code(cell: Any) -> dict[str, Any]:
    outputs = cell.get("outputs")
    some = outputs if isinstance(outputs, list) else []
    if len(some) > _MOST_OUTPUTS:
        more = _("{n} more outputs are not shown.").format(n=len(some) - _MOST_OUTPUTS)
        some = [*some[:_MOST_OUTPUTS], {"output_type": "stream", "text": more}]
    return {
        "execution_count": _whole(cell.get("execution_count")),
        "outputs": list(filter(None, map(_output, some))),
    }


def _output(output: Any) -> dict[str, Any]:
    """An output as it is shown; empty if nothing is."""
    kind = _mapping(output).get("output_type")
    shown = _OUTPUTS[kind](output) if isinstance(kind, str) and kind in _OUTPUTS else {}
    return {"output_type": kind, **shown} if shown else {}


def _prose(cell: Any) -> dict[str, Any]:
    return {
        "attachments": {
            name: {kind: _text(data) for kind, data in images.items()}
            for name, images in _mapping(cell.get("attachments")).items()
            if isinstance(images, Mapping) and images
        }
    }


def _raw(cell: Any) -> dict[str, Any]:
    return {"source": html.escape(_text(cell.get("source"))[:_MOST])}


_CELLS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "code": _code,
    "markdown": _prose,
    "raw": _raw,
}


def _metadata(metadata: Any) -> dict[str, Any]:
    label = _mapping(_mapping(metadata).get("nbgrader"))
    name, points = label.get("grade_id"), label.get("points", 0)
    if not (isinstance(name, str) and _NAME.fullmatch(name)):
        return {}
    return {
        "nbgrader": {
            "grade_id": name,
            "schema_version": _whole(label.get("schema_version")),
            "points": points if isinstance(points, int | float) else 0,
            **{key: label.get(key) is True for key in ("grade", "locked", "solution", "task")},
        }
    }


def _stream(output: Any) -> dict[str, Any]:
    name = "stderr" if output.get("name") == "stderr" else "stdout"
    return {"name": name, "text": _text(output.get("text"))[:_MOST]}


def _error(output: Any) -> dict[str, Any]:
    lines = output.get("traceback")
    return {
        "ename": _text(output.get("ename")),
        "evalue": _text(output.get("evalue")),
        "traceback": [_text(line)[:_MOST] for line in (lines if isinstance(lines, list) else [])],
    }


def _display(output: Any) -> dict[str, Any]:
    data, told = _mapping(output.get("data")), _mapping(output.get("metadata"))
    forms = {kind: _text(data[kind]) for kind in _TEXTS if kind in data}
    if "text/html" in data:
        forms["text/html"] = markup(_text(data["text/html"]))
    sizes: dict[str, Any] = {}
    for kind in _IMAGES:
        if _is_image(kind, data.get(kind)):
            forms[kind] = _text(data[kind])
            size = _mapping(told.get(kind))
            sizes[kind] = {
                key: size[key] for key in ("width", "height") if _is_length(size.get(key))
            }
            if "alt" in size:
                sizes[kind]["alt"] = _text(size["alt"])
    return {"data": forms, "metadata": sizes} if forms else {}


def _result(output: Any) -> dict[str, Any]:
    shown = _display(output)
    count = _whole(output.get("execution_count"))
    return {**shown, "execution_count": count} if shown else {}


_OUTPUTS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "stream": _stream,
    "error": _error,
    "display_data": _display,
    "execute_result": _result,
}


def _is_image(kind: str, data: Any) -> bool:
    try:
        return base64.b64decode(_text(data)[:16]).startswith(_IMAGES[kind])
    except binascii.Error:
        return False


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_length(value: Any) -> bool:
    """Whether a picture so wide or high leaves what stands below it in reach."""
    return 0 < (_whole(value) or 0) <= _LONGEST


def _text(value: Any) -> str:
    """A string that can be written; of lines that were not joined, all; of anything else nothing."""
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    # half of a character of two has no bytes
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
