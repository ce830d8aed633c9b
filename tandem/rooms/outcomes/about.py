"""What a promise made for an outcome leads to, for whoever reads the promise."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from tandem.organisation.models import Person
from tandem.partnership.commitments.about import Thing, hangs_on
from tandem.partnership.models import CoOwnedOutcome, Outcome


@hangs_on("outcome")
def an_outcome(id: UUID, reader: Person, today: date) -> Thing | None:
    """To the two as they agree on it; to others as both own it, where they may read that."""
    if own := Outcome.objects.visible_to(reader).filter(pk=id).first():
        return Thing(own.name, own.get_absolute_url())
    wordings = CoOwnedOutcome.objects.visible_to(reader, today).filter(outcome=id)
    owned = wordings.order_by("-number").first()
    return Thing(owned.name, owned.get_absolute_url()) if owned else None
