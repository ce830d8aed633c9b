"""The line of heads-ups on the page of a pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.registers import Place, stands_on_the_pair
from tandem.rooms.heads_ups.models import HeadsUp
from tandem.rooms.heads_ups.words import waiting_words


def waiting(reader: Person, _today: date) -> dict[str, Any]:
    theirs = HeadsUp.objects.waiting_for(reader).order_by().filter(pair=OuterRef("pk"))
    number = theirs.values("pair").annotate(number=Count("pk")).values("number")
    return {"heads_ups_wait": Coalesce(Subquery(number), 0)}


@stands_on_the_pair(waiting)
def heads_ups(pair: Pair, reader: Person, today: date, known: Mapping[str, Any]) -> Iterator[Place]:
    number = known["heads_ups_wait"]
    said = waiting_words(number, pair.partner_of(reader)) if number else ""
    usual = _("Early warnings, either way: an obstacle, a barrier, a blind spot.")
    give = "" if pair.is_over(today) else _("Give a heads-up")
    act = _("Read it, say thanks") if number else give
    yield Place(_("Heads-ups"), said or usual, reverse("heads_ups:page", args=[pair.pk]), act)
