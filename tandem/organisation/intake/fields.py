"""What a file can say about a person, and which of its headings says it best."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tandem.organisation.intake.headings import (
    FOR_WANT_OF_BETTER,
    HEADINGS,
    IN_A_HISTORY,
    SHORTENED,
)
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.spelling import squeezed


class Field(StrEnum):
    """A column as Tandem reads it. The value is its name in a mapping file."""

    NUMBER = "employee id"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    FULL_NAME = "name"
    EMAIL = "email"
    DEPARTMENT = "department"
    MANAGER = "manager id"
    TITLE = "title"
    LEVEL = "level"
    LOCATION = "location"
    FTE = "fte"
    HIRED = "hire date"
    LEFT = "leave date"
    REASON = "leave reason"
    LEAVING_KIND = "kind of leaving"
    DEPARTMENT_CODE = "department code"
    MOVED_ON = "move date"
    MOVED_FROM = "previous department"
    SPELL_FROM = "from date"
    SPELL_TO = "to date"
    EVENT = "event"
    STATUS = "employment status"
    JOB = "job number"
    SEQUENCE = "order of the day"
    WORKER_TYPE = "worker type"
    PAY_BAND = "pay band"
    RATING = "rating"
    HIGH_POTENTIAL = "high potential"
    REGRETTED = "regretted"


LABELS = {
    Field.NUMBER: _("Employee id"),
    Field.FIRST_NAME: _("First name"),
    Field.LAST_NAME: _("Last name"),
    Field.FULL_NAME: _("Full name"),
    Field.EMAIL: _("E-mail"),
    Field.DEPARTMENT: _("Area"),
    Field.MANAGER: _("Manager’s id"),
    Field.TITLE: _("Title"),
    Field.LEVEL: _("Level"),
    Field.LOCATION: _("Location"),
    Field.FTE: _("Share of full time"),
    Field.HIRED: _("First day"),
    Field.LEFT: _("Last day"),
    Field.REASON: _("Leave reason"),
    Field.LEAVING_KIND: _("Kind of leaving"),
    Field.DEPARTMENT_CODE: _("Code of the area"),
    Field.MOVED_ON: _("Day of the move"),
    Field.MOVED_FROM: _("Area before the move"),
    Field.SPELL_FROM: _("From"),
    Field.SPELL_TO: _("To"),
    Field.EVENT: _("What happened"),
    Field.STATUS: _("Employment status"),
    Field.JOB: _("Number of the job"),
    Field.SEQUENCE: _("Order within a day"),
    Field.WORKER_TYPE: _("Worker type"),
    Field.PAY_BAND: _("Pay band"),
    Field.RATING: _("Rating"),
    Field.HIGH_POTENTIAL: _("High potential"),
    Field.REGRETTED: _("Regretted"),
}

REQUIRED = (Field.NUMBER, Field.DEPARTMENT, Field.HIRED)
NEEDED = {
    Shape.PERSON: REQUIRED,
    Shape.HISTORY: (Field.NUMBER, Field.DEPARTMENT, Field.SPELL_FROM),
}
OF_A_SPELL = frozenset({Field.SPELL_FROM, Field.SPELL_TO, Field.EVENT, Field.JOB, Field.SEQUENCE})
"""Only a job history has them, and they speak of jobs."""
OF_A_HISTORY = OF_A_SPELL | {Field.STATUS}
"""Only a job history has them: what somebody is today, no row of theirs needs to say."""
OF_A_MOVE = frozenset({Field.MOVED_ON, Field.MOVED_FROM})
OF_ONE_ROW = OF_A_MOVE | {Field.LEAVING_KIND}
"""Only a file of one row per person has them: a history has a row for each job, and one for what
happened."""
RESTRICTED = (Field.PAY_BAND, Field.RATING, Field.HIGH_POTENTIAL, Field.REGRETTED)
DATES = (Field.HIRED, Field.LEFT, Field.MOVED_ON, Field.SPELL_FROM, Field.SPELL_TO)


Ranked = dict[str, tuple[Field, int]]
"""Heading, squeezed, to its field and how well it says it; 0 is best."""


def _ranked(headings: dict[str, str]) -> Ranked:
    """What is written in full goes before what may be short for something else."""
    found: Ranked = {}
    named = [
        (name, (Field(field), rank))
        for field, names in headings.items()
        for rank, name in enumerate(names.split("|"))
    ]
    for name, said in named:
        found.setdefault(squeezed(name), said)
    for name, said in named:
        for short in shortened(name):
            found.setdefault(squeezed(short), said)
    return found


def shortened(name: str) -> Iterator[str]:
    """With each of its words in full or cut short."""
    ways = ((word, *SHORTENED.get(word, ())) for word in name.split())
    return map(" ".join, itertools.product(*ways))


RANKED = _ranked(HEADINGS)
OF_PEOPLE = {key: said for key, said in RANKED.items() if said[0] not in OF_A_HISTORY}
OF_JOBS = {key: said for key, said in RANKED.items() if said[0] not in OF_ONE_ROW}


def _after(ranked: Ranked, headings: dict[str, str]) -> Ranked:
    """With what these say where nothing else does."""
    later = {key: (field, rank + 100) for key, (field, rank) in _ranked(headings).items()}
    return {**later, **ranked}


RANKED_IN: dict[Shape, Ranked] = {
    Shape.PERSON: _after(OF_PEOPLE, FOR_WANT_OF_BETTER),
    Shape.COUNTS: OF_PEOPLE,
    # Where every row is a job, "start date" is the first day of the job.
    Shape.HISTORY: _after(OF_JOBS, FOR_WANT_OF_BETTER)
    | {k: (f, rank + 100) for k, (f, rank) in _ranked(IN_A_HISTORY).items()},
}
