"""What the guides and the README print is what the course has: commands, code, images."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from servicelab_workshop.cli import app
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.site.pages import stage

ROOT = Path(__file__).resolve().parents[3]
TEXTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md"))]
AUTHOR = ROOT / "docs" / "guides" / "author.md"
TINY = ROOT / "tests" / "support" / "new_module" / "solutions" / "m12_tiny"
_COMMAND = re.compile(r"(?:^|`)(?:servicelab|python3 course\.py|py course\.py) ([^`\n#]+)", re.M)
_IMAGE = re.compile(r"images/([\w-]+\.\w+)")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_every_command_that_is_printed_exists(path: Path) -> None:
    group: Any = typer.main.get_command(app)
    for line in _COMMAND.findall(path.read_text(encoding="utf-8")):
        words = [word for word in shlex.split(line) if word not in ("...", "`")]
        if words[0] in ("--version", "--help"):
            continue
        command = group.get_command(typer.Context(group), words[0])
        assert command is not None, line
        subjects = getattr(command, "commands", {})
        if subjects:
            command = subjects.get("".join(words[1:2]), subjects["ASSIGNMENT"])
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        if command.allow_extra_args:
            continue
        for word in words:
            if word.startswith("--"):
                assert word.partition("=")[0] in known | {"--help"}, line


def test_every_image_is_made_by_a_browser_test_and_shown(tmp_path: Path) -> None:
    # look/ holds what was there before, which no test can make again
    kept = {path.name for path in (ROOT / "docs" / "images").iterdir() if path.is_file()}
    tests = "".join(
        path.read_text(encoding="utf-8")
        for path in ROOT.glob("tests/browser/*.py")
        if path.name != "conftest.py"
    )
    made = {f"{name}.png" for name in re.findall(r'picture\("([\w-]+)"', tests)}
    made |= {
        name.replace("{suffix}", suffix)
        for name in re.findall(r'IMAGES / f"([^"]+)"', tests)
        for suffix in ("", "-dark")
    }
    stage(Course(ROOT), tmp_path, outputs=False)
    pages = [ROOT / "README.md", *tmp_path.rglob("*.md")]
    shown = {name for path in pages for name in _IMAGE.findall(path.read_text(encoding="utf-8"))}
    assert kept == made == shown


def samples(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", AUTHOR.read_text(encoding="utf-8"), re.DOTALL)


def test_the_authors_example_is_the_module_that_the_tests_add() -> None:
    """A build proves it fair in ``tests/course/test_new_module.py``."""
    written = [squeezed(path.read_text(encoding="utf-8")) for path in sorted(TINY.glob("*.py"))]
    shown = [squeezed(sample) for sample in samples("python")]

    assert len(shown) == 6
    assert not [sample for sample in shown if not any(sample in text for text in written)]


def squeezed(text: str) -> str:
    return re.sub(r"\n+", "\n", text)


def test_the_authors_other_samples_are_python() -> None:
    for sample in samples("py"):
        ast.parse(sample)
