"""What was shared lately belongs into a pair's next talk; never what is just between the two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.partnership.models import Pair
from tandem.partnership.registers import AgendaItem, proposes
from tandem.rooms.openness.models import Worry
from tandem.rooms.openness.rules import FRESH_DAYS, MINUTES


@proposes
def what_was_shared(pair: Pair, today: date) -> Iterator[AgendaItem]:
    since = today - timedelta(days=FRESH_DAYS)
    if Worry.objects.of(pair).shared().filter(shared_on__gt=since).exists():
        url = reverse("openness:worries", args=[pair.pk])
        yield AgendaItem(_("What was shared of what keeps us up at night."), MINUTES, url)
