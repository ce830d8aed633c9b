"""What Today shows of areas: that the numbers the reader may see are being counted anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from tandem.bridge.editions import being_counted
from tandem.organisation.models import Area, Person
from tandem.partnership.registers import Part, shows_on_today
from tandem.rooms.areas.page import how_far


@shows_on_today
def numbers_being_counted(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
    """One quiet line, to whoever sees an area. Costs no question while nothing is counted.

    The page does not ask again by itself: who wants to know how far it is opens it again.
    """
    if Area.objects.sight_of(person, today) and (found := being_counted()):
        yield Part("areas/_counting.html", how_far(found) or _("The numbers are being counted."))
