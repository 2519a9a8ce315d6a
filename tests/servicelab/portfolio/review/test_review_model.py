"""The digest keeps what was decided, and the form of a review can fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from servicelab.decisions.records import save_record
from servicelab.games.ledger import CLAIMS
from servicelab.portfolio import DECISIONS, specimen
from servicelab.portfolio.review import LATER, course_digest, figures, later_table
from servicelab.portfolio.review.model import (
    DECISION,
    LEAST,
    numbers_in,
    occurs,
    review_faults,
)
from servicelab_workshop.lessons.course import Course
from servicelab_workshop.lessons.figures import course_figures

ROOT = Path(__file__).parents[4]


def _record(folder: Path, name: str, decision: dict[str, object]) -> None:
    folder.mkdir(exist_ok=True)
    save_record(name, decision, {"type": "object"}, folder)


# The digest


def test_own_decisions_stand_beside_specimens(tmp_path: Path) -> None:
    own = {**specimen("m04-gap-explorer"), "priority": "empathy"}
    _record(tmp_path / "m04_servqual", "m04-gap-explorer", own)
    here = tmp_path / "m11_capstone"
    here.mkdir()
    digest = course_digest(here)
    assert list(digest["decisions"]) == list(LATER)
    assert digest["decisions"]["m04-gap-explorer"]["own"]
    assert "empathy" in digest["decisions"]["m04-gap-explorer"]["words"]
    assert sum(one["own"] for one in digest["decisions"].values()) == 1
    assert digest["ledger"] is None


def test_a_folder_handed_in_alone_keeps_what_the_digest_has(tmp_path: Path) -> None:
    own = {**specimen("m09-q9-places"), "choice": "a third each"}
    ledger = {
        "verdicts": dict.fromkeys(CLAIMS, "dated"),
        "sure": dict.fromkeys(CLAIMS, 0.5),
        "reason": "Old figures, all of them.",
    }
    _record(tmp_path / "m09_loyalty", "m09-q9-places", own)
    _record(tmp_path / "m01_evidence", "m01-claim-ledger", ledger)
    here = tmp_path / "m11_capstone"
    here.mkdir()
    digest = course_digest(here)
    alone = tmp_path / "elsewhere" / "m11_capstone"
    alone.parent.mkdir()
    here.rename(alone)
    assert course_digest(alone) == digest
    assert digest["decisions"]["m09-q9-places"]["words"] == "Chosen: a third each."
    assert digest["ledger"] == {part: ledger[part] for part in ("verdicts", "sure")}


def test_a_damaged_digest_or_record_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "m11-course-digest.decision.json").write_text("{", encoding="utf-8")
    _record(tmp_path, "m04-gap-explorer", {"priority": ["anything"]})
    digest = course_digest(tmp_path)
    assert not any(one["own"] for one in digest["decisions"].values())
    assert course_digest(tmp_path) == digest


# What later modules say


@pytest.mark.parametrize("name", LATER)
def test_what_is_found_later_stands_in_a_later_module(name: str) -> None:
    assert name in DECISIONS
    for one in LATER[name]:
        assert one.module > name[:3]
        numbers = numbers_in(one.says)
        assert numbers
        assert all(number in figures()[one.module] for number in numbers), one.says


def test_some_speak_against_and_all_are_listed() -> None:
    table = later_table()
    assert 4 <= table["against"].sum() < len(table)
    assert len(table) == sum(len(found) for found in LATER.values())


def test_the_figures_are_those_of_the_scripts() -> None:
    """``python -m servicelab_workshop.lessons.figures`` writes them anew."""
    now = course_figures(Course(ROOT))
    assert now.keys() == figures().keys()
    for module, numbers in now.items():
        kept = figures()[module]
        assert len(kept - set(numbers)) <= len(kept) / 20, module


def test_a_number_taken_out_of_the_air_is_seldom_found() -> None:
    for numbers in figures().values():
        found = [occurs(f"{tenths / 10}", numbers) for tenths in range(101, 1000, 2)]
        assert sum(found) < 0.15 * len(found)


# The form

GOOD = {
    "m03-menu-rule": ("m07", "revised", "Of 7.2 points 7.1 were foretold, one bad year is luck."),
    "m04-gap-explorer": ("m08", "kept", "Speed is worth 13 points at most, and perhaps none."),
    "m05-priority-board": ("m06", "revised", "Calling the ill first leaves 246 minutes of 1,082."),
    "m07-house-rule": ("m10", "withdrawn", "Without clinics 7.7 visits more came, too."),
    "m01-six-lines": ("m08", "kept", "Where 74 % pick up, a call pays; on Sundays I stop."),
}


def _reviews(**changes: tuple[str, str, str]) -> dict[str, dict[str, str]]:
    rows = {**GOOD, **{name.replace("_", "-"): row for name, row in changes.items()}}
    return {
        name: {"module": module, "verdict": verdict, "reason": reason}
        for name, (module, verdict, reason) in rows.items()
    }


def test_sound_reviews_have_no_fault() -> None:
    assert review_faults(_reviews()) == {}
    assert DECISION.missing({"reviews": _reviews()}) == []
    assert len(GOOD) == LEAST


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("m03", "revised", "Of 7.2 points 7.1 were foretold, one bad year is luck."), "earlier"),
        (("m07", "revised", "Most of it was foretold; one bad year is luck."), "no number"),
        (
            ("m07", "revised", "In 2025 most of it was foretold (module 7, m07, Task 3)."),
            "no number",
        ),
        (("m07", "revised", "Of 444.4 points 333.3 were foretold, it is luck."), "elsewhere"),
        (("m08", "revised", "Speed is worth 13 points at most, and perhaps none."), "copied"),
    ],
)
def test_each_fault_names_its_decision(row: tuple[str, str, str], fault: str) -> None:
    faults = review_faults(_reviews(m03_menu_rule=row))
    assert "m03-menu-rule" in faults.pop(fault)
    assert faults.keys() <= {"elsewhere"}  # a wrong module has other numbers


@pytest.mark.parametrize(
    "reason",
    [
        "An answer costs 4 yuan, so even 1 point pays.",
        "With calling by urgency the ill wait 77 % less.",
        "The ill wait 836 minutes less, and no desk was added.",
        "\uff11\uff0c\uff10\uff18\uff12 minutes became far fewer by the order alone.",
        "It cost \u00a5900 and nobody waits as long.",
        "Be it \u22129 or +9, nobody can tell from this.",
    ],
)
def test_only_what_is_surely_invented_is_refused(reason: str) -> None:
    reviews = _reviews(m05_priority_board=("m06", "revised", reason))
    assert review_faults(reviews) == {}


def test_a_wrong_name_is_quoted_once_beside_all_names() -> None:
    reviews = {**_reviews(), "m04-gap": {"verdict": "kept", "module": 8, "reason": "x" * 30}}
    (told,) = DECISION.missing({"reviews": reviews})
    assert told.count("'m04-gap'") == 1
    assert all(name in told for name in LATER)


def test_a_module_may_be_a_whole_number() -> None:
    given = {"m04-gap-explorer": {"module": 8}, "m07-house-rule": {"module": True}}
    tidied = DECISION["reviews"].tidy(given)
    assert tidied["m04-gap-explorer"]["module"] == "m08"
    assert tidied["m07-house-rule"]["module"] is True


def test_all_kept_or_none_against_is_told() -> None:
    kept = {name: {**one, "verdict": "kept"} for name, one in _reviews().items()}
    assert list(review_faults(kept)) == ["all kept"]
    one = {"m01-six-lines": _reviews()["m01-six-lines"]}
    assert "none against" in review_faults({"m01-six-lines": {**one["m01-six-lines"]}})


def test_a_number_may_be_rounded_or_a_percentage() -> None:
    has = frozenset({"0.2761", "1082", "44"})
    assert all(occurs(one, has) for one in ("0.28", "28", "27.6", "1082", "0.44"))
    assert not any(occurs(one, has) for one in ("0.27", "29", "1083", "43"))


def test_the_file_of_figures_is_plain() -> None:
    path = ROOT / "lib/servicelab/portfolio/review/figures.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    assert sorted(content) == [f"m{number:02}" for number in range(1, 11)]
