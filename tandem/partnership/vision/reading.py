"""The vision of the two who share an area, as it is quoted to a reader of its pages."""

from __future__ import annotations

from datetime import date

from tandem.organisation.models import Area, Person
from tandem.partnership.models import Vision


def quoted(area: Area, reader: Person, today: date) -> Vision | None:
    """In one question; None where there is none, or it is for others to read."""
    found = Vision.objects.quoted_to(reader, today).filter(pair__area=area)
    return found.with_pair().first()
