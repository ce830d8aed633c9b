"""What the remark beside a leaving of a person says of it: taken back, or why they left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from tandem.organisation.intake.amends import with_cells
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.history.event_words import LEAVING, is_among
from tandem.organisation.intake.history.lines import optional_day
from tandem.organisation.intake.mapping import GUESSED
from tandem.organisation.intake.reading import Record, Source
from tandem.organisation.intake.reasons_beside import ReasonsBeside
from tandem.organisation.intake.spelling import says_nothing
from tandem.organisation.intake.values import Cells, Layout, has_slipped
from tandem.organisation.intake.withdrawn import WithdrawnSeen

OF_A_LEAVING = (Field.LEFT, Field.REASON, Field.LEAVING_KIND)


@dataclass(slots=True)
class Staying:
    """today: whoever leaves later is here anyway, and nothing is asked of them."""

    today: date
    seen: WithdrawnSeen
    beside: ReasonsBeside

    @classmethod
    def of(cls, today: date, layouts: Sequence[Layout]) -> Self:
        mapping = layouts[0].mapping if layouts else GUESSED
        return cls(today, WithdrawnSeen.by(mapping), ReasonsBeside.by(mapping))

    def as_told(self, file: int, source: Source, record: Record, layout: Layout) -> Record | None:
        """The row without its leaving, or with the reason that its remark tells; None where it
        tells of nothing else."""
        if len(layout.columns.read) == len(layout.columns.header) or has_slipped(record, layout):
            return record
        cells = Cells(record, layout)
        ending = [*ends(cells)]
        if not any(self.is_over(cells, each) for each in ending):
            return record
        if not self.seen.stays(file, source, record, layout.columns.read):
            return self.beside.told_of_person(file, source, record, layout)
        if is_among(LEAVING, cells.optional(Field.EVENT)):
            return None
        at = layout.columns.position
        return with_cells(record, {at[each]: "" for each in (*ending, *OF_A_LEAVING) if each in at})

    def is_over(self, cells: Cells, ending: Field) -> bool:
        day = optional_day(cells, ending)
        return day is not None and day <= self.today


def ends(cells: Cells) -> Iterator[Field]:
    """The columns by whose day this row says that somebody left."""
    columns = cells.layout.columns
    if Field.LEFT in columns:
        yield Field.LEFT
    if Field.SPELL_FROM in columns and is_among(LEAVING, cells.optional(Field.EVENT)):
        yield Field.SPELL_FROM
    elif Field.SPELL_TO in columns and not says_nothing(cells.optional(Field.REASON)):
        yield Field.SPELL_TO
