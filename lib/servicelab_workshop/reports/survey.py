"""Reading a SERVQUAL survey of one's own, wide or long."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.surveys.servqual import DIMENSIONS, gap_summary
from servicelab.text import listed
from servicelab_workshop.reading.headings import find_columns, known_name
from servicelab_workshop.reading.money import read_amounts
from servicelab_workshop.reading.opening import body_of, open_sheet
from servicelab_workshop.reading.options import Fields, Options
from servicelab_workshop.reading.problems import refusal
from servicelab_workshop.reading.questions import (
    Questions,
    answer_code,
    find_heads,
    find_questions,
    join_sides,
)
from servicelab_workshop.reading.reader import Reading, Source, read_own
from servicelab_workshop.reading.replies import Answers, is_answer, read_answers
from servicelab_workshop.reading.scales import infer_scale, read_scale, refuse_codes, refuse_scale
from servicelab_workshop.reading.sheets import Sheet
from servicelab_workshop.reading.vocabulary import plain, side_names

__all__ = ["Survey", "read_survey"]

#: Rows and columns from which on a row of means is no chance.
ENOUGH = 10

_SIZES = (4, 5, 4, 4, 5)
_LONG = ("respondent", "item", "expectation", "perception")
_SIDE = ("side", "score")
_BY_SIDE = {"respondent", "item", *_SIDE}
_LIKE = _("a SERVQUAL survey")
#: What Qualtrics calls answers that nobody gave.
_PREVIEWS = ("survey preview", "survey test", "spam")


@dataclass(frozen=True)
class Survey:
    """A survey as it was collected, ready for :mod:`servicelab.surveys.servqual`.

    Attributes
    ----------
    source : Source
        The file, and how it was read.
    answers : DataFrame
        One row a respondent: ``row`` (in the file), ``respondent``, the answers ``E01``, ``P01``,
        ..., and where the file has them ``w_<dimension>`` and ``overall_quality``. Nothing is
        reversed, and nobody is left out yet.
    items : DataFrame
        ``item``, ``label``, ``dimension``, ``is_reversed``.
    scale : (int, int)
        Lowest and highest answer.
    is_scale_given, is_scale_said, is_long, has_items : bool
        Whether the scale was given, or is that of the words of the answers, the file has one row
        an answer, an items table was given.
    is_worded, is_named : bool
        Whether words say which answer is the best, and a column says who answers.
    cautions : tuple of str
        What was done in reading that a reader should check.
    """

    source: Source
    answers: pd.DataFrame
    items: pd.DataFrame
    scale: tuple[int, int]
    is_scale_given: bool
    is_scale_said: bool
    is_long: bool
    has_items: bool
    is_worded: bool
    is_named: bool
    cautions: tuple[str, ...]

    @property
    def collected(self) -> int:
        """Respondents in the file, or where a row is an answer, those who can be used."""
        return len(self.answers) + (0 if self.is_long else len(self.source.left_out.rows))

    @property
    def dimensions(self) -> list[str]:
        """The dimensions that the items belong to, in the order of the analysis."""
        named = list(dict.fromkeys(self.items["dimension"]))
        return [one for one in DIMENSIONS if one in named] + [
            one for one in named if one not in DIMENSIONS
        ]

    @property
    def weights(self) -> pd.DataFrame | None:
        """The weights of each respondent, if there are any."""
        names = [f"w_{one}" for one in self.dimensions]
        return self.answers[names] if names[0] in self.answers.columns else None


def read_survey(
    path: Path | str,
    scale: str | tuple[int, int] | None = None,
    items: Path | str | None = None,
    options: Options | None = None,
) -> Survey:
    """Read and check a survey.

    Parameters
    ----------
    path : path
        CSV or xlsx. Wide: one row a respondent, columns ``E01``, ``P01``, ..., or two grids of
        questions; or long: one row an answer, with ``respondent``, ``item``, ``expectation``,
        ``perception`` and perhaps ``dimension``. Optional: ``w_<dimension>`` and
        ``overall_quality``. Further columns are not used.
    scale : str or (int, int), optional
        Such as ``"1-7"``, or ``"5-1"`` where 1 is the best answer. By default that of the words in which answers are given, or else the
        shortest of 1-5, 1-7 and 1-9 that holds the answers; a few slips do not count.
    items : path, optional
        CSV or xlsx with ``item``, ``dimension``, and perhaps ``is_reversed`` and ``label``. By
        default the 22 items of SERVQUAL in their order, none reversed; in a long file with
        ``dimension``, what stands there.
    options : Options, optional
        What the file does not say itself.

    Returns
    -------
    Survey

    Raises
    ------
    CourseError
        If a file cannot be read, something in it is doubtful, or too many rows break the rules.
    """
    options = options or Options()
    given_scale = None if scale is None else read_scale(scale)
    is_turned = given_scale is not None and given_scale[0] > given_scale[1]
    if given_scale and is_turned:
        given_scale = given_scale[::-1]
    table = None if items is None else _read_items(items)
    reading, questions = _open(path, table, options)
    is_long = not _answers_in(reading.texts)
    read = _long if is_long else _wide
    answers, used_items, replies, source = read(reading, table, given_scale, is_turned)
    if questions.labels and used_items["label"].eq("").all():
        label = used_items["item"].map(questions.labels).fillna("")
        used_items = used_items.assign(label=label)
    names = _answer_columns(used_items)
    if given_scale is not None:
        refuse_scale(answers[names], given_scale, reading.label)
    elif replies.scale is not None:
        refuse_codes(answers[names], replies.scale, reading.label)
    survey = Survey(
        source=source,
        answers=answers,
        items=used_items,
        scale=given_scale or replies.scale or infer_scale(answers[names], reading.label),
        is_scale_given=given_scale is not None,
        is_scale_said=replies.scale is not None,
        is_long=is_long,
        has_items=table is not None,
        is_worded=replies.is_worded or replies.is_turned,
        is_named=is_long or _names_people(reading),
        cautions=(*questions.notes, *([replies.how] if replies.is_turned else [])),
    )
    _refuse_thin(survey, reading.label)
    return survey


def _open(
    path: Path | str, items: pd.DataFrame | None, options: Options
) -> tuple[Reading, Questions]:
    """Find the heading of a survey and its columns, and read them as text."""
    asked = [one for one in options.columns.values() if one]

    def is_known(title: str) -> bool:
        return known_name("servqual", title) is not None or answer_code(title) is not None

    sheet = open_sheet(path, is_known, options)
    heads = find_heads(sheet, asked)
    dimensions = DIMENSIONS if items is None else tuple(items["dimension"])
    weights = {plain(f"w_{one}"): f"w_{one}" for one in dimensions}

    def name_of(title: str) -> str | None:
        name = weights.get(plain(title)) or known_name("servqual", title)
        return name or (title.casefold() if title.casefold().startswith("w_") else None)

    sides = {one: options.columns.get(one, "") for one in ("expectation", "perception")}
    said = {name_of(title) for title in heads.titles}
    is_long = len(said & set(_LONG)) > 2 or said >= _BY_SIDE
    questions = (
        Questions({}, {}, ())
        if is_long
        else find_questions(heads, sides, lambda title: name_of(title) not in (None, *sides))
    )
    given = {
        name: heading
        for name, heading in options.columns.items()
        if not (questions.places and name in sides)
    }
    if questions.doubts:
        raise refusal(sheet.label, _LIKE, (), questions.doubts, 0)
    has_sides = said >= _BY_SIDE
    numbers = {plain(one) for one in heads.titles if name_of(one) == "respondent"} - {"name"}
    unused = {*(sides if questions.places else ()), *(() if has_sides else _SIDE)}
    columns = find_columns(
        heads.titles,
        lambda title: (
            name
            # two people may have one name
            if (name := name_of(title)) not in unused and not (numbers and plain(title) == "name")
            else None
        ),
        given,
        names=(*_LONG, *_SIDE, "dimension", "overall_quality", *weights.values()),
        label=sheet.label,
    ).also(questions.places, heads.titles)
    has_long = sum(name in columns.places for name in _LONG) > 1
    if not questions.places and not has_long:
        _refuse_sides_apart(sheet)
        raise CourseError(
            _(
                "{label} is no SERVQUAL survey that can be recognized. Expected either one row a "
                "respondent, with columns E01, E02, ... and P01, P02, ... or a grid of questions for "
                "each side (give its words, or its columns as in {ranges}), or one row an answer, with "
                "columns respondent, item, expectation, perception. Its columns are {have}."
            ).format(
                label=sheet.label,
                ranges=_halves(sheet.head[heads.last + 1 :]),
                have=listed([one for one in heads.titles if one]),
            )
        )
    states = [place for place, title in enumerate(heads.titles) if plain(title) == "status"]
    has_state = bool(states) and heads.last > heads.first
    read = columns.also({"status": states[0]}, heads.titles) if has_state else columns
    texts, notes = body_of(sheet, heads.last, read, [], above=heads.first)
    if has_state:
        texts = _without_previews(texts, notes)
    notes += questions.notes
    if has_sides:
        texts = join_sides(texts)
    return Reading(sheet, texts, columns, _LIKE, options, columns.doubts, notes), questions


def _refuse_sides_apart(sheet: Sheet) -> None:
    """Refuse a workbook whose sheets hold a side each, or of which another sheet may be meant."""
    sides = {side: name for name in sheet.sheets if (side := side_names().get(plain(name)))}
    if len(sides) > 1:
        raise CourseError(
            _(
                "{label} holds expectations and perceptions in sheets of their own, {e} and {p}: put "
                "them side by side into one sheet, with the columns E01, E02, ... and P01, P02, ..."
            ).format(label=sheet.label, e=sides["E"], p=sides["P"])
        )
    if len(sheet.sheets) > 1:
        raise CourseError(
            _(
                "{label} is no SERVQUAL survey that can be recognized; its sheets are {names}: give "
                "the one with the answers with --sheet, or its columns with --columns."
            ).format(label=sheet.label, names=listed(list(sheet.sheets)))
        )


def _without_previews(texts: pd.DataFrame, notes: list[str]) -> pd.DataFrame:
    """Leave out the answers that nobody gave, and say how many they are."""
    state = texts["status"].fillna("").str.strip().str.casefold()
    is_preview = state.isin(_PREVIEWS)
    n = int(is_preview.sum())
    if n:
        notes.append(
            ngettext("{n} preview is not used", "{n} previews are not used", n).format(n=n)
        )
    return texts.drop(columns="status")[~is_preview]


def _halves(rows: list[list[str]]) -> str:
    """Suggest which columns are expectations and which perceptions: the halves of the numbers."""
    cells = list(zip_longest(*rows, fillvalue=""))
    runs: list[list[int]] = [[]]
    for place, column in enumerate(cells, start=1):
        if any(column) and all(not cell or is_answer(cell) for cell in column):
            runs[-1].append(place)
        else:
            runs.append([])
    longest = max(runs, key=len)
    half = len(longest) // 2
    first, half = (longest[-2 * half], half) if half > 1 else (2, 22)
    return (
        f"--columns expectation=#{first}-#{first + half - 1} "
        f"--columns perception=#{first + half}-#{first + 2 * half - 1}"
    )


def _answers_in(raw: pd.DataFrame) -> list[str]:
    return [str(name) for name in raw.columns if re.fullmatch(r"[EP][0-9]{2,}", str(name))]


def _answer_columns(items: pd.DataFrame) -> list[str]:
    return [f"{side}{item:02d}" for side in "EP" for item in items["item"]]


def _read_answers(
    reading: Reading, names: list[str], scale: tuple[int, int] | None, is_turned: bool
) -> tuple[pd.DataFrame, Answers]:
    """Read the answers of all questions by the same rules."""
    cells = {name: reading.distinct(name) for name in names}
    counts: dict[str, int] = {}
    for codes, found in cells.values():
        for cell, n in zip(found, np.bincount(codes, minlength=len(found)).tolist(), strict=True):
            counts[cell] = counts.get(cell, 0) + n
    answers = read_answers(
        counts, reading.is_missing, reading.options.answers, scale, is_turned=is_turned
    )
    if answers.doubt:
        reading.doubts.append(answers.doubt)
    if answers.unanswered:
        n = sum(counts[one] for one in answers.unanswered)
        reading.notes.append(
            ngettext(
                "{n} cell says that there is no answer: {words}",
                "{n} cells say that there is no answer: {words}",
                n,
            ).format(n=f"{n:,}", words=listed(list(answers.unanswered)))
        )
    if answers.scale:
        reading.notes.append(_("answers: {how}").format(how=answers.how))
    unread = [one for one in counts if one not in answers.values]
    expected = (
        _("a whole number; for words see --answers, with semicolons between them, and --missing")
        if any("," in one for one in unread)
        else _("a whole number; for words see --answers and --missing")
    )
    columns = {}
    for name, (codes, found) in cells.items():
        values = [answers.values.get(one) for one in found]
        wrong = [one not in answers.values for one in found]
        reading.add(
            name,
            reading.texts[name],
            np.array(wrong, dtype=bool)[codes],
            expected,
        )
        numbers = np.array([np.nan if one is None else one for one in values], dtype=float)
        columns[name] = numbers[codes]
        reading.how[name] = answers.how
    return pd.DataFrame(columns, index=reading.texts.index), answers


# --- the two forms ---------------------------------------------------------------------------


def _wide(
    reading: Reading, items: pd.DataFrame | None, scale: tuple[int, int] | None, is_turned: bool
) -> tuple[pd.DataFrame, pd.DataFrame, Answers, Source]:
    table = _default_items() if items is None else _numbered(items, reading.label)
    names = _answer_columns(table)
    missing = [name for name in names if name not in reading]
    if missing:
        hint = (
            _(
                "missing; if your questionnaire has other items, give them with --items: a CSV with "
                "item (1, 2, ... as in E01, E02, or in the order of the questions), dimension, "
                "is_reversed (yes or no)"
            )
            if items is None
            else _("missing, but the items table names them")
        )
        reading.doubts.append(_("column {names}: {hint}").format(names=listed(missing), hint=hint))
    spare = [name for name in _answers_in(reading.texts) if name not in names]
    if spare:
        hint = (
            _("not among the 22 items of SERVQUAL; give your items with --items")
            if items is None
            else _("not in the items table; add the item or remove the column")
        )
        reading.doubts.append(_("column {names}: {hint}").format(names=listed(spare), hint=hint))
    present = [one for one in names if one in reading]
    found, replies = _read_answers(reading, present, scale, is_turned)
    if means := _row_of_means(found):
        reading.add(
            _("row"),
            found[found.columns[0]],
            found.index == means,
            _("a respondent, not the means"),
        )
    further = _further(reading, table)
    respondent = pd.Series(reading.texts.index.astype(str), index=reading.texts.index)
    if _names_people(reading):
        respondent = reading.texts["respondent"].fillna("").astype("str").str.strip()
        respondent = respondent.where(~reading.blank("respondent"))
    kept, left_out = reading.settle()
    answers = pd.concat([respondent.rename("respondent"), found, further], axis=1).loc[kept]
    source = reading.source(left_out, answers)
    answers.insert(0, "row", answers.index.to_numpy())
    return answers.reset_index(drop=True), table, replies, source


def _names_people(reading: Reading) -> bool:
    """Tell whether a column says who answers, rather than which group people belong to."""
    if "respondent" not in reading:
        return False
    names = reading.texts["respondent"].str.strip()[~reading.blank("respondent")]
    return 2 * names.nunique() > len(names)


def _row_of_means(answers: pd.DataFrame) -> int | None:
    """Return the last row if it holds the means of the columns, perhaps rounded."""
    if len(answers) <= ENOUGH or answers.shape[1] < ENOUGH:
        return None
    apart = (answers.iloc[-1] - answers.iloc[:-1].mean()).abs()
    return int(answers.index[-1]) if apart.notna().all() and apart.max() <= 0.5 + 1e-9 else None


def _long(
    reading: Reading, items: pd.DataFrame | None, scale: tuple[int, int] | None, is_turned: bool
) -> tuple[pd.DataFrame, pd.DataFrame, Answers, Source]:
    missing = [name for name in _LONG if name not in reading]
    spare = list(reading.ignored)
    for name in missing:
        near = (*difflib.get_close_matches(name, spare, 1, 0), "...")[0]
        spare = [one for one in spare if one != near]
        reading.doubts.append(
            _('column {name}: missing; say which it is, as in --columns {name}="{near}"').format(
                name=name, near=near
            )
        )
    if missing:
        reading.settle()
    own = items is None and "dimension" in reading
    raw = reading.texts.assign(item=reading.texts["item"].fillna("").map(_item_name))
    for name in ("respondent", "item", *(["dimension"] if own else [])):
        reading.filled(name)
    if own:
        _one_each(reading, raw, "item", "dimension", _("one dimension for each item"))
        table = _items_of(raw)
    else:
        table = _default_items() if items is None else items
        unknown = ~raw["item"].isin(set(table["item"].map(_item_name))) & ~reading.blank("item")
        expected = (
            _(
                "an item from 1 to 22; for another questionnaire add a column dimension or use --items"
            )
            if items is None
            else _("an item of the items table")
        )
        reading.add("item", raw["item"], unknown, expected)
    found, replies = _read_answers(reading, ["expectation", "perception"], scale, is_turned)
    further = _further(reading, table)
    for name in further.columns:
        _one_each(reading, raw, "respondent", name, _("one value for each respondent"))
    both = raw["respondent"].fillna("").str.strip() + ", " + raw["item"]
    reading.add(
        "respondent, item",
        both,
        both.duplicated(),
        _("each one once: this one stands further up already"),
    )
    kept, left_out = reading.settle()
    typed = pd.concat([raw[["respondent", "item"]], found, further], axis=1).loc[kept]
    typed["respondent"] = typed["respondent"].str.strip()
    source = reading.source(left_out, typed.join(raw[["dimension"]]) if own else typed)
    table = table.assign(label=table["label"].where(table["label"] != "", _text_items(table)))
    numbers = dict(zip(table["item"].map(_item_name), _numbers_of(table), strict=True))
    table = table.assign(item=_numbers_of(table))
    place = typed["item"].map(numbers)
    people = pd.Index(typed["respondent"].unique(), name="respondent")
    columns: dict[str, np.ndarray] = {}
    for side, name in (("E", "expectation"), ("P", "perception")):
        wide = typed.assign(at=place).pivot(index="respondent", columns="at", values=name)
        wide = wide.reindex(index=people, columns=table["item"])
        columns |= {f"{side}{item:02d}": wide[item].to_numpy(dtype=float) for item in table["item"]}
    rows = pd.Series(typed.index.to_numpy()).groupby(typed["respondent"].to_numpy()).min()
    answers = pd.DataFrame(
        {"row": rows.reindex(people).to_numpy(), "respondent": people, **columns}
    )
    once = typed.groupby("respondent", sort=False)[list(further)].first().reindex(people)
    answers = pd.concat([answers, once.reset_index(drop=True)], axis=1)
    return answers, table, replies, source


def _further(reading: Reading, items: pd.DataFrame) -> pd.DataFrame:
    """Read the weights and the overall judgment."""
    dimensions = list(dict.fromkeys(items["dimension"]))
    names = [f"w_{one}" for one in dimensions]
    present = [name for name in names if name in reading]
    absent = [name for name in names if name not in reading]
    odd = [str(one) for one in reading.texts if str(one).startswith("w_") and one not in names]
    if odd and (present or len(odd) > 1):
        reading.doubts.append(
            _("column {names}: no weight of a dimension here, which are {dimensions}").format(
                names=listed(odd), dimensions=", ".join(dimensions)
            )
        )
    if present and absent:
        reading.doubts.append(
            _("column {names}: missing; give a weight for every dimension, or for none").format(
                names=listed(absent)
            )
        )
    wanted = [*present, "overall_quality"]
    found = read_amounts(reading, wanted, minimum=dict.fromkeys(present, 0))
    return pd.DataFrame(found, index=reading.texts.index)


def _one_each(reading: Reading, raw: pd.DataFrame, by: str, name: str, expected: str) -> None:
    """Find rows in which a column differs from most rows of the same respondent or item."""
    values = raw[name].astype("str").str.strip().where(~reading.blank(name))
    counts = pd.DataFrame({"by": raw[by], "value": values}).value_counts(sort=True)
    usual = counts.reset_index().drop_duplicates("by").set_index("by")["value"]
    reading.add(name, raw[name], values.notna() & (values != raw[by].map(usual)), expected)


# --- items -----------------------------------------------------------------------------------


def _default_items() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "item": range(1, sum(_SIZES) + 1),
            "label": "",
            "dimension": np.repeat(DIMENSIONS, _SIZES),
            "is_reversed": False,
        }
    )


def _read_items(path: Path | str) -> pd.DataFrame:
    fields = Fields(
        "items",
        ("item", "dimension", "is_reversed", "label"),
        ("item", "dimension"),
        like=_("an items table"),
    )
    reading = read_own(path, fields)
    names = reading.texts["item"].fillna("").map(_item_name)
    dimension = reading.texts["dimension"].fillna("").str.strip()
    reading.filled("item")
    reading.filled("dimension")
    reading.add(
        "item", names, names.duplicated(), _("each one once: this one stands further up already")
    )
    is_reversed = pd.Series(False, index=names.index)
    if "is_reversed" in reading:
        reading.filled("is_reversed")
        is_reversed = reading.flags("is_reversed")
    reading.settle(all_rows=True)
    lower = {one.casefold(): one for one in DIMENSIONS}
    label = reading.texts["label"].fillna("") if "label" in reading else ""
    return pd.DataFrame(
        {
            "item": names,
            "label": label,
            "dimension": [lower.get(one.casefold(), one) for one in dimension],
            "is_reversed": is_reversed,
        }
    ).reset_index(drop=True)


def _items_of(raw: pd.DataFrame) -> pd.DataFrame:
    """Read the items of a long file that states their dimensions."""
    table = raw[["item", "dimension"]].dropna()
    table = table[(table != "").all(axis=1)].drop_duplicates("item")
    if table["item"].str.fullmatch("[0-9]+").all():
        table = table.sort_values("item", key=lambda item: item.astype(int))
    return table.assign(
        dimension=table["dimension"].str.strip(), label="", is_reversed=False
    ).reset_index(drop=True)


def _item_name(item: object) -> str:
    """Write an item's number or name in one way: 07 and 7.0 are 7."""
    text = str(item).strip()
    number = re.fullmatch(r"[EPQ]?0*([0-9]+)(\.0+)?", text, re.IGNORECASE)
    return number[1] if number else text


def _text_items(items: pd.DataFrame) -> pd.Series:
    names = items["item"].astype(str)
    return names.where(~names.str.fullmatch("[0-9]+"), "")


def _numbers_of(items: pd.DataFrame) -> list[int]:
    """Number the items: by themselves, or from 1 on if one has a name."""
    names = items["item"].astype(str)
    if names.str.fullmatch("[0-9]+").all():
        return [int(name) for name in names]
    return list(range(1, len(names) + 1))


def _numbered(items: pd.DataFrame, label: str) -> pd.DataFrame:
    names = items["item"].astype(str)
    if not names.str.fullmatch("[0-9]+").all():
        raise CourseError(
            _(
                "The items table names items by text, such as {item}, but {label} has one row a "
                "respondent: number the items as its columns E01, P01, ... do, or 1, 2, ... in the "
                "order of its questions."
            ).format(item=names[~names.str.fullmatch("[0-9]+")].iloc[0], label=label)
        )
    return items.assign(item=names.astype(int))


# --- whether there is enough -------------------------------------------------------------------


def _refuse_thin(survey: Survey, label: str) -> None:
    """Refuse items and dimensions that too few people answered to say anything."""
    items = gap_summary(survey.answers, survey.items, by="item")["n"]
    dimensions = gap_summary(survey.answers, survey.items)["n"]
    thin = [f"E{item:02d}/P{item:02d}" for item in items.index[items < 2]]
    thin = thin or dimensions.index[dimensions < 2].to_list()
    if thin:
        line = _("column {names}: fewer than two respondents answered it on both sides").format(
            names=listed(thin)
        )
        raise refusal(label, _LIKE, (), [line], 0)
