"""The commands of the course with their options, read from the command line itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import typer


@dataclass(frozen=True)
class Command:
    """A command of ``servicelab``.

    Attributes
    ----------
    name, help : str
        What it is called and what it does.
    usage : str
        Name, options, arguments.
    options : tuple of (str, str)
        Names of an option, and what it does.
    """

    name: str
    help: str
    usage: str
    options: tuple[tuple[str, str], ...]


def read_commands() -> list[Command]:
    """Read every command, a group's commands under the group's name.

    Examples
    --------
    >>> next(one.usage for one in read_commands() if one.name == "export")
    'export [OPTIONS]'
    """
    from servicelab_workshop.cli import app

    group: Any = typer.main.get_command(app)
    return list(_walk(group, ""))


def _walk(group: Any, prefix: str) -> Iterator[Command]:
    context = typer.Context(group)
    for name in group.list_commands(context):
        command: Any = group.get_command(context, name)
        title = f"{prefix} {name}".strip()
        if hasattr(command, "commands"):
            yield from _walk(command, title)
            continue
        inner = typer.Context(command)
        yield Command(
            title,
            str(command.help or ""),
            " ".join([title, *command.collect_usage_pieces(inner)]),
            tuple(
                (", ".join([*one.opts, *one.secondary_opts]), str(getattr(one, "help", "") or ""))
                for one in command.params
                if one.param_type_name == "option" and not getattr(one, "hidden", False)
            ),
        )
