"""The line of heads-ups on the page of a pair."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.registers import Place, stands_on_the_pair
from tandem.rooms.heads_ups.models import HeadsUp
from tandem.rooms.heads_ups.words import waiting_words


@stands_on_the_pair
def heads_ups(pair: Pair, reader: Person, _today: date) -> Iterator[Place]:
    waiting = HeadsUp.objects.visible_to(reader).of(pair).waiting_for(reader).count()
    said = waiting_words(waiting, pair.partner_of(reader)) if waiting else ""
    usual = _("Early warnings, either way: an obstacle, a barrier, a blind spot.")
    act = _("Read it, say thanks") if waiting else _("Give a heads-up")
    yield Place(_("Heads-ups"), said or usual, reverse("heads_ups:page", args=[pair.pk]), act)
