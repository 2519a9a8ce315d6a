"""The heading of a survey: codes of questions, grids, merged cells, and the three rows of Qualtrics."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from servicelab.i18n import _
from servicelab.text import listed, shown
from servicelab_workshop.reading.headings import find_heading, known_name
from servicelab_workshop.reading.sheets import Sheet
from servicelab_workshop.reading.vocabulary import plain, side_names, side_words, tidy
from servicelab_workshop.reading.wordings import has_words, same_wordings

__all__ = ["Heads", "Questions", "answer_code", "find_heads", "find_questions", "join_sides"]

_ITEM = r"(?:q|g\d{1,3}q|sq|item|question|frage|statement|aussage|pregunta|v|var|题|第)?"
_CODE_FIRST = re.compile(
    rf"(?P<side>[^\W\d_]+)[\s_.:-]*\[?{_ITEM}[\s_.-]*0*(?P<item>\d{{1,3}})\]?(?:$|\s*[.:)\]、-].*|\s+[\[(].*|_[^\W\d].*|\s*\n.*|(?:\s+[^\W\d]\S*){{3,}})",
    re.IGNORECASE | re.DOTALL,
)
_CODE_LAST = re.compile(
    rf"{_ITEM}[\s_.-]*0*(?P<item>\d{{1,3}})[\s_.-]*[(\[]?(?P<side>[^\W\d_]+)[)\]]?(?:$|[.:].*)",
    re.IGNORECASE | re.DOTALL,
)
_GRID = re.compile(r"(?P<stem>.*\S)\s*\[(?P<item>[^\[\]]+)\]\s*\.?", re.DOTALL)
_DASHED = re.compile(
    r"(?P<stem>.{2,}?\S)(?:\s+[-–—]\s+|\s*——?\s*|[:：]\s*)(?P<item>.*\S)", re.DOTALL
)
_BEHIND = re.compile(r"(?P<stem>.*\S)\s*\((?P<item>[^()]+)\)", re.DOTALL)
_CODED = re.compile(r"(?P<stem>.*\d)[\s_.-]*(?P<item>[^\W\d_]+)", re.DOTALL)
_RANGE = re.compile(r"#(\d{1,4})\s*(?:-|–|:|\.\.)\s*#?(\d{1,4})")


@dataclass(frozen=True)
class Heads:
    """The heading of a survey in one row.

    Attributes
    ----------
    titles : tuple of str
        A code or a question for each column.
    texts : tuple of str
        The question, where the title is a code.
    last : int
        The last row of the heading, from 0.
    first : int
        Its first row.
    """

    titles: tuple[str, ...]
    texts: tuple[str, ...]
    last: int
    first: int


@dataclass(frozen=True)
class Questions:
    """Which column holds which answer.

    Attributes
    ----------
    places : dict
        From ``E01``, ``P01``, ... to the place of the column.
    labels : dict
        From the number of an item to its text, where grids say it.
    doubts : tuple of str
        What is to be asked.
    notes : tuple of str
        How the two sides were paired, where that is not plain.
    """

    places: dict[str, int]
    labels: dict[int, str]
    doubts: tuple[str, ...]
    notes: tuple[str, ...] = ()


def answer_code(heading: str) -> str | None:
    """Return ``E01`` or ``P01`` for a heading that says which answer it holds.

    Parameters
    ----------
    heading : str
        As it stands in the file.

    Examples
    --------
    >>> [answer_code(one) for one in ("E1. Modern looks", "Q1_E", "Exp_1", "Erwartung 1", "Town")]
    ['E01', 'E01', 'E01', 'E01', None]
    """
    for pattern in (_CODE_FIRST, _CODE_LAST):
        found = pattern.fullmatch(heading.strip())
        side = side_names().get(plain(found["side"])) if found else None
        if found and side is None and pattern is _CODE_FIRST:
            # ExpQ1 is read as one word before its number
            bare = re.sub(r"(?:q|item|v)$", "", plain(found["side"]))
            side = side_names().get(bare)
        if found and side is not None:
            return f"{side}{int(found['item']):02d}"
    return None


def find_heads(sheet: Sheet, asked: Sequence[str] = ()) -> Heads:
    """Find the heading of a survey, which may have several rows.

    Parameters
    ----------
    sheet : Sheet
        The file.
    asked : sequence of str
        Headings that are known to be there.
    """
    given = {plain(one) for one in asked if one}

    def is_known(title: str) -> bool:
        return bool(title) and (
            plain(title) in given
            or known_name("servqual", title) is not None
            or answer_code(title) is not None
            or _GRID.fullmatch(title) is not None
        )

    head = sheet.head
    merged = _below_sides(head)
    if merged is not None:
        return merged
    at = find_heading(head, is_known)
    width = max(map(len, head))
    row = [*head[at], *[""] * (width - len(head[at]))]
    below = [[*one, *[""] * (width - len(one))] for one in head[at + 1 : at + 3]]
    if len(below) > 1 and any("importid" in cell.casefold() for cell in below[1]):
        return Heads(tuple(row), tuple(below[0]), at + 2, at)
    if below and _is_question_row(row, below[0]):
        return Heads(tuple(row), tuple(below[0]), at + 1, at)
    if below and _continues(row, below[0]):
        return Heads(tuple(_merged(row, below[0])), ("",) * width, at + 1, at)
    for place in range(at - 1, max(at - 4, -1), -1):
        above = [*head[place], *[""] * (width - len(head[place]))]
        if _is_group_row(above, row):
            return Heads(tuple(_merged(above, row)), ("",) * width, at, place)
    return Heads(tuple(row), ("",) * width, at, at)


def _below_sides(head: Sequence[Sequence[str]]) -> Heads | None:
    """Find merged cells that name the two sides, with the questions in a row below."""
    width = max(map(len, head))
    rows = [[*one, *[""] * (width - len(one))] for one in head]
    for place, above in enumerate(rows):
        sides = {side_names().get(plain(cell)) for cell in above if cell}
        if not sides >= {"E", "P"} or 2 * sum(map(bool, above)) > width:
            continue
        for at in range(place + 1, min(place + 4, len(rows))):
            if _are_items(above, rows[at]):
                return Heads(tuple(_merged(above, rows[at])), ("",) * width, at, place)
    return None


def _are_items(above: Sequence[str], row: Sequence[str]) -> bool:
    """Tell whether a row names questions below each side: by numbers that run on, or in words."""
    groups: dict[str, list[str]] = {}
    group = ""
    for title, part in zip(above, row, strict=True):
        group = title or group
        if side_names().get(plain(group)):
            groups.setdefault(group, []).append(part)
    for parts in groups.values():
        if len(parts) < 2 or len(set(map(plain, parts))) < len(parts):
            return False
        numbers = [int(part) for part in parts if re.fullmatch("[0-9]{1,3}", part)]
        run_on = numbers == list(range(numbers[0], numbers[0] + len(parts))) if numbers else True
        if not run_on or (not numbers and not all(re.search(r"[^\W\d_]", one) for one in parts)):
            return False
    return True


def _is_question_row(row: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether a row below the codes holds the questions in words."""
    names = [known_name("servqual", title) for title in row]
    same = [
        known_name("servqual", cell) == name
        for name, cell in zip(names, below, strict=True)
        if name is not None and cell
    ]
    words = [len(cell.split()) > 2 for cell in below if cell]
    return bool(same) and all(same) and bool(words) and sum(words) > len(words) / 2


def _continues(row: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether the row below names the parts of questions whose cells are merged."""
    gaps = [place for place, title in enumerate(row) if not title and below[place]]
    named = [place for place, title in enumerate(row) if known_name("servqual", title)]
    has_words = [bool(re.search(r"[^\W\d_]{2}", below[place])) for place in gaps]
    return len(gaps) > 2 and all(has_words) and not any(below[place] for place in named[:1])


def _is_group_row(above: Sequence[str], row: Sequence[str]) -> bool:
    """Tell whether a row above the codes holds merged cells that name groups of them."""
    said = [cell for cell in above if cell]
    sides = [_side(cell) for cell in said]
    return 2 <= len(said) < sum(map(bool, row)) / 2 and sum(map(bool, sides)) >= 2


def _merged(above: Sequence[str], below: Sequence[str]) -> list[str]:
    titles, group = [], ""
    for title, part in zip(above, below, strict=True):
        group = title or group
        if not part or tidy(part) in ("response", "open-ended response"):
            titles.append(title)
        elif re.fullmatch(rf"{_ITEM}[\s_.-]*\d{{1,3}}", part, re.IGNORECASE) and _side(group):
            number = re.sub("[^0-9]", "", part)
            titles.append(f"{_side(group)}{number}")
        else:
            item = part.replace("[", " ").replace("]", " ")
            titles.append(f"{group} [{item}]" if group else part)
    return titles


def _side(stem: str) -> str | None:
    """Return the letter of the side that a question is about; None if it does not say so."""
    direct = side_names().get(plain(stem))
    if direct:
        return direct
    text = tidy(stem)
    ranks = {
        side: next((rank for rank, word in enumerate(side_words(side)) if word.search(text)), None)
        for side in ("expectation", "perception")
    }
    expectation, perception = ranks["expectation"], ranks["perception"]
    if expectation is None or perception is None:
        return "E" if expectation is not None else "P" if perception is not None else None
    return "E" if expectation < perception else "P" if perception < expectation else None


def find_questions(heads: Heads, given: dict[str, str], taken: Callable[[str], bool]) -> Questions:
    """Find which column holds which answer.

    Parameters
    ----------
    heads : Heads
        The heading.
    given : dict
        From ``expectation`` and ``perception`` to the words of a grid, or to columns such as
        ``#2-#23``.
    taken : callable
        Whether a heading is that of another column.
    """
    places: dict[str, int] = {}
    twice = []
    for place, title in enumerate(heads.titles):
        code = answer_code(title) if title and not taken(title) else None
        if code is None and heads.texts[place] and not taken(title):
            code = answer_code(heads.texts[place])
        if code in places:
            twice.append(code)
        elif code is not None:
            places[code] = place
    ranges = {
        side[0].upper(): found
        for side in ("expectation", "perception")
        if (found := _RANGE.fullmatch(given.get(side, "")))
    }
    if ranges:
        parts = {
            side: [
                (place, heads.texts[place] or heads.titles[place])
                for place in range(int(found[1]) - 1, min(int(found[2]), len(heads.titles)))
            ]
            for side, found in ranges.items()
        }
        if {*parts} == {"E", "P"} and len(parts["E"]) == len(parts["P"]):
            return _paired(parts["E"], parts["P"])
        for side, columns in parts.items():
            places |= {f"{side}{n:02d}": place for n, (place, _text) in enumerate(columns, 1)}
        return Questions(places, {}, ())
    if {code[0] for code in places} == {"E", "P"}:
        places = _from_one(places)
        again = _("column {names}: there more than once; rename or remove one")
        twice = list(dict.fromkeys(twice))
        return Questions(places, {}, (again.format(names=listed(twice)),) if twice else ())
    pairs = _in_pairs(heads, taken)
    found_in = Questions(pairs, {}, ()) if pairs else _from_grids(heads, given, taken)
    if found_in.places or found_in.doubts:
        return found_in
    if twins := _twins(heads):
        return Questions({}, {}, (twins,))
    if len(places) < 4:
        return found_in
    return Questions({}, {}, (_one_sided(places),))


def _twins(heads: Heads) -> str | None:
    """Ask which side is which where every question stands twice, with a 2 behind it or none."""
    firsts: dict[str, int] = {}
    pairs = []
    for place, title in enumerate(heads.titles):
        stem = tidy(re.sub(r"(?<=\D)[\s._]*\(?[12]\)?$", "", title))
        if has_words(stem) and stem in firsts:
            pairs.append((firsts[stem], place))
        elif stem:
            firsts[stem] = place
    if len(pairs) < 4:
        return None
    first, second = ([pair[at] for pair in pairs] for at in (0, 1))
    return _(
        "every question stands twice: say which time is which, as in --columns "
        "expectation=#{a}-#{b} --columns perception=#{c}-#{d}"
    ).format(a=first[0] + 1, b=first[-1] + 1, c=second[0] + 1, d=second[-1] + 1)


def _one_sided(places: dict[str, int]) -> str:
    """Say that one of the two sides is not there."""
    first, last = min(places), max(places)
    if first[0] == "P":
        return _(
            "there are perceptions ({first} to {last}) and no expectations: a gap needs both, so "
            "put the columns E01, E02, ... beside them"
        ).format(first=first, last=last)
    return _(
        "there are expectations ({first} to {last}) and no perceptions: a gap needs both, so put "
        "the columns P01, P02, ... beside them"
    ).format(first=first, last=last)


def _from_one(places: dict[str, int]) -> dict[str, int]:
    """Number the items of the second side from 1, where they go on from the first: P23 is P01."""
    numbers = {side: sorted(int(code[1:]) for code in places if code[0] == side) for side in "EP"}
    early, late = sorted(numbers, key=lambda side: numbers[side])
    n = len(numbers[early])
    if numbers[early] == list(range(1, n + 1)) and numbers[late] == list(range(n + 1, 2 * n + 1)):
        return {
            code if code[0] == early else f"{late}{int(code[1:]) - n:02d}": place
            for code, place in places.items()
        }
    return places


def _in_pairs(heads: Heads, taken: Callable[[str], bool]) -> dict[str, int]:
    """Find questions that stand twice, with the side behind: ``Kind staff (expectation)``."""
    pairs: dict[str, dict[str, int]] = {}
    for place, title in enumerate(heads.titles):
        text = heads.texts[place] or title
        patterns = (_GRID, _BEHIND, _DASHED, _CODED)
        found = next((one for pattern in patterns if (one := pattern.fullmatch(text))), None)
        side = side_names().get(plain(found["item"])) if found else None
        if found and side and not taken(title):
            pairs.setdefault(tidy(found["stem"]), {})[side] = place
    if len(pairs) < 2 or any(len(sides) < 2 for sides in pairs.values()):
        return {}
    return {
        f"{side}{number:02d}": place
        for number, sides in enumerate(pairs.values(), start=1)
        for side, place in sides.items()
    }


def _from_grids(heads: Heads, given: dict[str, str], taken: Callable[[str], bool]) -> Questions:
    groups: dict[str, list[tuple[int, str]]] = {}
    for place, title in enumerate(heads.titles):
        text = heads.texts[place] or title
        found = _GRID.fullmatch(text) or _DASHED.fullmatch(text)
        if found and not taken(title):
            groups.setdefault(tidy(found["stem"]), []).append((place, found["item"].strip()))
    groups = {stem: parts for stem, parts in groups.items() if len(parts) > 1}
    if not groups:
        return Questions({}, {}, ())
    asked = {
        side: tidy(given.get(name, ""))
        for side, name in (("E", "expectation"), ("P", "perception"))
    }
    sides = {stem: _side_given(stem, asked) or _side(stem) for stem in groups}
    unknown = [stem for stem in groups if sides[stem] is None]
    if (
        len(groups) == 2
        and len(unknown) == 1
        and len({len(parts) for parts in groups.values()}) == 1
    ):
        other = next(side for side in sides.values() if side)
        sides[unknown[0]] = "P" if other == "E" else "E"
    totals = {
        side: sum(len(groups[stem]) for stem in groups if sides[stem] == side) for side in "EP"
    }
    if not totals["E"] or totals["E"] != totals["P"]:
        return Questions({}, {}, (_which_grid(groups),))
    expectations, perceptions = (
        [part for stem in groups if sides[stem] == side for part in groups[stem]] for side in "EP"
    )
    return _paired(expectations, perceptions)


def _which_grid(groups: dict[str, list[tuple[int, str]]]) -> str:
    """Ask which grid is which side, in words that can be copied."""
    first, last = next(iter(groups)), list(groups)[-1]
    if len(groups) == 1:
        places = [place + 1 for place, _text in groups[first]]
        half = len(places) // 2
        return _(
            "the questions are one grid ({stem}): a gap needs two, what people expect and what they "
            "find. Put the other one beside it, or if both are in it, say which columns are which, "
            "as in --columns expectation=#{a}-#{b} --columns perception=#{c}-#{d}"
        ).format(
            stem=shown(first, 40),
            a=places[0],
            b=places[half - 1],
            c=places[half],
            d=places[2 * half - 1],
        )
    return _(
        "the questions are grids ({stems}): say which is which, as in --columns "
        'expectation="{first}" --columns perception="{last}"'
    ).format(
        stems=" / ".join(shown(stem, 40) for stem in list(groups)[:4]),
        first=_handle(first, groups),
        last=_handle(last, groups),
    )


def _handle(stem: str, groups: dict[str, list[tuple[int, str]]]) -> str:
    """Return what names a grid and no other: its first words, or its columns."""
    words = stem.split()
    for n in range(1, len(words) + 1):
        start = " ".join(words[:n])
        if (len(start) > 24 or n == len(words)) and sum(start in one for one in groups) == 1:
            return start
    places = [place for place, _text in groups[stem]]
    return f"#{places[0] + 1}-#{places[-1] + 1}"


def _paired(
    expectations: Sequence[tuple[int, str]], perceptions: Sequence[tuple[int, str]]
) -> Questions:
    """Number the questions of two sides, so that those of one wording have one number."""
    mine, other = ([text for _place, text in parts] for parts in (expectations, perceptions))
    numbers = _numbers(mine), _numbers(other)
    notes: tuple[str, ...] = ()
    if None not in numbers or not all(map(has_words, (*mine, *other))):
        by_place = list(range(1, len(mine) + 1))
        of_mine, of_other = (one or by_place for one in numbers)
    else:
        order = same_wordings(mine, other)
        of_mine = of_other = list(range(1, len(mine) + 1))
        if order is None:
            for at, text in enumerate(mine):
                if text in other and text != other[at]:
                    return Questions({}, {}, (_other_place(text),))
            notes = (
                _(
                    "expectations and perceptions are paired by their places, because their "
                    "wordings differ: check that both stand in one order"
                ),
            )
        elif order != list(range(len(order))):
            of_other = [order.index(at) + 1 for at in range(len(order))]
            notes = (
                _(
                    "expectations and perceptions stand in different orders, so they are paired by "
                    "wording and numbered as the expectations stand; if these are not in the order "
                    "of SERVQUAL, give your items with --items"
                ),
            )
    places = {f"E{n:02d}": part[0] for n, part in zip(of_mine, expectations, strict=True)}
    places |= {f"P{n:02d}": part[0] for n, part in zip(of_other, perceptions, strict=True)}
    said = dict(zip(of_mine, mine, strict=True))
    labels = {
        n: said[n] if text.startswith(said[n]) else text
        for n, text in zip(of_other, other, strict=True)
        if has_words(text)
    }
    return Questions(places, labels, (), notes)


def _other_place(text: str) -> str:
    return _(
        "the question {text!r} stands at another place among the perceptions, and others have no "
        "partner there: write each question the same on both sides, or put both into one order"
    ).format(text=shown(text, 60))


def join_sides(texts: pd.DataFrame) -> pd.DataFrame:
    """Put the two sides of an answer into one row, where each has a row of its own.

    Parameters
    ----------
    texts : DataFrame
        With ``respondent``, ``item``, ``side`` and ``score``.

    Returns
    -------
    DataFrame
        With ``expectation`` and ``perception`` in place of the last two; rows whose side is no
        side, and those that stand twice, are as they were.
    """
    sides = texts["side"].fillna("").map(plain).map(side_names())
    key = [texts["respondent"].fillna("").str.strip(), texts["item"].fillna("").str.strip()]
    again = pd.concat([*key, sides.rename("side")], axis=1).duplicated()
    rest = texts.drop(columns=["side", "score"])
    score = texts["score"].where(~again)
    both = pd.DataFrame(
        {
            "expectation": score.where(sides == "E").groupby(key).transform("first"),
            "perception": score.where(sides == "P").groupby(key).transform("first"),
        }
    ).fillna("")
    later = rest[["respondent", "item"]].apply(lambda one: one.str.strip()).duplicated()
    return rest.assign(**both)[~later | again | sides.isna()]


def _side_given(stem: str, asked: dict[str, str]) -> str | None:
    for side, text in asked.items():
        if text and (text == stem or text in stem):
            return side
    return None


def _numbers(texts: Sequence[str]) -> list[int] | None:
    """Number the items by what they say themselves."""
    for pattern in (r"(?:sq|q|item)?0*(\d{1,3})(?:[.):\s].*)?", r".*?[^\d](\d{1,3})"):
        found = [re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL) for text in texts]
        numbers = [int(one[1]) for one in found if one]
        if len(numbers) == len(texts) and sorted(numbers) == list(range(1, len(texts) + 1)):
            return numbers
    return None
