from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab_workshop import doctor


def test_this_environment_is_healthy(tmp_path: Path) -> None:
    by_name = {check.name: check for check in doctor.examine(tmp_path / "my_course")}
    failing = [check for check in by_name.values() if check.needed and not check.ok]
    assert failing == []
    assert by_name["Notebook kernel"].found == "starts"
    assert by_name["Packages"].found == "as in the lock"


def test_every_problem_says_how_to_mend_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(doctor, "FREE_MEGABYTES", 2**60)
    checks = [doctor.check_alembic(), doctor.check_disk(tmp_path), doctor.check_browser()]
    assert [check.ok for check in checks] == [False, False, False]
    assert all(check.mend for check in checks)


def test_lock_is_read_with_its_markers() -> None:
    lock = (
        "b==2 ; sys_platform == 'no-such-system' \\\n    --hash=sha256:00\nA.c==1.5\n    # via b\n"
    )
    assert doctor.locked_versions(lock) == {"a-c": "1.5"}


def test_other_version_and_missing_package_are_named() -> None:
    wrong = doctor.wrong_packages("pandas==0.1\nno-such-package==1\n")
    assert wrong[0].startswith("pandas ")
    assert wrong[0].endswith(" instead of 0.1")
    assert wrong[1] == "no-such-package is missing"


def test_what_only_tests_need_may_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "repository", lambda: tmp_path)
    (tmp_path / "requirements-test.lock.txt").write_text("no-such-package==1\n")
    check = doctor.check_test_packages()
    assert (check.ok, check.needed) == (False, False)
    assert check.found == "no-such-package is missing"
    assert "python3 course.py test" in check.mend


def test_command_without_its_packages_says_how_to_add_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    doctor.require("site", "docs", "sphinx")
    with pytest.raises(CourseError, match=r"`servicelab site` .* run `python3 course\.py site` in"):
        doctor.require("site", "docs", "sphinx", "no_such_module")
    monkeypatch.setattr(doctor, "repository", lambda: None)
    with pytest.raises(CourseError, match=r"run `pip install 'servicelab\[docs\]'`\.$"):
        doctor.require("site", "docs", "no_such_module")


def test_without_a_lock_the_requirements_of_the_wheel_are_compared() -> None:
    assert doctor.wrong_packages(None) == []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_bytes(b"x\n1\n")
    resources = [{"path": "a.csv", "hash": "sha256:" + hashlib.sha256(b"x\n1\n").hexdigest()}]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}))
    return tmp_path


def test_changed_and_missing_data_are_named(data: Path) -> None:
    assert doctor.damaged_data(data) == []
    (data / "a.csv").write_bytes(b"x\n2\n")
    assert doctor.damaged_data(data) == ["a.csv"]
    (data / "a.csv").unlink()
    assert doctor.damaged_data(data) == ["a.csv"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"resources": [{"path": "a.csv"}]}'])
def test_damaged_description_is_named(data: Path, text: str) -> None:
    (data / "datapackage.json").write_text(text)
    with pytest.raises(CourseError, match=r"datapackage\.json is missing or damaged"):
        doctor.damaged_data(data)


def test_read_only_folder_is_a_problem(unprivileged: Path) -> None:
    unprivileged.chmod(0o555)
    check = doctor.check_folder(unprivileged / "my_course")
    assert not check.ok
    assert "--workdir" in check.mend


def test_kernel_that_cannot_start_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ipykernel_launcher.py").write_text("raise SystemExit('broken')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    check = doctor.check_kernel()
    assert not check.ok
    assert check.mend


def doctor_as_json(workdir: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "servicelab_workshop",
        "doctor",
        "--json",
        "--workdir",
        str(workdir),
    ]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.slow
def test_json_and_exit_code_for_programs(tmp_path: Path) -> None:
    run = doctor_as_json(tmp_path)
    assert run.returncode == 0
    assert json.loads(run.stdout)["ok"]

    (tmp_path / "file").touch()
    run = doctor_as_json(tmp_path / "file" / "my_course")
    assert run.returncode == 1
    failing = [check for check in json.loads(run.stdout)["checks"] if not check["ok"]]
    assert "Working copy" in [check["name"] for check in failing]
    assert {"name", "ok", "needed", "found", "mend"} == set(failing[0])


@pytest.mark.slow
def test_alembic_is_found_beside_python_whatever_path_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    by_name = {
        check["name"]: check for check in json.loads(doctor_as_json(tmp_path).stdout)["checks"]
    }
    assert by_name["alembic"]["ok"]
