"""What Today shows of who owns what: whom to turn to, and a new leader’s first days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Assignment, Person, Spell
from tandem.partnership.registers import Part, shows_on_today
from tandem.rooms.ownership.first_days import DAYS, Began, began
from tandem.rooms.ownership.owners import Owner, turned_to


@dataclass(frozen=True, slots=True)
class Home:
    """For somebody in no pair. Without an area Tandem names nobody."""

    owners: Sequence[Owner]


@shows_on_today
def whom_to_turn_to(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
    if in_pair:
        return
    spell = Spell.objects.of(person).on(today).select_related("area").first()
    owners = turned_to(person, spell.area, today) if spell else []
    yield Part("ownership/_home.html", Home(owners))


@asked_with_the_person
def somebody_has_begun_to_lead(day: date) -> dict[str, Any]:
    since = day - timedelta(days=DAYS)
    led = Assignment.objects.on(day).leading().held().filter(person=OuterRef("pk"))
    theirs = Spell.objects.filter(manager=OuterRef("pk"))
    first = Exists(theirs.on(day).filter(start_on__gt=since)) & ~Exists(
        theirs.filter(start_on__lte=since)
    )
    return {"has_begun_to_lead": Exists(led.filter(start_on__gt=since)) | first}


@shows_on_today
def first_hundred_days(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
    """Only to who leads for so long at most; everybody else costs no question."""
    if not getattr(person, "has_begun_to_lead", True):  # asked with who is signed in
        return
    since: Began | None = began(person, today)
    if since is not None and since.is_new:
        yield Part("ownership/_first_days.html", since)
