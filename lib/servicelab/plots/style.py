"""The style of every figure of the course: fonts, sizes and colors, readable without color.

A figure says its finding as a title at the left, names what it shows where it shows it, and has
light horizontal lines and no box.

Call :func:`use_style` once in a notebook. It gives each figure the words of
:func:`~servicelab.plots.words.alt_text` for people who do not see it.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING

from servicelab.plots.pictures import put_figures_into_words

if TYPE_CHECKING:
    from matplotlib.colors import Colormap
    from matplotlib.font_manager import FontEntry

#: Colors that people with any common color vision tell apart (Okabe & Ito 2008, without yellow).
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")

#: Text, lines of axes and what else is no data, and lines that guide the eye.
INK, GRAY, GUIDE = "#333333", "#767676", "#e4e4e4"

#: Heat maps from low over the middle to high, light enough for dark numbers.
HEAT = ("#db7b3c", "#f4f4f4", "#3f97d3")

#: Chinese fonts by preference; where none is installed, any that has the characters will do.
_CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
)

#: Width of a figure in inches, and its dots per inch: 900 pixels.
WIDTH = 9.0
DPI = 100


@lru_cache
def chinese_font() -> str | None:
    """Return the font that figures take Chinese characters from.

    Matplotlib is asked, not the system: it cannot draw with every font, and learns of a new one
    only when its cache is made anew.

    Returns
    -------
    str or None
        Name of the font, or None if Matplotlib knows no Chinese font.

    Examples
    --------
    >>> font = chinese_font()
    """
    from matplotlib import font_manager

    installed = set(font_manager.get_font_names())
    for name in _CHINESE:
        if name in installed:
            return name
    fonts = sorted(font_manager.fontManager.ttflist, key=lambda font: font.name)
    return next((font.name for font in fonts if _writes_chinese(font)), None)


def _writes_chinese(font: FontEntry) -> bool:
    from matplotlib.ft2font import FT2Font

    try:
        characters = FT2Font(font.fname)
    except (OSError, RuntimeError):  # removed since, or damaged
        return False
    glyphs = {characters.get_char_index(ord(character)) for character in "这灵"}
    # a font of last resort has one glyph for all of them
    return len(glyphs - {0}) == 2


def heat_colors(*, is_count: bool = False) -> Colormap:
    """Return the colors of every heat map, see :data:`HEAT`.

    Parameters
    ----------
    is_count : bool
        What is shown begins at zero and has no middle: from the middle to the highest.

    Examples
    --------
    >>> from matplotlib.colors import to_hex
    >>> to_hex(heat_colors()(0.5)), to_hex(heat_colors(is_count=True)(0.0))
    ('#f4f4f4', '#f4f4f4')
    """
    from matplotlib.colors import LinearSegmentedColormap

    colors = HEAT[len(HEAT) // 2 :] if is_count else HEAT
    return LinearSegmentedColormap.from_list("servicelab", list(colors), N=257)


def use_style() -> None:
    """Set fonts, sizes and colors for every figure of this session, and show each with its words.

    Figures come out 900 pixels wide. DejaVu Sans comes with Matplotlib; what it lacks is taken from
    :func:`chinese_font`, if there is one.

    Examples
    --------
    >>> import matplotlib
    >>> with matplotlib.rc_context():
    ...     use_style()
    ...     print(matplotlib.rcParams["font.family"][0], matplotlib.rcParams["font.size"])
    DejaVu Sans 12.0
    """
    import seaborn as sns
    from matplotlib import font_manager

    put_figures_into_words()
    # a Chinese font may have one weight only, of which Matplotlib would warn at every figure
    logging.getLogger(font_manager.__name__).setLevel(logging.ERROR)
    fonts = ["DejaVu Sans", chinese_font()]
    sns.set_theme(
        style="whitegrid",
        palette=list(PALETTE),
        rc={
            "font.family": [font for font in fonts if font],
            "axes.unicode_minus": False,
            "font.size": 12.0,
            "text.color": INK,
            "axes.labelcolor": INK,
            "axes.labelsize": 12.0,
            "axes.titlesize": 13.0,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.titlepad": 12.0,
            "axes.edgecolor": GRAY,
            "axes.spines.left": False,
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.grid.axis": "y",
            "grid.color": GUIDE,
            "xtick.color": INK,
            "ytick.color": INK,
            "xtick.labelsize": 11.0,
            "ytick.labelsize": 11.0,
            "legend.fontsize": 11.0,
            "legend.title_fontsize": 11.0,
            "legend.frameon": False,
            "hatch.linewidth": 0.8,
            "figure.dpi": float(DPI),
            "figure.figsize": (WIDTH, 4.2),
            "savefig.dpi": float(DPI),
        },
    )
