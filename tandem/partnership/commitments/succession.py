"""The promise that takes another's place, once both of the two have agreed to that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.moving import Said
from tandem.partnership.commitments.rules import Act, day_in_question
from tandem.partnership.commitments.standing import Proposal


@dataclass(frozen=True, slots=True)
class Opening:
    """A promise not yet written, and how the system begins it."""

    commitment: Commitment
    act: Act
    said: Said


def opened_by(old: Commitment, act: Act) -> Opening | None:
    """What an agreement to replace or to hand over opens; None for every other act.

    Asked for before the old one moves, since its proposal goes with the agreement.
    """
    if act is not Act.AGREE:
        return None
    if old.proposal == Proposal.REPLACE:
        said = Said(what=old.proposed_text, due_on=old.proposed_on)
        return Opening(_after(old), Act.BEGIN_INSTEAD, said)
    if old.proposal == Proposal.HAND_OVER and old.handing_to:
        new = _after(old)
        new.performer, new.done_means = old.handing_to, old.done_means
        said = Said(what=old.what, due_on=day_in_question(old.standing))
        return Opening(new, Act.ASK_INSTEAD, said)
    return None


def asked_instead(those: Iterable[Commitment]) -> dict[UUID, Commitment]:
    """By the old one’s id, what a third person was asked instead and is not over yet.

    For whoever settles the old one; who may read the new one is `visible_to`’s to say. What the
    same person promised in its place asks nobody.
    """
    asked = Commitment.objects.open().filter(instead_of__in=[one.pk for one in those])
    asked = asked.exclude(performer=F("instead_of__performer"))
    found = asked.select_related("performer")
    return {one.instead_of_id: one for one in found if one.instead_of_id}


def _after(old: Commitment) -> Commitment:
    """For the same reason as the old one, and hanging on the same thing."""
    return Commitment(
        customer=old.customer,
        performer=old.performer,
        why=old.why,
        about_kind=old.about_kind,
        about_id=old.about_id,
        source=Source.INSTEAD,
        instead_of=old,
    )
