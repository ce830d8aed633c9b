"""The way in of one person: shut at once, opened again, and by which address. For the operator.

Who is employed is let in and out by the HR data. These are for whoever has no employment that could
end (a reviewer from outside, the first administrator), and for the hour before a file comes.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, append, record
from tandem.access.models import Account, Session
from tandem.access.roles import NEVER_WITHOUT
from tandem.organisation.actions import UnableToJoin
from tandem.organisation.models import Invitation, Person
from tandem.organisation.widening import hold_grants, holders, refuse_taking_the_last


def who_signs_in_with(email: str) -> Person | None:
    found = Person.objects.filter(account__email=email.strip().lower())
    return found.select_related("account").first()


@transaction.atomic
def close(*, person: Person, by: Actor, at: datetime) -> bool:
    """They sign in no more, wherever they are signed in they no longer are, and no link of theirs
    works. False where it was closed already.

    Raises UnableToGive for the last one who holds a role that somebody must hold.
    """
    account = _locked(person)
    hold_grants()
    if not account.is_active:
        return False
    for role in NEVER_WITHOUT:
        if person in holders(role, localdate(at)):
            refuse_taking_the_last(person, role, at)
    for link in Invitation.objects.open_at(at).filter(person=person):
        link.withdrawn_at = at
        record("invitation.withdrawn", link, by=by, at=at)
    account.is_active = False
    _keep(account, "is_active", "account.closed", by, at)
    return True


@transaction.atomic
def reopen(*, person: Person, by: Actor, at: datetime) -> bool:
    """They sign in as before. False where it was open."""
    account = _locked(person)
    if account.is_active:
        return False
    account.is_active = True
    _keep(account, "is_active", "account.opened", by, at)
    return True


@transaction.atomic
def change_address(*, person: Person, email: str, by: Actor, at: datetime) -> bool:
    """From now on they sign in with this one. False where they do already.

    Raises ValidationError for what is no address, UnableToJoin for one somebody signs in with.
    """
    account, wanted = _locked(person), email.strip().lower()
    if account.email == wanted:
        return False
    if Account.objects.filter(email=wanted).exists():
        raise UnableToJoin(_("Somebody signs in with %(address)s already.") % {"address": wanted})
    account.email = wanted
    account.clean_fields(exclude=["password"])
    _keep(account, "email", "account.address_changed", by, at)
    return True


def _locked(person: Person) -> Account:
    held = Person.objects.select_for_update().get(pk=person.pk)
    assert held.account_id is not None  # found by the address they sign in with
    return Account.objects.select_for_update().get(pk=held.account_id)


def _keep(account: Account, field: str, what: str, by: Actor, at: datetime) -> None:
    account.save(update_fields=[field])
    Session.objects.of(account).delete()
    append(what, about=account.pk, actor=by.actor, who=by.pseudonym, at=at)
