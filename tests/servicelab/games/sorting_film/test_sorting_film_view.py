from __future__ import annotations

from pathlib import Path

import pytest
from support.widget_cases import FILM, press, said

from servicelab.games.sorting_film import SortingFilm
from servicelab.games.sorting_film import model as model


@pytest.fixture
def film(tmp_path: Path) -> SortingFilm:
    made = SortingFilm(tmp_path)
    made.view()
    return made


def test_what_is_not_open_does_not_reach_the_page(film: SortingFilm) -> None:
    for _frame in range(8):
        film.step()
    assert film.frame == model.OPEN_FRAMES
    assert "Record your bet first" in said(film)
    assert set(film.page.lasted) == {0, 1, 2, 3, 4}
    assert film.page.shades == []
    assert "shade" not in film.page.words
    assert "85.6" in film._chart.value
    assert "94.7" not in film._chart.value + film.panel().to_html()


def test_from_the_sixth_frame_on_the_bet_stands(film: SortingFilm) -> None:
    film.record(**FILM.decision)
    for _frame in range(4):
        press(film, "Next year")
    assert not film.is_open
    press(film, "Next year")
    assert film.is_open
    assert "the decision stands" in said(film)
    assert film.frame == 6
    assert film.page.shades == []


def test_shades_come_at_the_last_frame_and_stay(film: SortingFilm) -> None:
    film.record(**FILM.decision)
    for _frame in range(model.YEARS - 1):
        film.step()
    assert film.frame == model.YEARS
    assert film.page.shades == []
    press(film, "Show the shades")
    assert len(film.page.shades) == model.DOTS
    assert "no dot has changed its shade" in film.page.words
    assert "own chance of those here 94.6 %" in film._chart.value
    press(film, "Begin anew")
    assert film.frame == 1
    assert len(film.page.shades) == model.DOTS
    assert film.errors == []


def test_the_static_form_shows_the_film_only_once_the_bet_stands(film: SortingFilm) -> None:
    assert "2,316 in year 3" in film.panel().to_html()
    assert "year 12" not in film.panel().pictures[0].alt
    film.record(**FILM.decision)
    film.reveal()
    told = film.panel().pictures[0].alt
    assert "869 in year 12" in told
    assert "year 12 94.7 % and 94.6 %" in told
