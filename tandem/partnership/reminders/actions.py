"""What one does with a note to oneself. Each leaves one event, without its words."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from tandem.access.audit import record
from tandem.organisation.models import Person
from tandem.partnership.reminders.models import Reminder


def keep(*, what: str, on: date | None, by: Person, at: datetime) -> Reminder:
    """Raises ValidationError (empty, too long)."""
    reminder = Reminder(person=by, what=what.strip(), remind_on=on, made_on=localdate(at))
    record("reminder.kept", reminder, by=by, at=at)
    return reminder


@transaction.atomic
def change(*, reminder: Reminder, what: str, on: date | None, by: Person, at: datetime) -> Reminder:
    """Another day, or other words. What is over stays over."""
    reminder = _locked(reminder, by)
    if reminder.over_on is None:
        reminder.what, reminder.remind_on = what.strip(), on
        record("reminder.changed", reminder, by=by, at=at)
    return reminder


@transaction.atomic
def finish(*, reminder: Reminder, by: Person, at: datetime) -> Reminder:
    """Done, or no longer wanted: nobody waits for it, so it makes no difference."""
    reminder = _locked(reminder, by)
    if reminder.over_on is None:
        reminder.over_on = max(localdate(at), reminder.made_on)  # a clock may be set back
        record("reminder.over", reminder, by=by, at=at)
    return reminder


def _locked(reminder: Reminder, by: Person) -> Reminder:
    """Raises DoesNotExist for anybody else's."""
    return Reminder.objects.visible_to(by).select_for_update(of=("self",)).get(pk=reminder.pk)
