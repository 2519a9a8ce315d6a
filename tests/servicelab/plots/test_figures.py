from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator
from dataclasses import replace

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from servicelab.customers.figures import (
    plot_offer_value,
    plot_profile,
    plot_rfm,
    plot_rule_profit,
    plot_silhouette_by_k,
)
from servicelab.errors import CourseError
from servicelab.plots.axes import legible, name_series
from servicelab.plots.style import PALETTE, chinese_font, use_style
from servicelab.plots.words import alt_text, describe

mpl.use("agg")
from matplotlib import font_manager
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.text import Text

INDEX = pd.DataFrame(
    {"young": [220.0, 41.0, 0.0], "middle": [100.0, 150.0, 98.0], "old": [3.0, 47.0, 283.0]},
    index=pd.Index(["A", "B", "灵活"], name="segment"),
).rename_axis(columns="age group")
VALUE = pd.DataFrame(
    {"none": [0.0, 0.0], "credit": [-12.2, 108.4], "wealth": [122.0, np.nan]},
    index=pd.Index(["A", "B"], name="segment"),
)
SILHOUETTES = pd.DataFrame({"z-scored": [0.31, 0.45, 0.4], "raw": [0.8, 0.7, 0.6]}, index=[2, 3, 4])


@pytest.fixture(autouse=True)
def style() -> Iterator[None]:
    with mpl.rc_context():
        use_style()
        yield
    plt.close("all")


def every_figure() -> list[Axes]:
    return [
        plot_profile(INDEX),
        plot_silhouette_by_k(SILHOUETTES),
        plot_offer_value(VALUE),
        plot_rfm(pd.DataFrame({"R": [5, 5, 1], "F": [4, 4, 2]})),
        plot_rule_profit({"by age": 250_524.0, "by need": 282_000.0, "to all": -1500.0}),
    ]


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
            height = round(ax.figure.bbox.height)
            assert len(file.getvalue()) == 900 * height * 4
    assert not caplog.records


def test_nothing_written_overlaps() -> None:
    for ax in every_figure():
        ax.figure.draw_without_rendering()
        texts = [
            *ax.texts,
            *ax.get_xticklabels(),
            *ax.get_yticklabels(),
            ax.xaxis.label,
            ax.yaxis.label,
        ]
        boxes = [text.get_window_extent() for text in texts if text.get_text()]
        for position, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[position + 1 :])


def test_names_stand_where_things_are_drawn() -> None:
    table = pd.DataFrame({"too_late": [1.0, 2.0], "in_time": [3.0, 2.01]}, index=["a", "b"])
    _figure, (lines, lying, upright) = plt.subplots(1, 3)
    table.plot(ax=lines)
    table.plot.barh(ax=lying)
    table.plot.bar(ax=upright, title="How many")
    for bar in upright.containers[1]:
        bar.set_hatch("//")
    for ax in (lines, lying, upright):
        name_series(ax)
        ax.figure.draw_without_rendering()
    late, soon = (text.get_window_extent() for text in lines.texts)
    assert not late.overlaps(soon)
    assert [text.get_text() for text in lying.texts] == ["Too late", "In time"]
    assert lines.get_legend() is lying.get_legend() is None
    name_series(plt.figure().subplots())
    assert [one.get_hatch() for one in upright.get_legend().get_patches()] == [None, "//"]
    row = upright.get_legend().get_window_extent()
    assert upright.get_window_extent().y1 <= row.y0
    assert row.y1 <= upright._left_title.get_window_extent().y0  # type: ignore[attr-defined]
    assert describe(lines) == ("Line chart. Highest: in time × a, 3; lowest: too late × a, 1.")


def test_words_can_be_read_in_every_color() -> None:
    for color in PALETTE:
        assert 1.05 / (luminance(legible(color)) + 0.05) >= 4.5


def test_given_axes_are_used() -> None:
    _figure, axes = plt.subplots(1, 5)
    assert plot_profile(INDEX, axes[0]) is axes[0]
    assert plot_silhouette_by_k({2: 0.1, 3: 0.2}, ax=axes[1]) is axes[1]
    assert plot_offer_value(VALUE, ax=axes[2]) is axes[2]
    assert plot_rfm(pd.DataFrame({"R": [1], "F": [1]}), ax=axes[3]) is axes[3]
    assert plot_rule_profit({"a": 1}, ax=axes[4]) is axes[4]
    assert len(plt.get_fignums()) == 1


def luminance(color: object) -> float:
    channels = np.array(to_rgb(color))  # type: ignore[arg-type]
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_profile_shows_every_number_readably() -> None:
    ax = plot_profile(INDEX)
    ax.figure.draw_without_rendering()
    assert [text.get_text() for text in ax.texts] == [
        f"{one:.0f}" for one in INDEX.to_numpy().ravel()
    ]
    colors = ax.collections[0].get_facecolors()  # type: ignore[attr-defined]
    for text, face in zip(ax.texts, colors, strict=True):
        light, dark = sorted([luminance(text.get_color()), luminance(face[:3])], reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_profile_treats_half_and_double_alike() -> None:
    norm = plot_profile(INDEX).collections[0].norm
    assert norm(100) == pytest.approx(0.5)
    assert norm(200) - 0.5 == pytest.approx(0.5 - norm(50))
    assert norm(0) == pytest.approx(0)


def test_silhouette_marks_the_highest_of_each_line() -> None:
    ax = plot_silhouette_by_k(SILHOUETTES)
    assert [text.get_text() for text in ax.texts] == [
        *("k = 3: 0.45", "k = 2: 0.80", "Z-scored", "Raw")
    ]
    assert ax.get_legend() is None
    markers = {line.get_marker() for line in ax.lines if not str(line.get_label()).startswith("_")}
    assert len(markers) == 2
    assert plot_silhouette_by_k({3: 0.1, 2: 0.2}).get_legend() is None


def test_offer_bars_differ_without_color_and_carry_their_values() -> None:
    ax = plot_offer_value(VALUE)
    assert [text.get_text() for text in ax.texts if text.get_text()] == [
        "-12",
        "108",
        "Credit",
        "122",
        "Wealth",
        "no data",
    ]
    ax.figure.draw_without_rendering()
    inside = ax.get_window_extent()
    for text in filter(Text.get_text, ax.texts):
        assert inside.contains(*text.get_window_extent().get_points().mean(axis=0))
    assert len({bars.patches[0].get_hatch() for bars in ax.containers}) == 2  # type: ignore[attr-defined]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["A", "B"]


def test_rfm_counts_lie_where_the_labels_say() -> None:
    ax = plot_rfm(pd.DataFrame({"R": [5, 5, 1], "F": [4, 4, 2]}))
    texts = np.array([text.get_text() for text in ax.texts]).reshape(5, 5)
    assert texts[0, 3] == "2"
    assert texts[4, 1] == "1"
    assert [label.get_text() for label in ax.get_yticklabels()] == list("54321")


def test_palette_is_distinct_in_gray_for_the_offers() -> None:
    levels = [luminance(color) for color in PALETTE]
    assert len({round(level, 3) for level in levels}) == len(PALETTE)


def test_fonts_are_installed_and_minus_is_plain() -> None:
    assert set(mpl.rcParams["font.family"]) <= set(font_manager.get_font_names())
    assert mpl.rcParams["font.family"][0] == "DejaVu Sans"
    assert mpl.rcParams["axes.unicode_minus"] is False


needs_chinese = pytest.mark.skipif(
    chinese_font() is None, reason="Matplotlib knows no Chinese font: see `servicelab doctor`"
)


@needs_chinese
def test_chinese_is_drawn_with_characters() -> None:
    figure, ax = plt.subplots()
    ax.set_title("灵活、稳健")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.draw_without_rendering()


@needs_chinese
def test_any_font_with_the_characters_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = font_manager.fontManager.ttflist
    chinese = next(font for font in fonts if font.name == chinese_font())
    plain = [font for font in fonts if font.name == "DejaVu Sans"]
    gone = replace(plain[0], name="A removed font", fname="/no/such.ttf")
    other = replace(chinese, name="Some other font")
    ask = chinese_font.__wrapped__
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [gone, *plain, other])
    assert ask() == "Some other font"
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [gone, *plain])
    assert ask() is None


@pytest.mark.parametrize(
    ("position", "text"),
    [
        (
            0,
            "Heat map of Index (100 = all customers) by Segment and Age group. "
            "Highest: 灵活 × Old, 283; lowest: 灵活 × Young, 0.",
        ),
        (
            1,
            "Line chart of Mean silhouette width by Number of segments k. "
            "Highest: raw × 2, 0.8; lowest: z-scored × 2, 0.31. It says: k = 3: 0.45; k = 2: 0.80.",
        ),
        (
            3,
            "Heat map of Customers by Recency score R (5 = most recent) and Frequency score F "
            "(5 = most transactions). Highest: 5 × 4, 2; lowest: 5 × 1, 0.",
        ),
        (
            4,
            "Bar chart of Total profit (yuan) by Rule. "
            "Highest: By need, 282,000; lowest: To all, -1,500.",
        ),
    ],
)
def test_alt_text_is_read_from_the_figure(position: int, text: str) -> None:
    assert describe(every_figure()[position]) == text


def test_alt_text_does_not_take_no_data_for_zero() -> None:
    value = VALUE.assign(credit=[50.0, 108.4])
    assert describe(plot_offer_value(value)).endswith("lowest: A × credit, 50.")


def test_alt_text_of_other_figures() -> None:
    import seaborn as sns

    _figure, (one, two, three, four) = plt.subplots(1, 4)
    assert describe(one) == "Chart. Nothing is drawn yet."
    one.set_title("Ages")
    sns.histplot(x=[1, 1, 2], bins=2, ax=one)
    assert describe(one).startswith("Ages: Histogram of Count. Highest: 1 to 1.5, 2;")
    two.scatter([1, 2], [3, 4])
    two.set(xlabel="Age", ylabel="Income")
    assert describe(two) == ("Scatter plot of Income by Age. 2 points; Age 1 to 2; Income 3 to 4.")
    sns.lineplot(x=[1, 2, 3], y=[5, 7, 6], ax=three)
    assert describe(three) == "Line chart. Highest: 2, 7; lowest: 1, 5."
    four.bar(["a", "b"], [2, 2])
    assert describe(four) == "Bar chart. The value is 2 throughout."


def test_alt_text_names_what_has_a_name_and_sees_intervals() -> None:
    _figure, (one, two, three) = plt.subplots(1, 3)
    one.errorbar([1, 2], [5, 7], yerr=1, label="ill")
    one.errorbar([1, 2], [6, 6], yerr=1, label="healthy")
    one.axhline(0)
    assert describe(one) == "Line chart. Highest: ill × 2, 7; lowest: ill × 1, 5."
    other = plt.figure().subplots()
    other.errorbar([1, 2], [5, 7], yerr=1, fmt="o", capsize=3)
    assert describe(other) == "Line chart. Highest: 2, 7; lowest: 1, 5."
    two.bar(["a", "b"], [1, 2])
    two.bar(["a", "b"], [3, 1])
    assert describe(two) == "Bar chart. Highest: a, 3; lowest: a, 1."
    three.plot([1, 2], [4, 3])
    three.plot([1, 2], [1, 2])
    assert describe(three) == "Line chart. Highest: 1, 4; lowest: 1, 1."
    three.plot([1, 2], [9, 8], "o")
    three.plot([], [], label="a key of the legend")
    assert describe(three) == "Line chart. Highest: 1, 9; lowest: 2, 8."


# seaborn 0.13 asks Matplotlib 3.11 for boxes in the old way
@pytest.mark.filterwarnings("ignore:vert. bool was deprecated")
def test_alt_text_of_what_trainees_draw() -> None:
    import seaborn as sns

    table = pd.DataFrame({"who": list("aabbb"), "days": [1.0, 3.0, 4.0, 6.0, 8.0]})
    _figure, axes = plt.subplots(3, 4)
    box, flat, plain, pie, dated, numbered, grid, area, said, mixed, left, missing = axes.flat
    sns.boxplot(table, x="who", y="days", ax=box)
    assert describe(box) == (
        "Box plot with the medians of days by who. Highest: b, 6; lowest: a, 2."
    )
    sns.boxplot(table, y="who", x="days", ax=flat)
    assert describe(flat) == describe(box)
    plain.boxplot([[1, 2, 3], [4, 5, 9]], tick_labels=["a", "b"])
    assert describe(plain) == "Box plot with the medians. Highest: b, 5; lowest: a, 2."
    pie.pie([1, 3], labels=["in time", "late"])
    assert describe(pie) == "Pie chart in percent. Highest: late, 75; lowest: in time, 25."
    dated.plot(pd.to_datetime(["2025-03-01", "2025-03-09"]), [2, 5])
    assert describe(dated) == "Line chart. Highest: 2025-03-09, 5; lowest: 2025-03-01, 2."
    numbered.bar([2024, 2025.0], [7, 8], width=0.5)
    assert describe(numbered) == "Bar chart. Highest: 2025, 8; lowest: 2024, 7."
    grid.imshow([[1, 2, 3], [4, 5, 6]])
    assert describe(grid) == "Image. 2 × 3 cells, from 1 to 6."
    area.fill_between([0, 4], [1, 2])
    assert describe(area) == "Chart. 1 mark; from left to right 0 to 4; from bottom to top 0 to 2."
    said.text(0, 0, "complaint")
    said.text(1, 0, "answer")
    assert describe(said) == "Chart. It says: complaint; answer."
    sns.regplot(x=[1, 2, 3], y=[2, 4, 7], ax=mixed)
    assert describe(mixed).startswith("Scatter plot. 3 points; from left to right 1 to 3;")
    left.set_title("Waits", loc="left")
    left.hist([1, 1, 2])
    assert describe(left).startswith("Waits: Histogram.")
    missing.scatter([np.nan, 1], [1, 2])
    assert describe(missing).startswith("Scatter plot. 1 point;")


def test_alt_text_takes_names_from_the_legend_and_tells_what_is_pointed_out() -> None:
    import seaborn as sns

    table = pd.DataFrame({"who": list("aabb"), "when": [1, 2, 1, 2], "days": [5.0, 6.0, 7.0, 9.0]})
    _figure, (lines, dots, curve) = plt.subplots(1, 3)
    sns.lineplot(table, x="when", y="days", hue="who", ax=lines)
    assert describe(lines) == "Line chart of days by when. Highest: b × 2, 9; lowest: a × 1, 5."
    sns.pointplot(table, x="when", y="days", hue="who", ax=dots)
    assert describe(dots) == describe(lines)
    curve.plot([1, 2, 3], [1, 4, 9])
    curve.plot([2], [4], "o")
    curve.annotate("here\nit turns", (2, 4))
    assert describe(curve) == "Line chart. Highest: 3, 9; lowest: 1, 1. It says: here it turns."


def test_alt_text_names_bars_whose_names_stand_at_another_axis() -> None:
    _figure, (left, right) = plt.subplots(1, 2, sharey=True)
    for ax in (left, right):
        ax.barh(["a", "b"], [1, 2])
    assert describe(right) == describe(left) == "Bar chart. Highest: b, 2; lowest: a, 1."


def test_alt_text_of_a_whole_figure() -> None:
    figure, (left, right) = plt.subplots(1, 2)
    figure.suptitle("Two weeks")
    left.bar(["a", "b"], [1, 2])
    right.scatter([1], [2], c=[3])
    figure.colorbar(right.collections[0])
    assert alt_text(figure) == (
        "Two weeks. Bar chart. Highest: b, 2; lowest: a, 1. "
        "Scatter plot. 1 point; from left to right 1 to 1; from bottom to top 2 to 2."
    )


def test_bad_data_are_named() -> None:
    with pytest.raises(CourseError, match="negative"):
        plot_profile(-INDEX)
    with pytest.raises(CourseError, match="text instead of numbers in 'young'"):
        plot_profile(INDEX.astype(str))
    with pytest.raises(CourseError, match="no rows"):
        plot_silhouette_by_k({})
    with pytest.raises(CourseError, match="no offer"):
        plot_offer_value(VALUE[["none"]])
    with pytest.raises(CourseError, match="'F' must hold the scores 1 to 5"):
        plot_rfm(pd.DataFrame({"R": [1], "F": [6]}))
    with pytest.raises(CourseError, match="no column 'R'"):
        plot_rfm(pd.DataFrame({"F": [1]}))
    with pytest.raises(CourseError, match="missing number"):
        plot_rule_profit({"a": float("nan")})
    with pytest.raises(CourseError, match="no rows"):
        plot_rule_profit({})
