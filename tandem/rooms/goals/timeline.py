"""That two goals were called at odds, and that the two settled it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.goals.rules import Says
from tandem.partnership.models import GoalMark, Pair
from tandem.partnership.telling import Rows, tells_together, told_rows

AT_ODDS, SETTLED = "goals.at_odds", "goals.settled"


def page(pair: Pair) -> str:
    return reverse("goals:page", args=[pair.pk])


def called_at_odds(_by: Person, pair: Pair, _reader: Person) -> tuple[str, str]:
    return _("Two of your goals were called at odds."), page(pair)


def was_settled(_by: Person, pair: Pair, _reader: Person) -> tuple[str, str]:
    return _("You settled what was at odds between two goals."), page(pair)


@tells_together({AT_ODDS: called_at_odds, SETTLED: was_settled})
def goals(pair: Pair, reader: Person) -> Iterator[Rows]:
    """Who said which, the page itself says."""
    conflicts = GoalMark.objects.visible_to(reader).of(pair).filter(says=Says.CONFLICTS.value)
    yield told_rows(conflicts, on="said_on", by="pair__leader", kind=AT_ODDS)
    settled = conflicts.exclude(settled_on=None)
    yield told_rows(settled, on="settled_on", by="pair__leader", kind=SETTLED)
