"""That somebody wrote why they do this, or shared something; never what is just between the two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import F, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.registers import Moment, tells
from tandem.rooms.openness.models import WhyCard, Worry

MOST = 40
WHY, SHARED = "why", "shared"


@tells
def told_of_themselves(pair: Pair, reader: Person) -> Iterator[Moment]:
    """One question to the database for both kinds."""
    people = {one.pk: one for one in (pair.leader, pair.hr_partner)}
    page = reverse("openness:page", args=[pair.pk])
    night = reverse("openness:worries", args=[pair.pk])
    for who, on, kind in told(pair, reader):
        by, mine = people[who], who == reader.pk
        if kind == WHY:
            said = (
                _("You wrote why you do this.") if mine else _("%(name)s wrote why they do this.")
            )
        elif mine:
            said = _("You shared what keeps you up at night.")
        else:
            said = _("%(name)s shared what keeps them up at night.")
        yield Moment(on, said % {"name": by.called}, page if kind == WHY else night, by=by)


def told(pair: Pair, reader: Person) -> list[tuple[UUID, date, str]]:
    whys = WhyCard.objects.visible_to(reader).of(pair).order_by()
    shared = Worry.objects.visible_to(reader).of(pair).shared().order_by()
    of_whys = whys.values_list("person", "written_on", Value(WHY))
    of_shared = shared.values_list("person", F("shared_on"), Value(SHARED))
    newest_first = of_whys.union(of_shared, all=True).order_by("-written_on")
    return [*newest_first[:MOST]]
