"""What a class made of its days at the complaint desk, for the class report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from servicelab.decisions.records import read_record
from servicelab.errors import CourseError
from servicelab.games.desk.model import close, decision_schema, record_name
from servicelab.games.desk.policies import POLICY_LABELS, desk_share, policy_table
from servicelab.games.desk.scenario import Scenario, list_scenarios, load_scenario
from servicelab.i18n import _, ngettext
from servicelab.plots.style import PALETTE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: How many of the commonest mistakes are told.
MOST = 5


@dataclass(frozen=True)
class Mistake:
    """Something that went wrong with a case of the day, and for how many trainees."""

    case: str
    what: str
    students: int


@dataclass(frozen=True)
class DeskDays:
    """The days of a class at one desk.

    Attributes
    ----------
    title : str
        Of the scenario.
    shares : tuple of float
        Of each trainee who played: share of the gap between doing nothing and the near-optimal
        policy that the day closed, 0 to 1, ascending.
    late, causes, returns : tuple of Mistake
        Cases whose deadline was missed, causes that were named wrongly, and cases that came back
        or whose promise was broken; the commonest first.
    unreadable : int
        Records that could not be read or replayed.
    policies : tuple of (str, float)
        Names of the policies, and the share that each closes.
    """

    title: str
    shares: tuple[float, ...]
    late: tuple[Mistake, ...]
    causes: tuple[Mistake, ...]
    returns: tuple[Mistake, ...]
    unreadable: int
    policies: tuple[tuple[str, float], ...]

    @property
    def median(self) -> float:
        """Median of `shares`; NaN if nobody played."""
        return float(np.median(self.shares)) if self.shares else float("nan")


def read_desk_days(folders: Iterable[Path]) -> tuple[DeskDays, ...]:
    """Replay the days at the desk that lie in the folders of a class.

    Parameters
    ----------
    folders : iterable of path
        One folder a trainee, with what was handed in.

    Returns
    -------
    tuple of DeskDays
        One for each scenario of the course that somebody played. A record without a decision
        counts as not played.
    """
    folders = list(folders)
    days = (
        _days(scenario, folders)
        for scenario in map(load_scenario, list_scenarios())
        if any((folder / f"{record_name(scenario)}.decision.json").exists() for folder in folders)
    )
    return tuple(day for day in days if day.shares or day.unreadable)


def _days(scenario: Scenario, folders: Sequence[Path]) -> DeskDays:
    shares: list[float] = []
    late: Counter[tuple[str, str]] = Counter()
    causes: Counter[tuple[str, str]] = Counter()
    returns: Counter[tuple[str, str]] = Counter()
    unreadable = 0
    for folder in folders:
        try:
            record = read_record(record_name(scenario), decision_schema(scenario), folder)
            entries = record.decision["entries"] if record else []
            if not entries:
                continue
            # every trainee of a class has the same day: the share of another one says nothing
            if record is not None and record.decision["seed"] != 0:
                raise CourseError(_("Another day."))
            outcome = close(scenario, entries)
            shares.append(desk_share(scenario, entries))
        except CourseError:
            unreadable += 1
            continue
        cases = outcome.cases
        late.update((case, "") for case in cases.index[cases["late"].astype(bool)])
        causes.update(_wrong_causes(scenario, entries))
        returns.update(_failures(cases))
    named = partial(_mistakes, scenario)
    table = policy_table(scenario)
    return DeskDays(
        title=scenario.title_en,
        shares=tuple(sorted(shares)),
        late=named(late, _("deadline missed")),
        causes=named(causes),
        returns=named(returns),
        unreadable=unreadable,
        policies=tuple((POLICY_LABELS[name], float(table["share"][name])) for name in table.index),
    )


def _wrong_causes(
    scenario: Scenario, entries: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Case and words for each cause that the last decision on a case names wrongly."""
    last = {entry["case"]: entry["cause"] for entry in entries if "cause" in entry}
    for case, chosen in last.items():
        right = scenario.by_id[case].cause
        if chosen != right:
            yield case, _("“{chosen}” in place of “{right}”").format(chosen=chosen, right=right)


def _failures(cases: Any) -> Iterator[tuple[str, str]]:
    for case, row in cases.iterrows():
        if row["returned"]:
            yield str(case), _("came back to the desk")
        if row["promise_kept"] is False:
            yield str(case), _("a promised date was missed")


def _mistakes(
    scenario: Scenario, counts: Counter[tuple[str, str]], words: str = ""
) -> tuple[Mistake, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Mistake(f"{case} {scenario.by_id[case].customer}", what or words, students)
        for (case, what), students in ranked[:MOST]
    )


def desk_text(days: DeskDays) -> str:
    """Put the distribution of the shares into words."""
    if not days.shares:
        return _("Nobody has played this day.")
    counts, _edges = _bins(days)
    parts = "; ".join(
        _("{low} to {high} %: {n}").format(low=10 * at, high=10 * at + 10, n=count)
        for at, count in enumerate(counts)
        if count
    )
    policies = "; ".join(f"{name} {100 * share:.0f} %" for name, share in days.policies)
    return ngettext(
        "Bar chart: {n} trainee by share of the gap closed between doing nothing and "
        "nearly the best day. {parts}. Median {median:.0f} %. For comparison: {policies}.",
        "Bar chart: {n} trainees by share of the gap closed between doing nothing and "
        "nearly the best day. {parts}. Median {median:.0f} %. For comparison: {policies}.",
        len(days.shares),
    ).format(n=len(days.shares), parts=parts, median=100 * days.median, policies=policies)


def _bins(days: DeskDays) -> tuple[list[int], list[float]]:
    edges = [at / 10 for at in range(11)]
    # float noise must not move 30 % into the step below
    counts, _at = np.histogram(np.minimum(np.asarray(days.shares) + 1e-9, 1), bins=edges)
    return [int(count) for count in counts], edges


def draw_desk(days: DeskDays, ax: Axes) -> None:
    """Draw how large a share of the gap the days of the class close, with the policies."""
    from matplotlib.ticker import MaxNLocator, MultipleLocator, PercentFormatter

    if not days.shares:
        ax.set_axis_off()
        return
    counts, edges = _bins(days)
    middles = [low + 0.05 for low in edges[:-1]]
    bars = ax.bar(middles, counts, width=0.092, color=PALETTE[0], edgecolor="white")
    ax.bar_label(bars, labels=[str(count) if count else "" for count in counts], padding=3)
    top = max(counts) * 1.15
    ax.set_ylim(0, top)
    ax.set_xlim(-0.02, 1.02)
    for place, (name, share) in enumerate(sorted(days.policies, key=lambda one: one[1])):
        ax.plot(share, -0.04 * top, marker="^", color=PALETTE[1], clip_on=False, zorder=5)
        ax.annotate(
            f"{name} {100 * share:.0f} %",
            (share, 0),
            xycoords=("data", "axes fraction"),
            xytext=(0, -36 - 13 * place),
            textcoords="offset points",
            ha="left" if share < 0.15 else "right" if share > 0.85 else "center",
            va="top",
            color=PALETTE[1],
            fontsize="small",
        )
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.xaxis.set_major_locator(MultipleLocator(0.1))
    ax.tick_params(axis="x", pad=14)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    ax.grid(visible=False, axis="x")
    ax.set_ylabel(_("Trainees"))
    ax.set_title(_("Share of the gap closed"), loc="left")
