"""What a leader is dealing with, one click from a request of theirs to their HR partner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.commitments.natures import is_request
from tandem.partnership.models import Commitment
from tandem.partnership.registers import Place, stands_beside_promises
from tandem.partnership.words import ago
from tandem.rooms.openness.models import ContextCard


@stands_beside_promises
def context_of_the_leader(commitment: Commitment, reader: Person, today: date) -> Iterator[Place]:
    """Never for a deputy: the card is the two partners' own."""
    if not is_request(commitment):
        return
    theirs = {"leader": commitment.customer, "hr_partner": commitment.performer}
    of_the_two = {f"pair__{side}": person for side, person in theirs.items()}
    cards = ContextCard.objects.visible_to(reader).filter(**of_the_two)
    still = cards.filter(pair__end_on=None).order_by("-fresh_on").first()
    if still:
        name = _("What %(name)s is dealing with") % {"name": commitment.customer.called}
        said = _("As of %(day)s") % {"day": ago(still.fresh_on, today)}
        yield Place(name, said, reverse("openness:page", args=[still.pair_id]) + "#context")
