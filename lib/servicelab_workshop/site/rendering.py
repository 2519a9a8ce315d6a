"""The templates of the pages that are made from the course, as Markdown."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from servicelab.look import emblem
from servicelab_workshop.site.notebooks import anchor


def render(template: str, /, **content: Any) -> str:
    """Fill a template.

    Parameters
    ----------
    template : str
        Name of a file in ``templates/``.
    **content
        What it shows.
    """
    return _templates().get_template(template).render(**content)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("servicelab_workshop.site"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # what is written is Markdown
        autoescape=False,
        keep_trailing_newline=True,
    )
    made.filters["anchor"] = anchor
    made.filters["number"] = "{:g}".format
    made.filters["count"] = "{:,}".format
    made.filters["emblem"] = _emblem
    made.filters["data"] = _data
    return made


def _emblem(name: str) -> str:
    """An emblem beside the name that it stands for, in one line."""
    drawing = " ".join(emblem(name).split())
    return f'<span class="emblem" aria-hidden="true">{drawing}</span>'


def _data(value: Any) -> str:
    """JSON that may stand in a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
