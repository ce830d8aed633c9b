"""What the next conversation of a pair should hold: rows seen differently, and places to fill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.partnership.agendas import AgendaItem, proposes
from tandem.partnership.models import Pair
from tandem.rooms.ownership.gaps import gaps_of, list_url
from tandem.rooms.ownership.models import MapRow
from tandem.rooms.ownership.starting_point import starting_point

DIFFERENCE_MINUTES = 10
GAP_MINUTES = 5


@proposes
def rows_and_gaps(pair: Pair, today: date) -> Iterator[AgendaItem]:
    """The longest open difference first; the places that need an owner in one item."""
    known = starting_point().by_key
    differing = MapRow.objects.of(pair).exclude(differs_since=None).select_related("pair")
    for row in differing.order_by("differs_since", "domain"):
        if row.domain in known:
            name = {"row": known[row.domain].name}
            sentence = _("You see “%(row)s” differently.") % name
            yield AgendaItem(sentence, DIFFERENCE_MINUTES, row.get_absolute_url())
    places = len(gaps_of(pair, today))
    if places:
        words = ngettext(
            "%(n)s place on the map needs an owner.",
            "%(n)s places on the map need an owner.",
            places,
        )
        yield AgendaItem(words % {"n": places}, GAP_MINUTES, list_url(pair))
