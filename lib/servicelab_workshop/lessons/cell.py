"""A cell of a notebook, and what it is for: read from nbgrader's label and from its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from servicelab.tasks.outcomes import find
from servicelab_workshop.lessons.task_calls import TaskCall, task_calls


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook, as saved.

    Attributes
    ----------
    place : int
        Its index in the notebook.
    id, cell_type, source : str
        As saved; an old notebook's cells have no id.
    metadata : mapping
        As saved.
    outputs : sequence
        As saved; empty unless it is code.
    execution_count : int
        0 if it was not run.
    """

    place: int
    id: str
    cell_type: str
    source: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    outputs: Sequence[Any] = ()
    execution_count: int = 0

    @classmethod
    def of(cls, saved: Mapping[str, Any], place: int = 0) -> Cell:
        r"""Read a cell of a notebook, a NotebookNode or plain JSON.

        Examples
        --------
        >>> Cell.of({"cell_type": "markdown", "source": ["# A\n", "b"], "metadata": {}}).source
        '# A\nb'
        """
        source, count = saved["source"], saved.get("execution_count")
        is_code = saved["cell_type"] == "code"
        return cls(
            place=place,
            id=str(saved.get("id", "")),
            cell_type=saved["cell_type"],
            source=source if isinstance(source, str) else "".join(source),
            metadata=saved["metadata"],
            outputs=saved.get("outputs", ()) if is_code else (),
            execution_count=count if isinstance(count, int) else 0,
        )

    @cached_property
    def label(self) -> Mapping[str, Any]:
        """What nbgrader says of it; empty for an ordinary cell."""
        label = self.metadata.get("nbgrader")
        return label if isinstance(label, Mapping) else {}

    @property
    def name(self) -> str:
        """Its id in the gradebook; empty for an ordinary cell."""
        name = self.label.get("grade_id")
        return name if isinstance(name, str) else ""

    @property
    def points(self) -> float:
        """What it is worth."""
        return number_in(self.label.get("points")) if self.label.get("grade") else 0.0

    @property
    def code(self) -> str:
        """Its source; empty unless it is code."""
        return self.source if self.cell_type == "code" else ""

    @property
    def is_answer(self) -> bool:
        """Whether a trainee answers here, and another cell checks it."""
        return bool(self.label.get("solution")) and not self.label.get("grade")

    @property
    def is_memo(self) -> bool:
        """Whether a trainee answers here, and a person marks it."""
        return bool(self.label.get("solution") and self.label.get("grade"))

    @property
    def is_autograded(self) -> bool:
        """Whether running it gives points."""
        return bool(self.label.get("grade")) and not self.label.get("solution")

    @property
    def is_check(self) -> bool:
        """Whether it checks an answer, for points or for practice."""
        return self.is_autograded or (not self.label.get("solution") and self.call is not None)

    @cached_property
    def call(self) -> TaskCall | None:
        """The call that makes it a check, if it is one."""
        return next((call for call in task_calls(self.code) if call.has_plain_id), None)

    @property
    def outcomes(self) -> Iterator[dict[str, Any]]:
        """What checks left in its outputs; see :func:`servicelab.tasks.outcomes.find`."""
        return find(self.outputs)


def number_in(value: Any) -> float:
    """Return a number that is 0 or more, and 0 for anything else.

    Examples
    --------
    >>> number_in(3), number_in(float("nan")), number_in("much")
    (3.0, 0.0, 0.0)
    """
    return float(value) if isinstance(value, int | float) and 0 <= value < float("inf") else 0.0
