"""What ipywidgets cannot say of a widget to a page: names, keys, and where the focus goes.

An invisible part of every widget brings a script and a style sheet along, in any front end that
shows Jupyter widgets and without a network.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import anywidget

from servicelab.i18n import _, ngettext

_HERE = Path(__file__).parent


def with_common(*own: Path, suffix: str = "") -> str:
    """What all widgets have of a kind, ``.js`` or ``.css``, and behind it a widget's own files."""
    suffix = suffix or own[0].suffix
    common = [path for name in ("page", "charts") if (path := _HERE / f"{name}{suffix}").exists()]
    return "".join(path.read_text(encoding="utf-8") for path in (*common, *own))


@cache
def html_pieces(file: Path) -> Any:
    """The macros of a Jinja template: ``html_pieces(file).name(...)`` is a piece of HTML.

    What is put into a piece is escaped, and a translated sentence is put together before that.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(file.parent), autoescape=True, undefined=StrictUndefined
    )
    environment.globals.update(_=_, ngettext=ngettext)
    return environment.get_template(file.name).module


class Page(anywidget.AnyWidget):
    """The page around a widget; a subclass brings a widget's own script or style along.

    Attributes
    ----------
    focused : str
        Where the focus was last sent.
    """

    _esm = with_common(suffix=".js")
    _css = with_common(suffix=".css")

    def __init__(self) -> None:
        super().__init__(layout={"display": "none"})
        self.focused = ""

    def move_focus(self, place: str) -> None:
        """Give the focus to what has the class ``servicelab-at-<place>``, when it is there."""
        self.send({"moved": place})

    def send_focus(self, place: str) -> None:
        """Let the script give the focus to a place that it knows."""
        self.focused = place
        self.send({"focus": place})
