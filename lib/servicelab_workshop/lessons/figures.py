"""The numbers that each module tells, for the last notebook, where reasons cite them.

They lie in the library, since trainees have no scripts: ``python -m servicelab_workshop.lessons.figures``
writes them anew.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from servicelab.files import write_atomically
from servicelab.portfolio.review.later import LATER
from servicelab.portfolio.review.model import numbers_in
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.source import read_script

FILE = Path("lib/servicelab/portfolio/review/figures.json")
_SOLUTION = re.compile(
    r"### BEGIN (?:SOLUTION|HIDDEN|MARK SCHEME).*?(?:### END[^\n]*|\Z)", re.DOTALL
)
_CODE = re.compile(r"`[^`]*`")
_STRING = re.compile(r'""".*?"""|"[^"\n]{40,}"', re.DOTALL)
#: A number that so many modules have tells nothing of one of them.
_COMMON = 5


def module_figures(course: Course, module: str) -> list[str]:
    """The numbers of a module's texts, from the smallest on.

    Parameters
    ----------
    course : Course
        Whose scripts are read.
    module : str
        Name of its folder, such as ``m08_complaints``.
    """
    texts = " ".join(_texts(course.solutions / module))
    return sorted(set(numbers_in(texts)), key=lambda one: (float(one), one))


def _texts(folder: Path) -> Iterator[str]:
    """What trainees read, and model answers; in code, long strings that tell something."""
    for script in sorted(folder.glob("[0-9]*.py")):
        for cell in read_script(script).cells:
            if cell.cell_type == "markdown":
                yield _CODE.sub(" ", cell.source)
            elif "from servicelab_workshop" not in cell.source:
                yield " ".join(_STRING.findall(_SOLUTION.sub("", cell.source)))


def course_figures(course: Course) -> dict[str, list[str]]:
    """Module such as ``m08`` to its numbers; the last module, which cites them, is left out."""
    folders = sorted(path.name for path in course.solutions.glob("m[0-9][0-9]_*"))
    found = {name[:3]: module_figures(course, name) for name in folders if "m00" < name[:3] < "m11"}
    counts = Counter(number for numbers in found.values() for number in numbers)
    told = {module: numbers_in(" ".join(_later(module))) for module in found}
    return {
        module: [one for one in numbers if counts[one] < _COMMON or one in told[module]]
        for module, numbers in found.items()
    }


def _later(module: str) -> Iterator[str]:
    return (one.says for found in LATER.values() for one in found if one.module == module)


def main() -> int:
    """Write the file."""
    root = Path(__file__).parents[3]
    found = course_figures(Course(root))
    lines = [f' "{module}": {json.dumps(numbers)}' for module, numbers in found.items()]
    write_atomically(root / FILE, "{\n" + ",\n".join(lines) + "\n}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
