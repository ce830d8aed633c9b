"""Something the two cannot get past yet belongs into their next talk; never what went straight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.partnership.models import Pair
from tandem.partnership.registers import AgendaItem, proposes
from tandem.rooms.escalations.models import Escalation, State
from tandem.rooms.escalations.rules import MINUTES


@proposes
def what_sticks(pair: Pair, _today: date) -> Iterator[AgendaItem]:
    if Escalation.objects.of(pair).filter(state=State.OPEN).exists():
        url = reverse("escalations:page", args=[pair.pk])
        yield AgendaItem(_("What you two cannot get past yet."), MINUTES, url)
