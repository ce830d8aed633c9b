"""Something the two cannot get past yet belongs into their next talk; never what went straight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.partnership.agendas import AgendaItem, proposes_where
from tandem.partnership.models import Pair
from tandem.rooms.escalations.models import Escalation, State
from tandem.rooms.escalations.rules import MINUTES


def something_sticks(_today: date) -> Any:  # noqa: ANN401 - a condition on pairs
    return Exists(Escalation.objects.order_by().filter(pair=OuterRef("pk"), state=State.OPEN))


@proposes_where(something_sticks)
def what_sticks(pair: Pair, _today: date) -> Iterator[AgendaItem]:
    url = reverse("escalations:page", args=[pair.pk])
    yield AgendaItem(_("What you two cannot get past yet."), MINUTES, url)
