"""What the next conversation of a pair should hold: parts of the charter seen differently."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from tandem.partnership.agendas import AgendaItem, proposes
from tandem.partnership.charter.starting_point import starting_point
from tandem.partnership.models import CharterPart, Pair
from tandem.rooms.charters.words import name_of

MINUTES = 10


@proposes
def parts_seen_differently(pair: Pair, _today: date) -> Iterator[AgendaItem]:
    """The longest open first."""
    known = {part.key: part.name for part in starting_point()}
    differing = CharterPart.objects.of(pair).exclude(differs_since=None)
    for row in differing.order_by("differs_since", "key"):
        if row.key in known:
            name = {"part": name_of(row.key, known[row.key], pair)}
            sentence = _("You see “%(part)s” of your charter differently.") % name
            yield AgendaItem(sentence, MINUTES, row.get_absolute_url())
