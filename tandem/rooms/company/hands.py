"""By whose hand something happened, read from the record."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from tandem.access.models import Event
from tandem.organisation.models import Person


def hands(rows: Iterable[UUID], *what: str) -> dict[UUID, str]:
    """By whose hand this happened to each row, as the record has it."""
    events = [*Event.objects.about(*rows).filter(what__in=what)]
    people = Person.objects.filter(pseudonym__in={each.who for each in events if each.who})
    names = {one.pseudonym: one.name for one in people}
    return {
        each.about: names.get(each.who, _("somebody")) if each.who else _("the operator")
        for each in events
    }
