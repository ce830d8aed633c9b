"""Asked by one, confirmed by another: what one person alone may not do.

Each `Wish` has its `Deed`: who may ask, who may confirm, and what happens then. The rules that
hold for all stand here: two people, a bounded time, settled once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import record
from tandem.access.roles import BY_TWO, Permission, Role, may_give
from tandem.access.roles import role as role_of
from tandem.organisation.actions import write_grant
from tandem.organisation.models import Grounds, Outcome, Person, TwoKeyRequest, Wish
from tandem.organisation.widening import grounds_for, refuse_giving, refuse_unless_giver

DAYS_TO_CONFIRM = 14


class UnableToSettle(PermissionDenied):
    """The message is shown to the person who asked, confirmed or declined."""


Check = Callable[[TwoKeyRequest, Person, datetime], None]


@dataclass(frozen=True, slots=True)
class Deed:
    """What stands behind a wish.

    refuse_asking, refuse_confirming raise PermissionDenied with words for the person who tried.
    do: what comes true with the second key, in the same transaction.
    """

    refuse_asking: Check
    refuse_confirming: Check
    do: Check


DEEDS: dict[str, Deed] = {}


@transaction.atomic
def ask(
    *,
    wish: Wish,
    about: UUID,
    detail: str,
    why: str,
    by: Person,
    at: datetime,
    legal_reason: str = "",
) -> TwoKeyRequest:
    """Wait for a second person. Raises UnableToSettle, UnableToGive, NoGrounds."""
    request = TwoKeyRequest(
        wish=wish,
        about=about,
        detail=detail,
        legal_reason=legal_reason,
        asked_by=by,
        asked_at=at,
        expires_at=at + timedelta(days=DAYS_TO_CONFIRM),
    )
    DEEDS[wish].refuse_asking(request, by, at)
    if TwoKeyRequest.objects.waiting(at).filter(wish=wish, about=about, detail=detail).exists():
        raise UnableToSettle(_("This was asked for already, and waits for somebody to confirm it."))
    record("two_keys.asked", request, *grounds_for(request, why, by), by=by, at=at)
    return request


@transaction.atomic
def confirm(*, request: TwoKeyRequest, by: Person, at: datetime) -> TwoKeyRequest:
    """The second key: what was asked for happens now. Raises UnableToSettle, UnableToGive."""
    fresh = _waiting(request, at)
    if by == fresh.asked_by:
        raise UnableToSettle(_("You asked for this yourself. Somebody else has to confirm it."))
    DEEDS[fresh.wish].refuse_confirming(fresh, by, at)
    fresh.outcome, fresh.settled_by, fresh.settled_at = Outcome.CONFIRMED, by, at
    DEEDS[fresh.wish].do(fresh, by, at)
    record("two_keys.confirmed", fresh, by=by, at=at)
    return fresh


@transaction.atomic
def decline(*, request: TwoKeyRequest, why: str, by: Person, at: datetime) -> TwoKeyRequest:
    """Said no, with words; who asked may take it back in the same way. Raises UnableToSettle."""
    fresh = _waiting(request, at)
    if by != fresh.asked_by:
        DEEDS[fresh.wish].refuse_confirming(fresh, by, at)
    fresh.answer = " ".join(why.split())
    if not fresh.answer:
        raise UnableToSettle(_("Say in a few words why: who asked will read it."))
    fresh.outcome, fresh.settled_by, fresh.settled_at = Outcome.DECLINED, by, at
    record("two_keys.declined", fresh, by=by, at=at)
    return fresh


def may_confirm(request: TwoKeyRequest, person: Person, at: datetime) -> bool:
    """Whether this person could turn the second key now."""
    return request.is_waiting(at) and is_second_key(request, person, at)


def is_second_key(request: TwoKeyRequest, person: Person, at: datetime) -> bool:
    """Whether they could, if it still waits: who may know of the request beside who asked."""
    if person == request.asked_by:
        return False
    try:
        DEEDS[request.wish].refuse_confirming(request, person, at)
    except PermissionDenied:
        return False
    return True


def _waiting(request: TwoKeyRequest, at: datetime) -> TwoKeyRequest:
    """Locked, so that of two who settle it at once one does, and the other is told."""
    fresh = TwoKeyRequest.objects.select_for_update().get(pk=request.pk)
    if fresh.settled_by is not None:
        raise UnableToSettle(
            _("%(name)s settled this already: %(outcome)s.")
            % {"name": fresh.settled_by.name, "outcome": fresh.get_outcome_display()}
        )
    if not fresh.is_waiting(at):
        raise UnableToSettle(_("This waited too long. It has to be asked for anew."))
    return fresh


# ---- roles that two people give


def ask_for_role(
    *, person: Person, role: type[Role], why: str, by: Person, at: datetime
) -> TwoKeyRequest:
    return ask(wish=Wish.ROLE, about=person.pk, detail=role.key, why=why, by=by, at=at)


def person_of(request: TwoKeyRequest) -> Person:
    """Who would get the role."""
    return Person.objects.get(pk=request.about)


def _refuse_asking(request: TwoKeyRequest, by: Person, at: datetime) -> None:
    person, role = person_of(request), role_of(request.detail)
    if role not in BY_TWO:
        raise UnableToSettle(_("“%(role)s” needs no second person.") % {"role": role.name})
    refuse_giving(person, role, by, at)
    if role in person.roles(localdate(at)):
        raise UnableToSettle(
            _("%(name)s is %(role)s already.") % {"name": person.name, "role": role.name}
        )


def _refuse_confirming(request: TwoKeyRequest, by: Person, at: datetime) -> None:
    refuse_giving(person_of(request), role_of(request.detail), by, at)
    refuse_without_first_key(request, Permission.GIVE_ROLES, at)
    refuse_unless_giver(role_of(request.detail), request.asked_by, at)


def refuse_without_first_key(request: TwoKeyRequest, asks: Permission, at: datetime) -> None:
    """Raises UnableToSettle where who asked could no longer ask: then there is one key only."""
    first, today = request.asked_by, localdate(at)
    shut_out = first.account is not None and not first.account.is_active
    if shut_out or not (first.is_here(today) and first.may(asks, today)):
        raise UnableToSettle(
            _("%(name)s could no longer ask for this. It has to be asked for anew.")
            % {"name": first.name}
        )


def _give(request: TwoKeyRequest, by: Person, at: datetime) -> None:
    words = Grounds.objects.by_row([request.pk]).get(request.pk, "")
    write_grant(person_of(request), role_of(request.detail), words, by, at)


DEEDS[Wish.ROLE] = Deed(_refuse_asking, _refuse_confirming, _give)


def roles_to_confirm(roles: frozenset[type[Role]]) -> list[str]:
    """The keys of the roles by two that somebody with these roles gives."""
    return [each.key for each in BY_TWO if may_give(roles, each)]
