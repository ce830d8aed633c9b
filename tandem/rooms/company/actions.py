"""A first pair by hand, without any file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Actor
from tandem.organisation import actions as organisation
from tandem.organisation.models import Area, Person
from tandem.partnership.actions import UnableToPair, make_pair
from tandem.partnership.models import Pair


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody's link, shown once."""

    person: Person
    token: str


@transaction.atomic
def pair_by_hand(
    *,
    area: str,
    leader_name: str,
    leader_email: str,
    hr_name: str,
    hr_email: str,
    why: str = "",
    by: Actor,
    at: datetime,
) -> tuple[Pair, list[Invited]]:
    """The pair, and a link for each of the two who cannot sign in yet.

    Raises UnableToPair for one person on both sides; ValidationError for what does not fit.
    """
    place = _area(area, by, at)
    leader = _person(leader_name, leader_email, place, by, at)
    hr_partner = _person(hr_name, hr_email, place, by, at)
    pair = make_pair(area=place, leader=leader, hr_partner=hr_partner, why=why, by=by, at=at)
    links = [
        Invited(person, organisation.invite(person=person, email=email, by=by, at=at)[1])
        for person, email in ((leader, leader_email), (hr_partner, hr_email))
        if person.account_id is None
    ]
    return pair, links


def _area(name: str, by: Actor, at: datetime) -> Area:
    """The area of this name; where several have it, the topmost one."""
    known = Area.objects.still().filter(name__iexact=name.strip()).order_by("path").first()
    return known or organisation.add_area(name=name, parent=None, by=by, at=at)


def _person(name: str, email: str, area: Area, by: Actor, at: datetime) -> Person:
    known: list[Person] = [*Person.objects.filter(email__iexact=email.strip())]
    here = [one for one in known if one.is_here(localdate(at))]
    if len(here) > 1:
        raise UnableToPair(_("Several people have the address %(email)s.") % {"email": email})
    if here:
        return here[0]
    if known:
        raise UnableToPair(_("%(name)s no longer works here.") % {"name": known[0].name})
    first, _space, last = name.strip().partition(" ")
    return organisation.add_person(
        first_name=first, last_name=last.strip(), email=email, area=area, by=by, at=at
    )
