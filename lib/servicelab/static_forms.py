"""What a live widget looks like in a saved notebook: its last static form, and how it comes back.

A live view needs its kernel, so a notebook that is opened again could only say that it is gone. The
kernel therefore leaves the static form of each view in Jupyter's folder of what runs now, and the
server puts it in place of the view when the notebook is saved.
"""

from __future__ import annotations

import contextlib
import html
import json
import time
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_runtime_dir

from servicelab.i18n import _

VIEW = "application/vnd.jupyter.widget-view+json"
# a form is read when its notebook is saved, which JupyterLab does every two minutes
_OLD = 7 * 24 * 3600


def keep_form(model_id: str, forms: dict[str, str]) -> None:
    """Leave the static form of a view for the server, with a sentence on how the view comes back.

    Parameters
    ----------
    model_id : str
        Of the view, as its output names it.
    forms : dict
        MIME type -> content.

    Examples
    --------
    >>> keep_form("0" * 32, {"text/plain": "A chart."})
    >>> output = {"data": {VIEW: {"model_id": "0" * 32}, "text/plain": "View()"}}
    >>> put_forms({"cells": [{"outputs": [output]}]})
    >>> output["data"]
    {'text/plain': 'A chart.'}
    """
    if page := forms.get("text/html"):
        forms = {**forms, "text/html": f"{page}<p><small>○ {html.escape(way_on())}</small></p>"}
    folder = _folder()
    # without such a folder the view is saved as it is
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{model_id}.json"
        path.write_text(json.dumps(forms), encoding="utf-8")
        for other in folder.glob("*.json"):
            if time.time() - other.stat().st_mtime > _OLD:
                other.unlink()


def way_on() -> str:
    """Say how a view comes back."""
    return _(
        "This view needs its kernel: Run, Run All Above Selected Cell, and then this cell, brings "
        "it back. What you recorded is kept."
    )


def put_forms(notebook: dict[str, Any]) -> None:
    """Put the static form in place of each view that has left one.

    Parameters
    ----------
    notebook : dict
        The content that is about to be saved; it is changed.
    """
    for cell in notebook.get("cells", ()):
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            view = data.get(VIEW)
            model_id = str(view.get("model_id", "")) if isinstance(view, dict) else ""
            # it becomes a file's name
            if not model_id.isalnum():
                continue
            with contextlib.suppress(OSError, ValueError):
                text = (_folder() / f"{model_id}.json").read_text(encoding="utf-8")
                forms = json.loads(text)
                del data[VIEW]
                data.update(forms)


def _folder() -> Path:
    return Path(jupyter_runtime_dir(), "servicelab-forms")
