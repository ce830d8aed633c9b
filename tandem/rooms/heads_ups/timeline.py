"""That a heads-up was given, and that it was thanked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.telling import Rows, tells_together, told_rows
from tandem.rooms.heads_ups.models import HeadsUp

GIVEN, THANKED = "heads_up.given", "heads_up.thanked"


def given(by: Person, pair: Pair, reader: Person) -> tuple[str, str]:
    mine = by == reader
    said = _("You gave %(name)s a heads-up.") if mine else _("%(name)s gave you a heads-up.")
    return about(said, pair, reader)


def thanked(by: Person, pair: Pair, reader: Person) -> tuple[str, str]:
    mine = by == reader
    said = _("You said thanks for a heads-up.") if mine else _("%(name)s said thanks for yours.")
    return about(said, pair, reader)


def about(said: str, pair: Pair, reader: Person) -> tuple[str, str]:
    name = {"name": pair.partner_of(reader).called}
    return said % name, reverse("heads_ups:page", args=[pair.pk])


@tells_together({GIVEN: given, THANKED: thanked})
def heads_ups_given(pair: Pair, reader: Person) -> Iterator[Rows]:
    there = HeadsUp.objects.visible_to(reader).of(pair)
    yield told_rows(there, on="given_on", by="giver", kind=GIVEN)
    over = there.filter(acknowledged_on__isnull=False)
    yield told_rows(over, on="acknowledged_on", by="receiver", kind=THANKED)
