"""What a pair's timeline tells of the promises between its two: who said what, and of which."""

from __future__ import annotations

from collections.abc import Iterator

from tandem.organisation.models import Person
from tandem.partnership.commitments.models import Move
from tandem.partnership.commitments.rules import Act, State
from tandem.partnership.commitments.words_gone import what_of
from tandem.partnership.models import Pair
from tandem.partnership.telling import Moment, tells
from tandem.rooms.commitments.words import told

NEWEST = 30


@tells
def promises_between(pair: Pair, reader: Person) -> Iterator[Moment]:
    """The newest acts between the two partners; drafts are nobody's moment."""
    both = Move.objects.visible_to(reader).between(pair.leader, pair.hr_partner)
    sent = both.exclude(to=State.DRAFT).filter(commitment__sent=True)
    for move in sent.select_related("commitment").newest_first()[:NEWEST]:
        speaker = move.acted_for or move.by
        other = pair.partner_of(speaker) if speaker else pair.leader
        by = move.by
        yield Moment(
            on=move.on,
            sentence=told(
                Act(move.act), by=by, other=other, reader=reader, acted_for=move.acted_for
            ),
            url=move.commitment.get_absolute_url(),
            by=by,
            about=what_of(move.commitment),
        )
