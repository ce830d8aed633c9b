"""Which side somebody stands on, so that faces are drawn alike on every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from tandem.access.roles import CHRO, HRAdministrator
from tandem.organisation.models import Assignment, Duty, Person, RoleGrant

HR_ROLES = (CHRO.key, HRAdministrator.key)


def sides_for(reader: Person, people: Iterable[Person], today: date) -> Mapping[UUID, str]:
    """The same for several lists of one page: nobody is asked about twice."""
    day, known = reader.known_sides or (today, {})
    known = known if day == today else {}
    new = [person for person in people if person.pk not in known]
    found = sides_of(new, today)
    known = known | {person.pk: found.get(person.pk, "") for person in new}
    reader.known_sides = today, known
    return known


def sides_of(people: Iterable[Person], today: date) -> Mapping[UUID, str]:
    """ "hr" or "leader" for those who are one of them, HR first. One query, none for nobody."""
    who = {person.pk for person in people}
    if not who:
        return {}
    duties = Assignment.objects.on(today).filter(person__in=who).order_by()
    granted = RoleGrant.objects.on(today).filter(person__in=who, role__in=HR_ROLES).order_by()
    found = set(duties.values_list("person", "duty").union(granted.values_list("person", "role")))
    leaders = {person: "leader" for person, held in found if held == Duty.LEADS}
    return leaders | {person: "hr" for person, held in found if held != Duty.LEADS}
