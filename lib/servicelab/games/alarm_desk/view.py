"""Alarm desk, the view: half a year by hand, then a house rule for three weekly rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import numpy as np
import pandas as pd

from servicelab.data.frames import require_columns
from servicelab.decisions.records import Record, read_record, save_record
from servicelab.decisions.widgets.base import Panel, Picture, drawing
from servicelab.decisions.widgets.charts import Bars, Drawn, Heat, charts_html
from servicelab.decisions.widgets.form import FormWidget, heading, paragraph, row
from servicelab.errors import CourseError
from servicelab.games.alarm_desk import model
from servicelab.i18n import _

_BLUE, _ORANGE, _GREEN = "#0072B2", "#D55E00", "#009E73"


class AlarmDesk(FormWidget):
    """Watch three weekly rates by hand, then decide by which rule each of them is to be watched.

    Parameters
    ----------
    known : DataFrame
        ``bank_alarm_weeks``: rate, week, counted, wrong; the twelve weeks before the desk opens.
    folder : path
        Where the decision is kept: beside the notebook.

    Raises
    ------
    CourseError
        If a column or a rate is missing. A damaged record is told in the widget instead.
    """

    fields = model.DECISION
    title = _("Alarm desk")
    house = "lantern"
    css_class = "servicelab-alarms"

    def __init__(self, known: pd.DataFrame, folder: Path | str = ".") -> None:
        rows = require_columns(known, ["rate", "week", "counted", "wrong"], "known")
        self.units = model.units_of(known)
        self.known = {
            key: (of["wrong"] / of["counted"]).astype(float).tolist()
            for key in model.RATES
            for of in [rows[rows["rate"].astype(str) == key].sort_values("week")]
        }
        self._by_hand: Record | None = None
        super().__init__(folder)
        try:
            self._by_hand = read_record(model.BY_HAND, model.BY_HAND_SCHEMA, self.folder)
        except CourseError as error:
            self.problem = self.problem or str(error)

    # By hand

    @property
    def entries(self) -> list[list[str]]:
        """What was searched by hand at the end of each week that is over."""
        return [] if self._by_hand is None else list(self._by_hand.decision["weeks"])

    def wait(self, weeks: int = 1, search: Sequence[str] = ()) -> None:
        """Search at the end of the week in sight, then let weeks pass; print what came of it.

        Parameters
        ----------
        weeks : int
            How many weeks go by.
        search : sequence of {"transfers", "callbacks", "waits"}
            Which rates are searched first.
        """
        try:
            words = self._pass(weeks, [search] if isinstance(search, str) else list(search))
            shares = model.play(self.entries).shares
            seen = "; ".join(
                f"{rate.label} {shares[key][-1]:.1%} ({rate.usual:.0%})"
                for key, rate in model.RATES.items()
            )
            words += " " + _("Last week in sight, and usual: {seen}.").format(seen=seen)
        except CourseError as error:
            words = str(error)
        if self._view is not None:
            self._show_half_year()
        print(words)  # noqa: T201

    def _pass(self, weeks: int, search: list[str]) -> str:
        """Let weeks pass and keep them; says what the search found."""
        entries = self.entries
        if len(entries) >= model.WEEKS:
            return _("The half-year is over. {words}").format(words=self._over_words())
        searched = [key for key in model.RATES if key in search]
        added = [searched if len(searched) == len(set(search)) else search]
        found = model.play([*entries, *added])
        added += [[]] * (max(1, int(weeks)) - 1)
        entries = [*entries, *added][: model.WEEKS]
        self._by_hand = save_record(
            model.BY_HAND, {"weeks": entries}, model.BY_HAND_SCHEMA, self.folder, keep_earlier=False
        )
        now = model.play(entries)
        said = [f"{'; '.join(found.told)}."] if found.told else []
        said.append(
            self._over_words()
            if now.is_over
            else _("Week {week} is in sight.").format(week=now.week)
        )
        return " ".join(said)

    def _over_words(self) -> str:
        """What the half-year by hand came to, beside what rules would have made of it."""
        now = model.play(self.entries)
        others = []
        for name, rule in (
            (_("never searching"), "never"),
            (_("searching whenever a rate is a quarter worse than last week"), "last"),
        ):
            loss = model.results(model.SAME[rule, "chance"], self.units, [model.OPEN])["loss"].sum()
            others.append(f"{name} {loss:,.0f}")
        return _(
            "Thirty weeks by hand cost {loss} thousand yuan ({for_nothing} searches found nothing, "
            "{found} found a shift). In the same weeks: {others}."
        ).format(
            loss=f"{now.loss:,.0f}",
            for_nothing=now.for_nothing,
            found=now.found,
            others="; ".join(others),
        )

    # FormWidget

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The weeks that have been seen."""
        return (self._weeks(),)

    def state_words(self) -> str:
        """The recorded rule, or that there is none; and how the half-year by hand stands."""
        if not self.entries:
            return super().state_words()
        now = model.play(self.entries)
        by_hand = (
            self._over_words()
            if now.is_over
            else _("By hand: week {week} of {weeks}.").format(week=now.week, weeks=model.WEEKS)
        )
        return f"{super().state_words()} {by_hand}"

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The weeks and the searches by hand; a rule and a unit for each rate, the decision."""
        self._image, self._words, self._tried = ipw.HTML(), ipw.HTML(), ipw.HTML()
        self._ticks = {
            key: ipw.Checkbox(
                description=_("Search: {rate}").format(rate=rate.label.lower()),
                tooltip=_(
                    "Search at the end of the week in sight; {search:g} thousand if nothing"
                ).format(search=rate.search),
                indent=False,
                layout={"width": "auto", "margin": "2px 16px 2px 0"},
            )
            for key, rate in model.RATES.items()
        }
        self._steps = [
            self.button(
                label,
                _("Search what is ticked, then let {weeks} pass").format(weeks=words),
                partial(self._step, weeks),
            )
            for label, words, weeks in (
                (_("Next week"), _("a week"), 1),
                (_("Four weeks on"), _("four weeks"), 4),
            )
        ]
        explored = [
            heading(_("1. By hand: thirty weeks of one half-year")),
            self._image,
            row(*self._ticks.values()),
            row(*self._steps),
            self._words,
            heading(_("2. Your rules in five open half-years")),
            row(
                self.button(
                    _("Try the rules"),
                    _("What the rules of the form cost in five other half-years"),
                    self._try,
                )
            ),
            self._tried,
        ]
        note = _("A rule for each rate. {never} and {last} need no unit; choose any.").format(
            never=_quoted(model.RULES["never"]), last=_quoted(model.RULES["last"])
        )
        names = [name for name in self.controls if name != "reason"]
        return explored, self.decide(*names, note=note)

    def facts(self) -> list[tuple[str, object]]:
        """How far the half-year by hand is, and what searches found."""
        now = model.play(self.entries)
        return [
            (_("Week by hand"), _("over") if now.is_over else f"{now.week}/{model.WEEKS}"),
            (_("Searches: found"), now.found),
            (_("for nothing"), now.for_nothing),
        ]

    def explore(self) -> None:
        """Draw the weeks and say what is missing."""
        self._show_half_year()

    def reveal(self) -> Panel:
        """Show what the recorded rule costs in twenty further half-years; it then stands.

        Returns
        -------
        Panel
            Two charts and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    # The view

    def _step(self, weeks: int) -> None:
        searched = [key for key, tick in self._ticks.items() if tick.value]
        words = self._pass(weeks, searched)
        for tick in self._ticks.values():
            tick.value = False
        self._show_half_year(words)
        self.leave_form()

    def _show_half_year(self, words: str = "") -> None:
        now = model.play(self.entries)
        self._image.value = self._weeks().to_html()
        for part in (*self._steps, *self._ticks.values()):
            part.disabled = now.is_over
        if not words:
            words = (
                self._over_words()
                if now.is_over
                else _("Week {week} is in sight. Tick what is to be searched at its end.").format(
                    week=now.week
                )
            )
        self._words.value = f'<div role="status" aria-live="polite">{paragraph(words)}</div>'
        self.check()

    def _try(self) -> None:
        draft = self.draft()
        lacks = [lack for lack in self.missing(draft) if not lack.startswith(_("a reason"))]
        if lacks:
            self._tried.value = paragraph(_("First choose {what}.").format(what="; ".join(lacks)))
            return
        found = model.results(draft, self.units, model.PRACTICE)
        title = _(
            "Mean of five half-years: loss in thousand yuan, searches for nothing, weeks until found"
        )
        self._tried.value = charts_html([_table(found, title)])

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        seeds = model.SEALED_PRACTICE
        found = model.results(decision, self.units, seeds)
        same = {
            name: float(model.results(rules, self.units, seeds)["loss"].sum())
            for name, rules in model.SAME.items()
        }
        best = min(same, key=same.__getitem__)
        least = same[best]
        own = float(found["loss"].sum())
        worst = str(found["loss"].idxmax())
        unseen, in_vain = (found[name].to_dict()[worst] for name in ("unseen", "for nothing"))
        losses = pd.Series(
            {
                _("your house rule"): own,
                _("best single rule for all"): least,
                _("a quarter worse than last week"): same["last", "chance"],
                _("never search"): same["never", "chance"],
            }
        )
        sentence = _(
            "In twenty half-years that you have not seen, your house rule costs {own} thousand yuan "
            "on average. The best single rule for all three ({rule}, the unit {unit}) costs {least}. "
            "Most of yours is lost on {worst}: {unseen} weeks of a shift and {for_nothing} searches "
            "for nothing a half-year. Forty others are used when the notebook is graded."
        ).format(
            own=f"{own:,.0f}",
            rule=model.RULES[best[0]],
            unit=model.UNITS[best[1]],
            least=f"{least:,.0f}",
            worst=model.RATES[worst].label.lower(),
            unseen=f"{unseen:.1f}",
            for_nothing=f"{in_vain:.1f}",
        )
        bars = Bars(
            _("Mean loss of a half-year, thousand yuan"),
            losses,
            [f"{value:,.0f}" for value in losses],
            _("your house rule"),
        )
        return Panel(
            sentence,
            (
                bars,
                _table(
                    found,
                    _("Your rules: loss in thousand yuan, searches for nothing, weeks until found"),
                ),
            ),
        )

    def _weeks(self) -> Picture:
        """The known weeks and those in sight, a panel for each rate."""
        now = model.play(self.entries)
        told = []
        with drawing(7.2, 5.4) as figure:
            axes = figure.subplots(len(model.RATES), 1, sharex=True)
            figure.subplots_adjust(left=0.075, right=0.985, top=0.95, bottom=0.09, hspace=0.36)
            for ax, (key, rate) in zip(axes, model.RATES.items(), strict=True):
                shares = now.shares[key]
                before = np.arange(1 - model.KNOWN, 1)
                after = np.arange(1, len(shares) + 1)
                ax.axhline(100 * rate.usual, color="#555555", linewidth=1, linestyle="--")
                ax.plot(
                    before, 100 * np.array(self.known[key]), "o-", color="#999999", markersize=4
                )
                ax.plot(after, 100 * np.array(shares), "o-", color=_BLUE, markersize=4.5)
                for name, week, is_found in now.searched:
                    if name == key:
                        ax.plot(
                            week + 1,
                            100 * shares[week],
                            marker="^" if is_found else "x",
                            color=_GREEN if is_found else _ORANGE,
                            markersize=10,
                            markeredgewidth=2,
                            linestyle="none",
                        )
                ax.axvline(0.5, color="#555555", linewidth=0.8, linestyle=":")
                ax.set_xlim(0.3 - model.KNOWN, model.WEEKS + 0.7)
                ax.set_ylim(bottom=0)
                ax.set_ylabel("%")
                ax.set_title(
                    _("{rate} (dashed: usual, {usual} %)").format(
                        rate=rate.label, usual=f"{100 * rate.usual:g}"
                    ),
                    loc="left",
                    fontsize=10,
                )
                told.append(_rate_words(key, self.known[key], shares, now))
            axes[-1].set_xlabel(_("Week (gray: known before; ▲ found, × searched for nothing)"))
            return Picture.of(figure, _("Three weekly rates. {rates}").format(rates=" ".join(told)))


def _rate_words(
    key: str, known: Sequence[float], shares: Sequence[float], now: model.HalfYear
) -> str:
    rate = model.RATES[key]
    words = _(
        "{rate}, usually {usual} %: {lowest} to {highest} % in the known weeks; then {shares} %."
    ).format(
        rate=rate.label,
        usual=f"{100 * rate.usual:g}",
        lowest=f"{100 * min(known):.1f}",
        highest=f"{100 * max(known):.1f}",
        shares=", ".join(f"{100 * share:.1f}" for share in shares),
    )
    for name, week, is_found in now.searched:
        if name == key:
            found = _("found") if is_found else _("nothing found")
            words += " " + _("Searched in week {week}: {found}.").format(week=week + 1, found=found)
    return words


def _table(found: pd.DataFrame, title: str) -> Heat:
    named = found.rename(index={key: rate.label for key, rate in model.RATES.items()})
    whole = pd.concat([named, named.sum().to_frame(_("all three")).T])
    heads = {
        "loss": _("Loss"),
        "for nothing": _("For nothing"),
        "unseen": _("Weeks late"),
    }
    texts = whole.map(lambda value: f"{value:,.1f}").rename(columns=heads)
    shades = pd.DataFrame(0.0, index=texts.index, columns=texts.columns)
    shades.loc[named["loss"].idxmax(), heads["loss"]] = 1.4
    return Heat(title, texts, shades, legend=())


def _quoted(words: str) -> str:
    return f"“{words}”"
