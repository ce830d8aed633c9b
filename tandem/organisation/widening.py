"""Changes by which somebody may see more: who may make them, and that they have their grounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, Audited
from tandem.access.roles import BY_TWO, NEVER_WITHOUT, Role, may_give
from tandem.organisation.models import Employment, Grounds, Person, RoleGrant
from tandem.organisation.models.areas import RoleGrantQuerySet
from tandem.organisation.models.people import of_this_stay, working_here
from tandem.organisation.written_once import written_once

SOON = timedelta(days=60)
"""How long before the last holder of a role leaves it is said."""


class NoGrounds(PermissionDenied):
    """A person who opens something for somebody says why."""


class UnableToGive(PermissionDenied):
    """The message is shown to the person who tried to give a role."""


def grounds_for(row: Audited, why: str, by: Actor) -> list[Grounds]:
    """What `record` writes beside a row that lets somebody see more.

    The terminal may say nothing: its grounds are outside. Raises NoGrounds for a silent person.
    """
    words = " ".join(why.split())
    if words:
        return [Grounds(about=row.id, words=words)]
    if isinstance(by, Person):
        raise NoGrounds(_("Say in a few words why: it is kept with the change."))
    return []


def refuse_giving(person: Person, role: type[Role], by: Actor, at: datetime) -> None:
    """Raises UnableToGive unless this giver may give this person this role today."""
    if not isinstance(by, Person):
        return
    if by == person:
        raise UnableToGive(_("Nobody gives themselves a role. Somebody else has to do it."))
    refuse_unless_giver(role, by, at)
    if not person.is_here(localdate(at)):
        raise UnableToGive(_("%(name)s no longer works here.") % {"name": person.name})


def refuse_one_hand(role: type[Role]) -> None:
    """Raises UnableToGive for a role that two people give together, whoever the one is."""
    if role in BY_TWO:
        raise UnableToGive(
            _("“%(role)s” is given by two: one asks for it, somebody else confirms.")
            % {"role": role.name}
        )


def refuse_unless_giver(role: type[Role], by: Actor, at: datetime) -> None:
    """Raises UnableToGive where a person's own roles do not give this one."""
    if isinstance(by, Person) and not may_give(by.roles(localdate(at)), role):
        raise UnableToGive(_("Your roles do not give “%(role)s”.") % {"role": role.name})


def refuse_taking_the_last(person: Person, role: type[Role], at: datetime) -> None:
    """Raises UnableToGive if nobody else would hold a role that somebody must hold."""
    if role in NEVER_WITHOUT and not [one for one in holders(role, localdate(at)) if one != person]:
        raise UnableToGive(
            _("Nobody else who can sign in is %(role)s. Give the role to somebody else first.")
            % {"role": role.name}
        )


def hold_grants() -> None:
    """Until the transaction ends nobody else gives up, or loses, a role that somebody must hold.

    Of two who would each take one of the last two away at once, the second sees what is left.
    """
    keys = [role.key for role in NEVER_WITHOUT]
    list(RoleGrant.objects.filter(role__in=keys).still().order_by("pk").select_for_update())


def held_roles(today: date) -> list[type[Role]]:
    """Of the roles that somebody must hold, those that somebody holds who can sign in."""
    return [role for role in NEVER_WITHOUT if holders(role, today)]


def left_to_nobody(held: Iterable[type[Role]], today: date) -> list[str]:
    """A sentence for each of these roles that nobody holds now, for who would have made it so."""
    sentence = _(
        "After it nobody who can sign in would be %(role)s. Give the role to somebody else first."
    )
    return [sentence % {"role": role.name} for role in held if not holders(role, today)]


def holders(role: type[Role], today: date) -> list[Person]:
    """Who holds a granted role today, works here and can sign in."""
    granted = able_to_sign_in(today).filter(role=role.key)
    return [each.person for each in granted.select_related("person")]


@dataclass(frozen=True, slots=True)
class LastOne:
    """A role that somebody must hold: nobody does, or the last who does leaves on a day."""

    role: type[Role]
    person: Person | None
    leaves_on: date | None  # the first day gone


def last_ones(
    today: date, leaving: Mapping[UUID, date] | None = None, *, soon: timedelta = SOON
) -> list[LastOne]:
    """Roles that would have nobody in a while. leaving: who leaves besides, from which day on."""
    held, known, found = holding(today), leaving or {}, []
    for role in NEVER_WITHOUT:
        until = [
            (known.get(one.person_id) or one.leaves_on or date.max, one.person)  # type: ignore[attr-defined]  # just asked
            for one in held
            if one.role == role.key
        ]
        if not any(day > today + soon for day, _one in until):
            day, last = max(until, key=itemgetter(0), default=(None, None))
            found.append(LastOne(role, last, day))
    return found


@written_once
def holding(today: date) -> QuerySet[RoleGrant]:
    """The grants of the roles that somebody must hold, each with `leaves_on`."""
    ends = Employment.objects.on(today).filter(person=OuterRef("person")).values("end_on")
    keys = [role.key for role in NEVER_WITHOUT]
    grants = able_to_sign_in(today).filter(role__in=keys).select_related("person")
    return grants.annotate(leaves_on=Subquery(ends[:1]))


def able_to_sign_in(today: date) -> RoleGrantQuerySet:
    """Today's grants that open something for somebody with an account."""
    granted = RoleGrant.objects.on(today).filter(person__account__is_active=True)
    return granted.filter(working_here(today, "person"), of_this_stay(today))


def in_force(grants: Iterable[RoleGrant], today: date) -> list[RoleGrant]:
    """Those of today's grants that open something, in one query.

    Who has left holds nothing; what was granted in an earlier stay ended with that stay.
    """
    held = [*grants]
    stays: dict[UUID, list[Employment]] = defaultdict(list)
    for stay in Employment.objects.filter(person__in=[each.person_id for each in held]):
        stays[stay.person_id].append(stay)
    return [each for each in held if _counts(each, stays[each.person_id], today)]


def _counts(grant: RoleGrant, stays: list[Employment], today: date) -> bool:
    if not stays:
        return True  # somebody set up by hand
    here = [one for one in stays if one.start_on <= today and not _over(one, today)]
    if not here:
        return False
    came_back = any(_over(one, here[0].start_on) for one in stays)
    return not came_back or grant.start_on >= here[0].start_on


def _over(stay: Employment, day: date) -> bool:
    return stay.end_on is not None and stay.end_on <= day
