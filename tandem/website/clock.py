"""The one clock. Doors read it and hand the moment down; nothing deeper looks at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

_stopped: list[datetime] = []


def now() -> datetime:
    return _stopped[-1] if _stopped else timezone.now()


def today() -> date:
    """The day in the site's time zone."""
    return timezone.localdate(now())


@contextmanager
def stopped(at: datetime) -> Iterator[None]:
    """For tests and screenshots: no setting reaches this."""
    _stopped.append(at)
    try:
        yield
    finally:
        _stopped.pop()
