"""A class of light notebooks in nbgrader's plain form: imports, a function, a plot, a manual cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import v4

from nbreferee.gradebook import open_api

ASSIGNMENT = "ps1"
NOTEBOOK = "problem1"

RIGHT = "def squares(n):\n    return [i ** 2 for i in range(1, n + 1)]"
WRONG = "def squares(n):\n    return [i * 2 for i in range(1, n + 1)]"
PLOT = "fig, ax = plt.subplots(figsize=(6, 3))\nsns.lineplot(x=range(1, 11), y=squares(10), ax=ax)\nplt.show()"


def _label(grade_id: str, points: int | None = None, *, solution: bool = False) -> dict[str, Any]:
    label: dict[str, Any] = {
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        label["points"] = points
    return {"nbgrader": label}


def source() -> Any:
    """The instructor's notebook."""

    def code(text: str, metadata: dict[str, Any] | None = None, id: str = "") -> Any:
        return v4.new_code_cell(text, metadata=metadata or {}, id=id)

    nb = v4.new_notebook(
        metadata={
            "kernelspec": {
                "display_name": "Python 3",
                "language": "python",
                "name": "python3",
            }
        }
    )
    nb.cells = [
        code(
            "import matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd\nimport seaborn as sns",
            id="imports",
        ),
        code(
            f"### BEGIN SOLUTION\n{RIGHT}\n### END SOLUTION",
            _label("squares", solution=True),
            "squares",
        ),
        code(
            "assert squares(3) == [1, 4, 9]\nassert len(squares(10)) == 10",
            _label("squares-shown", 1),
            "squares-shown",
        ),
        code(
            "### BEGIN HIDDEN TESTS\nfrom numpy.testing import assert_array_equal\n"
            "assert_array_equal(squares(5), np.arange(1, 6) ** 2)\n"
            "assert pd.Series(squares(4)).sum() == 30\n### END HIDDEN TESTS",
            _label("squares-hidden", 2),
            "squares-hidden",
        ),
        code(
            f"### BEGIN SOLUTION\n{PLOT}\n### END SOLUTION", _label("plot", solution=True), "plot"
        ),
        code(
            "### BEGIN HIDDEN TESTS\nassert ax.lines\n### END HIDDEN TESTS",
            _label("plot-check", 1),
            "plot-check",
        ),
        v4.new_markdown_cell(
            "Say in a sentence what the plot shows.",
            metadata=_label("say", 2, solution=True),
            id="say",
        ),
    ]
    return nb


def make_class(root: Path, students: int, config: str = "") -> Path:
    """Make the course, release the assignment and hand in: every fifth wrong, every seventh stuck."""
    folder = root / "source" / ASSIGNMENT
    folder.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(f"c = get_config()\n{config}\n")
    nbformat.write(source(), folder / f"{NOTEBOOK}.ipynb")
    with open_api(root) as api:
        done = api.generate_assignment(ASSIGNMENT)
        assert done["success"], done
    released = nbformat.read(root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)
    for number in range(students):
        nb = nbformat.from_dict(released)
        for cell in nb.cells:
            if cell.id == "squares" and number % 7 != 6:
                cell.source = WRONG if number % 5 == 4 else RIGHT
            elif cell.id == "plot":
                cell.source = f"# student {number}\n{PLOT}"
            elif cell.id == "say" and number % 3:
                cell.source = f"It grows faster and faster, says student {number}."
        target = root / "submitted" / f"s{number:04d}" / ASSIGNMENT
        target.mkdir(parents=True)
        nbformat.write(nb, target / f"{NOTEBOOK}.ipynb")
        (target / "timestamp.txt").write_text(f"2026-10-{1 + number % 28:02d} 12:00:00.000000 UTC")
    return root
