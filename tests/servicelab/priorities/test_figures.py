from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from servicelab.errors import CourseError
from servicelab.plots.style import use_style
from servicelab.plots.words import describe
from servicelab.priorities.figures import plot_importance_performance, plot_kano, plot_zones
from servicelab.priorities.kano import kano_table
from servicelab.priorities.zones import importance_performance, zone_summary

mpl.use("agg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.text import Annotation, Text

DIMENSIONS = ["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
SUMMARY = pd.DataFrame(
    {
        "adequate": [5.6, 4.6, 4.2] * 5,
        "desired": [7.4, 6.4, 5.9] * 5,
        "perceived": [6.1, 6.3, 6.2, 5.7, 6.1, 5.8, 5.1, 5.5, 5.6, 6.0, 6.3, 5.7, 5.7, 6.2, 5.6],
    },
    index=pd.MultiIndex.from_product(
        [DIMENSIONS, ["ill", "sub-healthy", "健康"]], names=["dimension", "group"]
    ),
)
GRID = importance_performance(
    pd.DataFrame(
        {
            "importance": [3.83, 3.63, 3.60, 3.56, 3.41, 3.41, 3.38, 3.37, 3.29, 2.52, 2.43, 2.05],
            "performance": [2.63, 2.73, 3.15, 3.00, 3.05, 3.29, 3.03, 3.11, 2.00, 2.25, 2.49, 3.33],
        },
        index=[
            *("first_visit_cure", "complaint_handled", "skill_of_staff", "clear_words"),
            *("kept_appointment", "courtesy", "night_calls", "fair_price", "short_waiting"),
            *("near_home", "parking", "reminders"),
        ],
    )
)
KANO = pd.DataFrame(
    {
        "better": [0.10, 0.15, 0.60, 0.70, 0.65, 0.80, 0.85, 0.75, 0.20, 0.30],
        "worse": [-0.80, -0.85, -0.70, -0.60, -0.65, -0.10, -0.20, -0.15, -0.10, -0.20],
        "class": list("MMOOOAAAIR"),
    },
    index=[
        *("clean_rooms", "safe_treatment", "short_waiting", "clear_words", "kind_conduct"),
        *("online_booking", "call_after_visit", "tea", "wall_pictures", "music"),
    ],
)


@pytest.fixture(autouse=True)
def style() -> Iterator[None]:
    with mpl.rc_context():
        use_style()
        yield
    plt.close("all")


def every_figure() -> list[Axes]:
    return [
        plot_zones(SUMMARY),
        plot_zones(SUMMARY.xs("responsiveness")),
        plot_importance_performance(GRID),
        plot_kano(KANO),
    ]


def extent(text: Text) -> mpl.transforms.Bbox:
    """Return the extent of the words alone, without an annotation's line."""
    text.get_window_extent()
    return Text.get_window_extent(text)


def test_figures_are_labelled_900_wide_and_draw_in_silence(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING), warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        for ax in every_figure():
            assert ax.get_xlabel()
            assert ax.get_ylabel()
            file = io.BytesIO()
            ax.figure.savefig(file, format="rgba")
            assert len(file.getvalue()) == 900 * round(ax.figure.bbox.height) * 4
    assert not caplog.records


def test_nothing_written_overlaps_or_is_cut() -> None:
    for ax in every_figure():
        ax.figure.draw_without_rendering()
        ticks = [*ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label, ax.yaxis.label]
        boxes = [extent(text) for text in [*ax.texts, *ticks] if text.get_text()]
        for position, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[position + 1 :])
        inside = ax.get_window_extent()
        for box in boxes[: len(ax.texts)]:
            assert inside.x0 <= box.x0
            assert box.x1 <= inside.x1


def test_given_axes_are_used() -> None:
    _figure, axes = plt.subplots(1, 3)
    assert plot_zones(SUMMARY, axes[0]) is axes[0]
    assert plot_importance_performance(GRID, axes[1]) is axes[1]
    assert plot_kano(KANO, ax=axes[2]) is axes[2]
    assert len(plt.get_fignums()) == 1


def test_zone_bars_reach_from_adequate_to_desired_with_the_mark_beside() -> None:
    ax = plot_zones(SUMMARY)
    ill = ax.containers[0]
    assert [bar.get_x() for bar in ill.patches] == [5.6] * 5  # type: ignore[attr-defined]
    assert [bar.get_x() + bar.get_width() for bar in ill.patches] == pytest.approx([7.4] * 5)  # type: ignore[attr-defined]
    marks = ax.lines[0]
    assert np.asarray(marks.get_xdata()).tolist() == [6.1, 5.7, 5.1, 6.0, 5.7]
    middles = [bar.get_y() + bar.get_height() / 2 for bar in ill.patches]  # type: ignore[attr-defined]
    assert np.asarray(marks.get_ydata()) == pytest.approx(middles)
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        name.capitalize() for name in DIMENSIONS
    ]


def test_zone_groups_differ_without_color_and_failures_are_in_words() -> None:
    ax = plot_zones(SUMMARY)
    assert len({bars.patches[0].get_hatch() for bars in ax.containers}) == 3  # type: ignore[attr-defined]
    assert len({line.get_marker() for line in ax.lines}) == 3
    assert [text.get_text() for text in ax.texts if "below" in text.get_text()] == ["5.1 below"]
    assert [text.get_text() for text in ax.texts if "above" in text.get_text()] == ["6.2 above"]
    assert {"Ill", "Sub-healthy", "健康"} <= {text.get_text() for text in ax.texts}
    assert ax.get_legend() is None


def test_zones_of_one_grouping_and_of_a_summary() -> None:
    zones = pd.DataFrame(
        {"ward": list("aab"), "adequate": [5, 5, 4], "desired": [7, 7, 7], "perceived": [4, 5, 6]}
    )
    ax = plot_zones(zone_summary(zones, "ward"))
    assert [text.get_text() for text in ax.texts] == ["4.5 below", "6.0"]
    assert ax.get_ylabel() == "Ward"
    assert plot_zones(zone_summary(zones)).get_yticklabels()[0].get_text() == "All"
    assert "bar: adequate to desired, mark: perceived" in ax.get_xlabel()


def test_grid_points_lie_where_the_table_says_and_differ_by_quadrant() -> None:
    ax = plot_importance_performance(GRID)
    assert "performance" in ax.get_xlabel().lower()
    assert "importance" in ax.get_ylabel().lower()
    drawn = np.vstack([np.asarray(points.get_offsets()) for points in ax.collections])
    order = ["concentrate", "keep up", "low priority", "overkill"]
    wanted = pd.concat([GRID[GRID["quadrant"] == name] for name in order])
    assert drawn == pytest.approx(wanted[["performance", "importance"]].to_numpy())
    shapes = {points.get_paths()[0].vertices.tobytes() for points in ax.collections}  # type: ignore[attr-defined]
    assert len(shapes) == 4
    importance, performance = GRID.attrs["crosshair"]
    across, up = ax.lines
    assert set(across.get_ydata()) == {importance}  # type: ignore[arg-type]
    assert set(up.get_xdata()) == {performance}  # type: ignore[arg-type]


def test_every_point_is_named_and_no_name_hides_a_point() -> None:
    for ax, table in ((plot_importance_performance(GRID), GRID), (plot_kano(KANO), KANO)):
        notes = [text for text in ax.texts if isinstance(text, Annotation)]
        names = [name.replace("_", " ").capitalize() for name in table.index]
        assert [note.get_text() for note in notes] == names
        ax.figure.draw_without_rendering()
        for points in ax.collections:
            for center in ax.transData.transform(np.asarray(points.get_offsets())):
                assert not any(extent(note).contains(*center) for note in notes)


def test_kano_corners_agree_with_the_coefficients() -> None:
    ax = plot_kano(KANO)
    assert ax.xaxis_inverted()
    ax.figure.draw_without_rendering()
    corners = {text.get_text(): extent(text) for text in ax.texts[:4]}
    half = ax.transData.transform((-0.5, 0.5))
    for name, right, upper in (
        ("Attractive", False, True),
        ("One-dimensional", True, True),
        ("Indifferent", False, False),
        ("Must-be", True, False),
    ):
        assert (corners[name].x0 > half[0], corners[name].y0 > half[1]) == (right, upper)
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == [
        *("Attractive", "One-dimensional", "Must-be", "Indifferent", "Reverse")
    ]


def test_kano_leaves_out_what_has_no_coefficients() -> None:
    answers = pd.DataFrame(
        {"attribute": ["tea", "music"], "functional": [1, 5], "dysfunctional": [3, 1]}
    )
    assert [text.get_text() for text in plot_kano(kano_table(answers)).texts][4:] == ["Tea"]
    with pytest.raises(CourseError, match="No attribute has coefficients"):
        plot_kano(kano_table(answers[1:]))


def test_alt_text_says_what_matters() -> None:
    assert describe(plot_zones(SUMMARY)) == (
        "Zones of tolerance by dimension and group. What is perceived lies outside 2 of 15 zones: "
        "tangibles × 健康: 6.2, zone 4.2 to 5.9; responsiveness × ill: 5.1, zone 5.6 to 7.4."
    )
    titled = plot_kano(KANO)
    titled.set_title("Tea delights")
    assert describe(titled).startswith("Tea delights: Kano map. clean rooms: Must-be")
    inside = SUMMARY.xs("assurance")
    assert describe(plot_zones(inside)).endswith("What is perceived lies within every zone.")
    assert "Overkill: reminders" in describe(plot_importance_performance(GRID))
    assert "tea: Attractive, better 0.75, worse -0.15" in describe(plot_kano(KANO))


def test_bad_data_are_named() -> None:
    with pytest.raises(CourseError, match="summary has no column 'adequate'"):
        plot_zones(SUMMARY[["desired", "perceived"]])
    with pytest.raises(CourseError, match="more than two columns"):
        plot_zones(pd.concat({"2026": SUMMARY}))
    with pytest.raises(CourseError, match="does not say where its crosshair is"):
        plot_importance_performance(pd.DataFrame(GRID.to_dict()))
    with pytest.raises(CourseError, match="grid has no column 'quadrant'"):
        plot_importance_performance(GRID.drop(columns="quadrant"))
    with pytest.raises(CourseError, match="table has no column 'better'"):
        plot_kano(KANO.drop(columns="better"))
