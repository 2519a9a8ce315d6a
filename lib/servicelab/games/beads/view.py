"""Praise and blame, the view: ten quarters by hand, and a house rule to be sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ipywidgets as ipw
import pandas as pd

from servicelab.decisions.fields import Field
from servicelab.decisions.widgets.base import Panel
from servicelab.decisions.widgets.charts import Bars, Drawn, Heat
from servicelab.decisions.widgets.form import (
    Control,
    FormWidget,
    RoundsControl,
    drop_down,
    heading,
    paragraph,
)
from servicelab.decisions.widgets.own_rule import TriedRule
from servicelab.games.beads import model as model
from servicelab.i18n import _

_DONE = {"praise": _("praised"), "warn": _("warned")}
_MARKS = {"praise": "\N{WHITE STAR}", "warn": "\N{WARNING SIGN}"}
_NONE = "\N{EN DASH}"


def moves_control(field: Field, widget: RedBeads) -> RoundsControl:
    """The board of a quarter, and whom to praise and whom to warn.

    Parameters
    ----------
    field : Field
        The moves.
    widget : RedBeads
        Whose board it is.
    """
    options = [(_("choose..."), ""), *((who, who) for who in model.MANAGERS)]

    def board(moves: Sequence[Mapping[str, str]]) -> str:
        quarter = min(len(moves) + 1, model.QUARTERS)
        return board_table(widget.board, quarter, moves).to_html()

    def words(done: int) -> str:
        if done == model.QUARTERS:
            return _("All {all} quarters are played").format(all=model.QUARTERS)
        return _("Quarter {number} of {all}").format(number=done + 1, all=model.QUARTERS)

    def refuse(moves: Sequence[Mapping[str, str]]) -> str:
        move = moves[-1]
        if "" in move.values():
            return _("Choose whom to praise and whom to warn first.")
        return _("Praise one manager and warn another.") if len({*move.values()}) == 1 else ""

    return RoundsControl(
        field,
        widget,
        {
            "praise": drop_down(_("Praise"), _("Whom you praise this quarter"), options),
            "warn": drop_down(_("Warn"), _("Whom you warn this quarter"), options),
        },
        model.QUARTERS,
        board,
        (_("Next quarter"), _("Praise and warn, and see the next quarter")),
        (_("Quarters"), words),
        _("All ten quarters are played: now say what you believe."),
        refuse=refuse,
        anew=(_("Begin anew"), _("Back to the first quarter")),
        start={"praise": "", "warn": ""},
        read={"praise": str, "warn": str},
    )


def board_table(board: pd.DataFrame, quarter: int, moves: Sequence[Mapping[str, str]] = ()) -> Heat:
    """One quarter of the first round: shares, ranks, arrows, and what was done a quarter ago.

    Parameters
    ----------
    board : DataFrame
        From :func:`servicelab.games.beads.model.all_alike`.
    quarter : int
        Which one.
    moves : sequence of mapping
        What was done so far.
    """
    shares = board.pivot(index="manager", columns="quarter", values="share")
    now = shares[quarter]
    before = shares[quarter - 1] if quarter > 1 else None
    done = dict.fromkeys(shares.index, "")
    if before is not None and len(moves) >= quarter - 1:
        done |= {who: _DONE[kind] for kind, who in moves[quarter - 2].items()}
    n = board.loc[board["quarter"] == quarter].set_index("manager")["n"]
    texts = pd.DataFrame(
        {
            _("satisfied"): [f"{share:.0%}" for share in now],
            _("change"): _NONE if before is None else (now - before).map(_arrow),
            _("rank"): now.rank(ascending=False, method="min").map("{:.0f}".format),
            _("was"): pd.Series(done),
            _("answers"): n.astype(str),
        }
    )
    shades = texts.map(lambda _text: 0.0)
    shades[_("satisfied")] = (now - now.mean()) / now.std()
    title = _("Quarter {number}: satisfied customers").format(number=quarter)
    return Heat(title, texts, shades)


def _arrow(change: float) -> str:
    points = f"{abs(100 * change):.0f}"
    if points == "0":
        return "\N{RIGHTWARDS ARROW} 0"
    return f"\N{UPWARDS ARROW} {points}" if change > 0 else f"\N{DOWNWARDS ARROW} {points}"


def all_quarters(board: pd.DataFrame, moves: Sequence[Mapping[str, str]]) -> Heat:
    """All ten quarters of the first round, with who was praised and warned."""
    shares = board.pivot(index="manager", columns="quarter", values="share")
    done = {
        (who, quarter): f"{_MARKS[kind]} "
        for quarter, move in enumerate(moves, 1)
        for kind, who in move.items()
    }
    texts = pd.DataFrame(
        {
            quarter: [
                f"{done.get((str(who), quarter), '')}{share:.0%}" for who, share in column.items()
            ]
            for quarter, (_name, column) in enumerate(shares.items(), 1)
        },
        index=shares.index,
    )
    shades = (shares - shares.mean()) / shares.std()
    title = _("Satisfied customers by manager and quarter; {praise} praised, {warn} warned").format(
        praise=_MARKS["praise"], warn=_MARKS["warn"]
    )
    return Heat(title, texts, shades)


class RedBeads(FormWidget):
    """Twelve managers, ten quarters: praise one and warn one each time, then say what it does.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Notes
    -----
    All managers are alike and nothing changes them, which the seal tells. The quarters are kept
    when all ten are played and the belief is given.
    """

    fields = model.FIRST_ROUND
    title = _("Praise and blame")
    house = "lantern"
    css_class = "servicelab-red-beads"

    def __init__(self, folder: Path | str = ".") -> None:
        self.board = model.all_alike()
        super().__init__(folder)

    @property
    def moves(self) -> list[dict[str, str]]:
        """Whom one praised and warned; what the director does while nothing is recorded."""
        if self.decision is None:
            return model.best_and_worst(self.board)
        return list(self.decision["moves"])

    @property
    def follow_up(self) -> pd.DataFrame:
        """What came after each praise and each warning."""
        return model.follow_up(self.board, self.moves)

    def control(self, field: Field) -> Control:
        """The control of a field; the moves have a board of their own."""
        return moves_control(field, self) if field.name == "moves" else super().control(field)

    def arrange(self) -> tuple[list[ipw.Widget], list[ipw.Widget]]:
        """The board; what one believes after ten quarters."""
        note = _("After ten quarters: what do praise and warning do to the next score?")
        return [self.controls["moves"].view], [
            heading(_("What you believe")),
            ipw.HTML(paragraph(note)),
            *(self.controls[name].view for name in ("praise", "warning", "sure")),
            self.record_foot(_("Keep the quarters and what you believe")),
        ]

    def facts(self) -> list[tuple[str, object]]:
        """The quarter that is shown."""
        return [(_("Quarter"), self.controls["moves"].number)]

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """The first quarter, or all of them once they are recorded."""
        if decision is None:
            return (board_table(self.board, 1),)
        return (all_quarters(self.board, decision["moves"]),)

    def reveal(self) -> Panel:
        """Show what was true of the twelve managers; the belief then stands.

        Returns
        -------
        Panel
            A figure and a sentence; without a recorded decision a sentence that asks for it.
        """
        return self.reveal_with(self._outcome)

    def _outcome(self, decision: Mapping[str, Any]) -> Panel:
        came = model.follow_up(self.board, decision["moves"]).groupby("action")["change"]
        mean = 100 * came.mean()
        rose, fell = came.agg(lambda one: (one > 0).sum()), came.agg(lambda one: (one < 0).sum())
        bars = Bars(
            _("Change of the score in the next quarter, points"),
            pd.Series({_("after praise"): mean["praise"], _("after a warning"): mean["warn"]}),
            [f"{mean['praise']:+.1f}", f"{mean['warn']:+.1f}"],
        )
        sentence = _(
            "You said that praise {praise} and that a warning {warning}, and were {sure} % sure. "
            "After your praise the score fell {fell} of {all} times, after your warning it rose {rose} "
            "of {all} times. All twelve managers had the same true share, {level:.0%}, in every quarter, "
            "whatever you did: on this board praise and warning do nothing."
        ).format(
            praise=self.fields["praise"].words(decision["praise"]),
            warning=self.fields["warning"].words(decision["warning"]),
            sure=self.fields["sure"].words(decision["sure"]),
            fell=fell["praise"],
            rose=rose["warn"],
            all=model.QUARTERS - 1,
            level=model.LEVEL,
        )
        return Panel(sentence, (bars,))


class HouseRule(TriedRule):
    """Write the rule by which a house praises, looks closer, replaces, and mends its system.

    Parameters
    ----------
    folder : path
        Where the decision is kept: beside the notebook.

    Notes
    -----
    The rule can be tried on five open boards. It is judged on boards that are nowhere in the
    notebook.
    """

    fields = model.HOUSE_RULE
    title = _("The house rule")
    house = "lantern"
    css_class = "servicelab-house-rule"
    boards = _("Five open boards, ten quarters each")
    trying = (
        _("Try my rule on five open boards"),
        _("Runs the rule through ten quarters of each; nothing is recorded"),
    )
    untried = _("Nothing has been tried yet: fill in the rule and press the button.")
    told = _(
        "A lost point costs {point} a quarter and manager, in thousand yuan. Praise {praise}, a "
        "warning {warn}, a closer look {look}, coaching {coach}, a replacement {replace}, mending the "
        "system {mend}."
    ).format(
        point=model.POINT,
        praise=model.PRAISE,
        warn=model.WARN,
        look=model.LOOK,
        coach=model.COACH,
        replace=model.REPLACE,
        mend=model.MEND,
    )

    def tidy(self, draft: Mapping[str, Any]) -> dict[str, Any]:
        """Bring the draft into plain JSON types; a limit that nothing needs is noted as such."""
        kept = super().tidy(draft)
        if kept.get("action") in model.ACTIONS and kept["action"] not in model.NEEDS_LIMIT:
            kept["limit"] = model.NEVER
        return kept

    def pictures(self, decision: Mapping[str, Any] | None) -> tuple[Drawn, ...]:
        """What the rule does on the open boards."""
        return (open_boards(decision or model.NOTHING),)

    def try_out(self, rule: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> str:
        """What the rule does on the open boards."""
        return open_boards(rule).to_html()


def open_boards(rule: Mapping[str, Any]) -> Heat:
    """What a rule does on the open boards, beside leaving everything alone.

    Parameters
    ----------
    rule : mapping
        A house rule.
    """
    boards = model.make_boards(model.OPEN_SEEDS)
    run, alone = model.run_rule(rule, boards), model.run_rule(model.NOTHING, boards)
    rows = {}
    for number in range(len(model.OPEN_SEEDS)):
        log = [entry for entry in run.log if entry[0] == number]
        weak = [
            who for who, is_weak in zip(model.MANAGERS, boards.weak[number], strict=True) if is_weak
        ]
        change = int(boards.change[number]) + 1
        acted = [
            f"{who} ({quarter})"
            for _b, quarter, what, who, _r in log
            if what in ("coach", "replace")
        ]
        mended = [str(quarter) for _b, quarter, what, _w, _r in log if what == "mend"]
        rows[_("board {number}").format(number=number + 1)] = {
            _("truly weak"): ", ".join(weak) or _("nobody"),
            _("acted on (quarter)"): ", ".join(acted) or _NONE,
            _("closer looks"): str(sum(what == "look" for _b, _q, what, _w, _r in log)),
            _("change in"): str(change) if change <= model.QUARTERS else _("none"),
            _("mended in"): ", ".join(mended) or _NONE,
            _("persons (left alone)"): _loss(run.person[number], alone.person[number]),
            _("system (left alone)"): _loss(run.system[number], alone.system[number]),
        }
    texts = pd.DataFrame(rows).T
    title = _("Your rule on five open boards; losses in thousand yuan")
    return Heat.plain(title, texts)


def _loss(own: float, alone: float) -> str:
    return f"{own:.0f} ({alone:.0f})"
