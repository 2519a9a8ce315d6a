"""Pictures together with the words that say the same, wherever a notebook is read.

:func:`put_figures_into_words` makes a kernel show every Matplotlib figure that way, the course's
and the trainee's own: as an image with alternative text, which any front end, any export to HTML
and the feedback show alike.
"""

from __future__ import annotations

import base64
import html
import io
import os
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from servicelab.i18n import _

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def is_static() -> bool:
    """Whether only the static form is wanted: nbgrader is running, or ``SERVICELAB_STATIC=1``."""
    return bool(os.environ.get("NBGRADER_EXECUTION")) or os.environ.get("SERVICELAB_STATIC") == "1"


@dataclass(frozen=True)
class Picture:
    """A PNG and the text that says the same.

    Parameters
    ----------
    png : bytes
        The image, which may have more pixels than it is shown with.
    alt : str
        Its content in words, with the numbers.
    width : int
        Width on the screen in CSS pixels; it shrinks with the page.
    """

    png: bytes
    alt: str
    width: int

    @classmethod
    def of(cls, figure: Figure, alt: str, *, dots: int = 100) -> Picture:
        """Draw a Matplotlib figure at twice its size; the same figure gives the same bytes."""
        stream = io.BytesIO()
        figure.savefig(
            stream, format="png", dpi=2 * dots, facecolor="white", metadata={"Software": None}
        )
        return cls(stream.getvalue(), alt, round(figure.get_figwidth() * dots))

    def to_html(self) -> str:
        """An ``<img>`` with the picture inside, on white in every theme."""
        data = base64.b64encode(self.png).decode("ascii")
        return (
            f'<img src="data:image/png;base64,{data}" alt="{html.escape(self.alt)}" '
            f'style="width:{self.width}px;max-width:100%;height:auto;background:#fff;'
            'vertical-align:top">'
        )


def put_figures_into_words() -> None:
    """Let the kernel that calls this show figures with alternative text; elsewhere do nothing.

    The picture stays as the notebook's settings want it. It comes twice, within the HTML and as an
    image for what shows no HTML, but once where only the static form is wanted: what is built or
    graded is kept in large numbers.
    """
    ipython = sys.modules.get("IPython")
    shell: Any = ipython.get_ipython() if ipython else None
    if shell is not None:
        # of all formatters this one is left alone when a notebook chooses another image format
        formatter = shell.display_formatter.mimebundle_formatter
        shown = _Shown(shell.display_formatter.formatters["image/png"])
        formatter.for_type_by_name("matplotlib.figure", "Figure", shown)


class _Shown:
    """Forms of a figure, drawn once for all of them."""

    def __init__(self, png: Any) -> None:
        self._png = png

    def __call__(self, figure: Figure) -> dict[str, str]:
        from matplotlib.figure import Figure as AnyFigure

        if not self._png.enabled:
            return {}
        try:
            drawer = self._png.lookup(figure)
        except KeyError:  # the notebook has chosen another image format
            return {}
        if not isinstance(drawer, _Drawer):
            drawer = _Drawer(drawer)
            self._png.for_type(AnyFigure, drawer)
        drawn = drawer.draw(figure)
        if drawn is None:
            return {}
        image, size = drawn if isinstance(drawn, tuple) else (drawn, {})
        picture = _picture(image, _words(figure), size.get("width"))
        forms = {"text/plain": picture.alt, "text/html": picture.to_html()}
        return forms if is_static() else {**forms, "image/png": image}


class _Drawer:
    """What draws a figure as PNG; it adds nothing to the forms that hold the picture already.

    The grader takes methods that a decorator generates, as for a dataclass, for the notebook's own.
    """

    def __init__(self, draw: Callable[[Figure], Any]) -> None:
        self.draw = draw

    def __call__(self, figure: Figure) -> None:
        return None


def _picture(image: str, alt: str, width: int | None) -> Picture:
    png = base64.b64decode(image)
    (pixels,) = struct.unpack(">I", png[16:20])
    return Picture(png, alt, width or pixels)


def _words(figure: Figure) -> str:
    from servicelab.plots.words import alt_text

    try:
        return alt_text(figure)
    except Exception:  # a figure of any library: better without its numbers than not at all
        return _("A figure without a description.")
