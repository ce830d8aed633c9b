"""What two tell each other when they set their pair up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.registers import Footing, Walk, stands_under_a_pair
from tandem.rooms.openness.models import ContextCard, WhyCard
from tandem.rooms.openness.on_the_pair import why_words


@stands_under_a_pair
def what_the_two_tell(pair: Pair, reader: Person, _today: date) -> Iterator[Footing]:
    other, page = pair.partner_of(reader), reverse("openness:page", args=[pair.pk])
    wrote = set(WhyCard.objects.of(pair).values_list("person", flat=True))
    mine, theirs = reader.pk in wrote, other.pk in wrote
    yield Footing(
        key="why",
        step=Walk.OPENNESS,
        name=_("Why we do this"),
        said=why_words(other, mine=mine, theirs=theirs),
        url=page if mine else reverse("openness:why", args=[pair.pk]),
        mine=mine,
        theirs=theirs,
    )
    yield what_presses(pair, reader, page)


def what_presses(pair: Pair, reader: Person, page: str) -> Footing:
    """The leader's alone to write; the HR partner can only ask for it."""
    i_lead, written = reader == pair.leader, ContextCard.objects.of(pair).exists()
    name = _("What %(name)s is dealing with") % {"name": pair.leader.called}
    return Footing(
        key="context",
        step=Walk.OPENNESS,
        name=_("What I am dealing with") if i_lead else name,
        said=_("Goals, pressures, dates: so that HR knows before it answers."),
        url=page if written or not i_lead else reverse("openness:context", args=[pair.pk]),
        mine=written or not i_lead,
        theirs=written or i_lead,
    )
