"""A wording that the partner proposed, and that waits for one's yes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Person
from tandem.organisation.models.people import one_has_left
from tandem.partnership.agreeing.rules import Side
from tandem.partnership.models import Pair, Vision
from tandem.partnership.registers import LINE, Line, Matter, Obligation, asks
from tandem.partnership.vision.models import VisionQuerySet


def proposed_to(whom: object, day: date) -> VisionQuerySet:
    """In pairs that still are some, by the other one of the two."""
    theirs = Q(pair__leader=whom, proposed_by=Side.HR.value)
    theirs |= Q(pair__hr_partner=whom, proposed_by=Side.LEADER.value)
    still = Pair.objects.on(day).order_by()
    return Vision.objects.proposed().order_by().filter(theirs, pair__in=still)


@asked_with_the_person
def visions_wait(day: date) -> dict[str, Any]:
    return {"has_proposed_vision": Exists(proposed_to(OuterRef("pk"), day))}


@asks
def say_yes_to_the_vision(person: Person, today: date) -> Iterator[Obligation]:
    if not getattr(person, "has_proposed_vision", True):
        return
    both_here = proposed_to(person, today).exclude(
        one_has_left(today, "pair__leader", "pair__hr_partner")
    )
    for vision in both_here.with_pair().order_by("proposed_on", "id"):
        name = {"name": vision.pair.partner_of(person).called}
        sentence = _("%(name)s proposes a vision for people management.") % name
        known = _("Others read it only with your yes.")
        url = vision.get_absolute_url()
        about = Line(f"vision-{vision.pair_id}", sentence, known, _("Read it"), url, "pair")
        yield Obligation(Matter.ANSWER, LINE, sentence, vision.proposed_on, url, about=about)
