"""Counting what HR partners carry, once a week, and what one of them says to it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import SYSTEM, record, record_each
from tandem.organisation.models import Assignment, Person, Spell
from tandem.organisation.models.people import working_here
from tandem.partnership.commitments.conditions import has_slipped
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Side
from tandem.partnership.load.rules import ASKED_DAYS, served, week_of
from tandem.partnership.models import Load, Pair


class UnableToSay(PermissionDenied):
    """The message is shown to the person who tried."""


def take_stock(*, at: datetime) -> int:
    """Everybody’s numbers of this week, where they are not there yet. Returns how many were taken.

    They say how it stands on the day they are taken: the Monday, or the first day the worker runs.
    """
    today = localdate(at)
    week_on = week_of(today)
    there = Load.objects.in_week(week_on).values_list("person", flat=True)
    partners = {pk for pk in hr_partners(today) if pk not in {*there}}
    if not partners:
        return 0
    loads = counted(partners, week_on, today)
    with transaction.atomic():
        # Of two workers at once one writes, and the other finds that it is done.
        list(Person.objects.select_for_update().filter(pk__in=partners).order_by("pk"))
        known = {*Load.objects.in_week(week_on).values_list("person", flat=True)}
        new = [each for each in loads if each.person_id not in known]
        for each in new:
            each.data_key()  # what is written in bulk makes no key by itself
        if new:
            record_each("load.taken", new, by=SYSTEM, at=at)
    return len(new)


def hr_partners(today: date) -> set[UUID]:
    """Whoever is HR partner in a pair, or of an area, and works here."""
    in_pairs = Pair.objects.on(today).values_list("hr_partner", flat=True)
    of_areas = Assignment.objects.on(today).partnering().values_list("person", flat=True)
    named = {*in_pairs.order_by(), *of_areas.order_by()}
    here = Person.objects.filter(working_here(today), pk__in=named)
    return {*here.values_list("pk", flat=True)}


def counted(partners: set[UUID], week_on: date, today: date) -> list[Load]:
    """A few questions for all of them together."""
    promises = Commitment.objects.filter(performer__in=partners).order_by()
    running = (
        promises.open()
        .values_list("performer")
        .annotate(n=Count("pk"), late=Count("pk", filter=has_slipped(today)))
    )
    open_ones = {who: (n, late) for who, n, late in running}
    since = today - timedelta(days=ASKED_DAYS)
    requests = promises.filter(sent=True, author=Side.CUSTOMER, made_on__gt=since)
    asked = dict(requests.values_list("performer").annotate(n=Count("pk")))
    pairs = Pair.objects.on(today).filter(hr_partner__in=partners).order_by()
    with_whom = dict(pairs.values_list("hr_partner").annotate(n=Count("pk")))
    people = people_served(today)
    return [
        Load(
            person_id=who,
            week_on=week_on,
            taken_on=today,
            open=open_ones.get(who, (0, 0))[0],
            past_day=open_ones.get(who, (0, 0))[1],
            asked=asked.get(who, 0),
            served=people.get(who, 0),
            pairs=with_whom.get(who, 0),
        )
        for who in sorted(partners)
    ]


def people_served(today: date) -> dict[UUID, int]:
    """Everybody with the nearest HR partner of their area; one who only stands in serves nobody."""
    duties = Assignment.objects.on(today).partnering().held().order_by()
    partners = dict(duties.values_list("area__path", "person"))
    return dict(served(Spell.objects.headcounts(today), partners))


@transaction.atomic
def say(*, load: Load, words: str, by: Person, at: datetime) -> Load:
    """What the HR partner says to their own numbers; saying it again replaces it.

    Raises UnableToSay for anybody else, ValidationError for a very long one.
    """
    locked = Load.objects.select_for_update().get(pk=load.pk)
    if by.pk != locked.person_id:
        raise UnableToSay(_("Only whose numbers these are says something to them."))
    locked.said = words.strip()
    record("load.said", locked, by=by, at=at)
    return locked
