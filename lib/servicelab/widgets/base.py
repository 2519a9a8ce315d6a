"""What every decision widget shares: one record, one status line, one static fallback.

A widget shows a pure model. It keeps the trainee's decision through :mod:`servicelab.records`,
shows an outcome only after a decision, and turns into a picture and a sentence where there is no
front end. A new widget derives from :class:`DecisionWidget` and supplies `build`, `panel`,
`missing`, `tidy` and `show`.
"""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import ipywidgets as ipw

from .._i18n import _
from ..errors import CourseError
from ..pictures import Picture as Picture
from ..pictures import is_static as is_static
from ..records import Record, mark_revealed, read_record, save_record

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Tone = Literal["info", "done", "problem"]

# Words, a symbol and a frame, so that the tone never depends on color alone.
_TONES: dict[Tone, tuple[str, str]] = {
    "info": ("○", "#808080"),
    "done": ("✓", "#2a8a57"),
    "problem": ("✗", "#c8641b"),
}

# In JupyterLab's command mode an arrow key on a drop-down list moves to another cell, and D twice on
# a tick-box deletes one. Lumino leaves the keys of an element with this attribute alone; ipywidgets
# cannot set it, so the page sets it on whatever gets the focus inside a widget. Nor do they give a
# slider its name: it gets that of the label beside it as soon as it is there.
_KEYS = (
    '<img alt="" hidden src="data:image/gif;base64,'
    'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" onload="'
    "if (!window.servicelabKeys) { window.servicelabKeys = true; "
    "window.addEventListener('focusin', event =&gt; { const it = event.target; "
    "if (it.closest('.servicelab-widget')) it.setAttribute('data-lm-suppress-shortcuts', 'true'); "
    "}, true); "
    "const name = () =&gt; document.querySelectorAll("
    "'.servicelab-widget .widget-slider [role=slider]:not([aria-label])').forEach(it =&gt; { "
    "const label = it.closest('.widget-slider').querySelector('label'); "
    "if (label) it.setAttribute('aria-label', label.textContent); }); "
    "new MutationObserver(name).observe(document.body, { childList: true, subtree: true }); "
    'name(); }">'
)

# On a dark page the browser's own gray of a placeholder is too faint, and so is the black arrow that
# ipywidgets draw in a drop-down list.
_STYLE = (
    "<style>.servicelab-widget ::placeholder { color: var(--jp-ui-font-color2); opacity: 1; }\n"
    "[data-jp-theme-light='false'] .servicelab-widget .widget-dropdown > select { background-image: "
    "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 18 18'%3E"
    "%3Cpath fill='%23e0e0e0' d='M5.2 5.9 9 9.7l3.8-3.8 1.2 1.2L9 12 4 7.1z'/%3E%3C/svg%3E\"); }"
    "</style>"
)


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

    from ..figures import use_style

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
    pictures : tuple of Picture
        Shown above the sentence, side by side where there is room.
    """

    sentence: str
    pictures: tuple[Picture, ...] = ()

    def to_html(self) -> str:
        """The panel as HTML."""
        images = "".join(picture.to_html() for picture in self.pictures)
        return (
            '<figure style="margin:0">'
            f'{images}<figcaption style="margin:4px 0">{html.escape(self.sentence)}</figcaption>'
            "</figure>"
        )

    def __repr__(self) -> str:
        return self.sentence

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": self.sentence, "text/html": self.to_html()}


class RevealButton:
    """A button that shows an outcome, see :meth:`DecisionWidget.reveal_button`."""

    def __init__(self, owner: DecisionWidget, reveal: Callable[[], Panel]) -> None:
        self._owner = owner
        self._reveal = reveal
        self.shown = ipw.HTML()
        self.button = ipw.Button(
            description=_("Open the seal"),
            tooltip=_("Show the outcome; from then on the decision stands"),
            icon="envelope-open",
        )
        self.button.on_click(owner.guarded(lambda _button: self.press()))
        self._box = ipw.VBox([self.button, self.shown])

    def press(self) -> None:
        """Show the outcome, or what is missing for it."""
        self.shown.value = self._reveal().to_html()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        saved = self._owner.saved
        if is_static() or (saved is not None and saved.revealed_at):
            return self._reveal()._repr_mimebundle_()
        view: dict[str, Any] = self._box._repr_mimebundle_()
        return {**view, "text/plain": _("Press the button to see the outcome.")}


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
    """

    name: str
    schema: dict[str, Any]
    reveal: Callable[..., Panel]
    _quiet = False

    def __init__(self, folder: Path | str = ".") -> None:
        self.folder = Path(folder)
        self.errors: list[str] = []
        self.saved: Record | None = None
        self.problem = ""
        self._view: ipw.Widget | None = None
        self._status: ipw.HTML | None = None
        self._said = ""
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
    def decision(self) -> dict[str, Any] | None:
        """The recorded decision, or None."""
        return None if self.saved is None else self.saved.decision

    def record(self, **decision: Any) -> None:
        """Record a decision by code and say in one line what came of it; never raises for it.

        Parameters
        ----------
        **decision
            The entries that the form asks for.
        """
        kept, message = self.keep(decision)
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
        return True, _("Decision recorded.")

    def reveal_with(self, outcome: Callable[[dict[str, Any]], Panel]) -> Panel:
        """Show an outcome if a decision has been recorded; from then on the decision stands.

        Parameters
        ----------
        outcome : callable
            Makes the panel from the decision. The reveal is noted only when it succeeds.
        """
        try:
            record = read_record(self.name, self.schema, self.folder)
            if record is None:
                return Panel(
                    _("Record your decision first: the outcome is shown when it is on file.")
                )
            panel = outcome(record.decision)
            self.saved = mark_revealed(self.name, self.schema, self.folder)
        except CourseError as error:
            return Panel(str(error))
        self.say_state()
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
            f'style="border-left:4px solid {color};padding:2px 8px;line-height:1.5">'
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
            self.say(_("Complete, not recorded yet: press Record decision."))

    # Callbacks

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
            keys = ipw.HTML(_STYLE + _KEYS, layout={"display": "none"})
            self._view = ipw.VBox([self.build(), keys])
            self._view.add_class("servicelab-widget")
        return self._view

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = self.panel()._repr_mimebundle_()
        if not is_static():
            live: dict[str, Any] = self.view()._repr_mimebundle_()
            bundle["application/vnd.jupyter.widget-view+json"] = live[
                "application/vnd.jupyter.widget-view+json"
            ]
        return bundle
