"""An outcome that waits for somebody’s yes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Person
from tandem.organisation.models.people import one_has_left
from tandem.partnership.models import Outcome
from tandem.partnership.outcomes.actions import side_of
from tandem.partnership.outcomes.rules import Side, State, waits_for
from tandem.partnership.registers import LINE, Line, Matter, Obligation, asks
from tandem.partnership.words import day_words


@asked_with_the_person
def outcomes_are_being_agreed(day: date) -> dict[str, Any]:
    mine = Q(pair__leader=OuterRef("pk")) | Q(pair__hr_partner=OuterRef("pk"))
    return {"has_outcomes_to_agree": Exists(Outcome.objects.being_agreed(day).filter(mine))}


@asks
def accept_outcomes(person: Person, today: date) -> Iterator[Obligation]:
    """One for each whose wording the other has given or accepted, without its words."""
    if not getattr(person, "has_outcomes_to_agree", True):
        return
    open_ones = Outcome.objects.visible_to(person).being_agreed(today).longest_open()
    for outcome in open_ones.exclude(one_has_left(today, "pair__leader", "pair__hr_partner")):
        side, worded_by = side_of(outcome.pair, person), Side(outcome.worded_by)
        if not waits_for(State(outcome.state), side, worded_by=worded_by):
            continue
        named = {"name": outcome.pair.partner_of(person).called, "area": outcome.pair.area.name}
        sentence = _("An outcome for %(area)s waits for your yes. %(name)s put it into words.")
        if outcome.state != State.PROPOSED:
            sentence = _("%(name)s has accepted an outcome for %(area)s. It waits for your yes.")
        assert outcome.open_since is not None
        since = _("Since %(day)s") % {"day": day_words(outcome.open_since, today)}
        url = outcome.get_absolute_url()
        about = Line(f"outcome-{outcome.pk}", sentence % named, since, _("Read it"), url, "pair")
        yield Obligation(
            Matter.ANSWER, LINE, sentence % named, outcome.open_since, url, about=about
        )
