"""Tables that are said to join do so, and what they share of the town agrees."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from servicelab import load_dataset
from servicelab.data.loading import datasets_folder
from servicelab.errors import CourseError
from servicelab.games.desk.scenario import list_scenarios, load_scenario
from servicelab.games.morning.model import CLERK
from servicelab_workshop.worlds import discovery
from servicelab_workshop.worlds.branches import BRANCHES, CITY
from servicelab_workshop.worlds.fields import field, leads_to
from servicelab_workshop.worlds.package import card, checked, links, orphans

PACKAGE = json.loads((datasets_folder() / "datapackage.json").read_text(encoding="utf-8"))
SCHEMAS: dict[str, dict[str, Any]] = {one["name"]: one["schema"] for one in PACKAGE["resources"]}
LINKS = [(name, link) for name, schema in SCHEMAS.items() for link in links(schema)]
#: Lists of people, agents, places, trips: a column of one of these names leads to the list, or says
#: that it does not, and then shares no value with it.
LISTS = {
    "customer_id": ("bank_customers", "insurer_policyholders", "hospital_drivers"),
    "policyholder_id": ("insurer_policyholders",),
    "patient_id": ("hospital_drivers",),
    "agent": ("bank_agents",),
    "trip": ("hospital_crowd",),
    "village": ("hospital_villages",),
    "complaint_id": ("complaints",),
    "guest_id": ("hotel_stays",),
    "team": ("insurer_journeys",),
}
#: What is no key of a list, and says so on its card.
OWN = {
    ("bank_reactivation", "customer_id"),
    ("bank_ties", "customer_id"),
    ("bank_wallet", "customer_id"),
    ("insurer_recovery", "customer_id"),
    ("hotel_perk", "guest_id"),
}


def name(link: tuple[str, dict[str, Any]]) -> str:
    return f"{link[0]}-{link[1]['fields']}-{link[1]['reference']['resource']}"


@pytest.mark.parametrize(("table", "link"), LINKS, ids=map(name, LINKS))
def test_every_key_is_found_where_it_leads(table: str, link: dict[str, Any]) -> None:
    lost = orphans(link, load_dataset(table), load_dataset(link["reference"]["resource"]))
    assert list(lost) == []


def test_parts_of_a_table_that_lead_somewhere_are_its_whole() -> None:
    """Every complaint leads to one list, and every visit at Riverside to the bank's."""
    parts = [link["where"] for link in SCHEMAS["complaints"]["partialKeys"]]
    assert {part["sector"] for part in parts} == set(load_dataset("complaints")["sector"])
    visits = load_dataset("bank_visits").query("branch != 'Riverside'")
    assert not set(visits["customer_id"]) & set(load_dataset("bank_customers")["customer_id"])


@pytest.mark.parametrize("column", LISTS)
def test_a_column_with_the_name_of_a_key_is_one_or_says_that_it_is_none(column: str) -> None:
    leads = {(table, link["fields"]) for table, link in LINKS}
    named = {
        table
        for table, schema in SCHEMAS.items()
        for one in schema["fields"]
        if one["name"] == column
    }
    for table in named - set(LISTS[column]):
        assert ((table, column) in leads) != ((table, column) in OWN), table
        if (table, column) in OWN:
            mine = set(load_dataset(table)[column])
            for other in LISTS[column]:
                known = set(load_dataset(other)[SCHEMAS[other]["primaryKey"]])
                assert not mine & known, (table, other)


def test_no_house_has_a_number_of_another() -> None:
    lists = {
        one: set(load_dataset(one)[SCHEMAS[one]["primaryKey"]]) for one in LISTS["customer_id"]
    }
    assert sum(map(len, lists.values())) == len(set().union(*lists.values()))


def test_who_sold_a_policy_is_the_same_in_all_tables() -> None:
    holders = load_dataset("insurer_policyholders").set_index("policyholder_id")
    for table in ("insurer_claims", "insurer_servqual"):
        frame = load_dataset(table)
        sold = frame["policyholder_id"].map(holders["agent_id"])
        assert frame["agent_id"].fillna("").equals(sold.fillna("").rename("agent_id")), table
    trial = load_dataset("insurer_app_trial")
    assert set(trial["agent_id"]) == set(holders["agent_id"].dropna())
    # a territory is compared with one of the same kind: agents end at A16
    assert (
        trial.assign(is_agent=trial["agent_id"] <= "A16")
        .groupby("pair")["is_agent"]
        .nunique()
        .eq(1)
        .all()
    )


def test_facts_of_one_person_agree() -> None:
    patients = load_dataset("hospital_drivers").set_index("patient_id")["group"].astype("str")
    for table in ("hospital_arrivals", "hospital_waiting_room", "hospital_zones"):
        known = load_dataset(table).dropna(subset="patient_id")
        assert (known["group"].astype("str") == known["patient_id"].map(patients)).all(), table

    holders = load_dataset("insurer_policyholders").set_index("policyholder_id")
    complaints = load_dataset("complaints").query("sector == 'insurance'")
    product = complaints["customer_id"].map(holders["product"].astype("str"))
    assert (complaints["product"].astype("str") == product).all()

    customers = load_dataset("bank_customers").set_index("customer_id")
    profits = load_dataset("bank_profits")
    since = profits["customer_id"].map(pd.to_datetime(customers["since"]).dt.year)
    assert (profits["tenure"] == profits["year"] - since).all()
    promotions = load_dataset("bank_promotions")["customer_id"]
    assert promotions.map(customers["consent_marketing"]).all()


def test_there_are_policies_for_all_who_hold_one() -> None:
    """The list of policyholders is of July 1, 2025, and each has one policy at least."""
    main = load_dataset("insurer_policyholders")["product"].value_counts()
    policies = load_dataset("insurer_in_force")
    july = policies[policies["month"] == pd.Timestamp("2025-07-01")].set_index("product")
    assert (july["policies"].reindex(main.index) >= main).all()


def test_each_team_handles_what_its_kind_says() -> None:
    teams = load_dataset("insurer_teams").drop_duplicates("team").set_index("team")["kind"]
    journeys = load_dataset("insurer_journeys")
    assert set(journeys["team"]) == set(teams.index)
    kinds = journeys["team"].map(teams.astype("str"))
    assert kinds.groupby(journeys["topic"].astype("str")).nunique().eq(1).all()
    plan = load_dataset("insurer_plan")[["month", "product"]]
    assert len(plan.merge(load_dataset("insurer_in_force"))) == len(plan) == 36


def test_places_have_one_name() -> None:
    assert set(CITY) < set(BRANCHES)
    for table in ("bank_visits", "bank_line_calls"):
        assert set(load_dataset(table)["branch"]) == set(CITY)
    for table in ("bank_customers", "insurer_policyholders"):
        assert set(load_dataset(table)["district"]) < set(CITY)


def test_an_hour_has_one_price() -> None:
    """A desk of the hospital 120 yuan, an hour at the complaint desk or on the telephone 90."""
    slots = discovery.world("m06_waiting_slots")
    assert 2 * CLERK == slots.SLOTS_DESK_HOUR == 120
    assert {60 * load_scenario(one).costs["minute"] for one in list_scenarios()} == {90}


def test_a_promise_that_is_not_kept_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    words = {"title": "A", "sector": "s", "description": "d", "row": "r.", "made": "m."}
    declared = {
        "trips": {**words, "fields": [field("id", "string", "Which.")]},
        "riders": {
            **words,
            "fields": [field("trip", "string", "Which."), field("day", "string", "When.")],
            "foreignKeys": [leads_to("trip", "trips", "id")],
            "partialKeys": [leads_to("day", "days", where={"trip": "T1"})],
        },
    }
    monkeypatch.setattr("servicelab_workshop.worlds.package.declared", lambda: declared)
    trips = pd.DataFrame({"id": ["T1"]})
    riders = pd.DataFrame({"trip": ["T1", "T7"], "day": ["Mon", "Tue"]})
    with pytest.raises(CourseError) as caught:
        checked({"trips": trips, "riders": riders})
    assert "riders, column trip: 1 values are not in trips, such as T7." in str(caught.value)
    assert "riders, column day: there is no table days." in str(caught.value)

    resource = {"name": "riders", "title": "A", "description": "d", "rows": 2, "path": "riders.csv"}
    text = card({**resource, "bytes": 1, "hash": "x"})
    assert "* `trip` leads to `id` of [`trips`](trips.md)." in text
    assert "* `day`, where `trip` is T1, leads to `day` of [`days`](days.md)." in text
    other = card({**resource, "name": "trips", "bytes": 1, "hash": "x"})
    assert "* To `id` lead [`riders`](riders.md)." in other
