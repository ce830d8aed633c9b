"""How the rows of one file of counts are read: decided once, from its headings and values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile

from django.utils.translation import gettext as _

from tandem.organisation.intake.counts.asked import Asked
from tandem.organisation.intake.counts.blocks import Blocks, Shape, marks_in
from tandem.organisation.intake.counts.blocks_summed import MOST_ROWS as MOST_SUMMED
from tandem.organisation.intake.counts.blocks_summed import below_the_total, summed
from tandem.organisation.intake.counts.codes import Codes, read_codes
from tandem.organisation.intake.counts.fields import (
    AS_A_DATE,
    COUNT_LABELS,
    RANKED_COUNTS,
    CountField,
)
from tandem.organisation.intake.counts.given import fitting
from tandem.organisation.intake.counts.months import are_years
from tandem.organisation.intake.counts.parts import (
    Parts,
    column_of_parts,
    may_tell_parts,
    see_parts,
)
from tandem.organisation.intake.counts.placing import (
    MonthBeside,
    PlacedCounts,
    month_beside,
    placed_counts,
)
from tandem.organisation.intake.counts.said import SaidOfCounts
from tandem.organisation.intake.counts.turned import upright
from tandem.organisation.intake.dates import (
    Evidence,
    Order,
    Reading,
    Unsettled,
    recent_years,
    short_month,
)
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import FileUnusable, Kind, Place, Problem
from tandem.organisation.intake.guessing import first_values
from tandem.organisation.intake.mapping import Columns, Mapping
from tandem.organisation.intake.paths import SPACED_SEPARATOR, separator_of
from tandem.organisation.intake.reading import Incoming, Record, Source, open_source
from tandem.organisation.intake.sources import aside, header_again, is_blank
from tandem.organisation.intake.spelling import says_nothing, squeezed, tidy
from tandem.organisation.intake.survey import _show as show_values
from tandem.organisation.intake.values import Layout
from tandem.organisation.models import ReasonWord

OFTEN, LOOKED_AT = 2000, 50
YEAR = re.compile(r"(?:19|20)\d\d")
CODED = (CountField.AREA, CountField.REASON)
MOST_CODES = 5000  # different values of a column that are compared with tables nobody named


@dataclass(frozen=True, slots=True)
class CountLayout:
    """rows: as people's files are read, for areas and reasons. months: column to month, where
    every month has its own column. reasons: columns, where every reason has its own. codes: the
    tables of the columns that hold codes."""

    rows: Layout
    position: dict[CountField, int]
    months: dict[int, date]
    reasons: tuple[int, ...]
    reading: Reading
    codes: dict[CountField, Codes]
    said: SaidOfCounts
    short: bool = False  # two digits behind a month are its year
    recent: range = range(0)  # years that two digits are read as, because full ones stand beside
    blocks: Blocks = field(default_factory=Blocks)  # names on the first row of a block alone
    month_beside: MonthBeside | None = None  # tells the month where the day is missing
    parts: int | None = None  # of headcounts, the column that says whom each row of an area counts

    @property
    def read(self) -> set[int]:
        """Columns that say something of a row."""
        levels = self.rows.columns.levels
        beside = [] if self.month_beside is None else [self.month_beside.at]
        return {*self.position.values(), *levels, *self.months, *self.reasons, *beside}

    @property
    def tells_each(self) -> bool:
        """Each row of a leavers list is one leaver, and none says how many."""
        return not (self.months or self.reasons or CountField.COUNT in self.position)

    def heading(self, field: CountField) -> str | None:
        at = self.position.get(field)
        return None if at is None else self.rows.columns.header[at]


@dataclass(frozen=True, slots=True)
class OpenedCounts:
    """One file, looked over. heads: it holds headcounts, not leavers."""

    source: Source
    layout: CountLayout
    seen: Seen
    heads: bool


def open_counts(
    incoming: Incoming, number: int, asked: Asked, counted: Callable[[int], None], *, heads: bool
) -> tuple[OpenedCounts, list[Problem]]:
    """Raises FileUnusable; the problems are of the file as a whole and of its code tables."""
    source = open_source(incoming, asked.folder / f"source-{number}", asked.mapping)
    source = upright(source, asked.said.columns) if heads else source
    if squeezed(_("Reason not taken")) in map(squeezed, source.header):
        raise FileUnusable(source.place.found(Kind.PART_OF_COUNTS))
    placed = placed_counts(
        source.header,
        asked.mapping,
        asked.said,
        values=lambda: first_values(source),
        heads=heads,
        beside_heads=asked.beside_heads,
    )
    position = placed.position
    refuse_missing(source, placed)
    seen = look_over(source, placed, counted, codes=bool(asked.given))
    codes, problems = tables(source, position, asked, number, seen)
    layout = CountLayout(
        rows=replace(
            rows_layout(source, placed, asked.mapping, spaced=seen.spaced),
            years_likely=asked.years_likely,
        ),
        position=position,
        months=placed.months,
        reasons=placed.reasons,
        reading=reading_of(source, position, asked.mapping, seen.evidence),
        codes=codes,
        said=asked.said,
        recent=recent_beside(seen, asked),
        short=is_headed_month(source, position, asked.said) or are_years(seen.short),
        blocks=seen.blocks([position[CountField.AREA], *placed.levels]),
        month_beside=month_beside(placed, first_values(source)),
        parts=column_of_parts(seen.parts),
    )
    asides = [Place(source.name, line).found(kind) for line, kind in seen.asides.items()]
    noted = [*source.notes, *asides, *problems, *without_reasons(source, placed, position)]
    return OpenedCounts(source, layout, seen, placed.heads), noted


def recent_beside(seen: Seen, asked: Asked) -> range:
    """Where nobody has said what two digits stand for, and other rows write years in full."""
    first = asked.years_likely
    if not seen.full_years or first is None or asked.mapping.years_from is not None:
        return range(0)
    return recent_years(first)


def without_reasons(
    source: Source, placed: PlacedCounts, position: dict[CountField, int]
) -> Iterator[Problem]:
    """A list of leavers in which nothing is read as why, though columns are left to say it."""
    read = {*position.values(), *placed.levels, *placed.months, *placed.reasons}
    left = [heading for at, heading in enumerate(source.header) if heading and at not in read]
    if left and not (placed.heads or placed.reasons or CountField.REASON in position):
        yield source.place.found(Kind.NO_REASONS, ", ".join(f"“{each}”" for each in left))


def is_headed_month(source: Source, position: dict[CountField, int], said: SaidOfCounts) -> bool:
    """Whether the heading itself, or somebody, says that the column holds months, and not days."""
    if CountField.MONTH not in position:
        return False
    heading = squeezed(source.header[position[CountField.MONTH]])
    return heading in said.columns or RANKED_COUNTS.get(heading, (None, AS_A_DATE))[1] < AS_A_DATE


def refuse_missing(source: Source, placed: PlacedCounts) -> None:
    missing = [str(COUNT_LABELS[each]) for each in placed.missing]
    if missing:
        seen = ", ".join(heading for heading in source.header if heading) or _("none")
        raise FileUnusable(
            source.place.found(Kind.MISSING_COLUMNS, missing=", ".join(missing), seen=seen[:500])
        )


def tables(
    source: Source, position: dict[CountField, int], asked: Asked, number: int, seen: Seen
) -> tuple[dict[CountField, Codes], list[Problem]]:
    found: dict[CountField, Codes] = {}
    problems: list[Problem] = []
    for column in CODED:
        heading = source.header[position[column]] if column in position else ""
        said = asked.said.tables.get(squeezed(heading))
        said = said or fitting(asked.given, heading, seen.codes_of(column))
        if said is not None:
            copy = asked.folder / f"source-codes-{number}-{column.name}"
            found[column], problem = read_codes(said, asked.codes, copy)
            problems += [problem] if problem else []
    return found, problems


@dataclass(slots=True)
class Seen:
    """What the values of one file say together."""

    first_values: list[list[str]]
    evidence: Evidence
    rows: int = 0
    spaced: bool = False
    asides: dict[int, Kind] = field(default_factory=dict)  # lines that are no rows
    titles: dict[int, str] = field(default_factory=dict)  # of blocks, by the line of their headings
    short: set[tuple[int, int]] = field(default_factory=set)  # months with two digits behind them
    full_years: bool = False  # some row writes its year with four digits
    above: dict[int, Shape] = field(default_factory=dict)
    own: tuple[int, Shape] | None = None
    parts: dict[int, Parts] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)  # of footnotes that a remark explains
    values: dict[CountField, set[str]] = field(
        default_factory=lambda: {each: set() for each in CODED}
    )

    def add_values(self, cells: Sequence[str], position: dict[CountField, int]) -> None:
        """What may be codes; of more than a table is likely to have, none are kept."""
        for column in CODED:
            at, values = position.get(column), self.values[column]
            if at is not None and at < len(cells) and len(values) <= MOST_CODES:
                text = tidy(cells[at])
                values |= set() if says_nothing(text) else {text}

    def without_titles(self, source: Source) -> Iterator[Record]:
        """The rows, without what stands alone over headings that come again."""
        before: Record | None = None
        for record in source.below():
            title = title_in(before) if header_again(record, source.header) else ""
            if before is not None and title:
                self.asides[before.line] = Kind.REMARK
                self.titles[record.line] = title
            elif before is not None:
                yield before
            before = record
        if before is not None:
            yield before
        if self.titles:  # then the first headings may have one too
            above = [*takewhile(lambda one: one.line < source.header_line, source.table.rows())]
            said = [one for one in above if not is_blank(one)]
            self.titles = {source.header_line: title_in(said[-1] if said else None)} | self.titles

    def title_of(self, line: int) -> str:
        """Of the block that a row stands in."""
        return next((self.titles[at] for at in reversed(self.titles) if at < line), "")

    def see_names(self, cells: Sequence[str], area: int) -> None:
        see_parts(self.parts, cells, area)
        for at, shape in [*self.above.items(), *([self.own] if self.own else [])]:
            shape.see(tidy(cells[at]) if at < len(cells) else "")

    def blocks(self, named: Sequence[int]) -> Blocks:
        """named: the columns of areas."""
        above = tuple(at for at, shape in self.above.items() if shape.is_of_blocks)
        in_parts = column_of_parts(self.parts) is not None
        own = self.own[0] if self.own and self.own[1].carries(in_parts=in_parts) else None
        return Blocks(above, own, tuple(named), frozenset(self.marks))

    def codes_of(self, column: CountField) -> set[str]:
        values = self.values[column]
        return values if len(values) <= MOST_CODES else set()


def is_of_a_year(record: Record) -> bool:
    """Whether a year stands there alone, above the rows of it."""
    return YEAR.fullmatch(title_in(record)) is not None


def title_in(record: Record | None) -> str:
    """What stands in the one cell of a row that says anything."""
    filled = [cell for cell in map(tidy, record.cells if record else ()) if cell]
    return filled[0] if len(filled) == 1 else ""


def look_over(
    source: Source, placed: PlacedCounts, counted: Callable[[int], None], *, codes: bool = False
) -> Seen:
    """codes: what may be codes is kept."""
    position = placed.position
    seen, firsts, totals = begun(source, placed), list[Record](), list[Record]()
    for record in seen.without_titles(source):
        kind = aside(record, source.header) or (Kind.REMARK if is_of_a_year(record) else None)
        if kind is not None:
            seen.asides[record.line] = kind
            if kind is Kind.TOTALS:
                totals.append(record)
            if kind is Kind.REMARK:
                seen.marks |= marks_in(" ".join(record.cells))
            continue
        seen.rows += 1
        if seen.rows <= MOST_SUMMED:
            firsts.append(record)
        if codes:
            seen.add_values(record.cells, position)
        see_row(seen, record.cells, position)
        if seen.rows % OFTEN == 0:
            counted(seen.rows)
    if not seen.rows:
        raise FileUnusable(source.place.found(Kind.HEADER_ONLY))
    if placed.a_row_each:
        leave_out_sums(seen, firsts, placed)
        leave_out_below(seen, firsts, totals, placed)
    return seen


def see_row(seen: Seen, cells: Sequence[str], position: dict[CountField, int]) -> None:
    area, month = position[CountField.AREA], position.get(CountField.MONTH)
    seen.see_names(cells, area)
    if month is not None and month < len(cells):
        text = tidy(cells[month])
        seen.evidence.add(text)
        seen.short |= {each for each in [short_month(text)] if each}
        seen.full_years = seen.full_years or YEAR.search(text) is not None
    if not seen.spaced and area < len(cells):
        seen.spaced = SPACED_SEPARATOR.search(cells[area]) is not None
    if seen.rows <= LOOKED_AT:
        show_values(seen.first_values, cells)


def leave_out_sums(seen: Seen, firsts: Sequence[Record], placed: PlacedCounts) -> None:
    for line in summed(firsts, [*placed.months], placed.position[CountField.AREA]):
        seen.asides[line] = Kind.TOTALS
        seen.rows -= 1


def leave_out_below(
    seen: Seen, firsts: Sequence[Record], totals: Sequence[Record], placed: PlacedCounts
) -> None:
    rows = [each for each in firsts if each.line not in seen.asides]
    parts = [each for each in firsts if each.line in seen.asides]  # sums of parts
    totals = [*totals, *parts]
    months, area = [*placed.months], placed.position[CountField.AREA]
    for line in below_the_total(rows, totals, months, area):
        seen.asides[line] = Kind.NOT_PEOPLE
        seen.rows -= 1


def begun(source: Source, placed: PlacedCounts) -> Seen:
    """With the columns to be watched for names that stand on the first row of a block alone."""
    position, area = placed.position, placed.position[CountField.AREA]
    seen = Seen([[] for _ in source.header], Evidence())
    seen.above = {at: Shape() for at in placed.above}
    # A row for each reason, month or part: the area then stands on the first of them.
    seen.own = (area, Shape(of_areas=bool(placed.months), a_row_each=placed.a_row_each))
    if placed.a_row_each:
        read = {*position.values(), *placed.levels, *placed.months}
        seen.parts = may_tell_parts(source.header, read, area)
    return seen


def reading_of(
    source: Source, position: dict[CountField, int], mapping: Mapping, evidence: Evidence
) -> Reading:
    reading = mapping.order or evidence.reading()
    if reading is Unsettled.UNDECIDED:
        column = source.header[position[CountField.MONTH]]
        place = Place(source.name, None, column)
        raise FileUnusable(place.found(Kind.AMBIGUOUS_DATES, evidence.example))
    return reading if CountField.MONTH in position else Order.ISO


def rows_layout(source: Source, placed: PlacedCounts, mapping: Mapping, *, spaced: bool) -> Layout:
    same = {CountField.AREA: Field.DEPARTMENT, CountField.REASON: Field.REASON}
    same |= {CountField.WORKER_TYPE: Field.WORKER_TYPE}
    position = {same[field]: at for field, at in placed.position.items() if field in same}
    return Layout(
        file=source.name,
        delimiter=source.delimiter,
        columns=Columns(source.header, position, placed.levels),
        dates={},
        separator=separator_of(mapping.separator, spaced=spaced),
        mapping=mapping,
        table=ReasonWord.objects.classes(),
    )
