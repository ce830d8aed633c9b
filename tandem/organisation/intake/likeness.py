"""What the values of a column look like. Columns in, fields out: no file, no query.

A column is its first values, tidy, empty where a cell says nothing. Only what is nearly certain is
said: somebody looks at it before it is used, and a wrong guess costs more than none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise

from tandem.organisation.intake.dates import Evidence, Fault, Reading, read_date
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.numbers import Style, read_number
from tandem.organisation.intake.reasons import is_of_leaving

Column = list[str]

MOST = 0.9  # of the values say it
MANAGED = 0.5  # of the managers stand in the first rows themselves
FEWEST = 3  # values from which anything is said
LONGEST_ID = 20
A_SLIP_IN = 100  # rows
FEW_BOSSES = 0.5  # as many managers as people at most
GROWN_UP = 14  # years that a column of birthdays ends before any other
SLIPS = 1.1  # values of a column above for each of the one below it, where all but slips have one
MEET = 0.5  # of the ways in which values of two columns could meet
ENOUGH = 2  # rows for each of these ways
SEEN_FEW = 4  # of these for each value of the narrower one are enough to tell
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PATH = re.compile(r"\S\s*(?:->|[/>\\→»])\s*\S")
ID = re.compile(r"[A-Za-z]{0,4}[-_.]?\d[\w.-]*")


def liken(values: Sequence[Column], known: Mapping[Field, int], free: Set[int]) -> dict[int, Field]:
    """Position to field, for columns that no heading explains and fields that have none yet."""
    found: dict[int, Field] = {}
    at_of = dict(known)
    steps: tuple[tuple[Field, Callable[[], int | None]], ...] = (
        (Field.EMAIL, lambda: _first(values, left(), are_addresses)),
        (Field.NUMBER, lambda: _first(values, left(), _are_ids)),
        (Field.MANAGER, lambda: _managers(values, left(), at_of.get(Field.NUMBER))),
        (Field.HIRED, lambda: _hired(values, left())),
        (Field.MOVED_FROM, lambda: _areas_before(values, left(), at_of)),
        (Field.MOVED_ON, lambda: _days_of_moves(values, left(), at_of)),
        (Field.LEFT, lambda: _left(values, left(), at_of.get(Field.HIRED))),
        (Field.REASON, lambda: _first(values, left(), _are_reasons)),
        (Field.DEPARTMENT, lambda: _first(values, left(), _are_paths)),
        (Field.FTE, lambda: _first(values, left(), are_shares)),
    )

    def left() -> list[int]:
        return sorted(free - found.keys())

    for field, step in steps:
        at = step() if field not in at_of else None
        if at is not None:
            found[at], at_of[field] = field, at
    return found


def _first(
    values: Sequence[Column], free: Sequence[int], looks: Callable[[Column], bool]
) -> int | None:
    return next(
        (at for at in free if len(said_in(values[at])) >= FEWEST and looks(values[at])), None
    )


def said_in(column: Column) -> Column:
    return [each for each in column if each]


def slips_in(column: Column) -> int:
    """How many rows of a file may be written wrongly, where all of them should say it."""
    return len(column) // A_SLIP_IN


def mostly(column: Column, true: Callable[[str], object]) -> bool:
    said = said_in(column)
    return sum(bool(true(each)) for each in said) >= MOST * len(said)


def are_addresses(column: Column) -> bool:
    return mostly(column, ADDRESS.fullmatch)


def _are_ids(column: Column) -> bool:
    """Nobody is without one, and no two people have the same: in a long file all but a slip."""
    if len(set(said_in(column))) < len(column) - slips_in(column):
        return False
    short = all(len(each) <= LONGEST_ID for each in column)
    return short and mostly(column, ID.fullmatch) and days_in(column) is None


def _managers(values: Sequence[Column], free: Sequence[int], number: int | None) -> int | None:
    """Fewer than people, and most of them people of the file."""
    if number is None:
        return None
    people = set(said_in(values[number]))
    for at in free:
        bosses = set(said_in(values[at]))
        among = len(bosses & people)
        few = len(bosses) <= FEW_BOSSES * len(people)
        if few and among and among >= MANAGED * len(bosses):
            return at
    return None


def days_in(column: Column) -> list[date | None] | None:
    """The day of each cell, where nearly all are days."""
    evidence = Evidence()
    for text in said_in(column):
        evidence.add(text)
    reading = evidence.reading()
    days = [_day(text, reading) for text in column]
    said = sum(1 for text in column if text)
    return days if said >= FEWEST and sum(day is not None for day in days) >= MOST * said else None


def _day(text: str, reading: Reading) -> date | None:
    """Of a date that can be read both ways either one: it is a date all the same."""
    day = read_date(text, reading) if text else None
    if isinstance(day, date):
        return day
    if day is not None and day.fault is Fault.AMBIGUOUS:
        return day.likely[0]
    return None


def _hired(values: Sequence[Column], free: Sequence[int]) -> int | None:
    """The one column of dates that is filled for all, and is neither a birthday nor one day."""
    lasts = {
        at: max(day for day in days if day)
        for at in free
        if (days := days_in(values[at]))
        and days.count(None) <= slips_in(values[at])
        and len(set(days)) > 1
    }
    if not lasts:
        return None
    late = [at for at, last in lasts.items() if last.year > max(lasts.values()).year - GROWN_UP]
    return late[0] if len(late) == 1 else None


def _areas_before(
    values: Sequence[Column], free: Sequence[int], at_of: Mapping[Field, int]
) -> int | None:
    """Areas of the file, of some people and not their own, beside a day of the same people."""
    if Field.DEPARTMENT not in at_of:
        return None
    here = values[at_of[Field.DEPARTMENT]]
    areas = {each.casefold() for each in said_in(here)}
    for at in free:
        before = values[at]
        said = [(one, now) for one, now in zip(before, here, strict=True) if one]
        other = sum(one.casefold() in areas and one != now for one, now in said)
        some = FEWEST <= len(said) < len(before)
        if some and other >= MOST * len(said) and _days_beside(values, free, before, at_of):
            return at
    return None


def _days_of_moves(
    values: Sequence[Column], free: Sequence[int], at_of: Mapping[Field, int]
) -> int | None:
    if Field.MOVED_FROM not in at_of:
        return None
    return next(iter(_days_beside(values, free, values[at_of[Field.MOVED_FROM]], at_of)), None)


def _days_beside(
    values: Sequence[Column], free: Sequence[int], before: Column, at_of: Mapping[Field, int]
) -> list[int]:
    """Columns of days that are filled where an area before is, each after the day of hire."""
    hired = days_in(values[at_of[Field.HIRED]]) if Field.HIRED in at_of else None
    found = []
    for at in free:
        days = days_in(values[at])
        if days is None or hired is None:
            continue
        same = sum(bool(one) == bool(other) for one, other in zip(values[at], before, strict=True))
        pairs = [(one, other) for one, other in zip(hired, days, strict=True) if one and other]
        later = sum(one < other for one, other in pairs)
        if "" in values[at] and same >= MOST * len(before) and later >= MOST * len(pairs):
            found.append(at)
    return found


def _left(values: Sequence[Column], free: Sequence[int], hired: int | None) -> int | None:
    """Dates of some, each not before the day the person was hired."""
    first = days_in(values[hired]) if hired is not None else None
    if first is None:
        return None
    for at in free:
        last = days_in(values[at])
        if last is None or None not in last:
            continue
        pairs = [(one, other) for one, other in zip(first, last, strict=True) if one and other]
        if sum(one <= other for one, other in pairs) >= MOST * len(pairs):
            return at
    return None


def _are_reasons(column: Column) -> bool:
    """Words of leaving, and some people have none: they are here."""
    return "" in column and mostly(column, is_of_leaving)


def _are_paths(column: Column) -> bool:
    said = said_in(column)
    return len(set(said)) < len(said) and mostly(column, PATH.search) and days_in(column) is None


def are_shares(column: Column) -> bool:
    numbers = [read_number(each.rstrip("% ").replace(",", "."), Style.POINT) for each in column]
    shares = [each for each in numbers if isinstance(each, Decimal) and 0 < each <= 1]
    return len(shares) >= MOST * len(said_in(column)) and any(each < 1 for each in shares)


def nested(values: Sequence[Column], places: Sequence[int]) -> list[int]:
    """From the widest to the narrowest, as many columns as lie each within the one before."""
    said = {at: [each.casefold() for each in values[at]] for at in places}
    below = {
        (at, other) for at in said for other in said if at != other and _is_below(at, other, said)
    }
    steps = {at: sum(other == at for _one, other in below) for at in said}
    down = sorted(said, key=lambda at: (-steps[at], at))
    for length in range(len(down), 1, -1):
        for chain in combinations(down, length):
            if all((under, above) in below for above, under in pairwise(chain)):
                return list(chain)
    return []


def _is_below(at: int, other: int, said: Mapping[int, Column]) -> bool:
    """Whether the one is a level below the other, by the rows in which both say something.

    Shifts that every hall has below it tell nothing by their names. Where they are empty for many
    who are in a hall, the hall is what is above them.
    """
    both = [pair for pair in zip(said[at], said[other], strict=True) if all(pair)]
    if not both:
        return False
    below, above = ([pair[n] for pair in both] for n in (0, 1))
    own, others = set(below), set(above)
    within, around = lies_within(below, above), lies_within(above, below)
    if within or around:
        narrower = (len(own), at) > (len(others), other)
        return within and (narrower or not around)
    enough = len(both) >= ENOUGH * len(own) * len(others)
    return enough and _filled_by(said[at], said[other])


def _filled_by(below: Column, above: Column) -> bool:
    """Whether the one is empty for many, and whether it is follows from the other."""
    filled = Counter(other for one, other in zip(below, above, strict=True) if one and other)
    rows = Counter(said_in(above))
    follows = sum(max(filled[each], count - filled[each]) for each, count in rows.items())
    many = below.count("") > (1 - MOST) * len(below)
    return many and follows >= MOST * len(below)


def lies_within(below: Column, above: Column) -> bool:
    """Whether the values of the one stand with few of the other.

    With one alone each; but a row may have slipped, the other may have a new name, and several
    areas may have an "Office" below them. Two columns that have nothing to do with each other meet
    in most ways there are.
    """
    seen = [(one, other) for one, other in zip(below, above, strict=True) if one]
    pairs = set(seen)
    own, others = len({one for one, _other in pairs}), len({other for _one, other in pairs})
    if len(seen) < ENOUGH * own * others:  # too few rows for them to have met at all
        return len(pairs) <= own * SLIPS
    return len(pairs) <= max(own * SLIPS, own * min(SEEN_FEW, others) * MEET)
