"""What a module tells as found, each bound to data that say so.

A module has one file, ``claims.py``, beside its scripts::

    from servicelab.data.loading import load_dataset
    from servicelab_workshop.lessons.claims import Claims, Found

    claims = Claims()

    @claims.finding(
        "waits-grew",
        notebook="1_counter",
        says="The mean wait grew from {before:.0f} to {after:.0f} minutes",
        exposure="{n:,} waits in two weeks",
    )
    def waits_grew() -> Found:
        ...
        return Found(after - before, low, high, holds=low > 0, before=before, after=after, n=n)

    claims.told("1_counter", "case", "The branch opens at nine")

What is told, with the numbers that the data give now, must stand word for word in the notebook. Each
other sentence with a number, a comparison or a causal verb is listed with what it is.
"""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.course import CLAIMS, Course
from servicelab_workshop.lessons.lesson import Lesson
from servicelab_workshop.lessons.source import read_script
from servicelab_workshop.lessons.stubs import is_written

#: What a sentence can be that has a number and is no finding of the data.
Kind = Literal["case", "definition", "literature", "quote", "advice", "example"]
KINDS: tuple[Kind, ...] = ("case", "definition", "literature", "quote", "advice", "example")
Verdict = Literal["", "the simple reading is right", "cannot tell"]

_SHORTEST = 20
_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{1,2}(?:st|nd|rd|th)?\b)?(?:(?: and | to |,? )\d{1,2}\b)?|\b(?:1[89]|20)\d\d\b"
)
_PLACE = re.compile(
    r"\b(?:tasks?|modules?|notebooks?|parts?|steps?|figures?|sentences?|chapters?|no\.) \d+\w?"
    r"(?:(?:, | and | to | or )\d+\w?)*|\bM\d\d\b|[SN]\d{3}-\d+|\d+ of \d+:",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:half|twice|thirds?|quarters?|one in \w+|\w+ times|percent|doubled?s?|halved?s?)\b",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    r"\bthan\b|\b(?:most|highest|lowest|largest|smallest|strongest|weakest)\b"
    r"|\b(?:rose|rises|fell|falls|grew|grows|dropped|drops|shrank|shrinks)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:causes?|caused|because of|leads? to|led to|due to|thanks to|results? in|resulted in"
    r"|effects? (?:of|on)|raises?|raised|lowers|lowered|reduces?|reduced|increases?|increased"
    r"|improves?|improved|drives?|drove|buys?|bought|pays off|paid off|worked|works)\b",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"\$\$.*?\$\$|\$[^$\n]*\$|^```.*?^```|^\|[^\n]*|^<[^\n]*", re.DOTALL | re.MULTILINE
)
_ASKED = re.compile(
    r"Task \d+\w?\b|Warm-up \d|The Python of|Be judged|Read more|Further reading|Next\b"
)
_LISTED = re.compile(r"\*\*(?:Further reading|Next)\b")
_END = re.compile(r"(?<=[.!?:])[\"”’)]*\s+(?=[\"“(]?[A-Z0-9])")


class Found:
    """What the data say of a finding.

    Parameters
    ----------
    value : float
        The figure that it rests on.
    low, high : float, optional
        Ends of its interval of 95 %, unless told otherwise in the sentence.
    holds : bool
        Whether what is told is so: also what no number of the sentence says, such as "cannot tell".
    exact : str
        In place of an interval: why there is none, such as "all 120 complaints were coded".
    **values
        What the sentence and the exposure are filled with, besides `value`, `low` and `high`.
    """

    def __init__(
        self,
        value: Any,
        low: float | None = None,
        high: float | None = None,
        *,
        holds: bool,
        exact: str = "",
        **values: Any,
    ) -> None:
        self.value = value
        self.low, self.high = low, high
        self.holds = bool(holds)
        self.exact = exact
        self.values: dict[str, Any] = {"value": value, "low": low, "high": high, **values}


@dataclass(frozen=True)
class Claim:
    """A finding that a notebook tells.

    Attributes
    ----------
    id : str
        Within its module.
    notebooks : tuple of str
        Where it is told.
    says : tuple of str
        Templates of the sentences, or parts of them; none where code prints the numbers itself.
    exposure : str
        Template: how many of what, in which window.
    compute : callable
        Gives a :class:`Found`.
    drawn, identified : str
        What was drawn at random, or why a comparison can be read as an effect; a causal verb needs
        one of them.
    predicted : str
        The record of the prediction below which it is told.
    verdict : str
        Whether it is one where the simple reading is right, or where nobody can tell.
    """

    id: str
    notebooks: tuple[str, ...]
    says: tuple[str, ...]
    exposure: str
    compute: Callable[[], Found]
    drawn: str = ""
    identified: str = ""
    predicted: str = ""
    verdict: Verdict = ""

    @cached_property
    def found(self) -> Found:
        """What the data say now."""
        with contextlib.redirect_stdout(io.StringIO()):  # a data set says what it is
            return self.compute()

    @cached_property
    def sentences(self) -> list[str]:
        """What is told, with the numbers of the data."""
        return [says.format(**self.found.values) for says in self.says]

    @cached_property
    def exposed(self) -> str:
        """How many of what."""
        return self.exposure.format(**self.found.values)

    @property
    def figure(self) -> str:
        """Value and interval for people."""
        found = self.found
        value = f"{found.value:.4g}" if isinstance(found.value, int | float) else str(found.value)
        if found.low is None or found.high is None:
            return value
        return _("{value}, {low:.4g} to {high:.4g}").format(
            value=value, low=found.low, high=found.high
        )


@dataclass
class Claims:
    """The findings of a module, and its sentences that are none.

    Examples
    --------
    >>> claims = Claims()
    >>> @claims.finding("two", notebook="1_a", says="{value} people", exposure="a list of {value}")
    ... def two() -> Found:
    ...     return Found(2, exact="all are listed", holds=True)
    >>> claims.all[0].sentences
    ['2 people']
    """

    all: list[Claim] = field(default_factory=list)
    others: list[tuple[str, Kind, str]] = field(default_factory=list)

    def finding(
        self,
        id: str,
        *,
        notebook: str | Sequence[str],
        says: str | Sequence[str] = (),
        exposure: str,
        drawn: str = "",
        identified: str = "",
        predicted: str = "",
        verdict: Verdict = "",
    ) -> Callable[[Callable[[], Found]], Callable[[], Found]]:
        """Bind what is told to a function that computes it; see :class:`Claim`."""

        def bind(compute: Callable[[], Found]) -> Callable[[], Found]:
            self.all.append(
                Claim(
                    id,
                    _several(notebook),
                    _several(says),
                    exposure,
                    compute,
                    drawn,
                    identified,
                    predicted,
                    verdict,
                )
            )
            return compute

        return bind

    def told(self, notebook: str, kind: Kind, *sentences: str) -> None:
        """List sentences that are no finding of the data.

        Parameters
        ----------
        notebook : str
            Where they stand.
        kind : {"case", "definition", "literature", "quote", "advice", "example"}
            A rule or event of the story; what words or measures mean; what is cited; somebody's
            sentence that is put to the test; what to do; numbers made up to explain.
        *sentences : str
            How each begins: 20 letters or more, or all of it.
        """
        self.others += [(notebook, kind, sentence) for sentence in sentences]


def _several(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def read_claims(course: Course, module: str) -> Claims:
    """Read the claims of a module; none if it has no such file.

    Raises
    ------
    CourseError
        If the file cannot be run, or makes no ``claims``.
    """
    path = course.solutions / module / CLAIMS
    if not path.is_file():
        return Claims()
    name = f"_servicelab_claims_{module}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    try:
        spec.loader.exec_module(made)
    except Exception as error:
        raise CourseError(
            _("{path} cannot be run: {reason}").format(path=path, reason=error)
        ) from error
    claims = getattr(made, "claims", None)
    if not isinstance(claims, Claims):
        raise CourseError(_("{path} makes no `claims = Claims()`.").format(path=path))
    return claims


def claim_problems(course: Course, module: str) -> Iterator[str]:
    """Say which findings do not hold, and which sentences are bound to nothing.

    Parameters
    ----------
    course : Course
        The course.
    module : str
        Its name.

    Yields
    ------
    str
        One sentence for each fault.
    """
    lessons = {
        script.stem: Lesson.of(read_script(script), script.stem)
        for script in course.scripts(module)
    }
    claims = read_claims(course, module)
    texts = {stem: text_of(lesson) for stem, lesson in lessons.items()}
    told: dict[str, list[str]] = {stem: [] for stem in lessons}
    ids: set[str] = set()
    for claim in claims.all:
        name = f"{module}, {claim.id}"
        if claim.id in ids:
            yield _("{name}: the id repeats.").format(name=name)
        ids.add(claim.id)
        try:
            yield from (f"{name}: {problem}" for problem in _faults(claim))
            sentences = [plain(sentence) for sentence in claim.sentences]
        except Exception as error:
            yield _("{name} cannot be computed: {type}: {reason}").format(
                name=name, type=type(error).__name__, reason=error
            )
            continue
        for stem in claim.notebooks:
            if stem not in texts:
                yield _("{name}: there is no notebook {stem}.").format(name=name, stem=stem)
                continue
            told[stem] += sentences
            for sentence in sentences:
                if sentence not in texts[stem]:
                    yield _('{name}: the data say "{sentence}", {stem} does not.').format(
                        name=name, sentence=sentence, stem=stem
                    )
            if claim.predicted:
                yield from (f"{name}: {one}" for one in _early(claim, lessons[stem], sentences))
    for stem, kind, sentence in claims.others:
        name = f"{module}/{stem}"
        if kind not in KINDS:
            yield _("{name}: {kind} is none of {all}.").format(
                name=name, kind=kind, all=", ".join(KINDS)
            )
        if len(sentence) < _SHORTEST:
            yield _('{name}: "{sentence}" is too short to be sure of.').format(
                name=name, sentence=sentence
            )
        if plain(sentence) not in texts.get(stem, ""):
            yield _('{name}: "{sentence}" is listed and stands nowhere.').format(
                name=name, sentence=sentence
            )
        told.setdefault(stem, []).append(plain(sentence))
    for stem, lesson in lessons.items():
        for sentence in loose(lesson, told[stem]):
            yield _('{name}: "{sentence}" is bound to nothing.').format(
                name=f"{module}/{stem}", sentence=sentence
            )
        made = {claim.predicted for claim in claims.all}
        for record in _predictions(lesson):
            if record not in made:
                yield _(
                    "{name}: no finding is bound to the prediction {record}: predicted=..."
                ).format(name=f"{module}/{stem}", record=record)
    is_graded = any(lesson.points for lesson in lessons.values())
    if is_graded and not any(claim.verdict for claim in claims.all):
        yield _(
            "{module}: no finding where the simple reading is right, or where nobody can tell: "
            "verdict=..."
        ).format(module=module)


def _faults(claim: Claim) -> Iterator[str]:
    """What is wrong with a finding itself."""
    found = claim.found
    if not found.holds:
        yield _("the data do not say so any more ({figure}).").format(figure=claim.figure)
    has_interval = found.low is not None and found.high is not None
    if has_interval == bool(found.exact):
        yield _("give an interval, or say with exact=... why there is none.")
    elif has_interval and not found.low <= found.value <= found.high:
        yield _("its value lies outside its interval ({figure}).").format(figure=claim.figure)
    if not re.search(r"\d", claim.exposed):
        yield _("its exposure has no number: how many of what, in which window?")
    if _CAUSE.search(" ".join(claim.sentences)) and not (claim.drawn or claim.identified):
        yield _(
            'it says "{verb}": say what was drawn at random (drawn=...) or why it is an effect '
            "(identified=...), or say it without cause."
        ).format(verb=next(iter(_CAUSE.findall(" ".join(claim.sentences)))))


def _early(claim: Claim, lesson: Lesson, sentences: Sequence[str]) -> Iterator[str]:
    """Which of its sentences stand above the prediction that they answer."""
    place = _predictions(lesson).get(claim.predicted)
    if place is None:
        yield _("there is no prediction {record}.").format(record=claim.predicted)
        return
    above = plain("\n\n".join(_texts(lesson.cells[:place])))
    for sentence in sentences:
        if sentence in above:
            yield _('"{sentence}" is told above its prediction.').format(sentence=sentence)


def _predictions(lesson: Lesson) -> dict[str, int]:
    """Records of a lesson's predictions, and the places of their cells."""
    found = {}
    for cell in lesson.cells:
        for name in re.findall(r"\b(?:Range)?Prediction\(\s*[\"']([\w-]+)[\"']", cell.code):
            found[name] = cell.place
    return found


def plain(text: str) -> str:
    r"""Text without emphasis, on one line, with one kind of minus.

    Examples
    --------
    >>> plain("**Repeats** fell\n  by \N{MINUS SIGN}0.3, 12 %")
    'Repeats fell by -0.3, 12%'
    """
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[*`]|\\$", "", text, flags=re.MULTILINE)
    text = text.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    text = re.sub(r"[\s\u00a0\u202f]+", " ", text)
    return re.sub(r"(\d) %", r"\1%", text).strip()


def text_of(lesson: Lesson) -> str:
    """All that a notebook says: its texts, its memo's model answer, and the words in its code."""
    return plain("\n\n".join(_texts(lesson.cells)))


def _texts(cells: Sequence[Cell]) -> Iterator[str]:
    for cell in cells:
        if cell.cell_type == "markdown":
            yield cell.source
        elif not is_written(cell.source):
            yield from _strings(cell.code)


def _strings(code: str) -> Iterator[str]:
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.value


def loose(lesson: Lesson, told: Sequence[str]) -> Iterator[str]:
    """Sentences with a number, a comparison or a causal verb that nothing of `told` is part of.

    The first cell, what is asked in a task, worked Python, code and formulas are passed over.

    Parameters
    ----------
    lesson : Lesson
        Of a script.
    told : sequence of str
        What is bound or listed, as :func:`plain` gives it.
    """
    for sentence in _told_sentences(lesson):
        bare = _PLACE.sub(" ", _DATE.sub(" ", re.sub(r"`[^`]*`", " ", sentence)))
        if bare.rstrip(" *_").endswith("?") or not (
            _NUMBER.search(bare) or _COMPARISON.search(bare) or _CAUSE.search(bare)
        ):
            continue
        said = plain(sentence)
        if not any(one in said or said in one for one in told):
            yield said


def _told_sentences(lesson: Lesson) -> Iterator[str]:
    for cell in lesson.cells[1:]:
        if cell.cell_type == "markdown":
            if not cell.is_memo:
                yield from _sentences(_prose(cell.source))
        elif not is_written(cell.source) and not cell.is_answer:
            yield from _titles(cell.code)


def _prose(text: str) -> str:
    """Leave out what is asked, and what is shown by way of example."""
    kept, is_asked = [], False
    for part in re.split(r"(?m)^(?=#+ )", text):
        heading = re.match(r"#+ +(.*)", part)
        if heading:
            is_asked = bool(_ASKED.match(heading[1]))
        if not is_asked:
            kept.append(part)
    return "\n\n".join(kept)


def _sentences(text: str) -> Iterator[str]:
    text = _UNREAD.sub("\n\n", text)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[*-]|\d+\.) )|\n(?=#+ )", text):
        if _LISTED.match(block.strip()):
            continue
        block = re.sub(r"^(?:#+ |> |[*-] |\d+\. )+", "", " ".join(block.split()))
        block = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", block)
        for sentence in _END.split(block):
            if sentence.strip("#*- "):
                yield sentence.strip()


def _titles(code: str) -> Iterator[str]:
    """Titles of figures, as they stand in code."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        values = [one.value for one in node.keywords if one.arg == "title"]
        values += node.args[:1] if name in ("title", "suptitle", "set_title") else []
        for value in values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value
