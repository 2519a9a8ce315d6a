from __future__ import annotations

import functools

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score, cohen_kappa_score, roc_auc_score
from sklearn.model_selection import GroupShuffleSplit, ShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from servicelab.errors import CourseError
from servicelab_workshop.worlds.bank import KEPT_BACK, BankWorld, make_bank
from servicelab_workshop.worlds.package import build_files

SEEDS = [20261, *range(1, 11)]
SPRING = pd.Timestamp("2025-03-01")


@functools.cache
def world(seed: int) -> BankWorld:
    return make_bank(seed)


def features(bank: BankWorld) -> pd.DataFrame:
    """The features of the course, before the spring offer; written without the library."""
    before = bank.transactions[bank.transactions["date"] < SPRING]
    customers = bank.customers.set_index("customer_id")
    groups = before.groupby("customer_id")["channel"]
    return pd.DataFrame(
        {
            "transactions": groups.size(),
            "balance": customers["balance"],
            "revolving_share": customers["revolving_share"],
            "app_share": groups.apply(lambda channel: (channel == "app").mean()),
        }
    ).loc[customers.index]


def logged(bank: BankWorld) -> pd.DataFrame:
    frame = features(bank)
    return frame.assign(
        transactions=np.log1p(frame["transactions"]), balance=np.log(frame["balance"])
    )


def clusters(frame: pd.DataFrame, scale: bool = True) -> pd.Series:
    matrix = StandardScaler().fit_transform(frame) if scale else frame.to_numpy()
    with threadpool_limits(1):
        labels = KMeans(4, n_init=3, random_state=0).fit_predict(matrix)
    return pd.Series(labels, index=frame.index)


def profiled(bank: BankWorld) -> pd.Index:
    """Who agreed that behavior is used to choose offers."""
    customers = bank.customers.set_index("customer_id")
    return customers.index[customers["consent_profiling"]]


@functools.cache
def needs(seed: int) -> pd.Series:
    """What the method taught finds among those who agreed to it."""
    bank = world(seed)
    return clusters(logged(bank).loc[profiled(bank)])


def ari(bank: BankWorld, labels: pd.Series) -> float:
    return float(adjusted_rand_score(bank.truth.loc[labels.index, "segment"], labels))


MARGIN = {"credit": 900, "wealth": 1200}


def gain(offers: pd.DataFrame, offer: str) -> float:
    """What an offer changes in yuan a customer: taken when asked, less taken unasked."""
    offered, took = offers["offered"].astype("str"), offers["took"].astype("str")
    asked, unasked = took[offered == offer] == offer, took[offered == "none"] == offer
    return float((asked.mean() - unasked.mean()) * MARGIN[offer] - 20)


def profit(offers: pd.DataFrame, assigned: pd.Series) -> float:
    """What a rule would change, from those who happened to get its offer and those without one."""
    offers = offers[offers["customer_id"].isin(assigned.index)]
    rule = offers["customer_id"].map(assigned)
    return sum((rule == one).sum() * gain(offers[rule == one], one) for one in set(rule) - {"none"})


def gains(offers: pd.DataFrame, labels: pd.Series) -> pd.DataFrame:
    segment = offers["customer_id"].map(labels)
    rows = {
        one: {offer: gain(offers[segment == one], offer) for offer in MARGIN}
        for one in sorted(labels.unique())
    }
    return pd.DataFrame(rows).T.assign(none=0.0)


def need_rule(seed: int) -> pd.Series:
    labels = needs(seed)
    return labels.map(gains(world(seed).offers, labels).idxmax(axis=1))


def age_rule(bank: BankWorld) -> pd.Series:
    customers = bank.customers.set_index("customer_id").loc[profiled(bank)]
    return pd.Series(np.where(customers["age"] < 40, "credit", "wealth"), index=customers.index)


def to_all(bank: BankWorld, offer: str) -> pd.Series:
    return pd.Series(offer, index=profiled(bank))


@pytest.mark.parametrize("seed", SEEDS)
def test_scaled_clusters_find_the_needs(seed: int) -> None:
    assert ari(world(seed), needs(seed)) > 0.83


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_unscaled_clusters_and_age_bands_do_not(seed: int) -> None:
    bank = world(seed)
    age = bank.customers.set_index("customer_id")["age"]
    assert ari(bank, clusters(features(bank), scale=False)) < 0.35
    assert ari(bank, clusters(logged(bank), scale=False)) < 0.55
    assert ari(bank, pd.cut(age, [0, 30, 40, 55, 120], right=False, labels=False)) < 0.2


def test_the_default_bank_has_the_reference_figures() -> None:
    bank = world(20261)
    assert ari(bank, needs(20261)) == pytest.approx(0.87, abs=0.02)
    assert ari(bank, clusters(logged(bank), scale=False)) < 0.5
    shares = bank.truth["segment"].value_counts(normalize=True)
    assert shares.to_dict() == {
        "everyday-payer": 0.34,
        "credit-flex": 0.28,
        "steady-saver": 0.26,
        "small-business": 0.12,
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_need_beats_age_beats_one_offer_for_all_on_later_data(seed: int) -> None:
    bank = world(seed)
    later = bank.offers_later
    need, age = profit(later, need_rule(seed)), profit(later, age_rule(bank))
    best = max(profit(later, to_all(bank, offer)) for offer in ("credit", "wealth"))
    assert need - age > 15_000
    assert age - best > 40_000


@pytest.mark.parametrize("seed", SEEDS)
def test_expected_profits_follow_the_simulation(seed: int) -> None:
    bank = world(seed)
    truth = bank.truth.loc[profiled(bank)]
    value = {
        "credit": (truth["p_credit"] - truth["unasked_credit"]) * 900 - 20,
        "wealth": (truth["p_wealth"] - truth["unasked_wealth"]) * 1200 - 20,
        "none": 0 * truth["p_credit"],
    }

    def expected(rule: pd.Series) -> float:
        return float(sum(value[offer][rule == offer].sum() for offer in value)) / len(truth)

    assert expected(to_all(bank, "credit")) == pytest.approx(26, abs=2)
    assert expected(to_all(bank, "wealth")) == pytest.approx(42.5, abs=3.5)
    assert expected(age_rule(bank)) == pytest.approx(62, abs=5)
    assert expected(need_rule(seed)) == pytest.approx(73, abs=4)


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_who_accepts_most_is_not_who_is_changed_most(seed: int) -> None:
    """Small firms accept a credit line, and open nearly as many of them unasked."""
    bank = world(seed)
    offers = bank.offers[bank.offers["customer_id"].isin(profiled(bank))]
    firms = bank.truth.index[bank.truth["segment"] == "small-business"]
    asked = offers[offers["customer_id"].isin(firms)]
    credit = asked[asked["offered"] == "credit"]
    counted = credit["accepted"].mean() * 900 - 20
    assert counted > 40
    assert gain(asked, "credit") < 20 < counted - gain(asked, "credit")
    savers = bank.truth.index[bank.truth["segment"] == "steady-saver"]
    assert gain(offers[offers["customer_id"].isin(savers)], "wealth") > 90


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_every_arm_is_taken_up_without_being_asked(seed: int) -> None:
    bank = world(seed)
    for offers in (bank.offers, bank.offers_later):
        nothing = offers[offers["offered"] == "none"]
        assert 10 < (nothing["took"] != "none").sum() < 45
        assert not nothing["accepted"].any()
        accepted = offers[offers["accepted"] == 1]
        assert (accepted["took"].astype("str") == accepted["offered"].astype("str")).all()
        refused = offers[(offers["accepted"] == 0) & (offers["offered"] != "none")]
        assert (refused["took"].astype("str") != refused["offered"].astype("str")).all()


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_nobody_is_asked_without_consent(seed: int) -> None:
    bank = world(seed)
    customers = bank.customers.set_index("customer_id")
    agreed = customers["consent_marketing"]
    for offers in (bank.offers, bank.offers_later):
        assert set(offers["customer_id"]) == set(customers.index[agreed])
    assert agreed[customers["consent_profiling"]].all()
    assert agreed.mean() == pytest.approx(0.86, abs=0.02)
    assert customers["consent_profiling"].mean() == pytest.approx(0.72, abs=0.025)
    by_person = customers.groupby("person_key")[["consent_marketing", "consent_profiling"]]
    assert (by_person.nunique() == 1).all().all()
    share = bank.truth["segment"][agreed].value_counts(normalize=True)
    assert (share - bank.truth["segment"].value_counts(normalize=True)).abs().max() < 0.02


def test_offers_are_random_and_drawn_again() -> None:
    bank = world(20261)
    for offers in (bank.offers, bank.offers_later):
        segment = offers["customer_id"].map(bank.truth["segment"])
        table = pd.crosstab(segment.to_numpy(), offers["offered"].to_numpy())
        assert (table.div(table.sum(axis=1), axis=0) - 1 / 3).abs().max().max() < 0.03
        assert not offers.loc[offers["offered"] == "none", "accepted"].any()
    same = (bank.offers["offered"] == bank.offers_later["offered"]).mean()
    assert same == pytest.approx(1 / 3, abs=0.03)


def auc_later(bank: BankWorld, known: pd.DataFrame, *, leak: bool = False) -> float:
    """Fit on spring, judge on autumn, for both offers at once with their own slopes."""
    parts = []
    balances = bank.customers.set_index("customer_id")["balance"]
    for offers in (bank.offers, bank.offers_later):
        matrix = known.loc[offers["customer_id"]].to_numpy(dtype=float)
        balance = balances.loc[offers["customer_id"]].to_numpy()
        if leak:
            after = np.log(offers["balance_30d_after"].to_numpy() / balance)
            matrix = np.column_stack([matrix, after])
        credit = (offers["offered"] == "credit").to_numpy(dtype=float)[:, None]
        made = (offers["offered"] != "none").to_numpy()
        matrix = np.column_stack([matrix, credit, matrix * credit])[made]
        parts.append((matrix, offers["accepted"].to_numpy()[made]))
    (spring, spring_y), (autumn, autumn_y) = parts
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    with threadpool_limits(1):
        model.fit(spring, spring_y)
    return float(roc_auc_score(autumn_y, model.predict_proba(autumn)[:, 1]))


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_the_balance_after_the_offer_leaks(seed: int) -> None:
    bank = world(seed)
    known = pd.DataFrame(StandardScaler().fit_transform(logged(bank)), index=bank.truth.index)
    honest, leaky = auc_later(bank, known), auc_later(bank, known, leak=True)
    assert 0.6 < honest < 0.85
    assert leaky > honest + 0.1


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_behavior_tells_who_accepts_and_clubs_and_stars_do_not(seed: int) -> None:
    bank = world(seed)
    customers = bank.customers.set_index("customer_id")
    known = logged(bank)
    person = customers[["age"]].astype(float)
    handle = customers["social_media_handle"].notna()
    social = customers[["clubs", "event_attendance"]].fillna(0).assign(handle=handle)
    stars = pd.get_dummies(customers[["zodiac", "hobby"]], dtype=float).assign(
        note=customers["referral_note"].notna()
    )
    base = pd.concat([known, person], axis=1)
    honest = auc_later(bank, base)
    assert auc_later(bank, pd.concat([base, social], axis=1)) - honest < 0.01
    assert auc_later(bank, pd.concat([base, stars], axis=1)) - honest < 0.01
    without = auc_later(bank, pd.concat([person, social, stars], axis=1))
    assert honest - without > 0.03


def test_customers_who_accept_in_spring_accept_again() -> None:
    bank = world(20261)
    asked = (bank.offers["offered"] != "none") & (bank.offers_later["offered"] != "none")
    again = bank.offers_later.loc[asked, "accepted"].groupby(bank.offers.loc[asked, "accepted"])
    rate = again.mean()
    assert rate[1] > 3 * rate[0]


@pytest.mark.slow
def test_a_random_split_of_repeated_customers_flatters() -> None:
    bank = world(20261)
    known = pd.DataFrame(StandardScaler().fit_transform(logged(bank)), index=bank.truth.index)
    both = pd.concat([bank.offers, bank.offers_later], ignore_index=True)
    both = both[both["offered"] != "none"]
    matrix = np.column_stack(
        [known.loc[both["customer_id"]], 2.0 * (both["offered"] == "credit").to_numpy()]
    )
    answer, customer = both["accepted"].to_numpy(), both["customer_id"].to_numpy()

    def judged(parts: object) -> float:
        scores = []
        for train, test in parts:  # type: ignore[attr-defined]
            forest = RandomForestClassifier(40, random_state=0).fit(matrix[train], answer[train])
            scores.append(roc_auc_score(answer[test], forest.predict_proba(matrix[test])[:, 1]))
        return float(np.mean(scores))

    rows = judged(ShuffleSplit(4, test_size=0.3, random_state=0).split(matrix))
    people = judged(
        GroupShuffleSplit(4, test_size=0.3, random_state=0).split(matrix, answer, customer)
    )
    assert rows > people + 0.015


@pytest.mark.parametrize("seed", SEEDS)
def test_calls_close_accounts_and_the_woken_stay(seed: int) -> None:
    calls = world(seed).reactivation
    called, control = calls[calls["called"]], calls[~calls["called"]]
    assert control["still_open"].mean() - called["still_open"].mean() > 0.15
    woken = called[called["reactivated"] == 1]
    assert woken["still_open"].mean() > 0.85
    closed = called[called["still_open"] == 0]
    assert closed["reactivated"].mean() < 0.07


@pytest.mark.parametrize("seed", SEEDS)
def test_three_readings_of_the_calls_disagree(seed: int) -> None:
    calls = world(seed).reactivation
    assert calls.loc[calls["called"], "cost"].eq(15).all()

    def rate(group: pd.DataFrame) -> float:
        return float(group["reactivated"].mean())

    def earned(uplift: float) -> float:
        return len(calls) * (uplift * 300 - 15)

    called, control = calls[calls["called"]], calls[~calls["called"]]
    true = earned(rate(called) - rate(control))
    counted = earned(rate(called))
    alive = earned(
        rate(called[called["still_open"] == 1]) - rate(control[control["still_open"] == 1])
    )
    assert true < 0 < 8_000 < alive < counted
    assert counted - alive > 5_000


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_firms_move_more_than_they_earn_and_consumers_are_less_even(seed: int) -> None:
    bank = world(seed)
    moves = bank.transactions
    part = {"payment": 0.003, "savings": 0.004, "loan": 0.03, "invoice": 0.001}
    worth = moves["amount"] * moves["product"].astype("str").map(part)
    owner = bank.customers.set_index("customer_id")["occupation"] == "business owner"
    firm = moves["customer_id"].map(owner).to_numpy(dtype=bool)
    turnover = moves.groupby("customer_id")["amount"].sum()
    assert moves.loc[firm, "amount"].sum() / moves["amount"].sum() > 0.3
    assert worth[firm].sum() / worth.sum() < 0.3

    def top(amounts: pd.Series) -> float:
        return float(amounts.nlargest(len(amounts) // 10).sum() / amounts.sum())

    kind = owner.reindex(turnover.index).to_numpy(dtype=bool)
    assert top(turnover[~kind]) > top(turnover[kind]) + 0.05
    most = turnover.nlargest(400).index
    by_worth = worth.groupby(moves["customer_id"]).sum().nlargest(400).index
    assert 0.5 < by_worth.isin(most).mean() < 0.75


def test_the_archives_have_their_faults() -> None:
    customers = world(20261).customers
    share = customers.isna().mean()
    assert (customers["birth_date"] == "1900-01-01").mean() == pytest.approx(0.07, abs=0.02)
    assert (customers["household_size"] == 0).mean() == pytest.approx(0.08, abs=0.02)
    assert customers["monthly_income"].isin([0, 9999]).mean() > 0.08
    assert share[["social_media_handle", "referral_note"]].min() > 0.8
    assert 0.2 < share["event_attendance"] < 0.3
    days = (pd.Timestamp("2026-01-01") - customers["updated_at"]).dt.days
    assert (days <= 180).mean() == pytest.approx(0.7, abs=0.02)
    digits = customers["phone"].str.len().value_counts()
    assert {1, 8, 11} == set(digits.index.astype(int))
    assert not customers["phone"].dropna().str.match(r"1[3-9]\d{9}").any()  # nobody's number


def test_ninety_persons_have_an_older_second_record() -> None:
    customers = world(20261).customers
    twins = customers[customers["person_key"].duplicated(keep=False)]
    assert twins["person_key"].nunique() == 90
    assert (twins.groupby("person_key")["age"].nunique() == 1).all()
    updated = twins.sort_values("updated_at").groupby("person_key")["updated_at"]
    snapshot = pd.Timestamp("2026-01-01")
    assert ((snapshot - updated.first()).dt.days > 180).all()
    assert ((snapshot - updated.last()).dt.days <= 180).all()


def test_age_and_birth_date_agree() -> None:
    customers = world(20261).customers
    real = customers[customers["birth_date"] > "1900-01-01"]
    assert (real["age"] == 2025 - real["birth_date"].dt.year).all()
    assert (real["since"].dt.year - real["birth_date"].dt.year >= 16).all()


def test_transactions_are_varied_and_everybody_is_seen_before_spring() -> None:
    bank = world(20261)
    moves = bank.transactions
    assert moves["date"].min() >= pd.Timestamp("2024-01-01")
    assert moves["date"].max() == pd.Timestamp("2025-12-31")
    assert moves["date"].is_monotonic_increasing
    early = moves.loc[moves["date"] < SPRING, "customer_id"]
    assert set(early) == set(bank.customers["customer_id"])
    last = (pd.Timestamp("2026-01-01") - moves.groupby("customer_id")["date"].max()).dt.days
    assert last.duplicated().any()
    assert last.nunique() > 200
    assert last.max() > 365


def test_coders_agree_less_than_percent_agreement_says() -> None:
    verbatims = world(20261).verbatims
    assert len(verbatims) == 60
    assert verbatims["ambiguous"].sum() == 12
    kept = verbatims["id"].isin(KEPT_BACK)
    codes = verbatims[["gold_layer", "coder_a", "coder_b"]]
    assert codes[kept].isna().all().all()
    assert codes[~kept].notna().all().all()
    assert verbatims["sector"].value_counts().to_dict() == dict.fromkeys(
        ["bank", "hospital", "insurance"], 20
    )
    assert not verbatims[["en", "zh"]].stack().duplicated().any()
    codes = codes[~kept].astype("str")
    kappa = cohen_kappa_score
    assert kappa(codes["coder_a"], codes["gold_layer"]) == pytest.approx(0.78, abs=0.03)
    agree = (codes["coder_a"] == codes["coder_b"]).mean()
    assert agree - kappa(codes["coder_a"], codes["coder_b"]) > 0.1


@pytest.mark.parametrize("n", [400, 401, 1234])
def test_any_size_keeps_its_shares(n: int) -> None:
    bank = make_bank(seed=3, n=n)
    assert len(bank.customers) == n
    assert len(bank.offers) == len(bank.offers_later) == bank.customers["consent_marketing"].sum()
    assert len(bank.reactivation) == round(0.225 * n)
    share = (bank.truth["segment"] == "steady-saver").mean()
    assert share == pytest.approx(0.26, abs=1 / n)
    assert bank.truth.drop(columns="segment").apply(lambda p: p.between(0, 1)).all().all()


@pytest.mark.parametrize("n", [0, 399, 10_000])
def test_too_small_or_too_large_a_bank_is_refused(n: int) -> None:
    with pytest.raises(CourseError, match=r"400 to 9,999"):
        make_bank(n=n)


def test_the_same_seed_makes_the_same_files_and_another_does_not() -> None:
    one, other = make_bank(5, 400), make_bank(5, 400)
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(table, other.tables()[name])
    assert not world(1).offers.equals(world(2).offers)


@pytest.mark.slow
def test_the_truth_is_in_no_table() -> None:
    names = {"credit-flex", "everyday-payer", "steady-saver", "small-business"}
    files = build_files()
    assert len(files["bank_transactions.csv"]) < 3_000_000
    for content in files.values():
        assert not any(name.encode() in content for name in names)
