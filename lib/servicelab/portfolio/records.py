"""The decision records of a working copy, read as data that nobody vouches for.

Each module of a working copy is a folder, and its records lie in it. They were written by the
widgets, and perhaps edited since: what is too large, damaged or of another form is named and left
out. Nothing in them is ever run.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from servicelab.decisions.records import FORMAT, LIMIT, SUFFIX
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.portfolio.decisions import DECISIONS

Kind = Literal["range", "prediction", "statement", "choice", "game", "ledger", "other"]

#: Files of one folder, and of all together, that are looked at; the course has about a hundred.
MOST_FILES, MOST_RECORDS = 300, 1000
_LEVELS: Final = 12
_MODULE = re.compile(r"m\d\d_[a-z0-9_]{1,40}")
_NAME = re.compile(r"(m\d\d)-[a-z0-9-]{1,60}")
#: Records that keep what is tried, or what is made from records.
_WORKING: Final = re.compile(r"-tries$|-draft$|^m11-course-digest$")
_LEDGERS: Final = frozenset({"verdicts", "sure", "reason"})


@dataclass(frozen=True)
class CourseRecord:
    """A decision of the course as it lies in its file.

    Attributes
    ----------
    module : str
        Where it was recorded, such as ``m06``.
    name : str
        Name of the record, such as ``m06-standing-order``.
    kind : str
        ``range``, ``prediction``, ``statement``, ``choice``, ``ledger``, ``game`` (one of
        :data:`servicelab.portfolio.DECISIONS` that is none of these), or ``other``.
    decision : dict
        What was decided. Its form is as the kind says; all else in it may be anything.
    recorded_at : str
        When, as an ISO 8601 time with offset.
    revealed_at : str or None
        When the outcome was shown first.
    outcome : float, str or None
        What came, if that was kept.
    """

    module: str
    name: str
    kind: Kind
    decision: dict[str, Any]
    recorded_at: str
    revealed_at: str | None = None
    outcome: float | str | None = None


class CourseRecords(list[CourseRecord]):
    """Records in the order of their names.

    Attributes
    ----------
    left_out : list of str
        A sentence for each file that was left out, with its name and why.
    """

    def __init__(self, records: Iterable[CourseRecord] = (), left_out: Iterable[str] = ()) -> None:
        super().__init__(records)
        self.left_out = list(left_out)

    def of_kind(self, *kinds: Kind) -> list[CourseRecord]:
        """The records of some kinds."""
        return [record for record in self if record.kind in kinds]

    def named(self, name: str) -> CourseRecord | None:
        """The record of a name, or None."""
        return next((record for record in self if record.name == name), None)


def collect_records(folder: Path | str = ".") -> CourseRecords:
    """Read all decision records of a working copy.

    Parameters
    ----------
    folder : path
        The folder of a module: its siblings are read, too. Or the folder above them; or any folder
        with records in it, which is then read alone.

    Returns
    -------
    CourseRecords
        A list of :class:`CourseRecord`; its ``left_out`` names each file that is damaged, too large
        or foreign.

    Raises
    ------
    CourseError
        If there is no such folder.

    Examples
    --------
    >>> import tempfile
    >>> from servicelab.decisions.widgets.questions import RangePrediction
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     wait = RangePrediction("m06-explain", "How much longer?", folder=folder)
    ...     wait.record(low=5, high=15)
    ...     _panel = wait.reveal(24)
    ...     records = collect_records(folder)
    Decision recorded.
    >>> [(one.module, one.kind, one.decision, one.outcome) for one in records]
    [('m06', 'range', {'low': 5.0, 'high': 15.0}, 24.0)]
    """
    records: dict[str, CourseRecord] = {}
    left_out: list[str] = []
    for place, module in _places(Path(folder)):
        for path in _files(place, left_out):
            if len(records) >= MOST_RECORDS:
                left_out.append(_("{file}: there are too many records.").format(file=path.name))
                continue
            try:
                record = _read(path, module)
            except CourseError as error:
                left_out.append(f"{path.name[:80]}: {error}")
                continue
            if record is not None:
                records.setdefault(record.name, record)
    return CourseRecords((records[name] for name in sorted(records)), left_out)


def _places(folder: Path) -> list[tuple[Path, str]]:
    """The folders to be read, each with its module; without one, the names say it."""
    try:
        folder = folder.resolve()
        found = _modules(folder.parent if _MODULE.fullmatch(folder.name) else folder)
    except OSError as error:
        raise CourseError(
            _("Cannot read {folder} ({reason}).").format(folder=folder.name, reason=error.strerror)
        ) from error
    return [(path, path.name[:3]) for path in found] or [(folder, "")]


def _modules(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if _MODULE.fullmatch(path.name) and path.is_dir() and not path.is_symlink()
    )


def _files(folder: Path, left_out: list[str]) -> list[Path]:
    try:
        found = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))
    except OSError as error:
        left_out.append(f"{folder.name}: {error.strerror}")
        return []
    if len(found) > MOST_FILES:
        left_out.append(
            _("{folder}: only the first {most} records are read.").format(
                folder=folder.name, most=MOST_FILES
            )
        )
    return found[:MOST_FILES]


def _read(path: Path, module: str) -> CourseRecord | None:
    """One record; None if it is none that is to be laid out."""
    stem = path.name.removesuffix(SUFFIX)
    match = _NAME.fullmatch(stem)
    if match is None:
        raise CourseError(_("its name is not that of a record of this course."))
    if module and match[1] != module:
        raise CourseError(_("it belongs to another module."))
    if _WORKING.search(stem):
        return None
    content = _content(path)
    if content.get("name") != stem:
        raise CourseError(_("it is the record of another decision."))
    decision = content.get("decision")
    if not isinstance(decision, dict) or not _is_plain(decision):
        raise CourseError(_("its decision is damaged."))
    recorded_at, revealed_at = _time(content.get("recorded_at")), content.get("revealed_at")
    outcome: Any = content.get("outcome")
    if _is_number(outcome):
        outcome = float(outcome)
    elif not (outcome is None or (isinstance(outcome, str) and len(outcome) <= 2000)):
        raise CourseError(_("its outcome is damaged."))
    return CourseRecord(
        match[1],
        stem,
        _kind(stem, decision),
        decision,
        recorded_at,
        None if revealed_at is None else _time(revealed_at),
        outcome,
    )


def _content(path: Path) -> dict[str, Any]:
    try:
        if path.is_symlink() or not path.is_file():
            raise CourseError(_("it is not a file."))
        if path.stat().st_size > LIMIT:
            raise CourseError(
                _("it is larger than a record can be ({limit} kB).").format(limit=LIMIT // 1024)
            )
        content = json.loads(path.read_bytes()[: LIMIT + 1].decode("utf-8"), parse_constant=_refuse)
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, CourseError):
            raise
        raise CourseError(_("it is damaged and cannot be read.")) from error
    if not isinstance(content, dict) or content.get("servicelab_record") != FORMAT:
        raise CourseError(_("it is not a record of this course."))
    return content


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _time(value: Any) -> str:
    try:
        return dt.datetime.fromisoformat(value).isoformat(timespec="seconds")
    except (TypeError, ValueError) as error:
        raise CourseError(_("its time is damaged.")) from error


def _is_plain(value: Any, level: int = 0) -> bool:
    """Whether numbers are finite and nothing is nested deeper than a record is."""
    if level > _LEVELS:
        return False
    if isinstance(value, Mapping):
        return all(_is_plain(one, level + 1) for one in value.values())
    if isinstance(value, list):
        return all(_is_plain(one, level + 1) for one in value)
    return value is None or isinstance(value, str | bool) or _is_number(value)


def _kind(name: str, decision: Mapping[str, Any]) -> Kind:
    keys = decision.keys()
    if keys == {"low", "high"} and all(map(_is_number, decision.values())):
        return "range" if decision["low"] <= decision["high"] else "other"
    if keys == {"sentence", "sure"}:
        is_right = isinstance(decision["sentence"], str) and _is_share(decision["sure"])
        return "statement" if is_right else "other"
    if keys == {"choice"} and isinstance(decision["choice"], str):
        return "prediction"
    if keys == {"choice", "reason"} and all(isinstance(one, str) for one in decision.values()):
        return "choice"
    if keys == _LEDGERS and _is_ledger(decision):
        return "ledger"
    return "game" if name in DECISIONS else "other"


def _is_number(value: Any) -> bool:
    is_it = isinstance(value, int | float) and not isinstance(value, bool)
    return is_it and abs(value) < 1e300 and math.isfinite(value)


def _is_share(value: Any) -> bool:
    return _is_number(value) and 0 <= value <= 1


def _is_ledger(decision: Mapping[str, Any]) -> bool:
    verdicts, sure = decision["verdicts"], decision["sure"]
    return (
        isinstance(verdicts, dict)
        and isinstance(sure, dict)
        and verdicts.keys() == sure.keys()
        and all(isinstance(one, str) for one in verdicts.values())
        and all(map(_is_share, sure.values()))
    )
