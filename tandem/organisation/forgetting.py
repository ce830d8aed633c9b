"""Taking a person out of the record: events stay, and neither a map nor a row leads to them.

An event knows who by a pseudonym, and what it is about by the id of a row. A new pseudonym is not
enough: where somebody did something with a row that names them, it leads to the old one. So those
rows get other ids, and the account goes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, Model, Q, QuerySet

from tandem.access.audit import Actor, Audited, record
from tandem.access.models import Account, Event
from tandem.access.renumbering import naming, renumber
from tandem.organisation.intake.journal import JOURNAL
from tandem.organisation.models import Import, Person


class StillHere(Exception):
    """Who works here stays answerable for what they do."""


def forget_in_record(*, person: Person, today: date, by: Actor, at: datetime, uploads: Path) -> int:
    """Returns how many events lose their name. They stay and verify.

    Imports whose journal knows such a row can no longer be undone. Raises StillHere, and SealBroken
    where the words of such a row do not open: then nothing was changed.
    """
    with transaction.atomic():
        held = Person.objects.select_for_update().get(pk=person.pk)
        if may_still_act(held, today):
            raise StillHere
        theirs = Event.objects.filter(who=held.pseudonym)
        count = theirs.count()
        Import._base_manager.filter(checked_by=held).update(checked_by=None)
        gone = []
        for row in [*rows_that_lead_to(held)]:
            gone.append(row.pk)
            renumber(row)
        # The person is named by the others, so last; whether or not an event is about them now.
        gone.append(held.pk)
        renumber(held)
        remove_account(held, today)
        held.pseudonym = uuid.uuid4()
        record("person.forgotten_in_record", held, by=by, at=at)
        transaction.on_commit(partial(remove_journals, uploads, gone))
    return count


def may_still_act(person: Person, today: date) -> bool:
    """Employed, or set up by hand without an employment and not closed out."""
    return person.is_here(today) and (person.account is None or person.account.is_active)


def rows_that_lead_to(person: Person) -> Iterator[Audited]:
    """Rows they did something with that name them."""
    about = Event.objects.filter(who=person.pseudonym).values("about")
    for model in apps.get_models():
        if issubclass(model, Audited) and model is not Person:
            those: QuerySet[Audited] = model._base_manager.filter(pk__in=about)
            if named := leading(model, person):
                yield from those.filter(named)


def leading(model: type[Audited], person: Person) -> Q:
    """What names them: a row itself, the row it is of (a pair), or what was said with an act."""
    those = Q()
    for field in to_people(model):
        those |= Q(**{field.name: person})
    for key in foreign_keys(model):
        if issubclass(key.related_model, Audited) and key.related_model is not Person:
            for field in to_people(key.related_model):
                those |= Q(**{f"{key.name}__{field.name}": person})
    for other in naming(model):
        by = [each for each in to_people(other.model) if each.name == "by"]
        if by and issubclass(other.model, Audited):
            theirs = other.model._base_manager.filter(**{by[0].name: person})
            those |= Q(pk__in=theirs.values(other.name))
    return those


def to_people(model: type[Model]) -> list[ForeignKey[Person, Person]]:
    return [each for each in foreign_keys(model) if each.related_model is Person]


def foreign_keys(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    return [each for each in model._meta.concrete_fields if isinstance(each, ForeignKey)]


def remove_account(person: Person, today: date) -> None:
    """With all that signs in by it. Events about it then lead to no row."""
    account = person.account
    if account is None:
        return
    # Past the signals: an event of this moment about the account would join the two again.
    proofs = Authenticator.objects.filter(user=account)
    proofs._raw_delete(proofs.db)
    account.delete()
    person.account = None
    if person.is_here(today):  # set up by hand and closed out: what was shut stays shut
        person.account = Account.objects.create_user(account.email)
        person.account.is_active = False
        person.account.save(update_fields=["is_active"])


def remove_journals(uploads: Path, gone: Iterable[uuid.UUID]) -> None:
    """A journal holds names as they were, beside the ids that events still know."""
    wanted = [form.encode() for each in gone for form in (str(each), each.hex)]
    for journal in uploads.glob(f"*/{JOURNAL}"):
        with journal.open("rb") as lines:
            knows = any(each in line for line in lines for each in wanted)
        if knows:
            journal.unlink()
