"""Complaint desk, the view: a working day with complaints, played case by case."""

from __future__ import annotations

import datetime as dt
import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as ipw

from .. import complaint_desk as model
from .. import desk
from .._i18n import _, ngettext
from ..errors import CourseError
from ..records import read_record, record_path, save_record
from ..scenario import LANGUAGES, Case, Scenario, load_scenario
from .base import DecisionWidget, Panel
from .desk_evening import day_panel, day_words, evening_html, evening_panel
from .form import OWN_LABEL, drop_down

_SCRIPT = Path(__file__).with_suffix(".js")
_SHEET = Path(__file__).with_suffix(".css")
# An image that cannot fail runs the script where the view is shown, as in the base class.
_LOADER = (
    '<style>{style}</style><img alt="" hidden src="data:image/gif;base64,'
    'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" onload="{script}">'
)
_FULL = {"width": "auto", "max_width": "100%"}
_LABELS = {"description_width": "76px"}


class ComplaintDesk(DecisionWidget):
    """A day at a complaint desk: choose a case, read, decide, and see in the evening what it did.

    Parameters
    ----------
    scenario : str, path or Scenario
        One of :func:`servicelab.scenario.list_scenarios`, or a TOML file.
    folder : path
        Where the day is kept: beside the notebook.
    seed : int
        Which version of the day, see :func:`servicelab.scenario.vary`. A day on file keeps its own.

    Raises
    ------
    CourseError
        If the scenario cannot be read. A damaged record is told in the widget instead.

    Notes
    -----
    Each step is kept at once. Forms that are not sent yet lie in a record of their own, see
    :func:`servicelab.complaint_desk.draft_name`, so that grading sees decisions only.
    """

    def __init__(
        self,
        scenario: str | Path | Scenario = "insurer_claims",
        folder: Path | str = ".",
        seed: int = 0,
    ) -> None:
        self.scenario = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        self.name = desk.record_name(self.scenario)
        self.schema = desk.decision_schema(self.scenario)
        self.seed = seed
        self._entries: list[dict[str, Any]] = []
        self._forms: dict[str, dict[str, Any]] = {}
        self._opened = ""
        self._language = "en"
        self._turn = 0
        self._is_asking = False
        self._news: list[tuple[str, str]] = []
        self._is_trusted = True
        self._closed_panel: Panel | None = None
        super().__init__(folder)
        self._take_over()
        self._day = desk.play(self.scenario, self._entries, self.seed)
        self._read_drafts()

    @property
    def day(self) -> desk.Day:
        """The desk as it is now."""
        return self._day

    @property
    def is_closed(self) -> bool:
        """Whether the day has been closed, so that it stands."""
        return self.saved is not None and self.saved.revealed_at is not None

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
        if self.is_closed:
            if self._closed_panel is None:
                self._closed_panel = evening_panel(self.scenario, self._entries, self.seed)
            return self._closed_panel
        return day_panel(self.scenario, self._entries, self.seed)

    def show(self, decision: Mapping[str, Any]) -> None:
        """Bring a day that was recorded by code to the desk."""
        self._set_day([dict(entry) for entry in decision["entries"]], decision["seed"])
        self._forms, self._opened, self._news = {}, "", []
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
            lambda decision: evening_panel(self.scenario, decision["entries"], decision["seed"])
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
        elif self.is_closed:
            self.say(_("The day is closed and stands."), "done")
        elif self._is_asking:
            begun = sum(form != model.FIELDS for form in self._forms.values())
            words = ngettext(
                "{number} draft is not settled and would not count.",
                "{number} drafts are not settled and would not count.",
                begun,
            )
            self.say(words.format(number=begun) if begun else _("Every step is on file."))
        elif self._day.is_over:
            self.say(_("The working day is over. Close the day to see what it was worth."), "done")
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
        return True

    # The view

    def build(self) -> ipw.Widget:
        """Build the desk, as it was left."""
        loader = ipw.HTML(
            _LOADER.format(
                style=_SHEET.read_text(encoding="utf-8"),
                script=html.escape(_SCRIPT.read_text(encoding="utf-8"), quote=True),
            ),
            layout={"display": "none"},
        )
        self._marker = ipw.HTML(layout={"display": "none"})
        self._known = ipw.HTML(layout={"display": "none"})
        self._bar = self._html("desk-bar")
        self._events = self._html("events")
        self._body = self._box("desk-body", [self._build_queue(), self._build_card()])
        self._evening = self._html("evening")
        self._evening.add_class("servicelab-at-evening")
        self._log = self._html("log")
        view = ipw.VBox(
            [
                loader,
                self._marker,
                self._known,
                self._bar,
                self._events,
                self._body,
                self._evening,
                self._log,
            ],
            layout={"max_width": "1080px"},
        )
        view.add_class("servicelab-desk")
        self._connect()
        self.guarded(self._render)()
        return view

    def _html(self, name: str) -> ipw.HTML:
        made = ipw.HTML()
        made.add_class(f"servicelab-{name}")
        return made

    def _box(self, name: str, children: list[ipw.Widget]) -> ipw.Box:
        made = ipw.Box(children, layout={"display": None})
        made.add_class(f"servicelab-{name}")
        return made

    def _button(self, label: str, tooltip: str, icon: str, style: str = "") -> ipw.Button:
        return ipw.Button(
            description=label,
            tooltip=tooltip,
            icon=icon,
            button_style=style,
            layout={"width": "auto"},
        )

    def _build_queue(self) -> ipw.Widget:
        self._waiting_words = ipw.HTML()
        self._order = ipw.Dropdown(
            options=[(_("arrival"), "arrival"), (_("deadline"), "deadline")],
            description=_("Order by"),
            tooltip=_("In which order the queue shows the waiting cases"),
            style=OWN_LABEL,
            layout={"width": "170px"},
        )
        self._buttons = {
            case.id: self._case_button(number, case.id)
            for number, case in enumerate(self.scenario.cases)
        }
        self._cases = ipw.VBox()
        self._cases.add_class("servicelab-cases")
        self._close = self._button(
            _("Close the day"), _("See what the day was worth; asks once more"), "moon-o"
        )
        self._close.add_class("servicelab-at-close")
        queue = ipw.VBox([self._waiting_words, self._order, self._cases, self._close])
        queue.add_class("servicelab-queue")
        return queue

    def _case_button(self, number: int, case: str) -> ipw.Button:
        button = ipw.Button(tooltip=_("Open {case}").format(case=case))
        button.add_class("servicelab-case")
        button.add_class(f"servicelab-at-case-{number}")
        button.on_click(self.guarded(lambda _button: self._open(case)))
        return button

    def _build_card(self) -> ipw.Widget:
        self._choice = ipw.Dropdown(
            options=[(label, code) for code, label in LANGUAGES.items()],
            value=self._language,
            description=_("Texts in"),
            tooltip=_("Language of the case"),
            style=OWN_LABEL,
            layout={"width": "150px"},
        )
        self._head = self._html("at-head")
        self._text = ipw.HTML()
        self._look = self._button("", _("Takes desk time; may change the picture"), "folder-open")
        self._file = self._html("at-file")
        self._severity = ipw.RadioButtons(
            options=[(f"{key} {name}", key) for key, name in model.SEVERITY_NAMES.items()],
            value=None,
            orientation="horizontal",
            description=_("Severity"),
            style=_LABELS,
            layout=_FULL,
        )
        self._cause = drop_down(_("Cause"), _("What went wrong"), [], "auto")
        self._owner = drop_down(_("Owner"), _("Which department puts it right"), [], "auto")
        self._remedy = drop_down(_("Remedy"), _("What the customer is offered"), [], "auto")
        for field in (self._cause, self._owner, self._remedy):
            field.style, field.layout.width, field.layout.max_width = _LABELS, "auto", "560px"
        self._amount = ipw.Text(
            description=_("Amount"),
            tooltip=_("Yuan that go with the remedy"),
            placeholder=_("such as 250"),
            continuous_update=False,
            style=_LABELS,
            layout={"width": "200px"},
        )
        self._limit = ipw.HTML()
        self._escalate = ipw.Checkbox(
            description=_("Escalate to the supervisor ({minutes} minutes)").format(
                minutes=self.scenario.escalation_minutes
            ),
            indent=False,
            layout={"width": "auto"},
        )
        days = _("working days") if self.scenario.clock == "working" else _("calendar days")
        self._promise = ipw.Text(
            description=_("Promise"),
            tooltip=_("Within how many days it will be done; empty: no date is promised"),
            placeholder=_("within ... days"),
            continuous_update=False,
            style=_LABELS,
            layout={"width": "200px"},
        )
        promised = ipw.HTML(
            f'<span class="servicelab-soft">'
            f"{html.escape(_('{days}; empty: no date promised').format(days=days))}</span>"
        )
        self._reply = ipw.Textarea(
            description=_("Reply"),
            tooltip=_("What you write to the customer"),
            placeholder=_("What you write to the customer (optional, kept with the case)"),
            continuous_update=False,
            rows=2,
            style=_LABELS,
            layout={"width": "auto", "max_width": "720px"},
        )
        for name, field in self._fields().items():
            field.add_class(f"servicelab-at-{name}")
        self._settle = self._button(_("Settle the case"), _("Decide and go on"), "check", "primary")
        self._form = ipw.VBox(
            [
                self._severity,
                self._cause,
                self._owner,
                self._remedy,
                self._box("pair", [self._amount, self._limit, self._escalate]),
                self._box("pair", [self._promise, promised]),
                self._reply,
            ]
        )
        self._form.add_class("servicelab-form")
        self._question = self._html("at-question")
        self._no = self._button(_("Back to the desk"), _("Go on working"), "undo")
        self._yes = self._button(
            _("Yes, close the day"), _("The day then stands"), "check", "primary"
        )
        self._ask = self._box("ask", [self._question, self._box("settle", [self._no, self._yes])])
        sheet = ipw.VBox(
            [
                self._ask,
                self._box("head", [self._head, self._choice]),
                self._text,
                self._look,
                self._file,
                self._form,
            ]
        )
        sheet.add_class("servicelab-sheet")
        card = ipw.VBox([sheet, self._box("settle", [self._settle, self.status_line()])])
        card.add_class("servicelab-card")
        return card

    def _fields(self) -> dict[str, ipw.Widget]:
        return {
            "severity": self._severity,
            "cause": self._cause,
            "owner": self._owner,
            "remedy": self._remedy,
            "amount": self._amount,
            "escalate": self._escalate,
            "promise": self._promise,
            "reply": self._reply,
        }

    def _connect(self) -> None:
        for field in self._fields().values():
            self.listen(field, self._fill_in)
        self.listen(self._choice, self._speak)
        self.listen(self._order, self._show_queue)
        for button, action in (
            (self._look, self._read_file),
            (self._settle, self._settle_case),
            (self._close, self._ask_once_more),
            (self._no, self._back_to_the_desk),
            (self._yes, self._close_the_day),
        ):
            button.on_click(self.guarded(lambda _button, action=action: action()))

    # Actions

    def _open(self, case: str) -> None:
        if case not in {one.case for one in self._day.waiting} or self._day.is_over:
            return
        self._opened, self._is_asking = case, False
        self._render("head")
        self._save_drafts()

    def _fill_in(self) -> None:
        """A field was changed."""
        if not self._opened or self.is_closed:
            return
        self._forms[self._opened] = {name: field.value for name, field in self._fields().items()}
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
            self._send_focus(next(iter(lacks)))
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
            self.say(_("Work on at least one case before you close the day."), "problem")
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
        panel = self.reveal()
        if self.is_closed:
            self._send_focus("evening")
        else:
            self.say(panel.sentence, "problem")

    # What is shown

    def _render(self, place: str = "") -> None:
        """Show the desk as it is; `place` is where the focus goes."""
        closed = self.is_closed
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
        for part in (self._choice, self._form, self._settle):
            self._show(part, opened)
        self._show(self._look, opened and self._opened not in self._day.read)
        if closed:
            self._evening.value = evening_html(
                self.scenario, self._entries, self.seed, self.panel(), self._language
            )
        else:
            self._show_queue()
            self._show_case(opened)
            if self._is_asking:
                self._question.value = self._question_html()
            self._close.button_style = "primary" if over else ""
        self.say_state()
        if place:
            self._send_focus(place)

    @staticmethod
    def _show(part: ipw.Widget, is_shown: bool) -> None:
        part.layout.display = None if is_shown else "none"

    def _send_focus(self, place: str) -> None:
        self._turn += 1
        self._marker.value = f'<span data-turn="{self._turn}" data-place="{place}"></span>'

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
        waiting = ngettext("{number} case waits", "{number} cases wait", len(queue))
        today = sum(one.days_left <= 0 for one in queue)
        words = waiting.format(number=len(queue))
        if today:
            words += ", " + ngettext(
                "{number} on its last day", "{number} on their last day", today
            ).format(number=today)
        self._waiting_words.value = f"<b>{html.escape(words)}</b>"

    def _show_queue_button(self, name: str) -> None:
        one = next((one for one in self._day.waiting if one.case == name), None)
        if one is None:
            return
        case, button = self.scenario.by_id[name], self._buttons[name]
        urgent = one.days_left <= 0
        clock = model.clock_words(self.scenario, one.days_left)
        marks = (
            [_("came back: {why}").format(why=model.why_back(one.returned[-1]))]
            if (one.returned)
            else []
        )
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
            self._known.value = ""
            self._head.value = self._file.value = ""
            self._text.value = "" if self._day.is_over or self._is_asking else self._rules_html()
            return
        case = self.scenario.by_id[self._opened]
        self._head.value = self._head_html(case)
        self._text.value = self._text_html(case)
        self._file.value = self._file_html(case) if case.id in self._day.read else ""
        minutes = desk.minutes_of(self.scenario, case, {"case": case.id, "look": True})
        self._look.description = ngettext(
            "Read the file ({number} minute)", "Read the file ({number} minutes)", minutes
        ).format(number=minutes)
        form = self._form_of(case.id)
        with self.silence():
            for field, options in (
                (self._cause, self.scenario.causes),
                (self._owner, self.scenario.owners),
                (self._remedy, self.scenario.remedies),
            ):
                with field.hold_sync():
                    field.options = [
                        (_("choose..."), ""),
                        *((self._option(one), key) for key, one in options.items()),
                    ]
            for name, field in self._fields().items():
                field.value = form[name]
        self._show_money()
        self._show_known()

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
        remedy = self.scenario.remedies.get(self._remedy.value)
        limit = model.money(self.scenario.authority_limit)
        words, kind = _("your limit: {limit} yuan").format(limit=limit), "soft"
        if remedy is not None and not remedy.has_amount:
            words = _("no money goes with this remedy")
        elif (model.read_amount(self._amount.value) or 0) > self.scenario.authority_limit:
            words, kind = (
                _("▲ above your limit of {limit} yuan").format(limit=limit),
                "urgent-words",
            )
        self._limit.value = f'<span class="servicelab-{kind}">{html.escape(words)}</span>'

    def _show_known(self) -> None:
        """Tell the page what of the form has arrived, in the form that its script compares."""
        fields = [
            -1 if self._severity.index is None else self._severity.index,
            self._cause.index,
            self._owner.index,
            self._remedy.index,
            self._amount.value,
            self._escalate.value,
            self._promise.value,
            self._reply.value,
        ]
        known = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        self._known.value = f'<span data-known="{html.escape(known)}"></span>'

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
            "Complete. Settling takes {number} minute, until {time}.",
            "Complete. Settling takes {number} minutes, until {time}.",
            minutes,
        )
        if model.read_days(form["promise"]) is None:
            words += " " + _("No date is promised.")
        time = self.scenario.time(self._day.minute + minutes)
        self.say(words.format(number=minutes, time=time), "done")

    # HTML

    def _bar_html(self) -> str:
        scenario, day = self.scenario, self._day
        hours, minutes = divmod(day.minutes_left, 60)
        days = _("working days") if scenario.clock == "working" else _("calendar days")
        facts = [
            (_("Time"), scenario.time(day.minute)),
            (
                _("Left today"),
                _("{hours} h {minutes:02d} min").format(hours=hours, minutes=minutes),
            ),
            (
                _("Your limit"),
                _("{limit} yuan").format(limit=model.money(scenario.authority_limit)),
            ),
            (_("Granted today"), _("{sum} yuan").format(sum=model.money(day.granted))),
            (_("Settled"), f"{len(day.settled)}"),
            (_("Deadlines in"), days),
        ]
        inside = "".join(
            f'<div class="servicelab-fact"><small>{html.escape(name)}</small>'
            f"<b>{html.escape(value)}</b></div>"
            for name, value in facts
        )
        title = getattr(scenario, f"title_{self._language}")
        share = 100 * min(day.minute / scenario.minutes, 1)
        gone = _("{minutes} of {total} minutes gone").format(
            minutes=min(day.minute, scenario.minutes), total=scenario.minutes
        )
        return (
            f'<div class="servicelab-bar"><div>{html.escape(title)} '
            f'<small class="servicelab-soft">{_weekday(scenario.date)} {scenario.date}</small></div>'
            f'{inside}</div><div class="servicelab-track" role="progressbar" '
            f'aria-label="{html.escape(_("Working day"))}" aria-valuemin="0" '
            f'aria-valuemax="{scenario.minutes}" aria-valuenow="{min(day.minute, scenario.minutes)}" '
            f'aria-valuetext="{html.escape(gone)}"><div style="width:{share:.1f}%"></div></div>'
        )

    def _events_html(self) -> str:
        if not self._news:
            words = day_words(self.scenario, self._day)
            if not self._entries:
                words = _("{time} The desk opens: {number} cases wait.").format(
                    time=self.scenario.time(self._day.minute), number=len(self._day.waiting)
                )
            return f"<div>{html.escape(words)}</div>"
        return "".join(
            f'<div class="servicelab-{kind}">{"↩ " if kind == "returned" else ""}'
            f"{html.escape(text)}</div>"
            for kind, text in self._news
        )

    def _log_html(self) -> str:
        shown = [event for event in self._day.events if event.kind != "arrived" or event.minute]
        if not shown:
            return ""
        rows = "".join(f"<li>{html.escape(event.text)}</li>" for event in shown)
        return (
            f'<details data-part="log"><summary>{html.escape(_("Log of the day"))}</summary>'
            f'<ul style="margin:4px 0;padding-left:18px;list-style:none">{rows}</ul></details>'
        )

    def _rules_html(self) -> str:
        """How the desk works, before a case is open; later folded away."""
        scenario = self.scenario
        days = _("working days") if scenario.clock == "working" else _("calendar days")
        rules = [
            _(
                "You decide in which order you take the cases: click one, or go to it with Tab and "
                "press Enter. Opening a case takes no time, and more complaints arrive during the day."
            ),
            _(
                "Settling takes {handling} minutes and those of the remedy, reading a file about "
                "{look}, escalating {escalation} more. Not everything fits into {hours} hours."
            ).format(
                handling=scenario.handling_minutes,
                look=scenario.look_minutes,
                escalation=scenario.escalation_minutes,
                hours=f"{scenario.minutes / 60:g}",
            ),
            _(
                "The clock: {short} {days} to decide, {long} for complex cases; the day of receipt is "
                "day 0. What ends today is late tomorrow."
            ).format(short=scenario.deadline_days, long=scenario.complex_days, days=days),
            _(
                "You may grant up to {limit} yuan alone. The supervisor decides above that; an amount "
                "above your limit that nobody approved is reversed."
            ).format(limit=model.money(scenario.authority_limit)),
            _(
                "A promise tells the customer by when it is done. Behind each owner stands how many "
                "days that department needs; the supervisor needs {number} more."
            ).format(number=desk.ESCALATION_DAYS),
        ]
        items = "".join(f"<li>{html.escape(rule)}</li>" for rule in rules)
        title = html.escape(_("How this desk works"))
        is_open = "" if self._entries else " open"
        return (
            f'<details{is_open} data-part="rules">'
            f"<summary><b>{title}</b></summary>"
            f'<ul class="servicelab-rules">{items}</ul></details>'
        )

    def _head_html(self, case: Case) -> str:
        one = next(one for one in self._day.waiting if one.case == case.id)
        clock = model.clock_words(self.scenario, one.days_left)
        kind = "urgent-words" if one.days_left <= 0 else "soft"
        sign = "▲ " if one.days_left <= 0 else ""
        dates = _("received {received}, decide by {due}").format(
            received=case.received, due=one.due
        )
        since = _("on the desk since {time}").format(time=self.scenario.time(one.since))
        return (
            '<div class="servicelab-name" role="heading" aria-level="3" tabindex="-1">'
            f"{html.escape(f'{case.id} {case.customer}, {case.product}')}</div>"
            f'<div><span class="servicelab-{kind}">{html.escape(sign + clock)}</span>'
            f'<span class="servicelab-soft"> · {html.escape(dates)} · {html.escape(since)}</span>'
            "</div>"
        )

    def _text_html(self, case: Case) -> str:
        one = next(one for one in self._day.waiting if one.case == case.id)
        language = self._language
        before = self._last_entry(case.id)
        back = ""
        if one.returned and before is not None:
            words = _("It came back: {why}. The form shows what you had decided.").format(
                why=model.why_back(one.returned[-1])
            )
            back = f'<div class="servicelab-back"><b>{html.escape(words)}</b></div>'
        text = html.escape(getattr(case, f"text_{language}"))
        history = html.escape(getattr(case, f"history_{language}"))
        return (
            f'{back}<div class="servicelab-letter" lang="{language}">{text}</div>'
            f'<div class="servicelab-paper"><b>{html.escape(_("History"))}</b> '
            f'<span lang="{language}">{history}</span></div>'
        )

    def _file_html(self, case: Case) -> str:
        text = html.escape(getattr(case, f"evidence_{self._language}"))
        return (
            f'<div class="servicelab-file" tabindex="-1"><b>{html.escape(_("The file"))}</b> '
            f'<span lang="{self._language}">{text}</span></div>'
        )

    def _question_html(self) -> str:
        queue = self._day.waiting
        today = sum(one.days_left == 0 for one in queue)
        words = ngettext(
            "{number} case still waits", "{number} cases still wait", len(queue)
        ).format(number=len(queue))
        if today:
            words += ", " + ngettext(
                "{number} of them ends today", "{number} of them end today", today
            ).format(number=today)
        left = self._day.minutes_left
        rest = ngettext("{number} minute is left", "{number} minutes are left", left)
        said = _("{waiting}; {rest}. Once closed, the day stands.").format(
            waiting=words, rest=rest.format(number=left)
        )
        return (
            '<div class="servicelab-name" role="heading" aria-level="3" tabindex="-1">'
            f"{html.escape(_('Close the day?'))}</div><p>{html.escape(said)}</p>"
        )


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
