"""nbgrader's API is opened so that only its results speak."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.api import InvalidEntry
from sqlalchemy import text
from support.light import ASSIGNMENT, make_class

from nbreferee.gradebook import open_api


def test_what_cannot_be_written_is_raised_and_not_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_class(tmp_path, 1)
    with open_api(tmp_path) as api, api.gradebook as gradebook:
        gradebook.add_student("a")
        gradebook.db.execute(text("PRAGMA query_only = 1"))
        with pytest.raises(InvalidEntry, match="readonly"):
            gradebook.update_or_create_submission(ASSIGNMENT, "a")
    # its own logger is a null handler's; tornado's would print
    assert [record.message for record in caplog.records if "tornado" in record.name] == []
