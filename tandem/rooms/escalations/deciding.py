"""What those do to whom a joint note was sent: decide together, pass it on, be replaced.

Two of them decide as two: one puts it into words, the other one says yes. Where only one is there,
that one decides.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Audited, record
from tandem.organisation.models import Person
from tandem.organisation.models.people import working_here
from tandem.rooms.escalations.actions import NotNow
from tandem.rooms.escalations.models import Escalation, JointNote, NoteReader, State, side_of
from tandem.rooms.escalations.reach import above
from tandem.rooms.escalations.rules import Step


def asked_now(note: JointNote, today: date) -> list[Person]:
    """Whose decision it is today: those of its step who still work here."""
    return [each.person for each in readers_now(note, today)]


def readers_now(note: JointNote, today: date) -> list[NoteReader]:
    here = Person.objects.filter(working_here(today))
    return [*NoteReader.objects.of(note).filter(step=note.step.value, person__in=here)]


def further(note: JointNote, today: date) -> list[Person]:
    """To whom it could still be passed on; nobody where they are the same people."""
    if note.step is Step.TOP:
        return []
    top = above(note.pair, today).top
    return [] if {*top} <= {*asked_now(note, today)} else [*top]


def missing(note: JointNote, today: date) -> list[Person]:
    """Who holds an office it was sent to now, where somebody it was sent to is here no more."""
    every = sent_to(note)
    if len(asked_now(note, today)) == len(every):
        return []
    return [each for each in above(note.pair, today).at(note.step) if each not in every]


def sent_to(note: JointNote) -> list[Person]:
    """All of its step, whoever of them is still here."""
    return [each.person for each in NoteReader.objects.of(note).filter(step=note.step.value)]


@transaction.atomic
def decide(*, note: JointNote, decision: str, reason: str, by: Person, at: datetime) -> JointNote:
    """In one's own words, with the reason. Replaces words that nobody has said yes to yet.

    Raises NotNow, ValidationError (too long).
    """
    held, people = to_decide(note, by, at)
    held.decision, held.reason, held.written_by = decision.strip(), reason.strip(), by
    if not (held.decision and held.reason):
        raise NotNow(_("Say what you decide, and why: both of them read it."))
    held.version += 1
    if people == [by]:
        stand(held, by, at)
    else:
        record("escalation.decision_written", held, by=by, at=at)
    return held


@transaction.atomic
def agree(*, note: JointNote, version: int, by: Person, at: datetime) -> JointNote:
    """The other one's yes to the words that were read. Raises NotNow."""
    held, _people = to_decide(note, by, at)
    if held.written_by is None or held.written_by == by:
        raise NotNow(_("Somebody else says yes to what you wrote."))
    if version != held.version:
        raise NotNow(_("It was changed since you read it. Read it once more."))
    stand(held, by, at)
    return held


def stand(held: JointNote, by: Person, at: datetime) -> None:
    held.decided_on = localdate(at)
    point = held.escalation
    point.state, point.ended_on = State.DECIDED.value, localdate(at)
    point.settled, point.settled_by = "", None
    record("escalation.decided", held, point, by=by, at=at)


@transaction.atomic
def pass_on(*, note: JointNote, by: Person, at: datetime) -> JointNote:
    """To who leads the whole and the head of HR, as the two agreed it might. Raises NotNow."""
    held, _people = to_decide(note, by, at)
    people = further(held, localdate(at))
    if not people:
        raise NotNow(_("It is with those it could be passed on to."))
    held.top_on = localdate(at)
    held.decision, held.reason, held.written_by = "", "", None
    held.version += 1
    record("escalation.passed_on", held, *named(held, people, at), by=by, at=at)
    return held


@transaction.atomic
def hand_to_who_came(*, note: JointNote, by: Person, at: datetime) -> JointNote:
    """By one of the two, where somebody it was sent to has left: to who holds the office now."""
    held = locked_note(note, by)
    side_of(held.pair, by)
    people = missing(held, localdate(at)) if held.decided_on is None else []
    if not people:
        raise NotNow(_("It is with everybody it can be with."))
    record("escalation.handed_on", held, *named(held, people, at), by=by, at=at)
    return held


def named(note: JointNote, people: list[Person], at: datetime) -> list[Audited]:
    step, today = note.step.value, localdate(at)
    return [NoteReader(note=note, person=each, step=step, since=today) for each in people]


@transaction.atomic
def read(*, note: JointNote, by: Person, at: datetime) -> JointNote:
    """One of the two has read the decision. Twice is once. Raises NotInThisPair, NotNow."""
    held = locked_note(note, by)
    field = f"{side_of(held.pair, by)}_read_on"
    if held.decided_on is None:
        raise NotNow(_("Nothing is decided yet."))
    if getattr(held, field) is None:
        setattr(held, field, localdate(at))
        record("escalation.read", held, by=by, at=at)
    return held


def to_decide(note: JointNote, by: Person, at: datetime) -> tuple[JointNote, list[Person]]:
    """Raises NotNow unless it is open and theirs to decide; DoesNotExist where it is not there."""
    held = locked_note(note, by)
    people = asked_now(held, localdate(at))
    if by not in people:
        raise NotNow(_("It is for others to decide."))
    if held.decided_on is not None:
        raise NotNow(_("It was decided already."))
    if held.escalation.state != State.SENT:
        raise NotNow(_("The two have settled it themselves."))
    return held, people


def locked_note(note: JointNote, by: Person) -> JointNote:
    """The point first, then the note, as everybody else locks them."""
    seen = JointNote.objects.visible_to(by)
    Escalation.objects.select_for_update().get(pk=seen.get(pk=note.pk).escalation_id)
    held: JointNote = seen.select_for_update(of=("self",)).get(pk=note.pk)
    return held
