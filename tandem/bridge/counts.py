"""The counts that hold, as rows of facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tandem.organisation.counted import Counted, Leavers
from tandem.organisation.models import CountedReason

IN_ORDER = (  # as the columns of LEAVER_COUNTS
    CountedReason.VOLUNTARY,
    CountedReason.RETIREMENT,
    CountedReason.INVOLUNTARY,
    CountedReason.OTHER,
    "",
    CountedReason.TRANSFER,
)


def leavers_of_months(counted: Counted) -> Iterator[tuple[str, date, *tuple[int, ...]]]:
    """Rows as LEAVER_COUNTS: every month that is known, quiet ones too."""
    for area, months in counted.leavers():
        for month in sorted(months):
            yield (area.hex, month, *by_class(months[month]))


def by_class(leavers: Leavers) -> tuple[int, ...]:
    return tuple(
        sum(people for (_reason, of), people in leavers.items() if of == each) for each in IN_ORDER
    )


def heads_of_months(counted: Counted) -> Iterator[tuple[str, date, *tuple[int | None, ...]]]:
    """Rows as HEADCOUNTS."""
    for area, months in counted.heads():
        for month in sorted(months):
            yield (area.hex, month, *months[month])
