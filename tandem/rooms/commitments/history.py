"""What was said about a promise, move by move, to one of its two people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.reasons import WORDING
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.words import day_words
from tandem.rooms.commitments.words import told


@dataclass(frozen=True, slots=True)
class Entry:
    """One move: our sentence about it, the terms it named, the reason, and what was said."""

    on: date
    on_words: str
    sentence: str
    terms: str
    reason: str
    words: str


def history(commitment: Commitment, reader: Person, today: date) -> list[Entry]:
    """The newest first."""
    moves = Move.objects.visible_to(reader).of(commitment).newest_first()
    return [_entry(move, commitment, reader, today) for move in moves]


def _entry(move: Move, commitment: Commitment, reader: Person, today: date) -> Entry:
    other = commitment.other_than(move.by) if move.by else commitment.customer
    return Entry(
        on=move.on,
        on_words=day_words(move.on, today),
        sentence=told(Act(move.act), by=move.by, other=other, reader=reader),
        terms=_terms(move, today),
        reason=_(WORDING[Reason(move.reason)]) if move.reason else "",
        words=move.words,
    )


def _terms(move: Move, today: date) -> str:
    if move.due_on is None:
        return _("“%(what)s”") % {"what": move.what} if move.what else ""
    day = {"day": day_words(move.due_on, today)}
    if move.what:
        return _("“%(what)s” by %(day)s") % (day | {"what": move.what})
    return _("By %(day)s") % day
