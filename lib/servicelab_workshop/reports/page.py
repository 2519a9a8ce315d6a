"""What the pages have in common: their frame, their numbers, and figures as part of the page."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from nbreferee.door import number
from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.plots.style import use_style

if TYPE_CHECKING:
    from jinja2 import Environment
    from matplotlib.axes import Axes


def page_environment(package: str) -> Environment:
    """Return the environment in which a page is rendered.

    Parameters
    ----------
    package : str
        Whose templates, beside those of this package; ``page.html.j2`` is the frame to extend.

    Returns
    -------
    Environment
        It escapes everything, translates, and has the filters ``number`` and ``percent``.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader

    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("servicelab_workshop.reports")]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(number=number, percent=percent)
    environment.globals.update(_=_, ngettext=ngettext)
    return environment


def page_path(to: Path | str) -> Path:
    """Return where to write a page.

    Parameters
    ----------
    to : path
        A file, relative to the current folder.

    Raises
    ------
    CourseError
        If it is a folder, or its folder does not exist.
    """
    page = Path.cwd() / to
    if page.is_dir():
        raise CourseError(_("{path} is a folder: name a file.").format(path=page))
    if not page.parent.is_dir():
        raise CourseError(_("There is no folder {folder}.").format(folder=page.parent))
    return page


def percent(value: float) -> str:
    """Format a proportion in whole percent; a dash for what is not defined.

    Examples
    --------
    >>> percent(0.256)
    '26 %'
    """
    return "–" if math.isnan(value) else f"{100 * value:.0f} %"


def duration(hours: float) -> str:
    """Put hours into words, in the unit that fits.

    Examples
    --------
    >>> duration(0.2), duration(30), duration(50)
    ('12 minutes', '30 hours', '2 days')
    """
    if hours < 1:
        n = max(1, round(60 * hours))
        return ngettext("{n} minute", "{n} minutes", n).format(n=n)
    if hours < 48:
        n = round(hours)
        return ngettext("{n} hour", "{n} hours", n).format(n=n)
    n = round(hours / 24)
    return ngettext("{n} day", "{n} days", n).format(n=n)


def image(draw: Callable[[Axes], object], height: float = 3.9) -> str:
    """Draw a figure and return it as the address of an image.

    Parameters
    ----------
    draw : function
        Draws on the axes it is given; if it switches them off, there is nothing to show.
    height : float
        In inches; the width is 9.

    Returns
    -------
    str
        A ``data:`` address that holds the whole figure as SVG, or nothing.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context():
        use_style()
        # names are text, never formulas; the same data give the same bytes
        mpl.rcParams.update({"text.parse_math": False, "svg.hashsalt": "servicelab"})
        figure = Figure(figsize=(9, height), layout="constrained")
        ax = figure.add_subplot()
        draw(ax)
        if not ax.axison:
            return ""
        stream = io.BytesIO()
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return "data:image/svg+xml;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
