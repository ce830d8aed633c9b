"""The first and the last day of a pair."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.telling import Moment, tells


@tells
def became_partners(pair: Pair, reader: Person) -> Iterator[Moment]:
    names = {
        "leader": pair.leader.called,
        "hr_partner": pair.hr_partner.called,
        "area": pair.area.name,
    }
    yield Moment(
        on=pair.start_on,
        sentence=_("%(leader)s and %(hr_partner)s became partners for %(area)s.") % names,
        url=pair.get_absolute_url(),
    )
    if pair.end_on:
        yield Moment(
            on=pair.end_on,
            sentence=_("%(leader)s and %(hr_partner)s handed %(area)s on.") % names,
            url=pair.get_absolute_url(),
        )
