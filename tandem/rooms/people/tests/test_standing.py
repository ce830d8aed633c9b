"""Whether somebody was here on a day, and which jobs are one line: on rows that are never saved."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.organisation.models import Area, Employment, Person, Spell
from tandem.rooms.people.card import Job, holds, jobs, standing

TODAY = date(2026, 11, 24)
KIM = Person(first_name="Kim", last_name="Bakker")
NIGHT, DAY, FINANCE, LEGAL = (Area.below(None, n) for n in ("Night", "Day", "Finance", "Legal"))


class OnlyShifts:
    """A reader who may see the shifts and nothing else."""

    def sees(self, area: Area) -> bool:
        return area in (NIGHT, DAY)

    def url_of_person(self, person: Person | None) -> str:
        return "/there/" if person else ""


def spell(area: Area, start_on: date, end_on: date | None = None) -> Spell:
    employment = Employment(person=KIM, start_on=start_on)
    return Spell(employment=employment, area=area, start_on=start_on, end_on=end_on)


def told(spells: list[Spell], day: date) -> list[tuple[str, date, date | None, bool]]:
    """The latest first, as they are on a card."""
    shown: list[Job] = list(jobs(spells, day, OnlyShifts()))  # type: ignore[arg-type]  # a stand-in
    return [
        (job.spell.area.name if job.spell else "", job.start_on, job.last_on, job.now)
        for job in shown
    ]


CAREER = [
    spell(DAY, date(2025, 3, 1)),
    spell(LEGAL, date(2024, 6, 1), date(2025, 3, 1)),
    spell(FINANCE, date(2023, 1, 1), date(2024, 6, 1)),
    spell(NIGHT, date(2020, 5, 4), date(2022, 12, 1)),
]


def test_jobs_out_of_sight_in_a_row_are_one_line_without_a_name() -> None:
    assert told(CAREER, TODAY) == [
        ("Day", date(2025, 3, 1), None, True),
        ("", date(2023, 1, 1), date(2025, 2, 28), False),
        ("Night", date(2020, 5, 4), date(2022, 11, 30), False),
    ]


@pytest.mark.parametrize(
    ("day", "now"),
    [
        (date(2025, 3, 1), "Day"),
        (date(2025, 2, 28), ""),  # somewhere, and not said where
        (date(2023, 1, 1), ""),
        (date(2022, 11, 30), "Night"),
    ],
)
def test_the_job_of_the_day_is_marked(day: date, now: str) -> None:
    assert [name for name, _start, _last, marked in told(CAREER, day) if marked] == [now]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2020, 5, 3), "Was not here yet on 3 May 2020."),
        (date(2020, 5, 4), ""),
        (date(2022, 11, 30), ""),
        (date(2022, 12, 15), "Was not here on 15 December 2022; had been until 30 November 2022."),
        (TODAY, ""),
    ],
)
def test_a_day_without_a_job_says_what_it_was(day: date, said: str) -> None:
    assert standing(CAREER, day, TODAY) == said


def test_who_left_was_here_until_the_last_day() -> None:
    gone = [spell(NIGHT, date(2020, 5, 4), date(2022, 12, 1))]
    assert standing(gone, TODAY, TODAY) == "Was here until 30 November 2022."
    assert standing([], TODAY, TODAY) == ""  # set up by hand, without any job


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2020, 5, 3), False),
        (date(2020, 5, 4), True),
        (date(2022, 11, 30), True),
        (date(2022, 12, 1), False),
    ],
)
def test_the_first_day_counts_and_the_first_day_gone_does_not(day: date, held: bool) -> None:
    assert holds(CAREER[-1], day) is held
