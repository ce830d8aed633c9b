"""What it leads to: the third row of a pair’s map on one page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.outcomes.rules import State
from tandem.partnership.registers import MapRow, Share, stands_on_the_map
from tandem.rooms.outcomes.pair_page import outcomes_of
from tandem.rooms.outcomes.words import target_words

NAMED = 3  # the nearest by their day; the others are on the list


@stands_on_the_map
def what_it_leads_to(pair: Pair, reader: Person, _today: date) -> Iterator[MapRow]:
    """Only what both have accepted in one wording, with what each does for it."""
    owned = [each for each in outcomes_of(pair, reader) if each.state == State.CO_OWNED]
    nearest = [each.terms for each in sorted(owned, key=lambda each: each.by_on)[:NAMED]]
    said = ngettext("%(n)s you both own", "%(n)s you both own", len(owned)) % {"n": len(owned)}
    yield MapRow(
        share=Share.OUTCOMES,
        name=_("Outcomes"),
        said=said if owned else _("None you both own yet"),
        url=reverse("outcomes:list"),
        would=_("A result both answer for, and what each of you does for it, once both accept it."),
        leader=[each.leader_part for each in nearest],
        both=[f"{each.name}: {target_words(each)}" for each in nearest],
        hr=[each.hr_part for each in nearest],
    )
