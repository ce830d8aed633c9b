"""Goals at odds belong into the next talk of a pair."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from tandem.partnership.agendas import AgendaItem, proposes_where
from tandem.partnership.models import GoalMark, Pair
from tandem.rooms.goals.detectors import list_url

MINUTES = 10


def some_are_at_odds(_today: date) -> Any:  # noqa: ANN401 - a condition on pairs
    return Exists(GoalMark.objects.order_by().filter(pair=OuterRef("pk")).at_odds())


@proposes_where(some_are_at_odds)
def goals_at_odds(pair: Pair, _today: date) -> Iterator[AgendaItem]:
    yield AgendaItem(_("Two of your goals are at odds: what gives way?"), MINUTES, list_url(pair))
