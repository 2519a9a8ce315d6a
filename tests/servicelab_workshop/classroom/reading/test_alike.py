from __future__ import annotations

import pytest
from support.speed import in_pieces

from servicelab_workshop.classroom.reading.alike import differences, groups

LONG = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(60))


def test_letters_signs_and_spaces_make_no_difference() -> None:
    assert groups(["Drop  it!", "drop it", "Drop\nit."]) == [[0, 1, 2]]


def test_a_word_in_sixty_is_near_and_in_a_short_text_it_is_not() -> None:
    other = LONG.replace("wordaa", "changed")

    assert groups([LONG, other]) == [[0, 1]]
    assert groups(["Keep it for now.", "Drop it for now."]) == [[0], [1]]


@pytest.mark.parametrize("change", ["12", "-13", "13,5", "13 14"])
def test_another_number_is_another_answer(change: str) -> None:
    assert groups([f"{LONG} 13", f"{LONG} {change}"]) == [[0], [1]]


def test_only_texts_with_the_same_key_come_together() -> None:
    assert groups(["a", "a", "a"], [1, 2, 1]) == [[0, 2], [1]]


def test_chinese_is_compared_by_characters() -> None:
    text = "我们建议放弃星座字段因为它误导人而且没有用处也不符合法律"

    assert groups([text, text + "！", text.replace("放弃", "保留")]) == [[0, 1], [2]]
    assert differences("放弃它", "保留它") == [("放 弃", "保 留")]


def test_nothing_is_alike_to_nothing() -> None:
    assert groups(["", " ", "x"]) == [[0, 1], [2]]
    assert groups([]) == []


def test_five_hundred_memos_are_grouped_quickly() -> None:
    memos = [" ".join(f"w{chr(97 + n % 26)}x" for n in range(k, k + 300)) for k in range(500)]

    assert in_pieces(lambda: groups(memos), 40, rounds=2) < 40
