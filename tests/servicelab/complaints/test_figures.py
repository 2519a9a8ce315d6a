from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from servicelab.complaints.figures import plot_authority, plot_recovery
from servicelab.complaints.recovery import GROUPS, authority_cost
from servicelab.errors import CourseError
from servicelab.plots.style import use_style
from servicelab.plots.words import describe

mpl.use("agg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes


def means(middle: list[float], value: str = "satisfaction") -> pd.DataFrame:
    share = value == "stayed"
    reach = np.array([0.01, 0.1, 0.08, 0.12, np.nan]) * (0.2 if share else 1)
    table = pd.DataFrame(
        {"n": [20_000, 90, 150, 120, 1], "mean": middle}, index=pd.Index(GROUPS, name="group")
    )
    table = table.assign(low=table["mean"] - reach, high=table["mean"] + reach)
    table.attrs = {"value": value, "is_share": share}
    return table


SURVEYED = means([5.34, 5.73, 5.05, 3.90, 4.16])
EVERYBODY = means([5.19, 5.47, 4.84, 3.51, 3.78])
STAYED = means([0.733, 0.649, 0.59, 0.40, 0.426], "stayed")
COSTS = authority_cost(
    [0, 300, 800, 1500, 3000, np.inf],
    pd.Series([100, 200, 300, 500, 800, 1500, 3000]),
    delay_cost=120,
    overpay=0.1,
    precedent=0.05,
    fraud=0.02,
)


@pytest.fixture(autouse=True)
def style() -> Iterator[None]:
    with mpl.rc_context():
        use_style()
        yield
    plt.close("all")


def every_figure() -> list[Axes]:
    return [
        plot_recovery({"surveyed": SURVEYED, "everybody": EVERYBODY}),
        plot_recovery(STAYED),
        plot_authority(COSTS),
    ]


def test_figures_are_labelled_900_wide_and_draw_in_silence(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING), warnings.catch_warnings():
        warnings.simplefilter("error")
        for ax in every_figure():
            assert ax.get_xlabel()
            assert ax.get_ylabel()
            file = io.BytesIO()
            ax.figure.savefig(file, format="rgba")
            assert len(file.getvalue()) == 900 * round(ax.figure.bbox.height) * 4
    assert not caplog.records


def test_nothing_written_overlaps() -> None:
    for ax in every_figure():
        ax.figure.draw_without_rendering()
        texts = [*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label]
        boxes = [text.get_window_extent() for text in texts if text.get_text()]
        for position, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[position + 1 :])


def test_given_axes_are_used() -> None:
    _figure, axes = plt.subplots(1, 2)
    assert plot_recovery(STAYED, axes[0]) is axes[0]
    assert plot_authority(COSTS, axes[1]) is axes[1]
    assert len(plt.get_fignums()) == 1


def test_figures_are_put_into_words() -> None:
    both, stayed, limits = map(describe, every_figure())
    assert both.startswith("Surveyed: no failure 5.34, excellent 5.73, ok 5.05")
    assert "Everybody: no failure 5.19" in both
    assert stayed.startswith("Stayed: no failure 73 %, excellent 65 %")
    assert "at the limit of 800 yuan" in limits


def test_each_table_is_compared_with_its_own_first_group() -> None:
    ax = plot_recovery({"surveyed": SURVEYED, "everybody": EVERYBODY})
    lines = [line.get_xdata()[0] for line in ax.lines if line.get_label() == "_first"]
    assert lines == [5.34, 5.19]
    assert [text.get_text() for text in ax.texts][:2] == ["5.34 surveyed", "5.73"]


def test_only_costs_that_there_are_have_a_line() -> None:
    ax = plot_authority(COSTS.assign(fraud=0.0, precedent=0.0))
    names = [text.get_text() for text in ax.texts]
    assert names == ["Least: 800 yuan", "Waiting", "Paid too much", "Together"]


def test_other_tables_are_refused() -> None:
    with pytest.raises(CourseError, match="of one value"):
        plot_recovery({"said": SURVEYED, "did": STAYED})
    with pytest.raises(CourseError, match="of one value"):
        plot_recovery(pd.DataFrame({"n": [3], "mean": [4.0], "low": [3.0], "high": [5.0]}))
    with pytest.raises(CourseError, match="holds no table"):
        plot_recovery({})
    with pytest.raises(CourseError, match="no column 'n'"):
        plot_recovery(pd.DataFrame({"mean": [4.0]}))
    with pytest.raises(CourseError, match="no column 'precedent'"):
        plot_authority(COSTS.drop(columns="precedent"))
    with pytest.raises(CourseError, match="no limit that is a number"):
        plot_authority(COSTS.tail(1))
