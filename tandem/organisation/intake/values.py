"""From the cells of a row to the values of a person, with every problem on the way."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.organisation.intake.amends import AS_IT_STANDS, FileAmends
from tandem.organisation.intake.code_first import code_of
from tandem.organisation.intake.dates import FOR_EVER, Fault, Reading, day_numbered, read_date
from tandem.organisation.intake.fields import OF_A_MOVE, RESTRICTED, Field
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.mapping import Columns, Mapping
from tandem.organisation.intake.naming import NameOrder, first_and_last
from tandem.organisation.intake.numbers import NotANumber, Style, read_number
from tandem.organisation.intake.paths import split, without_managers
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.reasons import Understood, understand, why_left
from tandem.organisation.intake.spelling import plain, says_nothing, tidy, yes_or_no
from tandem.organisation.models import Area, ClosedFact, Employment, Meaning, Person, Spell

if TYPE_CHECKING:
    from tandem.organisation.intake.counts.codes import Codes

DAY = timedelta(days=1)
NOT_A_CHARACTER = "\ufffd"
HIGHEST_FTE = Decimal(2)


def _room(model: type[Model], field: str) -> int:
    return int(getattr(model._meta.get_field(field), "max_length", 0))


ROOM = {
    Field.NUMBER: _room(Person, "number"),
    Field.FIRST_NAME: _room(Person, "first_name"),
    Field.LAST_NAME: _room(Person, "last_name"),
    Field.EMAIL: _room(Person, "email"),
    Field.TITLE: _room(Spell, "title"),
    Field.LEVEL: _room(Spell, "level"),
    Field.LOCATION: _room(Spell, "location"),
    Field.REASON: _room(Employment, "reason"),
    Field.DEPARTMENT_CODE: _room(Area, "code"),
    Field.PAY_BAND: _room(ClosedFact, "pay_band"),
    Field.RATING: _room(ClosedFact, "rating"),
}
AREA_ROOM = _room(Area, "name")
LEVELS_OF_AREAS = 60  # deeper paths would not fit `Area.path`


class Row(NamedTuple):
    """One person as a file says it. Empty text and None: the file says there is none.

    end_on: the first day gone. department: names from the top down. extra: the department's code,
    and what is kept closed to everybody. moved_on, moved_from: since when they are in it and where
    they were before, both or neither.
    """

    number: str
    first_name: str
    last_name: str
    email: str
    department: tuple[str, ...]
    manager: str
    title: str
    level: str
    location: str
    fte: Decimal | None
    start_on: date
    end_on: date | None
    reason: str
    reason_class: str
    extra: tuple[tuple[Field, str], ...] = ()
    moved_on: date | None = None
    moved_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of one file are read: decided once, from all its values."""

    file: str
    delimiter: str
    columns: Columns
    dates: dict[Field, Reading]
    separator: re.Pattern[str] | None
    mapping: Mapping
    percent: bool = False  # shares of full time are written as 80 for 80 %
    table: AnyMapping[str, Meaning] | None = None  # of reasons, by plain words
    epoch: date | None = None  # of a workbook: its numbers in a column of dates count days
    years_likely: int | None = None  # what is proposed where nobody said what two digits stand for
    amends: FileAmends = AS_IT_STANDS
    codes: AnyMapping[Field, Codes] = dataclasses.field(default_factory=dict)
    names: NameOrder = NameOrder.GIVEN_FIRST
    together: AnyMapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """Departments without blanks around the sign that parts them, to the path each means."""

    code_first: bool = False  # the first part of a department is its code
    without_brackets: bool = False  # those at its end hold its manager

    @property
    def tells_moves(self) -> bool:
        return self.columns.position.keys() >= OF_A_MOVE

    def path(self, text: str) -> tuple[str, ...]:
        """The levels of a department written as one text."""
        parts = self.parts(text)
        return parts[1:] if self.code_first and code_of(parts) else parts

    def parts(self, text: str) -> tuple[str, ...]:
        found = self.together.get(text) or split(text, self.separator)
        return without_managers(found) if self.without_brackets else found

    def understand(self, reason: str) -> Understood | None:
        key = plain(reason)
        said = self.mapping.reasons.get(key) or (self.table or {}).get(key)
        return Understood.as_said(said) if said else understand(reason)


class Cells:
    """The cells of one row, read field by field; what is wrong gathers in `problems`."""

    def __init__(self, record: Record, layout: Layout) -> None:
        self.record, self.layout = record, layout
        self.problems: list[Problem] = []

    def text(self, field: Field) -> str:
        """As it stands, or what it stands for where the column holds codes."""
        text = self.raw(field)
        codes = self.layout.codes.get(field)
        return " / ".join(codes.said(text)) if codes and not says_nothing(text) else text

    def raw(self, field: Field) -> str:
        return tidy(self.layout.columns.cell(self.record.cells, field))

    def understand(self, reason: str) -> Understood | None:
        """As the words are understood, else the code they stand for."""
        code = self.raw(Field.REASON) if Field.REASON in self.layout.codes else ""
        return self.layout.understand(reason) or (self.layout.understand(code) if code else None)

    def path(self, field: Field) -> tuple[str, ...]:
        """The levels of a department that is told in one cell."""
        text, codes = self.raw(field), self.layout.codes.get(field)
        if says_nothing(text):
            # A dash is no name; "NA" and "None" may well be areas.
            return () if codes or not plain(text) else self.layout.path(text)
        path = codes.said(text) if codes else (text,)
        return path if path != (text,) else self.layout.path(text)

    def optional(self, field: Field) -> str:
        """Like `text`, where the usual words for nothing are nothing."""
        text = self.text(field)
        return "" if says_nothing(text) else text

    def place(self, field: Field | None = None) -> Place:
        heading = self.layout.columns.heading(field) if field else None
        return Place(self.layout.file, self.record.line, heading)

    def note(self, kind: Kind, field: Field | None, value: str | None, **facts: object) -> None:
        self.problems.append(self.place(field).found(kind, value, **facts))


def check_shape(cells: Cells) -> None:
    record, columns = cells.record, cells.layout.columns
    closed = {columns.position[each] for each in RESTRICTED if each in columns}
    for at, kind in record.faults:
        if at in columns.read:
            place = Place(cells.layout.file, record.line, columns.header[at])
            cells.problems.append(place.found(kind))
    if record.broken:
        cells.note(Kind.BROKEN_QUOTING, None, None)
        return
    if len(record.cells) != len(columns.header):
        facts = {"found": len(record.cells), "expected": len(columns.header)}
        cells.note(Kind.CELL_COUNT, None, None, **facts, delimiter=cells.layout.delimiter)
        return
    for kind, sign in ((Kind.NUL_CHARACTER, "\0"), (Kind.BROKEN_TEXT, NOT_A_CHARACTER)):
        for at, (heading, cell) in enumerate(zip(columns.header, record.cells, strict=True)):
            if sign in cell:
                place = Place(cells.layout.file, record.line, heading)
                shown = None if at in closed else cell.replace("\0", "␀")
                cells.problems.append(place.found(kind, shown))


def names(cells: Cells) -> tuple[str, str]:
    """First and last name; of a full name as its column is read."""
    said = map(cells.text, (Field.FIRST_NAME, Field.LAST_NAME, Field.FULL_NAME))
    layout = cells.layout
    return first_and_last(*said, order=layout.names, has_last=Field.LAST_NAME in layout.columns)


def email(cells: Cells) -> str:
    text = cells.optional(Field.EMAIL)
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError:
        cells.note(Kind.BAD_EMAIL, Field.EMAIL, text)
        return ""
    return text.lower()


def department(cells: Cells) -> tuple[str, ...]:
    text = cells.text(Field.DEPARTMENT)
    path = levels(cells) if cells.layout.columns.levels else cells.path(Field.DEPARTMENT)
    if not path:
        cells.note(Kind.MISSING_DEPARTMENT, Field.DEPARTMENT, text)
    longest = max((len(part) for part in path), default=0)
    if longest > AREA_ROOM or len(path) > LEVELS_OF_AREAS:
        cells.note(Kind.TOO_LONG, Field.DEPARTMENT, text, length=len(text), limit=AREA_ROOM)
    return path


def area_told(record: Record, layout: Layout) -> tuple[str, ...]:
    """Where a row that is not taken says it belongs; nowhere, where its cells have slipped."""
    if has_slipped(record, layout):
        return ()
    cells = Cells(record, layout)
    return levels(cells) if layout.columns.levels else cells.path(Field.DEPARTMENT)


def has_slipped(record: Record, layout: Layout) -> bool:
    """Whether its cells may stand below the wrong headings."""
    return record.broken or len(record.cells) != len(layout.columns.header)


def levels(cells: Cells) -> tuple[str, ...]:
    """A department's path from a column for each level; the last may repeat as the department."""
    columns = cells.layout.columns
    places = [*columns.levels]
    if (own := columns.position[Field.DEPARTMENT]) not in places:
        places.append(own)
    path: list[str] = []
    for at in places:
        name = tidy(cells.record.cells[at])
        if not says_nothing(name) and name.casefold() not in [
            each.casefold() for each in path[-1:]
        ]:
            path.append(name)
    found = tuple(path)
    return without_managers(found) if cells.layout.without_brackets else found


def extra(cells: Cells, end_on: date | None) -> Iterator[tuple[Field, str]]:
    """What only some files have: a department's code, and the closed columns.

    A problem is shown to people, so it repeats nothing that stands in a closed column.
    """
    for field in (Field.DEPARTMENT_CODE, Field.PAY_BAND, Field.RATING):
        text = cells.optional(field)
        if field is Field.DEPARTMENT_CODE and cells.layout.code_first:
            text = code_of(cells.layout.parts(cells.raw(Field.DEPARTMENT)))
        if text and len(text) <= ROOM[field]:
            yield field, text
        elif text and field in RESTRICTED:
            cells.note(Kind.CLOSED_TOO_LONG, field, None, length=len(text), limit=ROOM[field])
        elif text:
            cells.note(Kind.TOO_LONG, field, text, length=len(text), limit=ROOM[field])
    for field in (Field.HIGH_POTENTIAL, Field.REGRETTED):
        text = cells.optional(field)
        said = yes_or_no(text)
        if text and said is None:
            cells.note(Kind.BAD_YES_OR_NO, field, None)
        elif said is not None and (field is not Field.REGRETTED or end_on):
            yield field, "yes" if said else "no"


def manager(cells: Cells, number: str) -> str:
    text = cells.optional(Field.MANAGER)
    if text and text == number:
        cells.note(Kind.OWN_MANAGER, Field.MANAGER, text)
        return ""
    return text


def fte(cells: Cells) -> Decimal | None:
    """A share of full time, from 0.8, 0,8 or 80 %."""
    text = cells.optional(Field.FTE)
    if not text:
        return None
    percent = text.endswith("%") or cells.layout.percent
    style = cells.layout.mapping.decimal or (Style.COMMA if "," in text else Style.POINT)
    share = read_number(text.rstrip("% "), style)
    if isinstance(share, Decimal) and percent:
        share /= 100
    if isinstance(share, NotANumber) or not 0 < share <= HIGHEST_FTE:
        cells.note(Kind.BAD_FTE, Field.FTE, text)
        return None
    return share.quantize(Decimal("0.001"))


def hired(cells: Cells) -> date | None:
    if not (text := cells.optional(Field.HIRED)):
        cells.note(Kind.MISSING_HIRE_DATE, Field.HIRED, text)
        return None
    day = day_of(cells, Field.HIRED, text)
    if day is not None and day.year == FOR_EVER:
        cells.note(Kind.BAD_DATE, Field.HIRED, text, why=FAULTS[Fault.FAR_YEAR], likely="")
        return None
    return day


def left(cells: Cells, start_on: date | None) -> date | None:
    """The first day gone: the leave date is the last day of work."""
    text = cells.optional(Field.LEFT)
    last = day_of(cells, Field.LEFT, text) if text else None
    if last is None or last.year == FOR_EVER:
        return None
    if start_on and last < start_on:
        cells.note(Kind.LEAVE_BEFORE_HIRE, Field.LEFT, text, hired=start_on.isoformat())
    return last + DAY


def reason_of(cells: Cells, end_on: date | None) -> tuple[str, str]:
    kind, reason = cells.optional(Field.LEAVING_KIND), cells.optional(Field.REASON)
    if not (text := why_left(kind, reason)):
        return "", ""
    if end_on is None:
        if not cells.optional(Field.LEFT):
            cells.note(Kind.REASON_WITHOUT_DATE, Field.REASON, text)
        return "", ""
    understood = cells.understand(text)
    return text, understood.told if understood else ""


def stay_in_words(first: date, after: date | None) -> str:
    """after: the first day gone; None: still here."""
    if after is None:
        return _("from %(first)s on") % {"first": first.isoformat()}
    said = {"first": first.isoformat(), "last": (after - DAY).isoformat()}
    return _("from %(first)s to %(last)s") % said


FAULTS: dict[Fault, object] = {
    Fault.NO_DATE: gettext_lazy("it has no day, month and year"),
    Fault.OTHER_ORDER: gettext_lazy("the other dates of this column are the other way round"),
    Fault.TWO_DIGIT_YEAR: gettext_lazy("the year needs four digits"),
    Fault.FAR_YEAR: gettext_lazy("the year is too far away"),
    Fault.DAY_NUMBER: gettext_lazy("it is the day number of a spreadsheet"),
    Fault.MONTH_ONLY: gettext_lazy("it has a month and no day"),
    Fault.NOT_ISO: gettext_lazy("the mapping says that dates are ISO"),
}


def day_of(cells: Cells, field: Field, text: str) -> date | None:
    """The day in a cell; None and a problem where there is none."""
    reading = cells.layout.dates[field]
    day = read_date(text, reading, cells.layout.mapping.years_from)
    if isinstance(day, date):
        return day
    if day.fault is Fault.TWO_DIGIT_YEAR and cells.layout.years_likely:
        likely_day = read_date(text, reading, cells.layout.years_likely)
        if isinstance(likely_day, date):
            offers = [likely_day.isoformat()]
            cells.note(Kind.SHORT_YEAR, field, text, likely=offers[0], offers=offers)
            return None
    if day.fault is Fault.DAY_NUMBER and cells.layout.epoch:
        return day_numbered(text, cells.layout.epoch)
    likely = [each.isoformat() for each in day.likely]
    if day.fault is Fault.NO_SUCH_DAY:
        cells.note(Kind.IMPOSSIBLE_DATE, field, text, likely=likely[0], offers=likely)
    elif day.fault is Fault.AMBIGUOUS:
        facts = {"one": likely[0], "other": likely[-1], "offers": likely}
        cells.note(Kind.AMBIGUOUS_DATE, field, text, **facts)
    else:
        meant = _("Is it %(day)s?") % {"day": likely[0]} if likely else ""
        why = FAULTS[day.fault]
        cells.note(Kind.BAD_DATE, field, text, why=why, likely=meant, offers=likely[:1])
    return None


def check_lengths(cells: Cells, row: Row) -> None:
    values = {
        Field.NUMBER: row.number,
        Field.FIRST_NAME: row.first_name,
        Field.LAST_NAME: row.last_name,
        Field.EMAIL: row.email,
        Field.TITLE: row.title,
        Field.LEVEL: row.level,
        Field.LOCATION: row.location,
        Field.REASON: row.reason,
    }
    for field, value in values.items():
        if len(value) > ROOM[field]:
            shown = field if field in cells.layout.columns else Field.FULL_NAME
            cells.note(Kind.TOO_LONG, shown, value, length=len(value), limit=ROOM[field])
