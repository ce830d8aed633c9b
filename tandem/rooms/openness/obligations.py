"""A leader's own card that has grown old. Nothing else of this room asks anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Person
from tandem.organisation.models.people import one_has_left
from tandem.organisation.settings import values_on
from tandem.organisation.values import BY_KEY
from tandem.partnership.models import Pair
from tandem.partnership.registers import LINE, Line, Matter, Obligation, asks
from tandem.partnership.words import ago
from tandem.rooms.openness.models import ContextCard, ContextCardQuerySet
from tandem.rooms.openness.rules import is_old

SOONEST = timedelta(days=int(BY_KEY["prompt_context_days"].lowest))
"""No card is asked about before, whatever a company has set."""


def of_today(day: date) -> ContextCardQuerySet:
    """Cards of pairs that still are some, and may be old."""
    still = Pair.objects.on(day).order_by()
    return ContextCard.objects.said_before(day - SOONEST).filter(pair__in=still).order_by()


@asked_with_the_person
def cards_may_be_old(day: date) -> dict[str, Any]:
    return {"has_old_cards": Exists(of_today(day).filter(pair__leader=OuterRef("pk")))}


@asks
def look_at_the_card_again(person: Person, today: date) -> Iterator[Obligation]:
    if not getattr(person, "has_old_cards", True):
        return
    mine = of_today(today).filter(pair__leader=person).select_related("pair__hr_partner")
    days = values_on(today).whole("prompt_context_days")
    both_here = mine.exclude(one_has_left(today, "pair__leader", "pair__hr_partner"))
    for card in both_here:
        if is_old(card.fresh_on, today, days=days):
            yield to_look_at(card, today, days)


def to_look_at(card: ContextCard, today: date, days: int) -> Obligation:
    sentence = _("Is what you told %(name)s you are dealing with still so?") % {
        "name": card.pair.hr_partner.called
    }
    url = reverse("openness:page", args=[card.pair_id]) + "#context"
    known = _("As of %(day)s") % {"day": ago(card.fresh_on, today)}
    about = Line(f"context-{card.pk}", sentence, known, _("Look at it"), url, "pen")
    since = card.fresh_on + timedelta(days=days + 1)
    return Obligation(Matter.ANSWER, LINE, sentence, since, url, about=about)
