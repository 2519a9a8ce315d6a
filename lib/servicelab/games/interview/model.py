"""Survey interview, the model: a case, 44 items, and what one respondent answered.

Everything here is a pure function of its arguments; the widget in
:mod:`servicelab.games.interview.view` only shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from servicelab.data.frames import require_columns, require_present
from servicelab.errors import CourseError
from servicelab.i18n import _

NAME: Final = "m04-interview"
SCALE: Final = (1, 7)
ITEMS: Final = 22
EXPECTATION_CODES: Final = tuple(f"E{item:02d}" for item in range(1, ITEMS + 1))
PERCEPTION_CODES: Final = tuple(f"P{item:02d}" for item in range(1, ITEMS + 1))
CODES: Final = EXPECTATION_CODES + PERCEPTION_CODES
CASE: Final = "water damage"

#: Languages that the items can be read in, by code.
LANGUAGES: Final = {"en": "English", "zh": "中文"}
#: What the ends of the scale mean. They belong to the items, so they follow the language of these.
ENDS: Final = {"en": ("disagree strongly", "agree strongly"), "zh": ("完全不同意", "完全同意")}

CASE_TEXT: Final = (
    _(
        "Two years ago you insured your home with Willow Bridge Insurance. The adviser received "
        "you in a bright room with a proper table and talked you out of the glass cover, which you "
        "do not need. Burst pipes are covered, she said, kitchen cupboards included; what the "
        "policy leaves out did not come up. The policy shows your cover on one page, in large "
        "print. The premium leaves your account on the fifth of the month, exactly as agreed."
    ),
    _(
        "On a Saturday evening a pipe bursts under the sink. The app takes your report and eleven "
        "photographs without a hitch. On the telephone nobody answers for 25 minutes, and you hang "
        "up. On Sunday at noon a message says what comes next: an assessor will call on Monday to "
        "agree on a time."
    ),
    _(
        "Nobody calls on Monday, and nobody on Tuesday. On Wednesday you get through. The clerk "
        "asks for your policy number before your name, has not seen your report, and wants the "
        "photographs again. The visit has to be arranged from the beginning."
    ),
    _(
        "The assessor comes at seven in the evening, because you work until six. She asks how you "
        "are getting on without a kitchen, and says clearly what the policy pays for and what it "
        "does not. A neighbor on the stairs would like to know what you will get; she smiles and "
        "does not say."
    ),
    _(
        "Three weeks later the settlement arrives. Each line can be followed and the sum is right, "
        "but the cupboards are paid at 60 percent, for wear. You call. One clerk settles a "
        "question about the plumber's bill in four minutes, and gives you the reason for the "
        "deduction, politely. The deduction stays."
    ),
)


@dataclass(frozen=True)
class Page:
    """One page of the interview.

    Attributes
    ----------
    block : {"case", "expectation", "perception", "end"}
        What the page is about.
    number, of : int
        Place among the pages of its block, from 1.
    codes : tuple of str
        The items on it, such as ``("E01", "E02")``.
    """

    block: str
    number: int = 1
    of: int = 1
    codes: tuple[str, ...] = ()


def _schema() -> dict[str, Any]:
    lowest, highest = SCALE
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": NAME,
        "type": "object",
        "properties": {
            "answers": {
                "type": "object",
                "propertyNames": {
                    "enum": list(CODES),
                    "errorMessage": _("an item is one of {first} to {last}").format(
                        first="E01, P01", last=f"E{ITEMS}, P{ITEMS}"
                    ),
                },
                "additionalProperties": {
                    "type": "integer",
                    "minimum": lowest,
                    "maximum": highest,
                    "errorMessage": _("an answer is a whole number from {low} to {high}").format(
                        low=lowest, high=highest
                    ),
                },
                "errorMessage": _("give a dictionary, item to answer"),
            },
            "case": {
                "enum": [CASE],
                "errorMessage": _("the case is {case}").format(case=CASE),
            },
            "language": {
                "enum": list(LANGUAGES),
                "errorMessage": _("a language is one of {languages}").format(
                    languages=", ".join(LANGUAGES)
                ),
            },
        },
        "required": ["answers", "case", "language"],
        "additionalProperties": False,
    }


#: A record may be a draft: it holds the answers given so far.
DECISION_SCHEMA: Final[dict[str, Any]] = _schema()


def check_items(items: pd.DataFrame) -> None:
    """Refuse a table of items that the interview cannot ask.

    Parameters
    ----------
    items : DataFrame
        ``insurer_items``: item (1 to 22), dimension, is_reversed and the four texts.

    Raises
    ------
    CourseError
        What is missing and how to get it.
    """
    columns = ["item", "dimension", "is_reversed"]
    columns += [
        f"text_{side}_{language}"
        for side in ("expectation", "perception")
        for language in LANGUAGES
    ]
    require_present(require_columns(items, columns, "items"), columns, "items")
    if sorted(items["item"]) != list(range(1, ITEMS + 1)):
        raise CourseError(
            _("items must hold the items 1 to {last}, each once: pass the whole table.").format(
                last=ITEMS
            )
        )


def pages(items: pd.DataFrame) -> list[Page]:
    """The interview in order: the case, expectations, perceptions, the end.

    Parameters
    ----------
    items : DataFrame
        As in :func:`check_items`. The items of a dimension share a page.

    Examples
    --------
    >>> items = pd.DataFrame({"item": [1, 2, 3], "dimension": ["empathy", "empathy", "assurance"]})
    >>> [page.codes for page in pages(items)]
    [(), ('E01', 'E02'), ('E03',), ('P01', 'P02'), ('P03',), ()]
    """
    groups = [
        sorted(int(item) for item in group)
        for _dimension, group in items.groupby("dimension", sort=False)["item"]
    ]
    asked = [
        Page(block, number, len(groups), tuple(f"{letter}{item:02d}" for item in group))
        for block, letter in (("expectation", "E"), ("perception", "P"))
        for number, group in enumerate(groups, start=1)
    ]
    return [Page("case"), *asked, Page("end")]


def item_text(items: pd.DataFrame, code: str, language: str = "en") -> str:
    """The wording of an item.

    Parameters
    ----------
    items : DataFrame
        As in :func:`check_items`.
    code : str
        Such as ``E01`` or ``P22``.
    language : {"en", "zh"}
        Which of the wordings.
    """
    side = "expectation" if code.startswith("E") else "perception"
    row = items.loc[items["item"] == int(code[1:])].iloc[0]
    return str(row[f"text_{side}_{language}"])


def resume_page(pages: Iterable[Page], answers: Mapping[str, int]) -> int:
    """Where to go on: the first page with an open item, the case before any answer.

    Examples
    --------
    >>> asked = [Page("case"), Page("expectation", codes=("E01",)), Page("end")]
    >>> resume_page(asked, {}), resume_page(asked, {"E01": 7})
    (0, 2)
    """
    pages = list(pages)
    if not answers:
        return 0
    for number, page in enumerate(pages):
        if any(code not in answers for code in page.codes):
            return number
    return len(pages) - 1


def tidy(draft: Mapping[str, Any]) -> dict[str, Any]:
    """A draft in plain JSON types and the order of the items; case and language filled in.

    Examples
    --------
    >>> tidy({"answers": {"P01": np.int64(5), "E01": 7}})
    {'answers': {'E01': 7, 'P01': 5}, 'case': 'water damage', 'language': 'en'}
    """
    plain: dict[str, Any] = {**draft}
    answers = draft.get("answers")
    if answers is None:
        plain["answers"] = {}
    elif isinstance(answers, Mapping):
        place = {code: number for number, code in enumerate(CODES)}
        plain["answers"] = {
            str(code): answer.item() if isinstance(answer, np.generic) else answer
            for code, answer in sorted(
                answers.items(), key=lambda pair: place.get(pair[0], len(place))
            )
            if answer is not None
        }
    plain.setdefault("case", CASE)
    plain.setdefault("language", "en")
    return plain


def missing(draft: Mapping[str, Any]) -> list[str]:
    """Which items a draft leaves open, in words; empty when the interview is complete.

    Examples
    --------
    >>> missing({"answers": {code: 6 for code in CODES if code not in ("E03", "P07", "P08")}})
    ['expectation item 3', 'perception items 7, 8']
    >>> missing({"answers": {"E01": 6, "E05": 6}})
    ['expectation items 2-4, 6-22', 'perception items 1-22']
    """
    answers = tidy(draft)["answers"]
    if not isinstance(answers, Mapping):
        return []
    lacks = []
    for codes, one, several in (
        (EXPECTATION_CODES, _("expectation item {items}"), _("expectation items {items}")),
        (PERCEPTION_CODES, _("perception item {items}"), _("perception items {items}")),
    ):
        left = [int(code[1:]) for code in codes if code not in answers]
        if left:
            lacks.append((one if len(left) == 1 else several).format(items=_runs(left)))
    return lacks


def _runs(numbers: Iterable[int]) -> str:
    """Rising whole numbers in words, three or more in a row as a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )


def answers_frame(decision: Mapping[str, Any] | None) -> pd.DataFrame | None:
    """The answers as one row of a survey, or None while items are open.

    Parameters
    ----------
    decision : mapping or None
        Follows :data:`DECISION_SCHEMA`.

    Returns
    -------
    DataFrame or None
        Columns ``E01`` to ``P22``, as given: reverse-worded items are not yet reversed.

    Examples
    --------
    >>> answers_frame({"answers": dict.fromkeys(CODES, 6)}).shape
    (1, 44)
    >>> answers_frame({"answers": {"E01": 6}}) is None
    True
    """
    if decision is None or any(code not in decision["answers"] for code in CODES):
        return None
    return pd.DataFrame([{code: decision["answers"][code] for code in CODES}])


def own_ladder(answers: Mapping[str, int], items: pd.DataFrame) -> pd.DataFrame:
    """Expectation, perception and gap of one respondent in each dimension.

    Parameters
    ----------
    answers : mapping
        Item code to answer, as given; some may be open.
    items : DataFrame
        As in :func:`check_items`. Reverse-worded items are reversed here.

    Returns
    -------
    DataFrame
        Index dimension; columns expectation, perception, gap (P - E). Missing where fewer than half
        of the items are answered.
    """
    from servicelab.surveys.servqual import dimension_scores, reverse_items

    row = pd.DataFrame([{code: answers.get(code, np.nan) for code in CODES}], dtype=float)
    turned = reverse_items(row, items, SCALE)
    ladder = pd.DataFrame(
        {
            side: dimension_scores(turned, items, side).iloc[0]
            for side in ("expectation", "perception")
        }
    )
    return ladder.assign(gap=ladder["perception"] - ladder["expectation"])
