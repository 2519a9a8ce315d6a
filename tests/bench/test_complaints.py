"""A report on a large complaint log costs a few times what pandas takes to read its file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from bench.complaints import AS_OF, make_log, measure
from servicelab_workshop.reports.log import read_log


def test_the_same_rows_are_read_as_by_pandas(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    make_log(500).to_csv(path, index=False)
    dates = ["opened", "acknowledged", "closed"]
    plain = pd.read_csv(path, parse_dates=dates)
    found = read_log(path, AS_OF).rows
    for name in [*dates, "id", "cost"]:
        pd.testing.assert_series_equal(found[name], plain[name], check_dtype=False)
    for name in ("sector", "customer", "product", "severity", "cause"):
        assert found[name].tolist() == plain[name].astype(str).tolist()


@pytest.mark.slow
@pytest.mark.alone
def test_large_logs_are_quick() -> None:
    found = measure(sizes=[20_000, 200_000])
    assert found["read of 200000: ratio to reading with pandas"] < 8
    assert found["report of 200000: ratio to reading with pandas"] < 25
    # ten times the rows, and the figures once
    small, large = (found[f"report of {n}: CPU seconds"] for n in (20_000, 200_000))
    assert large < 8 * small
    # the file itself has 15 megabytes
    assert found["report of 200000: megabytes added"] < 200
