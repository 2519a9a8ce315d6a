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
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from servicelab.i18n import _

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PIL.Image import Image

#: Pixels of a picture for one of the screen, so that it is sharp on a good one.
_SHARP = 2
#: Colors of a picture: nobody sees more in a figure, and the file is a third of its size.
_COLORS = 256

# JupyterLab's dark page is #111: white becomes that, black light, and every hue stays.
_STYLE = (
    '<style>[data-jp-theme-light="false"] .servicelab-picture'
    "{filter:invert(.933) hue-rotate(180deg)}</style>"
)


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
        from PIL import Image

        stream = io.BytesIO()
        figure.savefig(
            stream,
            format="png",
            dpi=_SHARP * dots,
            facecolor="white",
            pil_kwargs={"compress_level": 1},
        )
        return cls(_few_colors(Image.open(stream)), alt, round(figure.get_figwidth() * dots))

    def to_html(self) -> str:
        """An ``<img>`` with the picture inside, on white, and dark in JupyterLab's dark theme."""
        data = base64.b64encode(self.png).decode("ascii")
        return (
            f'{_STYLE}<img class="servicelab-picture" '
            f'src="data:image/png;base64,{data}" alt="{html.escape(self.alt)}" '
            f'style="width:{self.width}px;max-width:100%;height:auto;background:#fff;'
            'vertical-align:top">'
        )


def put_figures_into_words() -> None:
    """Let the kernel that calls this show figures with alternative text; elsewhere do nothing.

    The picture stays as the notebook's settings want it, but sharp. It comes twice, within the HTML
    and as an image for what shows no HTML, but once where only the static form is wanted: what is
    built or graded is kept in large numbers.
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

    def __call__(self, figure: Figure) -> dict[str, Any] | tuple[dict[str, Any], dict[str, Any]]:
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
        drawn = drawer.draw(figure, dpi=_SHARP * figure.dpi)
        if drawn is None:
            return {}
        image = drawn[0] if isinstance(drawn, tuple) else drawn  # with its size
        picture = _picture(image, _words(figure))
        forms: dict[str, Any] = {"text/plain": picture.alt, "text/html": picture.to_html()}
        if is_static():
            return forms
        forms["image/png"] = base64.b64encode(picture.png).decode("ascii")
        return forms, {"image/png": {"width": picture.width}}


class _Drawer:
    """What draws a figure as PNG; it adds nothing to the forms that hold the picture already.

    The grader takes methods that a decorator generates, as for a dataclass, for the notebook's own.
    """

    def __init__(self, draw: Callable[..., Any]) -> None:
        self.draw = draw

    def __call__(self, figure: Figure) -> None:
        return None


def _picture(image: str, alt: str) -> Picture:
    from PIL import Image

    drawn = Image.open(io.BytesIO(base64.b64decode(image)))
    return Picture(_few_colors(drawn), alt, drawn.width // _SHARP)


def _few_colors(drawn: Image) -> bytes:
    """Return a picture as PNG with a palette of the colors that it needs most."""
    from PIL.Image import Quantize

    stream = io.BytesIO()
    drawn.convert("RGB").quantize(_COLORS, method=Quantize.MAXCOVERAGE).save(stream, "png")
    return stream.getvalue()


def _words(figure: Figure) -> str:
    from servicelab.plots.words import alt_text

    try:
        return alt_text(figure)
    except Exception:  # a figure of any library: better without its numbers than not at all
        return _("A figure without a description.")
