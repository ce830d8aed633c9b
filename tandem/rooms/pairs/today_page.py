"""What Today shows of pairs: what an HR partner carries, and new pairs that are to be set up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Duty, Person
from tandem.organisation.models.people import one_has_left
from tandem.partnership.models import Charter, Pair
from tandem.partnership.registers import Part, shows_on_today
from tandem.rooms.pairs.how_set_up import how_set_up

NEW_DAYS = timedelta(days=100)
MOST = 3  # of several new pairs the newest are shown; all have it on their own page


@shows_on_today
def what_you_carry(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
    """Costs no question."""
    if any(duty == Duty.HR_PARTNER for duty, _path in person.held(today)):
        yield Part("pairs/_carrying.html", None)


def to_set_up(day: date) -> Any:  # noqa: ANN401 - a QuerySet of pairs
    """New pairs of today that have signed no charter yet."""
    signed = Charter.objects.order_by().filter(pair=OuterRef("pk"))
    return Pair.objects.on(day).filter(~Exists(signed), start_on__gt=day - NEW_DAYS).order_by()


@asked_with_the_person
def pairs_are_to_be_set_up(day: date) -> dict[str, Any]:
    mine = Q(leader=OuterRef("pk")) | Q(hr_partner=OuterRef("pk"))
    return {"has_pair_to_set_up": Exists(to_set_up(day).filter(mine))}


@dataclass(frozen=True, slots=True)
class ToSetUp:
    pair: Pair
    partner: Person


@shows_on_today
def set_up_your_pair(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
    if not (in_pair and getattr(person, "has_pair_to_set_up", True)):
        return
    mine = to_set_up(today).filter(Q(leader=person) | Q(hr_partner=person))
    both_here = mine.exclude(one_has_left(today, "leader", "hr_partner"))
    newest = both_here.select_related("area", "leader", "hr_partner").order_by("-start_on")
    for pair in newest.annotate(**how_set_up())[:MOST]:
        yield Part("pairs/_to_set_up.html", ToSetUp(pair, pair.partner_of(person)))
