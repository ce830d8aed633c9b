"""How the record stands, told in a moment: for whoever watches from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tandem.access.chain import kept
from tandem.access.chain.checkpoint import checkpoint, place
from tandem.access.models import Event, Seal

SOON = timedelta(minutes=1)  # an act is sealed within seconds; to see it wait would be to see it
LOOKED = timedelta(hours=2)  # the worker looks every hour


@dataclass(frozen=True, slots=True)
class Record:
    """waiting: events that should be sealed and are not. whole: None where nobody looked yet."""

    waiting: int
    sealed_at: datetime | None
    whole: bool | None
    looked_at: datetime | None


def record(*, at: datetime) -> Record:
    newest = kept.newest()
    top = newest.state.top if newest else 0
    point = checkpoint()
    return Record(
        waiting=Event.objects.filter(pk__gt=top, at__lt=at - SOON).count(),
        sealed_at=newest.at if newest else None,
        whole=True if point else broken_or_new(at),
        looked_at=datetime.fromtimestamp(place().stat().st_mtime, UTC) if point else None,
    )


def broken_or_new(at: datetime) -> bool | None:
    """A look that finds a break leaves no checkpoint; nor is there one before the first."""
    first = Seal.objects.order_by("number").first()
    return False if first and first.at < at - LOOKED else None
