"""What must hold for the scripts of a course: points, names, marks, and solutions out of sight."""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Iterable, Iterator

from servicelab.i18n import _
from servicelab_workshop.lessons.cell import Cell
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.covers import cover_problems
from servicelab_workshop.lessons.lesson import ANSWER, Lesson, Task
from servicelab_workshop.lessons.regions import region_lines
from servicelab_workshop.lessons.source import read_script
from servicelab_workshop.lessons.stubs import is_empty, is_to_complete, is_written
from servicelab_workshop.lessons.task_calls import called_name, task_calls

MODULE_POINTS = 100
_OPENING = re.compile(r"(\d+) minutes, (\d+(?:\.\d+)?) points?\b")
_SPAN = re.compile(r"`([^`]*)`")
# what makes an expression more than a name or a literal
_WORK = (ast.Call, ast.BinOp, ast.BoolOp, ast.Compare, ast.Subscript, ast.IfExp, ast.comprehension)
# a shorter line, such as `return x`, says nothing
_SHORTEST = 12


def source_problems(course: Course, modules: list[str]) -> list[str]:
    """Faults that can be seen in the scripts alone.

    Ids that repeat, points that do not add up or are not those of the prose, a name that the prompt
    or the answer lacks, a solution without its marks or in sight of trainees.

    Parameters
    ----------
    course : Course
        All its modules are read, because ids must be unique in the whole course.
    modules : list of str
        The modules to report on.

    Returns
    -------
    list of str
        One sentence for each fault.
    """
    problems: list[str] = []
    places: dict[str, list[str]] = {}
    for module in course.modules():
        for script in course.scripts(module):
            lesson = Lesson.of(read_script(script), script.stem)
            name = script.relative_to(course.root).as_posix()
            for cell in lesson.cells:
                if cell.name:
                    places.setdefault(cell.name, []).append(name)
            if module in modules:
                problems += _points(lesson, name)
                problems += _prose(lesson, name)
                problems += cover_problems(lesson, name)
                problems += _apart(lesson, name)
                problems += _answers(lesson, name)
    for grade_id, names in places.items():
        if len(names) > 1:
            problems.append(
                _("The id {id} repeats: {names}.").format(id=grade_id, names=", ".join(names))
            )
    return problems


def sum_problems(course: Course, modules: Iterable[str]) -> list[str]:
    """Say which modules do not have a hundred points, by the headers of their scripts.

    Parameters
    ----------
    course : Course
        The course.
    modules : iterable of str
        The modules to add up; one without points is passed over.

    Returns
    -------
    list of str
        One sentence for each fault.
    """
    problems = []
    for module in modules:
        points = {
            script.stem: Lesson.of(read_script(script)).points for script in course.scripts(module)
        }
        total = sum(points.values())
        if total not in (0, MODULE_POINTS):
            problems.append(
                _(
                    "{module}: {parts} = {total:g} points, and a module has {all}: take the "
                    "difference from its tasks, or give it to them."
                ).format(
                    module=module,
                    parts=" + ".join(f"{part:g} ({stem})" for stem, part in points.items()),
                    total=total,
                    all=MODULE_POINTS,
                )
            )
    return problems


def _points(lesson: Lesson, name: str) -> Iterator[str]:
    total = sum(task.points for task in lesson.graded)
    stated = lesson.header.get("points")
    if (lesson.graded or stated is not None) and stated != total:
        yield _("{name}: its header says {stated} points, its cells add up to {total:g}.").format(
            name=name, stated=_("no") if stated is None else stated, total=total
        )
    for task in lesson.graded:
        if task.check is None:
            continue
        if task.answer is None:
            yield _("{name}: task {id} has no answer cell {id}-answer.").format(
                name=name, id=task.id
            )
        yield from _question(task, task.check, name)


def _prose(lesson: Lesson, name: str) -> Iterator[str]:
    """Compare what trainees read of a notebook and its tasks with what is so."""
    header = lesson.header
    opening = _OPENING.search(lesson.cells[0].source) if lesson.cells else None
    if opening and (float(opening[1]), float(opening[2])) != (
        header.get("minutes"),
        header.get("points"),
    ):
        yield _(
            "{name}: its first cell says {minutes} minutes, {points} points, its header {others}."
        ).format(
            name=name,
            minutes=opening[1],
            points=opening[2],
            others=_("{minutes} minutes, {points} points").format(
                minutes=header.get("minutes", _("no")), points=header.get("points", _("no"))
            ),
        )
    for stated, tasks in lesson.stated_points():
        points = sum(task.points for task in tasks)
        if stated != points:
            yield _(
                "{name}: the heading of {tasks} says {stated:g} points, not {points:g}."
            ).format(
                name=name, tasks=", ".join(task.id for task in tasks), stated=stated, points=points
            )
    for task in lesson.tasks:
        if task.check is None:
            continue
        unnamed = [answer for answer in task.names if not _holds(task.prompt, answer)]
        if unnamed:
            yield _(
                "{name}: the text above the answer of {id} does not name {names}: say there what "
                "to write, in the same spelling."
            ).format(name=name, id=task.id, names=_ticked(unnamed))


def _apart(lesson: Lesson, name: str) -> Iterator[str]:
    """Say which names of the notebook a check cell takes, although it is in no edition."""
    taken: dict[str, str] = {}
    for cell in lesson.cells:
        made, used = _globals(cell.code)
        if is_written(cell.code):
            taken |= dict.fromkeys(made, cell.id)
            continue
        for key in sorted((used - made) & {*taken}):
            yield _(
                "{name}: the check cell {id} gives `{key}` another value, which cell {other} uses: "
                "take another name, the check is in no edition."
            ).format(name=name, id=taken.pop(key), key=key, other=cell.id)
        for key in made & {*taken}:
            del taken[key]


def _globals(source: str) -> tuple[set[str], set[str]]:
    """Variables of the notebook that a cell makes, and those that it uses."""
    if not _tree(source):
        return set(), set()
    top = symtable.symtable(source, "cell", "exec")
    made = {one.get_name() for one in top.get_symbols() if one.is_assigned()}
    used = {one.get_name() for one in top.get_symbols() if one.is_referenced()}
    inner = list(top.get_children())
    while inner:
        table = inner.pop()
        used |= {one.get_name() for one in table.get_symbols() if one.is_global()}
        inner += table.get_children()
    return made, used


def _ticked(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _holds(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _question(task: Task, check: Cell, name: str) -> Iterator[str]:
    """Compare `Task(...)` in a check with the cell's own label."""
    try:
        ast.parse(check.source)
    except SyntaxError as error:
        yield _("{name}: cell {id} is not Python: {reason}").format(
            name=name, id=task.id, reason=error.msg
        )
        return
    calls = list(task_calls(check.source))
    if not calls:
        return
    if len(calls) > 1:
        yield _("{name}: cell {id} makes more than one Task.").format(name=name, id=task.id)
    call = calls[0]
    if call.id != task.id:
        yield _("{name}: cell {id} makes Task {other}.").format(
            name=name, id=task.id, other=call.id
        )
    if call.points != task.points:
        yield _("{name}: cell {id} has {cell:g} points, its Task {points}.").format(
            name=name, id=task.id, cell=task.points, points=call.points
        )


def _answers(lesson: Lesson, name: str) -> Iterator[str]:
    """Say which solutions are not between their marks, or can be read outside of them."""
    begin, end = "### BEGIN SOLUTION", "### END SOLUTION"
    visible = {cell.id: _squeezed(_visible(cell)) for cell in lesson.cells}
    tasks = {task.id: task for task in lesson.tasks}
    for cell in lesson.cells:
        if cell.cell_type != "code" or not cell.is_answer:
            continue
        id = cell.id.removesuffix(ANSWER)
        task = tasks.get(id, Task(id, title="", kind="practice"))
        missing = [mark for mark in (begin, end) if mark not in cell.source]
        if missing:
            yield _(
                "{name}: cell {id} has no {marks}: put the solution between {begin} and {end}, each "
                "on a line of its own, and a stub that runs before them."
            ).format(name=name, id=cell.id, marks=_(" and no ").join(missing), begin=begin, end=end)
            continue
        solution = _lines(cell.source, region_lines(cell.source, "SOLUTION"))
        if not solution.strip():
            yield _(
                "{name}: cell {id} has nothing between {begin} and {end}: put the solution there."
            ).format(name=name, id=cell.id, begin=begin, end=end)
            continue
        if _tree(cell.source) and not _tree(_visible(cell)):
            yield _(
                "{name}: the stub in cell {id} is not Python without its solution: give a function "
                "a docstring, and put `... = ...` before the solution marks."
            ).format(name=name, id=cell.id)
            continue
        answered = _answered(_visible(cell))
        asked = {*task.names, *_unfinished(cell.source)}
        early = sorted(answer for answer in asked if answer in answered)
        if early:
            yield _(
                "{name}: the stub in cell {id} gives {answer} already: outside the solution marks "
                "leave `... = ...`, or a function with nothing but its docstring."
            ).format(name=name, id=cell.id, answer=", ".join(early))
            continue
        is_hinted = _is_hinted(cell.source, task.hints)
        if is_hinted:
            yield _(
                "{name}: the hints of {task} hold its whole solution: let the last one show the "
                "shape, with `...` for what is to be found."
            ).format(name=name, task=task.id)
        expressions = set(_expressions(cell.source))
        for place, text in visible.items():
            if place == task.id and is_hinted:
                continue
            if expressions and all(expression in text for expression in expressions):
                yield _(
                    "{name}: the solution of {task} stands in cell {id}, where trainees see it: "
                    "take it out there, or ask for something else."
                ).format(name=name, task=task.id, id=place)


def _unfinished(source: str) -> Iterator[str]:
    """Functions whose solution stands between marks."""
    inside = set(region_lines(source, "SOLUTION"))
    tree = _tree(source)
    for node in tree.body if tree else ():
        if isinstance(node, ast.FunctionDef):
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            if inside & {*lines} and not {*lines} <= inside:
                yield node.name


def _is_hinted(source: str, hints: Iterable[str]) -> bool:
    """Whether hints, taken together, hold every step of a solution that computes something."""
    steps = set(_steps(source))
    spans = [_plain(span) for hint in hints for span in _SPAN.findall(hint)]
    codes = [_squeezed(text) for text in (*hints, *spans)]
    return bool(steps) and all(
        any(re.search(rf"(?<![\w.]){re.escape(step)}(?!\w)", code) for code in codes)
        for step in steps
    )


def _steps(source: str) -> Iterator[str]:
    for value in _values(source):
        if any(isinstance(part, _WORK) for part in ast.walk(value)):
            yield _squeezed(ast.unparse(value))


def _values(source: str) -> Iterator[ast.expr]:
    """What the statements of a solution assign, return or just say."""
    tree, inside = _tree(source), set(region_lines(source, "SOLUTION"))
    for node in ast.walk(tree) if tree else ():
        if (
            isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return | ast.Expr)
            and node.lineno in inside
            and node.value is not None
        ):
            yield node.value


def _plain(code: str) -> str:
    tree = _tree(code.strip())
    return ast.unparse(tree) if tree else code


def _lines(source: str, numbers: Iterable[int]) -> str:
    lines = source.splitlines(keepends=True)
    return "".join(lines[number - 1] for number in numbers)


def _visible(cell: Cell) -> str:
    """What of a cell reaches the trainees; code in the form that `ast` writes."""
    secret = {*region_lines(cell.source, "SOLUTION"), *region_lines(cell.source, "HIDDEN TESTS")}
    numbers = range(1, len(cell.source.splitlines()) + 1)
    text = _lines(cell.source, (number for number in numbers if number not in secret))
    tree = _tree(text) if cell.code else None
    return ast.unparse(tree) if tree else text


def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except SyntaxError:
        return None


def _answered(stub: str) -> set[str]:
    """Names that a stub binds to more than dots or a function to write or to complete."""
    tree = _tree(stub)
    names: set[str] = set()
    for node in tree.body if tree else ():
        if isinstance(node, ast.FunctionDef):
            if not (is_empty(node) or is_to_complete(node)):
                names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if not (isinstance(node.value, ast.Constant) and node.value.value is ...):
                names |= {called_name(target) for target in targets}
    return names


def _expressions(source: str) -> Iterator[str]:
    """Values that a solution assigns or returns and that are long enough to give it away."""
    for value in _values(source):
        text = _squeezed(ast.unparse(value))
        if not isinstance(value, ast.Constant) and len(text) >= _SHORTEST:
            yield text


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).replace('"', "'")


def secret_lines(course: Course, module: str, *, with_solutions: bool = True) -> set[str]:
    """Lines of a module's solutions and hidden tests that stand nowhere else in its scripts.

    Parameters
    ----------
    course : Course
        The course.
    module : str
        The module to look at.
    with_solutions : bool
        Whether solutions are secret, too, or hidden tests alone.
    """
    secret, visible = set[str](), set[str]()
    for script in course.scripts(module):
        for cell in Lesson.of(read_script(script)).cells:
            lines = cell.source.splitlines()
            numbers = set(region_lines(cell.source, "HIDDEN TESTS"))
            if with_solutions:
                numbers |= set(region_lines(cell.source, "SOLUTION"))
                if cell.label.get("solution") and "BEGIN SOLUTION" not in cell.source:
                    numbers = set(range(1, len(lines) + 1))
            for number, line in enumerate(lines, start=1):
                (secret if number in numbers else visible).add(line.strip())
    return {line for line in secret if len(line) >= _SHORTEST and line not in visible}
