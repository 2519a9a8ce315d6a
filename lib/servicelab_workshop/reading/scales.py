"""The scale of a survey: as it is given, or as its answers show it."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.text import listed
from servicelab_workshop.reading.reader import MANY

__all__ = ["infer_scale", "read_scale", "refuse_codes", "refuse_scale"]

#: The scales that are recognized from the answers, and the highest answer of a usual one.
SCALES, LONGEST = ((1, 5), (1, 7), (1, 9)), 10
#: Share of the answers that must lie on a scale for it to be recognized.
ON_SCALE = 0.99
#: A number that more respondents than this share gave, and more than one, is no slip.
SLIPS = 0.02


def read_scale(scale: str | tuple[int, int]) -> tuple[int, int]:
    """Read the worst and the best answer.

    Parameters
    ----------
    scale : str or (int, int)
        Such as ``"1-7"``.

    Raises
    ------
    CourseError
        If it cannot be read.

    Examples
    --------
    >>> read_scale("1-7"), read_scale("5 to 1")
    ((1, 7), (5, 1))
    """
    found = re.fullmatch(r"\s*([0-9]+)\s*(?:-|–|:|\.\.|to)\s*([0-9]+)\s*", str(scale))
    low, high = (int(found[1]), int(found[2])) if found else (0, 0)
    if isinstance(scale, tuple):
        low, high = scale
    if low == high:
        raise CourseError(
            _(
                "The scale {scale} cannot be read: write lowest and highest answer, as in 1-7, or "
                "5-1 where 1 is the best."
            ).format(scale=scale)
        )
    return low, high


def infer_scale(answers: pd.DataFrame, label: str) -> tuple[int, int]:
    """Find the shortest known scale that holds the answers.

    Parameters
    ----------
    answers : DataFrame
        A row a respondent.
    label : str
        What messages call the file.

    Raises
    ------
    CourseError
        If there is no such scale, nobody gave its highest answer, or a number beside it is no slip.
    """
    values = answers.to_numpy(dtype=float)
    values = values[~np.isnan(values)]
    if not len(values):
        raise CourseError(_("{label} holds no answer at all: export it again.").format(label=label))
    points, is_slip = _points(answers)
    low, high = _run(points, is_slip, round(float(np.median(values))))
    fitting = [one for one in SCALES if one[0] <= low and high <= one[1]]
    if not fitting:
        raise CourseError(_no_scale(label, points, is_slip, (low, high)))
    scale = fitting[0]
    refuse_codes(answers, scale, label, reach=(low, high))
    if np.mean((values >= scale[0]) & (values <= scale[1])) < ON_SCALE:
        raise CourseError(_no_scale(label, points, is_slip, (int(points[0]), int(points[-1]))))
    if scale != SCALES[0] and scale[1] not in points:
        raise CourseError(
            _(
                "No answer in {label} is above {high}: give the scale, as in --scale 1-{top} or "
                "--scale 1-{high}, or, if {high} is no answer, --missing {high}."
            ).format(label=label, high=high, top=scale[1])
        )
    return scale


def refuse_codes(
    answers: pd.DataFrame, scale: tuple[int, int], label: str, reach: tuple[int, int] | None = None
) -> None:
    """Ask what numbers beside the scale mean, where they are too many to be slips.

    Parameters
    ----------
    answers : DataFrame
        A row a respondent.
    scale : (int, int)
        Lowest and highest answer.
    label : str
        What messages call the file.
    reach : (int, int), optional
        The lowest and highest of the other answers.

    Raises
    ------
    CourseError
        If there are such numbers: it names them all at once.
    """
    points, is_slip = _points(answers)
    codes = points[((points < scale[0]) | (points > scale[1])) & ~is_slip].tolist()
    if not codes:
        return
    low, high = reach or scale
    other = ""
    if min(codes) >= 0 and max(codes) <= LONGEST:
        other = _("; if they are, give the scale, as in --scale {low}-{high}").format(
            low=min(scale[0], *codes), high=max(scale[1], *codes)
        )
    raise CourseError(
        _(
            "Answers in {label} reach from {low} to {high}, but for {codes}: if these are no "
            "answers, add {said}{other}."
        ).format(
            label=label,
            low=low,
            high=high,
            codes=listed([str(one) for one in codes]),
            said=_said(codes),
            other=other,
        )
    )


def refuse_scale(answers: pd.DataFrame, scale: tuple[int, int], label: str) -> None:
    """Refuse a scale that more than a tenth of the respondents leave.

    Parameters
    ----------
    answers : DataFrame
        A row a respondent.
    scale : (int, int)
        Lowest and highest answer.
    label : str
        What messages call the file.

    Raises
    ------
    CourseError
        If they do.
    """
    low, high = scale
    off = ((answers < low) | (answers > high)).any(axis=1)
    if off.sum() > max(1, MANY * len(off)):
        raise CourseError(
            _(
                "{n} of {all} respondents in {label} gave an answer off the scale {low}-{high} "
                "(answers reach from {smallest:g} to {largest:g}): give the right scale, or what is "
                "no answer with --missing."
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


def _points(answers: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers that were given, and which of them few respondents gave."""
    values = answers.to_numpy(dtype=float)
    points = np.unique(np.rint(values[~np.isnan(values)]).astype(int))
    rounded = np.rint(values)
    people = np.array([int((rounded == one).any(axis=1).sum()) for one in points])
    return points, people <= max(1, SLIPS * len(answers))


def _run(points: np.ndarray, is_slip: np.ndarray, middle: int) -> tuple[int, int]:
    """Return the first and the last of the neighboring numbers around the middle one."""
    often = set(points[~is_slip].tolist()) or set(points.tolist())
    low = high = min(often, key=lambda one: (abs(one - middle), one))
    while low - 1 in often:
        low -= 1
    while high + 1 in often:
        high += 1
    return low, high


def _no_scale(label: str, points: np.ndarray, is_slip: np.ndarray, reach: tuple[int, int]) -> str:
    """Say that the answers are on no known scale, and suggest one."""
    low, high = reach
    beside = ~is_slip & ((points < low) | (points > high)) & (points != 0)
    codes = [*([0] if 0 in points else []), *points[beside].tolist()]
    hint = ""
    if codes:
        hint = _(", and where {codes} is no answer, add {said}").format(
            codes=_(" or ").join(map(str, codes)), said=_said(codes)
        )
    if 0 in points:
        low = min(low, 0)
    return _(
        "The answers in {label} reach from {low} to {high}, which is none of the scales 1-5, 1-7 "
        "and 1-9: give the scale, as in --scale {start}-{high}{hint}."
    ).format(label=label, low=low, high=high, start=min(low, 1), hint=hint)


def _said(codes: list[int]) -> str:
    return " ".join(f"--missing={one}" if one < 0 else f"--missing {one}" for one in codes)
