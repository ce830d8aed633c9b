"""That each of the two answered, once both have."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Pair, RoleReview
from tandem.partnership.telling import Rows, tells_together, told_rows

ANSWERED = "role_reviews.answered"


def answered(by: Person, pair: Pair, reader: Person) -> tuple[str, str]:
    name = {"name": by.called}
    said = _("You answered the two-way review.") if by == reader else _(
        "%(name)s answered the two-way review."
    ) % name  # fmt: skip
    return said, reverse("role_reviews:page", args=[pair.pk])


@tells_together({ANSWERED: answered})
def reviews(pair: Pair, _reader: Person) -> Iterator[Rows]:
    yield told_rows(RoleReview.objects.of(pair).opened(), on="sent_on", by="by", kind=ANSWERED)
