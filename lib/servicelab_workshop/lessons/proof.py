"""Proof that a task is fair: right answers, slips, pairs of slips, mutants, and what each hears."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from nbreferee.processes import cores
from servicelab.i18n import _
from servicelab.tasks import comparison
from servicelab.tasks.beside import squeeze
from servicelab.tasks.checking import Checked
from servicelab.tasks.plain import unpack
from servicelab.tasks.sheet import AND, WAY
from servicelab_workshop.lessons.bank import Answer, read_bank
from servicelab_workshop.lessons.course import BANK, Course
from servicelab_workshop.lessons.giveaways import figures, hint_giveaway, trap_giveaway
from servicelab_workshop.lessons.mutants import Mutant, mutants, same_code
from servicelab_workshop.lessons.sheets import REFERENCE, Made, Written, make_sheets, written_tasks
from servicelab_workshop.lessons.slips import edited, read_slips
from servicelab_workshop.lessons.source import read_script
from servicelab_workshop.lessons.stubs import without_solution
from servicelab_workshop.lessons.trial import Trial

MOST_VISIBLE = 24_000
MOST_HIDDEN = 80_000
_BANK = "answer: "
_MUTANT = "mutant: "
_STUB = "stub"
_CLOSE = 0.005


@dataclass(frozen=True)
class Proof:
    """What was found out about a task.

    Attributes
    ----------
    id : str
        Of the task.
    made : Made
        Its sheet, and what was taken from every answer.
    faults : list of str
        What makes it unfair, one sentence each.
    unpaid : list of str
        Which answers of the bank get other points or words than it says, one sentence each.
    notes : list of str
        What is worth knowing, such as two slips that nobody can tell apart.
    counts : dict
        Numbers of slips, pairs and mutants, and how many of them are named or caught.
    """

    id: str
    made: Made
    faults: list[str] = field(default_factory=list)
    unpaid: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def summary(self) -> str:
        """Tell in one line what was tried, and what of it a trainee is told at once."""
        return _(
            "{slips} slips ({slips_seen} named in the notebook), {pairs} pairs ({pairs_seen} there, "
            "{pairs_graded} when graded), {mutants} mutants ({caught} caught, {equivalent} declared "
            "right)"
        ).format(**self.counts)

    def answered(self, answer: Answer) -> Checked:
        """How an answer of the bank, the reference or the stub is judged when it is graded."""
        label = {"reference": REFERENCE, "stub": _STUB}.get(answer.name, f"{_BANK}{answer.name}")
        return self.made.judged(label)


def prove(
    course: Course,
    script: Path,
    *,
    only: str | None = None,
    process: Popen[str] | None = None,
    at_once: int | None = None,
    with_mutants: bool = True,
) -> dict[str, Proof]:
    """Prove the tasks of a notebook that are judged outside.

    Parameters
    ----------
    course : Course
        The course.
    script : Path
        Of the notebook.
    only : str, optional
        One task.
    process, at_once
        See :func:`.sheets.make_sheets`.
    with_mutants : bool
        Whether mutants are made.

    Returns
    -------
    dict
        Id of a task -> its proof.
    """
    path = script.with_name(BANK)
    slips, equivalents = read_slips(path) if path.exists() else ([], [])
    bank = [one for one in read_bank(path) if one.points is not None] if path.exists() else []
    tasks = written_tasks(read_script(script), slips)
    tasks = {id: task for id, task in tasks.items() if only in (None, id)}
    answers: dict[str, dict[str, str]] = {id: {} for id in tasks}
    changed: dict[str, list[Mutant]] = {id: [] for id in tasks}
    for id, task in tasks.items():
        answers[id][_STUB] = without_solution(task.answer)
    for answer in bank:
        if answer.task in tasks:
            answers[answer.task][f"{_BANK}{answer.name}"] = answer.source
    declared: dict[str, list[str]] = {id: [] for id in tasks}
    for one in equivalents:
        if one.task in tasks:
            source = edited(tasks[one.task].solution, one.edits, one.where)
            declared[one.task].append(source or "")
    used: dict[str, set[int]] = {id: set() for id in tasks}
    n_equivalent = dict.fromkeys(tasks, 0)
    for id, task in tasks.items():
        for mutant in mutants(task.solution) if with_mutants else ():
            known = [n for n, one in enumerate(declared[id]) if same_code(one, mutant.source)]
            used[id] |= {*known}
            if known:
                n_equivalent[id] += 1
                continue
            changed[id].append(mutant)
            answers[id][f"{_MUTANT}{mutant.what}#{len(changed[id])}"] = mutant.source
    made = make_sheets(
        course, script, answers, only=only, process=process, at_once=at_once or cores()
    )
    found = {}
    for id, sheet in made.items():
        proof = Proof(id, sheet)
        proof.counts["mutants"] = len(changed[id]) + n_equivalent[id]
        proof.counts["equivalent"] = n_equivalent[id]
        proof.faults.extend(_faults(proof, tasks[id], bank, changed[id]))
        for n, source in enumerate(declared[id]):
            if with_mutants and n not in used[id]:
                proof.faults.append(
                    _("a change that is declared right is no mutant: {source}").format(
                        source=source[:80]
                    )
                )
        found[id] = proof
    return found


def _faults(
    proof: Proof, task: Written, bank: Sequence[Answer], changed: Sequence[Mutant]
) -> Iterator[str]:
    made, points = proof.made, proof.made.visible["points"]
    for graded in (True, False):
        right = made.judged(REFERENCE, graded=graded)
        if right.status != "right":
            yield _("the solution is not right: {says}").format(says=_says(right))
    if _STUB in made.taken and made.judged(_STUB).score:
        yield _("the stub gets {n:g} points").format(n=made.judged(_STUB).score)
    for answer in bank:
        if answer.task == task.id:
            checked = proof.answered(answer)
            trial = Trial(answer, checked.score, checked.outcome)
            proof.unpaid.extend(one.removeprefix(f"{task.id}, ") for one in trial.faults())
    yield from _slip_faults(proof, task, bank)
    caught = 0
    for number, mutant in enumerate(changed, start=1):
        result = made.judged(f"{_MUTANT}{mutant.what}#{number}")
        if result.score >= points - _CLOSE:
            yield _("no check catches the mutant in {what}").format(what=mutant.what)
        else:
            caught += 1
    proof.counts["caught"] = caught
    if not task.is_practice:
        yield from _remembered(proof)
    yield from _given_away(made, figures(task.prompt))
    for part, most in ((made.visible, MOST_VISIBLE), (made.hidden, MOST_HIDDEN)):
        size = len(squeeze(part))
        if size > most:
            yield _("its sheet is too large ({n} of {most} letters): take smaller inputs").format(
                n=size, most=most
            )


def _slip_faults(proof: Proof, task: Written, bank: Sequence[Answer]) -> Iterator[str]:
    made, points = proof.made, proof.made.visible["points"]
    shown = {answer.trap for answer in bank if answer.task == task.id and answer.trap}
    counts = proof.counts
    counts.update(slips=0, slips_seen=0, pairs=0, pairs_seen=0, pairs_graded=0)
    silent = {slip.id: slip.silent for slip in task.slips}
    for label in made.taken:
        ids = label.split(AND)
        if not all(id in silent for id in ids):
            continue
        named = {id.partition(WAY)[0] for id in ids}
        graded, seen = made.judged(label), made.judged(label, graded=False)
        told, at_once = _named(graded), _named(seen)
        kind = "slips" if len(ids) == 1 else "pairs"
        counts[kind] += 1
        counts[f"{kind}_seen"] += named <= at_once
        if graded.score >= points - _CLOSE:
            yield _("{slip} gets full points").format(slip=label)
            continue
        wrong = (told | at_once) - named
        if wrong:
            text = _("{slip} is taken for {others}").format(
                slip=label, others=", ".join(sorted(wrong))
            )
            if len(ids) == 1:
                yield text
            else:
                proof.notes.append(text)
        if kind == "pairs":
            counts["pairs_graded"] += named <= told
            if not named <= told:
                proof.notes.append(
                    _("{slip} cannot be told from {others}").format(
                        slip=label, others=", ".join(sorted(told)) or _("another mistake")
                    )
                )
            continue
        if not named <= told:
            yield _("{slip} is not named: {says}").format(slip=label, says=_says(graded))
        if not named <= at_once and _is_withheld(made, label):
            proof.notes.append(
                _("{slip} is named when graded only: it leads to a secret right value").format(
                    slip=label
                )
            )
        elif not silent[label] and not named <= at_once:
            yield _("{slip} is named by no visible check: {says}").format(
                slip=label, says=_says(seen) or _("all that is visible is right")
            )
        if not _is_apart(made, label):
            yield _("{slip} and the solution differ by less than three tolerances").format(
                slip=label
            )
    for slip in () if task.is_practice else task.slips:
        if WAY not in slip.id and slip.id not in shown:
            yield _("{slip} has no example in the bank that is written another way").format(
                slip=slip.id
            )


def _is_withheld(made: Made, slip: str) -> bool:
    """Whether what a slip leads to in a visible check is hidden; see :func:`.tasks.sheet_parts`."""
    visible = made.visible["checks"]
    return any(
        key in visible and not visible[key].get("silent")
        for key in made.hidden.get("explanations", {}).get(slip, {})
    )


def _named(checked: Checked) -> set[str]:
    return {slip for outcome in checked.outcomes for slip in outcome.slips}


def _says(checked: Checked) -> str:
    return checked.waiting or " ".join(one.message for one in checked.outcomes if one.message)


def _is_apart(made: Made, label: str) -> bool:
    """Whether some value of a slip lies three tolerances from the right one."""
    values = {
        key: value
        for part in (made.visible, made.hidden)
        for key, value in part.get("explanations", {}).get(label, {}).items()
    }
    secret = made.hidden.get("checks", {})
    checks = {**secret, **made.visible["checks"]}
    found = False
    for key, value in values.items():
        kind = value.get("$") if isinstance(value, Mapping) else None
        if value is None or kind == "whole":
            return True
        if kind == "right":
            continue
        entries = {**checks[key], **secret.get(key, {})}
        rtol = entries.get("rtol")
        options = {
            "ordered": bool(entries.get("ordered")),
            "atol": 3 * entries.get("atol", comparison.ATOL),
            "rtol": 3 * (comparison.RTOL if rtol is None else rtol),
        }
        expected = unpack(entries["expected"])
        found = found or not comparison.same(unpack(value), expected, **options)
    # a rule, or an error, tells it otherwise
    return found or not values


def _remembered(proof: Proof) -> Iterator[str]:
    """Say which functions have no hidden call: whoever writes the example's result gets all."""
    calls = {
        part: {asked["call"] for asked in sheet["takes"].values() if "call" in asked}
        for part, sheet in (("visible", proof.made.visible), ("hidden", proof.made.hidden))
    }
    for name in sorted(calls["visible"] - calls["hidden"]):
        if name.isidentifier():
            yield _("`{name}` is never called in a hidden check").format(name=name)


def _given_away(made: Made, known: Collection[float]) -> Iterator[str]:
    """Say which sentences and hints tell a value; numbers of the prompt are known."""
    checks = [*made.visible["checks"].items(), *made.hidden.get("checks", {}).items()]
    values = [unpack(check["expected"]) for _key, check in checks if "expected" in check]
    slips = {**made.visible["slips"], **made.hidden.get("slips", {})}
    for slip, says in slips.items():
        for value in values:
            told = trap_giveaway(says, value)
            if told:
                yield _("the sentence of {slip} tells the answer, {told}").format(
                    slip=slip, told=told
                )
    for number, hint in enumerate(made.visible.get("hints", ()), start=1):
        for value in values:
            told = hint_giveaway(hint, value, known)
            if told:
                yield _("hint {n} tells the answer, {told}").format(n=number, told=told)
