"""Classes in which everybody writes in an own way, and copies that somebody tries to hide."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable
from pathlib import Path

from servicelab_workshop.classroom.class_answers import AnswerCell, Release, fingerprinted
from servicelab_workshop.classroom.demo import Student, draw_class
from servicelab_workshop.classroom.similarity import Answer
from servicelab_workshop.lessons import bank as answers_of

_SAME = {"isna": "isnull", "notna": "notnull", "agg": "aggregate", "loc": "loc"}
_NAMES = [
    "rows",
    "part",
    "kept",
    "found",
    "base",
    "table",
    "out",
    "number",
    "value",
    "chosen",
    "step",
    "left",
    "total",
    "frame",
]


class _Hand(ast.NodeTransformer):
    """One person's way to write: as likely as not in each place, but each way more or less often."""

    def __init__(self, seed: str) -> None:
        self.dice = random.Random(seed)
        self.habits = {habit: self.dice.random() ** 2 for habit in range(9)}
        self.before: list[ast.stmt] = []

    def _does(self, habit: int, times: float = 1.0) -> bool:
        return self.dice.random() < times * self.habits[habit]

    def _named(self, value: ast.expr) -> ast.expr:
        name = f"{self.dice.choice(_NAMES)}_{self.dice.randrange(100)}"
        self.before.append(ast.Assign([ast.Name(name, ast.Store())], value))
        return ast.Name(name, ast.Load())

    def generic_visit(self, node: ast.AST) -> ast.AST:
        # what stands in these knows names that a line before them does not
        inner = ast.Lambda | ast.ListComp | ast.GeneratorExp | ast.DictComp | ast.SetComp
        return node if isinstance(node, inner) else super().generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        turned = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}
        if len(node.ops) == 1 and type(node.ops[0]) in turned and self._does(0):
            other = turned[type(node.ops[0])]()  # type: ignore[index]
            return ast.Compare(node.comparators[0], [other], [node.left])
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Subscript(ast.Name(), ast.Constant(str(column)), ast.Load()) if (
                column.isidentifier() and self._does(1)
            ):
                return ast.Attribute(node.value, column, ast.Load())
        return self._named(node) if isinstance(node.ctx, ast.Load) and self._does(2, 0.4) else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr in _SAME and self._does(3):
            node.attr = _SAME[node.attr]
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Mult | ast.Add) and self._does(4):
            node.left, node.right = node.right, node.left
        return self._named(node) if self._does(5, 0.5) else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(ast.Name("len"), [one]) if self._does(6):
                return ast.Subscript(
                    ast.Attribute(one, "shape", ast.Load()), ast.Constant(0), ast.Load()
                )
            case ast.Call(ast.Attribute(one, "mean" | "sum" | "max" | "min" as what), []) if (
                self._does(7)
            ):
                return ast.Call(
                    ast.Attribute(ast.Name("np", ast.Load()), what, ast.Load()), [one], []
                )
        return self._named(node) if self._does(8, 0.5) else node

    def block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        out: list[ast.stmt] = []
        for line in body:
            if isinstance(line, ast.FunctionDef | ast.For | ast.If | ast.While | ast.With):
                line.body = self.block(line.body)
                if isinstance(line, ast.If):
                    line.orelse = self.block(line.orelse)
                out.append(line)
                continue
            self.before = []
            changed = self.visit(line)
            out += [*self.before, changed]
            if self.dice.random() < 0.08:
                out.append(ast.parse(f"print({self.dice.choice(_NAMES)!r})").body[0])
        return out


def own_hand(source: str, person: str) -> str:
    """Write an answer as one person would: what it does is not held to be the same."""
    tree = ast.parse(source)
    hand = _Hand(person)
    hand.dice = random.Random(f"{person} {source}")
    return ast.unparse(ast.fix_missing_locations(ast.Module(hand.block(tree.body), [])))


_SUBJECTS = [
    "the {group} group",
    "those who {left}",
    "customers in {group}",
    "people of the {group} branch",
    "most of our {group} clients",
    "every second {group} account",
]
_GROUPS = [
    "young",
    "older",
    "rural",
    "urban",
    "wealthy",
    "new",
    "loyal",
    "silent",
    "online",
    "branch",
]
_LEFT = ["left", "complained", "stayed", "called twice", "never wrote", "moved", "switched"]
_VERBS = [
    "wait longer than",
    "cost us more than",
    "answer less often than",
    "bring in twice as much as",
    "trust us no more than",
    "are harder to reach than",
    "react later than",
    "stay about as long as",
]
_ENDS = [
    "which the interval of {n} points does not rule out",
    "so I would test it on {n} first",
    "although {n} of them gave no reason",
    "and a pilot of {n} weeks would show it",
    "if the record of {n} days can be believed",
    "but {n} cases are too few to be sure",
    "hence we should spend {n} on them and stop there",
    "while the cost stays below {n}",
]
_OPENINGS = [
    "We find that",
    "My reading is that",
    "It looks as if",
    "The table says that",
    "By these numbers,",
    "One thing is clear:",
    "I doubt that",
    "In short,",
    "Against what was expected,",
    "Therefore",
]


_WORDS = [
    "letter",
    "call",
    "price",
    "offer",
    "queue",
    "counter",
    "promise",
    "delay",
    "refund",
    "answer",
    "reason",
    "season",
    "salary",
    "map",
    "contract",
    "lease",
    "survey",
    "score",
    "cell",
    "gap",
    "manager",
    "teller",
    "morning",
    "harvest",
    "transfer",
    "card",
    "loan",
    "deposit",
    "fee",
    "rate",
    "mail",
    "street",
    "town",
    "office",
    "phone",
    "number",
    "column",
    "label",
    "margin",
    "budget",
    "week",
    "target",
    "folder",
]
_DOES = [
    "brings",
    "keeps",
    "lowers",
    "raises",
    "hides",
    "shows",
    "moves",
    "costs",
    "saves",
    "repeats",
    "breaks",
    "limits",
    "delays",
    "needs",
    "explains",
    "follows",
    "doubles",
    "spoils",
    "supports",
    "replaces",
]


def own_prose(person: str, task: str, sentences: int = 9) -> str:
    """Write a memo of which no sentence is somebody else's, other than by chance."""
    dice = random.Random(f"{person} {task}")

    def subject() -> str:
        text = dice.choice(_SUBJECTS)
        return text.format(group=dice.choice(_GROUPS), left=dice.choice(_LEFT))

    def clause() -> str:
        one, two, three, four = dice.sample(_WORDS, 4)
        return f"the {one} of each {two} {dice.choice(_DOES)} a {three} or the {four}"

    return "\n".join(
        f"{dice.choice(_OPENINGS)} {subject()} {dice.choice(_VERBS)} {subject()}, "
        f"{dice.choice(_ENDS).format(n=dice.randrange(3, 90))}, and {clause()}."
        for _number in range(sentences)
    )


Texts = dict[str, str]


def texts_of(student: Student, cells: dict[str, AnswerCell]) -> Texts:
    """What a drawn student hands in, each in an own hand: task -> answer."""
    found = {}
    for cell in cells.values():
        answer = student.answers.get(cell.task)
        if answer is None:
            continue
        if cell.kind == "prose":
            found[cell.key] = own_prose(student.id, cell.key)
        else:
            try:
                found[cell.key] = own_hand(answer.source, student.id)
            except SyntaxError:
                found[cell.key] = answer.source
    return found


def drawn_texts(student: Student, cells: dict[str, AnswerCell]) -> Texts:
    """What a drawn student hands in, word by word from the bank."""
    return {
        cell.key: student.answers[cell.task].source
        for cell in cells.values()
        if cell.task in student.answers
    }


def class_of(folder: Path, students: int, seed: int = 2026) -> list[Student]:
    """Draw a class from the bank of a module, a folder of solutions."""
    from nbreferee.notebooks import read_notebook
    from servicelab_workshop.lessons.lesson import Lesson

    solved = [read_notebook(path) for path in sorted(folder.glob("*.ipynb"))]
    tasks = {task.id: task.points for nb in solved for task in Lesson.of(nb).graded}
    bank = [one for nb in solved for one in answers_of.reference(nb)]
    return draw_class([*bank, *answers_of.read_bank(folder / "answers.py")], tasks, students, seed)


def read(texts: Texts, release: Release) -> dict[str, Answer]:
    """As the class is read from its files."""
    return {
        key: fingerprinted(text, release.cells[key].kind, release) for key, text in texts.items()
    }


class _Renamed(ast.NodeTransformer):
    def __init__(self, own: set[str]) -> None:
        self.own = own

    def _new(self, name: str) -> str:
        return f"my_{name[::-1]}" if name in self.own else name

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self._new(node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg = self._new(node.arg)
        return node


def renamed(source: str, dice: random.Random) -> str:
    """Give every variable another name."""
    tree = ast.parse(source)
    own = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    } | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return ast.unparse(_Renamed(own).visit(tree))


def reordered(source: str, dice: random.Random) -> str:
    """Put the lines of every block in another order, whether it still runs or not."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.For | ast.If):
            dice.shuffle(node.body)
    return ast.unparse(tree)


def commented(source: str, dice: random.Random) -> str:
    """Add comments and blank lines, and change spaces and quotes."""
    lines = [
        f"{line}  # {dice.choice(_ENDS)}" for line in ast.unparse(ast.parse(source)).split("\n")
    ]
    return "# my own work\n\n" + "\n\n".join(lines).replace(" = ", "=").replace(", ", " , ")


def other_numbers(source: str, dice: random.Random) -> str:
    """Change every number."""
    return re.sub(r"\b\d+\b", lambda number: str(dice.randrange(2, 99)), source)


def paraphrased(source: str, dice: random.Random, every: int = 7) -> str:
    """Put sentences in another order, and another word in place of each seventh."""
    sentences = source.split("\n")
    dice.shuffle(sentences)
    words = " ".join(sentences).split(" ")
    for place in range(dice.randrange(every), len(words), every):
        words[place] = dice.choice(["really", "likely", "clearly", "mostly", "overall", "perhaps"])
    return " ".join(words).upper().replace(",", " -")


Hide = Callable[[str, random.Random], str]
HIDES: dict[str, Hide] = {
    "verbatim": lambda source, dice: source,
    "renamed": renamed,
    "reordered": reordered,
    "comments": commented,
    "numbers": other_numbers,
    "all at once": lambda source, dice: commented(
        reordered(renamed(other_numbers(source, dice), dice), dice), dice
    ),
}


def copied(texts: Texts, own: Texts, release: Release, hide: str, share: float = 1.0) -> Texts:
    """Hand in somebody's answers, hidden, to a share of the tasks, and own ones to the others."""
    dice = random.Random(f"{hide} {share} {sorted(texts)} {len(str(texts))}")
    taken = dict(own)
    for key in dice.sample(sorted(texts), round(share * len(texts))):
        if release.cells[key].kind == "prose":
            taken[key] = texts[key] if hide == "verbatim" else paraphrased(texts[key], dice)
        else:
            try:
                taken[key] = HIDES[hide](texts[key], dice)
            except SyntaxError:
                taken[key] = texts[key]
    return taken
