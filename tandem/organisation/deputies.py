"""Who acts for whom on their promises, for a time: named by one, accepted by the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, record
from tandem.organisation.calendar import DAY
from tandem.organisation.models import Deputy, Person
from tandem.organisation.models.people import working_here

LONGEST = timedelta(days=183)


class UnableToDeputise(PermissionDenied):
    """The message is shown to the person who tried; `field` is what it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def stands_for(deputy: Person, on: date) -> frozenset[UUID]:
    """Everybody this person acts for on this day."""
    return all_stand_for([deputy.pk], on).get(deputy.pk, frozenset())


def all_stand_for(deputies: Collection[UUID], on: date) -> Mapping[UUID, frozenset[UUID]]:
    """The same of many people, in one question; who acts for nobody is left out."""
    acting = Deputy.objects.acting(on).filter(working_here(on, "person"), deputy__in=deputies)
    found: dict[UUID, frozenset[UUID]] = {}
    for deputy, person in acting.values_list("deputy", "person"):
        found[deputy] = found.get(deputy, frozenset()) | {person}
    return found


@transaction.atomic
def name_deputy(*, deputy: Person, first: date, last: date, by: Person, at: datetime) -> Deputy:
    """Ask somebody to act for oneself. It holds only once they say yes. Raises UnableToDeputise."""
    today = localdate(at)
    _lock(by, deputy)
    if first < today:
        raise UnableToDeputise(_("It begins today or later."), "first")
    if last < first:
        raise UnableToDeputise(_("The last day comes before the first one."), "last")
    if last - first >= LONGEST or first > today + LONGEST:
        raise UnableToDeputise(_("That is more than half a year. Choose an earlier day."), "last")
    if deputy == by:
        raise UnableToDeputise(_("You act for yourself already. Name somebody else."), "who")
    if not deputy.is_here(today):
        raise UnableToDeputise(_("%(name)s no longer works here.") % {"name": deputy.name}, "who")
    named = Deputy(person=by, deputy=deputy, start_on=first, end_on=last + DAY)
    other = Deputy.objects.overlapping(named.start_on, named.end_on).filter(person=by).first()
    if other is not None:
        raise UnableToDeputise(
            _("You named %(name)s for some of these days. End that first.")
            % {"name": other.deputy.name}, "first",
        )  # fmt: skip
    _refuse_a_chain(named)
    record("deputy.named", named, by=by, at=at)
    return named


@transaction.atomic
def accept(*, deputy: Deputy, by: Person, at: datetime) -> Deputy:
    """Yes. Saying it twice keeps the first day. Raises UnableToDeputise."""
    held = _held(deputy, by)
    if held.accepted_on is not None:
        return held
    _refuse_over(held, localdate(at))
    _refuse_a_chain(held)
    held.accepted_on = localdate(at)
    record("deputy.accepted", held, by=by, at=at)
    return held


@transaction.atomic
def decline(*, deputy: Deputy, by: Person, at: datetime) -> Deputy:
    """No. Who named them is told."""
    held = _held(deputy, by)
    if held.declined_on is None and held.accepted_on is None:
        _refuse_over(held, localdate(at))
        held.declined_on = localdate(at)
        record("deputy.declined", held, by=by, at=at)
    return held


@transaction.atomic
def end(*, deputy: Deputy, by: Actor, at: datetime) -> Deputy:
    """From now on no more, by either of the two; what has not begun is taken back."""
    held = Deputy.objects.select_for_update(of=("self",)).get(pk=deputy.pk)
    end_on = max(localdate(at), held.start_on)
    if held.end_on > end_on:
        held.end_on = end_on
        record("deputy.ended", held, by=by, at=at)
    return held


def _lock(*people: Person) -> None:
    """In one order, so that two who name each other at once do not wait for each other."""
    ids = [each.pk for each in people]
    list(Person.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _held(deputy: Deputy, by: Person) -> Deputy:
    _lock(deputy.person, deputy.deputy)
    held = Deputy.objects.select_related("person", "deputy").get(pk=deputy.pk)
    if held.deputy != by:
        raise UnableToDeputise(_("Only who is named can say this."))
    return held


def _refuse_over(held: Deputy, today: date) -> None:
    if held.end_on <= today or held.end_on == held.start_on or held.declined_on is not None:
        raise UnableToDeputise(_("This is over. Nothing is left to say to it."))


def _refuse_a_chain(named: Deputy) -> None:
    """A deputy acts in person: who is away themselves, or acts for another, passes nothing on."""
    others = Deputy.objects.overlapping(named.start_on, named.end_on).exclude(pk=named.pk)
    if others.filter(person=named.deputy).exists():
        raise UnableToDeputise(
            _("%(name)s has a deputy too in these days, and a deputy has none. Name another one.")
            % {"name": named.deputy.name}, "who",
        )  # fmt: skip
    acting = others.filter(deputy=named.person, accepted_on__isnull=False).first()
    if acting is not None:
        raise UnableToDeputise(
            _("%(name)s counts on you as deputy in these days, and a deputy has none.")
            % {"name": acting.person.name}, "first",
        )  # fmt: skip
