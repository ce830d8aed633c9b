"""Since when moves between areas are known, by what each file could tell of them.

A file of one row per person knows where people are, and not where they were before. From the day
it came in, a newer one shows who has moved. A job history, or a file with columns for a move, tells
of the moves before.
"""

from __future__ import annotations

from datetime import date

from django.utils.timezone import localdate

from tandem.organisation.models import Import, ImportShape

HALF = 2  # so much of a file is new: until then nobody had seen these people


def moves_known_since() -> date | None:
    """The first month of which all moves are known; None: of every month.

    What a file left unknown is made good by one that tells of moves and names as many people as
    half of those who came in without.
    """
    since: date | None = None
    without = 0
    held = Import.objects.applied().exclude(shape=ImportShape.COUNTS).order_by("applied_at", "id")
    for shape, accepted, counts, at in held.values_list(
        "shape", "accepted", "counts", "applied_at"
    ):
        if shape == ImportShape.HISTORY or "moves" in counts:
            if counts.get("named", accepted) * HALF >= without:
                since, without = None, 0
            continue
        new = counts.get("people", {}).get("new", 0)
        if new * HALF > accepted and at is not None:
            since, without = localdate(at), without + new
    return since and first_whole_month(since)


def first_whole_month(day: date) -> date:
    """The month of the day where it is its first, else the next one.

    >>> first_whole_month(date(2026, 12, 1)), first_whole_month(date(2026, 12, 2))
    (datetime.date(2026, 12, 1), datetime.date(2027, 1, 1))
    """
    if day.day == 1:
        return day
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
