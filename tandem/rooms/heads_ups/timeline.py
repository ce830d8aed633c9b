"""That a heads-up was given, and that it was thanked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.registers import Moment, tells
from tandem.rooms.heads_ups.models import HeadsUp

MOST = 40


@tells
def heads_ups_given(pair: Pair, reader: Person) -> Iterator[Moment]:
    for each in HeadsUp.objects.visible_to(reader).of(pair)[:MOST]:
        url = each.get_absolute_url()
        mine = each.giver == reader
        name = {"name": pair.partner_of(reader).called}
        gave = _("You gave %(name)s a heads-up.") if mine else _("%(name)s gave you a heads-up.")
        yield Moment(each.given_on, gave % name, url, by=each.giver)
        if each.acknowledged_on:
            said = _("%(name)s said thanks for it.") if mine else _("You said thanks for it.")
            yield Moment(each.acknowledged_on, said % name, url, by=each.receiver)
