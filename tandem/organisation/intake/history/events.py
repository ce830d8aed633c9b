"""Whether a column of a job history says what happened or why a job ended, by its values.

Many systems head both alike ("Reason for change"). What happened stands where a row begins, so it
is there for jobs that still run; why a job ended stands only where it did. Where what
happened is read and nothing says why somebody left, the reasons may stand in a column beside it,
which says of hirings and promotions why they were as well. Nothing is decided of a column that
somebody has said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tandem.organisation.intake.dates import FOR_EVER, SO_TOO
from tandem.organisation.intake.fields import RANKED, Field
from tandem.organisation.intake.history.event_words import (
    BEGINNING,
    is_among,
    says_left,
    status_says_left,
)
from tandem.organisation.intake.likeness import Column
from tandem.organisation.intake.mapping import IGNORED, Columns, Mapping
from tandem.organisation.intake.reasons import is_of_leaving
from tandem.organisation.intake.spelling import squeezed

FEWEST = 3  # people whose status tells that they left
FEW = 0.1  # of the values may be slips
MANY = 0.5  # of the jobs that still run say what happened; of the words, why somebody left
ENDS = (Field.SPELL_TO, Field.LEFT)
OTHER = {Field.EVENT: Field.REASON, Field.REASON: Field.EVENT}


def heard(columns: Columns, mapping: Mapping) -> Field | None:
    """The one of the two that a heading alone makes a column, where there is no column of the
    other: what its values have a say in."""
    both = [each for each in OTHER if each in columns]
    if len(both) != 1 or not any(each in columns for each in ENDS):
        return None
    said = squeezed(columns.heading(both[0]) or "") in mapping.columns
    return None if said else both[0]


def by_values(columns: Columns, values: Sequence[Column], mapping: Mapping) -> Columns:
    """As given, or with a column of the two read as its values are. values: see `likeness`."""
    of_days = of_its_day(columns, values, mapping)
    return by_status(beside(turned(of_days, values, mapping), values, mapping), values, mapping)


def have_a_say(columns: Columns, mapping: Mapping) -> bool:
    """Whether `by_values` may find another reading than the headings."""
    says = heard(columns, mapping) is not None or lacks_reasons(columns)
    return says or Field.STATUS in columns or not any(each in columns for each in ENDS)


def unheard(headed: Columns, columns: Columns) -> dict[str, str]:
    """What the headings alone make of each column that is read by its values."""
    by_heading = {at: field.value for field, at in headed.position.items()}
    return {
        columns.header[at]: by_heading.get(at, IGNORED)
        for field, at in columns.position.items()
        if headed.position.get(field) != at
    }


def of_its_day(columns: Columns, values: Sequence[Column], mapping: Mapping) -> Columns:
    """Without a column of statuses that says in every row what somebody is today: then those who
    have left had left when they were hired. One that is of the day of its row changes."""
    heading, number = columns.heading(Field.STATUS), columns.position.get(Field.NUMBER)
    if heading is None or number is None or squeezed(heading) in mapping.columns:
        return columns
    both, gone = left_and_here(values[number], values[columns.position[Field.STATUS]])
    if both >= MANY * gone:
        return columns
    position = dict(columns.position)
    del position[Field.STATUS]
    return replace(columns, position=position)


def left_and_here(numbers: Column, statuses: Column) -> tuple[int, int]:
    """Of those whose status says in a row that they have left, and who have several: how many have
    another status as well, and how many they are."""
    told: dict[str, list[bool]] = {}
    for person, status in zip(numbers, statuses, strict=True):
        told.setdefault(person, []).append(status_says_left(status))
    gone = [rows for rows in told.values() if any(rows) and len(rows) > 1]
    return sum(not all(rows) for rows in gone), len(gone)


def by_status(columns: Columns, values: Sequence[Column], mapping: Mapping) -> Columns:
    """With a column that nobody reads as status, where nothing that is read says of anybody that
    they left and this one does, of the day of its row."""
    number = columns.position.get(Field.NUMBER)
    if number is None or any(each in columns for each in (*ENDS, Field.STATUS)):
        return columns
    if Field.EVENT in columns and any(map(says_left, values[columns.position[Field.EVENT]])):
        return columns
    for at, heading in enumerate(columns.header):
        if at in columns.read or squeezed(heading) in mapping.columns:
            continue
        both, gone = left_and_here(values[number], values[at])
        if both >= FEWEST and both >= MANY * gone:
            return replace(columns, position={**columns.position, Field.STATUS: at})
    return columns


def turned(columns: Columns, values: Sequence[Column], mapping: Mapping) -> Columns:
    """With that column read as the other of the two, where its values are so."""
    field = heard(columns, mapping)
    if field is None:
        return columns
    at = columns.position[field]
    ends = [values[columns.position[each]] for each in ENDS if each in columns]
    no_end = [str(year) for year in (FOR_EVER, *SO_TOO)]
    over = [
        any(each and not any(map(each.count, no_end)) for each in days)
        for days in zip(*ends, strict=True)
    ]
    looks = say_why_it_ended if field is Field.EVENT else say_what_happened
    if not looks(values[at], over):
        return columns
    position = {each: where for each, where in columns.position.items() if where != at}
    return replace(columns, position={**position, OTHER[field]: at})


def lacks_reasons(columns: Columns) -> bool:
    return Field.EVENT in columns and Field.REASON not in columns


def beside(columns: Columns, values: Sequence[Column], mapping: Mapping) -> Columns:
    """With a column that nobody reads as leave reason, where it says why they left in the rows
    that say that somebody left."""
    if not lacks_reasons(columns):
        return columns
    leaves = [says_left(each) for each in values[columns.position[Field.EVENT]]]
    free = [
        at for at, heading in enumerate(columns.header)
        if at not in columns.read and squeezed(heading) not in mapping.columns
    ]  # fmt: skip
    for at in sorted(free, key=lambda at: not speaks_of_reasons(columns.header[at])):
        if say_why_they_left(columns.header[at], values[at], leaves):
            return replace(columns, position={**columns.position, Field.REASON: at})
    return columns


def speaks_of_reasons(heading: str) -> bool:
    """It, and no code for what happened, says why."""
    return RANKED.get(squeezed(heading), (None, 0))[0] in OTHER


def say_why_they_left(heading: str, words: Column, leaves: Sequence[bool]) -> bool:
    """Words of leaving; or any words that differ, below a heading that speaks of reasons."""
    said = [word for word, left in zip(words, leaves, strict=True) if left and word]
    if not said or len(said) < MANY * sum(leaves):
        return False
    named = speaks_of_reasons(heading) and len(set(said)) > 1
    return named or sum(map(is_of_leaving, said)) >= MANY * len(said)


def say_why_it_ended(words: Column, over: Sequence[bool]) -> bool:
    """Nothing where a job still runs; where all are over, words of leaving among them."""
    said = [each for each in words if each]
    running = [word for word, ended in zip(words, over, strict=True) if not ended]
    if not said or _begin(said) > FEW * len(said):
        return False
    if running:
        return sum(map(bool, running)) <= FEW * len(running)
    return sum(map(is_of_leaving, said)) >= MANY * len(said)


def say_what_happened(words: Column, over: Sequence[bool]) -> bool:
    """Said of jobs that still run, and hirings are among it."""
    said = [each for each in words if each]
    running = [word for word, ended in zip(words, over, strict=True) if not ended]
    return (
        bool(said)
        and _begin(said) > FEW * len(said)
        and sum(map(bool, running)) >= MANY * len(running)
    )


def _begin(said: Column) -> int:
    return sum(is_among(BEGINNING, each) for each in said)
