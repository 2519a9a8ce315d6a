"""Menu with a year's memory, the view: three years by hand, and a rule to be sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as ipw
import numpy as np
import pandas as pd

from servicelab.decisions.fields import Field
from servicelab.decisions.widgets.base import Panel, Picture, drawing
from servicelab.decisions.widgets.charts import Bars, Drawn, Heat, charts_html
from servicelab.decisions.widgets.form import (
    Control,
    FormWidget,
    RoundsControl,
    heading,
    paragraph,
)
from servicelab.decisions.widgets.own_rule import TriedRule
from servicelab.games.year_menu import model as model
from servicelab.i18n import _

_NONE = "\N{EN DASH}"
#: Colors of the lowest, the middle and the highest third of risk; marks differ, too.
_THIRDS = (("#0072B2", "o"), ("#999999", "s"), ("#D55E00", "^"))
#: What the price fields hold first: the class's cost of a year, with administration.
_FIRST = [int(round(cost + model.ADMIN, -1)) for cost in model.CLASS_COST]


def years_control(field: Field, widget: PracticeYears) -> RoundsControl:
    """Prices, desk and waiting period of a year, and what the years came to.

    Parameters
    ----------
    field : Field
        The years.
    widget : PracticeYears
        Whose they are.
    """
    prices = {
        tier: ipw.BoundedIntText(
            value=first,
            min=0,
            max=model.HIGHEST,
            step=20,
            description=_("{tier}, yuan").format(tier=tier),
            tooltip=_("Price of {tier} this year; 0 closes it").format(tier=tier),
            style={"description_width": "initial"},
            layout={"width": "190px"},
        )
        for tier, first in zip(model.TIERS, _FIRST, strict=True)
    }
    ticks = {
        "desk": _tick(_("Adviser desk"), _("An adviser of one's own, in all open tiers")),
        "waiting": _tick(_("Waiting period"), _("90 days for everybody new in a tier")),
    }

    def words(done: int) -> str:
        if done == model.YEARS:
            return _("All {all} years are sealed").format(all=model.YEARS)
        return _("Year {number} of {all}").format(number=done + 1, all=model.YEARS)

    def refuse(menus: Sequence[Mapping[str, Any]]) -> str:
        low = [tier for tier in model.TIERS if 0 < (menus[-1][tier] or 0) < model.LOWEST]
        said = _("A price is at least {low} yuan, or 0 for a closed tier.")
        return said.format(low=model.LOWEST) if low else ""

    return RoundsControl(
        field,
        widget,
        {**prices, **ticks},
        model.YEARS,
        lambda menus: charts_html(years_charts(menus)) if menus else "",
        (_("Seal the year"), _("Sell this menu for a year and see what comes")),
        (_("Years"), words),
        _("All three years are sealed: now say what you believe."),
        refuse=refuse,
        read={
            **dict.fromkeys(prices, lambda price: int(price) or None),
            **dict.fromkeys(ticks, bool),
        },
        rows=[list(prices), list(ticks)],
    )


def _tick(label: str, tooltip: str) -> ipw.Checkbox:
    return ipw.Checkbox(
        description=label,
        tooltip=tooltip,
        indent=False,
        layout={"width": "auto", "margin": "2px 16px 2px 0"},
    )


def years_charts(menus: Sequence[Mapping[str, Any]]) -> list[Drawn]:
    """What the years came to, and where the clients of the last one went.

    Parameters
    ----------
    menus : sequence of mapping
        The menus so far.
    """
    years = model.play_years(menus)
    return [years_table(years), sorted_clients(years[-1])] if years else []


def years_table(years: Sequence[model.Year]) -> Heat:
    """Policies, claims over premium and result of each year."""
    rows = {}
    for number, year in enumerate(years, 1):
        cells = {}
        for place, tier in enumerate(model.TIERS):
            price = year.menu[tier]
            premium = year.premium[place]
            share = f"{year.claims[place] / premium:.0%}" if premium else _NONE
            cells[tier] = (
                _("{price:,} yuan: {sold} sold, claims {share}").format(
                    price=price, sold=year.policies[place], share=share
                )
                if price
                else _("closed")
            )
        cells[_("result, thousand")] = f"{year.value / 1000:+,.0f}"
        cells[_("of it anger")] = f"{-year.anger / 1000:,.0f}" if year.anger else "0"
        rows[_("year {number}").format(number=number)] = cells
    texts = pd.DataFrame(rows).T
    title = _("Your years: policies, and claims in percent of the premium")
    return Heat.plain(title, texts)


def sorted_clients(year: model.Year, with_risk: bool = False) -> Picture:
    """A dot for each client in the tier of this year; colored by true risk only in the debrief.

    Parameters
    ----------
    year : Year
        Of :func:`servicelab.games.year_menu.model.play_years`.
    with_risk : bool
        Whether the dots show the third of the true risk.
    """
    people, _kind = model.practice_city()
    third = np.searchsorted(np.quantile(people.risk, [1 / 3, 2 / 3]), people.risk)
    places = [*model.TIERS, _("no cover")]
    counts = np.bincount(year.choice, minlength=4)
    with drawing(7.2, 2.6) as figure:
        ax = figure.subplots()
        figure.subplots_adjust(left=0.02, right=0.98, top=0.88, bottom=0.2 if with_risk else 0.12)
        told = []
        for place, name in enumerate(places):
            who = np.flatnonzero(year.choice == place)
            if with_risk:
                who = who[np.argsort(third[who], kind="stable")]
            x, y = place + 0.04 + (np.arange(len(who)) % 40) * 0.0225, np.arange(len(who)) // 40
            groups = range(3) if with_risk else range(1)
            for group in groups:
                mine = third[who] == group if with_risk else np.ones(len(who), bool)
                color, marker = _THIRDS[group] if with_risk else ("#666666", "o")
                label = None
                if with_risk and place == 3:
                    label = (_("lowest third of risk"), _("middle third"), _("highest third"))[
                        group
                    ]
                ax.plot(
                    x[mine],
                    y[mine],
                    marker,
                    color=color,
                    markersize=2.6,
                    linestyle="none",
                    label=label,
                )
            words = f"{name} {counts[place]}"
            if with_risk and len(who):
                words += _(" ({share:.0%} of them from the highest third of risk)").format(
                    share=(third[who] == 2).mean()
                )
            told.append(words)
        ax.set_xlim(0, 4)
        ax.set_ylim(-1, max(12, counts.max() // 40 + 2))
        ax.set_yticks([])
        ax.spines[["left", "top", "right"]].set_visible(False)
        ax.set_xticks(
            [place + 0.48 for place in range(4)],
            [f"{name}: {count}" for name, count in zip(places, counts, strict=True)],
        )
        title = (
            _("Where 900 clients went, by true risk") if with_risk else _("Where 900 clients went")
        )
        ax.set_title(title, loc="left")
        if with_risk:
            ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=3, frameon=False)
        return Picture.of(figure, f"{title}: {', '.join(told)}.")


class PracticeYears(FormWidget):
    """Sell a menu for three years in one city, then say what explains the claims.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Notes
    -----
    A sealed year stands. Who the clients were is shown when the years and the belief are recorded.
    """

    fields = model.BY_HAND
    title = _("Three years of one city")
    house = "bridge"
    css_class = "servicelab-practice-years"

    def control(self, field: Field) -> Control:
        """The control of a field; the years have a board of their own."""
        return years_control(field, self) if field.name == "years" else super().control(field)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The menu of a year and what came; what one believes after three."""
        note = _("After three years: what mainly explains the claims of your dearest tier?")
        cost = ", ".join(
            f"{tier} {value:,.0f}"
            for tier, value in zip(model.TIERS, model.CLASS_COST, strict=True)
        )
        first = _(
            "Mean claims of a policy if the whole class held the tier, yuan a year: {cost}. "
            "Administration {admin}, desk {desk} a policy. A price of 0 closes a tier."
        ).format(cost=cost, admin=model.ADMIN, desk=model.DESK)
        return [ipw.HTML(paragraph(first)), self.controls["years"].view], [
            heading(_("What you believe")),
            ipw.HTML(paragraph(note)),
            *(self.controls[name].view for name in ("belief", "sure")),
            self.record_foot(_("Keep the years and what you believe")),
        ]

    def facts(self) -> list[tuple[str, object]]:
        """How many years are sealed."""
        done = len(self.controls["years"].value or [])
        return [(_("Years sealed"), f"{done}/{model.YEARS}")]

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """What the recorded years came to."""
        return () if decision is None else tuple(years_charts(decision["years"]))

    def reveal(self) -> Panel:
        """Show who bought what; the years and the belief then stand.

        Returns
        -------
        Panel
            Pictures and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        years = model.play_years(decision["years"])
        people, _kind = model.practice_city()
        others = {
            _("yours"): decision["years"],
            _("all tiers, cost + 20 %"): [_at(0.2)] * 3,
            _("all tiers, cost + 40 %"): [_at(0.4)] * 3,
            _("Full alone, cost + 60 %"): [_at(0.6, (2,))] * 3,
            _("Basic alone, cost + 60 %, waiting"): [{**_at(0.6, (0,)), "waiting": True}] * 3,
        }
        reckoned = pd.Series(
            {
                name: sum(year.reckoned for year in model.play_years(menus)) / 1000
                for name, menus in others.items()
            }
        )
        told = []
        for place, tier in enumerate(model.TIERS):
            mine = [people.risk[year.choice == place] for year in years]
            held = np.concatenate(mine)
            if len(held):
                told.append(f"{tier} {100 * held.mean():.1f}")
        without = np.concatenate([people.risk[year.choice == 3] for year in years])
        if len(without):
            told.append(_("no cover {rate:.1f}").format(rate=100 * without.mean()))
        sentence = _(
            "You said: {belief}; you were {sure} % sure. Stays that were to be expected of 100 clients, "
            "without any cover's doing, by what they held: {told}; in the whole city {all:.1f}. Your three "
            "years brought {value:+,.0f} thousand yuan; with average luck it would have been "
            "{reckoned:+,.0f}. In this city clients know their own risk."
        ).format(
            belief=self.fields["belief"].words(decision["belief"]),
            sure=self.fields["sure"].words(decision["sure"]),
            told=", ".join(told) or _("nobody held any"),
            all=100 * people.risk.mean(),
            value=sum(year.value for year in years) / 1000,
            reckoned=reckoned.iloc[0],
        )
        bars = Bars(
            _("Three years with average luck, thousand yuan"),
            reckoned,
            [f"{value:+,.0f}" for value in reckoned],
            _("yours"),
        )
        return Panel(sentence, (sorted_clients(years[-1], with_risk=True), bars))


def _at(markup: float, tiers: Sequence[int] = (0, 1, 2)) -> dict[str, Any]:
    """A menu at a mark-up on the class's cost."""
    price = (model.CLASS_COST + model.ADMIN) * (1 + markup)
    menu: dict[str, Any] = {
        tier: int(round(float(price[place]), -1)) if place in tiers else None
        for place, tier in enumerate(model.TIERS)
    }
    return menu | {"desk": False, "waiting": False}


class MenuRule(TriedRule):
    """Write the rule by which each city gets its menu from what its evidence pack says.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Notes
    -----
    The rule can be tried on open cities as often as one likes, with the button or with
    :func:`try_rule`. It is judged on cities that are nowhere in the notebook.
    """

    fields = model.MENU_RULE
    title = _("The menu rule")
    house = "bridge"
    css_class = "servicelab-menu-rule"
    boards = _("Open cities, three years each")
    trying = (
        _("Try my rule on the open cities"),
        _("Runs the rule for three years in each; nothing is recorded"),
    )

    def before_trying(self) -> str:
        """The evidence packs."""
        return open_packs().to_html()

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The evidence packs, or what the rule does with them."""
        return (open_packs() if decision is None else open_cities(decision),)

    def try_out(self, rule: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> str:
        """What the rule does in the open cities."""
        return open_cities(rule).to_html()


def _packs(cities: model.Cities) -> pd.DataFrame:
    pack = cities.pack
    return pd.DataFrame(
        {
            _("buyers of Full minus all, stays per 100"): pack["gap"].map("{:+.1f}".format),
            _("standard error"): pack["error"].map("{:.1f}".format),
            _("bought at cost + 20 %"): pack["low"].map("{:.0%}".format),
            _("bought at cost + 40 %"): pack["middle"].map("{:.0%}".format),
            _("bought at cost + 60 %"): pack["high"].map("{:.0%}".format),
            _("left at the highest price"): pack["stay"].map("{:.0%}".format),
            _("ask for the desk"): pack["asked"].map("{:.0%}".format),
        }
    )


def _numbered(texts: pd.DataFrame) -> pd.DataFrame:
    texts.index = pd.Index(
        [_("city {number}").format(number=number) for number in range(1, len(texts) + 1)]
    )
    return texts


def open_packs() -> Heat:
    """The evidence packs of the open cities."""
    texts = _numbered(_packs(model.make_cities(model.OPEN_SEEDS)))
    title = _("Evidence packs of {count} open cities, 3,000 people in each group").format(
        count=len(texts)
    )
    return Heat.plain(title, texts)


def open_cities(rule: Mapping[str, Any]) -> Heat:
    """What a rule does in the open cities, with what their evidence packs say.

    Parameters
    ----------
    rule : mapping
        A menu rule.
    """
    cities = model.make_cities(model.OPEN_SEEDS)
    run = model.run_rule(rule, cities)
    kinds = {
        "sicker": _("know risk"),
        "alike": _("do not"),
        "healthier": _("careful"),
    }
    errors = cities.pack["gap"] / cities.pack["error"]
    texts = _packs(cities)[[_("left at the highest price"), _("ask for the desk")]]
    texts.insert(0, _("errors above all"), errors.map("{:+.1f}".format))
    texts[_("called")] = np.where(run.sicker, _("sicker"), _("not"))
    texts[_("in truth, clients")] = [kinds[kind] for kind in cities.kind]
    texts[_("policies, year 3")] = [f"{sold:.0f}" for sold in run.policies[:, -1].sum(axis=1)]
    texts[_("result, thousand")] = [f"{value:+,.0f}" for value in run.value]
    texts = _numbered(texts)
    shades = texts.map(lambda _text: 0.0)
    shades[_("result, thousand")] = np.where(run.value < 0, 1.4, 0.0)
    title = _("Your rule in {count} open cities: mean result {value:+,.0f} thousand yuan").format(
        count=len(texts), value=run.value.mean()
    )
    return Heat(title, texts, shades, legend=())


def try_rule(**rule: Any) -> Panel:
    """Run a rule in the open cities; nothing is recorded.

    Parameters
    ----------
    **rule
        The parts of the form, as they are recorded; a reason is not needed.

    Examples
    --------
    >>> "Your rule" in try_rule(
    ...     limit=4, sicker_tiers="Full", sicker_markup=20, other_tiers="Full", few_markup=20,
    ...     many_markup=20, desk="never", waiting="never", bad_year="nothing",
    ... ).pictures[0].title
    True
    """
    table = open_cities(rule)
    return Panel(f"{table.title}.", (table,))
