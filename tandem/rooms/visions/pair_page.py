"""What the page of a pair shows of its vision: the words both have signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tandem.organisation.models import Person
from tandem.organisation.written_once import written_once
from tandem.partnership.models import Pair, Vision
from tandem.partnership.registers import Part, shows_of_pair


@written_once
def in_force(reader: UUID, pair: UUID) -> QuerySet[Vision]:
    return Vision.objects.own(Person.by_key(reader)).filter(pair=pair).in_force()


@shows_of_pair
def what_both_signed(pair: Pair, reader: Person, _today: date) -> Iterator[Part]:
    for vision in in_force(reader.pk, pair.pk):
        yield Part("visions/_on_the_pair.html", vision)
