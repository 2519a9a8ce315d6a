"""What a check leaves in a notebook, for whoever reads it there: nothing here needs an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

#: The type under which the outcome of a check stands in a cell's outputs.
MIME = "application/vnd.servicelab.question+json"
#: What "right" stands for where content is judged later, by the grader.
SO_FAR = "◐"
SYMBOL: dict[str, str] = {"right": "✓", "not yet right": "✗", "not attempted": "○"}


def find(outputs: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield the outcomes of checks that are stored in a notebook cell's outputs.

    Parameters
    ----------
    outputs : iterable of dict
        ``cell.outputs`` of a code cell.

    Examples
    --------
    >>> list(find([{"output_type": "execute_result", "data": {MIME: {"id": "m02-q1"}}}]))
    [{'id': 'm02-q1'}]
    """
    for output in outputs:
        outcome = output.get("data", {}).get(MIME)
        if outcome is not None:
            yield json.loads(outcome) if isinstance(outcome, str) else outcome
