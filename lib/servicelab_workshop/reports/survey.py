"""Reading a SERVQUAL survey of one's own, wide or long, with every violation told at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from servicelab.data.schemas import (
    MISSING,
    InvalidDataError,
    Problem,
    check_frame,
    make_field,
    validate_frame,
)
from servicelab.data.tables import plain_name, read_table
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.surveys.servqual import DIMENSIONS, gap_summary
from servicelab.text import listed

#: The scales that are recognized from the answers.
SCALES = ((1, 5), (1, 7), (1, 9))
#: Share of the answers that must lie on a scale for it to be recognized.
ON_SCALE = 0.99
#: A scale is refused when more respondents than this share leave it.
OFF_SCALE = 0.2

_SIZES = (4, 5, 4, 4, 5)
_ANSWER = re.compile(r"([EP])[\s_.-]*0*([0-9]{1,3})", re.IGNORECASE)
_LONG = ("respondent", "item", "expectation", "perception")
_LABELS = ("label", "text", "text_perception_en")


@dataclass(frozen=True)
class Survey:
    """A survey as it was collected, ready for :mod:`servicelab.surveys.servqual`.

    Attributes
    ----------
    name : str
        Of the file.
    answers : DataFrame
        One row a respondent: ``row`` (in the file), ``respondent``, the answers ``E01``, ``P01``,
        ..., and where the file has them ``w_<dimension>`` and ``overall_quality``. Nothing is
        reversed, and nobody is left out yet.
    items : DataFrame
        ``item``, ``label``, ``dimension``, ``is_reversed``.
    scale : (int, int)
        Lowest and highest answer.
    is_scale_given, is_long, has_items : bool
        Whether the scale was given, the file has one row an answer, an items table was given.
    ignored : tuple of str
        Columns that are not used.
    how : str
        Encoding and separator.
    """

    name: str
    answers: pd.DataFrame
    items: pd.DataFrame
    scale: tuple[int, int]
    is_scale_given: bool
    is_long: bool
    has_items: bool
    ignored: tuple[str, ...]
    how: str

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
    path: Path | str, scale: str | tuple[int, int] | None = None, items: Path | str | None = None
) -> Survey:
    """Read and check a survey.

    Parameters
    ----------
    path : path
        A CSV file, also as Excel writes it. Wide: one row a respondent, columns ``E01``, ``P01``,
        ...; or long: one row an answer, with ``respondent``, ``item``, ``expectation``,
        ``perception`` and perhaps ``dimension``. Optional: ``w_<dimension>`` and
        ``overall_quality``. Further columns are not used.
    scale : str or (int, int), optional
        Such as ``"1-7"``. By default the shortest of 1-5, 1-7 and 1-9 that holds 99 % of the
        answers.
    items : path, optional
        A CSV file with ``item``, ``dimension``, and perhaps ``is_reversed`` and ``label``. By
        default the 22 items of SERVQUAL in their order, none reversed; in a long file with
        ``dimension``, what stands there.

    Returns
    -------
    Survey

    Raises
    ------
    CourseError
        If a file cannot be read or breaks the rules: all violations at once, with row, column and
        what was expected.
    """
    given_scale = None if scale is None else _read_scale(scale)
    table = None if items is None else _read_items(items)
    known = [*_LONG, "dimension", "overall_quality", *(f"w_{one}" for one in DIMENSIONS)]
    known += [f"{side}{item:02d}" for side in "EP" for item in range(1, 100)]
    known += [f"{side}{item}" for side in "EP" for item in range(1, 10)]
    text = read_table(path, known, keep=lambda name: _canonical(name, table)).with_points()
    raw, label = text.cells, text.label

    is_long = sum(name in raw.columns for name in _LONG) > 1 and not _answers_in(raw)
    if not is_long and not _answers_in(raw):
        raise CourseError(
            _(
                "{label} is no SERVQUAL survey that can be recognized. Expected either one row a "
                "respondent, with columns E01, E02, ... and P01, P02, ..., or one row an answer, "
                "with columns respondent, item, expectation, perception. Its columns are {have}."
            ).format(label=label, have=listed(list(raw.columns)))
        )
    read = _long if is_long else _wide
    answers, used_items, used = read(raw, table, label)
    names = _answer_columns(used_items)
    found = _infer_scale(answers[names], label) if given_scale is None else given_scale
    if given_scale is not None:
        _refuse_scale(answers[names], given_scale, label)
    survey = Survey(
        name=text.name,
        answers=answers,
        items=used_items,
        scale=found,
        is_scale_given=given_scale is not None,
        is_long=is_long,
        has_items=table is not None,
        ignored=tuple(name for name in map(str, raw.columns) if name not in used),
        how=text.how,
    )
    _refuse_thin(survey, label)
    return survey


def _canonical(name: str, items: pd.DataFrame | None) -> str:
    """Call a column by the name that the library uses, however it is written."""
    answer = _ANSWER.fullmatch(name)
    if answer:
        return f"{answer[1].upper()}{int(answer[2]):02d}"
    plain = plain_name(name)
    dimensions = DIMENSIONS if items is None else tuple(items["dimension"])
    wanted = [*_LONG, "dimension", "overall_quality", *(f"w_{one}" for one in dimensions)]
    return next((one for one in wanted if plain_name(one) == plain), name)


def _answers_in(raw: pd.DataFrame) -> list[str]:
    return [str(name) for name in raw.columns if re.fullmatch(r"[EP][0-9]{2,}", str(name))]


def _answer_columns(items: pd.DataFrame) -> list[str]:
    return [f"{side}{item:02d}" for side in "EP" for item in items["item"]]


# --- the two forms ---------------------------------------------------------------------------


def _wide(
    raw: pd.DataFrame, items: pd.DataFrame | None, label: str
) -> tuple[pd.DataFrame, pd.DataFrame, set[str]]:
    table = _default_items() if items is None else _numbered(items, label)
    names = _answer_columns(table)
    problems = []
    missing = [name for name in names if name not in raw.columns]
    if missing:
        hint = (
            _("missing; if your questionnaire has other items, give them with --items")
            if items is None
            else _("missing, but the items table names them")
        )
        problems.append(Problem(listed(missing), hint))
    spare = [name for name in _answers_in(raw) if name not in names]
    if spare:
        hint = (
            _("not among the 22 items of SERVQUAL; give your items with --items")
            if items is None
            else _("not in the items table; add the item or remove the column")
        )
        problems.append(Problem(listed(spare), hint))
    fields = [make_field(name, "integer") for name in names if name in raw.columns]
    found, typed = _check_fields(raw, fields, table, problems)
    _refuse(found, raw, label)
    answers = typed.reindex(columns=[*names, *_further(typed)])
    answers.insert(0, "row", raw.index.to_numpy() + 2)
    used = {*names, *_further(typed), "respondent"}
    numbers = answers["row"].astype(str)
    answers.insert(1, "respondent", typed.get("respondent", numbers))
    return answers, table, used


def _long(
    raw: pd.DataFrame, items: pd.DataFrame | None, label: str
) -> tuple[pd.DataFrame, pd.DataFrame, set[str]]:
    fields = [
        make_field("respondent", "string", required=True),
        make_field("item", "string", required=True),
        make_field("expectation", "integer"),
        make_field("perception", "integer"),
    ]
    own = items is None and "dimension" in raw.columns
    if own:
        fields.append(make_field("dimension", "string", required=True))
    problems: list[Problem] = []
    if "item" in raw.columns:
        raw = raw.assign(item=raw["item"].map(_item_name, na_action="ignore"))
    if own:
        problems += _one_each(raw, "item", "dimension", _("one dimension for each item"))
        table = _items_of(raw)
    else:
        table = _default_items() if items is None else items
        if "item" in raw.columns:
            named = set(table["item"].map(_item_name))
            problems += _unknown_items(raw["item"], named, is_default=items is None)
    found, typed = _check_fields(raw, fields, table, problems, key=["respondent", "item"])
    for name in _further(raw):
        found += _one_each(raw, "respondent", name, _("one value for each respondent"))
    _refuse(found, raw, label)
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
    rows = pd.Series(raw.index.to_numpy() + 2).groupby(typed["respondent"].to_numpy()).min()
    answers = pd.DataFrame(
        {"row": rows.reindex(people).to_numpy(), "respondent": people, **columns}
    )
    once = typed.groupby("respondent", sort=False)[_further(typed)].first().reindex(people)
    answers = pd.concat([answers, once.reset_index(drop=True)], axis=1)
    used = {*_LONG, *_further(typed)} | ({"dimension"} if own else set())
    return answers, table, used


def _further(frame: pd.DataFrame) -> list[str]:
    return [
        str(name)
        for name in frame.columns
        if str(name).startswith("w_") or name == "overall_quality"
    ]


def _check_fields(
    raw: pd.DataFrame,
    fields: list[dict[str, Any]],
    items: pd.DataFrame,
    problems: list[Problem],
    key: list[str] | None = None,
) -> tuple[list[Problem], pd.DataFrame]:
    """Check the columns that are used, and return them alone."""
    names = [f"w_{one}" for one in dict.fromkeys(items["dimension"])]
    present = [name for name in names if name in raw.columns]
    absent = [name for name in names if name not in raw.columns]
    odd = [
        str(name)
        for name in raw.columns
        if str(name).lower().startswith("w_") and str(name) not in names
    ]
    if odd and (present or len(odd) > 1):
        problems.append(
            Problem(
                listed(odd),
                _("no weight of a dimension here, which are {dimensions}").format(
                    dimensions=", ".join(dict.fromkeys(items["dimension"]))
                ),
            )
        )
    if present and absent:
        problems.append(
            Problem(listed(absent), _("missing; give a weight for every dimension, or for none"))
        )
    fields = [*fields, *(make_field(name, "number", minimum=0) for name in present)]
    if "overall_quality" in raw.columns:
        fields.append(make_field("overall_quality", "number"))
    if "respondent" in raw.columns and not key:
        fields.insert(0, make_field("respondent", "string"))
    schema: dict[str, Any] = {"fields": fields, "missingValues": MISSING, "primaryKey": key or []}
    found, typed = check_frame(raw, schema)
    used = [field["name"] for field in fields if field["name"] in raw.columns]
    return [*problems, *found], typed[used]


def _refuse(problems: list[Problem], raw: pd.DataFrame, label: str) -> None:
    if problems:
        raise InvalidDataError.of(
            problems, raw.index, name=label, like=_("a SERVQUAL survey"), first_row=2
        )


def _one_each(raw: pd.DataFrame, by: str, name: str, expected: str) -> list[Problem]:
    """Find rows in which a column differs from most rows of the same respondent or item."""
    if by not in raw.columns or name not in raw.columns:
        return []
    values = raw[name].astype("str").str.strip().where(~raw[name].isin(MISSING))
    counts = pd.DataFrame({"by": raw[by], "value": values}).value_counts(sort=True)
    usual = counts.reset_index().drop_duplicates("by").set_index("by")["value"]
    other = np.flatnonzero((values.notna() & (values != raw[by].map(usual))).to_numpy())
    if not len(other):
        return []
    return [Problem(name, expected, other, values.iloc[other].to_list())]


def _unknown_items(item: pd.Series, named: set[str], *, is_default: bool) -> list[Problem]:
    unknown = np.flatnonzero((~item.isin(named) & ~item.isin(MISSING)).to_numpy())
    if not len(unknown):
        return []
    expected = (
        _("an item from 1 to 22; for another questionnaire add a column dimension or use --items")
        if is_default
        else _("an item of the items table")
    )
    return [Problem("item", expected, unknown, item.iloc[unknown].to_list())]


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
    table = read_table(path, ["item", "dimension", "is_reversed", *_LABELS]).with_points()
    raw = table.cells
    fields = [
        make_field("item", "string", required=True),
        make_field("dimension", "string", required=True),
    ]
    if "is_reversed" in raw.columns:
        fields.append(make_field("is_reversed", "boolean", required=True))
    if "item" in raw.columns:
        raw = raw.assign(item=raw["item"].map(_item_name, na_action="ignore"))
    schema = {"fields": fields, "primaryKey": ["item"]}
    like = _("an items table")
    typed = validate_frame(raw, schema, name=table.label, like=like, first_row=2)
    labels = [name for name in _LABELS if name in typed.columns]
    items = typed[["item", "dimension"]].copy()
    items.insert(1, "label", typed[labels[0]].fillna("") if labels else "")
    items["is_reversed"] = typed.get("is_reversed", False)
    lower = {one.casefold(): one for one in DIMENSIONS}
    items["dimension"] = [
        lower.get(one.strip().casefold(), one.strip()) for one in items["dimension"]
    ]
    return items


def _items_of(raw: pd.DataFrame) -> pd.DataFrame:
    """Read the items of a long file that states their dimensions."""
    if "item" not in raw.columns:
        return _default_items()
    table = raw[["item", "dimension"]].dropna().drop_duplicates("item")
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
                "respondent: number the items as its columns E01, P01, ... do."
            ).format(item=names[~names.str.fullmatch("[0-9]+")].iloc[0], label=label)
        )
    return items.assign(item=names.astype(int))


# --- the scale, and whether there is enough --------------------------------------------------


def _read_scale(scale: str | tuple[int, int]) -> tuple[int, int]:
    found = re.fullmatch(r"\s*([0-9]+)\s*(?:-|–|:|\.\.|to)\s*([0-9]+)\s*", str(scale))
    low, high = (int(found[1]), int(found[2])) if found else (0, 0)
    if isinstance(scale, tuple):
        low, high = scale
    if low >= high:
        raise CourseError(
            _(
                "The scale {scale} cannot be read: write lowest and highest answer, as in 1-7."
            ).format(scale=scale)
        )
    return low, high


def _infer_scale(answers: pd.DataFrame, label: str) -> tuple[int, int]:
    values = answers.to_numpy(dtype=float)
    values = values[~np.isnan(values)]
    for low, high in SCALES:
        if len(values) and np.mean((values >= low) & (values <= high)) >= ON_SCALE:
            return low, high
    if not len(values):
        raise CourseError(_("{label} holds no answer at all: export it again.").format(label=label))
    raise CourseError(
        _(
            "The answers in {label} reach from {low:g} to {high:g}, which is none of the scales "
            "1-5, 1-7 and 1-9: give the scale, as in --scale 0-10."
        ).format(label=label, low=values.min(), high=values.max())
    )


def _refuse_scale(answers: pd.DataFrame, scale: tuple[int, int], label: str) -> None:
    low, high = scale
    off = ((answers < low) | (answers > high)).any(axis=1)
    if off.mean() > OFF_SCALE:
        raise CourseError(
            _(
                "{n} of {all} respondents in {label} gave an answer off the scale {low}-{high} "
                "(answers reach from {smallest:g} to {largest:g}): give the right scale."
            ).format(
                n=int(off.sum()),
                all=len(off),
                label=label,
                low=low,
                high=high,
                smallest=answers.min().min(),
                largest=answers.max().max(),
            )
        )


def _refuse_thin(survey: Survey, label: str) -> None:
    """Refuse items and dimensions that too few people answered to say anything."""
    items = gap_summary(survey.answers, survey.items, by="item")["n"]
    dimensions = gap_summary(survey.answers, survey.items)["n"]
    thin = [f"E{item:02d}/P{item:02d}" for item in items.index[items < 2]]
    thin = thin or dimensions.index[dimensions < 2].to_list()
    if thin:
        expected = _("answers of two respondents at least, on both sides")
        _refuse([Problem(listed(thin), expected)], survey.answers, label)
