from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from nbreferee.formulas import Formulas, drawing
from nbreferee.harmless import markdown


def shown(source: str) -> str:
    environment = Environment()
    environment.filters["markdown2html"] = markdown
    return environment.from_string("{{ source | markdown2html }}").render(source=source)


class Found(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    ("source", "part"),
    [
        (r"The mean $\bar{x}$.", "<mover accent=true>"),
        ("$$\nP = \\frac{a}{b}\n$$", "<math display=block>"),
        (r"\begin{align}a &= b \\ c &= d\end{align}", "<mtable"),
        (r"\begin{equation}a^2\end{equation}", "<msup>"),
    ],
)
def test_a_formula_is_drawn(source: str, part: str) -> None:
    text = shown(source)
    assert part in text
    assert "$" not in text
    assert "\\" not in text


@pytest.mark.parametrize(
    "tex",
    [
        r"\def\x{12} \x",
        r"\newcommand{\a}{\a\a}\a",
        r"\href{javascript:x}{y}",
        r"\unknown{2}",
        r"\frac{" * 50 + "}" * 50,
        "{" * 400 + "}" * 400,
        "x" * 1001,
        "^" * 500,
    ],
)
def test_what_cannot_be_drawn_is_shown_as_written(tex: str) -> None:
    assert drawing(tex) is None
    formulas = Formulas()
    place = formulas.take(tex, f"$<b>{tex}$")
    assert formulas.put(f"<p>{place}</p>") == f"<p>$&lt;b&gt;{tex}$</p>"


def test_prices_are_no_formula() -> None:
    for source in ("from $5 to $10 a case", "$20-$30", "it costs $5, $6 or $7"):
        text = shown(source)
        assert "<math" not in text
        assert source in text


def test_a_formula_ends_no_attribute() -> None:
    tex = r"\text{" + '" onerror=alert(1) <script>' + "}"
    source = f'![${tex}$](data:image/png;base64,AA) <b title="${tex}$ > ${tex}$">x</b> ${tex}$'
    text = shown(source)
    for tag, attributes in Found(text).elements:
        assert tag != "script"
        assert not any(name.startswith("on") for name in attributes)


@given(st.text("\\{}^_&$<>\"' abfrctxleigh12", max_size=60))
def test_whatever_is_written_stays_a_formula(tex: str) -> None:
    text = drawing(tex, block=True) or ""
    assert not re.search(r"[\"']", re.sub(r"&\w+;|&#\w+;", "", text))
    assert {tag for tag, _attributes in Found(text).elements} <= {
        *(
            [
                "math",
                "menclose",
                "mfrac",
                "mi",
                "mn",
                "mo",
                "mover",
                "mpadded",
                "mphantom",
                "mroot",
                "mrow",
                "mspace",
                "msqrt",
            ]
        ),
        *(
            [
                "mstyle",
                "msub",
                "msubsup",
                "msup",
                "mtable",
                "mtd",
                "mtext",
                "mtr",
                "munder",
                "munderover",
            ]
        ),
    }


def test_there_is_an_end_to_formulas() -> None:
    formulas = Formulas()
    places = [formulas.take("x", "$x$") for _n in range(400)]
    text = formulas.put(" ".join(places))
    assert (text.count("<math>"), text.count("$x$")) == (300, 100)
