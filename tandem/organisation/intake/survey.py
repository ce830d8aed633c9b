"""A first look over a whole file: how its dates and departments are written, how many rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as AnyMapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal

from tandem.organisation.intake.brackets import BracketsSeen
from tandem.organisation.intake.code_first import is_read_so, note_code_first
from tandem.organisation.intake.dates import Evidence, Reading, Unsettled
from tandem.organisation.intake.fields import DATES, RESTRICTED, Field
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.mapping import Columns, Mapping
from tandem.organisation.intake.naming import order_of
from tandem.organisation.intake.numbers import NotANumber, Style, read_number
from tandem.organisation.intake.paths import (
    ANY_SEPARATOR,
    EVERY,
    SPACED_SEPARATOR,
    Path,
    Separators,
    separator_of,
    split,
)
from tandem.organisation.intake.separators import (
    MOST_PATHS,
    Together,
    parting,
    read_together,
)
from tandem.organisation.intake.sources import Source, aside
from tandem.organisation.intake.spelling import says_nothing, tidy
from tandem.organisation.intake.values import (
    HIGHEST_FTE,
    Layout,
)
from tandem.organisation.models import Meaning

VALUES_SHOWN = 3
LONGEST_SHOWN = 60
WHOLE = 100
LOOKED_AT = 50  # rows whose values are shown

Counted = Callable[[int], None]
"""Told how many rows are done, now and then."""


@dataclass(slots=True)
class Shares:
    """Whether shares of full time are written as 100 for all of it, without a sign."""

    whole: bool = False
    small: bool = False

    def add(self, text: str) -> None:
        number = read_number(text.replace(",", "."), Style.POINT) if text else NotANumber()
        if isinstance(number, Decimal):
            self.whole = self.whole or number == WHOLE
            self.small = self.small or number <= HIGHEST_FTE or number > WHOLE

    @property
    def percent(self) -> bool:
        """Somebody has a hundred and nobody two or less, so that hours are not taken for it."""
        return self.whole and not self.small


@dataclass(slots=True)
class Survey:
    """What the values of one file say together."""

    rows: int = 0
    evidence: dict[Field, Evidence] = field(default_factory=dict)
    spaced: bool = False
    departments: dict[str, None] = field(default_factory=dict)  # those with a sign in them
    shares: Shares = field(default_factory=Shares)
    asides: dict[int, Kind] = field(default_factory=dict)  # lines that are no rows
    first_values: list[list[str]] = field(default_factory=list)
    brackets: BracketsSeen = field(default_factory=BracketsSeen)
    names: list[str] = field(default_factory=list)  # whole ones, of the first rows

    def see_department(self, text: str) -> None:
        if text not in self.departments and ANY_SEPARATOR.search(text):
            self.spaced = self.spaced or SPACED_SEPARATOR.search(text) is not None
            if len(self.departments) < MOST_PATHS:
                self.departments[text] = None

    def signs(self) -> Separators:
        """What parts the levels of its departments."""
        return parting(self.departments)

    def is_spaced(self, signs: Separators) -> bool:
        if signs is EVERY:
            return self.spaced
        return any(map(signs.spaced.search, self.departments))

    def paths(self, mapping: Mapping) -> list[Path]:
        """Of its departments with a sign in them, every part as it stands."""
        if mapping.separator is None:
            signs = self.signs()
            parted = separator_of(None, spaced=self.is_spaced(signs), signs=signs)
        else:
            parted = separator_of(mapping.separator, spaced=False)
        together = written_twice(self, mapping).paths
        return [together.get(text) or split(text, parted) for text in self.departments]

    def reading(self, field: Field, mapping: Mapping) -> Reading:
        return mapping.order or self.evidence[field].reading()


def survey(source: Source, columns: Columns, counted: Counted) -> Survey:
    dates = [each for each in DATES if each in columns]
    seen = Survey(evidence={each: Evidence() for each in dates})
    seen.first_values = [[] for _ in source.header]
    closed = {columns.position[each] for each in RESTRICTED if each in columns}
    for record in source.below():
        if record.line and (
            kind := aside(record, source.header)
        ):  # a line of none stands for a value alone
            seen.asides[record.line] = kind
            continue
        seen.rows += 1
        seen.shares.add(tidy(columns.cell(record.cells, Field.FTE)))
        for each in dates:
            seen.evidence[each].add(tidy(columns.cell(record.cells, each)))
        if record.line:
            seen.brackets.add(tidy(columns.cell(record.cells, Field.DEPARTMENT)), record.cells)
        for each in (Field.DEPARTMENT, Field.MOVED_FROM):
            seen.see_department(tidy(columns.cell(record.cells, each)))
        if seen.rows <= LOOKED_AT:
            _show(seen.first_values, record.cells, closed)
            seen.names.append(tidy(columns.cell(record.cells, Field.FULL_NAME)))
        if seen.rows % 2000 == 0:
            counted(seen.rows)
    return seen


def _show(
    shown: list[list[str]], cells: Sequence[str], closed: AbstractSet[int] = frozenset()
) -> None:
    for at, (values, cell) in enumerate(zip(shown, cells, strict=False)):
        if at in closed:
            continue
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


def layout_of(
    source: Source,
    columns: Columns,
    seen: Survey,
    mapping: Mapping,
    table: AnyMapping[str, Meaning],
) -> Layout:
    """table: classes of leave reasons that somebody has said for all imports."""
    signs = seen.signs()
    return Layout(
        file=source.name,
        delimiter=source.delimiter,
        columns=columns,
        dates={each: seen.reading(each, mapping) for each in seen.evidence},
        separator=separator_of(mapping.separator, spaced=seen.is_spaced(signs), signs=signs),
        together=written_twice(seen, mapping).paths,
        mapping=mapping,
        table=table,
        names=order_of(columns.heading(Field.FULL_NAME) or "", seen.names, mapping.names),
        percent=seen.shares.percent,
        epoch=getattr(source.table, "epoch", None),
        code_first=is_read_so(seen.paths(mapping), columns, mapping),
        without_brackets=seen.brackets.are_left_away(mapping),
    )


def written_twice(seen: Survey, mapping: Mapping) -> Together:
    """Nothing is guessed where a mapping says what parts the levels."""
    if mapping.separator is not None:
        return Together()
    return read_together(seen.departments, seen.signs())


def notes(source: Source, seen: Survey) -> list[Problem]:
    """What the reader of the file should know: of the whole file, and of each line left out."""
    asides = [Place(source.name, line).found(kind) for line, kind in seen.asides.items()]
    return [*source.notes, *asides]


def note_together(source: Source, seen: Survey, layout: Layout) -> Iterator[Problem]:
    """How its departments are read: one path that stands there in two ways, codes before names."""
    found = written_twice(seen, layout.mapping)
    if found.paths:
        place = Place(source.name, None, layout.columns.heading(Field.DEPARTMENT))
        facts = {"spaced": found.spaced, "count": len(found.paths)}
        yield place.found(Kind.AREA_WRITTEN_TWICE, found.tight, **facts)
    mapping = layout.mapping
    yield from seen.brackets.notes(layout.columns, mapping, source.name)
    yield from note_code_first(seen.paths(mapping), layout.columns, mapping, source.name)
