"""What somebody was warned of and has not said thanks for, without its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Person
from tandem.partnership.registers import LINE, MOST, Line, Matter, Obligation, asks
from tandem.partnership.words import ago
from tandem.rooms.heads_ups.models import HeadsUp
from tandem.rooms.heads_ups.words import waiting_words


@asked_with_the_person
def heads_ups_wait(_day: date) -> dict[str, Any]:
    waiting = HeadsUp.objects.not_thanked().order_by()
    return {"has_heads_ups": Exists(waiting.filter(receiver=OuterRef("pk")))}


@asks
def thank_for_heads_ups(person: Person, today: date) -> Iterator[Obligation]:
    """One for each pair in which some wait, counted from the oldest."""
    if not getattr(person, "has_heads_ups", True):
        return
    waiting = HeadsUp.objects.visible_to(person).waiting_for(person).order_by("given_on", "id")
    of_pair: dict[object, list[HeadsUp]] = {}
    for each in waiting:
        of_pair.setdefault(each.pair_id, []).append(each)
    for of_it in [*of_pair.values()][:MOST]:
        first = of_it[0]
        sentence = waiting_words(len(of_it), first.giver)
        url = first.get_absolute_url()
        known = _("Given %(day)s") % {"day": ago(first.given_on, today)}
        about = Line(f"heads-up-{first.pk}", sentence, known, _("Read it, say thanks"), url, "info")
        yield Obligation(Matter.ANSWER, LINE, sentence, first.given_on, url, about=about)
