"""The numbers the pages are about, counted anew from the people."""

import itertools
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import mean

import pytest

from tandem.demo.company import Company, Person, invent
from tandem.demo.days import month_before
from tandem.demo.plans import OPERATIONS_MONTHS, OWN_CHOICE, Why
from tandem.demo.tree import COMPANY

TUESDAY = date(2026, 11, 24)
MONTHS = [month_before(TUESDAY, 48 - month) for month in range(49)]
NATURAL_LIMIT = 2.66  # of the mean moving range, for single values


def left_by_own_choice(company: Company, area: str) -> list[Person]:
    path = company.by_area[area]
    return [
        person
        for person in company.people
        if person.reason == Why.OWN_CHOICE
        and company.last_jobs[person.number].area[: len(path)] == path
    ]


def by_month(company: Company, area: str) -> list[int]:
    """Own-choice leavers in each of the 48 whole months before today."""
    months = [month_before(company.today, 48 - month) for month in range(48)]
    left = Counter(
        person.last_day.replace(day=1)
        for person in left_by_own_choice(company, area)
        if person.last_day
    )
    return [left[month] for month in months]


def headcounts(company: Company, area: str) -> list[int]:
    """People at the close of each of the last 24 whole months and the one before."""
    ends = [month_before(company.today, back) - timedelta(days=1) for back in range(24, -1, -1)]
    return [len(company.people_in(area, end + timedelta(days=1))) for end in ends]


def usual_range(earlier: Sequence[int]) -> tuple[float, float]:
    moving = mean(abs(one - other) for one, other in itertools.pairwise(earlier))
    return mean(earlier) - NATURAL_LIMIT * moving, mean(earlier) + NATURAL_LIMIT * moving


def outside(months: Sequence[int]) -> list[int]:
    """The months outside the usual range of those before them, from the second year on."""
    found = []
    for month in range(12, len(months)):
        low, high = usual_range(months[:month])
        if not low <= months[month] <= high:
            found.append(month)
    return found


def test_operations_loses_people_as_in_the_picture(varnholm: Company) -> None:
    assert by_month(varnholm, "Operations") == list(OPERATIONS_MONTHS)


def test_only_october_is_outside_the_usual_range(varnholm: Company) -> None:
    assert MONTHS[47] == date(2026, 10, 1)
    assert outside(by_month(varnholm, "Operations")) == [47]


@pytest.mark.parametrize("window", [12, 24, 36, 48])
def test_october_stands_out_whatever_the_window(varnholm: Company, window: int) -> None:
    months = by_month(varnholm, "Operations")[-window:]
    assert not usual_range(months[:-1])[0] <= months[-1] <= usual_range(months[:-1])[1]
    assert not usual_range(months)[0] <= months[-1] <= usual_range(months)[1]


@pytest.mark.parametrize("department", OWN_CHOICE)
def test_the_last_month_of_every_other_department_is_usual(
    varnholm: Company, department: str
) -> None:
    months = by_month(varnholm, department)[-24:]
    low, high = usual_range(months[:-1])
    assert low <= months[-1] <= max(high, 1)


@pytest.mark.parametrize(("department", "leavers"), OWN_CHOICE.items())
def test_departments_lose_as_many_as_in_the_funnel(
    varnholm: Company, department: str, leavers: int
) -> None:
    assert sum(by_month(varnholm, department)[-12:]) == leavers


def test_about_fourteen_of_a_hundred_leave_by_own_choice_in_a_year(varnholm: Company) -> None:
    months = by_month(varnholm, COMPANY)
    for first in (0, 12, 24, 36):
        assert 0.125 < sum(months[first : first + 12]) / 1812 < 0.155


def test_most_who_leave_the_night_shift_do_so_in_months_three_to_six(varnholm: Company) -> None:
    stays = [
        (person.last_day - person.hired_on).days
        for person in left_by_own_choice(varnholm, "Night shift")
        if person.last_day
    ]
    assert len(stays) >= 30
    assert 0.6 < mean(91 <= stay <= 183 for stay in stays) < 0.98


def test_elsewhere_people_leave_at_any_time(varnholm: Company) -> None:
    stays = [
        (person.last_day - person.hired_on).days
        for person in left_by_own_choice(varnholm, "Picking")
        if person.last_day
    ]
    assert mean(91 <= stay <= 183 for stay in stays) < 0.4


def test_eleven_left_the_night_shift_in_a_year_and_five_in_october(varnholm: Company) -> None:
    nights = by_month(varnholm, "Night shift")
    assert sum(nights[-12:]) == 11
    assert nights[-1] == 5
    assert outside(nights) == [47]


def test_the_rest_of_operations_loses_fourteen_in_a_year(varnholm: Company) -> None:
    teams = {
        name: sum(by_month(varnholm, name)[-12:])
        for name in ("Inbound", "Picking", "Dispatch", "Fleet", "Quality", "Rota planning")
    }
    assert teams == {
        "Inbound": 3,
        "Picking": 6,
        "Dispatch": 2,
        "Fleet": 2,
        "Quality": 1,
        "Rota planning": 0,
    }


def test_operations_grew_from_133_to_142_without_jumps(varnholm: Company) -> None:
    heads = headcounts(varnholm, "Operations")
    assert abs(heads[0] - 133) <= 2
    assert heads[-1] == 142
    assert max(abs(one - other) for one, other in itertools.pairwise(heads)) <= 4


@pytest.mark.parametrize("department", OWN_CHOICE)
def test_headcounts_are_calm(varnholm: Company, department: str) -> None:
    heads = headcounts(varnholm, department)
    largest = max(heads)
    assert min(heads) >= largest - max(2, 0.1 * largest)
    assert max(abs(one - other) for one, other in itertools.pairwise(heads)) <= max(
        3, 0.04 * largest
    )


def test_days_of_a_stay_are_in_order(varnholm: Company) -> None:
    for person in varnholm.people:
        assert person.hired_on <= TUESDAY
        if person.last_day:
            assert person.hired_on < person.last_day <= TUESDAY
            assert person.last_day >= varnholm.start


def test_only_who_has_left_has_a_reason(varnholm: Company) -> None:
    for person in varnholm.people:
        assert bool(person.reason) == (person.last_day is not None)


def test_reasons_are_in_plain_words(varnholm: Company) -> None:
    assert {person.reason for person in varnholm.people} - {""} == {
        "Resignation",
        "Retirement",
        "Dismissal",
        "End of contract",
        "Death in service",
    }


def test_people_retire_late_and_contracts_end_early(varnholm: Company) -> None:
    stays = {
        why: [
            (person.last_day - person.hired_on).days / 365
            for person in varnholm.people
            if person.reason == why and person.last_day
        ]
        for why in (Why.RETIREMENT, Why.END_OF_CONTRACT)
    }
    assert mean(stays[Why.RETIREMENT]) > 9
    assert mean(stays[Why.END_OF_CONTRACT]) < 2.5


def test_there_are_four_years_of_hires(varnholm: Company) -> None:
    hired = Counter(person.hired_on.replace(day=1) for person in varnholm.people)
    assert all(hired[month] >= 8 for month in MONTHS[1:])


def test_part_time_is_commonest_in_shops(varnholm: Company) -> None:
    def part_timers(area: str) -> float:
        return mean(person.fte < 1 for person in varnholm.people_in(area, TUESDAY))

    assert part_timers("Retail shops") > 0.4
    assert part_timers("Operations") < 0.2
    assert {person.fte for person in varnholm.people} == {1.0, 0.8, 0.6, 0.5}


@pytest.mark.slow
def test_the_story_holds_on_other_days_too(on_other_days: tuple[Company, ...]) -> None:
    for company in on_other_days:
        assert by_month(company, "Operations") == list(OPERATIONS_MONTHS), company.today
        assert by_month(company, "Night shift")[-1] == 5
        assert sum(by_month(company, COMPANY)[-12:]) in range(250, 275)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_story_holds_for_other_seeds_too(seed: int) -> None:
    company = invent(TUESDAY, seed)
    assert outside(by_month(company, "Operations")) == [47]
    assert sum(person.is_here(TUESDAY) for person in company.people) == 1812
