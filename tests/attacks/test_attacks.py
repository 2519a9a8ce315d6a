"""What each attack got, and what the instructor saw."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.cluster import running_cluster

from nbreferee.notebooks import read_notebook
from nbreferee.record import GradingRecord
from servicelab.tasks.outcomes import find
from servicelab_workshop.classroom.certificates import KEY
from servicelab_workshop.grading import grade

from .collection import ATTACKS, DOUBLE, EVERYTHING, FULL, GAPS, HONEST, KNOWN, SHARE, TOTAL, Attack
from .course import ASSIGNMENT, SECRET, Run, hand_in, make_course, run, student_of

pytestmark = [pytest.mark.slow]
SECRETS = (
    "marker-environment",
    "marker-file",
    "marker-key",
    "marker-victim",
    "marker-test",
    "got hidden",
)
HERE = Path(__file__).parent
ALONE, AS_A_USER, ON_A_CLUSTER = "alone", "as an ordinary user", "on a cluster"
NOBODY = 65534
#: Kinds that the machine's own walls hold off, which stand elsewhere in each way.
AT_THE_WALLS = {"read", "write", "network", "survive", "exhaust"}


def chosen(way: str) -> list[Attack]:
    """All attacks alone; elsewhere those at the walls, and each eighth of those in the kernel."""
    return [
        attack
        for place, attack in enumerate(EVERYTHING)
        if way == ALONE or attack.kind in AT_THE_WALLS or attack.name == "right" or place % 8 == 0
    ]


WAYS = [ALONE, AS_A_USER, ON_A_CLUSTER]


@pytest.fixture(scope="module", params=WAYS)
def result(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Run]:
    """A class, graded once in each way."""
    names = [attack.name for attack in chosen(request.param)]
    folder = tmp_path_factory.mktemp("attacks")
    if request.param == ALONE:
        yield run(folder / "course", EVERYTHING, f"mark-{os.getpid()}")
    elif request.param == ON_A_CLUSTER:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in SECRET.items():
                patch.setenv(name, value)
            with running_cluster(folder) as cluster:
                yield told(folder, [sys.executable], names, "--scheduler", cluster.address())
    else:
        with tempfile.TemporaryDirectory(prefix="sl-attacks-", dir="/tmp") as name:
            os.chown(name, NOBODY, NOBODY)
            result = told(Path(name), private_python(), names)
            assert result.user == NOBODY
            yield result


def told(folder: Path, python: list[str], names: list[str], *options: str) -> Run:
    """A class, graded by a command."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [*python, str(HERE / "course.py"), str(folder / "course"), *names, *options],
        capture_output=True,
        text=True,
        env=environment,
        cwd="/",
    )
    assert done.returncode == 0, done.stderr[-3000:]
    values = json.loads(done.stdout.splitlines()[-1])
    records = {name: GradingRecord(**record) for name, record in values["records"].items()}
    return Run(**{**values, "root": Path(values["root"]), "records": records})


def graded(result: Run) -> list[Attack]:
    return [attack for attack in EVERYTHING if attack.name in result.names]


def id_of(attack: Attack) -> str:
    return f"{attack.kind}: {attack.name}"


def test_collection_is_complete() -> None:
    assert len(ATTACKS) >= 45
    assert len(HONEST) >= 15
    names = [attack.name for attack in EVERYTHING]
    assert len(names) == len(set(names))
    assert {name for name, _reason in GAPS} <= set(names)
    kinds = {attack.kind for attack in ATTACKS}
    assert kinds == {"read", "write", "network", "survive", "exhaust", "tamper", "confuse"}


def test_other_ways_try_each_kind() -> None:
    for way in WAYS:
        assert {attack.kind for attack in chosen(way)} == {attack.kind for attack in EVERYTHING}
        assert 60 < len(chosen(way)) <= len(EVERYTHING)


@pytest.mark.parametrize(
    ("result", "attack"),
    [
        pytest.param(way, attack, id=f"{way}-{id_of(attack)}")
        for way in WAYS
        for attack in chosen(way)
    ],
    indirect=["result"],
    # grouped by the way, so that each class is graded once
    scope="module",
)
def test_attack(result: Run, attack: Attack) -> None:
    student, honest = student_of(attack), attack.kind == "honest"
    record = result.records[student]
    seen = [*record.flags, *record.notes, *record.errors, record.message]
    if record.status == "graded":
        assert result.points[student] == attack.points, seen
    else:
        assert not any(attack.points.values()), record.message
        assert record.message
    assert any(attack.sees in sentence for sentence in seen), seen
    text = result.output_text(student)
    assert attack.loot in text
    assert [secret for secret in SECRETS if secret in text] == []
    if attack.flagged is not None:
        assert bool(record.flags) is attack.flagged, seen
    earned = attack.points
    # no attack has more of what is judged outside than what is visible of it
    assert earned["t-total"] <= KNOWN["t-total"] or attack.cells.get("total") == TOTAL or honest
    if honest or attack.kind == "confuse":
        return
    # nor of the rest than what everybody knows, or a right answer deserves, unless it is seen
    right = {"t-double"} if attack.cells.get("double") == DOUBLE else set()
    right |= {"t-share"} if attack.cells.get("share") == SHARE else set()
    gained = {name for name, points in earned.items() if points} - {"t-seen", "t-total"} - right
    assert bool(gained and not record.flags) is (attack.name in dict(GAPS))


def test_nothing_got_out(result: Run) -> None:
    root = result.root
    assert result.calls == []
    assert result.alive == []
    assert (root / KEY).read_text(encoding="ascii") == "marker-key"
    assert {path.name for path in root.iterdir()} == {
        ".servicelab",
        "autograded",
        "certificates.key",
        "gradebook.db",
        "nbgrader_config.py",
        "release",
        "secret.txt",
        "source",
        "submitted",
    }
    for folder in ("/", "/tmp", "/usr", sys.prefix, "/home"):
        names = [path.name for path in Path(folder).iterdir()]
        assert not [name for name in names if result.mark in name or name == "planted"]


def test_what_is_judged_outside_shows_what_the_judge_found(result: Run) -> None:
    for attack in graded(result):
        path = result.root / "autograded" / student_of(attack) / ASSIGNMENT / "task.ipynb"
        if not path.exists():
            continue
        (cell,) = [one for one in read_notebook(path).cells if one.id == "t-total"]
        points = attack.points["t-total"]
        if any(output.output_type == "error" for output in cell.outputs):
            assert points == 0, attack.name
            continue
        (output,) = cell.outputs
        (outcome,) = find(cell.outputs)
        assert float(output.data["text/plain"]) == outcome["score"] == points, attack.name


def test_nothing_but_plain_files_comes_back(result: Run) -> None:
    for path in (result.root / "autograded").rglob("*"):
        assert not path.is_symlink()
        assert path.is_dir() or path.is_file()
    for attack in graded(result):
        folder = result.root / "autograded" / student_of(attack) / ASSIGNMENT
        if folder.is_dir():
            nb = json.loads((folder / "task.ipynb").read_text())
            assert sum("nbgrader" in cell["metadata"] for cell in nb["cells"]) >= 8


def test_the_others_are_graded(result: Run) -> None:
    (right,) = [attack for attack in HONEST if attack.name == "right"]
    assert result.points[student_of(right)] == FULL
    assert result.records["victim"].status == "graded"
    assert len(result.records) == len(result.names) + 1


FORMS = [
    "%%time\nassert True",
    "import asyncio\nx = await asyncio.sleep(0, 1)\nassert x == 1",
    "assert 1\n1;",
    "### BEGIN HIDDEN TESTS\nassert 1\n### END HIDDEN TESTS\n# nothing more",
    "# nothing at all",
    "!true\nassert 1",
    "%matplotlib inline\nassert 1",
    "from __future__ import annotations\ndef f(a: B): pass\nassert f",
    "np.float64(1.0)",
    "True",
    "'text'",
    "None",
    "print('x')\nassert 1\ndouble(3) == 6",
    "pd.DataFrame({'a': [1]})",
    "for i in range(3):\n    assert i < 3\nelse:\n    pass",
    "%precision 2\n0.996",
    "%precision\nlambda: 1",
    "class Made:\n    pass\nMade()",
    "try:\n    1 / 0\nexcept ZeroDivisionError:\n    pass",
    "0.1\n0.5\n1.0",
    "import unittest\ncase = unittest.TestCase()\ncase.assertEqual(double(4), 8)",
    "import warnings\nwith warnings.catch_warnings(record=True) as seen:\n    double(1)\nassert not seen",
]


def test_tests_of_every_form_are_believed(tmp_path: Path) -> None:
    make_course(tmp_path, {f"t{number}": ("double", 1, form) for number, form in enumerate(FORMS)})
    (right,) = [attack for attack in HONEST if attack.name == "right"]
    hand_in(tmp_path, "anna", right, {})
    (record,) = grade(tmp_path, ASSIGNMENT)
    assert (record.status, record.flags, record.notes, record.errors) == ("graded", [], [], [])
    assert record.score == pytest.approx(len(FORMS), abs=0.01)


def private_python() -> list[str]:
    """A command that runs Python as an ordinary user, whose folders may be closed to him.

    In a mount namespace of its own, every closed folder on the way to the interpreter and to this
    library is covered by an empty one in which only these two are shown.
    """
    if os.geteuid() != 0:
        pytest.skip("the class that was graded alone was graded by an ordinary user")
    shown = {sys.prefix, sys.base_prefix, str(HERE), str(HERE.parents[1] / "lib")}
    shown |= {str(place) for place in (HERE.parents[1] / "datasets",) if place.is_dir()}
    closed = {
        str(parent)
        for place in shown
        for parent in Path(place).resolve().parents
        if not parent.stat().st_mode & 0o001
    }
    tops = sorted(top for top in closed if not any(top.startswith(f"{one}/") for one in closed))
    lines = ["set -e", "mount --make-rprivate /", "keep=$(mktemp -d)", "mount -t tmpfs none $keep"]
    hidden = sorted(
        os.path.realpath(place)
        for place in shown
        if any(os.path.realpath(place).startswith(f"{top}/") for top in tops)
    )
    for number, place in enumerate(hidden):
        lines += [f"mkdir $keep/{number}", f"mount --rbind '{place}' $keep/{number}"]
    lines += [f"mount -t tmpfs -o mode=755 none '{top}'" for top in tops]
    for number, place in enumerate(hidden):
        lines += [f"mkdir -p '{place}'", f"mount --rbind $keep/{number} '{place}'"]
    lines.append(f'exec setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups "$@"')
    return ["unshare", "--mount", "sh", "-c", "\n".join(lines), "sh", sys.executable]
