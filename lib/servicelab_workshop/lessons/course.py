"""A course folder, and nbgrader's Python API opened on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from servicelab.errors import CourseError
from servicelab.i18n import _

CONFIG = "nbgrader_config.py"
BANK = "answers.py"
#: Pattern of the files that make a module's data.
WORLD = "world*.py"
CLAIMS = "claims.py"
RECORDS = "*.decision.json"


@dataclass(frozen=True)
class Course:
    """The folders of a course whose notebooks are built from percent scripts.

    Parameters
    ----------
    root : Path
        The folder that holds ``nbgrader_config.py``.

    Examples
    --------
    >>> Course(Path("course")).solutions.as_posix()
    'course/solutions'
    """

    root: Path

    @property
    def solutions(self) -> Path:
        """The instructor edition and the one source of every notebook."""
        return self.root / "solutions"

    @property
    def notebooks(self) -> Path:
        """The trainee edition, generated."""
        return self.root / "notebooks"

    def modules(self) -> list[str]:
        """Names of the modules that have at least one notebook script, sorted."""
        return sorted(
            folder.name
            for folder in self.solutions.glob("*")
            if folder.is_dir() and self.scripts(folder.name)
        )

    def scripts(self, module: str) -> list[Path]:
        """The percent scripts of a module's notebooks, sorted; the answer bank is not one."""
        return sorted(
            path
            for path in (self.solutions / module).glob("*.py")
            if path.name != BANK and is_percent_script(path)
        )

    def pick(self, names: list[str] | None) -> list[str]:
        """The named modules, or all of them.

        Raises
        ------
        CourseError
            If a name is not a module of this course.
        """
        known = self.modules()
        for name in names or []:
            if name not in known:
                raise CourseError(
                    _("There is no module {name} in {folder}; choose from: {known}.").format(
                        name=name, folder=self.solutions, known=", ".join(known) or _("none")
                    )
                )
        return list(names) if names else known

    def pick_scripts(self, names: list[str] | None) -> dict[str, list[Path]]:
        """The scripts of the named modules and notebooks by module; all of them by default.

        Parameters
        ----------
        names : list of str or None
            Such as ``m04_servqual``, or ``m04_servqual/2_gaps`` for a single notebook.

        Raises
        ------
        CourseError
            If a name is neither a module nor a notebook of this course.
        """
        chosen: dict[str, list[Path]] = {}
        for name in names or self.modules():
            module, _slash, stem = name.strip("/").partition("/")
            self.pick([module])
            known = self.scripts(module)
            scripts = [script for script in known if stem in ("", script.stem)]
            if not scripts:
                raise CourseError(
                    _("There is no notebook {name} in {module}; choose from: {known}.").format(
                        name=stem, module=module, known=", ".join(script.stem for script in known)
                    )
                )
            chosen[module] = sorted({*chosen.get(module, ()), *scripts})
        return chosen


def is_percent_script(path: Path) -> bool:
    """Whether a Python file is written as notebook cells, the percent format of jupytext."""
    return any(
        line.startswith("# %%")
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    )


def find_course(folder: Path | str | None = None) -> Course:
    """The course that a folder belongs to.

    Parameters
    ----------
    folder : path, optional
        Where to look: this folder, then the folders above it. By default the working directory.

    Raises
    ------
    CourseError
        If no folder on the way up holds ``nbgrader_config.py`` and ``solutions``.
    """
    start = Path(folder or ".").resolve()
    for place in (start, *start.parents):
        if (place / CONFIG).is_file() and (place / "solutions").is_dir():
            return Course(place)
    raise CourseError(
        _(
            "There is no course in {folder}: go to the folder that holds {config} and solutions/, "
            "or name it with --course."
        ).format(folder=start, config=CONFIG)
    )
