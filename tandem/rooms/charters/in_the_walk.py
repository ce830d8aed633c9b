"""The parts of the charter that two need to set their pair up, and the rest of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.models import Person
from tandem.partnership.agreeing.rules import OTHER, State
from tandem.partnership.charter.actions import accept_the_rest, side_of
from tandem.partnership.charter.reading import Stand, signs
from tandem.partnership.charter.reading import stands as stands_of
from tandem.partnership.models import CharterPart, Pair
from tandem.partnership.registers import Footing, TakeOver, Usual, Walk, stands_under_a_pair
from tandem.rooms.charters.words import SIGNS, agreed_words, name_of

STEPS: Mapping[str, Walk] = {
    "rhythm": Walk.FRAMEWORK,
    "rights": Walk.FRAMEWORK,
    "escalation": Walk.FRAMEWORK,
    "open": Walk.OPENNESS,
    "feedback": Walk.OPENNESS,
}


def parts_are_agreed() -> Any:  # noqa: ANN401 - a condition on pairs
    return GreaterThanOrEqual(parts_agreed(STEPS), len(STEPS))


def parts_agreed(keys: Collection[str]) -> Any:  # noqa: ANN401 - a number of each pair
    signed = CharterPart.objects.order_by().filter(pair=OuterRef("pk"), state=State.SIGNED.value)
    number = signed.filter(key__in=list(keys)).values("pair").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number), Value(0))


@stands_under_a_pair(charter=parts_are_agreed)
def parts_of_the_charter(pair: Pair, reader: Person, today: date) -> Iterator[Footing]:
    side, parts = side_of(pair, reader), stands_of(pair, today)
    usual = [each for each in parts.values() if each.is_as_proposed and each.may_agree(side)]

    def take_over(by: Person, at: datetime) -> int:
        return accept_the_rest(pair=pair, by=by, at=at)

    warns = _(SIGNS) if signs(usual, parts.values(), side) else ""
    for key, step in STEPS.items():
        one = parts[key]
        taking = taken_with(pair, side, take_over, usual, warns) if one in usual else {}
        yield Footing(
            key=key,
            step=step,
            name=name_of(key, one.part.name, pair),
            said=_(one.part.asks),
            url=reverse("charters:part", args=[pair.pk, key]),
            mine=one.has_yes_of(side),
            theirs=one.has_yes_of(OTHER[side]),
            differs=is_in_difference(one),
            act=act_at(one, side),
            **taking,
        )
    yield Footing(
        key="charter",
        step=Walk.FRAMEWORK,
        name=_("The whole charter"),
        said=agreed_words(sum(each.state is State.SIGNED for each in parts.values())),
        url=reverse("charters:page", args=[pair.pk]),
        act=_("Open the charter"),
        is_extra=True,
    )


def is_in_difference(one: Stand) -> bool:
    """Once one of the two says yes to words, it is again the other's yes that is waited for."""
    return one.row.differs_since is not None and not any(map(one.has_yes_of, OTHER))


def act_at(one: Stand, side: str) -> str:
    if one.has_yes_of(side):
        return _("Look at it")
    if is_in_difference(one):
        return _("Look at it") if one.view_of(side) else _("Say how you see it")
    return _("Read and accept")


def taken_with(
    pair: Pair, side: str, take_over: TakeOver, usual: Collection[Stand], warns: str
) -> dict[str, Any]:
    """One tap is about the whole charter, whichever part it is offered at; so it names them all."""
    said = ngettext(
        "Accept %(n)s part as it stands", "Accept %(n)s parts as they stand",
        len(usual),
    )  # fmt: skip
    return {
        "take_over": take_over,
        "button": said % {"n": len(usual)},
        "takes": [
            Usual(
                name_of(each.part.key, each.part.name, pair),
                url=reverse("charters:part", args=[pair.pk, each.part.key]),
                leader=each.said.leader, hr=each.said.hr, both=each.said.text,
                is_theirs=each.has_yes_of(OTHER[side]),
            )
            for each in usual
        ],
        "warns": warns,
    }  # fmt: skip
