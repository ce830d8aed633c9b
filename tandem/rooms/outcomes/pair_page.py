"""What the page of a pair shows of its outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from tandem.organisation.models import Person
from tandem.organisation.written_once import written_once
from tandem.partnership.models import Outcome, Pair
from tandem.partnership.outcomes.rules import ENDS
from tandem.partnership.registers import Part, shows_of_pair
from tandem.rooms.outcomes.shown import LISTED, Mine, new_url, with_readings


@dataclass(frozen=True, slots=True)
class OfPair:
    """Those that have not ended, what waits first. new_url, four_url: empty once it is over."""

    rows: Sequence[Mine]
    more: int
    new_url: str
    four_url: str


def outcomes_of(pair: Pair, reader: Person) -> Sequence[Outcome]:
    """All of a pair, asked for once in a request, whoever of the page asks first."""
    if not hasattr(pair, "known_outcomes"):
        pair.known_outcomes = own(reader.pk, pair.pk)  # type: ignore[attr-defined]  # kept with the row
        for each in pair.known_outcomes:  # type: ignore[attr-defined]  # as above
            each.one_left = has_one_left(pair)
    known: Sequence[Outcome] = pair.known_outcomes  # type: ignore[attr-defined]  # as above
    return known


def has_one_left(pair: Pair) -> bool:
    """As the page of the pair has asked; others who come here say nothing to an outcome."""
    return getattr(pair, "one_left", False)


@written_once
def own(reader: UUID, pair: UUID) -> QuerySet[Outcome]:
    return Outcome.objects.visible_to(Person.by_key(reader)).of_pair(pair)


@shows_of_pair
def what_both_answer_for(pair: Pair, reader: Person, today: date) -> Iterator[Part]:
    open_ones = [each for each in outcomes_of(pair, reader) if each.state not in ENDS]
    order = sorted(open_ones, key=lambda each: (each.open_since is None, each.by_on))
    rows = with_readings(order[:LISTED], reader, today)
    over = pair.is_over(today) or has_one_left(pair)
    new = "" if over else new_url(pair.pk)
    four = "" if over else reverse("outcomes:four", args=[pair.area_id])
    if rows or new:
        yield Part("outcomes/_of_pair.html", OfPair(rows, len(order) - len(rows), new, four))
