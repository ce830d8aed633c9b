"""Whether a column of a job history says what happened or why a job ended, by its values.

Many systems head both alike ("Reason for change"). What happened stands where a row begins, so it
is there for jobs that still run; why a job ended stands only where it did. Nothing is decided of a
column that somebody has said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tandem.organisation.intake.dates import FOR_EVER
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.history.lines import BEGINNING, is_among
from tandem.organisation.intake.likeness import Column
from tandem.organisation.intake.mapping import Columns, Mapping
from tandem.organisation.intake.reasons import understand
from tandem.organisation.intake.spelling import squeezed

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
    """As given, or with that column read as the other of the two. values: see `likeness`."""
    field = heard(columns, mapping)
    if field is None:
        return columns
    at = columns.position[field]
    ends = [values[columns.position[each]] for each in ENDS if each in columns]
    over = [
        any(each and str(FOR_EVER) not in each for each in days) for days in zip(*ends, strict=True)
    ]
    looks = say_why_it_ended if field is Field.EVENT else say_what_happened
    if not looks(values[at], over):
        return columns
    position = {each: where for each, where in columns.position.items() if where != at}
    return replace(columns, position={**position, OTHER[field]: at})


def say_why_it_ended(words: Column, over: Sequence[bool]) -> bool:
    """Nothing where a job still runs; where all are over, words of leaving among them."""
    said = [each for each in words if each]
    running = [word for word, ended in zip(words, over, strict=True) if not ended]
    if not said or _begin(said) > FEW * len(said):
        return False
    if running:
        return sum(map(bool, running)) <= FEW * len(running)
    return sum(map(bool, map(understand, said))) >= MANY * len(said)


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
