"""Writes about people, areas and duties made by hand, and invitations to sign in.

Imports write through `tandem.organisation.intake`. Doors decide who may; these keep what must
hold for every caller.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tandem.access.audit import OPERATOR, Actor, record
from tandem.access.models import Account, Event, Session
from tandem.access.roles import Role
from tandem.access.roles import role as role_of
from tandem.organisation.models import (
    Area,
    Assignment,
    Duty,
    Employment,
    Invitation,
    Meaning,
    Person,
    Reason,
    ReasonWord,
    RoleGrant,
    Spell,
    StandIn,
)
from tandem.organisation.widening import (
    grounds_for,
    refuse_giving,
    refuse_one_hand,
    refuse_taking_the_last,
    refuse_unless_giver,
)

INVITATION_DAYS = 14
TOO_LATE = _lazy("This link has been used or is too old. Ask for a new one.")


class UnableToJoin(PermissionDenied):
    """The message is shown to the person who followed the link."""


@transaction.atomic
def add_area(*, name: str, parent: Area | None, by: Actor, at: datetime) -> Area:
    """A new area. Raises ValidationError where its parent has one of this name already."""
    area = Area.below(parent, name.strip())
    record("area.added", area, by=by, at=at)
    return area


@transaction.atomic
def add_person(
    *, first_name: str, last_name: str, email: str, area: Area | None, by: Actor, at: datetime
) -> Person:
    """Somebody who works here from today on; without an area, somebody from outside."""
    first_name, last_name = (" ".join(part.split()) for part in (first_name, last_name))
    person = Person(first_name=first_name, last_name=last_name)
    person.email = email.strip().lower()
    if area is None:
        record("person.added", person, by=by, at=at)
        return person
    employment = Employment(person=person, start_on=localdate(at))
    spell = Spell(employment=employment, area=area, start_on=localdate(at))
    record("person.added", person, employment, spell, by=by, at=at)
    return person


def set_leader(
    *,
    area: Area,
    person: Person,
    by: Actor,
    at: datetime,
    since: date | None = None,
    why: str = "",
) -> Assignment:
    """From a day on (today unless said) this person leads the area, in the former one's place.

    Naming who leads already corrects the day. A caretaker's time ends with it, and the person's
    own time as a stand-in; somebody else acting goes on until their day. Raises NoGrounds.
    """
    return _assign(area, person, Duty.LEADS, since, by, at, why)


def set_hr_partner(
    *,
    area: Area,
    person: Person,
    by: Actor,
    at: datetime,
    since: date | None = None,
    why: str = "",
) -> Assignment:
    """The same for the area's HR partner."""
    return _assign(area, person, Duty.HR_PARTNER, since, by, at, why)


@transaction.atomic
def _assign(
    area: Area, person: Person, duty: Duty, since: date | None, by: Actor, at: datetime, why: str
) -> Assignment:
    Area.objects.select_for_update().get(pk=area.pk)  # one change of this area at a time
    start_on = since or localdate(at)
    of_this_duty = Assignment.objects.at(area).filter(duty=duty)
    for stand_in in of_this_duty.standing_in().filter(Q(end_on=None) | Q(end_on__gt=start_on)):
        if stand_in.stand_in == StandIn.CARETAKER or stand_in.person == person:
            _end(stand_in, start_on, by, at)
    former = of_this_duty.held().still().first()
    if former is not None and former.person == person:
        said_already = since == former.start_on and former.told_on is None
        return former if since is None or said_already else _correct(former, start_on, by, at)
    if former is not None:
        _end(former, start_on, by, at)
    assignment = Assignment(area=area, person=person, duty=duty, start_on=start_on)
    grounds = grounds_for(assignment, why, by)
    record(f"area.{duty.value}.set", assignment, *grounds, by=by, at=at)
    return assignment


def _correct(held: Assignment, start_on: date, by: Actor, at: datetime) -> Assignment:
    held.start_on, held.told_on = start_on, None
    record(f"area.{held.duty}.corrected", held, by=by, at=at)
    return held


def _end(former: Assignment, today: date, by: Actor, at: datetime) -> None:
    # Replaced on the day it began, it still was: half-open periods need one day.
    former.end_on = max(today, former.start_on + timedelta(days=1))
    record(f"area.{former.duty}.ended", former, by=by, at=at)


@transaction.atomic
def grant_role(
    *, person: Person, role: type[Role], by: Actor, at: datetime, why: str = ""
) -> RoleGrant:
    """Give a role that does not follow from who works where. Granting twice changes nothing.

    Raises UnableToGive for oneself, for somebody who has left, where the giver's own roles do
    not give this one, and for one that two people give together; NoGrounds.
    """
    refuse_one_hand(role)
    return write_grant(person, role, why, by, at)


def write_grant(person: Person, role: type[Role], why: str, by: Actor, at: datetime) -> RoleGrant:
    """Within a transaction. For `grant_role`, and for what two people gave together."""
    Person.objects.select_for_update().get(pk=person.pk)
    refuse_giving(person, role, by, at)
    held = RoleGrant.objects.of(person).still().filter(role=role.key).first()
    if held is not None and role in person.roles(localdate(at)):
        return held
    if held is not None:  # of an earlier stay: it ended with that stay, and a new one begins
        _end_grant(held, by, at)
    grant = RoleGrant(person=person, role=role.key, start_on=localdate(at))
    record("role.granted", grant, *grounds_for(grant, why, by), by=by, at=at)
    return grant


@transaction.atomic
def take_role_back(*, grant: RoleGrant, by: Actor, at: datetime) -> RoleGrant:
    """End a granted role at once. Taking it back twice keeps the first day.

    Raises UnableToGive where the taker's own roles do not give it, and for the last one of a
    role that somebody must hold.
    """
    # One at a time for the whole role: two administrators may take each other's at once.
    of_this_role = RoleGrant.objects.filter(role=grant.role).still().select_for_update()
    held = {each.pk: each for each in of_this_role}.get(grant.pk)
    if held is None:
        return RoleGrant.objects.get(pk=grant.pk)
    refuse_unless_giver(role_of(held.role), by, at)
    refuse_taking_the_last(held.person, role_of(held.role), at)
    return _end_grant(held, by, at)


def _end_grant(held: RoleGrant, by: Actor, at: datetime) -> RoleGrant:
    held.end_on = max(localdate(at), held.start_on)
    record("role.taken_back", held, by=by, at=at)
    return held


@transaction.atomic
def open_account(*, person: Person, email: str, by: Actor, at: datetime) -> Account:
    """An account without a password, for those who sign in another way. Raises UnableToJoin."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.account_id is not None:
        raise UnableToJoin(_("%(name)s can sign in already.") % {"name": person.name})
    _withdraw_open(person, by, at)
    person.account = _new_account(email.strip().lower())
    record("person.joined", person, by=by, at=at)
    return person.account


def token_hash(token: str) -> str:
    return hashlib.blake2b(token.encode(), digest_size=32, person=b"tandem-invite").hexdigest()


@transaction.atomic
def invite(*, person: Person, email: str, by: Actor, at: datetime) -> tuple[Invitation, str]:
    """A link's secret, to be handed over now: only its hash is kept. Ends an earlier invitation.

    Raises UnableToJoin if the person can sign in already, unless the operator makes the link:
    a new password for somebody else opens what they alone may read.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.account_id is not None and by is not OPERATOR:
        raise UnableToJoin(_("%(name)s can sign in already.") % {"name": person.name})
    _withdraw_open(person, by, at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        person=person,
        email=email.strip().lower(),
        token_hash=token_hash(token),
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    record("invitation.made", invitation, by=by, at=at)
    return invitation, token


def _withdraw_open(person: Person, by: Actor, at: datetime) -> None:
    for earlier in Invitation.objects.open_at(at).filter(person=person):
        earlier.withdrawn_at = at
        record("invitation.withdrawn", earlier, by=by, at=at)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> Invitation:
    """The link stops working. One that was used or withdrawn already stays as it is."""
    Person.objects.select_for_update().get(pk=invitation.person_id)  # as who follows it does
    fresh = Invitation.objects.get(pk=invitation.pk)
    if fresh.used_at is None and fresh.withdrawn_at is None:
        fresh.withdrawn_at = at
        record("invitation.withdrawn", fresh, by=by, at=at)
    return fresh


def invitation_of(token: str, *, at: datetime) -> Invitation | None:
    """The open invitation this link belongs to, if there is one and its person works here."""
    found = Invitation.objects.open_at(at).filter(token_hash=token_hash(token))
    invitation = found.select_related("person").first()
    return invitation if invitation and invitation.person.is_here(localdate(at)) else None


@transaction.atomic
def accept_invitation(*, token: str, password: str, at: datetime) -> Account:
    """The account of the invited person; wherever they were signed in, they no longer are.

    Raises UnableToJoin for a link that no longer works.
    """
    invited = invitation_of(token, at=at)
    if invited is None:
        raise UnableToJoin(TOO_LATE)
    # The person first, as `invite` does; then what the link says now, under that lock.
    person = Person.objects.select_for_update().get(pk=invited.person_id)
    invitation = Invitation.objects.open_at(at).filter(pk=invited.pk).first()
    if invitation is None or (person.account_id and not _made_by_operator(invitation)):
        raise UnableToJoin(TOO_LATE)
    account = person.account or _new_account(invitation.email)
    account.set_password(password)
    account.save(update_fields=["password"])
    Session.objects.of(account).delete()
    person.account = account
    invitation.used_at = at
    record("invitation.used", invitation, person, by=person, at=at)
    return account


def _made_by_operator(invitation: Invitation) -> bool:
    """Only such a link gives a new password to somebody who signs in already."""
    made = Event.objects.about(invitation.pk).filter(what="invitation.made")
    return made.filter(actor=OPERATOR.actor).exists()


def _new_account(email: str) -> Account:
    if Account.objects.filter(email=email).exists():
        raise UnableToJoin(_("This address signs in already. Ask for a link to another one."))
    return Account.objects.create_user(email)


@transaction.atomic
def set_reason_class(
    *, word: str, reason_class: Meaning | Reason, by: Actor, at: datetime
) -> ReasonWord:
    """What a word or code of the exports means from the next import on.

    Raises ValidationError for a word without a letter or digit, and for what is no class.
    """
    from tandem.organisation.intake.spelling import tidy  # not at the top: it loads all of intake

    row = _reason_word(word)
    row.word, row.reason_class = tidy(word), reason_class
    record("reason.set", row, by=by, at=at)
    return row


@transaction.atomic
def forget_reason_class(*, word: str, by: Actor, at: datetime) -> None:
    """Let the word be guessed again. Nothing happens where nothing was said."""
    row = _reason_word(word)
    if row.reason_class:
        row.reason_class = ""
        record("reason.forgotten", row, by=by, at=at)


def _reason_word(word: str) -> ReasonWord:
    from tandem.organisation.intake.spelling import plain, tidy

    key = plain(word)
    stored = ReasonWord.objects.select_for_update().filter(plain=key).first()
    return stored or ReasonWord(word=tidy(word), plain=key)
