"""The employee ids of a job history, where no heading says which column they are.

They come again and again on other days, and beside each stands one name: that of a person, and
not of an area, because no other column tells more names.
"""

from __future__ import annotations

from collections.abc import Sequence

from tandem.organisation.intake.likeness import ID, Column, days_in, mostly

ROWS_EACH = 20  # an id in more rows on average is that of an area
NAMED_ALIKE = 0.9  # names for each id: a few people have one name


def ids_again(values: Sequence[Column]) -> int | None:
    """Where they stand; None where it cannot be told."""
    rows = len(values[0]) if values else 0
    names = [each for each in values if are_names(each)]
    days = [each for each in values if days_in(each) is not None]
    if not names or not days:
        return None
    whose = max(names, key=lambda each: len(set(each)))
    for at, column in enumerate(values):
        ids = set(column)
        again = "" not in ids and len(ids) < rows <= ROWS_EACH * len(ids)
        if not again or not mostly(column, ID.fullmatch) or days_in(column) is not None:
            continue
        beside = set(zip(column, whose, strict=True))
        if not any(len(set(zip(column, each, strict=True))) > len(ids) for each in days):
            continue
        if len(beside) == len(ids) and len(set(whose)) >= NAMED_ALIKE * len(ids):
            return at
    return None


def are_names(column: Column) -> bool:
    """Of two words and more, for everybody."""
    return "" not in column and mostly(column, lambda each: " " in each and not has_digits(each))


def has_digits(text: str) -> bool:
    return any(map(str.isdigit, text))
