"""Every notebook, as it is released and as it is written."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from servicelab.checks import find
from servicelab.classroom.course import is_percent_script
from servicelab.classroom.source import read_notebook
from servicelab.progress import question

ROOT = Path(__file__).resolve().parents[2]
TRAINEE = sorted(ROOT.glob("notebooks/*/*.ipynb"))
WRITTEN = sorted(
    path
    for path in ROOT.glob("solutions/*/*.py")
    if is_percent_script(path) and path.name != "answers.py"
)
CURRICULUM = ROOT / "docs" / "curriculum"
MODULES = sorted({path.parent.name for path in WRITTEN} - {"m00_welcome"})


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


@pytest.mark.parametrize("path", TRAINEE, ids=name)
def test_every_check_is_folded(path: Path) -> None:
    checks = [
        cell
        for cell in read_notebook(path).cells
        if cell.cell_type == "code" and question(cell.source)
    ]
    assert checks
    open_ones = [c.id for c in checks if not c.metadata.get("jupyter", {}).get("source_hidden")]
    assert open_ones == []


@pytest.mark.slow
@pytest.mark.parametrize("path", TRAINEE, ids=name)
def test_untouched_notebook_runs_from_start_to_end_offline(
    path: Path, tmp_path: Path, offline_environment: dict[str, str]
) -> None:
    target = tmp_path / "ran.ipynb"
    subprocess.run(
        [
            *(sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", str(path)),
            *("--output", str(target), "--ExecutePreprocessor.timeout=300"),
        ],
        env={**offline_environment, "SERVICELAB_STATIC": "1"},
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    ran = read_notebook(target)
    outputs = [output for cell in ran.cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type == "error"] == []
    assert [output for output in outputs if output.get("name") == "stderr"] == []
    for cell in ran.cells:
        for outcome in find(cell.get("outputs", [])):
            assert (outcome["status"], outcome["score"]) == ("not attempted", 0), outcome["id"]


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
    for cell in read_notebook(path.with_suffix(".ipynb")).cells:
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            # a picture without HTML has no words: the notebook does not call use_style
            assert "image/png" not in shown or "text/html" in shown, cell.id
            for tag in re.findall(r"<img[^>]*>", shown.get("text/html", "")):
                alt = re.search(r'alt="([^"]*)"', tag)
                assert alt, cell.id
                assert len(alt[1]) > 15, cell.id
                assert not re.search("without a description|Nothing is drawn", alt[1]), cell.id


@pytest.mark.parametrize("module", ROWS)
def test_module_teaches_every_row_of_its_sources(module: str) -> None:
    taught = {
        row
        for path in (ROOT / "solutions" / module).glob("*.ipynb")
        for cell in read_notebook(path).cells
        for row in cell.metadata.get("teaches", [])
    }
    assert taught == ROWS[module]


@pytest.mark.parametrize("module", ROWS)
def test_points_of_a_module_add_up_to_a_hundred(module: str) -> None:
    headers = [
        read_notebook(path).metadata["servicelab"]
        for path in (ROOT / "solutions" / module).glob("*.ipynb")
    ]
    assert sum(header["points"] for header in headers) == 100
    minutes = sum(header["minutes"] for header in headers)
    assert minutes == pytest.approx(60 * HOURS[module], rel=0.1)


def test_editions_are_current() -> None:
    process = subprocess.run(
        [sys.executable, "-m", "servicelab", "build", "--check"],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )
    assert process.returncode == 0, process.stdout + process.stderr


@pytest.mark.parametrize("path", TRAINEE, ids=name)
def test_trainee_edition_is_plain_data(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for word in ("BEGIN SOLUTION", "BEGIN HIDDEN", str(Path.home()), "/tmp/"):
        assert word not in text
    for cell in json.loads(text)["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
