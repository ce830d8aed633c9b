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
from tandem.partnership.changing.models import ANSWERS, State
from tandem.partnership.models import PartnerWish
from tandem.partnership.registers import LINE, Line, Matter, Obligation, asks
from tandem.partnership.words import day_words


@asked_with_the_person
def wishes_wait(_day: date) -> dict[str, Any]:
    waiting = Q(to=OuterRef("pk"), state=State.ASKED)
    unread = Q(by=OuterRef("pk"), state__in=ANSWERS, read_on=None)
    return {"has_wishes": Exists(PartnerWish.objects.filter(waiting | unread))}


@asks
def answer_wishes(person: Person, today: date) -> Iterator[Obligation]:
    if not getattr(person, "has_wishes", True):
        return
    for wish in PartnerWish.objects.visible_to(person):
        if wish.to_id == person.pk and wish.is_open:
            yield line(wish, _("A confidential question about a pair waits for you."), today)
        elif wish.by_id == person.pk and wish.answered_on and wish.read_on is None:
            yield line(wish, _("What you asked in confidence was answered."), today)


def line(wish: PartnerWish, sentence: str, today: date) -> Obligation:
    since = wish.answered_on or wish.asked_on
    url = reverse("pairs:wish", args=[wish.pk])
    said = _("Since %(day)s") % {"day": day_words(since, today)}
    about = Line(f"wish-{wish.pk}", sentence, said, _("Read it"), url, "lock")
    return Obligation(Matter.ANSWER, LINE, sentence, since, url, about=about)
