"""Where two warn each other early, shown to whoever sets a pair up. Nothing has to be given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.registers import Footing, Walk, stands_under_a_pair


@stands_under_a_pair()
def early_warnings(pair: Pair, _reader: Person, _today: date) -> Iterator[Footing]:
    yield Footing(
        key="heads_ups",
        step=Walk.OPENNESS,
        name=_("Heads-ups"),
        said=_("Early warnings, either way: an obstacle, a barrier, a blind spot."),
        url=reverse("heads_ups:page", args=[pair.pk]),
        act=_("Look at it"),
        is_extra=True,
    )
