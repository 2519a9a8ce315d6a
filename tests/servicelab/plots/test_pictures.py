"""Figures as a kernel shows them: with words, whoever draws them and in whatever format."""

from __future__ import annotations

import base64
import io
import os
import re
import struct
from pathlib import Path
from typing import Any

import nbformat
import pytest
from matplotlib.figure import Figure
from nbclient import NotebookClient
from PIL import Image, ImageChops

from nbreferee.door import markup
from servicelab.plots.pictures import Picture
from servicelab.plots.style import PALETTE
from servicelab_workshop.lessons.execute import KERNEL_ARGUMENTS, settle

DRAW = "_, ax = plt.subplots()\n_ = ax.bar(['late', 'in time'], [4, 6])"
ALT = "Bar chart. Highest: in time, 6; lowest: late, 4."
CELLS = {
    "before": f"import matplotlib.pyplot as plt\n{DRAW}\nplt.show()",
    "style": "from servicelab.plots import describe, use_style\nuse_style()\nuse_style()",
    "bars": DRAW,
    "shown": f"{DRAW}\nplt.show()",
    "result": f"plt.ioff()\n{DRAW}\nax.figure",
    "again": "display(ax.figure, exclude=['text/html'])\ndisplay(ax.figure, include=['image/png'])",
    "quoted": "plt.ion()\nax.set_title('\"Late\" & <b>')\nax.figure",
    "empty": "plt.close('all')\nplt.figure()\nplt.show()",
    "odd": "class Odd:\n    def __str__(self): 1 / 0\n_, ax = plt.subplots()\n"
    "ax.get_title = lambda **options: Odd()",
    "sharp": f"%config InlineBackend.figure_formats = ['retina']\n{DRAW}",
    "lines": f"%config InlineBackend.figure_formats = ['svg']\n{DRAW}",
    "both": f"%config InlineBackend.figure_formats = ['svg', 'png']\n{DRAW}",
    "none": "get_ipython().display_formatter.formatters['image/png'].enabled = False\n"
    f"%config InlineBackend.figure_formats = ['png']\n{DRAW}",
}


def run(folder: Path, environment: dict[str, str]) -> dict[str, list[Any]]:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    nb = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(nb, resources=resources, extra_arguments=KERNEL_ARGUMENTS).execute(
        env={**os.environ, "IPYTHONDIR": str(folder), **environment}
    )
    settle(nb)
    assert not [one for cell in nb.cells for one in cell.outputs if one.output_type == "stream"]
    shown = ([one.data for one in cell.outputs if "data" in one] for cell in nb.cells)
    return dict(zip(CELLS, shown, strict=True))


def pixels(png: str) -> int:
    (width,) = struct.unpack(">I", base64.b64decode(png)[16:20])
    return int(width)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    nothing = {"NBGRADER_EXECUTION": "", "SERVICELAB_STATIC": ""}
    return run(tmp_path_factory.mktemp("live"), nothing)


@pytest.mark.parametrize("cell", ["bars", "shown", "result", "both"])
def test_a_figure_is_an_image_with_alternative_text(live: dict[str, list[Any]], cell: str) -> None:
    (data,) = live[cell]
    assert data["text/plain"] == ALT
    assert f'alt="{ALT}"' in data["text/html"]
    (within,) = re.findall('base64,([^"]+)', data["text/html"])
    # for a front end that shows no HTML
    assert within == data["image/png"]
    assert f"width:{pixels(within) // 2}px" in data["text/html"]


def test_the_words_follow_the_figure_and_are_escaped(live: dict[str, list[Any]]) -> None:
    data = live["quoted"][0]
    assert 'alt="&quot;Late&quot; &amp; &lt;b&gt;: Bar chart.' in data["text/html"]


def test_only_the_form_that_is_asked_for_is_shown(live: dict[str, list[Any]]) -> None:
    without, alone = live["again"]
    assert set(without) == {"text/plain", "image/png"}
    assert set(alone) == {"image/png"}


def test_other_formats_and_odd_figures_are_shown_as_ever(live: dict[str, list[Any]]) -> None:
    (data,) = live["before"]
    assert data["text/plain"].startswith("<Figure")
    assert live["empty"][0].keys() == {"text/plain"}
    (data,) = live["odd"]
    assert 'alt="A figure without a description."' in data["text/html"]
    (data,) = live["sharp"]
    assert f"width:{pixels(data['image/png']) // 2}px" in data["text/html"]
    (data,) = live["lines"]
    assert set(data) == {"text/plain", "image/svg+xml"}
    assert "image/svg+xml" in live["both"][0]
    assert not any("image/png" in data for data in live["none"])


def test_what_is_kept_in_large_numbers_holds_each_picture_once(tmp_path: Path) -> None:
    data = run(tmp_path, {"NBGRADER_EXECUTION": "build"})["bars"][0]
    assert set(data) == {"text/plain", "text/html"}
    assert f'alt="{ALT}"' in data["text/html"]


def test_a_picture_keeps_its_colors_in_a_small_file_and_turns_dark_with_the_page() -> None:
    figure = Figure(figsize=(4, 3))
    figure.subplots().bar(range(7), range(1, 8), color=list(PALETTE))
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=200)
    picture = Picture.of(figure, "seven bars")
    shown = Image.open(io.BytesIO(picture.png))
    assert shown.size == (800, 600)
    assert picture.width == 400
    assert len(picture.png) < len(stream.getvalue())
    drawn = Image.open(stream).convert("RGB")
    extremes = ImageChops.difference(drawn, shown.convert("RGB")).getextrema()
    assert max(high for _low, high in extremes) < 16  # type: ignore[misc]
    page = picture.to_html()
    assert '[data-jp-theme-light="false"] .servicelab-picture{filter:' in page
    assert '<img class="servicelab-picture"' in page
    # what makes pages harmless leaves the picture and takes the rule
    assert "<style>" not in markup(page)
    assert 'alt="seven bars"' in markup(page)
