"""When so many rows fail alike that how their column is read should be doubted first.

Slips are few and differ. Where a fifth of the rows, and five or more, cannot be taken for one and
the same reason in one column, the column more likely holds something else: whoever leaves these
rows out has the rest read wrongly as well. So its likely other readings are looked for in its
values and in those of the columns beside it. Nothing is read otherwise until somebody says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tandem.organisation.intake.counts.fields import (
    NEEDED_OF_HEADS,
    NEEDED_OF_LEAVERS,
    CountField,
    fields_of,
)
from tandem.organisation.intake.fields import DATES, LABELS, NEEDED, OF_A_HISTORY, OF_ONE_ROW, Field
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.guessing import first_values, is_monthly
from tandem.organisation.intake.history.event_words import BEGINNING, LEAVING, is_among
from tandem.organisation.intake.history.rules import NO_STAY
from tandem.organisation.intake.likeness import (
    ID,
    Column,
    are_shares,
    days_in,
    mostly,
    said_in,
)
from tandem.organisation.intake.mapping import IGNORED
from tandem.organisation.intake.numbers import NotANumber, Style, read_number
from tandem.organisation.intake.opened import Opened
from tandem.organisation.intake.reason_words import MOVED
from tandem.organisation.intake.reasons import is_of_leaving
from tandem.organisation.intake.report import Doubt
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.spelling import plain
from tandem.organisation.intake.staging import Staging

if TYPE_CHECKING:
    from tandem.organisation.intake.counts.layout import OpenedCounts

ONE_IN, AT_LEAST = 5, 5  # a fifth of the rows; fewer than five are mended one by one anyway
MOST_TOLD, MOST_OFFERED = 3, 4
HALF = 0.5  # of the values say it

# What one column can be the cause of. Other kinds are about single cells, or have answers of their
# own that put all of them right at once, such as years of two digits.
BY_COLUMN = frozenset(
    {
        *(Kind.MISSING_ID, Kind.MISSING_DEPARTMENT, Kind.MISSING_HIRE_DATE),
        *(Kind.MISSING_FROM_DATE, Kind.BAD_DATE, Kind.LEAVE_BEFORE_HIRE, Kind.TO_BEFORE_FROM),
        *(Kind.TOO_LONG, Kind.DUPLICATE_ID, Kind.OVERLAPPING_SPELL, Kind.OUTSIDE_STAY),
        *(Kind.BAD_MONTH, Kind.BAD_COUNT, Kind.BELOW_NOUGHT),
    }
)
# Its values cannot tell: they are what they should be, and stand where they cannot.
BY_PLACE = frozenset({Kind.LEAVE_BEFORE_HIRE, Kind.TO_BEFORE_FROM, Kind.OUTSIDE_STAY})
SWAPPED = {
    Field.HIRED: Field.LEFT, Field.LEFT: Field.HIRED,
    Field.SPELL_FROM: Field.SPELL_TO, Field.SPELL_TO: Field.SPELL_FROM,
}  # fmt: skip
FAILED = """
SELECT kind, json_extract(problem, '$.column'), count(DISTINCT line),
    sum(instr(json_extract(problem, '$.reason'), ?) > 0)
FROM problems WHERE rejects AND file = ? GROUP BY 1, 2 ORDER BY 3 DESC
"""


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file as it was read. position: of every field it can hold, by its name in a mapping.

    could: names of fields that files of its shape can hold; needed: those it is not read without.
    values: its first ones, by column. by_values: heading to the field that it would be by itself.
    """

    name: str
    header: Sequence[str]
    rows: int
    position: Mapping[str, int]
    could: Sequence[str]
    needed: frozenset[str]
    values: Callable[[], Sequence[Column]]
    levels: frozenset[int] = frozenset()
    by_values: Mapping[str, str] = field(default_factory=dict)

    def heading(self, name: str) -> str:
        return self.header[self.position[name]] if name in self.position else ""


def people_read(opened: Opened, shape: Shape) -> FileRead:
    """Of files with a row for each person or job."""
    columns, source = opened.layout.columns, opened.source
    apart = OF_ONE_ROW if shape is Shape.HISTORY else OF_A_HISTORY
    return FileRead(
        name=source.name,
        header=columns.header,
        rows=opened.seen.rows,
        position={each.value: at for each, at in columns.position.items()},
        could=[each.value for each in LABELS if each not in apart],
        needed=frozenset(each.value for each in NEEDED[shape]),
        values=lambda: first_values(source),
        levels=frozenset(columns.levels),
        by_values=opened.unheard,
    )


def counts_read(opened: OpenedCounts) -> FileRead:
    """Columns of months or reasons are no fields, and never in doubt."""
    source, layout = opened.source, opened.layout
    needed = NEEDED_OF_HEADS if opened.heads else NEEDED_OF_LEAVERS
    return FileRead(
        name=source.name,
        header=source.header,
        rows=opened.seen.rows,
        position={each.value: at for each, at in layout.position.items()},
        could=[each.value for each in fields_of(heads=opened.heads)],
        needed=frozenset(each.value for each in needed),
        values=lambda: first_values(source),
        levels=frozenset({*layout.rows.columns.levels, *layout.months, *layout.reasons}),
    )


def doubts(staging: Staging, files: Sequence[FileRead]) -> list[Doubt]:
    """Those of all files, the largest first; last what was read by its values, not its heading."""
    found = [each for number, file in enumerate(files) for each in _of(staging, number, file)]
    found = sorted(found, key=lambda each: -each.count)[:MOST_TOLD]
    told = (
        Doubt(file.name, heading, _field_at(file, heading), 0, file.rows, [{heading: headed}])
        for file in files
        for heading, headed in file.by_values.items()
    )
    return [*found, *(each for each in told if each.column not in {one.column for one in found})]


def _of(staging: Staging, number: int, file: FileRead) -> Iterator[Doubt]:
    seen: set[str] = set()
    for kind, column, rows, without in staging.db.execute(FAILED, (str(NO_STAY), number)):
        if kind not in BY_COLUMN or rows < AT_LEAST or rows * ONE_IN < file.rows:
            continue
        name = _culprit(kind, column, file, of_event=2 * without > rows)
        heading = file.heading(name)
        if not heading or heading in seen or file.position[name] in file.levels:
            continue
        others = list(_others(kind, name, file))
        if others:
            seen.add(heading)
            yield Doubt(file.name, heading, name, rows, file.rows, others[:MOST_OFFERED])


def _culprit(kind: str, column: str | None, file: FileRead, *, of_event: bool) -> str:
    """The field whose reading makes the rows fail; empty where that cannot be told."""
    if kind != Kind.OUTSIDE_STAY:
        return _field_at(file, column or "")
    if of_event:
        return Field.EVENT.value
    ends = [each.value for each in (Field.HIRED, Field.LEFT) if each.value in file.position]
    return ends[0] if len(ends) == 1 else ""


def _field_at(file: FileRead, heading: str) -> str:
    return next((name for name in file.position if file.heading(name) == heading), "")


def _others(kind: str, name: str, file: FileRead) -> Iterator[dict[str, str]]:
    """Other ways to read it, each as headings and fields; none where it holds what it should."""
    values, at = file.values(), file.position[name]
    heading = file.header[at]
    if kind in (Kind.LEAVE_BEFORE_HIRE, Kind.TO_BEFORE_FROM):
        other = SWAPPED[Field(name)].value
        if beside := file.heading(other):
            yield {heading: other, beside: name}
        return
    found = [*_instead(name, file, values), *_otherwise(name, file, values)]
    if not found and kind not in BY_PLACE and _looks(name, values[at]):
        return
    yield from found
    if name not in file.needed:
        yield {heading: IGNORED}


def _instead(name: str, file: FileRead, values: Sequence[Column]) -> Iterator[dict[str, str]]:
    """Columns that nobody reads and that may hold the field."""
    taken = {*file.position.values(), *file.levels}
    twice = {each for each in file.header if list(file.header).count(each) > 1}
    for at, heading in enumerate(file.header):
        if at not in taken and heading and heading not in twice and _looks(name, values[at]):
            yield {heading: name, file.heading(name): IGNORED}


def _otherwise(name: str, file: FileRead, values: Sequence[Column]) -> Iterator[dict[str, str]]:
    """Fields that no column holds yet and this one may hold."""
    if name in file.needed:
        return
    at = file.position[name]
    for other in file.could:
        if other not in file.position and _looks(other, values[at]):
            yield {file.header[at]: other}


# What values look like


def _looks(name: str, column: Column) -> bool:
    looks = LOOKS.get(name)
    return looks is not None and bool(said_in(column)) and looks(column)


def _are_days(column: Column) -> bool:
    return days_in(column) is not None


def _are_ids(column: Column) -> bool:
    return (
        len(said_in(column)) == len(column)
        and mostly(column, ID.fullmatch)
        and not _are_days(column)
    )


def _are_names_of_areas(column: Column) -> bool:
    """Words for nearly all, each for several."""
    said = said_in(column)
    again = 1 < len(set(said)) <= HALF * len(said)
    return (
        again
        and len(said) >= HALF * len(column)
        and not mostly(column, _number)
        and not _are_days(column)
    )


def _are_reasons(column: Column) -> bool:
    said = said_in(column)
    return "" in column and sum(map(is_of_leaving, said)) >= HALF * len(said)


def _are_events(column: Column) -> bool:
    said = said_in(column)
    words = LEAVING | BEGINNING | frozenset(MOVED)
    return sum(is_among(words, plain(each)) for each in said) >= HALF * len(said)


def _number(text: str) -> bool:
    style = Style.COMMA if "," in text else Style.POINT
    return not isinstance(read_number(text.rstrip("% "), style), NotANumber)


LOOKS: dict[str, Callable[[Column], bool]] = {
    **{each.value: _are_days for each in DATES},
    Field.NUMBER.value: _are_ids,
    Field.DEPARTMENT.value: _are_names_of_areas,
    Field.REASON.value: _are_reasons,
    Field.EVENT.value: _are_events,
    Field.FTE.value: are_shares,
    CountField.MONTH.value: lambda column: is_monthly(column) or _are_days(column),
    CountField.COUNT.value: lambda column: mostly(column, _number),
    CountField.HEADCOUNT.value: lambda column: mostly(column, _number),
}
