"""What of it waits for somebody: an answer, a view, a yes, a decision, the reading of one.

No sentence says what it is about. Of what went straight none names anybody: Today and a letter may
be seen by somebody who looks over a shoulder.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Person
from tandem.organisation.models.people import one_has_left
from tandem.partnership.asked import gone_since
from tandem.partnership.models import Pair
from tandem.partnership.registers import LINE, Line, Matter, Obligation, asks
from tandem.partnership.words import day_words
from tandem.rooms.escalations.clocks import box, box_of_word
from tandem.rooms.escalations.deciding import sent_to
from tandem.rooms.escalations.keeping import points_over, words_over
from tandem.rooms.escalations.models import (
    RUNNING,
    Escalation,
    JointNote,
    NoteReader,
    State,
    StraightWord,
    side_of,
)
from tandem.rooms.escalations.rules import Step
from tandem.rooms.escalations.shown import sent


@asked_with_the_person
def something_waits(day: date) -> dict[str, Any]:
    two = Q(pair__leader=OuterRef("pk")) | Q(pair__hr_partner=OuterRef("pk"))
    running = Escalation.objects.order_by().filter(two, state__in=RUNNING)
    notes = NoteReader.objects.order_by().filter(person=OuterRef("pk"), note__decided_on=None)
    sides = (("leader", "leader_read_on"), ("hr_partner", "hr_read_on"))
    decided = JointNote.objects.order_by().exclude(decided_on=None)
    unread = [decided.filter(**{f"pair__{who}": OuterRef("pk"), read: None}) for who, read in sides]
    words = StraightWord.objects.order_by().filter(
        Q(to=OuterRef("pk"), answered_on=None, withdrawn_on=None)
        | Q(by=OuterRef("pk"), withdrawn_on=None, read_on=None)
    )
    waiting: list[QuerySet[Any]] = [running, notes, *unread, words]
    found = Q()
    for each in waiting:
        found |= Q(Exists(each))
    return {"has_sticking_points": found}


@asks
def what_waits(person: Person, today: date) -> Iterator[Obligation]:
    if not getattr(person, "has_sticking_points", True):
        return
    yield from between_the_two(person, today)
    yield from with_those_above(person, today)
    yield from on_notes(person, today)
    yield from sent_straight(person, today)


def between_the_two(person: Person, today: date) -> Iterator[Obligation]:
    still = Pair.objects.on(today).order_by()
    mine = Escalation.objects.visible_to(person).running().filter(pair__in=still)
    for point in mine.exclude(one_has_left(today, "pair__leader", "pair__hr_partner")):
        said = asked_of(point, person, today)
        if said:
            yield line(f"point-{point.pk}", *said, point.get_absolute_url(), today)


def asked_of(point: Escalation, me: Person, today: date) -> tuple[str, date] | None:
    """The one thing that waits for this one of the two, and since when."""
    name = {"name": point.pair.partner_of(me).called}
    if point.settled_by is not None and point.settled_by != me:
        return _("%(name)s wrote down what you two agreed.") % name, point.since
    if not point.is_between_us:
        return None
    if point.views_on is None:
        return asked_to_talk(point, me, today)
    side, written = side_of(point.pair, me), point.progress
    if not getattr(written, f"{side}_view"):
        return _("You and %(name)s each write how you see something.") % name, point.views_on
    if written.both_views and not getattr(written, f"{side}_heard"):
        return _("You can read how %(name)s sees it. Say what you heard.") % name, point.views_on
    clock = box(point.step, point.since, [point.pair.leader, point.pair.hr_partner], today)
    if clock.is_past:
        return _("You and %(name)s meant to be further by now. What next?") % name, clock.until
    if written.may_go:
        return _("You and %(name)s can settle it, or send it on together.") % name, point.views_on
    return None


def asked_to_talk(point: Escalation, me: Person, today: date) -> tuple[str, date] | None:
    name = {"name": point.pair.partner_of(me).called}
    if me != point.by and point.answered_on is None:
        return _("%(name)s asks: can we talk?") % name, point.begun_on
    clock = box(Step.TALK, point.begun_on, [point.pair.leader, point.pair.hr_partner], today)
    if me == point.by and clock.is_past:
        return _("Have you and %(name)s talked? Say how it stands.") % name, clock.until
    return None


def with_those_above(person: Person, today: date) -> Iterator[Obligation]:
    """A note of theirs that lies: for each of the two who is here, also for the one who is left."""
    still = Pair.objects.on(today).order_by()
    mine = Escalation.objects.visible_to(person).filter(pair__in=still, state=State.SENT.value)
    for point in mine:
        said = lies(point, person, today)
        if said:
            yield line(f"sent-{point.pk}", *said, point.get_absolute_url(), today)


def lies(point: Escalation, me: Person, today: date) -> tuple[str, date] | None:
    """Why nobody decides it, and since when. None while the two are settling it themselves."""
    by = point.settled_by
    if by is not None and by != me and by.is_here(today):
        return None
    point.note.pair = point.pair
    shown, name = sent(point.note, me, today), {"name": point.pair.partner_of(me).called}
    if shown.coming or not shown.asked:
        since = gone_since([each for each in sent_to(point.note) if each not in shown.asked], today)
        sentence = _("Somebody you and %(name)s asked to decide works here no more. What next?")
        return sentence % name, since or point.since
    clock = shown.box(today)
    if clock.is_past:
        return _("What you and %(name)s sent on is not decided yet. What next?") % name, clock.until
    return None


def on_notes(person: Person, today: date) -> Iterator[Obligation]:
    sides = Q(pair__leader=person, leader_read_on=None) | Q(
        pair__hr_partner=person, hr_read_on=None
    )
    decided = JointNote.objects.visible_to(person).filter(sides).exclude(decided_on=None)
    for note in decided.exclude(escalation__in=points_over(today)):
        sentence = _("What you and %(name)s sent on was decided.") % {
            "name": note.pair.partner_of(person).called
        }
        assert note.decided_on is not None  # just asked
        yield line(f"decided-{note.pk}", sentence, note.decided_on, note.get_absolute_url(), today)
    named = NoteReader.objects.filter(person=person).values("note")
    there = JointNote.objects.visible_to(person).filter(pk__in=named, decided_on=None)
    for note in there.filter(escalation__state=State.SENT.value):
        shown = sent(note, person, today)
        if shown.i_decide and note.written_by != person:
            two = {"leader": note.pair.leader.called, "hr": note.pair.hr_partner.called}
            sentence = _("%(leader)s and %(hr)s ask you to decide something.") % two
            if shown.waits_for_my_yes and note.written_by:
                by = {"name": note.written_by.called}
                sentence = _("%(name)s wrote a decision. Is it yours too?") % by
            yield line(f"note-{note.pk}", sentence, note.since, note.get_absolute_url(), today)


def sent_straight(person: Person, today: date) -> Iterator[Obligation]:
    there = StraightWord.objects.visible_to(person).telling_who_left(today)
    seen = there.filter(withdrawn_on=None)
    mine = seen.exclude(pk__in=words_over(today))
    for word in mine.filter(Q(answered_on=None) | Q(by=person, read_on=None)):
        sentence = ""
        since = word.answered_on or word.sent_on
        if word.to == person:
            sentence = _("Something was sent straight to you.")
        elif word.answered_on:
            sentence = _("What you sent straight was answered.")
        elif word.to_left:
            since = gone_since([word.to], today) or since
            sentence = _("Whom you turned to works here no more. You can turn to somebody else.")
        else:
            clock = box_of_word(word, today)
            since = clock.until
            if clock.is_past:
                sentence = _("What you sent straight waits. You can turn to somebody else.")
        if sentence:
            yield line(f"word-{word.pk}", sentence, since, word.get_absolute_url(), today, "lock")


def line(
    id: str, sentence: str, since: date, url: str, today: date, glyph: str = "scales"
) -> Obligation:
    said = _("Since %(day)s") % {"day": day_words(since, today)}
    about = Line(id, sentence, said, _("Look at it"), url, glyph)
    return Obligation(Matter.ANSWER, LINE, sentence, since, url, about=about)
