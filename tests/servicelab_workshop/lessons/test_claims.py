"""What a module tells as found is bound to what the data say."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from servicelab.errors import CourseError
from servicelab_workshop.lessons.claims import claim_problems, plain, read_claims
from servicelab_workshop.lessons.course import Course

SCRIPT = """
# ---
# jupyter:
#   servicelab:
#     module: m90_waits
#     points: 100
# ---

# %% [markdown]
# # Waits 1 of 1: a counter
#
# **Lantern Bank.** 20 minutes, 100 points.

# %% [markdown]
# ## Yesterday and today
#
# The branch opens at 9 and closes at 5. What share waits longer than five minutes?

# %%
guess = RangePrediction("m90-wait", "How many minutes?")

# %% [markdown]
# The mean wait {verb} from **4** to 6
# minutes (95 % interval of the change 1.5 to 2.5).{more}
#
# ## Task 1: count (2 points)
#
# Count more than 5 minutes.
#
# **Further reading.** A. Erlang, *Waiting*, 2nd ed., 1917.

# %%
ax.set_title("{title}")
"""
CLAIMS = """
from servicelab_workshop.lessons.claims import Claims, Found

claims = Claims()


@claims.finding(
    "waits-grew",
    notebook="1_line",
    says="wait {verb} from {{before:.0f}} to {{after:.0f}} minutes (95% interval of the change {{low}} to {{high}})",
    exposure="{{n}} waits in two weeks",
    predicted="m90-wait",
    verdict="the simple reading is right",{more}
)
def waits_grew():
    return Found(after - before, 1.5, 2.5, holds=after > before, before=before, after=after, n=400)


before, after = 4, {after}
claims.told("1_line", "case", "The branch opens at 9")
"""


def course(
    root: Path,
    *,
    verb: str = "grew",
    more: str = "",
    title: str = "Waits of two days",
    bound: str = "",
    after: str = "6",
) -> Course:
    folder = root / "solutions" / "m90_waits"
    folder.mkdir(parents=True)
    script = SCRIPT.format(verb=verb, more=more, title=title)
    (folder / "1_line.py").write_text(textwrap.dedent(script).lstrip())
    (folder / "claims.py").write_text(CLAIMS.format(verb=verb, more=bound, after=after))
    return Course(root)


def problems(place: Course) -> list[str]:
    return list(claim_problems(place, "m90_waits"))


def test_what_the_data_say_may_be_told(tmp_path: Path) -> None:
    place = course(tmp_path)
    assert problems(place) == []
    (claim,) = read_claims(place, "m90_waits").all
    assert claim.figure == "2, 1.5 to 2.5"
    assert claim.exposed == "400 waits in two weeks"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"after": "6.6"}, ["lies outside its interval", "from 4 to 7 minutes"]),
        ({"after": "3.5"}, ["do not say so any more", "outside", "from 4 to 4 minutes", "loose"]),
        ({"more": " Twice as many wait."}, ['"Twice as many wait." is bound to nothing']),
        ({"more": " Queues lead to anger."}, ['"Queues lead to anger." is bound to nothing']),
        ({"title": "Fewer wait than ever"}, ['"Fewer wait than ever" is bound to nothing']),
        ({"verb": "is raised"}, ['it says "raised": say what was drawn at random']),
        ({"verb": "is raised", "bound": '\n    drawn="days",'}, []),
        ({"bound": '\n    notebooks="x",'}, ["cannot be run"]),
    ],
)
def test_what_they_do_not_say_is_refused(
    tmp_path: Path, changes: dict[str, str], said: list[str]
) -> None:
    place = course(tmp_path, **changes)
    if said == ["cannot be run"]:
        with pytest.raises(CourseError, match="cannot be run"):
            problems(place)
        return
    found = [one for one in problems(place) if "outside" not in one or "outside" in str(said)]
    said = [word for word in said if word != "loose"]
    assert all(any(word in one for one in found) for word in said), found
    assert bool(found) == bool(said)


def test_what_is_told_above_its_prediction_is_refused(tmp_path: Path) -> None:
    place = course(tmp_path)
    script = place.solutions / "m90_waits" / "1_line.py"
    text = script.read_text()
    told = text[text.index("# %% [markdown]\n# The mean wait") : text.index("# %%\nax.set_title")]
    script.write_text(text.replace(told, "").replace("# %%\nguess", f"{told}# %%\nguess"))
    (problem,) = problems(place)
    assert "is told above its prediction" in problem


def test_a_listed_sentence_that_is_gone_is_named(tmp_path: Path) -> None:
    place = course(tmp_path)
    with (place.solutions / "m90_waits" / "claims.py").open("a") as file:
        file.write('claims.told("1_line", "case", "The counter closes at noon")\n')
    (problem,) = problems(place)
    assert "is listed and stands nowhere" in problem


def test_emphasis_links_and_minus_signs_do_not_matter() -> None:
    assert plain("**By** \N{MINUS SIGN}0.3 in [part\n2](b.ipynb), `x`") == "By -0.3 in part 2, x"
