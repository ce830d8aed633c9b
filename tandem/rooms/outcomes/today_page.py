"""What Today shows of outcomes to somebody in no pair: those that two have published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists

from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Person
from tandem.partnership.models import CoOwnedOutcome
from tandem.partnership.registers import Part, shows_on_today
from tandem.rooms.outcomes.shown import Owned

SHOWN = 3


@asked_with_the_person
def outcomes_are_published(day: date) -> dict[str, Any]:  # whatever day it is
    return {"has_published": Exists(CoOwnedOutcome.objects.published().still())}


@shows_on_today
def published_outcomes(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
    if in_pair or not getattr(person, "has_published", True):  # asked with who is signed in
        return
    published = CoOwnedOutcome.objects.visible_to(person, today).published().still()
    newest = [Owned(each, today) for each in published.order_by("-start_on", "id")[:SHOWN]]
    if newest:
        yield Part("outcomes/_published.html", newest)
