from __future__ import annotations

import json
from pathlib import Path

import pytest

from servicelab.recalling.unlocked import is_begun, unlocked
from servicelab.tasks.outcomes import MIME


def saved(path: Path, status: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    cell = {"outputs": [{"text": "printed"}, {"data": {MIME: {"status": status}}}]}
    path.write_text(json.dumps({"cells": [{"cell_type": "markdown"}, cell]}))
    return path


def test_a_question_waits_for_the_notebook_that_teaches_it(tmp_path: Path) -> None:
    assert unlocked(tmp_path, "m02_segmentation") == ()
    saved(tmp_path / "m02_segmentation" / "1_database.ipynb", "not attempted")
    assert unlocked(tmp_path, "m02_segmentation") == ()
    for name in ("1_database.ipynb", "2_segments of mine.ipynb"):
        saved(tmp_path / "m02_segmentation" / name, "not yet right")
    names = {question.notebook for question in unlocked(tmp_path, "m02_segmentation")}
    assert names == {"1_database", "2_segments"}


@pytest.mark.parametrize("content", ["", "[]", '{"cells": 3}', f'{{"cells": ["{MIME}"]}}'])
def test_what_cannot_be_read_is_not_begun(tmp_path: Path, content: str) -> None:
    path = tmp_path / "1_database.ipynb"
    assert not is_begun(path)
    path.write_text(content)
    assert not is_begun(path)
