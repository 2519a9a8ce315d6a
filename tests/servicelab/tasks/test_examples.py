from __future__ import annotations

import pandas as pd

from servicelab.tasks.examples import MOST_ROWS, as_text, smallest
from servicelab.tasks.plain import pack

TABLE = pd.DataFrame({"minutes": [1, 2]})


def test_tables_stand_below_the_call() -> None:
    asked = {
        "call": "late",
        "args": [pack(TABLE), pack(TABLE["minutes"])],
        "kwargs": {"limit": 5, "by": pack(["a", "b"])},
    }
    lines = smallest([(asked, as_text(TABLE))]).splitlines()
    assert lines[0] == "late(table 1, table 2, limit=5, by=['a', 'b'])"
    assert [line for line in lines if line.endswith(":")] == ["table 1:", "table 2:"]
    assert lines[-4:] == ["gives", *TABLE.to_string().splitlines()]


def test_half_a_character_can_be_written() -> None:
    for value in (
        "\ud800",
        ["\ud800"],
        pd.Series(["\ud800"]),
        pd.DataFrame({"\ud800": ["\ud800"]}),
    ):
        assert r"\ud800" in as_text(value)
        as_text(value).encode()


def test_a_data_set_is_named() -> None:
    asked = {"call": "late", "args": [{"$": "dataset", "name": "bank_customers"}]}
    assert smallest([(asked, "0.5")]).startswith("late(the data set bank_customers)\n")


def test_what_is_too_large_is_not_shown() -> None:
    many = pack(pd.DataFrame({"minutes": range(MOST_ROWS + 1)}))
    wide = pack(pd.DataFrame([range(20)]))
    for args, kwargs in ([many], {}), ([wide], {}), (["x" * 999], {}), ([], {"table": many}):
        assert smallest([({"call": "late", "args": args, "kwargs": kwargs}, "1")]) == ""
    assert smallest([({"call": "late", "args": [1]}, "x" * 9999)]).endswith("x ...")
    assert len(as_text(pd.DataFrame({"a": ["x" * 500] * 500})).splitlines()) < 25
