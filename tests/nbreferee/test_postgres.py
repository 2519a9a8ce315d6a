"""The gradebook in PostgreSQL: nbgrader's grader and this one write the same rows there."""

from __future__ import annotations

import platform
import shutil
import sys
from pathlib import Path

import pytest
from support.light import ASSIGNMENT, make_class
from support.same import compare

from nbreferee.configuration import CONFIG
from nbreferee.gradebook import open_api
from servicelab_workshop.grading import grade

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.version_info >= (3, 13) or platform.machine() == "aarch64",
        reason="there is no PostgreSQL server to install from the package index",
    ),
]


def test_the_same_rows_in_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    import pgserver

    ours = make_class(tmp_path / "ours", 4)
    theirs = tmp_path / "theirs"
    shutil.copytree(ours, theirs)
    server = pgserver.get_server(tmp_path / "data", cleanup_mode="stop")
    try:
        for root in (ours, theirs):
            server.psql(f"create database {root.name};")
            url = server.get_uri(database=root.name)
            with (root / CONFIG).open("a") as config:
                config.write(
                    f"c.CourseDirectory.db_url = {url!r}\nc.CourseDirectory.course_id = 'light'\n"
                )
            (root / "gradebook.db").unlink()
            with open_api(root) as api:
                done = api.generate_assignment(ASSIGNMENT, force=True)
                assert done["success"], done["error"] + done["log"]
        with open_api(theirs) as api:
            for folder in sorted((theirs / "submitted").iterdir()):
                assert api.autograde(ASSIGNMENT, folder.name)["success"]
        for force in (False, True):
            records = grade(ours, ASSIGNMENT, force=force)
            assert [(record.status, record.message) for record in records] == [("graded", "")] * 4
            compare(theirs, ours, ASSIGNMENT)
        assert not (ours / "gradebook.db").exists()
    finally:
        server.cleanup()
