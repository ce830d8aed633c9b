"""The first step of setting a pair up: who owns what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.agreeing.rules import OTHER, YES, State
from tandem.partnership.models import Pair
from tandem.partnership.registers import Footing, Usual, Walk, stands_under_a_pair
from tandem.rooms.ownership.actions import agree_to_the_rest, side_of
from tandem.rooms.ownership.maps import in_force
from tandem.rooms.ownership.models import MapRow
from tandem.rooms.ownership.standing import MapStands, stands
from tandem.rooms.ownership.starting_point import starting_point


def every_row_is_looked_at() -> Any:  # noqa: ANN401 - a condition on pairs
    """Signed by both, or seen differently: then it waits for a talk, not for this step."""
    keys = [each.key for each in starting_point().domains]
    looked = Q(state=State.SIGNED.value) | Q(differs_since__isnull=False)
    rows = MapRow.objects.order_by().filter(looked, pair=OuterRef("pk"), domain__in=keys)
    number = rows.values("pair").annotate(n=Count("pk")).values("n")
    return GreaterThanOrEqual(Coalesce(Subquery(number), Value(0)), len(keys))


@stands_under_a_pair(map=every_row_is_looked_at)
def who_owns_what(pair: Pair, reader: Person, _today: date) -> Iterator[Footing]:
    """A row seen differently has been looked at: it waits for a talk, not for this step."""
    side = side_of(pair, reader).value
    held, other = stands(pair), pair.partner_of(reader)
    mine, theirs = held.is_done_by(side), held.is_done_by(OTHER[side])

    def take_over(by: Person, at: datetime) -> int:
        return agree_to_the_rest(pair=pair, by=by, at=at)

    takes = usual(pair, held, side)
    yield Footing(
        key="map",
        step=Walk.OWNERSHIP,
        name=_("Who owns what, row by row"),
        said=said(held, side, other),
        url=reverse("ownership:area", args=[pair.area_id]),
        mine=mine,
        theirs=theirs,
        act=_("Look at it") if mine else _("Read and agree"),
        take_over=take_over if takes else None,
        button=_("Agree to all that is usual"),
        takes=takes,
    )
    yield Footing(
        key="sheet",
        step=Walk.OWNERSHIP,
        name=_("Your map on one page"),
        said=_("To print, or to show to others once you both want it."),
        url=reverse("ownership:map", args=[pair.pk]),
        act=_("Look at it"),
        is_extra=True,
    )


def usual(pair: Pair, held: MapStands, side: str) -> list[Usual]:
    """The rows one tap agrees to, as they hold. Asks only where there are any."""
    rows = [row for row in held.rows if row.is_usual_for(side)]
    holds = in_force(pair.area) if rows else {}
    return [
        Usual(
            holds[row.domain].domain.name,
            url=reverse("ownership:row", args=[pair.area_id, row.domain]),
            leader=holds[row.domain].text.leader,
            hr=holds[row.domain].text.hr, is_theirs=row.state is YES[OTHER[side]],
        )
        for row in rows
    ]  # fmt: skip


def said(held: MapStands, side: str, other: Person) -> str:
    """Both sides, each as far as it is; nothing of it is a count of one alone."""
    words = _("You: %(mine)s of %(all)s rows · %(name)s: %(theirs)s of %(all)s") % {
        "mine": held.agreed(side),
        "theirs": held.agreed(OTHER[side]),
        "name": other.called,
        "all": len(held.to_agree),
    }
    talk = held.differing
    return f"{words}. {_('%(n)s seen differently.') % {'n': talk}}" if talk else words
