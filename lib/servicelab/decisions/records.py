"""Decision records: what a trainee decided, kept as data in a file beside the notebook.

A record is JSON, never code. It is checked against a schema when it is read, it is never
overwritten by a damaged or foreign one, every earlier version stays in it, and once the outcome has
been revealed the decision stands.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from servicelab.decisions.schema import make_validator
from servicelab.errors import CourseError
from servicelab.files import write_atomically
from servicelab.i18n import _

SUFFIX = ".decision.json"
FORMAT = 1
LIMIT = 128 * 1024
_KEPT = 20
_OUTCOME_LENGTH = 2000


@dataclass(frozen=True)
class Record:
    """A decision as it lies in its file.

    Attributes
    ----------
    name : str
        Name of the decision, such as ``m02-segment-studio``.
    decision : dict
        What was decided, as its schema says.
    recorded_at : str
        When, as an ISO 8601 time with offset.
    revealed_at : str or None
        When the outcome was shown; from then on the decision stands.
    earlier : list of dict
        Earlier versions, newest last, each with ``decision`` and ``recorded_at``.
    outcome : float, str or None
        What came, a number or a sentence, if it was kept when it was first shown.
    """

    name: str
    decision: dict[str, Any]
    recorded_at: str
    revealed_at: str | None = None
    earlier: list[dict[str, Any]] = field(default_factory=list)
    outcome: float | str | None = None


def record_path(name: str, folder: Path | str = ".") -> Path:
    """The file of a decision.

    Examples
    --------
    >>> record_path("m02-segment-studio").name
    'm02-segment-studio.decision.json'
    """
    return Path(folder) / f"{name}{SUFFIX}"


def read_record(name: str, schema: dict[str, Any], folder: Path | str = ".") -> Record | None:
    """Read a decision, or None when nothing has been recorded.

    Parameters
    ----------
    name : str
        Name of the decision.
    schema : dict
        JSON Schema that the decision must follow.
    folder : path
        Where the notebook lies.

    Raises
    ------
    CourseError
        If the file is damaged, too large, or belongs to another decision.
    """
    path = record_path(name, folder)
    if not path.is_file():
        return None
    advice = _("Move that file away and record your decision again.")
    try:
        if path.stat().st_size > LIMIT:
            raise CourseError(
                _("{file} is larger than a decision record can be ({limit} kB). {advice}").format(
                    file=path.name, limit=LIMIT // 1024, advice=advice
                )
            )
        content = json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse)
        problem = _problem(content, name, schema)
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, CourseError):
            raise
        raise CourseError(
            _("{file} is damaged and cannot be read. {advice}").format(
                file=path.name, advice=advice
            )
        ) from error
    if problem:
        raise CourseError(f"{path.name}: {problem} {advice}")
    return Record(
        name=name,
        decision=content["decision"],
        recorded_at=content["recorded_at"],
        revealed_at=content.get("revealed_at"),
        earlier=content.get("earlier", []),
        outcome=content.get("outcome"),
    )


def save_record(
    name: str,
    decision: dict[str, Any],
    schema: dict[str, Any],
    folder: Path | str = ".",
    *,
    keep_earlier: bool = True,
) -> Record:
    """Keep a decision; earlier versions stay in the file.

    Saving the same decision again changes nothing, so a notebook can be run again.

    Parameters
    ----------
    name, schema, folder
        As in :func:`read_record`.
    decision : dict
        What was decided.
    keep_earlier : bool
        Whether the version on file stays in it. False for a draft that grows entry by entry.

    Raises
    ------
    CourseError
        If the decision does not follow its schema, if the outcome has already been revealed, or if
        the file cannot be written. A file that cannot be read is moved aside first, not lost.

    Examples
    --------
    >>> import tempfile
    >>> schema = {"type": "object", "properties": {"k": {"type": "integer"}}, "required": ["k"]}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _first = save_record("demo", {"k": 3}, schema, folder)
    ...     record = save_record("demo", {"k": 4}, schema, folder)
    ...     record.decision, [version["decision"] for version in record.earlier]
    ({'k': 4}, [{'k': 3}])
    """
    problem = _decision_problem(decision, schema)
    if problem:
        raise CourseError(problem)
    try:
        old = read_record(name, schema, folder)
    except CourseError:
        _move_aside(record_path(name, folder))
        old = None
    if old is not None:
        if old.decision == decision:
            return old
        if old.revealed_at:
            raise CourseError(
                _(
                    "The outcome has been revealed, so the decision of {time} stands. "
                    "To try again for practice, move {file} away and run the notebook again."
                ).format(time=old.recorded_at[:16].replace("T", " "), file=record_path(name).name)
            )
    earlier = [] if old is None else old.earlier
    if old is not None and keep_earlier:
        earlier = [*earlier, _version(old)][-_KEPT:]
    record = Record(name, decision, _now(), None, earlier)
    _write(record, folder)
    return record


def mark_revealed(
    name: str,
    schema: dict[str, Any],
    folder: Path | str = ".",
    outcome: float | str | None = None,
) -> Record | None:
    """Note that the outcome is shown now; returns the record, or None if there is none.

    The time of the first reveal stays, and so does the first outcome.

    Parameters
    ----------
    name, schema, folder
        As in :func:`read_record`.
    outcome : float or str, optional
        What came: a finite number, or a sentence, of which the beginning is kept.

    Examples
    --------
    >>> import tempfile
    >>> schema = {"type": "object"}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _saved = save_record("demo", {"low": 10, "high": 30}, schema, folder)
    ...     _first = mark_revealed("demo", schema, folder, 33.5)
    ...     mark_revealed("demo", schema, folder, 12).outcome
    33.5
    """
    record = read_record(name, schema, folder)
    if record is None or (record.revealed_at and (outcome is None or record.outcome is not None)):
        return record
    kept = record.outcome
    if kept is None and outcome is not None:
        kept = _plain_outcome(outcome)
    record = replace(record, revealed_at=record.revealed_at or _now(), outcome=kept)
    _write(record, folder)
    return record


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _now() -> str:
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def _plain_outcome(outcome: Any) -> float | str | None:
    """What came as JSON has it; None for a number that is not finite."""
    if isinstance(outcome, str):
        return outcome[:_OUTCOME_LENGTH]
    number = float(outcome)
    return number if math.isfinite(number) else None


def _is_outcome(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= _OUTCOME_LENGTH
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _version(record: Record) -> dict[str, Any]:
    return {"decision": record.decision, "recorded_at": record.recorded_at}


def _write(record: Record, folder: Path | str) -> None:
    content: dict[str, Any] = {
        "servicelab_record": FORMAT,
        "name": record.name,
        "recorded_at": record.recorded_at,
        "revealed_at": record.revealed_at,
        "decision": record.decision,
        "earlier": record.earlier,
        **({} if record.outcome is None else {"outcome": record.outcome}),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    while len(text.encode()) > LIMIT and content["earlier"]:
        content["earlier"] = content["earlier"][1:]
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    if len(text.encode()) > LIMIT:
        raise CourseError(
            _("The decision is too long to keep ({limit} kB at most): shorten its texts.").format(
                limit=LIMIT // 1024
            )
        )
    write_atomically(record_path(record.name, folder), text)


def _move_aside(path: Path) -> None:
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError as error:
        raise CourseError(
            _("Cannot move the damaged {file} aside ({reason}): rename it yourself.").format(
                file=path.name, reason=error.strerror
            )
        ) from error


def _problem(content: Any, name: str, schema: dict[str, Any]) -> str:
    if not isinstance(content, dict) or content.get("servicelab_record") != FORMAT:
        return _("this is not a decision record of this course.")
    if content.get("name") != name:
        return _("this is the record of another decision ({other}).").format(
            other=str(content.get("name"))[:40]
        )
    if not isinstance(content.get("recorded_at"), str):
        return _("the time of the decision is missing.")
    earlier = content.get("earlier", [])
    if not isinstance(earlier, list) or not all(isinstance(item, dict) for item in earlier):
        return _("the earlier versions are damaged.")
    if not isinstance(content.get("revealed_at"), str | None):
        return _("the time of the reveal is damaged.")
    if not _is_outcome(content.get("outcome")):
        return _("the outcome is damaged.")
    return _decision_problem(content.get("decision"), schema)


def _decision_problem(decision: Any, schema: dict[str, Any]) -> str:
    try:
        json.dumps(decision, allow_nan=False)
    except ValueError:
        return _("the decision is not complete: a number in it is not finite.")
    except TypeError:
        pass  # the schema says what is no plain value
    errors = sorted(
        make_validator(schema).iter_errors(decision),
        key=lambda error: list(map(str, error.absolute_path)),
    )
    if not errors:
        return ""
    shown = []
    for error in errors[:5]:
        where = ".".join(str(part) for part in error.absolute_path)
        said = error.schema.get("errorMessage") if isinstance(error.schema, dict) else None
        message = said or error.message
        shown.append(f"{where}: {message[:120]}" if where else message[:120])
    if len(errors) > len(shown):
        shown.append(_("and {n} more").format(n=len(errors) - len(shown)))
    return _("the decision is not complete: {problems}.").format(problems="; ".join(shown))
