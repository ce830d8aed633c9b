"""What of this room the page of a pair leads to; never what went straight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.registers import Place, stands_on_the_pair
from tandem.rooms.escalations.models import Escalation


def how_it_stands(_reader: Person, _today: date) -> dict[str, Any]:
    running = Escalation.objects.order_by().running().filter(pair=OuterRef("pk"))
    counted = running.values("pair").annotate(n=Count("pk")).values("n")
    return {"sticking_points": Coalesce(Subquery(counted), 0)}


@stands_on_the_pair(how_it_stands)
def sticking_points(
    pair: Pair, _reader: Person, _today: date, known: Mapping[str, Any]
) -> Iterator[Place]:
    number = known["sticking_points"]
    said = _("Nothing. When something sticks, it begins with a talk.")
    if number:
        said = ngettext("%(n)s, step by step.", "%(n)s, step by step.", number) % {"n": number}
    yield Place(_("Sticking points"), said, reverse("escalations:page", args=[pair.pk]))
