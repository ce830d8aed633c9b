"""Access ends with the employment or the account: the session too, and not at the next click."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from tandem.access.models import Session
from tandem.organisation.models import Person
from tandem.organisation.models.people import working_here


def end_sessions(*, at: datetime) -> None:
    """Sign out whoever no longer works here or whose account is closed; drop what ran out.

    After every import and undo, and once a day for ends that were known beforehand. Safe to run
    twice: what has ended stays ended.
    """
    signed_in = Person.objects.filter(account__in=Session.objects.values("account"))
    asked = signed_in.annotate(works_here=working_here(localdate(at)))
    gone = [*asked.filter(works_here=False).values_list("account", flat=True)]
    closed = Q(account__is_active=False)
    Session.objects.filter(Q(account__in=gone) | closed | Q(expire_date__lt=at)).delete()
