"""The first step of setting a pair up: who owns what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.agreeing.rules import OTHER, YES, State
from tandem.partnership.models import Pair
from tandem.partnership.registers import Footing, Walk, stands_under_a_pair
from tandem.rooms.ownership.actions import agree_to_the_rest, side_of
from tandem.rooms.ownership.models import MapRow
from tandem.rooms.ownership.starting_point import starting_point


@stands_under_a_pair
def who_owns_what(pair: Pair, reader: Person, _today: date) -> Iterator[Footing]:
    """A row seen differently has been looked at: it waits for a talk, not for this step."""
    side = side_of(pair, reader)
    rows = MapRow.objects.of(pair).values_list("domain", "state", "edited_by", "differs_since")
    there = {domain: (State(state), by, since) for domain, state, by, since in rows}
    nothing = (State.DEFAULT, "", None)
    standing = [there.get(each.key, nothing) for each in starting_point().domains]
    talk = sum(since is not None for _state, _by, since in standing)
    states = [state for state, _by, since in standing if since is None]
    usual = [state for state, by, since in standing if since is None and not by]

    def take_over(by: Person, at: datetime) -> int:
        return agree_to_the_rest(pair=pair, by=by, at=at)

    to_take = any(state in (State.DEFAULT, YES[OTHER[side]]) for state in usual)
    yield Footing(
        key="map",
        step=Walk.OWNERSHIP,
        name=_("Who owns what, row by row"),
        said=said(states.count(State.SIGNED), talk, len(standing)),
        url=reverse("ownership:area", args=[pair.area_id]),
        mine=all(state in (YES[side], State.SIGNED) for state in states),
        theirs=all(state in (YES[OTHER[side]], State.SIGNED) for state in states),
        take_over=take_over if to_take else None,
        button=_("Agree to all that is usual"),
    )
    yield Footing(
        key="sheet",
        step=Walk.OWNERSHIP,
        name=_("Your map on one page"),
        said=_("To print, or to show to others once you both want it."),
        url=reverse("ownership:map", args=[pair.pk]),
        is_extra=True,
    )


def said(signed: int, talk: int, every: int) -> str:
    words = _("%(n)s of %(all)s rows signed by both.") % {"n": signed, "all": every}
    return f"{words} {_('%(n)s seen differently.') % {'n': talk}}" if talk else words
