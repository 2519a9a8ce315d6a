from __future__ import annotations

import functools

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import train_test_split
from statsmodels.duration.survfunc import SurvfuncRight

from servicelab.complaints import exposure_rate
from servicelab.data.loading import load_dataset
from servicelab_workshop.worlds import complaint_texts
from servicelab_workshop.worlds.complaint_schemas import CAUSES, LOGGED_PRODUCTS
from servicelab_workshop.worlds.complaints import ComplaintWorld, make_complaints
from servicelab_workshop.worlds.hospital import make_hospital
from servicelab_workshop.worlds.insurer import make_insurer

SHIPPED = 20266
SEEDS = [SHIPPED, 1, 2, 3, 4, 5]
AS_OF, FIX = pd.Timestamp("2025-12-31"), pd.Timestamp("2025-07-01")


@functools.cache
def world(seed: int) -> ComplaintWorld:
    return make_complaints(seed)


def log(seed: int, sector: str | None = None) -> pd.DataFrame:
    """Return the log with the truth beside it."""
    table = world(seed).complaints.set_index("complaint_id")
    table = table.join(world(seed).truth)
    return table[table["sector"] == sector] if sector else table


def recent(seed: int) -> pd.DataFrame:
    """Return what the insurer received in the last sixty days."""
    table = log(seed, "insurance")
    return table[table["opened"] >= "2025-11-02"]


def elapsed(table: pd.DataFrame, end: str = "closed") -> pd.Series:
    return (table[end] - table["opened"]).dt.days


def open_after(table: pd.DataFrame, days: int) -> float:
    """Estimate the share still open after so many days by Kaplan and Meier."""
    time = elapsed(table.assign(closed=table["closed"].fillna(AS_OF)))
    seen = time > 0
    curve = SurvfuncRight(time[seen], table.loc[seen, "closed"].notna().astype(int))
    return float(curve.surv_prob[np.searchsorted(curve.surv_times, days, side="right") - 1])


# --- the log ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_size_order_and_dates(seed: int) -> None:
    table = log(seed)
    assert table["sector"].value_counts().to_dict() == {
        "insurance": 1400,
        "bank": 500,
        "hospital": 500,
    }
    assert table["opened"].is_monotonic_increasing
    for name in ("acknowledged", "escalated", "closed"):
        assert (elapsed(table, name).dropna() > 0).all()
        assert not (table[name] > AS_OF).any()
    assert not (table["acknowledged"] > table["closed"]).any()
    assert not (table["escalated"] >= table["closed"]).any()
    closes = table["opened"] + pd.to_timedelta(table["days"], unit="D")
    assert (table["closed"].isna() == (closes > AS_OF)).all()
    closed = table["closed"].notna()
    assert (table.loc[closed, "closed"] == closes[closed]).all()
    weekend = table["opened"].dt.day_of_week >= 5
    assert 0.1 < weekend.mean() < 0.25


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_not_known_yet_is_empty(seed: int) -> None:
    table = log(seed)
    is_open = table["closed"].isna()
    assert table.loc[is_open, ["remedy", "cost", "response", "satisfaction"]].isna().all(axis=None)
    assert not table.loc[is_open, "reopened"].any()
    assert table.loc[~is_open, ["remedy", "cost"]].notna().all(axis=None)
    answered = table["response"].notna()
    assert (answered == (~is_open & (table["root"] == "customer"))).all()
    assert (table["stayed"].isna() == (table["sector"] == "hospital")).all()
    assert 0.45 < table.loc[~is_open, "satisfaction"].notna().mean() < 0.65
    assert table.groupby("customer_id")["stayed"].nunique().max() == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_products_belong_to_their_firm(seed: int) -> None:
    for sector, products in LOGGED_PRODUCTS.items():
        assert set(log(seed, sector)["product"]) == set(products)


@pytest.mark.parametrize("seed", SEEDS)
def test_customers_join_and_bad_experience_complains_more(seed: int) -> None:
    table = log(seed)
    table = table[~table["is_noisy"]]
    people = load_dataset("insurer_policyholders").set_index("policyholder_id")
    mine = table[table["sector"] == "insurance"]
    assert (
        people["product"].loc[mine["customer_id"]].astype("str").to_numpy()
        == mine["product"].astype("str")
    ).all()
    count = mine["customer_id"].value_counts().reindex(people.index, fill_value=0)
    truth = make_insurer().truth
    broken = count.groupby(truth["broken"]).mean()
    assert broken[True] > 1.6 * broken[False]
    assert np.corrcoef(count, truth["quality"])[0, 1] < -0.15
    misled = mine[mine["cause"] == "misleading advice"]["customer_id"]
    assert (people["agent_id"].loc[misled] == "A15").mean() > 0.06  # has a 32nd of all

    patients = make_hospital().truth
    mine = table[table["sector"] == "hospital"]
    assert set(mine["customer_id"]) <= set(patients.index)
    for cause, hidden in (("waiting", "wait"), ("staff conduct", "talk")):
        those = mine.loc[mine["cause"] == cause, "customer_id"]
        assert patients.loc[those, hidden].mean() < -0.25

    before = load_dataset("bank_customers").set_index("customer_id")["complaints_12m"]
    mine = table[table["sector"] == "bank"]
    archived = mine[mine["opened"].between("2024-03-01", "2025-02-28")]["customer_id"]
    assert (archived.value_counts() <= before.reindex(archived.unique())).all()
    assert set(mine["customer_id"]) <= set(before.index)


# --- time to resolution ----------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_severe_cases_take_longer_and_stay_open(seed: int) -> None:
    table = log(seed, "insurance")
    by_severity = table["days"].groupby(table["severity"] == 3).mean()
    assert by_severity[True] / by_severity[False] == pytest.approx(2.7, abs=0.2)
    still = recent(seed).groupby("severity")["closed"].apply(lambda one: one.isna().mean())
    assert still[3] > 1.7 * still[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_closed_cases_flatter_the_clock_of_the_last_sixty_days(seed: int) -> None:
    table = recent(seed)
    done = elapsed(table).dropna()
    naive, truth, estimate = (done > 15).mean(), (table["days"] > 15).mean(), open_after(table, 15)
    assert 0.09 < naive < 0.14
    assert 0.16 < truth < 0.20
    assert estimate == pytest.approx(truth, abs=0.016)
    assert estimate - naive > 0.045
    assert done.mean() == pytest.approx(7.4, abs=0.4)
    assert table["days"].mean() == pytest.approx(9.8, abs=0.5)


def test_shipped_numbers_of_the_clock() -> None:
    table = recent(SHIPPED)
    assert len(table) == 328
    assert table["closed"].isna().sum() == 52
    assert (elapsed(table).dropna() > 15).mean() == pytest.approx(0.127, abs=0.0005)
    assert (table["days"] > 15).mean() == pytest.approx(0.192, abs=0.0005)
    assert open_after(table, 15) == pytest.approx(0.193, abs=0.0005)


@pytest.mark.parametrize("seed", SEEDS)
def test_over_two_years_the_bias_is_small_but_has_the_same_sign(seed: int) -> None:
    table = log(seed, "insurance")
    assert 0.008 < open_after(table, 15) - (elapsed(table).dropna() > 15).mean() < 0.03


@pytest.mark.parametrize("seed", SEEDS)
def test_deadlines_are_broken_and_the_hospital_counts_working_days(seed: int) -> None:
    table = log(seed)
    over = table["days"] > np.where(table["is_complex"], 30, 15)
    late = over.groupby(table["sector"], observed=True).mean()
    assert 0.1 < late["insurance"] < 0.16
    assert 0.05 < late["bank"] < 0.12
    assert ((AS_OF - table["opened"]).dt.days > 15)[table["closed"].isna()].sum() > 5

    mine = log(seed, "hospital")
    mine = mine[(mine["opened"] >= "2025-01-01") & mine["closed"].notna()]
    calendar = world(seed).holidays
    work = calendar.loc[calendar["working"], "date"].to_numpy()
    took = np.searchsorted(work, mine["closed"], side="right") - np.searchsorted(
        work, mine["opened"], side="right"
    )
    limit = np.where(mine["is_complex"], 10, 5)
    working, calendar_days = (took > limit).mean(), (elapsed(mine) > limit).mean()
    assert 0.15 < working < 0.25
    assert calendar_days - working > 0.1


@pytest.mark.parametrize("seed", SEEDS)
def test_hazard_of_escalation_rises_with_the_age_of_the_case(seed: int) -> None:
    table = log(seed)
    end = table["escalated"].fillna(table["closed"]).fillna(AS_OF)
    age = (end - table["opened"]).dt.days
    rates = []
    for low, high in ((0, 7), (7, 15), (15, 30), (30, 999)):
        at_risk = (age.clip(upper=high) - low).clip(lower=0).sum()
        rates.append((table["escalated"].notna() & (age > low) & (age <= high)).sum() / at_risk)
    assert rates[0] < 0.5 * rates[1] < 0.35 * rates[2]
    assert rates[2] < rates[3]
    assert (elapsed(table, "acknowledged") <= 4).mean() < 0.9


# --- causes, costs, exposure -----------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_the_most_frequent_cause_is_cheap_and_the_costliest_rare(seed: int) -> None:
    for table in (log(seed, "insurance"), log(seed)):
        count = table["cause"].value_counts(normalize=True)
        cost = table.groupby("cause", observed=True)["cost"].sum()
        assert count.idxmax() == "payment delay"
        assert cost.idxmax() == "misleading advice"
        assert count["misleading advice"] < 0.06
        assert cost["misleading advice"] > 2.5 * cost["payment delay"]
        mean = table.groupby("cause", observed=True)["cost"].mean()
        assert mean["payment delay"] < 100 < 1500 < mean["misleading advice"]
        assert count["other"] > 0.14
        assert count.rank(ascending=False)["other"] <= 3


@pytest.mark.parametrize("seed", SEEDS)
def test_ranking_by_policies_at_the_end_of_the_year_turns_the_products_around(seed: int) -> None:
    force = world(seed).insurer_in_force
    assert len(force) == 72
    year = force[force["month"] >= "2025-01-01"]
    years = year.groupby("product", observed=True)["policies"].sum() / 12
    last = year[year["month"] == "2025-12-01"].set_index("product")["policies"]
    assert (
        last["motor"]
        > 1.7 * year[year["month"] == "2025-01-01"].set_index("product")["policies"]["motor"]
    )
    assert last["health"] < 0.8 * years["health"]

    table = log(seed, "insurance")
    table = table[table["opened"] >= "2025-01-01"]
    count = table["product"].astype("str").value_counts()
    rate = (count / years * 1000).sort_values()
    assert rate.index.tolist() == ["health", "home", "motor"]
    assert (count / last * 1000).sort_values().index.tolist() == ["motor", "home", "health"]
    others = table[~table["is_noisy"]]["product"].astype("str").value_counts()
    quiet = (others / years * 1000).sort_values()
    assert quiet.index.tolist() == ["home", "health", "motor"]
    assert rate["home"] - quiet["home"] > 20


@pytest.mark.parametrize("seed", SEEDS)
def test_with_customers_as_clusters_nobody_can_tell_the_worst_product(seed: int) -> None:
    force = world(seed).insurer_in_force
    force = force[force["month"] >= "2025-01-01"]
    years = force.groupby("product", observed=True)["policies"].sum() / 12
    table = log(seed, "insurance")
    table = table[(table["opened"] >= "2025-01-01") & (table["content"] == "complaint")]
    counts = table.groupby(["product", "customer_id"], observed=True).size()
    rates = exposure_rate(counts, years, customers=True)
    assert rates["rate"].idxmax() == "motor"
    two = rates.loc[["motor", "home"]]
    reach = np.exp(np.hypot(*np.log(two["high"] / two["rate"])))
    assert two.loc["motor", "rate"] / two.loc["home", "rate"] < reach


@pytest.mark.parametrize("seed", SEEDS)
def test_one_policyholder_complains_twenty_two_times(seed: int) -> None:
    table = log(seed, "insurance")
    often = table["customer_id"].value_counts()
    assert often.iloc[0] == 22
    assert often.iloc[1] <= 10
    noisy = table[table["is_noisy"]]
    assert noisy["customer_id"].unique().tolist() == [often.index[0]]
    assert (noisy["product"] == "home").all()
    assert (noisy["opened"].dt.year == 2025).all()
    assert (noisy["severity"] == 1).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_delayed_payments_come_back_less_often_after_the_repair(seed: int) -> None:
    table = log(seed, "insurance")
    table = table[table["cause"] == "payment delay"].sort_values("opened")
    later = table.groupby("customer_id")["opened"].shift(-1)
    again = (later - table["opened"]).dt.days <= 60
    whole = table["opened"] <= AS_OF - pd.Timedelta(days=60)
    month = table["opened"].dt.to_period("M")[whole & (table["opened"] < "2025-11-01")]
    chart = again[month.index].groupby(month).agg(["size", "mean"])
    assert len(chart) == 22
    assert chart["size"].min() >= 10
    before, after = chart.iloc[:18], chart.iloc[18:]
    center = np.average(before["mean"], weights=before["size"])
    assert center == pytest.approx(0.42, abs=0.02)
    assert np.average(after["mean"], weights=after["size"]) < 0.1
    limit = 3 * np.sqrt(center * (1 - center) / chart["size"])
    assert ((before["mean"] - center).abs() < limit.iloc[:18]).all()
    assert (after["mean"] < center - limit.iloc[18:]).sum() >= 2


def first_late_payments(seed: int) -> pd.DataFrame:
    """Return rates of a first complaint about a late payment, before the repair and after it."""
    table = log(seed, "insurance")
    table = table[(table["cause"] == "payment delay") & (table["content"] == "complaint")]
    opened = table.sort_values("opened").drop_duplicates("customer_id")["opened"]
    force = world(seed).insurer_in_force
    counts, years = {}, {}
    for name, start, end in (
        ("before", "2025-01-01", "2025-07-01"),
        ("after", "2025-07-01", "2025-11-01"),  # before the storm
    ):
        counts[name] = int(((opened >= start) & (opened < end)).sum())
        months = force[(force["month"] >= start) & (force["month"] < end)]
        years[name] = months["policies"].sum() / 12
    return exposure_rate(counts, years)


@pytest.mark.parametrize("seed", SEEDS)
def test_first_late_payments_rise_when_repeats_fall(seed: int) -> None:
    rates = first_late_payments(seed)
    ratio = rates.loc["after", "rate"] / rates.loc["before", "rate"]
    assert ratio * np.exp(-1.96 * np.sqrt((1 / rates["events"]).sum())) > 1
    growth = (rates.loc["after", "exposure"] / 4) / (rates.loc["before", "exposure"] / 6)
    assert 1 < growth < 1.1


def test_shipped_numbers_of_late_payments() -> None:
    rates = first_late_payments(SHIPPED)["rate"]
    assert rates["before"] == pytest.approx(50.8, abs=0.05)
    assert rates["after"] == pytest.approx(82.7, abs=0.05)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fifth_is_rooted_with_the_customer_and_explaining_beats_refusing(seed: int) -> None:
    table = log(seed)
    voiced = table[table["content"] == "complaint"]
    assert (voiced["root"] == "customer").mean() == pytest.approx(0.19, abs=0.02)
    assert (table.loc[table["content"] != "complaint", "root"] == "firm").all()
    mean = table.groupby("response", observed=True)["satisfaction"].mean()
    assert mean["explained"] - mean["refused"] > 1


@pytest.mark.parametrize("seed", SEEDS)
def test_advice_holds_most_ideas_and_severe_cases_complain(seed: int) -> None:
    table = log(seed)
    share = table["content"].value_counts(normalize=True)
    assert share["complaint"] > 0.8
    assert min(share) > 0.04
    ideas = table.groupby("content", observed=True)["has_idea"].mean()
    assert ideas["advice"] > 0.55
    assert 0.05 < ideas["complaint"] < 0.12
    assert ideas["information"] == 0
    assert (table.loc[table["severity"] == 3, "content"] == "complaint").all()
    harm = table.groupby("severity")["harm"].mean()
    assert harm[1] < 0.02 < 0.4 < harm[3]


@pytest.mark.parametrize("seed", SEEDS)
def test_severity_explains_half_of_what_speed_seems_to_do_for_staying(seed: int) -> None:
    table = log(seed)
    table = table[table["closed"].notna() & table["stayed"].notna()]
    slow = (elapsed(table) > 15).astype(int)
    frame = pd.DataFrame({"stayed": table["stayed"], "slow": slow, "severity": table["severity"]})
    raw = smf.ols("stayed ~ slow", frame).fit().params["slow"]
    adjusted = smf.ols("stayed ~ slow + C(severity)", frame).fit().params["slow"]
    assert raw < -0.11
    assert -0.11 < adjusted < -0.02
    assert adjusted > 0.65 * raw


def fast_minus_slow(table: pd.DataFrame) -> tuple[float, float]:
    """Return the difference of those who stay at one mix of severities, and its standard error."""
    part = table[(table["days"] <= 7) | (table["days"] > 15)]
    fast = part["days"] <= 7
    groups = part.groupby([part["severity"], fast])["stayed"]
    mix = part["severity"].map(table["severity"].value_counts(normalize=True))
    weight = np.where(fast, 1, -1) * mix / groups.transform("size")
    pull = weight * (part["stayed"] - groups.transform("mean"))
    error = np.sqrt((pull.groupby(part["customer_id"]).sum() ** 2).sum())
    return float((weight * part["stayed"]).sum()), float(error)


@pytest.mark.parametrize("seed", SEEDS)
def test_among_equally_severe_cases_nobody_can_tell_whether_speed_keeps(seed: int) -> None:
    table = log(seed, "insurance")
    table = table[table["closed"].notna() & table["stayed"].notna()]
    crude, error = fast_minus_slow(table.assign(severity=1))
    assert crude - 1.96 * error > 0
    alike, error = fast_minus_slow(table)
    assert abs(alike) < 1.96 * error
    if seed == SHIPPED:
        assert 100 * crude == pytest.approx(12.5, abs=0.05)
        assert 100 * alike == pytest.approx(-0.3, abs=0.05)
        assert 196 * error == pytest.approx(9, abs=0.1)


@pytest.mark.parametrize("seed", SEEDS)
def test_more_than_half_of_the_ideas_of_the_insurer_sit_in_complaints(seed: int) -> None:
    ideas = log(seed, "insurance").groupby("content", observed=True)["has_idea"].sum()
    assert ideas["complaint"] > ideas.drop("complaint").sum()


# --- texts and codes -------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_texts_stand_in_both_languages_and_hardly_repeat(seed: int) -> None:
    table = log(seed)
    for name in ("text_en", "text_zh"):
        assert table[name].duplicated().mean() < 0.03
        assert not table[name].str.contains(r"[{}|]").any()
    assert not table["text_en"].str.contains(r"[\u4e00-\u9fff]").any()
    assert table["text_en"].str.match(r"[A-Z0-9']").all()
    assert not table["text_zh"].str.contains("[A-Za-z]").any()
    assert table["text_zh"].str.contains(r"[。？！：]”?$").all()
    assert table["text_en"].str.len().between(25, 500).all()


def test_each_sentence_has_the_same_slots_in_both_languages() -> None:
    pools = [
        *complaint_texts.CORES.values(),
        *complaint_texts.QUESTIONS.values(),
        *complaint_texts.IDEAS.values(),
        *complaint_texts.MENTIONS.values(),
        *complaint_texts.HARM.values(),
        *complaint_texts.SEVERE.values(),
        complaint_texts.VAGUE_CORES,
        complaint_texts.OPENINGS,
        complaint_texts.CLOSINGS,
        complaint_texts.CUSTOMER,
        complaint_texts.OUTSIDE,
        complaint_texts.THANKS,
    ]
    slots = r"\{(\w+)\}"
    for pool in pools:
        frame = pd.DataFrame(pool)
        en, zh = (frame[name].str.findall(slots).map(set) for name in ("en", "zh"))
        assert (en == zh).all(), frame[en != zh].to_dict("records")
    assert {cause for _, cause in complaint_texts.CORES} == set(CAUSES)
    assert len(complaint_texts.CORES) == 21


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS[:2])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_show_the_cause_of_most_but_not_all_complaints(seed: int, language: str) -> None:
    table = log(seed)
    by = {"en": CountVectorizer(), "zh": CountVectorizer(analyzer="char", ngram_range=(1, 2))}
    words = by[language].fit_transform(table[f"text_{language}"])
    cause = table["cause"].astype("str").to_numpy()
    seen, new, its, theirs = train_test_split(
        words, cause, train_size=0.6, random_state=0, stratify=cause
    )
    model = LogisticRegression(max_iter=1000).fit(seen, its)
    assert 0.65 < cohen_kappa_score(theirs, model.predict(new)) < 0.85


@pytest.mark.parametrize("seed", SEEDS)
def test_two_employees_agree_less_than_it_seems(seed: int) -> None:
    codes = world(seed).complaint_codes.set_index("complaint_id").astype("str")
    gold = log(seed).loc[codes.index]
    assert len(codes) == 120
    assert (gold["sector"] == "insurance").all()
    assert (gold["opened"].dt.year == 2025).all()
    assert (gold["content"] == "complaint").all()
    a, b = codes["coder_a"], codes["coder_b"]
    agreement = (a == b).mean()
    assert agreement == pytest.approx(0.725)
    assert cohen_kappa_score(a, b) == pytest.approx(0.665, abs=0.015)
    truth = gold["cause"].astype("str")
    assert cohen_kappa_score(a, truth) - cohen_kappa_score(b, truth) > 0.08
    assert (b == "other").sum() > 1.6 * (truth == "other").sum()
    assert (a == "other").sum() <= (truth == "other").sum()


# --- calendar and world ----------------------------------------------------------------------


def test_calendar_has_holidays_and_days_made_up_for_them() -> None:
    table = world(SHIPPED).holidays
    assert len(table) == 730
    assert table["date"].diff().dropna().eq(pd.Timedelta(days=1)).all()
    weekend = table["date"].dt.day_of_week >= 5
    made_up = table["working"] & weekend
    assert made_up.sum() == 10
    assert table.loc[made_up, "name_en"].str.startswith("made up for").all()
    off = ~table["working"] & ~weekend
    assert table.loc[off, "name_en"].notna().all()
    assert 20 < off.sum() < 60
    assert table["name_en"].isna().mean() > 0.85
    worked = log(SHIPPED)["closed"].dropna()
    worked = worked[worked >= "2025-01-01"]
    assert set(worked) <= set(table.loc[table["working"], "date"])


def test_the_same_seed_makes_the_same_tables_and_another_does_not() -> None:
    one, other = make_complaints(5), make_complaints(5)
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(table, other.tables()[name])
    pd.testing.assert_frame_equal(one.truth, other.truth)
    assert not world(1).complaints.equals(world(2).complaints)
    assert world(1).holidays.equals(world(2).holidays)
