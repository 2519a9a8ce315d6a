"""What must hold for the editions in a course folder, checked by `servicelab build --check`."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from nbgrader.utils import is_grade, is_solution

from .._i18n import _
from ..progress import question
from .build import RECORDS, make
from .course import Course
from .prompt import prompts, stated_points
from .source import read_notebook, read_script

MODULE_POINTS = 100
_REGION = {
    "solution": ("BEGIN SOLUTION", "END SOLUTION"),
    "hidden": ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS"),
}
_MARKS = ("### BEGIN", "### END", "BEGIN SOLUTION", "BEGIN HIDDEN", "BEGIN MARK SCHEME")
_IMAGE = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=\s]+")
_OPENING = re.compile(r"(\d+) minutes, (\d+(?:\.\d+)?) points?\b")
_SPAN = re.compile(r"`([^`]*)`")
# what makes an expression more than a name or a literal
_WORK = (ast.Call, ast.BinOp, ast.BoolOp, ast.Compare, ast.Subscript, ast.IfExp, ast.comprehension)
# a shorter line, such as `return x`, says nothing
_TELLING = 12


def check(
    course: Course,
    modules: list[str] | None = None,
    progress: Callable[[str], None] = lambda what: None,
) -> list[str]:
    """Compare every edition in the folder with what its script gives today.

    Parameters
    ----------
    course : Course
        The course to check.
    modules : list of str, optional
        By default all modules.
    progress : callable
        Called with each notebook's name when it has run.

    Returns
    -------
    list of str
        One sentence for each fault; empty when all is well. Contents are compared, except images:
        another machine's fonts give other bytes, so only their presence counts.

    Raises
    ------
    CourseError
        If a script does not run cleanly.
    """
    chosen = course.pick(modules)
    problems = source_problems(course, chosen) + sum_problems(course, chosen)
    for module in chosen:
        problems += leaks(course, module)
    if problems:
        # what does not add up in the source need not be run
        return problems
    for module in chosen:
        made = make(course, module, progress)
        for name, content in made.items():
            path = course.root / name
            if not path.exists():
                problems.append(
                    _("{name} is missing: run `servicelab build {module}`.").format(
                        name=name, module=module
                    )
                )
            elif not _alike(path.read_bytes(), content, path.suffix):
                problems.append(
                    _("{name} is stale: run `servicelab build {module}`.").format(
                        name=name, module=module
                    )
                )
        problems += _strays(course, module, set(made))
    return problems


def _strays(course: Course, module: str, made: set[str]) -> Iterator[str]:
    for folder in (course.notebooks / module, course.solutions / module):
        for path in sorted(folder.rglob("*.ipynb")):
            name = path.relative_to(course.root).as_posix()
            if ".ipynb_checkpoints" not in path.parts and name not in made:
                yield _("{name} has no script: delete it, or add its script.").format(name=name)


def _alike(one: bytes, other: bytes, suffix: str) -> bool:
    if one == other or suffix != ".ipynb":
        return one == other
    try:
        return bool(_without_images(json.loads(one)) == _without_images(json.loads(other)))
    except ValueError:
        return False


def _without_images(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: "..." if key.startswith("image/") else _without_images(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return _IMAGE.sub("data:image", "".join(value))
        return [_without_images(item) for item in value]
    return _IMAGE.sub("data:image", value) if isinstance(value, str) else value


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
            nb, name = read_script(script), script.relative_to(course.root).as_posix()
            for cell in nb.cells:
                if "nbgrader" in cell.metadata:
                    places.setdefault(cell.metadata.nbgrader.grade_id, []).append(name)
            if module in modules:
                problems += _points(nb, name)
                problems += _prose(nb, name)
                problems += _answers(nb, name)
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
            script.stem: read_script(script).metadata.servicelab.get("points") or 0
            for script in course.scripts(module)
        }
        total = sum(points.values())
        if total not in (0, MODULE_POINTS):
            problems.append(
                _(
                    "{module}: {parts} = {total:g} points, and a module has {all}: take the "
                    "difference from its tasks, or give it to them."
                ).format(
                    module=module,
                    parts=" + ".join(f"{one:g} ({stem})" for stem, one in points.items()),
                    total=total,
                    all=MODULE_POINTS,
                )
            )
    return problems


def _points(nb: Any, name: str) -> Iterator[str]:
    graded = [cell for cell in nb.cells if is_grade(cell)]
    total = sum(cell.metadata.nbgrader.points for cell in graded)
    stated = nb.metadata.servicelab.get("points")
    if (graded or stated is not None) and stated != total:
        yield _("{name}: its header says {stated} points, its cells add up to {total:g}.").format(
            name=name, stated=_("no") if stated is None else stated, total=total
        )
    answers = {cell.metadata.nbgrader.grade_id for cell in nb.cells if is_solution(cell)}
    for cell in graded:
        label = cell.metadata.nbgrader
        if is_solution(cell):
            continue
        if f"{label.grade_id}-answer" not in answers:
            yield _("{name}: task {id} has no answer cell {id}-answer.").format(
                name=name, id=label.grade_id
            )
        yield from _question(cell, name)


def _prose(nb: Any, name: str) -> Iterator[str]:
    """Compare what trainees read of a notebook and its tasks with what is so."""
    header = nb.metadata.servicelab
    first = _OPENING.search(nb.cells[0].source) if nb.cells else None
    if first and (float(first[1]), float(first[2])) != (
        header.get("minutes"),
        header.get("points"),
    ):
        yield _(
            "{name}: its first cell says {minutes} minutes, {points} points, its header {others}."
        ).format(
            name=name,
            minutes=first[1],
            points=first[2],
            others=_("{minutes} minutes, {points} points").format(
                minutes=header.get("minutes", _("no")), points=header.get("points", _("no"))
            ),
        )
    for stated, below in stated_points(nb):
        if stated != sum(below.values()):
            yield _(
                "{name}: the heading of {tasks} says {stated:g} points, not {points:g}."
            ).format(name=name, tasks=", ".join(below), stated=stated, points=sum(below.values()))
    said, made, answered = prompts(nb), set[str](), set[str]()
    for cell in nb.cells:
        here = _bound(_code(cell))
        made |= here
        if is_solution(cell) and not is_grade(cell):
            answered = here
        asked = question(_code(cell))
        if not asked:
            continue
        unmade = [one for one in asked["answer"] if one not in made]
        if unmade:
            yield _(
                "{name}: {id} asks for {names}; the answer cell defines {others}: give both the "
                "same name."
            ).format(
                name=name,
                id=asked["id"],
                names=_ticked(unmade),
                others=_ticked(sorted(answered)) or _("nothing"),
            )
            continue
        unsaid = [one for one in asked["answer"] if not _holds(said[asked["id"]], one)]
        if unsaid:
            yield _(
                "{name}: the text above the answer of {id} does not name {names}: say there what "
                "to write, in the same spelling."
            ).format(name=name, id=asked["id"], names=_ticked(unsaid))


def _ticked(names: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in names)


def _bound(source: str) -> set[str]:
    """Names that a cell gives a value to; every word of a cell that is not plain Python."""
    tree = _tree(source)
    if tree is None:
        return set(re.findall(r"\w+", source))
    found: set[str] = set()
    inner: set[ast.AST] = set()
    for node in ast.walk(tree):
        if node in inner:
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
            inner |= {*ast.walk(node)} - {node}
        elif isinstance(node, ast.Lambda | ast.comprehension):
            inner |= {*ast.walk(node)} - {node}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
    return found


def _holds(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _question(cell: Any, name: str) -> Iterator[str]:
    """Compare `Question(...)` in a test cell with the cell's own label."""
    label = cell.metadata.nbgrader
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as error:
        yield _("{name}: cell {id} is not Python: {reason}").format(
            name=name, id=label.grade_id, reason=error.msg
        )
        return
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node.func) == "Question"
    ]
    if not calls:
        return
    if len(calls) > 1:
        yield _("{name}: cell {id} asks more than one Question.").format(
            name=name, id=label.grade_id
        )
    given = dict(zip(("id", "points", "answer"), calls[0].args, strict=False))
    given |= {word.arg: word.value for word in calls[0].keywords if word.arg}
    values = {key: _constant(node) for key, node in given.items()}
    if values.get("id") != label.grade_id:
        yield _("{name}: cell {id} asks Question {other}.").format(
            name=name, id=label.grade_id, other=values.get("id")
        )
    if values.get("points") != label.points:
        yield _("{name}: cell {id} has {cell:g} points, its Question {points}.").format(
            name=name, id=label.grade_id, cell=label.points, points=values.get("points")
        )
    hidden = set(_region_lines(cell.source, "hidden"))
    count = sum(
        isinstance(item.context_expr, ast.Call)
        and _name(item.context_expr.func) in ("check", "hidden")
        and node.lineno in hidden
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        for item in node.items
    )
    if values.get("hidden", 0) != count:
        yield _("{name}: cell {id} says {stated} hidden checks and has {count}.").format(
            name=name, id=label.grade_id, stated=values.get("hidden", 0), count=count
        )


def _answers(nb: Any, name: str) -> Iterator[str]:
    """Say which solutions are not between their marks, or can be read outside of them."""
    begin, end = (f"### {mark}" for mark in _REGION["solution"])
    visible = {cell.id: _squeezed(_visible(cell)) for cell in nb.cells}
    about = {one["id"]: one for one in map(question, map(_code, nb.cells)) if one}
    for cell in nb.cells:
        if cell.cell_type != "code" or not is_solution(cell) or is_grade(cell):
            continue
        task = cell.id.removesuffix("-answer")
        asked = about.get(task, {})
        lost = [mark for mark in (begin, end) if mark not in cell.source]
        if lost:
            yield _(
                "{name}: cell {id} has no {marks}: put the solution between {begin} and {end}, each "
                "on a line of its own, and a stub that runs before them."
            ).format(name=name, id=cell.id, marks=_(" and no ").join(lost), begin=begin, end=end)
            continue
        solution = "".join(_lines(cell.source, _region_lines(cell.source, "solution")))
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
        early = [one for one in asked.get("answer", ()) if one in _answered(_visible(cell))]
        if early:
            yield _(
                "{name}: the stub in cell {id} gives {answer} already: outside the solution marks "
                "leave `... = ...`, or a function with nothing but its docstring."
            ).format(name=name, id=cell.id, answer=", ".join(early))
            continue
        is_hinted = _is_told(cell.source, asked.get("hints", ()))
        if is_hinted:
            yield _(
                "{name}: the hints of {task} hold its whole solution: let the last one show the "
                "shape, with `...` for what is to be found."
            ).format(name=name, task=task)
        telling = set(_expressions(cell.source))
        for place, text in visible.items():
            if place == task and is_hinted:
                continue
            if telling and all(one in text for one in telling):
                yield _(
                    "{name}: the solution of {task} stands in cell {id}, where trainees see it: "
                    "take it out there, or ask for something else."
                ).format(name=name, task=task, id=place)


def _is_told(source: str, hints: Iterable[str]) -> bool:
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
    tree, inside = _tree(source), set(_region_lines(source, "solution"))
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


def _code(cell: Any) -> str:
    return cell.source if cell.cell_type == "code" else ""


def _lines(source: str, numbers: Iterable[int]) -> Iterator[str]:
    lines = source.splitlines(keepends=True)
    return (lines[number - 1] for number in numbers)


def _visible(cell: Any) -> str:
    """What of a cell reaches the trainees; code in the form that `ast` writes."""
    secret = {number for kind in _REGION for number in _region_lines(cell.source, kind)}
    numbers = (n for n, _line in enumerate(cell.source.splitlines(), start=1) if n not in secret)
    text = "".join(_lines(cell.source, numbers))
    if cell.cell_type == "code":
        tree = _tree(text)
        return ast.unparse(tree) if tree else text
    return text


def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except SyntaxError:
        return None


def _answered(stub: str) -> set[str]:
    """Names that a stub binds to more than dots or a function without a body."""
    tree = _tree(stub)
    found: set[str] = set()
    for node in tree.body if tree else ():
        if isinstance(node, ast.FunctionDef):
            if any(
                not isinstance(step, ast.Pass)
                and not (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))
                for step in node.body
            ):
                found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if not (isinstance(node.value, ast.Constant) and node.value.value is ...):
                found |= {_name(target) for target in targets}
    return found


def _expressions(source: str) -> Iterator[str]:
    """Values that a solution assigns or returns and that are long enough to give it away."""
    for value in _values(source):
        text = _squeezed(ast.unparse(value))
        if not isinstance(value, ast.Constant) and len(text) >= _TELLING:
            yield text


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).replace('"', "'")


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _constant(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)


def _region_lines(source: str, kind: str) -> Iterator[int]:
    """Numbers of the lines inside the solution or hidden-test regions, from 1."""
    begin, end = _REGION[kind]
    inside = False
    for number, line in enumerate(source.splitlines(), start=1):
        if begin in line:
            inside = True
        elif end in line:
            inside = False
        elif inside:
            yield number


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
        for cell in read_script(script).cells:
            lines = cell.source.splitlines()
            numbers = set(_region_lines(cell.source, "hidden"))
            if with_solutions:
                numbers |= set(_region_lines(cell.source, "solution"))
                if is_solution(cell) and "BEGIN SOLUTION" not in cell.source:
                    numbers = set(range(1, len(lines) + 1))
            for number, line in enumerate(lines, start=1):
                (secret if number in numbers else visible).add(line.strip())
    return {line for line in secret if len(line) >= _TELLING and line not in visible}


def leaks(course: Course, module: str) -> list[str]:
    """Find what a trainee must not get and lies in the module's trainee edition.

    Parameters
    ----------
    course : Course
        The course.
    module : str
        The module to look at.

    Returns
    -------
    list of str
        One sentence for each solution, hidden test, output or decision record found.
    """
    telling = secret_lines(course, module)
    problems: list[str] = []
    for path in sorted((course.notebooks / module).rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            problems += _leaks_in(path, path.relative_to(course.root).as_posix(), telling)
    for folder in (course.notebooks / module, course.solutions / module):
        for path in sorted(folder.rglob(RECORDS)):
            problems.append(
                _("{name} is a decision record: delete it, each trainee makes their own.").format(
                    name=path.relative_to(course.root).as_posix()
                )
            )
    return problems


def _leaks_in(path: Path, name: str, telling: set[str]) -> Iterator[str]:
    try:
        raw = json.loads(path.read_bytes())
        nb = read_notebook(path)
        ids = Counter(cell.get("id") for cell in raw["cells"])
    except Exception:
        yield _("{name} cannot be read as a notebook.").format(name=name)
        return
    for cell_id in (cell_id for cell_id, count in ids.items() if count > 1):
        yield _("{name}: the id {id} repeats.").format(name=name, id=cell_id)
    for cell in nb.cells:
        if any(mark in cell.source for mark in _MARKS) or any(
            line.strip() in telling for line in cell.source.splitlines()
        ):
            what = (
                _("a hidden test") if is_grade(cell) and not is_solution(cell) else _("a solution")
            )
            yield _("{name}: cell {id} holds {what}.").format(
                name=name, id=cell.get("id"), what=what
            )
        if cell.get("outputs") or cell.get("execution_count") is not None:
            yield _("{name}: cell {id} holds an output or an execution count.").format(
                name=name, id=cell.get("id")
            )
