"""Whether one's reminders are up is asked with who is signed in: mostly none is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Person
from tandem.partnership.reminders.models import Reminder


@asked_with_the_person
def reminders_are_up(day: date) -> dict[str, Any]:
    return {"has_reminders": Exists(Reminder.objects.due(day).filter(person=OuterRef("pk")))}


def due_reminders(person: Person, today: date) -> list[Reminder]:
    if not getattr(person, "has_reminders", True):
        return []
    return [*Reminder.objects.visible_to(person).due(today)]
