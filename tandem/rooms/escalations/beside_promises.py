"""Where one proposes another day, or less, and the other does not agree: the first step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.commitments.rules import State
from tandem.partnership.commitments.standing import Proposal
from tandem.partnership.models import Commitment, Pair
from tandem.partnership.registers import Place, stands_beside_promises

PROMISED = (State.PROMISED, State.RENEGOTIATING)


@stands_beside_promises
def a_talk_where_two_differ(commitment: Commitment, reader: Person, today: date) -> Iterator[Place]:
    """Between two partners, for themselves: no deputy begins a talk for them."""
    standing = commitment.standing
    if standing.state not in PROMISED or standing.proposal is not Proposal.CHANGE:
        return
    two = (commitment.customer, commitment.performer)
    pair = Pair.objects.visible_to(reader).of_two(*two).on(today).telling_who_left(today).first()
    if pair is not None and not pair.one_left:
        url = reverse("escalations:page", args=[pair.pk])
        yield Place(_("If you see it differently"), _("Can we talk?"), url)
