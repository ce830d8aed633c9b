"""Whether others see the partnership map of a pair: each partner says yes for their own part.

What is on it is open already, row by row. Put together, with two names under it, it says how two
people work; so the two decide, and either takes it back alone.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from tandem.access.audit import record
from tandem.organisation.models import Area, Person
from tandem.partnership.models import Pair
from tandem.partnership.refused import NotPossible
from tandem.rooms.ownership import rules
from tandem.rooms.ownership.models import MapYes
from tandem.rooms.ownership.rules import Audience


@transaction.atomic
def show_map(*, pair: Pair, to: Audience, by: Person, at: datetime) -> MapYes:
    """For one's own part. Another audience ends the former yes. Twice is once.

    Raises NotInThisPair, NotPossible where the pair is over.
    """
    pair = _locked(pair, by)
    if pair.is_over(localdate(at)):
        raise NotPossible(rules.CLOSED)
    said = _own(pair, by)
    if said is not None and said.to == to:
        return said
    if said is not None:
        _end(said, by, at)
    said = MapYes(pair=pair, person=by, to=to, start_on=localdate(at))
    record("ownership.map_shown", said, by=by, at=at)
    return said


@transaction.atomic
def take_map_back(*, pair: Pair, by: Person, at: datetime) -> None:
    """At once, whatever the other one says. Without a yes nothing happens. Raises NotInThisPair."""
    said = _own(_locked(pair, by), by)
    if said is not None:
        _end(said, by, at)


def audience_of(pair: Pair, today: date) -> Audience | None:
    """Who sees it beside the two: nobody, unless both say so today and are still a pair."""
    if pair.is_over(today):
        return None
    yeses = MapYes.objects.of(pair).still().values_list("to", flat=True)
    return rules.shown_to(Audience(each) for each in yeses)


def may_see(pair: Pair, person: Person, today: date) -> bool:
    if person in (pair.leader, pair.hr_partner):
        return True
    audience = audience_of(pair, today)
    if audience is Audience.AREA:
        return Area.objects.visible_to(person, today).filter(pk=pair.area_id).exists()
    return audience is Audience.OPEN


def shown_at(area: Area, person: Person, today: date) -> Pair | None:
    """The pair of this area, if its map is shown to this reader."""
    said = MapYes.objects.filter(pair=OuterRef("pk")).still()
    pair = Pair.objects.on(today).filter(Exists(said), area=area).first()
    return pair if pair and may_see(pair, person, today) else None


def _own(pair: Pair, by: Person) -> MapYes | None:
    return MapYes.objects.of(pair).filter(person=by).still().first()


def _end(said: MapYes, by: Person, at: datetime) -> None:
    said.end_on = localdate(at)
    record("ownership.map_taken_back", said, by=by, at=at)


def _locked(pair: Pair, by: Person) -> Pair:
    """Two taps at once are one yes."""
    locked = Pair.objects.select_for_update().get(pk=pair.pk)
    locked.partner_of(by)
    return locked
