"""What helps contributors: the hooks of a commit and the entries of the changelog."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


def hooks() -> list[dict[str, object]]:
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    repositories = yaml.safe_load(text)["repos"]
    # anything else is fetched when it first runs
    assert [repository["repo"] for repository in repositories] == ["local"]
    return list(repositories[0]["hooks"])


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["id"])
def test_hooks_run_the_tools_of_this_environment(hook: dict[str, object]) -> None:
    assert hook["language"] == "system"
    program = Path(str(hook["entry"]).split()[0])
    assert program.parent == Path(".venv/bin")
    assert shutil.which(BIN / program.name)


@pytest.mark.skipif(sys.platform == "win32", reason="the hooks name the .venv/bin of Unix")
def test_a_commit_is_held_back_until_it_is_in_order(tmp_path: Path) -> None:
    def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
        )

    for name in (".pre-commit-config.yaml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(BIN)
    (tmp_path / "plain.py").write_text("import os\nx = {  'a':1 }\n")
    run("git", "init", "--quiet")
    run("git", "add", "plain.py", ".pre-commit-config.yaml")
    run(BIN / "pre-commit", "install")
    user = ["-c", "user.name=A", "-c", "user.email=a@example.org"]

    held = run("git", *user, "commit", "-m", "One")
    assert held.returncode == 1
    assert "files were modified by this hook" in held.stderr
    assert "F401" in held.stderr
    assert (tmp_path / "plain.py").read_text() == 'import os\n\nx = {"a": 1}\n'

    (tmp_path / "plain.py").write_text('"""Nothing."""\n')
    run("git", "add", "plain.py")
    passed = run("git", *user, "commit", "-m", "One")
    assert passed.returncode == 0, passed.stderr


def test_every_entry_of_the_changelog_is_gathered() -> None:
    entries = sorted((ROOT / "changes").glob("*"))
    command = [BIN / "towncrier", "build", "--draft", "--version", "9.9.9"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if not entries:  # just after a version
        return
    assert run.returncode == 0, run.stderr
    assert "## [9.9.9]" in run.stdout
    plain = re.sub(r"\s+", " ", run.stdout)
    for entry in entries:
        assert re.sub(r"\s+", " ", entry.read_text(encoding="utf-8")).strip() in plain


def test_versions_are_entered_above_the_last() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.count("<!-- next version -->\n") == 1
    assert text.index("<!-- next version -->") < text.index("\n## ")
