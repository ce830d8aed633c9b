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
        assert all((each.text.leader, each.text.hr, each.text.outcome, each.reviewed, each.words))


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


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("What we promise to people, and its tone", "A R C C R C"),
        ("Decision whom to hire", "I A R C C I"),
        ("90-day plan of a new person", "- I A/R C C R"),
        ("Exit interview", "- I - A/R C R"),
        ("Deciding the change", "A R I C C C"),
        ("Workforce plan", "A R C R R C"),
    ],
)
def test_letters_are_read_as_they_stand(name: str, letters: str) -> None:
    [activity] = [each for each in ACTIVITIES if each.name == name]
    said = ["/".join(sorted(activity.parts[who])) or "-" for who in Who]
    assert " ".join(said) == letters


@pytest.mark.parametrize(
    ("name", "days", "clock"),
    [
        ("Open a role that is in the budget", 3, ""),
        ("Open a role that is not in the budget", 10, ""),
        ("Hire", 3, "after the last interview"),
        ("Offer outside the range", 3, ""),
        ("Promotion", 10, "in the cycle, otherwise"),
        ("Change of somebody’s pay between cycles", 10, ""),
        ("Start of a plan to improve", 5, ""),
        ("Dismissal", 10, ""),
        ("New structure of a team of up to 20 people", 20, ""),
        ("Reorganisation, merger, site", None, "as its plan says"),
        ("New HR policy or process", 30, ""),
        ("Values, model of leadership", 60, ""),
        ("Calendar of surveys", 20, ""),
        ("Exception to a policy", 5, ""),
    ],
)
def test_every_right_to_decide_has_its_clock(name: str, days: int | None, clock: str) -> None:
    [right] = [each for each in RIGHTS if each.name == name]
    assert (right.days, right.clock) == (days, clock)
    assert right.driver
    assert right.approver
    assert right.contributors


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
