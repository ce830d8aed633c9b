"""That somebody wrote why they do this, or shared something; never what is just between the two."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.telling import Rows, tells_together, told_rows
from tandem.rooms.openness.models import WhyCard, Worry

WHY, SHARED = "openness.why", "openness.shared"


def wrote_why(by: Person, pair: Pair, reader: Person) -> tuple[str, str]:
    theirs = _("%(name)s wrote why they do this.") % {"name": by.called}
    said = _("You wrote why you do this.") if by == reader else theirs
    return said, reverse("openness:page", args=[pair.pk])


def shared_a_worry(by: Person, pair: Pair, reader: Person) -> tuple[str, str]:
    theirs = _("%(name)s shared what keeps them up at night.") % {"name": by.called}
    said = _("You shared what keeps you up at night.") if by == reader else theirs
    return said, reverse("openness:worries", args=[pair.pk])


@tells_together({WHY: wrote_why, SHARED: shared_a_worry})
def told_of_themselves(pair: Pair, reader: Person) -> Iterator[Rows]:
    whys = WhyCard.objects.visible_to(reader).of(pair)
    yield told_rows(whys, on="written_on", by="person", kind=WHY)
    shared = Worry.objects.visible_to(reader).of(pair).shared()
    yield told_rows(shared, on="shared_on", by="person", kind=SHARED)
