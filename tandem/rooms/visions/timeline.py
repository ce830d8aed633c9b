"""That the two signed a vision."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Pair, Vision
from tandem.partnership.telling import Rows, tells_together, told_rows

SIGNED = "visions.signed"


def both_signed(_by: Person, pair: Pair, _reader: Person) -> tuple[str, str]:
    return _("You both signed a vision for people management."), reverse(
        "visions:page", args=[pair.pk]
    )


@tells_together({SIGNED: both_signed})
def visions(pair: Pair, reader: Person) -> Iterator[Rows]:
    signed = Vision.objects.own(reader).of(pair).signed()
    yield told_rows(signed, on="signed_on", by="pair__leader", kind=SIGNED)
