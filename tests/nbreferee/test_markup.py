from __future__ import annotations

import base64
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.speed import in_pieces

from nbreferee.door import markup

_PIECES = st.sampled_from(
    [
        "<",
        ">",
        "</",
        '"',
        "'",
        "=",
        "/",
        "&",
        "&#106;",
        "a",
        "div",
        "img",
        "svg",
        "math",
        "style",
        "script",
        "table",
        "textarea",
        "noscript",
        "<!--",
        "-->",
        "<![CDATA[",
        "onload",
        "href",
        "src",
        "style=",
        "javascript:",
        "data:text/html,",
        "}",
        "{",
        "url(",
        "position:fixed",
    ]
).map(lambda piece: f"{piece} " if piece.isalpha() else piece)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_nothing_acts(text: str) -> None:
    clean = markup(text)
    for tag in re.findall(r"<[^>]*>", clean):
        assert not re.search(r"\son\w+=|javascript:|<(script|svg|math|iframe|form)", tag), clean
    # a style attribute is the only place where a page could be covered
    assert "position" not in "".join(re.findall(r'style="([^"]*)"', clean))
    assert markup(clean).count("<") <= clean.count("<")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("</div></div>x", "x"),
        ("<div><!-- a -->x", "<div>x</div>"),
        ('<a href="https://pandas.pydata.org/">docs</a>',) * 2,
        ('<a href="#t">x</a><b id="t">y</b>', '<a href="#out-t">x</a><b id="out-t">y</b>'),
        ('<a href="x.html">x</a>', "<a>x</a>"),
        ('<a href="//localhost/x">x</a>', "<a>x</a>"),
        ('<a href="http://[::1]/x">x</a>', "<a>x</a>"),
        ('<a href="http://0x7f.1/x">x</a>', "<a>x</a>"),
        ('<a href="https://hub.example.org/formgrader/?path=x">x</a>', "<a>x</a>"),
        ('<img src="../../api/kernels">', "<img>"),
        ('<img src="images/plan.png">',) * 2,
        ('<td style="margin: -9px; padding: 1px">x</td>', "x"),
        ('<p style="margin: -9px; padding: 1px">x</p>', '<p style="padding: 1px">x</p>'),
        ('<p style="background: url(x)">x</p>', '<p style="">x</p>'),
        ('<p class="k score">x</p>', '<p class="k out-score">x</p>'),
        (
            "<style>body{color:red}.a,p{color:red}.a>p{color:red}</style>x",
            "<style>.out-a>p{color: red}</style>x",
        ),
        (
            "<style> #a, p #b , .card\n{color:red} .k, #a{color:red} #a,{color:red}</style>x",
            "<style>#out-a, p #out-b , .out-card{color: red}</style>x",
        ),
        ("<style>.a:not(.b){color:red} .a{position:fixed}</style>x", "x"),
        ('<input type="text" checked>', '<input type="checkbox" checked disabled>'),
        ("<b>" * 200 + "x", "<p><em>This output is too large to be shown.</em></p>"),
    ],
)
def test_what_is_left(text: str, clean: str) -> None:
    assert markup(text) == clean


def test_tables_keep_their_look() -> None:
    frame = pd.DataFrame({"wait": [2.0, 4.5], "branch": ["A", "B"]})
    table = markup(frame._repr_html_())
    assert '<table border="1" class="dataframe">' in table
    assert ".dataframe thead th{text-align: right}" in table
    styled = markup(
        frame.style.background_gradient(subset=["wait"])
        .bar(subset=["wait"], color="#d65f5f")
        .set_table_styles([{"selector": "th.col_heading", "props": "text-align: left"}])
        .set_uuid("w")
        .to_html()
    )
    assert '<td id="out-T_w_row0_col0" class="data row0 col0">2.000000</td>' in styled
    assert "#out-T_w th.col_heading{text-align: left}" in styled
    assert re.search(r"#out-T_w_row1_col0\{[^}]*linear-gradient\(90deg, #d65f5f 100.0%", styled)


def test_drawings_become_images() -> None:
    page = markup('<p><svg width="9" viewBox="0 0 9 9"><title>a "b"</title><g><svg/></g></svg></p>')
    found = re.fullmatch(
        r'<p><img src="data:image/svg\+xml;base64,([^"]+)" alt="a &quot;b&quot;"></p>', page
    )
    assert found, page
    assert b'xmlns="http://www.w3.org/2000/svg" width="9" viewBox' in base64.b64decode(found[1])


@pytest.mark.parametrize(
    "text",
    [
        "<" * 250_000,
        "<!--" * 60_000,
        '<a b="' * 40_000,
        "</a " * 60_000,
        "<div>" * 50_000,
        "<p>" + "".join(f"<b title={n}>" for n in range(400)) + "<p>" * 19_000,
        "<svg>" * 40_000,
        "<style>" + ".a{" * 30_000 + "</style>",
        "<style>.a{width:" + "calc(" * 40_000 + "</style>",
        "<style>" + ".a," * 60_000 + ".b{color:red}</style>",
        '<b style="' + "a:(" * 60_000 + '">',
        '<img src="data:image/png;base64,' + "A" * 4_000_000 + '">',
    ],
    ids=range(12),
)
def test_no_markup_takes_long(text: str) -> None:
    assert in_pieces(lambda: markup(text), 60, rounds=2) < 60


def test_a_table_takes_a_moment() -> None:
    table = pd.DataFrame(np.arange(200).reshape(20, 10))._repr_html_()
    markup(table)
    assert in_pieces(lambda: markup(table), 10) < 10
