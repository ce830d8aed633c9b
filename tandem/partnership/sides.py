"""What a page knows of the people on it: their sides, so that faces are drawn alike everywhere,
who of them is away or has left, and who acts for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tandem.access.roles import CHRO, HRAdministrator
from tandem.organisation.elsewhere import Elsewhere, Found, answered, questions
from tandem.organisation.models import Assignment, Duty, Person, RoleGrant
from tandem.organisation.written_once import written_once

HR_ROLES = (CHRO.key, HRAdministrator.key)


@dataclass(frozen=True, slots=True)
class Around:
    """Everybody asked about so far, and what was found of them."""

    people: frozenset[UUID] = frozenset()
    sides: Mapping[UUID, str] = field(default_factory=dict)
    elsewhere: Elsewhere = field(default_factory=Elsewhere)


def around(reader: Person, people: Iterable[UUID], today: date) -> Around:
    """The same for several lists of one page: nobody is asked about twice in one request."""
    day, known = reader.known_around or (today, None)
    before = known if isinstance(known, Around) and day == today else Around()
    new = frozenset(people) - before.people
    if not new:
        return before
    found = [Found(*each) for each in asked(today, new)]
    apart = answered(found, new, today)
    there = Around(
        before.people | new,
        {**before.sides, **sides_among(found)},
        Elsewhere(
            {**before.elsewhere.off, **apart.off},
            {**before.elsewhere.deputies, **apart.deputies},
            before.elsewhere.left | apart.left,
        ),
    )
    reader.known_around = today, there
    return there


@written_once
def asked(today: date, people: Collection[UUID]) -> QuerySet[Any, Any]:
    first, *others = [*questions(people, today), *sitting(people, today)]
    return first.union(*others, all=True)


def sitting(people: Iterable[UUID], today: date) -> list[QuerySet[Any, Any]]:
    """Who has a duty or a role of HR today, as rows of `Found`."""
    duties = Assignment.objects.on(today).filter(person__in=people).order_by()
    granted = RoleGrant.objects.on(today).filter(person__in=people, role__in=HR_ROLES).order_by()
    rest = ("id", "person", "start_on", "end_on")
    return [duties.values_list("duty", *rest), granted.values_list("role", *rest)]


def sides_among(found: Iterable[Found]) -> dict[UUID, str]:
    rows = [each for each in found if each.what in (*Duty.values, *HR_ROLES)]
    leaders = {each.whose: "leader" for each in rows if each.what == Duty.LEADS}
    return leaders | {each.whose: "hr" for each in rows if each.what != Duty.LEADS}
