"""What was shared lately belongs into a pair's next talk; never what is just between the two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.partnership.agendas import AgendaItem, proposes_where
from tandem.partnership.models import Pair
from tandem.rooms.openness.models import Worry
from tandem.rooms.openness.rules import FRESH_DAYS, MINUTES


def something_was_shared(today: date) -> Any:  # noqa: ANN401 - a condition on pairs
    since = today - timedelta(days=FRESH_DAYS)
    shared = Worry.objects.order_by().filter(pair=OuterRef("pk")).shared()
    return Exists(shared.filter(shared_on__gt=since))


@proposes_where(something_was_shared)
def what_was_shared(pair: Pair, _today: date) -> Iterator[AgendaItem]:
    url = reverse("openness:worries", args=[pair.pk])
    yield AgendaItem(_("What was shared of what keeps us up at night."), MINUTES, url)
