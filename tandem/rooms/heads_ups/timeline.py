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
        names = {"giver": each.giver.called, "receiver": each.receiver.called}
        url = each.get_absolute_url()
        said = _("%(giver)s gave %(receiver)s a heads-up.") % names
        yield Moment(each.given_on, said, url, by=each.giver)
        if each.acknowledged_on:
            said = _("%(receiver)s thanked %(giver)s for a heads-up.") % names
            yield Moment(each.acknowledged_on, said, url, by=each.receiver)
