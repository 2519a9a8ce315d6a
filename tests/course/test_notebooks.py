"""Every notebook, as it is released and as it is written."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_output

from nbreferee.notebooks import read_notebook
from servicelab_workshop.judging import frozen_source
from servicelab_workshop.lessons.course import Course, is_percent_script
from servicelab_workshop.lessons.lesson import read_lesson
from servicelab_workshop.lessons.rules import sum_problems

ROOT = Path(__file__).resolve().parents[2]
TRAINEE = sorted(ROOT.glob("notebooks/*/*.ipynb"))
WRITTEN = sorted(
    path
    for path in ROOT.glob("solutions/*/*.py")
    if is_percent_script(path) and path.name != "answers.py"
)
CURRICULUM = ROOT / "docs" / "curriculum"
EDITIONS = sorted({path.parent.name for path in WRITTEN})
MODULES = sorted({*EDITIONS} - {"m00_welcome"})
#: A module a day, in turn.
OF_TODAY = EDITIONS[datetime.now(UTC).date().toordinal() % len(EDITIONS)]


def curriculum(name: str) -> list[dict[str, str]]:
    with (CURRICULUM / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# What the sources contain for each module; each row has exactly one home module.
ROWS = {
    module: {row["row"] for row in curriculum("rows.csv") if module.startswith(row["home"] + "_")}
    for module in MODULES
}
HOURS = {
    module: float(home["hours"])
    for module in MODULES
    for home in curriculum("homes.csv")
    if module.startswith(home["home"] + "_")
}


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def refuse(faults: Iterable[str]) -> None:
    """Fail with all faults, one a line."""
    faults = list(faults)
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.mark.parametrize("path", TRAINEE, ids=name)
def test_every_check_is_one_short_call(path: Path) -> None:
    tasks = [task for task in read_lesson(path).tasks if task.check]
    assert tasks
    refuse(
        f"the check {task.id} is another one"
        for task in tasks
        if task.check and task.check.source != frozen_source(task.id, "")
    )


def test_kernels_reach_this_machine_only(offline_environment: dict[str, str]) -> None:
    code = """
import socket
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname(), timeout=5).close()
print("here")
socket.create_connection(("192.0.2.1", 80), timeout=5)
"""
    process = subprocess.run(
        [sys.executable, "-c", code], env=offline_environment, capture_output=True, text=True
    )
    assert process.stdout == "here\n"
    assert process.returncode != 0
    assert "the network is blocked in tests: 192.0.2.1" in process.stderr


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_every_notebook_opens_with_aims_and_closes_with_what_comes_next(path: Path) -> None:
    cells = read_notebook(path.with_suffix(".ipynb")).cells
    first, last = cells[0].source, cells[-1].source
    assert "When you have finished" in first
    assert "minutes" in first
    assert "**Next:**" in last


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_every_figure_comes_with_words(path: Path) -> None:
    refuse(figure_faults(read_notebook(path.with_suffix(".ipynb")).cells))


def figure_faults(cells: list[Any]) -> list[str]:
    faults = []
    styled = any("use_style(" in cell.source for cell in cells if cell.cell_type == "code")
    advice = (
        "it is shown as a ready image: let the last line be its figure or axes, or show "
        'HTML(\'<img src="..." alt="...">\') with words of your own'
        if styled
        else "call use_style() once, before the first figure"
    )
    for cell in cells:
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            if "image/png" in shown and "text/html" not in shown:
                faults.append(f"the figure of cell {cell.id} has no words: {advice}")
            for tag in re.findall(r"<img[^>]*>", shown.get("text/html", "")):
                alt = re.search(r'alt="([^"]*)"', tag)
                words = alt[1] if alt else ""
                if len(words) <= 15 or re.search("without a description|Nothing is drawn", words):
                    faults.append(
                        f"the words of the figure of cell {cell.id} say little: {words!r}"
                    )
    return faults


@pytest.mark.parametrize(
    ("source", "said"),
    [("use_style()", "it is shown as a ready image"), ("x = 1", "call use_style() once")],
)
def test_a_figure_without_words_gets_the_advice_that_fits(source: str, said: str) -> None:
    image = new_output("display_data", {"image/png": "iVBORw0KGgo="})
    cells = [new_code_cell(source), new_code_cell("show()", outputs=[image], id="x")]
    assert [f"cell x has no words: {said}" in fault for fault in figure_faults(cells)] == [True]


@pytest.mark.parametrize("module", ROWS)
def test_module_teaches_every_row_of_its_sources(module: str) -> None:
    taught = {
        row
        for path in (ROOT / "solutions" / module).glob("*.ipynb")
        for cell in read_notebook(path).cells
        for row in cell.metadata.get("teaches", [])
    }
    refuse(
        [f"no cell teaches {row}" for row in sorted(ROWS[module] - taught)]
        + [
            f"a cell teaches {row}, which belongs elsewhere"
            for row in sorted(taught - ROWS[module])
        ]
    )


@pytest.mark.parametrize("module", ROWS)
def test_a_module_has_a_hundred_points_and_the_planned_minutes(module: str) -> None:
    refuse(sum_problems(Course(ROOT), [module]))
    minutes = {
        path.stem: read_notebook(path).metadata["servicelab"]["minutes"]
        for path in sorted((ROOT / "solutions" / module).glob("*.ipynb"))
    }
    # a module that the sources did not ask for has no plan to keep to
    if module in HOURS and sum(minutes.values()) != pytest.approx(60 * HOURS[module], rel=0.1):
        parts = " + ".join(f"{one} ({stem})" for stem, one in minutes.items())
        refuse(
            [
                f"{module}: {parts} = {sum(minutes.values())} minutes, but homes.csv plans "
                f"{60 * HOURS[module]:g}, a tenth more or less"
            ]
        )


@pytest.mark.parametrize(
    "options",
    [
        pytest.param([], id="sources", marks=pytest.mark.quick),
        # module by module, so that the tests' processes share the work
        *(pytest.param(["--run", one], id=one, marks=pytest.mark.slow) for one in EDITIONS),
        # what is sealed is not run again: so that no seal is trusted for ever
        pytest.param(["--again", OF_TODAY], id="again", marks=pytest.mark.slow),
    ],
)
def test_editions_are_current(options: list[str]) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "servicelab_workshop", "build", "--check", *options],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )
    if process.returncode:
        pytest.fail(process.stdout + process.stderr, pytrace=False)


@pytest.mark.parametrize("path", TRAINEE, ids=name)
def test_trainee_edition_is_plain_data(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    words = ("BEGIN SOLUTION", "BEGIN HIDDEN", str(Path.home()), "/tmp/")
    refuse(
        [f"it holds {word}" for word in words if word in text]
        + [
            f"cell {cell['id']} holds an output or an execution count"
            for cell in json.loads(text)["cells"]
            if cell.get("outputs") or cell.get("execution_count") is not None
        ]
    )
