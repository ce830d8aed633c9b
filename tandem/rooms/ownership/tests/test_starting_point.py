"""The file everybody begins with: what is in it, and that nothing one-sided gets into it."""

from __future__ import annotations

from collections import Counter

import pytest

from tandem.rooms.ownership.starting_point import (
    FILE,
    HEARD,
    Part,
    Side,
    StartingPointBroken,
    Who,
    read,
    starting_point,
)

GOOD = FILE.read_text(encoding="utf-8")
DOMAINS = starting_point().domains
ACTIVITIES = [each for domain in DOMAINS for each in domain.activities]
RIGHTS = [each for domain in DOMAINS for each in domain.rights]


def test_there_are_fourteen_domains_each_with_a_line_of_both_sides() -> None:
    assert [each.name for each in DOMAINS] == [
        "Attract", "Recruit", "Onboard", "Develop", "Perform", "Reward and recognise",
        "Engage and retain", "Grow leaders", "Leave well", "Culture and inclusion", "Change",
        "Wellbeing and safety", "Fair treatment", "Workforce planning",
    ]  # fmt: skip
    for each in DOMAINS:
        assert all((each.text.leader, each.text.hr, each.text.outcome, each.reviewed))


@pytest.mark.parametrize(
    ("key", "kpis"),
    [
        ("attract", "K12 K29 K08"),
        ("recruit", "K13 K14 K15 K05"),
        ("onboard", "K05 K16 K17"),
        ("develop", "K10 K11 K20 K19"),
        ("perform", "K21 K22 K30"),
        ("reward", "K26 K31 K03"),
        ("engage", "K01 K03 K04 K07"),
        ("leaders", "K23 K24 K06"),
        ("leaving", "K02 K33 K34"),
        ("culture", "K28 K27 K09"),
        ("change", "K36 K37 K38"),
        ("wellbeing", "K25 K32 K35"),
        ("fairness", "K39 K40 K41"),
        ("planning", "K42 K43 K18 K44"),
    ],
)
def test_what_both_answer_for_is_measured(key: str, kpis: str) -> None:
    domain = starting_point().by_key[key]
    assert [each.split()[0] for each in domain.kpis] == kpis.split()
    assert len(domain.measures) == len(domain.kpis)


def test_a_measure_has_one_name_wherever_it_stands() -> None:
    names: dict[str, set[str]] = {}
    for each in (kpi for domain in DOMAINS for kpi in domain.kpis):
        number, _, name = each.partition(" ")
        names.setdefault(number, set()).add(name)
    assert {number: said for number, said in names.items() if len(said) > 1} == {}


def test_there_are_thirty_five_activities_and_fourteen_rights_to_decide() -> None:
    assert len(ACTIVITIES) == 35
    assert len(RIGHTS) == 14
    by_domain = Counter(each.domain for each in ACTIVITIES)
    assert [by_domain[each.key] for each in DOMAINS] == [2, 4, 2, 2, 3, 3, 3, 2, 3, 2, 3, 2, 3, 1]
    named = {each.domain for each in ACTIVITIES} | {each.domain for each in RIGHTS}
    assert named <= {each.key for each in DOMAINS}


# Written a second time, apart from the file, so that a slip in it is seen.

# Executive, leader, first-line manager, HR partner, HR specialist, people.
LETTERS = """
What we promise to people, and its tone | A R C C R C
Channels of the employer brand | I C I C A/R I
Approving headcount | A R C C C I
Role profile and measures of success | I A R C C I
Design of a structured selection | I C C C A/R I
Decision whom to hire | I A R C C I
90-day plan of a new person | - I A/R C C R
Onboarding programme | - C C C A/R C
Individual development plan | - I A C C R
Pathways and skills framework | C C C R A/R C
Goals and feedback | - A R C I R
Method of reviews, and judging alike | C R R R A I
First conversations when work falls short | - I A/R C - R
Pay structure | A C I C R C
Recommending somebody’s pay | I A R C C I
Looking whether pay is equal | A C I C R C
Acting on what a survey said | I A R R C C
How people are listened to | C C I R A C
Keeping a key person | I A R C C I
List of successors | C A C R C -
Method of the talent review | A C I R R -
Handing knowledge over | - I A C - R
Exit interview | - I - A/R C R
From exit themes to the plan of an area | I A C R C I
Saying what our values are | A R C R C C
Systems that fit the values | C C C R A C
Deciding the change | A R I C C C
Assessing what it means for people | I C C A/R R C
Conversations in the team | I A R C C C
Workload and adjustments in practice | - A R C C R
Policy on risks and absence | A C C C R C
First look at a concern | I - - C A/R I
Investigation | I - - C A/R C
Acting on what was found | A R R C C I
Workforce plan | A R C R R C
"""

# Who brings it to a close, and who decides.
DECIDED = """
Open a role that is in the budget | leader | leader
Open a role that is not in the budget | leader | executive
Hire | hiring manager | leader
Offer outside the range | recruiter | executive
Promotion | leader | next-level leader
Change of somebody’s pay between cycles | leader | executive
Start of a plan to improve | manager | leader
Dismissal | leader | next-level leader
New structure of a team of up to 20 people | leader | executive
Reorganisation, merger, site | executive, led together with HR | CEO or board
New HR policy or process | HR specialist | head of HR
Values, model of leadership | CEO and head of HR | CEO
Calendar of surveys | HR specialist | head of HR
Exception to a policy | leader | head of HR
"""

# Who must agree; within how many working days, or from when.
AGREED = """
Open a role that is in the budget | - | 3
Open a role that is not in the budget | finance | 10
Hire | HR partner, on a fair process | 3 after the last interview
Offer outside the range | reward specialist | 3
Promotion | HR partner, on the criteria | 10 in the cycle, otherwise
Change of somebody’s pay between cycles | reward specialist | 10
Start of a plan to improve | HR partner, on the process | 5
Dismissal | HR partner and counsel | 10
New structure of a team of up to 20 people | HR partner, on the note about people | 20
Reorganisation, merger, site | head of HR | as its plan says
New HR policy or process | sponsoring leader, on what it asks of managers | 30
Values, model of leadership | - | 60
Calendar of surveys | privacy officer | 20
Exception to a policy | a second person who holds a key | 5
"""


def cells(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


def test_every_activity_has_its_letters() -> None:
    said = {
        each.name: " ".join("/".join(sorted(each.parts[who])) or "-" for who in Who)
        for each in ACTIVITIES
    }
    assert said == dict(cells(LETTERS))


def test_every_decision_has_who_decides_who_must_agree_and_its_clock() -> None:
    decided = [[each.name, each.driver, each.approver] for each in RIGHTS]
    assert sorted(decided) == sorted(cells(DECIDED))
    agreed = [
        [each.name, each.agree or "-", f"{each.days or ''} {each.clock}".strip()] for each in RIGHTS
    ]
    assert sorted(agreed) == sorted(cells(AGREED))
    assert all(each.contributors for each in RIGHTS)


# ---- the four rules


def test_exactly_one_answers_and_somebody_does_it() -> None:
    for each in ACTIVITIES:
        assert len(each.having(Part.ANSWERS)) == 1, each.name
        assert each.having(Part.DOES), each.name


def test_for_every_outcome_the_other_side_does_something() -> None:
    for domain in DOMAINS:
        pairs = {
            (each.answers.side, who.side)
            for each in domain.activities
            for other in domain.activities
            for who in other.having(Part.DOES)
        }
        assert pairs & {(Side.LEADER, Side.HR), (Side.HR, Side.LEADER)}, domain.key


def test_people_are_never_left_out_where_it_is_about_them() -> None:
    heard = [each for each in ACTIVITIES if each.domain in HEARD]
    assert len(heard) == 10
    assert all(each.parts[Who.PEOPLE] for each in heard)


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) >= 1
    return GOOD.replace(old, new, 1)


WORKLOAD = '"Workload and adjustments in practice"\nletters = "- A R C C R"'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (changed(WORKLOAD, WORKLOAD.replace("A R C", "A A/R C")), "2 answer for it, not one"),
        (changed(WORKLOAD, WORKLOAD.replace("- A R", "- C R")), "0 answer for it, not one"),
        (changed(WORKLOAD, WORKLOAD.replace("A R C C R", "A C C C C")), "nobody does it"),
        (changed(WORKLOAD, WORKLOAD.replace('R"', '-"')), "those who work here are left out"),
        (changed(WORKLOAD, WORKLOAD.replace("- A", "A")), "5 letters, not 6"),
        (changed(WORKLOAD, WORKLOAD.replace("- A", "X A")), "'X' is not a valid Part"),
        (
            changed('"Workforce plan"\nletters = "A R C R R C"',
                    '"Workforce plan"\nletters = "A R C C C C"'),
            "planning: one side answers and does everything alone",
        ),
        (changed('key = "attract"', 'key = "recruit"'), "there is no domain “attract”"),
        (changed('hr = "The promise', 'hrr = "The promise'), "attract: `hr` is missing"),
        (changed('kpis = ["K12', 'kips = ["K12'), "attract: nothing says how"),
        (changed('name = "Hire"', 'name = "Hire"\nclok = ""').replace(
            'days = 3\nclock = "after the last interview"', ""), "Hire: no clock"),
        (changed('leader = "Vision', f'leader = "{"x" * 400} Vision'), "longer than 400"),
        ("[[domain]", "This is not TOML"),
        ("", "There is no domain"),
    ],
)  # fmt: skip
def test_a_file_that_breaks_a_rule_is_refused_by_name(text: str, why: str) -> None:
    with pytest.raises(StartingPointBroken, match=why):
        read(text)


def test_two_domains_of_one_key_are_refused() -> None:
    domain = GOOD[GOOD.index("[[domain]]") : GOOD.index("[[domain]]", GOOD.index("recruit"))]
    with pytest.raises(StartingPointBroken, match="two have the same key"):
        read(domain + GOOD)
