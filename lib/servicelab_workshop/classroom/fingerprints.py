"""Fingerprints of an answer: what is left of it when names, comments, layout and order are gone.

Saul Schleimer, Daniel S. Wilkerson and Alex Aiken, "Winnowing: local algorithms for document
fingerprinting", Proceedings of the 2003 ACM SIGMOD International Conference on Management of Data,
pages 76-85: of the hashes of all runs of `k` tokens (k-grams), keep the least in each window of `w`.
A run of ``w + k - 1`` tokens that two texts share is always found, one below `k` never. MOSS works
so, and Dolos, with ``k = 23`` and ``w = 17`` for whole programs; an answer in a notebook has a few
lines, so both are smaller here, and no k-gram goes beyond its line or sentence: then the order of
these does not matter. Of prose, where a word in seven may be another, every k-gram is kept.
"""

from __future__ import annotations

import builtins
import hashlib
import io
import itertools
import keyword
import re
import tokenize
import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

#: Letters of an answer that are looked at; a long one has three thousand.
MOST_LETTERS = 20_000

_BUILT_IN = frozenset(dir(builtins))
_CALLS = frozenset(")]")
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_LAYOUT = (tokenize.INDENT, tokenize.DEDENT, tokenize.NL, tokenize.COMMENT, tokenize.ENDMARKER)
# Python 3.12 and later read an f-string in parts
_F_START, _F_MIDDLE, _F_END = (
    getattr(tokenize, f"FSTRING_{part}", -1) for part in ("START", "MIDDLE", "END")
)
_SCRAP = re.compile(r"""#.*|"[^"]*"|'[^']*'|\d[\w.]*|\w+|[-+*/%@&|^<>=!:]=|\*\*|//|->|[^\w\s]""")
_IDEOGRAPHS = "\u2e80-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|[{_IDEOGRAPHS}]|[^\W{_IDEOGRAPHS}]+|[.!?;:。！？；：]")
_ENDS = frozenset(".!?;:。！？；：")
_ITEM = ("-", "*", "#", ">", "|")


@dataclass(frozen=True)
class Size:
    """How finely a kind of text is compared.

    Attributes
    ----------
    k : int
        Tokens of a k-gram.
    window : int
        K-grams of which one is kept.
    least : int
        Tokens below which a line or sentence says nothing.
    """

    k: int
    window: int
    least: int


CODE = Size(k=6, window=3, least=5)
PROSE = Size(k=3, window=1, least=4)


@dataclass(frozen=True)
class Unit:
    """A line of code as Python reads it, or a sentence.

    Attributes
    ----------
    first, last : int
        Lines of the answer that it stands on, from 0.
    tokens : tuple of str
        What is compared.
    """

    first: int
    last: int
    tokens: tuple[str, ...]


def code_units(source: str, known: Collection[str] = ()) -> list[Unit]:
    r"""Read code as lines of tokens in which no name that a trainee chose is left.

    Nothing is run. Code that is no Python is read all the same, by its signs. Names of variables
    become ``N``, numbers ``0`` and texts ``S``; methods, options, and what is called of Python's own
    and of the released notebook keep theirs. Comments, docstrings, layout and needless brackets go.

    Parameters
    ----------
    source : str
        Of the answer; no more than :data:`MOST_LETTERS` are read.
    known : collection of str
        Words of the released notebook, such as the names of columns and functions.

    Examples
    --------
    >>> one, = code_units("share = kept / len(values)  # of all")
    >>> " ".join(one.tokens)
    'N = N / len ( N )'
    >>> code_units("part=(rest/len( column ))")[0].tokens == one.tokens
    True
    """
    lines = list(_logical_lines(source[:MOST_LETTERS]))
    own = {
        after
        for line in lines
        for (_kind, before, _at), (_same, after, _there) in itertools.pairwise(line)
        if before in ("def", "class")
    }
    plain = {
        text
        for line in lines
        for place, (kind, text, _at) in enumerate(line)
        if kind == tokenize.NAME and not _is_option(line, place) and not _is_part(line, place)
    }
    units = []
    for line in lines:
        tokens = tuple(_normal(line, own, plain, known))
        if tokens and any(token != "S" for token in tokens):
            units.append(Unit(line[0][2], line[-1][2], tokens))
    return units


_Token = tuple[int, str, int]


def _logical_lines(source: str) -> Iterator[list[_Token]]:
    """Lines as Python reads them: kind, text and place of each token."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tokens = list(_tokens(source))
    except (tokenize.TokenError, SyntaxError, ValueError):
        tokens = list(_scraps(source))
    line: list[_Token] = []
    for token in tokens:
        if token[0] == tokenize.NEWLINE or token[1] == ";":
            if line:
                yield line
            line = []
        else:
            line.append(token)
    if line:
        yield line


def _tokens(source: str) -> Iterator[_Token]:
    inside = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        at = token.start[0] - 1
        if token.type in _LAYOUT or token.type == _F_MIDDLE:
            continue
        if token.type in (_F_START, _F_END):
            inside += 1 if token.type == _F_START else -1
            if token.type == _F_START and inside == 1:
                yield tokenize.STRING, token.string, at
        elif not inside:
            yield token.type, token.string, at


def _scraps(source: str) -> Iterator[_Token]:
    """Tokens of what is no Python."""
    depth = 0
    for at, line in enumerate(source.splitlines()):
        for text in _SCRAP.findall(line):
            if text[0] == "#":
                continue
            if text[0] in "\"'" and len(text) > 1:
                yield tokenize.STRING, text, at
            elif text[0].isdigit():
                yield tokenize.NUMBER, text, at
            elif text[0].isalpha() or text[0] == "_":
                yield tokenize.NAME, text, at
            else:
                depth = max(0, depth + (text in _OPEN) - (text in _CLOSE))
                yield tokenize.OP, text, at
        if not depth:
            yield tokenize.NEWLINE, "", at


def _is_part(line: Sequence[_Token], place: int) -> bool:
    return place > 0 and line[place - 1][1] == "."


def _is_option(line: Sequence[_Token], place: int) -> bool:
    """Whether a name is that of an option in a call."""
    return (
        0 < place < len(line) - 1
        and line[place + 1][1] == "="
        and line[place - 1][1] in ("(", ",")
        and not any(token[1] in ("def", "lambda") for token in line[:2])
    )


def _normal(
    line: Sequence[_Token], own: Collection[str], plain: Collection[str], known: Collection[str]
) -> Iterator[str]:
    needless: list[bool] = []
    for place, (kind, text, _at) in enumerate(line):
        after = line[place + 1][1] if place + 1 < len(line) else ""
        if kind == tokenize.NUMBER:
            yield "0"
        elif kind == tokenize.STRING:
            inside = text.strip("rbufRBUF").strip("\"'")
            yield inside if inside in known else "S"
        elif kind == tokenize.NAME:
            if keyword.iskeyword(text) or _is_part(line, place):
                yield text
            elif _is_option(line, place):
                yield "N" if text in plain or text in own else text
            elif after == "(" and text not in own and (text in _BUILT_IN or text in known):
                yield text
            else:
                yield "N"
        elif text == "(":
            before = line[place - 1] if place else (tokenize.OP, "", 0)
            is_call = before[1] in _CALLS or (
                before[0] == tokenize.NAME and not keyword.iskeyword(before[1])
            )
            needless.append(not is_call)
            if is_call:
                yield text
        elif text == ")":
            if not (needless.pop() if needless else False):
                yield text
        elif not (text == "," and after in _CLOSE) and not text.isspace() and text != "\\":
            yield text


def prose_units(source: str) -> list[Unit]:
    """Read prose as sentences of words in small letters, with each number as ``0``.

    Parameters
    ----------
    source : str
        Of the answer; no more than :data:`MOST_LETTERS` are read.

    Examples
    --------
    >>> [" ".join(unit.tokens) for unit in prose_units("Keep 3.5 of them. *Why?* We tested it!")]
    ['keep 0 of them', 'why', 'we tested it']
    """
    units: list[Unit] = []
    words: list[str] = []
    first = last = 0

    def close() -> None:
        if words:
            units.append(Unit(first, last, tuple(words)))
            words.clear()

    for at, line in enumerate(source[:MOST_LETTERS].splitlines()):
        if not line.strip() or line.lstrip().startswith(_ITEM):
            close()
        for text in _WORD.findall(line):
            if text in _ENDS:
                close()
                continue
            word = "0" if text[0].isdigit() else text.strip("_").casefold()
            if word:
                first = first if words else at
                last = at
                words.append(word)
    close()
    return units


def grams(tokens: Sequence[str], size: Size) -> list[int]:
    """Hash every k-gram of a line or sentence; one that is shorter is hashed as a whole.

    Parameters
    ----------
    tokens : sequence of str
        From :func:`code_units` or :func:`prose_units`.
    size : Size
        How finely.

    Examples
    --------
    >>> len(grams("the mean waits for no one".split(), PROSE)), grams(["yes"], PROSE)
    (4, [])
    """
    if len(tokens) < size.least:
        return []
    most = max(1, len(tokens) - size.k + 1)
    return [_hash(tokens[start : start + size.k]) for start in range(most)]


def _hash(tokens: Sequence[str]) -> int:
    told = "\x1f".join(tokens).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big")


def winnow(hashes: Sequence[int], window: int) -> list[int]:
    """Keep the least hash of each window, the last of several; see the module.

    Parameters
    ----------
    hashes : sequence of int
        Of all k-grams, in order.
    window : int
        How many stand in a window; where there are fewer, one window holds all.

    Examples
    --------
    From the paper:

    >>> winnow([77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98], 4)
    [17, 17, 8, 39, 17]
    """
    kept: list[int] = []
    before = -1
    for start in range(max(0, len(hashes) - window) + 1 if hashes else 0):
        places = range(start, min(start + window, len(hashes)))
        least = min(places, key=lambda place: (hashes[place], -place))
        if least != before:
            kept.append(hashes[least])
            before = least
    return kept


def fingerprints(units: Sequence[Unit], size: Size) -> list[tuple[int, ...]]:
    """Return the fingerprints of each line or sentence."""
    return [tuple(winnow(grams(unit.tokens, size), size.window)) for unit in units]
