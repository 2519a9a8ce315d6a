"""What the module tells as found, bound to the data that say so."""

from servicelab.data.loading import load_dataset
from servicelab_workshop.lessons.claims import Claims, Found

claims = Claims()


@claims.finding(
    "every-other-waits",
    notebook="1_counter",
    says="half of the customers wait longer than five minutes",
    exposure="{n} customers of Monday",
    predicted="m12-counter",
    verdict="the simple reading is right",
)
def every_other_waits() -> Found:
    monday = load_dataset("tiny_waits").query("day == 'Mon'")["minutes"]
    share = (monday > 5).mean()
    return Found(
        share, exact="all customers of Monday are in the data", holds=share == 0.5, n=len(monday)
    )


claims.told(
    "1_counter",
    "case",
    "With a second counter nobody waited longer than four minutes",
    "A second counter opens on Monday",
)
