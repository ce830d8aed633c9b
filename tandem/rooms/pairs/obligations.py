"""A wish for a different partner waits for its answer, and an answer for being read.

The sentences name nobody: Today and a letter may be seen by somebody who looks over a shoulder.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Person
from tandem.partnership.asked import gone_since
from tandem.partnership.changing.models import ANSWERS, State
from tandem.partnership.changing.waiting import answer_by
from tandem.partnership.models import PartnerWish
from tandem.partnership.registers import LINE, Line, Matter, Obligation, asks
from tandem.partnership.words import day_words


@asked_with_the_person
def wishes_wait(_day: date) -> dict[str, Any]:
    waiting = Q(to=OuterRef("pk"), state=State.ASKED)
    mine = Q(by=OuterRef("pk"), state=State.ASKED)
    unread = Q(by=OuterRef("pk"), state__in=ANSWERS, read_on=None)
    return {"has_wishes": Exists(PartnerWish.objects.filter(waiting | mine | unread))}


@asks
def answer_wishes(person: Person, today: date) -> Iterator[Obligation]:
    if not getattr(person, "has_wishes", True):
        return
    for wish in PartnerWish.objects.visible_to(person).telling_who_left(today):
        if wish.to_id == person.pk and wish.is_open:
            waits = _("A confidential question about a pair waits for you.")
            yield line(wish, waits, wish.asked_on, today)
        elif wish.by_id == person.pk and wish.answered_on and wish.read_on is None:
            answered = _("What you asked in confidence was answered.")
            yield line(wish, answered, wish.answered_on, today)
        elif wish.by_id == person.pk and wish.is_open and not wish.pair.is_over(today):
            said = unanswered(wish, today)
            if said:
                yield line(wish, *said, today)


def unanswered(wish: PartnerWish, today: date) -> tuple[str, date] | None:
    """What who asked can do, and since when; None while an answer may still come in time."""
    if wish.to_left:
        gone = _("Whom you asked in confidence works here no more. You can ask somebody else.")
        return gone, gone_since([wish.to], today) or wish.asked_on
    if today > (until := answer_by(wish, today)):
        return _("What you asked in confidence waits. You can ask somebody else."), until
    return None


def line(wish: PartnerWish, sentence: str, since: date, today: date) -> Obligation:
    url = reverse("pairs:wish", args=[wish.pk])
    said = _("Since %(day)s") % {"day": day_words(since, today)}
    about = Line(f"wish-{wish.pk}", sentence, said, _("Read it"), url, "lock")
    return Obligation(Matter.ANSWER, LINE, sentence, since, url, about=about)
