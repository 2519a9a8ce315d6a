"""Tables as people read them."""

from __future__ import annotations

import pandas as pd

from nbreferee.door import markup
from servicelab.plots import show_table

TABLE = pd.DataFrame(
    {"still_open": [0.25, None], "what_came": ["letter", "call"]},
    index=pd.Index(["first_desk", "second"], name="who_asks"),
)


def test_heads_are_words_and_columns_keep_their_names() -> None:
    shown = show_table(TABLE, {"still_open": "{:.0%}"}, caption="Who waits", missing="not told")
    page = shown.to_html()
    for words in ("Still open", "What came", "Who asks", "First desk", "25%", "not told"):
        assert f">{words}<" in page
    assert "still_open" not in page
    assert list(shown.data) == ["still_open", "what_came"]
    assert ">Share<" in show_table(pd.Series([0.5], name="share"), "{:.0%}").to_html()


def test_text_stands_at_the_left_also_where_pages_are_made_harmless() -> None:
    page = markup(show_table(TABLE).to_html())
    left = [line for line in page.splitlines() if "text-align: left" in line]
    assert [line.split("{")[0].split()[-1] for line in left] == [
        *("th.row_heading", "th.index_name", ".col1", "caption")
    ]
    assert "th{text-align: right" in page
