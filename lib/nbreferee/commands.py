"""How the kernel of a notebook is started: forked from this interpreter, or by a command of its own."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager, NoSuchKernel

from nbreferee import door
from nbreferee.errors import RefereeError
from nbreferee.i18n import _

# names that Jupyter takes for the interpreter it runs in itself
_PYTHONS = frozenset(
    ("python", f"python{sys.version_info[0]}", f"python{sys.version_info[0]}.{sys.version_info[1]}")
)
# what an interpreter or its loader reads as it starts: too late for one that is forked
_AT_START = ("PYTHON", "LD_")
# of an environment, what programs read; a course may lie beside them
_PARTS = ("bin", "conda-meta", "etc", "include", "lib", "lib64", "pyvenv.cfg", "share")
_FIELD = re.compile(r"\{([A-Za-z0-9_]+)\}")


@dataclass(frozen=True)
class Command:
    """How a kernel is started.

    Attributes
    ----------
    name : str
        The kernelspec's.
    argv : tuple of str
        Its command; empty for Python kernels of this interpreter, which are forked.
    env : mapping
        What the kernelspec adds to the environment; values may refer to other variables.
    """

    name: str
    argv: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """Return the variables that the kernel gets.

        Parameters
        ----------
        base : mapping
            Those that every kernel gets.

        Examples
        --------
        >>> Command("x", env={"PATH": "/opt/x:${PATH}"}).environment({"PATH": "/bin"})
        {'PATH': '/opt/x:/bin'}
        """
        return {
            **base,
            **{name: Template(value).safe_substitute(base) for name, value in self.env.items()},
        }

    def folders(self) -> list[str]:
        """Return what the sandbox shows of the Python or conda environment that the command is in."""
        shown: list[str] = []
        for program in (
            {Path(self.argv[0]), Path(os.path.realpath(self.argv[0]))} if self.argv else ()
        ):
            prefix = program.parent.parent
            if program.is_absolute() and _is_environment(prefix):
                shown += [str(prefix / part) for part in _PARTS if (prefix / part).exists()]
        return sorted(shown)

    def failed(self, why: str, *, ran: bool) -> RefereeError:
        """Return the error that says why the kernel did not start, and what to do.

        Parameters
        ----------
        why : str
            What was heard of it last.
        ran : bool
            Whether its program could be run.
        """
        program = Path(self.argv[0] if self.argv else sys.executable)
        if not program.is_absolute() or not program.exists():
            sentence = _(
                "Its kernel did not start: there is no {program} on this machine, which the "
                "kernelspec {name} names."
            )
        elif not ran:
            sentence = _(
                "Its kernel did not start: {program}, which the kernelspec {name} names, cannot be "
                "run ({why}); if the sandbox does not show it, add --readable {folder}."
            )
        else:
            sentence = _(
                "Its kernel did not start: {program}, which the kernelspec {name} names, gave no "
                "answer ({why}); what it reads outside the system's folders is named with "
                "--readable."
            )
        return RefereeError(
            sentence.format(
                name=door.name(self.name),
                program=program,
                folder=program.parent,
                why=door.text(why).rstrip("."),
            )
        )


def find_command(spec: str) -> Command:
    """Find how the kernel of a kernelspec is started.

    Parameters
    ----------
    spec : str
        Its name, as a notebook has it; empty for this interpreter's.

    Raises
    ------
    RefereeError
        If there is no such kernelspec on this machine.

    Examples
    --------
    >>> find_command("python3").argv
    ()
    """
    # what nbclient's kernel manager makes of the old name and of none
    name = NATIVE_KERNEL_NAME if spec in ("", "python") else spec
    try:
        found = KernelSpecManager().get_kernel_spec(name)
    except NoSuchKernel as error:
        raise RefereeError(
            _(
                "Its kernel did not start: there is no kernelspec {name} on this machine; "
                "`jupyter kernelspec list` shows those that are there."
            ).format(name=door.name(name))
        ) from error
    argv = list(found.argv)
    argv[0] = sys.executable if argv[0] in _PYTHONS else shutil.which(argv[0]) or argv[0]
    forked = (
        "ipykernel_launcher" in argv
        and _is_this_python(argv[0])
        and not any(one.startswith(_AT_START) for one in found.env)
    )
    known = {"prefix": sys.prefix, "resource_dir": found.resource_dir}
    filled = (_FIELD.sub(lambda at: known.get(at[1], at[0]), part) for part in argv)
    return Command(name, () if forked else tuple(filled), dict(found.env))


def _is_this_python(program: str) -> bool:
    """Whether a program is this interpreter in this environment: others may link to the same file."""
    return os.path.realpath(program) == os.path.realpath(sys.executable) and os.path.realpath(
        Path(program).parent.parent
    ) == os.path.realpath(sys.prefix)


def _is_environment(prefix: Path) -> bool:
    return (
        (prefix / "pyvenv.cfg").is_file()
        or (prefix / "conda-meta").is_dir()
        or any((prefix / "lib").glob("python3*/os.py"))
    )
