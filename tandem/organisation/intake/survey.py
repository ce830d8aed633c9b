"""A first look over a whole file: how its dates and departments are written, how many rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tandem.organisation.intake.dates import Evidence, Reading, Unsettled
from tandem.organisation.intake.fields import DATES, Field
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.mapping import Columns, Mapping
from tandem.organisation.intake.reading import Source
from tandem.organisation.intake.spelling import says_nothing, tidy
from tandem.organisation.intake.values import SPACED_SEPARATOR, Layout, separator_of

VALUES_SHOWN = 3
LONGEST_SHOWN = 60
LOOKED_AT = 50  # rows whose values are shown

Counted = Callable[[int], None]
"""Told how many rows are done, now and then."""


@dataclass(slots=True)
class Survey:
    """What the values of one file say together."""

    rows: int = 0
    evidence: dict[Field, Evidence] = field(default_factory=dict)
    spaced: bool = False
    first_values: list[list[str]] = field(default_factory=list)

    def reading(self, field: Field, mapping: Mapping) -> Reading:
        return mapping.order or self.evidence[field].reading()


def survey(source: Source, columns: Columns, counted: Counted) -> Survey:
    dates = [each for each in DATES if each in columns]
    seen = Survey(evidence={each: Evidence() for each in dates})
    seen.first_values = [[] for _ in source.header]
    for record in source.records():
        seen.rows += 1
        for each in dates:
            seen.evidence[each].add(tidy(columns.cell(record.cells, each)))
        if not seen.spaced:
            department = columns.cell(record.cells, Field.DEPARTMENT)
            seen.spaced = SPACED_SEPARATOR.search(department) is not None
        if seen.rows <= LOOKED_AT:
            _show(seen.first_values, record.cells)
        if seen.rows % 2000 == 0:
            counted(seen.rows)
    return seen


def _show(shown: list[list[str]], cells: Sequence[str]) -> None:
    for values, cell in zip(shown, cells, strict=False):
        value = tidy(cell).replace("\0", "")[:LONGEST_SHOWN]
        if len(values) < VALUES_SHOWN and value not in values and not says_nothing(value):
            values.append(value)


def unsettled(source: Source, columns: Columns, seen: Survey, mapping: Mapping) -> list[Problem]:
    """A problem for each column of dates that nothing gives an order."""
    return [
        Place(source.name, None, columns.heading(each)).found(
            Kind.AMBIGUOUS_DATES, evidence.example
        )
        for each, evidence in seen.evidence.items()
        if seen.reading(each, mapping) is Unsettled.UNDECIDED
    ]


def layout_of(source: Source, columns: Columns, seen: Survey, mapping: Mapping) -> Layout:
    return Layout(
        file=source.name,
        delimiter=source.delimiter,
        columns=columns,
        dates={each: seen.reading(each, mapping) for each in seen.evidence},
        separator=separator_of(mapping.separator, spaced=seen.spaced),
        mapping=mapping,
    )
