"""The same class on a cluster of separate worker processes, one of which is killed midway."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.cluster import Cluster, running_cluster
from support.light import ASSIGNMENT, make_class
from support.same import compare

from nbreferee.errors import RefereeError
from servicelab_workshop.grading import grade

pytestmark = [pytest.mark.slow]


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


# Dask's own clean-up warns of sockets and loops that it leaves to the collector
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("killed", [0, 1])
def test_a_class_on_a_cluster(cluster: Cluster, tmp_path: Path, killed: int) -> None:
    here = make_class(tmp_path / "here", 16)
    there = tmp_path / "there"
    shutil.copytree(here, there)
    assert {record.status for record in grade(here, ASSIGNMENT)} == {"graded"}
    seen: list[str] = []

    def progress(step: object) -> None:
        seen.append("one")
        if len(seen) == 4:
            cluster.workers[killed].kill()

    records = grade(there, ASSIGNMENT, progress, scheduler=cluster.address())
    assert [(r.student, r.status, r.message) for r in records if r.status != "graded"] == []
    assert len(seen) == 16
    compare(here, there, ASSIGNMENT)


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nbreferee import cluster

    monkeypatch.setattr(cluster, "PATIENCE", 1)
    root = make_class(tmp_path / "course", 1)
    with pytest.raises(RefereeError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:1"):
        grade(root, ASSIGNMENT, scheduler="tcp://127.0.0.1:1")
