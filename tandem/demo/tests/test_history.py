import itertools
import random
from collections import defaultdict
from datetime import date, timedelta

import pytest

from tandem.demo.company import Company
from tandem.demo.history import Job, change_places, earlier, fit, managers, tenures
from tandem.demo.lives import Life, Stint
from tandem.demo.seats import Floor, Rank, Seat
from tandem.demo.tree import COMPANY

TUESDAY = date(2026, 11, 24)
OPENED = date(2022, 11, 1)
MONTH = timedelta(days=30)


def by_person(company: Company) -> dict[str, list[Job]]:
    found = defaultdict(list)
    for job in company.history:
        found[job.person].append(job)
    return found


def test_the_jobs_of_a_stay_cover_it_without_gap_or_overlap(varnholm: Company) -> None:
    jobs = by_person(varnholm)
    for person in varnholm.people:
        mine = jobs[person.number]
        assert mine[0].start_on == person.hired_on
        gone = person.last_day + timedelta(days=1) if person.last_day else None
        assert mine[-1].end_on == gone
        for one, following in itertools.pairwise(mine):
            assert one.end_on == following.start_on
        assert all(job.end_on is None or job.start_on < job.end_on for job in mine)


def test_two_jobs_in_a_row_differ_in_something(varnholm: Company) -> None:
    for mine in by_person(varnholm).values():
        for one, following in itertools.pairwise(mine):
            before = (one.area, one.manager, one.title, one.level)
            assert before != (following.area, following.manager, following.title, following.level)


def test_whoever_is_here_has_a_manager_who_is_here(varnholm: Company) -> None:
    for person in varnholm.people:
        if not person.is_here(TUESDAY) or person.key == "eva":
            continue
        manager = varnholm.last_jobs[person.number].manager
        assert manager is not None
        assert varnholm.by_number[manager].is_here(TUESDAY)


def test_nobody_is_managed_by_somebody_not_there_then(varnholm: Company) -> None:
    for job in varnholm.history:
        if job.manager is None:
            continue
        manager = varnholm.by_number[job.manager]
        assert manager.hired_on <= job.start_on
        until = job.end_on - timedelta(days=1) if job.end_on else TUESDAY
        assert manager.is_here(until), job


def test_only_years_long_ago_have_no_manager(varnholm: Company) -> None:
    for job in varnholm.history:
        if job.manager is None and job.area != (COMPANY,):
            assert job.end_on is not None
            assert job.end_on <= TUESDAY


def test_no_chain_of_managers_comes_back_to_itself(varnholm: Company) -> None:
    jobs = varnholm.last_jobs
    for person in varnholm.people:
        seen, above = {person.number}, jobs[person.number].manager
        while above:
            assert above not in seen
            seen.add(above)
            above = jobs[above].manager
        assert len(seen) <= 8


def test_people_moved_between_teams(varnholm: Company) -> None:
    moves = [
        (one, following)
        for mine in by_person(varnholm).values()
        for one, following in itertools.pairwise(mine)
        if one.area != following.area
    ]
    a_year = len(moves) / 4 / 1812
    assert 0.02 < a_year < 0.08
    same = sum(one.area[:3] == following.area[:3] for one, following in moves)
    assert 0.5 < same / len(moves) < 0.95


def test_people_rose_in_level(varnholm: Company) -> None:
    rises = [
        (one.level, following.level)
        for mine in by_person(varnholm).values()
        for one, following in itertools.pairwise(mine)
        if one.level != following.level
    ]
    assert len(rises) > 150
    assert all(before < after for before, after in rises)


def test_sam_came_after_somebody_else(varnholm: Company) -> None:
    heads = [job for job in varnholm.history if job.title == "Head of Operations"]
    assert len({job.person for job in heads}) == 2
    before = min(heads, key=lambda job: job.start_on)
    assert before.end_on == date(2023, 12, 30)


def test_between_two_leads_the_next_above_stands_in(varnholm: Company) -> None:
    noor = varnholm.by_key["noor"].number
    mine = [job for job in varnholm.history if job.person == noor]
    assert [(job.title, job.start_on) for job in mine] == [
        ("Quality inspector", date(2021, 10, 4)),
        ("Quality inspector", date(2026, 8, 22)),
        ("Team lead", date(2026, 9, 7)),
    ]
    assert mine[1].manager == varnholm.by_key["sam"].number


@pytest.mark.parametrize("name", ["Operations", "Bakery", "Retail shops", "Sales"])
def test_moves_leave_the_size_of_a_department_as_the_last_jobs_tell_it(
    varnholm: Company, name: str
) -> None:
    # The export knows one job per person; its headcounts must not lie about the years before.
    area = varnholm.by_area[name]
    for back in range(0, 47, 4):
        day = TUESDAY - back * MONTH
        by_history = sum(
            job.area[: len(area)] == area
            and job.start_on <= day
            and (job.end_on is None or day < job.end_on)
            for job in varnholm.history
        )
        assert abs(by_history - len(varnholm.people_in(name, day))) <= 2


# Small ones, by hand.


@pytest.fixture(scope="module")
def seats() -> list[Seat]:
    return Floor(random.Random(7), TUESDAY).draw()


def someone(name: str, *stints: Stint) -> Life:
    life = Life(name, "Test", "", name, stints[0].start_on, 1.0)
    life.stints.extend(stints)
    life.end_on = stints[-1].end_on
    return life


def a_picker(seats: list[Seat], area: str = "Night shift") -> Seat:
    return next(seat for seat in seats if seat.area[-1] == area and seat.rank is Rank.STAFF)


def test_managers_come_piece_by_piece_with_a_stand_in_between(seats: list[Seat]) -> None:
    picker = a_picker(seats)
    assert picker.above is not None
    shift = seats[picker.above]
    assert shift.above is not None
    head = someone("Head", Stint(seats[shift.above], date(2015, 1, 1)))
    first = someone("First", Stint(shift, date(2020, 1, 1), date(2024, 1, 1)))
    second = someone("Second", Stint(shift, date(2024, 2, 1)))
    held = tenures([head, first, second])
    pieces = list(managers(picker, date(2019, 1, 1), date(2025, 1, 1), seats, held))
    assert [(life.first if life else None, start, end) for life, start, end in pieces] == [
        (None, date(2019, 1, 1), date(2020, 1, 1)),  # before anybody's memory
        ("First", date(2020, 1, 1), date(2024, 1, 1)),
        ("Head", date(2024, 1, 1), date(2024, 2, 1)),
        ("Second", date(2024, 2, 1), date(2025, 1, 1)),
    ]


def test_a_lead_who_is_gone_for_good_is_stood_in_for(seats: list[Seat]) -> None:
    picker = a_picker(seats)
    assert picker.above is not None
    shift = seats[picker.above]
    assert shift.above is not None
    head = someone("Head", Stint(seats[shift.above], date(2015, 1, 1)))
    first = someone("First", Stint(shift, date(2020, 1, 1), date(2024, 1, 1)))
    held = tenures([head, first])
    pieces = list(managers(picker, date(2023, 1, 1), None, seats, held))
    assert [(life.first if life else None, end) for life, _, end in pieces] == [
        ("First", date(2024, 1, 1)),
        ("Head", None),
    ]


def test_two_people_change_places(seats: list[Seat]) -> None:
    nights, fleet = a_picker(seats), a_picker(seats, "Fleet")
    one = someone("One", Stint(nights, date(2020, 1, 1)))
    other = someone("Other", Stint(fleet, date(2021, 1, 1)))
    change_places(one, other, date(2024, 5, 1), date(2024, 5, 15))
    assert [(stint.seat, stint.start_on, stint.end_on) for stint in one.stints] == [
        (fleet, date(2020, 1, 1), date(2024, 5, 1)),
        (nights, date(2024, 5, 1), None),
    ]
    assert [(stint.seat, stint.start_on, stint.end_on) for stint in other.stints] == [
        (nights, date(2021, 1, 1), date(2024, 5, 15)),
        (fleet, date(2024, 5, 15), None),
    ]


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (date(2021, 3, 31), False),  # the later one has been there for 89 days
        (date(2021, 4, 1), True),
        (date(2024, 10, 3), True),
        (date(2024, 10, 4), False),  # one of them leaves 89 days later
    ],
)
def test_both_must_be_settled_to_change_places(seats: list[Seat], day: date, fits: bool) -> None:
    one = someone("One", Stint(a_picker(seats), date(2020, 1, 1), date(2025, 1, 1)))
    other = someone("Other", Stint(a_picker(seats, "Fleet"), date(2021, 1, 1)))
    assert fit(one, other, day, OPENED, TUESDAY) is fits
    assert fit(other, one, day, OPENED, TUESDAY) is fits


@pytest.mark.parametrize(
    ("hired_on", "fits"),
    [
        (date(2022, 10, 31), True),  # both before the history begins
        (date(2022, 11, 1), False),
        (date(2023, 7, 2), False),
        (date(2023, 7, 4), True),  # 90 days before the other
        (date(2023, 12, 31), True),
        (date(2024, 1, 1), False),
    ],
)
def test_one_who_came_much_later_has_changed_places_with_nobody(
    seats: list[Seat], hired_on: date, fits: bool
) -> None:
    long_ago = hired_on < OPENED
    one = someone(
        "One", Stint(a_picker(seats), date(2015, 1, 1) if long_ago else date(2023, 10, 2))
    )
    other = someone("Other", Stint(a_picker(seats, "Fleet"), hired_on))
    assert fit(one, other, date(2025, 5, 5), OPENED, TUESDAY) is fits


def test_nobody_changes_places_within_a_team(seats: list[Seat]) -> None:
    one = someone("One", Stint(a_picker(seats), OPENED))
    other = someone("Other", Stint(a_picker(seats), OPENED))
    assert not fit(one, other, date(2024, 5, 1), OPENED, TUESDAY)


def test_who_has_moved_once_does_not_move_again(seats: list[Seat]) -> None:
    one = someone("One", Stint(a_picker(seats), OPENED))
    other = someone("Other", Stint(a_picker(seats, "Fleet"), OPENED))
    third = someone("Third", Stint(a_picker(seats, "Dispatch"), OPENED))
    change_places(one, other, date(2024, 5, 1), date(2024, 5, 1))
    assert not fit(third, one, date(2025, 5, 1), OPENED, TUESDAY)


@pytest.mark.parametrize(
    ("one", "other", "sooner"),
    [
        (date(2024, 1, 1), date(2025, 1, 1), date(2024, 1, 1)),
        (date(2024, 1, 1), None, date(2024, 1, 1)),
        (None, date(2025, 1, 1), date(2025, 1, 1)),
        (None, None, None),
    ],
)
def test_never_is_later_than_any_day(
    one: date | None, other: date | None, sooner: date | None
) -> None:
    assert earlier(one, other) == sooner
