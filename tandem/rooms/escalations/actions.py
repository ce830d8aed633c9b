"""What the two do with what they cannot get past, up to sending it on. One event an act, no words.

Both agree or nothing goes on: a view that is never written, and a yes that never comes, keep it
between the two. Nothing here happens because time passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import record
from tandem.access.moving import agree as agree_to_move
from tandem.access.moving import agreed
from tandem.access.tiers import Tier
from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.two import locked
from tandem.rooms.escalations.models import (
    Because,
    Escalation,
    JointNote,
    NoteReader,
    State,
    side_of,
)
from tandem.rooms.escalations.reach import above
from tandem.rooms.escalations.rules import Step


class NotNow(PermissionDenied):
    """The message is shown to the person who tried."""


@transaction.atomic
def ask_to_talk(*, pair: Pair, matter: str, by: Person, at: datetime) -> Escalation:
    """ "Can we talk?" Raises NotInThisPair, PairIsOver, ValidationError (no words, too many)."""
    held = locked(pair, by, at)
    point = Escalation(pair=held, by=by, matter=matter.strip(), begun_on=localdate(at))
    record("escalation.asked", point, by=by, at=at)
    return point


@transaction.atomic
def say_yes_to_talk(*, point: Escalation, by: Person, at: datetime) -> Escalation:
    """By the other one. Twice is once."""
    own = between_us(point, by, at)
    if by == own.by:
        raise NotNow(_("You asked. %(name)s answers.") % {"name": own.pair.partner_of(by).called})
    if own.answered_on is None:
        own.answered_on = localdate(at)
        record("escalation.answered", own, by=by, at=at)
    return own


@transaction.atomic
def begin_with_views(
    *, pair: Pair, matter: str, because: Because, by: Person, at: datetime
) -> Escalation:
    """Straight to both views, where talking has been tried. Raises as `ask_to_talk`."""
    point = ask_to_talk(pair=pair, matter=matter, by=by, at=at)
    return ask_for_views(point=point, because=because, by=by, at=at)


@transaction.atomic
def ask_for_views(*, point: Escalation, because: Because, by: Person, at: datetime) -> Escalation:
    """Both write how they see it; either of the two may ask for it. Twice is once."""
    own = between_us(point, by, at)
    if own.views_on is None:
        own.views_on, own.because = localdate(at), Because(because).value
        note = JointNote(escalation=own, pair=own.pair, tier=Tier.PAIR.value, question=own.matter)
        record("escalation.views_asked", own, note, by=by, at=at)
    return own


@transaction.atomic
def write_view(
    *, point: Escalation, view: str, by: Person, at: datetime, question: str | None = None
) -> JointNote:
    """One's own, and the question above both if it is given. It ends every yes to the note.

    Raises NotNow, ValidationError (too long, no question).
    """
    own = between_us(point, by, at)
    note = note_of(own)
    setattr(note, f"{side_of(own.pair, by)}_view", view.strip())
    if question is not None:
        note.question = question.strip()
    note.version += 1
    record("escalation.view_written", note, by=by, at=at)
    return note


@transaction.atomic
def say_what_you_heard(*, point: Escalation, heard: str, by: Person, at: datetime) -> Escalation:
    """Played back in a sentence, for the other alone: it never stands on the note."""
    own = between_us(point, by, at)
    note_of(own)
    if not own.progress.both_views:
        raise NotNow(_("Once both of you have written, you read each other."))
    setattr(own, f"{side_of(own.pair, by)}_heard", heard.strip())
    record("escalation.heard", own, by=by, at=at)
    return own


@transaction.atomic
def say_yes_to_send(*, point: Escalation, version: int, by: Person, at: datetime) -> Escalation:
    """With the second yes it goes, to whoever is above the two that day.

    version: of the text that was read. Raises NotNow. Of two at once the second one sends.
    """
    own = between_us(point, by, at)
    note = note_of(own)
    if not own.progress.may_go:
        raise NotNow(_("It goes once both have written, and each has said what they heard."))
    if version != note.version:
        raise NotNow(_("It was changed since you read it. Read it once more."))
    people = above(own.pair, localdate(at)).next_level
    if not people:
        raise NotNow(_("There is nobody above the two of you to whom it could go."))
    other = own.pair.partner_of(by)
    if other.pseudonym in agreed(note, Tier.RESTRICTED):
        send(own, note, people, by, at)
    elif by.pseudonym not in agreed(note, Tier.RESTRICTED):
        agree_to_move(note, to=Tier.RESTRICTED, by=by, at=at)
    return own


def send(
    own: Escalation, note: JointNote, people: Sequence[Person], by: Person, at: datetime
) -> None:
    note.tier, note.sent_on = Tier.RESTRICTED.value, localdate(at)
    own.state, own.settled, own.settled_by = State.SENT.value, "", None
    named = [
        NoteReader(note=note, person=each, step=Step.NOTE.value, since=localdate(at))
        for each in people
    ]
    record("escalation.sent", note, own, *named, by=by, at=at)


@transaction.atomic
def think_again(*, point: Escalation, by: Person, at: datetime) -> Escalation:
    """Take a yes back before the other has said theirs; theirs too would have to be said anew."""
    own = between_us(point, by, at)
    note = note_of(own)
    if by.pseudonym in agreed(note, Tier.RESTRICTED):
        record("escalation.thought_again", note, by=by, at=at)
    return own


@transaction.atomic
def say_what_we_agreed(*, point: Escalation, words: str, by: Person, at: datetime) -> Escalation:
    """In words of one, for the other's yes; while it is with others too, until they decide."""
    own = running(point, by, at)
    own.settled, own.settled_by = words.strip(), by
    if not own.settled:
        raise NotNow(_("Say in a sentence what you two agreed."))
    record("escalation.settling", own, by=by, at=at)
    return own


@transaction.atomic
def agree_that_it_is_settled(*, point: Escalation, by: Person, at: datetime) -> Escalation:
    """The other one's yes to these words ends it, wherever it was."""
    own = running(point, by, at)
    if own.settled_by is None or own.settled_by == by:
        raise NotNow(_("Your partner says yes to what you wrote, or writes it otherwise."))
    own.state, own.ended_on = State.SETTLED.value, localdate(at)
    record("escalation.settled", own, by=by, at=at)
    return own


@transaction.atomic
def let_rest(*, point: Escalation, by: Person, at: datetime) -> Escalation:
    """By who began it, while it is between the two. Nobody asks why."""
    own = locked_point(point, by)
    if own.state != State.OPEN:
        raise NotNow(_("It is no longer between the two of you alone."))
    if by != own.by:
        raise NotNow(_("%(name)s began this.") % {"name": own.by.called})
    own.state, own.ended_on = State.RESTED.value, localdate(at)
    record("escalation.rested", own, by=by, at=at)
    return own


# ---- read again, nobody else writing


def between_us(point: Escalation, by: Person, at: datetime) -> Escalation:
    """While it is between the two. Raises NotNow, PairIsOver, DoesNotExist for anybody else."""
    own = running(point, by, at)
    if own.state != State.OPEN:
        raise NotNow(_("It is with others already."))
    return own


def running(point: Escalation, by: Person, at: datetime) -> Escalation:
    own = locked_point(point, by)
    locked(own.pair, by, at)
    if not own.is_running:
        raise NotNow(_("This has ended."))
    return own


def locked_point(point: Escalation, by: Person) -> Escalation:
    seen = Escalation.objects.visible_to(by)
    own: Escalation = seen.select_for_update(of=("self",)).get(pk=point.pk)
    return own


def note_of(own: Escalation) -> JointNote:
    """Raises NotNow before both views are asked for."""
    if own.views_on is None:
        raise NotNow(_("First both of you write how you see it."))
    # Read again: what came with a row that was waited for may be older than the row.
    note: JointNote = JointNote.objects.select_for_update().get(escalation=own)
    own.note, note.pair = note, own.pair
    return note
