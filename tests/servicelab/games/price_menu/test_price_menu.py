from __future__ import annotations

from pathlib import Path

import pytest

from servicelab.games.price_menu import CLIENTS, PriceMenu, plot_menus, sort_clients
from servicelab.games.price_menu.model import DEAREST
from servicelab.plots import alt_text


@pytest.mark.parametrize(
    ("prices", "profit", "kept"),
    [
        ({"shared": 70, "own": 260}, 5000, 600),  # both at their own value: all take the shared one
        ({"shared": 70, "own": 240}, 8840, 600),
        ({"own": 260}, 5940, 0),
        ({"shared": 70}, 5000, 600),
        ({"shared": 300, "own": 300}, 0, 0),
    ],
)
def test_what_a_menu_brings(prices: dict[str, float], profit: float, kept: float) -> None:
    came = sort_clients(prices)
    assert (came.profit, came.kept) == (profit, kept)
    assert sum(sum(here.values()) for here in came.clients.values()) == CLIENTS


def test_no_other_menu_earns_more() -> None:
    best = max(
        (sort_clients({"shared": shared, "own": own}).profit, -shared, -own)
        for shared in range(0, 121, 10)
        for own in range(100, DEAREST + 1, 10)
    )
    assert best == (8840, -70, -240)


def test_with_many_in_need_one_tier_earns_more() -> None:
    needs = {"low": 20, "high": 80}
    both = sort_clients({"shared": 70, "own": 240}, needs).profit
    assert sort_clients({"own": 260}, needs).profit > both


def test_the_dots_follow_the_prices(tmp_path: Path) -> None:
    menu = PriceMenu(tmp_path)
    menu.view()
    menu.put("shared", 70)
    menu.put("own", 240)
    assert "30 \N{BLACK CIRCLE} high need" in menu._shown.value
    assert dict(menu.facts())["Profit, yuan"] == "8,840"
    menu.put("own", 241)
    assert "Own adviser</b>: nobody" in menu._shown.value


def test_a_figure_for_each_menu_says_where_all_went() -> None:
    figure = plot_menus(
        {
            "dear": {"shared": 70, "own": 260},
            "fair": {"shared": 70, "own": 240},
            "none": {"own": 300},
        }
    )
    words = alt_text(figure)
    assert "Own adviser: 30 high need; Shared adviser: 70 low need" in words
    assert "dear: profit 5,000 yuan" in words
    dots = [sum(len(line.get_xdata()) for line in ax.lines) for ax in figure.axes]
    assert dots == [CLIENTS] * 3


def test_the_static_form_counts_all_clients(tmp_path: Path) -> None:
    menu = PriceMenu(tmp_path)
    crowd, bars = menu.pictures({"shared": 70, "own": 260})
    assert "Shared adviser 30 \N{BLACK CIRCLE} high need, 70 \N{WHITE CIRCLE} low need" in crowd.alt
    assert bars.alt.endswith("profit 5,000, kept by clients 600.")
    assert crowd.to_html().count("\N{WHITE CIRCLE}") >= 70
