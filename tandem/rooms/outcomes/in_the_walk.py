"""A goal that two answer for: part of what they set their pair up with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import CoOwnedOutcome, Pair
from tandem.partnership.registers import Footing, Walk, stands_under_a_pair


@stands_under_a_pair
def one_shared_goal(pair: Pair, _reader: Person, _today: date) -> Iterator[Footing]:
    owned = CoOwnedOutcome.objects.running().filter(outcome__pair=pair).exists()
    yield Footing(
        key="goal",
        step=Walk.FRAMEWORK,
        name=_("A goal you both answer for"),
        said=_("You both own one.") if owned else _("One result, in words you both accept."),
        url=f"{pair.get_absolute_url()}#outcomes"
        if owned
        else reverse("outcomes:new", args=[pair.pk]),
        mine=owned,
        theirs=owned,
    )
