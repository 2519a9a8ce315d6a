"""The year: money, readings and rules do what the printed rules say, and practice tells no card."""

from __future__ import annotations

from typing import Any

import jsonschema
import numpy as np
import pandas as pd
import pytest
from support.speed import in_pieces

from servicelab.errors import CourseError
from servicelab.games import year as package
from servicelab.games.year import model
from servicelab.games.year.cards import CARDS, JULY_CARDS
from servicelab.games.year.model import ACTIONS, HOUSES, PLAN, draw, play_years, practice


def entry(**changed: Any) -> dict[str, Any]:
    one = {"steps": 1, "start": 1, "owner": "service", "measure": "holdout", "stop": 0.4}
    return {**one, **changed}


def plan(house: str = "bank", **actions: Any) -> dict[str, Any]:
    return {
        "house": house,
        "actions": actions or {"recover": entry(), "lead": entry()},
        "more": 0.8,
        "freed": ["best"],
        "social": "solved",
        "reason": "A reason of more than twenty characters.",
    }


# --- the plan --------------------------------------------------------------------------------


def test_an_example_is_whole_in_each_house() -> None:
    for house in HOUSES:
        given = model.example(house)
        assert model.problems(given) == []
        assert PLAN.missing(given) == []
        jsonschema.validate(PLAN.tidy(given), model.plan_schema())


def test_what_people_write_is_understood() -> None:
    written = plan()
    written["actions"] = {
        "lead": entry(stop="0.4", steps=np.int64(1)),
        "recover": entry(stop=None),
        "keep": entry(steps=0),
    }
    written |= {"more": "0.8", "freed": "best", "house": " Bank "}
    tidy = PLAN.tidy(written)
    assert model.problems(written) == []
    assert list(tidy["actions"]) == ["recover", "lead"]
    assert tidy["actions"]["lead"]["stop"] == 0.4
    assert tidy["actions"]["recover"]["stop"] == "never"
    assert tidy["freed"] == ["best"]
    assert tidy["house"] == "bank"


@pytest.mark.parametrize(
    "changed",
    [
        {"house": "hotel"},
        {"house": None},
        {"actions": {}},
        {"actions": {"dance": entry()}},
        {"actions": {"lead": entry(steps=4)}},
        {"actions": {"lead": entry(steps=True)}},
        {"actions": {"lead": entry(stop=0.5)}},
        {"actions": {"lead": {"steps": 1}}},
        {"actions": {name: entry() for name in ACTIONS}},
        {"actions": ["lead"]},
        {"more": 0.7},
        {"freed": None},
        {"freed": ["best", "best"]},
        {"freed": ["mend", "lead", "keep", "best"]},
        {"freed": ["dance"]},
    ],
)
def test_what_cannot_be_played_is_said(changed: dict[str, Any]) -> None:
    bad = {**plan(), **changed}
    assert model.problems(bad)
    with pytest.raises(CourseError):
        practice(bad, 2)


def test_a_plan_that_is_no_mapping_is_said() -> None:
    assert model.problems("a plan")
    assert model.spent(plan(house="hotel")) == (0, 0)


def test_money_is_counted_as_printed() -> None:
    cards = CARDS["bank"]
    both = 2 * (cards["recover"].cost + cards["lead"].cost) + 2 * model.SETUP
    assert model.spent({**plan(), "freed": [], "more": "never"}) == (both, 2 * both - 60)
    late = plan(recover=entry(start=2))
    assert model.spent(late)[0] == cards["recover"].cost + model.SETUP
    assert model.spent(plan())[1] <= model.ALL


# --- what is drawn, and what is read -----------------------------------------------------------


def test_years_are_the_same_again_and_no_house_has_those_of_another() -> None:
    first, again, other = draw("bank", [5, 6]), draw("bank", [5, 6]), draw("insurer", [5, 6])
    assert first.luck.tobytes() == again.luck.tobytes()
    assert first.noise.tobytes() == again.noise.tobytes()
    assert first.fact == again.fact
    assert not np.array_equal(first.luck, other.luck)
    assert practice(plan()).to_csv() == practice(plan()).to_csv()


def test_classes_keep_as_much_as_the_rules_say() -> None:
    draws = draw("bank", range(4000))
    for place, (works, harms) in enumerate(model.OFTEN):
        kept = draws.kept(np.full(len(ACTIONS), place))
        # idle lies within half a share of zero
        assert np.mean(kept > 0.5) == pytest.approx(works, abs=0.01)
        assert np.mean(kept < -0.35) == pytest.approx(harms * 0.894, abs=0.01)


def test_a_holdout_reads_what_is_kept_and_before_and_after_what_came_anyway() -> None:
    draws = draw("bank", range(3000))
    kept = draws.kept(np.zeros(len(ACTIONS), int))
    one = entry(stop="never")
    for measure, shift in (("holdout", 0.0), ("before and after", model.SHIFT[0])):
        written = plan(recover={**one, "measure": measure}, lead={**one, "measure": measure})
        read = model._read(written, kept, draws.noise, draws.shift)
        off = read - kept
        for name in ("recover", "lead"):
            place = list(ACTIONS).index(name)
            quarters = len(model.quarters_read("bank", name, 1))
            assert off[:, place].mean() == pytest.approx(shift, abs=0.05)
            common = model.SHIFT[1] / quarters**0.5 if shift else 0
            spread = np.hypot(model.error_of(name, measure, quarters), common)
            assert off[:, place].std() == pytest.approx(spread, rel=0.05)
    counts = plan(recover=entry(measure="counts"))
    assert model._read(counts, kept, draws.noise, draws.shift)[:, 1].min() > 0.9
    assert np.isnan(
        model._read(plan(recover=entry(measure="none")), kept, draws.noise, draws.shift)
    ).all()
    # of two actions by before and after, the quarters move both
    assert model.quarters_read("bank", "lead", 2) == []


def test_an_action_held_out_by_unit_is_read_less_surely() -> None:
    assert model.error_of("lead", "holdout", 1) > model.error_of("recover", "holdout", 1)
    assert model.error_of("lead", "holdout", 2) < model.error_of("lead", "holdout", 1)


def test_a_promise_is_what_a_step_brings_if_just_it_is_kept() -> None:
    for house in HOUSES:
        for name, card in CARDS[house].items():
            bare = plan(house, **{name: entry(measure="none", stop="never")})
            bare |= {"more": "never", "freed": []}
            gain = card.promise - 4 * card.cost - model.SETUP
            assert model.promised(bare) == pytest.approx(gain), (house, name)


# --- the rules in July -----------------------------------------------------------------------


def one_year(written: dict[str, Any], kept: list[float], fact: str = "nothing") -> tuple[Any, Any]:
    shares = np.array([kept])
    quiet = np.zeros((1, len(ACTIONS), 2, 2)), np.zeros((1, 2))
    read = model._read(written, shares, *quiet)
    said = model._ruled(written, read)
    later = model._second_half(written, said, read, model._money([fact]))
    return (
        dict(zip(ACTIONS, said[0].tolist(), strict=True)),
        dict(zip(ACTIONS, later[0].tolist(), strict=True)),
    )


def shares(**kept: float) -> list[float]:
    return [kept.get(name, 0.0) for name in ACTIONS]


def test_what_reads_low_ends_and_what_reads_well_grows() -> None:
    said, later = one_year(plan(), shares(recover=1.2, lead=0.1))
    assert (model.RULES[said["recover"]], model.RULES[said["lead"]]) == ("more", "stop")
    assert (later["recover"], later["lead"]) == (model.MOST, 0)
    assert said["keep"] == -1


def test_just_at_the_threshold_an_action_goes_on_or_grows() -> None:
    said, _later = one_year(plan(), shares(recover=0.8, lead=0.4))
    assert model.RULES[said["recover"]] == "more"
    assert model.RULES[said["lead"]] == "go on"


def test_what_was_not_read_goes_on() -> None:
    said, later = one_year(plan(recover=entry(measure="none")), shares(recover=-1))
    assert model.RULES[said["recover"]] == "no reading"
    assert later["recover"] == 1


def test_freed_money_goes_down_the_list_and_never_to_what_was_stopped() -> None:
    written = {**plan(), "more": "never", "freed": ["lead", "keep", "best"]}
    _said, later = one_year(written, shares(recover=1.2, lead=0.1))
    assert (later["lead"], later["keep"]) == (0, model.MOST)
    _said, none = one_year({**written, "freed": []}, shares(recover=1.2, lead=0.1))
    assert sum(none.values()) == 1


def test_after_a_cut_the_lowest_reading_gives_up_steps_first() -> None:
    late = {"start": 2, "stop": "never"}
    written = plan(recover=entry(steps=2, **late), offers=entry(steps=3, **late))
    written |= {"more": "never", "freed": []}
    assert model.problems(written) == []
    assert model.spent(written)[1] > model.CUT
    for low, high in (("offers", "recover"), ("recover", "offers")):
        kept = shares(**{low: 0.5, high: 1.2})
        _said, before = one_year(written, kept)
        _said, after = one_year(written, kept, "cut")
        assert after[low] == before[low] - 1
        assert after[high] == before[high]


@pytest.mark.parametrize("house", list(HOUSES))
@pytest.mark.parametrize("fact", list(model.FACTS))
def test_no_plan_spends_more_than_there_is(house: str, fact: str) -> None:
    rng = np.random.default_rng(3)
    names = list(ACTIONS)
    played = 0
    while played < 60:
        actions = {
            name: entry(
                steps=int(rng.integers(1, 4)),
                start=int(rng.integers(1, 3)),
                measure=str(rng.choice(list(model.MEASURES))),
                stop=["never", 0.4, 1.0][rng.integers(3)],
            )
            for name in rng.permutation(names)[: rng.integers(1, 5)]
        }
        written = plan(house, **{name: actions[name] for name in names if name in actions})
        written["freed"] = [["best"], [], ["mend", "reach", "keep"]][rng.integers(3)]
        if model.problems(written):
            continue
        played += 1
        first = model.spent(written)[0]
        _said, later = one_year(written, rng.normal(0.6, 0.8, len(names)).tolist(), fact)
        second = sum(
            2 * CARDS[house][name].cost * count + model.SETUP * (count > 0 and name not in actions)
            for name, count in later.items()
        )
        assert first + second <= model._money([fact])[0]
        assert all(0 <= count <= model.MOST for count in later.values())


# --- practice, July, December -----------------------------------------------------------------


def test_practice_tells_no_card() -> None:
    """Each action is well founded as often as any other, whatever its card says."""
    for house in HOUSES:
        _draws, classes = model._practice(house, 4000)
        good = (classes == 0).mean(axis=0)
        assert np.abs(good - 3 / 8).max() < 0.03
        assert ((classes == 0).sum(axis=1) == model.SIZES[0]).all()


def test_a_stop_rule_fires_in_practice() -> None:
    held = practice(plan())
    assert (held["stopped"] > 0).mean() > 0.5
    assert practice(plan(recover=entry(stop="never")))["stopped"].sum() == 0
    assert held["promised"].nunique() == 1
    assert list(held.columns) == ["year", "gain", "promised", "fact", "stopped"]


def test_july_shows_readings_and_what_the_rules_say() -> None:
    for house in HOUSES:
        for name in ACTIONS:
            seen = model.seen_year(plan(house, **{name: entry()}))
            row = seen.readings.loc[name]
            assert row["rule"] in model.RULES
            assert row["low"] < row["reading"] < row["high"]
            assert [one.key for one in seen.cards] == list("ABCDEF")


def test_december_follows_or_breaks() -> None:
    written = plan()
    ended = model.finish(written, {"lead": {"do": "break", "card": "A"}})
    assert ended.by_rule == model.finish(written, {}).gain
    assert ended.gain < ended.by_rule
    assert model.finish(written, {"lead": "follow"}).gain == ended.by_rule


def test_news_changes_what_december_brings() -> None:
    written = plan("hospital", keep=entry(stop="never"))
    written |= {"more": "never", "freed": []}
    kept = model._SEEN["hospital"]["kept"][list(ACTIONS).index("keep")]
    ended = model.finish(written, {})
    card = CARDS["hospital"]["keep"]
    acts = (2 + 2 * 0.5) * kept * model.HELD * card.promise / 4
    assert ended.gain == pytest.approx(acts - 4 * card.cost - model.SETUP, abs=0.06)


def test_cards_are_short_and_alike() -> None:
    for house in HOUSES:
        for name, card in CARDS[house].items():
            sentences = card.known.count(". ") + 1
            assert 2 <= sentences <= 4, (house, name)
            assert 160 <= len(card.known) <= 240, (house, name, len(card.known))
            assert any(character.isdigit() for character in card.known)
        assert all(60 <= len(one.text) <= 200 for one in JULY_CARDS[house])
        assert isinstance(model.cards(house), pd.DataFrame)


def test_a_house_that_is_none_is_said() -> None:
    with pytest.raises(CourseError, match="hotel"):
        model.example("hotel")


def test_the_package_gives_its_functions() -> None:
    assert package.practice is practice


def test_forty_years_are_quick() -> None:
    draws, classes = model._practice("bank", 40)
    made = plan()
    assert in_pieces(lambda: play_years(made, draws, classes), 1) < 1


# --- what people write -----------------------------------------------------------------------


def test_capitals_and_names_are_understood() -> None:
    given = plan(
        Recover={"Steps": 1, "START": 1, "owner": "Service", "measure": "Holdout", "stop": 0.4}
    )
    given |= {"freed": ["Best", "Lead for service"], "more": "Never"}
    assert model.problems(given) == []
    tidy = PLAN.tidy(given)
    assert tidy["actions"] == {"recover": entry()}
    assert tidy["freed"] == ["best", "lead"]


def test_what_is_wrong_with_an_action_is_said_in_words() -> None:
    dots = model.problems(plan(recover=entry(steps=...)))
    assert dots == ["steps of Recover after complaints (choose one of 1, 2, 3)"]
    assert "there is no such action" in model.problems(plan(marketing=entry()))[0]
    assert "an owner of Lead for service" in model.problems(plan(lead=entry(owner="Boss")))[0]
    with pytest.raises(CourseError, match="record a plan first"):
        practice(None)
