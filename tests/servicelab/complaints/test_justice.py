from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from servicelab.complaints.justice import JUSTICE, justice_model
from servicelab.errors import CourseError


def cases(seed: int = 0, n: int = 400) -> pd.DataFrame:
    """Severity lowers every kind of justice and satisfaction; interactional justice matters most."""
    random = np.random.default_rng(seed)
    severity = random.normal(size=n)
    justice = {
        name: random.normal(size=n) - share * severity
        for name, share in zip(JUSTICE, (0.3, 1.2, 0.3), strict=True)
    }
    satisfaction = (
        0.3 * justice["distributive"]
        + 0.1 * justice["procedural"]
        + 0.4 * justice["interactional"]
        - 1.0 * severity
        + random.normal(size=n)
    )
    return pd.DataFrame({**justice, "severity": severity, "satisfaction": satisfaction})


@given(st.integers(0, 2**32 - 1), st.sampled_from([0.5, 0.9, 0.95]))
def test_betas_and_limits_by_the_correlations(seed: int, level: float) -> None:
    data = cases(seed, n=40)
    drivers = [*JUSTICE, "severity"]
    inverse = np.linalg.inv(data[drivers].corr())
    r = data[drivers].corrwith(data["satisfaction"])
    r2 = r @ inverse @ r
    reach = t.ppf((1 + level) / 2, 40 - 5) * np.sqrt((1 - r2) / (40 - 5) * np.diag(inverse))
    model = justice_model(data, level=level)
    assert model.index.to_list() == drivers
    assert model["beta"].to_numpy() == pytest.approx(inverse @ r)
    assert model["low"].to_numpy() == pytest.approx(inverse @ r - reach)
    assert model["high"].to_numpy() == pytest.approx(inverse @ r + reach)
    assert model.attrs == {"r2": pytest.approx(r2), "n": 40}


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 100), st.floats(-50, 50))
def test_units_do_not_matter(seed: int, scale: float, shift: float) -> None:
    data = cases(seed, n=30)
    pd.testing.assert_frame_equal(justice_model(data), justice_model(scale * data + shift))


def test_leaving_severity_out_gives_justice_more_than_its_share() -> None:
    data = cases()
    with_severity = justice_model(data)
    without = justice_model(data, controls=())
    assert without.index.to_list() == list(JUSTICE)
    assert (without["beta"] > with_severity["beta"].loc[list(JUSTICE)]).all()
    assert with_severity.loc["severity", "beta"] < 0
    assert with_severity["beta"].loc[list(JUSTICE)].idxmax() == "interactional"
    assert without["beta"].idxmax() == "procedural"
    assert with_severity.attrs["r2"] > without.attrs["r2"]


def test_one_control_may_be_given_as_a_word() -> None:
    pd.testing.assert_frame_equal(
        justice_model(cases(), controls="severity"),  # type: ignore[arg-type]
        justice_model(cases()),
    )


def test_damaged_cases_are_explained() -> None:
    data = cases(n=30)
    with pytest.raises(CourseError, match="no column 'severity'"):
        justice_model(data.drop(columns="severity"))
    with pytest.raises(CourseError, match="missing values in column 'procedural'"):
        justice_model(data.assign(procedural=data["procedural"].where(data.index > 0)))
    with pytest.raises(CourseError, match="named twice"):
        justice_model(data, controls=("satisfaction",))
    with pytest.raises(CourseError, match="named twice"):
        justice_model(data, outcome="distributive")
    with pytest.raises(CourseError, match="too few"):
        justice_model(data.head(5))
    with pytest.raises(CourseError, match="'severity' is the same for everybody"):
        justice_model(data.assign(severity=4))
    with pytest.raises(CourseError, match="'severity' can be computed"):
        justice_model(data.assign(severity=data["procedural"] * 2 - data["distributive"]))
    with pytest.raises(CourseError, match="level is 95"):
        justice_model(data, level=95)
