import random
from collections import Counter
from datetime import date

import pytest

from tandem.demo.company import Company
from tandem.demo.seats import Floor, Rank, Seat, coordinators, dealt, lead_level

TUESDAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def seats() -> list[Seat]:
    return Floor(random.Random(7), TUESDAY).draw()


def reports(company: Company) -> Counter[str]:
    """How many people who are here report to each manager."""
    jobs = company.last_jobs
    return Counter(
        manager
        for person in company.people
        if person.is_here(company.today) and (manager := jobs[person.number].manager)
    )


def test_every_manager_has_four_to_fourteen_reports(varnholm: Company) -> None:
    spans = reports(varnholm)
    assert min(spans.values()) >= 4
    assert max(spans.values()) <= 14


@pytest.mark.slow
def test_spans_hold_on_every_day(on_other_days: tuple[Company, ...]) -> None:
    for company in on_other_days:
        assert set(reports(company).values()) <= set(range(4, 15)), company.today


def test_sam_has_seven_teams_and_one_lead_more_at_night(varnholm: Company) -> None:
    assert reports(varnholm)[varnholm.by_key["sam"].number] == 8


def test_two_leads_share_the_night_shift(varnholm: Company) -> None:
    spans = reports(varnholm)
    for key in ("ilse", "tarek"):
        assert spans[varnholm.by_key[key].number] == 12
        assert varnholm.last_jobs[varnholm.by_key[key].number].manager == (
            varnholm.by_key["sam"].number
        )


def test_the_new_manager_has_eight_people(varnholm: Company) -> None:
    assert reports(varnholm)[varnholm.by_key["noor"].number] == 8


def test_everybody_but_the_managing_director_has_somebody_above(seats: list[Seat]) -> None:
    assert [seat.title for seat in seats if seat.above is None] == ["Managing Director"]


def test_a_place_reports_to_one_drawn_before_it_and_of_a_higher_rank(seats: list[Seat]) -> None:
    for seat in seats:
        if seat.above is None:
            continue
        above = seats[seat.above]
        assert above.number < seat.number
        assert above.rank > Rank.BESIDE
        assert above.area == seat.area[: len(above.area)]
        assert above.level > seat.level


def test_each_area_that_is_led_is_led_once(seats: list[Seat]) -> None:
    leads = Counter(seat.area for seat in seats if seat.rank is Rank.LEAD and seat.first)
    assert set(leads.values()) == {1}
    assert ("Varnholm Foods", "Head office") not in leads


def test_places_that_came_later_are_ordinary_ones(seats: list[Seat]) -> None:
    later = [seat for seat in seats if seat.opened_on]
    assert {seat.rank for seat in later} == {Rank.STAFF}
    assert all(date(2022, 11, 1) < seat.opened_on < TUESDAY for seat in later if seat.opened_on)


def test_operations_grew_by_nine_places_in_two_years(seats: list[Seat]) -> None:
    grown = [
        seat.area[3]
        for seat in seats
        if seat.department == "Operations" and seat.opened_on is not None
    ]
    assert Counter(grown) == {
        "Night shift": 3,
        "Fleet": 2,
        "Picking": 2,
        "Inbound": 1,
        "Dispatch": 1,
    }


def test_levels_rise_with_the_place(seats: list[Seat]) -> None:
    levels = {seat.title: seat.level for seat in seats}
    assert levels["Managing Director"] == 7
    assert levels["Director Supply"] == 6
    assert levels["Head of Operations"] == 5
    assert levels["Shift lead"] == 4
    assert levels["Zone lead"] == levels["Team coordinator"] == 3
    assert levels["Controller"] == 2
    assert levels["Picker"] == 1


def test_every_place_has_a_town(seats: list[Seat]) -> None:
    assert all(seat.at for seat in seats)


@pytest.mark.parametrize(
    ("depth", "level"),
    [(1, 7), (2, 6), (3, 5), (4, 4), (5, 3)],
)
def test_the_level_of_a_lead(depth: int, level: int) -> None:
    assert lead_level(("area",) * depth) == level


@pytest.mark.parametrize("staff", range(4, 34))
def test_a_team_of_any_size_keeps_its_spans(staff: int) -> None:
    helpers = coordinators(staff)
    spans = Counter(dealt(list(range(helpers + 1)), staff - helpers))
    spans[0] += helpers  # the lead has the coordinators, and people of their own
    assert all(4 <= span <= 14 for span in spans.values())
    assert sum(spans.values()) == staff
