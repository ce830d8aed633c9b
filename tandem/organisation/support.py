"""Looking at how somebody's pages are set up: timed, with grounds, told to them, logged.

It is not being somebody else: nothing that people wrote can be seen through it, and nothing done.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import append, record
from tandem.access.roles import Permission
from tandem.organisation.models import Notice, Person, SupportSession
from tandem.organisation.settings import values_on
from tandem.organisation.widening import grounds_for


class UnableToLook(PermissionDenied):
    """The message is shown to the person who tried."""


@transaction.atomic
def begin(*, person: Person, why: str, by: Person, at: datetime) -> SupportSession:
    """From now on, for as long as the company says; who is looked at is told at once.

    One that runs already goes on. Raises UnableToLook, NoGrounds.
    """
    today = localdate(at)
    Person.objects.select_for_update().get(pk=person.pk)
    if by == person:
        raise UnableToLook(_("Your own pages show you how they are set up."))
    if not by.may(Permission.LOOK_AT_SET_UP, today):
        raise UnableToLook(_("Only an administrator looks at how pages are set up."))
    if not person.is_here(today):
        raise UnableToLook(_("%(name)s no longer works here.") % {"name": person.name})
    running = SupportSession.objects.running(at).filter(by=by, person=person).first()
    if running is not None:
        return running
    lasts = timedelta(minutes=values_on(today).whole("support_minutes"))
    session = SupportSession(by=by, person=person, began_at=at, until=at + lasts)
    notice = Notice.of(person, session, today)
    record("support.begun", session, *grounds_for(session, why, by), notice, by=by, at=at)
    return session


def look(*, session: SupportSession, by: Person, at: datetime) -> Person:
    """Whose set-up may be shown now; one event each time. Raises UnableToLook once it is over."""
    fresh = SupportSession.objects.select_related("person").get(pk=session.pk)
    if fresh.by != by or not by.may(Permission.LOOK_AT_SET_UP, localdate(at)):
        raise UnableToLook(_("This look is somebody else’s."))
    if not fresh.is_running(at):
        raise UnableToLook(_("This look is over. Begin another one if you still need it."))
    append("support.seen", about=fresh.pk, actor=by.actor, who=by.pseudonym, at=at)
    return fresh.person


@transaction.atomic
def end(*, session: SupportSession, by: Person, at: datetime) -> SupportSession:
    """Before its time, by who looks or who is looked at. Ending it twice keeps the first end."""
    fresh = SupportSession.objects.select_for_update().get(pk=session.pk)
    if by not in (fresh.by, fresh.person):
        raise UnableToLook(_("This look is somebody else’s."))
    if fresh.is_running(at):
        fresh.ended_at, fresh.ended_by = at, by
        record("support.ended", fresh, by=by, at=at)
    return fresh


@transaction.atomic
def read_notice(*, notice: Notice, by: Person, at: datetime) -> Notice:
    """It leaves Today. Reading it twice keeps the first time."""
    fresh = Notice.objects.visible_to(by).select_for_update().get(pk=notice.pk)
    if fresh.read_at is None:
        fresh.read_at = at
        record("notice.read", fresh, by=by, at=at)
    return fresh
