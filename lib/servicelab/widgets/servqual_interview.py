"""Survey interview, the view: be the respondent before you are the analyst."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pandas as pd

from .. import interview
from .._i18n import _
from ..gap_explorer import LABELS
from ..records import save_record
from .base import DecisionWidget, Panel
from .form import WRAP
from .ladder import ladder_picture, ladder_words

_SCRIPT = Path(__file__).with_suffix(".js")
_STYLE = """
.servicelab-interview .widget-radio-box { flex-wrap: wrap; margin-bottom: 0 !important; }
.servicelab-interview .widget-radio-box label { margin-right: 14px; }
.servicelab-interview .widget-html-content { line-height: 1.5; }
.servicelab-interview .servicelab-heading { font-size: 1.1em; font-weight: 600; margin: 0 0 4px; }
.servicelab-interview .servicelab-item { margin: 4px 0; overflow: visible; }
.servicelab-interview .servicelab-item .widget-radio { overflow: visible; padding: 0 6px 3px; }
.servicelab-interview p { margin: 0 0 6px; max-width: 46em; }
.servicelab-interview summary { cursor: pointer; }
"""
# An image that cannot fail runs the script where the view is shown, as in the base class.
_LOADER = (
    '<style>{style}</style><img alt="" hidden src="data:image/gif;base64,'
    'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" onload="{script}">'
)


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
        ladder = interview.own_ladder(given, self.items)
        words = ladder_words(ladder, LABELS)
        if not words:
            return Panel(sentence)
        sentence += " " + _("Your own answers by dimension: {rows}.").format(rows=words)
        return Panel(sentence, (ladder_picture(ladder, LABELS, scale=interview.SCALE),))

    def build(self) -> ipw.Widget:
        """Build the pages, opened where the respondent stopped."""
        self._choice = ipw.Dropdown(
            options=[(label, code) for code, label in interview.LANGUAGES.items()],
            value=self._language,
            description=_("Items in"),
            tooltip=_("Language of the items"),
            style={"description_width": "initial"},
            layout={"width": "180px"},
        )
        self._progress = ipw.HTML(layout={"margin": "2px 0 2px 12px"})
        self._head = ipw.HTML()
        self._items = ipw.VBox()
        self._foot = ipw.HTML()
        self._back = self._button(_("Back"), _("To the page before"), "arrow-left", "turn")
        self._next = self._button(
            _("Next"), _("To the next page"), "arrow-right", "turn", "next", style="primary"
        )
        self._open = self._button(
            _("First open item"), _("To the first item without an answer"), "search", "turn"
        )
        loader = ipw.HTML(
            _LOADER.format(
                style=_STYLE, script=html.escape(_SCRIPT.read_text(encoding="utf-8"), quote=True)
            ),
            layout={"display": "none"},
        )
        view = ipw.VBox(
            [
                ipw.HBox([self._choice, self._progress], layout=WRAP),
                self._head,
                self._items,
                self._foot,
                ipw.HBox([self._back, self._next, self._open], layout=WRAP),
                self.status_line(),
                loader,
            ],
            layout={"max_width": "820px", "padding": "2px 8px"},
        )
        view.add_class("servicelab-interview")
        self._back.on_click(self.guarded(lambda _button: self._go(self._page - 1)))
        self._next.on_click(self.guarded(lambda _button: self._go(self._page + 1)))
        self._open.on_click(
            self.guarded(lambda _button: self._go(interview.resume_page(self.pages, self._given)))
        )
        self.listen(self._choice, lambda: self._speak(self._choice.value))
        self.guarded(lambda: self._go(self._page))()
        return view

    def show(self, decision: Mapping[str, Any]) -> None:
        """Bring answers that were recorded by code into the pages."""
        self._given = dict(decision["answers"])
        with self.silence():
            self._choice.value = decision["language"]
            for code, (_text, radio, _row) in self._rows.items():
                radio.value = self._given.get(code)
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

    def _button(
        self, label: str, tooltip: str, icon: str, *classes: str, style: str = ""
    ) -> ipw.Button:
        button = ipw.Button(description=label, tooltip=tooltip, icon=icon, button_style=style)
        for name in classes:
            button.add_class(f"servicelab-{name}")
        return button

    def _row(self, code: str) -> ipw.VBox:
        """The controls of an item, made when its page is first opened.

        Each item keeps its own: an answer that arrives late, after the page has been turned, still
        belongs to the item it was given to.
        """
        if code not in self._rows:
            text = ipw.HTML(self._text(code))
            radio = ipw.RadioButtons(
                options=self._options(),
                value=self._given.get(code),
                orientation="horizontal",
                layout={"width": "auto"},
            )
            self.listen(radio, lambda: self._keep_answer(code, radio.value))
            row = ipw.VBox([text, radio])
            row.add_class("servicelab-item")
            self._rows[code] = (text, radio, row)
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
            for code, (text, radio, _row) in self._rows.items():
                text.value = self._text(code)
                with radio.hold_sync():
                    radio.options = self._options()
                    radio.value = self._given.get(code)
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
        share = 100 * len(self._given) / total
        words = _("{count} of {total} items answered, page {page} of {pages}").format(
            count=len(self._given), total=total, page=self._page + 1, pages=len(self.pages)
        )
        self._progress.value = (
            f"<div>{html.escape(words)}</div>"
            f'<div role="progressbar" aria-label="{html.escape(_("Items answered"))}" '
            f'aria-valuemin="0" aria-valuemax="{total}" '
            f'aria-valuenow="{len(self._given)}" aria-valuetext="{html.escape(words)}" '
            'style="width:300px;max-width:100%;height:8px;border-radius:4px;overflow:hidden;'
            'border:1px solid var(--jp-ui-font-color2);box-sizing:border-box">'
            f'<div style="width:{share:.1f}%;height:100%;background:var(--jp-ui-font-color2)">'
            "</div></div>"
        )
        page = self.pages[self._page]
        complete = len(self._given) == total
        self._foot.value = self.panel().to_html() if page.block == "end" else ""
        self._open.layout.display = "none" if complete or page.block != "end" else None
        self.say_state()

    def _heading(self, page: interview.Page) -> str:
        titles = {
            "case": _("You are the policyholder"),
            "expectation": _("What a good insurer should be like, {number} of {of}"),
            "perception": _("What Willow Bridge was like for you, {number} of {of}"),
            "end": _("The end of the interview"),
        }
        keys = _("Keys 1 to 7 answer and move on; Tab and the arrow keys work too.")
        intro = {
            "case": [
                *interview.CASE_TEXT,
                _(
                    "You will be asked {items} things twice: first how a good insurer should be, "
                    "then how Willow Bridge was in this case. There is no right answer: answer as "
                    "the person this happened to. Each answer is kept at once, and you can go back."
                ).format(items=interview.ITEMS),
            ],
            "expectation": [
                _("Think of good insurers in general, not of Willow Bridge.") + " " + keys
            ],
            "perception": [
                _("Where the case says nothing, answer by the impression it gives.") + " " + keys
            ],
            "end": [
                _(
                    "Your own answers by dimension; for this picture the answers to reverse-worded "
                    "items are reversed. Done: go on below in the notebook."
                )
            ],
        }[page.block]
        title = titles[page.block].format(number=page.number, of=page.of)
        first = page.codes[0] if page.codes else ""
        body = "".join(f"<p>{html.escape(text)}</p>" for text in intro)
        if page.block == "perception":
            case = "".join(f"<p>{html.escape(text)}</p>" for text in interview.CASE_TEXT)
            body += (
                f"<details><summary>{html.escape(_('Read the case again'))}</summary>{case}"
                "</details>"
            )
        return (
            f'<div class="servicelab-heading" role="heading" aria-level="3" tabindex="-1" '
            f'data-page="{self._page}" data-first="{first}">{html.escape(title)}</div>{body}'
        )
