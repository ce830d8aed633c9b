"""Code tables for files of people: what the codes of a column stand for.

A mapping names tables for any column of text. Without one, a table that fits is used for the areas
and for the reasons for leaving, where a code is of no use to a reader.
"""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from tandem.organisation.intake.counts.codes import Codes, read_codes
from tandem.organisation.intake.counts.given import (
    GivenTable,
    fitting,
    given_tables,
    note_given,
)
from tandem.organisation.intake.counts.said import SaidTable, tables_said
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.mapping import Columns, Mapping
from tandem.organisation.intake.sources import Source
from tandem.organisation.intake.spelling import says_nothing, squeezed, tidy

OF_THEMSELVES = (Field.DEPARTMENT, Field.MOVED_FROM, Field.REASON)
CODED = (*OF_THEMSELVES, Field.TITLE, Field.LEVEL, Field.LOCATION)
MOST_CODES = 5000  # different values of a column that are compared with tables nobody named


@dataclass(slots=True)
class Tables:
    """Those that were given with the files. used, values: of all files, for the word on each."""

    folder: Path | None
    copies: Path
    said: AnyMapping[str, SaidTable]
    given: Sequence[GivenTable]
    used: set[tuple[str, str]] = field(default_factory=set)
    values: list[AbstractSet[str]] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path | None, copies: Path, mapping: Mapping) -> Tables:
        """Raises FileUnusable for a table that the mapping does not wholly say."""
        said = tables_said(mapping)
        return cls(folder, copies, said, [] if said else given_tables(folder, copies))

    def for_file(
        self, number: int, source: Source, columns: Columns
    ) -> tuple[dict[Field, Codes], list[Problem]]:
        """The table of each column of codes, and what is wrong with those that were said."""
        found: dict[Field, Codes] = {}
        problems: list[Problem] = []
        values = values_of(source, columns) if self.given else {}
        self.values += values.values()
        for column in CODED:
            heading = columns.heading(column) or ""
            said = self.said.get(squeezed(heading)) if heading else None
            if said is None and column in values:
                said = fitting(self.given, heading, values[column])
            if said is not None:
                copy = self.copies / f"source-codes-{number}-{column.name}"
                found[column], problem = read_codes(said, self.folder, copy)
                problems += [problem] if problem else []
                self.used.add((said.table, heading))
        return found, problems

    def notes(self) -> list[Problem]:
        """What became of the tables that no mapping names."""
        return note_given(self.given, self.used, self.values) if self.given else []


def values_of(source: Source, columns: Columns) -> dict[Field, set[str]]:
    """What may be codes; of more than a table is likely to have, nothing is kept."""
    found: dict[Field, set[str]] = {each: set() for each in OF_THEMSELVES if each in columns}
    for record in source.records():
        for each, values in found.items():
            text = tidy(columns.cell(record.cells, each))
            if len(values) <= MOST_CODES and not says_nothing(text):
                values.add(text)
    return {each: values for each, values in found.items() if 0 < len(values) <= MOST_CODES}


def unknown_codes(file: str, columns: Columns, codes: AnyMapping[Field, Codes]) -> list[Problem]:
    """The codes of one file that stand in no row of their table."""
    return [
        Place(file, None, columns.heading(column)).found(
            Kind.UNKNOWN_CODE, code, table=table.table, count=count
        )
        for column, table in codes.items()
        for code, count in table.unknown.items()
    ]
