from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab_workshop.reading.amounts import find_decimal, parse_amount, write_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56 €", 1234.56),
        ("$1,234.56", 1234.56),
        ("CHF 1’200.50", 1200.5),
        ("1 234,5", 1234.5),
        ("1,23,456.00", 123456),
        ("(45.00)", -45),
        ("45,00-", -45),
        ("-€12.50", -12.5),
        ("−7", -7),
        ("12,-", 12),
        ("0.125", 0.125),
        ("1.234.567", 1234567),
        ("１２３．５", 123.5),
        ("12 元", 12),
        ("1,000원", 1000),
        ("1.2E+3", 1200),
        ("$ -", 0),
    ],
)
def test_amounts_that_are_sure(text: str, value: float) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert amount.decimal != "?"
    assert amount.value(".") == amount.value(",") == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", "twelve", "1,5,6", "12.5.6", "5%", "1 23", "(5", "3-5", "1.234.56"]
)
def test_what_is_no_amount(text: str) -> None:
    assert parse_amount(text) is None


def test_a_sign_that_may_be_either_is_settled_by_others_only() -> None:
    cells = [parse_amount(one) for one in ("1.440", "12,5")]
    assert find_decimal([one for one in cells if one]) == (",", True, False)
    assert find_decimal([one for one in cells[:1] if one]) == (None, True, False)


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_numbers_are_read_as_they_are_written(value: float) -> None:
    amount = parse_amount(write_number(value))
    assert amount is not None
    assert amount.decimal != "?"
    assert amount.value(".") == pytest.approx(value, rel=1e-9, abs=1e-6)


@given(
    st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=20),
    st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", ".")]),
    st.sampled_from([0, 2, 3]),
)
def test_money_is_read_as_it_was_written_or_asked(
    cents: list[int], signs: tuple[str, str], places: int
) -> None:
    values = [round(one / 1000, places) for one in cents]
    between, before = signs
    texts = [
        f"{one:,.{places}f}".replace(",", "\0").replace(".", before).replace("\0", between)
        for one in values
    ]
    amounts = [parse_amount(one) for one in texts]
    assert all(amounts)
    decimal, is_open, _is_mixed = find_decimal([one for one in amounts if one])
    if decimal or not is_open:
        read = [one.value(decimal or ".") for one in amounts if one]
        assert read == pytest.approx(values)
