"""Writes about pairs."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, record
from tandem.organisation import actions as organisation
from tandem.organisation.models import Area, Grounds, Person
from tandem.organisation.models.grounds import LONGEST
from tandem.partnership.models import Pair


class UnableToPair(PermissionDenied):
    """The message is shown to the person who tried."""


@transaction.atomic
def make_pair(
    *,
    area: Area,
    leader: Person,
    hr_partner: Person,
    by: Actor,
    at: datetime,
    since: date | None = None,
    why: str = "",
) -> Pair:
    """A leader and an HR partner share an area from a day on (today unless said).

    The two get their duties in the area, on these grounds or because they are a pair, and can read
    the grounds that were given; a former pair of the area ends. Making the pair that is there
    already changes nothing. Raises UnableToPair for one person on both sides.
    """
    if leader == hr_partner:
        raise UnableToPair(_("A pair is two people: somebody else must be the HR partner."))
    Area.objects.select_for_update().get(pk=area.pk)
    former = Pair.objects.for_area(area).still().first()
    if former and former.is_between(leader, hr_partner) and former.leader == leader:
        return former
    if former:
        former.end_on = max(localdate(at), former.start_on + timedelta(days=1))
        record("pair.ended", former, by=by, at=at)
    reason = " ".join(why.split())[:LONGEST]
    why = why or _("One of the area’s pair")
    organisation.set_leader(area=area, person=leader, by=by, at=at, why=why)
    organisation.set_hr_partner(area=area, person=hr_partner, by=by, at=at, since=since, why=why)
    pair = Pair(area=area, leader=leader, hr_partner=hr_partner, start_on=since or localdate(at))
    grounds = [Grounds(about=pair.pk, words=reason)] if reason else []
    record("pair.made", pair, *grounds, by=by, at=at)
    return pair
