from __future__ import annotations

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.reading.headings import (
    find_columns,
    find_heading,
    known_name,
    split_columns,
    suggest,
)

NAMES = ("id", "opened", "closed", "cost")


def name_of(title: str) -> str | None:
    return known_name("complaints", title)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Fecha de recepción", "opened"),
        ("date_de_cloture", "closed"),
        ("受理日期", "opened"),
        ("Betrag (EUR)", "cost"),
        ("Amount in EUR", "cost"),
        ("Close", "closed"),
        ("Shoe size", None),
    ],
)
def test_headings_of_several_languages(heading: str, name: str | None) -> None:
    assert name_of(heading) == name


def test_the_heading_lies_below_titles() -> None:
    head = [["Complaints"], [], ["id", "opened", "x"], ["1", "2024-01-02", "y"]]
    assert find_heading(head, lambda title: title in NAMES) == 2
    assert find_heading([["Title"], ["a", "b"], ["1", "2"]], lambda _title: False) == 1
    assert find_heading([], lambda _title: False) == 0


def test_the_name_itself_comes_first_and_what_is_given_rules() -> None:
    titles = ["Received", "opened", "Key", "Closed at"]
    columns = find_columns(
        titles, name_of, {"id": "key"}, names=NAMES, one_only=["opened"], label="x"
    )
    assert columns.places == {"id": 2, "opened": 1, "closed": 3}
    assert columns.doubts == ()
    assert columns.ignored == ("Received",)
    assert not find_columns(titles, name_of, {"closed": ""}, names=NAMES, label="x").places.get(
        "closed"
    )
    assert find_columns(titles, name_of, {"id": "#1"}, names=NAMES, label="x").places["id"] == 0


def test_what_is_given_wrongly_is_told() -> None:
    with pytest.raises(CourseError, match="x has no such column; did you mean 'closed at'"):
        find_columns(["Closed at"], name_of, {"closed": "Closd at"}, names=NAMES, label="x")
    with pytest.raises(CourseError, match="there is no such column here; those used are id"):
        find_columns(["id"], name_of, {"shoe": "id"}, names=NAMES, label="x")
    with pytest.raises(CourseError, match='write --columns opened="Received date"'):
        split_columns(["opened"])


def test_a_moment_that_may_be_one_of_several_is_not_guessed() -> None:
    times = ["01/04/2026 07:23", "01/04/2026 08:01"]
    samples = {"Seen by nurse": times, "Seen by doctor": times, "Charge": ["7", "8"]}
    lines = suggest(["started|waited"], "waiting", list(samples), samples, ["started"])
    assert "if it is one of 'Seen by nurse', 'Seen by doctor', add --columns started" in lines[0]
    del samples["Seen by nurse"]
    lines = suggest(["started|waited"], "waiting", list(samples), samples, ["started"])
    assert '--columns started="Seen by doctor"' in lines[0]


def test_every_missing_column_gets_another_suggestion() -> None:
    samples = {"Start of case": ["31.12.2024"], "End of case": ["", "31.12.2024"], "Nr.": ["7"]}
    lines = suggest(
        ["id", "opened", "closed"], "complaints", list(samples), samples, ["opened", "closed"]
    )
    said = "\n".join(lines)
    assert '--columns id="Nr."' in said
    assert '--columns opened="Start of case"' in said
    assert '--columns closed="End of case"' in said
    queue = suggest(["started|waited"], "waiting", ["Wait in queue"], {}, ["started"])
    assert "column started or waited: missing; if it is" in queue[0]
    assert '--columns waited="Wait in queue"' in queue[0]
    assert "no column is left" in suggest(["opened"], "complaints", [], {}, ["opened"])[0]


def test_what_is_not_alike_is_suggested_only_where_it_fits() -> None:
    samples = {
        "Last counted": ["2024-01-02", "2024-01-02"],
        "Unit price": ["3.5", "3.5"],
        "SKU": ["S1", "S2"],
    }
    [customer, _rest] = suggest(["customer"], "loyalty", list(samples), samples, ["start"])
    assert '--columns customer="SKU"' in customer
    [wait, _rest] = suggest(["started|waited"], "waiting", ["SKU"], samples, ["started"])
    assert wait == "column started or waited: missing, and no column is left that may be it"
