"""What Today shows of outcomes to somebody in no pair: those that two have published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tandem.organisation.models import Person
from tandem.partnership.models import CoOwnedOutcome
from tandem.partnership.registers import Part, shows_on_today
from tandem.rooms.outcomes.shown import Owned

SHOWN = 3


@shows_on_today
def published_outcomes(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
    if in_pair:
        return
    published = CoOwnedOutcome.objects.visible_to(person, today).published().still()
    newest = [Owned(each, today) for each in published.order_by("-start_on", "id")[:SHOWN]]
    if newest:
        yield Part("outcomes/_published.html", newest)
