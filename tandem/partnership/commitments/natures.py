"""What a request is mostly a matter of: guessed where it is begun, changed by either of the two."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tandem.access.audit import record
from tandem.organisation.models import Person
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.moving import Said
from tandem.partnership.commitments.requests import Nature, templates
from tandem.partnership.commitments.rules import Side


def as_request(begun: Commitment, said: Said, side: Side) -> None:
    """What it is about, and of what is asked for the nature the file guesses.

    Nothing where nothing was chosen, and nothing of an offer, unless it is one's own to do.
    """
    template = templates()[said.request] if said.request else None
    if template is None or (side is Side.PERFORMER and not template.mine):
        return
    begun.request = template.key
    if side is Side.CUSTOMER:
        begun.nature = template.nature.value
        if template.mine and said.passed_because:
            begun.passed_because = said.passed_because.value


def is_request(commitment: Commitment) -> bool:
    """As `CommitmentQuerySet.requests` says."""
    return commitment.sent and commitment.author == Side.CUSTOMER


@transaction.atomic
def call_it(*, commitment: Commitment, nature: Nature, by: Person, at: datetime) -> Commitment:
    """Either of the two says what it is; no deputy does, and twice is once.

    Raises DoesNotExist for whoever it is not between, for what is no request, and without words.
    """
    mine = Commitment.objects.visible_to(by).own(by).requests().exclude(wrapped_key=None)
    held = mine.select_for_update(of=("self",)).get(pk=commitment.pk)
    if held.nature != nature:
        held.nature = nature.value
        record("commitment.nature_said", held, by=by, at=at)
    return held
