"""Survey interview, the view: be the respondent before you are the analyst."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.records import save_record
from servicelab.decisions.widgets.base import DecisionWidget, Panel
from servicelab.decisions.widgets.charts import ladder, ladder_words
from servicelab.decisions.widgets.form import (
    drop_down,
    head_bar,
    progress_bar,
    radio,
    row,
    with_classes,
)
from servicelab.decisions.widgets.page import Page, html_pieces, with_common
from servicelab.games.gap_explorer.model import LABELS
from servicelab.games.interview import model as interview
from servicelab.i18n import _


class InterviewPage(Page):
    """The page of an interview: keys that answer, and the focus when a page is turned."""

    _esm = with_common(Path(__file__).with_suffix(".js"))
    _css = with_common(Path(__file__).with_suffix(".css"))


class ServqualInterview(DecisionWidget):
    """Ask the 22 items twice about a case, and keep every answer as it is given.

    Parameters
    ----------
    items : DataFrame
        ``insurer_items``: item, dimension, is_reversed, and the text of each item for expectation
        and perception, in English and Chinese.
    folder : path
        Where the answers are kept: beside the notebook.

    Raises
    ------
    CourseError
        If the table lacks columns or items. A damaged record is told in the widget instead.
    """

    name = interview.NAME
    schema = interview.DECISION_SCHEMA
    page_class = InterviewPage

    def __init__(self, items: pd.DataFrame, folder: Path | str = ".") -> None:
        interview.check_items(items)
        self.items = items
        self.pages = interview.pages(items)
        self._rows: dict[str, tuple[ipw.HTML, ipw.RadioButtons, ipw.VBox]] = {}
        super().__init__(folder)
        decision = self.decision or interview.tidy({})
        self._given: dict[str, int] = dict(decision["answers"])
        self._language: str = decision["language"]
        self._page = interview.resume_page(self.pages, self._given)

    @property
    def answers(self) -> pd.DataFrame | None:
        """All 44 answers as a table of one row, E01 to P22 as given; None while items are open."""
        return interview.answers_frame(self.decision)

    # DecisionWidget

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """Which items the draft leaves open, in words."""
        return interview.missing(draft)

    def tidy(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """Bring the draft into plain JSON types."""
        return interview.tidy(draft)

    def panel(self) -> Panel:
        """Say how many items are answered; draw the respondent's own ladder."""
        given = self.decision["answers"] if self.decision else {}
        if self.problem:
            return Panel(self.problem)
        sentence = _("Interview: {count} of {total} items answered.").format(
            count=len(given), total=len(interview.CODES)
        )
        own = interview.own_ladder(given, self.items)
        words = ladder_words(own, LABELS)
        if not words:
            return Panel(sentence)
        sentence += " " + _("Your own answers by dimension: {rows}.").format(rows=words)
        low, high = interview.SCALE
        return Panel(sentence, (ladder(own, LABELS, range(low, high + 1)),))

    def build(self) -> ipw.Widget:
        """Build the pages, opened where the respondent stopped."""
        self._choice = drop_down(
            _("Items in"),
            _("Language of the items"),
            [(label, code) for code, label in interview.LANGUAGES.items()],
            self._language,
            layout={"width": "180px"},
        )
        self.listen(self._choice, lambda: self._speak(self._choice.value))
        self._progress = ipw.HTML()
        self._head, self._items, self._foot = ipw.HTML(), ipw.VBox(), ipw.HTML()
        self._back = self._turn(
            _("Back"), _("To the page before"), "arrow-left", lambda: self._page - 1
        )
        self._next = self._turn(
            _("Next"), _("To the next page"), "arrow-right", lambda: self._page + 1
        )
        self._next.button_style = "primary"
        self._next.add_class("servicelab-next")
        self._open = self._turn(
            _("First open item"),
            _("To the first item without an answer"),
            "search",
            lambda: interview.resume_page(self.pages, self._given),
        )
        sheet = ipw.VBox([self._choice, self._head, self._items, self._foot])
        turns = row(self._back, self._next, self._open, self.status_line())
        parts = [self._progress, with_classes(sheet, "pages"), with_classes(turns, "foot")]
        view = with_classes(ipw.VBox(parts), "paper-sheet", "of-bridge", "interview")
        self.guarded(lambda: self._go(self._page))()
        return view

    def show(self, decision: Mapping[str, Any]) -> None:
        """Bring answers that were recorded by code into the pages."""
        self._given = dict(decision["answers"])
        with self.silence():
            self._choice.value = decision["language"]
            for code, (_text, answer, _item) in self._rows.items():
                answer.value = self._given.get(code)
        self._speak(decision["language"])
        self._go(interview.resume_page(self.pages, self._given))

    def say_state(self) -> None:
        """Say how far the interview is; every answer is on file already."""
        if self.problem:
            self.say(self.problem, "problem")
        elif not self._given:
            self.say(_("No item answered yet. Each answer is kept at once."))
        elif lacks := interview.missing({"answers": self._given}):
            said = _("{count} of {total} answers kept. You can stop at any time.").format(
                count=len(self._given), total=len(interview.CODES)
            )
            if self.pages[self._page].block == "end":
                said += " " + _("Still open: {what}.").format(what="; ".join(lacks))
            self.say(said)
        else:
            self.say(_("All {total} answers are kept.").format(total=len(interview.CODES)), "done")

    # The pages

    def _turn(self, label: str, tooltip: str, icon: str, page: Callable[[], int]) -> ipw.Button:
        """A button that opens another page."""
        made = self.button(label, tooltip, lambda: self._go(page()), icon=icon, layout={})
        made.add_class("servicelab-turn")
        return made

    def _row(self, code: str) -> ipw.VBox:
        """The controls of an item, made when its page is first opened.

        Each item keeps its own: an answer that arrives late, after the page has been turned, still
        belongs to the item it was given to.
        """
        if code not in self._rows:
            text = ipw.HTML(self._text(code))
            answer = radio(self._options(), "", self._given.get(code))
            self.listen(answer, lambda: self._keep_answer(code, answer.value))
            item = ipw.VBox([text, answer])
            item.add_class("servicelab-item")
            self._rows[code] = (text, answer, item)
        return self._rows[code][2]

    def _text(self, code: str) -> str:
        return (
            f'<div data-code="{code}" lang="{self._language}">{int(code[1:])}. '
            f"{html.escape(interview.item_text(self.items, code, self._language))}</div>"
        )

    def _options(self) -> list[tuple[str, int]]:
        low, high = interview.SCALE
        ends = dict(zip((low, high), interview.ENDS[self._language], strict=True))
        return [
            (f"{value} {ends[value]}" if value in ends else str(value), value)
            for value in range(low, high + 1)
        ]

    def _keep_answer(self, code: str, answer: int | None) -> None:
        if answer is None:
            return
        self._given[code] = answer
        self._save()
        self._refresh()

    def _save(self) -> None:
        draft = self.tidy({"answers": self._given, "language": self._language})
        finished = self.answers is not None
        self.saved = save_record(self.name, draft, self.schema, self.folder, keep_earlier=finished)
        self.problem = ""

    def _speak(self, language: str) -> None:
        """The language changed: the same items in other words."""
        self._language = language
        with self.silence():
            for code, (text, answer, _item) in self._rows.items():
                text.value = self._text(code)
                with answer.hold_sync():
                    answer.options = self._options()
                    answer.value = self._given.get(code)
        if self._given:
            self._save()

    def _go(self, number: int) -> None:
        """Open a page."""
        self._page = min(max(number, 0), len(self.pages) - 1)
        page = self.pages[self._page]
        self._head.value = self._heading(page)
        self._items.children = [self._row(code) for code in page.codes]
        self._back.disabled = self._page == 0
        self._next.disabled = self._page == len(self.pages) - 1
        self._refresh()

    def _refresh(self) -> None:
        """An answer or a page changed: say how far the interview is."""
        total = len(interview.CODES)
        words = _("{count} of {total} items answered, page {page} of {pages}").format(
            count=len(self._given), total=total, page=self._page + 1, pages=len(self.pages)
        )
        facts = [
            (_("Answered"), _("{count} of {total}").format(count=len(self._given), total=total)),
            (_("Page"), _("{page} of {pages}").format(page=self._page + 1, pages=len(self.pages))),
        ]
        track = progress_bar(_("Items answered"), len(self._given), total, words)
        self._progress.value = head_bar("bridge", _("Survey interview"), facts, track=track)
        page = self.pages[self._page]
        complete = len(self._given) == total
        self._foot.value = self.panel().to_html() if page.block == "end" else ""
        self._open.layout.display = "none" if complete or page.block != "end" else None
        self.say_state()

    def _heading(self, page: interview.Page) -> str:
        first = page.codes[0] if page.codes else ""
        pieces = html_pieces(Path(__file__).with_suffix(".html.j2"))
        heading: str = pieces.heading(
            page,
            self._page,
            first,
            interview.CASE_TEXT,
            interview.ITEMS,
            self.answers is not None,
        )
        return heading
