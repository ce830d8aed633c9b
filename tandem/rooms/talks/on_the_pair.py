"""The line of the next talk on the page of a pair."""

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
from tandem.rooms.talks.models import TalkPoint
from tandem.rooms.talks.words import waiting_words


def waiting(_reader: Person, _today: date) -> dict[str, Any]:
    """Only the points of the two: what is prepared is asked for on the page that shows it."""
    of_it = TalkPoint.objects.waiting().order_by().filter(pair=OuterRef("pk"))
    number = of_it.values("pair").annotate(number=Count("pk")).values("number")
    return {"talk_points_wait": Coalesce(Subquery(number), 0)}


@stands_on_the_pair(waiting)
def next_talk(
    pair: Pair, _reader: Person, today: date, known: Mapping[str, Any]
) -> Iterator[Place]:
    number = known["talk_points_wait"]
    said = waiting_words(number) if number else _("What is prepared, and what either of you adds.")
    url = reverse("talks:page", args=[pair.pk])
    if pair.is_over(today):
        yield Place(_("Next talk"), _("What you two raised stays readable."), url)
    else:
        yield Place(_("Next talk"), said, url, _("See the points"))
