from __future__ import annotations

import functools

import pandas as pd
import pytest

from servicelab_workshop.worlds.clause_texts import reading_ease
from servicelab_workshop.worlds.hospital import make_hospital
from servicelab_workshop.worlds.operation_schemas import KINDS
from servicelab_workshop.worlds.operations import OperationWorld, make_operations

SHIPPED = 20268
SEEDS = [SHIPPED, 1, 2, 3, 4, 5]
ITEMS = ["respect", "listening", "explanation", "say"]


@functools.cache
def world(seed: int) -> OperationWorld:
    return make_operations(seed)


# --- clauses ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_harder_clauses_draw_more_complaints(seed: int) -> None:
    table = world(seed).insurer_clauses
    rate = table["complaints"] / table["policy_years"]
    assert rate.corr(table["words_per_sentence"], method="spearman") > 0.55
    assert rate.corr(table["rare_word_share"], method="spearman") > 0.65
    hard = table["words_per_sentence"] >= 20
    per = table.groupby(hard)[["complaints", "policy_years"]].sum()
    rates = per["complaints"] / per["policy_years"] * 1000
    assert rates[True] > 2 * rates[False]
    assert 250 < table["complaints"].sum() < 600


def test_measures_of_a_clause_follow_the_stated_rule() -> None:
    assert reading_ease("We pay. You don't.") == (2.0, 0.0)
    assert reading_ease("Well-known compensation lapses.") == (3.0, pytest.approx(2 / 3))
    table = world(SHIPPED).insurer_clauses
    assert len(table) == 40
    for row in table.itertuples():
        words, share = reading_ease(row.text_en)
        assert row.words_per_sentence == pytest.approx(words, abs=0.005)
        assert row.rare_word_share == pytest.approx(share, abs=0.005)
    assert not table[["text_en", "text_zh"]].stack().duplicated().any()


# --- tickets ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_incidents_of_a_problem_end_with_its_change(seed: int) -> None:
    table = world(seed).bank_tickets
    assert len(table) == 80
    assert table["opened"].is_monotonic_increasing
    hits = table[table["kind"].isin(["incident", "fault"])]
    changes = table[table["kind"] == "change"].dropna(subset=["problem_id"])
    assert sorted(changes["problem_id"]) == ["PR1", "PR2", "PR3"]
    for change in changes.itertuples():
        mine = hits[hits["problem_id"] == change.problem_id]
        assert len(mine) >= 4
        assert mine["opened"].max() < change.closed
        asked = table[(table["kind"] == "problem") & (table["problem_id"] == change.problem_id)]
        assert asked["closed"].item() == change.closed
    waiting = table[(table["kind"] == "problem") & table["closed"].isna()]
    assert sorted(waiting["problem_id"]) == ["PR4", "PR5"]
    asked = waiting.set_index("problem_id")["opened"]
    assert hits.loc[hits["problem_id"] == "PR4", "opened"].max() > asked["PR4"]
    assert "PR5" not in set(hits["problem_id"])


@pytest.mark.parametrize("seed", SEEDS)
def test_first_contact_is_not_always_the_last(seed: int) -> None:
    table = world(seed).bank_tickets
    assert set(table["kind"]) == set(KINDS)
    first = table[table["first_contact"]]
    assert (first["opened"] == first["closed"]).all()
    assert 0.2 < len(first) / len(table) < 0.45
    assert first["reopened"].sum() >= 2
    is_open = table["closed"].isna()
    assert 4 <= is_open.sum() <= 9
    assert not table.loc[is_open, "reopened"].any()
    incidents = table[table["kind"] == "incident"]
    again = incidents["reopened"].groupby(incidents["problem_id"].notna()).mean()
    assert again[True] > again[False] + 0.2


def test_tickets_read_differently_and_some_can_be_argued_about() -> None:
    table = world(SHIPPED).bank_tickets
    assert not table[["text_en", "text_zh"]].stack().duplicated().any()
    assert table["kind"].value_counts().min() >= 5
    assert 3 <= world(SHIPPED).tickets["is_ambiguous"].sum() <= 8
    assert world(SHIPPED).tickets.index.tolist() == table["ticket_id"].tolist()


# --- clinics ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_one_clinic_explains_well_and_decides_over_the_patients_heads(seed: int) -> None:
    table = world(seed).hospital_clinics
    assert table["clinic"].value_counts().tolist() == [72] * 5
    mean = table.groupby("clinic", observed=True)[ITEMS].mean()
    assert mean["explanation"].idxmax() == "Heart"
    assert mean["say"].idxmin() == mean["respect"].idxmin() == "Heart"
    assert mean.mean(axis=1).idxmin() == "Joints"  # the mean of the four items hides it
    answers = table[ITEMS]
    alpha = 4 / 3 * (1 - answers.var().sum() / answers.sum(axis=1).var())
    assert 0.7 < alpha < 0.9
    assert table["overall"].corr(answers.mean(axis=1)) > 0.6
    talk = make_hospital().truth["talk"].loc[table["patient_id"]].to_numpy()
    assert pd.Series(talk).corr(answers.mean(axis=1)) > 0.3


# --- the world -------------------------------------------------------------------------------


def test_the_same_seed_makes_the_same_tables_and_another_does_not() -> None:
    one, other = make_operations(5), make_operations(5)
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(table, other.tables()[name])
    assert not world(1).bank_tickets.equals(world(2).bank_tickets)
    assert world(1).insurer_clauses["text_en"].equals(world(2).insurer_clauses["text_en"])
    assert world(1).clauses["rate"].gt(0).all()
