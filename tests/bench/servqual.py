"""What the gap analysis of a large survey costs, beside the same in plain pandas, in one run.

``python tests/bench/servqual.py [--baseline 100000] [--largest 1000000]``

Every measurement is a process of its own, so that its peak of memory is its own. The survey is
there before the clock starts: 44 columns of float64 with 5 % missing, 352 bytes a respondent.
Where pingouin is installed (it is no dependency: it brings half a dozen packages along), its alpha is
measured as well.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import timeit
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t

from servicelab.surveys.reliability import cronbach_alpha
from servicelab.surveys.servqual import (
    DIMENSIONS,
    dimension_scores,
    gap_summary,
    rank_probability,
)

SIZES = (4, 5, 4, 4, 5)
ITEMS = pd.DataFrame({"item": range(1, 23), "dimension": np.repeat(DIMENSIONS, SIZES)})
DRAWS = 2000
# drawing a million people once takes long enough to tell what 2000 times would take
FEW = 10


def make_survey(n: int) -> pd.DataFrame:
    """Invent answers, column by column."""
    rng = np.random.default_rng(n)
    person = rng.normal(scale=0.6, size=n)
    columns = {}
    for side, middle in (("E", 6.2), ("P", 5.4)):
        for item in ITEMS["item"]:
            values = person + rng.normal(middle, 0.9, size=n)
            values = np.clip(np.rint(values, out=values), 1, 7, out=values)
            values[rng.random(n, dtype=np.float32) < 0.05] = np.nan
            columns[f"{side}{item:02d}"] = values
    return pd.DataFrame(columns, copy=False)


def plain_gaps(survey: pd.DataFrame) -> pd.DataFrame:
    """The result of gap_summary, as a textbook of pandas has it: long format and groupby."""
    wide = survey.rename_axis("respondent").reset_index()
    long = pd.wide_to_long(
        wide.rename(
            columns=lambda name: name[0] + str(int(name[1:])) if name[1:].isdigit() else name
        ),
        ["E", "P"],
        i="respondent",
        j="item",
    ).reset_index()
    long = long.merge(ITEMS, on="item").dropna(subset=["E", "P"])
    long["gap"] = long["P"] - long["E"]
    people = long.groupby(["respondent", "dimension"])[["E", "P", "gap"]].mean()
    answered = long.groupby(["respondent", "dimension"])["gap"].count().reset_index("dimension")
    need = answered["dimension"].map(dict(zip(DIMENSIONS, SIZES, strict=True))) / 2
    people = people[(answered["gap"] >= need).to_numpy()]
    found = people.groupby("dimension").mean()
    spread = people.groupby("dimension")["gap"].agg(["std", "count"])
    reach = t.isf(0.025, spread["count"] - 1) * spread["std"] / np.sqrt(spread["count"])
    found.columns = ["expectation", "perception", "gap"]
    found = found.assign(low=found["gap"] - reach, high=found["gap"] + reach, n=spread["count"])
    return found.loc[list(DIMENSIONS)]


def alphas(survey: pd.DataFrame, alpha: Callable[[pd.DataFrame], float]) -> list[float]:
    """Alpha of both sides of every dimension, over the people who answered all of it."""
    found = []
    for side in "EP":
        for dimension in DIMENSIONS:
            members = ITEMS.loc[ITEMS["dimension"] == dimension, "item"]
            found.append(alpha(survey[[f"{side}{item:02d}" for item in members]].dropna()))
    return found


def plain_alpha(items: pd.DataFrame) -> float:
    """Alpha as it is written down in pandas."""
    k = items.shape[1]
    return float(k / (k - 1) * (1 - items.var().sum() / items.sum(axis=1).var()))


def pingouin_alpha(items: pd.DataFrame) -> float:
    """Alpha of pingouin."""
    from pingouin import cronbach_alpha as theirs

    return float(theirs(items)[0])


def plain_ranks(gaps: pd.DataFrame, draws: int) -> pd.Series:
    """The bootstrap as it is written down in pandas."""
    first = [
        gaps.sample(frac=1, replace=True, random_state=draw).mean().idxmin()
        for draw in range(draws)
    ]
    return pd.Series(first).value_counts(normalize=True).reindex(gaps.columns, fill_value=0.0)


TASKS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "gaps": lambda survey: gap_summary(survey, ITEMS),
    "gaps, plain": plain_gaps,
    "alphas": lambda survey: alphas(survey, cronbach_alpha),
    "alphas, plain": lambda survey: alphas(survey, plain_alpha),
    "alphas, pingouin": lambda survey: alphas(survey, pingouin_alpha),
    "ranks": lambda survey: rank_probability(dimension_scores(survey, ITEMS), draws=DRAWS),
    "ranks, plain": lambda survey: plain_ranks(dimension_scores(survey, ITEMS), FEW),
}


def _peak() -> float:
    """Peak of this process's memory in megabytes."""
    import resource

    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (2**20 if sys.platform == "darwin" else 1024)


def run_here(task: str, n: int) -> dict[str, float]:
    """Do one task in this process.

    Returns
    -------
    dict
        CPU seconds, megabytes at the peak, and megabytes that the task added to those of the
        survey.
    """
    work = TASKS[task]
    # imports and the first call are no part of the cost
    work(make_survey(200))
    survey = make_survey(n)
    before = _peak()
    # what takes milliseconds can meet another's rush on this machine, so its best time counts
    taken = timeit.repeat(lambda: work(survey), number=1, repeat=3, timer=time.process_time)
    return {"seconds": min(taken), "peak": _peak(), "added": _peak() - before}


def run(task: str, n: int) -> dict[str, float]:
    """Do one task in a process of its own."""
    command = [sys.executable, str(Path(__file__)), "--task", task, "--people", str(n)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return dict(json.loads(done.stdout))


def measure(baseline: int, sizes: list[int]) -> dict[str, float]:
    """Measure every task.

    Parameters
    ----------
    baseline : int
        Respondents for the comparison with plain pandas.
    sizes : list of int
        Respondents for the cost of ours, smallest first.
    """
    found: dict[str, float] = {"respondents of the comparison": baseline}
    rivals = ["gaps, plain", "alphas, plain", "ranks, plain"]
    if find_spec("pingouin"):
        rivals.append("alphas, pingouin")
    ours = {task: run(task, baseline) for task in ("gaps", "alphas", "ranks")}
    for rival in rivals:
        task = rival.partition(",")[0]
        theirs = run(rival, baseline)
        if task == "ranks":
            theirs["seconds"] *= DRAWS / FEW
        found[f"{task}: CPU seconds"] = ours[task]["seconds"]
        found[f"{rival}: CPU seconds"] = theirs["seconds"]
        found[f"{rival}: ratio of CPU seconds"] = theirs["seconds"] / ours[task]["seconds"]
        found[f"{task}: megabytes added"] = ours[task]["added"]
        found[f"{rival}: megabytes added"] = theirs["added"]
    for task in ours:
        for n in sizes:
            one = run(task, n)
            found[f"{task} of {n}: CPU seconds"] = one["seconds"]
            found[f"{task} of {n}: CPU microseconds each"] = 1e6 * one["seconds"] / n
            found[f"{task} of {n}: megabytes added"] = one["added"]
            found[f"{task} of {n}: peak megabytes"] = one["peak"]
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--baseline", type=int, default=100_000)
    parser.add_argument("--largest", type=int, default=1_000_000)
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--people", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        print(json.dumps(run_here(options.task, options.people)))
        return
    sizes = [n for n in (10_000, 100_000, 1_000_000, 10_000_000) if n <= options.largest]
    for name, value in measure(options.baseline, sizes).items():
        print(f"{name:<45}{value:12.3f}")


if __name__ == "__main__":
    main()
