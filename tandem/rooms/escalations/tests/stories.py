"""Sam and Mira do not get past something, and take it as far as a test wants it."""

from __future__ import annotations

from datetime import datetime

from tandem.organisation.models import Person
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.escalations import actions, deciding, straight
from tandem.rooms.escalations.models import (
    Because,
    Escalation,
    JointNote,
    StraightBecause,
    StraightWord,
)

MATTER = "Who may cancel a rest day"
SAMS = "Without a yes by noon the night line stands still."
MIRAS = "Three people had no rest day in two weeks."
HEARD = "You fear the line stops."
DECISION = "Mira’s yes is needed, and she answers within two hours."
REASON = "Both the line and the rest days are ours to keep."
STRAIGHT = "He asked me to change the dates in her file."


def talk(cast: Cast, by: Person | None = None, at: datetime = MONDAY) -> Escalation:
    return actions.ask_to_talk(pair=cast.pair, matter=MATTER, by=by or cast.sam, at=at)


def views(cast: Cast, at: datetime = MONDAY) -> Escalation:
    return actions.begin_with_views(
        pair=cast.pair, matter=MATTER, because=Because.TWICE, by=cast.sam, at=at
    )


def written(cast: Cast, at: datetime = MONDAY) -> Escalation:
    """Both have written, and each has said what they heard."""
    point = views(cast, at)
    actions.write_view(point=point, view=SAMS, by=cast.sam, at=at)
    actions.write_view(point=point, view=MIRAS, by=cast.mira, at=at)
    for who in (cast.sam, cast.mira):
        actions.say_what_you_heard(point=point, heard=HEARD, by=who, at=at)
    return again(point)


def yes(point: Escalation, by: Person, at: datetime = MONDAY) -> Escalation:
    version = again(point).note.version
    return actions.say_yes_to_send(point=point, version=version, by=by, at=at)


def sent(cast: Cast, at: datetime = MONDAY) -> JointNote:
    point = written(cast, at)
    yes(point, cast.sam, at)
    yes(point, cast.mira, at)
    return again(point).note


def decided(cast: Cast, at: datetime = TUESDAY) -> JointNote:
    """In Vera's words, with Helen's yes."""
    note = sent(cast)
    said = deciding.decide(note=note, decision=DECISION, reason=REASON, by=cast.vera, at=at)
    deciding.agree(note=note, version=said.version, by=cast.helen, at=at)
    return JointNote.objects.get(pk=note.pk)


def word(cast: Cast, to: Person, by: Person | None = None, at: datetime = MONDAY) -> StraightWord:
    return straight.go_straight(
        pair=cast.pair, to=to, because=StraightBecause.ETHICS, words=STRAIGHT,
        by=by or cast.mira, at=at,
    )  # fmt: skip


def again(point: Escalation) -> Escalation:
    return Escalation.objects.select_related("note", "pair", "by").get(pk=point.pk)
