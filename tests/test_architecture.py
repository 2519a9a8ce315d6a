"""Which package may know which, and what a trainee's notebook may import."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIB = ROOT / "lib"
PACKAGES = ("nbreferee", "servicelab", "servicelab_workshop")


def test_imports_go_one_way_and_in_no_circle() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", item.name) for item in node.names)
        elif isinstance(node, ast.Import):
            yield from ((item.name, "") for item in node.names)


def is_private(name: str) -> bool:
    return name.startswith("_") and name.strip("_") != ""


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_takes_another_modules_private_names(package: str) -> None:
    taken = []
    for path in sorted((LIB / package).rglob("*.py")):
        for module, name in imports(ast.parse(path.read_text(encoding="utf-8"))):
            parts = [*module.split("."), name]
            if parts[0] not in PACKAGES:
                continue
            # a private module of a package is that package's own
            own = ".".join(path.relative_to(LIB).parent.parts)
            if any(map(is_private, parts)) and not (
                module == own and (path.parent / f"{name}.py").is_file()
            ):
                taken.append(f"{path.relative_to(LIB)}: {module}.{name}")

    assert not taken


def test_trainees_notebooks_import_the_helper_library_alone() -> None:
    foreign = []
    notebooks = sorted((ROOT / "notebooks").rglob("*.ipynb"))
    for path in notebooks:
        for cell in json.loads(path.read_bytes())["cells"]:
            if cell["cell_type"] == "code":
                for module, _name in imports(ast.parse("".join(cell["source"]))):
                    if module.partition(".")[0] in ("nbreferee", "servicelab_workshop"):
                        foreign.append(f"{path.name}: {module}")

    assert notebooks
    assert not foreign


def test_importing_the_helper_library_is_light() -> None:
    code = "import sys, servicelab; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}

    assert not loaded & {"pandas", "numpy", "matplotlib", "ipywidgets", "nbgrader", "pydantic"}
