"""What was sent and nobody settled does not lie here for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from tandem.organisation.intake.leftovers import clear_leftovers
from tandem.rooms.company import duty_files
from tandem.rooms.company.remembering import forget_answers
from tandem.rooms.company.uploads import forget, uploads

DAYS_KEPT = 14


def clear_uploads(*, at: datetime) -> None:
    """For now and then: files never settled, files of duties, checks that were cut short.

    Running it twice does no harm. What an import that waits or holds needs is left alone.
    """
    forget_old(at)
    forget_answers(at)
    clear_leftovers(uploads=uploads(), at=at)
    duty_files.sweep(at)


def forget_old(at: datetime) -> None:
    """Files that were sent and never settled, and what was told of them."""
    oldest = (at - timedelta(days=DAYS_KEPT)).timestamp()
    for left in [*uploads().glob("*.incoming"), *uploads().glob("*.status")]:
        if left.exists() and left.stat().st_mtime < oldest:
            forget(UUID(left.stem))
