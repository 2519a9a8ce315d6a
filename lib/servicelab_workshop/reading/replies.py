"""Reading answers to questions: numbers, numbers with words, and the words of a scale."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from servicelab.i18n import _
from servicelab.text import listed, shown
from servicelab_workshop.reading.vocabulary import cell_words, scale_words, tidy

__all__ = ["Answers", "is_answer", "read_answers"]

#: Answers in words from which on the shortest scale that fits is sure.
ENOUGH = 100
#: Words among numbers that are slips rather than a scale.
FEW = 5

_NUMBER = re.compile(r"(-?[0-9]{1,3})(?:[.,]0+)?")
_DECIMAL = re.compile(r"[0-9]{1,3}[.,][0-9]{1,3}")
_SIGNS = re.compile(r"^[\W\d]+|[\W\d]+$")
_LABELED = re.compile(
    r"([0-9]{1,3})(?: ?[-–—=:.)、] ?| ?(?=[(（\[])| |(?=[^\W\d_]))(?![/%.,0-9]).*[^\W\d_].*"
)
_BEHIND = re.compile(r"[^0-9]*[^\W\d_][^0-9]*(?:[(\[]([0-9]{1,3})[)\]]|[-–=:] ?([0-9]{1,3}))")


@dataclass(frozen=True)
class Answers:
    """What the cells of a survey say.

    Attributes
    ----------
    values : dict
        From a cell to its number; None if it is no answer; cells that cannot be read are not in it.
    scale : (int, int) or None
        Lowest and highest answer, where words say so.
    doubt : str or None
        What is to be asked.
    how : str
        In words.
    unanswered : tuple of str
        Cells that say that there is no answer.
    is_worded : bool
        Whether words say which answer is the best.
    is_turned : bool
        Whether the lowest number was the best answer, so that numbers were turned around.
    """

    values: dict[str, float | None]
    scale: tuple[int, int] | None
    doubt: str | None
    how: str
    unanswered: tuple[str, ...]
    is_worded: bool = False
    is_turned: bool = False


def is_answer(cell: str) -> bool:
    """Tell whether a cell is an answer by itself: a number, or a word of a known scale.

    Parameters
    ----------
    cell : str
        As it stands in the file.

    Examples
    --------
    >>> is_answer("Strongly agree"), is_answer("6 - Agree"), is_answer("Ward 6B")
    (True, True, False)
    """
    text = tidy(cell)
    known = any(text in step for _name, steps in scale_words() for step in steps)
    return known or text in cell_words("unanswered") or _number(text)[0] is not None


def read_answers(
    counts: Mapping[str, int],
    is_missing: Callable[[str], bool],
    given: Sequence[str] = (),
    scale: tuple[int, int] | None = None,
    *,
    is_turned: bool = False,
) -> Answers:
    """Read the distinct answers of a survey.

    Parameters
    ----------
    counts : mapping
        From a cell to how often it stands in the file.
    is_missing : callable
        Whether a cell says nothing.
    given : sequence of str
        Answers in words, from the lowest to the highest.
    scale : (int, int), optional
        Lowest and highest answer.
    is_turned : bool
        Whether the lowest number is the best answer. Where known words stand with the numbers,
        they decide.

    Returns
    -------
    Answers

    Examples
    --------
    >>> read_answers({"6 - Agree": 3, "n/a": 1}, lambda cell: cell == "n/a").values
    {'6 - Agree': 6.0, 'n/a': None}
    >>> words = {"Disagree": 40, "Neutral": 40, "Agree": 40}
    >>> read_answers(words, lambda cell: False).values["Agree"]
    4.0
    >>> marks = {"1 - Strongly agree": 5, "2 - Agree": 5, "5 - Strongly disagree": 1}
    >>> read_answers(marks, lambda cell: False).values["1 - Strongly agree"]
    5.0
    """
    values: dict[str, float | None] = {}
    words: dict[str, str] = {}
    labels: dict[float, str] = {}
    decimals: dict[str, float] = {}
    unanswered = []
    silent: set[float] = set()
    silences = (cell_words("unanswered") | cell_words("missing")) - {""}
    own = {tidy(word): place for place, word in enumerate(given)}
    for cell in counts:
        text = tidy(cell)
        number, label = _number(text)
        if text in own:
            values[cell] = float((scale[0] if scale else 1) + own[text])
        elif is_missing(cell):
            values[cell] = None
        elif number is not None and label in silences:
            values[cell] = None
            unanswered.append(cell)
            silent.add(number)
        elif number is not None:
            values[cell] = number
            labels[number] = labels.get(number) or label
        elif _DECIMAL.fullmatch(text):
            decimals[cell] = float(text.replace(",", "."))
        elif text in cell_words("unanswered"):
            values[cell] = None
            unanswered.append(cell)
        elif re.search(r"[^\W\d_]", text):
            words[cell] = text
    if given:
        low = scale[0] if scale else 1
        whole = scale or (low, low + len(given) - 1)
        return Answers(values, whole, None, _("the words given"), tuple(unanswered), True)
    values |= {cell: None for cell, value in values.items() if value in silent}
    if 2 * sum(counts[cell] for cell in decimals) > sum(counts[cell] for cell in values):
        values |= decimals
    how = _("numbers")
    doubt = None
    found, turned = _scale_of_labels(labels)
    if found:
        how = _("numbers with words, {low} to {high}").format(low=found[0], high=found[1])
    is_worded = turned is not None
    if turned is not None:
        is_turned = turned
    if is_turned:
        span = found or scale
        if span is None:
            doubt = _(
                "the lowest number is the best answer, as in {example}: give the scale from the "
                "worst answer to the best, as in --scale 5-1"
            ).format(
                example=", ".join(f"{at:g} - {label}" for at, label in labels.items() if label)
            )
            return Answers(values, None, doubt, how, tuple(unanswered))
        values |= {
            cell: sum(span) - value
            for cell, value in values.items()
            if value is not None and span[0] <= value <= span[1]
        }
        found = span
        how = _("{low} is the best answer here, so the scale was turned around").format(low=span[0])
    if words:
        n = sum(counts[cell] for cell in words)
        numbers = {value for value in values.values() if value is not None}
        of_words, steps, doubt, name = _scale_of(words, n, numbers, scale or found)
        values |= steps
        if of_words:
            found, how = of_words, name if found is None else how
            is_worded = is_worded or not numbers
    return Answers(values, found, doubt, how, tuple(unanswered), is_worded, is_turned)


def _number(text: str) -> tuple[float | None, str]:
    """Return the number that a cell holds, and the words beside it."""
    for pattern in (_NUMBER, _LABELED, _BEHIND):
        found = pattern.fullmatch(text)
        if found:
            return float(next(group for group in found.groups() if group)), _SIGNS.sub("", text)
    return None, ""


def _scale_of_labels(
    labels: Mapping[float, str],
) -> tuple[tuple[int, int] | None, bool | None]:
    """Find the scale whose words stand with numbers, and whether its numbers fall.

    Where fewer than two words are known, neither is.
    """
    best: tuple[tuple[int, bool, bool], tuple[int, int] | None, bool] | None = None
    for _name, steps in scale_words():
        ranks = {
            int(number): rank
            for number, label in labels.items()
            for rank, step in enumerate(steps)
            if label in step
        }
        ordered = [ranks[number] for number in sorted(ranks)]
        falls = ordered == sorted(ordered, reverse=True)
        if len(set(ordered)) < max(2, len(ordered)) or not (falls or ordered == sorted(ordered)):
            continue
        last = len(steps) - 1
        lows = {number - (last - rank if falls else rank) for number, rank in ranks.items()}
        low = min(lows)
        span = (low, low + last) if len(lows) == 1 and (low == 1 or low in ranks) else None
        if span is None and {0, last} <= set(ordered):
            span = (min(ranks), max(ranks))
        key = (len(ranks), span is not None, span is not None and span[0] == 1)
        if best is None or key > best[0]:
            best = key, span, falls
    return (best[1], best[2]) if best else (None, None)


def _scale_of(
    words: Mapping[str, str], n: int, numbers: set[float], scale: tuple[int, int] | None
) -> tuple[tuple[int, int] | None, dict[str, float | None], str | None, str]:
    """Find the scale whose words these are, and the number of each."""
    said = set(words.values())
    fitting = []
    for name, steps in scale_words():
        known = {word for step in steps for word in step}
        few = sum(1 for word in words.values() if word not in known)
        if said & known and few * 5 <= len(said) and all(len(said & step) < 2 for step in steps):
            fitting.append((len(said - known), len(steps), name, steps))
    if scale is not None:
        fitting = [one for one in fitting if one[1] == scale[1] - scale[0] + 1]
    least = min((one[0] for one in fitting), default=0)
    fitting = [one for one in fitting if one[0] == least]
    if not fitting:
        doubt = _(
            "answers in words that are not known, such as {words}: give them from the lowest to the "
            'highest, as in --answers "{example}", and what is no answer with --missing'
        ).format(
            words=listed([repr(shown(one, 30)) for one in words], 6),
            example="Poor; Fair, too; Good"
            if any("," in one for one in words)
            else "Poor, Fair, Good",
        )
        return None, {}, doubt if not numbers or n > FEW else None, ""
    if numbers:
        ends, at_ends, asked, name = _ends(
            words, numbers, [steps for _n, _k, _name, steps in fitting], scale
        )
        # a few words among numbers are slips of a few
        return ends, at_ends, asked if n > FEW else None, name
    complete = [one for one in fitting if all(said & step for step in one[3])]
    if complete:
        # a longer scale of which every word is said is not a shorter one
        _rest, size, name, steps = max(complete, key=lambda one: one[1])
    else:
        sizes = {one[1] for one in fitting}
        _rest, size, name, steps = min(fitting, key=lambda one: one[1])
        if len(sizes) > 1 and (n < ENOUGH or any(size % 2 == 0 for size in sizes)):
            doubt = _(
                "the answers in words may be of {sizes} points: give the scale, as in --scale 1-{size}"
            ).format(sizes=_(" or ").join(map(str, sorted(sizes))), size=size)
            return None, {}, doubt, ""
    low = scale[0] if scale else 1
    place = {word: float(low + at) for at, step in enumerate(steps) for word in step}
    values: dict[str, float | None] = {
        cell: place[text] for cell, text in words.items() if text in place
    }
    return (
        (low, low + size - 1),
        values,
        None,
        _("words of {scale}, {n} points").format(scale=name, n=size),
    )


def _ends(
    words: Mapping[str, str],
    numbers: set[float],
    scales: Sequence[tuple[frozenset[str], ...]],
    scale: tuple[int, int] | None,
) -> tuple[tuple[int, int] | None, dict[str, float | None], str | None, str]:
    """Read words that stand at the ends of a scale, or beside its numbers."""
    low, high = scale or (1, int(max(numbers)) + 1)
    for steps in scales:
        ends = {word: float(low) for word in steps[0]} | {word: float(high) for word in steps[-1]}
        said = {text for text in words.values() if text in ends}
        if len({ends[text] for text in said}) == 2 and (scale or min(numbers) == low + 1):
            values: dict[str, float | None] = {
                cell: ends[text] for cell, text in words.items() if text in ends
            }
            return (low, high), values, None, _("numbers, with words at the ends")
    doubt = _(
        "answers are numbers and words, such as {words}: give the scale, as in --scale 1-7, or the "
        "words from the lowest to the highest with --answers"
    ).format(words=listed([repr(shown(one, 30)) for one in words], 4))
    return None, {}, doubt, ""
