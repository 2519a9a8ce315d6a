"""Reading a log of visits of one's own: who came when, whose turn came when, and who left before."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from servicelab.errors import CourseError
from servicelab.i18n import _, ngettext
from servicelab.text import shown
from servicelab_workshop.reading.days import read_days, read_moments
from servicelab_workshop.reading.options import Fields, Options
from servicelab_workshop.reading.reader import Reading, Source, read_own
from servicelab_workshop.reading.vocabulary import cell_words, plain, tidy
from servicelab_workshop.reports.clocks import find_zeros, is_half_day, one_clock
from servicelab_workshop.reports.columns import or_missing
from servicelab_workshop.reports.leaving import read_leaving
from servicelab_workshop.reports.steps import join_steps
from servicelab_workshop.reports.unused import day_column, note_branches

__all__ = ["FIELDS", "VisitLog", "read_visits"]

_TIMES = ("arrived", "started", "ended", "left")
#: The columns that are used.
FIELDS = Fields(
    "waiting",
    ("visit", "day", *_TIMES, "served", "waited", "lasted", "desk", "group"),
    required=("arrived", "started|waited"),
    dates=("day", *_TIMES[:3]),
    like=_("a log of visits"),
    if_days={"served": "started"},
)
#: A time of day that lies so many hours before the arrival is one of the next day.
_NEXT_DAY = 12
#: Units of lengths of time, in seconds.
_SIZES = {"milliseconds": 0.001, "seconds": 1, "minutes": 60}


@dataclass(frozen=True)
class VisitLog:
    """A log of visits, ready for :func:`servicelab_workshop.reports.waiting.analyze`.

    Attributes
    ----------
    source : Source
        The file, and how it was read.
    rows : DataFrame
        One row a visit, in the order of the arrivals: ``arrived``, ``started`` (blank for who left
        before the turn came), ``ended`` (of the service), ``left`` (when one left, where it is
        known), and what the file has of ``desk`` and ``group``.
    has_end : bool
        Whether ends of the service are known.
    past_midnight : int
        Times of day that were taken for those of the next day.
    repeated : int
        Rows that stand in the file before, word for word.
    """

    source: Source
    rows: pd.DataFrame
    has_end: bool
    past_midnight: int
    repeated: int


def read_visits(path: Path | str, options: Options | None = None) -> VisitLog:
    """Read and check a log of visits.

    Parameters
    ----------
    path : path
        CSV or xlsx, one row a visit, those who left included: ``arrived``, ``started`` (blank for
        who left before the turn came) or ``waited``, and ``ended`` or ``lasted``; and what there is
        of ``left`` (when one left, yes and no, or a status; an end without a start says when,
        too) or ``served`` (yes and no), ``visit``, ``desk`` and ``group``. Times have a day, or there is a column ``day``. Moments
        with time zones are taken to one clock. Further columns are not used.
    options : Options, optional
        What the file does not say itself.

    Returns
    -------
    VisitLog

    Raises
    ------
    CourseError
        If the file cannot be read, something in it is doubtful, or too many rows break the rules;
        or if nobody in it was served.
    """
    reading = read_own(path, FIELDS, options)
    leaving = read_leaving(reading)
    flags = pd.concat(leaving, axis=1).any(axis=1) if leaving else None
    times, past_midnight = _times(reading, has_flags="left" in leaving)
    note_branches(reading)
    _add_spans(reading, times, flags)
    _check_order(reading, times)
    kept, left_out = reading.settle()
    raw = reading.texts.loc[kept]
    blank = pd.Series(pd.NaT, index=reading.texts.index, dtype="datetime64[us]")
    rows = pd.DataFrame({name: times.get(name, blank) for name in _TIMES})
    if flags is not None:
        rows["started"] = rows["started"].mask(flags)
    has_gone = rows["started"].isna()
    # an end without a start is when somebody left
    rows["left"] = rows["left"].fillna(rows["ended"]).where(has_gone)
    rows["ended"] = rows["ended"].where(~has_gone)
    for name in ("desk", "group"):
        if name in reading:
            rows[name] = reading.category(name)
    rows = rows.loc[kept]
    if "visit" in reading:
        rows = _joined(reading, rows, raw["visit"])
    for name in ("desk", "group"):
        if name in rows:
            rows[name] = rows[name].cat.remove_unused_categories()
    rows = rows.sort_values("arrived", kind="stable", ignore_index=True)
    if rows["started"].isna().all():
        raise CourseError(
            _("Nobody in {label} was served: fill in when each turn came.").format(
                label=reading.label
            )
        )
    return VisitLog(
        source=reading.source(left_out, rows),
        rows=rows,
        has_end=bool(rows["ended"].notna().any()),
        past_midnight=past_midnight,
        repeated=int(raw.duplicated().sum()),
    )


def _joined(reading: Reading, rows: pd.DataFrame, visits: pd.Series) -> pd.DataFrame:
    """Put the steps of a visit into one row, and say so."""
    joined = join_steps(rows, visits)
    if n := len(rows) - len(joined):
        text = ngettext(
            "{n} row goes on with the visit of another one: they are one visit, from its first "
            "start to its last end",
            "{n} rows go on with the visits of others: they are one visit each, from its first "
            "start to its last end",
            n,
        )
        reading.notes.append(text.format(n=f"{n:,}"))
    return joined


def _times(reading: Reading, *, has_flags: bool) -> tuple[dict[str, pd.Series], int]:
    """Read moments, or times of day on the days of another column, in the zone of the arrival."""
    names = [one for one in _TIMES if one in reading and not (one == "left" and has_flags)]
    has_day = "day" in reading
    moments = read_moments(
        reading,
        names,
        open_ended=_TIMES[1:],
        filled=("arrived",),
        expected=_("a time such as 08:03") if has_day else _("a time such as 2025-03-31 08:03"),
    )
    days = read_days(reading, ["day"], filled=("day",))["day"] if has_day else None
    zones = moments["arrived"]["zone"]
    clock = one_clock(reading, moments)
    times: dict[str, pd.Series] = {}
    for name, table in moments.items():
        if name != "arrived":
            table = table.mask(find_zeros(reading, name, table, times["arrived"]))
        day = table["day"] if days is None else table["day"].fillna(days)
        seconds = table["seconds"]
        # a program that leaves zeros out writes midnight as a day
        if seconds.notna().sum() > 0.9 * table["day"].notna().sum():
            seconds = seconds.mask(seconds.isna() & table["day"].notna(), 0.0)
        said = table["day"].notna() | seconds.notna()
        texts = reading.texts[name]
        # a day that cannot be read is told at its own column
        no_day = said & day.isna() & (days is None)
        holder = day_column(reading) if no_day.any() else None
        if name == "arrived" and holder is not None:
            reading.doubts.append(
                _(
                    'the times have no day: if {heading!r} holds it, add --columns day="{heading}"'
                ).format(heading=shown(holder, 40))
            )
        reading.add(name, texts, no_day, _("a day with the time, or a column day"))
        reading.add(name, texts, said & seconds.isna(), _("a time of day with the day"))
        times[name] = (day + pd.to_timedelta(seconds, unit="s")).astype("datetime64[us]")
        mixed = said & times[name].notna() & (table["zone"].isna() != zones.isna())
        if name == "arrived":
            few = zones.isna() if zones.notna().mean() > 0.5 else zones.notna()
            mixed = few & said
        reading.add(name, texts, mixed, _("a time zone in every time, or in none"))
        shift = (clock - table["zone"]).fillna(0.0)
        times[name] = times[name] + pd.to_timedelta(shift, unit="min")
    if is_half_day(times["arrived"]):
        reading.doubts.append(
            _(
                "the arrivals go on from 12 to 1 and none is after 12:59, so the afternoon is not "
                "told from the morning: write AM and PM, or the hours from 0 to 23"
            )
        )
    past_midnight = 0
    if days is not None:
        for name in names[1:]:
            is_next = times["arrived"] - times[name] > pd.Timedelta(hours=_NEXT_DAY)
            is_next &= moments[name]["day"].isna()
            past_midnight += int(is_next.sum())
            times[name] = times[name].mask(is_next, times[name] + pd.Timedelta(days=1))
    return times, past_midnight


# --- lengths of time --------------------------------------------------------------------------


def _add_spans(reading: Reading, times: dict[str, pd.Series], flags: pd.Series | None) -> None:
    """Add starts and ends that are said by how long the wait and the service took."""
    arrived = times["arrived"]
    if "started" not in times and "waited" in reading:
        turn = arrived + _spans(reading, "waited")
        times["started"] = turn
        if flags is not None and "left" not in times:
            times["left"] = turn.where(flags)
            times["started"] = turn.mask(flags)
    if "ended" not in times and "lasted" in reading and "started" in times:
        spans = _spans(reading, "lasted")
        served = times["started"].notna()
        times["ended"] = (times["started"] + spans).where(served)


def _spans(reading: Reading, name: str) -> pd.Series:
    """Read lengths of time: 0:03:25, 205 s, or numbers with the unit in the heading."""
    unit = reading.options.unit or _unit(reading.columns.titles[name])
    codes, found = reading.distinct(name)
    is_number = [bool(re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", one)) for one in found]
    is_short = [bool(re.fullmatch(r"[0-9]{1,3}:[0-9]{2}", one)) for one in found]
    if unit is None and (any(is_number) or any(is_short)):
        doubt = found[(is_number if any(is_number) else is_short).index(True)]
        if any(is_number):
            reading.doubts.append(
                _(
                    "column {name}: {cell} may be seconds or minutes: give --unit seconds or --unit minutes"
                ).format(name=name, cell=doubt)
            )
        else:
            reading.doubts.append(
                _(
                    "column {name}: {cell} may be minutes and seconds (--unit seconds) or hours and "
                    "minutes (--unit minutes)"
                ).format(name=name, cell=doubt)
            )
    seconds = [_seconds(one, unit) for one in found]
    wrong = [
        value is None and not reading.is_missing(one)
        for one, value in zip(found, seconds, strict=True)
    ]
    expected = _("a length of time such as 0:03:25")
    reading.add(name, reading.texts[name], np.array(wrong, dtype=bool)[codes], expected)
    reading.how[name] = _("lengths of time, in {unit}").format(
        unit=unit or _("hours:minutes:seconds")
    )
    values = np.array([np.nan if one is None else one for one in seconds], dtype=float)
    return pd.to_timedelta(pd.Series(values[codes], index=reading.texts.index), unit="s")


def _unit(heading: str) -> str | None:
    """Return the unit that a heading names."""
    words = {plain(word) for word in re.split(r"[\W_]+", heading)}
    for unit in _SIZES:
        if words & {plain(word) for word in cell_words(unit)}:
            return unit
    for unit in _SIZES:
        if any(not word.isascii() and word in heading for word in cell_words(unit)):
            return unit
    return None


def _seconds(text: str, unit: str | None) -> float | None:
    text = tidy(text)
    factor = 1 if unit is None else _SIZES[unit]
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", text):
        return float(text.replace(",", ".")) * factor
    parts = re.fullmatch(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-9]{2})(?:[.,][0-9]+)?", text)
    if parts:
        if parts[1] is None:
            return (int(parts[2]) * 60 + int(parts[3])) * factor
        return int(parts[1]) * 3600 + int(parts[2]) * 60 + int(parts[3])
    worded = re.fullmatch(
        r"(?:([0-9]+) ?h[a-z]*\.? ?)?(?:([0-9]+) ?m[a-z]*\.? ?)?(?:([0-9]+) ?s[a-z]*\.?)?", text
    )
    if worded and text:
        return sum(
            int(part or 0) * size for part, size in zip(worded.groups(), (3600, 60, 1), strict=True)
        )
    return None


# --- order ------------------------------------------------------------------------------------


def _check_order(reading: Reading, times: dict[str, pd.Series]) -> None:
    """Find turns before the arrival, ends before the turn, and who was served and left unserved."""
    arrived, started = times["arrived"], times.get("started")
    ended, left = times.get("ended"), times.get("left")
    late = arrived > pd.Timestamp(dt.datetime.now())
    reading.add("arrived", reading.texts["arrived"], late, _("no time that is to come"))
    for name, span in (("started", started), ("left", left)):
        if span is not None:
            _check_span(reading, name, span, arrived, _("the arrival"))
    if started is not None and ended is not None:
        first = started.fillna(arrived).mask(started < arrived)
        _check_span(reading, "ended", ended, first, _("the start, or the arrival"))
    if started is not None and left is not None:
        both = started.notna() & left.notna()
        reading.add("left", left, both, _("blank, because this visit has a start"))


def _check_span(reading: Reading, name: str, times: pd.Series, first: pd.Series, what: str) -> None:
    """Find times before another, or more than a day after it."""
    early = _("a time not before {what}").format(what=what)
    late = _("a time within a day of {what}").format(what=what)
    is_early = times < first
    if name in reading:
        early = or_missing(early, reading.texts[name], is_early)
    reading.add(name, times, is_early, early)
    reading.add(name, times, times - first > pd.Timedelta(days=1), late)
