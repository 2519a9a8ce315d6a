from __future__ import annotations

from pathlib import Path

import pytest

from servicelab.data.loading import load_dataset
from servicelab.errors import CourseError
from servicelab.games.factory import SatisfactionFactory, neutral_setting, read_setting
from servicelab.games.factory import model as model


def test_the_readings_hold_each_setting_once() -> None:
    readings = load_dataset("bank_factory")
    assert len(readings) == 256 == len(readings[list(model.SWITCHES)].drop_duplicates())
    for name, switch in model.SWITCHES.items():
        assert set(readings[name]) == set(switch.options)
    assert (readings["satisfied"] <= readings["counted"]).all()


def test_the_way_from_neutral_ends_at_the_setting() -> None:
    readings = load_dataset("bank_factory")
    steps = model.steps_from_neutral(readings, model.PAGE)
    assert len(steps) == 4
    assert steps[0][1] == read_setting(readings, neutral_setting())[0]
    assert steps[-1][1] == read_setting(readings, model.PAGE)[0]


def test_what_is_no_setting_is_told() -> None:
    readings = load_dataset("bank_factory")
    with pytest.raises(CourseError, match="channel is one of clerk, tablet, text, caller"):
        read_setting(readings, {**model.PAGE, "channel": "pigeon"})
    with pytest.raises(CourseError, match="counted"):
        SatisfactionFactory(readings.drop(columns="counted"))


def test_a_low_goal_is_reached_from_above(tmp_path: Path) -> None:
    readings = load_dataset("bank_factory")
    factory = SatisfactionFactory(readings, 35, tmp_path)
    reason = "Only the top step counts in many a firm."
    factory.record(**neutral_setting(), reason=reason)
    assert factory.decision is None
    factory.record(**{**neutral_setting(), "base": "top"}, reason=reason)
    assert factory.decision is not None
    assert "the neutral one 61.6 %" in factory.reveal().sentence
