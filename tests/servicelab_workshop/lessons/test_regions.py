from __future__ import annotations

from servicelab_workshop.lessons.regions import region_lines, without_hidden_tests, without_marks

SOURCE = """share = ...
### BEGIN SOLUTION
share = 0.5
### END SOLUTION
# the end
### BEGIN HIDDEN TESTS
assert share
### END HIDDEN TESTS"""


def test_regions_are_told_by_their_marks() -> None:
    assert list(region_lines(SOURCE, "SOLUTION")) == [3]
    assert list(region_lines(SOURCE, "HIDDEN TESTS")) == [7]
    assert list(region_lines(SOURCE, "HIDDEN TESTS", with_marks=True)) == [6, 7, 8]
    assert without_hidden_tests(SOURCE) == SOURCE[: SOURCE.index("### BEGIN HIDDEN")]


def test_marks_go_and_what_they_enclose_stays() -> None:
    assert without_marks(SOURCE).startswith("share = ...\nshare = 0.5\n# the end\n")
    memo = "Dear\n\n### BEGIN MARK SCHEME\n| 3 |\n### END MARK SCHEME"
    assert without_marks(memo) == "Dear\n\n| 3 |"
    assert without_marks("A text that says BEGIN SOLUTION") == "A text that says BEGIN SOLUTION"
