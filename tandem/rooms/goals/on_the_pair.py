"""What the page of a pair leads to: how its goals stand to each other, without a word of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import GoalMark, Pair
from tandem.partnership.registers import Place, stands_on_the_pair
from tandem.rooms.goals.shown import at_odds_words


def how_they_stand(_reader: Person, _today: date) -> dict[str, Any]:
    of_pair = GoalMark.objects.order_by().filter(pair=OuterRef("pk"))
    counted = of_pair.at_odds().values("pair").annotate(n=Count("pk")).values("n")
    return {
        "goals_at_odds": Coalesce(Subquery(counted), 0),
        "goals_looked_at": Exists(of_pair.holding()),
    }


@stands_on_the_pair(how_they_stand)
def goals(pair: Pair, _reader: Person, today: date, known: Mapping[str, Any]) -> Iterator[Place]:
    number, page = known["goals_at_odds"], reverse("goals:page", args=[pair.pk])
    is_over = pair.is_over(today)
    if is_over and not known["goals_looked_at"]:
        return
    said = _("Which of your goals help each other, and which are at odds.")
    if number:
        said = at_odds_words(number)
    elif known["goals_looked_at"]:
        said = _("Looked at; none is at odds.")
    yield Place(_("Goals side by side"), said, page, _("Decide") if number and not is_over else "")
