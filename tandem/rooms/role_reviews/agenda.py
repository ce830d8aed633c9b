"""What both have answered belongs into their next talks, for a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.settings import switched_off
from tandem.organisation.switches import TWO_WAY_REVIEW
from tandem.partnership.agendas import AgendaItem, proposes_where
from tandem.partnership.models import Pair, RoleReview

MINUTES = 15
FOR = timedelta(days=31)


def lately(day: date) -> Exists:
    """Whether both have answered within that time."""
    return Exists(RoleReview.objects.opened().filter(pair=OuterRef("pk"), sent_on__gt=day - FOR))


@proposes_where(lately)
def what_both_answered(pair: Pair, today: date) -> Iterator[AgendaItem]:
    if TWO_WAY_REVIEW.key not in switched_off(today):
        url = reverse("role_reviews:page", args=[pair.pk])
        yield AgendaItem(_("What you two answered about each other."), MINUTES, url)
