"""Which goals two have: their outcomes, their success factors, and the goals of the business."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.urls import reverse

from tandem.partnership.charter.models import CharterEntry, CharterPart
from tandem.partnership.charter.rules import FACTORS
from tandem.partnership.goals.models import BUSINESS
from tandem.partnership.models import Outcome, Pair


class Kind(StrEnum):
    OUTCOME = "outcome"
    FACTOR = "factor"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal in the words it has where it stands. whose: leader, hr or both."""

    id: UUID
    kind: Kind
    words: str
    whose: str
    url: str


def goals_of(pair: Pair) -> list[Goal]:
    """In three questions: what is business first, then whose each is, then what both answer for."""
    return [*_of_the_business(pair), *_factors(pair), *_outcomes(pair)]


def _of_the_business(pair: Pair) -> Iterator[Goal]:
    for part in CharterPart.objects.of(pair).filter(key=BUSINESS).exclude(text=""):
        part.pair = pair
        yield Goal(part.pk, Kind.BUSINESS, part.text, "leader", part.get_absolute_url())


def _factors(pair: Pair) -> Iterator[Goal]:
    url = reverse("charters:part", args=[pair.pk, FACTORS])
    for entry in CharterEntry.objects.of(pair).filter(key=FACTORS).order_by("number"):
        yield Goal(entry.pk, Kind.FACTOR, entry.what, entry.carried_by or "both", url)


def _outcomes(pair: Pair) -> Iterator[Goal]:
    for outcome in Outcome.objects.of_pair(pair.pk).open():
        yield Goal(outcome.pk, Kind.OUTCOME, outcome.name, "both", outcome.get_absolute_url())


def ids_of(pair: Pair) -> frozenset[UUID]:
    """The same without opening a word."""
    parts = CharterPart.objects.of(pair).filter(key=BUSINESS).exclude(text="").order_by()
    factors = CharterEntry.objects.of(pair).filter(key=FACTORS).order_by()
    open_ones = Outcome.objects.of_pair(pair.pk).open().order_by()
    found = parts.values_list("pk").union(factors.values_list("pk"), open_ones.values_list("pk"))
    return frozenset(pk for (pk,) in found)
