"""Heads-ups that belong into a pair's next talk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from tandem.partnership.agendas import AgendaItem, proposes
from tandem.partnership.models import Pair
from tandem.rooms.heads_ups.models import HeadsUp
from tandem.rooms.heads_ups.rules import MINUTES


@proposes
def heads_ups(pair: Pair, today: date) -> Iterator[AgendaItem]:
    """One point for all of them."""
    number = HeadsUp.objects.of(pair).for_a_talk(today).count()
    if number:
        said = ngettext("%(n)s heads-up to speak about.", "%(n)s heads-ups to speak about.", number)
        yield AgendaItem(said % {"n": number}, MINUTES, reverse("heads_ups:page", args=[pair.pk]))
