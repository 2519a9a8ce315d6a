"""Complaint desk, the view: a working day with complaints, played case by case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import traitlets

from servicelab.decisions.fields import Choice, Flag, Text
from servicelab.decisions.records import read_record, record_path, save_record
from servicelab.decisions.widgets.base import DecisionWidget, Panel
from servicelab.decisions.widgets.form import (
    control,
    drop_down,
    head_bar,
    progress_bar,
    with_classes,
)
from servicelab.decisions.widgets.page import Page, html_pieces, with_common
from servicelab.errors import CourseError
from servicelab.games.desk import form as model
from servicelab.games.desk import model as desk
from servicelab.games.desk.evening import PIECES, day_panel, day_words, evening_html, evening_panel
from servicelab.games.desk.scenario import LANGUAGES, Scenario, load_scenario
from servicelab.i18n import _, ngettext
from servicelab.look.houses import house_of


class DeskPage(Page):
    """The page of a desk: it knows where the focus goes and waits for what is typed.

    Attributes
    ----------
    known : list
        What of the form has arrived; a click waits until that is what the page shows.
    """

    _esm = with_common(Path(__file__).with_suffix(".js"))
    _css = with_common(Path(__file__).with_suffix(".css"))
    known: Any = traitlets.List().tag(sync=True)


class ComplaintDesk(DecisionWidget):
    """A day at a complaint desk: choose a case, read, decide, and see in the evening what it did.

    Parameters
    ----------
    scenario : str, path or Scenario
        One of :func:`servicelab.games.desk.scenario.list_scenarios`, or a TOML file.
    folder : path
        Where the day is kept: beside the notebook.
    seed : int
        Which version of the day, see :func:`servicelab.games.desk.scenario.vary`. A day on file keeps its own.
    full : float, optional
        From which share of the gap between doing nothing and nearly the best a day earns all points;
        less earns them in proportion. Without it the evening says nothing of points.

    Raises
    ------
    CourseError
        If the scenario cannot be read. A damaged record is told in the widget instead.

    Notes
    -----
    Each step is kept at once. Forms that are not sent yet lie in a record of their own, see
    :func:`servicelab.games.desk.form.draft_name`, so that grading sees decisions only. A day that is
    closed can be played again for practice: nothing of that is kept, and the record stands.
    """

    page_class = DeskPage
    page: DeskPage

    def __init__(
        self,
        scenario: str | Path | Scenario = "insurer_claims",
        folder: Path | str = ".",
        seed: int = 0,
        full: float | None = None,
    ) -> None:
        self.scenario = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        self.name = desk.record_name(self.scenario)
        self.schema = desk.decision_schema(self.scenario)
        self.seed = seed
        self.full = full
        self._entries: list[dict[str, Any]] = []
        self._forms: dict[str, dict[str, Any]] = {}
        self._opened = ""
        self._language = "en"
        self._is_asking = False
        self._news: list[tuple[str, str]] = []
        self._is_trusted = True
        self._closed_panel: Panel | None = None
        self._is_practice = False
        self._practice_panel: Panel | None = None
        super().__init__(folder)
        self._take_over()
        self._day = desk.play(self.scenario, self._entries, self.seed)
        self._read_drafts()

    @property
    def _house(self) -> str:
        return house_of(self.scenario.firm)

    @property
    def day(self) -> desk.Day:
        """The desk as it is now."""
        return self._day

    @property
    def is_closed(self) -> bool:
        """Whether the day has been closed, so that it stands."""
        return self.saved is not None and self.saved.revealed_at is not None

    @property
    def _is_evening(self) -> bool:
        """Whether what is shown is an evening: of the day on file, or of one for practice."""
        return self._practice_panel is not None if self._is_practice else self.is_closed

    # DecisionWidget

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """Nothing: a day may be as short as it likes, and `keep` says what cannot be played."""
        return []

    def tidy(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """Add scenario and seed to the entries."""
        return {
            "scenario": self.scenario.name,
            "seed": self.seed,
            **draft,
            "entries": draft.get("entries", []),
        }

    def keep(self, draft: Mapping[str, Any]) -> tuple[bool, str]:
        """Record a day if it can be played."""
        draft = self.tidy(draft)
        try:
            seed = draft["seed"]
            if not isinstance(seed, int) or isinstance(seed, bool) or seed < 0:
                raise CourseError(_("a seed is a whole number, 0 or more"))
            desk.play(self.scenario, draft["entries"], seed)
        except CourseError as error:
            message = _("Not recorded: {reason}").format(reason=error)
            self.say(message, "problem")
            return False, message
        kept, message = super().keep(draft)
        if kept:
            self._set_day([dict(entry) for entry in draft["entries"]], draft["seed"])
            self._is_trusted = True
        return kept, message

    def panel(self) -> Panel:
        """Draw the day along the clock, or its evening when it is closed."""
        if self.problem:
            return Panel(self.problem)
        if self.saved is not None and self.is_closed:
            if self._closed_panel is None:
                day = self.saved.decision
                self._closed_panel = self._evening_of(day["entries"], day["seed"])
            return self._closed_panel
        return day_panel(self.scenario, self._entries, self.seed)

    def _evening_of(self, entries: list[dict[str, Any]], seed: int) -> Panel:
        return evening_panel(self.scenario, entries, seed, self.full)

    def show(self, decision: Mapping[str, Any]) -> None:
        """Bring a day that was recorded by code to the desk."""
        self._leave_the_desk()
        self._set_day([dict(entry) for entry in decision["entries"]], decision["seed"])
        self._save_drafts()
        self._render()

    def reveal(self) -> Panel:
        """Close the day: show what it was worth; it then stands.

        Returns
        -------
        Panel
            A figure and a sentence; without any step on file a sentence that asks for one.
        """
        panel = self.reveal_with(
            lambda decision: self._evening_of(decision["entries"], decision["seed"])
        )
        if self.is_closed:
            self._closed_panel = panel
            if self._view is not None:
                self._render()
        return panel

    def say_state(self) -> None:
        """Say what can be done next; every step is on file already."""
        if self.problem:
            self.say(self.problem, "problem")
        elif self._is_evening:
            self.say(_("The day is closed and stands."), "done")
        elif self._is_asking:
            begun = sum(form != model.FIELDS for form in self._forms.values())
            words = ngettext(
                "{number} draft is not settled and would not count.",
                "{number} drafts are not settled and would not count.",
                begun,
            )
            ready = (
                _("Ready to be counted up.") if self._is_practice else _("Every step is on file.")
            )
            self.say(words.format(number=begun) if begun else ready)
        elif self._day.is_over:
            self.say(_("The working day is over. Close the day to see what it was worth."), "done")
        elif not self._opened and self._is_practice:
            self.say(_("Practice: choose a case from the queue. Nothing of it is kept or counts."))
        elif not self._opened:
            self.say(_("Choose a case from the queue. Every step and every draft is kept at once."))
        else:
            self._say_form()

    # The record

    def _take_over(self) -> None:
        """Take the day from the record, if it can be played."""
        if self.saved is None:
            return
        decision = self.saved.decision
        try:
            desk.play(self.scenario, decision["entries"], decision["seed"])
        except CourseError as error:
            self.problem = f"{record_path(self.name).name}: {error}"
            self.saved, self._is_trusted = None, False
            return
        self._entries, self.seed = list(decision["entries"]), decision["seed"]

    def _read_drafts(self) -> None:
        try:
            kept = read_record(
                model.draft_name(self.scenario), model.draft_schema(self.scenario), self.folder
            )
        except CourseError as error:
            self.problem = self.problem or str(error)
            return
        if kept is None:
            return
        waiting = {one.case for one in self._day.waiting}
        self._language = kept.decision["language"]
        self._forms = {
            case: form for case, form in kept.decision["forms"].items() if case in waiting
        }
        if kept.decision["open"] in waiting and not self._day.is_over:
            self._opened = kept.decision["open"]

    def _save_drafts(self) -> None:
        if self._is_practice:
            return
        save_record(
            model.draft_name(self.scenario),
            model.tidy_drafts(self._opened, self._language, self._forms),
            model.draft_schema(self.scenario),
            self.folder,
            keep_earlier=False,
        )

    def _set_day(self, entries: list[dict[str, Any]], seed: int) -> None:
        self._entries, self.seed = entries, seed
        self._day = desk.play(self.scenario, entries, seed)

    def _went_on_elsewhere(self) -> bool:
        """Whether the record has been changed by another notebook; then show what is on file."""
        if self._is_practice:
            return False
        try:
            on_file = read_record(self.name, self.schema, self.folder)
        except CourseError:
            return False
        if on_file is None or not self._is_trusted:
            return False
        if on_file.decision["entries"] == self._entries and not on_file.revealed_at:
            return False
        self.saved = on_file
        self.show(on_file.decision)
        self.say(_("This day went on elsewhere; here is how it stands now."))
        return True

    def _act(self, entry: dict[str, Any]) -> bool:
        """Take a step and keep it; False if nothing has happened."""
        if self._went_on_elsewhere():
            return False
        entries = [*self._entries, entry]
        day = desk.play(self.scenario, entries, self.seed)
        if not self._is_practice:
            self.saved = save_record(
                self.name,
                self.tidy({"entries": entries}),
                self.schema,
                self.folder,
                keep_earlier=not self._is_trusted,
            )
            self.problem, self._is_trusted = "", True
        fresh = day.events[len(self._day.events) :]
        self._news = [(event.kind, event.text) for event in fresh]
        self._entries, self._day = entries, day
        self.leave_form()
        return True

    # The view

    def build(self) -> ipw.Widget:
        """Build the desk, as it was left."""
        self._bar, self._events = self._part("desk-bar"), self._part("events")
        self._again = self._build_again()
        self._evening, self._log = self._part("evening", "at-evening"), self._part("log")
        self._body = self._box("desk-body", self._build_queue(), self._build_card())
        view = ipw.VBox(
            [self._bar, self._again, self._events, self._body, self._evening, self._log],
            layout={"max_width": "1080px"},
        )
        with_classes(view, "paper-sheet", f"of-{self._house}", "desk")
        self.guarded(self._render)()
        return view

    def _part(self, *names: str, made: ipw.Widget | None = None) -> ipw.Widget:
        """A part of the desk, HTML by default, with the classes of its style and its place."""
        part = ipw.HTML() if made is None else made
        for name in names:
            part.add_class(f"servicelab-{name}")
        return part

    def _box(self, name: str, *children: ipw.Widget) -> ipw.Widget:
        return self._part(name, made=ipw.Box(children, layout={"display": None}))

    def _column(self, name: str, *children: ipw.Widget) -> ipw.Widget:
        return self._part(name, made=ipw.VBox(children))

    def _build_again(self) -> ipw.Widget:
        self._practice_words = ipw.HTML()
        self._play_again = self.button(
            _("Play this day again, for practice"),
            _("The same cases; your day on file stands, and nothing of practice is kept"),
            self._practise,
            icon="repeat",
        )
        self._leave = self.button(
            _("Back to my day on file"),
            _("Ends practice and shows the evening of the day that counts"),
            self._leave_practice,
            icon="undo",
        )
        return self._box("again", self._practice_words, self._play_again, self._leave)

    def _build_queue(self) -> ipw.Widget:
        self._waiting_words = ipw.HTML()
        self._order = drop_down(
            _("Order by"),
            _("In which order the queue shows the waiting cases"),
            [(_("arrival"), "arrival"), (_("deadline"), "deadline")],
            "arrival",
            layout={"width": "170px"},
        )
        self.listen(self._order, self._show_queue)
        self._buttons = {
            case.id: self._part(
                "case",
                f"at-case-{number}",
                made=self.button(
                    "",
                    _("Open {case}").format(case=case.id),
                    partial(self._open, case.id),
                    layout={},
                ),
            )
            for number, case in enumerate(self.scenario.cases)
        }
        self._cases = self._column("cases")
        self._close = self.button(
            _("Close the day"),
            _("See what the day was worth; asks once more"),
            self._ask_once_more,
            icon="moon-o",
        )
        self._part("at-close", made=self._close)
        return self._column("queue", self._waiting_words, self._order, self._cases, self._close)

    def _build_card(self) -> ipw.Widget:
        self._choice = drop_down(
            _("Letters in"),
            _("Language of letters, files and labels of the choices; the rest of the page stays"),
            [(label, code) for code, label in LANGUAGES.items()],
            self._language,
            layout={"width": "150px"},
        )
        self._language_words = self._part("language")
        self.listen(self._choice, self._speak)
        self._head, self._file = self._part("at-head"), self._part("at-file")
        self._text = ipw.HTML()
        self._look = self.button(
            "", _("Takes desk time; may change the picture"), self._read_file, icon="folder-open"
        )
        self._form = self._build_form()
        self._settle = self.button(
            _("Settle the case"),
            _("Decide and go on"),
            self._settle_case,
            icon="check",
            button_style="primary",
        )
        self._question = self._part("at-question")
        back = self.button(
            _("Back to the desk"), _("Go on working"), self._back_to_the_desk, icon="undo"
        )
        close = self.button(
            _("Yes, close the day"),
            _("The day then stands"),
            self._close_the_day,
            icon="check",
            button_style="primary",
        )
        self._ask = self._box("ask", self._question, self._box("settle", back, close))
        sheet = self._column(
            "sheet",
            self._ask,
            self._box("head", self._head, self._choice),
            self._language_words,
            self._text,
            self._look,
            self._file,
            self._form,
        )
        return self._column("card", sheet, self._box("settle", self._settle, self.status_line()))

    def _build_form(self) -> ipw.Widget:
        minutes = self.scenario.escalation_minutes
        fields = [
            Choice(
                "severity",
                _("Severity"),
                options={key: f"{key} {name}" for key, name in model.SEVERITY_NAMES.items()},
                side_by_side=True,
            ),
            Choice("cause", _("Cause"), _("What went wrong"), options={}),
            Choice("owner", _("Owner"), _("Which department puts it right"), options={}),
            Choice("remedy", _("Remedy"), _("What the customer is offered"), options={}),
            Text(
                "amount",
                _("Amount"),
                _("Yuan that go with the remedy"),
                placeholder=_("such as 250"),
            ),
            Flag(
                "escalate",
                _("Escalate to the supervisor ({minutes} minutes)").format(minutes=minutes),
            ),
            Text(
                "promise",
                _("Promise"),
                _("Within how many days it will be done; empty: no date is promised"),
                placeholder=_("within ... days"),
            ),
            Text(
                "reply",
                _("Reply"),
                _("What you write to the customer"),
                placeholder=_("What you write to the customer (optional, kept with the case)"),
                rows=2,
            ),
        ]
        self._fields = {field.name: control(field).view for field in fields}
        wide = dict.fromkeys(("cause", "owner", "remedy"), "560px") | {"reply": "720px"}
        narrow = ("amount", "promise")
        for name, field in self._fields.items():
            self._part(f"at-{name}", made=field)
            self.listen(field, self._fill_in)
            if name != "escalate":
                field.style.description_width = "76px"
                width = "200px" if name in narrow else "auto"
                field.layout = {"width": width, "max_width": wide.get(name, "100%")}
        severity, cause, owner, remedy, amount, escalate, promise, reply = self._fields.values()
        severity.description = _("Severity")
        self._limit = ipw.HTML()
        no_date = _("{days}; empty: no date promised").format(days=self._days)
        return self._column(
            "form",
            severity,
            cause,
            owner,
            remedy,
            self._box("pair", amount, self._limit, escalate),
            self._box("pair", promise, ipw.HTML(self._html.note(no_date))),
            reply,
        )

    @property
    def _html(self) -> Any:
        return html_pieces(PIECES)

    @property
    def _days(self) -> str:
        return _("working days") if self.scenario.clock == "working" else _("calendar days")

    # Actions

    def _open(self, case: str) -> None:
        if case not in {one.case for one in self._day.waiting} or self._day.is_over:
            return
        self._opened, self._is_asking = case, False
        self._render("head")
        self._save_drafts()

    def _fill_in(self) -> None:
        """A field was changed."""
        if not self._opened or self._is_evening:
            return
        self._forms[self._opened] = {name: field.value for name, field in self._fields.items()}
        self._show_money()
        self._show_known()
        self._show_queue_button(self._opened)
        self.say_state()
        self._save_drafts()

    def _speak(self) -> None:
        """The language of the texts was changed."""
        self._language = self._choice.value
        self._render()
        self._save_drafts()

    def _read_file(self) -> None:
        if self._opened and self._opened not in self._day.read and not self._day.is_over:
            opened = self._opened
            if self._act({"case": opened, "look": True}):
                self._render("close" if self._day.is_over else "file")

    def _settle_case(self) -> None:
        if not self._opened or self._day.is_over:
            return
        form = self._form_of(self._opened)
        lacks = model.lacks(self.scenario, form)
        if lacks:
            self._say_form("problem")
            self.page.send_focus(next(iter(lacks)))
            return
        case = self._opened
        if self._act(model.entry_of(self.scenario, case, form)):
            self._opened = ""
            self._forms.pop(case, None)
            self._render("close" if self._day.is_over else self._first_in_queue())
            self._save_drafts()

    def _ask_once_more(self) -> None:
        if self._went_on_elsewhere():
            return
        if not self._entries:
            words = _("Work on at least one case before you close the day.")
            self.say(words, "problem")
            self._events.value = self._html.events([("refused", words)], "")
            return
        self._is_asking = True
        self._render("question")

    def _back_to_the_desk(self) -> None:
        self._is_asking = False
        place = "head" if self._opened else self._first_in_queue()
        self._render("close" if self._day.is_over else place)

    def _close_the_day(self) -> None:
        self._is_asking, self._opened = False, ""
        self.say(_("The day is being counted up ..."))
        if self._is_practice:
            self._practice_panel = self._evening_of(self._entries, self.seed)
            self._render("evening")
            return
        panel = self.reveal()
        if self.is_closed:
            self.page.send_focus("evening")
        else:
            self.say(panel.sentence, "problem")

    def _practise(self) -> None:
        """Begin the closed day anew, beside its record."""
        if not self._is_evening:
            return
        self._leave_the_desk()
        self._is_practice = True
        self._set_day([], self.seed)
        self._render(self._first_in_queue())

    def _leave_practice(self) -> None:
        """Show the day on file again."""
        if self.saved is not None:
            self._leave_the_desk()
            day = self.saved.decision
            self._set_day([dict(entry) for entry in day["entries"]], day["seed"])
            self._render("evening")

    def _leave_the_desk(self) -> None:
        self._is_practice, self._practice_panel = False, None
        self._forms, self._opened, self._news = {}, "", []

    # What is shown

    def _render(self, place: str = "") -> None:
        """Show the desk as it is; `place` is where the focus goes."""
        closed = self._is_evening
        over = self._day.is_over
        opened = bool(self._opened) and not (over or closed or self._is_asking)
        self._bar.value = self._bar_html()
        self._events.value = self._events_html()
        self._log.value = self._log_html()
        self._show(self._log, bool(self._log.value))
        self._show(self._body, not closed)
        self._show(self._ask, self._is_asking and not closed)
        self._show(self._evening, closed)
        self._show(self._events, not closed)
        self._practice_words.value = self._practice_html()
        self._show(self._again, closed or self._is_practice)
        self._show(self._practice_words, self._is_practice)
        self._show(self._play_again, closed)
        self._show(self._leave, self._is_practice)
        for part in (self._choice, self._form, self._settle):
            self._show(part, opened)
        self._language_words.value = self._language_html()
        self._show(self._language_words, opened and self._language != "en")
        self._show(self._look, opened and self._opened not in self._day.read)
        if closed:
            panel = self._practice_panel or self.panel()
            self._evening.value = evening_html(
                self.scenario, self._entries, self.seed, panel, self._language
            )
        else:
            self._show_queue()
            self._show_case(opened)
            if self._is_asking:
                self._question.value = self._question_html()
            self._close.button_style = "primary" if over else ""
        self.say_state()
        if place:
            self.page.send_focus(place)

    @staticmethod
    def _show(part: ipw.Widget, is_shown: bool) -> None:
        part.layout.display = None if is_shown else "none"

    def _first_in_queue(self) -> str:
        queue = self._queue()
        if not queue:
            return "close"
        numbers = {case.id: number for number, case in enumerate(self.scenario.cases)}
        return f"case-{numbers[queue[0].case]}"

    def _queue(self) -> list[desk.Waiting]:
        waiting = list(self._day.waiting)
        if self._order.value == "deadline":
            waiting.sort(key=lambda one: one.days_left)
        return waiting

    def _show_queue(self) -> None:
        queue = self._queue()
        for one in queue:
            self._show_queue_button(one.case)
        self._cases.children = [self._buttons[one.case] for one in queue]
        today = sum(one.days_left <= 0 for one in queue)
        self._waiting_words.value = self._html.waiting(len(queue), today)

    def _show_queue_button(self, name: str) -> None:
        one = next((one for one in self._day.waiting if one.case == name), None)
        if one is None:
            return
        case, button = self.scenario.by_id[name], self._buttons[name]
        urgent = one.days_left <= 0
        clock = model.clock_words(self.scenario, one.days_left)
        marks = []
        if one.returned:
            marks.append(_("came back: {why}").format(why=model.why_back(one.returned[-1])))
        if one.is_read:
            marks.append(_("file read"))
        if self._forms.get(name, model.FIELDS) != model.FIELDS:
            marks.append(_("draft"))
        lines = [f"{name} {case.customer}", f"{case.product} · {'▲ ' if urgent else ''}{clock}"]
        button.description = "\n".join([*lines, *([", ".join(marks)] if marks else [])])
        for kind, is_so in (
            ("urgent", urgent or bool(one.returned)),
            ("open", name == self._opened),
        ):
            (button.add_class if is_so else button.remove_class)(f"servicelab-{kind}")
        button.disabled = self._day.is_over

    def _show_case(self, opened: bool) -> None:
        if not opened:
            self.page.known = []
            self._head.value = self._file.value = ""
            self._text.value = "" if self._day.is_over or self._is_asking else self._rules_html()
            return
        case, language = self.scenario.by_id[self._opened], self._language
        one = self._waiting(case.id)
        before = self._last_entry(case.id)
        seen = self.scenario if one.is_read else self.scenario.unread
        self._head.value = self._html.head(
            seen.by_id[case.id],
            model.clock_words(self.scenario, one.days_left),
            one.days_left <= 0,
            one.due,
            self.scenario.time(one.since),
        )
        text, history, evidence = (
            getattr(case, f"{part}_{language}") for part in ("text", "history", "evidence")
        )
        back = model.why_back(one.returned[-1]) if one.returned and before is not None else ""
        self._text.value = self._html.letter(text, history, language, back)
        self._file.value = self._html.file(evidence, language) if case.id in self._day.read else ""
        minutes = desk.minutes_of(self.scenario, case, {"case": case.id, "look": True})
        self._look.description = ngettext(
            "Read the file ({number} minute)", "Read the file ({number} minutes)", minutes
        ).format(number=minutes)
        form = self._form_of(case.id)
        with self.silence():
            for name in ("cause", "owner", "remedy"):
                field, options = self._fields[name], getattr(self.scenario, f"{name}s", None)
                options = self.scenario.remedies if options is None else options
                with field.hold_sync():
                    field.options = [
                        (_("choose..."), ""),
                        *((self._option(one), key) for key, one in options.items()),
                    ]
            for name, field in self._fields.items():
                field.value = form[name]
        self._show_money()
        self._show_known()

    def _waiting(self, case: str) -> desk.Waiting:
        return next(one for one in self._day.waiting if one.case == case)

    def _form_of(self, case: str) -> dict[str, Any]:
        """The form of a case: its draft, or what was decided before it came back."""
        if case in self._forms:
            return self._forms[case]
        before = self._last_entry(case)
        return dict(model.FIELDS) if before is None else model.form_of(before)

    def _last_entry(self, case: str) -> dict[str, Any] | None:
        return next(
            (one for one in reversed(self._entries) if one["case"] == case and "look" not in one),
            None,
        )

    def _option(self, one: Any) -> str:
        label = str(getattr(one, f"label_{self._language}"))
        if hasattr(one, "lead_days"):
            days = ngettext("{number} day", "{number} days", one.lead_days)
            return f"{label} · {days.format(number=one.lead_days)}"
        if hasattr(one, "minutes"):
            return f"{label} · " + _("{number} min").format(number=one.minutes)
        return label

    def _show_money(self) -> None:
        remedy = self.scenario.remedies.get(self._fields["remedy"].value)
        limit = model.money(self.scenario.authority_limit)
        words, kind = _("your limit: {limit} yuan").format(limit=limit), "soft"
        amount = model.read_amount(self._fields["amount"].value) or 0
        if remedy is not None and not remedy.has_amount:
            words = _("no money goes with this remedy")
        elif amount > self.scenario.authority_limit:
            words, kind = (
                _("▲ above your limit of {limit} yuan").format(limit=limit),
                "urgent-words",
            )
        self._limit.value = self._html.note(words, kind)

    def _show_known(self) -> None:
        """Tell the page what of the form has arrived, in the form that its script compares."""
        fields = dict(self._fields)
        severity = fields.pop("severity").index
        self.page.known = [
            -1 if severity is None else severity,
            *(field.index if hasattr(field, "index") else field.value for field in fields.values()),
        ]

    def _say_form(self, tone: Any = "info") -> None:
        """What the form still lacks, or what settling it takes."""
        form = self._form_of(self._opened)
        lacks = model.lacks(self.scenario, form)
        is_complete = not lacks
        (self._settle.remove_class if is_complete else self._settle.add_class)(
            "servicelab-incomplete"
        )
        if lacks:
            self.say(_("Still missing: {what}.").format(what="; ".join(lacks.values())), tone)
            return
        minutes = model.form_minutes(self.scenario, self._opened, form) or 0
        words = ngettext(
            "Ready to settle. It takes {number} minute, until {time}.",
            "Ready to settle. It takes {number} minutes, until {time}.",
            minutes,
        )
        if model.read_days(form["promise"]) is None:
            words += " " + _("No date is promised.")
        time = self.scenario.time(self._day.minute + minutes)
        self.say(words.format(number=minutes, time=time))

    # HTML

    def _bar_html(self) -> str:
        scenario, day = self.scenario, self._day
        gone = min(day.minute, scenario.minutes)
        words = _("{minutes} of {total} minutes gone").format(minutes=gone, total=scenario.minutes)
        track = progress_bar(_("Working day"), gone, scenario.minutes, words)
        title = getattr(scenario, f"title_{self._language}")
        left = _("{hours} h {minutes:02d} min").format(
            hours=day.minutes_left // 60, minutes=day.minutes_left % 60
        )
        limit, granted = (
            _("{sum} yuan").format(sum=model.money(sum))
            for sum in (scenario.authority_limit, day.granted)
        )
        facts = [
            (_("Time"), scenario.time(day.minute)),
            (_("Left today"), left),
            (_("Your limit"), limit),
            (_("Granted today"), granted),
            (_("Settled"), len(day.settled)),
            (_("Deadlines in"), self._days),
        ]
        date = f"{_weekday(scenario.date)} {scenario.date}"
        return head_bar(self._house, title, facts, date, track)

    def _events_html(self) -> str:
        words = day_words(self.scenario, self._day)
        if not self._entries:
            words = _("{time} The desk opens: {number} cases wait.").format(
                time=self.scenario.time(self._day.minute), number=len(self._day.waiting)
            )
        return self._html.events(self._news, words)

    def _log_html(self) -> str:
        shown = [event for event in self._day.events if event.kind != "arrived" or event.minute]
        return self._html.log(shown)

    def _rules_html(self) -> str:
        limit = model.money(self.scenario.authority_limit)
        is_open = not self._entries
        return self._html.rules(self.scenario, self._days, limit, desk.ESCALATION_DAYS, is_open)

    def _question_html(self) -> str:
        today = sum(one.days_left == 0 for one in self._day.waiting)
        end = (
            _("This is practice: your day on file stands.")
            if self._is_practice
            else _("Once closed, the day stands.")
        )
        return self._html.question(len(self._day.waiting), today, self._day.minutes_left, end)

    def _practice_html(self) -> str:
        words = (
            _("Practice is over: this is not your grade. Your day on file stands as it was.")
            if self._practice_panel is not None
            else _("Practice: nothing of it is kept or counts. Your day on file stands.")
        )
        return self._html.note(f"↻ {words}", "practice")

    def _language_html(self) -> str:
        words = _(
            "Letters, files and the labels of the choices are in {language}; the rest of the page stays English."
        )
        return self._html.note(words.format(language=LANGUAGES[self._language]))


def _weekday(day: dt.date) -> str:
    return [
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    ][day.weekday()]
