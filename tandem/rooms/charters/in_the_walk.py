"""The parts of the charter that two need to set their pair up, and the rest of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.agreeing.rules import OTHER, YES, State
from tandem.partnership.charter.actions import accept_the_rest, side_of
from tandem.partnership.charter.starting_point import starting_point
from tandem.partnership.models import CharterPart, Pair
from tandem.partnership.registers import Footing, Walk, stands_under_a_pair
from tandem.partnership.words import in_words
from tandem.rooms.charters.words import name_of

STEPS: Mapping[str, Walk] = {
    "rhythm": Walk.FRAMEWORK,
    "rights": Walk.FRAMEWORK,
    "escalation": Walk.FRAMEWORK,
    "open": Walk.OPENNESS,
    "feedback": Walk.OPENNESS,
}


@stands_under_a_pair
def parts_of_the_charter(pair: Pair, reader: Person, _today: date) -> Iterator[Footing]:
    side = side_of(pair, reader)
    rows = CharterPart.objects.of(pair).values_list("key", "state", "edited_by", "differs_since")
    known = {key: (State(state), by, since) for key, state, by, since in rows}
    nothing = (State.DEFAULT, "", None)

    def take_over(by: Person, at: datetime) -> int:
        return accept_the_rest(pair=pair, by=by, at=at)

    for part in starting_point():
        if part.key not in STEPS:
            continue
        state, edited_by, since = known.get(part.key, nothing)
        to_take = state in (State.DEFAULT, YES[OTHER[side]]) and not edited_by and since is None
        yield Footing(
            key=part.key,
            step=STEPS[part.key],
            name=name_of(part.key, part.name, pair),
            said=_(part.asks),
            url=reverse("charters:part", args=[pair.pk, part.key]),
            mine=state in (YES[side], State.SIGNED),
            theirs=state in (YES[OTHER[side]], State.SIGNED),
            take_over=take_over if to_take else None,
            button=_("Accept all that is usual in the charter"),
        )
    signed = sum(state is State.SIGNED for state, *_more in known.values())
    yield Footing(
        key="charter",
        step=Walk.FRAMEWORK,
        name=_("The whole charter"),
        said=_("%(n)s of fifteen parts agreed by both. The others can wait.")
        % {"n": in_words(signed) if signed else _("None")},
        url=reverse("charters:page", args=[pair.pk]),
        is_extra=True,
    )
