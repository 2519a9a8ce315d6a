from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab_workshop.classroom.similarity import MOST_OF_A_UNIT, Answer, compare


def answer(*units: tuple[int, ...]) -> Answer:
    return Answer(
        "\n".join("x" for _unit in units), tuple((n, n) for n in range(len(units))), units
    )


def lines(start: int, number: int) -> Answer:
    return answer(*((print_,) for print_ in range(start, start + number)))


def honest(number: int) -> dict[str, dict[str, Answer]]:
    return {f"h{place}": {"q1": lines(1000 * (place + 1), 8)} for place in range(number)}


def test_a_long_copy_stands_out() -> None:
    copy = {"q1": lines(0, 8)}

    found = compare(honest(40) | {"a": copy, "b": copy})

    assert [(pair.left, pair.right) for pair in found.pairs] == [("a", "b")]
    (likeness,) = found.pairs[0].likenesses
    assert likeness.share == pytest.approx(1)
    assert likeness.left == likeness.right
    assert likeness.bits == pytest.approx(found.pairs[0].bits) == pytest.approx(sum(likeness.left))


def test_a_short_answer_never_counts_alone() -> None:
    copy = {"q1": answer(tuple(range(200)))}

    found = compare(honest(40) | {"a": copy, "b": copy})

    assert not found.pairs
    assert found.bits.max() == pytest.approx(MOST_OF_A_UNIT * np.log2(42 / 4) / 5, rel=0.5)


def test_short_answers_add_up_over_tasks() -> None:
    class_ = honest(40)
    for place, student in enumerate(class_):
        class_[student] |= {f"q{n}": lines(10_000 * n + 10 * place, 1) for n in range(2, 14)}
    copy = {f"q{n}": lines(5 + 10_000 * n, 1) for n in range(2, 14)}

    assert [(p.left, p.right) for p in compare(class_ | {"a": copy, "b": copy}).pairs] == [
        ("a", "b")
    ]


def test_what_is_common_counts_nothing() -> None:
    copy = {"q1": lines(0, 8)}

    assert not compare(honest(40) | {"a": copy, "b": copy}, common=range(8)).bits.any()


def test_what_half_of_the_class_wrote_counts_nothing() -> None:
    same = {f"s{n}": {"q1": lines(0, 8)} for n in range(20)}

    assert not compare(honest(20) | same).bits.any()


def test_what_many_share_is_no_evidence_against_two() -> None:
    class_ = {f"s{n}": {"q1": lines(100 * (n // 5), 30)} for n in range(60)}

    found = compare(class_)

    assert found.bits.max() > 20
    assert len(found.pairs) == 12 * 10  # five groups of five stay groups, whoever else is compared


def test_known_answers_make_what_is_shared_rarer() -> None:
    copy = {"q1": lines(0, 3)}
    class_ = honest(10) | {"a": copy, "b": copy}

    assert compare(class_, known={"q1": 20}).bits.max() > compare(class_).bits.max()


def test_an_added_phrase_of_another_costs_little_and_shares_little() -> None:
    mine = lines(0, 10)
    padded = Answer("", ((0, 0),) * 13, mine.prints + lines(500, 3).prints)
    phrase = Answer("", ((0, 0),) * 10, (*lines(700, 9).prints, (3,)))

    found = compare(honest(40) | {"a": {"q1": mine}, "b": {"q1": padded}, "c": {"q1": phrase}})

    assert [(pair.left, pair.right) for pair in found.pairs] == [("a", "b")]


def test_nobody_and_nothing_can_be_compared() -> None:
    assert compare({}).pairs == ()
    assert compare({"a": {}, "b": {}}).pairs == ()
    assert compare({"a": {"q1": answer()}, "b": {"q1": answer((1,))}}).pairs == ()


CLASSES = st.lists(
    st.dictionaries(
        st.sampled_from(["q1", "q2"]),
        st.lists(st.lists(st.integers(0, 30), max_size=5).map(tuple), max_size=6).map(
            lambda units: answer(*units)
        ),
    ),
    min_size=2,
    max_size=9,
)


@given(CLASSES)
def test_likeness_is_mutual_and_nobody_is_more_alike_than_a_copy(
    class_: list[dict[str, Answer]],
) -> None:
    answers = {str(place): one for place, one in enumerate(class_)}
    found = compare(answers | {"copy": answers["0"]})

    assert np.allclose(found.bits, found.bits.T)
    assert (found.bits >= 0).all()
    # what two share is at most what one has
    assert (found.bits[0] <= found.bits[0, -1] + 1e-9).all()


@given(CLASSES)
def test_the_order_of_the_class_does_not_matter(class_: list[dict[str, Answer]]) -> None:
    answers = {str(place): one for place, one in enumerate(class_)}
    turned = compare(dict(reversed(answers.items())))

    assert np.allclose(compare(answers).bits, turned.bits[::-1, ::-1])
