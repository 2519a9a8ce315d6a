"""The part of HTML and CSS that can show something and do nothing; :func:`.door.markup` is its door."""

from __future__ import annotations

import base64
import html
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import tinycss2
from bleach.css_sanitizer import ALLOWED_CSS_PROPERTIES
from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner
from pygments.token import STANDARD_TYPES

from nbreferee.i18n import _


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS = _words(
    "a abbr article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del "
    "details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img input "
    "ins kbd li main mark ol p pre q rp rt ruby s samp section small span strike strong sub summary "
    "sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
_ATTRIBUTES = _words(
    "align alt bgcolor border cellpadding cellspacing checked class color colspan datetime dir height href "
    "id lang name open role rowspan scope span src start style title type valign value width "
    "aria-describedby aria-hidden aria-label aria-labelledby aria-level"
)
# what they hold is no text of the page
_WHOLE = "iframe|math|noscript|object|script|select|style|svg|template|textarea|title"
_PIECE = re.compile(rf"<(/?)({_WHOLE})(?![\w-])([^<>]*/>)?", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_DATA = re.compile(r"data:[^\s\"'<>]*")
_FORMATS = _words("a b big code em font i s small strike strong tt u")
_CLOSED_BY_OTHERS = _words("br col dd dt hr img input li p tbody td tfoot th thead tr wbr")

# The parser takes time and memory with each of them, and with depth as its square.
MOST_TEXT = 250_000
MOST_STYLE = 100_000
MOST_TAGS = 20_000
MOST_DEPTH = 100
MOST_FORMATS = 5
MOST_WORDS = 3_000
_MOST_NESTED = 8

# A table's, a listing's and a reproduction's own; every other name is changed, as a page's own
# style and script go by names.
_KNOWN = _words(
    "blank col_heading data dataframe docutils highlight index_name math row_heading simpletable"
) | set(filter(None, STANDARD_TYPES.values()))
_TABLES = ("dataframe", "simpletable")
_NUMBERED = re.compile(r"(?:col|level|row)\d+|hl-\w+")
_OWN = "out-"

# longer, and what stands below is out of sight
_LONGEST = 4000
_LENGTH = re.compile(r"\s*[0-3]?\d{1,3}(?:\.\d{1,9})?(?:px|em|%)?\s*", re.ASCII)

_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
_FILE = re.compile(r"(?!.*\.\.)\w[\w /.-]*\.(?:png|jpe?g|gif|webp|svg)", re.IGNORECASE | re.ASCII)

_PROPERTIES = frozenset(ALLOWED_CSS_PROPERTIES) | _words(
    "background background-image background-repeat background-size border-radius border-spacing "
    "caption-side column-gap content flex flex-basis flex-direction flex-flow flex-grow flex-shrink "
    "flex-wrap gap grid-column grid-row grid-template-columns grid-template-rows justify-content "
    "align-content align-items align-self list-style list-style-type max-height max-width "
    "min-height min-width opacity overflow-wrap overflow-x overflow-y row-gap table-layout "
    "text-overflow visibility word-break word-wrap"
)
_FAMILIES = ("border-", "margin", "padding")
_FUNCTIONS = _words(
    "calc clamp hsl hsla linear-gradient max min minmax radial-gradient repeat rgb rgba"
)


def subset(text: str) -> str:
    """Return what of HTML is safe to show; see :func:`.door.markup`."""
    if not _fits(text):
        return f"<p><em>{html.escape(_('This output is too large to be shown.'))}</em></p>"
    rest, sheets = _take_out(text)
    clean: str = _cleaner().clean(rest)
    style = style_sheet("\n".join(sheets)[:MOST_STYLE])
    return f"<style>{style}</style>{clean}" if style else clean


def _fits(text: str) -> bool:
    """Whether a parser can read it in a second."""
    if len(_DATA.sub("", text)) > MOST_TEXT or text.count("<") > MOST_TAGS:
        return False
    # the attributes of one element are compared with each other
    if any(
        len(part[part.find("<") :].split()) > MOST_WORDS for part in text.split(">") if "<" in part
    ):
        return False
    is_open: Counter[str] = Counter()
    depth = formats = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _CLOSED_BY_OTHERS or (tag[1] and not is_open[name]):
            continue
        step = -1 if tag[1] else 1
        is_open[name] += step
        depth += step
        # such as is left open is opened again in every paragraph
        formats += step * (name in _FORMATS)
        if depth > MOST_DEPTH or formats > MOST_FORMATS:
            return False
    return True


def _take_out(text: str) -> tuple[str, list[str]]:
    """Cut out whole elements: drawings become images, style sheets are returned, others are gone."""
    kept, sheets = [], []
    at = start = depth = 0
    name = ""
    for piece in _PIECE.finditer(text):
        if piece[3] and piece[2].lower() == "svg":
            continue
        if not depth:
            if piece[1]:
                continue
            kept.append(text[at : piece.start()])
            name, start, depth = piece[2].lower(), piece.start(), 1
            continue
        if piece[2].lower() != name or (not piece[1] and name != "svg"):
            continue
        depth += -1 if piece[1] else 1
        if depth:
            continue
        end = text.find(">", piece.end(2)) + 1 or len(text)
        if name == "svg":
            kept.append(_drawing(text[start:end]))
        elif name == "style":
            sheets.append(text[text.find(">", start) + 1 : piece.start()])
        at = end
    # a browser, too, takes what is not closed to the end
    return "".join([*kept, text[at:] if not depth else ""]), sheets


def _drawing(svg: str) -> str:
    if "xmlns=" not in svg[: svg.find(">")]:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg"{svg[4:]}'
    words = re.search(r"<title[^<>]*>([^<>]*)</title>", svg)
    data = base64.b64encode(svg.encode("utf-8", "replace")).decode("ascii")
    alt = words[1].replace('"', "&quot;") if words else ""
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{alt}">'


@lru_cache
def _cleaner() -> Cleaner:
    return Cleaner(
        tags=TAGS,
        attributes=_is_safe,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
        css_sanitizer=_Styles(),
        filters=[_Names],
    )


def _is_safe(tag: str, name: str, value: str) -> bool:
    if name == "src":
        return tag == "img" and bool(_IMAGE.match(value) or _FILE.fullmatch(value))
    if name == "href":
        return tag == "a" and _leads_away(value)
    if name == "name":
        return tag == "a"
    if name == "value":
        return tag == "li"
    if name in ("width", "height"):
        return bool(_LENGTH.fullmatch(value))
    return name in _ATTRIBUTES


def _leads_away(target: str) -> bool:
    """Whether a link goes to a place of its own page or of the web, not to the reader's server.

    What a submission holds lies on that server, too, and a page of it would run with its rights.
    """
    if target.startswith("#"):
        return True
    try:
        parts = urlsplit(target.strip())
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return True
    inside = "." not in host or host.rstrip(".").split(".")[-1].isdigit() or ":" in host
    return parts.scheme in ("http", "https") and not inside and "/formgrader" not in parts.path


class _Names(Filter):  # type: ignore[misc]
    """Change the names of elements, so that no page takes them for its own."""

    def __iter__(self) -> Iterator[Any]:
        for token in super().__iter__():
            attributes = token.get("data")
            if isinstance(attributes, dict):
                for (space, name), value in attributes.items():
                    if name in ("id", "name"):
                        value = _own(value)
                    elif name == "href" and value.startswith("#"):
                        value = f"#{_own(value[1:])}"
                    elif name in ("aria-labelledby", "aria-describedby"):
                        value = " ".join(map(_own, value.split()))
                    elif name == "class":
                        value = " ".join(map(_class, value.split()))
                    attributes[space, name] = value
                if token.get("name") == "input":
                    # the mark of a list of what is done
                    attributes |= {(None, "type"): "checkbox", (None, "disabled"): ""}
            yield token


def _own(name: str) -> str:
    return f"{_OWN}{name}"


def _class(name: str) -> str:
    return name if name in _KNOWN or _NUMBERED.fullmatch(name) else _own(name)


class _Styles:
    """What bleach asks for the ``style`` of an element."""

    def sanitize_css(self, style: str) -> str:
        return _declarations(tinycss2.parse_declaration_list(style, True, True))


def style_sheet(text: str) -> str:
    """Return the rules of a style sheet that reach only what stands beside it.

    Examples
    --------
    >>> style_sheet("#T_1 td.late { color: red } body { display: none } @import 'x.css';")
    '#out-T_1 td.out-late{color: red}'
    """
    rules = []
    for rule in tinycss2.parse_stylesheet(text, True, True):
        if rule.type != "qualified-rule":
            continue
        selector = _selector(rule.prelude)
        inside = _declarations(tinycss2.parse_declaration_list(rule.content, True, True))
        if selector and inside:
            rules.append(f"{selector}{{{inside}}}")
    return "\n".join(rules)


def _selector(tokens: list[Any]) -> str:
    """The selector with changed names; empty unless each part of a list has one.

    What it reaches is then an element of that name, within one, or behind one.
    """
    written, named, before = "", False, ""
    for token in tokens:
        kind, value = token.type, getattr(token, "value", "")
        part = token.serialize() if kind in ("ident", "whitespace") else ""
        if kind == "hash":
            part, named = f"#{_own(value)}", True
        elif kind == "ident" and before == ".":
            part = _class(value)
            named = named or part.startswith(_OWN) or part in _TABLES
        elif kind == "function" and token.lower_name.startswith("nth-"):
            part = token.serialize() if _is_harmless(token.arguments, nested=_MOST_NESTED) else ""
        elif kind == "literal" and value == "," and named:
            part, named = value, False
        elif kind == "literal" and value in "*>+~:.":
            part = value
        if not part:
            return ""
        written, before = written + part, value if kind == "literal" else ""
    return written.strip() if named and _is_plain(written) else ""


def _declarations(parsed: list[Any]) -> str:
    return "; ".join(
        f"{one.lower_name}: {value}{' !important' if one.important else ''}"
        for one in parsed
        if one.type == "declaration"
        and (one.lower_name in _PROPERTIES or one.lower_name.startswith(_FAMILIES))
        and _is_harmless(one.value, outside=one.lower_name.startswith("margin"))
        and _is_plain(value := tinycss2.serialize(one.value).strip())
    )


def _is_harmless(tokens: list[Any], *, outside: bool = False, nested: int = 0) -> bool:
    """Whether a value loads nothing, and does not move an element out of its place."""
    for token in tokens:
        if token.type == "function":
            if (
                outside
                or nested == _MOST_NESTED
                or token.lower_name not in _FUNCTIONS
                or not _is_harmless(token.arguments, nested=nested + 1)
            ):
                return False
        elif token.type in ("number", "dimension", "percentage"):
            if (outside and token.value < 0) or token.value > _LONGEST:
                return False
        elif token.type not in ("ident", "hash", "string", "whitespace", "literal"):
            return False
    return True


def _is_plain(css: str) -> bool:
    """Whether it cannot end the element of the style sheet."""
    return not set(css) & set("<&\\{}")
