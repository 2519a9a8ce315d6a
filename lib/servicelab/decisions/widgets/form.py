"""The form of a decision: controls with labels and descriptions, made from the fields of a model.

A :class:`FormWidget` declares its fields (:mod:`servicelab.decisions.fields`) and adds what is its own: what
one explores before deciding, its pictures, and its outcome.
"""

from __future__ import annotations

import html
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import partial, singledispatch
from pathlib import Path
from typing import Any

import ipywidgets as ipw

from servicelab.decisions.fields import (
    Choice,
    DecisionFields,
    Field,
    Flag,
    Number,
    Points,
    Several,
    Text,
    Whole,
)
from servicelab.decisions.rules import fill_points, left_words
from servicelab.decisions.widgets.base import DecisionWidget, Panel
from servicelab.decisions.widgets.charts import Drawn
from servicelab.decisions.widgets.page import html_pieces
from servicelab.i18n import _
from servicelab.look.houses import emblem

OWN_LABEL = {"description_width": "initial"}
FITTING = {"width": "auto", "max_width": "98%"}


KIT = Path(__file__).with_name("kit.html.j2")


def heading(text: str) -> ipw.HTML:
    """A heading inside a widget."""
    return ipw.HTML(str(html_pieces(KIT).heading(text)))


def paragraph(*lines: str) -> str:
    """Lines of text as HTML, beside each other where there is room."""
    return str(html_pieces(KIT).paragraph(lines))


def head_bar(
    house: str,
    title: str,
    facts: Sequence[tuple[str, object]] = (),
    beside: str = "",
    track: str = "",
) -> str:
    """The head of a widget as HTML: whose it is, what it is, how it stands.

    Parameters
    ----------
    house : str
        A key of :data:`servicelab.look.HOUSES`; empty for none.
    title, beside : str
        Its name, and what is said smaller beside it.
    facts : sequence of (str, object)
        Name and value of what changes.
    track : str
        From :func:`progress_bar`.
    """
    picture = emblem(house) if house else ""
    return str(html_pieces(KIT).bar(picture, title, beside, facts, track))


def with_classes(made: ipw.Widget, *names: str) -> ipw.Widget:
    """Give a part of a widget the classes of its style, without their common beginning."""
    for name in names:
        made.add_class(f"servicelab-{name}")
    return made


def row(*parts: ipw.Widget) -> ipw.HBox:
    """Parts beside each other, on several lines where there is little room."""
    return ipw.HBox(parts, layout={"flex_flow": "row wrap", "align_items": "center"})


def foot(button: ipw.Widget, status: ipw.Widget) -> ipw.HBox:
    """What records, and the status line beside or below it.

    The button stays where it is whatever the line says: it must not move away from under a click.
    """
    return ipw.HBox([button, status], layout={"flex_flow": "row wrap", "align_items": "flex-start"})


def progress_bar(label: str, done: int, total: int, words: str) -> str:
    """How much is done of a whole, as HTML; `words` say the same."""
    return str(html_pieces(KIT).track(label, done, total, words))


def radio(options: Any, tooltip: str, value: Any = None, **more: Any) -> ipw.RadioButtons:
    """Options of which all are in sight."""
    made = ipw.RadioButtons(
        options=options,
        value=value,
        tooltip=tooltip,
        **{"orientation": "horizontal", "layout": {"width": "auto"}, **more},
    )
    return with_classes(made, "choices")


def drop_down(label: str, tooltip: str, options: Any, value: Any = "", **more: Any) -> ipw.Dropdown:
    """A list to choose from."""
    return ipw.Dropdown(
        options=options,
        value=value,
        description=label,
        tooltip=tooltip,
        **{"style": OWN_LABEL, "layout": FITTING, **more},
    )


# Controls


class Control:
    """The control of a field.

    Parameters
    ----------
    field : Field
        What it is for.
    view : Widget
        What stands in the form.
    parts : sequence of Widget, optional
        What a person changes; the view itself by default.
    """

    def __init__(
        self, field: Field, view: ipw.Widget, parts: Sequence[ipw.Widget] | None = None
    ) -> None:
        self.field: Any = field
        self.view = view
        self.parts = [view] if parts is None else list(parts)

    @property
    def value(self) -> Any:
        """What is filled in; None if that is nothing, or nothing that is understood."""
        return self.field.read(self.view.value)

    @value.setter
    def value(self, value: Any) -> None:
        self.view.value = self.field.write(value)


@singledispatch
def control(field: Field) -> Control:
    """Build the control of a field, by its class."""
    raise TypeError(f"no control for {type(field).__name__}")


@control.register
def _choice(field: Choice) -> Control:
    options = [(label, value) for value, label in field.options.items()]
    if field.side_by_side:
        return Control(field, radio(options, field.help))
    return Control(field, drop_down(field.label, field.help, [(_("choose..."), ""), *options]))


@control.register
def _flag(field: Flag) -> Control:
    return Control(field, _tick(field.label, field.help))


@control.register
def _whole(field: Whole) -> Control:
    slider = ipw.IntSlider(
        min=field.lowest,
        max=field.highest,
        description=field.label,
        tooltip=field.help,
        continuous_update=False,
        style=OWN_LABEL,
        layout={"width": "320px", "max_width": "98%"},
    )
    return Control(field, slider)


@control.register
def _text(field: Text) -> Control:
    box = {"rows": field.rows} if field.rows > 1 else {}
    made = (ipw.Textarea if box else ipw.Text)(
        description=field.label,
        tooltip=field.help,
        placeholder=field.placeholder or field.help,
        continuous_update=False,
        style=OWN_LABEL,
        layout={"width": "98%", "max_width": "720px"} if box else FITTING,
        **box,
    )
    return Control(field, with_classes(made, "number") if isinstance(field, Number) else made)


class SeveralControl(Control):
    """Tick-boxes beside each other."""

    def __init__(self, field: Several) -> None:
        self.ticks = {
            name: _tick(label, field.helps[name]) for name, label in field.options.items()
        }
        super().__init__(field, row(*self.ticks.values()), list(self.ticks.values()))

    @property
    def value(self) -> list[str]:
        """What is ticked."""
        return [name for name, tick in self.ticks.items() if tick.value]

    @value.setter
    def value(self, value: Any) -> None:
        for name, tick in self.ticks.items():
            tick.value = name in self.field.write(value)


control.register(Several, SeveralControl)


class PointsControl(Control):
    """A counter for each name, and how many points are left.

    Parameters
    ----------
    field : Points
        What it is for.
    counter : callable
        Makes the counter of a name; a slider by default.
    """

    def __init__(
        self, field: Points, counter: Callable[[Points, str], ipw.Widget] | None = None
    ) -> None:
        self.counters = {name: (counter or _slider)(field, name) for name in field.names}
        self.left = ipw.HTML(layout={"margin": "2px 16px 2px 4px"})
        counters = list(self.counters.values())
        super().__init__(field, ipw.VBox(counters), counters)
        for each in counters:
            each.observe(lambda _change: self._say_left(), names="value")
        self._is_set = True
        self._say_left()

    @property
    def value(self) -> dict[str, int]:
        """The points of each name."""
        return {name: each.value for name, each in self.counters.items()}

    @value.setter
    def value(self, value: Any) -> None:
        self._is_set = False
        for name, points in self.field.write(value).items():
            self.counters[name].value = points
        self._is_set = True
        self._say_left()

    def _say_left(self) -> None:
        if self._is_set:
            words = left_words(self.value, self.field.total, self.field.unit)
            self.left.value = f'<span role="status">{html.escape(words)}</span>'


control.register(Points, PointsControl)


class RoundsControl(Control):
    """Rounds that are played by hand, one after another: a board, what is chosen, and a button.

    The value is the list of the rounds so far, a dictionary each, and None before the first.

    Parameters
    ----------
    field : Field
        The rounds.
    widget : FormWidget
        Whose they are; its button and its status line are used.
    choices : mapping
        Key of a round to the control in which it is chosen; they stand beside each other.
    rounds : int
        How many there are.
    board : callable
        From the rounds so far to HTML: what is known now, and all of it in the end.
    step : (str, str)
        Name and tooltip of the button that plays the round.
    progress : (str, callable)
        What the bar of the rounds is called, and from how many are played to its words.
    over : str
        What is said when somebody goes on after the last round.
    refuse : callable, optional
        From the rounds with a new one at the end to why it cannot be played; empty if it can.
    anew : (str, str), optional
        Name and tooltip of a button that begins anew; without it a round stands.
    start : mapping, optional
        What choices hold at the start of each round; a choice that is not named keeps its value.
    read : mapping, optional
        Key of a round to what makes a plain value of what was chosen.
    rows : sequence of sequence of str, optional
        The choices of each line; all of them on one by default.

    Notes
    -----
    A choice is emptied before the next board shows, so that a quick choice for it stays.
    """

    def __init__(
        self,
        field: Field,
        widget: FormWidget,
        choices: Mapping[str, ipw.Widget],
        rounds: int,
        board: Callable[[list[dict[str, Any]]], str],
        step: tuple[str, str],
        progress: tuple[str, Callable[[int], str]],
        over: str,
        *,
        refuse: Callable[[list[dict[str, Any]]], str] | None = None,
        anew: tuple[str, str] | None = None,
        start: Mapping[str, Any] | None = None,
        read: Mapping[str, Callable[[Any], Any]] | None = None,
        rows: Sequence[Sequence[str]] = (),
    ) -> None:
        self.choices, self.rounds = dict(choices), rounds
        self._widget, self._board, self._progress, self._over = widget, board, progress, over
        self._refuse, self._start, self._read = refuse, dict(start or {}), dict(read or {})
        self._played: list[dict[str, Any]] = []
        self._bar, self._shown = ipw.HTML(), ipw.HTML()
        buttons = [widget.button(*step, self._step)]
        # where one cannot begin anew, nothing is left to press in the end
        self._ends = [] if anew else list(buttons)
        if anew is not None:
            buttons.append(widget.button(*anew, lambda: self._begin([])))
        lines = [row(*(self.choices[name] for name in names)) for names in rows or [list(choices)]]
        super().__init__(field, ipw.VBox([self._bar, self._shown, *lines, row(*buttons)]), [])
        self._draw()

    @property
    def value(self) -> Any:
        """The rounds so far; None before the first."""
        return [dict(one) for one in self._played] or None

    @value.setter
    def value(self, value: Any) -> None:
        self._played = [dict(one) for one in value or []]
        self._draw()

    @property
    def number(self) -> int:
        """The round that is decided, from 1 on; the last one when all are played."""
        return min(len(self._played) + 1, self.rounds)

    def now(self) -> dict[str, Any]:
        """What is chosen for the next round."""
        return {
            name: self._read.get(name, lambda value: value)(made.value)
            for name, made in self.choices.items()
        }

    def _begin(self, played: Sequence[Mapping[str, Any]]) -> None:
        self.value = played
        self._widget.explore()

    def _step(self) -> None:
        if len(self._played) == self.rounds:
            self._widget.say(self._over)
            return
        played = [*self.value, self.now()] if self._played else [self.now()]
        problem = self._refuse(played) if self._refuse else ""
        if problem:
            self._widget.say(problem, "problem")
        else:
            self._begin(played)

    def _draw(self) -> None:
        done = len(self._played)
        for name, made in self.choices.items():
            if name in self._start:
                made.value = self._start[name]
            made.disabled = done == self.rounds
        for button in self._ends:
            button.disabled = done == self.rounds
        label, words = self._progress
        self._bar.value = progress_bar(label, done, self.rounds, words(done))
        self._shown.value = self._board([dict(one) for one in self._played])


def _tick(label: str, tooltip: str) -> ipw.Checkbox:
    layout = {"width": "auto", "margin": "2px 16px 2px 0"}
    return ipw.Checkbox(description=label, tooltip=tooltip, indent=False, layout=layout)


def _slider(field: Points, name: str) -> ipw.IntSlider:
    return ipw.IntSlider(
        max=field.total,
        description=field.names[name],
        tooltip=_("Points for {name}; arrow keys change them").format(name=field.names[name]),
        style={"description_width": "110px"},
        layout={"width": "370px", "max_width": "98%"},
    )


# The widget


class FormWidget(DecisionWidget):
    """A widget whose decision is a form.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Attributes
    ----------
    fields : DecisionFields
        What the decision consists of.
    title : str
        What stands in the head of the view.
    house : str
        Whose it is, a key of :data:`servicelab.look.HOUSES`.
    start : mapping
        What the form holds before there is a decision.
    controls : dict
        Field to :class:`Control`, once there is a live view.
    reactions : dict
        Field to what happens when it is changed; by default the widget says what is missing.
    """

    fields: DecisionFields
    title = ""
    house = ""
    start: Mapping[str, Any] = {}
    css_class = ""

    def __init__(self, folder: Path | str = ".") -> None:
        self.name = self.fields.record
        self.schema = self.fields.schema()
        self.controls: dict[str, Any] = {}
        self.reactions: dict[str, Callable[[], object]] = {}
        super().__init__(folder)

    # What a widget supplies

    @abstractmethod
    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """What one explores, from top to bottom, and what one decides, see :meth:`decide`."""

    def facts(self) -> list[tuple[str, object]]:
        """What the head of the view says: name and value of each fact."""
        return []

    @abstractmethod
    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """What is drawn without a front end, of a decision or of the beginning."""

    def explore(self) -> None:
        """Show what the form as it is leads to."""
        self.check()

    # DecisionWidget

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """What the draft still lacks, in words."""
        return self.fields.missing(draft)

    def tidy(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """The draft in plain JSON types."""
        return self.fields.tidy(draft)

    def panel(self) -> Panel:
        """Draw the recorded decision, or the beginning when there is none."""
        return Panel(self.state_words(), self.pictures(self.decision))

    def state_words(self) -> str:
        """The recorded decision, or that there is none."""
        if self.decision is None:
            return self.problem or _("No decision recorded yet.")
        return self.fields.words(self.decision)

    def build(self) -> ipw.Widget:
        """Build the form with the recorded decision in it."""
        self.controls = {
            field.name: self.control(field) for field in self.fields.fields if field.is_asked
        }
        self._bar = ipw.HTML()
        view = self.lay_out()
        if self.title:
            view = with_classes(ipw.VBox([self._bar, view]), "paper-sheet", f"of-{self.house}")
        view.add_class(self.css_class)
        for name, made in self.controls.items():
            for part in made.parts:
                self.listen(part, partial(self._react, name))
        self.guarded(lambda: self.show(self.decision or self.start))()
        return view

    def lay_out(self) -> ipw.Widget:
        """What one explores beside what one decides."""
        explored, decided = self.arrange()
        *fields, below = decided
        halves = ipw.Box(
            [
                with_classes(ipw.VBox(explored), "explore"),
                with_classes(
                    ipw.VBox(
                        [
                            with_classes(ipw.VBox(fields), "fields"),
                            with_classes(below, "foot"),
                        ]
                    ),
                    "decide",
                ),
            ],
            layout={"display": None},
        )
        return with_classes(halves, "halves")

    def control(self, field: Field) -> Control:
        """The control of a field."""
        return control(field)

    def show(self, decision: Mapping[str, Any]) -> None:
        """Bring a decision into the form."""
        with self.silence():
            for name, made in self.controls.items():
                made.value = decision.get(name)
        self.explore()
        self.say_state()

    # The form

    def draft(self) -> dict[str, Any]:
        """What the form holds now."""
        return self.tidy({name: made.value for name, made in self.controls.items()})

    def put(self, name: str, value: Any) -> None:
        """Bring a value into one control, and react to it once."""
        with self.silence():
            self.controls[name].value = value
        self._react(name)

    def check(self) -> None:
        """Say what is still missing, what cannot be understood, or what is on file."""
        self._bar.value = head_bar(self.house, self.title, self.facts())
        unclear = self._unclear()
        if unclear:
            self.say(unclear)
        else:
            self.say_draft(self.draft())

    def _unclear(self) -> str:
        """How a number is written that cannot be understood; empty if there is none."""
        for made in self.controls.values():
            how = made.field.how if isinstance(made.field, Number) else ""
            if how and made.view.value.strip() and made.value is None:
                return str(how.format(label=made.field.label))
        return ""

    def _record_draft(self) -> None:
        kept, message = self.keep(self.draft())
        if not kept:
            self.say(f"{message} {self._unclear()}".strip(), "problem")

    def decide(self, *names: str, note: str = "", before: Sequence[ipw.Widget] = ()) -> list[Any]:
        """What one decides: some fields, the reason, and at the foot the button that records it."""
        return [
            heading(_("Your decision")),
            *before,
            *([ipw.HTML(paragraph(note))] if note else []),
            *(self.controls[name].view for name in names),
            self.controls["reason"].view,
            self.record_foot(_("Keep this decision beside the notebook")),
        ]

    def record_foot(self, tooltip: str) -> ipw.HBox:
        """The foot of a form: the button that records it, and the status line."""
        record = self.button(
            self.records, tooltip, self._record_draft, button_style="primary", layout={}
        )
        return foot(record, self.status_line())

    def points_left(self, name: str, label: str, tooltip: str, *more: ipw.Widget) -> ipw.HBox:
        """How many points are left, beside a button that makes them add up."""
        points = self.controls[name]
        total = points.field.total
        fill = self.button(label, tooltip, lambda: self.put(name, fill_points(points.value, total)))
        return row(points.left, fill, *more)

    def _react(self, name: str) -> None:
        self.reactions.get(name, self.check)()
