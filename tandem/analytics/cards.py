"""The definition printed with numbers that are arithmetic, and no expression over facts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """key: as the catalogue has it. direction: which way is better: up, down, or depends."""

    key: str
    question: str
    counts: str
    divided_by: str
    unit: str
    direction: str
    needs: str
    caveat: str
    benchmark: str
    source: str
    iso_30414: str


UP, DOWN, DEPENDS = "up", "down", "depends"

TURNOVER_COST = Card(
    key="K46",
    question="What did it cost to replace those who left?",
    counts="Leavers by pay band, times the band's average pay for a year, times 0.20.",
    divided_by="Nothing: an amount.",
    unit="money",
    direction=DOWN,
    needs="Leavers by pay band and average pay of each band; never one person's pay.",
    caveat="Replacement only, excludes downtime and lost knowledge unless switched on.",
    benchmark=(
        "Median of 27 published cases without executives and physicians: 21 % of a year's pay "
        "(Boushey and Glynn 2012)."
    ),
    source="Boushey and Glynn (2012), There Are Significant Business Costs to Replacing Employees.",
    iso_30414="costs",
)
PAY_EQUITY = Card(
    key="K26",
    question="How much less does one group earn than another, at equal work?",
    counts="One minus the ratio of pay at equal level, job family, tenure and location.",
    divided_by="The other group's pay.",
    unit="share of pay; below nought is more",
    direction=DEPENDS,
    needs="Pay for a year at full time, level, job family, tenure, location, self-declared group.",
    caveat=(
        "Toward nought is better. At equal level says nothing of who reaches which level: see "
        "representation. Under ten people of either group it cannot tell."
    ),
    benchmark="Directive (EU) 2023/970 speaks of 5 % in a category: a note, no verdict.",
    source="Tandem's own: docs/methods/pay_gap.",
    iso_30414="diversity, costs",
)
REPRESENTATION = Card(
    key="K27",
    question="Is a group's share at a level what its share of the pool would give?",
    counts="The group's share of the people at the level.",
    divided_by="The group's share of the pool they could have come from.",
    unit="ratio; 1 where both shares are alike",
    direction=DEPENDS,
    needs="Self-declared groups, counted; never one person's.",
    caveat="Which pool is the right one is a choice: say which was taken.",
    benchmark="None of our own.",
    source="Tandem's own: docs/methods/representation.",
    iso_30414="diversity",
)
