"""What two tell each other when they set their pair up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.registers import Footing, Walk, stands_under_a_pair
from tandem.rooms.openness.models import ContextCard
from tandem.rooms.openness.on_the_pair import why_words
from tandem.rooms.openness.whys import has_said_why, mine_and_theirs, who_said_why


def both_said_why() -> Any:  # noqa: ANN401 - a condition on pairs
    return has_said_why("leader") & has_said_why("hr")


def leader_said_what_presses() -> Any:  # noqa: ANN401 - a condition on pairs
    return Exists(ContextCard.objects.order_by().filter(pair=OuterRef("pk")))


@stands_under_a_pair(why=both_said_why, context=leader_said_what_presses)
def what_the_two_tell(pair: Pair, reader: Person, _today: date) -> Iterator[Footing]:
    """One question for both cards."""
    other, page = pair.partner_of(reader), reverse("openness:page", args=[pair.pk])
    asked = who_said_why() | {"said_what_presses": leader_said_what_presses()}
    known = Pair.objects.order_by().filter(pk=pair.pk).annotate(**asked).values(*asked).get()
    mine, theirs = mine_and_theirs(known, pair, reader)
    yield Footing(
        key="why",
        step=Walk.OPENNESS,
        name=_("Why we do this"),
        said=why_words(other, mine=mine, theirs=theirs),
        url=page if mine else reverse("openness:why", args=[pair.pk]),
        mine=mine,
        theirs=theirs,
        act=why_act(mine=mine, theirs=theirs),
    )
    yield what_presses(pair, reader, page, written=known["said_what_presses"])


def why_act(*, mine: bool, theirs: bool) -> str:
    """Nothing is hidden: what the other wrote is read before one writes one's own."""
    if mine:
        return _("Read them") if theirs else _("Look at it")
    return _("Read it, and write yours") if theirs else _("Write yours")


def what_presses(pair: Pair, reader: Person, page: str, *, written: bool) -> Footing:
    """The leader's alone to write; the HR partner can only ask for it."""
    i_lead = reader == pair.leader
    name = _("What %(name)s is dealing with") % {"name": pair.leader.called}
    return Footing(
        key="context",
        step=Walk.OPENNESS,
        name=_("What I am dealing with") if i_lead else name,
        said=_("Goals, pressures, dates: so that HR knows before it answers."),
        url=page if written or not i_lead else reverse("openness:context", args=[pair.pk]),
        mine=written or not i_lead,
        theirs=written or i_lead,
        act=_("Write it") if i_lead and not written else _("Look at it"),
    )
