"""The year, the view: a plan on one page, July with its cards, and December among forty years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import ipywidgets as ipw
import numpy as np
import pandas as pd

from servicelab.decisions.fields import DecisionFields, Field
from servicelab.decisions.widgets.base import Panel, Picture, drawing
from servicelab.decisions.widgets.charts import Bars, Drawn, Heat, Range, Ranges, charts_html
from servicelab.decisions.widgets.form import (
    Control,
    FormWidget,
    drop_down,
    heading,
    paragraph,
    row,
    with_classes,
)
from servicelab.decisions.widgets.page import html_pieces
from servicelab.errors import CourseError
from servicelab.games.year import july as july
from servicelab.games.year import model as model
from servicelab.games.year.cards import CARDS, Card, NewsCard
from servicelab.i18n import _

_PIECES = Path(__file__).with_name("view.html.j2")
_NONE = "\N{EN DASH}"
_EMBLEM: Final = {"bank": "lantern", "insurer": "bridge", "hospital": "plum"}
_CHOOSE = (_("choose..."), "")
_BLUE, _ORANGE = "#0072B2", "#D55E00"
_COLUMNS: Final = 26


@dataclass(frozen=True)
class Texts:
    """Heads with a text each, such as cards.

    Attributes
    ----------
    lines : sequence of (str, str)
        Head and text.
    """

    lines: Sequence[tuple[str, str]]

    @property
    def alt(self) -> str:
        """All of it in words."""
        return " ".join(f"{head} {text}" for head, text in self.lines)

    def to_html(self) -> str:
        """The texts as HTML."""
        return str(html_pieces(_PIECES).cards(self))


def card_head(name: str, card: Card) -> str:
    """What a card says above its text.

    Parameters
    ----------
    name : str
        A key of :data:`~servicelab.games.year.model.ACTIONS`.
    card : Card
        The card.
    """
    acts = _("acts a quarter later") if card.lag else _("acts at once")
    if name in model.BY_UNIT:
        acts += _("; held out by branch or team")
    return _(
        "{action}: {short}. A step promises {promise} a year and costs {cost} a quarter; {acts}."
    ).format(
        action=model.ACTIONS[name],
        short=f"{card.short[:1].lower()}{card.short[1:]}",
        promise=card.promise,
        cost=card.cost,
        acts=acts,
    )


def promises(house: str) -> pd.Series:
    """What a step of each action promises, the loudest first.

    Parameters
    ----------
    house : {"bank", "insurer", "hospital"}
        Whose actions.

    Returns
    -------
    Series
        Thousand yuan a year for one step a quarter; the index holds the keys of the actions.

    Examples
    --------
    >>> bool(promises("bank").is_monotonic_decreasing)
    True
    """
    told = model.cards(house)["promise"]
    return told.sort_values(ascending=False, kind="stable").rename("promise")


def rules() -> pd.DataFrame:
    """What the model of the year assumes, in words.

    Returns
    -------
    DataFrame
        Index: what a rule is about; one column, ``the model assumes``.

    Examples
    --------
    >>> len(rules()) > 5
    True
    """
    often = [
        _("{name}: works in {works:g} % of years, does harm in {harms:g} %").format(
            name=name, works=100 * works, harms=100 * harms
        )
        for name, (works, harms) in zip(
            (_("good evidence"), _("weak evidence"), _("a trap")), model.OFTEN, strict=True
        )
    ]
    by_unit = ", ".join(model.ACTIONS[name].lower() for name in model.BY_UNIT)
    facts = "; ".join(
        f"{words}: {_fact_words(key)}" for key, words in model.FACTS.items() if key != "nothing"
    )
    told = {
        _("Evidence"): _("{often}; in each house {sizes} cards of each kind").format(
            often="; ".join(often), sizes=", ".join(map(str, model.SIZES))
        ),
        _("Intervals on the cards"): _(
            "95 %. Each branch, agent, day or person that was drawn counts once: "
            "'counted by branches' says that branches were drawn"
        ),
        _("What is kept"): _(
            "works: {works} of the promise on average (standard deviation {spread}); does nothing: "
            "{idle:g} ({idle_spread}); does harm: {harms} ({harms_spread})"
        ).format(
            works=model.WORKS[0],
            spread=model.WORKS[1],
            idle=model.IDLE[0],
            idle_spread=model.IDLE[1],
            harms=model.HARMS[0],
            harms_spread=model.HARMS[1],
        ),
        _("Money, thousand yuan"): _(
            "{first} in the first half, {all} in the year; {setup} to set up an action at all"
        ).format(first=model.FIRST, all=model.ALL, setup=model.SETUP),
        _("Steps"): _("1, 2 or 3 a quarter count {steps} times the promise").format(
            steps=", ".join(f"{one:g}" for one in model.EFFECT[1:])
        ),
        _("Delay"): _(
            "what acts a quarter later still acts in the quarter after the year. So nothing of its gain is "
            "lost, but one quarter less can be read by July"
        ),
        _("Counts"): _("always near 1, whatever is kept"),
        _("Before and after"): _(
            "what is kept, with an error of {own} of the action's own, however many quarters are read, and "
            "a shift of each quarter that all actions share: {mean:+g} on average, standard deviation {spread}"
        ).format(own=model.OWN_ERROR, mean=model.SHIFT[0], spread=model.SHIFT[1]),
        _("Holdout"): _(
            "what is kept, without the shift; error of a quarter {error}, and {unit} where branches or "
            "teams are held out ({by_unit}); costs {cost:.0%} of the effect"
        ).format(error=model.ERROR, unit=model.UNIT_ERROR, by_unit=by_unit, cost=1 - model.HELD),
        _("July"): _(
            "below its stop an action ends; from the plan's more on it grows while money lasts; "
            "what is left goes to the places for freed money, in order. A reading is the mean of the "
            "quarters in which the action acts; without one it goes on"
        ),
        _("Facts of July"): _("each as likely as nothing new; {facts}").format(facts=facts),
    }
    return pd.Series(told).to_frame(_("the model assumes"))


def _fact_words(fact: str) -> str:
    if fact == "cut":
        return _("{cut} instead of {all}, the lowest readings give first").format(
            cut=model.CUT, all=model.ALL
        )
    changes = ", ".join(
        f"{model.ACTIONS[name].lower()} \N{MULTIPLICATION SIGN} {by:g}"
        for name, by in model.WORTH[fact].items()
    )
    return _("{changes} in the second half").format(changes=changes)


def dots(
    gains: Sequence[float], promised: float, seen: float | None = None, title: str = ""
) -> Picture:
    """A dot for each year, over the thousand yuan that it gained.

    Parameters
    ----------
    gains : sequence of float
        Of the practice years.
    promised : float
        What the plan promised: a line.
    seen : float, optional
        Gain of the year that was seen: a diamond.
    title : str
        What stands above.
    """
    values = np.sort(np.asarray(gains, dtype=float))
    ends = [*values[[0, -1]], promised, *([] if seen is None else [seen]), 0.0]
    low, high = min(ends), max(ends)
    width = ((high - low) or 1.0) / _COLUMNS
    place = np.floor((values - low) / width).astype(int)
    height = np.array([int((place[:k] == one).sum()) for k, one in enumerate(place)]) + 1
    top = int(height.max()) + 1
    title = title or _("{count} practice years: gain in thousand yuan").format(count=len(values))
    with drawing(7.2, 2.6) as figure:
        ax = figure.subplots()
        figure.subplots_adjust(left=0.03, right=0.97, top=0.84, bottom=0.17)
        ax.axvline(0, color="#555555", linewidth=0.8)
        ax.plot(low + (place + 0.5) * width, height, "o", color=_BLUE, markersize=7)
        ax.set_xlim(low - width, high + 2 * width)
        ax.axvline(promised, color="#555555", linestyle="--", linewidth=1.2)
        _name(ax, promised, top + 0.5, _("promised"), "#333333", seen)
        if seen is not None:
            ax.plot([seen], [0.25], "D", color=_ORANGE, markersize=9, clip_on=False, zorder=5)
            _name(ax, seen, top - 0.3, _("the seen year"), _ORANGE, promised)
            ax.axvline(seen, color=_ORANGE, linewidth=1)
        ax.set_ylim(0, top + 1)
        ax.set_yticks([])
        ax.set_title(title, loc="left")
        told = _(
            "{title}. From {low:,.0f} to {high:,.0f}, the middle one {middle:,.0f}; promised {promised:,.0f}."
        ).format(
            title=title,
            low=values[0],
            high=values[-1],
            middle=float(np.median(values)),
            promised=promised,
        )
        if seen is not None:
            told += " " + _("The seen year: {seen:,.0f}, more than {below} of them.").format(
                seen=seen, below=int((values < seen).sum())
            )
        return Picture.of(figure, told)


def _name(ax: Any, x: float, y: float, words: str, color: str, other: float | None) -> None:
    """Name a line beside it, on the side where neither the edge nor the other line is near."""
    low, high = ax.get_xlim()
    ends = [low, high, *([] if other is None else [other])]
    room = {
        side: min((side * (end - x) for end in ends if side * (end - x) > 0), default=0.0)
        for side in (1, -1)
    }
    is_right = room[1] < 0.2 * (high - low) and room[-1] > room[1]
    ax.annotate(
        words,
        (x, y),
        xytext=(-5 if is_right else 5, 0),
        textcoords="offset points",
        ha="right" if is_right else "left",
        va="center",
        color=color,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
    )


def practice_words(table: pd.DataFrame) -> str:
    """What practice years say of a plan, in a sentence.

    Parameters
    ----------
    table : DataFrame
        From :func:`~servicelab.games.year.model.practice`.
    """
    promised = float(table["promised"].iloc[0])
    return _(
        "In {count} practice years the plan gains {mean:,.0f} thousand yuan on average, from {low:,.0f} to "
        "{high:,.0f}. It promises {promised:,.0f}: {reached} of {count} years reach that. Its rules end "
        "{stopped:.1f} actions a year."
    ).format(
        count=len(table),
        mean=table["gain"].mean(),
        low=table["gain"].min(),
        high=table["gain"].max(),
        promised=promised,
        reached=int((table["gain"] >= promised).sum()),
        stopped=table["stopped"].mean(),
    )


def _plan_table(plan: Mapping[str, Any] | None, house: str) -> Heat:
    heads = [_("Steps"), _("Quarter"), _("Owner"), _("Measure"), _("Stop below"), _("First half")]
    rows = {}
    given = {} if plan is None else plan["actions"]
    for name, words in model.ACTIONS.items():
        entry = given.get(name)
        rows[words] = [_NONE] * len(heads)
        if entry is not None:
            first = model.spent({"house": house, "actions": {name: entry}})[0]
            rows[words] = [
                str(entry["steps"]),
                str(entry["start"]),
                model.OWNERS[entry["owner"]],
                model.MEASURES[entry["measure"]],
                model.STOPS[entry["stop"]],
                str(first),
            ]
    texts = pd.DataFrame.from_dict(rows, orient="index", columns=heads)
    title = _("The plan of {house}; money in thousand yuan").format(house=model.HOUSES[house])
    return Heat(title, texts, texts.map(lambda _text: 0.0), legend=())


class ActionsControl(Control):
    """A card for each action, with its steps, start, owner, measure and stop below it.

    Parameters
    ----------
    field : Field
        The actions of a plan.
    house : str
        Whose cards they are.
    """

    def __init__(self, field: Field, house: str) -> None:
        self.each: dict[str, dict[str, ipw.Dropdown]] = {}
        self._more: dict[str, ipw.Box] = {}
        rows = []
        for name, card in CARDS[house].items():
            made = self._row(model.ACTIONS[name])
            self.each[name] = made
            steps, *others = made.values()
            self._more[name] = row(*others)
            steps.observe(lambda _change, of=name: self._fold(of), names="value")
            self._fold(name)
            told = [heading(card_head(name, card)), ipw.HTML(paragraph(card.known))]
            line = row(steps, self._more[name])
            rows.append(with_classes(ipw.VBox([*told, ipw.VBox([line])]), "segment"))
        parts = [one for made in self.each.values() for one in made.values()]
        super().__init__(field, ipw.VBox(rows), parts)

    def _row(self, action: str) -> dict[str, ipw.Dropdown]:
        def of(label: str, words: str, options: Sequence[Any], value: Any = "") -> ipw.Dropdown:
            return drop_down(label, f"{action}: {words}", options, value)

        def named(options: Mapping[Any, str]) -> list[tuple[str, Any]]:
            return [_CHOOSE, *((words, value) for value, words in options.items())]

        steps = [(str(count), count) for count in range(model.MOST + 1)]
        quarters = [_CHOOSE, (_("quarter 1"), 1), (_("quarter 2"), 2)]
        return {
            "steps": of(_("Steps"), _("steps a quarter in the first half"), steps, 0),
            "start": of(_("Start"), _("when it starts"), quarters),
            "owner": of(_("Owner"), _("whose it is"), named(model.OWNERS)),
            "measure": of(_("Measure"), _("how its gain is measured"), named(model.MEASURES)),
            "stop": of(
                _("Stop below"),
                _("it ends in July if the reading is below this share of its promise"),
                named(model.STOPS),
            ),
        }

    def _fold(self, name: str) -> None:
        is_done = bool(self.each[name]["steps"].value)
        self._more[name].layout.display = "" if is_done else "none"

    @property
    def value(self) -> dict[str, Any]:
        """What is filled in for each action with steps."""
        return {
            name: {key: None if made.value == "" else made.value for key, made in of.items()}
            for name, of in self.each.items()
            if of["steps"].value
        }

    @value.setter
    def value(self, value: Any) -> None:
        for name, of in self.each.items():
            entry = (value or {}).get(name, {})
            for key, made in of.items():
                made.value = entry.get(key, 0 if key == "steps" else "")
            self._fold(name)


class FreedControl(Control):
    """Up to three places, in order."""

    def __init__(self, field: Field) -> None:
        options = [(_("nothing more"), ""), *((words, key) for key, words in model.FREED.items())]
        self.places = [
            drop_down(
                _("Freed money, place {number}").format(number=number + 1), field.help, options
            )
            for number in range(3)
        ]
        super().__init__(field, ipw.VBox(self.places), self.places)

    @property
    def value(self) -> list[str]:
        """What is chosen, without gaps."""
        return [made.value for made in self.places if made.value]

    @value.setter
    def value(self, value: Any) -> None:
        for number, made in enumerate(self.places):
            made.value = value[number] if value and number < len(value) else ""


class YearPlan(FormWidget):
    """Put the year of a house on one page, try it in practice years, and seal it.

    Parameters
    ----------
    firm : {"bank", "insurer", "hospital"}
        Whose year it is.
    folder : path
        Where the decision is kept: beside the notebook.

    Raises
    ------
    CourseError
        If there is no such house.

    Notes
    -----
    Practice years draw anew which cards are good, so they teach sizes, measures and stops alone.
    Once the seal is open, the plan stands.

    Examples
    --------
    >>> import tempfile
    >>> YearPlan("bank", tempfile.mkdtemp()).decision is None
    True
    """

    title = _("The year on one page")
    css_class = "servicelab-year-plan"

    def __init__(self, firm: str = "bank", folder: Path | str = ".") -> None:
        if firm not in model.HOUSES:
            raise CourseError(
                _("'{house}' is no house of the year: choose one of {all}.").format(
                    house=firm, all=", ".join(model.HOUSES)
                )
            )
        self.firm = firm
        self.house = _EMBLEM[firm]
        labels = {
            "more": _("In July an action grows if it reads at least (share of its promise)"),
            "social": _("A social measure beside the yuan"),
        }
        self.fields = DecisionFields(
            model.NAME,
            [
                replace(
                    field,
                    is_asked=field.name != "house",
                    label=labels.get(field.name, field.label),
                )
                for field in model.PLAN.fields
            ],
        )
        super().__init__(folder)
        if self.decision is not None and self.decision["house"] != firm:
            self.problem = _(
                "The plan on file is that of {house}. Choose this house at the start of the notebook, "
                "or record a new plan."
            ).format(house=model.HOUSES[self.decision["house"]])
            self.saved = None

    # FormWidget

    def tidy(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """The draft in plain JSON types, with its house."""
        return super().tidy({**draft, "house": draft.get("house") or self.firm})

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """What the plan still lacks; a plan of another house is none."""
        lacks = super().missing(draft)
        if draft.get("house") in model.HOUSES and draft["house"] != self.firm:
            lacks.insert(
                0, _("the plan of {house}, which you chose").format(house=model.HOUSES[self.firm])
            )
        return lacks

    def control(self, field: Field) -> Control:
        """The control of a field; actions and freed money have their own."""
        if field.name == "actions":
            return ActionsControl(field, self.firm)
        return FreedControl(field) if field.name == "freed" else super().control(field)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """A card with its fields for each action; the money, practice years, and the rest of the plan."""
        self._money, self._tried = ipw.HTML(), ipw.HTML()
        tries = self.button(
            _("Try in {count} practice years").format(count=model.YEARS),
            _("Runs the plan as it stands through practice years; nothing is recorded"),
            self._try,
        )
        explored = [
            heading(_("Eight actions, and what is known of them (thousand yuan)")),
            self.controls["actions"].view,
            heading(_("Practice years")),
            ipw.HTML(
                paragraph(
                    _("Which cards are good is drawn anew each year, whatever the cards say.")
                )
            ),
            row(tries),
            self._tried,
        ]
        decided = self.decide("more", "freed", "social", before=[self._money])
        return explored, decided

    def facts(self) -> list[tuple[str, object]]:
        """Money of the first half and of the year, and what the plan promises."""
        draft = self.draft()
        first, most = model.spent(draft)
        told: list[tuple[str, object]] = [
            (_("First half"), f"{first} / {model.FIRST}"),
            (_("The year at most"), f"{most} / {model.ALL}"),
        ]
        if not model.problems(draft):
            told.append((_("Promises"), f"{model.promised(draft):,.0f}"))
        return told

    def check(self) -> None:
        """Say what is missing, and tell the money aloud."""
        told = ", ".join(f"{name} {value}" for name, value in self.facts())
        words = _("Thousand yuan: {told}.").format(told=told)
        self._money.value = f'<div role="status" aria-live="polite">{paragraph(words)}</div>'
        super().check()

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The plan as a table, and the cards."""
        lines = [(card_head(name, card), card.known) for name, card in CARDS[self.firm].items()]
        return _plan_table(decision, self.firm), Texts(lines)

    def reveal(self) -> Panel:
        """Show what the plan gains in practice years; it then stands.

        Returns
        -------
        Panel
            A picture and a sentence; without a recorded decision a sentence that asks for it.
        """
        if self.problem:
            return Panel(self.problem)
        return self.reveal_with(self._outcome)

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        table = model.practice(decision)
        picture = dots(table["gain"].tolist(), float(table["promised"].iloc[0]))
        return Panel(practice_words(table), (picture,))

    def _try(self) -> None:
        draft = self.draft()
        lacks = model.problems(draft)
        if lacks:
            said = _("To try it, the plan still needs: {what}.").format(what="; ".join(lacks))
            self.say(said, "problem")
            return
        table = model.practice(draft)
        picture = dots(table["gain"].tolist(), float(table["promised"].iloc[0]))
        shown = charts_html([picture])
        words = paragraph(practice_words(table))
        self._tried.value = f'{shown}<div role="status">{words}</div>'
        self.check()


# July


def _limits(came: model.July) -> tuple[float, float]:
    values = came.readings[["low", "high"]].to_numpy(float)
    known = values[np.isfinite(values)]
    low = min([0.0, *known.tolist()])
    high = max([1.5, *known.tolist()])
    return float(np.floor(low * 2) / 2), float(np.ceil(high * 2) / 2)


_RULES: Final = {
    "stop": _("stop"),
    "more": _("more"),
    "go on": _("go on"),
    "no reading": _("no reading: go on"),
}


def readings(came: model.July, plan: Mapping[str, Any]) -> Ranges:
    """Readings of July with their intervals, and both thresholds of the plan.

    Parameters
    ----------
    came : July
        From :func:`~servicelab.games.year.model.seen_year`.
    plan : mapping
        The sealed plan.
    """
    low, high = _limits(came)
    rows = {}
    for name, line in came.readings.iterrows():
        stop, more = line["stop"], plan["more"]
        limits = [
            (kind, float(one)) for kind, one in (("down", stop), ("up", more)) if one != "never"
        ]
        rule = _RULES[str(line["rule"])]
        told = _("the rule says {rule}").format(rule=rule)
        if np.isfinite(line["reading"]):
            told = _("reading {value:.2f}, {low:.2f} to {high:.2f}, {told}").format(
                value=line["reading"], low=line["low"], high=line["high"], told=told
            )
        label = _("{action} ({measure}; stop {stop}, more {more})").format(
            action=model.ACTIONS[str(name)],
            measure=model.MEASURES[line["measure"]],
            stop=model.STOPS[stop],
            more=model.MORES[more],
        )
        rows[label] = Range(
            (line["low"], line["high"]), [*limits, ("dot", line["reading"])], rule, told
        )
    steps = round((high - low) / 0.5)
    scale = [low + 0.5 * k for k in range(steps + 1)]
    legend = [
        ("dot", _("reading, with its 95 % interval")),
        ("down", _("stop: below it an action ends")),
        ("up", _("more: from it on an action grows")),
    ]
    title = _("July: what each action keeps of its promise (1 is all), and what its rule says")
    return Ranges(title, rows, scale, legend)


class CardsControl(Control):
    """The news of July, each with what it is."""

    def __init__(self, field: Field, cards: Sequence[NewsCard]) -> None:
        options = [_CHOOSE, *((words, kind) for kind, words in july.KINDS.items())]
        self.each = {
            card.key: drop_down(
                _("Card {card} is").format(card=card.key),
                _("Card {card}: a fact, a story or noise").format(card=card.key),
                options,
            )
            for card in cards
        }
        shown = [
            with_classes(
                ipw.VBox([ipw.HTML(paragraph(f"{card.key}. {card.text}")), self.each[card.key]]),
                "segment",
            )
            for card in cards
        ]
        super().__init__(field, ipw.VBox(shown), list(self.each.values()))

    @property
    def value(self) -> dict[str, str]:
        """What each card is said to be."""
        return {key: made.value for key, made in self.each.items()}

    @value.setter
    def value(self, value: Any) -> None:
        for key, made in self.each.items():
            made.value = (value or {}).get(key, "")


class ChoicesControl(Control):
    """Follow or break, and because of which card, for each action that runs."""

    def __init__(self, field: Field, said: Mapping[str, str]) -> None:
        does = [_CHOOSE, *((words, key) for key, words in july.DONE.items())]
        letters = [(_("no card"), ""), *((one, one) for one in july.LETTERS)]
        self.each = {}
        for name, rule in said.items():
            words = _("{action}: {rule}").format(action=model.ACTIONS[name], rule=_RULES[rule])
            card = _("{action}: because of card").format(action=model.ACTIONS[name])
            self.each[name] = (
                drop_down(words, _("Follow or break; {words}").format(words=words), does),
                drop_down(card, _("Who breaks a rule names a card"), letters),
            )
            made = self.each[name]
            made[0].observe(lambda _change, of=name: self._fold(of), names="value")
            self._fold(name)
        parts = [one for both in self.each.values() for one in both]
        super().__init__(field, ipw.VBox(parts), parts)

    def _fold(self, name: str) -> None:
        do, card = self.each[name]
        card.layout.display = "" if do.value == "break" else "none"

    @property
    def value(self) -> dict[str, Any]:
        """What is done of each action."""
        return {
            name: {"do": do.value, "card": card.value} for name, (do, card) in self.each.items()
        }

    @value.setter
    def value(self, value: Any) -> None:
        for name, (do, card) in self.each.items():
            entry = (value or {}).get(name, {})
            do.value, card.value = entry.get("do", ""), entry.get("card", "")
            self._fold(name)


class July(FormWidget):
    """Read July of the seen year: sort six cards, and follow or break each sealed rule.

    Parameters
    ----------
    plan : YearPlan or mapping
        The sealed plan.
    folder : path
        Where the decision is kept: beside the notebook.

    Notes
    -----
    Without a sealed plan there is no July. Its seal shows December of the seen year.

    Examples
    --------
    >>> import tempfile
    >>> from servicelab.games.year.model import example
    >>> sorted(July(example("bank"), tempfile.mkdtemp()).came.readings.index)
    ['capacity', 'reach']
    """

    title = _("July")
    css_class = "servicelab-july"

    def __init__(self, plan: YearPlan | Mapping[str, Any], folder: Path | str = ".") -> None:
        self.plan: Mapping[str, Any] | None
        if isinstance(plan, YearPlan):
            self.plan = plan.decision if plan.is_revealed else None
            firm = plan.firm
        else:
            self.plan, firm = plan, str(plan["house"])
        self.house = _EMBLEM[firm]
        self.came = None if self.plan is None else model.seen_year(self.plan)
        running = [] if self.came is None else [str(name) for name in self.came.readings.index]
        self.fields = july.july_fields(running)
        super().__init__(folder)
        if self.plan is None:
            self.problem = self.problem or _(
                "July comes when the plan is sealed: record it, open its seal, and run this cell again."
            )

    # FormWidget

    def missing(self, draft: Mapping[str, Any]) -> list[str]:
        """What is not decided yet; all of it without a sealed plan."""
        return [_("a sealed plan")] if self.plan is None else super().missing(draft)

    def control(self, field: Field) -> Control:
        """The control of a field; cards and choices have their own."""
        cards = () if self.came is None else self.came.cards
        said = (
            {}
            if self.came is None
            else {str(name): str(rule) for name, rule in self.came.readings["rule"].items()}
        )
        if field.name == "cards":
            return CardsControl(field, cards)
        return ChoicesControl(field, said) if field.name == "choices" else super().control(field)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """Readings and cards; a choice for each action."""
        explored = [
            ipw.HTML("".join(one.to_html() for one in self._readings())),
            heading(_("Six cards")),
            self.controls["cards"].view,
        ]
        return explored, self.decide("choices")

    def facts(self) -> list[tuple[str, object]]:
        """How many cards are sorted, and how many rules broken."""
        draft = self.draft()
        broken = [one for one in draft.get("choices", {}).values() if one["do"] == "break"]
        return [
            (_("Cards sorted"), f"{len(draft.get('cards', {}))} / {len(july.LETTERS)}"),
            (_("Rules broken"), len(broken)),
        ]

    def _readings(self) -> tuple[Drawn, ...]:
        if self.came is None or self.plan is None:
            return ()
        return (readings(self.came, self.plan),)

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The readings, the cards and what they are said to be."""
        if self.came is None:
            return ()
        kinds = {} if decision is None else decision["cards"]
        lines = [
            (f"{card.key} ({kinds.get(card.key, _NONE)}).", card.text) for card in self.came.cards
        ]
        return (*self._readings(), Texts(lines))

    def reveal(self) -> Panel:
        """Show December of the seen year, among the practice years; July then stands.

        Returns
        -------
        Panel
            Pictures and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        if self.plan is None:
            return Panel(self.problem)
        end = model.finish(self.plan, decision["choices"])
        years = model.practice(self.plan)
        picture = dots(
            years["gain"].tolist(),
            end.promised,
            end.gain,
            _("December: the seen year among {count} practice years, thousand yuan").format(
                count=len(years)
            ),
        )
        named = end.actions.rename(index=model.ACTIONS)
        bars = Bars(
            _("Gain of each action in the seen year, thousand yuan"),
            named["gain"],
            [f"{gain:+,.0f}" for gain in named["gain"]],
        )
        sentence = _(
            "The seen year gains {gain:+,.0f} thousand yuan, more than {below} of {count} practice years; with "
            "every rule followed {by_rule:+,.0f}. The plan promised {promised:,.0f}."
        ).format(
            gain=end.gain,
            below=int((years["gain"] < end.gain).sum()),
            count=len(years),
            by_rule=end.by_rule,
            promised=end.promised,
        )
        return Panel(sentence, (picture, bars))
