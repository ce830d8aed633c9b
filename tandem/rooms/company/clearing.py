"""What was sent and nobody settled does not lie here for ever."""

from __future__ import annotations

from datetime import datetime

from tandem.rooms.company import duty_files, uploads


def clear_uploads(*, at: datetime) -> None:
    """For once a day: files never settled, files of duties, checks that were cut short.

    Running it twice does no harm. What an import that waits or holds needs is left alone.
    """
    uploads.forget_old(at)
    duty_files.sweep(at)
