"""The markup of one line of text."""

import pytest

from servicelab.text import inline_html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the slope of **manner** at 2", "the slope of <b>manner</b> at 2"),
        ("`a**b**c` and x**2**y", "<code>a**b**c</code> and x**2**y"),
        ("2 ** 3 ** 4 < 5", "2 ** 3 ** 4 &lt; 5"),
        ("one ` alone, **bold**", "one ` alone, <b>bold</b>"),
    ],
)
def test_code_and_bold_are_set_as_such(text: str, shown: str) -> None:
    assert inline_html(text) == shown
