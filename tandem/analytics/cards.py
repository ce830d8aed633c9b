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

FIRST_YEAR_ATTRITION = Card(
    key="K05",
    question="Of those who joined, how many left within their first year?",
    counts="People of a cohort whose last day is less than 365 days after their first.",
    divided_by="All people of the cohort: hired in one quarter.",
    unit="share of the cohort",
    direction=DOWN,
    needs="First and last days.",
    caveat="A cohort not yet a year old is too young to say; it has no partial number.",
    benchmark="None of our own.",
    source="Tandem's own: docs/methods/first_year.",
    iso_30414="turnover",
)
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
SKILL_GAP_CLOSURE = Card(
    key="K19",
    question="Of the skill gaps due, how many were closed?",
    counts="Gaps due in the period and closed before its end.",
    divided_by="Gaps due in the period.",
    unit="share of gaps due",
    direction=UP,
    needs="A register of skill gaps with the days they are due and were closed.",
    caveat="A gap closed early counts when it was due.",
    benchmark="None of our own.",
    source="Tandem's own: docs/methods/representation.",
    iso_30414="skills",
)
SUCCESSION_COVERAGE = Card(
    key="K23",
    question="For how many critical roles is a successor named?",
    counts="Critical roles with one named successor at least.",
    divided_by="Critical roles.",
    unit="share of critical roles",
    direction=UP,
    needs="Critical roles and who is named for them.",
    caveat=(
        "Not ISO/TS 30433's number: that counts successors per 100 leadership positions and may "
        "exceed 100. Both are computed, never mixed."
    ),
    benchmark="None of our own.",
    source="Tandem's own; ISO/TS 30433 for the other count.",
    iso_30414="succession",
)
READY_NOW = Card(
    key="K24",
    question="For how many critical roles could somebody step in today?",
    counts="Critical roles with one named successor at least who is ready now.",
    divided_by="Critical roles.",
    unit="share of critical roles",
    direction=UP,
    needs="Critical roles, who is named for them, and who of these is ready now.",
    caveat="One person ready for two roles counts for both.",
    benchmark="None of our own.",
    source="Tandem's own: docs/methods/representation.",
    iso_30414="succession",
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
