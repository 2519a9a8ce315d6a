from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicelab_workshop.reading.dates import (
    as_moments,
    find_order,
    is_swapped,
    parse_moment,
)

FORMS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%d-%b-%Y",
    "%B %d, %Y",
    "%Y%m%d",
    "%d.%m.%y",
)


@pytest.mark.parametrize(
    ("text", "day", "seconds"),
    [
        ("2024-01-02T09:15:00.123Z", "2024-01-02", 33300),
        ("1/2/2024 9:15 PM", None, 76500),
        ("02.01.2024, 09:15 Uhr", None, 33300),
        ("2024/1/2 下午 9:15:00", "2024-01-02", 76500),
        ("2024. 1. 2 오전 9:15:00", "2024-01-02", 33300),
        ("2024年1月2日 9:15", "2024-01-02", 33300),
        ("2024/01/02 12:15:30 AM GMT+1", "2024-01-02", 930),
        ("Dienstag, 2. Januar 2024", "2024-01-02", None),
        ("2 de enero de 2024", "2024-01-02", None),
        ("2 févr. 2024", "2024-02-02", None),
        ("Mar 5 2024 at 3:15 PM", "2024-03-05", 54900),
        ("2024-01-02 (Tue)", "2024-01-02", None),
        ("20240102T091500", "2024-01-02", 33300),
        ("45293.75", "2024-01-02", 64800),
        ("8h15", None, 29700),
        ("0.5", None, 43200),
    ],
)
def test_forms_of_days_and_times(text: str, day: str | None, seconds: int | None) -> None:
    moment = parse_moment(text)
    assert moment is not None
    assert moment.seconds == seconds
    if day is not None:
        assert moment.parts == tuple(map(int, day.split("-")))


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2024-13-01", "2024-02-30", "12.5", "6 January", "2024-01", "9:75", "1,234"],
)
def test_what_is_no_day(text: str) -> None:
    assert parse_moment(text) is None


def test_zones_are_minutes_and_names_of_zones_are_local_times() -> None:
    zones = [parse_moment(f"2024-01-02 09:15 {zone}") for zone in ("Z", "+0530", "UTC-3", "CET")]
    assert [one and one.zone for one in zones] == [0, 330, -180, None]


def test_orders_that_contradict_each_other_are_told() -> None:
    texts = ["14/01/2024", "12/31/2024"]
    order = find_order([(one, parse_moment(one)) for one in texts])  # type: ignore[misc]
    assert (order.name, order.is_mixed) == (None, True)


def test_a_program_that_took_days_for_months_is_found() -> None:
    texts = ["2024-03-02", "31/12/2024"]
    moments = [parse_moment(one) for one in texts]
    assert is_swapped(moments, [9, 9])  # type: ignore[arg-type]
    assert not is_swapped([parse_moment("2024-03-22"), moments[1]], [9, 9])  # type: ignore[list-item]


@given(
    st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2026, 11, 30)), min_size=1, max_size=30),
    st.sampled_from(FORMS),
)
def test_days_are_read_as_they_were_written_or_asked(days: list[dt.date], form: str) -> None:
    texts = [day.strftime(form) for day in days]
    moments = [parse_moment(one) for one in texts]
    assert all(moments)
    order = find_order([(text, one) for text, one in zip(texts, moments, strict=True) if one])
    read = as_moments(moments, order.name)["day"].dt.date.tolist()
    # nothing but a day above 12 settles an order; points are written with the day first
    assert order.doubt or read == days
