"""The answer bank, tried: what each answer gets and hears, and what it should."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import Popen
from typing import Any

from nbformat import from_dict
from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import determine_grade

from nbreferee.gradebook import open_api
from nbreferee.processes import cores
from nbreferee.zygote import CAN_FORK
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.tasks.outcomes import find
from servicelab_workshop.lessons.bank import Answer, read_bank, reference, rounds, stubs
from servicelab_workshop.lessons.beside import copy_sources
from servicelab_workshop.lessons.branches import ENDED, Branch, Outputs, run
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.course import BANK, Course
from servicelab_workshop.lessons.execute import execute, faults
from servicelab_workshop.lessons.grade_bank import NO_FIGURES, grade_submissions
from servicelab_workshop.lessons.lesson import ANSWER
from servicelab_workshop.lessons.proof import Proof, prove
from servicelab_workshop.lessons.sheets import task_id
from servicelab_workshop.lessons.source import read_script
from servicelab_workshop.lessons.stubs import is_written
from servicelab_workshop.lessons.trial import Trial


@dataclass(frozen=True)
class _Notebook:
    """A notebook, and the answers to its autograded tasks."""

    script: Path
    nb: Any
    right: list[Answer]
    stubs: list[Answer]
    bank: list[Answer]

    @property
    def name(self) -> str:
        """Its file name without its ending."""
        return self.script.stem

    @property
    def written(self) -> set[str]:
        """Ids of the tasks that are judged outside."""
        return {task_id(cell) for cell in map(Cell.of, self.nb.cells) if is_written(cell.source)}

    @property
    def answers(self) -> list[Answer]:
        """Task by task: the reference, the stub, then the bank in its order."""
        return [
            answer
            for right in self.right
            for answer in (right, *self.stubs, *self.bank)
            if answer.task == right.task
        ]


def try_answers(course: Course, module: str, *, real: bool = False) -> list[Trial]:
    """Give a module's autograded tasks the reference, the stub and the bank's answers.

    Parameters
    ----------
    course : Course
        The course; nothing in it is changed.
    module : str
        The module's name.
    real : bool
        Whether the answers go through the real grader, in whole notebooks. Otherwise each notebook
        runs once, outside the sandbox, and the answers in branches of it, see :mod:`.branches`;
        except where processes cannot be forked.

    Returns
    -------
    list of Trial
        For each task the reference, the stub, then the bank in its order.

    Raises
    ------
    CourseError
        If the bank or a script cannot be read, nbgrader refuses a notebook, or one does not run to
        its end.
    """
    notebooks = [_read(course, script) for script in course.scripts(module)]
    if real or not CAN_FORK:
        answers = [answer for one in notebooks for answer in one.answers]
        return _graded(course, module, notebooks, rounds(answers))
    # they wait for processes of their own
    with ThreadPoolExecutor(cores()) as pool:
        tried = pool.map(partial(_branched, course, module), notebooks)
        return [trial for trials in tried for trial in trials]


def try_notebook(course: Course, script: Path) -> list[Trial]:
    """Give what :func:`try_answers` gives of one notebook, in branches of it."""
    return _branched(course, script.parent.name, _read(course, script))


def try_sample(course: Course, module: str) -> list[Trial]:
    """Try some answers by the real grader, in whole notebooks.

    Returns
    -------
    list of Trial
        Of the references, the stubs, and of the bank to each task the first right answer and the
        first that is not worth full points.
    """
    notebooks = [_read(course, script) for script in course.scripts(module)]
    right = [answer for one in notebooks for answer in one.right]
    bank = [answer for one in notebooks for answer in reversed(one.bank)]
    points = {answer.task: answer.points for answer in right}
    parts = (
        right,
        [answer for one in notebooks for answer in one.stubs],
        [answer for answer in bank if answer.points == points[answer.task]],
        [answer for answer in bank if answer.points != points[answer.task]],
    )
    submissions = [{answer.task: answer for answer in part} for part in parts]
    return _graded(course, module, notebooks, [one for one in submissions if one])


def try_task(
    course: Course,
    script: Path,
    task: str,
    *,
    real: bool = False,
    process: Popen[str] | None = None,
) -> tuple[list[str], list[str], list[Trial]]:
    """Try one task, in its notebook up to its checks.

    Parameters
    ----------
    course, real
        See :func:`try_answers`.
    script : Path
        The script of the notebook.
    task : str
        The task's id.
    process : Popen, optional
        See :func:`.branches.run`.

    Returns
    -------
    list of str
        What a build would refuse, one sentence each, such as a sentence that tells the answer.
    list of str
        What is worth knowing, such as two slips that nobody can tell apart.
    list of Trial
        The reference, the stub, then the bank in its order. The real grader is not asked about a
        task that a build would refuse.

    Raises
    ------
    CourseError
        As :func:`try_answers`.
    """
    module, name = script.parent.name, f"{script.parent.name}/{script.name}"
    notebook = _read(course, script, task)
    nb = notebook.nb
    if task in notebook.written and not real:
        proof = prove(course, script, only=task, process=process)[task]
        return (
            [f"{task}: {fault}" for fault in proof.faults],
            [proof.summary(), *proof.notes],
            [_judged(proof, answer) for answer in notebook.answers],
        )
    trials: list[Trial] = []
    graded = real or not CAN_FORK
    with _scratch(course, module) as folder:
        if graded:
            execute(nb, folder, name, solved=False, startup=NO_FIGURES)
        else:
            branches = [_branch(nb, answer) for answer in notebook.answers]
            made = run(
                _code(nb)[: branches[0].after],
                branches,
                folder,
                name,
                at_once=cores(),
                process=process,
            )
            shown = {**made.cells, task: made.branches[0]}
            for cell in nb.cells:
                cell.outputs = [from_dict(output) for output in shown.get(cell.id, [])]  # type: ignore[no-untyped-call]
            trials = [
                _trial(nb.cells[-1], answer, outputs)
                for answer, outputs in zip(notebook.answers, made.branches, strict=True)
            ]
        before, check = copy.copy(nb), copy.copy(nb)
        before.cells, check.cells = nb.cells[:-1], nb.cells[-1:]
        refused = [*faults(before, [str(folder)], solved=False), *faults(check, [])]
    if graded and not refused:
        trials = _graded(course, module, [notebook], rounds(notebook.answers))
    return [_("{name}, {fault}").format(name=name, fault=fault) for fault in refused], [], trials


def _read(course: Course, script: Path, task: str | None = None) -> _Notebook:
    """Read a notebook and the answers to it; with a task, of that alone, up to its checks."""
    nb = read_script(script)
    if task is not None:
        del nb.cells[[cell.id for cell in nb.cells].index(task) + 1 :]
    with open_api(course.root) as api:
        clear = ClearSolutions(config=api.config)
    try:
        untouched, _resources = clear.preprocess(copy.deepcopy(nb), {})
    except RuntimeError as error:
        raise CourseError(
            _("nbgrader cannot make the trainee edition of {module}: {reason}").format(
                module=f"{script.parent.name}/{script.stem}", reason=error
            )
        ) from error
    bank = script.with_name(BANK)
    right = [
        answer
        for answer in reference(nb)
        if answer.points is not None and task in (None, answer.task)
    ]
    tasks = {answer.task for answer in right}
    stub, written = (
        [answer for answer in answers if answer.task in tasks and answer.points is not None]
        for answers in (stubs(untouched), read_bank(bank) if bank.exists() else [])
    )
    return _Notebook(script, nb, right, stub, written)


def _graded(
    course: Course,
    module: str,
    notebooks: Sequence[_Notebook],
    submissions: Sequence[Mapping[str, Answer]],
) -> list[Trial]:
    solved = {one.name: one.nb for one in notebooks}
    order = [answer for one in notebooks for answer in one.answers]
    trials = grade_submissions(course, module, solved, submissions)
    return sorted(trials, key=lambda trial: order.index(trial.answer))


def _branched(course: Course, module: str, notebook: _Notebook) -> list[Trial]:
    nb, name = notebook.nb, f"{module}/{notebook.name}"
    written = notebook.written
    proofs = prove(course, notebook.script, at_once=1, with_mutants=False)
    others = [one for one in (*notebook.stubs, *notebook.bank) if one.task not in written]
    if not any(answer.task not in written for answer in notebook.right):
        return [_judged(proofs[answer.task], answer) for answer in notebook.answers]
    with _scratch(course, module) as folder:
        made = run(_code(nb), [_branch(nb, answer) for answer in others], folder, name)
    checks = {cell.id: cell for cell in nb.cells if Cell.of(cell).is_autograded}
    for id, outputs in made.cells.items():
        for output in outputs:
            # of a check that fails, the trial of the reference tells more
            if output["output_type"] == "error" and id not in checks:
                raise CourseError(
                    _("{name}, cell {id} fails: {ename}: {evalue}").format(
                        name=name, id=id, ename=output["ename"], evalue=output["evalue"]
                    )
                )
    shown = {answer: made.cells[answer.task] for answer in notebook.right}
    shown.update(zip(others, made.branches, strict=True))
    return [
        _judged(proofs[answer.task], answer)
        if answer.task in written
        else _trial(checks[answer.task], answer, shown[answer])
        for answer in notebook.answers
    ]


def _judged(proof: Proof, answer: Answer) -> Trial:
    """What a proof tells of one answer."""
    checked = proof.answered(answer)
    return Trial(answer, checked.score, checked.outcome)


def _code(nb: Any) -> list[tuple[str, str]]:
    return [(cell.id, cell.source) for cell in nb.cells if cell.cell_type == "code"]


def _branch(nb: Any, answer: Answer) -> Branch:
    """From the place of an answer, up to the check of it."""
    ids = [id for id, _source in _code(nb)]
    first, last = ids.index(f"{answer.task}{ANSWER}"), ids.index(answer.task)
    between = [source for _id, source in _code(nb)[first + 1 : last + 1]]
    return Branch(first, (answer.source, *between))


def _trial(check: Any, answer: Answer, outputs: Outputs) -> Trial:
    """Grade an answer by what its check showed, as the grader does."""
    check = from_dict({**check, "outputs": outputs})  # type: ignore[no-untyped-call]
    try:
        score, _points = determine_grade(check)
    except ValueError:  # its value is no number of points that it can give
        score = 0.0
    outcomes = {outcome["id"]: outcome for outcome in find(outputs)}
    nothing: dict[str, Any] | None = None if Cell.of(check).call else {"checks": []}
    notes = tuple(output["evalue"] for output in outputs if output.get("ename") == ENDED)
    return Trial(answer, score, outcomes.get(answer.task, nothing), notes)


@contextmanager
def _scratch(course: Course, module: str) -> Iterator[Path]:
    """A folder with the module's files."""
    with tempfile.TemporaryDirectory(prefix="servicelab-try-") as scratch:
        folder = Path(scratch, module)
        copy_sources(course, module, folder)
        yield folder
