"""The grader is much faster than nbgrader's, even for a class so small that starting weighs most."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.grading import measure


@pytest.mark.slow
@pytest.mark.alone
def test_grading_is_fast(tmp_path: Path) -> None:
    found = measure(tmp_path, students=24, baseline=6)
    assert isinstance(found["ratio of seconds"], float)
    assert found["ratio of seconds"] > 3
    assert isinstance(found["ratio of CPU seconds"], float)
    assert found["ratio of CPU seconds"] > 3
    steps = found["CPU seconds of each step"]
    assert isinstance(steps, dict)
    assert {"sanitize", "start kernel", "execute", "kernel", "write"} <= steps.keys()
