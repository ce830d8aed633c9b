"""What changes how somebody gets mail. One event each; what is so already changes nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from tandem.access.audit import SYSTEM, Actor, append
from tandem.organisation.models import Person
from tandem.rooms.mail.models import Mailbox
from tandem.rooms.mail.rules import Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """When somebody wants mail; minutes as in `rules`."""

    rhythm: Rhythm
    minute: int
    quiet_from: int
    quiet_until: int
    urgent: bool


def mailbox_of(person: Person) -> Mailbox:
    """As it stands; not stored yet for somebody nobody has looked at."""
    return Mailbox.objects.filter(person=person).first() or Mailbox(person=person)


def address_of(person: Person) -> str:
    """Where mail goes: the address HR knows, else the one that is signed in with."""
    return person.email or (person.account.email if person.account else "")


def speaks(person: Person) -> bool:
    """Whether a letter may hold links that speak for them: it goes where they sign in.

    HR can change where letters go, and must not come to speak for somebody by that.
    """
    return person.account is not None and person.account.email == address_of(person).lower()


def marked(address: str) -> str:
    """What is kept of an address that came back."""
    return salted_hmac("tandem.mail.returned", address.lower(), algorithm="sha256").hexdigest()


def works(mailbox: Mailbox) -> bool:
    """Whether mail may go there: there is an address, and it is not the one that came back."""
    address = address_of(mailbox.person)
    return bool(address) and mailbox.returned_for != marked(address)


def set_wishes(*, person: Person, wishes: Wishes, by: Actor, at: datetime) -> None:
    _change(person, "mail.wishes_set", asdict(wishes), by, at)


def stop(*, person: Person, at: datetime) -> None:
    """No mail any more, by the link in a letter. The person says it, without signing in."""
    _change(person, "mail.stopped", {"rhythm": Rhythm.NEVER, "urgent": False}, person, at)


def came_back(*, person: Person, address: str, at: datetime) -> None:
    """The mail server takes nothing for this address: no more is sent there."""
    noted = {"returned_on": localdate(at), "returned_for": marked(address)}
    _change(person, "mail.came_back", noted, SYSTEM, at)


def try_again(*, person: Person, by: Actor, at: datetime) -> None:
    """The person says that the address works."""
    _change(person, "mail.works_again", {"returned_on": None, "returned_for": ""}, by, at)


@transaction.atomic
def _change(person: Person, what: str, fields: dict[str, object], by: Actor, at: datetime) -> None:
    Mailbox.objects.get_or_create(person=person)
    mailbox = Mailbox.objects.select_for_update().get(person=person)
    if all(getattr(mailbox, name) == value for name, value in fields.items()):
        return
    Mailbox.objects.filter(pk=mailbox.pk).update(**fields)
    append(what, about=person.pk, actor=by.actor, who=by.pseudonym, at=at)
