"""Columns of one month or of one reason each: the numbers of leavers stand in them, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from tandem.organisation.intake.counts.fields import RANKED_COUNTS, CountField, Said
from tandem.organisation.intake.counts.months import are_years, read_month
from tandem.organisation.intake.counts.whole import whole_number
from tandem.organisation.intake.dates import Unsettled, short_month
from tandem.organisation.intake.likeness import Column
from tandem.organisation.intake.reasons import is_of_leaving
from tandem.organisation.intake.spelling import says_nothing, squeezed, tidy
from tandem.organisation.intake.sums import says_total

FEWEST_MONTHS = 2  # of leavers; a single heading may be a month by chance
FEWEST_REASONS = 2  # "Resignation date" alone says nothing of others
MOST_NUMBERS = 0.5  # read as none, each of its rows would be one leaver


def months_across(
    header: tuple[str, ...],
    taken: set[int],
    position: Mapping[CountField, int],
    *,
    heads: bool,
    leaving: bool,
) -> dict[int, date]:
    """Columns of months, where the numbers stand in them.

    Of leavers only beside their reasons or beside headcounts: numbers alone may be of who is there.
    """
    if heads:
        return {} if CountField.HEADCOUNT in position else wide_months(header, taken)
    if CountField.MONTH in position or not leaving:
        return {}
    found = wide_months(header, taken)
    return found if len(found) >= FEWEST_MONTHS else {}


def wide_months(header: tuple[str, ...], taken: set[int]) -> dict[int, date]:
    """Columns whose heading is a month."""
    headings = {at: tidy(each) for at, each in enumerate(header) if at not in taken}
    short = are_years(filter(None, map(short_month, headings.values())))
    found = {
        at: read_month(heading, Unsettled.UNDECIDED, short=short)
        for at, heading in headings.items()
    }
    return {at: month for at, month in found.items() if month is not None}


def reasons_across(
    header: Sequence[str], taken: set[int], said: Said, values: Callable[[], Sequence[Column]]
) -> tuple[int, ...]:
    """Columns whose heading is a reason, and which hold whole numbers.

    Two are understood or were said to be numbers of leavers; what stands between and beside them
    is of their kind, in the words of one company.
    """
    free = [at for at, each in enumerate(header) if at not in taken and tidy(each)]
    known = {at for at in free if is_a_reason(header[at], said)}
    if len(known) < FEWEST_REASONS:
        return ()
    columns = values()
    counted = [at for at in free if holds_numbers(columns[at])]
    known &= {*counted}
    if len(known) < FEWEST_REASONS:
        return ()
    beside = {at for at in counted if at in known or may_be_one(header[at], said)}
    within = range(min(known), max(known) + 1)
    return tuple(sorted(known | {at for at in beside if at in within} | {*next_to(within, beside)}))


def is_a_reason(heading: str, said: Said) -> bool:
    key = squeezed(heading)
    return said[key] is CountField.COUNT if key in said else is_of_leaving(heading)


def may_be_one(heading: str, said: Said) -> bool:
    """Nothing was said of it, and it is neither a sum nor the heading of something else."""
    key = squeezed(heading)
    of, _rank = RANKED_COUNTS.get(key, (CountField.WORKER_TYPE, 0))  # "Contract" may be why
    return key not in said and of is CountField.WORKER_TYPE and not says_total(heading)


def next_to(within: range, beside: set[int]) -> Iterator[int]:
    for at in range(within.start - 1, -1, -1):
        if at not in beside:
            break
        yield at
    at = within.stop
    while at in beside:
        yield at
        at += 1


def holds_numbers(column: Column) -> bool:
    """Whether it says whole numbers, and hardly anything else: what else it says costs its row."""
    filled = [each for each in column if not says_nothing(each)]
    numbers = sum(whole_number(each) is not None for each in filled)
    return bool(filled) and numbers >= MOST_NUMBERS * len(filled)
