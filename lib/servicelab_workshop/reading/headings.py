"""Finding the heading of a table, and which of its columns is which."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.text import listed, shown
from servicelab_workshop.reading.dates import parse_moment
from servicelab_workshop.reading.units import without_unit
from servicelab_workshop.reading.vocabulary import (
    bare,
    bare_headings,
    cell_words,
    headings,
    plain,
    tidy,
)

__all__ = [
    "Columns",
    "are_days",
    "are_flags",
    "find_columns",
    "find_heading",
    "known_name",
    "may_be_days",
    "split_columns",
    "suggest",
]

#: Days that are neither the begin nor the end of anything.
_NO_EVENT = r"modif|updat|geändert|aktualisiert|\bdue\b|fällig|birth|geburt|修改|更新|到期|生日"
#: How alike two headings are for one to be suggested for the other.
ALIKE = 0.6
#: How alike, for a day or a time to be suggested alone, though there are others.
SURE = 0.75


@dataclass(frozen=True)
class Columns:
    """Which columns are used.

    Attributes
    ----------
    places : dict
        From the name of a column to its place in the file.
    titles : dict
        From the name of a column to its heading.
    doubts : tuple of str
        Columns of which several may be meant.
    ignored : tuple of str
        Headings that are not used.
    """

    places: dict[str, int]
    titles: dict[str, str]
    doubts: tuple[str, ...]
    ignored: tuple[str, ...]

    def also(self, places: Mapping[str, int], titles: Sequence[str]) -> Columns:
        """Return these columns and more.

        Parameters
        ----------
        places : mapping
            From further names to places.
        titles : sequence of str
            The headings in the file.
        """
        more = {name: titles[place] for name, place in places.items()}
        used = set(more.values())
        return Columns(
            {**self.places, **places},
            {**self.titles, **more},
            self.doubts,
            tuple(one for one in self.ignored if one not in used),
        )

    def without(self, name: str) -> Columns:
        """Return these columns without one of them.

        Parameters
        ----------
        name : str
            Of the column.
        """
        places = {one: place for one, place in self.places.items() if one != name}
        titles = {one: title for one, title in self.titles.items() if one != name}
        return Columns(places, titles, self.doubts, (*self.ignored, self.titles[name]))


def known_name(subject: str, heading: str) -> str | None:
    """Return the name of a column by its heading, also with a unit behind it.

    Parameters
    ----------
    subject : str
        As in :func:`servicelab_workshop.reading.vocabulary.headings`.
    heading : str
        As it stands in the file.

    Examples
    --------
    >>> known_name("complaints", "Betrag (EUR)")
    'cost'
    """
    words = headings(subject)
    heading = _unwrapped(heading)
    unitless = without_unit(heading)
    unitless = re.sub(
        r"[_\s](?:s|sec|secs|seconds|min|mins|minutes)$", "", unitless, flags=re.IGNORECASE
    )
    return (
        words.get(plain(heading))
        or words.get(plain(unitless))
        or bare_headings(subject).get(bare(unitless))
    )


def _unwrapped(heading: str) -> str:
    """Take off what programs put around the names of fields that were added to them."""
    found = re.fullmatch(r"custom field \((.+)\)|u_(.+)", heading.strip(), re.IGNORECASE)
    return (found[1] or found[2]) if found else heading


def find_heading(head: Sequence[Sequence[str]], is_known: Callable[[str], bool]) -> int:
    """Find the row of the headings, below title lines and blank ones.

    Parameters
    ----------
    head : sequence of sequence of str
        The first rows.
    is_known : callable
        Whether a heading is one that is looked for.

    Returns
    -------
    int
        The row with the most known headings; if no heading is known, the first that is as wide as
        most rows are.
    """
    known = [len({plain(cell) for cell in row if cell and is_known(cell)}) for row in head]
    if any(known):
        return known.index(max(known))
    widths = [sum(map(bool, row)) for row in head]
    usual = max(set(widths), key=lambda width: (widths.count(width), width)) if widths else 0
    return next((place for place, width in enumerate(widths) if width >= max(usual, 1)), 0)


def split_columns(given: Sequence[str]) -> dict[str, str]:
    """Split what ``--columns`` was given.

    Parameters
    ----------
    given : sequence of str
        Each ``name=heading``; an empty heading says that the column is not used.

    Raises
    ------
    CourseError
        If one has no sign of equality.

    Examples
    --------
    >>> split_columns(["opened=Received date"])
    {'opened': 'Received date'}
    """
    columns = {}
    for one in given:
        name, sign, heading = one.partition("=")
        if not sign:
            raise CourseError(
                _('{given!r} cannot be read: write --columns opened="Received date".').format(
                    given=one
                )
            )
        columns[name.strip()] = heading.strip()
    return columns


def find_columns(
    titles: Sequence[str],
    name_of: Callable[[str], str | None],
    given: Mapping[str, str],
    *,
    names: Collection[str],
    one_only: Collection[str] = (),
    fits: Callable[[int], bool] = lambda _place: True,
    label: str,
    rank: Callable[[str, str], int] = lambda _name, _title: 0,
) -> Columns:
    """Find which column is which.

    Parameters
    ----------
    titles : sequence of str
        The headings in the file.
    name_of : callable
        From a heading to the name of a column, or None.
    given : mapping
        From names to headings: what ``--columns`` says.
    names : collection of str
        Names that may be given.
    one_only : collection of str
        Names of which a second candidate is a doubt; of others the first is taken.
    fits : callable
        Whether the cells under a heading may be what `one_only` asks for.
    label : str
        What messages call the file.
    rank : callable
        From a name and a heading to its rank: of several candidates those of the lowest count.

    Raises
    ------
    CourseError
        If a name or a heading that was given does not exist.
    """
    places: dict[str, int] = {}
    doubts = []
    for name, heading in given.items():
        if name not in names:
            raise CourseError(
                _("--columns {name}: there is no such column here; those used are {names}.").format(
                    name=shown(name, 40), names=listed(list(names), 20)
                )
            )
        if heading:
            places[name] = _place(titles, heading, name, label)
    candidates: dict[str, list[int]] = {}
    for place, title in enumerate(titles):
        known = name_of(title) if title and place not in places.values() else None
        if known is not None and known not in given:
            candidates.setdefault(known, []).append(place)
    for name, every in candidates.items():
        fitting = [place for place in every if fits(place)] if name in one_only else every
        found = fitting or every
        ranks = [rank(name, titles[place]) for place in found]
        found = [place for place, one in zip(found, ranks, strict=True) if one == min(ranks)]
        exact = [place for place in found if plain(_unwrapped(titles[place])) == plain(name)]
        best = exact if len(exact) == 1 else found
        if len(best) > 1 and name in one_only:
            is_one = len({titles[place] for place in best}) == 1
            named = [f"#{place + 1}" if is_one else titles[place] for place in best[:3]]
            options = _(" or ").join(f'--columns {name}="{one}"' for one in named)
            doubts.append(
                _("column {name}: {n} columns may be it; give {options}").format(
                    name=name, n=len(best), options=options
                )
            )
        places[name] = best[0]
    return Columns(
        places,
        {name: titles[place] for name, place in places.items()},
        tuple(doubts),
        tuple(
            title for place, title in enumerate(titles) if title and place not in places.values()
        ),
    )


def _place(titles: Sequence[str], heading: str, name: str, label: str) -> int:
    numbered = re.fullmatch(r"#(\d{1,4})", heading)
    if numbered and 1 <= int(numbered[1]) <= len(titles):
        return int(numbered[1]) - 1
    for same in (str, tidy, plain):
        found = [place for place, title in enumerate(titles) if same(title) == same(heading)]
        if found and same(heading):
            return found[0]
    near = difflib.get_close_matches(tidy(heading), list(map(tidy, titles)), n=1, cutoff=ALIKE)
    raise CourseError(
        _('--columns {name}="{heading}": {label} has no such column{hint}.').format(
            name=name,
            heading=shown(heading, 60),
            label=label,
            hint=_("; did you mean {near!r}?").format(near=near[0])
            if near
            else _("; its columns are {have}").format(have=listed([one for one in titles if one])),
        )
    )


def suggest(
    missing: Sequence[str],
    subject: str,
    ignored: Sequence[str],
    samples: Mapping[str, Sequence[str]],
    dates: Collection[str],
) -> list[str]:
    """Suggest a column for each one that is missing.

    Parameters
    ----------
    missing : sequence of str
        Names of columns.
    subject : str
        As in :func:`servicelab_workshop.reading.vocabulary.headings`.
    ignored : sequence of str
        Headings that are not used.
    samples : mapping
        From these headings to some cells.
    dates : collection of str
        Names whose cells are days.

    Returns
    -------
    list of str
        A line for each.
    """
    words = headings(subject)
    spare = list(ignored)
    moments = sum(any(name in dates for name in one.split("|")) for one in missing)
    lines = []
    for one in missing:
        said = _(" or ").join(one.split("|"))
        days = [title for title in spare if are_days(samples.get(title, ()))]
        others = [title for title in spare if title not in days]
        events = [title for title in days if not re.search(_NO_EVENT, title, re.IGNORECASE)]
        choices = [
            (_likeness(title, [word for word in words if words[word] == name]), name, title)
            for name in one.split("|")
            # a wait may be written 00:03:25, which is a time as well
            for title in (events if name in dates else [*others, *days])
        ]
        # no day is a name, and only what is called alike is a wait
        fitting = [
            choice
            for choice in choices
            if choice[1] in dates or (choice[0] >= ALIKE if "|" in one else choice[2] in others)
        ]
        found = max(
            fitting,
            default=None,
            key=lambda choice: (
                choice[0] if choice[0] >= ALIKE or choice[1] in dates else 0.0,
                _are_distinct(samples.get(choice[2], ())),
            ),
        )
        if found is None:
            lines.append(
                _("column {name}: missing, and no column is left that may be it").format(name=said)
            )
            continue
        likeness, name, best = found
        rivals = [
            title
            for liking, of, title in fitting
            if of == name and (likeness < SURE or liking > likeness - 0.1)
        ]
        if name in dates and len(rivals) > 1 and moments == 1:
            # which of them it is, nobody can tell from their cells
            lines.append(
                _(
                    'column {name}: missing; if it is one of {near}, add --columns {short}="..."'
                ).format(
                    name=said, short=name, near=listed([repr(shown(title, 60)) for title in rivals])
                )
            )
            continue
        if likeness >= ALIKE or name in dates:
            spare.remove(best)
        lines.append(
            _('column {name}: missing; if it is {near!r}, add --columns {short}="{near}"').format(
                name=said, short=name, near=shown(best, 60)
            )
        )
    if ignored:
        lines.append(_("the columns that are not used are {have}").format(have=listed(ignored)))
    return lines


def _are_distinct(cells: Sequence[str]) -> bool:
    return all(cells) and len(set(cells)) == len(cells)


def may_be_days(cells: Sequence[str]) -> bool:
    """Tell whether cells are days, or nothing.

    Parameters
    ----------
    cells : sequence of str
        Some of a column.
    """
    words = cell_words("missing") | cell_words("open")
    filled = [cell for cell in cells if tidy(cell) not in words]
    days = [one for one in map(parse_moment, filled) if one and one.parts]
    return 2 * len(days) >= len(filled)


def are_flags(cells: Sequence[str]) -> bool:
    """Tell whether cells are yes and no.

    Parameters
    ----------
    cells : sequence of str
        Some of a column.
    """
    filled = {tidy(cell) for cell in cells if tidy(cell) not in cell_words("missing")}
    return bool(filled) and filled <= cell_words("yes") | cell_words("no")


def are_days(cells: Sequence[str]) -> bool:
    """Tell whether most of the filled cells are days or times."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and 2 * sum(parse_moment(cell) is not None for cell in filled) > len(filled)


def _likeness(heading: str, words: Sequence[str]) -> float:
    mine = plain(heading)
    best = 0.0
    for word in words:
        if len(word) > 3 and word in mine:
            best = max(best, 0.75 + len(word) / 100)
        best = max(best, difflib.SequenceMatcher(None, mine, word).ratio())
    return best
