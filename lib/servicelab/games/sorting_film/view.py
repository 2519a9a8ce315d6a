"""The sorting film, the view: dots fall off year by year; what their shades are is shown at last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import ipywidgets as ipw
import numpy as np
import pandas as pd
import traitlets

from servicelab.decisions.widgets.base import Panel, Picture, drawing
from servicelab.decisions.widgets.charts import Drawn, Range, Ranges
from servicelab.decisions.widgets.form import (
    FormWidget,
    heading,
    paragraph,
    row,
    with_classes,
)
from servicelab.decisions.widgets.page import Page, with_common
from servicelab.games.sorting_film import model as model
from servicelab.i18n import _

#: How strong the faintest and the strongest dot is drawn.
FAINTEST, STRONGEST = 0.12, 1.0
#: The chance to stay below which a dot is as faint as can be.
_FAINT_BELOW: Final = 0.6
_ACROSS: Final = 125
_HOUSE: Final = "#b45309"


class FilmPage(Page):
    """The page of a film: it draws the dots, and knows the keys.

    Attributes
    ----------
    frame : int
        The year that begins.
    lasted : list of int
        The year in which each dot leaves; 0 for what is not open yet.
    shades : list of float
        How strong each dot is drawn; empty while nobody may know.
    words : str
        The picture in words.
    """

    _esm = with_common(Path(__file__).with_suffix(".js"))
    _css = with_common(Path(__file__).with_suffix(".css"))
    frame: Any = traitlets.Int(1).tag(sync=True)
    lasted: Any = traitlets.List().tag(sync=True)
    shades: Any = traitlets.List().tag(sync=True)
    words: Any = traitlets.Unicode("").tag(sync=True)


class SortingFilm(FormWidget):
    """Watch 5,000 dots for twelve years, after a bet on what is left of them.

    Parameters
    ----------
    folder : path
        Where the bet is kept: beside the notebook.

    Notes
    -----
    Three frames are open. When the bet is recorded the film goes on; from its fourth frame on the bet
    stands. Shades, the dots' own chances, appear at the end.
    """

    fields = model.BET
    title = _("The sorting film")
    house = "lantern"
    css_class = "servicelab-sorting-film"
    page_class = FilmPage
    page: FilmPage

    def __init__(self, folder: Path | str = ".") -> None:
        self._film = model.make_film()
        self._table = model.film_table(self._film)
        self.frame = 1
        self.is_shaded = False
        super().__init__(folder)

    @property
    def is_open(self) -> bool:
        """Whether the bet stands, so that all frames may be seen."""
        return self.saved is not None and self.saved.revealed_at is not None

    # FormWidget

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """An end that is not given, or ends in the wrong order."""
        return super().missing(draft) or model.swapped(draft)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The dots and their years; three ranges."""
        stage = ipw.HTML(
            '<div class="servicelab-film-stage" tabindex="0" role="group" '
            f'aria-label="{_("The film: Space for the next year, Home to begin anew")}">'
            '<canvas role="img"></canvas></div>'
        )
        self._told = ipw.HTML()
        self._chart = ipw.HTML()
        self._step_button = with_classes(
            self.button(_("Next year"), _("Those who leave this year fall off"), self.step),
            "film-step",
        )
        restart = with_classes(
            self.button(_("Begin anew"), _("Back to the first year"), self.restart), "film-restart"
        )
        bets: list[ipw.Widget] = []
        for key, question in model.QUESTIONS.items():
            ends = [self.controls[f"{key}_{end}"].view for end in ("low", "high")]
            bets += [heading(question), row(*ends)]
        note = _(
            "Three ranges, each of which you are 80 % sure. Frames 1 to {open} are open; from the next "
            "frame on your bet stands."
        ).format(open=model.OPEN_FRAMES)
        return [stage, row(self._step_button, restart), self._told, self._chart], [
            heading(_("Your bet")),
            ipw.HTML(paragraph(note)),
            *bets,
            self.record_foot(_("Keep the three ranges")),
        ]

    def facts(self) -> list[tuple[str, object]]:
        """The year, and who is here."""
        here = _at(self._table, self.frame, "here")
        return [(_("Year"), f"{self.frame} / {model.YEARS}"), (_("Here"), f"{here:,.0f}")]

    def explore(self) -> None:
        """Show the frame as it is."""
        self._draw()
        self.check()

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The open frames; the film and both lines once the bet stands."""
        return (film_picture() if self.is_open else open_picture(),)

    def reveal(self) -> Panel:
        """Show the whole film beside the bet, which then stands.

        Returns
        -------
        Panel
            Two pictures and a sentence; without a recorded bet a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    # The film

    def step(self) -> None:
        """Go on by a year; at the end show the shades."""
        if self.frame >= model.OPEN_FRAMES and self.saved is None:
            self.say(_("Record your bet first: then the film goes on."), "problem")
            return
        if self.frame >= model.OPEN_FRAMES and not self.is_open:
            self.reveal_with(lambda _bet: Panel(""))  # from here on the bet stands
        if self.frame < model.YEARS:
            self.frame += 1
        else:
            self.is_shaded = True
        self._draw()
        self.check()

    def restart(self) -> None:
        """Go back to the first year; shades that have been shown stay."""
        self.frame = 1
        self._draw()
        self.check()

    # The view

    def _draw(self) -> None:
        words = frame_words(self._table, self.frame, is_shaded=self.is_shaded)
        # what is not open yet does not reach the page
        lasted = self._film.lasted
        known = lasted <= (model.YEARS if self.is_open else model.OPEN_FRAMES - 1)
        self._chart.value = year_chart(self._table, self.frame, is_shaded=self.is_shaded).to_html()
        self._told.value = f'<div role="status">{paragraph(words)}</div>'
        self.page.lasted = np.where(known, lasted, 0).tolist()
        self.page.shades = strengths(self._film).round(2).tolist() if self.is_shaded else []
        self.page.words = words
        self.page.frame = self.frame
        is_over = self.frame == model.YEARS
        self._step_button.description = _("Show the shades") if is_over else _("Next year")
        self._step_button.disabled = is_over and self.is_shaded

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        truths = model.bet_truths(self._film)
        inside = [
            key
            for key, truth in truths.items()
            if decision[f"{key}_low"] <= truth <= decision[f"{key}_high"]
        ]
        sentence = _(
            "{count} of your three ranges hold what came in this film: {still:.1f} of 100 are still here; the "
            "chance of those in year 12 is {late:.1f} %, and in year 1 the same dots had {first:.1f} %. "
            "Your bet costs {cost:.1f} (mean of three; less is better)."
        ).format(count=len(inside), cost=model.bet_cost(decision, truths), **truths)
        return Panel(sentence, (bet_chart(decision, truths), film_picture()))


def _lines(table: pd.DataFrame) -> Iterator[tuple[int, dict[str, float]]]:
    """The years of a film and what they hold."""
    for year, here, stay, own in table.reset_index().itertuples(index=False):
        yield int(year), {"here": float(here), "stay": float(stay), "own": float(own)}


def _at(table: pd.DataFrame, year: int, name: str) -> float:
    """One number of a film."""
    return float(table[name].loc[year])


def strengths(film: model.Film) -> np.ndarray[Any, Any]:
    """How strong each dot is drawn: the likelier it stays, the stronger."""
    stay = np.clip((1 - film.own - _FAINT_BELOW) / (1 - _FAINT_BELOW), 0, 1)
    return np.asarray(FAINTEST + (STRONGEST - FAINTEST) * stay**2)


def frame_words(table: pd.DataFrame, frame: int, *, is_shaded: bool = False) -> str:
    """One frame in a sentence."""
    words = _("Year {year} begins: {here:,.0f} of {all:,.0f} dots are here.").format(
        year=frame, here=_at(table, frame, "here"), all=_at(table, 1, "here")
    )
    if frame > 1:
        gone = _at(table, frame - 1, "here") - _at(table, frame, "here")
        words += " " + _("In year {year}, {gone:,.0f} left and {stay:.1%} stayed.").format(
            year=frame - 1, gone=gone, stay=_at(table, frame - 1, "stay")
        )
    if is_shaded:
        words += " " + _(
            "The stronger a dot, the likelier it stays in any year: no dot has changed its shade."
        )
        if frame == model.YEARS:
            words += " " + _("Begin anew to see who leaves first.")
    return words


def year_chart(table: pd.DataFrame, frame: int, *, is_shaded: bool = False) -> Ranges:
    """What share of the dots stayed, for the years that are over; with the own chance at the end."""
    rows = {}
    for year, line in _lines(table):
        if year > frame:
            break
        is_over = year < frame
        stay, own = (100 * line[name] for name in ("stay", "own"))
        marks = [("dot", stay)] if is_over else []
        text = f"{stay:.1f} %" if is_over else "\N{EN DASH}"
        words = _("stayed {stay:.1f} %").format(stay=stay) if is_over else _("not over")
        if is_shaded:
            marks.append(("diamond", own))
            words += ", " + _("own chance of those here {own:.1f} %").format(own=own)
        rows[_("year {year}").format(year=year)] = Range(
            (float("nan"), float("nan")), marks, text, words
        )
    legend = [("dot", _("stayed"))]
    if is_shaded:
        legend.append(("diamond", _("mean own chance, the same in every year, of those here")))
    return Ranges(_("Stayed, % of the dots that were here"), rows, (60, 70, 80, 90, 100), legend)


def bet_chart(ranges: Mapping[str, Any], truths: Mapping[str, float]) -> Ranges:
    """The three ranges of a bet beside what came."""
    rows = {}
    for key, truth in truths.items():
        low, high = ranges[f"{key}_low"], ranges[f"{key}_high"]
        text = f"{low:g}\N{EN DASH}{high:g}"
        words = _("your range {low:g} to {high:g}, came {truth:.1f}").format(
            low=low, high=high, truth=truth
        )
        rows[model.NAMES[key]] = Range((low, high), [("dot", truth)], text, words)
    legend = [("zone", _("your range")), ("dot", _("came"))]
    return Ranges(_("Your bet"), rows, (0, 20, 40, 60, 80, 100), legend, "#74add1")


@cache
def open_picture() -> Picture:
    """The frames that are open before the bet, without shades."""
    film = model.make_film()
    table = model.film_table(film)
    frames = tuple(range(1, model.OPEN_FRAMES + 1))
    with drawing(9.6, 1.9) as figure:
        for place, year in enumerate(frames, 1):
            _dots(figure.add_subplot(1, len(frames), place), film, table, year)
        figure.subplots_adjust(0.01, 0.02, 0.99, 0.8, wspace=0.08)
        return Picture.of(figure, _frames_words(table, frames))


@cache
def film_picture() -> Picture:
    """Frames 1, 3, 6 and 12 with the shades, and both lines below."""
    film = model.make_film()
    table = model.film_table(film)
    with drawing(8.6, 4.4) as figure:
        grid = figure.add_gridspec(2, len(model.SHOWN), height_ratios=(1, 1.5))
        for place, year in enumerate(model.SHOWN):
            _dots(figure.add_subplot(grid[0, place]), film, table, year, strengths(film))
        ax = figure.add_subplot(grid[1, :])
        # the two lie on each other, so one is a line and the other marks
        ax.plot(table.index, 100 * table["own"], color="#5e81ac", lw=3, alpha=0.6)
        ax.plot(table.index, 100 * table["stay"], "o", color=_HOUSE, ms=5)
        ax.annotate(
            _("mean own chance of those here, fixed since year 1"),
            (5, 100 * _at(table, 5, "own")),
            (5.4, 80),
            color="#3b5b83",
        )
        ax.annotate(
            _("dots: the share that stayed"),
            (3, 100 * _at(table, 3, "stay")),
            (1.2, 91),
            color=_HOUSE,
        )
        ax.set(
            xlim=(0.7, model.YEARS + 0.3),
            ylim=(58, 100),
            xticks=range(1, model.YEARS + 1),
            xlabel=_("Year"),
            ylabel="%",
            title=_("The share that stays rises, and no dot has changed"),
        )
        figure.subplots_adjust(0.07, 0.11, 0.99, 0.91, wspace=0.05, hspace=0.4)
        told = "; ".join(
            _("year {year} {stay:.1f} % and {own:.1f} %").format(
                year=year, stay=100 * line["stay"], own=100 * line["own"]
            )
            for year, line in _lines(table)
        )
        words = _(
            "{frames} Stronger dots are likelier to stay; the faint ones go first. Below, the share that "
            "stayed and the mean own chance of those here, fixed since year 1: {told}."
        ).format(frames=_frames_words(table, model.SHOWN), told=told)
        return Picture.of(figure, words)


def _frames_words(table: pd.DataFrame, frames: tuple[int, ...]) -> str:
    told = ", ".join(
        _("{here:,.0f} in year {year}").format(here=_at(table, year, "here"), year=year)
        for year in frames
    )
    return _("Sorting film, dots here when a year begins: {told}.").format(told=told)


def _dots(
    ax: Any,
    film: model.Film,
    table: pd.DataFrame,
    year: int,
    strength: np.ndarray[Any, Any] | None = None,
) -> None:
    here = np.flatnonzero(film.here(year))
    alpha = 0.8 if strength is None else strength[here]
    ax.scatter(here % _ACROSS, -(here // _ACROSS), s=1.6, c=_HOUSE, alpha=alpha, linewidths=0)
    ax.set(
        xlim=(-1, _ACROSS),
        ylim=(-len(film.own) / _ACROSS, 1),
        xticks=[],
        yticks=[],
        title=_("Year {year}: {here:,.0f} here").format(year=year, here=_at(table, year, "here")),
    )
    for spine in ax.spines.values():
        spine.set_visible(False)
