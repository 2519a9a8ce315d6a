"""`environment.yml`, `pyproject.toml` and the lock say the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from rattler import MatchSpec

from servicelab_workshop.doctor import locked_versions

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock.txt").read_text(encoding="utf-8")
TEST_LOCK = (ROOT / "requirements-test.lock.txt").read_text(encoding="utf-8")
CONDA_ONLY = {"python", "pip"}


def conda_entries() -> list[str]:
    parsed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    return [entry for entry in parsed["dependencies"] if isinstance(entry, str)]


def conda_versions() -> dict[str, str]:
    specs = [MatchSpec(entry, strict=True) for entry in conda_entries()]
    return {spec.name.normalized: str(spec.version or "") for spec in specs}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def required() -> dict[str, SpecifierSet]:
    requirements = [Requirement(line) for line in project()["dependencies"]]
    return {canonicalize_name(item.name): item.specifier for item in requirements}


@pytest.mark.parametrize("entry", conda_entries())
def test_every_entry_is_strict_and_pinned(entry: str) -> None:
    spec = MatchSpec(entry, strict=True)
    assert spec.version is not None
    assert re.fullmatch(r"[a-z0-9_-]+ [<>=0-9.,]+", entry)


def test_every_pin_has_its_reason() -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    for entry in conda_entries():
        line = next(line for line in text.splitlines() if f"- {entry} " in line)
        assert re.search(r"  # \w.{15,}", line), f"{entry} has no reason"


def test_conda_asks_for_what_the_project_asks_for() -> None:
    conda = {
        canonicalize_name(name): SpecifierSet(version)
        for name, version in conda_versions().items()
        if name not in CONDA_ONLY
    }
    assert conda == required()


def test_python_of_conda_is_allowed_by_the_project() -> None:
    python = conda_versions()["python"].removesuffix(".*")
    assert f"{python}.0" in SpecifierSet(project()["requires-python"])


def test_conda_installs_the_course_itself_from_this_folder() -> None:
    parsed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert parsed["dependencies"][-1] == {"pip": ["-e ."]}
    assert parsed["channels"] == ["conda-forge", "nodefaults"]


def unsatisfied(locked: dict[str, str], *extras: str) -> set[str]:
    """What the project or one of its extras asks for and a lock does not give."""
    optional = project()["optional-dependencies"]
    extra = [Requirement(line) for name in extras for line in optional[name]]
    wanted = required() | {
        canonicalize_name(item.name): item.specifier for item in extra if item.name != "servicelab"
    }
    return {name for name, versions in wanted.items() if locked.get(name) not in versions}


def test_locks_satisfy_the_project_and_its_tests() -> None:
    assert project()["optional-dependencies"]["test"][0] == "servicelab[docs,cluster]"
    assert unsatisfied(locked_versions(LOCK), "clone") == set()
    assert unsatisfied(locked_versions(LOCK + TEST_LOCK), "docs", "cluster", "test") == set()


def names(lock: str) -> set[str]:
    return {entry.split("==")[0] for entry in entries(lock)}


def entries(lock: str) -> list[str]:
    return re.split(r"^(?=[a-zA-Z0-9])", lock, flags=re.MULTILINE)[1:]


def test_no_package_is_in_both_locks() -> None:
    assert names(LOCK) & names(TEST_LOCK) == set()


def test_the_course_does_without_what_only_tests_need() -> None:
    for name in ("pytest", "playwright", "py-rattler", "mypy", "ruff", "sphinx", "pgserver", "uv"):
        assert name not in names(LOCK)
        assert name in names(TEST_LOCK)


@pytest.mark.parametrize("lock", [LOCK, TEST_LOCK], ids=["course", "test"])
def test_locks_have_a_hash_for_every_package_and_no_address(lock: str) -> None:
    assert len(entries(lock)) > 50
    assert [entry.split()[0] for entry in entries(lock) if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?://|--index-url|--find-links|file:", lock)
    assert not (ROOT / "uv.lock").exists()


@pytest.mark.parametrize("lock", [LOCK, LOCK + TEST_LOCK], ids=["course", "all"])
def test_locks_hold_all_that_their_packages_require(lock: str) -> None:
    locked = locked_versions(lock)
    for name in locked:
        for line in metadata.requires(name) or []:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                version = locked.get(canonicalize_name(needed.name))
                assert version is not None, f"{name} needs {needed}"
                assert needed.specifier.contains(version, prereleases=True), f"{name}: {needed}"


@pytest.mark.slow
@pytest.mark.network
def test_names_install_into_a_clean_environment(tmp_path: Path) -> None:
    """The names mean the same packages on the package index, which conda-forge follows."""
    locked = locked_versions(LOCK)
    asked = sorted(set(conda_versions()) - CONDA_ONLY)
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("".join(f"{name}=={version}\n" for name, version in locked.items()))
    uv = Path(sys.executable).with_name("uv")
    python = tmp_path / "clean" / "bin" / "python"
    environment = {**os.environ, "UV_LINK_MODE": os.environ.get("UV_LINK_MODE", "hardlink")}
    for command in (
        [uv, "venv", "--python", sys.executable, tmp_path / "clean"],
        [uv, "pip", "install", "--python", python, "--constraint", constraints, *asked],
        [uv, "pip", "check", "--python", python],
    ):
        run = subprocess.run(
            command, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert run.returncode == 0, run.stderr
    program = "import jupyterlab, ipywidgets, pandas, seaborn, nbgrader, sklearn, jupytext, typer"
    subprocess.run([python, "-c", program], check=True, cwd=tmp_path)
