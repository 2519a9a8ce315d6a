"""What is searched in a trainee's text: twice as much takes twice as long, not four times."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from nbreferee import door
from nbreferee.evidence import parse
from nbreferee.pages import begins_with_imports, scrub
from nbreferee.repair import repair
from nbreferee.submission import is_copy
from nbreferee.titles import last_heading
from servicelab.text import inline_html
from servicelab_workshop.classroom.export import harmless
from servicelab_workshop.lessons.lesson import Lesson
from servicelab_workshop.lessons.task_calls import task_calls


def lesson(text: str) -> object:
    cell = {"cell_type": "markdown", "metadata": {}, "source": text}
    made = Lesson.of({"cells": [cell], "metadata": {}})
    return made.title, made.case, made.aims, made.datasets, list(made.stated_points())


def cut_off(text: str) -> object:
    return repair(('{"cells": [{"source": ""}, ' + text).encode(), "n.ipynb")


HOSTILE: dict[str, tuple[Callable[[str], object], list[str]]] = {
    "copies": (lambda text: is_copy(text, "gaps"), ["-copy ", " (1)", "copy", ".ipynb", "_"]),
    "imports": (begins_with_imports, ["\n", " \n", "#\n", " ", "# #", "\n#"]),
    "paths": (
        lambda text: scrub(text, everywhere=True),
        [
            "/a",
            "0m/",
            "0m/a",
            "@/",
            "/@",
            "~/a/",
            "C:\\",
            "C:\\a",
            "C:\\a\\",
            "a:\\ ",
            "//",
            "m/m:",
        ],
    ),
    "titles": (last_heading, ["#", "# ", "#\n", " (", "# (\n"]),
    "lessons": (lesson, ["#", "# (1", "(1.", "**a", "**\n", "1. ", "load_dataset( ", "\n\n"]),
    "inline": (inline_html, ["`", "**a", "**", "*a*", "**a (", "&"]),
    "text": (door.text, ["\x1b[", "\x1b[1;", "1;", " ", "\x00"]),
    "cut off": (cut_off, ["{", '{"', "[", " ", ", ", '"cells" : ', "1" * 300 + "x", "\\u"]),
    "numbers": (harmless, ["1", "1.", "1e", "+", " "]),
    "tasks": (task_calls, ["Task(", "("]),
    "parsed": (parse, ["%", "!\n", "(", "\\\n", "f'{"]),
}
CASES = [(name, unit) for name, (_do, units) in HOSTILE.items() for unit in units]


def seconds(do: Callable[[str], object], text: str) -> float:
    taken = []
    gc.disable()
    for _try in range(3):
        started = time.thread_time()
        do(text)
        taken.append(time.thread_time() - started)
    gc.enable()
    return min(taken)


@pytest.mark.parametrize(("name", "unit"), CASES, ids=lambda one: repr(one))
@pytest.mark.parametrize("end", ["", "!", "\n"], ids=repr)
def test_twice_as_much_takes_less_than_three_times_as_long(name: str, unit: str, end: str) -> None:
    do = HOSTILE[name][0]
    number = 100
    # as much as takes a time that can be measured
    while (first := seconds(do, unit * number + end)) < 0.004 and number < 20_000:
        number *= 2
    # three times twice, so that a hiccup does not matter
    assert seconds(do, unit * 8 * number + end) < 27 * max(first, 0.001)
