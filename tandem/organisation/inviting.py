"""Links to sign in with for very many people at once. Only hashes of them are kept."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, record_each
from tandem.access.models import Account
from tandem.organisation.actions import INVITATION_DAYS, token_hash
from tandem.organisation.models import Employment, Invitation, Person

MOST_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Link:
    """Somebody's secret, to be handed over now: it is nowhere else."""

    person: Person
    token: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who got no link, and why, in words."""

    person: Person
    why: str


@dataclass(frozen=True, slots=True)
class Links:
    made: list[Link]
    left_out: list[LeftOut]


@transaction.atomic
def links_for(*, people: Iterable[Person], by: Actor, at: datetime) -> Links:
    """A link for each to the address they are known by, one event each; earlier links end.

    Who has no address, shares it with somebody, signs in already or has left gets none.
    In one answer, so that no secret has to wait anywhere: raises ValueError for more than
    MOST_AT_ONCE.
    """
    wanted = {person.pk for person in people}
    if len(wanted) > MOST_AT_ONCE:
        raise ValueError(f"{MOST_AT_ONCE} links at once, not {len(wanted)}.")
    asked = [*Person.objects.select_for_update().filter(pk__in=wanted).order_by("pk")]
    left_out = [*_left_out(asked, at)]
    without = {each.person.pk for each in left_out}
    invited = [one for one in asked if one.pk not in without]
    _withdraw_earlier(invited, by, at)
    links = [Link(person, secrets.token_urlsafe(32)) for person in invited]
    record_each("invitation.made", [_invitation(each, at) for each in links], by=by, at=at)
    return Links(links, left_out)


def _invitation(link: Link, at: datetime) -> Invitation:
    return Invitation(
        person=link.person,
        email=link.person.email.strip().lower(),
        token_hash=token_hash(link.token),
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )


def _withdraw_earlier(people: list[Person], by: Actor, at: datetime) -> None:
    earlier = [*Invitation.objects.open_at(at).filter(person__in=people)]
    for each in earlier:
        each.withdrawn_at = at
    record_each("invitation.withdrawn", earlier, fields=["withdrawn_at"], by=by, at=at)


def _left_out(people: list[Person], at: datetime) -> Iterator[LeftOut]:
    addresses = [one.email.strip().lower() for one in people]
    taken = set(Account.objects.filter(email__in=addresses).values_list("email", flat=True))
    shared = Counter(addresses)
    here = _here(people, at)
    for person, email in zip(people, addresses, strict=True):
        if person.pk not in here:
            yield LeftOut(person, _("no longer works here"))
        elif person.account_id is not None:
            yield LeftOut(person, _("can sign in already"))
        elif not email:
            yield LeftOut(person, _("has no e-mail address here"))
        elif email in taken:
            yield LeftOut(person, _("has an address that somebody else signs in with"))
        elif shared[email] > 1:
            yield LeftOut(person, _("shares the address with somebody else"))


def _here(people: list[Person], at: datetime) -> set[object]:
    """Employed today, or without any employment: set up by hand."""
    stays = Employment.objects.filter(person__in=people)
    employed = set(stays.on(localdate(at)).values_list("person", flat=True))
    known = set(stays.values_list("person", flat=True))
    return {one.pk for one in people if one.pk in employed or one.pk not in known}
