"""Why each of the two does this: on a card, or else as their charter says it. It is asked once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Value, When

from tandem.organisation.models import Person
from tandem.partnership.models import CharterPart, Pair
from tandem.rooms.openness.models import WhyCard

PART = "why"  # of the charter
PERSON = {"leader": "leader", "hr": "hr_partner"}
TEXT = {"leader": "leader_text", "hr": "hr_text"}


def has_said_why(side: str) -> Any:  # noqa: ANN401 - a condition on pairs
    card = WhyCard.objects.order_by().filter(pair=OuterRef("pk"), person=OuterRef(PERSON[side]))
    part = CharterPart.objects.order_by().filter(pair=OuterRef("pk"), key=PART)
    return Q(Exists(card)) | Q(Exists(part.exclude(**{TEXT[side]: ""})))


def who_said_why() -> dict[str, Any]:
    """Expressions over a pair, by names of their own."""
    return {
        f"{side}_said_why": Case(When(has_said_why(side), then=Value(True)), default=Value(False))
        for side in PERSON
    }


def mine_and_theirs(known: Mapping[str, Any], pair: Pair, reader: Person) -> tuple[bool, bool]:
    """Of what `who_said_why` found: whether the reader has said it, and whether the other has."""
    both = bool(known["leader_said_why"]), bool(known["hr_said_why"])
    return both if reader == pair.leader else both[::-1]


def in_the_charter(pair: Pair, reader: Person) -> Mapping[str, str]:
    """What each side has said in the charter; asks, and opens both texts."""
    part = CharterPart.objects.visible_to(reader).of(pair).filter(key=PART).first()
    return {"leader": part.leader_text, "hr": part.hr_text} if part else {}
