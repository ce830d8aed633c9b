"""Cards of numbers from pay and self-declared groups, which are handed in and never among facts."""

from __future__ import annotations

from tandem.analytics.measures.card import Benchmark, Card, Direction, Iso

DIVERSITY = Iso("diversity", "diversity")
COSTS = Iso("costs", "costs")

PAY_EQUITY = Card(
    key="K26",
    name="Pay equity",
    question="How much less does one group earn than another, at equal work?",
    counts="One minus the ratio of pay at equal level, job family, tenure and location.",
    divided_by="The other group's pay.",
    formula="1 - pay of the group ÷ pay of the other, at equal work",
    unit="share of pay; below nought is more",
    direction=Direction.NEITHER,
    period="The day the pay is of.",
    data="Pay for a year at full time, level, job family, tenure, location, self-declared group.",
    population="Everybody handed in; restricted, and told of groups alone.",
    caveat=(
        "The nearer to nought the better, from either side. At equal level says nothing of who "
        "reaches which level: see representation. Under ten people of either group it cannot tell."
    ),
    source="Tandem's own: docs/methods/pay_gap.",
    minimum=10,
    benchmark=Benchmark("5 % in a category of workers: a note, no verdict", "EU 2023/970", 2023),
    iso=DIVERSITY,
)
REPRESENTATION = Card(
    key="K27",
    name="Representation",
    question="Is a group's share at a level what its share of the pool would give?",
    counts="The group's share of the people at the level.",
    divided_by="The group's share of the pool they could have come from.",
    formula="share at the level ÷ share of the pool",
    unit="ratio; 1 where both shares are alike",
    direction=Direction.NEITHER,
    period="The day the counts are of.",
    data="Self-declared groups, counted; never one person's.",
    population="Those at the level, and those in the pool.",
    caveat="Which pool is the right one is a choice: say which was taken.",
    source="Tandem's own: docs/methods/representation.",
    minimum=10,
    iso=DIVERSITY,
)
TURNOVER_COST = Card(
    key="K46",
    name="Turnover cost",
    question="What did it cost to replace those who left?",
    counts="Leavers by pay band, times the band's average pay for a year, times 0.20.",
    divided_by="Nothing: an amount.",
    formula="leavers × average pay × 0.20, added up over the bands",
    unit="money",
    direction=Direction.LOWER,
    period="The time in which they left.",
    data="Leavers by pay band and average pay of each band; never one person's pay.",
    population="Those who left, by pay band.",
    caveat="Replacement only, excludes downtime and lost knowledge unless switched on.",
    source="Boushey and Glynn (2012): docs/methods/cost.",
    minimum=0,
    benchmark=Benchmark(
        "21 % of a year's pay, the median of 27 cases without executives and physicians",
        "Boushey and Glynn",
        2012,
    ),
    iso=COSTS,
)
OF_RESTRICTED = (PAY_EQUITY, REPRESENTATION, TURNOVER_COST)
