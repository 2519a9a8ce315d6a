"""Formulas of trainees as MathML, which a browser draws without a script and without a network."""

from __future__ import annotations

import html
import re
import secrets
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from docutils.utils.math.latex2mathml import tex2mathml

# letters of a formula, levels of its parts, and formulas of a cell
_LONGEST = 1000
_DEEPEST = 40
_MOST = 300
_TAGS = frozenset(
    [
        "math",
        "menclose",
        "mfrac",
        "mi",
        "mmultiscripts",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mprescripts",
        "mroot",
        "mrow",
        "mspace",
        "msqrt",
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
)
_ATTRIBUTES = frozenset(
    [
        "accent",
        "accentunder",
        "columnalign",
        "columnspacing",
        "displaystyle",
        "fence",
        "linethickness",
        "lspace",
        "mathvariant",
        "movablelimits",
        "notation",
        "rowspacing",
        "rspace",
        "scriptlevel",
        "separator",
        "stretchy",
        "symmetric",
    ]
)
# written without quotes, so that a formula can end no attribute, wherever it lands
_VALUE = re.compile(r"[a-z0-9.-]{1,20}", re.ASCII)
_ELEMENT = re.compile(r"<(?:[^\"<>]|\"[^\"]*\")*>")


class Formulas:
    """The formulas of one piece of Markdown: taken out while it is cleaned, then put back.

    Examples
    --------
    >>> formulas = Formulas()
    >>> place = formulas.take("x^2", "$x^2$")
    >>> formulas.put(f"<p>{place}</p>").count("<msup>")
    1
    """

    def __init__(self) -> None:
        # nobody can write one of these without having seen it
        self._secret = secrets.token_hex(8)
        self._place = re.compile(rf"formula{self._secret}n(\d+)e")
        self._drawn: list[str] = []
        self._written: list[str] = []

    def take(self, tex: str, written: str, *, block: bool = False) -> str:
        """Return what stands for a formula until :meth:`put`.

        Parameters
        ----------
        tex : str
            The formula itself.
        written : str
            All of it as it was written, which is shown where it cannot be drawn.
        block : bool
            Whether it has a line of its own.
        """
        drawn = drawing(tex, block=block) if len(self._drawn) < _MOST else None
        plain = html.escape(written)
        self._drawn.append(drawn or plain)
        self._written.append(plain)
        return f"formula{self._secret}n{len(self._drawn) - 1}e"

    def put(self, markup: str) -> str:
        """Put the formulas into clean markup; into an attribute, such as of an image, as written."""
        parts, at = [], 0
        for element in _ELEMENT.finditer(markup):
            parts.append(self._filled(markup[at : element.start()], self._drawn))
            parts.append(self._filled(element[0], self._written))
            at = element.end()
        return "".join([*parts, self._filled(markup[at:], self._drawn)])

    def _filled(self, text: str, formulas: list[str]) -> str:
        return self._place.sub(lambda match: formulas[int(match[1])], text)


def drawing(tex: str, *, block: bool = False) -> str | None:
    r"""Return a formula as MathML; None if it is none that can be drawn.

    Parameters
    ----------
    tex : str
        In the part of TeX that docutils reads, in which nothing can be defined.
    block : bool
        Whether it has a line of its own.

    Examples
    --------
    >>> drawing(r"\frac{1}{n}")
    '<math><mfrac><mn>1</mn><mi>n</mi></mfrac></math>'
    >>> drawing(r"\def\x{12} \x") is None
    True
    """
    if len(tex) > _LONGEST:
        return None
    try:
        tree = ET.fromstring(tex2mathml(tex, as_block=block))
        # braces around nothing show nothing
        return "".join(_element(tree, block=block)) if "".join(tree.itertext()).strip() else None
    # docutils is made for authors: what it does with anything else is not known
    except Exception:
        return None


def _element(node: ET.Element, *, block: bool = False, depth: int = 0) -> Iterator[str]:
    tag = node.tag.rpartition("}")[2]
    if depth > _DEEPEST or tag not in _TAGS:
        raise ValueError(tag)
    given = "".join(
        f" {name}={value}"
        for name, value in node.items()
        if name in _ATTRIBUTES and _VALUE.fullmatch(value)
    )
    yield f"<{tag}{' display=block' if block else ''}{given}>{html.escape((node.text or '').strip())}"
    for child in node:
        yield from _element(child, depth=depth + 1)
    yield f"</{tag}>"
