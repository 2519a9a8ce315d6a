"""What every decision widget shares: one record, one status line, one static fallback.

A widget shows a pure model. It keeps the trainee's decision through :mod:`servicelab.decisions.records`,
shows an outcome only after a decision, and turns into a picture and a sentence where there is no
front end. A new widget derives from :class:`servicelab.decisions.widgets.form.FormWidget` if its decision is
a form, and otherwise from :class:`DecisionWidget`, supplying `build`, `panel`, `missing`, `tidy`
and `show`.
"""

from __future__ import annotations

import asyncio
import html
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import ipywidgets as ipw
from IPython.utils.capture import capture_output

from servicelab.decisions.records import Record, mark_revealed, read_record, save_record
from servicelab.decisions.widgets.charts import Drawn, charts_html
from servicelab.decisions.widgets.page import Page
from servicelab.errors import CourseError
from servicelab.i18n import _
from servicelab.plots.pictures import Picture as Picture
from servicelab.plots.pictures import is_static as is_static
from servicelab.static_forms import VIEW, keep_form

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Tone = Literal["info", "done", "problem"]

# Words, a symbol and a frame, so that the tone never depends on color alone.
_TONES: dict[Tone, tuple[str, str]] = {
    "info": ("○", "#808080"),
    "done": ("✓", "#2a8a57"),
    "problem": ("✗", "#c8641b"),
}


@contextmanager
def drawing(width: float, height: float) -> Iterator[Figure]:
    """Give an empty figure in the style of the course, whatever style the notebook has set.

    There is no automatic layout, which would double the time of every update: call
    ``figure.subplots_adjust``.

    Parameters
    ----------
    width, height : float
        Inches, of 100 pixels each on the screen.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from servicelab.plots.style import use_style

    with mpl.rc_context():
        mpl.rcdefaults()
        use_style()
        mpl.rc("font", size=9.5)
        mpl.rc("xtick", labelsize=9.5)
        mpl.rc("ytick", labelsize=9.5)
        mpl.rc("axes", titlesize=10.5, labelsize=9.5, grid=False)
        mpl.rc("legend", fontsize=9.5)
        figure = Figure(figsize=(width, height))
        FigureCanvasAgg(figure)
        yield figure


@dataclass(frozen=True)
class Panel:
    """A sentence and, if there is one, a picture: what is shown without a front end.

    Parameters
    ----------
    sentence : str
        Stands on its own.
    pictures : tuple of Drawn
        Charts and pictures, above the sentence, side by side where there is room.
    """

    sentence: str
    pictures: tuple[Drawn, ...] = ()

    def to_html(self) -> str:
        """The panel as HTML."""
        return (
            f'<figure style="margin:0">{charts_html(self.pictures, with_style=True)}'
            f'<figcaption style="margin:4px 0">{html.escape(self.sentence)}</figcaption></figure>'
        )

    def __repr__(self) -> str:
        return self.sentence

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": self.sentence, "text/html": self.to_html()}


def _leave_form(view: ipw.Widget, panel: Panel) -> None:
    """Leave what a view looks like for the server that saves the notebook."""
    forms = {"text/plain": panel.sentence, "text/html": panel.to_html()}
    keep_form(view.model_id, forms)


class RevealButton:
    """A button that shows an outcome, see :meth:`DecisionWidget.reveal_button`."""

    def __init__(self, owner: DecisionWidget, reveal: Callable[[], Panel]) -> None:
        self._owner = owner
        self._reveal = reveal
        self.shown = ipw.HTML()
        self.button = owner.button(
            _("Open the seal"),
            _("Show the outcome; from then on the decision stands"),
            self.press,
            icon="envelope-open",
            layout={},
        )
        self.page = Page()
        self._head = ipw.HTML(f"<b>{html.escape(_('Sealed: what came of it'))}</b>")
        self._box = ipw.VBox([ipw.HBox([self._head, self.button]), self.shown, self.page])
        for name in ("servicelab-widget", "servicelab-seal"):
            self._box.add_class(name)

    def press(self) -> None:
        """Show the outcome, or what is missing for it; also what is displayed on the way."""
        with capture_output(stdout=False, stderr=False) as told:
            panel = self._reveal()
        self.shown.value = panel.to_html()
        if told.outputs:
            outputs = tuple(
                {"output_type": "display_data", "data": one.data, "metadata": one.metadata or {}}
                for one in told.outputs
            )
            *above, page = self._box.children
            self._box.children = (*above, ipw.Output(outputs=outputs), page)
        if self._is_open:
            self._box.add_class("servicelab-seal-open")
            self._head.value = (
                '<b class="servicelab-at-opened" tabindex="-1">'
                f"{html.escape(_('Opened: what came of it'))}</b>"
            )
            self.button.layout.display = "none"
            self.page.move_focus("opened")
            _leave_form(self._box, panel)

    @property
    def _is_open(self) -> bool:
        return self._owner.is_revealed

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        if is_static() or self._is_open:
            return self._reveal()._repr_mimebundle_()
        told = _("Press the button to see the outcome.")
        view: dict[str, Any] = self._box._repr_mimebundle_()
        _leave_form(self._box, Panel(_("Sealed: what came of it.")))
        return {**view, "text/plain": told}


class DecisionWidget(ABC):
    """A widget with a decision that is recorded beside the notebook.

    Parameters
    ----------
    folder : path
        Where the notebook lies.

    Attributes
    ----------
    name : str
        Name of the record.
    schema : dict
        JSON Schema of the decision.
    errors : list of str
        Unexpected exceptions of callbacks; a build or a test fails when it is not empty.
    page : Page
        The page around the live view.
    """

    name: str
    schema: dict[str, Any]
    reveal: Callable[..., Panel]
    page: Page
    page_class: type[Page] = Page
    #: What the button is called that records.
    records = _("Record decision")
    _quiet = False
    _is_shown = False

    def __init__(self, folder: Path | str = ".") -> None:
        self.folder = Path(folder)
        self.errors: list[str] = []
        self.saved: Record | None = None
        self.problem = ""
        self._view: ipw.Widget | None = None
        self._status: ipw.HTML | None = None
        self._said = ""
        self._timers: dict[str, asyncio.TimerHandle] = {}
        try:
            self.saved = read_record(self.name, self.schema, self.folder)
        except CourseError as error:
            self.problem = str(error)

    # What a widget supplies

    @abstractmethod
    def build(self) -> ipw.Widget:
        """The live view, showing the recorded decision if there is one."""

    @abstractmethod
    def panel(self) -> Panel:
        """The static form: the same every time for the same data and record."""

    @abstractmethod
    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """What a draft of the decision still lacks, in words."""

    @abstractmethod
    def tidy(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """A draft in plain JSON types."""

    @abstractmethod
    def show(self, decision: Mapping[str, Any]) -> None:
        """Bring a decision that was recorded by code into the live view."""

    # What every widget can do

    @property
    def is_revealed(self) -> bool:
        """Whether the seal was opened, so that the recorded decision stands."""
        return self.saved is not None and self.saved.revealed_at is not None

    @property
    def decision(self) -> dict[str, Any] | None:
        """The recorded decision, or None."""
        return None if self.saved is None else self.saved.decision

    def record(self, *unnamed: Any, **decision: Any) -> None:
        """Record a decision by code and say in one line what came of it; never raises for it.

        Parameters
        ----------
        *unnamed
            None: an entry needs its name, and whoever forgets it is told so.
        **decision
            The entries that the form asks for.
        """
        if unnamed:
            print(_("Not recorded: each entry needs its name, as in `name=value`."))  # noqa: T201
            return
        kept, message = self.keep(decision)
        if not kept and self.saved is not None:
            message += " " + _("What you recorded before still stands.")
        if kept and self._view is not None and self.decision is not None:
            self.show(self.decision)
        print(message)  # noqa: T201

    def keep(self, draft: Mapping[str, Any]) -> tuple[bool, str]:
        """Record a draft if it is complete.

        Returns
        -------
        tuple of (bool, str)
            Whether it is recorded, and a sentence that says so or says what to do.
        """
        draft = self.tidy(draft)
        lacks = self.missing(draft)
        if lacks:
            message = _("Not recorded yet. Still missing: {what}.").format(what="; ".join(lacks))
            self.say(message, "problem")
            return False, message
        try:
            self.saved = save_record(self.name, draft, self.schema, self.folder)
        except CourseError as error:
            message = _("Not recorded: {reason}").format(reason=error)
            self.say(message, "problem")
            return False, message
        self.problem = ""
        self.say_state()
        self.leave_form()
        return True, _("Decision recorded.")

    def reveal_with(
        self, outcome: Callable[[dict[str, Any]], Panel], came: float | str | None = None
    ) -> Panel:
        """Show an outcome if a decision has been recorded; from then on the decision stands.

        Parameters
        ----------
        outcome : callable
            Makes the panel from the decision. The reveal is noted only when it succeeds.
        came : float or str, optional
            What came, to be kept in the record; the first one stays.
        """
        try:
            record = read_record(self.name, self.schema, self.folder)
            if record is None:
                return Panel(
                    _("Record your decision first: the outcome is shown when it is on file.")
                )
            panel = outcome(record.decision)
            self.saved = mark_revealed(self.name, self.schema, self.folder, came)
        except CourseError as error:
            return Panel(str(error))
        self.say_state()
        self.leave_form()
        return panel

    def reveal_button(self, *arguments: Any) -> RevealButton:
        """A sealed outcome: `reveal` with these arguments, but only when the trainee presses it.

        Running all cells of a notebook must not settle a decision. Without a front end, or once the
        outcome has been revealed, it is shown at once.
        """
        return RevealButton(self, lambda: self.reveal(*arguments))

    # The status line

    def status_line(self) -> ipw.HTML:
        """The status line, for `build` to place."""
        if self._status is None:
            self._status = ipw.HTML(self._said)
        return self._status

    def say(self, message: str, tone: Tone = "info") -> None:
        """Put one sentence into the status line, which screen readers announce."""
        symbol, color = _TONES[tone]
        self._said = (
            '<div role="status" aria-live="polite" class="servicelab-status" '
            f'style="--tone:{color}">'
            f'<span aria-hidden="true">{symbol}</span> {html.escape(message)}</div>'
        )
        if self._status is not None:
            self._status.value = self._said

    def say_state(self) -> None:
        """Say what is on file."""
        if self.problem:
            self.say(self.problem, "problem")
        elif self.saved is None:
            self.say(_("No decision recorded yet."))
        else:
            text = _("Decision recorded on {time}.").format(
                time=self.saved.recorded_at[:16].replace("T", " ")
            )
            if self.saved.revealed_at:
                text += " " + _("The outcome has been revealed, so the decision stands.")
            self.say(text, "done")

    def say_draft(self, draft: Mapping[str, Any]) -> None:
        """Say what a draft still lacks, or what is on file."""
        if self.decision is not None and draft == self.decision:
            self.say_state()
            return
        lacks = self.missing(draft)
        if lacks:
            self.say(_("Still missing: {what}.").format(what="; ".join(lacks)))
        elif self.saved is not None and self.saved.revealed_at:
            self.say(_("The outcome has been revealed: changes are for practice only."))
        else:
            self.say(_("Complete, not recorded yet: press {button}.").format(button=self.records))

    # Callbacks

    def button(
        self, label: str, tooltip: str, press: Callable[[], object], **more: Any
    ) -> ipw.Button:
        """A button as wide as its words, and what it does, guarded."""
        made = ipw.Button(
            description=label, tooltip=tooltip, **{"layout": {"width": "auto"}, **more}
        )
        made.on_click(self.guarded(lambda _button: press()))
        return made

    def listen(self, control: ipw.Widget, action: Callable[[], object]) -> None:
        """Call `action`, guarded, when the person changes a control."""
        guarded = self.guarded(action)
        control.observe(lambda change: None if self._quiet else guarded(), names="value")

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Let the widget itself change controls without a call of what listens to them."""
        self._quiet, before = True, self._quiet
        try:
            yield
        finally:
            self._quiet = before

    def guarded(self, callback: Callable[..., object]) -> Callable[..., None]:
        """A callback whose exceptions become text in the widget instead of vanishing in a log."""

        @wraps(callback)
        def call(*arguments: Any) -> None:
            try:
                callback(*arguments)
            except CourseError as error:
                self.say(str(error), "problem")
            except Exception as error:
                text = f"{type(error).__name__}: {error}"
                self.errors.append(text)
                self.say(
                    _(
                        "The widget met an unexpected problem ({problem}). Run the notebook again; "
                        "what you recorded is kept."
                    ).format(problem=text),
                    "problem",
                )

        return call

    # Display

    def view(self) -> ipw.Widget:
        """The live view, built once."""
        if self._view is None:
            self.page = self.page_class()
            self._view = ipw.VBox([self.build(), self.page])
            self._view.add_class("servicelab-widget")
        return self._view

    def when_idle(self, action: Callable[[], object], delay: float) -> None:
        """Call `action`, guarded, when nothing has happened for some seconds.

        What takes its time must not delay the answer to what a person does next. Without a loop
        that could wait, it is called at once.
        """
        name, guarded = action.__name__, self.guarded(action)
        if name in self._timers:
            self._timers.pop(name).cancel()
        try:
            self._timers[name] = asyncio.get_running_loop().call_later(delay, guarded)
        except RuntimeError:
            guarded()

    def leave_form(self) -> None:
        """Leave the static form as it is now for a saved notebook, when there is time for it."""
        if self._is_shown:
            self.when_idle(self._leave_form_now, 1)

    def _leave_form_now(self) -> None:
        _leave_form(self.view(), self.panel())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        panel = self.panel()
        bundle: dict[str, Any] = panel._repr_mimebundle_()
        if not is_static():
            bundle[VIEW] = self.view()._repr_mimebundle_()[VIEW]
            self._is_shown = True
            _leave_form(self.view(), panel)
        return bundle
