"""The clients of some menus as dots, in the style of :mod:`servicelab.plots.style`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from servicelab.games.price_menu.model import NEED_WORDS, TIER_WORDS, sort_clients
from servicelab.i18n import _
from servicelab.plots.style import PALETTE
from servicelab.plots.words import WORDS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["plot_menus"]

#: Need -> color, marker, and how it is filled: the two kinds differ without color, too.
_MARKS: Final = {"high": (PALETTE[0], "o", "full"), "low": (PALETTE[1], "s", "none")}
_WIDE: Final = 10


def plot_menus(menus: Mapping[str, Mapping[str, float]]) -> Figure:
    """Draw where the clients of each menu go, a dot a client.

    Parameters
    ----------
    menus : mapping
        Title of each part to its prices, see :func:`servicelab.games.price_menu.sort_clients`.

    Returns
    -------
    Figure

    Examples
    --------
    >>> figure = plot_menus({"cheap": {"shared": 60}})
    >>> figure.axes[0].get_title(loc="left")
    'cheap: profit 4,000 yuan'
    """
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, len(menus), figsize=(4.6 * len(menus), 3.8), squeeze=False)
    for ax, (name, prices) in zip(axes[0], menus.items(), strict=True):
        came = sort_clients(prices)
        told = []
        for column, tier in enumerate(TIER_WORDS):
            rows, names = 0, []
            for need, (color, marker, fill) in _MARKS.items():
                n = came.clients[tier][need]
                if not n:
                    continue
                places = np.arange(n)
                ax.plot(
                    column + 0.075 * (places % _WIDE - (_WIDE - 1) / 2),
                    rows + places // _WIDE,
                    marker,
                    color=color,
                    fillstyle=fill,
                    markersize=6,
                )
                rows += (n - 1) // _WIDE + 1
                names.append((f"{n} {NEED_WORDS[need]}", color))
                told.append(f"{TIER_WORDS[tier]}: {n} {NEED_WORDS[need]}")
            for line, (words, color) in enumerate(names):
                ax.text(column, rows + 0.1 + 0.85 * line, words, ha="center", color=color)
        title = _("{name}: profit {profit:,.0f} yuan").format(name=name, profit=came.profit)
        ax.set_title(title, loc="left")
        ax.set(ylim=(-0.8, _WIDE + 2), xlim=(-0.55, len(TIER_WORDS) - 0.45))
        ax.set_xticks(range(len(TIER_WORDS)), list(TIER_WORDS.values()))
        ax.set_yticks([])
        ax.grid(visible=False)
        WORDS[ax] = _("A hundred clients as dots. {told}.").format(told="; ".join(told))
    figure.tight_layout()
    return figure
