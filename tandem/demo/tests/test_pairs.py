from collections import Counter
from datetime import date

import pytest

from tandem.demo.company import Company, Leading
from tandem.demo.pairs import (
    EXECUTIVE,
    PORTFOLIOS,
    Pairing,
    Partnering,
    overlap,
    pairings,
    partnerings,
)
from tandem.demo.tree import COMPANY

TUESDAY = date(2026, 11, 24)
ALL = [name for names in PORTFOLIOS.values() for name in names]


@pytest.fixture(scope="module")
def pairs(varnholm: Company) -> list[Pairing]:
    return pairings(varnholm)


def now(pairs: list[Pairing], area: str) -> Pairing:
    [pair] = [each for each in pairs if each.area[-1] == area and each.end_on is None]
    return pair


def test_nine_hr_partners_share_54_areas() -> None:
    assert len(PORTFOLIOS) == 9
    assert len(ALL) == len(set(ALL)) == 54


@pytest.mark.parametrize(
    ("partner", "leaders"),
    [
        ("farid", 6),
        ("greta", 5),
        ("ines", 7),
        ("leo", 7),
        ("mira", 6),
        ("nadia", 6),
        ("oona", 5),
        ("tomas", 7),
        ("yusuf", 5),
    ],
)
def test_each_has_as_many_leaders_as_in_the_picture(partner: str, leaders: int) -> None:
    assert len(PORTFOLIOS[partner]) == leaders


def test_mira_looks_after_320_people(varnholm: Company) -> None:
    people = [person for name in PORTFOLIOS["mira"] for person in varnholm.people_in(name, TUESDAY)]
    assert len(people) == len({person.number for person in people}) == 320


@pytest.mark.parametrize(
    ("partner", "picture"),
    [
        ("farid", 188),
        ("greta", 142),
        ("ines", 231),
        ("leo", 264),
        ("mira", 320),
        ("nadia", 176),
        ("oona", 128),
        ("tomas", 241),
        ("yusuf", 122),
    ],
)
def test_portfolios_are_about_as_large_as_in_the_picture(
    varnholm: Company, partner: str, picture: int
) -> None:
    # Everybody counts for the nearest area above them that has an HR partner.
    nearest: Counter[str] = Counter()
    owners = {varnholm.by_area[name]: key for key, names in PORTFOLIOS.items() for name in names}
    for person in varnholm.people:
        area = varnholm.last_jobs[person.number].area
        while person.is_here(TUESDAY) and area not in owners and area:
            area = area[:-1]
        if person.is_here(TUESDAY) and area:
            nearest[owners[area]] += 1
    assert abs(nearest[partner] - picture) <= 13
    assert sum(nearest.values()) == 1810  # all but the managing director and one assistant


def test_every_area_of_the_54_has_a_pair_today(varnholm: Company, pairs: list[Pairing]) -> None:
    running = [pair for pair in pairs if pair.end_on is None]
    assert sorted(pair.area[-1] for pair in running) == sorted([*ALL, COMPANY])
    assert len({(pair.leader, pair.area) for pair in running}) == 55


def test_no_pair_is_one_person(pairs: list[Pairing]) -> None:
    assert all(pair.leader != pair.hr_partner for pair in pairs)


def test_the_pair_at_the_top_is_not_one_of_the_54(varnholm: Company, pairs: list[Pairing]) -> None:
    top = now(pairs, COMPANY)
    assert top.leader == varnholm.by_key["eva"].number
    assert top.hr_partner == varnholm.by_key[EXECUTIVE[0]].number
    assert COMPANY not in ALL


def test_sam_and_mira_are_partners_since_march_2025(
    varnholm: Company, pairs: list[Pairing]
) -> None:
    pair = now(pairs, "Operations")
    assert pair.leader == varnholm.by_key["sam"].number
    assert pair.hr_partner == varnholm.by_key["mira"].number
    assert pair.start_on == date(2025, 3, 3)


def test_priya_and_mira_are_partners_since_three_weeks(
    varnholm: Company, pairs: list[Pairing]
) -> None:
    pair = now(pairs, "Finance")
    assert pair.leader == varnholm.by_key["priya"].number
    assert pair.start_on == date(2026, 11, 2)


def test_the_pair_before_ended_with_its_leader(varnholm: Company, pairs: list[Pairing]) -> None:
    [before] = [each for each in pairs if each.leader == varnholm.by_key["otto"].number]
    assert before.end_on == date(2026, 10, 31)
    assert before.hr_partner == varnholm.by_key["mira"].number


@pytest.mark.parametrize(
    ("area", "leader", "partner"),
    [
        ("Cheese Halden", "Jens Falk", "Ines Caldeira"),
        ("Packaging", "Lena Roth", "Tomas Weigl"),
        ("Sales South", "Maud Perrin", "Ines Caldeira"),
        ("Cold store", "Marek Dolan", "Tomas Weigl"),
        ("Night bakery", "Vera Lindt", "Ines Caldeira"),
    ],
)
def test_pairs_of_the_portfolio_page(
    varnholm: Company, pairs: list[Pairing], area: str, leader: str, partner: str
) -> None:
    pair = now(pairs, area)
    names = [varnholm.by_number[number].name for number in (pair.leader, pair.hr_partner)]
    assert names == [leader, partner]


def test_the_night_bakery_has_a_new_leader_since_october(pairs: list[Pairing]) -> None:
    assert now(pairs, "Night bakery").start_on == date(2026, 10, 1)


def test_pairs_of_one_area_follow_each_other(pairs: list[Pairing]) -> None:
    last: dict[str, date | None] = {}
    for pair in pairs:
        assert pair.end_on is None or pair.start_on < pair.end_on
        if pair.area[-1] in last:
            before = last[pair.area[-1]]
            assert before is not None
            assert before <= pair.start_on
        last[pair.area[-1]] = pair.end_on


def test_an_hr_partner_is_there_before_looking_after_an_area(varnholm: Company) -> None:
    for each in partnerings(varnholm):
        assert varnholm.by_number[each.hr_partner].hired_on < each.start_on < TUESDAY


@pytest.mark.slow
def test_on_every_day_there_are_54_pairs_and_the_one_at_the_top(
    on_other_days: tuple[Company, ...],
) -> None:
    for company in on_other_days:
        assert sum(pair.end_on is None for pair in pairings(company)) == 55, company.today


@pytest.mark.parametrize(
    ("led_until", "together"),
    [
        (date(2025, 3, 3), False),  # gone on the day the HR partner came
        (date(2025, 3, 4), True),
        (None, True),
    ],
)
def test_a_leader_who_left_before_was_no_partner(led_until: date | None, together: bool) -> None:
    leading = Leading(("A",), "V-1", date(2020, 1, 1), led_until)
    assert overlap(leading, Partnering(("A",), "V-2", date(2025, 3, 3))) is together
