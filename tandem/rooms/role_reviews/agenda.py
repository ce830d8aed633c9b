"""What both have answered belongs into their next talks, for a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.settings import switched_off
from tandem.organisation.switches import TWO_WAY_REVIEW
from tandem.partnership.agendas import AgendaItem, proposes
from tandem.partnership.models import Pair, RoleReview

MINUTES = 15
FOR = timedelta(days=31)


@proposes
def what_both_answered(pair: Pair, today: date) -> Iterator[AgendaItem]:
    lately = RoleReview.objects.of(pair).opened().filter(sent_on__gt=today - FOR)
    if lately.exists() and TWO_WAY_REVIEW.key not in switched_off(today):
        url = reverse("role_reviews:page", args=[pair.pk])
        yield AgendaItem(_("What you two answered about each other."), MINUTES, url)
