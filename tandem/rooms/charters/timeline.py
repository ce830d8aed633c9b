"""That the two signed a charter. What it says is not told."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Charter, Pair
from tandem.partnership.telling import Rows, tells_together, told_rows

SIGNED = "charters.signed"


def both_signed(_by: Person, pair: Pair, _reader: Person) -> tuple[str, str]:
    url = reverse("charters:page", args=[pair.pk]) + "#signed"
    return _("You both signed a charter."), url


@tells_together({SIGNED: both_signed})
def charters(pair: Pair, reader: Person) -> Iterator[Rows]:
    signed = Charter.objects.visible_to(reader).of(pair)
    yield told_rows(signed, on="signed_on", by="leader", kind=SIGNED)
