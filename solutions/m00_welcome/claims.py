"""What the welcome tells as found, bound to the data and the scenario that say so."""

from statsmodels.stats.proportion import confint_proportions_2indep

from servicelab.data.loading import load_dataset
from servicelab.games.desk.scenario import load_scenario
from servicelab_workshop.lessons.claims import Claims, Found

claims = Claims()


@claims.finding(
    "who-owes-accepts",
    notebook="welcome",
    exposure="{n_much} customers who use more than half of the line and {n_little} others got the offer",
    predicted="m00-first-decision",
)
def who_owes_accepts() -> Found:
    customers = load_dataset("bank_customers").set_index("customer_id")
    offers = load_dataset("bank_offers").query("offered == 'credit'").set_index("customer_id")
    uses_much = offers.join(customers["revolving_share"])["revolving_share"] > 0.5
    much, little = offers.loc[uses_much, "accepted"], offers.loc[~uses_much, "accepted"]
    low, high = confint_proportions_2indep(much.sum(), len(much), little.sum(), len(little))
    apart = much.mean() - little.mean()
    return Found(apart, low, high, holds=low > 0.01, n_much=len(much), n_little=len(little))


@claims.finding(
    "first-morning",
    notebook="welcome",
    says=[
        "A complaint must be decided within {days} days; on the sixteenth it is late, and that costs the bank {breach:,.0f} yuan.",
        "You may grant up to {limit:,.0f} yuan alone.",
        "To settle a case takes about {settle:.0f} minutes.",
        "To read its file takes {look} more",
    ],
    exposure="one scenario, {n} cases",
)
def first_morning() -> Found:
    desk = load_scenario("first_morning")
    common = sorted(remedy.minutes for remedy in desk.remedies.values())
    settle = desk.handling_minutes + common[len(common) // 2]
    return Found(
        desk.deadline_days,
        exact="the rules of the scenario",
        holds=desk.deadline_days == 15 and abs(settle - 20) <= 2,
        days=desk.deadline_days,
        breach=desk.costs["breach"],
        limit=desk.authority_limit,
        settle=settle,
        look=desk.look_minutes,
        n=len(desk.cases),
    )


@claims.finding(
    "each-house-its-own",
    notebook="welcome",
    says="Each house has its own customers: no number of one is a number of another.",
    exposure="{n:,} customers, policyholders and patients of the three lists that other tables lead to",
)
def each_house_its_own() -> Found:
    people = {
        "bank": set(load_dataset("bank_customers")["customer_id"]),
        "insurer": set(load_dataset("insurer_policyholders")["policyholder_id"]),
        "hospital": set(load_dataset("hospital_drivers")["patient_id"]),
    }
    shared = sum(
        len(one & other) for one in people.values() for other in people.values() if one is not other
    )
    n = sum(map(len, people.values()))
    return Found(shared, exact="all numbers are compared", holds=shared == 0, n=n)


claims.told(
    "welcome",
    "case",
    "There is your number, 0.9: nine in ten",
    "Of 190 complaints, 171 were",
    "Lantern Bank offered the same loan to customers",
)
claims.told(
    "welcome",
    "advice",
    "One look at the right thing can be worth more than",
    "Change 171 to 152, press Shift+Enter",
    "It always works, in every notebook of this course",
)
claims.told("welcome", "definition", '"About the same" means less than one point apart')
claims.told(
    "welcome",
    "literature",
    "who has guessed first remembers the answer better",
)
claims.told(
    "welcome_python",
    "case",
    "share_long: the proportion of all visitors",
    "Some tables write 99 or 0 where nobody answered",
    "share_real: the proportion of all eleven entries",
    "Write share_longer(minutes, limit)",
)
claims.told(
    "welcome_python",
    "advice",
    "These are most of what you will see",
    "A decimal is written with a point",
    "Missing is not zero, and 99 may be no age",
)
