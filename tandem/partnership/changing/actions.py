"""Asking for a different partner by a safe route, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import record
from tandem.access.roles import CHRO, IndependentReviewer, Role
from tandem.organisation.models import Area, Duty, Person, RoleGrant
from tandem.organisation.models.people import working_here
from tandem.organisation.seats import NOBODY, seats
from tandem.partnership.changing.models import ANSWERS, State
from tandem.partnership.models import Pair, PartnerWish


class UnableToAsk(PermissionDenied):
    """The message is shown to the person who tried."""


def whom_to_turn_to(pair: Pair, today: date) -> list[Person]:
    """The nearest HR partner above, the head of HR, an independent reviewer: never one of the two.

    The nearest first, each once. Empty where the company has none of them.
    """
    two = {pair.leader_id, pair.hr_partner_id}
    offices = in_office(today, CHRO, IndependentReviewer)
    found = {each.pk: each for each in [*above(pair, today), *offices]}
    return [each for pk, each in found.items() if pk not in two]


def above(pair: Pair, today: date) -> Iterator[Person]:
    areas = [*Area.objects.above(pair.area)]
    sitting = seats(areas, today)
    for area in reversed(areas):
        person = sitting.get(area.pk, NOBODY)[Duty.HR_PARTNER].person
        if person is not None and person.pk not in (pair.leader_id, pair.hr_partner_id):
            yield person
            return


def in_office(today: date, *roles: type[Role]) -> Iterator[Person]:
    """In the order of the roles, then by name; whoever has left holds no office."""
    for role in roles:
        granted = RoleGrant.objects.on(today).filter(role=role.key).values("person")
        here = Person.objects.filter(working_here(today), pk__in=granted)
        yield from here.order_by("first_name", "last_name", "pk")


@transaction.atomic
def ask(*, pair: Pair, to: Person, words: str, by: Person, at: datetime) -> PartnerWish:
    """For a different partner. The partner does not learn of it. One open wish is enough.

    Raises NotInThisPair, UnableToAsk, ValidationError without words or for very long ones.
    """
    held = Pair.objects.select_for_update(of=("self",)).select_related("area").get(pk=pair.pk)
    held.partner_of(by)
    today = localdate(at)
    if held.is_over(today):
        raise UnableToAsk(_("You are no longer partners."))
    if to not in whom_to_turn_to(held, today):
        raise UnableToAsk(_("Choose one of those who are named."))
    if PartnerWish.objects.filter(pair=held, by=by, state=State.ASKED).exists():
        raise UnableToAsk(_("You have asked already. Withdraw it first, to ask anew."))
    wish = PartnerWish(pair=held, by=by, to=to, words=words.strip(), asked_on=today)
    record("partner_wish.asked", wish, by=by, at=at)
    return wish


@transaction.atomic
def answer(*, wish: PartnerWish, state: State, words: str, by: Person, at: datetime) -> PartnerWish:
    """By whom it was asked of. Raises UnableToAsk."""
    locked = _locked(wish)
    if by.pk != locked.to_id:
        raise UnableToAsk(_("Only who was asked answers."))
    if not locked.is_open or state not in ANSWERS:
        raise UnableToAsk(_("It has been answered or withdrawn already."))
    locked.state, locked.answer = state.value, words.strip()
    locked.answered_on = localdate(at)
    record("partner_wish.answered", locked, by=by, at=at)
    return locked


@transaction.atomic
def withdraw(*, wish: PartnerWish, by: Person, at: datetime) -> PartnerWish:
    """By who asked, while it is open. Raises UnableToAsk."""
    locked = _locked(wish)
    if by.pk != locked.by_id:
        raise UnableToAsk(_("Only who asked withdraws it."))
    if not locked.is_open:
        raise UnableToAsk(_("It has been answered or withdrawn already."))
    locked.state = State.WITHDRAWN.value
    record("partner_wish.withdrawn", locked, by=by, at=at)
    return locked


@transaction.atomic
def read(*, wish: PartnerWish, by: Person, at: datetime) -> PartnerWish:
    """Who asked has read the answer. Twice is once. Raises UnableToAsk."""
    locked = _locked(wish)
    if by.pk != locked.by_id or locked.answered_on is None:
        raise UnableToAsk(_("There is no answer to you here."))
    if locked.read_on is None:
        locked.read_on = localdate(at)
        record("partner_wish.read", locked, by=by, at=at)
    return locked


def _locked(wish: PartnerWish) -> PartnerWish:
    return PartnerWish.objects.select_for_update().get(pk=wish.pk)
