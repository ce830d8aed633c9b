"""Taking a person's pseudonym out of the map, so that events no longer lead to them."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction

from tandem.access.audit import Actor, record
from tandem.access.models import Event
from tandem.organisation.models import Person


class StillHere(Exception):
    """Who works here stays answerable for what they do."""


def forget_in_record(*, person: Person, today: date, by: Actor, at: datetime) -> int:
    """Give the person a new pseudonym; the old one is kept nowhere. Returns how many events lose
    their name. They stay and verify. Raises StillHere.
    """
    with transaction.atomic():
        held = Person.objects.select_for_update().get(pk=person.pk)
        if may_still_act(held, today):
            raise StillHere
        count = Event.objects.filter(who=held.pseudonym).count()
        held.pseudonym = uuid.uuid4()
        record("person.forgotten_in_record", held, by=by, at=at)
    return count


def may_still_act(person: Person, today: date) -> bool:
    """Employed, or set up by hand without an employment and not closed out."""
    return person.is_here(today) and (person.account is None or person.account.is_active)
