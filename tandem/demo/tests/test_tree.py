from collections import Counter
from datetime import date

import pytest

from tandem.demo.company import Company
from tandem.demo.tree import VARNHOLM, Plan, crews, line, team, titles

TUESDAY = date(2026, 11, 24)
IN_THE_PICTURES = {
    "Retail shops": 318,
    "Bakery": 236,
    "Dairy": 214,
    "Chilled": 188,
    "Depots": 166,
    "Fresh cut": 164,
    "Operations": 142,
    "Sales": 96,
    "Food safety": 73,
    "Customer Service": 64,
    "Technology": 61,
    "Finance": 52,
    "Planning": 38,
}
WITH_A_FACE = ("Operations", "Sales", "Customer Service", "Technology", "Finance", "Planning")


def test_eighteen_hundred_and_twelve_people_work_here(varnholm: Company) -> None:
    assert sum(person.is_here(TUESDAY) for person in varnholm.people) == 1812


@pytest.mark.slow
def test_on_every_day_as_many_work_here(on_other_days: tuple[Company, ...]) -> None:
    for company in on_other_days:
        here = [person for person in company.people if person.is_here(company.today)]
        assert len(here) == 1812, company.today


def test_there_are_five_levels_of_areas(varnholm: Company) -> None:
    depths = Counter(len(area) for area in varnholm.areas)
    assert sorted(depths) == [1, 2, 3, 4, 5]
    assert depths[1] == 1


def test_every_area_has_its_parent_before_it(varnholm: Company) -> None:
    seen: set[tuple[str, ...]] = {()}
    for area in varnholm.areas:
        assert area[:-1] in seen
        seen.add(area)


def test_no_two_areas_have_one_name(varnholm: Company) -> None:
    assert len({area[-1] for area in varnholm.areas}) == len(varnholm.areas)


@pytest.mark.parametrize(("department", "people"), IN_THE_PICTURES.items())
def test_departments_are_as_large_as_in_the_pictures(
    varnholm: Company, department: str, people: int
) -> None:
    # Their sum there is the whole company; here the larger ones make room for HR and Legal.
    here = len(varnholm.people_in(department, TUESDAY))
    assert people * 0.96 <= here <= people
    if department in WITH_A_FACE:
        assert here == people


@pytest.mark.parametrize(
    ("team", "people"),
    [
        ("Inbound", 24),
        ("Picking", 38),
        ("Night shift", 26),
        ("Dispatch", 21),
        ("Fleet", 18),
        ("Quality", 9),
        ("Rota planning", 5),
    ],
)
def test_the_seven_teams_of_operations(varnholm: Company, team: str, people: int) -> None:
    assert varnholm.by_area[team][:-1] == ("Varnholm Foods", "Supply", "Operations")
    assert len(varnholm.people_in(team, TUESDAY)) == people


def test_operations_has_no_other_teams(varnholm: Company) -> None:
    assert sum(area[2:3] == ("Operations",) and len(area) == 4 for area in varnholm.areas) == 7


def test_some_teams_are_too_small_to_say_anything_about(varnholm: Company) -> None:
    sizes = {area[-1]: len(varnholm.people_in(area[-1], TUESDAY)) for area in varnholm.areas}
    assert sizes["Quality"] < 10
    assert min(sizes.values()) >= 5


def test_a_plan_counts_leads_and_jobs_beside_them() -> None:
    plan = Plan(name="Bread", beside=("Technician",), parts=(team("Early", 5), team("Late", 4)))
    assert plan.people() == 1 + 1 + 5 + 4


def test_an_area_led_from_above_has_nobody_of_its_own() -> None:
    assert Plan(name="Head office", lead="", parts=(team("Legal", 4),)).people() == 4


def test_a_plan_is_walked_from_the_top() -> None:
    plan = line("Bread", (4, 5), technicians=1)
    assert [(path, each.people()) for path, each in plan.walk()] == [
        (("Bread",), 11),
        (("Bread", "Bread early"), 4),
        (("Bread", "Bread late"), 5),
    ]


def test_crews_are_named_by_their_shift() -> None:
    assert [crew.name for crew in crews("Line 1", (4, 4, 4, 4))] == [
        "Line 1 early",
        "Line 1 late",
        "Line 1 weekend",
        "Line 1 relief",
    ]


def test_titles_are_a_list_in_words() -> None:
    assert titles("Cook, Test cook") == ("Cook", "Test cook")
    assert titles("") == ()


def test_all_people_are_planned_once() -> None:
    assert VARNHOLM.people() == 1812
